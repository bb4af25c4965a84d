import type { TableRegion } from '../model/grid.js';
import type { Amount } from '../model/amount.js';
import type { Line } from '../model/page.js';
import type { Message, Staged } from '../model/message.js';
import { FORM_KINDS, type Column, type OpenCell, type OpenRow, type OpenTable } from '../model/table.js';
import type { SubjectNames } from '../../rules/subjects/names.js';
import { parseAmount } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { withDepartmentLast } from '../text/own-code.js';
import { dealOut, dealOutCodes, summaryAffinity, type BlockedItem } from './blocks.js';
import { headerWord, type FormRules } from '../../rules/forms/forms.js';
import { columnsOf, type HeaderReading } from './columns.js';
import { formulasOf } from '../text/formulas.js';
import { splitHeader } from './header.js';
import type { FullRow } from './header-shift.js';
import { cutHeader } from './header-words.js';
import { itemsOf, type Item } from './items.js';
import { borneOut, inProvedOrder, runsOver, withSpilled } from './proved.js';
import { byPlace, headerTexts, isLaidOut } from './wrapped.js';

export interface RebuildRules {
  readonly forms: FormRules;
  readonly names: SubjectNames;
  /** Names of the organisations that tables before this one list by code: tell where a project's name ends and its unit's begins. */
  readonly units?: ReadonlySet<string>;
}

/**
 * Lines of a dump's table → its columns and its rows, whole again. Figures stay in print order; which column each
 * stands under is left open (`column: null`) unless the row prints a mark in every empty cell.
 */
export function rebuild(region: TableRegion, rules: RebuildRules): Staged<OpenTable> {
  const messages: Message[] = [];
  const { heading } = region;
  const { lines, unit } = withoutUnitLines(region.lines, heading.unit);
  const { body, reading, names, open } = readHeader(lines, region, rules);
  const perBlock = Math.max(0, ...Array.from({ length: reading.blocks }, (_, b) => reading.columns.filter((column) => column.block === b && column.role !== 'text').length));
  const items = itemsOf(body, {
    rowOrdinals: reading.rowOrdinals,
    serial: reading.serial,
    blocks: reading.blocks,
    coded: reading.coded,
    unitCodes: reading.unitCodes,
    splitCodes: reading.blocks === 1 && reading.splitCodes,
    labelColumns: reading.labelColumns,
    textBehind: reading.blocks === 1 && reading.textBehind,
    nameColumns: reading.blocks === 1 ? reading.nameColumns : 0,
    wrapped: body.filter(isLaidOut).length > LAID_OUT * body.length ? 'around' : cellsApart(body) ? 'apart' : null,
    columns: perBlock,
    textColumn: reading.blocks === 1 && reading.columns.at(-1)?.role === 'text',
    namesOf: rules.names.namesOf,
    isRowLabel: rules.forms.isRowLabel,
    isSummaryLabel: reading.blocks > 1 ? rules.forms.isSummaryLabel : () => false,
    isTextCell: rules.forms.isTextCell,
    isEconomicName: rules.names.isEconomicName,
    isClassName: (name) => rules.names.systemOfClass(name) !== '',
  });
  const dealt = named(deal(items, reading, rules), reading.columns, names);
  const blocked = reading.blocks === 1 ? withSpilled(dealt, reading.columns) : dealt;
  const columns = enoughColumns(inOrder(reading.columns, blocked.map(amountsOf), heading.kind, rules.forms), blocked, messages, region);
  const flags: string[] = [];
  if (reading.familiarity < 1 || open || unknownAmongOpen(reading, blocked, heading.kind, rules)) flags.push('header-unfamiliar');
  if (columns.length > reading.columns.length) flags.push('columns-missing');
  const rows = rowsOf(blocked, columns, flags, reading.unitBehind ? (rules.units ?? new Set()) : null);
  const place = heading.titleLines[0]?.place ?? region.lines[0]?.place ?? { page: 0, line: 0 };
  const table: OpenTable = {
    order: region.order,
    tableNo: heading.tableNo,
    title: heading.title,
    kind: heading.kind,
    unit,
    origin: 'dump',
    empty: rows.every((row) => row.cells.length === 0),
    columns,
    rows,
    formulas: formulasOf(region.notes),
    notes: region.notes.map((line) => line.text.trim()),
    first: place,
    last: region.lines.at(-1)?.place ?? place,
    flags,
  };
  return { value: table, messages };
}

/** A head nobody has seen among known ones, and rows that leave columns open: what was placed under the others may stand there. */
function unknownAmongOpen({ columns, blocks }: HeaderReading, blocked: readonly BlockedItem[], kind: TableRegion['heading']['kind'], { forms }: RebuildRules): boolean {
  if (blocks > 1 || kind === 'other' || FORM_KINDS.has(kind)) return false;
  const amounts = columns.filter(({ role }) => role !== 'text');
  return amounts.some(({ path }) => forms.familiarity(kind, path) === 0) && blocked.some(({ item }) => item.cells.length > 0 && item.cells.length < amounts.length);
}

/** Share of a body's lines that keep the places of their texts where a program kept them on purpose. */
const LAID_OUT = 0.2;

/** Share of the lines with one text, among those with figures, from which on each cell has a line of its own. */
const CELL_A_LINE = 0.9;

function cellsApart(body: readonly Line[]): boolean {
  const figured = body.filter((line) => figuresOfLine(line).length > 0);
  return figured.length > 1 && figured.filter((line) => line.runs.length === 1).length >= CELL_A_LINE * figured.length;
}

/** Names of totals: 当年支出小计 drawn behind the body is no header. */
const TOTAL_NAME = /(?:小计|合计|总计)$/;

interface ReadTable {
  readonly body: readonly Line[];
  readonly reading: HeaderReading;
  /** Cells of the header that were drawn elsewhere. */
  readonly above: readonly Line[];
  /** Names of totals that were drawn away from their rows. */
  readonly names: readonly string[];
  /** Cells of the header could stand in another order. */
  readonly open?: boolean;
}

/**
 * Header and body. Lines drawn behind the body are cells of the header or names of rows: they are tried as either, in the order drawn
 * and with the groups first, and the best known reading wins.
 */
function readHeader(lines: readonly Line[], { heading, loose = [] }: TableRegion, rules: RebuildRules): ReadTable {
  const cells = withoutUnitLines(loose, heading.unit).lines;
  const isName = (line: Line) => TOTAL_NAME.test(squeeze(line.text)) || rules.forms.isRowLabel(squeeze(line.text));
  const { most, rows } = fullestRows(lines);
  const read = (above: readonly Line[]): ReadTable => {
    const { header, body, columnOrdinals } = splitHeader(lines, above);
    const reading = readingOf(header, body, heading.kind, columnOrdinals, rules.forms, most, rows);
    return { body, reading, above, names: cells.filter((line) => !above.includes(line) && TOTAL_NAME.test(squeeze(line.text)) && squeeze(line.text) !== '小计').map((line) => squeeze(line.text)) };
  };
  if (cells.length === 0) return withoutRowNames(read([]), lines, heading, rules);
  const title = heading.titleLines[0]?.place;
  const isAbove = (line: Line) => title !== undefined && (line.place.page < title.page || line.place.line < title.line);
  const isGroup = (line: Line) => line.runs.every(({ text }) => rules.forms.headerWords.get(headerWord(text))?.group || text === '项目') && line.runs.some(({ text }) => text !== '项目');
  const first = (some: readonly Line[], is: (line: Line) => boolean) => [...some.filter(is), ...some.filter((line) => !is(line))];
  const orders = (some: readonly Line[]) => [first(some, (line) => !isAbove(line)), first(some, isGroup), some];
  const tries = [...orders(cells.filter((line) => !isName(line))), ...orders(cells), []].map(read);
  const depth = ({ columns }: HeaderReading) => columns.reduce((sum, column) => sum + column.path.length, 0) / Math.max(1, columns.length);
  const worth = ({ reading }: ReadTable) => reading.familiarity - LATE_TOTAL * reading.lateTotals - (reading.columns.length < most ? 1 : 0) + DEEPER * depth(reading);
  const best = tries.reduce((found, each) => (worth(each) > worth(found) + 1e-9 ? each : found));
  const same = (each: ReadTable) => each.reading.columns.map((column) => column.path.join('/')).join('|');
  const open = tries.some((each) => worth(each) > worth(best) - NEARLY && each.reading.columns.length === best.reading.columns.length && same(each) !== same(best));
  const leaves = best.above.filter((line) => line.runs.some(({ text }) => !rules.forms.headerWords.get(headerWord(text)) || rules.forms.headerWords.get(headerWord(text))!.leaf));
  return { ...best, open: open || leaves.length >= SCATTERED };
}

/** The best known of the ways to put the header's texts together; before all one whose totals are borne out by rows with a figure for every column. */
function readingOf(header: readonly Line[], body: readonly Line[], kind: TableRegion['heading']['kind'], columnOrdinals: readonly number[], forms: FormRules, fullest = 0, rows: readonly FullRow[] = []): HeaderReading {
  const texts = headerTexts(header, forms);
  if (texts.length === 1) return columnsOf(texts[0]!.lines, kind, columnOrdinals, forms, fullest, rows);
  const figures = body.map(figuresOfLine);
  const readings = texts.map((each) => {
    const reading = columnsOf(each.lines, kind, columnOrdinals, forms, fullest, rows);
    return reading.blocks > 1 ? reading : { ...reading, columns: inOrder(byPlace(reading.columns, each), figures, kind, forms) };
  });
  const worth = (reading: HeaderReading) => {
    const { familiarity, lateTotals, columns } = reading;
    return familiarity - LATE_TOTAL * lateTotals - (columns.length < fullest ? 1 : 0) + (reading.blocks === 1 ? borneOut(columns, figures) : 0);
  };
  return readings.reduce((best, each) => (worth(each) > worth(best) + 1e-9 ? each : best));
}

/** The rows that have most figures, and how many that is; where lines hold a word each, of figures behind one another. */
function fullestRows(lines: readonly Line[]): { readonly most: number; readonly rows: readonly FullRow[] } {
  const figures = lines.map((line) => line.runs.flatMap(({ text }) => (/^[-−]?[\d,]+(?:\.\d+)?%?$/.test(text) && /[.,]/.test(text) ? [text] : [])));
  const most = figures.reduce((max, own) => Math.max(max, own.length), 0);
  if (most !== 1) return full(figures, most);
  const behind: string[][] = [[]];
  for (const [i, own] of figures.entries()) {
    if (own.length === 0 || lines[i]!.runs.length > 1) behind.push([]);
    else behind.at(-1)!.push(...own);
  }
  return full(behind, behind.reduce((max, own) => Math.max(max, own.length), 0));
}

function full(figures: readonly (readonly string[])[], most: number): { readonly most: number; readonly rows: readonly FullRow[] } {
  const rows = most < 2 ? [] : figures.filter((own) => own.length === most).map((own) => own.flatMap((text) => parseAmount(text) ?? []));
  return { most, rows };
}

const inOrder = (columns: readonly Column[], rows: readonly (readonly Amount[])[], kind: TableRegion['heading']['kind'], forms: FormRules): readonly Column[] =>
  inProvedOrder(columns, rows, (path) => forms.familiarity(kind, path), (path) => forms.measureOf(kind, path).measure);

const amountsOf = ({ item }: BlockedItem): Amount[] => item.cells.flatMap(({ amount }) => (amount === null ? [] : [amount]));

const figuresOfLine = (line: Line): Amount[] =>
  line.runs.flatMap(({ text }) => {
    const amount = /[.,]/.test(text) ? parseAmount(text) : null;
    return amount ? [amount] : [];
  });

/** Lines of a header, at most, that may belong to the first row: its label, a letter a line. */
const MOST_NAME_LINES = 12;
/** How much better a header must be known without them. */
const CLEARER = 0.2;

/** Rows of years: 2018年预算数, 2022年. */
const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?$/;
const ROW_OF_YEAR = /^(?:19|20)\d\d年(?:度)?(?:预算数|决算数|预算|决算|执行数)?$/;

/** The label of the first row, printed above its figures, is no header: 部 / 门 / 特 / 定 / 目 / 标 / 类 / 项 / 目. */
function withoutRowNames(all: ReadTable, lines: readonly Line[], heading: TableRegion['heading'], rules: RebuildRules): ReadTable {
  const { header, body, columnOrdinals } = splitHeader(lines);
  if (columnOrdinals.length > 0) return all;
  const read = (some: readonly Line[]): HeaderReading => readingOf(some, lines, heading.kind, [], rules.forms);
  // 2018年预算数 behind the header of a table with labels, and figures right below it.
  if (all.reading.labelled && header.length > 2 && ROW_OF_YEAR.test(squeeze(header.at(-1)!.text)) && FIGURE.test(body[0]?.runs[0]?.text ?? '')) {
    const reading = read(header.slice(0, -1));
    if (reading.familiarity >= all.reading.familiarity && reading.columns.length > 1) return { ...all, reading, body: [header.at(-1)!, ...all.body] };
  }
  // 合计 in the first row, its figure below the one head there is: 功能科目编码 功能科目名称 / 合计 / 金额 / 27,664.22.
  const [first, second] = all.reading.columns;
  const total = header.findLast((line) => line.runs.length === 1 && line.runs[0]!.text === first?.path.join('/'));
  if (all.reading.columns.length === 2 && all.reading.labelled && total && /^[合总]计$/.test(first!.path.join('/')) && /^(?:金额|(?:预|决)算数)$/.test(second!.path.join('/'))) {
    const reading = read(header.filter((line) => line !== total));
    if (reading.columns.length === 1) return { ...all, reading, body: [total, ...all.body] };
  }
  if (all.reading.familiarity >= 2 - CLEARER) return all;
  let best = all;
  for (let taken = 1; taken <= Math.min(MOST_NAME_LINES, header.length - 2); taken++) {
    const names = cutHeader(header.slice(-taken).map((line) => line.runs.map((run) => run.text)), rules.forms);
    if (names.every((word) => word.known) || names.some((word) => word.known && !word.label && rules.forms.familiarity(heading.kind, [word.text]) > 1)) continue;
    const reading = read(header.slice(0, -taken));
    const clearer = best === all ? reading.familiarity > all.reading.familiarity + CLEARER : reading.familiarity >= best.reading.familiarity && reading.columns.length >= best.reading.columns.length;
    if (clearer && reading.labelled && reading.columns.length > 1) best = { ...all, reading, body: [...header.slice(-taken), ...all.body] };
  }
  return best;
}

/** Lines of columns drawn apart from the others from which on their order is a guess. */
const SCATTERED = 2;
/** A reading that is nearly as good leaves the header open. */
const NEARLY = 0.3;
/** What a reading gains for a cell it finds a place for: of two as well known the one that leaves nothing over. */
const DEEPER = 0.01;
/** What a header loses for a total that stands behind its parts: rarer than in front of them. */
const LATE_TOTAL = 0.1;

/** What a block loses for an item with more figures than it has columns. */
const NO_ROOM = 4;

/** What names of organisations end in, where no table lists them. */
const ORGANISATION = /(?:局|委|委员会|办公室|中心|学校|中学|小学|幼儿园|大学|学院|医院|政府|协会|联合会|支队|大队|管理处|站|馆|所|院)(?:[（(](?:本级|机关)[)）]|本级|机关)?$/;

/** Project | unit, in one cell or two: the unit goes outside, the project stays the row's label. `units` is null where no unit stands behind. */
function withUnitFirst(labels: readonly string[], units: ReadonlySet<string> | null): readonly string[] {
  const last = labels.at(-1);
  if (last === undefined || units === null) return labels;
  if (labels.length > 1 && (units.has(last) || (units.size === 0 && ORGANISATION.test(last)))) return [last, ...labels.slice(0, -1)];
  for (let from = 2; from < last.length - 3; from++) if (units.has(last.slice(from))) return [last.slice(from), ...labels.slice(0, -1), last.slice(0, from)];
  return labels;
}

/** A unit line inside the body (the extractor put the caption there) is taken out; it names the unit where the caption does not. */
function withoutUnitLines(lines: readonly Line[], unit: string): { lines: readonly Line[]; unit: string } {
  let named = unit;
  const kept = lines.filter((line, i) => {
    const plain = squeeze(line.text);
    const match = /^(?:金额)?单位[:：](百万元|千元|万元|亿元|元)$/.exec(plain) ?? /^(?:编制|填报|公开|预算)?(?:单位|部门)(?:[/／（(]?(?:部门|单位)[)）]?|编码及)?(?:名称)?[:：].{2,60}单位[:：](百万元|千元|万元|亿元|元)$/.exec(plain);
    if (match) named = named || match[1]!;
    // Half a bracket left of a caption; behind 因公出国（境 it is the other half of a cell.
    const rest = /^(?:万?元|[）)])$/.test(plain) && !/[（(][^）)]*$/.test(lines[i - 1]?.text ?? '');
    return !match && !rest && !/^(?:编制|预算|填报|公开)?(?:单位|部门)(?:[/／（(]?(?:部门|单位)[)）]?|编码及)?(?:名称)?[:：][^\d]{3,40}$/.test(plain);
  });
  return { lines: kept, unit: named };
}

function deal(items: readonly Item[], reading: HeaderReading, rules: RebuildRules): BlockedItem[] {
  if (reading.blocks === 1) return items.map((item, i) => ({ item, block: 0, row: i + 1 }));
  if (items.filter((item) => item.codes.length > 0).length > items.length / 2) return dealOutCodes(items, reading.blocks);
  const words = summaryAffinity(reading.blocks, reading.blockHeads, rules.names.systemOfClass);
  const sided = reading.columns.some((column) => column.path.length > 1);
  const room = Array.from({ length: reading.blocks }, (_, block) => reading.columns.filter((column) => column.block === block).length);
  const affinity = (item: Item): number[] => (sided ? words(item) : room.map(() => 0)).map((score, block) => (item.cells.length > room[block]! ? score - NO_ROOM : score));
  return dealOut(items, reading.blocks, affinity);
}

/** Share of the rows with more figures than columns above which the header, not the rows, was read wrong. */
const CROWDED_ROWS = 0.1;
/** Figures of the fullest row, or as many as there are columns where only a few rows have more: two rows that ran together. */
function cellsOfMost(counts: readonly number[], columns: number): number {
  const filled = counts.filter((count) => count > 0);
  const crowded = filled.filter((count) => count > columns).length;
  return crowded <= CROWDED_ROWS * filled.length ? columns : Math.max(...filled);
}

/**
 * Totals whose names were drawn away from their rows: figures without a label, and those a block has no column for, which stand in the
 * next block. Names are given in order, and only when there are as many as rows to name.
 */
function named(blocked: readonly BlockedItem[], columns: readonly Column[], names: readonly string[]): BlockedItem[] {
  if (names.length === 0) return [...blocked];
  const last = Math.max(...columns.map((column) => column.block));
  const width = (block: number) => columns.filter((column) => column.block === block).length;
  const dealt = blocked.flatMap((each): BlockedItem[] => {
    const { item, block, row } = each;
    const spare = item.cells.slice(width(block));
    if (block === last || spare.length === 0 || spare.length > width(last)) return [each];
    const own: Item = { ...item, cells: item.cells.slice(0, width(block)) };
    return [{ item: own, block, row }, { item: { ...item, codes: [], labels: [], ordinal: null, cells: spare, flags: new Set(['block-inferred']) }, block: last, row }];
  });
  const nameless = dealt.filter(({ item }) => item.labels.length === 0 && item.codes.length === 0 && item.cells.length > 0);
  if (nameless.length !== names.length) return dealt;
  nameless.forEach(({ item }, n) => {
    item.labels = [names[n]!];
    item.flags.add('label-guessed');
  });
  return dealt;
}

/** Columns the header does not name although rows have figures for them: kept, nameless and flagged, so that no figure is lost. */
function enoughColumns(columns: readonly Column[], blocked: readonly BlockedItem[], messages: Message[], region: TableRegion): readonly Column[] {
  const all = [...columns];
  for (const block of new Set(blocked.map((each) => each.block))) {
    const own = all.filter((column) => column.block === block).length;
    const items = blocked.filter((each) => each.block === block).map(({ item }) => item);
    const count = Math.max(cellsOfMost(items.map(({ cells }) => cells.length), own), ...items.filter((item) => runsOver(item, own)).map(({ cells }) => cells.length));
    for (let n = own; n < count; n++) all.push({ index: all.length, path: [`?${n + 1}`], measure: '', block, role: 'amount' });
  }
  if (all.length > columns.length) {
    messages.push({
      rule: 'rebuild/columns-missing',
      severity: 'warning',
      text: `${region.heading.title}: rows have more figures than the header has columns; the header could not be read whole.`,
      place: region.lines[0]?.place ?? { page: 0, line: 0 },
      actual: String(all.length),
      expected: String(columns.length),
    });
  }
  return all;
}

const isUnitCode = (code: string): boolean => code.length === 6 || code.length > 7;

/** `doubts` of the whole table are each row's own: a header that was not read whole may put any figure under a wrong name. */
function rowsOf(blocked: readonly BlockedItem[], columns: readonly Column[], doubts: readonly string[], units: ReadonlySet<string> | null): OpenRow[] {
  const parents: { indent: number; label: string }[] = [];
  return blocked.flatMap(({ item, block, row }) => {
    const { codes, labels } = withDepartmentLast({ codes: item.codes, labels: withUnitFirst(item.labels.map(squeeze).filter((label) => label !== ''), units) });
    const label = labels.at(-1) ?? '';
    if (label === '' && item.codes.length === 0 && item.cells.length === 0) return [];
    while (parents.length > 0 && parents.at(-1)!.indent >= item.indent) parents.pop();
    parents.push({ indent: item.indent, label });
    const own = columns.filter((column) => column.block === block);
    const full = item.cells.length === own.length && item.cells.some((cell) => cell.amount === null);
    const cells: OpenCell[] = item.cells.flatMap((cell, i) => {
      if (cell.amount === null) return [];
      const column = full ? own[i]!.index : null;
      return [{ amount: cell.amount, column, basis: full ? (['count'] as const) : [], flags: cell.flags, place: cell.place }];
    });
    const open: OpenRow = {
      rowNo: row,
      block,
      ...(item.ordinal === null ? {} : { ordinal: item.ordinal }),
      label,
      path: labels.length > 0 ? labels : [''],
      code: codes.findLast((code) => !isUnitCode(code)) ?? codes.at(-1) ?? '',
      codes,
      indent: item.indent,
      cells,
      flags: [...item.flags, ...doubts].sort(),
      place: item.place,
    };
    return [open];
  });
}

