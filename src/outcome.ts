import { type CodedFact, type SubjectShare, subjectShare } from './resolve/reasons.js';
import type { DocumentRecord } from './write/record.js';

/** A place a person should look at. */
export interface Notice {
  readonly severity: string;
  readonly rule: string;
  readonly text: string;
  readonly page: number | null;
  readonly line: number | null;
}

/** What was found, in numbers: in a document or in all of a run. */
export interface Counts {
  readonly pages: number;
  readonly tables: number;
  readonly emptyTables: number;
  readonly facts: { readonly high: number; readonly medium: number; readonly low: number };
  /** Rows that print a subject's code, and of these the ones on the tree by code and name alike. */
  readonly subjects: { readonly coded: number; readonly clean: number };
  readonly indicators: number;
  readonly statements: number;
  readonly checks: { readonly passed: number; readonly failed: number };
}

/** What became of a document: small enough to keep one for each of a hundred thousand. */
export interface Outcome extends Counts {
  readonly documentId: string;
  readonly subjects: SubjectShare;
  readonly status: 'ok' | 'partial' | 'failed';
  readonly error: string;
  /** Found already done, by the same program with the same options. */
  readonly kept: boolean;
  /** Warnings and errors in all, and the first few of them, errors first. */
  readonly noticed: number;
  readonly notices: readonly Notice[];
  readonly milliseconds: number;
}

/** Notices kept of one document. */
const MOST_NOTICES = 5;

function* codedFacts(record: DocumentRecord): Generator<CodedFact> {
  for (const [table, { facts }] of record.tables.entries()) {
    for (const { row_no, code_printed, row_label, classification, flags, subject_code } of facts) {
      yield { table, rowNo: row_no, code: code_printed, rowLabel: row_label, classification, flags, subject: subject_code || null };
    }
  }
}

/** The outcome that a record tells. */
export function outcomeOf(record: DocumentRecord, kept: boolean, milliseconds: number): Outcome {
  const facts = { high: 0, medium: 0, low: 0 };
  for (const table of record.tables) for (const fact of table.facts) facts[fact.confidence_level]++;
  const checks = [...record.tables.flatMap((table) => table.checks), ...record.checks];
  const passed = checks.filter((check) => check.passed).length;
  const notices = record.messages.filter((message) => message.severity !== 'note');
  const weight = (severity: string): number => (severity === 'error' ? 0 : 1);
  return {
    documentId: record.document_id,
    status: record.status as Outcome['status'],
    error: record.error,
    kept,
    pages: record.pages ?? 0,
    tables: record.tables.length,
    emptyTables: record.tables.filter((table) => table.empty).length,
    facts,
    subjects: subjectShare(codedFacts(record)),
    indicators: record.tables.reduce((sum, table) => sum + table.indicators.length, 0),
    statements: record.statements.length,
    checks: { passed, failed: checks.length - passed },
    noticed: notices.length,
    notices: [...notices]
      .sort((a, b) => weight(a.severity) - weight(b.severity))
      .slice(0, MOST_NOTICES)
      .map(({ severity, rule, text, page, line }) => ({ severity, rule, text, page, line })),
    milliseconds,
  };
}
