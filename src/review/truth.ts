import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { effective } from './page/effective.js';
import type { TextView } from './page/api.js';
import { documentIds, ReviewStore } from './store.js';
import { columnNames } from '../text/column-names.js';

const FACT_COLUMNS = ['table_no', 'row_no', 'code', 'label', 'column_path', 'value', 'certain', 'read_code', 'read_label', 'read_column_path', 'read_value', 'right', 'source_wrong', 'key'];
const INDICATOR_COLUMNS = ['table_no', 'row_no', 'level1', 'level2', 'level3', 'target', 'actual', 'weight', 'score', 'note', 'right', 'key'];
const FIELD_COLUMNS = ['table_no', 'field', 'value', 'right', 'key'];

/**
 * Write what people settled as truth: a folder a document with document.json and the settled rows of facts.csv,
 * indicators.csv and fields.csv. `right` says whether the program had read it so, which is what confidence is calibrated on.
 */
export function exportTruth(outDir: string, truthDir: string): { documents: number; items: number } {
  const store = new ReviewStore(outDir);
  store.refresh();
  let documents = 0;
  let items = 0;
  for (const id of documentIds(outDir)) {
    const record = store.record(id);
    if (!record) continue;
    const facts: string[][] = [];
    const indicators: string[][] = [];
    const fields: string[][] = [];
    for (const order of [0, ...record.tables.map((table) => Number(/-t(\d+)$/.exec(table.table_id)![1]))]) {
      const view = store.table(id, order);
      if (!view) continue;
      const tableNo = view.tableNo || (order === 0 ? '' : `T${order}`);
      const paths = columnNames(view.columns);
      for (const fact of view.facts) {
        if (fact.fixes.length === 0) continue;
        const now = effective(fact, fact.fixes, paths);
        const taken = [now.code, now.label, paths[now.column] ?? '', now.value];
        const read = [fact.code, fact.label, paths[fact.column] ?? '', fact.value];
        facts.push([tableNo, String(fact.row), ...taken, '1', ...read, String(taken.join('\n') === read.join('\n')), String(now.state === 'source-error'), fact.key]);
      }
      for (const text of view.texts) {
        if (text.fixes.length === 0) continue;
        const now = settledTexts(text);
        const right = String(Object.entries(now).every(([name, value]) => text.texts[name] === value));
        if (text.kind === 'field') fields.push([tableNo, ...Object.entries(now)[0]!, right, text.key]);
        else indicators.push([tableNo, String(text.row), ...INDICATOR_COLUMNS.slice(2, 10).map((name) => now[name] ?? ''), right, text.key]);
      }
    }
    const count = facts.length + indicators.length + fields.length;
    if (count === 0) continue;
    documents++;
    items += count;
    const folder = join(truthDir, id);
    mkdirSync(folder, { recursive: true });
    const head = {
      doc: id,
      source_file: record.source_file,
      sha256: record.sha256,
      entity: record.entity_name,
      document_type: record.document_type,
      fiscal_year: record.fiscal_year,
      unit: record.unit,
    };
    writeFileSync(join(folder, 'document.json'), `${JSON.stringify(head, null, 2)}\n`);
    for (const [name, columns, rows] of [
      ['facts', FACT_COLUMNS, facts],
      ['indicators', INDICATOR_COLUMNS, indicators],
      ['fields', FIELD_COLUMNS, fields],
    ] as const)
      if (rows.length > 0) writeFileSync(join(folder, `${name}.csv`), [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join(''));
  }
  return { documents, items };
}

function settledTexts(text: TextView): Record<string, string> {
  const now: Record<string, string> = { ...text.texts };
  for (const { action, field, taken } of text.fixes) if (action === 'value') now[field === '' ? Object.keys(now)[0]! : field] = taken;
  return now;
}

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
