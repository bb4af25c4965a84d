import { expect, test } from 'vitest';
import { loadCalibration } from '../rules/calibration/calibration.js';
import { loadIdentities } from '../rules/identities/identities.js';
import { align } from '../src/align/align.js';
import { check } from '../src/check/check.js';
import { explain } from '../src/explain.js';
import type { DocumentResult } from '../src/model/index.js';
import { readTables } from './align/table-text.js';
import { factsOf } from './check/facts-of.js';

const rules = { identities: loadIdentities(), calibration: loadCalibration() };

function documentOf(text: string): DocumentResult {
  const tables = align(readTables(text), rules).value;
  const { facts, checks, errors } = check(factsOf(tables), tables, rules).value;
  return {
    documentId: 'made-00000000',
    sourceFile: 'made.txt',
    sha256: '',
    mediaType: 'text/plain',
    pages: 0,
    head: { entityName: '', documentType: 'budget', fiscalYear: 2024, unit: '万元' },
    status: 'ok',
    error: '',
    flags: [],
    tables: tables.map((table) => ({ ...table, rows: table.rows.length, columns: table.columns.map((column) => column.path), confidence: 1 })),
    facts,
    indicators: [],
    fields: [],
    statements: [],
    checks,
    errors,
    messages: [],
  };
}

const DOCUMENT = documentOf(`
  ## 表5 general_public_expenditure 万元
  | 合计 | 基本支出 | 项目支出
  合计 : 962.14 470.33 491.81
  208 社会保障和就业支出 : 890.18 398.37 491.81
  210 卫生健康支出 : 61.74 31.74 -
  221 住房保障支出 : 40.22 40.22`);

const SOUND = documentOf(`
  ## 表5 general_public_expenditure 万元
  | 合计 | 基本支出 | 项目支出
  合计 : 962.14 470.33 491.81
  208 社会保障和就业支出 : 890.18 398.37 491.81
  210 卫生健康支出 : 31.74 31.74
  221 住房保障支出 : 40.22 40.22`);

test('a placed figure: how, and what is for it', () => {
  const text = explain(SOUND, 'made-00000000-t01-r4c2')!;
  expect(text).toContain('40.22 万元  基本支出');
  expect(text).toContain('row      221 住房保障支出');
  expect(text).toContain('the sums of the rows above and below it leave no other column');
  expect(text).toContain('for      40.22 = 40.22  合计 = 基本支出 + 项目支出 (221 住房保障支出) (rule book)');
});

test('a guessed figure: the other columns it could stand under', () => {
  expect(explain(DOCUMENT, 't01-r4c2')).toContain('could also stand under 项目支出');
});

test('a blamed figure: what is against it', () => {
  const text = explain(DOCUMENT, 't01-r3c1')!;
  expect(text).toContain('against');
  expect(text).toContain('61.74 printed, 31.74 by 合计 = 基本支出 + 项目支出 (210 卫生健康支出); 合计 = 208 社会保障和就业支出 + 210 卫生健康支出 + 221 住房保障支出 (合计)');
  expect(text).toMatch(/so {7}(low|medium) \(0\.\d+\)$/);
});

test('a figure nobody knows', () => {
  expect(explain(DOCUMENT, 't09-r1c1')).toBeNull();
});

test('a bound is not shown as an equality', () => {
  const [check] = SOUND.checks.filter((each) => each.facts.includes('t01-r4c2'));
  const bound = { ...check!, relation: '>=' as const, left: '9.00', right: '8.00', passed: true };
  expect(explain({ ...SOUND, checks: [bound] }, 't01-r4c2')).toContain('9.00 ≥ 8.00');
});
