import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import type { Check, Statement } from '../model/fact.js';
import { atScale, formatAmount, isMoneyUnit, parseAmount } from '../text/amount.js';

/** How many statements back the amount of a change may stand, and how many on its rate. */
const REACH = 4;
const RATE_REACH = 2;
/** An amount compared with another, and no amount of its own. */
const COMPARED = /_change(?:_from_budget)?$/;

/** An amount with what it rose or fell by. */
export interface Changed {
  /** Place of the change among the statements. */
  readonly index: number;
  readonly base: Statement;
  /** Plain decimal, negative for a fall. */
  readonly change: string;
  /** The rate printed with it, as printed; '' where none is. */
  readonly rate: string;
}

/** Every change of the text that stands beside its amount. */
export function changesOf(statements: readonly Statement[]): Changed[] {
  return statements.flatMap((statement, index): Changed[] => {
    const { measure, unit, section, year, flags } = statement;
    const down = flags.includes('decrease');
    if (!measure.endsWith('_change') || !isMoneyUnit(unit) || flags.includes('approximate') || down === flags.includes('increase')) return [];
    const own = measure.slice(0, -'_change'.length);
    // Only the last amount before it: 专项业务经费 966.02万元…（506）341.35万元，全部为专项业务经费，较上年增加263.35万元 is said of 341.35.
    const base = statements.slice(Math.max(0, index - REACH), index).reverse().find((other) => isMoneyUnit(other.unit) && !COMPARED.test(other.measure));
    if (base?.measure !== own || base.section !== section || base.unit !== unit || base.year !== year || base.subjectCode !== statement.subjectCode || base.flags.includes('approximate') || !parseAmount(base.value)) return [];
    const rate = statements.slice(index + 1, index + 1 + RATE_REACH).find((other) => other.measure === `${own}_change_rate` && other.section === section);
    return [{ index, base, change: `${down ? '-' : ''}${statement.value}`, rate: rate ? `${rate.value}${rate.unit}` : '' }];
  });
}

/**
 * One amount whose change the text tells twice. Of different measures that are one amount (rules/narrative/one-amount.csv) only
 * where the rates printed with them agree: 财政拨款 and 一般公共预算 may be equal this year and have differed last year.
 *
 * Worked case: a budget of 2018 gives 21,940.96万元 as 3,959.28 and as 3,958.98 more than the year before, both times 22%.
 */
export function restatedChanges(changes: readonly Changed[], rules: NarrativeRules): { readonly check: Check; readonly index: number; readonly times: number }[] {
  const groups = new Map<string, Changed[]>();
  for (const each of changes) {
    const { measure, subjectCode, amountYuan, year, unit } = each.base;
    const topic = rules.oneAmount.get(measure) ?? (/^(?:other|functional|economic|project_funds|performance)/.test(measure) ? '' : measure);
    // 0 is less than last year by as many amounts as there are things that cost nothing.
    if (topic === '' || subjectCode !== '' || amountYuan === '' || /^0*(?:\.0*)?$/.test(amountYuan)) continue;
    const key = `${topic}|${amountYuan}|${year}|${unit}`;
    const list = groups.get(key);
    if (list) list.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()].flatMap((group) => {
    const times = new Map<string, number>();
    for (const { change } of group) times.set(change, (times.get(change) ?? 0) + 1);
    const [usual, most] = [...times].sort((a, b) => b[1] - a[1])[0]!;
    const reference = group.find(({ change }) => change === usual)!;
    const said = new Set<string>();
    return group.flatMap((each) => {
      if (each.base === reference.base || said.has(each.change) || !comparable(each, reference)) return [];
      said.add(each.change);
      return [{ check: checkOf('narrative/change-restated', each.base, each.change, reference.change, '0'), index: each.index, times: most }];
    });
  });
}

const comparable = (a: Changed, b: Changed): boolean => a.base.measure === b.base.measure || (a.rate !== '' && a.rate === b.rate);

export function checkOf(rule: string, { section, label }: Statement, left: string, right: string, tolerance: string): Check {
  const [a, b] = [parseAmount(left)!, parseAmount(right)!];
  const scale = Math.max(a.scale, b.scale);
  const gap = atScale(a, scale) - atScale(b, scale);
  return { table: 0, rule, source: 'narrative', scope: `${section} ${label}`.trim(), left: formatAmount(a), right: formatAmount(b), difference: formatAmount({ digits: gap, scale }), tolerance, passed: gap === 0n, facts: [] };
}
