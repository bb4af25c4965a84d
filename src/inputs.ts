import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { costOf, HEAD_BYTES } from './cost.js';
import { entryHead, fileReader, isZip, memoryReader, MOST_BYTES, readEntry, type ZipEntry, zipEntries } from './zip.js';

/** Where the bytes of a document are. `entries` leads into an archive, outermost first. */
export interface Location {
  readonly path: string;
  readonly entries: readonly ZipEntry[];
}

/** A document to convert, or something named by the user that cannot be one. */
export interface InputFile {
  /** Base name. */
  readonly name: string;
  /** Path below the folder, archive or argument it was found by; `/` between parts. */
  readonly sourcePath: string;
  readonly location: Location;
  /** About how many milliseconds it will take; absent when it cannot be read. Only the order of work depends on it. */
  readonly cost?: number;
  /** Why it cannot be read, for a person; absent when it can. */
  readonly problem?: string;
}

export interface InputOptions {
  /** File with one path a line (`-`: standard input); blank lines and lines that start with # are left out. */
  readonly from?: string;
  /** Told of every file left out, with the reason. */
  readonly onSkipped?: (path: string, why: string) => void;
}

/** One going through the inputs. `head`: room for the first bytes of a file, looked at before the next is opened. */
interface Walking extends InputOptions {
  readonly head: Buffer;
}

/** Endings that are no documents, left out when a folder or archive is walked; a file named by the user is always read. */
const NO_DOCUMENT =
  /\.(?:json|ndjson|jsonl|md|ya?ml|toml|ini|log|lock|part|tmp|bak|py|r|js|mjs|cjs|ts|sh|bat|exe|dll|css|svg|ico|ttf|otf|parquet|db|sqlite|duckdb|sha256|md5)$/i;
/** Separated values are documents (a table saved from a workbook), unless a data package describes them: then they are data. */
const SEPARATED = /\.(?:csv|tsv)$/i;
const DESCRIBED = 'a table of the data package beside it';
/** Folders inside folders, archives inside archives. */
const DEEPEST_FOLDER = 64;
const DEEPEST_ARCHIVE = 3;

/**
 * The documents that the arguments name, in a fixed order: arguments as given, folders and globs by path, archives in
 * their own order. Files, folders, globs (`**`, `*`, `?`, `[…]`, `{a,b}`), zip archives, lists of these, and `-` for a
 * document on standard input.
 * A path that cannot be read is yielded with its `problem`, never thrown.
 */
export async function* expandInputs(args: readonly string[], inputOptions: InputOptions = {}): AsyncGenerator<InputFile> {
  const options: Walking = { ...inputOptions, head: Buffer.alloc(HEAD_BYTES) };
  for (const arg of args) yield* expandArgument(arg, options);
  if (options.from !== undefined) {
    const lines = createInterface({
      input: options.from === '-' ? process.stdin : createReadStream(options.from),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    for await (const line of lines) {
      const path = line.replace(/^\ufeff/, '').trim();
      if (path !== '' && !path.startsWith('#')) yield* expandArgument(path, options);
    }
  }
}

async function* expandArgument(arg: string, options: Walking): AsyncGenerator<InputFile> {
  if (arg === '-') {
    yield* standardInput(options);
    return;
  }
  const found = await stat(arg).catch((error: NodeJS.ErrnoException) => error);
  if (!(found instanceof Error)) {
    if (found.isDirectory()) yield* walk(arg, '', options, new Set(), 0);
    else if (found.isFile()) yield* fileOrArchive(arg, basename(arg), options);
    else yield unreadable(arg, 'is no file or folder (a device or a pipe): name a file');
    return;
  }
  if (found.code === 'ENOENT' && /[*?[{]/.test(arg)) {
    let any = false;
    for await (const input of expandGlob(arg, options)) {
      any = true;
      yield input;
    }
    if (!any) yield unreadable(arg, 'matches no file');
    return;
  }
  yield unreadable(arg, reason(found));
}

/** A document (or an archive) on standard input, kept in a temporary file while it is converted. */
async function* standardInput(options: Walking): AsyncGenerator<InputFile> {
  const folder = await mkdtemp(join(tmpdir(), 'kemu-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'stdin');
  await pipeline(process.stdin, createWriteStream(path));
  yield* fileOrArchive(path, 'stdin', options);
}

const unreadable = (path: string, problem: string, sourcePath = path): InputFile => ({
  name: basename(path) || path,
  sourcePath: sourcePath.replaceAll('\\', '/'),
  location: { path, entries: [] },
  problem,
});

/** What a system error means to a person. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file: check the path';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: check its permissions';
  if (code === 'ELOOP') return 'is a link that leads to itself: remove it';
  if (code === 'ENAMETOOLONG') return 'has a name that is too long for this system: rename it';
  if (code === 'EISDIR') return 'is a folder';
  if (code === 'ENOSPC') return 'the disk is full: free space and run again';
  return message ?? String(error);
}

async function* walk(
  root: string,
  below: string,
  options: Walking,
  ancestors: ReadonlySet<string>,
  depth: number,
): AsyncGenerator<InputFile> {
  const folder = join(root, below);
  let names: string[];
  let real: string;
  try {
    real = await realpath(folder);
    names = (await readdir(folder)).sort();
  } catch (error) {
    yield unreadable(folder, reason(error), below);
    return;
  }
  // what kemu wrote itself, also where the folder of the results lies among the documents
  if (names.includes('.kemu')) {
    options.onSkipped?.(folder, 'results of kemu convert');
    return;
  }
  const described = names.includes('datapackage.json');
  if (ancestors.has(real) || depth > DEEPEST_FOLDER) {
    options.onSkipped?.(folder, ancestors.has(real) ? 'a link back to a folder above it' : 'too deeply nested');
    return;
  }
  const here = new Set(ancestors).add(real);
  for (const name of names) {
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    const relative = below === '' ? name : `${below}/${name}`;
    try {
      const found = await stat(path);
      if (found.isDirectory()) yield* walk(root, relative, options, here, depth + 1);
      else if (!found.isFile()) options.onSkipped?.(path, 'no regular file');
      else if (NO_DOCUMENT.test(name)) options.onSkipped?.(path, 'not a kind of document');
      else if (described && SEPARATED.test(name)) options.onSkipped?.(path, DESCRIBED);
      else yield* fileOrArchive(path, relative, options);
    } catch (error) {
      const link = await lstat(path).catch(() => null);
      if (link?.isSymbolicLink()) options.onSkipped?.(path, 'a link that leads nowhere');
      else yield unreadable(path, reason(error), relative);
    }
  }
}

async function* fileOrArchive(path: string, sourcePath: string, options: Walking): AsyncGenerator<InputFile> {
  const plain: InputFile = { name: basename(path), sourcePath, location: { path, entries: [] } };
  let reader: Awaited<ReturnType<typeof fileReader>>;
  try {
    reader = await fileReader(path);
  } catch (error) {
    yield { ...plain, problem: reason(error) };
    return;
  }
  try {
    const head = await reader.read(0, HEAD_BYTES, options.head);
    const self: InputFile = { ...plain, cost: costOf(reader.size, head) };
    if (isZip(head)) yield* archive(reader, self, options);
    else yield reader.size > MOST_BYTES ? { ...plain, problem: `is larger than ${MOST_BYTES / 2 ** 20} MB: split it` } : self;
  } finally {
    await reader.close();
  }
}

/** An Office document is a zip archive too: it lists its own content types. */
const isOffice = (entries: readonly ZipEntry[]): boolean =>
  entries.some((entry) => entry.path === '[Content_Types].xml' || entry.path === 'mimetype');

async function* archive(
  reader: Awaited<ReturnType<typeof fileReader>>,
  self: InputFile,
  options: Walking,
): AsyncGenerator<InputFile> {
  let entries: ZipEntry[];
  try {
    entries = await zipEntries(reader);
  } catch (error) {
    yield { ...self, problem: reason(error) };
    return;
  }
  if (isOffice(entries)) {
    yield self;
    return;
  }
  if (self.location.entries.length >= DEEPEST_ARCHIVE) {
    yield { ...self, problem: `is an archive inside ${DEEPEST_ARCHIVE} archives: unpack it` };
    return;
  }
  let any = false;
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const described = new Set(entries.filter(({ path }) => basename(path) === 'datapackage.json').map(({ path }) => folderOf(path)));
  for (const entry of entries) {
    const name = basename(entry.path);
    const inner: InputFile = {
      name,
      sourcePath: `${self.sourcePath}/${entry.path}`,
      location: { path: self.location.path, entries: [...self.location.entries, entry] },
    };
    if (name.startsWith('.') || entry.path.startsWith('__MACOSX/') || NO_DOCUMENT.test(name)) {
      options.onSkipped?.(inner.sourcePath, 'not a kind of document');
      continue;
    }
    if (SEPARATED.test(name) && described.has(folderOf(entry.path))) {
      options.onSkipped?.(inner.sourcePath, DESCRIBED);
      continue;
    }
    any = true;
    if (!/\.(?:zip|xlsx|docx|xlsm|ods)$/i.test(name) || entry.encrypted) {
      yield { ...inner, cost: costOf(entry.bytes, await entryHead(reader, entry, HEAD_BYTES)) };
      continue;
    }
    try {
      const bytes = await readEntry(reader, entry);
      const self: InputFile = { ...inner, cost: costOf(bytes.length, bytes.subarray(0, HEAD_BYTES)) };
      if (isZip(bytes)) yield* archive(memoryReader(bytes), self, options);
      else yield self;
    } catch (error) {
      yield { ...inner, problem: reason(error) };
    }
  }
  if (!any) yield { ...self, problem: 'is an archive with no documents in it' };
}

/**
 * The bytes of a document.
 * @throws Error with a text for a person
 */
export async function readLocation(location: Location): Promise<Buffer> {
  if (location.entries.length === 0) {
    const { size } = await stat(location.path);
    if (size > MOST_BYTES) throw new Error(`is larger than ${MOST_BYTES / 2 ** 20} MB: split it`);
    return readFile(location.path);
  }
  let reader = await fileReader(location.path);
  try {
    let bytes: Buffer = Buffer.alloc(0);
    for (const entry of location.entries) {
      bytes = await readEntry(reader, entry);
      await reader.close();
      reader = memoryReader(bytes);
    }
    return bytes;
  } finally {
    await reader.close();
  }
}

/** The files a glob names, by path. The part before the first wildcard is walked; links to folders above are not followed. */
async function* expandGlob(glob: string, options: Walking): AsyncGenerator<InputFile> {
  const parts = glob.replaceAll('\\', '/').split('/');
  const fixed = parts.findIndex((part) => /[*?[{]/.test(part));
  const root = parts.slice(0, fixed).join('/') || (glob.startsWith('/') ? '/' : '.');
  const pattern = globPattern(parts.slice(fixed).join('/'));
  if (!(await stat(root).catch(() => null))?.isDirectory()) return;
  const quiet: Walking = { ...options, onSkipped: () => {} };
  for (const path of await filesBelow(root)) {
    if (pattern.test(path)) yield* fileOrArchive(resolve(root, path), path, quiet);
  }
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length).replaceAll('\\', '/'))
    .sort();
}

/** `**` any folders, `*` and `?` inside one name, `[…]` one of, `{a,b}` either. */
export function globPattern(glob: string): RegExp {
  let pattern = '';
  let braces = 0;
  for (let at = 0; at < glob.length; at++) {
    const c = glob[at]!;
    if (c === '*' && glob[at + 1] === '*') {
      const slash = glob[at + 2] === '/';
      pattern += slash ? '(?:[^/]+/)*' : '.*';
      at += slash ? 2 : 1;
    } else if (c === '*') pattern += '[^/]*';
    else if (c === '?') pattern += '[^/]';
    else if (c === '[' && glob.indexOf(']', at + 2) > 0) {
      const close = glob.indexOf(']', at + 2);
      const inside = glob.slice(at + 1, close).replace(/\\/g, '\\\\').replace(/^!/, '^');
      pattern += `[${inside}]`;
      at = close;
    } else if (c === '{') {
      pattern += '(?:';
      braces++;
    } else if (c === '}' && braces > 0) {
      pattern += ')';
      braces--;
    } else if (c === ',' && braces > 0) pattern += '|';
    else pattern += c.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  }
  return new RegExp(`^${pattern}${')'.repeat(braces)}$`, 'u');
}
