import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AssembleOptions, assemble, ORDER_FILE, SOURCES_FILE } from './batch.js';
import { createdTime } from './convert-command.js';
import { EXIT } from './exit-codes.js';
import { UsageError } from './usage-error.js';
import { recordPath, writeAtomically } from './write/json.js';

export interface MergeFlags {
  readonly out: string;
  readonly excel?: boolean;
  readonly headings?: 'name' | 'en' | 'zh';
  readonly parquet?: boolean;
  readonly created?: string;
}

/**
 * Join output folders of shards: the result is byte for byte what one run over the whole input would have written.
 * A document that several parts have is taken once.
 */
export async function mergeParts(dirs: readonly string[], options: AssembleOptions): Promise<{ documents: number }> {
  const entries: { position: number; sourcePath: string; documentId: string; dir: string }[] = [];
  for (const dir of dirs) {
    const file = join(dir, ORDER_FILE);
    if (!existsSync(file)) throw new UsageError(`${dir}: no finished run of kemu convert (${ORDER_FILE} is missing)`);
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      const [position, sourcePath, documentId] = JSON.parse(line) as [number, string, string];
      entries.push({ position, sourcePath, documentId, dir });
    }
  }
  entries.sort((a, b) => a.position - b.position || (a.sourcePath < b.sourcePath ? -1 : a.sourcePath > b.sourcePath ? 1 : 0));
  const seen = new Set<string>();
  const documents = entries.filter(({ documentId }) => !seen.has(documentId) && seen.add(documentId));
  mkdirSync(join(options.outDir, 'documents'), { recursive: true });
  for (const { dir, documentId } of documents) {
    if (resolve(dir) !== resolve(options.outDir))
      copyFileSync(recordPath(dir, documentId), recordPath(options.outDir, documentId));
  }
  await assemble(documents, options);
  // where the sources lie is of use only where they can be reached; a part from elsewhere does no harm
  const sources = [...new Set(dirs)].map((dir) => join(dir, SOURCES_FILE)).filter((file) => existsSync(file));
  writeAtomically(join(options.outDir, SOURCES_FILE), sources.map((file) => readFileSync(file, 'utf8')).join(''));
  return { documents: documents.length };
}

export async function mergeCommand(dirs: readonly string[], flags: MergeFlags): Promise<number> {
  const created = createdTime(flags.created);
  const { documents } = await mergeParts(dirs, {
    outDir: flags.out,
    ...(flags.excel ? { excel: true } : {}),
    ...(flags.headings ? { headings: flags.headings } : {}),
    ...(flags.parquet ? { parquet: true } : {}),
    ...(created === undefined ? {} : { created }),
  });
  process.stdout.write(`${documents} documents of ${dirs.length} parts → ${flags.out}\n`);
  return EXIT.ok;
}
