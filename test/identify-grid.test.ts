import { describe, expect, test } from 'vitest';
import { loadForms } from '../rules/forms/forms.js';
import { codeOf, joinParts, outlineCode, splitCode } from '../src/identify/grid-codes.js';
import { identifyGrid } from '../src/identify/grid.js';
import type { GridCell, GridRegion, OpenTable, TableKind } from '../src/model/index.js';

const forms = loadForms();

/** Rows of cells: `null` joins a cell to its left neighbour, `^` to the one above. */
function grid(rows: readonly (readonly (string | null)[])[], kind: TableKind = 'other'): GridRegion {
  const cells: GridCell[] = [];
  for (const [row, texts] of rows.entries()) {
    for (const [col, text] of texts.entries()) {
      if (text === null || text === '^') continue;
      let colSpan = 1;
      while (texts[col + colSpan] === null) colSpan++;
      let rowSpan = 1;
      while (rows[row + rowSpan]?.[col] === '^') rowSpan++;
      cells.push({ row, col, rowSpan, colSpan, text: text.replace(/\n/g, ''), lines: text.split('\n').filter((l) => l !== ''), page: 1, box: { x0: col, y0: row, x1: col + colSpan, y1: row + rowSpan } });
    }
  }
  return {
    form: 'grid',
    order: 1,
    origin: 'lattice',
    heading: { tableNo: '', title: '', caption: '', unit: '万元', kind, titleLines: [] },
    rowCount: rows.length,
    colCount: Math.max(...rows.map((r) => r.length)),
    cells,
    notes: [],
    firstPage: 1,
    lastPage: 1,
  };
}
const read = (rows: readonly (readonly (string | null)[])[], kind?: TableKind): OpenTable => identifyGrid(grid(rows, kind), { forms }).value;
const printed = (table: OpenTable): string[] =>
  table.rows.map((r) => `${r.code}|${r.path.join('/')}|${r.cells.map((c) => `${table.columns[c.column!]!.path.join('/')}=${c.amount.printed}`).join(' ')}`);

describe('rows and columns of a grid', () => {
  test('类, 款 and 项 in the row of 栏次 reach down to the total', () => {
    const table = read([
      ['项目', null, null, null, '本年收入合计', '财政拨款收入'],
      ['功能分类科目编码', null, null, '科目名称', '^', '^'],
      ['类', '款', '项', '栏次', '1', '2'],
      ['^', '^', '^', '合计', '48.10', '48.10'],
      ['201', '03', '01', '行政运行', '48.10', '48.10'],
    ], 'revenue');
    expect(printed(table)).toEqual(['|合计|本年收入合计=48.10 财政拨款收入=48.10', '2010301|行政运行|本年收入合计=48.10 财政拨款收入=48.10']);
  });
  test('of both economic classifications the department’s is the row’s, whatever their names', () => {
    const head = ['部门预算经济科目编码', '部门预算经济科目名称', '政府预算经济科目编码', '政府预算经济科目名称', '合计'];
    expect(printed(read([head, ['30101', '基本工资', '50101', '工资奖金津补贴', '61.13'], ['30113', '住房公积金', '50103', '住房公积金', '5.20']], 'general_public_basic_expenditure'))).toEqual(['30101|工资奖金津补贴/基本工资|合计=61.13', '30113|住房公积金/住房公积金|合计=5.20']);
  });
  test('a row of project | unit is the project\u2019s', () => {
    const table = read([['类型', '项目名称', null, '项目单位', '合计'], ['^', '一级项目', '二级项目', '^', '^'], ['特定目标类', '', '', '', '146.00'], ['', '综合管理', '专项经费', '某局', '30.00'], ['', '', '运行费', '某中心', '116.00'], ['其他类', '', '', '', '0.00']], 'project_expenditure');
    expect(table.rows.map((r) => [r.label, r.path.join('/')])).toEqual([['特定目标类', '特定目标类'], ['专项经费', '某局/特定目标类/综合管理/专项经费'], ['运行费', '某中心/特定目标类/综合管理/运行费'], ['其他类', '其他类']]);
  });

  test('a sign of money and the table\u2019s own unit behind a figure are no part of it, another unit is', () => {
    expect(printed(read([['科目编码', '科目名称', '预算数'], ['201', '一般公共服务支出', '¥1,398.37'], ['202', '外交支出', '12.50万元'], ['203', '国防支出', '（3.50）'], ['204', '公共安全支出', '125000.00元']]))).toEqual(['201|一般公共服务支出|预算数=¥1,398.37', '202|外交支出|预算数=12.50万元', '203|国防支出|预算数=（3.50）', '204|公共安全支出|']);
  });

  test('a total row shares the ruled row of 类 | 款 | 项', () => {
    const table = read(
      [
        ['项目', null, null, null, '本年支出合计', '基本支出'],
        ['支出功能分类科目编码', null, null, '科目名称', '^', '^'],
        ['类', '款', '项', '合计', '2,940.05', '2,336.91'],
        ['201', '', '', '一般公共服务支出', '2,106.66', '1,503.52'],
        ['201', '06', '01', '行政运行', '1,511.89', '1,503.52'],
      ],
      'expenditure',
    );
    expect(printed(table)).toEqual([
      '|合计|本年支出合计=2,940.05 基本支出=2,336.91',
      '201|一般公共服务支出|本年支出合计=2,106.66 基本支出=1,503.52',
      '2010601|行政运行|本年支出合计=1,511.89 基本支出=1,503.52',
    ]);
    expect(table.rows.map((r) => r.rowNo)).toEqual([1, 2, 3]);
  });

  test('years head rows, changes are printed with their sign, the header names the unit', () => {
    const rows = [
      ['年度', '总收入（万元）', '基本支出（万元）'],
      ['2021', '1493.51', '203.04'],
      ['2022', '1899.9', '183.93'],
      ['变化', '+406.39', '-19.11'],
    ];
    const table = identifyGrid({ ...grid(rows), heading: { ...grid(rows).heading, unit: '' } }, { forms }).value;
    expect(printed(table)).toEqual([
      '|2021|总收入（万元）=1493.51 基本支出（万元）=203.04',
      '|2022|总收入（万元）=1899.9 基本支出（万元）=183.93',
      '|变化|总收入（万元）=+406.39 基本支出（万元）=-19.11',
    ]);
    expect(table.rows[2]!.cells.map((c) => [c.amount.digits, c.amount.scale])).toEqual([[40639n, 2], [-1911n, 2]]);
    expect([table.unit, ...table.columns.map((c) => c.unit)]).toEqual(['万元', undefined, undefined]);
  });

  test('two units in one header are the columns’ own', () => {
    const rows = [
      ['项目名称', '金额（万元）', '合同价（元）'],
      ['甲', '2.00', '20000.00'],
    ];
    const table = identifyGrid({ ...grid(rows), heading: { ...grid(rows).heading, unit: '' } }, { forms }).value;
    expect([table.unit, ...table.columns.map((c) => c.unit)]).toEqual(['', '万元', '元']);
  });

  test('two sides: a row each with the same number, the label over both sides belongs to the last', () => {
    const table = read(
      [
        ['收入', null, '支出', null],
        ['项目名称', '金额', '项目名称', '金额'],
        ['一、财政拨款', '21,940.96', '一、基本支出', '13,994.31'],
        ['', '', '二、项目支出', '5,573.00'],
        ['当年支出小计', null, null, '21,955.35'],
      ],
      'revenue_expenditure_summary',
    );
    expect(table.rows.map((r) => [r.rowNo, r.block, r.label, r.cells.length])).toEqual([
      [1, 0, '一、财政拨款', 1],
      [1, 1, '一、基本支出', 1],
      [2, 1, '二、项目支出', 1],
      [3, 1, '当年支出小计', 1],
    ]);
    expect(table.columns.map((c) => c.path.join('/'))).toEqual(['收入/金额', '支出/金额']);
  });

  test('faulty header merges: empty cells below a header cell, five header rows', () => {
    const table = read(
      [
        ['财政拨款“三公”经费', null, null, null, null, null],
        ['合计', null, '公务用车购置及运行费', null, '公务接待费', null],
        ['', null, '购置费', null, '^', '^'],
        ['预算数', '决算数', '预算数', '决算数', '预算数', '决算数'],
        ['0.95', '', '', '', '0.95', ''],
      ],
      'three_public',
    );
    expect(printed(table)).toEqual(['||财政拨款“三公”经费/合计/预算数=0.95 财政拨款“三公”经费/公务接待费/预算数=0.95']);
  });

  test('栏次 and 行次 are no data', () => {
    const table = read(
      [
        ['项目', '行次', '决算数'],
        ['栏次', '', '1'],
        ['一、财政拨款收入', '1', '962.14'],
        ['本年收入合计', '27', '962.14'],
      ],
      'revenue',
    );
    expect(printed(table)).toEqual(['|一、财政拨款收入|决算数=962.14', '|本年收入合计|决算数=962.14']);
    expect(table.rows.map((r) => r.ordinal)).toEqual([1, 27]);
    expect(table.columns[0]!.ordinal).toBe(1);
  });

  test('an outline prints each level once: the path is filled down, the label is the deepest', () => {
    const table = read([
      ['采购品目大类', '专项名称', '采购物品名称', '采购组织形式', '总计'],
      ['合计', '', '', '', '90.00'],
      ['一、货物A', '', '', '', '90.00'],
      ['', '专用设备购置', '', '', '60.00'],
      ['', '', 'PC服务器', '部门集中采购', '40.00'],
      ['', '', '交换设备', '分散自行组织', '20.00'],
      ['', '公用经费', '复印机', '分散自行组织', '30.00'],
    ]);
    expect(printed(table)).toEqual([
      '|合计|总计=90.00',
      '|一、货物A|总计=90.00',
      '|一、货物A/专用设备购置|总计=60.00',
      '|一、货物A/专用设备购置/PC服务器|总计=40.00',
      '|一、货物A/专用设备购置/交换设备|总计=20.00',
      '|一、货物A/公用经费/复印机|总计=30.00',
    ]);
  });

  test('codes in 类 | 款 | 项 of several classifications: the functional one is the row own, no block opens', () => {
    const table = read([
      ['科目', '', '', '单位编码', '采购项目', '数量', '部门经济科目', null, '政府经济科目', null, '预算金额'],
      ['类', '款', '项', '', '', '', '类', '款', '类', '款', ''],
      ['208', '01', '09', '242001', '12333聘用人员经费', '1', '302', '99', '502', '99', '28'],
    ]);
    expect(table.rows).toHaveLength(1);
    expect(table.rows[0]).toMatchObject({ code: '2080109', codes: ['2080109', '242001', '30299', '50299'], label: '12333聘用人员经费' });
  });

  test('an outline prints sections in two digits and items whole', () => {
    const table = read([
      ['科目编码', '科目名称', '合计'],
      ['208', '社会保障和就业支出', '9.00'],
      ['01', '人力资源和社会保障管理事务', '3.00'],
      ['2080110', '劳动关系和维权', '3.00'],
      ['05', '行政事业单位养老支出', '6.00'],
      ['2080501', '行政单位离退休', '6.00'],
    ]);
    expect(table.rows.map((r) => r.code)).toEqual(['208', '20801', '2080110', '20805', '2080501']);
  });

  test('a list of organisations holds no figures', () => {
    const table = read([['序号', '单位名称'], ['1', '市财政局'], ['2', '市国库支付中心']]);
    expect(table.rows.flatMap((r) => r.cells)).toEqual([]);
    expect(table.columns.map((c) => c.path.join('/'))).toEqual([]);
  });

  test('years side by side are told apart', () => {
    const table = read([['单位名称', '2019年', null, '2020年', null], ['^', '会议费', '培训费', '会议费', '培训费'], ['合计', '1.00', '2.00', '3.00', '4.00']], 'three_public');
    expect(table.columns.map((c) => c.measure)).toEqual(['prior_year_meeting', 'prior_year_training', 'meeting', 'training']);
  });

  test('an amount that looks like a year is data', () => {
    const table = read([['项目', '预算数（单位：万元）', '绩效目标'], ['游戏电竞产业经费', '2000', '推动发展'], ['宣传经费', '365', '完成宣传']]);
    expect(printed(table)).toEqual(['|游戏电竞产业经费|预算数（单位：万元）=2000', '|宣传经费|预算数（单位：万元）=365']);
  });

  test('several classifications in one row: every code in print order', () => {
    const table = read(
      [
        ['支出功能分类科目', '政府支出经济分类科目', '部门支出经济分类科目', '合计', '基本支出'],
        ['2010801-行政运行', '50101-工资奖金津补贴', '30101-基本工资', '12.500000', '12.500000'],
      ],
      'expenditure',
    );
    expect(table.rows[0]).toMatchObject({ label: '基本工资', code: '30101', codes: ['2010801', '50101', '30101'], path: ['行政运行', '工资奖金津补贴', '基本工资'] });
  });

  test('blank rows and a table said to be empty are no rows; the columns are there all the same', () => {
    const table = read(
      [
        ['功能科目代码', '功能科目名称', '金额'],
        ['', '合计', ''],
        ['此表为空', '', ''],
        ['', '', ''],
      ],
      'government_fund',
    );
    expect(table.rows.map((r) => r.label)).toEqual(['合计']);
    expect(table.empty).toBe(true);
    expect(table.columns.map((c) => c.path.join('/'))).toEqual(['金额']);
  });

  test('broken figures are joined, two figures in one cell are not', () => {
    const region = grid([
      ['项目', '金额'],
      ['合计', '1,682.7\n6'],
      ['基本支出', '12.00\n34.00'],
    ]);
    const { value, messages } = identifyGrid(region, { forms });
    expect(value.rows.map((r) => r.cells.map((c) => [c.amount.printed, c.flags.join()]))).toEqual([[['1,682.7 6', 'value-rejoined']], []]);
    expect(messages.map((m) => m.rule)).toEqual(['identify/several-figures-in-cell']);
  });

  test('per cents are figures of a ratio column, remarks are none', () => {
    const table = read([
      ['项目', '预算数', '增减（%）', '备注'],
      ['合计', '10.00', '12.3%', '见说明'],
      ['基本支出', '8.00', '-5.2%', ''],
    ]);
    expect(table.columns.map((c) => c.role)).toEqual(['amount', 'ratio', 'text']);
    expect(table.rows[1]!.cells.map((c) => [c.amount.printed, c.flags.join()])).toEqual([
      ['8.00', ''],
      ['-5.2%', 'percent'],
    ]);
  });
});

describe('codes as cities print them', () => {
  test.each([
    ['2080505-机关事业单位基本养老保险缴费支出', '2080505', '机关事业单位基本养老保险缴费支出'],
    ['[2050803]培训支出', '2050803', '培训支出'],
    ['201一般公共服务支出', '201', '一般公共服务支出'],
    ['（20805）行政事业单位养老支出', '20805', '行政事业单位养老支出'],
    ['208-05-05机关事业单位基本养老保险缴费支出', '2080505', '机关事业单位基本养老保险缴费支出'],
    ['2080505：机关事业单位基本养老保险缴费支出', '2080505', '机关事业单位基本养老保险缴费支出'],
    ['行政单位医疗（2101101）', '2101101', '行政单位医疗'],
    ['301台设备', '', '301台设备'],
    ['会议室（1201）', '', '会议室（1201）'],
    ['2025年信访项目', '', '2025年信访项目'],
    ['100万元以上设备', '', '100万元以上设备'],
    ['11000026T000003742841-就业管理', '', '11000026T000003742841-就业管理'],
  ])('%s', (label, code, name) => expect(splitCode(label)).toEqual({ code, name }));

  test.each([
    ['208-05-05', '2080505'],
    ['208.05.05', '2080505'],
    ['208.05', '20805'],
    ["'2080505", '2080505'],
    ['（2080505）', '2080505'],
    ['12.50', ''],
    ['2024-05-06', ''],
  ])('a code cell %s', (text, code) => expect(codeOf(text)).toBe(code));

  test('parts over three columns, repeated or printed once', () => {
    const memory: string[] = [];
    expect([['201', '', ''], ['201', '06', ''], ['201', '06', '01'], ['', '', '02'], ['', '07', '']].map((parts) => joinParts(parts, memory))).toEqual(['201', '20106', '2010601', '2010602', '20107']);
  });

  test('an outline of own digits', () => {
    const memory = { class: '', section: '' };
    expect(['208', '05', '05', '06', '210', '11'].map((own) => outlineCode(own, memory, -1))).toEqual(['208', '20805', '2080505', '2080506', '210', '21011']);
  });
});
