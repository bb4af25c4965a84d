import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseString } from 'fast-csv';
import { expect, it } from 'vitest';
import { hostile, longPdf } from './hostile.js';
import { withDocuments } from './with-documents.js';

/** As built: its processes start five times as fast as those of the sources. */
const { convertBatch } = (await import(new URL('../../dist/src/batch.js', import.meta.url).href)) as typeof import('../../src/batch.js');
const GOOD = fileURLToPath(new URL('../../corpus/hexi-school-2024/hexi-school-2024.txt', import.meta.url));
const rowsOf = (path: string): Promise<Record<string, string>[]> =>
  new Promise((done, fail) => {
    const found: Record<string, string>[] = [];
    parseString(readFileSync(path, 'utf8'), { headers: true }).on('data', (row: Record<string, string>) => found.push(row)).on('error', fail).on('end', () => done(found));
  });
const temporary = (): string => mkdtempSync(join(tmpdir(), 'kemu-hostile-'));

const NOTHING = /^No table, form or figure was found/;

/** What becomes of each. A file that only looks dangerous is read like any other, and has nothing on its pages. */
const EXPECTED: Readonly<Record<string, readonly [status: string, error: RegExp]>> = {
  'encrypted.pdf': ['failed', /protected by a password\. Save an open copy/],
  'bomb.png': ['partial', /picture is damaged.* Scan it again/],
  'bomb.jpg': ['partial', /picture is damaged.* Scan it again/],
  'bomb-claimed.pdf': ['partial', /picture is damaged.* Scan it again/],
  'bomb-real.pdf': ['failed', /took more than 256 MB of memory and was given up: split it, name --pages, or raise --memory-limit/],
  'pages-in-pages.pdf': ['partial', /circular reference\)\. Open the file in a PDF reader and save or print it anew/],
  'form-in-itself.pdf': ['partial', NOTHING],
  'nested-object.pdf': ['failed', /damaged or cut short.* Download it again/],
  'nested-content.pdf': ['partial', NOTHING],
  'nested-kids.pdf': ['partial', NOTHING],
};

it('files made to do harm end as rows that say what to do, and harm no other', async () => {
  const [input, out, alone] = [temporary(), temporary(), temporary()];
  for (const [name, make] of Object.entries(hostile)) writeFileSync(join(input, name), make());
  cpSync(GOOD, join(input, 'good.txt'));
  const { documents } = await withDocuments(convertBatch, [input], { outDir: out, jobs: 2, timeLimit: 100, memoryLimit: 256 });
  const rows = Object.fromEntries((await rowsOf(join(out, 'documents.csv'))).map((row) => [row['source_file']!, row]));
  for (const [name, [status, error]] of Object.entries(EXPECTED)) {
    expect([name, rows[name]!['status']]).toEqual([name, status]);
    expect(rows[name]!['error'], name).toMatch(error);
    expect(rows[name]!['facts'], name).toBe('0');
  }
  expect(Object.keys(rows).sort()).toEqual([...Object.keys(EXPECTED), 'good.txt'].sort());
  await convertBatch([join(input, 'good.txt')], { outDir: alone });
  const record = documents.find(({ sourcePath }) => sourcePath === 'good.txt')!.documentId;
  expect(readFileSync(join(out, 'documents', `${record}.json`), 'utf8')).toBe(readFileSync(join(alone, 'documents', `${record}.json`), 'utf8'));
}, 400_000);

it('a document of 5,000 pages is read to its end', async () => {
  const [input, out] = [temporary(), temporary()];
  writeFileSync(join(input, 'long.pdf'), longPdf(5000));
  const { documents } = await withDocuments(convertBatch, [input], { outDir: out, memoryLimit: 512 });
  expect(documents.map(({ outcome }) => [outcome.status, outcome.pages, outcome.error])).toEqual([['partial', 5000, expect.stringMatching(NOTHING)]]);
}, 400_000);
