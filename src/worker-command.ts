import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { identityOf, type Job, saveEnded } from './convert-one.js';
import { EXIT } from './exit-codes.js';
import { type InputFile, readLocation, reason } from './inputs.js';
import { OCR_CHOICES } from './ocr-choice.js';
import type { Outcome } from './outcome.js';
import { endedText, LIMITS, type Limits, Pool } from './pool.js';
import { lineOf } from './progress.js';
import { awaited, GIVE_BACK, LOCK, loadGraphile, openQueue, type QueuedTask, taskName } from './queue.js';

export interface WorkerFlags {
  readonly queue: string;
  readonly jobs?: number;
  readonly timeLimit?: number;
  readonly memoryLimit?: number;
  readonly quiet?: boolean;
}

/** How often a worker looks for documents of workers that died. */
const LOOK_MS = 5000;

/** What stands in the queue is not believed to be ours. */
const Task = z.object({
  input: z.object({
    name: z.string(),
    sourcePath: z.string(),
    location: z.object({ path: z.string(), entries: z.array(z.looseObject({})) }),
  }),
  job: z.object({
    outDir: z.string(),
    force: z.boolean(),
    by: z.string(),
    withContacts: z.boolean().optional(),
    encoding: z.string().optional(),
    ocr: z.enum(OCR_CHOICES).optional(),
    pages: z.array(z.int()).optional(),
  }),
  documentId: z.string(),
  run: z.string(),
});

/** `kemu worker`: converts what `kemu convert --queue` puts into a queue, until it is told to stop. */
export async function workerCommand(flags: WorkerFlags): Promise<number> {
  const limits: Limits = { seconds: flags.timeLimit ?? LIMITS.seconds, megabytes: flags.memoryLimit ?? LIMITS.megabytes };
  const jobs = flags.jobs ?? availableParallelism();
  const say = (line: string): void => void (flags.quiet || process.stderr.write(`${line}\n`));
  const queue = await openQueue(flags.queue);
  const { run, quiet } = await loadGraphile();
  const name = await taskName();
  const pool = new Pool(limits);
  // there is no end to what it may be asked for
  pool.expect(Infinity);
  const events = new EventEmitter();
  let id = '';
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => (id = workerPool.id));
  const runner = await run({
    connectionString: flags.queue,
    logger: quiet,
    events,
    concurrency: jobs,
    maxPoolSize: jobs + 2,
    noHandleSignals: true,
    parsedCronItems: [],
    taskList: {
      [name]: async (payload) => {
        const task = Task.parse(payload) as unknown as QueuedTask;
        const outcome = await converted(task, pool, limits);
        say(lineOf(task.input.sourcePath, outcome));
      },
    },
  });
  say(`${name} waits for documents, ${jobs} at a time; Ctrl-C stops it when those under way are done`);
  const living = liveness(queue, name, id);
  let stopping = false;
  const stop = (): void => {
    // the first lets the documents under way end, the second gives them back at once
    if (stopping) process.exit(EXIT.interrupted);
    stopping = true;
    void runner.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    await runner.promise;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    pool.close();
    await living.end();
    await queue.release();
  }
  return EXIT.ok;
}

/** One document for a run on another machine. @throws Error when this machine cannot do it: another may. */
async function converted(task: QueuedTask, pool: Pool, limits: Limits): Promise<Outcome> {
  const { input, job, documentId, run } = task;
  if (!existsSync(join(job.outDir, 'documents')))
    throw new Error(`${hostname()} has no ${job.outDir}: mount the output folder at the same path on every machine`);
  if (awaited(job.outDir) !== run) throw new Error(`no run waits for results in ${job.outDir}`);
  if ((await nameOf(input, job)) !== documentId) throw new Error(`${input.location.path} has changed since it was queued`);
  const answer = await pool.convert({ input, job: { ...job, processors: 1 } });
  return 'result' in answer ? answer.result : saveEnded(input, job, answer.ended, endedText(answer.ended, limits));
}

async function nameOf(input: InputFile, job: Job): Promise<string> {
  try {
    return identityOf(input.name, await readLocation(input.location), job).documentId;
  } catch (error) {
    throw new Error(`${hostname()} cannot read ${input.location.path}: ${reason(error)}`);
  }
}

/**
 * Holds this worker's lock (queue.ts) in a session of its own, renewed when the session is lost, and gives back the
 * documents of workers whose lock is gone.
 */
function liveness(queue: Awaited<ReturnType<typeof openQueue>>, task: string, id: string): { end(): Promise<void> } {
  let ended = false;
  let wake = (): void => {};
  const pause = (): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, LOOK_MS);
      wake = () => (clearTimeout(timer), done());
    });
  const living = (async () => {
    while (!ended) {
      await queue
        .withPgClient(async (client) => {
          // so that the database notices within half a minute when this machine loses its power or its network
          await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3');
          await client.query(`select ${LOCK}`, [task, id]);
          while (!ended) {
            await client.query(GIVE_BACK, [task]);
            await pause();
          }
        })
        .catch(pause);
    }
  })();
  return {
    end: () => {
      ended = true;
      wake();
      return living;
    },
  };
}
