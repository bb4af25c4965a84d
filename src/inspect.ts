import type { Rules } from '../rules/load.js';
import type { Box, ConvertOptions, Fact, GridRegion, Page, Region, Source } from './model/index.js';
import { convertDocument } from './pipeline.js';
import { read } from './read.js';
import { segment } from './segment/segment.js';

/** What each confidence level is drawn in. */
const COLOURS = { high: '#2e7d32', medium: '#ef6c00', low: '#c62828' } as const;

const NOT_DRAWN = 'Only pages with positions (PDF, pictures) can be drawn.';

/**
 * A picture of one page of a PDF as SVG: its text and rulings as they were read, the cells of its tables with their row
 * and column numbers, and every figure in the colour of its confidence. Hovering over a figure tells what it was taken for.
 * `number` is 1-based. Throws what reading throws, and RangeError for a page the file has not.
 */
export async function inspect(source: Source, number: number, rules: Rules, options: ConvertOptions = {}): Promise<string> {
  const { pages, sheets } = await read(source, options);
  if (sheets !== undefined || (pages.length > 0 && pages.every((p) => p.form !== 'positioned'))) throw new RangeError(NOT_DRAWN);
  const page = pages.find((p) => p.number === number);
  if (!page) throw new RangeError(`There is no page ${number}: the file has ${pages.length}.`);
  if (page.form !== 'positioned') throw new RangeError(NOT_DRAWN);
  const regions = segment(pages, rules).value;
  const { facts } = await convertDocument(source, options, rules);
  return drawPage(page, regions, facts);
}

/** The picture itself; pure. Facts of other pages are left out. */
export function drawPage(page: Page, regions: readonly Region[], facts: readonly Fact[]): string {
  const out: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(page.width)} ${n(page.height)}" width="${n(page.width * 2)}" height="${n(page.height * 2)}" font-family="sans-serif">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
  ];
  if (page.textLayer !== undefined) out.push(`<text x="12" y="20" font-size="10" fill="${COLOURS.low}">text layer: ${page.textLayer}</text>`);
  for (const r of page.rulings) {
    const [x2, y2] = r.horizontal ? [r.x1, r.y0] : [r.x0, r.y1];
    out.push(`<line x1="${n(r.x0)}" y1="${n(r.y0)}" x2="${n(x2)}" y2="${n(y2)}" stroke="#bbb" stroke-width="1.5"/>`);
  }
  for (const region of regions) if (region.form === 'grid') drawGrid(out, region, page.number);
  for (const fact of facts) {
    const { box } = fact.place;
    if (fact.place.page !== page.number || !box) continue;
    const colour = COLOURS[fact.confidence.level];
    const what = [
      `${fact.amount.printed} ${fact.unit}`,
      `${fact.code} ${fact.rowPath.join(' / ')}`.trim(),
      fact.columnPath.join(' / '),
      fact.measure,
      fact.subject ? `${fact.subject.system} ${fact.subject.code} ${fact.subject.name}` : '',
      `${fact.confidence.level} ${fact.confidence.score} (${fact.basis.join(', ')})`,
      fact.flags.join(', '),
    ].filter((t) => t !== '');
    out.push(`<rect ${rect(box)} fill="${colour}" fill-opacity="0.18" stroke="${colour}" stroke-width="0.6"><title>${escaped(what.join('\n'))}</title></rect>`);
  }
  for (const line of page.lines) {
    for (const { text, place } of line.runs) {
      if (!place.box) continue;
      const { x0, x1, y0, y1 } = place.box;
      out.push(`<text x="${n(x0)}" y="${n(y1 - 0.14 * (y1 - y0))}" font-size="${n(y1 - y0)}" textLength="${n(x1 - x0)}" lengthAdjust="spacingAndGlyphs" pointer-events="none">${escaped(text)}</text>`);
    }
  }
  out.push('</svg>');
  return `${out.join('\n')}\n`;
}

function drawGrid(out: string[], region: GridRegion, page: number): void {
  const { heading } = region;
  const mine = region.cells.filter((c) => c.page === page);
  if (mine.length === 0) return;
  for (const { row, col, box } of mine) {
    out.push(`<rect ${rect(box)} fill="none" stroke="#1565c0" stroke-width="0.4"/>`);
    out.push(`<text x="${n(box.x0 + 1)}" y="${n(box.y0 + 4)}" font-size="3.5" fill="#1565c0">${row}:${col}</text>`);
  }
  const top = mine.reduce((a, b) => (a.box.y0 < b.box.y0 ? a : b)).box;
  const name = [`table ${region.order}`, heading.tableNo, heading.title, heading.kind, heading.unit, region.origin].filter((t) => t !== '').join(' · ');
  out.push(`<text x="${n(top.x0)}" y="${n(top.y0 - 2)}" font-size="5" fill="#1565c0">${escaped(name)}</text>`);
}

const n = (value: number): string => String(Math.round(value * 100) / 100);
const rect = ({ x0, y0, x1, y1 }: Box): string => `x="${n(x0)}" y="${n(y0)}" width="${n(x1 - x0)}" height="${n(y1 - y0)}"`;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!).replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '\uFFFD');
