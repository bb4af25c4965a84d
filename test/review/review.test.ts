import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseCorrections } from '../../src/corrections.js';
import { loadRecord } from '../../src/write/json.js';
import { type Review, startReview } from '../../src/review/server.js';
import { documentIds } from '../../src/review/store.js';
import { openBrowser } from './browser.js';
import { type Folder, reviewFolder } from './fixture.js';
import { largeFolder } from './large.js';

let browser: Browser;
let folder: Folder;
let review: Review;
const contexts: BrowserContext[] = [];
const asked: string[] = [];
const wrong: string[] = [];

beforeAll(async () => {
  [browser, folder] = await Promise.all([openBrowser(), reviewFolder()]);
  review = await startReview({ outDir: folder.out, now: () => '2024-05-06T07:08:09.000Z' });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await review?.close();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(wrong.splice(0)).toEqual([]);
});

async function visit(hash = '', { width = 1280, height = 720, url = review.url } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' });
  contexts.push(context);
  const page = await context.newPage();
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  await page.goto(`${url}${hash}`);
  await page.waitForSelector('body[data-ready]');
  return page;
}

/** A machine that does much else at the same time may take a while. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 50 });
/** The page has written what was settled and has gone on to the next row. */
const idle = (page: Page) => page.waitForSelector('.detail[aria-busy=false]');

const corrections = () => parseCorrections(readFileSync(join(folder.out, 'corrections.csv'), 'utf8')).corrections;
const pdfId = (): string => documentIds(folder.out).find((id) => id.startsWith('云溪'))!;
const factOf = (end: string) =>
  loadRecord(folder.out, pdfId())!
    .tables.flatMap((table) => table.facts)
    .find((fact) => fact.fact_id.endsWith(end))!;

describe('the review page', () => {
  it('shows the most doubtful figure first, with its place', async () => {
    const page = await visit();
    const rows = await page.$$eval('.queue .row', (all) => all.slice(0, 5).map((row) => row.className));
    expect(rows[0]).toContain('low');
    expect(await page.getAttribute('.queue .row', 'aria-selected')).toBe('true');
    expect(await page.textContent('h2 .figure')).toContain(await page.textContent('.queue .row .value'));
    expect(await page.isVisible('.grid .cell.lit')).toBe(true);
    await page.waitForSelector('.source .lit');
  });

  it('draws the page of a PDF and lights the cell, its row and its column', async () => {
    const page = await visit(`#doc=${encodeURIComponent(pdfId())}`);
    await page.waitForSelector('.sheet canvas');
    await page.waitForSelector('.box.lit');
    const [lit, row, column] = await Promise.all(['.box.lit', '.box.row-band', '.box.column-band'].map((box) => page.locator(box).boundingBox()));
    expect(row!.width).toBeGreaterThan(lit!.width * 2);
    expect(column!.height).toBeGreaterThan(lit!.height * 2);
    expect(lit!.x).toBeGreaterThanOrEqual(column!.x - 6);
    // something is painted inside
    const dark = await page.$eval('.sheet canvas', (element) => {
      const canvas = element as unknown as { width: number; height: number; getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } } };
      return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((value, i) => i % 4 === 0 && value < 90).length;
    });
    expect(dark).toBeGreaterThan(500);
  });

  it('lights the indicator of a PDF on its page', async () => {
    const page = await visit(`#doc=${encodeURIComponent(pdfId())}&level=any&q=读者到馆人次`);
    await page.waitForSelector('.sheet canvas');
    await page.waitForSelector('.box.lit');
    expect(await page.textContent('.heading')).toContain('读者到馆人次');
    const [lit, sheet] = await Promise.all(['.box.lit', '.sheet'].map((box) => page.locator(box).boundingBox()));
    // its cell is the fourth row of the table: from 112 + 3 × 24 points on, the third column
    const points = 842 / sheet!.height;
    expect((lit!.y - sheet!.y) * points).toBeGreaterThan(112 + 3 * 24 - 6);
    expect((lit!.y - sheet!.y) * points).toBeLessThan(112 + 3 * 24 + 6);
    expect((lit!.x - sheet!.x) * points).toBeGreaterThan(250 - 6);
    expect((lit!.x - sheet!.x) * points).toBeLessThan(250 + 6);
  });

  it('marks the line of a dump and the figure in it', async () => {
    const page = await visit('#q=公务用车运行费&level=any');
    await page.waitForSelector('.lines .lit mark');
    const [value] = (await page.textContent('h2 .figure'))!.split(' ');
    expect(await page.textContent('.lines .lit mark')).toBe(value);
    expect(await page.locator('.lines .row-lit').count()).toBeGreaterThan(0);
  });

  it('filters by facet and words, and keeps both in the address', async () => {
    const page = await visit('#level=any');
    const all = Number((await page.textContent('.count'))!.match(/\d+/)![0]);
    await page.keyboard.press('f');
    await page.click('.facets fieldset:has([id^=facet-kind-]) .more');
    await page.check('#facet-kind-three_public');
    await soon(async () => Number((await page.textContent('.count'))!.match(/\d+/)![0])).toBeLessThan(all);
    await page.keyboard.press('/');
    await page.keyboard.type('公务接待');
    await soon(() => page.url()).toContain('q=');
    await soon(() => page.$$eval('.queue .row .column', (cells) => cells.length > 0 && cells.every((cell) => cell.textContent!.includes('公务接待')))).toBe(true);
    const address = page.url();
    await page.reload();
    await page.waitForSelector('body[data-ready]');
    expect(page.url()).toBe(address);
    expect(await page.isChecked('#facet-kind-three_public')).toBe(true);
    expect(await page.inputValue('#search')).toBe('公务接待');
  });

  it('fixes a figure by keyboard; a reload and the next conversion have it', async () => {
    const page = await visit(`#doc=${encodeURIComponent(pdfId())}`);
    expect(await page.textContent('h2 .figure')).toContain('0.72');
    await page.fill('#who', '王小明');
    await page.keyboard.press('Escape');
    // the reading that makes both broken sums hold is offered first
    expect(await page.locator('.equation.fail').count()).toBe(2);
    await page.keyboard.press('1');
    await soon(() => page.locator('.equation.fail').count()).toBe(0);
    expect(await page.locator('.equation.changed').count()).toBe(2);
    expect(await page.textContent('.cell.lit')).toContain('0.27');
    await page.keyboard.press('Enter');
    await soon(() => page.textContent('.say')).toContain('当前筛选下已无待核内容');
    // what was written stays readable where it was the last
    expect(await page.textContent('.say')).toContain('0.27');
    await idle(page);
    expect(corrections().at(-1)).toMatchObject({ kind: 'fact', key: 't01-r5c3', action: 'value', printed: '0.72', was: '0.72', taken: '0.27', who: '王小明', when: '2024-05-06T07:08:09.000Z', page: '1' });

    await page.goto(`${review.url}#doc=${encodeURIComponent(pdfId())}&level=any`);
    await page.reload();
    await page.waitForSelector('body[data-ready]');
    await page.click('.queue .row.corrected');
    await soon(() => page.textContent('h2 .badge')).toContain('已更正');
    expect(await page.textContent('.history')).toContain('下次 kemu convert 时生效');

    await folder.convert();
    expect(factOf('-r5c3')).toMatchObject({ value: '0.27', value_printed: '0.72', confidence_level: 'high' });
    expect(factOf('-r5c3').flags).toContain('corrected-by-person');
    expect(loadRecord(folder.out, pdfId())!.tables[0]!.checks.every((check) => check.passed)).toBe(true);
    await page.reload();
    await page.waitForSelector('.history');
    expect(await page.textContent('h2 .figure')).toContain('0.27');
    expect(await page.textContent('.facts')).toContain('0.72');
    expect(await page.textContent('.history')).toContain('已生效');

    // undone, it is as it was
    await page.keyboard.press('u');
    await soon(() => page.textContent('h2 .figure')).toContain('0.72');
    await folder.convert();
    expect(factOf('-r5c3')).toMatchObject({ value: '0.72', confidence_level: 'low' });
  });

  it('takes another column, a typed figure, a wrong source; goes on by itself', async () => {
    const page = await visit('#q=公务用车运行费');
    const first = (await page.getAttribute('.queue .row[aria-selected=true]', 'data-id'))!;
    const value = (await page.textContent('h2 .figure'))!.split(' ')[0];
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await soon(() => corrections().at(-1)?.action).toBe('column');
    expect(corrections().at(-1)).toMatchObject({ printed: value, was: expect.stringContaining('公务用车运行费'), taken: expect.stringContaining('公务用车购置费') });

    await page.goto(`${review.url}#level=any&q=一般公共服务`);
    await page.reload();
    await page.waitForSelector('body[data-ready]');
    await page.goto(`${review.url}#level=any&q=住房公积金`);
    await soon(() => page.textContent('.heading')).toContain('住房公积金');
    await page.keyboard.press('e');
    await page.keyboard.type('x');
    expect(await page.getAttribute('#correction', 'aria-invalid')).toBe('true');
    await page.keyboard.press('Enter');
    await soon(() => page.textContent('.say')).toContain('不是数字');
    await page.fill('#correction', '1,234.50');
    await soon(() => page.textContent('.cell.lit')).toContain('1234.50');
    await page.keyboard.press('Enter');
    await soon(() => corrections().at(-1)).toMatchObject({ action: 'value', taken: '1,234.50' });
    await soon(() => page.getAttribute('.queue .row[aria-selected=true]', 'aria-posinset')).toBe('2');
    await idle(page);
    await page.keyboard.press('s');
    await soon(() => corrections().at(-1)?.action).toBe('source-error');
    await idle(page);
    await page.keyboard.press('Enter');
    await soon(() => corrections().at(-1)?.action).toBe('accept');

    await folder.convert();
    const record = loadRecord(folder.out, documentIds(folder.out).find((id) => id.startsWith('000'))!)!;
    expect(record.corrections!.map((each) => [each.action, each.state])).toEqual([
      ['column', 'applied'],
      ['value', 'applied'],
      ['source-error', 'applied'],
      ['accept', 'applied'],
    ]);
    const facts = record.tables.flatMap((table) => table.facts);
    expect(facts.find((fact) => fact.fact_id === first)).toBeUndefined();
    expect(facts.filter((fact) => fact.flags.includes('corrected-by-person')).map((fact) => fact.value)).toEqual(expect.arrayContaining(['1234.50', value]));
    expect(record.messages.filter((message) => message.rule.startsWith('corrections/'))).toEqual([]);
  });

  it('tells corrections that cannot be used', async () => {
    const path = join(folder.out, 'corrections.csv');
    const before = readFileSync(path, 'utf8');
    const [head, line] = before.split('\n');
    writeFileSync(path, `${before}${line!.replace(/^([^,]*,[^,]*,fact),[^,]*,/, '$1,t99-r1c1,').replaceAll('0.72', '77.77')}\nnonsense\n`);
    expect(head).toContain('sha256');
    await folder.convert();
    const page = await visit();
    await page.click('header .conflicts');
    const list = await page.textContent('.conflict-list');
    expect(list).toContain('corrections/not-found');
    expect(list).toContain('no SHA-256');
    await page.keyboard.press('Escape');
    writeFileSync(path, before);
    await folder.convert();
  });

  it('speaks both languages, and every control has a name', async () => {
    const page = await visit('#lang=en');
    expect(await page.textContent('#accept')).toContain('Accept');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.keyboard.press('l');
    await soon(() => page.textContent('#accept')).toContain('确认');
    const nameless = await page.$$eval('button, input, select, [tabindex="0"]', (all) =>
      all
        .filter((element) => {
          const own = element as unknown as { labels?: { length: number }; textContent: string; getAttribute(name: string): string | null; closest(selector: string): unknown };
          return !own.getAttribute('aria-label') && !own.labels?.length && own.textContent.trim() === '' && !own.closest('[hidden]');
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });

  it('can be reached by the Tab key alone', async () => {
    const page = await visit();
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      seen.add(await page.evaluate('document.activeElement.id || document.activeElement.className'));
    }
    for (const id of ['who', 'search', 'queue', 'accept', 'edit', 'source-error', 'next', 'why', 'whole', 'grid', 'evidence', 'source-body']) expect([...seen]).toContain(id);
  });

  it('moves in the whole table with the arrows', async () => {
    const page = await visit(`#doc=${encodeURIComponent(pdfId())}&level=any`);
    await page.keyboard.press('t');
    await soon(() => page.isVisible('.queue')).toBe(false);
    const before = await page.textContent('.cell.lit');
    await page.keyboard.press('ArrowLeft');
    await soon(() => page.textContent('.cell.lit')).not.toBe(before);
    expect(page.url()).toContain('whole=1');
    await page.keyboard.press('Escape');
    await soon(() => page.isVisible('.queue')).toBe(true);
  });

  it('can be read on a phone', async () => {
    const page = await visit('', { width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true);
    expect(await page.isVisible('.queue')).toBe(false);
    await page.click('.tabs button:nth-child(1)');
    expect(await page.isVisible('.queue .row')).toBe(true);
    await page.click('.tabs button:nth-child(3)');
    await soon(() => page.isVisible('.source .lit')).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true);
  });

  it('stays quick with a table of 24,000 figures', async () => {
    const large = await startReview({ outDir: largeFolder(mkdtempSync(join(tmpdir(), 'kemu-large-')), 4000, 6) });
    try {
      large.store.refresh();
      const started = Date.now();
      const page = await visit('#level=any', { url: large.url });
      const ready = Date.now() - started;
      expect(await page.textContent('.count')).toContain('24000');
      expect(await page.locator('.queue .row').count()).toBeLessThan(60);
      expect(await page.locator('.grid .cell').count()).toBeLessThan(400);
      await page.$eval('.queue .rows', (element) => ((element as unknown as { scrollTop: number }).scrollTop = 66 * 20_000));
      await soon(() => page.locator('.queue .row[aria-posinset="20001"] .value').count()).toBe(1);
      // frames while scrolling the table: none so long that it is seen
      const slowest = await page.evaluate(`new Promise((done) => {
        const grid = document.querySelector('.grid');
        let last = performance.now(), worst = 0, n = 0;
        const step = () => {
          const now = performance.now();
          worst = Math.max(worst, now - last);
          last = now;
          grid.scrollTop += 400;
          if (++n < 60) requestAnimationFrame(step); else done(worst);
        };
        requestAnimationFrame(step);
      })`);
      if (process.env['KEMU_TIMES']) console.log({ ready, slowest });
      expect(ready).toBeLessThan(5000);
      expect(slowest as number).toBeLessThan(500);
    } finally {
      await large.close();
    }
  });

  it('asks nothing of any other machine', () => {
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((url) => !url.startsWith(new URL(review.url).origin) && !/^http:\/\/127\.0\.0\.1:\d+\//.test(url) && !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([]);
  });
});
