import type { CalibrationRules } from '../../rules/calibration/calibration.js';
import type { Confidence, Fact } from '../model/fact.js';
import type { Basis, Table } from '../model/table.js';

/** What the equations say about one figure. */
export interface Evidence {
  /** Equations that hold and were not needed to place it. */
  free: number;
  /** Equations that hold and were needed to place it. */
  spent: number;
  /** Some figure of the same row is confirmed. */
  row: boolean;
  /** Of `free`, those down a column or across tables: they speak for the column too. */
  column: number;
  /** `blamed`: its correction alone mends what is broken; `suspect`: one of a few; `witness`: it stands in a broken equation nobody could explain. */
  against: 'blamed' | 'suspect' | 'witness' | null;
  tail: boolean;
}

export const noEvidence = (): Evidence => ({ free: 0, spent: 0, row: false, column: 0, against: null, tail: false });

const COLUMN_BASES: readonly Basis[] = ['position', 'count', 'identity', 'hierarchy', 'cross_table', 'guess'];

/** What can be wrong with a figure, and how likely each is. */
export interface Risks {
  readonly column: number;
  readonly row: number;
  readonly value: number;
}

/** Chances of being wrong. `table` is the fact's own: a header that was not read whole says something about all under it. */
export function risksOf(fact: Fact, table: Pick<Table, 'origin' | 'flags'>, evidence: Evidence, rules: CalibrationRules): Risks {
  const { column, row, value } = rules;
  const flags = new Set([...fact.flags, ...table.flags]);
  const worst = (least: number, table_: Readonly<Record<string, number>>): number => [...flags].reduce((most, flag) => Math.max(most, table_[flag] ?? 0), least);

  const bases = fact.basis.filter((basis) => COLUMN_BASES.includes(basis));
  const byBasis = bases.includes('guess') ? column.basis.guess! : bases.reduce((least, basis) => Math.min(least, column.basis[basis] ?? 1), column.basis.none!);

  const named = fact.basis.includes('name');
  const confirmed = evidence.free > 0;
  const origin = table.origin === 'dump' ? row.dump : row.other;
  const byRow = named ? (evidence.row ? origin.namedConfirmed : origin.named) : evidence.row ? origin.confirmed : evidence.spent > 0 ? origin.spent : origin.nothing;
  const rejoined = !named && table.origin === 'dump' && flags.has('label-rejoined') ? row.labelRejoinedUnnamed : 0;

  const proof = confirmed ? 'confirmed' : 'unconfirmed';
  const read = fact.basis.includes('ocr') || flags.has('ocr') ? value.ocr[proof] : flags.has('value-rejoined') ? value.rejoined[proof] : value[proof];
  return {
    column: worst(byBasis, column.flags),
    row: worst(Math.max(byRow, rejoined), row.flags),
    value: Math.max(read, evidence.against ? value.against[evidence.against] : 0),
  };
}

/** The chance that row, column, code and value are all right, and what a reader should do about it. */
export function confidenceOf(fact: Fact, table: Pick<Table, 'origin' | 'flags'>, evidence: Evidence, rules: CalibrationRules): Confidence {
  const risks = risksOf(fact, table, evidence, rules);
  const score = (1 - risks.column) * (1 - risks.row) * (1 - risks.value);
  const bases = fact.basis.filter((basis) => COLUMN_BASES.includes(basis));
  // What a person has to decide is never high, however well it fits: a choice among several, or a broken equation.
  // A broken sum nobody could explain leaves only those high that another sum of their column confirms.
  const doubtful =
    bases.includes('guess') ||
    bases.length === 0 ||
    evidence.against === 'blamed' ||
    evidence.against === 'suspect' ||
    (evidence.against === 'witness' && evidence.column === 0);
  // A witness that is confirmed otherwise is as good as any other.
  const sound = evidence.against === 'witness' && !doubtful ? score / (1 - risks.value) : score;
  const level = sound >= rules.levels.high && !doubtful ? 'high' : score >= rules.levels.medium ? 'medium' : 'low';
  return { level, score: Math.round((level === 'high' ? sound : score) * 10_000) / 10_000 };
}
