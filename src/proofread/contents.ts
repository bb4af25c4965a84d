import type { TableKind } from '../model/table.js';
import { withoutOrdinal } from '../text/ordinals.js';
import type { PlainLine } from './page-text.js';

const HEADING = /^目录$/;
/** Dots and the page number behind an entry. */
const LEADER = /[.…·．\-—]*[（(]?\d{0,4}[）)]?$/;
const TABLE = /表$/;
/** 表1, 附表2:, 公开01表, before a title. */
const NUMBER = /^(?:附件?)?(?:公开)?(?:表[\d一二三四五六七八九十]{1,3}(?:-\d+)?|\d{1,2}表)[:：、.．]?/;
const SHORTEST_TITLE = 4;
const LONGEST_TITLE = 60;
/** Entries that must be found for a list of contents to be believed, and their share: others name tables loosely. */
const LEAST_FOUND = 3;
const FOUND_SHARE = 0.7;
/** Letters a title must share with an entry, of the shorter one's, to be another name of it. */
const ALIKE = 0.75;

/** A table the list of contents names and the document does not print. */
export interface Missing {
  readonly title: string;
  readonly place: PlainLine['place'];
}

/** A table the document prints. */
export interface PrintedTable {
  readonly title: string;
  readonly kind: TableKind;
}

/**
 * Tables that are listed under 目录 and not printed: there is no table of that kind, no line with that title, and no table whose
 * title is much like it. A line prints the longest title it holds: 财政拨款支出决算表 is no 支出决算表.
 *
 * Worked case: a final account of 2024 lists 三、支出决算表 and goes from 收入决算表 to 财政拨款收入支出决算总表.
 */
export function missingTables(lines: readonly PlainLine[], tables: readonly PrintedTable[], noTables: readonly RegExp[], kindOf: (title: string) => TableKind | null): Missing[] {
  const from = lines.findIndex(({ text }) => HEADING.test(text));
  if (from < 0) return [];
  const { entries, end } = entriesFrom(lines, from + 1);
  const listed = entries
    .map(({ text, place }) => ({ title: withoutOrdinal(text).replace(NUMBER, ''), place }))
    .filter(({ title }) => TABLE.test(title) && letters(title).length >= SHORTEST_TITLE && !noTables.some((pattern) => pattern.test(title)))
    .map(({ title, place }) => ({ title, sought: letters(title), place }))
    .sort((a, b) => b.sought.length - a.sought.length);
  if (listed.length <= LEAST_FOUND) return [];
  const short = lines.slice(end).map(({ text }) => text).filter((text) => text.length <= LONGEST_TITLE);
  const found = new Set<string>();
  for (const line of [...short, ...short.slice(1).map((text, i) => short[i]! + text)]) {
    const printed = letters(line);
    // 收入支出决算总 ⏎ 表: a title may be broken before its last letter.
    const longest = listed.find(({ sought }) => printed.includes(sought) || printed === sought.slice(0, -1));
    if (longest) found.add(longest.sought);
  }
  const kinds = new Set(tables.map(({ kind }) => kind));
  const titles = tables.map(({ title }) => letters(title)).filter((title) => title !== '' && !listed.some(({ sought }) => title.includes(sought)));
  const missing = listed.filter(({ title, sought }) => {
    if (found.has(sought) || titles.some((each) => alike(each, sought))) return false;
    const kind = kindOf(title);
    return kind === null || kind === 'other' || !kinds.has(kind);
  });
  return listed.length - missing.length >= Math.max(LEAST_FOUND, FOUND_SHARE * listed.length) ? missing.map(({ title, place }) => ({ title, place })) : [];
}

/** The entries: lines up to the one that repeats an entry, where the document itself begins. */
function entriesFrom(lines: readonly PlainLine[], from: number): { readonly entries: readonly PlainLine[]; readonly end: number } {
  const entries: PlainLine[] = [];
  const seen = new Set<string>();
  for (let i = from; i < lines.length; i++) {
    const text = lines[i]!.text.replace(LEADER, '');
    if (seen.has(text) && text.length >= 4) return { entries, end: i };
    // A sentence is no entry: the contents end before it.
    if (/[。；]/.test(text)) return { entries, end: i };
    seen.add(text);
    if (text !== '') entries.push({ text, place: lines[i]!.place });
  }
  return { entries: [], end: lines.length };
}

const letters = (text: string): string => text.replace(/[^\u4e00-\u9fff]/g, '');

/** Most letters of the shorter title stand in the other, too. */
function alike(a: string, b: string): boolean {
  const rest = [...b];
  let shared = 0;
  for (const letter of a) {
    const at = rest.indexOf(letter);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared++;
  }
  return shared >= ALIKE * Math.min(a.length, b.length);
}
