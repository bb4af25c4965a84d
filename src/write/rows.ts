import type { DocumentRecord, FactRecord, TableRecord } from './record.js';
import type { FieldSpec, ResourceName } from './schema.js';

/** What a column of a row may hold before it becomes a CSV cell. */
export type CellValue = string | number | boolean | null | undefined | readonly (string | number | Listed)[];
type Listed = FactRecord['subjects'][number] | FactRecord['candidates'][number];
type Values = Readonly<Record<string, CellValue>>;

/** A row: what it has of its own, and what it shares with the others of its table. Copying them together took half the time of writing. */
export type Row = readonly [own: Values, shared: Values];

/** A record with the path its source was found by, which depends on the run and not on the document. */
export interface ListedRecord extends DocumentRecord {
  readonly source_path?: string;
}

/** The rows a document puts into each CSV file, in reading order. */
export function rowsOf(record: ListedRecord): Record<ResourceName, readonly Row[]> {
  const document = { document_id: record.document_id };
  const ofDocument = (items: readonly object[]): Row[] => items.map((item) => [item as Values, document]);
  const ofTables = (items: (table: TableRecord) => readonly object[]): Row[] =>
    record.tables.flatMap((table) => {
      const shared = { ...document, table_id: table.table_id, table_no: table.table_no, table_kind: table.kind };
      return items(table).map((item): Row => [item as Values, shared]);
    });
  return {
    documents: ofDocument([documentValues(record)]),
    tables: ofDocument(record.tables.map((table) => ({ ...table, columns: table.column_paths.length }))),
    facts: ofTables((table) => table.facts),
    indicators: ofTables((table) => table.indicators),
    fields: [...ofDocument(record.fields), ...ofTables((table) => table.fields)],
    statements: ofDocument(record.statements),
    checks: [...ofTables((table) => table.checks), ...ofDocument(record.checks)],
    errors: ofDocument(record.source_errors),
  };
}

function documentValues(record: ListedRecord): object {
  const checks = [...record.tables.flatMap((table) => table.checks), ...record.checks];
  const failed = checks.filter((check) => !check.passed).length;
  return {
    ...record,
    tables: record.tables.length,
    facts: record.tables.reduce((sum, table) => sum + table.facts.length, 0),
    checks_passed: checks.length - failed,
    checks_failed: failed,
    source_path: record.source_path ?? record.source_file,
  };
}

/** A row as it stands in the file, for the columns given. */
export const cellsOf = ([own, shared]: Row, fields: readonly FieldSpec[]): string[] =>
  fields.map((field) => cellOf(own[field.name] ?? shared[field.name], field));

/** A column's value as it stands in the file: missing is empty, a list is joined, a truth value is true or false. */
function cellOf(value: CellValue, spec: FieldSpec): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return value.map(listed).join(spec.join ?? ';');
  return String(value);
}

const listed = (item: string | number | Listed): string | number =>
  typeof item !== 'object' ? item : 'why' in item ? `${item.column_path.join('/')} (${item.why})` : `${item.system}:${item.code}`;

/** Text that a spreadsheet would run, or silently turn into a number or a date. */
const RUNS = /^[=+\-@\t\r]/;
const TURNS = /^(?:[\d.,:/\- ]+|\d+(?:\.\d+)?[eE][+-]?\d+)$/;

/**
 * A text cell for a spreadsheet: what would be run as a formula gets an apostrophe in front, what would be turned into
 * a number or a date (codes, table numbers such as 1-2) is written as `="…"`. Numbers of number columns stay as they are.
 */
export function spreadsheetCell(cell: string, spec: FieldSpec): { text: string; neutralised: boolean } {
  if (cell === '' || spec.type !== 'string') return { text: cell, neutralised: false };
  if (TURNS.test(cell)) return { text: `="${cell}"`, neutralised: false };
  if (RUNS.test(cell)) return { text: `'${cell}`, neutralised: true };
  return { text: cell, neutralised: false };
}
