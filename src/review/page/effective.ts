import { formatAmount, parseAmount } from '../../text/amount.js';
import type { CheckView, FactView, Fix, ForeignCell, ItemState } from './api.js';

/** A figure with everything people said about it applied. */
export interface Effective {
  readonly value: string;
  readonly column: number;
  readonly label: string;
  readonly code: string;
  readonly state: ItemState;
}

/** What the fixes make of a figure. `columns`: joined paths of its table. */
export function effective(fact: Pick<FactView, 'value' | 'column' | 'label' | 'code'>, fixes: readonly Fix[], columns: readonly string[]): Effective {
  let { value, column, label, code } = fact;
  for (const { action, taken } of fixes) {
    if (action === 'value') value = plain(taken) ?? value;
    else if (action === 'column' && columns.includes(taken)) column = columns.indexOf(taken);
    else if (action === 'label') label = taken;
    else if (action === 'code') code = taken;
  }
  return { value, column, label, code, state: stateOf(fixes) };
}

/** Where an item stands. */
export function stateOf(fixes: readonly { readonly action: string }[]): ItemState {
  const last = fixes.at(-1)?.action;
  if (last === undefined) return 'open';
  return last === 'accept' ? 'accepted' : last === 'source-error' ? 'source-error' : 'corrected';
}

/** A figure typed by a person as a plain decimal; null where it is none. */
export function plain(typed: string): string | null {
  const amount = parseAmount(typed);
  return amount === null ? null : formatAmount(amount);
}

/** `tNN-rRcC` of a place; columns from 0. */
export const placeKey = (table: number, row: number, column: number): string => `t${String(table).padStart(2, '0')}-r${row}c${column + 1}`;

/** A figure of an equation. */
export interface Term {
  readonly key: string;
  readonly sign: 1 | -1;
  readonly value: string;
}

/** An equation with figures put in. */
export interface Computed {
  readonly terms: readonly Term[];
  readonly left: string;
  readonly right: string;
  readonly gap: string;
  readonly passed: boolean;
  /** False where it was taken over from the conversion, not recomputed. */
  readonly live: boolean;
}

const POWERS: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 };

/** Put figures into an equation. `at` gives the figure at a place, undefined where it is blank. */
export function compute(check: CheckView, at: (key: string) => Pick<ForeignCell, 'value' | 'unit'> | undefined): Computed {
  const recorded: Computed = { terms: [], left: check.left, right: check.right, gap: check.difference, passed: check.passed, live: false };
  if (check.terms.length === 0) return recorded;
  const own = POWERS[check.unit];
  const terms: Term[] = [];
  let left = 0n;
  let right = 0n;
  // ten decimals of the table's unit: more than any figure has
  const SCALE = 10;
  for (const text of check.terms) {
    const key = text.slice(1);
    const cell = at(key);
    if (!cell) continue;
    const amount = parseAmount(cell.value);
    if (amount === null) return recorded;
    const unit = POWERS[cell.unit];
    const shift = own === undefined || unit === undefined ? 0 : unit - own;
    const ticks = scaled(amount.digits, SCALE - amount.scale + shift);
    const sign = text.startsWith('-') ? -1 : 1;
    if (sign > 0) left += ticks;
    else right += ticks;
    terms.push({ key, sign, value: cell.value });
  }
  const gap = left - right;
  const size = gap < 0n ? -gap : gap;
  const slack = parseAmount(check.tolerance);
  const tolerance = slack ? scaled(slack.digits, SCALE - slack.scale) : 0n;
  const passed = check.relation === '>=' ? gap >= -tolerance : size <= tolerance;
  return { terms, left: text(left), right: text(right), gap: text(gap), passed, live: true };
}

const scaled = (digits: bigint, power: number): bigint => (power >= 0 ? digits * 10n ** BigInt(power) : digits / 10n ** BigInt(-power));

function text(ticks: bigint): string {
  return formatAmount({ digits: ticks, scale: 10 }).replace(/\.?0+$/, '') || '0';
}
