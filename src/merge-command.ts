import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AssembleOptions, assemble, ORDER_FILE, SOURCES_FILE } from './assemble.js';
import { createdTime } from './convert-command.js';
import { correctionLine } from './corrections.js';
import { allCorrections, correctionsPath, fingerprint } from './corrections-file.js';
import { EXIT } from './exit-codes.js';
import { lockFolder } from './folder-lock.js';
import { grouped, mergeCorrections } from './merge-corrections.js';
import { CORRECTION_COLUMNS } from './model/correction.js';
import { UsageError } from './usage-error.js';
import { makeFolders } from './write/folders.js';
import { madeByOf, recordPath, writeAtomically } from './write/json.js';

export interface MergeFlags {
  readonly out: string;
  readonly excel?: boolean;
  readonly headings?: 'name' | 'en' | 'zh';
  readonly parquet?: boolean;
  readonly created?: string;
}

export interface Merged {
  readonly documents: number;
  /** What a person should know: corrections that contradict each other, cannot be used, or are not applied yet. */
  readonly notices: readonly string[];
}

/** A document of one of the parts. */
interface Entry {
  readonly position: number;
  readonly sourcePath: string;
  readonly documentId: string;
  readonly dir: string;
}

/**
 * Join output folders of shards: the result is byte for byte what one run over the whole input would have written.
 * A document that several parts have is taken once. The corrections of all parts, and of the folder joined into, are kept.
 */
export async function mergeParts(dirs: readonly string[], options: AssembleOptions): Promise<Merged> {
  const [unusable] = allCorrections(options.outDir).problems;
  // the file is written anew: a line that cannot be read would be gone
  if (unusable !== undefined) throw new UsageError(`${correctionsPath(options.outDir)}: ${unusable}: mend the line first`);
  const entries: Entry[] = [];
  for (const dir of dirs) {
    const file = join(dir, ORDER_FILE);
    if (!existsSync(dir)) throw new UsageError(`${dir}: there is no such folder`);
    if (!existsSync(file)) throw new UsageError(`${dir}: no finished run of kemu convert (${ORDER_FILE} is missing): run kemu convert with --out ${dir} to its end first`);
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      const [position, sourcePath, documentId] = JSON.parse(line) as [number, string, string];
      entries.push({ position, sourcePath, documentId, dir });
    }
  }
  entries.sort((a, b) => a.position - b.position || (a.sourcePath < b.sourcePath ? -1 : a.sourcePath > b.sourcePath ? 1 : 0));
  const seen = new Set<string>();
  const documents = entries.filter(({ documentId }) => !seen.has(documentId) && seen.add(documentId));
  const release = lockFolder(options.outDir);
  try {
    return await joined(dirs, documents, options);
  } finally {
    release();
  }
}

async function joined(dirs: readonly string[], documents: readonly Entry[], options: AssembleOptions): Promise<Merged> {
  makeFolders(join(options.outDir, 'documents'));
  for (const { dir, documentId } of documents) {
    if (resolve(dir) !== resolve(options.outDir))
      copyFileSync(recordPath(dir, documentId), recordPath(options.outDir, documentId));
  }
  await assemble(documents, options);
  // where the sources lie is of use only where they can be reached; a part from elsewhere does no harm
  const sources = [...new Set(dirs)].map((dir) => join(dir, SOURCES_FILE)).filter((file) => existsSync(file));
  writeAtomically(join(options.outDir, SOURCES_FILE), sources.map((file) => readFileSync(file, 'utf8')).join(''));
  return { documents: documents.length, notices: joinCorrections(dirs, options.outDir, documents) };
}

function joinCorrections(dirs: readonly string[], outDir: string, documents: readonly { documentId: string }[]): string[] {
  const from = [...new Set([outDir, ...dirs].map((dir) => resolve(dir)))].map((dir) => ({ dir, ...allCorrections(dir) }));
  const { corrections, conflicts } = mergeCorrections(from);
  const notices = from.flatMap(({ dir, problems }) => problems.map((problem) => `${correctionsPath(dir)}: ${problem}: left out`));
  if (corrections.length === 0) return notices;
  writeAtomically(correctionsPath(outDir), `${CORRECTION_COLUMNS.join(',')}\n${corrections.map(correctionLine).join('')}`);
  const bySha = grouped(corrections);
  const ofRecord = new Map([...bySha].map(([sha256, own]) => [sha256.slice(0, 8), fingerprint(own)]));
  const stale = documents.filter(({ documentId }) => {
    const wanted = ofRecord.get(documentId.slice(-8));
    return wanted !== undefined && !madeByOf(outDir, documentId).endsWith(`corrections=${wanted}`);
  });
  const toApply = stale.length === 0 ? [] : [`${stale.length} documents have corrections that are not applied yet: run kemu convert again with --out ${outDir}`];
  return [...conflicts, ...notices, ...toApply];
}

export async function mergeCommand(dirs: readonly string[], flags: MergeFlags): Promise<number> {
  const created = createdTime(flags.created);
  const { documents, notices } = await mergeParts(dirs, {
    outDir: flags.out,
    ...(flags.excel ? { excel: true } : {}),
    ...(flags.headings ? { headings: flags.headings } : {}),
    ...(flags.parquet ? { parquet: true } : {}),
    ...(created === undefined ? {} : { created }),
  });
  for (const notice of notices) process.stderr.write(`kemu: ${notice}\n`);
  process.stdout.write(`${documents} documents of ${dirs.length} parts → ${flags.out}\n`);
  return EXIT.ok;
}
