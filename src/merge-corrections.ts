import { correctionLine, itemOf, standing } from './corrections.js';
import type { Correction } from './model/correction.js';
import { groupBy } from './model/group-by.js';

/** What the reviewers of one part have said, in the order they said it. */
export interface Part {
  readonly dir: string;
  readonly corrections: readonly Correction[];
}

export interface MergedCorrections {
  readonly corrections: readonly Correction[];
  /** Where two parts settled the same thing differently, for a person. */
  readonly conflicts: readonly string[];
}

/**
 * The corrections of several parts as one list, by the time they were made: a line that several parts have is taken
 * once, none is lost. Of two that contradict each other the later holds, as within one part; both stay in the file.
 */
export function mergeCorrections(parts: readonly Part[]): MergedCorrections {
  const kept = new Map<string, number>();
  const all: { at: string; correction: Correction }[] = [];
  for (const { corrections } of parts) {
    const own = new Map<string, number>();
    let at = '';
    for (const correction of corrections) {
      const line = correctionLine(correction);
      // a line without a time belongs behind the one before it
      if (correction.when > at) at = correction.when;
      const times = (own.get(line) ?? 0) + 1;
      own.set(line, times);
      if (times <= (kept.get(line) ?? 0)) continue;
      kept.set(line, times);
      all.push({ at, correction });
    }
  }
  all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { corrections: all.map(({ correction }) => correction), conflicts: conflictsOf(parts) };
}

function conflictsOf(parts: readonly Part[]): string[] {
  const conflicts: string[] = [];
  /** By document, item and slot: what stands in an earlier part. */
  const said = new Map<string, { part: Part; lines: ReadonlySet<string>; correction: Correction }[]>();
  for (const part of parts) {
    const lines = new Set(part.corrections.map(correctionLine));
    for (const [sha256, own] of grouped(part.corrections)) {
      for (const correction of [...standing(own).values()].flat()) {
        const { action, field } = correction;
        const slot = [sha256, itemOf(correction), action === 'source-error' ? 'accept' : action, field].join('\n');
        const others = said.get(slot) ?? [];
        for (const other of others) {
          // whoever has both lines has chosen between them already
          if (other.lines.has(correctionLine(correction)) || lines.has(correctionLine(other.correction))) continue;
          if (other.correction.action === action && other.correction.taken === correction.taken) continue;
          conflicts.push(`${correction.document_id} ${correction.key}: ${words(other.part, other.correction)}, ${words(part, correction)}; the later one holds`);
        }
        said.set(slot, [...others, { part, lines, correction }]);
      }
    }
  }
  return conflicts;
}

const words = ({ dir }: Part, { action, taken, who }: Correction): string => `${dir} says ${action} ${taken}${who === '' ? '' : ` (${who})`}`;

/** By document. */
export const grouped = (corrections: readonly Correction[]): Map<string, Correction[]> => groupBy(corrections, ({ sha256 }) => sha256);
