import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { EngineMissing, type Expected, type OcrEngine, type ReadCharacter, type ReadLine } from './engine.js';
import { resize, stretched, type Grey } from './raster.js';

export const NAME = 'Tesseract';

/**
 * Lines are read at this height (pixels), contrast stretched. Of 68 figures of a page with noise, blur and a thin face, 28 read
 * all, 34 two wrong, 48 fifteen: larger characters are read twice over (326.72 → 3206.72). PSM 7 keeps the leading 1 that
 * PSM 13 (raw line) drops.
 */
const HEIGHT = 28;
/** Figures are read at this height too: where the two differ, neither is to be believed. */
const SECOND_HEIGHT = 36;
const DISPUTED = 0.5;
/** The end of a line is dropped at times (06 → 0). Where ink runs on for this share of the line's height, other heights are tried. */
const UNREAD = 0.4;
const UNREAD_HEIGHTS = [SECOND_HEIGHT, 44];
/** Darker than this (of 255) is ink, whatever the noise. */
const INK = 140;
/** Paper around a line (pixels): without it the first and last strokes are lost. */
const MARGIN = 10;

/**
 * tesseract.js with the data of @tesseract.js-data/chi_sim (4.0.0_best_int), one line a picture. Nothing is downloaded:
 * the data's folder is given, and no cache is written. Throws EngineMissing when a package is not installed.
 */
export async function openTesseract(workers = 1): Promise<OcrEngine> {
  const require = createRequire(import.meta.url);
  let folder: string;
  let library: typeof import('tesseract.js');
  try {
    folder = join(dirname(require.resolve('@tesseract.js-data/chi_sim/package.json')), '4.0.0_best_int');
    library = require('tesseract.js') as typeof import('tesseract.js');
  } catch (cause) {
    throw new EngineMissing('Tesseract', ['tesseract.js@7.0.0', '@tesseract.js-data/chi_sim@1.0.0'], { cause });
  }
  const open = async () => {
    const worker = await library.createWorker('chi_sim', library.OEM.LSTM_ONLY, { langPath: folder, gzip: true, cacheMethod: 'none', logger: () => undefined, errorHandler: () => undefined });
    await worker.setParameters({ tessedit_pageseg_mode: library.PSM.SINGLE_LINE, preserve_interword_spaces: '0' });
    return { worker, mode: 'text' as Expected, busy: Promise.resolve() as Promise<unknown> };
  };
  const pool = await Promise.all(Array.from({ length: workers }, open));
  let turn = 0;
  return {
    name: NAME,
    parallel: workers,
    // It drops the last character of a line, or reads 、 as a point, with scores above 0.95.
    surest: 0.9,
    readLine(picture: Grey, expected: Expected = 'text'): Promise<ReadLine> {
      const slot = pool[turn++ % pool.length]!;
      const job = slot.busy.then(async () => {
        if (slot.mode !== expected) {
          await slot.worker.setParameters({ tessedit_char_whitelist: expected === 'figure' ? '0123456789.,-%' : '' });
          slot.mode = expected;
        }
        const at = async (height: number): Promise<ReadLine> => {
          const inner = stretched(resize(picture, Math.max(8, Math.round((picture.width * height) / picture.height)), height));
          const { data } = await slot.worker.recognize(toPng(framed(inner)), {}, { blocks: true, text: true });
          return toLine(data as unknown as TesseractPage, inner.width);
        };
        let line = await at(HEIGHT);
        for (const height of UNREAD_HEIGHTS) {
          if (unread(picture, line) <= UNREAD) break;
          const other = await at(height);
          if (other.characters.length > line.characters.length) line = other;
        }
        // Ink that no character stands on: something is missing, and the score does not know.
        if (unread(picture, line) > UNREAD) line = { ...line, score: Math.min(line.score, DISPUTED) };
        if (!/^[-\d,.%]+$/.test(line.text)) return line;
        const digits = (text: string): string => text.replace(/[^\d]/g, '');
        const again = await at(SECOND_HEIGHT);
        return digits(again.text) === digits(line.text) ? line : { ...line, score: Math.min(line.score, DISPUTED) };
      });
      slot.busy = job.catch(() => undefined);
      return job;
    },
    async close() {
      await Promise.all(pool.map(({ worker }) => worker.terminate()));
    },
  };
}

/** How far the ink of a line runs on beyond the characters read, at either end (shares of its height). */
function unread(picture: Grey, { characters }: ReadLine): number {
  const { width, height, data } = picture;
  let first = width;
  let last = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! >= INK) continue;
      if (x < first) first = x;
      if (x > last) last = x;
    }
  }
  if (first > last) return 0;
  const left = characters.length === 0 ? last : Math.min(...characters.map((c) => c.x0)) * width;
  const right = characters.length === 0 ? first : Math.max(...characters.map((c) => c.x1)) * width;
  return Math.max(left - first, last - right) / height;
}

interface Symbol_ {
  readonly text: string;
  readonly confidence: number;
  readonly bbox: { readonly x0: number; readonly x1: number };
}
interface TesseractPage {
  readonly blocks?: readonly { readonly paragraphs: readonly { readonly lines: readonly { readonly words: readonly { readonly symbols: readonly Symbol_[] }[] }[] }[] }[] | null;
}

function toLine({ blocks }: TesseractPage, width: number): ReadLine {
  const characters: ReadCharacter[] = [];
  for (const block of blocks ?? []) for (const paragraph of block.paragraphs) for (const line of paragraph.lines) for (const word of line.words) {
    for (const { text, confidence, bbox } of word.symbols) {
      characters.push({ text, score: Math.max(0, Math.min(1, confidence / 100)), x0: (bbox.x0 - MARGIN) / width, x1: (bbox.x1 - MARGIN) / width, others: [] });
    }
  }
  return { text: characters.map((c) => c.text).join(''), score: characters.reduce((least, c) => Math.min(least, c.score), 1), characters };
}

function framed(grey: Grey): Grey {
  const width = grey.width + 2 * MARGIN;
  const height = grey.height + 2 * MARGIN;
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < grey.height; y++) data.set(grey.data.subarray(y * grey.width, (y + 1) * grey.width), (y + MARGIN) * width + MARGIN);
  return { width, height, data };
}

/** A grey picture as PNG, the least that is one: what tesseract takes in memory. */
export function toPng({ width, height, data }: Grey): Buffer {
  const raw = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) raw.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(raw, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc(out.subarray(4, body.length + 8)), body.length + 8);
  return out;
}

let table: Uint32Array | null = null;
function crc(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
