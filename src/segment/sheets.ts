import type { GridCell, GridRegion, Heading, Region } from '../model/grid.js';
import { groupBy } from '../model/group-by.js';
import type { Staged } from '../model/message.js';
import type { Line } from '../model/page.js';
import { SHEET_STEP, type Sheet } from '../model/sheet.js';
import type { TableKind } from '../model/table.js';
import type { FormRules } from '../../rules/forms/forms.js';
import { squeeze } from '../text/full-width.js';
import { isCaption, isNote, isProse, unitOf } from './line-kinds.js';
import { titleOf } from './positioned-heading.js';

/** Rows between a title and its header that hold a caption, a year, a table number. */
const HEADING_ROWS = 4;
const PERFORMANCE: ReadonlySet<TableKind> = new Set<TableKind>(['performance_target', 'project_declaration', 'performance_self_evaluation_overall', 'performance_self_evaluation_project', 'key_work', 'funding_use']);
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
    const titles = rows.flatMap(({ alone }, n) => (alone !== '' && titleOf(alone, rules.forms)?.kind ? [n] : []));
    const starts = titles.map((n) => withNumberAbove(rows, n, rules.forms));
    const cuts = starts[0] === 0 ? starts : [0, ...starts];
    for (const [k, from] of cuts.entries()) {
      const own = rows.slice(from, cuts[k + 1] ?? rows.length);
      const region = regionOf(sheet, own, regions.length + 1, rules.forms);
      if (region) regions.push(region);
      // a cover
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
      const texts = cells.filter((cell) => cell.text !== '');
      return { row, cells, alone: texts.length === 1 && cells.every((cell) => cell.rowSpan === 1) ? texts[0]!.text : '' };
    });
}

/** 表1 in a row of its own above the title belongs to it. */
function withNumberAbove(rows: readonly SheetRow[], n: number, forms: FormRules): number {
  const above = rows[n - 1];
  const found = above && above.alone !== '' ? titleOf(above.alone, forms) : null;
  return found && found.tableNo !== '' && found.title === '' ? n - 1 : n;
}

function regionOf(sheet: Sheet, rows: readonly SheetRow[], order: number, forms: FormRules): GridRegion | null {
  let tableNo = '';
  let title = '';
  let caption = '';
  let kind: TableKind | null = null;
  const titleLines: Line[] = [];
  const take = (text: string, line: Line) => {
    const found = titleOf(text, forms);
    if (!found) return false;
    tableNo = found.tableNo || tableNo;
    if (found.title !== '') {
      title = found.title;
      kind = found.kind;
    }
    titleLines.push(line);
    return true;
  };
  let from = 0;
  for (; from < Math.min(rows.length, HEADING_ROWS); from++) {
    const { alone, cells, row } = rows[from]!;
    const whole = cells.map((cell) => cell.text).filter((text) => text !== '').join(' ');
    if (alone !== '' && kind === null && take(alone, lineOf(alone, sheet.number, row))) continue;
    // A form's own head (填报单位：…) is read as a part of it.
    if (kind !== null && PERFORMANCE.has(kind)) break;
    if (whole !== '' && cells.length <= 3 && (unitOf(whole) !== '' || isCaption(whole) || YEAR_ROW.test(squeeze(whole)))) {
      caption = caption === '' ? whole : `${caption} ${whole}`;
      continue;
    }
    break;
  }
  if (title === '') for (const text of sheet.above) {
    if (isCaption(text)) caption = caption || text;
    else if (kind === null && !isProse(text)) take(text, lineOf(text, sheet.number, OUTSIDE));
  }
  if (kind === null && title === '') take(sheet.name, lineOf(sheet.name, sheet.number, OUTSIDE));
  let to = rows.length;
  while (to > from && rows[to - 1]!.alone !== '' && isNote(rows[to - 1]!.alone)) to--;
  const body = rows.slice(from, to);
  const cells = body.flatMap((row) => row.cells);
  if (cells.filter((cell) => cell.text !== '').length < 2) return null;
  // Rows without cells are left out, columns that no cell of the table begins in too: margins and gaps of the sheet.
  const rowAt = new Map(body.map(({ row }, n) => [row, n]));
  const columns = [...new Set(cells.map((cell) => cell.col))].sort((a, b) => a - b);
  const columnOf = (col: number) => columns.filter((c) => c < col).length;
  const lastRow = body.at(-1)!.row;
  const spanned = (cell: GridCell) => body.filter(({ row }) => row >= cell.row && row < cell.row + cell.rowSpan).length;
  const heading: Heading = { tableNo, title: title || sheet.name, caption, unit: unitOf(caption) || unitOf(title), kind: kind ?? 'other', titleLines };
  return {
    form: 'grid',
    order,
    origin: 'sheet',
    heading,
    rowCount: body.length,
    colCount: columns.length,
    cells: cells.map((cell) => ({ ...cell, row: rowAt.get(cell.row)!, rowSpan: Math.max(1, spanned({ ...cell, rowSpan: Math.min(cell.rowSpan, lastRow - cell.row + 1) })), col: columnOf(cell.col), colSpan: Math.max(1, columnOf(cell.col + cell.colSpan) - columnOf(cell.col)) })),
    notes: rows.slice(to).map(({ alone, row }) => lineOf(alone, sheet.number, row)),
    firstPage: sheet.number,
    lastPage: sheet.number,
  };
}

/** The row of a text that stands in no row: the name of a tab, a line of the page above the table. */
const OUTSIDE = -1;

const textLine = (text: string, page: number, line: number): Line => ({ text, runs: [{ text, place: { page, line } }], indent: 0, blankBefore: 0, place: { page, line } });

const lineOf = (text: string, page: number, row: number): Line => {
  const place = { page, line: row + 1, box: { x0: 0, y0: row * SHEET_STEP, x1: SHEET_STEP, y1: (row + 1) * SHEET_STEP } };
  return { text, runs: [{ text, place }], indent: 0, blankBefore: 0, place };
};
