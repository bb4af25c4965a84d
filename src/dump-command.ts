import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dumpPages } from './dump.js';
import { EXIT } from './exit-codes.js';
import { ofInput, readInput } from './input-file.js';
import type { OcrChoice } from './model/index.js';
import { needEngine } from './ocr-choice.js';
import { read } from './read.js';
import { UsageError } from './usage-error.js';

export interface DumpFlags {
  /** Where to write; standard output when absent. */
  readonly out?: string;
  readonly pages?: readonly number[];
  readonly encoding?: string;
  readonly ocr?: OcrChoice;
}

/** `kemu dump FILE`: a document as bare text, the way archives hold it. @throws InputError */
export async function dumpCommand(file: string, flags: DumpFlags): Promise<number> {
  await needEngine(flags.ocr);
  const bytes = await readInput(file);
  const reading = read(
    { name: basename(file), bytes },
    { ...(flags.pages ? { pages: flags.pages } : {}), ...(flags.encoding ? { encoding: flags.encoding } : {}), ...(flags.ocr ? { ocr: flags.ocr } : {}) },
  );
  const { pages, sheets } = await ofInput(reading);
  if (sheets !== undefined) throw new UsageError(`${file}: it is a workbook or a web page, which no archive keeps as bare text: name a PDF`);
  const text = dumpPages(pages);
  if (flags.out === undefined) process.stdout.write(text);
  else await writeFile(flags.out, text);
  return EXIT.ok;
}
