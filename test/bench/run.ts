/**
 * `npm run bench`: ratios, not seconds, so that machines can be compared; docs/benchmarks.md explains each.
 * `npm run bench -- --documents 200` changes the larger of the two batches (default 300), `--pdfs FOLDER` the PDFs that are
 * read (default ../shared/corpus, where it is there); `npm run bench -- --scans` runs the part about scans alone.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, ROOT, row, s, type Used } from './measure.js';
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

interface Batch extends Used {
  /** What the run itself tells of its time: the event `used`. */
  readonly own: { readonly parent: number; readonly workers: number; readonly converting: number; readonly span: number; readonly busyShare: number };
}

/** A batch with so many workers, and where its time went. */
function batch(input: string, jobs: number): Batch {
  const log = join(work, `events-${Math.random()}`);
  const run = measure([...convert(input, '--jobs', String(jobs), '--json').filter((flag) => flag !== '-q')], 1, log);
  const used = readFileSync(log, 'utf8').split('\n').find((line) => line.startsWith('{"type":"used"'));
  return { ...run, own: JSON.parse(used!) as Batch['own'] };
}

/**
 * How much faster two workers are than one where nothing else runs: the clock of one worker is the time of the thread that
 * converts; two share two processors with their helper threads, as long as both have a document. The parent begins and ends alone.
 */
const speedUp = (one: Batch, two: Batch): number =>
  (one.own.parent + one.own.converting) / (two.own.parent + two.own.workers / 2 / two.own.busyShare);

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
  row('the same (clock)', (whole.wall / bare.wall).toFixed(1), `${s(whole.wall)} / ${s(bare.wall)}`);
  row('seeds: peak memory', `${whole.megabytes.toFixed(0)} MB`, '');

  const lookUps = join(work, 'look-ups.mjs');
  writeFileSync(lookUps, `import { loadRules } from '${join(ROOT, 'dist/rules/load.js')}'; import { bareLabel } from '${join(ROOT, 'dist/src/resolve/bare-label.js')}'; const { subjects } = loadRules(); const labels = subjects.all('functional').flatMap(({ code, name }) => [name, '（二）' + name, '[' + code + ']' + name, '其中：' + name]); for (let i = 0; i < 1e6; i++) subjects.byName(bareLabel(labels[i % labels.length]), 2017 + (i % 10));`);
  const looked = measure([lookUps], 1);
  row('a million labels on the subject tree (cpu)', s(looked.cpu), 'with loading the rules');

  const few = copies(Math.max(10, Math.floor(many / 10)));
  const lots = copies(many);
  const one = batch(lots, 1);
  const two = batch(lots, 2);
  row(`${many} documents: one worker / two (clock)`, (one.wall / two.wall).toFixed(2), `${s(one.wall)} / ${s(two.wall)}`);
  row(`${many} documents: the same from processor time`, speedUp(one, two).toFixed(2), 'holds on a loaded machine too');
  row('two workers: processor time against one', (two.own.workers / one.own.workers).toFixed(2), `${s(two.own.workers)} / ${s(one.own.workers)}`);
  row('two workers: share of it in helper threads', `${(100 * (1 - two.own.converting / two.own.workers)).toFixed(0)} %`, 'compiling, collecting garbage');
  row('two workers: share of the time both had a document', `${(100 * two.own.busyShare).toFixed(0)} %`, '');
  row('two workers: processor time of the parent', `${((100 * two.own.parent) / (two.own.parent + two.own.workers)).toFixed(0)} %`, s(two.own.parent));
  row(`${many} documents: documents a second, two workers`, (many / two.wall).toFixed(1), '');
  const less = measure(convert(few, '--jobs', '2'), 1);
  row('ten times the documents: growth of processor time', (two.cpu / less.cpu).toFixed(1), `${s(two.cpu)} / ${s(less.cpu)}`);
  row('ten times the documents: memory of the parent', (two.megabytes / less.megabytes).toFixed(2), `${two.megabytes.toFixed(0)} / ${less.megabytes.toFixed(0)} MB`);

  pdfBench(work, pdfs);
  ocrBench(work);
}
