import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SOURCES_FILE } from '../assemble.js';
import { type Location, readLocation } from '../inputs.js';

/** Folders are searched this deep, and this many files of them, for the documents of `--sources`. */
const DEEPEST = 16;
const MOST_FILES = 100_000;

/**
 * Finds the bytes of the documents of an output folder: where the last run read them, else below `--sources`, by name
 * and then by content. Bytes are handed out only when their SHA-256 is the document's: what is shown is what was read.
 */
export class Sources {
  private readonly known = new Map<string, Location>();
  private files: string[] | undefined;
  private readonly hashes = new Map<string, string>();

  constructor(
    outDir: string,
    private readonly folder: string | undefined,
  ) {
    const path = join(outDir, SOURCES_FILE);
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line === '') continue;
      try {
        const [id, location] = JSON.parse(line) as [string, Location];
        this.known.set(id, location);
      } catch {
        // a cut line of an interrupted disk: the document is looked for below --sources
      }
    }
  }

  /** The document's bytes, or null where they are not there any more or have changed. */
  async bytes(documentId: string, sourceFile: string, sha256: string): Promise<Buffer | null> {
    const known = this.known.get(documentId);
    if (known) {
      const bytes = await readLocation(known).catch(() => null);
      if (bytes && hashOf(bytes) === sha256) return bytes;
    }
    if (this.folder === undefined) return null;
    const name = basename(sourceFile);
    const files = (this.files ??= [...filesBelow(this.folder, 0)].slice(0, MOST_FILES));
    for (const wanted of [true, false]) {
      for (const path of files) {
        if ((basename(path) === name) !== wanted) continue;
        if (!wanted && this.hashes.has(path) && this.hashes.get(path) !== sha256) continue;
        const bytes = readFileSync(path);
        const hash = hashOf(bytes);
        this.hashes.set(path, hash);
        if (hash === sha256) return bytes;
      }
    }
    return null;
  }

  /** Whether the bytes are likely to be had, without reading them. */
  likely(documentId: string, sourceFile: string): boolean {
    const known = this.known.get(documentId);
    if (known && existsSync(known.path)) return true;
    if (this.folder === undefined) return false;
    this.files ??= [...filesBelow(this.folder, 0)].slice(0, MOST_FILES);
    return this.files.length > 0 && basename(sourceFile) !== '';
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function* filesBelow(folder: string, depth: number): Generator<string> {
  if (depth > DEEPEST) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path, depth + 1);
    else if (entry.isFile() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile())) yield path;
  }
}
