import type { ColumnRole, PerformanceRules } from '../../rules/performance/performance.js';
import { LABEL_WEIGHT } from '../../rules/performance/performance.js';

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

const firstMarks = (first: string): number => (BAD_FIRST.has(first) ? 5 : 0) + (SOFT_FIRST.has(first) ? 1.5 : 0);
const lastMarks = (last: string): number => (BAD_LAST.has(last) ? 4 : 0);

/**
 * Ideographs, brackets and quotation marks left open, full stops, signs of comparison, colons before each piece of a text. A window
 * of pieces has the difference of two sums, so that counting costs nothing however many windows are tried.
 */
export class CharSums {
  readonly cjk: Int32Array;
  readonly open: Int32Array;
  readonly quotes: Int32Array;
  readonly stops: Int32Array;
  readonly signs: Int32Array;
  readonly colons: Int32Array;

  constructor(texts: readonly string[]) {
    const [cjk, open, quotes, stops, signs, colons] = Array.from({ length: 6 }, () => new Int32Array(texts.length + 1)) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
    for (const [i, text] of texts.entries()) {
      for (const sums of [cjk, open, quotes, stops, signs, colons]) sums[i + 1] = sums[i]!;
      for (let k = 0; k < text.length; k++) {
        const code = text.charCodeAt(k);
        if (code >= 0x4e00 && code <= 0x9fff) cjk[i + 1]!++;
        else if (code < 0x30 || code > 0x39) {
          const c = text[k]!;
          if (OPENING.has(c)) open[i + 1]!++;
          else if (CLOSING.has(c)) open[i + 1]!--;
          else if (c === '“') quotes[i + 1]!++;
          else if (c === '”') quotes[i + 1]!--;
          else if (c === '。') stops[i + 1]!++;
          else if (SIGNS.has(c)) signs[i + 1]!++;
          else if (c === '：' || c === ':') colons[i + 1]!++;
        }
      }
    }
    this.cjk = cjk;
    this.open = open;
    this.quotes = quotes;
    this.stops = stops;
    this.signs = signs;
    this.colons = colons;
  }
}

/** Characters of an echo. */
const ECHO = 6;

/** What is asked of a text again and again, column by column; each answered once. */
export class CellText {
  readonly first: string;
  readonly last: string;
  readonly cjk: number;
  /** Marks that no cell begins or ends with, brackets that do not close. */
  readonly marks: number;
  /** Sentences that end before the text does. */
  readonly stops: number;
  /** Signs of comparison. */
  readonly signs: number;
  readonly colons: number;
  private knownLevel: 0 | 1 | 2 | 3 | undefined;
  private knownValue: boolean | undefined;
  private knownWord: boolean | undefined;
  private knownBegins: boolean | undefined;
  private knownOpen: boolean | undefined;
  private knownUnit: string | undefined;
  private knownHead: string | undefined;
  private knownSide: boolean | undefined;
  private knownTail: boolean | undefined;

  /** `text` is that of the pieces [from, to) that `sums` were made of. */
  constructor(
    readonly text: string,
    private readonly rules: PerformanceRules,
    sums: CharSums,
    from: number,
    to: number,
  ) {
    const first = (this.first = text[0] ?? '');
    const last = (this.last = text[text.length - 1] ?? '');
    this.cjk = sums.cjk[to]! - sums.cjk[from]!;
    this.signs = sums.signs[to]! - sums.signs[from]!;
    this.colons = sums.colons[to]! - sums.colons[from]!;
    this.stops = sums.stops[to]! - sums.stops[from]! - (last === '。' ? 1 : 0);
    const open = sums.open[to]! - sums.open[from]!;
    const quotes = sums.quotes[to]! - sums.quotes[from]!;
    this.marks = firstMarks(first) + lastMarks(last) + (open !== 0 ? 4 : 0) + (quotes !== 0 ? 1 : 0);
  }
  get level(): 0 | 1 | 2 | 3 {
    return (this.knownLevel ??= this.rules.levelOf(this.text));
  }
  /** Is it a figure with unit, a date, a bare comparator value? */
  get value(): boolean {
    return (this.knownValue ??= isValueText(this.text));
  }
  get word(): boolean {
    return (this.knownWord ??= this.rules.isValueWord(this.text));
  }
  /** A level name with more text behind it: the cell before it was not closed. Satisfaction is also what indicators are named after. */
  get beginsWithLevel(): boolean {
    return (this.knownBegins ??= LEVEL_FIRST.has(this.first) && LEVEL_BEGINS.test(this.text) && this.rules.beginsWithLevel(this.text));
  }
  /** What an echo of the text repeats at least. */
  get head(): string {
    return (this.knownHead ??= this.text.slice(0, ECHO));
  }
  /** A heading along the side of the table. */
  get side(): boolean {
    return (this.knownSide ??= isSide(this.text));
  }
  get levelTail(): boolean {
    return (this.knownTail ??= isLevelTail(this.text, this.rules));
  }
  get openLevel(): boolean {
    return (this.knownOpen ??= isOpenLevel(this.text, this.rules));
  }
  /** What stands behind the figure of a value. */
  get unit(): string {
    return (this.knownUnit ??= this.text.replace(/^[^\d]*[\d,.]+/, ''));
  }
  /** The end of an indicator's name. */
  get endsName(): boolean {
    return NAME_LAST.has(this.last) && NAME_END.test(this.text);
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
const LIST = /^(?:[≥≤≧≦＞＜><=＝]?\d[\d.,]*(?:[-—~～]\d[\d.,]*)?[^\d，。；、]{0,10}[，、；;])+(?:每[年月日天次]|全年)?[≥≤≧≦＞＜><=＝]?\d[\d.,]*(?:[-—~～]\d[\d.,]*)?[^\d，。；、]{0,10}。?$/;
/** A figure with a unit that is not in the list. */
const ODD_VALUE = new RegExp(`^${HEDGE}?(?:${COMPARATOR})?-?\\d[\\d,.]*[^\\d，。；、：]{1,5}$`);
const DATE = /^(?:截止|截至)?(?:\d{4}年|\d{1,2}月)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[-—~～至到](?:\d{4}年)?\d{1,2}月?(?:\d{1,2}日)?)?(?:年?底)?(?:之?前|以前|内|末|完成)?$/;
const UNIT_ONLY = new RegExp(`^(?:${UNIT}|[%‰℃]|.{1,3}/.{1,3}|.{1,2}（[^（）]{1,8}）)$`);
const COMPARED = /^(?:[≥≤＞＜><=＝≧≦]|定性.)/;
const WITH_UNIT = /^[≥≤＞＜><=＝≧≦]*\d[\d,.]*[^\d,.]/;
const COMPARATOR_ONLY = new RegExp(`^${COMPARATOR}$`);
const COMPARATOR_CELL = new RegExp(`^(?:${COMPARATOR}|定性(?:指标|目标)?|[大小等]于.*)$`);
const PLAIN = /^\d{1,3}(?:\.\d+)?分?$/;
/** What was done as a share of what was planned. */
const SHARE = /^[-−]?\d[\d.]*[%‰]?$/;
const DASH = /^[-—–－/.…]+$/;
const DOTS = /^[.…]{2,}$/;
const LEVEL_BEGINS = /^(?:数量|质量|时效|成本|经济|社会|生态|可持续|产出|效益)/;
const NAME_END = /(?:率|数|数量|度|性|成本|时间|金额|水平|作用|影响|能力|人次|次数|效果|程度|指标|情况|周期|质量|工作|发展|建设|[）)])$/;
/** Last characters of these: whether a name ends so is asked of every text. */
const NAME_LAST = new Set('率数量度性本间额平用响力次果标况期作展设)）');
const STANDARD_LENGTH = 4;
/** What a remark of few words says: where a target comes from, what kind of indicator it is. */
const STANDARD = /^(?:[是否]|[正反]向指标|定[量性](?:指标)?|(?:计划|历史|行业|经验|制度|国家|地方|部门|其他|预算|考核)?(?:标准|依据))$/;

/** Is it a figure with unit, a date, a bare comparator value: what fills a target or actual cell? */
export const isValueText = (text: string): boolean => text.length < VALUE_LENGTH && VALUE_FIRST.has(text[0] ?? '') && (VALUE.test(text) || DATE.test(text) || RANGE.test(text));

/** What a table is known to be before its cells are. */
export interface TableShape {
  /** Its labels carry weights. */
  readonly weighted: boolean;
  /** It holds sentences. */
  readonly prose: boolean;
  /** Its units have a column of their own. */
  readonly units: boolean;
  /** What a text costs more as a name in this table, 0 and more; null where all are alike. */
  readonly oddName: ((text: string) => number) | null;
}

/**
 * How ill a text fits a column of a table, in nats: below 0 it is what such columns hold, 0 any text could stand there, 18 and more it cannot.
 * Weights were set on the self-evaluation tables of seeds/000, 003 and 004 and hold for their order of size only: separators and widths
 * decide between near ones.
 */
export class CellCosts {
  constructor(
    private readonly rules: PerformanceRules,
    private readonly shape: TableShape,
  ) {}

  /** The least that windows of such pieces cost in such columns. */
  leastOf(texts: readonly string[], sums: CharSums, roles: readonly ColumnRole[]): LeastCosts {
    return new LeastCosts(texts, sums, roles, this.shape, this.rules);
  }

  of(role: ColumnRole, cell: CellText): number {
    const { weighted, prose, units, oddName } = this.shape;
    if (units && (role === 'target' || role === 'unit')) return unitCost(role, cell, this.rules);
    let cost = cost0(role, cell, this.rules);
    // In tables of sentences (重点工作) a figure at the end of a line is no cell.
    if (prose && (role === 'target' || role === 'actual')) cost = Math.max(1, cost) + (cell.text.length < 5 && !cell.word ? 2 : 0);
    if (weighted) cost += weightCost(role, cell.text);
    return oddName && role === 'level3' ? cost + oddName(cell.text) : cost;
  }
}

/** A name said twice is two cells: the name, and beside it what it means. */
const DOUBLED = 6;
const isDoubled = (text: string): boolean => {
  const half = text.length / 2;
  return half >= 4 && text[0] === text[half] && text.slice(0, half) === text.slice(half);
};

/** Where units have a column of their own, figures stand bare. */
function unitCost(role: 'target' | 'unit', cell: CellText, rules: PerformanceRules): number {
  if (role === 'unit') return UNIT_ONLY.test(cell.text) ? -2 : cost0(role, cell, rules) + (cell.text.length > 2 ? 5 : 0);
  return cost0(role, cell, rules) + (WITH_UNIT.test(cell.text) || COMPARED.test(cell.text) ? 4 : 0);
}

/** The least any text costs in a column: see cost0, unitCost and weightCost. */
export const LEAST_COST: Record<ColumnRole, number> = {
  ordinal: -2, activity: 2, objective: 2, level1: -7, level2: -7, level3: -5.3, comparator: 0, past: -2, target: -2, unit: -2, actual: -2, ratio: -2, weight: -1.5, score: -1.5, note: -2, amount: -4, text: -1, subject: -4, group: 2,
};

/** The least a text without a bracket at its end, a figure or a sign at its head costs anywhere, by its length from VALUE_LENGTH on: see cost0. */
export const leastOfProse = (length: number): number => Math.min(0.03 * length - 2.7, 0.02 * length - 0.3);

/** How the least that a text costs in a column is told from its ends, its length and its characters: see LeastCosts. */
const BOUND = { level: 0, name: 1, value: 2, actual: 3, score: 4, note: 5, other: 6 } as const;
type Bound = (typeof BOUND)[keyof typeof BOUND];
const boundOf = (role: ColumnRole): Bound => {
  if (role === 'level1' || role === 'level2') return BOUND.level;
  if (role === 'level3') return BOUND.name;
  if (role === 'target' || role === 'past') return BOUND.value;
  if (role === 'weight' || role === 'score') return BOUND.score;
  return role === 'actual' || role === 'note' ? BOUND[role] : BOUND.other;
};

/** What a text begins with: a level's name, a value, a list of figures, a name with a cost of its own, a bracket, a bare number. */
const BEGINS = { level: 1, value: 2, list: 4, odd: 8, bracket: 16, number: 32 } as const;
/** What begins so may cost less than other words. */
const UNLIKE = BEGINS.level | BEGINS.odd | BEGINS.value | BEGINS.number;
const ODD_FIRST = new Set('无不合总指');
const NUMBER_FIRST = new Set('0123456789-—–－/.…');
const beginning = (first: string, rules: PerformanceRules): number =>
  (rules.mayBeginLevel(first) ? BEGINS.level : 0) |
  (VALUE_FIRST.has(first) ? BEGINS.value : 0) |
  (LIST_FIRST.has(first) ? BEGINS.list : 0) |
  (ODD_FIRST.has(first) ? BEGINS.odd : 0) |
  (first === '（' || first === '(' ? BEGINS.bracket : 0) |
  (NUMBER_FIRST.has(first) ? BEGINS.number : 0);

/** Words that stand for a value are shorter. */
const WORD_LENGTH = 20;
/** A figure has fewer ideographs about it, however long it is. */
const VALUE_CJK = 12;
const NO_SCORE = 20;

/**
 * The least that a window of pieces costs, without looking at its text: a window is priced only where this leaves it among the
 * readings kept. Never more than `CellCosts.of`, which it follows (test/perform-bounds.test.ts).
 */
export class LeastCosts {
  private readonly begins: Uint8Array;
  private readonly firstMarks: Float64Array;
  private readonly lastMarks: Float64Array;
  private readonly lastOfName: Uint8Array;
  private readonly bounds: readonly Bound[];
  private readonly least: Float64Array;
  private readonly weighted: number;
  /** Below which no text costs: where sentences are what the column holds. */
  private readonly floors: Float64Array;
  /** There are columns whose least is no matter of how a text begins. */
  private readonly others: boolean;

  constructor(
    texts: readonly string[],
    private readonly sums: CharSums,
    roles: readonly ColumnRole[],
    { weighted, prose, units }: TableShape,
    rules: PerformanceRules,
  ) {
    this.begins = Uint8Array.from(texts, (text) => beginning(text[0] ?? '', rules));
    this.firstMarks = Float64Array.from(texts, (text) => firstMarks(text[0] ?? ''));
    this.lastMarks = Float64Array.from(texts, (text) => lastMarks(text[text.length - 1] ?? ''));
    this.lastOfName = Uint8Array.from(texts, (text) => (NAME_LAST.has(text[text.length - 1] ?? '') ? 1 : 0));
    this.bounds = roles.map(boundOf);
    this.least = Float64Array.from(roles, (role) => LEAST_COST[role]);
    this.weighted = weighted ? WEIGHT_SEEN : 0;
    this.floors = Float64Array.from(roles, (role) => (prose && ((role === 'target' && !units) || role === 'actual') ? 1 : -Infinity));
    this.others = this.bounds.includes(BOUND.other);
  }

  /** In column `d`, for the text of so many characters of the pieces [from, to). */
  of(d: number, from: number, to: number, length: number): number {
    const bound = this.bounds[d]!;
    const begins = this.begins[from]!;
    if (bound === BOUND.other) return this.least[d]!;
    const cjk = this.sums.cjk[to]! - this.sums.cjk[from]!;
    if (bound === BOUND.level) return this.weighted + (begins & BEGINS.level ? -5 : cjk < 2 || length > 24 ? 18 : 5);
    if (bound === BOUND.score) return cjk > 1 || !(begins & BEGINS.number) ? NO_SCORE : this.least[d]!;
    if (bound === BOUND.note) return length <= STANDARD_LENGTH ? this.least[d]! : Math.min(6, 1.5 + this.marks(from, to) + 0.02 * length);
    if (bound === BOUND.name) {
      if (cjk === 0) return this.weighted + (begins & BEGINS.list ? 12 : NOTHING_COST);
      if (begins & BEGINS.odd) return this.weighted + TOTAL_COST;
      return this.weighted + (this.lastOfName[to - 1] === 1 ? 0.3 : 1) + this.marks(from, to) + (cjk === 1 ? 3 : cjk < 4 ? 0.8 : 0) + (begins & BEGINS.bracket ? 3 : 0) + 0.03 * length + (length > 60 ? 0.05 * (length - 60) : 0);
    }
    const value =
      length < WORD_LENGTH || begins & BEGINS.list || (begins & BEGINS.value && (length < VALUE_LENGTH || cjk < VALUE_CJK))
        ? this.least[d]!
        : cjk <= 2
          ? (cjk === 0 ? -0.5 : 3.5)
          : (bound === BOUND.actual ? 1.2 : 2) + this.marks(from, to) - (this.sums.signs[to]! > this.sums.signs[from]! ? 1.5 : 0) + 0.02 * length;
    return Math.max(this.floors[d]!, value);
  }

  /** In whatever column, and as the rest of a cell or a heading along the side. */
  ofAny(from: number, length: number, bracketed: boolean): number {
    const begins = this.begins[from]!;
    if (this.others || begins & UNLIKE || length >= VALUE_LENGTH) {
      if (length <= LONG_CELL || bracketed) return begins & BEGINS.level ? LEAST_CELL : LEAST_NAME;
      return length < VALUE_LENGTH || begins & BEGINS.list ? LEAST_LONG : leastOfProse(length);
    }
    return length < WORD_LENGTH ? LEAST_WORD : Math.min(0.02 * length - 0.3, 0.03 * length + 0.3 + this.weighted);
  }

  /** Marks that no cell begins or ends with, brackets that do not close: as `CellText.marks`. */
  private marks(from: number, to: number): number {
    const { open, quotes } = this.sums;
    return this.firstMarks[from]! + this.lastMarks[to - 1]! + (open[to] === open[from] ? 0 : 4) + (quotes[to] === quotes[from] ? 0 : 1);
  }
}

/** A name that carries its weight costs so much less. */
const WEIGHT_SEEN = -2;
/** The least a cell costs: a level name that carries its weight; one that is no level name; a word. */
const LEAST_CELL = -7;
const LEAST_NAME = -5.3;
const LEAST_WORD = -2;
/** A longer one that does not end in a bracket is no level name: an amount or the name of a subject at the least. */
const LONG_CELL = 26;
const LEAST_LONG = -4;

/** Where the labels carry the weights, every name of a row ends in one and has one only. */
function weightCost(role: ColumnRole, text: string): number {
  if (role !== 'level1' && role !== 'level2' && role !== 'level3') return /^[（(]\d{1,3}分[)）]/.test(text) ? 6 : 0;
  const marks = text.match(/[（(]\d{1,3}分?[)）]/g)?.length ?? 0;
  return (LABEL_WEIGHT.test(text) ? WEIGHT_SEEN : 2) + (marks > 1 ? 6 : marks === 1 && !LABEL_WEIGHT.test(text) ? 6 : 0);
}

function cost0(role: ColumnRole, cell: CellText, rules: PerformanceRules): number {
  const { text, first, cjk } = cell;
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
      if (cjk === 0) return DOTS.test(text) ? NOTHING_COST : DASH.test(text) ? 2 : 12;
      let cost = 1 + cell.marks + (isDoubled(text) ? DOUBLED : 0);
      if ((first === '无' || first === '不') && NOTHING.test(text)) return NOTHING_COST;
      if (text.startsWith('合计') || text.startsWith('总计')) return text.length === 2 ? TOTAL_COST : 9;
      if (cell.level) cost += LABEL_WEIGHT.test(text) ? 1 : 2;
      else if (cell.value) cost += 3.5;
      else if (cell.word) cost += 4;
      if (cjk === 1) cost += 3;
      else if (cjk < 4) cost += 0.8;
      // What stands in brackets at the head of a line belongs to the name above it.
      if (first === '（' || first === '(') cost += 3;
      if (cell.endsName) cost -= 0.7;
      if (text.startsWith('指标')) cost += /^指标\d{0,2}[：:、.]/.test(text) ? -3 : 3;
      if (cell.colons > 0 && /.指标\d{0,2}[：:]/.test(text)) cost += 6;
      else if (cell.beginsWithLevel) cost += 2;
      if (cell.signs > 0 && /[≥≤]|[=＝]\d|^.{2,}[=＝](?![^=＝]*[/÷])/.test(text)) cost += 3;
      return cost + text.length * 0.03 + Math.max(0, text.length - 60) * 0.05;
    }
    case 'target':
    case 'past':
    case 'actual': {
      if (cell.value) return -2;
      if (cell.word) return -2;
      if (VALUE_FIRST.has(first) && ODD_VALUE.test(text)) return -0.8;
      if (LIST_FIRST.has(first) && LIST.test(text)) return -1.5;
      if (cjk === 0) return DASH.test(text) ? -0.5 : COMPARATOR_ONLY.test(text) ? 2.5 : 3;
      const prose = role === 'actual' ? 1.2 : 2;
      if (cjk <= 2) return 3.5;
      return prose + cell.marks + (cell.beginsWithLevel ? 4 : 0) + (role !== 'actual' && text.length < 14 && cell.endsName ? (text.length < 5 ? 2.4 : 1.2) : 0) + (role === 'actual' ? 0 : 0.8 * cell.stops) + (cell.signs > 0 && /[≥≤]\d|^[=＝]/.test(text) ? -1.5 : 0) + (cell.level ? 4 : 0) + text.length * 0.02;
    }
    case 'weight':
    case 'score':
      if (DASH.test(text)) return 0;
      return PLAIN.test(text) && Number.parseFloat(text) <= 100 ? -1.5 : 20;
    case 'ratio':
      return SHARE.test(text) ? -2 : DASH.test(text) ? -0.5 : 6 + cell.marks + text.length * 0.02;
    case 'amount':
      return /^-?\d[\d,]*(?:\.\d+)?$/.test(text) ? -4 : 20;
    case 'text':
      if (/^\d[\d,]*(?:\.\d+)?$/.test(text)) return 6;
      return (cell.value ? -1 : 1.5) + (first === '（' || first === '(' ? 3 : 0) + cell.marks + text.length * 0.02;
    case 'subject':
      return rules.isEconomicSubject(text) ? -4 : 6 + cell.marks;
    case 'ordinal':
      return /^\d{1,3}$/.test(text) ? -2 : 20;
    case 'comparator':
      return COMPARATOR_CELL.test(text) ? 0 : 15;
    case 'unit':
      return text.length <= 10 && !/\d/.test(text) ? 0.5 : 10;
    case 'note':
      if (text.length <= STANDARD_LENGTH && STANDARD.test(text)) return -2;
      if (cell.value) return 6;
      return 1.5 + cell.marks + text.length * 0.02 + (cell.level ? 8 : cell.beginsWithLevel ? 4 : 0);
    default:
      return 2 + cell.marks;
  }
}

/** No level name is longer, its weight included. */
const LEVEL_LENGTH = 40;
/** A weight, or the rest of it. */
const WEIGHT_TAIL = /^[（(]?\d{0,3}(?:\.\d+)?分?[)）]$/;

/** The first part of a level name or of its weight, its rest being on the next page: 产出, 效益指标（40. */
function isOpenLevel(text: string, rules: PerformanceRules): boolean {
  if (text.length > LEVEL_LENGTH || !rules.mayBeginLevel(text)) return false;
  const key = text.replace(/（/g, '(');
  const bare = key.replace(/\(\d*$/, '');
  if (bare !== key) return bare === '' || rules.levelOf(bare) !== 0 || rules.opensLevel(bare);
  return bare.length >= 2 && rules.opensLevel(bare);
}

/** The last part of a level name or of its weight, its beginning being on the page before: 指标（10分）, 分）, （50分）. */
function isLevelTail(text: string, rules: PerformanceRules): boolean {
  if (text.length > LEVEL_LENGTH) return false;
  if (WEIGHT_TAIL.test(text)) return true;
  const bare = text.replace(LABEL_WEIGHT, '');
  if (bare === '' || rules.levelOf(bare) !== 0) return false;
  return rules.closesLevel(bare);
}

export const SIDE_NAMES: ReadonlySet<string> = new Set(['整体绩效目标', '年度绩效目标', '年度绩效指标', '长期绩效目标', '长期绩效指标', '绩效指标', '绩效目标', '年度目标', '长期目标', '项目绩效指标', '年度总体目标']);
/** Their ends of two characters and more. */
const SIDE_ENDS: ReadonlySet<string> = new Set([...SIDE_NAMES].flatMap((name) => Array.from({ length: name.length - 2 }, (_, n) => name.slice(n + 1))));

const SIDE_FIRST = new Set([...SIDE_NAMES, ...SIDE_ENDS].map((name) => name[0]!));
/** No such heading, its weight included, is longer. */
export const SIDE_LENGTH = 12;

/** The text may begin a heading along the side. */
export const beginsSide = (text: string): boolean => SIDE_FIRST.has(text[0] ?? '');

/** A heading set along the table's side, or a part of it that a page end cut off: 年度绩效 … 目标（80分）. */
function isSide(text: string): boolean {
  if (text.length > SIDE_LENGTH) return false;
  const bare = text.replace(/[（(]\d{1,3}分?[)）]$/, '');
  return SIDE_NAMES.has(bare) || (bare !== '指标' && SIDE_ENDS.has(bare));
}
