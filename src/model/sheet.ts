import type { GridCell } from './grid.js';

/** A sheet of a workbook, a table of a web page, a file of separated values: its cells as shown, nothing decided about tables. */
export interface Sheet {
  /** Name on its tab; '' where there is none. */
  readonly name: string;
  /** 1-based order in the source. */
  readonly number: number;
  readonly rowCount: number;
  readonly colCount: number;
  /** Cells with text. `box` counts in SHEET_STEP a row and column, so that geometry holds among them. */
  readonly cells: readonly GridCell[];
  /** Lines of text that stand above it, for a table of a web page. */
  readonly above: readonly string[];
}

/** Height and width of a cell of a sheet. */
export const SHEET_STEP = 10;
