/**
 * Tables as places print them, from one description: a PDF page with or without rulings, the text dump an archive would
 * keep of it, and the truth of its figures.
 */
import { type Draw, makePdf, type PageSpec, widthOf } from '../test/pdf/make-pdf.js';

/** A column of a printed table: its header cells from the top, and what stands in it. */
export interface PrintedColumn {
  readonly path: readonly string[];
  /** 'code' parts are joined; 'unit' codes count where no code part is printed; 'text' is neither label nor figure. */
  readonly role: 'code' | 'unit' | 'label' | 'outer' | 'text' | 'figure';
  /** Share of the page's width. */
  readonly width: number;
  /** Blocks side by side have labels of their own. */
  readonly block?: number;
}

export interface PrintedTable {
  /** As in the truth: without spaces; '' where none is printed. */
  readonly no: string;
  readonly title: string;
  readonly kind: string;
  readonly unit: '元' | '万元';
  readonly empty?: boolean;
  /** Lines above the body, in printed order; the title is one of them. Two parts stand left and right. */
  readonly above: readonly (string | readonly [string, string])[];
  readonly columns: readonly PrintedColumn[];
  /** Rows of the header that hold no data: 栏次. */
  readonly ordinals?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes?: readonly string[];
  readonly portrait?: boolean;
  readonly size?: number;
  /** The header again at the top of every further page of the table. */
  readonly repeat?: boolean;
  /** Rows may break over two pages, as a word processor breaks them. */
  readonly broken?: boolean;
}
/** A form whose cells span rows and columns, and what it says. */
export interface PrintedForm extends Pick<PrintedTable, 'no' | 'title' | 'kind' | 'unit' | 'above' | 'size' | 'portrait'> {
  readonly widths: readonly number[];
  /** '<' goes on from the left, '^' from above. */
  readonly cells: readonly (readonly string[])[];
  /** Figures of its funding block: label, column, value. */
  readonly funding?: readonly (readonly [label: string, column: string, value: string])[];
  readonly indicators?: readonly PrintedIndicator[];
  readonly fields?: readonly (readonly [field: string, value: string])[];
  /** A list of so many projects: each is a table of its own. */
  readonly tables?: number;
}
export interface PrintedIndicator {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly actual?: string;
  readonly weight?: string;
  readonly score?: string;
}
/** Running text between the tables. */
export interface PrintedText {
  readonly text: readonly string[];
  readonly heading?: string;
}

export interface Drawn {
  readonly doc: string;
  readonly entity: string;
  readonly document_type: string;
  readonly fiscal_year: number;
  readonly phenomena: string;
  readonly parts: readonly (PrintedTable | PrintedForm | PrintedText)[];
}

/** Which rulings are drawn: around every cell, above and below it only, none. */
export type Rules = 'all' | 'rows' | 'none';

const MARGIN = 40;
const LINE = 1.3; // of the letter size
const isFigure = (text: string): boolean => /^-?[\d,]+(\.\d+)?%?$/.test(text);

/** Lines of a cell as a word processor breaks them: at any letter, figures and codes whole. */
function wrapped(text: string, width: number, size: number): string[] {
  if (text === '' || isFigure(text)) return [text];
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const letter of paragraph) {
      if (line !== '' && widthOf(line + letter, size) > width) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
    lines.push(line);
  }
  return lines;
}

/** A cell of a printed table and the columns and rows it spans. */
export interface HeaderCell { readonly text: string; readonly from: number; readonly to: number; readonly row: number; readonly rows: number }
export function headerCells(columns: readonly PrintedColumn[]): { cells: HeaderCell[]; depth: number } {
  const depth = Math.max(...columns.map(({ path }) => path.length));
  const cells: HeaderCell[] = [];
  for (let row = 0; row < depth; row++) {
    for (let c = 0; c < columns.length; ) {
      const { path, block } = columns[c]!;
      if (row >= path.length) {
        c++;
        continue;
      }
      const leaf = row === path.length - 1;
      let to = c + 1;
      while (leaf && columns[to]?.role === 'code' && columns[c]!.role === 'code' && columns[to]!.block === block && columns[to]!.path.join('/') === path.join('/')) to++;
      while (!leaf && to < columns.length && columns[to]!.path.length > row + 1 && (columns[to]!.block === block || row === 0) && columns[to]!.path.slice(0, row + 1).join('/') === path.slice(0, row + 1).join('/')) to++;
      cells.push({ text: path[row]!, from: c, to, row, rows: leaf ? depth - row : 1 });
      c = to;
    }
  }
  return { cells, depth };
}

const piecesOf = (row: readonly string[], xs: readonly number[], size: number): string[][] => row.map((text, c) => wrapped(text, xs[c + 1]! - xs[c]! - 4, size));

export function formCells(grid: readonly (readonly string[])[]): HeaderCell[] {
  return grid.flatMap((cells, row) =>
    cells.flatMap((text, from) => {
      if (text === '<' || text === '^') return [];
      let to = from + 1;
      while (cells[to] === '<') to++;
      let rows = 1;
      while (grid[row + rows]?.[from] === '^') rows++;
      return [{ text, from, to, row, rows }];
    }),
  );
}

class Sheet {
  readonly pages: PageSpec[] = [];
  private draw: Draw[] = [];
  private y = MARGIN;
  private width = 595;
  private height = 842;
  constructor(private readonly rules: Rules) {}

  page(portrait: boolean): void {
    if (this.draw.length > 0) this.pages.push({ draw: this.draw, width: this.width, height: this.height });
    this.draw = [];
    this.y = MARGIN;
    [this.width, this.height] = portrait ? [595, 842] : [842, 595];
  }
  end(): PageSpec[] {
    this.page(true);
    const all = this.pages;
    return all.map((page, i) => ({ ...page, draw: [...page.draw, { text: `${i + 1}`, x: page.width! / 2 - 4, y: page.height! - 26, size: 9 }] }));
  }
  text(lines: readonly string[], size = 11): void {
    for (const paragraph of lines)
      for (const line of wrapped(`　　${paragraph}`, this.width - 2 * MARGIN - 10, size)) {
        if (this.y > this.height - 70) this.page(this.width < this.height);
        this.draw.push({ text: line, x: MARGIN, y: this.y, size });
        this.y += size * 1.7;
      }
  }
  heading(text: string, size = 16): void {
    this.draw.push({ text, x: (this.width - widthOf(text, size)) / 2, y: this.y, size });
    this.y += size * 1.8;
  }
  private above({ above, title }: Pick<PrintedTable, 'above' | 'title'>): void {
    for (const line of above) {
      if (typeof line !== 'string') {
        this.draw.push({ text: line[0], x: MARGIN, y: this.y, size: 9 }, { text: line[1], x: this.width - MARGIN, y: this.y, size: 9, right: true });
        this.y += 15;
      } else if (line === title || line.includes(title)) this.heading(line, 14);
      else {
        const right = /单位[:：]\s*(万元|元)$|^公开|表$/.test(line) && line.length < 16;
        this.draw.push({ text: line, x: right ? this.width - MARGIN : MARGIN, y: this.y, size: 9, ...(right ? { right: true } : {}) });
        this.y += 15;
      }
    }
  }
  private edges(widths: readonly number[]): number[] {
    const total = widths.reduce((sum, width) => sum + width, 0);
    const xs = [MARGIN];
    for (const width of widths) xs.push(xs.at(-1)! + (width / total) * (this.width - 2 * MARGIN));
    return xs;
  }
  table(table: PrintedTable): void {
    const size = table.size ?? 8;
    this.page(table.portrait ?? false);
    this.above(table);
    const xs = this.edges(table.columns.map(({ width }) => width));
    const { cells, depth } = headerCells(table.columns);
    const fit = (text: string, from: number, to: number): string[] => wrapped(text, xs[to]! - xs[from]! - 4, size);
    const header = (): void => {
      const heights = Array.from({ length: depth }, () => 0);
      for (const cell of cells) if (cell.rows === 1) heights[cell.row] = Math.max(heights[cell.row]!, fit(cell.text, cell.from, cell.to).length);
      for (const cell of cells) {
        const have = heights.slice(cell.row, cell.row + cell.rows).reduce((a, b) => a + b, 0);
        const need = fit(cell.text, cell.from, cell.to).length;
        if (need > have) heights[cell.row + cell.rows - 1]! += need - have;
      }
      const tops = [this.y];
      for (const lines of heights) tops.push(tops.at(-1)! + Math.max(1, lines) * size * LINE + 5);
      for (const { text, from, to, row, rows } of cells) this.cell(fit(text, from, to), xs[from]!, xs[to]!, tops[row]!, tops[row + rows]!, size, 'middle');
      this.y = tops.at(-1)!;
      if (table.ordinals) this.row(piecesOf(table.ordinals, xs, size), table.ordinals, xs, size, table.columns, table.columns.map(({ role }, c) => role === 'code' && /^[类款项]$/.test(table.ordinals![c]!) && table.rows[0]![c] === ''));
    };
    if (table.columns.length > 0) header();
    for (const row of table.rows) {
      let pieces = piecesOf(row, xs, size);
      const lines = Math.max(...pieces.map(({ length }) => length));
      const room = Math.floor((this.height - 45 - this.y) / (size * LINE));
      if (lines > room) {
        if (table.broken && room > 0) {
          this.row(pieces.map((piece) => piece.slice(0, room)), row, xs, size, table.columns);
          pieces = pieces.map((piece) => piece.slice(room));
        }
        this.page(table.portrait ?? false);
        if (table.repeat) header();
      }
      this.row(pieces, row, xs, size, table.columns);
    }
    for (const note of table.notes ?? [])
      for (const line of wrapped(note, this.width - 2 * MARGIN, 9)) {
        this.draw.push({ text: line, x: MARGIN, y: this.y + 3, size: 9 });
        this.y += 13;
      }
  }
  form(form: PrintedForm): void {
    const size = form.size ?? 8;
    this.page(form.portrait ?? true);
    this.above(form);
    const xs = this.edges(form.widths);
    const cells = formCells(form.cells).map((cell) => ({ ...cell, lines: wrapped(cell.text, xs[cell.to]! - xs[cell.from]! - 4, size) }));
    const heights = form.cells.map(() => 1);
    for (const spanning of [false, true])
      for (const { row, rows, lines } of cells) {
        if (rows > 1 !== spanning) continue;
        const short = lines.length - heights.slice(row, row + rows).reduce((a, b) => a + b, 0);
        if (short > 0) heights[row + rows - 1]! += short;
      }
    for (let first = 0; first < heights.length; ) {
      const tops = [this.y];
      let end = first;
      while (end < heights.length && (end === first || tops.at(-1)! + heights[end]! * size * LINE + 5 <= this.height - 40)) tops.push(tops.at(-1)! + heights[end++]! * size * LINE + 5);
      for (const cell of cells) {
        const [from, to] = [Math.max(cell.row, first), Math.min(cell.row + cell.rows, end)];
        if (from >= to) continue;
        const shown = cell.lines.splice(0, heights.slice(from, to).reduce((a, b) => a + b, 0));
        this.cell(shown, xs[cell.from]!, xs[cell.to]!, tops[from - first]!, tops[to - first]!, size, shown.length > 2 ? 'left' : 'middle');
      }
      this.y = tops.at(-1)!;
      first = end;
      if (first < heights.length) this.page(form.portrait ?? true);
    }
  }
  /** Cells of the row above that go on into the next one. */
  private open: readonly boolean[] = [];
  private row(pieces: readonly (readonly string[])[], row: readonly string[], xs: readonly number[], size: number, columns: readonly PrintedColumn[], open: readonly boolean[] = []): void {
    const height = Math.max(...pieces.map((lines) => lines.length)) * size * LINE + 5;
    const bottom = this.y + height;
    const above = this.open;
    this.open = open;
    pieces.forEach((lines, c) => { if (!above[c]) this.cell(lines, xs[c]!, xs[c + 1]!, this.y, bottom + (open[c] ? size * LINE + 5 : 0), size, columns[c]!.role === 'figure' && isFigure(row[c]!) ? 'right' : columns[c]!.role === 'label' || columns[c]!.role === 'text' ? 'left' : 'middle'); });
    this.y = bottom;
  }
  private cell(lines: readonly string[], x0: number, x1: number, y0: number, y1: number, size: number, set: 'left' | 'right' | 'middle'): void {
    if (this.rules !== 'none') this.draw.push({ rule: [x0, y0, x1, y0] }, { rule: [x0, y1, x1, y1] });
    if (this.rules === 'all') this.draw.push({ rule: [x0, y0, x0, y1] }, { rule: [x1, y0, x1, y1] });
    lines.forEach((text, i) => {
      const y = (y0 + y1) / 2 + (i - lines.length / 2) * size * LINE + 1;
      const indent = /^\u3000*/.exec(text)![0].length * size;
      const shown = text.replace(/^\u3000+/, '');
      if (shown === '') return;
      if (set === 'right') this.draw.push({ text: shown, x: x1 - 2, y, size, right: true });
      else this.draw.push({ text: shown, x: (set === 'left' ? x0 + 2 : (x0 + x1 - widthOf(shown, size)) / 2) + indent, y, size });
    });
  }
}

type Part = Drawn['parts'][number];
export const isTable = (part: Part): part is PrintedTable => 'columns' in part;
export const isForm = (part: Part): part is PrintedForm => 'cells' in part;

export function drawn(document: Drawn, rules: Rules): Uint8Array {
  const sheet = new Sheet(rules);
  for (const part of document.parts) {
    if (isTable(part)) sheet.table(part);
    else if (isForm(part)) sheet.form(part);
    else {
      sheet.page(true);
      if (part.heading) sheet.heading(part.heading);
      sheet.text(part.text);
    }
  }
  return makePdf(sheet.end());
}

const bare = (text: string): string => text.replace(/[\s\u3000]/g, '');

export interface DrawnTruth {
  readonly tables: Record<string, unknown>[];
  readonly facts: string[][];
  readonly indicators: string[][];
  readonly fields: string[][];
}
/** `asFields`: the figures of a form on a page are its fields, those of a dump a block of figures. */
export function truthOf(document: Drawn, asFields = false): DrawnTruth {
  const tables: Record<string, unknown>[] = [];
  const facts: string[][] = [];
  const indicators: string[][] = [];
  const fields: string[][] = [];
  let order = 0;
  for (const part of document.parts) {
    if (!isTable(part) && !isForm(part)) continue;
    order++;
    const no = part.no || `T${order}`;
    for (let n = 0; n < ((isForm(part) ? part.tables : undefined) ?? 1); n++) tables.push({ table_no: no, title: bare(part.title), kind: part.kind, empty: isTable(part) && (part.empty ?? false), unit: part.unit });
    if (isForm(part)) {
      part.funding?.forEach(([label, column, value], i) => (asFields ? fields.push([no, `${label}/${column}`, value]) : facts.push([no, String(i + 1), '', label, column, value, '1'])));
      part.indicators?.forEach(({ level1, level2, level3, target, actual = '', weight = '', score = '' }, i) => indicators.push([no, String(i + 1), level1, level2, level3, target, actual, weight, score, '']));
      part.fields?.forEach(([field, value]) => fields.push([no, field, value]));
      continue;
    }
    if (/^performance|project_declaration/.test(part.kind)) continue;
    part.rows.forEach((row, r) => {
      part.columns.forEach((column, c) => {
        const value = bare(row[c]!).replaceAll(',', '');
        if (column.role !== 'figure' || !/^-?\d+(\.\d+)?%?$/.test(value)) return;
        const mine = part.columns.map((other, i) => ({ other, text: bare(row[i]!) })).filter(({ other }) => (other.block ?? 0) === (column.block ?? 0));
        const of = (role: string): string => mine.filter(({ other, text }) => other.role === role && text !== '').map(({ text }) => text).join('');
        const labels = mine.filter(({ other, text }) => other.role === 'label' && text !== '');
        const label = labels.at(-1)?.text ?? mine.find(({ other, text }) => other.role === 'text' && /^(合计|总计)$/.test(text))?.text ?? '';
        const [, code = '', name = label] = /^\[(\d+)\](.+)$/.exec(label) ?? [];
        facts.push([no, String(r + 1), code || of('code') || of('unit'), name, column.path.map(bare).join('/'), value, '1']);
      });
    });
  }
  return { tables, facts, indicators, fields };
}
