/**
 * Documents in the layouts of many provinces: titles, numbers, header paths, order of columns, codes and notes as places
 * print them; offices and figures are invented and close as real ones do.
 */
import type { Drawn, PrintedColumn, PrintedTable } from './drawn.js';
import { basic, blocks, both, col, emptyRow, figures, fiscal, fund, general, inParts, type Line, Office, pad, part, project, threeBlocks, threePublicCols, type Values } from './layouts.js';
import { branches, CLASSES, inUnit, type Item, nameOf, type Spent, spending, sum } from './office.js';

const TOWN: readonly Item[] = [
  ['2010301', 'staff', 620], ['2010302', 'project', 85], ['2010350', 'staff', 210], ['2080501', 'people', 36], ['2080505', 'people', 74], ['2080506', 'people', 37], ['2080801', 'project', 12],
  ['2101101', 'people', 41], ['2101103', 'people', 9], ['2110302', 'project', 64], ['2120501', 'project', 130], ['2120804', 'project', 300, 'fund'], ['2130104', 'staff', 160], ['2130122', 'project', 220], ['2210201', 'people', 68], ['2296002', 'project', 22, 'fund'],
];
const FOREST: readonly Item[] = [
  ['2080501', 'people', 58], ['2080505', 'people', 112], ['2080506', 'people', 56], ['2101101', 'people', 60], ['2101103', 'people', 18], ['2130201', 'staff', 940], ['2130205', 'project', 1350], ['2130234', 'project', 420], ['2130205', 'project', 36, 'other'], ['2210201', 'people', 96], ['2210203', 'people', 31],
];
const CULTURE: readonly Item[] = [
  ['2070101', 'staff', 510], ['2070109', 'project', 260], ['2070114', 'project', 95], ['2070308', 'project', 40], ['2080505', 'people', 55], ['2080506', 'people', 27], ['2080501', 'people', 14], ['2101101', 'people', 29], ['2101103', 'people', 8], ['2210201', 'people', 47], ['2296003', 'project', 18, 'fund'],
];
const SCHOOL: readonly Item[] = [
  ['2050204', 'staff', 2400], ['2050204', 'project', 330], ['2050204', 'project', 410, 'other'], ['2050803', 'project', 15], ['2080502', 'people', 64], ['2080505', 'people', 310], ['2080506', 'people', 155], ['2101102', 'people', 170], ['2210201', 'people', 232],
];
const SAFETY: readonly Item[] = [
  ['2010399', 'project', 7], ['2080501', 'people', 12], ['2080505', 'people', 48], ['2080506', 'people', 24], ['2101101', 'people', 26], ['2101103', 'people', 7], ['2210201', 'people', 41], ['2240101', 'staff', 480], ['2240106', 'project', 210], ['2240601', 'project', 520], ['2230105', 'project', 9, 'capital'],
];
const HOSPITAL: readonly Item[] = [
  ['2080502', 'people', 33], ['2080505', 'people', 120], ['2080506', 'people', 60], ['2100302', 'staff', 830], ['2100302', 'project', 1480, 'other'], ['2100408', 'project', 240], ['2100409', 'project', 26], ['2101102', 'people', 64], ['2210201', 'people', 92],
];

/** 云南: tables 公开01表 … in yuan, 行次, carry-over and income and expenditure in one table, 机关运行经费 as a list. */
function yunnan(): Drawn {
  const office = new Office('青林州林业和草原局', 11, FOREST, '元', { grouped: true, zeros: false });
  const { all } = office;
  const general_ = office.of(general);
  const total = sum(all);
  const other = sum(all, (one) => !fiscal(one));
  const carried = 1_250_000_00;
  const left = 380_412_55;
  const head = (no: string): PrintedTable['above'] => [['', no], [`部门：${office.name}`, '金额单位：元']];
  const lines = pad([{ label: '一、一般公共预算财政拨款收入', values: [sum(general_) - carried + left] }, { label: '二、政府性基金预算财政拨款收入', values: [null] }, { label: '三、国有资本经营预算财政拨款收入', values: [null] }, { label: '四、上级补助收入', values: [null] }, { label: '五、事业收入', values: [null] }, { label: '六、经营收入', values: [null] }, { label: '七、附属单位上缴收入', values: [null] }, { label: '八、其他收入', values: [other] }], CLASSES.length);
  const received = total - carried + left;
  const fiscalReceived = sum(general_) - carried + left;
  const b = sum(general_, basic);
  const codes = (code: string): string[] => [code];
  return {
    doc: 'qinglin-forestry-2023', entity: office.name, document_type: 'final_accounts', fiscal_year: 2023,
    phenomena: '云南: 收入支出决算表 for the summary, carry-over, income and spending of one fund side by side, yuan, 行次',
    parts: [
      { heading: `${office.name}2023年度部门决算`, text: ['第一部分 部门概况', '一、主要职责。负责林业和草原及其生态保护修复的监督管理。', '第二部分 2023年度部门决算表'] },
      { no: '公开01表', title: '收入支出决算表', kind: 'revenue_expenditure_summary', unit: '元', above: ['收入支出决算表', ...head('公开01表')], columns: [col('label', 6, '收入/项目'), col('text', 1, '收入/行次'), col('figure', 4, '收入/决算数'), col('label', 6, '支出/项目（按功能分类）', 1), col('text', 1, '支出/行次', 1), col('figure', 4, '支出/决算数', 1)], ordinals: ['栏次', '', '1', '栏次', '', '2'],
        rows: office.sides([...lines, { label: '本年收入合计', values: [received] }, { label: '使用专用结余', values: [null] }, { label: '年初结转和结余', values: [carried] }, { label: '总计', values: [received + carried] }], [...office.classes(all, (own) => [sum(own) || null]), { label: '本年支出合计', values: [total] }, { label: '结余分配', values: [null] }, { label: '年末结转和结余', values: [left] }, { label: '总计', values: [received + carried] }], [1, 1], true),
        notes: ['注：1.本表反映部门本年度的总收支和年初、年末结转结余情况。', '2.本表含政府性基金预算财政拨款和国有资本经营预算财政拨款。'] },
      { no: '公开02表', title: '收入决算表', kind: 'revenue', unit: '元', above: ['收入决算表', ...head('公开02表')], columns: [col('code', 3, '项目/功能分类科目编码'), col('label', 6, '项目/科目名称'), ...figures(3.4, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'])], ordinals: ['栏次', '', '1', '2', '3', '4', '5', '6', '7'],
        rows: office.tree(all.map((one, i) => (i === all.findIndex((x) => x.code === '2130205' && x.fund === 'general') ? { ...one, value: one.value - carried + left } : one)), (own) => [sum(own), sum(own, fiscal) || null, null, null, null, null, sum(own, (one) => !fiscal(one)) || null], { codes }), notes: ['注：本表反映部门本年度取得的各项收入情况。'] },
      { no: '公开03表', title: '支出决算表', kind: 'expenditure', unit: '元', above: ['支出决算表', ...head('公开03表')], columns: [col('code', 3, '项目/功能分类科目编码'), col('label', 6, '项目/科目名称'), ...figures(3.4, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], ordinals: ['栏次', '', '1', '2', '3', '4', '5', '6'],
        rows: office.tree(all, (own) => [sum(own), sum(own, basic), sum(own, project), null, null, null], { codes }), notes: ['注：本表反映部门本年度各项支出情况。'] },
      { no: '公开04表', title: '财政拨款收入支出决算表', kind: 'fiscal_appropriation_summary', unit: '元', above: ['财政拨款收入支出决算表', ...head('公开04表')], columns: [col('label', 6, '收入/项目'), col('text', 1, '收入/行次'), col('figure', 4, '收入/金额'), col('label', 6, '支出/项目（按功能分类）', 1), col('text', 1, '支出/行次', 1), ...figures(3.6, ['支出/合计', '支出/一般公共预算财政拨款', '支出/政府性基金预算财政拨款', '支出/国有资本经营预算财政拨款'], 1)], ordinals: ['栏次', '', '1', '栏次', '', '2', '3', '4', '5'],
        rows: office.sides([...pad([{ label: '一、一般公共预算财政拨款', values: [fiscalReceived] }, { label: '二、政府性基金预算财政拨款', values: [null] }, { label: '三、国有资本经营预算财政拨款', values: [null] }], CLASSES.length), { label: '本年收入合计', values: [fiscalReceived] }, { label: '年初财政拨款结转和结余', values: [carried] }, { label: '一、一般公共预算财政拨款', values: [carried] }, { label: '总计', values: [fiscalReceived + carried] }], [...office.classes(general_, (own) => [sum(own) || null, sum(own) || null, null, null]), { label: '本年支出合计', values: [sum(general_), sum(general_), null, null] }, { label: '年末财政拨款结转和结余', values: [left, left, null, null] }, { label: '', values: [null, null, null, null] }, { label: '总计', values: [fiscalReceived + carried, fiscalReceived + carried, null, null] }], [1, 4], true),
        notes: ['注：本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年初、年末结转结余情况。'] },
      { no: '公开05表', title: '一般公共预算财政拨款收入支出决算表', kind: 'general_public_expenditure', unit: '元', size: 6, above: ['一般公共预算财政拨款收入支出决算表', ...head('公开05表')], columns: [col('code', 3, '项目/功能分类科目编码'), col('label', 5, '项目/科目名称'), ...figures(3, ['年初结转和结余/合计', '年初结转和结余/基本支出结转', '年初结转和结余/项目支出结转和结余', '本年收入/合计', '本年收入/基本支出', '本年收入/项目支出', '本年支出/合计', '本年支出/基本支出/小计', '本年支出/基本支出/人员经费', '本年支出/基本支出/公用经费', '本年支出/项目支出', '年末结转和结余/合计', '年末结转和结余/基本支出结转', '年末结转和结余/项目支出结转和结余'])],
        rows: office.tree(general_, (own, code) => {
          const mine = code === '' || '2130205'.startsWith(code);
          const [from, to] = mine ? [carried, left] : [0, 0];
          const [bb, pp] = [sum(own, basic), sum(own, project)];
          return [from, 0, from, bb + pp - from + to, bb, pp - from + to, bb + pp, bb, sum(own, part('people')), sum(own, part('office')), pp, to, 0, to];
        }, { codes }), notes: ['注：本表反映部门本年度一般公共预算财政拨款的收支和年初、年末结转结余情况。'] },
      { no: '公开06表', title: '一般公共预算财政拨款基本支出决算表', kind: 'general_public_basic_expenditure', unit: '元', above: ['一般公共预算财政拨款基本支出决算表', ...head('公开06表')], columns: threeBlocks('科目编码', '决算数', 4),
        rows: blocks(office, office.of(both(general, basic))), notes: ['注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。'] },
      { no: '公开07表', title: '一般公共预算财政拨款项目支出决算表', kind: 'other', unit: '元', portrait: true, above: ['一般公共预算财政拨款项目支出决算表', ...head('公开07表')], columns: [col('code', 2, '科目编码'), col('label', 6, '科目名称'), col('figure', 4, '决算数')],
        rows: office.tree(office.of(both(general, project)), (own) => [sum(own)], { by: 'economic', codes, total: 'last' }) },
      { no: '公开08表', title: '政府性基金预算财政拨款收入支出决算表', kind: 'government_fund', unit: '元', empty: true, above: ['政府性基金预算财政拨款收入支出决算表', ...head('公开08表')], columns: [col('code', 3, '项目/功能分类科目编码'), col('label', 5, '项目/科目名称'), ...figures(3, ['年初结转和结余', '本年收入', '本年支出/合计', '本年支出/基本支出', '本年支出/项目支出', '年末结转和结余'])], rows: [['', '合计', '', '', '', '', '', '']], notes: ['注：本部门2023年度未发生政府性基金预算财政拨款收入支出，故本表为空表。'] },
      { no: '公开11表', title: '一般公共预算财政拨款“三公”经费情况表', kind: 'three_public', unit: '元', portrait: true, above: ['一般公共预算财政拨款“三公”经费情况表', ...head('公开11表')], columns: [col('label', 6, '项目'), col('text', 1, '行次'), ...figures(3, ['全年预算数', '决算统计数'])], ordinals: ['栏次', '', '1', '2'],
        rows: [['“三公”经费支出', '1', '', ''], ['1.因公出国（境）费', '2', '', ''], ['2.公务用车购置及运行维护费', '3', '86,000.00', '74,350.18'], ['（1）公务用车购置费', '4', '', ''], ['（2）公务用车运行维护费', '5', '86,000.00', '74,350.18'], ['3.公务接待费', '6', '30,000.00', '11,286.00']].map((row, i) => (i === 0 ? ['“三公”经费支出', '1', '116,000.00', '85,636.18'] : row)), notes: ['注：1.“三公”经费为单位使用一般公共预算财政拨款安排的支出，包括当年一般公共预算财政拨款和以前年度一般公共预算财政拨款结转资金安排的实际支出。'] },
      { heading: '第三部分 2023年度部门决算情况说明', text: [`一、收入决算情况说明。${office.name}2023年度收入合计${office.print(received)}元。其中：财政拨款收入${office.print(fiscalReceived)}元，占总收入的${((100 * fiscalReceived) / received).toFixed(2)}%；其他收入${office.print(other)}元。`, `二、支出决算情况说明。${office.name}2023年度支出合计${office.print(total)}元。其中：基本支出${office.print(b)}元，占总支出的${((100 * b) / total).toFixed(2)}%；项目支出${office.print(total - b)}元。`] },
    ],
  };
}

/** 四川: numbers 表1-1, 表2-1, codes in 类|款|项 with a unit's code beside, units above their items. */
function sichuan(): Drawn {
  const office = new Office('川岭县文化广播电视和旅游局', 23, CULTURE, '万元', { grouped: false, zeros: false });
  const { all } = office;
  const total = sum(all);
  const g = office.of(general);
  const f = office.of(fund('fund'));
  const head = (no: string): PrintedTable['above'] => [no, ['部门：川岭县文化广播电视和旅游局', '金额单位：万元']];
  const [first, second] = ['312301', '312'];
  const codeCols = [col('code', 1.6, '科目编码/类'), col('code', 1.2, '科目编码/款'), col('code', 1.2, '科目编码/项'), col('unit', 2.4, '单位代码'), col('label', 7, '单位名称（科目）')];
  /** Items only, below the unit they belong to. */
  const rows = (spent: readonly Spent[], values: (own: readonly Spent[]) => Values, by: 'code' | 'economic' = 'code'): string[][] => {
    const cells = by === 'code' ? 3 : 2;
    const none = inParts('', cells);
    return office.below([[...none, '', '合    计'], [...none, second, office.name], [...none, first, '川岭县文化广播电视和旅游局机关']], spent, values, { by, codes: (code) => [...inParts(code, cells), first], levels: by === 'code' ? [7] : [3, 5] });
  };
  const econCols = (path: string): PrintedColumn[] => [col('code', 1.6, `${path}/类`), col('code', 1.2, `${path}/款`)];
  const threePublic = [null, 3_60, null, 3_60, 2_45] as const;
  return {
    doc: 'chuanling-culture-2024', entity: office.name, document_type: 'budget', fiscal_year: 2024,
    phenomena: '四川: 表1-1 and 表2-1, 类|款|项 and a unit code before the name, units above their items, a heading 表1 on a line of its own',
    parts: [
      { heading: `${office.name}2024年部门预算`, text: ['目录', '第一部分 部门概况', '第二部分 2024年部门预算情况说明', '第三部分 2024年部门预算表', '表1.部门收支总表', '表1-1.部门收入总表', '表1-2.部门支出总表', '表2.财政拨款收支预算总表'] },
      { no: '表1', title: '部门收支总表', kind: 'revenue_expenditure_summary', unit: '万元', above: [...head('表1').slice(0, 1), '部门收支总表', ...head('表1').slice(1)], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/2024年预算数'), col('label', 6, '支出/项目', 1), col('figure', 3, '支出/2024年预算数', 1)],
        rows: office.sides([...pad([{ label: '一、一般公共预算拨款收入', values: [sum(g)] }, { label: '二、政府性基金预算拨款收入', values: [sum(f)] }, { label: '三、国有资本经营预算拨款收入', values: [null] }, { label: '四、事业收入', values: [null] }, { label: '五、事业单位经营收入', values: [null] }, { label: '六、其他收入', values: [null] }], CLASSES.length), { label: '本年收入合计', values: [total] }, { label: '七、用事业基金弥补收支差额', values: [null] }, { label: '八、上年结转', values: [null] }, { label: '收入总计', values: [total] }], [...office.classes(all, (own) => [sum(own) || null]), { label: '本年支出合计', values: [total] }, { label: '二十五、事业单位结余分配', values: [null] }, { label: '二十六、结转下年', values: [null] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '表1-1', title: '部门收入总表', kind: 'revenue', unit: '万元', above: ['表1-1', '部门收入总表', ...head('').slice(1)], columns: [...codeCols, ...figures(2.6, ['合计', '上年结转', '一般公共预算拨款收入', '政府性基金预算拨款收入', '国有资本经营预算拨款收入', '事业收入', '事业单位经营收入', '其他收入', '上级补助收入', '附属单位上缴收入', '用事业基金弥补收支差额'])],
        rows: rows(all, (own) => [sum(own), null, sum(own, general) || null, sum(own, fund('fund')) || null, null, null, null, null, null, null, null]) },
      { no: '表1-2', title: '部门支出总表', kind: 'expenditure', unit: '万元', above: ['表1-2', '部门支出总表', ...head('').slice(1)], columns: [...codeCols, ...figures(3, ['合计', '基本支出', '项目支出', '上缴上级支出', '对附属单位补助支出'])],
        rows: rows(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null, null, null]) },
      { no: '表2', title: '财政拨款收支预算总表', kind: 'fiscal_appropriation_summary', unit: '万元', above: ['表2', '财政拨款收支预算总表', ...head('').slice(1)], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/2024年预算数'), col('label', 6, '支出/项目', 1), ...figures(2.6, ['支出/合计', '支出/一般公共预算', '支出/政府性基金预算', '支出/国有资本经营预算'], 1)],
        rows: office.sides([{ label: '一、本年收入', values: [total] }, { label: '一般公共预算拨款收入', values: [sum(g)] }, { label: '政府性基金预算拨款收入', values: [sum(f)] }, { label: '国有资本经营预算拨款收入', values: [null] }, { label: '二、上年结转', values: [null] }, { label: '一般公共预算拨款收入', values: [null] }, ...pad([], 20), { label: '收入总计', values: [total] }], [{ label: '一、本年支出', values: [total, sum(g), sum(f), null] }, ...office.classes(all, (own) => [sum(own) || null, sum(own, general) || null, sum(own, fund('fund')) || null, null], { ordinal: false }), { label: '二、结转下年', values: [null, null, null, null] }, { label: '支出总计', values: [total, sum(g), sum(f), null] }], [1, 4]) },
      { no: '表2-1', title: '财政拨款支出预算表（部门经济分类科目）', kind: 'other', unit: '万元', size: 6, above: ['表2-1', '财政拨款支出预算表（部门经济分类科目）', ...head('').slice(1)], columns: [...econCols('项目/科目编码'), col('unit', 2.4, '项目/单位代码'), col('label', 6, '项目/单位名称（科目）'), ...figures(2.4, ['总计', '县级当年财政拨款安排/合计', '县级当年财政拨款安排/一般公共预算拨款/小计', '县级当年财政拨款安排/一般公共预算拨款/基本支出', '县级当年财政拨款安排/一般公共预算拨款/项目支出', '县级当年财政拨款安排/政府性基金安排/小计', '县级当年财政拨款安排/政府性基金安排/基本支出', '县级当年财政拨款安排/政府性基金安排/项目支出', '上级提前通知专项转移支付等/合计', '上年结转安排/合计'])],
        rows: rows(all, (own) => [sum(own), sum(own), sum(own, general) || null, sum(own, both(general, basic)) || null, sum(own, both(general, project)) || null, sum(own, fund('fund')) || null, null, sum(own, fund('fund')) || null, null, null], 'economic') },
      { no: '表3', title: '一般公共预算支出预算表', kind: 'general_public_expenditure', unit: '万元', above: ['表3', '一般公共预算支出预算表', ...head('').slice(1)], columns: [...codeCols, ...figures(3, ['合计', '当年财政拨款安排', '上年结转安排'])], rows: rows(g, (own) => [sum(own), sum(own), null]) },
      { no: '表3-1', title: '一般公共预算基本支出预算表', kind: 'general_public_basic_expenditure', unit: '万元', above: ['表3-1', '一般公共预算基本支出预算表', ...head('').slice(1)], columns: [...econCols('科目编码'), col('unit', 2.4, '单位代码'), col('label', 7, '单位名称（科目）'), ...figures(3, ['基本支出/合计', '基本支出/人员经费', '基本支出/公用经费'])],
        rows: rows(office.of(both(general, basic)), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null], 'economic') },
      { no: '表3-2', title: '一般公共预算项目支出预算表', kind: 'other', unit: '万元', portrait: true, above: ['表3-2', '一般公共预算项目支出预算表', ...head('').slice(1)], columns: [...codeCols, col('figure', 3, '金额')], rows: rows(office.of(both(general, project)), (own) => [sum(own)]) },
      { no: '表3-3', title: '一般公共预算“三公”经费支出预算表', kind: 'three_public', unit: '万元', above: ['表3-3', '一般公共预算“三公”经费支出预算表', ...head('').slice(1)], columns: [col('unit', 2, '单位编码'), col('label', 6, '单位名称（科目）'), ...figures(2.6, ['当年财政拨款预算安排/合计', '当年财政拨款预算安排/因公出国（境）费用', '当年财政拨款预算安排/公务用车购置及运行费/小计', '当年财政拨款预算安排/公务用车购置及运行费/公务用车购置费', '当年财政拨款预算安排/公务用车购置及运行费/公务用车运行费', '当年财政拨款预算安排/公务接待费'])],
        rows: [['', '合计'], [second, office.name], [first, '川岭县文化广播电视和旅游局机关']].map((cells) => [...cells, ...office.printed([6_05, ...threePublic])]) },
      { no: '表4', title: '政府性基金支出预算表', kind: 'government_fund', unit: '万元', above: ['表4', '政府性基金支出预算表', ...head('').slice(1)], columns: [...codeCols, ...figures(3, ['本年政府性基金预算支出/合计', '本年政府性基金预算支出/基本支出', '本年政府性基金预算支出/项目支出'])], rows: rows(f, (own) => [sum(own), null, sum(own)]) },
      { no: '表4-1', title: '政府性基金预算“三公”经费支出预算表', kind: 'three_public', unit: '万元', empty: true, above: ['表4-1', '政府性基金预算“三公”经费支出预算表', ...head('').slice(1)], columns: [col('unit', 2, '单位编码'), col('label', 6, '单位名称（科目）'), ...figures(2.6, ['当年财政拨款预算安排/合计', '当年财政拨款预算安排/因公出国（境）费用', '当年财政拨款预算安排/公务用车购置及运行费/小计', '当年财政拨款预算安排/公务用车购置及运行费/公务用车购置费', '当年财政拨款预算安排/公务用车购置及运行费/公务用车运行费', '当年财政拨款预算安排/公务接待费'])], rows: [['', '合计', '', '', '', '', '', '']], notes: ['此表无数据'] },
      { no: '表5', title: '国有资本经营预算支出预算表', kind: 'state_capital', unit: '万元', empty: true, above: ['表5', '国有资本经营预算支出预算表', ...head('').slice(1)], columns: [...codeCols, ...figures(3, ['本年国有资本经营预算支出/合计', '本年国有资本经营预算支出/基本支出', '本年国有资本经营预算支出/项目支出'])], rows: [['', '', '', '', '合计', '', '', '']], notes: ['此表无数据'] },
    ],
  };
}

/** 重庆, 甘肃, 贵州 until 2021: the first national form, last year's budget beside this year's. */
function chongqing(): Drawn {
  const office = new Office('重岭区应急管理局', 37, SAFETY, '万元', { grouped: true, zeros: false });
  const { all } = office;
  const total = sum(all);
  const g = office.of(general);
  const c = office.of(fund('capital'));
  const before = inUnit(spending(38, SAFETY), '万元').filter(general);
  const head: PrintedTable['above'][number] = [`单位名称：${office.name}`, '单位：万元'];
  const codes = (code: string): string[] => [code];
  const label = (code: string): string => `${'\u3000'.repeat(Math.max(0, (code.length - 3) / 2))}${nameOf(code)}`;
  const was = (code: string): number => sum(before, (one) => one.code.startsWith(code));
  return {
    doc: 'chongling-safety-2020', entity: office.name, document_type: 'budget', fiscal_year: 2020,
    phenomena: '重庆: 表一 … 表九, budgets of two years beside each other, 教育收费 under 事业收入, 日常公用经费, procurement by kind of goods',
    parts: [
      { heading: `${office.name}2020年部门预算情况说明`, text: ['一、单位基本情况', '（一）职能职责。负责应急管理工作。', '二、部门收支总体情况', `2020年年初预算数${office.print(total)}万元，其中：一般公共预算拨款${office.print(sum(g))}万元，国有资本经营预算拨款${office.print(sum(c))}万元。`] },
      { no: '表一', title: '财政拨款收支总表', kind: 'fiscal_appropriation_summary', unit: '万元', above: ['表一', '重岭区应急管理局财政拨款收支总表', head], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目', 1), ...figures(2.6, ['支出/合计', '支出/一般公共预算财政拨款', '支出/政府性基金预算财政拨款', '支出/国有资本经营预算财政拨款'], 1)],
        rows: office.sides([{ label: '一、本年收入', values: [total] }, { label: '一般公共预算资金', values: [sum(g)] }, { label: '政府性基金预算资金', values: [null] }, { label: '国有资本经营预算资金', values: [sum(c)] }, { label: '二、上年结转', values: [null] }, { label: '一般公共预算拨款', values: [null] }, { label: '政府性基金预算拨款', values: [null] }, { label: '国有资本经营收入', values: [null] }, { label: '收入总数', values: [total] }], [{ label: '一、本年支出', values: [total, sum(g), null, sum(c)] }, ...office.classes(all, (own) => [sum(own), sum(own, general) || null, null, sum(own, fund('capital')) || null], { every: false, ordinal: false }), { label: '二、结转下年', values: [null, null, null, null] }, { label: '支出总数', values: [total, sum(g), null, sum(c)] }], [1, 4]) },
      { no: '表二', title: '一般公共预算财政拨款支出预算表', kind: 'general_public_expenditure', unit: '万元', above: ['表二', '重岭区应急管理局一般公共预算财政拨款支出预算表', head], portrait: true, columns: [col('code', 2.4, '功能分类科目/科目编码'), col('label', 7, '功能分类科目/科目名称'), ...figures(3, ['2019年预算数', '2020年预算数/小计', '2020年预算数/基本支出', '2020年预算数/项目支出'])],
        rows: office.tree(g, (own, code) => [was(code) || null, sum(own), sum(own, basic) || null, sum(own, project) || null], { codes, label }) , notes: ['备注：本表反映2020年当年一般公共预算财政拨款支出情况。'] },
      { no: '表三', title: '一般公共预算财政拨款基本支出预算表', kind: 'general_public_basic_expenditure', unit: '万元', above: ['表三', '重岭区应急管理局一般公共预算财政拨款基本支出预算表', head], portrait: true, columns: [col('code', 2.4, '经济分类科目/科目编码'), col('label', 7, '经济分类科目/科目名称'), ...figures(3, ['2020年基本支出/总计', '2020年基本支出/人员经费', '2020年基本支出/日常公用经费'])],
        rows: office.tree(office.of(both(general, basic)), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null], { by: 'economic', codes, label, totalLabel: '合计' }) },
      { no: '表四', title: '一般公共预算“三公”经费支出表', kind: 'three_public', unit: '万元', above: ['表四', '重岭区应急管理局一般公共预算“三公”经费支出表', head], columns: figures(3, ['2019年预算数/合计', '2019年预算数/因公出国（境）费', '2019年预算数/公务用车购置及运行费/小计', '2019年预算数/公务用车购置及运行费/公务用车购置费', '2019年预算数/公务用车购置及运行费/公务用车运行费', '2019年预算数/公务接待费', '2020年预算数/合计', '2020年预算数/因公出国（境）费', '2020年预算数/公务用车购置及运行费/小计', '2020年预算数/公务用车购置及运行费/公务用车购置费', '2020年预算数/公务用车购置及运行费/公务用车运行费', '2020年预算数/公务接待费']),
        rows: [['42.50', '', '35.00', '', '35.00', '7.50', '36.80', '', '30.00', '', '30.00', '6.80']] },
      { no: '表五', title: '政府性基金预算支出表', kind: 'government_fund', unit: '万元', empty: true, above: ['表五', '重岭区应急管理局政府性基金预算支出表', head], columns: [col('code', 3, '科目编码'), col('label', 6, '科目名称'), ...figures(3, ['本年政府性基金预算财政拨款支出/合计', '本年政府性基金预算财政拨款支出/基本支出', '本年政府性基金预算财政拨款支出/项目支出'])], rows: [['', '合计', '', '', '']], notes: ['（备注：本单位无政府性基金收支，故此表无数据。）'] },
      { no: '表六', title: '部门收支总表', kind: 'revenue_expenditure_summary', unit: '万元', above: ['表六', '重岭区应急管理局部门收支总表', head], portrait: true, columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目', 1), col('figure', 3, '支出/预算数', 1)],
        rows: office.sides([{ label: '一般公共预算拨款收入', values: [sum(g)] }, { label: '政府性基金预算拨款收入', values: [null] }, { label: '国有资本经营预算拨款收入', values: [sum(c)] }, { label: '事业收入预算', values: [null] }, { label: '事业单位经营收入预算', values: [null] }, { label: '其他收入预算', values: [null] }, { label: '本年收入合计', values: [total] }, { label: '用事业基金弥补收支差额', values: [null] }, { label: '上年结转', values: [null] }, { label: '收入总计', values: [total] }], [...office.classes(all, (own) => [sum(own)], { every: false, ordinal: false }), { label: '本年支出合计', values: [total] }, { label: '结转下年', values: [null] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '表七', title: '部门收入总表', kind: 'revenue', unit: '万元', size: 7, above: ['表七', '重岭区应急管理局部门收入总表', head], columns: [col('code', 2.4, '科目/科目编码'), col('label', 6, '科目/科目名称'), ...figures(2.4, ['总计', '上年结转', '一般公共预算财政拨款收入', '政府性基金预算财政拨款收入', '国有资本经营预算财政拨款收入', '事业收入/金额', '事业收入/其中：教育收费', '上级补助收入', '附属单位上缴收入', '事业单位经营收入', '用事业基金弥补收支差额', '其他收入'])],
        rows: office.tree(all, (own) => [sum(own), null, sum(own, general) || null, null, sum(own, fund('capital')) || null, null, null, null, null, null, null, null], { codes, label }) },
      { no: '表八', title: '部门支出总表', kind: 'expenditure', unit: '万元', above: ['表八', '重岭区应急管理局部门支出总表', head], columns: [col('code', 2.4, '科目编码'), col('label', 6, '科目名称'), ...figures(3, ['总计', '基本支出', '项目支出', '上缴上级支出', '事业单位经营支出', '对下级单位补助支出'])],
        rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null, null, null, null], { codes, label }) },
      { no: '表九', title: '政府采购预算明细表', kind: 'other', unit: '万元', above: ['表九', '重岭区应急管理局政府采购预算明细表', head], columns: [col('label', 6, '项目'), ...figures(2.4, ['总计', '上年结转', '一般公共预算拨款收入', '政府性基金预算拨款收入', '国有资本经营预算拨款收入', '事业收入预算', '其他收入预算'])], rows: [['合计', '64.20', '', '64.20', '', '', '', ''], ['货物类', '22.70', '', '22.70', '', '', '', ''], ['服务类', '41.50', '', '41.50', '', '', '', ''], ['工程类', '', '', '', '', '', '', '']] },
    ],
  };
}


/** 湖南: 表 without numbers in the titles, 政府预算 classes as columns, 按项目管理的… under 项目支出. */
function hunan(): Drawn {
  const office = new Office('湘原县科学技术协会', 41, [['2060702', 'project', 190], ['2060702', 'staff', 330], ['2080505', 'people', 34], ['2080506', 'people', 17], ['2101101', 'people', 19], ['2101103', 'people', 6], ['2210201', 'people', 28], ['2089999', 'project', 5]], '万元', { grouped: true, zeros: false });
  const { all } = office;
  const total = sum(all);
  const codes = (code: string): string[] => [...inParts(code), '405001'];
  const head = ['填报单位：405001-湘原县科学技术协会', '金额单位：万元'] as const;
  const is = (prefix: string) => (one: Spent): boolean => one.economic.startsWith(prefix);
  const codeCols = [col('code', 1.4, '功能科目/类'), col('code', 1.1, '功能科目/款'), col('code', 1.1, '功能科目/项'), col('unit', 2.2, '单位代码'), col('label', 6, '单位名称（功能分类科目名称）')];
  const rows = (values: (own: readonly Spent[]) => Values): string[][] => office.below([['', '', '', '', '合计'], ['', '', '', '405', '湘原县科学技术协会'], ['', '', '', '405001', '湘原县科学技术协会本级']], all, values, { codes });
  const spread = (own: readonly Spent[]): Values => [sum(own), sum(own, is('301')) || null, sum(own, is('302')) || null, sum(own, is('310')) || null, null, null, null, null, null, sum(own, is('303')) || null, null, null, null, null];
  const byProject = (own: readonly Spent[]): Values => {
    const b = (prefix: string): number | null => sum(own, both(basic, is(prefix))) || null;
    const p = (prefix: string): number | null => sum(own, both(project, is(prefix))) || null;
    return [sum(own), sum(own, basic) || null, b('301'), b('302'), b('303'), sum(own, project) || null, p('302'), p('303'), null, p('310'), null, null];
  };
  return {
    doc: 'xiangyuan-science-2023', entity: '湘原县科学技术协会', document_type: 'budget', fiscal_year: 2023, phenomena: '湖南: 政府预算 classes as columns, basic and project spending by class, 部门公开表01',
    parts: [
      { no: '部门公开表01', title: '收支总表', kind: 'revenue_expenditure_summary', unit: '万元', above: [['', '部门公开表01'], '收支总表', head], columns: [col('label', 6, '收入/项目（按资金来源）'), col('figure', 3, '收入/本年预算'), col('label', 6, '支出/项目（按功能分类）', 1), col('figure', 3, '支出/本年预算', 1), col('label', 6, '支出/项目（按部门预算经济分类）', 2), col('figure', 3, '支出/本年预算', 2)], size: 7,
        rows: (() => {
          const functional = office.classes(all, (own) => [sum(own) || null]).map((line) => ({ ...line, label: line.label.replace('、', '、') }));
          const purpose: Line[] = [{ label: '一、基本支出', values: [sum(all, basic)] }, { label: '工资福利支出', values: [sum(all, both(basic, is('301')))] }, { label: '商品和服务支出', values: [sum(all, both(basic, is('302')))] }, { label: '对个人和家庭的补助', values: [sum(all, both(basic, is('303'))) || null] }, { label: '二、项目支出', values: [sum(all, project)] }, { label: '按项目管理的商品和服务支出', values: [sum(all, both(project, is('302'))) || null] }, { label: '资本性支出', values: [sum(all, both(project, is('310'))) || null] }];
          const left = pad([{ label: '一、一般公共预算拨款收入', values: [total] }, { label: '其中：经费拨款', values: [total] }, { label: '纳入一般公共预算管理的非税收入拨款', values: [null] }, { label: '二、政府性基金预算拨款收入', values: [null] }, { label: '三、国有资本经营预算拨款收入', values: [null] }, { label: '四、财政专户管理资金收入', values: [null] }, { label: '五、上级财政补助收入', values: [null] }, { label: '六、事业收入', values: [null] }], 24);
          const rows = Array.from({ length: 24 }, (_, i) => [left[i]!.label, ...office.printed(left[i]!.values), functional[i]!.label, ...office.printed(functional[i]!.values), purpose[i]?.label ?? '', ...office.printed(purpose[i]?.values ?? [null])]);
          const closing = (a: string, b: string, value: number | null): string[] => [a, office.print(value), b, office.print(value), b, office.print(value)];
          return [...rows, closing('本年收入合计', '本年支出合计', total), closing('上年结转结余', '年终结转结余', null), closing('收入总计', '支出总计', total)];
        })() },
      { no: '部门公开表03', title: '支出总表', kind: 'expenditure', unit: '万元', above: [['', '部门公开表03'], '支出总表', head], columns: [...codeCols, ...figures(3, ['合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出'])], rows: rows((own) => [sum(own), sum(own, basic) || null, sum(own, project) || null, null, null, null]) },
      { no: '部门公开表04', title: '支出预算分类汇总表（按政府预算经济分类）', kind: 'other', unit: '万元', size: 6, above: [['', '部门公开表04'], '支出预算分类汇总表（按政府预算经济分类）', head], columns: [...codeCols, ...figures(2.2, ['总计', '机关工资福利支出', '机关商品和服务支出', '机关资本性支出（一）', '机关资本性支出（二）', '对事业单位经常性补助', '对事业单位资本性补助', '对企业补助', '对企业资本性支出', '对个人和家庭的补助', '对社会保障基金补助', '债务利息及费用支出', '债务还本支出', '其他支出'])], rows: rows(spread) },
      { no: '部门公开表07', title: '一般公共预算支出表', kind: 'general_public_expenditure', unit: '万元', size: 6, above: [['', '部门公开表07'], '一般公共预算支出表', head], columns: [...codeCols, ...figures(2.2, ['合计', '基本支出/小计', '基本支出/工资福利支出', '基本支出/商品和服务支出', '基本支出/对个人和家庭的补助', '项目支出/小计', '项目支出/按项目管理的商品和服务支出', '项目支出/按项目管理的对个人和家庭的补助', '项目支出/债务利息及费用支出', '项目支出/资本性支出', '项目支出/对企业补助', '项目支出/其他支出'])], rows: rows(byProject) },
      { no: '部门公开表14', title: '一般公共预算“三公”经费支出表', kind: 'three_public', unit: '万元', above: [['', '部门公开表14'], '一般公共预算“三公”经费支出表', head], columns: [col('unit', 2, '单位编码'), col('label', 5, '单位名称'), ...figures(3, ['“三公”经费合计', '因公出国（境）费', '公务用车购置及运行费/小计', '公务用车购置及运行费/公务用车购置费', '公务用车购置及运行费/公务用车运行费', '公务接待费'])], rows: [['', '合计', '5.50', '', '2.50', '', '2.50', '3.00'], ['405', '湘原县科学技术协会', '5.50', '', '2.50', '', '2.50', '3.00'], ['405001', '湘原县科学技术协会本级', '5.50', '', '2.50', '', '2.50', '3.00']] },
      { no: '部门公开表15', title: '政府性基金预算支出表', kind: 'government_fund', unit: '万元', empty: true, above: [['', '部门公开表15'], '政府性基金预算支出表', head], columns: [...codeCols, ...figures(3, ['本年政府性基金预算支出/合计', '本年政府性基金预算支出/基本支出', '本年政府性基金预算支出/项目支出'])], rows: [emptyRow(8, 4)], notes: ['说明：本单位无政府性基金预算支出，故本表为空。'] },
    ],
  };
}

/** 河南: one decimal, 财政拨款 of 一般公共预算 beside it, both economic classifications in one row, kinds of projects. */
function henan(): Drawn {
  const office = new Office('洛川市粮食和物资储备中心', 53, [['2010350', 'staff', 460], ['2011308', 'project', 120], ['2080502', 'people', 22], ['2080505', 'people', 52], ['2080506', 'people', 26], ['2101102', 'people', 27], ['2210201', 'people', 39]], '万元', { grouped: true, zeros: false, short: true });
  const rounded = office.all.map((one) => ({ ...one, value: Math.round(one.value / 10) * 10 })).filter(({ value }) => value > 0);
  (office as { all: Spent[] }).all = rounded;
  const { all } = office;
  const total = sum(all);
  const head = (no: string): PrintedTable['above'][number] => ['', no];
  const line: PrintedTable['above'][number] = [`部门名称：${office.name}`, '单位：万元'];
  const codeCols = [col('code', 1.4, '科目编码/类'), col('code', 1.1, '科目编码/款'), col('code', 1.1, '科目编码/项'), col('label', 6, '单位（科目名称）')];
  const codes = (code: string): string[] => inParts(code);
  const rows = (values: (own: readonly Spent[]) => Values): string[][] => office.below([['', '', '', '合计'], ['', '', '', office.name]], all, values, { codes, levels: [7] });
  const GOVERNMENT: Readonly<Record<string, readonly [string, string, string]>> = { 301: ['505', '01', '工资福利支出'], 302: ['505', '02', '商品和服务支出'], 303: ['509', '99', '其他对个人和家庭补助'], 310: ['506', '01', '资本性支出'] };
  const economicRows = (spent: readonly Spent[], values: (own: readonly Spent[]) => Values): string[][] => [['', '', '合计', '', '', '', ...office.printed(values(spent))], ...branches(spent, 'economic', [5]).map(({ code, own }) => { const g = GOVERNMENT[code.slice(0, 3)]!; return [code.slice(0, 3), code.slice(3), nameOf(code), ...g, ...office.printed(values(own))]; })];
  const dual: PrintedColumn[] = [col('code', 1.2, '部门预算经济分类/类'), col('code', 1.1, '部门预算经济分类/款'), col('label', 5, '部门预算经济分类/科目名称'), col('text', 1.2, '政府预算经济分类/类', 0), col('text', 1.1, '政府预算经济分类/款', 0), col('text', 5, '政府预算经济分类/科目名称', 0)];
  return {
    doc: 'luochuan-grain-2023', entity: office.name, document_type: 'budget', fiscal_year: 2023, phenomena: '河南: one decimal, 其中：财政拨款, department and government economic classes in one row, 其他运转类 and 特定目标类 projects',
    parts: [
      { no: '预算01表', title: '部门收支总体情况表', kind: 'revenue_expenditure_summary', unit: '万元', above: [head('预算01表'), '2023年部门收支总体情况表', line], columns: [col('label', 5, '收入/项目'), col('figure', 3, '收入/金额'), col('label', 5, '支出/项目', 1), ...figures(2.4, ['支出/合计', '支出/一般公共预算/小计', '支出/一般公共预算/其中：财政拨款', '支出/政府性基金预算', '支出/国有资本经营预算', '支出/财政专户管理资金', '支出/单位资金', '支出/上年结转'], 1)], size: 7,
        rows: office.sides([...pad([{ label: '一、一般公共预算', values: [total] }, { label: '其中：财政拨款', values: [total] }, { label: '二、政府性基金', values: [null] }, { label: '三、国有资本经营预算收入', values: [null] }, { label: '四、财政专户管理资金收入', values: [null] }, { label: '五、单位资金收入', values: [null] }], 24), { label: '本年收入合计', values: [total] }, { label: '上年结转结余', values: [null] }, { label: '收入总计', values: [total] }], [...office.classes(all, (own) => { const v = sum(own) || null; return [v, v, v, null, null, null, null, null]; }), { label: '本年支出合计', values: [total, total, total, null, null, null, null, null] }, { label: '结转下年', values: Array.from({ length: 8 }, () => null) }, { label: '支出总计', values: [total, total, total, null, null, null, null, null] }], [1, 8]) },
      { no: '预算02表', title: '部门收入总体情况表', kind: 'revenue', unit: '万元', size: 6, above: [head('预算02表'), '2023年部门收入总体情况表', line], columns: [...codeCols, ...figures(2.2, ['总计', '本年收入/合计', '本年收入/一般公共预算/小计', '本年收入/一般公共预算/其中：财政拨款', '本年收入/政府性基金预算', '本年收入/国有资本经营预算', '本年收入/财政专户管理资金', '本年收入/事业收入', '本年收入/其他收入', '上年结转'])], rows: rows((own) => { const v = sum(own); return [v, v, v, v, null, null, null, null, null, null]; }) },
      { no: '预算03表', title: '部门支出总体情况表', kind: 'expenditure', unit: '万元', above: [head('预算03表'), '2023年部门支出总体情况表', line], columns: [...codeCols, ...figures(2.6, ['合计', '基本支出/小计', '基本支出/人员经费支出', '基本支出/公用经费支出', '项目支出/小计', '项目支出/其他运转类项目', '项目支出/特定目标类项目'])], rows: rows((own) => [sum(own), sum(own, basic) || null, sum(own, part('people')) || null, sum(own, part('office')) || null, sum(own, project) || null, null, sum(own, project) || null]) },
      { no: '预算05表', title: '一般公共预算支出情况表', kind: 'general_public_expenditure', unit: '万元', above: [head('预算05表'), '2023年一般公共预算支出情况表', line], columns: [...codeCols, ...figures(2.6, ['合计', '基本支出/小计', '基本支出/人员经费支出', '基本支出/公用经费支出', '项目支出/小计', '项目支出/其他运转类项目', '项目支出/特定目标类项目'])], rows: rows((own) => [sum(own), sum(own, basic) || null, sum(own, part('people')) || null, sum(own, part('office')) || null, sum(own, project) || null, null, sum(own, project) || null]) },
      { no: '预算06表', title: '一般公共预算基本支出表', kind: 'general_public_basic_expenditure', unit: '万元', above: [head('预算06表'), '2023年一般公共预算基本支出表', line], columns: [...dual, ...figures(2.6, ['合计', '人员经费', '公用经费'])], rows: economicRows(office.of(basic), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null]) },
      { no: '预算07表', title: '支出经济分类汇总表', kind: 'other', unit: '万元', size: 7, above: [head('预算07表'), '2023年支出经济分类汇总表', line], columns: [...dual, ...figures(2.4, ['总计', '一般公共预算/小计', '一般公共预算/其中：财政拨款', '政府性基金预算', '国有资本经营预算', '财政专户管理资金', '单位资金', '上年结转'])], rows: economicRows(all, (own) => { const v = sum(own); return [v, v, v, null, null, null, null, null]; }) },
      { no: '预算08表', title: '一般公共预算“三公”经费支出情况表', kind: 'three_public', unit: '万元', above: [head('预算08表'), '2023年一般公共预算“三公”经费支出情况表', line], columns: figures(3, ['“三公”经费合计', '因公出国（境）费', '公务用车购置及运行费/小计', '公务用车购置及运行费/公务用车购置费', '公务用车购置及运行费/公务用车运行费', '公务接待费']), rows: [['9.3', '', '7.5', '', '7.5', '1.8']] },
      { no: '预算10表', title: '项目支出表', kind: 'project_expenditure', unit: '万元', size: 7, above: [head('预算10表'), '2023年项目支出表', line], columns: [col('text', 3, '类型'), col('label', 6, '项目名称'), col('text', 5, '项目单位'), ...figures(2.4, ['合计', '本年拨款/一般公共预算', '本年拨款/政府性基金预算', '本年拨款/国有资本经营预算', '财政拨款结转结余/一般公共预算', '财政拨款结转结余/政府性基金预算', '财政拨款结转结余/国有资本经营预算', '财政专户管理资金', '单位资金'])], rows: [['合计', '', '', ...office.printed([sum(all, project), sum(all, project), null, null, null, null, null, null, null])], ['特定目标类', '地方储备粮管理经费', office.name, ...office.printed([sum(all, project) - 1500, sum(all, project) - 1500, null, null, null, null, null, null, null])], ['特定目标类', '粮食质量安全检验', office.name, ...office.printed([1500, 1500, null, null, null, null, null, null, null])]] },
    ],
  };
}

/** The ministry's form since 2022 as 山东, 辽宁 and others print it: 公开01表 … 09, 栏次, formulas below; 机构运行信息表. */
function shandong(): Drawn {
  const office = new Office('沂东县妇幼保健院', 67, HOSPITAL, '万元', { grouped: true, zeros: false });
  const { all } = office;
  const g = office.of(general);
  const other = sum(all, (one) => !fiscal(one));
  const total = sum(all);
  const [used, carried, left] = [12_40, 86_15, 41_02];
  const got = total - used - carried + left;
  const fiscalGot = sum(g) - carried + left;
  const above = (no: string, title: string): PrintedTable['above'] => [title, ['', no], [`部门：${office.name}`, '金额单位：万元']];
  const titleOf = (title: string): string => title;
  const codeCols = [col('code', 2.6, '项目/科目代码'), col('label', 6, '项目/科目名称')];
  const sums = (own: readonly Spent[]): Values => [sum(own), sum(own, basic) || null, sum(own, project) || null, null, null, null];
  const codes = (code: string): string[] => [code];
  const first = g.findIndex((one) => one.code === '2100408');
  const income = (own: readonly Spent[]): Values => [sum(own), sum(own, fiscal) || null, null, sum(own, (one) => !fiscal(one)) || null, null, null, null];
  const firstOther = all.findIndex((one) => !fiscal(one));
  const received = all.map((one) => (one === g[first] ? { ...one, value: one.value - carried + left } : one === all[firstOther] ? { ...one, value: one.value - used } : one));
  return {
    doc: 'yidong-hospital-2022', entity: office.name, document_type: 'final_accounts', fiscal_year: 2022, phenomena: 'the ministry’s forms of final accounts since 2022: 使用非财政拨款结余（含专用结余）, 栏次, printed formulas, 三公 in twelve columns, 机构运行信息表 in two blocks',
    parts: [
      { heading: `${office.name}2022年度单位决算`, text: ['第一部分 单位概况', '第二部分 2022年度单位决算表'] },
      { no: '公开01表', title: '收入支出决算总表', kind: 'revenue_expenditure_summary', unit: '万元', above: above('公开01表', '收入支出决算总表'), columns: [col('label', 6, '收入/项目'), col('text', 1, '收入/行次'), col('figure', 3, '收入/金额'), col('label', 6, '支出/项目', 1), col('text', 1, '支出/行次', 1), col('figure', 3, '支出/金额', 1)], ordinals: ['栏次', '', '1', '栏次', '', '2'],
        rows: office.sides([...pad([{ label: '一、一般公共预算财政拨款收入', values: [fiscalGot] }, { label: '二、政府性基金预算财政拨款收入', values: [null] }, { label: '三、国有资本经营预算财政拨款收入', values: [null] }, { label: '四、上级补助收入', values: [null] }, { label: '五、事业收入', values: [other - used] }, { label: '六、经营收入', values: [null] }, { label: '七、附属单位上缴收入', values: [null] }, { label: '八、其他收入', values: [null] }], 24), { label: '本年收入合计', values: [got] }, { label: '使用非财政拨款结余（含专用结余）', values: [used] }, { label: '年初结转和结余', values: [carried] }, { label: '总计', values: [got + used + carried] }], [...office.classes(all, (own) => [sum(own) || null]), { label: '本年支出合计', values: [total] }, { label: '结余分配', values: [null] }, { label: '年末结转和结余', values: [left] }, { label: '总计', values: [total + left] }], [1, 1], true), notes: ['注：1.本表反映部门本年度的总收支和年末结转结余情况。', '2.本套报表金额单位转换时可能存在尾数误差。'] },
      { no: '公开02表', title: titleOf('收入决算表'), kind: 'revenue', unit: '万元', above: above('公开02表', '收入决算表'), columns: [...codeCols, ...figures(2.8, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'])], ordinals: ['栏次', '', '1', '2', '3', '4', '5', '6', '7'], rows: office.tree(received, income, { codes }), notes: ['注：本表反映部门本年度取得的各项收入情况。'] },
      { no: '公开03表', title: '支出决算表', kind: 'expenditure', unit: '万元', above: above('公开03表', '支出决算表'), columns: [...codeCols, ...figures(3, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], ordinals: ['栏次', '', '1', '2', '3', '4', '5', '6'], rows: office.tree(all, sums, { codes }), notes: ['注：本表反映部门本年度各项支出情况。'] },
      { no: '公开04表', title: '财政拨款收入支出决算总表', kind: 'fiscal_appropriation_summary', unit: '万元', above: above('公开04表', '财政拨款收入支出决算总表'), columns: [col('label', 6, '收入/项目'), col('text', 1, '收入/行次'), col('figure', 3, '收入/金额'), col('label', 6, '支出/项目', 1), col('text', 1, '支出/行次', 1), ...figures(2.6, ['支出/合计', '支出/一般公共预算财政拨款', '支出/政府性基金预算财政拨款', '支出/国有资本经营预算财政拨款'], 1)], ordinals: ['栏次', '', '1', '栏次', '', '2', '3', '4', '5'],
        rows: office.sides([...pad([{ label: '一、一般公共预算财政拨款', values: [fiscalGot] }, { label: '二、政府性基金预算财政拨款', values: [null] }, { label: '三、国有资本经营预算财政拨款', values: [null] }], 24), { label: '本年收入合计', values: [fiscalGot] }, { label: '年初财政拨款结转和结余', values: [carried] }, { label: '一般公共预算财政拨款', values: [carried] }, { label: '政府性基金预算财政拨款', values: [null] }, { label: '总计', values: [fiscalGot + carried] }], [...office.classes(g, (own) => [sum(own) || null, sum(own) || null, null, null]), { label: '本年支出合计', values: [sum(g), sum(g), null, null] }, { label: '年末财政拨款结转和结余', values: [left, left, null, null] }, { label: '', values: [null, null, null, null] }, { label: '', values: [null, null, null, null] }, { label: '总计', values: [fiscalGot + carried, fiscalGot + carried, null, null] }], [1, 4], true) },
      { no: '公开05表', title: '一般公共预算财政拨款支出决算表', kind: 'general_public_expenditure', unit: '万元', above: above('公开05表', '一般公共预算财政拨款支出决算表'), portrait: true, columns: [...codeCols, ...figures(3, ['本年支出/小计', '本年支出/基本支出', '本年支出/项目支出'])], ordinals: ['栏次', '', '1', '2', '3'], rows: office.tree(g, (own) => sums(own).slice(0, 3), { codes }), notes: ['注：本表反映部门本年度一般公共预算财政拨款支出情况。'] },
      { no: '公开06表', title: '一般公共预算财政拨款基本支出决算明细表', kind: 'general_public_basic_expenditure', unit: '万元', above: above('公开06表', '一般公共预算财政拨款基本支出决算明细表'), columns: threeBlocks('经济分类科目编码', '金额', 3), rows: blocks(office, office.of(both(general, basic))) },
      { no: '公开07表', title: '财政拨款“三公”经费支出决算表', kind: 'three_public', unit: '万元', above: above('公开07表', '财政拨款“三公”经费支出决算表'), columns: figures(3, [...threePublicCols('预算数'), ...threePublicCols('决算数')]), ordinals: Array.from({ length: 12 }, (_, i) => String(i + 1)), rows: [['18.60', '', '16.00', '', '16.00', '2.60', '14.93', '', '14.12', '', '14.12', '0.81']], notes: ['注：本表反映部门本年度财政拨款“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。'] },
      { no: '公开08表', title: '政府性基金预算财政拨款收入支出决算表', kind: 'government_fund', unit: '万元', empty: true, above: above('公开08表', '政府性基金预算财政拨款收入支出决算表'), columns: [...codeCols, ...figures(3, ['年初结转和结余', '本年收入', '本年支出/小计', '本年支出/基本支出', '本年支出/项目支出', '年末结转和结余'])], ordinals: ['栏次', '', '1', '2', '3', '4', '5', '6'], rows: [emptyRow(8, 0)], notes: ['注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转结余情况。本单位没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。'] },
      { no: '公开09表', title: '国有资本经营预算财政拨款支出决算表', kind: 'state_capital', unit: '万元', empty: true, above: above('公开09表', '国有资本经营预算财政拨款支出决算表'), portrait: true, columns: [...codeCols, ...figures(3, ['本年支出/合计', '本年支出/基本支出', '本年支出/项目支出'])], ordinals: ['栏次', '', '1', '2', '3'], rows: [emptyRow(5, 0)], notes: ['注：本表反映部门本年度国有资本经营预算财政拨款支出情况。本单位没有使用国有资本经营预算安排的支出，故本表无数据。'] },
      { no: '公开10表', title: '机构运行信息表', kind: 'other', unit: '万元', above: above('公开10表', '机构运行信息表'), columns: [col('label', 7, '项目'), ...figures(2.4, ['预算数', '统计数']), col('label', 7, '项目', 1), col('figure', 2.4, '统计数', 1)],
        rows: [['一、“三公”经费支出', '18.60', '14.93', '四、机关运行经费', ''], ['（一）支出合计', '18.60', '14.93', '（一）行政单位', ''], ['1.因公出国（境）费', '', '', '（二）参照公务员法管理事业单位', ''], ['2.公务用车购置及运行维护费', '16.00', '14.12', '五、国有资产占用情况', ''], ['（1）公务用车购置费', '', '', '（一）车辆数合计（辆）', '5'], ['（2）公务用车运行维护费', '16.00', '14.12', '1.副部（省）级及以上领导用车', ''], ['3.公务接待费', '2.60', '0.81', '2.主要负责人用车', ''], ['（1）国内接待费', '', '0.81', '3.机要通信用车', ''], ['其中：外事接待费', '', '', '4.应急保障用车', '1'], ['（2）国（境）外接待费', '', '', '5.特种专业技术用车', '3'], ['（二）相关统计数', '', '', '6.其他用车', '1'], ['1.因公出国（境）团组数（个）', '', '', '（二）单价100万元（含）以上设备（不含车辆）', '4'], ['4.公务用车保有量（辆）', '', '5', '六、政府采购支出信息', ''], ['5.国内公务接待批次（个）', '', '11', '（一）政府采购支出合计', '96.40'], ['6.国内公务接待人次（人）', '', '74', '1.政府采购货物支出', '61.25'], ['二、会议费', '', '', '2.政府采购工程支出', ''], ['三、培训费', '', '3.18', '3.政府采购服务支出', '35.15']] },
    ],
  };
}

/** 新疆: 表一 … 表九, fund columns named once more, projects by economic class. */
function xinjiang(): Drawn {
  const office = new Office('天北县农业农村局', 71, [['2130101', 'staff', 720], ['2130104', 'staff', 260], ['2130108', 'project', 85], ['2130122', 'project', 640], ['2130504', 'project', 900], ['2080505', 'people', 92], ['2080506', 'people', 46], ['2101101', 'people', 50], ['2101103', 'people', 12], ['2210201', 'people', 71]], '万元', { grouped: false, zeros: false });
  const { all } = office;
  const total = sum(all);
  const line: PrintedTable['above'][number] = [`编制部门：${office.name}`, '单位：万元'];
  const parts3 = [col('code', 1.3, '功能分类科目编码/类'), col('code', 1.1, '功能分类科目编码/款'), col('code', 1.1, '功能分类科目编码/项'), col('label', 6, '功能分类科目名称')];
  const codes = (code: string): string[] => (code === '' ? ['', '', ''] : inParts(code));
  const is = (prefix: string) => (one: Spent): boolean => one.economic.startsWith(prefix);
  return {
    doc: 'tianbei-farming-2022', entity: office.name, document_type: 'budget', fiscal_year: 2022, phenomena: '新疆: 表一 … 表九 with titles …情况表, total last, 类|款|项 above each other, projects by economic class in columns',
    parts: [
      { heading: `${office.name}2022年部门预算公开`, text: ['目录', '第一部分 部门单位概况', '第二部分 2022年部门预算公开表', '一、部门收支总体情况表', '二、部门收入总体情况表', '三、部门支出总体情况表'] },
      { no: '表一', title: '部门收支总体情况表', kind: 'revenue_expenditure_summary', unit: '万元', portrait: true, above: ['表一：', '部门收支总体情况表', line], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/功能分类', 1), col('figure', 3, '支出/预算数', 1)], rows: office.sides([...pad([{ label: '财政拨款（补助）', values: [total] }, { label: '一般公共预算', values: [total] }, { label: '政府性基金预算', values: [null] }, { label: '国有资本经营预算', values: [null] }, { label: '教育收费（财政专户）', values: [null] }, { label: '事业收入', values: [null] }, { label: '事业单位经营收入', values: [null] }, { label: '其他收入', values: [null] }, { label: '用事业基金弥补收支差额', values: [null] }], 24), { label: '小计', values: [total] }, { label: '单位上年结余（不包括国库集中支付额度结余）', values: [null] }, { label: '收入总计', values: [total] }], [...office.classes(all, (own) => [sum(own) || null], { ordinal: false }), { label: '小计', values: [total] }, { label: '', values: [null] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '表二', title: '部门收入总体情况表', kind: 'revenue', unit: '万元', size: 7, above: ['表二：', '部门收入总体情况表', line], columns: [...parts3, ...figures(2.4, ['总计', '一般公共预算拨款', '政府性基金预算拨款', '国有资本经营预算', '财政专户（教育收费）', '事业收入', '事业单位经营收入', '其他收入', '用事业基金弥补收支差额', '单位上年结余（不包括国库集中支付额度结余）'])], rows: office.tree(all, (own) => [sum(own), sum(own), null, null, null, null, null, null, null, null], { codes, total: 'last', totalLabel: '合  计' }) },
      { no: '表三', title: '部门支出总体情况表', kind: 'expenditure', unit: '万元', portrait: true, above: ['表三：', '部门支出总体情况表', line], columns: [col('code', 1.3, '项目/功能分类科目编码/类'), col('code', 1.1, '项目/功能分类科目编码/款'), col('code', 1.1, '项目/功能分类科目编码/项'), col('label', 6, '项目/功能分类科目名称'), ...figures(3, ['支出预算/合计', '支出预算/基本支出', '支出预算/项目支出'])], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null], { codes, total: 'last', totalLabel: '合  计' }) },
      { no: '表四', title: '财政拨款收支总体情况表', kind: 'fiscal_appropriation_summary', unit: '万元', above: ['表四：', '财政拨款收支预算总体情况表', line], columns: [col('label', 6, '财政拨款收入/项目'), col('figure', 3, '财政拨款收入/合计'), col('label', 6, '财政拨款支出/功能分类', 1), ...figures(2.6, ['财政拨款支出/合计', '财政拨款支出/一般公共预算', '财政拨款支出/政府性基金预算', '财政拨款支出/国有资本经营预算'], 1)], rows: office.sides([...pad([{ label: '财政拨款（补助）', values: [total] }, { label: '一般公共预算', values: [total] }, { label: '政府性基金预算', values: [null] }, { label: '国有资本经营预算', values: [null] }], 24), { label: '收入总计', values: [total] }], [...office.classes(all, (own) => [sum(own) || null, sum(own) || null, null, null], { ordinal: false }), { label: '支出总计', values: [total, total, null, null] }], [1, 4]) },
      { no: '表五', title: '一般公共预算支出情况表', kind: 'general_public_expenditure', unit: '万元', portrait: true, above: ['表五：', '一般公共预算支出情况表', line], columns: [col('code', 1.3, '项目/功能分类科目编码/类'), col('code', 1.1, '项目/功能分类科目编码/款'), col('code', 1.1, '项目/功能分类科目编码/项'), col('label', 6, '项目/功能分类科目名称'), ...figures(3, ['一般公共预算支出/小计', '一般公共预算支出/基本支出', '一般公共预算支出/项目支出'])], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null], { codes, total: 'last', totalLabel: '合  计' }) },
      { no: '表六', title: '一般公共预算基本支出情况表', kind: 'general_public_basic_expenditure', unit: '万元', portrait: true, above: ['表六：', '一般公共预算基本支出情况表', line], columns: [col('code', 1.3, '项目/经济分类科目编码/类'), col('code', 1.1, '项目/经济分类科目编码/款'), col('label', 6, '项目/经济分类科目名称'), ...figures(3, ['一般公共预算基本支出/小计', '一般公共预算基本支出/人员经费', '一般公共预算基本支出/公用经费'])], rows: office.tree(office.of(basic), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null], { by: 'economic', codes: (code) => (code === '' ? ['', ''] : inParts(code, 2)), total: 'last', totalLabel: '合  计' }) },
      { no: '表七', title: '项目支出情况表', kind: 'project_expenditure', unit: '万元', size: 7, above: ['表七：', '一般公共预算项目支出情况表', line], columns: [col('code', 1.3, '科目编码/类'), col('code', 1.1, '科目编码/款'), col('code', 1.1, '科目编码/项'), col('text', 4, '科目名称'), col('label', 6, '项目名称'), ...figures(2.4, ['项目支出合计', '工资福利支出', '商品和服务支出', '对个人和家庭的补助', '债务利息及费用支出', '资本性支出（基本建设）', '资本性支出', '其他支出'])], rows: [...branches(office.of(project), 'code', [7]).map(({ code, own }, i) => [...inParts(code), nameOf(code), ['村级防疫员补助', '高标准农田建设', '乡村道路硬化'][i]!, ...office.printed([sum(own), null, sum(own, is('302')) || null, null, null, null, sum(own, is('310')) || null, null])]), ['', '', '', '', '合  计', ...office.printed([sum(all, project), null, sum(all, both(project, is('302'))) || null, null, null, null, sum(all, both(project, is('310'))) || null, null])]] },
      { no: '表八', title: '一般公共预算“三公”经费支出情况表', kind: 'three_public', unit: '万元', above: ['表八：', '一般公共预算“三公”经费支出情况表', line], columns: figures(3, ['合计', '因公出国（境）费用', '公务用车购置及运行费/小计', '公务用车购置及运行费/公务用车购置费', '公务用车购置及运行费/公务用车运行费', '公务接待费']), rows: [['15.70', '', '14.20', '', '14.20', '1.50']] },
      { no: '表九', title: '政府性基金预算支出情况表', kind: 'government_fund', unit: '万元', empty: true, portrait: true, above: ['表九：', '政府性基金预算支出情况表', line], columns: [col('code', 1.3, '项目/功能分类科目编码/类'), col('code', 1.1, '项目/功能分类科目编码/款'), col('code', 1.1, '项目/功能分类科目编码/项'), col('label', 6, '项目/功能分类科目名称'), ...figures(3, ['政府性基金预算支出/小计', '政府性基金预算支出/基本支出', '政府性基金预算支出/项目支出'])], rows: [emptyRow(7, 3, '合  计')], notes: ['备注：我单位无使用政府性基金预算拨款安排的支出，政府性基金预算支出情况表为空表。'] },
    ],
  };
}

/** 江西: unit and code before the figures, education fees, vehicles after hospitality; 安徽 部门公开表; 浙江 staff and projects. */
function jiangxi(): Drawn {
  const office = new Office('赣平中学', 83, SCHOOL, '万元', { grouped: false, zeros: false });
  const { all } = office;
  const g = office.of(general);
  const total = sum(all);
  const line: PrintedTable['above'][number] = [`填报单位:[310024]${office.name}`, '单位：万元'];
  const label = (code: string): string => (code.length === 3 ? nameOf(code) : `　${nameOf(code)}`);
  const codes = (code: string): string[] => [code];
  const notFiscal = (one: Spent): boolean => !fiscal(one);
  return {
    doc: 'ganping-school-2023', entity: office.name, document_type: 'budget', fiscal_year: 2023, phenomena: '江西: no table numbers, ** for the row of columns, education fees, three public rows by unit with vehicles last',
    parts: [
      { no: '', title: '收支预算总表', kind: 'revenue_expenditure_summary', unit: '万元', above: ['收支预算总表', line], portrait: true, columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目（按支出功能科目类级）', 1), col('figure', 3, '支出/预算数', 1)], rows: office.sides([{ label: '一、财政拨款收入', values: [sum(g)] }, { label: '（一）一般公共预算收入', values: [sum(g)] }, { label: '（二）政府性基金预算收入', values: [null] }, { label: '（三）国有资本经营预算收入', values: [null] }, { label: '二、教育收费资金收入', values: [total - sum(g)] }, { label: '三、事业收入', values: [null] }, { label: '四、事业单位经营收入', values: [null] }, { label: '五、附属单位上缴收入', values: [null] }, { label: '六、上级补助收入', values: [null] }, { label: '七、其他收入', values: [null] }, { label: '本年收入合计', values: [total] }, { label: '八、使用非财政拨款结余', values: [null] }, { label: '九、上年结转（结余）', values: [null] }, { label: '收入总计', values: [total] }], [...pad(office.classes(all, (own) => [sum(own)], { every: false, ordinal: false }), 10), { label: '本年支出合计', values: [total] }, { label: '年末结转结余', values: [null] }, { label: '', values: [null] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '', title: '部门收入总表', kind: 'revenue', unit: '万元', size: 6, above: ['单位收入总表', line], columns: [col('code', 2.4, '功能科目/科目编码'), col('label', 5, '功能科目/科目名称'), ...figures(2, ['合计', '上年结转', '财政拨款/小计', '财政拨款/一般公共预算拨款收入', '财政拨款/政府性基金预算拨款收入', '财政拨款/国有资本经营预算拨款收入', '教育收费资金收入', '事业收入', '事业单位经营收入', '附属单位上缴收入', '上级补助收入', '其他收入', '使用非财政拨款结余'])], rows: office.tree(all, (own) => [sum(own), null, sum(own, general) || null, sum(own, general) || null, null, null, sum(own, notFiscal) || null, null, null, null, null, null, null], { codes, label }) },
      { no: '', title: '部门支出总表', kind: 'expenditure', unit: '万元', above: ['单位支出总表', line], portrait: true, columns: [col('code', 2.4, '支出功能分类科目/科目编码'), col('label', 6, '支出功能分类科目/科目名称'), ...figures(3, ['合计', '基本支出', '项目支出'])], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null], { codes, label }) },
      { no: '', title: '财政拨款收支总表', kind: 'fiscal_appropriation_summary', unit: '万元', above: ['财政拨款收支总表', line], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目（按支出功能科目类级）', 1), ...figures(2.6, ['支出/合计', '支出/一般公共预算', '支出/政府性基金预算', '支出/国有资本经营预算'], 1)], rows: office.sides([{ label: '一、本年收入', values: [sum(g)] }, { label: '（一）一般公共预算收入', values: [sum(g)] }, { label: '（二）政府性基金预算收入', values: [null] }, { label: '（三）国有资本经营预算收入', values: [null] }, { label: '二、上年结转', values: [null] }, { label: '收入总计', values: [sum(g)] }], [...pad(office.classes(g, (own) => [sum(own), sum(own), null, null], { every: false, ordinal: false }), 5), { label: '支出总计', values: [sum(g), sum(g), null, null] }], [1, 4]) },
      { no: '', title: '一般公共预算支出表', kind: 'general_public_expenditure', unit: '万元', above: ['一般公共预算支出表', line], portrait: true, columns: [col('code', 2.4, '支出功能分类科目/科目编码'), col('label', 6, '支出功能分类科目/科目名称'), ...figures(3, ['2023年预算数/小计', '2023年预算数/基本支出', '2023年预算数/项目支出'])], rows: office.tree(g, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null], { codes, label }) },
      { no: '', title: '一般公共预算基本支出表', kind: 'general_public_basic_expenditure', unit: '万元', above: ['一般公共预算基本支出表', line], portrait: true, columns: [col('code', 2.4, '支出经济分类科目/科目编码'), col('label', 6, '支出经济分类科目/科目名称'), ...figures(3, ['2023年基本支出/合计', '2023年基本支出/人员经费', '2023年基本支出/公用经费'])], rows: office.tree(office.of(both(general, basic)), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null], { by: 'economic', codes, label }) },
      { no: '', title: '财政拨款“三公”经费支出表', kind: 'three_public', unit: '万元', above: ['财政拨款“三公”经费支出表', line], columns: [col('unit', 2, '单位编码'), col('label', 6, '单位名称'), ...figures(3, ['合计', '因公出国（境）费', '公务接待费', '公务用车运行维护费', '公务用车购置'])], rows: [['', '合计', '4.20', '', '0.70', '3.50', ''], ['310024', office.name, '4.20', '', '0.70', '3.50', '']] },
    ],
  };
}

/** 安徽: 部门公开表, carry-over by fund in one head of three rows; 广西 in yuan. */
function anhui(): Drawn {
  const office = new Office('皖溪镇人民政府', 97, TOWN, '元', { grouped: true, zeros: true });
  const { all } = office;
  const g = office.of(general);
  const f = office.of(fund('fund'));
  const total = sum(all);
  const line: PrintedTable['above'][number] = [`部门名称：${office.name}`, '单位：元'];
  const codes = (code: string): string[] => [code];
  const zero = 0;
  return {
    doc: 'wanxi-town-2024', entity: office.name, document_type: 'budget', fiscal_year: 2024, phenomena: '安徽 and 广西: yuan, blanks printed 0.00, carry-over by fund before the year’s income, 部门公开表1 before the title',
    parts: [
      { heading: `${office.name}2024年部门预算`, text: ['第一部分 部门概况', '第二部分 2024年部门预算表', '第三部分 2024年部门预算情况说明'] },
      { no: '部门公开表1', title: '皖溪镇人民政府2024年收支总表', kind: 'revenue_expenditure_summary', unit: '元', above: ['部门公开表1', '皖溪镇人民政府2024年收支总表', line], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目', 1), col('figure', 3, '支出/预算数', 1)], rows: office.sides([...pad([{ label: '一、一般公共预算拨款收入', values: [sum(g)] }, { label: '二、政府性基金预算拨款收入', values: [sum(f)] }, { label: '三、国有资本经营预算拨款收入', values: [zero] }, { label: '四、财政专户管理资金收入', values: [zero] }, { label: '五、单位资金收入', values: [zero] }], 24), { label: '本年收入小计', values: [total] }, { label: '上年结转结余', values: [zero] }, { label: '收入总计', values: [total] }], [...office.classes(all, (own) => [sum(own)]), { label: '本年支出小计', values: [total] }, { label: '结转下年', values: [zero] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '部门公开表2', title: '皖溪镇人民政府2024年收入总表', kind: 'revenue', unit: '元', size: 6, above: ['部门公开表2', '皖溪镇人民政府2024年收入总表', line], columns: [col('unit', 2, '部门（单位）代码'), col('label', 5, '部门（单位）名称'), ...figures(2.4, ['合计', '本年收入/小计', '本年收入/一般公共预算', '本年收入/政府性基金预算', '本年收入/国有资本经营预算', '本年收入/财政专户管理资金', '本年收入/单位资金', '上年结转结余/小计', '上年结转结余/一般公共预算', '上年结转结余/政府性基金预算', '上年结转结余/国有资本经营预算', '上年结转结余/单位资金'])], rows: [['', '合计'], ['701', '皖溪镇人民政府'], ['701001', '皖溪镇人民政府本级']].map((cells) => [...cells, ...office.printed([total, total, sum(g), sum(f), 0, 0, 0, 0, 0, 0, 0, 0])]) },
      { no: '部门公开表3', title: '皖溪镇人民政府2024年支出总表', kind: 'expenditure', unit: '元', above: ['部门公开表3', '皖溪镇人民政府2024年支出总表', line], columns: [col('code', 2.6, '功能分类科目/科目编码'), col('label', 6, '功能分类科目/科目名称'), ...figures(3.2, ['合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出'])], rows: office.tree(all, (own) => [sum(own), sum(own, basic), sum(own, project), 0, 0, 0], { codes }) },
      { no: '部门公开表4', title: '皖溪镇人民政府2024年财政拨款收支总表', kind: 'fiscal_appropriation_summary', unit: '元', above: ['部门公开表4', '皖溪镇人民政府2024年财政拨款收支总表', line], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目', 1), ...figures(3, ['支出/合计', '支出/一般公共预算', '支出/政府性基金预算', '支出/国有资本经营预算'], 1)], rows: office.sides([...pad([{ label: '一、本年收入', values: [total] }, { label: '（一）一般公共预算拨款', values: [sum(g)] }, { label: '（二）政府性基金预算拨款', values: [sum(f)] }, { label: '（三）国有资本经营预算拨款', values: [0] }, { label: '二、上年结转', values: [0] }, { label: '（一）一般公共预算拨款', values: [0] }, { label: '（二）政府性基金预算拨款', values: [0] }, { label: '（三）国有资本经营预算拨款', values: [0] }], 26), { label: '收入总计', values: [total] }], [{ label: '一、本年支出', values: [total, sum(g), sum(f), 0] }, ...office.classes(all, (own) => [sum(own), sum(own, general), sum(own, fund('fund')), 0], { bracket: true }), { label: '二、结转下年', values: [0, 0, 0, 0] }, { label: '支出总计', values: [total, sum(g), sum(f), 0] }], [1, 4]) },
      { no: '部门公开表5', title: '皖溪镇人民政府2024年一般公共预算支出表', kind: 'general_public_expenditure', unit: '元', above: ['部门公开表5', '皖溪镇人民政府2024年一般公共预算支出表', line], columns: [col('code', 2.6, '功能分类科目/科目编码'), col('label', 6, '功能分类科目/科目名称'), ...figures(3.2, ['合计', '基本支出/小计', '基本支出/人员经费', '基本支出/公用经费', '项目支出'])], rows: office.tree(g, (own) => [sum(own), sum(own, basic), sum(own, part('people')), sum(own, part('office')), sum(own, project)], { codes }) },
      { no: '部门公开表6', title: '皖溪镇人民政府2024年一般公共预算基本支出表', kind: 'general_public_basic_expenditure', unit: '元', above: ['部门公开表6', '皖溪镇人民政府2024年一般公共预算基本支出表', line], columns: [col('code', 2.6, '部门预算支出经济分类科目/科目编码'), col('label', 6, '部门预算支出经济分类科目/科目名称'), ...figures(3.2, ['2024年基本支出/合计', '2024年基本支出/人员经费', '2024年基本支出/公用经费'])], rows: office.tree(office.of(both(general, basic)), (own) => [sum(own), sum(own, part('people')), sum(own, part('office'))], { by: 'economic', codes }) },
      { no: '部门公开表7', title: '皖溪镇人民政府2024年政府性基金预算支出表', kind: 'government_fund', unit: '元', above: ['部门公开表7', '皖溪镇人民政府2024年政府性基金预算支出表', line], columns: [col('code', 2.6, '功能分类科目/科目编码'), col('label', 6, '功能分类科目/科目名称'), ...figures(3.2, ['2024年政府性基金预算支出/合计', '2024年政府性基金预算支出/基本支出', '2024年政府性基金预算支出/项目支出'])], rows: office.tree(f, (own) => [sum(own), 0, sum(own)], { codes }) },
      { no: '部门公开表9', title: '皖溪镇人民政府2024年政府采购支出表', kind: 'other', unit: '元', above: ['部门公开表9', '皖溪镇人民政府2024年政府采购支出表', line], columns: [col('label', 6, '采购项目名称'), col('label', 5, '采购品目'), ...figures(3, ['合计', '一般公共预算资金', '政府性基金预算资金', '国有资本经营预算资金', '财政专户管理资金', '单位资金', '上年结转结余'])], rows: [['合计', '', '126,500.00', '126,500.00', '0.00', '0.00', '0.00', '0.00', '0.00'], ['办公设备更新', 'A02010105-台式计算机', '42,500.00', '42,500.00', '0.00', '0.00', '0.00', '0.00', '0.00'], ['集镇保洁服务', 'C13050200-清扫服务', '84,000.00', '84,000.00', '0.00', '0.00', '0.00', '0.00', '0.00']] },
    ],
  };
}

/** 浙江: titles with the year and no numbers, income by unit in one row, staff and daily spending; 广东 final accounts. */
function zhejiang(): Drawn {
  const office = new Office('越安县审计局', 101, [['2010301', 'staff', 580], ['2010302', 'project', 175], ['2080501', 'people', 10], ['2080505', 'people', 66], ['2080506', 'people', 33], ['2101101', 'people', 30], ['2210201', 'people', 69], ['2210203', 'people', 20]], '万元', { grouped: false, zeros: false });
  const { all } = office;
  const total = sum(all);
  const line: PrintedTable['above'][number] = [`单位名称：${office.name}`, '单位：万元'];
  const codes = (code: string): string[] => [code];
  return {
    doc: 'yuean-audit-2024', entity: office.name, document_type: 'budget', fiscal_year: 2024, phenomena: '浙江: titles with the year, 人员支出 and 日常公用支出 beside each other, budget of last year and change',
    parts: [
      { no: '', title: '2024年收支预算总表', kind: 'revenue_expenditure_summary', unit: '万元', portrait: true, above: ['2024年收支预算总表', line], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/2024年预算数'), col('label', 6, '支出/项目', 1), col('figure', 3, '支出/2024年预算数', 1)], rows: office.sides([{ label: '一、财政拨款收入', values: [total] }, { label: '一般公共预算', values: [total] }, { label: '政府性基金预算', values: [null] }, { label: '国有资本经营预算', values: [null] }, { label: '二、财政专户资金', values: [null] }, { label: '三、单位资金', values: [null] }, { label: '本年收入合计', values: [total] }, { label: '上年结转结余', values: [null] }, { label: '收入总计', values: [total] }], [...pad(office.classes(all, (own) => [sum(own)], { every: false }), 6), { label: '本年支出合计', values: [total] }, { label: '结转下年', values: [null] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '', title: '2024年部门收入预算总表', kind: 'revenue', unit: '万元', size: 7, above: ['2024年部门收入预算总表', line], columns: [col('label', 6, '单位名称'), ...figures(2.4, ['收入总计', '财政拨款收入/一般公共预算', '财政拨款收入/政府性基金预算', '财政拨款收入/国有资本经营预算', '财政专户资金', '单位资金/事业收入', '单位资金/经营收入', '单位资金/上级补助收入', '单位资金/其他收入', '上年结转结余'])], rows: [['合计', ...office.printed([total, total, null, null, null, null, null, null, null, null])], [`${office.name}（本级）`, ...office.printed([total, total, null, null, null, null, null, null, null, null])]] },
      { no: '', title: '2024年部门支出预算总表', kind: 'expenditure', unit: '万元', above: ['2024年部门支出预算总表', line], columns: [col('code', 2.4, '科目编码'), col('label', 6, '科目名称'), ...figures(2.6, ['支出总计', '人员支出', '日常公用支出', '项目支出', '上缴上级支出', '事业单位经营支出', '对附属单位补助支出'])], rows: office.tree(all, (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null, sum(own, project) || null, null, null, null], { codes, totalLabel: '合计' }) },
      { no: '', title: '2024年一般公共预算支出表', kind: 'general_public_expenditure', unit: '万元', above: ['2024年一般公共预算支出表', line], columns: [col('code', 2.4, '科目编码'), col('label', 6, '科目名称'), ...figures(2.8, ['2023年执行数', '2024年预算数/合计', '2024年预算数/基本支出', '2024年预算数/项目支出', '2024年预算数比2023年执行数/增减额', '2024年预算数比2023年执行数/增减（%）'])],
        rows: office.tree(all, (own) => { const now = sum(own); const was = Math.round(now * 0.94); return [was, now, sum(own, basic) || null, sum(own, project) || null, now - was, Math.round((1e4 * (now - was)) / was)]; }, { codes }) },
      { no: '', title: '2024年一般公共预算基本支出表', kind: 'general_public_basic_expenditure', unit: '万元', portrait: true, above: ['2024年一般公共预算基本支出表', line], columns: [col('code', 2.4, '支出经济分类科目/科目编码'), col('label', 6, '支出经济分类科目/科目名称'), ...figures(2.8, ['2024年基本支出/合计', '2024年基本支出/人员经费', '2024年基本支出/日常公用经费'])], rows: office.tree(office.of(basic), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null], { by: 'economic', codes }) },
      { no: '', title: '2024年一般公共预算“三公”经费支出表', kind: 'three_public', unit: '万元', above: ['2024年一般公共预算“三公”经费支出表', line], portrait: true, columns: [col('label', 7, '项目'), ...figures(3, ['2023年预算数', '2024年预算数', '增减额', '增减率'])], rows: [['合计', '12.80', '11.40', '-1.40', '-10.94%'], ['1.因公出国（境）费用', '', '', '', ''], ['2.公务接待费', '4.80', '3.90', '-0.90', '-18.75%'], ['3.公务用车购置及运行维护费', '8.00', '7.50', '-0.50', '-6.25%'], ['其中：公务用车购置费', '', '', '', ''], ['公务用车运行维护费', '8.00', '7.50', '-0.50', '-6.25%']] },
    ],
  };
}

/** 甘肃: income as a list, 三公 with meetings and training by rows of units, carried-over money apart. */
function gansu(): Drawn {
  const office = new Office('陇河县文体广电和旅游局', 113, CULTURE, '万元', { grouped: false, zeros: false });
  const { all } = office;
  const g = office.of(general);
  const f = office.of(fund('fund'));
  const total = sum(all);
  const line: PrintedTable['above'][number] = ['', '单位：万元'];
  const codes = (code: string): string[] => [code];
  return {
    doc: 'longhe-culture-2022', entity: office.name, document_type: 'budget', fiscal_year: 2022, phenomena: '甘肃: income as a list of sources, appendix numbers 附件1, 三公, meetings and training by rows',
    parts: [
      { heading: `${office.name}2022年部门预算公开情况说明`, text: ['一、部门职责', '负责文化体育广电和旅游工作。', '二、机构设置'] },
      { no: '表1', title: '部门收支总体情况表', kind: 'revenue_expenditure_summary', unit: '万元', portrait: true, above: ['表1', '部门收支总体情况表', line], columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目', 1), col('figure', 3, '支出/预算数', 1)], rows: office.sides([...pad([{ label: '一、财政拨款收入', values: [total] }, { label: '（一）一般公共预算财政拨款', values: [sum(g)] }, { label: '（二）政府性基金预算财政拨款', values: [sum(f)] }, { label: '（三）国有资本经营预算财政拨款', values: [null] }, { label: '二、财政专户管理资金', values: [null] }, { label: '三、事业收入（不含财政专户管理资金）', values: [null] }, { label: '四、上级补助收入', values: [null] }, { label: '五、附属单位上缴收入', values: [null] }, { label: '六、经营收入', values: [null] }, { label: '七、其他收入', values: [null] }], 24), { label: '本年收入合计', values: [total] }, { label: '上年结转', values: [null] }, { label: '收入总计', values: [total] }], [...office.classes(all, (own) => [sum(own) || null]), { label: '本年支出合计', values: [total] }, { label: '结转下年', values: [null] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '表2', title: '部门收入总体情况表', kind: 'revenue', unit: '万元', portrait: true, above: ['表2', '部门收入总体情况表', line], columns: [col('label', 7, '项目'), col('figure', 4, '预算数')], rows: [['一、财政拨款收入', total], ['（一）一般公共预算财政拨款', sum(g)], ['（二）政府性基金预算财政拨款', sum(f)], ['（三）国有资本经营预算财政拨款', null], ['二、财政专户管理资金', null], ['三、事业收入（不含财政专户管理资金）', null], ['四、上级补助收入', null], ['五、附属单位上缴收入', null], ['六、经营收入', null], ['七、其他收入', null], ['本年收入合计', total], ['上年结转', null], ['收入总计', total]].map(([label, value]) => [label as string, office.print(value as number | null)]) },
      { no: '表3', title: '部门支出总体情况表', kind: 'expenditure', unit: '万元', portrait: true, above: ['表3', '部门支出总体情况表', line], columns: [col('code', 2.4, '支出功能分类科目/科目编码'), col('label', 6, '支出功能分类科目/科目名称'), ...figures(3, ['合计', '基本支出', '项目支出', '上缴上级支出', '事业单位经营支出', '对附属单位补助支出'])], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null, null, null, null], { codes }) },
      { no: '表5', title: '一般公共预算支出情况表', kind: 'general_public_expenditure', unit: '万元', above: ['表5', '一般公共预算支出情况表', line], columns: [col('code', 2.4, '支出功能分类科目/科目编码'), col('label', 6, '支出功能分类科目/科目名称'), ...figures(2.6, ['一般公共预算支出/合计', '一般公共预算支出/基本支出', '一般公共预算支出/项目支出'])], rows: office.tree(g, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null], { codes }) },
      { no: '表6', title: '一般公共预算基本支出情况表', kind: 'general_public_basic_expenditure', unit: '万元', portrait: true, above: ['表6', '一般公共预算基本支出情况表', line], columns: [col('code', 2.4, '部门预算支出经济分类科目/科目编码'), col('label', 6, '部门预算支出经济分类科目/科目名称'), ...figures(2.6, ['一般公共预算基本支出/合计', '一般公共预算基本支出/人员经费', '一般公共预算基本支出/公用经费'])], rows: office.tree(office.of(both(general, basic)), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null], { by: 'economic', codes }) },
      { no: '表7', title: '一般公共预算“三公”经费、会议费、培训费支出情况表', kind: 'three_public', unit: '万元', above: ['表7', '一般公共预算“三公”经费、会议费、培训费支出情况表', line], columns: [col('label', 6, '单位名称'), ...figures(2.4, ['“三公”经费合计', '因公出国（境）费用', '公务接待费', '公务用车购置和运行费/小计', '公务用车购置和运行费/公务用车购置费', '公务用车购置和运行费/公务用车运行费', '会议费', '培训费'])], rows: [['合计', '8.90', '', '1.40', '7.50', '', '7.50', '2.30', '3.60'], [office.name, '5.90', '', '0.90', '5.00', '', '5.00', '1.80', '2.10'], ['陇河县文化馆', '3.00', '', '0.50', '2.50', '', '2.50', '0.50', '1.50']] },
      { no: '表8', title: '一般公共预算机关运行经费', kind: 'other', unit: '万元', portrait: true, above: ['表8', '一般公共预算机关运行经费', line], columns: [col('code', 2.4, '经济科目编码'), col('label', 6, '经济科目名称'), col('figure', 3, '预算数')], rows: office.tree(office.of(both(general, part('office'))), (own) => [sum(own)], { by: 'economic', codes, levels: [5] }) },
      { no: '表9', title: '政府性基金预算支出情况表', kind: 'government_fund', unit: '万元', portrait: true, above: ['表9', '政府性基金预算支出情况表', line], columns: [col('code', 2.4, '支出功能分类科目/科目编码'), col('label', 6, '支出功能分类科目/科目名称'), ...figures(3, ['合计', '基本支出', '项目支出'])], rows: office.tree(f, (own) => [sum(own), null, sum(own)], { codes }) },
    ],
  };
}

/** 四川 final accounts: spending by economic class and fund, and by function over economic classes in a wide table. */
function sichuanFinal(): Drawn {
  const office = new Office('渠东区自然灾害防治中心', 127, SAFETY.filter(([code]) => !code.startsWith('223')), '万元', { grouped: true, zeros: false });
  const { all } = office;
  const total = sum(all);
  const above = (no: string, title: string): PrintedTable['above'] => [title, ['', no], [`单位：${office.name}`, '金额单位：万元']];
  const codes = (code: string): string[] => [code];
  const economic = ['301', '30101', '30102', '30103', '30107', '30108', '302', '30201', '30211', '30213', '30217', '30231', '303', '30302', '310', '31002'];
  return {
    doc: 'qudong-geology-2023', entity: office.name, document_type: 'final_accounts', fiscal_year: 2023, phenomena: '四川 final accounts: 财政拨款支出决算明细表 by economic class and fund, tables 公开05表 to 公开09表 shifted',
    parts: [
      { no: '公开03表', title: '支出决算表', kind: 'expenditure', unit: '万元', above: above('公开03表', '支出决算表'), columns: [col('code', 2.4, '项目/支出功能分类科目编码'), col('label', 6, '项目/科目名称'), ...figures(3, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], ordinals: ['栏次', '', '1', '2', '3', '4', '5', '6'], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null, null, null, null], { codes }) },
      { no: '公开05表', title: '财政拨款支出决算明细表', kind: 'other', unit: '万元', above: above('公开05表', '财政拨款支出决算明细表'), columns: [col('code', 2.4, '项目/经济分类科目编码'), col('label', 6, '项目/科目名称'), ...figures(2.4, ['合计', '一般公共预算财政拨款/小计', '一般公共预算财政拨款/基本支出', '一般公共预算财政拨款/项目支出', '政府性基金预算财政拨款/小计', '政府性基金预算财政拨款/基本支出', '政府性基金预算财政拨款/项目支出', '国有资本经营预算财政拨款/小计'])], ordinals: ['栏次', '', '1', '2', '3', '4', '5', '6', '7', '8'], rows: office.tree(all, (own) => [sum(own), sum(own), sum(own, basic) || null, sum(own, project) || null, null, null, null, null], { by: 'economic', codes }) },
      { no: '公开06表', title: '一般公共预算财政拨款支出决算表', kind: 'general_public_expenditure', unit: '万元', portrait: true, above: above('公开06表', '一般公共预算财政拨款支出决算表'), columns: [col('code', 2.4, '项目/支出功能分类科目编码'), col('label', 6, '项目/科目名称'), ...figures(3, ['本年支出合计', '基本支出', '项目支出'])], ordinals: ['栏次', '', '1', '2', '3'], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null], { codes }) },
      { no: '公开07表', title: '一般公共预算财政拨款支出决算明细表', kind: 'general_public_expenditure', unit: '万元', size: 5, above: above('公开07表', '一般公共预算财政拨款支出决算明细表'), columns: [col('code', 2.4, '项目/支出功能分类科目编码'), col('label', 5, '项目/科目名称'), col('figure', 2, '合计'), ...economic.map((code) => col('figure', 2, `${nameOf(code.slice(0, 3))}/${code.length === 3 ? '小计' : nameOf(code)}`))], rows: office.tree(all.filter((one) => economic.includes(one.economic)), (own) => [sum(own), ...economic.map((code) => sum(own, (one) => one.economic.startsWith(code)) || null)], { codes }) },
      { no: '公开08表', title: '一般公共预算财政拨款基本支出决算明细表', kind: 'general_public_basic_expenditure', unit: '万元', above: above('公开08表', '一般公共预算财政拨款基本支出决算明细表'), columns: threeBlocks('科目编码', '金额', 3), rows: blocks(office, office.of(both(general, basic))) },
      { no: '公开09表', title: '一般公共预算财政拨款项目支出决算表', kind: 'other', unit: '万元', portrait: true, above: above('公开09表', '一般公共预算财政拨款项目支出决算表'), columns: [col('code', 2.4, '科目编码'), col('label', 6, '科目名称（项目）'), col('figure', 3, '项目支出金额')], rows: office.tree(office.of(both(general, project)), (own) => [sum(own)], { codes }) },
      { no: '公开13表', title: '财政拨款“三公”经费支出决算表', kind: 'three_public', unit: '万元', above: above('公开13表', '财政拨款“三公”经费支出决算表'), columns: figures(3, [...threePublicCols('预算数'), ...threePublicCols('决算数')]), rows: [['6.20', '', '5.00', '', '5.00', '1.20', '5.36', '', '4.98', '', '4.98', '0.38']] },
      { text: [`二、收入决算情况说明。2023年本年收入合计${office.print(total)}万元，其中：一般公共预算财政拨款收入${office.print(total)}万元，占100%；政府性基金预算财政拨款收入0万元，占0%；其他收入0万元，占0%。`] },
    ],
  };
}

/** 陕西 and 河北 final accounts: 三公 with meetings and training, no 栏次, tables 表1 … */
function shaanxi(): Drawn {
  const office = new Office('商原县林业局', 131, FOREST.filter((item) => item[3] !== 'other'), '万元', { grouped: true, zeros: false });
  const { all } = office;
  const total = sum(all);
  const above = (no: string, title: string): PrintedTable['above'] => [['', no], title, [`编制部门：${office.name}`, '金额单位：万元']];
  const parts3 = [col('code', 2.4, '功能分类科目编码'), col('label', 6, '科目名称')];
  const codes = (code: string): string[] => [code];
  return {
    doc: 'shangyuan-forestry-2020', entity: office.name, document_type: 'final_accounts', fiscal_year: 2020, phenomena: '陕西: 收入决算总表 and 支出决算总表, 三公 with meetings and training as rows of 预算数, 决算数, and 比上年',
    parts: [
      { heading: '2020年部门决算表', text: ['保密审查情况：已审查', '部门主要负责人审签情况：已审签'] },
      { no: '公开01表', title: '收入支出决算总表', kind: 'revenue_expenditure_summary', unit: '万元', portrait: true, above: above('公开01表', '收入支出决算总表'), columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/决算数'), col('label', 6, '支出/项目（按功能分类）', 1), col('figure', 3, '支出/决算数', 1)], rows: office.sides([...pad([{ label: '1.财政拨款', values: [total] }, { label: '其中：一般公共预算财政拨款', values: [total] }, { label: '政府性基金预算财政拨款', values: [null] }, { label: '2.上级补助收入', values: [null] }, { label: '3.事业收入', values: [null] }, { label: '4.经营收入', values: [null] }, { label: '5.附属单位上缴收入', values: [null] }, { label: '6.其他收入', values: [null] }], 24), { label: '本年收入合计', values: [total] }, { label: '用事业基金弥补收支差额', values: [null] }, { label: '年初结转和结余', values: [null] }, { label: '收入总计', values: [total] }], [...office.classes(all, (own) => [sum(own) || null]).map((one, i) => ({ ...one, label: one.label.replace(/^.+?、/, `${i + 1}.`) })), { label: '本年支出合计', values: [total] }, { label: '结余分配', values: [null] }, { label: '年末结转和结余', values: [null] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '公开02表', title: '收入决算总表', kind: 'revenue', unit: '万元', above: above('公开02表', '收入决算总表'), columns: [...parts3, ...figures(2.4, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入/小计', '事业收入/其中：教育收费', '经营收入', '附属单位上缴收入', '其他收入'])], rows: office.tree(all, (own) => [sum(own), sum(own), null, null, null, null, null, null], { codes }) },
      { no: '公开03表', title: '支出决算总表', kind: 'expenditure', unit: '万元', above: above('公开03表', '支出决算总表'), columns: [...parts3, ...figures(2.8, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, project) || null, null, null, null], { codes }) },
      { no: '公开05表', title: '一般公共预算财政拨款支出决算表', kind: 'general_public_expenditure', unit: '万元', above: above('公开05表', '一般公共预算财政拨款支出决算表'), columns: [...parts3, ...figures(2.8, ['本年支出/合计', '本年支出/基本支出/小计', '本年支出/基本支出/人员经费', '本年支出/基本支出/公用经费', '本年支出/项目支出']), col('text', 3, '备注')], rows: office.tree(all, (own) => [sum(own), sum(own, basic) || null, sum(own, part('people')) || null, sum(own, part('office')) || null, sum(own, project) || null], { codes }).map((row) => [...row, '']) },
      { no: '公开06表', title: '一般公共预算财政拨款基本支出决算表', kind: 'general_public_basic_expenditure', unit: '万元', above: above('公开06表', '一般公共预算财政拨款基本支出决算表'), columns: [col('code', 2.4, '经济分类科目编码'), col('label', 6, '科目名称'), ...figures(2.8, ['本年支出/合计', '本年支出/人员经费', '本年支出/公用经费'])], rows: office.tree(office.of(basic), (own) => [sum(own), sum(own, part('people')) || null, sum(own, part('office')) || null], { by: 'economic', codes }) },
      { no: '公开07表', title: '一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表', kind: 'three_public', unit: '万元', above: above('公开07表', '一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表'), columns: [col('label', 5, '项目'), ...figures(2.4, ['一般公共预算财政拨款安排的“三公”经费/小计', '一般公共预算财政拨款安排的“三公”经费/因公出国（境）费用', '一般公共预算财政拨款安排的“三公”经费/公务接待费', '一般公共预算财政拨款安排的“三公”经费/公务用车购置及运行维护费/小计', '一般公共预算财政拨款安排的“三公”经费/公务用车购置及运行维护费/公务用车购置费', '一般公共预算财政拨款安排的“三公”经费/公务用车购置及运行维护费/公务用车运行维护费', '会议费', '培训费'])], rows: [['预算数', '16.50', '', '4.50', '12.00', '', '12.00', '3.00', '6.00'], ['决算数', '13.72', '', '2.86', '10.86', '', '10.86', '1.15', '4.40']] },
    ],
  };
}

/** 河北: a serial number in front of every row, sides numbered too, 栏次 under the header, funds as groups. */
function hebei(): Drawn {
  const office = new Office('冀源县审计事务中心', 139, [['2010350', 'staff', 410], ['2010806', 'project', 66], ['2010806', 'project', 14, 'other'], ['2080502', 'people', 9], ['2080505', 'people', 48], ['2080506', 'people', 24], ['2101102', 'people', 26], ['2210201', 'people', 44], ['2120899', 'project', 120, 'fund']], '万元', { grouped: false, zeros: false });
  const { all } = office;
  const total = sum(all);
  const g = office.of(general);
  const f = office.of(fund('fund'));
  const own = sum(all, (one) => !fiscal(one));
  const above = (title: string): PrintedTable['above'] => [title, [`部门编码及名称：[310]${office.name}`, '单位：万元']];
  const counted = (rows: readonly (readonly string[])[]): string[][] => rows.map((row, i) => [String(i + 1), ...row]);
  const serial = col('text', 0.8, '序号');
  const tree = [serial, col('code', 2, '功能分类科目/科目编码'), col('label', 5, '功能分类科目/科目名称')];
  const codes = (code: string): string[] => [code];
  const two = (left: readonly Line[], right: readonly Line[]): string[][] => counted(office.sides(left, right, [1, 1]));
  return {
    doc: 'jiyuan-audit-2023', entity: office.name, document_type: 'budget', fiscal_year: 2023, phenomena: '河北: 序号 in front of every row, 栏次, no table numbers, 其他来源收入, economic classes with a total first',
    parts: [
      { heading: `${office.name}2023年部门预算公开情况`, text: ['一、部门职责及机构设置情况', '二、部门预算安排的总体情况'] },
      { no: '', title: '部门预算收支总表', kind: 'revenue_expenditure_summary', unit: '万元', portrait: true, above: above('部门预算收支总表'), columns: [serial, col('label', 6, '收入/项目'), col('figure', 3, '收入/预算金额'), col('label', 6, '支出/项目', 1), col('figure', 3, '支出/预算金额', 1)], ordinals: ['栏次', '1', '2', '3', '4'], rows: two([{ label: '一、一般公共预算拨款收入', values: [sum(g)] }, { label: '二、政府性基金预算拨款收入', values: [sum(f)] }, { label: '三、国有资本经营预算拨款收入', values: [null] }, { label: '四、财政专户管理资金收入', values: [null] }, { label: '五、单位资金收入', values: [own] }, { label: '本年收入合计', values: [total] }, { label: '上年结转结余', values: [null] }, { label: '收入总计', values: [total] }], [...pad(office.classes(all, (mine) => [sum(mine)], { every: false }), 5), { label: '本年支出合计', values: [total] }, { label: '年终结转结余', values: [null] }, { label: '支出总计', values: [total] }]) },
      { no: '', title: '部门预算收入总表', kind: 'revenue', unit: '万元', size: 6, above: above('部门预算收入总表'), columns: [...tree, ...figures(2.4, ['合计', '本年收入/小计', '本年收入/财政拨款收入', '本年收入/财政专户管理资金收入', '本年收入/事业收入', '本年收入/上级补助收入', '本年收入/附属单位上缴收入', '本年收入/事业单位经营收入', '本年收入/其他收入', '上年结转结余'])], ordinals: ['栏次', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'], rows: counted(office.tree(all, (mine) => [sum(mine), sum(mine), sum(mine, fiscal) || null, null, null, null, null, null, sum(mine, (one) => !fiscal(one)) || null, null], { codes })) },
      { no: '', title: '部门预算支出总表', kind: 'expenditure', unit: '万元', above: above('部门预算支出总表'), columns: [...tree, ...figures(2.6, ['合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], ordinals: ['栏次', '1', '2', '3', '4', '5', '6', '7', '8'], rows: counted(office.tree(all, (mine) => [sum(mine), sum(mine, basic) || null, sum(mine, project) || null, null, null, null], { codes })) },
      { no: '', title: '部门预算财政拨款收支总表', kind: 'fiscal_appropriation_summary', unit: '万元', above: above('部门预算财政拨款收支总表'), columns: [serial, col('label', 6, '收入/项目'), col('figure', 2.6, '收入/金额'), col('label', 6, '支出/项目', 1), ...figures(2.6, ['支出/合计', '支出/一般公共预算财政拨款', '支出/政府性基金预算财政拨款', '支出/国有资本经营预算财政拨款'], 1)], ordinals: ['栏次', '1', '2', '3', '4', '5', '6', '7'], rows: counted(office.sides([...pad([{ label: '一、一般公共预算财政拨款', values: [sum(g)] }, { label: '二、政府性基金预算财政拨款', values: [sum(f)] }, { label: '三、国有资本经营预算财政拨款', values: [null] }], 5), { label: '本年收入合计', values: [sum(g) + sum(f)] }, { label: '上年财政拨款结转结余', values: [null] }, { label: '收入总计', values: [sum(g) + sum(f)] }], [...pad(office.classes(office.of(fiscal), (mine) => [sum(mine), sum(mine, general) || null, sum(mine, fund('fund')) || null, null], { every: false }), 5), { label: '本年支出合计', values: [sum(g) + sum(f), sum(g), sum(f), null] }, { label: '年终财政拨款结转结余', values: [null, null, null, null] }, { label: '支出总计', values: [sum(g) + sum(f), sum(g), sum(f), null] }], [1, 4])) },
      { no: '', title: '部门预算一般公共预算财政拨款支出表', kind: 'general_public_expenditure', unit: '万元', portrait: true, above: above('部门预算一般公共预算财政拨款支出表'), columns: [...tree, ...figures(2.6, ['合计', '基本支出', '项目支出'])], ordinals: ['栏次', '1', '2', '3', '4', '5'], rows: counted(office.tree(g, (mine) => [sum(mine), sum(mine, basic) || null, sum(mine, project) || null], { codes })) },
      { no: '', title: '部门预算一般公共预算财政拨款基本支出表', kind: 'general_public_basic_expenditure', unit: '万元', portrait: true, above: above('部门预算一般公共预算财政拨款基本支出表'), columns: [serial, col('code', 2, '支出经济分类科目/科目编码'), col('label', 5, '支出经济分类科目/科目名称'), ...figures(2.6, ['合计', '人员经费', '公用经费'])], ordinals: ['栏次', '1', '2', '3', '4', '5'], rows: counted(office.tree(office.of(both(general, basic)), (mine) => [sum(mine), sum(mine, part('people')) || null, sum(mine, part('office')) || null], { by: 'economic', codes })) },
      { no: '', title: '部门预算政府性基金预算财政拨款支出表', kind: 'government_fund', unit: '万元', portrait: true, above: above('部门预算政府性基金预算财政拨款支出表'), columns: [...tree, ...figures(2.6, ['合计', '基本支出', '项目支出'])], ordinals: ['栏次', '1', '2', '3', '4', '5'], rows: counted(office.tree(f, (mine) => [sum(mine), null, sum(mine)], { codes })) },
      { no: '', title: '部门预算财政拨款“三公”经费支出表', kind: 'three_public', unit: '万元', portrait: true, above: above('部门预算财政拨款“三公”经费支出表'), columns: [serial, col('label', 6, '项目'), ...figures(2.6, ['合计', '一般公共预算拨款', '政府性基金预算拨款', '国有资本经营预算拨款'])], ordinals: ['栏次', '1', '2', '3', '4', '5'], rows: counted([['合计', '3.60', '3.60', '', ''], ['一、因公出国（境）费', '', '', '', ''], ['二、公务用车购置及运维费', '3.00', '3.00', '', ''], ['其中：公务用车购置费', '', '', '', ''], ['公务用车运行维护费', '3.00', '3.00', '', ''], ['三、公务接待费', '0.60', '0.60', '', '']]) },
    ],
  };
}

/** 辽宁: 部门收支总体情况表, expenditure by the first economic classes beside functions, 债务; 纳入预算管理的非税收入. */
function liaoning(): Drawn {
  const office = new Office('辽滨区水利事务服务中心', 149, [['2080502', 'people', 21], ['2080505', 'people', 70], ['2080506', 'people', 35], ['2101102', 'people', 38], ['2130304', 'staff', 690], ['2130306', 'project', 340], ['2130314', 'project', 85], ['2210201', 'people', 66]], '万元', { grouped: true, zeros: true });
  const { all } = office;
  const total = sum(all);
  const is = (cls: string) => (one: Spent): boolean => one.economic.startsWith(cls);
  const above = (no: string, title: string): PrintedTable['above'] => [no, title, [`部门名称：${office.name}`, '单位：万元']];
  const codes = (code: string): string[] => [code];
  const z = 0;
  return {
    doc: 'liaobin-water-2021', entity: office.name, document_type: 'budget', fiscal_year: 2021, phenomena: '辽宁: 公开表1, non-tax income by how it is managed, basic expenditure by economic classes beside the functions, figures 0.00',
    parts: [
      { no: '公开表1', title: '部门收支总体情况表', kind: 'revenue_expenditure_summary', unit: '万元', portrait: true, above: above('公开表1', '2021年部门收支总体情况表'), columns: [col('label', 6, '收入/项目'), col('figure', 3, '收入/预算数'), col('label', 6, '支出/项目', 1), col('figure', 3, '支出/预算数', 1)], rows: office.sides([{ label: '一、财政拨款收入', values: [total] }, { label: '二、纳入预算管理的行政事业性收费等非税收入', values: [z] }, { label: '三、纳入政府性基金预算管理收入', values: [z] }, { label: '四、纳入专户管理的行政事业性收费等非税收入', values: [z] }, { label: '五、国有资本经营收入', values: [z] }, { label: '六、其他收入', values: [z] }, { label: '本年收入合计', values: [total] }, { label: '上年结转', values: [z] }, { label: '收入总计', values: [total] }], [...pad(office.classes(all, (mine) => [sum(mine)], { every: false }), 6), { label: '本年支出合计', values: [total] }, { label: '结转下年', values: [z] }, { label: '支出总计', values: [total] }], [1, 1]) },
      { no: '公开表2', title: '部门收入总体情况表', kind: 'revenue', unit: '万元', size: 7, above: above('公开表2', '2021年部门收入总体情况表'), columns: [col('label', 6, '单位名称'), ...figures(2.4, ['收入合计', '财政拨款收入', '纳入预算管理的行政事业性收费等非税收入', '纳入政府性基金预算管理收入', '纳入专户管理的行政事业性收费等非税收入', '国有资本经营收入', '其他收入', '上年结转'])], rows: [['合计', ...office.printed([total, total, z, z, z, z, z, z])], [office.name, ...office.printed([total, total, z, z, z, z, z, z])]] },
      { no: '公开表3', title: '部门支出总体情况表', kind: 'expenditure', unit: '万元', above: above('公开表3', '2021年部门支出总体情况表'), columns: [col('code', 2.2, '科目编码'), col('label', 6, '科目名称'), ...figures(2.4, ['支出合计', '基本支出/小计', '基本支出/工资福利支出', '基本支出/商品和服务支出', '基本支出/对个人和家庭的补助', '项目支出'])], rows: office.tree(all, (mine) => [sum(mine), sum(mine, basic), sum(mine, both(basic, is('301'))), sum(mine, both(basic, is('302'))), sum(mine, both(basic, is('303'))), sum(mine, project)], { codes }) },
      { no: '公开表4', title: '财政拨款收支总体情况表', kind: 'fiscal_appropriation_summary', unit: '万元', above: above('公开表4', '2021年财政拨款收支总体情况表'), columns: [col('label', 6, '收入/项目'), col('figure', 2.6, '收入/预算数'), col('label', 6, '支出/项目', 1), ...figures(2.6, ['支出/合计', '支出/一般公共预算支出', '支出/政府性基金预算支出'], 1)], rows: office.sides([...pad([{ label: '一、一般公共预算拨款', values: [total] }, { label: '二、政府性基金预算拨款', values: [z] }], 5), { label: '收入总计', values: [total] }], [...pad(office.classes(all, (mine) => [sum(mine), sum(mine), z], { every: false }), 5), { label: '支出总计', values: [total, total, z] }], [1, 3]) },
      { no: '公开表5', title: '一般公共预算支出情况表', kind: 'general_public_expenditure', unit: '万元', above: above('公开表5', '2021年一般公共预算支出情况表'), columns: [col('code', 2.2, '科目编码'), col('label', 6, '科目名称'), ...figures(2.4, ['2021年预算数/合计', '2021年预算数/基本支出/小计', '2021年预算数/基本支出/人员经费', '2021年预算数/基本支出/公用经费', '2021年预算数/项目支出'])], rows: office.tree(all, (mine) => [sum(mine), sum(mine, basic), sum(mine, part('people')), sum(mine, part('office')), sum(mine, project)], { codes }) },
      { no: '公开表6', title: '一般公共预算基本支出情况表', kind: 'general_public_basic_expenditure', unit: '万元', portrait: true, above: above('公开表6', '2021年一般公共预算基本支出情况表'), columns: [col('code', 2.2, '科目编码'), col('label', 6, '科目名称'), ...figures(2.6, ['基本支出合计', '人员经费', '公用经费'])], rows: office.tree(office.of(basic), (mine) => [sum(mine), sum(mine, part('people')), sum(mine, part('office'))], { by: 'economic', codes }) },
      { no: '公开表8', title: '一般公共预算“三公”经费支出情况表', kind: 'three_public', unit: '万元', above: above('公开表8', '2021年一般公共预算“三公”经费支出情况表'), columns: figures(2.4, ['2020年预算数/合计', '2020年预算数/因公出国（境）费', '2020年预算数/公务接待费', '2020年预算数/公务用车购置及运行费/小计', '2020年预算数/公务用车购置及运行费/公务用车购置费', '2020年预算数/公务用车购置及运行费/公务用车运行费', '2021年预算数/合计', '2021年预算数/因公出国（境）费', '2021年预算数/公务接待费', '2021年预算数/公务用车购置及运行费/小计', '2021年预算数/公务用车购置及运行费/公务用车购置费', '2021年预算数/公务用车购置及运行费/公务用车运行费']), rows: [['9.10', '0.00', '1.10', '8.00', '0.00', '8.00', '8.40', '0.00', '0.90', '7.50', '0.00', '7.50']] },
      { no: '公开表10', title: '项目支出预算表', kind: 'project_expenditure', unit: '万元', above: above('公开表10', '2021年项目支出预算表'), columns: [col('label', 6, '项目名称'), ...figures(2.6, ['合计', '财政拨款收入', '纳入预算管理的行政事业性收费等非税收入', '其他收入'])], rows: [['合计', ...office.printed([sum(all, project), sum(all, project), z, z])], ...branches(office.of(project), 'code', [7]).map(({ own }, i) => [['河道堤防维修养护', '防汛物资购置'][i]!, ...office.printed([sum(own), sum(own), z, z])])] },
    ],
  };
}

/** Final accounts in the older form: 财决公开01表, income and expenditure with 行次, funds in two columns, and 贵州's titles. */
function guizhou(): Drawn {
  const office = new Office('黔屏县司法局', 151, [['2040601', 'staff', 560], ['2040604', 'project', 88], ['2040607', 'project', 42], ['2080501', 'people', 17], ['2080505', 'people', 58], ['2101101', 'people', 31], ['2210201', 'people', 49], ['2296004', 'project', 15, 'fund']], '元', { grouped: true, zeros: false });
  const { all } = office;
  const g = office.of(general);
  const f = office.of(fund('fund'));
  const [total, left] = [sum(all), 61_200_00];
  const above = (no: string, title: string): PrintedTable['above'] => [title, ['', no], [`编制单位：${office.name}`, '金额单位：元']];
  const parts3 = [col('code', 1.4, '项目/功能分类科目编码/类'), col('code', 1, '项目/功能分类科目编码/款'), col('code', 1, '项目/功能分类科目编码/项'), col('label', 6, '项目/科目名称')];
  const codes = (code: string): string[] => (code === '' ? ['', '', ''] : inParts(code));
  const got = (mine: readonly Spent[]): number => sum(mine) + (mine.some((one) => one.code === '2040604') ? left : 0);
  return {
    doc: 'qianping-justice-2021', entity: office.name, document_type: 'final_accounts', fiscal_year: 2021, phenomena: 'final accounts in the older form: 财决公开01表, 行次 on both sides, codes in parts, 用事业基金弥补收支差额, 年末 carry-over in income',
    parts: [
      { no: '财决公开01表', title: '收入支出决算总表', kind: 'revenue_expenditure_summary', unit: '元', above: above('财决公开01表', '收入支出决算总表'), columns: [col('label', 6, '收入/项目'), col('text', 1, '收入/行次'), col('figure', 4, '收入/金额'), col('label', 6, '支出/项目（按功能分类）', 1), col('text', 1, '支出/行次', 1), col('figure', 4, '支出/金额', 1)], ordinals: ['栏次', '', '1', '栏次', '', '2'], rows: office.sides([...pad([{ label: '一、财政拨款收入', values: [total + left] }, { label: '其中：政府性基金', values: [sum(f)] }, { label: '二、上级补助收入', values: [null] }, { label: '三、事业收入', values: [null] }, { label: '四、经营收入', values: [null] }, { label: '五、附属单位缴款', values: [null] }, { label: '六、其他收入', values: [null] }], CLASSES.length), { label: '本年收入合计', values: [total + left] }, { label: '用事业基金弥补收支差额', values: [null] }, { label: '年初结转和结余', values: [null] }, { label: '合计', values: [total + left] }], [...office.classes(all, (mine) => [sum(mine) || null]), { label: '本年支出合计', values: [total] }, { label: '结余分配', values: [null] }, { label: '年末结转和结余', values: [left] }, { label: '合计', values: [total + left] }], [1, 1], true) },
      { no: '财决公开02表', title: '收入决算表', kind: 'revenue', unit: '元', above: above('财决公开02表', '收入决算表'), columns: [...parts3, ...figures(3, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位缴款', '其他收入'])], ordinals: ['栏次', '', '', '', '1', '2', '3', '4', '5', '6', '7'], rows: office.tree(all, (mine) => [got(mine), got(mine), null, null, null, null, null], { codes }) },
      { no: '财决公开03表', title: '支出决算表', kind: 'expenditure', unit: '元', above: above('财决公开03表', '支出决算表'), columns: [...parts3, ...figures(3, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'])], ordinals: ['栏次', '', '', '', '1', '2', '3', '4', '5', '6'], rows: office.tree(all, (mine) => [sum(mine), sum(mine, basic) || null, sum(mine, project) || null, null, null, null], { codes }) },
      { no: '财决公开04表', title: '财政拨款收入支出决算总表', kind: 'fiscal_appropriation_summary', unit: '元', above: above('财决公开04表', '财政拨款收入支出决算总表'), columns: [col('label', 6, '收入/项目'), col('text', 1, '收入/行次'), col('figure', 4, '收入/金额'), col('label', 6, '支出/项目', 1), col('text', 1, '支出/行次', 1), ...figures(3.6, ['支出/合计', '支出/一般公共预算财政拨款', '支出/政府性基金预算财政拨款'], 1)], ordinals: ['栏次', '', '1', '栏次', '', '2', '3', '4'], rows: office.sides([...pad([{ label: '一、一般公共预算财政拨款', values: [sum(g) + left] }, { label: '二、政府性基金预算财政拨款', values: [sum(f)] }], CLASSES.length), { label: '本年收入合计', values: [total + left] }, { label: '年初财政拨款结转和结余', values: [null] }, { label: '合计', values: [total + left] }], [...office.classes(all, (mine) => [sum(mine) || null, sum(mine, general) || null, sum(mine, fund('fund')) || null]), { label: '本年支出合计', values: [total, sum(g), sum(f)] }, { label: '年末财政拨款结转和结余', values: [left, left, null] }, { label: '合计', values: [total + left, sum(g) + left, sum(f)] }], [1, 3], true) },
      { no: '财决公开05表', title: '一般公共预算财政拨款支出决算表', kind: 'general_public_expenditure', unit: '元', above: above('财决公开05表', '一般公共预算财政拨款支出决算表'), columns: [...parts3, ...figures(3.4, ['本年支出/小计', '本年支出/基本支出', '本年支出/项目支出'])], ordinals: ['栏次', '', '', '', '1', '2', '3'], rows: office.tree(g, (mine) => [sum(mine), sum(mine, basic) || null, sum(mine, project) || null], { codes }) },
      { no: '财决公开06表', title: '一般公共预算财政拨款基本支出决算表', kind: 'general_public_basic_expenditure', unit: '元', above: above('财决公开06表', '一般公共预算财政拨款基本支出决算表'), columns: threeBlocks('科目编码', '金额', 3), rows: blocks(office, office.of(both(general, basic))) },
      { no: '财决公开07表', title: '一般公共预算财政拨款“三公”经费支出决算表', kind: 'three_public', unit: '元', above: above('财决公开07表', '一般公共预算财政拨款“三公”经费支出决算表'), columns: figures(3, [...threePublicCols('预算数'), ...threePublicCols('决算数')]), rows: [['78,000.00', '', '60,000.00', '', '60,000.00', '18,000.00', '66,215.40', '', '54,880.40', '', '54,880.40', '11,335.00']] },
      { no: '财决公开08表', title: '政府性基金预算财政拨款收入支出决算表', kind: 'government_fund', unit: '元', above: above('财决公开08表', '政府性基金预算财政拨款收入支出决算表'), columns: [...parts3, ...figures(3, ['年初结转和结余', '本年收入', '本年支出/小计', '本年支出/基本支出', '本年支出/项目支出', '年末结转和结余'])], ordinals: ['栏次', '', '', '', '1', '2', '3', '4', '5', '6'], rows: office.tree(f, (mine) => [null, sum(mine), sum(mine), null, sum(mine), null], { codes }) },
    ],
  };
}

export const PROVINCES: (() => Drawn)[] = [yunnan, sichuan, chongqing, hunan, henan, shandong, xinjiang, jiangxi, anhui, zhejiang, gansu, sichuanFinal, shaanxi, hebei, liaoning, guizhou];
