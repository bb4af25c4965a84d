import type { IdentityRules } from '../../rules/identities/identities.js';
import type { Table } from '../model/table.js';
import type { Tried } from './evaluate.js';

/** Columns from which a block needs proof that its header was read in the right order. */
const WIDE = 4;
/** Share of a block's columns without confirmation from which none of its columns is believed. */
const UNCONFIRMED_SHARE = 0.5;
/** Share of a table's codes that must be of the kind its title promises. */
const FITTING_CODES = 0.8;
/** Share of its rows an identity may fail in and still speak for its columns. */
const FAILING = 0.1;

/**
 * Columns of text dumps and of unruled tables whose place in the header nothing confirms, as `table|column` of the given tables.
 *
 * A sum down a column holds whatever name stands above it. That the names are in the right order is shown only by an identity
 * between columns, or by another table laid out otherwise: 支出表 and 一般公共预算支出表 whose headers were misread alike agree
 * all the same. A wide header read in the wrong order (a 三公 table of three years, 18 columns) passes every other test, and as
 * many figures as columns prove nothing then.
 */
export function unconfirmedColumns(tables: readonly Table[], tried: readonly Tried[]): { readonly unconfirmed: Set<string>; readonly named: ReadonlySet<string> } {
  const layouts = tables.map((table) => table.columns.filter((column) => column.role !== 'text').map((column) => column.measure || column.path.at(-1)).join('|'));
  const confirmed = new Set<string>();
  const named = new Set<string>();
  const groups = new Map<string, Tried[]>();
  for (const each of tried) {
    if (each.equation.relation !== '=') continue;
    if (each.equation.kind === 'identity' && each.equation.left.length === 1 && each.equation.right.every((term) => term.row === each.equation.left[0]!.row)) {
      const list = groups.get(each.equation.group);
      if (list) list.push(each);
      else groups.set(each.equation.group, [each]);
    } else if (each.equation.kind === 'cross_table' && each.state !== 'broken' && each.telling) {
      const terms = [...each.equation.left, ...each.equation.right];
      const alike = terms.every(({ table }) => tables[table]!.origin === 'dump' && layouts[table] === layouts[terms[0]!.table]);
      if (!alike) for (const { table, column } of terms) named.add(`${table}|${column}`);
    }
  }
  for (const list of groups.values()) {
    const telling = list.filter((each) => each.telling);
    const failing = list.filter((each) => each.state === 'broken').length;
    if (telling.length === 0 || failing > FAILING * list.length) continue;
    for (const { table, column } of [...list[0]!.equation.left, ...list[0]!.equation.right]) confirmed.add(`${table}|${column}`);
  }
  for (const column of named) confirmed.add(column);
  const unconfirmed = new Set<string>();
  tables.forEach((table, t) => {
    for (const column of table.columns) if (column.known) confirmed.add(`${t}|${column.index}`);
    // In unruled tables headers are laid over their columns by where they stand: nearly as open to error as in dumps.
    if (table.origin !== 'dump' && !table.flags.includes('unruled')) return;
    // A column whose header was not found may be any.
    for (const column of table.columns) if (column.role !== 'text' && (column.path.length === 0 || column.path.every((cell) => cell === '')) && table.columns.length > 1) unconfirmed.add(`${t}|${column.index}`);
    // One name over two columns that are no continuation of each other: words of the header that told them apart are lost.
    // Blocks with a label column of their own and one figure column each (收入 | 功能分类 | 经济分类) may all say 预算数.
    const used = new Set(table.rows.flatMap((row) => row.cells.map((cell) => cell.column)));
    const alike = new Map<string, number[]>();
    const perBlock = new Map<number, number>();
    for (const column of table.columns) if (column.role !== 'text') perBlock.set(column.block, (perBlock.get(column.block) ?? 0) + 1);
    for (const column of table.columns) {
      if (!used.has(column.index) || column.role !== 'amount' || perBlock.get(column.block) === 1) continue;
      alike.set(column.path.join('/'), [...(alike.get(column.path.join('/')) ?? []), column.index]);
    }
    for (const twins of alike.values()) if (twins.length > 1 && !foldedList(table)) for (const column of twins) unconfirmed.add(`${t}|${column}`);
    for (const block of new Set(table.columns.map((column) => column.block))) {
      const columns = table.columns.filter((column) => column.block === block && column.role !== 'text');
      // Two columns of one meaning in a block: a word of the header was read twice, and all beside it may be out of order.
      const measures = columns.flatMap(({ known, measure, path }) => (known || measure === '' ? [] : [`${measure} ${yearsIn(path)}`]));
      if (new Set(measures).size < measures.length && !foldedList(table)) for (const column of columns) unconfirmed.add(`${t}|${column.index}`);
      if (columns.length < WIDE) continue;
      const open = columns.filter((column) => !confirmed.has(`${t}|${column.index}`));
      // Where all but one are in their places, so is the last.
      if (open.length === 1) continue;
      // A header of which most is not borne out was not read in order, whatever fits here and there.
      for (const column of open.length > UNCONFIRMED_SHARE * columns.length ? columns : open) unconfirmed.add(`${t}|${column.index}`);
    }
  });
  return { unconfirmed, named };
}

/**
 * Why a table is not what its title says: codes or columns of another kind of table; '' where nothing speaks against it.
 * `isUnit` tells rows whose code is that of an organisation: a table by units is of its kind all the same.
 */
export function disputedKind(table: Table, rules: IdentityRules, isUnit: (row: Table['rows'][number]) => boolean): string {
  const expected = rules.kinds.get(table.kind);
  if (!expected || table.rows.every((row) => row.cells.length === 0)) return '';
  const coded = table.rows.filter((row) => row.code !== '' && row.cells.length > 0 && !isUnit(row));
  const fitting = coded.filter((row) => [row.code, ...row.codes].some((code) => expected.codes.test(code))).length;
  if (coded.length >= 2 && fitting < FITTING_CODES * coded.length) return `${coded.length - fitting} of ${coded.length} codes are of another classification`;
  const measures = table.columns.map((column) => column.measure).filter((measure) => measure !== '');
  if (measures.length > 0 && !measures.some((measure) => expected.measures.test(measure))) return `its columns are those of another table: ${measures.join(', ')}`;
  return '';
}

/** Years a header path names: 2023年决算数 and 2024年决算数 are two columns of one measure. */
const yearsIn = (path: readonly string[]): string => (path.join('/').match(/20\d\d/g) ?? []).join('/');

/** The side a header cell, a row's name or a measure speaks of. */
const sideOf = (text: string): 'revenue' | 'expenditure' | null => {
  const [revenue, expenditure] = [/收入|revenue/.test(text), /支出|expenditure/.test(text)];
  return revenue === expenditure ? null : revenue ? 'revenue' : 'expenditure';
};
/** Names of rows that tell their side; a 类 of the subjects may stand under either. */
const SIDED_LABEL = /(?:收入|支出)(?:合计|总计|小计)$/;

/**
 * Figures under 收入 or 支出 whose row or measure is of the other side, by index of row and column:
 * the words of the header, or the lines of the sides, were read out of order. In tables read well there is none.
 */
export function onOtherSide(table: Table): { readonly row: number; readonly column: number }[] {
  const found: { row: number; column: number }[] = [];
  const sides = table.columns.map((column) => sideOf(column.path[0] ?? ''));
  table.rows.forEach((row, r) => {
    const named = SIDED_LABEL.test(row.label) ? sideOf(row.label) : null;
    for (const { column } of row.cells) {
      const side = sides[column];
      const measured = sideOf(table.columns[column]!.measure);
      if (side && ((named && named !== side) || (measured && measured !== side))) found.push({ row: r, column });
    }
  });
  return found;
}

const TOTAL_LABEL = /(合计|总计|小计|结转|结余|总额)[:：]?$/;
/** Share of coded rows from which a row without a code has lost it. */
const CODED = 0.5;

/**
 * Rows that print less than their neighbours, by index: no code where nearly all have one, neither code nor label where the
 * table has several rows. Something of them stands elsewhere, or was lost; 1 2 3 without a name is the line that counts the columns.
 */
export function incompleteRows(table: Table): Map<number, 'code-absent' | 'label-absent'> {
  const filled = table.rows.filter((row) => row.cells.length > 0);
  // In a dump codes may have been drawn apart from their rows.
  const coded = (table.origin === 'dump' ? table.rows : filled).filter((row) => row.code !== '').length;
  const found = new Map<number, 'code-absent' | 'label-absent'>();
  const inBoth = filled.filter(({ codes }) => codes.some(isDepartmentCode) && codes.some(isGovernmentCode)).length;
  table.rows.forEach((row, r) => {
    // Beside rows of both economic classifications one of the government's alone has lost its own code.
    if (table.origin === 'dump' && inBoth >= BOTH_ROWS && row.cells.length > 0 && row.codes.length > 0 && row.codes.every(isGovernmentCode)) found.set(r, 'code-absent');
    if (row.code !== '' || row.cells.length === 0) return;
    if (row.label === '') {
      if (filled.length > 1 || countsUp(row)) found.set(r, 'label-absent');
    } else if (coded >= CODED * filled.length && !TOTAL_LABEL.test(row.label)) found.set(r, 'code-absent');
  });
  return found;
}

const BOTH_ROWS = 2;
const isDepartmentCode = (code: string): boolean => /^3\d{4}$/.test(code);
const isGovernmentCode = (code: string): boolean => /^5\d{4}$/.test(code);

/** Bare numbers that count up by one: 栏次, no figures. */
const countsUp = ({ cells }: Table['rows'][number]): boolean =>
  cells.length > 1 && cells.every(({ amount }, i) => amount.scale === 0 && amount.digits === cells[0]!.amount.digits + BigInt(i));

/** The blocks of 基本支出 (301 | 302 | 310 …) are one list folded: their columns are the same by right. */
const foldedList = (table: Table): boolean => table.kind === 'general_public_basic_expenditure';
