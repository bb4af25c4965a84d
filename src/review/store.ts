import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ORDER_FILE } from '../assemble.js';
import { allCorrections, appendCorrection, correctionsPath } from '../corrections-file.js';
import { itemOf, SETTLED_FLAGS, standing } from '../corrections.js';
import type { Correction, ItemKind } from '../model/correction.js';
import { INDICATOR_TEXTS } from '../model/correction.js';
import { groupBy } from '../model/group-by.js';
import { UsageError } from '../usage-error.js';
import { loadRecord } from '../write/json.js';
import type { CheckRecord, DocumentRecord, FactRecord, FieldRecord, IndicatorRecord, TableRecord } from '../write/record.js';
import { cityOf } from './city.js';
import { effective, placeKey, stateOf } from './page/effective.js';
import {
  type CheckView,
  type Conflict,
  type DocumentInfo,
  type Facet,
  FACETS,
  type FacetCounts,
  type FactView,
  type Fix,
  type ForeignCell,
  type Judgement,
  type QueuePage,
  type QueueRow,
  type TableView,
  type TextView,
} from './page/api.js';
import { Sources } from './sources.js';
import { columnNames } from '../text/column-names.js';

/** Documents whose records are kept parsed. */
const KEPT = 4;
/** Values a facet lists. */
const MOST_VALUES = 60;

type Row = Omit<QueueRow, 'state'> & { state: QueueRow['state']; readonly city: string; readonly tableKind: string; readonly text: string };

interface Indexed {
  readonly info: DocumentInfo;
  readonly sha256: string;
  readonly rows: Row[];
  readonly conflicts: readonly Conflict[];
}

/** What a request may filter by: facets, words, and the row to find. */
export interface QueueQuery {
  readonly facets: Partial<Record<Facet, readonly string[]>>;
  readonly words: string;
}

/** An output folder as the review page sees it: an index of everything that can be settled, and the records behind it. */
export class ReviewStore {
  private documents = new Map<string, Indexed>();
  private sorted: Row[] = [];
  private position = new Map<string, number>();
  private readonly records = new Map<string, DocumentRecord>();
  private standingOf = new Map<string, Map<string, Correction[]>>();
  private problems: readonly string[] = [];
  private correctionStamp = '';
  private stamp = '';
  private filtered: { key: string; rows: Row[] } | undefined;
  readonly sources: Sources;

  constructor(
    readonly outDir: string,
    sourcesDir?: string,
  ) {
    if (!existsSync(join(outDir, 'documents'))) throw new UsageError(`${outDir}: no documents/ here; convert something into it first: kemu convert FILES --out ${outDir}`);
    this.sources = new Sources(outDir, sourcesDir);
  }

  /** Read the folder again when a conversion has changed it; corrections when anyone has added one. */
  refresh(): void {
    const stamp = stampOf(join(this.outDir, 'datapackage.json'), join(this.outDir, 'documents'));
    if (stamp !== this.stamp) {
      this.stamp = stamp;
      this.correctionStamp = '';
      this.records.clear();
      this.readAll();
    }
    const corrections = stampOf(correctionsPath(this.outDir));
    if (corrections !== this.correctionStamp) {
      this.correctionStamp = corrections;
      this.readCorrections();
    }
  }

  infos(): DocumentInfo[] {
    this.refresh();
    return [...this.documents.values()].map(({ info }) => info);
  }

  info(id: string): DocumentInfo | undefined {
    return this.documents.get(id)?.info;
  }

  record(id: string): DocumentRecord | null {
    const kept = this.records.get(id);
    if (kept) return kept;
    const record = this.documents.has(id) ? loadRecord(this.outDir, id) : null;
    if (record) {
      this.records.set(id, record);
      if (this.records.size > KEPT) this.records.delete(this.records.keys().next().value!);
    }
    return record;
  }

  queue(query: QueueQuery, options: { offset: number; limit: number; at: string; facets: boolean }): QueuePage {
    this.refresh();
    const rows = this.matching(query);
    const at = options.at === '' ? -1 : rows.findIndex((row) => row.id === options.at);
    const doubtful = this.sorted.filter((row) => row.level !== 'high' || row.state !== 'open');
    return {
      total: rows.length,
      offset: options.offset,
      rows: rows.slice(options.offset, options.offset + options.limit).map(publicRow),
      at,
      ...(options.facets ? { facets: this.facets(query) } : {}),
      conflicts: [...this.problems.map((text) => ({ doc: '', rule: 'corrections.csv', text })), ...[...this.documents.values()].flatMap((document) => document.conflicts)],
      progress: { doubtful: doubtful.length, settled: doubtful.filter((row) => row.state !== 'open').length },
    };
  }

  /** The next (or previous) open row of the filtered queue, from the one given; wraps round. */
  next(query: QueueQuery, after: string, step: 1 | -1, openOnly: boolean): { row: QueueRow; index: number } | null {
    this.refresh();
    const rows = this.matching(query);
    if (rows.length === 0) return null;
    let start = rows.findIndex((row) => row.id === after);
    if (start < 0) {
      // the row has left the filter by being settled: go on where it stood
      const place = this.position.get(after);
      start = place === undefined ? -1 : rows.findIndex((row) => this.position.get(row.id)! > place) - 1;
      if (place !== undefined && start === -2) start = rows.length - 1;
    }
    for (let n = 1; n <= rows.length; n++) {
      const index = (((start + step * n) % rows.length) + rows.length) % rows.length;
      const row = rows[index]!;
      if (!openOnly || row.state === 'open') return { row: publicRow(row), index };
    }
    return null;
  }

  table(id: string, order: number): TableView | null {
    this.refresh();
    const indexed = this.documents.get(id);
    const record = this.record(id);
    if (!indexed || !record) return null;
    const own = record.tables.find((table) => orderOf(table.table_id) === order) ?? (order === 0 ? null : undefined);
    if (own === undefined) return null;
    const prefix = `t${String(order).padStart(2, '0')}-`;
    const checks = [...record.tables.flatMap((table) => table.checks.map((check) => ({ check, unit: table.unit, table }))), ...record.checks.map((check) => ({ check, unit: '', table: null }))]
      .filter(({ check, table }) => table === own || check.terms?.some((term) => term.startsWith(prefix, 1)) || check.facts.some((fact) => fact.startsWith(`${id}-${prefix}`)))
      .map(({ check, unit }) => checkView(check, unit));
    const view = own === null ? null : this.tableItems(record, own);
    const texts = own === null ? record.fields.map((field, i) => this.fieldView(record, field, 0, i)) : view!.texts;
    const counts = new Map<number, { items: number; doubtful: number }>();
    for (const row of indexed.rows) {
      const count = counts.get(row.table) ?? { items: 0, doubtful: 0 };
      count.items++;
      if (row.level !== 'high' && row.state === 'open') count.doubtful++;
      counts.set(row.table, count);
    }
    return {
      doc: indexed.info,
      table: order,
      tables: record.tables.map((table) => ({ order: orderOf(table.table_id), tableNo: table.table_no, title: table.title, ...(counts.get(orderOf(table.table_id)) ?? { items: 0, doubtful: 0 }) })),
      tableNo: own?.table_no ?? '',
      title: own?.title ?? '',
      kind: own?.kind ?? '',
      unit: own?.unit ?? '',
      pageFirst: own?.page_first ?? null,
      pageLast: own?.page_last ?? null,
      lineFirst: own?.line_first ?? null,
      lineLast: own?.line_last ?? null,
      flags: own?.flags ?? [],
      columns: own?.column_paths ?? [],
      facts: view?.facts ?? [],
      texts,
      checks,
      foreign: this.foreign(record, checks, order),
      errors: record.source_errors.filter((error) => error.table_id === own?.table_id).map(({ text, rule, page, line, facts }) => ({ text, rule, page, line, facts })),
      messages: record.messages
        .filter((message) => message.severity !== 'note' && own !== null && inside(message, own))
        .slice(0, 50)
        .map(({ text, rule, page, line }) => ({ text, rule, page, line })),
    };
  }

  /** Write down what a person said. Returns why it cannot be, or ''. */
  judge(judgement: Judgement, when: string): string {
    this.refresh();
    const record = this.record(judgement.doc);
    if (!record) return 'no such document';
    const found = this.findItem(record, judgement.kind, judgement.key);
    if (!found) return 'no such item';
    const { printed, tableNo, label, columnPath, page, line } = found;
    const replayed = record.corrections?.find((each) => each.kind === judgement.kind && each.state === 'applied' && each.became === judgement.key);
    const was = found.was(judgement.action, judgement.field);
    if (judgement.action === 'undo' && !this.standing(record).has(itemOf({ kind: judgement.kind, key: replayed?.key ?? judgement.key }))) return 'nothing to undo';
    appendCorrection(this.outDir, {
      document_id: record.document_id,
      sha256: record.sha256,
      kind: judgement.kind,
      key: replayed?.key ?? judgement.key,
      action: judgement.action,
      field: judgement.field,
      printed,
      was,
      taken: judgement.action === 'accept' || judgement.action === 'source-error' ? was : judgement.action === 'undo' ? '' : judgement.taken.trim(),
      table_no: tableNo,
      row_label: label,
      column_path: columnPath,
      page: String(page ?? ''),
      line: String(line ?? ''),
      who: judgement.who.trim(),
      when,
      why: judgement.why.trim(),
    });
    this.refresh();
    return '';
  }

  /** All rows, for the report and tests. */
  rows(): readonly QueueRow[] {
    this.refresh();
    return this.sorted.map(publicRow);
  }

  // ——— reading

  private readAll(): void {
    this.documents = new Map();
    for (const id of documentIds(this.outDir)) {
      const record = loadRecord(this.outDir, id);
      if (record) this.documents.set(id, this.index(record));
    }
    const rows = [...this.documents.values()].flatMap((document) => document.rows);
    const doubt = (row: Row): number => row.score - (row.failed.length > 0 ? 0.05 : 0);
    const level = { low: 0, medium: 1, high: 2 };
    const order = new Map(rows.map((row, i) => [row, i]));
    this.sorted = rows.sort((a, b) => level[a.level] - level[b.level] || doubt(a) - doubt(b) || order.get(a)! - order.get(b)!);
    this.position = new Map(this.sorted.map((row, i) => [row.id, i]));
    this.filtered = undefined;
  }

  private index(record: DocumentRecord): Indexed {
    const id = record.document_id;
    const city = cityOf(record.entity_name, record.source_file);
    const failed = new Map<string, Set<string>>();
    const broken = [...record.tables.flatMap((table) => table.checks), ...record.checks].filter((check) => !check.passed);
    for (const check of broken) {
      for (const fact of check.facts) {
        const rules = failed.get(fact) ?? new Set();
        failed.set(fact, rules.add(check.rule));
      }
    }
    const rows: Row[] = [];
    const levels = { low: 0, medium: 0, high: 0 };
    const push = (row: Omit<Row, 'text' | 'city' | 'state' | 'doc'>): void => {
      levels[row.level]++;
      const text = [row.label, row.column, row.value, row.tableNo, row.title, record.entity_name, record.source_file].join('\n').toLowerCase();
      rows.push({ ...row, doc: id, city, state: 'open', text });
    };
    for (const table of record.tables) {
      const shared = { table: orderOf(table.table_id), tableNo: table.table_no, title: table.title, tableKind: table.kind };
      for (const fact of table.facts)
        push({
          ...shared,
          id: fact.fact_id,
          kind: 'fact',
          label: [fact.code_printed, fact.row_label].filter((part) => part !== '').join(' '),
          column: fact.column_path.join('/'),
          value: fact.value,
          unit: fact.unit,
          level: fact.confidence_level,
          score: fact.confidence,
          flags: machineFlags(fact.flags),
          failed: [...(failed.get(fact.fact_id) ?? [])],
        });
      for (const indicator of table.indicators)
        push({
          ...shared,
          id: indicator.indicator_id,
          kind: 'indicator',
          label: [indicator.level1, indicator.level2, indicator.level3].filter((part) => part !== '').join('/'),
          column: '',
          value: indicator.actual === '' ? indicator.target : `${indicator.target} → ${indicator.actual}`,
          unit: '',
          level: indicator.confidence_level,
          score: indicator.confidence,
          flags: machineFlags(indicator.flags),
          failed: [],
        });
      for (const [i, field] of table.fields.entries()) push({ ...shared, ...fieldRow(table.table_id, field, i) });
    }
    for (const [i, field] of record.fields.entries()) push({ table: 0, tableNo: '', title: '', tableKind: '', ...fieldRow(`${id}-t00`, field, i) });
    const info: DocumentInfo = {
      id,
      file: record.source_file,
      entity: record.entity_name,
      type: record.document_type,
      year: record.fiscal_year,
      city,
      pages: record.pages,
      tables: record.tables.length,
      ...levels,
      failed: broken.length,
      status: record.status,
      source: !this.sources.likely(id, record.source_file) ? 'none' : sourceForm(record.media_type),
    };
    const conflicts = record.messages.filter((message) => message.rule.startsWith('corrections/')).map(({ rule, text }) => ({ doc: id, rule, text }));
    return { info, sha256: record.sha256, rows, conflicts };
  }

  private readCorrections(): void {
    const { corrections, problems } = allCorrections(this.outDir);
    this.problems = problems;
    this.standingOf = new Map([...groupBy(corrections, ({ sha256 }) => sha256)].map(([sha, list]) => [sha, standing(list)]));
    for (const [id, document] of this.documents) {
      const said = this.standingOf.get(document.sha256);
      const record = said || document.rows.some((row) => row.state !== 'open') ? this.record(id) : null;
      const origins = record ? originsOf(record) : new Map<string, string>();
      for (const row of document.rows) {
        if (!said) {
          row.state = 'open';
          continue;
        }
        const key = row.id.slice(id.length + 1);
        row.state = stateOf(said.get(itemOf({ kind: row.kind, key: origins.get(`${row.kind} ${key}`) ?? key })) ?? []);
      }
    }
    this.filtered = undefined;
  }

  private standing(record: DocumentRecord): Map<string, Correction[]> {
    return this.standingOf.get(record.sha256) ?? new Map();
  }

  // ——— filtering

  private matching(query: QueueQuery): Row[] {
    const key = JSON.stringify(query);
    if (this.filtered?.key !== key) this.filtered = { key, rows: this.sorted.filter(filter(query)) };
    return this.filtered.rows;
  }

  private facets(query: QueueQuery): FacetCounts {
    return Object.fromEntries(
      FACETS.map((facet) => {
        // a facet shows what choosing another of its values would give
        const matches = filter({ ...query, facets: { ...query.facets, [facet]: [] } });
        const counts = new Map<string, number>();
        for (const row of this.sorted) {
          if (!matches(row)) continue;
          for (const value of valuesOf(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
        }
        const chosen = query.facets[facet] ?? [];
        for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
        const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
        return [facet, [...sorted.slice(0, MOST_VALUES), ...sorted.slice(MOST_VALUES).filter(([value]) => chosen.includes(value))]];
      }),
    ) as unknown as FacetCounts;
  }

  // ——— tables

  private tableItems(record: DocumentRecord, table: TableRecord): { facts: FactView[]; texts: TextView[] } {
    return {
      facts: table.facts.map((fact) => this.factView(record, table, fact)),
      texts: [
        ...table.fields.map((field, i) => this.fieldView(record, field, orderOf(table.table_id), i)),
        ...table.indicators.map((indicator) => this.indicatorView(record, indicator)),
      ],
    };
  }

  private factView(record: DocumentRecord, table: TableRecord, fact: FactRecord): FactView {
    const columns = namesOf(table);
    const key = fact.fact_id.slice(record.document_id.length + 1);
    const { fixes, before } = this.fixesOf(record, 'fact', key);
    const indexOf = (path: string): number => columns.indexOf(path);
    const printedColumn = /c(\d+)[a-z~\d]*$/.exec(key)?.[1];
    const own = printedColumn === undefined ? indexOf(fact.column_path.join('/')) : Number(printedColumn) - 1;
    const movedFrom = before.get('column');
    return {
      id: fact.fact_id,
      key,
      row: fact.row_no,
      label: before.get('label') ?? fact.row_label,
      path: fact.row_path,
      code: before.get('code') ?? fact.code_printed,
      column: movedFrom === undefined ? own : indexOf(movedFrom),
      value: before.get('value') ?? fact.value,
      printed: fact.value_printed,
      unit: fact.unit,
      page: fact.page,
      line: fact.line,
      box: fact.bbox,
      level: fact.confidence_level,
      score: fact.confidence,
      basis: fact.basis.filter((basis) => basis !== 'person'),
      flags: machineFlags(fact.flags),
      subject: [fact.subject_code, fact.subject_name].filter((part) => part !== '').join(' '),
      candidates: candidateColumns(table.column_paths, fact.candidates, own),
      fixes,
    };
  }

  private indicatorView(record: DocumentRecord, indicator: IndicatorRecord): TextView {
    const key = indicator.indicator_id.slice(record.document_id.length + 1);
    const { fixes, before } = this.fixesOf(record, 'indicator', key);
    return {
      id: indicator.indicator_id,
      key,
      kind: 'indicator',
      row: indicator.row_no,
      texts: Object.fromEntries(INDICATOR_TEXTS.map((name) => [name, before.get(`value ${name}`) ?? indicator[name]])),
      page: indicator.page,
      line: indicator.line,
      box: indicator.bbox,
      level: indicator.confidence_level,
      score: indicator.confidence,
      flags: machineFlags(indicator.flags),
      fixes,
    };
  }

  private fieldView(record: DocumentRecord, field: FieldRecord, table: number, i: number): TextView {
    const key = fieldKey(table, i);
    const { fixes, before } = this.fixesOf(record, 'field', key);
    return {
      id: `${record.document_id}-${key}`,
      key,
      kind: 'field',
      row: 0,
      texts: { [field.field]: before.get('value') ?? field.value },
      page: field.page,
      line: field.line,
      box: field.bbox,
      level: field.confidence_level,
      score: field.confidence,
      flags: machineFlags(field.flags),
      fixes,
    };
  }

  /** What stands about an item, and what the program had read before the last conversion applied it. */
  private fixesOf(record: DocumentRecord, kind: ItemKind, key: string): { fixes: readonly Fix[]; before: ReadonlyMap<string, string> } {
    if (!record.corrections && !this.standingOf.has(record.sha256)) return UNTOUCHED;
    const replayed = record.corrections?.filter((each) => each.kind === kind && each.state === 'applied' && each.became === key) ?? [];
    const before = new Map<string, string>();
    for (const { action, field, was } of replayed) if (action !== 'accept' && action !== 'source-error') before.set(field === '' ? action : `${action} ${field}`, was);
    const said = this.standing(record).get(itemOf({ kind, key: replayed[0]?.key ?? key })) ?? [];
    const fixes = said.map(
      (each): Fix => ({
        action: each.action as Fix['action'],
        field: each.field,
        was: each.was,
        taken: each.taken,
        who: each.who,
        when: each.when,
        why: each.why,
        applied: replayed.some((done) => done.action === each.action && done.field === each.field && done.when === each.when && done.taken === each.taken),
      }),
    );
    return { fixes, before };
  }

  /** Cells of other tables that the equations of this one need, as people left them. */
  private foreign(record: DocumentRecord, checks: readonly CheckView[], order: number): Record<string, ForeignCell> {
    const prefix = `t${String(order).padStart(2, '0')}-`;
    const wanted = new Set(checks.flatMap((check) => check.terms.map((term) => term.slice(1)).filter((key) => !key.startsWith(prefix))));
    const tables = new Set([...wanted].map((key) => Number(/^t(\d+)-/.exec(key)?.[1])));
    const cells: Record<string, ForeignCell> = {};
    for (const table of record.tables) {
      const at = orderOf(table.table_id);
      if (!tables.has(at)) continue;
      const columns = namesOf(table);
      for (const fact of table.facts) {
        const view = this.factView(record, table, fact);
        const now = effective(view, view.fixes, columns);
        const key = placeKey(at, fact.row_no, now.column);
        if (wanted.has(key) && !(key in cells)) cells[key] = { value: now.value, unit: fact.unit, label: now.label, column: columns[now.column] ?? '', tableNo: table.table_no || table.title };
      }
    }
    return cells;
  }

  private findItem(record: DocumentRecord, kind: ItemKind, key: string): Found | null {
    const id = `${record.document_id}-${key}`;
    const { before } = this.fixesOf(record, kind, key);
    for (const table of record.tables) {
      if (kind === 'fact') {
        const fact = table.facts.find((each) => each.fact_id === id);
        if (!fact) continue;
        const view = this.factView(record, table, fact);
        const columnPath = namesOf(table)[view.column] ?? fact.column_path.join('/');
        return {
          printed: fact.value_printed,
          tableNo: table.table_no,
          label: view.label,
          columnPath,
          page: fact.page,
          line: fact.line,
          was: (action) => (action === 'column' ? columnPath : action === 'label' ? view.label : action === 'code' ? view.code : view.value),
        };
      }
      if (kind === 'indicator') {
        const indicator = table.indicators.find((each) => each.indicator_id === id);
        if (!indicator) continue;
        const texts = this.indicatorView(record, indicator).texts;
        return {
          printed: indicator.target,
          tableNo: table.table_no,
          label: texts['level3'] ?? '',
          columnPath: '',
          page: indicator.page,
          line: indicator.line,
          was: (_action, field) => texts[field] ?? '',
        };
      }
      const index = table.fields.findIndex((_, i) => fieldKey(orderOf(table.table_id), i) === key);
      if (index >= 0) return this.foundField(record, table.fields[index]!, table.table_no, before);
    }
    if (kind !== 'field') return null;
    const cover = record.fields.find((_, i) => fieldKey(0, i) === key);
    return cover ? this.foundField(record, cover, '', before) : null;
  }

  private foundField(_record: DocumentRecord, field: FieldRecord, tableNo: string, before: ReadonlyMap<string, string>): Found {
    const value = before.get('value') ?? field.value;
    return { printed: value, tableNo, label: field.field, columnPath: '', page: field.page, line: field.line, was: () => value };
  }
}

/** Columns of the candidates; several columns of one path are taken in turn, the figure's own left out. */
function candidateColumns(paths: readonly (readonly string[])[], candidates: FactRecord['candidates'], own: number): { column: number; why: string }[] {
  const used = new Set([own]);
  return candidates.flatMap(({ column_path, why }) => {
    const column = paths.findIndex((path, i) => !used.has(i) && path.join('/') === column_path.join('/'));
    if (column < 0) return [];
    used.add(column);
    return [{ column, why }];
  });
}

interface Found {
  readonly printed: string;
  readonly tableNo: string;
  readonly label: string;
  readonly columnPath: string;
  readonly page: number | null;
  readonly line: number | null;
  was(action: string, field: string): string;
}

/** Documents of the last run in its order; all that are there where the run left no order. */
export function documentIds(outDir: string): string[] {
  const order = join(outDir, ORDER_FILE);
  if (existsSync(order)) {
    const ids = readFileSync(order, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as [number, string, string])[2]);
    return [...new Set(ids)];
  }
  return readdirSync(join(outDir, 'documents'))
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** Original key of every item whose key the last conversion changed or kept while correcting it. */
function originsOf(record: DocumentRecord): Map<string, string> {
  return new Map((record.corrections ?? []).filter((each) => each.state === 'applied').map((each) => [`${each.kind} ${each.became}`, each.key]));
}

/** What is known of an item of a document nobody has corrected. */
const UNTOUCHED = { fixes: [], before: new Map<string, string>() } as const;

const names = new WeakMap<TableRecord, string[]>();
function namesOf(table: TableRecord): string[] {
  let own = names.get(table);
  if (!own) names.set(table, (own = columnNames(table.column_paths)));
  return own;
}

const machineFlags = (flags: readonly string[]): string[] => flags.filter((flag) => !SETTLED_FLAGS.has(flag) && flag !== 'row-corrected-by-person');
const orderOf = (tableId: string): number => Number(/-t(\d+)$/.exec(tableId)?.[1] ?? 0);
const fieldKey = (table: number, i: number): string => `t${String(table).padStart(2, '0')}-f${String(i + 1).padStart(2, '0')}`;

const fieldRow = (tableId: string, field: FieldRecord, i: number) =>
  ({
    id: `${tableId}-f${String(i + 1).padStart(2, '0')}`,
    kind: 'field',
    label: field.field,
    column: '',
    value: field.value,
    unit: '',
    level: field.confidence_level,
    score: field.confidence,
    flags: machineFlags(field.flags),
    failed: [],
  }) as const;

const checkView = (check: CheckRecord, unit: string): CheckView => ({
  rule: check.rule,
  source: check.source,
  scope: check.scope,
  ...(check.equation === undefined ? {} : { equation: check.equation }),
  left: check.left,
  right: check.right,
  difference: check.difference,
  tolerance: check.tolerance,
  passed: check.passed,
  unit: check.source === 'narrative' ? '' : unit,
  terms: check.terms ?? [],
  relation: check.relation ?? '=',
  facts: check.facts,
});

function publicRow({ city: _city, tableKind: _kind, text: _text, ...row }: Row): QueueRow {
  return row;
}

function valuesOf(row: Row, facet: Facet): readonly string[] {
  switch (facet) {
    case 'state':
      return [row.state];
    case 'level':
      return [row.level];
    case 'failed':
      return row.failed;
    case 'flag':
      return row.flags;
    case 'kind':
      return row.tableKind === '' ? [] : [row.tableKind];
    case 'item':
      return [row.kind];
    case 'city':
      return row.city === '' ? [] : [row.city];
    case 'doc':
      return [row.doc];
  }
}

function filter({ facets, words }: QueueQuery): (row: Row) => boolean {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const chosen = FACETS.flatMap((facet) => {
    const values = facets[facet] ?? [];
    return values.length === 0 ? [] : [{ facet, values: new Set(values) }];
  });
  return (row) => chosen.every(({ facet, values }) => valuesOf(row, facet).some((value) => values.has(value))) && wanted.every((word) => row.text.includes(word));
}

function inside({ page, line }: { readonly page: number | null; readonly line: number | null }, table: TableRecord): boolean {
  if (line !== null && table.line_first !== null && table.line_last !== null) return line >= table.line_first && line <= table.line_last;
  return page !== null && table.page_first !== null && table.page_last !== null && page >= table.page_first && page <= table.page_last;
}

function sourceForm(mediaType: string): DocumentInfo['source'] {
  if (mediaType === 'application/pdf') return 'pdf';
  if (/^image\/(?:png|jpeg|webp|gif)$/.test(mediaType)) return 'image';
  return mediaType === 'text/plain' ? 'text' : 'none';
}

const stampOf = (...paths: string[]): string =>
  paths
    .map((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? `${found.mtimeMs} ${found.size}` : '-';
    })
    .join(' ');
