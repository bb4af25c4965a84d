import type { SubjectRef } from '../model/fact.js';
import type { Row } from '../model/table.js';
import { atScale } from '../text/amount.js';
import { parentCode } from '../../rules/subjects/subjects.js';

/**
 * Rows below a 类 or 款 that has less than what was put below it: one of them belongs elsewhere, since the row above it that
 * would say so is missing. The rows that fill it exactly are left out; where none do, all are named.
 */
export function overfull(rows: readonly Row[], subjects: readonly (SubjectRef | null)[]): ReadonlySet<number> {
  const doubted = new Set<number>();
  /** By block: the open 类 and 款, and the rows put directly below each. */
  const open = new Map<number, { at: number; code: string; below: number[] }[]>();
  const close = (parent: { at: number; below: number[] }): void => {
    if (parent.below.length === 0 || !holdsLess(rows[parent.at]!, parent.below.map((i) => rows[i]!))) return;
    let full = parent.below.length - 1;
    while (full > 0 && !fills(rows[parent.at]!, parent.below.slice(0, full).map((i) => rows[i]!))) full--;
    for (const i of parent.below.slice(full)) doubted.add(i);
  };
  for (const [i, row] of rows.entries()) {
    const subject = subjects[i];
    if (!subject) continue;
    const stack = open.get(row.block) ?? [];
    open.set(row.block, stack);
    while (stack.length > 0 && !(subject.code.startsWith(stack.at(-1)!.code) && subject.code !== stack.at(-1)!.code)) close(stack.pop()!);
    const parent = stack.at(-1);
    if (parent && parent.code === parentCode(subject.code)) parent.below.push(i);
    if (subject.level !== 'item') stack.push({ at: i, code: subject.code, below: [] });
  }
  for (const stack of open.values()) for (const parent of stack) close(parent);
  return doubted;
}

/** For every column in which the parent has a sure figure: its figure less those below, in last digits, and how far rounding goes. */
function gaps(parent: Row, below: readonly Row[]): { gap: bigint; slack: bigint }[] {
  const sure = (row: Row, column: number) => row.cells.find((cell) => cell.column === column && cell.candidates.length === 0)?.amount;
  if (below.some((row) => row.cells.some((cell) => cell.candidates.length > 0))) return [];
  return parent.cells.flatMap((cell) => {
    const whole = sure(parent, cell.column);
    if (!whole) return [];
    const parts = below.map((row) => sure(row, cell.column)).filter((part) => part !== undefined);
    const scale = Math.max(whole.scale, ...parts.map((part) => part.scale));
    const sum = parts.reduce((total, part) => total + atScale(part, scale), 0n);
    return [{ gap: atScale(whole, scale) - sum, slack: BigInt((parts.length + 2) >> 1) }];
  });
}
const holdsLess = (parent: Row, below: readonly Row[]): boolean => gaps(parent, below).some(({ gap, slack }) => gap < -slack);
const fills = (parent: Row, below: readonly Row[]): boolean => {
  const all = gaps(parent, below);
  return all.length > 0 && all.every(({ gap, slack }) => gap <= slack && gap >= -slack);
};
