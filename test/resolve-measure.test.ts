import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSubjects } from '../rules/subjects/subjects.js';
import { measure, type Outcome, SCENARIOS } from './resolve-measure/measure.js';

/**
 * Damaged rows on the tree: test/resolve-measure/accepted.json holds, for every scenario, the rows that were right of a hundred
 * and the rows that went wrong without a flag of ten thousand. The first only rises, the second only falls: a change that does
 * better writes the new numbers (`npx tsx test/resolve-measure/accept.ts`); one that does worse fails here.
 */
type Accepted = Record<string, { readonly right: number; readonly silent: number; readonly harmed: number }>;
const accepted = JSON.parse(readFileSync(new URL('./resolve-measure/accepted.json', import.meta.url), 'utf8')) as Accepted;
const rules = loadSubjects();

describe('rows drawn from the tree and damaged', () => {
  it('are measured in every scenario, and in no other', () => expect(Object.keys(accepted)).toEqual(Object.keys(SCENARIOS)));

  for (const scenario of Object.keys(SCENARIOS))
    it(scenario, () => {
      const got: Outcome = measure(scenario, rules);
      const before = accepted[scenario]!;
      expect(got.rows).toBeGreaterThan(50);
      expect(got.right / got.rows, `right: ${got.examples.join('\n')}`).toBeGreaterThanOrEqual(before.right / 100);
      expect(got.silent / got.rows, `silent: ${got.examples.join('\n')}`).toBeLessThanOrEqual(before.silent / 10000);
      expect(got.harmed, `harmed: ${got.examples.join('\n')}`).toBeLessThanOrEqual(before.harmed);
    });

  it('are seldom wrong without a word, all scenarios together', () => {
    const all = Object.keys(SCENARIOS).map((scenario) => measure(scenario, rules));
    const sum = (of: (outcome: Outcome) => number): number => all.reduce((total, outcome) => total + of(outcome), 0);
    expect(sum((o) => o.silent + o.harmed) / sum((o) => o.rows)).toBeLessThan(0.001);
  });
});
