import type { DocumentScore } from './score.js';

/** Scores of a document as kept in corpus/scores.json: F1 of each part with four digits, wrong facts at high confidence. */
export type Accepted = Readonly<Record<string, Readonly<Record<string, number>>>>;

const PARTS = ['tables', 'facts', 'factsIgnoringColumn', 'indicators', 'fields', 'statements'] as const;

export const accepted = (scores: Readonly<Record<string, DocumentScore>>): Accepted =>
  Object.fromEntries(
    Object.entries(scores).map(([doc, score]) => [
      doc,
      {
        ...Object.fromEntries(PARTS.flatMap((part) => (score[part] ? [[part, Math.floor(score[part].f1 * 1e4) / 1e4]] : []))),
        ...(score.high ? { highWrong: score.high.wrong.length } : {}),
        ...(score.planted ? { plantedNamed: score.planted.named } : {}),
      },
    ]),
  );

/** What got worse: a lower score, more wrong facts at high confidence, or a document that is gone. */
export function falls(before: Accepted, now: Accepted): string[] {
  return Object.entries(before).flatMap(([doc, parts]) =>
    Object.entries(parts).flatMap(([part, score]) => {
      const got = now[doc]?.[part];
      const worse = got === undefined || (part === 'highWrong' ? got > score : got < score);
      return worse ? [`${doc} ${part}: ${got ?? 'not scored'}, accepted was ${score}`] : [];
    }),
  );
}

/** The better of both for every part. */
export function risen(before: Accepted, now: Accepted): Accepted {
  const docs = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return Object.fromEntries(
    docs.map((doc) => {
      const [old, fresh] = [before[doc] ?? {}, now[doc] ?? {}];
      const parts = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
      return [
        doc,
        Object.fromEntries(
          parts.map((part) => {
            const both = [old[part], fresh[part]].filter((score) => score !== undefined);
            return [part, part === 'highWrong' ? Math.min(...both) : Math.max(...both)];
          }),
        ),
      ];
    }),
  );
}
