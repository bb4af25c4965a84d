import type {
  Candidate,
  Check,
  ConfidenceLevel,
  DocumentResult,
  Fact,
  Field,
  Indicator,
  Message,
  Place,
  Replayed,
  SourceError,
  Statement,
  SubjectRef,
  TableSummary,
} from '../model/index.js';
import { groupBy } from '../model/group-by.js';
import { formatAmount, toYuan } from '../text/amount.js';
import { parseTarget } from '../text/target.js';

/**
 * A document as it is kept: the nested form of every row that goes into the CSV files, under the same names.
 * Plain JSON: `null` is "not printed" or "not known"; figures are decimal strings; lists stay lists.
 */
export interface DocumentRecord {
  /** Program, version and fingerprint that made it; see version.ts. */
  readonly made_by: string;
  readonly document_id: string;
  readonly source_file: string;
  readonly sha256: string;
  readonly media_type: string;
  readonly pages: number | null;
  readonly entity_name: string;
  readonly document_type: string;
  readonly fiscal_year: number | null;
  readonly unit: string;
  readonly status: string;
  readonly error: string;
  readonly flags: readonly string[];
  readonly tables: readonly TableRecord[];
  /** Fields that stand in no table, such as those of a cover. */
  readonly fields: readonly FieldRecord[];
  readonly statements: readonly StatementRecord[];
  /** Checks of the document as a whole; those of one table stand in it. */
  readonly checks: readonly CheckRecord[];
  readonly source_errors: readonly SourceErrorRecord[];
  /** Corrections by people and what became of them; absent where there are none. */
  readonly corrections?: readonly Replayed[];
  readonly messages: readonly MessageRecord[];
}

export interface TableRecord {
  readonly table_id: string;
  readonly table_no: string;
  readonly title: string;
  readonly kind: string;
  readonly unit: string;
  readonly origin: string;
  readonly page_first: number | null;
  readonly page_last: number | null;
  readonly line_first: number | null;
  readonly line_last: number | null;
  readonly rows: number;
  readonly column_paths: readonly (readonly string[])[];
  readonly empty: boolean;
  readonly confidence: number;
  readonly flags: readonly string[];
  readonly facts: readonly FactRecord[];
  readonly indicators: readonly IndicatorRecord[];
  readonly fields: readonly FieldRecord[];
  readonly checks: readonly CheckRecord[];
}

interface PlaceRecord {
  readonly page: number | null;
  readonly line: number | null;
}

/** `bbox`: x0 y0 x1 y1 in points from the top left corner. */
interface BoxedRecord extends PlaceRecord {
  readonly bbox: readonly number[] | null;
}

interface Judged {
  readonly confidence: number;
  readonly confidence_level: ConfidenceLevel;
  readonly flags: readonly string[];
}

export interface FactRecord extends BoxedRecord, Judged {
  readonly fact_id: string;
  readonly row_no: number;
  readonly row_label: string;
  readonly row_path: readonly string[];
  readonly code_printed: string;
  readonly column_path: readonly string[];
  readonly measure: string;
  readonly classification: string;
  readonly subject_code: string;
  readonly subject_name: string;
  readonly subject_level: string;
  readonly subject_edition: number | null;
  readonly subjects: readonly SubjectRef[];
  readonly value: string;
  readonly value_printed: string;
  readonly unit: string;
  readonly amount_yuan: string;
  readonly candidates: readonly { readonly column_path: readonly string[]; readonly why: string }[];
  readonly basis: readonly string[];
}

export interface IndicatorRecord extends BoxedRecord, Judged {
  readonly indicator_id: string;
  readonly table_no: string;
  readonly row_no: number;
  readonly objective: string;
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly actual: string;
  readonly weight: string;
  readonly score: string;
  readonly note: string;
  readonly target_comparator: string;
  readonly target_value: string;
  readonly target_unit: string;
  readonly actual_value: string;
  readonly actual_unit: string;
}

export interface FieldRecord extends BoxedRecord, Judged {
  readonly table_no: string;
  readonly field: string;
  readonly value: string;
}

export interface StatementRecord extends BoxedRecord, Judged {
  readonly section: string;
  readonly measure: string;
  readonly subject_code: string;
  readonly value: string;
  readonly unit: string;
  readonly amount_yuan: string;
  readonly sentence: string;
  readonly agrees_with: string;
}

/** `facts` are ids, unlike those of a check. */
export interface CheckRecord extends Omit<Check, 'table'> {
  readonly check_id: string;
}

export interface SourceErrorRecord extends PlaceRecord {
  readonly table_id: string;
  readonly rule: string;
  readonly source: string;
  readonly scope: string;
  readonly printed: string;
  readonly implied: string;
  readonly difference: string;
  readonly facts: readonly string[];
  readonly text: string;
  readonly rounding: boolean;
}

export interface MessageRecord extends PlaceRecord {
  readonly rule: string;
  readonly severity: string;
  readonly text: string;
  readonly actual?: string;
  readonly expected?: string;
}

export interface RecordOptions {
  readonly madeBy: string;
  readonly withContacts: boolean;
  /** Path of the source as the user knows it; the result's own name when absent. */
  readonly sourceFile?: string;
  readonly documentId?: string;
}

/**
 * The kept form of a result. Pure; keys are made unique (a repeated fact key gets `~2`, `~3` … and the flag
 * `key-repeated`, so that no figure is lost and no key is used twice).
 */
export function toRecord(result: DocumentResult, options: RecordOptions): DocumentRecord {
  const id = options.documentId ?? result.documentId;
  const tableIds = new Map(result.tables.map((table) => [table.order, tableId(id, table.order)]));
  const factKeys = new Set<string>();
  const checkIds = counter((n) => `${id}-k${String(n).padStart(4, '0')}`);
  const checks = result.checks.map((check) => ({ table: check.table, record: checkRecord(id, check, checkIds()) }));
  const facts = groupBy(result.facts, (fact) => fact.table);
  const indicators = groupBy(result.indicators, (indicator) => indicator.table);
  const fields = groupBy(
    result.fields.filter((field) => options.withContacts || !field.contact),
    (field) => field.table,
  );
  // fields may stand on a cover, in no table; a figure or an indicator outside of every table is a mistake of ours
  for (const each of [...result.facts, ...result.indicators]) {
    if (!tableIds.has(each.table)) throw new Error(`${result.sourceFile}: table ${each.table} has rows and is not listed`);
  }
  const tables = result.tables.map((table): TableRecord => {
    const own = tableIds.get(table.order)!;
    const indicatorIds = counter((n) => `${own}-i${String(n).padStart(2, '0')}`);
    return {
      ...tableRecord(own, table),
      facts: (facts.get(table.order) ?? []).map((fact) => factRecord(own, fact, table.columns, factKeys)),
      indicators: (indicators.get(table.order) ?? []).map((indicator) => indicatorRecord(indicatorIds(), indicator)),
      fields: (fields.get(table.order) ?? []).map(fieldRecord),
      checks: checks.filter((check) => check.table === table.order).map((check) => check.record),
    };
  });
  return {
    made_by: options.madeBy,
    document_id: id,
    source_file: options.sourceFile ?? result.sourceFile,
    sha256: result.sha256,
    media_type: result.mediaType,
    pages: result.pages || null,
    entity_name: result.head.entityName,
    document_type: result.head.documentType,
    fiscal_year: result.head.fiscalYear || null,
    unit: result.head.unit,
    status: result.status,
    error: result.error,
    flags: result.flags,
    tables,
    fields: [...fields].flatMap(([table, own]) => (tableIds.has(table) ? [] : own.map(fieldRecord))),
    statements: result.statements.map((statement) => statementRecord(id, statement)),
    checks: checks.filter((check) => !tableIds.has(check.table)).map((check) => check.record),
    source_errors: (result.errors ?? []).map((error) => ({
      table_id: tableIds.get(error.table) ?? '',
      ...sourceErrorRecord(id, error),
    })),
    ...(result.corrections === undefined ? {} : { corrections: result.corrections }),
    messages: result.messages.map(messageRecord),
  };
}

const tableId = (documentId: string, order: number): string => `${documentId}-t${String(order).padStart(2, '0')}`;

function tableRecord(id: string, table: TableSummary): Omit<TableRecord, 'facts' | 'indicators' | 'fields' | 'checks'> {
  return {
    table_id: id,
    table_no: table.tableNo,
    title: table.title,
    kind: table.kind,
    unit: table.unit,
    origin: table.origin,
    page_first: table.first.page || null,
    page_last: table.last.page || null,
    line_first: table.first.line || null,
    line_last: table.last.line || null,
    rows: table.rows,
    column_paths: table.columns,
    empty: table.empty,
    confidence: share(table.confidence),
    flags: table.flags,
  };
}

function factRecord(tableId: string, fact: Fact, columns: TableSummary['columns'], seen: Set<string>): FactRecord {
  // The key of a fact begins with its table's: t03-r4c2.
  const wanted = `${tableId}-${fact.key.slice(fact.key.indexOf('-') + 1)}`;
  const percent = fact.amount.printed.endsWith('%') ? '%' : '';
  let id = wanted;
  for (let n = 2; seen.has(id); n++) id = `${wanted}~${n}`;
  seen.add(id);
  return {
    fact_id: id,
    row_no: fact.rowNo,
    row_label: fact.rowLabel,
    row_path: fact.rowPath,
    code_printed: fact.code,
    column_path: fact.columnPath,
    measure: fact.measure,
    classification: fact.classification,
    subject_code: fact.subject?.code ?? '',
    subject_name: fact.subject?.name ?? '',
    subject_level: fact.subject?.level ?? '',
    subject_edition: fact.subject?.edition ?? null,
    subjects: fact.subjects,
    value: formatAmount(fact.amount) + percent,
    value_printed: fact.amount.printed,
    unit: percent || fact.unit,
    amount_yuan: percent === '' ? toYuan(fact.amount, fact.unit) : '',
    ...boxedRecord(fact.place),
    candidates: fact.candidates.map((candidate: Candidate) => ({
      column_path: columns[candidate.column] ?? [],
      why: candidate.why,
    })),
    basis: fact.basis,
    ...judged(fact),
    flags: id === wanted ? fact.flags : [...fact.flags, 'key-repeated'],
  };
}

function indicatorRecord(id: string, indicator: Indicator): IndicatorRecord {
  const target = parseTarget(indicator.target);
  const actual = parseTarget(indicator.actual);
  return {
    indicator_id: id,
    table_no: indicator.tableNo,
    row_no: indicator.rowNo,
    objective: indicator.objective,
    level1: indicator.level1,
    level2: indicator.level2,
    level3: indicator.level3,
    target: indicator.target,
    actual: indicator.actual,
    weight: indicator.weight,
    score: indicator.score,
    note: indicator.note,
    target_comparator: target.comparator,
    target_value: target.value,
    target_unit: target.unit,
    actual_value: actual.value,
    actual_unit: actual.unit,
    ...boxedRecord(indicator.place),
    ...judged(indicator),
  };
}

const fieldRecord = (field: Field): FieldRecord => ({
  table_no: field.tableNo,
  field: field.field,
  value: field.value,
  ...boxedRecord(field.place),
  ...judged(field),
});

const statementRecord = (documentId: string, statement: Statement): StatementRecord => ({
  section: statement.section,
  ...boxedRecord(statement.place),
  measure: statement.measure,
  subject_code: statement.subjectCode,
  value: statement.value,
  unit: statement.unit,
  amount_yuan: statement.amountYuan,
  sentence: statement.sentence,
  agrees_with: statement.agreesWith && `${documentId}-${statement.agreesWith}`,
  ...judged(statement),
});

const checkRecord = (documentId: string, check: Check, id: string): CheckRecord => ({
  check_id: id,
  rule: check.rule,
  source: check.source,
  scope: check.scope,
  ...(check.equation === undefined ? {} : { equation: check.equation }),
  left: check.left,
  right: check.right,
  difference: check.difference,
  tolerance: check.tolerance,
  passed: check.passed,
  facts: check.facts.map((key) => `${documentId}-${key}`),
  ...(check.terms === undefined ? {} : { terms: check.terms }),
  ...(check.relation === undefined ? {} : { relation: check.relation }),
});

const sourceErrorRecord = (documentId: string, error: SourceError): Omit<SourceErrorRecord, 'table_id'> => ({
  rule: error.rule,
  source: error.source,
  scope: error.scope,
  printed: error.printed,
  implied: error.implied,
  difference: error.difference,
  facts: error.facts.map((key) => `${documentId}-${key}`),
  text: error.text,
  ...placeRecord(error.place),
  rounding: error.rounding === true,
});

const messageRecord = (message: Message): MessageRecord => ({
  rule: message.rule,
  severity: message.severity,
  text: message.text,
  ...placeRecord(message.place),
  ...(message.actual === undefined ? {} : { actual: message.actual }),
  ...(message.expected === undefined ? {} : { expected: message.expected }),
});

const boxedRecord = (place: Place): BoxedRecord => ({ ...placeRecord(place), bbox: boxOf(place) });

const placeRecord = (place: Place): PlaceRecord => ({ page: place.page || null, line: place.line || null });

const judged = (of: Pick<Fact, 'confidence' | 'flags'>): Judged => ({
  confidence: share(of.confidence.score),
  confidence_level: of.confidence.level,
  flags: of.flags,
});

/** Points with at most two decimals: finer than any printed rule. */
function boxOf({ box }: Place): number[] | null {
  return box ? [box.x0, box.y0, box.x1, box.y1].map((x) => Math.round(x * 100) / 100) : null;
}

/** A chance with at most four decimals, inside 0–1. */
const share = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 1e4) / 1e4;

function counter(name: (n: number) => string): () => string {
  let n = 0;
  return () => name(++n);
}
