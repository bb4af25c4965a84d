import type { Line, Page } from '../model/page.js';

/** A page of a dump is rarely shorter than this many source lines: what counts up faster is a list, not page numbers. */
const LEAST_PAGE_LINES = 12;
/** Page numbers must be seen on this many pages to be believed. */
const LEAST_PAGES = 3;
/** The chain begins near the front of the document: subject codes 301, 302, 303 count up too. */
const LATEST_START = 12;

/**
 * All lines of a dump without the page numbers that stand alone at foot or head: `7`, `- 7 -`, `第7页`.
 * They are a chain that counts up by one, a page apart; 行次 that count up stand closer together.
 * `pageStarts` holds the lines that follow a page number, a form feed or the page gap.
 */
export function withoutPageNumbers(pages: readonly Page[]): { lines: readonly Line[]; pageStarts: ReadonlySet<Line> } {
  const all = pages.flatMap((page) => page.lines);
  const starts = new Set<Line>();
  for (const page of pages.slice(1)) if (page.lines[0]) starts.add(page.lines[0]);
  const numbers = new Map<number, number[]>();
  for (const [i, line] of all.entries()) {
    const value = pageNumber(line.text);
    if (value === null) continue;
    const seen = numbers.get(value);
    if (seen) seen.push(i);
    else numbers.set(value, [i]);
  }
  const chain = longestChain(all, numbers);
  if (chain.size < LEAST_PAGES) return { lines: all, pageStarts: starts };
  const lines = all.filter((_, i) => !chain.has(i));
  for (const i of chain) {
    const next = all.slice(i + 1, i + 3).find((_, k) => !chain.has(i + 1 + k));
    if (next) starts.add(next);
  }
  return { lines, pageStarts: starts };
}

function pageNumber(text: string): number | null {
  const match = /^[\s\-—–－·第]*(\d{1,3})[\s\-—–－·页]*$/.exec(text);
  return match ? Number(match[1]) : null;
}

/** Indexes of the longest run n, n+1, n+2 … of numbers standing alone, each at least a page of lines after the one before. */
function longestChain(lines: readonly Line[], numbers: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  let best: number[] = [];
  const done = new Set<number>();
  for (const start of [...numbers.keys()].filter((n) => n <= LATEST_START).sort((a, b) => a - b)) {
    for (const first of numbers.get(start)!) {
      if (done.has(first)) continue;
      const chain = [first];
      for (let value = start + 1; ; value++) {
        const last = chain.at(-1)!;
        const next = numbers.get(value)?.find((i) => i > last && lines[i]!.place.line - lines[last]!.place.line >= LEAST_PAGE_LINES);
        if (next === undefined) break;
        chain.push(next);
        done.add(next);
      }
      if (chain.length > best.length) best = chain;
    }
  }
  const gaps = best.slice(1).map((i, k) => lines[i]!.place.line - lines[best[k]!]!.place.line);
  const median = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  return new Set(median >= 2 * LEAST_PAGE_LINES ? best : []);
}
