import { readRuleCsv, ruleFile } from '../csv.js';

/** A rule of scoring as printed under a performance table. `up`: more is better; `execution`: points of the execution rate, group 1 in all. */
export interface ScoreRule {
  readonly id: string;
  readonly direction: 'up' | 'down' | 'execution';
  readonly pattern: RegExp;
}

/** A field that states the money of a form's project: for the year in question, or for its whole life. */
export interface MoneyRule {
  readonly field: RegExp;
  readonly period: 'year' | 'whole';
}

/** Fields of a form that make another, all in one unit; those that are blank or not there are nothing. */
export interface FundingSumRule {
  readonly total: RegExp;
  readonly parts: RegExp;
}

/** What a form says of itself, and what lists and text say of it. */
export interface ComparisonRules {
  readonly scoring: readonly ScoreRule[];
  readonly money: readonly MoneyRule[];
  readonly sums: readonly FundingSumRule[];
}

/** Reads rules/comparisons once. */
export function loadComparisons(): ComparisonRules {
  return {
    scoring: readRuleCsv(ruleFile('comparisons/score-rules.csv')).map(({ id = '', direction = '', pattern = '' }) => ({ id, direction: direction as ScoreRule['direction'], pattern: new RegExp(pattern) })),
    money: readRuleCsv(ruleFile('comparisons/project-money.csv')).map(({ field = '', period = '' }) => ({ field: new RegExp(field), period: period as MoneyRule['period'] })),
    sums: readRuleCsv(ruleFile('comparisons/funding-sums.csv')).map(({ total = '', parts = '' }) => ({ total: new RegExp(total), parts: new RegExp(parts) })),
  };
}
