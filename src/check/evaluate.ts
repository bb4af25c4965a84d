import { buildNetwork, rowEquation, type Equation, type Term } from '../../rules/identities/network.js';
import type { IdentityRules, RateRule } from '../../rules/identities/identities.js';
import { commonScale, isExact, roundingSlack, ticksOf, unitTicks, type Scale } from '../../rules/identities/scale.js';
import type { Table } from '../model/table.js';

/** `exact`; `tail`: off by what rounding can explain; `broken`. */
export type State = 'exact' | 'tail' | 'broken';

/** A cell of the document by its place; blank cells have one too. */
export type CellKey = string;
export const cellKey = (table: number, row: number, column: number): CellKey => `${table}|${row}|${column}`;

/** An equation with figures put in, whole numbers at the common scale. */
export interface Tried {
  readonly equation: Equation;
  readonly left: number;
  readonly right: number;
  /** left − right. */
  readonly gap: number;
  readonly tolerance: number;
  readonly state: State;
  /** Cells taking part, blank ones too, with their weight in `gap`. */
  readonly terms: readonly { readonly key: CellKey; readonly weight: 1 | -1; readonly printed: boolean }[];
  /** Says something: figures other than nothing on both sides. */
  readonly telling: boolean;
}

export interface Evaluation {
  readonly tried: readonly Tried[];
  readonly figures: ReadonlyMap<CellKey, number>;
  readonly scale: Scale;
}

/** Put the figures into every equation of the document. Equations of blank cells only are left out. */
export function evaluate(tables: readonly Table[], rules: IdentityRules): Evaluation {
  const scale = commonScale(tables);
  const figures = new Map<CellKey, number>();
  const twice = new Set<CellKey>();
  tables.forEach((table, t) =>
    table.rows.forEach((row, r) =>
      row.cells.forEach((cell) => {
        const key = cellKey(t, r, cell.column);
        if (figures.has(key)) twice.add(key);
        figures.set(key, ticksOf(cell.amount, table, scale));
      }),
    ),
  );
  const units = tables.map((table) => unitTicks(table, scale));
  const exactly = tables.map((table) => isExact(table, scale));
  const network = buildNetwork(tables, rules);
  const tried: Tried[] = [];
  const put = (equation: Equation) => {
    const numbers = new Set<number>();
    for (const { table } of equation.left) numbers.add(table);
    for (const { table } of equation.right) numbers.add(table);
    if (numbers.size > 1 && [...numbers].some((table) => scale.powers[table] === null) && new Set([...numbers].map((table) => tables[table]!.unit)).size > 1) return;
    let unit = 0;
    let exact = true;
    for (const table of numbers) {
      unit = Math.max(unit, units[table]!);
      exact &&= exactly[table]!;
    }
    const result = put1(equation, figures, exact ? 0 : unit);
    if (!result || result.terms.some((term) => twice.has(term.key))) return;
    tried.push(result);
  };
  tables.forEach((table, t) => {
    const blocks = [...new Set(table.columns.map((column) => column.block))].sort((a, b) => a - b);
    table.rows.forEach((row, r) => {
      if (row.cells.length === 0) return;
      for (const identity of network.inRow[t]?.[blocks.indexOf(row.block)] ?? []) put(rowEquation(identity, t, row, r));
    });
  });
  network.equations().forEach(put);
  tried.push(...printedRates(tables, figures, rules.rates));
  return { tried, figures, scale };
}

function put1(equation: Equation, figures: ReadonlyMap<CellKey, number>, unit: number): Tried | null {
  const terms: { key: CellKey; weight: 1 | -1; printed: boolean }[] = [];
  let parts = 0;
  let printed = 0;
  const side = (list: readonly Term[], factor: 1 | -1): number => {
    let total = 0;
    for (const term of list) {
      const key = cellKey(term.table, term.row, term.column);
      const figure = figures.get(key);
      terms.push({ key, weight: (term.sign * factor) as 1 | -1, printed: figure !== undefined });
      if (figure === undefined) continue;
      printed++;
      if (factor < 0 && figure !== 0) parts++;
      total += term.sign * figure;
    }
    return total;
  };
  const left = side(equation.left, 1);
  const right = side(equation.right, -1);
  if (printed === 0 || Number.isNaN(left) || Number.isNaN(right)) return null;
  const gap = left - right;
  // A total of nothing has nothing under it.
  const tolerance = (left === 0 && equation.relation === '=' && !equation.loose ? 0 : roundingSlack(Math.max(1, parts))) * unit;
  const state: State =
    equation.relation === '>=' ? (gap >= 0 ? 'exact' : gap >= -tolerance ? 'tail' : 'broken') : gap === 0 ? 'exact' : Math.abs(gap) <= tolerance ? 'tail' : 'broken';
  return { equation, left, right, gap, tolerance, state, terms, telling: left !== 0 && right !== 0 };
}

/** Largest gap between a printed rate and the quotient, in units of its last digit: half by rounding, one where it was cut. */
const RATE_SLACK = 1;

/**
 * 执行率 = 执行数 / 全年预算数, 增减% = 增减额 / 上年数, to the rate's own last digit. A rate of another base (the initial budget) is
 * no fault: what holds confirms its three figures, what does not says nothing.
 */
function printedRates(tables: readonly Table[], figures: ReadonlyMap<CellKey, number>, rules: readonly RateRule[]): Tried[] {
  return tables.flatMap((table, t) =>
    rules.flatMap((rule): Tried[] => {
      const columns = [rule.rate, rule.numerator, rule.denominator].map((measure) => table.columns.filter((column) => column.measure === measure));
      if (columns.some((found) => found.length !== 1)) return [];
      const [rate, ...sides] = columns.map(([column]) => column!.index) as [number, number, number];
      const id = `t${String(table.order).padStart(2, '0')}.${rule.id}`;
      return table.rows.flatMap((row, r): Tried[] => {
        const keys = [rate, ...sides].map((column) => cellKey(t, r, column));
        const [printed, numerator, denominator] = keys.map((key) => figures.get(key));
        const cell = row.cells.find((each) => each.column === rate);
        if (!printed || !numerator || !denominator || !cell || (cell.amount.printed.includes('%') ? false : table.columns[rate]!.role !== 'ratio')) return [];
        const perUnit = printed / (Number(cell.amount.digits) / 10 ** cell.amount.scale);
        const right = Math.round((numerator / denominator) * 100 * perUnit);
        const unit = Math.max(1, Math.round(perUnit / 10 ** cell.amount.scale));
        const gap = printed - right;
        return [
          {
            equation: {
              id: `${id}.r${row.rowNo}`,
              rule: rule.id,
              source: 'rule book',
              kind: 'identity',
              relation: '=',
              must: false,
              backed: true,
              group: id,
              scope: `row ${row.rowNo}`,
              left: [{ table: t, row: r, column: rate, sign: 1 }],
              right: sides.map((column) => ({ table: t, row: r, column, sign: 1 as const })),
            },
            left: printed,
            right,
            gap,
            tolerance: unit,
            // A quotient that agrees to the last digit it is printed with is as exact as it can be.
            state: Math.abs(gap) <= RATE_SLACK * unit ? 'exact' : 'broken',
            terms: keys.map((key, i) => ({ key, weight: i === 0 ? (1 as const) : (-1 as const), printed: true })),
            telling: true,
          },
        ];
      });
    }),
  );
}
