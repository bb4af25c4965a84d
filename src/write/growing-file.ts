import { closeSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Bytes copied at a time. */
const PIECE = 2 ** 17;
/** Characters of short texts held until they are worth a write. */
const ENOUGH = 2 ** 16;

/** A file that grows piece by piece and appears under its name only when it is whole. */
export class GrowingFile {
  /** Where it stands until then. */
  readonly partPath: string;
  private file: number | null;
  private waiting = '';
  private buffer: Buffer | undefined;

  /** `onBytes` is shown everything in the order in which it is written. */
  constructor(
    private readonly path: string,
    private readonly onBytes: (bytes: Buffer) => void = () => {},
  ) {
    this.partPath = `${path}.part`;
    this.file = openSync(this.partPath, 'w');
  }

  /** Add bytes, or a text, which may wait for more. */
  append(piece: Buffer | string): void {
    if (typeof piece === 'string') {
      this.waiting += piece;
      if (this.waiting.length > ENOUGH) this.flush();
      return;
    }
    this.flush();
    this.write(piece);
  }

  /** Add what stands in another file, of which only a piece is in memory at a time. */
  appendFile(path: string): void {
    this.flush();
    const buffer = (this.buffer ??= Buffer.allocUnsafe(PIECE));
    const from = openSync(path, 'r');
    try {
      for (let read = readSync(from, buffer); read > 0; read = readSync(from, buffer)) this.write(buffer.subarray(0, read));
    } finally {
      closeSync(from);
    }
  }

  /** Close the file without giving it its name yet. */
  close(): void {
    if (this.file === null) return;
    this.flush();
    closeSync(this.file);
    this.file = null;
  }

  /** Close it and give it its name. */
  commit(): void {
    this.close();
    renameSync(this.partPath, this.path);
  }

  discard(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
    rmSync(this.partPath, { force: true });
  }

  private flush(): void {
    if (this.waiting === '') return;
    const bytes = Buffer.from(this.waiting);
    this.waiting = '';
    this.write(bytes);
  }

  private write(bytes: Buffer): void {
    this.onBytes(bytes);
    writeFileSync(this.file!, bytes);
  }
}
