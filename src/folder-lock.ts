import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { makeFolders } from './write/folders.js';

export const LOCK = join('.kemu', 'running.part');

/** The file says how often its run is alive, and a run that has said nothing for so long is believed dead: on another machine nothing else tells. */
const ALIVE_MS = 60_000;
const DEAD_MS = 15 * ALIVE_MS;

/** Who writes into a folder. */
interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** Locks of this process: its number alone may be that of a process before it. */
const held = new Set<string>();

/**
 * Keep a folder for one run: two that write the same files leave a mixture of both. What a run left that was killed is taken
 * away: at once where the process was one of this machine, after 15 minutes else.
 * @param outDir made where there is none.
 * @returns gives the folder back.
 * @throws Error with code KEMU_BUSY when another run has it; names its process, and what to do.
 */
export function lockFolder(outDir: string): () => void {
  const path = resolve(outDir, LOCK);
  makeFolders(dirname(path));
  while (!created(path)) {
    const found = textOf(path);
    // given back meanwhile
    if (found === null) continue;
    if (!isDead(path, found) || !takenAway(path, found)) throw busy(outDir, holderOf(found));
  }
  held.add(path);
  const beat = setInterval(() => touch(path), ALIVE_MS).unref();
  const release = (): void => {
    clearInterval(beat);
    process.off('exit', release);
    if (held.delete(path)) rmSync(path, { force: true });
  };
  process.once('exit', release);
  return release;
}

function created(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const holder: Holder = { pid: process.pid, host: hostname() };
  writeSync(file, JSON.stringify(holder));
  closeSync(file);
  return true;
}

function isDead(path: string, text: string): boolean {
  if (held.has(path)) return false;
  const silent = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (silent > DEAD_MS) return true;
  const holder = holderOf(text);
  return holder?.host === hostname() && (holder.pid === process.pid || !isRunning(holder.pid));
}

/** Of two that find a dead run's lock, one takes it away; the other may meet the first one's own, which is put back. */
function takenAway(path: string, text: string): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  const same = textOf(aside) === text;
  if (same) rmSync(aside, { force: true });
  else renameSync(aside, path);
  return same;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // a process of somebody else may not be asked
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Null where the file is being written, or is not ours. */
function holderOf(text: string): Holder | null {
  try {
    const { pid, host } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null;
  } catch {
    return null;
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // the folder is gone: the run will say so
  }
}

const busy = (outDir: string, holder: Holder | null): Error =>
  Object.assign(
    new Error(`${outDir}: another run writes there${holder ? ` (process ${holder.pid} on ${holder.host})` : ''}: wait until it ends, or name another folder; one that was killed is noticed, on another machine after ${DEAD_MS / 60_000} minutes`),
    { code: 'KEMU_BUSY' },
  );
