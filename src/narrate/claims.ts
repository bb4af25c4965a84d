import type { Check, Statement } from '../model/fact.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { atScale, formatAmount, parseAmount } from '../text/amount.js';

const BUDGET = /_(?:initial|adjusted)_budget$/;

/**
 * What a paragraph says in words of the two amounts it states, tied to the second: 年初预算为62.29万元，支出决算为60.99万元。决算数等于预算数….
 * Only paragraphs with one such pair are read: in others it is open which is meant.
 */
export function withClaim(statements: readonly Statement[], text: string, rules: NarrativeRules): Statement[] {
  const found = rules.claims.filter(({ pattern }) => pattern.test(text));
  const [rule] = found;
  if (!rule || found.length > 1) return [...statements];
  const pairs = statements.flatMap((budget, i) => {
    const spent = statements[i + 1];
    return BUDGET.test(budget.measure) && spent && spent.measure === budget.measure.replace(BUDGET, '') && spent.subjectCode === budget.subjectCode ? [{ budget, spent }] : [];
  });
  const [pair] = pairs;
  if (!pair || pairs.length > 1 || statements.filter(({ measure }) => BUDGET.test(measure)).length > 1) return [...statements];
  return statements.map((statement) => (statement === pair.spent ? { ...statement, claim: { words: rule.pattern.exec(text)![0], claim: rule.claim, budget: `${pair.budget.value}${pair.budget.unit}`, budgetYuan: pair.budget.amountYuan } } : statement));
}

const HOLDS = { above: (gap: bigint) => gap > 0n, below: (gap: bigint) => gap < 0n, equal: (gap: bigint) => gap === 0n } as const;

/** Every claim as a check: what was spent on the left, the budget on the right, in yuan. */
export function claimChecks(statements: readonly Statement[]): { readonly check: Check; readonly index: number; readonly text: string }[] {
  return statements.flatMap((statement, index) => {
    const { claim } = statement;
    const left = parseAmount(statement.amountYuan);
    const right = parseAmount(claim?.budgetYuan ?? '');
    if (!claim || !left || !right) return [];
    const scale = Math.max(left.scale, right.scale);
    const gap = atScale(left, scale) - atScale(right, scale);
    const check: Check = {
      table: 0,
      rule: 'narrative/claim',
      source: 'narrative',
      scope: `${statement.section} ${statement.label}`.trim(),
      left: formatAmount(left),
      right: formatAmount(right),
      difference: formatAmount({ digits: gap, scale }),
      tolerance: '0',
      passed: HOLDS[claim.claim](gap),
      facts: [],
    };
    return [{ check, index, text: `The text says ${claim.words}; it states ${statement.value}${statement.unit} and a budget of ${claim.budget}.` }];
  });
}
