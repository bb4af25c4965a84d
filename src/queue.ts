/**
 * Documents for workers on other machines, by way of a queue in PostgreSQL (graphile-worker, an optional part). The
 * queue says what is left to do and nothing else: what is done is said by the records in the output folder, which are
 * named after the bytes they were made from. A document delivered twice is found done, or written again with the same
 * bytes.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerUtils } from 'graphile-worker';
import pLimit from 'p-limit';
import type { Converter } from './batch.js';
import { convertOne, doneRecord, type Identity, identityOf, type Job, loadPipeline, saveEnded } from './convert-one.js';
import { type InputFile, readLocation } from './inputs.js';
import { needEngine } from './ocr-choice.js';
import { outcomeOf } from './outcome.js';
import { UsageError } from './usage-error.js';
import { needs, toolName } from './version.js';
import { loadRecord, writeAtomically } from './write/json.js';
import type { DocumentRecord } from './write/record.js';

/** A document in the queue. Paths are absolute, and the same on every machine. */
export interface QueuedTask {
  readonly input: InputFile;
  readonly job: Job;
  readonly documentId: string;
  /** What {@link marker} says of the run that wants it. */
  readonly run: string;
}

/** Task name in the queue: a worker takes only what its own version, code, rules and reader of pictures would do alike. */
export const taskName = (): Promise<string> =>
  needEngine('pp-ocr').then(
    () => `${toolName()} with PP-OCR`,
    () => toolName(),
  );

/**
 * File that names the run an output folder waits for. Workers write into no folder without it: not where a disk is not
 * mounted, and not where somebody who can write into the database would like them to.
 */
export const marker = (outDir: string): string => join(outDir, '.kemu', 'queue');
export const awaited = (outDir: string): string | null => {
  const file = marker(outDir);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

/** Times a document is delivered before it is given up, with growing pauses: three minutes in all. */
const DELIVERIES = 6;
/** Documents in the queue at a time; one worker process has a few under way. */
const IN_QUEUE = 256;
const POLL_MS = 250;
/** A record may be seen later than the end of its job: network file systems look again after up to a minute. */
const SEEN_WITHIN_MS = 70_000;
/** How long nothing may be heard of the workers, or of the database. */
const SILENCE_MS = 15_000;
const GONE_MS = 60_000;

/** The database, or the part that speaks to it, is not to be had. */
export class QueueError extends Error {
  readonly code = 'KEMU_QUEUE';
}

/** graphile-worker with a logger that says only what went wrong. */
export async function loadGraphile(): Promise<typeof import('graphile-worker') & { quiet: import('graphile-worker').Logger }> {
  const graphile = await import('graphile-worker').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw Object.assign(
      new Error(`a queue needs graphile-worker, which is not installed: npm install graphile-worker@${needs('graphile-worker')}`),
      { code: error.code },
    );
  });
  const quiet = new graphile.Logger(() => (level, message) => {
    if (level === 'error' && !message.startsWith('Failed task')) process.stderr.write(`kemu: ${message.split('\n')[0]}\n`);
  });
  return { ...graphile, quiet };
}

/** Checks the address and makes the queue's tables where they are missing. @throws UsageError, QueueError */
export async function openQueue(url: string): Promise<WorkerUtils> {
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new UsageError('--queue: write the address of a PostgreSQL database, e.g. postgres://user@host/kemu');
  const { makeWorkerUtils, quiet } = await loadGraphile();
  try {
    const utils = await makeWorkerUtils({ connectionString: url, logger: quiet, maxPoolSize: 4 });
    await utils.migrate();
    return utils;
  } catch (error) {
    throw new QueueError(`--queue ${withoutPassword(url)}: ${whyUnreached(error as NodeJS.ErrnoException)}`);
  }
}

function whyUnreached({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'no PostgreSQL answers there: is it running, and is the address right?';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no such host: check the address';
  return message || code || 'it cannot be reached';
}

const withoutPassword = (url: string): string => url.replace(/^([^/]*\/\/[^/@]*?):[^/]*@/, '$1:…@');

/**
 * Workers that live hold a lock of their session, which the database lets go when the process dies, however it does.
 * Its first number stands for the version, its second for the worker.
 */
export const LOCK = 'pg_advisory_lock(hashtext($1), hashtext($2))';
const HELD = `select objid from pg_locks
  where locktype = 'advisory' and objsubid = 2 and granted and classid = hashtext($1)::oid
    and database = (select oid from pg_database where datname = current_database())`;
/** Documents of workers that died, given back. A worker locks itself just after it begins: hence the few seconds. */
export const GIVE_BACK = `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker.jobs
  where task_identifier = $1 and locked_at < now() - interval '5 seconds' and hashtext(locked_by)::oid not in (${HELD})`;

interface Waiting {
  readonly settle: (lastError: string | null) => void;
  readonly fail: (error: Error) => void;
}

/** Puts documents into the queue and waits until they are done; `say` tells a person why nothing happens. */
export async function queueConverter(url: string, ofRun: Job, say: (why: string) => void): Promise<Converter> {
  const queue = await openQueue(url);
  const job: Job = { ...ofRun, outDir: resolve(ofRun.outDir) };
  const task = await taskName();
  // what a killed run left in the queue is as good for this one
  const run = awaited(job.outDir) ?? randomUUID();
  writeAtomically(marker(job.outDir), run);
  const waiting = new Map<string, Waiting>();
  const lookUp = pLimit(4);
  let closed: Promise<void> | undefined;
  let heard = Date.now();
  let reached = Date.now();

  const look = async (): Promise<void> => {
    const keys = [...waiting.keys()];
    const { rows } = await queue.withPgClient((client) =>
      client.query<{ key: string; given_up: boolean; last_error: string | null }>(
        'select key, attempts >= max_attempts and locked_at is null as given_up, last_error from graphile_worker.jobs where key = any($1)',
        [keys],
      ),
    );
    reached = Date.now();
    const left = new Map(rows.map((row) => [row.key, row]));
    for (const key of keys) {
      const row = left.get(key);
      if (row && !row.given_up) continue;
      heard = Date.now();
      waiting.get(key)?.settle(row ? (row.last_error ?? 'its worker ended') : null);
      waiting.delete(key);
    }
    if (waiting.size === 0 || Date.now() - heard < SILENCE_MS) return;
    heard = Date.now();
    const alive = await queue.withPgClient((client) => client.query(HELD, [task]));
    if (alive.rows.length === 0) say(`no worker of ${task} is there: start one with kemu worker --queue`);
  };
  const looking = (async () => {
    for (;;) {
      await sleep(POLL_MS);
      if (closed) return;
      try {
        if (waiting.size === 0) heard = reached = Date.now();
        else await look();
      } catch (error) {
        if (Date.now() - reached < GONE_MS) continue;
        for (const one of waiting.values()) one.fail(new QueueError(`the queue cannot be reached any more (${(error as Error).message}): run again to go on`));
        waiting.clear();
      }
    }
  })();

  /** Null when a worker has done it, else why none could. */
  const done = async (input: InputFile, { documentId, by, sha256 }: Identity): Promise<string | null> => {
    const key = `kemu ${createHash('sha256').update(JSON.stringify([job.outDir, documentId, sha256, by])).digest('hex')}`;
    const location = { ...input.location, path: resolve(input.location.path) };
    const payload: QueuedTask = { input: { ...input, location }, job, documentId, run };
    await queue.addJob(task, payload, { jobKey: key, maxAttempts: DELIVERIES });
    if (closed) throw new Error('interrupted');
    return new Promise((settle, fail) => {
      // a second file of the same name and bytes waits for the same job
      const also = waiting.get(key);
      waiting.set(key, {
        settle: (lastError) => (also?.settle(lastError), settle(lastError)),
        fail: (error) => (also?.fail(error), fail(error)),
      });
    });
  };

  /** The record, as soon as this machine sees it. */
  const seen = async ({ documentId, sha256 }: Identity): Promise<DocumentRecord | null> => {
    for (const until = Date.now() + SEEN_WITHIN_MS; ; await sleep(POLL_MS)) {
      const record = loadRecord(job.outDir, documentId);
      if (record?.sha256 === sha256 && record.made_by.startsWith(job.by)) return record;
      if (Date.now() > until || closed) return null;
    }
  };

  return {
    jobs: IN_QUEUE,
    async one(input) {
      const started = performance.now();
      const elapsed = (): number => Math.round(performance.now() - started);
      const identity = input.problem !== undefined ? null : await lookUp(async () => identityOf(input.name, await readLocation(input.location), job)).catch(() => null);
      // what this machine cannot read is told by this machine
      if (identity === null) return convertOne(input, job, loadPipeline);
      const before = doneRecord(identity, job);
      if (before !== null) return outcomeOf(before, true, elapsed());
      const problem = await done(input, identity);
      if (problem !== null) return saveEnded(input, job, 'unread', `no worker could convert it (${problem}): run again`);
      const record = await seen(identity);
      if (closed) throw new Error('interrupted');
      if (record === null) return saveEnded(input, job, 'unread', 'a worker has done it, but its result is not in the output folder: let all machines have the same folder at the same path');
      return outcomeOf(record, false, elapsed());
    },
    close() {
      closed ??= (async () => {
        rmSync(marker(job.outDir), { force: true });
        const keys = [...waiting.keys()];
        for (const one of waiting.values()) one.fail(new Error('interrupted'));
        waiting.clear();
        // what is under way ends by itself and is found done by the next run
        await queue.withPgClient((client) => client.query('select graphile_worker.remove_job(key) from unnest($1::text[]) as key', [keys])).catch(() => {});
        await looking;
        await queue.release();
      })();
      return closed;
    },
  };
}
