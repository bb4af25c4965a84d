import type { NarrativeRules, UnitRule } from '../../rules/narrative/narrative.js';

/** A figure of a sentence with its unit. Offsets are characters of the sentence. */
export interface Figure {
  readonly start: number;
  /** First character behind the unit. */
  readonly end: number;
  /** Plain digits, separators removed; a printed minus kept. */
  readonly value: string;
  readonly unit: UnitRule;
  /** Unit as printed: 万人次, 台（套）. */
  readonly printedUnit: string;
  readonly flags: readonly string[];
}

const NUMBER = /(?<![\d.A-Za-z])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)/g;
const ABOUT = /^(?:余|多|几)(?=\S)/;
/** 万 and 亿 in front of a measure word: 2万人, 1.1万个. */
const MAGNITUDE = /^(?:百万|千万|万|亿|千|百)(?!元|美元|欧元)/;
const NO_UNIT: UnitRule = { unit: '', kind: 'money', canonical: '', notFollowedBy: null };

/**
 * The figures of a sentence that state something, in order.
 * Dates, ordinals, document numbers, codes, list marks, thresholds and ranges are not figures: they carry no unit, or a rule excludes them.
 * Money printed without its unit (`拨款446.55，`) is read when the sentence names a money unit elsewhere: flag `unit-inferred`.
 */
export function figuresOf(sentence: string, rules: NarrativeRules): Figure[] {
  const figures: Figure[] = [];
  const masked = maskTitles(sentence);
  if (isTableRow(masked)) return [];
  const moneyUnit = /万元|亿元|千元|元/.exec(sentence)?.[0] ?? '';
  for (const match of masked.matchAll(NUMBER)) {
    const start = match.index;
    const numberEnd = start + match[0].length;
    const sign = signBefore(masked, start);
    const flags: string[] = [];
    let at = numberEnd;
    if (ABOUT.test(masked.slice(at))) {
      flags.push('approximate');
      at++;
    } else if (/(?:约|近|大约|左右|逾|超过|超)$/.test(masked.slice(0, start))) flags.push('approximate');
    const unit = unitAt(masked, at, rules) ?? moneyWithoutUnit(masked, match[0], start, at, moneyUnit, rules);
    if (!unit) continue;
    if (unit.rule.kind === 'count' && match[0].includes('.') && !/^[万亿]/.test(unit.printed)) continue;
    if (isExcluded(masked, start - (sign ? 1 : 0), unit.end, unit.rule.unit, rules)) continue;
    if (unit.inferred) flags.push('unit-inferred');
    flags.push(...boundOf(masked, start, unit.end));
    figures.push({
      start,
      end: unit.end,
      value: (sign ? '-' : '') + match[0].replace(/,/g, ''),
      unit: unit.rule,
      printedUnit: unit.printed,
      flags,
    });
  }
  return figures;
}

/** 不少于65个, 13万人以上: the figure is a bound and not the amount. */
function boundOf(text: string, start: number, end: number): string[] {
  const before = text.slice(Math.max(0, start - 4), start);
  const after = text.slice(end, end + 3);
  if (/(?:不少于|不低于|不小于|至少|大于|多于|高于|超过|力争达到?)$/.test(before) || /^(?:（含）)?(?:及)?以上/.test(after)) return ['at-least'];
  if (/(?:不超过|不高于|不大于|不多于|控制在|低于|少于|小于)$/.test(before) || /^(?:（含）)?(?:以内|以下|之内)/.test(after)) return ['at-most'];
  return [];
}

/** Titles of laws and documents and the years of document numbers, blanked out at their length. */
const maskTitles = (text: string): string =>
  text.replace(/《[^《》]{1,80}》|[〔\[【]\d{4}[〕\]】]第?\d*(?:、\d+)*号?/g, (title) => '〇'.repeat(title.length));

/** 增长-5.6%: a minus, not the dash of a range or of a compound. */
const signBefore = (text: string, start: number): boolean =>
  /[-−－]/.test(text[start - 1] ?? '') && /(?:^|[\p{Script=Han}：:，,（(])$/u.test(text.slice(0, start - 1));

/**
 * Rows of a table that were taken for text: three bare figures in a row (445.00 445.00 0.00), or the same figure twice
 * with nothing between (target of the period, target of the year: 200个200个).
 */
const isTableRow = (text: string): boolean => /\d (?:[\d,]+\.\d+|\d+) [\d,]+/.test(text) || /(?<!\d)(\d[\d,.]*[^\d\s，。；、]{1,2})\1(?!\d)/.test(text);

interface FoundUnit {
  readonly rule: UnitRule;
  readonly printed: string;
  readonly end: number;
  readonly inferred: boolean;
}

function unitAt(text: string, at: number, rules: NarrativeRules): FoundUnit | null {
  // 3,623.98为万元: 为 slipped behind its figure (国家信访局 2026).
  const slip = /^为(?=万元)/.test(text.slice(at)) ? 1 : 0;
  const magnitude = MAGNITUDE.exec(text.slice(at))?.[0] ?? '';
  for (const skip of magnitude ? [slip, slip + magnitude.length] : [slip]) {
    const pattern = rules.unitPattern;
    pattern.lastIndex = at + skip;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const rule = longestAllowed(text, at + skip, found, rules);
    if (!rule) continue;
    if (skip > slip && rule.kind !== 'count' && rule.kind !== 'area') continue;
    let end = at + skip + rule.unit.length;
    let printed = (skip > slip ? magnitude : '') + rule.canonical;
    // 台（套）, 台/套, 元/人/月
    const second = rule.kind === 'count' ? /^[（(][\p{Script=Han}、]{1,3}[）)]|^\/\p{Script=Han}{1,2}(?![\p{Script=Han}])/u.exec(text.slice(end))?.[0] : rule.kind === 'money' ? /^(?:\/[人月年天日次户亩]{1,2})+/.exec(text.slice(end))?.[0] : undefined;
    if (second && (second.startsWith('/') || rules.units.has(second.slice(1, -1)) || /^[（(][台套辆项个][）)]$/.test(second))) {
      printed += second;
      end += second.length;
    }
    return { rule, printed, end, inferred: false };
  }
  return null;
}

/** The longest unit at this place whose guard allows it: 人次 before 人, 个 but not 个月. */
function longestAllowed(text: string, at: number, longest: string, rules: NarrativeRules): UnitRule | null {
  for (let length = longest.length; length > 0; length--) {
    const rule = rules.units.get(text.slice(at, at + length));
    if (rule && !rule.notFollowedBy?.test(text.slice(at + length))) return rule;
  }
  return null;
}

const MONEY_WORD = /(?:拨款|收入|支出|经费|资金|预算数?|决算数?|金额|总额|合计|费|补助|购置|接待|增加|减少)(?:[（(]\d{3,7}[）)])?(?:为|是|共|共计)?$/;

/**
 * `财政拨款446.55，` and `预算为0。`: two decimals or a nought behind a word of money, at the end of a clause.
 * `总预算1720.00万，`: 万 with two decimals at the end of a clause is 万元.
 */
function moneyWithoutUnit(text: string, number: string, start: number, at: number, unit: string, rules: NarrativeRules): FoundUnit | null {
  if (/\.\d{2}$/.test(number) && /^万(?:$|[，。；、,;])/.test(text.slice(at))) return { rule: rules.units.get('万元') ?? NO_UNIT, printed: '万元', end: at + 1, inferred: true };
  if (unit === '' || !/^(?:$|[，。；、,;])/.test(text.slice(at))) return null;
  if (!/\.\d{2}$/.test(number) && number !== '0') return null;
  if (!MONEY_WORD.test(text.slice(0, start))) return null;
  return { rule: rules.units.get(unit) ?? NO_UNIT, printed: unit, end: at, inferred: true };
}

function isExcluded(sentence: string, start: number, end: number, unit: string, rules: NarrativeRules): boolean {
  const before = sentence.slice(Math.max(0, start - 24), start);
  const after = sentence.slice(end, end + 24);
  return rules.exclusions.some(
    (rule) =>
      (!rule.units || rule.units.has(unit)) &&
      (rule.before?.test(before) ?? true) &&
      (rule.after?.test(after) ?? true) &&
      (rule.sentence?.test(sentence) ?? true),
  );
}
