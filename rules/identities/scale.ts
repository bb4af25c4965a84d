import type { Amount } from '../../src/model/amount.js';
import type { OpenTable } from '../../src/model/table.js';
import { formatAmount, pow10 } from '../../src/text/amount.js';

const POWERS: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 };

/** Tables without a known unit are scaled as if in 万元; they never meet another unit in an equation. */
const UNKNOWN_POWER = 4;

/** One scale for the whole document, so that figures of tables in 元 and in 万元 can be compared exactly. */
export interface Scale {
  /** Decimals below one yuan (negative: above it) that every figure can be written with. */
  readonly decimals: number;
  /** Power of ten of each table's unit in yuan; null for a unit that is no money or not known. */
  readonly powers: readonly (number | null)[];
  /** Decimals the tables print, at most. */
  readonly printed: readonly number[];
  readonly indexOf: ReadonlyMap<OpenTable, number>;
}

export function commonScale(tables: readonly OpenTable[]): Scale {
  const powers = tables.map((table) => POWERS[table.unit] ?? null);
  const printed = tables.map((table) => table.rows.reduce((most, row) => row.cells.reduce((each, cell) => Math.max(each, cell.amount.scale), most), 0));
  const decimals = tables.reduce((most, _, i) => Math.max(most, printed[i]! - (powers[i] ?? UNKNOWN_POWER)), -20);
  return { decimals, powers, printed, indexOf: new Map(tables.map((table, i) => [table, i])) };
}

/** A figure as a whole number at the common scale: exact below 2^53, beyond any budget in yuan; NaN above, which takes no part in equations. */
export function ticksOf(amount: Amount, table: OpenTable, scale: Scale): number {
  const power = scale.powers[scale.indexOf.get(table)!] ?? UNKNOWN_POWER;
  const ticks = amount.digits * pow10(scale.decimals - amount.scale + power);
  const number = Number(ticks);
  return Math.abs(number) < Number.MAX_SAFE_INTEGER / 64 ? number : NaN;
}

/** One unit of the last digit the table prints. */
export function unitTicks(table: OpenTable, scale: Scale): number {
  const index = scale.indexOf.get(table)!;
  return Number(pow10(scale.decimals - scale.printed[index]! + (scale.powers[index] ?? UNKNOWN_POWER)));
}

/** A whole number at the common scale as a plain decimal in the table's unit, with at least the decimals the table prints; '' for one too large to take part. */
export function decimalOf(ticks: number, table: OpenTable, scale: Scale): string {
  if (Number.isNaN(ticks)) return '';
  const index = scale.indexOf.get(table)!;
  const decimals = scale.decimals + (scale.powers[index] ?? UNKNOWN_POWER);
  const text = formatAmount({ digits: BigInt(ticks), scale: Math.max(0, decimals) });
  const surplus = decimals - scale.printed[index]!;
  let end = text.length;
  while (end > text.length - surplus && text[end - 1] === '0') end--;
  return surplus > 0 && text[end - 1] === '.' ? text.slice(0, end - 1) : text.slice(0, end);
}

/**
 * Largest gap rounding can open between a total and `parts` figures, in units of the last printed digit: half a unit each,
 * and the total's own. For long lists errors cancel: four units were the most seen, over 270 lines.
 */
export const roundingSlack = (parts: number): number => Math.min(Math.floor((parts + 1) / 2), 1 + Math.ceil(Math.sqrt(parts)));

/** Figures printed to the fen (元 with two decimals, 万元 with six) are not rounded: their sums are exact. */
export function isExact(table: OpenTable, scale: Scale): boolean {
  const index = scale.indexOf.get(table)!;
  const power = scale.powers[index];
  return power !== null && power !== undefined && scale.printed[index]! - power >= 2;
}
