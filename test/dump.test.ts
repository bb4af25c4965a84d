import { describe, expect, it } from 'vitest';
import type { Line, Page, Ruling, Run } from '../src/model/index.js';
import { dumpPages } from '../src/dump.js';
import { readTextDump } from '../parsers/text-dump/text-dump.js';

const SIZE = 10;
const run = (text: string, x0: number, y0: number, page = 1): Run => ({
  text,
  place: { page, line: 0, box: { x0, y0, x1: x0 + text.length * SIZE, y1: y0 + SIZE } },
});
const line = (...runs: Run[]): Line => ({
  text: runs.map(({ text }) => text).join(' '),
  runs,
  indent: 0,
  blankBefore: 0,
  place: {
    ...runs[0]!.place,
    box: { ...runs[0]!.place.box!, x1: runs[runs.length - 1]!.place.box!.x1 },
  },
});
const page = (lines: Line[], rulings: Ruling[] = [], number = 1): Page => ({ number, form: 'positioned', lines, width: 400, height: 400, rulings });
const grid = (xs: readonly number[], ys: readonly number[]): Ruling[] => [
  ...ys.map((y) => ({ x0: xs[0]!, x1: xs[xs.length - 1]!, y0: y - 0.5, y1: y + 0.5, horizontal: true })),
  ...xs.map((x) => ({ x0: x - 0.5, x1: x + 0.5, y0: ys[0]!, y1: ys[ys.length - 1]!, horizontal: false })),
];

describe('dumpPages', () => {
  it('keeps close lines in a block and puts a blank line before the next', () => {
    const text = dumpPages([page([line(run('第一行', 10, 10)), line(run('第二行', 10, 22)), line(run('另一段', 10, 60))])]);
    expect(text).toBe('第一行\n第二行\n\n另一段\n');
  });
  it('loses empty cells', () => {
    const rulings = grid([0, 100, 200, 300], [0, 20, 40]);
    const lines = [line(run('项目', 10, 5), run('收入', 110, 5), run('支出', 210, 5)), line(run('合计', 10, 25), run('43.69', 210, 25))];
    expect(dumpPages([page(lines, rulings)])).toBe('项目 收入 支出\n\n合计 43.69\n');
  });
  it('writes a broken label in the order of its cell, the figures after it', () => {
    const rulings = grid([0, 100, 200], [0, 40]);
    const lines = [line(run('公共就业服', 10, 5)), line(run('606.2', 110, 15)), line(run('务机构', 10, 25))];
    expect(dumpPages([page(lines, rulings)])).toBe('公共就业服\n\n务机构\n\n606.2\n');
  });
  it('leaves two blank lines of a page break', () => {
    expect(dumpPages([page([line(run('上', 10, 10))]), page([line(run('下', 10, 10, 2))], [], 2)])).toBe('上\n\n\n下\n');
  });
  it('is read back by the dump parser', () => {
    const text = dumpPages([page([line(run('收入', 10, 10), run('12.30', 60, 10))])]);
    expect(readTextDump(new TextEncoder().encode(text)).pages.flatMap(({ lines }) => lines.flatMap(({ runs }) => runs.map((r) => r.text)))).toEqual(['收入', '12.30']);
  });
});
