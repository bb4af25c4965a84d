/**
 * Pages drawn from the corpus, damaged, read with an engine: `npx tsx test/ocr/bench.ts [auto|pp-ocr|tesseract] [pages] [--strong]`.
 * Prints facts F1 (row number aside: code or label, column, value), wrong facts at high, CPU seconds and memory a page.
 * `--accept` keeps the scores in corpus/ocr-scores.json. Needs @napi-rs/canvas, and Debian's fonts-noto-cjk; `--strong` also
 * fonts-arphic-gbsn00lp, a thin Song face.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadRules } from '../../rules/load.js';
import { convertDocument } from '../../src/pipeline.js';
import { formatAmount } from '../../src/text/amount.js';
import { squeeze } from '../../src/text/full-width.js';
import { degrade, type Damage } from './degrade.js';
import { drawTable, tablesOf, toJpeg, type TrueTable } from './draw.js';

const args = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const [engine = 'auto', most = '32'] = args;
const strong = process.argv.includes('--strong');
const corpus = fileURLToPath(new URL('../../corpus/', import.meta.url));
const rules = loadRules();
const FACES = strong ? ['AR PL SungtiL GB', 'Noto Serif CJK SC'] : ['Noto Serif CJK SC', 'Noto Sans CJK SC'];
/** Pixels to the inch, quality of the JPEG, share of pages with a seal. */
const SCANNER = strong ? { dpi: 150, quality: 40, seal: 2 } : { dpi: 200, quality: 60, seal: 4 };
const damageOf = (i: number): Damage =>
  strong
    ? { tilt: (i % 2 ? 1 : -1) * (1 + (i % 3) * 0.5), blur: 0.8, noise: 10, thin: 0.4, fold: i % 3 === 0 ? 0.25 : 0 }
    : { tilt: (i % 2 ? 1 : -1) * (i % 5) * 0.3, blur: 0.7, noise: 8, fold: i % 3 === 0 ? 0.15 : 0 };
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
  const page = degrade(drawTable(table, SCANNER.dpi, face), damageOf(i), 1000 + i);
  const bytes = toJpeg(page, SCANNER.quality, SCANNER.dpi, i % SCANNER.seal === 0);
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
if (process.argv.includes('--accept')) {
  const file = `${corpus}ocr-scores.json`;
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  const round = (x: number): number => Math.floor(x * 1e4) / 1e4;
  const now = { ...before, [`${engine}, ${strong ? 'strong' : 'moderate'} damage`]: { pages: jobs.length, facts: truth, f1: round((2 * precision * recall) / (precision + recall)), precision: round(precision), recall: round(recall), high, highWrong: wrongHigh } };
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(Object.entries(now).sort(([a], [b]) => (a < b ? -1 : 1))), null, 1)}\n`);
}
