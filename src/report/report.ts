import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXIT } from '../exit-codes.js';
import { UsageError, wrongArguments } from '../usage-error.js';
import { VERSION } from '../version.js';
import { writeAtomically } from '../write/json.js';
import { documentIds } from '../review/store.js';
import { gather } from './gather.js';
import { reportHtml, type ReportOptions } from './html.js';

const HELP = `kemu report OUT — one HTML page about a converted folder · 转换结果报告

  kemu report out                        writes out/report.html
  kemu report out -o page.html --lang en --title 'Budgets of 2024'

Options:
  -o, --out FILE      where to write it; - for standard output (default: OUT/report.html)
  --title TEXT        heading of the page (default: the folder's name)
  --lang zh|en        language it opens in; it has both
`;

const HERE = dirname(fileURLToPath(import.meta.url));

/** `kemu report`: writes one self-contained file, the same bytes for the same folder. */
export async function reportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help) {
    process.stdout.write(HELP);
    return EXIT.ok;
  }
  const [outDir] = positionals;
  if (outDir === undefined || positionals.length > 1) throw new UsageError('name the folder to report on: kemu report OUT');
  if (values.lang !== undefined && values.lang !== 'zh' && values.lang !== 'en') throw new UsageError('--lang: zh or en');
  const html = report(outDir, { ...(values.title === undefined ? {} : { title: values.title }), ...(values.lang === undefined ? {} : { language: values.lang as 'zh' | 'en' }) });
  const output = values.out ?? values.output ?? join(outDir, 'report.html');
  if (output === '-') process.stdout.write(html);
  else {
    writeAtomically(output, html);
    process.stderr.write(`${output}\n`);
  }
  return EXIT.ok;
}

/** The report on an output folder. */
export function report(outDir: string, options: Partial<Pick<ReportOptions, 'title' | 'language'>> = {}): string {
  if (!existsSync(join(outDir, 'documents'))) throw new UsageError(`${outDir}: no documents/ here; convert something into it first: kemu convert FILES --out ${outDir}`);
  const root = existsSync(join(HERE, '../../package.json')) ? join(HERE, '../..') : join(HERE, '../../..');
  return reportHtml(gather(outDir, documentIds(outDir)), {
    title: options.title ?? basename(resolve(outDir)),
    language: options.language ?? 'zh',
    tool: `kemu ${VERSION}`,
    flags: JSON.parse(readFileSync(join(root, 'rules/flags.json'), 'utf8')) as ReportOptions['flags'],
  });
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string', short: 'o' }, output: { type: 'string' }, title: { type: 'string' }, lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw wrongArguments('report', error);
  }
}
