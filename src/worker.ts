/**
 * A child process that converts documents one after another for pool.ts. It gets a job and inputs as messages and
 * answers each with its outcome; the figures themselves go to disk and never through the parent.
 */
import { Worker } from 'node:worker_threads';
import { type ConvertSource, convertOne, type Job, loadPipeline } from './convert-one.js';
import type { InputFile } from './inputs.js';
import type { Outcome } from './outcome.js';

/** Parent → child. `pipeline` names a module with its own `convertSource`, for tests. */
export interface Task {
  readonly input: InputFile;
  readonly job: Job;
  readonly pipeline?: string;
}

/** Child → parent. `fatal`: the record could not be written. */
export type Answer = { readonly outcome: Outcome; readonly rss: number } | { readonly fatal: string; readonly code: string };

let pipeline: Promise<ConvertSource> | undefined;
const load =
  (from: string | undefined): (() => Promise<ConvertSource>) =>
  () =>
    (pipeline ??=
      from === undefined
        ? loadPipeline()
        : import(from).then((module: { convertSource: ConvertSource }) => module.convertSource));

process.on('message', (task: Task) => {
  convertOne(task.input, task.job, load(task.pipeline)).then(
    (outcome) => answer({ outcome, rss: process.memoryUsage.rss() }),
    (error: NodeJS.ErrnoException) => answer({ fatal: error.message, code: error.code ?? '' }),
  );
});
// threads of Node 20 cannot be given a loader for TypeScript: sources run unwatched
if (import.meta.url.endsWith('.js')) new Worker(new URL('./watch-parent.js', import.meta.url)).unref();
// Ctrl-C reaches the whole group: the parent decides when to end
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));

function answer(message: Answer): void {
  process.send?.(message);
}
