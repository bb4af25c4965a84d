import type { ComparisonRules } from '../../rules/comparisons/comparisons.js';
import type { TableSummary } from '../model/document.js';
import type { Check, Fact, Field, Indicator, SourceError, Statement } from '../model/fact.js';
import { groupBy } from '../model/group-by.js';
import type { Page } from '../model/page.js';
import type { Place } from '../model/place.js';
import { FORM_KINDS, type OpenTable, type TableKind } from '../model/table.js';
import { squeeze } from '../text/full-width.js';
import type { Finding } from './figures.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';
import { fundingFindings, rateFindings } from './funding.js';
import { misplacedLevels } from './levels.js';
import { namedErrors } from './named.js';
import { costFindings, listedProjects, listFindings, moneyIn, moneyOfDocument } from './projects.js';
import { retoldErrors } from './retold.js';
import { scoreFindings, type Form } from './scores.js';
import { toldFindings, type Evaluated } from './told.js';

/** What was read of a document, as far as one part of it can be held against another. */
export interface Compared {
  readonly indicators: readonly Indicator[];
  readonly fields: readonly Field[];
  /** Blocks of figures inside forms. */
  readonly blocks: readonly OpenTable[];
  readonly tables: readonly Pick<TableSummary, 'order' | 'title' | 'kind' | 'unit' | 'first' | 'last' | 'origin'>[];
  readonly facts: readonly Fact[];
  readonly statements: readonly Statement[];
  readonly pages: readonly Page[];
}

export interface Comparison {
  readonly checks: readonly Check[];
  readonly errors: readonly SourceError[];
}

/** Kinds of table that evaluate what was done: elsewhere 分值 is a plan. */
const EVALUATIONS: ReadonlySet<TableKind> = new Set<TableKind>(['performance_self_evaluation_overall', 'performance_self_evaluation_project']);

/** Titles of the table of a whole office. */
const WHOLE = /整体/;
/** Where merged cells are seen. */
const RULED: ReadonlySet<string> = new Set(['lattice', 'sheet']);

/**
 * Hold the forms of a document against themselves, the lists of projects and the text: points and scores, blocks of money, costs
 * planned and the money there is, what the text says of all of them. Nothing that was read is changed, and no figure is more or
 * less believed for it.
 */
export function compare(parts: Compared, rules: { readonly comparisons: ComparisonRules; readonly performance: Pick<PerformanceRules, 'parentOf'> }): Comparison {
  const forms = formsOf(parts);
  const kinds = new Map(parts.tables.map((table) => [table.order, table]));
  const listed = listedProjects(parts.facts);
  const one = forms.filter(({ rows }) => rows.length > 0).length === 1 ? moneyOfDocument(parts.facts) : null;
  const evaluated: Evaluated[] = [];
  const findings: Finding[] = forms.flatMap((form): Finding[] => {
    const { table, rows, head } = form;
    const summary = kinds.get(table);
    const own = moneyIn(head, summary, rules.comparisons);
    const money = own ?? one;
    if (summary && EVALUATIONS.has(summary.kind)) evaluated.push({ form, kind: summary.kind, money });
    return [
      ...scoreFindings(form, rules.comparisons.scoring),
      ...fundingFindings(table, head, rules.comparisons.sums, RULED.has(summary?.origin ?? '')),
      ...(money ? costFindings(table, rows, money) : []),
      ...(own ? listFindings(table, head, rows, own, listed) : []),
    ];
  });
  findings.push(...rateFindings(parts.facts.filter(({ tableKind }) => FORM_KINDS.has(tableKind))), ...toldFindings(parts.statements, evaluated));
  const told = forms.map(({ table, rows }) => ({ rows, whole: WHOLE.test(kinds.get(table)?.title ?? '') || kinds.get(table)?.kind === 'performance_self_evaluation_overall' }));
  const misplaced = forms.flatMap(({ table, rows }) => (RULED.has(kinds.get(table)?.origin ?? '') ? misplacedLevels(table, rows, rules.performance) : []));
  return { checks: findings.map(({ check }) => check), errors: [...findings.flatMap(({ error }) => error ?? []), ...misplaced, ...retoldErrors(told), ...namedErrors(parts.statements, parts.facts)] };
}

function formsOf({ indicators, fields, blocks, tables, pages }: Compared): Form[] {
  const rows = byTable(indicators);
  const heads = byTable(fields);
  const inOrder = new Map(tables.map((table, i) => [table.order, i]));
  return [...new Set([...rows.keys(), ...heads.keys()])].sort((a, b) => a - b).map((table): Form => {
    const i = inOrder.get(table);
    const summary = i === undefined ? undefined : tables[i];
    return {
      table,
      rows: rows.get(table) ?? [],
      head: heads.get(table) ?? [],
      block: blocks.find((each) => each.order === table),
      text: summary && EVALUATIONS.has(summary.kind) ? textOf(pages, summary.first, summary.last, tables[i! + 1]?.first) : '',
    };
  });
}

const byTable = <T extends { readonly table: number }>(items: readonly T[]): ReadonlyMap<number, readonly T[]> => groupBy(items, ({ table }) => table);

/** The text of a table with the notes below it, up to the next: lines of a dump, whole pages of a PDF. */
function textOf(pages: readonly Page[], first: Place, last: Place, next: Place | undefined): string {
  const end = next?.line ?? Infinity;
  const own = pages.filter(({ number, lines }) => (first.line > 0 ? lines.length > 0 && lines.at(-1)!.place.line >= first.line && lines[0]!.place.line < end : number >= first.page && number <= last.page));
  const lines = own.flatMap((page) => (first.line > 0 ? page.lines.filter(({ place }) => place.line >= first.line && place.line < end) : page.lines));
  return squeeze(lines.map(({ text }) => text).join(''));
}
