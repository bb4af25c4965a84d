/**
 * `npm run bench`: ratios, not seconds, so that machines can be compared; docs/benchmarks.md explains each.
 * `npm run bench -- --documents 200` changes the larger of the two batches (default 300), `--pdfs FOLDER` the PDFs that are
 * read (default ../shared/corpus, where it is there); `npm run bench -- --scans` runs the part about scans alone.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, ROOT, row, s } from './measure.js';
import { ocrBench } from './ocr.js';
import { pdfBench } from './pdf.js';

const CLI = join(ROOT, 'dist/src/cli.js');
const args = process.argv.slice(2);
const many = args.includes('--documents') ? Number(args[args.indexOf('--documents') + 1]) : 300;
const pdfs = args.includes('--pdfs') ? args[args.indexOf('--pdfs') + 1]! : join(ROOT, '../shared/corpus');
const work = mkdtempSync(join(tmpdir(), 'kemu-bench-'));

/** So many copies of the corpus' dumps, each with its own bytes. */
function copies(n: number): string {
  const folder = join(work, `copies-${n}`);
  mkdirSync(folder);
  const dumps = readdirSync(join(ROOT, 'corpus'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
  for (let i = 0; i < n; i++) {
    const source = readFileSync(join(ROOT, 'corpus', dumps[i % dumps.length]!));
    writeFileSync(join(folder, `${String(i).padStart(5, '0')}.txt`), Buffer.concat([source, Buffer.from(`\n${i}\n`)]));
  }
  return folder;
}

const convert = (input: string, ...more: string[]): string[] => [CLI, 'convert', input, '--out', join(work, `out-${Math.random()}`), '--force', '-q', ...more];

try {
  if (args.includes('--scans')) ocrBench(work);
  else all();
} finally {
  rmSync(work, { recursive: true, force: true });
}

function all(): void {
  const seeds = join(work, 'seeds');
  mkdirSync(seeds);
  for (const name of readdirSync(join(ROOT, 'seeds'))) copyFileSync(join(ROOT, 'seeds', name), join(seeds, name));
  const reader = join(work, 'reader.mjs');
  writeFileSync(reader, `import { readFileSync, readdirSync } from 'node:fs'; import { read } from '${join(ROOT, 'dist/src/read.js')}'; for (const n of readdirSync('${seeds}')) await read({ name: n, bytes: readFileSync('${seeds}/' + n) }, {});`);
  const nothing = measure(['-e', '0']);
  const bare = measure([reader]);
  const whole = measure(convert(seeds));
  console.log(`Processors: ${availableParallelism()}\n`);
  row('seeds: whole pipeline / start-up and reading (cpu)', (whole.cpu / bare.cpu).toFixed(1), `${s(whole.cpu)} / ${s(bare.cpu)}; Node alone ${s(nothing.cpu)}`);
  row('seeds: peak memory', `${whole.megabytes.toFixed(0)} MB`, '');

  const lookUps = join(work, 'look-ups.mjs');
  writeFileSync(lookUps, `import { loadRules } from '${join(ROOT, 'dist/rules/load.js')}'; const { subjects } = loadRules(); const names = subjects.all('functional').map((s) => s.name); for (let i = 0; i < 1e6; i++) subjects.byName(names[i % names.length], 2017 + (i % 10));`);
  const looked = measure([lookUps], 1);
  row('a million subject look-ups (cpu, with loading the rules)', s(looked.cpu), '');

  const few = copies(Math.max(10, Math.floor(many / 10)));
  const lots = copies(many);
  const one = measure(convert(lots, '--jobs', '1'), 1);
  const two = measure(convert(lots, '--jobs', '2'), 1);
  row(`${many} documents: one worker / two (wall)`, (one.wall / two.wall).toFixed(2), `${s(one.wall)} / ${s(two.wall)}`);
  row(`${many} documents: documents a second, two workers`, (many / two.wall).toFixed(1), '');
  const less = measure(convert(few, '--jobs', '2'), 1);
  row('ten times the documents: growth of processor time', (two.cpu / less.cpu).toFixed(1), `${s(two.cpu)} / ${s(less.cpu)}`);
  row('ten times the documents: memory of the parent', (two.megabytes / less.megabytes).toFixed(2), `${two.megabytes.toFixed(0)} / ${less.megabytes.toFixed(0)} MB`);

  pdfBench(work, pdfs);
  ocrBench(work);
}
