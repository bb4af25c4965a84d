import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchDocument, BatchOptions } from './batch.js';
import { VERSION } from './version.js';
import { loadRecord, writeAtomically } from './write/json.js';
import type { Part } from './write/part.js';
import type { ListedRecord } from './write/rows.js';
import type { Written } from './write/write.js';
import { makeFolders } from './write/folders.js';

/** How the CSV files are to look. */
export type AssembleOptions = Pick<BatchOptions, 'outDir' | 'excel' | 'headings' | 'created' | 'parquet'>;

/** Order of the documents of a run, below the output folder: a JSON list `[position, source path, document id]` a line. */
export const ORDER_FILE = join('.kemu', 'order.ndjson');
/** Where the sources of a run lie on this machine, for the review page: a JSON list `[document id, location]` a line. */
export const SOURCES_FILE = join('.kemu', 'sources.ndjson');
/** Where processes put what they have made of some documents until it is joined. */
const PARTS = join('.kemu', 'parts');

/** Documents whose rows a process is to make into text: a file for each table, `folder/number-table`. */
export interface PartOrder {
  readonly outDir: string;
  readonly excel: boolean;
  readonly documents: readonly { readonly documentId: string; readonly sourcePath: string }[];
  readonly number: number;
}

/** Processes that make parts, so many at a time; `make` answers null where the process has died of it. */
export interface PartMakers {
  readonly jobs: number;
  make(order: PartOrder): Promise<Part | null>;
}

type Listed = Pick<BatchDocument, 'sourcePath' | 'position' | 'documentId'>;

/** Write the CSV files and datapackage.json from the committed records, and the order they are in (for `kemu merge`). */
export async function assemble<T extends Listed>(documents: readonly T[], options: AssembleOptions, by?: PartMakers & { weightOf(document: T): number }): Promise<Written> {
  // loaded here: a document under way needs no CSV library
  const { write, writeParts } = await import('./write/write.js');
  const { outDir } = options;
  const how = {
    version: VERSION,
    excel: options.excel ?? false,
    parquet: options.parquet ?? false,
    ...(options.headings === undefined ? {} : { headings: options.headings }),
    ...(options.created === undefined ? {} : { created: options.created }),
  };
  const shares = by === undefined || how.parquet ? [] : divided(documents, by);
  const written = await (by === undefined || shares.length < 2
    ? write(records(outDir, documents), outDir, how)
    : writeParts(partsBy(by, shares.map((share, number) => ({ outDir, excel: how.excel, documents: share, number }))), outDir, how));
  writeAtomically(
    join(outDir, ORDER_FILE),
    documents.map(({ position, sourcePath, documentId }) => `${JSON.stringify([position, sourcePath, documentId])}\n`).join(''),
  );
  return written;
}

function* records(outDir: string, documents: PartOrder['documents']): Generator<ListedRecord> {
  for (const { sourcePath, documentId } of documents) {
    const record = loadRecord(outDir, documentId);
    if (record === null) throw new Error(`${documentId}.json disappeared from ${join(outDir, 'documents')} during the run: run again`);
    yield { ...record, source_path: sourcePath };
  }
}

/** Rows of a part: enough to be worth a message, few enough to be held. */
const LEAST = 1000;
const MOST = 5000;
/** Parts a process makes, where there are enough rows: with a few, none waits long for the last of another. */
const EACH = 4;

/** Documents in runs of about as many rows. */
function divided<T extends Listed>(documents: readonly T[], { jobs, weightOf }: { jobs: number; weightOf(document: T): number }): T[][] {
  const weights = documents.map(weightOf);
  const share = Math.min(MOST, Math.max(LEAST, weights.reduce((sum, weight) => sum + weight, 0) / (jobs * EACH)));
  const shares: T[][] = [];
  let filled = share;
  documents.forEach((document, i) => {
    if (filled >= share) {
      shares.push([]);
      filled = 0;
    }
    shares.at(-1)!.push(document);
    filled += weights[i]!;
  });
  return shares;
}

/** The parts in their order, whoever makes them. */
async function* partsBy(by: PartMakers, orders: readonly PartOrder[]): AsyncGenerator<Part> {
  const folder = join(orders[0]!.outDir, PARTS);
  const { default: pLimit } = await import('p-limit');
  const limit = pLimit(by.jobs);
  // a killed run may have left some
  rmSync(folder, { recursive: true, force: true });
  makeFolders(folder);
  try {
    const parts = orders.map((order) => limit(() => by.make(order)));
    // the first that fails is told, those behind it too late
    for (const part of parts) part.catch(() => {});
    for (const [number, part] of parts.entries()) {
      const made = (await part) ?? (await makePart(orders[number]!));
      yield made;
      for (const file of Object.values(made.text)) if (typeof file === 'string') rmSync(file, { force: true });
    }
  } finally {
    limit.clearQueue();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A part whose text stands in files: what a process does for the parent. */
export async function makePart({ outDir, excel, documents, number }: PartOrder): Promise<Part> {
  const { partOf } = await import('./write/part.js');
  const part = await partOf(records(outDir, documents), { excel });
  const files = Object.entries(part.text).map(([name, text]) => {
    const file = join(outDir, PARTS, `${number}-${name}`);
    writeFileSync(file, text!);
    return [name, file];
  });
  return { ...part, text: Object.fromEntries(files) };
}
