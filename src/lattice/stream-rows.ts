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
/** A label's next line stands no further below than this (ems, from foot to head). */
const LABEL_GAP = 1.1;
/** What a label begins with when it begins a row. */
const ROW_START = /^(?:合计|总计|小计|本年|上年|年初|年末|年终|结转|使用|其中|收入[合总]计|支出[合总]计|一般公共|政府性|国有资本|基本支出|项目支出|人员经费|公用经费|\d{3,9}(?=\D|$)|[[［]\d)/;

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
      if (last && middleOf(run) - last.y < SAME_ROW * em && !ruledApart(last.y, middleOf(run), run, rules)) last.runs.push(run);
      else anchors.push({ y: middleOf(run), runs: [run] });
    } else {
      const column = columnOf(run);
      const list = labels.get(column);
      if (list) list.push(run);
      else labels.set(column, [run]);
    }
  }
  const ys = anchors.map((a) => a.y);
  const blocks = [...labels.values()].flatMap((list) => blocksOf(list, ys, em, rules));
  const rows: { y: number; runs: Run[] }[] = anchors.map((a) => ({ y: a.y, runs: [...a.runs] }));
  const loose: Block[] = [];
  for (const block of blocks) {
    if (block.row >= 0) rows[block.row]!.runs.push(...block.runs);
    else loose.push(block);
  }
  for (const block of loose) {
    const y = middleOfBlock(block);
    const near = rows.find((r) => Math.abs(r.y - y) < SAME_ROW * em && !r.runs.some((s) => labels.get(columnOf(s))?.includes(s) && columnOf(s) === columnOf(block.runs[0]!)));
    if (near) near.runs.push(...block.runs);
    else rows.push({ y, runs: [...block.runs] });
  }
  return rows.sort((a, b) => a.y - b.y);
}

const middleOfBlock = (block: Block): number => (block.runs[0]!.place.box!.y0 + block.runs[block.runs.length - 1]!.place.box!.y1) / 2;

const ruledApart = (y0: number, y1: number, run: Run, rules: readonly Ruling[]): boolean =>
  rules.some((r) => r.y0 > y0 + 1 && r.y1 < y1 - 1 && r.x0 < run.place.box!.x1 && r.x1 > run.place.box!.x0 && r.x1 - r.x0 > 30);

/** The labels of one column: its lines, top to bottom, put together. */
function blocksOf(list: readonly Run[], anchors: readonly number[], em: number, rules: readonly Ruling[]): Block[] {
  // Runs of one line first: `合   计`.
  const lines: Run[][] = [];
  for (const run of list) {
    const last = lines[lines.length - 1];
    if (last && Math.abs(middleOf(last[0]!) - middleOf(run)) < 0.35 * em) last.push(run);
    else lines.push([run]);
  }
  for (const line of lines) line.sort((a, b) => a.place.box!.x0 - b.place.box!.x0);
  const rowOf = lines.map((line) => nearest(anchors, middleOf(line[0]!), 0.35 * em));
  const starts = lines.map((line, i) => {
    if (i === 0) return true;
    const above = lines[i - 1]![0]!;
    const gap = (line[0]!.place.box!.y0 - above.place.box!.y1) / em;
    const text = squeeze(line.map((r) => r.text).join(''));
    const before = squeeze(lines[i - 1]!.map((r) => r.text).join(''));
    const closing = /^[^（(]*[）)]/.test(text) && /[（(][^）)]*$/.test(before);
    return gap > LABEL_GAP || (startsRow(text) && !closing) || ruledApart(middleOf(above), middleOf(line[0]!), line[0]!, rules);
  });
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; ) {
    // A stretch of lines that nothing parts; anchored lines in it part it in the middle of what lies between them.
    let end = i + 1;
    while (end < lines.length && !starts[end]) end++;
    const hosted: number[] = [];
    for (let k = i; k < end; k++) if (rowOf[k]! >= 0) hosted.push(k);
    if (hosted.length <= 1) blocks.push({ runs: lines.slice(i, end).flat(), row: hosted.length === 1 ? rowOf[hosted[0]!]! : within(anchors, lines[i]![0]!, lines[end - 1]![0]!, em) });
    else {
      let from = i;
      hosted.forEach((h, n) => {
        const next = hosted[n + 1];
        const to = next === undefined ? end : h + 1 + cutBetween(lines, h, next, i === h);
        blocks.push({ runs: lines.slice(from, to).flat(), row: rowOf[h]! });
        from = to;
      });
    }
    i = end;
  }
  return blocks;
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
function within(anchors: readonly number[], first: Run, last: Run, em: number): number {
  if (first === last) return -1;
  return nearest(anchors, (first.place.box!.y0 + last.place.box!.y1) / 2, SAME_ROW * em);
}

function nearest(ys: readonly number[], wanted: number, reach: number): number {
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
      best = i;
    }
  }
  return best;
}

export const overlap = (a: Run, b: Run): number => Math.min(a.place.box!.x1, b.place.box!.x1) - Math.max(a.place.box!.x0, b.place.box!.x0);

/** Han letters apart by blanks are one word: 合   计, 项　目. Figures run into a label part from it: 3,944.08一、…. */
export function settleRuns(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs.flatMap(splitFigures)) {
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

const SPACED = /^(?:收入|支出|项目|合计|总计|小计|金额|科目|名称)$/;

const FIGURE_THEN_LABEL = /^([-−]?\d[\d,，]*\.\d{1,6}|[-−]?\d{1,3}(?:,\d{3})+|0)\s*((?:[（(]?[一二三四五六七八九十]+[、）)]|[\u4e00-\u9fff]{2}).*)$/;
const LABEL_THEN_FIGURE = /^(.*[\u4e00-\u9fff）)])\s*([-−]?\d[\d,，]*\.\d{2,6})$/;

function splitFigures(run: Run): Run[] {
  const match = FIGURE_THEN_LABEL.exec(run.text) ?? LABEL_THEN_FIGURE.exec(run.text);
  if (!match || /^[元万亿%]/.test(match[2]!)) return [run];
  const widths = [match[1]!, match[2]!].map((t) => [...t].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 1 : 0.5), 0));
  const box = run.place.box!;
  const cut = box.x0 + ((box.x1 - box.x0) * widths[0]!) / (widths[0]! + widths[1]!);
  return [
    { text: match[1]!, place: { ...run.place, box: { ...box, x1: cut - 0.2 * (box.y1 - box.y0) } } },
    ...splitFigures({ text: match[2]!, place: { ...run.place, box: { ...box, x0: cut + 0.2 * (box.y1 - box.y0) } } }),
  ];
}
