import { createHash } from 'node:crypto';
import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { type Draw, makePdf } from '../pdf/make-pdf.js';

/** A PDF from the bodies of its objects, the first being the catalogue; `trailer` goes into the trailer's dictionary. */
export function pdfOf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  let length = parts[0]!.length;
  const offsets = objects.map((body, i) => {
    const at = length;
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body as string, 'latin1'), Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
    return at;
  });
  const xref = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.concat([...parts, Buffer.from(`${xref}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`)]);
}

const stream = (dictionary: string, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`), bytes, Buffer.from('\nendstream')]);

const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R >>';
const ONE_PAGE = '<< /Type /Pages /Count 1 /Kids [3 0 R] >>';
const page = (resources = ''): string => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> ${resources} >> >>`;

function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + box[i]! + key[i % key.length]!) & 255;
    [box[i], box[j]] = [box[j]!, box[i]!];
  }
  let i = 0;
  let j = 0;
  return Buffer.from(bytes.map((byte) => {
    i = (i + 1) & 255;
    j = (j + box[i]!) & 255;
    [box[i], box[j]] = [box[j]!, box[i]!];
    return byte ^ box[(box[i]! + box[j]!) & 255]!;
  }));
}

/** A page that opens with a password only: the standard handler, revision 2, 40 bits. */
export function encryptedPdf(password: string): Buffer {
  const PAD = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
  const padded = Buffer.concat([Buffer.from(password), PAD]).subarray(0, 32);
  const id = Buffer.alloc(16, 7);
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const allowed = Buffer.alloc(4);
  allowed.writeInt32LE(-4);
  const key = md5(padded, owner, allowed, id).subarray(0, 5);
  const user = rc4(key, PAD);
  const content = Buffer.from('0 0 100 100 re f');
  // object 4, generation 0
  const ofContent = md5(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10);
  return pdfOf(
    [CATALOGUE, ONE_PAGE, page(), stream('', rc4(ofContent, content)), `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> >>`],
    `/Encrypt 5 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>]`,
  );
}

/** So many pages with a line of text each. */
export const longPdf = (pages: number): Uint8Array =>
  makePdf(Array.from({ length: pages }, (_, i): { draw: Draw[] } => ({ draw: [{ text: `第 ${i + 1} 页，共 ${pages} 页`, x: 200, y: 800 }] })));

const bigImage = (bits: number, pixels: Uint8Array): Buffer =>
  stream(`/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent ${bits} /Filter /FlateDecode`, pixels);
/** All that an image of such a size needs, deflated: 3.6 GB in 4 MB. A block that ends at a byte can be repeated. */
function white(width: number, height: number): Buffer {
  const rows = 600;
  const block = deflateRawSync(Buffer.alloc(width * rows, 255), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: height / rows }, () => block), Buffer.from([3, 0])]);
}
const imagePdf = (image: Buffer): Buffer => pdfOf([CATALOGUE, ONE_PAGE, page(), stream('', Buffer.from('q 595 0 0 842 0 0 cm /X Do Q')), image]);

function png(width: number, height: number): Buffer {
  const chunk = (kind: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(kind, 4, 'latin1');
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(100_000))), chunk('IEND', Buffer.alloc(0))]);
}

const jpeg = (width: number, height: number): Buffer =>
  Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9]);

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** Files that are made to do harm, or look as if they were, by name. */
export const hostile: Readonly<Record<string, () => Uint8Array>> = {
  'encrypted.pdf': () => encryptedPdf('geheim'),
  'bomb.png': () => png(60_000, 60_000),
  'bomb.jpg': () => jpeg(60_000, 60_000),
  'bomb-claimed.pdf': () => imagePdf(bigImage(8, deflateSync(Buffer.alloc(100_000)))),
  'bomb-real.pdf': () => imagePdf(bigImage(8, white(60_000, 60_000))),
  'pages-in-pages.pdf': () => pdfOf([CATALOGUE, '<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>']),
  'form-in-itself.pdf': () => pdfOf([CATALOGUE, ONE_PAGE, page(), stream('', Buffer.from('/X Do')), stream('/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>', Buffer.from('/X Do /X Do'))]),
  'nested-object.pdf': () => pdfOf([`<< /Type /Catalog /Pages 2 0 R /Deep ${nested(100_000)} >>`, ONE_PAGE, page(), stream('', Buffer.from(''))]),
  'nested-content.pdf': () => pdfOf([CATALOGUE, ONE_PAGE, page(), stream('', Buffer.from(`${nested(100_000)} TJ`))]),
  'nested-kids.pdf': () => {
    const depth = 20_000;
    return pdfOf([CATALOGUE, ...Array.from({ length: depth }, (_, i) => `<< /Type /Pages /Count 1 /Kids [${i + 3} 0 R] >>`), `<< /Type /Page /MediaBox [0 0 9 9] >>`]);
  },
};
