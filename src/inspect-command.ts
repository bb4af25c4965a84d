import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadRules } from '../rules/load.js';
import { EXIT } from './exit-codes.js';
import { ofInput, readInput } from './input-file.js';
import { inspect } from './inspect.js';
import type { OcrChoice } from './model/index.js';
import { needEngine } from './ocr-choice.js';
import { UsageError } from './usage-error.js';

export interface InspectFlags {
  readonly page: number;
  readonly ocr?: OcrChoice;
  /** Where to write the SVG; standard output when absent. */
  readonly out?: string;
}

/** `kemu inspect FILE --page N`: what was found on a page, as SVG. Throws UsageError for a page that cannot be drawn. */
export async function inspectCommand(file: string, flags: InspectFlags): Promise<number> {
  await needEngine(flags.ocr);
  const source = { name: basename(file), bytes: await readInput(file) };
  const svg = await ofInput(inspect(source, flags.page, loadRules(), flags.ocr === undefined ? {} : { ocr: flags.ocr })).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(`${file}: ${error.message}`) : error;
  });
  if (flags.out === undefined) process.stdout.write(svg);
  else await writeFile(flags.out, svg);
  return EXIT.ok;
}
