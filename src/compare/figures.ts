import type { Amount } from '../model/amount.js';
import type { Check, CheckSource, SourceError } from '../model/fact.js';
import type { Place } from '../model/place.js';
import { atScale, formatAmount, isMoneyUnit, parseAmount, pow10, toYuan } from '../text/amount.js';

/** A comparison that was tried, and the contradiction it is where it is one. */
export interface Finding {
  readonly check: Check;
  readonly error?: SourceError;
}

export const amountOf = (digits: bigint, scale: number): Amount => ({ digits, scale, printed: formatAmount({ digits, scale }) });

export function sum(parts: readonly Amount[]): Amount {
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  return amountOf(parts.reduce((total, part) => total + atScale(part, scale), 0n), scale);
}

export function compareAmounts(a: Amount, b: Amount): number {
  const gap = differenceOf(a, b);
  return gap.digits < 0n ? -1 : gap.digits > 0n ? 1 : 0;
}

export function differenceOf(a: Amount, b: Amount): Amount {
  const scale = Math.max(a.scale, b.scale);
  return amountOf(atScale(a, scale) - atScale(b, scale), scale);
}

/** To the places of a figure that is printed rounder. */
export function rounded(amount: Amount, scale: number): Amount {
  if (amount.scale <= scale) return amount;
  const unit = pow10(amount.scale - scale);
  return amountOf((amount.digits + (amount.digits < 0n ? -unit : unit) / 2n) / unit, scale);
}

/** Written with fewer places one is the other: 14.682 is printed as 14.68. */
export function sameRounded(a: Amount, b: Amount): boolean {
  const scale = Math.min(a.scale, b.scale);
  return compareAmounts(rounded(a, scale), rounded(b, scale)) === 0;
}

/** The amount in yuan with the places its printed figure has there: 14.68万元 → 146800, known to hundreds. Null for what is no money. */
export function moneyOf(printed: string, unit: string): { readonly yuan: Amount; readonly lastDigit: Amount } | null {
  const amount = parseAmount(printed);
  if (!amount || !isMoneyUnit(unit)) return null;
  const yuan = parseAmount(toYuan(amount, unit));
  const lastDigit = parseAmount(toYuan({ digits: 1n, scale: amount.scale }, unit));
  return yuan && lastDigit ? { yuan, lastDigit } : null;
}

type Told = Pick<Check, 'table' | 'rule' | 'scope' | 'passed'> & { readonly source?: CheckSource; readonly tolerance?: string; readonly facts?: readonly string[] };

export function checkOf(told: Told, left: Amount, right: Amount): Check {
  return {
    table: told.table,
    rule: told.rule,
    source: told.source ?? 'rule book',
    scope: told.scope,
    left: formatAmount(left),
    right: formatAmount(right),
    difference: formatAmount(differenceOf(left, right)),
    tolerance: told.tolerance ?? '0',
    passed: told.passed,
    facts: told.facts ?? [],
  };
}

/** A failed check as a contradiction of the document, standing at `place`. */
export function errorOf({ table, rule, source, scope, left, right, difference, facts }: Check, text: string, place: Place, rowNo?: number): SourceError {
  return { table, rule, source, scope, printed: left, implied: right, difference, facts, text, place, ...(rowNo === undefined ? {} : { rowNo }) };
}
