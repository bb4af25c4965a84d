import type { GridCell, GridRegion, Region } from '../model/grid.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';
import { gridHeaderAt, repeats } from './grid-header.js';
import { lookUp, textIn, type GridLookup } from './grid-lookup.js';
import { ENDS_SENTENCE } from './sentences.js';
import { splitProjectList } from './project-list.js';

/**
 * A list of projects, each with its goal and indicators, is one printed table but as many forms: cut into a region a
 * project, so that every table of indicators speaks of one project, as where a form is printed once a project.
 * A block is a run of rows under the same cells left of the levels, the merged cell of the name left aside (several
 * units of a department may share one project). Other regions are returned as they are; orders are counted anew.
 */
export function splitProjects(regions: readonly Region[], rules: PerformanceRules): Region[] {
  let order = 0;
  return regions.flatMap((region): Region[] => {
    if (region.form === 'narrative') return [region];
    if (region.heading.kind !== 'performance_target') return [{ ...region, order: ++order }];
    return ((region.form === 'lines' ? splitProjectList(region, rules) : blocksOf(region, rules)) ?? [region]).map((part, n) => ({ ...part, heading: n === 0 ? part.heading : { ...part.heading, caption: '' }, order: ++order }));
  });
}

function blocksOf(region: GridRegion, rules: PerformanceRules): GridRegion[] | null {
  const grid = lookUp(region);
  let row = 0;
  let header = null;
  for (; row < Math.min(grid.rowCount, 4) && !header; row++) header = gridHeaderAt(grid, row, rules);
  if (!header) return null;
  const firstLevel = Math.min(...header.columns.filter(({ role }) => role !== null).map(({ col }) => col));
  const projects = header.columns.filter(({ role, path, col }) => role === null && path.length > 0 && col < firstLevel);
  if (projects.length < 2) return null;
  // The innermost columns decide: the goal and the amounts change with every block, the name may be shared.
  const deciding = projects.slice(1);
  const starts: number[] = [];
  let current = new Map<number, string>();
  let lastPage = 0;
  for (let r = header.end; r < grid.rowCount; r++) {
    if (repeats(grid, r, header)) continue;
    const name = grid.at(r, projects[0]!.col);
    const own = new Map<number, string>();
    // Empty cells are cut by page ends and say nothing; a name of one row is that row's.
    for (const { col } of deciding) keyOf(own, col, grid.at(r, col));
    if (name && name.rowSpan > 1) keyOf(own, projects[0]!.col, name);
    const page = pageOfRow(grid, r, header.columns.map(({ col }) => col));
    const cut = page !== lastPage && continues(grid, r, deciding.map(({ col }) => col), projects[0]!.col, own, current);
    lastPage = page;
    const differs = starts.length === 0 || (!cut && [...own].some(([col, key]) => current.has(col) && current.get(col) !== key));
    if (differs) {
      starts.push(r);
      current = own;
    } else for (const [col, key] of own) current.set(col, key);
  }
  if (starts.length < 2) return null;
  const { row: top, end } = header;
  const head = region.cells
    .filter((cell) => cell.row >= top && cell.row < end)
    .map((cell) => ({ ...cell, row: cell.row - top, rowSpan: Math.min(cell.rowSpan, end - cell.row) }));
  const ends = [...starts.slice(1), grid.rowCount];
  return spread(region.cells.filter((cell) => cell.row >= end), starts, ends).map((cells, n) => cutRows(region, head, end - top, cells, starts[n]!, ends[n]!));
}

/** The cells that lie in each range of rows [from, to); a merged cell lies in all that it crosses. Ranges are in order and do not overlap. */
function spread(cells: readonly GridCell[], starts: readonly number[], ends: readonly number[]): GridCell[][] {
  const lists: GridCell[][] = starts.map(() => []);
  const rangeOf: number[] = [];
  starts.forEach((from, n) => {
    for (let r = from; r < ends[n]!; r++) rangeOf[r] = n;
  });
  for (const cell of cells) {
    let last = -1;
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
      const n = rangeOf[r] ?? -1;
      if (n > last) lists[(last = n)]!.push(cell);
    }
  }
  return lists;
}

const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?$/;

const pageOfRow = (grid: GridLookup, row: number, cols: readonly number[]): number => Math.max(0, ...cols.map((col) => grid.at(row, col)?.page ?? 0));

/** The first row of a page goes on with the block above: no figures of its own, and a cell of that block beside it, or the rest of a text that had not ended. */
function continues(grid: GridLookup, row: number, cols: readonly number[], name: number, own: ReadonlyMap<number, string>, current: ReadonlyMap<number, string>): boolean {
  const others = cols.filter((col) => own.has(col) && own.get(col) !== current.get(col));
  if (others.some((col) => FIGURE.test(textIn(grid.at(row, col))))) return false;
  if (cols.some((col) => own.has(col) && own.get(col) === current.get(col))) return true;
  const above = (col: number): string => {
    const [r, c] = (current.get(col) ?? '').split(',').map(Number);
    return r === undefined || c === undefined || Number.isNaN(r) ? '' : textIn(grid.at(r, c));
  };
  return others.length > 0 && !(own.has(name) && ENDS_SENTENCE.test(above(name))) && others.every((col) => current.has(col) && above(col) !== '' && !ENDS_SENTENCE.test(above(col)));
}

function keyOf(keys: Map<number, string>, col: number, cell: GridCell | null): void {
  if (cell && textIn(cell) !== '') keys.set(col, `${cell.row},${cell.col}`);
}

/** Header rows and rows [from, to) as a region of their own; cells that reach in from above are clipped. */
function cutRows(region: GridRegion, head: readonly GridCell[], headRows: number, own: readonly GridCell[], from: number, to: number): GridRegion {
  const rows = own.map((cell) => {
    const first = Math.max(cell.row, from);
    return { ...cell, row: headRows + first - from, rowSpan: Math.min(cell.row + cell.rowSpan, to) - first };
  });
  const body = rows.filter((cell) => textIn(cell) !== '');
  return {
    ...region,
    rowCount: headRows + to - from,
    cells: [...head, ...rows],
    firstPage: Math.min(...body.map(({ page }) => page), region.lastPage),
    lastPage: Math.max(...body.map(({ page }) => page), region.firstPage),
    notes: [],
  };
}
