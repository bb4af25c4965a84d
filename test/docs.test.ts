import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GENERATED } from './docs/generate.js';

const SEED = 'seeds/000_93a8983ca7a790d4.txt';
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const keys = (path: string): Set<string> => new Set(Object.keys(JSON.parse(read(path)) as object));
const sources = ['src', 'parsers', 'rules'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
);
const found = (pattern: RegExp): string[] => [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!)))].sort();

describe('generated documents', () => {
  it.each(Object.entries(GENERATED))('%s is current (npx tsx test/docs/generate.ts)', (path, make) => {
    expect(read(path)).toBe(make());
  });
});

describe('what the output says is documented', () => {
  it('every message', () => {
    const known = keys('rules/messages.json');
    const used = found(/rule: '((?:read|pdf|ocr|segment|rebuild|identify|align|resolve|perform|narrate|check)\/[a-z-]+)'/g);
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((rule) => !known.has(rule))).toEqual([]);
  });

  it('every flag', () => {
    const known = keys('rules/flags.json');
    const used = found(/flags(?:\.add|\.push)\('([a-z-]+)'/g);
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((flag) => !known.has(flag))).toEqual([]);
  });

  it('in both languages', () => {
    for (const file of ['rules/flags.json', 'rules/messages.json'])
      for (const [name, text] of Object.entries(JSON.parse(read(file)) as Record<string, { en: string; zh: string }>)) {
        expect(text.en, name).toMatch(/^[A-Z].*\.$/);
        expect(text.zh, name).toMatch(/\p{Script=Han}/u);
      }
  });
});

describe('README', () => {
  const readme = read('README.md');
  const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((block) => block[1]!.split('\n')).filter((line) => line.startsWith('kemu '));

  it.each(commands)('%s', (command) => {
    // a folder that has what the examples name, so that nothing of the repository changes
    const folder = mkdtempSync(join(tmpdir(), 'kemu-readme-'));
    mkdirSync(join(folder, 'seeds'));
    copyFileSync(join(ROOT, SEED), join(folder, SEED));
    writeFileSync(join(folder, 'kemu'), `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/src/cli.js')}" "$@"\n`, { mode: 0o755 });
    const { status, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${command}`], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
    });
    expect(stderr).not.toContain('    at ');
    expect(status, stderr).toBe(0);
  });

  it('names files that exist', () => {
    for (const [, path] of readme.matchAll(/\]\(((?:docs|corpus|src|rules|test)\/[^)#]+)\)/g)) expect(existsSync(join(ROOT, path!)), path).toBe(true);
  });

  it('lists every exit code of the program', () => {
    for (const code of [0, 1, 2, 3, 4, 5, 6, 130]) expect(readme).toMatch(new RegExp(`\\| ${code} \\|`));
  });
});
