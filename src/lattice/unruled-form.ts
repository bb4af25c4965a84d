import type { Box, Line, Ruling, Run } from '../model/index.js';
import { squeeze } from '../text/full-width.js';
import { readLattices, union, type Lattice } from './lattice.js';

/** What a form's words are, as far as its cells can be told by them. */
export interface FormWords {
  /** Role of a head of indicators, null for other texts. */
  role(text: string): string | null;
  /** A label of the form, which begins a row. */
  isLabel(text: string): boolean;
  /** A head of amounts or goals, with its texts below it. */
  isHead(text: string): boolean;
}

/** A form whose cells no ruling divides, or only some: its cells as they must have been drawn, and the lines they hold. */
export interface UnruledForm {
  readonly lattice: Lattice;
  readonly lines: readonly Line[];
}

/** Fewest heads that make a line the heads of indicators. */
const MIN_HEADS = 3;
/** Lines of one cell stand no further apart than one of these shares of their height; the first that all columns agree with counts. */
const GAPS = [0.45, 0.6, 0.3, 0.8];
/** How far, in line heights, the middle of a cell may be off the middle of its row, and that of a merged one off the middle of the rows it spans. */
const OFF_MIDDLE = 0.6;
const OFF_SPAN = 0.45;
/** A blank this many line heights high ends the form. */
const END_GAP = 5;
/** Heads broken over lines are short. */
const HEAD_LENGTH = 14;
const MARGIN = 3;
const TOTAL = /^(?:合计|总计|(?:自评)?总(?:得)?分|合计得分)$/;
const LEVELS = new Set(['level1', 'level2', 'level3']);

interface Cell { readonly box: Box; readonly runs: readonly Run[] }

const boxOf = (run: Run): Box => run.place.box!;
const middle = ({ y0, y1 }: Box): number => (y0 + y1) / 2;
const boxAround = (runs: readonly Run[]): Box => runs.map(boxOf).reduce(union);

/**
 * The cells of a form of indicators among the lines of a page. Columns are told by what stands below the heads, rows by the names,
 * merged cells by standing in the middle of the rows they span (or at the head of them); the rulings that would divide them are
 * drawn and read like any others. null where the texts leave a choice.
 */
export function readUnruledForm(lines: readonly Line[], rulings: readonly Ruling[], page: number, words: FormWords): UnruledForm | null {
  const at = lines.findIndex((line) => isHeads(line, words));
  if (at < 0) return null;
  const heights = lines.flatMap(({ runs }) => runs.map((run) => boxOf(run).y1 - boxOf(run).y0)).sort((a, b) => a - b);
  const height = heights[heights.length >> 1]!;
  const drawn = rulings.filter(({ horizontal }) => horizontal);
  for (const gap of GAPS) {
    const form = withGap(lines, at, height, gap * height, drawn, page, words);
    if (form) return form;
  }
  return null;
}

export const isHeads = (line: Line, words: FormWords): boolean => {
  if (line.runs.length < MIN_HEADS) return false;
  const roles = line.runs.map(({ text }) => words.role(squeeze(text)));
  return roles.filter((role) => role !== null).length >= MIN_HEADS && roles.some((role) => role !== null && LEVELS.has(role));
};

function withGap(lines: readonly Line[], at: number, height: number, gap: number, drawn: readonly Ruling[], page: number, words: FormWords): UnruledForm | null {
  const apart = (above: Box, below: Box): boolean => {
    const x = (Math.max(above.x0, below.x0) + Math.min(above.x1, below.x1)) / 2;
    return below.y0 - above.y1 > gap || drawn.some((r) => r.x0 <= x && r.x1 >= x && r.y0 > middle(above) && r.y1 < middle(below));
  };
  // The heads, broken ones with the lines above and below.
  let [first, last] = [at, at];
  const isRest = (line: Line | undefined, box: Box, below: boolean): boolean =>
    line !== undefined && line.runs.every(({ text }) => text.length <= HEAD_LENGTH && !/\d/.test(text)) && !(below ? apart(box, line.place.box!) : apart(line.place.box!, box)) && (touches(box, line.place.box!, height) || !line.runs.some(({ text }) => words.isLabel(squeeze(text))));
  for (let box = lines[at]!.place.box!; isRest(lines[first - 1], box, false); box = union(box, lines[first]!.place.box!)) first--;
  for (let box = lines[at]!.place.box!; isRest(lines[last + 1], box, true); box = union(box, lines[last]!.place.box!)) last++;
  // Years or other groups stand above some of them, close or apart.
  const isOver = ({ runs }: Line): boolean => runs.every(({ text }) => words.role(squeeze(text)) !== null || words.isLabel(squeeze(text)));
  const close = first < at && isOver(lines[first]!) && isAmbiguous(across(lines.slice(first, last + 1).flatMap(({ runs }) => runs)));
  const over = close ? lines[first]!.runs : first > 0 && lines[first - 1]!.runs.every(({ text }) => words.role(squeeze(text)) !== null && !words.isLabel(squeeze(text))) ? lines[first - 1]!.runs : [];
  const heads = across(lines.slice(close ? first + 1 : first, last + 1).flatMap(({ runs }) => runs));
  if (over.length > 0 && !close) first--;
  if (isAmbiguous(heads)) return null;
  const headBox = [...heads.map(({ box }) => box), ...over.map(boxOf)].reduce(union);
  const end = endOf(lines, last + 1, height, heads, words);
  const body = lines.slice(last + 1, end).flatMap(({ runs }) => runs);
  if (body.length === 0) return null;
  const columns = columnsOf(heads, body);
  if (!columns) return null;
  const roles = columns.map(({ head }) => (head ? words.role(head.runs.map(({ text }) => squeeze(text)).join('')) : null));
  // A fourth level beside the third names the rows.
  const third = roles.lastIndexOf('level3');
  const name = third >= 0 && roles[third + 1] === 'text' ? third + 1 : third;
  if (name < 0) return null;
  const cells = columns.map(({ x0, x1 }) => down(body.filter((run) => boxOf(run).x0 >= x0 && boxOf(run).x1 <= x1), apart));
  const ys = rowsOf(cells, name, headBox.y1, height);
  if (!ys) return null;
  const merged = cells.slice(0, name).map((own) => spansOf(own, ys, height));
  if (merged.some((spans) => spans === null)) return null;
  const above = bandsOf(lines.slice(0, first), apart, height, words);
  const below = bandsOf(lines.slice(end), apart, height, words);
  const parts = [...(above ? lines.slice(0, first) : []), ...lines.slice(first, end), ...(below ? lines.slice(end) : [])];
  const around = boxAround(parts.flatMap(({ runs }) => runs));
  const frame: Box = { x0: around.x0 - MARGIN, y0: (above ? around.y0 : headBox.y0) - MARGIN, x1: around.x1 + MARGIN, y1: (below ? around.y1 : ys.at(-1)!) + MARGIN };
  const top = above ? (boxAround(lines.slice(0, first).flatMap(({ runs }) => runs)).y1 + headBox.y0) / 2 : frame.y0;
  const bottom = below ? (ys.at(-1)! + lines[end]!.place.box!.y0) / 2 : frame.y1;
  const xs = [frame.x0, ...columns.slice(1).map((column, n) => (columns[n]!.x1 + column.x0) / 2), frame.x1];
  const made: Ruling[] = [];
  const ruleAcross = (y: number, x0: number, x1: number): number => made.push({ horizontal: true, x0, x1, y0: y, y1: y });
  const ruleDown = (x: number, y0: number, y1: number): number => made.push({ horizontal: false, x0: x, x1: x, y0, y1 });
  for (const y of new Set([frame.y0, top, bottom, frame.y1])) ruleAcross(y, frame.x0, frame.x1);
  for (const x of [frame.x0, frame.x1]) ruleDown(x, frame.y0, frame.y1);
  const groups = groupsOf(over, columns, xs, lines[at]!.place.box!, height);
  if (!groups) return null;
  for (const [n, x] of xs.slice(1, -1).entries()) ruleDown(x, groups.inner.has(n + 1) ? groups.y : top, bottom);
  if (over.length > 0) ruleAcross(groups.y, xs[groups.from]!, xs[groups.to]!);
  columns.forEach(({ head }, c) => {
    if (head) ruleAcross((headBox.y1 + ys[0]!) / 2, xs[c]!, xs[c + 1]!);
    for (const row of c < name ? merged[c]! : ys.map((_, row) => row).slice(1, -1)) ruleAcross(ys[row]!, xs[c]!, xs[c + 1]!);
  });
  for (const [bands, y0, y1] of [[above, frame.y0, top], [below, bottom, frame.y1]] as const) if (bands) drawBands(bands, frame, y0, y1, ruleAcross, ruleDown);
  const { lattices } = readLattices({ number: page, form: 'positioned', lines: parts, width: 0, height: 0, rulings: made });
  return lattices.length === 1 ? { lattice: { ...lattices[0]!, unruled: true }, lines: parts } : null;
}

/** Nothing but the leading parts two lines: they are of one row. */
const touches = (a: Box, b: Box, height: number): boolean => Math.max(a.y0, b.y0) - Math.min(a.y1, b.y1) < 0.2 * height;
/** Two texts of one line in one cell. */
const isAmbiguous = (heads: readonly Cell[]): boolean => heads.some(({ runs }) => runs.some((run, n) => runs.some((other, k) => k > n && !apartInLine(run, other))));
const apartInLine = (a: Run, b: Run): boolean => Math.min(boxOf(a).y1, boxOf(b).y1) - Math.max(boxOf(a).y0, boxOf(b).y0) <= 0;

/** Texts that stand above or below each other are one cell. */
function across(runs: readonly Run[]): Cell[] {
  const cells: { box: Box; runs: Run[] }[] = [];
  for (const run of [...runs].sort((a, b) => boxOf(a).x0 - boxOf(b).x0)) {
    const last = cells.at(-1);
    if (last && boxOf(run).x0 < last.box.x1) {
      last.runs.push(run);
      last.box = union(last.box, boxOf(run));
    } else cells.push({ box: boxOf(run), runs: [run] });
  }
  return cells.map(({ box, runs: own }) => ({ box, runs: own.sort((a, b) => middle(boxOf(a)) - middle(boxOf(b))) }));
}

/** Cells of a column. */
function down(runs: readonly Run[], apart: (above: Box, below: Box) => boolean): Cell[] {
  const cells: { box: Box; runs: Run[] }[] = [];
  for (const run of [...runs].sort((a, b) => middle(boxOf(a)) - middle(boxOf(b)) || boxOf(a).x0 - boxOf(b).x0)) {
    const last = cells.at(-1);
    if (last && !apart(boxOf(last.runs.at(-1)!), boxOf(run))) {
      last.runs.push(run);
      last.box = union(last.box, boxOf(run));
    } else cells.push({ box: boxOf(run), runs: [run] });
  }
  return cells;
}

/** Where the indicators end: at a total, a label of the form in the first column, a text below several heads, other heads, a wide blank. */
function endOf(lines: readonly Line[], from: number, height: number, heads: readonly Cell[], words: FormWords): number {
  const head = heads.map(({ box }) => box).reduce(union);
  const middles = heads.map(({ box }) => (box.x0 + box.x1) / 2);
  const spans = (run: Run): boolean => middles.filter((x) => x > boxOf(run).x0 && x < boxOf(run).x1).length > 1;
  let end = from;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    const text = squeeze(line.runs[0]!.text);
    if (TOTAL.test(text) || isHeads(line, words) || (words.isLabel(text) && boxOf(line.runs[0]!).x0 < head.x0 + height && words.role(text) === null) || line.runs.some(spans)) break;
    if (line.place.box!.y0 - (lines[end - 1]?.place.box?.y1 ?? head.y1) > END_GAP * height) break;
  }
  return end;
}

interface Column { readonly x0: number; readonly x1: number; readonly head: Cell | null }

/** The columns that heads and texts leave blanks between; left of all heads one may stand without. */
function columnsOf(heads: readonly Cell[], body: readonly Run[]): Column[] | null {
  const columns: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of [...heads.map(({ box }) => box), ...body.map(boxOf)].sort((a, b) => a.x0 - b.x0)) {
    const last = columns.at(-1);
    if (last && x0 < last.x1) last.x1 = Math.max(last.x1, x1);
    else columns.push({ x0, x1 });
  }
  const headed = columns.map(({ x0, x1 }) => heads.filter(({ box }) => box.x0 >= x0 && box.x1 <= x1));
  if (headed.some((own, n) => own.length > 1 || (own.length === 0 && n > 0))) return null;
  return columns.map((column, n) => ({ ...column, head: headed[n]![0] ?? null }));
}

/** Heads [from, to) below groups, the height that parts both, and the boundaries inside a group; null where groups cannot be dealt out. */
function groupsOf(over: readonly Run[], columns: readonly Column[], xs: readonly number[], level: Box, height: number): { from: number; to: number; y: number; inner: ReadonlySet<number> } | null {
  if (over.length === 0) return { from: 0, to: 0, y: 0, inner: new Set() };
  const below = columns.flatMap(({ head }, n) => (head && head.runs.length === 1 && middle(head.box) - middle(boxAround(over)) > 0.8 * height && middle(head.box) > middle(level) - 0.1 * height ? [n] : []));
  const lowest = Math.max(...below.map((n) => middle(columns[n]!.head!.box)));
  const own = below.filter((n) => middle(columns[n]!.head!.box) > lowest - 0.2 * height);
  const [from, to] = [own[0] ?? 0, (own.at(-1) ?? -1) + 1];
  if (own.length < over.length || own.length !== to - from || own.length === columns.length) return null;
  const turned = [...over].sort((a, b) => boxOf(a).x0 - boxOf(b).x0).map((run): Cell => ({ runs: [run], box: { ...boxOf(run), y0: boxOf(run).x0, y1: boxOf(run).x1 } }));
  const spans = spansOf(turned, xs.slice(from, to + 1), 2 * height);
  if (!spans) return null;
  const inner = new Set(own.slice(1).filter((n) => !spans.includes(n - from)));
  return { from, to, y: (boxAround(over).y1 + Math.min(...own.map((n) => columns[n]!.head!.box.y0))) / 2, inner };
}

/** The boundaries of the rows: a name a row, every other cell in the middle of its row or at the head of it. null where they cross. */
function rowsOf(cells: readonly (readonly Cell[])[], name: number, top: number, height: number): number[] | null {
  const rows = cells[name]!.map(({ box }) => ({ own: box, all: box }));
  if (rows.length === 0) return null;
  for (const own of cells.slice(name + 1)) {
    const taken = new Set<number>();
    for (const { box } of own) {
      let near = 0;
      const off = (row: number): number => Math.min(Math.abs(middle(rows[row]!.own) - middle(box)), Math.abs(rows[row]!.own.y0 - box.y0));
      for (let row = 1; row < rows.length; row++) if (off(row) < off(near)) near = row;
      if (taken.has(near) || off(near) > OFF_MIDDLE * height) return null;
      taken.add(near);
      rows[near]!.all = union(rows[near]!.all, box);
    }
  }
  const ys = [(top + rows[0]!.all.y0) / 2];
  for (let row = 1; row < rows.length; row++) {
    if (rows[row - 1]!.all.y1 > rows[row]!.all.y0) return null;
    ys.push((rows[row - 1]!.all.y1 + rows[row]!.all.y0) / 2);
  }
  return [...ys, rows.at(-1)!.all.y1 + (rows.length > 1 ? Math.max(1, rows[0]!.all.y0 - ys[0]!) : 1)];
}

/** Boundaries, as indexes of `ys`, between merged cells that stand in the middle of the rows they span, or at the head of them; null where they do neither. */
function spansOf(cells: readonly Cell[], ys: readonly number[], height: number): number[] | null {
  const n = ys.length - 1;
  const k = cells.length;
  if (k > n) return null;
  if (k <= 1) return [];
  const least: number[][] = Array.from({ length: k + 1 }, () => new Array<number>(n + 1).fill(Infinity));
  const from: number[][] = Array.from({ length: k + 1 }, () => new Array<number>(n + 1).fill(-1));
  least[0]![0] = 0;
  for (let cell = 1; cell <= k; cell++) {
    const own = middle(cells[cell - 1]!.box);
    for (let end = cell; end <= n; end++) {
      for (let begin = cell - 1; begin < end; begin++) {
        const cost = least[cell - 1]![begin]! + Math.abs(own - (ys[begin]! + ys[end]!) / 2);
        if (cost < least[cell]![end]!) [least[cell]![end], from[cell]![end]] = [cost, begin];
      }
    }
  }
  const bounds: number[] = [];
  for (let cell = k, end = n; cell > 1; cell--) bounds.unshift((end = from[cell]![end]!));
  const all = [0, ...bounds, n];
  if (cells.every(({ box }, cell) => Math.abs(middle(box) - (ys[all[cell]!]! + ys[all[cell + 1]!]!) / 2) <= OFF_SPAN * height)) return bounds;
  const starts = cells.map(({ box }) => ys.findLastIndex((y) => y <= box.y0 + 0.3 * height));
  const atHead = starts[0] === 0 && starts.every((row, i) => row < n && (i === 0 || row > starts[i - 1]!) && cells[i]!.box.y0 - ys[row]! < height);
  return atHead ? starts.slice(1) : null;
}

/** Rows of pairs and blocks outside the indicators: the labels on the left, which may span rows, and what stands in each row beside them. */
interface Bands {
  /** Right of each label. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Boundaries between labels, as indexes of `ys`. */
  readonly labels: readonly number[];
  /** Rows [from, to) whose cells stand below each other, and the boundaries between those. */
  readonly zones: readonly { readonly from: number; readonly to: number; readonly xs: readonly number[] }[];
}

function bandsOf(lines: readonly Line[], apart: (above: Box, below: Box) => boolean, height: number, words: FormWords): Bands | null {
  const runs = lines.flatMap((line) => line.runs);
  const labels = lines.map((line) => line.runs[0]!).filter(({ text }) => (words.isLabel(squeeze(text)) && !words.isHead(squeeze(text))) || TOTAL.test(squeeze(text)));
  if (labels.length === 0) return null;
  const edge = Math.max(...labels.map((run) => boxOf(run).x1));
  const isLeft = (run: Run): boolean => (boxOf(run).x0 + boxOf(run).x1) / 2 < edge;
  const right = runs.filter((run) => !isLeft(run));
  const left = runs.filter(isLeft);
  if (right.length === 0 || left.length === 0) return null;
  const bands: Run[][] = [];
  for (const run of [...right].sort((a, b) => middle(boxOf(a)) - middle(boxOf(b)))) {
    const last = bands.at(-1);
    if (last && !apart(boxAround(last), boxOf(run))) last.push(run);
    else bands.push([run]);
  }
  const boxes = bands.map(boxAround);
  const ys = boxes.map((box, n) => (n === 0 ? box.y0 - MARGIN : (boxes[n - 1]!.y1 + box.y0) / 2)).concat(boxes.at(-1)!.y1 + MARGIN);
  const labelled = down(left, apart);
  const spans = spansOf(labelled, ys, height);
  if (!spans) return null;
  const xs = labelled.map(({ box }, n): number => {
    const beside = bands.slice(spans[n - 1] ?? 0, spans[n] ?? bands.length).flat();
    return (box.x1 + Math.min(...beside.map((run) => boxOf(run).x0))) / 2;
  });
  if (xs.some((x, n) => x <= labelled[n]!.box.x1)) return null;
  const zones: { from: number; to: number; xs: number[] }[] = [];
  const rows = bands.map((band) => across(band));
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    let columns = rows[from]!.map(({ box }) => box);
    const headed = rows[from]!.length > 1 && (rows[from]!.every((cell) => words.isHead(textOf(cell))) || (!spans.includes(from + 1) && headsOf(rows[from]!, rows[from + 1])));
    for (; headed && to < rows.length && !spans.includes(to); to++) {
      const below = rows.slice(from, to + 1);
      const joint = across(below.flat().flatMap((cell) => cell.runs)).map(({ box }) => box);
      const distinct = below.every((cells) => new Set(cells.map(({ box }) => joint.findIndex(({ x0, x1 }) => box.x0 >= x0 && box.x1 <= x1))).size === cells.length);
      if (!distinct || joint.length > rows[from]!.length + 1) break;
      columns = joint;
    }
    zones.push({ from, to, xs: columns.slice(1).map((column, n) => (columns[n]!.x1 + column.x0) / 2) });
    from = to;
  }
  return { xs, ys, labels: spans, zones };
}

const textOf = (cell: Cell): string => squeeze(cell.runs.map(({ text }) => text).join(''));
/** Short words, and below each of them a text or a figure: a list. */
const headsOf = (cells: readonly Cell[], below: readonly Cell[] | undefined): boolean =>
  cells.length >= MIN_HEADS && cells.length === below?.length && cells.every((cell) => textOf(cell).length <= HEAD_LENGTH && !/\d/.test(textOf(cell))) && below.some((cell) => /^[\d,.]+$/.test(textOf(cell)));

function drawBands({ xs, ys, labels, zones }: Bands, frame: Box, top: number, bottom: number, ruleAcross: (y: number, x0: number, x1: number) => void, ruleDown: (x: number, y0: number, y1: number) => void): void {
  const at = (row: number): number => (row === 0 ? top : row === ys.length - 1 ? bottom : ys[row]!);
  xs.forEach((x, n) => {
    const [from, to] = [labels[n - 1] ?? 0, labels[n] ?? ys.length - 1];
    ruleDown(x, at(from), at(to));
    for (let row = from + 1; row < to; row++) ruleAcross(ys[row]!, x, frame.x1);
    if (to < ys.length - 1) ruleAcross(ys[to]!, frame.x0, frame.x1);
  });
  for (const { from, to, xs: own } of zones) for (const x of own) ruleDown(x, at(from), at(to));
}
