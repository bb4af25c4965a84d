import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { saveRecord } from '../../src/write/json.js';
import type { CheckRecord, FactRecord } from '../../src/write/record.js';

/** An output folder with one made-up document: one table of `rows` × `columns` figures, each row with an equation. */
export function largeFolder(folder: string, rows: number, columns: number): string {
  mkdirSync(join(folder, 'documents'), { recursive: true });
  const id = 'large-00000000';
  const table = `${id}-t01`;
  const paths = Array.from({ length: columns }, (_, c) => ['本年支出', `第${c + 1}项`]);
  const facts: FactRecord[] = [];
  const checks: CheckRecord[] = [];
  for (let r = 1; r <= rows; r++) {
    for (let c = 0; c < columns; c++) {
      const value = `${r * (c === 0 ? columns - 1 : 1)}.00`;
      facts.push({
        fact_id: `${table}-r${r}c${c + 1}`,
        row_no: r,
        row_label: `第${r}个单位的项目支出`,
        row_path: [`第${r}个单位的项目支出`],
        code_printed: '',
        column_path: paths[c]!,
        measure: '',
        classification: 'none',
        subject_code: '',
        subject_name: '',
        subject_level: '',
        subject_edition: null,
        subjects: [],
        value,
        value_printed: value,
        unit: '万元',
        amount_yuan: '',
        page: null,
        line: r,
        bbox: null,
        candidates: [],
        basis: ['count'],
        confidence: ((r * 7 + c) % 100) / 100,
        confidence_level: r % 10 === 0 ? 'low' : 'high',
        flags: [],
      });
    }
    checks.push({
      check_id: `${id}-k${r}`,
      rule: 'row',
      source: 'rule book',
      scope: `row ${r}`,
      left: '0',
      right: '0',
      difference: '0',
      tolerance: '0.01',
      passed: true,
      facts: [`${table}-r${r}c1`],
      terms: paths.map((_, c) => `${c === 0 ? '+' : '-'}t01-r${r}c${c + 1}`),
    });
  }
  saveRecord(folder, {
    made_by: 'test',
    document_id: id,
    source_file: 'large.txt',
    sha256: '0'.repeat(64),
    media_type: 'text/plain',
    pages: null,
    entity_name: '云溪市',
    document_type: 'budget',
    fiscal_year: 2024,
    unit: '万元',
    status: 'ok',
    error: '',
    flags: [],
    tables: [
      {
        table_id: table,
        table_no: '表1',
        title: '支出表',
        kind: 'expenditure',
        unit: '万元',
        origin: 'dump',
        page_first: null,
        page_last: null,
        line_first: 1,
        line_last: rows,
        rows,
        column_paths: paths,
        empty: false,
        confidence: 0.9,
        flags: [],
        facts,
        indicators: [],
        fields: [],
        checks,
      },
    ],
    fields: [],
    statements: [],
    checks: [],
    source_errors: [],
    messages: [],
  });
  return folder;
}
