/**
 * How much of a table survives the loss of its geometry: each PDF is converted as it is and as the bare dump of itself,
 * and the facts are compared table by table. The PDF's high facts are taken for the truth.
 *
 *   npx tsx test/tools/dump-against-pdf.ts FILE.pdf [...]     a line a table, then the sum
 *   npx tsx test/tools/dump-against-pdf.ts --sum FILE.pdf …   a line a document
 *   npx tsx test/tools/dump-against-pdf.ts --wrong FILE.pdf … also the facts that are wrong at high confidence
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadRules } from '../../rules/load.js';
import type { DocumentResult, Fact } from '../../src/model/index.js';
import { formatAmount } from '../../src/text/amount.js';
import { squeeze } from '../../src/text/full-width.js';
import { convertDocument } from '../../src/pipeline.js';
import { dumpPages } from '../../src/dump.js';
import { readPdf } from '../../parsers/pdf/pdf.js';

export interface TableComparison {
  readonly kind: string;
  readonly title: string;
  /** Facts of the PDF's table, of the dump's, and those with the same row, column and figure. */
  readonly truth: number;
  readonly found: number;
  readonly equal: number;
  /** Facts of the dump at high confidence, and those of them that the PDF's table does not have. */
  readonly high: number;
  readonly wrong: readonly string[];
}

const value = (fact: Fact): string => formatAmount(fact.amount).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
const row = (fact: Fact): string => fact.code || squeeze(fact.rowLabel);
const cell = (fact: Fact): string => [row(fact), fact.columnPath.map(squeeze).join('/'), value(fact)].join(' | ');
const byTable = (result: DocumentResult): Map<number, Fact[]> => {
  const tables = new Map<number, Fact[]>();
  for (const fact of result.facts) tables.set(fact.table, [...(tables.get(fact.table) ?? []), fact]);
  return tables;
};

/** Tables are paired by what they share: rows and figures, whatever their columns. */
export function compareTables(truth: DocumentResult, dump: DocumentResult): TableComparison[] {
  const found = byTable(dump);
  const taken = new Set<number>();
  return [...byTable(truth)].map(([order, facts]) => {
    const mine = new Set(facts.map((fact) => `${row(fact)}|${value(fact)}`));
    let best = { order: -1, share: 0 };
    for (const [other, candidates] of found) {
      if (taken.has(other)) continue;
      const common = candidates.filter((fact) => mine.has(`${row(fact)}|${value(fact)}`)).length;
      const share = common / Math.sqrt(mine.size * candidates.length);
      if (share > best.share) best = { order: other, share };
    }
    taken.add(best.order);
    const twins = found.get(best.order) ?? [];
    const left = new Map<string, number>();
    for (const fact of facts) left.set(cell(fact), (left.get(cell(fact)) ?? 0) + 1);
    let equal = 0;
    const wrong: string[] = [];
    let high = 0;
    for (const fact of twins) {
      const sure = fact.confidence.level === 'high';
      if (sure) high++;
      const count = left.get(cell(fact)) ?? 0;
      if (count > 0) {
        equal++;
        left.set(cell(fact), count - 1);
      } else if (sure) wrong.push(cell(fact));
    }
    return { kind: facts[0]!.tableKind, title: truth.tables.find((table) => table.order === order)?.title ?? '', truth: facts.length, found: twins.length, equal, high, wrong };
  });
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const files = args.filter((arg) => !arg.startsWith('--'));
  const rules = loadRules();
  const total = { truth: 0, equal: 0, high: 0, wrong: 0 };
  for (const file of files) {
    const bytes = readFileSync(file);
    const name = basename(file);
    const truth = await convertDocument({ name, bytes }, {}, rules);
    const text = dumpPages((await readPdf(bytes)).pages);
    const dump = await convertDocument({ name: name.replace(/\.pdf$/i, '.txt'), bytes: new TextEncoder().encode(text) }, {}, rules);
    const tables = compareTables(truth, dump);
    const sum = { truth: 0, equal: 0, high: 0, wrong: 0 };
    for (const table of tables) {
      sum.truth += table.truth;
      sum.equal += table.equal;
      sum.high += table.high;
      sum.wrong += table.wrong.length;
      if (!args.includes('--sum')) console.log(line(`  ${table.kind} ${table.title}`, table.truth, table.equal, table.high, table.wrong.length));
      if (args.includes('--wrong')) for (const fact of table.wrong) console.log(`      wrong at high: ${fact}`);
    }
    console.log(line(name, sum.truth, sum.equal, sum.high, sum.wrong));
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += sum[key];
  }
  console.log(line(`${files.length} documents`, total.truth, total.equal, total.high, total.wrong));
}

const line = (name: string, truth: number, equal: number, high: number, wrong: number): string =>
  `${name}: ${equal} of ${truth} equal (${truth ? ((100 * equal) / truth).toFixed(1) : '100.0'} %), ${high} high, ${wrong} of them wrong`;

if (process.argv[1]?.endsWith('dump-against-pdf.ts')) await main();
