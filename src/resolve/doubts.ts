import type { SubjectRef } from '../model/fact.js';
import type { Row } from '../model/table.js';
import { atScale } from '../text/amount.js';
import { parentCode, type SubjectRules } from '../../rules/subjects/subjects.js';

/** A 类 or 款 and the rows put directly below it, by their place among the rows. */
interface Parent {
  readonly at: number;
  readonly subject: SubjectRef;
  readonly below: number[];
}

/** So many 款 must stand with their 项 before one without any is doubted. */
const WITH_ITEMS = 2;

/**
 * Rows whose place on the tree the rest of the table speaks against, and why. Wherever a row of an outline is lost, those below it
 * seem to belong to the row above:
 * a 类 or 款 holds less than what was put below it (the rows that fill it exactly are left out; where none do, all are named);
 * a 款 that has a 项 of its own name is the only one without 项: it may be that 项;
 * a 类 follows directly on rows of a later one in an outline (lists of 类 alone have orders of their own: 231, 232, 230);
 * a 类 stands twice in a list of 类 alone: a row of the list beside it was dealt here.
 */
export function doubts(rows: readonly Row[], subjects: readonly (SubjectRef | null)[], rules: SubjectRules): ReadonlyMap<number, string> {
  const doubted = new Map<number, string>();
  /** By block: the 类 and 款 that are open, and all 款. */
  const open = new Map<number, Parent[]>();
  const sections = new Map<number, Parent[]>();
  const outlines = new Set(rows.filter((_, i) => subjects[i] && subjects[i].level !== 'class').map((row) => row.block));
  /** By block: the 类 of a list that no other row has broken off. */
  const listed = new Map<number, Set<string>>();
  const close = (parent: Parent): void => {
    const { over, full } = held(rows[parent.at]!, parent.below.map((i) => rows[i]!));
    if (over) for (const i of parent.below.slice(full)) doubted.set(i, 'the row above holds less than what stands below it');
  };
  for (const [i, row] of rows.entries()) {
    const subject = subjects[i];
    if (!subject) {
      listed.delete(row.block);
      continue;
    }
    const stack = open.get(row.block) ?? [];
    open.set(row.block, stack);
    while (stack.length > 0 && !(subject.code.startsWith(stack.at(-1)!.subject.code) && subject.code !== stack.at(-1)!.subject.code)) close(stack.pop()!);
    const upper = stack.at(-1);
    if (upper && upper.subject.code === parentCode(subject.code)) upper.below.push(i);
    const before = rows[i - 1]?.block === row.block ? subjects[i - 1] : null;
    if (subject.level === 'class' && outlines.has(row.block) && before && before.system === subject.system && before.code.slice(0, 3) > subject.code)
      doubted.set(i, 'the rows above are of a later 类');
    if (!outlines.has(row.block)) {
      const list = listed.get(row.block) ?? new Set();
      listed.set(row.block, list);
      if (list.has(subject.code)) doubted.set(i, 'the list has it already');
      list.add(subject.code);
    }
    if (subject.level === 'item') continue;
    const parent = { at: i, subject, below: [] };
    stack.push(parent);
    if (subject.level !== 'section') continue;
    const ofBlock = sections.get(row.block) ?? [];
    sections.set(row.block, ofBlock);
    ofBlock.push(parent);
  }
  for (const stack of open.values()) for (const parent of stack) close(parent);
  for (const block of sections.values()) {
    const parents = block.filter(({ subject }) => rules.children(subject.code, subject.edition).length > 0);
    const bare = parents.filter(({ below }) => below.length === 0);
    const twins = bare.filter(({ subject }) => rules.byName(subject.name, subject.edition, { parent: subject.code }).length > 0);
    if (parents.length - bare.length >= WITH_ITEMS && twins.length === bare.length)
      for (const { at, subject } of twins) doubted.set(at, `it may be the 项 of the same name below ${subject.code}: the other 款 have their 项`);
  }
  return doubted;
}

/** Whether the rows below a row exceed it in a column, and how many of the first of them fill it exactly in all. */
function held(parent: Row, below: readonly Row[]): { over: boolean; full: number } {
  const nothing = { over: false, full: 0 };
  const cells = [parent, ...below].flatMap((row) => row.cells);
  if (below.length === 0 || cells.some((cell) => cell.candidates.length > 0)) return nothing;
  const scale = cells.reduce((most, { amount }) => Math.max(most, amount.scale), 0);
  const left = new Map(parent.cells.map((cell) => [cell.column, atScale(cell.amount, scale)]));
  if (left.size === 0) return nothing;
  let full = 0;
  for (const [k, row] of below.entries()) {
    for (const cell of row.cells) if (left.has(cell.column)) left.set(cell.column, left.get(cell.column)! - atScale(cell.amount, scale));
    // Rounding opens a gap of half a last digit a row.
    const slack = BigInt((k + 3) >> 1);
    const gaps = [...left.values()];
    if (k < below.length - 1 && gaps.every((gap) => gap <= slack && gap >= -slack)) full = k + 1;
    if (k === below.length - 1) return { over: gaps.some((gap) => gap < -slack), full };
  }
  return nothing;
}
