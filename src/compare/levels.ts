import type { PerformanceRules } from '../../rules/performance/performance.js';
import type { Indicator, SourceError } from '../model/fact.js';

/** Words of the first level under which the national template puts its second levels. */
const PARENTS = ['产出', '效益', '满意'];

/** Share of the rows that print a first level. */
const HEADED = 0.7;

/**
 * Second levels under a first level that holds others everywhere: 社会效益指标 under 产出指标. Told once for each pair of names, and
 * only of tables with rulings, whose merged cells are seen.
 */
export function misplacedLevels(table: number, rows: readonly Indicator[], rules: Pick<PerformanceRules, 'parentOf'>): SourceError[] {
  // A first level left blank is told where nearly all others are printed.
  const headed = rows.filter(({ level1 }) => level1 !== '').length >= HEADED * rows.length;
  const pairs = new Map<string, Indicator[]>();
  for (const row of rows) {
    const parent = rules.parentOf(row.level2);
    const others = PARENTS.filter((word) => row.level1.includes(word));
    if (!PARENTS.includes(parent) || (row.level1 === '' ? !headed : others.length === 0) || others.includes(parent)) continue;
    const key = `${row.level1}/${row.level2}`;
    const list = pairs.get(key);
    if (list) list.push(row);
    else pairs.set(key, [row]);
  }
  return [...pairs].map(([scope, list]): SourceError => {
    const { level1, level2, rowNo, place } = list[0]!;
    const text = `${level2} stands under ${level1 === '' ? 'no first level' : level1}${list.length > 1 ? ` (${list.length} indicators)` : ''}; its place is under ${rules.parentOf(level2)}指标.`;
    return { table, rule: 'performance/level-misplaced', source: 'rule book', scope, rowNo, printed: '', implied: '', difference: '', facts: [], text, place };
  });
}
