import type { BatchDocument } from './batch.js';
import type { Counts } from './outcome.js';
import { problemOf } from './progress.js';

/** What a run came to, in numbers. */
export interface Totals extends Counts {
  readonly documents: number;
  readonly ok: number;
  readonly partial: number;
  readonly failed: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly noticed: number;
  readonly milliseconds: number;
}

/** A place that a person should look at, of a run. */
export interface Remark {
  readonly severity: string;
  readonly place: string;
  readonly text: string;
  readonly rule: string;
}

/** Remarks told to a person at the end of a run; all of them stand in the results. */
export const MOST_REMARKS = 12;

/** Adds up what became of the documents of a run, one after another in its order, and keeps none of them. */
export class Sum {
  private readonly counted = { documents: 0, ok: 0, partial: 0, failed: 0, kept: 0 };
  private readonly found = { pages: 0, tables: 0, emptyTables: 0, indicators: 0, statements: 0, noticed: 0 };
  private readonly facts = { high: 0, medium: 0, low: 0 };
  private readonly subjects = { coded: 0, clean: 0 };
  private readonly checks = { passed: 0, failed: 0 };
  private readonly failures: Remark[] = [];
  /** First notices of documents, second notices, and so on. */
  private readonly turns: Remark[][] = [];
  /** Remarks there are: a failed document is one, however much its record says of it. */
  remarked = 0;

  add({ sourcePath, outcome }: BatchDocument): void {
    this.counted.documents++;
    this.counted[outcome.status]++;
    if (outcome.kept) this.counted.kept++;
    addTo(this.found, outcome);
    addTo(this.facts, outcome.facts);
    addTo(this.subjects, outcome.subjects);
    addTo(this.checks, outcome.checks);
    if (outcome.status === 'failed') {
      this.remarked++;
      keep(this.failures, { severity: 'error', place: sourcePath, text: problemOf(sourcePath, outcome), rule: '' });
      return;
    }
    this.remarked += outcome.noticed;
    for (const [turn, { severity, rule, text, page, line }] of outcome.notices.entries()) {
      const where = line ? `:${line}` : page ? ` p. ${page}` : '';
      keep((this.turns[turn] ??= []), { severity, place: `${sourcePath}${where}`, text, rule });
    }
  }

  totals(run: Pick<Totals, 'duplicates' | 'skipped' | 'milliseconds'>): Totals {
    const { pages, tables, emptyTables, indicators, statements, noticed } = this.found;
    return {
      ...this.counted,
      duplicates: run.duplicates,
      skipped: run.skipped,
      pages,
      tables,
      emptyTables,
      facts: { ...this.facts },
      subjects: { ...this.subjects },
      indicators,
      statements,
      checks: { ...this.checks },
      noticed,
      milliseconds: run.milliseconds,
    };
  }

  /** Failed documents first, then a few of each document in turn, so that one bad document does not hide the others. */
  remarks(): Remark[] {
    return [...this.failures, ...this.turns.flat()].slice(0, MOST_REMARKS);
  }
}

function addTo<K extends string>(sums: Record<K, number>, more: Readonly<Record<NoInfer<K>, number>>): void {
  for (const name of Object.keys(sums) as K[]) sums[name] += more[name];
}

function keep(remarks: Remark[], remark: Remark): void {
  if (remarks.length < MOST_REMARKS) remarks.push(remark);
}
