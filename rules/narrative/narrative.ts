import { readRuleCsv, ruleFile } from '../csv.js';

export type UnitKind = 'money' | 'foreign_money' | 'ratio' | 'score' | 'count' | 'area' | 'duration' | 'award';

export interface UnitRule {
  /** As printed: 万元, 台, ㎡. */
  readonly unit: string;
  readonly kind: UnitKind;
  /** As written out: ㎡ → 平方米; '' for awards, which are counted without a measure word. */
  readonly canonical: string;
  /** What must not follow: 个 is no unit in 个月. */
  readonly notFollowedBy: RegExp | null;
}

/** A figure that is no statement: every pattern given must match. `before` ends and `after` begins at the figure. */
export interface ExclusionRule {
  readonly id: string;
  readonly before: RegExp | null;
  readonly units: ReadonlySet<string> | null;
  readonly after: RegExp | null;
  readonly sentence: RegExp | null;
  readonly example: string;
}

export interface MeasureRule {
  /** Canonical English name in snake_case. */
  readonly measure: string;
  readonly pattern: RegExp;
  /** What figures it may name: 'money', a unit kind, or units (辆|台). Per cents may speak of any measure. */
  readonly units: ReadonlySet<string>;
  /** Counts only where no other measure is named: 支出合计 in 检察（款）支出合计 is no total of the document. */
  readonly weak: boolean;
  /** `system:code` of the canonical subject the words stand for; '' for most. */
  readonly subject: string;
}

export type Sense = 'amount' | 'change' | 'share' | 'completion' | 'execution';

export interface SenseRule {
  readonly sense: Sense;
  readonly pattern: RegExp;
  readonly ratioOnly: boolean;
  readonly direction: 'increase' | 'decrease' | '';
}

/** Where a statement's measure is printed in the tables: used to compare the two. */
export interface AgreementRule {
  readonly measure: string;
  readonly kind: string;
  readonly row: RegExp;
  readonly column: RegExp;
  /** Sections in which a different figure there is a disagreement; elsewhere, and where null, the cell can only confirm. */
  readonly contradicts: RegExp | null;
}

/**
 * A total of the text and the parts that make it. `yes`: parts stated once each, in the section of the total or below it; `closes`:
 * the same, but nobody says that there are no others; '': a list of subjects that may be cut short.
 */
export interface SumRule {
  readonly id: string;
  readonly total: string;
  readonly parts: readonly string[];
  readonly complete: 'yes' | 'closes' | '';
}

/** Words that say how what was spent compares with the budget. */
export interface ClaimRule {
  readonly claim: Claim;
  readonly pattern: RegExp;
}
export type Claim = 'above' | 'below' | 'equal';

/** What is known about running text: units, what figures are no statements, what words mean. Every line of data names its source. */
export interface NarrativeRules {
  readonly units: ReadonlyMap<string, UnitRule>;
  /** Matches any unit at the given place, longest first. */
  readonly unitPattern: RegExp;
  readonly exclusions: readonly ExclusionRule[];
  readonly measures: readonly MeasureRule[];
  readonly senses: readonly SenseRule[];
  /** Headings of sections without statements (名词解释). */
  readonly skippedSections: readonly RegExp[];
  /** First lines of running text that may stand below a table without a break. */
  readonly textInTable: readonly RegExp[];
  /** Titles of forms whose cells are prose: what follows them up to the next heading belongs to the form. */
  readonly proseForms: readonly RegExp[];
  readonly grades: readonly RegExp[];
  readonly agreements: readonly AgreementRule[];
  readonly sums: readonly SumRule[];
  readonly claims: readonly ClaimRule[];
  /** Measures that are one amount where they are equal, by measure: the name of the group. */
  readonly oneAmount: ReadonlyMap<string, string>;
}

const optional = (pattern: string | undefined, flags = ''): RegExp | null => (pattern ? new RegExp(pattern, flags) : null);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Reads rules/narrative once. Throws on a pattern that does not compile: a fault of ours, not of a document. */
export function loadNarrative(): NarrativeRules {
  const units = new Map<string, UnitRule>();
  for (const row of readRuleCsv(ruleFile('narrative/units.csv'))) {
    const { unit = '', kind = '', canonical = '', not_followed_by: not = '' } = row;
    units.set(unit, { unit, kind: kind as UnitKind, canonical, notFollowedBy: optional(not && `^(?:${not})`) });
  }
  const sectionRows = readRuleCsv(ruleFile('narrative/sections.csv'));
  const sections = (role: string) => sectionRows.filter((row) => row.role === role).map((row) => new RegExp(row.pattern ?? ''));
  const names = [...units.keys()].sort((a, b) => b.length - a.length).map(escaped).join('|');
  return {
    units,
    unitPattern: new RegExp(names, 'y'),
    exclusions: readRuleCsv(ruleFile('narrative/exclusions.csv')).map((row) => ({
      id: row.id ?? '',
      before: optional(row.before),
      units: row.unit ? new Set(row.unit.split('|')) : null,
      after: optional(row.after),
      sentence: optional(row.sentence),
      example: row.example ?? '',
    })),
    measures: readRuleCsv(ruleFile('narrative/measures.csv')).map((row) => ({
      measure: row.measure ?? '',
      pattern: new RegExp(row.pattern ?? '', 'g'),
      units: new Set((row.units ?? '').split('|')),
      weak: row.weak === '1',
      subject: row.subject ?? '',
    })),
    senses: readRuleCsv(ruleFile('narrative/senses.csv')).map((row) => ({
      sense: row.sense as Sense,
      pattern: new RegExp(row.pattern ?? ''),
      ratioOnly: row.unit_kind === 'ratio',
      direction: (row.direction ?? '') as SenseRule['direction'],
    })),
    skippedSections: sections('skip'),
    textInTable: sections('text-in-table'),
    proseForms: sections('form'),
    grades: readRuleCsv(ruleFile('narrative/grades.csv')).map((row) => new RegExp(row.pattern ?? '', 'g')),
    sums: readRuleCsv(ruleFile('narrative/sums.csv')).map((row) => ({ id: row.id ?? '', total: row.total ?? '', parts: (row.parts ?? '').split('+'), complete: (row.complete ?? '') as SumRule['complete'] })),
    oneAmount: new Map(readRuleCsv(ruleFile('narrative/one-amount.csv')).map((row) => [row.measure ?? '', row.group ?? ''])),
    claims: readRuleCsv(ruleFile('narrative/claims.csv')).map((row) => ({ claim: row.claim as Claim, pattern: new RegExp(row.pattern ?? '') })),
    agreements: readRuleCsv(ruleFile('narrative/agreement.csv')).map((row) => ({
      measure: row.measure ?? '',
      kind: row.table_kind ?? '',
      row: new RegExp(row.row ?? ''),
      column: new RegExp(row.column ?? ''),
      contradicts: optional(row.contradicts),
    })),
  };
}
