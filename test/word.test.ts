import { describe, expect, it } from 'vitest';
import { loadRules } from '../rules/load.js';
import { wordFile } from '../corpus/gridded.js';
import { convertDocument } from '../src/pipeline.js';

const rules = loadRules();
const p = (...texts: string[]): string => texts.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(...text.split('|'))}</w:tc>`;
const row = (...cells: string[]): string => `<w:tr>${cells.map((each) => (each.startsWith('<') ? each : cell(each))).join('')}</w:tr>`;
const table = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;
const convert = (body: string) => convertDocument({ name: 'a.docx', bytes: wordFile(body) }, {}, rules);

const REVENUE = table(
  row(cell('科目编码', '<w:vMerge w:val="restart"/>'), cell('科目名称', '<w:vMerge w:val="restart"/>'), cell('合计', '<w:vMerge w:val="restart"/>'), cell('财政拨款收入', '<w:gridSpan w:val="2"/>')),
  row(cell('', '<w:vMerge/>'), cell('', '<w:vMerge/>'), cell('', '<w:vMerge/>'), '一般公共预算', '政府性基金'),
  row('201', '一般公共服务|支出', '1,234.50', '1,234.50', ''),
  row('20101', '人大事务', '1,234.50', '1,234.50', ''),
  row('', '合计', '1,234.50', '1,234.50', ''),
);

describe('Word documents', () => {
  it('tables with merged heads under their title, number and unit; text between them', async () => {
    const { tables, facts, statements, head, mediaType } = await convert(`${p('某市某局2024年部门预算', '一、收入预算情况说明', '2024年收入预算1234.5万元。', '表2', '2024年部门收入总表', '部门：某市某局　　　　单位：万元')}${REVENUE}${p('注：本表反映部门本年收入。')}`);
    expect(tables.map(({ tableNo, title, kind, unit, origin }) => [tableNo, title, kind, unit, origin])).toEqual([['表2', '2024年部门收入总表', 'revenue', '万元', 'sheet']]);
    expect(facts.map((fact) => `${fact.code} ${fact.rowLabel} ${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(['201 一般公共服务支出 合计 1,234.50', '201 一般公共服务支出 财政拨款收入/一般公共预算 1,234.50', '20101 人大事务 合计 1,234.50', '20101 人大事务 财政拨款收入/一般公共预算 1,234.50', ' 合计 合计 1,234.50', ' 合计 财政拨款收入/一般公共预算 1,234.50']);
    expect(facts.every(({ confidence }) => confidence.level === 'high')).toBe(true);
    expect(statements.map(({ value, unit, place }) => [value, unit, place.line])).toEqual([['1234.5', '万元', 3]]);
    expect([head.entityName, head.fiscalYear, head.documentType, mediaType]).toEqual(['某市某局', 2024, 'budget', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document']);
  });

  it('what tracked changes took away is gone, what they added is there', async () => {
    const changed = REVENUE.replace('<w:r><w:t>人大事务</w:t></w:r>', '<w:del><w:r><w:delText>政协事务</w:delText></w:r></w:del><w:ins><w:r><w:t>人大事务</w:t></w:r></w:ins>');
    const { facts } = await convert(`${p('2024年部门收入总表', '单位：万元')}${changed}`);
    expect(facts.map(({ rowLabel }) => rowLabel)).toContain('人大事务');
  });

  it('without a table it is read as text', async () => {
    const { statements, status } = await convert(p('某市某局2024年度部门预算说明', '一、收支预算总体情况', '收入预算1234.5万元，支出预算1234.5万元。'));
    expect([status, statements.map(({ value, unit }) => value + unit)]).toEqual(['ok', ['1234.5万元', '1234.5万元']]);
  });

  it('without any text says so', async () => {
    await expect(convert(p(''))).rejects.toThrow('a.docx: there is no text in it');
  });
});
