/** Drawn documents as office programs keep them: a Word document and a workbook, with the cells and merges of the drawing. */
import { type CellObject, read, utils, write } from '@e965/xlsx';
import { zipOf } from '../test/batch/zip.js';
import { type Drawn, formCells, type HeaderCell, headerCells, isForm, isTable, type PrintedForm, type PrintedTable } from './drawn.js';

/** A table as cells that span rows and columns. */
interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly HeaderCell[];
}

function gridOf(table: PrintedTable | PrintedForm): Grid {
  if (isForm(table)) return { columns: table.widths.length, rows: table.cells.length, cells: formCells(table.cells) };
  const { cells, depth } = headerCells(table.columns);
  const body = [...(table.ordinals ? [table.ordinals] : []), ...table.rows];
  return {
    columns: table.columns.length,
    rows: depth + body.length,
    cells: [...(table.columns.length > 0 ? cells : []), ...body.flatMap((row, r) => row.map((text, from) => ({ text, from, to: from + 1, row: depth + r, rows: 1 })))],
  };
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`;

function wordTable({ columns, rows, cells }: Grid): string {
  const at = new Map(cells.flatMap((cell) => Array.from({ length: cell.rows }, (_, n) => [`${cell.row + n},${cell.from}`, cell] as const)));
  const row = (r: number): string => {
    let out = '';
    for (let c = 0; c < columns; ) {
      const cell = at.get(`${r},${c}`);
      const span = cell ? cell.to - cell.from : 1;
      const merged = cell && cell.rows > 1 ? `<w:vMerge${cell.row === r ? ' w:val="restart"' : ''}/>` : '';
      const text = cell && cell.row === r ? cell.text : '';
      out += `<w:tc><w:tcPr>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merged}</w:tcPr>${text.split('\n').map(paragraph).join('')}</w:tc>`;
      c += span;
    }
    return `<w:tr>${out}</w:tr>`;
  };
  return `<w:tbl><w:tblGrid>${'<w:gridCol/>'.repeat(columns)}</w:tblGrid>${Array.from({ length: rows }, (_, r) => row(r)).join('')}</w:tbl>`;
}

/** A Word document whose body is this XML. */
export function wordFile(body: string): Buffer {
  const file = (name: string, content: string) => ({ name, content: Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`) });
  return zipOf([
    file('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
    file('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
    file('word/document.xml', `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`),
  ]);
}

export function asWord(document: Drawn): Buffer {
  const body = document.parts.map((part) => {
    if (!isTable(part) && !isForm(part)) return [...(part.heading ? [part.heading] : []), ...part.text].map(paragraph).join('');
    const above = part.above.map((line) => paragraph(typeof line === 'string' ? line : line.join('　　　　')));
    return `${above.join('')}${wordTable(gridOf(part))}${isTable(part) ? (part.notes ?? []).map(paragraph).join('') : ''}`;
  });
  return wordFile(body.join(''));
}

/** Text as an editor of web pages writes it: marks by their names, blanks that hold. */
const typed = (text: string): string => xml(text).replaceAll('“', '&ldquo;').replaceAll('”', '&rdquo;').replaceAll('—', '&mdash;').replaceAll('\u3000', '&emsp;');
const marked = (text: string): string => `<p class="MsoNormal" style="text-align:center"><span style="font-family:宋体">${typed(text)}</span></p>`;

/** A web page as an office publishes it, its tables pasted from a word processor. */
export function asPage(document: Drawn): Buffer {
  const body = document.parts.map((part) => {
    if (!isTable(part) && !isForm(part)) return [...(part.heading ? [part.heading] : []), ...part.text].map(marked).join('\n');
    const { rows, cells } = gridOf(part);
    const row = (r: number): string =>
      cells
        .filter((cell) => cell.row === r)
        .map(({ text, from, to, rows: high }) => `<td${to - from > 1 ? ` colspan="${to - from}"` : ''}${high > 1 ? ` rowspan=${high}` : ''} width="80">${text === '' ? '&nbsp;' : text.split('\n').map(marked).join('\n')}</td>`)
        .join('\n');
    const table = `<table border="1" cellspacing="0"><tbody>${Array.from({ length: rows }, (_, r) => `<tr>${row(r)}</tr>`).join('\n')}</tbody></table>`;
    return [...part.above.map((line) => marked(typeof line === 'string' ? line : line.join('　　　　'))), table, ...((isTable(part) && part.notes) || []).map(marked)].join('\n');
  });
  const menu = ['首页', '政务公开', '办事服务'].map((item) => `<li><a href="#">${item}</a></li>`).join('');
  return Buffer.from(`<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>${document.entity}${document.fiscal_year}年公开_政府网站</title><style>td{padding:0}</style></head><body><ul>${menu}</ul><div class="article">${body.join('\n')}</div></body></html>`);
}

/** A cell as a spreadsheet keeps it: figures are numbers with a format, all else is text. */
function sheetCell(text: string): CellObject {
  const number = /^-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d+))?$/.exec(text);
  if (!number || /^-?0\d/.test(text) || (number[1] === undefined && !text.includes(',') && text.length > 2)) return { t: 's', v: text };
  return { t: 'n', v: Number(text.replaceAll(',', '')), z: `${text.includes(',') ? '#,##0' : '0'}${number[1] ? `.${'0'.repeat(number[1].length)}` : ''}` };
}

/** The same on one sheet, copied as values: nothing is merged, figures have no format. */
export function asValues(document: Drawn): Buffer {
  const book = read(asWorkbook(document));
  const rows = book.SheetNames.flatMap((name) => [...utils.sheet_to_json<(string | number)[]>(book.Sheets[name]!, { header: 1, raw: true, defval: '' }), []]);
  const one = utils.book_new();
  utils.book_append_sheet(one, utils.aoa_to_sheet(rows), 'Sheet1');
  return Buffer.from(write(one, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** A sheet a table. */
export function asWorkbook(document: Drawn): Buffer {
  const book = utils.book_new();
  for (const [n, part] of document.parts.entries()) {
    const sheet = utils.aoa_to_sheet([[]]);
    const merges = [];
    const put = (row: number, column: number, cell: CellObject): void => void (sheet[utils.encode_cell({ r: row, c: column })] = cell);
    let row = 0;
    let columns = 1;
    if (isTable(part) || isForm(part)) {
      const grid = gridOf(part);
      columns = grid.columns;
      for (const line of part.above) {
        if (typeof line === 'string') {
          put(row, 0, { t: 's', v: line });
          merges.push({ s: { r: row, c: 0 }, e: { r: row, c: columns - 1 } });
        } else {
          put(row, 0, { t: 's', v: line[0] });
          put(row, columns - 1, { t: 's', v: line[1] });
        }
        row++;
      }
      for (const cell of grid.cells) {
        if (cell.text !== '') put(row + cell.row, cell.from, sheetCell(cell.text));
        if (cell.rows > 1 || cell.to - cell.from > 1) merges.push({ s: { r: row + cell.row, c: cell.from }, e: { r: row + cell.row + cell.rows - 1, c: cell.to - 1 } });
      }
      row += grid.rows;
      for (const note of (isTable(part) && part.notes) || []) put(row++, 0, { t: 's', v: note });
    } else for (const line of [...(part.heading ? [part.heading] : []), ...part.text]) put(row++, 0, { t: 's', v: line });
    sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: row, c: columns - 1 } });
    sheet['!merges'] = merges;
    utils.book_append_sheet(book, sheet, `Sheet${n + 1}`);
  }
  return Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
