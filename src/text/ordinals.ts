const DIGITS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** 十二 → 12, 廿一 → 21 (廿 is 二十, seeds/002…:145), 一十九 → 19; 0 when the text is no Chinese number below 100. */
export function chineseNumber(text: string): number {
  const match = /^(?:([一二三四五六七八九])?(十|廿|卅))?([一二三四五六七八九])?$/.exec(text);
  if (!match || text === '') return 0;
  const [, tens, ten, one] = match;
  const base = ten === '廿' ? 20 : ten === '卅' ? 30 : ten === '十' ? 10 * (tens ? DIGITS[tens]! : 1) : 0;
  return base + (one ? DIGITS[one]! : 0);
}

/** How an ordinal is written: 一、 | （一） | 1、or 1. | (1). Labels of one list share a style. */
export type OrdinalStyle = 'chinese' | 'bracketed-chinese' | 'arabic' | 'bracketed-arabic';

export interface Ordinal {
  readonly style: OrdinalStyle;
  readonly value: number;
  /** Characters the ordinal takes at the head of the label. */
  readonly length: number;
}

const CHINESE = '[一二三四五六七八九十廿卅]{1,4}';
const STYLES: readonly [OrdinalStyle, RegExp][] = [
  ['bracketed-chinese', new RegExp(`^[（(](${CHINESE})[)）][、.．]?`)],
  ['chinese', new RegExp(`^(${CHINESE})[、.．]`)],
  ['bracketed-arabic', /^[（(](\d{1,2})[)）][、.．]?/],
  ['arabic', /^(\d{1,2})(?:[、．]|\.(?!\d))/],
];

/** The ordinal at the head of a label (white space removed), or null. */
export function ordinalOf(label: string): Ordinal | null {
  for (const [style, pattern] of STYLES) {
    const match = pattern.exec(label);
    if (!match) continue;
    const value = style.endsWith('arabic') ? Number(match[1]) : chineseNumber(match[1]!);
    if (value > 0) return { style, value, length: match[0].length };
  }
  return null;
}

/** The label without the ordinal at its head. */
export const withoutOrdinal = (label: string): string => label.slice(ordinalOf(label)?.length ?? 0);
