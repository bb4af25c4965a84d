import type { ConvertOptions } from '../../src/model/document.js';
import type { Message } from '../../src/model/message.js';
import type { Page } from '../../src/model/page.js';
import { type OcrOptions, readScans } from './ocr.js';
import { pictureAsPdf } from './picture-file.js';

/** Messages that say a page needs what is done here. */
const NEEDS = new Set(['pdf/no-text-layer', 'pdf/garbled-text-layer']);

/**
 * The pages of a PDF with those that are only pictures, or whose text cannot be decoded, read from their pictures.
 * A page that could not be read stays as it was, and its messages say why.
 */
export async function readScannedPages(bytes: Uint8Array, text: { readonly pages: readonly Page[]; readonly messages: readonly Message[] }, options: ConvertOptions): Promise<{ pages: Page[]; messages: Message[] }> {
  const wanted = text.pages.filter((page) => page.textLayer === 'none' || page.textLayer === 'garbled');
  const drawn = new Set(wanted.filter((page) => page.textLayer === 'garbled').map((page) => page.number));
  const { pages, messages } = await readScans(bytes, wanted.map((page) => page.number), { ...howOf(options), drawn });
  const read = new Map(pages.map((page) => [page.number, page]));
  return {
    pages: text.pages.map((page) => read.get(page.number) ?? page),
    messages: [...text.messages.filter((m) => !NEEDS.has(m.rule) || !read.has(m.place.page)), ...messages],
  };
}

/** Pages that need reading, which was turned off: said of each, as something that is missing. */
export function leftUnread(messages: readonly Message[]): Message[] {
  return messages.map((m) => (NEEDS.has(m.rule) ? { ...m, rule: 'ocr/turned-off', severity: 'error', text: `The page was not read: it is a picture or its text cannot be decoded, and reading pictures is turned off. Convert it with --ocr auto.` } : m));
}

/** A picture file (PNG, JPEG, TIFF with any number of pages) as pages. Throws for a file that cannot be decoded. */
export async function readPictureFile(name: string, bytes: Uint8Array, options: ConvertOptions): Promise<{ pageCount: number; pages: Page[]; messages: Message[] }> {
  const { openPdf } = await import('../pdf/pdf.js');
  const pdf = pictureAsPdf(name, bytes);
  const reader = await openPdf(pdf);
  const { pageCount } = reader;
  await reader.close();
  const wanted = Array.from({ length: pageCount }, (_, i) => i + 1).filter((n) => options.pages?.includes(n) ?? true);
  const { pages, messages } = await readScans(pdf, wanted, howOf(options));
  const read = new Map(pages.map((page) => [page.number, page]));
  return {
    pageCount,
    pages: wanted.map((number) => read.get(number) ?? { number, form: 'positioned', lines: [], width: 0, height: 0, rulings: [], textLayer: 'none' }),
    messages,
  };
}

const howOf = ({ ocr, processors }: ConvertOptions): OcrOptions => ({
  engine: ocr === undefined || ocr === 'off' ? 'auto' : ocr,
  ...(processors === undefined ? {} : { parallel: processors }),
});
