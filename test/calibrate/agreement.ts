/**
 * `npm run agree`: converts text dumps and the PDFs they were made from, and counts how many figures of the PDFs, read by geometry, the
 * dumps give back with the same row, printed column path and value. Writes docs/agreement.md; fails when the rate has fallen.
 *
 *   npm run agree                    dumps and PDFs of ../shared
 *   npm run agree -- --shared DIR    where they are, when not beside the repository
 *   npm run agree -- --own           dumps as `kemu dump` writes them, instead of another program's
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRules } from '../../rules/load.js';
import { dumpPages } from '../../src/dump.js';
import type { DocumentResult, Fact } from '../../src/model/index.js';
import { convertDocument } from '../../src/pipeline.js';
import { read } from '../../src/read.js';
import { formatAmount } from '../../src/text/amount.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = join(ROOT, 'docs', 'agreement.md');
/** Shared rows, columns and figures, against the sizes of both, below which two tables are not one. */
const PAIRED = 0.8;
const args = process.argv.slice(2);
const shared = args.includes('--shared') ? args[args.indexOf('--shared') + 1]! : join(ROOT, '..', 'shared');
const own = args.includes('--own');
const rules = loadRules();

const norm = (text: string): string => text.normalize('NFKC').replace(/[“”"'‘’「」]/g, '').replace(/[—–―－]/g, '-').replace(/[\s\u3000]+/g, '');
const figureOf = (fact: Fact): string => formatAmount(fact.amount).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
const rowOf = (fact: Fact): string => fact.code || norm(fact.rowLabel);
const KEYS = [(fact: Fact) => `${rowOf(fact)}|${fact.columnPath.map(norm).join('/')}|${figureOf(fact)}`, (fact: Fact) => `${rowOf(fact)}|${figureOf(fact)}`, figureOf] as const;

const bagOf = (facts: readonly Fact[], key: (fact: Fact) => string): Map<string, number> => facts.reduce((bag, fact) => bag.set(key(fact), (bag.get(key(fact)) ?? 0) + 1), new Map<string, number>());
const common = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number => [...a].reduce((sum, [key, n]) => sum + Math.min(n, b.get(key) ?? 0), 0);

function byTable(facts: readonly Fact[]): Map<number, Fact[]> {
  const tables = new Map<number, Fact[]>();
  for (const fact of facts) tables.set(fact.table, [...(tables.get(fact.table) ?? []), fact]);
  return tables;
}

interface Count {
  kind: string;
  facts: number;
  equal: number;
  high: number;
  highElsewhere: number;
}

/** Figures of each table of the truth that the dump's own table has, too; and the dump's sure figures that the truth has not. */
function compare(truth: DocumentResult, dump: DocumentResult): Count[] {
  const [theirs, ours] = [byTable(truth.facts), byTable(dump.facts)];
  const title = (result: DocumentResult, order: number) => result.tables.find((table) => table.order === order)?.title ?? '';
  const pairs: { t: number; o: number; score: number }[] = [];
  const bags = new Map([...ours].map(([o, facts]) => [o, KEYS.map((key) => bagOf(facts, key))]));
  for (const [t, facts] of theirs) {
    const own = KEYS.map((key) => bagOf(facts, key));
    for (const [o, others] of ours) {
      const score = own.reduce((sum, bag, k) => sum + common(bag, bags.get(o)![k]!), 0) / Math.sqrt(facts.length * others.length) + (title(truth, t) === title(dump, o) ? 0.5 : 0);
      if (score > PAIRED) pairs.push({ t, o, score });
    }
  }
  const twin = new Map<number, number>();
  for (const { t, o } of pairs.sort((a, b) => b.score - a.score)) if (!twin.has(t) && ![...twin.values()].includes(o)) twin.set(t, o);
  return [...theirs].map(([t, facts]) => {
    const others = twin.has(t) ? ours.get(twin.get(t)!)! : [];
    const sure = others.filter((fact) => fact.confidence.level === 'high');
    const whole = bagOf(facts, KEYS[0]);
    return { kind: facts[0]!.tableKind, facts: facts.length, equal: common(whole, bagOf(others, KEYS[0])), high: sure.length, highElsewhere: sure.length - common(whole, bagOf(sure, KEYS[0])) };
  });
}

const counts: Count[] = [];
let documents = 0;
for (const file of readdirSync(join(shared, 'dumps')).filter((each) => each.endsWith('.txt')).sort()) {
  const path = [join(shared, 'corpus', file.replace(/\.txt$/, '.pdf')), join(shared, 'corpus', file.replace(/\.pdf\.txt$/, '.pdf'))].find((each) => existsSync(each));
  if (path === undefined) continue;
  const pdf = { name: basename(path), bytes: readFileSync(path) };
  const bytes = own ? new TextEncoder().encode(dumpPages((await read(pdf, { ocr: 'off' })).pages)) : readFileSync(join(shared, 'dumps', file));
  if (new TextDecoder().decode(bytes).trim() === '') continue;
  const found = compare(await convertDocument(pdf, { ocr: 'off' }, rules), await convertDocument({ name: file, bytes }, {}, rules));
  counts.push(...found);
  documents++;
  console.error(`${file}: ${found.reduce((sum, each) => sum + each.equal, 0)} of ${found.reduce((sum, each) => sum + each.facts, 0)}`);
}

const add = (kind: string, some: readonly Count[]): Count =>
  some.reduce((sum, each) => ({ kind, facts: sum.facts + each.facts, equal: sum.equal + each.equal, high: sum.high + each.high, highElsewhere: sum.highElsewhere + each.highElsewhere }), { kind, facts: 0, equal: 0, high: 0, highElsewhere: 0 });
const share = ({ equal, facts }: Count): string => `${((100 * equal) / Math.max(1, facts)).toFixed(2)} %`;
const all = add('all', counts);
const kinds = [...new Set(counts.map((each) => each.kind))].sort().map((kind) => add(kind, counts.filter((each) => each.kind === kind)));
const rows = [all, ...kinds].map((each) => `| ${each.kind} | ${each.facts} | ${each.equal} | ${share(each)} | ${each.high} | ${each.highElsewhere} |`);
console.log(`${all.equal} of ${all.facts} figures equal: ${share(all)}; ${all.highElsewhere} of ${all.high} high elsewhere`);
if (!own) {
  const before = existsSync(PAGE) ? Number(/^\| all \|.*?\| ([\d.]+) % \|/m.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? 0) : 0;
  if ((100 * all.equal) / all.facts < before - 0.005) {
    console.error(`fallen: ${before} % before`);
    process.exitCode = 1;
  } else
    writeFileSync(
      PAGE,
      `# Text dumps against their PDFs

Written by \`npm run agree\`: ${documents} bare text dumps, made by another program from PDFs that kemu reads by geometry. A figure is
equal when the dump gives it the same row, printed column path and value. What two placements fit equally well cannot be known
from a dump; such figures name their other columns and are never \`high\`. The last column counts sure figures of dumps that the
PDF's table does not have: mistakes, or gaps in the reading of the PDF.

| table | figures of the PDF | equal in the dump | share | high in the dump | of them not in the PDF's table |
|---|---|---|---|---|---|
${rows.join('\n')}
`,
    );
}
