import { widthOf, type Separator, type Token } from './tokens.js';
import type { IndicatorColumn } from './rows.js';
import type { Step } from './search.js';

/** How a table sets its cells: what parts them, and how wide their columns are. */
export interface Layout {
  /** Cost of a separator inside a cell and between cells. */
  readonly inside: Record<Separator, number>;
  readonly between: Record<Separator, number>;
  /** Widest and typical full line of each column; 0 where nothing is known. */
  readonly full: Float64Array;
  /** The same for first lines of cells, which may be indented. */
  readonly first: Float64Array;
  /** Widest line seen in nearly all cells of the column. */
  readonly cap: Float64Array;
}

/** Every layout is made here: V8 compiles what reads them once, for objects made in one place. */
export const layoutOf = (inside: Layout['inside'], between: Layout['between'], full: Float64Array, first = full, cap = full): Layout => ({ inside, between, full, first, cap });
const costs = (space: number, line: number, blank: number, page: number): Record<Separator, number> => ({ space, line, blank, page });

/** Nothing is known yet. */
export const neutral = (columns: number): Layout =>
  layoutOf(costs(1.6, 0.7, 0.7, 2.5), costs(0.3, 0.7, 0.7, 0.4), new Float64Array(columns), new Float64Array(columns), new Float64Array(columns));

/** Share of line ends of either kind from which on they are told apart. */
const BOTH_KINDS = 0.2;

/** A list of texts that prints line ends and empty lines: empty lines part its cells. */
export function paragraphs(tokens: readonly Token[], columns: number): Layout {
  const start = neutral(columns);
  const lines = tokens.filter(({ sep }) => sep === 'line').length;
  const blanks = tokens.filter(({ sep }) => sep === 'blank').length;
  if (Math.min(lines, blanks) < BOTH_KINDS * (lines + blanks)) return start;
  return layoutOf(costs(start.inside.space, 0.4, 2, start.inside.page), costs(start.between.space, 1.2, 0.3, start.between.page), start.full, start.first, start.cap);
}

/** A line that ends far from the column's edge though its cell goes on; or one too wide for the column. */
export function breakCost(layout: Layout, column: number, width: number, first: boolean, next: number, nextLine: number): number {
  const full = first && layout.first[column]! > 0 ? layout.first[column]! : layout.full[column]!;
  // Nothing known yet: a line shorter than the one after it is mostly the last of its cell.
  if (full === 0) return nextLine > width + 3 ? 0.8 : 0;
  const indented = first && full < layout.full[column]! - 1;
  if (indented && width > full + 1) return 4;
  const room = full - width - next;
  const cost = room >= 0 ? Math.min(3, 0.4 + 0.4 * room) : 0;
  return cost + overCost(layout, column, width);
}

export const overCost = (layout: Layout, column: number, width: number): number => {
  const cap = layout.cap[column]!;
  return cap > 0 && width > cap + 1 ? Math.min(3, 0.5 * (width - cap - 1)) : 0;
};

/** Count the separators inside and between the cells found, and how wide their full lines are. */
export function learn(tokens: readonly Token[], columns: readonly IndicatorColumn[], steps: readonly Step[]): Layout {
  const base = neutral(columns.length);
  const within: Record<Separator, number> = { space: 0, line: 0, blank: 0, page: 0 };
  const parted: Record<Separator, number> = { space: 0, line: 0, blank: 0, page: 0 };
  const fulls: number[][] = columns.map(() => []);
  const firsts: number[][] = columns.map(() => []);
  const all: number[][] = columns.map(() => []);
  for (const step of steps) {
    const from = step.from;
    if (from > 0) parted[tokens[from]!.sep]++;
    let width = 0;
    let lines = 0;
    for (let k = from; k < step.to; k++) {
      if (k > from) {
        within[tokens[k]!.sep]++;
        if (tokens[k]!.sep !== 'space') {
          if (step.kind === 'cell') {
            (lines === 0 ? firsts : fulls)[step.column]!.push(width);
            all[step.column]!.push(width);
          }
          lines++;
          width = 0;
        }
      }
      width += widthOf(tokens[k]!.text) + (width > 0 ? 1 : 0);
    }
    if (step.kind === 'cell') all[step.column]!.push(width);
  }
  const cap = all.map((widths) => (widths.length < 6 ? 0 : [...widths].sort((a, b) => a - b)[widths.length - 2]!));
  const { inside, between } = base;
  for (const sep of ['line', 'blank'] as const) {
    const share = (parted[sep] + 1) / (parted[sep] + within[sep] + 2);
    inside[sep] = Math.min(4, -Math.log(1 - share));
    between[sep] = Math.min(4, -Math.log(share));
  }
  const typical = (widths: readonly number[]) => {
    if (widths.length < 2) return 0;
    const sorted = [...widths].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.6)]!;
  };
  // A first line is as wide as the others unless the table indents it.
  const full = fulls.map((widths, c) => typical([...widths, ...firsts[c]!.filter((w) => w >= typical(widths))]));
  const first = firsts.map((widths, c) => {
    const own = typical(widths);
    return own > 0 && full[c]! > 0 && own < full[c]! - 2 ? own : full[c]! || own;
  });
  return layoutOf(inside, between, Float64Array.from(full, (w, c) => w || first[c]!), Float64Array.from(first), Float64Array.from(cap));
}
