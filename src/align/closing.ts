import type { Equation } from '../../rules/identities/network.js';
import { roundingSlack } from '../../rules/identities/scale.js';
import { figureAt, type Placement } from './placements.js';
import { possibleFigures, type Constraint, type Variable } from './propagate.js';

/** A row whose likeliest columns, together with those of its sisters, make a known total: what is struck out, and why. */
export interface Closed {
  readonly variable: number;
  readonly placements: readonly Placement[];
  readonly equation: Equation;
}

/** Rows that may stand otherwise than is likeliest for the sum to close. */
const MOST_EXCEPTIONS = 2;
/** Ways, at most, that a wrong choice would have closed the sum by accident. */
const ACCIDENT = 0.0005;
/** Alternatives of all rows of one sum, beyond which it is not looked at. */
const MOST_ALTERNATIVES = 4_000;

/** An alternative of a row: what it would add to the columns of the sum, compared with the likeliest. */
interface Alternative {
  readonly row: number;
  readonly vector: readonly number[];
}

/**
 * Many rows, two columns each could stand under, one total: too many combinations close the sum for any of them to be proved.
 * But what codes say of columns (301 is pay, hence 人员经费 and 基本支出) is known beforehand and owes the sum nothing. When the
 * likeliest choice of every row, or that choice but for one or two rows, makes the total of every column to the last digit, an
 * error would have to be made good by another of exactly the same size. Rows that could change places with another of the same
 * figure without the sums noticing, or whose figure rounding could hide, stay open.
 *
 * Worked case: 预算06表 of a Beijing bureau in 2026 lists 70 economic subjects `3,720.582000 3,720.582000` under 合计 | 人员经费 |
 * 公用经费. 301 and 303 under 人员经费 and the rest under 公用经费 add up to both printed totals, six decimals each.
 *
 * `score`: log-likelihood of a row's placement from what was known before any sum. Linear in the rows of the sum.
 */
export function closing(constraints: readonly Constraint[], variables: readonly Variable[], score: (variable: number, placement: Placement) => number): Closed[] {
  const open = [...new Set(constraints.flatMap(({ terms }) => terms.map(({ variable }) => variable)))].filter((variable) => variables[variable]!.placements.length > 1);
  if (open.length < 2 || constraints.some(({ terms }) => terms.some(({ left, variable, column }) => left && possibleFigures(variables[variable]!, column).values.length > 1))) return [];
  const isOpen = new Set(open);
  const signs = new Map<number, { readonly n: number; readonly column: number; readonly weight: number }[]>();
  /** Left minus what stands fixed on the right, by column. */
  const residual = constraints.map(() => 0);
  let range = 0;
  constraints.forEach(({ terms }, n) => {
    for (const { variable, column, sign, left } of terms) {
      const weight = (left ? 1 : -1) * sign;
      if (!left && isOpen.has(variable)) {
        const list = signs.get(variable);
        if (list) list.push({ n, column, weight });
        else signs.set(variable, [{ n, column, weight }]);
        continue;
      }
      const value = possibleFigures(variables[variable]!, column).values[0]!;
      residual[n]! += weight * value;
      if (left) range = Math.max(range, Math.abs(value));
    }
  });
  const unit = Math.max(...constraints.map((constraint) => (constraint.exact ? 1 : constraint.unit)));
  range /= unit;

  /** Best placement of each row for every vector it can add, the likeliest first. */
  const rows = open.filter((variable) => signs.has(variable)).map((variable) => {
    const { placements, figures } = variables[variable]!;
    const byVector = new Map<string, { vector: number[]; best: number }>();
    for (const placement of placements) {
      const vector = constraints.map(() => 0);
      for (const { n, column, weight } of signs.get(variable)!) vector[n]! += weight * figureAt(placement, figures, column);
      const own = score(variable, placement);
      const key = vector.join();
      const known = byVector.get(key);
      if (!known) byVector.set(key, { vector, best: own });
      else known.best = Math.max(known.best, own);
    }
    return { variable, vectors: [...byVector.values()].sort((a, b) => b.best - a.best).map(({ vector }) => vector) };
  });
  const alternatives = rows.reduce((sum, row) => sum + row.vectors.length - 1, 0);
  if (alternatives === 0 || alternatives > MOST_ALTERNATIVES) return [];
  for (const { vectors } of rows) vectors[0]!.forEach((value, n) => (residual[n]! += value));

  const exceptions = exceptionsFor(residual, rows.map(({ vectors }) => vectors), range, constraints);
  if (!exceptions) return [];
  const chosen = rows.map(({ vectors }, r) => exceptions.get(r) ?? vectors[0]!);
  // What a row would change, on one number: changes that cancel have opposite ones, but for what rounding hides.
  const slack = constraints.map((constraint) => (constraint.exact ? 0 : 2 * roundingSlack(constraint.terms.length) * constraint.unit));
  const hidden = slack.reduce((sum, each, n) => sum + (n + 1) * each, 0);
  const changeOf = (r: number, vector: readonly number[]): number => vector.reduce((sum, value, n) => sum + (n + 1) * (value - chosen[r]![n]!), 0);
  const changes = rows.flatMap(({ vectors }, r) => vectors.filter((vector) => vector !== chosen[r]).map((vector) => ({ r, by: changeOf(r, vector) }))).sort((x, y) => x.by - y.by);
  const cancelled = (r: number, by: number): boolean => {
    if (Math.abs(by) <= hidden) return true;
    let from = 0;
    let to = changes.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (changes[middle]!.by < -by - hidden) from = middle + 1;
      else to = middle;
    }
    for (let at = from; at < changes.length && changes[at]!.by <= -by + hidden; at++) if (changes[at]!.r !== r) return true;
    return false;
  };
  return rows.flatMap(({ variable, vectors }, r): Closed[] => {
    if (vectors.some((vector) => vector !== chosen[r] && cancelled(r, changeOf(r, vector)))) return [];
    const { placements, figures } = variables[variable]!;
    const kept = placements.filter((placement) => {
      const vector = constraints.map(() => 0);
      for (const { n, column, weight } of signs.get(variable)!) vector[n]! += weight * figureAt(placement, figures, column);
      return vector.every((value, n) => value === chosen[r]![n]);
    });
    return kept.length < placements.length ? [{ variable, placements: kept, equation: constraints[0]!.equation }] : [];
  });
}

/** The fewest rows that must stand otherwise for every column to close, and how; null where none, or more than one way, does. */
function exceptionsFor(residual: readonly number[], rows: readonly (readonly (readonly number[])[])[], range: number, constraints: readonly Constraint[]): Map<number, readonly number[]> | null {
  const parts = constraints[0]!.terms.length;
  const slack = constraints.map((constraint) => (constraint.exact ? 0 : roundingSlack(parts) * constraint.unit));
  const within = residual.every((gap, n) => Math.abs(gap) <= slack[n]!);
  const loose = residual.some((gap) => gap !== 0);
  if (within) return (loose ? 2 * roundingSlack(parts) + 1 : 1) / range <= ACCIDENT ? new Map() : null;
  const alternatives: Alternative[] = rows.flatMap((vectors, row) => vectors.slice(1).map((vector) => ({ row, vector })));
  // Taking an alternative adds (vector − likeliest) to the residual: it must bring it to nothing.
  const needed = new Map<string, Alternative[]>();
  for (const each of alternatives) {
    const key = each.vector.map((value, n) => value - rows[each.row]![0]![n]!).join();
    const list = needed.get(key);
    if (list) list.push(each);
    else needed.set(key, [each]);
  }
  const target = residual.map((gap) => 0 - gap);
  if (alternatives.length / range > ACCIDENT) return null;
  const one = needed.get(target.join()) ?? [];
  if (one.length > 0) return one.length === 1 ? new Map([[one[0]!.row, one[0]!.vector]]) : null;
  if (MOST_EXCEPTIONS < 2 || alternatives.length ** 2 / 2 / range > ACCIDENT) return null;
  const pairs: (readonly [Alternative, Alternative])[] = [];
  for (const first of alternatives) {
    const rest = target.map((value, n) => value - (first.vector[n]! - rows[first.row]![0]![n]!)).join();
    for (const second of needed.get(rest) ?? []) {
      if (second.row > first.row) pairs.push([first, second]);
      if (pairs.length > 1) return null;
    }
  }
  return pairs.length === 1 ? new Map(pairs[0]!.map(({ row, vector }) => [row, vector])) : null;
}
