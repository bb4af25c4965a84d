import { readFileSync } from 'node:fs';
import { ruleFile } from '../csv.js';

/** What can be wrong with a figure. */
export const ASPECTS = ['column', 'row', 'value'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Names of the risks that apply to one figure, by what would be wrong: keys of the tables in confidence.json. */
export type Reasons = Readonly<Record<Aspect, readonly string[]>>;

/** Chances of being wrong, 0–1, by aspect and reason; see rules/calibration/README.md for what they were measured on. */
export interface CalibrationRules {
  readonly risks: Readonly<Record<Aspect, Readonly<Record<string, number>>>>;
  /** Least score of each level. */
  readonly levels: { readonly high: number; readonly medium: number };
  /** Told of every figure that is graded: what calibration listens to. `open`: a person must decide, whatever the score. */
  readonly observe?: (factKey: string, reasons: Reasons, open: boolean) => void;
}

/** Largest risk of each aspect; 0 where no reason is known. */
export const riskOf = (aspect: Aspect, reasons: Reasons, rules: Pick<CalibrationRules, 'risks'>): number =>
  reasons[aspect].reduce((most, reason) => Math.max(most, rules.risks[aspect][reason] ?? 0), 0);

/** The chance that nothing is wrong: the aspects fail independently. */
export const scoreOf = (reasons: Reasons, rules: Pick<CalibrationRules, 'risks'>): number =>
  ASPECTS.reduce((score, aspect) => score * (1 - riskOf(aspect, reasons, rules)), 1);

/** Reads rules/calibration/confidence.json once. */
export function loadCalibration(): CalibrationRules {
  return JSON.parse(readFileSync(ruleFile('calibration/confidence.json'), 'utf8')) as CalibrationRules;
}
