import { groupBy } from '../../src/model/group-by.js';
import type { Fact } from '../../src/model/index.js';
import { formatAmount } from '../../src/text/amount.js';

/** One spelling for what fonts and readers write in several: width, brackets, quotes, dashes, white space. */
const norm = (text: string): string => text.normalize('NFKC').replace(/[“”"'‘’]/g, '').replace(/[—–―－]/g, '-').replace(/[\s\u3000]+/g, '');

const figureOf = (fact: Fact): string => formatAmount(fact.amount).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
const rowOf = (fact: Fact): string => fact.code || norm(fact.rowLabel);
/** What the column means, its printed words where the rules do not know it; or its words in any case, for truth written by hand. */
const COLUMN = {
  meaning: (fact: Fact): string => fact.measure || fact.columnPath.map(norm).join('/'),
  words: (fact: Fact): string => fact.columnPath.map(norm).join('/'),
} as const;
type By = keyof typeof COLUMN;

/** Of a fact of one reading, what another reading of the same document says. `unknown`: the other has no such row in such a table, so nothing can be said. */
export type Verdict = 'right' | 'wrong' | 'unknown';

/**
 * Judge every fact of a reading by another reading that is taken for the truth (a PDF read by geometry for its own text dump).
 *
 * Tables are paired by the rows and figures they share. In the paired table a fact is right when the truth has its row, column
 * meaning and figure; wrong when the truth has the row and the figure under another column, or the row without the figure. A row
 * the truth does not have in any table (labels joined otherwise) is `wrong` only if the figure stands in the truth's table under
 * another row. Tables of the truth with a figure that is not `sound` are paired like the rest and judge nothing.
 */
export function judge(facts: readonly Fact[], truth: readonly Fact[], by: By, sound: (fact: Fact) => boolean = () => true): Verdict[] {
  const columnOf = COLUMN[by];
  const truthTables = byTable(truth);
  const pairs = pairTables(byTable(facts), truthTables, columnOf);
  const unsound = new Set([...truthTables].flatMap(([order, own]) => (own.every(sound) ? [] : [order])));
  const left = new Map<number, Map<string, number>>();
  for (const [order, own] of truthTables) left.set(order, count(own.map((fact) => [rowOf(fact), columnOf(fact), figureOf(fact)].join('|'))));
  const rows = new Map([...truthTables].map(([order, own]) => [order, new Set(own.map(rowOf))]));
  const values = new Map([...truthTables].map(([order, own]) => [order, new Set(own.map(figureOf))]));
  return facts.map((fact): Verdict => {
    const twin = pairs.get(fact.table);
    if (twin === undefined || unsound.has(twin)) return 'unknown';
    const bag = left.get(twin)!;
    const key = [rowOf(fact), columnOf(fact), figureOf(fact)].join('|');
    const n = bag.get(key) ?? 0;
    if (n > 0) {
      bag.set(key, n - 1);
      return 'right';
    }
    // Which of its zeros is which, nobody can tell.
    if (fact.amount.digits === 0n) return 'unknown';
    if (rows.get(twin)!.has(rowOf(fact))) return 'wrong';
    return values.get(twin)!.has(figureOf(fact)) ? 'wrong' : 'unknown';
  });
}

function count(keys: readonly string[]): Map<string, number> {
  const bag = new Map<string, number>();
  for (const key of keys) bag.set(key, (bag.get(key) ?? 0) + 1);
  return bag;
}

const byTable = (facts: readonly Fact[]): Map<number, Fact[]> => groupBy(facts, ({ table }) => table);

/** Table of the truth for each table, best pairs first, each used once; a pair shares most of its rows and figures. */
function pairTables(tables: ReadonlyMap<number, readonly Fact[]>, truth: ReadonlyMap<number, readonly Fact[]>, columnOf: (fact: Fact) => string): Map<number, number> {
  const shared: { readonly share: number; readonly mine: number; readonly theirs: number }[] = [];
  const keys = (facts: readonly Fact[], whole: boolean) => new Set(facts.filter((fact) => fact.amount.digits !== 0n).map((fact) => `${rowOf(fact)}|${figureOf(fact)}${whole ? `|${columnOf(fact)}` : ''}`));
  for (const [mine, facts] of tables) {
    const [loose, whole] = [keys(facts, false), keys(facts, true)];
    for (const [theirs, others] of truth) {
      const common = [...keys(others, false)].filter((key) => loose.has(key)).length;
      if (common === 0 || common < SHARED * Math.min(loose.size, keys(others, false).size)) continue;
      const kind = facts[0]!.tableKind === others[0]!.tableKind ? 0.2 : 0;
      const exact = [...keys(others, true)].filter((key) => whole.has(key)).length;
      shared.push({ share: (common + 0.5 * exact) / Math.sqrt(facts.length * others.length) + kind, mine, theirs });
    }
  }
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  for (const { mine, theirs } of shared.sort((a, b) => b.share - a.share)) {
    if (pairs.has(mine) || taken.has(theirs)) continue;
    pairs.set(mine, theirs);
    taken.add(theirs);
  }
  return pairs;
}
/** Rows and figures, other than nothing, two tables must share to be the same table: a year's table looks like the next year's. */
const SHARED = 0.8;
