import type { Check, Statement } from '../model/fact.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { formatAmount, parseAmount, pow10 } from '../text/amount.js';
import { matchMeasure } from './meaning.js';

/** How many statements back the amounts of a rate may stand. */
const REACH = 4;
/** Decimals kept while a rate is worked out. */
const WORKING = 12;

/** Measures that many things share: only the same words speak of the same one. */
const NEEDS_LABEL = /^(?:other|functional|economic|project_funds|performance)/;

interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

/** A rate that was worked out again: the check, and the place of the rate among the statements. */
export interface RateCheck {
  readonly index: number;
  readonly check: Check;
}

/** The words between 占 and the figure: what a share is a share of. */
const SHARE_OF = /占([^，。；\d%]*?)(?:的?(?:比例|比重|比)|的)?(?:为|是|约)?$/;
/** Totals that shares without a named whole are of: the first amount of their section. */
const TOTAL = /^(?:revenue_total|expenditure_total|current_year_revenue|fiscal_appropriation_expenditure|general_public_expenditure|procurement_total)$/;

/**
 * The rates of the text against the amounts beside them: 增加C，增长R% of A gives R = C/(A∓C); 完成年初预算的R% gives
 * R = executed/initial; A，占本年支出合计的R% gives R = A/total. Both sides are intervals of half a unit of the last printed
 * digit, so a failed check is no rounding.
 */
export function rateChecks(statements: readonly Statement[], rules: NarrativeRules): RateCheck[] {
  const checks: RateCheck[] = [];
  for (const [index, rate] of statements.entries()) {
    if (rate.unit !== '%') continue;
    const before = statements.slice(Math.max(0, index - REACH), index).reverse();
    const of = (suffix: string, base: string) =>
      before.find((s) => s.measure === base + suffix && (s.label === rate.label || !NEEDS_LABEL.test(base)) && s.section === rate.section && s.year === rate.year && parseAmount(s.value) !== null);
    const check = changeCheck(rate, of) ?? completionCheck(rate, of) ?? shareCheck(rate, of, statements, index, rules);
    if (check) checks.push({ index, check });
  }
  return checks;
}

type Find = (suffix: string, base: string) => Statement | undefined;

function changeCheck(rate: Statement, of: Find): Check | null {
  if (!rate.measure.endsWith('_change_rate')) return null;
  const base = rate.measure.slice(0, -'_change_rate'.length);
  const change = of('_change', base);
  const amount = of('', base);
  if (!change || !amount || change.unit !== amount.unit || change.flags.includes('increase') !== rate.flags.includes('increase')) return null;
  const rise = change.flags.includes('increase');
  const c = interval(change.value);
  const a = interval(amount.value);
  return rateCheck(rate, 'narrative/change-rate', c, rise ? { low: a.low - c.low, high: a.high - c.high } : { low: a.low + c.low, high: a.high + c.high });
}

function completionCheck(rate: Statement, of: Find): Check | null {
  if (!rate.measure.endsWith('_completion_rate')) return null;
  const base = rate.measure.slice(0, -'_completion_rate'.length);
  const executed = of('', base);
  const budget = of('_initial_budget', base) ?? of('_adjusted_budget', base);
  if (!executed || !budget || executed.unit !== budget.unit) return null;
  return rateCheck(rate, 'narrative/completion-rate', interval(executed.value), interval(budget.value));
}

/** Passed when any of the wholes the words may mean gives the share; failed only against a whole that is known. */
function shareCheck(rate: Statement, of: Find, statements: readonly Statement[], index: number, rules: NarrativeRules): Check | null {
  if (!rate.measure.endsWith('_share')) return null;
  const part = of('', rate.measure.slice(0, -'_share'.length));
  if (!part) return null;
  const words = SHARE_OF.exec(rate.sentence.slice(0, Math.max(0, rate.sentence.indexOf(`${rate.value}%`))))?.[1] ?? '';
  const known = words && !/[（(]|除外/.test(words) ? matchMeasure(words, null, rules) : null;
  const named = /^本年收入(?:合计)?$/.test(words) ? 'revenue_total' : /^本年支出(?:合计)?$/.test(words) ? 'expenditure_total' : words ? (known && !known.weak && known.measure !== part.measure ? known.measure : '?') : '';
  const amounts = statements.filter((s) => s.unit === part.unit && s !== part && s.year === part.year);
  const first = statements.find((s) => s.section === rate.section && s.unit === part.unit);
  const wholes = named ? amounts.filter((s) => s.measure === named) : first && first !== part && TOTAL.test(first.measure) && statements.indexOf(first) < index ? [first] : [];
  const checks = wholes.map((whole) => rateCheck(rate, 'narrative/share', interval(part.value), interval(whole.value))).filter((check) => check !== null);
  return checks.find((check) => check.passed) ?? checks[0] ?? null;
}

/** What a printed figure may stand for, at WORKING decimals. */
function interval(value: string): Interval {
  const amount = parseAmount(value)!;
  const digits = amount.digits * pow10(WORKING - amount.scale);
  const half = pow10(WORKING - amount.scale) / 2n;
  return { low: digits - half, high: digits + half };
}

function rateCheck(rate: Statement, rule: string, part: Interval, whole: Interval): Check | null {
  const printed = parseAmount(rate.value);
  // A budget of nought has no rate, whatever the text says (完成年初预算的0%).
  if (!printed || whole.low <= 0n || printed.scale > 4) return null;
  const stated = interval(rate.value);
  const scaled = (part: bigint, whole: bigint) => (part * 100n * pow10(WORKING)) / whole;
  const low = scaled(part.low, whole.high);
  const high = scaled(part.high, whole.low);
  const middle = scaled((part.low + part.high) / 2n, (whole.low + whole.high) / 2n);
  const passed = stated.high >= low && stated.low <= high;
  const unit = pow10(WORKING - printed.scale);
  const right = (middle + unit / 2n) / unit;
  return {
    table: 0,
    rule,
    source: 'narrative',
    scope: `${rate.section} ${rate.label}`.trim(),
    left: formatAmount(printed),
    right: formatAmount({ digits: right, scale: printed.scale }),
    difference: formatAmount({ digits: printed.digits - right, scale: printed.scale }),
    tolerance: formatAmount({ digits: (high - low) / 2n / unit + 1n, scale: printed.scale }),
    passed,
    facts: [],
  };
}
