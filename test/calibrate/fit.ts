import { ASPECTS, riskOf, scoreOf, type Aspect, type CalibrationRules, type Reasons } from '../../rules/calibration/calibration.js';

/** A graded figure of which it is known whether it is right. */
export interface Sample {
  readonly doc: string;
  readonly reasons: Reasons;
  /** A person must decide: never high, whatever the score. */
  readonly open: boolean;
  readonly right: boolean;
}

export type Risks = CalibrationRules['risks'];

/** Judgment before counting: risks, and the number of figures by which each is outweighed. */
export interface Prior {
  readonly risks: Risks;
  readonly weight: number;
}

/** Rounds until the shares of blame settle. */
const ROUNDS = 12;

/**
 * Risks from figures of which it is known whether they are right. Of each aspect the largest risk counts (its reason is the one
 * that speaks); a wrong figure is charged to its three speaking reasons in proportion to what they are believed to risk. A
 * reason's risk is what it is charged with, and what judgment held before, over the figures it spoke for.
 */
export function fit(samples: readonly Sample[], prior: Prior): Risks {
  let risks: Risks = prior.risks;
  // What is alike is counted once.
  const kinds = new Map<string, { readonly reasons: Reasons; right: number; wrong: number }>();
  for (const { reasons, right } of samples) {
    const key = ASPECTS.map((aspect) => reasons[aspect].join('|')).join('||');
    let kind = kinds.get(key);
    if (!kind) kinds.set(key, (kind = { reasons, right: 0, wrong: 0 }));
    if (right) kind.right++;
    else kind.wrong++;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const charged = new Map<string, number>();
    const spoke = new Map<string, number>();
    for (const { reasons, right, wrong } of kinds.values()) {
      const all = ASPECTS.reduce((sum, aspect) => sum + riskOf(aspect, reasons, { risks }), 0);
      for (const aspect of ASPECTS) {
        const risk = riskOf(aspect, reasons, { risks });
        const speaking = reasons[aspect].find((reason) => (risks[aspect][reason] ?? 0) === risk);
        if (speaking === undefined || all === 0) continue;
        const key = `${aspect}|${speaking}`;
        spoke.set(key, (spoke.get(key) ?? 0) + right + wrong);
        charged.set(key, (charged.get(key) ?? 0) + (wrong * risk) / all);
      }
    }
    const next = (aspect: Aspect): Record<string, number> =>
      Object.fromEntries(
        Object.entries(prior.risks[aspect]).map(([reason, before]) => {
          const n = spoke.get(`${aspect}|${reason}`) ?? 0;
          return [reason, round5(((charged.get(`${aspect}|${reason}`) ?? 0) + before * prior.weight) / (n + prior.weight))];
        }),
      );
    risks = { column: next('column'), row: next('row'), value: next('value') };
  }
  return risks;
}

/** Five digits behind the point, at least one in 100,000: no one has counted more. */
const round5 = (share: number): number => Math.max(0.00001, Math.round(share * 1e5) / 1e5);

export interface Scored {
  readonly doc: string;
  readonly score: number;
  readonly open: boolean;
  readonly right: boolean;
}

/** Every figure graded by risks fitted without its group (its document, its place): `folds` parts of the groups take turns. */
export function heldOut(samples: readonly Sample[], prior: Prior, folds = 5, groupOf: (doc: string) => string = (doc) => doc): Scored[] {
  const groups = [...new Set(samples.map(({ doc }) => groupOf(doc)))].sort();
  const fold = new Map(groups.map((group, i) => [group, i % folds]));
  return Array.from({ length: Math.min(folds, groups.length) }, (_, n) => {
    const risks = fit(samples.filter(({ doc }) => fold.get(groupOf(doc)) !== n), prior);
    return samples.filter(({ doc }) => fold.get(groupOf(doc)) === n).map(({ doc, reasons, open, right }): Scored => ({ doc, score: scoreOf(reasons, { risks }), open, right }));
  }).flat();
}

/** Points of the risk–coverage curve: the surest figures first, the open ones last. */
export function riskCoverage(scored: readonly Scored[]): { readonly score: number; readonly coverage: number; readonly risk: number; readonly wrong: number; readonly n: number }[] {
  const order = scored.filter(({ open }) => !open).sort((a, b) => b.score - a.score);
  const points: { score: number; coverage: number; risk: number; wrong: number; n: number }[] = [];
  let wrong = 0;
  order.forEach(({ score, right }, i) => {
    if (!right) wrong++;
    if (order[i + 1]?.score !== score) points.push({ score, coverage: (i + 1) / scored.length, risk: wrong / (i + 1), wrong, n: i + 1 });
  });
  return points;
}

/** Bounds of the reliability table: narrow where it matters. */
const BOUNDS = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1.0001];

export function reliability(scored: readonly Scored[]): { readonly from: number; readonly to: number; readonly n: number; readonly predicted: number; readonly right: number }[] {
  return BOUNDS.slice(0, -1).flatMap((from, i) => {
    const to = BOUNDS[i + 1]!;
    const own = scored.filter(({ score }) => score >= from && score < to);
    if (own.length === 0) return [];
    return [{ from, to: Math.min(1, to), n: own.length, predicted: own.reduce((sum, { score }) => sum + score, 0) / own.length, right: own.filter(({ right }) => right).length / own.length }];
  });
}

/** Expected calibration error: the mean distance of what is promised from what is kept. */
export const calibrationError = (scored: readonly Scored[]): number => reliability(scored).reduce((sum, { n, predicted, right }) => sum + (n / scored.length) * Math.abs(predicted - right), 0);
