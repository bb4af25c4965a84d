import type { ColumnRole, PerformanceRules } from '../../rules/performance/performance.js';
import { CellCosts } from './cell-shape.js';
import { layoutOf, learn, neutral, paragraphs, type Layout } from './layout.js';
import { Search, type Reading, type Step } from './search.js';
import { textOf, widthOf, type Token } from './tokens.js';

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

/** Tables of sentences longer than this are read like the others: fitting widths costs a reading a width. */
const FIT_TOKENS = 400;
/** Rounds of reading, learning the separators and widths of the table, and reading again. */
const ROUNDS = 3;

/** Names numbered 指标1：, 指标2： all are. */
const NUMBERED = /^(?:指标\d{0,2}[：:、]|[-—–－/.…]+$)/;
const UNNUMBERED = 6;
/** What it costs to take the words of another row's remark for a name. */
const REMARK = 6;
/** What it costs to take a sentence for the name that it describes. */
const SENTENCE = 2.5;

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
  const rows = readOnce(tokens, columns, rules, NONE);
  const remarks = remarksAsNames(rows, columns);
  return remarks.size === 0 ? rows : readOnce(tokens, columns, rules, remarks);
}

const NONE: ReadonlySet<string> = new Set();

/** Texts that are a remark in one row and the name of another: the remark of the row above, its own name read on into the next cell (seeds/002…:4258). */
function remarksAsNames(rows: readonly FoundRow[], columns: readonly IndicatorColumn[]): Set<string> {
  const of = (role: ColumnRole) => new Set(rows.flatMap(({ cells }) => cells.filter(({ column, text }) => columns[column]!.role === role && /\p{Script=Han}{2}/u.test(text)).map(({ text }) => text)));
  const names = of('level3');
  return new Set([...of('note')].filter((text) => names.has(text)));
}

function readOnce(tokens: readonly Token[], columns: readonly IndicatorColumn[], rules: PerformanceRules, remarks: ReadonlySet<string>): FoundRow[] {
  const weighted = !columns.some(({ role }) => role === 'weight') && weightMarks(tokens) >= 3;
  const has = (role: ColumnRole) => columns.some((column) => column.role === role);
  const prose = !has('weight') && !has('score') && !has('amount') && !(has('level2') && has('target'));
  const numbered = tokens.filter(({ text }) => /^指标/.test(text) && NUMBERED.test(text)).length >= 2;
  // Where a description stands beside each name, a sentence is none.
  const described = (has('subject') && has('text')) || columns.some(({ role }, c) => role === 'level3' && columns[c + 1]?.role === 'note');
  const odd = (text: string): number => (numbered && !NUMBERED.test(text) ? UNNUMBERED : 0) + (remarks.has(text) ? REMARK : 0) + (described && text.endsWith('。') ? SENTENCE : 0);
  const cost = new CellCosts(rules, { weighted, prose, units: has('unit'), oddName: numbered || described || remarks.size > 0 ? odd : null });
  const ordinals = columns[0]!.role === 'ordinal' ? ordinalChain(tokens) : null;
  const search = new Search(tokens, columns, cost, rules, ordinals);
  let layout = has('subject') ? paragraphs(tokens, columns.length) : neutral(columns.length);
  let steps: readonly Step[] = [];
  const readings: (readonly Step[])[] = [];
  if (prose && tokens.length < FIT_TOKENS) {
    layout = fitWidths(tokens, columns, layout, (using) => search.read(using));
    readings.push((steps = search.read(layout).steps));
  } else {
    for (let round = 0; round < ROUNDS; round++) {
      const before = steps;
      readings.push((steps = search.read(layout).steps));
      // The same cells teach the same layout: another reading would be this one.
      if (sameSteps(before, steps)) {
        readings.push(steps);
        break;
      }
      layout = learn(tokens, columns, steps);
    }
  }
  return toRows(tokens, columns, steps, readings);
}

const sameSteps = (a: readonly Step[], b: readonly Step[]): boolean =>
  a.length === b.length && a.every((step, n) => step.from === b[n]!.from && step.to === b[n]!.to && step.column === b[n]!.column && step.kind === b[n]!.kind);

/** Tables of sentences have no figures to go by: the widths are those with which the whole table reads cheapest. */
function fitWidths(tokens: readonly Token[], columns: readonly IndicatorColumn[], start: Layout, read: (layout: Layout) => Reading): Layout {
  const widths = new Set<number>();
  for (let i = 0, line = 0; i < tokens.length; i++) {
    line = (tokens[i]!.sep === 'space' ? line + 1 : 0) + widthOf(tokens[i]!.text);
    if (tokens[i + 1]?.sep !== 'space') widths.add(line);
  }
  const tried = [...widths].filter((w) => w >= 6).sort((a, b) => a - b);
  const widest = Math.max(0, ...tried);
  const wide = new Float64Array(columns.length).fill(widest);
  // The widths that are best so far come up again in every column.
  const costs = new Map<string, number>();
  const costOf = (layout: Layout): number => {
    const key = layout.full.join(' ');
    const cost = costs.get(key) ?? read(layout).cost;
    costs.set(key, cost);
    return cost;
  };
  let best = { layout: layoutOf(start.inside, start.between, wide), cost: Infinity };
  for (let pass = 0; pass < 3; pass++) {
    const before = best.cost;
    for (let c = 0; c < columns.length; c++) {
      if (columns[c]!.role === 'ordinal') continue;
      for (const width of tried) {
        const full = best.layout.full.map((w, k) => (k === c ? width : w));
        const layout = layoutOf(start.inside, start.between, full);
        const cost = costOf(layout);
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

/** Two neighbouring cells of sentences: where one ends and the other begins is told by the layout alone. */
function proseBorder(cells: readonly FoundCell[], columns: readonly IndicatorColumn[]): boolean {
  return cells.some(({ column, cost, text }, n) => {
    const next = cells[n + 1];
    if (!next || next.column !== column + 1 || columns[next.column]!.role === 'note') return false;
    return cost > 0.5 && next.cost > 0.5 && text !== next.text && !/^level[12]$/.test(columns[column]!.role);
  });
}

/** A row is sure when every cell fits and earlier readings, with other layouts, cut it the same way. */
function toRows(tokens: readonly Token[], columns: readonly IndicatorColumn[], steps: readonly Step[], readings: readonly (readonly Step[])[]): FoundRow[] {
  const cuts = readings.slice(-2).map((reading) => new Set(reading.map((step) => `${step.from}-${step.to}-${step.column}-${step.kind}`)));
  const rows: { cells: FoundCell[] }[] = [];
  let last = columns.length;
  for (const step of steps) {
    const from = step.from;
    const cell: FoundCell = { column: step.column, from, to: step.to, text: textOf(tokens, from, step.to), tail: step.kind === 'tail', cost: step.cellCost };
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
