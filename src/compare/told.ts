import type { TableSummary } from '../model/document.js';
import type { Statement } from '../model/fact.js';
import { parseAmount } from '../text/amount.js';
import { checkOf, compareAmounts, differenceOf, errorOf, moneyOf, sum, type Finding } from './figures.js';
import type { ProjectMoney } from './projects.js';
import { totalOf, type Form } from './scores.js';

/** A self-evaluation of one project with its money. */
export interface Evaluated {
  readonly form: Form;
  readonly kind: TableSummary['kind'];
  readonly money: ProjectMoney | null;
}

/** What the text says of all self-evaluations together: how many projects, how much money; and the score of the one there is. */
export function toldFindings(statements: readonly Statement[], evaluated: readonly Evaluated[]): Finding[] {
  const projects = evaluated.filter(({ kind }) => kind === 'performance_self_evaluation_project');
  return [...fundsTold(statements, projects), ...scoreTold(statements, projects)];
}

/**
 * 涉及项目4个，资金491.81万元 beside as many self-evaluations as it counts. Each figure of the text is known to its last digit only,
 * and so is each of the forms'.
 */
function fundsTold(statements: readonly Statement[], projects: readonly Evaluated[]): Finding[] {
  return statements.flatMap((statement, i): Finding[] => {
    const counted = statements.slice(Math.max(0, i - 2), i).find((other) => other.measure === 'performance_projects' && other.sentence === statement.sentence);
    if (statement.measure !== 'performance_funds' || !counted || Number(counted.value) !== projects.length) return [];
    const stated = moneyOf(statement.value, statement.unit);
    const monies = projects.flatMap(({ money }) => money ?? []);
    if (!stated || projects.length < 2 || monies.length < projects.length) return [];
    const total = sum(monies.map(({ yuan }) => yuan));
    const slack = sum([stated.lastDigit, ...monies.map(({ lastDigit }) => lastDigit)]);
    const gap = differenceOf(stated.yuan, total);
    const passed = compareAmounts(gap.digits < 0n ? differenceOf(total, stated.yuan) : gap, slack) <= 0;
    const check = checkOf({ table: 0, rule: 'performance/funds-told', source: 'narrative', scope: `${counted.value}${counted.unit} ${statement.label}`.trim(), tolerance: slack.printed, passed }, stated.yuan, total);
    return [passed ? { check } : { check, error: errorOf(check, `The text says ${counted.value} projects with ${statement.value}${statement.unit}; their self-evaluations add up to ${Number(total.printed) / 10_000}万元.`, statement.place) }];
  });
}

/** 总得分93.2分 beside the only self-evaluation, which prints no total and whose scores make another. */
function scoreTold(statements: readonly Statement[], projects: readonly Evaluated[]): Finding[] {
  const told = statements.filter(({ measure, unit }) => measure === 'performance_score' && unit === '分');
  const [statement] = told;
  const scored = projects.filter(({ form }) => form.rows.some(({ score }) => parseAmount(score)));
  const [only] = scored;
  if (!statement || told.some(({ value }) => value !== statement.value) || !only || scored.length > 1 || totalOf(only.form.head)) return [];
  const { table, rows } = only.form;
  const scores = rows.map(({ score }) => parseAmount(score));
  const weights = rows.map(({ weight }) => parseAmount(weight));
  const printed = parseAmount(statement.value);
  if (!printed || scores.some((score) => !score) || weights.some((weight) => !weight)) return [];
  const total = sum(scores.map((score) => score!));
  const points = sum(weights.map((weight) => weight!));
  const check = checkOf({ table, rule: 'performance/score-told', source: 'narrative', scope: '总得分=Σ得分', passed: compareAmounts(printed, total) === 0 }, printed, total);
  return [check.passed ? { check } : { check, error: errorOf(check, `The text gives ${check.left} points; the scores of the table add up to ${check.right}, of ${points.printed} points its rows have.`, statement.place) }];
}
