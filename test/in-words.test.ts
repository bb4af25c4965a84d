import { expect, test } from 'vitest';
import { columnsInWords, inWords } from '../rules/identities/in-words.js';
import type { Column } from '../src/model/table.js';

const columns: Column[] = ['合计', '基本支出/小计', '基本支出/人员经费', '基本支出/公用经费', '项目支出'].map((path, index) => ({ index, path: path.split('/'), measure: '', block: 0, role: 'amount' }));
const rows = [['', '合计'], ['205', '教育支出'], ['20502', '普通教育'], ['20503', '职业教育'], ['20508', '进修及培训'], ['20509', '教育费附加安排的支出'], ['20599', '其他教育支出']].map(([code, label], i) => ({ code: code!, label: label!, rowNo: i + 1 }));
const tables = [{ order: 1, tableNo: '表5', title: '支出决算表', columns, rows }, { order: 2, tableNo: '', title: '收入决算表', columns: columns.slice(0, 1), rows: [{ code: '', label: '', rowNo: 1 }] }];
const term = (table: number, row: number, column: number, sign: 1 | -1 = 1) => ({ table, row, column, sign });
const words = (left: ReturnType<typeof term>[], right: ReturnType<typeof term>[], relation: '=' | '>=' = '=') => inWords({ left, right, relation, rule: 'r', source: 'rule book' }, tables);

test('an equation in the words of its table: columns of a row, rows of a column, cells of two tables', () => {
  expect(words([term(0, 1, 0)], [term(0, 1, 1), term(0, 1, 4)])).toBe('合计 = 基本支出/小计 + 项目支出 (205 教育支出)');
  expect(words([term(0, 0, 4)], [term(0, 1, 4), term(0, 2, 4, -1)])).toBe('合计 = 205 教育支出 − 20502 普通教育 (项目支出)');
  expect(words([term(0, 0, 0)], [term(1, 0, 0)], '>=')).toBe('表5 · 合计 · 合计 ≥ 收入决算表 · row 1 · 合计');
  expect(columnsInWords({ left: 1, parts: [{ column: 2, sign: 1 }, { column: 3, sign: 1 }] }, columns)).toBe('基本支出/小计 = 人员经费 + 公用经费');
});

test('of many summands the first, the last and their number are told', () => {
  expect(words([term(0, 1, 0)], [2, 3, 4, 5, 6].map((row) => term(0, row, 0)))).toBe('205 教育支出 = 20502 普通教育 + 20503 职业教育 + … + 20599 其他教育支出 (5) (合计)');
});
