import type { Amount } from '../model/amount.js';
import type { Column } from '../model/table.js';
import { atOneScale } from '../text/amount.js';
import type { BlockedItem } from './blocks.js';
import { isTotalLabel, type Item } from './items.js';

/** Rows with a figure in every column, at least, that must bear out another order of the columns. */
const BEARING_ROWS = 2;
const TOTAL = /(?:合计|小计|总计)$/;
/** Printed beside a total and no part of it. */
const BESIDE = /其中|增减|增长|比|率$|人数|扣除/;

const sum = (figures: readonly bigint[]): bigint => figures.reduce((all, figure) => all + figure, 0n);

/**
 * Rows whose total runs over: 合计 44,169.36 28,016.26 under two columns and 16,153.10 behind them without a name. Where the first figure
 * is the sum of all others it is one row, and the header has lost columns.
 */
export function withSpilled(blocked: readonly BlockedItem[], columns: readonly Column[]): BlockedItem[] {
  const width = columns.filter((column) => column.role !== 'text').length;
  const kept: BlockedItem[] = [];
  for (const each of blocked) {
    const above = kept.at(-1);
    const { item } = each;
    const nameless = item.labels.length === 0 && item.codes.length === 0 && item.ordinal === null;
    if (above && nameless && width > 1 && item.cells.length < width && above.item.cells.length === width && isTotalLabel(above.item.labels.join(''))) {
      const joined = { ...above.item, cells: [...above.item.cells, ...item.cells] };
      if (runsOver(joined, width)) {
        kept[kept.length - 1] = { ...above, item: joined };
        continue;
      }
    }
    kept.push(each);
  }
  return kept;
}

/** A total with more figures than columns, the first of which is the sum of all others. */
export function runsOver({ labels, cells }: Pick<Item, 'labels' | 'cells'>, width: number): boolean {
  if (cells.length <= width || !isTotalLabel(labels.join(''))) return false;
  const [total, ...parts] = atOneScale(cells.flatMap(({ amount }) => (amount === null ? [] : [amount])));
  return total === sum(parts) && parts.slice(width - 1).some((part) => part !== 0n);
}

/** A cell of the header's top row, with the columns below it. */
interface Unit {
  readonly columns: readonly Column[];
}

export const unitsOf = (columns: readonly Column[]): Unit[] => {
  const units: Column[][] = [];
  for (const column of columns) {
    const own = units.at(-1);
    if (own && column.path.length > 1 && own[0]!.path.length > 1 && own[0]!.path[0] === column.path[0]) own.push(column);
    else units.push([column]);
  }
  return units.map((own) => ({ columns: own }));
};

/** Do the totals of the header hold in a row whose figures stand under these columns in print order? null where the header has none. */
function holds(units: readonly Unit[], figures: readonly bigint[]): boolean | null {
  let at = 0;
  let asked = false;
  const near = (total: bigint, parts: readonly bigint[]): boolean => {
    asked = true;
    const gap = total - sum(parts);
    return (gap < 0n ? -gap : gap) <= BigInt(parts.length >> 1);
  };
  let fits = true;
  const values = units.map(({ columns }) => {
    const own = figures.slice(at, at + columns.length);
    at += columns.length;
    if (columns.length === 1) return own[0]!;
    const total = columns.findIndex(({ path }) => path.length === 2 && TOTAL.test(path[1]!));
    if (total < 0) return sum(own);
    if (columns.every(({ path }) => path.length === 2) && columns.length > 2 && !near(own[total]!, own.filter((_, n) => n !== total))) fits = false;
    return own[total]!;
  });
  const totals = units.flatMap(({ columns }, n) => (columns.length === 1 && TOTAL.test(columns[0]!.path.join('')) ? [n] : []));
  if (totals.length === 1 && units.length > 2 && !near(values[totals[0]!]!, values.filter((_, n) => n !== totals[0]!))) fits = false;
  return asked ? fits : null;
}

/** 1 where the totals of the header hold in every row with a figure for every column, −1 where they fail in most; 0 where too few rows tell. */
export function borneOut(columns: readonly Column[], rows: readonly (readonly Amount[])[]): number {
  const units = unitsOf(columns);
  const asked = rows.filter((amounts) => amounts.length === columns.length).map(atOneScale).filter(isTelling).map((figures) => holds(units, figures));
  if (asked.length < BEARING_ROWS || asked.includes(null)) return 0;
  return asked.every((held) => held) ? 1 : asked.filter((held) => !held).length > asked.length / 2 ? -1 : 0;
}

const isTelling = (figures: readonly bigint[]): boolean => figures.filter((figure) => figure !== 0n).length > 2;

/** How much better known (paths seen in this kind of table) an order must be than any other that is borne out. */
const CLEARLY = 1;

/**
 * Columns in the order that the totals of the header bear out. A dump prints the cells of a header by their height: a group drawn higher or
 * lower than the cells beside it leaves its place open (合计 | 项目支出 below 基本支出 with its three cells). Where the totals fail in rows
 * that have a figure for every column, and moving one cell of the top row makes them hold in all, that is where it stands. Sums do not tell which
 * of two names stands over a group: what holds as well with the names exchanged is left as it was read, unless it is hardly ever printed.
 */
export function inProvedOrder(columns: readonly Column[], printed: readonly (readonly Amount[])[], familiarity: (path: readonly string[]) => number, measureOf: (path: readonly string[]) => string): readonly Column[] {
  if (columns.some(({ ordinal, block, role, path }) => ordinal !== undefined || block > 0 || role !== 'amount' || path.some((cell) => BESIDE.test(cell)))) return columns;
  const units = unitsOf(columns);
  if (units.length < 3 || units.length === columns.length) return columns;
  const telling = printed.filter((amounts) => amounts.length === columns.length).map(atOneScale).filter(isTelling);
  if (telling.length < BEARING_ROWS || telling.some((figures) => holds(units, figures) !== false)) return columns;
  const orders = new Map<string, { readonly columns: readonly Column[]; readonly known: number }>();
  for (const named of [units, ...exchanged(units)]) {
    named.forEach((unit, from) => {
      const rest = named.filter((_, n) => n !== from);
      for (let to = 0; to <= rest.length; to++) {
        const order = [...rest.slice(0, to), unit, ...rest.slice(to)];
        if (!telling.every((figures) => holds(order, figures) === true)) continue;
        const found = order.flatMap((each) => each.columns).map((column, index) => ({ ...column, index, measure: measureOf(column.path) }));
        orders.set(found.map(({ path }) => path.join('/')).join('|'), { columns: found, known: found.reduce((all, { path }) => all + familiarity(path), 0) });
      }
    });
  }
  const [best, second] = [...orders.values()].sort((a, b) => b.known - a.known);
  return best && (!second || second.known <= best.known - CLEARLY) ? best.columns : columns;
}

/** The same with the name of a group and that of a cell beside it exchanged. */
function exchanged(units: readonly Unit[]): (readonly Unit[])[] {
  const groups = units.filter(({ columns }) => columns.length > 1);
  const cells = units.filter(({ columns }) => columns.length === 1 && columns[0]!.path.length === 1 && !TOTAL.test(columns[0]!.path[0]!));
  return groups.flatMap((group) =>
    cells.map((cell) => {
      const [over, alone] = [group.columns[0]!.path[0]!, cell.columns[0]!.path[0]!];
      return units.map((unit): Unit => {
        if (unit === group) return { columns: unit.columns.map((column) => ({ ...column, path: [alone, ...column.path.slice(1)] })) };
        return unit === cell ? { columns: [{ ...unit.columns[0]!, path: [over] }] } : unit;
      });
    }),
  );
}
