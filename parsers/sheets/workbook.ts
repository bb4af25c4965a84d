import { decodeHTML } from 'entities';
import type { CellObject, Range, WorkBook, WorkSheet } from '@e965/xlsx';
import type { GridCell } from '../../src/model/grid.js';
import type { Message } from '../../src/model/message.js';
import type { Line } from '../../src/model/page.js';
import { SHEET_STEP, type Sheet } from '../../src/model/sheet.js';
import { plainText } from '../../src/text/full-width.js';

export interface ReadWorkbook {
  readonly sheets: readonly Sheet[];
  readonly messages: readonly Message[];
}

/** Larger sheets are cut here: no published table comes near it, but a sheet can claim a million rows. */
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 300;
/** Numbers from here on are shown with an exponent: their last digits are lost. */
const LARGEST = 1e15;
/** Lines of text above a table of a web page among which its title is looked for. */
const LINES_ABOVE = 6;

/**
 * A workbook (.xlsx, .xls, .et saved as either) as its reader sees it: the shown text of every cell, merged cells once.
 * Hidden sheets, rows and columns are not shown, so they are left out, and it is said.
 * Throws what SheetJS throws when the bytes are no workbook.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const { read } = await import('@e965/xlsx');
  return sheetsOf(read(bytes, { type: 'array', cellText: true, cellFormula: false, cellHTML: false, cellStyles: true, cellNF: true, sheetStubs: false }));
}

/** Separated values, a workbook of one sheet with the file's name. Text stays text: 000123 and 1.50 are shown as they stand. */
export async function readSeparated(name: string, text: string): Promise<ReadWorkbook> {
  const { read } = await import('@e965/xlsx');
  const { sheets, messages } = sheetsOf(read(text, { type: 'string', raw: true }));
  return { sheets: sheets.map((sheet) => ({ ...sheet, name })), messages };
}

/**
 * The tables of a web page; of tables inside tables, which only lay out the page, the innermost. Texts before a table stand
 * above it. The running text is what stands in the title, headings and paragraphs: menus and footers name other offices.
 */
export async function readWebPage(html: string): Promise<ReadWorkbook & { readonly text: readonly (readonly Line[])[] }> {
  const { read } = await import('@e965/xlsx');
  const sheets: Sheet[] = [];
  const messages: Message[] = [];
  const plain = html.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi, lineBreaksOf).replace(CHARACTER, characterOf);
  const outside: string[] = [];
  let from = 0;
  for (const match of plain.matchAll(/<table\b(?:(?!<table\b)[\s\S])*?<\/table\s*>/gi)) {
    const book = sheetsOf(read(match[0].replace(PARAGRAPH_BREAK, '<br>').replace(SPAN, (span, cells: string) => (/^[1-9]\d{0,3}$/.test(cells) ? span : '')), { type: 'string', raw: true }));
    const above = linesOf(plain.slice(from, match.index)).slice(-LINES_ABOVE);
    outside.push(plain.slice(from, match.index), lineBreaksOf(match[0]));
    from = match.index + match[0].length;
    sheets.push(...book.sheets.map((sheet) => ({ ...sheet, name: '', number: sheets.length + 1, above })));
    messages.push(...book.messages);
  }
  return { sheets, messages, text: textOf(outside.join('') + plain.slice(from)) };
}

/** Characters written by name or number (“三公” as &ldquo;三公&rdquo;); those of the markup itself stay as they are. */
const CHARACTER = /&(?!(?:lt|gt|amp);)(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/gi;
const MARKUP: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
const characterOf = (written: string): string => {
  const character = decodeHTML(written);
  return MARKUP[character] ?? character;
};

/** Between paragraphs of one cell, which would be joined to one word: two figures to one. */
const PARAGRAPH_BREAK = /<\/(p|div|li|h[1-6])\s*>\s*<(?:p|div|li|h[1-6])\b[^<>]*>/gi;

/** A cell that spans none, or no number, is one cell: SheetJS goes on for ever over colspan="0". */
const SPAN = /\b(?:col|row)span\s*=\s*["']?([^"'\s>]*)["']?/gi;

const lineBreaksOf = (html: string): string => html.replace(/[^\n]/g, '');

/** What joins the name of a site to the title of its page. */
const SITE = /\s*(?:[_|｜–—]|-(?=\D))/;

/** Title, headings and paragraphs of a page, each with its lines. A title ends where the name of the site is joined to it. */
function textOf(html: string): Line[][] {
  const blocks: Line[][] = [];
  let line = 1;
  let counted = 0;
  let open: { readonly tag: string; readonly from: number } | null = null;
  for (const match of html.matchAll(/<(\/?)(title|h[1-6]|p|div|body|ul|ol|table)\b[^<>]*>/gi)) {
    if (open) {
      for (; counted < open.from; counted++) if (html[counted] === '\n') line++;
      const place = { page: 0, line };
      const texts = linesOf(html.slice(open.from, match.index).replace(/\s*\n\s*/g, ' '));
      const own = open.tag === 'title' ? texts.slice(0, 1).map((text) => text.split(SITE)[0]!) : texts;
      if (own.length > 0) blocks.push(own.map((text) => ({ text, runs: [{ text, place }], indent: 0, blankBefore: 0, place })));
    }
    const tag = match[2]!.toLowerCase();
    open = match[1] === '' && /^(?:title|h\d|p)$/.test(tag) ? { tag, from: match.index + match[0].length } : null;
  }
  return blocks;
}

function linesOf(html: string): string[] {
  return html
    .replace(/<(?:br|\/title|\/p|\/div|\/h\d|\/li|\/td|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&amp;/gi, '&')
    .split('\n')
    .map((line) => plainText(line).trim())
    .filter((line) => line !== '');
}

function sheetsOf(book: WorkBook): ReadWorkbook {
  const sheets: Sheet[] = [];
  const messages: Message[] = [];
  for (const [n, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    const place = { page: n + 1, line: 0 };
    if (!sheet || sheet['!type'] === 'chart') continue;
    if (book.Workbook?.Sheets?.[n]?.Hidden) {
      messages.push({ rule: 'read/hidden-sheet', severity: 'note', text: `The sheet ${name} is hidden and was left out.`, place });
      continue;
    }
    const { cells, cut } = cellsOf(sheet, n + 1);
    if (cut) messages.push({ rule: 'read/sheet-too-large', severity: 'warning', text: `The sheet ${name} goes on beyond row ${MAX_ROWS} or column ${MAX_COLUMNS}; what stands there was left out.`, place });
    if (cells.length === 0) continue;
    sheets.push({
      name,
      number: n + 1,
      rowCount: Math.max(...cells.map((cell) => cell.row + cell.rowSpan)),
      colCount: Math.max(...cells.map((cell) => cell.col + cell.colSpan)),
      cells,
      above: [],
    });
  }
  return { sheets, messages };
}

function cellsOf(sheet: WorkSheet, page: number): { cells: GridCell[]; cut: boolean } {
  const merges = new Map<string, Range>();
  const covered = new Set<string>();
  for (const range of sheet['!merges'] ?? []) {
    if (range.e.r - range.s.r > MAX_ROWS || range.e.c - range.s.c > MAX_COLUMNS) continue;
    merges.set(`${range.s.r},${range.s.c}`, range);
    for (let r = range.s.r; r <= range.e.r; r++) for (let c = range.s.c; c <= range.e.c; c++) if (r !== range.s.r || c !== range.s.c) covered.add(`${r},${c}`);
  }
  const cells: GridCell[] = [];
  let cut = false;
  for (const [address, cell] of Object.entries(sheet) as [string, CellObject][]) {
    const at = /^([A-Z]{1,3})(\d{1,7})$/.exec(address);
    if (!at) continue;
    const row = Number(at[2]) - 1;
    const col = [...at[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const merge = merges.get(`${row},${col}`);
    if (covered.has(`${row},${col}`) || sheet['!rows']?.[row]?.hidden || sheet['!cols']?.[col]?.hidden) continue;
    const lines = shown(cell);
    if (lines.length === 0 && !merge) continue;
    if (row >= MAX_ROWS || col >= MAX_COLUMNS) {
      cut = true;
      continue;
    }
    const rowSpan = merge ? merge.e.r - row + 1 : 1;
    const colSpan = merge ? merge.e.c - col + 1 : 1;
    cells.push({
      row,
      col,
      rowSpan,
      colSpan,
      text: lines.join(' '),
      lines,
      page,
      box: { x0: col * SHEET_STEP, y0: row * SHEET_STEP, x1: (col + colSpan) * SHEET_STEP, y1: (row + rowSpan) * SHEET_STEP },
    });
  }
  cells.sort((a, b) => a.row - b.row || a.col - b.col);
  return { cells, cut };
}

/** What the cell shows, line by line; a column too narrow for its figure shows it in full here. */
function shown(cell: CellObject): string[] {
  if (cell.t === 'z' || cell.t === 'e') return [];
  // Without a format of its own a number is rounded to the width of a column only when it is shown: 4.40306E+20.
  const general = cell.t === 'n' && typeof cell.v === 'number' && (cell.z === undefined || cell.z === 'General') && Math.abs(cell.v) < LARGEST;
  const text = general ? String(Number((cell.v as number).toPrecision(15))) : (cell.w ?? (cell.v === undefined ? '' : String(cell.v)));
  return text
    .split(/\r?\n/)
    .map((line) => plainText(line).replace(/\t/g, ' ').trim())
    .filter((line) => line !== '');
}
