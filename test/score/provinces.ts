import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Drawn, drawn, truthOf } from '../../corpus/drawn.js';
import { PROVINCES } from '../../corpus/provinces.js';
import { dumpPages } from '../../src/dump.js';
import { read } from '../../src/read.js';

/** How a drawn document is printed: with rulings, without, and as the bare text an archive keeps of it. */
export const FORMS = ['ruled', 'bare', 'dump'] as const;
export type Form = (typeof FORMS)[number];

const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\n')}\n`;

async function bytesOf(document: Drawn, form: Form): Promise<Uint8Array> {
  if (form !== 'dump') return drawn(document, form === 'ruled');
  const { pages } = await read({ name: `${document.doc}.pdf`, bytes: drawn(document, true) }, {});
  return Buffer.from(dumpPages(pages));
}

/** Draw every document of corpus/provinces.ts in every form into `sources`, and its truth into `truths` (as in corpus/README.md). */
export async function drawProvinces(sources: string, truths: string): Promise<void> {
  mkdirSync(sources, { recursive: true });
  for (const make of PROVINCES) {
    const document = make();
    const { tables, facts } = truthOf(document);
    for (const form of FORMS) {
      const bytes = await bytesOf(document, form);
      const name = `${document.doc}-${form}`;
      writeFileSync(join(sources, `${name}.${form === 'dump' ? 'txt' : 'pdf'}`), bytes);
      mkdirSync(join(truths, name), { recursive: true });
      writeFileSync(join(truths, name, 'document.json'), JSON.stringify({ source_sha256: createHash('sha256').update(bytes).digest('hex'), tables }));
      if (facts.length > 0) writeFileSync(join(truths, name, 'facts.csv'), csv([['table_no', 'row_no', 'code', 'label', 'column_path', 'value', 'certain'], ...facts]));
    }
  }
}
