import type { Equation } from '../../rules/identities/network.js';
import { roundingSlack } from '../../rules/identities/scale.js';
import { groupBy } from '../model/group-by.js';
import { figureAt, type Placement } from './placements.js';
import { possibleFigures, type Constraint, type Variable } from './propagate.js';

/** A row whose likeliest columns, together with those of its sisters, make a known total: what is struck out, and why. */
export interface Closed {
  readonly variable: number;
  readonly placements: readonly Placement[];
  readonly equation: Equation;
}

/** Rows that may stand otherwise than is likeliest for the sum to close. */
const MOST_EXCEPTIONS = 6;
/** Sets of alternatives of one half, at most. */
const MOST_HALVES = 250_000;
/** Ways, at most, that a wrong choice would have closed the sum by accident. */
const ACCIDENT = 0.0005;
/** Choices that close a sum, beyond which they tell nothing. */
const MOST_SOLUTIONS = 64;
/** Alternatives of all rows of one sum, beyond which it is not looked at. */
const MOST_ALTERNATIVES = 4_000;

/** Rows standing otherwise than is likeliest: one, or all of a kind that stand alike; what each would add to the columns of the sum. */
interface Alternative {
  readonly rows: readonly number[];
  readonly vectors: readonly (readonly number[])[];
  readonly by: number;
}

/** What a row can add to the columns of the sum, and the columns its figures stand under then. */
interface Way {
  readonly columns: string;
  readonly vector: readonly number[];
  best: number;
}

/** Sets of alternatives that may still be looked at in a document: keeps the whole linear. */
export interface Budget {
  left: number;
}

/**
 * Many rows, two columns each could stand under, one total: too many combinations close the sum for any of them to be proved.
 * But what codes say of columns (301 is pay, hence 人员经费 and 基本支出) is known beforehand and owes the sum nothing. When the
 * likeliest choice of every row, or that choice but for a few rows, makes the total of every column to the last digit, an
 * error would have to be made good by another of exactly the same size. Rows that could change places with another of the same
 * figure without the sums noticing, or whose figure rounding could hide, stay open.
 *
 * Worked case: 预算06表 of a Beijing bureau in 2026 lists 70 economic subjects `3,720.582000 3,720.582000` under 合计 | 人员经费 |
 * 公用经费. 301 and 303 under 人员经费 and the rest under 公用经费 add up to both printed totals, six decimals each.
 *
 * Rows of a kind go together: where the running costs of a school are 基本支出 and not, as usual, 项目支出, all are. Such rows
 * standing otherwise count as one exception.
 *
 * `score`: log-likelihood of a row's placement from what was known before any sum. `kindsOf`: kinds a row is of, by its codes.
 * Linear in the rows of the sum.
 */
export function closing(constraints: readonly Constraint[], variables: readonly Variable[], score: (variable: number, placement: Placement) => number, kindsOf: (variable: number) => readonly string[], budget: Budget): Closed[] {
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
    const byVector = new Map<string, Way>();
    for (const placement of placements) {
      const vector = constraints.map(() => 0);
      for (const { n, column, weight } of signs.get(variable)!) vector[n]! += weight * figureAt(placement, figures, column);
      const own = score(variable, placement);
      const key = vector.join();
      const known = byVector.get(key);
      if (!known) byVector.set(key, { columns: placement.join(), vector, best: own });
      else known.best = Math.max(known.best, own);
    }
    const ways = [...byVector.values()].sort((a, b) => b.best - a.best);
    return { variable, ways, vectors: ways.map(({ vector }) => vector) };
  });
  const alternatives = rows.reduce((sum, row) => sum + row.vectors.length - 1, 0);
  if (alternatives === 0 || alternatives > MOST_ALTERNATIVES) return [];
  for (const { vectors } of rows) {
    vectors[0]!.forEach((value, n) => {
      residual[n]! += value;
    });
  }

  const exceptions = exceptionsFor(residual, rows.map(({ vectors }) => vectors), rowsOfAKind(rows, kindsOf), range, constraints, budget);
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
    if (exceptions.get(r) === null || vectors.some((vector) => vector !== chosen[r] && cancelled(r, changeOf(r, vector)))) return [];
    const { placements, figures } = variables[variable]!;
    const kept = placements.filter((placement) => {
      const vector = constraints.map(() => 0);
      for (const { n, column, weight } of signs.get(variable)!) vector[n]! += weight * figureAt(placement, figures, column);
      return vector.every((value, n) => value === chosen[r]![n]);
    });
    return kept.length < placements.length ? [{ variable, placements: kept, equation: constraints[0]!.equation }] : [];
  });
}

/** Rows of one kind whose likeliest columns are the same, moved to other columns together. */
function rowsOfAKind(rows: readonly { readonly variable: number; readonly ways: readonly Way[] }[], kindsOf: (variable: number) => readonly string[]): Alternative[] {
  const alike = new Map<string, { readonly rows: number[]; readonly vectors: (readonly number[])[] }>();
  rows.forEach(({ variable, ways }, r) => {
    const [first, ...others] = ways;
    for (const kind of kindsOf(variable)) {
      for (const way of others) {
        const key = `${kind} ${first!.columns}>${way.columns}`;
        const known = alike.get(key);
        if (known) {
          known.rows.push(r);
          known.vectors.push(way.vector);
        } else alike.set(key, { rows: [r], vectors: [way.vector] });
      }
    }
  });
  const found = new Map<string, Alternative>();
  for (const [key, group] of alike) {
    if (group.rows.length < 2) continue;
    // The same rows under two kinds are one exception.
    const same = `${group.rows.join()} ${key.slice(key.indexOf(' '))}`;
    if (found.has(same)) continue;
    const by = group.rows.reduce((sum, r, i) => sum + onOneNumber(group.vectors[i]!) - onOneNumber(rows[r]!.ways[0]!.vector), 0);
    found.set(same, { ...group, by });
  }
  return [...found.values()];
}

/** What rows add that stand otherwise than is likeliest; null: several choices close, and do not agree on this row. */
type Exceptions = Map<number, readonly number[] | null>;

/**
 * The fewest exceptions for every column to close, and how; null where none close, or too many ways do. Sets of one to six
 * exceptions are put together from two halves of at most three, matched by their sums. What other sets of as many, or of one
 * more, do otherwise is left open: small round figures make up for each other.
 */
function exceptionsFor(residual: readonly number[], rows: readonly (readonly (readonly number[])[])[], groups: readonly Alternative[], range: number, constraints: readonly Constraint[], budget: Budget): Exceptions | null {
  const parts = constraints[0]!.terms.length;
  const slack = constraints.map((constraint) => (constraint.exact ? 0 : roundingSlack(parts) * constraint.unit));
  const within = residual.every((gap, n) => Math.abs(gap) <= slack[n]!);
  const loose = residual.some((gap) => gap !== 0);
  if (within) return (loose ? 2 * roundingSlack(parts) + 1 : 1) / range <= ACCIDENT ? new Map() : null;
  // Taking an alternative adds (vector − likeliest) to the residual: all taken must bring it to nothing.
  const single = rows.flatMap((vectors, row) => vectors.slice(1).map((vector): Alternative => ({ rows: [row], vectors: [vector], by: onOneNumber(vector) - onOneNumber(vectors[0]!) })));
  const alternatives = [...single, ...groups];
  const target = -onOneNumber(residual);
  const closes = (set: readonly Alternative[]): boolean => {
    const moved = set.flatMap((each) => each.rows);
    if (new Set(moved).size < moved.length) return false;
    return residual.every((gap, n) => gap + set.reduce((sum, each) => sum + each.rows.reduce((own, row, i) => own + each.vectors[i]![n]! - rows[row]![0]![n]!, 0), 0) === 0);
  };
  const halves: (readonly Half[])[] = [[{ set: [], by: 0 }]];
  const indexes: ReadonlyMap<number, readonly Half[]>[] = [new Map([[0, halves[0]!]])];
  const solutions = new Map<string, readonly Alternative[]>();
  let fewest = Infinity;
  let ways = 1;
  for (let count = 1; count <= Math.min(MOST_EXCEPTIONS, fewest + 1); count++) {
    ways *= (alternatives.length - count + 1) / count;
    if (ways <= 0 || (fewest > count && ways / range > ACCIDENT)) return null;
    const [more, less] = [Math.ceil(count / 2), Math.floor(count / 2)];
    if (!halves[more]) {
      const grown = grow(halves[more - 1]!, alternatives, budget);
      if (!grown) break;
      halves[more] = grown;
      indexes[more] = groupBy(grown, ({ by }) => by);
    }
    for (const half of halves[more]!) {
      for (const other of indexes[less]!.get(target - half.by) ?? []) {
        const set = [...half.set, ...other.set].sort((x, y) => x - y);
        const taken = set.map((at) => alternatives[at]!);
        if (new Set(set).size === set.length && closes(taken)) solutions.set(set.join(), taken);
        if (solutions.size > MOST_SOLUTIONS) return null;
      }
    }
    if (solutions.size > 0) fewest = Math.min(fewest, count);
  }
  return solutions.size === 0 ? null : agreed([...solutions.values()]);
}

/** What all solutions do with each row some of them move. */
function agreed(solutions: readonly (readonly Alternative[])[]): Exceptions {
  const moves = solutions.map((set) => new Map(set.flatMap((each) => each.rows.map((row, i): [number, readonly number[]] => [row, each.vectors[i]!]))));
  const moved = new Set(moves.flatMap((each) => [...each.keys()]));
  return new Map([...moved].map((row) => {
    const vector = moves[0]!.get(row);
    return [row, vector && moves.every((each) => each.get(row)?.join() === vector.join()) ? vector : null];
  }));
}

/** Some alternatives by index, rising, and their sum on one number. */
interface Half {
  readonly set: readonly number[];
  readonly by: number;
}

/** Several columns on one number: equal vectors have equal ones; what falls together by accident is looked at again. */
const onOneNumber = (vector: readonly number[]): number => vector.reduce((sum, value, n) => sum + (2 * n + 1) * value, 0);

/** Every set with one alternative more; null when the document's budget is spent. */
function grow(halves: readonly Half[], alternatives: readonly Alternative[], budget: Budget): Half[] | null {
  const size = halves.length * alternatives.length;
  if (size > MOST_HALVES || size > budget.left) return null;
  budget.left -= size;
  const grown: Half[] = [];
  for (const { set, by } of halves) for (let at = (set.at(-1) ?? -1) + 1; at < alternatives.length; at++) grown.push({ set: [...set, at], by: by + alternatives[at]!.by });
  return grown;
}

