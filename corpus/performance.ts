/**
 * Forms of performance in the layouts of many places: lists of projects, targets, self-evaluations, systems of indicators.
 * Column sets, heads and labels are those that places print; offices, projects and figures are invented.
 */
import type { Drawn, PrintedForm, PrintedIndicator } from './drawn.js';

type Cells = readonly string[];

/** Cells whose text stands in the row above too span both; the first `depth` columns only, an inner one inside the outer. */
const merged = (rows: readonly Cells[], depth: number): Cells[] =>
  rows.map((row, r) => {
    const above = rows[r - 1];
    let same = above !== undefined;
    return row.map((text, c) => {
      if (c >= depth) return text;
      same &&= above![c] === text;
      return same ? '^' : text;
    });
  });
const indicator = (cells: Cells, at: Partial<Record<keyof PrintedIndicator, number>>): PrintedIndicator => {
  const of = (key: keyof PrintedIndicator): string => (at[key] === undefined ? '' : cells[at[key]!]!.replace(/^[-—/]$/, ''));
  return { level1: of('level1'), level2: of('level2'), level3: of('level3'), target: of('target'), actual: of('actual'), weight: of('weight'), score: of('score') };
};
const across = (text: string, count: number): string[] => [text, ...Array.from({ length: count - 1 }, () => '<')];
/** Figures of a funding block, dashes and blanks left out. */
const funded = (columns: Cells, rows: readonly Cells[]): (readonly [string, string, string])[] => rows.flatMap(([label, ...values]) => values.flatMap((value, i) => (/\d/.test(value) ? [[label!, columns[i]!, value.replaceAll(',', '')] as const] : [])));

/** 四川, 青海: projects of a department in one wide table over several pages, the unit merged over all, sign, figure and unit apart, weights, direction. */
function sichuanList(): Drawn {
  const unit = '312001-岷河县应急管理局';
  const projects: readonly { name: string; money: string; goal: string; rows: readonly Cells[] }[] = [
    { name: '51132624T000010567812-应急指挥平台运行维护费', money: '46.80', goal: '保障应急指挥平台24小时稳定运行，完成县乡两级视频会商系统维护，提升突发事件处置能力。', rows: [
      ['产出指标', '数量指标', '维护平台终端数量', '≥', '36', '台（套）', '20', '正向指标'], ['产出指标', '质量指标', '平台故障修复率', '＝', '100', '%', '15', '正向指标'], ['产出指标', '时效指标', '故障响应时间', '≤', '2', '小时', '15', '反向指标'], ['效益指标', '社会效益指标', '应急指挥调度能力', '定性', '好坏', '', '20', '正向指标'], ['满意度指标', '满意度指标', '使用人员满意度', '≥', '95', '%', '10', '正向指标'], ['成本指标', '经济成本指标', '运行维护成本', '≤', '46.8', '万元', '10', '反向指标']] },
    { name: '51132624T000010567905-安全生产执法检查专项', money: '28.50', goal: '聘请专家对全县危险化学品、工贸、烟花爆竹企业开展执法检查，排查整治事故隐患，坚决防范重特大事故发生。', rows: [
      ['产出指标', '数量指标', '检查企业数量', '≥', '150', '家', '20', '正向指标'], ['产出指标', '数量指标', '聘请专家人次', '≥', '60', '人次', '10', '正向指标'], ['产出指标', '质量指标', '重大隐患整改率', '＝', '100', '%', '20', '正向指标'], ['产出指标', '时效指标', '检查任务完成时间', '≤', '12', '月', '10', '反向指标'], ['效益指标', '社会效益指标', '较大以上事故发生起数', '＝', '0', '起', '20', '反向指标'], ['满意度指标', '服务对象满意度指标', '企业满意度', '≥', '90', '%', '10', '正向指标']] },
    { name: '51132624T000010568020-防汛抗旱物资储备', money: '35.00', goal: '按照县级储备标准购置冲锋舟、救生衣、编织袋等防汛抗旱物资。', rows: [
      ['产出指标', '数量指标', '购置物资种类', '≥', '12', '种', '20', '正向指标'], ['产出指标', '质量指标', '物资验收合格率', '＝', '100', '%', '20', '正向指标'], ['产出指标', '时效指标', '物资到库时间', '≤', '5', '月', '10', '反向指标'], ['效益指标', '社会效益指标', '保障乡镇数量', '＝', '23', '个', '20', '正向指标'], ['效益指标', '可持续影响指标', '物资使用年限', '≥', '3', '年', '10', '正向指标'], ['满意度指标', '服务对象满意度指标', '乡镇满意度', '≥', '90', '%', '10', '正向指标']] },
    { name: '51132624T000010568133-自然灾害综合风险普查成果更新', money: '19.20', goal: '完成全县自然灾害风险普查数据更新与核查，形成普查成果报告。', rows: [
      ['产出指标', '数量指标', '更新普查数据', '≥', '4200', '条', '30', '正向指标'], ['产出指标', '质量指标', '数据核查通过率', '≥', '98', '%', '20', '正向指标'], ['效益指标', '社会效益指标', '为防灾减灾提供数据支撑', '定性', '优良中低差', '', '30', '正向指标'], ['满意度指标', '服务对象满意度指标', '部门满意度', '≥', '90', '%', '10', '正向指标']] },
  ];
  const rows = projects.flatMap(({ name, money, goal, rows: own }) => own.map((cells) => [unit, name, money, goal, ...cells]));
  return {
    doc: 'minhe-safety-2024', entity: '岷河县应急管理局', document_type: 'budget', fiscal_year: 2024, phenomena: '四川: projects in one wide table over several pages, the unit merged over all, sign, figure and unit apart, weights and direction behind',
    parts: [{
      no: '表6', title: '部门预算项目支出绩效目标表', kind: 'performance_target', unit: '万元', above: ['表6', '部门预算项目支出绩效目标表（2024年度）', ['部门：岷河县应急管理局', '金额单位：万元']], portrait: false, size: 7, widths: [2.2, 3, 1.6, 4, 1.8, 2.2, 3, 1.3, 1.5, 1.4, 1.1, 1.6], tables: projects.length,
      cells: [['单位名称', '项目名称', '预算数', '年度目标', '一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '权重', '指标方向性'], ...merged(rows, 6)],
      indicators: rows.map((cells) => ({ ...indicator(cells, { level1: 4, level2: 5, level3: 6, weight: 10 }), target: cells[7]! + cells[8]! + cells[9]! })),
      fields: [['部门', '岷河县应急管理局'], ...projects.flatMap(({ name, money, goal }) => [['单位名称', unit], ['项目名称', name], ['预算数', money], ['年度目标', goal]] as const)],
    }],
  };
}

/** 山东: sign, target and unit of measure in columns, amounts beside each other, the goal along the side. */
function shandongTarget(): Drawn {
  const form = (no: string, name: string, unit: string, money: readonly [string, string, string], goal: string, rows: readonly Cells[]): PrintedForm => ({
    no, title: '项目支出绩效目标表', kind: 'performance_target', unit: '万元', above: ['项目支出绩效目标表', '（2025年度）', ['', no]], widths: [1.4, 2, 2.4, 4, 1.7, 2, 1.7],
    cells: [
      ['项目名称', '<', name, '<', '<', '<', '<'], ['主管部门', '<', '临浔市民政局', '<', '实施单位', unit, '<'], ['项目类别', '<', '特定目标类项目', '<', '项目期限', '2025年1月1日至2025年12月31日', '<'],
      ['项目资金\n（万元）', '<', '资金总额', money[0], '<', '<', '<'], ['^', '<', '其中：财政拨款', money[1], '<', '<', '<'], ['^', '<', '其他资金', money[2], '<', '<', '<'],
      ['总体目标', goal, '<', '<', '<', '<', '<'], ['绩效指标', '一级指标', '二级指标', '三级指标', '计算符号', '目标值', '计量单位'], ...merged(rows.map((cells) => ['绩效指标', ...cells]), 3).map((cells) => ['^', ...cells.slice(1)]),
    ],
    indicators: rows.map((cells) => ({ ...indicator(cells, { level1: 0, level2: 1, level3: 2 }), target: cells[3]! + cells[4]! + cells[5]! })),
    fields: [['项目名称', name], ['主管部门', '临浔市民政局'], ['实施单位', unit], ['项目类别', '特定目标类项目'], ['项目期限', '2025年1月1日至2025年12月31日'], ['项目资金（万元）/资金总额', money[0]], ['项目资金（万元）/其中：财政拨款', money[1]], ['项目资金（万元）/其他资金', money[2]], ['总体目标', goal]],
  });
  return {
    doc: 'linxun-civil-2025', entity: '临浔市民政局', document_type: 'budget', fiscal_year: 2025, phenomena: '山东: 计算符号, 目标值 and 计量单位 apart, the heading of the indicators beside their heads and rows',
    parts: [
      form('附表1', '困难群众救助补助资金', '临浔市社会救助中心', ['1,286.00', '1,286.00', '0.00'], '及时足额发放城乡低保、特困人员救助供养、临时救助等资金，切实保障困难群众基本生活。', [['产出指标', '数量指标', '城市低保人数', '≥', '1860', '人'], ['产出指标', '数量指标', '特困人员供养人数', '≥', '940', '人'], ['产出指标', '质量指标', '救助对象认定准确率', '≥', '98', '%'], ['产出指标', '时效指标', '资金发放及时率', '＝', '100', '%'], ['成本指标', '经济成本指标', '城市低保月保障标准', '＝', '1012', '元/人'], ['效益指标', '社会效益指标', '困难群众生活水平', '定性', '稳步提高', ''], ['满意度指标', '服务对象满意度指标', '救助对象满意度', '≥', '90', '%']]),
      form('附表2', '社区养老服务设施运营补贴', '临浔市民政局', ['215.60', '200.00', '15.60'], '对符合条件的城市社区日间照料中心、农村幸福院给予运营补贴，提高社区养老服务能力。', [['产出指标', '数量指标', '补贴日间照料中心', '＝', '28', '处'], ['产出指标', '数量指标', '补贴农村幸福院', '＝', '64', '处'], ['产出指标', '质量指标', '补贴标准执行率', '＝', '100', '%'], ['产出指标', '时效指标', '补贴发放时间', '≤', '11', '月'], ['效益指标', '社会效益指标', '服务老年人数', '≥', '12000', '人'], ['满意度指标', '服务对象满意度指标', '老年人满意度', '≥', '92', '%']]),
    ],
  };
}

/** 湖南: a list of special funds below a head of two rows; what the value means, how points are taken off, its unit, remarks. */
function hunanList(): Drawn {
  const funds: readonly { name: string; money: string; goal: string; rows: readonly Cells[] }[] = [
    { name: '城区公厕管护专项', money: '168.00', goal: '做好城区公厕日常保洁和设施维护，做到整洁卫生、无异味。', rows: [
      ['成本指标', '经济成本指标', '公厕管护总成本', '168', '不超过预算', '超过预算不得分', '万元', '定量'], ['产出指标', '数量指标', '管护公厕数量', '52', '纳入管护的公厕座数', '每少一座扣1分', '座', '定量'], ['产出指标', '质量指标', '保洁达标率', '98', '按月考核达标比例', '每低1个百分点扣0.5分', '%', '定量'], ['产出指标', '时效指标', '设施损坏维修时限', '24', '接到报修后修复', '每超时一次扣0.5分', '小时', '定量'], ['效益指标', '社会效益指标', '市容环境', '改善', '环境卫生明显改善', '未改善不得分', '', '定性'], ['满意度指标', '服务对象满意度指标', '市民满意度', '90', '问卷调查满意比例', '每低1个百分点扣1分', '%', '定量']] },
    { name: '生活垃圾分类专项', money: '245.00', goal: '在全城区推行生活垃圾分类，分类小区覆盖率达到95%以上，培养居民分类习惯。', rows: [
      ['成本指标', '经济成本指标', '垃圾分类总成本', '245', '不超过预算', '超过预算不得分', '万元', '定量'], ['产出指标', '数量指标', '分类小区数量', '118', '实施分类的小区', '每少一个扣0.5分', '个', '定量'], ['产出指标', '质量指标', '分类准确率', '85', '抽查分类准确比例', '每低1个百分点扣0.5分', '%', '定量'], ['效益指标', '生态效益指标', '生活垃圾回收利用率', '35', '回收利用量占总量', '每低1个百分点扣1分', '%', '定量'], ['满意度指标', '服务对象满意度指标', '居民满意度', '88', '问卷调查满意比例', '每低1个百分点扣1分', '%', '定量']] },
  ];
  const unit = ['208001', '沅陵口区城市管理和综合执法局'];
  const rows = funds.flatMap(({ name, money, goal, rows: own }) => own.map((cells) => [unit[0]!, name, money, goal, ...cells]));
  return {
    doc: 'yuanlingkou-city-2024', entity: unit[1]!, document_type: 'budget', fiscal_year: 2024, phenomena: '湖南: special funds in a list under a head of two rows, explanations, rules of points, unit and remarks behind the value',
    parts: [{
      no: '表22', title: '项目支出绩效目标表', kind: 'performance_target', unit: '万元', above: [['', '表22'], '项目支出绩效目标表', [`部门：208_${unit[1]}`, '金额单位：万元']], portrait: false, size: 7, widths: [1.4, 2.4, 1.6, 3.4, 1.7, 2, 2.4, 1.5, 2.6, 2.8, 1.3, 1.3], tables: funds.length,
      cells: [['单位代码', '单位（专项）名称', '资金总额', '绩效目标', '绩效指标', '<', '<', '<', '<', '<', '<', '备注'], ['^', '^', '^', '^', '一级指标', '二级指标', '三级指标', '指标值', '指标值说明', '评（扣）分标准', '度量单位', '^'], ...merged(rows, 6)],
      indicators: rows.map((cells) => ({ ...indicator(cells, { level1: 4, level2: 5, level3: 6 }), target: cells[7]! + cells[10]! })),
      fields: [['部门', `208_${unit[1]}`], ...funds.flatMap(({ name, money, goal }) => [['单位代码', unit[0]!], ['单位（专项）名称', name], ['资金总额', money], ['绩效目标', goal]] as const)],
    }],
  };
}

/** 广东: declaration of a project, whole span and year beside each other for goals, amounts and values; 预期产出 and 预期效益. */
function guangdongDeclaration(): Drawn {
  const rows: readonly Cells[] = [['产出指标', '数量指标', '新建改建村级公路里程', '≥120公里', '≥42公里'], ['产出指标', '数量指标', '实施危桥改造数量', '9座', '3座'], ['产出指标', '质量指标', '交工验收合格率', '100%', '100%'], ['产出指标', '时效指标', '项目按期开工率', '≥95%', '≥95%'], ['产出指标', '成本指标', '单公里建设成本', '≤68万元', '≤68万元'], ['效益指标', '社会效益指标', '受益行政村数量', '≥56个', '≥20个'], ['效益指标', '可持续影响指标', '路况管护机制', '健全', '健全'], ['满意度指标', '服务对象满意度指标', '沿线群众满意度', '≥90%', '≥90%']];
  const goals = ['三年内完成120公里村级公路新建改建和9座危桥改造，建成“四好农村路”示范镇2个，农村客运通达水平明显提升。', '完成42公里村级公路新建改建和3座危桥改造，养护质量稳定。'] as const;
  return {
    doc: 'meishui-road-2023', entity: '梅水县公路事务中心', document_type: 'budget', fiscal_year: 2023, phenomena: '广东: declaration of a project with whole span and year beside each other, persons in the head',
    parts: [{
      no: '', title: '项目绩效目标申报表', kind: 'performance_target', unit: '万元', above: ['项目绩效目标申报表', '（2023年度）'], widths: [1.6, 2, 2.4, 4, 3, 3],
      cells: [
        ['项目名称', '<', '农村公路提档升级工程', '<', '项目属性', '延续性项目'], ['主管部门', '<', '梅水县交通运输局', '<', '项目单位', '梅水县公路事务中心'], ['项目起始时间', '<', '2023年1月', '<', '项目终止时间', '2025年12月'],
        ['项目总金额（万元）', '<', '8,160.00', '<', '本年度金额（万元）', '2,856.00'], ['绩效目标', '实施周期总目标', '<', '<', '年度目标', '<'], ['^', goals[0], '<', '<', goals[1], '<'],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '实施周期指标值', '年度指标值'], ...merged(rows.map((cells) => ['绩效指标', ...cells]), 3).map((cells) => ['^', ...cells.slice(1)]),
      ],
      indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 4 })),
      fields: [['项目名称', '农村公路提档升级工程'], ['项目属性', '延续性项目'], ['主管部门', '梅水县交通运输局'], ['项目单位', '梅水县公路事务中心'], ['项目起始时间', '2023年1月'], ['项目终止时间', '2025年12月'], ['项目总金额（万元）', '8160.00'], ['本年度金额（万元）', '2856.00'], ['绩效目标/实施周期总目标', goals[0]], ['绩效目标/年度目标', goals[1]]],
    }],
  };
}

/** 辽宁, 山西: self-evaluation with the year in the heads, last year beside it, reasons and measures in columns of their own, no carry-over. */
function yearsInHeads(): Drawn {
  const funding: readonly Cells[] = [['年度资金总额', '320.00', '318.40', '301.72', '10', '94.76%', '9.48'], ['其中：财政资金', '320.00', '318.40', '301.72', '—', '94.76%', '—']];
  const columns = ['年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'];
  const rows: readonly Cells[] = [['产出指标', '数量指标', '培训技能人才数量', '1850人', '≥2000人', '2136人', '15', '15', '', ''], ['产出指标', '数量指标', '举办招聘会场次', '36场', '≥40场', '38场', '10', '9.5', '两场招聘会因疫情延期', '提前与用工企业对接，合理安排场次'], ['产出指标', '质量指标', '培训合格率', '96%', '≥95%', '97.2%', '15', '15', '', ''], ['产出指标', '时效指标', '补贴资金拨付及时率', '100%', '100%', '100%', '10', '10', '', ''], ['效益指标', '社会效益指标', '城镇新增就业人数', '5210人', '≥5300人', '5086人', '20', '19.19', '部分企业用工需求减少', '加强政策宣传，开发公益性岗位'], ['效益指标', '可持续影响指标', '就业服务体系', '基本健全', '健全', '健全', '10', '10', '', ''], ['满意度指标', '服务对象满意度指标', '参训人员满意度', '93%', '≥92%', '94.5%', '10', '10', '', '']];
  const goals = ['开展职业技能培训2000人次以上，举办各类招聘会40场，城镇新增就业5300人以上。', '培训2136人次，举办招聘会38场，城镇新增就业5086人。'] as const;
  return {
    doc: 'liaowan-labour-2023', entity: '辽湾区人力资源和社会保障局', document_type: 'performance', fiscal_year: 2023, phenomena: 'self-evaluation with years in the heads of values, last year beside, reasons and measures apart, no rows of carry-over and other money',
    parts: [{
      no: '', title: '项目支出绩效自评表', kind: 'performance_self_evaluation_project', unit: '万元', above: ['项目支出绩效自评表', '（2023年度）', '单位：万元'], portrait: false, size: 8, widths: [1.8, 2.2, 3.2, 2, 2, 2, 1.2, 1.2, 2.6, 2.8],
      cells: [
        ['项目名称', '<', '就业补助资金', '<', '<', '<', '项目代码', '<', '21100023P00F0001', '<'], ['主管部门及代码', '<', '辽湾区人力资源和社会保障局（113）', '<', '<', '<', '实施单位', '<', '辽湾区就业和人才服务中心', '<'],
        ['项目资金', '<', '', '年初预算数', '全年预算数', '全年执行数', '分值', '<', '执行率', '得分'], ...funding.map(([label, a, b, c, d, e, f]) => ['^', '<', label!, a!, b!, c!, d!, '<', e!, f!]),
        ['年度总体目标', '<', '预期目标', '<', '<', '<', '实际完成情况', '<', '<', '<'], ['^', '<', goals[0], '<', '<', '<', goals[1], '<', '<', '<'],
        ['一级指标', '二级指标', '三级指标', '2022年完成值', '2023年指标值', '2023年完成值', '分值', '得分', '偏差原因', '改进措施'], ...merged(rows, 2), [...across('总分', 6), '100', '98.17', '', ''],
      ],
      funding: funded(columns, funding), indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 4, actual: 5, weight: 6, score: 7 })),
      fields: [['项目名称', '就业补助资金'], ['项目代码', '21100023P00F0001'], ['主管部门及代码', '辽湾区人力资源和社会保障局（113）'], ['实施单位', '辽湾区就业和人才服务中心'], ['年度总体目标/预期目标', goals[0]], ['年度总体目标/实际完成情况', goals[1]], ['总分/分值', '100'], ['总分', '98.17']],
    }],
  };
}

/** A system of indicators of four levels with rules in sentences, what the office gave itself and what the review gave. */
function fourLevels(): Drawn {
  const rows: readonly Cells[] = [
    ['决策', '项目立项', '立项依据充分性', '政策相符性', '3', '符合国家法律法规、国民经济发展规划和部门职责的得3分，否则不得分。', '3', '3', ''], ['决策', '项目立项', '立项依据充分性', '财政支持范围', '2', '属于公共财政支持范围的得2分。', '2', '2', ''], ['决策', '绩效目标', '绩效目标合理性', '目标与任务相关性', '4', '目标与实际工作内容相关的得4分，相关性较弱的得2分。', '4', '3', '部分目标表述笼统'], ['过程', '资金管理', '预算执行率', '预算执行率', '6', '执行率达到95%以上的得6分，每降低1个百分点扣0.5分。', '6', '5.5', '年底集中支付'], ['过程', '组织实施', '管理制度健全性', '业务管理制度', '5', '制度健全的得5分，缺少一项扣1分，扣完为止。', '5', '5', ''], ['产出', '产出数量', '实际完成率', '改造老旧管网长度', '15', '完成值除以目标值乘以15分。', '15', '14.4', '一个标段未完工'], ['产出', '产出质量', '质量达标率', '工程验收合格率', '15', '验收合格率100%的得15分，否则按比例扣分。', '15', '15', ''], ['效益', '项目效益', '社会效益', '供水漏损率下降', '20', '漏损率下降2个百分点及以上的得20分。', '20', '18', '漏损率下降1.8个百分点'], ['效益', '项目效益', '满意度', '用户满意度', '10', '满意度达到90%的得10分，每低1个百分点扣0.5分。', '9.5', '9.5', ''],
  ];
  return {
    doc: 'anxi-water-2022', entity: '安溪口市水务局', document_type: 'performance', fiscal_year: 2022, phenomena: 'a system of indicators of four levels, rules in sentences, own points and those of the review',
    parts: [{
      no: '', title: '项目支出绩效评价指标体系及评分表', kind: 'performance_self_evaluation_project', unit: '万元', above: ['附件2', '项目支出绩效评价指标体系及评分表', '项目名称：城市供水管网改造项目'], portrait: false, size: 8, widths: [1.4, 1.9, 2.4, 2.8, 1.2, 6, 1.6, 1.6, 3],
      cells: [['一级指标', '二级指标', '三级指标', '四级指标', '分值', '评分标准', '自评得分', '复核得分', '扣分原因'], ...merged(rows, 3), [...across('合计', 4), '80', '', '79.5', '75.4', '']],
      indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, weight: 4, score: 6 })), fields: [['项目名称', '城市供水管网改造项目'], ['合计/分值', '80'], ['合计', '79.5']],
    }],
  };
}

/** 中央转移支付: where the money came from, how it was managed in words, what was not done and why. */
function transfer(): Drawn {
  const funding: readonly Cells[] = [['年度资金总额：', '2,640.00', '2,586.37', '97.97%'], ['其中：中央财政资金', '1,800.00', '1,800.00', '100.00%'], ['地方资金', '640.00', '586.37', '91.62%'], ['其他资金', '200.00', '200.00', '100.00%']];
  const columns = ['全年预算数（A）', '全年执行数（B）', '预算执行率（B/A×100%）'];
  const managed: readonly (readonly [string, string, string])[] = [['分配科学性', '按因素法分配，符合资金管理办法规定。', '无'], ['下达及时性', '收到上级文件后30日内分解下达。', '无'], ['拨付合规性', '按国库集中支付制度拨付，未违规拨付。', '无'], ['使用规范性', '专款专用，未发现截留挪用。', '无'], ['执行准确性', '按下达预算执行，个别项目进度偏慢。', '督促项目单位加快进度'], ['预算绩效管理情况', '目标、监控、自评全过程覆盖。', '无'], ['支出责任履行情况', '地方资金按比例足额安排。', '无']];
  const rows: readonly Cells[] = [['产出指标', '数量指标', '高标准农田建设面积', '≥1.6万亩', '1.6万亩', ''], ['产出指标', '数量指标', '新增高效节水灌溉面积', '≥0.4万亩', '0.36万亩', '部分地块调整设计，2025年春季完成'], ['产出指标', '质量指标', '工程质量合格率', '100%', '100%', ''], ['产出指标', '时效指标', '任务完成及时性', '1-2年', '按期完成', ''], ['产出指标', '成本指标', '亩均财政补助标准', '≤1650元', '1616元', ''], ['效益指标', '经济效益指标', '亩均粮食产能增加', '≥50公斤', '56公斤', ''], ['效益指标', '生态效益指标', '农田灌溉水利用系数', '≥0.58', '0.59', ''], ['满意度指标', '服务对象满意度指标', '受益群众满意度', '≥90%', '95%', '']];
  const goals = ['建设高标准农田1.6万亩，其中高效节水灌溉0.4万亩，提升粮食综合生产能力。', '建成高标准农田1.6万亩，高效节水灌溉0.36万亩。'] as const;
  return {
    doc: 'beiyuan-farming-2024', entity: '北原县农业农村局', document_type: 'performance', fiscal_year: 2024, phenomena: '转移支付区域绩效自评表: money of the centre and the place, its management in words, reasons beside what was done',
    parts: [{
      no: '', title: '转移支付区域（项目）绩效自评表', kind: 'performance_self_evaluation_project', unit: '万元', above: ['附件1', '转移支付区域（项目）绩效自评表', '（2024年度）'], widths: [1.3, 2, 2.6, 3.6, 2.4, 2.6, 3.2],
      cells: [
        ['转移支付（项目）名称', '<', '<', '高标准农田建设补助资金', '<', '<', '<'], ['中央主管部门', '<', '<', '农业农村部', '<', '<', '<'], ['地方主管部门', '<', '<', '北原县农业农村局', '资金使用单位', '北原县农业农村局', '<'],
        ['资金投入情况（万元）', '<', '<', '', columns[0]!, columns[1]!, columns[2]!], ...funding.map((cells) => ['^', '<', '<', ...cells]),
        ['资金管理情况', '<', '<', '', '情况说明', '<', '存在问题和改进措施'], ...managed.map(([label, told, todo]) => ['^', '<', '<', label, told, '<', todo]),
        ['总体目标完成情况', '<', '<', '总体目标', '<', '全年实际完成情况', '<'], ['^', '<', '<', goals[0], '<', goals[1], '<'],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '指标值', '全年实际完成值', '未完成原因和改进措施'], ...merged(rows.map((cells) => ['绩效指标', ...cells]), 3).map((cells) => ['^', ...cells.slice(1)]), ['说明', '无', '<', '<', '<', '<', '<'],
      ],
      funding: funded(columns, funding), indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 3, actual: 4 })),
      fields: [['转移支付（项目）名称', '高标准农田建设补助资金'], ['中央主管部门', '农业农村部'], ['地方主管部门', '北原县农业农村局'], ['资金使用单位', '北原县农业农村局'], ...managed.flatMap(([label, told, todo]) => [[`${label}/情况说明`, told], [`${label}/存在问题和改进措施`, todo]] as const), ['总体目标完成情况/总体目标', goals[0]], ['总体目标完成情况/全年实际完成情况', goals[1]], ['说明', '无']],
    }],
  };
}

/** Costs as a first level of their own, last year's target and what came of it beside this year's. */
function costsFirst(): Drawn {
  const rows: readonly Cells[] = [['成本指标', '经济成本指标', '项目总成本', '≤86万元', '83.5万元', '≤92万元', '10'], ['成本指标', '社会成本指标', '对居民生活的影响', '较小', '较小', '较小', '5'], ['成本指标', '生态环境成本指标', '施工扬尘投诉次数', '≤3次', '2次', '≤2次', '5'], ['产出指标', '数量指标', '补植绿地面积', '≥2.1万平方米', '2.3万平方米', '≥2.5万平方米', '15'], ['产出指标', '数量指标', '修剪行道树', '≥8000株', '8120株', '≥8500株', '15'], ['产出指标', '质量指标', '苗木成活率', '≥95%', '96.4%', '≥95%', '10'], ['产出指标', '时效指标', '养护任务完成时间', '12月底前', '12月20日', '12月底前', '10'], ['效益指标', '生态效益指标', '建成区绿化覆盖率', '≥41%', '41.3%', '≥41.5%', '10'], ['效益指标', '社会效益指标', '市民休憩环境', '改善', '改善', '持续改善', '10'], ['满意度指标', '服务对象满意度指标', '市民满意度', '≥90%', '91.2%', '≥90%', '10']];
  return {
    doc: 'zheyun-garden-2025', entity: '浙云市园林绿化中心', document_type: 'budget', fiscal_year: 2025, phenomena: 'costs as a first level with their three kinds, last year\'s target and result beside this year\'s target, years in a head of two rows',
    parts: [{
      no: '附表12', title: '项目支出绩效目标表', kind: 'performance_target', unit: '万元', above: ['附表12', '2025年项目支出绩效目标表', ['填报单位：浙云市园林绿化中心', '单位：万元']], widths: [1.3, 1.8, 2.4, 3.4, 2.2, 2.2, 2.4, 1.2],
      cells: [
        ['项目名称', '<', '城市绿地养护', '<', '<', '<', '<', '<'], ['预算单位', '<', '浙云市园林绿化中心', '<', '项目类型', '<', '其他运转类', '<'], ['年度预算金额', '<', '92.00', '<', '其中：财政拨款', '<', '92.00', '<'], ['项目概述', '<', ...across('负责城区公园、道路绿地的日常养护、补植和病虫害防治。', 6)], ['年度绩效目标', '<', ...across('1.完成城区绿地养护和补植；2.提高建成区绿化覆盖率，改善市民休憩环境。', 6)],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '2024年', '<', '2025年', '权重'], ['^', '^', '^', '^', '指标值', '完成值', '指标值', '^'], ...merged(rows.map((cells) => ['绩效指标', ...cells]), 3).map((cells) => ['^', ...cells.slice(1)]),
      ],
      indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 5, weight: 6 })),
      fields: [['填报单位', '浙云市园林绿化中心'], ['项目名称', '城市绿地养护'], ['预算单位', '浙云市园林绿化中心'], ['项目类型', '其他运转类'], ['年度预算金额', '92.00'], ['其中：财政拨款', '92.00'], ['项目概述', '负责城区公园、道路绿地的日常养护、补植和病虫害防治。'], ['年度绩效目标', '1.完成城区绿地养护和补植；2.提高建成区绿化覆盖率，改善市民休憩环境。']],
    }],
  };
}

/** A whole department: its tasks with their money, indicators with meaning and rule between name and value. */
function wholeDepartment(): Drawn {
  const tasks: readonly Cells[] = [['1', '特种设备安全监察', '完成2.1万台特种设备监督检验', '286.00', '279.45'], ['2', '食品安全抽检', '完成食品抽检6200批次', '430.00', '428.10'], ['3', '知识产权保护', '查办侵权案件95件', '64.00', '58.62']];
  const rows: readonly Cells[] = [['履职效能', '重点工作完成情况', '特种设备监督检验率', '监督检验台数占应检台数的比例', '达到目标得满分，每低1个百分点扣1分', '≥98%', '98.6%', '20', '20'], ['履职效能', '重点工作完成情况', '食品抽检批次', '全年完成抽检批次', '按完成比例得分', '≥6000批次', '6200批次', '15', '15'], ['管理效率', '预算管理', '预算调整率', '调整数占预算数的比例', '不超过10%得满分', '≤10%', '12.4%', '5', '3.8'], ['管理效率', '资产管理', '固定资产利用率', '在用资产占全部资产的比例', '达到目标得满分', '≥98%', '99.1%', '5', '5'], ['运行成本', '公用经费控制', '人均公用经费变动率', '本年比上年的变动', '不增长得满分', '≤0%', '-3.2%', '5', '5'], ['社会效应', '经济效益', '挽回消费者损失', '投诉举报挽回的经济损失', '达到目标得满分', '≥120万元', '136万元', '10', '10'], ['社会效应', '满意度', '服务对象满意度', '企业和群众的满意程度', '达到目标得满分', '≥90%', '93.7%', '10', '10']];
  const goal = '落实“四个最严”要求，守牢食品、药品、特种设备和工业产品质量安全底线，优化营商环境。';
  return {
    doc: 'gulan-market-2023', entity: '谷兰市市场监督管理局', document_type: 'performance', fiscal_year: 2023, phenomena: 'self-evaluation of a whole department: tasks with their money, meaning and rule between name and value',
    parts: [{
      no: '附件3', title: '部门整体支出绩效自评表', kind: 'performance_self_evaluation_overall', unit: '万元', above: ['附件3', '部门整体支出绩效自评表', ['（2023年度）', '单位：万元']], portrait: false, size: 8, widths: [1.5, 2, 2.4, 2.6, 3.4, 3.6, 2, 2, 1.1, 1.1],
      cells: [
        ['部门名称', '<', ...across('谷兰市市场监督管理局', 8)],
        ['年度主要任务', '<', '序号', '任务名称', '任务完成情况', '<', '预算数', '执行数', '<', '<'], ...tasks.map(([no, name, done, a, b]) => ['^', '<', no!, name!, done!, '<', a!, b!, '<', '<']),
        ['年度总体目标', '<', ...across(goal, 8)],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '指标解释', '评分标准', '年度指标值', '实际完成值', '分值', '得分'], ...merged(rows.map((cells) => ['绩效指标', ...cells]), 3).map((cells) => ['^', ...cells.slice(1)]),
        ['总分', '<', '<', '<', '<', '<', '<', '<', '70', '68.8'], ['评价等级', '<', ...across('优', 8)],
      ],
      indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 5, actual: 6, weight: 7, score: 8 })),
      fields: [['部门名称', '谷兰市市场监督管理局'], ...tasks.flatMap(([no, name, done, a, b]) => [['任务名称', name!], ['任务完成情况', done!], ['预算数', a!], ['执行数', b!]].map(([head, value]) => [`年度主要任务/${no}/${head}`, value!] as const)), ['年度总体目标', goal], ['总分/分值', '70'], ['总分', '68.8'], ['评价等级', '优']],
    }],
  };
}

/** 重庆: no levels at all; nature, unit and adjusted value in columns, coefficient of points, whether it is a core indicator. */
function chongqingEvaluation(): Drawn {
  const money: readonly (readonly [string, string])[] = [['年初预算数', '150.00'], ['全年（调整）预算数', '146.20'], ['全年执行数', '146.20'], ['执行率', '100.00%'], ['执行率权重', '10'], ['执行率得分', '10']];
  const rows: readonly Cells[] = [['巡护林地面积', '万亩', '≥', '62', '62', '62.4', '100%', '30', '30', '是'], ['火灾隐患排查次数', '次', '≥', '48', '48', '51', '100%', '20', '20', '否'], ['森林火灾受害率', '‰', '≤', '0.3', '0.3', '0', '100%', '20', '20', '是'], ['护林员培训合格率', '%', '≥', '95', '95', '93', '97.89%', '10', '9.79', '否'], ['林区群众满意度', '%', '≥', '90', '90', '92', '100%', '10', '10', '否']];
  const goals = ['聘用护林员120名，对62万亩林地开展常态化巡护，有效防范森林火灾。', '聘用护林员120名，对62万亩林地开展常态化巡护，有效防范森林火灾。', '聘用护林员120名，巡护林地62.4万亩，全年未发生森林火灾。'] as const;
  return {
    doc: 'yulin-forest-2024', entity: '渝林区林业局', document_type: 'performance', fiscal_year: 2024, phenomena: '重庆: indicators without levels; unit, nature, adjusted value, coefficient, core or not; goals at the beginning, adjusted, and what was done',
    parts: [{
      no: '', title: '项目支出绩效自评表', kind: 'performance_self_evaluation_project', unit: '万元', above: ['2024年度项目支出绩效自评表', ['', '单位：万元']], portrait: false, size: 8, widths: [1.6, 3.2, 1.5, 1.4, 2, 2, 2, 1.8, 1.8, 1.8, 1.8],
      cells: [
        ['项目名称', '天然林保护护林员管护', '<', '<', '项目编码', '50011424T000004123456', '<', '自评总分', '99.79', '<', '<'], ['主管部门', '渝林区林业局', '<', '<', '实施单位', '渝林区国有林场', '<', '项目级次', '区级', '<', '<'],
        ['项目资金（万元）', '年初预算数', '全年（调整）预算数', '<', '<', '全年执行数', '<', '执行率', '执行率权重', '<', '执行率得分'], ['^', money[0]![1], money[1]![1], '<', '<', money[2]![1], '<', money[3]![1], money[4]![1], '<', money[5]![1]],
        ['绩效目标', '年初绩效目标', '<', '<', '全年（调整）绩效目标', '<', '<', '全年目标实际完成情况', '<', '<', '<'], ['^', goals[0], '<', '<', goals[1], '<', '<', goals[2], '<', '<', '<'],
        ['绩效指标', '指标名称', '计量单位', '指标性质', '年初指标值', '调整指标值', '全年完成值', '得分系数', '指标权重', '指标得分', '是否核心指标'], ...rows.map((cells) => ['^', ...cells]), ['说明', ...across('护林员培训因部分人员年龄偏大未全部合格，下年加强培训。', 10)],
      ],
      indicators: rows.map((cells) => ({ ...indicator(cells, { level3: 0, actual: 5, weight: 7, score: 8 }), target: cells[2]! + cells[3]! + cells[1]! })),
      fields: [['项目名称', '天然林保护护林员管护'], ['项目编码', '50011424T000004123456'], ['自评总分', '99.79'], ['主管部门', '渝林区林业局'], ['实施单位', '渝林区国有林场'], ['项目级次', '区级'], ...money.map(([head, value]) => [`项目资金（万元）/${head}`, value] as const), ['绩效目标/年初绩效目标', goals[0]], ['绩效目标/全年（调整）绩效目标', goals[1]], ['绩效目标/全年目标实际完成情况', goals[2]], ['说明', '护林员培训因部分人员年龄偏大未全部合格，下年加强培训。']],
    }],
  };
}

/** 江苏: values of the half year and of the whole year; decisions and process above outputs. */
function jiangsuHalfYear(): Drawn {
  const rows: readonly Cells[] = [['决策', '绩效目标', '绩效指标明确性', '明确', '明确'], ['决策', '资金投入', '资金分配合理性', '合理', '合理'], ['过程', '资金管理', '预算执行率', '＝50%', '＝100%'], ['过程', '资金管理', '资金使用合规性', '合规', '合规'], ['产出', '数量指标', '开展公益演出场次', '≥30场', '≥65场'], ['产出', '数量指标', '购置文献册数', '≥4000册', '≥9000册'], ['产出', '质量指标', '演出质量达标率', '≥95%', '≥95%'], ['产出', '时效指标', '文献上架及时率', '≥90%', '≥95%'], ['效益', '社会效益指标', '受益群众人次', '≥2.6万人次', '≥6万人次'], ['效益', '可持续影响指标', '公共文化服务水平', '提升', '提升'], ['满意度', '服务对象满意度', '群众满意度', '≥90%', '≥92%']];
  const fields: readonly (readonly [string, string])[] = [['项目名称', '公共文化惠民工程'], ['项目类型', '延续项目'], ['主管部门', '苏宁湖区文体旅游局'], ['实施单位', '苏宁湖区文化馆'], ['项目总投入', '210.00'], ['财政拨款', '210.00'], ['立项必要性', '满足人民群众基本文化需求，提升公共文化服务效能。'], ['项目总目标', '打造公共文化服务品牌，实现公共文化服务均等化。'], ['年度绩效目标', '全年开展公益演出65场，购置文献9000册，服务群众6万人次。']];
  const of = (name: string): string => fields.find(([field]) => field === name)![1];
  return {
    doc: 'suninghu-culture-2023', entity: '苏宁湖区文体旅游局', document_type: 'budget', fiscal_year: 2023, phenomena: '江苏: values of the half year and of the year, decisions and process as first levels, money as pairs',
    parts: [{
      no: '', title: '项目支出绩效目标表', kind: 'performance_target', unit: '万元', above: ['2023年度项目支出绩效目标表', ['部门名称：苏宁湖区文体旅游局', '单位：万元']], widths: [2, 2.6, 4, 3, 3],
      cells: [
        ['项目名称', of('项目名称'), '<', '项目类型', of('项目类型')], ['主管部门', of('主管部门'), '<', '实施单位', of('实施单位')], ['项目总投入', of('项目总投入'), '<', '财政拨款', of('财政拨款')], ['立项必要性', ...across(of('立项必要性'), 4)], ['项目总目标', ...across(of('项目总目标'), 4)], ['年度绩效目标', ...across(of('年度绩效目标'), 4)],
        ['一级指标', '二级指标', '三级指标', '半年（程）指标值', '全年（程）指标值'], ...merged(rows, 2),
      ],
      indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 4 })), fields: [['部门名称', '苏宁湖区文体旅游局'], ...fields],
    }],
  };
}

/** 河南, drawn with the next one after what the others taught: goals of a whole department with where its money comes from and goes to; levels of their own; meaning and reason of the target behind it. */
function henanDepartment(): Drawn {
  const tasks: readonly Cells[] = [['规范市场秩序', '开展价格、广告、网络交易监管，查处违法案件'], ['食品药品安全监管', '完成抽检任务，处置不合格产品']];
  const money: readonly (readonly [string, string])[] = [['部门预算总额（万元）', '4,216.80'], ['1、资金来源：（1）政府预算资金', '4,100.50'], ['（2）财政专户管理资金', '0.00'], ['（3）单位资金', '116.30'], ['2、资金结构：（1）基本支出', '3,386.20'], ['（2）项目支出', '830.60']];
  const rows: readonly Cells[] = [['投入管理指标', '工作目标管理', '年度履职目标相关性', '相关', '目标符合国家和地方政策'], ['投入管理指标', '工作目标管理', '工作任务科学性', '科学', '任务能支撑目标实现'], ['投入管理指标', '预算和财务管理', '预算编制完整性', '完整', '收入支出全部编入预算'], ['投入管理指标', '预算和财务管理', '预算执行率', '≥95%', '预算完成数占预算数'], ['投入管理指标', '绩效管理', '绩效监控完成率', '100%', '按要求实施监控项目占比'], ['产出指标', '重点工作任务完成', '抽检任务完成率', '100%', '完成批次占任务批次'], ['产出指标', '履职目标实现', '案件办结率', '≥90%', '办结案件占立案数'], ['效益指标', '履职效益', '市场秩序', '持续规范', '市场环境明显改善'], ['效益指标', '满意度', '群众满意度', '≥90%', '问卷调查']];
  const goal = '维护公平竞争的市场秩序，守牢食品药品安全底线，不断优化营商环境。';
  return {
    doc: 'yuzhong-market-2024', entity: '豫中县市场监督管理局', document_type: 'budget', fiscal_year: 2024, phenomena: '河南: goals of a whole department, where its money comes from and goes to in one column, levels of their own',
    parts: [{
      no: '预算11表', title: '部门（单位）整体绩效目标表', kind: 'performance_target', unit: '万元', above: [['', '预算11表'], '部门（单位）整体绩效目标表', '（2024年度）'], widths: [2.2, 2.6, 3.2, 2, 3.6],
      cells: [
        ['部门（单位）名称', ...across('豫中县市场监督管理局', 4)], ['年度履职目标', ...across(goal, 4)], ['年度主要任务', '任务名称', '主要内容', '<', '<'], ...tasks.map(([name, text]) => ['^', name!, text!, '<', '<']),
        ...money.map(([label, value], i) => [i === 0 ? '预算情况' : '^', label, '<', value, '<']),
        ['一级指标', '二级指标', '三级指标', '指标值', '指标值说明'], ...merged(rows, 2),
      ],
      indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 3 })),
      fields: [['部门（单位）名称', '豫中县市场监督管理局'], ['年度履职目标', goal], ...tasks.map(([name, text]) => [`年度主要任务/${name}/主要内容`, text!] as const), ...money.map(([label, value]) => [`预算情况/${label}`, value] as const)],
    }],
  };
}

/** 福建, 宁夏: points in the names of the first levels, set a letter a line; share of what was planned in a column; a conclusion below. */
function lettersDown(): Drawn {
  const columns = ['年初预算数', '调整预算数', '全年执行数', '分值', '执行率（%）', '得分'];
  const funding: readonly Cells[] = [['年度资金总额', '760.00', '742.00', '718.92', '10', '96.89', '9.69'], ['其中：一般公共预算', '560.00', '542.00', '520.10', '—', '95.96', '—'], ['政府性基金', '200.00', '200.00', '198.82', '—', '99.41', '—']];
  const rows: readonly Cells[] = [['产出指标（50分）', '数量指标', '改造老旧小区个数', '12个', '12个', '100%', '15', '15', ''], ['产出指标（50分）', '数量指标', '受益居民户数', '≥3600户', '3482户', '96.72%', '10', '9.67', '两栋楼居民不同意改造'], ['产出指标（50分）', '质量指标', '工程验收合格率', '100%', '100%', '100%', '15', '15', ''], ['产出指标（50分）', '时效指标', '完工及时率', '≥90%', '91.67%', '101.86%', '10', '10', ''], ['效益指标（30分）', '社会效益指标', '居民居住环境', '明显改善', '明显改善', '100%', '20', '20', ''], ['效益指标（30分）', '可持续影响指标', '长效管理机制', '建立', '基本建立', '80%', '10', '8', '两个小区尚未成立业委会'], ['满意度指标（10分）', '服务对象满意度指标', '居民满意度', '≥90%', '94%', '104.44%', '10', '10', '']];
  const goals = ['完成12个老旧小区改造，受益居民3600户以上，改善居民居住环境。', '完成12个老旧小区改造，受益居民3482户，居住环境明显改善。'] as const;
  return {
    doc: 'minbei-housing-2023', entity: '闽北市住房和城乡建设局', document_type: 'performance', fiscal_year: 2023, phenomena: '福建: points in the first levels, a letter a line, share of what was planned, a conclusion below',
    parts: [{
      no: '', title: '项目支出绩效自评表', kind: 'performance_self_evaluation_project', unit: '万元', above: ['附件2-3', '项目支出绩效自评表', ['（2023年度）', '单位：万元']], portrait: false, widths: [0.9, 1.1, 2.4, 3, 2.2, 2.2, 1.6, 1.2, 1.2, 3],
      cells: [
        ['项目名称', '<', '<', '城镇老旧小区改造', '<', '<', '项目负责人', '<', '王某某', '<'], ['主管部门', '<', '<', '闽北市住房和城乡建设局', '<', '<', '实施单位', '<', '闽北市城市建设发展中心', '<'],
        ['项目资金\n（万元）', '<', '<', '', columns[0]!, columns[1]!, columns[2]!, columns[3]!, columns[4]!, columns[5]!], ...funding.map((cells) => ['^', '<', '<', ...cells]),
        ['年度总体目标', '<', '<', '年初设定目标', '<', '<', '年度总体目标完成情况综述', '<', '<', '<'], ['^', '<', '<', goals[0], '<', '<', goals[1], '<', '<', '<'],
        ['绩\n效\n指\n标', '一级指标', '二级指标', '三级指标', '年度目标值（A）', '全年实际值（B）', '完成率（B/A）', '分值', '得分', '未完成原因分析'], ...merged(rows.map((cells) => ['绩', ...cells]), 3).map((cells) => ['^', ...cells.slice(1)]),
        [...across('总分', 7), '100', '97.36', ''], ['自评结论', '<', '<', ...across('项目组织实施规范，产出和效益目标基本实现，自评等级为优。', 7)],
      ],
      funding: funded(columns, funding), indicators: rows.map((cells) => indicator(cells, { level1: 0, level2: 1, level3: 2, target: 3, actual: 4, weight: 6, score: 7 })),
      fields: [['项目名称', '城镇老旧小区改造'], ['主管部门', '闽北市住房和城乡建设局'], ['实施单位', '闽北市城市建设发展中心'], ['年度总体目标/年初设定目标', goals[0]], ['年度总体目标/年度总体目标完成情况综述', goals[1]], ['总分/分值', '100'], ['总分', '97.36'], ['自评结论', '项目组织实施规范，产出和效益目标基本实现，自评等级为优。']],
    }],
  };
}

export const PERFORMANCE: readonly (() => Drawn)[] = [sichuanList, shandongTarget, hunanList, guangdongDeclaration, yearsInHeads, fourLevels, transfer, costsFirst, wholeDepartment, chongqingEvaluation, jiangsuHalfYear, henanDepartment, lettersDown];
