import type { CalibrationRules } from '../../rules/calibration/calibration.js';
import type { IdentityRules } from '../../rules/identities/identities.js';
import type { Term } from '../../rules/identities/network.js';
import { columnsInWords, inWords } from '../../rules/identities/in-words.js';
import { decimalOf } from '../../rules/identities/scale.js';
import type { Check, Fact, SourceError } from '../model/fact.js';
import { groupBy } from '../model/group-by.js';
import type { Message, Staged } from '../model/message.js';
import type { Cell, Table } from '../model/table.js';
import { blame, type Blame } from './blame.js';
import { confidenceOf, noEvidence, type Evidence } from './confidence.js';
import { disputedKind, incompleteRows, onOtherSide, unconfirmedColumns } from './header.js';
import { cellKey, evaluate, type CellKey, type Evaluation, type Tried } from './evaluate.js';

export interface CheckRules {
  readonly identities: IdentityRules;
  readonly calibration: CalibrationRules;
}

export interface Checked {
  readonly facts: readonly Fact[];
  readonly checks: readonly Check[];
  readonly errors: readonly SourceError[];
}

/**
 * Try every equation of a document and say what each figure is worth.
 *
 * Printed notes, the rule book, sums of the code tree, totals and other tables are tried with the figures as printed; each is
 * a row of checks.csv. Where some fail, the cells whose correction would mend most and break least are blamed, not the table.
 * An equation that was needed to place a figure (`Cell.spent`) does not confirm it.
 *
 * Worked case: the 收入支出决算总表 of a 2024 final account prints 326.71 for 社会保障和就业支出 where four tables print
 * 326.72: within rounding, so a tail; a total of 0.3 where both sides say 2,961.68 would be blamed alone.
 */
export function check(facts: readonly Fact[], tables: readonly Table[], rules: CheckRules): Staged<Checked> {
  const evaluation = evaluate(tables, rules.identities);
  const { tried } = evaluation;
  const factAt = locate(facts, tables);

  const misfits = misfitIdentities(tried, tables);
  const unbelieved = new Set([...unbelievedNotes(tried), ...misfits.keys(), ...countedByLevel(tried)]);
  const usable = tried.filter((each) => each.equation.must && !unbelieved.has(each.equation.group));
  const broken = usable.filter((each) => each.state === 'broken' && !isChoice(each, tables));
  const { unplaced, rest } = unplacedRows(broken, tables);
  const standing = usable.filter((each) => each.state !== 'broken');
  const { hard, soft } = byGuesses(rest, tables);
  const certain = new Set(hard);
  const all = blame(rest, standing, evaluation.figures);
  const first = [...unplaced, ...all.filter((each) => each.explains.some((one) => certain.has(one)))];
  // Once something is known to be wrong in a table, what fails with guessed columns there is its consequence.
  const struck = new Set(first.flatMap((each) => each.explains.flatMap((one) => one.terms.map(({ key }) => key.split('|')[0]))));
  const explained = new Set(first.flatMap((each) => each.explains));
  const consequences = soft.filter((each) => !explained.has(each) && each.terms.some(({ key }) => struck.has(key.split('|')[0])));
  const aside = new Set(consequences);
  // Nothing is known for certain, and one fault upsets many guesses: of what explains them only the best is said, once a table.
  const told = new Set<string>();
  const guesses = blame(soft.filter((each) => !aside.has(each) && !explained.has(each)), standing, evaluation.figures);
  const best = guesses.filter((each) => {
    const tables_ = new Set(each.explains.flatMap((one) => one.terms.map(({ key }) => key.split('|')[0]!)));
    const fresh = [...tables_].every((table) => !told.has(table));
    if (fresh) for (const table of tables_) told.add(table);
    return fresh;
  });
  for (const each of guesses) if (!best.includes(each)) consequences.push(...each.explains);
  const blames = [...first, ...best];

  // A usual equation that fails says nothing; one that closes exactly is a confirmation like any other.
  const confirming = tried.filter((each) => each.equation.relation === '=' && each.telling && (each.state === 'exact' || (each.state === 'tail' && each.equation.must)));
  const evidence = gather(tables, confirming, blames, consequences);
  const marked = facts.map((fact) => ({ fact, seen: noEvidence(), marks: new Set<string>() }));
  for (const [key, index] of factAt) {
    const seen = evidence.get(key);
    if (seen) marked[index]!.seen = seen;
  }
  for (const each of blames) {
    for (const key of each.cells) {
      const index = factAt.get(key);
      if (index === undefined) continue;
      marked[index]!.marks.add('sum-mismatch');
      if (single(each) && isSourceError(marked[index]!.fact)) marked[index]!.marks.add('source-error');
    }
  }
  for (const each of usable) {
    if (each.state !== 'tail' || each.equation.relation !== '=') continue;
    const index = factAt.get(each.terms[0]!.key);
    if (index !== undefined) marked[index]!.marks.add('rounding-tail');
  }

  const tableIndex = new Map(tables.map((table, t) => [table.order, t]));
  const units = new Set(facts.flatMap((fact) => (fact.classification === 'unit' ? [`${fact.table}|${fact.rowNo}|${fact.code}`] : [])));
  const disputes = tables.map((table) => disputedKind(table, rules.identities, (row) => units.has(`${table.order}|${row.rowNo}|${row.code}`)));
  const { unconfirmed, named } = unconfirmedColumns(tables, tried);
  for (const { first } of misfits.values()) for (const { table, column } of [...first.equation.left, ...first.equation.right]) unconfirmed.add(`${table}|${column}`);
  tables.forEach((table, t) => {
    for (const [r, mark] of incompleteRows(table)) {
      for (const { column } of table.rows[r]!.cells) {
        const index = factAt.get(cellKey(t, r, column));
        if (index !== undefined) marked[index]!.marks.add(mark);
      }
    }
  });
  tables.forEach((table, t) => {
    for (const { row, column } of onOtherSide(table)) {
      const index = factAt.get(cellKey(t, row, column));
      if (index !== undefined) marked[index]!.marks.add('header-unconfirmed');
    }
  });
  const listing = listsOfItems(facts);
  const failing = unevenSides(tried, tables);
  const unborne = unborneBlocks(tables, confirming, broken, failing);
  const result = marked.map(({ fact, seen, marks }): Fact => {
    seen.itemised = listing.has(fact.table);
    seen.unnamed = fact.measure === '' && rules.identities.kinds.has(fact.tableKind);
    const t = tableIndex.get(fact.table);
    seen.headed = t !== undefined && named.has(`${t}|${fact.column}`);
    const block = t === undefined ? 0 : (tables[t]!.columns[fact.column]?.block ?? 0);
    seen.unborne = t !== undefined && unborne.has(sideKey(tables[t]!, t, block));
    // A label of one block and the figure of the next share the line.
    if (t !== undefined && seen.unborne && failing.has(sideKey(tables[t]!, t, block))) seen.inLine = false;
    if (t !== undefined && disputes[t] !== '') marks.add('kind-disputed');
    if (t !== undefined && unconfirmed.has(`${t}|${fact.column}`)) marks.add('header-unconfirmed');
    const flags = [...fact.flags, ...[...marks].filter((mark) => !fact.flags.includes(mark)).sort()];
    const flagged = { ...fact, flags };
    return { ...flagged, confidence: confidenceOf(flagged, t === undefined ? NO_TABLE : tables[t]!, seen, rules.calibration) };
  });
  const keys = (list: readonly { readonly key: CellKey; readonly printed: boolean }[]): string[] =>
    list.flatMap(({ key, printed }) => {
      const index = printed ? factAt.get(key) : undefined;
      return index === undefined ? [] : [facts[index]!.key];
    });
  const keysOf = (list: readonly CellKey[]) => keys(list.map((key) => ({ key, printed: true })));
  const reports = tellable(blames, tables, evaluation.figures, unconfirmed);
  const blamed = reports.map((each) => errorOf(each, tables, evaluation, keysOf));
  const twice = roundedTwice(tried, tables, evaluation, keysOf);
  const told_ = new Set([...blamed, ...twice].flatMap((error) => error.facts));
  const errors = [...blamed, ...misnumbered(tables, evaluation), ...twice, ...roundedParts(usable, tables, evaluation, keysOf).filter((error) => error.facts.every((key) => !told_.has(key)))];
  return {
    value: { facts: result, checks: tried.filter((each) => each.equation.must || each.state !== 'broken' || each.equation.source === 'printed note').map((each) => checkOf(each, tables, evaluation, keys(each.terms))), errors },
    messages: [
      ...disputes.flatMap((why, t): Message[] => (why === '' ? [] : [{ rule: 'check/kind-disputed', severity: 'warning', text: `${tables[t]!.tableNo || tables[t]!.title}: ${why}; its title may belong to another table`, place: tables[t]!.first }])),
      ...reports.map((each, i) => blameMessage(each, blamed[i]!)), ...noteMessages(tried, unbelieved, tables), ...misfitMessages(misfits, tables),
    ],
  };
}

/** Share of the coded rows of a table that must bear other names than their codes' for the table to list other things under subjects. */
const ITEMISED = 0.7;
const ITEMISED_ROWS = 3;

/** Tables with a code column of subjects and a label column of something else (purchases, projects, offices), by order. */
function listsOfItems(facts: readonly Fact[]): Set<number> {
  const rows = new Map<number, Map<number, boolean>>();
  for (const { table, rowNo, code, flags } of facts) {
    if (code === '') continue;
    const own = rows.get(table) ?? new Map<number, boolean>();
    own.set(rowNo, flags.includes('name-other'));
    rows.set(table, own);
  }
  return new Set([...rows].flatMap(([table, own]) => (own.size >= ITEMISED_ROWS && [...own.values()].filter(Boolean).length >= ITEMISED * own.size ? [table] : [])));
}

/** A fact whose table is not known (never in practice) is graded as from a dump. */
const NO_TABLE = { origin: 'dump', flags: [] } as const;

/** Index of the fact of every cell. Two facts of one cell are told apart by nothing: the first stands for both. */
function locate(facts: readonly Fact[], tables: readonly Table[]): Map<CellKey, number> {
  const byPlace = new Map<string, number[]>();
  facts.forEach((fact, i) => {
    const place = `${fact.table}|${fact.rowNo}|${fact.column}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), i]);
  });
  const found = new Map<CellKey, number>();
  tables.forEach((table, t) =>
    table.rows.forEach((row, r) =>
      row.cells.forEach((cell) => {
        const list = byPlace.get(`${table.order}|${row.rowNo}|${cell.column}`);
        const index = list?.find((i) => facts[i]!.amount.printed === cell.amount.printed && facts[i]!.code === row.code) ?? list?.[0];
        if (index !== undefined && !found.has(cellKey(t, r, cell.column))) found.set(cellKey(t, r, cell.column), index);
      }),
    ),
  );
  return found;
}

/**
 * Printed notes that are not to be believed: they fail where nothing else is wrong with their cells, or in most of their rows.
 * The note of the 财政拨款收入支出决算总表 of 2020 says 57行 where it means 59行.
 */
function unbelievedNotes(tried: readonly Tried[]): Set<string> {
  const groups = new Map<string, Tried[]>();
  for (const each of tried) {
    if (each.equation.source === 'printed note' && !each.equation.backed) groups.set(each.equation.group, [...(groups.get(each.equation.group) ?? []), each]);
  }
  const failing = new Set(tried.filter((each) => each.state === 'broken' && each.equation.source !== 'printed note' && each.equation.must).flatMap((each) => each.terms.map((term) => term.key)));
  const unbelieved = new Set<string>();
  for (const [group, list] of groups) {
    const broken = list.filter((each) => each.state === 'broken');
    if (broken.length === 0) continue;
    const supported = broken.some((each) => failing.has(each.terms[0]!.key));
    const mostly = broken.length * 2 > list.length;
    if (mostly && !supported) unbelieved.add(group);
  }
  return unbelieved;
}

/** Rows a list must have at least to print its figures once on each level: fewer may be one row printed twice. */
const LEVELLED_ROWS = 3;

/**
 * Totals whose rows add up to them twice, three times … in every column: the list prints a figure once on each of its levels
 * (unit, division, item) and its codes do not tell the levels apart. No figure is wrong; the sum is no sum of this list.
 *
 * Worked case: 表12 of a 2026 budget of 西安 lists purchases under 全额 and under the office, all with the same subject code.
 */
function countedByLevel(tried: readonly Tried[]): string[] {
  const totals = new Map<string, Tried[]>();
  for (const each of tried) {
    if (each.equation.rule !== 'total' || each.equation.right.length < LEVELLED_ROWS || (each.left === 0 && each.right === 0)) continue;
    const list = totals.get(each.equation.group);
    if (list) list.push(each);
    else totals.set(each.equation.group, [each]);
  }
  return [...totals].flatMap(([group, list]) => {
    const times = list[0]!.left === 0 ? 0 : list[0]!.right / list[0]!.left;
    return Number.isInteger(times) && times > 1 && list.every((each) => each.right === times * each.left) ? [group] : [];
  });
}

/** Share of the rows an identity between columns may fail in, and rows it must fail in, to be no identity of the table. */
const MISFIT_SHARE = 0.3;
const MISFIT_ROWS = 3;
/** The same among rows that were placed without it: as many figures as columns. */
const FULL_SHARE = 0.9;
const FULL_ROWS = 2;

/**
 * Identities between columns that fail in row after row: not the figures are wrong but the header, or the table means something
 * else by it. They blame nobody; the columns are no longer believed. By group, the rows that fail and the rows asked.
 *
 * Worked case: a project list of 270 rows whose second page was ruled one column further: 合计 = its group fails in 187 rows.
 */
function misfitIdentities(tried: readonly Tried[], tables: readonly Table[]): Map<string, { readonly failing: number; readonly asked: number; readonly first: Tried }> {
  const groups = new Map<string, Tried[]>();
  for (const each of tried) {
    if (!each.equation.must || each.equation.kind !== 'identity' || each.equation.source !== 'rule book' || each.equation.relation !== '=' || each.equation.right.some((term) => term.row !== each.equation.left[0]!.row)) continue;
    const list = groups.get(each.equation.group);
    if (list) list.push(each);
    else groups.set(each.equation.group, [each]);
  }
  const misfits = new Map<string, { failing: number; asked: number; first: Tried }>();
  for (const [group, list] of groups) {
    const asked = list.filter((each) => each.telling || each.state === 'broken');
    const failing = asked.filter((each) => each.state === 'broken').length;
    const unbiased = asked.filter((each) => !placedBy(each, tables));
    const fails = (failing >= MISFIT_ROWS && failing > MISFIT_SHARE * asked.length) || (failing >= FULL_ROWS && failing > FULL_SHARE * unbiased.length);
    if (fails) misfits.set(group, { failing, asked: asked.length, first: list[0]! });
  }
  return misfits;
}

/** An identity that was used to place the figures of its row holds there by choice, and says nothing for the header. */
function placedBy({ equation, terms }: Tried, tables: readonly Table[]): boolean {
  const { table, row } = equation.left[0]!;
  return tables[table]!.origin === 'dump' && terms.some(({ key, printed }) => printed && tables[table]!.rows[row]!.cells.some((cell) => key === cellKey(table, row, cell.column) && cell.spent?.includes(equation.id)));
}

const misfitMessages = (misfits: ReturnType<typeof misfitIdentities>, tables: readonly Table[]): Message[] =>
  [...misfits.values()].map(({ failing, asked, first }): Message => {
    const left = first.equation.left[0]!;
    const table = tables[left.table]!;
    return { rule: 'check/identity-not-held', severity: 'warning', text: `${table.tableNo || table.title}: ${columnsInWords({ left: left.column, parts: first.equation.right }, table.columns)} fails in ${failing} of ${asked} rows; its header may have been read wrongly`, place: table.first };
  });

/** What the equations say about every printed cell. */
function gather(tables: readonly Table[], confirming: readonly Tried[], blames: readonly Blame[], consequences: readonly Tried[]): Map<CellKey, Evidence> {
  const evidence = new Map<CellKey, Evidence>();
  const cells = new Map<CellKey, Cell>();
  tables.forEach((table, t) =>
    table.rows.forEach((row, r) =>
      row.cells.forEach((cell) => {
        cells.set(cellKey(t, r, cell.column), cell);
        evidence.set(cellKey(t, r, cell.column), noEvidence());
      }),
    ),
  );
  const spent = new Map<CellKey, ReadonlySet<string>>();
  for (const [key, cell] of cells) if (cell.spent) spent.set(key, new Set(cell.spent));
  for (const each of confirming) {
    for (const { key } of each.terms) {
      const seen = evidence.get(key);
      if (!seen) continue;
      if (spent.get(key)?.has(each.equation.id)) seen.spent++;
      else {
        seen.free++;
        if (each.equation.kind !== 'identity') seen.column++;
      }
      if (each.state === 'tail') seen.tail = true;
    }
  }
  const echoes = echoedLabels(tables);
  tables.forEach((table, t) =>
    table.rows.forEach((row, r) => {
      for (const cell of row.cells) {
        const seen = evidence.get(cellKey(t, r, cell.column))!;
        seen.echoed = echoes.has(rowName(row));
        seen.inLine = cell.place.line === row.place.line && cell.place.page === row.place.page;
        seen.indented = row.indent > 0 && row.place.line <= cell.place.line && cell.place.page === row.place.page;
      }
      const cellsOfRow = row.cells.map((cell) => evidence.get(cellKey(t, r, cell.column))!);
      if (cellsOfRow.some((seen) => seen.free > 0)) for (const seen of cellsOfRow) seen.row = true;
    }),
  );
  const ownRow = ({ equation: { kind, left, right } }: Tried): string | null => {
    const { table, row } = left[0]!;
    return kind === 'identity' && tables[table]!.origin === 'dump' && [...left, ...right].every((term) => term.table === table && term.row === row) ? `${table}|${row}` : null;
  };
  // What is missing speaks against nothing that is there.
  const unexplained = [...consequences, ...blames.flatMap((each) => (single(each) || each.what === 'row-missing' ? [] : each.explains))].map((tried) => ({ tried, row: ownRow(tried) }));
  const rowsAtOdds = new Map<string, number>();
  for (const { row } of unexplained) if (row !== null) rowsAtOdds.set(row, (rowsAtOdds.get(row) ?? 0) + 1);
  for (const { tried, row } of unexplained) {
    // Sums down its columns hold whatever names stand above them: they do not clear a row in which several sums fail.
    const misnamed = row !== null && rowsAtOdds.get(row)! > 1;
    for (const { key } of tried.terms) {
      const seen = evidence.get(key);
      if (!seen) continue;
      seen.against = 'witness';
      if (misnamed) seen.column = 0;
    }
  }
  for (const each of blames) {
    const certain = single(each);
    for (const key of each.cells) {
      const seen = evidence.get(key);
      if (seen) seen.against = certain ? 'blamed' : 'suspect';
    }
  }
  return evidence;
}

/** Share of the equations of a dump's table that may fail before its order is in doubt. Of tables in order 1 in 100 has more. */
const FAILING_SHARE = 0.1;

/**
 * Blocks of a dump's tables that sums do not bear out, as `table|block`: of those that should hold too many fail, or none does. On the sides of a
 * summary the sum of the items speaks even where not every label has its ordinal: a figure dealt out to the wrong side breaks nothing else.
 */
function unborneBlocks(tables: readonly Table[], confirming: readonly Tried[], broken: readonly Tried[], uneven: ReadonlySet<string>): ReadonlySet<string> {
  const held = new Map<string, number>();
  const failed = new Map<string, number>();
  const blockOf = ({ table, row }: Term): string => sideKey(tables[table]!, table, tables[table]!.rows[row]!.block);
  const add = (counts: Map<string, number>, { equation }: Tried) => {
    for (const key of new Set([...equation.left, ...equation.right].map(blockOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const each of confirming) add(held, each);
  for (const each of broken) add(failed, each);
  return new Set(
    tables.flatMap(({ origin, rows }, t) => {
      if (origin !== 'dump' || rows.length < 2) return [];
      return [...new Set(rows.map(({ block }) => sideKey(tables[t]!, t, block)))].filter((key) => {
        const [h, f] = [held.get(key) ?? 0, failed.get(key) ?? 0];
        return uneven.has(key) || h === 0 || f > FAILING_SHARE * (h + f);
      });
    }),
  );
}

/** The sides of a summary are lists of their own; other blocks are one list, folded. */
const sideKey = ({ kind }: Table, table: number, block: number): string => `${table}|${kind === 'revenue_expenditure_summary' || kind === 'fiscal_appropriation_summary' ? block : 0}`;

/** Sides of the summaries of a dump whose items do not add up, though the sum is not asked of a side where some label has no ordinal. */
const unevenSides = (tried: readonly Tried[], tables: readonly Table[]): ReadonlySet<string> =>
  new Set(
    tried.flatMap(({ equation: { rule, left: [first], must }, state }) => {
      if (!first || must || rule !== 'expenditure_items' || state !== 'broken') return [];
      const table = tables[first.table]!;
      return table.origin === 'dump' ? [sideKey(table, first.table, table.rows[first.row]!.block)] : [];
    }),
  );

const rowName = (row: { readonly code: string; readonly label: string }): string => `${row.code} ${row.label}`;

/** Codes with their labels that several tables print alike: a label joined wrongly in one would not be joined the same way in another. */
function echoedLabels(tables: readonly Table[]): Set<string> {
  const seen = new Map<string, number>();
  const echoed = new Set<string>();
  tables.forEach((table, t) => {
    for (const row of table.rows) {
      if (row.label === '') continue;
      const before = seen.get(rowName(row));
      if (before === undefined) seen.set(rowName(row), t);
      else if (before !== t) echoed.add(rowName(row));
    }
  });
  return echoed;
}

/** The cells are named beyond doubt, not as a few of which one must be wrong. */
const single = (each: Blame): boolean => (each.what !== 'unplaced' && each.cells.length === 1) || (each.what !== 'figure' && each.what !== 'unplaced' && each.cells.length > 0);

/** A figure read as it stands, under a column that is beyond doubt: what is wrong with it is the document's fault. */
const isSourceError = (fact: Fact): boolean =>
  !fact.basis.includes('guess') && !fact.basis.includes('ocr') && !fact.flags.some((flag) => flag === 'value-rejoined' || flag === 'label-guessed' || flag === 'too-many-amounts');

function checkOf(tried: Tried, tables: readonly Table[], { scale }: Evaluation, facts: readonly string[]): Check {
  const { equation } = tried;
  const owner = equation.left[0]?.table ?? equation.right[0]!.table;
  const table = tables[owner]!;
  const decimal = (ticks: number) => decimalOf(ticks, table, scale);
  return {
    table: table.order,
    rule: equation.rule,
    source: equation.source,
    scope: equation.scope,
    equation: inWords(equation, tables),
    left: decimal(tried.left),
    right: decimal(tried.right),
    difference: decimal(tried.gap),
    tolerance: decimal(tried.tolerance),
    passed: tried.state !== 'broken',
    facts,
    terms: [...equation.left, ...equation.right].map((term, n) => `${tried.terms[n]!.weight < 0 ? '-' : '+'}${placeKey(term, tables)}`),
    ...(equation.relation === '>=' ? { relation: '>=' as const } : {}),
  };
}

/** The key a fact at this cell has, or would have if the cell were not blank. */
function placeKey({ table, row, column }: Term, tables: readonly Table[]): string {
  return `t${String(tables[table]!.order).padStart(2, '0')}-r${tables[table]!.rows[row]!.rowNo}c${column + 1}`;
}

function errorOf(each: Blame, tables: readonly Table[], { figures, scale }: Evaluation, keys: (cells: readonly CellKey[]) => string[]): SourceError {
  const tried = each.explains[0]!;
  const key = each.cells[0] ?? tried.terms[0]!.key;
  const [t, r] = key.split('|').map(Number) as [number, number];
  const table = tables[t]!;
  const row = table.rows[r]!;
  const decimal = (ticks: number) => decimalOf(ticks, table, scale);
  const printed = figures.get(key);
  const correction = each.cells.length === 0 ? -tried.gap * tried.terms[0]!.weight : each.correction;
  const pathOf = (cell: CellKey): string => table.columns[Number(cell.split('|')[2])]?.path.join('/') ?? '';
  const path = pathOf(key);
  const where = `${rowTitle(table, row)} ${path}`.trim();
  const rules = [...new Set(each.explains.map((one) => one.equation.rule))].join(', ');
  const equations = [...new Set(each.explains.map((one) => inWords(one.equation, tables)))];
  const said = [...equations.slice(0, MOST_EQUATIONS), ...(equations.length > MOST_EQUATIONS ? [`${equations.length - MOST_EQUATIONS} more`] : [])].join('; ');
  const off = decimal(Math.abs(tried.gap));
  const say = (): string => {
    switch (each.what) {
      case 'figure':
        return each.cells.length === 1
          ? `${printed === undefined ? 'nothing' : decimal(printed)} printed, ${decimal((printed ?? 0) + correction)} by ${said}`
          : `${said} is off by ${off}; one of ${each.cells.length} figures must be wrong`;
      case 'moved':
        return `${decimal(printed ?? 0)} stands here; ${said} holds when it stands under ${pathOf(each.cells[1]!)}`;
      case 'exchanged':
        return `${said} holds when this figure and the one under ${pathOf(each.cells[1]!)} change places`;
      case 'row-twice':
        return `this row is counted twice: without it ${said} holds`;
      case 'row-missing':
        return `the rows under it fall short by ${each.explains.map((one) => decimal(one.gap)).join(', ')} in ${each.explains.length} columns: a row is missing or withheld`;
      case 'unplaced':
        return `no placement of this row's figures satisfies ${said}; one of them must be wrong`;
      case 'unexplained':
        return `${equations[0]} is off by ${off}${each.explains.length > 1 ? `, in ${each.explains.length} columns` : ''}; every figure in it is confirmed elsewhere`;
    }
  };
  return errorAt(key, tried.equation, tables, {
    rule: rules,
    printed: printed === undefined ? '' : decimal(printed),
    implied: decimal((printed ?? 0) + correction),
    difference: decimal(-correction),
    facts: keys(each.cells),
    text: `${where}: ${say()}`,
  });
}

/** Equations written out in one message. */
const MOST_EQUATIONS = 2;

/** What an equation says of a cell, with where that stands. */
function errorAt(key: CellKey, { rule, source, scope }: Pick<Tried['equation'], 'rule' | 'source' | 'scope'>, tables: readonly Table[], said: Pick<SourceError, 'printed' | 'implied' | 'difference' | 'facts' | 'text' | 'rounding'> & { readonly rule?: string }): SourceError {
  const [t, r, c] = key.split('|').map(Number) as [number, number, number];
  const table = tables[t]!;
  const row = table.rows[r]!;
  return {
    table: table.order,
    rule,
    source,
    scope,
    rowNo: row.rowNo,
    columnPath: table.columns[c]?.path ?? [],
    place: row.cells.find((cell) => cell.column === c)?.place ?? row.place,
    ...said,
  };
}

/** Table and row as a person names them. */
const rowTitle = (table: Table, row: Table['rows'][number]): string => `${table.tableNo || table.title} ${[row.code, row.label].filter((part) => part !== '').join(' ')}`;

/**
 * Rows of a text dump whose figures no placement can reconcile: what is broken around them is theirs, whatever else it touches.
 * A row misread or misprinted makes its own identity fail, and through the columns it was then given, the sums it stands in.
 */
function unplacedRows(broken: readonly Tried[], tables: readonly Table[]): { readonly unplaced: Blame[]; readonly rest: readonly Tried[] } {
  const atOdds = new Map<string, CellKey[]>();
  tables.forEach((table, t) =>
    table.rows.forEach((row, r) => {
      if (row.cells.some((cell) => cell.basis.includes('guess') && cell.flags.includes('sum-mismatch'))) atOdds.set(`${t}|${r}`, row.cells.map((cell) => cellKey(t, r, cell.column)));
    }),
  );
  if (atOdds.size === 0) return { unplaced: [], rest: broken };
  const explained = new Map<string, Tried[]>();
  const rest: Tried[] = [];
  for (const tried of broken) {
    const own = tried.terms.map(({ key }) => key.slice(0, key.lastIndexOf('|'))).find((row) => atOdds.has(row));
    if (own === undefined) rest.push(tried);
    else explained.set(own, [...(explained.get(own) ?? []), tried]);
  }
  return { unplaced: [...explained].map(([row, explains]): Blame => ({ what: 'unplaced', cells: atOdds.get(row)!, correction: 0, explains })), rest };
}

/** Broken equations between cells whose columns are known, and those in which some column is only the likeliest. */
function byGuesses(broken: readonly Tried[], tables: readonly Table[]): { readonly hard: readonly Tried[]; readonly soft: readonly Tried[] } {
  const soft = new Set(broken.filter((tried) => tried.terms.some(({ key }) => isGuess(key, tables))));
  return { hard: broken.filter((tried) => !soft.has(tried)), soft: [...soft] };
}

/**
 * An equation of one row whose every figure may stand elsewhere: it fails by the choice among places that was made for each, and
 * says nothing of the document. Rows whose figures fit nowhere are told as such.
 *
 * Worked case: 0.38 and 0.38 in a row of twelve columns (seeds/004:931), one taken for a total, the other for a total elsewhere.
 */
function isChoice({ equation, terms }: Tried, tables: readonly Table[]): boolean {
  const [first] = [...equation.left, ...equation.right];
  if (!first || [...equation.left, ...equation.right].some(({ table, row }) => table !== first.table || row !== first.row)) return false;
  const { cells } = tables[first.table]!.rows[first.row]!;
  return terms.every(({ key, printed }) => {
    if (!printed) return true;
    const cell = cells.find(({ column }) => column === Number(key.slice(key.lastIndexOf('|') + 1)));
    return cell !== undefined && cell.basis.includes('guess') && cell.candidates.length > 0;
  });
}

/** A cell of a row some figure of which may stand elsewhere: a blank one may be that place. */
function isGuess(key: CellKey, tables: readonly Table[]): boolean {
  const [t, r] = key.split('|').map(Number) as [number, number];
  return tables[t]!.rows[r]!.cells.some((cell) => cell.basis.includes('guess'));
}

/**
 * One amount printed in two tables with different last digits: rounding its parts cannot explain that. Both figures stay what
 * they are, flagged as tails; the contradiction is reported once for each figure.
 *
 * Worked case: 社会保障和就业支出 is 326.71 in the 收入支出决算总表 of a 2024 final account and 326.72 in its 支出决算表.
 */
function roundedTwice(tried: readonly Tried[], tables: readonly Table[], { figures, scale }: Evaluation, keysOf: (cells: readonly CellKey[]) => string[]): SourceError[] {
  const said = new Set<CellKey>();
  return tried.flatMap((each): SourceError[] => {
    const { equation, state, terms, gap } = each;
    if (state !== 'tail' || !equation.must || equation.kind !== 'cross_table' || terms.length !== 2 || !each.telling) return [];
    const [here, there] = terms as [(typeof terms)[0], (typeof terms)[0]];
    if (said.has(here.key) || said.has(there.key)) return [];
    said.add(here.key);
    const [t, r] = here.key.split('|').map(Number) as [number, number];
    const table = tables[t]!;
    const other = tables[Number(there.key.split('|')[0])]!;
    const decimal = (ticks: number) => decimalOf(ticks, table, scale);
    const [printed, implied] = [decimal(figures.get(here.key)!), decimal(figures.get(there.key)!)];
    const why = equation.relation === '=' ? 'one amount rounded in two ways' : 'no less than that by right, and off by what rounding can do';
    return [
      errorAt(here.key, equation, tables, {
        printed,
        implied,
        difference: decimal(gap),
        facts: keysOf([here.key, there.key]),
        text: `${rowTitle(table, table.rows[r]!)}: ${printed} printed, ${implied} in ${other.tableNo || other.title}: ${why}`,
      }),
    ];
  });
}

/**
 * Totals that miss the sum of their printed parts by what rounding can do, once for each total, by the widest gap.
 *
 * Worked case: 302 商品和服务支出 is 171.07 in the 基本支出 of a 2024 final account, its 款 add up to 171.09.
 */
function roundedParts(usable: readonly Tried[], tables: readonly Table[], { figures, scale }: Evaluation, keysOf: (cells: readonly CellKey[]) => string[]): SourceError[] {
  const widest = new Map<CellKey, Tried>();
  for (const each of usable) {
    if (each.state !== 'tail' || each.equation.relation !== '=' || !each.telling || each.terms.length < 3) continue;
    const total = each.terms[0]!.key;
    const before = widest.get(total);
    if (!before || Math.abs(each.gap) > Math.abs(before.gap)) widest.set(total, each);
  }
  // One amount in several columns of its row (合计 and 基本支出) is told once.
  const alike = [...groupBy([...widest], ([key, { right }]) => `${key.slice(0, key.lastIndexOf('|'))}|${figures.get(key)}|${right}`).values()];
  return alike.map((same): SourceError => {
    const [key, { equation, right, gap }] = same[0]!;
    const [t, r] = key.split('|').map(Number) as [number, number];
    const table = tables[t]!;
    const row = table.rows[r]!;
    const paths = same.map(([each]) => table.columns[Number(each.slice(each.lastIndexOf('|') + 1))]?.path.join('/') ?? '');
    const decimal = (ticks: number) => decimalOf(ticks, table, scale);
    const [printed, implied] = [decimal(figures.get(key) ?? 0), decimal(right)];
    return errorAt(key, equation, tables, {
      printed,
      implied,
      difference: decimal(gap),
      facts: keysOf(same.map(([each]) => each)),
      text: `${rowTitle(table, row)} ${paths.join(', ')}: ${printed} printed, its parts add up to ${implied}; rounding explains it`,
      rounding: true,
    });
  });
}

/** How far, in tolerances, an equation may miss by without a figure missing in it. */
const SMALL = 3;

/** Rows of a sum with figures that may stand elsewhere, from which on it says nothing of the document. */
const MANY_GUESSES = 5;

/**
 * What is told of the blames. Not what the corrections of figures that are told alone mend together: 合计 that misses by 90.57 where
 * three of its rows are short by 60.37, 3.82 and 26.38. No blank cell is said to be the 0.02 by which a total is off. And where the
 * header of a dump was put together from words nobody has seen, what fails between its columns is the header's reading.
 */
function tellable(blames: readonly Blame[], tables: readonly Table[], figures: ReadonlyMap<CellKey, number>, unconfirmed: ReadonlySet<string>): Blame[] {
  const unread = new Set(tables.flatMap(({ origin, flags }, t) => (origin === 'dump' && flags.some((flag) => flag === 'header-unfamiliar' || flag === 'columns-missing') ? [t] : [])));
  const betweenColumns = ({ equation }: Tried): boolean => equation.kind !== 'hierarchy' && [...equation.left, ...equation.right].some(({ table }) => unread.has(table));
  const corrections = new Map(blames.filter(({ what, cells }) => what === 'figure' && cells.length === 1).map(({ cells, correction }) => [cells[0]!, correction]));
  const mended = ({ terms, gap }: Tried): boolean => gap + terms.reduce((sum, { key, weight }) => sum + weight * (corrections.get(key) ?? 0), 0) === 0;
  return togetherInRows(blames).flatMap((each) => {
    const alone = each.what === 'figure' && each.cells.length === 1;
    if (!alone && each.explains.every(mended)) return [];
    // Nothing singles a cell out, or one whose own column is a guess under a header nothing bears out, and figures of many rows may stand elsewhere: the reading is more doubtful than the document.
    const open = each.what === 'unexplained' || (alone && isGuess(each.cells[0]!, tables) && unconfirmed.has(columnKey(each.cells[0]!)));
    if (open && each.explains.every(({ terms }) => terms.filter(({ key, printed }) => printed && isGuess(key, tables)).length >= MANY_GUESSES)) return [];
    if (each.what === 'unplaced' ? each.explains.some(betweenColumns) : each.explains.every(betweenColumns)) return [];
    const small = alone && !figures.has(each.cells[0]!) && each.explains.every(({ gap, tolerance }) => Math.abs(gap) <= SMALL * tolerance);
    return [small ? { ...each, what: 'unexplained' as const, cells: [] } : each];
  });
}

/** What nothing explains is told once where the same rows are off by the same amount in several columns. */
function togetherInRows(blames: readonly Blame[]): Blame[] {
  const keyOf = (each: Blame) => {
    const first = each.explains[0]!;
    return each.what === 'unexplained' && first.equation.kind === 'hierarchy' ? `${first.equation.group}|${first.gap}` : each;
  };
  return [...groupBy(blames, keyOf).values()].map((same) => ({ ...same[0]!, explains: same.flatMap(({ explains }) => explains) }));
}

/** `table|column` of a cell. */
const columnKey = (key: CellKey): string => `${key.slice(0, key.indexOf('|'))}|${key.slice(key.lastIndexOf('|') + 1)}`;

const blameMessage = (each: Blame, error: SourceError): Message => ({
  rule: single(each) ? 'check/figure-blamed' : each.what === 'row-missing' ? 'check/row-missing' : 'check/equation-broken',
  severity: 'warning',
  text: error.text,
  place: error.place,
  actual: error.printed,
  expected: error.implied,
});

/** How near a figure may be to what a note adds up, in shares of it, to be what the note means. */
const NEARLY = 0.1;

/**
 * Printed notes that name the wrong row: what they add up stands, in every column, in one other row of their block, which no
 * other note claims. The figures are right; the note is told.
 *
 * Worked case: 57行＝（33+34+…+58）行 under the 财政拨款收入支出决算总表 of 2020, where 本年支出合计 stands in 行次 59 (seeds/000:628).
 */
function misnumbered(tables: readonly Table[], { figures, scale }: Evaluation): SourceError[] {
  return tables.flatMap((table, t): SourceError[] => {
    const formulas = table.formulas.filter(({ axis }) => axis === 'row');
    if (formulas.length === 0) return [];
    const rowAt = new Map<number, number>();
    table.rows.forEach(({ ordinal }, r) => {
      if (ordinal !== undefined && !rowAt.has(ordinal)) rowAt.set(ordinal, r);
    });
    const claimed = new Set(formulas.map(({ left }) => rowAt.get(left)));
    return formulas.flatMap(({ left, terms, printed }): SourceError[] => {
      const named = rowAt.get(left);
      const parts = terms.map(({ ref }) => rowAt.get(ref));
      if (named === undefined || parts.some((part) => part === undefined)) return [];
      const { block } = table.rows[named]!;
      const figureOf = (row: number, column: number) => figures.get(cellKey(t, row, column)) ?? 0;
      const sums = table.columns.filter((column) => column.block === block).map(({ index }) => ({ column: index, sum: terms.reduce((total, { sign }, i) => total + sign * figureOf(parts[i]!, index), 0) }));
      const holds = (row: number) => sums.every(({ column, sum }) => figureOf(row, column) === sum);
      const first = sums.find(({ sum }) => sum !== 0);
      // A figure near its sum is that sum, misprinted or rounded.
      if (!first || sums.some(({ column, sum }) => sum !== 0 && Math.abs(figureOf(named, column) - sum) <= NEARLY * Math.abs(sum))) return [];
      const meant = table.rows.filter((row, r) => row.block === block && row.ordinal !== undefined && !claimed.has(r) && !parts.includes(r) && holds(r));
      if (meant.length !== 1) return [];
      const key = cellKey(t, named, first.column);
      const decimal = (ticks: number) => decimalOf(ticks, table, scale);
      return [
        errorAt(key, { rule: `note ${printed}`, source: 'printed note', scope: `行${left}` }, tables, {
          printed: figures.has(key) ? decimal(figures.get(key)!) : '',
          implied: decimal(first.sum),
          difference: decimal((figures.get(key) ?? 0) - first.sum),
          facts: [],
          text: `${table.tableNo || table.title}: the printed note ${printed} names the wrong row; what it adds up stands in row ${meant[0]!.ordinal} ${meant[0]!.label}. No figure is wrong`,
        }),
      ];
    });
  });
}

function noteMessages(tried: readonly Tried[], unbelieved: ReadonlySet<string>, tables: readonly Table[]): Message[] {
  const said = new Set<string>();
  return tried.flatMap((each): Message[] => {
    const { group, rule, left, source, must } = each.equation;
    if (each.state !== 'broken' || source !== 'printed note' || (must && !unbelieved.has(group)) || said.has(group)) return [];
    said.add(group);
    const table = tables[left[0]!.table]!;
    return [{ rule: 'check/note-not-held', severity: 'note', text: `${table.tableNo || table.title}: the printed ${rule} does not hold; no figure is blamed for it`, place: table.last }];
  });
}
