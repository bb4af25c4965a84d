/**
 * Kills a batch again and again at random moments and lets it finish: nothing may be lost, and the end must be byte for
 * byte what one quiet run writes. `npx tsx test/batch/kills.ts 100`
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const RUN = fileURLToPath(new URL('./run-fake.ts', import.meta.url));

/** One run; killed after so many milliseconds with all its processes. True when it ended by itself. */
function run(input: string, out: string, killAfter: number | null): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--import', 'tsx', RUN, input, out], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    const timer = killAfter === null ? undefined : setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), killAfter);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') done(false);
      else if (code === 0) done(true);
      else fail(new Error(`ended with ${code}: ${said}`));
    });
  });
}

/** Files below a folder with their content; what a killed run left half-written is named `.part` and does not count. */
function bytesOf(out: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.part')) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(out.length)] = readFileSync(path, 'latin1');
  }
  return files;
}

export interface Killed {
  readonly kills: number;
  /** Documents that a kill undid after they had been committed. */
  readonly lost: number;
  /** Files that are not byte for byte those of a quiet run. */
  readonly differing: readonly string[];
}

export async function killAndFinish(kills: number, documents: number, seed = 1): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'kemu-kills-'));
  const [input, quiet, out] = ['in', 'quiet', 'out'].map((name) => join(folder, name)) as [string, string, string];
  try {
    mkdirSync(input);
    for (let i = 0; i < documents; i++) writeFileSync(join(input, `${String(i).padStart(4, '0')}.txt`), `wait ${(i * 37) % 60}\n${'row\n'.repeat(200)}`);
    await run(input, quiet, null);
    let random = seed;
    let lost = 0;
    let done = 0;
    for (let kill = 0; kill < kills; kill++) {
      random = (random * 48271) % 2147483647;
      // once everything is done, begin again: the moments of assembling are to be met too
      if (await run(input, out, 150 + (random % 2500))) {
        rmSync(out, { recursive: true, force: true });
        done = 0;
        continue;
      }
      const committed = Object.keys(existing(out)).filter((path) => path.endsWith('.json') && path.includes('documents')).length;
      if (committed < done) lost++;
      done = committed;
    }
    await run(input, out, null);
    const [a, b] = [bytesOf(quiet), bytesOf(out)];
    return { kills, lost, differing: [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((path) => a[path] !== b[path]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const existing = (out: string): Record<string, string> => {
  try {
    return bytesOf(out);
  } catch {
    return {};
  }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const kills = Number(process.argv[2] ?? 100);
  console.log(await killAndFinish(kills, 40, Number(process.argv[3] ?? 1)));
}
