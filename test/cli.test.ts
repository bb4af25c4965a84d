import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'dist/src/cli.js');
const run = (args: string[], input?: string): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: ROOT, encoding: 'utf8', ...(input === undefined ? {} : { input }) });
  return { code: status, out: stdout, err: stderr };
};
const temporary = (): string => mkdtempSync(join(tmpdir(), 'kemu-cli-'));
const SEED = 'seeds/000_93a8983ca7a790d4.txt';

describe('kemu', () => {
  it('starts without loading the pipeline', () => {
    expect(run(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(run(['convert', '--help']).out).toContain('Examples:');
  });

  it.each([
    [[], 2],
    [['convert', SEED], 2],
    [['convert', '--out', 'x'], 2],
    [['convert', SEED, '--out', 'x', '--jobs', '0'], 2],
    [['convert', SEED, '--out', 'x', '--pages', '5-1'], 2],
    [['convert', SEED, '--out', 'x', '--fail-on', 'moon'], 2],
    [['convert', SEED, '--out', 'x', '--shard', '9/8'], 2],
    [['convert', SEED, '--out', 'x', '--encoding', 'nonsense'], 2],
    [['convert', SEED, '--out', '-', '--excel'], 2],
    [['convert', SEED, '--out', 'package.json'], 6],
    [['frobnicate'], 2],
  ])('%j ends with %i and says why', (args, code) => {
    const ended = run(args as string[]);
    expect(ended.code).toBe(code);
    expect(ended.err).not.toBe('');
    expect(ended.err).not.toContain('    at ');
  });

  it('converts a dump: data in the folder, the summary on standard output, a line a document on standard error', () => {
    const out = join(temporary(), 'deep', 'out');
    const ended = run(['convert', SEED, '--out', out]);
    expect(ended.code).toBe(0);
    expect(ended.err).toMatch(/^ok {6}000_93a8983ca7a790d4\.txt {2}\d+ tables, \d+ facts/);
    expect(ended.out).toMatch(/facts +\d+ +high/);
    expect(existsSync(join(out, 'datapackage.json'))).toBe(true);
    const quiet = run(['convert', SEED, '--out', out, '--quiet', '--fail-on', 'medium,low']);
    expect([quiet.out, quiet.err]).toEqual(['', '']);
    expect([0, 4]).toContain(quiet.code);
    expect(run(['convert', SEED, '--out', out, '--lang', 'zh']).out).toContain('勾稽校验');
  });

  it('speaks JSON', () => {
    const { out, err } = run(['convert', SEED, '--out', temporary(), '--json']);
    expect(JSON.parse(out)).toMatchObject({ type: 'summary', documents: 1, failed: 0 });
    const events = err.trim().split('\n').map((line) => JSON.parse(line) as { type: string });
    expect(events.map((event) => event.type)).toEqual(['start', 'counted', 'document']);
  });

  it('writes NDJSON to standard output, reads a document from standard input', () => {
    const { code, out } = run(['convert', '-', '--out', '-', '-q'], readFileSync(join(ROOT, SEED), 'utf8'));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ source_path: 'stdin', sha256: '6b8e9b3ebcee09e1a88d93aad48e4e9ad308196af7b88c19853154c2f83f25d4' });
  });

  it('says what it would do', () => {
    const ended = run(['convert', 'seeds', 'gone', '--out', 'nowhere', '--dry-run']);
    expect(ended.code).toBe(3);
    expect(ended.out.trim().split('\n')).toHaveLength(6);
    expect(ended.err).toContain('6 documents would be converted, of which 1 cannot be read; nothing was done');
    expect(existsSync(join(ROOT, 'nowhere'))).toBe(false);
  });

  it('never ends with 0 when everything failed', () => {
    const folder = temporary();
    writeFileSync(join(folder, 'empty.pdf'), '');
    const ended = run(['convert', folder, '--out', temporary()]);
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('empty.pdf: the file is empty (0 bytes): download it again');
  });
});
