import type { Box, Confidence, Fact, OpenRow, OpenTable, Page, PictureLine, Place, Region } from '../model/index.js';
import { squeeze } from '../text/full-width.js';

/** A word read with every character at least this sure needs no dictionary. */
const SURE = 0.97;
/** Indicators, fields and statements have no equations: their chance of being right is taken down to this, at most. */
const UNPROVED = { level: 'medium', score: 0.9 } as const;

/** Tables whose pages were read from pictures say so. */
export function fromPictures(regions: readonly Region[], pages: readonly Page[]): readonly Region[] {
  const scanned = scannedPages(pages);
  if (scanned.size === 0) return regions;
  return regions.map((region) => (region.form === 'grid' && (scanned.has(region.firstPage) || scanned.has(region.lastPage)) ? { ...region, origin: 'ocr' } : region));
}

/**
 * Figures read from pictures get basis `ocr` and flag `ocr`, and what their own reading adds: `ocr-doubtful` (low score,
 * readings at odds, marks of thousands and decimals put right); rows and columns whose words are neither sure nor known get `ocr-label`, `ocr-header`.
 */
export function markRead(tables: readonly OpenTable[], pages: readonly Page[]): OpenTable[] {
  const scanned = scannedPages(pages);
  if (scanned.size === 0) return [...tables];
  return tables.map((table) => {
    const own = [...scanned].filter(([n]) => n >= table.first.page && n <= table.last.page).flatMap(([, lines]) => lines);
    if (own.length === 0) return table;
    // A heading whose end was lost (项目支) is read as surely as a whole one: only known headings are beyond doubt.
    const doubted = new Set(own.filter((l) => !isFigure(l.text) && !l.known).map((l) => squeeze(l.text)));
    const badColumns = new Set(table.columns.filter((c) => c.path.some((part) => [...doubted].some((d) => isPartOf(d, squeeze(part))))).map((c) => c.index));
    const scale = usualScale(table);
    return { ...table, rows: table.rows.map((row) => markRow(row, scanned, badColumns, scale)) };
  });
}

/** A line of a heading; 项 alone is none of 项目支出. */
const isPartOf = (line: string, heading: string): boolean => (line.length > 1 ? heading.includes(line) : heading === line);

function markRow(row: OpenRow, scanned: ReadonlyMap<number, readonly PictureLine[]>, badColumns: ReadonlySet<number>, scale: number): OpenRow {
  const lines = scanned.get(row.place.page);
  if (!lines) return row;
  const band = row.place.box;
  const own = band ? lines.filter((l) => inside(l, band)) : [];
  const words = own.filter((l) => !isFigure(l.text) && squeeze(row.path.join('') + row.label).includes(squeeze(l.text)));
  const code = own.filter((l) => row.code !== '' && /^\d{1,7}$/.test(l.text) && row.code.endsWith(l.text));
  const badLabel = words.some((l) => (row.code === '' ? !l.known : doubtful(l))) || code.some((l) => l.score < SURE);
  const flags = badLabel ? ['ocr-label'] : [];
  return {
    ...row,
    flags: [...row.flags, ...flags],
    cells: row.cells.map((cell) => {
      const box = cell.place.box;
      const mine = box ? lines.filter((l) => inside(l, box)) : [];
      const more = ['ocr', ...flags];
      if (mine.some((l) => l.score < SURE_FIGURE || l.disputed || l.read !== l.text) || mine.length === 0 || strange(cell.amount, scale)) more.push('ocr-doubtful');
      if (mine.some((l) => l.disputed)) more.push('ocr-disputed');
      if (cell.column !== null && badColumns.has(cell.column)) more.push('ocr-header');
      // Three decimals where the table has none: the comma of the thousands was read as a point.
      const thousands = cell.amount.scale === 3 && scale === 0;
      if (thousands) more.push('ocr-corrected');
      const amount = thousands ? { ...cell.amount, scale: 0 } : cell.amount;
      return { ...cell, amount, basis: [...cell.basis, 'ocr'] as const, flags: [...cell.flags, ...more] };
    }),
  };
}

/** Number of decimals most figures of a table have. */
function usualScale(table: OpenTable): number {
  const count = new Map<number, number>();
  for (const row of table.rows) for (const { amount } of row.cells) count.set(amount.scale, (count.get(amount.scale) ?? 0) + 1);
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Three decimals among figures that have none or two: a comma read as a point. No decimals among figures that have: a point lost. */
const strange = ({ digits, scale }: OpenRow['cells'][number]['amount'], usual: number): boolean =>
  (scale === 3 && usual !== 3) || (scale === 0 && usual > 0 && (digits > 99n || digits < -99n));

/** Figures whose least sure character scores below this are doubtful: all misread figures of the test pages at 200 dpi but one are. */
const SURE_FIGURE = 0.9;

/** Indicators, form fields and statements of pages read from pictures: flagged, never high. */
export function markText<T extends { readonly place: Place; readonly flags: readonly string[]; readonly confidence: Confidence }>(values: readonly T[], pages: readonly Page[]): readonly T[] {
  const scanned = scannedPages(pages);
  if (scanned.size === 0) return values;
  return values.map((value) => {
    if (!scanned.has(value.place.page)) return value;
    const confidence = value.confidence.level === 'high' ? UNPROVED : { ...value.confidence, score: Math.min(value.confidence.score, UNPROVED.score) };
    return { ...value, confidence, flags: [...value.flags, 'ocr'] };
  });
}

/**
 * Flags that keep a figure from high whatever equations say. They confirm no labels and no headings, and not what was mended by
 * them; and a figure that a table prints several times (类 = 款 = 项) is misread the same way each time, so that sums hold.
 */
const WITHHELD: ReadonlySet<string> = new Set(['ocr-label', 'ocr-header', 'ocr-corrected', 'ocr-doubtful']);
const WITHHELD_SCORE = 0.98;

/** Figures of pages read from pictures whose words are doubtful, or that were mended, are medium at most. */
export function withheld<T extends { readonly flags: readonly string[]; readonly confidence: Confidence }>(facts: readonly T[]): T[] {
  return facts.map((fact) =>
    fact.confidence.score > WITHHELD_SCORE && fact.flags.some((flag) => WITHHELD.has(flag)) ? { ...fact, confidence: { level: 'medium', score: WITHHELD_SCORE } } : fact,
  );
}

/**
 * Codes read from pictures that the tree has not, where the row's name and the codes around it leave one subject, and its code is
 * a digit away from what was read: the scan lost or changed that digit. Said by `ocr-corrected`, never high.
 */
export function mendCodes(facts: readonly Fact[]): readonly Fact[] {
  return facts.map((fact) =>
    fact.basis.includes('ocr') && fact.subject && fact.flags.includes('code-corrected') && aDigitApart(fact.code, fact.subject.code)
      ? { ...fact, code: fact.subject.code, flags: fact.flags.includes('ocr-corrected') ? fact.flags : [...fact.flags, 'ocr-corrected'] }
      : fact,
  );
}

/** One digit changed, lost or added. */
function aDigitApart(read: string, meant: string): boolean {
  if (read === '' || read === meant || Math.abs(read.length - meant.length) > 1) return false;
  let i = 0;
  while (i < read.length && read[i] === meant[i]) i++;
  return read.slice(i + (read.length >= meant.length ? 1 : 0)) === meant.slice(i + (meant.length >= read.length ? 1 : 0));
}

/** Figures two engines read differently have the other reading among their candidates. */
export function withReadings(facts: readonly Fact[], pages: readonly Page[]): readonly Fact[] {
  const scanned = scannedPages(pages);
  if (scanned.size === 0) return facts;
  return facts.map((fact) => {
    const { box, page } = fact.place;
    if (!box || !fact.flags.includes('ocr-disputed')) return fact;
    const other = scanned.get(page)?.find((line) => line.disputed && inside(line, box))?.others[0];
    if (other === undefined) return fact;
    return { ...fact, candidates: [...fact.candidates, { column: fact.column, why: `another engine reads ${other}` }] };
  });
}

const scannedPages = (pages: readonly Page[]): Map<number, readonly PictureLine[]> => new Map(pages.flatMap((page) => (page.scan ? [[page.number, page.scan.lines] as const] : [])));

/** A word no rule knows, and not every character of it sure, or mended. */
const doubtful = (line: PictureLine): boolean => !line.known && (line.score < SURE || line.read !== line.text);
const isFigure = (text: string): boolean => /^[-−]?[\d,.]+%?$/.test(text);
/** The middle of a line lies in a box. */
const inside = (line: Box, box: Box): boolean => {
  const x = (line.x0 + line.x1) / 2;
  const y = (line.y0 + line.y1) / 2;
  return x >= box.x0 - 1 && x <= box.x1 + 1 && y >= box.y0 - 1 && y <= box.y1 + 1;
};
