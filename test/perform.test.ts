import { describe, expect, it } from 'vitest';
import { readTextDump } from '../parsers/text-dump/text-dump.js';
import { loadForms } from '../rules/forms/forms.js';
import { loadRules } from '../rules/load.js';
import { loadPerformance } from '../rules/performance/performance.js';
import type { GridCell, GridRegion, Heading, Indicator, Region, TableKind, TableRegion } from '../src/model/index.js';
import { splitProjects } from '../src/perform/blocks.js';
import { compare } from '../src/compare/compare.js';
import { loadComparisons } from '../rules/comparisons/comparisons.js';
import { perform } from '../src/perform/perform.js';
import { convertDocument } from '../src/pipeline.js';
import { parseTarget } from '../src/text/target.js';
import { DAMAGES, type Damage, madeForm, plain } from './perform/damaged-forms.js';

const rules = { performance: loadPerformance(), forms: loadForms() };

const heading = (kind: TableKind): Heading => ({ tableNo: '', title: '', caption: '', unit: '万元', kind, titleLines: [] });
const dump = (text: string, kind: TableKind = 'performance_self_evaluation_project'): TableRegion => {
  const { pages } = readTextDump(new TextEncoder().encode(text));
  const lines = pages.flatMap((page) => page.lines);
  const pageStarts = pages.slice(1).map((page) => lines.indexOf(page.lines[0]!));
  return { form: 'lines', order: 1, heading: heading(kind), lines, pageStarts, notes: [] };
};
/** A grid from rows of cells; `text>n` spans n columns, `text^n` n rows, '' a cell, null a place covered from above. */
const grid = (rows: readonly (readonly (string | null)[])[], kind: TableKind = 'performance_target'): GridRegion => {
  const cells: GridCell[] = [];
  const taken = new Set<string>();
  let colCount = 0;
  for (const [row, texts] of rows.entries()) {
    let col = 0;
    for (const printed of texts) {
      while (taken.has(`${row},${col}`)) col++;
      if (printed === null) continue;
      const match = /^(.*?)(?:>(\d))?(?:\^(\d))?$/.exec(printed)!;
      const [text, colSpan, rowSpan] = [match[1]!, Number(match[2] ?? 1), Number(match[3] ?? 1)];
      for (let r = row; r < row + rowSpan; r++) for (let c = col; c < col + colSpan; c++) taken.add(`${r},${c}`);
      cells.push({ row, col, rowSpan, colSpan, text, lines: [text], page: 1, box: { x0: col, y0: row, x1: col + colSpan, y1: row + rowSpan } });
      col += colSpan;
      colCount = Math.max(colCount, col);
    }
  }
  return { form: 'grid', order: 1, origin: 'lattice', heading: heading(kind), rowCount: rows.length, colCount, cells, notes: [], firstPage: 1, lastPage: 1 };
};
const read = (...regions: Region[]) => perform(regions, rules).value;
const row = ({ level1, level2, level3, target, actual, weight, score, note }: Indicator) => [level1, level2, level3, target, actual, weight, score, note].join('|');
const rows = (...regions: Region[]) => read(...regions).indicators.map(row);
const fields = (...regions: Region[]) => read(...regions).fields.map(({ field, value }) => `${field}=${value}`);

const HEADER = '一级指标 二级指标 三级指标 年度目标值 实际完成值 分值 得分 偏差原因分析\n\n';

describe('lists of projects in a dump', () => {
  const HEAD = '项目名称 项目总额\n其中：\n\n绩效目标 一级指标 二级指标 三级指标 绩效指\n标性质\n\n本年绩效\n指标值\n\n绩效度\n量单位\n\n财政资金 其他资金\n\n';
  const FIRST = '11T0001-就业\n管理经费\n\n33.54 33.54\n为各区配备物品，\n供务工人员使用。\n\n';
  const text = `${HEAD}${FIRST}产出指标 数量指标 站点覆盖数 ≥ 300 个\n\n成本指标 经济成本指标\n项目总\n成本\n\n≤ 33.54 万元\n\n\n\n${HEAD}${FIRST}产出指标 质量指标 验收合格 定性 优\n\n6.75 5.00 1.75\n依托机构资源开展服务。\n\n产出指标 数量指标 采购数量 ＝ 14\n个（台、套\n、件）\n\n11T0002-讲座 2.00 2.00\n\n组织专家讲座。\n\n满意度指标 服务对象满意度\n指标\n听众满意度 ≥ 90 %`;
  const parts = splitProjects([dump(text, 'performance_target')], rules.performance);
  const found = read(...parts);
  it('a region a project; what a page break prints again opens none', () => expect(parts.length).toBe(3));
  it('rows under their project, the target in one and column by column', () =>
    expect(found.indicators.map((each) => `${each.table}|${row(each)}`)).toEqual([
      '1|产出指标|数量指标|站点覆盖数|≥300个||||绩效指标性质=≥;本年绩效指标值=300;绩效度量单位=个',
      '1|成本指标|经济成本指标|项目总成本|≤33.54万元||||绩效指标性质=≤;本年绩效指标值=33.54;绩效度量单位=万元',
      '1|产出指标|质量指标|验收合格|定性优||||绩效指标性质=定性;本年绩效指标值=优;绩效度量单位=',
      '2|产出指标|数量指标|采购数量|＝14个（台、套、件）||||绩效指标性质=＝;本年绩效指标值=14;绩效度量单位=个（台、套、件）',
      '3|满意度指标|服务对象满意度指标|听众满意度|≥90%||||绩效指标性质=≥;本年绩效指标值=90;绩效度量单位=%',
    ]));
  it('name, amounts and goal; a name shared by several', () =>
    expect(found.fields.map(({ table, field, value }) => `${table} ${field}=${value}`)).toEqual([
      '1 项目名称=11T0001-就业管理经费', '1 项目总额=33.54', '1 其中：/财政资金=33.54', '1 其中：/其他资金=', '1 绩效目标=为各区配备物品，供务工人员使用。',
      '2 项目名称=11T0001-就业管理经费', '2 项目总额=6.75', '2 其中：/财政资金=5.00', '2 其中：/其他资金=1.75', '2 绩效目标=依托机构资源开展服务。',
      '3 项目名称=11T0002-讲座', '3 项目总额=2.00', '3 其中：/财政资金=2.00', '3 其中：/其他资金=', '3 绩效目标=组织专家讲座。',
    ]));
  it('projects without amounts begin with their name and goal on a line above the first level of their rows', () => {
    for (const gap of ['\n\n', '\n']) {
      const list = ['项目名称 年度绩效目标 一级指标 二级指标 三级指标 指标值', '校园信息化建设 完成智慧教室建设，提升信息化教学水平', '产出指标', '数量指标 建设智慧教室 ＝6间', '效益指标 社会效益指标 信息化课程占比 ≥60%', '实训设备购置 购置数控、汽修实训设备，满足教学需要', '产出指标', '数量指标 购置实训设备 ＝42台（套）', '效益指标 社会效益指标 实训开出率 ≥95%'].join(gap);
      const projects = splitProjects([dump(list, 'performance_target')], rules.performance).map((part) => read(part));
      expect(projects.map(({ fields }) => fields.map(({ field, value, confidence }) => `${field}=${value} ${confidence.level}`))).toEqual([
        ['项目名称=校园信息化建设 medium', '年度绩效目标=完成智慧教室建设，提升信息化教学水平 medium'],
        ['项目名称=实训设备购置 medium', '年度绩效目标=购置数控、汽修实训设备，满足教学需要 medium'],
      ]);
      expect(projects.map(({ indicators }) => indicators.map(({ level3, target }) => `${level3} ${target}`))).toEqual([['建设智慧教室 ＝6间', '信息化课程占比 ≥60%'], ['购置实训设备 ＝42台（套）', '实训开出率 ≥95%']]);
    }
  });
  it('the office printed once for all its projects; a weight ends a row; an explanation that says the name again', () => {
    const list = '单位名\n称\n项目名称\n\n年度资\n金总额\n(万元)\n年度绩效目标 一级指标 二级指标 三级指标 指标解释 指标值 权重\n\n105001\n某某市\n\n档案局\n\n2026年专\n\n项经费\n\n30.00\n\n1、网络畅通；2、聘\n\n请专家。\n\n产出指标 数量指标 专家评审\n\n聘请专家参与评审。\n\n>=2次 40\n\n成本指标\n经济成本指\n\n标\n\n系统运维\n\n成本\n系统运维成本\n\n<=17万\n元\n\n20\n\n档案局临\n\n聘人员经\n\n费\n\n16.56\n\n按月发放。\n\n产出指标 数量指标 驻外人员人数 驻外人员人数\n\n<=18人\n\n40';
    const projects = splitProjects([dump(list, 'performance_target')], rules.performance);
    const both = read(...projects);
    expect(both.fields.map(({ field, value }) => `${field}=${value}`)).toEqual([
      '单位名称=105001某某市档案局', '项目名称=2026年专项经费', '年度资金总额(万元)=30.00', '年度绩效目标=1、网络畅通；2、聘请专家。',
      '单位名称=105001某某市档案局', '项目名称=档案局临聘人员经费', '年度资金总额(万元)=16.56', '年度绩效目标=按月发放。',
    ]);
    expect(both.indicators.map(row)).toEqual(['产出指标|数量指标|专家评审|>=2次||40||聘请专家参与评审。', '成本指标|经济成本指标|系统运维成本|<=17万元||20||系统运维成本', '产出指标|数量指标|驻外人员人数|<=18人||40||驻外人员人数']);
  });
  it('which of two parts a lone amount is, is not known', () => expect(found.fields.filter(({ field }) => field.startsWith('其中')).map(({ confidence }) => confidence.level)).toEqual(['medium', 'medium', 'high', 'high', 'medium', 'medium']));
  it('without amounts a project begins between a value and a first level; never sure', () => {
    const list = dump('项目名称 年度绩效目标 一级指标 二级指标 三级指标 指标值\n\n校园信息化建设 完成智慧教室建设，提升信息化水平\n\n产出指标\n\n数量指标 建设智慧教室 ＝6间\n\n满意度指标 服务对象满意度指标 学生满意度 ≥90%\n\n实训设备购置 购置数控设备，满足实训教学需要\n\n成本指标 经济成本指标 购置成本 ≤120万元\n\n效益指标 社会效益指标 实训开出率 ≥95%', 'performance_target');
    const { indicators, fields: head } = perform(splitProjects([list], rules.performance), rules).value;
    expect(indicators.map(({ table, level1, level3, target, confidence }) => [table, level1, level3, target, confidence.level].join(' '))).toEqual(['1 产出指标 建设智慧教室 ＝6间 medium', '1 满意度指标 学生满意度 ≥90% medium', '2 成本指标 购置成本 ≤120万元 medium', '2 效益指标 实训开出率 ≥95% medium']);
    expect(head.map(({ field, value, confidence }) => `${field}=${value} ${confidence.level}`)).toEqual(['项目名称=校园信息化建设 medium', '年度绩效目标=完成智慧教室建设，提升信息化水平 medium', '项目名称=实训设备购置 medium', '年度绩效目标=购置数控设备，满足实训教学需要 medium']);
  });
  it('levels run together with the name where the header has no columns for them', () =>
    expect(read(dump('活动 绩效指标 指标性质 指标值 度量单位\n\n审计业务 产出指标数量指标出具数据分析报告 ＝ 4 份\n\n审计业务\n产出指标质量指标报告合格程度\n\n定性 优\n\n审计管理 效益指标社会效益指标推动完善制度 定性 优', 'performance_target')).indicators.map((each) => `${each.objective}|${row(each)}`)).toEqual([
      '审计业务|产出指标|数量指标|出具数据分析报告|＝4份||||指标性质=＝;指标值=4;度量单位=份',
      '审计业务|产出指标|质量指标|报告合格程度|定性优||||指标性质=定性;指标值=优;度量单位=',
      '审计管理|效益指标|社会效益指标|推动完善制度|定性优||||指标性质=定性;指标值=优;度量单位=',
    ]));
});

describe('projects of a grid that a page end cuts', () => {
  const HEAD = [['项目名称', '项目总额', '财政资金', '绩效目标', '一级指标', '二级指标', '三级指标', '指标值']];
  const onPages = (rows: readonly (readonly (string | null)[])[], second: number) => {
    const { cells, ...rest } = grid([...HEAD, ...rows]);
    return splitProjects([{ ...rest, cells: cells.map((cell) => ({ ...cell, page: cell.row >= second ? 2 : 1 })), lastPage: 2 }], rules.performance);
  };
  const ROWS = [
    ['某项目^2', '20.00^2', '20.00^2', '按照有关要求，辅助某局开展业务考核及法律^2', '产出指标', '数量指标', '审查数量', '≥3个'],
    [null, null, null, null, '产出指标', '质量指标', '合格率', '≥95%'],
  ];
  it('a goal goes on behind a page end: one project, a line shown twice taken once', () => {
    const parts = onPages([...ROWS, ['', '', '', '考核及法律咨询等工作。', '产出指标', '时效指标', '完成及时率', '100%'], ['另一项目', '5.00', '5.00', '做好服务。', '产出指标', '数量指标', '服务次数', '2次']], 3);
    const { fields: found, indicators } = read(...parts);
    expect(found.map(({ table, field, value }) => `${table} ${field}=${value}`)).toEqual(['1 项目名称=某项目', '1 项目总额=20.00', '1 财政资金=20.00', '1 绩效目标=按照有关要求，辅助某局开展业务考核及法律咨询等工作。', '2 项目名称=另一项目', '2 项目总额=5.00', '2 财政资金=5.00', '2 绩效目标=做好服务。']);
    expect(indicators.map(({ table, level3 }) => `${table} ${level3}`)).toEqual(['1 审查数量', '1 合格率', '1 完成及时率', '2 服务次数']);
  });
  it('a second level printed behind the page end only', () => {
    const { cells, ...rest } = grid([['一级指标', '二级指标', '三级指标', '指标值'], ['产出指标^4', '数量指标', '清查户数', '≥110'], [null, '', '数据准确率', '≥95'], [null, '质量指标', '物资合格率', '100'], [null, '时效指标', '完成时间', '11月']]);
    const { indicators } = read({ ...rest, cells: cells.map((cell) => ({ ...cell, page: cell.row >= 3 ? 2 : 1 })), lastPage: 2 });
    expect(indicators.map(({ level2, level3, confidence }) => `${level2} ${level3} ${confidence.level}`)).toEqual(['数量指标 清查户数 high', '质量指标 数据准确率 medium', '质量指标 物资合格率 high', '时效指标 完成时间 high']);
  });
  it('a goal that had ended opens another project though its amounts are not shown', () =>
    expect(onPages([['某项目', '20.00', '20.00', '做好服务。', '产出指标', '数量指标', '审查数量', '≥3个'], ['', '', '', '做好培训。', '产出指标', '时效指标', '完成及时率', '100%']], 2)).toHaveLength(2));
  it('the first level beside a goal is no part of its lines', () => {
    const { cells, ...rest } = grid([...HEAD, ['某项目', '20.00', '20.00', '围绕前沿问题开展战略路径规划。', '产出指标', '数量指标', '审查数量', '≥3个']]);
    const spilled = cells.map((cell) => (cell.row === 1 && cell.col === 3 ? { ...cell, text: '围绕公共就业服务的关键领域与前产出指标 沿问题开展战略路径规划。', lines: ['围绕公共就业服务的关键领域与前产出指标', '沿问题开展战略路径规划。'] } : cell));
    expect(read({ ...rest, cells: spilled }).fields.at(-1)).toMatchObject({ value: '围绕公共就业服务的关键领域与前沿问题开展战略路径规划。', confidence: { level: 'medium' } });
  });
});

describe('amounts and tasks of a form in a dump', () => {
  const form = (body: string) => read(dump(`项目名称 某项目\n\n主管部门 某局\n\n${body}一级指标 二级指标 三级指标 指标值\n\n产出指标 数量指标 完成数量 ≥5个`, 'performance_target')).fields.map(({ field, value, confidence }) => `${field}=${value} ${confidence.level}`).slice(2);
  it('an amount behind each label, the heading over them, another label between', () =>
    expect(form('资金金额\n（万元）\n\n实施期资金总额： 312.07\n\n执行率分值\n（10分）\n\n其中：财政拨款 312.07\n\n其他资金\n\n')).toEqual(['资金金额（万元）/实施期资金总额=312.07 high', '执行率分值（10分）= high', '资金金额（万元）/其中：财政拨款=312.07 high', '资金金额（万元）/其他资金= high']));
  it('amounts under a head of two rows that is known, empty ones too; what several sums allow is not sure', () => {
    const head = (figures: string) => form(`部门名称 某某局\n\n总体资金情况（万元）\n预算支出总额\n\n财政拨款 其他资金\n\n合计 基本支出 项目支出 合计 基本支出 项目支出\n\n${figures}\n\n`);
    expect(head('100.50 80.50 60.00 20.50 20.00 20.00')).toEqual([
      '部门名称=某某局 high', '总体资金情况（万元）/预算支出总额=100.50 high', '总体资金情况（万元）/财政拨款/合计=80.50 high', '总体资金情况（万元）/财政拨款/基本支出=60.00 high', '总体资金情况（万元）/财政拨款/项目支出=20.50 high',
      '总体资金情况（万元）/其他资金/合计=20.00 high', '总体资金情况（万元）/其他资金/基本支出= medium', '总体资金情况（万元）/其他资金/项目支出=20.00 medium',
    ]);
    expect(head('1,180.50 1,080.50 60.00 1,020.50 100.00 70.00 30.00').slice(1).every((each) => each.endsWith(' high'))).toBe(true);
  });
  it('what stands beside a name along the side is told with it, up to the next block', () =>
    expect(form('整体绩效目标\n\n整体绩效目标\n\n做好各项工作。\n\n其他说明\n\n资金金额（万元）\n\n实施期资金总额： 3.50\n\n其他资金 3.50\n\n主管部门 某某厅\n\n')).toEqual([
      '整体绩效目标/整体绩效目标=做好各项工作。 high', '整体绩效目标/其他说明= high', '资金金额（万元）/实施期资金总额=3.50 high', '资金金额（万元）/其他资金=3.50 high', '主管部门=某某厅 high',
    ]));
  it('a number of a task is a cell of its own', () =>
    expect(form('年度主\n要任务\n\n任务名称\n\n主要内容\n\n预算金额（万元）\n\n总额 财政拨款 其他资金\n\n任务1 就业工作 120.50 100.50 20.00\n\n任务2 社会保险工作 30.00 30.00\n\n金额合计 150.50 130.50 20.00\n\n').filter((each) => each.includes('主要内容'))).toEqual(['年度主要任务/任务1/主要内容=就业工作 medium', '年度主要任务/任务2/主要内容=社会保险工作 medium']));
  it('rows of figures under a known head, as fields; columns mostly left empty', () => {
    const head = '部门预算编码 127\n\n财政资\n金安排\n和使用\n情况\n\n预算安排 拨付情况 结余情况\n\n分值 得分年初部门预算安排金额\n（含历年结余结转）①\n\n年中调整金额② 小计 ③ = ①+② 年度拨付金额 ④ 支出实现率(%) ⑤=④/③ 本年度结余金额⑥=③-④ 资金结余率(%) ⑦=⑥/③\n\n';
    expect(form(`${head}合计 90.50 10.00 100.50 80.40 80.00 20.10 20.0000 10 8\n\n财政资金小计 90.50 10.00 100.50 80.40 80.00 20.10 20.0000\n\n`)).toEqual([
      '部门预算编码=127 high',
      ...['合计', '财政资金小计'].flatMap((row) => ['预算安排/年初部门预算安排金额（含历年结余结转）①=90.50', '预算安排/年中调整金额②=10.00', '预算安排/小计③=①+②=100.50', '拨付情况/年度拨付金额④=80.40', '拨付情况/支出实现率(%)⑤=④/③=80.00', '结余情况/本年度结余金额⑥=③-④=20.10'].map((cell) => `${row}/${cell} high`)
        .concat(row === '合计' ? ['合计/结余情况/资金结余率(%)⑦=⑥/③=20.0000 high', '合计/分值=10 high', '合计/得分=8 high'] : ['财政资金小计/结余情况/资金结余率(%)⑦=⑥/③=20.0000 medium'])),
    ]);
  });
  it('a figure behind two labels is not sure', () => expect(form('专项资金情况（万元）\n\n资金总额：57.00\n\n财政拨款：\n其他资金：\n50.00\n\n')).toEqual(['专项资金情况（万元）/资金总额=57.00 high', '专项资金情况（万元）/财政拨款= high', '专项资金情况（万元）/其他资金=50.00 medium']));
  it('tasks with their amounts: a part left empty, the total last', () =>
    expect(form('年度主\n要任务\n\n任务名称 主要内容\n预算金额（万元）\n\n执行率分值\n（10分）\n\n总额 财政拨款 其他资金\n\n保运转 保障人员薪酬等基本支出 1932.81 1932.81\n\n开展调查\n保障开展各项调查所需的\n经费支出\n60.50 50.00 10.50\n\n金额合计 1993.31 1982.81 10.50\n\n总体目标\n\n年度目标\n做好各项工作。\n\n')).toEqual([
      '年度主要任务/保运转/主要内容=保障人员薪酬等基本支出 medium', '年度主要任务/保运转/预算金额（万元）/总额=1932.81 medium', '年度主要任务/保运转/预算金额（万元）/财政拨款=1932.81 medium', '年度主要任务/保运转/预算金额（万元）/其他资金= medium',
      '年度主要任务/开展调查/主要内容=保障开展各项调查所需的经费支出 medium', '年度主要任务/开展调查/预算金额（万元）/总额=60.50 medium', '年度主要任务/开展调查/预算金额（万元）/财政拨款=50.00 medium', '年度主要任务/开展调查/预算金额（万元）/其他资金=10.50 medium',
      '年度主要任务/金额合计/预算金额（万元）/总额=1993.31 high', '年度主要任务/金额合计/预算金额（万元）/财政拨款=1982.81 high', '年度主要任务/金额合计/预算金额（万元）/其他资金=10.50 high',
      '总体目标/年度目标=做好各项工作。 high',
    ]));
  it('a goal beside the same words along its side', () => expect(form('整体绩效目标\n\n整体绩效目标\n做好各项工作。\n\n')).toEqual(['整体绩效目标/整体绩效目标=做好各项工作。 high']));
  it('a value that took in heads of something else is low', () => expect(form('实施期限 一年资金情况\n数量指标\n\n')).toEqual(['实施期限=一年资金情况数量指标 low']));
  it('labels beside each other are heads of a table of figures, no form', () => expect(read(dump('预算单位名称 预算项目名称 金额\n\n某局 某项目 7.70', 'other')).fields).toEqual([]));
});

describe('rows of indicators of a dump that need a second look', () => {
  const HEAD = '一级指标 二级指标 三级指标 指标值\n\n';
  const of = (body: string) => read(dump(HEAD + body, 'performance_target')).indicators.map((each) => `${each.level1}|${each.level2}|${each.level3}|${each.target} ${each.confidence.level}`);
  it('a merged second level printed beside one of its numbered rows', () =>
    expect(of('产出指标\n\n时效指标 指标1：完成时间节点 按年\n\n指标1：环境维护 18万元/年\n\n指标2：专线租赁 98.4万元/年\n\n成本指标 指标3：话务平台 21.6万元/年\n\n指标4：短信使用费 15万元/年')).toEqual([
      '产出指标|时效指标|指标1：完成时间节点|按年 high', '产出指标|成本指标|指标1：环境维护|18万元/年 medium', '产出指标|成本指标|指标2：专线租赁|98.4万元/年 medium', '产出指标|成本指标|指标3：话务平台|21.6万元/年 high', '产出指标|成本指标|指标4：短信使用费|15万元/年 high',
    ]));
  it('a stroke for name and value; dots for nothing at all', () =>
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n效益指标\n\n经济效益指标 / /\n\n社会效益指标 政策知晓率 ≥90%\n\n生态效益指标 ......\n\n可持续影响指标 ......')).toEqual(['产出指标|数量指标|完成数量|≥5个 high', '效益指标|经济效益指标|/|/ high', '效益指标|社会效益指标|政策知晓率|≥90% high']));
  it('values that are ranges of dates or begin with a comparison in words', () =>
    expect(of('产出指标\n\n时效指标\n采购开展时间 2026年5月至6月\n\n故障响应时间（小时） ≤1\n\n效益指标\n\n社会效益指标\n提高工作安全性 =按计划开展')).toEqual(['产出指标|时效指标|采购开展时间|2026年5月至6月 high', '产出指标|时效指标|故障响应时间（小时）|≤1 high', '效益指标|社会效益指标|提高工作安全性|=按计划开展 medium']));
  it('a remark below, a heading of the text below, are no part of the last row', () => {
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n满意度指标 服务对象满意度指标 群众满意度 ≥90%\n\n备注\n')).toHaveLength(2);
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n满意度指标 服务对象满意度指标 群众满意度 ≥90%\n\n3.有关情况说明\n\n本部门无其他需要说明的情况。').at(-1)).toBe('满意度指标|服务对象满意度指标|群众满意度|≥90% high');
  });
  it('benefits below a first level of outputs: its own first level may be blank', () =>
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n社会效益指标 政策知晓率 ≥90%')).toEqual(['产出指标|数量指标|完成数量|≥5个 high', '产出指标|社会效益指标|政策知晓率|≥90% medium']));
  it('a heading along the side runs into a first level, second levels have no rows', () =>
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n年\n度\n绩\n效\n指\n标\n\n效\n益\n指\n标\n\n经济效益\n指标\n\n社会效益\n指标\n\n宣传覆盖率 ≥90%\n\n生态效益\n指标\n\n可持续影响\n指标\n\n满意度指标 服务对象满意度指标 受众满意度 ≥90%')).toEqual([
      '产出指标|数量指标|完成数量|≥5个 high', '效益指标|社会效益指标|宣传覆盖率|≥90% high', '满意度指标|服务对象满意度指标|受众满意度|≥90% high',
    ]));
  it('a second level that is the name of an indicator of another keeps it', () =>
    expect(of('效益指标\n\n生态效益指标 社会效益指标 ≥100%\n\n经济效益指标 社会效益指标 ≥100%').map((each) => each.split(' ')[0])).toEqual(['效益指标|生态效益指标|社会效益指标|≥100%', '效益指标|经济效益指标|社会效益指标|≥100%']));
  it('the rest of a heading along the side behind a page end', () =>
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n质量指标 合格率 100%\n\f效\n\n指\n\n标\n\n时效指标 按期完成率 100%')).toEqual(['产出指标|数量指标|完成数量|≥5个 high', '产出指标|质量指标|合格率|100% high', '产出指标|时效指标|按期完成率|100% high']));
  it('cells that run into each other in a line', () => {
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n效益指标\n\n经济效益\n指标社会效益\n指标\n\n宣传覆盖率 ≥90%').at(-1)).toMatch(/^效益指标\|社会效益指标\|宣传覆盖率\|≥90%/);
    expect(of('产出指标 数量指标 完成数量 ≥5个\n\n满意度指标 服务对象满意度12345平台座席满意率 ≥95%').at(-1)).toMatch(/^满意度指标\|服务对象满意度\|12345平台座席满意率\|≥95%/);
  });
  it('several figures in a target, the last with a word before it', () =>
    expect(of('产出指标 数量指标 物业管理面积；服务人次 17839平方米；每天 3000 人次')).toEqual(['产出指标|数量指标|物业管理面积；服务人次|17839平方米；每天3000人次 high']));
  it('ends of targets that ran into the next row are given back', () =>
    expect(of('产出指标\n\n数量指标\n\n会议次数、评选稿件、开展宣传活动、接待媒体调研\n\n≥30次；≥30篇；≥15次；≥\n10次；≥5次；会议次数、宣讲场数、开展各项活动、培训次数 ≥25次；100场；40场；≥5\n次会议次数，慰问奖励数量，建设示范村\n≥2次；≥2人；≥300个\n\n质量指标\n\n按期完成率 ≥90%\n\n文明村镇创建率 ≥50%')).toEqual([
      '产出指标|数量指标|会议次数、评选稿件、开展宣传活动、接待媒体调研|≥30次；≥30篇；≥15次；≥10次；≥5次； medium', '产出指标|数量指标|会议次数、宣讲场数、开展各项活动、培训次数|≥25次；100场；40场；≥5次 medium',
      '产出指标|数量指标|会议次数，慰问奖励数量，建设示范村|≥2次；≥2人；≥300个 medium', '产出指标|质量指标|按期完成率|≥90% high', '产出指标|质量指标|文明村镇创建率|≥50% high',
    ]));
  it('a form printed without its rows has none', () =>
    expect(of('产出指标\n\n数量指标\n\n质量指标\n\n时效指标\n\n效益指标\n\n经济效益指标\n\n社会效益指标\n\n满意度指标\n\n服务对象满意度指标')).toEqual([]));
  it('期限 is the name of an indicator where levels follow', () =>
    expect(of('效益指标 可持续影响指标 期限 长期\n\n满意度指标 服务对象满意度指标 受众满意度 ≥90%')).toEqual(['效益指标|可持续影响指标|期限|长期 high', '满意度指标|服务对象满意度指标|受众满意度|≥90% high']));
});

describe('values of several years, of the half year, points twice', () => {
  const body = '\n\n产出指标\n\n数量指标 培训人数 1850人 ≥2000人 2136人 15\n\n质量指标 合格率 96% ≥95% 97.2% 15';
  it('an earlier year is told beside the row: heads of one row, in a dump and in a grid', () => {
    const heads = ['一级指标', '二级指标', '三级指标', '2022年完成值', '2023年指标值', '2023年完成值', '分值'];
    expect(rows(dump(heads.join(' ') + body))).toEqual(['产出指标|数量指标|培训人数|≥2000人|2136人|15||2022年=1850人', '产出指标|质量指标|合格率|≥95%|97.2%|15||2022年=96%']);
    expect(rows(grid([heads, ['产出指标', '数量指标', '培训人数', '1850人', '≥2000人', '2136人', '15'], ['产出指标', '质量指标', '合格率', '96%', '≥95%', '97.2%', '15']]))).toEqual(['产出指标|数量指标|培训人数|≥2000人|2136人|15||2022年=1850人', '产出指标|质量指标|合格率|≥95%|97.2%|15||2022年=96%']);
  });
  it('heads of two rows, years over values: a head that comes again begins the next year', () => {
    expect(rows(dump('一级指标 二级指标 三级指标 2024年 2025年 权重\n\n指标值 完成值 指标值\n\n产出指标\n\n数量指标 补植面积 ≥2万亩 2.3万亩 ≥3万亩 15', 'performance_target'))).toEqual(['产出指标|数量指标|补植面积|≥3万亩||15||2024年指标值=≥2万亩;2024年完成值=2.3万亩']);
    expect(rows(grid([['一级指标^2', '二级指标^2', '三级指标^2', '2024年>2', '2025年', '权重^2'], [null, null, null, '指标值', '完成值', '指标值', null], ['产出指标', '数量指标', '补植面积', '≥2万亩', '2.3万亩', '≥3万亩', '15']]))).toEqual(['产出指标|数量指标|补植面积|≥3万亩||15||2024年指标值=≥2万亩;2024年完成值=2.3万亩']);
  });
  it('heads below years that cannot be dealt out make every row low', () => {
    const { indicators } = read(dump('一级指标 二级指标 三级指标 2024年 2025年 权重\n\n指标值 完成值 实际完成情况\n\n产出指标\n\n数量指标 补植面积 ≥2万亩 2.3万亩 ≥3万亩 15', 'performance_target'));
    expect(indicators.every(({ confidence }) => confidence.level === 'low')).toBe(true);
  });
  it('the half year, a share of what was planned, points of a review are no values and no points of the row', () => {
    expect(rows(dump('一级指标 二级指标 三级指标 半年（程）指标值 全年（程）指标值\n\n产出指标 数量指标 演出场次 ≥30场 ≥65场', 'performance_target'))).toEqual(['产出指标|数量指标|演出场次|≥65场||||半年（程）指标值=≥30场'.replaceAll('（', '(').replaceAll('）', ')')]);
    expect(rows(dump('指标名称 计量单位 指标性质 年初指标值 调整指标值 全年完成值 得分系数 指标权重 指标得分\n\n巡护面积 万亩 ≥ 62 62 62.4 100% 30 30\n\n排查次数 次 ≥ 48 48 51 100% 20 20'))[0]).toBe('||巡护面积|≥62万亩|62.4|30|30|计量单位=万亩;指标性质=≥;年初指标值=62;调整指标值=62;得分系数=100%');
    expect(rows(grid([['一级指标', '二级指标', '三级指标', '分值', '自评得分', '复核得分', '扣分原因'], ['产出', '产出数量', '改造长度', '15', '14.4', '14', '未完工']]))).toEqual(['产出|产出数量|改造长度|||15|14.4|复核得分=14;未完工']);
  });
  it('indicators below a head of their own, remarks beside it', () =>
    expect(rows(dump('绩效指标 备注\n\n一级指标 二级指标 三级指标 指标值\n\n产出指标 数量指标 演出场次 ≥65场 定量', 'performance_target'))).toEqual(['产出指标|数量指标|演出场次|≥65场||||定量']));
});

describe('dumps by lines', () => {
  const of = (body: string) => read(dump(`一级指标 二级指标 三级指标 指标值\n\n${body}`, 'performance_target')).indicators.map(({ confidence }) => confidence.level);
  it('what was merged stands in the middle of its rows: none is sure', () => expect(of('数量指标 人数 ≥5人\n产出指标\n质量指标 合格率 100%\n社会效益指标 受益人数 ≥9人\n效益指标\n生态效益指标 绿化率 ≥40%')).not.toContain('high'));
  it('levels in front of names, or behind values: other columns than the header says', () => expect(of('质量指标救助认定准确率 ≥98%\n\n时效指标资金发放及时率 100%\n\n成本指标救助总成本 ≤9万元')).not.toContain('high'));
});

describe('rows that lack what nearly all have', () => {
  const of = (body: string) => read(dump(`一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分\n\n${body}`)).indicators.map(({ level3, confidence }) => `${level3} ${confidence.level}`);
  const four = '产出指标\n\n数量指标 培训人数 15人 15人 10 10\n\n质量指标 合格率 95% 96% 10 10\n\n时效指标 完成时间 6月 6月 10 10\n\n成本指标 培训成本 8万元 8万元 10 10';
  it('are not sure', () => expect(of(`${four}\n\n效益指标 社会效益指标 受益人数 ≥200人 210人 20`).at(-1)).toBe('受益人数 medium'));
  it('two figures in one value are not sure', () => expect(of(`${four}\n\n效益指标 社会效益指标 受益人数 200 210 96% 20 20`).at(-1)).toMatch(/ (?:medium|low)$/));
});

describe('forms in a grid: captions, pairs, numbered lists, goals', () => {
  it('what is told above the form; a unit of money is none', () => {
    const form = grid([['项目名称', '某项目'], ['主管部门', '某局']]);
    expect(fields({ ...form, heading: { ...form.heading, caption: '填报单位：某中心　　单位：万元' } })).toEqual(['填报单位=某中心', '项目名称=某项目', '主管部门=某局']);
  });
  it('a row of pairs of which one label is known is no row of heads', () =>
    expect(fields(grid([['承办机构', '某中心', '项目类型', '其他运转类'], ['年度预算金额', '92.00', '其中：财政拨款', '92.00']]))).toEqual(['承办机构=某中心', '项目类型=其他运转类', '年度预算金额=92.00', '其中：财政拨款=92.00']));
  it('rows of a numbered list are named by their number', () =>
    expect(fields(grid([['年度主要任务^3', '序号', '任务名称', '预算数', '执行数'], [null, '1', '设备监察', '286.00', '279.45'], [null, '2', '食品抽检', '430.00', '428.10']]))).toEqual(['年度主要任务/1/任务名称=设备监察', '年度主要任务/1/预算数=286.00', '年度主要任务/1/执行数=279.45', '年度主要任务/2/任务名称=食品抽检', '年度主要任务/2/预算数=430.00', '年度主要任务/2/执行数=428.10']));
  it('goals of the span and of the year beside each other, in a grid and in a dump', () => {
    const expected = ['绩效目标/实施周期总目标=三年内完成公路改建120公里。', '绩效目标/年度目标=完成公路改建42公里。'];
    expect(fields(grid([['绩效目标^2', '实施周期总目标>2', '年度目标>2'], [null, '三年内完成公路改建120公里。>2', '完成公路改建42公里。>2']]))).toEqual(expected);
    expect(fields(dump('项目名称 某项目\n\n绩效目标\n\n实施周期总目标 年度目标\n\n三年内完成公路改建120公里。 完成公路改建42公里。\n\n一级指标 二级指标 三级指标 指标值\n\n产出指标 数量指标 里程 42公里'))).toEqual(['项目名称=某项目', ...expected]);
  });
});

describe('page numbers of a document of a page or two', () => {
  const form = '项目支出绩效自评表\n\n单位：万元\n\n项目名称 某项目\n\n主管部门 某局\n\n一级指标 二级指标 三级指标 指标值\n\n产出指标 数量指标 完成数量 ≥5个\n\n质量指标 合格率 100%\n\n效益指标 社会效益指标 受益人数 ≥20人\n\n满意度指标 服务对象满意度指标 群众满意度 ≥90%\n\n';
  const targets = async (text: string) => (await convertDocument({ name: 'form.txt', bytes: Buffer.from(text) }, { ocr: 'off' }, all)).indicators.map(({ target }) => target);
  const all = loadRules();
  it('are no values of the last row', async () => {
    expect(await targets(`${form}1\n`)).toEqual(['≥5个', '100%', '≥20人', '≥90%']);
    expect(await targets(`${form}1\n\n\n${form}2\n`)).toEqual(['≥5个', '100%', '≥20人', '≥90%', '≥5个', '100%', '≥20人', '≥90%']);
  });
});

describe('heads of a dump that nobody knows', () => {
  it('make every row below them low', () => {
    const { indicators } = read(dump('一级指标 二级指标 三级指标 指标值 核定目标 实际完成值 分值\n\n产出指标 数量指标 购置图书数量 ≥5000册 ≥4500册 4620册 40\n\n产出指标 质量指标 验收合格率 ≥98% ≥98% 99% 30'));
    expect(indicators.length).toBeGreaterThan(0);
    expect(indicators.every(({ confidence }) => confidence.level === 'low')).toBe(true);
  });
});

describe('cells of a dump that run into their neighbours', () => {
  it('the remark of one row is not the name of the next (seeds/002:4211-4273)', () => {
    const head = '项目支出明细测算\n\n项目活动 活动内容表述 支出经济分类 金额 测算依据及说明 备注\n\n合计 60\n\n';
    const item = (name: string, amount: string, by: string) => `${name}\n\n开展日常教育\n教学、文体活\n动等。\n\n商品和服务支出 ${amount}\n\n合同人员经费\n${amount}万元。\n\n${by}\n\n`;
    const renovation = '园舍改造项目\n1、3、5号楼\n、园区大门基\n建和改造等。\n\n商品和服务支出 20\n\n1号楼基建改\n造20万元。\n\n曙光园\n\n';
    const found = read(dump(`${head}${item('日常教育教学\n运行维护经费', '10', '育才园')}${item('日常教育教学\n运行维护经费', '15', '曙光园')}${renovation}${item('日常教育教学\n运行维护经费', '15', '永红园')}`, 'project_declaration'));
    expect(found.tables[0]?.rows.map(({ label, cells }) => `${label} ${cells[0]?.amount.printed}`)).toEqual(['合计 60', '日常教育教学运行维护经费 10', '日常教育教学运行维护经费 15', '园舍改造项目 20', '日常教育教学运行维护经费 15']);
  });
  it('what is asked is the target, a total without its label no score (seeds/004:1796-1809)', () => {
    const head = '一级指标 二级指标 三级指标 年初目标值 实际完成值 得分\n\n';
    const body = '产出指标\n\n数量指标\n\n完成数量 5个 5个 1\n\n培训人次 10人 12人 1\n\n检查次数 4次 4次 1\n\n质量指标 合格率 100% 100% 4\n\n约束性指标 资金管理\n资金管理\n\n合规性\n\n不设权重，酌情扣分，如出现\n\n重点披露的问题，评价总得分\n\n不得超过 70 分。\n\n86.5';
    const found = read(dump(head + body, 'performance_self_evaluation_overall'));
    expect(row(found.indicators.at(-1)!)).toBe('约束性指标|资金管理|资金管理合规性|不设权重，酌情扣分，如出现重点披露的问题，评价总得分不得超过70分。||||');
    expect(found.fields.map(({ field, value }) => `${field}=${value}`)).toEqual(['总分=86.5']);
  });
  it('a goal with a name of its own (seeds/002:3214-3222)', () =>
    expect(fields(dump('项目名称 人才资助\n\n项目绩效总目标\n\n名称 目标说明\n\n持续推进专业技术人才项目及职\n称工作\n\n坚持以改革创新为动力，\n优化环境。\n\n长期绩效目标表\n\n一级指标 二级指标 三级指标 指标值\n\n产出指标 数量指标 完成数量 ≥5个', 'project_declaration'))).toEqual(['项目名称=人才资助', '持续推进专业技术人才项目及职称工作=坚持以改革创新为动力，优化环境。']));
  it('a date left blank ends a field (seeds/001:299-305)', () =>
    expect(fields(dump('评价组组长（签字）：\n\n年 月 日\n\n部门（单位）（盖章）：\n\n年 月 日\n\n某某报告', 'other'))).toEqual(['评价组组长（签字）=', '部门（单位）（盖章）=']));
  it('a figure beside the label of a block of figures (seeds/004:1896)', () =>
    expect(fields(dump('项目名称 某项目\n\n项目资金 97 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n\n（万元） 年度资金总额 117 97 80.74 10 83.24% 8\n\n其中：当年财政拨款 117 97 80.74 — 83.24% —\n\n年度总体目标\n\n预期目标 实际完成情况\n\n甲。\n乙。'))).toEqual(['项目名称=某项目', '项目资金（万元）=97', '年度总体目标/预期目标=甲。', '年度总体目标/实际完成情况=乙。']));
});

describe('lists of names', () => {
  const other = (text: string) => fields(dump(text, 'other'));
  it('a field a cell; a remark left empty leaves an empty field', () => expect(other('序号 单位名称 备注\n\n1 某某局（本级）\n\n2 某某局财政所 并入本级')).toEqual(['序号1/单位名称=某某局（本级）', '序号1/备注=', '序号2/单位名称=某某局财政所', '序号2/备注=并入本级']));
  it('names broken over lines, the number beside the first or the middle line', () =>
    expect(other('序号 单位名称\n\n（一） 某某生态环境局\n\n（二）\n某某生态环境保护综合执\n\n法大队\n\n（三） 某某环境监测站\n\n某某信息\n（四）\n中心')).toEqual(['序号（一）/单位名称=某某生态环境局', '序号（二）/单位名称=某某生态环境保护综合执法大队', '序号（三）/单位名称=某某环境监测站', '序号（四）/单位名称=某某信息中心']));
  it('blanks around Latin letters part no cells, and a row with one is not sure', () => {
    const [first] = read(dump('序号 单位名称 备注\n\n1 某市 XX 局（本级）', 'other')).fields;
    expect([first?.value, first?.confidence.level]).toEqual(['某市XX局（本级）', 'medium']);
  });
  it('a list of contents names the tables of the document and is none', () => {
    expect(other('序号 报表名称\n\n一、 收支预算总表\n\n二、 支出预算表（按功能）\n\n三、 编制说明')).toEqual([]);
    expect(other('序号 单位名称\n\n一、 某某局\n\n二、 某某仪表')).toEqual(['序号一、/单位名称=某某局', '序号二、/单位名称=某某仪表']);
  });
  it('a whole number between words is part of a name', () => expect(other('序号 单位名称\n\n1 某某局\n\n2 某市 12345 热线中心')).toEqual(['序号1/单位名称=某某局', '序号2/单位名称=某市12345热线中心']));
  it('a table of figures is none', () => expect(other('序号 单位名称 金额\n\n1 某某局 12.50\n\n2 某某所 3.00')).toEqual([]));
  it('people are numbered, and all about them is contact data; names of single characters, offices broken over lines', () => {
    const { fields: found } = read({ ...dump('姓 名 职务/职称 单 位 签 字\n\n张三丰 主任\n\n州职业技能鉴\n\n定中心\n\n李 四 副主任\n\n州职业技能鉴\n\n定中心\n\n评价组组长签署意见：\n\n评价组组长（签字）：', 'other'), heading: { ...heading('other'), title: '评价人员' } });
    expect(found.map(({ field, value, contact }) => `${field}=${value} ${contact}`)).toEqual([
      '评价人员/1/姓名=张三丰 true', '评价人员/1/职务/职称=主任 true', '评价人员/1/单位=州职业技能鉴定中心 true', '评价人员/1/签字= true',
      '评价人员/2/姓名=李四 true', '评价人员/2/职务/职称=副主任 true', '评价人员/2/单位=州职业技能鉴定中心 true', '评价人员/2/签字= true',
      '评价组组长签署意见= false', '评价组组长（签字）= true',
    ]);
    const people = read(grid([['评价组^3', '姓名', '职务', '单位'], ['张三丰', '主任', '某鉴定中心的办公室及其所属各个部门以及其它有关的单位'], ['李四', '副主任', '某中心']])).fields;
    expect(people.map(({ field, contact }) => `${field} ${contact}`)).not.toContainEqual(expect.stringContaining('张三丰'));
  });
  it('in a grid', () => {
    expect(fields(grid([['序号', '单位名称', '备注'], ['1', '某某局', ''], ['2', '某某所', '并入本级']], 'other'))).toEqual(['序号1/单位名称=某某局', '序号1/备注=', '序号2/单位名称=某某所', '序号2/备注=并入本级']);
    expect(fields(grid([['序号', '单位名称', '人数'], ['1', '某某局', '20']], 'other'))).toEqual([]);
    expect(fields(grid([['序号', '报表名称', '是否空表'], ['1', '收支总表', '否'], ['2', '支出总表', '是']], 'other'))).toEqual([]);
  });
});

describe('indicators of a dump', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    [
      'figures cut inside, where a line end never parts cells (seeds/003:398-412)',
      `${HEADER}产出指标\n\n数量指标\n\n师 资 培\n\n训\n\n≥30\n0人\n\n300\n人\n\n1\n0\n\n1\n0\n\n专 家 评\n\n审\n\n≥50\n0场\n\n600\n场\n\n1\n0\n\n9\n.1\n\n满意度指标\n\n服务对象满意度指标\n\n学 员 满\n\n意度\n\n≥95\n%\n\n96\n%\n\n5 5`,
      ['产出指标|数量指标|师资培训|≥300人|300人|10|10|', '产出指标|数量指标|专家评审|≥500场|600场|10|9.1|', '满意度指标|服务对象满意度指标|学员满意度|≥95%|96%|5|5|'],
    ],
    [
      'a level name cut by a page end (seeds/000:2203-2221)',
      '一级\n\n指标\n二级指标 三级指标 年初目标值 实际完成值 得分\n\n产出指标（40分）\n\n质量指标（40分）\n\n合格率（40分） 100.0% 100.0% 40\n\n效益\n\n指标\n\n（40\n\n社会效益（20分）\n\n政策宣传（20 分）\n效果较好 效果较好 20\n\n\n\n分）\n服务对象满意度（20分）\n\n群众满意度（20 分）\n群众满意 群众满意 18',
      ['产出指标（40分）|质量指标（40分）|合格率（40分）|100.0%|100.0%|40|40|', '效益指标（40分）|社会效益（20分）|政策宣传（20分）|效果较好|效果较好|20|20|', '效益指标（40分）|服务对象满意度（20分）|群众满意度（20分）|群众满意|群众满意|20|18|'],
    ],
    [
      'a reason that runs into the next name (seeds/003:425-437)',
      `${HEADER}产出指标\n\n数量指标\n\n企业备案数量\n\n≥50家 50家 1 1\n\n考评员培训数量\n\n≥500人 0人 1 0 单位职能转\n\n变，中心不再承\n\n担此项工作\n\n优秀论文评选数量\n\n≥60篇 60篇 1 1`,
      ['产出指标|数量指标|企业备案数量|≥50家|50家|1|1|', '产出指标|数量指标|考评员培训数量|≥500人|0人|1|0|单位职能转变，中心不再承担此项工作', '产出指标|数量指标|优秀论文评选数量|≥60篇|60篇|1|1|'],
    ],
    [
      'nothing to measure (seeds/004:2374)',
      `${HEADER}效益指标\n\n经济效益 无经济效益\n\n社会效益\n\n劳动关系和谐 良好 良好 6 6\n\n生态效益 无生态效益\n\n可持续影响指标\n\n政策宣传深度 可持续 可持续 6 6`,
      ['效益指标|经济效益|无经济效益|||||', '效益指标|社会效益|劳动关系和谐|良好|良好|6|6|', '效益指标|生态效益|无生态效益|||||', '效益指标|可持续影响指标|政策宣传深度|可持续|可持续|6|6|'],
    ],
    [
      'years under a group, cells run together in the header (seeds/002:1640)',
      '一级\n指标\n\n二级指标 三级指标\n\n指标值\n\n指标值确定依据近两年指标值\n预期当年\n实现值\n\n2022年 2023年\n\n产出\n指标\n\n数量指标\n\n全年新增就业人数 22万人 23万人 ≥24万人 计划标准\n\n支持创业人数 / 6万人 ≥6万人 计划标准',
      ['产出指标|数量指标|全年新增就业人数|≥24万人||||2022年=22万人;2023年=23万人;计划标准', '产出指标|数量指标|支持创业人数|≥6万人||||2022年=/;2023年=6万人;计划标准'],
    ],
  ];
  it.each(cases)('%s', (_, text, expected) => expect(rows(dump(text))).toEqual(expected));

  it('a reason is told in words of reasons; a name beside points that were lost is the next name (seeds/004:3473-3486)', () => {
    const text = `${HEADER}产出指标\n\n数量指标\n\n一次性创业补贴\n\n人员数量\n21 4 1\n\n一次性吸纳就业\n\n补贴人员数量\n166 4 1\n\n质量指标\n\n补贴发放\n\n准确率\n≥95% 100% 3 3`;
    expect(read(dump(text)).indicators.map(({ level3, actual, weight, score, note }) => [level3, actual, weight, score, note].join('|'))).toEqual(['一次性创业补贴人员数量|21|4|1|', '一次性吸纳就业补贴人员数量|166|4|1|', '补贴发放准确率|100%|3|3|']);
    expect(read(dump(text)).indicators.map(({ confidence }) => confidence.level).slice(0, 2)).toEqual(['medium', 'medium']);
  });

  it('takes no total for an indicator', () => {
    const text = `${HEADER}产出指标\n\n数量指标\n\n企业备案数量\n\n≥50家 50家 100 98\n\n总分 100 98\n\n改进措施\n\n继续努力。`;
    expect(rows(dump(text))).toEqual(['产出指标|数量指标|企业备案数量|≥50家|50家|100|98|']);
    expect(fields(dump(text))).toEqual(['总分/分值=100', '总分=98', '改进措施=继续努力。']);
  });

  it('grades a border between two sentences lower than one between figures', () => {
    const text = `${HEADER}产出指标\n\n数量指标\n\n企业备案数量\n\n≥50家 50家 10 10\n\n政策体系建设情况\n\n建立健全人才引进和培养机制\n\n已经出台三项管理办法并组织实施\n\n10 10`;
    expect(read(dump(text)).indicators.map(({ confidence }) => confidence.level)).toEqual(['high', 'medium']);
  });
});

describe('labels and blocks of a dump', () => {
  it('reads two pairs of a line, values broken over lines, ticked boxes', () => {
    const text = '项目名称 鉴定经费 联系电话 83919087\n\n主管部门\n武汉市人力资源和社保\n\n局\n项目实施单位\n\n指导中心\n\n项目属性 1.持续性项目\uF0FE 2.新增性项目□\n\n总分 98分';
    expect(fields(dump(text))).toEqual(['项目名称=鉴定经费', '联系电话=83919087', '主管部门=武汉市人力资源和社保局', '项目实施单位=指导中心', '项目属性=1.持续性项目\uF0FE2.新增性项目□', '总分=98分']);
    expect(read(dump(text)).fields.filter(({ contact }) => contact).map(({ field }) => field)).toEqual(['联系电话']);
  });

  it('gives a row of figures as fields, several as a table whose parts the total checks', () => {
    const one = '项目名称 鉴定经费\n\n预算执行情况\n\n（万元）\n\n预算数（A） 执行数（B）\n执行率\n\n（B/A）\n\n得分\n\n（20分*执行率）\n\n年度财政\n\n资金总额\n166.1 166.1 100.0% 20';
    expect(fields(dump(one))).toEqual(['项目名称=鉴定经费', '预算数（A）=166.1', '执行数（B）=166.1', '执行率=100.0%', '得分=20']);
    const many = '项目资金 233.6 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n\n（万元） 年度资金总额 88.3 233.6 226.57 10 96.99% 9\n\n其中：当年财政拨款 88.3 146.4 139.37 — 95.20% —\n\n上年结转资金 87.2 87.2 — 100.00% —\n\n其他资金 — —';
    const table = read(dump(`项目名称 鉴定经费\n\n${many}`)).tables[0]!;
    const printed = table.rows.map(({ label, cells }) => `${label}: ${cells.map(({ column, amount }) => `${table.columns[column!]!.path.at(-1)}=${amount.printed}`).join(' ')}`);
    expect(printed).toEqual([
      '年度资金总额: 年初预算数=88.3 全年预算数=233.6 全年执行数=226.57 分值=10 执行率=96.99% 得分=9',
      '其中：当年财政拨款: 年初预算数=88.3 全年预算数=146.4 全年执行数=139.37 执行率=95.20%',
      '上年结转资金: 全年预算数=87.2 全年执行数=87.2 执行率=100.00%',
      '其他资金: ',
    ]);
    expect(table.columns.filter(({ role }) => role === 'quantity').map(({ path, measure }) => `${path.join('/')} ${measure}`)).toEqual(['分值 weight', '得分 score']);
  });

  it('parts goals printed beside each other in one line', () => {
    const text = '项目名称 鉴定经费\n\n年度总体目标\n\n年初设定目标 全年实际完成情况\n\n完成评价3400人次。 完成评价3412人次。\n\n总分 100 98.06 优\n\n12';
    expect(fields(dump(text))).toEqual(['项目名称=鉴定经费', '年度总体目标/年初设定目标=完成评价3400人次。', '年度总体目标/全年实际完成情况=完成评价3412人次。', '总分/分值=100', '总分=98.06']);
  });
  it('parts goals printed side by side where their numbering begins again', () => {
    const text = '项目名称 鉴定经费\n\n年度总体\n\n目标\n\n预期目标 实际完成情况\n\n1、开展评价 3400 人次。\n\n2、扩大社会知晓面。\n\n1、完成考核 4901 人次。\n\n2、开展培训班。\n\n总分 100';
    expect(fields(dump(text))).toEqual(['项目名称=鉴定经费', '年度总体目标/预期目标=1、开展评价3400人次。2、扩大社会知晓面。', '年度总体目标/实际完成情况=1、完成考核4901人次。2、开展培训班。', '总分=100']);
  });

  it('proves a list of figures by its total', () => {
    const text = '项目名称 机关业务\n\n项目资金来源\n\n来源项目 金额\n\n合计 2722.43\n\n1.一般公共预算财政拨款 2702.43\n\n  其中：申请本级财力年初安排 2407.23\n\n2.政府性基金预算财政拨款\n\n4.单位资金 20';
    const table = read(dump(text, 'project_declaration')).tables[0]!;
    expect(table.rows.map(({ label, cells }) => `${label} ${cells.map(({ amount, basis }) => `${amount.printed} ${basis.join()}`).join()}`)).toEqual([
      '合计 2722.43 identity', '1.一般公共预算财政拨款 2702.43 identity', '其中：申请本级财力年初安排 2407.23 identity', '2.政府性基金预算财政拨款 ', '4.单位资金 20 identity',
    ]);
  });
});

describe('forms and indicators of a grid', () => {
  const HEAD = ['一级指标', '二级指标', '三级指标', '指标值', '分值权重（90分）'];
  it('leaves an empty level cell of its own empty, and infers one cut off from its rows', () => {
    expect(rows(grid([HEAD, ['产出指标', '数量指标', '人数', '15人', '10'], ['', '社会效益指标', '正常运转', '长期', '20'], ['满意度指标', '服务对象满意度指标', '满意率', '≥90%', '10']]))[1]).toBe('|社会效益指标|正常运转|长期||20||');
    expect(rows(grid([HEAD, ['产出指标', '数量指标', '人数', '15人', '10'], ['', '质量指标', '合格率', '≥95%', '20']]))[1]).toBe('产出指标|质量指标|合格率|≥95%||20||');
  });
  it('knows level columns by what they hold when their heads ran together', () => {
    expect(rows(grid([['', '一级指标二级指标', '三级指标', '指标值', '分值'], ['成本指标', '经济成本指标', '总成本', '≤3', '10'], ['产出指标', '数量指标', '份数', '≥20', '15']]))).toEqual(['成本指标|经济成本指标|总成本|≤3||10||', '产出指标|数量指标|份数|≥20||15||']);
  });
  it('joins sign, figure and unit, and cuts a list of projects by project over an empty cell', () => {
    const list = grid([
      ['项目名称', '项目总额', '绩效目标', '一级指标', '二级指标', '三级指标', '绩效指标性质', '本年绩效指标值', '绩效度量单位'],
      ['甲项目^4', '78.52^3', '做好服务。^2', '产出指标', '数量指标', '检查次数', '≥', '30', '次'],
      ['产出指标', '质量指标', '合格率', '＝', '100', '%'],
      ['', '效益指标', '社会效益指标', '影响', '定性', '优', ''],
      ['10.00', '编制规划。', '成本指标', '经济成本指标', '总成本', '≤', '10', '万元'],
    ]);
    const parts = splitProjects([list], rules.performance);
    expect(parts.map((part) => (part.form === 'grid' ? [part.order, part.rowCount] : []))).toEqual([[1, 4], [2, 2]]);
    const { indicators } = perform(parts, rules).value;
    expect(indicators.map(({ table, level3, target }) => `${table} ${level3} ${target}`)).toEqual(['1 检查次数 ≥30次', '1 合格率 ＝100%', '1 影响 定性优', '2 总成本 ≤10万元']);
    expect(fields(...parts)).toEqual(['项目名称=甲项目', '项目总额=78.52', '绩效目标=做好服务。', '项目名称=甲项目', '项目总额=10.00', '绩效目标=编制规划。']);
  });
  it('reads side headings, heads over rows, two-sided heads and a label without a value', () => {
    expect(
      fields(
        grid([
          ['项目名称>2', '安保服务>3'],
          ['资金金额（万元）^2', '实施期资金总额：', '50.00>2', '执行率分值（10分）^2'],
          ['其中：财政拨款', '50.00>2'],
          ['年度主要任务^3', '任务名称^2', '预算金额（万元）>2', '备注^2'],
          ['总额', '财政拨款'],
          ['保运转', '1,932.81', '1932.81', ''],
        ]),
      ),
    ).toEqual(['项目名称=安保服务', '执行率分值（10分）=', '资金金额（万元）/实施期资金总额：=50.00', '资金金额（万元）/其中：财政拨款=50.00', '年度主要任务/保运转/预算金额（万元）/总额=1932.81', '年度主要任务/保运转/预算金额（万元）/财政拨款=1932.81', '年度主要任务/保运转/备注=']);
    expect(fields(grid([['部门名称', '甲局>4'], ['预算整体情况^3', '部门预算支出', '预算金额', '收入来源', '预算金额'], ['基本支出', '12,634.14', '财政拨款', '98,880.78'], ['项目支出', '86246.64', '其他资金', '0.00']]))).toEqual([
      '部门名称=甲局', '预算整体情况/部门预算支出/基本支出/预算金额=12634.14', '预算整体情况/收入来源/财政拨款/预算金额=98880.78', '预算整体情况/部门预算支出/项目支出/预算金额=86246.64', '预算整体情况/收入来源/其他资金/预算金额=0.00',
    ]);
  });
  it('gives every amount its label where a heading stands before it, or figures behind a pair', () => {
    expect(fields(grid([['项目名称', '履职经费>3'], ['资金金额', '实施期资金总额：', '1715.97>2'], ['（万元）', '其中：财政拨款', '1715.97>2'], ['年度主要任务^2', '基本履职', '人员津补贴', '508.61'], ['金额合计', '1493.51', '1493.51']]))).toEqual([
      '项目名称=履职经费', '资金金额/实施期资金总额：=1715.97', '其中：财政拨款=1715.97', '年度主要任务/基本履职=人员津补贴', '年度主要任务/基本履职=508.61', '年度主要任务/金额合计=1493.51', '年度主要任务/金额合计=1493.51',
    ]);
  });
  it('the label of a total that reaches over a column of text is no text', () =>
    expect(fields(grid([['年度主要任务^4', '任务名称^2', '主要内容^2', '预算金额（万元）>2'], [null, null, null, '总额', '其他资金'], ['保运转', '基本支出。', '60.50', '10.50'], ['金额合计>2', '60.50', '10.50']]))).toEqual([
      '年度主要任务/保运转/主要内容=基本支出。', '年度主要任务/保运转/预算金额（万元）/总额=60.50', '年度主要任务/保运转/预算金额（万元）/其他资金=10.50', '年度主要任务/金额合计/预算金额（万元）/总额=60.50', '年度主要任务/金额合计/预算金额（万元）/其他资金=10.50',
    ]));
  it('goals in several rows under one head; a label and its value without a line between; a remark below the indicators', () =>
    expect(fields(grid([['专项名称  某奖>5'], ['总体目标^3', '年度目标>4'], ['目标1：落实补助。>4'], ['目标2：提高依法行政水平。>4'], ['绩效指标^2', '一级指标', '二级指标', '三级指标', '指标值'], [null, '产出指标', '数量指标', '人数', '15人'], ['备注', '>4']]))).toEqual([
      '专项名称=某奖', '总体目标/年度目标=目标1：落实补助。', '总体目标/年度目标=目标2：提高依法行政水平。', '备注=',
    ]));
  it('indicators without heads: second levels and what stands behind them, never sure', () => {
    const found = read(grid([['项目名称>2', '某项目>3'], ['绩效指标^3', '产出指标^2', '数量指标', '补助人数', '15人'], [null, null, '质量指标', '合格率', '100%'], [null, '效益指标', '社会效益指标', '影响', '充分']]));
    expect(found.indicators.map((each) => `${row(each)} ${each.confidence.level}`)).toEqual(['产出指标|数量指标|补助人数|15人|||| medium', '产出指标|质量指标|合格率|100%|||| medium', '效益指标|社会效益指标|影响|充分|||| medium']);
  });
  it('the rest of a label beside cells of the row above is no sure value', () => {
    const found = read(grid([['项目名称>2', '某项目>3'], ['年度主要任务^3', '预警发布', '平台维持^2', '94.25^2', '94.25^2'], [null, '服务保障'], [null, '气象执法', '安全监管', '30', '30']]));
    expect(found.fields.filter(({ value }) => value === '服务保障').map(({ confidence }) => confidence.level)).toEqual(['low']);
  });
  it('what stands under a head nobody knows is kept beside the row, which is not sure', () => {
    const { indicators } = read(grid([['一级指标', '二级指标', '三级指标', '指标值', '核定数', '分值'], ['产出指标', '数量指标', '人数', '15人', '14.5', '10'], ['产出指标', '质量指标', '合格率', '100%', '', '10']]));
    expect(indicators.map((each) => `${row(each)} ${each.confidence.level}`)).toEqual(['产出指标|数量指标|人数|15人||10||核定数=14.5 medium', '产出指标|质量指标|合格率|100%||10|| high']);
  });
  it('takes nothing from an empty form', () => {
    expect(rows(grid([HEAD, ['产出指标^2', '数量指标', '', '', ''], ['质量指标', '......', '', '']]))).toEqual([]);
  });
});

describe('what a performance table says of itself', () => {
  it('adds weights to 100 with the points of the execution rate, scores to the total', () => {
    const { indicators, fields: head } = read(dump(`${HEADER}产出指标\n\n数量指标\n\n企业备案数量\n\n≥50家 50家 60 60\n\n评审场次\n\n≥5场 4场 40 30\n\n总分 100 91`));
    expect(compare({ indicators, fields: head, blocks: [], tables: [], facts: [], statements: [], pages: [] }, { comparisons: loadComparisons(), performance: loadPerformance() }).checks.map(({ rule, difference, passed }) => `${rule} ${difference} ${passed}`)).toEqual(['performance/weights-100 0 true', 'performance/scores-total -1 false']);
  });
});

describe('figure blocks whose heads are known', () => {
  const figures = (...regions: Region[]) => read(...regions).tables.flatMap(({ columns, rows: own }) => own.flatMap(({ label, cells }) => cells.map(({ amount, column, basis }) => `${label} ${columns[column!]!.path.join('/')}=${amount.printed} ${basis.join()}`)));
  it('heads printed out of order, figures by what adds up (seeds/001:82-103)', () => {
    const text = '机构名称 支出合计\n\n其中： 结余\n\n基本支出\n其中：\n\n项目支出\n\n当年\n\n结余\n\n累计\n\n结余人员支出 公用支出\n\n某中心\n30 20 12 8 10';
    expect(figures(dump(text, 'funding_use'))).toEqual(['某中心 支出合计=30 count', '某中心 其中：/基本支出=20 count', '某中心 其中：/基本支出/其中：/人员支出=12 count', '某中心 其中：/基本支出/其中：/公用支出=8 count', '某中心 其中：/项目支出=10 count']);
  });
  it('years of the heads are those printed; a heading over rows is no label (seeds/001:549-588)', () => {
    const text = '经费控制情况\n2023 年决算数\n\n（万元）\n\n2024 年预算数\n\n（万元）\n\n2024 年决算数\n\n（万元）\n\n三公经费 0.22 0.8 0.02\n\n项目支出：\n\n某项目 0 10 10\n\n政府采购金额 —— 3 2.475';
    expect(figures(dump(text, 'other'))).toEqual(['三公经费 2023年决算数（万元）=0.22 count', '三公经费 2024年预算数（万元）=0.8 count', '三公经费 2024年决算数（万元）=0.02 count', '某项目 2023年决算数（万元）=0 count', '某项目 2024年预算数（万元）=10 count', '某项目 2024年决算数（万元）=10 count', '政府采购金额 2024年预算数（万元）=3 count', '政府采购金额 2024年决算数（万元）=2.475 count']);
  });
  it('marks of notes between the figures, told by the sums (seeds/001:664-685)', () => {
    const text = '年度预算申请\n年初预算数\n全年预算数\n全年执行数\n分值 执行率 得分\n年度资金总额 193.92 496.67 448.11 10 90.22% 9.02\n按支出性质分： —— —— ——\n基本支出\n1\n183.92\n2\n224.34 214.67 —— —— ——\n项目支出\n1\n10\n2\n272.33 233.44 —— —— ——\n年度总体目标\n预期目标 实际完成情况\n甲。\n乙。';
    expect(figures(dump(text)).filter((each) => /^(?:基本|项目)/.test(each))).toEqual(['基本支出 年初预算数=183.92 count', '基本支出 全年预算数=224.34 count', '基本支出 全年执行数=214.67 count', '项目支出 年初预算数=10 count', '项目支出 全年预算数=272.33 count', '项目支出 全年执行数=233.44 count']);
  });
});

describe('targets', () => {
  const cases: readonly [string, string][] = [
    ['≥95%', '≥ 95 %'], ['不低于3次', '≥ 3 次'], ['90.0%以上', '≥ 90.0 %'], ['全年≥10000家次', '≥ 10000 家次'], ['15.1万元', ' 15.1 万元'], ['＝100%', '= 100 %'],
    ['>=100百分比', '≥ 100 百分比'], ['≤5个工作日', '≤ 5 个工作日'], ['1,234.5', ' 1234.5 '], ['2024年12月31日前', '  '], ['有效提升', '  '], ['≤1次；≤1次', '  '],
    ['1,200人次', ' 1200 人次'], ['20万元以内', '≤ 20 万元'], ['≥15台/套', '≥ 15 台/套'], ['≤15000元/人*月', '≤ 15000 元/人*月'], ['12月底前', '  '], ['90%-95%', '  '], ['97%≤执行率≤100%', '  '], ['5000—10000元/人', '  '], ['定性优', '  '], ['', '  '],
  ];
  it.each(cases)('%s', (text, expected) => {
    const { comparator, value, unit } = parseTarget(text);
    expect(`${comparator} ${value} ${unit}`).toBe(expected);
  });
});

describe('values of a dump that took in what stands beside them', () => {
  const fields = (text: string) => read(dump(text)).fields.map(({ field, value, confidence }) => `${field}=${value} ${confidence.level}`);
  it('the heads of a list, or its amounts, make a value low', () => {
    expect(fields('部门名称 某某局\n\n主管部门\n\n任务 主要实施内容 拟投入的资金（万元） 期望达到的目标\n\n推进平台建设\n\n完成平台运行。\n\n实施单位 某某中心')).toContainEqual(expect.stringMatching(/^主管部门=.* low$/));
    expect(fields('部门名称 某某局\n\n主管部门\n\n推进平台建设\n\n完成平台运行。\n\n1756.90\n\n保障平台安全。\n\n实施单位 某某中心')).toContainEqual(expect.stringMatching(/^主管部门=.* low$/));
  });
  it('a head is no value', () => expect(fields('项目名称\n\n年度资\n金总额\n(万元)\n\n主管部门 某某局\n\n实施单位 某某中心')).toContainEqual(expect.stringMatching(/^项目名称=年度资金总额.* low$/)));
  it('a text that speaks of amounts keeps its own', () => expect(fields('部门名称 某某局\n\n主管部门 某某局，本年投入\n1756.90万元\n\n实施单位 某某中心')).toContainEqual('主管部门=某某局，本年投入1756.90万元 high'));
});

describe('funding blocks of damaged forms', () => {
  // Forms of the national template with cells lost, cut, marked and swapped: whatever is read of them, nothing wrong is sure.
  const all = loadRules();
  const measured = async (damage: Damage, seeds: number) => {
    const count = { truth: 0, high: 0, wrong: [] as string[] };
    for (let seed = 1; seed <= seeds; seed++) {
      const form = madeForm(seed, damage);
      count.truth += form.truth.size;
      const { facts } = await convertDocument({ name: 'form.txt', bytes: new TextEncoder().encode(form.text) }, {}, all);
      for (const { rowLabel, columnPath, amount, confidence } of facts) {
        if (confidence.level !== 'high') continue;
        count.high++;
        const key = [rowLabel, columnPath.join('/'), plain(amount.printed)].join('|');
        if (!form.truth.has(key)) count.wrong.push(`${seed} ${key}`);
      }
    }
    return count;
  };
  it.each(DAMAGES)('%s: nothing wrong at high', async (damage) => expect((await measured(damage, 20)).wrong).toEqual([]));
  it('nearly all of sound forms is sure, whether points follow the rate or not', async () => {
    for (const damage of ['none', 'score-graded', 'lines-apart'] as const) {
      const { truth, high } = await measured(damage, 20);
      expect(high / truth).toBeGreaterThan(0.95);
    }
  });
});
