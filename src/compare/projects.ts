import type { ComparisonRules } from '../../rules/comparisons/comparisons.js';
import type { Fact, Field, Indicator } from '../model/fact.js';
import type { TableSummary } from '../model/document.js';
import type { Amount } from '../model/amount.js';
import { isMoneyUnit } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { parseTarget } from '../text/target.js';
import { checkOf, compareAmounts, differenceOf, errorOf, moneyOf, sum, type Finding } from './figures.js';

/** The money a form states for its project. */
export interface ProjectMoney {
  readonly field: Pick<Field, 'value' | 'place'>;
  readonly label: string;
  readonly unit: string;
  readonly period: 'year' | 'whole';
  readonly yuan: Amount;
  readonly lastDigit: Amount;
}

const NAME = /^(?:[一二]级)?项目名称$/;
const FUNDING_ROW = /资金总额[:：]?$/;
const BUDGETED = new Set(['initial_budget', 'adjusted_budget']);
const IN_LABEL = /[（(]((?:百|千|万|亿)?元|万元)[)）]/;
/** The number of a project in front of its name: 11000026T000003742027-京津冀协同发展. */
const CODE = /^[0-9A-Z]+[-—－]/;

/** What the fields of a form's head say its project costs; null where none or several do. */
export function moneyIn(head: readonly Field[], table: Pick<TableSummary, 'unit'> | undefined, rules: ComparisonRules): ProjectMoney | null {
  const found = rules.money.flatMap(({ field: pattern, period }) =>
    head.flatMap((field): ProjectMoney[] => {
      if (!pattern.test(field.field)) return [];
      const unit = IN_LABEL.exec(field.field)?.[1] ?? table?.unit ?? '';
      const money = moneyOf(field.value, unit);
      return money && money.yuan.digits > 0n ? [{ field, label: field.field, unit, period, ...money }] : [];
    }),
  );
  const years = found.filter(({ period }) => period === 'year');
  const best = years.length > 0 ? years : found;
  return best.length === 1 ? best[0]! : null;
}

/** The budget of the one project a document is about, where a block of its own states it. */
export function moneyOfDocument(facts: readonly Fact[]): ProjectMoney | null {
  const totals = facts.filter((fact) => fact.tableKind === 'funding_use' && FUNDING_ROW.test(fact.rowLabel) && BUDGETED.has(fact.measure) && fact.confidence.level === 'high');
  const all = totals.flatMap((fact) => {
    const money = moneyOf(fact.amount.printed, fact.unit);
    return money ? [{ fact, ...money }] : [];
  });
  const [first, ...others] = all;
  if (!first || others.some(({ yuan }) => compareAmounts(yuan, first.yuan) !== 0)) return null;
  return { field: { value: first.fact.amount.printed, place: first.fact.place }, label: first.fact.rowLabel, unit: first.fact.unit, period: 'year', yuan: first.yuan, lastDigit: first.lastDigit };
}

/** Indicators of cost whose target is an amount of money and not a price of something: 总成本 ≤656万元. */
function costTargets(rows: readonly Indicator[]): { readonly row: Indicator; readonly yuan: Amount; readonly lastDigit: Amount; readonly printed: string }[] {
  return rows.flatMap((row) =>
    // One cell may hold several: ≤42.38万元；≤88.65万元.
    row.target.split(/[；;]/).flatMap((target) => {
      const { comparator, value, unit } = parseTarget(target);
      if (!/成本/.test(row.level1 + row.level2) || !/[≤<]/.test(comparator) || !isMoneyUnit(unit)) return [];
      const money = moneyOf(value, unit);
      return money ? [{ row, ...money, printed: `${comparator}${value}${unit}` }] : [];
    }),
  );
}

/** A cost may not be planned above the money there is, by more than the rounding of either figure. */
export function costFindings(table: number, rows: readonly Indicator[], money: ProjectMoney): Finding[] {
  return costTargets(rows).flatMap(({ row, yuan, lastDigit, printed }): Finding[] => {
    const passed = !exceeds(yuan, money.yuan, larger(lastDigit, money.lastDigit));
    const check = checkOf({ table, rule: 'performance/cost-within-funds', scope: `行 ${row.rowNo} ${row.level3}≤${money.label}`, passed }, yuan, money.yuan);
    return [passed ? { check } : { check, error: errorOf(check, `${row.level3}: a cost of ${printed} is planned, the project has ${money.field.value}${money.unit}.`, row.place, row.rowNo) }];
  });
}

/**
 * The money of a form against the document's list of projects. What is stated for a project's whole life may be more than the
 * year's; it contradicts the list only where the form's own cost targets make the listed amount.
 *
 * Worked case: a form of 2026 states 173.41万元 over cost targets of 42.38 and 88.65; the list has 1,310,300.00元 = 131.03万元.
 */
export function listFindings(table: number, head: readonly Field[], rows: readonly Indicator[], money: ProjectMoney, listed: ReadonlyMap<string, readonly Fact[]>): Finding[] {
  const name = head.find(({ field }) => NAME.test(field))?.value ?? '';
  const places = listed.get(nameKey(name)) ?? [];
  const amounts = places.flatMap((fact) => {
    const there = moneyOf(fact.amount.printed, fact.unit);
    return there && there.yuan.digits > 0n ? [{ fact, ...there }] : [];
  });
  const equal = amounts.find(({ yuan, lastDigit }) => !exceeds(yuan, money.yuan, larger(lastDigit, money.lastDigit)) && !exceeds(money.yuan, yuan, larger(lastDigit, money.lastDigit)));
  const first = equal ?? amounts[0];
  if (!first || (!equal && new Set(amounts.map(({ yuan }) => yuan.printed)).size > 1)) return [];
  const costs = sum(costTargets(rows).map(({ yuan }) => yuan));
  if (!equal && money.period === 'whole' && compareAmounts(costs, first.yuan) !== 0) return [];
  const check = checkOf({ table, rule: 'performance/funds-as-listed', source: 'other table', scope: `${name} ${money.label}`, passed: equal !== undefined, facts: [first.fact.key] }, money.yuan, first.yuan);
  return [equal ? { check } : { check, error: errorOf(check, `${name}: the form states ${money.field.value}${money.unit}, ${first.fact.tableNo || 'the list of projects'} ${first.fact.amount.printed}${first.fact.unit}.`, money.field.place) }];
}

/** Facts of the lists of projects by the project's name, of the columns that hold the whole amount. */
export function listedProjects(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const listed = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.tableKind !== 'project_expenditure' || fact.confidence.level !== 'high') continue;
    const key = nameKey(fact.rowLabel);
    const list = listed.get(key);
    if (list) list.push(fact);
    else listed.set(key, [fact]);
  }
  return listed;
}

const nameKey = (name: string): string => squeeze(name).replace(CODE, '');

const larger = (a: Amount, b: Amount): Amount => (compareAmounts(a, b) < 0 ? b : a);
/** By more than half of the larger last digit, and so not by rounding. */
const exceeds = (a: Amount, b: Amount, lastDigit: Amount): boolean => {
  const gap = differenceOf(a, b);
  return compareAmounts(sum([gap, gap]), lastDigit) > 0;
};
