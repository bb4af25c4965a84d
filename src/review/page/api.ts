/** What the server and the page say to each other. Types only. */
import type { Action, ItemKind } from '../../model/correction.js';
import type { Check } from '../../model/fact.js';

/** A correction as the page shows it. `applied`: the last conversion has it. */
export interface Fix {
  readonly action: Exclude<Action, 'undo'>;
  readonly field: string;
  readonly was: string;
  readonly taken: string;
  readonly who: string;
  readonly when: string;
  readonly why: string;
  readonly applied: boolean;
}

export type ItemState = 'open' | 'accepted' | 'corrected' | 'source-error';

/** A row of the queue. */
export interface QueueRow {
  /** Unique in the corpus: document id, `-`, key. */
  readonly id: string;
  readonly kind: ItemKind;
  readonly doc: string;
  /** 1-based order of its table; 0 for none. */
  readonly table: number;
  readonly tableNo: string;
  readonly title: string;
  readonly label: string;
  readonly column: string;
  readonly value: string;
  readonly unit: string;
  readonly level: 'high' | 'medium' | 'low';
  readonly score: number;
  readonly flags: readonly string[];
  /** Rules of the failing equations it stands in. */
  readonly failed: readonly string[];
  readonly state: ItemState;
}

export const FACETS = ['state', 'level', 'failed', 'flag', 'kind', 'item', 'city', 'doc'] as const;
export type Facet = (typeof FACETS)[number];
/** Value and how many rows have it. */
export type FacetCounts = Record<Facet, readonly (readonly [value: string, count: number])[]>;

export interface QueuePage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly QueueRow[];
  /** Position of the row asked for with `at`; -1 where the filter leaves it out. */
  readonly at: number;
  readonly facets?: FacetCounts;
  /** In the whole corpus. */
  readonly progress: { readonly doubtful: number; readonly settled: number };
  /** Corrections that were not used, or not without doubt. */
  readonly conflicts: readonly Conflict[];
}

/** Why a correction was not used, or what to know about it. */
export interface Conflict {
  readonly doc: string;
  readonly rule: string;
  readonly text: string;
}

export interface DocumentInfo {
  readonly id: string;
  readonly file: string;
  readonly entity: string;
  readonly type: string;
  readonly year: number | null;
  readonly city: string;
  readonly pages: number | null;
  readonly tables: number;
  readonly low: number;
  readonly medium: number;
  readonly high: number;
  readonly failed: number;
  readonly status: string;
  /** How the source can be shown. */
  readonly source: 'pdf' | 'image' | 'text' | 'none';
}

/** A figure as the program read it, before any correction. */
export interface FactView {
  readonly id: string;
  readonly key: string;
  readonly row: number;
  readonly label: string;
  readonly path: readonly string[];
  readonly code: string;
  /** Index into `columns` of the table; -1 where none fits. */
  readonly column: number;
  readonly value: string;
  readonly printed: string;
  readonly unit: string;
  readonly page: number | null;
  readonly line: number | null;
  readonly box: readonly number[] | null;
  readonly level: 'high' | 'medium' | 'low';
  readonly score: number;
  readonly basis: readonly string[];
  readonly flags: readonly string[];
  readonly subject: string;
  readonly candidates: readonly { readonly column: number; readonly why: string }[];
  readonly fixes: readonly Fix[];
}

/** An indicator or a field of a form. */
export interface TextView {
  readonly id: string;
  readonly key: string;
  readonly kind: 'indicator' | 'field';
  readonly row: number;
  /** Name → text, in print order; a field has one. */
  readonly texts: Readonly<Record<string, string>>;
  readonly page: number | null;
  readonly line: number | null;
  readonly box: readonly number[] | null;
  readonly level: 'high' | 'medium' | 'low';
  readonly score: number;
  readonly flags: readonly string[];
  readonly fixes: readonly Fix[];
}

export interface CheckView extends Omit<Check, 'table' | 'terms' | 'relation'> {
  /** Unit of `left`, `right` and the others. */
  readonly unit: string;
  /** `+tNN-rRcC`; empty where the equation cannot be recomputed. */
  readonly terms: readonly string[];
  readonly relation: '=' | '>=';
}

/** A cell of another table that an equation needs. */
export interface ForeignCell {
  readonly value: string;
  readonly unit: string;
  readonly label: string;
  readonly column: string;
  readonly tableNo: string;
}

export interface TableView {
  readonly doc: DocumentInfo;
  readonly table: number;
  readonly tables: readonly { readonly order: number; readonly tableNo: string; readonly title: string; readonly items: number; readonly doubtful: number }[];
  readonly tableNo: string;
  readonly title: string;
  readonly kind: string;
  readonly unit: string;
  readonly pageFirst: number | null;
  readonly pageLast: number | null;
  readonly lineFirst: number | null;
  readonly lineLast: number | null;
  readonly flags: readonly string[];
  readonly columns: readonly (readonly string[])[];
  readonly facts: readonly FactView[];
  readonly texts: readonly TextView[];
  readonly checks: readonly CheckView[];
  readonly foreign: Readonly<Record<string, ForeignCell>>;
  readonly errors: readonly { readonly text: string; readonly rule: string; readonly page: number | null; readonly line: number | null; readonly facts: readonly string[] }[];
  readonly messages: readonly { readonly text: string; readonly rule: string; readonly page: number | null; readonly line: number | null }[];
}

/** What the page asks to be written. */
export interface Judgement {
  readonly doc: string;
  readonly kind: ItemKind;
  readonly key: string;
  readonly action: Action;
  readonly field: string;
  readonly taken: string;
  readonly who: string;
  readonly why: string;
}

/** Names of flags, rules and kinds in both languages. */
export type Glossary = Readonly<Record<string, { readonly en: string; readonly zh: string }>>;
export interface Words {
  readonly flags: Glossary;
  readonly kinds: Glossary;
  readonly out: string;
}
