import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadPipeline } from './convert-one.js';
import type { ConvertOptions, DocumentResult, Source } from './model/index.js';

export type * from './model/index.js';
export type { BatchDocument, BatchEvent, BatchOptions, BatchResult } from './batch.js';
export type { DocumentRecord } from './write/record.js';

/** A file's path, or its name and bytes. */
export type ConvertInput = string | Source;

/**
 * Convert documents in this process, one after another, in the order given.
 *
 * Everything found comes back with its place, confidence and reasons; nothing is written. A document in which something
 * could not be read has status `partial` or `failed` and says why in `messages`. For many documents, limits on time
 * and memory, and files on disk use {@link convertBatch}.
 *
 * @throws the system's error when a path cannot be read, the reader's error when bytes are no document
 */
export async function convert(
  inputs: ConvertInput | readonly ConvertInput[],
  options: ConvertOptions = {},
): Promise<DocumentResult[]> {
  const convertSource = await loadPipeline();
  const results: DocumentResult[] = [];
  for (const input of Array.isArray(inputs) ? (inputs as readonly ConvertInput[]) : [inputs as ConvertInput]) {
    const source = typeof input === 'string' ? { name: basename(input), bytes: await readFile(input) } : input;
    results.push(await convertSource(source, options));
  }
  return results;
}

/** Convert many documents into a folder: see {@link import('./batch.js').convertBatch}. */
export const convertBatch: (typeof import('./batch.js'))['convertBatch'] = async (args, options) =>
  (await import('./batch.js')).convertBatch(args, options);
