import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

/** The bytes of a file named on the command line. Throws UsageError when it cannot be read. */
export const readInput = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file}: ${error.code === 'ENOENT' ? 'there is no such file' : 'it cannot be read'}`);
  });
