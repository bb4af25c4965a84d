import { deflateSync, inflateSync } from 'node:zlib';

/**
 * Picture files wrapped as the PDF a scanner would have written: JPEG, JPEG 2000, PNG and TIFF store their pixels with filters that PDF
 * has too (DCT, JPX, Flate with PNG predictors, LZW, RunLength, CCITT), so one decoder reads them all. Every page of a TIFF
 * becomes a page. Throws an error that says what kind of picture it is and what to do where a file uses something else.
 */
export function pictureAsPdf(name: string, bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view[0] === 0x89) return toPdf([pngPage(name, view)]);
  if (view[0] === 0xff) return toPdf([jpegPage(name, view)]);
  if (view.toString('latin1', 4, 8) === 'jP  ') return toPdf([jpeg2000Page(name, view)]);
  return toPdf(tiffPages(name, view));
}

/** An image XObject: its dictionary without length, its bytes, its place on the page in pixels from the top left. */
interface Strip {
  readonly dictionary: string;
  readonly bytes: Uint8Array;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface PicturePage {
  readonly width: number;
  readonly height: number;
  /** Pixels to the inch; 0 where the file does not say. */
  readonly dpi: number;
  readonly strips: readonly Strip[];
}

/** Width of a page whose file does not say how large it is: A4 (points). */
const A4 = { short: 595, long: 842 };
/** Resolutions below this are those of screens, not of the paper. */
const LEAST_DPI = 100;

function toPdf(pages: readonly PicturePage[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const add = (body: string, stream?: Uint8Array): number => {
    const number = offsets.length + 1;
    offsets.push(length);
    const chunks = [Buffer.from(`${number} 0 obj\n${body}\n`, 'latin1')];
    if (stream) chunks.push(Buffer.from('stream\n', 'latin1'), Buffer.from(stream), Buffer.from('\nendstream\n', 'latin1'));
    chunks.push(Buffer.from('endobj\n', 'latin1'));
    for (const chunk of chunks) {
      parts.push(chunk);
      length += chunk.length;
    }
    return number;
  };
  const count = pages.reduce((n, page) => n + page.strips.length + 2, 0);
  const root = count + 1;
  const kids: number[] = [];
  for (const page of pages) {
    const paper = page.width > page.height ? A4.long : A4.short;
    const scale = page.dpi >= LEAST_DPI ? 72 / page.dpi : paper / page.width;
    let content = '';
    const names = page.strips.map((strip, i) => {
      content += `q ${strip.width * scale} 0 0 ${strip.height * scale} ${strip.x * scale} ${(page.height - strip.y - strip.height) * scale} cm /I${i} Do Q\n`;
      return `/I${i} ${add(`<< /Type /XObject /Subtype /Image ${strip.dictionary} /Length ${strip.bytes.length} >>`, strip.bytes)} 0 R`;
    });
    const text = Buffer.from(content, 'latin1');
    const drawing = add(`<< /Length ${text.length} >>`, text);
    kids.push(add(`<< /Type /Page /Parent ${root} 0 R /MediaBox [0 0 ${page.width * scale} ${page.height * scale}] /Resources << /XObject << ${names.join(' ')} >> >> /Contents ${drawing} 0 R >>`));
  }
  add(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((k) => `${k} 0 R`).join(' ')}] >>`);
  const catalog = add(`<< /Type /Catalog /Pages ${root} 0 R >>`);
  const table = ['0000000000 65535 f ', ...offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n `)];
  parts.push(Buffer.from(`xref\n0 ${table.length}\n${table.join('\n')}\ntrailer << /Size ${table.length} /Root ${catalog} 0 R >>\nstartxref\n${length}\n%%EOF\n`, 'latin1'));
  return new Uint8Array(Buffer.concat(parts));
}

function jpegPage(name: string, bytes: Buffer): PicturePage {
  let dpi = 0;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) {
      at++;
      continue;
    }
    const marker = bytes[at + 1]!;
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd8) || marker === 1) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xe0 && bytes.toString('latin1', at + 4, at + 8) === 'JFIF') {
      const unit = bytes[at + 11]!;
      const density = bytes.readUInt16BE(at + 12);
      dpi = unit === 1 ? density : unit === 2 ? density * 2.54 : 0;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = bytes.readUInt16BE(at + 5);
      const width = bytes.readUInt16BE(at + 7);
      const colours = bytes[at + 9]!;
      if (width === 0 || height === 0) break;
      // The decoder fills what is missing with grey: figures would be gone without a word.
      if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < at) throw new Error(`${name}: the JPEG picture is cut short: its end is missing. Copy or download it again.`);
      const space = colours === 1 ? '/DeviceGray' : colours === 4 ? '/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]' : '/DeviceRGB';
      return { width, height, dpi, strips: [{ x: 0, y: 0, width, height, bytes, dictionary: `/Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace ${space} /Filter /DCTDecode` }] };
    }
    at += 2 + length;
  }
  throw new Error(`${name}: the JPEG picture is damaged: it does not say how large it is. Scan or save it again.`);
}

/** Boxes of a JP2 file up to its codestream: the image header says how large it is. */
function jpeg2000Page(name: string, bytes: Buffer): PicturePage {
  const header = bytes.indexOf('ihdr', 0, 'latin1');
  if (header < 0 || header + 12 > bytes.length) throw new Error(`${name}: the JPEG 2000 picture is damaged: it does not say how large it is. Scan or save it again.`);
  const height = bytes.readUInt32BE(header + 4);
  const width = bytes.readUInt32BE(header + 8);
  return { width, height, dpi: 0, strips: [{ x: 0, y: 0, width, height, bytes, dictionary: `/Width ${width} /Height ${height} /Filter /JPXDecode` }] };
}

function pngPage(name: string, bytes: Buffer): PicturePage {
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const depth = bytes[24]!;
  const type = bytes[25]!;
  if (bytes[28] !== 0) throw new Error(`${name}: the PNG picture is interlaced. Save it without interlacing.`);
  let dpi = 0;
  let palette: Buffer | null = null;
  const data: Buffer[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (kind === 'IDAT') data.push(body);
    else if (kind === 'PLTE') palette = body;
    else if (kind === 'pHYs' && body[8] === 1) dpi = body.readUInt32BE(0) * 0.0254;
    at += 12 + length;
  }
  if (data.length === 0) throw new Error(`${name}: the PNG picture is damaged: it holds no pixels. Save it again.`);
  let stream: Buffer = Buffer.concat(data);
  let colours = type === 2 ? 3 : 1;
  let bits = depth;
  let predictor = true;
  if (type === 4 || type === 6) {
    stream = withoutAlpha(name, inflateSync(stream), width, height, depth, type === 4 ? 2 : 4);
    colours = type === 4 ? 1 : 3;
    bits = 8;
    predictor = false;
  }
  const space = type === 3 && palette ? `[/Indexed /DeviceRGB ${palette.length / 3 - 1} <${palette.toString('hex')}>]` : colours === 3 ? '/DeviceRGB' : '/DeviceGray';
  const parameters = predictor ? `/DecodeParms << /Predictor 15 /Colors ${colours} /BitsPerComponent ${bits} /Columns ${width} >>` : '';
  return { width, height, dpi: Math.round(dpi), strips: [{ x: 0, y: 0, width, height, bytes: stream, dictionary: `/Width ${width} /Height ${height} /BitsPerComponent ${bits} /ColorSpace ${space} /Filter /FlateDecode ${parameters}` }] };
}

/** Pixels laid on white paper: PNG filters undone, alpha multiplied out. `channels` counts the alpha too. */
function withoutAlpha(name: string, raw: Buffer, width: number, height: number, depth: number, channels: number): Buffer {
  if (depth !== 8) throw new Error(`${name}: the PNG picture has transparency with ${depth} bits a colour. Save it without transparency.`);
  const stride = width * channels;
  const colours = channels - 1;
  const out = Buffer.alloc(width * height * colours);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    const row = Buffer.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? row[x - channels]! : 0;
      const up = above[x]!;
      const corner = x >= channels ? above[x - channels]! : 0;
      let add = 0;
      if (filter === 1) add = left;
      else if (filter === 2) add = up;
      else if (filter === 3) add = (left + up) >> 1;
      else if (filter === 4) {
        const p = left + up - corner;
        const a = Math.abs(p - left);
        const b = Math.abs(p - up);
        const c = Math.abs(p - corner);
        add = a <= b && a <= c ? left : b <= c ? up : corner;
      }
      row[x] = (row[x]! + add) & 255;
    }
    for (let x = 0; x < width; x++) {
      const alpha = row[x * channels + colours]!;
      for (let c = 0; c < colours; c++) out[(y * width + x) * colours + c] = 255 - Math.round(((255 - row[x * channels + c]!) * alpha) / 255);
    }
    above = row;
  }
  return deflateSync(out, { level: 1 });
}

/** What a TIFF's compression numbers mean (TIFF 6.0, and Adobe's supplements). */
const TIFF_FILTERS: Readonly<Record<number, string>> = { 1: '', 5: '/LZWDecode', 8: '/FlateDecode', 32946: '/FlateDecode', 32773: '/RunLengthDecode', 7: '/DCTDecode' };

function tiffPages(name: string, bytes: Buffer): PicturePage[] {
  const little = bytes[0] === 0x49;
  const u16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const pages: PicturePage[] = [];
  const seen = new Set<number>();
  try {
    for (let at = u32(4); at !== 0 && !seen.has(at); ) {
      seen.add(at);
      const tags = new Map<number, number[]>();
      const n = u16(at);
      for (let i = 0; i < n; i++) {
        const entry = at + 2 + 12 * i;
        const type = u16(entry + 2);
        const count = u32(entry + 4);
        const size = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8][type] ?? 0;
        const from = size * count <= 4 ? entry + 8 : u32(entry + 8);
        const values: number[] = [];
        for (let k = 0; k < Math.min(count, 100_000); k++) {
          const p = from + k * size;
          values.push(size === 1 ? bytes[p]! : type === 3 ? u16(p) : type === 4 ? u32(p) : type === 5 ? u32(p) / Math.max(1, u32(p + 4)) : 0);
        }
        tags.set(u16(entry), values);
      }
      pages.push(tiffPage(name, bytes, tags));
      at = u32(at + 2 + 12 * n);
    }
  } catch (cause) {
    if (cause instanceof RangeError) throw new Error(`${name}: the TIFF picture is damaged or cut short. Scan or save it again.`, { cause });
    throw cause;
  }
  if (pages.length === 0) throw new Error(`${name}: the TIFF picture has no page. Scan or save it again.`);
  return pages;
}

/** Values a pixel has by what they mean (PhotometricInterpretation): white or black is zero, RGB, palette, CMYK, YCbCr. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3 };

function tiffPage(name: string, bytes: Buffer, tags: ReadonlyMap<number, readonly number[]>): PicturePage {
  const one = (tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise;
  const width = one(256, 0);
  const height = one(257, 0);
  const bits = one(258, 1);
  const compression = one(259, 1);
  const photometric = one(262, 0);
  const colours = one(277, 1);
  const planes = one(284, 1);
  const unit = one(296, 2);
  const resolution = one(282, 0) * (unit === 3 ? 2.54 : 1);
  const refuse = (what: string): never => {
    throw new Error(`${name}: a TIFF picture with ${what} is not read. Save it as PNG, or as TIFF with LZW compression.`);
  };
  const fax = compression === 2 || compression === 3 || compression === 4;
  if (!fax && !(compression in TIFF_FILTERS)) refuse(`compression ${compression}`);
  if (planes !== 1 && colours > 1) refuse('separate colour planes');
  if (![1, 2, 4, 8].includes(bits)) refuse(`${bits} bits a colour`);
  if ((tags.get(338)?.length ?? 0) > 0 || colours !== (CHANNELS[photometric] ?? 0)) refuse(colours > 1 ? 'transparency, or colours of an unusual kind' : 'colours of an unusual kind');
  if (photometric === 6 && compression !== 7) refuse('colours stored as YCbCr but not as JPEG');
  if (one(317, 1) > 2) refuse('floating-point pixels');
  const map = tags.get(320);
  const space =
    photometric === 3 && map
      ? `[/Indexed /DeviceRGB ${2 ** bits - 1} <${Array.from({ length: 2 ** bits }, (_, i) => [0, 1, 2].map((c) => (map[c * 2 ** bits + i]! >> 8).toString(16).padStart(2, '0')).join('')).join('')}>]`
      : colours === 1
        ? '/DeviceGray'
        : colours === 4
          ? '/DeviceCMYK'
          : '/DeviceRGB';
  const inverted = fax ? photometric === 1 : photometric === 0;
  const decode = inverted && colours === 1 ? '/Decode [1 0]' : '';
  const tiled = tags.has(324);
  const offsets = tags.get(tiled ? 324 : 273) ?? [];
  const counts = tags.get(tiled ? 325 : 279) ?? [];
  const w = tiled ? one(322, width) : width;
  const h = tiled ? one(323, height) : Math.min(height, one(278, height));
  const across = tiled ? Math.ceil(width / w) : 1;
  const tables = tags.get(347);
  const strips = offsets.map((offset, i): Strip => {
    const y = Math.floor(i / across) * h;
    const rows = tiled ? h : Math.min(h, height - y);
    let data: Buffer = bytes.subarray(offset, offset + (counts[i] ?? bytes.length - offset));
    if (one(266, 1) === 2) data = Buffer.from(data.map(reversed));
    // The tables of a JPEG stand once in the file; every strip needs them: tables without their end, strip without its start.
    if (compression === 7 && tables && tables.length > 4) data = Buffer.concat([Buffer.from(tables.slice(0, -2)), data.subarray(2)]);
    const filter = fax
      ? `/Filter /CCITTFaxDecode /DecodeParms << /K ${compression === 4 ? -1 : compression === 3 && one(292, 0) & 1 ? 1 : 0} /Columns ${w} /Rows ${rows} /EncodedByteAlign ${compression === 2} /EndOfBlock ${compression !== 2} >>`
      : TIFF_FILTERS[compression] === ''
        ? ''
        : `/Filter ${TIFF_FILTERS[compression]} ${one(317, 1) === 2 ? `/DecodeParms << /Predictor 2 /Colors ${colours} /BitsPerComponent ${bits} /Columns ${w} >>` : ''}`;
    return { x: (i % across) * w, y, width: w, height: rows, bytes: data, dictionary: `/Width ${w} /Height ${rows} /BitsPerComponent ${fax ? 1 : bits} /ColorSpace ${space} ${decode} ${filter}` };
  });
  if (width === 0 || height === 0 || strips.length === 0) throw new Error(`${name}: the TIFF picture is damaged: it holds no pixels. Scan or save it again.`);
  return { width, height, dpi: Math.round(resolution), strips };
}

const reversed = (byte: number): number => {
  let out = 0;
  for (let i = 0; i < 8; i++) if (byte & (1 << i)) out |= 128 >> i;
  return out;
};
