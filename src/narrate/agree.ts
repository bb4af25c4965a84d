import type { Check, Fact, SourceError, Statement } from '../model/fact.js';
import type { TableSummary } from '../model/document.js';
import type { Amount } from '../model/amount.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { bareMeasure, commonYear, isBudgetColumn, isCompared, isPlaceSaid, placesSaid, sameStage } from '../../rules/narrative/restates.js';
import { atScale, formatAmount, isMoneyUnit, isRounded, parseAmount, toYuan } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { withoutOrdinal } from '../text/ordinals.js';
import { claimChecks } from './claims.js';
import { rateChecks } from './rates.js';
import { changesOf, restatedChanges } from './restated.js';
import { sumChecks } from './sums.js';

export interface Agreement {
  readonly statements: readonly Statement[];
  readonly checks: readonly Check[];
  /** Every failed check as a contradiction of the document, for a person to look at; sums and rates that rounding opened are told as such. */
  readonly errors: readonly SourceError[];
}

/** Columns that hold the whole amount of a row, not one of its parts. */
const WHOLE = /(?:^|\/)(?:合计|小计|总计|金额|决算数|预算数?|本年支出合计|本年预算|年初预算数|一般公共预算(?:财政拨款)?)$|支出合计|一般公共预算支出/;
/** Shortest label that may be looked for among the row labels. */
const LABEL_LENGTH = 4;

/**
 * Tie every amount of the text to the fact it restates.
 *
 * A statement agrees with a fact when measure and place answer each other (rules/narrative/agreement.csv, the subject's
 * code, or the row's label) and the figures are equal to the last printed digit. It disagrees only where that is sure:
 * an amount of the document's own year, read without doubt, whose cells are all certain and all differ. Then the check
 * fails and the statement is flagged; a rate of the text that its own amounts do not give fails likewise.
 */
export function agree(statements: readonly Statement[], facts: readonly Fact[], rules: NarrativeRules, tables: readonly PrintedTable[] = []): Agreement {
  const year = commonYear(statements);
  const finalAccounts = statements.some(({ section }) => section.includes('决算'));
  const printed = indexOf(facts);
  const checks: Check[] = [];
  const errors: SourceError[] = [];
  const told = new Set<number>();
  const out = statements.map((statement) => {
    const amount = parseAmount(statement.value);
    if (!amount || !isMoneyUnit(statement.unit) || isCompared(statement.measure)) return statement;
    const places = placesOf(statement, printed, finalAccounts, rules);
    const equals = places.filter((fact) => equal(amount, statement.unit, fact));
    // Projects are told apart by their tables only: two that print the same amount leave it open which is meant.
    const same = statement.measure.startsWith('project_funds') && new Set(equals.map(({ table }) => table)).size > 1 ? undefined : equals[0];
    const alike = same ?? labelled(statement, printed).find((fact) => equal(amount, statement.unit, fact));
    if (alike) {
      if (same) checks.push(checkOf(statement, amount, same, true));
      return { ...statement, agreesWith: alike.key };
    }
    const blank = places.length === 0 && mayContradict(statement, statements, rules) && isSure(statement, [], year) ? blankTable(statement, amount, tables, told, rules) : null;
    if (blank) errors.push(errorOf(statement, checkOfBlank(statement, amount, blank), `The text says ${statement.value}${statement.unit}; ${blank.title} prints no figure.`));
    if (places.length === 0 || !mayContradict(statement, statements, rules) || !isSure(statement, places, year)) return statement;
    const failed = checkOf(statement, amount, places[0]!, false);
    checks.push(failed);
    errors.push(errorOf(statement, failed, `The text says ${statement.value}${statement.unit}, the table prints ${formatAmount(places[0]!.amount)}${places[0]!.unit}.`));
    return { ...statement, flags: [...statement.flags, 'disagrees-with-table'], confidence: { level: 'medium' as const, score: Math.min(statement.confidence.score, 0.9) } };
  });
  const rates = rateChecks(statements, rules);
  for (const { check, index } of rates) {
    checks.push(check);
    const say = `The text says ${check.left}%, its own amounts give ${check.right}%`;
    if (!check.passed) errors.push(errorOf(statements[index]!, check, `${say}.`));
    else if (check.left !== check.right) errors.push({ ...errorOf(statements[index]!, check, `${say}; rounding explains it.`), rounding: true });
  }
  for (const { check, index, text } of claimChecks(statements)) {
    checks.push(check);
    if (!check.passed) errors.push(errorOf(statements[index]!, check, text));
  }
  // Where no year is named, it is the document's own.
  const dated = statements.map((statement) => (statement.year === '' ? { ...statement, year } : statement));
  const changes = changesOf(dated);
  for (const { check, index, state } of sumChecks(dated, changes, rules)) {
    checks.push(check);
    const { unit } = statements[index]!;
    const say = check.rule.endsWith('-changes') ? `The text says ${check.left}${unit} for the change of a total, those of its parts add up to ${check.right}${unit}` : `The text says ${check.left}${unit}, the parts it names add up to ${check.right}${unit}`;
    if (state === 'broken') errors.push(errorOf(statements[index]!, check, `${say}.`));
    else if (state === 'rounding') errors.push({ ...errorOf(statements[index]!, check, `${say}; rounding explains it.`), rounding: true });
  }
  for (const { check, index, times } of restatedChanges(changes, rules)) {
    checks.push(check);
    const { unit } = statements[index]!;
    if (!check.passed) errors.push(errorOf(statements[index]!, check, `The text says ${check.left}${unit} for the change of one amount, elsewhere ${check.right}${unit}${times > 1 ? ` (${times} times)` : ''}.`));
  }
  const odd = new Set(rates.filter(({ check }) => !check.passed).map(({ index }) => index));
  return { statements: out.map((s, i) => (odd.has(i) ? { ...s, flags: [...s.flags, 'rate-mismatch'] } : s)), checks, errors };
}

/** A table as the text is held against it. */
export type PrintedTable = Pick<TableSummary, 'order' | 'title' | 'kind' | 'empty'>;

/**
 * The table a statement's amount should stand in, printed without a figure; each table is told of once.
 *
 * Worked case: the text of a 2024 final account gives 0.95万元 as budget for 三公经费, the table of 三公经费 is a header over blank cells.
 */
function blankTable(statement: Statement, amount: Amount, tables: readonly PrintedTable[], told: Set<number>, rules: NarrativeRules): PrintedTable | null {
  if (amount.digits === 0n || statement.subjectCode !== '') return null;
  const measure = bareMeasure(statement.measure);
  const kinds = new Set(rules.agreements.filter((rule) => rule.measure === measure).map(({ kind }) => kind));
  const own = tables.filter(({ kind }) => kinds.has(kind));
  const [first] = own;
  if (!first || own.some(({ empty }) => !empty) || told.has(first.order)) return null;
  told.add(first.order);
  return first;
}

/** A fact with the words it is looked for by. */
interface Printed {
  readonly fact: Fact;
  /** Its place among the facts. */
  readonly order: number;
  /** Row label without ordinals and white space. */
  readonly label: string;
  /** Column path as one text. */
  readonly path: string;
  /** It stands in a column of the budget. */
  readonly budget: boolean;
}

/** The facts of a document, by what a statement may name them with; each list in their order. */
interface Index {
  readonly byCode: ReadonlyMap<string, readonly Printed[]>;
  readonly byKind: ReadonlyMap<string, readonly Printed[]>;
  /** Labels long enough to be named in the text. */
  readonly byLabel: ReadonlyMap<string, readonly Printed[]>;
}

function indexOf(facts: readonly Fact[]): Index {
  const index = { byCode: new Map<string, Printed[]>(), byKind: new Map<string, Printed[]>(), byLabel: new Map<string, Printed[]>() };
  const put = (map: Map<string, Printed[]>, key: string, each: Printed): void => {
    const list = map.get(key);
    if (list) list.push(each);
    else map.set(key, [each]);
  };
  for (const [order, fact] of facts.entries()) {
    const path = fact.columnPath.join('/');
    const each: Printed = { fact, order, label: withoutOrdinal(squeeze(fact.rowLabel)), path, budget: isBudgetColumn(path) };
    if (fact.subject) put(index.byCode, fact.subject.code, each);
    put(index.byKind, fact.tableKind, each);
    if (each.label.length >= LABEL_LENGTH) put(index.byLabel, each.label, each);
  }
  return index;
}

/** The cells in which a statement's measure is printed. */
function placesOf(statement: Statement, { byCode, byKind }: Index, finalAccounts: boolean, rules: NarrativeRules): Fact[] {
  const measure = bareMeasure(statement.measure);
  const stage = ({ budget }: Printed): boolean => sameStage(statement.measure, budget, finalAccounts);
  if (statement.subjectCode !== '' && /^(?:functional|economic_department|economic_government)_expenditure$/.test(measure)) {
    const own = byCode.get(statement.subjectCode) ?? [];
    return own.filter((each) => `${each.fact.subject!.system}_expenditure` === measure && WHOLE.test(each.path) && stage(each)).map(({ fact }) => fact);
  }
  const own = placesSaid(statement.measure, rules);
  const found = [...new Set(own.map(({ kind }) => kind))].flatMap((kind) => (byKind.get(kind) ?? []).filter((each) => stage(each) && isPlaceSaid(own, kind, each.label.replace(/^其中[:：]?/, ''), each.path)));
  return inOrder(found);
}

const inOrder = (found: readonly Printed[]): Fact[] => [...found].sort((a, b) => a.order - b.order).map(({ fact }) => fact);

/** Rows that bear the statement's own words (project names): they can confirm, never contradict. */
function labelled(statement: Statement, { byLabel }: Index): Fact[] {
  const words = squeeze(statement.label).replace(/项目(?:绩效自评(?:综述)?)?(?:，.*)?$/, '');
  if (words.length < LABEL_LENGTH) return [];
  return inOrder([...byLabel].flatMap(([label, rows]) => (label === words || words.endsWith(label) || label.endsWith(words) ? rows : [])));
}

/** The cell prints what the text says, in money. */
const equal = (amount: Amount, unit: string, fact: Fact): boolean => isRounded(amount, unit, fact.amount, fact.unit);

/**
 * Whether a different figure in the cell is a disagreement. Appropriations and staff costs are also said of parts; a
 * subject whose amounts are broken down (人员经费, 公用经费, 项目支出 of one code) has several true figures.
 */
function mayContradict(statement: Statement, statements: readonly Statement[], rules: NarrativeRules): boolean {
  if (statement.subjectCode !== '') {
    if (!statement.measure.startsWith('functional')) return false;
    const values = statements.filter((s) => s.subjectCode === statement.subjectCode && s.amountYuan !== '' && !isCompared(s.measure)).map((s) => s.amountYuan);
    return new Set(values).size === 1;
  }
  return rules.agreements.some((rule) => rule.measure === bareMeasure(statement.measure) && rule.contradicts?.test(statement.section));
}

function isSure(statement: Statement, places: readonly Fact[], year: string): boolean {
  if (statement.confidence.level !== 'high' || statement.flags.some((flag) => ['approximate', 'at-least', 'at-most'].includes(flag))) return false;
  if (statement.year !== '' && statement.year !== year) return false;
  if (/上年|去年|上一年/.test(statement.label)) return false;
  return places.every((fact) => fact.confidence.level === 'high' && isMoneyUnit(fact.unit));
}

const errorOf = (statement: Statement, { table, rule, source, scope, left, right, difference, facts }: Check, text: string): SourceError => ({
  table,
  rule,
  source,
  scope,
  printed: left,
  implied: right,
  difference,
  facts,
  text,
  place: statement.place,
});

const checkOfBlank = (statement: Statement, amount: Amount, { order }: PrintedTable): Check => ({
  table: order,
  rule: 'narrative/blank-table',
  source: 'narrative',
  scope: `${statement.section} ${statement.label}`.trim(),
  left: formatAmount(amount),
  right: '',
  difference: '',
  tolerance: '0',
  passed: false,
  facts: [],
});

function checkOf(statement: Statement, amount: Amount, fact: Fact, passed: boolean): Check {
  const left = parseAmount(statement.amountYuan) ?? amount;
  const right = parseAmount(toYuan(fact.amount, fact.unit)) ?? fact.amount;
  const scale = Math.max(left.scale, right.scale);
  return {
    table: fact.table,
    rule: 'narrative/amount',
    source: 'narrative',
    scope: `${statement.section} ${statement.label}`.trim(),
    left: formatAmount(left),
    right: formatAmount(right),
    difference: formatAmount({ digits: atScale(left, scale) - atScale(right, scale), scale }),
    tolerance: '0',
    passed,
    facts: [fact.key],
  };
}
