import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import colours from 'picocolors';
import { type BatchOptions, type BatchResult, convertBatch } from './batch.js';
import { EXIT } from './exit-codes.js';
import { reason } from './inputs.js';
import type { OcrChoice } from './model/index.js';
import { needEngine } from './ocr-choice.js';
import { printable } from './printable.js';
import { progress } from './progress.js';
import { parseShard } from './shard.js';
import { type Language, summaryText } from './summary.js';
import type { Totals } from './totals.js';
import { UsageError } from './usage-error.js';

/** Options of `kemu convert` as commander hands them over. */
export interface ConvertFlags {
  readonly out?: string;
  readonly from?: string;
  readonly pages?: number[];
  readonly encoding?: string;
  readonly ocr?: OcrChoice;
  readonly withContacts?: boolean;
  readonly excel?: boolean;
  readonly headings?: 'name' | 'en' | 'zh';
  readonly parquet?: boolean;
  readonly jobs?: number;
  readonly timeLimit?: number;
  readonly memoryLimit?: number;
  readonly shard?: string;
  readonly queue?: string;
  readonly force?: boolean;
  readonly created?: string;
  readonly failOn?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: Language;
}

/** What `--fail-on` may name: how many of it a run has, and what it is. */
const FAIL_ON: Readonly<Record<string, readonly [count: (totals: Totals) => number, what: string]>> = {
  low: [({ facts }) => facts.low, 'figures of low confidence'],
  medium: [({ facts }) => facts.low + facts.medium, 'figures of medium or low confidence'],
  check: [({ checks }) => checks.failed, 'checks not passed'],
  partial: [({ partial }) => partial, 'documents read in part'],
  warning: [({ noticed }) => noticed, 'warnings'],
};

/** `kemu convert`: returns the exit code. Data goes to standard output, everything else to standard error. */
export async function convertCommand(inputs: readonly string[], flags: ConvertFlags): Promise<number> {
  if (inputs.length === 0 && flags.from === undefined)
    throw new UsageError('nothing to convert: name files, folders, globs or archives, or --from LIST');
  const { out: outDir = '' } = flags;
  if (outDir === '' && !flags.dryRun) throw new UsageError('--out is missing: name a folder for the results, e.g. --out out, or - for JSON lines on standard output');
  const streaming = outDir === '-';
  if (outDir !== '' && inputs.some((input) => input !== '-' && resolve(input) === resolve(outDir)))
    throw new UsageError(`--out ${outDir}: these are the documents; give the results a folder of their own, e.g. --out ${join(outDir, 'out')}`);
  if (streaming && (flags.excel || flags.headings || flags.parquet))
    throw new UsageError('--out - writes JSON lines: --excel, --headings and --parquet need a folder');
  if (flags.queue !== undefined) checkQueue(inputs, flags, streaming);
  const failOn = (flags.failOn ?? '').split(',').filter((name) => name !== '');
  const unknown = failOn.find((name) => !(name in FAIL_ON));
  if (unknown !== undefined)
    throw new UsageError(`--fail-on ${unknown}: name some of ${Object.keys(FAIL_ON).join(', ')}`);
  if (flags.encoding !== undefined) checkEncoding(flags.encoding);
  if (flags.from !== undefined && flags.from !== '-') await checkList(flags.from);
  await needEngine(flags.ocr);
  const created = createdTime(flags.created);
  const shard = flags.shard === undefined ? undefined : parsedShard(flags.shard);
  if (flags.dryRun) return dryRun(inputs, flags, shard);

  // this process hands on what others do: what V8 takes for short-lived objects need not grow with the length of a run;
  // Parquet is made here, and takes a third longer without
  if (!flags.parquet) setFlagsFromString('--semi-space-growth-factor=1');
  const interruption = new AbortController();
  const onInterrupt = (): void => {
    // the first is orderly, the second immediate; what is committed stays in both cases
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    interruption.abort();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const shown = progress({ stream: process.stderr, json: flags.json ?? false, quiet: flags.quiet ?? false });
  const options: BatchOptions = {
    outDir,
    signal: interruption.signal,
    onEvent: shown.event,
    ...given({
      from: flags.from,
      pages: flags.pages,
      encoding: flags.encoding,
      ocr: flags.ocr,
      withContacts: flags.withContacts,
      excel: flags.excel,
      headings: flags.headings,
      parquet: flags.parquet,
      jobs: flags.jobs,
      timeLimit: flags.timeLimit,
      memoryLimit: flags.memoryLimit,
      shard,
      queue: flags.queue,
      force: flags.force,
      created,
    }),
    ...(streaming ? { onRecord: (record) => writeLine(process.stdout, JSON.stringify(record)) } : {}),
  };
  let result: BatchResult;
  try {
    result = await convertBatch(inputs, options);
  } finally {
    shown.stop();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
  const { totals } = result;
  const answer = streaming ? process.stderr : process.stdout;
  if (flags.json) answer.write(`${JSON.stringify({ type: 'summary', ...totals })}\n`);
  else if (!flags.quiet) {
    const paint = colours.createColors(Boolean(answer.isTTY) && !process.env['NO_COLOR']);
    answer.write(summaryText(result, { outDir, language: flags.lang ?? languageOf(process.env), paint }));
  }
  if (result.interrupted) return EXIT.interrupted;
  // told even with --quiet: whoever starts this by night hears of it only when there is something to hear
  const say = (text: string): void => void (flags.json || process.stderr.write(`kemu: ${text}\n`));
  if (totals.failed > 0) {
    if (flags.quiet) say(`${totals.failed} of ${totals.documents} documents failed: ${streaming ? 'their records say why' : `${join(outDir, 'documents.csv')} says why (column error)`}`);
    return EXIT.someFailed;
  }
  const found = failOn.flatMap((name) => {
    const [count, what] = FAIL_ON[name]!;
    return count(totals) > 0 ? [`${count(totals)} ${what}`] : [];
  });
  if (found.length > 0) say(`--fail-on found ${found.join(', ')}`);
  return found.length > 0 ? EXIT.review : EXIT.ok;
}

async function dryRun(inputs: readonly string[], flags: ConvertFlags, shard: BatchOptions['shard']): Promise<number> {
  const [{ expandInputs }, { inShard }] = await Promise.all([import('./inputs.js'), import('./shard.js')]);
  let documents = 0;
  let problems = 0;
  const onSkipped = (path: string, why: string): void => {
    process.stderr.write(`left out  ${path}  (${why})\n`);
  };
  for await (const input of expandInputs(inputs, { ...given({ from: flags.from }), onSkipped })) {
    if (shard && !inShard(input.sourcePath, shard)) continue;
    documents++;
    if (input.problem !== undefined) problems++;
    process.stdout.write(`${printable(input.sourcePath)}${input.problem === undefined ? '' : `\t${printable(input.problem)}`}\n`);
  }
  process.stderr.write(`${documents} ${documents === 1 ? 'document' : 'documents'} would be converted${problems > 0 ? `, of which ${problems} cannot be read` : ''}; nothing was done\n`);
  return problems > 0 ? EXIT.someFailed : EXIT.ok;
}

/** A write that waits when the reader of standard output is slow. */
function writeLine(stream: NodeJS.WriteStream, line: string): Promise<void> {
  return new Promise((done, fail) => {
    stream.write(`${line}\n`, (error) => (error ? fail(error) : done()));
  });
}

function checkQueue(inputs: readonly string[], { jobs, timeLimit, memoryLimit }: ConvertFlags, streaming: boolean): void {
  if (streaming || inputs.includes('-'))
    throw new UsageError('--queue: other machines reach neither standard input nor standard output: name files and a folder');
  if ((jobs ?? timeLimit ?? memoryLimit) !== undefined)
    throw new UsageError('--queue: --jobs, --time-limit and --memory-limit belong to kemu worker');
}

async function checkList(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw new UsageError(`--from ${path}: ${reason(error)}`);
  });
  if (found.isDirectory()) throw new UsageError(`--from ${path}: is a folder: name it without --from, or a file with one path a line`);
}

function checkEncoding(name: string): void {
  try {
    new TextDecoder(name);
  } catch {
    throw new UsageError(`--encoding ${name}: not known; try utf-8, gb18030, big5 or utf-16le`);
  }
}

function parsedShard(text: string): NonNullable<BatchOptions['shard']> {
  try {
    return parseShard(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** RFC 3339 time from `--created` or SOURCE_DATE_EPOCH (seconds); undefined where neither is given. */
export function createdTime(flag: string | undefined, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const epoch = env['SOURCE_DATE_EPOCH'];
  if (flag === undefined && epoch === undefined) return undefined;
  const time = flag === undefined ? new Date(Number(epoch) * 1000) : new Date(flag);
  if (Number.isNaN(time.getTime())) throw new UsageError(`--created ${flag ?? epoch}: write a time such as 2026-01-31T00:00:00Z`);
  return time.toISOString();
}

/** Chinese where the system speaks it. */
export const languageOf = (env: NodeJS.ProcessEnv): Language =>
  /^zh/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh' : 'en';

/** The options that were given, those left out dropped. */
function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
