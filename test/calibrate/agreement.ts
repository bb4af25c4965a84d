/**
 * `npm run agree`: converts text dumps and the PDFs they were made from, and counts how many figures of the PDFs, read by geometry, the
 * dumps give back with the same row, printed column path and value; and how many cells of indicators, fields of forms and figures of the
 * narrative. Writes docs/agreement.md; fails when a rate has fallen.
 *
 *   npm run agree                    dumps and PDFs of ../shared
 *   npm run agree -- --shared DIR    where they are, when not beside the repository
 *   npm run agree -- --own           dumps as `kemu dump` writes them, instead of another program's
 *   npm run agree -- --only WORD     of documents with this in their name
 *   npm run agree -- --tell          what of indicators, fields and narrative only the PDF has (-), only the dump (+), is sure in the dump alone (!)
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRules } from '../../rules/load.js';
import { dumpPages } from '../../src/dump.js';
import type { Confidence, DocumentResult, Fact, Indicator } from '../../src/model/index.js';
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
const only = args.includes('--only') ? args[args.indexOf('--only') + 1]! : '';
const tell = args.includes('--tell');
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

/** One of the things that are told of a document beside its figures: how sure it is, and the keys of what it says. The first key is the whole. */
interface Told {
  readonly confidence: Confidence;
  readonly keys: readonly string[];
}

const CELLS = ['level1', 'level2', 'level3', 'target', 'actual', 'weight', 'score'] as const;
const cellOf = (indicator: Indicator, cell: (typeof CELLS)[number]): string => norm(indicator[cell]).replace(/^(\d+)\.0+$/, '$1');
const plain = (value: string): string => (/^[-\d.,]+%?$/.test(value) ? value.replace(/,/g, '').replace(/(\.\d*?)0+(%?)$/, '$1$2').replace(/\.(%?)$/, '$1') : norm(value));
/** What documents say beside their figures. Of an indicator every cell counts, as in the truth written by hand; cells are known by its name. */
const TOLD: Readonly<Record<string, (result: DocumentResult) => Told[]>> = {
  'cells of indicators': ({ indicators }) =>
    indicators.map((each) => ({
      confidence: each.confidence,
      keys: [CELLS.map((cell) => cellOf(each, cell)).join('|'), ...CELLS.filter((cell) => each[cell] !== '').map((cell) => `${norm(each.level3)}|${cell}|${cellOf(each, cell)}`)],
    })),
  fields: ({ fields }) => fields.filter(({ contact }) => !contact).map(({ confidence, field, value }) => ({ confidence, keys: [`${norm(field).replace(/:$/, '')}|${plain(value)}`] })),
  'figures of the narrative': ({ statements }) => statements.map(({ confidence, value, unit, measure, subjectCode, year }) => ({ confidence, keys: [[plain(value), norm(unit), measure, subjectCode, year].join('|')] })),
};

const tally = (keys: readonly string[]): Map<string, number> => keys.reduce((bag, key) => bag.set(key, (bag.get(key) ?? 0) + 1), new Map<string, number>());
const without = (keys: readonly string[], bag: ReadonlyMap<string, number>): string[] => {
  const left = new Map(bag);
  return keys.filter((key) => {
    const n = left.get(key) ?? 0;
    if (n > 0) left.set(key, n - 1);
    return n === 0;
  });
};

/** Of what the PDF says, what the dump says too; and what the dump is sure of and the PDF does not say. */
function compareTold(file: string, kind: string, truth: readonly Told[], dump: readonly Told[]): Count {
  const parts = (told: Told): readonly string[] => (told.keys.length > 1 ? told.keys.slice(1) : told.keys);
  const theirs = truth.flatMap(parts);
  const ours = dump.flatMap(parts);
  const missing = without(theirs, tally(ours));
  const sure = dump.filter(({ confidence }) => confidence.level === 'high').map(({ keys }) => keys[0]!);
  const elsewhere = without(sure, tally(truth.map(({ keys }) => keys[0]!)));
  if (tell) for (const [sign, keys] of [['-', missing], ['+', without(ours, tally(theirs))], ['!', elsewhere]] as const) for (const key of keys) console.log(`${file}: ${kind} ${sign} ${key}`);
  return { kind, facts: theirs.length, equal: theirs.length - missing.length, high: sure.length, highElsewhere: elsewhere.length };
}

const counts: Count[] = [];
const told: Count[] = [];
let documents = 0;
for (const file of readdirSync(join(shared, 'dumps')).filter((each) => each.endsWith('.txt') && each.includes(only)).sort()) {
  const path = [join(shared, 'corpus', file.replace(/\.txt$/, '.pdf')), join(shared, 'corpus', file.replace(/\.pdf\.txt$/, '.pdf'))].find((each) => existsSync(each));
  if (path === undefined) continue;
  const pdf = { name: basename(path), bytes: readFileSync(path) };
  const bytes = own ? new TextEncoder().encode(dumpPages((await read(pdf, { ocr: 'off' })).pages)) : readFileSync(join(shared, 'dumps', file));
  if (new TextDecoder().decode(bytes).trim() === '') continue;
  const [truth, dump] = [await convertDocument(pdf, { ocr: 'off' }, rules), await convertDocument({ name: file, bytes }, {}, rules)];
  const found = compare(truth, dump);
  counts.push(...found);
  told.push(...Object.entries(TOLD).map(([kind, of]) => compareTold(file, kind, of(truth), of(dump))));
  documents++;
  console.error(`${file}: ${found.reduce((sum, each) => sum + each.equal, 0)} of ${found.reduce((sum, each) => sum + each.facts, 0)}`);
}

const add = (kind: string, some: readonly Count[]): Count =>
  some.reduce((sum, each) => ({ kind, facts: sum.facts + each.facts, equal: sum.equal + each.equal, high: sum.high + each.high, highElsewhere: sum.highElsewhere + each.highElsewhere }), { kind, facts: 0, equal: 0, high: 0, highElsewhere: 0 });
const share = ({ equal, facts }: Count): string => `${((100 * equal) / Math.max(1, facts)).toFixed(2)} %`;
const line = (each: Count): string => `| ${each.kind} | ${each.facts} | ${each.equal} | ${share(each)} | ${each.high} | ${each.highElsewhere} |`;
const all = add('all', counts);
const kinds = [...new Set(counts.map((each) => each.kind))].sort().map((kind) => add(kind, counts.filter((each) => each.kind === kind)));
const others = Object.keys(TOLD).map((kind) => add(kind, told.filter((each) => each.kind === kind)));
for (const each of [{ ...all, kind: 'figures' }, ...others]) console.log(`${each.kind}: ${each.equal} of ${each.facts} equal: ${share(each)}; ${each.highElsewhere} of ${each.high} high elsewhere`);
if (!own && only === '') {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const before = ({ kind }: Count): number => Number(new RegExp(`^\\| ${kind} \\|.*?\\| ([\\d.]+) % \\|`, 'm').exec(page)?.[1] ?? 0);
  const fallen = [all, ...others].filter((each) => (100 * each.equal) / Math.max(1, each.facts) < before(each) - 0.005);
  for (const each of fallen) console.error(`${each.kind} fallen: ${before(each)} % before`);
  if (fallen.length > 0) process.exitCode = 1;
  else
    writeFileSync(
      PAGE,
      `# Text dumps against their PDFs

Written by \`npm run agree\`: ${documents} bare text dumps, made by another program from PDFs that kemu reads by geometry. A figure is
equal when the dump gives it the same row, printed column path and value. What two placements fit equally well cannot be known
from a dump; such figures name their other columns and are never \`high\`. The last column counts sure figures of dumps that the
PDF's table does not have: mistakes, or gaps in the reading of the PDF.

| table | figures of the PDF | equal in the dump | share | high in the dump | of them not in the PDF's table |
|---|---|---|---|---|---|
${[all, ...kinds].map(line).join('\n')}

The same of what is no figure of a table. An indicator's cells (its three levels, target, actual, weight, score) are equal when an
indicator of that name has them in the dump, too; a field when name and value are; a figure of the narrative when value, unit,
measure, subject and year are. The last two columns count whole indicators, fields and figures.

| | in the PDF | equal in the dump | share | high in the dump | of them not in the PDF |
|---|---|---|---|---|---|
${others.map(line).join('\n')}
`,
    );
}
