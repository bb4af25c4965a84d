import { randomBytes } from 'node:crypto';
import { openSync, readFileSync, readSync, closeSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DocumentRecord } from './record.js';
import { makeFolders } from './folders.js';

/** Where a document's record stands in an output folder. */
export const recordPath = (outDir: string, documentId: string): string =>
  join(outDir, 'documents', `${documentId}.json`);

/** One line a fact, indicator, check …: small enough to keep, readable in a diff. Ends with a newline. */
export function recordText(record: DocumentRecord): string {
  const { made_by, tables, fields, statements, checks, source_errors, messages, ...head } = record;
  const list = (items: readonly unknown[], indent: string): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => indent + JSON.stringify(item)).join(',\n')}\n${indent.slice(1)}]`;
  const tableTexts = tables.map(({ facts, indicators, fields: boxes, checks: own, ...table }) => {
    const parts = Object.entries({ facts, indicators, fields: boxes, checks: own });
    return `${JSON.stringify(table).slice(0, -1)},\n${parts
      .map(([name, items]) => `   "${name}": ${list(items, '    ')}`)
      .join(',\n')}\n  }`;
  });
  return [
    `{"made_by": ${JSON.stringify(made_by)},`,
    ...Object.entries(head).map(([name, value]) => ` ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    ` "tables": ${tableTexts.length === 0 ? '[]' : `[\n  ${tableTexts.join(',\n  ')}\n ]`},`,
    ` "fields": ${list(fields, '  ')},`,
    ` "statements": ${list(statements, '  ')},`,
    ` "checks": ${list(checks, '  ')},`,
    ` "source_errors": ${list(source_errors, '  ')},`,
    ` "messages": ${list(messages, '  ')}`,
    '}\n',
  ].join('\n');
}

/** Commit a record: it appears under its name whole or not at all. */
export function saveRecord(outDir: string, record: DocumentRecord): void {
  const path = recordPath(outDir, record.document_id);
  writeAtomically(path, recordText(record));
}

/** Write a file that appears under its name whole or not at all, whoever else writes it at the same time. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  makeFolders(dirname(path));
  // kept short: a document's name may already use most of the 255 bytes a file system allows
  const part = join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
  try {
    writeFileSync(part, content);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The record under `documentId`, or null where none is, or what is there is not whole. */
export function loadRecord(outDir: string, documentId: string): DocumentRecord | null {
  try {
    return JSON.parse(readFileSync(recordPath(outDir, documentId), 'utf8')) as DocumentRecord;
  } catch {
    return null;
  }
}

/** `made_by` of a committed record without reading the whole file; '' where there is none or its end is missing. */
export function madeByOf(outDir: string, documentId: string): string {
  let file: number;
  try {
    file = openSync(recordPath(outDir, documentId), 'r');
  } catch {
    return '';
  }
  try {
    const head = Buffer.alloc(512);
    const length = readSync(file, head, 0, head.length, 0);
    return /^\{"made_by": "([^"\\]*)",\n/.exec(head.toString('utf8', 0, length))?.[1] ?? '';
  } finally {
    closeSync(file);
  }
}
