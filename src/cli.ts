#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import type { ConvertFlags } from './convert-command.js';
import type { DumpFlags } from './dump-command.js';
import { EXIT } from './exit-codes.js';
import type { ExplainFlags } from './explain-command.js';
import type { InspectFlags } from './inspect-command.js';
import type { MergeFlags } from './merge-command.js';
import { OCR_CHOICES } from './ocr-choice.js';
import { VERSION } from './version.js';
import type { WorkerFlags } from './worker-command.js';

// `kemu … | head` closes its end early: that is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.output);
});

/** What each command is loaded from, only when it is used: start-up stays at Node's own. */
const program = new Command('kemu')
  .description('Budgets, final accounts and performance self-evaluations to tidy data · 部门预算、决算、绩效自评转为可用数据')
  .version(VERSION)
  .showHelpAfterError('(kemu --help shows the commands)')
  .exitOverride();

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('a whole number from 1 is needed');
  return Number(text);
};

/** `1-3,7` → 1 2 3 7. */
const pageNumbers = (text: string): number[] => {
  const pages = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (!match || first < 1 || last < first || last - first > 100_000)
      throw new InvalidArgumentError('write pages as 1-3,7');
    for (let page = first; page <= last; page++) pages.add(page);
  }
  return [...pages].sort((a, b) => a - b);
};

const oneOf =
  (...names: string[]) =>
  (text: string): string => {
    if (!names.includes(text)) throw new InvalidArgumentError(`one of ${names.join(', ')}`);
    return text;
  };

const OCR_OPTION = ['--ocr <engine>', `what reads pages that are pictures: ${OCR_CHOICES.join(', ')} (default: auto, pp-ocr where it is installed)`, oneOf(...OCR_CHOICES)] as const;

program
  .command('convert')
  .description('convert documents to tidy data')
  .argument('[input...]', 'files, folders, globs, zip archives; - for a document on standard input')
  .option('-o, --out <dir>', 'folder for the results; - writes a JSON line a document to standard output')
  .option('--from <file>', 'also convert the paths listed in FILE, one a line; - for standard input')
  .option('--pages <list>', 'only these pages, e.g. 1-3,7', pageNumbers)
  .option('--encoding <name>', 'encoding of text files that do not tell it, e.g. gb18030')
  .option(...OCR_OPTION)
  .option('--with-contacts', 'also write names and telephone numbers that forms print')
  .option('--excel', 'CSV for Excel: BOM, CRLF, codes as text, formulas made harmless')
  .option('--headings <language>', 'header row of the CSV files: name, en or zh', oneOf('name', 'en', 'zh'))
  .option('--parquet', 'also write facts.parquet and the other tables as Parquet')
  .option('--jobs <n>', 'documents at a time (default: the processors)', wholeNumber)
  .option('--time-limit <seconds>', 'time a document may take (default: 600)', wholeNumber)
  .option('--memory-limit <megabytes>', 'memory a document may take (default: 1024)', wholeNumber)
  .option('--shard <i/n>', 'only this part of the input: 2/8, or auto in an array job')
  .option('--queue <url>', 'let the machines that run kemu worker on this PostgreSQL database do the work')
  .option('--force', 'convert again what is already done')
  .option('--created <time>', 'time to put into datapackage.json (also SOURCE_DATE_EPOCH); none by default')
  .option('--fail-on <list>', 'exit 4 when found: low, medium, check, partial, warning (comma-separated)')
  .option('--dry-run', 'say what would be done, and do nothing')
  .option('--json', 'events as JSON lines on standard error, the summary as JSON on standard output')
  .option('-q, --quiet', 'no progress and no summary; failures are still told, in a line')
  .option('--lang <language>', 'language of the summary: en or zh', oneOf('en', 'zh'))
  .addHelpText(
    'after',
    `
Examples:
  kemu convert seeds --out out
  kemu convert 预算公开/ 决算.pdf archive.zip --out out --jobs 4
  kemu convert 'data/**/*2024*.pdf' --out out --excel --headings zh
  find data -name '*.pdf' | kemu convert --from - --out out --json 2> events.ndjson
  kemu convert report.pdf --out - | head -c 300
  kemu convert /shared/data --out /shared/out --queue postgres://kemu@db/kemu

Exit codes: 0 done · 1 error of the program · 2 wrong arguments · 3 an input failed · 4 --fail-on found something
  5 an optional part is missing · 6 the output cannot be written (another run writes there, the disk is full), or the queue not reached · 130 interrupted (run again to finish)`,
  )
  .action(async (inputs: string[], options: ConvertFlags) => {
    const { convertCommand } = await import('./convert-command.js');
    process.exitCode = await convertCommand(inputs, options);
  });

program
  .command('worker')
  .description('convert what kemu convert --queue asks for, on as many machines as you like')
  .requiredOption('--queue <url>', 'PostgreSQL database, e.g. postgres://kemu@db/kemu')
  .option('--jobs <n>', 'documents at a time (default: the processors)', wholeNumber)
  .option('--time-limit <seconds>', 'time a document may take (default: 600)', wholeNumber)
  .option('--memory-limit <megabytes>', 'memory a document may take (default: 1024)', wholeNumber)
  .option('-q, --quiet', 'no line a document')
  .action(async (options: WorkerFlags) => {
    const { workerCommand } = await import('./worker-command.js');
    process.exitCode = await workerCommand(options);
  });

program
  .command('merge')
  .description('join the results of shards into one folder')
  .argument('<dir...>', 'output folders of the parts')
  .requiredOption('-o, --out <dir>', 'folder for the whole')
  .option('--excel', 'CSV for Excel')
  .option('--headings <language>', 'header row of the CSV files: name, en or zh', oneOf('name', 'en', 'zh'))
  .option('--parquet', 'also write Parquet')
  .option('--created <time>', 'time to put into datapackage.json')
  .action(async (dirs: string[], options: MergeFlags) => {
    const { mergeCommand } = await import('./merge-command.js');
    process.exitCode = await mergeCommand(dirs, options);
  });

program
  .command('dump')
  .description('write a document as bare text, the way archives hold it')
  .argument('<file>', 'a PDF')
  .option('-o, --out <file>', 'where to write (default: standard output)')
  .option('--pages <list>', 'only these pages, e.g. 1-3,7', pageNumbers)
  .option('--encoding <name>', 'encoding of a text file that does not tell it')
  .option(...OCR_OPTION)
  .action(async (file: string, options: DumpFlags) => {
    const { dumpCommand } = await import('./dump-command.js');
    process.exitCode = await dumpCommand(file, options);
  });

program
  .command('explain')
  .description('tell how a figure came about')
  .argument('<file>', 'the document, or the folder of the results')
  .argument('<fact>', 'fact_id of facts.csv; of a document its end will do, like t03-r2c1')
  .option(...OCR_OPTION)
  .action(async (file: string, fact: string, options: ExplainFlags) => {
    const { explainCommand } = await import('./explain-command.js');
    process.exitCode = await explainCommand(file, fact, options);
  });

program
  .command('inspect')
  .description('draw what was found on a page of a PDF or picture, as SVG')
  .argument('<file>', 'a PDF or a picture')
  .requiredOption('--page <number>', 'which page, from 1', wholeNumber)
  .option(...OCR_OPTION)
  .option('-o, --out <file>', 'where to write (default: standard output)')
  .action(async (file: string, options: InspectFlags) => {
    const { inspectCommand } = await import('./inspect-command.js');
    process.exitCode = await inspectCommand(file, options);
  });

/** Commands that read their own arguments: `entry(args)` of their file returns the exit code. */
const OWN = [
  ['subjects', 'look up subject codes, names and their changes', './subjects-command.js', 'subjectsCommand'],
  ['review', 'check the results in a browser; what you settle is kept', './review/review.js', 'reviewCommand'],
  ['report', 'one HTML page about a converted folder, to read or publish', './report/report.js', 'reportCommand'],
] as const;
for (const [name, description, file, entry] of OWN) {
  program
    .command(name)
    .description(description)
    .argument('[args...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (_args: string[], _options: unknown, command: Command) => {
      const loaded = (await import(file)) as Record<string, (args: readonly string[]) => Promise<number> | number>;
      process.exitCode = await loaded[entry]!(command.args);
    });
}

for (const command of program.commands) command.showHelpAfterError(`(kemu ${command.name()} --help shows what it takes)`);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failure(error);
}

/** The exit code of what went wrong; says it when commander has not. */
function failure(error: unknown): number {
  const { code = '', message = String(error), exitCode } = error as { code?: string; message?: string; exitCode?: number };
  if (code.startsWith('commander.')) return exitCode === 0 ? EXIT.ok : EXIT.usage;
  const todo = ['ENOSPC', 'EDQUOT'].includes(code) ? ': the disk is full; free space and run the same command again, what is done is kept' : '';
  process.stderr.write(`kemu: ${message}${todo}\n`);
  if (code === 'KEMU_USAGE') return EXIT.usage;
  if (code === 'KEMU_INPUT') return EXIT.someFailed;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'KEMU_MISSING') return EXIT.missing;
  if (code === 'KEMU_QUEUE' || code === 'KEMU_BUSY') return EXIT.output;
  if (['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EDQUOT', 'EISDIR', 'ENOENT'].includes(code)) return EXIT.output;
  if (process.env['KEMU_DEBUG']) process.stderr.write(`${(error as Error).stack}\n`);
  return EXIT.internal;
}
