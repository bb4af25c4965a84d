import type { FormRules } from '../../rules/forms/forms.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';
import type { FormWords } from '../lattice/unruled-form.js';
import type { Box, GridRegion, Heading, Line, Message, NarrativeRegion, Page, Region, Staged, TableKind } from '../model/index.js';
import { cellLines, union, type CellLine, type Lattice, type LatticeCell } from '../lattice/lattice.js';
import { squeeze } from '../text/full-width.js';
import { kindByCells } from './kind-by-cells.js';
import { isCaption, isContentsHeading, isNote, isTextHeading, unitOf } from './line-kinds.js';
import { findHeading, type FoundHeading, isContinued, titleOf, withoutContinued } from './positioned-heading.js';
import { readItems, type Item } from './positioned-items.js';
import { joinLines, mergeParts, sameColumns } from './positioned-merge.js';
import { splitTableNumber } from './table-number.js';

/** Left and right edges of two parts of one table differ by at most this (points). */
const SAME_EDGE = 8;
/** Two lattices of one page with no text between them and no more than this (points) apart are one table drawn in pieces. */
const PIECE_GAP = 6;
/** Lines under a table are its notes up to this number. */
const NOTE_LINES = 12;

/** What a form's cells say of themselves. */
const wordsOf = ({ headerRole, labelOf, fundingOf }: PerformanceRules): FormWords => ({ role: headerRole, isLabel: (text) => labelOf(text) !== null || fundingOf(text) === 'block', isHead: (text) => fundingOf(text) === 'column' || ['goal', 'goals'].includes(labelOf(text)?.kind ?? '') });

interface Open {
  readonly heading: Heading;
  readonly parts: Lattice[];
  readonly notes: Line[];
  /** Text has come after the table's last part. */
  closed: boolean;
}

/**
 * Page[] with geometry → Region[]: ruled tables as grids, put together over page breaks, and the running text between.
 *
 * Reading order decides what belongs to what: the lines above a table are its heading as far as they look like one,
 * the 注 below are its notes, a table at the head of a page with the edges of the one at the foot of the page before
 * continues it. Contents pages yield nothing.
 */
export function segmentPositioned(pages: readonly Page[], rules: { readonly forms: FormRules; readonly performance?: PerformanceRules }): Staged<readonly Region[]> {
  const { forms } = rules;
  const regions: Region[] = [];
  const messages: Message[] = [];
  let order = 0;
  let open: Open | null = null;
  let text: Line[] = [];
  let narrative: Line[] = [];

  const closeNarrative = () => {
    if (narrative.length > 0) regions.push(narrativeOf(narrative));
    narrative = [];
  };
  const closeTable = () => {
    if (!open) return;
    const { heading, parts, notes } = open;
    open = null;
    const grid = mergeParts(parts);
    const kind = heading.kind === 'other' ? kindByCells(grid.cells.map((c) => squeeze(c.text)), heading.title) ?? heading.kind : heading.kind;
    const region: GridRegion = {
      form: 'grid',
      order: ++order,
      origin: parts.some((part) => part.unruled) ? 'stream' : 'lattice',
      heading: { ...heading, kind },
      ...grid,
      notes,
      firstPage: parts[0]!.page,
      lastPage: parts[parts.length - 1]!.page,
    };
    closeNarrative();
    regions.push(region);
  };

  for (const { page, items, contents } of readItems(pages, forms, rules.performance ? wordsOf(rules.performance) : null)) {
    if (contents) {
      text.push(...aboveContents(items));
      continue;
    }
    for (const item of widen(open, page.number, items)) {
      if (item.form === 'line') {
        text.push(item.line);
        continue;
      }
      const inGrid = headingRows(item.lattice, forms);
      const lattice = inGrid.lattice;
      if (open && continues(open, text, inGrid.lines, lattice, forms)) {
        open.parts.push(lattice);
        text = [];
        continue;
      }
      // What stood between belongs to the table before (notes), to the text, or to the heading of this one.
      const found = findHeading(text.filter((l) => l.place.page === page.number), inGrid.lines, forms);
      let head = found;
      if (found.heading.title === '' && text.length > 0 && text.every((l) => l.place.page !== page.number)) {
        const before = findHeading(text.slice(-4), inGrid.lines, forms);
        if (before.heading.title !== '') head = before;
      }
      head = withNumberBefore(head, text, page.number);
      const free = takeNotes(open, text.slice(0, text.length - head.used), forms);
      closeTable();
      narrative.push(...free);
      text = [];
      open = { heading: head.heading, parts: [lattice], notes: [...inGrid.notes], closed: false };
    }
  }
  const free = takeNotes(open, text, forms);
  closeTable();
  narrative.push(...free);
  closeNarrative();
  return { value: regions, messages };
}

/** What a front page that is the list of contents, too, prints above 目录: the office, and what this is. */
function aboveContents(items: readonly Item[]): readonly Line[] {
  const lines = items.flatMap((item) => (item.form === 'line' ? [item.line] : []));
  const heading = lines.findIndex((line) => isContentsHeading(line.text));
  return lines.slice(0, Math.max(0, heading));
}

/** A title at the head of a page whose number stayed behind, the last line of the page before: 公开04表 | (page) | 财政拨款收支预算总表. */
function withNumberBefore(found: FoundHeading, text: readonly Line[], page: number): FoundHeading {
  const above = text[text.length - found.used - 1];
  if (found.heading.title === '' || found.heading.tableNo !== '' || above?.place.page !== page - 1) return found;
  const { tableNo, title } = splitTableNumber(above.text);
  return tableNo !== '' && title === '' ? { heading: { ...found.heading, tableNo }, used: found.used + 1 } : found;
}

/** The notes at the head of the lines after a table go to it; the rest is returned. */
function takeNotes(open: Open | null, lines: readonly Line[], forms: FormRules): readonly Line[] {
  if (!open || lines.length === 0 || !isNote(lines[0]!.text)) return lines;
  const page = lines[0]!.place.page;
  let end = 1;
  while (end < lines.length && end < NOTE_LINES && lines[end]!.place.page === page && !isTextHeading(lines[end]!.text) && titleOf(lines[end]!.text, forms) === null) end++;
  open.notes.push(...lines.slice(0, end));
  return lines.slice(end);
}

/** Is a lattice the next part of the open table? */
function continues(open: Open, between: readonly Line[], inGrid: readonly Line[], lattice: Lattice, forms: FormRules): boolean {
  const last = open.parts[open.parts.length - 1]!;
  const seen = [last, open.parts[0]!];
  const edges = seen.some((l) => Math.abs(l.box.x0 - lattice.box.x0) <= SAME_EDGE && Math.abs(l.box.x1 - lattice.box.x1) <= SAME_EDGE);
  const width = seen.some((l) => Math.abs(l.box.x1 - l.box.x0 - (lattice.box.x1 - lattice.box.x0)) <= SAME_EDGE);
  if (last.page === lattice.page) return between.length === 0 && inGrid.length === 0 && edges && lattice.box.y0 - last.box.y1 <= PIECE_GAP;
  if (lattice.page !== last.page + 1) return false;
  if (lattice.asBefore && last.unruled && between.length === 0 && inGrid.length === 0) return true;
  const same = sameColumns(last, lattice) || sameColumns(open.parts[0]!, lattice);
  const said = [...between, ...inGrid];
  if (said.length === 0 && withinColumns(open.parts[0]!, lattice)) return true;
  if (!edges && !(width && same)) return false;
  if (said.length === 0) {
    if (same) return true;
    // The header again over as many columns, some of them set a little wider.
    if (lattice.xs.length === open.parts[0]!.xs.length && rowWords(lattice, 0) === rowWords(open.parts[0]!, 0)) return true;
    // Other columns: a table of areas with lines of their own goes on, a new header begins another table.
    return !startsWithHeader(lattice);
  }
  if (said.some((l) => isContinued(l.text))) return same;
  // A title printed again on every page of a table, above the same header. Forms (one a project) repeat theirs on purpose.
  if (isForm(open.heading.kind)) return false;
  if (!same || rowWords(lattice, 0) !== rowWords(open.parts[0]!, 0)) return false;
  const title = withoutContinued(open.heading.title);
  return said.every((l) => {
    const plain = squeeze(l.text);
    if (open.heading.titleLines.some((t) => squeeze(t.text) === plain)) return true;
    if (isCaption(l.text) || /^[（(]?(?:19|20)\d\d年度?[)）]?$/.test(plain)) return true;
    const found = titleOf(plain, forms);
    return found !== null && (found.title === '' ? found.tableNo === open.heading.tableNo : withoutContinued(found.title) === title);
  });
}

/** All column boundaries are among the table's: a page on which a merged cell without text leaves its columns undrawn. */
const withinColumns = (table: Lattice, part: Lattice): boolean =>
  part.xs.length >= 4 && Math.abs(table.box.x1 - part.box.x1) <= SAME_EDGE && part.xs.every((x) => table.xs.some((y) => Math.abs(x - y) <= 3));

/**
 * A page on which some columns of the open table have text but no rulings: a merged cell that fills the page.
 * Its lattice gets those columns back, each one cell high, with the text that stands there.
 */
function widen(open: Open | null, page: number, items: readonly Item[]): readonly Item[] {
  const at = items.findIndex((i) => i.form === 'lattice');
  const found = items[at];
  if (!open || found?.form !== 'lattice') return items;
  const { lattice } = found;
  const table = open.parts[0]!;
  const last = open.parts[open.parts.length - 1]!;
  if (page !== last.page + 1 || lattice.xs.length >= table.xs.length || !withinColumns(table, lattice)) return items;
  const left = table.xs.filter((x) => x < lattice.xs[0]! - 3);
  if (left.length === 0) return items;
  const beside = (i: Item): boolean => {
    if (i.form !== 'line') return false;
    const box = i.line.place.box!;
    const y = (box.y0 + box.y1) / 2;
    return y > lattice.box.y0 && y < lattice.box.y1 && box.x0 >= table.box.x0 - 1 && box.x1 <= lattice.box.x0 + 1;
  };
  const runs = items.filter(beside).flatMap((i) => (i.form === 'line' ? i.line.runs : []));
  const edges = [...left, lattice.xs[0]!];
  const rows = lattice.ys.length - 1;
  const cells: LatticeCell[] = left.map((x0, col) => {
    const x1 = edges[col + 1]!;
    const mine = runs.filter((r) => {
      const x = (r.place.box!.x0 + r.place.box!.x1) / 2;
      return x >= x0 && x < x1;
    });
    return { row: 0, col, rowSpan: rows, colSpan: 1, box: { x0, y0: lattice.box.y0, x1, y1: lattice.box.y1 }, lines: cellLines(mine) };
  });
  const wide: Lattice = {
    ...lattice,
    xs: [...left, ...lattice.xs],
    box: { ...lattice.box, x0: left[0]! },
    cells: [...cells, ...lattice.cells.map((c) => ({ ...c, col: c.col + left.length }))],
  };
  return items.filter((i) => !beside(i)).map((i) => (i === found ? { form: 'lattice', lattice: wide } : i));
}

const isForm = (kind: TableKind): boolean => kind.startsWith('performance') || kind === 'project_declaration';

const rowWords = (lattice: Lattice, row: number): string =>
  lattice.cells
    .filter((c) => c.row === row)
    .map((c) => squeeze(c.lines.map((l) => l.text).join('')))
    .join('|');

const HEADER_CELL = /^(?:项目|科目|科目编码|科目名称|编码|名称|序号|单位|金额|合计|小计|收入|支出|预算数|决算数|类|款|项|备注|单位名称|项目名称|功能科目(?:代码|名称|编码)|功能分类科目.*)$/;
function startsWithHeader(lattice: Lattice): boolean {
  const cells = lattice.cells.filter((c) => c.row === 0).map((c) => squeeze(c.lines.map((l) => l.text).join('')));
  return cells.filter((t) => HEADER_CELL.test(t)).length >= 2;
}

/**
 * Rows that hold the title, the caption or the notes inside the grid: one text over the whole width, or captions only.
 * They are taken off and offered as lines.
 */
function headingRows(lattice: Lattice, forms: FormRules): { lattice: Lattice; lines: Line[]; notes: Line[] } {
  const cols = lattice.xs.length - 1;
  const rows = lattice.ys.length - 1;
  const lines: Line[] = [];
  const notes: Line[] = [];
  let first = 0;
  let last = rows;
  for (; first < rows - 1; first++) {
    const cells = lattice.cells.filter((c) => c.row <= first && c.row + c.rowSpan > first);
    const filled = cells.filter((c) => c.lines.length > 0);
    if (filled.length === 0 || filled.some((c) => c.rowSpan > 1 || c.row !== first)) break;
    const whole = filled.length === 1 && (filled[0]!.colSpan === cols || cells.length > 1);
    const said = filled.map((c) => cellLine(lattice.page, c.lines));
    const years = said.filter((l) => /^[（(]?(?:19|20)\d\d年度?[)）]?$/.test(squeeze(l.text)));
    // Two years are the header of what stands under them.
    const headed = years.length < 2 && said.every((l) => isCaption(l.text) || years.includes(l) || unitOf(l.text) !== '' || (whole && titleOf(l.text, forms) !== null));
    const title = whole && filled[0]!.colSpan === cols && titleOf(said[0]!.text, forms)?.kind != null;
    if (!headed && !title) break;
    // A lone title-like text above columns of its own is a group header, unless it spans the table.
    if (whole && filled[0]!.colSpan < cols && !said.every((l) => isCaption(l.text) || unitOf(l.text) !== '')) break;
    lines.push(...said);
  }
  for (; last > first + 1; last--) {
    const cells = lattice.cells.filter((c) => c.row < last && c.row + c.rowSpan >= last);
    const only = cells[0];
    if (cells.length !== 1 || !only || only.row !== last - 1 || only.lines.length === 0 || !isNote(only.lines[0]!.text)) break;
    notes.unshift(...only.lines.map((l) => cellLine(lattice.page, [l])));
  }
  if (first === 0 && last === rows) return { lattice, lines, notes };
  const ys = lattice.ys.slice(first, last + 1);
  return {
    lattice: {
      ...lattice,
      ys,
      box: { ...lattice.box, y0: ys[0]!, y1: ys[ys.length - 1]! },
      cells: lattice.cells.filter((c) => c.row >= first && c.row + c.rowSpan <= last).map((c) => ({ ...c, row: c.row - first })),
    },
    lines,
    notes,
  };
}

/** The lines of a cell as one line of the page. */
function cellLine(page: number, lines: readonly CellLine[]): Line {
  const box = lines.reduce<Box>(union, lines[0]!);
  const place = { page, line: 0, box: { x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1 } };
  const text = joinLines(lines.map((l) => l.text));
  return { text, runs: [{ text, place }], indent: 0, blankBefore: 0, place };
}

function narrativeOf(lines: readonly Line[]): NarrativeRegion {
  const pageStarts: number[] = [];
  lines.forEach((line, i) => {
    if (i === 0 || line.place.page !== lines[i - 1]!.place.page) pageStarts.push(i);
  });
  return { form: 'narrative', lines, pageStarts };
}
