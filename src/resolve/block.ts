import { nameKey } from '../../rules/subjects/name.js';
import type { Level, Subject, SubjectRules, System } from '../../rules/subjects/subjects.js';
import type { Row, Table, TableKind } from '../model/table.js';
import { bareLabel } from './bare-label.js';
import { shapeOf } from './code-shape.js';
import { bestMatch, confirms } from './match-name.js';

/** What rows without a code may be in one block of a table. */
export interface BlockSense {
  /** classes: one side of a summary, 类 only; tree: rows of any level; projects: names of projects; none: no subjects by name. */
  readonly names: 'classes' | 'tree' | 'projects' | 'none';
  readonly side: 'revenue' | 'expenditure' | '';
  /** The classification the block's names and codes belong to; null where it cannot be told. */
  readonly system: System | null;
  /** Levels that stand in the block for certain: by codes, or by names that only one level has. */
  readonly levels: ReadonlySet<Level>;
  /** A row of the block carries a unit's code. */
  readonly units: boolean;
  /** The table is one of subjects by its form: what is printed in it without a code should be one. */
  readonly named: boolean;
}

/** Tables whose rows are subjects even where a city prints their names only. */
const TREE_KINDS: ReadonlySet<TableKind> = new Set([
  'revenue',
  'expenditure',
  'general_public_expenditure',
  'general_public_basic_expenditure',
  'government_fund',
  'state_capital',
] satisfies TableKind[]);
/** Summaries: a side lists 类 only. */
const SUMMARY_KINDS: ReadonlySet<TableKind> = new Set([
  'revenue_expenditure_summary',
  'fiscal_appropriation_summary',
] satisfies TableKind[]);
const PROJECT_KINDS: ReadonlySet<TableKind> = new Set(['project_expenditure'] satisfies TableKind[]);

/** A side by its outermost header: 收入, 本年收入, 财政拨款收入; 支出, 资金运用. 收入支出 is neither. */
const REVENUE_SIDE = /收入|来源/;
const EXPENDITURE_SIDE = /支出|运用/;
const HEADER_SYSTEM: readonly (readonly [RegExp, System])[] = [
  [/政府(?:预算)?(?:支出)?经济(?:分类|科目)/, 'economic_government'],
  [/部门(?:预算)?(?:支出)?经济(?:分类|科目)/, 'economic_department'],
  [/功能(?:分类|分科目|科目)/, 'functional'],
];
/** So many different names of 类 of one classification make a list of 类 of a table whose kind says nothing. */
const CLASS_LIST = 2;

/** Side of a two-sided table a block is, by the outermost header of its columns. */
function sideOf(table: Table, block: number): BlockSense['side'] {
  const heads = table.columns.filter((c) => c.block === block).map((c) => c.path[0] ?? '');
  const revenue = heads.some((h) => REVENUE_SIDE.test(h));
  const expenditure = heads.some((h) => EXPENDITURE_SIDE.test(h));
  return revenue === expenditure ? '' : revenue ? 'revenue' : 'expenditure';
}

/** What stands in each block of a table, from headers, codes and the names that only one tree has. */
export function readBlocks(table: Table, year: number, rules: SubjectRules): ReadonlyMap<number, BlockSense> {
  const blocks = new Map<number, BlockSense>();
  const numbers = [...new Set(table.rows.map((r) => r.block))];
  const sides = new Map(numbers.map((b) => [b, sideOf(table, b)]));
  // A lone block headed 收入… is a table of revenue by function or unit, not the left side of a summary.
  const twoSided =
    SUMMARY_KINDS.has(table.kind) ||
    ([...sides.values()].includes('revenue') && [...sides.values()].includes('expenditure'));
  for (const block of numbers) {
    const rows = table.rows.filter((r) => r.block === block);
    const side = twoSided ? sides.get(block)! : '';
    blocks.set(block, senseOf(table, block, rows, side, twoSided, year, rules));
  }
  return blocks;
}

function senseOf(
  table: Table,
  block: number,
  rows: readonly Row[],
  side: BlockSense['side'],
  twoSided: boolean,
  year: number,
  rules: SubjectRules,
): BlockSense {
  const votes = new Map<System, number>();
  const vote = (system: System, weight: number) => votes.set(system, (votes.get(system) ?? 0) + weight);
  const levels = new Set<Level>();
  const classNames = new Map<System, Set<string>>();
  const bearing: (readonly Subject[])[] = [];
  let coded = 0;
  let units = false;
  for (const row of rows) {
    const name = nameKey(bareLabel(row.label));
    const shape = row.code === '' ? null : shapeOf(row.code);
    if (shape?.kind === 'unit') units = true;
    if (shape?.kind === 'subject') {
      const s = rules.byCode(row.code, year);
      // A department's own code may look like a class: 201, and 101, is a party committee's office in 西安.
      const label = bareLabel(row.label);
      if (s && (confirms(bestMatch([label], s, rules)) || (s.system !== 'revenue' && !rules.rowIs(label, 'unit')))) {
        coded++;
        vote(s.system, 2);
        levels.add(s.level);
      }
      continue;
    }
    if (name === '') continue;
    let named = rules.byName(name, year);
    // Where only 类 can stand, 工资福利支出 is 301, not 50501.
    if (twoSided || !TREE_KINDS.has(table.kind) || named.length === 0) {
      const classes = named.filter((s) => s.level === 'class');
      const functional = rules.classNamed(name, year);
      if (functional && !classes.includes(functional)) classes.push(functional);
      if (twoSided || classes.length > 0) named = classes;
    }
    const bearers = named.filter((s) => s.system !== 'revenue');
    bearing.push(bearers);
    const systems = new Set(bearers.map((s) => s.system));
    if (systems.size === 1) {
      vote([...systems][0]!, 1);
      if (bearers.some((s) => s.level === 'class'))
        classNames.set(bearers[0]!.system, (classNames.get(bearers[0]!.system) ?? new Set()).add(name));
    }
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  const heads = table.columns.filter((c) => c.block === block).map((c) => c.path.join('/'));
  const byHeader = HEADER_SYSTEM.filter(([pattern]) => heads.some((h) => pattern.test(h))).map(([, system]) => system);
  const [first, second] = ranked;
  const clear = first && first[1] > (second?.[1] ?? 0) ? first[0] : null;
  const system =
    clear ??
    (byHeader.length === 1
      ? byHeader[0]!
      : table.kind === 'general_public_basic_expenditure'
        ? 'economic_department'
        : null);
  // 工资福利支出 is 301 and 50501: which level it shows is known with the classification.
  for (const bearers of bearing) {
    const found = new Set(bearers.filter((s) => system === null || s.system === system).map((s) => s.level));
    if (found.size === 1) levels.add([...found][0]!);
  }
  const names: BlockSense['names'] =
    side === 'revenue'
      ? 'none'
      : twoSided
        ? 'classes'
        : PROJECT_KINDS.has(table.kind) && coded === 0
          ? 'projects'
          : TREE_KINDS.has(table.kind) && !units
            ? 'tree'
            : coded > 0 && table.kind !== 'three_public'
              ? 'tree'
              : table.kind === 'other' && system !== null && (classNames.get(system)?.size ?? 0) >= CLASS_LIST
                ? 'classes'
                : 'none';
  const named = (names === 'classes' && SUMMARY_KINDS.has(table.kind) && side === 'expenditure') || (names === 'tree' && TREE_KINDS.has(table.kind));
  return { names, side, system, levels, units, named };
}
