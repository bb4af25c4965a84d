import type { OpenRow, OpenTable } from '../../src/model/table.js';
import { pow10 } from '../../src/text/amount.js';
import { roundingSlack } from './scale.js';

/** A row and the rows it is the sum of: indexes into `OpenTable.rows`. */
export interface OutlineSum {
  readonly parent: number;
  readonly parts: readonly number[];
}

/** How the rows of a list without a code tree add up, as its first column of totals bears out. */
export interface Outline {
  readonly sums: readonly OutlineSum[];
  /** The row that is the sum of all others; null where none is printed. */
  readonly total: number | null;
}

/** Share of the parents whose parts must add up for an outline to be believed. */
const CLOSING = 0.9;
/** Rows looked at for the parts of one row: keeps the search linear. */
const LONGEST_SUM = 400;

/**
 * The outline of a list whose codes form no tree: projects under their group under their unit, purchases under their kind.
 *
 * Three readings are tried: row paths that begin alike, indents, and, where neither is printed, running sums (a row followed by
 * rows that add up to it). One is taken only when the figures of the first column (`lead`, the row's total) bear it out: the
 * roots add up to the total row, and nearly every parent is the sum of its parts. Each parent is kept only when its own sum
 * closes. Which rows belong together does not depend on the column: what closes in one holds in all.
 *
 * Worked case: seeds/002 表10, lines 1046-1200: no code is the beginning of another; 合计 has lost its label. The indents say
 * 503 = 机关业务工作 + …, and 2,722.43 + 1,754.59 + 2,246.00 + 5,095.65 + 4,127.97 + 5,978.20 + 1,249.40 = 23,174.24.
 *
 * `rows`: indexes of one list in print order. `lead`: the column of totals. `totals`: rows labelled 合计.
 */
export function outlineOf(table: OpenTable, rows: readonly number[], lead: number, totals: readonly number[]): Outline | null {
  const filled = rows.filter((i) => table.rows[i]!.cells.length > 0);
  if (filled.length < 3) return null;
  const scale = filled.reduce((most, i) => table.rows[i]!.cells.reduce((each, cell) => Math.max(each, cell.amount.scale), most), 0);
  const figures = new Map<number, number>();
  for (const i of filled) {
    const figure = leadFigure(table, table.rows[i]!, lead, scale);
    if (figure === null) return null;
    figures.set(i, figure);
  }
  const first = table.rows[filled[0]!]!;
  const unlabelled = totals.length === 0 && first.label === '' && first.code === '' ? filled[0]! : null;
  const total = totals.length === 1 ? totals[0]! : unlabelled;
  const body = filled.filter((i) => i !== total);
  const closes = ({ parent, parts }: OutlineSum): boolean => {
    const gap = figures.get(parent)! - parts.reduce((sum, i) => sum + figures.get(i)!, 0);
    return Math.abs(gap) <= (figures.get(parent) === 0 ? 0 : roundingSlack(parts.length));
  };
  const readings = [byPaths(table, body), byIndents(table, body), byRunningSums(table, body, figures, total)];
  for (const parents of readings) {
    if (!parents) continue;
    const children = new Map<number, number[]>();
    const roots: number[] = [];
    body.forEach((i, n) => {
      const parent = parents[n]!;
      if (parent === null) roots.push(i);
      else children.set(parent, [...(children.get(parent) ?? []), i]);
    });
    const sums = [...children].map(([parent, parts]): OutlineSum => ({ parent, parts }));
    const closing = sums.filter(closes);
    if (sums.length === 0 || closing.length < CLOSING * sums.length) continue;
    if (total === null) {
      // Without a total, only sums of several parts are beyond accident.
      const several = closing.filter(({ parts }) => parts.length > 1);
      if (parents !== readings[2] && several.length > 0) return { sums: several, total: null };
      continue;
    }
    const whole: OutlineSum = { parent: total, parts: roots };
    if (closes(whole)) return { sums: [whole, ...closing], total };
  }
  return null;
}

const TOTAL = /^(合计|小计|总计)[:：]?$/;
const OF_WHICH = /^其中|扣除/;

/**
 * Lists inside a form, each under its own heading (the beginning of the row paths) and with its own 合计: the sums of those that
 * close. Lines 其中 are parts of parts.
 *
 * Worked case: seeds/002 表12-1, 项目支出明细测算: 798.2 + 519.67 + 66.84 + 96.6 + 4 + 843.69 + 393.43 = 2,722.43.
 */
export function listsOf(table: OpenTable, rows: readonly number[], lead: number): Outline | null {
  const lists = new Map<string, number[]>();
  for (const i of rows) {
    const { path, cells } = table.rows[i]!;
    if (path.length < 2 || cells.length === 0) continue;
    const key = path.slice(0, -1).join('/');
    const list = lists.get(key);
    if (list) list.push(i);
    else lists.set(key, [i]);
  }
  const sums = [...lists.values()].flatMap((list): OutlineSum[] => {
    const totals = list.filter((i) => TOTAL.test(table.rows[i]!.label));
    const parts = list.filter((i) => !totals.includes(i) && !OF_WHICH.test(table.rows[i]!.label));
    if (totals.length !== 1 || parts.length < 2) return [];
    const scale = list.reduce((most, i) => table.rows[i]!.cells.reduce((each, cell) => Math.max(each, cell.amount.scale), most), 0);
    const figures = [...totals, ...parts].map((i) => leadFigure(table, table.rows[i]!, lead, scale));
    if (figures.some((figure) => figure === null)) return [];
    const [total, ...rest] = figures as number[];
    return total === rest.reduce((sum, figure) => sum + figure, 0) ? [{ parent: totals[0]!, parts }] : [];
  });
  return sums.length > 0 ? { sums, total: null } : null;
}

/** The row's figure under the column of totals, in units of the last digit printed; null where it cannot be told. */
export function leadFigure(table: OpenTable, row: OpenRow, lead: number, scale: number): number | null {
  const exact = (cell: OpenRow['cells'][number]): number => Number(cell.amount.digits * pow10(scale - cell.amount.scale));
  const counted = table.columns.filter((column) => column.block === row.block && column.role !== 'text' && !(column.role === 'quantity' && row.cells.every(({ amount }) => amount.scale > 0)));
  const whole = counted.length === row.cells.length && row.cells.every((cell) => cell.column === null);
  const at = whole ? row.cells[counted.findIndex((column) => column.index === lead)] : row.cells.find((cell) => cell.column === lead);
  if (at) return Number.isSafeInteger(exact(at)) ? exact(at) : null;
  if (row.cells.every((cell) => cell.column !== null)) return 0;
  // Columns are open: the total of a row stands first and is its largest figure.
  const figures = row.cells.map(exact);
  const [head = 0] = figures;
  return figures.every((figure) => Number.isSafeInteger(figure) && figure >= 0 && figure <= head) ? head : null;
}

/** Parent of each row: the nearest row above whose path is the beginning of its own; null as a whole where no path is. */
function byPaths(table: OpenTable, rows: readonly number[]): (number | null)[] | null {
  const last = new Map<string, number>();
  let nested = 0;
  const parents = rows.map((i) => {
    const { path } = table.rows[i]!;
    let parent: number | null = null;
    for (let depth = path.length - 1; depth > 0 && parent === null; depth--) parent = last.get(path.slice(0, depth).join('/')) ?? null;
    last.set(path.join('/'), i);
    if (parent !== null) nested++;
    return parent;
  });
  return nested > 0 ? parents : null;
}

/** The same by indents. */
function byIndents(table: OpenTable, rows: readonly number[]): (number | null)[] | null {
  const stack: number[] = [];
  let nested = 0;
  const parents = rows.map((i) => {
    while (stack.length > 0 && table.rows[stack.at(-1)!]!.indent >= table.rows[i]!.indent) stack.pop();
    const parent = stack.at(-1) ?? null;
    stack.push(i);
    if (parent !== null) nested++;
    return parent;
  });
  return nested > 0 ? parents : null;
}

/**
 * The same by sums: a row is the parent of the rows after it that add up to it, the innermost first. One row alone is a part
 * only when it is itself the sum of others, or has one label more: 全额 above its only unit, a unit above its only purchase.
 *
 * Two rows of one figure that follow each other may also be a subject and its only purchase (会议费 200.44, 会议服务 200.44): a sum
 * that does not close with both of them is tried with the second under the first.
 */
function byRunningSums(table: OpenTable, rows: readonly number[], figures: ReadonlyMap<number, number>, total: number | null): (number | null)[] | null {
  const parents: (number | null)[] = rows.map(() => null);
  /** Position after the last row under each. */
  const ends: number[] = rows.map((_, n) => n + 1);
  /** The same, if the row behind the last one under it, of one figure with that, is under that. */
  const withTwin: number[] = rows.map((_, n) => n + 1);
  let nested = 0;
  /** Positions from `from` on that add up to a figure; null where none do. */
  const partsOf = (own: number, from: number, next: readonly number[]): number[] | null => {
    const parts: number[] = [];
    let sum = 0;
    let at = from;
    while (own > 0 && at < rows.length && sum < own && at - from < LONGEST_SUM) {
      parts.push(at);
      sum += figures.get(rows[at]!)!;
      at = next[at]!;
    }
    return sum === own && parts.length > 0 ? parts : null;
  };
  /** The row behind the last one under `part`, of one figure with it, goes under it. */
  const takeTwin = (part: number, next: readonly number[]): void => {
    for (; ends[part]! < next[part]!; ends[part]!++) {
      parents[ends[part]!] = rows[ends[part]! - 1]!;
      nested++;
    }
  };
  const nest = (n: number, parts: readonly number[], next: readonly number[]): void => {
    for (const part of parts) {
      parents[part] = rows[n]!;
      takeTwin(part, next);
    }
    withTwin[n] = withTwin[parts.at(-1)!]!;
    ends[n] = next[parts.at(-1)!]!;
    nested++;
  };
  for (let n = rows.length - 1; n >= 0; n--) {
    const own = figures.get(rows[n]!)!;
    const strict = partsOf(own, n + 1, ends);
    if (strict && strict.length > 1) {
      nest(n, strict, ends);
      continue;
    }
    if (strict) {
      const deeper = table.rows[rows[n + 1]!]!.path.length - table.rows[rows[n]!]!.path.length;
      if (deeper > 0 || (deeper === 0 && ends[n + 1] !== n + 2)) nest(n, strict, ends);
      else if (ends[n + 1] === n + 2) withTwin[n] = n + 2;
      continue;
    }
    const loose = partsOf(own, n + 1, withTwin);
    if (loose && loose.length > 1) nest(n, loose, withTwin);
  }
  const sums = (next: readonly number[]): number => {
    let sum = 0;
    for (let at = 0; at < rows.length; at = next[at]!) sum += figures.get(rows[at]!)!;
    return sum;
  };
  const whole = total === null ? null : figures.get(total)!;
  if (whole !== null && sums(ends) !== whole && sums(withTwin) === whole) {
    for (let at = 0; at < rows.length; at = withTwin[at]!) takeTwin(at, withTwin);
  }
  return nested > 0 ? parents : null;
}
