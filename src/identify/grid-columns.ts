import type { ColumnRole, GridCell, TableKind } from '../model/index.js';
import { withRelativeYears, type FormRules } from '../../rules/forms/forms.js';
import { parseAmount } from '../text/amount.js';
import { ATTRIBUTE_COLUMN, LABEL_COLUMN as LABEL, NAMING_TEXT, TEXT_COLUMN as TEXT } from '../text/column-names.js';
import { ordinalOf } from '../text/ordinals.js';
import { splitCode } from './grid-codes.js';
import { isFigure, textOf, type GridHeader, type Matrix } from './grid-header.js';

/** What a printed column is for. `serial` counts rows (序号), `ordinal` is 行次, `code` and `part` hold codes or their parts. */
export type PrintedRole = ColumnRole | 'serial' | 'ordinal' | 'code' | 'part' | 'name';

/** A column as printed: one or more columns of the grid that the header does not tell apart. */
export interface PrintedColumn {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly path: readonly string[];
  readonly measure: string;
  readonly role: PrintedRole;
  /** Column number of the 栏次 row. */
  readonly ordinal: number | null;
  /** Its labels begin with subject codes: digits before a label are a code, not part of a name (12333聘用人员经费). */
  readonly coded: boolean;
  block: number;
}

export const isLabel = (role: PrintedRole): boolean => role === 'serial' || role === 'ordinal' || role === 'code' || role === 'part' || role === 'name';

const SERIAL = /^序号$/;
const ORDINAL = /^(?:行次|栏次|行号)$/;
const CODE_HEAD = /编码|代码/;
/** Their digits are years, no codes. */
const YEAR_HEAD = /^年[度份]$/;
const PART_HEAD = /^[类款项]$/;

export function readColumns(m: Matrix, header: GridHeader, kind: TableKind, forms: FormRules): PrintedColumn[] {
  const groups = groupColumns(m, header);
  const paths = groups.map(({ from }) => pathOf(m, header, from));
  const named = withRelativeYears(paths);
  const columns = groups.map(({ from, to }, i): PrintedColumn => {
    const path = paths[i]!;
    const ordinal = ordinalOfColumn(m, header, from);
    const { measure, role } = forms.measureOf(kind, named[i]!);
    return { from, to, path, ordinal, measure, role: roleOf(m, header, from, to, path, measure, role), coded: isCoded(m, header, from, to, path), block: 0 };
  });
  const used = columns.filter((c) => c.path.length > 0 || hasText(m, header, c));
  settleUnitCodes(m, header, used);
  settleLabels(m, header, used);
  settleAttributes(used);
  settleList(m, header, used, kind);
  setBlocks(m, header, used);
  return used;
}

/** Neighbouring grid columns under the same header cells are one, unless most data rows divide them. */
function groupColumns(m: Matrix, header: GridHeader): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (let c = 0; c < m.cols; c++) {
    const last = out[out.length - 1];
    if (last && !divided(m, header, c)) last.to = c + 1;
    else out.push({ from: c, to: c + 1 });
  }
  return out;
}

function divided(m: Matrix, header: GridHeader, c: number): boolean {
  for (let r = 0; r < header.end; r++) if (!header.ordinalRows.has(r) && m.at(r, c) !== m.at(r, c - 1)) return true;
  let rows = 0;
  let split = 0;
  let bothTexts = 0;
  for (let r = header.end; r < m.rows; r++) {
    const a = m.at(r, c - 1);
    const b = m.at(r, c);
    if (!a && !b) continue;
    rows++;
    if (a === b) continue;
    split++;
    if (textOf(a) !== '' && textOf(b) !== '') bothTexts++;
  }
  return split > 0.5 * rows || bothTexts > 0;
}

/** Header texts over a column, outermost first; numbering rows left out. */
function pathOf(m: Matrix, header: GridHeader, col: number): string[] {
  const path: string[] = [];
  let last: GridCell | undefined;
  for (let r = 0; r < Math.min(m.rows, header.end + 1); r++) {
    if (header.ordinalRows.has(r)) continue;
    const cell = m.at(r, col);
    if (!cell || cell === last) continue;
    if (r === header.end && !header.leaves.has(cell)) continue;
    last = cell;
    const text = textOf(cell);
    if (text !== '') path.push(text);
  }
  return path;
}

function ordinalOfColumn(m: Matrix, header: GridHeader, col: number): number | null {
  for (const r of header.ordinalRows) {
    const n = /^[（(]?(\d{1,2})/.exec(textOf(m.at(r, col)));
    if (n) return Number(n[1]);
  }
  return null;
}

/** Data cells that start in a column, with their text. */
function* bodyTexts(m: Matrix, header: GridHeader, from: number, to: number): Generator<string> {
  for (let r = header.end; r < m.rows; r++) {
    for (let c = from; c < to; c++) {
      const cell = m.at(r, c);
      if (!cell || cell.row !== r || cell.col !== c || header.leaves.has(cell) || cell.row < header.end) continue;
      const text = textOf(cell);
      if (text !== '') yield text;
    }
  }
}

const hasText = (m: Matrix, header: GridHeader, c: { from: number; to: number }): boolean => !bodyTexts(m, header, c.from, c.to).next().done;

function roleOf(m: Matrix, header: GridHeader, from: number, to: number, path: readonly string[], measure: string, known: ColumnRole | 'label'): PrintedRole {
  const leaf = path[path.length - 1] ?? '';
  if (SERIAL.test(leaf)) return 'serial';
  if (ORDINAL.test(leaf)) return 'ordinal';
  let all = 0;
  let figures = 0;
  let digits = 0;
  let percents = 0;
  let plain = 0;
  for (const text of bodyTexts(m, header, from, to)) {
    all++;
    if (/%$/.test(text)) percents++;
    if (/^\d+$/.test(text) && isFigure(text)) plain++;
    if (isFigure(text)) figures++;
    else if (/^\d+$/.test(text)) digits++;
  }
  if (TEXT.test(leaf) && figures <= 0.5 * all && !CODE_HEAD.test(leaf)) return 'text';
  const label = PART_HEAD.test(leaf) || CODE_HEAD.test(leaf) || (measure !== '' ? known === 'label' : LABEL.test(leaf) && !/[^项]支出$|收入$|金额|预算数|决算数|合计|小计/.test(leaf));
  if (label && (figures <= 0.5 * all || (CODE_HEAD.test(leaf) && plain === figures))) return PART_HEAD.test(leaf) ? 'part' : CODE_HEAD.test(leaf) || (digits > 0.6 * all && digits > 0 && !YEAR_HEAD.test(leaf)) ? 'code' : 'name';
  if (measure !== '' && known !== 'label') return known === 'amount' && percents > 0.5 * all && percents > 0 ? 'ratio' : known;
  if (all === 0) return TEXT.test(leaf) ? 'text' : path.length === 0 ? 'text' : 'amount';
  if (percents > 0.5 * all) return 'ratio';
  const numeric = figures + digits;
  if (numeric > 0.5 * all && !(digits > figures && leaf === '')) return /数量|人数|辆|台|个数|次数/.test(leaf) ? 'quantity' : 'amount';
  if (numeric > 0 && figures === numeric && !TEXT.test(leaf) && numeric >= 0.2 * all && !label) return 'amount';
  return TEXT.test(leaf) ? 'text' : 'name';
}

/** Headers under which digits before a label are a subject's code. */
const SUBJECT_HEAD = /科目|分类|编码/;

/** Are digits before the labels of a column codes? Where the header says subjects, or every other label has one. */
function isCoded(m: Matrix, header: GridHeader, from: number, to: number, path: readonly string[]): boolean {
  if (path.some((t) => SUBJECT_HEAD.test(t))) return true;
  let all = 0;
  let coded = 0;
  for (const text of bodyTexts(m, header, from, to)) {
    all++;
    if (splitCode(text).code !== '') coded++;
  }
  return all > 1 && coded >= 0.5 * all;
}

/** Whole numbers of six digits beside a column of names: codes of organisations, whatever the header says. */
const UNIT_CODE = /^\d{6}$/;
const AMOUNT_HEAD = /金额|数$|数[（(]|支出|收入|合计|总计|小计|资金|拨款|元/;

function settleUnitCodes(m: Matrix, header: GridHeader, columns: PrintedColumn[]): void {
  for (const [i, column] of columns.entries()) {
    if (column.role !== 'amount' || column.measure !== '' || column.path.some((t) => AMOUNT_HEAD.test(t))) continue;
    const texts = [...bodyTexts(m, header, column.from, column.to)].filter((t) => !/^(?:合计|总计|小计)$/.test(t));
    const besideNames = [columns[i - 1], columns[i + 1]].some((c) => c?.role === 'name' || c?.role === 'text');
    if (texts.length > 0 && besideNames && texts.every((t) => UNIT_CODE.test(t))) (column as { role: PrintedRole }).role = 'code';
  }
}

/** Headers of lists that count or name things: 序号 | 单位名称, 报表目录, 机构设置. */
const LIST_HEAD = /^(?:序号|序|编号|报表|表号|表名|是否空表)$/;

/**
 * A list of organisations or of tables is no table of figures: it has a serial column and no header that speaks of
 * money, and no number in it has decimals. Whatever numbers it holds are texts.
 */
function settleList(m: Matrix, header: GridHeader, columns: PrintedColumn[], kind: TableKind): void {
  if (kind !== 'other' || !columns.some((c) => LIST_HEAD.test(c.path[c.path.length - 1] ?? ''))) return;
  if (columns.some((c) => c.path.some((t) => AMOUNT_HEAD.test(t)) || (c.measure !== '' && c.role === 'amount'))) return;
  for (const column of columns) for (const text of bodyTexts(m, header, column.from, column.to)) if (/\d[.．]\d/.test(text) && isFigure(text)) return;
  for (const column of columns) if (column.role === 'amount' || column.role === 'quantity' || column.role === 'ratio') (column as { role: PrintedRole }).role = 'text';
}

/** 项目名称 | 项目性质 in front of the figures: the row is the project's, what kind it is of is no name of it. */
function settleAttributes(columns: readonly PrintedColumn[]): void {
  const firstAmount = columns.findIndex((c) => c.role === 'amount' || c.role === 'ratio' || c.role === 'quantity');
  const front = columns.slice(0, Math.max(0, firstAmount));
  const leafOf = (column: PrintedColumn): string => column.path[column.path.length - 1] ?? '';
  const names = front.filter((column) => column.role === 'name');
  const named = names.filter((column) => !ATTRIBUTE_COLUMN.test(leafOf(column)));
  const text = named.length === 0 ? front.find((column) => column.role === 'text' && NAMING_TEXT.test(leafOf(column))) : undefined;
  if (text) (text as { role: PrintedRole }).role = 'name';
  const last = named.at(-1) ?? text;
  if (!last) return;
  for (const column of names) if (columns.indexOf(column) > columns.indexOf(last)) (column as { role: PrintedRole }).role = 'text';
}

/** Text columns without a label header are labels only left of the first figures; further right they are remarks. */
function settleLabels(m: Matrix, header: GridHeader, columns: PrintedColumn[]): void {
  const firstAmount = columns.findIndex((c) => c.role === 'amount' || c.role === 'ratio' || c.role === 'quantity');
  for (const [i, column] of columns.entries()) {
    if (column.role !== 'name' || firstAmount < 0 || i < firstAmount) continue;
    const leaf = column.path[column.path.length - 1] ?? '';
    const headed = LABEL.test(leaf) || listsSubjects(m, header, column);
    const figuresRight = columns.slice(i + 1).some((c) => c.role === 'amount');
    if (!headed || !figuresRight) (column as { role: PrintedRole }).role = 'text';
  }
}

/** Most labels carry an ordinal, a code or are totals: a list of subjects, not a remark. */
function listsSubjects(m: Matrix, header: GridHeader, c: { from: number; to: number }): boolean {
  let all = 0;
  let listed = 0;
  for (const text of bodyTexts(m, header, c.from, c.to)) {
    all++;
    if (ordinalOf(text) || /^[[［]?\d{3,7}\D|合计|总计|小计|支出$/.test(text)) listed++;
  }
  return all > 0 && listed > 0.5 * all;
}

/**
 * Side-by-side blocks: a label column after figures, with figures of its own, opens another block when it repeats the
 * label header of an earlier block, stands under another side (收入 | 支出), or lists subjects.
 */
function setBlocks(m: Matrix, header: GridHeader, columns: PrintedColumn[]): void {
  let block = 0;
  let figures = false;
  const heads = new Set<string>();
  let side = columns[0]?.path[0] ?? '';
  for (const [i, column] of columns.entries()) {
    const leaf = column.path[column.path.length - 1] ?? '';
    if (isLabel(column.role) && column.role !== 'ordinal') {
      const followed = columns.slice(i + 1).some((c) => c.role === 'amount');
      const otherSide = (column.path[0] ?? '') !== side && column.path.length > 1;
      const twoSided = otherSide && /收入|支出|人员经费|公用经费/.test(`${side}${column.path[0] ?? ''}`);
      if (figures && followed && opensNames(columns, i) && (heads.has(leaf) || twoSided || listsSubjects(m, header, column))) {
        block++;
        figures = false;
        side = column.path[0] ?? '';
      }
      heads.add(leaf);
    } else if (column.role === 'amount' || column.role === 'ratio' || column.role === 'quantity') figures = true;
    column.block = block;
  }
}

/** Among the label columns from here to the next figures one holds names: codes alone (类 | 款 of another classification) open no block. */
function opensNames(columns: readonly PrintedColumn[], from: number): boolean {
  for (let i = from; i < columns.length && isLabel(columns[i]!.role); i++) if (columns[i]!.role === 'name') return true;
  return false;
}

export { parseAmount };
