import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makePdf, ruledTable } from './pdf/make-pdf.js';

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
    expect([[0, ''], [4, 'kemu: --fail-on found N figures of medium or low confidence\n']]).toContainEqual([quiet.code, quiet.err.replace(/\d+/, 'N')]);
    expect(quiet.out).toBe('');
    expect(run(['convert', SEED, '--out', out, '--lang', 'zh']).out).toContain('勾稽校验');
  });

  it('speaks JSON', () => {
    const { out, err } = run(['convert', SEED, '--out', temporary(), '--json']);
    expect(JSON.parse(out)).toMatchObject({ type: 'summary', documents: 1, failed: 0 });
    const events = err.trim().split('\n').map((line) => JSON.parse(line) as { type: string });
    expect(events.map((event) => event.type)).toEqual(['start', 'counted', 'document', 'used']);
  });

  it('writes NDJSON to standard output, reads a document from standard input', () => {
    const { code, out } = run(['convert', '-', '--out', '-', '-q'], readFileSync(join(ROOT, SEED), 'utf8'));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ source_path: 'stdin', sha256: '6b8e9b3ebcee09e1a88d93aad48e4e9ad308196af7b88c19853154c2f83f25d4' });
  });

  it.each([['--out', 'nowhere'], []])('says what it would do (%j)', (...out) => {
    const ended = run(['convert', 'seeds', 'gone', ...out, '--dry-run']);
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
    expect(ended.out).toContain('empty.pdf  the file is empty (0 bytes): download it again');
    const out = temporary();
    expect(run(['convert', folder, '--out', out, '--quiet'])).toEqual({ code: 3, out: '', err: `kemu: 1 of 1 documents failed: ${join(out, 'documents.csv')} says why (column error)\n` });
  });

  describe('looks at one page and one figure', () => {
    const folder = temporary();
    const pdf = join(folder, 'a.pdf');
    writeFileSync(
      pdf,
      makePdf([
        { draw: [{ text: '支出总表', x: 240, y: 60, size: 14 }, { text: '单位：万元', x: 440, y: 84 }, ...ruledTable([50, 110, 260, 340, 420, 500], 100, 20, [['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ['201', '一般公共服务支出', '398.37', '354.68', '43.69'], ['', '合计', '398.37', '354.68', '43.69']])] },
        { draw: [{ text: '第三部分 说明', x: 60, y: 60 }] },
      ]),
    );
    writeFileSync(join(folder, 'cut.pdf'), readFileSync(pdf).subarray(0, 300));
    writeFileSync(join(folder, 'moving.gif'), 'GIF89a');
    writeFileSync(join(folder, 'page.html'), '<html><body><table><tr><td>a</td><td>b</td></tr></table></body></html>');

    it('inspect draws cells, their numbers and figures in the colour of their confidence', () => {
      const { code, out, err } = run(['inspect', pdf, '--page', '1']);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^<svg [^>]*viewBox="0 0 595 842"/);
      expect(out).toContain('table 1 · 支出总表 · expenditure · 万元 · lattice');
      expect(out.match(/<title>/g)).toHaveLength(6);
      expect(out).toMatch(/stroke="#2e7d32"[^>]*><title>354\.68 万元\n201 一般公共服务支出\n基本支出\n/);
      expect(out).toContain('>1:3</text>');
      const file = join(folder, 'page.svg');
      expect(run(['inspect', pdf, '--page', '1', '--out', file])).toEqual({ code: 0, out: '', err: '' });
      expect(readFileSync(file, 'utf8')).toBe(out);
      expect(run(['inspect', pdf, '--page', '2']).out).not.toContain('<title>');
    });

    it('explain tells row, column, place and reasons of a figure of a PDF and of a dump', () => {
      const { code, out } = run(['explain', pdf, 't01-r1c2']);
      expect(code).toBe(0);
      expect(out.split('\n').map((line) => line.trim())).toEqual(
        expect.arrayContaining([
          '354.68 万元  基本支出',
          expect.stringMatching(/^row +201 一般公共服务支出 → 201 一般公共服务支出 \(functional, /),
          expect.stringMatching(/^table +支出总表$/),
          expect.stringMatching(/^printed +a\.pdf p\. 1$/),
          expect.stringMatching(/^placed +read from its place on the page/),
          expect.stringMatching(/398\.37 = 398\.37 +合计 = 基本支出 \+ 项目支出/),
          expect.stringMatching(/^so +high \(/),
        ]),
      );
      const dump = run(['explain', SEED, 't03-r3c1']).out;
      // the folder of the results knows where the document lies; of two files of one name it takes the right one
      const results = join(folder, 'results');
      expect(run(['convert', SEED, '--out', results, '-q']).code).toBe(0);
      expect(run(['explain', results, '000_93a8983ca7a790d4-6b8e9b3e-t03-r3c1']).out).toBe(dump);
      expect(run(['explain', pdf, '000_93a8983ca7a790d4-6b8e9b3e-t01-r1c2'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is of another document') as string });
      expect(run(['explain', results, 't03-r3c1'])).toMatchObject({ code: 2, err: expect.stringContaining('give the whole fact_id') as string });
      expect(run(['explain', results, 'x-00000000-t03-r3c1'])).toMatchObject({ code: 2, err: expect.stringContaining('there is no document x-00000000') as string });
      expect(dump).toMatch(/^606\.2 万元 {2}本年支出合计\n/);
      expect(dump).toMatch(/printed +000_93a8983ca7a790d4\.txt:322\n(?: {11}.*\n){2} {11}> 20801 .*606\.2 354\.68 251\.52\n/);
    });

    it.each([
      [['inspect', pdf, '--page', '9'], 2, 'There is no page 9: the file has 2.'],
      [['inspect', pdf, '--page', '0'], 2, 'a whole number from 1 is needed'],
      [['inspect', pdf], 2, "'--page <number>' not specified"],
      [['inspect', SEED, '--page', '1'], 2, 'Only pages with positions'],
      [['report', 'x', '--put', 'y'], 2, "Unknown option '--put' (kemu report --help shows what it takes)"],
      [['merge', join(folder, 'gone'), '--out', 'x'], 2, 'there is no such folder'],
      [['dump', join(folder, 'page.html')], 2, 'a workbook or a web page'],
      [['inspect', join(folder, 'page.html'), '--page', '1'], 2, 'Only pages with positions'],
      [['inspect', join(folder, 'gone.pdf'), '--page', '1'], 3, 'there is no such file'],
      [['inspect', folder, '--page', '1'], 2, 'it is a folder'],
      [['inspect', join(folder, 'cut.pdf'), '--page', '1'], 3, 'damaged or cut short'],
      [['inspect', pdf, '--page', '1', '--out', join(folder, 'no', 'such', 'page.svg')], 6, 'page.svg'],
      [['explain', pdf, 't09-r1c1'], 2, 'there is no fact t09-r1c1'],
      [['explain', SEED, 'nonsense'], 2, 'there is no fact nonsense'],
      [['explain', join(folder, 'gone.pdf'), 't01-r1c1'], 3, 'there is no such file'],
      [['explain', join(folder, 'cut.pdf'), 't01-r1c1'], 3, 'damaged or cut short'],
      [['explain', join(folder, 'moving.gif'), 't01-r1c1'], 3, 'this is a GIF picture'],
      [['inspect', join(folder, 'moving.gif'), '--page', '1'], 3, 'this is a GIF picture'],
      [['dump', join(folder, 'moving.gif')], 3, 'this is a GIF picture. Save it as PNG or PDF.'],
      [['dump', join(folder, 'gone.pdf')], 3, 'there is no such file'],
      [['dump', folder], 2, 'it is a folder'],
      [['convert', folder, '--out', join(folder, '.')], 2, 'give the results a folder of their own'],
      [['convert', SEED], 2, '--out is missing: name a folder'],
      [['convert', '--from', join(folder, 'no.list'), '--out', join(folder, 'out')], 2, 'no.list: no such file: check the path'],
      [['convert', SEED, '--out', join(folder, 'cut.pdf')], 6, 'cut.pdf: the results cannot be written there: it is a file'],
    ])('%j ends with %i: %s', (args, code, why) => {
      const ended = run(args);
      expect([ended.code, ended.out]).toEqual([code, '']);
      expect(ended.err).toContain(why);
      expect(ended.err).not.toContain('    at ');
    });
  });
});
