import type { Fact } from '../model/fact.js';

/** What of a fact tells its row and its subject. */
export type CodedFact = Pick<Fact, 'table' | 'rowNo' | 'code' | 'rowLabel' | 'flags'> & { readonly classification: string; readonly subject: unknown };

/** How the rows that print a subject's code stand to the tree, rows counted once whatever figures they have. */
export interface SubjectShare {
  /** Rows with a code that is no unit's and no project's. */
  readonly coded: number;
  /** Of these, rows on the tree by code and name alike. */
  readonly clean: number;
  /** Of these, rows with a reason: flag → rows (the first flag of a row counts). */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Flags of this stage that are a reason, in the order in which they count. */
const REASON = /^(code|name|subject)-/;

/** The share of coded rows that are on the tree without a word, and why the others are not. */
export function subjectShare(facts: Iterable<CodedFact>): SubjectShare {
  const seen = new Set<string>();
  const reasons: Record<string, number> = {};
  let coded = 0;
  let clean = 0;
  for (const fact of facts) {
    if (fact.code === '' || fact.classification === 'unit' || fact.classification === 'project') continue;
    const row = `${fact.table} ${fact.rowNo} ${fact.code} ${fact.rowLabel}`;
    if (seen.has(row)) continue;
    seen.add(row);
    const flags = fact.flags.filter((f) => REASON.test(f));
    if (flags.includes('code-of-unit')) continue;
    coded++;
    const reason = flags[0] ?? (fact.subject ? '' : 'no subject');
    if (reason === '') clean++;
    else reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  return { coded, clean, reasons };
}
