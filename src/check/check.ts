import type { CalibrationRules } from '../../rules/calibration/calibration.js';
import type { IdentityRules } from '../../rules/identities/identities.js';
import { decimalOf } from '../../rules/identities/scale.js';
import type { Check, Fact, SourceError } from '../model/fact.js';
import type { Message, Staged } from '../model/message.js';
import type { Cell, Table } from '../model/table.js';
import { blame, type Blame } from './blame.js';
import { confidenceOf, noEvidence, type Evidence } from './confidence.js';
import { disputedKind, incompleteRows, unconfirmedColumns } from './header.js';
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

  const unbelieved = unbelievedNotes(tried);
  const usable = tried.filter((each) => each.equation.must && !unbelieved.has(each.equation.group));
  const broken = usable.filter((each) => each.state === 'broken');
  const blames = blame(broken, usable.filter((each) => each.state !== 'broken'), evaluation.figures);

  // A usual equation that fails says nothing; one that closes exactly is a confirmation like any other.
  const confirming = tried.filter((each) => each.equation.relation === '=' && each.telling && (each.state === 'exact' || (each.state === 'tail' && each.equation.must)));
  const evidence = gather(tables, confirming, blames);
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
  const disputes = tables.map((table) => disputedKind(table, rules.identities));
  const unconfirmed = unconfirmedColumns(tables, tried);
  tables.forEach((table, t) => {
    for (const [r, mark] of incompleteRows(table)) {
      for (const { column } of table.rows[r]!.cells) {
        const index = factAt.get(cellKey(t, r, column));
        if (index !== undefined) marked[index]!.marks.add(mark);
      }
    }
  });
  const result = marked.map(({ fact, seen, marks }): Fact => {
    const t = tableIndex.get(fact.table);
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
  const errors = blames.map((each) => errorOf(each, tables, evaluation, (list) => keys(list.map((key) => ({ key, printed: true })))));
  return {
    value: { facts: result, checks: tried.filter((each) => each.equation.must || each.state !== 'broken' || each.equation.source === 'printed note').map((each) => checkOf(each, tables, evaluation, keys(each.terms))), errors },
    messages: [
      ...disputes.flatMap((why, t): Message[] => (why === '' ? [] : [{ rule: 'check/kind-disputed', severity: 'warning', text: `${tables[t]!.tableNo || tables[t]!.title}: ${why}; its title may belong to another table`, place: tables[t]!.first }])),
      ...blames.map((each, i) => blameMessage(each, errors[i]!)), ...noteMessages(tried, unbelieved, tables),
    ],
  };
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

/** What the equations say about every printed cell. */
function gather(tables: readonly Table[], confirming: readonly Tried[], blames: readonly Blame[]): Map<CellKey, Evidence> {
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
  tables.forEach((table, t) =>
    table.rows.forEach((row, r) => {
      const cellsOfRow = row.cells.map((cell) => evidence.get(cellKey(t, r, cell.column))!);
      if (cellsOfRow.some((seen) => seen.free > 0)) for (const seen of cellsOfRow) seen.row = true;
    }),
  );
  for (const each of blames) {
    if (single(each)) continue;
    for (const { key } of each.explains.flatMap((tried) => tried.terms)) {
      const seen = evidence.get(key);
      if (seen) seen.against = 'witness';
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

/** The cells are named beyond doubt, not as a few of which one must be wrong. */
const single = (each: Blame): boolean => each.cells.length === 1 || (each.what !== 'figure' && each.cells.length > 0);

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
    left: decimal(tried.left),
    right: decimal(tried.right),
    difference: decimal(tried.gap),
    tolerance: decimal(tried.tolerance),
    passed: tried.state !== 'broken',
    facts,
    terms: tried.terms.map(({ key, weight }) => `${weight < 0 ? '-' : '+'}${placeKey(key, tables)}`),
    ...(equation.relation === '>=' ? { relation: '>=' as const } : {}),
  };
}

/** The key a fact at this cell has, or would have if the cell were not blank. */
function placeKey(key: CellKey, tables: readonly Table[]): string {
  const [t, r, c] = key.split('|').map(Number) as [number, number, number];
  return `t${String(tables[t]!.order).padStart(2, '0')}-r${tables[t]!.rows[r]!.rowNo}c${c + 1}`;
}

function errorOf(each: Blame, tables: readonly Table[], { figures, scale }: Evaluation, keys: (cells: readonly CellKey[]) => string[]): SourceError {
  const tried = each.explains[0]!;
  const key = each.cells[0] ?? tried.terms[0]!.key;
  const [t, r, c] = key.split('|').map(Number) as [number, number, number];
  const table = tables[t]!;
  const row = table.rows[r]!;
  const decimal = (ticks: number) => decimalOf(ticks, table, scale);
  const printed = figures.get(key);
  const correction = each.cells.length === 0 ? -tried.gap * tried.terms[0]!.weight : each.correction;
  const pathOf = (cell: CellKey): string => table.columns[Number(cell.split('|')[2])]?.path.join('/') ?? '';
  const path = pathOf(key);
  const where = `${table.tableNo || table.title} ${[row.code, row.label].filter((part) => part !== '').join(' ')} ${path}`.trim();
  const rules = [...new Set(each.explains.map((one) => one.equation.rule))].join(', ');
  const off = decimal(Math.abs(tried.gap));
  const say = (): string => {
    switch (each.what) {
      case 'figure':
        return each.cells.length === 1
          ? `${printed === undefined ? 'nothing' : decimal(printed)} printed, ${decimal((printed ?? 0) + correction)} implied by ${rules}`
          : `${rules} does not hold by ${off}; one of ${each.cells.length} figures must be wrong`;
      case 'moved':
        return `${decimal(printed ?? 0)} stands here; ${rules} holds when it stands under ${pathOf(each.cells[1]!)}`;
      case 'exchanged':
        return `${rules} holds when this figure and the one under ${pathOf(each.cells[1]!)} change places`;
      case 'row-twice':
        return `this row is counted twice: without it ${rules} holds`;
      case 'row-missing':
        return `the rows under it fall short by ${each.explains.map((one) => decimal(one.gap)).join(', ')} in ${each.explains.length} columns: a row is missing or withheld`;
      case 'unexplained':
        return `${rules} does not hold by ${off}; every figure in it is confirmed elsewhere`;
    }
  };
  const what = `${where}: ${say()}`;
  return {
    table: table.order,
    rule: rules,
    source: tried.equation.source,
    scope: tried.equation.scope,
    printed: printed === undefined ? '' : decimal(printed),
    implied: decimal((printed ?? 0) + correction),
    difference: decimal(-correction),
    rowNo: row.rowNo,
    columnPath: table.columns[c]?.path ?? [],
    facts: keys(each.cells),
    text: what,
    place: row.cells.find((cell) => cell.column === c)?.place ?? row.place,
  };
}

const blameMessage = (each: Blame, error: SourceError): Message => ({
  rule: single(each) ? 'check/figure-blamed' : each.what === 'row-missing' ? 'check/row-missing' : 'check/equation-broken',
  severity: 'warning',
  text: error.text,
  place: error.place,
  actual: error.printed,
  expected: error.implied,
});

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
