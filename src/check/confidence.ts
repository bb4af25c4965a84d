import type { CalibrationRules } from '../../rules/calibration/calibration.js';
import type { Confidence, Fact } from '../model/fact.js';
import type { Basis } from '../model/table.js';

/** What the equations say about one figure. */
export interface Evidence {
  /** Equations that hold and were not needed to place it. */
  free: number;
  /** Equations that hold and were needed to place it. */
  spent: number;
  /** Of `free`, those down a column or across tables: they speak for the column too. */
  column: number;
  /** `blamed`: its correction alone mends what is broken; `suspect`: one of a few; `witness`: it stands in a broken equation nobody could explain. */
  against: 'blamed' | 'suspect' | 'witness' | null;
  tail: boolean;
}

export const noEvidence = (): Evidence => ({ free: 0, spent: 0, column: 0, against: null, tail: false });

const COLUMN_BASES: readonly Basis[] = ['position', 'count', 'identity', 'hierarchy', 'cross_table', 'guess'];

/**
 * The chance that row, column, code and value are all right, and what a reader should do about it.
 * `tableFlags`: a header that was not read whole says something about every figure under it.
 */
export function confidenceOf(fact: Fact, tableFlags: readonly string[], evidence: Evidence, rules: CalibrationRules): Confidence {
  const bases = fact.basis.filter((basis) => COLUMN_BASES.includes(basis));
  const start = bases.includes('guess') ? rules.start.guess! : Math.max(...bases.map((basis) => rules.start[basis] ?? 0), rules.start.none!);
  let odds = start;
  if (evidence.free > 0) odds += rules.confirmed.free;
  if (evidence.free > 1) odds += rules.confirmed.twice;
  if (evidence.free === 0) odds += evidence.spent > 0 ? rules.confirmed.spent : rules.confirmed.nothing;
  if (evidence.against) odds += rules.broken[evidence.against];
  if (evidence.tail) odds += rules.broken.tail;
  for (const flag of new Set([...fact.flags, ...tableFlags])) odds += rules.flags[flag] ?? rules.otherFlag;
  if (fact.flags.includes('label-rejoined') && !fact.basis.includes('name')) odds += rules.flags['label-rejoined, no name'] ?? 0;
  if (fact.basis.includes('ocr') && !fact.flags.includes('ocr')) odds += rules.flags.ocr ?? 0;
  if (fact.basis.includes('name')) odds += rules.named;
  const score = 1 / (1 + Math.exp(-odds));
  // What a person has to decide is never high, however well it fits: a choice among several, or a broken equation.
  // A broken sum nobody could explain leaves only those high that another sum of their column confirms.
  const doubtful =
    bases.includes('guess') ||
    bases.length === 0 ||
    evidence.against === 'blamed' ||
    evidence.against === 'suspect' ||
    (evidence.against === 'witness' && evidence.column === 0);
  const level = score >= rules.levels.high && !doubtful ? 'high' : score >= rules.levels.medium ? 'medium' : 'low';
  return { level, score: Math.round(score * 10_000) / 10_000 };
}
