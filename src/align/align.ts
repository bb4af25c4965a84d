import { columnsInWords, inWords } from '../../rules/identities/in-words.js';
import { buildNetwork, type ColumnIdentity, type Equation } from '../../rules/identities/network.js';
import type { IdentityRules } from '../../rules/identities/identities.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { commonScale, isExact, ticksOf, unitTicks, type Scale } from '../../rules/identities/scale.js';
import type { Statement } from '../model/fact.js';
import type { Message, Staged } from '../model/message.js';
import type { Basis, Candidate, Cell, OpenCell, OpenRow, OpenTable, Row, Table } from '../model/table.js';
import { closing, type Budget } from './closing.js';
import { agreement, bareTotals, saidIn, type SaidOf } from './said.js';
import { filterByIdentities, judge, placementsOf, searchPlacements, type Placement } from './placements.js';
import { Propagation, type Constraint, type Variable } from './propagate.js';

/** Rows without one identity that holds anywhere, against rows it was asked in: above, the identity is not believed. */
const BROKEN_SHARE = 0.2;
/** Share of the rows that print a figure under a column nobody knows: used to rank, never to prove. */
const USUAL_USE = 0.4;
/** Rows of the table that weigh as much as what is known of its kind. */
const USE_WEIGHT = 3;

/** A row with open columns, on its way. */
interface OpenPlace {
  readonly table: number;
  readonly row: number;
  readonly block: number;
  readonly variable: number;
  readonly identities: readonly ColumnIdentity[];
  readonly used: readonly ColumnIdentity[];
  readonly broken: readonly ColumnIdentity[];
  /** As many figures as columns. */
  readonly counted: boolean;
  /** More figures than columns, or too many placements to look at: placed from the left. */
  readonly forced: 'too-many-amounts' | 'too-wide' | null;
  /** What the equations left before anything was guessed. */
  left: readonly Placement[];
  /** It took part in something that was at odds before anything was guessed: what fails later is the guesses' own affair. */
  atOdds: boolean;
}

/**
 * Put every amount under the column it was printed in.
 *
 * A text dump drops empty cells: "43.69 43.69" may be 合计+基本支出 or 合计+项目支出. Of the placements in printed order the
 * row's columns allow, strike out those that break an identity of the row (1栏=2+3+…, 小计 = its group), a sum down a column
 * (类=Σ款=Σ项, 合计=Σ类) or an equation with another table. One left: proved. Several: the likeliest, flagged, the others listed.
 * None: the placement that breaks fewest, and a message that names the equation.
 *
 * What the text says of a cell (`told`) ranks what the equations leave, and proves nothing.
 *
 * Columns that are already known (a PDF) are kept and take part as evidence. Figures are compared exactly, as whole numbers
 * at the document's common scale; a sum may be off by what rounding its parts can explain.
 *
 * Worked case: the 支出决算表 of seeds/000 (318-362) prints 20805 43.69 43.69 and 20807 270.1 270.1 under six columns.
 * 354.68+43.69=398.37 and 251.52+270.1=521.62 leave 基本支出 for the first and 项目支出 for the second.
 */
export function align(tables: readonly OpenTable[], rules: { identities: IdentityRules; narrative?: NarrativeRules }, told: readonly Statement[] = []): Staged<readonly Table[]> {
  const saidOf = saidIn(told, rules.narrative);
  const network = buildNetwork(tables, rules.identities);
  const scale = commonScale(tables);
  const messages: Message[] = [];

  const { variables, places, rowVariables } = readRows(tables, network.inRow, scale, saidOf, messages);
  const open = places.filter((place) => variables[place.variable]!.placements.length > 1);
  const exact = tables.map((table) => isExact(table, scale));
  // Where every column is known (a PDF) there is nothing to place, and nothing is asked.
  const constraints = (open.length === 0 ? [] : network.equations()).flatMap((equation): Constraint[] => {
    const { left, right } = equation;
    const terms = [...left, ...right].map(({ table, row, column, sign }, n) => ({ variable: rowVariables[table]![row]!, column, sign, left: n < left.length }));
    if (terms.some((term) => term.variable < 0)) return [];
    if (!sameMoney(equation, tables, scale)) return [];
    return [{ equation, terms, unit: Math.max(...terms.map((term) => variables[term.variable]!.unit)), exact: [...left, ...right].every((term) => exact[term.table]), off: !equation.must }];
  });
  const propagation = new Propagation(variables, constraints);
  if (open.length > 0) {
    distrustBrokenStructures(constraints, variables);
    // What a table says of itself goes before what others say of it: one that was read wrongly misleads no row that its own sums place.
    const inside = new Set(constraints.flatMap(({ terms }, i) => (terms.every(({ variable }) => variables[variable]!.table === variables[terms[0]!.variable]!.table) ? [i] : [])));
    propagation.settle(inside, inside);
    propagation.settle(constraints.keys());
    closeSums(propagation, tables, rules.identities);
  }
  for (const place of places) {
    place.left = variables[place.variable]!.placements;
    place.atOdds = variables[place.variable]!.tainted;
  }
  messages.push(...propagation.failed.map(({ constraint }) => atOdds(constraint.equation, tables)));

  guess(open, propagation, tables, rules.identities, saidOf);

  const byRow = new Map(places.map((place) => [`${place.table}|${place.row}`, place]));
  const value = tables.map((table, t): Table => ({
    ...table,
    rows: table.rows.map((row, r): Row => {
      const place = byRow.get(`${t}|${r}`);
      if (!place) return { ...row, cells: row.cells.map((cell) => ({ ...cell, column: cell.column!, candidates: [] })) };
      const { cells, message } = settled(place, row, table, variables[place.variable]!);
      if (message) messages.push(message);
      return { ...row, cells };
    }),
  }));
  return { value, messages };
}

/** A variable for every row with figures; the rows with open columns as places. */
function readRows(tables: readonly OpenTable[], inRow: readonly (readonly (readonly ColumnIdentity[])[])[], scale: Scale, saidOf: SaidOf, messages: Message[]) {
  const variables: Variable[] = [];
  const places: OpenPlace[] = [];
  const rowVariables = tables.map((table) => table.rows.map(() => -1));
  tables.forEach((table, t) => {
    const blocks = [...new Set(table.columns.map((column) => column.block))].sort((a, b) => a - b);
    const unit = unitTicks(table, scale);
    const rounding = isExact(table, scale) ? 0 : unit;
    const raw = table.rows.map((row, r) => {
      const figures = row.cells.map((cell) => ticksOf(cell.amount, table, scale));
      const own = table.columns.filter((column) => column.block === row.block && column.role !== 'text');
      const columns = own.map((column) => column.index);
      const placed = row.cells.length <= columns.length ? placementsOf(columns, row.cells) : null;
      const all = placed ? byPrint(placed, row, table) : null;
      return { row, r, figures, columns, all };
    });
    // An identity that most rows cannot satisfy is no identity of this table: 合计 without 会议费, a 其中 that is no summand.
    const trusted = blocks.map((block, b) => {
      const rows = raw.filter((each) => each.row.block === block && each.all && each.row.cells.length > 1);
      return (inRow[t]?.[b] ?? []).filter((identity) => {
        const broken = rows.filter((each) => each.all!.every((placement) => judge(identity, placement, each.figures, rounding) === 2)).length;
        const believed = broken <= BROKEN_SHARE * rows.length || (broken === 1 && rows.length >= 3);
        if (!believed) {
          messages.push({
            rule: 'align/identity-not-held',
            severity: 'note',
            text: `${columnsInWords(identity, table.columns)} holds in ${rows.length - broken} of ${rows.length} rows of ${table.tableNo || table.title}: not used to place figures`,
            place: table.first,
          });
        }
        return believed && identity.must;
      });
    });
    for (const { row, r, figures, columns, all: listed } of raw) {
      const identities = trusted[blocks.indexOf(row.block)] ?? [];
      const wide = listed || row.cells.length > columns.length ? null : searchPlacements(columns, row.cells, figures, rounding, identities);
      const all = listed ?? (wide && byPrint(wide, row, table));
      const isOpen = row.cells.some((cell) => cell.column === null);
      const counted = isOpen && row.cells.length === columns.length;
      const forced = !isOpen || all ? null : row.cells.length > columns.length ? ('too-many-amounts' as const) : ('too-wide' as const);
      const searched = wide ? { placements: all!, used: identities, broken: [] } : null;
      const found = isOpen && !counted && !forced ? (searched ?? filterByIdentities(all!, figures, rounding, identities)) : { placements: all ?? [fromTheLeft(row, columns)], used: [], broken: [] };
      if (forced) {
        messages.push({
          rule: `align/${forced}`,
          severity: 'warning',
          text: `${name(row)}: ${row.cells.length} figures for ${columns.length} columns`,
          place: row.place,
          actual: row.cells.map((cell) => cell.amount.printed).join(' '),
        });
      }
      const bare = listed && isOpen && !counted && found.broken.length === 0 ? bareTotals(saidOf(table, row), found.placements, listed, figures, rounding, row, table, identities) : [];
      const filtered = bare.length > 0 ? { placements: [...found.placements, ...bare], used: [], broken: [] } : found;
      const settledRow = filtered.placements.length === 1 ? filtered.placements[0]! : null;
      const atOddsWithItself = filtered.broken.length > 0 || (settledRow !== null && identities.some((identity) => judge(identity, settledRow, figures, rounding) === 2));
      const index = variables.length;
      // A row that could not be placed, or cannot be read exactly, is no evidence for others.
      const readable = !forced && figures.every(Number.isSafeInteger);
      if (readable) rowVariables[t]![r] = index;
      variables.push({
        table: t,
        row: r,
        figures,
        unit,
        placements: filtered.placements,
        struckBy: new Set(),
        closedBy: new Set(),
        tainted: atOddsWithItself,
        possible: new Map(),
      });
      if (isOpen) places.push({ table: t, row: r, block: row.block, variable: index, identities, used: filtered.used, broken: filtered.broken, counted, forced, left: [], atOdds: false });
    }
  });
  return { variables, places, rowVariables };
}

/**
 * What the print of a figure says of its column. A per cent stands under a ratio where the table has one; a ratio holds only per
 * cents where the table prints the sign; a quantity has no decimals where those of whole rows have none.
 */
function byPrint(placements: readonly Placement[], row: OpenRow, table: OpenTable): readonly Placement[] {
  const role = (column: number) => table.columns[column]?.role;
  const ratios = table.columns.some((column) => column.role === 'ratio');
  const signs = ratios && table.rows.some((each) => each.cells.some((cell) => cell.flags.includes('percent')));
  const whole = table.columns.some((column) => column.role === 'quantity') && wholeQuantities(table);
  if (!ratios && !whole) return placements;
  const fits = ({ flags, amount }: OpenCell, column: number): boolean =>
    (!ratios || (flags.includes('percent') ? role(column) === 'ratio' : !(signs && role(column) === 'ratio'))) && !(whole && amount.scale > 0 && role(column) === 'quantity');
  const kept = placements.filter((placement) => row.cells.every((cell, i) => cell.column !== null || fits(cell, placement[i]!)));
  return kept.length > 0 ? kept : placements;
}

/** Rows with a figure for every column print quantities without decimals. */
function wholeQuantities(table: OpenTable): boolean {
  const columns = table.columns.filter((column) => column.role !== 'text');
  const full = table.rows.filter((row) => row.cells.length === columns.filter((column) => column.block === row.block).length);
  const quantities = full.flatMap((row) => columns.filter((column) => column.block === row.block).flatMap((column, i) => (column.role === 'quantity' ? [row.cells[i]!] : [])));
  return quantities.length >= TELLING_QUANTITIES && quantities.every(({ amount }) => amount.scale === 0);
}
/** Quantities from which on their print is a rule of the table. */
const TELLING_QUANTITIES = 3;

/** Figures one after another from the first column; those beyond the last share it. */
const fromTheLeft = (row: OpenRow, columns: readonly number[]): number[] => row.cells.map((cell, i) => cell.column ?? columns[Math.min(i, columns.length - 1)] ?? 0);

/** Cross-table equations need one kind of money; inside a table the unit cancels. */
function sameMoney(equation: Equation, tables: readonly OpenTable[], scale: Scale): boolean {
  const numbers = new Set([...equation.left, ...equation.right].map((term) => term.table));
  return numbers.size < 2 || [...numbers].every((table) => scale.powers[table] !== null) || new Set([...numbers].map((table) => tables[table]!.unit)).size === 1;
}

/**
 * A sum structure is a guess about which rows belong together (a lost row, a label without its code, withheld rows).
 * Where a column is known for all its rows and the sum fails there, it is not asked in the other columns.
 */
function distrustBrokenStructures(constraints: readonly Constraint[], variables: readonly Variable[]): void {
  const broken = new Set<string>();
  for (const constraint of constraints) {
    if (constraint.equation.relation !== '=' || constraint.equation.kind !== 'hierarchy') continue;
    const known = constraint.terms.every((term) => {
      const variable = variables[term.variable]!;
      const first = variable.placements[0];
      return first !== undefined && variable.placements.every((placement) => placement.indexOf(term.column) === first.indexOf(term.column));
    });
    if (!known) continue;
    let gap = 0;
    let parts = 0;
    for (const { variable, column, sign, left } of constraint.terms) {
      const { placements, figures } = variables[variable]!;
      const at = placements[0]!.indexOf(column);
      const figure = at < 0 ? 0 : figures[at]!;
      if (figure !== 0 && !left) parts++;
      gap += (left ? 1 : -1) * sign * figure;
    }
    if (Math.abs(gap) > Math.floor((parts + 1) / 2 + 1) * constraint.unit) broken.add(constraint.equation.group);
  }
  for (const constraint of constraints) {
    if (broken.has(constraint.equation.group)) constraint.off = true;
  }
}

/** Rounds of closing: a table settled by its total settles the next through the equations between them. */
const CLOSING_ROUNDS = 3;
/** Sets of rows standing otherwise that are looked at in one document: about a second. */
const CLOSING_BUDGET = 2_000_000;

/** Settle rows by sums that the likeliest choice of all their open rows makes to the last digit: see closing.ts. */
function closeSums(propagation: Propagation, tables: readonly OpenTable[], rules: IdentityRules): void {
  const { variables, constraints } = propagation;
  const groups = new Map<string, Constraint[]>();
  for (const constraint of constraints) {
    if (!constraint.equation.must || constraint.equation.relation !== '=' || constraint.equation.right.length < 2) continue;
    const list = groups.get(constraint.equation.group);
    if (list) list.push(constraint);
    else groups.set(constraint.equation.group, [constraint]);
  }
  // Nothing but codes and kinds of tables may speak here: what was placed before has used these very sums.
  const prior = columnUse(tables, [], rules);
  const score = (index: number, placement: Placement): number => {
    const { table, row } = variables[index]!;
    const { block, codes, code } = tables[table]!.rows[row]!;
    const columns = tables[table]!.columns.filter((column) => column.block === block && column.role !== 'text').map((column) => column.index);
    return likelihood(placement, columns, columns.map((column) => prior(table, column, codes.length > 0 ? codes : [code])));
  };
  const kindsOf = (index: number): readonly string[] => {
    const { table, row } = variables[index]!;
    return kindsOfRow(tables[table]!.rows[row]!);
  };
  const budget: Budget = { left: CLOSING_BUDGET };
  for (let round = 0; round < CLOSING_ROUNDS; round++) {
    let changed = false;
    for (const group of groups.values()) {
      const asked = group.filter((constraint) => !constraint.off);
      if (asked.length === 0) continue;
      for (const { variable, placements, equation } of closing(asked, variables, score, kindsOf, budget)) {
        const left = variables[variable]!.placements.filter((placement) => placements.includes(placement));
        if (left.length === 0 || left.length === variables[variable]!.placements.length) continue;
        propagation.close(variable, left, equation);
        changed = true;
      }
    }
    if (!changed) return;
  }
}

/** What a row has in common with others, by its codes: the subject by function, and that with the class of what it is spent on. */
function kindsOfRow({ code, codes }: OpenRow): string[] {
  const all = codes.length > 0 ? codes : code === '' ? [] : [code];
  const item = all.find((each) => FUNCTIONAL_ITEM.test(each)) ?? all[0];
  return item === undefined ? [] : [item, ...all.filter((each) => each !== item).map((each) => `${item}+${each.slice(0, CLASS_DIGITS)}`)];
}
const FUNCTIONAL_ITEM = /^2\d{6}$/;
/** Digits of the highest level of a code. */
const CLASS_DIGITS = 3;

/**
 * Give every row that is still open its likeliest placement: totals first, then their parts, each choice passed on to the
 * equations, so that the rows of a table agree. What is chosen here is never called proved.
 */
function guess(open: readonly OpenPlace[], propagation: Propagation, tables: readonly OpenTable[], rules: IdentityRules, saidOf: SaidOf): void {
  const { variables, constraints } = propagation;
  const still = () => open.filter((place) => variables[place.variable]!.placements.length > 1);
  if (still().length === 0) return;
  for (const constraint of constraints) if (!constraint.equation.must) constraint.off = false;
  propagation.settle(constraints.flatMap((constraint, i) => (constraint.equation.must ? [] : [i])));
  const use = columnUse(tables, variables, rules);
  const depth = (place: OpenPlace) => {
    const row = tables[place.table]!.rows[place.row]!;
    return row.code.length;
  };
  const order = still().sort((a, b) => a.table - b.table || depth(a) - depth(b) || a.row - b.row);
  for (const place of order) {
    const variable = variables[place.variable]!;
    if (variable.placements.length < 2) continue;
    const columns = tables[place.table]!.columns.filter((column) => column.block === place.block && column.role !== 'text').map((column) => column.index);
    const table = tables[place.table]!;
    const row = table.rows[place.row]!;
    const { codes, code } = row;
    const said = saidOf(table, row);
    const weights = columns.map((column) => use(place.table, column, codes.length > 0 ? codes : [code]));
    const ranked = variable.placements
      .map((placement, i) => ({ placement, i, score: likelihood(placement, columns, weights) - 3 * tails(place, placement, variable) + agreement(said, placement, row, table, place.identities) }))
      .sort((a, b) => b.score - a.score || a.i - b.i);
    if (!ranked.slice(0, 50).some(({ placement }) => propagation.attempt(place.variable, placement))) {
      variable.placements = [ranked[0]!.placement];
      variable.possible = new Map();
    }
    note(use, place.table, variable.placements[0]!, columns);
  }
}

const tails = (place: OpenPlace, placement: Placement, variable: Variable): number =>
  place.identities.filter((identity) => judge(identity, placement, variable.figures, variable.unit) === 1).length;

/** Log-likelihood of filling exactly these columns. */
function likelihood(placement: Placement, columns: readonly number[], weights: readonly number[]): number {
  let score = 0;
  columns.forEach((column, i) => {
    const weight = weights[i]!;
    score += Math.log(placement.includes(column) ? weight : 1 - weight);
  });
  return score;
}

type Use = ((table: number, column: number, codes: readonly string[]) => number) & { readonly counts: Map<string, number>; readonly rows: Map<number, number> };

/**
 * How likely a row is to fill a column: by its codes where those say something, else by how often the placed rows of its table
 * do, mixed with what is known of the kind of table; between 0.002 and 0.998.
 */
function columnUse(tables: readonly OpenTable[], variables: readonly Variable[], rules: IdentityRules): Use {
  const counts = new Map<string, number>();
  const rows = new Map<number, number>();
  for (const variable of variables) {
    if (variable.placements.length !== 1) continue;
    rows.set(variable.table, (rows.get(variable.table) ?? 0) + 1);
    for (const column of variable.placements[0]!) counts.set(`${variable.table}|${column}`, (counts.get(`${variable.table}|${column}`) ?? 0) + 1);
  }
  const use = (table: number, column: number, codes: readonly string[]): number => {
    const { kind, columns } = tables[table]!;
    const measure = columns[column]?.measure ?? '';
    const base = measure.replace(/^(prior_year_|change_|current_year_appropriation_|carryover_in_(?=basic|project|personnel|operating|expenditure))|(_budget|_final)$/g, '');
    const byCode = rules.codeUse(codes, base);
    if (byCode !== undefined) return byCode;
    const known = rules.columnUse(kind, measure) ?? rules.columnUse(kind, base) ?? USUAL_USE;
    const share = (known * USE_WEIGHT + (counts.get(`${table}|${column}`) ?? 0)) / (USE_WEIGHT + (rows.get(table) ?? 0));
    return Math.min(0.998, Math.max(0.002, share));
  };
  return Object.assign(use, { counts, rows });
}

function note(use: Use, table: number, placement: Placement, columns: readonly number[]): void {
  use.rows.set(table, (use.rows.get(table) ?? 0) + 1);
  for (const column of columns) {
    if (placement.includes(column)) use.counts.set(`${table}|${column}`, (use.counts.get(`${table}|${column}`) ?? 0) + 1);
  }
}

const name = (row: OpenRow): string => [row.code, row.label].filter((part) => part !== '').join(' ') || `row ${row.rowNo}`;

/** A row's figures under their columns, and what has to be said about it. */
function settled(place: OpenPlace, row: OpenRow, table: OpenTable, variable: Variable): { cells: Cell[]; message: Message | null } {
  const chosen = variable.placements[0]!;
  if (place.forced) {
    const cells = row.cells.map((cell, i) => placed(cell, chosen[i]!, ['guess'], [place.forced!, 'column-inferred'], [], []));
    return { cells, message: null };
  }
  if (place.counted) {
    return { cells: row.cells.map((cell, i) => placed(cell, chosen[i]!, ['count'], [], [], [])), message: null };
  }
  const spent = [
    ...place.used.map((identity) => `${identity.id}.r${row.rowNo}`),
    ...[...variable.struckBy, ...variable.closedBy].filter((equation) => equation.must).map((equation) => equation.id),
  ];
  const kinds = new Set<Basis>(place.used.length > 0 ? ['identity'] : []);
  for (const equation of [...variable.struckBy, ...variable.closedBy]) if (equation.must) kinds.add(equation.kind);
  const how = variable.closedBy.size > 0 ? 'column-closed' : 'column-proved';
  const proof: Basis[] = (['identity', 'hierarchy', 'cross_table'] as const).filter((kind) => kinds.has(kind));
  const cells = row.cells.map((cell, i): Cell => {
    if (cell.column !== null) return { ...cell, column: cell.column, candidates: [] };
    const columns = [...new Set(place.left.map((placement) => placement[i]!))];
    if (columns.length === 1 && !place.atOdds) {
      return placed(cell, chosen[i]!, proof.length > 0 ? proof : ['count'], proof.length > 0 ? [how] : [], [], spent);
    }
    const others = columns.filter((column) => column !== chosen[i]).map((column): Candidate => ({ column, why: why(place, table) }));
    return placed(cell, chosen[i]!, ['guess'], ['column-inferred', ...(place.broken.length > 0 ? ['sum-mismatch'] : [])], others, spent);
  });
  return { cells, message: rowMessage(place, row, table, cells) };
}

function placed(cell: OpenCell, column: number, basis: readonly Basis[], flags: readonly string[], candidates: readonly Candidate[], spent: readonly string[]): Cell {
  return {
    ...cell,
    column,
    basis: [...cell.basis.filter((each) => each !== 'guess'), ...basis],
    flags: [...cell.flags, ...flags],
    candidates,
    ...(spent.length > 0 ? { spent } : {}),
  };
}

function why(place: OpenPlace, table: OpenTable): string {
  const held = place.identities.filter((identity) => !place.broken.includes(identity));
  if (held.length === 0) return 'no equation speaks against it';
  return `${columnsInWords(held[0]!, table.columns)}${held.length > 1 ? ` (and ${held.length - 1} more)` : ''} still holds`;
}

function rowMessage(place: OpenPlace, row: OpenRow, table: OpenTable, cells: readonly Cell[]): Message | null {
  const path = (column: number) => table.columns[column]?.path.join('/') ?? '';
  const printed = row.cells.map((cell) => cell.amount.printed).join(' ');
  if (place.broken.length > 0) {
    return {
      rule: 'align/no-placement',
      severity: 'warning',
      text: `${name(row)}: no placement of ${printed} satisfies ${place.broken.map((identity) => columnsInWords(identity, table.columns)).join('; ')}`,
      place: row.place,
      actual: printed,
      expected: place.broken.map((identity) => `${path(identity.left)} = ${identity.parts.map((part) => `${part.sign < 0 ? '− ' : ''}${path(part.column)}`).join(' + ')}`).join('; '),
    };
  }
  const guessed = cells.filter((cell) => cell.basis.includes('guess'));
  if (guessed.length === 0) return null;
  return {
    rule: 'align/ambiguous-column',
    severity: 'warning',
    text: `${name(row)}: ${guessed.map((cell) => `${cell.amount.printed} fits ${[cell.column, ...cell.candidates.map((candidate) => candidate.column)].map(path).join(' and ')}`).join('; ')}`,
    place: row.place,
    actual: printed,
  };
}

function atOdds(equation: Equation, tables: readonly OpenTable[]): Message {
  const first = equation.left[0] ?? equation.right[0]!;
  const table = tables[first.table]!;
  return {
    rule: 'align/equation-at-odds',
    severity: 'warning',
    text: `${table.tableNo || table.title}: no placement satisfies ${inWords(equation, tables)}; it was set aside`,
    place: table.rows[first.row]?.place ?? table.first,
    expected: inWords(equation, tables),
  };
}
