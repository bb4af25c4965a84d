import type { Line, Page } from '../model/page.js';
import type { FormRules } from '../../rules/forms/forms.js';
import { squeeze } from '../text/full-width.js';
import { splitTableNumber } from './table-number.js';

/** A page of a dump is rarely shorter than this many source lines: what counts up faster is a list, not page numbers. */
const LEAST_PAGE_LINES = 12;
/** Page numbers must be seen on this many pages to be believed. */
const LEAST_PAGES = 3;
/** The chain begins near the front of the document: subject codes 301, 302, 303 count up too. */
const LATEST_START = 12;
/** Share of the pages on which a line stands beside the page number before it is taken for a running head. */
const RUNNING_HEAD = 0.6;

/**
 * All lines of a dump without page numbers (`7`, `- 7 -`, `第7页`, `某局2026年度部门预算公开 - 12 -`) and the running heads beside them.
 * Page numbers are a chain that counts up by one, a page apart; 行次 that count up stand closer together.
 * `pageStarts` holds the lines that follow a page number or a form feed.
 */
export function withoutPageNumbers(pages: readonly Page[], forms: FormRules): { lines: readonly Line[]; pageStarts: ReadonlySet<Line> } {
  const all = pages.flatMap((page) => page.lines);
  const starts = new Set<Line>();
  for (const page of pages.slice(1)) if (page.lines[0]) starts.add(page.lines[0]);
  const frames = new Map<string, Map<number, number[]>>();
  for (const [i, line] of all.entries()) {
    const found = pageNumber(line.text);
    if (!found) continue;
    const numbers = frames.get(found.frame) ?? new Map<number, number[]>();
    frames.set(found.frame, numbers);
    const seen = numbers.get(found.value);
    if (seen) seen.push(i);
    else numbers.set(found.value, [i]);
  }
  const ends = pageEnds(all, forms);
  const gone = new Set<number>();
  for (const numbers of frames.values()) {
    const chain = longestChain(all, numbers, ends);
    if (chain.length < LEAST_PAGES) {
      for (const i of fewPages(all, numbers)) gone.add(i);
      continue;
    }
    for (const i of chain) gone.add(i);
    for (const i of runningHeads(all, chain)) gone.add(i);
  }
  for (const i of repeatedHeads(all)) gone.add(i);
  if (gone.size === 0) return { lines: all, pageStarts: starts };
  const lines = all.filter((_, i) => !gone.has(i));
  for (const i of gone) {
    let next = i + 1;
    while (gone.has(next)) next++;
    if (all[next]) starts.add(all[next]!);
  }
  return { lines, pageStarts: starts };
}

/** The number of a foot line and the text around it; null for other lines. */
function pageNumber(text: string): { value: number; frame: string } | null {
  const alone = /^[\s\-—–－·第]*(\d{1,3})[\s\-—–－·页]*$/.exec(text);
  if (alone) return { value: Number(alone[1]), frame: '' };
  const framed = /^(.{2,40}?)\s*(?:[-—–－]\s*(\d{1,3})\s*[-—–－]|第\s*(\d{1,3})\s*页)$/.exec(text);
  return framed ? { value: Number(framed[2] ?? framed[3]), frame: squeeze(framed[1]!) } : null;
}

/** Blank lines that extractors leave of the end of a page, and the share of page numbers that must end a page, or stand pages apart, where pages are short. */
const PAGE_GAP = 2;
const ENDING = 0.9;

/**
 * Tells lines behind which nothing of their page stands: at a gap, or in front of a table's title or number. A contents page
 * that prints its page numbers on lines of their own has titles on both sides.
 */
function pageEnds(lines: readonly Line[], forms: FormRules): (i: number) => boolean {
  // The same lines are asked about from every number that may be a page's.
  const known: (boolean | undefined)[] = [];
  const isHead = ({ text }: Line): boolean => {
    const { tableNo, title } = splitTableNumber(text);
    return tableNo !== '' || forms.kindOf(title) !== null;
  };
  const heads = (i: number): boolean => (known[i] ??= isHead(lines[i]!));
  return (i) => {
    const [line, next] = [lines[i]!, lines[i + 1]];
    if (!next || next.blankBefore >= PAGE_GAP || next.place.page !== line.place.page) return true;
    return heads(i + 1) && !(i > 0 && heads(i - 1));
  };
}

/** Indexes of the longest run n, n+1, n+2 … of numbers, each at least a page of lines after the one before; an empty page has nothing but its number. */
function longestChain(lines: readonly Line[], numbers: ReadonlyMap<number, readonly number[]>, ends: (i: number) => boolean): readonly number[] {
  let best: number[] = [];
  const done = new Set<number>();
  for (const start of [...numbers.keys()].filter((n) => n <= LATEST_START).sort((a, b) => a - b)) {
    for (const first of numbers.get(start)!) {
      if (done.has(first)) continue;
      const chain = [first];
      for (let value = start + 1; ; value++) {
        const last = chain.at(-1)!;
        const next = numbers.get(value)?.find((i) => i > last && (i === last + 1 || lines[i]!.place.line - lines[last]!.place.line >= LEAST_PAGE_LINES || ends(last) || ends(i)));
        if (next === undefined) break;
        chain.push(next);
        done.add(next);
      }
      if (chain.length > best.length) best = chain;
    }
  }
  const gaps = best.slice(1).map((i, k) => lines[i]!.place.line - lines[best[k]!]!.place.line);
  const median = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const whole = best.filter((i, k) => ends(i) || (k > 0 && lines[i]!.place.line - lines[best[k - 1]!]!.place.line >= 2 * LEAST_PAGE_LINES)).length;
  return median >= 2 * LEAST_PAGE_LINES || whole >= ENDING * best.length ? best : [];
}

/**
 * The numbers of a document of one page or two: 1 at the foot of the first page, 2 at that of the second, which is the last line of
 * all. Each stands alone behind an empty line, the next page behind it.
 */
function fewPages(lines: readonly Line[], numbers: ReadonlyMap<number, readonly number[]>): readonly number[] {
  const last = lines.length - 1;
  const apart = lines.some(({ blankBefore }) => blankBefore > 0);
  const stands = (i: number): boolean => (lines[i]!.blankBefore > 0 || !apart) && (i === last || lines[i + 1]!.blankBefore >= PAGE_GAP || lines[i + 1]!.place.page !== lines[i]!.place.page);
  const ones = numbers.get(1)?.filter(stands) ?? [];
  if (ones.at(-1) === last && lines[last]!.place.line >= LEAST_PAGE_LINES) return [last];
  const one = ones.find((i) => i < last);
  return one !== undefined && numbers.get(2)?.includes(last) === true && stands(last) ? [one, last] : [];
}

/** A running head that is printed as a line of its own, and how often at least. */
const HEAD_SHAPE = /(?:19|20)\d\d年(?:度)?.*(?:预算|决算)(?:公开|报告|草案|编制说明)?$/;
/** 2023年预算 heads columns. */
const COLUMN_HEAD = /^(?:19|20)\d\d年(?:度)?(?:预算|决算)$/;
const LEAST_HEADS = 4;

/** Lines such as 某局 2026年度部门预算公开 that come again page after page, and page numbers standing alone beside them. */
function repeatedHeads(lines: readonly Line[]): number[] {
  const seen = new Map<string, number[]>();
  for (const [i, line] of lines.entries()) {
    const text = squeeze(line.text);
    if (text.length > 60 || !HEAD_SHAPE.test(text) || COLUMN_HEAD.test(text)) continue;
    const at = seen.get(text);
    if (at) at.push(i);
    else seen.set(text, [i]);
  }
  const found: number[] = [];
  for (const at of seen.values()) {
    if (at.length < LEAST_HEADS) continue;
    for (const i of at) {
      found.push(i);
      for (const beside of [i - 1, i + 1]) if (lines[beside] && /^[\s\-—]*\d{1,3}[\s\-—]*$/.test(lines[beside]!.text)) found.push(beside);
    }
  }
  return found;
}

/** The last row of several tables may read the same: 2210201 住房公积金 32.50. */
const FIGURE = /\d\.\d/;

/** Lines beside the page numbers that read the same on most pages: the name of the office or of the document. */
function runningHeads(lines: readonly Line[], chain: readonly number[]): number[] {
  const found: number[] = [];
  for (const step of [-1, 1]) {
    const counts = new Map<string, number[]>();
    for (const i of chain) {
      const beside = lines[i + step];
      if (!beside) continue;
      const text = squeeze(beside.text);
      counts.set(text, [...(counts.get(text) ?? []), i + step]);
    }
    for (const [text, at] of counts) if (at.length >= Math.max(LEAST_PAGES, chain.length * RUNNING_HEAD) && /[\u4e00-\u9fff]/.test(text) && !FIGURE.test(text)) found.push(...at);
  }
  return found;
}
