import { basename } from 'node:path';
import { loadRules } from '../rules/load.js';
import { EXIT } from './exit-codes.js';
import { explain } from './explain.js';
import { ofInput, readInput } from './input-file.js';
import type { OcrChoice } from './model/index.js';
import type { Page } from './model/page.js';
import { needEngine } from './ocr-choice.js';
import { convertDocument } from './pipeline.js';
import { read } from './read.js';
import { UsageError } from './usage-error.js';

export interface ExplainFlags {
  readonly ocr?: OcrChoice;
}

/** Lines shown above and below the one the figure stands in. */
const AROUND = 2;

/** `kemu explain FILE FACT`: how one figure came about. @throws InputError, and UsageError for a fact that is not there */
export async function explainCommand(file: string, fact: string, { ocr }: ExplainFlags = {}): Promise<number> {
  await needEngine(ocr);
  const options = ocr === undefined ? {} : { ocr };
  const bytes = await readInput(file);
  const source = { name: basename(file), bytes };
  const result = await ofInput(convertDocument(source, options, loadRules()));
  const key = /t\d+-r\d+c\d+[a-z]?\d*$/.exec(fact)?.[0] ?? fact;
  const place = result.facts.find((each) => each.key === key)?.place;
  const text = explain(result, fact, place && place.line > 0 ? around((await read(source, options)).pages, place.page, place.line) : []);
  if (text === null) throw new UsageError(`${file}: there is no fact ${fact} (fact_id of facts.csv, or its end, like t03-r2c1)`);
  process.stdout.write(`${text}\n`);
  return EXIT.ok;
}

/** The printed lines beside a place, the one it names marked; empty where the source has no lines. */
function around(pages: readonly Page[], number: number, line: number): string[] {
  const lines = pages.filter((page) => page.form === 'dump' && (number <= 0 || page.number === number)).flatMap((page) => page.lines);
  const at = lines.findIndex((each) => each.place.line === line);
  if (at < 0) return [];
  return lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).map((each) => `${each.place.line === line ? '>' : ' '} ${each.text}`);
}
