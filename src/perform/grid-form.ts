import type { Field, Indicator } from '../model/fact.js';
import { isSingle } from '../lattice/places.js';
import type { GridCell, GridRegion } from '../model/grid.js';
import { labelKey, type PerformanceRules } from '../../rules/performance/performance.js';
import { HIGH, LOW, MEDIUM } from './confidence.js';
import { gridHeaderAt, impliedHeaderAt } from './grid-header.js';
import { placeOf, readGridIndicators } from './grid-indicators.js';
import { lookUp, textIn, type GridLookup } from './grid-lookup.js';
import { PERSON_HEAD } from './name-lists.js';
import { squeeze } from '../text/full-width.js';

/** Rows [top, bottom) and columns [left, right) of a grid, with the labels that stand beside and above it. */
interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly path: readonly string[];
}

const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?[%‰]?$/;
const ORDINAL = /^(?:序号|编号)$/;
/** Names longer than this do not serve as keys of rows; the rows are numbered. */
const KEY_LENGTH = 20;
const LABEL_LENGTH = 30;

/**
 * A form whose cells are known: label–value pairs across and down, blocks with a heading along their side, rows under
 * column heads, and the indicators. Nothing is guessed from a city's form: a cell is a label by the rules or by its place.
 */
export function performGrid(region: GridRegion, rules: PerformanceRules): { indicators: Indicator[]; fields: Field[] } {
  const grid = lookUp(region);
  const indicators: Indicator[] = [];
  const fields: Field[] = [];
  let headed = false;
  for (let row = 0; row < grid.rowCount && !headed; row++) headed = gridHeaderAt(grid, row, rules) !== null;
  const reader = { region, grid, rules, indicators, fields, headed };
  readCaption(reader);
  readArea(reader, { top: 0, bottom: grid.rowCount, left: 0, right: grid.colCount, path: [] });
  // What is beside what in a form, its merged cells alone tell: separated values have none.
  const unmerged = region.origin === 'sheet' && region.cells.every(isSingle);
  return { indicators, fields: unmerged ? fields.map((each) => ({ ...each, confidence: LOW })) : fields };
}

interface Reader {
  readonly region: GridRegion;
  readonly grid: GridLookup;
  readonly rules: PerformanceRules;
  readonly indicators: Indicator[];
  readonly fields: Field[];
  /** The heads of the indicators are printed. */
  readonly headed: boolean;
}

const MONEY_UNIT = /^(?:金额)?单位$/;

/** What is told above a form: 填报单位：某局, 项目名称：某项目. Of several labels in the line each has what stands up to the next. */
function readCaption({ region, rules, fields }: Reader): void {
  const pieces = region.heading.caption.split(/(?<=[^：:])[\s\u3000]+/);
  for (const piece of pieces) {
    const [, label, value] = /^([^：:]{2,16})[：:](.+)$/.exec(squeeze(piece)) ?? [];
    const meaning = label === undefined ? null : rules.labelOf(`${label}:`);
    if (!meaning || MONEY_UNIT.test(label!) || /^(?:人民币)?(?:万|亿|千|百万)?元$/.test(value!)) continue;
    fields.push({ table: region.order, tableNo: region.heading.tableNo, field: label!, value: value!, contact: meaning.contact, confidence: HIGH, flags: [], place: { page: region.firstPage, line: 0 } });
  }
}

function readArea(reader: Reader, area: Area): number {
  const { grid, rules, region } = reader;
  let row = area.top;
  while (row < area.bottom) {
    const header = gridHeaderAt(grid, row, rules) ?? (reader.headed ? null : impliedHeaderAt(grid, row, rules));
    if (header) {
      const found = readGridIndicators(region, grid, header, rules, reader.indicators.length);
      reader.indicators.push(...found.indicators);
      reader.fields.push(...found.fields);
      row = Math.max(found.end, row + 1);
      continue;
    }
    const lead = grid.at(row, area.left);
    if (!lead || lead.row < row) {
      row++;
      continue;
    }
    if (lead.rowSpan > 1 && lead.rowSpan <= 3 && groupedHeads(reader, { ...area, top: row }, lead.rowSpan)) {
      const below = tableAt(reader, { ...area, top: row });
      if (below !== null) {
        row = below;
        continue;
      }
    }
    const bottom = Math.min(area.bottom, row + lead.rowSpan);
    const inner = lead.col + lead.colSpan;
    if (lead.rowSpan > 1 && inner < area.right && textIn(lead) !== '' && !isFigure(textIn(lead)) && bottom > row + 1) {
      row = readSide(reader, area, lead, row, bottom, inner);
      continue;
    }
    row = readRows(reader, { ...area, top: row });
  }
  return row;
}

/** Heads of several rows: one is over others, all below it are as short as heads (任务名称 | 主要内容 | 预算金额 over 总额 | 财政拨款). */
function groupedHeads(reader: Reader, area: Area, depth: number): boolean {
  const heads = reader.grid.starting(area.top, area.left, area.right);
  return heads.some((cell) => cell.col !== area.left && cell.colSpan > 1 && cell.rowSpan < depth && subHeads(reader, area, cell) && cell.rowSpan + (reader.grid.at(area.top + cell.rowSpan, cell.col)?.rowSpan ?? 0) === depth);
}

/** A heading along the side of rows; the same heading printed again after a page break goes on with the same block. */
function readSide(reader: Reader, area: Area, lead: GridCell, row: number, bottom: number, inner: number): number {
  const { grid } = reader;
  let end = bottom;
  for (;;) {
    const next = end < area.bottom ? grid.at(end, area.left) : null;
    if (next && next.row === end && labelKey(textIn(next)) === labelKey(textIn(lead)) && next.rowSpan > 1) end = Math.min(area.bottom, end + next.rowSpan);
    else break;
  }
  const text = textIn(lead);
  const path = [...area.path, text];
  let right = area.right;
  // A label that stands alone at the right end of the block, as high as the block: it has no value cell (执行率分值（10分）).
  const last = grid.at(row, right - 1);
  if (last && last.row === row && last.col > inner && last.rowSpan === lead.rowSpan && textIn(last) !== '' && !isFigure(textIn(last)) && reader.rules.labelOf(textIn(last))) {
    field(reader, [textIn(last)], null, last);
    right = last.col;
  }
  return readArea(reader, { top: row, bottom: end, left: inner, right, path });
}

/** Rows without a side heading: a table under heads, or label–value pairs of one row. */
function readRows(reader: Reader, area: Area): number {
  const table = tableAt(reader, area);
  if (table !== null) return table;
  readPairs(reader, area);
  return area.top + 1;
}

/** A code that a workbook took for a number and shows with an exponent: its digits are lost. */
const EXPONENT = /^\d(?:\.\d+)?E\+\d+$/;
const hasColon = (text: string): boolean => text.length <= LABEL_LENGTH && /[:：]$/.test(text);
const isFigure = (text: string): boolean => FIGURE.test(text);

/** Could this text be a label: known to the rules, or short words without figures or sentence marks. */
function labelLike(text: string, rules: PerformanceRules): boolean {
  if (text === '' || isFigure(text)) return false;
  if (rules.labelOf(text) || rules.fundingOf(text) || rules.headerRole(text)) return true;
  return text.length <= LABEL_LENGTH && !/[。；，！？]/.test(text) && /[\u4e00-\u9fff]/.test(text);
}

/**
 * A table under heads that begins in the area's first row; returns the row below it, or null.
 * Heads are one to three rows without figures, every cell label-like, at least two columns; values follow.
 */
function tableAt(reader: Reader, area: Area): number | null {
  const { grid, rules } = reader;
  const top = area.top;
  const heads = grid.starting(top, area.left, area.right).filter((cell) => cell.col + cell.colSpan <= area.right);
  const filled = heads.filter((cell) => textIn(cell) !== '');
  if (filled.length === 0 || !filled.every((cell) => labelLike(textIn(cell), rules))) return null;
  // 部门名称 | 广州市… is a pair whatever stands below.
  const [one, two] = filled;
  // A colon says so of any label.
  if (hasColon(textIn(one!)) && !(two && hasColon(textIn(two)))) return null;
  if (two && rules.labelOf(textIn(one!))?.kind === 'pair' && !rules.labelOf(textIn(two)) && !rules.headerRole(textIn(two)) && !rules.fundingOf(textIn(two))) return null;
  const depth = Math.max(1, ...filled.map((cell) => cell.rowSpan), filled.length >= 2 && textIn(heads[0]!) === '' && filled.some((cell) => cell.colSpan > 1 && subHeads(reader, area, cell)) ? 2 : 1);
  if (depth > 3) return null;
  const first = top + depth;
  if (first >= area.bottom) return null;
  const below = grid.starting(first, area.left, area.right);
  const values = below.filter((cell) => textIn(cell) !== '');
  const goals = filled.every((cell) => ['goal', 'goals'].includes(rules.labelOf(textIn(cell))?.kind ?? '')) || goalsBySentences(area, filled, below);
  if (goals && area.path.length > 0 && sameColumns(filled, below)) {
    let row = first;
    do {
      for (const head of filled) field(reader, [...area.path, textIn(head)], grid.at(row, head.col), head);
      row++;
    } while (row < area.bottom && goesOn(reader, area, row, heads));
    return row;
  }
  // Fewer than two heads, or values in the first row already, are pairs.
  if (filled.length < 2 || heads.some((cell) => isFigure(textIn(cell)))) return null;
  const alternating = twoSided(reader, area, filled);
  if (alternating !== null) return alternating;
  const columns = headPaths(reader, area, depth);
  const figures = values.filter((cell) => isFigure(textIn(cell))).length;
  const corner = textIn(heads[0]!) === '';
  // People are numbered, never named in a field's name.
  const people = PERSON_HEAD.test(textIn(heads[0]!));
  const listLike = people || depth > 1 || corner || (filled.length >= 3 && (figures > 0 || values.some((cell) => textIn(cell).length > LABEL_LENGTH)) && !pairsLikely(filled, grid.at(first, area.left), rules));
  if (!listLike || values.length === 0) return null;
  let row = first;
  const rows: number[] = [];
  for (; row < area.bottom; row++) {
    if (gridHeaderAt(grid, row, rules)) break;
    const cells = grid.starting(row, area.left, area.right).filter((cell) => textIn(cell) !== '');
    if (cells.length === 1 && cells[0]!.colSpan >= columns.length) break;
    rows.push(row);
  }
  const labels = rows.map((r) => textIn(grid.at(r, area.left)));
  const labelled = labels.some((label) => label !== '' && !isFigure(label));
  const numbered = !people && ORDINAL.test(textIn(heads[0]!)) && new Set(labels).size === labels.length;
  const keyed = !people && labelled && labels.every((label) => label.length <= KEY_LENGTH && !/[，。；]/.test(label)) && new Set(labels).size === labels.length;
  for (const [n, r] of rows.entries()) {
    for (const { col, path } of columns) {
      const cell = grid.at(r, col);
      if (((labelled && keyed) || numbered) && col === area.left) continue;
      if (corner && col === area.left) continue;
      // The label of a total reaches over the columns of text.
      if (keyed && cell === grid.at(r, area.left)) continue;
      const key = numbered ? [labels[n]!] : !labelled && (rows.length === 1 || corner) ? [] : keyed ? [labels[n]!] : [String(n + 1)];
      // 分值, 得分 and the like are printed for the total only; a dash says so.
      if (corner && /^[-—–－/]*$/.test(textIn(cell))) continue;
      field(reader, corner ? [...key, ...path] : [...area.path, ...key, ...path], cell, cell ?? heads[0]!, undefined, people);
    }
  }
  return row;
}

/** Beside a heading of goals two short heads, a sentence below each. */
function goalsBySentences(area: Area, heads: readonly GridCell[], below: readonly GridCell[]): boolean {
  const ofGoals = /目标$|完成情况$/.test(area.path.at(-1) ?? '') && heads.length > 1 && heads.every((cell) => /^[^，。；\d]{2,16}$/.test(textIn(cell)));
  return ofGoals && heads.every(({ col }) => below.some((cell) => cell.col === col && /[，。；]/.test(textIn(cell))));
}

/** Another row of texts under the same heads of goals. */
function goesOn({ grid, rules }: Reader, area: Area, row: number, heads: readonly GridCell[]): boolean {
  const cells = grid.starting(row, area.left, area.right);
  return cells.length === heads.length && sameColumns(heads, cells) && cells.some((cell) => textIn(cell) !== '') && cells.every((cell) => !rules.labelOf(textIn(cell)) && !rules.headerRole(textIn(cell)));
}

const sameColumns = (heads: readonly GridCell[], below: readonly GridCell[]): boolean => heads.every((head) => below.some((cell) => cell.col === head.col));

/** Two or four cells whose odd ones are known labels: pairs, not heads; or one of them is, none of the others, and below them another label of the form begins a row. */
function pairsLikely(cells: readonly GridCell[], below: GridCell | null, rules: PerformanceRules): boolean {
  const odd = cells.filter((_, n) => n % 2 === 0).map(textIn);
  const even = cells.filter((_, n) => n % 2 === 1).map(textIn);
  if (odd.length !== even.length) return false;
  const isPair = (text: string): boolean => rules.labelOf(text)?.kind === 'pair';
  const isKnown = (text: string): boolean => rules.labelOf(text) !== null || rules.fundingOf(text) !== null || rules.headerRole(text) !== null;
  return (odd.every(isPair) && even.some((text) => !rules.labelOf(text))) || (odd.some(isPair) && !even.some(isKnown) && isKnown(textIn(below)));
}

const TOTAL_SCORE = /^(?:自评)?(?:总分|总得分|评价总分|合计)$/;
const UNIT_ALONE = /^[（(](?:万元|元)[)）]$/;

function subHeads(reader: Reader, area: Area, group: GridCell): boolean {
  const below = reader.grid.starting(area.top + group.rowSpan, group.col, group.col + group.colSpan);
  return below.length > 1 && below.every((cell) => labelLike(textIn(cell), reader.rules));
}

/** Header paths of the columns of a table under heads. */
function headPaths(reader: Reader, area: Area, depth: number): { col: number; path: string[] }[] {
  const columns: { col: number; path: string[] }[] = [];
  for (let col = area.left; col < area.right; ) {
    const path: GridCell[] = [];
    for (let r = area.top; r < area.top + depth; r++) {
      const cell = reader.grid.at(r, col);
      if (cell && cell !== path.at(-1) && cell.row >= area.top) path.push(cell);
    }
    const leaf = path.at(-1);
    if (!leaf) {
      col++;
      continue;
    }
    columns.push({ col, path: path.map(textIn).filter((text) => text !== '') });
    col = Math.max(col + 1, leaf.col + leaf.colSpan);
  }
  return columns.filter(({ path, col }) => path.length > 0 || col === area.left);
}

/** Label | amount | label | amount, the heads printed again inside (部门预算支出 | 预算金额 | 收入来源 | 预算金额). */
function twoSided(reader: Reader, area: Area, heads: readonly GridCell[]): number | null {
  if (heads.length !== 4 || labelKey(textIn(heads[1]!)) !== labelKey(textIn(heads[3]!))) return null;
  const { grid } = reader;
  let current = heads.map(textIn);
  let row = area.top + 1;
  for (; row < area.bottom; row++) {
    const cells = heads.map(({ col }) => grid.at(row, col));
    const texts = cells.map(textIn);
    if (labelKey(texts[1]!) === labelKey(current[1]!) && labelKey(texts[3]!) === labelKey(current[3]!)) {
      current = texts;
      continue;
    }
    for (const side of [0, 2]) {
      if (texts[side] !== '') field(reader, [...area.path, current[side]!, texts[side]!, current[side + 1]!], cells[side + 1]!, cells[side]!);
    }
  }
  return row;
}

/** Label–value pairs of one row. A value cell may be empty; a label without a value cell at the row's end is a heading. */
function readPairs(reader: Reader, area: Area): void {
  const { grid, rules } = reader;
  const cells = grid.starting(area.top, area.left, area.right);
  const texts = cells.map(textIn);
  if (cells.length === 1) {
    const glued = /^([^：:]{2,16})[：:](.*)$/.exec(texts[0]!);
    // No line is drawn between a label and its value, but they stand apart.
    const [label, ...value] = cells[0]!.lines.join('\n').split(/[ \u3000]+/);
    if (!glued && value.length > 0 && rules.labelOf(label!)?.kind === 'pair') field(reader, [...area.path, label!], null, cells[0]!, squeeze(value.join('')));
    else if (glued && rules.labelOf(`${glued[1]!}:`)) field(reader, [...area.path, glued[1]!], null, cells[0]!, glued[2]!);
    else if (area.path.length > 0 && texts[0] !== '') field(reader, area.path, cells[0]!, cells[0]!);
    // Beside it stand cells of the row above: the rest of that row's label, and no value of the block.
    if (!glued && value.length === 0 && cells[0]!.col + cells[0]!.colSpan < area.right && area.path.length > 0 && texts[0] !== '') reader.fields[reader.fields.length - 1] = { ...reader.fields.at(-1)!, confidence: LOW };
    return;
  }
  for (let n = 0; n < cells.length; n++) {
    const text = texts[n]!;
    if (text === '') continue;
    const next = texts[n + 1];
    const inner = labelKey(text) === labelKey(area.path.at(-1) ?? '') ? area.path : [...area.path, text];
    if (next === undefined) {
      if (isFigure(text) && n >= 2) field(reader, [...area.path, texts[n - 2]!], cells[n]!, cells[n]!);
      else if (rules.labelOf(text)) field(reader, [text], null, cells[n]!);
      return;
    }
    // A heading before a label with its amount: 资金金额 | 实施期资金总额： | 1715.97. A unit alone is the rest of one: （万元） | 其中：财政拨款.
    const amount = texts[n + 2];
    if (amount !== undefined && (isFigure(amount) || amount === '') && !hasColon(text) && !isFigure(text) && (hasColon(next) || rules.fundingOf(next) === 'row')) {
      field(reader, UNIT_ALONE.test(text) ? [...area.path, next] : [...inner, next], cells[n + 2]!, cells[n + 1]!);
      n += 2;
      continue;
    }
    // 总分 | 100 | 98.06 | 优: the sum of the weights, then that of the scores.
    if (isFigure(next) && amount !== undefined && isFigure(amount) && TOTAL_SCORE.test(labelKey(text))) {
      field(reader, [...area.path, text, '分值'], cells[n + 1]!, cells[n]!);
      field(reader, inner, cells[n + 2]!, cells[n]!);
      return;
    }
    // Figures behind a pair, without a label of their own.
    if (isFigure(text) && isFigure(next) && n >= 2) {
      const name = [...area.path, texts[n - 2]!];
      field(reader, name, cells[n]!, cells[n]!);
      field(reader, name, cells[n + 1]!, cells[n + 1]!);
      n++;
      continue;
    }
    // Two known labels in a row: the first has no value cell of its own.
    if (rules.labelOf(text)?.kind === 'pair' && rules.labelOf(next)?.kind === 'pair' && texts.length % 2 === 1) {
      field(reader, inner, null, cells[n]!);
      continue;
    }
    field(reader, inner === area.path ? [...area.path, text] : inner, cells[n + 1]!, cells[n]!);
    n++;
  }
}

function field(reader: Reader, path: readonly string[], value: GridCell | null, label: GridCell, text?: string, contact = false): void {
  const name = path.map((part) => part.replace(/[\s\u3000]/g, '')).join('/').replace(/^([^/]*)[:：]$/, '$1');
  const last = path.at(-1) ?? '';
  const printed = text ?? textIn(value);
  const known = reader.rules.labelOf(last) ?? reader.rules.fundingOf(last);
  reader.fields.push({
    table: reader.region.order,
    tableNo: reader.region.heading.tableNo,
    field: name,
    value: FIGURE.test(printed) ? printed.replace(/,/g, '') : printed,
    contact: contact || (reader.rules.labelOf(last)?.contact ?? false),
    confidence: EXPONENT.test(printed) ? LOW : known || hasColon(last) ? HIGH : MEDIUM,
    flags: [],
    place: placeOf(value ?? label, reader.region),
  });
}
