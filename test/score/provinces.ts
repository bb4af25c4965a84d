import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Drawn, drawn, type Rules, truthOf } from '../../corpus/drawn.js';
import { asPage, asValues, asWord, asWorkbook } from '../../corpus/gridded.js';
import { CITIES } from '../../corpus/cities.js';
import { PERFORMANCE } from '../../corpus/performance.js';
import { REGIONS } from '../../corpus/regions.js';
import { PROVINCES } from '../../corpus/provinces.js';
import { dumpPages } from '../../src/dump.js';
import { read } from '../../src/read.js';

/**
 * How a drawn document is printed: with rulings, without, as a Word document, a workbook, a sheet of values
 * without merged cells, a web page, as the bare text an archive keeps of it, that text without blank lines, and a word a line.
 */
const FORMS = ['ruled', 'bare', 'word', 'book', 'values', 'page', 'dump', 'tight', 'cells'] as const;
/** Forms of performance are also printed with lines between their rows only. */
export const FORMS_OF_PERFORMANCE = ['ruled', 'rows', 'bare', 'word', 'book', 'page', 'dump', 'tight', 'cells'] as const;
export type Form = (typeof FORMS)[number] | (typeof FORMS_OF_PERFORMANCE)[number];
const RULES: Partial<Record<Form, Rules>> = { ruled: 'all', rows: 'rows', bare: 'none' };
const FILES: Record<Form, 'pdf' | 'docx' | 'xlsx' | 'html' | 'txt'> = { ruled: 'pdf', rows: 'pdf', bare: 'pdf', word: 'docx', book: 'xlsx', values: 'xlsx', page: 'html', dump: 'txt', tight: 'txt', cells: 'txt' };
export const isPdf = (form: Form): boolean => FILES[form] === 'pdf';

const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\n')}\n`;

export async function bytesOf(document: Drawn, form: Form): Promise<Uint8Array> {
  const rules = RULES[form];
  if (rules) return drawn(document, rules);
  if (form === 'word') return asWord(document);
  if (form === 'book') return asWorkbook(document);
  if (form === 'values') return asValues(document);
  if (form === 'page') return asPage(document);
  const { pages } = await read({ name: `${document.doc}.pdf`, bytes: drawn(document, 'all') }, {});
  const text = dumpPages(pages);
  if (form === 'tight') return Buffer.from(text.replace(/\n{2,}/g, '\n'));
  return Buffer.from(form === 'cells' ? text.replace(/合 +计/g, '合计').replace(/ +/g, '\n') : text);
}

/** Draw every document of corpus/provinces.ts, corpus/cities.ts, corpus/regions.ts and corpus/performance.ts in every form into `sources`, and its truth into `truths` (as in corpus/README.md). */
export async function drawProvinces(sources: string, truths: string, only: readonly string[] = []): Promise<void> {
  mkdirSync(sources, { recursive: true });
  const all = [...[...PROVINCES, ...CITIES, ...REGIONS].map((make) => ({ make, forms: FORMS })), ...PERFORMANCE.map((make) => ({ make, forms: FORMS_OF_PERFORMANCE }))];
  for (const { make, forms } of all) {
    const document = make();
    if (only.length > 0 && !only.includes(document.doc)) continue;
    for (const form of forms) {
      const { tables, facts, indicators, fields } = truthOf(document, FILES[form] !== 'txt');
      const bytes = await bytesOf(document, form);
      const name = `${document.doc}-${form}`;
      writeFileSync(join(sources, `${name}.${FILES[form]}`), bytes);
      mkdirSync(join(truths, name), { recursive: true });
      writeFileSync(join(truths, name, 'document.json'), JSON.stringify({ source_sha256: createHash('sha256').update(bytes).digest('hex'), tables }));
      const write = (file: string, columns: string, rows: readonly string[][]): void => {
        if (rows.length > 0) writeFileSync(join(truths, name, file), csv([columns.split(','), ...rows]));
      };
      write('facts.csv', 'table_no,row_no,code,label,column_path,value,certain', facts);
      write('indicators.csv', 'table_no,row_no,level1,level2,level3,target,actual,weight,score,note', indicators);
      write('fields.csv', 'table_no,field,value', fields);
    }
  }
}
