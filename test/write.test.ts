import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import { documentIdOf } from '../src/document-id.js';
import type { DocumentResult, Fact } from '../src/model/index.js';
import { parseAmount } from '../src/text/amount.js';
import { headingOf } from '../src/write/datapackage.js';
import { recordText } from '../src/write/json.js';
import { toRecord } from '../src/write/record.js';
import { spreadsheetCell } from '../src/write/rows.js';
import { RESOURCES, resource } from '../src/write/schema.js';
import { write } from '../src/write/write.js';

const place = { page: 0, line: 7 };
const fact: Fact = {
  key: 'r1c1',
  table: 1,
  tableNo: '表1',
  tableKind: 'expenditure',
  rowNo: 1,
  rowLabel: '合计, "全部"',
  rowPath: ['合计, "全部"'],
  code: '2080505',
  columnPath: ['本年支出', '合计'],
  column: 0,
  measure: 'expenditure_total',
  classification: 'functional',
  subject: { system: 'functional', code: '2080505', name: '机关事业单位基本养老保险缴费支出', level: 'item', edition: 2020 },
  subjects: [],
  amount: parseAmount('8,201.470')!,
  unit: '万元',
  candidates: [{ column: 1, why: '合计=基本支出+项目支出 holds' }],
  confidence: { level: 'medium', score: 0.91234567 },
  basis: ['count', 'identity'],
  flags: ['column-inferred'],
  place: { page: 3, line: 0, box: { x0: 1, y0: 2.005, x1: 33.3333333, y1: 4 } },
};
const result: DocumentResult = {
  documentId: 'a-00000000',
  sourceFile: 'a.txt',
  sha256: '0'.repeat(64),
  mediaType: 'text/plain',
  pages: 0,
  head: { entityName: '某某局', documentType: 'budget', fiscalYear: 0, unit: '万元' },
  status: 'ok',
  error: '',
  flags: [],
  tables: [
    {
      order: 1,
      tableNo: '表1',
      title: '支出总表',
      kind: 'expenditure',
      unit: '万元',
      origin: 'dump',
      first: place,
      last: place,
      rows: 1,
      columns: [
        ['本年支出', '合计'],
        ['本年支出', '基本支出'],
      ],
      empty: false,
      confidence: 0.9,
      flags: [],
    },
  ],
  facts: [fact, { ...fact, amount: parseAmount('-0.00')! }],
  indicators: [],
  fields: [
    { table: 1, tableNo: '表1', field: '联系电话', value: '12345', contact: true, confidence: { level: 'high', score: 1 }, flags: [], place },
    { table: 0, tableNo: '封面', field: '日期', value: '=1+1', contact: false, confidence: { level: 'high', score: 1 }, flags: [], place },
  ],
  statements: [],
  checks: [
    { table: 1, rule: 'sum', source: 'rule book', scope: 'row 1', left: '1.00', right: '1.00', difference: '0.00', tolerance: '0.01', passed: true, facts: ['t01-r1c1'] },
    { table: 0, rule: 'across', source: 'other table', scope: '', left: '1', right: '2', difference: '-1', tolerance: '0', passed: false, facts: [] },
  ],
  messages: [],
};
const record = (withContacts = false) => toRecord(result, { madeBy: 'kemu test', withContacts });
const folder = (): string => mkdtempSync(join(tmpdir(), 'kemu-test-'));
const parse = (text: string): Promise<Record<string, string>[]> =>
  new Promise((done, fail) => {
    const rows: Record<string, string>[] = [];
    parseString(text, { headers: true }).on('data', (row) => rows.push(row)).on('error', fail).on('end', () => done(rows));
  });

describe('toRecord', () => {
  it('keeps figures exact, leaves what is unknown empty, never loses a repeated key', () => {
    const [first, second] = record().tables[0]!.facts;
    expect(first).toMatchObject({
      fact_id: 'a-00000000-t01-r1c1',
      value: '8201.470',
      value_printed: '8,201.470',
      amount_yuan: '82014700',
      page: 3,
      line: null,
      bbox: [1, 2.01, 33.33, 4],
      confidence: 0.9123,
      candidates: [{ column_path: ['本年支出', '基本支出'], why: '合计=基本支出+项目支出 holds' }],
    });
    expect(second).toMatchObject({ fact_id: 'a-00000000-t01-r1c1~2', flags: ['column-inferred', 'key-repeated'] });
    expect(record()).toMatchObject({ fiscal_year: null, pages: null });
  });

  it('writes contact data only on request, and fields of the cover to the document', () => {
    expect(record().tables[0]!.fields).toEqual([]);
    expect(record(true).tables[0]!.fields[0]).toMatchObject({ field: '联系电话' });
    expect(record().fields[0]).toMatchObject({ field: '日期', table_no: '封面' });
  });

  it('refuses figures of a table that is not listed: a fault of the program, not to be hidden', () => {
    expect(() => toRecord({ ...result, tables: [] }, { madeBy: '', withContacts: false })).toThrow(/table 1 has rows/);
  });
});

describe('write', () => {
  it('writes what the contract names, quoted as RFC 4180 asks, the same bytes twice', async () => {
    const [one, two] = [folder(), folder()];
    const written = await write([record()], one, { version: '0.0.0' });
    await write([record()], two, { version: '0.0.0' });
    expect(readdirSync(one).sort()).toEqual(['datapackage.json', 'documents', ...RESOURCES.map((r) => `${r.name}.csv`)].sort());
    for (const file of readdirSync(one).filter((name) => name !== 'documents'))
      expect(readFileSync(join(two, file))).toEqual(readFileSync(join(one, file)));
    const text = readFileSync(join(one, 'facts.csv'), 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toContain('\r');
    expect(text).toContain('"合计, ""全部"""');
    const [row] = await parse(text);
    expect(row).toMatchObject({ value: '8201.470', column_path: '本年支出/合计', page: '3', line: '', bbox: '1 2.01 33.33 4', basis: 'count;identity' });
    expect(written.rows).toMatchObject({ documents: 1, tables: 1, facts: 2, fields: 1, checks: 2, statements: 0 });
    const [document] = await parse(readFileSync(join(one, 'documents.csv'), 'utf8'));
    expect(document).toMatchObject({ checks_passed: '1', checks_failed: '1', facts: '2', tables: '1', pages: '' });
    const [, across] = await parse(readFileSync(join(one, 'checks.csv'), 'utf8'));
    expect(across).toMatchObject({ check_id: 'a-00000000-k0002', table_id: '', passed: 'false' });
  });

  it('leaves the old files alone when a record cannot be had', async () => {
    const out = folder();
    await write([record()], out, { version: '0.0.0' });
    const before = readFileSync(join(out, 'facts.csv'));
    function* broken(): Generator<ReturnType<typeof record>> {
      yield record();
      throw new Error('gone');
    }
    await expect(write(broken(), out, { version: '0.0.0' })).rejects.toThrow('gone');
    expect(readFileSync(join(out, 'facts.csv'))).toEqual(before);
    expect(readdirSync(out).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('for Excel: BOM, CRLF, codes as text, formulas harmless, headings in Chinese', async () => {
    const out = folder();
    const { neutralised } = await write([record()], out, { version: '0.0.0', excel: true, headings: 'zh' });
    expect(neutralised).toBe(1);
    const text = readFileSync(join(out, 'facts.csv'), 'utf8');
    expect(text.startsWith('\ufeff数据标识,文件标识,')).toBe(true);
    expect(text.split('\r\n').length).toBe(4);
    expect(text).toContain('"=""2080505"""');
    expect(text).toContain(',8201.470,"8,201.470",'.replace('"8,201.470"', '"=""8,201.470"""'));
    expect(readFileSync(join(out, 'fields.csv'), 'utf8')).toContain(",'=1+1,");
  });

  it.each([
    ['=cmd|calc', `'=cmd|calc`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['+86', `'+86`],
    ['-', '="-"'],
    ['1-2', '="1-2"'],
    ['2080505', '="2080505"'],
    ['1e5', '="1e5"'],
    ['一、教育支出', '一、教育支出'],
  ])('guards %s against a spreadsheet', (cell, guarded) => {
    const field = resource('facts').fields.find((each) => each.name === 'row_label')!;
    expect(spreadsheetCell(cell, field).text).toBe(guarded);
  });
});

describe('schema', () => {
  it.each(['name', 'en', 'zh'] as const)('has distinct headings in every file (%s)', (headings) => {
    for (const { fields } of RESOURCES) {
      const names = fields.map((field) => headingOf(field, headings));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('recordText', () => {
  it('is JSON, a line a fact, and reads back the same', () => {
    const text = recordText(record(true));
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(record(true))));
    expect(text.startsWith('{"made_by": "kemu test",\n')).toBe(true);
    expect(text.split('\n').filter((line) => line.includes('"fact_id"')).length).toBe(2);
  });
});

describe('documentIdOf', () => {
  const sha = 'abcdef0123456789';
  it.each([
    ['000_93a8.txt', '000_93a8-abcdef01'],
    ['folder/2024 年度 决算.pdf', '2024_年度_决算-abcdef01'],
    ['..\\..\\etc\\passwd', 'passwd-abcdef01'],
    ['a:b*c?"<>|.pdf', 'a_b_c-abcdef01'],
    ['=cmd|x.pdf', '=cmd_x-abcdef01'],
    ['...', 'document-abcdef01'],
    ['附件1：决算.pdf.pdf', '附件1：决算.pdf-abcdef01'],
  ])('%s → %s', (name, id) => {
    expect(documentIdOf(name, sha)).toBe(id);
  });

  it('keeps long names under the limit of file systems, whole characters only', () => {
    const id = documentIdOf(`${'长'.repeat(300)}.pdf`, sha);
    expect(Buffer.byteLength(`${id}.json`)).toBeLessThan(255);
    expect(id).toMatch(/^长+-abcdef01$/);
  });
});
