/**
 * Figures of PDFs that are lost on the way: on a page and in no table or text made of it; in a cell and in nothing that is
 * written (the program tells these itself, see src/tally); alone in their places on a line that was taken for running text.
 *
 *   npx tsx test/tools/lost-figures.ts FILE.pdf …          a line a document, then the sum
 *   npx tsx test/tools/lost-figures.ts --list FILE.pdf …   also every figure
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readPdf } from '../../parsers/pdf/pdf.js';
import { loadRules, type Rules } from '../../rules/load.js';
import type { DocumentResult, Page, Region } from '../../src/model/index.js';
import { segment } from '../../src/segment/segment.js';
import { convertDocument } from '../../src/pipeline.js';
import { squeeze } from '../../src/text/full-width.js';

export interface LostFigure {
  readonly page: number;
  readonly figure: string;
  readonly printed: string;
  readonly where: 'page' | 'cell' | 'text';
}

/** Figures with decimals. Dates, chapter numbers (1.2026年) and telephone numbers are none. */
const FIGURE = /(?<![\d.．])\d[\d,，]*[.．]\d+(?![\d.．年])/g;
const figuresOf = (text: string): string[] => (squeeze(text).match(FIGURE) ?? []).map((figure) => figure.replace(/[,，]/g, '').replace('．', '.'));
const BARE = /^[-−(（]?\d[\d,，]*\.\d+[)）%％]?$/;

/** `pages` and `result` are of the same file. */
export function lostFigures(pages: readonly Page[], result: DocumentResult, rules: Rules): LostFigure[] {
  const regions = segment(pages, rules).value;
  const told = result.messages.filter(({ rule }) => rule === 'tally/figure-left-out').flatMap((message) => (message.actual ?? '').split(', ').map((figure): LostFigure => ({ page: message.place.page, figure, printed: message.text, where: 'cell' })));
  return [...unplaced(pages, regions), ...told, ...asText(regions)];
}

/** On the page only. A figure may be broken over the lines of its cell, and cells that a page end cuts are one. */
function unplaced(pages: readonly Page[], regions: readonly Region[]): LostFigure[] {
  const texts = new Map<number, string[]>();
  const keep = (page: number, text: string) => texts.set(page, [...(texts.get(page) ?? []), squeeze(text)]);
  for (const region of regions) {
    if (region.form === 'narrative') for (const line of region.lines) keep(line.place.page, line.text);
    if (region.form !== 'grid') continue;
    for (const cell of region.cells) keep(cell.page, cell.lines.join(''));
    for (const line of [...region.notes, ...region.heading.titleLines]) keep(line.place.page, line.text);
  }
  return pages.flatMap(({ number, lines }) => {
    const own = texts.get(number) ?? [];
    const counts = new Map<string, number>();
    for (const figure of own.flatMap(figuresOf)) counts.set(figure, (counts.get(figure) ?? 0) + 1);
    const near = [number - 1, number, number + 1].flatMap((page) => texts.get(page) ?? []);
    return lines.flatMap((line) => line.runs).flatMap((run) =>
      figuresOf(run.text).flatMap((figure): LostFigure[] => {
        const left = counts.get(figure) ?? 0;
        counts.set(figure, left - 1);
        return left > 0 || near.some((text) => text.replace(/[,，]/g, '').includes(figure)) ? [] : [{ page: number, figure, printed: run.text, where: 'page' }];
      }),
    );
  });
}

/** Two figures and more, each in a place of its own, on a line taken for running text: a row of a table that was not found. */
function asText(regions: readonly Region[]): LostFigure[] {
  return regions.flatMap((region) =>
    region.form !== 'narrative'
      ? []
      : region.lines.flatMap((line) => {
          const bare = line.runs.filter((run) => BARE.test(squeeze(run.text)));
          return bare.length < 2 ? [] : bare.map((run): LostFigure => ({ page: line.place.page, figure: squeeze(run.text), printed: line.text, where: 'text' }));
        }),
  );
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const rules = loadRules();
  const sums: Record<LostFigure['where'], number> = { page: 0, cell: 0, text: 0 };
  for (const file of args.filter((arg) => !arg.startsWith('--'))) {
    const bytes = readFileSync(file);
    const result = await convertDocument({ name: basename(file), bytes }, { withContacts: true, ocr: 'off' }, rules);
    const lost = lostFigures((await readPdf(bytes)).pages, result, rules);
    for (const { page, figure, printed, where } of lost) {
      sums[where]++;
      if (args.includes('--list')) console.log(`  page ${page}, ${where}: ${figure} in ${printed.slice(0, 100)}`);
    }
    console.log(`${basename(file)}: ${lost.length} lost beside ${result.facts.length} facts`);
  }
  console.log(`on the page only ${sums.page}, in a cell ${sums.cell}, in text ${sums.text}`);
}

if (process.argv[1]?.endsWith('lost-figures.ts')) await main();
