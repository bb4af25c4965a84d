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
    return system && (system !== 'revenue' || REVENUE_CLASS.test(code))
      ? { kind: 'subject', system }
      : { kind: code.length === 3 ? 'unit' : 'other' };
  if (code.length === 6 || code.length === 9) return { kind: 'unit' };
  return code.length >= PROJECT_LENGTH ? { kind: 'project' } : { kind: 'other' };
}

/**
 * Codes of several classifications printed without a gap: 30227 and 50205 as 3022750205 (西安, procurement tables).
 * The pieces must begin with different digits, each a classification's; whether they are on a tree is the caller's question.
 */
export function piecesOf(code: string): readonly string[] {
  for (const lengths of [
    [5, 5],
    [7, 5],
    [7, 5, 5],
  ]) {
    if (!/^\d+$/.test(code) || lengths.reduce((a, b) => a + b, 0) !== code.length) continue;
    let at = 0;
    const pieces = lengths.map((n) => code.slice(at, (at += n)));
    const systems = pieces.map(systemOf);
    if (systems.every((s) => s !== null && s !== 'revenue') && new Set(systems).size === pieces.length) return pieces;
  }
  return [];
}
