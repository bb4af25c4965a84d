import type { Box, Line, Page, Ruling, Run } from '../model/index.js';
import { groupRows } from './stream-rows.js';

/** A line of text inside a cell. */
export interface CellLine extends Box {
  readonly text: string;
}

/** A cell between rulings: rows and columns are 0-based within the lattice, spans at least 1. */
export interface LatticeCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly box: Box;
  readonly lines: readonly CellLine[];
}

/** A ruled table of one page. `xs` and `ys` are the positions of its column and row boundaries. */
export interface Lattice {
  readonly page: number;
  readonly box: Box;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly LatticeCell[];
  /** No ruling closes it above or below: it is cut by a page break. */
  readonly openAbove: boolean;
  readonly openBelow: boolean;
  /** Found from the alignment of its texts, not from rulings. */
  readonly unruled?: boolean;
  /** It goes on with the unruled table of the page before: its columns are that table's, in their order. */
  readonly asBefore?: boolean;
}

/** Rulings that come this close (points) touch: corners of cells drawn one by one leave gaps. */
const TOUCH = 2.5;
/** Boundaries closer than this (points) are one: borders of neighbouring cells drawn beside each other. The smallest rows of the corpus are 4.8 high. */
const SAME_BOUNDARY = 2;
/** A boundary closes a cell's side when rulings cover this share of it. */
const SIDE_COVERED = 0.5;
/** Rulings that run this far (points) beyond the last crossing one leave an open side. */
const OPEN_SIDE = 6;

/**
 * The ruled tables of a page, top to bottom, each with its text.
 * Rulings that touch make a table; boundaries are where they run; cells are what no ruling divides.
 */
export function readLattices(page: Page): { lattices: Lattice[]; rest: Line[] } {
  const frames = connected(page.rulings)
    .map(frameOf)
    .filter((frame): frame is Frame => frame !== null);
  // A frame inside another's cell (tick boxes, a boxed word) is no table of its own.
  const outer = frames.filter((f) => !frames.some((g) => g !== f && g.cells.length > 3 && within(f.box, g.box)));
  const found = fillAll(outer, page);
  // A box whose cells hold several columns tells nothing about them: its lines are read by alignment.
  const blind = outer.filter((_, i) => holdsColumns(found.lattices[i]!));
  const { lattices, rest } = blind.length === 0 ? found : fillAll(outer.filter((f) => !blind.includes(f)), page);
  return { lattices: lattices.map(splitRows).sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0), rest };
}

function fillAll(outer: readonly Frame[], page: Page): { lattices: Lattice[]; rest: Line[] } {
  const texts = outer.map((): Run[] => []);
  const rest: Line[] = [];
  for (const line of page.lines) {
    const outside: Run[] = [];
    for (const run of line.runs) {
      const box = run.place.box!;
      const x = (box.x0 + box.x1) / 2;
      const y = (box.y0 + box.y1) / 2;
      let at = outer.length - 1;
      while (at >= 0 && !holds(outer[at]!.box, x, y)) at--;
      if (at >= 0) texts[at]!.push(run);
      else outside.push(run);
    }
    if (outside.length === line.runs.length) rest.push(line);
    else if (outside.length > 0) rest.push(lineOf(outside, line));
  }
  return { lattices: outer.map((frame, i) => fill(frame, texts[i]!, page.number)), rest };
}

/** Some line of a cell holds two whole figures, in two cells at least. */
function holdsColumns(lattice: Lattice): boolean {
  let lines = 0;
  for (const cell of lattice.cells) {
    for (const line of cell.lines) if (line.text.split(' ').filter((t) => WHOLE_FIGURE.test(t)).length > 1) lines++;
  }
  return lines > 1 || (lines === 1 && lattice.cells.length < 4);
}
const WHOLE_FIGURE = /^[-−]?\d[\d,，]*\.\d{2,}$/;

/**
 * Rows that no rule divides: cells of one ruled row hold several figures below each other. The row is cut into the
 * rows its lines make.
 */
function splitRows(lattice: Lattice): Lattice {
  const rows = lattice.ys.length - 1;
  const cuts = new Map<number, number[]>();
  const crowded = new Set<number>();
  for (const c of lattice.cells) {
    if (c.rowSpan === 1 && c.lines.length > 1 && c.lines.filter((l) => WHOLE_FIGURE.test(l.text.replace(/\s/g, ''))).length > 1) crowded.add(c.row);
  }
  for (const r of crowded) {
    const cells = lattice.cells.filter((c) => c.row === r && c.rowSpan === 1);
    const runs: Run[] = cells.flatMap((c) => c.lines.map((l) => ({ text: l.text, place: { page: lattice.page, line: 0, box: l } })));
    const found = groupRows(runs, (run) => lattice.xs.findIndex((x, i) => i > 0 && x > run.place.box!.x0) - 1, []);
    const at = found.slice(1).map((row, i) => (found[i]!.y + row.y) / 2);
    if (at.length > 0) cuts.set(r, at);
  }
  if (cuts.size === 0) return lattice;
  const ys: number[] = [];
  const start: number[] = [];
  for (let r = 0; r < rows; r++) {
    start.push(ys.length);
    ys.push(lattice.ys[r]!, ...(cuts.get(r) ?? []));
  }
  start.push(ys.length);
  ys.push(lattice.ys[rows]!);
  const cells = lattice.cells.flatMap((c): LatticeCell[] => {
    const row = start[c.row]!;
    const rowSpan = start[c.row + c.rowSpan]! - row;
    if (rowSpan === 1 || c.rowSpan > 1) return [{ ...c, row, rowSpan }];
    return Array.from({ length: rowSpan }, (_, k) => {
      const y0 = ys[row + k]!;
      const y1 = ys[row + k + 1]!;
      return { row: row + k, col: c.col, rowSpan: 1, colSpan: c.colSpan, box: { ...c.box, y0, y1 }, lines: c.lines.filter((l) => (l.y0 + l.y1) / 2 >= y0 && (l.y0 + l.y1) / 2 < y1) };
    });
  });
  return { ...lattice, ys, cells };
}

const lineOf = (runs: readonly Run[], line: Line): Line => ({
  ...line,
  runs,
  text: runs.map((r) => r.text).join(' '),
  place: { ...line.place, box: runs.map((r) => r.place.box!).reduce(union) },
});

const holds = (box: Box, x: number, y: number): boolean => x >= box.x0 - 1 && x <= box.x1 + 1 && y >= box.y0 - 1 && y <= box.y1 + 1;
const within = (a: Box, b: Box): boolean => a.x0 >= b.x0 - 1 && a.x1 <= b.x1 + 1 && a.y0 >= b.y0 - 1 && a.y1 <= b.y1 + 1;
export const union = (a: Box, b: Box): Box => ({ x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) });

/** Groups of rulings that touch one another. Verticals are searched by position, so decorated pages stay cheap. */
function connected(rulings: readonly Ruling[]): Ruling[][] {
  const parent = rulings.map((_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  const verticals = rulings.map((r, i) => ({ r, i })).filter(({ r }) => !r.horizontal).sort((a, b) => a.r.x0 - b.r.x0);
  const xs = verticals.map(({ r }) => r.x0);
  for (const [h, r] of rulings.entries()) {
    if (!r.horizontal) continue;
    for (let k = lowerBound(xs, r.x0 - TOUCH - 1); k < verticals.length && xs[k]! <= r.x1 + TOUCH; k++) {
      const v = verticals[k]!;
      if (v.r.y0 - TOUCH <= r.y1 && v.r.y1 + TOUCH >= r.y0) parent[find(h)] = find(v.i);
    }
  }
  const groups = new Map<number, Ruling[]>();
  for (const [i, r] of rulings.entries()) {
    const root = find(i);
    const group = groups.get(root);
    if (group) group.push(r);
    else groups.set(root, [r]);
  }
  return [...groups.values()];
}

function lowerBound(values: readonly number[], wanted: number): number {
  let lo = 0;
  let hi = values.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (values[mid]! < wanted) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

interface Frame extends Omit<Lattice, 'cells' | 'page'> {
  readonly cells: readonly Omit<LatticeCell, 'lines'>[];
  /** Cell index of each elementary rectangle, row by row. */
  readonly owner: Int32Array;
}

/** Boundaries and cells of a group of rulings; null when it is no table (a box, an underline, a cross). */
function frameOf(group: readonly Ruling[]): Frame | null {
  const horizontals = group.filter((r) => r.horizontal);
  const verticals = group.filter((r) => !r.horizontal);
  if (horizontals.length === 0 || verticals.length === 0 || horizontals.length + verticals.length < 5) return null;
  const left = Math.min(...horizontals.map((r) => r.x0), ...verticals.map((r) => r.x0));
  const right = Math.max(...horizontals.map((r) => r.x1), ...verticals.map((r) => r.x1));
  const top = Math.min(...horizontals.map((r) => r.y0), ...verticals.map((r) => r.y0));
  const bottom = Math.max(...horizontals.map((r) => r.y1), ...verticals.map((r) => r.y1));
  const xs = boundaries(verticals.map((r) => ({ at: (r.x0 + r.x1) / 2, length: r.y1 - r.y0 })));
  const ys = boundaries(horizontals.map((r) => ({ at: (r.y0 + r.y1) / 2, length: r.x1 - r.x0 })));
  const openAbove = ys[0]! - top > OPEN_SIDE;
  const openBelow = bottom - ys[ys.length - 1]! > OPEN_SIDE;
  const openLeft = xs[0]! - left > OPEN_SIDE;
  const openRight = right - xs[xs.length - 1]! > OPEN_SIDE;
  if (openAbove) ys.unshift(top);
  if (openBelow) ys.push(bottom);
  if (openLeft) xs.unshift(left);
  if (openRight) xs.push(right);
  const cols = xs.length - 1;
  const rows = ys.length - 1;
  if (cols < 1 || rows < 1 || cols * rows < 2) return null;

  // How much of each side is ruled. above[r][c]: the boundary over row r; before[r][c]: the one left of column c.
  const above = new Float64Array((rows + 1) * cols);
  const before = new Float64Array(rows * (cols + 1));
  for (const r of horizontals) {
    const at = nearest(ys, (r.y0 + r.y1) / 2);
    for (let c = Math.max(0, lowerBound(xs, r.x0) - 1); c < cols && xs[c]! < r.x1; c++) {
      above[at * cols + c]! += Math.max(0, Math.min(xs[c + 1]!, r.x1) - Math.max(xs[c]!, r.x0)) / (xs[c + 1]! - xs[c]!);
    }
  }
  for (const r of verticals) {
    const at = nearest(xs, (r.x0 + r.x1) / 2);
    for (let k = Math.max(0, lowerBound(ys, r.y0) - 1); k < rows && ys[k]! < r.y1; k++) {
      before[k * (cols + 1) + at]! += Math.max(0, Math.min(ys[k + 1]!, r.y1) - Math.max(ys[k]!, r.y0)) / (ys[k + 1]! - ys[k]!);
    }
  }

  // Rectangles that no side divides are one cell.
  const parent = Int32Array.from({ length: rows * cols }, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      if (c > 0 && before[r * (cols + 1) + c]! < SIDE_COVERED) parent[find(r * cols + c)] = find(r * cols + c - 1);
      if (r > 0 && above[r * cols + c]! < SIDE_COVERED) parent[find(r * cols + c)] = find((r - 1) * cols + c);
    }
  }
  const extent = new Map<number, { r0: number; r1: number; c0: number; c1: number; n: number }>();
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const root = find(r * cols + c);
      const e = extent.get(root);
      if (!e) extent.set(root, { r0: r, r1: r, c0: c, c1: c, n: 1 });
      else {
        e.r1 = Math.max(e.r1, r);
        e.c0 = Math.min(e.c0, c);
        e.c1 = Math.max(e.c1, c);
        e.n++;
      }
    }
  }
  const cells: Omit<LatticeCell, 'lines'>[] = [];
  const owner = new Int32Array(rows * cols);
  const add = (r0: number, r1: number, c0: number, c1: number) => {
    for (let r = r0; r <= r1; r++) owner.fill(cells.length, r * cols + c0, r * cols + c1 + 1);
    cells.push({ row: r0, col: c0, rowSpan: r1 - r0 + 1, colSpan: c1 - c0 + 1, box: { x0: xs[c0]!, y0: ys[r0]!, x1: xs[c1 + 1]!, y1: ys[r1 + 1]! } });
  };
  for (const [root, e] of extent) {
    if (e.n === (e.r1 - e.r0 + 1) * (e.c1 - e.c0 + 1)) add(e.r0, e.r1, e.c0, e.c1);
    else {
      // A side is missing somewhere, so the shape is no rectangle: cut it into bands of equal width.
      let band: { r0: number; r1: number; c0: number; c1: number } | null = null;
      for (let r = e.r0; r <= e.r1; r++) {
        for (let c = e.c0; c <= e.c1; c++) {
          if (find(r * cols + c) !== root) continue;
          let end = c;
          while (end + 1 <= e.c1 && find(r * cols + end + 1) === root) end++;
          if (band && band.c0 === c && band.c1 === end && band.r1 === r - 1) band.r1 = r;
          else {
            if (band) add(band.r0, band.r1, band.c0, band.c1);
            band = { r0: r, r1: r, c0: c, c1: end };
          }
          c = end;
        }
      }
      if (band) add(band.r0, band.r1, band.c0, band.c1);
    }
  }
  if (cells.length < 2) return null;
  cells.forEach((cell, i) => {
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++) owner.fill(i, r * cols + cell.col, r * cols + cell.col + cell.colSpan);
  });
  return { box: { x0: xs[0]!, y0: ys[0]!, x1: xs[cols]!, y1: ys[rows]! }, xs, ys, cells, owner, openAbove, openBelow };
}

/** Positions of rulings, those closer than SAME_BOUNDARY joined; the longer ruling pulls more. */
function boundaries(lines: { at: number; length: number }[]): number[] {
  const sorted = lines.sort((a, b) => a.at - b.at);
  const out: number[] = [];
  let first = -Infinity;
  let sum = 0;
  let weight = 0;
  for (const { at, length } of sorted) {
    if (at - first > SAME_BOUNDARY) {
      if (weight > 0) out.push(sum / weight);
      first = at;
      sum = weight = 0;
    }
    sum += at * length;
    weight += length;
  }
  if (weight > 0) out.push(sum / weight);
  return out;
}

function nearest(values: readonly number[], wanted: number): number {
  const at = lowerBound(values, wanted);
  if (at === 0) return 0;
  if (at === values.length) return at - 1;
  return wanted - values[at - 1]! <= values[at]! - wanted ? at - 1 : at;
}

/**
 * Put each run into the cell its middle lies in; a label that runs over the edge of its cell so far that its middle lies
 * over the figure of another stays in the cell it begins in.
 */
function fill(frame: Frame, runs: readonly Run[], page: number): Lattice {
  const cols = frame.xs.length - 1;
  const rows = frame.ys.length - 1;
  const texts = frame.cells.map((): Run[] => []);
  const cellAt = (x: number, y: number): number => {
    const c = Math.min(cols - 1, Math.max(0, upperBound(frame.xs, x) - 1));
    const r = Math.min(rows - 1, Math.max(0, upperBound(frame.ys, y) - 1));
    return frame.owner[r * cols + c]!;
  };
  const wide: { run: Run; own: number; over: number }[] = [];
  for (const run of runs) {
    const box = run.place.box!;
    const y = (box.y0 + box.y1) / 2;
    const over = cellAt((box.x0 + box.x1) / 2, y);
    const own = cellAt(box.x0 + 0.3 * Math.min(box.x1 - box.x0, box.y1 - box.y0), y);
    if (own !== over && !WHOLE_FIGURE.test(run.text)) wide.push({ run, own, over });
    else texts[over]!.push(run);
  }
  for (const { run, own, over } of wide) {
    const { y0, y1 } = run.place.box!;
    const covered = texts[over]!.some(({ text, place }) => WHOLE_FIGURE.test(text) && Math.min(y1, place.box!.y1) - Math.max(y0, place.box!.y0) > 0.5 * (y1 - y0));
    texts[covered ? own : over]!.push(run);
  }
  const { owner: _, ...shape } = frame;
  return { ...shape, page, cells: frame.cells.map((cell, i) => ({ ...cell, lines: cellLines(texts[i]!) })) };
}

function upperBound(values: readonly number[], wanted: number): number {
  let lo = 0;
  let hi = values.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (values[mid]! <= wanted) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** The lines of a cell: runs that share more than half of the lower one's height are one line, read left to right. */
export function cellLines(runs: readonly Run[]): CellLine[] {
  const sorted = [...runs].sort((a, b) => a.place.box!.y0 + a.place.box!.y1 - (b.place.box!.y0 + b.place.box!.y1));
  const groups: Run[][] = [];
  for (const run of sorted) {
    const box = run.place.box!;
    const group = groups[groups.length - 1];
    const band = group?.[0]?.place.box;
    if (group && band && Math.min(band.y1, box.y1) - Math.max(band.y0, box.y0) > 0.5 * Math.min(band.y1 - band.y0, box.y1 - box.y0)) group.push(run);
    else groups.push([run]);
  }
  return groups.map((group) => {
    group.sort((a, b) => a.place.box!.x0 - b.place.box!.x0);
    return { text: group.map((r) => r.text).join(' '), ...group.map((r) => r.place.box!).reduce(union) };
  });
}
