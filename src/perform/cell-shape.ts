import type { ColumnRole, PerformanceRules } from '../../rules/performance/performance.js';
import { LABEL_WEIGHT } from '../../rules/performance/performance.js';

/**
 * How ill a text fits a column, in nats: below 0 it is what such columns hold, 0 any text could stand there, 18 and more it cannot. Weights were set on the self-evaluation
 * tables of seeds/000, 003 and 004 and hold for their order of size only: separators and widths decide between near ones.
 */
export type CellCost = (role: ColumnRole, cell: CellText) => number;

const OPENING = new Set('（(《【');
const CLOSING = new Set('）)》】');
const BAD_FIRST = new Set('，。；、：？！）)”》】%‰');
const BAD_LAST = new Set('（(“《、，【');
const SOFT_FIRST = new Set('的了及和与等');
const LEVEL_FIRST = new Set('数质时成经社生可产效');
const VALUE_FIRST = new Set('约共近预不大小高低超少控达每全至最≥≤＞＜><=＝≧≦-0123456789截');
const SIGNS = new Set('≥≤=＝');
export const LIST_FIRST: ReadonlySet<string> = new Set('≥≤≧≦＞＜><=＝0123456789');
/** Figures with their units are shorter than this. */
export const VALUE_LENGTH = 60;

/** Ideographs, brackets and quotation marks left open, full stops, signs of comparison of a text: they add up over its pieces. */
export interface CharCounts {
  cjk: number;
  open: number;
  quotes: number;
  stops: number;
  signs: number;
}

export function countChars(text: string): CharCounts {
  const counts = { cjk: 0, open: 0, quotes: 0, stops: 0, signs: 0 };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x4e00 && code <= 0x9fff) counts.cjk++;
    else if (code < 0x30 || code > 0x39) {
      const c = text[i]!;
      if (OPENING.has(c)) counts.open++;
      else if (CLOSING.has(c)) counts.open--;
      else if (c === '“') counts.quotes++;
      else if (c === '”') counts.quotes--;
      else if (c === '。') counts.stops++;
      else if (SIGNS.has(c)) counts.signs++;
    }
  }
  return counts;
}

/** What is asked of a text again and again, column by column; each answered once. */
export class CellText {
  readonly cjk: number;
  /** Marks that no cell begins or ends with, brackets that do not close. */
  readonly marks: number;
  /** Sentences that end before the text does. */
  readonly stops: number;
  /** Signs of comparison. */
  readonly signs: number;
  private readonly knownRules: PerformanceRules;
  private knownLevel: 0 | 1 | 2 | 3 | undefined;
  private knownValue: boolean | undefined;
  private knownWord: boolean | undefined;
  private knownBegins: boolean | undefined;

  constructor(
    readonly text: string,
    rules: PerformanceRules,
    { cjk, open, quotes, stops, signs }: CharCounts,
  ) {
    this.knownRules = rules;
    this.cjk = cjk;
    this.signs = signs;
    this.stops = stops - (text.endsWith('。') ? 1 : 0);
    const first = text[0] ?? '';
    this.marks = (BAD_FIRST.has(first) ? 5 : 0) + (BAD_LAST.has(text[text.length - 1] ?? '') ? 4 : 0) + (SOFT_FIRST.has(first) ? 1.5 : 0) + (open !== 0 ? 4 : 0) + (quotes !== 0 ? 1 : 0);
  }
  get level(): 0 | 1 | 2 | 3 {
    return (this.knownLevel ??= this.knownRules.levelOf(this.text));
  }
  /** Is it a figure with unit, a date, a bare comparator value? */
  get value(): boolean {
    return (this.knownValue ??= isValueText(this.text));
  }
  get word(): boolean {
    return (this.knownWord ??= this.knownRules.isValueWord(this.text));
  }
  /** A level name with more text behind it: the cell before it was not closed. Satisfaction is also what indicators are named after. */
  get beginsWithLevel(): boolean {
    return (this.knownBegins ??= beginsWithLevel(this.text, this.knownRules));
  }
}

const COMPARATOR = '[≥≤＞＜><=＝≧≦]{1,2}';
const HEDGE = '(?:约|共|近|预计|不少于|不低于|不超过|不高于|不大于|不小于|大于等于|小于等于|大于|小于|高于|低于|超过|少于|控制在|达到|每年最少|全年|每年|至少|最多)';
const UNIT =
  '(?:[万亿千百]?(?:元|人次|人|件次|家次|场次|件|个|家|场|次|种|位|名|项|篇|份|套|台|批次|批|期|天|日|月|年|小时|分钟|户|平方米|公里|公顷|亩|吨|辆|张|本|册|条|处|座|所|门|班|组|支|幅|部|宗|起|篇次|课时|学时|工作日|分|度|级|岗位|公斤|千克|千瓦时|立方米|米|万|亿)(?:/[年月日天次人个件]{1,2})?)';
const TAIL = '(?:%|‰)?(?:以上|以下|以内|左右|及以上|之内|内|前)?';
const VALUE = new RegExp(`^${HEDGE}?(?:${COMPARATOR})?-?\\d[\\d,.]*(?:%|‰)?(?:[-—~～－至]+\\d[\\d.]*)?${TAIL}${UNIT}?${TAIL}$`);
/** A statement that there is nothing to measure, which stands alone in its row: 无生态效益. */
const NOTHING = /^(?:无|不涉及|不适用)(?:.{2,4}(?:效益|影响|指标|成本)(?:指标)?)?$/;
export const NOTHING_COST = -3.25;
/** 合计 of a list has figures and no texts. */
export const TOTAL_COST = -3.27;
/** Bounds on both sides (97%≤执行率≤100%), several figures (50场次，10000个岗位。). */
const RANGE = /^\d[\d.]*%?[≤<＜][^\d≤<，。]{1,8}[≤<＜]\d[\d.]*%?$/;
const LIST = /^(?:[≥≤≧≦＞＜><=＝]?\d[\d.,]*(?:[-—~～]\d[\d.,]*)?[^\d，。；、]{0,10}[，、；;])+[≥≤≧≦＞＜><=＝]?\d[\d.,]*(?:[-—~～]\d[\d.,]*)?[^\d，。；、]{0,10}。?$/;
/** A figure with a unit that is not in the list. */
const ODD_VALUE = new RegExp(`^${HEDGE}?(?:${COMPARATOR})?-?\\d[\\d,.]*[^\\d，。；、：]{1,5}$`);
const DATE = /^(?:截止|截至)?(?:\d{4}年|\d{1,2}月)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[-—~～至到](?:\d{4}年)?\d{1,2}月?(?:\d{1,2}日)?)?(?:年?底)?(?:之?前|以前|内|末|完成)?$/;
const UNIT_ONLY = new RegExp(`^(?:${UNIT}|[%‰℃]|.{1,3}/.{1,3}|.{1,2}（[^（）]{1,8}）)$`);
const COMPARED = /^(?:[≥≤＞＜><=＝≧≦]|定性.)/;
const WITH_UNIT = /^[≥≤＞＜><=＝≧≦]*\d[\d,.]*[^\d,.]/;
const COMPARATOR_ONLY = new RegExp(`^${COMPARATOR}$`);
const COMPARATOR_CELL = new RegExp(`^(?:${COMPARATOR}|定性|[大小等]于.*)$`);
const PLAIN = /^\d{1,3}(?:\.\d+)?分?$/;
const DASH = /^[-—–－/.…]+$/;
const DOTS = /^[.…]{2,}$/;
const NAME_END = /(?:率|数|数量|度|性|成本|时间|金额|水平|作用|影响|能力|人次|次数|效果|程度|指标|情况|周期|质量|工作|发展|建设|[）)])$/;
const STANDARD = /^(?:计划|历史|行业|经验|制度|国家|地方|部门|其他|预算|考核)?(?:标准|依据)$/;

/** Is it a figure with unit, a date, a bare comparator value: what fills a target or actual cell? */
export const isValueText = (text: string): boolean => text.length < VALUE_LENGTH && VALUE_FIRST.has(text[0] ?? '') && (VALUE.test(text) || DATE.test(text) || RANGE.test(text));

/** What a table is known to be before its cells are: its labels carry weights, it holds sentences, its units have a column of their own. */
export interface TableShape {
  readonly weighted: boolean;
  readonly prose: boolean;
  readonly units: boolean;
}

export function cellCosts(rules: PerformanceRules, { weighted, prose, units }: TableShape): CellCost {
  return (role, cell) => {
    if (units && (role === 'target' || role === 'unit')) return unitCost(role, cell, rules);
    const plain = cost0(role, cell, rules);
    // In tables of sentences (重点工作) a figure at the end of a line is no cell.
    const cost = prose && (role === 'target' || role === 'actual') ? Math.max(1, plain) + (cell.text.length < 5 && !cell.word ? 2 : 0) : plain;
    return weighted ? cost + weightCost(role, cell.text) : cost;
  };
}

/** Where units have a column of their own, figures stand bare. */
function unitCost(role: 'target' | 'unit', cell: CellText, rules: PerformanceRules): number {
  if (role === 'unit') return UNIT_ONLY.test(cell.text) ? -2 : cost0(role, cell, rules) + (cell.text.length > 2 ? 5 : 0);
  return cost0(role, cell, rules) + (WITH_UNIT.test(cell.text) || COMPARED.test(cell.text) ? 4 : 0);
}

/** The least a text without a bracket at its end, a figure or a sign at its head costs anywhere, by its length from VALUE_LENGTH on: see cost0. */
export const leastOfProse = (length: number): number => Math.min(0.03 * length - 2.7, 0.02 * length - 0.3);

/** Where the labels carry the weights, every name of a row ends in one and has one only. */
function weightCost(role: ColumnRole, text: string): number {
  if (role !== 'level1' && role !== 'level2' && role !== 'level3') return /^[（(]\d{1,3}分[)）]/.test(text) ? 6 : 0;
  const marks = text.match(/[（(]\d{1,3}分?[)）]/g)?.length ?? 0;
  return (LABEL_WEIGHT.test(text) ? -2 : 2) + (marks > 1 ? 6 : marks === 1 && !LABEL_WEIGHT.test(text) ? 6 : 0);
}

function cost0(role: ColumnRole, cell: CellText, rules: PerformanceRules): number {
  const { text, cjk } = cell;
  switch (role) {
    case 'level1':
    case 'level2': {
      const own = role === 'level1' ? 1 : 2;
      const level = cell.level;
      if (level & own) return -5;
      if (level !== 0) return -2.5;
      const bare = text.replace(LABEL_WEIGHT, '');
      if (cjk < 2 || text.length > 24) return 18;
      if (isOpenLevel(text, rules)) return 6;
      if (/(?:指标|效益|目标)$/.test(bare) && bare.length <= 10) return 5;
      return role === 'level2' && bare.length <= 10 ? 9 + cell.marks : 13 + cell.marks;
    }
    case 'level3': {
      // A row of a form left empty: / and / again beside it.
      if (DOTS.test(text)) return NOTHING_COST;
      if (DASH.test(text)) return 2;
      if (cjk === 0) return 12;
      let cost = 1 + cell.marks;
      if (NOTHING.test(text)) return NOTHING_COST;
      if (/^[合总]计$/.test(text)) return TOTAL_COST;
      if (/^[合总]计/.test(text)) return 9;
      if (cell.level) cost += LABEL_WEIGHT.test(text) ? 1 : 2;
      else if (cell.value) cost += 3.5;
      else if (cell.word) cost += 4;
      if (cjk === 1) cost += 3;
      else if (cjk < 4) cost += 0.8;
      // What stands in brackets at the head of a line belongs to the name above it.
      if (/^[（(]/.test(text)) cost += 3;
      if (NAME_END.test(text)) cost -= 0.7;
      if (/^指标\d{0,2}[：:、.]/.test(text)) cost -= 3;
      else if (/^指标/.test(text)) cost += 3;
      if (/.指标\d{0,2}[：:]/.test(text)) cost += 6;
      else if (cell.beginsWithLevel) cost += 2;
      if (cell.signs > 0 && /[≥≤]|[=＝]\d|^.{2,}[=＝](?![^=＝]*[/÷])/.test(text)) cost += 3;
      return cost + text.length * 0.03 + Math.max(0, text.length - 60) * 0.05;
    }
    case 'target':
    case 'past':
    case 'actual': {
      if (cell.value) return -2;
      if (cell.word) return -2;
      if (VALUE_FIRST.has(text[0] ?? '') && ODD_VALUE.test(text)) return -0.8;
      if (LIST_FIRST.has(text[0] ?? '') && LIST.test(text)) return -1.5;
      if (DASH.test(text)) return -0.5;
      if (COMPARATOR_ONLY.test(text)) return 2.5;
      const prose = role === 'actual' ? 1.2 : 2;
      if (cjk === 0) return 3;
      if (cjk <= 2) return 3.5;
      return prose + cell.marks + (cell.beginsWithLevel ? 4 : 0) + (role !== 'actual' && text.length < 14 && NAME_END.test(text) ? (text.length < 5 ? 2.4 : 1.2) : 0) + (role === 'actual' ? 0 : 0.8 * cell.stops) + (cell.signs > 0 && /[≥≤]\d|^[=＝]/.test(text) ? -1.5 : 0) + (cell.level ? 4 : 0) + text.length * 0.02;
    }
    case 'weight':
    case 'score':
      if (DASH.test(text)) return 0;
      return PLAIN.test(text) && Number.parseFloat(text) <= 100 ? -1.5 : 20;
    case 'amount':
      return /^-?\d[\d,]*(?:\.\d+)?$/.test(text) ? -4 : 20;
    case 'text':
      if (/^\d[\d,]*(?:\.\d+)?$/.test(text)) return 6;
      return (cell.value ? -1 : 1.5) + (/^[（(]/.test(text) ? 3 : 0) + cell.marks + text.length * 0.02;
    case 'subject':
      return rules.isEconomicSubject(text) ? -4 : 6 + cell.marks;
    case 'ordinal':
      return /^\d{1,3}$/.test(text) ? -2 : 20;
    case 'comparator':
      return COMPARATOR_CELL.test(text) ? 0 : 15;
    case 'unit':
      return text.length <= 10 && !/\d/.test(text) ? 0.5 : 10;
    case 'note':
      if (STANDARD.test(text)) return -2;
      if (cell.value) return 6;
      return 1.5 + cell.marks + text.length * 0.02 + (cell.level ? 8 : cell.beginsWithLevel ? 4 : 0);
    default:
      return 2 + cell.marks;
  }
}

function beginsWithLevel(text: string, rules: PerformanceRules): boolean {
  if (!LEVEL_FIRST.has(text[0] ?? '') || !/^(?:数量|质量|时效|成本|经济|社会|生态|可持续|产出|效益)/.test(text)) return false;
  return rules.levelNames.some((name) => name.length >= 4 && !name.includes('满意') && text.length > name.length && text.startsWith(name));
}

/** No level name is longer, its weight included. */
const LEVEL_LENGTH = 40;

/** The first part of a level name or of its weight, its rest being on the next page: 产出, 效益指标（40. */
export function isOpenLevel(text: string, rules: PerformanceRules): boolean {
  if (text.length > LEVEL_LENGTH) return false;
  const key = text.replace(/（/g, '(');
  const bare = key.replace(/\(\d*$/, '');
  if (bare !== key) return bare === '' || rules.levelOf(bare) !== 0 || rules.levelNames.some((name) => name.startsWith(bare));
  return bare.length >= 2 && rules.levelNames.some((name) => name.length > bare.length && name.startsWith(bare));
}

/** The last part of a level name or of its weight, its beginning being on the page before: 指标（10分）, 分）, （50分）. */
export function isLevelTail(text: string, rules: PerformanceRules): boolean {
  if (text.length > LEVEL_LENGTH) return false;
  if (/^[（(]?\d{0,3}(?:\.\d+)?分?[)）]$/.test(text)) return true;
  const bare = text.replace(LABEL_WEIGHT, '');
  if (bare === '' || rules.levelOf(bare) !== 0) return false;
  return rules.levelNames.some((name) => name.length > bare.length && name.endsWith(bare));
}
