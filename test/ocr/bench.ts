/**
 * Pages drawn from the corpus, damaged moderately, read with an engine: `npx tsx test/ocr/bench.ts [pp-ocr|tesseract] [pages]`.
 * Prints facts F1 (row number aside: code or label, column, value), wrong facts at high, CPU seconds and memory a page.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadRules } from '../../rules/load.js';
import { convertDocument } from '../../src/pipeline.js';
import { formatAmount } from '../../src/text/amount.js';
import { squeeze } from '../../src/text/full-width.js';
import { degrade } from './degrade.js';
import { drawTable, tablesOf, toJpeg, type TrueTable } from './draw.js';

const [engine = 'auto', most = '40'] = process.argv.slice(2);
const corpus = fileURLToPath(new URL('../../corpus/', import.meta.url));
const rules = loadRules();
const FACES = ['Noto Serif CJK SC', 'Noto Sans CJK SC'];
const tables = readdirSync(corpus, { withFileTypes: true }).filter((e) => e.isDirectory()).flatMap((e) => tablesOf(`${corpus}${e.name}`));
const jobs = FACES.flatMap((face) => tables.map((table) => ({ face, table }))).slice(0, Number(most));
const plain = (value: string): string => (value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value);
const keys = (table: TrueTable): string[] => table.facts.map((f) => [f.code || squeeze(f.label), f.path, plain(f.value)].join('|'));

let truth = 0;
let found = 0;
let hit = 0;
let wrongHigh = 0;
let high = 0;
let cpu = 0;
for (const [i, { face, table }] of jobs.entries()) {
  const page = degrade(drawTable(table, 200, face), { tilt: (i % 2 ? 1 : -1) * (i % 5) * 0.3, blur: 0.7, noise: 8, fold: i % 3 === 0 ? 0.15 : 0 }, 1000 + i);
  const bytes = toJpeg(page, 60, 200, i % 4 === 0);
  const before = process.cpuUsage();
  const result = await convertDocument({ name: `page-${i}.jpg`, bytes: new Uint8Array(bytes) }, { ocr: engine as 'auto' }, rules);
  const used = process.cpuUsage(before);
  cpu += (used.user + used.system) / 1e6;
  const want = keys(table);
  truth += want.length;
  found += result.facts.length;
  const left = [...want];
  const misses: string[] = [];
  for (const fact of result.facts) {
    const key = [fact.code || squeeze(fact.rowLabel), fact.columnPath.join('/'), plain(formatAmount(fact.amount))].join('|');
    const at = left.indexOf(key);
    if (fact.confidence.level === 'high') high++;
    if (at >= 0) {
      left.splice(at, 1);
      hit++;
    } else {
      misses.push(`${key} (${fact.confidence.level})`);
      if (fact.confidence.level === 'high') wrongHigh++;
    }
  }
  if (left.length + misses.length > 0) console.log(`page ${i} ${table.title} ${face}: missing ${left.slice(0, 4).join('; ')} | extra ${misses.slice(0, 4).join('; ')}`);
}
const precision = hit / Math.max(1, found);
const recall = hit / Math.max(1, truth);
console.log(
  `${engine}: ${jobs.length} pages, facts F1 ${((200 * precision * recall) / (precision + recall)).toFixed(2)} %, wrong at high ${wrongHigh} of ${high}, ${(cpu / jobs.length).toFixed(2)} CPU s/page, peak ${Math.round(process.resourceUsage().maxRSS / 1000)} MB`,
);
