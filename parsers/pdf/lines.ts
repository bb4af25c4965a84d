import type { Line, Ruling, Run } from '../../src/model/page.js';
import type { Box } from '../../src/model/place.js';
import { parseAmount } from '../../src/text/amount.js';
import { plainText } from '../../src/text/full-width.js';
import type { Glyph } from './glyphs.js';
import { withoutRadicals } from './radicals.js';

/** Neighbouring glyphs further apart than this (ems) are two runs. */
const RUN_GAP = 0.6;
/** A gap that is printed as a blank inside a run (ems): between words of Latin text. */
const BLANK_GAP = 0.22;
/** Letters closer than this (ems) are set in one go. */
const NO_GAP = 0.04;
/** Baselines of one run differ by at most this (ems): digits of another face, a slight rise. */
const SAME_BASE = 0.25;
/** Two runs are on one line when they share at least this much of the lower one's height. */
const SAME_LINE_OVERLAP = 0.5;
/** A ruling cuts a run when it passes between two glyphs; it may touch each em box by this much (ems). */
const CUT_TOUCH = 0.13;
/** The same character twice within this distance (ems) is one, printed twice to look bold. */
const OVERPRINT = 0.15;

interface Sized extends Box {
  readonly size: number;
}

interface Piece extends Box {
  readonly text: string;
  /** Parted on purpose from the piece left of it. */
  readonly apart?: boolean;
  readonly base: number;
  readonly size: number;
  /** Where the lines end that its cell has below it and hides. */
  readonly restsAt?: number;
}

/**
 * Put glyphs together: glyphs → runs (cut at gaps and at the vertical rulings between two glyphs) → lines.
 * A run that starts visible and is then hidden by the clip path is kept whole, with the box of what is seen;
 * one that is not seen at all is left out, unless it is the next line of a cell that is too low for it.
 */
export function readLines(glyphs: readonly Glyph[], rulings: readonly Ruling[], page: number): Line[] {
  const cuts = new Cuts(rulings.filter((r) => !r.horizontal));
  const pieces = joinPieces(glyphs, cuts);
  return groupLines(pieces).map((line) => readLine(line, cuts, page));
}

/** Glyphs in the order they were drawn: that order says what belongs together when neighbouring labels touch. */
function joinPieces(glyphs: readonly Glyph[], cuts: Cuts): Piece[] {
  const pieces: Piece[] = [];
  /** By baseline (whole points), then by character. */
  const printed = new Map<number, Map<string, Glyph[]>>();
  let run: Glyph[] = [];
  /** Glyphs of the run that an earlier run has printed at the same place. */
  let again = new Set<Glyph>();
  const lowest = lowestClip(glyphs);
  const close = () => {
    if (again.size > 0 && !overprints(run, again, printed)) run = run.filter((g) => !again.has(g));
    again = new Set();
    for (const [k, part] of parted(run, cuts).entries()) {
      const seen = part.filter((g) => g.visible);
      const above = pieces.at(-1);
      if (seen.length > 0) pieces.push({ ...toPiece(part, seen), apart: k > 0 });
      else if (above && part.length > 0 && isRest(part[0]!, above, lowest)) pieces[pieces.length - 1] = { ...above, text: above.text + part.map((g) => g.text).join(''), restsAt: part[0]!.y1 };
    }
    run = [];
  };
  for (const glyph of glyphs) {
    if (glyph.direction === 4) continue;
    const level = Math.round(glyph.base);
    let there = printed.get(level);
    if (!there) printed.set(level, (there = new Map()));
    const twins = there.get(glyph.text);
    const twin = twins?.find((t) => t.visible && Math.abs(t.x0 - glyph.x0) < OVERPRINT * glyph.size && Math.abs(t.base - glyph.base) < OVERPRINT * glyph.size);
    if (twin && run[run.length - 1] === twin) continue;
    if (!twin && twins) twins.push(glyph);
    else if (!twin) there.set(glyph.text, [glyph]);
    const last = run[run.length - 1];
    // Seen again after a hidden tail: the text of the next cell.
    const resumed = last && !last.visible && glyph.visible && run.some((g) => g.visible);
    if (last && (resumed || !follows(last, glyph, cuts))) close();
    if (twin) again.add(glyph);
    run.push(glyph);
  }
  close();
  return pieces;
}

/** Where the area ends that the page's cells are shown in: no clip path but the paper reaches lower. */
const lowestClip = (glyphs: readonly Glyph[]): number =>
  glyphs.reduce((lowest, { clip }) => (clip.x0 > 0 || clip.y0 > 0 ? Math.max(lowest, clip.y1) : lowest), -Infinity);

/** The next line of a text whose cell ends above it: the cell's own clip path hides it, while that of the page hides what another page shows. */
function isRest(next: Glyph, above: Piece, lowest: number): boolean {
  const { clip } = next;
  const [x, y] = [(above.x0 + above.x1) / 2, (above.y0 + above.y1) / 2];
  const inCell = x > clip.x0 && x < clip.x1 && y > clip.y0 && y < clip.y1 && next.x0 > clip.x0 - CUT_TOUCH * next.size && next.x0 < clip.x1;
  const from = above.restsAt ?? above.y1;
  return inCell && clip.y1 < lowest - 1 && next.y0 > from - 0.5 * next.size && next.y0 < from + next.size && next.direction === 0;
}

/** Is the run another text over one printed before, which it repeats in part? Letters that stand over none are its rest. */
function overprints(run: readonly Glyph[], again: ReadonlySet<Glyph>, printed: ReadonlyMap<number, ReadonlyMap<string, readonly Glyph[]>>): boolean {
  if (again.size === run.length) return false;
  const own = new Set(run);
  return run.some((g) => {
    if (again.has(g)) return false;
    for (const others of printed.get(Math.round(g.base))?.values() ?? []) {
      if (others.some((o) => o.visible && !own.has(o) && Math.min(o.x1, g.x1) - Math.max(o.x0, g.x0) > 0.5 * (g.x1 - g.x0))) return true;
    }
    return false;
  });
}

function follows(last: Glyph, next: Glyph, cuts: Cuts): boolean {
  if (next.direction !== 0 || last.direction !== 0) return false;
  const em = Math.max(last.size, next.size);
  if (Math.abs(last.base - next.base) > SAME_BASE * em) return false;
  const gap = next.x0 - last.x1;
  if (gap > RUN_GAP * em || gap < -0.5 * em) return false;
  if (last.visible && !next.visible) return true;
  // Letters of one operator without the least gap, digits without a gap: no cell begins there, whatever ruling they run over.
  const joined = Math.abs(gap) < NO_GAP * em && (inFigure(next.text) ? inFigure(last.text) : !next.first && !inFigure(last.text));
  return joined || !cuts.between(last.x1, next.x0, last.y0, last.y1, em);
}

/**
 * Where a run that crosses a ruling is two cells all the same: a label that runs over the edge of its cell up to the
 * figure of the next, figures that two operators show, a figure that is none as a whole.
 */
function parted(run: readonly Glyph[], cuts: Cuts): (readonly Glyph[])[] {
  for (let at = run.length - 1; at > 0; at--) {
    const [left, right] = [run[at - 1]!, run[at]!];
    const mixed = inFigure(left.text) !== inFigure(right.text);
    if (mixed ? !inFigure(left.text) && WHOLE_FIGURE.test(textOf(run.slice(at))) && cuts.apart(run[0]!, right) : isCutFigure(run, at, cuts)) {
      return [...parted(run.slice(0, at), cuts), run.slice(at)];
    }
  }
  return [run];
}

/** Between two digits: both sides are figures and the whole is none, or the left is a code in front of a figure. */
function isCutFigure(run: readonly Glyph[], at: number, cuts: Cuts): boolean {
  const [last, next] = [run[at - 1]!, run[at]!];
  if (!inFigure(next.text)) return false;
  const across = cuts.between(last.x1, next.x0, last.y0, last.y1, Math.max(last.size, next.size));
  if (!across && !next.first) return false;
  let from = at;
  while (from > 0 && inFigure(run[from - 1]!.text)) from--;
  let to = at;
  while (to < run.length && inFigure(run[to]!.text)) to++;
  if (to - from > LONGEST_FIGURES) return across;
  const [left, right] = [textOf(run.slice(from, at)), textOf(run.slice(at, to))];
  if (parseAmount(left + right) === null) return across || (WHOLE_FIGURE.test(left) && WHOLE_FIGURE.test(right));
  return across && next.first && /^(?:\d{3}|\d{5}|\d{7})$/.test(left);
}

const textOf = (glyphs: readonly Glyph[]): string => glyphs.map((g) => plainText(g.text)).join('');
/** Digits, points, commas and signs, in either width. */
const inFigure = (text: string): boolean => '0123456789.,-−，．０１２３４５６７８９'.includes(text);
const inFigures = (text: string): boolean => [...text].every((c) => inFigure(c) || c === '\uFFFD');
/** Two figures side by side are no longer than this. */
const LONGEST_FIGURES = 60;
/** With decimals, and not the end of a longer number: a label may end in a year or an ordinal. */
const WHOLE_FIGURE = /^[-−]?\d[\d,，]*\.\d{2,}$/;

function toPiece(run: readonly Glyph[], seen: readonly Glyph[]): Piece {
  let text = '';
  let last: Glyph | null = null;
  for (const glyph of run) {
    if (last && glyph.x0 - last.x1 > BLANK_GAP * glyph.size) text += ' ';
    text += glyph.text;
    last = glyph;
  }
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const g of seen) {
    box.x0 = Math.min(box.x0, g.x0);
    box.x1 = Math.max(box.x1, g.x1);
    box.y0 = Math.min(box.y0, g.y0);
    box.y1 = Math.max(box.y1, g.y1);
  }
  return { text, base: seen[0]!.base, size: seen[0]!.size, ...box };
}

/** Top to bottom; a line takes every piece that shares enough height with the piece that opened it. */
function groupLines(pieces: readonly Piece[]): Piece[][] {
  const sorted = [...pieces].sort((a, b) => a.y0 + a.y1 - (b.y0 + b.y1) || a.x0 - b.x0);
  const lines: { band: Piece; pieces: Piece[] }[] = [];
  for (const piece of sorted) {
    // Lines of very different type size may overlap: look back over the few lines still near.
    let best: { band: Piece; pieces: Piece[] } | null = null;
    for (let i = lines.length - 1; i >= 0 && i >= lines.length - 4; i--) {
      const { band } = lines[i]!;
      const shared = Math.min(band.y1, piece.y1) - Math.max(band.y0, piece.y0);
      if (shared >= SAME_LINE_OVERLAP * Math.min(band.y1 - band.y0, piece.y1 - piece.y0)) {
        best = lines[i]!;
        break;
      }
    }
    if (best) best.pieces.push(piece);
    else lines.push({ band: piece, pieces: [piece] });
  }
  return lines.map((line) => line.pieces.sort((a, b) => a.x0 - b.x0));
}

function readLine(pieces: readonly Piece[], cuts: Cuts, page: number): Line {
  const runs: Run[] = [];
  let text = '';
  let last: Piece | null = null;
  let joined: { text: string; box: Box } | null = null;
  const close = () => {
    if (joined) runs.push({ text: joined.text, place: { page, line: 0, box: joined.box } });
    joined = null;
  };
  for (const piece of pieces) {
    const clean = withoutRadicals(plainText(visibleText(piece.text)));
    if (last && joined) {
      const em = Math.max(last.size, piece.size);
      const gap = piece.x0 - last.x1;
      const sameBase = Math.abs(last.base - piece.base) <= SAME_BASE * em;
      const blank = gap > BLANK_GAP * em ? ' ' : '';
      // Two figures at one place: neither can be believed.
      if (-gap > 0.5 * Math.min(piece.x1 - piece.x0, last.x1 - last.x0) && inFigures(clean) && inFigures(joined.text)) {
        joined = { text: `${joined.text}\uFFFD${clean}`, box: union(joined.box, piece) };
        text += `\uFFFD${clean}`;
        continue;
      }
      text += blank;
      const overEdge = piece.apart || (WHOLE_FIGURE.test(clean) && !inFigure(last.text.slice(-1)) && cuts.apart({ ...joined.box, size: em }, piece));
      if (sameBase && gap <= RUN_GAP * em && gap >= -0.3 * em && !overEdge && !cuts.between(last.x1, piece.x0, last.y0, last.y1, em)) {
        joined = { text: joined.text + blank + clean, box: union(joined.box, piece) };
        text += clean;
        last = piece;
        continue;
      }
      close();
    }
    joined = { text: clean, box: { x0: piece.x0, y0: piece.y0, x1: piece.x1, y1: piece.y1 } };
    text += clean;
    last = piece;
  }
  close();
  const box = runs.map((r) => r.place.box!).reduce(union);
  return { text, runs, indent: 0, blankBefore: 0, place: { page, line: 0, box } };
}

/** A character that the font does not explain must never vanish from a figure: it becomes U+FFFD, which no figure can contain. */
const visibleText = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uE000-\uF8FF]/g, '\uFFFD');

const union = (a: Box, b: Box): Box => ({ x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) });

/** Vertical rulings by position: is there one between two neighbouring glyphs? Binary search, a page has thousands of glyphs. */
class Cuts {
  readonly #rulings: Ruling[];
  readonly #xs: Float64Array;

  constructor(verticals: readonly Ruling[]) {
    this.#rulings = [...verticals].sort((a, b) => a.x0 + a.x1 - b.x0 - b.x1);
    this.#xs = Float64Array.from(this.#rulings, (r) => (r.x0 + r.x1) / 2);
  }

  /** A ruling between the first letter of a text and the middle of the first of a figure behind it. */
  apart(label: Sized, figure: Sized): boolean {
    return this.between(label.x0 + 0.5 * label.size, figure.x0 + 0.25 * figure.size, label.y0, label.y1, 0);
  }

  /** A ruling within [left − touch, right + touch] that spans the middle of y0–y1. */
  between(left: number, right: number, y0: number, y1: number, em: number): boolean {
    const from = Math.min(left, right) - CUT_TOUCH * em;
    const to = Math.max(left, right) + CUT_TOUCH * em;
    const y = (y0 + y1) / 2;
    let lo = 0;
    let hi = this.#xs.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.#xs[mid]! < from) lo = mid + 1;
      else hi = mid;
    }
    for (; lo < this.#xs.length && this.#xs[lo]! <= to; lo++) {
      const r = this.#rulings[lo]!;
      if (r.y0 <= y && y <= r.y1) return true;
    }
    return false;
  }
}
