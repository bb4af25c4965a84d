import type { GridCell } from '../model/grid.js';
import { labelKey, type ColumnRole, type PerformanceRules } from '../../rules/performance/performance.js';
import { textIn, type GridLookup } from './grid-lookup.js';

/** A column of an indicator area. Columns left of the levels that say which project the rows belong to have role null. */
export interface GridColumn {
  readonly col: number;
  readonly role: ColumnRole | null;
  /** Printed header, outermost to leaf. */
  readonly path: readonly string[];
}

export interface GridHeader {
  readonly row: number;
  /** First row below the header. */
  readonly end: number;
  readonly columns: readonly GridColumn[];
  /** No heads are printed: what the columns are is told by what they hold. */
  readonly implied?: true;
}

const MIN_ROLES = 3;
/** Header rows at most: a group, its columns, years. */
const MAX_HEADER_ROWS = 3;
const VALUES: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['target', 'actual', 'past']);

/** The header of an indicator area that begins in `row`, or null. */
export function gridHeaderAt(grid: GridLookup, row: number, rules: PerformanceRules): GridHeader | null {
  const cells = grid.starting(row);
  const known = cells.filter((cell) => rules.headerRole(textIn(cell)) !== null);
  if (known.length < 2) return null;
  // 评价指标 over 一级指标 | 二级指标 | 三级指标.
  const overLevels = (cell: GridCell) => cell.colSpan > 1 && subHeaders(grid, row + 1, cell, rules) && rules.headerRole(textIn(grid.at(row + 1, cell.col))) === 'level1';
  const leading = known.find((cell) => /^level|^activity$/.test(rules.headerRole(textIn(cell)) ?? '') || overLevels(cell));
  if (!leading && !known.some((cell) => rules.headerRole(textIn(cell)) === 'ordinal')) return null;
  // 绩效指标 along the side of the heads and of the few rows below them is no head.
  const lowest = Math.min(...known.map((cell) => cell.rowSpan));
  const heads = known.filter((cell) => cell.rowSpan === lowest || cell !== known[0] || rules.labelOf(textIn(cell))?.kind !== 'side');
  let end = row + Math.max(...heads.map((cell) => (cell.rowSpan <= MAX_HEADER_ROWS ? cell.rowSpan : 1)));
  // A group (指标值 over 年度 | 实施期) has its columns in the next row though no cell spans them.
  if (end === row + 1 && row + 1 < grid.rowCount && known.some((cell) => cell.colSpan > 1 && subHeaders(grid, row + 1, cell, rules))) end++;
  const columns: GridColumn[] = [];
  for (let col = 0; col < grid.colCount; ) {
    const owner = grid.at(row, col);
    // A heading set along the side of the rows is no column.
    if (!owner || owner.row < row || owner.row + owner.rowSpan > end) {
      col = owner ? Math.max(col + 1, owner.col + owner.colSpan) : col + 1;
      continue;
    }
    const path: GridCell[] = [];
    for (let r = row; r < end; r++) {
      const cell = grid.at(r, col);
      if (cell && cell !== path.at(-1)) path.push(cell);
    }
    const texts = path.map(textIn).filter((text) => text !== '');
    let role: ColumnRole | null = null;
    for (let k = texts.length - 1; k >= 0 && (role === null || role === 'group'); k--) role = rules.headerRole(texts[k]!);
    columns.push({ col, role, path: texts });
    const leaf = path.at(-1)!;
    col = leaf.col + leaf.colSpan;
  }
  nameByContent(grid, columns, end, rules);
  // Left of the levels stand the project, its amounts and its goal, whatever they are called.
  const levels = Math.min(...columns.filter(({ role }) => role !== null && /^level|^activity$|^ordinal$/.test(role)).map(({ col }) => col));
  const settled = oneEach(oneTarget(ofThisYear(columns.map((column) => (column.col < levels && column.role !== null ? { ...column, role: null } : column)))));
  const roles = new Set(settled.flatMap(({ role }) => (role ? [role] : [])));
  // Points alone are given where the levels name what they are given for.
  const pointed = roles.has('level1') && roles.has('level3') && (roles.has('weight') || roles.has('score'));
  if (roles.size < MIN_ROLES || !(pointed || [...roles].some((role) => VALUES.has(role))) || !(roles.has('level3') || roles.has('level1'))) return null;
  return { row, end, columns: settled };
}

/** Rows looked at to tell a level column by what it holds. */
const CONTENT_ROWS = 40;
const CONTENT_SHARE = 0.6;

/** A level column whose header is empty or ran into its neighbour's (一级指标二级指标 in one cell) is known by its level names. */
function nameByContent(grid: GridLookup, columns: GridColumn[], end: number, rules: PerformanceRules): void {
  const third = columns.findIndex(({ role }) => role === 'level3');
  const missing = (['level1', 'level2'] as const).filter((role) => !columns.some((column) => column.role === role));
  if (third < 1 || missing.length === 0) return;
  const found: number[] = [];
  for (let n = 0; n < third; n++) {
    const { role, col } = columns[n]!;
    if (role !== null) continue;
    const texts: string[] = [];
    for (let row = end; row < Math.min(grid.rowCount, end + CONTENT_ROWS); row++) {
      const cell = grid.at(row, col);
      if (cell && cell.row === row && textIn(cell) !== '') texts.push(textIn(cell));
    }
    if (texts.length > 1 && texts.filter((text) => rules.levelOf(text) !== 0).length >= CONTENT_SHARE * texts.length) found.push(n);
  }
  if (found.length !== missing.length) return;
  for (const [k, n] of found.entries()) columns[n] = { ...columns[n]!, role: missing[k]! };
}

function subHeaders(grid: GridLookup, row: number, group: GridCell, rules: PerformanceRules): boolean {
  const below = grid.starting(row, group.col, group.col + group.colSpan);
  return below.length > 1 && below.every((cell) => rules.headerRole(textIn(cell)) !== null);
}

/** Of several value columns the target is the current year's; the others are kept as values of other years or spans. */
function oneTarget(columns: readonly GridColumn[]): GridColumn[] {
  const targets = columns.filter(({ role }) => role === 'target');
  if (targets.length < 2) return [...columns];
  const current = targets.find(({ path }) => /年度|本年|当年|全年/.test(path.at(-1) ?? '') && !/实施|长期|中期/.test(path.at(-1) ?? '')) ?? targets.at(-1)!;
  return columns.map((column) => (column.role === 'target' && column !== current ? { ...column, role: 'past' as const } : column));
}

/** 2022年完成值 | 2023年指标值 | 2023年完成值: values under an earlier year than the last one named are past. */
function ofThisYear(columns: readonly GridColumn[]): GridColumn[] {
  const years = columns.map(({ role, path }) => (role === 'target' || role === 'actual' ? yearIn(path) : 0));
  const last = Math.max(...years);
  return columns.map((column, n) => (years[n]! > 0 && years[n]! < last ? { ...column, role: 'past' as const } : column));
}
const yearIn = (path: readonly string[]): number => Math.max(0, ...path.map((text) => Number(/20\d\d(?=年)/.exec(text)?.[0] ?? 0)));

/** Of two columns of points the first is the form's own; of two of what was done, that of the whole year, or the last. The others are told beside the row. */
function oneEach(columns: readonly GridColumn[]): GridColumn[] {
  let all = [...columns];
  for (const role of ['actual', 'weight', 'score'] as const) {
    const own = all.filter((column) => column.role === role);
    if (own.length < 2) continue;
    const kept = role === 'actual' ? (own.find(({ path }) => /全年|年度/.test(path.at(-1) ?? '')) ?? own.at(-1)!) : own[0]!;
    all = all.map((column) => (column.role === role && column !== kept ? { ...column, role: 'past' as const } : column));
  }
  return all;
}

/** The same header again: the table goes on below a page break. */
export const repeats = (grid: GridLookup, row: number, header: GridHeader): boolean =>
  !header.implied &&
  header.columns.filter(({ role }) => role !== null).every(({ col, path }) => {
    const text = labelKey(textIn(grid.at(row, col)));
    return path.some((part) => labelKey(part) === text);
  });

/**
 * Rows of indicators without any heads: a second level beside a first, a name, and one value. With more columns behind the
 * name nobody can say what they are.
 */
export function impliedHeaderAt(grid: GridLookup, row: number, rules: PerformanceRules): GridHeader | null {
  const cells = grid.starting(row);
  const [level2, name, target] = cells.slice(-3);
  if (!level2 || !name || !target || !(rules.levelOf(textIn(level2)) & 2)) return null;
  const level1 = grid.at(row, level2.col - 1);
  if (!level1 || level1 === level2 || !(rules.levelOf(textIn(level1)) & 1) || textIn(name) === '') return null;
  const columns = ([['level1', level1], ['level2', level2], ['level3', name], ['target', target]] as const).map(([role, { col }]) => ({ col, role, path: [] }));
  return { row, end: row, columns, implied: true };
}
