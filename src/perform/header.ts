import { labelKey, type ColumnRole, type List, type PerformanceRules } from '../../rules/performance/performance.js';
import type { IndicatorColumn } from './rows.js';
import { keptBy, type Token } from './tokens.js';

/** A header found in the tokens [from, to). */
export interface FoundHeader {
  readonly from: number;
  readonly to: number;
  readonly columns: readonly IndicatorColumn[];
}

/** Fewest columns that make a header. */
const MIN_COLUMNS = 3;
const ORDER: readonly ColumnRole[] = ['ordinal', 'objective', 'activity', 'level1', 'level2', 'level3', 'comparator', 'past', 'target', 'unit', 'actual', 'weight', 'score', 'note', 'amount', 'text', 'subject'];
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
  let grouped = false;
  const columns: IndicatorColumn[] = [];
  let accepted: IndicatorColumn[] = [];
  while (pos < text.length) {
    const rest = text.slice(pos);
    const name = rules.headerNameIn(rest);
    const year = name ? '' : (YEAR.exec(rest)?.[0] ?? '');
    if (!name && year === '') break;
    const role: ColumnRole = name ? name.role : 'past';
    // 目标 and 单位 alone are headers only beside others; a header never names two columns of one kind of level.
    if (columns.some((column) => column.role === role && role !== 'past' && role !== 'note' && role !== 'group' && role !== 'target')) break;
    let header = name ? name.key : year;
    pos += header.length;
    const remark = /^\((?:[^()]{1,12})\)/.exec(text.slice(pos))?.[0] ?? '';
    header += remark;
    pos += remark.length;
    columns.push({ role, header });
    const stop = ends.get(pos);
    if (stop !== undefined) {
      end = stop;
      accepted = [...columns];
    }
  }
  accepted = levelsFirst(spanned(accepted));
  const roles = new Set(accepted.map(({ role }) => role));
  const leaf = accepted.filter(({ role }) => role !== 'group');
  if (leaf.length < MIN_COLUMNS || !FIRST.has(leaf[0]!.role)) return null;
  if (!roles.has('level3') && !roles.has('level1')) return null;
  // Points alone are given where the levels name what they are given for.
  const pointed = roles.has('level1') && roles.has('level3') && roles.has('score');
  if (!pointed && ![...roles].some((role) => VALUES.has(role))) return null;
  // 指标值 above 近两年指标值 | 预期当年实现值 is a group, not a column.
  const targets = leaf.filter(({ role }) => role === 'target');
  grouped = roles.has('group') || targets.length > 1;
  const kept = targets.length > 1 ? leaf.filter((column) => column.role !== 'target' || column === targets.at(-1)) : leaf;
  const pasts = kept.filter(({ role }) => role === 'past').length;
  const order = grouped || pasts > 1 || roles.has('group') ? [...kept].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role)) : kept;
  return { from: at, to: end, columns: order };
}

/** 评价指标 | 权重 | … over 一级指标 | 二级指标 | 三级指标: what the first group stands over is printed last and stands first. */
function levelsFirst(columns: readonly IndicatorColumn[]): IndicatorColumn[] {
  const levels = columns.findIndex(({ role }) => role === 'level1');
  if (columns[0]?.role !== 'group' || levels < 2 || !columns.slice(levels).every(({ role }) => /^level/.test(role))) return [...columns];
  return [...columns.slice(levels), ...columns.slice(1, levels)];
}

/** 评价内容 | 绩效目标 | 完成情况: the first head stands over two levels, the goals are what is measured (湖南). */
function spanned(columns: readonly IndicatorColumn[]): IndicatorColumn[] {
  const [first, second] = columns;
  if (first?.role !== 'level1' || second?.role !== 'target' || columns.some(({ role }) => role === 'level2' || role === 'level3')) return [...columns];
  return [first, { role: 'level2', header: first.header }, { role: 'level3', header: second.header }, ...columns.slice(2)];
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
