/**
 * Documents in layouts of places no other of the corpus has: drawn and scored at first sight before anything was mended for
 * them (first-sight.md has those scores).
 */
import type { Drawn, PrintedColumn, PrintedForm, PrintedIndicator } from './drawn.js';
import { basic, blank, both, codes, col, emptyRow, figures, fund, general, indicatorCells, inParts, is, type Line, line, money, nothing, Office, pad, people, project, split, tabler, type Values } from './layouts.js';
import { branches, CLASSES, type Item, nameOf, type Spent, sum } from './office.js';

const ROADS: readonly Item[] = [['2080501', 'people', 44], ['2080505', 'people', 96], ['2080506', 'people', 48], ['2101101', 'people', 39], ['2101102', 'people', 22], ['2101103', 'people', 14], ['2140101', 'staff', 780], ['2140104', 'project', 2600], ['2140106', 'project', 910], ['2140112', 'project', 130], ['2210201', 'people', 83], ['2120899', 'project', 450, 'fund']];
const DISABLED: readonly Item[] = [['2080501', 'people', 13], ['2080505', 'people', 36], ['2080506', 'people', 18], ['2081101', 'staff', 330], ['2081104', 'project', 260], ['2081105', 'project', 142], ['2081199', 'project', 88], ['2101101', 'people', 19], ['2101103', 'people', 6], ['2210201', 'people', 31], ['2296006', 'project', 74, 'fund']];
const CIVIL: readonly Item[] = [['2080201', 'staff', 410], ['2080207', 'project', 26], ['2080501', 'people', 20], ['2080505', 'people', 47], ['2080506', 'people', 23], ['2081001', 'project', 160], ['2081002', 'project', 390], ['2081902', 'project', 1800], ['2101101', 'people', 27], ['2101103', 'people', 7], ['2210201', 'people', 41], ['2296002', 'project', 120, 'fund']];
const SCHOOLS: readonly Item[] = [['2050202', 'project', 210], ['2050203', 'staff', 2100], ['2050203', 'project', 360], ['2050203', 'project', 90, 'other'], ['2050803', 'project', 18], ['2080502', 'people', 52], ['2080505', 'people', 260], ['2080506', 'people', 130], ['2101102', 'people', 140], ['2210201', 'people', 205]];

/** What was spent last year where only this year is known: never more than a tenth off. */
const before = (own: readonly Spent[]): number => own.reduce((total, one) => total + Math.round(one.value * (one.part === 'project' ? 1.08 : 0.96)), 0);
const change = (now: number, was: number): number | null => (was === 0 ? null : Math.round((1e4 * (now - was)) / was));

/** 山西: both years and the change in every summary, names before codes of economic classes, running costs by office, procurement by funds three deep. */
function shanxi(): Drawn {
  const office = new Office('汾源市交通运输局', 251, ROADS, '万元', { grouped: true, zeros: false });
  const { all } = office;
  const [g, f, total] = [office.of(general), office.of(fund('fund')), sum(all)];
  const table = tabler('万元', (no, title) => [['', no], title, [`部门：${office.name}`, '单位：万元']]);
  const years = (own: readonly Spent[]): Values => [before(own), sum(own), change(sum(own), before(own))];
  const tree = [col('code', 2.2, '项　目/科目编码'), col('label', 5.6, '项　目/科目名称')];
  const three = ['2023年', '2024年', '2024年比2023年增减%'];
  const bothYears = (own: readonly Spent[]): Values => {
    const was = [before(own), before(own.filter(basic)), before(own.filter(project))];
    const now = [sum(own), sum(own, basic), sum(own, project)];
    return [...was, ...now, ...now.map((value, i) => value - was[i]!)];
  };
  const basics = office.of(both(general, basic));
  return {
    doc: 'fenyuan-roads-2024', entity: office.name, document_type: 'budget', fiscal_year: 2024, phenomena: '山西: both years and the change in every summary, three groups of three, names before codes, running costs by office, procurement by funds three deep',
    parts: [
      { heading: `${office.name}2024年度部门预算`, text: ['第一部分 概况', '一、本部门职责。贯彻执行国家、省、市交通运输工作的方针政策。', '第二部分 2024年度部门预算报表', '第三部分 2024年度部门预算情况说明', `${office.name}2024年度收入预算总计${office.print(total)}万元，其中：一般公共预算${office.print(sum(g))}万元，政府性基金预算${office.print(sum(f))}万元。`] },
      table('预算公开表1', '2024年部门收支总表', 'revenue_expenditure_summary', [col('label', 6, '收　　入/项　目'), ...figures(2.4, three.map((year) => `收　　入/预算数/${year}`)), col('label', 6, '支　　出/项　目', 1), ...figures(2.4, three.map((year) => `支　　出/预算数/${year}`), 1)], office.sides([line('一、一般公共预算', ...years(g)), line('二、政府性基金预算', ...years(f)), ...blank('三、国有资本经营预算', '四、财政专户管理资金', '五、单位资金'), ...pad([], 2), line('本年收入合计', ...years(all)), ...blank('上年结转'), line('收入总计', ...years(all))], [...pad(office.classes(all, years, { every: false }), 7), line('本年支出合计', ...years(all)), ...blank('年终结转'), line('支出总计', ...years(all))], [3, 3])),
      table('预算公开表2', '2024年部门收入总表', 'revenue', [...tree, ...figures(2.2, ['合　计', '一般公共预算', '政府性基金预算', '国有资本经营预算', '财政专户管理资金', '单位资金', '上年结转'].map((path) => `收入预算/${path}`))], office.tree(all, (own) => [sum(own), sum(own, general), sum(own, fund('fund')), ...nothing(4)], { codes, total: 'last', totalLabel: '合　　计' })),
      table('预算公开表3', '2024年部门支出总表', 'expenditure', [...tree, ...figures(2.6, ['合　计', '基本支出', '项目支出'].map((path) => `支出预算/${path}`))], office.tree(all, split, { codes, total: 'last', totalLabel: '合　　计' }), { portrait: true }),
      table('预算公开表4', '2024年财政拨款收支总表', 'fiscal_appropriation_summary', [col('label', 6, '收　　入/项　目'), col('figure', 2.6, '收　　入/金额'), col('label', 6, '支　　出/项　目', 1), ...figures(2.4, ['小计', '一般公共预算', '政府性基金预算', '国有资本经营预算'].map((path) => `支　　出/金额/${path}`), 1)], office.sides([line('一、一般公共预算', sum(g)), line('二、政府性基金预算', sum(f)), ...blank('三、国有资本经营预算'), ...pad([], 4), line('本年收入合计', total), ...blank('上年结转'), line('收入总计', total)], [...pad(office.classes(all, (own) => [sum(own), sum(own, general), sum(own, fund('fund')), null], { every: false }), 7), line('本年支出合计', total, sum(g), sum(f), null), ...blank('年终结转'), line('支出总计', total, sum(g), sum(f), null)], [1, 4])),
      table('预算公开表5', '2024年一般公共预算支出预算表', 'general_public_expenditure', [...tree, ...figures(2, ['2023年预算数', '2024年预算数', '2024年预算数比2023年预算数增减'].flatMap((group) => ['合计', '基本支出', '项目支出'].map((leaf) => `${group}/${leaf}`)))], office.tree(g, bothYears, { codes, total: 'last', totalLabel: '合　　计' }), { size: 7, notes: ['说明：本表不含上年结转。'] }),
      table('预算公开表6', '2024年一般公共预算安排基本支出分经济科目表', 'general_public_basic_expenditure', [col('label', 5.6, '经济科目名称'), col('code', 2.4, '科目编码'), ...figures(2.6, ['预算数/合计', '预算数/人员经费', '预算数/公用经费']), col('text', 2, '备注')], branches(basics, 'economic').map(({ code, own }) => [nameOf(code), code, ...office.printed([sum(own), sum(own, people), sum(own, money)]), '']).concat([['合　　计', '', ...office.printed([sum(basics), sum(basics, people), sum(basics, money)]), '']]), { portrait: true }),
      table('预算公开表7', '2024年政府性基金预算支出预算表', 'government_fund', [...tree, ...figures(2.6, ['2024年预算数/合计', '2024年预算数/基本支出', '2024年预算数/项目支出'])], office.tree(f, split, { codes, total: 'last', totalLabel: '合　　计' }), { portrait: true }),
      table('预算公开表8', '2024年国有资本经营预算收支预算表', 'state_capital', [col('label', 6, '收　　入/项　目'), col('figure', 2.6, '收　　入/预算数'), col('label', 6, '支　　出/项　目', 1), col('figure', 2.6, '支　　出/预算数', 1)], [['一、利润收入', '', '一、解决历史遗留问题及改革成本支出', ''], ['二、股利、股息收入', '', '二、国有企业资本金注入', ''], ['本年收入合计', '', '本年支出合计', '']], { empty: true, notes: ['说明：我部门2024年没有国有资本经营预算，故本表无数据。'] }),
      table('预算公开表9', '2024年一般公共预算“三公”经费支出预算表', 'three_public', [col('label', 5, '项　目'), ...figures(2.4, ['2023年预算数', '2024年预算数', '2024年预算数比2023年预算数增减/金额', '2024年预算数比2023年预算数增减/比例（%）'])], [['因公出国（境）费', '', '', '', ''], ['公务接待费', '4.20', '3.60', '-0.60', '-14.29'], ['公务用车购置及运行费', '48.00', '45.00', '-3.00', '-6.25'], ['其中：公务用车购置费', '', '', '', ''], ['公务用车运行维护费', '48.00', '45.00', '-3.00', '-6.25'], ['合　　计', '52.20', '48.60', '-3.60', '-6.90']]),
      table('预算公开表10', '2024年机关运行经费预算财政拨款情况统计表', 'other', [col('label', 6, '单位名称'), ...figures(2.6, ['2024年预算数/合计', '2024年预算数/一般公共预算', '2024年预算数/政府性基金预算'])], [['汾源市交通运输局（机关）', '118.46', '118.46', ''], ['汾源市公路管理段', '22.90', '22.90', ''], ['汾源市道路运输服务中心', '36.15', '36.15', ''], ['合　　计', '177.51', '177.51', '']], { portrait: true }),
      table('预算公开表11', '2024年政府采购预算表', 'other', [col('outer', 4, '采购单位'), col('label', 5, '采购项目'), col('text', 2, '采购类别'), ...figures(2.2, ['采购资金来源/总计', '采购资金来源/财政性资金/小计', '采购资金来源/财政性资金/一般公共预算', '采购资金来源/财政性资金/政府性基金预算', '采购资金来源/财政专户管理资金', '采购资金来源/单位资金'])], [['汾源市交通运输局（机关）', '治超站设备更新', '货物', '86.00', '86.00', '86.00', '', '', ''], ['汾源市公路管理段', '国省道日常养护', '服务', '410.00', '410.00', '', '410.00', '', ''], ['汾源市公路管理段', '桥梁检测', '服务', '64.50', '64.50', '64.50', '', '', ''], ['', '合　　计', '', '560.50', '560.50', '150.50', '410.00', '', '']], { size: 7 }),
    ],
  };
}

/** 湖北: the full form of the first table with three budgets of every line and spending twice over, two lists of economic classes, self-evaluations that tick kinds of projects and weigh by groups. */
function hubei(): Drawn {
  const office = new Office('江汉县残疾人联合会', 257, DISABLED, '元', { grouped: true, zeros: false });
  const { all } = office;
  const [g, f, total] = [office.of(general), office.of(fund('fund')), sum(all)];
  const table = tabler('元', (no, title) => [title, ['', no], [`部门名称：${office.name}`, '金额单位：元']]);
  const planned = (own: readonly Spent[]): number => own.reduce((sum_, one) => sum_ + (one.part === 'project' ? Math.round(one.value * 0.9) : one.value), 0);
  const three = (own: readonly Spent[]): Values => [planned(own), sum(own), sum(own)];
  const amounts = ['年初预算数', '全年预算数', '决算数'];
  const purposes: Line[] = [line('一、基本支出', ...three(office.of(basic))), line('人员经费', ...three(office.of(people))), line('日常公用经费', ...three(office.of(money))), line('二、项目支出', ...three(office.of(project))), ...blank('其中：基本建设类项目', '三、上缴上级支出', '四、经营支出', '五、对附属单位补助支出'), ...pad([], 1), line('支出经济分类', null), ...['301', '302', '303', '310'].map((code) => line(nameOf(code), null, null, sum(all, is(code)))), ...blank('资本性支出（基本建设）', '对企业补助')];
  const income = [line('一、一般公共预算财政拨款收入', ...three(g)), line('二、政府性基金预算财政拨款收入', ...three(f)), ...blank('三、国有资本经营预算财政拨款收入', '四、上级补助收入', '五、事业收入', '六、经营收入', '七、附属单位上缴收入', '八、其他收入')];
  const ends: readonly Line[][] = [[line('本年收入合计', ...three(all)), ...blank('使用非财政拨款结余', '年初结转和结余'), line('总计', ...three(all))], [line('本年支出合计', ...three(all)), ...blank('结余分配', '年末结转和结余'), line('总计', ...three(all))]];
  const lists = [[...pad(income, CLASSES.length), ...ends[0]!], [...office.classes(all, three), ...ends[1]!], [...pad(purposes, CLASSES.length), ...ends[1]!]];
  const height = CLASSES.length + 4;
  const summary = Array.from({ length: height }, (_, i) => lists.flatMap((list, side) => [list[i]!.label, list[i]!.label === '' ? '' : String(side * height + i + 1), ...[0, 1, 2].map((c) => office.print(list[i]!.values[c] ?? null))]));
  const tree: PrintedColumn[] = [...['类', '款', '项'].map((level) => col('code', 1, `项目/支出功能分类科目编码/${level}`)), col('label', 5, '项目/科目名称')];
  const rows = (spent: readonly Spent[], values: (own: readonly Spent[]) => Values): string[][] => office.tree(spent, values, { codes: (code) => (code === '' ? ['', '', ''] : inParts(code)) });
  const numbers = (count: number): string[] => ['', '', '', '栏次', ...Array.from({ length: count }, (_, i) => String(i + 1))];
  const basics = office.of(both(general, basic));
  const side = (own: readonly Spent[]): string[][] => branches(own, 'economic').map(({ code, own: mine }) => [code, nameOf(code), office.print(sum(mine))]);
  const [left, right] = [side(basics.filter(people)), side(basics.filter(money))];
  const lists2 = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [...(left[i] ?? ['', '', '']), ...(right[i] ?? ['', '', ''])]);
  const evaluation = (no: string, name: string, money_: readonly [string, string, string, string], indicators: readonly PrintedIndicator[], total: string, reason: string, use: string): PrintedForm => ({
    no, title: '2022年度项目支出绩效自评表', kind: 'performance_self_evaluation_project', unit: '万元', above: [no, '2022年度项目支出绩效自评表', [`单位名称：${office.name}`, '填报日期：2023年4月12日']], size: 8, widths: [2, 1.8, 2, 3.4, 2.4, 2.4, 1.6],
    cells: [['项目名称', '<', name, '<', '<', '<', '<'], ['主管部门', '<', office.name, '<', '项目实施单位', '江汉县残疾人服务中心', '<'], ['项目类别', '<', '1、部门预算项目☑　2、县直专项□　3、县对下转移支付项目□', '<', '<', '<', '<'], ['项目属性', '<', '1、持续性项目☑　2、新增性项目□', '<', '<', '<', '<'], ['项目类型', '<', '1、常年性项目☑　2、延续性项目□　3、一次性项目□', '<', '<', '<', '<'], ['预算执行情况（万元）（20分）', '<', '', '预算数（A）', '执行数（B）', '执行率（B/A）', '得分（20分*执行率）'], ['^', '<', '年度财政资金总额', ...money_], ['年度绩效目标（80分）', '一级指标', '二级指标', '三级指标', '年初目标值（A）', '实际完成值（B）', '得分'], ...indicatorCells(indicators, (one) => [one.level3, one.target, one.actual!, one.score!]).map((cells) => ['^', ...cells]), ['总分', '<', '<', '<', '<', '<', total], ['偏差大或目标未完成原因分析', '<', reason, '<', '<', '<', '<'], ['改进措施及结果应用方案', '<', use, '<', '<', '<', '<']],
    funding: (['预算数（A）', '执行数（B）', '执行率（B/A）', '得分（20分*执行率）'] as const).map((column, i) => ['年度财政资金总额', column, money_[i]!] as const),
    indicators, fields: [['项目名称', name], ['主管部门', office.name], ['项目实施单位', '江汉县残疾人服务中心'], ['项目类别', '1、部门预算项目☑2、县直专项□3、县对下转移支付项目□'], ['项目属性', '1、持续性项目☑2、新增性项目□'], ['项目类型', '1、常年性项目☑2、延续性项目□3、一次性项目□'], ['总分', total], ['偏差大或目标未完成原因分析', reason], ['改进措施及结果应用方案', use]],
  });
  return {
    doc: 'jianghan-disabled-2022', entity: office.name, document_type: 'final_accounts', fiscal_year: 2022, phenomena: '湖北: the full form of the first table in fifteen columns, codes 类|款|项 with names of the levels in the header, two lists of economic classes, 年初, 全年 and 决算, self-evaluations with kinds ticked',
    parts: [
      { heading: `${office.name}2022年度部门决算`, text: ['目录', '第一部分 江汉县残疾人联合会概况', '第二部分 2022年度部门决算表', '第三部分 2022年度部门决算情况说明', `2022年度收、支总计${office.print(total)}元。其中：基本支出${office.print(sum(all, basic))}元，占本年支出${((100 * sum(all, basic)) / total).toFixed(1)}%；项目支出${office.print(sum(all, project))}元，占本年支出${((100 * sum(all, project)) / total).toFixed(1)}%。`] },
      table('公开01表', '2022年度收入支出决算总表', 'revenue_expenditure_summary', [col('label', 5, '收入/项目'), col('text', 0.8, '收入/行次'), ...figures(2.6, amounts.map((path) => `收入/${path}`)), col('label', 5, '支出/项目（按功能分类）', 1), col('text', 0.8, '支出/行次', 1), ...figures(2.6, amounts.map((path) => `支出/${path}`), 1), col('label', 5, '支出/项目（按支出性质和经济分类）', 2), col('text', 0.8, '支出/行次', 2), ...figures(2.6, amounts.map((path) => `支出/${path}`), 2)], summary, { size: 5, ordinals: ['栏次', '', '1', '2', '3', '栏次', '', '4', '5', '6', '栏次', '', '7', '8', '9'], notes: ['注：本表反映部门本年度的总收支和年末结转结余情况。'] }),
      table('公开02表', '2022年度收入决算表', 'revenue', [...tree, ...figures(2.4, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入/小计', '事业收入/其中：教育收费', '经营收入', '附属单位上缴收入', '其他收入'])], rows(all, (own) => [sum(own), sum(own), ...nothing(6)]), { ordinals: numbers(8), size: 7 }),
      table('公开03表', '2022年度支出决算表', 'expenditure', [...tree, ...figures(2.6, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], rows(all, (own) => [...split(own), ...nothing(3)]), { ordinals: numbers(6) }),
      table('公开05表', '2022年度一般公共预算财政拨款支出决算表', 'general_public_expenditure', [...tree, ...figures(2.6, ['年初预算数', '本年支出决算数/合计', '本年支出决算数/基本支出', '本年支出决算数/项目支出', '决算数为年初预算数的%'])], rows(g, (own) => [planned(own), ...split(own), Math.round((1e4 * sum(own)) / planned(own))]), { ordinals: numbers(5), notes: ['注：本表反映部门本年度一般公共预算财政拨款实际支出情况。'] }),
      table('公开06表', '2022年度一般公共预算财政拨款基本支出决算表', 'general_public_basic_expenditure', ['人员经费', '公用经费'].flatMap((group, block) => [col('code', 1.8, `${group}/经济分类科目编码`, block), col('label', 5, `${group}/经济分类科目名称`, block), col('figure', 3, `${group}/决算数`, block)]), [...lists2, ['', '人员经费合计', office.print(sum(basics, people)), '', '公用经费合计', office.print(sum(basics, money))]], { portrait: true }),
      table('公开07表', '2022年度财政拨款“三公”经费支出决算表', 'three_public', [col('label', 6, '项目'), col('text', 1, '行次'), ...figures(2.6, amounts)], [['一、“三公”经费合计', '1', '46,000.00', '42,000.00', '38,914.50'], ['1.因公出国（境）费用', '2', '', '', ''], ['2.公务用车购置及运行维护费', '3', '36,000.00', '36,000.00', '34,702.50'], ['其中：公务用车购置费', '4', '', '', ''], ['公务用车运行维护费', '5', '36,000.00', '36,000.00', '34,702.50'], ['3.公务接待费', '6', '10,000.00', '6,000.00', '4,212.00']], { portrait: true, ordinals: ['栏次', '', '1', '2', '3'] }),
      table('公开08表', '2022年度政府性基金预算财政拨款收入支出决算表', 'government_fund', [...tree, ...figures(2.4, ['年初结转和结余', '本年收入', '本年支出/合计', '本年支出/基本支出', '本年支出/项目支出', '年末结转和结余'])], rows(f, (own) => [null, sum(own), sum(own), null, sum(own), null]), { ordinals: numbers(6) }),
      table('公开09表', '2022年度国有资本经营预算财政拨款支出决算表', 'state_capital', [...tree, ...figures(2.6, ['合计', '基本支出', '项目支出'])], [emptyRow(7, 3)], { ordinals: numbers(3), empty: true, notes: ['注：本部门2022年度没有国有资本经营预算财政拨款支出，故本表为空。'] }),
      evaluation('附件1', '残疾人康复服务项目', ['235.00', '228.40', '97.19%', '19.44'], [
        { level1: '产出指标（40分）', level2: '数量指标', level3: '接受康复服务残疾人数', target: '1200人', actual: '1264人', score: '10' }, { level1: '产出指标（40分）', level2: '数量指标', level3: '适配辅助器具件数', target: '460件', actual: '471件', score: '10' }, { level1: '产出指标（40分）', level2: '质量指标', level3: '康复服务建档率', target: '100%', actual: '100%', score: '10' }, { level1: '产出指标（40分）', level2: '时效指标', level3: '补助资金拨付及时率', target: '≥95%', actual: '92%', score: '9.2' }, { level1: '效益指标（30分）', level2: '社会效益指标', level3: '有需求残疾儿童康复救助率', target: '100%', actual: '100%', score: '15' }, { level1: '效益指标（30分）', level2: '可持续影响指标', level3: '基层康复机构服务能力', target: '持续提升', actual: '持续提升', score: '15' }, { level1: '满意度指标（10分）', level2: '服务对象满意度指标', level3: '残疾人及家属满意度', target: '≥90%', actual: '96%', score: '10' },
      ], '98.64', '部分乡镇资料报送较晚，影响资金拨付进度。', '加强与乡镇沟通，提前收集资料；评价结果作为下年度预算安排的依据。'),
      evaluation('附件2', '残疾人就业扶持项目', ['128.00', '121.75', '95.12%', '19.02'], [
        { level1: '产出指标（40分）', level2: '数量指标', level3: '扶持残疾人自主创业人数', target: '45人', actual: '45人', score: '15' }, { level1: '产出指标（40分）', level2: '数量指标', level3: '举办职业技能培训班', target: '6期', actual: '5期', score: '12.5' }, { level1: '产出指标（40分）', level2: '质量指标', level3: '培训合格率', target: '≥95%', actual: '98%', score: '10' }, { level1: '效益指标（30分）', level2: '经济效益指标', level3: '受助残疾人人均年增收', target: '≥3000元', actual: '3150元', score: '15' }, { level1: '效益指标（30分）', level2: '社会效益指标', level3: '带动残疾人就业人数', target: '≥90人', actual: '97人', score: '15' }, { level1: '满意度指标（10分）', level2: '服务对象满意度指标', level3: '参训学员满意度', target: '≥90%', actual: '95%', score: '10' },
      ], '96.52', '受疫情影响，少举办1期培训班。', '合理安排培训时间，创新线上培训方式。'),
    ],
  };
}

/** 青海: funds four deep, carry-over beside this year's money, both classifications of a project's row, counts beside amounts of the three public costs, goals of the whole department with tasks. */
function qinghai(): Drawn {
  const office = new Office('昆源县民政局', 263, CIVIL, '万元', { grouped: false, zeros: true });
  const { all } = office;
  const [g, f, total] = [office.of(general), office.of(fund('fund')), sum(all)];
  const table = tabler('万元', (no, title) => [no, title, [`填报单位：${office.name}`, '金额单位：万元']]);
  const carriedOf = (own: readonly Spent[]): number => sum(own, both(project, (one) => one.code === '2081002'));
  const carried = carriedOf(all);
  const tree: PrintedColumn[] = [...['类', '款', '项'].map((level) => col('code', 1, `功能科目编码/${level}`)), col('label', 5, '功能科目名称')];
  const rows = (spent: readonly Spent[], values: (own: readonly Spent[]) => Values): string[][] => office.tree(spent, values, { codes: (code) => (code === '' ? ['', '', ''] : inParts(code)) });
  const funds = ['合计', '本年预算数/财政拨款/小计', '本年预算数/财政拨款/一般公共预算', '本年预算数/财政拨款/政府性基金预算', '本年预算数/财政拨款/国有资本经营预算', '本年预算数/财政专户核拨资金', '本年预算数/单位资金/小计', '本年预算数/单位资金/事业收入', '本年预算数/单位资金/其他收入', '上年结转/小计', '上年结转/财政拨款结转', '上年结转/单位资金结转'].map((path) => `资金来源/${path}`);
  const byFund = (own: readonly Spent[]): Values => { const c = carriedOf(own); const now = sum(own) - c; return [sum(own), now, sum(own, general) - c, sum(own, fund('fund')), 0, 0, 0, 0, 0, c, c, 0]; };
  const stage = (own: readonly Spent[]): Values => { const c = carriedOf(own); return [sum(own), sum(own, basic), sum(own, people), sum(own, money), sum(own, project) - c, c]; };
  const basics = office.of(both(general, basic));
  const GOVERNMENT: Readonly<Record<string, readonly [string, string]>> = { 301: ['50101', '工资奖金津补贴'], 302: ['50201', '办公经费'], 303: ['50905', '离退休费'] };
  const indicators: PrintedIndicator[] = [
    { level1: '产出指标', level2: '数量指标', level3: '农村低保保障人数', target: '≥5200人', weight: '15' }, { level1: '产出指标', level2: '数量指标', level3: '建设互助幸福院', target: '＝6所', weight: '10' }, { level1: '产出指标', level2: '质量指标', level3: '低保对象认定准确率', target: '≥98%', weight: '15' }, { level1: '产出指标', level2: '时效指标', level3: '低保金发放时间', target: '每月10日前', weight: '10' }, { level1: '产出指标', level2: '成本指标', level3: '低保标准', target: '≥5400元/人·年', weight: '10' }, { level1: '效益指标', level2: '社会效益指标', level3: '困难群众基本生活', target: '有效保障', weight: '20' }, { level1: '满意度指标', level2: '服务对象满意度指标', level3: '救助对象满意度', target: '≥90%', weight: '10' },
  ];
  const tasks = [['困难群众救助', '发放城乡低保、临时救助、特困供养资金', '1960.00', '1960.00', '0.00'], ['养老服务体系建设', '建设农村互助幸福院，发放高龄补贴', '390.00', '310.00', '80.00'], ['儿童福利保障', '发放孤儿和事实无人抚养儿童基本生活费', '160.00', '160.00', '0.00']];
  return {
    doc: 'kunyuan-civil-2025', entity: office.name, document_type: 'budget', fiscal_year: 2025, phenomena: '青海: funds four deep, carry-over beside this year, blanks printed 0.00, both classifications, counts beside amounts, goals of the whole department with tasks',
    parts: [
      { heading: `${office.name}2025年部门预算`, text: ['目　录', '第一部分　部门概况', '第二部分　2025年部门预算表', '第三部分　2025年部门预算情况说明', `2025年收入预算${office.print(total)}万元，其中：本年预算数${office.print(total - carried)}万元，上年结转${office.print(carried)}万元。`] },
      table('附表01', '部门收支预算总表', 'revenue_expenditure_summary', [col('label', 5, '收　入/收入项目'), ...figures(2.4, ['收　入/预算数', '收　入/其中：上年结转']), col('label', 5, '支　出/功能科目', 1), ...figures(2.4, ['支　出/合计', '支　出/本年预算数/基本支出', '支　出/本年预算数/项目支出', '支　出/上年结转'], 1)], office.sides([line('一、财政拨款收入', total, carried), line('（一）一般公共预算', sum(g), carried), line('（二）政府性基金预算', sum(f), 0), line('（三）国有资本经营预算', 0, 0), line('二、财政专户核拨资金', 0, 0), line('三、单位资金', 0, 0), line('收入总计', total, carried)], [...pad(office.classes(all, (own) => [sum(own), sum(own, basic), sum(own, project) - carriedOf(own), carriedOf(own)], { every: false }), 6), line('支出总计', total, sum(all, basic), sum(all, project) - carried, carried)], [2, 4])),
      table('附表02', '部门收入预算总表', 'revenue', [...tree, ...figures(1.8, funds)], rows(all, byFund), { size: 6 }),
      table('附表03', '部门支出预算总表', 'expenditure', [...tree, ...figures(2.4, ['总计', '本年预算数/基本支出/小计', '本年预算数/基本支出/人员经费', '本年预算数/基本支出/公用经费', '本年预算数/项目支出', '上年结转/项目支出'])], rows(all, stage)),
      table('附表04', '财政拨款收支预算总表', 'fiscal_appropriation_summary', [col('label', 5, '收　入/收入项目'), col('figure', 2.4, '收　入/预算数'), col('label', 5, '支　出/功能科目', 1), ...figures(2.2, ['支　出/合计', '支　出/一般公共预算/本年预算数', '支　出/一般公共预算/上年结转', '支　出/政府性基金预算/本年预算数', '支　出/政府性基金预算/上年结转'], 1)], office.sides([line('一、本年收入', total - carried), line('（一）一般公共预算', sum(g) - carried), line('（二）政府性基金预算', sum(f)), line('（三）国有资本经营预算', 0), line('二、上年结转', carried), line('（一）一般公共预算', carried), line('收入总计', total)], [...pad(office.classes(all, (own) => [sum(own), sum(own, general) - carriedOf(own), carriedOf(own), sum(own, fund('fund')), 0], { every: false }), 6), line('支出总计', total, sum(g) - carried, carried, sum(f), 0)], [1, 5]), { size: 7 }),
      table('附表05', '一般公共预算支出表', 'general_public_expenditure', [...tree, ...figures(2.2, ['合计', '本年预算数/小计', '本年预算数/基本支出', '本年预算数/项目支出', '上年结转/小计', '上年结转/基本支出', '上年结转/项目支出'])], rows(g, (own) => { const c = carriedOf(own); return [sum(own), sum(own) - c, sum(own, basic), sum(own, project) - c, c, 0, c]; })),
      table('附表06', '一般公共预算基本支出表', 'general_public_basic_expenditure', [col('text', 1.8, '政府预算支出经济分类科目/科目编码'), col('text', 4.6, '政府预算支出经济分类科目/科目名称'), col('code', 1.8, '部门预算支出经济分类科目/科目编码'), col('label', 4.6, '部门预算支出经济分类科目/科目名称'), ...figures(2.2, ['基本支出/合计', '基本支出/人员经费', '基本支出/公用经费'])], [['', '', '', '合计', ...office.printed([sum(basics), sum(basics, people), sum(basics, money)])], ...branches(basics, 'economic', [5]).map(({ code, own }) => [...GOVERNMENT[code.slice(0, 3)]!, code, nameOf(code), ...office.printed([sum(own), sum(own, people), sum(own, money)])])]),
      table('附表07', '一般公共预算“三公”经费预算表', 'three_public', [col('label', 5, '单位名称'), ...figures(1.6, ['“三公”经费合计', '因公出国（境）费/人次', '因公出国（境）费/金额', '公务用车购置/辆数', '公务用车购置/金额', '公务用车运行维护费/保有量', '公务用车运行维护费/金额', '公务接待费/批次', '公务接待费/人次', '公务接待费/金额'])], [['合计', '13.20', '0', '0.00', '0', '0.00', '4', '12.00', '15', '130', '1.20'], ['昆源县民政局机关', '10.10', '0', '0.00', '0', '0.00', '3', '9.00', '13', '118', '1.10'], ['昆源县社会福利院', '3.10', '0', '0.00', '0', '0.00', '1', '3.00', '2', '12', '0.10']]),
      table('附表08', '政府性基金预算支出表', 'government_fund', [...tree, ...figures(2.4, ['合计', '本年预算数/基本支出', '本年预算数/项目支出', '上年结转'])], rows(f, (own) => [sum(own), 0, sum(own), 0])),
      table('附表09', '国有资本经营预算支出表', 'state_capital', [...tree, ...figures(2.4, ['合计', '本年预算数/基本支出', '本年预算数/项目支出', '上年结转'])], [['', '', '', '合计', '0.00', '0.00', '0.00', '0.00']], { notes: ['注：本部门无国有资本经营预算支出。'] }),
      table('附表10', '项目支出预算明细表', 'project_expenditure', [col('text', 2, '项目类别'), col('label', 5, '项目名称'), col('text', 2, '功能科目'), col('code', 2, '部门经济科目'), col('text', 2, '政府经济科目'), ...figures(1.9, ['合计', '本年预算数/一般公共预算', '本年预算数/政府性基金预算', '本年预算数/单位资金', '上年结转'])], [['特定目标类', '农村低保补助', '2081902', '30305', '50901', '1800.00', '1800.00', '0.00', '0.00', '0.00'], ['特定目标类', '高龄老人补贴', '2081002', '30305', '50901', '240.00', '160.00', '0.00', '0.00', '80.00'], ['特定目标类', '农村互助幸福院建设', '2296002', '31005', '50302', '120.00', '0.00', '120.00', '0.00', '0.00'], ['其他运转类', '地名普查与界线管理', '2080207', '30227', '50205', '26.00', '26.00', '0.00', '0.00', '0.00'], ['', '合计', '', '', '', '2186.00', '1986.00', '120.00', '0.00', '80.00']], { size: 7 }),
      table('附表11', '政府购买服务支出预算表', 'other', [col('text', 1, '序号'), col('label', 5, '购买服务内容'), col('text', 4, '承接主体类别'), ...figures(2.2, ['购买服务资金/小计', '购买服务资金/本年预算数', '购买服务资金/上年结转']), col('text', 3, '购买方式')], [['', '合计', '', '46.00', '46.00', '0.00', ''], ['1', '社会救助家庭经济状况核对', '社会组织', '18.00', '18.00', '0.00', '公开招标'], ['2', '留守老人探访关爱', '社会组织', '28.00', '28.00', '0.00', '竞争性磋商']]),
      {
        no: '附表12', title: '部门整体支出绩效目标表', kind: 'performance_target', unit: '万元', above: ['附表12', '部门整体支出绩效目标表', ['（2025年度）', '金额单位：万元']], portrait: true, widths: [1.8, 2.2, 2.6, 3.4, 2, 2, 1.6],
        cells: [['部门名称', '<', office.name, '<', '<', '<', '<'], ['年度主要任务', '任务名称', '主要内容', '<', '预算金额', '<', '<'], ['^', '^', '^', '<', '总额', '财政拨款', '其他资金'], ...tasks.map(([name, what, ...money_]) => ['^', name!, what!, '<', ...money_]), ['^', '金额合计', '<', '<', '2510.00', '2430.00', '80.00'], ['年度总体目标', '保障困难群众基本生活，健全养老服务体系，提升儿童福利保障水平。', '<', '<', '<', '<', '<'], ['年度绩效指标', '一级指标', '二级指标', '三级指标', '指标值', '<', '分值'], ...indicatorCells(indicators, (one) => [one.level3, one.target, '<', one.weight!]).map((cells) => ['^', ...cells])],
        indicators, fields: [['部门名称', office.name], ['年度总体目标', '保障困难群众基本生活，健全养老服务体系，提升儿童福利保障水平。']],
        funding: [...tasks, ['金额合计', '', '2510.00', '2430.00', '80.00']].flatMap(([name, , ...values]) => values.map((value, i) => [name!, `预算金额/${['总额', '财政拨款', '其他资金'][i]!}`, value!] as const)),
      },
    ],
  };
}

/** 西藏: titles that name office and year, no numbers, income and spending with codes on the right, wages spread over the columns, three public costs with counts below, assets at both ends of the year, targets with formulas. */
function xizang(): Drawn {
  const office = new Office('雅江县中学', 269, SCHOOLS, '元', { grouped: true, zeros: false });
  const { all } = office;
  const [g, total] = [office.of(general), sum(all)];
  const own_ = total - sum(g);
  const table = tabler('元', (_, title) => [title, [`编制部门：${office.name}`, '单位：元']]);
  const t = (title: string): string => `${office.name}2021年${title}`;
  const tree = [col('code', 2, '支出功能分类/编码'), col('label', 5.4, '支出功能分类/名称')];
  const wages = ['30101', '30102', '30103', '30107'];
  const wide = (own: readonly Spent[]): Values => [sum(own), sum(own, basic), sum(own, both(basic, is('301'))), ...wages.map((code) => sum(own, both(basic, is(code)))), sum(own, both(basic, (one) => one.economic.startsWith('301') && !wages.includes(one.economic))), sum(own, both(basic, is('302'))), sum(own, both(basic, is('303'))), sum(own, project)];
  const classes = branches(all, 'code', [3]);
  const income = [line('一、财政拨款（补助）', sum(g)), line('（一）一般公共预算', sum(g)), ...blank('（二）政府性基金'), line('二、事业收入', own_), ...blank('其中：教育收费', '三、其他收入', '四、上年结转')];
  const summary = income.map((one, i) => { const cls = classes[i]; return [one.label, office.print(one.values[0] ?? null), ...(cls ? [cls.code, nameOf(cls.code), ...office.printed([sum(cls.own), sum(cls.own, general), sum(cls.own, fund('other'))])] : ['', '', '', '', ''])]; });
  const indicators: (PrintedIndicator & { how: string })[] = [
    { level1: '产出指标', level2: '数量指标', level3: '资助学生人数', target: '≥1860人', weight: '10', how: '实际资助人数/计划资助人数' }, { level1: '产出指标', level2: '质量指标', level3: '资助标准执行率', target: '100%', weight: '15', how: '按标准发放人数/资助人数' }, { level1: '产出指标', level2: '时效指标', level3: '资金下达及时率', target: '100%', weight: '15', how: '及时下达资金/资金总额' }, { level1: '效益指标', level2: '社会效益指标', level3: '义务教育巩固率', target: '≥95%', weight: '30', how: '毕业人数/入学人数' }, { level1: '满意度指标', level2: '服务对象满意度指标', level3: '学生及家长满意度', target: '≥95%', weight: '20', how: '问卷调查' },
  ];
  return {
    doc: 'yajiang-school-2021', entity: office.name, document_type: 'budget', fiscal_year: 2021, phenomena: '西藏: titles with office and year, codes on the right side of the summary, wages by column, counts below the three public costs, assets at both ends of the year, targets with formulas and weights',
    parts: [
      { heading: `${office.name}2021年部门预算及“三公”经费预算公开`, text: ['一、单位职责。实施初中学历教育，促进基础教育发展。', '二、机构设置。内设教务处、政教处、总务处。', '三、预算收支情况说明', `2021年预算总收入${office.print(total)}元，其中：财政拨款${office.print(sum(g))}元，事业收入${office.print(own_)}元。`] },
      table('', t('收支预算总表'), 'revenue_expenditure_summary', [col('label', 5.4, '收入/收入来源'), col('figure', 3, '收入/金额'), col('code', 1.6, '支出/科目编码', 1), col('label', 5.4, '支出/功能科目', 1), ...figures(2.8, ['支出/合计', '支出/财政拨款', '支出/非财政拨款'], 1)], [...summary, ['收入合计', office.print(total), '', '支出合计', ...office.printed([total, sum(g), own_])]]),
      table('', t('收入预算表'), 'revenue', [...tree, ...figures(2.6, ['收入合计', '上年结转', '本年收入/财政拨款/一般公共预算/经费拨款', '本年收入/财政拨款/一般公共预算/上级专款', '本年收入/财政拨款/政府性基金', '本年收入/事业收入', '本年收入/其他收入'])], office.tree(all, (own) => { const special = sum(own, (one) => one.code === '2050202'); return [sum(own), null, sum(own, general) - special, special, null, sum(own, fund('other')), null]; }, { codes, totalLabel: '总计' })),
      table('', t('支出预算表'), 'expenditure', [...tree, ...figures(2.4, ['支出合计', '基本支出/合计', '基本支出/工资福利支出/小计', '基本支出/工资福利支出/基本工资', '基本支出/工资福利支出/津贴补贴', '基本支出/工资福利支出/奖金', '基本支出/工资福利支出/绩效工资', '基本支出/工资福利支出/其他', '基本支出/商品和服务支出', '基本支出/对个人和家庭的补助', '项目支出'])], office.tree(all, wide, { codes, totalLabel: '总计' }), { size: 6 }),
      table('', t('财政拨款收支预算表'), 'fiscal_appropriation_summary', [col('label', 5.4, '收入/收入来源'), col('figure', 3, '收入/金额'), col('label', 5.4, '支出/功能科目', 1), ...figures(2.8, ['支出/合计', '支出/基本支出', '支出/项目支出'], 1)], office.sides([line('一、一般公共预算', sum(g)), line('经费拨款', sum(g) - sum(all, (one) => one.code === '2050202')), line('上级专款', sum(all, (one) => one.code === '2050202')), ...blank('二、政府性基金', '三、上年结转'), line('收入合计', sum(g))], [...pad(office.classes(g, split, { every: false }), 5), line('支出合计', ...split(g))], [1, 3])),
      table('', t('一般公共预算支出表'), 'general_public_expenditure', [...tree, ...figures(2.6, ['2020年执行数', '2021年预算数/小计', '2021年预算数/基本支出', '2021年预算数/项目支出', '2021年预算数比2020年执行数/增减额', '2021年预算数比2020年执行数/增减%'])], office.tree(g, (own) => [before(own), ...split(own), sum(own) - before(own), change(sum(own), before(own))], { codes, totalLabel: '总计' })),
      table('', t('一般公共预算基本支出表'), 'general_public_basic_expenditure', [col('code', 2, '支出经济分类/编码'), col('label', 5.4, '支出经济分类/名称'), ...figures(2.8, ['基本支出/总计', '基本支出/人员经费', '基本支出/公用经费'])], office.tree(office.of(both(general, basic)), (own) => [sum(own), sum(own, people), sum(own, money)], { by: 'economic', codes, totalLabel: '总计' }), { portrait: true }),
      table('', t('“三公”经费预算表'), 'three_public', [col('label', 6, '项目'), ...figures(2.6, ['2020年预算数', '2021年预算数', '增减额'])], [['“三公”经费合计', '78,000.00', '72,000.00', '-6,000.00'], ['因公出国（境）费', '', '', ''], ['公务接待费', '18,000.00', '12,000.00', '-6,000.00'], ['公务用车购置及运行费', '60,000.00', '60,000.00', ''], ['公务用车购置费', '', '', ''], ['公务用车运行费', '60,000.00', '60,000.00', ''], ['公务用车保有量（辆）', '2', '2', ''], ['国内公务接待批次（批）', '24', '20', '-4'], ['国内公务接待人次（人）', '190', '160', '-30']]),
      table('', t('政府性基金预算支出表'), 'government_fund', [...tree, ...figures(2.6, ['政府性基金预算支出/小计', '政府性基金预算支出/基本支出', '政府性基金预算支出/项目支出'])], [emptyRow(5, 1, '总计')], { empty: true, notes: ['备注：本单位无政府性基金预算。'] }),
      table('', t('项目支出预算表'), 'project_expenditure', [col('text', 1, '序号'), col('label', 5.4, '项目名称'), col('text', 2.4, '项目性质'), ...figures(2.6, ['预算金额/合计', '预算金额/本级安排', '预算金额/上级补助', '预算金额/单位自筹']), col('text', 3, '备注')], [['1', '农牧民子女“三包”经费', '经常性', '2,680,000.00', '580,000.00', '2,100,000.00', '', ''], ['2', '校园安防设施改造', '一次性', '432,500.00', '432,500.00', '', '', '分两年实施'], ['3', '学生食堂补助', '经常性', '900,000.00', '', '', '900,000.00', ''], ['', '总计', '', '4,012,500.00', '1,012,500.00', '2,100,000.00', '900,000.00', '']]),
      table('', t('政府采购预算表'), 'other', [col('label', 5, '采购品目'), col('text', 3, '规格要求'), figures(1.4, ['数量'])[0]!, ...figures(2.4, ['单价', '预算金额/合计', '预算金额/财政拨款', '预算金额/其他资金']), col('text', 2.6, '采购方式')], [['学生课桌椅', '钢木结构', '300', '420.00', '126,000.00', '126,000.00', '', '询价'], ['教学一体机', '86寸', '12', '18,500.00', '222,000.00', '222,000.00', '', '公开招标'], ['食堂冷柜', '双开门', '3', '6,800.00', '20,400.00', '', '20,400.00', '询价'], ['合计', '', '', '', '368,400.00', '348,000.00', '20,400.00', '']]),
      table('', t('国有资产占用情况表'), 'other', [col('label', 4, '资产类别'), ...figures(2.4, ['年初数/数量', '年初数/账面价值', '年末数/数量', '年末数/账面价值'])], [['土地、房屋及构筑物', '18', '31,240,600.00', '18', '31,240,600.00'], ['通用设备', '642', '4,186,320.50', '671', '4,420,118.50'], ['其中：车辆', '2', '396,000.00', '2', '396,000.00'], ['专用设备', '96', '1,022,450.00', '96', '1,022,450.00'], ['家具、用具', '1830', '918,274.00', '1902', '965,004.00'], ['合计', '', '37,367,644.50', '', '37,648,172.50']]),
      {
        no: '', title: t('项目绩效目标申报表'), kind: 'performance_target', unit: '元', above: [t('项目绩效目标申报表'), ['填报单位：雅江县中学', '单位：元']], widths: [1.8, 2, 3, 2, 3, 1.2],
        cells: [['项目名称', '<', '农牧民子女“三包”经费', '<', '<', '<'], ['项目负责部门', '<', '总务处', '实施期限', '2021年1月至2021年12月', '<'], ['资金总额', '<', '2,680,000.00', '其中：财政资金', '2,680,000.00', '<'], ['项目总体目标', '<', '落实包吃、包住、包基本学习费用政策，保障农牧民子女接受义务教育。', '<', '<', '<'], ['一级指标', '二级指标', '三级指标', '目标值', '计算方法', '权重'], ...indicatorCells(indicators, (one) => [one.level3, one.target, one.how, one.weight!])],
        indicators, fields: [['项目名称', '农牧民子女“三包”经费'], ['项目负责部门', '总务处'], ['实施期限', '2021年1月至2021年12月'], ['资金总额', '2680000.00'], ['其中：财政资金', '2680000.00'], ['项目总体目标', '落实包吃、包住、包基本学习费用政策，保障农牧民子女接受义务教育。']],
      },
    ],
  };
}

export const REGIONS: (() => Drawn)[] = [shanxi, hubei, qinghai, xizang];
