/** What a person can say about a figure or a text. `undo` takes back the last thing said about the same key. */
export const ACTIONS = ['accept', 'value', 'column', 'label', 'code', 'source-error', 'undo'] as const;
export type Action = (typeof ACTIONS)[number];

/** The kinds of item that can be judged. */
export const ITEM_KINDS = ['fact', 'indicator', 'field'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Texts of an indicator that can be corrected. */
export const INDICATOR_TEXTS = ['objective', 'level1', 'level2', 'level3', 'target', 'actual', 'weight', 'score', 'note'] as const;

/**
 * A line of corrections.csv: what a person settled about one item, and enough to find that item again when a later
 * version of the program counts tables or rows differently.
 */
export interface Correction {
  readonly document_id: string;
  /** Of the document's bytes: a correction belongs to the content, not to a file name. */
  readonly sha256: string;
  readonly kind: ItemKind;
  /** `tNN-rRcC`, `tNN-iNN`, `tNN-fNN`: the item as the program read it, before any correction. */
  readonly key: string;
  readonly action: Action;
  /** Which text of an indicator is corrected; '' for anything else. */
  readonly field: string;
  /** The source's own spelling. */
  readonly printed: string;
  /** What the program had taken. */
  readonly was: string;
  /** What the person took instead; for `accept` and `source-error` the same. */
  readonly taken: string;
  readonly table_no: string;
  readonly row_label: string;
  readonly column_path: string;
  readonly page: string;
  readonly line: string;
  readonly who: string;
  /** RFC 3339. */
  readonly when: string;
  readonly why: string;
}

/** Header row of corrections.csv. */
export const CORRECTION_COLUMNS = [
  'document_id',
  'sha256',
  'kind',
  'key',
  'action',
  'field',
  'printed',
  'was',
  'taken',
  'table_no',
  'row_label',
  'column_path',
  'page',
  'line',
  'who',
  'when',
  'why',
] as const satisfies readonly (keyof Correction)[];

/** A correction and what became of it in a conversion. `became`: the key of the item in the result. */
export interface Replayed extends Correction {
  readonly state: 'applied' | 'not-found' | 'rejected';
  readonly became: string;
}
