import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

/** A file that cannot be read, or is no document: ends the command with exit code 3 and its text. */
export class InputError extends Error {
  readonly code = 'KEMU_INPUT';
}

/** The bytes of a file named on the command line. @throws InputError, or UsageError for a folder */
export const readInput = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') throw new UsageError(`${file}: it is a folder, one file is needed`);
    throw new InputError(`${file}: ${error.code === 'ENOENT' ? 'there is no such file' : 'it cannot be read'}`);
  });

/** What a reader says of a document it cannot read, told from a mistake of the program, which is no plain Error. */
export const ofInput = <T>(reading: Promise<T>): Promise<T> =>
  reading.catch((error: NodeJS.ErrnoException) => {
    throw error.constructor === Error && error.code === undefined ? new InputError(error.message) : error;
  });
