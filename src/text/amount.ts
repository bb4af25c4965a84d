import type { Amount, MoneyUnit } from '../model/amount.js';

const POW10: bigint[] = [1n];
/** 10 ** n as an exact integer. */
export const pow10 = (n: number): bigint => {
  for (let i = POW10.length; i <= n; i++) POW10.push(POW10[i - 1]! * 10n);
  return POW10[n]!;
};

/** A whole cell that is a figure: sign, grouped or ungrouped digits, decimals. Per cents are not amounts (see `ratio`). */
const FIGURE = /^([-−–—－△▲]?|[(（])\s*(\d+(?:[,，]\d{3})+|\d+)(?:[.．](\d+))?([)）]?)$/;

/** No figure of a public budget is longer: 18 digits before the point are 10¹⁸ yuan, 12 behind it a millionth of a fen in 亿元. */
const MOST_WHOLE = 18;
const MOST_DECIMALS = 12;

/**
 * Read a figure exactly: `8,201.470` → 8201470 / 10³; groups may be incomplete (`125360,898`, as some offices print). Brackets, △ and the minus signs in use are negative.
 * `null` for anything else: a dash alone, a per cent, a code with letters, text, digits without end.
 */
export function parseAmount(printed: string): Amount | null {
  const match = FIGURE.exec(printed.trim());
  if (!match) return null;
  const [, sign = '', whole = '', decimals = '', close = ''] = match;
  if ((sign === '(') !== (close === ')') || (sign === '（') !== (close === '）')) return null;
  // （2） is an ordinal or the mark of a note, （2.00） an amount.
  if (sign === '（' && decimals === '' && !/[,，]/.test(whole)) return null;
  if (decimals.length > MOST_DECIMALS || whole.length > MOST_WHOLE + MOST_WHOLE / 3) return null;
  const digits = BigInt(whole.replace(/[,，]/g, '') + decimals);
  return { digits: sign === '' ? digits : -digits, scale: decimals.length, printed: printed.trim() };
}

/** The plain decimal of a figure with its printed number of decimals: `8201.470`. */
export function formatAmount({ digits, scale }: Pick<Amount, 'digits' | 'scale'>): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const body = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return negative ? `-${body}` : body;
}

/** Digits of `amount` when written with `scale` decimals; `scale` must not be smaller than the amount's own. */
export const atScale = (amount: Pick<Amount, 'digits' | 'scale'>, scale: number): bigint =>
  amount.digits * pow10(scale - amount.scale);

/** Digits of all amounts when written with as many decimals as the one that has most. */
export function atOneScale(amounts: readonly Pick<Amount, 'digits' | 'scale'>[]): bigint[] {
  const scale = amounts.reduce((most, amount) => Math.max(most, amount.scale), 0);
  return amounts.map((amount) => atScale(amount, scale));
}

const UNIT_POWER: Record<MoneyUnit, number> = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 };
export const isMoneyUnit = (unit: string): unit is MoneyUnit => unit in UNIT_POWER;

/** The figure in yuan as a plain exact decimal without trailing zeros: 962.14 万元 → `9621400`. '' for a unit that is no money. */
export function toYuan(amount: Pick<Amount, 'digits' | 'scale'>, unit: string): string {
  if (!isMoneyUnit(unit)) return '';
  const power = UNIT_POWER[unit];
  const scale = Math.max(0, amount.scale - power);
  const digits = amount.digits * pow10(Math.max(0, power - amount.scale));
  const text = formatAmount({ digits, scale });
  return scale === 0 ? text : text.replace(/0+$/, '').replace(/\.$/, '');
}

/** Equal in yuan, but for what the one that prints fewer digits rounds or cuts off: 49.9 for 49.90, 1361万元 for 13616271元. False for what is no money. */
export function isRounded(stated: Pick<Amount, 'digits' | 'scale'>, statedUnit: string, exact: Pick<Amount, 'digits' | 'scale'>, exactUnit: string): boolean {
  const [left, right] = [parseAmount(toYuan(stated, statedUnit)), parseAmount(toYuan(exact, exactUnit))];
  if (!left || !right) return false;
  const scale = Math.max(left.scale, right.scale);
  const gap = atScale(left, scale) - atScale(right, scale);
  // Less than a unit of the last digit stated.
  const slack = stated.scale >= exact.scale && statedUnit === exactUnit ? 0n : lastDigitInYuan(stated, statedUnit, scale) - 1n;
  return (gap < 0n ? -gap : gap) <= (slack < 0n ? 0n : slack);
}

function lastDigitInYuan({ scale: decimals }: Pick<Amount, 'digits' | 'scale'>, unit: string, scale: number): bigint {
  const one = parseAmount(toYuan({ digits: 1n, scale: decimals }, unit));
  return one ? atScale(one, Math.max(scale, one.scale)) / pow10(Math.max(scale, one.scale) - scale) : 0n;
}
