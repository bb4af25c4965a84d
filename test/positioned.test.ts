import { describe, expect, test } from 'vitest';
import { readPdf } from '../parsers/pdf/pdf.js';
import { loadForms } from '../rules/forms/forms.js';
import { identifyGrid } from '../src/identify/grid.js';
import type { GridRegion, NarrativeRegion, OpenTable } from '../src/model/index.js';
import { segmentPositioned } from '../src/segment/positioned.js';
import { makePdf, ruledTable, type Draw, type PageSpec } from './pdf/make-pdf.js';

const forms = loadForms();

async function regionsOf(pages: readonly PageSpec[]) {
  const read = await readPdf(makePdf(pages));
  const { value } = segmentPositioned(read.pages, { forms });
  return {
    grids: value.filter((r): r is GridRegion => r.form === 'grid'),
    texts: value.filter((r): r is NarrativeRegion => r.form === 'narrative'),
  };
}
const tableOf = (grid: GridRegion): OpenTable => identifyGrid(grid, { forms }).value;
/** `code label: column=figure …` for each row. */
const printed = (table: OpenTable): string[] =>
  table.rows.map((r) => `${r.code} ${r.label}: ${r.cells.map((c) => `${table.columns[c.column!]!.path.join('/')}=${c.amount.printed}`).join(' ')}`.trim());

const title = (text: string, y = 60): Draw => ({ text, x: 240, y, size: 14 });
/** Text with its middle at x. */
const middle = (text: string, x: number, y: number): Draw => ({ text, x: x - (text.length * 9) / 2, y });
const caption: Draw = { text: '单位：万元', x: 480, y: 84 };
const XS = [50, 110, 260, 340, 420, 500];

describe('ruled tables', () => {
  test('title, number, caption and unit stand above, notes below', async () => {
    const { grids, texts } = await regionsOf([
      {
        draw: [
          { text: '第二部分 部门预算表', x: 200, y: 30, size: 16 },
          { text: '公开 03 表：支出预算总表', x: 50, y: 60 },
          { text: '部门：某某局', x: 50, y: 84 },
          { text: '单位：万元', x: 440, y: 84 },
          ...ruledTable(XS, 100, 20, [
            ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
            ['201', '一般公共服务支出', '398.37', '354.68', '43.69'],
          ]),
          { text: '注：本表不含结转。', x: 50, y: 150 },
        ],
      },
    ]);
    expect(grids).toHaveLength(1);
    const [grid] = grids;
    expect(grid!.heading).toMatchObject({ tableNo: '公开03表', title: '支出预算总表', unit: '万元', kind: 'expenditure' });
    expect(grid!.notes.map((l) => l.text)).toEqual(['注：本表不含结转。']);
    expect(texts.flatMap((t) => t.lines.map((l) => l.text))).toEqual(['第二部分 部门预算表']);
    expect(printed(tableOf(grid!))).toEqual(['201 一般公共服务支出: 合计=398.37 基本支出=354.68 项目支出=43.69']);
  });

  test('what a front page prints above its list of contents is kept, the list is not', async () => {
    const { grids, texts } = await regionsOf([
      { draw: [{ text: '云岭市气象局', x: 200, y: 60, size: 16 }, { text: '2022年部门综合预算', x: 200, y: 90, size: 16 }, { text: '目录', x: 260, y: 130 }, { text: '第一部分 部门概况', x: 80, y: 160 }, { text: '一、收支总表', x: 80, y: 180 }] },
      { draw: [title('支出预算总表'), caption, ...ruledTable(XS, 110, 20, [['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ['201', '一般公共服务支出', '398.37', '354.68', '43.69']])] },
    ]);
    expect(texts.flatMap((t) => t.lines.map((l) => l.text))).toEqual(['云岭市气象局', '2022年部门综合预算']);
    expect(grids.map((g) => g.heading.title)).toEqual(['支出预算总表']);
  });

  test('a number alone at the foot of a page is that of the title on the next', async () => {
    const rows = [['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ['201', '一般公共服务支出', '398.37', '354.68', '43.69']];
    const { grids } = await regionsOf([
      { draw: [{ text: '公开03表', x: 50, y: 60 }, title('支出预算总表', 84), ...ruledTable(XS, 110, 20, rows), { text: '公开04表', x: 50, y: 700 }] },
      { draw: [title('财政拨款支出预算表'), caption, ...ruledTable(XS, 110, 20, rows)] },
    ]);
    expect(grids.map((g) => `${g.heading.tableNo} ${g.heading.title}`)).toEqual(['公开03表 支出预算总表', '公开04表 财政拨款支出预算表']);
  });

  test('figures a few points above their label belong to the ruled row', async () => {
    const table = ruledTable(XS, 100, 24, [
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['2010601', '行政运行', '', '', ''],
      ['2010602', '一般行政管理事务', '10.00', '', '10.00'],
    ]);
    const raised: Draw[] = ['1,511.89', '1,503.52', '8.37'].map((text, i) => ({ text, x: XS[i + 3]! - 3, y: 125, size: 9, right: true }));
    const { grids } = await regionsOf([{ draw: [title('支出决算表'), caption, ...table, ...raised] }]);
    expect(printed(tableOf(grids[0]!))).toEqual(['2010601 行政运行: 合计=1,511.89 基本支出=1,503.52 项目支出=8.37', '2010602 一般行政管理事务: 合计=10.00 项目支出=10.00']);
  });

  test('a table goes on over the page, its header once, a torn row whole, its first row no running head', async () => {
    const head = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];
    const page = (rows: string[][]): PageSpec => ({ draw: [...ruledTable(XS, 40, 20, [head, ...rows]), { text: '12', x: 290, y: 800 }] });
    const { grids, texts } = await regionsOf([
      { draw: [title('支出决算表'), caption, ...ruledTable(XS, 100, 20, [head, ['201', '一般公共服务支出', '6.00', '6.00', ''], ['2080505', '机关事业单位基本养老保险缴费', '160.75', '160.75', '']], 10), { text: '11', x: 290, y: 800 }] },
      page([['', '支出', '', '', ''], ['20599', '其他教育支出', '1,416.00', '', '1,416.00']]),
      page([['20599', '其他教育支出', '1,417.00', '', '1,417.00']]),
      page([['20599', '其他教育支出', '1,418.00', '', '1,418.00']]),
    ]);
    expect(grids).toHaveLength(1);
    expect([grids[0]!.firstPage, grids[0]!.lastPage]).toEqual([1, 4]);
    expect(printed(tableOf(grids[0]!)).map((r) => r.split(':')[0])).toEqual(['201 一般公共服务支出', '2080505 机关事业单位基本养老保险缴费支出', '20599 其他教育支出', '20599 其他教育支出', '20599 其他教育支出']);
    expect(texts).toEqual([]);
  });

  // 北京 2026, 预算表12: a project a block of merged cells. The blank cell at the foot of a page is the last project's, the figure at the head of the next the first's.
  test('a blank merged cell at the foot of a page takes no figure of the block on the next', async () => {
    const columns = [50, 150, 220, 290, 360, 460, 520];
    const block = (name: string, figures: readonly string[]): string[][] => [[name, ...figures, '数量指标', '3'], ['^', '^', '^', '^', '质量指标', '4'], ['^', '^', '^', '^', '时效指标', '5']];
    const { grids } = await regionsOf([
      { draw: [title('项目支出绩效表'), caption, ...ruledTable(columns, 680, 20, [['项目名称', '项目总额', '财政资金', '其他资金', '指标', '指标值'], ...block('评审经费', ['3.00', '3.00', ''])])] },
      { draw: ruledTable(columns, 40, 20, block('手续费', ['50.11', '', '50.11'])) },
    ]);
    expect(grids).toHaveLength(1);
    const other = grids[0]!.cells.filter(({ col, row }) => col === 3 && row > 0).map(({ row, rowSpan, text }) => [row, rowSpan, text]);
    expect(other).toEqual([[1, 3, ''], [4, 3, '50.11']]);
  });

  test('two tables of a page, the second without a gap in the page before', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('收入预算总表'),
          caption,
          ...ruledTable([50, 200, 300], 100, 20, [['项目', '预算数'], ['合计', '5.00']]),
          { ...title('支出预算总表', 200) },
          { text: '单位：元', x: 480, y: 222 },
          ...ruledTable([50, 200, 300], 240, 20, [['项目', '预算数'], ['合计', '50000.00']]),
        ],
      },
    ]);
    expect(grids.map((g) => [g.order, g.heading.title, g.heading.unit])).toEqual([
      [1, '收入预算总表', '万元'],
      [2, '支出预算总表', '元'],
    ]);
  });

  const LONG = '自然资源海洋气象等各项支出';
  test.each<[string, Draw[], string]>([
    ['a label runs over its edge up to the figure', [{ text: LONG, x: 53, y: 145 }, { text: '18803.32', x: 171, y: 145 }], `${LONG}: 合计=18803.32 基本支出=3.00`],
    ['its tail is hidden behind the figure', [{ clip: [50, 140, 130, 160], draw: [{ text: LONG, x: 53, y: 145 }] }, { text: '18803.32', x: 131.5, y: 145 }], `${LONG}: 合计=18803.32 基本支出=3.00`],
    ['label and figure are shown at one go', [{ text: `${LONG}18803.32`, x: 53, y: 145 }], `${LONG}: 合计=18803.32 基本支出=3.00`],
    ['a label reaches over the whole cell of the figure', [{ text: `${LONG}灾害防治应急`, x: 53, y: 145 }, { text: '18803.32', x: 197, y: 145, right: true }], `${LONG}灾害防治应急: 合计=18803.32 基本支出=3.00`],
    ['a ruling passes between two letters of a label', [{ text: LONG, x: 32, y: 145 }, { text: '18803.32', x: 197, y: 145, right: true }], `${LONG}: 合计=18803.32 基本支出=3.00`],
    ['a figure runs into the cell of its label', [{ text: '行政运行', x: 53, y: 145 }, { text: '118803323323323.32', x: 197, y: 145, right: true }], '行政运行: 合计=118803323323323.32 基本支出=3.00'],
    ['a figure touches the next, which runs over its edge', [{ text: '行政运行', x: 53, y: 145 }, { text: '1234567.32', x: 131, y: 145 }, { text: '12345678901.32', x: 176.1, y: 145 }], '行政运行: 合计=1234567.32 基本支出=12345678901.32'],
  ])('text over the edge of its cell: %s', async (_, draw, row) => {
    const table = ruledTable([50, 130, 200, 280], 100, 20, [['科目名称', '合计', '基本支出'], ['合计', '10.00', '5.00'], ['', '', '']]);
    const second: Draw[] = row.endsWith('3.00') ? [{ text: '3.00', x: 277, y: 145, right: true }] : [];
    const { grids } = await regionsOf([{ draw: [title('支出决算表'), caption, ...table, ...draw, ...second] }]);
    expect(printed(tableOf(grids[0]!))[1]).toBe(row);
  });

  test('figures of two cells that no gap parts are two where a ruling stands between, a code and its figure too', async () => {
    const table = ruledTable([50, 101, 200, 280], 100, 20, [['科目编码', '合计', '基本支出'], ['', '', ''], ['', '', '']]);
    const texts: Draw[] = [{ text: '2010601', x: 101 - 31.5, y: 125 }, { text: '354.68', x: 101, y: 125 }, { text: '201', x: 53, y: 145 }, { text: '354.68', x: 200 - 27, y: 145 }, { text: '34.68', x: 200, y: 145 }];
    const { grids } = await regionsOf([{ draw: [title('支出决算表'), caption, ...table, ...texts] }]);
    expect(printed(tableOf(grids[0]!))).toEqual(['2010601 : 合计=354.68', '201 : 合计=354.68 基本支出=34.68']);
  });

  test('a form printed once a project is a table each', async () => {
    const form = (name: string): PageSpec => ({
      draw: [
        { text: '表14', x: 50, y: 40 },
        title('部门专项业务经费绩效目标表'),
        ...ruledTable([50, 150, 250, 400, 500], 100, 20, [['项目名称', name, null, null], ['一级指标', '二级指标', '三级指标', '指标值'], ['产出指标', '数量指标', '活动次数', '≥29次']]),
      ],
    });
    const { grids } = await regionsOf([form('甲项目'), form('乙项目')]);
    expect(grids.map((g) => [g.heading.kind, g.heading.tableNo, g.cells.find((c) => c.col === 1)!.text])).toEqual([
      ['performance_target', '表14', '甲项目'],
      ['performance_target', '表14', '乙项目'],
    ]);
  });

  test('rows that no rule divides are parted by their figures', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('支出决算表'),
          caption,
          ...ruledTable([50, 250, 350], 100, 20, [['科目名称', '合计']]),
          { rule: [50, 120, 50, 200] },
          { rule: [250, 120, 250, 200] },
          { rule: [350, 120, 350, 200] },
          { rule: [50, 200, 350, 200] },
          ...['一般公共服务支出', '教育支出', '卫生健康支出'].map((text, i): Draw => ({ text, x: 53, y: 130 + 20 * i })),
          ...['6.00', '4.00', '2.00'].map((text, i): Draw => ({ text, x: 347, y: 130 + 20 * i, right: true })),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual([' 一般公共服务支出: 合计=6.00', ' 教育支出: 合计=4.00', ' 卫生健康支出: 合计=2.00'].map((r) => r.trim()));
  });

  test('columns set a little wider on the next page are the same columns', async () => {
    const head = ['科目名称', '合计', '基本支出', '项目支出'];
    const { grids } = await regionsOf([
      { draw: [title('支出决算表'), caption, ...ruledTable([50, 200, 260, 320, 500], 100, 20, [head, ['一般公共服务支出', '6.00', '6.00', '0.00']], 10)] },
      { draw: ruledTable([50, 208, 270, 329, 500], 40, 20, [head, ['教育支出', '4.00', '1.00', '3.00']]) },
    ]);
    expect(grids).toHaveLength(1);
    expect(printed(tableOf(grids[0]!))).toEqual(['一般公共服务支出: 合计=6.00 基本支出=6.00 项目支出=0.00', '教育支出: 合计=4.00 基本支出=1.00 项目支出=3.00']);
  });

  test('a contents page yields neither tables nor text', async () => {
    const { grids, texts } = await regionsOf([
      { draw: [title('目 录'), { text: '一、收支预算总表......................................3', x: 60, y: 100 }, { text: '二、收入预算总表......................................4', x: 60, y: 120 }] },
    ]);
    expect([grids, texts]).toEqual([[], []]);
  });
});

describe('tables without rulings', () => {
  test('two sides, labels broken above and below their figures, rows without figures', async () => {
    const figure = (text: string, x: number, y: number): Draw => ({ text, x, y, right: true });
    const { grids } = await regionsOf([
      {
        draw: [
          title('收入支出预算总表'),
          caption,
          { text: '收入', x: 130, y: 110 },
          { text: '支出', x: 390, y: 110 },
          { text: '项 目', x: 90, y: 130 },
          { text: '预算数', x: 210, y: 130 },
          { text: '项 目', x: 340, y: 130 },
          { text: '预算数', x: 470, y: 130 },
          { text: '一、一般公共预算拨款', x: 60, y: 150 },
          figure('3,210.10', 240, 150),
          { text: '一、一般公共服务支出', x: 310, y: 150 },
          figure('2,404.17', 500, 150),
          { text: '二、政府性基金预算', x: 60, y: 170 },
          { text: '八、社会保障和就业', x: 310, y: 165 },
          figure('263.85', 500, 170),
          { text: '支出', x: 310, y: 176 },
          { text: '三、其他收入', x: 60, y: 195 },
          figure('0.08', 240, 195),
          { text: '十九、住房保障支出', x: 310, y: 195 },
          figure('542.16', 500, 195),
          { text: '收入总计', x: 60, y: 215 },
          figure('3,210.18', 240, 215),
          { text: '支出总计', x: 310, y: 215 },
          figure('3,210.18', 500, 215),
        ],
      },
    ]);
    expect(grids.map((g) => g.origin)).toEqual(['stream']);
    expect(printed(tableOf(grids[0]!))).toEqual([
      '一、一般公共预算拨款: 收入/预算数=3,210.10',
      '一、一般公共服务支出: 支出/预算数=2,404.17',
      '二、政府性基金预算:',
      '八、社会保障和就业支出: 支出/预算数=263.85',
      '三、其他收入: 收入/预算数=0.08',
      '十九、住房保障支出: 支出/预算数=542.16',
      '收入总计: 收入/预算数=3,210.18',
      '支出总计: 支出/预算数=3,210.18',
    ]);
  });

  test('合计 alone on its line goes on with the header where heads that wrap follow it', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('支出决算明细表'),
          caption,
          middle('项目', 130, 100),
          middle('一般公共预算财政拨款', 420, 100),
          middle('合计', 290, 108),
          middle('经济分类科', 80, 116),
          middle('科目名称', 190, 121),
          middle('小计', 360, 121),
          middle('基本支出', 420, 121),
          middle('项目支出', 490, 121),
          middle('目编码', 80, 126),
          ...[['301', '工资福利支出', '364.61', '364.61', '364.61', ''], ['302', '商品和服务支出', '554.33', '554.33', '72.91', '481.42'], ['303', '对个人和家庭的补助', '58.17', '58.17', '58.17', '']].flatMap((row, i) =>
            row.flatMap((text, n): Draw[] => (text === '' ? [] : [n < 2 ? { text, x: [65, 145][n]!, y: 145 + 18 * i } : { text, x: [310, 380, 440, 510][n - 2]!, y: 145 + 18 * i, right: true }]))),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))[1]).toBe('302 商品和服务支出: 合计=554.33 一般公共预算财政拨款/小计=554.33 一般公共预算财政拨款/基本支出=72.91 一般公共预算财政拨款/项目支出=481.42');
  });

  test('nested header over one row: groups take the columns whose middle they stand at', async () => {
    const columns = [80, 160, 250, 330, 410, 500];
    const { grids } = await regionsOf([
      {
        draw: [
          title('一般公共预算“三公”经费支出表'),
          caption,
          middle('合计', columns[0]!, 125),
          middle('因公出国费', columns[1]!, 125),
          middle('公务用车购置及运行费', columns[3]!, 115),
          middle('小计', columns[2]!, 135),
          middle('购置费', columns[3]!, 135),
          middle('运行费', columns[4]!, 135),
          middle('公务接待费', columns[5]!, 125),
          ...['18.00', '', '12.00', '', '12.00', '6.00'].flatMap((text, i): Draw[] => (text === '' ? [] : [{ text, x: columns[i]! + 12, y: 160, right: true }])),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual([': 合计=18.00 公务用车购置及运行费/小计=12.00 公务用车购置及运行费/运行费=12.00 公务接待费=6.00']);
  });

  test('a column without figures between two groups is a column, not a group over its neighbours', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('部门收入预算总表'),
          caption,
          middle('财政拨款收入', 230, 110),
          middle('单位资金', 450, 110),
          middle('收入总计', 120, 120),
          middle('财政专户资金', 350, 120),
          middle('一般公共预算', 190, 130),
          middle('政府性基金', 270, 130),
          middle('事业收入', 425, 130),
          middle('其他收入', 475, 130),
          { text: '合计', x: 60, y: 150 },
          { text: '704.01', x: 150, y: 150, right: true },
          { text: '704.01', x: 215, y: 150, right: true },
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual(['合计: 收入总计=704.01 财政拨款收入/一般公共预算=704.01']);
    expect(tableOf(grids[0]!).columns.map((c) => c.path.join('/'))).toContain('财政专户资金');
  });

  test('labels of the next side begin at the very edge of the figures; totals stand far below', async () => {
    const figure = (text: string, x: number, y: number): Draw => ({ text, x, y, right: true });
    const row = (y: number, left: string, a: string, right: string, b: string): Draw[] => [{ text: left, x: 60, y }, figure(a, 250, y), { text: right, x: 252, y }, figure(b, 480, y)];
    const { grids } = await regionsOf([
      {
        draw: [
          title('收入支出预算总表'),
          caption,
          { text: '收入', x: 130, y: 110 },
          { text: '支出', x: 360, y: 110 },
          ...[90, 290].map((x): Draw => ({ text: '项目', x, y: 130 })),
          ...[215, 440].map((x): Draw => ({ text: '预算数', x, y: 130 })),
          ...row(150, '一、财政拨款收入', '93,784,514', '一、教育支出', '93,654,254'),
          ...row(170, '二、事业收入', '108,900', '二、卫生健康支出', '3,513,500'),
          ...row(270, '收入总计', '108,059,614', '支出总计', '108,059,614'),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual([
      '一、财政拨款收入: 收入/预算数=93,784,514',
      '一、教育支出: 支出/预算数=93,654,254',
      '二、事业收入: 收入/预算数=108,900',
      '二、卫生健康支出: 支出/预算数=3,513,500',
      '收入总计: 收入/预算数=108,059,614',
      '支出总计: 支出/预算数=108,059,614',
    ]);
    expect(tableOf(grids[0]!).flags).toEqual(['unruled']);
  });

  test('a header without figures is an empty table', async () => {
    const { grids } = await regionsOf([
      { draw: [title('政府性基金预算支出表'), caption, ...['科目编码', '科目名称', '合计', '基本支出', '项目支出'].map((text, i): Draw => ({ text, x: 60 + 90 * i, y: 110 }))] },
    ]);
    expect(grids).toHaveLength(1);
    expect(tableOf(grids[0]!)).toMatchObject({ kind: 'government_fund', empty: true, rows: [] });
    expect(tableOf(grids[0]!).columns.map((c) => c.path.join('/'))).toEqual(['合计', '基本支出', '项目支出']);
  });

  const figure = (text: string, x: number, y: number): Draw => ({ text, x, y, right: true });

  test('合计 alone on a line of the header begins no data; groups keep their columns', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('收入总表'),
          caption,
          middle('本年收入', 270, 110),
          middle('合计', 90, 122),
          middle('小计', 180, 134),
          middle('一般公共预算', 270, 134),
          middle('事业收入', 360, 134),
          middle('上年结转', 470, 122),
          ...['18.00', '12.00', '10.00', '2.00', '6.00'].map((text, i) => figure(text, [110, 200, 290, 380, 490][i]!, 160)),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual([': 合计=18.00 本年收入/小计=12.00 本年收入/一般公共预算=10.00 本年收入/事业收入=2.00 上年结转=6.00']);
  });

  test('headers of neighbouring columns read as one run are parted where both sides are known', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('收入总表'),
          caption,
          { text: '项目', x: 70, y: 118 },
          { text: '合计', x: 180, y: 118 },
          { text: '一般公共预 政府性基', x: 250, y: 110 },
          { text: '算', x: 269, y: 124 },
          { text: '金预算', x: 309, y: 124 },
          ...['某局', '某中心'].flatMap((text, i) => [{ text, x: 60, y: 150 + 20 * i }, figure('5.00', 200, 150 + 20 * i), figure('3.00', 290, 150 + 20 * i), figure('2.00', 340, 150 + 20 * i)]),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))[0]).toBe('某局: 合计=5.00 一般公共预算=3.00 政府性基金预算=2.00');
  });

  test('a page goes on with rows without figures, or with the header again', async () => {
    const head: Draw[] = [{ text: '科目编码', x: 60, y: 110 }, { text: '科目名称', x: 150, y: 110 }, { text: '合计', x: 330, y: 110 }, { text: '基本支出', x: 430, y: 110 }];
    const row = (y: number, code: string, name: string, ...figures: string[]): Draw[] => [{ text: code, x: 60, y }, { text: name, x: 150, y }, ...figures.map((f, i) => figure(f, 350 + 110 * i, y))];
    const { grids } = await regionsOf([
      { draw: [title('支出总表'), caption, ...head, ...row(130, '201', '一般公共服务支出', '6.00', '6.00'), ...row(150, '20103', '政府办公厅及相关机构事务', '6.00', '6.00'), ...row(170, '205', '教育支出', '4.00')] },
      { draw: [...head.map((d) => ({ ...d, y: 40 }) as Draw), ...row(60, '221', '住房保障支出', '2.00')] },
      { draw: [...row(40, '229', '其他支出', '1.00', '1.00')] },
    ]);
    expect(grids).toHaveLength(1);
    expect(printed(tableOf(grids[0]!)).slice(2)).toEqual(['205 教育支出: 合计=4.00', '221 住房保障支出: 合计=2.00', '229 其他支出: 合计=1.00 基本支出=1.00']);

    const sides: Draw[] = [...['收入', '支出'].map((text, i): Draw => ({ text, x: 150 + 250 * i, y: 105 })), ...['项目', '预算数', '项目', '预算数'].map((text, i): Draw => ({ text, x: 80 + 125 * i, y: 120 }))];
    const { grids: listed } = await regionsOf([
      { draw: [title('财政拨款收支总表'), caption, ...sides, { text: '一、本年收入', x: 60, y: 140 }, figure('9.00', 230, 140), { text: '（一）一般公共服务支出', x: 310, y: 140 }, figure('8.00', 490, 140), { text: '（二）外交支出', x: 310, y: 160 }] },
      { draw: [{ text: '（三）国防支出', x: 310, y: 40 }, { text: '（四）教育支出', x: 310, y: 60 }, figure('1.00', 490, 60), { text: '收入总计', x: 80, y: 80 }, figure('9.00', 230, 80), { text: '支出总计', x: 330, y: 80 }, figure('9.00', 490, 80)] },
    ]);
    expect(listed).toHaveLength(1);
    expect(printed(tableOf(listed[0]!)).slice(-4)).toEqual(['（三）国防支出:', '（四）教育支出: 支出/预算数=1.00', '收入总计: 收入/预算数=9.00', '支出总计: 支出/预算数=9.00']);
  });

  test('a page goes on whose columns stand elsewhere, whose header breaks elsewhere and whose remarks are long', async () => {
    const remark = (y: number, x: number): Draw[] => ['1.提供办公用房的物业管理服务，配合做好', '设备运行维护，确保大楼整洁、安全，', '及时处理故障，提高保障水平，群众满意'].map((text, i) => ({ text, x, y: y - 12 + 12 * i, size: 8 }));
    const row = (y: number, name: string, shift: number, ...figures: string[]): Draw[] => [{ text: name, x: 50, y }, ...figures.map((f, i) => figure(f, 220 + 80 * i + shift, y)), ...remark(y, 390 + shift)];
    const { grids } = await regionsOf([
      { draw: [title('项目支出预算表'), caption, { text: '项目名称', x: 70, y: 110 }, { text: '总计', x: 195, y: 110 }, { text: '其他资金', x: 265, y: 110 }, { text: '绩效目标', x: 430, y: 110 }, ...row(150, '某某中心', 0, '9.00', '0.00'), ...row(190, '物业管理费', 0, '7.00', '0.00')] },
      // The columns of figures stand nearer to the remarks than those of the page before did; the first line is the remarks' alone.
      { draw: [{ text: '项目名称', x: 70, y: 34 }, { text: '总计', x: 195, y: 34 }, { text: '其他资', x: 265, y: 28 }, { text: '金', x: 280, y: 40 }, { text: '绩效目标', x: 430, y: 34 }, ...row(76, '机构运行辅助经费', 30, '2.00', '0.00'), ...row(116, '购置经费', 30, '3.00', '1.00')] },
      // Neither header nor two texts on most lines.
      { draw: [{ text: '因公出国经费', x: 50, y: 40 }, ...row(80, '维修经费', 0, '4.00', '0.00'), { text: '劳务经费', x: 50, y: 110 }] },
    ]);
    expect(grids).toHaveLength(1);
    expect(printed(tableOf(grids[0]!))).toEqual(['某某中心: 总计=9.00 其他资金=0.00', '物业管理费: 总计=7.00 其他资金=0.00', '机构运行辅助经费: 总计=2.00 其他资金=0.00', '购置经费: 总计=3.00 其他资金=1.00', '因公出国经费:', '维修经费: 总计=4.00 其他资金=0.00', '劳务经费:']);
  });

  test('text behind an unruled table does not go on with it', async () => {
    const head: Draw[] = [{ text: '科目编码', x: 60, y: 110 }, { text: '科目名称', x: 150, y: 110 }, { text: '合计', x: 330, y: 110 }];
    const { grids, texts } = await regionsOf([
      { draw: [title('支出总表'), caption, ...head, { text: '201', x: 60, y: 130 }, { text: '一般公共服务支出', x: 150, y: 130 }, figure('6.00', 350, 130), { text: '205', x: 60, y: 150 }, { text: '教育支出', x: 150, y: 150 }, figure('4.00', 350, 150)] },
      { draw: [{ text: '2026年预算6.00万元，其中一般公共服务支出6.00万元，占', x: 60, y: 40 }, { text: '100%。', x: 60, y: 60 }, { text: '与上年相比', x: 60, y: 80 }, { text: '增加', x: 150, y: 80 }] },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual(['201 一般公共服务支出: 合计=6.00', '205 教育支出: 合计=4.00']);
    expect(texts.flatMap((t) => t.lines)).toHaveLength(3);
  });

  test('the first row stands beside the last lines of the header; a code a little above its name', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('支出总表'),
          caption,
          ...[['科目', 60], ['科目名称', 150], ['合计', 330], ['基本支出', 430]].map(([text, x]): Draw => ({ text: text as string, x: x as number, y: 110 })),
          { text: '编码', x: 60, y: 121 },
          { text: '合计', x: 150, y: 126 }, figure('6.00', 350, 126), figure('5.00', 470, 126),
          { text: '201', x: 60, y: 150 }, { text: '一般公共服务支出', x: 150, y: 157 }, figure('6.00', 350, 150), figure('5.00', 470, 150),
          { text: '20103', x: 60, y: 180 }, { text: '政府办公厅及相关机构事务', x: 150, y: 187 }, figure('6.00', 350, 180), figure('5.00', 470, 180),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual(['合计: 合计=6.00 基本支出=5.00', '201 一般公共服务支出: 合计=6.00 基本支出=5.00', '20103 政府办公厅及相关机构事务: 合计=6.00 基本支出=5.00']);
  });

  test('codes at the left of a wide column, whose header meets them not; a label that begins above the first figures', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('支出总表'),
          caption,
          ...[['科目编码', 110], ['科目名称', 250], ['金额', 440]].map(([text, x]): Draw => ({ text: text as string, x: x as number, y: 110 })),
          { text: '一般公共服务', x: 220, y: 130 }, { text: '201', x: 50, y: 136 }, figure('6.00', 500, 136), { text: '支出', x: 220, y: 142 },
          { text: '205', x: 50, y: 160 }, { text: '教育支出', x: 220, y: 160 }, figure('4.00', 500, 160),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual(['201 一般公共服务支出: 金额=6.00', '205 教育支出: 金额=4.00']);
  });

  test('texts of two columns in one run are parted where other rows begin a column', async () => {
    const row = (y: number, name: string, way: string, value: string): Draw[] => [{ text: name, x: 60, y }, { text: way, x: 160, y }, figure(value, 330, y)];
    const { grids } = await regionsOf([
      {
        draw: [
          title('政府采购支出表'),
          caption,
          { text: '采购物品名称', x: 70, y: 110 }, { text: '采购组织形式', x: 160, y: 110 }, { text: '总计', x: 300, y: 110 },
          ...row(130, '小型机', '分散自行组织', '2.00'),
          { text: '便携式计算机和平板电 分散自行组织', x: 60, y: 150 }, figure('3.50', 330, 150),
          ...row(170, '交换设备', '分散自行组织', '2.00'),
        ],
      },
    ]);
    expect(tableOf(grids[0]!).rows.map((row) => row.label.replace('分散自行组织', '/'))).toEqual(['小型机', '便携式计算机和平板电', '交换设备']);
  });

  test('headers that run together over two columns, groups set at the left of theirs', async () => {
    const columns = [80, 140, 200, 260, 320, 380, 440, 500];
    const { grids } = await regionsOf([
      {
        draw: [
          title('一般公共预算“三公”经费支出表'),
          caption,
          ...['2025年', '2026年'].flatMap((text, i): Draw[] => [
            { text, x: columns[4 * i]! - 20, y: 100 },
            { text: '合计', x: columns[4 * i]! - 20, y: 124 },
            { text: '公务接待费', x: columns[4 * i + 1]! - 25, y: 124, size: 7 },
            { text: '公务用车购置公务用车运行', x: columns[4 * i + 2]! - 20, y: 121, size: 7 },
            { text: '费', x: columns[4 * i + 2]! - 3, y: 129, size: 7 },
            { text: '维护费', x: columns[4 * i + 3]! - 28, y: 129, size: 7 },
          ]),
          ...[150, 170].flatMap((y) => ['9.00', '2.00', '3.00', '4.00', '6.00', '1.00', '0.00', '5.00'].map((text, i) => figure(text, columns[i]!, y))),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))[0]).toBe(': 2025年/合计=9.00 2025年/公务接待费=2.00 2025年/公务用车购置费=3.00 2025年/公务用车运行维护费=4.00 2026年/合计=6.00 2026年/公务接待费=1.00 2026年/公务用车购置费=0.00 2026年/公务用车运行维护费=5.00');
  });

  test('labels whose first lines are set in begin there, whatever stands between them', async () => {
    const label = (y: number, first: string, ...others: string[]): Draw[] => [{ text: first, x: 72, y }, ...others.map((text, i): Draw => ({ text, x: 50, y: y + 12 + 12 * i }))];
    const figures = (y: number, value: string): Draw[] => [figure(value, 300, y), figure('0.00', 400, y)];
    const { grids } = await regionsOf([
      {
        draw: [
          title('项目支出预算表'), caption, { text: '项目名称', x: 80, y: 110 }, { text: '总计', x: 270, y: 110 }, { text: '其他资金', x: 360, y: 110 },
          ...label(130, '档案整理与服务经费'), ...figures(130, '9.00'),
          ...label(142, '办公用房物业管理费', '会议用房的水电燃气费用', '及维修费'), ...figures(154, '7.00'),
          ...label(178, '志愿服务组织的扶持', '和培训经费'), ...figures(184, '2.00'),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual(['档案整理与服务经费: 总计=9.00 其他资金=0.00', '办公用房物业管理费会议用房的水电燃气费用及维修费: 总计=7.00 其他资金=0.00', '志愿服务组织的扶持和培训经费: 总计=2.00 其他资金=0.00']);
  });

  test('figures of two columns in one run, letters set wide, a total over two blocks', async () => {
    const { grids } = await regionsOf([
      {
        draw: [
          title('收支预算总表'),
          caption,
          ...['收入', '支出'].map((text, i): Draw => ({ text, x: 100 + 260 * i, y: 105 })),
          { text: '功能分类', x: 300, y: 118 },
          { text: '支出用途', x: 440, y: 118 },
          ...[['项目', 70], ['金额', 170], ['科目', 250], ['金额', 350], ['项目', 410], ['金额', 500]].map(([text, x]): Draw => ({ text: text as string, x: x as number, y: 131 })),
          { text: '一、财政拨款', x: 55, y: 150 }, figure('9.00', 195, 150), { text: '一、教育支出', x: 240, y: 150 }, figure('6.00', 370, 150), { text: '一、基本支出', x: 400, y: 150 }, figure('5.00', 530, 150),
          { text: '二、其他资金', x: 55, y: 170 }, figure('1.00', 195, 170), { text: '二、文化支出', x: 240, y: 170 }, figure('4.00', 370, 170), { text: '二、项目支出', x: 400, y: 170 }, figure('5.00', 530, 170),
          ...[...'收入合计'].map((text, i): Draw => ({ text, x: 60 + 14 * i, y: 190 })), figure('10.00', 195, 190), { text: '支出合计', x: 330, y: 190 }, figure('10.00', 530, 190),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!)).slice(-2)).toEqual(['收入合计: 收入/金额=10.00', '支出合计: 支出/支出用途/金额=10.00']);

    const { grids: joined } = await regionsOf([
      {
        draw: [
          title('收入总表'),
          caption,
          { text: '科目名称', x: 80, y: 110 },
          { text: '合计', x: 270, y: 110 },
          { text: '财政拨款收入', x: 320, y: 110 },
          { text: '一般公共服务支出', x: 60, y: 130 },
          { text: '82,096,797.42 82,096,797.42', x: 365, y: 130, right: true },
          { text: '教育支出', x: 60, y: 150 },
          figure('14,820.00', 301, 150),
          figure('14,820.00', 365, 150),
        ],
      },
    ]);
    expect(printed(tableOf(joined[0]!))).toEqual(['一般公共服务支出: 合计=82,096,797.42 财政拨款收入=82,096,797.42', '教育支出: 合计=14,820.00 财政拨款收入=14,820.00']);
  });

  test('a ruled header over rows without rules; dashes for empty cells stand elsewhere than figures', async () => {
    const xs = [50, 200, 280, 360, 440, 520];
    const row = (y: number, name: string, ...figures: string[]): Draw[] => [{ text: name, x: 53, y }, ...figures.flatMap((text, i): Draw[] => (text === '' ? [] : /\d/.test(text) ? [figure(text, xs[i + 2]! - 3, y)] : [{ text, x: (xs[i + 1]! + xs[i + 2]!) / 2 - 4, y }]))];
    const { grids } = await regionsOf([
      {
        draw: [
          title('“三公”经费预算表'),
          caption,
          ...ruledTable(xs, 100, 20, [['单位名称', '合计', '公务用车购置及运行费', null, '公务接待费'], ['^', '^', '购置费', '运行费', '^']]),
          ...row(150, '合计', '18.00', '—', '12.00', '6.00'),
          ...row(170, '某某局机关', '14.00', '—', '12.00', '2.00'),
          ...row(190, '某某服务中心', '(4.00)', '—', '/', '(4.00)'),
        ],
      },
    ]);
    expect(grids.map((g) => [g.heading.kind, g.origin])).toEqual([['three_public', 'stream']]);
    expect(printed(tableOf(grids[0]!))).toEqual([
      '合计: 合计=18.00 公务用车购置及运行费/运行费=12.00 公务接待费=6.00',
      '某某局机关: 合计=14.00 公务用车购置及运行费/运行费=12.00 公务接待费=2.00',
      '某某服务中心: 合计=(4.00) 公务接待费=(4.00)',
    ]);
  });

  test('sentences in a column of remarks end no table; labels of two lines stand around their figures', async () => {
    const row = (y: number, name: string, second: string, value: string, remark: string): Draw[] => [{ text: name, x: 60, y: y - 6 }, { text: second, x: 50, y: y + 6 }, figure(value, 270, y), { text: remark, x: 290, y: y - 6, size: 8 }, { text: '落实到人，完成全年任务，提高服务质量，群众满意。', x: 290, y: y + 6, size: 8 }];
    const { grids } = await regionsOf([
      {
        draw: [
          title('项目支出预算表'),
          caption,
          { text: '项目名称', x: 90, y: 110 },
          { text: '金额', x: 240, y: 110 },
          { text: '绩效目标', x: 380, y: 110 },
          { text: '合计', x: 100, y: 130 },
          figure('9.00', 270, 130),
          ...row(156, '信访事项办理工作', '专项经费', '4.00', '做好来访接待，保证大厅秩序，及时转办，'),
          ...row(186, '法律咨询服务采购', '项目', '5.00', '引入律师参与接待，规范流程，化解矛盾，'),
        ],
      },
    ]);
    expect(printed(tableOf(grids[0]!))).toEqual(['合计: 金额=9.00', '信访事项办理工作专项经费: 金额=4.00', '法律咨询服务采购项目: 金额=5.00']);
  });

  test('figures in running text make no table', async () => {
    const { grids } = await regionsOf([
      { draw: [{ text: '2018 年收入预算总表情况', x: 60, y: 60 }, { text: '本年收入合计 21,955.35 万元，与上年相比增加 184.96 万元，', x: 60, y: 90 }, { text: '增长 9.1 %，其中基本支出 13,994.31 万元。', x: 60, y: 110 }] },
    ]);
    expect(grids).toEqual([]);
  });
});
