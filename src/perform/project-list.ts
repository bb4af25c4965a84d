import type { Line, Run } from '../model/page.js';
import type { Place } from '../model/place.js';
import type { TableRegion } from '../model/grid.js';
import { labelKey, type PerformanceRules } from '../../rules/performance/performance.js';
import { squeeze } from '../text/full-width.js';
import { placed } from './head-block.js';
import { isValueText } from './cell-shape.js';
import { arrangedHeads } from './header.js';
import type { IndicatorColumn } from './rows.js';
import { textOf, tokensOf, type Token } from './tokens.js';

/**
 * Lists of projects in a dump: left of the levels stand the project's name, its amounts and its goal, once for all its
 * indicators (项目名称 | 项目总额 | 其中：财政资金, 其他资金 | 绩效目标 | 一级指标 | …).
 * A project begins where figures with decimals stand between the end of one row of indicators and the first level of
 * the next; several units may share one name, and a page break prints name, amounts and goal again.
 */
export interface ProjectHeader {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** Head of the office the projects are of, printed once for all of them; '' where there is none. */
  readonly unit: string;
  readonly amounts: readonly { readonly path: readonly string[]; readonly rare: boolean }[];
  readonly goal: string;
  readonly columns: readonly IndicatorColumn[];
}

/** What a project prints left of its indicators: tokens [from, to). Its name is '' where it shares the name above. */
export interface Project {
  readonly from: number;
  readonly to: number;
  readonly name: { readonly from: number; readonly to: number };
  readonly figures: { readonly from: number; readonly to: number };
  readonly goal: { readonly from: number; readonly to: number };
}

const MAX_HEADER_TOKENS = 60;
const MAX_HEADER_CHARS = 160;
const AMOUNT = /^[-−]?\d[\d,]*\.\d{2,}$/;
const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?$/;
const COMPARES = /^(?:[≥≤＞＜><=＝≧≦]{1,2}|定性|[大小等]于.{0,4})$/;
/** A unit set below its figure is as short. */
const UNIT_CHARS = 3;
const UNIT_BELOW = /^.{1,3}$|^.{1,2}[（(]/;

/** The header of a list of projects that begins at token `at`, or null. The columns of parts may stand below all others. */
export function projectHeaderAt(tokens: readonly Token[], at: number, rules: PerformanceRules): ProjectHeader | null {
  const first = labelKey(tokens[at]!.text);
  if (!rules.projectHeads.some(({ key, role }) => (role === 'name' && first.startsWith(key)) || (role === 'unit' && first.length >= UNIT_CHARS && key.startsWith(first)))) return null;
  let text = '';
  const ends = new Map<number, number>();
  for (let k = at; k < Math.min(tokens.length, at + MAX_HEADER_TOKENS) && text.length < MAX_HEADER_CHARS; k++) {
    text += labelKey(tokens[k]!.text);
    ends.set(text.length, k + 1);
  }
  const leads: { key: string; role: string; rare: boolean }[] = [];
  const columns: IndicatorColumn[] = [];
  let found: { to: number; leads: number; columns: number } | null = null;
  for (let pos = 0; pos < text.length; ) {
    const rest = text.slice(pos);
    const header = rules.headerNameIn(rest);
    const lead = rules.projectHeads.find(({ key }) => rest.startsWith(key));
    // 绩效目标 is a goal left of the levels, the goal's value right of them.
    const known = lead && (columns.length === 0 || lead.role === 'part') ? lead : header;
    if (!known) break;
    if (known === lead) leads.push(lead);
    else columns.push({ role: header!.role, header: header!.key });
    pos += known.key.length;
    const to = ends.get(pos);
    if (to !== undefined) found = { to, leads: leads.length, columns: columns.length };
  }
  if (!found) return null;
  const left = leads.slice(0, found.leads);
  const right = arrangedHeads(columns.slice(0, found.columns).map((column) => ({ ...column, year: 0 })))?.columns ?? [];
  const named = left.filter(({ role }) => role === 'name');
  const goal = left.find(({ role }) => role === 'goal');
  const unit = left.find(({ role }) => role === 'unit');
  const group = left.find(({ role }) => role === 'group');
  const whole = left.filter(({ role }) => role === 'amount').map(({ key, rare }) => ({ path: [printed(key)], rare }));
  const parts = left.filter(({ role }) => role === 'part').map(({ key, rare }) => ({ path: group ? [printed(group.key), printed(key)] : [printed(key)], rare }));
  const has = (role: string) => right.some((column) => column.role === role);
  if (named.length !== 1 || !goal || !has('level1') || !has('level3') || !has('target')) return null;
  return { from: at, to: found.to, name: named[0]!.key, unit: unit?.key ?? '', amounts: [...whole, ...parts], goal: goal.key, columns: right };
}

/** Headers are compared in one width of colons and printed in the other. */
const printed = (key: string): string => key.replace(/:$/, '：');

/** The next project at or behind token `at`, before `end`; null when none follows. `opening`: no row of indicators stands before it. */
export function projectAt(tokens: readonly Token[], at: number, end: number, header: ProjectHeader, opening: boolean, rules: PerformanceRules): Project | null {
  if (header.amounts.length === 0) return projectWithout(tokens, at, end, opening, rules);
  for (let i = at; i < end; i++) {
    const run = amountsAt(tokens, i, end, header.amounts.length);
    if (run === 0) continue;
    const to = rowAt(tokens, i + run, end, rules) ?? end;
    const from = opening && rowAt(tokens, at, i, rules) === null ? at : rowEnd(tokens, at, i, header, rules);
    if (from !== null) return { from, to, name: { from, to: i }, figures: { from: i, to: i + run }, goal: { from: i + run, to } };
  }
  return null;
}

/** The next project of a list without amounts: its name and goal stand between the value of one row and the first level of the next. */
function projectWithout(tokens: readonly Token[], at: number, end: number, opening: boolean, rules: PerformanceRules): Project | null {
  for (let row = rowAt(tokens, at, end, rules); row !== null; row = rowAt(tokens, row + 1, end, rules)) {
    let from = row;
    while (from > at && !isValue(tokens[from - 1]!.text, rules) && rules.levelOf(tokens[from - 1]!.text) === 0) from--;
    const behindValue = from > at ? isValue(tokens[from - 1]!.text, rules) && tokens[from]!.sep !== 'space' : opening;
    if (from === row || !behindValue || textOf(tokens, from, row).length < GOAL_CHARS) continue;
    const cut = (sep: string): number => tokens.slice(from + 1, row!).findIndex((token) => token.sep === sep);
    const split = [cut('blank'), cut('space'), cut('line')].find((n) => n >= 0);
    const goal = split === undefined ? row : from + 1 + split;
    return { from, to: row, name: { from, to: goal }, figures: { from: goal, to: goal }, goal: { from: goal, to: row } };
  }
  return null;
}
/** Fewest characters of a name and a goal. */
const GOAL_CHARS = 8;
const isValue = (text: string, rules: PerformanceRules): boolean => isValueText(text) || rules.isValueWord(text);

/** How many figures, not more than the columns, stand in a run at token `at` that is no value of a row: a single one has decimals. */
function amountsAt(tokens: readonly Token[], at: number, end: number, columns: number): number {
  const before = tokens[at - 1];
  if (!FIGURE.test(tokens[at]!.text) || (before && (COMPARES.test(before.text) || FIGURE.test(before.text)))) return 0;
  let run = 1;
  while (at + run < end && FIGURE.test(tokens[at + run]!.text)) run++;
  const next = tokens[at + run];
  // Its unit stands beside a value of a row.
  if (run > columns || (next?.sep === 'space' && at + run < end && next.text.length <= UNIT_CHARS)) return 0;
  return run > 1 || AMOUNT.test(tokens[at]!.text) ? run : 0;
}

/** First token of the next row of indicators: a line that begins with a first level. */
export function rowAt(tokens: readonly Token[], at: number, end: number, rules: PerformanceRules): number | null {
  for (let i = at; i < end; i++) if (tokens[i]!.sep !== 'space' && rules.levelOf(tokens[i]!.text) & 1) return i;
  return null;
}

/** Where the last row of indicators before token `to` ends: behind its value and unit, or at its last paragraph's end. */
function rowEnd(tokens: readonly Token[], from: number, to: number, header: ProjectHeader, rules: PerformanceRules): number | null {
  let row: number | null = null;
  for (let i = rowAt(tokens, from, to, rules); i !== null; i = rowAt(tokens, i + 1, to, rules)) row = i;
  if (row === null) return null;
  for (let i = row + 1; i < to; i++) if (tokens[i]!.sep !== 'space' && PROJECT_CODE.test(tokens[i]!.text)) return i;
  if (!header.columns.some(({ role }) => role === 'comparator')) {
    // A weight ends its row.
    if (header.columns.at(-1)!.role === 'weight') for (let i = to - 1; i > row; i--) if (WEIGHT.test(tokens[i]!.text) && tokens[i + 1]!.sep !== 'space') return i + 1;
    for (let i = to; i > row; i--) if (tokens[i]!.sep === 'blank' || tokens[i]!.sep === 'page') return i;
    return null;
  }
  let k = row;
  while (k < to && !COMPARES.test(tokens[k]!.text)) k++;
  if (k >= to - 1) return null;
  k++;
  while (k + 1 < to && tokens[k + 1]!.sep === 'space') k++;
  while (k + 1 < to && (opened(textOf(tokens, row, k + 1)) || (FIGURE.test(tokens[k]!.text) && tokens[k + 1]!.sep === 'line' && UNIT_BELOW.test(tokens[k + 1]!.text)))) k++;
  return k + 1;
}

/** The code in front of a project's or an office's name: 51132624T000010567905-, 312001-. */
const PROJECT_CODE = /^(?:\d{6,}[A-Z]\d{6,}|\d{6})[-_—－]/;
const WEIGHT = /^\d{1,2}(?:\.\d+)?$/;

/** Where the office in front of a project's name ends: it begins with its code, and its name ends as those of offices do. */
function unitEnd(tokens: readonly Token[], header: ProjectHeader, { from, to }: Project['name']): number {
  if (header.unit === '' || from >= to || !UNIT_CODE.test(tokens[from]!.text)) return from;
  for (let k = from + 1; k < to; k++) if (UNIT_END.test(textOf(tokens, from, k))) return k;
  return from;
}
const UNIT_CODE = /^\d{6}(?!\d)/;
const UNIT_END = /(?:局|委|办|院|中心|所|队|校|处|会|部|厅|馆|站|室|园|司|机关)(?:[（(]?本级[)）]?)?$/;

const opened = (text: string): boolean => (text.match(/[（(]/g)?.length ?? 0) > (text.match(/[）)]/g)?.length ?? 0);

/** What a project says of itself, as printed: its fields in the order of the header. `sure` is false where an amount could stand elsewhere. */
export function projectFields(tokens: readonly Token[], header: ProjectHeader, project: Project): { name: string; value: string; place: Place; sure: boolean }[] {
  const { name, figures, goal } = project;
  const place = (from: number) => tokens[Math.min(from, tokens.length - 1)]!.place;
  const cells = tokens.slice(figures.from, figures.to);
  const whole = header.amounts.filter(({ path }) => path.length === 1).length;
  const sum = whole === 1 && header.amounts.length > 1 ? [header.amounts.map((_, n) => n)] : [];
  const stand = placed(cells, header.amounts.map(({ path }) => path), header.amounts.map(({ rare }) => rare), sum);
  const named = unitEnd(tokens, header, name);
  return [
    ...(header.unit === '' ? [] : [{ name: header.unit, value: textOf(tokens, name.from, named), place: place(name.from), sure: false }]),
    { name: header.name, value: textOf(tokens, named, name.to), place: place(named), sure: header.unit === '' && header.amounts.length > 0 },
    ...header.amounts.map(({ path }, n) => {
      const own = stand.find(({ column }) => column === n);
      return { name: path.join('/'), value: own?.text.replace(/,/g, '') ?? '', place: own?.place ?? place(figures.from), sure: own ? own.sure : stand.every(({ sure }) => sure) };
    }),
    { name: header.goal, value: textOf(tokens, goal.from, goal.to), place: place(goal.from), sure: header.amounts.length > 0 && goal.to > goal.from && !tokens.slice(goal.from, goal.to).some(({ text }) => COMPARES.test(text)) },
  ];
}

/** The region cut into one a project, each with the header, what the project prints and its rows; null when it is no list of projects. */
export function splitProjectList(region: TableRegion, rules: PerformanceRules): TableRegion[] | null {
  const tokens = tokensOf(region.lines, region.pageStarts);
  const headers: ProjectHeader[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const header = tokens[i]!.sep !== 'space' || i === 0 ? projectHeaderAt(tokens, i, rules) : null;
    if (!header) continue;
    headers.push(header);
    i = header.to - 1;
  }
  const header = headers[0];
  if (!header) return null;
  const parts: { head: string; name: Line[]; ranges: [number, number][] }[] = [];
  let name: Line[] = [];
  let unit: Line[] = [];
  for (const [n, { to: from }] of headers.entries()) {
    const end = headers[n + 1]?.from ?? tokens.length;
    let at = from;
    let opening = true;
    let first = true;
    for (;;) {
      const project = projectAt(tokens, at, end, header, opening, rules);
      const until = project?.from ?? end;
      if (until > at) {
        if (parts.length === 0) parts.push({ head: '', name: [], ranges: [] });
        parts.at(-1)!.ranges.push([at, until]);
      }
      if (!project) break;
      const split = unitEnd(tokens, header, project.name);
      if (split > project.name.from) unit = linesOf(region, tokens, project.name.from, split);
      const own = textOf(tokens, split, project.name.to);
      const named = name.map(({ text }) => squeeze(text)).join('');
      if (own !== '' && own !== named) name = linesOf(region, tokens, split, project.name.to);
      const head = textOf(tokens, project.figures.from, project.to);
      // A page prints the project that goes on there again, above its rows or in the middle of them, or the rest of its goal.
      const again = parts.length > 0 && (own === '' ? first : own === named) && (parts.at(-1)!.head.startsWith(head) || head.startsWith(parts.at(-1)!.head));
      if (!again) parts.push({ head, name: [...unit, ...name], ranges: [[project.figures.from, project.to]] });
      at = project.to;
      opening = false;
      first = false;
    }
  }
  const headLines = linesOf(region, tokens, header.from, header.to);
  return parts.map(({ name: named, ranges }) => {
    const lines = [...headLines, ...named, ...ranges.flatMap(([from, to]) => linesOf(region, tokens, from, to))];
    const starts = new Set(region.pageStarts.map((k) => region.lines[k]));
    return { ...region, lines, pageStarts: lines.flatMap((line, k) => (k > headLines.length && starts.has(line) ? [k] : [])), notes: [] };
  });
}

/** The lines of tokens [from, to); a line that only partly belongs to them is cut. */
function linesOf(region: TableRegion, tokens: readonly Token[], from: number, to: number): Line[] {
  const lines: Line[] = [];
  for (let i = from; i < to; ) {
    const { line: at } = tokens[i]!;
    let k = i;
    while (k < to && tokens[k]!.line === at) k++;
    const line = region.lines[at]!;
    const runs: readonly Run[] = tokens.slice(i, k).map(({ text, place }) => ({ text, place }));
    lines.push(runs.length === line.runs.length ? line : { ...line, text: runs.map(({ text }) => text).join(' '), runs });
    i = k;
  }
  return lines;
}
