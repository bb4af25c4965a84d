import type { Cell, Row, Table } from '../../src/model/table.js';
import { parseAmount } from '../../src/text/amount.js';
import type { Made } from '../align/random-document.js';

/** A document with one fault, and the cells that carry it (`tNN-rRcC`); `row` for a fault of a whole row. */
export interface Planted {
  readonly kind: PlantKind;
  readonly tables: readonly Table[];
  readonly keys: readonly string[];
  /** Where the fault can be seen by its neighbours only (a row that is not there): its parent's row. */
  readonly near: readonly string[];
}

export const PLANT_KINDS = ['digit', 'transposed', 'point', 'blank', 'moved', 'swapped', 'extra-digit', 'lost-digit', 'row-lost', 'row-twice'] as const;
export type PlantKind = (typeof PLANT_KINDS)[number];

/** The same document with every column known, as from a PDF. */
export const positioned = ({ tables }: Made): Table[] =>
  tables.map((table) => ({
    ...table,
    origin: 'lattice',
    rows: table.rows.map((row): Row => ({ ...row, cells: row.cells.map((cell): Cell => ({ ...cell, column: cell.column!, basis: ['position'], candidates: [] })) })),
  }));

const keyOf = (table: Table, row: Row, column: number): string => `t${String(table.order).padStart(2, '0')}-r${row.rowNo}c${column + 1}`;

/** Put one fault into a document; null where there is no room for it. `pick` gives numbers from 0 to 1. */
export function plant(tables: readonly Table[], kind: PlantKind, pick: () => number): Planted | null {
  const t = Math.floor(pick() * tables.length);
  const table = tables[t]!;
  const rows = table.rows.filter((row) => row.cells.length > 0);
  const row = rows[Math.floor(pick() * rows.length)];
  if (!row) return null;
  const c = Math.floor(pick() * row.cells.length);
  const cell = row.cells[c]!;
  const replaceRow = (changed: readonly Row[]): Table[] => tables.map((each) => (each === table ? { ...table, rows: table.rows.flatMap((other) => (other === row ? changed : [other])) } : each));
  const withCells = (cells: readonly Cell[]): Table[] => replaceRow([{ ...row, cells }]);
  const reprint = (printed: string): Planted | null => {
    const amount = parseAmount(printed);
    if (!amount || amount.digits === cell.amount.digits) return null;
    return { kind, tables: withCells(row.cells.map((each) => (each === cell ? { ...each, amount } : each))), keys: [keyOf(table, row, cell.column)], near: [] };
  };
  const text = cell.amount.printed;
  const digits = [...text].map((char, i) => (/\d/.test(char) ? i : -1)).filter((i) => i >= 0);
  switch (kind) {
    case 'digit': {
      // The last digit is left alone: a change of one there is a rounding tail.
      const at = digits[Math.floor(pick() * Math.max(1, digits.length - 2))]!;
      return reprint(`${text.slice(0, at)}${(Number(text[at]) + 1 + Math.floor(pick() * 8)) % 10}${text.slice(at + 1)}`);
    }
    case 'transposed': {
      const at = digits[Math.floor(pick() * Math.max(1, digits.length - 2))]!;
      return /\d/.test(text[at + 1] ?? '') ? reprint(text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)) : null;
    }
    case 'point':
      return text.length > 4 ? reprint((Number(text) / 10).toFixed(2)) : null;
    case 'extra-digit':
      return reprint(`${text[0]}${text}`);
    case 'lost-digit':
      return text.length > 5 ? reprint(text.slice(1)) : null;
    case 'blank':
      return { kind, tables: withCells(row.cells.filter((each) => each !== cell)), keys: [], near: row.cells.map((each) => keyOf(table, row, each.column)) };
    case 'moved': {
      const free = table.columns.map((column) => column.index).filter((column) => Math.abs(column - cell.column) === 1 && row.cells.every((each) => each.column !== column));
      if (free.length === 0) return null;
      const cells = row.cells.map((each) => (each === cell ? { ...each, column: free[0]! } : each)).sort((a, b) => a.column - b.column);
      return { kind, tables: withCells(cells), keys: [keyOf(table, row, free[0]!)], near: [keyOf(table, row, cell.column)] };
    }
    case 'swapped': {
      const other = row.cells[c + 1];
      if (!other || other.amount.digits === cell.amount.digits) return null;
      const cells = row.cells.map((each) => (each === cell ? { ...each, amount: other.amount } : each === other ? { ...each, amount: cell.amount } : each));
      return { kind, tables: withCells(cells), keys: [keyOf(table, row, cell.column), keyOf(table, row, other.column)], near: [] };
    }
    case 'row-lost':
    case 'row-twice': {
      if (row.code.length !== 7) return null;
      const parents = table.rows.filter((each) => each.code !== '' && each.code !== row.code && row.code.startsWith(each.code));
      const near = [...parents, row, ...table.rows.filter((each) => each.code === '')].flatMap((each) => table.columns.map((column) => keyOf(table, each, column.index)));
      const twice = Math.max(...table.rows.map((each) => each.rowNo)) + 1;
      return { kind, tables: replaceRow(kind === 'row-lost' ? [] : [row, { ...row, rowNo: twice }]), keys: [], near: [...near, ...table.columns.map((column) => keyOf(table, { ...row, rowNo: twice }, column.index))] };
    }
  }
}
