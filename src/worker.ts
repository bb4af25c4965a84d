/**
 * A child process that converts documents one after another for pool.ts, and at the end of a run makes their rows into
 * text. It gets jobs and inputs as messages and answers each with its outcome; the figures themselves go to disk and never
 * through a message.
 */
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { makePart, type PartOrder } from './assemble.js';
import { type ConvertSource, convertOne, type Job, loadPipeline } from './convert-one.js';
import type { InputFile } from './inputs.js';
import type { Outcome } from './outcome.js';
import { processorSeconds } from './processor-time.js';
import type { Part } from './write/part.js';

/** Parent → child. `pipeline` names a module with its own `convertSource`, for tests. */
export interface DocumentTask {
  readonly input: InputFile;
  readonly job: Job;
  readonly pipeline?: string;
}
export type Task = DocumentTask | { readonly part: PartOrder };

/** Child → parent. `fatal`: the record, or the part, could not be written. */
export type Answer =
  | { readonly result: Outcome | Part; readonly rss: number; readonly used: Used }
  | { readonly fatal: string; readonly code: string };

/** Processor seconds of a process since its start: of all its threads, and of the one that converts. */
export interface Used {
  readonly all: number;
  readonly converting: number;
}

/**
 * V8 compiles a function once it has run for a while, and here used half as much of the processors again for that as for the
 * documents. It waits fifteen times as long now (67584 by default): docs/benchmarks.md.
 */
setFlagsFromString('--interrupt-budget=1000000');

let pipeline: Promise<ConvertSource> | undefined;
const load =
  (from: string | undefined): (() => Promise<ConvertSource>) =>
  () =>
    (pipeline ??=
      from === undefined
        ? loadPipeline()
        : import(from).then((module: { convertSource: ConvertSource }) => module.convertSource));

process.on('message', (task: Task) => {
  const done = 'part' in task ? makePart(task.part) : convertOne(task.input, task.job, load(task.pipeline));
  done.then(
    (result) => answer({ result, rss: process.memoryUsage.rss(), used: used() }),
    (error: NodeJS.ErrnoException) => answer({ fatal: error.message, code: error.code ?? '' }),
  );
});
// threads of Node 20 cannot be given a loader for TypeScript: sources run unwatched
if (import.meta.url.endsWith('.js')) new Worker(new URL('./watch-parent.js', import.meta.url)).unref();
// Ctrl-C reaches the whole group: the parent decides when to end
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));

function used(): Used {
  const { user, system } = process.cpuUsage();
  const all = (user + system) / 1e6;
  try {
    return { all, converting: processorSeconds(`/proc/self/task/${process.pid}/stat`) };
  } catch {
    // the system does not tell threads apart
    return { all, converting: all };
  }
}

function answer(message: Answer): void {
  process.send?.(message);
}
