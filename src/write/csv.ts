import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { writeToBuffer } from 'fast-csv';

/** How the CSV files are written: plain UTF-8 with `\n`, or with a BOM and `\r\n` for Excel. */
export interface CsvOptions {
  readonly excel: boolean;
}

/** A CSV file that grows document by document and appears under its name only when it is whole. */
export class CsvFile {
  private readonly hash: Hash = createHash('sha256');
  private bytes = 0;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    private readonly options: CsvOptions,
  ) {}

  /** Start `path` with its header row; what is written goes to `path.part` until `commit`. */
  static async create(path: string, header: readonly string[], options: CsvOptions): Promise<CsvFile> {
    const file = new CsvFile(path, await open(`${path}.part`, 'w'), options);
    if (options.excel) await file.put(Buffer.from('\ufeff'));
    await file.append([header]);
    return file;
  }

  async append(rows: readonly (readonly string[])[]): Promise<void> {
    if (rows.length === 0) return;
    await this.put(
      await writeToBuffer(rows as string[][], {
        headers: false,
        rowDelimiter: this.options.excel ? '\r\n' : '\n',
        includeEndRowDelimiter: true,
      }),
    );
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

  private async put(chunk: Buffer): Promise<void> {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    await this.handle.writeFile(chunk);
  }
}
