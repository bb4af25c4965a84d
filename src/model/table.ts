import type { Amount } from './amount.js';
import type { Place } from './place.js';

/** How it is known that a figure stands under its column. */
export type Basis =
  | 'position' // geometry of the page
  | 'count' // as many figures as columns
  | 'identity' // a printed or known equation inside the row or table
  | 'hierarchy' // 类=Σ款=Σ项, 合计=Σ类
  | 'cross_table' // another table of the document
  | 'name' // the label is the tree's name
  | 'ocr' // read from a picture
  | 'person' // settled by a person
  | 'guess'; // the likeliest of several

/** The kinds of table of the output contract. `other` is rebuilt and written like the rest. */
export const TABLE_KINDS = [
  'revenue_expenditure_summary',
  'revenue',
  'expenditure',
  'fiscal_appropriation_summary',
  'general_public_expenditure',
  'general_public_expenditure_by_unit',
  'general_public_basic_expenditure',
  'three_public',
  'government_fund',
  'state_capital',
  'project_expenditure',
  'performance_target',
  'project_declaration',
  'performance_self_evaluation_overall',
  'performance_self_evaluation_project',
  'funding_use',
  'key_work',
  'other',
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** The kinds that are forms, not tables of figures. */
export const FORM_KINDS: ReadonlySet<TableKind> = new Set<TableKind>([
  'performance_target',
  'project_declaration',
  'performance_self_evaluation_overall',
  'performance_self_evaluation_project',
  'funding_use',
  'key_work',
]);

/** What a column holds. `label` columns are folded into the rows and never appear in `OpenTable.columns`. */
export type ColumnRole = 'amount' | 'ratio' | 'quantity' | 'text';

/** A data column of a table, left to right. */
export interface Column {
  /** 0-based position in `OpenTable.columns`. */
  readonly index: number;
  /** Printed header from outermost to leaf, white space removed; a two-sided table starts with the side. */
  readonly path: readonly string[];
  /** Canonical English name in snake_case; '' where the rules do not know the header. */
  readonly measure: string;
  /** Side-by-side block (收入|支出; the blocks of 基本支出) the column belongs to, 0-based from the left. */
  readonly block: number;
  readonly role: ColumnRole;
  /** 栏次, where one is printed. */
  readonly ordinal?: number;
  /** Unit named in the header cell itself, when it differs from the table's. */
  readonly unit?: string;
  /** It stands in a header that the rules know whole, all of it read in its order. */
  readonly known?: true;
}

/** A figure of a row. `column` is null as long as nobody knows under which column it stands. */
export interface OpenCell {
  readonly amount: Amount;
  readonly column: number | null;
  readonly basis: readonly Basis[];
  readonly flags: readonly string[];
  readonly place: Place;
}

/** A row of one block: the left and the right side of a two-sided row are two rows with the same `rowNo`. */
export interface OpenRow {
  /** 1-based order of the printed data row in the table. */
  readonly rowNo: number;
  readonly block: number;
  /** 行次, where one is printed. */
  readonly ordinal?: number;
  /** Whole label, broken lines joined, inner white space removed, ordinals kept; '' where none is printed. */
  readonly label: string;
  /** Labels from the outermost to the innermost (= label), filled down. At least [label]. */
  readonly path: readonly string[];
  /** Full code in digits as printed (parts joined), '' where the row prints none. */
  readonly code: string;
  /** Every code of the row in print order, when it stands in several classifications (功能 × 政府经济 × 部门经济). */
  readonly codes: readonly string[];
  /** Leading ideographic spaces or indentation steps; 0 where nothing is known. */
  readonly indent: number;
  readonly cells: readonly OpenCell[];
  readonly flags: readonly string[];
  readonly place: Place;
}

/** A printed note that is an equation: 1栏各行＝（2+3+4）栏各行; 27行＝（1+2+…+8）行. */
export interface Formula {
  readonly axis: 'column' | 'row';
  readonly left: number;
  readonly terms: readonly { readonly sign: 1 | -1; readonly ref: number }[];
  readonly printed: string;
  readonly place: Place;
}

/** Where the table was read from: which decides what may be believed about columns. */
export type TableOrigin = 'dump' | 'lattice' | 'stream' | 'sheet' | 'ocr';

/** A table whose rows and columns are known, its figures in reading order, columns of some still open. */
export interface OpenTable {
  /** 1-based order in the document. */
  readonly order: number;
  readonly tableNo: string;
  readonly title: string;
  readonly kind: TableKind;
  readonly unit: string;
  readonly origin: TableOrigin;
  /** Printed with no figures. */
  readonly empty: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly OpenRow[];
  readonly formulas: readonly Formula[];
  readonly notes: readonly string[];
  readonly first: Place;
  readonly last: Place;
  readonly flags: readonly string[];
}

/** Another column a figure could stand under, where the equations leave several. */
export interface Candidate {
  /** `Column.index`. */
  readonly column: number;
  /** What speaks for it, for a person: `合计=基本支出+项目支出 holds`. */
  readonly why: string;
}

/** A figure under its column. `candidates` lists the other columns it could stand under; empty when it is printed or proved. */
export interface Cell extends OpenCell {
  readonly column: number;
  readonly candidates: readonly Candidate[];
  /** Ids of the equations that were used to place it: they cannot prove it again. */
  readonly spent?: readonly string[];
}

export interface Row extends Omit<OpenRow, 'cells'> {
  readonly cells: readonly Cell[];
}

/** An OpenTable with every figure under a column. */
export interface Table extends Omit<OpenTable, 'rows'> {
  readonly rows: readonly Row[];
}
