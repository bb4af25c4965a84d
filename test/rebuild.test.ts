import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTextDump } from '../parsers/text-dump/text-dump.js';
import { loadForms } from '../rules/forms/forms.js';
import { loadSubjectNames } from '../rules/subjects/names.js';
import { cutHeader } from '../src/rebuild/header-words.js';
import { readHeader } from '../src/rebuild/header-tree.js';
import { shiftedBySums } from '../src/rebuild/header-shift.js';
import { parseAmount } from '../src/text/amount.js';
import { columnsOf } from '../src/rebuild/columns.js';
import { formulasOf } from '../src/text/formulas.js';
import { rebuild } from '../src/rebuild/rebuild.js';
import { segment } from '../src/segment/segment.js';
import type { OpenTable } from '../src/model/table.js';

const rules = { forms: loadForms(), names: loadSubjectNames() };
const folder = new URL('./rebuild/', import.meta.url);

const rebuilt = (text: string): OpenTable[] => {
  const { value: regions } = segment(readTextDump(new TextEncoder().encode(text)).pages, rules);
  const units = new Set<string>();
  return regions.flatMap((region) => {
    if (region.form !== 'lines') return [];
    const { value: table } = rebuild(region, { ...rules, units });
    for (const row of table.rows) if (/^\d{6}$/.test(row.code)) units.add(row.label);
    return [table];
  });
};

/** Columns on a line; a row a line: printed row, block, 行次, codes, labels from outside in, figures in print order. */
const write = (table: OpenTable): string =>
  [
    `${table.tableNo} ${table.title} | ${table.kind} | ${table.unit}${table.empty ? ' | empty' : ''}${table.flags.length > 0 ? ` | ${table.flags.join(' ')}` : ''}`,
    table.columns.map((column) => `${table.columns.some((other) => other.block > 0) ? `${column.block}:` : ''}${column.path.join('/')}${column.ordinal ? ` (${column.ordinal})` : ''}`).join(' | '),
    ...table.rows.map((row) => {
      const figures = row.cells.map((cell) => cell.amount.printed + (cell.column === null ? '' : `@${cell.column + 1}`) + (cell.flags.length > 0 ? ` {${cell.flags.join(' ')}}` : ''));
      const flags = row.flags.length > 0 ? ` {${row.flags.join(' ')}}` : '';
      return `${row.rowNo}${table.columns.some((column) => column.block > 0) ? `.${row.block}` : ''} ${row.ordinal === undefined ? '' : `#${row.ordinal} `}[${row.codes.join(' ')}] ${row.path.join(' > ')} = ${figures.join(' ; ')}${flags}`;
    }),
    ...table.formulas.map((formula) => `${formula.axis} ${formula.left} = ${formula.terms.map((term) => (term.sign < 0 ? '-' : '+') + term.ref).join('')}`),
    '',
  ].join('\n');

describe('what a header means that names no stage', () => {
  const { measureUnder } = loadForms();
  test('is told by the title of its table, not by the name of its money', () => {
    expect(measureUnder('收支预算总表', ['支出', '金额'], 'expenditure_final')).toBe('expenditure_budget');
    expect(measureUnder('收入支出决算总表', ['收入', '金额'], 'revenue_budget')).toBe('revenue_final');
    expect(measureUnder('一般公共预算财政拨款支出表', ['支出', '金额'], 'expenditure_final')).toBe('expenditure_final');
    expect(measureUnder('收支预算总表', ['支出', '上年决算数'], 'expenditure_final')).toBe('expenditure_final');
    expect(measureUnder('收入决算表', ['年初预算数'], 'initial_budget')).toBe('initial_budget');
  });
});

describe('rows and columns by phenomenon', () => {
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of cases) {
    test(name, async () => {
      const input = readFileSync(new URL(`${name}/input.txt`, folder), 'utf8');
      await expect(rebuilt(input).map(write).join('\n')).toMatchFileSnapshot(new URL(`${name}/expected.txt`, folder).pathname);
    });
  }
});

describe('headers', () => {
  const words = (...lines: string[]) => cutHeader(lines.map((line) => line.split(' ')), rules.forms).map((word) => word.text);
  const paths = (kind: Parameters<typeof columnsOf>[1], ...lines: string[]) =>
    columnsOf(lines.map((line) => line.split(' ')), kind, [], rules.forms).columns.map((column) => column.path.join('/'));

  const figures = (row: string) => row.split(' ').map((text) => parseAmount(text)!);
  const shifted = (header: readonly string[], ...rows: string[]) => shiftedBySums(header.map((path) => path.split('/')), rows.map(figures))?.map((path) => path.join('/')) ?? null;
  const GROUPED = ['支出合计', '基本支出', '项目支出/小计', '项目支出/工资福利支出', '项目支出/商品和服务支出'];

  test('cells below one group hang below another where the sums close one way only', () => {
    expect(shifted(GROUPED, '1,044.70 640.98 549.64 91.34 403.72', '10.00 6.00 2.50 3.50 4.00')).toEqual(['支出合计', '基本支出/小计', '基本支出/工资福利支出', '基本支出/商品和服务支出', '项目支出']);
  });
  test('cells stay where they were read: the header closes, no other does, or the rows say nothing', () => {
    expect(shifted(GROUPED, '1,044.70 640.98 403.72 91.34 312.38')).toBeNull();
    expect(shifted(GROUPED, '1,044.70 640.98 549.64 91.34 403.72', '10.00 6.00 2.50 3.50 5.00')).toBeNull();
    expect(shifted(GROUPED, '1,044.70 640.98')).toBeNull();
  });
  test('of two readings as well known the one whose groups have their cells wins, where the header has several lines', () => {
    expect(paths('revenue', '单位名称 收入总计', '财政拨款收入', '财政专户资金', '单位资金', '上年结转结余', '一般公共预算 政府性基金预算 国有资本经营预算 事业收入 经营收入')).toEqual([
      '收入总计', '财政拨款收入/一般公共预算', '财政拨款收入/政府性基金预算', '财政拨款收入/国有资本经营预算', '财政专户资金', '单位资金/事业收入', '单位资金/经营收入', '上年结转结余',
    ]);
  });
  test('two cells glued by the dump are cut apart', () => {
    expect(words('公务', '接待', '费小计')).toEqual(['公务接待费', '小计']);
  });
  test('totals stand in front of their parts where groups share their leaves', () => {
    expect(paths('other', '合计', '一般公共预算财政拨款 政府性基金预算财政拨款', '国有资本经营预', '算财政拨款', '科目编码 科目名称', '小计 基本支出 项目支出 小计 基本支出 项目支出 小计')).toEqual([
      '合计', '一般公共预算财政拨款/小计', '一般公共预算财政拨款/基本支出', '一般公共预算财政拨款/项目支出', '政府性基金预算财政拨款/小计', '政府性基金预算财政拨款/基本支出', '政府性基金预算财政拨款/项目支出', '国有资本经营预算财政拨款/小计',
    ]);
  });
  test('a total below or behind a word is a cell of its own where the paths are better known so', () => {
    expect(paths('general_public_expenditure', '项目 年初结转和结余 本年收入 年末结转和结余', '科目名称 合计 基本支出结转', '项目支出结转', '和结余', '合计 基本支出 项目支出 合计', '基本支出结转 项目支出结转和结余')).toEqual([
      '年初结转和结余/合计', '年初结转和结余/基本支出结转', '年初结转和结余/项目支出结转和结余', '本年收入/合计', '本年收入/基本支出', '本年收入/项目支出', '年末结转和结余/合计', '年末结转和结余/基本支出结转', '年末结转和结余/项目支出结转和结余',
    ]);
  });
  test('a group stands over several cells sooner than two groups over one each', () => {
    expect(paths('revenue', '总计', '本年收入', '上年结转', '合计', '一般公共预算', '政府性基金预算 其他收入', '小计 其中：财政拨款')).toEqual(['总计', '本年收入/合计', '本年收入/一般公共预算/小计', '本年收入/一般公共预算/其中：财政拨款', '本年收入/政府性基金预算', '本年收入/其他收入', '上年结转']);
  });
  test('known words within an unknown cell are parts of it; a border takes them out', () => {
    expect(words('收入合计 财政拨款收入', '纳入某某管理的行', '政事业性收费等非', '税收入', '其他收入')).toEqual(['收入合计', '财政拨款收入', '纳入某某管理的行政事业性收费等非税收入', '其他收入']);
  });
  test('a total printed in one piece with a word that was seen without it is one cell', () => {
    expect(paths('expenditure', '科目编码 科目名称 上缴上级支出总计 基本支出 项目支出')).toEqual(['上缴上级支出总计', '基本支出', '项目支出']);
  });
  test('项目 and 金额 on one line are two cells', () => {
    expect(paths('revenue_expenditure_summary', '收入 支出', '项目 金额 项目 合计', '一般公共预算', '政府性基金预算')).toEqual(['收入/金额', '支出/合计', '支出/一般公共预算', '支出/政府性基金预算']);
  });
  test('a blank of the line is a border: 项目 | 支出预算, not 项目支出 | 预算', () => {
    expect(words('项目 支出预算')).toEqual(['项目', '支出预算']);
  });
  test('of two readings the one with the longer word wins', () => {
    expect(words('本年收', '入合计', '财政拨', '款收入')).toEqual(['本年收入合计', '财政拨款收入']);
  });
  test('a group spans the next row', () => {
    expect(paths('general_public_expenditure', '科目编码 科目名称 合计', '基本支出', '项目支出', '小计 人员经费 公用经费')).toEqual(['合计', '基本支出/小计', '基本支出/人员经费', '基本支出/公用经费', '项目支出']);
  });
  test('centred cells print the groups first and all leaves in their order', () => {
    expect(paths('three_public', '公务用车购置及运行维护费', '“三公”经费合计 因公出国（境）费 小计 公务用车购置费 公务用车运行维护费 公务接待费')).toEqual([
      '“三公”经费合计',
      '因公出国（境）费',
      '公务用车购置及运行维护费/小计',
      '公务用车购置及运行维护费/公务用车购置费',
      '公务用车购置及运行维护费/公务用车运行维护费',
      '公务接待费',
    ]);
  });
  test('equal parts under two years', () => {
    expect(paths('three_public', '2024年 2025年', '合计 因公出国（境）费 公务接待费 合计 因公出国（境）费 公务接待费')).toEqual([
      '2024年/合计',
      '2024年/因公出国（境）费',
      '2024年/公务接待费',
      '2025年/合计',
      '2025年/因公出国（境）费',
      '2025年/公务接待费',
    ]);
  });
});

describe('printed notes', () => {
  const formulas = (text: string) =>
    formulasOf(readTextDump(new TextEncoder().encode(text)).pages.flatMap((page) => page.lines)).map(({ axis, left, terms }) => `${axis} ${left} = ${terms.map((term) => `${term.sign < 0 ? '-' : '+'}${term.ref}`).join('')}`);
  test('columns, rows, dots and minus; broken over lines', () => {
    expect(formulas('注：本表反映收支。\n1栏各行＝（2+3+4）栏各行；6栏各行＝（1＋2－3）栏各行。')).toEqual(['column 1 = +2+3+4', 'column 6 = +1+2-3']);
    expect(formulas('27行＝（1+2+…\n+5）行')).toEqual(['row 27 = +1+2+3+4+5']);
  });
  test('figures that a damaged note ran into are no columns: numbers between them are not counted up', () => {
    expect(formulas('40行＝（37+7.59 157837.59\n2210201 住房公积金')).toEqual([]);
    expect(formulas(`1行＝（${'1…999…'.repeat(2000)}1+2）行`)).toEqual([]);
  });
  test('a remark without an equation says nothing', () => {
    expect(formulas('注：2024年无政府性基金预算安排的支出。')).toEqual([]);
  });
});

test('a word of a header a hundred times over ends soon', () => {
  const word = (text: string, group: boolean) => ({ text, known: true, leaf: !group, group, label: false, line: 0, glued: false });
  // two years over parts that are not alike at their ends: every cut of what stands before them would have to be tried
  const words = [word('2019年', true), word('2020年', true), ...Array.from({ length: 118 }, () => word('小计', false)), word('人员经费', false), word('公用经费', false)];
  expect(readHeader(words, 'expenditure', rules.forms).paths.length).toBe(words.length);
}, 20_000);
