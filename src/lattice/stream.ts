import type { Box, Line, Ruling, Run } from '../model/index.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';
import { cellLines, type Lattice, type LatticeCell } from './lattice.js';
import { readHeaderTexts, type PlacedHeader } from './stream-header.js';
import { groupRows, heightOf, isMoney, medianHeight, overlap, settleRuns, splitWords, widthOf, type Band, type Baseline } from './stream-rows.js';

/** A blank this wide (ems) through all rows parts two columns. */
const RIVER = 0.35;
/** A run that crosses a river in no more than this share of the rows is a long label, not a column. */
const CROSSED = 0.06;

/**
 * A table without rulings (or with horizontal ones only) from the way its texts are aligned: rivers of white between the
 * columns of its data rows, header texts over them, group headers over the columns whose middle they share.
 * `lines` are the table's own, header first; null when they are no table. `like` gives the columns of the page before.
 * `known` says whether a text is a header cell the rules know: it decides whether two lines are one text.
 */
export function readStream(lines: readonly Line[], rulings: readonly Ruling[], page: number, like: Lattice | null, known: (text: string) => boolean): Lattice | null {
  const baselines: Baseline[] = lines.map((l) => ({ runs: settleRuns(l.runs), y0: l.place.box!.y0, y1: l.place.box!.y1 }));
  let first = firstData(baselines, known);
  if (first < 0) return null;
  // Labels at the head of a page that goes on with a table are rows without figures, no header.
  const again = like === null ? 0 : repeatedHead(lines, like);
  if (again > 0) first = again;
  else if (like !== null && (labelsOnly(baselines.slice(0, first), known) || goesOn(lines, like))) first = 0;
  if (again === 0 && first > 0) {
    const [ends, row] = partHeader(baselines[first]!, baselines.slice(0, first), known);
    if (ends.runs.length > 0) baselines.splice(first++, 1, ends, row);
  }
  // 栏次 1 2 3 is a row of its own under the header, no part of a header's text.
  const above = baselines.slice(0, first);
  const counted = above.map((line) => ({ ...line, runs: line.runs.flatMap((run) => (squeeze(run.text) === '栏次' ? [run] : splitWords(run))) })).filter(countsColumns);
  const head = above.filter((line) => !counted.some(({ y0 }) => y0 === line.y0));
  const body = partAtEdges(baselines.slice(first)).flatMap((l) => l.runs.filter((r) => !BLANK.test(squeeze(r.text))));
  const repeated = like === null ? 0 : sameHeader(head, like);
  const asBefore = like !== null && (first === 0 || repeated > 0);
  const before = asBefore ? columnsAsBefore(body, like) : [];
  const bands = asBefore ? before.slice(1).map((x1, i): Band => ({ x0: before[i]!, x1 })) : bandsOf(body);
  if (bands.length < 2) return null;
  const header = asBefore ? { bands, cells: like.cells.filter((c) => c.row + c.rowSpan <= repeated) } : mergeLone(readHeaderTexts(head, bands, known, body.filter((r) => isMoney(r.text))), body);
  const columns = header.bands;
  const xs = asBefore ? [...before] : boundaries(columns);
  const rows = groupRows(body, (run) => columnOf(run, columns, xs), rulings.filter((r) => r.horizontal));
  const numbers = head.length > 0 ? counted.map((line) => ({ y: (line.y0 + line.y1) / 2, runs: line.runs })) : [];
  const placed = new Map(numbers.flatMap(({ runs }) => oneEach(runs, columns)));
  rows.unshift(...numbers);
  const depth = Math.max(0, ...header.cells.map((c) => c.row + c.rowSpan));
  const foot = Math.max(...body.map((r) => r.place.box!.y1));
  const start = Math.min(...body.map((r) => r.place.box!.y0));
  const headTop = depth > 0 ? head[0]!.y0 : start;
  const ys: number[] = [];
  for (let d = 0; d < depth; d++) ys.push(headTop + ((start - headTop) * d) / depth);
  rows.forEach((row, i) => ys.push(i === 0 ? start : (rows[i - 1]!.y + row.y) / 2));
  ys.push(foot);
  const boxAt = (row: number, col: number, rowSpan: number, colSpan: number): Box => ({ x0: xs[col]!, y0: ys[row]!, x1: xs[col + colSpan]!, y1: ys[row + rowSpan]! });
  const money = columns.map((_, col) => body.some((r) => isMoney(r.text) && columnOf(r, columns, xs) === col));
  const cells: LatticeCell[] = header.cells.map((c) => ({ ...c, box: boxAt(c.row, c.col, c.rowSpan, c.colSpan) }));
  rows.forEach((row, i) => {
    const texts = columns.map((): Run[] => []);
    for (const run of row.runs) texts[placed.get(run) ?? columnOf(run, columns, xs)]!.push(run);
    // A total's label that stands over a column of figures belongs to the labels left of it.
    texts.forEach((runs, col) => {
      const strays = runs.filter((r) => TOTAL_LABEL.test(squeeze(r.text)));
      let left = col;
      while (left >= 0 && money[left]) left--;
      if (strays.length === 0 || left < 0 || left === col || texts[left]!.length > 0) return;
      texts[left]!.push(...strays);
      texts[col] = runs.filter((r) => !strays.includes(r));
    });
    for (let col = 0, span = 1; col < columns.length; col += span) {
      span = spanOf(texts, col, money);
      cells.push({ row: depth + i, col, rowSpan: 1, colSpan: span, box: boxAt(depth + i, col, 1, span), lines: cellLines(texts[col]!) });
    }
  });
  return { page, box: { x0: xs[0]!, y0: ys[0]!, x1: xs[xs.length - 1]!, y1: ys[ys.length - 1]! }, xs, ys, cells, openAbove: false, openBelow: false, unruled: true, ...(asBefore ? { asBefore } : {}) };
}

/** A ruled header over rows that have no rules: its columns hold, the rows are found by their figures. `lines` are the rows'. */
export function readUnderHeader(head: Lattice, lines: readonly Line[], rulings: readonly Ruling[]): Lattice {
  const { xs } = head;
  const columns = xs.slice(1).map((x1, i): Band => ({ x0: xs[i]!, x1 }));
  const body = lines.flatMap((l) => settleRuns(l.runs).filter((r) => !BLANK.test(squeeze(r.text))));
  const rows = groupRows(body, (run) => columnOf(run, columns, xs), rulings.filter((r) => r.horizontal));
  const depth = head.ys.length - 1;
  const ys = [...head.ys.slice(0, -1)];
  rows.forEach((row, i) => ys.push(i === 0 ? head.ys[depth]! : (rows[i - 1]!.y + row.y) / 2));
  ys.push(Math.max(...body.map((r) => r.place.box!.y1)));
  const cells: LatticeCell[] = rows.flatMap((row, i) =>
    columns.map((_, col): LatticeCell => {
      const mine = row.runs.filter((run) => columnOf(run, columns, xs) === col);
      return { row: depth + i, col, rowSpan: 1, colSpan: 1, box: { x0: xs[col]!, y0: ys[depth + i]!, x1: xs[col + 1]!, y1: ys[depth + i + 1]! }, lines: cellLines(mine) };
    }),
  );
  return { ...head, box: { ...head.box, y1: ys[ys.length - 1]! }, ys, cells: [...head.cells, ...cells], openBelow: false, unruled: true };
}

/** A header without a body: its leaves are the columns, with one blank row under them. Null when it has fewer than two. */
export function readEmptyStream(lines: readonly Line[], page: number, known: (text: string) => boolean): Lattice | null {
  const head: Baseline[] = lines.map((l) => ({ runs: settleRuns(l.runs), y0: l.place.box!.y0, y1: l.place.box!.y1 }));
  const { bands, cells } = readHeaderTexts(head, [], known, []);
  if (bands.length < 2) return null;
  const xs = boundaries(bands);
  const depth = Math.max(...cells.map((c) => c.row + c.rowSpan));
  const y0 = head[0]!.y0;
  const foot = head[head.length - 1]!.y1;
  const step = (foot - y0) / depth;
  const ys = Array.from({ length: depth + 2 }, (_, i) => y0 + step * i);
  const placed: LatticeCell[] = [
    ...cells.map((c) => ({ ...c, box: { x0: xs[c.col]!, y0: ys[c.row]!, x1: xs[c.col + c.colSpan]!, y1: ys[c.row + c.rowSpan]! } })),
    ...bands.map((_, col) => ({ row: depth, col, rowSpan: 1, colSpan: 1, box: { x0: xs[col]!, y0: ys[depth]!, x1: xs[col + 1]!, y1: ys[depth + 1]! }, lines: [] })),
  ];
  return { page, box: { x0: xs[0]!, y0, x1: xs[xs.length - 1]!, y1: ys[depth + 1]! }, xs, ys, cells: placed, openAbove: false, openBelow: false, unruled: true };
}

/** Runs laid on columns from left to right, at most one on each, as near as they can be; none where there are more runs than columns. */
function oneEach(runs: readonly Run[], columns: readonly Band[]): [Run, number][] {
  const n = runs.length;
  const m = columns.length;
  if (n > m) return [];
  const off = (i: number, j: number): number => Math.abs((runs[i]!.place.box!.x0 + runs[i]!.place.box!.x1 - columns[j]!.x0 - columns[j]!.x1) / 2);
  const cost = Array.from({ length: n + 1 }, (_, i) => new Array<number>(m + 1).fill(i === 0 ? 0 : Infinity));
  for (let i = 1; i <= n; i++) for (let j = i; j <= m; j++) cost[i]![j] = Math.min(cost[i]![j - 1]!, cost[i - 1]![j - 1]! + off(i - 1, j - 1));
  const out: [Run, number][] = [];
  for (let i = n, j = m; i > 0; j--) if (cost[i]![j] !== cost[i]![j - 1]) out.push([runs[--i]!, j - 1]);
  return out;
}

/** 栏次 | 1 | 2 | 3, once for each block at most, or the numbers alone: counting up by one from 1. */
function countsColumns({ runs }: Baseline): boolean {
  const texts = runs.map((r) => squeeze(r.text)).filter((t) => !/^[*×—－-]+$/.test(t));
  const numbers = texts.filter((t) => t !== '栏次');
  return numbers.length >= (numbers.length < texts.length ? 1 : 3) && numbers.every((t, i) => t === String(i + 1));
}

/** Texts in their places: this share of a page's lines (and a figure or two codes) tells that a table goes on there. */
const IN_PLACE = 0.9;

/** Lines at the head of a page go on with an unruled table without its header: figures under figures, codes under codes, labels in one column. */
export function goesOn(lines: readonly Line[], like: Lattice): boolean {
  const rows = lines.map((l) => settleRuns(l.runs).filter((r) => !BLANK.test(squeeze(r.text))));
  const xs = columnsAsBefore(rows.flat(), like);
  const kinds = kindsOf(like);
  const columns = xs.slice(1).map((x1, i): Band => ({ x0: xs[i]!, x1 }));
  const used = new Set(rows.flat().map((r) => columnOf(r, columns, xs)));
  const figures = rows.flat().filter((r) => isMoney(r.text)).length;
  const codes = rows.flat().filter((r) => CODE.test(squeeze(r.text))).length;
  return used.size > 1 && (figures > 0 || codes > 1) && rows.filter((row) => row.every((r) => inPlace(r, xs, kinds))).length >= IN_PLACE * rows.length;
}

const CODE = /^\d{2,9}$/;
type Kind = 'figures' | 'labels' | 'blank';

/** What stands in each column of an unruled table, below its header. */
function kindsOf({ xs, cells }: Lattice): Kind[] {
  const filled = cells.filter((c) => c.lines.length > 0).map((c) => ({ ...c, figure: c.lines.some((l) => isMoney(l.text)) }));
  const first = Math.min(...filled.filter((c) => c.figure).map((c) => c.row));
  return xs.slice(1).map((_, col) => {
    const mine = filled.filter((c) => c.col === col && c.colSpan === 1 && c.row >= first);
    return mine.some((c) => c.figure) ? 'figures' : mine.length > 0 ? 'labels' : 'blank';
  });
}

/** A run that runs over the edge of its column by less than this (ems) stands in it. */
const OVER = 1;
function inPlace(run: Run, xs: readonly number[], kinds: readonly Kind[]): boolean {
  const { x0, x1, y0, y1 } = run.place.box!;
  const over = OVER * (y1 - y0);
  const col = columnOf(run, kinds.map((_, i) => ({ x0: xs[i]!, x1: xs[i + 1]! })), xs);
  if (x0 < xs[col]! - over || x1 > xs[col + 1]! + over) return false;
  if (isMoney(run.text)) return kinds[col] !== 'labels';
  return kinds[col] !== 'figures' || TOTAL_LABEL.test(squeeze(run.text));
}

/** A column's edge moves from one page to the next by no more than this (points). */
const MOVED = 25;

/**
 * The columns of the page before on this one: where they were, or, where texts stand across them, each edge moved to the
 * nearest place that the fewest texts cross.
 */
function columnsAsBefore(body: readonly Run[], like: Lattice): readonly number[] {
  const kinds = kindsOf(like);
  const placed = (xs: readonly number[]): number => body.filter((r) => inPlace(r, xs, kinds)).length;
  const there = placed(like.xs);
  if (there === body.length) return like.xs;
  const ends = [like.xs[0]!, ...like.xs.slice(1, -1).map((x, i) => freeNear(x, body, (like.xs[i]! + x) / 2, (x + like.xs[i + 2]!) / 2)), like.xs[like.xs.length - 1]!];
  ends[0] = Math.min(ends[0]!, ...body.map((r) => r.place.box!.x0 - 1));
  ends[ends.length - 1] = Math.max(ends[ends.length - 1]!, ...body.map((r) => r.place.box!.x1 + 1));
  return placed(ends) > there ? ends : like.xs;
}

function freeNear(wanted: number, runs: readonly Run[], left: number, right: number): number {
  const [from, to] = [Math.max(left, wanted - MOVED), Math.min(right, wanted + MOVED)];
  const near = runs.map((r) => r.place.box!).filter((b) => b.x1 > from && b.x0 < to);
  const crossed = (x: number): number => near.filter((b) => b.x0 < x && b.x1 > x).length;
  let best = wanted;
  let fewest = crossed(wanted);
  for (let off = STEP; off <= MOVED && fewest > 0; off += STEP) {
    for (const x of [wanted - off, wanted + off]) {
      if (x < from || x > to) continue;
      const over = crossed(x);
      if (over < fewest) [best, fewest] = [x, over];
    }
  }
  return best;
}
/** Edges are looked for this finely (points). */
const STEP = 0.5;

/** Rows with an ordinal, and lines of one text that goes on with such a row or is no header. */
function labelsOnly(lines: readonly Baseline[], known: (text: string) => boolean): boolean {
  let listed = false;
  return lines.every(({ runs }) => {
    const own = runs.some((r) => ordinalOf(squeeze(r.text)) !== null);
    listed ||= own;
    return own || (runs.length === 1 && (listed || !known(squeeze(runs[0]!.text))));
  });
}

/** How many of the first lines print the header of `like` again, as much of it as they do; 0 where they do not. */
export function repeatedHead(lines: readonly Line[], like: Lattice): number {
  const head: Baseline[] = [];
  let found = 0;
  for (const [i, l] of lines.slice(0, HEAD_LINES).entries()) {
    head.push({ runs: settleRuns(l.runs), y0: l.place.box!.y0, y1: l.place.box!.y1 });
    if (sameHeader(head, like) > 0) found = i + 1;
  }
  return found;
}
/** A header has no more lines than this. */
const HEAD_LINES = 12;

/** The header of the page before is printed again: its columns hold here too. How many rows of `like` it is; 0 where it is none. */
function sameHeader(head: readonly Baseline[], like: Lattice): number {
  // By their letters: a header that is set a little wider or narrower breaks its lines elsewhere.
  const texts = (all: readonly string[]) => [...all.map(squeeze).join('')].sort().join('');
  const rows = Math.max(...like.cells.map((c) => c.row)) + 1;
  const printed = texts(head.flatMap((l) => l.runs.map((r) => r.text)));
  for (let depth = 1; depth <= Math.min(5, rows); depth++) {
    if (texts(like.cells.filter((c) => c.row < depth).flatMap((c) => c.lines.map((l) => l.text))) === printed) return depth;
  }
  return 0;
}

/**
 * A column without a header beside one that has one, never filled on the same line: codes of an outline that are set in
 * by their level. They are one column.
 */
function mergeLone(header: { bands: Band[]; cells: PlacedHeader[] }, body: readonly Run[]): { bands: Band[]; cells: PlacedHeader[] } {
  let { bands, cells } = header;
  const em = medianHeight(body);
  const bare = (col: number) => !cells.some((c) => c.col === col && c.colSpan === 1 && c.lines.length > 0);
  const linesIn = (b: Band) => new Set(body.filter((r) => r.place.box!.x1 > b.x0 && r.place.box!.x0 < b.x1).map((r) => Math.round((r.place.box!.y0 + r.place.box!.y1) / em)));
  for (let i = 0; i + 1 < bands.length; ) {
    const [a, b] = [bands[i]!, bands[i + 1]!];
    const near = b.x0 - a.x1 < 3 * em;
    if (near && (bare(i) || bare(i + 1)) && body.every((r) => !isMoney(r.text) || r.place.box!.x0 >= b.x1 || r.place.box!.x1 <= a.x0)) {
      const left = linesIn(a);
      if (![...linesIn(b)].some((y) => left.has(y))) {
        const drop = bare(i) ? i : i + 1;
        cells = cells
          .filter((c) => !(c.col === drop && c.colSpan === 1))
          .map((c) => ({ ...c, col: c.col > drop ? c.col - 1 : c.col, colSpan: c.col <= drop && c.col + c.colSpan > drop && c.colSpan > 1 ? c.colSpan - 1 : c.colSpan }));
        bands = [...bands.slice(0, i), { x0: a.x0, x1: b.x1 }, ...bands.slice(i + 2)];
        continue;
      }
    }
    i++;
  }
  return { bands, cells };
}

/** The column a run of a data row belongs to: figures by their right end, labels by their left. */
function columnOf(run: Run, columns: readonly Band[], xs: readonly number[]): number {
  const box = run.place.box!;
  const at = isMoney(run.text) ? (box.x0 + 2 * box.x1) / 3 : box.x0 + 0.3 * Math.min(box.x1 - box.x0, box.y1 - box.y0);
  for (let i = 0; i + 1 < xs.length; i++) if (at < xs[i + 1]! || i + 2 === xs.length) return i;
  return columns.length - 1;
}

/** Printed for an empty cell, wherever in its column. */
const BLANK = /^[—–―\-－\/／]+$/;

const TOTAL = /^(?:合计|总计|小计|收入总计|支出总计)[:：]?$/;

/** First line of data: it has a figure, a code, or a label with an ordinal or a total at its left. */
function firstData(lines: readonly Baseline[], known: (text: string) => boolean): number {
  for (const [i, line] of lines.entries()) {
    if (line.runs.some((r) => isMoney(r.text))) {
      // The label of the first row may stand a line higher than its figures.
      const before = lines[i - 1];
      if (before && i > 1 && line.y0 - before.y1 < 0.3 * heightOf(line) && startsData(before)) return i - 1;
      if (before && i > 1 && line.y0 < before.y1 && before.runs.length === 1 && !known(squeeze(before.runs[0]!.text)) && !endsHeader(before.runs[0]!, lines.slice(0, i - 1), known)) return i - 1;
      return i;
    }
    if (i > 0 && startsData(line) && !headerGoesOn(lines, i, known)) return i;
  }
  return -1;
}

/** So many texts that begin at one place, each with another left of it, begin a column there. */
const SAME_EDGE = 2;
/** Letters and blanks are set as much narrower or wider than they should (ems of a Han letter, of a digit, of the blank). */
const PITCH = { least: 0.9, han: 1.1, digit: 1.4, blank: 1.2 };

/** Texts of two columns that stand so close that they were read as one run are parted where other rows begin a column. */
function partAtEdges(lines: readonly Baseline[]): Baseline[] {
  const starts = lines.flatMap((l) => l.runs.slice(1).map((r) => r.place.box!.x0)).sort((a, b) => a - b);
  /** Where a column begins between two places; NaN where none does. */
  const edgeIn = (x0: number, x1: number): number => {
    let from = 0;
    for (let to = starts.length; from < to; ) {
      const mid = (from + to) >> 1;
      if (starts[mid]! < x0) from = mid + 1;
      else to = mid;
    }
    for (let i = from; starts[i]! <= x1; i++) if ((starts[i + SAME_EDGE - 1] ?? Infinity) - starts[i]! < 1) return starts[i]!;
    return NaN;
  };
  const part = (run: Run): Run[] => {
    const words = run.text.split(/[\s\u3000]+/);
    if (words.length < 2) return [run];
    if (words.every(isMoney)) return splitWords(run);
    const box = run.place.box!;
    const em = box.y1 - box.y0;
    for (let i = 1; i < words.length; i++) {
      const before = words.slice(0, i).join(' ');
      const width = em * widthOf(before);
      const x = edgeIn(box.x0 + PITCH.least * width, Math.min(box.x1, box.x0 + width * (/[^\x00-\xff]/.test(before) ? PITCH.han : PITCH.digit) + PITCH.blank * em));
      if (Number.isNaN(x)) continue;
      const left: Run = { text: before, place: { ...run.place, box: { ...box, x1: Math.min(x - 0.4 * em, box.x0 + width) } } };
      return [left, ...part({ text: words.slice(i).join(' '), place: { ...run.place, box: { ...box, x0: x } } })];
    }
    return [run];
  };
  return lines.map((line) => ({ ...line, runs: line.runs.flatMap(part) }));
}

/** The first row may begin beside the header's last lines: what stands above its figures and ends a header text is the header's. */
function partHeader(row: Baseline, head: readonly Baseline[], known: (text: string) => boolean): [Baseline, Baseline] {
  const middle = (r: Run): number => (r.place.box!.y0 + r.place.box!.y1) / 2;
  const figures = row.runs.filter((r) => isMoney(r.text)).map(middle);
  const ends = (r: Run): boolean => {
    return figures.length > 0 && figures.every((y) => y - middle(r) > ABOVE * heightOf(row)) && endsHeader(r, head, known);
  };
  const of = (runs: readonly Run[]): Baseline => ({ runs, y0: Math.min(...runs.map((r) => r.place.box!.y0)), y1: Math.max(...runs.map((r) => r.place.box!.y1)) });
  return [of(row.runs.filter(ends)), of(row.runs.filter((r) => !ends(r)))];
}
/** With the texts above it, the run makes a header the rules know. */
function endsHeader(run: Run, head: readonly Baseline[], known: (text: string) => boolean): boolean {
  const above = head.flatMap((l) => l.runs).filter((h) => overlap(h, run) > 0);
  return above.length > 0 && known(squeeze(above.map((h) => h.text).join('') + run.text));
}

/** A text stands above the figures of its line by more than this (ems). */
const ABOVE = 0.3;

/** 合计 alone on its line between the lines of a nested header: texts that head columns follow, and no figure before them. */
function headerGoesOn(lines: readonly Baseline[], at: number, known: (text: string) => boolean): boolean {
  if (!TOTAL.test(squeeze(lines[at]!.runs[0]!.text))) return false;
  for (const [k, next] of lines.slice(at + 1, at + 1 + WRAPPED_LINES).entries()) {
    if (next.runs.some((r) => isMoney(r.text)) || startsData(next)) return false;
    if (next.runs.length > 1) return k === 0 || next.runs.some((r) => known(squeeze(r.text)));
  }
  return false;
}
/** A head that wraps may stand between it and them. */
const WRAPPED_LINES = 3;

function startsData(line: Baseline): boolean {
  const text = squeeze(line.runs[0]!.text);
  return (ordinalOf(text)?.value === 1 && text.length > 3) || TOTAL.test(text) && line.runs.length === 1 || /^(?:\d{3}|\d{5}|\d{7})$/.test(text);
}

/** Labels that begin at one place are a column from this number on. */
const ALIGNED = 4;

/** Columns of the data rows: what rivers of white leave. Long labels may cross a river in a few rows. */
function bandsOf(runs: readonly Run[]): Band[] {
  const em = medianHeight(runs);
  const rows = new Set(runs.filter((r) => isMoney(r.text)).map((r) => Math.round(r.place.box!.y1 / em))).size;
  // Coverage along x, counted per run; events sorted once.
  const events = runs.flatMap((r) => [{ x: r.place.box!.x0, d: 1 }, { x: r.place.box!.x1, d: -1 }]).sort((a, b) => a.x - b.x || b.d - a.d);
  const allowed = Math.floor(CROSSED * rows);
  const bands: Band[] = [];
  let cover = 0;
  let start = NaN;
  for (const { x, d } of events) {
    const was = cover;
    cover += d;
    if (was <= allowed && cover > allowed) start = x;
    if (was > allowed && cover <= allowed && !Number.isNaN(start)) {
      const last = bands[bands.length - 1];
      if (last && start - last.x1 < RIVER * em) last.x1 = x;
      else bands.push({ x0: start, x1: x });
    }
  }
  // What only a few rows hold (a rare column) got no band above: give it one where it overlaps none.
  for (const run of runs) {
    const { x0, x1 } = run.place.box!;
    if (isMoney(run.text) && !bands.some((b) => Math.min(b.x1, x1) > Math.max(b.x0, x0))) bands.push({ x0, x1 });
  }
  return splitMixed(bands.sort((a, b) => a.x0 - b.x0), runs).filter((b) => !onlyTotals(b, runs));
}

/** The label of a total stands over the blocks of its side that it sums up: over all columns up to its figure. */
function spanOf(texts: readonly (readonly Run[])[], col: number, money: readonly boolean[]): number {
  if (money[col] || texts[col]!.length !== 1 || !TOTAL_LABEL.test(squeeze(texts[col]![0]!.text))) return 1;
  let next = col + 1;
  while (next < texts.length && texts[next]!.length === 0) next++;
  const over = next < texts.length && money[next] && !money[next - 1] && money.slice(col, next).includes(true);
  return over ? next - col : 1;
}

/** Labels of totals set in the middle of their side, between its columns: 当年支出小计 over label and figure. */
const TOTAL_LABEL = /(?:合计|总计|小计)$/;
function onlyTotals(band: Band, runs: readonly Run[]): boolean {
  const mine = runs.filter((r) => r.place.box!.x1 > band.x0 && r.place.box!.x0 < band.x1);
  return mine.every((r) => TOTAL_LABEL.test(squeeze(r.text))) && !mine.every((r) => TOTAL.test(squeeze(r.text)));
}

/**
 * A band in which labels and figures stand side by side is cut between them: before the figures where a long label once
 * reached over the river, after them where the labels of the next side begin at the very edge of the figures.
 */
function splitMixed(bands: readonly Band[], runs: readonly Run[]): Band[] {
  return bands.flatMap((band): Band[] => {
    const mine = runs.filter((r) => r.place.box!.x0 >= band.x0 - 1 && r.place.box!.x1 <= band.x1 + 1);
    const figures = mine.filter((r) => isMoney(r.text));
    const labels = mine.filter((r) => !isMoney(r.text) && squeeze(r.text).length > 1);
    if (figures.length === 0 || labels.length < 2) return [band];
    const from = Math.min(...figures.map((r) => r.place.box!.x0));
    const inside = labels.filter((r) => r.place.box!.x1 <= from).length;
    if (from > band.x0 + 10 && inside >= 0.6 * labels.length) return splitMixed([{ x0: band.x0, x1: from - 1 }, { x0: from, x1: band.x1 }], runs);
    // Figures end at one edge: the last of the right ends with labels beyond it.
    const ends = figures.map((r) => r.place.box!.x1).sort((a, b) => a - b);
    const em = medianHeight(mine);
    const edge = ends.find((x, i) => (ends[i + 1] ?? Infinity) - x > em) ?? ends[ends.length - 1]!;
    const after = labels.map((r) => r.place.box!.x0).filter((x) => x >= edge - 0.3 * em);
    const crossed = mine.filter((r) => r.place.box!.x0 < edge - 0.3 * em && r.place.box!.x1 > edge + 0.3 * em).length;
    if (after.length < 2 || crossed > 0.1 * mine.length) return [band];
    // A single figure has no edge of its own: the labels beyond it must begin at one.
    if (ends.filter((x) => x <= edge).length < 2 && (after.length < ALIGNED || Math.max(...after) - Math.min(...after) > em)) return [band];
    const start = Math.max(edge + 0.1, Math.min(...after));
    return splitMixed([{ x0: band.x0, x1: Math.min(edge, start - 0.1) }], runs).concat(splitMixed([{ x0: start, x1: band.x1 }], runs));
  });
}

/** Boundaries in the middle of the rivers; the outer ones a little outside. */
function boundaries(bands: readonly Band[]): number[] {
  const xs = [bands[0]!.x0 - 3];
  for (let i = 1; i < bands.length; i++) xs.push((bands[i - 1]!.x1 + bands[i]!.x0) / 2);
  xs.push(bands[bands.length - 1]!.x1 + 3);
  return xs;
}
