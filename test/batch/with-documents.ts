import type { BatchDocument, BatchOptions, BatchResult, convertBatch } from '../../src/batch.js';

/** A batch that also tells what became of every document, in input order. */
export async function withDocuments(convert: typeof convertBatch, args: readonly string[], options: BatchOptions): Promise<BatchResult & { readonly documents: readonly BatchDocument[] }> {
  const documents: BatchDocument[] = [];
  const result = await convert(args, { ...options, onDocument: (document) => documents.push(document) });
  return { ...result, documents };
}
