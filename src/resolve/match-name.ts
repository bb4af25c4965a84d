import { nameKey } from '../../rules/subjects/name.js';
import type { Subject, SubjectRules } from '../../rules/subjects/subjects.js';

/**
 * How a printed label agrees with a subject's name, best first:
 * exact   the name
 * alias   another spelling on record, or one that leaves out 支出, 的, 费, or adds or drops a bracket
 * part    a piece of the name (a cut cell), or the name with other text around it
 * near    one character away in four or more, two in ten or more: a misprint
 * none    something else
 */
export type NameMatch = 'exact' | 'alias' | 'part' | 'near' | 'none';
const RANK: Record<NameMatch, number> = { exact: 0, alias: 1, part: 2, near: 3, none: 4 };

/** What people leave out: 支出, 费用 or 费 at the end, 的, 等 anywhere. */
const loose = (key: string): string => key.replace(/(支出|费用|费)$/, '').replace(/[的]/g, '');
const withoutBrackets = (key: string): string => key.replace(/\([^()]*\)/g, '');

/** Levenshtein distance, given up (limit + 1) once it must exceed the limit. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const d = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      next.push(d);
      if (d < best) best = d;
    }
    if (best > limit) return limit + 1;
    row = next;
  }
  return row[b.length]!;
}

/** Agreement of one label (bare) with the name a subject bears. */
export function matchName(label: string, subject: Subject, rules: SubjectRules): NameMatch {
  const key = nameKey(label);
  const name = nameKey(subject.name);
  if (key === '') return 'none';
  if (key === name) return 'exact';
  const aliases = rules.aliases(key).filter((a) => a.code === subject.code);
  if (aliases.some((a) => a.use === 'name')) return 'alias';
  // 资本性支出 (310) is not 资本性支出（基本建设） (309): another subject's own name is never a spelling of this one.
  if (rules.everNamed(key).some((s) => s.system === subject.system && s.level === subject.level)) return 'none';
  if (aliases.some((a) => a.use === 'cut')) return 'part';
  if (aliases.some((a) => a.use === 'slip')) return 'near';
  const bare = withoutBrackets(key);
  if (
    loose(key) === loose(name) ||
    bare === name ||
    bare === withoutBrackets(name) ||
    loose(bare) === loose(withoutBrackets(name))
  )
    return 'alias';
  if (key.length >= 2 && name.includes(key) && (key.length >= 4 || key.length * 2 >= name.length)) return 'part';
  if (name.length >= 3 && key.includes(name) && name.length * 2 >= key.length) return 'part';
  if (name.length >= 10 && distance(key, name, 2) <= 2) return 'near';
  if (name.length >= 4 && distance(key, name, 1) <= 1) return 'near';
  return 'none';
}

/** The best agreement of any of several labels. */
export function bestMatch(labels: readonly string[], subject: Subject, rules: SubjectRules): NameMatch {
  let best: NameMatch = 'none';
  for (const label of labels) {
    const match = matchName(label, subject, rules);
    if (RANK[match] < RANK[best]) best = match;
  }
  return best;
}

export const confirms = (match: NameMatch): boolean => match === 'exact' || match === 'alias';
