import type { Field, Indicator } from '../model/fact.js';
import type { GridCell, GridRegion } from '../model/grid.js';
import type { Place } from '../model/place.js';
import { LABEL_WEIGHT, type ColumnRole, type PerformanceRules } from '../../rules/performance/performance.js';
import { ENDS_SENTENCE } from './sentences.js';
import { gridHeaderAt, repeats, type GridHeader } from './grid-header.js';
import { textIn, type GridLookup } from './grid-lookup.js';
import { HIGH, LOW, MEDIUM } from './confidence.js';
import { targetOf } from './target.js';

export interface GridIndicators {
  readonly indicators: Indicator[];
  readonly fields: Field[];
  /** First row below the indicators. */
  readonly end: number;
}

export const placeOf = (cell: GridCell | null, region: GridRegion): Place =>
  cell ? { page: cell.page, line: 0, box: cell.box } : { page: region.firstPage, line: 0 };

/** Characters of a name that may have run below its cell. */
const SPILL = 4;

const TEXT_ROLES = ['level3', 'target', 'actual', 'weight', 'score', 'note', 'comparator', 'unit'] as const;

/** The rows below a header of an indicator area, up to the next header, a label of the form or the end of the grid. */
export function readGridIndicators(region: GridRegion, grid: GridLookup, header: GridHeader, rules: PerformanceRules, before: number): GridIndicators {
  const head = { table: region.order, tableNo: region.heading.tableNo };
  const columnsOf = new Map<ColumnRole | null, GridHeader['columns'][number][]>();
  for (const column of header.columns) columnsOf.set(column.role, [...(columnsOf.get(column.role) ?? []), column]);
  const byRole = (role: ColumnRole) => columnsOf.get(role) ?? [];
  const third = byRole('level3')[0] ?? null;
  const first = byRole('level1')[0] ?? null;
  const second = byRole('level2')[0] ?? null;
  const projects = header.columns.filter(({ role, path, col }) => role === null && path.length > 0 && col < (first ?? third)!.col);
  // Heads behind the names that no rule knows: what stands below them is kept, and the row is not sure.
  const strange = header.columns.filter(({ role, path, col }) => role === null && path.length > 0 && third !== null && col > third.col);
  const beside = header.columns.filter(({ role }) => role === 'past' || role === 'ratio' || role === 'text');
  const pastNames = namesOfPast(beside.map(({ path }) => path));
  const indicators: Indicator[] = [];
  const fields: Field[] = [];
  let level1 = '';
  let level2 = '';
  let lastPage = 0;
  const printed = new Map<number, string>();
  const started = new Map<number, number>();
  let row = header.end;
  for (; row < grid.rowCount; row++) {
    if (repeats(grid, row, header)) continue;
    if (gridHeaderAt(grid, row, rules)) break;
    const total = totalAt(grid, row, header, rules);
    if (total.length > 0) {
      for (const { field, cell } of total) fields.push({ ...head, field, value: textIn(cell), contact: false, confidence: HIGH, flags: [], place: placeOf(cell, region) });
      continue;
    }
    if (endsRows(grid, row, header, rules)) break;
    const cell = (col: number | undefined) => (col === undefined ? null : grid.at(row, col));
    const own = Object.fromEntries(TEXT_ROLES.map((role) => [role, byRole(role).map(({ col }) => textOnce(grid, row, col)).filter((text) => text !== '').join(role === 'note' ? ';' : '')])) as Record<(typeof TEXT_ROLES)[number], string>;
    const lead = cell(first?.col) ?? cell(third?.col);
    const page = cell(third?.col)?.page ?? lead?.page ?? region.firstPage;
    const cut = page !== lastPage && lastPage !== 0;
    lastPage = page;
    const one = first ? textIn(cell(first.col)) : '';
    const two = second ? textIn(cell(second.col)) : '';
    // An empty level cell goes on only over a page break, or where it is not drawn apart from the one above.
    const above1 = level1;
    if (one !== '') level1 = one;
    else if (!(first && cut) && first) level1 = '';
    if (two !== '') level2 = two;
    else if (second && !cut) level2 = '';
    if (one !== '' && one !== above1 && two === '' && second) level2 = '';
    let name = own.level3;
    let inName: { level1: string; level2: string } | null = null;
    if (!first && name !== '') {
      inName = splitLevels(name, rules);
      name = inName ? name.slice(inName.level1.length + inName.level2.length) : name;
    }
    // Empty rows of a form, dots where names would stand.
    if (own.target === '' && own.actual === '' && !/[\u4e00-\u9fffA-Za-z]/.test(name)) continue;
    // A line of a name that ran below its cell: the values beside it are those of the row above.
    const values = byRole('target').concat(byRole('actual'), byRole('weight')).map(({ col }) => grid.at(row, col));
    const last = indicators.at(-1);
    if (last && name.length <= SPILL && name !== '' && values.some((value) => textIn(value) !== '') && values.every((value) => value && value.row < row)) {
      indicators[indicators.length - 1] = { ...last, level3: last.level3 + name, confidence: MEDIUM, flags: ['label-rejoined'] };
      continue;
    }
    for (const { col, path } of projects) {
      const value = grid.at(row, col);
      const key = value && textIn(value) !== '' ? `${value.row},${value.col}` : '';
      const field = path.join('/');
      const said = printed.get(col);
      if (said !== undefined && (key === '' || key === said)) continue;
      printed.set(col, key);
      // The rest of a cell that a page end cut.
      const before = started.get(col);
      const earlier = before === undefined ? undefined : fields[before];
      if (projects.length > 1 && earlier && earlier.value !== '' && earlier.place.page !== value!.page && !ENDS_SENTENCE.test(earlier.value) && !/^\d[\d.]*$/.test(earlier.value)) {
        fields[before!] = { ...earlier, value: joinedCut(earlier.value, textIn(value)), confidence: MEDIUM };
        continue;
      }
      started.set(col, fields.length);
      const text = withoutSpilledLevel(value, rules);
      fields.push({ ...head, field, value: figure(text), contact: false, confidence: text === textIn(value) ? HIGH : MEDIUM, flags: [], place: placeOf(value, region) });
    }
    const target = targetOf(own);
    const parts = own.comparator !== '' || byRole('unit').length > 0
      ? header.columns.filter(({ role }) => role === 'comparator' || role === 'target' || role === 'unit').map(({ col, path }) => `${path.at(-1)}=${textIn(grid.at(row, col))}`)
      : [];
    const past = beside.map(({ col }, n) => `${pastNames[n]}=${textIn(grid.at(row, col))}`);
    const weights = byRole('weight').length > 0;
    const others = strange.flatMap(({ col, path }) => (textIn(grid.at(row, col)) === '' ? [] : [`${path.join('/')}=${textIn(grid.at(row, col))}`]));
    indicators.push({
      ...head,
      rowNo: before + indicators.length + 1,
      objective: textIn(cell((byRole('objective')[0] ?? byRole('activity')[0])?.col)),
      level1: inName?.level1 ?? level1,
      level2: inName?.level2 ?? level2,
      level3: name,
      target,
      actual: own.actual,
      weight: own.weight !== '' || weights ? blankDash(own.weight) : (LABEL_WEIGHT.exec(name)?.[1] ?? ''),
      score: blankDash(own.score),
      note: [...parts, ...past, ...others, ...(own.note === '' ? [] : [own.note])].join(';'),
      confidence: confidenceOf(name, target, level1, level2, rules, inName !== null || header.implied === true || others.length > 0, second !== null),
      flags: [],
      place: placeOf(cell(third?.col) ?? lead, region),
    });
  }
  const whole = second ? withCutLevels(indicators) : indicators;
  return { indicators: first ? withInferredLevels(whole, rules) : whole, fields, end: row };
}

/** The year that a head of past values names; the whole head where its year stands above it, or several name the same. */
function namesOfPast(paths: readonly (readonly string[])[]): string[] {
  const years = paths.map((path) => /20\d\d年/.exec(path.at(-1) ?? '')?.[0] ?? (yearAbove(path) ? path.join('') : (path.at(-1) ?? '')));
  return years.map((year, n) => (years.indexOf(year) === years.lastIndexOf(year) ? year : paths[n]!.join('')));
}
const yearAbove = (path: readonly string[]): boolean => path.slice(0, -1).some((text) => /20\d\d年/.test(text));

/** A merged second level cut by a page end may be printed on the next page only: the last rows of a page without one take it from the first row below. */
function withCutLevels(rows: readonly Indicator[]): Indicator[] {
  const out = [...rows];
  for (let n = out.length - 2; n >= 0; n--) {
    const row = out[n]!;
    const below = out[n + 1]!;
    const cut = below.place.page > row.place.page || below.flags.includes('level-inferred');
    if (row.level2 !== '' || below.level2 === '' || !cut || (row.level1 !== '' && row.level1 !== below.level1)) continue;
    out[n] = { ...row, level1: below.level1, level2: below.level2, confidence: MEDIUM, flags: [...row.flags, 'level-inferred'] };
  }
  return out;
}

/**
 * First levels printed once in the middle of rows that no line joins, or cut off by a page: a second level that stands
 * under one first level everywhere takes it from the nearest row above or below that prints it. Otherwise it stays empty.
 */
function withInferredLevels(rows: readonly Indicator[], rules: PerformanceRules): Indicator[] {
  const next: string[] = [];
  for (let n = rows.length - 1, last = ''; n >= 0; n--) {
    next[n] = last;
    last = rows[n]!.level1 || last;
  }
  let above = '';
  return rows.map((row, n) => {
    if (row.level1 !== '') above = row.level1;
    const parent = row.level1 === '' ? rules.parentOf(row.level2) : '';
    if (parent === '') return row;
    const below = next[n]!;
    const level1 = above.startsWith(parent) ? above : below.startsWith(parent) ? below : '';
    return level1 === '' ? row : { ...row, level1, confidence: MEDIUM, flags: [...row.flags, 'level-inferred'] };
  });
}

/** Fewest characters that a page may print of a line that the page before shows too. */
const OVERLAP = 4;

/** Two parts of a text cut by a page end; a line shown on both pages is taken once. */
function joinedCut(above: string, below: string): string {
  for (let n = Math.min(above.length, below.length); n >= OVERLAP; n--) if (above.endsWith(below.slice(0, n))) return above + below.slice(n);
  return above + below;
}

/** The text of a cell whose lines touch the first level beside it: 产出指标 at the end of a line is the neighbour's. */
function withoutSpilledLevel(cell: GridCell | null, rules: PerformanceRules): string {
  if (!cell || cell.lines.length < 2) return textIn(cell);
  const lines = cell.lines.map((line) => {
    const name = rules.levelNames.find((each) => each.length >= 4 && each.endsWith('指标') && line.length > 2 * each.length && line.endsWith(each) && rules.levelOf(each) & 1);
    return name && !/[、和与“：:]$/.test(line.slice(0, -name.length)) ? line.slice(0, -name.length) : line;
  });
  return lines.join('').replace(/[\s\u3000]+/g, '');
}

/** Separators of thousands left out of a whole figure. */
const figure = (text: string): string => (/^[-−]?\d[\d,]*(?:\.\d+)?$/.test(text) ? text.replace(/,/g, '') : text);

const blankDash = (text: string): string => (/^[-—–－/]+$/.test(text) ? '' : text);

/** The text of a cell in its first row only: a value merged over rows is said once. */
function textOnce(grid: GridLookup, row: number, col: number): string {
  const cell = grid.at(row, col);
  return cell ? textIn(cell) : '';
}

const TOTAL = /^(?:合计|总计|(?:自评)?总(?:得)?分|合计得分)$/;

/** 总分 | 100 | 95.68 across the levels: the points there are and the points given, each under its head. */
function totalAt(grid: GridLookup, row: number, header: GridHeader, rules: PerformanceRules): { field: string; cell: GridCell }[] {
  const label = grid.starting(row)[0];
  const name = textIn(label ?? null);
  if (!label || !TOTAL.test(name) || rules.headerRole(name) !== null) return [];
  const points = (['weight', 'score'] as const).flatMap((role) => header.columns.filter((column) => column.role === role).map(({ col }) => grid.at(row, col)).filter((cell) => cell !== null && cell !== label && cell.row === row && /^\d{1,3}(?:\.\d+)?分?$/.test(textIn(cell)))) as GridCell[];
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  return first === last ? [{ field: name, cell: last }] : [{ field: `${name}/分值`, cell: first }, { field: name, cell: last }];
}

/** A row of the form again: a label across the columns of the levels (总分, 评价等级), a label in the first column. */
function endsRows(grid: GridLookup, row: number, header: GridHeader, rules: PerformanceRules): boolean {
  const cells = grid.starting(row);
  if (cells.length === 0) return false;
  const levels = header.columns.filter(({ role }) => role === 'level1' || role === 'level2' || role === 'level3');
  const across = levels.length > 1 && levels.every(({ col }) => grid.at(row, col) === grid.at(row, levels[0]!.col));
  if (across && textIn(grid.at(row, levels[0]!.col)) !== '') return true;
  const lead = cells[0]!;
  const text = textIn(lead);
  if (text === '' || rules.levelOf(text)) return false;
  // Beside a label of the form one cell stands under all heads: 备注.
  const known = header.columns.filter(({ role }) => role !== null);
  const under = new Set(known.map(({ col }) => grid.at(row, col)));
  if (known.length > 2 && cells.length === 2 && under.size <= 2 && [...under].every((cell) => cell === lead || cell === cells[1]) && under.has(cells[1]!)) return true;
  const label = rules.labelOf(text);
  return label !== null && lead.col <= (levels[0]?.col ?? 0) && label.kind !== 'side' && label.kind !== 'named' && lead.rowSpan < 3;
}

/** 产出指标质量指标高技能人才占比: the levels run together with the name (北京 预算13表). */
function splitLevels(name: string, rules: PerformanceRules): { level1: string; level2: string } | null {
  const level1 = rules.levelNames.filter((each) => name.startsWith(each) && rules.levelOf(each) & 1 && each.endsWith('指标')).sort((a, b) => b.length - a.length)[0];
  if (!level1) return null;
  const rest = name.slice(level1.length);
  const level2 = rules.levelNames.filter((each) => rest.startsWith(each) && rules.levelOf(each) & 2 && each.endsWith('指标')).sort((a, b) => b.length - a.length)[0];
  return level2 ? { level1, level2 } : null;
}

function confidenceOf(name: string, target: string, level1: string, level2: string, rules: PerformanceRules, split: boolean, hasSecond: boolean): Indicator['confidence'] {
  if (name === '' || /^[，。；、）)]/.test(name) || /[（(、，]$/.test(name)) return LOW;
  if (split || target === '' || level1 === '' || (hasSecond && level2 === '')) return MEDIUM;
  return rules.levelOf(level1) === 0 || (level2 !== '' && rules.levelOf(level2) === 0) ? MEDIUM : HIGH;
}
