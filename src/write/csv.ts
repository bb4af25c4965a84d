import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { writeToBuffer } from 'fast-csv';

/** How the CSV files are written: plain UTF-8 with `\n`, or with a BOM and `\r\n` for Excel. */
export interface CsvOptions {
  readonly excel: boolean;
}

/** Rows as text, quoted as RFC 4180 asks. */
export const csvText = (rows: readonly (readonly string[])[], { excel }: CsvOptions): Promise<Buffer> =>
  writeToBuffer(rows as string[][], { headers: false, rowDelimiter: excel ? '\r\n' : '\n', includeEndRowDelimiter: true });

/** A CSV file that grows part by part and appears under its name only when it is whole. */
export class CsvFile {
  private readonly hash: Hash = createHash('sha256');
  private bytes = 0;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** Start `path` with its header row; what is written goes to `path.part` until `commit`. */
  static async create(path: string, header: readonly string[], options: CsvOptions): Promise<CsvFile> {
    const file = new CsvFile(path, await open(`${path}.part`, 'w'));
    if (options.excel) await file.append(Buffer.from('\ufeff'));
    await file.append(await csvText([header], options));
    return file;
  }

  /** Add rows as {@link csvText} makes them. */
  async append(text: Buffer): Promise<void> {
    this.hash.update(text);
    this.bytes += text.length;
    await this.handle.writeFile(text);
  }

  /** Close the file without giving it its name yet. */
  async close(): Promise<{ bytes: number; sha256: string }> {
    await this.handle.close();
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }

  async commit(): Promise<void> {
    await rename(`${this.path}.part`, this.path);
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => {});
    await rm(`${this.path}.part`, { force: true });
  }
}
