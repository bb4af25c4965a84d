import { describe, expect, test } from 'vitest';
import { headOf } from '../src/head/head.js';
import type { GridRegion, Line, NarrativeRegion, Region, TableKind } from '../src/model/index.js';

const line = (text: string): Line => ({ text, runs: [], indent: 0, blankBefore: 0, place: { page: 1, line: 1 } });
const text = (...lines: string[]): NarrativeRegion => ({ form: 'narrative', lines: lines.map(line), pageStarts: [0] });
const grid = (kind: TableKind, rows: readonly (readonly string[])[], caption = ''): GridRegion => ({
  form: 'grid', order: 1, origin: 'lattice', heading: { tableNo: '', title: '', caption, unit: '', kind, titleLines: [] }, rowCount: rows.length, colCount: rows[0]!.length,
  cells: rows.flatMap((row, r) => row.map((cell, c) => ({ row: r, col: c, rowSpan: 1, colSpan: 1, text: cell, lines: [cell], page: 1, box: { x0: 0, y0: 0, x1: 1, y1: 1 } }))), notes: [], firstPage: 1, lastPage: 1,
});
const entity = (...regions: Region[]): string => headOf('a.pdf', regions).entityName;

describe('whose document it is', () => {
  test('a name set over several lines of the front page is whole', () => {
    expect(entity(text('中共云岭市安宁区委', '社会工作部 2024 年度', '部门决算'))).toBe('中共云岭市安宁区委社会工作部');
    expect(entity(text('2026年度', '云岭经济技术开发区生态', '环境局', '单位预算'))).toBe('云岭经济技术开发区生态环境局');
  });
  test('综合预算 is a budget, too', () => {
    expect(entity(text('云岭市气象局 2022 年部门综合预算'))).toBe('云岭市气象局');
  });
  test('the front page of the tables names it on a line of its own', () => {
    expect(entity(text(...Array.from({ length: 40 }, () => '我们做了许多工作。'), '部门名称：云岭市气象局'))).toBe('云岭市气象局');
  });
  test('a form names its department; what carries it out may be below it', () => {
    expect(entity(grid('performance_target', [['部门名称', '云岭市民政局'], ['实施单位', '云岭市第一福利院']]))).toBe('云岭市民政局');
    expect(entity(grid('revenue', [['部门名称', '云岭市民政局']]))).toBe('');
  });
});

test('a self-evaluation is none of the budget its file is named after; its year is the one printed', () => {
  expect(headOf('2026年部门预算.pdf', [grid('performance_self_evaluation_overall', [['项目', '得分']], '（2024年度）')])).toMatchObject({ documentType: 'performance', fiscalYear: 2024 });
});
