import { describe, expect, it } from 'vitest';
import { read as readBook, utils, write } from '@e965/xlsx';
import { loadRules } from '../rules/load.js';
import { convertDocument } from '../src/pipeline.js';

const rules = loadRules();
type Rows = readonly (readonly (string | number)[])[];

/** A workbook of one sheet; merges as A1:E1. */
function workbook(rows: Rows, merges: readonly string[] = [], bookType: 'xlsx' | 'biff8' = 'xlsx'): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!merges'] = merges.map((range) => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Sheet1');
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}
const convert = (name: string, bytes: Uint8Array) => convertDocument({ name, bytes }, { withContacts: true }, rules);

const REVENUE: Rows = [
  ['表2', '', '', '', ''],
  ['2024年部门收入总表', '', '', '', ''],
  ['部门：某市某局', '', '', '', '单位：万元'],
  ['科目编码', '科目名称', '合计', '财政拨款收入', ''],
  ['', '', '', '一般公共预算', '政府性基金'],
  ['201', '一般公共服务支出', 1234.5, 1234.5, ''],
  ['20101', '人大事务', 1000, 1000, ''],
  ['20102', '政协事务', 234.5, 234.5, ''],
  ['', '合计', 1234.5, 1234.5, ''],
  ['注：本表反映部门本年收入。', '', '', '', ''],
];
const REVENUE_MERGES = ['A2:E2', 'A4:A5', 'B4:B5', 'C4:C5', 'D4:E4', 'A10:E10'];
const FACTS = ['6 201 合计 1234.5', '6 201 财政拨款收入/一般公共预算 1234.5', '7 20101 合计 1000', '7 20101 财政拨款收入/一般公共预算 1000', '8 20102 合计 234.5', '8 20102 财政拨款收入/一般公共预算 234.5', '9  合计 1234.5', '9  财政拨款收入/一般公共预算 1234.5'];

const TARGETS: Rows = [
  ['项目支出绩效目标申报表', '', '', '', ''],
  ['项目编码：', '000123', '', '项目名称：', '街道管理经费'],
  ['本年度项目金额（万元）：', '3,000.00', '', '分配方式：', '因素法'],
  ['年度目标：', '服务居民，\n解决问题。', '', '', ''],
  ['一级指标', '二级指标', '三级指标', '目标值', '指标解释'],
  ['产出', '数量', '评估报告数量', '1份', '按合同'],
  ['', '质量', '报告合格率', '≥95%', ''],
  ['效益', '社会效益', '居民满意', '明显', ''],
];

describe('workbooks', () => {
  it.each(['xlsx', 'biff8'] as const)('a table of figures (%s): merged heads, rows by their number in the sheet', async (bookType) => {
    const { facts, tables, mediaType } = await convert('a.bin', workbook(REVENUE, REVENUE_MERGES, bookType));
    expect(facts.map((fact) => `${fact.place.line} ${fact.code} ${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(FACTS);
    expect(tables.map(({ tableNo, title, kind, unit, origin }) => [tableNo, title, kind, unit, origin])).toEqual([['表2', '2024年部门收入总表', 'revenue', '万元', 'sheet']]);
    expect(tables.map(({ first, last }) => [first, last])).toEqual([[{ page: 1, line: 1 }, { page: 1, line: 9 }]]);
    expect(mediaType).toMatch(bookType === 'xlsx' ? /spreadsheetml/ : /ms-excel/);
  });

  it('a form: labels are told by their colons, levels go on down a merged cell', async () => {
    const { fields, indicators } = await convert('b.xlsx', workbook(TARGETS, ['A1:E1', 'B2:C2', 'B3:C3', 'B4:E4', 'A6:A7']));
    expect(fields.map(({ field, value, place }) => `${place.line} ${field}=${value}`)).toEqual(['2 项目编码=000123', '2 项目名称=街道管理经费', '3 本年度项目金额（万元）=3000.00', '3 分配方式=因素法', '4 年度目标=服务居民，解决问题。']);
    expect(indicators.map(({ level1, level2, level3, target, note, place }) => [place.line, level1, level2, level3, target, note].join('|'))).toEqual(['6|产出|数量|评估报告数量|1份|按合同', '7|产出|质量|报告合格率|≥95%|', '8|效益|社会效益|居民满意|明显|']);
  });

  it('number and unit stand in rows of their own between title and header, as the forms of final accounts print them', async () => {
    const rows: Rows = [
      ['收入决算表', '', '', ''],
      ['', '', '', ''],
      ['', '', '', '公开02表'],
      ['部门：某市某局', '', '', '金额单位：万元'],
      ['项目', '', '本年收入合计', '财政拨款收入'],
      ['科目编码', '科目名称', '', ''],
      ['栏次', '', '1', '2'],
      ['合计', '', '1234.50', '1234.50'],
      ['201', '一般公共服务支出', '1234.50', '1234.50'],
      ['注：本表反映部门本年度取得的各项收入情况。', '', '', ''],
    ];
    const { facts, tables } = await convert('e.xlsx', workbook(rows, ['A1:D2', 'A5:B5', 'C5:C6', 'D5:D6', 'A7:B7', 'A8:B8']));
    expect(tables.map(({ tableNo, title, kind, unit, first }) => [tableNo, title, kind, unit, first.line])).toEqual([['公开02表', '收入决算表', 'revenue', '万元', 1]]);
    expect(facts.map((fact) => `${fact.place.line} ${fact.code} ${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(['8  本年收入合计 1234.50', '8  财政拨款收入 1234.50', '9 201 本年收入合计 1234.50', '9 201 财政拨款收入 1234.50']);
  });

  it('a title in words nobody knows is no part of the header, which begins below the unit', async () => {
    const rows: Rows = [['一般公共预算机关运行经费', '', ''], ['部门：某市某局', '', '单位：万元'], ['科目编码', '科目名称', '预算数'], ['', '合计', '33.20'], ['30201', '办公费', '33.20']];
    const book = utils.book_new();
    for (const own of [REVENUE.slice(1), rows]) utils.book_append_sheet(book, utils.aoa_to_sheet(own.map((row) => [...row])));
    const { facts, tables } = await convert('g.xlsx', new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
    expect(tables.map(({ title }) => title)).toEqual(['2024年部门收入总表', '一般公共预算机关运行经费']);
    expect(facts.filter(({ table }) => table === 2).map((fact) => `${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(['预算数 33.20', '预算数 33.20']);
  });

  it('the blank corner of a block of money says that its first row is heads', async () => {
    const rows: Rows = [
      ['项目支出绩效自评表', '', '', '', ''],
      ['（2023年度）', '', '', '', '单位：万元'],
      ['项目名称', '堤防维护', '', '', ''],
      ['项目资金', '', '年初预算数', '全年执行数', '执行率'],
      ['', '年度资金总额', '150', '146.3', '97.53%'],
      ['', '其中：当年财政拨款', '150', '146.3', '97.53%'],
    ];
    const { fields } = await convert('h.xlsx', workbook(rows, ['A1:E1', 'B3:E3', 'A4:A6']));
    expect(fields.map(({ field, value }) => `${field}=${value}`)).toEqual(['项目名称=堤防维护', '年度资金总额/年初预算数=150', '年度资金总额/全年执行数=146.3', '年度资金总额/执行率=97.53%', '其中：当年财政拨款/年初预算数=150', '其中：当年财政拨款/全年执行数=146.3', '其中：当年财政拨款/执行率=97.53%']);
  });

  it.each([
    ['groups reach over blanks as far as heads stand below them', [['科目编码', '科目名称', '合计', '财政拨款', '', '单位资金', '', '上年结转'], ['', '', '', '一般公共预算', '政府性基金', '小计', '事业收入', '']], ['合计', '财政拨款/一般公共预算', '财政拨款/政府性基金', '单位资金/小计', '单位资金/事业收入', '上年结转']],
    ['blank columns of codes belong to the head on their left', [['科目编码', '', '科目名称', '本年支出', '', '', '', ''], ['类', '款', '', '合计', '基本支出', '', '项目支出', '结转'], ['', '', '', '', '人员经费', '公用经费', '', '']], ['本年支出/合计', '本年支出/基本支出/人员经费', '本年支出/基本支出/公用经费', '本年支出/项目支出', '本年支出/结转']],
  ])('a header without merged cells: %s', async (_, heads, paths) => {
    const figures = paths.map((_path, i) => (i + 1) / 4 + 1000);
    const rows: Rows = [['2024年部门支出总表'], ['单位：万元'], ...heads, [...Array.from({ length: 8 - paths.length }, (_each, i) => ['201', '', '一般公共服务支出'][i === 1 && paths.length === 6 ? 2 : i]!), ...figures]];
    const { facts } = await convert('某市某局2024年部门预算.xlsx', workbook(rows));
    expect(facts.map((fact) => `${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(paths.map((path, i) => `${path} ${figures[i]}`));
  });

  it('tables one below the other without merged cells; a number above a title in words of its own begins a table', async () => {
    const rows: Rows = [['表7'], ['2024年部门收入总表'], ['单位：万元'], ...REVENUE.slice(3, 9), [], ['表8'], ['一般公共预算机关运行经费'], ['单位：万元'], ['科目编码', '科目名称', '预算数'], ['', '合计', 33.2], ['30201', '办公费', 33.2]];
    const { tables, facts } = await convert('某市某局2024年部门预算.xlsx', workbook(rows));
    expect(tables.map(({ tableNo, title }) => [tableNo, title])).toEqual([['表7', '2024年部门收入总表'], ['表8', '一般公共预算机关运行经费']]);
    expect(facts.filter(({ table }) => table === 1).map((fact) => `${fact.code} ${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(FACTS.map((fact) => fact.replace(/^\d /, '')));
  });

  it('amounts of two digits below the header are data, and count no columns', async () => {
    const rows: Rows = [['一般公共预算“三公”经费支出表'], ['单位：万元'], ['年度', '合计', '因公出国（境）费', '公务接待费', '公务用车购置及运行费'], ['2022年', 9, 0, 1, 8], ['2023年', 7, 0, 1, 6]];
    const { facts } = await convert('某市某局2023年部门预算.xlsx', workbook(rows));
    expect(facts.map((fact) => `${fact.rowLabel} ${fact.columnPath.join('/')} ${fact.amount.printed}`).slice(0, 5)).toEqual(['2022年 合计 9', '2022年 因公出国（境）费 0', '2022年 公务接待费 1', '2022年 公务用车购置及运行费 8', '2023年 合计 7']);
  });

  it('fields of a form without merged cells are low: what is beside what, they alone tell', async () => {
    const { fields } = await convert('k.xlsx', workbook(TARGETS));
    expect(new Set(fields.map(({ confidence }) => confidence.level))).toEqual(new Set(['low']));
  });

  it('a sheet of sentences is text, no table', async () => {
    const { tables, statements } = await convert('i.xlsx', workbook([['某市某局2024年度部门决算说明'], ['一、收入决算情况说明'], ['本年收入合计1234.5万元，其中：财政拨款收入1234.5万元。']]));
    expect(tables).toEqual([]);
    expect(statements.map(({ value, unit }) => value + unit)).toEqual(['1234.5万元', '1234.5万元']);
  });

  it('leaves out what is hidden and says so; a code shown with an exponent is low', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['项目支出绩效目标申报表'], ['项目编码：', 4.40306231391500000e20, '项目名称：', '某项目'], ['备用', '1']]), 'a');
    utils.book_append_sheet(book, utils.aoa_to_sheet([['项目支出绩效目标申报表'], ['项目名称：', '旧项目']]), 'b');
    book.Workbook = { Sheets: [{ name: 'a', Hidden: 0 }, { name: 'b', Hidden: 1 }] };
    const { fields, messages } = await convert('c.xlsx', new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
    expect(fields.find(({ field }) => field === '项目编码')?.confidence.level).toBe('low');
    expect(fields.some(({ value }) => value === '旧项目')).toBe(false);
    expect(messages.some(({ rule }) => rule === 'read/hidden-sheet')).toBe(true);
  });

  it('a web page: the title above its table, spans, layout tables around it', async () => {
    const html = `<!DOCTYPE html><html><body><table><tr><td><p>2024年部门收入总表</p><p>部门：某市某局　单位：万元</p>${utils.sheet_to_html(readBook(workbook(REVENUE.slice(3, 9), ['A1:A2', 'B1:B2', 'C1:C2', 'D1:E1'])).Sheets.Sheet1!, { header: '', footer: '' })}</td></tr></table></body></html>`;
    const { facts, tables } = await convert('d.html', new TextEncoder().encode(html));
    expect(tables.map(({ title, unit }) => [title, unit])).toEqual([['2024年部门收入总表', '万元']]);
    expect(facts.map((fact) => `${fact.code} ${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(FACTS.map((fact) => fact.replace(/^\d /, '')));
  });

  it('a web page: cells that span none, or no number, are one cell each', async () => {
    const html = '<html><body><p>2024年部门收入总表</p><p>单位：万元</p><table><tr><td rowspan="2">项目</td><td colspan="0" rowspan="2">预算数</td></tr><tr></tr><tr><td>一、财政拨款</td><td colspan="x">100</td></tr><tr><td>合计</td><td>100</td></tr></table></body></html>';
    const { facts } = await convert('l.html', new TextEncoder().encode(html));
    expect(facts.map((fact) => `${fact.rowLabel} ${fact.amount.printed}`)).toEqual(['一、财政拨款 100', '合计 100']);
  });

  it('a web page: characters written by name or number, in titles, heads and cells', async () => {
    const html = '<html><body><p>2023&#24180;财政拨款&ldquo;三公&rdquo;经费支出决算表</p><p>单位&#xFF1A;万元</p><table><tr><td>年&emsp;度</td><td>合&nbsp;计</td><td>公务接待费&lt;不含外事&gt;</td></tr><tr><td>2022年&mdash;</td><td>9.50</td><td>&#49;.50</td></tr></table></body></html>';
    const { facts, tables } = await convert('某市某局2023年部门决算.html', new TextEncoder().encode(html));
    expect(tables.map(({ title, kind, unit }) => [title, kind, unit])).toEqual([['2023年财政拨款“三公”经费支出决算表', 'three_public', '万元']]);
    expect(facts.map((fact) => `${fact.rowLabel} ${fact.columnPath.join('/')} ${fact.amount.printed}`)).toEqual(['2022年— 合计 9.50', '2022年— 公务接待费<不含外事> 1.50']);
  });

  it('a web page: paragraphs of one cell stay apart', async () => {
    const html = '<html><body><p>2024年部门收入总表</p><p>单位：万元</p><table><tr><td>项目</td><td>预算数</td></tr><tr><td><p>一、财政</p><p>拨款</p></td><td><p>100</p></td></tr><tr><td>合计</td><td><p>100</p><p>200</p></td></tr></table></body></html>';
    const { facts } = await convert('j.html', new TextEncoder().encode(html));
    expect(facts.map((fact) => fact.amount.printed)).not.toContain('100200');
    expect(facts.map((fact) => `${fact.rowLabel} ${fact.amount.printed}`)).toContain('一、财政拨款 100');
  });

  it('a web page without a table is read as its text, without its markup', async () => {
    const { statements, mediaType } = await convert('k.html', new TextEncoder().encode('<html><head><title>说明</title></head><body><h1>某市某局2024年度部门预算说明</h1><p class="a">一、收支预算总体情况</p><p class="1,234.5万元">收入预算<b>1234.5</b>万元，支出预算1234.5万元。</p></body></html>'));
    expect(mediaType).toBe('text/html');
    expect(statements.map(({ value, unit, sentence }) => [value + unit, sentence])).toEqual([['1234.5万元', '收入预算1234.5万元，支出预算1234.5万元。'], ['1234.5万元', '收入预算1234.5万元，支出预算1234.5万元。']]);
  });

  it('a web page says whose it is and which year in its title, headings and paragraphs, not in its menu or the name of the site', async () => {
    const table = utils.sheet_to_html(utils.aoa_to_sheet(REVENUE.slice(3, 9).map((row) => [...row])), { header: '', footer: '' });
    const html = `<!DOCTYPE html><html><head><title>扬州市水务局2023年度部门预算_扬州市人民政府</title></head><body><ul><li>首页</li><li>扬州市人民政府</li></ul>
<h1>扬州市水务局2023年度部门预算</h1>
<p>第一部分 部门概况<p>一、2023年收入总计1234.50万元，其中：政府性基金1.00万元。</p>
<h2>部门收入总表</h2><p>单位：万元</p>${table}<!-- <p>2019年部门预算</p> --><p>本年三公经费预算
2.00万元。</p><div>主办：扬州市人民政府办公室</div></body></html>`;
    const { head, statements, facts } = await convert('a.html', new TextEncoder().encode(html));
    expect(head).toMatchObject({ entityName: '扬州市水务局', fiscalYear: 2023, documentType: 'budget', unit: '万元' });
    expect(facts).toHaveLength(FACTS.length);
    expect(statements.map(({ value, place }) => `${value} ${place.line}`)).toEqual(['1234.50 3', '1.00 3', '2.00 4']);
  });

  it('unclosed paragraphs by the thousand take no more than a moment', async () => {
    const html = `<html><body>${'<p>一<p '.repeat(50_000)}<table><tr><td>a</td><td>b</td></tr></table></body></html>`;
    const began = process.cpuUsage().user;
    await convert('a.html', new TextEncoder().encode(html));
    expect((process.cpuUsage().user - began) / 1e6).toBeLessThan(10);
  });

  it('a workbook whose cover is a sheet of its own', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([[], [], ['扬州市水务局2023年度部门预算']]), '封面');
    utils.book_append_sheet(book, utils.aoa_to_sheet([['部门收入总表'], ...REVENUE.slice(3, 9).map((row) => [...row])]), '1');
    const { head, facts, tables } = await convert('a.xlsx', new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
    expect(head).toMatchObject({ entityName: '扬州市水务局', fiscalYear: 2023 });
    expect([facts.length, tables.length]).toEqual([FACTS.length, 1]);
  });

  it('a file of separated values', async () => {
    const text = REVENUE.map((row) => row.join(',')).join('\n');
    const { facts } = await convert('e.csv', new TextEncoder().encode(text));
    expect(facts.filter(({ code }) => code === '20101').map(({ amount }) => amount.printed)).toEqual(['1000', '1000']);
  });

  it('pages and separated values in UTF-16, and pages that name another encoding than theirs', async () => {
    const page = (head: string): string => `<html><head>${head}</head><body><p>2024年部门收入总表</p><p>单位：万元</p>${utils.sheet_to_html(utils.aoa_to_sheet(REVENUE.slice(3, 9).map((row) => [...row])), { header: '', footer: '' })}</body></html>`;
    const rows = REVENUE.map((row) => row.join('\t')).join('\n');
    const le = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
    const files: [string, Buffer][] = [
      ['a.tsv', le(rows)],
      ['b.tsv', le(rows).swap16()],
      ['c.html', le(page(''))],
      ['d.html', le(page('')).swap16()],
      ['e.html', Buffer.from(page('<meta charset="gb2312">'))],
      ['f.html', Buffer.from(page('<meta charset="unheard-of">'))],
    ];
    for (const [name, bytes] of files) expect([name, (await convert(name, bytes)).facts.map(({ amount }) => amount.printed)]).toEqual([name, FACTS.map((fact) => fact.split(' ').at(-1))]);
    const told = await convertDocument({ name: 'g.tsv', bytes: Buffer.from(rows, 'utf16le') }, { encoding: 'utf-16le' }, rules);
    expect(told.facts).toHaveLength(FACTS.length);
  });

  it('separated values without a title are titled by the name of their file', async () => {
    const text = REVENUE.slice(3).map((row) => row.join(',')).join('\n');
    const { tables } = await convert('2024年部门收入总表.csv', new TextEncoder().encode(text));
    expect(tables.map(({ title, kind }) => [title, kind])).toEqual([['2024年部门收入总表', 'revenue']]);
  });

  it.each([
    ['a list of documents', '文件名,单位,年份,页数,网址\n2021决算.pdf,某区教育局,2021,34,https://x.example/1\n2022预算.pdf,某区水务局,2022,28,https://x.example/2'],
    ['a list of codes', 'code,name,since\n201,一般公共服务支出,2007\n20101,人大事务,2007\n2010101,行政运行,2007'],
    ['data of another kind', '姓名,工资,奖金,合计\n甲,5000,300,5300\n乙,6000,200,6200'],
    ['facts that kemu wrote', 'fact_id,document_id,row_label,code_printed,column_path,value,unit\nx-t01-r1c1,x,一、教育支出,205,预算数,100.50,万元\nx-t01-r2c1,x,合计,,预算数,100.50,万元'],
  ])('nothing is forced out of separated values: %s', async (_, text) => {
    const { facts, indicators, fields, head } = await convert('g.csv', new TextEncoder().encode(text));
    expect({ facts, indicators, fields, documentType: head.documentType }).toEqual({ facts: [], indicators: [], fields: [], documentType: 'other' });
  });

  it('nothing at all is told: an error page under the name of a document', async () => {
    const page = Buffer.from('<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>');
    const { status, flags, messages } = await convert('预算.pdf', page);
    expect([status, flags, messages.length]).toEqual(['partial', ['read/nothing-found'], 1]);
    const part = await convertDocument({ name: 'a.txt', bytes: Buffer.from('封面\n\f目录\n') }, { pages: [1] }, rules);
    expect([part.status, part.flags]).toEqual(['ok', []]);
  });

  it('packages that cannot be opened, and others, are named with what to do', async () => {
    const packed = (holds: string) => new TextEncoder().encode(`PK\u0003\u0004${holds}`);
    await expect(convert('f.docx', packed('word/document.xml'))).rejects.toThrow(/^f\.docx: this Word document cannot be opened .* save it anew, or as PDF/);
    await expect(convert('f.xlsx', packed('xl/workbook.xml'))).rejects.toThrow(/^f\.xlsx: this workbook cannot be opened .* download it again/);
    await expect(convert('f.pptx', packed('ppt/presentation.xml'))).rejects.toThrow(/neither a workbook nor a Word document/);
  });
});
