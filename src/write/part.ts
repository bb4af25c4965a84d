import { type CsvOptions, csvText } from './csv.js';
import { SOURCE_END, sourceText } from './datapackage.js';
import { cellsOf, type ListedRecord, rowsOf, spreadsheetCell } from './rows.js';
import { RESOURCES, type ResourceName } from './schema.js';

/** What some documents, one after another in the order of the run, put into the files of an output folder. */
export interface Part {
  /** CSV text without the header row, or the file it stands in; absent where there are no rows. */
  readonly text: Readonly<Partial<Record<ResourceName, Buffer | string>>>;
  /** The same cells before they are made into text; only when asked for. */
  readonly cells?: Readonly<Record<ResourceName, readonly (readonly string[])[]>>;
  readonly rows: Readonly<Record<ResourceName, number>>;
  /** What datapackage.json says of the documents, or the file it stands in. */
  readonly sources: Buffer | string;
  /** Cells that a spreadsheet would have run as a formula; only with `excel`. */
  readonly neutralised: number;
}

export async function partOf(records: Iterable<ListedRecord>, options: CsvOptions & { readonly cells?: boolean }): Promise<Part> {
  const cells = Object.fromEntries(RESOURCES.map(({ name }) => [name, []])) as unknown as Record<ResourceName, string[][]>;
  const sources: string[] = [];
  for (const record of records) {
    const rows = rowsOf(record);
    for (const { name, fields } of RESOURCES) for (const row of rows[name]) cells[name].push(cellsOf(row, fields));
    sources.push(sourceText({ title: record.entity_name || record.source_file, path: record.source_path ?? record.source_file, sha256: record.sha256 }));
  }
  const text: Partial<Record<ResourceName, Buffer>> = {};
  let neutralised = 0;
  for (const { name, fields } of RESOURCES) {
    if (cells[name].length === 0) continue;
    const safe = (cell: string, i: number): string => {
      const { text, neutralised: harmless } = spreadsheetCell(cell, fields[i]!);
      if (harmless) neutralised++;
      return text;
    };
    text[name] = await csvText(options.excel ? cells[name].map((line) => line.map(safe)) : cells[name], options);
  }
  const rows = Object.fromEntries(RESOURCES.map(({ name }) => [name, cells[name].length])) as Record<ResourceName, number>;
  return { text, rows, sources: Buffer.from(sources.join(SOURCE_END)), neutralised, ...(options.cells ? { cells } : {}) };
}
