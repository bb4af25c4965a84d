import type { GridCell, GridRegion } from '../model/index.js';
import { parseAmount } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';

/** A grid by rows and columns: which cell covers each place. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly at: (row: number, col: number) => GridCell | undefined;
  /** Cells that cover a row, left to right, each once. */
  readonly row: (row: number) => readonly GridCell[];
}

/** White space removed: how every cell is compared and written out. Cached, since headers are looked at often. */
const texts = new WeakMap<GridCell, string>();
export function textOf(cell: GridCell | undefined): string {
  if (!cell) return '';
  let text = texts.get(cell);
  if (text === undefined) {
    text = squeeze(cell.text);
    texts.set(cell, text);
  }
  return text;
}

export function matrixOf(region: GridRegion): Matrix {
  const { rowCount: rows, colCount: cols } = region;
  const cover: (GridCell | undefined)[] = new Array(rows * cols);
  for (const cell of region.cells) {
    for (let r = cell.row; r < Math.min(rows, cell.row + cell.rowSpan); r++) {
      for (let c = cell.col; c < Math.min(cols, cell.col + cell.colSpan); c++) cover[r * cols + c] = cell;
    }
  }
  const at = (row: number, col: number) => cover[row * cols + col];
  return {
    rows,
    cols,
    at,
    row: (row) => {
      const out: GridCell[] = [];
      for (let c = 0; c < cols; c++) {
        const cell = at(row, c);
        if (cell && cell !== out[out.length - 1]) out.push(cell);
      }
      return out;
    },
  };
}

export interface GridHeader {
  /** First row of data. It may hold header cells still (类|款|项 beside 合计): see `leaves`. */
  readonly end: number;
  /** Header cells that stand in the first data row. */
  readonly leaves: ReadonlySet<GridCell>;
  /** Rows of the header that number the columns (栏次): no part of a column's name. */
  readonly ordinalRows: ReadonlySet<number>;
}

/** Words that head the columns of labels. */
const LABEL_HEAD = /项目|科目|单位|名称|编码|代码|分类|类别|部门|用途|来源|品目|目录|序号|摘要|内容/;
/** Cells of the lowest header row that can share it with the first row of data. */
const LEAF_WORD = /^(?:类|款|项|目|科目编码|科目名称|编码|名称)$/;
const TOTAL = /^(?:合计|总计|小计|收入总计|支出总计|收入合计|支出合计|总计[:：]|合计[:：])$/;
const NOTHING = /^(?:此表为空|本表为空|空表|无|本表无数据|无数据)。?$/;
export const isNothing = (text: string): boolean => NOTHING.test(text);

/** 2080505, [2080505]机关…, 2080505-机关…: 3, 5 or 7 digits, or more in brackets. */
const CODED = /^(?:\d{3}|\d{5}|\d{7})$|^[[［【]\d{3,}[\]］】]|^(?:\d{3}|\d{5}|\d{7})[-－—]\D/;

/**
 * Where the header ends. A row is data when it holds a figure (not a row of column numbers), a code, an ordinal label
 * or a total under a label column. Everything above is header, however its cells were merged.
 */
export function readHeader(m: Matrix): GridHeader {
  const ordinalRows = new Set<number>();
  let end = -1;
  for (let r = 0; r < m.rows; r++) {
    if (isOrdinalRow(m, r)) {
      ordinalRows.add(r);
      continue;
    }
    if (isData(m, r)) {
      end = r;
      break;
    }
  }
  if (end < 0) end = endOfEmpty(m, ordinalRows);
  const leaves = new Set<GridCell>();
  if (end > 0 && end < m.rows) {
    for (const cell of m.row(end)) if (LEAF_WORD.test(textOf(cell)) && cell.row === end) leaves.add(cell);
  }
  return { end, leaves, ordinalRows };
}

/** 栏次 | 1 | 2 | 3, or the numbers alone: at least two, counting up by one from left to right. Also A, B, C and 1=2+3; 类 | 款 | 项 may stand in front. */
export function isOrdinalRow(m: Matrix, r: number): boolean {
  const all = m.row(r).filter((c) => c.row === r).map(textOf).filter((t) => t !== '');
  const cells = all.slice(all.findIndex((text) => !/^[类款项]$/.test(text)));
  if (cells.length < 2) return false;
  const head = /^(?:栏次|行次|列次|栏号)$/.test(cells[0]!);
  const rest = head ? cells.slice(1) : cells.filter((t) => !/^[*×—\-]+$/.test(t));
  if (rest.length < (head ? 1 : 2)) return false;
  let last = 0;
  for (const text of rest) {
    if (/^(?:栏次|[—\-*]+)$/.test(text)) continue;
    const n = /^[（(]?(\d{1,2})(?:[)）]|[=＝].*)?$/.exec(text);
    if (!n) return false;
    const value = Number(n[1]);
    if (value !== last + 1 && !(last === 0 && head)) return false;
    last = value;
  }
  return last > 0;
}

const YEAR_LIKE = /^(?:19|20)\d\d$/;
const AMOUNT_HEAD = /预算数|决算数|金额/;

function isData(m: Matrix, r: number): boolean {
  const all = m.row(r);
  const cells = all.filter((c) => c.row === r);
  // A header cell that reaches down into this row: what stands beside it is header too, unless there are figures.
  const besideHeader = all.some((c) => c.row < r && textOf(c) !== '');
  if (r > 0 && !besideHeader && hasSmallFigures(m, r, cells)) return true;
  // 因公出国（境）费 under 项目 and nothing beside it: the first row prints no figure.
  const texts = cells.filter((c) => textOf(c) !== '');
  if (r > 0 && !besideHeader && texts.length === 1 && cells.length > 2 && texts[0]!.col === 0 && texts[0]!.colSpan === 1 && LABEL_HEAD.test(headAbove(m, r, 0)) && m.row(r - 1).every((c) => textOf(c) !== '')) return true;
  for (const cell of cells) {
    const text = textOf(cell);
    if (text === '') continue;
    if (isFigure(text) && (r > 0 || cell.col > 0)) return true;
    if (r === 0 || besideHeader) continue;
    // 2000 under 预算数, beside a name: an amount that looks like a year. Years of a header stand side by side.
    if (YEAR_LIKE.test(text) && AMOUNT_HEAD.test(headAbove(m, r, cell.col)) && firstTextCol(m, r) < cell.col && cells.filter((c) => YEAR_LIKE.test(textOf(c))).length === 1) return true;
    if (isNothing(text)) return true;
    if (cell.col <= 3 && CODED.test(text)) return true;
    const above = headAbove(m, r, cell.col);
    // 小计 | 事业收入 | 其他收入 below 单位资金 are heads.
    const alone = cells.every((other) => other === cell || /^[\d.,%\-—]*$/.test(textOf(other)));
    if (TOTAL.test(text) && alone && LABEL_HEAD.test(above) && (cell.col === 0 || /名称|科目|编码|代码|项目$|单位/.test(above))) return true;
    const ordinal = ordinalOf(text);
    if (ordinal && cell.col === firstTextCol(m, r) && ordinal.value <= 2 && text.length > ordinal.length) return true;
  }
  return false;
}

const SMALL = /^\d{1,2}$/;
/** Numbers of two digits that do not count the columns, beside a label: 2022年 | 9 | 8 | 8 | 1 of amounts that are whole. */
function hasSmallFigures(m: Matrix, r: number, cells: readonly GridCell[]): boolean {
  const small = cells.filter((cell) => SMALL.test(textOf(cell)) && cell.col > 0);
  const first = m.at(r, firstTextCol(m, r));
  if (small.length < 2 || SMALL.test(textOf(first)) || /^[栏行列]/.test(textOf(first))) return false;
  const values = small.map((cell) => Number(textOf(cell)));
  return small.every((cell) => headAbove(m, r, cell.col) !== '') && values.some((value, i) => i > 0 && value <= values[i - 1]!);
}

const firstTextCol = (m: Matrix, r: number): number => m.row(r).find((c) => textOf(c) !== '')?.col ?? -1;

function headAbove(m: Matrix, row: number, col: number): string {
  for (let r = row - 1; r >= 0; r--) {
    const text = textOf(m.at(r, col));
    if (text !== '' && text !== '栏次') return text;
  }
  return '';
}

/** A change is printed with its sign: +406.39. */
export const unsigned = (text: string): string => text.replace(/^[+＋](?=\d)/, '');

/** A figure of money: with decimals, grouped, or of at least three digits that are no year. A lone 0 counts too. */
export function isFigure(printed: string): boolean {
  const text = unsigned(printed);
  if (!parseAmount(text)) return /^-?\d+(?:\.\d+)?%$/.test(text);
  if (/[.．,，]/.test(text) || /^0+$/.test(text)) return true;
  return /^[-−]?\d{3,}$/.test(text) && !/^(?:19|20)\d\d$/.test(text) && !/^(?:[1-5]\d{2}|[1-5]\d{4}|[1-5]\d{6})$/.test(text);
}

/** A table without figures: its header is the first row's cells and what divides them below. */
function endOfEmpty(m: Matrix, ordinalRows: ReadonlySet<number>): number {
  let end = Math.max(1, ...m.row(0).map((c) => (textOf(c) === '' ? 1 : c.row + c.rowSpan)));
  for (let r = 1; r < m.rows && !startsCount(m, r) && (r < end || ordinalRows.has(r) || dividesAbove(m, r)); r++) {
    end = Math.max(end, r + 1, ...m.row(r).map((c) => (textOf(c) === '' ? r + 1 : c.row + c.rowSpan)));
  }
  return Math.min(end, m.rows);
}

/** The first row of a list: 1 under 序号. */
const startsCount = (m: Matrix, r: number): boolean => /^(?:1|一)$/.test(textOf(m.at(r, 0))) && /^(?:序号|序|编号)$/.test(textOf(m.at(0, 0))) && !isOrdinalRow(m, r);

/** Some cell above spans columns that this row divides into two named cells or more. */
function dividesAbove(m: Matrix, r: number): boolean {
  return m.row(r - 1).some((c) => c.colSpan > 1 && c.colSpan < m.cols && textOf(c) !== '' && m.row(r).filter((d) => d.row === r && d.col >= c.col && d.col + d.colSpan <= c.col + c.colSpan && textOf(d) !== '').length > 1);
}
