import type { Check, Indicator } from '../model/fact.js';
import type { Field } from '../model/fact.js';
import { atScale, formatAmount, parseAmount } from '../text/amount.js';
import type { Amount } from '../model/amount.js';
import type { OpenTable } from '../model/table.js';

/** Points a table gives apart from its indicators: 执行率分值（10分）, 得分 of the execution block. */
const FULL: Amount = { digits: 100n, scale: 0, printed: '100' };
/** 100, or less the points of the execution rate: 10 (national template of 2020), 20 (武汉 2020). */
const SHARES: readonly Amount[] = [FULL, { digits: 90n, scale: 0, printed: '90' }, { digits: 80n, scale: 0, printed: '80' }];
/** 执行率 is printed with two decimals at most. */
const RATE_TOLERANCE = 0.06;

/**
 * What a performance table says of itself: weights add up to 100 (with the points of the execution rate), scores to the
 * printed total, execution rates recompute, no score exceeds its weight. A check that fails may be the source's error: it is said, nothing is changed.
 */
export function performanceChecks(indicators: readonly Indicator[], fields: readonly Field[], tables: readonly OpenTable[] = []): Check[] {
  const checks: Check[] = [];
  for (const table of [...new Set([...indicators, ...fields].map((each) => each.table))].sort((a, b) => a - b)) {
    const rows = indicators.filter((each) => each.table === table);
    const head = fields.filter((each) => each.table === table);
    const block = tables.find((each) => each.order === table);
    checks.push(...weightChecks(table, rows, executionPoints(head, block)), ...scoreChecks(table, rows, head, block), ...rateChecks(table, head));
  }
  return checks;
}

function weightChecks(table: number, rows: readonly Indicator[], execution: Amount | null): Check[] {
  const weights = rows.flatMap(({ weight }) => parseAmount(weight) ?? []);
  const checks: Check[] = [];
  for (const { weight, score, rowNo } of rows) {
    const w = parseAmount(weight);
    const s = parseAmount(score);
    if (w && s && compare(s, w) > 0) checks.push(check(table, 'performance/score-within-weight', `行 ${rowNo} 得分≤分值`, s, w, false));
  }
  if (weights.length < 2 || weights.length < rows.filter(({ level3 }) => !/^(?:无|不涉及)/.test(level3)).length) return checks;
  const given = sum(weights);
  if (execution) {
    const total = sum([given, execution]);
    checks.push(check(table, 'performance/weights-100', 'Σ分值+执行率分值=100', total, FULL, compare(total, FULL) === 0));
    return checks;
  }
  // Where the points of the execution rate are not printed as such, the indicators share what they leave of 100.
  const whole = SHARES.find((share) => compare(given, share) === 0) ?? FULL;
  checks.push(check(table, 'performance/weights-100', `Σ分值=${whole.printed}`, given, whole, compare(given, whole) === 0));
  return checks;
}

function scoreChecks(table: number, rows: readonly Indicator[], head: readonly Field[], block: OpenTable | undefined): Check[] {
  const scores = rows.flatMap(({ score }) => parseAmount(score) ?? []);
  const printed = parseAmount((head.find(({ field }) => /总分|总得分|评价总分/.test(field) && !/分值$/.test(field))?.value ?? '').replace(/分$/, ''));
  if (scores.length === 0 || !printed) return [];
  const execution = parseAmount(head.find(({ field }) => /(?:^|\/)得分$/.test(field))?.value ?? '') ?? inBlock(block, /^得分/);
  const all = sum(execution ? [...scores, execution] : scores);
  // Some tables print the total once more in the last row, that of the deductions (武汉 2020).
  const last = parseAmount(rows.at(-1)?.score ?? '');
  const without = last && scores.length > 1 && compare(last, printed) === 0 ? sum([all, { ...last, digits: -last.digits }]) : null;
  const total = without && compare(without, printed) === 0 ? without : all;
  return [check(table, 'performance/scores-total', execution ? '预算执行得分+Σ得分=总分' : 'Σ得分=总分', total, printed, compare(rounded(total, printed.scale), printed) === 0)];
}

/** 执行率 of a head: 执行数 / 预算数. */
function rateChecks(table: number, head: readonly Field[]): Check[] {
  const value = (pattern: RegExp) => head.filter(({ field }) => pattern.test(field));
  const budgets = value(/^(?:全年|调整)?预算数/);
  const executed = value(/^(?:全年|实际)?执行数/);
  const rates = value(/^执行率$/);
  if (budgets.length !== 1 || executed.length !== 1 || rates.length !== 1) return [];
  const b = parseAmount(budgets[0]!.value);
  const e = parseAmount(executed[0]!.value);
  const r = parseAmount(rates[0]!.value.replace(/%$/, ''));
  if (!b || !e || !r || b.digits === 0n) return [];
  const recomputed = (100 * Number(formatAmount(e))) / Number(formatAmount(b));
  const left: Amount = { digits: BigInt(Math.round(recomputed * 100)), scale: 2, printed: recomputed.toFixed(2) };
  return [check(table, 'performance/execution-rate', '执行率=执行数/预算数', left, r, Math.abs(recomputed - Number(formatAmount(r))) < RATE_TOLERANCE)];
}

/** Points of the execution rate, printed in a label (执行率分值（10分）) or under 分值 of the execution block. */
function executionPoints(head: readonly Field[], block: OpenTable | undefined): Amount | null {
  const label = head.find(({ field }) => /执行率分值/.test(field));
  const inLabel = label ? /[（(](\d+)分?[)）]/.exec(label.field)?.[1] : undefined;
  if (inLabel !== undefined) return parseAmount(inLabel);
  return parseAmount(head.find(({ field }) => /(?:^|\/)分值$/.test(field) && !/^(?:自评)?总/.test(field))?.value ?? '') ?? inBlock(block, /^分值/);
}

/** The figure of the first row, the total's, under a column of a figure block. */
function inBlock(block: OpenTable | undefined, header: RegExp): Amount | null {
  const column = block?.columns.find(({ path }) => header.test(path.at(-1) ?? ''));
  return block?.rows[0]?.cells.find((cell) => cell.column === column?.index)?.amount ?? null;
}

function sum(parts: readonly Amount[]): Amount {
  const scale = Math.max(...parts.map((part) => part.scale));
  const digits = parts.reduce((total, part) => total + atScale(part, scale), 0n);
  return { digits, scale, printed: formatAmount({ digits, scale }) };
}

/** To the places of a total that is printed rounder than its parts. */
function rounded(amount: Amount, scale: number): Amount {
  if (amount.scale <= scale) return amount;
  const unit = 10n ** BigInt(amount.scale - scale);
  const digits = (amount.digits + (amount.digits < 0n ? -unit : unit) / 2n) / unit;
  return { digits, scale, printed: formatAmount({ digits, scale }) };
}

function compare(a: Amount, b: Amount): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = atScale(a, scale) - atScale(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function check(table: number, rule: string, scope: string, left: Amount, right: Amount, passed: boolean): Check {
  const scale = Math.max(left.scale, right.scale);
  const difference = formatAmount({ digits: atScale(left, scale) - atScale(right, scale), scale });
  return { table, rule, source: 'rule book', scope, left: formatAmount(left), right: formatAmount(right), difference, tolerance: rule === 'performance/execution-rate' ? String(RATE_TOLERANCE) : '0', passed, facts: [] };
}
