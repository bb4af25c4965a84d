import { describe, expect, it } from 'vitest';
import { loadForms } from '../rules/forms/forms.js';
import { loadProofreading } from '../rules/proofreading/proofreading.js';
import type { Fact, Page, TableKind } from '../src/model/index.js';
import { proofread } from '../src/proofread/proofread.js';
import { parseAmount } from '../src/text/amount.js';

const rules = { proofreading: loadProofreading(), forms: loadForms() };
const page = (text: string): Page => ({
  number: 1,
  form: 'dump',
  lines: text.split('\n').map((line, i) => ({ text: line, runs: [], indent: 0, blankBefore: 0, place: { page: 0, line: i + 1 } })),
  width: 0,
  height: 0,
  rulings: [],
});
const head = { entityName: '云溪区图书馆', documentType: 'final_accounts' as const, fiscalYear: 2024, unit: '万元' };
const table = (order: number, title: string, kind: TableKind) => ({ order, title, kind });
const said = (text: string, tables: ReturnType<typeof table>[] = [], facts: Fact[] = [], pages = [page(text)]) => proofread(pages, head, tables, facts, rules).map(({ rule, text: words, place }) => `${rule} ${place.line}: ${words}`);

const CONTENTS = '目 录\n第一部分 云溪区图书馆概况\n第二部分 云溪区图书馆2024年度部门决算表\n一、收入支出决算总表……3\n二、收入决算表……4\n三、支出决算表……5\n四、财政拨款收入支出决算总表……6\n五、一般公共预算财政拨款支出决算表……7\n第一部分 云溪区图书馆概况\n一、主要职能\n';
const TABLES = ['收入支出决算总表', '收入决算表', '支出决算表', '财政拨款收入支出决算总表', '一般公共预算财政拨款支出决算表'];
const KINDS: TableKind[] = ['revenue_expenditure_summary', 'revenue', 'expenditure', 'fiscal_appropriation_summary', 'general_public_expenditure'];
const printed = (leave: string, words: (title: string) => string = (title) => title) => ({
  text: CONTENTS + TABLES.filter((title) => title !== leave).map(words).join('\n单位：万元\n'),
  tables: TABLES.flatMap((title, i) => (title === leave ? [] : [table(i + 1, title, KINDS[i]!)])),
});

describe('a table of the contents that is not printed', () => {
  it('is told, although longer titles hold its words', () => {
    const { text, tables } = printed('支出决算表');
    expect(said(text, tables)).toEqual(['document/table-missing 6: The contents list 支出决算表; the document does not print it.']);
  });
  it('nothing is told where all are printed', () => {
    const { text, tables } = printed('');
    expect(said(text, tables)).toEqual([]);
  });
  it('a title that was not recognised as one is printed all the same', () => {
    const { text } = printed('', (title) => `云溪区图书馆2024年${title}`);
    expect(said(text, printed('支出决算表').tables)).toEqual([]);
  });
  it('a table of that kind under another title will do', () => {
    const { text, tables } = printed('支出决算表');
    expect(said(text, [...tables, table(9, '2024年支出明细', 'expenditure')])).toEqual([]);
  });
  it('contents that name tables in their own way say nothing', () => {
    expect(said(`${CONTENTS}附表一\n附表二`)).toEqual([]);
  });
  it('pages that were not read may print it', () => {
    const { text, tables } = printed('支出决算表');
    expect(said(text, tables, [], [page(text), { ...page(''), number: 2, textLayer: 'none' }])).toEqual([]);
  });
});

describe('what a template left', () => {
  it('is told once, with what stands around it', () => {
    expect(said('第二部分 云溪区XX局2024年度部门决算表\n云溪区XX局的主要职责')).toEqual(['document/placeholder 1: A placeholder was left: …第二部分云溪区XX局2024年度部…']);
  });
  it('what a program left is told once', () => {
    expect(said('安排科学性：null\n拨付合规性：null\n执行率#DIV/0!')).toEqual(['document/placeholder 1: A placeholder was left: …安排科学性：null拨付合规性：nu…', 'document/placeholder 3: A placeholder was left: …：null执行率#DIV/0!…']);
    expect(said('nullable字段、XX_null')).toEqual([]);
  });
  it('letters in a name are none', () => expect(said('XXL型设备一批，云溪区VR体验中心')).toEqual([]));
});

describe('another year than the document’s', () => {
  it('in the heading of a part', () => {
    expect(said('第三部分 云溪区图书馆2023年度部门决算情况说明')).toEqual(['document/year 1: 第三部分云溪区图书馆2023年度部门决算: the document is of 2024.']);
    expect(said('第三部分 云溪区图书馆2024年度部门决算情况说明')).toEqual([]);
  });
  it('at which state assets are counted, also over a line end', () => {
    expect(said('截至2023年12\n月31日，云溪区图书馆共有车辆0辆')).toHaveLength(1);
    expect(said('截至2024年12\n月31日，云溪区图书馆共有车辆0辆')).toEqual([]);
  });
  it('comparisons with the year before are none', () => expect(said('与2023年度相比，收入支出总计减少56.95万元。')).toEqual([]));
});

describe('money the text denies', () => {
  const fact = (value: string): Fact[] => [{ key: 't08-r1c1', table: 8, tableKind: 'government_fund', measure: 'expenditure_total', amount: { ...parseAmount(value)!, printed: value }, unit: '万元', confidence: { level: 'high', score: 1 } } as unknown as Fact];
  const text = '八、政府性基金预算财政拨款收入支出决算情况说明\n云溪区图书馆2024年度无政府性基金预算财政拨款支出。';
  const tables = [table(8, '政府性基金预算财政拨款收入支出决算表', 'government_fund')];
  it('is told where its table has figures', () => {
    expect(said(text, tables, fact('12.50'))).toEqual(['document/denied 2: The text says 无政府性基金预算财政拨款支出; 政府性基金预算财政拨款收入支出决算表 prints 12.50万元.']);
  });
  it('zeros are no money', () => expect(said(text, tables, fact('0.00'))).toEqual([]));
});

describe('a subject called by the wrong kind of expenditure', () => {
  const row = (measure: string, printed: string, confidence: 'high' | 'medium' = 'high'): Fact => ({ key: `t03-${measure}`, table: 3, tableNo: '', tableKind: 'expenditure', rowNo: 1, rowLabel: '一般行政管理事务', rowPath: [], code: '2010602', columnPath: [measure === 'basic_expenditure' ? '基本支出' : '项目支出'], column: 0, measure, classification: 'functional', subject: { system: 'functional', code: '2010602', name: '一般行政管理事务', level: 'item', edition: 2024 }, subjects: [], amount: parseAmount(printed)!, unit: '万元', candidates: [], confidence: { level: confidence, score: 0.99 }, basis: [], flags: [], place: { page: 0, line: 9 } });
  const text = '2、一般公共服务支出（类）财政事务（款）一般行政管理事务（项）。主要用于：业务指导\n与宣传等基本支出。年初预算为10.00万元';

  it('is told where the tables have it under the other alone', () => {
    expect(said(text, [], [row('project_expenditure', '10.00'), row('basic_expenditure', '0.00')])).toEqual(['document/expenditure-kind 1: The text calls 一般行政管理事务 基本支出; its 10.00万元 stand under 项目支出.']);
  });
  it('may be both, or none for certain', () => {
    expect(said(text, [], [row('project_expenditure', '10.00'), row('basic_expenditure', '1.00')])).toEqual([]);
    expect(said(text, [], [row('project_expenditure', '10.00', 'medium')])).toEqual([]);
    expect(said(text.replace('基本支出', '项目支出'), [], [row('project_expenditure', '10.00')])).toEqual([]);
  });
});
