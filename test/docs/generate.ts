/**
 * Documents generated from the code and the rule book: docs/data-dictionary.md and docs/flags.md.
 * `npx tsx test/docs/generate.ts` writes them; the tests compare.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { RESOURCES } from '../../src/write/schema.js';

const root = new URL('../../', import.meta.url);
type Texts = Record<string, { en: string; zh: string }>;
const texts = (path: string): Texts => JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Texts;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const GENERATED: Readonly<Record<string, () => string>> = {
  'docs/data-dictionary.md': () =>
    [
      '# Data dictionary · 数据字典',
      '',
      'Generated from `src/write/schema.ts`; `datapackage.json` in every output folder says the same for programs.',
      '由 `src/write/schema.ts` 生成，与每次输出中的 `datapackage.json` 一致。',
      '',
      'A missing value is an empty cell, never 0. Figures are exact decimals. Lists in a cell are separated by `;`, paths by `/`.',
      '缺失值为空，不写 0；数值为精确小数；单元格内的列表以 `;` 分隔，路径以 `/` 分隔。',
      ...RESOURCES.flatMap((spec) => [
        '',
        `## ${spec.name}.csv`,
        '',
        `${spec.title.en}. ${spec.title.zh}。`,
        '',
        '| column | type | English | 中文 |',
        '|---|---|---|---|',
        ...spec.fields.map(({ name, type, title, note, categories }) => {
          const values = categories ? ` (${categories.join(', ')})` : '';
          const key = spec.primaryKey?.includes(name) ? ' key' : '';
          return `| \`${name}\` | ${type}${key} | ${cell(title.en + (note ? `: ${note.en}` : '') + values)} | ${cell(title.zh + (note ? `：${note.zh}` : ''))} |`;
        }),
      ]),
      '',
    ].join('\n'),
  'docs/flags.md': () =>
    [
      '# Flags and messages · 标记与提示',
      '',
      'Generated from `rules/flags.json` and `rules/messages.json`. 由 `rules/flags.json` 与 `rules/messages.json` 生成。',
      '',
      '## Flags · 标记',
      '',
      '| flag | English | 中文 |',
      '|---|---|---|',
      ...Object.entries(texts('rules/flags.json')).map(([name, text]) => `| \`${name}\` | ${cell(text.en)} | ${cell(text.zh)} |`),
      '',
      '## Messages · 提示',
      '',
      '| rule | English | 中文 |',
      '|---|---|---|',
      ...Object.entries(texts('rules/messages.json')).map(([name, text]) => `| \`${name}\` | ${cell(text.en)} | ${cell(text.zh)} |`),
      '',
    ].join('\n'),
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [path, make] of Object.entries(GENERATED)) writeFileSync(new URL(path, root), make());
