import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../parsers/pdf/pdf.js';
import { pictureAsPdf } from '../parsers/ocr/picture-file.js';
import { readPictures, type PagePicture } from '../parsers/ocr/pictures.js';
import { resize } from '../parsers/ocr/raster.js';
import { loadRules } from '../rules/load.js';
import { convertDocument } from '../src/pipeline.js';

/** One page of our own in many encodings, made by test/ocr/make-encodings.ts. */
const folder = fileURLToPath(new URL('ocr/encodings/', import.meta.url));
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(folder + name));
const names = readdirSync(folder);

async function pagesOf(name: string): Promise<PagePicture[]> {
  const pdf = name.endsWith('.pdf') ? bytesOf(name) : pictureAsPdf(name, bytesOf(name));
  const count = Number(/\/Count (\d+)/.exec(Buffer.from(pdf).toString('latin1'))![1]);
  const pages: PagePicture[] = [];
  for await (const page of readPictures(pdf, Array.from({ length: count }, (_, i) => i + 1))) {
    if ('why' in page) throw new Error(page.why);
    pages.push(page);
  }
  return pages;
}

const read = (name: string, bytes = bytesOf(name)) => convertDocument({ name, bytes }, { ocr: 'tesseract' }, loadRules());

describe('pictures in every encoding look the same', async () => {
  const [print] = await pagesOf('bits.png');
  const ink = print!.grey.data.reduce((sum, v) => sum + (v < 128 ? 1 : 0), 0);
  expect(ink).toBeGreaterThan(20_000);

  it.each(names.filter((name) => !/^(refused|damaged)/.test(name)))('%s', async (name) => {
    if (name.endsWith('.pdf')) expect((await readPdf(bytesOf(name))).pages[0]!.textLayer).toBe('none');
    const pages = await pagesOf(name);
    expect(pages).toHaveLength(name === 'two-pages.tif' ? 2 : 1);
    for (const { grey, dpi, lost } of pages) {
      const same = resize(grey, print!.grey.width, print!.grey.height);
      let off = 0;
      for (let i = 0; i < same.data.length; i++) if (Math.abs(same.data[i]! - print!.grey.data[i]!) > 120) off++;
      // JPEG at low quality blurs edges; everything else keeps every pixel
      expect(off / ink).toBeLessThan(/jpe?g/.test(name) ? 0.05 : 0.001);
      expect(dpi).toBeCloseTo(150, -1);
      expect(lost).toBe(0);
    }
  });
});

it('a small picture alone on a large page is looked at too', async () => {
  const pdf = Buffer.from(bytesOf('g4.pdf'));
  const at = pdf.indexOf('/MediaBox [', 0, 'latin1') + 11;
  pdf.write('0 0 2000 2000'.padEnd(pdf.indexOf(']', at) - at), at, 'latin1');
  expect((await readPdf(new Uint8Array(pdf))).pages[0]).toMatchObject({ textLayer: 'none', width: 2000 });
});

describe('what is not read is refused, and what to do is said', () => {
  it.each([
    ['refused-big.tif', /a TIFF picture of the large kind \(BigTIFF\)\. Save it as/],
    ['refused-planes.tif', /separate colour planes is not read\. Save it as PNG/],
    ['refused-alpha.tif', /transparency, or colours of an unusual kind is not read\. Save it as PNG/],
    ['refused-sixteen-bits.tif', /16 bits a colour is not read\. Save it as PNG/],
    ['refused-interlaced.png', /interlaced\. Save it without/],
    ['refused.gif', /a GIF picture\. Save it as PNG or PDF/],
    ['refused.bmp', /a BMP picture\. Save it as PNG or PDF/],
    ['refused.webp', /a WebP picture\. Save it as PNG or PDF/],
  ])('%s', async (name, message) => expect(read(name)).rejects.toThrow(message));

  it('a JPEG file whose end is missing', async () => {
    const whole = bytesOf('progressive.jpg');
    await expect(read('half.jpg', whole.subarray(0, whole.length * 0.6))).rejects.toThrow(/half\.jpg: the JPEG picture is cut short.*again/);
  });

  it('has a file for every refusal', () => expect(names.filter((name) => name.startsWith('refused'))).toHaveLength(8));

  it('takes a text that begins like a picture for a text', async () => {
    const { mediaType } = await read('BMW.txt', new TextEncoder().encode('BMW 采购项目预算\n一、收入 1.00\n'));
    expect(mediaType).toBe('text/plain');
  });
});

describe('a damaged picture is never blank paper', () => {
  it.each(['damaged-jpx.pdf', 'damaged-jpeg.pdf'])('%s', async (name) => {
    const { status, error, messages } = await read(name);
    expect(status).toBe('partial');
    expect(error).toMatch(/picture is damaged, or encoded in a way that cannot be decoded\. Scan it again/);
    expect(messages.map((m) => m.rule)).toContain('ocr/no-picture');
  });

  it('damaged-jbig2.pdf, whose decoder gives white paper', { timeout: 60_000 }, async () => {
    const { messages } = await read('damaged-jbig2.pdf');
    expect(messages).toContainEqual(expect.objectContaining({ rule: 'ocr/nothing-read', text: expect.stringContaining('damaged') as string }));
  });

  it('one strip of many: the rest is read, the loss is an error', { timeout: 120_000 }, async () => {
    const bytes = Buffer.from(bytesOf('strips.pdf'));
    // the twelfth strip's pixels
    let at = 0;
    for (let i = 0; i < 12; i++) at = bytes.indexOf('/FlateDecode', at + 1);
    const from = bytes.indexOf('stream\n', at) + 7;
    bytes.write('/JBIG2Decode', at, 'latin1');
    bytes.fill(0x55, from, bytes.indexOf('\nendstream', from));
    const { status, messages } = await read('strips.pdf', new Uint8Array(bytes));
    expect(messages).toContainEqual(expect.objectContaining({ rule: 'ocr/part-lost', severity: 'error', text: expect.stringMatching(/^5 % of the page/) as string }));
    expect(messages.map((m) => m.rule)).toContain('ocr/page-read');
    expect(status).toBe('partial');
  });
});
