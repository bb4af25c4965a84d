import type { ColumnIdentity } from '../../rules/identities/network.js';
import { roundingSlack } from '../../rules/identities/scale.js';

/** Placements looked at for one row before it is given up as too wide: 12 columns of 24 would be 2.7 million. */
const MOST_PLACEMENTS = 20_000;
/** Placements kept for one row; with more the row is left to the likeliest. */
const MOST_KEPT = 1_500;

/** Where each of k figures of a row stands: column indexes, rising. */
export type Placement = readonly number[];

/** What a placement leaves of an identity: 0 exact, 1 within rounding, 2 broken. */
export type Verdict = 0 | 1 | 2;

const combinations = new Map<string, readonly (readonly number[])[] | null>();

/** Rising choices of k out of n positions; null when there are too many. */
export function choices(n: number, k: number): readonly (readonly number[])[] | null {
  const key = `${n},${k}`;
  const known = combinations.get(key);
  if (known !== undefined) return known;
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  let all: number[][] | null = null;
  if (count <= MOST_PLACEMENTS) {
    all = [];
    const pick = (from: number, chosen: number[]) => {
      if (chosen.length === k) {
        all!.push(chosen);
        return;
      }
      for (let i = from; i <= n - (k - chosen.length); i++) pick(i + 1, [...chosen, i]);
    };
    pick(0, []);
  }
  combinations.set(key, all);
  return all;
}

/** The figure a placement puts under a column; 0 for none. */
export function figureAt(placement: Placement, figures: readonly number[], column: number): number {
  for (let i = 0; i < placement.length; i++) {
    if (placement[i] === column) return figures[i]!;
  }
  return 0;
}

/** `unit` is one unit of the last printed digit. */
export function judge(identity: ColumnIdentity, placement: Placement, figures: readonly number[], unit: number): Verdict {
  const left = figureAt(placement, figures, identity.left);
  let gap = left;
  let parts = 0;
  for (const { column, sign } of identity.parts) {
    const figure = figureAt(placement, figures, column);
    if (figure !== 0) parts++;
    gap -= sign * figure;
  }
  if (gap === 0) return 0;
  // Below nothing the larger figure may be the part.
  if (identity.relation === '>=' && (gap > 0 || left < 0 || gap > left)) return 0;
  // A total of nothing has nothing under it; but a total may print where each part rounds away: 0.26 0.25, 0.01.
  if (left === 0) return 2;
  return Math.abs(gap) <= Math.max(1, roundingSlack(parts)) * unit ? 1 : 2;
}

/**
 * The order-preserving placements of a row's figures, columns already known kept.
 * null when there are more than can be looked at.
 */
export function placementsOf(columns: readonly number[], cells: readonly { readonly column: number | null }[]): Placement[] | null {
  if (cells.every((cell) => cell.column !== null)) return [cells.map((cell) => cell.column!)];
  const all = choices(columns.length, cells.length);
  if (!all) return null;
  const placed = all.map((choice) => choice.map((position) => columns[position]!));
  return placed.filter((placement) => cells.every((cell, i) => cell.column === null || cell.column === placement[i]));
}

/** Steps of one search for the placements of a wide row. */
const MOST_STEPS = 200_000;

/**
 * The placements of a row too wide to list them all, column by column from the left: an identity is asked as soon as all its columns
 * are decided, so that of 27 columns in three groups only what each group allows is followed. null when the identities leave too many.
 */
export function searchPlacements(columns: readonly number[], cells: readonly { readonly column: number | null }[], figures: readonly number[], unit: number, identities: readonly ColumnIdentity[]): readonly Placement[] | null {
  const order = new Map(columns.map((column, i) => [column, i]));
  const due: ColumnIdentity[][] = columns.map(() => []);
  for (const identity of identities) due[Math.max(...[identity.left, ...identity.parts.map((part) => part.column)].map((column) => order.get(column) ?? 0))]!.push(identity);
  const found: Placement[] = [];
  const chosen: number[] = [];
  let steps = 0;
  /** False when there is no end to it. */
  const follow = (at: number): boolean => {
    if (++steps > MOST_STEPS || found.length > MOST_KEPT) return false;
    if (at === columns.length) {
      found.push([...chosen]);
      return true;
    }
    const placed = chosen.length;
    const holds = () => due[at]!.every((identity) => judge(identity, chosen, figures, unit) < 2);
    const cell = cells[placed];
    if (cell && (cell.column === null || cell.column === columns[at])) {
      chosen.push(columns[at]!);
      const goesOn = !holds() || follow(at + 1);
      chosen.pop();
      if (!goesOn) return false;
    }
    return cells.length - placed > columns.length - at - 1 || !holds() || follow(at + 1);
  };
  return follow(0) && found.length > 0 ? found : null;
}

/** What is left of the placements when the identities have spoken, and which of them struck some out. */
export interface Filtered {
  readonly placements: readonly Placement[];
  readonly used: readonly ColumnIdentity[];
  /** Identities no placement satisfies together with the others. */
  readonly broken: readonly ColumnIdentity[];
}

/** Strike out the placements an identity forbids. When none is left, keep those that break the fewest. */
export function filterByIdentities(all: readonly Placement[], figures: readonly number[], unit: number, identities: readonly ColumnIdentity[]): Filtered {
  const used: ColumnIdentity[] = [];
  let left = all;
  for (const identity of identities) {
    const kept = left.filter((placement) => judge(identity, placement, figures, unit) < 2);
    if (kept.length === left.length) continue;
    if (kept.length === 0) return fewestBroken(all, figures, unit, identities);
    used.push(identity);
    left = kept;
  }
  return { placements: left.slice(0, MOST_KEPT), used, broken: [] };
}

function fewestBroken(all: readonly Placement[], figures: readonly number[], unit: number, identities: readonly ColumnIdentity[]): Filtered {
  let fewest = Infinity;
  let best: Placement[] = [];
  for (const placement of all) {
    const count = identities.filter((identity) => judge(identity, placement, figures, unit) === 2).length;
    if (count < fewest) {
      fewest = count;
      best = [];
    }
    if (count === fewest && best.length < MOST_KEPT) best.push(placement);
  }
  const broken = identities.filter((identity) => best.every((placement) => judge(identity, placement, figures, unit) === 2));
  return { placements: best, used: identities.filter((identity) => !broken.includes(identity)), broken: broken.length > 0 ? broken : identities };
}
