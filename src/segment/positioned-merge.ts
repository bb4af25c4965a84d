import type { Box, GridCell } from '../model/index.js';
import type { CellLine, Lattice } from '../lattice/lattice.js';
import { parseAmount } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';

/** Column boundaries of two pages are one when they are this close (points) after the left edges are laid on each other. */
const SAME_COLUMN = 3;
/** Columns of two pages that do not meet exactly are the same ones, in the same number, when each shares this much of the wider one's width. */
const SAME_SHARE = 0.6;
/** A ruled strip with no text at a page break is lower than this share of the table's middle row height: half a cut row. */
const STRIP = 0.75;
/** A line that leaves less room than this (ems) in its cell is full: its sentence may go on. */
const FULL = 1.6;

interface Cell {
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
  page: number;
  box: Box;
  lines: CellLine[];
}

export interface MergedGrid {
  readonly rowCount: number;
  readonly colCount: number;
  readonly cells: readonly GridCell[];
}

/** Put the parts of a table that page breaks cut together: one set of columns, headers once, cut rows whole. */
export function mergeParts(parts: readonly Lattice[]): MergedGrid {
  const first = parts[0]!;
  const xs = commonColumns(parts);
  // Cells no later page can reach any more are put aside, so that a page is compared with the one before it and no more.
  const settled: Cell[] = [];
  const top: Cell[] = [];
  let cells: Cell[] = [];
  let open = 0;
  let rowCount = 0;
  for (const [p, part] of parts.entries()) {
    const placed = place(part, xs, p === 0 ? 0 : shiftTo(first, part), first);
    if (p === 0) {
      cells = placed;
      rowCount = part.ys.length - 1;
      continue;
    }
    let skip = repeatedHeader([...top, ...cells], placed, rowCount);
    const height = medianHeight(part);
    const partRows = part.ys.length - 1;
    while (skip < partRows && isBlankRow(placed, skip) && part.ys[skip + 1]! - part.ys[skip]! < STRIP * height) skip++;
    const rest = placed.filter((c) => c.row + c.rowSpan > skip);
    for (const c of rest) {
      const end = c.row + c.rowSpan - skip;
      c.row = Math.max(0, c.row - skip);
      c.rowSpan = end - c.row;
    }
    // A strip without text at the foot of the page before.
    while (rowCount > open + 1 && isBlankRow(cells, rowCount - 1) && rowHeight(cells, rowCount - 1) < STRIP * height) {
      rowCount--;
      cells = cells.filter((c) => c.row < rowCount);
      for (const c of cells) c.rowSpan = Math.min(c.rowSpan, rowCount - c.row);
    }
    let offset = rowCount;
    if (isCutRow(cells, rest, rowCount)) {
      offset = rowCount - 1;
      joinCutRow(cells, rest, rowCount - 1);
      for (const c of rest) if (c.row > 0 || c.rowSpan > 1) cells.push({ ...c, row: c.row + offset });
      cells = withoutOverlap(cells);
    } else {
      for (const c of rest) cells.push({ ...c, row: c.row + offset });
      joinCutSpans(cells, offset, offset + partRows - skip);
    }
    const reached = Math.max(0, offset - 1);
    for (const cell of cells) {
      if (cell.row + cell.rowSpan > reached) continue;
      settled.push(cell);
      if (cell.row < HEAD_ROWS) top.push(cell);
    }
    cells = cells.filter((cell) => cell.row + cell.rowSpan > reached);
    open = reached;
    rowCount = offset + partRows - skip;
  }
  return {
    rowCount,
    colCount: xs.length - 1,
    cells: [...settled, ...cells]
      .sort((a, b) => a.row - b.row || a.col - b.col)
      .map(gridCell),
  };
}

function gridCell({ row, col, rowSpan, colSpan, page, box, lines: printed }: Cell): GridCell {
  const lines = printed.map((line) => line.text);
  const cell = { row, col, rowSpan, colSpan, page, box, lines, text: joinLines(lines) };
  return printed.length === 0 ? cell : { ...cell, inset: Math.round((printed[0]!.x0 - box.x0) * 10) / 10 };
}

/** The lines of a cell as one text: ideographs meet without a blank. */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    const tight = text === '' || /[\u2E80-\u9FFF\u3000-\u303F\uFF00-\uFFEF]$/.test(text) || /^[\u2E80-\u9FFF\u3000-\u303F\uFF00-\uFFEF]/.test(line);
    text += tight ? line : ` ${line}`;
  }
  return text.replace(/[\s\u3000]+/g, ' ').trim();
}

/** Do two lattices have the same columns? Widths decide; the second page may be shifted. */
export function sameColumns(a: Lattice, b: Lattice): boolean {
  if (a.xs.length !== b.xs.length) return false;
  return a.xs.every((x, i) => Math.abs(x - a.xs[0]! - (b.xs[i]! - b.xs[0]!)) <= 2 * SAME_COLUMN);
}

/**
 * As many columns as the first part, each over its own: pages whose columns were set a little wider or narrower.
 * `shift` is how far the part is moved to lie on the first.
 */
function eachOverItsOwn(first: readonly number[], part: readonly number[], shift: number): boolean {
  if (part.length !== first.length) return false;
  for (let i = 1; i < part.length; i++) {
    const [a0, a1, b0, b1] = [first[i - 1]!, first[i]!, part[i - 1]! + shift, part[i]! + shift];
    if (Math.min(a1, b1) - Math.max(a0, b0) < SAME_SHARE * Math.max(a1 - a0, b1 - b0)) return false;
  }
  return true;
}

const inOrder = (first: Lattice, part: Lattice): boolean => part.asBefore === true && part.xs.length === first.xs.length;

function commonColumns(parts: readonly Lattice[]): number[] {
  const first = parts[0]!;
  let xs = [...first.xs];
  for (const part of parts.slice(1)) {
    const shift = shiftTo(first, part);
    if (sameColumns(first, part) || inOrder(first, part) || eachOverItsOwn(first.xs, part.xs, shift)) continue;
    for (const x of part.xs) if (!xs.some((y) => Math.abs(y - x - shift) <= SAME_COLUMN)) xs.push(x + shift);
    xs = xs.sort((a, b) => a - b);
  }
  return xs;
}

/** How far a part is moved to lie on the first: by its left edge, by its right edge or not at all, whichever makes most boundaries meet. */
function shiftTo(first: Lattice, part: Lattice): number {
  const meets = (shift: number) => part.xs.filter((x) => first.xs.some((y) => Math.abs(x + shift - y) <= SAME_COLUMN)).length;
  const shifts = [0, first.box.x0 - part.box.x0, first.box.x1 - part.box.x1];
  return shifts.reduce((best, shift) => (meets(shift) > meets(best) ? shift : best));
}

function place(part: Lattice, xs: readonly number[], shift: number, first: Lattice): Cell[] {
  const firstXs = first.xs;
  const sameCount = inOrder(first, part) || eachOverItsOwn(firstXs, part.xs, shift) || (part.xs.length === firstXs.length && part.xs.every((x, i) => Math.abs(x + shift - firstXs[i]!) <= 2 * SAME_COLUMN));
  const index = part.xs.map((x, i) => nearest(xs, sameCount ? firstXs[i]! : x + shift));
  return part.cells.map((c) => {
    const col = index[c.col]!;
    const end = Math.max(col + 1, index[c.col + c.colSpan]!);
    return { row: c.row, col, rowSpan: c.rowSpan, colSpan: end - col, page: part.page, box: c.box, lines: [...c.lines] };
  });
}

function nearest(values: readonly number[], wanted: number): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]! - wanted) < Math.abs(values[best]! - wanted)) best = i;
  return best;
}

const textOf = (cell: { readonly lines: readonly CellLine[] }): string => squeeze(cell.lines.map((l) => l.text).join(''));

/** Rows a header may have. */
const HEAD_ROWS = 8;

/** How many rows at the head of a continuation repeat the head of the table. Rows with figures other than ordinals are data. */
function repeatedHeader(table: readonly Cell[], part: readonly Cell[], rowCount: number): number {
  let rows = 0;
  for (let r = 0; r < Math.min(rowCount, HEAD_ROWS); r++) {
    const a = rowText(table, r);
    const b = rowText(part, r);
    if (a !== b || /\d[.．]\d/.test(b)) break;
    rows = r + 1;
  }
  // Blank rows alone repeat nothing.
  return Array.from({ length: rows }, (_, r) => rowText(part, r)).some((t) => /[^|\d]/.test(t)) ? rows : 0;
}

const rowText = (cells: readonly Cell[], row: number): string =>
  cells
    .filter((c) => c.row === row)
    .sort((a, b) => a.col - b.col)
    .map(textOf)
    .join('|');

const isBlankRow = (cells: readonly Cell[], row: number): boolean => cells.every((c) => c.row > row || c.row + c.rowSpan <= row || textOf(c) === '');

function rowHeight(cells: readonly Cell[], row: number): number {
  const own = cells.find((c) => c.row === row && c.rowSpan === 1);
  return own ? own.box.y1 - own.box.y0 : Infinity;
}

function medianHeight(part: Lattice): number {
  const heights = part.ys.slice(1).map((y, i) => y - part.ys[i]!).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}

/** Words a new row begins with; a torn label's second half does not. */
const ROW_START = /^(?:合计|总计|小计|本年|上年|年初|年末|年终|结转|使用|其中|收入[合总]计|支出[合总]计|一般公共|政府性|国有资本|基本支出|项目支出|人员经费|公用经费)/;

/**
 * Is the first row of a continuation the second half of the last row before the break? It holds no figure and no code of
 * its own, and each of its texts goes on where a full line of the row before ended.
 */
function isCutRow(table: readonly Cell[], part: readonly Cell[], rowCount: number): boolean {
  const halves = part.filter((c) => c.row === 0 && textOf(c) !== '');
  if (halves.length === 0) return false;
  const foot = table.filter((c) => c.row + c.rowSpan === rowCount);
  return halves.every((half) => {
    const text = textOf(half);
    if (parseAmount(text) || /^\d+$/.test(text) || ordinalOf(text) || ROW_START.test(text)) return false;
    const before = foot.find((c) => c.col === half.col && c.colSpan === half.colSpan);
    const last = before?.lines[before.lines.length - 1];
    if (!before || !last || parseAmount(textOf(before))) return false;
    const em = last.y1 - last.y0;
    return before.box.x1 - last.x1 < FULL * em && !/[。；：]$/.test(last.text);
  });
}

function joinCutRow(table: Cell[], part: readonly Cell[], row: number): void {
  for (const half of part) {
    if (half.row !== 0) continue;
    const before = table.find((c) => c.row + c.rowSpan === row + 1 && c.col === half.col && c.colSpan === half.colSpan);
    if (!before) continue;
    before.lines.push(...half.lines);
    before.rowSpan += half.rowSpan - 1;
  }
}

/** After a cut row is joined, cells of the second page that reach below it must not cover their own first half. */
function withoutOverlap(cells: readonly Cell[]): Cell[] {
  const taken = new Set<string>();
  return [...cells]
    .sort((a, b) => a.row - b.row || a.col - b.col)
    .filter((c) => {
      const key = `${c.row}|${c.col}`;
      const covered = taken.has(key);
      for (let r = c.row; r < c.row + c.rowSpan; r++) for (let k = c.col; k < c.col + c.colSpan; k++) taken.add(`${r}|${k}`);
      return !covered;
    });
}

/**
 * A merged cell that the break cuts has its text on one of the two pages: the blank half is given to the other.
 * Only halves that span rows of their own are joined; a blank cell of one row may simply be blank. Where another column of the same
 * rows has a figure on either side, the break stands between two blocks: a figure of the second is none of the first.
 */
function joinCutSpans(cells: Cell[], row: number, end: number): void {
  // Columns that are not drawn on the second page at all: their last cell reaches over the whole page.
  const drawn = new Set<number>();
  for (const c of cells) if (c.row >= row) for (let k = c.col; k < c.col + c.colSpan; k++) drawn.add(k);
  for (const c of cells) {
    if (c.row + c.rowSpan !== row || parseAmount(textOf(c))) continue;
    if (Array.from({ length: c.colSpan }, (_, k) => c.col + k).every((k) => !drawn.has(k))) c.rowSpan += end - row;
  }
  for (const below of cells.filter((c) => c.row === row && c.rowSpan > 1)) {
    const at = cells.findIndex((c) => c.row + c.rowSpan === row && c.col === below.col && c.colSpan === below.colSpan);
    const above = cells[at];
    if (!above) continue;
    const upper = textOf(above);
    const lower = textOf(below);
    const figures = (half: Cell) => new Set(cells.flatMap((c) => (c.row === half.row && c.rowSpan === half.rowSpan && parseAmount(textOf(c)) ? [c.col] : [])));
    if (upper === '' && parseAmount(lower)) {
      const others = figures(below);
      if ([...figures(above)].some((col) => others.has(col))) continue;
    }
    if ((lower === '' && upper !== '' && !parseAmount(upper)) || (upper === '' && lower !== '' && above.rowSpan > 1)) {
      above.rowSpan += below.rowSpan;
      above.lines.push(...below.lines);
      cells.splice(cells.indexOf(below), 1);
    }
  }
}
