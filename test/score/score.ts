import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleCsv } from '../../rules/csv.js';

/** Agreement of two bags of keys. */
export interface Compared {
  readonly truth: number;
  readonly found: number;
  readonly hit: number;
  readonly f1: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** What a document scores. `highWrong`: facts at high confidence that are not in the truth. */
export interface DocumentScore {
  readonly facts?: Compared;
  /** Kind, printed number and emptiness of every table. */
  readonly tables?: Compared;
  /** Code or label and value only. */
  readonly factsIgnoringColumn?: Compared;
  readonly indicators?: Compared;
  readonly fields?: Compared;
  readonly statements?: Compared;
  readonly high?: { readonly facts: number; readonly wrong: readonly string[] };
  /** Planted errors of the document that a failed check or a source error names. */
  readonly planted?: { readonly due: number; readonly named: number };
}

type Row = Readonly<Record<string, string>>;
interface Truth {
  readonly source_sha256: string;
  readonly partial?: boolean;
  readonly tables: readonly { readonly table_no: string; readonly kind: string; readonly empty: boolean }[];
  readonly planted?: readonly { readonly table_no: string; readonly row_no: number; readonly column_path: string }[];
}

const load = (path: string): Row[] => (existsSync(path) ? readRuleCsv(path) : []);
/** One spelling for what people and fonts write in several: width, quotes, dashes, white space. */
const norm = (text = ''): string =>
  text.normalize('NFKC').replace(/[“”"'‘’「」]/g, '"').replace(/[—–―－]/g, '-').replace(/[;；]/g, ';').replace(/[\s\u3000]+/g, '').toLowerCase();
/** 8,201.470 → 8201.47; text stays text. */
const valueIn = (text: string | undefined): string => {
  const bare = norm(text).replaceAll(',', '');
  return /^-?\d+(\.\d+)?$/.test(bare) ? bare.replace(/^(-?)0+(?=\d)/, '$1').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : bare;
};
const isFigure = (row: Row): boolean => /^-?\d+(\.\d+)?%?$/.test(valueIn(row['value']));
const tableKey = (row: Row): string => norm(row['table_no']).replace(/^t/, 'T');

function compare(truth: readonly string[], found: readonly string[]): Compared {
  const left = new Map<string, number>();
  for (const key of truth) left.set(key, (left.get(key) ?? 0) + 1);
  const extra: string[] = [];
  let hit = 0;
  for (const key of found) {
    const n = left.get(key) ?? 0;
    if (n > 0) {
      hit++;
      left.set(key, n - 1);
    } else extra.push(key);
  }
  const missing = [...left].flatMap(([key, n]) => Array.from({ length: n }, () => key));
  const f1 = truth.length + found.length === 0 ? 1 : (2 * hit) / (truth.length + found.length);
  return { truth: truth.length, found: found.length, hit, f1, missing, extra };
}

/**
 * Which table of the truth a row of the output belongs to: by its printed number where both have it, else (T1, T2 …, or
 * a number that was not read) by the pairing that shares most rows.
 */
function tableOf(truth: readonly Row[], found: readonly Row[], keyOf: (row: Row) => string): (row: Row) => string {
  const printed = new Set(found.map((row) => norm(row['table_no'])));
  const numbered = new Set(truth.map((row) => norm(row['table_no'])).filter((no) => !/^t\d+$/.test(no) && printed.has(no)));
  const bags = (rows: readonly Row[], of: (row: Row) => string): Map<string, Set<string>> => {
    const map = new Map<string, Set<string>>();
    for (const row of rows) {
      if (numbered.has(norm(row['table_no']))) continue;
      const bag = map.get(of(row)) ?? new Set();
      map.set(of(row), bag.add(keyOf(row)));
    }
    return map;
  };
  const pairs: [number, string, string][] = [];
  const foundBags = bags(found, (row) => row['table_id'] ?? '');
  for (const [no, a] of bags(truth, tableKey))
    for (const [id, b] of foundBags) {
      const shared = [...a].filter((key) => b.has(key)).length;
      if (shared > 0) pairs.push([shared / Math.sqrt(a.size * b.size), no, id]);
    }
  const byTable = new Map<string, string>();
  const taken = new Set<string>();
  for (const [, no, id] of pairs.sort((x, y) => y[0] - x[0])) {
    if (taken.has(no) || byTable.has(id)) continue;
    taken.add(no);
    byTable.set(id, no);
  }
  return (row) => (numbered.has(norm(row['table_no'])) ? tableKey(row) : (byTable.get(row['table_id'] ?? '') ?? `?${row['table_id']}`));
}

/**
 * Score every document of `truthDir` (a folder a document, see corpus/README.md) that `outDir` has; found by the SHA-256
 * of its source. `only`: table kinds of record (facts, indicators …) follow from the files the truth has.
 */
export function scoreFolder(outDir: string, truthDir: string): Record<string, DocumentScore> {
  const output = Object.fromEntries(
    ['documents', 'tables', 'facts', 'indicators', 'fields', 'statements', 'checks', 'errors'].map((name) => [name, load(join(outDir, `${name}.csv`))]),
  ) as Record<'documents' | 'tables' | 'facts' | 'indicators' | 'fields' | 'statements' | 'checks' | 'errors', Row[]>;
  const scores: Record<string, DocumentScore> = {};
  for (const doc of readdirSync(truthDir).sort()) {
    const dir = join(truthDir, doc);
    if (!existsSync(join(dir, 'document.json'))) continue;
    const truth = JSON.parse(readFileSync(join(dir, 'document.json'), 'utf8')) as Truth;
    const ids = new Set(output.documents.filter((row) => row['sha256'] === truth.source_sha256).map((row) => row['document_id']));
    if (ids.size === 0) continue;
    const mine = (rows: readonly Row[]): Row[] => rows.filter((row) => ids.has(row['document_id']));
    scores[doc] = {
      ...scoreFacts(load(join(dir, 'facts.csv')).filter(isFigure), mine(output.facts).filter(isFigure), truth),
      ...scoreTables(truth, mine(output.tables)),
      ...scoreIndicators(load(join(dir, 'indicators.csv')), mine(output.indicators), truth),
      ...scoreBag('fields', load(join(dir, 'fields.csv')), mine(output.fields), (row) => `${norm(row['field']).replace(/[:：]$/, '')} | ${valueIn(row['value'])}`),
      ...scoreBag('statements', load(join(dir, 'narrative.csv')), mine(output.statements), (row) => `${valueIn(row['value'])} ${norm(row['unit'])}`),
      ...scorePlanted(truth, mine(output.facts), [...mine(output.checks).filter((row) => row['passed'] === 'false'), ...mine(output.errors)]),
    };
  }
  return scores;
}

function scoreFacts(truth: readonly Row[], found: readonly Row[], { partial }: Truth): DocumentScore {
  if (truth.length === 0) return {};
  const rowKey = (row: Row): string => (row['code'] ?? row['code_printed']) || norm(row['label'] ?? row['row_label']);
  const table = tableOf(truth, found, (row) => `${rowKey(row)}|${valueIn(row['value'])}`);
  const known = new Set(truth.map(tableKey));
  const counted = partial ? found.filter((row) => known.has(table(row))) : found;
  const keys = (row: Row, no: string, withColumn: boolean): string =>
    [no, rowKey(row), ...(withColumn ? [norm(row['column_path'])] : []), valueIn(row['value'])].join(' | ');
  const left = new Map<string, number>();
  for (const row of truth) left.set(keys(row, tableKey(row), true), (left.get(keys(row, tableKey(row), true)) ?? 0) + 1);
  const high = counted.filter((row) => row['confidence_level'] === 'high').map((row) => keys(row, table(row), true));
  const wrong = high.filter((key) => {
    const n = left.get(key) ?? 0;
    if (n > 0) left.set(key, n - 1);
    return n === 0;
  });
  return {
    facts: compare(truth.map((row) => keys(row, tableKey(row), true)), counted.map((row) => keys(row, table(row), true))),
    factsIgnoringColumn: compare(truth.map((row) => keys(row, tableKey(row), false)), counted.map((row) => keys(row, table(row), false))),
    high: { facts: high.length, wrong },
  };
}

function scoreTables({ tables, partial }: Truth, found: readonly Row[]): DocumentScore {
  if (partial) return {};
  const key = (no: string, kind: string, empty: boolean): string => `${/^t\d+$/.test(norm(no)) ? '' : norm(no)} ${kind}${empty ? ' empty' : ''}`;
  return {
    tables: compare(
      tables.map((table) => key(table.table_no, table.kind, table.empty)),
      found.map((row) => key(row['table_no'] ?? '', row['kind'] ?? '', row['empty'] === 'true')),
    ),
  };
}

function scoreIndicators(truth: readonly Row[], found: readonly Row[], { partial }: Truth): DocumentScore {
  if (truth.length === 0) return {};
  const table = tableOf(truth, found, (row) => norm(row['level3']));
  const known = new Set(truth.map(tableKey));
  const cells = (row: Row, no: string): string[] => [
    `${no} | ${norm(row['level3'])} | level3`,
    ...['level1', 'level2', 'target', 'actual', 'weight', 'score'].filter((name) => norm(row[name]) !== '').map((name) => `${no} | ${norm(row['level3'])} | ${name} | ${valueIn(row[name])}`),
  ];
  const counted = partial ? found.filter((row) => known.has(table(row))) : found;
  return { indicators: compare(truth.flatMap((row) => cells(row, tableKey(row))), counted.flatMap((row) => cells(row, table(row)))) };
}

const scoreBag = (name: 'fields' | 'statements', truth: readonly Row[], found: readonly Row[], keyOf: (row: Row) => string): DocumentScore =>
  truth.length === 0 ? {} : { [name]: compare(truth.map(keyOf), found.map(keyOf)) };

/** A planted error is named when a failed check or a source error points at its fact. */
function scorePlanted({ planted = [] }: Truth, facts: readonly Row[], complaints: readonly Row[]): DocumentScore {
  if (planted.length === 0) return {};
  const blamed = new Set(complaints.flatMap((row) => (row['facts'] ?? '').split(';')));
  const named = planted.filter((error) =>
    facts.some(
      (fact) =>
        norm(fact['table_no']) === norm(error.table_no) &&
        fact['row_no'] === String(error.row_no) &&
        norm(fact['column_path']) === norm(error.column_path) &&
        blamed.has(fact['fact_id'] ?? ''),
    ),
  );
  return { planted: { due: planted.length, named: named.length } };
}
