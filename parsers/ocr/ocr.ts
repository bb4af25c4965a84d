import type { Message } from '../../src/model/message.js';
import type { Page } from '../../src/model/page.js';
import { loadOcrRules, type OcrRules } from '../../rules/ocr/ocr.js';
import { EngineMissing, type OcrEngine } from './engine.js';
import { readScannedPage, type SecondEngine } from './page.js';
import { readPictures, type PagePicture } from './pictures.js';

export interface OcrOptions {
  /** `auto`: PP-OCR when it is installed, else Tesseract. */
  readonly engine?: 'auto' | 'pp-ocr' | 'tesseract';
  /** Pages to be drawn although they hold pictures: their text cannot be decoded. */
  readonly drawn?: ReadonlySet<number>;
  /** Pages in work at once, each on a processor; default 2, and more are not taken: each holds a picture. */
  readonly parallel?: number;
}

/**
 * Read the pages named from their pictures. A page that cannot be read comes back as a message, never as an empty page
 * without one. At most as many pictures are in memory as pages are in work.
 */
export async function readScans(bytes: Uint8Array, wanted: readonly number[], options: OcrOptions = {}): Promise<{ pages: Page[]; messages: Message[] }> {
  const pages: Page[] = [];
  const messages: Message[] = [];
  const parallel = Math.min(options.parallel ?? 2, 2);
  let engine: OcrEngine;
  try {
    engine = await openEngine(options.engine ?? 'auto', parallel, messages, wanted[0] ?? 1);
  } catch (cause) {
    if (!(cause instanceof EngineMissing)) throw cause;
    for (const page of wanted) messages.push({ rule: 'ocr/engine-missing', severity: 'error', text: `The page is a picture and was not read. ${cause.message}`, place: { page, line: 0 } });
    return { pages, messages };
  }
  const rules = loadOcrRules();
  const second = secondEngine(options.engine ?? 'auto', engine);
  try {
    const pictures = readPictures(bytes, wanted, options.drawn);
    const work = async () => {
      for (;;) {
        const { value, done } = await pictures.next();
        if (done) return;
        if ('why' in value) {
          messages.push({ rule: 'ocr/no-picture', severity: 'error', text: `The page was not read: ${value.why}.`, place: { page: value.page, line: 0 } });
          continue;
        }
        await readOne(value, engine, second, rules, pages, messages);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
  } finally {
    await second.close();
    await engine.close();
  }
  pages.sort((a, b) => a.number - b.number);
  messages.sort((a, b) => a.place.page - b.place.page);
  return { pages, messages };
}

/** Pictures that cannot be decoded are told of from this share of the page on (a line of text has 0.01): below lie dots and logos. */
const LOST = 0.005;

async function readOne(picture: PagePicture, engine: OcrEngine, second: Second, rules: OcrRules, pages: Page[], messages: Message[]): Promise<void> {
  const place = { page: picture.page, line: 0 };
  try {
    const { page, pieces } = await readScannedPage(picture, engine, rules, second.get);
    if (pieces.length === 0) messages.push({ rule: 'ocr/nothing-read', severity: 'warning', text: 'No text was found on the picture of the page: it is blank, too faint, or damaged. Look at the page.', place });
    else {
      const sure = pieces.reduce((sum, p) => sum + p.read.score, 0) / pieces.length;
      messages.push({ rule: 'ocr/page-read', severity: 'note', text: `The page was read from its picture by ${engine.name} (${Math.round(picture.dpi)} dpi, mean score of its lines ${sure.toFixed(2)}): compare its figures with the picture.`, place });
    }
    if (picture.lost >= LOST) messages.push({ rule: 'ocr/part-lost', severity: 'error', text: `${Math.ceil(picture.lost * 100)} % of the page is a picture that cannot be decoded: what stands there is missing. Scan the page again, or save it as PNG or TIFF and convert that.`, place });
    pages.push(page);
  } catch (cause) {
    messages.push({ rule: 'ocr/failed', severity: 'error', text: `The picture of the page was not read: ${cause instanceof Error ? cause.message : String(cause)}`, place });
  }
}

interface Second {
  readonly get: SecondEngine;
  close(): Promise<void>;
}

/** Tesseract beside PP-OCR, for doubtful figures: opened when the first one comes. An engine asked for by name reads alone. */
function secondEngine(wanted: NonNullable<OcrOptions['engine']>, first: OcrEngine): Second {
  let opened: Promise<OcrEngine | null> | null = null;
  const open = async (): Promise<OcrEngine | null> => {
    const { NAME, openTesseract } = await import('./tesseract.js');
    if (wanted !== 'auto' || first.name === NAME) return null;
    return openTesseract(1).catch((cause: unknown) => {
      if (cause instanceof EngineMissing) return null;
      throw cause;
    });
  };
  return { get: () => (opened ??= open()), close: async () => (await opened)?.close() };
}

async function openEngine(wanted: 'auto' | 'pp-ocr' | 'tesseract', parallel: number, messages: Message[], page: number): Promise<OcrEngine> {
  if (wanted !== 'tesseract') {
    try {
      const { openPaddle } = await import('./paddle.js');
      return await openPaddle(parallel);
    } catch (cause) {
      if (!(cause instanceof EngineMissing) || wanted === 'pp-ocr') throw cause;
      messages.push({ rule: 'ocr/better-engine', severity: 'note', text: `Pictures are read by Tesseract. ${cause.message} reads figures better.`, place: { page, line: 0 } });
    }
  }
  const { openTesseract } = await import('./tesseract.js');
  return openTesseract(parallel);
}
