import type { Place } from '../model/place.js';
import { atScale, parseAmount } from '../text/amount.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';
import { fundingAt, labelAt } from './labels.js';
import type { Token } from './tokens.js';

const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?$/;
const DASH = /^[-—–－/]+$/;
const MIN_ROWS = 2;

/** Amounts of a form, each behind its own label, under one heading: 资金金额（万元）/ 实施期资金总额： 312.07 / 其中：财政拨款 312.07. */
export interface MoneyPairs {
  readonly to: number;
  readonly pairs: readonly { readonly name: string; readonly value: string; readonly place: Place; readonly sure: boolean }[];
}

/** The pairs whose heading begins at token `at`, or null: no column heads, at most one figure behind each label. */
export function moneyPairsAt(tokens: readonly Token[], at: number, rules: PerformanceRules): MoneyPairs | null {
  const block = fundingAt(tokens, at, rules);
  if (block?.kind !== 'block') return null;
  const pairs: { name: string; value: string; place: Place; sure: boolean }[] = [];
  const parts: { value: string; whole: boolean }[] = [];
  let i = block.to;
  let rows = 0;
  let pending = 0;
  while (i < tokens.length) {
    const row = fundingAt(tokens, i, rules);
    if (row?.kind !== 'row') {
      // A label of the form that stands between the rows has no value of its own: 执行率分值（10分）.
      const label = rows > 0 ? labelAt(tokens, i, rules) : null;
      if (!label || label.glued !== '' || label.to >= tokens.length || fundingAt(tokens, label.to, rules)?.kind !== 'row') break;
      pairs.push({ name: label.text, value: '', place: tokens[i]!.place, sure: true });
      i = label.to;
      continue;
    }
    const token = tokens[row.to];
    const filled = token !== undefined && (FIGURE.test(token.text) || DASH.test(token.text));
    if (filled && tokens[row.to + 1]?.sep === 'space' && FIGURE.test(tokens[row.to + 1]!.text)) return null;
    const value = filled ? token.text.replace(/,/g, '') : '';
    pairs.push({ name: `${block.text}/${row.text}`, value, place: tokens[row.from]!.place, sure: pending === 0 || value === '' });
    parts.push({ value, whole: /总额|年度金额/.test(row.text) });
    pending = filled ? 0 : pending + 1;
    rows++;
    i = filled ? row.to + 1 : row.to;
  }
  if (rows < MIN_ROWS || (i < tokens.length && fundingAt(tokens, i, rules)?.kind === 'column') || !parts[0]!.whole) return null;
  const proved = balances(parts);
  return { to: i, pairs: pairs.map((pair) => ({ ...pair, sure: pair.sure || proved })) };
}

/** The parts add up to the total. */
function balances(rows: readonly { value: string; whole: boolean }[]): boolean {
  const [whole, ...parts] = rows.map(({ value }) => (value === '' || DASH.test(value) ? null : parseAmount(value)));
  if (!whole) return false;
  const scale = Math.max(...[whole, ...parts].map((amount) => amount?.scale ?? 0));
  return parts.reduce((sum, part) => sum + (part ? atScale(part, scale) : 0n), 0n) === atScale(whole, scale);
}
