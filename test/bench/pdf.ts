import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePdf, ruledTable } from '../pdf/make-pdf.js';
import { measure, ROOT, row, s } from './measure.js';

const PAGES = 170;
const ROWS = 30;
const EDGES = [40, 90, 230, 290, 345, 400, 455, 510, 560];
const HEAD = ['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '补助支出'];

/** One table over 170 pages, its header on every page, as lists of projects are. */
function longTable(): Uint8Array {
  return makePdf(
    Array.from({ length: PAGES }, (_, p) => {
      const rows = Array.from({ length: ROWS }, (_, r) => {
        const n = p * ROWS + r;
        const basic = (n * 37) % 9000;
        const project = (n * 91) % 7000;
        return ['2080505', `第${n + 1}所学校教育费`, `${basic + project}.25`, `${basic}.25`, `${project}.00`, '', '', ''];
      });
      const title = p === 0 ? [{ text: '支出预算总表', x: 240, y: 40, size: 16 }, { text: '单位：万元', x: 500, y: 70 }] : [];
      return { draw: [...title, ...ruledTable(EDGES, 90, 22, [HEAD, ...rows])] };
    }),
  );
}

/**
 * The whole pipeline against bare pdf.js, which makes the operator list of every page and does nothing with it: processor
 * time over the PDFs of a folder, peak memory over one table of 170 pages. Each in a process of its own; pages without
 * text are left out, for recognising them costs a hundred times as much.
 */
export function pdfBench(work: string, pdfs: string): void {
  const bare = join(work, 'pdf-bare.mjs');
  const whole = join(work, 'pdf-whole.mjs');
  const dist = join(ROOT, 'dist');
  writeFileSync(
    bare,
    `import { readFileSync } from 'node:fs';
import { engineOptions, loadEngine } from '${dist}/parsers/pdf/engine.js';
const { engine, folder } = await loadEngine();
for (const file of process.argv.slice(2)) {
  const task = engine.getDocument(engineOptions(readFileSync(file), folder));
  const doc = await task.promise;
  for (let n = 1; n <= doc.numPages; n++) {
    const page = await doc.getPage(n);
    await page.getOperatorList();
    page.cleanup();
  }
  await task.destroy();
}`,
  );
  writeFileSync(
    whole,
    `import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadRules } from '${dist}/rules/load.js';
import { convertDocument } from '${dist}/src/pipeline.js';
const rules = loadRules();
for (const file of process.argv.slice(2)) await convertDocument({ name: basename(file), bytes: readFileSync(file) }, { ocr: 'off' }, rules);`,
  );
  const long = join(work, 'long.pdf');
  writeFileSync(long, longTable());
  const longBare = measure([bare, long]);
  const longWhole = measure([whole, long]);
  row(`PDF of ${PAGES} pages: whole pipeline / bare pdf.js (memory)`, (longWhole.megabytes / longBare.megabytes).toFixed(2), `${longWhole.megabytes.toFixed(0)} / ${longBare.megabytes.toFixed(0)} MB; cpu ${s(longWhole.cpu)} / ${s(longBare.cpu)}`);
  const files = existsSync(pdfs) ? readdirSync(pdfs, { recursive: true, encoding: 'utf8' }).filter((name) => name.toLowerCase().endsWith('.pdf')).sort().map((name) => join(pdfs, name)) : [];
  if (files.length === 0) return;
  const all = measure([whole, ...files], 1);
  const only = measure([bare, ...files], 1);
  row(`${files.length} PDFs: whole pipeline / bare pdf.js (cpu)`, (all.cpu / only.cpu).toFixed(2), `${s(all.cpu)} / ${s(only.cpu)}; memory ${all.megabytes.toFixed(0)} / ${only.megabytes.toFixed(0)} MB`);
}
