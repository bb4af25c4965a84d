import type { GridCell } from '../model/grid.js';

type Extent = Pick<GridCell, 'row' | 'col' | 'rowSpan' | 'colSpan'>;

/** It spans nothing: one row high, one column wide. */
export const isSingle = ({ rowSpan, colSpan }: Pick<Extent, 'rowSpan' | 'colSpan'>): boolean => rowSpan === 1 && colSpan === 1;

/** Places that a cell covers in a grid of so many columns, as row * columns + column. */
export const placesOf = ({ row, col, rowSpan, colSpan }: Extent, columns: number): number[] =>
  Array.from({ length: rowSpan * colSpan }, (_, n) => (row + Math.floor(n / colSpan)) * columns + col + (n % colSpan));
