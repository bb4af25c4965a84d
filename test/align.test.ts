import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadIdentities } from '../rules/identities/identities.js';
import { align } from '../src/align/align.js';
import { roundingSlack } from '../rules/identities/scale.js';
import { formatAmount } from '../src/text/amount.js';
import type { OpenTable } from '../src/model/table.js';
import { readTables, writeTables } from './align/table-text.js';
import { dropEmptyCells, randomDocument, type Placed } from './align/random-document.js';

const rules = { identities: loadIdentities() };
const folder = new URL('./align/', import.meta.url);

describe('placements by phenomenon', () => {
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of cases) {
    test(name, async () => {
      const input = readFileSync(new URL(`${name}/input.txt`, folder), 'utf8');
      const { value, messages } = align(readTables(input), rules);
      const text = writeTables(value) + messages.map((message) => `${message.rule}: ${message.text}\n`).join('');
      await expect(text).toMatchFileSnapshot(new URL(`${name}/expected.txt`, folder).pathname);
    });
  }
});

describe('random documents, empty cells dropped', () => {
  const outcome = (documents: readonly Placed[]) => {
    let right = 0;
    let wrong = 0;
    const wrongProved: string[] = [];
    let unlisted = 0;
    for (const { tables, truth, seed } of documents) {
      const { value } = align(tables, rules);
      value.forEach((table, t) =>
        table.rows.forEach((row, r) =>
          row.cells.forEach((cell, c) => {
            const column = truth[t]![r]![c]!;
            if (cell.column === column) right++;
            else {
              wrong++;
              if (!cell.basis.includes('guess')) wrongProved.push(`seed ${seed}: ${table.tableNo} ${row.code} ${formatAmount(cell.amount)} (${cell.basis.join(', ')})`);
              else if (!cell.candidates.some((candidate) => candidate.column === column)) unlisted++;
            }
          }),
        ),
      );
    }
    return { right, wrong, wrongProved, unlisted };
  };
  const documents = (count: number, options: { rounding?: boolean }) => Array.from({ length: count }, (_, i) => dropEmptyCells(randomDocument(i + 1, options)));

  test('exact figures: nothing wrong is proved, and the truth is always among the candidates', () => {
    const { right, wrong, wrongProved, unlisted } = outcome(documents(150, {}));
    expect(wrongProved).toEqual([]);
    expect(unlisted).toBe(0);
    expect(right / (right + wrong)).toBeGreaterThan(0.97);
  });

  test('rounded figures with tails: nothing wrong is proved', () => {
    const { right, wrong, wrongProved } = outcome(documents(150, { rounding: true }));
    expect(wrongProved).toEqual([]);
    expect(right / (right + wrong)).toBeGreaterThan(0.97);
  });
});

test('known columns are kept as they are', () => {
  const tables = readTables('## 表5 general_public_expenditure 万元\n| 合计 | 基本支出 | 项目支出\n合计 : 3.00 - 3.00\n');
  const { value } = align(tables, rules);
  expect(value[0]!.rows[0]!.cells.map((cell) => [cell.column, cell.basis, cell.flags])).toEqual([
    [0, ['position'], []],
    [2, ['position'], []],
  ]);
});

test('more figures than columns are kept, flagged and reported', () => {
  const tables = readTables('## 表5 general_public_expenditure 万元\n| 合计 | 基本支出\n201 一般公共服务支出 : 3.00 2.00 1.00\n');
  const { value, messages } = align(tables, rules);
  expect(value[0]!.rows[0]!.cells.map((cell) => cell.flags)).toEqual(Array(3).fill(['too-many-amounts', 'column-inferred']));
  expect(messages.map((message) => message.rule)).toEqual(['align/too-many-amounts']);
});

test('an equation used to place a figure is written down as spent', () => {
  const input = readFileSync(new URL('two-figures-basic-or-project/input.txt', folder), 'utf8');
  const { value } = align(readTables(input), rules);
  const cell = value[0]!.rows.find((row) => row.code === '20805')!.cells[1]!;
  expect(cell.flags).toContain('column-proved');
  expect(cell.spent).toContain('t01.note:1.r4');
  expect(cell.spent!.some((id) => id.startsWith('t01.tree:208') || id.startsWith('t01.total'))).toBe(true);
});

test('rounding slack grows with the parts, slowly', () => {
  expect([1, 2, 3, 10, 270].map(roundingSlack)).toEqual([1, 1, 2, 5, 18]);
});

test('a long document is placed in linear time', () => {
  const time = (rows: number): number => {
    const { tables } = dropEmptyCells(randomDocument(7, { classes: rows / 30 }));
    align(tables as OpenTable[], rules);
    const from = process.cpuUsage();
    align(tables as OpenTable[], rules);
    return process.cpuUsage(from).user / 1000;
  };
  expect(time(3000)).toBeLessThan(3000);
});
