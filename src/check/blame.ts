import type { CellKey, Tried } from './evaluate.js';

/** What a set of broken equations comes down to. */
export interface Blame {
  /** One cell, or the few of which one must be wrong; empty when every cell is confirmed elsewhere. */
  readonly cells: readonly CellKey[];
  /** What would have to be added to the cell for the equations to hold, at the common scale. */
  readonly correction: number;
  /** The broken equations this explains. */
  readonly explains: readonly Tried[];
}

/** Cells of one equation that may be named together; with more, only its total is. */
const MOST_SUSPECTS = 4;

/**
 * The smallest set of cells that explains the broken equations: again and again the cell whose correction mends most and
 * breaks least. A correction that breaks as many equations as it mends explains nothing.
 *
 * Worked case: 合计 = Σ类 fails by 10 in one column and 合计 = 基本 + 项目 fails by 10 in the row of one 类: only the cell
 * where the two meet mends both.
 */
export function blame(broken: readonly Tried[], standing: readonly Tried[]): Blame[] {
  const holding = new Map<CellKey, number>();
  for (const tried of standing) {
    if (tried.equation.relation !== '=' || !tried.equation.must || !tried.telling) continue;
    for (const { key } of tried.terms) holding.set(key, (holding.get(key) ?? 0) + 1);
  }
  const blames: Blame[] = [];
  let left = [...broken];
  while (left.length > 0) {
    const best = candidates(left, holding);
    if (best.length === 0) break;
    const [first] = best;
    const explains = first!.mends;
    const cells = best.filter((each) => each.mends.length === explains.length && each.mends.every((tried) => explains.includes(tried))).map((each) => each.key);
    blames.push({ cells: cells.length <= MOST_SUSPECTS ? cells : totalsOf(explains), correction: first!.correction, explains });
    left = left.filter((tried) => !explains.includes(tried));
  }
  for (const tried of left) blames.push({ cells: [], correction: -tried.gap, explains: [tried] });
  return blames;
}

interface Suspect {
  readonly key: CellKey;
  readonly correction: number;
  readonly mends: readonly Tried[];
  readonly score: number;
}

/** Suspects of the highest score above nothing; printed cells before blank ones. */
function candidates(broken: readonly Tried[], holding: ReadonlyMap<CellKey, number>): Suspect[] {
  const asked = new Map<CellKey, { printed: boolean; corrections: Map<number, Tried[]> }>();
  for (const tried of broken) {
    for (const { key, weight, printed } of tried.terms) {
      const entry = asked.get(key) ?? { printed, corrections: new Map<number, Tried[]>() };
      const correction = -tried.gap * weight;
      entry.corrections.set(correction, [...(entry.corrections.get(correction) ?? []), tried]);
      asked.set(key, entry);
    }
  }
  const suspects: Suspect[] = [];
  for (const [key, { printed, corrections }] of asked) {
    for (const [correction, mends] of corrections) {
      const score = mends.length - (holding.get(key) ?? 0) - (printed ? 0 : 0.5);
      if (score > 0) suspects.push({ key, correction, mends, score });
    }
  }
  const highest = Math.max(...suspects.map((suspect) => suspect.score));
  return suspects.filter((suspect) => suspect.score === highest);
}

const totalsOf = (tried: readonly Tried[]): CellKey[] => [...new Set(tried.map((each) => each.terms[0]!.key))];
