import { createHash } from 'node:crypto';
import { writeToBuffer } from 'fast-csv';
import type { WrittenFile } from './datapackage.js';
import { GrowingFile } from './growing-file.js';

/** How the CSV files are written: plain UTF-8 with `\n`, or with a BOM and `\r\n` for Excel. */
export interface CsvOptions {
  readonly excel: boolean;
}

/** Rows as text, quoted as RFC 4180 asks. */
export const csvText = (rows: readonly (readonly string[])[], { excel }: CsvOptions): Promise<Buffer> =>
  writeToBuffer(rows as string[][], { headers: false, rowDelimiter: excel ? '\r\n' : '\n', includeEndRowDelimiter: true });

/** A CSV file that grows part by part and appears under its name only when it is whole. */
export class CsvFile {
  private readonly hash = createHash('sha256');
  private readonly file: GrowingFile;
  private bytes = 0;

  private constructor(path: string) {
    this.file = new GrowingFile(path, (piece) => {
      this.hash.update(piece);
      this.bytes += piece.length;
    });
  }

  /** Start `path` with its header row. */
  static async create(path: string, header: readonly string[], options: CsvOptions): Promise<CsvFile> {
    const file = new CsvFile(path);
    if (options.excel) file.append(Buffer.from('\ufeff'));
    file.append(await csvText([header], options));
    return file;
  }

  /** Add rows as {@link csvText} makes them, or a file of such. */
  append(rows: Buffer | string): void {
    if (typeof rows === 'string') this.file.appendFile(rows);
    else this.file.append(rows);
  }

  /** Close the file without giving it its name yet. */
  close(): WrittenFile {
    this.file.close();
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }

  commit(): void {
    this.file.commit();
  }

  discard(): void {
    this.file.discard();
  }
}
