import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/**
 * Values by their place in a list, kept in a file while a run lasts: what became of a hundred thousand documents takes a
 * few numbers of memory each. The file is gone when the run ends, and written anew by the next where it was killed.
 */
export class Ledger<T> {
  private readonly file: number;
  /** Where each value begins in the file and how many bytes it has; absent until it is set. */
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  private end = 0;
  private closed = false;

  constructor(private readonly path: string) {
    this.file = openSync(path, 'w+');
  }

  /** Keep the value of a place; once for each. */
  set(place: number, value: T): void {
    // the end of a run that has failed does not wait for what is under way
    if (this.closed) return;
    const bytes = Buffer.from(JSON.stringify(value));
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done, bytes.length - done, this.end + done);
    // places that are not set yet hold a number too: an array with holes takes a hash table
    while (this.starts.length <= place) {
      this.starts.push(0);
      this.lengths.push(0);
    }
    this.starts[place] = this.end;
    this.lengths[place] = bytes.length;
    this.end += bytes.length;
  }

  /** The values that were set, by place. */
  *values(): Generator<T> {
    let buffer = Buffer.alloc(2 ** 14);
    for (const [place, length] of this.lengths.entries()) {
      if (length === 0) continue;
      if (length > buffer.length) buffer = Buffer.alloc(length);
      for (let done = 0; done < length; ) {
        const read = readSync(this.file, buffer, done, length - done, this.starts[place]! + done);
        if (read === 0) throw new Error(`${this.path}: somebody has cut it short during the run: run again`);
        done += read;
      }
      yield JSON.parse(buffer.toString('utf8', 0, length)) as T;
    }
  }

  close(): void {
    this.closed = true;
    closeSync(this.file);
    rmSync(this.path, { force: true });
  }
}
