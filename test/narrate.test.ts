import { describe, expect, it } from 'vitest';
import type { Fact, Line, NarrativeRegion } from '../src/model/index.js';
import { loadNarrative } from '../rules/narrative/narrative.js';
import { loadSubjects } from '../rules/subjects/subjects.js';
import { agree } from '../src/narrate/agree.js';
import { figuresOf } from '../src/narrate/figures.js';
import { narrate } from '../src/narrate/narrate.js';
import { compact, markOf } from '../src/narrate/paragraphs.js';
import { subjectNames } from '../src/narrate/subject-names.js';
import { parseAmount } from '../src/text/amount.js';

const narrative = loadNarrative();
const rules = { narrative, subjects: subjectNames(loadSubjects()) };

const region = (text: string, pageStarts: readonly number[] = []): NarrativeRegion => {
  const lines: Line[] = text.split('\n').map((line, i) => ({
    text: line,
    runs: [],
    indent: 0,
    blankBefore: 0,
    place: { page: 0, line: i + 1 },
  }));
  return { form: 'narrative', lines, pageStarts };
};
const read = (text: string, pageStarts?: readonly number[]) => narrate([region(text, pageStarts)], rules).value;
const figures = (text: string) => read(text).map(({ value, unit }) => `${value} ${unit}`.trim());
const measures = (text: string) => read(text).map(({ measure, value }) => `${measure} ${value}`);

describe('verbs before their nouns', () => {
  it('are changes, not amounts', () => {
    expect(measures('主要原因是政策性增资等，增加基本支出844.15万元。')).toEqual(['basic_expenditure_change 844.15']);
    expect(measures('压减公务接待费0.5万元。')).toEqual(['hospitality_change 0.5']);
    expect(measures('基本支出844.15万元。')).toEqual(['basic_expenditure 844.15']);
  });
});

describe('what stands below a bound', () => {
  it('is no decrease; what stands below last year is one', () => {
    expect(measures('留存比例低于累计收取会员费总额的15%的，应拒绝支出申请，且不得低于当前余额的25%。').some((each) => each.includes('change'))).toBe(false);
    expect(measures('公务接待费决算数小于上年预算数40.05万元。')).toEqual(['hospitality_change 40.05']);
  });
});

describe('codes behind the name of an economic subject', () => {
  it('say which of the two classifications it is', () =>
    expect(measures('对个人和家庭的补助（303）6.47万元，对个人和家庭的补助（509）1.26万元。')).toEqual(['economic_department_expenditure 6.47', 'economic_government_expenditure 1.26']));
});

describe('a chart in the middle of a sentence', () => {
  const around = (chart: string) => figures(`（一）住房公积金605.29万元，较上年减少68.62万元，主要原因是随着部分人\n${chart}\n员转隶，本年度支出随之减少31.50万元。`);
  const told = ['605.29 万元', '68.62 万元', '31.50 万元'];
  it('is no part of it: axis, legend above and again below', () => {
    expect(around('支出情况（按功能科目分） 金额（万元）\n800\n600\n400\n200\n0')).toEqual(told);
    expect(around('支出情况（按政府预算支出\n经济科目分） 金额（万元）\n3\n2\n1\n0\n支出情况（按政府预算支出经济科目分） 金额\n（万元）')).toEqual(told);
  });
  it('figures not equally far apart are none', () => expect(figures('收入\n800\n650\n万元，支出\n400\n万元。')).toContain('400 万元'));
});

describe('headings of parts in two lines', () => {
  it('are one section', () => {
    const section = (text: string) => read(text)[0]?.section;
    expect(section('第三部分 某市档案局 2024 年\n部门预算情况说明\n一、收支预算总体安排情况\n2024年收支总预算69.59万元。')).toBe('第三部分某市档案局2024年部门预算情况说明/一、收支预算总体安排情况');
    expect(section('第三部分 某区档案局\n2020 年度部门决算情况说明\n一、收入决算情况说明\n2020年度收入合计8.47万元。')).toBe('第三部分某区档案局2020年度部门决算情况说明/一、收入决算情况说明');
  });
  it('a heading that is whole takes nothing in', () => {
    expect(read('第三部分 部门预算情况说明\n某市档案局2024年度部门预算\n一、收入预算情况说明\n2024年收入8.47万元。')[0]?.section).not.toContain('某市档案局');
  });
});

describe('establishment and people in post', () => {
  it('are measures of their own', () =>
    expect(measures('本部门人员编制52人，其中行政编制44人，事业编制8人；实有人员59人，其中行政51人，事业8人。')).toEqual(['staff_establishment 52', 'staff_civil_establishment 44', 'staff_institution_establishment 8', 'staff_in_post 59', 'staff_civil 51', 'staff_institution 8']));
});

describe('labels of a chart', () => {
  const text = '（三）上年结转结余5066.00万元。\n\n0.48%一般公共预算拨款收入\n\n22.76%其他收入\n\n76.76%\n\n图1：收入预算';
  it('are shares of the chart, also where the name of the part runs behind', () => expect(measures(text).slice(1)).toEqual(['chart_share 0.48', 'chart_share 22.76', 'chart_share 76.76']));
});

describe('figures of broken lines', () => {
  // Lines as a dump gives them; every case is a way in which a figure is torn.
  const cases: readonly [string, string, readonly string[]][] = [
    ['unit on the next line', '2020 年度收、支总计 991.95\n万元。', ['991.95 万元']],
    ['unit cut in two (seeds/000:1108)', '其中：基本支出 470.33 万\n元，占本年支出 47.4%。', ['470.33 万元', '47.4 %']],
    ['figure cut in two (seeds/000:2856)', '15 个市级集训基地承训赛项，取得了 1\n3 个全省第一。', ['15 个', '13 个']],
    ['blank before the per cent', '占 92.5 %。', ['92.5 %']],
    ['no blank at all (seeds/000:1332)', '政府采购支出总额2.08万\n元，其中：政府采购服务支出2.08万元。', ['2.08 万元', '2.08 万元']],
    ['justified setting', '一 般 公 共 预 算 收 入 21,940.96 万 元 ， 占\n99.94 %；', ['21940.96 万元', '99.94 %']],
    ['blanks of character recognition', '收入预算101, 673. 03万元', ['101673.03 万元']],
    ['measure word with a second one', '单价100万元以上设备2台（套）。', ['2 台（套）']],
    ['misprinted unit (seeds/002:5212)', '土地 153,742.40 方米。', ['153742.40 平方米']],
    ['unit behind 为', '预算数3,623.98为万元。', ['3623.98 万元']],
    ['awards are counted without a measure word', '共取得 2 银、2 铜和 47 优胜奖。', ['2', '2', '47']],
    ['money without its unit', '一般公共预算财政拨款 446.55，年初结转 0.12 万元。', ['446.55 万元', '0.12 万元']],
  ];
  it.each(cases)('%s', (_, text, expected) => expect(figures(text)).toEqual(expected));

  it('leaves out a page number between figure and unit', () => {
    expect(read('与上年相比增加 40\n24\n万元，增长 0.72 %。', [2]).map(({ value, unit }) => value + unit)).toEqual(['40万元', '0.72%']);
  });
  it('leaves out a running head in the middle of a sentence', () => {
    const head = '某市某局部门预算公开';
    expect(read(`${head}\n引进博士\n${head}\n后 80 人。\n${head}`).map(({ label }) => label)).toEqual(['引进博士后']);
  });
  it('flags and lowers a figure put together from two lines', () => {
    const [, joined] = read('15 个赛项，取得了 1\n3 个全省第一。');
    expect(joined).toMatchObject({ value: '13', flags: expect.arrayContaining(['value-rejoined']), confidence: { level: 'medium' }, place: { line: 1 } });
  });
});

describe('figures that state nothing', () => {
  const nothing = [
    '新增第 46 届世界技能大赛湖北省选拔赛业务。',
    '武人社函〔2020〕34、35、36 号文件要求，自 2020 年 9 月开始退出。',
    '《关于印发5个办法的通知》已经施行。',
    '本单位使用科目如下：2080111 公共就业服务、2080502 事业单位离退休。',
    '截至 2020 年 12 月 31 日，无单价 50 万元(含)以上通用设备。',
    '合理确定分值区间 100%-80%（≥80%）。',
    '单位住所：北门街3号，统一社会信用代码：12433100696229742X。',
    '增加了 12333 投诉咨询服务等。',
    '五、一般公共预算财政拨款支出决算情况说明',
    '注：1.本表反映单位5个项目的情况。',
    '445.00 445.00 0.00通过为200个社会组织提供服务',
    '水质优良率100%100%一级支流数量400条400条',
  ];
  it.each(nothing)('%s', (text) => expect(figures(text)).toEqual([]));

  it('leaves the prose of a form to the form, up to the next heading', () => {
    const heading = { tableNo: '', title: '部门（单位）基本概况', caption: '', unit: '', kind: 'other', titleLines: [] } as const;
    const form = { form: 'lines', order: 1, heading, lines: [], pageStarts: [], notes: [] } as const;
    const after = region('1、对6个建设单位进行了考察。\n二、收支情况\n收入 5 万元。');
    expect(narrate([form, after], rules).value.map(({ value }) => value)).toEqual(['5']);
  });
  it('keeps definitions out', () => {
    expect(figures('第五部分 名词解释\n一、某项收入：按 70%比例返还的收入。')).toEqual([]);
  });
  it.each(narrative.exclusions.filter(({ id }) => !['score-note', 'comparator', 'formula', 'range-to', 'base-of-rate'].includes(id)).map(({ id, example }) => [id, example]))('%s: %s', (_, example) => {
    expect(figuresOf(example, narrative).filter(({ unit }) => unit.kind !== 'count' || !/设备/.test(example))).toEqual([]);
  });
});

describe('what a figure speaks of', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    [
      'change, rate and share inherit the noun before',
      '一、收入支出决算总体情况说明\n2020 年度收、支总计 991.95 万元。与 2019 年度相比，收、支总计各增加 409.89 万元，增长 70.4%。',
      ['revenue_expenditure_total 991.95', 'revenue_expenditure_total_change 409.89', 'revenue_expenditure_total_change_rate 70.4'],
    ],
    [
      'budget, outturn and completion of an item',
      '1.社会保障和就业支出(类)。年初预算为 794.83 万元，支出决算为 890.18 万元，完成年初预算的 112.0%。',
      ['functional_expenditure_initial_budget 794.83', 'functional_expenditure 890.18', 'functional_expenditure_completion_rate 112.0'],
    ],
    [
      'what follows a bracket speaks of what stood before it',
      '2.公务用车购置及运行维护费104.79万元(公务用车购置费36 万元，公务用车运行维护费 68.79 万元)，比上年增加13.42 万元。',
      ['vehicle_total 104.79', 'vehicle_purchase 36', 'vehicle_operation 68.79', 'vehicle_total_change 13.42'],
    ],
    ['the head noun stands last', '基本支出预算数为13,994.31万元。', ['basic_expenditure 13994.31']],
    ['a total under a subject is the subject’s', '检察（款）: 2018 年预算支出合计 16,444.36 万元。', ['functional_expenditure 16444.36']],
    ['change against the budget', '3.公务接待费支出决算为：0 万元，比年初预算减少 1 万元。', ['hospitality 0', 'hospitality_change_from_budget 1']],
    ['a new sentence speaks of the whole again', '2026年预算支出1682.76万元，其中基本支出1208.20万元。比上年增加50.32万元。', ['expenditure_total 1682.76', 'basic_expenditure 1208.20', 'expenditure_total_change 50.32']],
  ];
  it.each(cases)('%s', (_, text, expected) => expect(measures(text)).toEqual(expected));

  it('keeps the sign in a flag and the year of the comparison apart', () => {
    const [, base, change] = read('2026年度收入预算101.03万元，比2025年年初预算数99.18万元增加1.85万元。');
    expect(base).toMatchObject({ measure: 'revenue_total_initial_budget', year: '2025' });
    expect(change).toMatchObject({ measure: 'revenue_total_change', year: '2026', flags: expect.arrayContaining(['increase']) });
  });
  it('takes the subject from names over headings and items, from codes beside them', () => {
    const text = '五、财政拨款支出情况\n（一）公共安全支出（类）\n检察（款）: 支出合计 16.36 万元。其中：\n1.行政运行（项）支出 10.36 万元。\n2.培训支出（2050803）77.50万元。';
    expect(read(text).map(({ subjectCode }) => subjectCode)).toEqual(['20404', '2040401', '2050803']);
  });
  it('says where it stands', () => {
    const [first] = read('第三部分 情况说明\n七、“三公”经费情况说明\n（一）因公出国（境）费用。2026年预算数51.3万元。');
    expect(first).toMatchObject({ section: '第三部分情况说明/七、“三公”经费情况说明/（一）因公出国（境）费用', measure: 'overseas_travel', amountYuan: '513000', place: { line: 3 } });
  });
  it('reads the result of a self-evaluation', () => {
    expect(figures('评价得分是：92 分。评价结果等次为“优”。')).toEqual(['92 分', '优']);
  });
});

describe('lines', () => {
  it('removes blanks but not between two figures', () => expect(compact('2 3 万 元 92.5 %')).toBe('2 3万元92.5%'));
  it('does not take a figure or a year for a list mark', () => {
    expect(markOf('1.5万元')).toBeNull();
    expect(markOf('1.2020年上半年')).toMatchObject({ level: 3, length: 2 });
  });
});

describe('agreement with the tables', () => {
  const fact = (value: string, columnPath: readonly string[], rest: Partial<Fact> = {}): Fact => ({
    key: 't03-r1c1',
    table: 3,
    tableNo: '表3',
    tableKind: 'expenditure',
    rowNo: 1,
    rowLabel: '合计',
    rowPath: ['合计'],
    code: '',
    columnPath,
    column: 1,
    measure: '',
    classification: 'none',
    subject: null,
    subjects: [],
    amount: parseAmount(value)!,
    unit: '万元',
    candidates: [],
    confidence: { level: 'high', score: 0.99 },
    basis: ['position'],
    flags: [],
    place: { page: 1, line: 0 },
    ...rest,
  });
  const text = '三、支出决算情况说明\n其中：基本支出 470.33 万元。';

  it('names the fact a figure restates', () => {
    const { statements, checks } = agree(read(text), [fact('470.330', ['基本支出'])], narrative);
    expect(statements[0]?.agreesWith).toBe('t03-r1c1');
    expect(checks).toMatchObject([{ rule: 'narrative/amount', source: 'narrative', passed: true, facts: ['t03-r1c1'] }]);
  });
  it('compares in yuan', () => {
    expect(agree(read(text), [fact('4703300.00', ['基本支出'], { unit: '元' })], narrative).statements[0]?.agreesWith).toBe('t03-r1c1');
  });
  it('fails where a sure figure differs from a sure cell', () => {
    const { statements, checks } = agree(read(text), [fact('470.30', ['基本支出'])], narrative);
    expect(statements[0]).toMatchObject({ agreesWith: '', flags: expect.arrayContaining(['disagrees-with-table']) });
    expect(checks).toMatchObject([{ passed: false, left: '4703300', right: '4703000', difference: '300' }]);
  });
  it('says nothing where the cell is not sure', () => {
    expect(agree(read(text), [fact('470.30', ['基本支出'], { confidence: { level: 'medium', score: 0.8 } })], narrative).checks).toEqual([]);
  });

  // A 2024 final account of Shanghai: 251.25 of which 4.79, 0 and 246.47.
  const sums: readonly [string, string, boolean, readonly (true | undefined)[]][] = [
    ['a sum that holds', '政府采购金额251.26万元，其中：货物采购金额4.79万元、工程采购金额0万元、服务采购金额246.47万元。', true, []],
    ['off by rounding: told as such', '政府采购金额251.25万元，其中：货物采购金额4.79万元、工程采购金额0万元、服务采购金额246.47万元。', true, [true]],
    ['off by more: a contradiction', '政府采购金额271.25万元，其中：货物采购金额4.79万元、工程采购金额0万元、服务采购金额246.47万元。', false, [undefined]],
  ];
  it.each(sums)('%s', (_, text, passed, rounding) => {
    const { checks, errors } = agree(read(text), [], narrative);
    expect(checks.map((check) => [check.rule, check.passed])).toEqual([['narrative/sum-procurement', passed]]);
    expect(errors.map((error) => error.rounding)).toEqual(rounding);
  });
  it('a part that is not stated leaves nothing to add up', () => {
    expect(agree(read('政府采购金额251.25万元，其中：货物采购金额4.79万元、服务采购金额246.47万元。'), [], narrative).checks).toEqual([]);
  });

  it('a rate that the printed amounts give otherwise, though rounding explains it, is told as that', () => {
    const said = (rate: string) => agree(read(`政府采购支出总额2.08万元，其中：授予小微企业合同金额1.76万元，占政府采购支出总额的${rate}%。`), [], narrative).errors.map(({ rule, rounding, text }) => `${rule} ${rounding ?? false}: ${text}`);
    expect(said('84.6')).toEqual([]);
    expect(said('84.7')).toEqual(['narrative/share true: The text says 84.7%, its own amounts give 84.6%; rounding explains it.']);
    expect(said('85.2')).toEqual(['narrative/share false: The text says 85.2%, its own amounts give 84.6%.']);
  });

  // 北京 2026: each part of 收入预算 stands under a heading of its own; the year's money is printed with what was left of last year in it.
  const revenue = (total: string, carried = '4,950.85') => `二、收入预算情况说明\n2026年度收入预算${total}万元。\n（一）本年财政拨款收入96,722.18万元\n（二）本年其他资金收入0万元\n（三）上年结转结余4,950.85万元\n10.上年结转结余${carried}万元。`;
  it('parts under headings of their own make the total they stand below', () => {
    const heard = (text: string) => agree(read(text), [], narrative).checks.filter(({ rule }) => rule === 'narrative/sum-revenue').map(({ passed, difference }) => [passed, difference]);
    expect(heard(revenue('101,673.03'))).toEqual([[true, '0.00']]);
    expect(heard(revenue('96,722.18'))).toEqual([[false, '-4950.85']]);
    expect(heard(revenue('96,722.18', '4,950.86')), 'a part told in two ways').toEqual([]);
  });
  it('of what was read from a picture only figures printed twice contradict', () => {
    const scanned = (text: string) => agree(read(text).map((each) => ({ ...each, flags: [...each.flags, 'ocr'] })), [], narrative).errors.filter(({ rule }) => rule === 'narrative/sum-revenue').length;
    expect(scanned(revenue('96,722.19'))).toBe(0);
    expect(scanned(revenue('96,722.18').replace('0万元', '0万元\n4.事业收入0万元'))).toBe(1);
  });

  // 江苏 2018: the changes of the kinds of expenditure against that of the total, which the first paragraph tells.
  const kinds = (basic: string) => `一、收支预算总体情况说明\n本单位2018年度收入、支出预算总计150.00万元，与上年相比收、支预算总计各增加30.00万元，增长25%。\n（二）支出预算总计150.00万元。\n此外，基本支出预算数为100.00万元。与上年相比增加${basic}万元。\n项目支出预算数为50.00万元。与上年相比减少10.00万元。`;
  const changes: readonly [string, string, boolean, readonly (true | undefined)[]][] = [
    ['changes that add up', '40.00', true, []],
    ['changes off by rounding', '40.01', true, [true]],
    ['changes off by more', '41.00', false, [undefined]],
  ];
  it.each(changes)('%s', (_, basic, passed, rounding) => {
    const { checks, errors } = agree(read(kinds(basic)), [], narrative);
    expect(checks.filter(({ rule }) => rule === 'narrative/sum-kinds-changes').map((check) => check.passed)).toEqual([passed]);
    expect(errors.filter(({ rule }) => rule.endsWith('-changes')).map((error) => error.rounding)).toEqual(rounding);
  });
  it('other kinds of expenditure may stand beside the two', () => {
    expect(agree(read(kinds('40.00').replaceAll('150.00', '160.00')), [], narrative).checks.filter(({ rule }) => rule.startsWith('narrative/sum-kinds'))).toEqual([]);
  });

  // 江苏 2018: one amount, told as 3,959.28 and as 3,958.98 more than the year before, both times 22%.
  const restated = (first: string, second: string, rate = '22%') => `一、收入预算情况说明\n一般公共预算收入预算21,940.96万元，与上年相比增加${first}万元，增长22%。\n七、一般公共预算支出预算情况说明\n本单位2018年一般公共预算财政拨款支出预算21,940.96万元，与上年相比增加${second}万元，增长${rate}。`;
  it('the change of one amount told in two ways is told', () => {
    const heard = (text: string) => agree(read(text), [], narrative).errors.filter(({ rule }) => rule === 'narrative/change-restated').map(({ text: words }) => words);
    expect(heard(restated('3,959.28', '3,958.98'))).toEqual(['The text says 3958.98万元 for the change of one amount, elsewhere 3959.28万元.']);
    expect(heard(restated('3,959.28', '3,959.28'))).toEqual([]);
    expect(heard(restated('3,959.28', '3,000.00', '15.84%')), 'two measures that were not equal the year before').toEqual([]);
    expect(heard('一、支出情况\n公用经费75.66万元；专项业务经费966.02万元，较上年增加346.16万元。资本性支出341.35万元，全部为专项业务经费，较上年增加263.35万元。'), 'the change of another amount').toEqual([]);
  });

  // Items of a final account: the words and the amounts of one paragraph.
  const claims: readonly [string, string, readonly boolean[]][] = [
    ['below', '年初预算为62.29万元，支出决算为60.99万元。决算数小于预算数的主要原因：人员变动。', [true]],
    ['above, and it is not', '年初预算为62.29万元，支出决算为60.99万元。决算数大于预算数的主要原因：人员变动。', [false]],
    ['equal, and it is not', '年初预算为62.29万元，支出决算为60.99万元。决算数等于预算数的主要原因：人员变动。', [false]],
    ['about equal claims nothing', '年初预算为62.29万元，支出决算为62.30万元。决算数与预算数基本持平。', []],
  ];
  it.each(claims)('what words say of two amounts: %s', (_, text, passed) => {
    const { checks, errors } = agree(read(`1.住房保障支出(类)。${text}`), [], narrative);
    const own = checks.filter((check) => check.rule === 'narrative/claim');
    expect(own.map((check) => check.passed)).toEqual(passed);
    expect(errors.map(({ text: said }) => said)).toEqual(passed.includes(false) ? [expect.stringContaining('60.99万元 and a budget of 62.29万元')] : []);
  });
  it('two items in one paragraph leave open which is meant', () => {
    const text = '1.三公经费。因公出国（境）费年初预算为2.00万元，支出决算为1.00万元；公务接待费年初预算为3.00万元，支出决算为3.50万元。决算数小于预算数。';
    expect(agree(read(text), [], narrative).checks.filter((check) => check.rule === 'narrative/claim')).toEqual([]);
  });

  const threePublic = '七、财政拨款“三公”经费支出决算情况说明\n“三公”经费财政拨款支出年初预算为0.95万元，支出决算为0.00万元。';
  const table = (empty: boolean) => [{ order: 7, title: '财政拨款“三公”经费支出决算表', kind: 'three_public' as const, empty }];
  it('an amount of the text whose table is printed blank', () => {
    const { errors } = agree(read(threePublic), [], narrative, table(true));
    expect(errors).toMatchObject([{ rule: 'narrative/blank-table', table: 7, text: expect.stringContaining('0.95万元') }]);
    expect(agree(read(threePublic), [], narrative, table(false)).errors).toEqual([]);
    expect(agree(read(threePublic.replace('0.95', '0.00')), [], narrative, table(true)).errors).toEqual([]);
  });

  const rates: readonly [string, boolean][] = [
    ['一、收支情况\n收、支总计 110.00 万元。与上年相比，收、支总计各增加 10.00 万元，增长 10.0%。', true],
    ['一、收支情况\n收、支总计 110.00 万元。与上年相比，收、支总计各增加 10.00 万元，增长 9.1%。', false],
    ['1.住房保障支出(类)。年初预算为 40.52 万元，支出决算为 40.22 万元，完成年初预算的 99.3%。', true],
    ['1.住房保障支出(类)。年初预算为 40.52 万元，支出决算为 40.22 万元，完成年初预算的 9.93%。', false],
    ['三、支出情况\n支出合计 991.95 万元。其中：基本支出 470.33 万元，占本年支出 47.4%。', true],
    ['三、支出情况\n支出合计 991.95 万元。其中：基本支出 470.33 万元，占本年支出 47.6%。', false],
  ];
  it.each(rates)('%s → %s', (text, passed) => {
    expect(agree(read(text), [], narrative).checks.map((check) => check.passed)).toEqual([passed]);
  });
});
