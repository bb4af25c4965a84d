import type { Amount } from './amount.js';
import type { Place } from './place.js';
import type { Basis, Candidate, TableKind } from './table.js';

export type ConfidenceLevel = 'high' | 'medium' | 'low';

/** `score`: the chance that row, column, code and value are all right; `level`: what a reader should do about it. */
export interface Confidence {
  readonly level: ConfidenceLevel;
  readonly score: number;
}

export type Classification =
  | 'functional'
  | 'economic_department'
  | 'economic_government'
  | 'revenue'
  | 'unit'
  | 'project'
  | 'none';

/** A place on the canonical subject tree of one budget year. */
export interface SubjectRef {
  readonly system: 'functional' | 'economic_department' | 'economic_government' | 'revenue';
  readonly code: string;
  readonly name: string;
  readonly level: 'class' | 'section' | 'item';
  /** Budget year whose tree was used. */
  readonly edition: number;
}


/** A figure with all that is known about it: a row of facts.csv. */
export interface Fact {
  /** Unique in the document: `tNN-rRcC` (table order, row, column from 1); a second figure in the same place gets a letter. */
  readonly key: string;
  readonly table: number;
  readonly tableNo: string;
  readonly tableKind: TableKind;
  readonly rowNo: number;
  readonly rowLabel: string;
  readonly rowPath: readonly string[];
  readonly code: string;
  readonly columnPath: readonly string[];
  readonly column: number;
  readonly measure: string;
  readonly classification: Classification;
  readonly subject: SubjectRef | null;
  /** Further classifications of the same row. */
  readonly subjects: readonly SubjectRef[];
  readonly amount: Amount;
  readonly unit: string;
  readonly candidates: readonly Candidate[];
  readonly confidence: Confidence;
  readonly basis: readonly Basis[];
  readonly flags: readonly string[];
  readonly place: Place;
}

/** A third-level performance indicator: a row of indicators.csv. Texts as printed, white space inside removed. */
export interface Indicator {
  readonly table: number;
  readonly tableNo: string;
  readonly rowNo: number;
  readonly objective: string;
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly actual: string;
  readonly weight: string;
  readonly score: string;
  readonly note: string;
  readonly confidence: Confidence;
  readonly flags: readonly string[];
  readonly place: Place;
}

/** A label → value pair of a form: a row of fields.csv. */
export interface Field {
  readonly table: number;
  readonly tableNo: string;
  readonly field: string;
  readonly value: string;
  /** Names, phone numbers and signatures of persons: written only on request. */
  readonly contact: boolean;
  readonly confidence: Confidence;
  readonly flags: readonly string[];
  readonly place: Place;
}

/** A figure stated in the narrative: a row of statements.csv. */
export interface Statement {
  readonly section: string;
  readonly measure: string;
  readonly subjectCode: string;
  /** Plain decimal as printed. */
  readonly value: string;
  readonly unit: string;
  readonly amountYuan: string;
  readonly sentence: string;
  /** Key of the fact it restates (`tNN-rRcC`), '' where none is known. */
  readonly agreesWith: string;
  /** The words of the text for what is measured, without dates and verbs. */
  readonly label: string;
  /** Year it speaks of; '' where the text names none. */
  readonly year: string;
  /** What the text says in words of this amount and the budget before it. */
  readonly claim?: { readonly words: string; readonly claim: 'above' | 'below' | 'equal'; readonly budget: string; readonly budgetYuan: string };
  readonly confidence: Confidence;
  readonly flags: readonly string[];
  readonly place: Place;
}

export type CheckSource = 'printed note' | 'rule book' | 'code tree' | 'other table' | 'narrative';

/** An identity with its figures put in, as it is kept and shown everywhere. Sides are plain decimals. */
export interface Equality {
  readonly rule: string;
  readonly source: CheckSource;
  readonly scope: string;
  /** It in the table's own words: 合计 = 基本支出 + 项目支出; absent where `scope` says it. */
  readonly equation?: string;
  readonly left: string;
  readonly right: string;
  readonly difference: string;
}

/** An identity that was tried: a row of checks.csv. Sides are in the table's unit. */
export interface Check extends Equality {
  /** 1-based order of the table it belongs to; 0 for the whole document. */
  readonly table: number;
  readonly tolerance: string;
  readonly passed: boolean;
  /** Keys (`tNN-rRcC`) of the facts on either side. */
  readonly facts: readonly string[];
  /** Every cell that takes part, blank ones too, as `+tNN-rRcC` or `-tNN-rRcC`: their signed sum is `difference`. */
  readonly terms?: readonly string[];
  /** Set where the difference need only not be negative. */
  readonly relation?: '>=';
}

/** Where the document contradicts itself: a row of errors.csv. Figures are plain decimals in the table's unit. */
export interface SourceError {
  /** 1-based order of the table. */
  readonly table: number;
  readonly rule: string;
  readonly source: CheckSource;
  readonly scope: string;
  /** What is printed, what the equation implies instead, and how far they are apart. */
  readonly printed: string;
  readonly implied: string;
  readonly difference: string;
  /** Row and column of the cell in question, which may be a blank one. */
  readonly rowNo?: number;
  readonly columnPath?: readonly string[];
  /** Keys of the facts to blame: one, or the few of which one must be wrong; empty when nothing singles out any. */
  readonly facts: readonly string[];
  readonly text: string;
  readonly place: Place;
  /** Set where rounding each figure by itself explains the gap: true of the document, and no mistake anybody has to mend. */
  readonly rounding?: true;
}
