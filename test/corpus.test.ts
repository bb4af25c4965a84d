import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { make } from '../corpus/make.js';
import { convertBatch } from '../src/batch.js';
import { type Accepted, accepted, falls, risen } from './score/accepted.js';
import { scoreFolder } from './score/score.js';

const CORPUS = fileURLToPath(new URL('../corpus/', import.meta.url));
const SEEDS = fileURLToPath(new URL('../seeds/', import.meta.url));

describe('corpus', () => {
  it('is what its script writes', () => {
    for (const [path, bytes] of make()) expect(readFileSync(join(CORPUS, path)).equals(bytes), path).toBe(true);
  });

  it('scores no lower than accepted (npm run score -- --accept keeps a rise)', async () => {
    const outDir = mkdtempSync(join(tmpdir(), 'kemu-corpus-'));
    await convertBatch([CORPUS, SEEDS], { outDir });
    const before = JSON.parse(readFileSync(join(CORPUS, 'scores.json'), 'utf8')) as Accepted;
    expect(falls(before, accepted(scoreFolder(outDir, CORPUS)))).toEqual([]);
  });
});

describe('accepted scores', () => {
  const before = { a: { facts: 0.9, highWrong: 2 } };
  it('fall when a part is lower, missing, or has more wrong facts at high confidence', () => {
    expect(falls(before, { a: { facts: 0.9, highWrong: 2 } })).toEqual([]);
    expect(falls(before, { a: { facts: 0.8, highWrong: 3 } })).toHaveLength(2);
    expect(falls(before, {})).toHaveLength(2);
  });
  it('only rise', () => {
    expect(risen(before, { a: { facts: 0.8, highWrong: 1 }, b: { facts: 1 } })).toEqual({ a: { facts: 0.9, highWrong: 1 }, b: { facts: 1 } });
  });
});
