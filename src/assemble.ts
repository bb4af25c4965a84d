import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BatchDocument, BatchOptions } from './batch.js';
import { VERSION } from './version.js';
import { GrowingFile } from './write/growing-file.js';
import { loadRecord } from './write/json.js';
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

/** Makers of parts for a run, and how many rows it has: in all and of a document, about. */
export interface PartPlan<T> extends PartMakers {
  readonly rows: number;
  rowsOf(document: T): number;
}

/**
 * Write the CSV files and datapackage.json from the committed records, and the order they are in (for `kemu merge`). The
 * documents are gone through once, and held no longer than their part is under way.
 */
export async function assemble<T extends Listed>(documents: Iterable<T>, options: AssembleOptions, by?: PartPlan<T>): Promise<Written> {
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
  makeFolders(dirname(join(outDir, ORDER_FILE)));
  const order = new GrowingFile(join(outDir, ORDER_FILE));
  function* noted(): Generator<T> {
    for (const document of documents) {
      const { position, sourcePath, documentId } = document;
      order.append(`${JSON.stringify([position, sourcePath, documentId])}\n`);
      yield document;
    }
  }
  try {
    const written = await (by === undefined || how.parquet || by.rows < LEAST
      ? write(records(outDir, noted()), outDir, how)
      : writeParts(partsBy(by, outDir, ordersOf(noted(), by, outDir, how.excel)), outDir, how));
    order.commit();
    return written;
  } catch (error) {
    order.discard();
    throw error;
  }
}

function* records(outDir: string, documents: Iterable<PartOrder['documents'][number]>): Generator<ListedRecord> {
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

/** Orders for documents in runs of about as many rows. */
function* ordersOf<T extends Listed>(documents: Iterable<T>, { jobs, rows, rowsOf }: PartPlan<T>, outDir: string, excel: boolean): Generator<PartOrder> {
  const share = Math.min(MOST, Math.max(LEAST, rows / (jobs * EACH)));
  let number = 0;
  let filled = 0;
  let own: { documentId: string; sourcePath: string }[] = [];
  const order = (): PartOrder => ({ outDir, excel, documents: own, number: number++ });
  for (const document of documents) {
    own.push({ documentId: document.documentId, sourcePath: document.sourcePath });
    filled += rowsOf(document);
    if (filled < share) continue;
    yield order();
    own = [];
    filled = 0;
  }
  if (own.length > 0) yield order();
}

/** The parts in their order, whoever makes them; some are made ahead of the one that is waited for. */
async function* partsBy(by: PartMakers, outDir: string, orders: Generator<PartOrder>): AsyncGenerator<Part> {
  const folder = join(outDir, PARTS);
  const { default: pLimit } = await import('p-limit');
  const limit = pLimit(by.jobs);
  // a killed run may have left some
  rmSync(folder, { recursive: true, force: true });
  makeFolders(folder);
  const ahead: { readonly order: PartOrder; readonly part: Promise<Part | null> }[] = [];
  const begin = (): void => {
    const { value: order, done } = orders.next();
    if (done) return;
    const part = limit(() => by.make(order));
    // the first that fails is told, those behind it too late
    part.catch(() => {});
    ahead.push({ order, part });
  };
  try {
    for (let i = 0; i < by.jobs * EACH; i++) begin();
    for (let next = ahead.shift(); next; next = ahead.shift()) {
      const made = (await next.part) ?? (await makePart(next.order));
      begin();
      yield made;
      for (const file of [...Object.values(made.text), made.sources]) if (typeof file === 'string') rmSync(file, { force: true });
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
  const saved = (name: string, text: Buffer | string): string => {
    const file = join(outDir, PARTS, `${number}-${name}`);
    writeFileSync(file, text);
    return file;
  };
  const text = Object.fromEntries(Object.entries(part.text).map(([name, text]) => [name, saved(name, text!)]));
  return { ...part, text, sources: saved('sources', part.sources) };
}
