import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Message } from '../../src/model/message.js';
import type { Line, Page, Ruling } from '../../src/model/page.js';
import { engineOptions, loadEngine, undrawn } from './engine.js';
import { readGlyphs, type Drawn, type FontFace, type Glyph, type OperatorList, type Ops } from './glyphs.js';
import { readLines } from './lines.js';
import { joinRulings } from './rulings.js';
import { isGarbled } from './text-layer.js';

export type PdfFault = 'not-a-pdf' | 'empty' | 'encrypted' | 'damaged' | 'no-such-page';

/** Why a file cannot be read, and what a person can do about it. */
export class PdfError extends Error {
  /** Tells the command that the input is at fault, not the program. */
  readonly code = 'KEMU_INPUT';

  constructor(
    readonly fault: PdfFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PdfError';
  }
}

export interface PdfOptions {
  /** Only these pages, 1-based; all when absent. */
  readonly pages?: readonly number[] | undefined;
  readonly password?: string;
}

/** A page and what has to be said about it. */
export interface PdfPage {
  readonly page: Page;
  readonly messages: readonly Message[];
}

/** An open file. Pages are read one at a time, so that memory does not grow with their number. */
export interface PdfReader {
  readonly pageCount: number;
  pages(): AsyncGenerator<PdfPage>;
  close(): Promise<void>;
}

/**
 * Open a PDF. Throws PdfError for a file that is none, is empty, encrypted or damaged beyond repair.
 * The engine is loaded on the first call only, and nothing outside its package folder is read.
 */
export async function openPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<PdfReader> {
  if (bytes.length === 0) throw new PdfError('empty', 'The file is empty. Download it again.');
  if (indexOf(bytes, '%PDF-', Math.min(bytes.length, 4096)) < 0) {
    throw new PdfError('not-a-pdf', 'The file is not a PDF although it may be named so (often it is the web page of a broken link). Download it again.');
  }
  const { engine, folder } = await loadEngine();
  const open = (pictures: boolean) =>
    engine.getDocument({
      ...engineOptions(bytes, folder),
      ...undrawn(pictures),
      fontExtraProperties: false,
      ...(options.password === undefined ? {} : { password: options.password }),
    });
  const task = open(false);
  let doc: Awaited<typeof task.promise>;
  try {
    doc = await task.promise;
  } catch (cause) {
    await task.destroy().catch(() => undefined);
    const name = cause instanceof Error ? cause.name : '';
    if (name === 'PasswordException') {
      throw new PdfError('encrypted', 'The PDF is protected by a password. Save an open copy of it and convert that.', { cause });
    }
    throw new PdfError('damaged', `The PDF is damaged or cut short (${cause instanceof Error ? cause.message : String(cause)}). Download it again.`, { cause });
  }
  const pageCount = doc.numPages;
  const wanted = options.pages ?? Array.from({ length: pageCount }, (_, i) => i + 1);
  const missing = wanted.filter((n) => n < 1 || n > pageCount);
  if (missing.length > 0) {
    await task.destroy();
    throw new PdfError('no-such-page', `There is no page ${missing.join(', ')}: the file has ${pageCount}.`);
  }
  const ops = engine.OPS as unknown as Ops;
  // Pictures cost more than text and count only where there is little of it: such pages are read again with them.
  let pictured: ReturnType<typeof open> | null = null;
  return {
    pageCount,
    async *pages() {
      const ended = indexOf(bytes.subarray(Math.max(0, bytes.length - 2048)), '%%EOF', 2048) >= 0;
      for (const [i, number] of wanted.entries()) {
        const messages: Message[] = [];
        if (i === 0 && !ended) messages.push(tell('pdf/cut-short', 'warning', number, 'The file has no end mark: it may have been cut short, and pages or figures may be missing.'));
        let page: Page = { number, form: 'positioned', lines: [], width: 0, height: 0, rulings: [] };
        try {
          let drawn = await drawnOn(doc, number, ops);
          if (mayBePicture(drawn)) drawn = await drawnOn(await (pictured ??= open(true)).promise, number, ops);
          page = assemble(drawn, number, messages);
        } catch (cause) {
          messages.push(tell('pdf/unreadable-page', 'error', number, `The page cannot be read (${(cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '')}). Open the file in a PDF reader and save or print it anew.`));
        }
        yield { page, messages };
      }
    },
    close: async () => {
      await pictured?.destroy();
      await task.destroy();
    },
  };
}

/** What a page draws, and its size in points. */
async function drawnOn(doc: PDFDocumentProxy, number: number, ops: Ops): Promise<Drawn & { width: number; height: number }> {
  const source = await doc.getPage(number);
  const list = (await source.getOperatorList()) as unknown as OperatorList;
  const { transform, width, height } = source.getViewport({ scale: 1 });
  const fonts = new Map<string, FontFace | null>();
  const fontOf = (name: string): FontFace | null => {
    let font = fonts.get(name);
    if (font === undefined) {
      font = source.commonObjs.has(name) ? (source.commonObjs.get(name) as FontFace) : null;
      fonts.set(name, font);
    }
    return font;
  };
  const drawn = readGlyphs(list, ops, fontOf, transform as [number, number, number, number, number, number], width, height);
  source.cleanup();
  return { ...drawn, width, height };
}

const hiddenIn = (glyphs: readonly Glyph[]): number => glyphs.filter((g) => g.inkless).length;
const mayBePicture = ({ glyphs }: Drawn): boolean => glyphs.length < FEW_GLYPHS || glyphs.some((g) => g.inkless || g.faint);

/** Read all pages at once: for callers that need the whole document anyway. Same errors as openPdf. */
export async function readPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<{ pages: Page[]; pageCount: number; messages: Message[] }> {
  const reader = await openPdf(bytes, options);
  const pages: Page[] = [];
  const messages: Message[] = [];
  try {
    for await (const { page, messages: said } of reader.pages()) {
      pages.push(page);
      messages.push(...said);
    }
  } finally {
    await reader.close();
  }
  return { pages, pageCount: reader.pageCount, messages };
}

/** Share of the page pictures must cover for the page to count as a scan; and when nothing else stands on it. */
const SCAN_SHARE = 0.3;
const ALONE_SHARE = 0.02;
/** Fewer glyphs than this on a page with a large picture: a page number or a stamp on a scan. */
const FEW_GLYPHS = 12;
/** Curves of a page whose letters were turned into outlines. */
const OUTLINED = 200;

function assemble(drawn: Drawn & { width: number; height: number }, number: number, messages: Message[]): Page {
  const { width, height } = drawn;
  let { glyphs } = drawn;
  const hidden = hiddenIn(glyphs);
  const hiddenLayer = hidden > 0.5 * glyphs.length && drawn.images >= SCAN_SHARE;
  if (hidden > 0 && !hiddenLayer) glyphs = glyphs.filter((g) => !g.inkless);
  glyphs = withoutFaint(glyphs);
  const turned = uprighted(glyphs, drawn.rulings, width, height);
  const rulings = joinRulings(turned.rulings);
  const lines: Line[] = readLines(turned.glyphs, rulings, number);
  const page: Page = { number, form: 'positioned', lines, width: turned.width, height: turned.height, rulings };
  const few = glyphs.length < FEW_GLYPHS;
  if (few && (drawn.images >= (glyphs.length === 0 ? ALONE_SHARE : SCAN_SHARE) || drawn.curves >= OUTLINED)) {
    messages.push(tell('pdf/no-text-layer', 'warning', number, 'The page is a picture: it has no text to read. It needs optical character recognition.'));
    return { ...page, textLayer: 'none' };
  }
  if (isGarbled(lines)) {
    messages.push(tell('pdf/garbled-text-layer', 'warning', number, 'The text of the page cannot be decoded (its fonts do not say which characters they draw). Nothing was taken from it; it needs optical character recognition.'));
    return { ...page, textLayer: 'garbled' };
  }
  if (hiddenLayer) {
    messages.push(tell('pdf/hidden-text-layer', 'warning', number, 'The page is a picture with text laid under it by another program: every figure has to be compared with the picture.'));
    return { ...page, textLayer: 'hidden' };
  }
  return page;
}

/** Text nobody can read on paper is no part of the page, unless nearly all of it is so: then the colours are misread. */
function withoutFaint(glyphs: Glyph[]): Glyph[] {
  const seen = glyphs.filter((g) => !g.faint);
  return seen.length === glyphs.length || seen.length < MOSTLY * glyphs.length ? glyphs : seen;
}
const MOSTLY = 0.5;

/** Turn a page whose text runs up, down or upside down, so that it runs to the right. */
function uprighted(glyphs: Glyph[], rulings: Ruling[], width: number, height: number): { glyphs: Glyph[]; rulings: Ruling[]; width: number; height: number } {
  const votes = [0, 0, 0, 0];
  for (const g of glyphs) if (g.direction < 4) votes[g.direction]!++;
  const turn = votes.indexOf(Math.max(...votes));
  if (turn === 0) return { glyphs, rulings, width, height };
  // direction 1 (down): a quarter turn to the left, (x, y) → (y, width − x); 3: to the right; 2: upside down.
  const map = (x: number, y: number): [number, number] =>
    turn === 1 ? [y, width - x] : turn === 3 ? [height - y, x] : [width - x, height - y];
  const box = <T extends { x0: number; y0: number; x1: number; y1: number }>(b: T): T => {
    const [ax, ay] = map(b.x0, b.y0);
    const [bx, by] = map(b.x1, b.y1);
    return { ...b, x0: Math.min(ax, bx), x1: Math.max(ax, bx), y0: Math.min(ay, by), y1: Math.max(ay, by) };
  };
  const quarter = turn !== 2;
  return {
    glyphs: glyphs.map((g) => {
      const b = box(g);
      const direction = g.direction === 4 ? 4 : (((g.direction - turn + 4) % 4) as Glyph['direction']);
      return { ...b, direction, base: b.y1 - 0.14 * g.size };
    }),
    rulings: rulings.map((r) => ({ ...box(r), horizontal: quarter ? !r.horizontal : r.horizontal })),
    width: quarter ? height : width,
    height: quarter ? width : height,
  };
}

const tell = (rule: string, severity: Message['severity'], page: number, text: string): Message => ({ rule, severity, text, place: { page, line: 0 } });

function indexOf(bytes: Uint8Array, word: string, limit: number): number {
  const end = Math.min(bytes.length, limit) - word.length;
  outer: for (let i = 0; i <= end; i++) {
    for (let k = 0; k < word.length; k++) if (bytes[i + k] !== word.charCodeAt(k)) continue outer;
    return i;
  }
  return -1;
}
