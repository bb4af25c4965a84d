import type { FormRules } from '../../rules/forms/forms.js';
import type { Amount, Box, Column, GridCell, GridRegion, Message, OpenCell, OpenRow, OpenTable, Place, Staged } from '../model/index.js';
import { parseAmount } from '../text/amount.js';
import { formulasOf } from '../text/formulas.js';
import { squeeze } from '../text/full-width.js';
import { withDepartmentLast } from '../text/own-code.js';
import { isLabel, readColumns, type PrintedColumn } from './grid-columns.js';
import { codeOf, joinParts, outlineCode, outlineDepths, splitCode } from './grid-codes.js';
import { withSpans } from './unmerged.js';
import { isNothing, isOrdinalRow, matrixOf, readHeader, textOf, unsigned, type GridHeader, type Matrix } from './grid-header.js';

/** Unit that a header cell names: 预算数（单位：万元）, 金额(元). */
const HEADER_UNIT = /[（(](?:单位[:：])?(百万元|千元|万元|亿元|元|[%％人辆个次])[)）]/;

/**
 * A table whose cells are known → its rows and columns. Geometry says where every figure stands: basis `position`.
 *
 * The header ends where data begins; label columns are folded into the rows (code, path, label); blocks side by side
 * give a row each with the same number. Blank ruled rows are no rows. Texts are no facts.
 */
export function identifyGrid(printedRegion: GridRegion, rules: { readonly forms: FormRules }): Staged<OpenTable> {
  const messages: Message[] = [];
  const printedMatrix = matrixOf(printedRegion);
  const printedHeader = readHeader(printedMatrix);
  const region = withSpans(printedRegion, printedMatrix, printedHeader);
  const m = region === printedRegion ? printedMatrix : matrixOf(region);
  const header = region === printedRegion ? printedHeader : readHeader(m);
  const printed = readColumns(m, header, region.heading.kind, rules.forms);
  const unit = region.heading.unit || headerUnit(printed);
  const { columns, indexOf } = openColumns(printed, unit);
  const rows = readRows(m, header, printed, { columns, indexOf, unit, unruled: region.origin === 'stream' }, messages);
  const boxes = region.cells.map((c) => c.box);
  const ends = (page: number): Place => {
    const mine = region.cells.filter((c) => c.page === page).map((c) => c.box);
    return { page, line: 0, ...(mine.length > 0 ? { box: mine.reduce(union) } : {}) };
  };
  return {
    value: {
      order: region.order,
      tableNo: region.heading.tableNo,
      title: region.heading.title,
      kind: region.heading.kind,
      unit,
      origin: region.origin,
      empty: rows.every((row) => row.cells.length === 0),
      columns,
      rows,
      formulas: formulasOf(region.notes),
      notes: region.notes.map((line) => squeeze(line.text)),
      first: boxes.length > 0 ? ends(region.firstPage) : { page: region.firstPage, line: 0 },
      last: boxes.length > 0 ? ends(region.lastPage) : { page: region.lastPage, line: 0 },
      // Columns from the alignment of texts are no rulings: only equations make such figures certain.
      flags: region.origin === 'stream' ? ['unruled'] : [],
    },
    messages,
  };
}

const union = (a: Box, b: Box): Box => ({ x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) });

const holdsFigures = (c: PrintedColumn): boolean => c.role === 'amount' || c.role === 'ratio' || c.role === 'quantity';

/** The one unit of money that the header names, for a table whose caption names none; '' where there are several. */
function headerUnit(printed: readonly PrintedColumn[]): string {
  const named = new Set(printed.filter((c) => c.role === 'amount').flatMap((c) => c.path.map((t) => HEADER_UNIT.exec(t)?.[1] ?? '')));
  const money = [...named].filter((u) => u.endsWith('元'));
  return money.length === 1 ? money[0]! : '';
}

function openColumns(printed: readonly PrintedColumn[], unit: string): { columns: Column[]; indexOf: Map<PrintedColumn, number> } {
  const columns: Column[] = [];
  const indexOf = new Map<PrintedColumn, number>();
  for (const column of printed) {
    if (isLabel(column.role)) continue;
    const own = column.path.map((t) => HEADER_UNIT.exec(t)?.[1]).find((u) => u !== undefined);
    indexOf.set(column, columns.length);
    columns.push({
      index: columns.length,
      path: column.path,
      measure: column.measure,
      block: column.block,
      role: column.role as Column['role'],
      ...(column.ordinal === null ? {} : { ordinal: column.ordinal }),
      ...(own !== undefined && own !== unit ? { unit: own } : {}),
    });
  }
  return { columns, indexOf };
}

interface BlockMemory {
  /** Last text at each level of the label columns: outlines print a level once. */
  levels: string[];
  /** Of each group of 类 | 款 | 项 columns: the parts of the row before. */
  parts: string[][];
  depthOf: (inset: number | undefined) => number;
  outline: { class: string; section: string };
}

interface Opened {
  readonly columns: readonly Column[];
  readonly indexOf: ReadonlyMap<PrintedColumn, number>;
  readonly unit: string;
  /** Without rulings lines of a label are put together by where they stand. */
  readonly unruled: boolean;
}

function readRows(m: Matrix, header: GridHeader, printed: readonly PrintedColumn[], { columns, indexOf, unit, unruled }: Opened, messages: Message[]): OpenRow[] {
  const rows: OpenRow[] = [];
  const blocks = [...new Set(printed.map((c) => c.block))].map((block) => {
    const mine = printed.filter((c) => c.block === block);
    const labels = mine.filter((c) => isLabel(c.role));
    const memory: BlockMemory = { levels: [], parts: [], outline: { class: '', section: '' }, depthOf: outlineDepths(codesIn(m, header, labels)) };
    return { block, labels, figures: mine.filter(holdsFigures), memory };
  });
  const headTexts = new Set(Array.from({ length: Math.min(header.end, m.rows) }, (_, r) => rowText(m, r)));
  let rowNo = 0;
  for (let r = header.end; r < m.rows; r++) {
    const own = m.row(r).filter((c) => c.row === r && !header.leaves.has(c) && textOf(c) !== '');
    if (own.length === 0 || own.every((c) => isNothing(textOf(c)))) continue;
    if (r > header.end && (headTexts.has(rowText(m, r)) || isOrdinalRow(m, r))) continue;
    rowNo++;
    // A label over the label columns of several blocks belongs to the last of them.
    const owner = new Map<GridCell, number>();
    for (const { block, labels } of blocks) for (const c of labels) {
      const cell = m.at(r, c.from);
      if (cell) owner.set(cell, block);
    }
    for (const { block, labels, figures, memory } of blocks) {
      const cells = readFigures(m, header, r, figures, (column) => ({ index: indexOf.get(column)!, unit: columns[indexOf.get(column)!]!.unit ?? unit }), messages);
      const label = readLabel(m, header, r, labels, memory, (cell) => owner.get(cell) === block);
      if (cells.length === 0 && label.label === '' && label.code === '') continue;
      const boxes = own.map((c) => c.box);
      const wrapped = unruled && labels.some((c) => c.role === 'name' && (m.at(r, c.from)?.lines.length ?? 0) > 1);
      rows.push({
        rowNo,
        block,
        ...(label.ordinal === null ? {} : { ordinal: label.ordinal }),
        label: label.label,
        path: label.path,
        code: label.code,
        codes: label.codes,
        indent: 0,
        cells,
        flags: wrapped ? [...label.flags, 'label-rejoined'] : label.flags,
        place: { page: own[0]!.page, line: 0, box: boxes.reduce(union) },
      });
    }
  }
  return rows;
}

/** Every code of the code columns, with its offset in its cell. */
function codesIn(m: Matrix, header: GridHeader, labels: readonly PrintedColumn[]): { code: string; inset: number | undefined }[] {
  return labels
    .filter((c) => c.role === 'code')
    .flatMap((c) =>
      Array.from({ length: Math.max(0, m.rows - header.end) }, (_, k) => m.at(header.end + k, c.from)).flatMap((cell) => {
        const code = codeOf(textOf(cell));
        return code === '' ? [] : [{ code, inset: cell?.inset }];
      }),
    );
}

const rowText = (m: Matrix, r: number): string => m.row(r).map(textOf).join('|');

function readFigures(m: Matrix, header: GridHeader, r: number, figures: readonly PrintedColumn[], place: (column: PrintedColumn) => { readonly index: number; readonly unit: string }, messages: Message[]): OpenCell[] {
  const cells: OpenCell[] = [];
  const seen = new Set<GridCell>();
  for (const column of figures) {
    for (let c = column.from; c < column.to; c++) {
      const cell = m.at(r, c);
      if (!cell || cell.row !== r || seen.has(cell) || header.leaves.has(cell) || textOf(cell) === '') continue;
      seen.add(cell);
      const { index, unit } = place(column);
      const read = readFigure(cell, unit);
      if (read === 'several') {
        messages.push({ rule: 'identify/several-figures-in-cell', severity: 'warning', text: `${cell.lines.join(' | ')} stand in one cell: their rows cannot be told apart, so none was taken.`, place: { page: cell.page, line: 0, box: cell.box }, actual: cell.text });
        continue;
      }
      if (!read) continue;
      const flags = [...read.flags];
      if (cell.colSpan > column.to - column.from + (c - column.from)) flags.push('column-merged');
      cells.push({ amount: read.amount, column: index, basis: ['position'], flags, place: { page: cell.page, line: 0, box: cell.box } });
    }
  }
  return cells;
}

/** Each piece is a whole figure with decimals: two rows that no rule divides, not one figure over two lines. */
const WHOLE = /^[-−]?\d[\d,，]*\.\d{2,}$/;

/** ¥1,234.56 and 1,234.56元 in a table of 元: the sign and the unit say nothing new. Another unit than the table's would. */
const withoutUnit = (text: string, unit: string): string => {
  const bare = text.replace(/^[¥￥]/, '');
  return unit !== '' && bare.endsWith(unit) ? bare.slice(0, -unit.length) : bare;
};

function readFigure(cell: GridCell, unit: string): { amount: Amount; flags: string[] } | 'several' | null {
  const pieces = cell.lines.flatMap((l) => l.split(/[\s\u3000]+/)).filter((l) => l !== '');
  const flags: string[] = [];
  if (pieces.length > 1 && pieces.filter((p) => WHOLE.test(p)).length > 1) return 'several';
  let text = pieces.join('');
  const percent = /^(.*\d)[%％]$/.exec(text);
  if (percent) {
    text = percent[1]!;
    flags.push('percent');
  }
  const amount = parseAmount(unsigned(withoutUnit(text, unit)));
  if (!amount) return null;
  if (pieces.length > 1) flags.push('value-rejoined');
  return { amount: { ...amount, printed: pieces.join(' ') }, flags };
}

interface RowLabel {
  label: string;
  path: string[];
  code: string;
  codes: string[];
  ordinal: number | null;
  flags: string[];
}

function readLabel(m: Matrix, header: GridHeader, r: number, labels: readonly PrintedColumn[], memory: BlockMemory, mine: (cell: GridCell) => boolean): RowLabel {
  const out: RowLabel = { label: '', path: [], code: '', codes: [], ordinal: null, flags: [] };
  // Project | unit: the row is the project's, whose unit stands outside it.
  const owner = labels.find((c, i) => c.role === 'name' && c.measure === 'unit_name' && labels.slice(0, i).some((d) => d.role === 'name' && d.measure.startsWith('project')));
  const names = labels.filter((c) => c.role === 'name' && c !== owner);
  let unit = '';
  let parts: string[] = [];
  let group = 0;
  let lastPart: PrintedColumn | null = null;
  let fromParts = '';
  const seen = new Set<GridCell>();
  const levels: string[] = names.map(() => '');
  const stray: string[] = [];
  const pushCode = (code: string) => {
    if (code !== '') out.codes.push(code);
  };
  const closeParts = () => {
    if (parts.length === 0) return;
    const code = joinParts(parts, (memory.parts[group] ??= []));
    pushCode(code);
    if (fromParts === '') fromParts = code;
    group++;
    parts = [];
    lastPart = null;
  };
  for (const column of labels) {
    const cell = m.at(r, column.from);
    const usable = cell && !header.leaves.has(cell) && cell.row >= header.end && mine(cell);
    const text = usable ? textOf(cell) : '';
    const first = usable && !seen.has(cell);
    if (usable) seen.add(cell);
    if (column.role === 'part') {
      // 类 again, or columns between: the parts of another classification's code.
      if (lastPart && (column.from !== lastPart.to || leafOf(column) === '类')) closeParts();
      lastPart = column;
      const code = first && (/^\d+$/.test(text) || text === '') ? text : first ? codeOf(text) : '';
      parts.push(code);
      if (first && text !== '' && code === '') stray.push(splitName(text, pushCode, column.coded));
      continue;
    }
    closeParts();
    if (text === '' || !first) {
      continue;
    }
    if (column.role === 'serial') {
      if (!/^\d+$/.test(text)) stray.push(text);
    } else if (column.role === 'ordinal') {
      const n = /^\d{1,3}$/.test(text) ? Number(text) : null;
      out.ordinal = n;
    } else if (column.role === 'code') {
      const code = codeOf(text);
      if (code !== '') pushCode(outlineCode(code, memory.outline, memory.depthOf(cell!.inset)));
      else if (!/^\d$/.test(text)) stray.push(splitName(text, pushCode, column.coded)); // A digit that ranks groups is no label.
    } else if (column === owner) {
      unit = text;
    } else {
      levels[names.indexOf(column)] = splitName(text, pushCode, column.coded);
    }
  }
  closeParts();
  // A total printed in the code columns, or over code and name together.
  const deepest = levels.reduce((at, text, i) => (text !== '' ? i : at), -1);
  if (deepest < 0) {
    out.label = stray.join('');
    out.path = [out.label];
    if (names.length > 0 && out.label !== '') memory.levels = [];
  } else {
    for (let i = 0; i <= deepest; i++) {
      if (levels[i] !== '') {
        if (memory.levels[i] !== levels[i]) memory.levels.length = i;
        memory.levels[i] = levels[i]!;
      }
      const text = levels[i] || memory.levels[i] || '';
      if (text !== '') out.path.push(text);
    }
    out.label = levels[deepest]!;
    if (stray.length > 0 && stray[0] !== out.label) out.path.unshift(...stray);
  }
  if (unit !== '') {
    if (out.label === '') out.label = unit;
    out.path = [unit, ...out.path.filter((text) => text !== '')];
  }
  const own = withDepartmentLast({ codes: out.codes, labels: out.path });
  if (own.codes.at(-1) !== out.codes.at(-1)) {
    out.codes = own.codes;
    out.path = own.labels;
    out.label = out.path.at(-1)!;
  }
  // Several classifications in parts: the functional one comes first and is the row's own. Parts of a subject's code go before
  // the code of the unit that spends it (类 | 款 | 项 | 单位代码).
  out.code = (fromParts !== '' ? fromParts : out.codes[out.codes.length - 1]) ?? '';
  return out;
}

const leafOf = (column: PrintedColumn): string => column.path[column.path.length - 1] ?? '';

function splitName(text: string, pushCode: (code: string) => void, coded: boolean): string {
  const { code, name } = splitCode(text, coded);
  pushCode(code);
  return name;
}
