import { ACTIONS, CORRECTION_COLUMNS, type Correction, INDICATOR_TEXTS, ITEM_KINDS, type Replayed } from './model/correction.js';
import type { Confidence, Field, Indicator } from './model/fact.js';
import type { Message } from './model/message.js';
import type { Place } from './model/place.js';
import type { Basis, Cell, Row, Table } from './model/table.js';
import { formatAmount, parseAmount } from './text/amount.js';
import { columnNames } from './text/column-names.js';

/** Flags of items that a person has settled: nothing is left to check. */
export const SETTLED_FLAGS: ReadonlySet<string> = new Set(['confirmed-by-person', 'corrected-by-person', 'source-error-by-person']);

/** A person misreads too: one figure in a thousand. */
const BY_PERSON: Confidence = { level: 'high', score: 0.999 };

/** One line of CSV, RFC 4180. */
export const correctionLine = (correction: Correction): string =>
  `${CORRECTION_COLUMNS.map((name) => csvCell(correction[name])).join(',')}\n`;

const csvCell = (text: string): string => (/[",\n\r]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Read corrections.csv: UTF-8, any line end, columns in any order (a spreadsheet may have saved it), unknown columns
 * left out. Lines that name no document, item or known action are told in `problems`, never dropped in silence.
 */
export function parseCorrections(csv: string): { corrections: Correction[]; problems: string[] } {
  const [header = [], ...rows] = csvRows(csv.replace(/^\ufeff/, ''));
  const index = new Map(header.map((name, i) => [name.trim(), i]));
  const corrections: Correction[] = [];
  const problems: string[] = [];
  rows.forEach((row, i) => {
    if (row.every((cell) => cell === '')) return;
    const correction = Object.fromEntries(CORRECTION_COLUMNS.map((name) => [name, row[index.get(name) ?? -1] ?? ''])) as unknown as Correction;
    if (!/^[0-9a-f]{64}$/.test(correction.sha256)) problems.push(`line ${i + 2}: no SHA-256 of a document`);
    else if (correction.key === '' || !ITEM_KINDS.includes(correction.kind)) problems.push(`line ${i + 2}: names no item`);
    else if (!ACTIONS.includes(correction.action)) problems.push(`line ${i + 2}: ${correction.action || 'nothing'} is no action`);
    else corrections.push(correction);
  });
  return { corrections, problems };
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += c;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Corrections of one slot exclude each other; those of different slots (a value and a column) stand together. */
const slotOf = ({ action, field }: Correction): string => (action === 'accept' || action === 'source-error' ? 'verdict' : `${action} ${field}`);

/** What an item is known by. */
export const itemOf = (correction: Pick<Correction, 'kind' | 'key'>): string => `${correction.kind} ${correction.key}`;

/**
 * What still stands of the corrections of one document, by item, in the order said: `undo` has taken back what it takes
 * back, of one slot only the last is left.
 */
export function standing(corrections: readonly Correction[]): Map<string, Correction[]> {
  const items = new Map<string, Correction[]>();
  for (const correction of corrections) {
    const said = items.get(itemOf(correction)) ?? [];
    if (correction.action === 'undo') said.pop();
    else said.push(correction);
    items.set(itemOf(correction), said);
  }
  for (const [item, said] of items) {
    const last = new Map(said.map((correction) => [slotOf(correction), correction]));
    const left = said.filter((correction) => last.get(slotOf(correction)) === correction);
    if (left.length === 0) items.delete(item);
    else items.set(item, left);
  }
  return items;
}

/** Corrections on which two people disagree: same item, same slot, other taken. */
function disagreements(corrections: readonly Correction[]): Map<Correction, Correction> {
  const found = new Map<Correction, Correction>();
  const items = new Map<string, Correction[]>();
  for (const correction of corrections) {
    const said = items.get(itemOf(correction)) ?? [];
    if (correction.action === 'undo') said.pop();
    else {
      const other = said.find((earlier) => slotOf(earlier) === slotOf(correction) && earlier.who !== correction.who && earlier.taken !== correction.taken);
      if (other) found.set(correction, other);
      said.push(correction);
    }
    items.set(itemOf(correction), said);
  }
  return found;
}

/** What corrections are applied to: the tables before their rows are put on the tree, and what forms say. */
export interface Correctable {
  readonly tables: readonly Table[];
  readonly indicators: readonly Indicator[];
  readonly fields: readonly Field[];
}

export interface Corrected extends Correctable {
  readonly replayed: readonly Replayed[];
  readonly messages: readonly Message[];
}

/** A cell by its place in `tables`. */
interface CellAt {
  readonly key: string;
  readonly table: number;
  readonly row: number;
  readonly cell: number;
}

/**
 * Replay what people have settled about this document. Pure; nothing is applied to an item that cannot be recognised:
 * that is told as a conflict. The printed text stays as it was; only what is taken from it changes.
 *
 * Corrections are applied before rows are resolved and equations tried, so that everything derived follows from them.
 */
export function applyCorrections(read: Correctable, corrections: readonly Correction[]): Corrected {
  if (corrections.length === 0) return { ...read, replayed: [], messages: [] };
  const messages: Message[] = [];
  const say = (rule: string, text: string, correction: Correction, severity: Message['severity'] = 'warning'): void => {
    messages.push({ rule, severity, text, place: placeOf(correction), actual: correction.was, expected: correction.taken });
  };
  for (const [later, earlier] of disagreements(corrections)) {
    say(
      'corrections/two-opinions',
      `${describe(later)}: ${earlier.who || 'one person'} took ${earlier.taken || earlier.action}, ${later.who || 'another'} later ${later.taken || later.action}; the later is used`,
      later,
    );
  }
  const cells = cellsOf(read.tables);
  const names = read.tables.map(namesOf);
  const tables = read.tables.map((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, cells: [...row.cells] as Cell[] })) as EditableRow[] }));
  const indicators = [...read.indicators];
  const fields = [...read.fields];
  const outcome: { correction: Correction; state: Replayed['state']; at: CellAt | null }[] = [];
  for (const correction of [...standing(corrections).values()].flat()) {
    let state: Replayed['state'] = 'not-found';
    let at: CellAt | null = null;
    if (correction.kind === 'fact') {
      at = findCell(correction, cells, read.tables, names);
      if (at) {
        const problem = correctCell(correction, tables[at.table]!, at);
        state = problem === '' ? 'applied' : 'rejected';
        if (problem !== '') say('corrections/rejected', `${describe(correction)}: ${problem}`, correction);
        else {
          const now = machineReading(correction, read.tables[at.table]!, read.tables[at.table]!.rows[at.row]!, at.cell);
          if (now !== correction.was && now !== correction.taken)
            say('corrections/reading-changed', `${describe(correction)}: the program now reads ${now || 'nothing'} where it read ${correction.was || 'nothing'}; ${correction.taken || 'nothing'} is kept`, correction, 'note');
        }
      }
    } else if (correction.kind === 'indicator') state = correctIndicator(correction, indicators);
    else state = correctField(correction, fields);
    if (state === 'not-found')
      say('corrections/not-found', `${describe(correction)}: ${correction.printed || 'it'} is not read there any more; the correction is kept and not used`, correction);
    outcome.push({ correction, state, at });
  }
  // a moved figure has another key; those that still share a place get letters, as they do when facts are made
  const after = new Map(cellsOf(tables).map((cell) => [`${cell.table}|${cell.row}|${cell.cell}`, cell.key]));
  const replayed = outcome.map(
    ({ correction, state, at }): Replayed => ({ ...correction, state, became: at ? after.get(`${at.table}|${at.row}|${at.cell}`)! : correction.key }),
  );
  return { tables: tables as Table[], indicators, fields, replayed, messages };
}

/** Confidence of what a person has settled; to be called when the equations have been tried. */
export function settle<T extends { readonly flags: readonly string[]; readonly confidence: Confidence }>(items: readonly T[]): T[] {
  return items.map((item) => (item.flags.some((flag) => SETTLED_FLAGS.has(flag)) ? { ...item, confidence: BY_PERSON } : item));
}

type EditableRow = { -readonly [K in keyof Row]: Row[K] } & { cells: Cell[] };

/** Every cell with the key its fact gets: `tNN-rRcC`, a second one in the same place with a letter. */
function cellsOf(tables: readonly { readonly order: number; readonly rows: readonly Pick<Row, 'rowNo' | 'cells'>[] }[]): CellAt[] {
  return tables.flatMap((table, t) => {
    const taken = new Set<string>();
    return table.rows.flatMap((row, r) =>
      row.cells.map((cell, c) => {
        const base = `t${String(table.order).padStart(2, '0')}-r${row.rowNo}c${cell.column + 1}`;
        let key = base;
        for (let n = 1; taken.has(key); n++) key = `${base}${n < 26 ? String.fromCharCode(97 + n) : `z${n}`}`;
        taken.add(key);
        return { key, table: t, row: r, cell: c };
      }),
    );
  });
}

/** Marks of recognition that must come together when the key alone does not settle it. */
const RECOGNISED = 5;

/** The cell a correction speaks of: the same spelling, and the key, line, page, row and column that most agree. */
function findCell(correction: Correction, cells: readonly CellAt[], tables: readonly Table[], names: readonly (readonly string[])[]): CellAt | null {
  let best: CellAt | null = null;
  let most = RECOGNISED - 1;
  let tied = false;
  for (const at of cells) {
    const table = tables[at.table]!;
    const row = table.rows[at.row]!;
    const cell = row.cells[at.cell]!;
    if (cell.amount.printed !== correction.printed) continue;
    const { line, page } = cell.place;
    const sameLabel = row.label === correction.row_label;
    const samePlace = String(line || '') === correction.line && String(page || '') === correction.page;
    // many cells print 0.00, and a page has many rows: the row must be the same by its label or by its line
    if (!sameLabel && !(samePlace && correction.line !== '')) continue;
    const marks =
      (at.key === correction.key ? 3 : 0) +
      (samePlace ? 2 : 0) +
      (sameLabel ? 2 : 0) +
      (names[at.table]![cell.column] === correction.column_path ? 1 : 0) +
      (table.tableNo === correction.table_no ? 1 : 0);
    if (marks > most) {
      best = at;
      most = marks;
      tied = false;
    } else if (marks === most) tied = true;
  }
  return tied ? null : best;
}

const namesOf = ({ columns }: Pick<Table, 'columns'>): string[] => columnNames(columns.map((column) => column.path));

/** What the program takes there without corrections, in the form `was` is written in. */
function machineReading({ action }: Correction, table: Table, row: Row, c: number): string {
  const cell = row.cells[c]!;
  if (action === 'column') return namesOf(table)[cell.column] ?? '';
  if (action === 'label') return row.label;
  if (action === 'code') return row.code;
  return formatAmount(cell.amount);
}

/** Why the correction cannot be carried out; '' when it has been. */
function correctCell(correction: Correction, table: { columns: Table['columns']; rows: EditableRow[] }, at: CellAt): string {
  const row = table.rows[at.row]!;
  const cell = row.cells[at.cell]!;
  const put = (change: Partial<Cell>, flag: string): void => {
    row.cells[at.cell] = { ...cell, candidates: [], basis: byPerson(cell.basis), ...change, flags: withFlag(cell.flags, flag) };
  };
  switch (correction.action) {
    case 'accept':
      put({}, 'confirmed-by-person');
      return '';
    case 'source-error':
      put({}, 'source-error-by-person');
      return '';
    case 'value': {
      const amount = parseAmount(correction.taken);
      if (amount === null) return `${correction.taken || 'nothing'} is no figure`;
      put({ amount: { digits: amount.digits, scale: amount.scale, printed: cell.amount.printed } }, 'corrected-by-person');
      return '';
    }
    case 'column': {
      const column = table.columns[namesOf(table).indexOf(correction.taken)];
      if (!column || column.role === 'text') return `the table has no column ${correction.taken}`;
      put({ column: column.index, spent: [] }, 'corrected-by-person');
      return '';
    }
    case 'label':
      row.label = correction.taken;
      row.path = [...row.path.slice(0, -1), correction.taken];
      row.flags = withFlag(row.flags, 'row-corrected-by-person');
      return '';
    case 'code':
      if (!/^\d*$/.test(correction.taken)) return `${correction.taken} is no code`;
      row.code = correction.taken;
      row.codes = correction.taken === '' ? [] : [correction.taken];
      row.flags = withFlag(row.flags, 'row-corrected-by-person');
      return '';
    case 'undo':
      return '';
  }
}

const withFlag = (flags: readonly string[], flag: string): readonly string[] =>
  flags.includes(flag) ? flags : [...flags.filter((each) => each !== 'column-inferred'), flag];
const byPerson = (basis: readonly Basis[]): readonly Basis[] => [...basis.filter((each) => each !== 'guess' && each !== 'person'), 'person'];

function correctIndicator(correction: Correction, indicators: Indicator[]): Replayed['state'] {
  const counts = new Map<number, number>();
  let found = -1;
  indicators.forEach((indicator, i) => {
    const n = (counts.get(indicator.table) ?? 0) + 1;
    counts.set(indicator.table, n);
    if (`${tablePart(indicator.table)}-i${String(n).padStart(2, '0')}` === correction.key && indicator.level3 === correction.row_label) found = i;
  });
  // counted differently now: the one of the same name at the same place
  if (found < 0) {
    const same = indicators.flatMap((each, i) => (each.level3 === correction.row_label && String(each.place.line || '') === correction.line && String(each.place.page || '') === correction.page ? [i] : []));
    if (same.length === 1) found = same[0]!;
  }
  const indicator = indicators[found];
  if (!indicator) return 'not-found';
  const name = INDICATOR_TEXTS.find((each) => each === correction.field);
  if (correction.action === 'value' && !name) return 'rejected';
  indicators[found] = {
    ...indicator,
    ...(correction.action === 'value' && name ? { [name]: correction.taken } : {}),
    flags: withFlag(indicator.flags, flagOf(correction)),
  };
  return 'applied';
}

function correctField(correction: Correction, fields: Field[]): Replayed['state'] {
  const counts = new Map<number, number>();
  const found = fields.findIndex((field) => {
    const n = (counts.get(field.table) ?? 0) + 1;
    counts.set(field.table, n);
    return `${tablePart(field.table)}-f${String(n).padStart(2, '0')}` === correction.key && field.field === correction.row_label && field.value === correction.printed;
  });
  const at = found >= 0 ? found : onlyIndex(fields, (field) => field.field === correction.row_label && field.value === correction.printed);
  const field = fields[at];
  if (!field) return 'not-found';
  fields[at] = { ...field, ...(correction.action === 'value' ? { value: correction.taken } : {}), flags: withFlag(field.flags, flagOf(correction)) };
  return 'applied';
}

function onlyIndex<T>(items: readonly T[], test: (item: T) => boolean): number {
  const found = items.flatMap((item, i) => (test(item) ? [i] : []));
  return found.length === 1 ? found[0]! : -1;
}

const flagOf = ({ action }: Correction): string =>
  action === 'accept' ? 'confirmed-by-person' : action === 'source-error' ? 'source-error-by-person' : 'corrected-by-person';
const tablePart = (order: number): string => `t${String(order).padStart(2, '0')}`;
const placeOf = ({ page, line }: Correction): Place => ({ page: Number(page) || 0, line: Number(line) || 0 });
const describe = (correction: Correction): string => [correction.table_no, correction.row_label, correction.column_path].filter((part) => part !== '').join(' ') || correction.key;

