import { placesOf } from '../lattice/places.js';
import type { GridCell, GridRegion, Heading, Region } from '../model/grid.js';
import { groupBy } from '../model/group-by.js';
import type { Staged } from '../model/message.js';
import type { Line } from '../model/page.js';
import { SHEET_STEP, type Sheet } from '../model/sheet.js';
import { FORM_KINDS, type TableKind } from '../model/table.js';
import type { FormRules } from '../../rules/forms/forms.js';
import { squeeze } from '../text/full-width.js';
import { kindByCells } from './kind-by-cells.js';
import { isCaption, isNote, unitOf } from './line-kinds.js';
import { findHeading, titleOf } from './positioned-heading.js';

/** Rows above a header that hold its title, number, caption and year, and the cells of each. */
const HEADING_ROWS = 6;
const HEADING_CELLS = 3;
/** 金额单位：万元 and no more. */
const ONLY_UNIT = /^[（(]?(?:金额)?单位[:：](?:人民币)?(?:百|千|万|亿)?元[)）]?$/;
/** Between what stands left and right above a table, in one line: 部门：…　　　　单位：元. */
const GAP = /\t|[\s\u3000]{3,}/;
const YEAR_ROW = /^[（(]?(?:19|20)\d\d年?度?[)）]?$/;

interface SheetRow {
  readonly row: number;
  readonly cells: readonly GridCell[];
  /** Text of the row when one cell alone holds any, else ''. */
  readonly alone: string;
}

/**
 * Sheets → tables. A row that holds one text and is a known title begins a table; rows under it with unit, year and office
 * are its caption. A sheet without a title takes it from the text above it or from its tab.
 */
export function segmentSheets(sheets: readonly Sheet[], text: readonly (readonly Line[])[], rules: { readonly forms: FormRules }): Staged<readonly Region[]> {
  const regions: Region[] = [];
  const beside: (readonly Line[])[] = [...text];
  for (const sheet of sheets) {
    const rows = rowsOf(sheet);
    const found = rows.map(({ alone }) => titleOf(alone, rules.forms));
    const isTitle = (n: number): boolean => (found[n]?.kind ?? null) !== null;
    // a title in words of its own is known by the number above it
    const isNumbered = (n: number): boolean => isNumber(found[n - 1]) && !isCaption(rows[n]!.alone) && !isTitle(n - 2);
    const titles = rows.flatMap(({ alone }, n) => (alone !== '' && (isTitle(n) || isNumbered(n)) ? [n] : []));
    // 表1 in a row of its own above the title belongs to it
    const starts = titles.map((n) => (isNumber(found[n - 1]) ? n - 1 : n));
    const cuts = starts[0] === 0 ? starts : [0, ...starts];
    for (const [k, from] of cuts.entries()) {
      const own = rows.slice(from, cuts[k + 1] ?? rows.length);
      const region = regionOf(sheet, own, regions.length + 1, rules.forms);
      if (region) regions.push(region);
      else beside.push(own.flatMap(({ alone, row }) => (alone === '' ? [] : [textLine(alone, sheet.number, row + 1)])));
    }
  }
  const texts = beside.map((lines): Region => ({ form: 'narrative', lines, pageStarts: [] }));
  return { value: [...texts, ...regions], messages: [] };
}

function rowsOf(sheet: Sheet): SheetRow[] {
  return [...groupBy(sheet.cells, ({ row }) => row)]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => {
      const texts = textsOf(cells);
      // a label beside merged rows is no text alone, a title merged over two rows is
      return { row, cells, alone: texts.length === 1 && cells.every((cell) => cell.rowSpan === 1 || cell.colSpan === sheet.colCount) ? texts[0]! : '' };
    });
}

function regionOf(sheet: Sheet, rows: readonly SheetRow[], order: number, forms: FormRules): GridRegion | null {
  const { from, lines, own } = headRows(sheet, rows, forms);
  const above = sheet.above.flatMap((text) => text.split(GAP)).map((text) => textLine(text, sheet.number, OUTSIDE + 1));
  const found = findHeading(above, lines, forms).heading;
  const tab = found.title === '' && found.kind === 'other' ? titleOf(sheet.name, forms) : null;
  const title = found.title || own || tab?.title || sheet.name;
  const told = tab?.kind ?? found.kind;
  const kind = told === 'other' ? (kindByCells(rows.slice(from).flatMap((row) => textsOf(row.cells)).map(squeeze), title) ?? told) : told;
  const heading: Heading = { ...found, tableNo: found.tableNo || (tab?.tableNo ?? ''), title, kind };
  let to = rows.length;
  while (to > from && rows[to - 1]!.alone !== '' && isNote(rows[to - 1]!.alone)) to--;
  const body = rows.slice(from, to);
  const cells = body.flatMap((row) => row.cells);
  // a cover, a list of contents, a text: nothing stands beside anything
  if (body.every((row) => textsOf(row.cells).length < 2)) return null;
  // Rows without cells are left out, columns that no cell of the table begins in too: margins and gaps of the sheet.
  const rowAt = new Map(body.map(({ row }, n) => [row, n]));
  const columns = [...new Set(cells.map((cell) => cell.col))].sort((a, b) => a - b);
  const columnOf = (col: number) => columns.filter((c) => c < col).length;
  const lastRow = body.at(-1)!.row;
  const spanned = (cell: GridCell) => body.filter(({ row }) => row >= cell.row && row < cell.row + cell.rowSpan).length;
  const placed = cells.map((cell) => ({ ...cell, row: rowAt.get(cell.row)!, rowSpan: Math.max(1, spanned({ ...cell, rowSpan: Math.min(cell.rowSpan, lastRow - cell.row + 1) })), col: columnOf(cell.col), colSpan: Math.max(1, columnOf(cell.col + cell.colSpan) - columnOf(cell.col)) }));
  return {
    form: 'grid',
    order,
    origin: 'sheet',
    heading,
    rowCount: body.length,
    colCount: columns.length,
    cells: FORM_KINDS.has(kind) ? withBlanks(placed, body, columns) : placed,
    notes: rows.slice(to).map(({ alone, row }) => lineOf(alone, sheet.number, row)),
    firstPage: sheet.number,
    lastPage: sheet.number,
  };
}

/** A form is read by its empty cells too, which a sheet does not keep: a blank corner says that what stands beside it are heads. */
function withBlanks(cells: readonly GridCell[], rows: readonly SheetRow[], columns: readonly number[]): GridCell[] {
  const taken = new Set(cells.flatMap((cell) => placesOf(cell, columns.length)));
  const page = cells[0]!.page;
  const blanks = rows.flatMap(({ row: at }, row) =>
    columns.flatMap((from, col): GridCell[] => {
      if (taken.has(row * columns.length + col)) return [];
      const box = { x0: from * SHEET_STEP, y0: at * SHEET_STEP, x1: (from + 1) * SHEET_STEP, y1: (at + 1) * SHEET_STEP };
      return [{ row, col, rowSpan: 1, colSpan: 1, text: '', lines: [], page, box }];
    }),
  );
  return [...cells, ...blanks].sort((a, b) => a.row - b.row || a.col - b.col);
}

/**
 * The first rows of a table that are no part of its header: title, number, office, unit and year, each in a cell of its own. In a form
 * what follows the title (填报单位：…) is a part of it. `own`: a title that is none by its words.
 */
function headRows(sheet: Sheet, rows: readonly SheetRow[], forms: FormRules): { readonly from: number; readonly lines: readonly Line[]; readonly own: string } {
  let kind: TableKind | null = null;
  let from = 0;
  let own = '';
  for (let n = 0; n < Math.min(rows.length, HEADING_ROWS); n++) {
    const { alone, cells } = rows[n]!;
    const texts = textsOf(cells);
    const title: ReturnType<typeof titleOf> = alone === '' || kind !== null ? null : titleOf(alone, forms);
    // the office alone (填报单位：…) is the first row of a form
    const captioned = texts.some((text) => ONLY_UNIT.test(squeeze(text))) || texts.every((text) => YEAR_ROW.test(squeeze(text)) || isNumber(titleOf(text, forms)));
    if (kind !== null && FORM_KINDS.has(kind) && !captioned) break;
    kind = title?.kind ?? kind;
    const beside = texts.length <= HEADING_CELLS && texts.every((text) => isCaption(text) || unitOf(text) !== '' || YEAR_ROW.test(squeeze(text)) || isNumber(titleOf(text, forms)));
    if (title || beside) from = n + 1;
    // a title in words of its own (一般公共预算机关运行经费) is known by the unit below it
    else if (alone === '') break;
    else own ||= squeeze(alone);
  }
  if (from === 0) own = '';
  return { from, lines: rows.slice(0, from).flatMap(({ cells, row }) => textsOf(cells).map((text) => lineOf(text, sheet.number, row))), own };
}

const textsOf = (cells: readonly GridCell[]): string[] => cells.map(({ text }) => text).filter((text) => text !== '');

/** 公开01表 and no more. */
const isNumber = (found: ReturnType<typeof titleOf> | undefined): boolean => found != null && found.tableNo !== '' && found.title === '';

/** The row of a text that stands in no row: the name of a tab, a line of the page above the table. */
const OUTSIDE = -1;

const textLine = (text: string, page: number, line: number): Line => ({ text, runs: [{ text, place: { page, line } }], indent: 0, blankBefore: 0, place: { page, line } });

const lineOf = (text: string, page: number, row: number): Line => {
  const place = { page, line: row + 1, box: { x0: 0, y0: row * SHEET_STEP, x1: SHEET_STEP, y1: (row + 1) * SHEET_STEP } };
  return { text, runs: [{ text, place }], indent: 0, blankBefore: 0, place };
};
