import type { OpenTable } from './model/table.js';
import type { Place } from './model/place.js';
import type { GridRegion, Region } from './model/grid.js';
import { SHEET_STEP } from './model/sheet.js';

/** In a sheet a place is the sheet's number and the row's: boxes there count cells, not points. */
export function inSheets(regions: readonly Region[]) {
  const orders = new Set(regions.flatMap((region) => (region.form === 'grid' && region.origin === 'sheet' ? [region.order] : [])));
  const place = ({ page, line, box }: Place): Place => ({ page, line: box ? Math.floor(box.y0 / SHEET_STEP) + 1 : line });
  return {
    items: <T extends { readonly table: number; readonly place: Place }>(items: readonly T[]): T[] =>
      items.map((item) => (orders.has(item.table) ? { ...item, place: place(item.place) } : item)),
    tables: (tables: readonly OpenTable[]): OpenTable[] =>
      tables.map((table) =>
        orders.has(table.order)
          ? {
              ...table,
              first: place(table.first),
              last: { ...place(table.last), line: table.last.box ? Math.ceil(table.last.box.y1 / SHEET_STEP) : table.last.line },
              rows: table.rows.map((row) => ({ ...row, place: place(row.place), cells: row.cells.map((cell) => ({ ...cell, place: place(cell.place) })) })),
            }
          : table,
      ),
  };
}

/** First and last row of a table of a sheet, its title's included, as the lines of the places it begins and ends at. */
export function endsInSheet({ cells, heading, firstPage, lastPage }: GridRegion): readonly [Place, Place] {
  const own = heading.titleLines.flatMap(({ place }) => (place.line > 0 && place.box && place.box.y0 >= 0 ? [place.line] : []));
  const first = Math.min(...own, ...cells.map(({ box }) => Math.floor(box.y0 / SHEET_STEP) + 1));
  const last = Math.max(...own, ...cells.map(({ box }) => Math.ceil(box.y1 / SHEET_STEP)));
  return [{ page: firstPage, line: first }, { page: lastPage, line: last }];
}
