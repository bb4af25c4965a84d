import type { GridCell, GridRegion } from '../model/grid.js';
import { squeeze } from '../text/full-width.js';

/** Every position of a grid with the cell that covers it; null where a ragged grid has none. */
export interface GridLookup {
  readonly rowCount: number;
  readonly colCount: number;
  at(row: number, col: number): GridCell | null;
  /** Cells that begin in a row (not those that reach into it), left to right, inside [from, to). */
  starting(row: number, from?: number, to?: number): readonly GridCell[];
}

export function lookUp(region: GridRegion): GridLookup {
  const { rowCount, colCount } = region;
  const owners: (GridCell | null)[] = Array.from({ length: rowCount * colCount }, () => null);
  const byRow: GridCell[][] = Array.from({ length: rowCount }, () => []);
  for (const cell of region.cells) {
    byRow[cell.row]?.push(cell);
    for (let r = cell.row; r < Math.min(rowCount, cell.row + cell.rowSpan); r++) {
      for (let c = cell.col; c < Math.min(colCount, cell.col + cell.colSpan); c++) owners[r * colCount + c] ??= cell;
    }
  }
  for (const cells of byRow) cells.sort((a, b) => a.col - b.col);
  return {
    rowCount,
    colCount,
    at: (row, col) => owners[row * colCount + col] ?? null,
    starting: (row, from = 0, to = colCount) => (byRow[row] ?? []).filter((cell) => cell.col >= from && cell.col < to),
  };
}

export const textIn = (cell: GridCell | null): string => (cell ? squeeze(cell.text) : '');
