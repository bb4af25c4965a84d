import { createHash } from 'node:crypto';
import type { ConvertOptions, DocumentResult, Source } from '../../src/model/index.js';
import { parseAmount } from '../../src/text/amount.js';

/**
 * A pipeline for tests of what is around it. A document's text tells it what to do: `hang`, `memory`, `buffers`,
 * `exit`, `throw`, `wait MS`, `processors` (says how many it may take), `process MS` (waits, and says which it is); anything else becomes a table with a fact a line.
 */
export async function convertSource(source: Source, options: ConvertOptions): Promise<DocumentResult> {
  const text = Buffer.from(source.bytes).toString('utf8');
  const [order = '', argument = ''] = text.split(/\s/);
  if (order === 'hang') for (;;);
  if (order === 'memory') for (const held: object[] = []; ; ) held.push(new Array(1000).fill(0).map(() => ({})));
  if (order === 'buffers') {
    for (const held: Buffer[] = []; ; ) {
      held.push(Buffer.alloc(2 ** 24, 1));
      await new Promise((done) => setTimeout(done, 5));
    }
  }
  if (order === 'exit') process.exit(7);
  if (order === 'throw') throw new Error('line 3: no table in this document: see whether it is the right file');
  if (order === 'wait' || order === 'process') await new Promise((done) => setTimeout(done, Number(argument)));
  const place = { page: 0, line: 1 };
  const lines = order === 'processors' ? [`processors ${options.processors}`] : order === 'process' ? [`process ${process.pid}`] : text.split('\n').filter((line) => line !== '');
  return {
    documentId: '',
    sourceFile: source.name,
    sha256: createHash('sha256').update(source.bytes).digest('hex'),
    mediaType: 'text/plain',
    pages: 0,
    head: { entityName: text.slice(0, 10), documentType: 'budget', fiscalYear: 2024, unit: '元' },
    status: 'ok',
    error: '',
    flags: [],
    tables: [
      { order: 1, tableNo: '', title: '支出表', kind: 'expenditure', unit: '元', origin: 'dump', first: place, last: place, rows: lines.length, columns: [['合计']], empty: false, confidence: 1, flags: [] },
    ],
    facts: lines.map((line, i) => ({
      key: `r${i + 1}c1`,
      table: 1,
      tableNo: '',
      tableKind: 'expenditure',
      rowNo: i + 1,
      rowLabel: line,
      rowPath: [line],
      code: '',
      columnPath: ['合计'],
      column: 0,
      measure: 'total',
      classification: 'none',
      subject: null,
      subjects: [],
      amount: parseAmount(String(line.length))!,
      unit: '元',
      candidates: [],
      confidence: { level: 'high', score: 1 },
      basis: ['count'],
      flags: [],
      place: { page: 0, line: i + 1 },
    })),
    indicators: [],
    fields: [],
    statements: [],
    checks: [],
    messages: [],
  };
}
