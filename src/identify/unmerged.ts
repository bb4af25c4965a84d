import type { GridCell, GridRegion } from '../model/grid.js';
import { isSingle, placesOf } from '../lattice/places.js';
import { textOf, type GridHeader, type Matrix } from './grid-header.js';

/**
 * A table of a sheet whose header has no merged cells (separated values, cells copied as values) → the same
 * with its heads as wide and high as they must have been: a head goes down to the body where nothing stands below it, and is a group
 * else. Either reaches to the right over blank cells, as far as the group it is in; what is no group only where no head stands below.
 * The region itself where its header has merged cells.
 */
export function withSpans(region: GridRegion, m: Matrix, { end, ordinalRows }: GridHeader): GridRegion {
  if (region.origin !== 'sheet' || !region.cells.every((cell) => cell.row >= end || isSingle(cell))) return region;
  const rows = Array.from({ length: Math.min(end, m.rows) }, (_, r) => r).filter((r) => !ordinalRows.has(r));
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
  const covered = new Set([...spans].flatMap(([cell, span]) => placesOf({ ...cell, ...span }, m.cols)));
  return { ...region, cells: region.cells.flatMap((cell) => (spans.has(cell) ? [{ ...cell, ...spans.get(cell)! }] : covered.has(cell.row * m.cols + cell.col) ? [] : [cell])) };
}
