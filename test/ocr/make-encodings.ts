/**
 * Writes test/ocr/encodings/: one page of our own in the encodings scanners and offices use. `npx tsx test/ocr/make-encodings.ts`.
 * Needs what draw.ts needs, and Debian's libtiff-tools, imagemagick and libopenjp2-tools; the tests need none of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import type { Grey } from '../../parsers/ocr/raster.js';
import { toPng } from '../../parsers/ocr/tesseract.js';
import { drawTable, tablesOf } from './draw.js';
import { tiffStrips } from './tiff-strips.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'kemu-encodings-'));
const at = (name: string): string => join(work, name);
const out = (name: string, bytes: Uint8Array): void => writeFileSync(here(`encodings/${name}`), bytes);
const run = (command: string, ...args: string[]): void => {
  const { status, stderr } = spawnSync(command, args, { cwd: work, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
};
const convert = (...args: string[]): void => run('convert-im6.q16', ...args);
const DPI = 150;

/** An image XObject and where it is painted: the matrix of its unit square, points. `before`: operators in front of it. */
interface Painted {
  readonly dictionary: string;
  readonly bytes: Uint8Array;
  readonly matrix?: readonly number[];
  readonly before?: string;
}

function pdf(images: readonly Painted[], { width, height }: Grey, extra: readonly { dictionary: string; bytes: Uint8Array }[] = [], page = ''): Buffer {
  const w = (width * 72) / DPI;
  const h = (height * 72) / DPI;
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const add = (body: string, stream?: Uint8Array): void => {
    offsets.push(length);
    const chunk = Buffer.concat([Buffer.from(`${offsets.length} 0 obj\n${body}\n`), ...(stream ? [Buffer.from('stream\n'), Buffer.from(stream), Buffer.from('\nendstream\n')] : []), Buffer.from('endobj\n')]);
    parts.push(chunk);
    length += chunk.length;
  };
  const content = Buffer.from(images.map(({ matrix, before = '' }, i) => `q ${before} ${(matrix ?? [w, 0, 0, h, 0, 0]).join(' ')} cm /I${i} Do Q`).join('\n'));
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('<< /Type /Pages /Count 1 /Kids [3 0 R] >>');
  add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] ${page} /Resources << /XObject << ${images.map((_, i) => `/I${i} ${5 + i} 0 R`).join(' ')} >> >> /Contents 4 0 R >>`);
  add(`<< /Length ${content.length} >>`, content);
  for (const { dictionary, bytes } of [...images, ...extra]) add(`<< ${dictionary} /Length ${bytes.length} >>`, bytes);
  const table = offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A JBIG2 stream as PDFs hold it: page information, and one generic region whose bits are coded as fax group 4 (MMR). */
function jbig2(fax: Uint8Array, { width, height }: Grey): Buffer {
  const u32 = (...values: number[]): Buffer => {
    const b = Buffer.alloc(4 * values.length);
    values.forEach((v, i) => b.writeUInt32BE(v, 4 * i));
    return b;
  };
  const segment = (number: number, type: number, body: Buffer): Buffer => Buffer.concat([u32(number), Buffer.from([type, 0, 1]), u32(body.length), body]);
  return Buffer.concat([segment(0, 48, Buffer.concat([u32(width, height, 0, 0), Buffer.from([0, 0, 0])])), segment(1, 38, Buffer.concat([u32(width, height, 0, 0), Buffer.from([0, 1]), Buffer.from(fax)]))]);
}

const packed = ({ width, height, data }: Grey, inkIs: 0 | 1): Buffer => {
  const stride = (width + 7) >> 3;
  const bits = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if ((data[y * width + x]! < 128 ? inkIs : 1 - inkIs) === 1) bits[y * stride + (x >> 3)]! |= 128 >> (x & 7);
  return bits;
};
const rows = ({ width, data }: Grey, y0: number, y1: number): Grey => ({ width, height: y1 - y0, data: data.subarray(y0 * width, y1 * width) });
const columns = ({ width, height, data }: Grey, x0: number, x1: number): Grey => ({ width: x1 - x0, height, data: Uint8Array.from({ length: (x1 - x0) * height }, (_, i) => data[Math.floor(i / (x1 - x0)) * width + x0 + (i % (x1 - x0))]!) });
const image = (w: number, h: number, rest: string): string => `/Type /XObject /Subtype /Image /Width ${w} /Height ${h} ${rest}`;
const flate = (page: Grey): Painted => ({ dictionary: image(page.width, page.height, '/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode'), bytes: deflateSync(packed(page, 0)) });

const source = tablesOf(here('../../corpus/hexi-school-2024')).find((t) => t.tableNo === '附表3')!;
const drawn = drawTable({ ...source, facts: source.facts.filter((f) => f.row <= 4) }, DPI, 'Noto Sans CJK SC');
const page: Grey = { ...drawn, data: drawn.data.map((v) => (v < 150 ? 0 : 255)) };
const { width, height } = page;
const all = { width, height };

mkdirSync(here('encodings'), { recursive: true });
writeFileSync(at('page.png'), toPng(page));
convert('page.png', '-colorspace', 'Gray', '-monochrome', '-depth', '1', '-type', 'bilevel', '-compress', 'none', '-density', String(DPI), '-units', 'PixelsPerInch', 'black-is-zero.tif');
convert('black-is-zero.tif', '-compress', 'none', '-define', 'quantum:polarity=min-is-white', 'bits.tif');
convert('page.png', '-colorspace', 'Gray', '-depth', '8', '-density', String(DPI), '-units', 'PixelsPerInch', '-compress', 'none', '-type', 'grayscale', 'grey.tif');
convert('page.png', '-density', String(DPI), '-units', 'PixelsPerInch', '-compress', 'none', '-type', 'truecolor', 'colour.tif');
convert('page.png', '-colorspace', 'CMYK', '-density', String(DPI), '-units', 'PixelsPerInch', '-compress', 'lzw', 'cmyk.tif');
convert('page.png', '-type', 'palette', '-colors', '4', '-density', String(DPI), '-units', 'PixelsPerInch', '-compress', 'lzw', 'palette.tif');
convert('page.png', '-type', 'truecoloralpha', '-density', String(DPI), '-units', 'PixelsPerInch', '-compress', 'lzw', 'alpha.tif');

// TIFF
const tiffs: Record<string, string[]> = {
  'g4.tif': ['-c', 'g4', '-r', '5000', 'bits.tif'],
  'g4-strips.tif': ['-c', 'g4', '-r', '64', 'bits.tif'],
  'g3.tif': ['-c', 'g3:1d:fill', '-r', '5000', 'bits.tif'],
  'g3-2d.tif': ['-c', 'g3:2d', 'bits.tif'],
  'g4-lsb.tif': ['-c', 'g4', '-f', 'lsb2msb', 'bits.tif'],
  'packbits.tif': ['-c', 'packbits', '-r', '100', 'bits.tif'],
  'lzw.tif': ['-c', 'lzw', 'grey.tif'],
  'lzw-predictor.tif': ['-c', 'lzw:2', '-r', '50', 'colour.tif'],
  'deflate-tiles.tif': ['-c', 'zip', '-t', '-w', '256', '-l', '128', 'grey.tif'],
  'g4-tiles.tif': ['-c', 'g4', '-t', '-w', '512', '-l', '256', 'black-is-zero.tif'],
  'jpeg-strips.tif': ['-c', 'jpeg:r:12', '-r', '320', 'colour.tif'],
  'jpeg-ycbcr.tif': ['-c', 'jpeg:20', '-r', '320', 'colour.tif'],
  'big-endian.tif': ['-B', '-c', 'lzw', 'bits.tif'],
  'cmyk.tif': ['-c', 'lzw', 'cmyk.tif'],
  'palette.tif': ['-c', 'lzw', 'palette.tif'],
  'two-pages.tif': ['-c', 'g4', 'bits.tif', 'bits.tif'],
  // refused, with what to do
  'refused-planes.tif': ['-c', 'lzw', '-p', 'separate', 'colour.tif'],
  'refused-alpha.tif': ['-c', 'lzw', 'alpha.tif'],
  'refused-big.tif': ['-8', '-c', 'g4', 'bits.tif'],
};
for (const [name, args] of Object.entries(tiffs)) {
  run('tiffcp', ...args, 'made.tif');
  out(name, readFileSync(at('made.tif')));
}
convert('page.png', '-depth', '16', '-resize', '10%', '-compress', 'zip', '-define', 'quantum:format=unsigned', 'deep.tif');
out('refused-sixteen-bits.tif', readFileSync(at('deep.tif')));

// JPEG, JPEG 2000, PNG
convert('page.png', '-colorspace', 'CMYK', '-quality', '30', '-density', String(DPI), 'cmyk.jpg');
out('cmyk.jpg', readFileSync(at('cmyk.jpg')));
convert('page.png', '-interlace', 'JPEG', '-quality', '30', '-density', String(DPI), 'progressive.jpg');
out('progressive.jpg', readFileSync(at('progressive.jpg')));
convert('page.png', '-define', 'png:bit-depth=1', '-density', String(DPI), '-units', 'PixelsPerInch', '-type', 'bilevel', 'bits.png');
out('bits.png', readFileSync(at('bits.png')));
convert('page.png', '-type', 'grayscalematte', '-define', 'png:color-type=4', 'alpha.png');
out('alpha.png', readFileSync(at('alpha.png')));
convert('page.png', '-interlace', 'PNG', '-define', 'png:bit-depth=1', 'interlaced.png');
out('refused-interlaced.png', readFileSync(at('interlaced.png')));
convert('page.png', '-colorspace', 'Gray', '-type', 'grayscale', '-depth', '8', 'grey.png');
run('opj_compress', '-i', 'grey.png', '-o', 'page.jp2', '-r', '12');
out('page.jp2', readFileSync(at('page.jp2')));
for (const [name, args] of Object.entries({ 'refused.gif': [], 'refused.bmp': ['-type', 'bilevel'], 'refused.webp': ['-quality', '10'] } as Record<string, string[]>)) {
  convert('page.png', '-resize', '20%', ...args, name);
  out(name, readFileSync(at(name)));
}

// PDF
const g4 = tiffStrips(readFileSync(here('encodings/g4.tif')))[0]!;
const g3 = tiffStrips(readFileSync(here('encodings/g3.tif')))[0]!;
const fax = (k: number): string => `/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K ${k} /Columns ${width} /Rows ${height} >>`;
const jb2: Painted = { dictionary: image(width, height, '/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode'), bytes: jbig2(g4, page) };
const jpx: Painted = { dictionary: image(width, height, '/Filter /JPXDecode'), bytes: readFileSync(at('page.jp2')) };
out('g4.pdf', pdf([{ dictionary: image(width, height, fax(-1)), bytes: g4 }], page));
out('g3.pdf', pdf([{ dictionary: image(width, height, fax(0)), bytes: g3 }], page));
out('jbig2.pdf', pdf([jb2], page));
out('jpx.pdf', pdf([jpx], page));
out('cmyk-jpeg.pdf', pdf([{ dictionary: image(width, height, '/BitsPerComponent 8 /ColorSpace /DeviceCMYK /Filter /DCTDecode /Decode [1 0 1 0 1 0 1 0]'), bytes: readFileSync(at('cmyk.jpg')) }], page));
const cmyk = Buffer.alloc(4 * width * height);
for (let i = 0; i < page.data.length; i++) cmyk[4 * i + 3] = 255 - page.data[i]!;
out('cmyk-flate.pdf', pdf([{ dictionary: image(width, height, '/BitsPerComponent 8 /ColorSpace /DeviceCMYK /Filter /FlateDecode'), bytes: deflateSync(cmyk, { level: 9 }) }], page));
out('indexed.pdf', pdf([{ dictionary: image(width, height, '/BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF 141414>] /Filter /FlateDecode'), bytes: deflateSync(packed(page, 1)) }], page));
out('stencil.pdf', pdf([{ dictionary: image(width, height, '/ImageMask true /BitsPerComponent 1 /Filter /FlateDecode'), bytes: deflateSync(packed(page, 0)) }], page));
out('stencil-inverted.pdf', pdf([{ dictionary: image(width, height, '/ImageMask true /Decode [1 0] /BitsPerComponent 1 /Filter /FlateDecode'), bytes: deflateSync(packed(page, 1)) }], page));

const strip = (of: Grey, x: number, y: number): Painted => ({ ...flate(of), matrix: [of.width, 0, 0, of.height, x, height - y - of.height].map((v) => (v * 72) / DPI) });
const cutRows = (n: number): Painted[] => Array.from({ length: n }, (_, i) => [Math.round((i * height) / n), Math.round(((i + 1) * height) / n)] as const).map(([y0, y1]) => strip(rows(page, y0, y1), 0, y0));
out('strips.pdf', pdf(cutRows(24), page));
out('tiles.pdf', pdf(cutRows(3).flatMap((_, i) => {
  const [y0, y1] = [Math.round((i * height) / 3), Math.round(((i + 1) * height) / 3)];
  const band = rows(page, y0, y1);
  const middle = Math.round(width / 2);
  return [strip(columns(band, 0, middle), 0, y0), strip(columns(band, middle, width), middle, y0)];
}), page));
// more than ten stencils in a row: the engine hands them over as one group
out('stencil-strips.pdf', pdf(cutRows(24).map((s) => ({ ...s, dictionary: s.dictionary.replace('/ColorSpace /DeviceGray', '/ImageMask true') })), page));
// upside down in the file, turned by its matrix
const flipped: Grey = { ...page, data: Uint8Array.from(page.data).reverse() };
out('turned-matrix.pdf', pdf([{ ...flate(flipped), matrix: [-width, 0, 0, -height, width, height].map((v) => (v * 72) / DPI) }], page));
// a coarse background and a fine mask above it, as scanners' programs for small files write them
const ground = { width: 60, height: 30, data: new Uint8Array(1800).fill(245) };
out('layers.pdf', pdf([
  { dictionary: image(60, 30, '/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode'), bytes: deflateSync(ground.data), matrix: [width, 0, 0, height, 0, 0].map((v) => (v * 72) / DPI) },
  { ...jb2, dictionary: jb2.dictionary.replace('/ColorSpace /DeviceGray', '/ImageMask true') },
], page));
// the same with the mask as transparency of a coarse foreground; half the print stands in the background
const half = rows(page, 0, height >> 1);
out('layers-soft.pdf', pdf([
  strip(half, 0, 0),
  { dictionary: image(2, 2, `/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode /SMask 7 0 R`), bytes: deflateSync(Buffer.from([10, 10, 10, 10])) },
], page, [{ dictionary: image(width, height, '/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode'), bytes: deflateSync(packed({ ...page, data: page.data.map((v, i) => (i < (height >> 1) * width ? 255 : v)) }, 1)) }]));
// damaged: to be reported, not read as blank paper
out('damaged-jbig2.pdf', pdf([{ ...jb2, bytes: jb2.bytes.subarray(0, 40) }], page));
out('damaged-jpx.pdf', pdf([{ ...jpx, bytes: Buffer.from(jpx.bytes).fill(0x55, 60) }], page));
out('damaged-jpeg.pdf', pdf([{ dictionary: image(width, height, '/BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode'), bytes: Buffer.from(readFileSync(at('progressive.jpg'))).fill(0x11, 30) }], page));
console.log(all);
rmSync(work, { recursive: true, force: true });
