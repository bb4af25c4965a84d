import type { Heading, NarrativeRegion, Region, TableRegion } from '../model/grid.js';
import type { Line, Page } from '../model/page.js';
import type { Message, Staged } from '../model/message.js';
import { FORM_KINDS, type TableKind } from '../model/table.js';
import type { FormRules } from '../../rules/forms/forms.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';
import { isCaption, isContentsEntry, isContentsHeading, isHeaderLike, isNote, isProse, isTextHeading, unitOf } from './line-kinds.js';
import { withoutPageNumbers } from './page-numbers.js';
import { splitTableNumber } from './table-number.js';

/** Most lines a title may be broken over (seeds/004…:941-943 has two). */
const TITLE_LINES = 3;
/** Lines below a title in which its caption or header must appear; contents pages and mentions in sentences have none. */
const EVIDENCE_LINES = 8;
/** Lines above a title in which its number or caption may stand (單位 line above 表1 in some budgets). */
const LOOK_BACK = 3;

/** Lines below a prose line among which rows of figures show that it stands inside a table. */
const PROSE_REACH = 40;
const FIGURE_RUN = /^[-−]?\d+(?:(?:,\d{3})+(?:\.\d+)?|\.\d+)$/;

/** The first half of a title, also where the second half alone would be one (seeds/004…:941-943): it ends in the middle of a name, or carries the table number. */
function breaksTitle(line: Line): boolean {
  const { tableNo, title } = splitTableNumber(line.text);
  if (tableNo !== '') return title !== '';
  return /(?:拨款|预算|安排)$/.test(title) && !/合计|小计|名称|编码/.test(title);
}

/** A title found in the lines: [from, to) are its own lines, `start` the first line that belongs to the table (number, caption above). */
interface Title {
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly tableNo: string;
  readonly title: string;
  readonly kind: TableKind;
}

/**
 * Cut a text dump into tables and running text, in reading order.
 *
 * A title is believed when its caption or header follows before another title does: contents pages list titles with
 * nothing between them. The body runs to the next title, to the notes, to a heading of the text or to the first prose.
 */
export function segmentDump(pages: readonly Page[], rules: { readonly forms: FormRules }): Staged<readonly Region[]> {
  const messages: Message[] = [];
  const { lines, pageStarts } = withoutPageNumbers(pages, rules.forms);
  const body = withoutBookmarks(lines);
  const titles = joinTwins(findTitles(body, rules.forms, pageStarts));
  const paged = pagesAroundTitles(body, titles, pageStarts, rules.forms);
  if (paged) return { value: paged, messages };
  const { inside, on } = standing(body, titles, pagesOf(body, pageStarts));
  if (on <= inside && titlesFollow(body, titles)) return { value: followedByTitles(body, titles, pageStarts), messages };
  const regions: Region[] = [];
  let order = 0;
  let at = 0;
  const text = (to: number) => {
    const region = narrative(body.slice(at, Math.max(at, to)), pageStarts);
    if (region.lines.length > 0) regions.push(region);
    at = Math.max(at, to);
  };
  for (const [n, title] of titles.entries()) {
    text(title.start);
    const limit = titles[n + 1]?.start ?? body.length;
    const next = titles[n + 1];
    const { tableNo, bodyFrom, bodyTo, notesTo, caption, unit } = extent(body, title, limit, rules.forms, next !== undefined && isSameTable(title, next));
    const previous = regions.at(-1);
    const continued = previous?.form === 'lines' && continues(previous, title) && at === title.start;
    const slice = body.slice(bodyFrom, bodyTo);
    const notes = body.slice(bodyTo, notesTo);
    if (continued) {
      regions[regions.length - 1] = {
        ...previous,
        lines: [...previous.lines, ...slice],
        pageStarts: [...previous.pageStarts, previous.lines.length],
        notes: [...previous.notes, ...notes],
      };
    } else {
      const heading: Heading = {
        tableNo,
        title: title.title,
        caption,
        unit,
        kind: title.kind,
        titleLines: body.slice(title.from, title.to),
      };
      const starts = slice.flatMap((line, i) => (pageStarts.has(line) ? [i] : []));
      regions.push({ form: 'lines', order: ++order, heading, lines: slice, pageStarts: starts, notes } satisfies TableRegion);
    }
    at = notesTo;
  }
  text(body.length);
  return { value: regions, messages };
}

/** Blank lines that mark the end of a page in dumps that mark it no other way. */
const PAGE_GAP = 2;
/** Pages whose title stands among or below its cells, at least, and for every page on which figures follow the title. */
const INSIDE_PAGES = 3;
const INSIDE_SHARE = 3;

/**
 * Some programs draw the plain cells of a page first, then its title, then the cells that span others (units of 上海 2026, spreadsheets
 * of 江苏 2017–2019). Where most pages with one title have their figures above it and none below, a page is a table: what stands above
 * the title and below it is put together, and a page of figures without a title goes on with the table before it.
 * null for a document that prints its titles on top.
 */
function pagesAroundTitles(lines: readonly Line[], titles: readonly Title[], pageStarts: ReadonlySet<Line>, forms: FormRules): Region[] | null {
  const starts = pagesOf(lines, pageStarts);
  const isContents = (from: number, to: number) => lines.slice(from, to).some((line) => isContentsHeading(line.text) || isContentsEntry(line.text));
  const pages = starts.map((from, n) => {
    const to = starts[n + 1] ?? lines.length;
    return { from, to, titles: isContents(from, to) ? [] : titles.filter((title) => title.from >= from && title.from < to), figures: lines.slice(from, to).filter((line) => figureRuns(line) > 0).length };
  });
  if (pages.some(({ titles: own }) => own.length > 1 || own.some((title) => title.to === title.from))) return null;
  const { inside, on } = standing(lines, titles, starts);
  if (inside < INSIDE_PAGES || inside < INSIDE_SHARE * on) return null;
  const regions: Region[] = [];
  let order = 0;
  /** Lines up to here have found their region. */
  let text = 0;
  /** Pages of figures that wait for the title of their last page. */
  let waiting: Line[] = [];
  const opensTable = (i: number) => isCaption(lines[i]!.text) && unitOf(lines[i]!.text) !== '';
  for (const [n, { from, to, titles: [found], figures }] of pages.entries()) {
    const title = found ?? (figures > 0 && !isContents(from, to) ? titleBehind(lines, from, to, forms) : null);
    const last = regions.at(-1);
    if (!title) {
      const prose = lines.slice(from, to).filter((line) => isProse(line.text) || isTextHeading(line.text)).length;
      if (last?.form !== 'lines' || text !== from || prose >= figures) continue;
      text = to;
      const next = pages[n + 1];
      if (waiting.length > 0 || (opensTable(from) && next && !opensTable(next.from))) waiting.push(...lines.slice(from, to));
      else {
        const again = squeeze(last.heading.title);
        const own = lines.slice(from, to).filter((line) => !isCaption(line.text) && squeeze(line.text) !== again);
        regions[regions.length - 1] = { ...last, lines: [...last.lines, ...own], pageStarts: [...last.pageStarts, last.lines.length] };
      }
      continue;
    }
    if (from > text) regions.push(narrative(lines.slice(text, from), pageStarts));
    text = to;
    let { tableNo } = title;
    let caption = '';
    const plain = (part: readonly Line[]) =>
      part.filter((line, i) => {
        const number = splitTableNumber(line.text);
        if (i > 0 && i + 1 < part.length && isCaption(part[i - 1]!.text) && unitOf(part[i - 1]!.text) === '' && unitOf(part[i + 1]!.text) !== '') return false; // the second half of a long name
        if (number.tableNo !== '' && number.title === '') tableNo = tableNo || number.tableNo;
        else if (isCaption(line.text)) caption = caption === '' ? line.text.trim() : `${caption} ${line.text.trim()}`;
        else return true;
        return false;
      });
    const above = plain([...waiting, ...lines.slice(from, title.from)]);
    waiting = [];
    const behind = plain(lines.slice(title.to, to));
    const noteAt = behind.findIndex((line) => isNote(line.text));
    const drawn = noteAt < 0 ? behind : behind.slice(0, noteAt);
    const notes = noteAt < 0 ? [] : behind.slice(noteAt);
    const goesOn = drawn.some((line) => figureRuns(line) > 0);
    const bodyTo = above.findLastIndex((line) => figureRuns(line) > 0) + 1;
    const tail = bodyTo === 0 ? [] : above.slice(bodyTo).filter((line) => isHeaderLike(line.text));
    const own = [...above.filter((line) => !tail.includes(line)), ...(goesOn ? drawn : [])];
    const previous = regions.at(-1);
    if (previous?.form === 'lines' && continues(previous, title)) {
      regions[regions.length - 1] = { ...previous, lines: [...previous.lines, ...own], pageStarts: [...previous.pageStarts, previous.lines.length], notes: [...previous.notes, ...notes] };
      continue;
    }
    regions.push({
      form: 'lines',
      order: ++order,
      heading: { tableNo, title: title.title, caption, unit: unitOf(caption) || unitOf(title.title), kind: title.kind, titleLines: lines.slice(title.from, title.to) },
      lines: own,
      pageStarts: [],
      notes,
      loose: [...tail, ...(goesOn ? [] : drawn)],
    });
  }
  if (waiting.length > 0) regions.push(untitled(++order, waiting));
  if (text < lines.length) regions.push(narrative(lines.slice(text), pageStarts));
  return regions;
}

const pagesOf = (lines: readonly Line[], pageStarts: ReadonlySet<Line>): number[] => lines.flatMap((line, i) => (i === 0 || pageStarts.has(line) || line.blankBefore >= PAGE_GAP ? [i] : []));

/** Pages with one title that have figures above it and none below, and those that have figures below. */
function standing(lines: readonly Line[], titles: readonly Title[], starts: readonly number[]): { readonly inside: number; readonly on: number } {
  let inside = 0;
  let on = 0;
  let at = 0;
  for (const [n, from] of starts.entries()) {
    const to = starts[n + 1] ?? lines.length;
    while (at < titles.length && titles[at]!.from < from) at++;
    const title = titles[at];
    const another = titles[at + 1];
    if (!title || title.from >= to || (another && another.from < to) || FORM_KINDS.has(title.kind)) continue;
    const above = lines.slice(from, title.from).some((line) => figureRuns(line) > 0);
    const below = lines.slice(title.to, to).some((line) => figureRuns(line) > 0);
    if (below) on++;
    else if (above) inside++;
  }
  return { inside, on };
}

/** A title behind the figures of its page, where nothing need follow it. */
function titleBehind(lines: readonly Line[], from: number, to: number, forms: FormRules): Title | null {
  for (let i = to - 1; i >= from && figureRuns(lines[i]!) === 0; i--) {
    const title = titleAt(lines, i, forms);
    if (title) return title;
  }
  return null;
}

/** A table whose title is lost. */
function untitled(order: number, own: readonly Line[]): TableRegion {
  const caption = own.find((line) => isCaption(line.text))?.text.trim() ?? '';
  const lines = own.filter((line) => !isCaption(line.text));
  return { form: 'lines', order, heading: { tableNo: '', title: '', caption, unit: unitOf(caption), kind: 'other', titleLines: [] }, lines, pageStarts: [], notes: [] };
}

/** Lines with figures above the first title, without which the tables do not stand above their titles. */
const FIGURES_ABOVE = 2;
/** Reach of a look above the first title and below the last one, in lines. */
const TITLE_LOOK = 40;

const figureRuns = (line: Line): number => line.runs.filter((run) => /^[-−]?\d[\d,]*(?:\.\d+)?$/.test(run.text) && /[.,]|\d{3}/.test(run.text)).length;

/**
 * Some files draw a table's title after its cells, and a dump in content order prints it below the body
 * (the 2017–2019 tables of 江苏). Then figures stand above the first title and none below the last.
 */
function titlesFollow(lines: readonly Line[], titles: readonly Title[]): boolean {
  const figures = titles.filter((title) => !FORM_KINDS.has(title.kind));
  const first = figures[0];
  const last = figures.at(-1);
  if (figures.length < 3 || !first || !last) return false;
  // A title printed again on the next page of its table heads the page.
  if (figures.some((title, n) => n > 0 && title.title === figures[n - 1]!.title)) return false;
  let above = 0;
  for (let i = first.start - 1; i >= Math.max(0, first.start - TITLE_LOOK) && !isProse(lines[i]!.text) && !isTextHeading(lines[i]!.text); i--) if (figureRuns(lines[i]!) > 0) above++;
  let below = 0;
  for (let i = last.to; i < Math.min(lines.length, last.to + TITLE_LOOK) && !isProse(lines[i]!.text) && !isTextHeading(lines[i]!.text); i++) if (figureRuns(lines[i]!) > 0) below++;
  if (above < FIGURES_ABOVE) return false;
  if (below === 0) return true;
  // Or the first number stands with its caption well above the first title: 表一 | 部门：… | body | title | 表二 …
  const reach = lines.slice(Math.max(0, first.start - 2 * TITLE_LOOK), first.start - LOOK_BACK);
  return reach.some((line, i) => {
    const number = splitTableNumber(line.text);
    return /(?:^|\D)0?[1一]表?$/.test(number.tableNo) && number.title === '' && reach.slice(i + 1, i + 4).some((next) => isCaption(next.text));
  });
}

/** Tables of a dump whose titles stand below their bodies: each begins at the number, caption or unit line behind the title before it. */
function followedByTitles(lines: readonly Line[], titles: readonly Title[], pageStarts: ReadonlySet<Line>): Region[] {
  const regions: Region[] = [];
  const begins = (i: number): boolean => {
    const plain = squeeze(lines[i]!.text);
    const number = splitTableNumber(plain);
    return (number.tableNo !== '' && number.title === '') || (isCaption(plain) && unitOf(plain) !== '');
  };
  let from = titles[0]!.start;
  while (from > 0 && !isProse(lines[from - 1]!.text) && !isTextHeading(lines[from - 1]!.text)) {
    from--;
    if (begins(from) && !(from > 0 && begins(from - 1))) break;
  }
  if (from > 0) regions.push(narrative(lines.slice(0, from), pageStarts));
  for (const [n, title] of titles.entries()) {
    // Header cells that are drawn behind the title belong to it; the next table begins at its own number or caption.
    let end = title.to;
    const limit = Math.min(titles[n + 1]?.start ?? lines.length, title.to + 2 * EVIDENCE_LINES);
    while (end < limit && !begins(end)) end++;
    if (end === limit) end = title.to;
    const own = lines.slice(from, title.from);
    const behind = lines.slice(title.to, end);
    let tableNo = title.tableNo;
    let caption = '';
    const rest = own.filter((line) => {
      const number = splitTableNumber(line.text);
      if (number.tableNo !== '' && number.title === '') tableNo = tableNo || number.tableNo;
      else if (isCaption(line.text)) caption = caption === '' ? line.text.trim() : caption;
      else return true;
      return false;
    });
    // The header may be split in two by the body: what follows the last figure is header where its words say so.
    let last = rest.length;
    while (last > 0 && figureRuns(rest[last - 1]!) === 0) last--;
    const isHead = (line: Line) => isHeaderLike(line.text) && ordinalOf(squeeze(line.text)) === null && /名称|编码|代码|金额|预算数|决算数|用途|功能分类|经济分类|^收入支出$|收入\s+支出|基本支出|合计/.test(line.text.trim());
    const heads = [...rest.slice(last).filter(isHead), ...behind.filter((line) => isHeaderLike(line.text))];
    const body = last === 0 ? rest : [...rest.slice(0, last), ...rest.slice(last).filter((line) => !isHead(line))];
    regions.push({
      form: 'lines',
      order: n + 1,
      heading: { tableNo, title: title.title, caption, unit: unitOf(caption) || unitOf(title.title), kind: title.kind, titleLines: lines.slice(title.from, title.to) },
      lines: [...heads, ...body],
      pageStarts: [],
      notes: [],
    });
    from = end;
  }
  if (from < lines.length) regions.push(narrative(lines.slice(from), pageStarts));
  return regions;
}

/** Bookmark lines that some extractors append: they begin with a tab and repeat titles and captions, cut (seeds/000…:3120-3140). */
function withoutBookmarks(lines: readonly Line[]): readonly Line[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1]!.text.startsWith('\t')) end--;
  return lines.slice(0, end);
}

function findTitles(lines: readonly Line[], forms: FormRules, pageStarts: ReadonlySet<Line>): Title[] {
  const found: Title[] = [];
  for (let i = 0; i < lines.length; i++) {
    const untitled = forms.untitledAt(squeeze(lines[i]!.text));
    if (untitled) {
      found.push({ start: i, from: i, to: i, tableNo: '', title: nearbyTitle(lines, i, untitled.titleFrom), kind: untitled.kind });
      continue;
    }
    const title = titleAt(lines, i, forms);
    if (!title) continue;
    if (!hasEvidence(lines, title.to, forms, title.kind) && !standsBelow(lines, title)) continue;
    found.push(withContext(lines, title, found.at(-1)?.to ?? 0, pageStarts));
    i = title.to - 1;
  }
  return found;
}

/** Lines above an untitled table among which the heading that names it is looked for. */
const HEADING_REACH = 60;

/** The heading of the text that names a table printed without a title, or ''. */
function nearbyTitle(lines: readonly Line[], i: number, pattern: RegExp | null): string {
  if (!pattern) return '';
  for (let k = i - 1; k >= Math.max(0, i - HEADING_REACH); k--) {
    const plain = squeeze(lines[k]!.text);
    if (plain.length < 50 && pattern.test(plain)) return plain.replace(/^第.{1,3}部分|^[一二三四五六七八九十]+、/, '');
  }
  return '';
}

/** Two titles with nothing between them name one table (附表1 自评价评分表 / 自评价评分附件表): the first printed wins, the number is taken from either. */
function joinTwins(titles: readonly Title[]): Title[] {
  const joined: Title[] = [];
  for (const title of titles) {
    const above = joined.at(-1);
    if (above && above.to === title.start) {
      const tableNo = above.tableNo || title.tableNo;
      joined[joined.length - 1] = above.tableNo === '' && title.tableNo !== '' ? title : { ...title, start: above.start, from: above.from, tableNo, title: above.title };
    } else joined.push(title);
  }
  return joined;
}

/** A title on the lines from `i`: one line, or several short ones joined; its number may stand alone above or below. */
function titleAt(lines: readonly Line[], i: number, forms: FormRules): Title | null {
  // Right below its number, a title need not say that it is one: 表8 | 一般公共预算机关运行经费.
  const above = lines[i - 1] && splitTableNumber(lines[i - 1]!.text);
  const numbered = above !== undefined && above.tableNo !== '' && above.title === '';
  let joined = '';
  for (let k = 0; k < TITLE_LINES && i + k < lines.length; k++) {
    const line = lines[i + k]!;
    const plain = squeeze(line.text);
    if (plain.length > 60 || isContentsEntry(line.text) || /\d[\d,]*\.\d/.test(plain)) return null;
    if (k > 0 && (isCaption(line.text) || isTextHeading(line.text) || ordinalOf(plain) !== null)) return null;
    if (k === 0 && !/[预决算收支出入表情况经费绩效申报拨款管理自评金]/.test(plain)) return null;
    joined += plain;
    const { tableNo, title } = splitTableNumber(joined);
    const bare = title.replace(/^[一二三四五六七八九十]+、|^附件?\d*[:：]?|^\d+[.、．](?!\d)/, '').replace(/[（(]续[)）]|续表$/g, '');
    const kind = bare === '' ? null : (forms.kindOf(bare) ?? (numbered && lines[i + k + 1] && isCaption(lines[i + k + 1]!.text) ? forms.kindOf(`${bare}表`) : null));
    if (kind && k > 0 && !breaksTitle(lines[i + k - 1]!) && titleAt(lines, i + k, forms)) return null; // a heading above is no part of it
    if (kind) return { start: i, from: i, to: i + k + 1, tableNo, title: bare, kind };
    if (k === 0 && (isCaption(line.text) || isNote(line.text) || plain.length < 6)) return null;
    if (k === 0 && !/预算|决算|收支|经费|绩效|拨款/.test(plain)) return null;
    if (/[。；，、]$/.test(plain)) return null;
  }
  return null;
}

/** A caption or a header follows before any other title. */
function hasEvidence(lines: readonly Line[], from: number, forms: FormRules, kind: TableKind): boolean {
  for (let i = from; i < Math.min(lines.length, from + EVIDENCE_LINES); i++) {
    const { text } = lines[i]!;
    if (isCaption(text) && unitOf(text) !== '') return true;
    if (isContentsEntry(text) || isTextHeading(text)) return false;
    const other = titleAt(lines, i, forms);
    if (other && !(other.kind === kind && i === from)) return false;
    if (isProse(text)) return false;
    if (i >= from && isHeaderLike(text) && ordinalOf(squeeze(text)) === null && squeeze(text).length <= 50 && !other && !/^第/.test(squeeze(text))) return true;
  }
  return false;
}

/** A title right under a row of figures, with nothing but the next table's number or caption behind it: it may stand below its own table. */
function standsBelow(lines: readonly Line[], title: Title): boolean {
  const above = lines[title.from - 1];
  const behind = lines[title.to];
  if (!above || figureRuns(above) === 0) return false;
  if (behind === undefined) return true;
  const number = splitTableNumber(behind.text);
  return number.tableNo !== '' && number.title === '';
}

/** Number and caption lines just above a title belong to its table; so does the first half of a title broken before its key words. */
function withContext(lines: readonly Line[], title: Title, floor: number, pageStarts: ReadonlySet<Line>): Title {
  let { start, from, tableNo, title: text } = title;
  for (let back = 0; back < LOOK_BACK && start > floor; back++) {
    const above = lines[start - 1]!;
    const plain = squeeze(above.text);
    const number = splitTableNumber(plain);
    if (number.tableNo !== '' && number.title === '') {
      if (tableNo === '') tableNo = number.tableNo;
      start--;
    } else if (isCaption(above.text) && unitOf(above.text) !== '') start--;
    else if (from === start && /^(?:20)?\d\d\d?\d?年.*(?:预算|拨款|决算|支出|经费)$/.test(plain) && plain.length < 40 && !/\d$/.test(plain)) {
      text = plain + text;
      start--;
      from--;
    } else if (from === start && FORM_KINDS.has(title.kind) && pageStarts.has(above) && breaksName(above) && lines[from]!.blankBefore <= 1) {
      // A form named after its project, the name too long for one line, at the top of a page.
      text = plain + text;
      start--;
      from--;
    } else break;
  }
  return { ...title, start, from, tableNo, title: text };
}

/** Fewest characters of the first line of a title of two. */
const LONG_LINE = 16;

/** A line of a name alone, as wide as a title may be: no sentence, no row of a table, no heading. */
const breaksName = ({ text, runs }: Line): boolean => {
  const plain = squeeze(text);
  return plain.length >= LONG_LINE && plain.length <= 60 && runs.length <= 2 && !/[，。；：:、≥≤%]|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十]/.test(plain) && !/^\d+[.、．](?!\d)/.test(plain);
};

/** Where the body and the notes of a table end, and what its caption says. */
function extent(lines: readonly Line[], title: Title, limit: number, forms: FormRules, goesOn: boolean) {
  let { tableNo } = title;
  let caption = '';
  let unit = unitOf(title.title);
  for (let i = title.start; i < title.from; i++) if (isCaption(lines[i]!.text)) caption = lines[i]!.text.trim();
  let bodyFrom = title.to;
  while (bodyFrom < limit && bodyFrom < title.to + 4) {
    const { text } = lines[bodyFrom]!;
    const plain = squeeze(text);
    const number = splitTableNumber(plain);
    if (number.tableNo !== '' && number.title === '') tableNo = tableNo || number.tableNo;
    else if (isCaption(text)) caption = caption === '' ? text.trim() : `${caption} ${text.trim()}`;
    else if (/^[（(]?\d{4}年度?[)）]?$/.test(plain)) caption = `${caption} ${text.trim()}`.trim();
    else break;
    bodyFrom++;
  }
  unit = unitOf(caption) || unit;
  const performance = FORM_KINDS.has(title.kind);
  const opensNotes = (i: number) => forms.opensFormNotes(squeeze(lines[i]!.text));
  let bodyTo = bodyFrom;
  const described = isDescribed(lines.slice(bodyFrom, limit));
  /** Sentences of a table whose rows are described stand between its rows. */
  const inside = (i: number): boolean => described && (goesOn || lines.slice(i + 1, Math.min(limit, i + 1 + PROSE_REACH)).some(({ runs }) => FIRST_FIGURE.test(runs[0]?.text ?? '')));
  while (bodyTo < limit && !endsBody(lines, bodyTo, bodyFrom, performance, inside) && !(performance && opensNotes(bodyTo))) bodyTo++;
  let notesTo = bodyTo;
  if (bodyTo < limit && (isNote(lines[bodyTo]!.text) || (performance && opensNotes(bodyTo)))) {
    notesTo++;
    while (notesTo < limit && continuesNote(lines, notesTo)) notesTo++;
  }
  return { tableNo, bodyFrom: performance ? title.to : bodyFrom, bodyTo, notesTo, caption, unit };
}

/** A header cell above sentences. */
const DESCRIPTION = /(?:项目|工作)(?:简介|内容|概况|概述|描述)|(?:立项|测算|支出|安排)依据|主要内容|用途说明/;
/** A row's figure begins its line: its label stands above, its description may follow. */
const FIRST_FIGURE = /^\d{1,3}(?:,\d{3})*\.\d+$/;

/** A header above the first figure names a column of sentences. */
function isDescribed(lines: readonly Line[]): boolean {
  const first = lines.findIndex((line) => figureRuns(line) > 0);
  return first > 0 && DESCRIPTION.test(squeeze(lines.slice(0, first).map(({ text }) => text).join('')));
}

function endsBody(lines: readonly Line[], i: number, bodyFrom: number, performance: boolean, inside: (i: number) => boolean): boolean {
  const { text } = lines[i]!;
  if (isTextHeading(text)) return true;
  if (isNote(text)) return !performance || notesFollow(lines, i);
  if (performance) return opensReview(lines, i);
  if (i <= bodyFrom) return false;
  if (headsReport(lines, i)) return true;
  if (!isProse(text) || !(/[。；]$/.test(text.trim()) || (i + 1 < lines.length && isProse(lines[i + 1]!.text)))) return false;
  if (inside(i)) return false;
  // A description inside a table (项目简介, 绩效目标) is followed by more rows of figures.
  return !lines.slice(i + 1, i + 1 + PROSE_REACH).some((line) => !isTextHeading(line.text) && 2 * line.runs.filter((run) => FIGURE_RUN.test(run.text)).length >= Math.max(4, line.runs.length));
}

/** 2024年度部门整体支出绩效评价报告 with running text right below it (seeds/001…:305). */
const headsReport = (lines: readonly Line[], i: number): boolean => {
  const plain = squeeze(lines[i]!.text);
  return plain.length <= 40 && /^[^，。；：:]{4,}报告$/.test(plain) && i + 1 < lines.length && isProse(lines[i + 1]!.text);
};

/** 2.某项目绩效自评综述：… begins the text about the next project; its heading may be broken at any letter (seeds/004…:2238, 3395). */
function opensReview(lines: readonly Line[], i: number): boolean {
  const plain = squeeze(lines[i]!.text);
  if (!/^\d+[.、．](?!\d)/.test(plain)) return false;
  return /^\d+[.、．].{2,40}综述[:：]?/.test(plain) || /^\d+[.、．][^。，；：:]{2,60}综述[:：]/.test(plain + squeeze(lines[i + 1]?.text ?? ''));
}

/** In a performance table 备注 and 说明 are also labels: a remark of several clauses closes it, and numbered ones below the total. */
const notesFollow = (lines: readonly Line[], i: number): boolean => {
  const plain = squeeze(lines[i]!.text);
  if (/^备?注[:：]$/.test(plain)) return /^总分/.test(squeeze(lines[i - 1]?.text ?? '')) && /^[1１][.、．]/.test(squeeze(lines[i + 1]?.text ?? ''));
  return plain.length > 12 && /[：:]/.test(plain);
};

/** A note goes on over its broken lines, its numbered items and its formulas. */
function continuesNote(lines: readonly Line[], i: number): boolean {
  const { text, blankBefore } = lines[i]!;
  const plain = squeeze(text);
  if (isTextHeading(text) || isCaption(text) || opensReview(lines, i)) return false;
  if (isNote(text) || /[栏行][各]?[行]?[=＝]/.test(plain)) return true;
  const previous = squeeze(lines[i - 1]!.text);
  if (/[。．]$/.test(previous) && !/^\d+[.、．]/.test(plain)) return false;
  return blankBefore <= 3 && (!/[。]$/.test(previous) || /^\d+[.、．]/.test(plain));
}

/** The same title again is the next page of the same table, unless it is a form that is printed once a project. */
const continues = ({ heading }: TableRegion, title: Title): boolean => isSameTable(heading, title);

const isSameTable = (one: Pick<Title, 'title' | 'kind' | 'tableNo'>, next: Title): boolean =>
  squeeze(one.title) === squeeze(next.title) && one.kind === next.kind && !FORM_KINDS.has(next.kind) && (next.tableNo === '' || next.tableNo === one.tableNo);

function narrative(lines: readonly Line[], pageStarts: ReadonlySet<Line>): NarrativeRegion {
  const kept = withoutContents(lines);
  return { form: 'narrative', lines: kept, pageStarts: kept.flatMap((line, i) => (pageStarts.has(line) ? [i] : [])) };
}

/** Contents pages are no text: entries with leaders, and the short lines under 目录 until the first part begins. */
function withoutContents(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = [];
  let first = '';
  let inside = false;
  for (const line of lines) {
    const plain = squeeze(line.text).replace(/[.…·．]*\d*$/, '');
    if (isContentsHeading(line.text)) {
      inside = true;
      first = '';
    } else if (inside && first === '') first = plain;
    else if (inside && (plain === first || isProse(line.text))) inside = false;
    if (!inside && !isContentsEntry(line.text)) kept.push(line);
  }
  return kept;
}
