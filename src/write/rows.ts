import type { DocumentRecord, FactRecord } from './record.js';
import type { FieldSpec, ResourceName } from './schema.js';

/** What a column of a row may hold before it becomes a CSV cell. */
export type CellValue = string | number | boolean | null | undefined | readonly (string | number)[];
export type RowValues = Readonly<Record<string, CellValue>>;

/** A record with the path its source was found by, which depends on the run and not on the document. */
export interface ListedRecord extends DocumentRecord {
  readonly source_path?: string;
}

/** The rows a document puts into each CSV file, in reading order. */
export function rowsOf(record: ListedRecord): Record<ResourceName, RowValues[]> {
  const own = { document_id: record.document_id };
  const checks = [...record.tables.flatMap((table) => table.checks), ...record.checks];
  const failed = checks.filter((check) => !check.passed).length;
  return {
    documents: [
      {
        document_id: record.document_id,
        source_file: record.source_file,
        sha256: record.sha256,
        media_type: record.media_type,
        pages: record.pages,
        entity_name: record.entity_name,
        document_type: record.document_type,
        fiscal_year: record.fiscal_year,
        unit: record.unit,
        tables: record.tables.length,
        facts: record.tables.reduce((sum, table) => sum + table.facts.length, 0),
        checks_passed: checks.length - failed,
        checks_failed: failed,
        status: record.status,
        error: record.error,
        flags: record.flags,
        source_path: record.source_path ?? record.source_file,
      },
    ],
    tables: record.tables.map((table) => ({
      table_id: table.table_id,
      ...own,
      table_no: table.table_no,
      title: table.title,
      kind: table.kind,
      unit: table.unit,
      page_first: table.page_first,
      page_last: table.page_last,
      line_first: table.line_first,
      line_last: table.line_last,
      rows: table.rows,
      columns: table.column_paths.length,
      empty: table.empty,
      confidence: table.confidence,
      flags: table.flags,
      origin: table.origin,
    })),
    facts: record.tables.flatMap((table) => {
      const shared = { ...own, table_id: table.table_id, table_no: table.table_no, table_kind: table.kind };
      return table.facts.map((fact) => ({ ...shared, ...factValues(fact) }));
    }),
    indicators: record.tables.flatMap((table) =>
      table.indicators.map((indicator) => ({ ...own, table_id: table.table_id, ...indicator })),
    ),
    fields: [
      ...record.fields.map((field) => ({ ...own, ...field })),
      ...record.tables.flatMap((table) => table.fields.map((field) => ({ ...own, table_id: table.table_id, ...field }))),
    ],
    statements: record.statements.map((statement) => ({ ...own, ...statement })),
    checks: [
      ...record.tables.flatMap((table) =>
        table.checks.map((check) => ({ ...own, table_id: table.table_id, ...check })),
      ),
      ...record.checks.map((check) => ({ ...own, ...check })),
    ],
    errors: record.source_errors.map((error) => ({ ...own, ...error })),
  };
}

const factValues = (fact: FactRecord): RowValues => ({
  ...fact,
  subjects: fact.subjects.map((subject) => `${subject.system}:${subject.code}`),
  candidates: fact.candidates.map((candidate) => `${candidate.column_path.join('/')} (${candidate.why})`),
});

/** A column's value as it stands in the file: missing is empty, a list is joined, a truth value is true or false. */
export function cellOf(value: CellValue, spec: FieldSpec): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return value.join(spec.join ?? ';');
  return String(value);
}

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
