import { readRuleCsv, ruleFile } from '../csv.js';

/** The year a document speaks of in a certain place, which has to be its own: group 1 of `pattern`. */
export interface YearRule {
  /** `line`: the pattern is tried on single lines; `text`: on lines joined. */
  readonly where: 'line' | 'text';
  /** Types of documents it is true of. */
  readonly types: ReadonlySet<string>;
  readonly pattern: RegExp;
}

/** Words that say a kind of table holds nothing. */
export interface DenialRule {
  readonly kind: string;
  /** The column whose figures would be what is denied. */
  readonly measure: string;
  readonly pattern: RegExp;
}

/** Words that call a subject (group 1) one kind of expenditure. */
export interface KindRule {
  readonly measure: string;
  /** The kind it then is not. */
  readonly other: string;
  readonly pattern: RegExp;
}

/** What a reader would stumble over without adding anything up. */
export interface ProofreadingRules {
  readonly placeholders: readonly RegExp[];
  readonly years: readonly YearRule[];
  readonly denials: readonly DenialRule[];
  readonly kinds: readonly KindRule[];
  /** Entries of a list of contents that end in 表 and are no tables. */
  readonly noTables: readonly RegExp[];
}

/** Reads rules/proofreading once. */
export function loadProofreading(): ProofreadingRules {
  return {
    placeholders: readRuleCsv(ruleFile('proofreading/placeholders.csv')).map(({ pattern = '' }) => new RegExp(pattern, 'g')),
    years: readRuleCsv(ruleFile('proofreading/years.csv')).map(({ where = '', types = '', pattern = '' }) => ({ where: where as YearRule['where'], types: new Set(types.split(';')), pattern: new RegExp(pattern, 'g') })),
    denials: readRuleCsv(ruleFile('proofreading/denials.csv')).map(({ kind = '', measure = '', pattern = '' }) => ({ kind, measure, pattern: new RegExp(pattern, 'g') })),
    kinds: readRuleCsv(ruleFile('proofreading/expenditure-kinds.csv')).map(({ measure = '', other = '', pattern = '' }) => ({ measure, other, pattern: new RegExp(pattern, 'g') })),
    noTables: readRuleCsv(ruleFile('proofreading/contents.csv')).map((row) => new RegExp(row['not_a_table'] ?? '')),
  };
}
