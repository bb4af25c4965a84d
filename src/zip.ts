import { type FileHandle, open } from 'node:fs/promises';
import { constants, inflateRawSync } from 'node:zlib';

/** A file inside an archive. Nothing is ever unpacked to disk, so a name can lead nowhere; `path` is for people. */
export interface ZipEntry {
  /** Name without drive, leading slash and `..` parts. */
  readonly path: string;
  readonly index: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

/** Bytes of a file or of memory by position. */
export interface ByteReader {
  readonly size: number;
  /** `into`: room for what is read, where it is wanted no longer than until the next reading into it. */
  read(position: number, length: number, into?: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

/** Most bytes one document may have, packed or unpacked. The largest known published PDF has 180 MB. */
export const MOST_BYTES = 512 * 2 ** 20;
/** Most entries an archive may list. */
const MOST_ENTRIES = 100_000;
/** An unpacked entry of a megabyte and more may be this many times its packed size: text packs to about a twentieth. */
const MOST_RATIO = 200;

export async function fileReader(path: string): Promise<ByteReader> {
  const handle: FileHandle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    size,
    async read(position, length, into) {
      const there = Math.max(0, Math.min(length, size - position));
      const buffer = into ?? Buffer.alloc(there);
      const { bytesRead } = await handle.read(buffer, 0, there, position);
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

export const memoryReader = (bytes: Buffer): ByteReader => ({
  size: bytes.length,
  read: async (position, length) => bytes.subarray(position, position + length),
  close: async () => {},
});

export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

/**
 * The files an archive lists, folders left out, in the archive's order.
 * @throws Error when the central directory is missing, damaged or beyond bounds; the text is for a person.
 */
export async function zipEntries(reader: ByteReader): Promise<ZipEntry[]> {
  const tailLength = Math.min(reader.size, 22 + 0xffff);
  const tail = await reader.read(reader.size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > tail.length) throw new Error('the archive has no end record: it is cut off or damaged; download it again');
  let count = tail.readUInt16LE(end + 10);
  let length = tail.readUInt32LE(end + 12);
  let start = tail.readUInt32LE(end + 16);
  const locator = end - 20;
  if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const record = await reader.read(Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.length === 56 && record.readUInt32LE(0) === 0x06064b50) {
      count = Number(record.readBigUInt64LE(32));
      length = Number(record.readBigUInt64LE(40));
      start = Number(record.readBigUInt64LE(48));
    }
  }
  if (count > MOST_ENTRIES) throw new Error(`the archive lists ${count} files, more than ${MOST_ENTRIES}: split it`);
  if (start + length > reader.size) throw new Error('the archive is cut off or damaged; download it again');
  const directory = await reader.read(start, length);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new Error("the archive's list of files is damaged; download it again");
    const bits = directory.readUInt16LE(at + 8);
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const commentLength = directory.readUInt16LE(at + 32);
    const rawName = directory.subarray(at + 46, at + 46 + nameLength);
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const sizes = {
      bytes: directory.readUInt32LE(at + 24),
      compressedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    };
    readZip64(extra, sizes);
    const name = decodeName(rawName, (bits & 0x800) !== 0);
    at += 46 + nameLength + extraLength + commentLength;
    if (/[\\/]$/.test(name)) continue;
    entries.push({
      path: safePath(name),
      index,
      method: directory.readUInt16LE(at - 46 - nameLength - extraLength - commentLength + 10),
      encrypted: (bits & 1) !== 0,
      ...sizes,
    });
  }
  return entries;
}

/** Sizes beyond 32 bits stand in an extra field, in this order, each only when its 32-bit place is full. */
function readZip64(extra: Buffer, sizes: { bytes: number; compressedBytes: number; offset: number }): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    for (const key of ['bytes', 'compressedBytes', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || from + 8 > extra.length) continue;
      sizes[key] = Number(extra.readBigUInt64LE(from));
      from += 8;
    }
  }
}

/** Archives made on Chinese Windows keep names in GBK without saying so. */
function decodeName(raw: Buffer, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder(utf8 ? 'utf-8' : 'gb18030').decode(raw);
  }
}

const safePath = (name: string): string =>
  name
    .replace(/^[A-Za-z]:/, '')
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/') || 'unnamed';

/**
 * The bytes of an entry.
 * @throws Error for an encrypted, damaged or oversized entry; the text is for a person.
 */
export async function readEntry(reader: ByteReader, entry: ZipEntry): Promise<Buffer> {
  if (entry.encrypted) throw new Error('the archive is encrypted: unpack it with its password and convert the files');
  const tooLarge = `more than ${MOST_BYTES / 2 ** 20} MB when unpacked: not read`;
  if (entry.bytes > MOST_BYTES || entry.compressedBytes > MOST_BYTES) throw new Error(tooLarge);
  const packed = await reader.read(await startOf(reader, entry), entry.compressedBytes);
  if (packed.length < entry.compressedBytes) throw new Error('the archive is cut off at this file; download it again');
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new Error(`packed with method ${entry.method}, which is not read: unpack it and convert the files`);
  const most = Math.min(MOST_BYTES, Math.max(2 ** 20, packed.length * MOST_RATIO));
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Error(`unpacks to more than ${MOST_RATIO} times its packed size: refused as a decompression bomb`);
    throw new Error('the archive is damaged at this file; download it again');
  }
}

/** Unpacked bytes at the start of an entry, from so many packed ones; none of an entry that cannot be read so. */
export async function entryHead(reader: ByteReader, entry: ZipEntry, most: number): Promise<Buffer> {
  try {
    const packed = await reader.read(await startOf(reader, entry), Math.min(entry.compressedBytes, most));
    return entry.method === 0 ? packed : inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most * MOST_RATIO }).subarray(0, most);
  } catch {
    return Buffer.alloc(0);
  }
}

async function startOf(reader: ByteReader, entry: ZipEntry): Promise<number> {
  const header = await reader.read(entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50)
    throw new Error('the archive is damaged at this file; download it again');
  return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}
