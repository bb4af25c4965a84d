import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { convertBatch } from '../src/batch.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const recipes = readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8');
const blocks = (language: string): string[] => [...recipes.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1]!);
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

describe('recipes, where the tool is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kemu-recipes-'));
  beforeAll(() => convertBatch([join(ROOT, 'corpus')], { outDir: join(folder, 'out'), parquet: true }));
  const run = (command: string, ...args: string[]): string => {
    const { status, stderr, stdout } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stdout;
  };

  it.skipIf(!has('duckdb', '--version'))('DuckDB', () => {
    for (const block of blocks('sql')) run('duckdb', '-c', block);
  });
  it.skipIf(!has('python3', '-c', 'import pandas'))('pandas', () => {
    for (const block of blocks('python')) run('python3', '-c', block);
  });
  it.skipIf(!has('Rscript', '-e', 'library(readr)'))('R', () => {
    for (const block of blocks('r')) run('Rscript', '-e', block);
  });
  it.skipIf(!has('sqlite3', '--version'))('SQLite', () => {
    for (const block of blocks('bash').filter((text) => text.startsWith('sqlite3'))) run('bash', '-c', block);
  });
  it.skipIf(!has('python3', '--version'))('Python alone reads the CSV as its header says', () => {
    const script = `import csv, json; d = json.load(open('out/datapackage.json'));\nfor r in d['resources']:\n    rows = list(csv.reader(open('out/' + r['path'], encoding='utf-8', newline='')))\n    assert rows[0] == [f['name'] for f in r['schema']['fields']], r['name']\n    assert all(len(row) == len(rows[0]) for row in rows), r['name']\nprint('ok')`;
    expect(run('python3', '-c', script)).toBe('ok\n');
  });
});
