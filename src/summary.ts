import { join } from 'node:path';
import type { BatchResult } from './batch.js';
import { printable } from './printable.js';
import { VERSION } from './version.js';

/** Language of what people read on the terminal. */
export type Language = 'en' | 'zh';

const WORDS = {
  en: {
    head: (n: string, time: string, out: string) => `${n} ${n === '1' ? 'document' : 'documents'} in ${time} → ${out}`,
    documents: 'documents',
    tables: 'tables',
    facts: 'facts',
    subjects: 'coded rows',
    clean: 'on the subject tree',
    unclean: 'with a reason',
    indicators: 'indicators',
    statements: 'statements',
    checks: 'checks',
    ok: 'ok',
    partial: 'partial',
    failed: 'failed',
    kept: 'already done',
    duplicates: 'met twice',
    skipped: 'left out (--dry-run says which)',
    empty: 'printed empty',
    high: 'high',
    medium: 'medium',
    low: 'low',
    passed: 'passed',
    notPassed: 'failed',
    look: 'A person should look at',
    nothing: 'Nothing needs a person.',
    lowFigures: (n: string) => `${n} of low confidence: filter confidence_level = low`,
    failedChecks: (n: string) => `${n} not passed: filter passed = false`,
    more: (n: string) => `… and ${n} more`,
    where: 'Where to look',
    factsFile: 'every figure; filter confidence_level = low for what to check first',
    checksFile: 'every identity tried; passed = false for those that do not hold',
    documentsFile: 'a row a source file, with its status and error',
    jsonFile: 'everything of one document, with positions and messages',
    neutralised: (n: string) => `${n} cells that a spreadsheet would run as formulas were written with an apostrophe in front`,
    interrupted: 'Interrupted. What is done is kept: run the same command again to finish.',
  },
  zh: {
    head: (n: string, time: string, out: string) => `${n} 份文件，用时 ${time} → ${out}`,
    documents: '文件',
    tables: '表',
    facts: '数据',
    subjects: '科目行',
    clean: '归入科目表',
    unclean: '另附原因',
    indicators: '绩效指标',
    statements: '文字数字',
    checks: '勾稽校验',
    ok: '正常',
    partial: '部分读出',
    failed: '失败',
    kept: '此前已完成',
    duplicates: '重复',
    skipped: '个非文档文件未处理（--dry-run 列出）',
    empty: '空表',
    high: '高',
    medium: '中',
    low: '低',
    passed: '通过',
    notPassed: '未通过',
    look: '需要人工核对',
    nothing: '没有需要人工核对的内容。',
    lowFigures: (n: string) => `${n} 个数字置信度低：筛选 confidence_level = low`,
    failedChecks: (n: string) => `${n} 条不成立：筛选 passed = false`,
    more: (n: string) => `…… 另有 ${n} 处`,
    where: '到哪里看',
    factsFile: '全部数据；先看 confidence_level = low 的行',
    checksFile: '全部勾稽校验；passed = false 为不成立者',
    documentsFile: '每个源文件一行，含状态与错误',
    jsonFile: '单份文件的全部内容、位置与提示',
    neutralised: (n: string) => `${n} 个会被电子表格当作公式执行的单元格前已加撇号`,
    interrupted: '已中断。已完成的部分保留：再次运行同一命令即可继续。',
  },
} as const;

export interface SummaryOptions {
  readonly outDir: string;
  readonly language: Language;
  /** Colours of picocolors, or functions that change nothing. */
  readonly paint: Readonly<Record<'bold' | 'dim' | 'green' | 'yellow' | 'red', (text: string) => string>>;
}

/** The summary of a run as text for a person; ends with a newline. */
export function summaryText(result: BatchResult, { outDir, language, paint }: SummaryOptions): string {
  const words = WORDS[language];
  const { totals, remarks } = result;
  const { facts, checks, subjects } = totals;
  const all = facts.high + facts.medium + facts.low;
  const row = (name: string, total: string, parts: readonly string[]): string =>
    `  ${padded(name, 12)}${total.padStart(9)}   ${parts.filter((part) => part !== '').join(paint.dim(' · '))}`;
  const some = (n: number, word: string, colour: (text: string) => string = (text) => text): string =>
    n === 0 ? '' : colour(`${number(n)} ${word}`);
  const lines = [
    `${paint.bold(`kemu ${VERSION}`)}  ${words.head(number(totals.documents), duration(totals.milliseconds), outDir)}`,
    '',
    row(words.documents, number(totals.documents), [
      some(totals.ok, words.ok, paint.green),
      some(totals.partial, words.partial, paint.yellow),
      some(totals.failed, words.failed, paint.red),
      some(totals.kept, words.kept),
      some(totals.duplicates, words.duplicates),
      some(totals.skipped, words.skipped),
    ]),
    row(words.tables, number(totals.tables), [some(totals.emptyTables, words.empty)]),
    row(words.facts, number(all), [
      share(facts.high, all, words.high, paint.green),
      share(facts.medium, all, words.medium, paint.yellow),
      share(facts.low, all, words.low, paint.red),
    ]),
    ...(subjects.coded > 0
      ? [
          row(words.subjects, number(subjects.coded), [
            share(subjects.clean, subjects.coded, words.clean, paint.green),
            share(subjects.coded - subjects.clean, subjects.coded, words.unclean, paint.yellow),
          ]),
        ]
      : []),
    ...(totals.indicators > 0 ? [row(words.indicators, number(totals.indicators), [])] : []),
    ...(totals.statements > 0 ? [row(words.statements, number(totals.statements), [])] : []),
    row(words.checks, number(checks.passed + checks.failed), [
      some(checks.passed, words.passed, paint.green),
      some(checks.failed, words.notPassed, paint.red),
    ]),
    '',
  ];
  if (remarks.length === 0 && facts.low + checks.failed === 0) lines.push(`  ${words.nothing}`);
  else if (remarks.length === 0) {
    lines.push(`  ${paint.bold(words.look)}`);
    if (facts.low > 0) lines.push(`    facts.csv  ${words.lowFigures(number(facts.low))}`);
    if (checks.failed > 0) lines.push(`    checks.csv  ${words.failedChecks(number(checks.failed))}`);
  } else {
    lines.push(`  ${paint.bold(words.look)}`);
    for (const { severity, place, text, rule } of remarks) {
      const colour = severity === 'error' ? paint.red : paint.yellow;
      lines.push(`    ${colour(printable(place))}  ${printable(clipped(text))}${rule === '' ? '' : ` ${paint.dim(rule)}`}`);
    }
    const more = result.remarked - remarks.length;
    if (more > 0) lines.push(`    ${paint.dim(words.more(number(more)))}`);
  }
  const neutralised = result.written?.neutralised ?? 0;
  if (neutralised > 0) lines.push('', `  ${paint.yellow(words.neutralised(number(neutralised)))}`);
  if (result.interrupted) lines.push('', `  ${paint.yellow(words.interrupted)}`);
  else if (result.written) {
    lines.push('', `  ${paint.bold(words.where)}`);
    for (const [file, what] of [
      ['facts.csv', words.factsFile],
      ['checks.csv', words.checksFile],
      ['documents.csv', words.documentsFile],
      ['documents/*.json', words.jsonFile],
    ] as const) {
      lines.push(`    ${join(outDir, file).padEnd(outDir.length + 18)} ${paint.dim(what)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const number = (n: number): string => n.toLocaleString('en-US');
const share = (n: number, all: number, word: string, colour: (text: string) => string): string =>
  n === 0 ? '' : colour(`${word} ${number(n)} (${((100 * n) / all).toFixed(n === all ? 0 : 1)} %)`);
const duration = (ms: number): string =>
  ms < 60_000 ? `${(ms / 1000).toFixed(2)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
/** A Chinese character takes two columns of a terminal. */
const padded = (text: string, width: number): string => {
  const taken = [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, width - taken));
};
const clipped = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ');
  return [...flat].length > 110 ? `${[...flat].slice(0, 109).join('')}…` : flat;
};
