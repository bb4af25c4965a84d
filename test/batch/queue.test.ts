import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeWorkerUtils, type WorkerUtils } from 'graphile-worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, noPostgres, startPostgres } from './postgres.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, 'dist/src/cli.js');
const temporary = (): string => mkdtempSync(join(tmpdir(), 'kemu-queue-'));
/** Everything a run wrote, by name; where the sources lie on this machine is left out. */
const bytesOf = (out: string): Record<string, string> => {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name !== 'sources.ndjson') files[join(entry.parentPath, entry.name).slice(out.length)] = readFileSync(join(entry.parentPath, entry.name), 'latin1');
  return files;
};

describe('arguments', () => {
  const run = (...args: string[]): { code: number | null; said: string } => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
    return { code: status, said: stderr };
  };
  it.each([
    [['worker', '--queue', 'mysql://x/y'], 2, 'write the address of a PostgreSQL database'],
    [['worker', '--queue', 'postgres://me:secret@127.0.0.1:1/x'], 6, '--queue postgres://me:…@127.0.0.1:1/x: '],
    [['convert', '-', '--out', 'x', '--queue', 'postgres://x/y'], 2, 'name files and a folder'],
    [['convert', 'seeds', '--out', '-', '--queue', 'postgres://x/y'], 2, 'name files and a folder'],
    [['convert', 'seeds', '--out', 'x', '--jobs', '2', '--queue', 'postgres://x/y'], 2, 'belong to kemu worker'],
  ] as const)('%j ends with %i', (args, code, said) => {
    const got = run(...args);
    expect(got).toMatchObject({ code, said: expect.stringContaining(said) as string });
    expect(got.said).not.toContain('secret');
  });

  it('names the part that is missing, and how to install it', () => {
    // the built program and its packages, without this one
    const bare = temporary();
    for (const name of ['dist', 'rules', 'package.json']) cpSync(join(ROOT, name), join(bare, name), { recursive: true });
    mkdirSync(join(bare, 'node_modules'));
    for (const name of ['commander', 'p-limit', 'yocto-queue', 'zod', 'picocolors']) cpSync(join(ROOT, 'node_modules', name), join(bare, 'node_modules', name), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(bare, 'dist/src/cli.js'), 'worker', '--queue', 'postgres://x/y'], { encoding: 'utf8' });
    expect(status).toBe(5);
    expect(stderr).toMatch(/needs graphile-worker, which is not installed: npm install graphile-worker@\d+\.\d+\.\d+/);
  });
});

describe.skipIf(noPostgres)(`a queue in PostgreSQL${noPostgres ? ` (${noPostgres})` : ''}`, () => {
  let database: Database;
  let queue: WorkerUtils;
  const children = new Set<ChildProcess>();
  const start = (...args: string[]): { child: ChildProcess; said: () => string; ended: Promise<number | null> } => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    children.add(child);
    let said = '';
    child.stderr!.on('data', (chunk) => (said += chunk));
    const ended = new Promise<number | null>((done) => child.on('exit', (code) => (children.delete(child), done(code))));
    return { child, said: () => said, ended };
  };
  const jobs = async (): Promise<{ locked_by: string | null; attempts: number; last_error: string | null }[]> =>
    (await queue.withPgClient((client) => client.query('select locked_by, attempts, last_error from graphile_worker.jobs'))).rows;
  const until = async (true_: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await true_())) await sleep(10);
  };

  beforeAll(async () => {
    database = await startPostgres();
    queue = await makeWorkerUtils({ connectionString: database.url });
    await queue.migrate();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await queue.release();
    await database.stop();
  });

  it('two workers, one killed: nothing lost, the same bytes as without a queue', async () => {
    const input = temporary();
    const small = ['hexi-school-2024', 'linhe-road-2021', 'nanqiao-culture-2020', 'yunding-weather-2019'].map((name) => join(ROOT, 'corpus', name, `${name}.txt`));
    for (let i = 0; i < 16; i++) writeFileSync(join(input, `${i}.txt`), Buffer.concat([readFileSync(small[i % small.length]!), Buffer.from(`\n${i}\n`)]));
    writeFileSync(join(input, '断行 副本.txt'), readFileSync(join(input, '3.txt')));
    writeFileSync(join(input, 'empty.txt'), '');
    const [plain, out] = [temporary(), temporary()];
    const quiet = start('convert', input, '--out', plain, '-q', '--jobs', '1');
    const doomed = start('worker', '--queue', database.url, '--jobs', '1');
    const other = start('worker', '--queue', database.url, '--jobs', '1');
    await until(() => [doomed, other].every(({ said }) => said().includes('waits for documents')));
    const run = start('convert', input, '--out', out, '-q', '--queue', database.url);
    // both have a document under way: one of the two will never be finished by who began it
    await until(async () => new Set((await jobs()).map((job) => job.locked_by).filter((by) => by !== null)).size === 2);
    doomed.child.kill('SIGKILL');
    expect(await run.ended).toBe(3);
    expect(await quiet.ended).toBe(3);
    expect(bytesOf(out)).toEqual(bytesOf(plain));
    expect(readFileSync(join(out, 'documents.csv'), 'utf8').trim().split('\n').length).toBe(1 + 18);
    expect(await jobs()).toEqual([]);
    // once more: all is found done without asking anybody
    other.child.kill('SIGTERM');
    expect(await other.ended).toBe(0);
    expect(await start('convert', input, '--out', out, '-q', '--queue', database.url).ended).toBe(3);
    expect(bytesOf(out)).toEqual(bytesOf(plain));
  }, 300_000);

  it('goes on after the asking side was killed, and says that no worker is there', async () => {
    const input = temporary();
    writeFileSync(join(input, 'a.txt'), readFileSync(join(ROOT, 'seeds/003_3dbc3b1f127977b4.txt')));
    const [plain, out] = [temporary(), temporary()];
    const killed = start('convert', input, '--out', out, '--queue', database.url);
    await until(async () => (await jobs()).length === 1);
    await until(() => killed.said().includes('no worker of kemu '));
    killed.child.kill('SIGKILL');
    const run = start('convert', input, '--out', out, '-q', '--queue', database.url);
    const worker = start('worker', '--queue', database.url, '--jobs', '1');
    expect(await run.ended).toBe(0);
    expect(await start('convert', input, '--out', plain, '-q').ended).toBe(0);
    expect(bytesOf(out)).toEqual(bytesOf(plain));
    worker.child.kill('SIGTERM');
    await worker.ended;
  });

  it('writes nothing where no run waits, and leaves the reason in the queue', async () => {
    const out = temporary();
    mkdirSync(join(out, 'documents'));
    const worker = start('worker', '--queue', database.url, '--jobs', '1');
    await until(() => worker.said().includes('waits for documents'));
    const task = worker.said().split(' waits')[0]!;
    const location = { path: join(ROOT, 'seeds/003_3dbc3b1f127977b4.txt'), entries: [] };
    const job = { outDir: out, force: false, by: task };
    await queue.addJob(task, { input: { name: 'a.txt', sourcePath: 'a.txt', location }, job, documentId: 'a-3dbc3b1f', run: 'x' }, { jobKey: 'forged', maxAttempts: 1 });
    await until(async () => (await jobs()).some((row) => row.last_error !== null));
    expect(await jobs()).toMatchObject([{ last_error: `no run waits for results in ${out}` }]);
    expect(readdirSync(join(out, 'documents'))).toEqual([]);
    worker.child.kill('SIGTERM');
    await worker.ended;
    await queue.withPgClient((client) => client.query("select graphile_worker.remove_job('forged')"));
  });
});
