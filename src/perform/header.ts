import { labelKey, type ColumnRole, type List, type PerformanceRules } from '../../rules/performance/performance.js';
import type { IndicatorColumn } from './rows.js';
import { keptBy, type Token } from './tokens.js';

/** A header found in the tokens [from, to). */
export interface FoundHeader {
  readonly from: number;
  readonly to: number;
  readonly columns: readonly IndicatorColumn[];
  /** Which of its heads stand over which cannot be told: no row below it can be believed. */
  readonly unsure?: true;
}

/** Fewest columns that make a header. */
const MIN_COLUMNS = 3;
const ORDER: readonly ColumnRole[] = ['ordinal', 'objective', 'activity', 'level1', 'level2', 'level3', 'comparator', 'past', 'target', 'unit', 'actual', 'ratio', 'weight', 'score', 'note', 'amount', 'text', 'subject'];
const YEAR = /^(?:前年|上年)?(?:\(20\d\d年?\))?(?:20\d\d年)?/;
const FIRST: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['level1', 'level2', 'ordinal', 'objective', 'level3', 'activity']);
const VALUES: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['target', 'actual', 'past']);

/**
 * The header of an indicator table that begins at token `at`, or null.
 *
 * Header cells are broken at any character and run into each other (`指标值确定依据近两年指标值`, seeds/002…:1640), so
 * names are taken off the joined text, the longest first; the header must begin and end where a token does.
 */
export const headerAt: (tokens: readonly Token[], at: number, rules: PerformanceRules) => FoundHeader | null = keptBy(findHeader);

/** Whether the name that the text begins with may be a header's first. */
function opens(text: string, rules: PerformanceRules): boolean {
  const role = rules.headerNameIn(text)?.role;
  return role !== undefined && (role === 'group' || FIRST.has(role));
}

function findHeader(tokens: readonly Token[], at: number, rules: PerformanceRules): FoundHeader | null {
  if (!rules.mayBeginHeader(labelKey(tokens[at]!.text))) return null;
  let text = '';
  const ends = new Map<number, number>();
  for (let k = at; k < Math.min(tokens.length, at + 60); k++) {
    text += labelKey(tokens[k]!.text);
    ends.set(text.length, k + 1);
    if (text.length > 160) break;
  }
  if (!opens(text, rules)) return null;
  let pos = 0;
  let end = at;
  const columns: Head[] = [];
  let accepted: Head[] = [];
  while (pos < text.length) {
    const rest = text.slice(pos);
    const found = headAt(rest, columns, rules);
    if (!found) break;
    // 目标 and 单位 alone are headers only beside others; a header never names two columns of one kind of level.
    const { role, year } = found;
    if (columns.some((column) => column.role === role && column.year === year && !REPEATED.has(role) && !overLevels(columns))) break;
    let header = found.header;
    pos += header.length;
    const remark = /^\((?:[^()]{1,12})\)/.exec(text.slice(pos))?.[0] ?? '';
    header += remark;
    pos += remark.length;
    columns.push({ role, header, year });
    const stop = ends.get(pos);
    if (stop !== undefined) {
      end = stop;
      accepted = [...columns];
    }
  }
  const arranged = arrangedHeads(spanned(accepted));
  if (!arranged) return null;
  const roles = new Set(arranged.columns.map(({ role }) => role));
  const leaf = arranged.columns.filter(({ role }) => role !== 'group');
  if (leaf.length < MIN_COLUMNS || !FIRST.has(leaf[0]!.role)) return null;
  if (!roles.has('level3') && !roles.has('level1')) return null;
  // Points alone are given where the levels name what they are given for.
  const pointed = roles.has('level1') && roles.has('level3') && roles.has('score');
  if (!pointed && ![...roles].some((role) => VALUES.has(role))) return null;
  // 指标值 above 近两年指标值 | 预期当年实现值 is a group, not a column.
  const targets = leaf.filter(({ role }) => role === 'target');
  const kept = targets.length > 1 ? leaf.filter((column) => column.role !== 'target' || column === targets.at(-1)) : leaf;
  const grouped = roles.has('group') || targets.length > 1 || kept.filter(({ year }) => year === ALONE).length > 1;
  const order = grouped ? [...kept].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role)) : kept;
  return { from: at, to: end, columns: order.map(({ role, header }) => ({ role, header })), ...(arranged.sure ? {} : { unsure: true }) };
}

/** A head and the year in front of it; 0 where none is printed. */
interface Head extends IndicatorColumn {
  readonly year: number;
}

/** A year that is a head by itself. */
const ALONE = -1;
const REPEATED: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['past', 'ratio', 'note', 'group', 'target']);
const YEARLY: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['target', 'actual']);

/** The head that a text begins with. A year in front of a value's name is the value's, unless it is one of several under a group. */
function headAt(rest: string, before: readonly Head[], rules: PerformanceRules): Head | null {
  const name = rules.headerNameIn(rest);
  if (name) return { role: name.role, header: name.key, year: 0 };
  const year = /^20\d\d年度?/.exec(rest)?.[0];
  const of = year && !before.some(({ role }) => role === 'group') ? rules.headerNameIn(rest.slice(year.length)) : undefined;
  if (year && of && YEARLY.has(of.role)) return { role: of.role, header: year + of.key, year: Number.parseInt(year, 10) };
  const earlier = rules.earlierIn(rest);
  if (earlier) return { role: 'past', header: earlier, year: 1 };
  const alone = YEAR.exec(rest)?.[0] ?? '';
  return alone === '' ? null : { role: 'past', header: alone, year: ALONE };
}

/** 绩效指标 over 一级指标 | 二级指标 | 三级指标 was taken for a level of its own. */
const overLevels = (columns: readonly Head[]): boolean => columns[0]?.role === 'level3' && columns.findIndex(({ role }) => role === 'level1') > 1;

/** Heads in the order of their columns, values of earlier years told from those of this one; null where two stand for one. Not `sure` where it cannot be told which stand below which. */
export function arrangedHeads(given: readonly Head[]): { columns: Head[]; sure: boolean } | null {
  const columns = levelsFirst(overLevels(given) ? [{ ...given[0]!, role: 'group' }, ...given.slice(1)] : given);
  const byYear = underYears(columns);
  const all = byYear ?? columns;
  if (all.some(({ role, year }, n) => !REPEATED.has(role) && all.findIndex((other) => other.role === role && other.year === year) !== n)) return byYear === null ? { columns, sure: false } : null;
  const last = Math.max(...all.map(({ role, year }) => (YEARLY.has(role) ? year : 0)));
  return { columns: all.map((column) => (YEARLY.has(column.role) && column.year > 0 && column.year < last ? { ...column, role: 'past' as const } : column)), sure: byYear !== null };
}

/**
 * 2024年 | 2025年 | 权重 over 指标值 | 完成值 | 指标值: the heads of the row below come behind those beside the years. One that comes
 * again begins the next year. undefined where no years stand over others, null where it cannot be told which stand under which.
 */
function underYears(columns: readonly Head[]): Head[] | null | undefined {
  const isYear = ({ year, header }: Head): boolean => year === ALONE && /^20\d\d年度?$/.test(header);
  const from = columns.findIndex(isYear);
  if (from < 0 || columns.slice(0, from).some(({ role }) => role === 'group')) return undefined;
  let to = from;
  while (to < columns.length && isYear(columns[to]!)) to++;
  let below = to;
  while (below < columns.length && !VALUES.has(columns[below]!.role)) below++;
  const under = columns.slice(below);
  // One year in front of the values is a column of its own: 2022年 | 2023年 | 预期当年实现值.
  if (under.length < to - from || (below === to && under.length < 2 * (to - from))) return undefined;
  const groups: Head[][] = [];
  for (const head of under) {
    const open = groups.at(-1);
    if (open && !open.some(({ header }) => header === head.header)) open.push(head);
    else groups.push([head]);
  }
  if (groups.length !== to - from) return null;
  const years = columns.slice(from, to).map(({ header }) => header);
  return [...columns.slice(0, from), ...groups.flatMap((group, n) => group.map((head) => ({ ...head, header: years[n]! + head.header, year: Number.parseInt(years[n]!, 10) }))), ...columns.slice(to, below)];
}

/** 评价指标 | 权重 | … over 一级指标 | 二级指标 | 三级指标: what the first group stands over is printed last and stands first. */
function levelsFirst(columns: readonly Head[]): Head[] {
  const levels = columns.findIndex(({ role }) => role === 'level1');
  if (columns[0]?.role !== 'group' || levels < 1 || columns.slice(1, levels).some(({ role }) => VALUES.has(role))) return [...columns];
  return levels === 1 ? [...columns] : [...columns.slice(levels), ...columns.slice(1, levels)];
}

/** 评价内容 | 绩效目标 | 完成情况: the first head stands over two levels, the goals are what is measured (湖南). */
function spanned(columns: readonly Head[]): Head[] {
  const [first, second] = columns;
  if (first?.role !== 'level1' || second?.role !== 'target' || columns.some(({ role }) => role === 'level2' || role === 'level3')) return [...columns];
  return [first, { ...first, role: 'level2' }, { ...second, role: 'level3' }, ...columns.slice(2)];
}

/** A list of figures found in a form: its name and heads [from, to); `paths` of its columns. */
export interface FoundList extends FoundHeader {
  readonly name: string;
  readonly asFields: boolean;
  readonly paths: readonly (readonly string[])[];
}

/** The heads of a list of figures (项目采购: 品名 | 数量 | 金额) that begin at token `at`, or null. */
export function listAt(tokens: readonly Token[], at: number, rules: PerformanceRules): FoundList | null {
  const first = labelKey(tokens[at]!.text);
  for (const { name, asFields, columns } of rules.lists) {
    if (!columns[0]!.key.startsWith(first) && !first.startsWith(columns[0]!.key)) continue;
    const to = headsEnd(tokens, at, columns);
    if (to === null) continue;
    const own = columns.filter(({ role }) => role !== 'group');
    return { name, asFields, from: at, to, columns: own.map(({ key, role }) => ({ role, header: key })), paths: own.map(({ path }) => path) };
  }
  return null;
}

/** The token behind heads printed in this order, groups left out where they are missing. */
function headsEnd(tokens: readonly Token[], at: number, columns: List['columns']): number | null {
  let text = '';
  let next = 0;
  for (let k = at; k < tokens.length; k++) {
    text += labelKey(tokens[k]!.text);
    for (;;) {
      while (columns[next]?.role === 'group' && !text.startsWith(columns[next]!.key) && !columns[next]!.key.startsWith(text)) next++;
      const key = columns[next]?.key;
      if (key === undefined || !text.startsWith(key)) break;
      text = text.slice(key.length);
      next++;
      if (text === '') break;
    }
    if (next === columns.length) return text === '' ? k + 1 : null;
    if (!columns[next]!.key.startsWith(text)) return null;
  }
  return null;
}
