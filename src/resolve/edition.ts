import { nameKey } from '../../rules/subjects/name.js';
import type { SubjectRules } from '../../rules/subjects/subjects.js';
import type { Table } from '../model/table.js';
import { bareLabel } from './bare-label.js';

/** Which edition a document's coded rows agree with. */
export interface EditionEvidence {
  /** Different code-and-name pairs that are, to the letter, on the tree of a year. */
  readonly agreeing: ReadonlyMap<number, number>;
  /** The latest of the years most pairs agree with; 0 where no row is coded. */
  readonly best: number;
}

/** So many more pairs must agree with another year before the document's own year is doubted. */
export const DOUBT = 3;

/** Count, for every edition, the code-and-name pairs of all tables that it has. */
export function editionEvidence(tables: readonly Table[], rules: SubjectRules): EditionEvidence {
  const pairs = new Map<string, string>();
  for (const table of tables)
    for (const row of table.rows)
      if (row.code !== '' && rules.periods(row.code).length > 0)
        pairs.set(`${row.code} ${nameKey(bareLabel(row.label))}`, row.code);
  const agreeing = new Map<number, number>();
  let best = 0;
  for (let year = rules.editions.last; year >= rules.editions.first; year--) {
    let n = 0;
    for (const [pair, code] of pairs) {
      const subject = rules.byCode(code, year);
      if (subject && pair === `${code} ${nameKey(subject.name)}`) n++;
    }
    agreeing.set(year, n);
    if (n > (agreeing.get(best) ?? 0)) best = year;
  }
  return { agreeing, best };
}
