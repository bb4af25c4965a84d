import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readRuleCsv } from '../../rules/csv.js';
import type { CalibrationRules, Reasons } from '../../rules/calibration/calibration.js';
import type { Rules } from '../../rules/load.js';
import { align } from '../../src/align/align.js';
import { check } from '../../src/check/check.js';
import type { DocumentResult, Fact, OpenTable } from '../../src/model/index.js';
import { convertDocument } from '../../src/pipeline.js';
import { parseAmount } from '../../src/text/amount.js';
import { dropEmptyCells, randomDocument } from '../align/random-document.js';
import { factsOf } from '../check/facts-of.js';
import { PLANT_KINDS, plant, positioned } from '../check/planted.js';
import { judge, type Verdict } from './agree.js';
import type { Sample } from './fit.js';

/** Everything gathered from one source of truth, and what it was. */
export interface Gathered {
  readonly source: string;
  readonly documents: number;
  readonly samples: readonly Sample[];
}

type Heard = Map<string, { readonly reasons: Reasons; readonly open: boolean }>;

/** Rules that write down why every figure was graded as it was. */
function listening(rules: Rules): { readonly rules: Rules; readonly heard: Heard } {
  const heard: Heard = new Map();
  const calibration: CalibrationRules = { ...rules.calibration, observe: (key, reasons, open) => heard.set(key, { reasons, open }) };
  return { rules: { ...rules, calibration }, heard };
}

/** A document's name, whatever it was read from: its PDF and its dump are one document. */
const stemOf = (file: string): string => file.replace(/(?:\.pdf|\.txt)+$/, '');

const samplesOf = (doc: string, facts: readonly Fact[], verdicts: readonly Verdict[], heard: Heard): Sample[] =>
  facts.flatMap((fact, i) => {
    const how = heard.get(fact.key);
    return verdicts[i] === 'unknown' || !how ? [] : [{ doc, ...how, right: verdicts[i] === 'right' }];
  });

/** Documents with hand-made truth: folders with document.json and facts.csv; sources beside them or in `sourceDirs`. */
export async function fromTruth(name: string, truthDir: string, sourceDirs: readonly string[], rules: Rules): Promise<Gathered> {
  const samples: Sample[] = [];
  let documents = 0;
  for (const doc of existsSync(truthDir) ? readdirSync(truthDir).sort() : []) {
    const dir = join(truthDir, doc);
    if (!existsSync(join(dir, 'facts.csv')) || !existsSync(join(dir, 'document.json'))) continue;
    const { source_file: file } = JSON.parse(readFileSync(join(dir, 'document.json'), 'utf8')) as { source_file?: string };
    const found = [dir, ...sourceDirs].flatMap((folder) => [file ?? `${doc}.txt`, `${(file ?? doc).replace(/\.pdf$/i, '')}.txt`].map((each) => join(folder, each))).filter((path) => existsSync(path));
    for (const path of new Set(found)) {
      const { rules: own, heard } = listening(rules);
      const { facts } = await convertDocument({ name: basename(path), bytes: readFileSync(path) }, {}, own);
      const truth = truthFacts(readRuleCsv(join(dir, 'facts.csv')));
      samples.push(...samplesOf(stemOf(basename(path)), facts, judge(facts, truth, 'words'), heard));
      documents++;
    }
  }
  return { source: name, documents, samples };
}

/** Rows of a hand-made facts.csv as far as they can be compared. */
function truthFacts(rows: readonly Readonly<Record<string, string>>[]): Fact[] {
  const tables = new Map<string, number>();
  return rows.flatMap((row) => {
    // Rates are kept with their sign: 90.97%.
    const amount = parseAmount((row['value'] ?? '').replace(/%$/, ''));
    if (!amount) return [];
    const no = row['table_no'] ?? '';
    if (!tables.has(no)) tables.set(no, tables.size + 1);
    return [{ table: tables.get(no)!, tableKind: 'other', code: row['code'] ?? '', rowLabel: row['label'] ?? '', columnPath: (row['column_path'] ?? '').split('/'), measure: '', amount } as unknown as Fact];
  });
}

/** Text dumps of documents whose PDF is read by geometry: the PDF's sure figures, of tables without a broken equation, are the truth. */
export async function fromPairs(name: string, dumpDir: string, pdfDir: string, rules: Rules, say: (line: string) => void): Promise<Gathered> {
  const samples: Sample[] = [];
  let documents = 0;
  for (const file of existsSync(dumpDir) ? readdirSync(dumpDir).filter((each) => each.endsWith('.txt')).sort() : []) {
    const pdf = join(pdfDir, file.replace(/\.txt$/, '.pdf'));
    const path = existsSync(pdf) ? pdf : pdf.replace(/\.pdf\.pdf$/, '.pdf');
    if (!existsSync(path)) continue;
    const truth = await convertDocument({ name: basename(path), bytes: readFileSync(path) }, { ocr: 'off' }, rules);
    const { rules: own, heard } = listening(rules);
    const { facts } = await convertDocument({ name: file, bytes: readFileSync(join(dumpDir, file)) }, {}, own);
    const verdicts = judge(facts, truth.facts, 'meaning', soundIn(truth));
    samples.push(...samplesOf(stemOf(file), facts, verdicts, heard));
    documents++;
    say(`${file}: ${facts.length} figures, ${verdicts.filter((each) => each === 'wrong').length} wrong`);
  }
  return { source: name, documents, samples };
}

/** Sure figures of tables without a broken equation. */
function soundIn({ errors }: DocumentResult): (fact: Fact) => boolean {
  const faulty = new Set((errors ?? []).filter(({ rounding }) => !rounding).map(({ table }) => table));
  return (fact) => fact.confidence.level === 'high' && !faulty.has(fact.table);
}

/** Faults that are still to be seen when the empty cells of a document are gone. */
const SEEN_IN_DUMPS = PLANT_KINDS.filter((kind) => kind !== 'moved' && kind !== 'blank');

/**
 * Made-up documents, their empty cells dropped: every other one sound, the rest with one fault. A figure is wrong when it stands
 * under another column than it was made for; the faulty figure itself counts only where some equation speaks against it, since
 * how often a source is misprinted cannot be learnt from faults that were put there.
 */
export function fromRandom(name: string, count: number, rules: Rules): Gathered {
  const samples: Sample[] = [];
  let state = 4711;
  const pick = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let seed = 1; seed <= count; seed++) {
    const made = randomDocument(1000 + seed, { rounding: seed % 4 === 0 });
    const fault = seed % 2 === 0 ? plant(positioned(made), SEEN_IN_DUMPS[seed % SEEN_IN_DUMPS.length]!, pick) : null;
    const { tables, truth } = dropEmptyCells({ seed, tables: (fault?.tables as readonly OpenTable[] | undefined) ?? made.tables });
    const { rules: own, heard } = listening(rules);
    const placed = align(tables, own).value;
    const columns = new Map<string, number>();
    for (const [t, table] of placed.entries())
      for (const [r, row] of table.rows.entries())
        for (const [c, cell] of row.cells.entries()) columns.set(`t${String(table.order).padStart(2, '0')}-r${row.rowNo}c${cell.column + 1}`, truth[t]![r]![c]!);
    const faulty = new Set(fault?.keys ?? []);
    for (const fact of check(factsOf(placed), placed, own).value.facts) {
      const how = heard.get(fact.key);
      if (!how) continue;
      if (faulty.has(fact.key) && how.reasons.value.every((reason) => reason === 'confirmed' || reason === 'unconfirmed')) continue;
      samples.push({ doc: `made-${seed}`, ...how, right: columns.get(fact.key) === fact.column && !faulty.has(fact.key) });
    }
  }
  return { source: name, documents: count, samples };
}
