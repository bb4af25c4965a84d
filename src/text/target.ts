/** A target or an actual as a figure. All three are '' where the text is no single figure: words, dates, ranges, several figures. */
export interface Target {
  /** '' where none is printed: `15人` says neither at least nor exactly. */
  readonly comparator: '' | '≥' | '≤' | '>' | '<' | '=';
  /** Plain decimal as printed, separators left out: `15.1` of 15.1万元. */
  readonly value: string;
  /** What follows the figure: `%`, `万元`, `人次`. */
  readonly unit: string;
}

type Comparator = Exclude<Target['comparator'], ''>;

const NONE: Target = { comparator: '', value: '', unit: '' };
const SIGNS: Record<string, Comparator> = {
  '≥': '≥', '≧': '≥', '⩾': '≥', '>=': '≥', '＞=': '≥', '=>': '≥', '≤': '≤', '≦': '≤', '⩽': '≤', '<=': '≤', '＜=': '≤', '=<': '≤', '>': '>', '＞': '>', '<': '<', '＜': '<', '=': '=', '＝': '=',
};
const WORDS: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:大于或?等于|不低于|不少于|不小于|至少|达到|每年最少)/, '≥'],
  [/^(?:小于或?等于|不超过|不高于|不大于|不多于|不得超过|控制在|最多)/, '≤'],
  [/^(?:大于|高于|超过|多于)/, '>'],
  [/^(?:小于|低于|少于)/, '<'],
  [/^等于/, '='],
];
const AFTER: readonly (readonly [RegExp, Comparator])[] = [
  [/(?:及|（含）)?以上$/, '≥'],
  [/(?:及|（含）)?(?:以下|以内|之内)$/, '≤'],
];
const SIGN = /^(?:[>＞]=|=>|[<＜]=|=<|[≥≧⩾≤≦⩽>＞<＜=＝])/;
const FIGURE = /^[-−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?/;
/** A date or the number of a year is no quantity. */
const DATE = /^(?:19|20)\d\d年|^\d{1,2}月(?:\d{1,2}日|底|前|份)/;
const UNIT = /^(?:%|％|‰|[\u4e00-\u9fffA-Za-z㎡°℃/（）()、．·²³*×]{0,14})$/;

/**
 * `≥95%` → ≥ 95 %; `不低于3次` → ≥ 3 次; `90.0%以上` → ≥ 90.0 %; `全年≥10000家次` → ≥ 10000 家次; `15.1万元` → 15.1 万元.
 * White space is expected to be removed. Exact or nothing: a text with a second figure is not read.
 */
export function parseTarget(text: string): Target {
  let rest = text.replace(/[\s\u3000]+/g, '').replace(/[。；;]$/, '');
  if (rest === '' || DATE.test(rest)) return NONE;
  rest = rest.replace(/^(?:全年|每年|年均|全市|共|约|预计|近)(?=[\d≥≧≤≦><＞＜=＝不])/, '');
  let comparator: Target['comparator'] = '';
  const sign = SIGN.exec(rest)?.[0];
  if (sign !== undefined) {
    comparator = SIGNS[sign]!;
    rest = rest.slice(sign.length);
  } else {
    for (const [pattern, meaning] of WORDS) {
      const word = pattern.exec(rest)?.[0];
      if (word === undefined) continue;
      comparator = meaning;
      rest = rest.slice(word.length);
      break;
    }
  }
  if (DATE.test(rest)) return NONE;
  const figure = FIGURE.exec(rest)?.[0];
  if (figure === undefined) return NONE;
  let unit = rest.slice(figure.length).replace(/(?:左右|上下)$/, '');
  for (const [pattern, meaning] of AFTER) {
    if (!pattern.test(unit)) continue;
    unit = unit.replace(pattern, '');
    if (comparator === '') comparator = meaning;
  }
  if (!UNIT.test(unit) || /^(?:月|日|号)(?:前|底)/.test(unit)) return NONE;
  return { comparator, value: figure.replace(/[,，]/g, '').replace('−', '-'), unit: unit.replace('％', '%') };
}
