import type { GridCell, GridRegion } from '../model/grid.js';
import { matrixOf, readHeader, textOf } from './grid-header.js';

const isSingle = ({ rowSpan, colSpan }: GridCell): boolean => rowSpan === 1 && colSpan === 1;

/**
 * A table of a sheet whose header has no merged cells (separated values, cells copied as values) → the same
 * with its heads as wide and high as they must have been: a head goes down to the body where nothing stands below it, and is a group
 * else. Either reaches to the right over blank cells, as far as the group it is in; what is no group only where no head stands below.
 */
export function withSpans(region: GridRegion): GridRegion {
  if (region.origin !== 'sheet') return region;
  const m = matrixOf(region);
  const { end, ordinalRows } = readHeader(m);
  const rows = Array.from({ length: Math.min(end, m.rows) }, (_, r) => r).filter((r) => !ordinalRows.has(r));
  if (!region.cells.every((cell) => cell.row >= end || isSingle(cell))) return region;
  const isBlank = (r: number, c: number): boolean => textOf(m.at(r, c)) === '';
  const hasBelow = (n: number, c: number): boolean => rows.slice(n + 1).some((r) => !isBlank(r, c));
  const bottom = rows.at(-1)! + 1;
  const spans = new Map<GridCell, Pick<GridCell, 'rowSpan' | 'colSpan'>>();
  /** Where the group above each column ends. */
  let limits = Array.from({ length: m.cols }, () => m.cols);
  for (const [n, r] of rows.entries()) {
    const next = [...limits];
    for (let c = 0; c < m.cols; c++) {
      if (isBlank(r, c)) continue;
      const group = hasBelow(n, c);
      let to = c + 1;
      while (to < limits[c]! && isBlank(r, to) && (group || !hasBelow(n, to))) to++;
      spans.set(m.at(r, c)!, { rowSpan: group ? 1 : bottom - r, colSpan: to - c });
      next.fill(to, c, to);
    }
    limits = next;
  }
  // what a head reaches over is no cell of its own
  const covered = new Set([...spans].flatMap(([{ row, col }, { rowSpan, colSpan }]) => Array.from({ length: rowSpan * colSpan }, (_, k) => (row + Math.floor(k / colSpan)) * m.cols + col + (k % colSpan))));
  return { ...region, cells: region.cells.flatMap((cell) => (spans.has(cell) ? [{ ...cell, ...spans.get(cell)! }] : covered.has(cell.row * m.cols + cell.col) ? [] : [cell])) };
}
