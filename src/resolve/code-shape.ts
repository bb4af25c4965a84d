import { systemOf, type System } from '../../rules/subjects/subjects.js';

/** What a printed code can be by its digits alone. */
export type CodeShape =
  | { readonly kind: 'subject'; readonly system: System } // 3, 5 or 7 digits, first digit of a classification
  | { readonly kind: 'unit' } // six digits, or department codes with three more
  | { readonly kind: 'project' } // long, or with letters
  | { readonly kind: 'other' };

/** Classes of the revenue classification are 101-105 and 110: other codes that begin with 1 are departments. */
const REVENUE_CLASS = /^1(0[1-5]|10)/;
/** Shortest code that can only be a project's (一体化 systems print 16 to 21 characters). */
const PROJECT_LENGTH = 10;

export function shapeOf(code: string): CodeShape {
  if (!/^\d+$/.test(code)) return code.length >= PROJECT_LENGTH ? { kind: 'project' } : { kind: 'other' };
  const system = systemOf(code);
  if (code.length === 3 || code.length === 5 || code.length === 7)
    return system && (system !== 'revenue' || REVENUE_CLASS.test(code)) ? { kind: 'subject', system } : { kind: code.length === 3 ? 'unit' : 'other' };
  if (code.length === 6 || code.length === 9) return { kind: 'unit' };
  return code.length >= PROJECT_LENGTH ? { kind: 'project' } : { kind: 'other' };
}
