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
  const rows: ReadRow[] = [];
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
      const taken = rows.length > 0 && rows.at(-1)!.label === label;
      // A label behind figures that begin their line may be theirs.
      if (taken && token.sep === 'space' && rows.at(-1)!.cells[0]!.begins) rows.at(-1)!.doubtful = true;
      // 上年结转资金 / 其他资金 4: the row of the first is empty.
      if (label === '' || taken || (word?.kind === 'row' && token.sep !== 'space' && rules.fundingOf(label) === 'row')) {
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
      // The label of the block along the side, printed in the line of a row: 项目资金 年度资金总额 320.00.
      if (word?.kind === 'block' && label === '' && end < tokens.length && tokens[end]!.sep === 'space' && fundingAt(tokens, end, rules)?.kind === 'row') {
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
    if (!last || last.label !== label || last.place !== place) rows.push({ label, group, place, cells: [], doubtful: false });
    rows.at(-1)!.cells.push({ text: token.text, place: token.place, begins: token.sep !== 'space' });
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

/** `share`: of the total (占比). */
type Kind = 'amount' | 'rate' | 'share' | 'weight' | 'score' | 'dash';
const kindOf = (printed: string): Kind => {
  const header = printed.replace(/[（(].*$/, '');
  return /率/.test(header) ? 'rate' : /占比/.test(header) ? 'share' : /分值/.test(header) ? 'weight' : /得分/.test(header) ? 'score' : 'amount';
};

interface ReadCell {
  readonly text: string;
  readonly place: Place;
  /** Begins its line. */
  readonly begins: boolean;
}

interface ReadRow {
  readonly label: string;
  readonly group: string;
  readonly place: Place;
  readonly cells: ReadCell[];
  /** Its figures may be another row's. */
  doubtful: boolean;
}

/**
 * Put the figures of each row under the columns; rows with fewer figures than columns by what adds up and recomputes. A figure is
 * sure where every way that is left puts it under the same column.
 */
function place1(columns: readonly (readonly string[])[], rows: readonly ReadRow[]): FundingRow[] {
  const kinds = columns.map((path) => kindOf(path.at(-1)!));
  const total = rows.findIndex(({ label }) => /总额|合计/.test(label));
  // Points are given to the total alone.
  const partKinds = total < 0 ? kinds : kinds.map((kind): Kind => (kind === 'weight' || kind === 'score' ? 'dash' : kind));
  const kindsOf = (r: number) => (r === total ? kinds : partKinds);
  const plain = rows.map(({ cells }, r) => placements(kindsOf(r), cells.map(({ text }) => text)));
  const adjusted = kinds.lastIndexOf('amount') - 1;
  const { placed, proved } = bySums(rows, plain, total, partKinds);
  const swapped = rows.some(({ cells }, r) => placed[r]!.length === 1 && rateOfInitial(placed[r]![0]!, cells, kinds));
  return rows.map(({ label, group, place, cells, doubtful }, r) => {
    let options = placed[r]!;
    if (options.length > 1 && total >= 0 && total !== r && placed[total]!.length === 1) {
      const fits = options.filter((columnOf) => belowTotal(columnOf, cells, placed[total]![0]!, rows[total]!.cells, kinds));
      if (fits.length > 0) options = fits;
    }
    const fits = options.filter((columnOf) => rateHolds(columnOf, cells, kinds));
    // As many figures as columns say nothing where the rate is not that of the row, or a digit may be none of its figures.
    const torn = !proved.has(r) && (fits.length === 0 || mayBeRest(cells, kinds, fits[0]!));
    // Of two budgets that would do, the one before what was spent is the likelier.
    if (options.length > 1 && fits.length > 0) options = [...fits].sort((a, b) => Number(b.includes(adjusted)) - Number(a.includes(adjusted)));
    // Figures that fit under no column in order are misread: nothing is placed.
    if (options.length === 0) return { label, group, place, figures: [] };
    const sound = !doubtful && !torn;
    // Sums prove the amounts alone; a rate is known by its sign.
    const anchored = fits.length > 0 || cells.some(({ text }) => /[%‰]$/.test(text));
    const choice = options[0]!;
    return { label, group, place, figures: cells.map(({ text, place: at }, c) => ({ column: choice[c] ?? 0, text, place: at, sure: sound && (anchored || kinds[choice[c]!] === 'amount') && !(swapped && kinds[choice[c]!] === 'amount' && choice[c]! <= adjusted) && options.every((option) => option[c] === choice[c]) })).filter(({ text, column }) => !DASH.test(text) && column !== STRAY && column < columns.length) };
  });
}

/**
 * A digit or two that begin a line behind another figure, or have one before all others: a mark of a note, or the rest of that
 * figure. Points stand there by right where the rate of the row shows the amounts before them to be whole.
 */
const mayBeRest = (cells: readonly ReadCell[], kinds: readonly Kind[], columns: readonly number[]): boolean => {
  const rated = cells.some(({ text }, c) => kinds[columns[c]!] === 'rate' && !DASH.test(text));
  return cells.some(({ text, begins }, c) => begins && (c > 0 || cells[1]?.begins === true) && /^\d{1,2}$/.test(text) && (!rated || kinds[columns[c]!] === 'amount'));
};

/** No column: a mark of a note that stands between the figures (资金 1, 183.92: the 1 refers to a note). */
const STRAY = -1;
/** Most combinations of rows tried. */
const MAX_COMBINATIONS = 20_000;

type BlockRow = { readonly group: string; readonly cells: readonly { text: string; place: Place }[] };

/**
 * Rows under one heading (按收入性质分), or under none, add up to the total in every column. Where that leaves one way to place their
 * figures it is taken; a digit alone in its line may be left out for it (seeds/001…:671-675).
 */
function bySums(rows: readonly BlockRow[], placed: readonly number[][][], total: number, kinds: readonly Kind[]): { placed: readonly number[][][]; proved: ReadonlySet<number> } {
  const settled = placed.map((options) => [...options]);
  const proved = new Set<number>();
  const sums = total >= 0 && placed[total]!.length === 1 ? rows[total]!.cells.map(({ text }, c) => ({ column: placed[total]![0]![c]!, amount: DASH.test(text) ? null : exact(text) })) : [];
  for (const group of new Set(rows.map((row) => row.group))) {
    const own = rows.flatMap((row, r) => (r !== total && row.group === group ? [r] : []));
    if (sums.length === 0 || own.length === 0) continue;
    const options = own.map((r) => (rows[r]!.cells.every(({ text }) => DASH.test(text)) ? [rows[r]!.cells.map(() => STRAY)] : [...placed[r]!, ...(own.length > 1 ? withoutStrays(rows[r]!, kinds) : [])]));
    if (options.some((each) => each.length === 0) || options.reduce((all, each) => all * each.length, 1) > MAX_COMBINATIONS) continue;
    const fitting: number[][][] = [];
    const walk = (n: number, chosen: number[][]) => {
      if (n < own.length) for (const option of options[n]!) walk(n + 1, [...chosen, option]);
      else if (addsUp(own.map((r, k) => ({ cells: rows[r]!.cells, columns: chosen[k]! })), sums, kinds)) fitting.push(chosen);
    };
    walk(0, []);
    if (fitting.length !== 1) continue;
    for (const [k, r] of own.entries()) {
      settled[r] = [fitting[0]![k]!];
      proved.add(r);
    }
    proved.add(total);
  }
  return { placed: settled, proved };
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

/** Columns whose parts do not add up to their total hold a misread figure somewhere, or one that is shifted with all of its row: none of these rows is sure. */
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
  return rows.map((row) => (row === total || !row.figures.some(({ column }) => bad.has(`${row.group}|${column}`)) ? row : { ...row, figures: row.figures.map((figure) => ({ ...figure, sure: false })) }));
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
  if (kind === 'dash') return false;
  if (/[%‰]$/.test(text)) return kind === 'rate' || kind === 'share';
  return (kind !== 'rate' && kind !== 'share') || /^\d{1,3}(?:\.\d+)?$/.test(text);
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

/** 执行率 = 执行数 / the last budget printed before it, to the printed precision: the adjusted one where there is one. */
function rateHolds(own: readonly number[], cells: readonly { text: string }[], kinds: readonly Kind[]): boolean {
  const rate = own.findIndex((column, c) => kinds[column] === 'rate' && !DASH.test(cells[c]!.text));
  if (rate < 0) return true;
  const amounts = own.flatMap((column, c) => (kinds[column] === 'amount' && !DASH.test(cells[c]!.text) ? [{ column, c }] : []));
  const executed = amounts.at(-1);
  const budget = amounts.at(-2);
  if (!executed || !budget || executed.column !== kinds.lastIndexOf('amount')) return false;
  const e = Number(cells[executed.c]!.text.replace(/,/g, ''));
  const b = Number(cells[budget.c]!.text.replace(/,/g, ''));
  const printed = Number(cells[rate]!.text.replace('%', ''));
  return b > 0 && Math.abs((100 * e) / b - printed) < 0.06;
}

/** The rate is that of a budget before the last one: it is meant so, or the heads of the two were read in the wrong order. */
const rateOfInitial = (own: readonly number[], cells: readonly { text: string }[], kinds: readonly Kind[]): boolean =>
  !rateHolds(own, cells, kinds) && own.some((_, c) => kinds[own[c]!] === 'amount' && rateHolds(own.toSpliced(c, 1), cells.toSpliced(c, 1), kinds));

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
