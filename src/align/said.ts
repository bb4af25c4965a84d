import type { ColumnIdentity } from '../../rules/identities/network.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { commonYear, isBudgetColumn, isCompared, isPlaceSaid, placesSaid, sameStage } from '../../rules/narrative/restates.js';
import type { Amount } from '../model/amount.js';
import type { Statement } from '../model/fact.js';
import type { OpenRow, OpenTable } from '../model/table.js';
import { isMoneyUnit, isRounded, parseAmount } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { withoutOrdinal } from '../text/ordinals.js';
import { judge, type Placement } from './placements.js';

/** An amount the text gives for a cell. */
export interface Said {
  readonly amount: Amount;
  readonly unit: string;
}

/** What the text says of a row, by column. */
export type SaidOf = (table: OpenTable, row: OpenRow) => ReadonlyMap<number, Said>;

const NOTHING: ReadonlyMap<number, Said> = new Map();
const VAGUE: ReadonlySet<string> = new Set(['approximate', 'at-least', 'at-most']);

/**
 * The amounts that the text of a document gives for the cells of its tables (rules/narrative/agreement.csv), of its own year and without
 * doubt; of a cell that two amounts are given for, neither. They rank what equations leave open and never prove.
 */
export function saidIn(statements: readonly Statement[], rules: NarrativeRules | undefined): SaidOf {
  if (!rules) return () => NOTHING;
  const year = commonYear(statements);
  const finalAccounts = statements.some(({ section }) => section.includes('决算'));
  const asked = statements.flatMap((statement) => {
    const { measure, unit, subjectCode, confidence, flags } = statement;
    const amount = parseAmount(statement.value);
    const places = placesSaid(measure, rules);
    const own = amount !== null && isMoneyUnit(unit) && subjectCode === '' && !isCompared(measure) && confidence.level !== 'low' && (statement.year === '' || statement.year === year) && !flags.some((flag) => VAGUE.has(flag));
    return own && places.length > 0 ? [{ measure, places, amount, unit }] : [];
  });
  const kinds = new Set(asked.flatMap(({ places }) => places.map(({ kind }) => kind)));
  return (table, row) => {
    if (!kinds.has(table.kind)) return NOTHING;
    const label = withoutOrdinal(squeeze(row.label)).replace(/^其中[:：]?/, '');
    const found = new Map<number, Said>();
    const disputed = new Set<number>();
    for (const column of table.columns) {
      if (column.block !== row.block || column.role === 'text') continue;
      const path = column.path.join('/');
      for (const { measure, places, amount, unit } of asked) {
        if (!sameStage(measure, isBudgetColumn(path), finalAccounts) || !isPlaceSaid(places, table.kind, label, path)) continue;
        const before = found.get(column.index);
        if (before && !isRounded(amount, unit, before.amount, before.unit)) disputed.add(column.index);
        found.set(column.index, { amount, unit });
      }
    }
    for (const column of disputed) found.delete(column);
    return found;
  };
}

/** Nats for a cell that prints, or does not print, what the text says of it. */
const WORD = 3;
/** A total that the text gives is rarely left out where its parts are printed. */
const TOTAL = 1;

/** How well a placement of a row agrees with the text, in nats. */
export function agreement(said: ReadonlyMap<number, Said>, placement: Placement, row: OpenRow, table: OpenTable, identities: readonly ColumnIdentity[]): number {
  let score = 0;
  for (const [column, { amount, unit }] of said) {
    const at = placement.indexOf(column);
    if (at >= 0) score += isRounded(amount, unit, row.cells[at]!.amount, table.unit) ? WORD : -WORD;
    else if (amount.digits !== 0n) score -= WORD + (identities.some(({ left, relation }) => left === column && relation === undefined) ? TOTAL : 0);
  }
  return score;
}

/**
 * Placements of totals without the parts that the table has columns for, where the text gives several totals and no placement that keeps the
 * equations prints them all. Worked case: `0.38 0.38` under twelve columns, six of the budget and six of the final accounts
 * (seeds/004…:931), the text giving 0.38万元 for either.
 */
export function bareTotals(said: ReadonlyMap<number, Said>, kept: readonly Placement[], all: readonly Placement[], figures: readonly number[], rounding: number, row: OpenRow, table: OpenTable, identities: readonly ColumnIdentity[]): Placement[] {
  const totals = [...said].filter(([column, { amount }]) => amount.digits !== 0n && identities.some(({ left, relation }) => left === column && relation === undefined));
  const printsAll = (placement: Placement): boolean =>
    totals.every(([column, { amount, unit }]) => {
      const at = placement.indexOf(column);
      return at >= 0 && isRounded(amount, unit, row.cells[at]!.amount, table.unit);
    });
  if (totals.length < 2 || kept.some(printsAll)) return [];
  const isBare = ({ left, parts }: ColumnIdentity, placement: Placement): boolean => placement.includes(left) && !parts.some(({ column }) => placement.includes(column));
  return all.filter((placement) => printsAll(placement) && identities.every((identity) => judge(identity, placement, figures, rounding) < 2 || isBare(identity, placement)));
}
