import type { CellKey, Tried } from './evaluate.js';

/** One explanation of broken equations, and what it would take to mend them. */
export interface Blame {
  /**
   * `figure`: one figure is wrong; `moved`: a figure stands under the wrong column; `exchanged`: two figures of a row have
   * changed places; `unplaced`: a row of a dump whose figures no placement reconciles; `row-twice`: a row is counted twice; `row-missing`: a row is not there; `unexplained`: nothing singles out
   * a cell.
   */
  readonly what: 'figure' | 'moved' | 'exchanged' | 'unplaced' | 'row-twice' | 'row-missing' | 'unexplained';
  /** The cells to blame: where several, one of them (`figure`) or all together; may be blank cells. */
  readonly cells: readonly CellKey[];
  /** What would have to be added to the first cell for the equations to hold, at the common scale. */
  readonly correction: number;
  /** The broken equations this explains. */
  readonly explains: readonly Tried[];
}

/** Cells of one equation that may be named together; with more, only its total is. */
const MOST_SUSPECTS = 4;

/**
 * The smallest set of cells that explains the broken equations. First single figures: again and again the cell whose
 * correction mends most and breaks least; a correction that breaks as many equations as it mends explains nothing. What is
 * left are sums whose rows are sound in themselves: a figure moved to another column, a row read twice, a row not there.
 *
 * Worked case: 合计 = Σ类 fails by 10 in one column and 合计 = 基本 + 项目 fails by 10 in the row of one 类: only the cell
 * where the two meet mends both. When 基本支出 of a 款 is short by 43.69 and its 项目支出 is over by 43.69, and one 项 prints
 * 43.69 under 项目支出 and nothing under 基本支出, that figure has moved.
 */
export function blame(broken: readonly Tried[], standing: readonly Tried[], figures: ReadonlyMap<CellKey, number>): Blame[] {
  const holding = new Map<CellKey, number>();
  /** Of them, those that would break if the figure stood in another column. */
  const holdingColumn = new Map<CellKey, number>();
  for (const tried of standing) {
    if (tried.equation.relation !== '=' || !tried.equation.must || !tried.telling) continue;
    for (const { key } of tried.terms) {
      holding.set(key, (holding.get(key) ?? 0) + 1);
      if (tried.equation.kind !== 'identity') holdingColumn.set(key, (holdingColumn.get(key) ?? 0) + 1);
    }
  }
  const blames: Blame[] = [];
  let left = [...broken];
  const take = (blamed: Blame) => {
    blames.push(blamed);
    const done = new Set(blamed.explains);
    left = left.filter((tried) => !done.has(tried));
  };
  for (;;) {
    const best = candidates(left, holding, figures, 2);
    if (best.length === 0) break;
    take(figureBlame(best));
  }
  const groups = groupsOf(left);
  const moves = groups.map((group) => movedFigures(group, figures));
  groups.forEach((group, g) => {
    if (group.some((tried) => !left.includes(tried))) return; // explained with another group
    const found = onlyMove(g, groups, moves, holdingColumn, figures) ?? rowTwice(group, figures) ?? rowMissing(group);
    if (found) take(found);
  });
  for (;;) {
    const best = candidates(left, holding, figures, 1);
    if (best.length === 0) break;
    take(figureBlame(best));
  }
  for (const tried of left) blames.push({ what: 'unexplained', cells: [], correction: -tried.gap, explains: [tried] });
  return blames;
}

interface Suspect {
  readonly key: CellKey;
  readonly correction: number;
  readonly mends: readonly Tried[];
  readonly score: number;
}

function figureBlame(best: readonly Suspect[]): Blame {
  const { mends: explains, correction } = best[0]!;
  const cells = best.filter((each) => each.mends.length === explains.length && each.mends.every((tried) => explains.includes(tried))).map((each) => each.key);
  return { what: 'figure', cells: cells.length <= MOST_SUSPECTS ? cells : totalsOf(explains), correction, explains };
}

/**
 * Suspects of the highest score above nothing that mend at least `least` equations; printed cells before blank ones. What would
 * have to be less than nothing is no suspect: nobody forgets a negative figure.
 */
function candidates(broken: readonly Tried[], holding: ReadonlyMap<CellKey, number>, figures: ReadonlyMap<CellKey, number>, least: number): Suspect[] {
  const asked = new Map<CellKey, { printed: boolean; corrections: Map<number, Tried[]> }>();
  for (const tried of broken) {
    for (const { key, weight, printed } of tried.terms) {
      let entry = asked.get(key);
      if (!entry) asked.set(key, (entry = { printed, corrections: new Map() }));
      const correction = -tried.gap * weight;
      const list = entry.corrections.get(correction);
      if (list) list.push(tried);
      else entry.corrections.set(correction, [tried]);
    }
  }
  const suspects: Suspect[] = [];
  for (const [key, { printed, corrections }] of asked) {
    for (const [correction, mends] of corrections) {
      const figure = figures.get(key) ?? 0;
      if (figure >= 0 && figure + correction < 0) continue;
      const score = mends.length - (holding.get(key) ?? 0) - (printed ? 0 : 0.5);
      if (mends.length >= least && score > 0) suspects.push({ key, correction, mends, score });
    }
  }
  const highest = suspects.reduce((most, suspect) => Math.max(most, suspect.score), 0);
  return suspects.filter((suspect) => suspect.score === highest);
}

const totalsOf = (tried: readonly Tried[]): CellKey[] => [...new Set(tried.map((each) => each.terms[0]!.key))];

/** Broken sums of the same rows in different columns. */
const groupsOf = (broken: readonly Tried[]): Tried[][] => {
  const groups = new Map<string, Tried[]>();
  for (const tried of broken) {
    if (tried.equation.kind !== 'hierarchy') continue;
    const list = groups.get(tried.equation.group);
    if (list) list.push(tried);
    else groups.set(tried.equation.group, [tried]);
  }
  return [...groups.values()];
};

/** Cells of a row, one under each of two columns: `from` has to give its figure to `to`, or both have to change places. */
interface Move {
  readonly from: CellKey;
  readonly to: CellKey;
  readonly exchanged: boolean;
}

/** Two columns of a sum are off by the same amount, one over and one short: a figure of one of the rows stands in the other column. */
function movedFigures(group: readonly Tried[], figures: ReadonlyMap<CellKey, number>): Move[] {
  if (group.length !== 2) return [];
  const [one, other] = group as [Tried, Tried];
  if (one.gap !== -other.gap || one.terms.length !== other.terms.length) return [];
  const moves = one.terms.flatMap((term, i): Move[] => {
    const twin = other.terms[i]!;
    // What the row would have under each column with the gap taken back.
    const here = figures.get(term.key) ?? 0;
    const there = figures.get(twin.key) ?? 0;
    const correction = -one.gap * term.weight;
    if (here + correction !== there || there - correction !== here) return [];
    const exchanged = here !== 0 && there !== 0;
    return [here === 0 ? { from: twin.key, to: term.key, exchanged } : { from: term.key, to: twin.key, exchanged }];
  });
  const moved = moves.filter((move) => !move.exchanged);
  return moved.length > 0 ? moved : moves;
}

/** The move that explains a sum: one that explains another sum as well (as a part there, as the total here), else the only one that breaks fewest of those that hold. */
function onlyMove(g: number, groups: readonly (readonly Tried[])[], moves: readonly (readonly Move[])[], holding: ReadonlyMap<CellKey, number>, figures: ReadonlyMap<CellKey, number>): Blame | null {
  const also = (move: Move): number[] => groups.flatMap((_, other) => (other !== g && moves[other]!.some((each) => each.from === move.from && each.to === move.to) ? [other] : []));
  const own = moves[g]!;
  const shared = own.filter((move) => also(move).length > 0);
  const breaks = ({ from, to }: Move): number => (holding.get(from) ?? 0) + (holding.get(to) ?? 0);
  const fewest = Math.min(...own.map(breaks));
  const best = shared.length > 0 ? shared : own.filter((move) => breaks(move) === fewest);
  if (best.length !== 1) return null;
  const { from, to, exchanged } = best[0]!;
  return { what: exchanged ? 'exchanged' : 'moved', cells: [from, to], correction: -(figures.get(from) ?? 0), explains: [g, ...also(best[0]!)].flatMap((each) => groups[each]!) };
}

/** In every column a sum's parts are over by what one of the rows prints: that row is counted twice. */
function rowTwice(group: readonly Tried[], figures: ReadonlyMap<CellKey, number>): Blame | null {
  const [first] = group;
  const found: number[] = [];
  first!.terms.forEach((term, i) => {
    if (term.weight > 0) return;
    const fits = group.every((tried) => tried.terms.length === first!.terms.length && tried.gap === -(figures.get(tried.terms[i]!.key) ?? 0));
    if (fits) found.push(i);
  });
  // The row and its double print the same: the later of the two is named.
  const rows = found.map((i) => group.map((tried) => figures.get(tried.terms[i]!.key)).join());
  if (found.length === 0 || new Set(rows).size > 1) return null;
  const cells = group.map((tried) => tried.terms[found.at(-1)!]!.key);
  return { what: 'row-twice', cells, correction: -(figures.get(cells[0]!) ?? 0), explains: group };
}

/** In several columns a sum's parts fall short, and nothing in its rows is wrong: a part is not there. */
function rowMissing(group: readonly Tried[]): Blame | null {
  if (group.length < 2 || group.some((tried) => tried.gap <= 0)) return null;
  return { what: 'row-missing', cells: [], correction: -group[0]!.gap, explains: group };
}
