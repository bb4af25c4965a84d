import type { Amount } from '../model/amount.js';
import { atOneScale } from '../text/amount.js';

type Path = readonly string[];
/** Figures of a row that fills every column, in print order. */
export type FullRow = readonly Amount[];

/** A cell that is the sum of those beside it; above all groups it may name what it sums: 支出合计. */
const TOTAL = /^(?:合计|小计|总计)$/;
const TOP_TOTAL = /(?:合计|总计)$/;
/** Rows looked at, at most: a header is read right or wrong by the first ones. */
const MOST_ROWS = 12;

/** A cell of the header and what stands below it; `column` of a cell without any. */
interface Cell {
  readonly name: string;
  readonly column: number;
  readonly below: Cell[];
}

/**
 * The header with the cells below one group hung below another, where the figures say so: `支出合计 基本支出 项目支出 | 小计 工资福利支出 …`
 * does not tell which of the two 小计 is of. 1,044.70 640.98 429.88 91.34 119.76 403.72 does: it closes one way only. Null where the header closes as it was
 * read, or no single other reading closes in every row.
 */
export function shiftedBySums(paths: readonly Path[], rows: readonly FullRow[]): readonly Path[] | null {
  const full = rows.filter((row) => row.length === paths.length).slice(0, MOST_ROWS);
  if (full.length === 0 || !paths.some((path) => path.length > 1)) return null;
  if (full.every((row) => closes(paths, row).broken === 0)) return null;
  const closing = shifts(paths).filter((shifted) => {
    const found = full.map((row) => closes(shifted, row));
    return found.every(({ broken }) => broken === 0) && found.some(({ held }) => held > 0);
  });
  return closing.length === 1 ? closing[0]! : null;
}

/** Every header in which a group gives all its cells to a cell beside it that has none. */
function shifts(paths: readonly Path[]): (readonly Path[])[] {
  const cells = treeOf(paths);
  return cells.flatMap((group, g) =>
    group.below.length < 2
      ? []
      : cells.flatMap((other, o) =>
          o === g || other.below.length > 0 || TOP_TOTAL.test(other.name)
            ? []
            : [cells.flatMap((cell, i): Path[] => {
                if (i === g) return [[group.name]];
                return i === o ? group.below.flatMap(pathsOf).map((path) => [other.name, ...path]) : pathsOf(cell);
              })],
        ),
  );
}

const pathsOf = ({ name, below }: Cell): Path[] => (below.length === 0 ? [[name]] : below.flatMap((cell) => pathsOf(cell).map((path) => [name, ...path])));

function treeOf(paths: readonly Path[]): Cell[] {
  const top: Cell[] = [];
  paths.forEach((path, column) => {
    let level = top;
    path.forEach((name, i) => {
      const last = i === path.length - 1;
      const above = level.at(-1);
      if (!last && above?.name === name && above.below.length > 0) level = above.below;
      else {
        const cell: Cell = { name, column: last ? column : -1, below: [] };
        level.push(cell);
        level = cell.below;
      }
    });
  });
  return top;
}

/** How many totals of a row are the sums of the cells beside them, of those that say something, and how many are not. */
function closes(paths: readonly Path[], row: FullRow): { readonly held: number; readonly broken: number } {
  const figures = atOneScale(row);
  let held = 0;
  let broken = 0;
  const figureOf = (cell: Cell): bigint => (cell.below.length === 0 ? figures[cell.column]! : sumOf(cell.below, TOTAL));
  const sumOf = (cells: readonly Cell[], total: RegExp): bigint => {
    const sums = cells.filter((cell) => cell.below.length === 0 && total.test(cell.name));
    const parts = cells.filter((cell) => !sums.includes(cell));
    const values = parts.map(figureOf);
    const sum = values.reduce((all, value) => all + value, 0n);
    if (sums.length !== 1 || parts.length < 2) return sum;
    const printed = figures[sums[0]!.column]!;
    const gap = printed > sum ? printed - sum : sum - printed;
    if (gap > BigInt(Math.ceil(parts.length / 2))) broken++;
    else if (values.filter((value) => value !== 0n).length > 1) held++;
    return printed;
  };
  sumOf(treeOf(paths), TOP_TOTAL);
  return { held, broken };
}
