import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { make } from '../corpus/make.js';
import { type BatchDocument, convertBatch } from '../src/batch.js';
import { acceptedShares, OWN, shareOf, worse } from './resolve-measure/share.js';
import { type Accepted, accepted, falls, risen } from './score/accepted.js';
import { drawProvinces } from './score/provinces.js';
import { scoreFolder } from './score/score.js';

const CORPUS = fileURLToPath(new URL('../corpus/', import.meta.url));
const SEEDS = fileURLToPath(new URL('../seeds/', import.meta.url));

describe('corpus', () => {
  const outDir = mkdtempSync(join(tmpdir(), 'kemu-corpus-'));
  const documents: BatchDocument[] = [];
  beforeAll(() => convertBatch([CORPUS, SEEDS], { outDir, onDocument: (document) => documents.push(document) }));

  it('is what its script writes', () => {
    for (const [path, bytes] of make()) expect(readFileSync(join(CORPUS, path)).equals(bytes), path).toBe(true);
  });

  it('scores no lower than accepted (npm run score -- --accept keeps a rise)', () => {
    const before = JSON.parse(readFileSync(join(CORPUS, 'scores.json'), 'utf8')) as Accepted;
    expect(falls(before, accepted(scoreFolder(outDir, CORPUS)))).toEqual([]);
  });

  it('puts its coded rows on the tree, no more of them with a reason than accepted (npm run share -- --accept keeps a fall)', () => {
    expect(worse(acceptedShares()[OWN], shareOf(documents.map(({ outcome }) => outcome)))).toEqual([]);
  });
});

describe('shares of rows with a reason', () => {
  const before = { documents: 1, coded: 100, withReason: 5, reasons: { 'name-other': 5 } };
  it('are worse when they rise, when rows are lost, and when a row is off the tree without a word', () => {
    expect(worse(before, before)).toEqual([]);
    expect(worse(before, { ...before, coded: 200, withReason: 9 })).toEqual([]);
    expect(worse(before, { ...before, withReason: 6 })).toHaveLength(1);
    expect(worse(before, { ...before, coded: 99, withReason: 4 })).toHaveLength(1);
    expect(worse(before, { ...before, reasons: { 'name-other': 4, 'no subject': 1 } })).toHaveLength(1);
  });
  it('add up over documents', () => {
    const subjects = [{ coded: 3, clean: 2, reasons: { 'name-other': 1 } }, { coded: 4, clean: 2, reasons: { 'name-other': 1, 'code-local': 1 } }];
    expect(shareOf(subjects.map((s) => ({ subjects: s })))).toEqual({ documents: 2, coded: 7, withReason: 3, reasons: { 'code-local': 1, 'name-other': 2 } });
  });
});

describe('documents drawn in the layouts of provinces', () => {
  it('score no lower than accepted (npm run score -- --accept keeps a rise)', { timeout: 600_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'kemu-drawn-'));
    await drawProvinces(join(dir, 'sources'), join(dir, 'truths'));
    await convertBatch([join(dir, 'sources')], { outDir: join(dir, 'out') });
    const before = JSON.parse(readFileSync(join(CORPUS, 'province-scores.json'), 'utf8')) as Accepted;
    expect(falls(before, accepted(scoreFolder(join(dir, 'out'), join(dir, 'truths'))))).toEqual([]);
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
