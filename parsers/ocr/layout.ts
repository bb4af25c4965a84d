import type { Area, Bits } from './raster.js';

/** A piece of a line of text on a picture (pixels). `line` counts the lines from the top of the area it was found in. */
export interface TextPiece extends Area {
  /** Parts of the piece from left to right: blanks wider than a character are left out before it is read. */
  readonly parts: readonly Area[];
}

/** Marks lower than this (ems) are strokes of 二 三, dots and dashes: they join the line beside them … */
const LOW = 0.4;
/** … as long as the line does not grow beyond this (ems). */
const LINE = 1.35;
/** Bands taller than this (ems) are several lines that touch. */
const TALL = 1.8;
/** Lines that touch are cut where the ink falls below this share of the band's mean. */
const WAIST = 0.3;
/** Blank (ems) that parts two pieces of running text, and two parts of a cell's line. */
const PIECE_GAP = 1.3;
const PART_GAP = 0.9;
/** Bits of noise (square inches of ink) that no character is as small as. */
const SPECK = 0.00004;

/**
 * Lines of text inside an area, top to bottom, left to right. `em` is the height of the common type (pixels).
 * `cell`: a line of a table cell is one piece however wide its blanks are (项    目).
 */
export function findPieces(bits: Bits, area: Area, em: number, dpi: number, cell: boolean, depth = 0): TextPiece[] {
  const out: TextPiece[] = [];
  const least = SPECK * dpi * dpi;
  for (const band of bandsOf(bits, area, em)) {
    const parts = partsOf(bits, { ...area, ...band }, (cell ? PART_GAP : PIECE_GAP) * Math.min(em * 1.6, Math.max(em * 0.8, band.y1 - band.y0)));
    const inked = parts.map((part) => ({ part, ink: inkOf(bits, part) })).filter(({ ink }) => ink > least).map(({ part }) => trim(bits, part));
    if (inked.length === 0) continue;
    if (cell) {
      const all = inked.reduce(union);
      out.push({ ...all, parts: inked });
      continue;
    }
    for (const part of inked) {
      const inner = depth < 3 && (part.y1 - part.y0 < band.y1 - band.y0 || inked.length > 1) ? bandsOf(bits, part, em) : [];
      if (inner.length > 1) out.push(...findPieces(bits, part, em, dpi, cell, depth + 1));
      else out.push({ ...part, parts: partsOf(bits, part, PART_GAP * em).map((p) => trim(bits, p)) });
    }
  }
  return out;
}

export const union = (a: Area, b: Area): Area => ({ x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) });

function inkOf({ width, data }: Bits, { x0, y0, x1, y1 }: Area): number {
  let ink = 0;
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) ink += data[y * width + x]!;
  return ink;
}

function trim(bits: Bits, area: Area): Area {
  const { width, data } = bits;
  let { x0, y0, x1, y1 } = area;
  const rowInk = (y: number) => {
    for (let x = x0; x < x1; x++) if (data[y * width + x] === 1) return true;
    return false;
  };
  while (y0 < y1 - 1 && !rowInk(y0)) y0++;
  while (y1 > y0 + 1 && !rowInk(y1 - 1)) y1--;
  const colInk = (x: number) => {
    for (let y = y0; y < y1; y++) if (data[y * width + x] === 1) return true;
    return false;
  };
  while (x0 < x1 - 1 && !colInk(x0)) x0++;
  while (x1 > x0 + 1 && !colInk(x1 - 1)) x1--;
  return { x0, y0, x1, y1 };
}

/** Rows of ink, strokes of one character joined, lines that touch cut apart. */
function bandsOf({ width, data }: Bits, { x0, y0, x1, y1 }: Area, em: number): { y0: number; y1: number }[] {
  const ink = new Uint32Array(Math.max(0, y1 - y0));
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) ink[y - y0]! += data[y * width + x]!;
  const raw: { y0: number; y1: number }[] = [];
  for (let y = 0; y < ink.length; ) {
    if (ink[y] === 0) {
      y++;
      continue;
    }
    const start = y;
    while (y < ink.length && ink[y]! > 0) y++;
    raw.push({ y0: y0 + start, y1: y0 + y });
  }
  const joined: { y0: number; y1: number }[] = [];
  for (const band of raw) {
    const last = joined[joined.length - 1];
    const low = (b: { y0: number; y1: number }) => b.y1 - b.y0 < LOW * em;
    if (last && (low(band) || low(last)) && band.y1 - last.y0 <= LINE * em && band.y0 - last.y1 <= 0.5 * em) last.y1 = band.y1;
    else joined.push({ ...band });
  }
  return joined.flatMap((band) => cutTall(band, ink, y0, em));
}

function cutTall(band: { y0: number; y1: number }, ink: Uint32Array, top: number, em: number): { y0: number; y1: number }[] {
  const height = band.y1 - band.y0;
  if (height <= TALL * em) return [band];
  let sum = 0;
  for (let y = band.y0; y < band.y1; y++) sum += ink[y - top]!;
  const mean = sum / height;
  const out: { y0: number; y1: number }[] = [];
  let start = band.y0;
  while (band.y1 - start > TALL * em) {
    let at = -1;
    let least = WAIST * mean;
    for (let y = Math.round(start + 0.75 * em); y < Math.min(band.y1 - 0.5 * em, start + 1.7 * em); y++) {
      const v = ink[y - top]!;
      if (v < least) {
        least = v;
        at = y;
      }
    }
    if (at < 0) break;
    out.push({ y0: start, y1: at });
    start = at + 1;
  }
  out.push({ y0: start, y1: band.y1 });
  return out;
}

/** Columns of ink with no blank wider than `gap` between them. */
function partsOf({ width, data }: Bits, { x0, y0, x1, y1 }: Area, gap: number): Area[] {
  const out: { x0: number; y0: number; x1: number; y1: number }[] = [];
  for (let x = x0; x < x1; x++) {
    let inked = false;
    for (let y = y0; y < y1 && !inked; y++) inked = data[y * width + x] === 1;
    if (!inked) continue;
    const last = out[out.length - 1];
    if (last && x - last.x1 <= gap) last.x1 = x + 1;
    else out.push({ x0: x, y0, x1: x + 1, y1 });
  }
  return out;
}

/** Ink without lone pixels: noise of the scanner. A decimal point of 2 × 2 pixels stays. */
export function withoutSpecks(bits: Bits): Bits {
  const { width, height, data } = bits;
  const out = new Uint8Array(data.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      if (data[i] === 0) continue;
      const n = data[i - 1]! + data[i + 1]! + data[i - width]! + data[i + width]! + data[i - width - 1]! + data[i - width + 1]! + data[i + width - 1]! + data[i + width + 1]!;
      if (n >= 2) out[i] = 1;
    }
  }
  return { width, height, data: out };
}

/** Height of the common type (pixels): the middle height of lines that are clearly wider than high. */
export function emOf(pieces: readonly Area[], fallback: number): number {
  const heights = pieces.filter((p) => p.x1 - p.x0 > 2.2 * (p.y1 - p.y0) && p.y1 - p.y0 > 0.4 * fallback && p.y1 - p.y0 < 2.2 * fallback).map((p) => p.y1 - p.y0).sort((a, b) => a - b);
  return heights.length < 4 ? fallback : heights[heights.length >> 1]!;
}
