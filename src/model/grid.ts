import type { Box } from './place.js';
import type { Line } from './page.js';
import type { TableKind, TableOrigin } from './table.js';

/** What stands above and below a table's body. */
export interface Heading {
  readonly tableNo: string;
  readonly title: string;
  /** The line with 单位：万元, 部门：…, year; '' where none is printed. */
  readonly caption: string;
  readonly unit: string;
  readonly kind: TableKind;
  readonly titleLines: readonly Line[];
}

/** A table of a text dump: its lines, in reading order, nothing decided about rows and columns. */
export interface TableRegion {
  readonly form: 'lines';
  readonly order: number;
  readonly heading: Heading;
  /** Header and body lines of all its pages; a header repeated after a page break is kept and marked by `pageStarts`. */
  readonly lines: readonly Line[];
  /** Indexes into `lines` at which a new page begins. */
  readonly pageStarts: readonly number[];
  readonly notes: readonly Line[];
  /** Lines drawn behind the body together with the title: cells of the header, or labels, whichever reads best. */
  readonly loose?: readonly Line[];
}

/** A cell of a ruled or aligned grid; spans are at least 1. `text` has its lines joined, white space kept as one blank. */
export interface GridCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly text: string;
  /** The lines of the cell, top to bottom. */
  readonly lines: readonly string[];
  readonly page: number;
  readonly box: Box;
  /** How far (points) the first line of text stands from the left side of the cell; absent where that is not known. */
  readonly inset?: number;
}

/** A table whose cells are known from geometry (PDF, OCR) or from markup (workbook, web page). */
export interface GridRegion {
  readonly form: 'grid';
  readonly order: number;
  readonly origin: TableOrigin;
  readonly heading: Heading;
  readonly rowCount: number;
  readonly colCount: number;
  readonly cells: readonly GridCell[];
  readonly notes: readonly Line[];
  readonly firstPage: number;
  readonly lastPage: number;
}

/** Running text between the tables: what the narrative stage reads. */
export interface NarrativeRegion {
  readonly form: 'narrative';
  readonly lines: readonly Line[];
  /** Indexes into `lines` at which a new page begins. */
  readonly pageStarts: readonly number[];
}

export type Region = TableRegion | GridRegion | NarrativeRegion;
