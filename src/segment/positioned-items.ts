import type { FormRules } from '../../rules/forms/forms.js';
import type { Line, Page } from '../model/index.js';
import { readLattices, type Lattice } from '../lattice/lattice.js';
import { repeatedHead } from '../lattice/stream.js';
import { isHeads, readUnruledForm, type FormWords, type UnruledForm } from '../lattice/unruled-form.js';
import { squeeze } from '../text/full-width.js';
import { isCaption, isContentsEntry, isContentsHeading } from './line-kinds.js';
import { titleOf } from './positioned-heading.js';
import { findStreams, isKnownHeader, underHeaders } from './positioned-streams.js';
import { splitTableNumber } from './table-number.js';

/** What stands on a page, top to bottom. */
export type Item = { readonly form: 'line'; readonly line: Line } | { readonly form: 'lattice'; readonly lattice: Lattice };

export interface PageItems {
  readonly page: Page;
  readonly items: readonly Item[];
  /** A page of the list of contents: its entries are no titles. */
  readonly contents: boolean;
}

/** Running heads and page numbers stand in this share of the page's height, at its head and foot. */
const MARGIN = 0.12;
/** A running head is printed on this many pages, at the same height (points) … */
const HEAD_PAGES = 3;
const HEAD_SHIFT = 6;
/** A contents page has this share of its lines ending in leaders. */
const CONTENTS_SHARE = 0.3;
/** Lines of so many texts are no running heads but the header of a table. */
const COLUMNS = 3;

/**
 * Every page's text lines and ruled tables in reading order, page numbers and running heads left out.
 * Only lines outside the ruled tables can be heads: a table's first row on every page of a series looks like one.
 */
export function readItems(pages: readonly Page[], forms: FormRules, words: FormWords | null): PageItems[] {
  const isTitle = (text: string) => titleOf(text, forms) !== null;
  const read = pages.map((page) => ({ page, ...(unreadable(page) ? { lattices: [], rest: [] } : readLattices(page)) }));
  const heads = runningHeads(read, isTitle, (text) => isKnownHeader(text, forms));
  let before: Lattice | null = null;
  return read.map(({ page, lattices: found, rest: all }) => {
    const numbered = all.filter((line) => !(inMargin(line, page) && isPageNumber(line.text)));
    const isHead = (line: Line): boolean => inMargin(line, page) && heads.has(headKey(line, page));
    const kept = before && headOf(numbered, isHead, before);
    const below = numbered.filter((line) => kept?.includes(line) || !isHead(line));
    const { lattices: ruled, taken: rows } = underHeaders(found, below, page.rulings, forms);
    const free = below.filter((line) => !rows.has(line));
    const isList = isContents(free, ruled);
    const unruled = isList || !words ? [] : unruledForms(free, page, forms, words);
    const ofForms = new Set(unruled.flatMap((form) => form.around));
    const streams = [...unruled, ...(isList ? [] : findStreams(free.filter((line) => !ofForms.has(line)), page.rulings, page.number, forms, before))];
    const taken = new Set(streams.flatMap((s) => s.lines));
    const rest = free.filter((line) => !taken.has(line));
    const lattices = [...ruled, ...streams.map((s) => s.lattice)];
    const contents = isContents(rest, lattices);
    const items: Item[] = [
      ...rest.map((line): Item => ({ form: 'line', line })),
      ...lattices.map((lattice): Item => ({ form: 'lattice', lattice })),
    ];
    items.sort((a, b) => top(a) - top(b));
    const last = items[items.length - 1];
    before = last?.form === 'lattice' && last.lattice.unruled ? last.lattice : null;
    return { page, items, contents };
  });
}

/** Forms of indicators that no ruling divides: each from below its title or caption to the next title. */
function unruledForms(lines: readonly Line[], page: Page, forms: FormRules, words: FormWords): (UnruledForm & { readonly around: readonly Line[] })[] {
  const found: (UnruledForm & { readonly around: readonly Line[] })[] = [];
  const isTitle = (line: Line): boolean => (titleOf(line.text, forms)?.kind ?? null) !== null && !isHeads(line, words);
  for (let at = 0; at < lines.length; at++) {
    if (!isHeads(lines[at]!, words)) continue;
    let from = at;
    while (from > 0 && !isTitle(lines[from - 1]!) && !isCaption(lines[from - 1]!.text) && titleOf(lines[from - 1]!.text, forms)?.title !== '' && !/^[（(]?20\d\d年度?[)）]?$/.test(squeeze(lines[from - 1]!.text))) from--;
    let to = at + 1;
    while (to < lines.length && !isTitle(lines[to]!)) to++;
    const form = readUnruledForm(lines.slice(from, to), page.rulings, page.number, words);
    // What stands around it and could not be read is no table either.
    if (form) found.push({ ...form, around: lines.slice(from, to) });
    at = to - 1;
  }
  return found;
}

/** Lines that return on every page and are the header of the table that goes on. */
function headOf(lines: readonly Line[], isHead: (line: Line) => boolean, before: Lattice): readonly Line[] {
  for (let from = 0; from < lines.length && (from === 0 || isHead(lines[from - 1]!)); from++) {
    const rows = repeatedHead(lines.slice(from), before);
    if (rows > 0) return lines.slice(from, from + rows);
  }
  return [];
}

function isContents(rest: readonly Line[], lattices: readonly Lattice[]): boolean {
  const entries = rest.filter((line) => isContentsEntry(line.text)).length;
  return lattices.length === 0 && (rest.some((line) => isContentsHeading(line.text)) || (entries >= 3 && entries > CONTENTS_SHARE * rest.length));
}

const unreadable = (page: Page): boolean => page.textLayer === 'garbled' || page.textLayer === 'none';

const top = (item: Item): number => (item.form === 'line' ? item.line.place.box!.y0 : item.lattice.box.y0);

const inMargin = (line: Line, page: Page): boolean => {
  const box = line.place.box!;
  return box.y1 < page.height * MARGIN || box.y0 > page.height * (1 - MARGIN);
};

/** `7`, `- 7 -`, `第7页`, `第 7 页 共 30 页`, `7 / 30`. */
const isPageNumber = (text: string): boolean => /^[-—–－·~～]*第?\d{1,3}页?[-—–－·~～]*$|^第?\d{1,3}页?[,，、]?[/／共]共?\d{1,3}页?$/.test(squeeze(text));

/** Numbers may change from page to page, figures of money may not: those are rows of a table. */
function headKey(line: Line, page: Page): string {
  const text = squeeze(line.text);
  const same = /\d[.．]\d/.test(text) ? text : text.replace(/\d+/g, '#');
  return `${page.width > page.height ? 'l' : 'p'}|${Math.round(line.place.box!.y0 / HEAD_SHIFT)}|${same}`;
}

/** Lines that return in the margin of several pages. Titles, table numbers, captions and headers return too, but belong to their tables. */
function runningHeads(pages: readonly { readonly page: Page; readonly rest: readonly Line[] }[], isTitle: (text: string) => boolean, isHeader: (text: string) => boolean): Set<string> {
  const seen = new Map<string, number>();
  for (const { page, rest } of pages) {
    for (const line of rest) {
      if (!inMargin(line, page) || isCaption(line.text) || isTitle(line.text) || splitTableNumber(line.text).tableNo !== '') continue;
      if (line.runs.length >= COLUMNS || line.runs.some((run) => isHeader(run.text))) continue;
      const key = headKey(line, page);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  return new Set([...seen].filter(([, n]) => n >= HEAD_PAGES).map(([key]) => key));
}
