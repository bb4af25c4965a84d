import type { OpenTable, TableKind } from '../../src/model/table.js';
import { parseAmount } from '../../src/text/amount.js';

/** A consistent document made from a seed: all funds by function, general public by function, basic by economic class. */
export interface Made {
  readonly seed: number;
  readonly tables: readonly OpenTable[];
}

/** Its figures without columns, and the columns they came from: table, row, cell. */
export interface Placed extends Made {
  readonly truth: readonly (readonly (readonly number[])[])[];
}

export interface MadeOptions {
  /** Parts are known more exactly than printed: sums show tails. */
  readonly rounding?: boolean;
  readonly classes?: number;
}

/** mulberry32: the same documents on every machine. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const PLACE = { page: 0, line: 0 };
const EXPENDITURE = [
  ['本年支出合计', 'expenditure_total'],
  ['基本支出', 'basic_expenditure'],
  ['项目支出', 'project_expenditure'],
  ['上缴上级支出', 'superior_remittance_expenditure'],
  ['经营支出', 'business_operations_expenditure'],
  ['对附属单位补助支出', 'affiliated_unit_subsidy_expenditure'],
] as const;
const GENERAL = [
  ['合计', 'expenditure_total'],
  ['基本支出/小计', 'basic_expenditure'],
  ['基本支出/人员经费', 'personnel_expenditure'],
  ['基本支出/公用经费', 'operating_expenditure'],
  ['项目支出', 'project_expenditure'],
] as const;

interface Leaf {
  readonly code: string;
  /** Thousandths of the printed unit's hundredth: personnel, operating, project, business, of which general public. */
  readonly parts: readonly number[];
  readonly share: readonly number[];
}

export function randomDocument(seed: number, options: MadeOptions = {}): Made {
  const next = random(seed);
  const step = options.rounding ? 1 : 100;
  // Heavy tails, like budgets: from 0.01 to 10,000.
  const figure = (): number => Math.max(1, Math.round(10 ** (next() * 5.5))) * step + (options.rounding ? Math.floor(next() * 100) : 0);
  const fundsOnly = next() < 0.5;
  const business = next() < 0.3;
  const classes = options.classes ?? 1 + Math.floor(next() * 4);
  const leaves: Leaf[] = [];
  for (let c = 0; c < classes; c++) {
    const sections = 1 + Math.floor(next() * 4);
    for (let s = 0; s < sections; s++) {
      const items = 1 + Math.floor(next() * (options.classes ? 8 : 4));
      for (let i = 0; i < items; i++) {
        const kind = next();
        const basic = kind < 0.6;
        const project = kind > 0.5;
        const personnel = basic && next() < 0.8 ? figure() : 0;
        const operating = basic && (personnel === 0 || next() < 0.4) ? figure() : 0;
        const parts = [personnel, operating, project ? figure() : 0, business && next() < 0.2 ? figure() : 0];
        const share = parts.map((part, n) => (n === 3 ? 0 : fundsOnly || next() < 0.8 ? part : Math.floor((part / step) * next()) * step));
        leaves.push({ code: `${201 + c}${String(s + 1).padStart(2, '0')}${String(i + 1).padStart(2, '0')}`, parts, share });
      }
    }
  }
  const rows = (columns: (leaf: Leaf) => number[], totalLast: boolean): [string, number[]][] => {
    const add = (of: readonly Leaf[]): number[] => of.map(columns).reduce((sum, each) => sum.map((value, n) => value + each[n]!));
    const codes = [...new Set(leaves.flatMap(({ code }) => [code.slice(0, 3), code.slice(0, 5), code]))].sort();
    const body = codes.map((code): [string, number[]] => [code, add(leaves.filter((leaf) => leaf.code.startsWith(code)))]);
    const total: [string, number[]] = ['', add(leaves)];
    return (totalLast ? [...body, total] : [total, ...body]).filter(([, values]) => values.some((value) => value > 0));
  };
  const table = (order: number, kind: TableKind, header: readonly (readonly [string, string])[], body: readonly [string, number[]][]): OpenTable => ({
    order,
    tableNo: `表${order}`,
    title: kind,
    kind,
    unit: '万元',
    origin: 'dump',
    empty: false,
    columns: header.map(([path, measure], index) => ({ index, path: path.split('/'), measure, block: 0, role: 'amount' })),
    rows: body.map(([code, values], i) => ({
      rowNo: i + 1,
      block: 0,
      label: code === '' ? '合计' : `科目${code}`,
      path: [code === '' ? '合计' : `科目${code}`],
      code,
      codes: code === '' ? [] : [code],
      indent: 0,
      cells: values.flatMap((value, column) => {
        const printed = Math.round(value / 100);
        return printed === 0 ? [] : [{ amount: parseAmount((printed / 100).toFixed(2))!, column, basis: [], flags: [], place: PLACE }];
      }),
      flags: [],
      place: PLACE,
    })),
    formulas: [],
    notes: [],
    first: PLACE,
    last: PLACE,
    flags: [],
  });
  const tables = [
    table(1, 'expenditure', EXPENDITURE, rows(({ parts: [a, b, c, d] }) => [a! + b! + c! + d!, a! + b!, c!, 0, d!, 0], next() < 0.3)),
    table(2, 'general_public_expenditure', GENERAL, rows(({ share: [a, b, c] }) => [a! + b! + c!, a! + b!, a!, b!, c!], next() < 0.3)),
  ];
  return { seed, tables: tables.filter((each) => each.rows.length > 0) };
}

/** What a text dump leaves: the figures in printed order. */
export function dropEmptyCells({ seed, tables }: Made): Placed {
  return {
    seed,
    truth: tables.map((table) => table.rows.map((row) => row.cells.map((cell) => cell.column!))),
    tables: tables.map((table) => ({ ...table, origin: 'dump', rows: table.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, column: null, basis: [] })) })) })),
  };
}
