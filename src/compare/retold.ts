import { LABEL_WEIGHT } from '../../rules/performance/performance.js';
import type { Indicator, SourceError } from '../model/fact.js';
import { formatAmount, parseAmount } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { parseTarget, type Target } from '../text/target.js';
import { compareAmounts, differenceOf, sameRounded } from './figures.js';

/** Shorter names (服务对象满意度) are those of many things. */
const LEAST_NAME = 8;

/** A table of indicators, of the office as a whole or of one project. */
export interface Told {
  readonly whole: boolean;
  readonly rows: readonly Indicator[];
}

/**
 * Indicators that the table of the whole office takes over from that of one project, told otherwise there: the same figure as least
 * and as most, another result of the same target, another share of the points for it. Names that several rows bear are passed over.
 *
 * Worked case: 服务对象对人才评价工作满意度 has 4 of 5 points in the table of the whole, 18 of 20 in that of the project (seeds/000:2012, 2225).
 */
export function retoldErrors(tables: readonly Told[]): SourceError[] {
  const projects = new Map<string, Indicator[]>();
  const wholes = new Map<string, Indicator[]>();
  for (const { whole, rows } of tables) {
    for (const row of rows) {
      const name = squeeze(row.level3).replace(LABEL_WEIGHT, '');
      if (name.length < LEAST_NAME) continue;
      const names = whole ? wholes : projects;
      const list = names.get(name);
      if (list) list.push(row);
      else names.set(name, [row]);
    }
  }
  return [...wholes].flatMap(([name, [here, ...others]]): SourceError[] => {
    const [there, ...more] = projects.get(name) ?? [];
    if (!here || !there || others.length + more.length > 0) return [];
    const said = opposite(here, there) ?? otherResult(here, there) ?? otherShare(here, there);
    return said === null ? [] : [{ table: here.table, rule: 'performance/indicator-retold', source: 'other table', scope: name, rowNo: here.rowNo, printed: '', implied: '', difference: '', facts: [], text: `${name}: ${said}.`, place: here.place }];
  });
}

const isLeast = ({ comparator }: Target): boolean => comparator === '≥' || comparator === '>';
const isMost = ({ comparator }: Target): boolean => comparator === '≤' || comparator === '<';

function opposite(here: Indicator, there: Indicator): string | null {
  const [a, b] = [parseTarget(here.target), parseTarget(there.target)];
  if (a.value === '' || a.value !== b.value || a.unit !== b.unit) return null;
  return (isLeast(a) && isMost(b)) || (isMost(a) && isLeast(b)) ? `${here.target} is planned here, ${there.target} in the table of the project` : null;
}

function otherResult(here: Indicator, there: Indicator): string | null {
  const [a, b] = [parseTarget(here.actual), parseTarget(there.actual)];
  const [x, y] = [parseAmount(a.value), parseAmount(b.value)];
  if (here.target === '' || here.target !== there.target || !x || !y || a.unit !== b.unit || sameRounded(x, y)) return null;
  return `${here.actual} is reported here, ${there.actual} in the table of the project, both of ${here.target}`;
}

/** Shares of points that differ by this many of a hundred are told. */
const SHARE = parseAmount('10')!;

function otherShare(here: Indicator, there: Indicator): string | null {
  const [a, b] = [share(here), share(there)];
  if (here.target === '' || here.target !== there.target || !a || !b) return null;
  const gap = differenceOf(a, b);
  if (compareAmounts(gap.digits < 0n ? differenceOf(b, a) : gap, SHARE) < 0) return null;
  return `${here.score} of ${here.weight} points here, ${there.score} of ${there.weight} in the table of the project`;
}

/** Points of a hundred. */
function share({ score, weight }: Indicator) {
  const [s, w] = [parseAmount(score), parseAmount(weight)];
  if (!s || !w || w.digits <= 0n) return null;
  return parseAmount(formatAmount({ digits: (s.digits * 10n ** BigInt(w.scale) * 10_000n) / (w.digits * 10n ** BigInt(s.scale)), scale: 2 }));
}
