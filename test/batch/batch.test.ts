import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { assemble, makePart, ORDER_FILE, type PartOrder, SOURCES_FILE } from '../../src/assemble.js';
import { type BatchEvent, type BatchOptions, convertBatch } from '../../src/batch.js';
import { allCorrections, appendCorrection, correctionsPath } from '../../src/corrections-file.js';
import { madeBy } from '../../src/convert-one.js';
import { mergeParts } from '../../src/merge-command.js';
import { CORRECTION_COLUMNS, type Correction } from '../../src/model/correction.js';
import type { ListedRecord } from '../../src/write/rows.js';
import { convertSource } from './fake-pipeline.js';
import { withDocuments } from './with-documents.js';

const FAKE = new URL('./fake-pipeline.ts', import.meta.url).href;
const temporary = (): string => mkdtempSync(join(tmpdir(), 'kemu-batch-'));
const inputs = (files: Record<string, string>): string => {
  const root = temporary();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
};
const many = (n: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`d${String(i).padStart(4, '0')}.txt`, `document ${i}\nrow\n`]));
/** Everything a run wrote, by name; where the sources lie on this machine is left out. */
const bytesOf = (out: string): Record<string, string> => {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name !== basename(SOURCES_FILE)) files[join(entry.parentPath, entry.name).slice(out.length)] = readFileSync(join(entry.parentPath, entry.name), 'latin1');
  return files;
};
const here = (options: Partial<BatchOptions> = {}): BatchOptions => ({ outDir: temporary(), pipeline: convertSource, madeBy: 'test', ...options });
const pooled = (options: Partial<BatchOptions> = {}): BatchOptions => ({ outDir: temporary(), pipeline: FAKE, jobs: 2, madeBy: 'test', ...options });

describe('convertBatch', () => {
  it('writes the same bytes in one process and in several, whatever ends first', async () => {
    const root = inputs({ ...many(12), 'd0000.txt': 'wait 300\n' });
    const [one, two] = [here(), pooled()];
    await convertBatch([root], one);
    await convertBatch([root], two);
    expect(bytesOf(two.outDir)).toEqual(bytesOf(one.outDir));
    expect(Object.keys(bytesOf(one.outDir)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('begins a second process only where there is enough to do for it', async () => {
    const processes = async (wait: number, length: number): Promise<number> => {
      const seen = new Set<string>();
      const root = inputs(Object.fromEntries([1, 2, 3, 4].map((n) => [`${n}.txt`, `process ${wait} ${'x'.repeat(length)}${n}`])));
      await convertBatch([root], pooled({ onRecord: (record) => void seen.add(record.tables[0]!.facts[0]!.row_label) }));
      return seen.size;
    };
    expect(await processes(0, 10)).toBe(1);
    expect(await processes(1000, 200_000)).toBe(2);
  });

  it('joins the rows that processes made into text to the same bytes, whoever made them', async () => {
    const root = inputs(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.txt`, `${i}, "=1+1"\n`.repeat(i % 3 === 0 ? 1500 : 10)])));
    for (const look of [{}, { excel: true, headings: 'zh' as const }]) {
      const [one, two] = [here(look), pooled(look)];
      const alone = await convertBatch([root], one);
      // what a killed run left of its parts
      mkdirSync(join(two.outDir, '.kemu', 'parts'), { recursive: true });
      writeFileSync(join(two.outDir, '.kemu', 'parts', '0-facts'), 'stale');
      const many = await convertBatch([root], two);
      expect(bytesOf(two.outDir)).toEqual(bytesOf(one.outDir));
      expect(many.written).toEqual(alone.written);
      expect(alone.written!.rows.facts).toBe(4560);
    }
  });

  it('makes the rows itself where a process has died of it, and says when they cannot be made', async () => {
    const root = inputs(Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.txt`, `${i}\n`.repeat(1000)])));
    const options = here();
    const { documents } = await withDocuments(convertBatch, [root], options);
    const before = bytesOf(options.outDir);
    const made: number[] = [];
    const by = { jobs: 2, rows: 6000, rowsOf: () => 1000, make: async (order: PartOrder) => (made.push(order.number), order.number % 2 === 0 ? null : makePart(order)) };
    await assemble(documents, options, by);
    expect(made).toEqual([0, 1, 2, 3, 4, 5]);
    expect(bytesOf(options.outDir)).toEqual(before);
    await expect(assemble(documents, options, { ...by, make: () => Promise.reject(new Error('the disk is full')) })).rejects.toThrow('the disk is full');
    expect(bytesOf(options.outDir)).toEqual(before);
  });

  it('lets a document that outlasts all that wait take the processors of all, others one each', async () => {
    const processors = async (files: Record<string, string>): Promise<string[]> => {
      const seen: string[] = [];
      await convertBatch([inputs(files)], pooled({ jobs: 3, onRecord: (record) => void seen.push(record.tables[0]!.facts[0]!.row_label) }));
      return seen;
    };
    expect(await processors({ 'a.txt': 'processors' })).toEqual(['processors 3']);
    const scan = `processors %PDF- /Subtype /Image${' '.repeat(10_000)}`;
    expect(await processors({ 'a.pdf': scan, 'b.txt': 'processors' })).toEqual(['processors 3', 'processors 3']);
    expect((await processors({ 'a.pdf': scan, 'b.pdf': `${scan} `, 'c.pdf': `${scan}  ` })).slice(0, 2)).toEqual(['processors 1', 'processors 1']);
  });

  it('takes first what takes longest, and tells where the time went', async () => {
    const root = inputs({ 'a.txt': 'first met\n', 'b.pdf': '%PDF- /Subtype/Image\n'.repeat(4), 'c.txt': 'row\n'.repeat(60), 'd.pdf': `%PDF- /Font${' '.repeat(250)}` });
    const order: string[] = [];
    const options = here({
      pipeline: async (source, of) => (await sleep(200), convertSource(source, of)),
      onEvent: (event) => event.type === 'document' && order.push(event.sourcePath),
    });
    await convertBatch([root], options);
    expect(order).toEqual(['b.pdf', 'c.txt', 'd.pdf', 'a.txt']);
    const used: BatchEvent[] = [];
    await convertBatch([root], pooled({ onEvent: (event) => event.type === 'used' && used.push(event) }));
    const [time] = used;
    if (time?.type !== 'used') throw new Error('not told');
    expect(time.busyShare).toBeGreaterThan(0.3);
    expect(time.busyShare).toBeLessThanOrEqual(1);
    expect(time.converting).toBeGreaterThan(0);
    expect(time.workers).toBeGreaterThanOrEqual(time.converting - 0.1);
  });

  it('keeps what is done, redoes what changed', async () => {
    const root = inputs(many(4));
    const options = here();
    await convertBatch([root], options);
    const before = bytesOf(options.outDir);
    const again = await withDocuments(convertBatch, [root], options);
    expect(again.documents.map(({ outcome }) => outcome.kept)).toEqual([true, true, true, true]);
    expect(bytesOf(options.outDir)).toEqual(before);
    writeFileSync(join(root, 'd0001.txt'), 'changed\n');
    const third = await withDocuments(convertBatch, [root], options);
    expect(third.documents.map(({ outcome }) => outcome.kept)).toEqual([true, false, true, true]);
    const forced = await withDocuments(convertBatch, [root], { ...options, force: true });
    expect(forced.documents.some(({ outcome }) => outcome.kept)).toBe(false);
    const other = await withDocuments(convertBatch, [root], { ...options, madeBy: 'a later version' });
    expect(other.documents.some(({ outcome }) => outcome.kept)).toBe(false);
  });

  it('redoes a record that was cut off', async () => {
    const root = inputs(many(1));
    const options = here();
    await convertBatch([root], options);
    const before = bytesOf(options.outDir);
    const [record] = readdirSync(join(options.outDir, 'documents'));
    const path = join(options.outDir, 'documents', record!);
    writeFileSync(path, readFileSync(path).subarray(0, 700));
    await convertBatch([root], options);
    expect(bytesOf(options.outDir)).toEqual(before);
  });

  it('makes every bad document a row that says what to do, and harms no other', async () => {
    const root = inputs({ 'a.txt': 'throw', 'b.txt': '', 'c.txt': 'exit', 'd.txt': 'hang', 'e.txt': 'fine' });
    const options = pooled({ timeLimit: 12 });
    const { documents } = await withDocuments(convertBatch, [root, join(root, 'gone.pdf')], options);
    expect(documents.map(({ outcome }) => [outcome.status, outcome.error])).toEqual([
      ['failed', 'a.txt: line 3: no table in this document: see whether it is the right file'],
      ['failed', 'b.txt: the file is empty (0 bytes): download it again'],
      ['failed', 'c.txt: ended its process: please report it with the file; the other documents are not affected'],
      ['failed', 'd.txt: took more than 12 s and was given up: split it, name --pages, or raise --time-limit'],
      ['ok', ''],
      ['failed', 'gone.pdf: no such file: check the path'],
    ]);
    const rows = readFileSync(join(options.outDir, 'documents.csv'), 'utf8').trim().split('\n');
    expect(rows.length).toBe(7);
    // what this machine did not manage is tried again, what is wrong with the file is not
    const again = await withDocuments(convertBatch, [root], options);
    expect(again.documents.map(({ outcome }) => outcome.kept)).toEqual([true, true, false, false, true]);
  });

  it('ends a document that takes too much memory, inside the heap or outside', async () => {
    const root = inputs({ 'heap.txt': 'memory', 'buffers.txt': 'buffers', 'fine.txt': 'fine' });
    const { documents } = await withDocuments(convertBatch, [root], pooled({ memoryLimit: 128, timeLimit: 60 }));
    expect(documents.map(({ outcome }) => outcome.error.replace(/ and was.*/, ''))).toEqual([
      'buffers.txt: took more than 128 MB of memory',
      '',
      'heap.txt: took more than 128 MB of memory',
    ]);
  });

  it('converts a file met twice once, and two unreadable files of one name twice', async () => {
    const root = inputs({ 'x/a.txt': 'same', 'y/a.txt': 'same', 'z/a.txt': 'other' });
    const events: BatchEvent[] = [];
    const options = here({ onEvent: (event) => events.push(event) });
    const result = await withDocuments(convertBatch, [root, join(root, 'p/gone.txt'), join(root, 'q/gone.txt')], options);
    expect(result.totals.duplicates).toBe(1);
    expect(result.documents.map(({ sourcePath }) => sourcePath.replace(root, ''))).toEqual(['x/a.txt', 'z/a.txt', '/p/gone.txt', '/q/gone.txt']);
    expect(events.filter((event) => event.type === 'duplicate')).toMatchObject([{ sourcePath: 'y/a.txt' }]);
  });

  it('streams records in input order and leaves nothing behind', async () => {
    const root = inputs({ ...many(6), 'd0000.txt': 'wait 400\n' });
    const seen: ListedRecord[] = [];
    const result = await convertBatch([root], pooled({ onRecord: (record) => void seen.push(record) }));
    expect(seen.map((record) => record.source_path)).toEqual(Object.keys(many(6)));
    expect(result.written).toBeNull();
  });

  it('stops when told to, keeps what is done, and finishes with the same bytes', async () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}.txt`, `wait 150 ${i}\n`]));
    const root = inputs(files);
    const whole = here();
    await convertBatch([root], whole);
    const stop = new AbortController();
    let done = 0;
    const options = pooled({ signal: stop.signal, onEvent: (event) => event.type === 'document' && ++done === 3 && stop.abort() });
    const stopped = await convertBatch([root], options);
    expect(stopped).toMatchObject({ interrupted: true, written: null });
    const { signal: _, onEvent: __, ...rest } = options;
    const finished = await withDocuments(convertBatch, [root], rest);
    expect(finished.documents.filter(({ outcome }) => outcome.kept).length).toBeGreaterThanOrEqual(3);
    expect(bytesOf(options.outDir)).toEqual(bytesOf(whole.outDir));
  });

  it('says that the output cannot be written, once', async () => {
    const root = inputs(many(3));
    const outDir = temporary();
    rmSync(outDir, { recursive: true });
    writeFileSync(outDir, 'a file where the folder should be');
    await expect(convertBatch([root], here({ outDir }))).rejects.toThrow(`${outDir}: the results cannot be written there: it is a file`);
    // a place that holds no folders: Node's own way to make several at once would never end
    if (process.platform === 'linux') await expect(convertBatch([root], here({ outDir: '/proc/kemu/out' }))).rejects.toThrow('/proc/kemu/out: the results cannot be written there');
  });
});

it('a record says what it depends on besides its source', () => {
  const of = (options: object): string => madeBy(options).replace(/^kemu \S+ [0-9a-f]{12}/, 'kemu');
  expect(of({})).toBe('kemu');
  expect(of({ withContacts: true, encoding: 'gb18030', pages: [1, 7] })).toBe('kemu contacts encoding=gb18030 pages=1+7');
});

describe('merge', () => {
  it('of shards is byte for byte the whole run', async () => {
    const root = inputs({ ...many(20), 'x/d0003.txt': 'document 3\nrow\n' });
    const whole = here();
    await convertBatch([root], whole);
    const parts = [0, 1, 2].map((index) => here({ shard: { index, count: 3 } }));
    for (const part of parts) await convertBatch([root], part);
    const outDir = temporary();
    await mergeParts(parts.map((part) => part.outDir).reverse(), { outDir });
    expect(bytesOf(outDir)).toEqual(bytesOf(whole.outDir));
    expect(readFileSync(join(outDir, ORDER_FILE), 'utf8').split('\n')[0]).toBe('[1,"d0000.txt","d0000-31704577"]');
  });

  it('keeps the corrections of all parts: the same once, by time, contradictions told', async () => {
    const root = inputs(many(2));
    const [a, b, c] = [here(), here({ shard: { index: 0, count: 1 } }), here()];
    for (const part of [a, b, c]) await convertBatch([root], part);
    const sha256 = createHash('sha256').update('document 0\nrow\n').digest('hex');
    const say = (key: string, action: Correction['action'], taken: string, who: string, day: number): Correction => ({
      ...(Object.fromEntries(CORRECTION_COLUMNS.map((name) => [name, ''])) as unknown as Correction),
      document_id: `d0000-${sha256.slice(0, 8)}`, sha256, kind: 'fact', key, action, taken, who, when: `2026-01-0${day}T00:00:00Z`,
    });
    const both = say('t01-r1c1', 'value', '1', 'x', 1);
    const changedMind = say('t01-r1c1', 'value', '2', 'y', 5);
    const early = say('t01-r2c1', 'value', '7', 'x', 4);
    const late = say('t01-r2c1', 'value', '8', 'y', 3);
    const only = say('t01-r3c1', 'accept', '9', 'x', 2);
    for (const line of [both, early]) appendCorrection(a.outDir, line);
    for (const line of [both, late, changedMind]) appendCorrection(b.outDir, line);
    appendFileSync(correctionsPath(b.outDir), 'broken,line\n');
    appendCorrection(c.outDir, only);
    // what was said in the folder that is joined into stays too
    const { notices } = await mergeParts([a.outDir, b.outDir], { outDir: c.outDir });
    expect(allCorrections(c.outDir)).toEqual({ corrections: [both, only, late, early, changedMind], problems: [] });
    expect(notices).toEqual([
      `d0000-${sha256.slice(0, 8)} t01-r2c1: ${a.outDir} says value 7 (x), ${b.outDir} says value 8 (y); the later one holds`,
      `${correctionsPath(b.outDir)}: line 5: no SHA-256 of a document: left out`,
      `1 documents have corrections that are not applied yet: run kemu convert again with --out ${c.outDir}`,
    ]);
    const before = readFileSync(correctionsPath(c.outDir), 'utf8');
    expect((await mergeParts([a.outDir, c.outDir], { outDir: c.outDir })).notices.at(-1)).toMatch(/not applied yet/);
    expect(readFileSync(correctionsPath(c.outDir), 'utf8')).toBe(before);
    await convertBatch([root], { ...c, outDir: c.outDir });
    expect((await mergeParts([c.outDir], { outDir: c.outDir })).notices).toEqual([]);
  });

  it('does not write over a line of corrections that it cannot read', async () => {
    const options = here();
    await convertBatch([inputs(many(1))], options);
    appendFileSync(correctionsPath(options.outDir), `${CORRECTION_COLUMNS.join(',')}\nbroken,line\n`);
    await expect(mergeParts([options.outDir], { outDir: options.outDir })).rejects.toThrow(/corrections\.csv: line 2: .*: mend the line first/);
    expect(readFileSync(correctionsPath(options.outDir), 'utf8')).toContain('broken,line');
  });

  it('names a folder that is no finished run', async () => {
    await expect(mergeParts([temporary()], { outDir: temporary() })).rejects.toThrow(/no finished run/);
  });
});
