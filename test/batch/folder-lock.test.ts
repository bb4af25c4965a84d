import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { convertBatch } from '../../src/batch.js';
import { LOCK, lockFolder } from '../../src/folder-lock.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'kemu-lock-'));
/** A folder with the lock of a run in it. */
const lockedBy = (holder: string): { readonly out: string; readonly file: string } => {
  const out = folder();
  const file = join(out, LOCK);
  mkdirSync(dirname(file));
  writeFileSync(file, holder);
  return { out, file };
};
const ended = spawnSync(process.execPath, ['-e', '']).pid;
const MINUTE = 60_000;
const silentFor = (file: string, milliseconds: number): void => {
  const then = new Date(Date.now() - milliseconds);
  utimesSync(file, then, then);
};

describe('a folder that a run writes into', () => {
  it('is refused to another, with the process that has it, until it is given back', () => {
    const out = folder();
    const release = lockFolder(out);
    expect(() => lockFolder(out)).toThrow(`${out}: another run writes there (process ${process.pid} on ${hostname()})`);
    release();
    expect(existsSync(join(out, LOCK))).toBe(false);
    lockFolder(out)();
  });

  it('is free at once when the run was killed on this machine', () => {
    // the number of a process that ended, and our own from before
    for (const pid of [ended, process.pid]) {
      const { out, file } = lockedBy(JSON.stringify({ pid, host: hostname() }));
      const release = lockFolder(out);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
      release();
    }
  });

  it.each([
    ['a run on another machine', JSON.stringify({ pid: ended, host: 'elsewhere' })],
    ['a run whose lock is being written', ''],
  ])('%s keeps it as long as it says that it is alive', (_, holder) => {
    const { out, file } = lockedBy(holder);
    silentFor(file, 14 * MINUTE);
    expect(() => lockFolder(out)).toThrow(/another run writes there.*after 15 minutes/);
    expect(readFileSync(file, 'utf8')).toBe(holder);
    silentFor(file, 16 * MINUTE);
    lockFolder(out)();
  });

  it('is said to be in use every minute', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const out = folder();
      const release = lockFolder(out);
      silentFor(join(out, LOCK), 16 * MINUTE);
      vi.advanceTimersByTime(MINUTE);
      expect(() => lockFolder(out)).toThrow(/another run/);
      release();
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes one of two runs, which is not disturbed by the other', async () => {
    const own = folder();
    const input = join(own, 'a.txt');
    const outDir = join(own, 'out');
    writeFileSync(input, 'nothing');
    const options = { outDir, pipeline: (await import('./fake-pipeline.js')).convertSource };
    const first = convertBatch([input], options);
    await expect(convertBatch([input], options)).rejects.toMatchObject({ code: 'KEMU_BUSY' });
    await expect(first).resolves.toMatchObject({ totals: { documents: 1 } });
    await expect(convertBatch([input], options)).resolves.toMatchObject({ totals: { documents: 1 } });
  });
});
