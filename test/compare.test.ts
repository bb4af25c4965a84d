import { describe, expect, it } from 'vitest';
import { loadComparisons } from '../rules/comparisons/comparisons.js';
import { loadPerformance } from '../rules/performance/performance.js';
import { compare, type Compared } from '../src/compare/compare.js';
import type { Fact, Field, Indicator, Page, Statement } from '../src/model/index.js';
import { parseAmount } from '../src/text/amount.js';

const rules = { comparisons: loadComparisons(), performance: loadPerformance() };
const HIGH = { level: 'high', score: 0.99 } as const;
const at = (line: number) => ({ page: 0, line });

/** level1|level2|level3|target|actual|weight|score, a row each. */
const indicators = (table: number, text: string): Indicator[] =>
  text.split('\n').map((line, i): Indicator => {
    const [level1 = '', level2 = '', level3 = '', target = '', actual = '', weight = '', score = ''] = line.trim().split('|');
    return { table, tableNo: '', rowNo: i + 1, objective: '', level1, level2, level3, target, actual, weight, score, note: '', confidence: HIGH, flags: [], place: at(10 + i) };
  });
const fields = (table: number, text: string): Field[] =>
  text.split('\n').map((line, i): Field => {
    const cut = line.lastIndexOf('|');
    return { table, tableNo: '', field: line.slice(0, cut).trim(), value: line.slice(cut + 1).trim(), contact: false, confidence: HIGH, flags: [], place: at(i + 2) };
  });
const evaluation = (order: number, unit = '万元') => ({ order, title: '项目自评表', kind: 'performance_self_evaluation_project' as const, unit, origin: 'dump' as const, first: at((order - 1) * 100 + 1), last: at(order * 100) });
const page = (...lines: readonly (readonly [number, string])[]): Page => ({ number: 1, form: 'dump', lines: lines.map(([line, text]) => ({ text, runs: [], indent: 0, blankBefore: 0, place: at(line) })), width: 0, height: 0, rulings: [] });
const statement = (measure: string, value: string, unit: string, sentence = ''): Statement => ({ section: '三、绩效', measure, subjectCode: '', value, unit, amountYuan: '', sentence, agreesWith: '', label: '', year: '2024', confidence: HIGH, flags: [], place: at(500) });
const fact = (over: Partial<Fact>): Fact => ({ key: 't09-r1c1', table: 9, tableNo: '表10', tableKind: 'project_expenditure', rowNo: 1, rowLabel: '', rowPath: [], code: '', columnPath: ['金额'], column: 0, measure: 'amount', classification: 'project', subject: null, subjects: [], amount: parseAmount('0')!, unit: '元', candidates: [], confidence: HIGH, basis: ['position'], flags: [], place: at(1), ...over });

const heard = (parts: Partial<Compared>) => compare({ indicators: [], fields: [], blocks: [], tables: [], facts: [], statements: [], pages: [], ...parts }, rules);
const told = (parts: Partial<Compared>): string[] => heard(parts).errors.map(({ rule, text, place }) => `${rule} ${place.line}: ${text}`);

describe('points of a performance table', () => {
  const WHOLE = `产出指标（60分）|数量指标|巡检次数|≥12次|12次|60|60\n效益指标（40分）|社会效益|投诉办结率|≥95%|95%|40|30`;
  const NOTE = page([1, '项目自评表'], [50, '注：1.正向指标（即目标值≥X，'], [51, '得分=权重*B/A），反向指标（即目标值≤X，得分=权重*A/B）。']);
  const table = { tables: [evaluation(1)], fields: fields(1, '总分|90分') };

  it('a score that the note of the table gives otherwise is told, the others of the same table are borne out', () => {
    const { checks, errors } = heard({ ...table, indicators: indicators(1, WHOLE), pages: [NOTE] });
    expect(errors.map(({ text, source, rowNo }) => `${source} ${rowNo}: ${text}`)).toEqual(['printed note 2: 投诉办结率 得分=权重×B/A: 30 points are printed, the printed rule gives 40.']);
    expect(checks.filter(({ rule }) => rule === 'performance/score-rule').map(({ passed }) => passed)).toEqual([true, false]);
  });
  it('without the note nobody knows how points are given', () => expect(told({ ...table, indicators: indicators(1, WHOLE), pages: [page([1, '项目自评表'])] })).toEqual([]));
  it('the note of another table is no rule of this one', () => expect(told({ ...table, tables: [evaluation(1), evaluation(2)], indicators: indicators(1, WHOLE), pages: [page([1, '项目自评表'], [150, '正向指标（即目标值≥X，得分=权重*B/A）'])] })).toEqual([]));
  it('more than was planned earns no more than the weight, less its share, to the last digit printed', () => {
    const rows = `产出指标|数量指标|巡检次数|≥30次|20次|60|40\n效益指标|社会效益|投诉办结率|≥95%|99%|40|40`;
    expect(told({ ...table, fields: fields(1, '总分|80分'), indicators: indicators(1, rows), pages: [NOTE] })).toEqual([]);
  });
  it('of a table that was not read whole nothing is told', () => {
    const half = '产出指标|数量指标|巡检次数|≥12次|12次|45|45\n效益指标|社会效益|投诉办结率|≥95%|95%|40|30';
    expect(told({ ...table, indicators: indicators(1, half), pages: [NOTE] }), 'weights of 85').toEqual([]);
    expect(told({ ...table, fields: fields(1, '总分|85分'), indicators: indicators(1, half.replace('45|45', '50|50')), pages: [NOTE] }), '5 of the 10 points for the execution rate').toEqual([]);
    expect(told({ ...table, indicators: indicators(1, '产出指标|数量指标|巡检次数|≥12次|12次|50|50\n效益指标|社会效益|投诉办结率|≥95%|95%|40|30'), fields: [], pages: [NOTE] })).toEqual([]);
  });
  it('points by the execution rate are told where the head prints the rule', () => {
    const parts = { tables: [evaluation(1)], indicators: indicators(1, '产出指标|数量指标|巡检次数|≥12次|12次|80|80\n效益指标|社会效益|满意|满意|满意|0|0'), pages: [page([1, '得分（20分*执行率）'])] };
    expect(told({ ...parts, fields: fields(1, '执行率|75.0%\n得分|20\n总分|100') })).toEqual(['performance/score-rule 3: 得分=20分×执行率: 20 points are printed, the printed rule gives 15.00.']);
    expect(told({ ...parts, fields: fields(1, '执行率|75.0%\n得分|15\n总分|95') })).toEqual([]);
  });
  it('a group that names its points has to have them, where the others of the table do', () => {
    const rows = '产出指标（50）|数量指标|场次|5|5|50|50\n效益指标（30）|社会效益|办结|好|好|30|30\n效益指标（30）|生态效益|无|||10|10\n满意度指标（10）|服务对象|满意|90%|92%|10|10';
    expect(told({ indicators: indicators(1, rows) })).toEqual(['performance/group-points 11: 效益指标（30） names 30 points, its indicators have 40.']);
    expect(told({ indicators: indicators(1, rows.replace('（50）', '（60）')) }), 'labels that mean something else').toEqual([]);
  });
  it('scores that do not make the printed total are told', () => {
    expect(told({ ...table, indicators: indicators(1, WHOLE), fields: fields(1, '总分|98分') })).toEqual(['performance/scores-total 2: The total is 98 points, the scores add up to 90.']);
  });
});

describe('the money of a form', () => {
  const COST = '成本指标|经济成本指标|总成本|≤656万元\n产出指标|数量指标|种数|≥5种';

  it('a cost planned above it is told, what rounding makes of it is not', () => {
    expect(told({ indicators: indicators(1, COST), fields: fields(1, '资金金额（万元）/年度资金总额：|557.00') })).toEqual(['performance/cost-within-funds 10: 总成本: a cost of ≤656万元 is planned, the project has 557.00万元.']);
    expect(told({ indicators: indicators(1, COST.replace('656', '14.682')), fields: fields(1, '资金金额（万元）/年度资金总额：|14.68') })).toEqual([]);
    expect(told({ indicators: indicators(1, COST.replace('万元', '元/人')), fields: fields(1, '资金金额（万元）/年度资金总额：|0.05') }), 'a price is no cost').toEqual([]);
  });
  it('a document about one project states its money in a block of its own', () => {
    const block = (rows: readonly [string, string][]) => rows.map(([measure, value], i) => fact({ key: `t02-r1c${i}`, tableKind: 'funding_use', rowLabel: '年度资金总额：', measure, amount: parseAmount(value)!, unit: '万元' }));
    expect(told({ indicators: indicators(3, COST), facts: block([['initial_budget', '557.00'], ['adjusted_budget', '557.00'], ['executed', '506.73']]) })).toHaveLength(1);
    expect(told({ indicators: indicators(3, COST), facts: block([['initial_budget', '557.00'], ['adjusted_budget', '700.00']]) }), 'which budget is meant is open').toEqual([]);
    expect(told({ indicators: [...indicators(3, COST), ...indicators(4, COST)], facts: block([['initial_budget', '557.00']]) }), 'two projects').toEqual([]);
  });
  it('the list of projects has to state the same', () => {
    const listed = [fact({ rowLabel: '食堂服务', amount: parseAmount('1,310,300.00')! })];
    const form = (label: string, value: string, costs = '≤42.38万元；≤88.65万元') => told({ facts: listed, fields: fields(1, `项目名称|食堂服务\n资金金额（万元）/${label}：|${value}`), indicators: indicators(1, `成本指标|经济成本指标|总成本|${costs}`) });
    expect(form('年度资金总额', '131.03')).toEqual([]);
    expect(form('年度资金总额', '173.41')).toEqual(['performance/funds-as-listed 3: 食堂服务: the form states 173.41万元, 表10 1,310,300.00元.']);
    expect(form('实施期资金总额', '173.41'), 'the costs bear the list out').toHaveLength(1);
    expect(form('实施期资金总额', '393.09', '≤393.09万元'), 'three years of it').toEqual([]);
  });
  it('is what its sources make, where rulings tell the cells apart', () => {
    const form = (other: string, origin: 'lattice' | 'dump' = 'lattice') => told({ tables: [{ order: 1, title: '绩效目标表', kind: 'performance_target', unit: '万元', origin, first: at(1), last: at(9) }], fields: fields(1, `项目总额|139.068000\n其中：/财政资金|139.068000\n其中：/其他资金|${other}`) });
    expect(form('')).toEqual([]);
    expect(form('56.000000')).toEqual(['performance/funding-sum 2: 项目总额: 139.068000 printed, its parts add up to 195.068000.']);
    expect(form('56.000000', 'dump')).toEqual([]);
  });
  it('formulas that heads print hold in every row, and a subtotal is what its numbered rows add up to', () => {
    const heads = ['年初金额①', '调整金额②', '小计③=①+②', '结余率(%)④=②/③'];
    const row = (name: string, figures: readonly string[]) => heads.map((head, i) => `${name}/安排/${head}|${figures[i]}`).join('\n');
    const block = (subtotal: readonly string[], part: readonly string[]) => told({ fields: fields(1, [row('合计', ['90.00', '10.00', '100.00', '10.00']), row('财政资金小计', subtotal), row('①中央财政资金', ['0.00', '0.00', '0.00', '0.00']), row('②地方财政资金', part), row('其他资金小计', ['0.00', '0.00', '0.00', '0.00'])].join('\n')) });
    const right = ['90.00', '10.00', '100.00', '10.00'];
    expect(block(right, right)).toEqual([]);
    expect(block(['0.00', '0.00', '0.00', '0.00'], right)).toEqual(['performance/funding-subtotal 6: 财政资金小计: 0.00 printed, the rows under it add up to 90.00; so in 3 columns.']);
    expect(block(['90.00', '10.00', '101.00', '9.90'], ['90.00', '10.00', '101.00', '9.90'])).toEqual(['performance/funding-formula 8: 财政资金小计 安排/小计③=①+②: 101.00 printed, its formula gives 100.00.']);
  });
});

describe('a list of tasks', () => {
  const tasks = (total: string, third = '任务3/预算金额/总额|') => told({ fields: fields(1, `年度主要任务/任务1/主要内容|巡检\n年度主要任务/任务1/预算金额/总额|12.50\n年度主要任务/任务2/预算金额/总额|7.5\n年度主要任务/${third}\n年度主要任务/金额合计/预算金额/总额|${total}`) });
  it('has to make its total', () => {
    expect(tasks('20.00')).toEqual([]);
    expect(tasks('21.00')).toEqual(['performance/list-total 6: 年度主要任务/预算金额/总额: 21.00 printed as total, its rows add up to 20.00.']);
    expect(tasks('21.00', '任务3/预算金额/总额|见附件'), 'a part that is no amount').toEqual([]);
  });
});

describe('what the text says of the self-evaluations', () => {
  const SENTENCE = '共涉及项目2个，资金100.00万元。';
  const funds = (projects: string, money: string) => [statement('performance_projects', projects, '个', SENTENCE), statement('performance_funds', money, '万元', SENTENCE)];
  const forms = { tables: [evaluation(1), evaluation(2)], fields: [...fields(1, '预算数（A）|60.5'), ...fields(2, '预算数（A）|40')] };

  it('their money is told where they are as many as it counts', () => {
    expect(told({ ...forms, statements: funds('2', '130.00') })).toEqual(['performance/funds-told 500: The text says 2 projects with 130.00万元; their self-evaluations add up to 100.5万元.']);
    expect(told({ ...forms, statements: funds('2', '100.50') })).toEqual([]);
    expect(told({ ...forms, statements: funds('3', '130.00') }), 'one is not printed').toEqual([]);
  });
  it('the score of the only one has to be what its rows add up to, unless it prints a total itself', () => {
    const rows = indicators(1, '产出指标|数量指标|种数|5种|5种|50|48\n效益指标|社会效益|办结率|95%|95%|20|16.1');
    const said = [statement('performance_score', '93.2', '分')];
    expect(told({ tables: [evaluation(1)], indicators: rows, statements: said })).toEqual(['performance/score-told 500: The text gives 93.2 points; the scores of the table add up to 64.1, of 70 points its rows have.']);
    expect(told({ tables: [evaluation(1)], indicators: rows, fields: fields(1, '总分|93.2'), statements: said }), 'with the points of the execution rate').toEqual([]);
    expect(told({ tables: [evaluation(1)], indicators: rows, statements: [statement('performance_score', '64.1', '分')] })).toEqual([]);
  });
});

describe('levels of indicators', () => {
  const ruled = { order: 1, title: '绩效目标表', kind: 'performance_target' as const, unit: '万元', origin: 'lattice' as const, first: at(1), last: at(100) };
  const rows = '产出指标|数量指标|次数|5次\n产出指标|社会效益指标|接通率|93%\n产出指标|社会效益指标|投诉率|1%\n效益指标|可持续影响指标|机制|健全';

  it('a second level under a first that holds others everywhere is told once', () => {
    expect(told({ tables: [ruled], indicators: indicators(1, rows) })).toEqual(['performance/level-misplaced 11: 社会效益指标 stands under 产出指标 (2 indicators); its place is under 效益指标.']);
  });
  it('so is one under no first level, where the others have theirs', () => {
    expect(told({ tables: [ruled], indicators: indicators(1, '产出指标|数量指标|次数|5次\n产出指标|质量指标|合格率|95%\n产出指标|时效指标|及时率|95%\n|社会效益指标|接通率|93%') })).toEqual(['performance/level-misplaced 13: 社会效益指标 stands under no first level; its place is under 效益指标.']);
    expect(told({ tables: [ruled], indicators: indicators(1, '|数量指标|次数|5次\n|社会效益指标|接通率|93%') })).toEqual([]);
  });
  it('names of a template that is not known place nothing', () => expect(told({ tables: [ruled], indicators: indicators(1, '效果指标|社会效益指标|接通率|93%\n社会效应|社会效益指标|接通率|93%') })).toEqual([]));
  it('without rulings the first level may be one that was misread', () => expect(told({ tables: [{ ...ruled, origin: 'dump' }], indicators: indicators(1, rows) })).toEqual([]));
});

describe('an execution rate', () => {
  const block = (rate: string, ...figures: readonly (readonly [string, string])[]) =>
    told({ facts: [...figures, ['execution_rate', rate] as const].map(([measure, value], i) => fact({ key: `t02-r1c${i}`, table: 2, tableKind: 'performance_self_evaluation_project', rowLabel: '年度资金总额', measure, amount: { ...parseAmount(value.replace('%', ''))!, printed: value }, unit: '万元' })) });
  it('that neither budget gives is told', () => expect(block('10%', ['initial_budget', '10'], ['adjusted_budget', '10'], ['executed', '10'])).toEqual(['performance/execution-rate 1: 年度资金总额 执行率: 10% printed, its own amounts give 100.00%.']));
  it('may be of either', () => {
    expect(block('50.00%', ['initial_budget', '20'], ['adjusted_budget', '10'], ['executed', '10'])).toEqual([]);
    expect(block('100%', ['initial_budget', '20'], ['adjusted_budget', '10'], ['executed', '10'])).toEqual([]);
  });
});

describe('subjects that the text names', () => {
  const NAMES = ['基本工资', '津贴补贴', '绩效工资', '职业年金缴费', '住房公积金', '医疗费', '退休费'];
  const CODES = ['30101', '30102', '30107', '30109', '30113', '30114', '30302'];
  const table = (blank: string) => NAMES.map((name, i) => fact({ key: `t06-r${i}c1`, table: 6, tableKind: 'general_public_basic_expenditure', rowLabel: name, unit: '万元', amount: parseAmount(name === blank ? '0.00' : '1.20')!, subject: { system: 'economic_department', code: CODES[i]!, name, level: 'section', edition: 2024 } }));
  const say = (list: string, blank = '') => told({ facts: table(blank), statements: [statement('personnel_expenditure', '8.40', '万元', `人员经费8.40万元，主要包括：${list}；公用经费2.00万元，主要包括：办公费。`)] });

  it('one without a figure is told where all others have one', () => expect(say(NAMES.join('、'), '职业年金缴费')).toEqual(['narrative/subjects-named 500: The text on 人员经费 names 职业年金缴费, which has no figure.']));
  it('with what stands in its place', () => expect(say(NAMES.join('、').replace('退休费', '抚恤金'))).toEqual(['narrative/subjects-named 500: The text on 人员经费 names 抚恤金, which has no figure; it does not name 退休费, which has 1.20万元.']));
  it('a list that leaves something out contradicts nothing', () => expect(say(NAMES.slice(0, 6).join('、'))).toEqual([]));
  it('the words of a template name everything there can be', () => expect(say(`${NAMES.join('、')}、奖金、伙食补助费、抚恤金`)).toEqual([]));
});

describe('an indicator of one project and of the whole', () => {
  const tables = [{ ...evaluation(1), title: '整体绩效自评表' }, evaluation(2)];
  const both = (whole: string, project: string, more = '') => told({ tables: [...tables, evaluation(3)], indicators: [...indicators(1, `产出指标|数量指标|${whole}`), ...indicators(2, `产出指标|数量指标|${project}`), ...(more ? indicators(3, `产出指标|数量指标|${more}`) : [])] }).filter((text) => text.includes('retold'));

  it('may not be planned as least and as most', () => {
    expect(both('人口抽样调查社区数量|≥300个', '人口抽样调查社区数量|≤300个')).toEqual(['performance/indicator-retold 10: 人口抽样调查社区数量: ≥300个 is planned here, ≤300个 in the table of the project.']);
    expect(both('人口抽样调查社区数量|≥300个', '人口抽样调查社区数量|＝300个')).toEqual([]);
    expect(both('人口抽样调查社区数量|≥600个', '人口抽样调查社区数量|≤300个'), 'a part of the whole').toEqual([]);
  });
  it('has one result and one share of the points', () => {
    expect(both('工作人员测评合格率（5分）|95%以上|96%|5|5', '工作人员测评合格率（20分）|95%以上|98%|20|20')).toEqual(['performance/indicator-retold 10: 工作人员测评合格率: 96% is reported here, 98% in the table of the project, both of 95%以上.']);
    expect(both('政策宣传和政策解答（5分）|效果较好|效果较好|5|4', '政策宣传和政策解答（20分）|效果较好|效果较好|20|20')).toEqual(['performance/indicator-retold 10: 政策宣传和政策解答: 4 of 5 points here, 20 of 20 in the table of the project.']);
    expect(both('政策宣传和政策解答（5分）|效果较好|效果较好|5|4', '政策宣传和政策解答（20分）|效果较好|效果较好|20|16')).toEqual([]);
  });
  it('is not known by a name that several bear', () => {
    expect(both('服务对象满意度|95%以上|96%', '服务对象满意度|95%以上|98%')).toEqual([]);
    expect(both('工作人员测评合格率|95%以上|96%', '工作人员测评合格率|95%以上|98%', '工作人员测评合格率|95%以上|96%')).toEqual([]);
  });
});
