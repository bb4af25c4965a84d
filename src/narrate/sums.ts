import type { Check, Statement } from '../model/fact.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { atScale, formatAmount, isMoneyUnit, parseAmount } from '../text/amount.js';

/** A sum of the text that was added up again: the check, the place of the total among the statements, and what can be said of it. */
export interface SumCheck {
  readonly index: number;
  readonly check: Check;
  /** `exact`, off by what rounding its parts can do, or more. */
  readonly state: 'exact' | 'rounding' | 'broken';
}

/** Digits of a functional 项: only these are counted where a total lists its subjects. */
const ITEM = /^\d{7}$/;

/**
 * Totals of the text against the parts the same section states: 政府采购金额251.25万元，其中：货物4.79万元… Parts of a fixed list must
 * each be stated once; a list of subjects counts only where it closes, since nobody promises that it is whole.
 */
export function sumChecks(statements: readonly Statement[], rules: NarrativeRules): SumCheck[] {
  const sections = new Map<string, number[]>();
  statements.forEach(({ section, unit, year, flags }, i) => {
    if (!isMoneyUnit(unit) || flags.includes('approximate')) return;
    const key = `${section}|${unit}|${year}`;
    const list = sections.get(key);
    if (list) list.push(i);
    else sections.set(key, [i]);
  });
  return [...sections.values()].flatMap((own) =>
    rules.sums.flatMap(({ id, total, parts, complete }): SumCheck[] => {
      const stated = (measure: string) => own.filter((i) => statements[i]!.measure === measure);
      const [index, ...others] = stated(total);
      if (index === undefined || others.length > 0) return [];
      const found = complete ? parts.map(stated) : [parts.flatMap(stated).filter((i) => ITEM.test(statements[i]!.subjectCode))];
      if (complete ? found.some((list) => list.length !== 1) : found[0]!.length < 2 || new Set(found[0]!.map((i) => statements[i]!.subjectCode)).size < found[0]!.length) return [];
      const amounts = [index, ...found.flat()].map((i) => parseAmount(statements[i]!.value));
      if (amounts.some((amount) => amount === null)) return [];
      const scale = Math.max(...amounts.map((amount) => amount!.scale));
      const [left, ...summands] = amounts.map((amount) => atScale(amount!, scale)) as [bigint, ...bigint[]];
      const right = summands.reduce((sum, part) => sum + part, 0n);
      const gap = left - right;
      const slack = BigInt(Math.floor((summands.filter((part) => part !== 0n).length + 1) / 2));
      const state = gap === 0n ? 'exact' : gap <= slack && -gap <= slack ? 'rounding' : 'broken';
      if (state === 'broken' && !complete) return [];
      const write = (digits: bigint): string => formatAmount({ digits, scale });
      const { section, label } = statements[index]!;
      return [
        {
          index,
          state,
          check: { table: 0, rule: `narrative/sum-${id}`, source: 'narrative', scope: `${section} ${label}`.trim(), left: write(left), right: write(right), difference: write(gap), tolerance: write(slack), passed: state !== 'broken', facts: [] },
        },
      ];
    }),
  );
}
