import { headerWord, type FormRules } from '../../rules/forms/forms.js';
import type { Line, Ruling } from '../model/index.js';
import type { Lattice } from '../lattice/lattice.js';
import { goesOn, readEmptyStream, readStream, readUnderHeader, repeatedHead } from '../lattice/stream.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';
import { isMoney } from '../lattice/stream-rows.js';
import { isCaption, isHeaderLike, isNote, isProse, isTextHeading, unitOf } from './line-kinds.js';
import { titleOf } from './positioned-heading.js';

/** A blank this many line heights high ends a table that has no rulings … */
const END_GAP = 5;
/** … but the totals stand at the foot of a form whose rows were left blank, up to this far down. */
const TOTAL_GAP = 24;
const TOTAL_ROW = /^(?:本年)?(?:收入|支出)?(?:总计|合计)/;

export interface Stream {
  readonly lattice: Lattice;
  /** Its lines: they are no text any more. */
  readonly lines: readonly Line[];
}

export const isKnownHeader = (text: string, forms: FormRules): boolean => forms.measureOf('other', [text]).measure !== '' || forms.headerWords.has(headerWord(text));
const figures = (line: Line): number => line.runs.filter((r) => isMoney(r.text)).length;
const isRow = (line: Line): boolean => line.runs.length > 1 && figures(line) > 0;

/**
 * Tables without rulings among the lines of a page. Each begins under a title that the rules know, or under a caption with
 * a unit, so that lists of figures in running text are never made one; it ends at a note, at running text, at the next
 * title or at a wide blank. `before` is the unruled table that ended the page before: rows at the head of this page go on with it.
 */
export function findStreams(lines: readonly Line[], rulings: readonly Ruling[], page: number, forms: FormRules, before: Lattice | null): Stream[] {
  const out: Stream[] = [];
  const known = (text: string) => isKnownHeader(text, forms);
  const heads = lines.map((line) => isHead(line, forms));
  let at = 0;
  if (before) {
    const end = endOf(lines, 0, heads, figuresEnd(before));
    const headed = repeatedHead(lines.slice(0, end), before);
    const rows = lines.slice(headed, end);
    if (rows.length > 0 && (headed > 0 ? rows.some(isRow) : rows.filter((l) => isRow(l) || ordinalOf(squeeze(l.text)) !== null).length >= 0.5 * rows.length || goesOn(rows, before))) {
      const mine = lines.slice(0, end);
      const lattice = readStream(mine, rulings, page, before, known);
      if (lattice) {
        out.push({ lattice, lines: mine });
        at = end;
      }
    }
  }
  for (; at < lines.length; at++) {
    if (!heads[at]) continue;
    while (at + 1 < lines.length && (heads[at + 1] || isCaption(lines[at + 1]!.text))) at++;
    const end = endOf(lines, at + 1, heads);
    const mine = lines.slice(at + 1, end);
    const rows = mine.filter(isRow);
    if (rows.length === 0) {
      const header = emptyHeader(lines, at, mine, forms);
      const lattice = header.length > 0 ? readEmptyStream(header, page, known) : null;
      if (lattice) {
        out.push({ lattice, lines: header });
        at += header.length;
      }
      continue;
    }
    if ((mine.filter((l) => figures(l) > 0).length < 2 && rows.every((l) => figures(l) < 2)) || !mine.slice(0, 4).some((l) => isHeaderLike(l.text))) continue;
    // The title may be printed again over the same header: the columns are those of the page before.
    const like = before && repeatedHead(mine, before) > 0 ? before : null;
    const lattice = readStream(mine, rulings, page, like, known);
    if (!lattice) continue;
    out.push({ lattice, lines: mine });
    at = end - 1;
  }
  return out;
}

/** Rows begin this close (line heights) under the ruled header they belong to. */
const UNDER = 2.5;
/** A ruled header has no more rows than this, and its columns names no longer than this. */
const HEAD_ROWS = 5;
const HEAD_TEXT = 24;

/**
 * Tables of which the header alone is ruled: a lattice of names without a figure, with rows right under it. What it was given
 * comes back with those lattices grown over their rows.
 */
export function underHeaders(lattices: readonly Lattice[], lines: readonly Line[], rulings: readonly Ruling[], forms: FormRules): { lattices: Lattice[]; taken: ReadonlySet<Line> } {
  const taken = new Set<Line>();
  const heads = lines.map((line) => isHead(line, forms));
  const grown = lattices.map((lattice) => {
    if (lattice.unruled || !isRuledHead(lattice, forms)) return lattice;
    const from = lines.findIndex((l) => l.place.box!.y0 >= lattice.box.y1 - 1);
    const first = lines[from];
    if (!first || first.place.box!.y0 - lattice.box.y1 > UNDER * (first.place.box!.y1 - first.place.box!.y0)) return lattice;
    const below = Math.min(Infinity, ...lattices.map((l) => l.box.y0).filter((y) => y > lattice.box.y1 + 1));
    let end = endOf(lines, from, heads);
    while (end > from && lines[end - 1]!.place.box!.y1 > below) end--;
    const mine = lines.slice(from, end);
    const inside = mine.every(({ place: { box } }) => box!.x0 > lattice.box.x0 - 3 && box!.x1 < lattice.box.x1 + 3);
    if (!inside || !mine.some((l) => figures(l) > 0) || mine.every((l) => l.runs.length < 2)) return lattice;
    for (const line of mine) taken.add(line);
    return readUnderHeader(lattice, mine, rulings);
  });
  return { lattices: grown, taken };
}

function isRuledHead({ cells, xs, ys }: Lattice, forms: FormRules): boolean {
  const rows = ys.length - 1;
  if (rows > HEAD_ROWS || xs.length < 3) return false;
  const texts = cells.map((c) => squeeze(c.lines.map((l) => l.text).join('')));
  if (texts.some((t) => t.length > HEAD_TEXT || isMoney(t))) return false;
  const leaves = cells.flatMap((c, i) => (c.row + c.rowSpan === rows ? [texts[i]!] : []));
  return leaves.every((t) => t !== '') && leaves.filter((t) => isKnownHeader(t, forms)).length >= 0.5 * leaves.length;
}

/** Fewest texts in the widest line of an empty table's header: a code, a name and an amount. */
const EMPTY_COLUMNS = 3;

/**
 * The header of a table that is printed without figures: under a title the rules know and a caption with a unit, lines of
 * several texts each. Empty where these are no such lines.
 */
function emptyHeader(lines: readonly Line[], at: number, mine: readonly Line[], forms: FormRules): readonly Line[] {
  const near = lines.slice(Math.max(0, at - 3), at + 1);
  if (!near.some((l) => (titleOf(l.text, forms)?.kind ?? null) !== null) || !near.some((l) => isCaption(l.text) && unitOf(l.text) !== '')) return [];
  let end = 0;
  while (end < mine.length && end < 5 && (mine[end]!.runs.length > 1 || (end === 0 && isHeaderLike(mine[end]!.text))) && !isProse(mine[end]!.text)) end++;
  const header = mine.slice(0, end);
  return header.some((l) => l.runs.length >= EMPTY_COLUMNS && isHeaderLike(l.text)) ? header : [];
}

function isHead(line: Line, forms: FormRules): boolean {
  if (figures(line) > 0) return false;
  if (isCaption(line.text) && unitOf(line.text) !== '') return true;
  return (titleOf(line.text, forms)?.kind ?? null) !== null;
}

/** Where the first column of figures of a table ends. */
function figuresEnd({ cells, xs }: Lattice): number {
  const columns = cells.filter((c) => c.colSpan === 1 && c.lines.some((l) => isMoney(l.text))).map((c) => c.col);
  return columns.length > 0 ? xs[Math.min(...columns) + 1]! : Infinity;
}

/** The line after the table's last. Sentences right of its first figures (`remarks`, where known) are a column of remarks. */
function endOf(lines: readonly Line[], from: number, heads: readonly boolean[], remarks = Infinity): number {
  let end = from;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    if (heads[end] || isNote(line.text) || isTextHeading(line.text) || (isProse(line.text) && !isRow(line) && line.runs[line.runs.length - 1]!.place.box!.x0 < remarks)) break;
    for (const run of line.runs) if (isMoney(run.text)) remarks = Math.min(remarks, run.place.box!.x1);
    const last = lines[end - 1];
    const reach = isRow(line) && TOTAL_ROW.test(squeeze(line.runs[0]!.text)) ? TOTAL_GAP : END_GAP;
    if (end > from && last && line.place.box!.y0 - last.place.box!.y1 > reach * (line.place.box!.y1 - line.place.box!.y0)) break;
  }
  return end;
}
