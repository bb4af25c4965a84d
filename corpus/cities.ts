/**
 * Further documents in layouts of other places, drawn to be read at first sight: departments, a county, a town, a school;
 * budgets, final accounts, self-evaluations; forms of 2018, 2020 and since 2023.
 */
import type { Drawn, PrintedForm, PrintedIndicator } from './drawn.js';
import { basic, blank, blocks, both, codes, col, emptyRow, figures, fiscal, fund, general, indicatorCells, inParts, is, type Line, line, money, nothing, Office, pad, people, project, split, tabler, threeBlocks, threePublicCols, type Values } from './layouts.js';
import { branches, CLASSES, type Item, nameOf, type Spent, sum } from './office.js';

const HEALTH: readonly Item[] = [['2080501', 'people', 26], ['2080505', 'people', 81], ['2080506', 'people', 40], ['2089999', 'project', 4], ['2101101', 'people', 44], ['2101103', 'people', 13], ['2100302', 'project', 240], ['2100408', 'project', 610], ['2100409', 'project', 75], ['2010302', 'staff', 560], ['2210201', 'people', 63], ['2120899', 'project', 90, 'fund']];

/** 广西: income by kinds of non-tax revenue, spending by purpose and by function in one summary of three lists, 三公 with the reasons of the change. */
function guangxi(): Drawn {
  const office = new Office('桂溪县卫生健康局', 211, HEALTH, '万元', { grouped: true, zeros: false });
  const { all } = office;
  const [total, g, f] = [sum(all), office.of(general), office.of(fund('fund'))];
  const table = tabler('万元', (no, title) => [['', no], title, [`单位：${office.name}`, '单位：万元']]);
  const tree = [col('code', 1.3, '科目编码/类'), col('code', 1, '科目编码/款'), col('code', 1, '科目编码/项'), col('unit', 2.2, '单位代码'), col('label', 5, '单位名称（科目名称）')];
  const units = [['', '', '', '', '总计'], ['', '', '', '236', office.name], ['', '', '', '236001', `${office.name}本级`]];
  const rows = (spent: readonly Spent[], values: (own: readonly Spent[]) => Values): string[][] => office.below(units, spent, values, { codes: (code) => [...inParts(code), '236001'], levels: [7] });
  const byClass = (own: readonly Spent[]): Values => [sum(own), sum(own, basic), ...['301', '302', '303'].map((cls) => sum(own, both(basic, is(cls)))), sum(own, project), ...['302', '303', '310'].map((cls) => sum(own, both(project, is(cls)))), null];
  const purposes = [line('一、基本支出', sum(all, basic)), line('工资福利支出', sum(all, both(basic, is('301')))), line('商品和服务支出', sum(all, both(basic, is('302')))), line('对个人和家庭的补助', sum(all, both(basic, is('303')))), line('二、项目支出', sum(all, project)), ...blank('三、事业单位经营支出', '四、上缴上级支出', '五、对附属单位补助支出')];
  const income = [line('一、一般公共预算拨款', sum(g)), line('（一）经费拨款', sum(g) - 3500), ...blank('（二）纳入一般公共预算管理的非税收入拨款').map((one) => ({ ...one, values: [3500] })), line('二、政府性基金预算拨款', sum(f)), ...blank('三、国有资本经营预算拨款', '四、财政专户管理资金收入', '五、单位资金收入', '其中：事业收入')];
  const functional = pad(office.classes(all, (own) => [sum(own)], { every: false }), 8);
  const three = (a?: Line, b?: Line, c?: Line): string[] => [a, b, c].flatMap((one) => [one?.label ?? '', office.print(one?.values[0] ?? null)]);
  return {
    doc: 'guixi-health-2023', entity: office.name, document_type: 'budget', fiscal_year: 2023, phenomena: '广西: three lists beside each other, income by kinds of non-tax revenue, rows of units and items, 三公 with meetings, change and its reason, procurement by goods',
    parts: [
      { heading: `${office.name}2023年部门预算公开`, text: ['第一部分：部门概况', '一、主要职能', '（一）贯彻执行卫生健康法律法规。', '第二部分：2023年部门预算报表'] },
      table('预算公开01表', '部门收支总体情况表', 'revenue_expenditure_summary', [col('label', 6, '收入/项目'), col('figure', 3, '收入/2023年预算'), col('label', 5, '支出/项目（按支出用途）', 1), col('figure', 3, '支出/2023年预算', 1), col('label', 6, '支出/项目（按功能分类）', 2), col('figure', 3, '支出/2023年预算', 2)], [...income.map((one, i) => three(one, purposes[i], functional[i])), three(line('本年收入合计', total), line('本年支出合计', total), line('本年支出合计', total)), three(line('上年结转收入', null), line('结转下年支出', null), line('结转下年支出', null)), three(line('收入总计', total), line('支出总计', total), line('支出总计', total))], { size: 7 }),
      table('预算公开02表', '部门收入总体情况表', 'revenue', [...tree, ...figures(2, ['总计', '上年结转结余', '本年收入/合计', '本年收入/一般公共预算拨款/小计', '本年收入/一般公共预算拨款/经费拨款', '本年收入/一般公共预算拨款/专项收入安排的拨款', '本年收入/一般公共预算拨款/行政事业性收费收入安排的拨款', '本年收入/一般公共预算拨款/罚没收入安排的拨款', '本年收入/一般公共预算拨款/国有资源（资产）有偿使用收入安排的拨款', '本年收入/政府性基金预算拨款', '本年收入/财政专户管理资金收入', '本年收入/单位资金收入'])], rows(all, (own) => { const v = sum(own, general); const fine = own.some((one) => one.code === '2100409') ? 3500 : 0; return [sum(own), null, sum(own), v, v - fine, null, null, fine, null, sum(own, fund('fund')), null, null]; }), { size: 6 }),
      table('预算公开03表', '部门支出总体情况表', 'expenditure', [...tree, ...figures(2.2, ['总计', '基本支出/小计', '基本支出/工资福利支出', '基本支出/商品和服务支出', '基本支出/对个人和家庭的补助', '项目支出/小计', '项目支出/商品和服务支出', '项目支出/对个人和家庭的补助', '项目支出/资本性支出', '上缴上级支出'])], rows(all, byClass), { size: 7 }),
      table('预算公开05表', '一般公共预算支出情况表', 'general_public_expenditure', [...tree, ...figures(2.6, ['2022年预算数', '2023年预算数/合计', '2023年预算数/基本支出', '2023年预算数/项目支出', '比上年增减/金额', '比上年增减/%'])], rows(g, (own) => { const now = sum(own); const was = Math.round(now * 1.07); return [was, ...split(own), now - was, Math.round((1e4 * (now - was)) / was)]; }), { size: 7 }),
      table('预算公开06表', '一般公共预算基本支出情况表', 'general_public_basic_expenditure', [col('code', 1.6, '经济分类科目/科目编码/类'), col('code', 1.2, '经济分类科目/科目编码/款'), col('label', 6, '经济分类科目/科目名称'), ...figures(2.6, ['基本支出/合计', '基本支出/人员经费', '基本支出/公用经费'])], office.tree(office.of(both(general, basic)), (own) => [sum(own), sum(own, people), sum(own, money)], { by: 'economic', codes: (code) => inParts(code, 2) }), { portrait: true }),
      table('预算公开07表', '一般公共预算“三公”经费、会议费和培训费支出情况表', 'three_public', [col('label', 6, '项目'), ...figures(2.4, ['2022年预算', '2023年预算', '增减额', '增减比例']), col('text', 6, '增减变动原因')], [['合计', '28.30', '24.10', '-4.20', '-14.84%', ''], ['一、“三公”经费小计', '17.80', '15.60', '-2.20', '-12.36%', '落实过紧日子要求'], ['1.因公出国（境）费', '', '', '', '', ''], ['2.公务接待费', '5.80', '4.60', '-1.20', '-20.69%', '严格控制接待标准'], ['3.公务用车购置及运行维护费', '12.00', '11.00', '-1.00', '-8.33%', '车辆减少1辆'], ['其中：公务用车购置费', '', '', '', '', ''], ['公务用车运行维护费', '12.00', '11.00', '-1.00', '-8.33%', ''], ['二、会议费', '4.50', '3.50', '-1.00', '-22.22%', '压减会议'], ['三、培训费', '6.00', '5.00', '-1.00', '-16.67%', '']]),
      table('预算公开08表', '政府性基金预算支出情况表', 'government_fund', [...tree, ...figures(3, ['本年政府性基金预算支出/合计', '本年政府性基金预算支出/基本支出', '本年政府性基金预算支出/项目支出'])], rows(f, split)),
      table('预算公开09表', '国有资本经营预算支出情况表', 'state_capital', [...tree, ...figures(3, ['本年国有资本经营预算支出/合计', '本年国有资本经营预算支出/基本支出', '本年国有资本经营预算支出/项目支出'])], [emptyRow(8, 4)], { empty: true, notes: ['说明：本部门2023年没有国有资本经营预算支出，故本表无数据。'] }),
      table('预算公开10表', '政府采购预算表', 'other', [col('label', 5, '采购项目名称'), col('label', 4, '采购品目'), col('text', 2, '计量单位'), col('figure', 1.6, '数量'), ...figures(2.4, ['采购预算金额/合计', '采购预算金额/一般公共预算', '采购预算金额/政府性基金预算', '采购预算金额/单位资金'])], [['合计', '', '', '', '58.40', '58.40', '', ''], ['办公设备购置', 'A02010105 台式计算机', '台', '12', '6.00', '6.00', '', ''], ['疫苗冷链设备', 'A02052305 冷藏箱柜', '台', '8', '22.40', '22.40', '', ''], ['信息系统运维', 'C16070300 运行维护服务', '项', '1', '30.00', '30.00', '', '']]),
    ],
  };
}

/** 吉林: numbers 附表1-1, code and name in one cell, kinds of projects, narrow columns whose heads break often. */
function jilin(): Drawn {
  const office = new Office('松北市档案馆', 223, [['2010301', 'staff', 430], ['2010302', 'project', 96], ['2010399', 'project', 38], ['2080501', 'people', 15], ['2080505', 'people', 51], ['2080506', 'people', 25], ['2101101', 'people', 28], ['2210201', 'people', 42]], '万元', { grouped: false, zeros: true });
  const { all } = office;
  const total = sum(all);
  const table = tabler('万元', (no, title) => [no, title, [`部门名称：${office.name}`, '单位：万元']]);
  const named = (code: string): string => `[${code}]${nameOf(code)}`;
  const tree = (spent: readonly Spent[], values: (own: readonly Spent[]) => Values, by: 'code' | 'economic' = 'code'): string[][] => office.tree(spent, values, { by, codes: () => [], label: named });
  const kinds = (own: readonly Spent[]): Values => [sum(own), sum(own, people), sum(own, money), sum(own, both(project, (one) => one.code === '2010399')), sum(own, both(project, (one) => one.code !== '2010399'))];
  const kindCols = ['合计', '基本支出/人员类项目', '基本支出/公用经费项目', '项目支出/其他运转类项目', '项目支出/特定目标类项目'];
  const indicators: PrintedIndicator[] = [
    { level1: '产出指标', level2: '数量指标', level3: '档案数字化页数', target: '≥80万页' }, { level1: '产出指标', level2: '数量指标', level3: '接收进馆档案', target: '≥1.2万卷' }, { level1: '产出指标', level2: '质量指标', level3: '数字化扫描合格率', target: '≥98%' }, { level1: '产出指标', level2: '时效指标', level3: '完成时间', target: '12月底前' }, { level1: '产出指标', level2: '成本指标', level3: '每页扫描加工成本', target: '≤0.45元' }, { level1: '效益指标', level2: '社会效益指标', level3: '档案利用人次', target: '≥3000人次' }, { level1: '满意度指标', level2: '服务对象满意度指标', level3: '查档群众满意度', target: '≥95%' },
  ];
  return {
    doc: 'songbei-archive-2022', entity: office.name, document_type: 'budget', fiscal_year: 2022, phenomena: '吉林: 附表1-1, [code]name in one cell, 人员类 and 运转类 projects, narrow columns, purchased services, assets, a target form',
    parts: [
      { heading: '2022年部门预算', text: [`${office.name}2022年部门预算公开`, '一、部门职责', '负责档案收集、保管、利用。', '二、部门预算表'] },
      table('附表1-1', '2022年部门收支预算总表', 'revenue_expenditure_summary', [col('label', 6, '收　入/项　目'), col('figure', 3, '收　入/预算数'), col('label', 6, '支　出/项　目', 1), col('figure', 3, '支　出/预算数', 1)], office.sides([line('一、一般公共预算拨款收入', total), line('二、政府性基金预算拨款收入', 0), line('三、国有资本经营预算拨款收入', 0), line('四、财政专户管理资金收入', 0), line('五、事业收入', 0), line('六、上级补助收入', 0), line('本年收入合计', total), line('上年结转', 0), line('收　入　总　计', total)], [...pad(office.classes(all, (own) => [sum(own)], { every: false }), 6), line('本年支出合计', total), line('结转下年', 0), line('支　出　总　计', total)], [1, 1]), { portrait: true }),
      table('附表1-2', '2022年部门收入预算总表', 'revenue', [col('label', 6, '部门（单位）名称'), ...figures(1.7, ['总计', '一般公共预算', '政府性基金预算', '国有资本经营预算', '财政专户管理资金', '单位资金/小计', '单位资金/事业收入', '单位资金/事业单位经营收入', '单位资金/上级补助收入', '单位资金/附属单位上缴收入', '单位资金/其他收入', '上年结转结余'])], [['合计'], [office.name]].map((cells) => [...cells, ...office.printed([total, total, ...nothing(10).map(() => 0)])])),
      table('附表1-3', '2022年部门支出预算总表', 'expenditure', [col('label', 7, '功能分类科目'), ...figures(2.2, kindCols)], tree(all, kinds)),
      table('附表1-4', '2022年财政拨款收支预算总表', 'fiscal_appropriation_summary', [col('label', 6, '收　入/项　目'), col('figure', 2.6, '收　入/预算数'), col('label', 6, '支　出/项　目', 1), ...figures(2.4, ['支　出/小计', '支　出/一般公共预算', '支　出/政府性基金预算'], 1)], office.sides([line('一、本年收入', total), line('（一）一般公共预算拨款', total), line('（二）政府性基金预算拨款', 0), line('二、上年结转', 0), line('收　入　总　计', total)], [...pad(office.classes(all, (own) => [sum(own), sum(own), 0], { every: false }), 4), line('支　出　总　计', total, total, 0)], [1, 3])),
      table('附表1-5', '2022年一般公共预算支出预算表', 'general_public_expenditure', [col('label', 7, '功能分类科目'), ...figures(2.2, kindCols)], tree(all, kinds)),
      table('附表1-6', '2022年一般公共预算基本支出预算表', 'general_public_basic_expenditure', [col('label', 7, '部门经济分类科目'), ...figures(2.6, ['合计', '人员经费', '公用经费'])], tree(office.of(basic), (own) => [sum(own), sum(own, people), sum(own, money)], 'economic'), { portrait: true }),
      table('附表1-7', '2022年一般公共预算“三公”经费支出预算表', 'three_public', [col('label', 1.6, '年度'), ...figures(2.4, ['合计', '因公出国（境）费用', '公务接待费', '公务用车费/小计', '公务用车费/公务用车购置费', '公务用车费/公务用车运行费'])], [['2021年', '5.20', '0.00', '0.70', '4.50', '0.00', '4.50'], ['2022年', '4.60', '0.00', '0.60', '4.00', '0.00', '4.00']]),
      table('附表1-8', '2022年政府性基金预算支出预算表', 'government_fund', [col('label', 7, '功能分类科目'), ...figures(2.2, ['合计', '基本支出', '项目支出'])], [emptyRow(4, 0)], { empty: true, notes: ['注：本部门无政府性基金预算支出。'] }),
      table('附表1-10', '2022年政府购买服务预算表', 'other', [col('text', 1, '序号'), col('label', 5, '项目名称'), col('label', 5, '政府购买服务指导性目录名称'), ...figures(2.4, ['预算金额（万元）'])], [['', '合计', '', '46.50'], ['1', '档案数字化加工', '档案整理服务', '36.00'], ['2', '物业管理', '物业服务', '10.50']], { portrait: true }),
      {
        no: '附表1-11', title: '2022年项目支出绩效目标表', kind: 'performance_target', unit: '万元', above: ['附表1-11', '2022年项目支出绩效目标表', ['', '单位：万元']], widths: [2, 2.4, 4, 3, 3],
        cells: [['项目名称', '<', '馆藏档案数字化', '<', '<'], ['主管部门', '<', office.name, '实施单位', office.name], ['项目资金（万元）', '<', '年度资金总额：', '36.00', '<'], ['^', '<', '其中：财政拨款', '36.00', '<'], ['^', '<', '其他资金', '0.00', '<'], ['年度目标', '目标1：完成馆藏民国档案数字化加工80万页；目标2：提高档案查阅利用效率，为群众提供线上查档服务。', '<', '<', '<'], ['一级指标', '二级指标', '三级指标', '指标值', '备注'], ...indicatorCells(indicators, ({ level3, target }) => [level3, target, ''])],
        indicators, fields: [['项目名称', '馆藏档案数字化'], ['主管部门', office.name], ['实施单位', office.name], ['项目资金（万元）/年度资金总额：', '36.00'], ['项目资金（万元）/其中：财政拨款', '36.00'], ['项目资金（万元）/其他资金', '0.00'], ['年度目标', '目标1：完成馆藏民国档案数字化加工80万页；目标2：提高档案查阅利用效率，为群众提供线上查档服务。']],
      },
    ],
  };
}
/** 内蒙古: the ministry’s forms of 2023 in yuan, 类款项 beside 栏次, letters set apart, use of assets, a self-evaluation at the end. */
function neimenggu(): Drawn {
  const office = new Office('蒙北旗水利局', 227, [['2010399', 'project', 12], ['2080501', 'people', 33], ['2080505', 'people', 77], ['2080506', 'people', 38], ['2101101', 'people', 40], ['2101103', 'people', 11], ['2130304', 'staff', 690], ['2130306', 'project', 1500], ['2130314', 'project', 260], ['2210201', 'people', 70], ['2120804', 'project', 480, 'fund']], '元', { grouped: true, zeros: true });
  const { all } = office;
  const [g, f, total] = [office.of(general), office.of(fund('fund')), sum(all)];
  const [carried, left] = [733_501_22, 196_040_00];
  const got = total - carried + left;
  const table = tabler('元', (no, title) => [title, ['', no], [`公开部门：${office.name}`, '单位：元']]);
  const tree = [col('code', 1.2, '项　　目/支出功能分类科目编码'), col('code', 0.9, '项　　目/支出功能分类科目编码'), col('code', 0.9, '项　　目/支出功能分类科目编码'), col('label', 5.4, '项　　目/科目名称')];
  const row = (count: number): string[] => ['类', '款', '项', '栏次', ...Array.from({ length: count }, (_, i) => String(i + 1))];
  const parts3 = (code: string): string[] => (code === '' ? ['', '', ''] : inParts(code));
  const rows = (spent: readonly Spent[], values: (own: readonly Spent[]) => Values): string[][] => office.tree(spent, values, { codes: parts3 });
  const received = (own: readonly Spent[]): number => sum(own) - (own.some((one) => one.code === '2130306') ? carried - left : 0);
  const sided = [col('label', 6, '收　　入/项　　目'), col('text', 1, '收　　入/行次'), col('figure', 3.6, '收　　入/金额')];
  const indicators: PrintedIndicator[] = [
    { level1: '产出指标', level2: '数量指标', level3: '维修养护堤防长度', target: '≥46公里', actual: '46.8公里', weight: '15', score: '15' }, { level1: '产出指标', level2: '数量指标', level3: '更换闸门数量', target: '12扇', actual: '12扇', weight: '10', score: '10' }, { level1: '产出指标', level2: '质量指标', level3: '工程验收合格率', target: '100%', actual: '100%', weight: '10', score: '10' }, { level1: '产出指标', level2: '时效指标', level3: '项目完成及时率', target: '≥95%', actual: '88%', weight: '10', score: '9.26' }, { level1: '产出指标', level2: '成本指标', level3: '项目总成本', target: '≤150万元', actual: '146.3万元', weight: '5', score: '5' }, { level1: '效益指标', level2: '社会效益指标', level3: '改善灌溉面积', target: '≥3.2万亩', actual: '3.2万亩', weight: '20', score: '20' }, { level1: '效益指标', level2: '可持续影响指标', level3: '工程设施正常运行年限', target: '≥5年', actual: '5年', weight: '10', score: '10' }, { level1: '满意度指标', level2: '服务对象满意度指标', level3: '受益群众满意度', target: '≥90%', actual: '93%', weight: '10', score: '10' },
  ];
  return {
    doc: 'mengbei-water-2023', entity: office.name, document_type: 'final_accounts', fiscal_year: 2023, phenomena: '内蒙古: the ministry’s form of 2023 in yuan, 类款项 in the row of 栏次, letters set apart, assets with 行次, 三公 of both years, self-evaluation of a project',
    parts: [
      { heading: `${office.name}2023年度部门决算公开报告`, text: ['第一部分 部门概况', '第二部分 2023年度部门决算报表', '一、收入支出决算总表', '二、收入决算表', '三、支出决算表', '十、国有资产使用情况表'] },
      table('公开01表', '收入支出决算总表', 'revenue_expenditure_summary', [...sided, col('label', 6, '支　　出/项　　目', 1), col('text', 1, '支　　出/行次', 1), col('figure', 3.6, '支　　出/金额', 1)], office.sides([...pad([line('一、一般公共预算财政拨款收入', received(g)), line('二、政府性基金预算财政拨款收入', sum(f)), line('三、国有资本经营预算财政拨款收入', 0), line('四、上级补助收入', 0), line('五、事业收入', 0), line('六、经营收入', 0), line('七、附属单位上缴收入', 0), line('八、其他收入', 0)], CLASSES.length), line('本年收入合计', got), line('使用非财政拨款结余（含专用结余）', 0), line('年初结转和结余', carried), line('总计', got + carried)], [...office.classes(all, (own) => [sum(own)]), line('本年支出合计', total), line('结余分配', 0), line('年末结转和结余', left), line('总计', total + left)], [1, 1], true), { ordinals: ['栏　　次', '', '1', '栏　　次', '', '2'], notes: ['注：1.本表反映部门本年度的总收支和年末结转结余情况。', '2.本套报表金额单位转换时可能存在尾数误差。'] }),
      table('公开02表', '收入决算表', 'revenue', [...tree, ...figures(2.8, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'])], rows(all, (own) => [received(own), received(own), 0, 0, 0, 0, 0]), { ordinals: row(7), notes: ['注：本表反映部门本年度取得的各项收入情况。'] }),
      table('公开03表', '支出决算表', 'expenditure', [...tree, ...figures(2.8, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], rows(all, (own) => [...split(own), 0, 0, 0]), { ordinals: row(6) }),
      table('公开05表', '一般公共预算财政拨款支出决算表', 'general_public_expenditure', [...tree, ...figures(3.4, ['本年支出合计', '基本支出', '项目支出'])], rows(g, split), { ordinals: row(3), portrait: true }),
      table('公开06表', '一般公共预算财政拨款基本支出决算明细表', 'general_public_basic_expenditure', threeBlocks('科目编码', '金额', 3), blocks(office, office.of(both(general, basic)))),
      table('公开07表', '财政拨款“三公”经费支出决算表', 'three_public', figures(3, [...threePublicCols('2023年度预算数'), ...threePublicCols('2023年度决算数')].map((path) => path.replace('购置及运行维护费/', '购置及运行费/'))), [['186,000.00', '0.00', '160,000.00', '0.00', '160,000.00', '26,000.00', '149,318.77', '0.00', '141,218.77', '0.00', '141,218.77', '8,100.00']], { ordinals: Array.from({ length: 12 }, (_, i) => String(i + 1)), size: 6 }),
      table('公开08表', '政府性基金预算财政拨款收入支出决算表', 'government_fund', [...tree, ...figures(2.8, ['年初结转和结余', '本年收入', '本年支出/小计', '本年支出/基本支出', '本年支出/项目支出', '年末结转和结余'])], rows(f, (own) => [0, sum(own), sum(own), 0, sum(own), 0]), { ordinals: row(6) }),
      table('公开10表', '国有资产使用情况表', 'other', [col('label', 3, '项　　目'), col('text', 1, '行次'), ...figures(2.6, ['资产总额', '流动资产', '固定资产/小计', '固定资产/房屋构筑物', '固定资产/车辆', '固定资产/单价200万以上大型设备', '固定资产/其他固定资产', '对外投资/有价证券', '在建工程', '无形资产', '其他资产'])], [['合　　计', '1', '18,623,410.55', '2,014,300.00', '15,889,110.55', '9,800,200.00', '1,236,000.00', '0.00', '4,852,910.55', '0.00', '640,000.00', '80,000.00', '0.00']], { ordinals: ['栏　　次', '', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'], size: 6, notes: ['注：1.资产总额＝流动资产＋固定资产＋对外投资／有价证券＋在建工程＋无形资产＋其他资产。'] }),
      {
        no: '公开11表', title: '项目支出绩效自评表', kind: 'performance_self_evaluation_project', unit: '万元', above: ['项目支出绩效自评表', ['', '公开11表'], ['公开部门：蒙北旗水利局', '（2023年度）']], widths: [1.2, 1.8, 3.2, 2, 2, 2, 1.4, 1.4, 2.6],
        cells: [['项目名称', '<', '水利工程维修养护项目', '<', '<', '<', '<', '<', '<'], ['主管部门', '<', office.name, '<', '实施单位', '<', '蒙北旗水利工程服务站', '<', '<'], ['项目资金（万元）', '<', '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'], ['^', '<', '年度资金总额', '150.00', '150.00', '146.30', '10', '97.53%', '9.75'], ['^', '<', '其中：当年财政拨款', '150.00', '150.00', '146.30', '-', '97.53%', '-'], ['^', '<', '上年结转资金', '0.00', '0.00', '0.00', '-', '0.00%', '-'], ['^', '<', '其他资金', '0.00', '0.00', '0.00', '-', '0.00%', '-'], ['年度总体目标', '预期目标', '<', '<', '<', '实际完成情况', '<', '<', '<'], ['^', '完成全旗主要河道堤防维修养护46公里，更换老旧闸门，保障灌溉和防洪安全。', '<', '<', '<', '完成堤防维修养护46.8公里、更换闸门12扇，防洪和灌溉能力得到提升。', '<', '<', '<'], ['一级指标', '二级指标', '三级指标', '年度指标值', '<', '实际完成值', '分值', '得分', '偏差原因分析及改进措施'], ...indicatorCells(indicators, (one) => [one.level3, one.target, '<', one.actual!, one.weight!, one.score!, one.score === one.weight ? '' : '受汛期影响，部分工程推迟完工，下年提前安排']), ['总分', '<', '<', '<', '<', '<', '100', '99.01', '']],
        funding: [['年度资金总额', '150.00', '150.00', '146.30', '10', '97.53%', '9.75'], ['其中：当年财政拨款', '150.00', '150.00', '146.30', '', '97.53%', ''], ['上年结转资金', '0.00', '0.00', '0.00', '', '0.00%', ''], ['其他资金', '0.00', '0.00', '0.00', '', '0.00%', '']].flatMap(([label, ...values]) => values.flatMap((value, i) => (value === '' ? [] : [[label!, ['年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'][i]!, value] as const]))),
        indicators, fields: [['项目名称', '水利工程维修养护项目'], ['主管部门', office.name], ['实施单位', '蒙北旗水利工程服务站'], ['年度总体目标/预期目标', '完成全旗主要河道堤防维修养护46公里，更换老旧闸门，保障灌溉和防洪安全。'], ['年度总体目标/实际完成情况', '完成堤防维修养护46.8公里、更换闸门12扇，防洪和灌溉能力得到提升。'], ['总分/分值', '100'], ['总分', '99.01']],
      },
    ],
  };
}

const TOWNSHIP: readonly Item[] = [['2010301', 'staff', 510], ['2010350', 'staff', 330], ['2080505', 'people', 68], ['2080506', 'people', 34], ['2080801', 'project', 9], ['2101101', 'people', 22], ['2101102', 'people', 18], ['2101103', 'people', 6], ['2120501', 'project', 46], ['2130122', 'project', 120], ['2130504', 'project', 410], ['2210201', 'people', 58]];

/** 宁夏: a town, yuan without decimals, budgets of both years with the change, sums last, basic spending by two classifications. */
function ningxia(): Drawn {
  const office = new Office('宁川县沙湾镇人民政府', 229, TOWNSHIP, '元', { grouped: true, zeros: false, short: true });
  (office as { all: Spent[] }).all = office.all.map((one) => ({ ...one, value: Math.round(one.value / 100) * 100 }));
  const { all } = office;
  const total = sum(all);
  const table = tabler('元', (no, title) => [no, title, `编制单位：${office.name}　　　　　　　　　　　　单位：元`]);
  const tree = [col('code', 2.2, '功能分类科目/科目编码'), col('label', 6, '功能分类科目/科目名称')];
  const last = { codes, total: 'last', totalLabel: '合　计' } as const;
  const changed = (own: readonly Spent[]): Values => { const now = sum(own); const was = Math.round(now * 0.9 / 100) * 100; return [was, ...split(own), now - was]; };
  const GOVERNMENT: Readonly<Record<string, readonly [string, string]>> = { 301: ['50101', '工资奖金津补贴'], 302: ['50201', '办公经费'], 303: ['50901', '社会福利和救助'] };
  return {
    doc: 'ningchuan-town-2024', entity: office.name, document_type: 'budget', fiscal_year: 2024, phenomena: '宁夏: 表一, yuan without decimals, both years and the change, totals last, unit and office in one line, a list of staff',
    parts: [
      { heading: `${office.name}2024年部门预算公开`, text: ['目录', '第一部分 单位概况', '第二部分 2024年部门预算表', '表一 财政拨款收支总体情况表', '表二 一般公共预算财政拨款支出表'] },
      table('表一', '财政拨款收支总体情况表', 'fiscal_appropriation_summary', [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目', 1), ...figures(2.8, ['支出/合计', '支出/一般公共预算', '支出/政府性基金预算'], 1)], office.sides([line('一、本年收入', total), line('（一）一般公共预算财政拨款', total), ...blank('（二）政府性基金预算财政拨款', '二、上年结转'), ...pad([], 4), line('收入总计', total)], [line('一、本年支出', total, total, null), ...pad(office.classes(all, (own) => [sum(own), sum(own), null], { every: false, bracket: true }), 6), line('二、结转下年', null), line('支出总计', total, total, null)], [1, 3])),
      table('表二', '一般公共预算财政拨款支出表', 'general_public_expenditure', [...tree, ...figures(2.6, ['2023年预算数', '2024年预算数/小计', '2024年预算数/基本支出', '2024年预算数/项目支出', '2024年预算数比2023年预算数增减'])], office.tree(all, changed, last)),
      table('表三', '一般公共预算财政拨款基本支出表', 'general_public_basic_expenditure', [col('code', 1.8, '部门预算经济科目/编码'), col('label', 5, '部门预算经济科目/名称'), col('text', 1.8, '政府预算经济科目/编码'), col('text', 5, '政府预算经济科目/名称'), ...figures(2.8, ['合计', '人员经费', '公用经费'])], [...branches(office.of(basic), 'economic', [5]).map(({ code, own }) => [code, nameOf(code), ...GOVERNMENT[code.slice(0, 3)]!, ...office.printed([sum(own), sum(own, people), sum(own, money)])]), ['', '合　计', '', '', ...office.printed([sum(all, basic), sum(all, people), sum(all, money)])]], { broken: true }),
      table('表四', '一般公共预算财政拨款“三公”经费支出表', 'three_public', figures(3, ['2023年预算数', '2024年预算数'].flatMap((year) => ['合计', '因公出国（境）费', '公务用车购置及运行费/小计', '公务用车购置及运行费/公务用车购置', '公务用车购置及运行费/公务用车运行', '公务接待费'].map((path) => `${year}/${path}`))), [['64,000', '', '54,000', '', '54,000', '10,000', '60,000', '', '54,000', '', '54,000', '6,000']]),
      table('表五', '部门收支总体情况表', 'revenue_expenditure_summary', [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目（按经济分类）', 1), col('figure', 3, '支出/预算数', 1)], office.sides([line('一、财政拨款预算收入', total), line('（一）一般公共预算财政拨款收入', total), ...blank('（二）政府性基金预算财政拨款收入', '二、事业预算收入', '三、上级补助预算收入', '四、其他预算收入'), line('本年收入小计', total), ...blank('上年结转结余'), line('收入总计', total)], [...['301', '302', '303', '310'].map((code) => line(nameOf(code), sum(all, is(code)))), ...pad([], 2), line('本年支出小计', total), ...blank('结转下年'), line('支出总计', total)], [1, 1]), { portrait: true }),
      table('表六', '部门收入总体情况表', 'revenue', [...tree, ...figures(2.2, ['合计', '上年结转', '一般公共预算财政拨款收入', '政府性基金预算财政拨款收入', '事业预算收入', '上级补助预算收入', '其他预算收入'])], office.tree(all, (own) => [sum(own), null, sum(own), ...nothing(4)], last)),
      table('表七', '部门支出总体情况表', 'expenditure', [...tree, ...figures(2.6, ['合计', '基本支出', '项目支出', '其他支出'])], office.tree(all, (own) => [...split(own), null], last), { portrait: true, repeat: true }),
      table('表八', '人员基本情况表', 'other', [col('label', 6, '项目'), ...figures(2, ['编制人数', '实有人数'])], [['合计', '52', '49'], ['一、行政人员', '24', '23'], ['二、参照公务员法管理人员', '', ''], ['三、事业人员', '28', '26'], ['四、离退休人员', '', '31']], { portrait: true }),
    ],
  };
}

/** 天津 and others in 2018: 公共预算财政拨款 without state capital, last year's figures beside, basic spending as a list, numbers without zeros at the end. */
function tianjin(): Drawn {
  const office = new Office('津桥区司法局', 233, [['2040601', 'staff', 720], ['2040604', 'project', 66], ['2040607', 'project', 45.5], ['2080501', 'people', 29], ['2080505', 'people', 80], ['2080506', 'people', 40], ['2101101', 'people', 52], ['2101103', 'people', 16], ['2210201', 'people', 88], ['2210202', 'people', 61], ['2040604', 'project', 8, 'other']], '万元', { grouped: false, zeros: false, short: true });
  const { all } = office;
  const [total, g, other] = [sum(all), office.of(general), sum(all, (one) => !fiscal(one))];
  const table = tabler('万元', (_, title) => [title, [`部门：${office.name}`, '单位：万元']]);
  const tree = [col('code', 2.2, '科目编码'), col('label', 6, '科目名称')];
  const label = (code: string): string => `${'　'.repeat((code.length - 3) / 2)}${nameOf(code)}`;
  const how = { codes, label } as const;
  const y = '2018年度';
  return {
    doc: 'jinqiao-justice-2018', entity: office.name, document_type: 'final_accounts', fiscal_year: 2018, phenomena: '天津 in 2018: titles with the year and no numbers, figures without final zeros, last year beside, 人员 and 公用 as lists over each other, 政府采购 by kinds',
    parts: [
      { heading: `${office.name}2018年度部门决算`, text: ['一、部门职责', '二、机构设置', '三、2018年度部门决算公开表', `${office.name}2018年度收入总计${office.print(total)}万元，其中财政拨款收入${office.print(sum(g))}万元，其他收入${office.print(other)}万元。`] },
      table('', `${y}收入支出决算总表`, 'revenue_expenditure_summary', [col('label', 6, '收入/项目'), col('figure', 2.6, '收入/年初预算数'), col('figure', 2.6, '收入/决算数'), col('label', 6, '支出/项目', 1), col('figure', 2.6, '支出/年初预算数', 1), col('figure', 2.6, '支出/决算数', 1)], office.sides([line('一、财政拨款收入', sum(g) - 1200, sum(g)), line('其中：政府性基金预算财政拨款', null, null), line('二、上级补助收入', null, null), line('三、事业收入', null, null), line('四、其他收入', null, other), ...pad([], 2), line('本年收入合计', sum(g) - 1200, total), line('用事业基金弥补收支差额', null), line('年初结转和结余', null), line('总计', sum(g) - 1200, total)], [...pad(office.classes(all, (own) => { const v = sum(own); return [own.some((one) => one.code === '2040604') ? v - 1200 - other : v, v]; }, { every: false }), 7), line('本年支出合计', sum(g) - 1200, total), line('结余分配', null), line('年末结转和结余', null), line('总计', sum(g) - 1200, total)], [2, 2])),
      table('', `${y}收入决算表`, 'revenue', [...tree, ...figures(2.4, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入/小计', '事业收入/其中：教育收费', '经营收入', '附属单位上缴收入', '其他收入'])], office.tree(all, (own) => [sum(own), sum(own, fiscal), ...nothing(5), sum(own, (one) => !fiscal(one))], how)),
      table('', `${y}支出决算表`, 'expenditure', [...tree, ...figures(2.4, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], office.tree(all, (own) => [...split(own), ...nothing(3)], how)),
      table('', `${y}财政拨款收入支出决算总表`, 'fiscal_appropriation_summary', [col('label', 6, '收入/项目'), col('figure', 3, '收入/决算数'), col('label', 6, '支出/项目', 1), ...figures(2.6, ['支出/合计', '支出/一般公共预算财政拨款', '支出/政府性基金预算财政拨款'], 1)], office.sides([line('一、一般公共预算财政拨款', sum(g)), ...blank('二、政府性基金预算财政拨款'), ...pad([], 3), line('本年收入合计', sum(g)), ...blank('年初财政拨款结转和结余'), line('总计', sum(g))], [...pad(office.classes(g, (own) => [sum(own), sum(own), null], { every: false }), 5), line('本年支出合计', sum(g), sum(g), null), line('年末财政拨款结转和结余', null), line('总计', sum(g), sum(g), null)], [1, 3])),
      table('', `${y}一般公共预算财政拨款支出决算表`, 'general_public_expenditure', [...tree, ...figures(2.2, ['2017年决算数', '2018年决算数/合计', '2018年决算数/基本支出', '2018年决算数/项目支出', '增减额', '增减率'])], office.tree(g, (own) => { const now = sum(own); const was = Math.round(now * 0.97); return [was, ...split(own), now - was]; }, how).map((cells, i) => [...cells, i === 0 ? '3.09%' : '3.1%'])),
      table('', `${y}一般公共预算财政拨款基本支出决算表`, 'general_public_basic_expenditure', [...tree, ...figures(2.6, ['合计', '人员经费', '公用经费'])], office.tree(office.of(both(general, basic)), (own) => [sum(own), sum(own, people), sum(own, money)], { ...how, by: 'economic' }), { portrait: true }),
      table('', `${y}一般公共预算财政拨款“三公”经费支出决算表`, 'three_public', [col('label', 3, '项目'), ...figures(2.4, ['合计', '因公出国（境）费', '公务用车购置及运行维护费/小计', '公务用车购置及运行维护费/公务用车购置费', '公务用车购置及运行维护费/公务用车运行维护费', '公务接待费'])], [['2018年预算数', '21.5', '', '20', '', '20', '1.5'], ['2018年决算数', '17.36', '', '17.02', '', '17.02', '0.34'], ['2017年决算数', '18.9', '', '18.2', '', '18.2', '0.7']]),
      table('', `${y}政府采购情况表`, 'other', [col('label', 4, '项目'), ...figures(2.4, ['采购计划金额/总计', '采购计划金额/财政性资金', '采购计划金额/其他资金', '实际采购金额/总计', '实际采购金额/财政性资金', '实际采购金额/其他资金'])], [['合计', '52.3', '52.3', '', '49.88', '49.88', ''], ['货物', '18.3', '18.3', '', '17.2', '17.2', ''], ['工程', '', '', '', '', '', ''], ['服务', '34', '34', '', '32.68', '32.68', '']], { portrait: true }),
    ],
  };
}

/** 云南 and 贵州: a report of self-evaluation alone: one of the whole department, two of projects, indicators with their nature and unit of measure. */
function selfEvaluation(): Drawn {
  const office = '滇池县教育体育局';
  const header = ['一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '实际完成值', '分值', '得分', '偏差原因分析及改进措施'];
  const form = (no: string, name: string, unit: string, goal: string, done: string, funding: readonly (readonly string[])[], indicators: readonly (PrintedIndicator & { nature: string; measure: string; why?: string })[], total: string): PrintedForm => ({
    no, title: '项目支出绩效自评表', kind: 'performance_self_evaluation_project', unit: '万元', above: [no, '项目支出绩效自评表', ['（2022年度）', '金额单位：万元']], portrait: false, size: 7, widths: [1.6, 2, 3.4, 1.4, 1.8, 1.4, 2.2, 1.1, 1.1, 3],
    cells: [['项目名称', '<', name, '<', '<', '<', '<', '<', '<', '<'], ['主管部门', '<', office, '<', '<', '实施单位', '<', unit, '<', '<'], ['项目资金（万元）', '<', '', '<', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'], ...funding.map(([label, ...values], i) => [i === 0 ? '^' : '^', '<', label!, '<', ...values]), ['年度总体目标', '年初设定目标', '<', '<', '<', '全年实际完成情况', '<', '<', '<', '<'], ['^', goal, '<', '<', '<', done, '<', '<', '<', '<'], header, ...indicatorCells(indicators, (one) => { const found = indicators.find(({ level3 }) => level3 === one.level3)!; return [one.level3, found.nature, one.target, found.measure, one.actual!, one.weight!, one.score!, found.why ?? '']; }), ['总分', '<', '<', '<', '<', '<', '<', '100', total, total >= '95' ? '优' : '良']],
    funding: funding.flatMap(([label, ...values]) => values.flatMap((value, i) => (/\d/.test(value) ? [[label!, ['年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'][i]!, value] as const] : []))),
    indicators: indicators.map((one) => ({ ...one, target: `${one.nature}${one.target}${one.measure === '—' ? '' : one.measure}` })), fields: [['项目名称', name], ['主管部门', office], ['实施单位', unit], ['年度总体目标/年初设定目标', goal], ['年度总体目标/全年实际完成情况', done], ['总分/分值', '100'], ['总分', total]],
  });
  return {
    doc: 'dianchi-education-2022', entity: office, document_type: 'performance', fiscal_year: 2022, phenomena: '云南: self-evaluations of projects with nature and unit of measure beside the target, 年初设定目标 and 全年实际完成情况, an evaluation of the whole department in the national form',
    parts: [
      { heading: `${office}2022年度绩效自评报告`, text: ['一、绩效自评工作开展情况', `${office}高度重视绩效自评工作，共对2个项目开展绩效自评，涉及资金1,316.40万元，自评得分平均95.36分。`, '二、存在的问题', '个别项目资金支付进度偏慢。'] },
      form('附表1', '义务教育学校校舍维修改造补助资金', '滇池县第三中学', '完成3所学校校舍维修改造8600平方米，消除安全隐患，改善办学条件。', '完成3所学校校舍维修改造8715平方米，全部通过竣工验收。', [['年度资金总额', '800.00', '816.40', '780.20', '10', '95.57%', '9.56'], ['其中：当年财政拨款', '800.00', '800.00', '763.80', '—', '95.48%', '—'], ['上年结转资金', '', '16.40', '16.40', '—', '100.00%', '—'], ['其他资金', '', '', '', '—', '', '—']], [
        { level1: '产出指标', level2: '数量指标', level3: '维修校舍面积', nature: '≥', target: '8600', measure: '平方米', actual: '8715平方米', weight: '15', score: '15' }, { level1: '产出指标', level2: '数量指标', level3: '维修学校数', nature: '=', target: '3', measure: '所', actual: '3所', weight: '10', score: '10' }, { level1: '产出指标', level2: '质量指标', level3: '竣工验收合格率', nature: '=', target: '100', measure: '%', actual: '100%', weight: '15', score: '15' }, { level1: '产出指标', level2: '时效指标', level3: '项目按期完工率', nature: '≥', target: '90', measure: '%', actual: '86%', weight: '10', score: '8.5', why: '一所学校受暑期降雨影响，工期顺延，今后提前开工' }, { level1: '效益指标', level2: '社会效益指标', level3: '受益学生人数', nature: '≥', target: '2400', measure: '人', actual: '2516人', weight: '15', score: '15' }, { level1: '效益指标', level2: '可持续影响指标', level3: '校舍使用年限', nature: '≥', target: '10', measure: '年', actual: '10年', weight: '15', score: '15' }, { level1: '满意度指标', level2: '服务对象满意度指标', level3: '师生满意度', nature: '≥', target: '90', measure: '%', actual: '94%', weight: '10', score: '10' },
      ], '98.06'),
      form('附表2', '农村义务教育学生营养改善计划补助资金', '滇池县学生资助管理中心', '按每生每天5元标准落实营养膳食补助，全年供餐200天。', '全年供餐196天，覆盖学生4210人，补助资金按时拨付。', [['年度资金总额', '500.00', '500.00', '412.60', '10', '82.52%', '8.25'], ['其中：当年财政拨款', '500.00', '500.00', '412.60', '—', '82.52%', '—'], ['上年结转资金', '', '', '', '—', '', '—'], ['其他资金', '', '', '', '—', '', '—']], [
        { level1: '产出指标', level2: '数量指标', level3: '享受补助学生人数', nature: '≥', target: '4200', measure: '人', actual: '4210人', weight: '20', score: '20' }, { level1: '产出指标', level2: '质量指标', level3: '补助标准达标率', nature: '=', target: '100', measure: '%', actual: '100%', weight: '15', score: '15' }, { level1: '产出指标', level2: '时效指标', level3: '全年供餐天数', nature: '=', target: '200', measure: '天', actual: '196天', weight: '15', score: '13', why: '学期时间调整' }, { level1: '效益指标', level2: '社会效益指标', level3: '学生营养不良率下降', nature: '定性指标', target: '下降', measure: '—', actual: '下降', weight: '30', score: '26.4', why: '监测数据样本不足，下年扩大监测范围' }, { level1: '满意度指标', level2: '服务对象满意度指标', level3: '学生和家长满意度', nature: '≥', target: '90', measure: '%', actual: '95%', weight: '10', score: '10' },
      ], '92.65'),
    ],
  };
}

/** 黑龙江: forms of the integrated budget system, income and carry-over by unit, projects by fund, a list of targets of several projects. */
function heilongjiang(): Drawn {
  const office = new Office('龙泉县中等职业学校', 239, [['2050204', 'staff', 1900], ['2050204', 'project', 210], ['2050803', 'project', 22], ['2050204', 'project', 160, 'other'], ['2080502', 'people', 41], ['2080505', 'people', 210], ['2080506', 'people', 105], ['2101102', 'people', 118], ['2210201', 'people', 166]], '万元', { grouped: true, zeros: false });
  const { all } = office;
  const [total, g] = [sum(all), office.of(general)];
  const own = total - sum(g);
  const table = tabler('万元', (no, title) => [['', no], title, [`部门/单位：${office.name}`, '金额单位：万元']]);
  const tree = [col('code', 2.2, '科目编码'), col('label', 5.4, '科目名称')];
  const goals = [
    { name: '校园信息化建设', goal: '完成智慧教室建设，提升信息化教学水平', indicators: [{ level1: '产出指标', level2: '数量指标', level3: '建设智慧教室', target: '＝6间' }, { level1: '产出指标', level2: '质量指标', level3: '设备验收合格率', target: '≥98%' }, { level1: '效益指标', level2: '社会效益指标', level3: '信息化课程占比', target: '≥60%' }, { level1: '满意度指标', level2: '服务对象满意度指标', level3: '学生满意度', target: '≥90%' }] },
    { name: '实训设备购置', goal: '购置数控、汽修实训设备，满足实训教学需要', indicators: [{ level1: '产出指标', level2: '数量指标', level3: '购置实训设备', target: '＝42台（套）' }, { level1: '产出指标', level2: '时效指标', level3: '采购完成时间', target: '9月底前' }, { level1: '成本指标', level2: '经济成本指标', level3: '设备购置成本', target: '≤120万元' }, { level1: '效益指标', level2: '社会效益指标', level3: '实训开出率', target: '≥95%' }] },
  ];
  return {
    doc: 'longquan-school-2023', entity: office.name, document_type: 'budget', fiscal_year: 2023, phenomena: '黑龙江: forms of the integrated budget system, 本年拨款 and 财政拨款结转结余, projects by fund and purpose, targets of several projects in one table, government economic classes as rows',
    parts: [
      table('部门公开表1', '收支总表', 'revenue_expenditure_summary', [col('label', 6, '收　入/项　目'), col('figure', 3, '收　入/预算数'), col('label', 6, '支　出/项　目', 1), col('figure', 3, '支　出/预算数', 1)], office.sides([line('一、一般公共预算拨款收入', sum(g)), ...blank('二、政府性基金预算拨款收入', '三、国有资本经营预算拨款收入', '四、财政专户管理资金收入'), line('五、事业收入', own), ...blank('六、上级补助收入', '七、附属单位上缴收入', '八、事业单位经营收入', '九、其他收入'), line('本年收入合计', total), ...blank('上年结转结余'), line('收　入　总　计', total)], [...pad(office.classes(all, (mine) => [sum(mine)], { every: false }), 9), line('本年支出合计', total), ...blank('年终结转结余'), line('支　出　总　计', total)], [1, 1]), { portrait: true }),
      table('部门公开表2', '收入总表', 'revenue', [col('unit', 2, '部门（单位）代码'), col('label', 5, '部门（单位）名称'), ...figures(1.8, ['合计', '本年收入/小计', '本年收入/一般公共预算', '本年收入/政府性基金预算', '本年收入/国有资本经营预算', '本年收入/财政专户管理资金', '本年收入/事业收入', '本年收入/事业单位经营收入', '本年收入/上级补助收入', '本年收入/附属单位上缴收入', '本年收入/其他收入', '上年结转结余/小计', '上年结转结余/一般公共预算', '上年结转结余/单位资金'])], [['', '合计'], ['158', '龙泉县教育局'], ['158012', office.name]].map((cells) => [...cells, ...office.printed([total, total, sum(g), null, null, null, own, ...nothing(7)])]), { size: 6 }),
      table('部门公开表3', '支出总表', 'expenditure', [...tree, ...figures(2.4, ['合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出'])], office.tree(all, (mine) => [...split(mine), ...nothing(3)], { codes, total: 'last', totalLabel: '合计' })),
      table('部门公开表5', '一般公共预算支出表', 'general_public_expenditure', [...tree, ...figures(2.4, ['合计', '基本支出/小计', '基本支出/人员经费', '基本支出/公用经费', '项目支出'])], office.tree(g, (mine) => [sum(mine), sum(mine, basic), sum(mine, people), sum(mine, money), sum(mine, project)], { codes, total: 'last' })),
      table('部门公开表6', '一般公共预算基本支出表', 'general_public_basic_expenditure', [col('code', 2.2, '部门预算支出经济分类科目/科目编码'), col('label', 5.4, '部门预算支出经济分类科目/科目名称'), ...figures(2.4, ['本年一般公共预算基本支出/合计', '本年一般公共预算基本支出/人员经费', '本年一般公共预算基本支出/公用经费'])], office.tree(office.of(both(general, basic)), (mine) => [sum(mine), sum(mine, people), sum(mine, money)], { by: 'economic', codes, total: 'last' }), { portrait: true }),
      table('部门公开表7', '财政拨款“三公”经费支出预算表', 'three_public', [col('label', 2, '年度'), col('figure', 2.4, '“三公”经费合计'), ...figures(2.4, ['因公出国（境）费', '公务用车购置及运行费/小计', '公务用车购置及运行费/公务用车购置费', '公务用车购置及运行费/公务用车运行费', '公务接待费'])], [['2022年', '9.00', '', '8.00', '', '8.00', '1.00'], ['2023年', '7.30', '', '6.80', '', '6.80', '0.50']]),
      table('部门公开表8', '政府性基金预算支出表', 'government_fund', [...tree, ...figures(2.4, ['本年政府性基金预算支出/合计', '本年政府性基金预算支出/基本支出', '本年政府性基金预算支出/项目支出'])], [emptyRow(5, 1, '合计')], { empty: true, notes: ['注：本单位2023年无政府性基金预算支出，故此表为空。'] }),
      table('部门公开表10', '项目支出表', 'project_expenditure', [col('text', 2.4, '类型'), col('label', 5, '项目名称'), col('text', 4, '项目单位'), ...figures(2, ['合计', '本年拨款/一般公共预算', '本年拨款/政府性基金预算', '本年拨款/国有资本经营预算', '财政拨款结转结余/一般公共预算', '财政拨款结转结余/政府性基金预算', '财政专户管理资金', '单位资金'])], [['特定目标类', '校园信息化建设', office.name, ...office.printed([sum(all, both(project, general)) - 12000, sum(all, both(project, general)) - 12000, ...nothing(6)])], ['特定目标类', '实训设备购置', office.name, ...office.printed([12000, 12000, ...nothing(6)])], ['其他运转类', '食堂运转经费', office.name, ...office.printed([own, ...nothing(6), own])], ['', '合计', '', ...office.printed([sum(all, project), sum(all, both(project, general)), ...nothing(5), own])]], { size: 7 }),
      {
        tables: goals.length, no: '部门公开表12', title: '项目支出绩效目标表', kind: 'performance_target', unit: '万元', above: [['', '部门公开表12'], '项目支出绩效目标表', [`部门/单位：${office.name}`, '金额单位：万元']], portrait: false, size: 7, widths: [2.4, 3.4, 1.8, 2.2, 3, 2.2],
        cells: [['项目名称', '年度绩效目标', '一级指标', '二级指标', '三级指标', '指标值'], ...goals.flatMap(({ name, goal, indicators }) => indicatorCells(indicators, (one) => [one.level3, one.target]).map((cells, i) => [i === 0 ? name : '^', i === 0 ? goal : '^', ...cells]))],
        indicators: goals.flatMap(({ indicators }) => indicators),
        fields: goals.flatMap(({ name, goal }) => [['项目名称', name], ['年度绩效目标', goal]] as const),
      },
    ],
  };
}

/** 海南: parts before their total, projects of the office and handed down, debt, purchases of services by three levels of a catalogue; drawn last, after what the others taught. */
function hainan(): Drawn {
  const office = new Office('琼湾市应急管理局', 241, [['2010399', 'project', 21], ['2080501', 'people', 18], ['2080505', 'people', 61], ['2080506', 'people', 30], ['2101101', 'people', 35], ['2101103', 'people', 9], ['2210201', 'people', 54], ['2240101', 'staff', 610], ['2240106', 'project', 330], ['2240601', 'project', 140]], '万元', { grouped: true, zeros: false });
  const { all } = office;
  const total = sum(all);
  const table = tabler('万元', (no, title) => [`附件2-${no}`, title, [`单位名称：${office.name}`, '单位：万元']]);
  const tree = [col('code', 2.2, '支出功能分类科目/编码'), col('label', 5.4, '支出功能分类科目/名称')];
  const handed = (own: readonly Spent[]): number => sum(own, both(project, (one) => one.code === '2240601'));
  const spent = (own: readonly Spent[]): Values => [sum(own), sum(own, people), sum(own, money), sum(own, basic), sum(own, project) - handed(own), handed(own), sum(own, project), null];
  return {
    doc: 'qiongwan-safety-2024', entity: office.name, document_type: 'budget', fiscal_year: 2024, phenomena: '海南: parts before their total, projects of the office and handed down, change on what was spent last year, a catalogue of three levels, total last',
    parts: [
      { heading: `${office.name}2024年部门预算`, text: ['第一部分 部门概况', '第二部分 部门预算表'] },
      { ...table('1', '部门收支总体情况表', 'revenue_expenditure_summary', [col('label', 6, '收入/项目'), col('figure', 3, '收入/年初预算'), col('label', 6, '支出/功能科目', 1), ...figures(2.4, ['支出/合计', '支出/当年安排', '支出/上年结转'], 1)], office.sides([line('一、财政拨款收入', total), line('1.一般公共预算拨款', total), ...blank('2.政府性基金预算拨款', '3.国有资本经营预算拨款', '二、财政专户管理资金', '三、单位资金'), line('当年收入小计', total), ...blank('上年结转'), line('收入总计', total)], [...pad(office.classes(all, (own) => [sum(own), sum(own), null], { every: false, ordinal: false }), 6), line('当年支出小计', total, total, null), ...blank('结转下年'), line('支出总计', total, total, null)], [1, 3])), no: '附件2-1' },
      { ...table('2', '部门收入总体情况表', 'revenue', [...tree, ...figures(1.8, ['总计', '财政拨款收入/一般公共预算', '财政拨款收入/政府性基金预算', '财政拨款收入/国有资本经营预算', '财政拨款收入/小计', '财政专户管理资金', '单位资金/事业收入', '单位资金/经营收入', '单位资金/其他收入', '单位资金/小计', '上年结转'])], office.tree(all, (own) => [sum(own), sum(own), null, null, sum(own), ...nothing(6)], { codes, total: 'last' }), { size: 7 }), no: '附件2-2' },
      { ...table('3', '部门支出总体情况表', 'expenditure', [...tree, ...figures(2, ['总计', '基本支出/人员支出', '基本支出/日常公用支出', '基本支出/小计', '项目支出/本级项目', '项目支出/对下转移支付', '项目支出/小计', '债务还本支出'])], office.tree(all, spent, { codes, total: 'last' })), no: '附件2-3' },
      { ...table('4', '一般公共预算支出情况表', 'general_public_expenditure', [...tree, ...figures(2.2, ['上年执行数', '本年预算数/小计', '本年预算数/基本支出', '本年预算数/项目支出', '本年预算比上年执行/增减额', '本年预算比上年执行/增减幅度（%）'])], office.tree(all, (own) => { const now = sum(own); const was = Math.round(now * 0.88); return [was, ...split(own), now - was, Math.round((1e4 * (now - was)) / was)]; }, { codes, total: 'last' })), no: '附件2-4' },
      { ...table('5', '一般公共预算基本支出情况表', 'general_public_basic_expenditure', [col('code', 2.2, '支出经济分类科目/编码'), col('label', 5.4, '支出经济分类科目/名称'), ...figures(2.4, ['本年基本支出/人员支出', '本年基本支出/日常公用支出', '本年基本支出/小计'])], office.tree(office.of(basic), (own) => [sum(own, people), sum(own, money), sum(own)], { by: 'economic', codes, total: 'last' }), { portrait: true }), no: '附件2-5' },
      { ...table('6', '“三公”经费支出情况表', 'three_public', [col('label', 6, '项目'), ...figures(2.4, ['上年预算', '本年预算', '增减额', '增减幅度（%）']), col('text', 5, '说明')], [['一、因公出国（境）费用', '', '', '', '', ''], ['二、公务接待费', '3.20', '2.80', '-0.40', '-12.50', '压减接待'], ['三、公务用车费', '26.00', '24.00', '-2.00', '-7.69', ''], ['其中：购置费', '', '', '', '', ''], ['运行维护费', '26.00', '24.00', '-2.00', '-7.69', ''], ['合计', '29.20', '26.80', '-2.40', '-8.22', '']]), no: '附件2-6' },
      { ...table('7', '政府购买服务预算情况表', 'other', [col('label', 5, '购买服务项目'), col('text', 3, '一级目录'), col('text', 3, '二级目录'), col('label', 3.4, '三级目录'), ...figures(2.2, ['资金来源/合计', '资金来源/财政拨款', '资金来源/其他资金'])], [['应急值守平台运维', '政府履职辅助性服务', '信息化服务', '信息系统运维', '38.00', '38.00', ''], ['安全生产专家检查', '公共服务', '公共安全服务', '公共安全隐患排查', '26.50', '26.50', ''], ['合计', '', '', '', '64.50', '64.50', '']]), no: '附件2-7' },
    ],
  };
}

export const CITIES: (() => Drawn)[] = [guangxi, jilin, neimenggu, ningxia, tianjin, selfEvaluation, heilongjiang, hainan];
