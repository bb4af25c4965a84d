import { join } from 'node:path';
import { CsvFile } from './csv.js';
import { aroundSources, type Headings, headingOf, SOURCE_END, type WrittenFile } from './datapackage.js';
import { GrowingFile } from './growing-file.js';
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
  const others: GrowingFile[] = [];
  const growing = (name: string): GrowingFile => {
    const file = new GrowingFile(join(outDir, name));
    others.push(file);
    return file;
  };
  const rows = Object.fromEntries(RESOURCES.map(({ name }) => [name, 0])) as Record<ResourceName, number>;
  let neutralised = 0;
  const parquetFile = options.parquet ? (await import('./parquet.js')).ParquetFile : null;
  try {
    for (const { name, fields } of RESOURCES) {
      const header = fields.map((field) => headingOf(field, headings));
      if (parquetFile) parquets.set(name, new parquetFile(join(outDir, `${name}.parquet`), fields, `kemu ${options.version}`));
      files.set(name, await CsvFile.create(join(outDir, `${name}.csv`), header, { excel }));
    }
    const sources = growing('datapackage-sources');
    for await (const part of parts) {
      sources.append(rows.documents === 0 ? '\n' : SOURCE_END);
      if (typeof part.sources === 'string') sources.appendFile(part.sources);
      else sources.append(part.sources);
      for (const { name } of RESOURCES) {
        rows[name] += part.rows[name];
        if (part.cells) parquets.get(name)?.append(part.cells[name]);
        const text = part.text[name];
        if (text !== undefined) files.get(name)!.append(text);
      }
      neutralised += part.neutralised;
    }
    if (rows.documents > 0) sources.append('\n  ');
    sources.close();
    const written = {} as Record<ResourceName, WrittenFile>;
    for (const [name, file] of files) written[name] = file.close();
    const [before, behind] = aroundSources(written, {
      version: options.version,
      excel,
      headings,
      ...(options.created === undefined ? {} : { created: options.created }),
    });
    const descriptor = growing('datapackage.json');
    descriptor.append(before);
    descriptor.appendFile(sources.partPath);
    descriptor.append(behind);
    descriptor.close();
    for (const file of parquets.values()) await file.commit();
    for (const file of files.values()) file.commit();
    descriptor.commit();
    sources.discard();
    return { documents: rows.documents, rows, files: written, neutralised };
  } catch (error) {
    for (const file of [...files.values(), ...parquets.values(), ...others]) await file.discard();
    throw error;
  }
}
