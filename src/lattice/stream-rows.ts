import type { Ruling, Run } from '../model/index.js';
import { parseAmount } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';

/** A column of an unruled table: where its texts stand (points). */
export interface Band {
  x0: number;
  x1: number;
}

/** Runs on one baseline, left to right. */
export interface Baseline {
  readonly runs: readonly Run[];
  readonly y0: number;
  readonly y1: number;
}

/** A row: the middle of its figures or of its label, and what stands in it. */
export interface StreamRow {
  readonly y: number;
  readonly runs: readonly Run[];
}

/** Texts whose middles differ by less than this (ems) stand in one row. */
const SAME_ROW = 0.5;
/** Figures of different columns may be set this far (ems) above or below each other and still be one row. */
const SHIFTED = 0.8;
/** A label's next line stands no further below than this (ems, from foot to head). */
const LABEL_GAP = 1.1;
/** … or than this where the line before was full, to FULL ems. */
const WIDE_GAP = 2.6;
const FULL = 1.2;
/** What a label begins with when it begins a row. */
const ROW_START = /^(?:合计|总计|小计|本年|当年|上年|年初|年末|年终|结转|使用|其中|(?:收入|支出)[合总][计数]|一般公共|政府性|国有资本|基本支出|项目支出|人员经费|公用经费|(?!(?:19|20)\d\d[年—–－-])\d{3,9}(?=\D|$)|[[［]\d)/;

/** A figure with decimals or grouped, a nought, or any whole number of three digits and more that is no year. */
export const isMoney = (text: string): boolean => {
  const plain = squeeze(text);
  if (parseAmount(plain) === null) return /^-?\d+(?:\.\d+)?[%％]$/.test(plain);
  if (/[.．,，]/.test(plain) || /^[-−]?0$/.test(plain)) return true;
  return /^[-−]?\d{4,}$/.test(plain) && !/^(?:19|20)\d\d$/.test(plain) && !/^\d{6}$/.test(plain) && !SUBJECT_CODE.test(plain);
};
/** Whole numbers that subject codes look like: 类 款 项 of revenue, functional and economic classifications. */
const SUBJECT_CODE = /^(?:[1-5]\d{2}|[1-5]\d{4}|[12]\d{6})$/;

export const heightOf = (line: Baseline): number => medianHeight(line.runs) || line.y1 - line.y0;

export function medianHeight(runs: readonly Run[]): number {
  const heights = runs.map((r) => r.place.box!.y1 - r.place.box!.y0).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}

/** A total ends with its word: what stands below is the next row. */
const TOTAL_LINE = /^(?:(?:本年)?(?:收入|支出))?(?:合计|总计|总数)$/;

const middleOf = (run: Run): number => (run.place.box!.y0 + run.place.box!.y1) / 2;
const startsRow = (text: string): boolean => ordinalOf(text) !== null || ROW_START.test(text);

/** A label of one column, over one line or several. */
interface Block {
  runs: Run[];
  /** Row whose figures stand beside one of its lines; −1 where none does. */
  row: number;
}

/**
 * Runs of an unruled body → rows. Figures and codes stand alone on their line: they are the rows' anchors. Labels may
 * break over several lines above and below their anchor; a line without an anchor of its own goes to the neighbour it
 * continues: the label before, unless it starts like a row or a rule parts them. Labels without figures are rows of their own.
 */
export function groupRows(runs: readonly Run[], columnOf: (run: Run) => number, rules: readonly Ruling[]): StreamRow[] {
  const em = medianHeight(runs);
  const anchors: { y: number; runs: Run[] }[] = [];
  const labels = new Map<number, Run[]>();
  for (const run of [...runs].sort((a, b) => middleOf(a) - middleOf(b))) {
    const text = squeeze(run.text);
    if (isMoney(text) || /^\d{2,9}$/.test(text)) {
      const last = anchors[anchors.length - 1];
      const near = last ? middleOf(run) - last.y : Infinity;
      if (last && (near < SAME_ROW * em || (near < SHIFTED * em && last.runs.every((r) => columnOf(r) !== columnOf(run)))) && !ruledApart(last.y, middleOf(run), run, rules)) last.runs.push(run);
      else anchors.push({ y: middleOf(run), runs: [run] });
    } else {
      const column = columnOf(run);
      const list = labels.get(column);
      if (list) list.push(run);
      else labels.set(column, [run]);
    }
  }
  const ys = new Anchors(anchors);
  const blocks = [...labels.values()].flatMap((list) => blocksOf(list, ys, em, rules));
  const rows: { y: number; runs: Run[] }[] = anchors.map((a) => ({ y: a.y, runs: [...a.runs] }));
  const loose: Block[] = [];
  for (const block of blocks) {
    if (block.row >= 0) rows[block.row]!.runs.push(...block.runs);
    else loose.push(block);
  }
  for (const block of loose) {
    const y = middleOfBlock(block);
    const reach = (block.runs.length === 1 ? SHIFTED : SAME_ROW) * em;
    const near = rows.find((r) => Math.abs(r.y - y) < reach && !r.runs.some((s) => labels.get(columnOf(s))?.includes(s) && columnOf(s) === columnOf(block.runs[0]!)));
    if (near) near.runs.push(...block.runs);
    else rows.push({ y, runs: [...block.runs] });
  }
  return rows.sort((a, b) => a.y - b.y);
}

const middleOfBlock = (block: Block): number => (block.runs[0]!.place.box!.y0 + block.runs[block.runs.length - 1]!.place.box!.y1) / 2;

const ruledApart = (y0: number, y1: number, run: Run, rules: readonly Ruling[]): boolean =>
  rules.some((r) => r.y0 > y0 + 1 && r.y1 < y1 - 1 && r.x0 < run.place.box!.x1 && r.x1 > run.place.box!.x0 && r.x1 - r.x0 > 30);

/** Lines of one label stand no further apart than this (ems) where they are set tight, and a line is short that ends this far (ems) before the others. */
const SET_TIGHT = 0.6;
const SHORT = 2;
/** The right edge at which lines break: the furthest that two of them reach; null where none does. */
function edgeOf(ends: readonly number[], em: number): number | null {
  const sorted = [...ends].sort((a, b) => b - a);
  const at = sorted.findIndex((x, i) => i + 1 < sorted.length && x - sorted[i + 1]! < em);
  return at < 0 ? null : sorted[at]!;
}

/** The labels of one column: its lines, top to bottom, put together. */
function blocksOf(list: readonly Run[], anchors: Anchors, em: number, rules: readonly Ruling[]): Block[] {
  // Runs of one line first: `合   计`.
  const lines: Run[][] = [];
  for (const run of list) {
    const last = lines[lines.length - 1];
    if (last && Math.abs(middleOf(last[0]!) - middleOf(run)) < 0.35 * em) last.push(run);
    else lines.push([run]);
  }
  for (const line of lines) line.sort((a, b) => a.place.box!.x0 - b.place.box!.x0);
  const rowOf = lines.map((line) => nearest(anchors, middleOf(line[0]!), 0.35 * em));
  const right = Math.max(...list.map((r) => r.place.box!.x1));
  const edge = edgeOf(lines.map((line) => line[line.length - 1]!.place.box!.x1), em);
  const set = indented(lines, right, em);
  let listed = false;
  const starts = lines.map((line, i) => {
    if (i === 0) {
      listed = ordinalOf(squeeze(line[0]!.text)) !== null;
      return true;
    }
    const above = lines[i - 1]![0]!;
    const gap = (line[0]!.place.box!.y0 - above.place.box!.y1) / em;
    const text = squeeze(line.map((r) => r.text).join(''));
    const before = squeeze(lines[i - 1]!.map((r) => r.text).join(''));
    const closing = /^[^（(]*[）)]/.test(text) && /[（(][^）)]*$/.test(before);
    // A numbered label goes on after a full line even where lines are set wide apart.
    const full = listed && lines[i - 1]![lines[i - 1]!.length - 1]!.place.box!.x1 >= right - FULL * em;
    // A line breaks where it is full: behind a short one, and not set tight below it, stands the next label.
    const short = edge !== null && gap > SET_TIGHT && lines[i - 1]![lines[i - 1]!.length - 1]!.place.box!.x1 < edge - SHORT * em;
    const begins = set ? set[i]! : (short && !closing) || gap > (full ? WIDE_GAP : LABEL_GAP) || (startsRow(text) && !closing) || TOTAL_LINE.test(before) || ruledApart(middleOf(above), middleOf(line[0]!), line[0]!, rules);
    if (begins) listed = ordinalOf(text) !== null;
    return begins;
  });
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; ) {
    // A stretch of lines that nothing parts; anchored lines in it part it in the middle of what lies between them.
    let end = i + 1;
    while (end < lines.length && !starts[end]) end++;
    const hosts = hostsOf(lines, rowOf, i, end, anchors);
    if (hosts.length <= 1) blocks.push({ runs: lines.slice(i, end).flat(), row: hosts.length === 1 ? hosts[0]!.row : within(anchors, lines[i]![0]!, lines[end - 1]![0]!, em) });
    else {
      let from = i;
      hosts.forEach(({ first, last, row }, n) => {
        const next = hosts[n + 1];
        const to = next === undefined ? end : last + 1 + cutBetween(lines, last, next.first, i === first);
        blocks.push({ runs: lines.slice(from, to).flat(), row });
        from = to;
      });
    }
    i = end;
  }
  return blocks;
}

/** Lines begin at one place when they differ by less than this (ems). */
const MARGIN = 0.3;
/** A first line is set in by two letters, more or less (ems). */
const INSET = [1.5, 3] as const;

/**
 * Labels whose first lines are set in: which lines begin one. Null where the margin holds other lines than such as go on
 * with a full line, or where fewer than two are set in alike.
 */
function indented(lines: readonly (readonly Run[])[], right: number, em: number): boolean[] | null {
  const margin = Math.min(...lines.map((line) => line[0]!.place.box!.x0));
  const atMargin = lines.map((line) => line[0]!.place.box!.x0 < margin + MARGIN * em);
  const goesOn = (i: number): boolean => {
    const above = lines[i - 1];
    return above !== undefined && above[above.length - 1]!.place.box!.x1 >= right - FULL * em && lines[i]![0]!.place.box!.y0 - above[0]!.place.box!.y1 < LABEL_GAP * em;
  };
  const inset = lines.filter((_, i) => !atMargin[i]).map((line) => line[0]!.place.box!.x0).sort((a, b) => a - b);
  const edge = inset[inset.length >> 1] ?? 0;
  const alike = inset.filter((x) => Math.abs(x - edge) < MARGIN * em).length;
  const letters = (edge - margin) / em;
  return alike > 1 && letters > INSET[0] && letters < INSET[1] && atMargin.filter(Boolean).length > 1 && atMargin.every((at, i) => !at || goesOn(i)) ? atMargin.map((at) => !at) : null;
}

/**
 * Lines of a stretch that figures stand beside, top to bottom: one line, or the two in the middle of a label of an even
 * number of lines, between which its figures stand.
 */
function hostsOf(lines: readonly (readonly Run[])[], rowOf: readonly number[], from: number, end: number, anchors: Anchors): { first: number; last: number; row: number }[] {
  const out: { first: number; last: number; row: number }[] = [];
  for (let k = from; k < end; k++) {
    if (rowOf[k]! >= 0) out.push({ first: k, last: k, row: rowOf[k]! });
    else if (k + 1 < end && rowOf[k + 1]! < 0 && out[out.length - 1]?.last !== k) {
      const [a, b] = [middleOf(lines[k]![0]!), middleOf(lines[k + 1]![0]!)];
      const row = nearest(anchors, (a + b) / 2, (b - a) / 2);
      if (row >= 0) out.push({ first: k, last: k + 1, row });
    }
  }
  return out;
}

/** How many of the lines between two anchored ones belong to the upper: by the wider gap; top-aligned labels keep all. */
function cutBetween(lines: readonly (readonly Run[])[], upper: number, lower: number, topAligned: boolean): number {
  const between = lower - upper - 1;
  if (between === 0) return 0;
  let at = 0;
  let widest = -Infinity;
  let narrowest = Infinity;
  for (let k = upper; k < lower; k++) {
    const gap = lines[k + 1]![0]!.place.box!.y0 - lines[k]![0]!.place.box!.y1;
    narrowest = Math.min(narrowest, gap);
    if (gap > widest + 0.5) {
      widest = gap;
      at = k - upper;
    }
  }
  if (widest - narrowest > 1) return at;
  return topAligned ? between : Math.floor(between / 2);
}

/** A label of an even number of lines has its figures between two of them. */
function within(anchors: Anchors, first: Run, last: Run, em: number): number {
  if (first === last) return -1;
  return nearest(anchors, (first.place.box!.y0 + last.place.box!.y1) / 2, SAME_ROW * em);
}

/** Where the figures of each row stand. */
class Anchors {
  readonly ys: readonly number[];
  readonly row: readonly number[];

  constructor(rows: readonly { readonly runs: readonly Run[] }[]) {
    const marks = rows.flatMap(({ runs }, row) => [...new Set(runs.map(middleOf))].map((y) => ({ y, row }))).sort((a, b) => a.y - b.y);
    this.ys = marks.map((m) => m.y);
    this.row = marks.map((m) => m.row);
  }
}

/** The row whose figures stand nearest, within `reach`; −1 where none does. */
function nearest({ ys, row }: Anchors, wanted: number, reach: number): number {
  let best = -1;
  let off = reach;
  // Rows are few hundred at most and labels are looked up once each.
  let lo = 0;
  let hi = ys.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (ys[mid]! < wanted) lo = mid + 1;
    else hi = mid;
  }
  for (const i of [lo - 1, lo]) {
    const y = ys[i];
    if (y !== undefined && Math.abs(y - wanted) < off) {
      off = Math.abs(y - wanted);
      best = row[i]!;
    }
  }
  return best;
}

export const overlap = (a: Run, b: Run): number => Math.min(a.place.box!.x1, b.place.box!.x1) - Math.max(a.place.box!.x0, b.place.box!.x0);

/** Han letters apart by blanks are one word: 合   计, 项　目. Figures run into a label part from it: 3,944.08一、…. */
export function settleRuns(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of joinSpaced(runs.flatMap(splitFigures))) {
    const last = out[out.length - 1];
    const a = last?.place.box;
    const b = run.place.box!;
    if (last && a && SPACED.test(squeeze(last.text + run.text)) && squeeze(last.text).length === 1) {
      out[out.length - 1] = { text: `${last.text} ${run.text}`, place: { ...last.place, box: { x0: a.x0, x1: b.x1, y0: Math.min(a.y0, b.y0), y1: Math.max(a.y1, b.y1) } } };
    } else if (last && a && /^[\u4e00-\u9fff]( ?[\u4e00-\u9fff])*$/.test(last.text) && squeeze(last.text).length <= 2 && /^[\u4e00-\u9fff]$/.test(run.text) && !/[类款项目]/.test(last.text + run.text) && last.text.split(' ').every((t) => t.length === 1) && b.x0 - a.x1 < 2.5 * (b.y1 - b.y0)) {
      out[out.length - 1] = { text: `${last.text} ${run.text}`, place: { ...last.place, box: { x0: a.x0, x1: b.x1, y0: Math.min(a.y0, b.y0), y1: Math.max(a.y1, b.y1) } } };
    } else out.push(run);
  }
  return out;
}

/** In ems: letters of Latin and digits are half as wide as others. */
export const widthOf = (text: string): number => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 1 : 0.5), 0);

/** Where each letter of a run begins, by the widths of letters, and where the last ends. */
export function edgesOf(run: Run): number[] {
  const { x0, x1 } = run.place.box!;
  const ends = [0];
  for (const c of run.text) ends.push(ends[ends.length - 1]! + (c.charCodeAt(0) > 0xff ? 1 : 0.5));
  return ends.map((w) => x0 + ((x1 - x0) * w) / ends[ends.length - 1]!);
}

/** A run parted at its blanks: `1 栏次` of two blocks that stand close. */
export function splitWords(run: Run): Run[] {
  const words = [...run.text.matchAll(/[^\s\u3000]+/g)];
  if (words.length < 2) return [run];
  const xs = edgesOf(run);
  return words.map(({ 0: text, index }) => ({ text, place: { ...run.place, box: { ...run.place.box!, x0: xs[[...run.text.slice(0, index)].length]!, x1: xs[[...run.text.slice(0, index + text.length)].length]! } } }));
}

/** Totals set wide over the whole column: 收 入 总 计. Letters a run each. */
const WIDE_WORD = /^(?:本年)?(?:收入|支出)(?:合计|总计)$/;
const LETTER_GAP = 2.5;

function joinSpaced(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (let i = 0; i < runs.length; ) {
    let end = i;
    while (end < runs.length && [...squeeze(runs[end]!.text)].length === 1 && (end === i || runs[end]!.place.box!.x0 - runs[end - 1]!.place.box!.x1 < LETTER_GAP * (runs[end]!.place.box!.y1 - runs[end]!.place.box!.y0))) end++;
    const mine = runs.slice(i, end);
    if (WIDE_WORD.test(squeeze(mine.map((r) => r.text).join('')))) {
      const boxes = mine.map((r) => r.place.box!);
      out.push({ text: mine.map((r) => r.text).join(' '), place: { ...mine[0]!.place, box: { x0: boxes[0]!.x0, x1: boxes[boxes.length - 1]!.x1, y0: Math.min(...boxes.map((b) => b.y0)), y1: Math.max(...boxes.map((b) => b.y1)) } } });
      i = end;
    } else out.push(runs[i++]!);
  }
  return out;
}

const SPACED = /^(?:收入|支出|项目|合计|总计|小计|金额|科目|名称|栏次|行次)$/;

const FIGURE_THEN_LABEL = /^([-−]?\d[\d,，]*\.\d{1,6}|[-−]?\d+(?:,\d{3})+|0)\s*((?:[（(]?[一二三四五六七八九十]+[、）)]|[\u4e00-\u9fff][\u4e00-\u9fff，、“”》）。；：]).*)$/;
const LABEL_THEN_FIGURE = /^(.*[\u4e00-\u9fff）)])\s*([-−]?\d[\d,，]*\.\d{2,6})$/;

/** Figures of two columns that stand close enough to be read as one run: 82,096,797.42 82,096,797.42. */
const FIGURES_APART = /^([-−]?\d[\d,，]*\.\d{2,6})[\s\u3000]+([-−]?\d[\d,，]*\.\d{2,6}(?:[\s\u3000].*)?)$/;

/** The number of a column, and the first letter of 栏 次 of the next block. */
const NUMBER_THEN_HEAD = /^(\d{1,2})[\s\u3000]+([栏行].*)$/;

function splitFigures(run: Run): Run[] {
  const match = NUMBER_THEN_HEAD.exec(run.text) ?? FIGURES_APART.exec(run.text) ?? FIGURE_THEN_LABEL.exec(run.text) ?? LABEL_THEN_FIGURE.exec(run.text);
  if (!match || /^[元万亿%]/.test(match[2]!)) return [run];
  const widths = [match[1]!, match[2]!].map((t) => [...t].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 1 : 0.5), 0));
  const box = run.place.box!;
  const cut = box.x0 + ((box.x1 - box.x0) * widths[0]!) / (widths[0]! + widths[1]!);
  return [
    { text: match[1]!, place: { ...run.place, box: { ...box, x1: cut - 0.2 * (box.y1 - box.y0) } } },
    ...splitFigures({ text: match[2]!, place: { ...run.place, box: { ...box, x0: cut + 0.2 * (box.y1 - box.y0) } } }),
  ];
}
