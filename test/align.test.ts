import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadIdentities } from '../rules/identities/identities.js';
import { loadNarrative } from '../rules/narrative/narrative.js';
import { loadSubjects } from '../rules/subjects/subjects.js';
import { align } from '../src/align/align.js';
import { roundingSlack } from '../rules/identities/scale.js';
import { narrate } from '../src/narrate/narrate.js';
import { subjectNames } from '../src/narrate/subject-names.js';
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

describe('what the text says of cells', () => {
  const narrative = loadNarrative();
  const texts = { narrative, subjects: subjectNames(loadSubjects()) };
  const told = (text: string) =>
    narrate([{ form: 'narrative', pageStarts: [], lines: text.split('\n').map((line, n) => ({ text: line, runs: [], indent: 0, blankBefore: 0, place: { page: 0, line: n + 1 } })) }], texts).value;
  const placed = (table: string, text: string) => {
    const [found] = align(readTables(table), { ...rules, narrative }, told(text)).value;
    return found!.rows[0]!.cells.map(({ column, basis }) => `${found!.columns[column]!.path.join('/')} ${basis.join()}`);
  };
  const BUDGET = '## 表7 three_public 万元\n| 合计 | 因公出国（境）费 | 公务用车购置及运行费/小计 | 公务用车购置及运行费/公务用车购置费 | 公务用车购置及运行费/公务用车运行费 | 公务接待费\n : 20 18 18 2';
  const vehicle = (text: string) => placed(BUDGET, `一、“三公”经费情况\n${text}`)[2];

  test('one of two columns, by the amount the text gives for it; as a guess', () => {
    expect(vehicle('无。')).toBe('公务用车购置及运行费/公务用车运行费 guess');
    expect(vehicle('公务用车购置费18万元，公务用车运行费0万元。')).toBe('公务用车购置及运行费/公务用车购置费 guess');
    expect(vehicle('公务用车运行费18万元。')).toBe('公务用车购置及运行费/公务用车运行费 guess');
  });
  test('amounts of another year, or two for one cell, say nothing', () => {
    expect(vehicle('2024年“三公”经费20万元，公务接待费2万元。2023年公务用车购置费18万元。')).toBe('公务用车购置及运行费/公务用车运行费 guess');
    expect(vehicle('公务用车购置费18万元。公务用车购置费0万元，公务接待费2万元。')).toBe('公务用车购置及运行费/公务用车运行费 guess');
  });
  const half = (stage: string) => ['合计', '因公出国（境）费', '公务用车购置及运行费/小计', '公务用车购置及运行费/公务用车购置费', '公务用车购置及运行费/公务用车运行费', '公务接待费'].map((head) => `${stage}/${head}`).join(' | ');
  const FINAL = (row: string) => `## 表7 three_public 万元\n| ${half('预算数')} | ${half('决算数')}\nnote 1=2+3+6\nnote 3=4+5\nnote 7=8+9+12\nnote 9=10+11\n : ${row}`;
  test('totals whose parts are not printed, where the text gives the total of either stage', () => {
    const text = '一、“三公”经费支出决算情况\n2024年度“三公”经费年初预算数为0.38万元，支出决算为0.38万元。';
    expect(placed(FINAL('0.38 0.38'), text)).toEqual(['预算数/合计 guess', '决算数/合计 guess']);
    // Their parts are printed, or the text gives one stage only.
    expect(placed(FINAL('0.38 0.38 0.38 0.38'), text)[1]).toBe('预算数/公务接待费 guess');
    expect(placed(FINAL('0.38 0.38'), '一、“三公”经费支出决算情况\n2024年度“三公”经费支出决算为0.38万元。')).toEqual(['决算数/合计 guess', '决算数/公务接待费 guess']);
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
