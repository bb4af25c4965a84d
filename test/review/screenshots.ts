import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { convertBatch } from '../../src/batch.js';
import { report } from '../../src/report/report.js';
import { startReview } from '../../src/review/server.js';
import { openBrowser } from './browser.js';
import { ruledPdf } from './fixture.js';

/**
 * Draw the pictures of docs/ again: `npm run build && npx tsx test/review/screenshots.ts`. Shows the seeds, the corpus
 * and a made PDF only. A Chinese font must be installed on the machine that draws them.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCS = join(ROOT, 'docs');

const folder = mkdtempSync(join(tmpdir(), 'kemu-screens-'));
const inputs = join(folder, 'in');
const out = join(folder, 'out');
mkdirSync(inputs);
cpSync(join(ROOT, 'seeds'), inputs, { recursive: true });
for (const name of readdirSync(join(ROOT, 'corpus'))) {
  const text = join(ROOT, 'corpus', name, `${name}.txt`);
  try {
    cpSync(text, join(inputs, `${name}.txt`));
  } catch {
    // not a document's folder
  }
}
writeFileSync(join(inputs, '云溪市图书馆2023年度部门决算.pdf'), ruledPdf());
await convertBatch([inputs], { outDir: out, jobs: 1 });

const browser = await openBrowser();
const review = await startReview({ outDir: out });
async function shoot(file: string, url: string, [width, height]: readonly [number, number], keys: readonly string[] = [], whole = false): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN' });
  await page.goto(url);
  if (url.startsWith('http')) await page.waitForSelector('body[data-ready]');
  await page.waitForTimeout(1500);
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(400);
  }
  await page.screenshot({ path: join(DOCS, file), fullPage: whole });
  await page.close();
}
const pdf = encodeURIComponent(review.store.infos().find((info) => info.source === 'pdf')!.id);
await shoot('review.png', `${review.url}#doc=${pdf}`, [1280, 720], ['1']);
await shoot('review-dump.png', `${review.url}#lang=en&filters=1&flag=column-inferred&q=公务用车`, [1280, 720]);
await shoot('review-phone.png', `${review.url}#doc=${pdf}&lang=zh`, [390, 844]);
writeFileSync(join(out, 'report.html'), report(out, { title: '示例：部门预算与决算', language: 'zh' }));
await shoot('review-report.png', pathToFileURL(join(out, 'report.html')).href, [1100, 900]);
await review.close();
await browser.close();
