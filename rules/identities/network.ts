import type { CheckSource } from '../../src/model/fact.js';
import type { Column, Formula, OpenRow, OpenTable } from '../../src/model/table.js';
import type { CellSelector, IdentityRules } from './identities.js';
import { squeeze } from '../../src/text/full-width.js';
import { leadFigure, listsOf, outlineOf, type Outline } from './outline.js';

/** A cell of the document: indexes into the tables and their rows, and `Column.index`. */
export interface Term {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly sign: 1 | -1;
}

/** `Σ left = Σ right` (or ≥): one equation between cells. A blank cell counts as nothing. */
export interface Equation {
  /** Unique in the document and the same before and after placing: `t03.tree:208.c2`, `t03.exp_row.r5`. */
  readonly id: string;
  readonly rule: string;
  readonly source: CheckSource;
  readonly kind: 'identity' | 'hierarchy' | 'cross_table';
  readonly relation: '=' | '>=';
  /** Broken only by a fault. The others rank candidates and blame nothing. */
  readonly must: boolean;
  /** A printed note that says the same as the rule book or the header: it may be believed where it stands alone. */
  readonly backed: boolean;
  /** The structure it belongs to: the same sum in other columns, the same identity in other rows. */
  readonly group: string;
  /** Nothing on the left may be something that rounding took away: no total, whose parts would be nothing too. */
  readonly loose?: true;
  readonly scope: string;
  readonly left: readonly Term[];
  readonly right: readonly Term[];
}

/** `left = Σ parts` (or ≥) between the columns of one block, for each of its rows. */
export interface ColumnIdentity {
  readonly id: string;
  /** Absent for an equality. */
  readonly relation?: '>=';
  readonly rule: string;
  readonly source: CheckSource;
  readonly must: boolean;
  backed: boolean;
  readonly left: number;
  readonly parts: readonly { readonly column: number; readonly sign: 1 | -1 }[];
}

/** Every equation of a document. */
export interface Network {
  /** By table, then by block. */
  readonly inRow: readonly (readonly (readonly ColumnIdentity[])[])[];
  /** Down the columns and across tables: made when first asked for. */
  equations(): readonly Equation[];
}

export const tableKey = (order: number): string => `t${String(order).padStart(2, '0')}`;

/** Columns of the block that hold amounts in the table's unit: those equations are made of. */
export const amountColumns = (table: OpenTable, block: number): Column[] =>
  table.columns.filter((column) => column.block === block && column.role === 'amount' && (column.unit === undefined || column.unit === table.unit));

/** The equations of a document: printed notes, the rule book, header groups, the code tree, totals, other tables. */
export function buildNetwork(tables: readonly OpenTable[], rules: IdentityRules): Network {
  const bare = tables.map((table, index) => readTable(table, index, rules));
  const inRow = bare.map((reading) => reading.blocks.map((block) => columnIdentities(reading, block, rules)));
  let equations: Equation[] | undefined;
  return { inRow, equations: () => (equations ??= equationsOf(bare.map((reading, t) => withOutlines(reading, inRow[t]!)), rules)) };
}

const equationsOf = (readings: readonly Reading[], rules: IdentityRules): Equation[] => [
  ...readings.flatMap((reading) => downColumns(reading, rules)),
  ...acrossTables(readings, rules),
  ...partsOfEqualTotals(readings),
  ...emptyKinds(readings, rules),
];

function withOutlines(reading: Reading, inRow: readonly (readonly ColumnIdentity[])[]): Reading {
  const outlines = outlinesOf(reading, inRow);
  return { ...reading, outlines, total: totalRow(reading.table, outlines) };
}

/** The equation a column identity makes in one row. */
export const rowEquation = (identity: ColumnIdentity, table: number, row: OpenRow, rowIndex: number): Equation => ({
  id: `${identity.id}.r${row.rowNo}`,
  rule: identity.rule,
  source: identity.source,
  kind: 'identity',
  relation: identity.relation ?? '=',
  must: identity.must,
  backed: identity.backed,
  group: identity.id,
  scope: `row ${row.rowNo}`,
  left: [{ table, row: rowIndex, column: identity.left, sign: 1 }],
  right: identity.parts.map(({ column, sign }) => ({ table, row: rowIndex, column, sign })),
});

// ---------------------------------------------------------------- what the rows of a table mean

/** A table with what its rows mean. */
interface Reading {
  readonly table: OpenTable;
  readonly index: number;
  readonly blocks: readonly Block[];
  /** First row of each meaning, as `block|meaning` and as `meaning`. */
  readonly meanings: ReadonlyMap<string, number>;
  /** Meaning of a row, '' where it has none. */
  readonly meaningOf: readonly string[];
  /** Rows by full code; a code printed twice is no key and is left out (null). */
  readonly byCode: ReadonlyMap<string, number | null>;
  /** The same by any of the codes a row prints: 30217 beside 50206. */
  readonly byAnyCode: ReadonlyMap<string, number | null>;
  /** Functional classes by name without ordinal: 社会保障和就业支出. */
  readonly byName: ReadonlyMap<string, number | null>;
  /** Rows whose own label, or the innermost but one of whose path, is this: units and what stands under them. */
  readonly byUnit: ReadonlyMap<string, readonly number[]>;
  /** Some row prints a figure. */
  readonly filled: boolean;
  /** Outline of each list of rows that has no code tree, by its first row. */
  readonly outlines: readonly Outline[];
  /** The only row with figures, or the only total; null where there are several. */
  readonly total: number | null;
}

interface Block {
  readonly block: number;
  readonly side: 'revenue' | 'expenditure' | 'any';
  readonly columns: readonly Column[];
  /** Indexes into table.rows. */
  readonly rows: readonly number[];
}

const ORDINALS = [
  /^[一二三四五六七八九十廿百]+[、.．]/,
  /^[（(][一二三四五六七八九十廿]+[)）]、?/,
  /^\d{1,2}[、.．](?!\d)/,
  /^[（(]\d{1,2}[)）]、?/,
];

/** Depth an outline ordinal stands for: 一、 0, （一） 1, 1. 2, (1) 3; -1 for none. */
export const outlineDepth = (label: string): number => ORDINALS.findIndex((pattern) => pattern.test(label));

/** A label without 其中 and its ordinal: 八、社会保障和就业支出 → 社会保障和就业支出. */
export const bareLabel = (label: string): string => {
  let text = squeeze(label).replace(/[:：]$/, '').replace(/^其中[:：]?/, '');
  for (const pattern of ORDINALS) text = text.replace(pattern, '');
  return text.replace(/[:：]$/, '');
};

const OF_WHICH = /^其中|扣除/;

function readTable(table: OpenTable, index: number, rules: IdentityRules): Reading {
  const numbers = [...new Set(table.columns.map((column) => column.block))].sort((a, b) => a - b);
  const twoSided = table.kind === 'revenue_expenditure_summary' || table.kind === 'fiscal_appropriation_summary';
  const blocks = numbers.map((block): Block => {
    const columns = amountColumns(table, block);
    const head = columns[0]?.path[0] ?? '';
    const side = /收入/.test(head) ? 'revenue' : /支出/.test(head) ? 'expenditure' : twoSided ? (block === 0 ? 'revenue' : 'expenditure') : 'any';
    return { block, side: twoSided ? side : 'any', columns, rows: table.rows.flatMap((row, i) => (row.block === block ? [i] : [])) };
  });

  const meanings = new Map<string, number>();
  const meaningOf: string[] = table.rows.map(() => '');
  for (const { block, side, rows } of blocks) {
    let carried = false;
    for (const i of rows) {
      const row = table.rows[i]!;
      if (row.code !== '') continue;
      const label = bareLabel(row.label);
      const found = rules.rowMeanings.find((rule) => (twoSided ? rule.side === side : rule.side === 'any') && (rule.kinds.length === 0 || rule.kinds.includes(table.kind)) && rule.pattern.test(label));
      // 收入合计 is the grand total only where no 收入总计 is printed: a later exact match takes its place.
      let meaning = found?.meaning ?? '';
      if (carried && meaning.endsWith('_revenue') && /^(general_public|government_fund|state_capital|special_account|unit_funds)/.test(meaning)) {
        meaning = `carryover_in_${meaning}`;
      }
      if (meaning === 'carryover_in') carried = true;
      meaningOf[i] = meaning;
      if (meaning === '') continue;
      const key = `${block}|${meaning}`;
      const replaces = /总计/.test(label) && !/总计/.test(table.rows[meanings.get(key) ?? i]!.label);
      if (!meanings.has(key) || replaces) meanings.set(key, i);
      if (!meanings.has(meaning) || replaces) meanings.set(meaning, i);
    }
  }

  const byCode = new Map<string, number | null>();
  const byAnyCode = new Map<string, number | null>();
  const byName = new Map<string, number | null>();
  table.rows.forEach((row, i) => {
    if (row.code !== '') byCode.set(row.code, byCode.has(row.code) ? null : i);
    for (const code of new Set([row.code, ...row.codes])) if (code !== '') byAnyCode.set(code, byAnyCode.has(code) ? null : i);
    const isClass = row.code.length === 3 || (row.code === '' && twoSided && blocks[row.block]?.side !== 'revenue' && meaningOf[i] === '' && !OF_WHICH.test(row.label));
    const name = isClass ? bareLabel(row.label) : '';
    if (name !== '') byName.set(name, byName.has(name) ? null : i);
  });
  return { table, index, blocks, meanings, meaningOf, byCode, byAnyCode, byName, byUnit: unitRows(table), filled: table.rows.some((row) => row.cells.length > 0), outlines: [], total: null };
}

/** Kinds whose rows are units, or stand under units. */
const BY_UNIT = new Set(['revenue', 'project_expenditure', 'general_public_expenditure_by_unit']);

/**
 * Rows of each unit: the one labelled with its name, or, where units stand beside projects, every row of that unit. A name that
 * labels several rows is no key.
 */
function unitRows(table: OpenTable): Map<string, readonly number[]> {
  const own = new Map<string, number[]>();
  const under = new Map<string, number[]>();
  if (!BY_UNIT.has(table.kind)) return own;
  table.rows.forEach((row, i) => {
    if (row.cells.length === 0) return;
    const put = (map: Map<string, number[]>, name: string) => {
      const list = map.get(name);
      if (list) list.push(i);
      else map.set(name, [i]);
    };
    if (row.label.length >= SHORTEST_UNIT) put(own, row.label);
    for (const name of new Set(row.path.slice(0, -1))) if (name.length >= SHORTEST_UNIT && name !== row.label) put(under, name);
  });
  for (const [name, rows] of under) if (!own.has(name)) own.set(name, rows);
    else own.set(name, []);
  for (const [name, rows] of own) if (!under.has(name) && rows.length > 1) own.set(name, []);
  return own;
}

/** Names of units are longer than those of subjects that stand in their place: 合计, 小计, 本级. */
const SHORTEST_UNIT = 5;
/** Share of the coded rows that must have a parent by code for a table to have a code tree. */
const TREE_SHARE = 0.2;

/** Outlines of the lists of a table that have no code tree, where a column of totals bears one out. */
function outlinesOf(reading: Reading, inRow: readonly (readonly ColumnIdentity[])[]): Outline[] {
  const { table, blocks, meaningOf } = reading;
  if (table.kind === 'revenue_expenditure_summary' || table.kind === 'fiscal_appropriation_summary') return [];
  return blocks.flatMap((block, b): Outline[] => {
    const lead = block.columns[0]?.index;
    if (lead === undefined) return [];
    const totals = inRow[b]?.some((identity) => identity.left === lead && identity.relation === undefined) ?? false;
    const known = block.rows.every((i) => table.rows[i]!.cells.every((cell) => cell.column !== null));
    if (!totals && !known && block.columns.length > 1) return [];
    const codes = new Set(block.rows.map((i) => table.rows[i]!.code).filter((code) => code !== ''));
    const nested = [...codes].filter((code) => [3, 5, 6].some((length) => length < code.length && codes.has(code.slice(0, length)))).length;
    if (codes.size > 0 && nested > TREE_SHARE * codes.size) return [];
    const outline = outlineOf(table, block.rows, lead, block.rows.filter((i) => meaningOf[i] === 'total')) ?? listsOf(table, block.rows, lead);
    return outline ? [outline] : [];
  });
}

/** Sums of a borne-out outline: as good as those of a code tree. */
const outlineSums = ({ table }: Reading, outline: Outline, key: string): RowSum[] =>
  outline.sums.map(({ parent, parts }) => ({
    id: `${key}.outline:${table.rows[parent]!.rowNo}#${parent}`,
    rule: parent === outline.total ? 'total' : 'outline',
    source: 'rule book',
    kind: 'hierarchy',
    must: true,
    left: parent,
    parts: parts.map((row) => ({ row, sign: 1 })),
    scope: parent === outline.total ? '合计' : table.rows[parent]!.label,
  }));

// ---------------------------------------------------------------- inside a row

function columnIdentities(reading: Reading, block: Block, rules: IdentityRules): ColumnIdentity[] {
  const { table } = reading;
  const key = tableKey(table.order);
  const found: ColumnIdentity[] = [];
  const seen = new Map<string, ColumnIdentity>();
  const add = (identity: ColumnIdentity) => {
    const same = `${identity.left}${identity.relation ?? '='}${[...identity.parts].sort((a, b) => a.column - b.column).map((part) => part.sign * (part.column + 1)).join('+')}`;
    const known = seen.get(same);
    if (known) {
      known.backed = true;
      return;
    }
    seen.set(same, identity);
    found.push(identity);
  };

  for (const formula of table.formulas) {
    const identity = noteIdentity(formula, block, key);
    if (identity) add(identity);
  }
  // A measure printed twice is none.
  const byMeasure = new Map<string, number | null>();
  for (const { measure, index } of block.columns) byMeasure.set(measure, byMeasure.has(measure) ? null : index);
  for (const rule of rules.inRow) {
    if (!rule.kinds.includes('*') && !rule.kinds.includes(table.kind)) continue;
    for (const { prefix, suffix } of rule.variants) {
      const column = (name: string): number | null => byMeasure.get(prefix + name + suffix) ?? null;
      const left = column(rule.left);
      if (left === null || rule.requires.some((name) => column(name) === null)) continue;
      if (rule.excludes.some((name) => column(name) !== null)) continue;
      const parts = rule.parts.flatMap(({ sign, name }) => {
        const at = column(name);
        return at === null ? [] : [{ column: at, sign }];
      });
      if (parts.length < Math.min(2, rule.parts.length)) continue;
      // A rule of whichever parts a table prints says nothing where it may print another that nobody knows.
      if (rule.parts.length > rule.requires.length && block.columns.some((other) => isStrangePart(other, parts, block.columns))) continue;
      const tag = prefix || suffix ? `.${prefix}${suffix}` : '';
      add({ id: `${key}.${rule.id}${tag}`, rule: rule.id, source: 'rule book', must: rule.must, backed: true, left, parts });
    }
  }
  for (const identity of headerIdentities(block.columns, key)) add(identity);
  return found;
}

/** A column of unknown meaning that no total among `parts` stands for. */
function isStrangePart({ path, measure, role }: Column, parts: readonly { readonly column: number }[], columns: readonly Column[]): boolean {
  if (measure !== '' || role !== 'amount' || path.some((name) => NO_SUMMAND.test(name))) return false;
  const totals = columns.filter(({ index, path: own }) => parts.some(({ column }) => column === index) && TOTAL_LEAF.test(own.at(-1) ?? ''));
  return !totals.some(({ path: own }) => own.length > 1 && own.slice(0, -1).every((name, i) => name === path[i]));
}

/** 1栏各行＝（2+3+4）栏各行, when all its columns are in the block. */
function noteIdentity(formula: Formula, block: Block, key: string): ColumnIdentity | null {
  if (formula.axis !== 'column') return null;
  const at = (ordinal: number) => block.columns.find((column) => column.ordinal === ordinal)?.index;
  const left = at(formula.left);
  const parts = formula.terms.map(({ sign, ref }) => ({ column: at(ref), sign }));
  if (left === undefined || parts.some((part) => part.column === undefined)) return null;
  return {
    id: `${key}.note:${formula.left}`,
    rule: `note ${formula.printed}`,
    source: 'printed note',
    must: true,
    backed: false,
    left,
    parts: parts as { column: number; sign: 1 | -1 }[],
  };
}

const TOTAL_LEAF = /^(本年|当年)?(收入|支出|财政拨款|[“"]?三公[”"]?经费(支出)?)?(合计|小计|总计)$/;
/** Printed beside 三公经费 and no part of it. */
const BESIDE_THREE_PUBLIC = /会议|培训|差旅|机关运行/;
/** Printed beside what was spent, and what is left of it. */
const BESIDE_EXPENDITURE = /^结余$/;
const NO_SUMMAND = /其中|增减|增长|比上年|比.*[%％]|[%％]|率$|人数|扣除/;
const BREAKS_DOWN = /^其中[:：]?$/;
const PART = /^其中[:：]./;
const STAGES = /^(年初|调整|全年|上年|本年|当年|\d{4}年)?(预算数?|决算数?|执行数|批复数|完成数)$/;

interface HeaderNode {
  readonly name: string;
  column: number | null;
  readonly children: HeaderNode[];
}

/**
 * 小计 = the other columns of its header group; 合计 = the groups beside it. A group with several totals, a total first
 * (收入合计 | 其中… | 支出合计 | 其中…), is as many stretches, each of a total and what stands up to the next one.
 */
function headerIdentities(columns: readonly Column[], key: string): ColumnIdentity[] {
  const root: HeaderNode = { name: '', column: null, children: [] };
  for (const { path, index } of rotated(columns)) {
    let node = root;
    for (const name of path) {
      let child = node.children.at(-1);
      if (child?.name !== name || (child.column !== null && child.children.length === 0)) node.children.push((child = { name, column: null, children: [] }));
      node = child;
    }
    node.column = index;
  }
  const found: ColumnIdentity[] = [];
  const isLeaf = (child: HeaderNode): boolean => child.column !== null && child.children.length === 0;
  // 固定资产合计 | 其中{…}: any total is one of what is broken down right behind it.
  const brokenDown = new Set<HeaderNode>();
  const isTotal = (child: HeaderNode): boolean => isLeaf(child) && (TOTAL_LEAF.test(child.name) || brokenDown.has(child));
  const value = (node: HeaderNode): number[] => {
    if (node.column !== null) return [node.column];
    const total = node.children.find(isTotal);
    return total ? [total.column!] : node.children.filter((child) => !NO_SUMMAND.test(child.name)).flatMap(value);
  };
  const visit = (node: HeaderNode) => {
    for (const [n, child] of node.children.entries()) if (isLeaf(child) && /[合总]计$/.test(child.name) && BREAKS_DOWN.test(node.children[n + 1]?.name ?? '') && node.children[n + 1]!.children.length > 0) brokenDown.add(child);
    for (const stretch of stretches(node.children, isTotal)) {
      const total = stretch.find(isTotal);
      if (!total) continue;
      const beside = /三公/.test(total.name) ? BESIDE_THREE_PUBLIC : /支出/.test(total.name) ? BESIDE_EXPENDITURE : null;
      // Behind 其中{…} a group with a total of its own is no part, but a list of its own (三公经费{合计 …}).
      const broken = stretch.findIndex((child) => BREAKS_DOWN.test(child.name) && child.children.length > 1);
      const others = stretch.filter((child, n) => child !== total && !beside?.test(child.name) && !(broken >= 0 && n > broken && child.children.some(isTotal)));
      const summands = others.some((child) => !NO_SUMMAND.test(child.name)) ? others.filter((child) => !NO_SUMMAND.test(child.name)) : others;
      const parts = summands.flatMap(value);
      // "其中：基本支出 | 项目支出" opens a whole break-down; a lone 其中 does not.
      const all = others.length > 1 && /^其中/.test(others[0]!.name) ? others.flatMap(value) : parts;
      if (all.length >= 2) {
        found.push({
          id: `${key}.header:${total.column}`,
          rule: `header ${total.name}`,
          source: 'rule book',
          must: true,
          backed: true,
          left: total.column!,
          parts: all.map((column) => ({ column, sign: 1 as const })),
        });
      }
    }
    // 小计 | 其中：财政拨款: what stands behind is no more than what it is part of (461 of 461 cells of published tables).
    for (const [n, child] of node.children.entries()) {
      const whole = node.children[n - 1];
      if (!whole || !isLeaf(whole) || !isLeaf(child) || !PART.test(child.name) || NO_SUMMAND.test(whole.name)) continue;
      found.push({ id: `${key}.of-which:${child.column}`, relation: '>=', rule: `header ${whole.name}`, source: 'rule book', must: true, backed: true, left: whole.column!, parts: [{ column: child.column!, sign: 1 }] });
    }
    node.children.forEach(visit);
  };
  visit(root);
  return found;
}

function stretches(nodes: readonly HeaderNode[], isTotal: (node: HeaderNode) => boolean): (readonly HeaderNode[])[] {
  const starts = nodes.flatMap((node, n) => (isTotal(node) ? [n] : []));
  if (starts.length < 2 || starts[0] !== 0) return [nodes];
  return starts.map((from, n) => nodes.slice(from, starts[n + 1]));
}

/**
 * Header paths with a repeated stage in front: 合计/预算数, 合计/决算数, 公务接待费/预算数 … → 预算数/合计 …
 * A 栏次 printed below the header is no part of it.
 */
function rotated(columns: readonly Column[]): { path: readonly string[]; index: number }[] {
  const paths = columns.map(({ path, index }) => ({ path: path.filter((name) => !/^\d+$/.test(name)), index }));
  const leaves = new Set(paths.map(({ path }) => path.at(-1) ?? ''));
  const stages = leaves.size >= 2 && [...leaves].every((leaf) => STAGES.test(leaf)) && paths.every(({ path }) => path.length > 1);
  return stages ? paths.map(({ path, index }) => ({ path: [path.at(-1)!, ...path.slice(0, -1)], index })) : paths;
}

// ---------------------------------------------------------------- down the columns

/** A sum of rows before it is written out for each column. */
interface RowSum {
  readonly id: string;
  readonly rule: string;
  readonly source: CheckSource;
  readonly kind: 'identity' | 'hierarchy';
  readonly must: boolean;
  readonly left: number;
  readonly parts: readonly { readonly row: number; readonly sign: 1 | -1 }[];
  readonly scope: string;
}

function downColumns(reading: Reading, rules: IdentityRules): Equation[] {
  const { table, index } = reading;
  const key = tableKey(table.order);
  const sums: RowSum[] = [...noteSums(reading, key), ...meaningSums(reading, key, rules)];
  const stacks = foldedBlocks(reading);
  for (const outline of reading.outlines) sums.push(...outlineSums(reading, outline, key));
  const outlined = new Set(reading.outlines.flatMap(({ sums: own }) => own.map(({ parent }) => parent)));
  for (const stack of stacks) {
    sums.push(...treeSums(reading, stack, key).filter(({ left }) => !outlined.has(left)));
  }
  if (stacks.length === 1 && reading.blocks.length > 1) sums.push(...basicBlockSums(reading, stacks[0]!, key));

  const equations: Equation[] = [];
  const shape = (sum: RowSum) => `${sum.left}=${sum.parts.map((part) => part.sign * (part.row + 1)).sort((a, b) => a - b).join('+')}`;
  const backed = new Set(sums.filter((sum) => sum.source !== 'printed note').map(shape));
  const seen = new Set<string>();
  for (const sum of sums) {
    const same = shape(sum);
    if (seen.has(same)) continue;
    seen.add(same);
    // A total that prints nothing, and parts of which none prints anything, say nothing.
    const filled = (row: number) => table.rows[row]!.cells.length > 0;
    if (!filled(sum.left) || !sum.parts.some((part) => filled(part.row))) continue;
    const lanes = reading.blocks.find((block) => block.block === table.rows[sum.left]!.block)?.columns.length ?? 0;
    for (let lane = 0; lane < lanes; lane++) {
      const cell = (row: number, sign: 1 | -1): Term | null => {
        const column = reading.blocks.find((block) => block.block === table.rows[row]!.block)?.columns[lane];
        return column ? { table: index, row, column: column.index, sign } : null;
      };
      const left = cell(sum.left, 1);
      const right = sum.parts.map((part) => cell(part.row, part.sign));
      if (!left || right.some((term) => term === null)) continue;
      if (/比.*%|增减%|率$/.test(table.columns[left.column]?.path.join('/') ?? '')) continue;
      equations.push({
        id: `${sum.id}.c${left.column + 1}`,
        rule: sum.rule,
        source: sum.source,
        kind: sum.kind,
        relation: '=',
        must: sum.must,
        backed: backed.has(same),
        group: sum.id,
        scope: `${sum.scope}, column ${left.column + 1}`,
        left: [left],
        right: right as Term[],
      });
    }
  }
  return equations;
}

/** 27行＝（1+2+…+8）行, by printed 行次. */
function noteSums({ table }: Reading, key: string): RowSum[] {
  const byOrdinal = new Map<number, number>();
  table.rows.forEach((row, i) => {
    if (row.ordinal !== undefined && !byOrdinal.has(row.ordinal)) byOrdinal.set(row.ordinal, i);
  });
  const sums: RowSum[] = [];
  for (const formula of table.formulas) {
    if (formula.axis !== 'row') continue;
    const left = byOrdinal.get(formula.left);
    const parts = formula.terms.flatMap(({ sign, ref }) => {
      const row = byOrdinal.get(ref);
      return row === undefined ? [] : [{ row, sign }];
    });
    if (left === undefined || parts.length === 0) continue;
    sums.push({
      id: `${key}.note-row:${formula.left}`,
      rule: `note ${formula.printed}`,
      source: 'printed note',
      kind: 'identity',
      // 57行＝（33+…+58）行 counts itself among its parts: a misprint of the template, to be tried and not believed.
      must: formula.terms.every(({ ref }) => ref !== formula.left),
      left,
      parts,
      scope: `行${formula.left}`,
    });
  }
  return sums;
}

/** Totals of the sides of a summary, by the meaning of rows. */
function meaningSums(reading: Reading, key: string, rules: IdentityRules): RowSum[] {
  const { table, meaningOf } = reading;
  const sums: RowSum[] = [];
  for (const rule of rules.downColumn) {
    if (!rule.kinds.includes(table.kind)) continue;
    for (const { block } of reading.blocks) {
      const row = (meaning: string) => reading.meanings.get(`${block}|${meaning}`);
      const left = row(rule.left);
      if (left === undefined || rule.requires.some((meaning) => row(meaning) === undefined)) continue;
      const parts = rule.parts.flatMap((meaning) => {
        const at = row(meaning);
        return at === undefined ? [] : [{ row: at, sign: 1 as const }];
      });
      sums.push({ id: `${key}.${rule.id}`, rule: rule.id, source: 'rule book', kind: 'identity', must: rule.must, left, parts, scope: table.rows[left]!.label });
    }
  }
  const twoSided = table.kind === 'revenue_expenditure_summary' || table.kind === 'fiscal_appropriation_summary';
  if (!twoSided) return sums;
  for (const { block, side, rows } of reading.blocks) {
    const current = reading.meanings.get(`${block}|current_year_${side}`);
    const grand = reading.meanings.get(`${block}|grand_total_${side}`);
    const total = current ?? grand;
    if (total === undefined) continue;
    const before = rows.filter((i) => i < total && !BREAKS_DOWN.test(table.rows[i]!.label) && table.rows[i]!.label !== '');
    const depths = before.map((i) => outlineDepth(table.rows[i]!.label)).filter((depth) => depth >= 0);
    if (before.length === 0) {
      // 一、本年支出 stands above its items: （一）… up to the next 一、
      const depth = outlineDepth(table.rows[total]!.label);
      const parts: number[] = [];
      for (const i of rows.filter((row) => row > total)) {
        const own = outlineDepth(table.rows[i]!.label);
        if (own <= depth || (meaningOf[i] ?? '').startsWith('carryover') || (meaningOf[i] ?? '').startsWith('grand_total')) break;
        if (own === depth + 1) parts.push(i);
      }
      if (depth >= 0 && parts.length > 1) {
        sums.push({ id: `${key}.items:${block}`, rule: `${side}_items`, source: 'rule book', kind: 'hierarchy', must: side === 'expenditure', left: total, parts: parts.map((row) => ({ row, sign: 1 })), scope: table.rows[total]!.label });
      }
      continue;
    }
    if (depths.length === 0) continue;
    const top = Math.min(...depths);
    const parts = before.filter((i) => outlineDepth(table.rows[i]!.label) === top && meaningOf[i] !== `carryover_in`);
    const uneven = before.some((i) => outlineDepth(table.rows[i]!.label) < 0);
    if (parts.length > 0) {
      sums.push({
        id: `${key}.items:${block}`,
        rule: `${side}_items`,
        source: 'rule book',
        kind: 'hierarchy',
        must: side === 'expenditure' && !uneven && current !== undefined,
        left: total,
        parts: parts.map((row) => ({ row, sign: 1 })),
        scope: table.rows[total]!.label,
      });
    }
  }
  return sums;
}

/**
 * Rows in the order of the list they print. The blocks of 基本支出 (301 | 302 | 307 …) are one list folded: its left block
 * comes before the next. The sides of a summary are lists of their own.
 */
function foldedBlocks(reading: Reading): (readonly number[])[] {
  const { blocks, table } = reading;
  const folded =
    blocks.length > 1 &&
    blocks.every((block) => block.columns.length === blocks[0]!.columns.length) &&
    blocks.every((block) => block.rows.some((i) => table.rows[i]!.code !== '' || table.rows[i]!.cells.length === 0)) &&
    blocks.filter((block) => block.rows.some((i) => table.rows[i]!.code !== '')).length > 1;
  return folded ? [blocks.flatMap((block) => block.rows)] : blocks.map((block) => block.rows);
}

/** 类=Σ款=Σ项 by code prefix, 合计 = Σ rows without a parent. */
function treeSums({ table, meaningOf }: Reading, rows: readonly number[], key: string): RowSum[] {
  const sums: RowSum[] = [];
  const children = new Map<number, number[]>();
  const roots: number[] = [];
  const totals: number[] = [];
  const stack: { row: number; code: string }[] = [];
  let uncoded = 0;
  for (const i of rows) {
    const row = table.rows[i]!;
    if (row.code === '') {
      if (meaningOf[i] === 'total') totals.push(i);
      else if (row.cells.length > 0 && meaningOf[i] === '') uncoded++;
      continue;
    }
    // A row of several classifications (30101 | 50101) stands in the tree its list is made of: that of the rows above it.
    const codes = row.codes.length > 1 ? row.codes : [row.code];
    const continues = codes.find((each) => stack.some(({ code }) => each.length > code.length && each.startsWith(code)));
    const code = continues ?? row.code;
    while (stack.length > 0) {
      const above = stack.at(-1)!.code;
      if (code.length > above.length && code.startsWith(above)) break;
      stack.pop();
    }
    const parent = stack.at(-1)?.row;
    if (parent === undefined) roots.push(i);
    else {
      const siblings = children.get(parent) ?? [];
      siblings.push(i);
      children.set(parent, siblings);
    }
    stack.push({ row: i, code });
  }
  let nth = 0;
  for (const [parent, parts] of children) {
    if (table.rows[parent]!.cells.length === 0) continue;
    nth++;
    sums.push({
      id: `${key}.tree:${table.rows[parent]!.code}#${nth}`,
      rule: 'tree',
      source: 'code tree',
      kind: 'hierarchy',
      must: true,
      left: parent,
      parts: parts.map((row) => ({ row, sign: 1 })),
      scope: `${table.rows[parent]!.code} ${table.rows[parent]!.label}`,
    });
  }
  const total = totals.length === 1 ? totals[0] : undefined;
  if (total === undefined || table.rows[total]!.cells.length === 0) return sums;
  if (roots.length > 0) {
    sums.push({ id: `${key}.total`, rule: 'total', source: 'code tree', kind: 'hierarchy', must: uncoded === 0, left: total, parts: roots.map((row) => ({ row, sign: 1 })), scope: '合计' });
  } else {
    const plain = rows.filter((i) => i !== total && table.rows[i]!.cells.length > 0 && !BREAKS_DOWN.test(table.rows[i]!.label) && meaningOf[i] === '');
    const indents = plain.map((i) => table.rows[i]!.indent);
    const top = plain.filter((i) => table.rows[i]!.indent === Math.min(...indents));
    const depths = top.map((i) => outlineDepth(table.rows[i]!.label));
    const even = top.filter((_, n) => depths[n] === Math.min(...depths.map((depth) => (depth < 0 ? 9 : depth))) || depths.every((depth) => depth < 0));
    if (even.length > 1) {
      sums.push({ id: `${key}.total`, rule: 'total', source: 'rule book', kind: 'hierarchy', must: false, left: total, parts: even.map((row) => ({ row, sign: 1 })), scope: '合计' });
    }
  }
  return sums;
}

/** 人员经费合计 = 301 + 303; 公用经费合计 = 302 + 307 + 309 … (final accounts 公开06表). */
function basicBlockSums({ table, meanings }: Reading, rows: readonly number[], key: string): RowSum[] {
  const classes = rows.filter((i) => table.rows[i]!.code.length === 3);
  const sums: RowSum[] = [];
  for (const [meaning, personnel] of [['personnel_total', true], ['operating_total', false]] as const) {
    const left = meanings.get(meaning);
    const parts = classes.filter((i) => /^30[13]$/.test(table.rows[i]!.code) === personnel);
    if (left === undefined || parts.length === 0 || table.kind !== 'general_public_basic_expenditure') continue;
    sums.push({ id: `${key}.${meaning}`, rule: 'basic_final_blocks', source: 'rule book', kind: 'hierarchy', must: true, left, parts: parts.map((row) => ({ row, sign: 1 })), scope: table.rows[left]!.label });
  }
  return sums;
}

// ---------------------------------------------------------------- across tables

function acrossTables(readings: readonly Reading[], rules: IdentityRules): Equation[] {
  const byKind = new Map<string, Reading[]>();
  for (const reading of readings) {
    const list = byKind.get(reading.table.kind) ?? [];
    list.push(reading);
    byKind.set(reading.table.kind, list);
  }
  /** The table of a kind, when the document has one filled table of it, or only empty ones. */
  const onlyOne = new Map<string, Reading | null>();
  for (const [kind, list] of byKind) {
    const filled = list.filter((reading) => reading.filled);
    onlyOne.set(kind, filled.length === 1 ? filled[0]! : filled.length === 0 ? list[0]! : null);
  }
  const only = (kind: string): Reading | null => onlyOne.get(kind) ?? null;

  const equations: Equation[] = [];
  rules.across.forEach((rule, nth) => {
    const selectors = [...rule.left, ...rule.right];
    const found = selectors.map((selector) => only(selector.kind));
    if (found.some((reading) => reading === null)) return;
    if (rule.without !== '' && found[0]!.table.columns.some((column) => column.measure === rule.without)) return;
    const key = selectors.find((selector) => selector.row === 'code' || selector.row === 'class' || selector.row === 'unit');
    const keys = key ? keysOf(found[selectors.indexOf(key)]!, key.row) : [''];
    for (const each of keys) {
      const left = rule.left.map((selector, i) => cellsOf(found[i]!, selector, each, rule.absentIsZero));
      const right = rule.right.map((selector, i) => cellsOf(found[rule.left.length + i]!, selector, each, false));
      if ([...left, ...right].some((cells) => cells === null)) continue;
      const terms = [...left, ...right].flatMap((cells) => cells!);
      if (terms.length === 0 || left.flat().length === 0) continue;
      if (!rule.blankIsZero && terms.some((term) => readings[term.table]!.table.rows[term.row]!.cells.length === 0)) continue;
      const first = terms[0]!;
      equations.push({
        id: `x.${rule.id}#${nth}${each === '' ? '' : `:${each}`}`,
        rule: rule.id,
        source: 'other table',
        kind: 'cross_table',
        relation: rule.relation,
        must: rule.must,
        backed: true,
        group: `x.${rule.id}#${nth}`,
        scope: each === '' ? selectors.map((selector) => `${selector.kind}@${selector.row}`).join(' ') : `${readings[first.table]!.table.rows[first.row]!.code || each} ${bareLabel(readings[first.table]!.table.rows[first.row]!.label)}`,
        left: left.flatMap((cells) => cells!),
        right: right.flatMap((cells) => cells!),
      });
    }
  });
  return equations;
}

/** Keys the rows of a table can be matched by: codes of three digits and more, or class names. */
function keysOf(reading: Reading, row: string): string[] {
  if (row === 'unit') return [...reading.byUnit].flatMap(([name, rows]) => (rows.length > 0 ? [name] : []));
  const map = row === 'code' ? reading.byCode : reading.byName;
  return [...map].flatMap(([name, at]) => (at === null ? [] : [name]));
}

/** Cells a selector means; [] where the table is empty (nothing is nothing); null where the table has no such cell. */
function cellsOf(reading: Reading, selector: CellSelector, key: string, absentIsZero: boolean): Term[] | null {
  const { table, index } = reading;
  if (!reading.filled) return [];
  if (selector.row === 'unit') {
    const rows = reading.byUnit.get(key) ?? [];
    if (rows.length === 0) return null;
    const terms = rows.flatMap((row): Term[] => {
      const { block } = table.rows[row]!;
      const columns = (reading.blocks.find((each) => each.block === block)?.columns ?? []).filter((column) => column.measure === selector.measure);
      return columns.length === 1 ? [{ table: index, row, column: columns[0]!.index, sign: selector.sign }] : [];
    });
    return terms.length === rows.length ? terms : absentIsZero && terms.length === 0 ? [] : null;
  }
  const row = rowOf(reading, selector.row, key);
  if (row === null || row === undefined) return null;
  if (table.rows[row]!.cells.length === 0 && selector.row === 'total') return null;
  const { block } = table.rows[row]!;
  const columns = reading.blocks.find((each) => each.block === block)?.columns ?? [];
  const matches = selector.measure === '' ? (columns.length === 1 ? columns : columns.filter((column) => column.measure === 'expenditure_total')) : columns.filter((column) => column.measure === selector.measure);
  if (matches.length === 0 && absentIsZero) return [];
  if (matches.length !== 1) return null;
  return [{ table: index, row, column: matches[0]!.index, sign: selector.sign }];
}

function rowOf({ meanings, byCode, byAnyCode, byName, total }: Reading, row: string, key: string): number | null | undefined {
  if (row === 'code') return byCode.get(key);
  if (row === 'class') return byName.get(key);
  if (row.startsWith('code:')) return byAnyCode.get(row.slice(5));
  return row === 'total' || row === 'row' ? total : meanings.get(row);
}

function totalRow(table: OpenTable, outlines: readonly Outline[]): number | null {
  const filled = table.rows.flatMap((each, i) => (each.cells.length > 0 ? [i] : []));
  if (filled.length === 1) return filled[0]!;
  const totals = filled.filter((i) => table.rows[i]!.code === '' && /^(合计|总计|总合计)$/.test(bareLabel(table.rows[i]!.label)));
  if (totals.length === 0) return outlines.length === 1 ? outlines[0]!.total : null;
  return totals.length === 1 ? totals[0]! : null;
}

/**
 * Columns of a kind of money that another table of the document says is not there: where the 政府性基金预算支出表 is printed
 * without a figure, nothing in the document was spent from it.
 */
function emptyKinds(readings: readonly Reading[], rules: IdentityRules): Equation[] {
  return rules.emptyKinds.flatMap((rule) => {
    const own = readings.filter(({ table }) => table.kind === rule.empty);
    // A table without a header was not read whole: nothing is known of it.
    if (own.length === 0 || own.some(({ table, filled }) => filled || !table.empty || table.columns.length === 0)) return [];
    return readings.flatMap(({ table, index, blocks }) => {
      if (!rule.kinds.includes(table.kind)) return [];
      return blocks.flatMap(({ columns, rows }) =>
        columns.filter((column) => rule.measures.test(column.measure)).flatMap((column) =>
          rows.filter((row) => table.rows[row]!.cells.length > 0).map((row): Equation => ({
            id: `x.${rule.id}:${tableKey(table.order)}.c${column.index + 1}.r${table.rows[row]!.rowNo}#${row}`,
            rule: rule.id,
            source: 'other table',
            kind: 'cross_table',
            relation: '=',
            must: rule.must,
            backed: true,
            group: `x.${rule.id}:${tableKey(table.order)}.c${column.index + 1}`,
            scope: `${rule.empty} is empty, column ${column.index + 1}`,
            left: [{ table: index, row, column: column.index, sign: 1 }],
            right: [],
          })),
        ),
      );
    });
  });
}

/** Parts of a total that both tables print. */
const PARTS = ['basic_expenditure', 'project_expenditure'] as const;

/**
 * Where 支出总表 and 一般公共预算支出表 print the same total for a subject, its parts are the same too: each part of the first is
 * at least that of the second, and nothing is left over. A subject may stand in several rows (by economic subject, by unit).
 */
function partsOfEqualTotals(readings: readonly Reading[]): Equation[] {
  const filled = (kind: string) => readings.filter(({ table, filled: any }) => table.kind === kind && any);
  const [all, general] = [filled('expenditure'), filled('general_public_expenditure')];
  if (all.length !== 1 || general.length !== 1) return [];
  const sides = [all[0]!, general[0]!].map((reading) => ({ reading, rows: itemRows(reading), columns: PARTS.map((measure) => measured(reading, measure)), total: measured(reading, 'expenditure_total') }));
  const [one, other] = sides as [(typeof sides)[0], (typeof sides)[0]];
  if (one.total === null || other.total === null) return [];
  return [...one.rows].flatMap(([code, rows]): Equation[] => {
    const twins = other.rows.get(code);
    if (!twins) return [];
    const [left, right] = [leadSum(one.reading.table, rows, one.total!), leadSum(other.reading.table, twins, other.total!)];
    if (left === null || right === null || left === 0 || left !== right || one.reading.table.unit !== other.reading.table.unit) return [];
    return PARTS.flatMap((measure, n): Equation[] => {
      const [here, there] = [one.columns[n], other.columns[n]];
      if (here === null || here === undefined || there === null || there === undefined) return [];
      return [
        {
          id: `x.x_exp_gpe_parts:${code}.${measure}`,
          rule: 'x_exp_gpe_parts',
          source: 'other table',
          kind: 'cross_table',
          relation: '=',
          must: true,
          backed: true,
          group: `x.x_exp_gpe_parts:${code}`,
          loose: true,
          scope: `${code} ${measure}`,
          left: twins.map((row) => ({ table: other.reading.index, row, column: there, sign: 1 as const })),
          right: rows.map((row) => ({ table: one.reading.index, row, column: here, sign: 1 as const })),
        },
      ];
    });
  });
}

/** Rows of each functional item (seven digits), whatever further codes they print. */
function itemRows({ table }: Reading): Map<string, number[]> {
  const found = new Map<string, number[]>();
  table.rows.forEach((row, i) => {
    const code = [row.code, ...row.codes].find((each) => /^2\d{6}$/.test(each));
    if (code === undefined || row.cells.length === 0) return;
    const list = found.get(code);
    if (list) list.push(i);
    else found.set(code, [i]);
  });
  return found;
}

const measured = ({ blocks }: Reading, measure: string): number | null => {
  const columns = blocks.flatMap((block) => block.columns).filter((column) => column.measure === measure);
  return columns.length === 1 ? columns[0]!.index : null;
};

/** Sum of the rows' totals in hundred-millionths of the unit; null where a row's total cannot be told. */
function leadSum(table: OpenTable, rows: readonly number[], lead: number): number | null {
  let sum = 0;
  for (const i of rows) {
    const figure = leadFigure(table, table.rows[i]!, lead, SUM_DECIMALS);
    if (figure === null) return null;
    sum += figure;
  }
  return sum;
}
/** Decimals no table exceeds. */
const SUM_DECIMALS = 8;
