import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ASPECTS, loadCalibration } from '../rules/calibration/calibration.js';
import { fit, heldOut, riskCoverage, type Prior, type Sample } from './calibrate/fit.js';

const prior: Prior = { weight: 10, risks: { column: { sure: 0.001, shaky: 0.1 }, row: { named: 0.001 }, value: { confirmed: 0.001 } } };
const sample = (doc: string, column: string, right: boolean): Sample => ({ doc, reasons: { column: [column], row: ['named'], value: ['confirmed'] }, open: false, right });
const samples = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? sample(`d${i % 10}`, 'sure', true) : sample(`d${i % 10}`, 'shaky', i % 5 !== 0)));

test('a reason risks what it was wrong in, and keeps some of what was believed', () => {
  const risks = fit(samples, prior);
  // 100 of 500 figures with a shaky column are wrong; 10 figures' worth of judgment said 0.1.
  expect(risks.column['shaky']).toBeCloseTo((100 + 1) / 510, 2);
  expect(risks.column['sure']!).toBeLessThan(0.001);
  expect(risks.row['named']!).toBeLessThan(0.003);
});

test('the surest come first, and every figure is graded without its document', () => {
  const scored = heldOut(samples, prior);
  expect(scored).toHaveLength(samples.length);
  const curve = riskCoverage(scored);
  expect(curve.filter(({ risk }) => risk === 0).at(-1)!.n).toBeGreaterThanOrEqual(500);
  expect(curve.at(-1)).toMatchObject({ coverage: 1, n: 1000, wrong: 100 });
});

test('every reason has a judgment, and the file in use has the same reasons', () => {
  const used = loadCalibration();
  const believed = JSON.parse(readFileSync(new URL('../rules/calibration/prior.json', import.meta.url), 'utf8')) as Prior;
  for (const aspect of ASPECTS) expect(Object.keys(used.risks[aspect]).sort()).toEqual(Object.keys(believed.risks[aspect]).sort());
  expect(used.levels.high).toBeGreaterThanOrEqual(0.99);
});
