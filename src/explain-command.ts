import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadRules } from '../rules/load.js';
import { optionsOf } from './convert-one.js';
import { correctionsOf } from './corrections-file.js';
import { EXIT } from './exit-codes.js';
import { explain } from './explain.js';
import { InputError, ofInput, readInput } from './input-file.js';
import type { ConvertOptions, OcrChoice, Source } from './model/index.js';
import type { Page } from './model/page.js';
import { needEngine } from './ocr-choice.js';
import { convertDocument } from './pipeline.js';
import { read } from './read.js';
import { Sources } from './review/sources.js';
import { UsageError } from './usage-error.js';
import { loadRecord } from './write/json.js';

export interface ExplainFlags {
  readonly ocr?: OcrChoice;
}

/** Lines shown above and below the one the figure stands in. */
const AROUND = 2;

/**
 * `kemu explain FILE FACT`, or the folder of the results instead of the file: how one figure came about.
 * @throws InputError, and UsageError for a fact that is not there
 */
export async function explainCommand(file: string, fact: string, { ocr }: ExplainFlags = {}): Promise<number> {
  await needEngine(ocr);
  const [, documentId = '', key = fact] = /^(?:(.+)-)?(t\d+-r\d+c\d+[a-z]?\d*)$/.exec(fact) ?? [];
  const { source, options } = existsSync(join(file, 'documents'))
    ? await converted(file, documentId, fact)
    : { source: { name: basename(file), bytes: await readInput(file) }, options: {} };
  const asked: ConvertOptions = { ...options, ...(ocr === undefined ? {} : { ocr }) };
  const result = await ofInput(convertDocument(source, asked, loadRules()));
  // a file may have been renamed since: its bytes are what counts
  if (documentId !== '' && documentId.slice(-8) !== result.sha256.slice(0, 8))
    throw new UsageError(`${file}: the fact ${fact} is of another document: column source_path of documents.csv tells which file it was read from`);
  const place = result.facts.find((each) => each.key === key)?.place;
  const text = explain(result, key, place && place.line > 0 ? around((await read(source, asked)).pages, place.page, place.line) : []);
  if (text === null) throw new UsageError(`${file}: there is no fact ${fact} (fact_id of facts.csv, or its end, like t03-r2c1)`);
  process.stdout.write(`${text}\n`);
  return EXIT.ok;
}

/** A document of a folder of results: its bytes, from where they were read, and how it was converted. */
async function converted(dir: string, documentId: string, fact: string): Promise<{ source: Source; options: ConvertOptions }> {
  if (documentId === '') throw new UsageError(`${dir}: ${fact} may be in any document of this folder: give the whole fact_id of facts.csv`);
  const record = loadRecord(dir, documentId);
  if (record === null) throw new UsageError(`${dir}: there is no document ${documentId} in this folder`);
  const { source_file: name, sha256, made_by: by } = record;
  const bytes = await new Sources(dir, undefined).bytes(documentId, name, sha256);
  if (bytes === null) throw new InputError(`${name}: it is no longer where it was read from, or has changed: kemu explain FILE ${fact} with the file itself`);
  return { source: { name, bytes }, options: { ...optionsOf(by), corrections: correctionsOf(dir, sha256) } };
}

/** The printed lines beside a place, the one it names marked; empty where the source has no lines. */
function around(pages: readonly Page[], number: number, line: number): string[] {
  const lines = pages.filter((page) => page.form === 'dump' && (number <= 0 || page.number === number)).flatMap((page) => page.lines);
  const at = lines.findIndex((each) => each.place.line === line);
  if (at < 0) return [];
  return lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).map((each) => `${each.place.line === line ? '>' : ' '} ${each.text}`);
}
