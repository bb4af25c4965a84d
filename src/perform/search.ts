import type { ColumnRole, PerformanceRules } from '../../rules/performance/performance.js';
import { CellText, CharSums, type LeastCosts, LEAST_COST, NOTHING_COST, beginsSide, SIDE_LENGTH, SIDE_NAMES, TOTAL_COST, type CellCosts } from './cell-shape.js';
import { breakCost, overCost, type Layout } from './layout.js';
import type { IndicatorColumn } from './rows.js';
import { widthOf, type Separator, type Token } from './tokens.js';

/** A cell of a reading: tokens [from, to) in a column. `tail`: the rest of the cell above; `side`: a heading along the side. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly column: number;
  readonly kind: 'cell' | 'tail' | 'side';
  /** How ill the text fits, in nats. */
  readonly cellCost: number;
}

/** The cheapest reading under one layout. */
export interface Reading {
  readonly cost: number;
  readonly steps: readonly Step[];
}

/** Tokens one cell may have. The longest actual seen has 30 (seeds/000…:1531-1551). */
const MAX_TOKENS = 70;
const MAX_CHARS = 420;
const MAX_ROLE_CHARS: Record<ColumnRole, number> = {
  ordinal: 3, activity: 60, objective: 120, level1: 70, level2: 32, level3: 160, comparator: 6, past: 160, target: 260, unit: 10, actual: MAX_CHARS, ratio: 40, weight: 6, score: 6, note: 300, amount: 20, text: 300, subject: 60, group: 0,
};
/** A level name cut by a page end costs this, when a page ends within so many tokens. */
const OPEN_LEVEL = 0;
const PAGE_REACH = 80;
/** In a list of figures a figure is a cell of its own, and a number or 其中 opens an item. */
const BARE = /^\d[\d,]*(?:\.\d+)?$/;
const NEW_ITEM = /^(?:\d{1,2}[.、．][^\d]|其中[：:])/;
const BARE_INSIDE = 9;
const NEW_ITEM_INSIDE = 4;
/** A row rarely begins in the middle of a line, and a page rarely between two cells of a row. */
const NEW_ROW_IN_LINE = 3;

/** A reading that is worse than the best one of the same tokens by this much never becomes the best: columns left empty cost less. */
const BEAM = 18;
/** A text of this cost cannot stand in the column. */
const IMPOSSIBLE = 18;
/** Costs are multiples of this, so that sums are exact and do not depend on their order. */
const GRAIN = 2 ** 20;
export const grained = (cost: number): number => Math.round(cost * GRAIN) / GRAIN;

/** Cost of the rest of a level name. */
const LEVEL_TAIL = grained(0.8);
const SIDE_COST = 0.5;
/** Tokens below a page start among which the rest of a cut cell is looked for. */
const TAIL_REACH = 14;
/** No rest of a cell is longer. */
const TAIL_LENGTH = 120;
/** After the rest of a cut cell a row begins. */
const AFTER_TAIL = 6;
/** A name with room left in its last line, its figures beside it, was not cut. */
const CLOSED_NAME = 3;
const ROOM = 4;
/** How a cell bears on the one to the right of it, by what their columns hold. */
const PAIR = { none: 0, score: 1, actual: 2, named: 3, past: 4, note: 5, second: 6, third: 7, explained: 8 } as const;
/** The most that two neighbouring cells of each kind take off each other's cost: of any words, and of other words than each other's. See pairCost. */
const BEST_PAIRS = [0, 0, -8.5, -3, -8.5, -1, 0, 0, -8] as const;
const OTHER_WORDS = [0, 0, -3, -3, -0.8, -1, 0, 0, 0] as const;
/** Going on in a row that has nothing to measure. */
const AFTER_NOTHING = 5;
const SEPARATORS: readonly Separator[] = ['space', 'line', 'blank', 'page'];
const SPACE = SEPARATORS.indexOf('space');
const PAGE = SEPARATORS.indexOf('page');
/** Bounds are sums in another order than costs. */
const ROUNDING = 1e-6;
/** Readings kept a column at the most. */
const KEPT = 3;
const START = 0;
const CELL = 1;
const TAIL = 2;
const SIDE = 3;
const KINDS = ['cell', 'cell', 'tail', 'side'] as const;

/**
 * What tokens and columns cost before any layout is known: worked out once for all readings of a table. Lists of numbers throughout:
 * the search never looks at a token, and what V8 compiles of it holds for every table.
 */
interface Prepared {
  readonly columns: readonly IndicatorColumn[];
  readonly change: Float64Array;
  readonly rowStarts: Float64Array;
  /** The same as `change` behind a total, and in a row that has nothing to measure. */
  readonly afterTotal: Float64Array;
  readonly afterNothing: Float64Array;
  /** Cost of leaving the columns after each one empty. */
  readonly rest: Float64Array;
  /** Readings kept a column. */
  readonly keep: Int32Array;
  /** What parts each token from the one before, as an index of SEPARATORS. */
  readonly seps: Uint8Array;
  /** First token of the line, first token of the next line, last page start, last row number before each token. */
  readonly lineOf: Int32Array;
  readonly nextLine: Int32Array;
  readonly pageOf: Int32Array;
  readonly floor: Int32Array;
  /** Characters, widths and list items before each token. */
  readonly chars: Int32Array;
  readonly widths: Int32Array;
  readonly items: Float64Array;
  /** The text of all tokens: that of a window is a slice of it, which is made without copying. */
  readonly whole: string;
  readonly sums: CharSums;
  /** A token ends with a bracket. */
  readonly bracketed: Uint8Array;
  /** Layout-free part of gluing a token to the one before, and of parting it. */
  readonly glue: Float64Array;
  readonly part: Float64Array;
  /** Width of the first character, width of the line that begins at each token. */
  readonly first: Int32Array;
  readonly line: Int32Array;
  readonly hasFirstLevel: boolean;
  readonly lastLevel: number;
  readonly third: number;
  /** A page ends within reach behind each token. */
  readonly pageAhead: readonly boolean[];
  /** Of each column: characters its cells may have, the least its texts cost, how its cells go with those to the left, and the most that takes off. */
  readonly maxChars: Int32Array;
  readonly leastFits: Float64Array;
  readonly pairs: Int8Array;
  readonly bestPairs: Float64Array;
  readonly otherWords: Float64Array;
  /** The cell to the left may be of the same words, which takes off more. */
  readonly twinned: Int8Array;
  /** Each token begins with a character that headings along the side begin with. */
  readonly side: Uint8Array;
}

/** An activity paid for under several subjects is named once. */
const MERGED_NAME = 1;

/** What leaving a column of a row empty costs. Levels are merged cells and notes are mostly empty. */
function skipCost(role: ColumnRole): number {
  switch (role) {
    case 'level1': case 'level2': case 'ordinal': case 'objective': case 'activity': case 'group': return 0;
    case 'level3': return 9;
    case 'target': return 4;
    case 'actual': return 5;
    case 'past': return 3;
    case 'weight': case 'score': return 6;
    case 'comparator': case 'unit': case 'ratio': return 1;
    case 'note': return 0.3;
    case 'amount': return 1.5;
    case 'text': return 2.5;
    case 'subject': return 4;
  }
}

function prepare(tokens: readonly Token[], columns: readonly IndicatorColumn[], ordinals: ReadonlySet<number> | null): Prepared {
  const n = tokens.length;
  const C = columns.length;
  const texts = tokens.map(({ text }) => text);
  // A third level over several rows: each has a name of its own beside it.
  const merged = columns.some(({ role }, c) => role === 'subject' || (role === 'level3' && columns[c + 1]?.role === 'text'));
  const skip = columns.map(({ role }) => (merged && role === 'level3' ? MERGED_NAME : skipCost(role)));
  const skipSum = (from: number, to: number) => {
    let sum = 0;
    for (let c = from; c < to; c++) sum += skip[c]!;
    return sum;
  };
  // Targets keep several readings that begin at different tokens: which is right shows only with the actual beside them.
  const echoed = columns.some(({ role }, c) => role === 'level3' && columns[c + 1]?.role === 'actual');
  const listed = columns.some(({ role }) => role === 'amount');
  const lineOf = new Int32Array(n);
  const nextLine = new Int32Array(n).fill(n);
  const pageOf = new Int32Array(n);
  const floor = new Int32Array(n);
  const chars = new Int32Array(n + 1);
  const widths = new Int32Array(n + 1);
  const items = new Float64Array(n + 1);
  const glue = new Float64Array(n);
  const part = new Float64Array(n);
  const first = new Int32Array(n);
  const line = new Int32Array(n);
  const pageAhead: boolean[] = [];
  for (let i = 0; i < n; i++) {
    const token = tokens[i]!;
    const before = tokens[i - 1];
    lineOf[i] = i === 0 || token.sep !== 'space' ? i : lineOf[i - 1]!;
    pageOf[i] = i === 0 || token.sep === 'page' ? i : pageOf[i - 1]!;
    floor[i] = ordinals?.has(i) ? i : i === 0 ? 0 : floor[i - 1]!;
    chars[i + 1] = chars[i]! + token.text.length;
    widths[i + 1] = widths[i]! + widthOf(token.text);
    items[i + 1] = items[i]! + (listed && NEW_ITEM.test(token.text) ? NEW_ITEM_INSIDE : 0);
    first[i] = widthOf(token.text.slice(0, 1));
    if (before) {
      glue[i] = glueCost(before, token) + (listed && BARE.test(token.text) ? BARE_INSIDE : 0);
      part[i] = partCost(before, token);
    }
  }
  for (let i = n - 1, width = 0, page = Infinity, next = n; i >= 0; i--) {
    pageAhead[i] = page - i < PAGE_REACH;
    if (tokens[i]!.sep === 'page') page = i;
    width += widths[i + 1]! - widths[i]! + (width > 0 ? 1 : 0);
    line[i] = width;
    nextLine[i] = next;
    if (tokens[i]!.sep !== 'space') {
      width = 0;
      next = i;
    }
  }
  const pairs = Int8Array.from(columns, ({ role }, d) => pairOf(columns[d - 1]?.role, role));
  return {
    columns,
    // change[c * C + d]: the columns passed over between a cell in c and the next one in d.
    change: Float64Array.from(columns.flatMap((_, c) => columns.map((_, d) => grained(d > c ? skipSum(c + 1, d) + inRowLevels(columns, c, d) : 0.1 + skipSum(c + 1, C) + rowStart(columns, d, skipSum))))),
    rowStarts: Float64Array.from(columns.map((_, d) => grained(0.1 + rowStart(columns, d, skipSum)))),
    afterTotal: new Float64Array(C * C),
    afterNothing: new Float64Array(C * C).fill(AFTER_NOTHING),
    rest: Float64Array.from(columns.map((_, c) => grained(skipSum(c + 1, C)))),
    keep: Int32Array.from(columns.map(({ role }) => (role === 'target' || role === 'past' || (echoed && role === 'level3') ? 3 : 1))),
    seps: Uint8Array.from(tokens, ({ sep }) => SEPARATORS.indexOf(sep)),
    lineOf,
    nextLine,
    pageOf,
    floor,
    chars,
    widths,
    items,
    whole: texts.join(''),
    sums: new CharSums(texts),
    bracketed: Uint8Array.from(tokens, ({ text }) => (text.endsWith(')') || text.endsWith('）') ? 1 : 0)),
    glue,
    part,
    first,
    line,
    hasFirstLevel: columns.some(({ role }) => role === 'level1'),
    lastLevel: columns.reduce((last, { role }, c) => (role === 'level1' || role === 'level2' ? c : last), -1),
    third: columns.findIndex(({ role }) => role === 'level3'),
    pageAhead,
    maxChars: Int32Array.from(columns, ({ role }) => MAX_ROLE_CHARS[role]),
    leastFits: Float64Array.from(columns, ({ role }) => LEAST_COST[role]),
    pairs,
    bestPairs: Float64Array.from(pairs, (pair) => BEST_PAIRS[pair]!),
    otherWords: Float64Array.from(pairs, (pair) => OTHER_WORDS[pair]!),
    twinned: pairs.map((pair) => (BEST_PAIRS[pair]! < OTHER_WORDS[pair]! ? 1 : 0)),
    side: Uint8Array.from(tokens, ({ text }) => (beginsSide(text) ? 1 : 0)),
  };
}

const pairOf = (left: ColumnRole | undefined, role: ColumnRole): number => {
  if (left === 'weight' && role === 'score') return PAIR.score;
  if (left === 'target' && role === 'actual') return PAIR.actual;
  if (left === 'level3' && role === 'actual') return PAIR.named;
  if (left === 'past' && (role === 'past' || role === 'target')) return PAIR.past;
  if (left === 'score' && role === 'note') return PAIR.note;
  if (left === 'level3' && role === 'note') return PAIR.explained;
  if (left === 'level1' && role === 'level2') return PAIR.second;
  return left === 'level2' && role === 'level3' ? PAIR.third : PAIR.none;
};

/** What reasons are told with. */
const REASON = /[因未不较无需]|有待|加强|加大|长期|问题|困难|影响|由于|疫情|^受|偏[差高低]|^[—–-]+$/;

/**
 * The cheapest cut of tokens into cells, under one layout after the other.
 *
 * The best readings are kept for every end and column. What a text costs is asked once; line ends and separators are
 * sums up to a token; windows whose separators alone make them worse than what is known for their end are passed over.
 * Readings stand in flat arrays: slot = (end * columns + column) * KEPT + rank.
 */
export class Search {
  private readonly n: number;
  private readonly C: number;
  private readonly given: Prepared;
  // The window [from, from + length): its text, and its cost in each column (Infinity: it cannot stand there; NaN: not asked yet).
  private readonly cellTexts: (CellText | undefined)[];
  private readonly owns: Float64Array;
  private readonly closings: Float64Array;
  // Of the layout: sums up to and with each token.
  private readonly glued: Float64Array;
  private readonly parted: Float64Array;
  private readonly ends: Float64Array;
  private readonly firstEnds: Float64Array;
  private readonly tailEnds: Float64Array;
  // Readings.
  private readonly counts: Int8Array;
  private readonly costs: Float64Array;
  private readonly cellCosts: Float64Array;
  private readonly previous: Int32Array;
  private readonly kinds: Int8Array;
  private readonly least: Float64Array;
  /** The cheapest way into each column at each token, from cells that do not stand directly to the left of it. */
  private readonly reach: Float64Array;
  private readonly reached: Int32Array;
  /** The least that a cell in each column at each token adds its cost to: of other words than the cell to the left of it, and of the same. */
  private readonly arrival: Float64Array;
  private readonly twins: Float64Array;
  /** Of the end that readings are looked for: a reading of each column that costs more is not kept, whatever the others cost. */
  private readonly worsts: Float64Array;
  private readonly bounds: LeastCosts;
  private lowest = 0.5;

  constructor(
    tokens: readonly Token[],
    columns: readonly IndicatorColumn[],
    private readonly cost: CellCosts,
    private readonly rules: PerformanceRules,
    private readonly ordinals: ReadonlySet<number> | null,
  ) {
    this.given = prepare(tokens, columns, ordinals);
    const n = (this.n = tokens.length);
    const C = (this.C = columns.length);
    this.cellTexts = new Array<CellText | undefined>(n * MAX_TOKENS);
    this.owns = new Float64Array(n * MAX_TOKENS * C).fill(Number.NaN);
    this.closings = new Float64Array(n * MAX_TOKENS).fill(Number.NaN);
    this.glued = new Float64Array(n);
    this.parted = new Float64Array(n);
    this.ends = new Float64Array(n * C);
    this.firstEnds = new Float64Array(n * C);
    this.tailEnds = new Float64Array(n);
    this.counts = new Int8Array((n + 1) * C);
    this.costs = new Float64Array((n + 1) * C * KEPT);
    this.cellCosts = new Float64Array((n + 1) * C * KEPT);
    this.previous = new Int32Array((n + 1) * C * KEPT);
    this.kinds = new Int8Array((n + 1) * C * KEPT);
    this.least = new Float64Array(n + 1);
    this.reach = new Float64Array((n + 1) * C);
    this.reached = new Int32Array((n + 1) * C);
    this.arrival = new Float64Array((n + 1) * C);
    this.twins = new Float64Array((n + 1) * C);
    this.worsts = new Float64Array(C);
    this.bounds = cost.leastOf(tokens.map(({ text }) => text), this.given.sums, columns.map(({ role }) => role));
  }

  read(layout: Layout): Reading {
    const { n, C } = this;
    this.measure(layout);
    this.counts.fill(0);
    const start = (C - 1) * KEPT;
    this.counts[C - 1] = 1;
    this.costs[start] = 0;
    this.kinds[start] = START;
    this.previous[start] = -1;
    this.least[0] = 0;
    this.arrive(0);
    for (let end = 1; end <= n; end++) this.close(end, layout);
    return this.best();
  }

  private best(): Reading {
    const { n, C } = this;
    let best = -1;
    let cost = Infinity;
    for (let c = 0; c < C; c++) {
      if (this.counts[n * C + c] === 0) continue;
      const slot = (n * C + c) * KEPT;
      const total = this.costs[slot]! + this.given.rest[c]!;
      if (best < 0 || total < cost) {
        best = slot;
        cost = total;
      }
    }
    const steps: Step[] = [];
    for (let slot = best; slot >= 0 && this.previous[slot]! >= 0; slot = this.previous[slot]!) {
      steps.push({ from: this.placeOf(this.previous[slot]!), to: this.placeOf(slot), column: this.columnOf(slot), kind: KINDS[this.kinds[slot]!]!, cellCost: this.cellCosts[slot]! });
    }
    return { cost: best < 0 ? Infinity : this.costs[best]!, steps: steps.reverse() };
  }

  private placeOf(slot: number): number {
    return (slot / (this.C * KEPT)) | 0;
  }

  private columnOf(slot: number): number {
    return ((slot / KEPT) | 0) % this.C;
  }

  /** What separators and line ends cost under a layout. */
  private measure(layout: Layout): void {
    const { n, C, glued, parted, ends, firstEnds, tailEnds } = this;
    const { seps, glue, part, lineOf, nextLine, first, line, third } = this.given;
    const inside = SEPARATORS.map((sep) => layout.inside[sep]);
    const between = SEPARATORS.map((sep) => layout.between[sep]);
    for (let i = 0; i < n; i++) {
      const sep = seps[i]!;
      if (i > 0) {
        glued[i] = glued[i - 1]! + grained(inside[sep]! + glue[i]!);
        parted[i] = grained(between[sep]! + part[i]!);
        const breaks = sep !== SPACE;
        const width = breaks ? this.widthIn(lineOf[i - 1]!, i) : 0;
        for (let c = 0; c < C; c++) ends[i * C + c] = ends[(i - 1) * C + c]! + (breaks ? grained(breakCost(layout, c, width, false, first[i]!, line[i]!)) : 0);
      }
      const next = nextLine[i]!;
      if (next >= n) continue;
      const own = this.widthIn(i, next);
      for (let c = 0; c < C; c++) firstEnds[i * C + c] = grained(breakCost(layout, c, own, true, first[next]!, line[next]!));
      if (third >= 0) tailEnds[i] = grained(breakCost(layout, third, own, false, first[next]!, line[next]!));
    }
  }

  private widthIn(from: number, to: number): number {
    return this.given.widths[to]! - this.given.widths[from]! + (to - from - 1);
  }

  /** All readings that end at a token, from the shortest last cell to the longest. */
  private close(end: number, layout: Layout): void {
    const { least, given, bounds, glued, parted } = this;
    const { chars, pageOf } = given;
    const k = end - 1;
    this.lowest = Infinity;
    this.worsts.fill(Infinity);
    const bracketed = given.bracketed[k] === 1;
    const bottom = Math.max(0, end - MAX_TOKENS, given.floor[k]!);
    for (let i = k; i >= bottom; i--) {
      const length = chars[end]! - chars[i]!;
      if (length > MAX_CHARS) break;
      if (least[i] === Infinity) continue;
      const base = parted[i]! + glued[k]! - glued[i]!;
      if (least[i]! + base - ROUNDING + bounds.ofAny(i, length, bracketed) > this.lowest + BEAM) continue;
      this.cells(i, end, length, base, layout);
      if (i - pageOf[i]! <= TAIL_REACH) this.tails(i, end, length, base, layout);
      else if (end - i === length && length > 3 && SIDE_NAMES.has(given.whole.slice(chars[i], chars[end]))) this.side(i, end, base);
    }
    least[end] = this.lowest;
    this.arrive(end);
  }

  /** The window as a cell in every column where the least it could cost leaves it among the readings kept. */
  private cells(i: number, end: number, length: number, base: number, layout: Layout): void {
    const { C, given, owns, ends, firstEnds, reach, reached, arrival, bounds, worsts, counts } = this;
    const { lineOf, items, maxChars, leastFits, third } = given;
    const k = end - 1;
    const next = given.nextLine[i]!;
    const broken = next <= k;
    const row = i * C;
    const own = (i * MAX_TOKENS + k - i) * C;
    let limit = this.lowest + BEAM;
    let width = -1;
    for (let d = 0; d < C; d++) {
      if (length > maxChars[d]!) continue;
      const worst = Math.min(limit, worsts[d]!);
      let sooner = arrival[row + d]! + base - ROUNDING;
      if (given.twinned[d] === 1 && this.hasTwin(row + d - 1, length)) sooner = Math.min(sooner, this.twins[row + d]! + base - ROUNDING);
      if (sooner + leastFits[d]! > worst) continue;
      const inside = broken ? firstEnds[row + d]! + ends[k * C + d]! - ends[next * C + d]! : 0;
      let fits = owns[own + d]!;
      if (Number.isNaN(fits)) {
        if (sooner + inside + bounds.of(d, i, end, length) > worst) continue;
        fits = owns[own + d] = this.price(i, end, d);
      }
      if (sooner + inside + fits > worst) continue;
      if (width < 0) width = this.widthIn(Math.max(i, lineOf[k]!), end);
      const cell = base + fits + inside + overCost(layout, d, width) + (d === third ? items[end]! - items[i + 1]! : 0);
      const from = reached[row + d]!;
      if (from >= 0 && reach[row + d]! + cell <= worst) this.put(end, d, reach[row + d]! + cell, from, CELL, fits);
      // What stands to the left of a cell bears on it, so each of its readings is tried.
      if (d > 0 && counts[row + d - 1]! > 0) this.besides(i, end, d, length, cell, fits);
      limit = this.lowest + BEAM;
    }
  }

  /** One of the cells that readings end in has as many characters: it may be of the same words. */
  private hasTwin(list: number, length: number): boolean {
    const { chars } = this.given;
    for (let slot = list * KEPT, end = slot + this.counts[list]!; slot < end; slot++) {
      if (this.kinds[slot] === CELL && chars[this.placeOf(slot)]! - chars[this.placeOf(this.previous[slot]!)]! === length) return true;
    }
    return false;
  }

  private besides(i: number, end: number, d: number, length: number, cell: number, fits: number): void {
    const { given, C, costs, kinds, cellCosts, worsts } = this;
    const left = i * C + d - 1;
    const pair = given.pairs[d]!;
    const change = given.change[(d - 1) * C + d]!;
    const pageInRow = given.seps[i] === PAGE ? NEW_ROW_IN_LINE : 0;
    const limit = this.least[i]! + BEAM;
    for (let slot = left * KEPT, last = slot + this.counts[left]!; slot < last; slot++) {
      if (kinds[slot] !== CELL || costs[slot]! > limit) continue;
      const before = cellCosts[slot]!;
      const moved = before === TOTAL_COST ? 0 : before === NOTHING_COST ? AFTER_NOTHING : change;
      const total = costs[slot]! + cell + (moved + pageInRow);
      if (total + this.bestPair(slot, d, length) - ROUNDING > Math.min(this.lowest + BEAM, worsts[d]!)) continue;
      this.put(end, d, pair === PAIR.none ? total : total + grained(this.pairCost(slot, d, end)), slot, CELL, fits);
    }
  }

  /** The most that a cell of so many characters in column `d` takes off its cost beside the cell that a reading ends in. */
  private bestPair(slot: number, d: number, length: number): number {
    const { pairs, bestPairs, chars } = this.given;
    const pair = pairs[d]!;
    const same = (pair === PAIR.actual || pair === PAIR.past || pair === PAIR.explained) && chars[this.placeOf(slot)]! - chars[this.placeOf(this.previous[slot]!)]! === length;
    return same || pair === PAIR.none ? bestPairs[d]! : OTHER_WORDS[pair]!;
  }

  /** The window as the rest of a cell cut by a page end, before the first row of the new page; or as a heading along the side. */
  private tails(i: number, end: number, length: number, base: number, layout: Layout): void {
    const { given, least } = this;
    const page = given.pageOf[i]!;
    const room = this.lowest + BEAM - (least[i]! + base - ROUNDING);
    const mayBeSide = length <= SIDE_LENGTH && given.side[i] === 1 && SIDE_COST <= room;
    if (!mayBeSide && (page === 0 || length >= TAIL_LENGTH || LEVEL_TAIL > room)) return;
    const cell = this.cellText(i, end);
    const levelTail = page > 0 && given.hasFirstLevel && given.lastLevel >= 0 && cell.levelTail;
    const cut = page === 0 ? Infinity : levelTail ? LEVEL_TAIL : this.closing(i, end);
    const aside = mayBeSide && cell.side ? SIDE_COST : Infinity;
    if (Math.min(cut, aside) <= room) this.putTails(i, end, base, cut, levelTail, aside, layout);
  }

  private putTails(i: number, end: number, base: number, cut: number, levelTail: boolean, aside: number, layout: Layout): void {
    const { C, given, costs, kinds, third } = this;
    const k = end - 1;
    const limit = this.least[i]! + BEAM;
    const next = given.nextLine[i]!;
    const breaks = !levelTail && third >= 0 && next <= k ? this.tailEnds[i]! + this.ends[k * C + third]! - this.ends[next * C + third]! : 0;
    for (let c = 0; c < C; c++) {
      for (let r = 0; r < this.counts[i * C + c]!; r++) {
        const slot = (i * C + c) * KEPT + r;
        const kind = kinds[slot]!;
        if (costs[slot]! > limit || (kind === CELL && i !== given.pageOf[i]!)) continue;
        if (cut < Infinity && kind !== START) {
          const closed = !levelTail && this.isClosed(slot, layout) ? CLOSED_NAME : 0;
          this.put(end, c, costs[slot]! + base + cut + closed + breaks, slot, TAIL, levelTail ? 0.8 : 3.5);
        }
        if (aside < Infinity) this.put(end, c, costs[slot]! + base + aside, slot, SIDE, SIDE_COST);
      }
    }
  }

  /** A heading printed a character a line stands wherever its side is drawn. */
  private side(i: number, end: number, base: number): void {
    const limit = this.least[i]! + BEAM;
    for (let c = 0; c < this.C; c++) {
      for (let r = 0; r < this.counts[i * this.C + c]!; r++) {
        const slot = (i * this.C + c) * KEPT + r;
        if (this.costs[slot]! <= limit) this.put(end, c, this.costs[slot]! + base + SIDE_COST, slot, SIDE, SIDE_COST);
      }
    }
  }

  /** The name of the row that a reading ends in is followed by its figures in the same line, short of the width of its column. */
  private isClosed(slot: number, layout: Layout): boolean {
    const { third, seps, lineOf } = this.given;
    const full = third < 0 ? 0 : layout.full[third]!;
    if (full === 0) return false;
    let at = slot;
    while (at >= 0 && this.previous[at]! >= 0 && !(this.kinds[at] === CELL && this.columnOf(at) === third)) at = this.previous[at]!;
    if (at < 0 || this.previous[at]! < 0) return false;
    const to = this.placeOf(at);
    if (to >= this.n || seps[to] !== SPACE) return false;
    return this.widthIn(Math.max(this.placeOf(this.previous[at]!), lineOf[to - 1]!), to) < full - ROOM;
  }

  private get third(): number {
    return this.given.third;
  }

  /** What the window [from, to) costs in a column as a text; Infinity where it cannot stand. */
  private price(from: number, to: number, d: number): number {
    const { role } = this.given.columns[d]!;
    const numbered = this.ordinals?.has(from) ?? false;
    if (role === 'ordinal' ? to > from + 1 || !numbered : numbered) return Infinity;
    const cell = this.cellText(from, to);
    let fits = this.cost.of(role, cell);
    if ((role === 'level1' || role === 'level2') && fits > OPEN_LEVEL && this.given.pageAhead[to - 1]! && cell.openLevel) fits = OPEN_LEVEL;
    return fits >= IMPOSSIBLE ? Infinity : fits;
  }

  private cellText(from: number, to: number): CellText {
    const { chars, whole, sums } = this.given;
    return (this.cellTexts[from * MAX_TOKENS + to - 1 - from] ??= new CellText(whole.slice(chars[from], chars[to]), this.rules, sums, from, to));
  }

  /** The cell that a reading ends in. */
  private cellOf(slot: number): CellText {
    return this.cellText(this.placeOf(this.previous[slot]!), this.placeOf(slot));
  }

  /** What a text costs as the rest of a cell that is no level name. */
  private closing(from: number, to: number): number {
    const window = from * MAX_TOKENS + to - 1 - from;
    let cost = this.closings[window]!;
    if (Number.isNaN(cost)) {
      const cell = this.cellText(from, to);
      cost = this.closings[window] = cell.text.length < TAIL_LENGTH && !cell.value && cell.level === 0 ? grained(3.5 + Math.max(0, this.cost.of('level3', cell) - 6)) : Infinity;
    }
    return cost;
  }

  /**
   * Keep a reading if it is among the best of its end and column. Beginnings come from the last to the first, and of two
   * equal readings the one that begins first is taken; of those that begin at one token only the best is kept.
   */
  private put(end: number, column: number, total: number, from: number, kind: number, cellCost: number): void {
    if (total > this.lowest + BEAM) return;
    if (total < this.lowest) this.lowest = total;
    const { costs, previous, counts, C } = this;
    const list = end * C + column;
    const base = list * KEPT;
    const begins = this.placeOf(from);
    let count = counts[list]!;
    const limit = this.given.keep[column]!;
    if (limit === 1) {
      if (count > 0 && !(total < costs[base]! || (total === costs[base]! && begins < this.placeOf(previous[base]!)))) return;
      counts[list] = 1;
      this.worsts[column] = total;
      this.set(base, total, from, kind, cellCost);
      return;
    }
    let same = 0;
    while (same < count && this.placeOf(previous[base + same]!) !== begins) same++;
    if (same < count) {
      if (costs[base + same]! <= total) return;
      for (let r = same; r < count - 1; r++) this.copy(base + r + 1, base + r);
      count--;
    } else if (count >= limit && costs[base + count - 1]! < total) return;
    let at = count;
    while (at > 0 && costs[base + at - 1]! >= total) at--;
    const size = Math.min(limit, count + 1);
    for (let r = size - 1; r > at; r--) this.copy(base + r - 1, base + r);
    if (at < limit) this.set(base + at, total, from, kind, cellCost);
    counts[list] = size;
    if (size === limit) this.worsts[column] = costs[base + size - 1]!;
  }

  private set(slot: number, total: number, from: number, kind: number, cellCost: number): void {
    this.costs[slot] = total;
    this.previous[slot] = from;
    this.kinds[slot] = kind;
    this.cellCosts[slot] = cellCost;
  }

  private copy(from: number, to: number): void {
    this.set(to, this.costs[from]!, this.previous[from]!, this.kinds[from]!, this.cellCosts[from]!);
  }

  /** The cheapest ways from the readings that end at a token into every column: columns left empty cost, and a row begun. */
  private arrive(at: number): void {
    const { C, reach, reached, costs, cellCosts, kinds, counts, arrival, twins, given } = this;
    if (at === this.n) return;
    const { change, rowStarts, afterTotal, afterNothing, bestPairs, otherWords } = given;
    const limit = this.least[at]! + BEAM;
    const rowInLine = given.seps[at] === SPACE ? NEW_ROW_IN_LINE : 0;
    const pageInRow = given.seps[at] === PAGE ? NEW_ROW_IN_LINE : 0;
    const row = at * C;
    reach.fill(Infinity, row, row + C);
    reached.fill(-1, row, row + C);
    arrival.fill(Infinity, row, row + C);
    twins.fill(Infinity, row, row + C);
    for (let c = 0; c < C; c++) {
      for (let slot = (row + c) * KEPT, end = slot + counts[row + c]!; slot < end; slot++) {
        const cost = costs[slot]!;
        if (cost > limit) continue;
        const kind = kinds[slot]!;
        const odd = kind === START ? 0 : cellCosts[slot]!;
        const nothing = odd === NOTHING_COST;
        // What moving on costs is looked up in one of several lists, so that rare cases need no code of their own.
        const down = nothing ? rowStarts : change;
        const downAt = nothing ? 0 : c * C;
        const along = odd === TOTAL_COST ? afterTotal : nothing ? afterNothing : change;
        const downMore = kind === START ? 0 : rowInLine;
        // The rest of a cut cell ends its row.
        const alongMore = (kind === TAIL ? AFTER_TAIL : 0) + (kind === START ? 0 : pageInRow);
        for (let d = 0; d < C; d++) {
          const sum = cost + (d <= c ? down[downAt + d]! + downMore : along[c * C + d]! + alongMore);
          if (d === c + 1 && kind === CELL) {
            arrival[row + d] = Math.min(arrival[row + d]!, sum + otherWords[d]!);
            twins[row + d] = Math.min(twins[row + d]!, sum + bestPairs[d]!);
          } else if (sum < reach[row + d]!) {
            reach[row + d] = sum;
            reached[row + d] = slot;
          }
        }
      }
    }
    for (let d = 0; d < C; d++) arrival[row + d] = Math.min(arrival[row + d]!, reach[row + d]!);
  }

  /** A score never exceeds its weight, a target and its actual are mostly of one kind. */
  private pairCost(slot: number, d: number, end: number): number {
    const { columns, pairs } = this.given;
    const left = this.cellOf(slot);
    const right = this.cellText(this.placeOf(slot), end);
    const before = left.text;
    const { text } = right;
    switch (pairs[d]) {
      case PAIR.score:
        return Number.parseFloat(text) > Number.parseFloat(before) ? 6 : 0;
      // What was done is told in the words of what was planned (第46届世赛湖北省选拔赛，…, seeds/000…:2952).
      case PAIR.named:
        return before !== text && echoes(left, right) ? -3 : 0;
      case PAIR.actual:
        if (before !== text && echoes(left, right)) return -3;
        return likeness(left, right);
      case PAIR.past:
        return likeness(left, right);
      case PAIR.note: {
        const begins = this.previous[slot]!;
        if (columns[this.columnOf(begins)]!.role !== 'weight') return 0;
        // Reasons are given where points were lost.
        if (this.previous[begins]! >= 0 && this.cellOf(begins).text === before) return /原因|偏差/.test(columns[d]!.header) ? 4.5 : 2.5;
        return REASON.test(text) ? -1 : 1;
      }
      // 指标解释 often says the name again.
      case PAIR.explained:
        return before === text ? (text.length < 4 ? -2 : -8) : 0;
      case PAIR.second:
        return before === text ? 1 : 0;
      // 资金管理 | 资金管理合规性: a name that is its level's and no more goes on.
      case PAIR.third:
        return before === text && !text.endsWith('指标') ? 2 : 0;
      default:
        return 0;
    }
  }
}

/** Two values of one indicator are mostly of one kind, and often the same. */
function likeness(left: CellText, right: CellText): number {
  if (left.text === right.text) return -2.5 - Math.min(6, 0.1 * left.text.length);
  if (left.value !== right.value) return 0.6;
  return left.value && left.unit === right.unit ? -0.8 : 0;
}

/** A new first level without a second, or a second level skipped in a row that opens a first, is unusual. */
function inRowLevels(columns: readonly IndicatorColumn[], from: number, to: number): number {
  for (let c = from + 1; c < to; c++) if (columns[c]!.role === 'level2' && columns[from]!.role === 'level1') return 2;
  return 0;
}

function rowStart(columns: readonly IndicatorColumn[], d: number, skipSum: (from: number, to: number) => number): number {
  const role = columns[d]!.role;
  const cost = skipSum(0, d);
  if (columns[0]!.role === 'ordinal' && d > 0) return cost + 8;
  return role === 'level1' || role === 'level2' || role === 'level3' || role === 'ordinal' || role === 'objective' || role === 'activity' || role === 'subject' ? cost : cost + 3;
}


/** The first words of a text stand at the head of a clause of the one before it, at most a verb in front of them (参加…). */
function echoes({ text: before }: CellText, { text, head }: CellText): boolean {
  if (text.length <= 2 * head.length) return false;
  const at = before.indexOf(head);
  return at >= 0 && (at <= 3 || '，：；。'.includes(before[at - 1]!));
}

const DIGIT_END = /[\d.,]$/;
const DIGIT_START = /^[\d.]/;
const CJK_END = /[\u4e00-\u9fff]$/;
const CJK_START = /^[\u4e00-\u9fff]/;

/** A cell that numbers its row and no more: 任务1 | 就业工作. */
const NUMBERED_CELL = /^(?:任务|项目|事项)\d{1,2}$/;

/** What a separator between two pieces of one cell costs beyond its kind: blanks beside Latin digits are typesetting. */
function glueCost(left: Token, right: Token): number {
  if (right.sep !== 'space') {
    // A unit or per cent sign on the next line, a number cut in two.
    if (DIGIT_END.test(left.text) && /^(?:%|‰|人|个|家|场|次|种|万|元|分)/.test(right.text)) return -0.5;
    return 0;
  }
  if (NUMBERED_CELL.test(left.text)) return 1.5;
  const mixed = (DIGIT_END.test(left.text) && CJK_START.test(right.text)) || (CJK_END.test(left.text) && DIGIT_START.test(right.text));
  if (mixed || /[（(]$/.test(left.text) || /^[）)，。；、]/.test(right.text)) return -1.3;
  if ([...left.text].length === 1 && CJK_END.test(left.text) && [...right.text].length <= 2) return -1.2;
  if ([...right.text].length === 1 && CJK_START.test(right.text)) return -1;
  return 0;
}

/** The other side of it: a cell border between pieces that typesetting parts. */
function partCost(left: Token, right: Token): number {
  if (right.sep !== 'space' || NUMBERED_CELL.test(left.text)) return 0;
  if ([...left.text].length === 1 && CJK_END.test(left.text) && [...right.text].length === 1 && CJK_START.test(right.text)) return 1.5;
  const mixed = (DIGIT_END.test(left.text) && CJK_START.test(right.text)) || (CJK_END.test(left.text) && DIGIT_START.test(right.text));
  return mixed ? 1.2 : 0;
}
