import { readFileSync } from 'node:fs';
import { ruleFile } from '../csv.js';

/** Weights in log-odds; see rules/calibration/confidence.json for what each was fitted on. */
export interface CalibrationRules {
  /** By how the column is known: the weakest basis of a fact counts. */
  readonly start: Readonly<Record<string, number>>;
  readonly confirmed: { readonly free: number; readonly twice: number; readonly spent: number; readonly nothing: number };
  readonly broken: { readonly blamed: number; readonly suspect: number; readonly witness: number; readonly tail: number };
  readonly flags: Readonly<Record<string, number>>;
  /** A flag the table does not know. */
  readonly otherFlag: number;
  /** The label is the tree's own name. */
  readonly named: number;
  /** Least score of each level. */
  readonly levels: { readonly high: number; readonly medium: number };
}

export function loadCalibration(): CalibrationRules {
  return JSON.parse(readFileSync(ruleFile('calibration/confidence.json'), 'utf8')) as CalibrationRules;
}
