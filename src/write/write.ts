import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvFile } from './csv.js';
import { descriptor, type Headings, headingOf, type PackageSource, type WrittenFile } from './datapackage.js';
import { writeAtomically } from './json.js';
import type { ParquetFile } from './parquet.js';
import { type Part, partOf } from './part.js';
import type { ListedRecord } from './rows.js';
import { RESOURCES, type ResourceName } from './schema.js';
import { makeFolders } from './folders.js';

export interface WriteOptions {
  /** Version of the program, for datapackage.json. */
  readonly version: string;
  /** BOM, CRLF, text codes, formulas neutralised. */
  readonly excel?: boolean;
  readonly headings?: Headings;
  /** Also write each file as Parquet, under the names of the contract. */
  readonly parquet?: boolean;
  /** RFC 3339 time for datapackage.json; none when absent. */
  readonly created?: string;
}

/** What was written. */
export interface Written {
  readonly documents: number;
  readonly rows: Readonly<Record<ResourceName, number>>;
  readonly files: Readonly<Record<ResourceName, WrittenFile>>;
  /** Cells that a spreadsheet would have run as a formula; only with `excel`. */
  readonly neutralised: number;
}

/** Write the CSV files and datapackage.json of an output folder from records, in the order given. One record is held at a time. */
export function write(records: Iterable<ListedRecord> | AsyncIterable<ListedRecord>, outDir: string, options: WriteOptions): Promise<Written> {
  async function* parts(): AsyncGenerator<Part> {
    for await (const record of records) yield partOf([record], { excel: options.excel ?? false, cells: options.parquet ?? false });
  }
  return writeParts(parts(), outDir, options);
}

/**
 * Join parts to the CSV files of an output folder, and write its datapackage.json. All files get their names at the end,
 * datapackage.json last; after a failure none of them has changed. Parquet needs parts with cells.
 */
export async function writeParts(parts: AsyncIterable<Part>, outDir: string, options: WriteOptions): Promise<Written> {
  const excel = options.excel ?? false;
  const headings = options.headings ?? 'name';
  makeFolders(join(outDir, 'documents'));
  const files = new Map<ResourceName, CsvFile>();
  const parquets = new Map<ResourceName, ParquetFile>();
  const rows = Object.fromEntries(RESOURCES.map(({ name }) => [name, 0])) as Record<ResourceName, number>;
  const sources: PackageSource[] = [];
  let neutralised = 0;
  const parquetFile = options.parquet ? (await import('./parquet.js')).ParquetFile : null;
  try {
    for (const { name, fields } of RESOURCES) {
      const header = fields.map((field) => headingOf(field, headings));
      if (parquetFile) parquets.set(name, new parquetFile(join(outDir, `${name}.parquet`), fields, `kemu ${options.version}`));
      files.set(name, await CsvFile.create(join(outDir, `${name}.csv`), header, { excel }));
    }
    for await (const part of parts) {
      for (const { name } of RESOURCES) {
        rows[name] += part.rows[name];
        if (part.cells) parquets.get(name)?.append(part.cells[name]);
        const text = part.text[name];
        if (text !== undefined) await files.get(name)!.append(typeof text === 'string' ? await readFile(text) : text);
      }
      for (const source of part.sources) sources.push(source);
      neutralised += part.neutralised;
    }
    const written = {} as Record<ResourceName, WrittenFile>;
    for (const [name, file] of files) written[name] = await file.close();
    for (const file of parquets.values()) await file.commit();
    for (const file of files.values()) await file.commit();
    const content = descriptor(written, sources, {
      version: options.version,
      excel,
      headings,
      ...(options.created === undefined ? {} : { created: options.created }),
    });
    writeAtomically(join(outDir, 'datapackage.json'), `${JSON.stringify(content, null, 2)}\n`);
    return { documents: sources.length, rows, files: written, neutralised };
  } catch (error) {
    for (const file of [...files.values(), ...parquets.values()]) await file.discard();
    throw error;
  }
}
