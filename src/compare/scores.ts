import { LABEL_WEIGHT } from '../../rules/performance/performance.js';
import type { ScoreRule } from '../../rules/comparisons/comparisons.js';
import type { Amount } from '../model/amount.js';
import type { Field, Indicator } from '../model/fact.js';
import type { OpenTable } from '../model/table.js';
import { formatAmount, parseAmount, pow10 } from '../text/amount.js';
import { parseTarget } from '../text/target.js';
import { amountOf, checkOf, compareAmounts, differenceOf, errorOf, rounded, sum, type Finding } from './figures.js';

/** One performance table: its indicators, the fields of its head, its block of money, its text from its title to the next table's. */
export interface Form {
  readonly table: number;
  readonly rows: readonly Indicator[];
  readonly head: readonly Field[];
  readonly block: OpenTable | undefined;
  readonly text: string;
}

/** Points a table gives apart from its indicators: 执行率分值（10分）, 得分 of the execution block. */
const FULL = amountOf(100n, 0);
/** 100, or less the points of the execution rate: 10 (national template of 2020), 20 (武汉 2020). */
const SHARES: readonly Amount[] = [FULL, amountOf(90n, 0), amountOf(80n, 0)];
/** 执行率 is printed with two decimals at most. */
const RATE_TOLERANCE = 0.06;

/**
 * What a performance table says of its points: weights add up to 100 (with those of the execution rate), those of a group to
 * what its label names, scores to the printed total and to what the printed rule gives; execution rates recompute, no score
 * exceeds its weight. Nothing is changed. An error is told only where other sums of the table show that it was read whole.
 *
 * Worked case: seeds/000:2774 gives 7.5 of 10 points for 90.0% of 90.0%; the note of the table says 得分=权重*B/A, and its total of
 * 97.5 counts the 7.5.
 */
export function scoreFindings(form: Form, rules: readonly ScoreRule[]): Finding[] {
  const { table, rows, head, block } = form;
  const weights = weightFindings(table, rows, executionPoints(head, block));
  const groups = groupFindings(table, rows);
  const total = totalFinding(table, rows, head, block, weights.whole);
  const whole = weights.whole && total?.check.passed === true;
  const ruled = whole ? ruledScores(form, rules) : [];
  return [
    ...withinFindings(table, rows, whole),
    ...(weights.finding ? [weights.finding] : []),
    ...groups,
    ...(total ? [weights.whole ? total : { check: total.check }] : []),
    ...ruled,
    ...rateFindings(table, head),
  ];
}

function withinFindings(table: number, rows: readonly Indicator[], whole: boolean): Finding[] {
  return rows.flatMap(({ weight, score, rowNo, level3, place }): Finding[] => {
    const w = parseAmount(weight);
    const s = parseAmount(score);
    if (!w || !s || compareAmounts(s, w) <= 0) return [];
    const check = checkOf({ table, rule: 'performance/score-within-weight', scope: `行 ${rowNo} 得分≤分值`, passed: false }, s, w);
    return [whole ? { check, error: errorOf(check, `${level3}: ${check.left} points scored of ${check.right}.`, place, rowNo) } : { check }];
  });
}

/** `whole`: the weights add up, so that no row is missing. */
function weightFindings(table: number, rows: readonly Indicator[], execution: Amount | null): { readonly finding: Finding | null; readonly whole: boolean } {
  const weights = rows.flatMap(({ weight }) => parseAmount(weight) ?? []);
  if (weights.length < 2 || weights.length < rows.filter(({ level3 }) => !/^(?:无|不涉及)/.test(level3)).length) return { finding: null, whole: false };
  const given = sum(weights);
  // Where the points of the execution rate are not printed as such, the indicators share what they leave of 100.
  const full = execution ? FULL : (SHARES.find((share) => compareAmounts(given, share) === 0) ?? FULL);
  const counted = execution ? sum([given, execution]) : given;
  const passed = compareAmounts(counted, full) === 0;
  const scope = execution ? 'Σ分值+执行率分值=100' : `Σ分值=${full.printed}`;
  return { finding: { check: checkOf({ table, rule: 'performance/weights-100', scope, passed }, counted, full) }, whole: passed || compareAmounts(given, FULL) === 0 };
}

/** Groups of a table that name their points (效益指标（30分）) and hold indicators with weights; at least as many must add up as do not. */
function groupFindings(table: number, rows: readonly Indicator[]): Finding[] {
  const findings: Finding[] = [];
  for (const labelOf of [(row: Indicator) => [row.objective, row.level1], (row: Indicator) => [row.objective, row.level1, row.level2]]) {
    for (let from = 0, to = 0; from < rows.length; from = to) {
      const key = labelOf(rows[from]!).join('|');
      for (to = from + 1; to < rows.length && labelOf(rows[to]!).join('|') === key; ) to++;
      const label = labelOf(rows[from]!).at(-1)!;
      const points = parseAmount(LABEL_WEIGHT.exec(label)?.[1] ?? '');
      const weights = rows.slice(from, to).map(({ weight }) => parseAmount(weight));
      if (!points || weights.every((weight) => weight === null)) continue;
      const given = sum(weights.flatMap((weight) => weight ?? []));
      const check = checkOf({ table, rule: 'performance/group-points', scope: `${label}=Σ分值`, passed: compareAmounts(given, points) === 0 }, points, given);
      findings.push({ check, error: errorOf(check, `${label} names ${check.left} points, its indicators have ${check.right}.`, rows[from]!.place, rows[from]!.rowNo) });
    }
  }
  const failed = findings.filter(({ check }) => !check.passed);
  const trusted = failed.length * 2 <= findings.length;
  return findings.map(({ check, error }) => (check.passed || !trusted ? { check } : { check, error: error! }));
}

function totalFinding(table: number, rows: readonly Indicator[], head: readonly Field[], block: OpenTable | undefined, whole: boolean): Finding | null {
  const scores = rows.flatMap(({ score }) => parseAmount(score) ?? []);
  const field = totalOf(head);
  const printed = parseAmount((field?.value ?? '').replace(/分$/, ''));
  if (scores.length === 0 || !printed || !field) return null;
  const execution = parseAmount(head.find((each) => /(?:^|\/)得分$/.test(each.field))?.value ?? '') ?? inBlock(block, /^得分/);
  const own = sum(scores);
  const all = execution ? sum([own, execution]) : own;
  const last = parseAmount(rows.at(-1)?.score ?? '');
  const others = [
    // Some tables print the total once more in the last row, that of the deductions (武汉 2020).
    ...(last && scores.length > 1 && compareAmounts(last, printed) === 0 ? [differenceOf(all, last)] : []),
    // Others add up their indicators alone, which make 100 without the execution rate.
    ...(execution && whole && compareAmounts(sum(rows.flatMap(({ weight }) => parseAmount(weight) ?? [])), FULL) === 0 ? [own] : []),
  ];
  const total = others.find((other) => compareAmounts(other, printed) === 0) ?? all;
  const check = checkOf({ table, rule: 'performance/scores-total', scope: execution ? '预算执行得分+Σ得分=总分' : 'Σ得分=总分', passed: compareAmounts(rounded(total, printed.scale), printed) === 0 }, total, printed);
  if (check.passed || rows.some(({ weight, score }) => weight !== '' && parseAmount(score) === null)) return { check };
  // What the indicators leave of 100 was given for the execution rate, which may stand where nothing was read.
  const given = sum(rows.flatMap(({ weight }) => parseAmount(weight) ?? []));
  const more = differenceOf(printed, all);
  if (!execution && more.digits > 0n && compareAmounts(sum([more, given]), FULL) <= 0) return { check };
  return { check, error: { ...errorOf(check, `The total is ${check.right} points, the scores add up to ${check.left}.`, field.place), printed: check.right, implied: check.left, difference: formatAmount(differenceOf(printed, total)) } };
}

/** The field that prints the total score of a table. */
export const totalOf = (head: readonly Field[]): Field | undefined => head.find(({ field }) => /总分|总得分|评价总分/.test(field) && !/分值$/.test(field));

/** Scores that a rule printed under the table gives otherwise, by a whole unit of their last digit or more. */
function ruledScores({ table, rows, head, text }: Form, rules: readonly ScoreRule[]): Finding[] {
  const printed = rules.flatMap((rule) => {
    const match = rule.pattern.exec(text);
    return match ? [{ rule, match }] : [];
  });
  const directions = new Set(printed.map(({ rule }) => rule.direction));
  const findings: Finding[] = [];
  for (const { weight, score, target, actual, level3, rowNo, place } of rows) {
    const w = parseAmount(weight);
    const s = parseAmount(score);
    const a = parseTarget(target);
    const b = parseTarget(actual);
    const planned = parseAmount(a.value);
    const reached = parseAmount(b.value);
    if (!w || !s || !planned || !reached || (a.unit !== b.unit && a.unit !== '' && b.unit !== '')) continue;
    const same = compareAmounts(planned, reached) === 0;
    const up = a.comparator === '≥' || a.comparator === '>';
    const down = a.comparator === '≤' || a.comparator === '<';
    if (!(up && directions.has('up')) && !(down && directions.has('down')) && !(same && directions.has('up'))) continue;
    if ((down ? reached : planned).digits <= 0n) continue;
    const [over, under] = down ? [planned, reached] : [reached, planned];
    const full = scaled(w, over, under);
    const expected = same || compareAmounts(full, w) > 0 ? w : full;
    findings.push(ruledFinding(table, `${level3} 得分=权重×${down ? 'A/B' : 'B/A'}`, s, expected, place, rowNo));
  }
  const execution = printed.find(({ rule }) => rule.direction === 'execution')?.match[1];
  const rate = parseAmount((head.find(({ field }) => /(?:^|\/)执行率$/.test(field))?.value ?? '').replace(/%$/, ''));
  const field = head.find((each) => /(?:^|\/)得分$/.test(each.field));
  const points = parseAmount(field?.value ?? '');
  if (execution !== undefined && rate && field && points) findings.push(ruledFinding(table, `得分=${execution}分×执行率`, points, scaled(amountOf(BigInt(execution), 0), rate, FULL), field.place));
  return findings;
}

function ruledFinding(table: number, scope: string, score: Amount, expected: Amount, place: Field['place'], rowNo?: number): Finding {
  const shown = rounded(expected, Math.max(score.scale, 2));
  const gap = differenceOf(score, expected);
  const check = checkOf({ table, rule: 'performance/score-rule', source: 'printed note', scope, tolerance: formatAmount(amountOf(1n, score.scale)), passed: (gap.digits < 0n ? -gap.digits : gap.digits) < pow10(gap.scale - score.scale) }, score, shown);
  return check.passed ? { check } : { check, error: errorOf(check, `${scope}: ${check.left} points are printed, the printed rule gives ${check.right}.`, place, rowNo) };
}

/** Decimals kept of a quotient. */
const WORKING = 6;

function scaled(whole: Amount, over: Amount, under: Amount): Amount {
  const scale = Math.max(over.scale, under.scale);
  return amountOf((whole.digits * over.digits * pow10(scale - over.scale) * pow10(WORKING)) / (under.digits * pow10(scale - under.scale)), whole.scale + WORKING);
}

/** 执行率 of a head: 执行数 / 预算数. */
function rateFindings(table: number, head: readonly Field[]): Finding[] {
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
  const left = amountOf(BigInt(Math.round(recomputed * 100)), 2);
  return [{ check: checkOf({ table, rule: 'performance/execution-rate', scope: '执行率=执行数/预算数', tolerance: String(RATE_TOLERANCE), passed: Math.abs(recomputed - Number(formatAmount(r))) < RATE_TOLERANCE }, left, r) }];
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
