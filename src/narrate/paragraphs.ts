import type { NarrativeRegion } from '../model/grid.js';
import type { Line } from '../model/page.js';
import type { Place } from '../model/place.js';
import { squeeze } from '../text/full-width.js';

/** How deep a list mark stands: 第一部分 | 一、 | （一） | 1. | （1） | ①. */
export type Level = 0 | 1 | 2 | 3 | 4 | 5;

export interface Mark {
  readonly level: Level;
  /** Characters of the mark at the head of the text. */
  readonly length: number;
}

/**
 * A paragraph or heading: its broken lines joined, white space removed except one blank between two figures or Latin words.
 * `places[i]` is where character i is printed; `rejoined` holds the positions at which digits of two lines were put together.
 */
export interface Paragraph {
  readonly text: string;
  readonly places: readonly Place[];
  readonly rejoined: readonly number[];
  readonly mark: Mark | null;
}

const CHINESE_NUMBER = '[一二三四五六七八九十廿]{1,3}';
const MARKS: readonly [Level, RegExp][] = [
  [0, new RegExp(`^第${CHINESE_NUMBER}(?:部分|篇|章)[:：、]?`)],
  [2, new RegExp(`^[（(]${CHINESE_NUMBER}[）)][、.．]?`)],
  [1, new RegExp(`^${CHINESE_NUMBER}[、．](?:(?!\\d)|(?=20\\d\\d年))`)],
  [4, /^[（(]\d{1,2}[）)][、.．]?|^\d{1,2}[）)](?!\d)[、.]?/],
  // 1.2020年 is item 1 and a year, 1.5万元 is a figure (seeds/000…:2023).
  [3, /^\d{1,2}(?:[、．]|\.(?!\d)|\.(?=20\d\d年))/],
  [5, /^[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮]/],
];

/** The list mark at the head of a text without white space. */
export function markOf(text: string): Mark | null {
  for (const [level, pattern] of MARKS) {
    const match = pattern.exec(text);
    if (match) return { level, length: match[0].length };
  }
  return null;
}

const SENTENCE_END = /[。！？!?；;：:]$/;
const PAGE_NUMBER = /^[-—–－\s]*\d{1,3}[-—–－\s]*$|^第\d{1,3}页(?:[，,/]?共\d{1,3}页)?$|^\d{1,3}\/\d{1,3}$/;
const CAPTION = /^[图表]\d{1,2}(?:[-—]\d{1,2})*[:：、.．]?(?!\d|[^。]*。)/;
/** A figure, and no year, at the head of a line: it belongs to the words before (（一）收入预算总计⏎21,955.35万元). */
const FIGURE_FIRST = /^\d[\d,]*(?:\.\d+)?(?![\d年.、）)])/;
/** The last words of a heading that is whole. */
const HEADING_END = /(?:情况|说明|概况|职责|职能|构成|解释|目标|结果|建议|问题|设置|总表|明细表|公开表|工作|任务|成效|措施)[。]?$/;
/** Blank lines that a page break leaves in a dump. */
const PAGE_GAP = 2;
/** A heading without a mark: short, whole, no sentence. */
export const isBareHeading = (text: string): boolean =>
  text.length <= 30 && HEADING_END.test(text) && !/[，；：:\d]|。./.test(text.replace(/20\d\d年/g, ''));

/** 第三部分 某局2024年⏎部门预算情况说明: what the rest of a part's heading ends in. */
const isHeadingRest = (text: string): boolean => text.length <= 30 && /(?:预算|决算|绩效)(?:公开)?(?:情况(?:说明)?|说明|表)$/.test(text) && !/[，。；：:、]/.test(text);

/** A line shorter than this share of the usual line ends its paragraph; less sure lines are joined. */
const SHORT_LINE = 0.8;

const BLANK = /[\s\u3000\u0001]/;

/** Without the blanks that justified setting, OCR and PDF extraction put between characters: `万 元`, `92.5 %`, `101, 673. 03`. */
export function compact(text: string): string {
  const bare = text.trim();
  if (!BLANK.test(bare)) return bare;
  return bare
    .replace(/([\dA-Za-z.,])[\s\u3000]+(?=[\dA-Za-z])/g, '$1\u0001')
    .replace(/[\s\u3000]+/g, '')
    .replace(/(\d),\u0001(?=\d{3}(?!\d))/g, '$1,')
    .replace(/(\d{3})\.\u0001(?=\d{1,2}(?!\d))/g, '$1.')
    .replace(/\u0001/g, ' ');
}

const AXIS_NUMBER = /^-?\d[\d,]*(?:\.\d+)?%?$/;
const LEGEND_END = /[（(](?:万元|亿元|千元|元|%|人)[)）]$/;
/** Numbers of an axis, at least. */
const AXIS_NUMBERS = 4;
/** Lines a legend may be broken into. */
const LEGEND_LINES = 2;

/**
 * Lines of a chart that stand in the middle of running text: the numbers of its axis, one a line and equally far apart, the legend
 * above them that ends in their unit, and the same words again below. A text goes on behind them (西安 2020 budgets).
 */
function chartLines(lines: readonly Line[]): ReadonlySet<number> {
  const drawn = new Set<number>();
  const texts = lines.map(({ text }) => compact(text));
  const value = (i: number): number => (AXIS_NUMBER.test(texts[i] ?? '') ? Number(texts[i]!.replace(/[,%]/g, '')) : NaN);
  for (let from = 0; from < lines.length; ) {
    const step = value(from + 1) - value(from);
    let to = from + 1;
    while (step !== 0 && Math.abs(value(to) - value(to - 1) - step) < 1e-9 * Math.abs(step) + 1e-9) to++;
    if (to - from < AXIS_NUMBERS) {
      from = Math.max(from + 1, to - 1);
      continue;
    }
    let top = from;
    if (LEGEND_END.test(texts[from - 1] ?? '')) {
      top--;
      while (from - top < LEGEND_LINES && unopened(texts.slice(top, from).join(''))) top--;
    }
    const legend = texts.slice(top, from).join('');
    let end = to;
    for (let joined = texts[to] ?? '', k = to + 1; legend !== '' && legend.startsWith(joined) && joined !== ''; joined += texts[k++] ?? '\n') if (joined === legend) end = k;
    for (let i = top; i < end; i++) drawn.add(i);
    from = end;
  }
  return drawn;
}

/** A bracket closes that was opened in the line above. */
const unopened = (text: string): boolean => (text.match(/[）)]/g)?.length ?? 0) > (text.match(/[（(]/g)?.length ?? 0);

/** Running text of one region → its paragraphs, in reading order; page numbers on lines of their own and running heads (`furniture`) are left out. */
export function paragraphsOf(region: NarrativeRegion, furniture: ReadonlySet<string> = new Set()): Paragraph[] {
  const starts = new Set(region.pageStarts);
  const drawn = chartLines(region.lines);
  const lines = region.lines
    .map((line, i) => ({ line, text: drawn.has(i) ? '' : compact(line.text), edge: starts.has(i) || starts.has(i + 1) || i === region.lines.length - 1 }))
    .filter(({ text, edge }) => text !== '' && !furniture.has(text) && !(PAGE_NUMBER.test(text) && (edge || /[-—–－页/]/.test(text))));
  const usual = usualLength(lines.map(({ text }) => text));
  const margins = marginsOf(lines.map(({ line }) => line));

  const paragraphs: Paragraph[] = [];
  let open: Builder | null = null;
  for (const { line, text } of lines) {
    const mark = markOf(text);
    if (open && !open.endsBefore(text, mark, usual, line.blankBefore >= PAGE_GAP || line.place.page !== open.lastLine.place.page) && !beginsParagraph(line, open.lastLine, margins)) open.add(line, text);
    else {
      if (open) paragraphs.push(open.build());
      open = new Builder(line, text, mark);
    }
  }
  if (open) paragraphs.push(open.build());
  return paragraphs;
}

function usualLength(texts: readonly string[]): number {
  const lengths = texts.map((text) => text.length).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.8)] ?? 0;
}

/** Left and right margin of the running text on each page: where most lines begin and the farthest that any ends. */
type Margins = ReadonlyMap<number, { readonly left: number; readonly right: number }>;

function marginsOf(lines: readonly Line[]): Margins {
  const margins = new Map<number, { left: number; right: number }>();
  for (const { place } of lines) {
    if (!place.box) continue;
    const known = margins.get(place.page);
    margins.set(place.page, { left: Math.min(known?.left ?? Infinity, place.box.x0), right: Math.max(known?.right ?? 0, place.box.x1) });
  }
  return margins;
}

/** Indented by more than a character and a half, in heights of the line. */
const FIRST_LINE_INDENT = 1.5;

/** An indented line after one that stops short of the right margin; in a dump the indent is printed as two ideographic blanks. */
function beginsParagraph(line: Line, last: Line, margins: Margins): boolean {
  const box = line.place.box;
  const before = last.place.box;
  const margin = margins.get(line.place.page);
  const marginBefore = margins.get(last.place.page);
  if (!box || !before || !margin || !marginBefore) return line.indent >= 2 && /[。！？：:]$/.test(last.text.trim());
  const size = box.y1 - box.y0;
  return box.x0 - margin.left >= FIRST_LINE_INDENT * size && marginBefore.right - before.x1 >= size && !/[\d，、（(]$/.test(last.text.trim());
}

class Builder {
  private text = '';
  private last = '';
  lastLine: Line;
  private readonly places: Place[] = [];
  private readonly rejoined: number[] = [];

  constructor(
    line: Line,
    text: string,
    private readonly mark: Mark | null,
  ) {
    this.lastLine = line;
    this.add(line, text);
  }

  /** Whether the paragraph is over before a line that reads `next`; `apart`: a page break stands between. */
  endsBefore(next: string, mark: Mark | null, usual: number, apart: boolean): boolean {
    if (mark && !(mark.level === 2 && !SENTENCE_END.test(this.last) && this.last.length >= usual * SHORT_LINE && /^[（(][^）)]*[）)][^。，；]{0,3}$/.test(next))) return true;
    if (this.mark?.level === 0 && this.last === this.text && isHeadingRest(next)) return HEADING_END.test(this.text);
    if (CAPTION.test(next) || CAPTION.test(this.text)) return true;
    // A short line that ends a sentence ends the paragraph.
    if (/[。！？!?；;]$/.test(this.last) && this.last.length < usual * SHORT_LINE) return true;
    if (this.mark === null && isBareHeading(this.text) && this.last === this.text) return true;
    if (isBareHeading(next) && (SENTENCE_END.test(this.last) || this.last.length < usual * SHORT_LINE || apart)) return true;
    return this.isHeading() && !this.headingGoesOn(next, usual);
  }

  private isHeading(): boolean {
    return this.mark !== null && this.mark.level <= 2 && !/[。，；：:]/.test(this.text.slice(0, -1));
  }

  /** 1. 国有资产占用情况 between 十一、 and （一）: a heading whose number was lost in conversion (seeds/000…:1340). */
  private level(): Mark | null {
    return this.mark?.level === 3 && this.text.length <= 24 && /情况(?:的?说明)?。?$/.test(this.text) && !/[，；：:]/.test(this.text) ? { ...this.mark, level: 1 } : this.mark;
  }

  /** 七、…支出决算情⏎况说明: a heading that fills its line and whose next line is a short rest without figures. */
  private headingGoesOn(next: string, usual: number): boolean {
    if (/[。：:]$/.test(this.text)) return /[：:]$/.test(this.text) && /^\d/.test(next);
    if (FIGURE_FIRST.test(next) || /^[（(](?!境)/.test(next)) return !HEADING_END.test(this.text);
    if (HEADING_END.test(this.text)) return false;
    if (this.last.length < usual * SHORT_LINE && !/[的与和及、]$/.test(this.text)) return false;
    return true;
  }

  add(line: Line, text: string): void {
    const glue = this.glue(text);
    if (glue === 'digits') this.rejoined.push(this.text.length);
    if (glue === 'blank') this.put(' ', line);
    this.put(text, line);
    this.last = text;
    this.lastLine = line;
  }

  /** Digits on both sides of a line break are one figure when both lines are prose (取得了 1⏎3 个 is 13). */
  private glue(next: string): 'none' | 'blank' | 'digits' {
    if (!/[\d.,]$/.test(this.text) || !/^\d/.test(next)) return 'none';
    const prose = (text: string) => /\p{Script=Han}{2}/u.test(text);
    if (/\d$/.test(this.text) && prose(this.last) && prose(next)) return 'digits';
    if (/\d\.$/.test(this.text) && /^\d{1,4}(?!\d)/.test(next) && prose(this.last)) return 'digits';
    if (/\d,$/.test(this.text) && /^\d{3}(?!\d)/.test(next)) return 'digits';
    return 'blank';
  }

  private put(text: string, line: Line): void {
    for (let i = 0; i < text.length; i++) this.places.push(placeOf(line, text, i));
    this.text += text;
  }

  build(): Paragraph {
    return { text: this.text, places: this.places, rejoined: this.rejoined, mark: this.level() };
  }
}

/** The run a character of the compacted line comes from, or the line where runs do not add up to it. */
function placeOf(line: Line, text: string, index: number): Place {
  if (!line.place.box) return line.place;
  let seen = 0;
  for (const run of line.runs) {
    seen += squeeze(run.text).length;
    if (index < seen) return run.place;
  }
  return text ? line.place : line.place;
}
