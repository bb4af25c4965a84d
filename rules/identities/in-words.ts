import type { Column, Row } from '../../src/model/table.js';
import type { ColumnIdentity, Equation, Term } from './network.js';

/** What a table prints, placed or not. */
interface Printed {
  readonly order: number;
  readonly tableNo: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Pick<Row, 'code' | 'label' | 'rowNo'>[];
}

/** Summands written out; of more, the first and the last. */
const MOST_TERMS = 4;
/** Letters of a row's name. */
const LONGEST = 24;
const TOTAL = /^(?:合计|小计|总计)$/;

/**
 * An equation as the document itself would put it, for people who know the tables and not our rules: 合计 = 基本支出 + 项目支出 (205
 * 教育支出); 205 教育支出 = 20502 普通教育 + 20508 进修及培训 (合计); 表2 合计 · 合计 = 表1 收入总计 · 收入/预算数.
 */
export function inWords(equation: Pick<Equation, 'left' | 'right' | 'relation' | 'rule' | 'source'>, tables: readonly Printed[]): string {
  const terms = [...equation.left, ...equation.right];
  const [first] = terms;
  if (!first) return equation.rule;
  const alike = (of: (term: Term) => number) => terms.every((term) => of(term) === of(first));
  const table = tables[first.table]!;
  const sign = equation.relation === '>=' ? '≥' : '=';
  const write = (name: (term: Term) => string) => `${sum(equation.left, name)} ${sign} ${sum(equation.right, name)}`;
  if (!alike((term) => term.table)) return write((term) => [tableName(tables[term.table]!), rowName(tables[term.table]!, term.row), columnName(tables[term.table]!.columns, term.column)].filter((part) => part !== '').join(' · '));
  if (alike((term) => term.row)) return inBrackets(write((term) => columnName(table.columns, term.column)), rowName(table, first.row));
  if (alike((term) => term.column)) return inBrackets(write((term) => rowName(table, term.row)), table.columns.length > 1 ? columnName(table.columns, first.column) : '');
  return write((term) => [rowName(table, term.row), columnName(table.columns, term.column)].filter((part) => part !== '').join(' · '));
}

/** An identity between columns, whatever the row: 合计 = 基本支出 + 项目支出. */
export function columnsInWords({ left, parts, relation }: Pick<ColumnIdentity, 'left' | 'parts' | 'relation'>, columns: readonly Column[]): string {
  return `${columnName(columns, left)} ${relation === '>=' ? '≥' : '='} ${sum(parts, ({ column }) => columnName(columns, column))}`;
}

function sum<T extends { readonly sign: 1 | -1 }>(terms: readonly T[], name: (term: T) => string): string {
  if (terms.length === 0) return '0';
  const signed = (term: T, n: number) => (term.sign < 0 ? `− ${name(term)}` : n === 0 ? name(term) : `+ ${name(term)}`);
  const written = terms.map(signed);
  return terms.length <= MOST_TERMS ? written.join(' ') : `${written[0]} ${written[1]} + … ${written.at(-1)} (${terms.length})`;
}

const inBrackets = (text: string, where: string): string => (where === '' ? text : `${text} (${where})`);

const tableName = ({ tableNo, title, order }: Printed): string => tableNo || title || `table ${order}`;

function rowName({ rows }: Printed, at: number): string {
  const row = rows[at];
  if (!row) return '';
  const name = [row.code, row.label].filter((part) => part !== '').join(' ');
  return name === '' ? `row ${row.rowNo}` : name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
}

/** The leaf, with the group above a total or where another column has the same leaf. */
function columnName(columns: readonly Column[], at: number): string {
  const column = columns[at];
  const path = column?.path.filter((cell) => cell !== '') ?? [];
  const leaf = path.at(-1);
  if (!column || leaf === undefined) return `column ${at + 1}`;
  const twin = columns.some((other) => other !== column && other.block === column.block && other.path.at(-1) === leaf);
  return path.length > 1 && (twin || TOTAL.test(leaf)) ? path.join('/') : leaf;
}
