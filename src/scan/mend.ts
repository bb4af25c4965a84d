import type { Amount, Box, Message, Page, PictureLine, SourceError, Staged, Table } from '../model/index.js';
import { formatAmount, parseAmount } from '../text/amount.js';

/** A figure read with every character at least this sure is left as it is: the document itself may be wrong there, and its misprint must stay. */
const SURE = 0.75;
/** Characters that may differ between what was read and what the equations imply. */
const EDITS = 2;

/**
 * Figures read from pictures, mended where the equations leave one reading.
 *
 * An error of the check stage that blames one figure alone says what its equations imply instead. That is taken when the
 * engine was not sure of the figure (or names that reading itself), and when a scan can make the one of the other: digits
 * that look alike, a digit lost or added, a decimal point lost. No figure is mended that no equation confirms; a mended
 * figure is flagged `ocr-corrected` and never high.
 */
export function mendFigures(tables: readonly Table[], errors: readonly SourceError[], pages: readonly Page[], alike: (a: string, b: string) => boolean): Staged<readonly Table[] | null> {
  const scanned = new Map(pages.flatMap((page) => (page.scan ? [[page.number, page.scan.lines] as const] : [])));
  const messages: Message[] = [];
  if (scanned.size === 0) return { value: null, messages };
  const changes = new Map<string, Amount>();
  for (const error of errors) {
    if (error.facts.length !== 1 || error.rowNo === undefined || error.columnPath === undefined) continue;
    const box = error.place.box;
    const line = box && scanned.get(error.place.page)?.find((each) => inside(each, box) && parseAmount(each.text) !== null);
    const table = tables.find((each) => each.order === error.table);
    const column = table?.columns.find((each) => each.path.join('/') === error.columnPath!.join('/'))?.index;
    const cell = table?.rows.find((row) => row.rowNo === error.rowNo && row.cells.some((each) => each.column === column))?.cells.find((each) => each.column === column);
    const implied = parseAmount(error.implied);
    if (!line || !table || !cell || !implied || !cell.basis.includes('ocr')) continue;
    const now = formatAmount(cell.amount);
    const meant = formatAmount(implied);
    const offered = line.others.some((other) => sameFigure(other, meant));
    if (now === meant || (line.score >= SURE && !offered) || !canBecome(now, meant, alike)) continue;
    changes.set(`${table.order}|${error.rowNo}|${column}`, { ...implied, printed: meant });
    messages.push({
      rule: 'ocr/figure-mended',
      severity: 'warning',
      text: `${line.text} was read, ${meant} is taken: ${error.rule} holds with it and with no other reading. Compare it with the picture.`,
      place: error.place,
      actual: line.text,
      expected: meant,
    });
  }
  if (changes.size === 0) return { value: null, messages };
  const value = tables.map((table): Table => ({
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => {
        const amount = changes.get(`${table.order}|${row.rowNo}|${cell.column}`);
        return amount ? { ...cell, amount, flags: [...cell.flags, 'ocr-corrected'] } : cell;
      }),
    })),
  }));
  return { value, messages };
}

const sameFigure = (text: string, plain: string): boolean => {
  const amount = parseAmount(text);
  return amount !== null && formatAmount(amount) === plain;
};

/** Could a scan of `meant` be read as `now`? Plain decimals. */
export function canBecome(now: string, meant: string, alike: (a: string, b: string) => boolean): boolean {
  const point = (text: string): string => text.replace('.', '');
  if (point(now) === point(meant)) return true;
  // Equal length: only digits that look alike. Otherwise one digit was lost or added.
  if (now.length === meant.length) {
    let edits = 0;
    for (let i = 0; i < now.length; i++) {
      if (now[i] === meant[i]) continue;
      if (!alike(now[i]!, meant[i]!)) return false;
      edits++;
    }
    return edits <= EDITS;
  }
  const [short, long] = now.length < meant.length ? [now, meant] : [meant, now];
  if (long.length - short.length !== 1) return false;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  return short.slice(i) === long.slice(i + 1) && /\d|-/.test(long[i]!);
}

const inside = (line: PictureLine, box: Box): boolean => {
  const x = (line.x0 + line.x1) / 2;
  const y = (line.y0 + line.y1) / 2;
  return x >= box.x0 - 1 && x <= box.x1 + 1 && y >= box.y0 - 1 && y <= box.y1 + 1;
};
