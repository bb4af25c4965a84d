import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { correctionLine, parseCorrections } from './corrections.js';
import { CORRECTION_COLUMNS, type Correction } from './model/correction.js';
import { groupBy } from './model/group-by.js';
import { makeFolders } from './write/folders.js';

/** What people have settled about the documents of an output folder; only ever added to. */
export const correctionsPath = (outDir: string): string => join(outDir, 'corrections.csv');

let cached: { path: string; stamp: string; bySha: Map<string, Correction[]>; problems: readonly string[] } | undefined;

/** The file as it is now, by document; read again only when it has changed. */
function readFile(path: string): { bySha: Map<string, Correction[]>; problems: readonly string[] } {
  const { mtimeMs, size } = statSync(path);
  const stamp = `${mtimeMs} ${size}`;
  if (cached?.path === path && cached.stamp === stamp) return cached;
  const { corrections, problems } = parseCorrections(readFileSync(path, 'utf8'));
  const bySha = groupBy(corrections, ({ sha256 }) => sha256);
  cached = { path, stamp, bySha, problems };
  return cached;
}

/** The corrections of the document with these bytes, in the order they were made. */
export function correctionsOf(outDir: string, sha256: string): readonly Correction[] {
  const path = correctionsPath(outDir);
  return existsSync(path) ? (readFile(path).bySha.get(sha256) ?? []) : [];
}

/** All corrections, and the lines that cannot be used. */
export function allCorrections(outDir: string): { corrections: readonly Correction[]; problems: readonly string[] } {
  const path = correctionsPath(outDir);
  return existsSync(path) ? parseCorrections(readFileSync(path, 'utf8')) : { corrections: [], problems: [] };
}

/** Add a line; the file is made with its header when it is not there. One write, so that two reviewers cannot mix lines. */
export function appendCorrection(outDir: string, correction: Correction): void {
  const path = correctionsPath(outDir);
  makeFolders(dirname(path));
  if (!existsSync(path)) appendFileSync(path, `${CORRECTION_COLUMNS.join(',')}\n`);
  else if (!readFileSync(path).subarray(-1).equals(Buffer.from('\n'))) appendFileSync(path, '\n');
  appendFileSync(path, correctionLine(correction));
}

/** Short fingerprint of a document's corrections: a record made with other ones is stale. */
export const fingerprint = (corrections: readonly Correction[]): string =>
  createHash('sha256').update(corrections.map(correctionLine).join('')).digest('hex').slice(0, 12);
