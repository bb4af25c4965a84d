import type { Heading, Line, TableKind } from '../model/index.js';
import type { FormRules } from '../../rules/forms/forms.js';
import { squeeze } from '../text/full-width.js';
import { isCaption, isNote, isProse, isTextHeading, unitOf } from './line-kinds.js';
import { splitTableNumber } from './table-number.js';

/** Lines between title and table that are neither: a year in brackets, the name of the body. */
const BETWEEN = 3;
/** A line is looked at for a title up to this length (characters without white space). */
const LONGEST = 60;

const YEAR_LINE = /^[（(]?(?:19|20)\d\d年度?[)）]?$|^[（(]\d{4}[-—]\d{4}年度?[)）]$/;
const CONTINUED = /[（(]?续表?[)）]?(?:\d+|[一二三四五六七八九十]+)?$|^续表?[一二三四五六七八九十\d]*[:：]?/;

/** A title's text without 续表, for comparing. */
export const withoutContinued = (title: string): string => title.replace(CONTINUED, '');
export const isContinued = (text: string): boolean => /续表|[（(]续[)）]/.test(squeeze(text));

const endsAsTitle = (text: string): boolean => /表(?:[（(][^（）()]*[)）])?(?:续表)?$/.test(text);
/** 一、2026年收支总表; （二）…: the ordinal is the text's, not the title's. */
const ORDINAL = /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]、?|\d{1,2}[、.．](?!\d))/;

export interface FoundHeading {
  readonly heading: Heading;
  /** How many of the lines offered, counted from the last, belong to the heading. */
  readonly used: number;
}

/** What the line says as a title: table number and title, or null. */
export function titleOf(text: string, forms: FormRules): { tableNo: string; title: string; kind: TableKind | null } | null {
  const plain = squeeze(text);
  if (plain.length === 0 || plain.length > LONGEST + 12 || isNote(plain) || /^目录$/.test(plain)) return null;
  const { tableNo, title } = splitTableNumber(plain.replace(/^附(?:件|表)?\d*[:：]/, (m) => (/表\d/.test(m) ? m : '')));
  const bare = title.replace(ORDINAL, '');
  const kind = bare === '' ? null : forms.kindOf(bare);
  if (kind !== null) return { tableNo, title: bare, kind };
  if (tableNo !== '' && bare.length <= LONGEST && !/[。；]/.test(bare)) return { tableNo, title: bare, kind: null };
  if (endsAsTitle(bare) && bare.length <= LONGEST && !/[。；，]/.test(bare) && bare.length > 2) return { tableNo, title: bare, kind: null };
  return null;
}

/**
 * Read upwards from the table: caption, title (over one line or two), table number.
 * A line of running text or a heading of the text ends the search.
 */
export function findHeading(lines: readonly Line[], inGrid: readonly Line[], forms: FormRules): FoundHeading {
  const all = [...lines, ...inGrid];
  let caption = '';
  let unit = '';
  let tableNo = '';
  let title = '';
  let kind: TableKind | null = null;
  let strangers = 0;
  let used = 0;
  const titleLines: Line[] = [];
  for (let i = all.length - 1; i >= 0; i--) {
    const line = all[i]!;
    const plain = squeeze(line.text);
    const found = titleOf(plain, forms);
    const asCaption = isCaption(line.text);
    const take = () => {
      used = all.length - i;
      titleLines.unshift(line);
    };
    if (title === '' && found && (found.kind !== null || !asCaption)) {
      const joined = joinUp(all, i, found, forms);
      tableNo = joined.tableNo || tableNo;
      if (joined.title !== '') {
        title = joined.title;
        kind = joined.kind;
      }
      take();
      for (let k = 1; k < joined.lines; k++) {
        i--;
        titleLines.unshift(all[i]!);
        used = all.length - i;
      }
      continue;
    }
    if (title !== '') {
      // Above the title only its number, a caption or the year may stand.
      if (found && found.title === '' && tableNo === '') tableNo = found.tableNo;
      else if (!(asCaption && caption === '') && !YEAR_LINE.test(plain)) break;
    }
    if (asCaption || plain === '') {
      caption = caption === '' ? line.text : `${line.text} ${caption}`;
      if (unit === '') unit = unitOf(line.text);
      take();
      continue;
    }
    if (YEAR_LINE.test(plain) || (found && found.title === '')) {
      if (unit === '') unit = unitOf(line.text);
      if (YEAR_LINE.test(plain)) caption = `${line.text} ${caption}`.trim();
      take();
      continue;
    }
    const wrapped = title === '' && tableNo === '' ? joinWrapped(all[i - 1], line, forms) : null;
    if (wrapped) {
      tableNo = wrapped.tableNo || tableNo;
      title = wrapped.title;
      kind = wrapped.kind;
      take();
      titleLines.unshift(all[--i]!);
      used = all.length - i;
      continue;
    }
    if (isProse(line.text) || isTextHeading(line.text) || isNote(line.text) || ++strangers > BETWEEN) break;
  }
  // 公开01表 收支预算总表 单位：万元 may all stand in one line.
  if (unit === '') unit = unitOf(titleLines.map((l) => l.text).join(' '));
  return {
    heading: { tableNo, title, caption, unit, kind: kind ?? 'other', titleLines },
    used: Math.max(0, used - inGrid.length),
  };
}

/** A line that is no title by itself but ends one: …支出明细表（按支出功能分类科 | 目）. */
function joinWrapped(above: Line | undefined, line: Line, forms: FormRules) {
  if (!above || above.place.page !== line.place.page || isCaption(above.text) || isNote(above.text) || isTextHeading(above.text)) return null;
  const upper = squeeze(above.text);
  const lower = squeeze(line.text);
  if (lower.length > upper.length || /[。；]/.test(upper + lower)) return null;
  const opened = /[（(][^）)]*$/.test(upper) && /^[^（(]*[）)]/.test(lower);
  const whole = titleOf(upper + lower, forms);
  return whole && (opened || whole.kind !== null) && titleOf(lower, forms) === null ? whole : null;
}

/** A title may have begun on the line above: 公开09表：一般公共预算“三公”经费、会议费、培训费 | 支出预算表. */
function joinUp(lines: readonly Line[], at: number, found: { tableNo: string; title: string; kind: TableKind | null }, forms: FormRules) {
  const own = { ...found, lines: 1 };
  const above = lines[at - 1];
  const line = lines[at]!;
  if (!above || found.tableNo !== '') return own;
  const a = above.place.box;
  const b = line.place.box;
  if (!a || !b || above.place.page !== line.place.page) return own;
  const height = Math.max(a.y1 - a.y0, b.y1 - b.y0);
  if (b.y0 - a.y1 > 1.6 * height || Math.abs(a.y1 - a.y0 - (b.y1 - b.y0)) > 0.25 * height) return own;
  const upper = squeeze(above.text);
  if (endsAsTitle(upper) || isCaption(above.text) || isNote(above.text) || isTextHeading(above.text) || /[。；]/.test(upper) || upper.length > LONGEST) return own;
  const { tableNo, title } = splitTableNumber(upper);
  const begins = tableNo !== '' && title !== '';
  // Without a number in front the upper line must leave no room for the next word, or the two be centred on each other.
  const centred = Math.abs((a.x0 + a.x1) / 2 - (b.x0 + b.x1) / 2) < 2 * height;
  const whole = forms.kindOf(squeeze(title.replace(ORDINAL, '') + found.title));
  if (!begins && !(centred && (found.title.length <= 3 || (whole !== null && a.x1 - a.x0 > b.x1 - b.x0)))) return own;
  if (YEAR_LINE.test(upper)) return own;
  return { tableNo, title: title.replace(ORDINAL, '') + found.title, kind: whole ?? found.kind, lines: 2 };
}
