import type { Equation } from '../../rules/identities/network.js';
import { roundingSlack } from '../../rules/identities/scale.js';
import { figureAt, type Placement } from './placements.js';

/** A row whose figures are to be placed. */
export interface Variable {
  readonly table: number;
  readonly row: number;
  /** Exact figures as whole numbers at the document's common scale. */
  readonly figures: readonly number[];
  /** One unit of the last printed digit of its table. */
  readonly unit: number;
  placements: readonly Placement[];
  /** Equations that struck out a placement of this row. */
  readonly struckBy: Set<Equation>;
  /** Sums that its likeliest columns, with those of its sisters, make to the last digit. */
  readonly closedBy: Set<Equation>;
  /** Something it took part in is at odds: nothing of it may be called proved. */
  tainted: boolean;
  /** Possible figures by column, kept until the placements change. */
  possible: Map<number, Possible>;
}

/** The figures a row may have under one column, 0 for none. */
export interface Possible {
  readonly values: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** The terms of an equation with their rows; `figure` of a row that cannot be read is never asked for. */
export interface Constraint {
  readonly equation: Equation;
  readonly terms: readonly { readonly variable: number; readonly column: number; readonly sign: 1 | -1; readonly left: boolean }[];
  /** One unit of the last printed digit, of the coarsest table taking part. */
  readonly unit: number;
  /** Every figure is printed to the fen: no rounding. */
  readonly exact: boolean;
  off: boolean;
}

export type Outcome = 'same' | 'struck' | 'impossible';

/** Combinations of possible figures looked at in one sum, in two halves: 28 rows of two possibilities. */
const MOST_COMBINATIONS = 2 ** 28;
/** Sums of one half. */
const MOST_SUMS = 2 ** 14;
/** Ways to close a sum beyond which it tells nothing. */
const MOST_SOLUTIONS = 64;
/** Sums expected, at most, to close by accident among the combinations tried, were the equation itself wrong (a lost row). */
const ACCIDENT = 0.01;

export function possibleFigures(variable: Variable, column: number): Possible {
  const known = variable.possible.get(column);
  if (known) return known;
  const values: number[] = [];
  let least = Infinity;
  let most = -Infinity;
  for (const placement of variable.placements) {
    const value = figureAt(placement, variable.figures, column);
    if (values.includes(value)) continue;
    values.push(value);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const possible = { values, least, most };
  variable.possible.set(column, possible);
  return possible;
}

/** Strike out the placements of the rows of one equation that no choice of the other rows can make good. */
export function revise(constraint: Constraint, variables: readonly Variable[], onStrike: (variable: number, placements: readonly Placement[]) => void): Outcome {
  const { equation, terms, unit, exact } = constraint;
  const equal = equation.relation === '=';
  let least = 0;
  let most = 0;
  let mayCount = 0;
  let allPositive = true;
  let leftBlank = equal;
  let open = 0;
  for (const term of terms) {
    const possible = possibleFigures(variables[term.variable]!, term.column);
    const positive = term.left === term.sign > 0;
    least += positive ? possible.least : -possible.most;
    most += positive ? possible.most : -possible.least;
    if (possible.values.length > 1) open++;
    const blank = possible.least === 0 && possible.most === 0;
    if (!term.left && !blank) mayCount++;
    if (term.left && !blank) leftBlank = false;
    if (positive !== term.left || possible.least < 0) allPositive = false;
  }
  // A total that prints nothing has nothing under it: parts of no figure round to no figure.
  const slack = exact || (leftBlank && allPositive && !equation.loose) ? 0 : roundingSlack(mayCount) * unit;
  if ((least > slack && equal) || most < -slack) return 'impossible';
  if (open === 0) return 'same';

  const allowed: (Set<number> | null)[] = terms.map(() => null);
  let bounded = false;
  terms.forEach((term, i) => {
    const { values, least: low, most: high } = possibleFigures(variables[term.variable]!, term.column);
    if (values.length === 1) return;
    const positive = term.left === term.sign > 0;
    // What the others add up to at most and at least, whatever this row has.
    const room = most - (positive ? high : -low);
    const load = least - (positive ? low : -high);
    const fits = (value: number) => (positive ? value : -value) + room >= -slack && (!equal || (positive ? value : -value) + load <= slack);
    if (values.every(fits)) return;
    allowed[i] = new Set(values.filter(fits));
    bounded = true;
  });
  if (equal && !bounded) {
    const domains = terms.map((term) => {
      const { values } = possibleFigures(variables[term.variable]!, term.column);
      return term.left === term.sign > 0 ? values : values.map((value) => 0 - value);
    });
    const combinations = domains.reduce((product, domain) => product * domain.length, 1);
    const accident = (combinations * (2 * slack + 1)) / Math.max(most - least, 1);
    if (combinations <= MOST_COMBINATIONS && (accident <= ACCIDENT || combinations <= 4)) {
      strikeBySums(domains, slack, allowed);
      terms.forEach((term, i) => {
        if (allowed[i] && term.left !== term.sign > 0) allowed[i] = new Set([...allowed[i]].map((value) => 0 - value));
      });
    }
  }

  let outcome: Outcome = 'same';
  for (let i = 0; i < terms.length; i++) {
    const kept = allowed[i];
    if (!kept) continue;
    const { variable: index, column } = terms[i]!;
    const variable = variables[index]!;
    const placements = variable.placements.filter((placement) => kept.has(figureAt(placement, variable.figures, column)));
    if (placements.length === variable.placements.length) continue;
    if (placements.length === 0) return 'impossible';
    onStrike(index, placements);
    outcome = 'struck';
  }
  return outcome;
}

/** Values of each term that some choice of the others completes to a closed sum: sums of two halves, matched. */
function strikeBySums(domains: readonly (readonly number[])[], slack: number, allowed: (Set<number> | null)[]): void {
  const open = domains.map((_, i) => i).filter((i) => domains[i]!.length > 1);
  const base = domains.reduce((sum, domain) => sum + (domain.length === 1 ? domain[0]! : 0), 0);
  // Balance the halves by size, so that neither is much larger than the other.
  const halves: [number[], number[]] = [[], []];
  const sizes = [1, 1];
  for (const i of [...open].sort((a, b) => domains[b]!.length - domains[a]!.length)) {
    const half = sizes[0]! <= sizes[1]! ? 0 : 1;
    halves[half]!.push(i);
    sizes[half]! *= domains[i]!.length;
  }
  if (sizes[0]! > MOST_SUMS || sizes[1]! > MOST_SUMS) return;
  const one = halfSums(halves[0], domains);
  const other = halfSums(halves[1], domains);
  const order = Array.from(other.keys()).sort((a, b) => other[a]! - other[b]!);
  const sorted = Float64Array.from(order, (at) => other[at]!);
  const seen = open.map(() => new Set<number>());
  let solutions = 0;
  for (let at = 0; at < one.length; at++) {
    const low = -slack - base - one[at]!;
    const high = slack - base - one[at]!;
    for (let n = firstAtLeast(sorted, low); n < sorted.length && sorted[n]! <= high; n++) {
      if (++solutions > MOST_SOLUTIONS) return;
      markChoice(halves[0], at, domains, open, seen);
      markChoice(halves[1], order[n]!, domains, open, seen);
    }
  }
  open.forEach((i, n) => {
    if (seen[n]!.size < domains[i]!.length) allowed[i] = seen[n]!;
  });
}

/** Sums of every choice of one value a term; the index of a sum spells the choice in mixed radix, first term fastest. */
function halfSums(terms: readonly number[], domains: readonly (readonly number[])[]): Float64Array {
  let sums = new Float64Array([0]);
  for (const i of terms) {
    const domain = domains[i]!;
    const next = new Float64Array(sums.length * domain.length);
    domain.forEach((value, n) => {
      for (let at = 0; at < sums.length; at++) next[n * sums.length + at] = sums[at]! + value;
    });
    sums = next;
  }
  return sums;
}

function markChoice(terms: readonly number[], index: number, domains: readonly (readonly number[])[], open: readonly number[], seen: readonly Set<number>[]): void {
  let rest = index;
  for (const i of terms) {
    const domain = domains[i]!;
    seen[open.indexOf(i)]!.add(domain[rest % domain.length]!);
    rest = Math.floor(rest / domain.length);
  }
}

/** Index of the first value of a sorted list that is not below `low`. */
function firstAtLeast(sorted: Float64Array, low: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < low) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Rows and equations of a document, narrowed until nothing changes. */
export class Propagation {
  /** Equations no choice of placements could satisfy, and whether that was so before any other had spoken. */
  readonly failed: { readonly constraint: Constraint; readonly alone: boolean }[] = [];
  private readonly touching: number[][];
  private readonly waiting = new Set<number>();

  constructor(
    readonly variables: readonly Variable[],
    readonly constraints: readonly Constraint[],
  ) {
    this.touching = variables.map(() => []);
    constraints.forEach((constraint, i) => {
      for (const variable of new Set(constraint.terms.map((term) => term.variable))) this.touching[variable]!.push(i);
    });
    this.first = variables.map((variable) => variable.placements);
  }
  private readonly first: readonly (readonly Placement[])[];

  /**
   * Ask these equations, and those their answers touch (of `among` only, where given), until nothing changes. A failing one is switched off. Those with a row that
   * is at odds with itself come last: what they say of other rows may be the consequence of a misprint, and proves nothing.
   */
  settle(constraints: Iterable<number>, among: ReadonlySet<number> | null = null): void {
    for (const each of constraints) this.waiting.add(each);
    const doubtful = new Set<number>();
    for (;;) {
      for (const index of this.waiting) {
        this.waiting.delete(index);
        if (among && !among.has(index)) continue;
        if (this.isDoubtful(index)) doubtful.add(index);
        else this.ask(index);
      }
      const [next] = doubtful;
      if (next === undefined) return;
      doubtful.delete(next);
      this.ask(next);
    }
  }

  private isDoubtful(index: number): boolean {
    return this.constraints[index]!.terms.some(({ variable }) => this.variables[variable]!.tainted);
  }

  private ask(index: number): void {
    const constraint = this.constraints[index]!;
    if (constraint.off) return;
    const doubtful = this.isDoubtful(index);
    const outcome = revise(constraint, this.variables, (variable, placements) => {
      if (doubtful) this.variables[variable]!.tainted = true;
      this.strike(variable, placements, constraint.equation);
    });
    if (outcome === 'impossible') this.fail(constraint);
    else if (outcome === 'struck') this.waiting.add(index);
  }

  /** Keep only these placements of a row, which make a sum close, and ask the equations it takes part in. */
  close(index: number, placements: readonly Placement[], equation: Equation): void {
    const variable = this.variables[index]!;
    variable.placements = placements;
    variable.possible = new Map();
    variable.closedBy.add(equation);
    this.settle(this.touching[index]!);
  }

  /** Try one placement of a row; false, with everything as it was, when an equation that still stands forbids it. */
  attempt(variable: number, placement: Placement): boolean {
    const undo = new Map<number, readonly Placement[]>();
    const strike = (index: number, placements: readonly Placement[]) => {
      const each = this.variables[index]!;
      if (!undo.has(index)) undo.set(index, each.placements);
      each.placements = placements;
      each.possible = new Map();
      for (const next of this.touching[index]!) waiting.add(next);
    };
    const waiting = new Set<number>();
    strike(variable, [placement]);
    for (const index of waiting) {
      waiting.delete(index);
      const constraint = this.constraints[index]!;
      if (constraint.off) continue;
      if (revise(constraint, this.variables, strike) === 'impossible') {
        for (const [each, placements] of undo) {
          this.variables[each]!.placements = placements;
          this.variables[each]!.possible = new Map();
        }
        return false;
      }
    }
    return true;
  }

  private strike(index: number, placements: readonly Placement[], equation: Equation): void {
    const variable = this.variables[index]!;
    variable.placements = placements;
    variable.possible = new Map();
    variable.struckBy.add(equation);
    for (const next of this.touching[index]!) this.waiting.add(next);
  }

  /**
   * An equation that cannot hold is switched off. When it could have held before others had spoken, one of them or it is
   * wrong and nobody knows which: its rows, and the rows of its tables that others have spoken on, are tainted.
   */
  private fail(constraint: Constraint): void {
    constraint.off = true;
    const rows = [...new Set(constraint.terms.map((term) => term.variable))].map((index) => this.variables[index]!);
    const struck = rows.filter((variable) => variable.struckBy.size > 0);
    const alone = struck.length === 0 || !this.couldHold(constraint);
    this.failed.push({ constraint, alone });
    if (alone) return;
    const tables = new Set(rows.map((variable) => variable.table));
    for (const variable of rows) variable.tainted = true;
    for (const variable of this.variables) if (tables.has(variable.table) && variable.struckBy.size > 0) variable.tainted = true;
  }

  private couldHold(constraint: Constraint): boolean {
    const fresh: Variable[] = [];
    for (const { variable } of constraint.terms) fresh[variable] = { ...this.variables[variable]!, placements: this.first[variable]!, possible: new Map() };
    return revise(constraint, fresh, () => undefined) !== 'impossible';
  }
}
