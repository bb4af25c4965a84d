import type { Column, Formula, OpenRow, OpenTable, Table, TableKind } from '../../src/model/table.js';
import { loadForms } from '../../rules/forms/forms.js';
import { parseAmount } from '../../src/text/amount.js';

const PLACE = { page: 0, line: 0 };
let forms: ReturnType<typeof loadForms> | null = null;

/**
 * Tables as a person would jot them down:
 *
 *     ## 表3 expenditure 万元
 *     | 本年支出合计 | 基本支出 | 项目支出
 *     note 1=2+3
 *     208 社会保障和就业支出 : 919.99 398.37 521.62
 *
 * A line of columns for each side, its header paths written with `/`. Rows are `code label : figures`; `-` marks an empty cell
 * (all the columns of the row are then known); a second side follows after `||`. A label `unit/project` is a row path; each `>`
 * before a row is a step of indentation; a code of several classifications is written with `+`: 50101+30101.
 */
export function readTables(text: string): OpenTable[] {
  const tables: (Omit<OpenTable, 'columns' | 'rows' | 'formulas'> & { columns: Column[]; rows: OpenRow[]; formulas: Formula[] })[] = [];
  forms ??= loadForms();
  for (const [n, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('//')) continue;
    const place = { page: 0, line: n + 1 };
    if (line.startsWith('## ')) {
      const [tableNo = '', kind = 'other', unit = '万元'] = line.slice(3).split(' ');
      tables.push({ order: tables.length + 1, tableNo, title: tableNo, kind: kind as TableKind, unit, origin: 'dump', empty: true, columns: [], rows: [], formulas: [], notes: [], first: place, last: place, flags: [] });
      continue;
    }
    const table = tables.at(-1)!;
    if (line.startsWith('| ')) {
      const block = table.columns.reduce((most, column) => Math.max(most, column.block), -1) + 1;
      for (const header of line.slice(2).split(' | ')) {
        const path = header.trim().split('/');
        const meaning = forms.measureOf(table.kind, path);
        const ordinal = table.columns.length + 1;
        table.columns.push({ index: table.columns.length, path, measure: meaning.measure, block, role: meaning.role === 'label' ? 'amount' : meaning.role, ordinal });
      }
      continue;
    }
    if (line.startsWith('note ')) {
      const match = /^note( row)? (\d+)=(.+)$/.exec(line)!;
      const terms = (match[3]!.match(/[+-]?\d+/g) ?? []).map((term) => ({ sign: term.startsWith('-') ? (-1 as const) : (1 as const), ref: Math.abs(Number(term)) }));
      table.formulas.push({ axis: match[1] ? 'row' : 'column', left: Number(match[2]), terms, printed: line.slice(5), place });
      continue;
    }
    const rowNo = Math.max(0, ...table.rows.map((row) => row.rowNo)) + 1;
    line.split('||').forEach((side, block) => {
      const [, head = '', figures = ''] = /^(.*?)(?:^|\s):(?:\s(.*))?$/.exec(side.trim())!;
      const match = /^\s*(>*)\s*(?:\[(\d+)\]\s*)?(?:(\d{3,}(?:\+\d{3,})*)(?=\s|$))?\s*(.*?)\s*$/.exec(head)!;
      const [, steps = '', ordinal, printedCodes, path = ''] = match;
      const codes = printedCodes ? printedCodes.split('+') : [];
      const printed = figures.trim().split(/\s+/).filter((figure) => figure !== '');
      const own = table.columns.filter((column) => column.block === block);
      const known = printed.includes('-');
      table.rows.push({
        rowNo,
        block,
        ...(ordinal ? { ordinal: Number(ordinal) } : {}),
        label: path.split('/').at(-1)!,
        path: path.split('/'),
        code: codes.at(-1) ?? '',
        codes,
        indent: steps.length,
        cells: printed.flatMap((figure, i) => {
          if (figure === '-') return [];
          const amount = parseAmount(figure) ?? { ...parseAmount(figure.replace('%', ''))!, printed: figure };
          return [{ amount, column: known ? own[i]!.index : null, basis: known ? (['position'] as const) : [], flags: figure.endsWith('%') ? ['percent'] : [], place }];
        }),
        flags: [],
        place,
      });
    });
  }
  return tables.map((table) => ({ ...table, empty: table.rows.every((row) => row.cells.length === 0) }));
}

/** Placed tables in the same spirit: each figure with its column, its basis, and `?` with the others it could stand under. */
export function writeTables(tables: readonly Table[]): string {
  return tables
    .map((table) => {
      const path = (column: number) => table.columns[column]?.path.join('/') ?? `column ${column}`;
      const rows = table.rows
        .filter((row) => row.cells.length > 0)
        .map((row) => {
          const cells = row.cells.map((cell) => {
            const others = cell.candidates.length > 0 ? ` ? ${cell.candidates.map((candidate) => path(candidate.column)).join(' | ')}` : '';
            return `    ${cell.amount.printed} → ${path(cell.column)} (${cell.basis.join(', ')})${others}`;
          });
          return [`${[row.code, row.label].filter((part) => part !== '').join(' ') || `row ${row.rowNo}`}`, ...cells].join('\n');
        });
      return [`## ${table.tableNo}`, ...rows].join('\n');
    })
    .join('\n\n')
    .concat('\n');
}

export { PLACE };
