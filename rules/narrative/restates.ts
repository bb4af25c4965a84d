import type { AgreementRule, NarrativeRules } from './narrative.js';

const SUFFIX = /_(?:initial_budget|adjusted_budget)$/;
const COMPARED = /_(?:change|change_rate|share|completion_rate|execution_rate)(?:_from_budget)?$/;
const BUDGET_COLUMN = /年初|预算数/;

/** A measure without the stage of the money: hospitality_initial_budget → hospitality. */
export const bareMeasure = (measure: string): string => measure.replace(SUFFIX, '');

/** A difference, a rate, a share: said of an amount, and no amount of a cell. */
export const isCompared = (measure: string): boolean => COMPARED.test(measure);

/** It holds the budget, where a table has columns of two stages. */
export const isBudgetColumn = (path: string): boolean => BUDGET_COLUMN.test(path);

/** A budget prints its figures under 预算数; in final accounts that column is the other stage. */
export function sameStage(measure: string, budgetColumn: boolean, finalAccounts: boolean): boolean {
  return budgetColumn === (measure.endsWith('_initial_budget') || (!finalAccounts && budgetColumn));
}

/** The year most statements speak of. */
export function commonYear(statements: readonly { readonly year: string }[]): string {
  const times = new Map<string, number>();
  for (const { year } of statements) if (year) times.set(year, (times.get(year) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** Where tables print what a statement measures (rules/narrative/agreement.csv). */
export function placesSaid(measure: string, rules: NarrativeRules): AgreementRule[] {
  const bare = bareMeasure(measure);
  return rules.agreements.filter((rule) => rule.measure === bare || rule.measure === measure);
}

/** Is it one of these places? */
export const isPlaceSaid = (places: readonly AgreementRule[], kind: string, label: string, path: string): boolean =>
  places.some((rule) => rule.kind === kind && rule.row.test(label) && rule.column.test(path));
