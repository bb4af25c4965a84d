import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { assemble, type PartMakers, SOURCES_FILE } from './assemble.js';
import { type ConvertSource, convertOne, type Job, loadPipeline, madeBy, saveEnded } from './convert-one.js';
import { lockFolder } from './folder-lock.js';
import { expandInputs, type InputFile, type InputOptions } from './inputs.js';
import { Ledger } from './ledger.js';
import type { ConvertOptions } from './model/index.js';
import type { Outcome } from './outcome.js';
import { type Shard, inShard } from './shard.js';
import { type Remark, Sum, type Totals } from './totals.js';
import { makeFolders } from './write/folders.js';
import { GrowingFile } from './write/growing-file.js';
import { loadRecord } from './write/json.js';
import type { ListedRecord } from './write/rows.js';
import type { WriteOptions, Written } from './write/write.js';

export interface BatchOptions extends ConvertOptions, Omit<InputOptions, 'onSkipped'> {
  /** Folder for the results. */
  readonly outDir: string;
  /** Documents at a time. Default: the processors of the machine. */
  readonly jobs?: number;
  /** Seconds a document may take. Default 600. */
  readonly timeLimit?: number;
  /** Megabytes of heap a document may take. Default 1024. */
  readonly memoryLimit?: number;
  /** Convert again what is already done. */
  readonly force?: boolean;
  readonly shard?: Shard;
  /** Convert on the machines that run `kemu worker` on this PostgreSQL database, instead of on this one. */
  readonly queue?: string;
  readonly excel?: boolean;
  readonly headings?: WriteOptions['headings'];
  readonly created?: string;
  /** Also write Parquet. */
  readonly parquet?: boolean;
  /** Records are streamed, in input order, instead of assembled: for NDJSON. */
  readonly onRecord?: (record: ListedRecord) => void | Promise<void>;
  readonly onEvent?: (event: BatchEvent) => void;
  /** Told of every document at the end, once and in input order: whoever wants them all keeps them, the run does not. */
  readonly onDocument?: (document: BatchDocument) => void;
  /** Stops the run: documents under way are given up, those done are kept. */
  readonly signal?: AbortSignal;
  /** Who made the records; by default the program, its version and a fingerprint of code and rules. */
  readonly madeBy?: string;
  /** The pipeline to use in this process, or the URL of a module that exports it as `convertSource`; for tests. */
  readonly pipeline?: ConvertSource | string;
}

export type BatchEvent =
  | { readonly type: 'start'; readonly jobs: number }
  | { readonly type: 'skipped'; readonly path: string; readonly why: string }
  | { readonly type: 'waiting'; readonly why: string }
  /** How many documents there are is known once all arguments are walked. */
  | { readonly type: 'counted'; readonly documents: number }
  | { readonly type: 'document'; readonly sourcePath: string; readonly outcome: Outcome; readonly done: number }
  | ({ readonly type: 'used' } & Used)
  | { readonly type: 'duplicate'; readonly sourcePath: string; readonly documentId: string };

/** Where the time of a run went, in seconds. Processor time is told apart from the clock: it holds on a loaded machine too. */
export interface Used {
  /** Processor time of this process, start-up and joining the CSV files included. */
  readonly parent: number;
  /** Processor time of the workers: all of it, and that of the threads that convert. */
  readonly workers: number;
  readonly converting: number;
  /** By the clock: from the first document to the last file; and the share of it in which the workers had work. */
  readonly span: number;
  readonly busyShare: number;
}

/** A document of the batch. `position`: its place in the whole input, other shards included. */
export interface BatchDocument {
  readonly position: number;
  readonly sourcePath: string;
  readonly documentId: string;
  readonly outcome: Outcome;
}

export interface BatchResult {
  /** Files with the name and bytes of an earlier one are among its `duplicates`: converted once. */
  readonly totals: Totals;
  /** The first places a person should look at, and how many there are. */
  readonly remarks: readonly Remark[];
  readonly remarked: number;
  readonly interrupted: boolean;
  /** Null when interrupted or streamed. */
  readonly written: Written | null;
}

/** What became of each document, while a run lasts. */
const LEDGER = join('.kemu', 'outcomes.part');

/** Documents looked for ahead of the work: of these the one that takes longest is next, so that none such begins when all others end. */
const AHEAD = 1000;

/** Milliseconds to look for documents before the first is begun, if there is no end to them. */
const LOOK_MS = 500;

/**
 * Convert many documents. Each is committed on its own as `documents/<id>.json`; a document found there, made by the
 * same program with the same options, is kept. The CSV files are assembled at the end in input order, so they are the
 * same bytes whatever the number of processes and whatever was interrupted before.
 * @throws Error when the output folder cannot be written, with code KEMU_BUSY when another run writes into it; never for a bad document.
 */
export async function convertBatch(args: readonly string[], options: BatchOptions): Promise<BatchResult> {
  const started = performance.now();
  const streaming = options.onRecord !== undefined;
  const outDir = streaming ? mkdtempSync(join(tmpdir(), 'kemu-')) : options.outDir;
  const clear = (): void => rmSync(outDir, { recursive: true, force: true });
  // also when the reader of standard output goes away and the process ends at once
  if (streaming) process.once('exit', clear);
  try {
    const { ledger, release } = begin(outDir);
    try {
      return await run(args, { ...options, outDir }, ledger, started);
    } finally {
      ledger.close();
      release();
    }
  } finally {
    if (streaming) {
      clear();
      process.off('exit', clear);
    }
  }
}

/** Makes the folder of the results, and in it what a run writes down while it lasts. */
function begin(outDir: string): { readonly ledger: Ledger<Done>; readonly release: () => void } {
  try {
    makeFolders(join(outDir, 'documents'));
    const release = lockFolder(outDir);
    try {
      return { ledger: new Ledger(join(outDir, LEDGER)), release };
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'KEMU_BUSY') throw error;
    const why = code === 'ENOTDIR' || code === 'EEXIST' ? 'it is a file, or lies below one' : message;
    throw Object.assign(new Error(`${outDir}: the results cannot be written there: ${why}`, { cause: error }), { code });
  }
}

/** What is kept of a document that is done. */
interface Done extends Omit<BatchDocument, 'documentId'> {
  readonly location: InputFile['location'];
}

async function run(args: readonly string[], options: BatchOptions, ledger: Ledger<Done>, started: number): Promise<BatchResult> {
  const emit = options.onEvent ?? (() => {});
  let skipped = 0;
  const inputOptions: InputOptions = {
    ...(options.from === undefined ? {} : { from: options.from }),
    onSkipped: (path, why) => {
      skipped++;
      emit({ type: 'skipped', path, why });
    },
  };
  const convert = await converter(options);
  emit({ type: 'start', jobs: convert.jobs });
  let done = 0;
  let failure: unknown;
  let interrupted = false;
  let listed = 0;
  let rows = 0;
  let written: Written | null = null;
  const begun = performance.now();
  const stopped = (): boolean => failure !== undefined || (options.signal?.aborted ?? false);
  const stream = options.onRecord ? inOrder(options.outDir, options.onRecord) : null;
  const waiting: Waiting[] = [];
  let waitingCost = 0;
  let metCost = 0;
  let allMet = false;
  let met = (): void => {};
  const looked = Promise.race([new Promise<void>((settle) => (met = settle)), setTimeout(LOOK_MS, undefined, { ref: false })]);
  const { change, changed } = changes();
  const onAbort = (): void => {
    void convert.close();
    changed();
  };
  options.signal?.addEventListener('abort', onAbort);
  const sum = new Sum();
  let duplicates = 0;
  /** Each document once, in input order: a second file with the name and bytes of an earlier one adds nothing. */
  function* told(onSource: (documentId: string, location: InputFile['location']) => void): Generator<BatchDocument> {
    const seen = new Set<string>();
    for (const { position, sourcePath, location, outcome } of ledger.values()) {
      const { documentId } = outcome;
      onSource(documentId, location);
      if (seen.has(documentId)) {
        duplicates++;
        emit({ type: 'duplicate', sourcePath, documentId });
        continue;
      }
      seen.add(documentId);
      const document = { position, sourcePath, documentId, outcome };
      sum.add(document);
      options.onDocument?.(document);
      yield document;
    }
  }
  /** Joins what is done, and remembers where the sources lie; what other runs knew about other documents is forgotten, as in the CSV files. */
  async function assembled(): Promise<Written> {
    const sources = new GrowingFile(join(options.outDir, SOURCES_FILE));
    try {
      const documents = told((documentId, location) => sources.append(`${JSON.stringify([documentId, { ...location, path: resolve(location.path) }])}\n`));
      const written = await assemble(documents, options, convert.parts && { ...convert.parts, rows, rowsOf: ({ outcome }) => rowsIn(outcome) });
      sources.commit();
      return written;
    } catch (error) {
      sources.discard();
      throw error;
    }
  }
  /** Does what waits, one document after another, until there is no more. */
  async function work(): Promise<void> {
    await looked;
    for (;;) {
      // who reads the records as they come gets the first one first
      const next = stream ? waiting.shift() : takeLongest(waiting);
      if (stopped() || (next === undefined && allMet)) return;
      if (next === undefined) {
        await change();
        continue;
      }
      const { input, position, place } = next;
      waitingCost -= costOf(next);
      changed();
      try {
        // the others have nothing left to do before this one ends
        const lasts = allMet && costOf(next) > waitingCost;
        const outcome = await convert.one(input, lasts ? convert.jobs : 1);
        rows += rowsIn(outcome);
        ledger.set(place, { position, sourcePath: input.sourcePath, location: input.location, outcome });
        if (stopped()) return;
        emit({ type: 'document', sourcePath: input.sourcePath, outcome, done: ++done });
        await stream?.(place, { sourcePath: input.sourcePath, documentId: outcome.documentId });
      } catch (error) {
        failure ??= error;
        changed();
      }
    }
  }
  try {
    const working = Array.from({ length: convert.jobs }, work);
    let position = 0;
    const inputs = expandInputs(args, inputOptions);
    for await (const input of inputs) {
      if (stopped()) break;
      position++;
      if (options.shard && !inShard(input.sourcePath, options.shard)) continue;
      const added: Waiting = { input, position, place: listed++ };
      waiting.push(added);
      waitingCost += costOf(added);
      convert.expect?.((metCost += costOf(added)));
      changed();
      if (waiting.length < AHEAD) continue;
      met();
      while (waiting.length >= AHEAD && !stopped()) await change();
    }
    allMet = true;
    met();
    changed();
    if (!stopped()) emit({ type: 'counted', documents: listed });
    await Promise.all(working);
    options.signal?.removeEventListener('abort', onAbort);
    if (failure !== undefined && !options.signal?.aborted) throw failure;
    interrupted = options.signal?.aborted ?? false;
    if (interrupted || stream) for (const _ of told(() => {}));
    else written = await assembled();
    const span = (performance.now() - begun) / 1000;
    const ofWorkers = convert.used?.();
    if (ofWorkers) {
      const { user, system } = process.cpuUsage();
      const { busy, all, converting } = ofWorkers;
      emit({ type: 'used', parent: (user + system) / 1e6, workers: all, converting, span, busyShare: busy / (convert.jobs * span) });
    }
  } catch (error) {
    // what waits is left alone
    failure ??= error;
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    await convert.close();
    changed();
  }
  const totals = sum.totals({ duplicates, skipped, milliseconds: Math.round(performance.now() - started) });
  return { totals, remarks: sum.remarks(), remarked: sum.remarked, interrupted, written };
}

/** A document of which nobody has begun the work. `place`: its place in this shard. */
interface Waiting {
  readonly input: InputFile;
  readonly position: number;
  readonly place: number;
}

const costOf = ({ input }: Waiting): number => input.cost ?? 0;

function takeLongest(waiting: Waiting[]): Waiting | undefined {
  let longest = 0;
  for (let i = 1; i < waiting.length; i++) if (costOf(waiting[i]!) > costOf(waiting[longest]!)) longest = i;
  return waiting.splice(longest, 1)[0];
}

/** `change` ends at the next `changed`. */
function changes(): { readonly change: () => Promise<void>; readonly changed: () => void } {
  let told: (() => void)[] = [];
  return {
    change: () => new Promise((settle) => told.push(settle)),
    changed: () => {
      const now = told;
      told = [];
      for (const settle of now) settle();
    },
  };
}

/** Hands over the records of documents by their place, each as soon as those before it are there. */
function inOrder(
  outDir: string,
  onRecord: (record: ListedRecord) => void | Promise<void>,
): (place: number, document: { sourcePath: string; documentId: string }) => Promise<void> {
  let next = 0;
  let turn = Promise.resolve();
  const early = new Map<number, { sourcePath: string; documentId: string }>();
  const seen = new Set<string>();
  const advance = async (): Promise<void> => {
    for (let document = early.get(next); document; document = early.get(next)) {
      early.delete(next++);
      const { sourcePath, documentId } = document;
      if (seen.has(documentId)) continue;
      seen.add(documentId);
      const record = loadRecord(outDir, documentId);
      if (record) await onRecord({ ...record, source_path: sourcePath });
    }
  };
  return (place, document) => {
    early.set(place, document);
    return (turn = turn.then(advance));
  };
}

/** Something that converts documents, so many at a time. */
export interface Converter {
  readonly jobs: number;
  /** `processors`: how many it may take, more than one where others have nothing left to do. */
  one(input: InputFile, processors: number): Promise<Outcome>;
  /** Told of the milliseconds that all documents met so far will take: where they are few, fewer than may work at a time do. */
  expect?(milliseconds: number): void;
  /** Processes of this machine that also make rows into text, once the documents are done. */
  readonly parts?: PartMakers;
  /** Gives up what is under way; what is committed stays. */
  close(): void | Promise<void>;
  /** What processes of this machine have used so far; absent where others do the work. */
  used?(): { readonly busy: number; readonly all: number; readonly converting: number };
}

/** Conversion in processes of their own, where each document has its limits, or by the workers of a queue. */
async function converter(options: BatchOptions): Promise<Converter> {
  const job: Job = {
    outDir: options.outDir,
    force: options.force ?? false,
    by: options.madeBy ?? madeBy(options),
    ...(options.withContacts === undefined ? {} : { withContacts: options.withContacts }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.ocr === undefined ? {} : { ocr: options.ocr }),
    ...(options.pages === undefined ? {} : { pages: options.pages }),
  };
  if (options.queue !== undefined) {
    const { queueConverter } = await import('./queue.js');
    return queueConverter(options.queue, job, (why) => options.onEvent?.({ type: 'waiting', why }));
  }
  const { pipeline } = options;
  if (typeof pipeline === 'function') return { jobs: 1, one: (input) => convertOne(input, job, async () => pipeline), close: () => {} };
  const { Pool, LIMITS, endedText } = await import('./pool.js');
  const limits = { seconds: options.timeLimit ?? LIMITS.seconds, megabytes: options.memoryLimit ?? LIMITS.megabytes };
  const pool = new Pool(limits);
  const jobs = options.jobs ?? availableParallelism();
  return {
    jobs,
    async one(input, processors) {
      // the parent needs no process to say that a file is not there
      if (input.problem !== undefined) return convertOne(input, job, loadPipeline);
      const began = performance.now();
      const answer = await pool.convert({ input, job: { ...job, processors: options.processors ?? processors }, ...(pipeline === undefined ? {} : { pipeline }) });
      // ended because the run is: what the process may have committed in its last moment stays
      if ('ended' in answer && options.signal?.aborted) throw new Error('interrupted');
      if ('result' in answer) return answer.result;
      return { ...(await saveEnded(input, job, answer.ended, endedText(answer.ended, limits))), milliseconds: Math.round(performance.now() - began) };
    },
    parts: { jobs, make: (order) => pool.makePart(order) },
    expect: (milliseconds) => pool.expect(milliseconds),
    close: () => pool.close(),
    used: () => pool.used(),
  };
}

/** About how many rows of CSV files a document has. */
const rowsIn = ({ facts, checks, tables, indicators, statements }: Outcome): number =>
  1 + tables + facts.high + facts.medium + facts.low + indicators + statements + checks.passed + checks.failed;
