import type { OpenCell, OpenRow } from '../model/table.js';
import type { Place } from '../model/place.js';
import { atScale, parseAmount } from '../text/amount.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';
import { fundingAt, labelAt } from './labels.js';
import { headerAt } from './header.js';
import { textOf, type Token } from './tokens.js';

/** A figure of a funding block under its column; `candidates` > 1: the columns left other choices. */
export interface FundingFigure {
  readonly column: number;
  readonly text: string;
  readonly place: Place;
  readonly sure: boolean;
}

export interface FundingRow {
  readonly label: string;
  /** Heading beside the rows (收入构成); '' where none is printed. */
  readonly group: string;
  readonly figures: readonly FundingFigure[];
  readonly place: Place;
}

/** 预算数 | 执行数 | 执行率 … by source of money, printed inside a form. */
export interface FundingBlock {
  readonly from: number;
  readonly to: number;
  /** Header paths, outermost to leaf. */
  readonly columns: readonly (readonly string[])[];
  readonly rows: readonly FundingRow[];
  /** A figure beside the block's own label. */
  readonly own?: { readonly label: string; readonly text: string; readonly place: Place };
}

const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?[%‰]?$/;
const DASH = /^[-—–－/]+$/;
/** Most placements tried for one row. */
const MAX_PLACEMENTS = 400;
const MIN_COLUMNS = 2;

/**
 * The funding block whose column headers begin at token `at`, or null: headers, then rows of label and figures up to the
 * next label, goal or indicator header. A block label before the headers (项目资金（万元）) belongs to it.
 */
export function fundingBlockAt(tokens: readonly Token[], at: number, rules: PerformanceRules): FundingBlock | null {
  let i = at;
  let early: { text: string; place: Place } | null = null;
  let own: { label: string; text: string; place: Place } | null = null;
  for (let block = fundingAt(tokens, i, rules); block?.kind === 'block' && i < tokens.length; block = i < tokens.length ? fundingAt(tokens, i, rules) : null) {
    i = block.to;
    // A number beside the block's label (项目资金 97, seeds/004…:1897) is no part of its rows; a row label may stand before the headers.
    if (i < tokens.length && FIGURE.test(tokens[i]!.text)) {
      own = { label: block.text, text: tokens[i]!.text, place: tokens[i]!.place };
      i++;
    }
    const row = i < tokens.length ? fundingAt(tokens, i, rules) : null;
    if (row?.kind === 'row') {
      early = { text: row.text, place: tokens[row.from]!.place };
      i = row.to;
    }
  }
  const columns: string[][] = [];
  let over = '';
  while (i < tokens.length) {
    const word = fundingAt(tokens, i, rules);
    if (word?.kind === 'column') columns.push(over === '' ? [word.text] : [over, word.text]);
    else if (word?.kind === 'columngroup') over = word.text;
    else break;
    i = word.to;
  }
  if (columns.length < MIN_COLUMNS) return null;
  const rows: { label: string; group: string; place: Place; cells: { text: string; place: Place }[] }[] = [];
  let label = '';
  let group = '';
  let place = tokens[Math.min(i, tokens.length - 1)]!.place;
  while (i < tokens.length) {
    const token = tokens[i]!;
    const isCell = FIGURE.test(token.text) || DASH.test(token.text);
    if (!isCell) {
      const word = fundingAt(tokens, i, rules);
      const found = word ? null : labelAt(tokens, i, rules);
      if (found || headerAt(tokens, i, rules) || (!word && !leadsToFigures(tokens, i))) break;
      if (label === '' || (rows.length > 0 && rows.at(-1)!.label === label)) {
        label = '';
        place = token.place;
      }
      const end = word?.to ?? i + 1;
      if (word?.kind === 'group') {
        group = word.text;
        label = '';
        i = end;
        continue;
      }
      // 项目资金 / （万元）: the rest of the block's own label (seeds/004…:2278).
      const text = textOf(tokens, i, end);
      if (!/^[（(](?:万元|元)[)）]$/.test(text)) label += text;
      else if (own && rows.length === 0 && !/[)）]$/.test(own.label)) own = { ...own, label: own.label + text };
      i = end;
      continue;
    }
    if (label === '' && early) ({ text: label, place } = early);
    if (label === '' && group !== '') {
      i++;
      continue;
    }
    if (label === '') break;
    const last = rows.at(-1);
    if (!last || last.label !== label || last.place !== place) rows.push({ label, group, place, cells: [] });
    rows.at(-1)!.cells.push({ text: token.text, place: token.place });
    i++;
  }
  if (rows.length === 0) return null;
  return { from: at, to: i, columns, rows: doubtUnbalanced(columns, place1(columns, rows)), ...(own ? { own } : {}) };
}

/** Is this text the beginning of a row label: figures follow within a line or two. */
function leadsToFigures(tokens: readonly Token[], at: number): boolean {
  let chars = 0;
  for (let k = at; k < Math.min(tokens.length, at + 6); k++) {
    const { text, sep } = tokens[k]!;
    if (k > at && sep === 'page') return false;
    if (k > at && (FIGURE.test(text) || DASH.test(text))) return true;
    chars += text.length;
    if (chars > 24 || /[。；]/.test(text)) return false;
  }
  return false;
}

type Kind = 'amount' | 'rate' | 'weight' | 'score';
const kindOf = (printed: string): Kind => {
  const header = printed.replace(/[（(].*$/, '');
  return /率|占比/.test(header) ? 'rate' : /分值/.test(header) ? 'weight' : /得分/.test(header) ? 'score' : 'amount';
};

/** Put the figures of each row under the columns; rows with fewer figures than columns by what adds up and recomputes. */
function place1(columns: readonly (readonly string[])[], rows: readonly { label: string; group: string; place: Place; cells: readonly { text: string; place: Place }[] }[]): FundingRow[] {
  const kinds = columns.map((path) => kindOf(path.at(-1)!));
  const plain = rows.map(({ cells }) => placements(kinds, cells.map(({ text }) => text)));
  const total = rows.findIndex(({ label }) => /总额|合计/.test(label));
  const placed = bySums(rows, plain, total, kinds);
  return rows.map(({ label, group, place, cells }, r) => {
    let options = placed[r]!;
    if (options.length > 1 && total >= 0 && total !== r && placed[total]!.length === 1) {
      const fits = options.filter((columnOf) => belowTotal(columnOf, cells, placed[total]![0]!, rows[total]!.cells, kinds));
      if (fits.length > 0) options = fits;
    }
    if (options.length > 1) {
      const fits = options.filter((columnOf) => rateHolds(columnOf, cells, kinds));
      if (fits.length > 0) options = fits;
    }
    // Figures that fit under no column in order are misread: nothing is placed.
    if (options.length === 0) return { label, group, place, figures: [] };
    const sure = options.length === 1;
    const choice = options[0]!;
    return { label, group, place, figures: cells.map(({ text, place: at }, c) => ({ column: choice[c] ?? 0, text, place: at, sure })).filter(({ text, column }) => !DASH.test(text) && column !== STRAY && column < columns.length) };
  });
}

/** No column: a mark of a note that stands between the figures (资金 1, 183.92: the 1 refers to a note). */
const STRAY = -1;
/** Most combinations of rows tried. */
const MAX_COMBINATIONS = 20_000;

type BlockRow = { readonly group: string; readonly cells: readonly { text: string; place: Place }[] };

/**
 * Rows under one heading (按收入性质分) add up to the total in every column. Where that leaves one way to place their
 * figures it is taken; a digit alone in its line may be left out for it (seeds/001…:671-675).
 */
function bySums(rows: readonly BlockRow[], placed: readonly number[][][], total: number, kinds: readonly Kind[]): readonly number[][][] {
  const settled = placed.map((options) => [...options]);
  const sums = total >= 0 && placed[total]!.length === 1 ? rows[total]!.cells.map(({ text }, c) => ({ column: placed[total]![0]![c]!, amount: DASH.test(text) ? null : exact(text) })) : [];
  for (const group of new Set(rows.map((row) => row.group))) {
    const own = rows.flatMap((row, r) => (r !== total && row.group === group && row.group !== '' ? [r] : []));
    if (sums.length === 0 || own.length < 2) continue;
    const options = own.map((r) => (rows[r]!.cells.every(({ text }) => DASH.test(text)) ? [rows[r]!.cells.map(() => STRAY)] : [...placed[r]!, ...withoutStrays(rows[r]!, kinds)]));
    if (options.some((each) => each.length === 0) || options.reduce((all, each) => all * each.length, 1) > MAX_COMBINATIONS) continue;
    const fitting: number[][][] = [];
    const walk = (n: number, chosen: number[][]) => {
      if (n < own.length) for (const option of options[n]!) walk(n + 1, [...chosen, option]);
      else if (addsUp(own.map((r, k) => ({ cells: rows[r]!.cells, columns: chosen[k]! })), sums, kinds)) fitting.push(chosen);
    };
    walk(0, []);
    if (fitting.length === 1) for (const [k, r] of own.entries()) settled[r] = [fitting[0]![k]!];
  }
  return settled;
}

/** Placements that leave out digits alone in their line. */
function withoutStrays({ cells }: BlockRow, kinds: readonly Kind[]): number[][] {
  const stray = cells.map(({ text, place }, c) => /^[1-9]$/.test(text) && cells.every((other, k) => k === c || other.place.line !== place.line));
  if (!stray.includes(true)) return [];
  const kept = cells.filter((_, c) => !stray[c]).map(({ text }) => text);
  return placements(kinds, kept).map((columns) => {
    let next = 0;
    return cells.map((_, c) => (stray[c] ? STRAY : columns[next++]!));
  });
}

/** Amount columns with figures of the parts hold their total. */
function addsUp(parts: readonly { cells: readonly { text: string }[]; columns: readonly number[] }[], sums: readonly { column: number; amount: ReturnType<typeof exact> }[], kinds: readonly Kind[]): boolean {
  return sums.every(({ column, amount }) => {
    if (kinds[column] !== 'amount' || !amount) return true;
    const own = parts.flatMap(({ cells, columns }) => columns.flatMap((at, c) => (at === column && !DASH.test(cells[c]!.text) ? (exact(cells[c]!.text) ?? []) : [])));
    if (own.length === 0) return false;
    const scale = Math.max(amount.scale, ...own.map((part) => part.scale));
    return own.reduce((sum, part) => sum + atScale(part, scale), 0n) === atScale(amount, scale);
  });
}

/** Columns whose parts do not add up to their total hold a misread figure somewhere: none of the parts is sure. */
function doubtUnbalanced(columns: readonly (readonly string[])[], rows: readonly FundingRow[]): FundingRow[] {
  const total = rows.find(({ label }) => /总额/.test(label));
  if (!total) return [...rows];
  const bad = new Set<string>();
  for (const group of new Set(rows.map((row) => row.group))) {
    const parts = rows.filter((row) => row !== total && row.group === group);
    if (parts.length < 2) continue;
    for (const [column, path] of columns.entries()) {
      if (kindOf(path.at(-1)!) !== 'amount') continue;
      const whole = total.figures.find((figure) => figure.column === column);
      const amounts = parts.flatMap((row) => row.figures.filter((figure) => figure.column === column).map(({ text }) => exact(text)));
      const printed = whole ? exact(whole.text) : null;
      if (!printed || amounts.length === 0) continue;
      const scale = Math.max(printed.scale, ...amounts.map((amount) => amount?.scale ?? 0));
      const sum = amounts.reduce((left, amount) => left + (amount ? atScale(amount, scale) : 0n), 0n);
      if (sum !== atScale(printed, scale)) bad.add(`${group}|${column}`);
    }
  }
  return rows.map((row) => (row === total ? row : { ...row, figures: row.figures.map((figure) => (bad.has(`${row.group}|${figure.column}`) ? { ...figure, sure: false } : figure)) }));
}

/** Every order-preserving way to put the cells under columns of their kind. */
function placements(kinds: readonly Kind[], cells: readonly string[]): number[][] {
  const found: number[][] = [];
  const walk = (c: number, from: number, chosen: number[]) => {
    if (found.length >= MAX_PLACEMENTS) return;
    if (c === cells.length) {
      found.push([...chosen]);
      return;
    }
    for (let k = from; k <= kinds.length - (cells.length - c); k++) if (allowed(kinds[k]!, cells[c]!)) walk(c + 1, k + 1, [...chosen, k]);
  };
  walk(0, 0, []);
  return found;
}

function allowed(kind: Kind, text: string): boolean {
  if (DASH.test(text)) return kind !== 'amount';
  if (/[%‰]$/.test(text)) return kind === 'rate';
  return kind !== 'rate' || /^\d{1,3}\.\d+$/.test(text);
}

const exact = (text: string) => parseAmount(text.replace(/[%‰]$/, ''));

/** No part is larger than the total in its column. */
function belowTotal(own: readonly number[], cells: readonly { text: string }[], total: readonly number[], totals: readonly { text: string }[], kinds: readonly Kind[]): boolean {
  return own.every((column, c) => {
    if (kinds[column] !== 'amount') return true;
    const at = total.indexOf(column);
    if (at < 0) return false;
    const a = exact(cells[c]!.text);
    const b = exact(totals[at]!.text);
    if (!a || !b) return true;
    const scale = Math.max(a.scale, b.scale);
    return atScale(a, scale) <= atScale(b, scale);
  });
}

/** 执行率 = 执行数 / the budget column before it, to the printed precision. */
function rateHolds(own: readonly number[], cells: readonly { text: string }[], kinds: readonly Kind[]): boolean {
  const rate = own.findIndex((column, c) => kinds[column] === 'rate' && !DASH.test(cells[c]!.text));
  if (rate < 0) return true;
  const amounts = own.flatMap((column, c) => (kinds[column] === 'amount' && !DASH.test(cells[c]!.text) ? [{ column, c }] : []));
  const last = kinds.lastIndexOf('amount');
  const executed = amounts.find(({ column }) => column === last);
  const budget = amounts.find(({ column }) => column === last - 1);
  if (!executed || !budget) return false;
  const e = Number(cells[executed.c]!.text.replace(/,/g, ''));
  const b = Number(cells[budget.c]!.text.replace(/,/g, ''));
  const printed = Number(cells[rate]!.text.replace('%', ''));
  return b > 0 && Math.abs((100 * e) / b - printed) < 0.06;
}

/** The rows of a block as rows of a table of figures. */
export function openRows(block: FundingBlock): OpenRow[] {
  return block.rows.map(({ label, group, figures, place }, r) => {
    const cells: OpenCell[] = [];
    for (const { column, text, place: at, sure } of figures) {
      const amount = parseAmount(text.replace(/%$/, ''));
      if (amount) cells.push({ amount: { ...amount, printed: text }, column, basis: [sure ? 'count' : 'guess'], flags: sure ? [] : ['column-inferred'], place: at });
    }
    return { rowNo: r + 1, block: 0, label, path: group === '' ? [label] : [group, label], code: '', codes: [], indent: 0, cells, flags: [], place };
  });
}
