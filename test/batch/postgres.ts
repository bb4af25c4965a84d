import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Debian's package puts the programs; elsewhere they are on the PATH. */
const DEBIAN = '/usr/lib/postgresql';
const folders = [...(existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin')) : []), ...(process.env['PATH'] ?? '').split(':')];
const bin = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));

/** Why the tests that need a database are left out; absent where it is installed. */
export const noPostgres = bin === undefined ? 'PostgreSQL is not installed (Debian: apt-get install postgresql)' : undefined;

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** A database of its own in a temporary folder, reached by a socket in that folder; `nobody` runs it where we are root. */
export async function startPostgres(): Promise<Database> {
  // short, as the name of a socket must be, and below folders that everybody may enter
  const root = mkdtempSync('/tmp/kemu-pg-');
  const data = join(root, 'data');
  const NOBODY = 65534;
  const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in who) chownSync(root, NOBODY, NOBODY);
  chmodSync(root, 0o711);
  execFileSync(join(bin!, 'initdb'), ['-D', data, '-U', 'kemu', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'], { ...who, cwd: root, stdio: 'ignore' });
  const server: ChildProcess = spawn(join(bin!, 'postgres'), ['-D', data, '-k', root, '-c', 'listen_addresses=', '-c', 'fsync=off'], { ...who, cwd: root, stdio: 'ignore' });
  const url = `postgres://kemu@/postgres?host=${encodeURIComponent(root)}`;
  for (let tries = 0; ; tries++) {
    try {
      execFileSync(join(bin!, 'psql'), [url, '-c', 'select 1'], { stdio: 'ignore' });
      break;
    } catch (error) {
      if (tries > 100 || server.exitCode !== null) throw error;
      await sleep(100);
    }
  }
  return {
    url,
    async stop() {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      rmSync(root, { recursive: true, force: true });
    },
  };
}
