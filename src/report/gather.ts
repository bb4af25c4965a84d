import { allCorrections } from '../corrections-file.js';
import { standing } from '../corrections.js';
import type { Correction } from '../model/correction.js';
import type { Equality } from '../model/fact.js';
import { cityOf } from '../review/city.js';
import { loadRecord } from '../write/json.js';
import type { DocumentRecord, FactRecord, TableRecord } from '../write/record.js';

export interface Levels {
  high: number;
  medium: number;
  low: number;
}

export interface DocumentLine {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly city: string;
  readonly type: string;
  readonly year: number | null;
  readonly status: string;
  readonly error: string;
  readonly tables: number;
  readonly figures: Levels;
  readonly indicators: number;
  readonly passed: number;
  readonly failed: number;
}

/** An equation that does not hold, or a place where the document contradicts itself. */
export interface Failure extends Equality {
  readonly document: string;
  readonly table: string;
  readonly unit: string;
  /** Pages or lines of the figures in it. */
  readonly place: Place;
}
export interface Contradiction {
  readonly document: string;
  readonly text: string;
  readonly printed: string;
  readonly implied: string;
  readonly place: Place;
}
export interface Place {
  readonly page: number | null;
  readonly line: number | null;
}

/** What one document says it spends on one subject in one year. */
export interface Spending {
  readonly document: string;
  readonly type: string;
  readonly year: number | null;
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Yuan, exact. */
  readonly amount: string;
}

/** The total a document states, for years side by side. */
export interface YearTotal {
  readonly name: string;
  readonly type: string;
  readonly year: number;
  readonly amount: string;
}

/** Everything the report shows, counted; nothing of the documents themselves is held. */
export interface Gathered {
  readonly documents: DocumentLine[];
  readonly tables: { count: number; empty: number; other: number };
  readonly kinds: Map<string, Levels>;
  readonly origins: Map<string, Levels>;
  readonly levels: Levels;
  /** Figures by confidence, in steps of 5 %. */
  readonly confidence: Levels[];
  readonly flags: Map<string, number>;
  /** Coded rows of functional tables: on the tree or not. */
  readonly coverage: { onTree: number; offTree: number };
  readonly equations: Map<string, { passed: number; failed: number }>;
  readonly failures: Failure[];
  readonly contradictions: Contradiction[];
  /** Figures by power of ten of yuan, in quarters; and by first digit. */
  readonly sizes: Map<number, number>;
  readonly digits: number[];
  readonly spending: Spending[];
  readonly totals: YearTotal[];
  readonly counts: { indicators: number; fields: number; statements: number; statementsAgree: number };
  readonly settled: { items: number; corrected: number; accepted: number; wrong: number };
}

/** Lists in the report end here; the CSV files have the rest. */
export const MOST_LISTED = 2000;
/** Tables to take spending from, the best first. */
const SPENDING_KINDS = ['expenditure', 'general_public_expenditure', 'fiscal_appropriation_summary', 'revenue_expenditure_summary'];
const STEPS = 20;

export function gather(outDir: string, ids: readonly string[]): Gathered {
  const all: Gathered = {
    documents: [],
    tables: { count: 0, empty: 0, other: 0 },
    kinds: new Map(),
    origins: new Map(),
    levels: none(),
    confidence: Array.from({ length: STEPS }, none),
    flags: new Map(),
    coverage: { onTree: 0, offTree: 0 },
    equations: new Map(),
    failures: [],
    contradictions: [],
    sizes: new Map(),
    digits: Array.from({ length: 10 }, () => 0),
    spending: [],
    totals: [],
    counts: { indicators: 0, fields: 0, statements: 0, statementsAgree: 0 },
    settled: { items: 0, corrected: 0, accepted: 0, wrong: 0 },
  };
  const corrections = new Map<string, Correction[]>();
  for (const correction of allCorrections(outDir).corrections) corrections.set(correction.sha256, [...(corrections.get(correction.sha256) ?? []), correction]);
  for (const id of ids) {
    const record = loadRecord(outDir, id);
    if (!record) continue;
    addDocument(all, record);
    for (const said of standing(corrections.get(record.sha256) ?? []).values()) {
      all.settled.items++;
      const { action } = said.at(-1)!;
      if (action === 'accept') all.settled.accepted++;
      else if (action === 'source-error') all.settled.wrong++;
      else all.settled.corrected++;
    }
  }
  return all;
}

const none = (): Levels => ({ high: 0, medium: 0, low: 0 });

function addDocument(all: Gathered, record: DocumentRecord): void {
  const figures = none();
  const places = new Map<string, Place>();
  for (const table of record.tables) {
    all.tables.count++;
    if (table.empty) all.tables.empty++;
    if (table.kind === 'other') all.tables.other++;
    for (const fact of table.facts) {
      places.set(fact.fact_id, fact);
      addFact(all, table, fact);
      figures[fact.confidence_level]++;
    }
    all.counts.indicators += table.indicators.length;
    all.counts.fields += table.fields.length;
  }
  all.counts.fields += record.fields.length;
  all.counts.statements += record.statements.length;
  all.counts.statementsAgree += record.statements.filter((statement) => statement.agrees_with !== '').length;
  const name = nameOf(record);
  const checks = [...record.tables.flatMap((table) => table.checks.map((check) => ({ check, table: table as TableRecord | null }))), ...record.checks.map((check) => ({ check, table: null }))];
  let failed = 0;
  for (const { check, table } of checks) {
    const count = bump(all.equations, check.source, () => ({ passed: 0, failed: 0 }));
    if (check.passed) {
      count.passed++;
      continue;
    }
    count.failed++;
    failed++;
    const fact = check.facts.map((id) => places.get(id)).find((place) => place !== undefined);
    all.failures.push({
      document: name,
      table: table ? [table.table_no, table.title].filter((part) => part !== '').join(' ') : '',
      rule: check.rule,
      ...(check.equation === undefined ? {} : { equation: check.equation }),
      source: check.source,
      scope: check.scope,
      left: check.left,
      right: check.right,
      difference: check.difference,
      // the text is compared in yuan, or as a rate
      unit: check.source === 'narrative' ? (check.rule === 'narrative/amount' || check.rule === 'narrative/claim' ? '元' : '') : (table?.unit ?? ''),
      place: { page: fact?.page ?? table?.page_first ?? null, line: fact?.line ?? table?.line_first ?? null },
    });
  }
  for (const error of record.source_errors) if (!error.rounding) all.contradictions.push({ document: name, text: error.text, printed: error.printed, implied: error.implied, place: { page: error.page, line: error.line } });
  all.documents.push({
    id: record.document_id,
    name,
    file: record.source_file,
    city: cityOf(record.entity_name, record.source_file),
    type: record.document_type,
    year: record.fiscal_year,
    status: record.status,
    error: record.error,
    tables: record.tables.length,
    figures,
    indicators: record.tables.reduce((sum, table) => sum + table.indicators.length, 0),
    passed: checks.length - failed,
    failed,
  });
  addSpending(all, record, name);
}

function addFact(all: Gathered, table: TableRecord, fact: FactRecord): void {
  const level = fact.confidence_level;
  all.levels[level]++;
  bump(all.kinds, table.kind, none)[level]++;
  bump(all.origins, table.origin, none)[level]++;
  all.confidence[Math.min(STEPS - 1, Math.floor(fact.confidence * STEPS))]![level]++;
  for (const flag of fact.flags) all.flags.set(flag, (all.flags.get(flag) ?? 0) + 1);
  if (fact.code_printed !== '' && fact.classification === 'functional') all.coverage[fact.subject_code === '' ? 'offTree' : 'onTree']++;
  const yuan = Math.abs(Number(fact.amount_yuan));
  if (fact.amount_yuan === '' || yuan === 0) return;
  const step = Math.floor(Math.log10(yuan) * 4);
  all.sizes.set(step, (all.sizes.get(step) ?? 0) + 1);
  const digit = Number(/[1-9]/.exec(fact.amount_yuan)?.[0] ?? 0);
  all.digits[digit]!++;
}

/** Spending by functional subject and in all, from the one table of the document that tells it best. */
function addSpending(all: Gathered, record: DocumentRecord, name: string): void {
  for (const kind of SPENDING_KINDS) {
    const table = record.tables.find((each) => each.kind === kind && each.facts.some((fact) => fact.classification === 'functional' && fact.subject_code !== ''));
    if (!table) continue;
    const functional = table.facts.filter((fact) => fact.classification === 'functional' && fact.subject_code !== '' && fact.amount_yuan !== '');
    const total = functional.find((fact) => /total|expenditure/.test(fact.measure) && !/basic|project/.test(fact.measure))?.measure ?? functional[0]?.measure;
    const taken = new Set<string>();
    for (const fact of functional) {
      if (fact.measure !== total || taken.has(fact.subject_code) || fact.confidence_level === 'low') continue;
      taken.add(fact.subject_code);
      all.spending.push({ document: name, type: record.document_type, year: record.fiscal_year, code: fact.subject_code, name: fact.subject_name, level: fact.subject_level, amount: fact.amount_yuan });
    }
    const sum = table.facts.find((fact) => fact.measure === total && /^(?:本年支出)?(?:合计|总计)$/.test(fact.row_label) && fact.amount_yuan !== '' && fact.confidence_level !== 'low');
    if (sum && record.fiscal_year !== null) all.totals.push({ name: record.entity_name || name, type: record.document_type, year: record.fiscal_year, amount: sum.amount_yuan });
    return;
  }
}

const nameOf = (record: DocumentRecord): string => record.entity_name || record.source_file.split(/[\\/]/).at(-1)!;

function bump<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
