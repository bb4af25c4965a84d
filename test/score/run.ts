/**
 * `npm run score`: converts the corpus and the seeds and scores them against their truth; further documents too where a
 * folder with their truth is at hand. Documents drawn in the layouts of provinces are scored too. `--accept` keeps what rose in
 * corpus/scores.json and corpus/province-scores.json, `--misses N` shows examples.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertBatch } from '../../src/batch.js';
import { type Accepted, accepted, falls, risen } from './accepted.js';
import { drawProvinces } from './provinces.js';
import { type DocumentScore, scoreFolder } from './score.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Truth kept outside of the repository: its documents, and where its sources are. */
const SHARED = join(ROOT, '..', 'shared');
const args = process.argv.slice(2);
const misses = args.includes('--misses') ? Number(args[args.indexOf('--misses') + 1]) : 0;

async function scored(inputs: readonly string[], truthDir: string): Promise<Record<string, DocumentScore>> {
  const outDir = mkdtempSync(join(tmpdir(), 'kemu-score-'));
  try {
    await convertBatch(inputs, { outDir });
    return scoreFolder(outDir, truthDir);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

function print(scores: Readonly<Record<string, DocumentScore>>): void {
  const percent = (x: number): string => `${(100 * x).toFixed(2).padStart(6)} %`;
  for (const [doc, score] of Object.entries(scores)) {
    for (const part of ['tables', 'facts', 'factsIgnoringColumn', 'indicators', 'fields', 'statements'] as const) {
      const compared = score[part];
      if (!compared) continue;
      console.log(`${doc.padEnd(24)} ${part.padEnd(20)} F1 ${percent(compared.f1)}  truth ${compared.truth}, found ${compared.found}, right ${compared.hit}`);
      for (const [what, keys] of [['missing', compared.missing], ['extra', compared.extra]] as const)
        for (const key of keys.slice(0, misses)) console.log(`    ${what}: ${key}`);
    }
    if (score.high) console.log(`${doc.padEnd(24)} at high confidence   ${score.high.facts} facts, ${score.high.wrong.length} wrong${score.high.wrong.slice(0, misses).map((key) => `\n    ${key}`).join('')}`);
    if (score.planted) console.log(`${doc.padEnd(24)} planted errors       ${score.planted.named} of ${score.planted.due} named`);
  }
}

/** Print scores and what fell below the accepted ones; `--accept` keeps what rose. */
function judged(scores: Readonly<Record<string, DocumentScore>>, file: string): string[] {
  print(scores);
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Accepted) : {};
  const now = accepted(scores);
  if (args.includes('--accept')) writeFileSync(file, `${JSON.stringify(risen(before, now), null, 1)}\n`);
  const worse = falls(before, now);
  for (const fall of worse) console.log(`fell: ${fall}`);
  return worse;
}

async function drawnScores(): Promise<Record<string, DocumentScore>> {
  const dir = mkdtempSync(join(tmpdir(), 'kemu-drawn-'));
  try {
    await drawProvinces(join(dir, 'sources'), join(dir, 'truths'));
    return await scored([join(dir, 'sources')], join(dir, 'truths'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const worse = judged(await scored([join(ROOT, 'corpus'), join(ROOT, 'seeds')], join(ROOT, 'corpus')), join(ROOT, 'corpus', 'scores.json'));
console.log('\nDrawn in the layouts of provinces');
worse.push(...judged(await drawnScores(), join(ROOT, 'corpus', 'province-scores.json')));

if (existsSync(join(SHARED, 'gold'))) {
  console.log('\nDocuments outside of the repository');
  const names = new Set(
    readdirSync(join(SHARED, 'gold')).flatMap((doc) => {
      const path = join(SHARED, 'gold', doc, 'document.json');
      return existsSync(path) ? [(JSON.parse(readFileSync(path, 'utf8')) as { source_file: string }).source_file] : [];
    }),
  );
  const sources = ['seeds', 'corpus'].flatMap((folder) => {
    const dir = join(SHARED, folder);
    return existsSync(dir) ? readdirSync(dir).filter((name) => names.has(name)).map((name) => join(dir, name)) : [];
  });
  print(await scored(sources, join(SHARED, 'gold')));
}
process.exitCode = worse.length > 0 ? 1 : 0;
