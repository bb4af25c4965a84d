import { readFileSync } from 'node:fs';
import { ruleFile } from '../csv.js';

interface RowRisks {
  readonly named: number;
  readonly namedConfirmed: number;
  readonly confirmed: number;
  readonly spent: number;
  readonly nothing: number;
}
interface ByConfirmation {
  readonly confirmed: number;
  readonly unconfirmed: number;
}

/** Chances of being wrong, 0–1, by aspect; see `about` in rules/calibration/confidence.json for what they were measured on. */
export interface CalibrationRules {
  readonly column: { readonly basis: Readonly<Record<string, number>>; readonly flags: Readonly<Record<string, number>> };
  readonly row: {
    /** Tables of text dumps, whose rows were put together from broken lines. */
    readonly dump: RowRisks;
    readonly other: RowRisks;
    readonly flags: Readonly<Record<string, number>>;
    /** A label joined from several lines that is nobody's name. */
    readonly labelRejoinedUnnamed: number;
  };
  readonly value: {
    readonly confirmed: number;
    readonly unconfirmed: number;
    readonly rejoined: ByConfirmation;
    readonly ocr: ByConfirmation;
    readonly against: { readonly blamed: number; readonly suspect: number; readonly witness: number };
  };
  /** Least score of each level. */
  readonly levels: { readonly high: number; readonly medium: number };
}

export function loadCalibration(): CalibrationRules {
  return JSON.parse(readFileSync(ruleFile('calibration/confidence.json'), 'utf8')) as CalibrationRules;
}
