import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

const REASONS: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder, one file is needed' };

/** The bytes of a file named on the command line. Throws UsageError when it cannot be read. */
export const readInput = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file}: ${REASONS[error.code ?? ''] ?? 'it cannot be read'}`);
  });
