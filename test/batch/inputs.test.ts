import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandInputs, globPattern, type InputFile, readLocation } from '../../src/inputs.js';
import { inShard, parseShard } from '../../src/shard.js';
import { type ZipMember, zipOf } from './zip.js';

const folder = (files: Record<string, string | Buffer>): string => {
  const root = mkdtempSync(join(tmpdir(), 'kemu-inputs-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
};
const list = async (args: string[], from?: string): Promise<InputFile[]> => {
  const found: InputFile[] = [];
  for await (const input of expandInputs(args, from === undefined ? {} : { from })) found.push(input);
  return found;
};
const paths = async (args: string[], from?: string): Promise<string[]> =>
  (await list(args, from)).map((input) => (input.problem === undefined ? input.sourcePath : `${input.sourcePath}: ${input.problem}`));
const member = (name: string | Buffer, text: string): ZipMember => ({ name, content: Buffer.from(text) });

describe('what a document will cost', () => {
  const content = (start: string): Buffer => Buffer.from(start.padEnd(40_000), 'latin1');
  const picture = '%PDF-1.4 1 0 obj << /Subtype /Image /Filter /DCTDecode >>';
  const files = {
    'dump.txt': content('2080505 10.00'),
    'fonts.pdf': content(`${picture} 2 0 obj << /Type /Font >>`),
    'page.jpg': content('\xff\xd8\xff'),
    'scan.pdf': content(`stray ${picture}`),
    'text.pdf': content('%PDF-1.7 1 0 obj << /Type /ObjStm >>'),
  };
  const costs = { 'dump.txt': 300, 'fonts.pdf': 68, 'page.jpg': 1220, 'scan.pdf': 1220, 'text.pdf': 68 };
  const costsOf = async (path: string): Promise<Record<string, number | undefined>> =>
    Object.fromEntries((await list([path])).map(({ name, cost }) => [name, cost]));

  it('is told by its size and its first bytes: pictures are read letter by letter', async () => {
    expect(await costsOf(folder(files))).toEqual(costs);
  });

  it('is told inside an archive too, packed or stored', async () => {
    const members = Object.entries(files).map(([name, content]) => ({ name, content }));
    const stored = members.map((each) => ({ ...each, packed: each.content, method: 0 }));
    const root = folder({ 'packed.zip': zipOf(members), 'stored.zip': zipOf(stored) });
    expect(await costsOf(join(root, 'packed.zip'))).toEqual(costs);
    expect(await costsOf(join(root, 'stored.zip'))).toEqual(costs);
  });

  it('is that of text where the bytes cannot be had, and nothing where there are none', async () => {
    const content = Buffer.alloc(40_000);
    const members: ZipMember[] = [{ name: 'locked.pdf', content, bits: 1 }, { name: 'torn.pdf', content, packed: Buffer.from('torn') }];
    const root = folder({ 'bad.zip': zipOf(members), 'empty.pdf': '' });
    expect(await costsOf(root)).toEqual({ 'locked.pdf': 300, 'torn.pdf': 300, 'empty.pdf': 20 });
    expect((await list([join(root, 'gone.pdf')]))[0]!.cost).toBeUndefined();
  });
});

describe('files and folders', () => {
  it('walks folders by path, leaves out what is no document, follows no circle', async () => {
    const root = folder({ 'b.txt': 'b', 'a/2.pdf': 'x', 'a/1.txt': 'x', '.hidden/x.txt': '', '表1.csv': '', 'notes.md': '', 'data/datapackage.json': '', 'data/facts.csv': '', 'data/c.txt': 'c', 'out/.kemu/order.ndjson': '', 'out/report.html': '' });
    symlinkSync(root, join(root, 'a', 'up'));
    symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
    expect(await paths([root])).toEqual(['a/1.txt', 'a/2.pdf', 'b.txt', 'data/c.txt', '表1.csv']);
    const skipped: string[] = [];
    for await (const _ of expandInputs([root], { onSkipped: (path, why) => skipped.push(`${path.slice(root.length + 1)}: ${why}`) }));
    expect(skipped).toEqual([
      'a/up: a link back to a folder above it',
      'broken: a link that leads nowhere',
      'data/datapackage.json: not a kind of document',
      'data/facts.csv: a table of the data package beside it',
      'notes.md: not a kind of document',
      'out: results of kemu convert',
    ]);
  });

  it('takes a file the user names, whatever it is called', async () => {
    const root = folder({ 'data.csv': 'x', '=cmd|x;$(rm).txt': 'x', '名 字\n断行.txt': 'x' });
    expect(await paths([join(root, 'data.csv'), join(root, '=cmd|x;$(rm).txt'), join(root, '名 字\n断行.txt')])).toEqual([
      'data.csv',
      '=cmd|x;$(rm).txt',
      '名 字\n断行.txt',
    ]);
  });

  it('says what is wrong with a path, and goes on', async () => {
    const root = folder({ 'a.txt': 'x' });
    symlinkSync(join(root, 'loop'), join(root, 'loop'));
    expect(await paths([join(root, 'gone.txt'), join(root, 'loop'), join(root, '*.xyz'), '/dev/null', join(root, 'a.txt')])).toEqual([
      `${root}/gone.txt: no such file: check the path`,
      `${root}/loop: is a link that leads to itself: remove it`,
      `${root}/*.xyz: matches no file`,
      '/dev/null: is no file or folder (a device or a pipe): name a file',
      'a.txt',
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
    const root = folder({ 'a.txt': 'x' });
    chmodSync(join(root, 'a.txt'), 0);
    expect(await paths([root])).toEqual(['a.txt: may not be read: check its permissions']);
  });

  it('expands globs and lists', async () => {
    const root = folder({ '2023/a.txt': '', '2024/b.txt': '', '2024/c.pdf': '', '2024/sub/d.txt': '' });
    expect(await paths([join(root, '**/*.txt')])).toEqual(['2023/a.txt', '2024/b.txt', '2024/sub/d.txt']);
    expect(await paths([join(root, '2024/*.{txt,pdf}')])).toEqual(['b.txt', 'c.pdf']);
    writeFileSync(join(root, 'list'), `\ufeff# a comment\r\n${root}/2024/c.pdf\r\n\r\n${root}/2023\n`);
    expect(await paths([], join(root, 'list'))).toEqual(['c.pdf', 'a.txt']);
  });

  it.each([
    ['*.pdf', 'a.pdf', true],
    ['*.pdf', 'x/a.pdf', false],
    ['**/*.pdf', 'a.pdf', true],
    ['**/*.pdf', 'x/y/a.pdf', true],
    ['[ab]?.txt', 'a1.txt', true],
    ['[!ab]?.txt', 'a1.txt', false],
    ['{甲,乙}/*决算*', '乙/某局决算.pdf', true],
    ['a+(b).txt', 'a+(b).txt', true],
    ['[z-a', '[z-a', true],
  ])('glob %s, path %s: %s', (glob, path, matches) => {
    expect(globPattern(glob).test(path)).toBe(matches);
  });
});

describe('archives', () => {
  it('reads documents inside archives inside archives, names in GBK, and leads nowhere outside', async () => {
    const inner = zipOf([member('深.txt', 'deep')]);
    const gbk = Buffer.from([0xbe, 0xf6, 0xcb, 0xe3, 0x2e, 0x74, 0x78, 0x74]); // 决算.txt
    const root = folder({
      'all.zip': zipOf([
        member('../../../etc/passwd', 'evil'),
        member('C:\\x\\..\\y.txt', 'y'),
        member('/abs.txt', 'abs'),
        { name: 'dir/', content: Buffer.alloc(0) },
        member(gbk, 'gbk'),
        { name: 'inner.zip', content: inner },
        member('__MACOSX/x.txt', ''),
        member('data/facts.csv', ''),
        member('data/datapackage.json', ''),
        member('tables/表1.csv', 'csv'),
      ]),
    });
    const found = await list([root]);
    expect(found.map((input) => input.sourcePath)).toEqual([
      'all.zip/etc/passwd',
      'all.zip/x/y.txt',
      'all.zip/abs.txt',
      'all.zip/决算.txt',
      'all.zip/inner.zip/深.txt',
      'all.zip/tables/表1.csv',
    ]);
    const texts = await Promise.all(found.map(async (input) => (await readLocation(input.location)).toString()));
    expect(texts).toEqual(['evil', 'y', 'abs', 'gbk', 'deep', 'csv']);
  });

  it('takes an Office document for a document', async () => {
    const root = folder({ 'book.xlsx': zipOf([member('[Content_Types].xml', ''), member('xl/workbook.xml', '')]) });
    expect(await paths([root])).toEqual(['book.xlsx']);
  });

  it('stops at archives nested too deep, empty ones and damaged ones', async () => {
    let nested = zipOf([member('x.txt', 'x')]);
    for (let depth = 0; depth < 5; depth++) nested = zipOf([{ name: 'n.zip', content: nested }]);
    const whole = zipOf([member('x.txt', 'x'.repeat(1000))]);
    const root = folder({ 'deep.zip': nested, 'empty.zip': zipOf([]), 'cut.zip': whole.subarray(0, whole.length - 30) });
    expect(await paths([root])).toEqual([
      'cut.zip: the archive has no end record: it is cut off or damaged; download it again',
      'deep.zip/n.zip/n.zip/n.zip: is an archive inside 3 archives: unpack it',
      'empty.zip: is an archive with no documents in it',
    ]);
  });

  it.each([
    ['a bomb', { ...member('bomb.txt', ''), content: Buffer.alloc(64 * 2 ** 20) }, /decompression bomb/],
    ['a lie about the size', { name: 'x.txt', content: Buffer.alloc(0), packed: Buffer.from([1, 2, 3]) }, /damaged/],
    ['an encrypted entry', { ...member('x.txt', 'x'), bits: 1 }, /encrypted: unpack it with its password/],
    ['an unknown method', { ...member('x.txt', 'x'), method: 14 }, /packed with method 14/],
  ] as const)('refuses %s', async (_, entry, problem) => {
    const root = folder({ 'a.zip': zipOf([entry]) });
    const [input] = await list([root]);
    await expect(readLocation(input!.location)).rejects.toThrow(problem);
  });
});

describe('shards', () => {
  it('puts every document into exactly one', () => {
    const names = Array.from({ length: 200 }, (_, i) => `某局/${i}.pdf`);
    const shards = [0, 1, 2].map((index) => names.filter((name) => inShard(name, { index, count: 3 })));
    expect(shards.flat().sort()).toEqual([...names].sort());
    for (const shard of shards) expect(shard.length).toBeGreaterThan(40);
  });

  it.each([
    ['2/8', {}, { index: 1, count: 8 }],
    ['auto', { SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_COUNT: '4', SLURM_ARRAY_TASK_MIN: '3' }, { index: 2, count: 4 }],
    ['auto', { SLURM_ARRAY_TASK_ID: '10', SLURM_ARRAY_TASK_COUNT: '5', SLURM_ARRAY_TASK_MIN: '2', SLURM_ARRAY_TASK_STEP: '2' }, { index: 4, count: 5 }],
    ['auto', { AWS_BATCH_JOB_ARRAY_INDEX: '0', AWS_BATCH_JOB_ARRAY_SIZE: '10' }, { index: 0, count: 10 }],
    ['auto/6', { JOB_COMPLETION_INDEX: '5' }, { index: 5, count: 6 }],
  ])('reads %s', (text, env, shard) => {
    expect(parseShard(text, env)).toEqual(shard);
  });

  it.each(['0/3', '4/3', 'x', 'auto', 'auto/2'])('refuses %s', (text) => {
    expect(() => parseShard(text, text === 'auto/2' ? { JOB_COMPLETION_INDEX: '2' } : {})).toThrow('--shard');
  });
});
