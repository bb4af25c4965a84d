import { readFileSync } from 'node:fs';
import type { Outcome } from '../../src/outcome.js';

/** Rows that print a subject's code, and those of them that are on the tree with a reason, or off it (a flag `code-`, `name-` or `subject-`). */
export interface Share {
  readonly documents: number;
  readonly coded: number;
  readonly withReason: number;
  /** Rows by reason; `no subject` are rows that are off the tree without a word, a fault of the program. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Of every set of documents the last numbers accepted: the share of rows with a reason only falls. */
export const SHARES = new URL('./shares.json', import.meta.url);
export const acceptedShares = (): Record<string, Share> => JSON.parse(readFileSync(SHARES, 'utf8')) as Record<string, Share>;
/** The project's own documents: they are measured in the tests. */
export const OWN = 'corpus and seeds';

export function shareOf(outcomes: readonly Pick<Outcome, 'subjects'>[]): Share {
  const reasons = new Map<string, number>();
  for (const { subjects } of outcomes) for (const [reason, n] of Object.entries(subjects.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + n);
  const sum = (of: (subjects: Outcome['subjects']) => number): number => outcomes.reduce((total, { subjects }) => total + of(subjects), 0);
  return {
    documents: outcomes.length,
    coded: sum((s) => s.coded),
    withReason: sum((s) => s.coded - s.clean),
    reasons: Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** What got worse: a larger share of rows with a reason, coded rows no longer read, or rows off the tree without a word. */
export function worse(before: Share | undefined, now: Share): string[] {
  const silent = now.reasons['no subject'] ?? 0;
  return [
    ...(silent > 0 ? [`${silent} coded rows are off the tree without a reason`] : []),
    ...(before && now.coded < before.coded ? [`${now.coded} coded rows, accepted were ${before.coded}`] : []),
    ...(before && now.withReason * before.coded > before.withReason * now.coded
      ? [`${now.withReason} of ${now.coded} rows with a reason, accepted were ${before.withReason} of ${before.coded}`]
      : []),
  ];
}
