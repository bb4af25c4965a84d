import type { ColumnRole, PerformanceRules } from '../../rules/performance/performance.js';
import { CellText, cellCosts, isLevelTail, isOpenLevel, isValueText, NOTHING_COST, TOTAL_COST, type CellCost } from './cell-shape.js';
import { textOf, widthOf, type Separator, type Token } from './tokens.js';

/** A column of an indicator table as its header prints it. */
export interface IndicatorColumn {
  readonly role: ColumnRole;
  /** Printed header, white space removed. */
  readonly header: string;
}

/** A cell found in the tokens: [from, to) in column `column`. `tail`: it belongs to the row above, cut off by a page end. */
export interface FoundCell {
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly tail: boolean;
  /** How ill it fits, in nats. */
  readonly cost: number;
}

export interface FoundRow {
  readonly cells: readonly FoundCell[];
  /** Every cell fits and nothing was skipped or glued. */
  readonly sure: boolean;
}

/** Tokens one cell may have. The longest actual seen has 30 (seeds/000…:1531-1551). */
const MAX_TOKENS = 70;
const MAX_CHARS = 420;
const MAX_ROLE_CHARS: Record<ColumnRole, number> = {
  ordinal: 3, activity: 60, objective: 120, level1: 70, level2: 32, level3: 160, comparator: 6, past: 160, target: 260, unit: 8, actual: MAX_CHARS, weight: 6, score: 6, note: 300, amount: 20, text: 300, group: 0,
};
/** Tables of sentences longer than this are read like the others: fitting widths costs a reading a width. */
const FIT_TOKENS = 400;
/** Rounds of reading, learning the separators and widths of the table, and reading again. */
const ROUNDS = 3;

/** A level name cut by a page end costs this, when a page ends within so many tokens. */
const OPEN_LEVEL = 0;
const PAGE_REACH = 80;
/** In a list of figures a figure is a cell of its own, and a number or 其中 opens an item. */
const BARE = /^\d[\d,]*(?:\.\d+)?$/;
const NEW_ITEM = /^(?:\d{1,2}[.、．][^\d]|其中[：:])/;
const BARE_INSIDE = 9;
const NEW_ITEM_INSIDE = 4;
/** Characters of an echo. */
const ECHO = 6;
/** Names numbered 指标1：, 指标2： all are. */
const NUMBERED = /^指标\d{1,2}[：:、]/;
const UNNUMBERED = 6;
/** A row rarely begins in the middle of a line, and a page rarely between two cells of a row. */
const NEW_ROW_IN_LINE = 3;

interface Layout {
  /** Cost of a separator inside a cell and between cells. */
  readonly inside: Record<Separator, number>;
  readonly between: Record<Separator, number>;
  /** Widest and typical full line of each column; 0 where nothing is known. */
  readonly full: readonly number[];
  /** The same for first lines of cells, which may be indented. */
  readonly first: readonly number[];
  /** Widest line seen in nearly all cells of the column. */
  readonly cap: readonly number[];
}

interface Step {
  readonly cost: number;
  readonly at: number;
  readonly column: number;
  /** Where the cell of this step begins; its predecessor ends there. */
  readonly previous: Step | null;
  readonly kind: 'cell' | 'tail' | 'side' | 'start';
  readonly cellCost: number;
}

/**
 * Cut the tokens of an indicator table into cells: the cheapest reading of the whole sequence.
 *
 * A dump prints the cells of a row one after the other, each broken over lines, merged cells once, empty ones not at all.
 * What separates cells (a line end, an empty line) differs from dump to dump, and which columns wrap at which width from
 * table to table, so both are learnt: read with neutral costs, count, read again. Worked case: `≤65`⏎`6万元` is one cell
 * where line ends never part cells (seeds/003…:260), `意`⏎`群众基本满意。 4` are three where they always do (seeds/000…:2014).
 */
export function readRows(tokens: readonly Token[], columns: readonly IndicatorColumn[], rules: PerformanceRules): FoundRow[] {
  if (tokens.length === 0 || columns.length === 0) return [];
  const weighted = !columns.some(({ role }) => role === 'weight') && weightMarks(tokens) >= 3;
  const has = (role: ColumnRole) => columns.some((column) => column.role === role);
  const prose = !has('weight') && !has('score') && !has('amount') && !(has('level2') && has('target'));
  const numbered = tokens.filter(({ text }) => NUMBERED.test(text)).length >= 2;
  const plain = cellCosts(rules, weighted, prose);
  const cost: CellCost = numbered ? (role, cell) => plain(role, cell) + (role === 'level3' && !NUMBERED.test(cell.text) ? UNNUMBERED : 0) : plain;
  const ordinals = columns[0]!.role === 'ordinal' ? ordinalChain(tokens) : null;
  const prepared = prepare(tokens, columns, cost, rules, ordinals);
  let layout = neutral(columns.length);
  const read = (using: Layout) => cheapest(prepared, using);
  let steps: Step[] = [];
  const readings: Step[][] = [];
  if (prose && tokens.length < FIT_TOKENS) {
    layout = fitWidths(tokens, columns, layout, read);
    readings.push((steps = read(layout)));
  } else {
    for (let round = 0; round < ROUNDS; round++) {
      readings.push((steps = read(layout)));
      layout = learn(tokens, columns, steps);
    }
  }
  return toRows(tokens, columns, steps, readings);
}

/** Tables of sentences have no figures to go by: the widths are those with which the whole table reads cheapest. */
function fitWidths(tokens: readonly Token[], columns: readonly IndicatorColumn[], start: Layout, read: (layout: Layout) => Step[]): Layout {
  const widths = new Set<number>();
  for (let i = 0, line = 0; i < tokens.length; i++) {
    line = (tokens[i]!.sep === 'space' ? line + 1 : 0) + widthOf(tokens[i]!.text);
    if (tokens[i + 1]?.sep !== 'space') widths.add(line);
  }
  const tried = [...widths].filter((w) => w >= 6).sort((a, b) => a - b);
  const widest = Math.max(0, ...tried);
  const wide = columns.map(() => widest);
  let best = { layout: { ...start, full: wide, first: wide, cap: wide } as Layout, cost: Infinity };
  for (let pass = 0; pass < 3; pass++) {
    const before = best.cost;
    for (let c = 0; c < columns.length; c++) {
      if (columns[c]!.role === 'ordinal') continue;
      for (const width of tried) {
        const full = best.layout.full.map((w, k) => (k === c ? width : w));
        const layout: Layout = { ...best.layout, full, first: full, cap: full };
        const cost = read(layout).at(-1)?.cost ?? Infinity;
        if (cost < best.cost) best = { layout, cost };
      }
      if (tried.length > 40) return best.layout;
    }
    if (best.cost === before) break;
  }
  return best.layout;
}

/** Weights in brackets: 指标（20 分）. */
const weightMarks = (tokens: readonly Token[]): number => textOf(tokens, 0, tokens.length).match(/[（(]\d{1,3}分[)）]/g)?.length ?? 0;

/** Tokens that number the rows 1, 2, 3 …: each the first of its line. */
function ordinalChain(tokens: readonly Token[]): ReadonlySet<number> {
  const chain = new Set<number>();
  let next = 1;
  for (const [i, token] of tokens.entries()) {
    if (token.sep === 'space' || token.text !== String(next)) continue;
    chain.add(i);
    next++;
  }
  return chain;
}

const neutral = (columns: number): Layout => ({
  inside: { space: 1.6, line: 0.7, blank: 0.7, page: 2.5 },
  between: { space: 0.3, line: 0.7, blank: 0.7, page: 0.4 },
  full: Array.from({ length: columns }, () => 0),
  first: Array.from({ length: columns }, () => 0),
  cap: Array.from({ length: columns }, () => 0),
});

/** What leaving a column of a row empty costs. Levels are merged cells and notes are mostly empty. */
function skipCost(role: ColumnRole): number {
  switch (role) {
    case 'level1': case 'level2': case 'ordinal': case 'objective': case 'activity': case 'group': return 0;
    case 'level3': return 9;
    case 'target': return 4;
    case 'actual': return 5;
    case 'past': return 3;
    case 'weight': case 'score': return 6;
    case 'comparator': case 'unit': return 1;
    case 'note': return 0.3;
    case 'amount': return 1.5;
    case 'text': return 2.5;
  }
}

/** A reading that is worse than the best one of the same tokens by this much never becomes the best: columns left empty cost less. */
const BEAM = 18;
/** The least a cell costs: a level name that carries its weight. */
const LEAST_CELL = -7;
/** A longer one that does not end in a bracket is no level name: a list of figures at the least. */
const LONG_CELL = 26;
const LEAST_LONG = -3.5;
/** Costs are multiples of this, so that sums are exact and do not depend on their order. */
const GRAIN = 2 ** 20;
const grained = (cost: number): number => Math.round(cost * GRAIN) / GRAIN;

/** What the tokens [from, to) are as one cell, whatever the layout. */
interface Window {
  readonly text: string;
  readonly cell: CellText;
  /** Cost of the text in each column; Infinity where it cannot stand. */
  readonly own: Float64Array;
  readonly least: number;
  /** What it costs as the rest of a cell that a page end cut; NaN until asked for. */
  closing: number;
}

/** What tokens and columns cost before any layout is known: worked out once for all readings of a table. */
interface Prepared {
  readonly tokens: readonly Token[];
  readonly columns: readonly IndicatorColumn[];
  readonly change: readonly (readonly number[])[];
  readonly rowStarts: readonly number[];
  /** Cost of leaving the columns after each one empty. */
  readonly rest: readonly number[];
  /** Readings kept a column. */
  readonly keep: readonly number[];
  /** First token of the line, first token of the next line, last page start, last row number before each token. */
  readonly lineOf: Int32Array;
  readonly nextLine: Int32Array;
  readonly pageOf: Int32Array;
  readonly floor: Int32Array;
  /** Characters, widths and list items before each token. */
  readonly chars: Int32Array;
  readonly widths: Int32Array;
  readonly items: Float64Array;
  /** Layout-free part of gluing a token to the one before, and of parting it. */
  readonly glue: Float64Array;
  readonly part: Float64Array;
  /** Width of the first character, width of the line that begins at each token. */
  readonly first: Int32Array;
  readonly line: Int32Array;
  readonly hasFirstLevel: boolean;
  readonly lastLevel: number;
  readonly third: number;
  window(from: number, to: number): Window;
  closing(window: Window): number;
  isLevelTail(window: Window): boolean;
}

function prepare(tokens: readonly Token[], columns: readonly IndicatorColumn[], cost: CellCost, rules: PerformanceRules, ordinals: ReadonlySet<number> | null): Prepared {
  const n = tokens.length;
  const C = columns.length;
  const skip = columns.map(({ role }) => skipCost(role));
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
  const windows: (Window | undefined)[] = new Array(n * MAX_TOKENS);
  const make = (from: number, to: number): Window => {
    const text = textOf(tokens, from, to);
    const cell = new CellText(text, rules);
    const own = new Float64Array(C).fill(Infinity);
    let least = Infinity;
    const numbered = ordinals?.has(from) ?? false;
    const open = pageAhead[to - 1]! && isOpenLevel(text, rules);
    for (let d = 0; d < C; d++) {
      const role = columns[d]!.role;
      if (role === 'ordinal' ? to > from + 1 || !numbered : numbered) continue;
      if (text.length > MAX_ROLE_CHARS[role]) continue;
      let fits = cost(role, cell);
      if (open && fits > OPEN_LEVEL && (role === 'level1' || role === 'level2')) fits = OPEN_LEVEL;
      if (fits >= 18) continue;
      own[d] = fits;
      if (fits < least) least = fits;
    }
    return { text, cell, own, least, closing: Number.NaN };
  };
  return {
    tokens,
    columns,
    // change[c][d]: the columns passed over between a cell in c and the next one in d.
    change: columns.map((_, c) => columns.map((_, d) => grained(d > c ? skipSum(c + 1, d) + inRowLevels(columns, c, d) : 0.1 + skipSum(c + 1, C) + rowStart(columns, d, skipSum)))),
    rowStarts: columns.map((_, d) => grained(0.1 + rowStart(columns, d, skipSum))),
    rest: columns.map((_, c) => grained(skipSum(c + 1, C))),
    keep: columns.map(({ role }) => (role === 'target' || role === 'past' || (echoed && role === 'level3') ? 3 : 1)),
    lineOf,
    nextLine,
    pageOf,
    floor,
    chars,
    widths,
    items,
    glue,
    part,
    first,
    line,
    hasFirstLevel: columns.some(({ role }) => role === 'level1'),
    lastLevel: columns.reduce((last, { role }, c) => (role === 'level1' || role === 'level2' ? c : last), -1),
    third: columns.findIndex(({ role }) => role === 'level3'),
    window: (from, to) => (windows[from * MAX_TOKENS + to - 1 - from] ??= make(from, to)),
    closing: (window) => {
      if (Number.isNaN(window.closing)) {
        const { text, cell } = window;
        window.closing = text.length < 120 && !cell.value && cell.level === 0 ? grained(3.5 + Math.max(0, cost('level3', cell) - 6)) : Infinity;
      }
      return window.closing;
    },
    isLevelTail: ({ text }) => isLevelTail(text, rules),
  };
}

/** Tokens below a page start among which the rest of a cut cell is looked for. */
const TAIL_REACH = 14;

/**
 * The cheapest cut of the tokens into cells. Best readings are kept for every end and column; windows whose separators
 * alone make them worse than what is known for their end are not looked at.
 */
function cheapest(prepared: Prepared, layout: Layout): Step[] {
  const { tokens, columns, change, rowStarts, keep, lineOf, nextLine, pageOf, floor, chars, widths, items, first, line, third } = prepared;
  const n = tokens.length;
  const C = columns.length;
  // Sums up to and with each token of gluing it, and per column of the line ends inside a cell.
  const glued = new Float64Array(n);
  const parted = new Float64Array(n);
  const ends = new Float64Array(n * C);
  const firstEnds = new Float64Array(n * C);
  const tailEnds = new Float64Array(n);
  const widthIn = (from: number, to: number) => widths[to]! - widths[from]! + (to - from - 1);
  for (let i = 0; i < n; i++) {
    const { sep } = tokens[i]!;
    if (i > 0) {
      glued[i] = glued[i - 1]! + grained(layout.inside[sep] + prepared.glue[i]!);
      parted[i] = grained(layout.between[sep] + prepared.part[i]!);
      const breaks = sep !== 'space';
      const width = breaks ? widthIn(lineOf[i - 1]!, i) : 0;
      for (let c = 0; c < C; c++) ends[i * C + c] = ends[(i - 1) * C + c]! + (breaks ? grained(breakCost(layout, c, width, false, first[i]!, line[i]!)) : 0);
    }
    const next = nextLine[i]!;
    if (next >= n) continue;
    const own = widthIn(i, next);
    for (let c = 0; c < C; c++) firstEnds[i * C + c] = grained(breakCost(layout, c, own, true, first[next]!, line[next]!));
    if (third >= 0) tailEnds[i] = grained(breakCost(layout, third, own, false, first[next]!, line[next]!));
  }
  const live: Step[][] = Array.from({ length: n + 1 }, () => []);
  const least = new Float64Array(n + 1).fill(Infinity);
  live[0]!.push({ cost: 0, at: 0, column: C - 1, previous: null, kind: 'start', cellCost: 0 });
  least[0] = 0;
  for (let end = 1; end <= n; end++) {
    const k = end - 1;
    const lists: Step[][] = Array.from({ length: C }, () => []);
    let lowest = Infinity;
    const put = (column: number, total: number, previous: Step, kind: Step['kind'], cellCost: number) => {
      if (total > lowest + BEAM) return;
      if (total < lowest) lowest = total;
      const list = lists[column]!;
      const limit = keep[column]!;
      if (limit === 1) {
        // Beginnings come from the last to the first, and of two equal readings the one that begins first is taken.
        const known = list[0];
        if (!known || total < known.cost || (total === known.cost && previous.at < known.previous!.at)) list[0] = { cost: total, at: end, column, previous, kind, cellCost };
        return;
      }
      const same = list.findIndex((step) => step.previous!.at === previous.at);
      if (same >= 0) {
        if (list[same]!.cost <= total) return;
        list.splice(same, 1);
      } else if (list.length >= limit && list[list.length - 1]!.cost < total) return;
      const step: Step = { cost: total, at: end, column, previous, kind, cellCost };
      let at = list.length;
      while (at > 0 && list[at - 1]!.cost >= total) at--;
      list.splice(at, 0, step);
      if (list.length > limit) list.pop();
    };
    const bracketed = /[)）]$/.test(tokens[k]!.text);
    const bottom = Math.max(0, end - MAX_TOKENS, floor[k]!);
    for (let i = k; i >= bottom; i--) {
      if (chars[end]! - chars[i]! > MAX_CHARS) break;
      const froms = live[i]!;
      if (froms.length === 0) continue;
      const base = parted[i]! + glued[k]! - glued[i]!;
      if (least[i]! + base + (chars[end]! - chars[i]! > LONG_CELL && !bracketed ? LEAST_LONG : LEAST_CELL) > lowest + BEAM) continue;
      const window = prepared.window(i, end);
      const broken = nextLine[i]! <= k;
      if (least[i]! + base + window.least <= lowest + BEAM) {
        const { text, own } = window;
        const width = widthIn(Math.max(i, lineOf[k]!), end);
        const itemCost = items[end]! - items[i + 1]!;
        const { sep } = tokens[i]!;
        for (let d = 0; d < C; d++) {
          const fits = own[d]!;
          if (fits === Infinity) continue;
          const role = columns[d]!.role;
          const inside = broken ? firstEnds[i * C + d]! + ends[k * C + d]! - ends[nextLine[i]! * C + d]! : 0;
          const cell = base + fits + inside + overCost(layout, d, width) + (role === 'level3' ? itemCost : 0);
          if (least[i]! + cell > lowest + BEAM) continue;
          for (const from of froms) {
            let total = from.cost + cell;
            if (from.cellCost === TOTAL_COST && d > from.column) total += 0;
            else if (from.cellCost === NOTHING_COST) total += d > from.column ? 5 : rowStarts[d]!;
            else total += change[from.column]![d]!;
            if (from.kind !== 'start' && (d <= from.column ? sep === 'space' : sep === 'page')) total += NEW_ROW_IN_LINE;
            if (from.kind === 'cell' && d === from.column + 1) total += grained(pairCost(prepared, from, role, text));
            put(d, total, from, 'cell', fits);
          }
        }
      }
      // The rest of a cell cut by a page end, before the first row of the new page.
      const page = pageOf[i]!;
      if (i - page > TAIL_REACH) continue;
      for (const from of froms) {
        if (from.kind === 'cell' && i !== page) continue;
        if (page > 0 && from.kind !== 'start') {
          if (prepared.hasFirstLevel && prepared.lastLevel >= 0 && prepared.isLevelTail(window)) put(from.column, from.cost + base + grained(0.8), from, 'tail', 0.8);
          else {
            const closing = prepared.closing(window);
            if (closing < Infinity) put(from.column, from.cost + base + closing + (third >= 0 && broken ? tailEnds[i]! + ends[k * C + third]! - ends[nextLine[i]! * C + third]! : 0), from, 'tail', 3.5);
          }
        }
        if (isSide(window.text)) put(from.column, from.cost + base + 0.5, from, 'side', 0.5);
      }
    }
    least[end] = lowest;
    for (const list of lists) for (const step of list) if (step.cost <= lowest + BEAM || end === n) live[end]!.push(step);
  }
  let best: Step | null = null;
  for (let c = 0; c < C; c++) {
    const step = live[n]!.find(({ column }) => column === c);
    if (step && (!best || step.cost + prepared.rest[c]! < best.cost + prepared.rest[best.column]!)) best = step;
  }
  const steps: Step[] = [];
  for (let step = best; step?.previous; step = step.previous) steps.push(step);
  return steps.reverse();
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
  return role === 'level1' || role === 'level2' || role === 'level3' || role === 'ordinal' || role === 'objective' || role === 'activity' ? cost : cost + 3;
}

const unitIn = (value: string): string => value.replace(/^[^\d]*[\d,.]+/, '');
const PAIRED: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['score', 'actual', 'past', 'target', 'note', 'level2']);

/** A score never exceeds its weight, a target and its actual are mostly of one kind. */
function pairCost(prepared: Prepared, from: Step, role: ColumnRole, text: string): number {
  const { columns } = prepared;
  const left = columns[from.column]!.role;
  if (!PAIRED.has(role)) return 0;
  const before = prepared.window(from.previous!.at, from.at).text;
  if (left === 'weight' && role === 'score') return Number.parseFloat(text) > Number.parseFloat(before) ? 6 : 0;
  // What was done is told in the words of what was planned (第46届世赛湖北省选拔赛，…, seeds/000…:2952).
  if (role === 'actual' && text.length > 2 * ECHO && (left === 'target' || left === 'level3') && before !== text && echoes(before, text)) return -3;
  if ((left === 'target' && role === 'actual') || (left === 'past' && (role === 'past' || role === 'target'))) {
    if (before === text) return -2.5 - Math.min(6, 0.1 * text.length);
    const one = isValueText(before);
    if (one !== isValueText(text)) return 0.6;
    return one && unitIn(before) === unitIn(text) ? -0.8 : 0;
  }
  if (role === 'note' && left === 'score') {
    const weight = from.previous;
    if (!weight || columns[weight.column]!.role !== 'weight') return 0;
    // Reasons are given where points were lost.
    return prepared.window(weight.previous!.at, weight.at).text === before ? 2.5 : -1;
  }
  if (left === 'level1' && role === 'level2' && before === text) return 1;
  return 0;
}

/** The first words of `text` stand at the head of a clause of `before`, at most a verb in front of them (参加…). */
function echoes(before: string, text: string): boolean {
  const at = before.indexOf(text.slice(0, ECHO));
  return at >= 0 && (at <= 3 || /[，：；。]$/.test(before.slice(0, at)));
}

const DIGIT_END = /[\d.,]$/;
const DIGIT_START = /^[\d.]/;
const CJK_END = /[\u4e00-\u9fff]$/;
const CJK_START = /^[\u4e00-\u9fff]/;

/** What a separator between two pieces of one cell costs beyond its kind: blanks beside Latin digits are typesetting. */
function glueCost(left: Token, right: Token): number {
  if (right.sep !== 'space') {
    // A unit or per cent sign on the next line, a number cut in two.
    if (DIGIT_END.test(left.text) && /^(?:%|‰|人|个|家|场|次|种|万|元|分)/.test(right.text)) return -0.5;
    return 0;
  }
  const mixed = (DIGIT_END.test(left.text) && CJK_START.test(right.text)) || (CJK_END.test(left.text) && DIGIT_START.test(right.text));
  if (mixed || /[（(]$/.test(left.text) || /^[）)，。；、]/.test(right.text)) return -1.3;
  if ([...left.text].length === 1 && CJK_END.test(left.text) && [...right.text].length <= 2) return -1.2;
  if ([...right.text].length === 1 && CJK_START.test(right.text)) return -1;
  return 0;
}

/** The other side of it: a cell border between pieces that typesetting parts. */
function partCost(left: Token, right: Token): number {
  if (right.sep !== 'space') return 0;
  if ([...left.text].length === 1 && CJK_END.test(left.text) && [...right.text].length === 1 && CJK_START.test(right.text)) return 1.5;
  const mixed = (DIGIT_END.test(left.text) && CJK_START.test(right.text)) || (CJK_END.test(left.text) && DIGIT_START.test(right.text));
  return mixed ? 1.2 : 0;
}

/** A line that ends far from the column's edge though its cell goes on; or one too wide for the column. */
function breakCost(layout: Layout, column: number, width: number, first: boolean, next: number, nextLine: number): number {
  const full = first && layout.first[column]! > 0 ? layout.first[column]! : layout.full[column]!;
  // Nothing known yet: a line shorter than the one after it is mostly the last of its cell.
  if (full === 0) return nextLine > width + 3 ? 0.8 : 0;
  const indented = first && full < layout.full[column]! - 1;
  if (indented && width > full + 1) return 4;
  const room = full - width - next;
  const cost = room >= 0 ? Math.min(3, 0.4 + 0.4 * room) : 0;
  return cost + overCost(layout, column, width);
}

const overCost = (layout: Layout, column: number, width: number): number => {
  const cap = layout.cap[column]!;
  return cap > 0 && width > cap + 1 ? Math.min(3, 0.5 * (width - cap - 1)) : 0;
};

const SIDE_NAMES = ['年度绩效目标', '年度绩效指标', '长期绩效目标', '长期绩效指标', '绩效指标', '绩效目标', '年度目标', '长期目标', '项目绩效指标', '年度总体目标'];
/** A heading set along the table's side, or a part of it that a page end cut off: 年度绩效 … 目标（80分）. */
const isSide = (text: string): boolean => {
  if (text.length > 12) return false;
  const bare = text.replace(/[（(]\d{1,3}分?[)）]$/, '');
  if (bare === '') return false;
  return SIDE_NAMES.some((name) => name === bare || (bare.length >= 2 && name.endsWith(bare) && bare !== '指标'));
};

/** Count the separators inside and between the cells found, and how wide their full lines are. */
function learn(tokens: readonly Token[], columns: readonly IndicatorColumn[], steps: readonly Step[]): Layout {
  const base = neutral(columns.length);
  const within: Record<Separator, number> = { space: 0, line: 0, blank: 0, page: 0 };
  const parted: Record<Separator, number> = { space: 0, line: 0, blank: 0, page: 0 };
  const fulls: number[][] = columns.map(() => []);
  const firsts: number[][] = columns.map(() => []);
  const all: number[][] = columns.map(() => []);
  for (const step of steps) {
    const from = step.previous!.at;
    if (from > 0) parted[tokens[from]!.sep]++;
    let width = 0;
    let lines = 0;
    for (let k = from; k < step.at; k++) {
      if (k > from) {
        within[tokens[k]!.sep]++;
        if (tokens[k]!.sep !== 'space') {
          if (step.kind === 'cell') {
            (lines === 0 ? firsts : fulls)[step.column]!.push(width);
            all[step.column]!.push(width);
          }
          lines++;
          width = 0;
        }
      }
      width += widthOf(tokens[k]!.text) + (width > 0 ? 1 : 0);
    }
    if (step.kind === 'cell') all[step.column]!.push(width);
  }
  const cap = all.map((widths) => (widths.length < 6 ? 0 : [...widths].sort((a, b) => a - b)[widths.length - 2]!));
  const inside = { ...base.inside };
  const between = { ...base.between };
  for (const sep of ['line', 'blank'] as const) {
    const share = (parted[sep] + 1) / (parted[sep] + within[sep] + 2);
    inside[sep] = Math.min(4, -Math.log(1 - share));
    between[sep] = Math.min(4, -Math.log(share));
  }
  const typical = (widths: readonly number[]) => {
    if (widths.length < 2) return 0;
    const sorted = [...widths].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.6)]!;
  };
  // A first line is as wide as the others unless the table indents it.
  const full = fulls.map((widths, c) => typical([...widths, ...firsts[c]!.filter((w) => w >= typical(widths))]));
  const first = firsts.map((widths, c) => {
    const own = typical(widths);
    return own > 0 && full[c]! > 0 && own < full[c]! - 2 ? own : full[c]! || own;
  });
  return { inside, between, full: full.map((w, c) => w || first[c]!), first, cap };
}

/** Two neighbouring cells of sentences: where one ends and the other begins is told by the layout alone. */
function proseBorder(cells: readonly FoundCell[], columns: readonly IndicatorColumn[]): boolean {
  return cells.some(({ column, cost, text }, n) => {
    const next = cells[n + 1];
    if (!next || next.column !== column + 1 || columns[next.column]!.role === 'note') return false;
    return cost > 0.5 && next.cost > 0.5 && text !== next.text && !/^level[12]$/.test(columns[column]!.role);
  });
}

/** A row is sure when every cell fits and earlier readings, with other layouts, cut it the same way. */
function toRows(tokens: readonly Token[], columns: readonly IndicatorColumn[], steps: readonly Step[], readings: readonly Step[][]): FoundRow[] {
  const cuts = readings.slice(-2).map((reading) => new Set(reading.map((step) => `${step.previous!.at}-${step.at}-${step.column}-${step.kind}`)));
  const rows: { cells: FoundCell[] }[] = [];
  let last = columns.length;
  for (const step of steps) {
    const from = step.previous!.at;
    const cell: FoundCell = { column: step.column, from, to: step.at, text: textOf(tokens, from, step.at), tail: step.kind === 'tail', cost: step.cellCost };
    if (step.kind === 'side') continue;
    if (step.kind === 'tail') {
      rows.at(-1)?.cells.push(cell);
      continue;
    }
    if (step.column <= last || rows.length === 0) rows.push({ cells: [] });
    rows.at(-1)!.cells.push(cell);
    last = step.column;
  }
  return rows.map(({ cells }) => ({
    cells,
    sure: !proseBorder(cells, columns) && cells.every(({ tail, cost, from, to, column }) => !tail && cost < 4 && cuts.every((cut) => cut.has(`${from}-${to}-${column}-cell`))),
  }));
}
