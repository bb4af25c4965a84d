import type { Check, Statement } from '../model/fact.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { atScale, formatAmount, isMoneyUnit, parseAmount } from '../text/amount.js';
import type { Changed } from './restated.js';

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
 * each be stated once; a list of subjects counts only where it closes, since nobody promises that it is whole. Where amounts close
 * and every one of them is told with its change, the changes have to add up too.
 */
export function sumChecks(statements: readonly Statement[], changes: readonly Changed[], rules: NarrativeRules): SumCheck[] {
  const sections = new Map<string, number[]>();
  const times = new Map<string, number>();
  statements.forEach(({ section, unit, year, flags, amountYuan }, i) => {
    if (!isMoneyUnit(unit) || flags.includes('approximate')) return;
    times.set(amountYuan, (times.get(amountYuan) ?? 0) + 1);
    const key = `${section}|${unit}|${year}`;
    const list = sections.get(key);
    if (list) list.push(i);
    else sections.set(key, [i]);
  });
  const found = [...sections].flatMap(([key, own]) =>
    rules.sums.flatMap(({ id, total, parts, complete }): SumCheck[] => {
      const [index, ...others] = own.filter((i) => statements[i]!.measure === total);
      if (index === undefined || others.length > 0) return [];
      const summands = complete === '' ? listedParts(statements, own, parts) : fixedParts(statements, complete === 'yes' ? [...own, ...below(sections, key)] : own, parts);
      if (!summands || summands.includes(index)) return [];
      const check = added(`narrative/sum-${id}`, statements[index]!, statements[index]!.value, summands.map((i) => statements[i]!.value));
      if (!check || (check.state === 'broken' && complete !== 'yes')) return [];
      // A figure read from a picture is believed where it is printed twice.
      if (check.state === 'broken' && [index, ...summands].some((i) => statements[i]!.flags.includes('ocr') && times.get(statements[i]!.amountYuan) === 1)) return [];
      const first = { index, ...check };
      return check.state === 'exact' && complete !== '' ? [first, ...addedChanges(id, statements, index, summands, changes, rules)] : [first];
    }),
  );
  return found;
}

/** Statements of the sections under one: 二、收入预算/（一）本年财政拨款收入. */
function below(sections: ReadonlyMap<string, readonly number[]>, key: string): number[] {
  const [section = '', ...rest] = key.split('|');
  return [...sections].flatMap(([other, own]) => {
    const [inner = '', ...same] = other.split('|');
    return inner.startsWith(`${section}/`) && same.join() === rest.join() ? own : [];
  });
}

/** One statement for every part; one printed again with the same amount is the same. */
function fixedParts(statements: readonly Statement[], own: readonly number[], parts: readonly string[]): number[] | null {
  const found = parts.map((measure) => own.filter((i) => statements[i]!.measure === measure));
  return found.every((list) => list.length > 0 && new Set(list.map((i) => statements[i]!.amountYuan)).size === 1) ? found.map((list) => list[0]!) : null;
}

function listedParts(statements: readonly Statement[], own: readonly number[], parts: readonly string[]): number[] | null {
  const found = own.filter((i) => parts.includes(statements[i]!.measure) && ITEM.test(statements[i]!.subjectCode));
  return found.length >= 2 && new Set(found.map((i) => statements[i]!.subjectCode)).size === found.length ? found : null;
}

/** The change of the total, told with it or with another statement of the same amount, against those of its parts. */
function addedChanges(id: string, statements: readonly Statement[], index: number, parts: readonly number[], changes: readonly Changed[], rules: NarrativeRules): SumCheck[] {
  const told = (i: number) => changes.find(({ base }) => base === statements[i]);
  const { measure, amountYuan, year } = statements[index]!;
  const group = rules.oneAmount.get(measure);
  const whole = told(index) ?? changes.find(({ base }) => group !== undefined && rules.oneAmount.get(base.measure) === group && base.amountYuan === amountYuan && base.year === year);
  const own = parts.map(told);
  if (!whole || own.some((part) => !part)) return [];
  const check = added(`narrative/sum-${id}-changes`, whole.base, whole.change, own.map((part) => part!.change));
  return check ? [{ index: whole.index, ...check }] : [];
}

function added(rule: string, { section, label }: Statement, total: string, parts: readonly string[]): Pick<SumCheck, 'check' | 'state'> | null {
  const amounts = [total, ...parts].map(parseAmount);
  if (amounts.some((amount) => amount === null)) return null;
  const scale = Math.max(...amounts.map((amount) => amount!.scale));
  const [left, ...summands] = amounts.map((amount) => atScale(amount!, scale)) as [bigint, ...bigint[]];
  const right = summands.reduce((sum, part) => sum + part, 0n);
  const gap = left - right;
  const slack = BigInt(Math.floor((summands.filter((part) => part !== 0n).length + 1) / 2));
  const state = gap === 0n ? 'exact' : gap <= slack && -gap <= slack ? 'rounding' : 'broken';
  const write = (digits: bigint): string => formatAmount({ digits, scale });
  return { state, check: { table: 0, rule, source: 'narrative', scope: `${section} ${label}`.trim(), left: write(left), right: write(right), difference: write(gap), tolerance: write(slack), passed: state !== 'broken', facts: [] } };
}
