import type { Box, Line, Ruling, Run } from '../model/index.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';
import { cellLines, union, type Lattice, type LatticeCell } from './lattice.js';
import { groupRows, heightOf, isMoney, overlap, type Band, type Baseline } from './stream-rows.js';

/** A blank this wide (ems) through all rows parts two columns. */
const RIVER = 0.35;
/** Lines of one header cell stand closer than this (ems). */
const HEADER_TIGHT = 0.6;
/** A run that crosses a river in no more than this share of the rows is a long label, not a column. */
const CROSSED = 0.06;

/** A header cell of an unruled table: its runs, and which columns it stands over. */
interface HeaderCell {
  readonly runs: Run[];
  readonly box: Box;
}

/**
 * A table without rulings (or with horizontal ones only) from the way its texts are aligned: rivers of white between the
 * columns of its data rows, header texts over them, group headers over the columns whose middle they share.
 * `lines` are the table's own, header first; null when they are no table. `like` gives the columns of the page before.
 */
export function readStream(lines: readonly Line[], rulings: readonly Ruling[], page: number, like: Lattice | null): Lattice | null {
  const baselines: Baseline[] = lines.map((l) => ({ runs: l.runs, y0: l.place.box!.y0, y1: l.place.box!.y1 }));
  const first = like && !hasHeader(baselines) ? 0 : firstData(baselines);
  if (first < 0) return null;
  const head = baselines.slice(0, first);
  const body = baselines.slice(first);
  const rules = rulings.filter((r) => r.horizontal);
  const rows = groupRows(body, rules);
  const known = like && first === 0 ? like.xs.slice(1).map((x1, i): Band => ({ x0: like.xs[i]!, x1 })) : null;
  const bands = known ?? bandsOf(body, rows.length);
  if (bands.length < 2) return null;
  const header = known ? { bands, cells: [] } : headerOf(head, bands);
  const columns = header.bands;
  const xs = known ? [...like!.xs] : boundaries(columns);
  const depth = Math.max(0, ...header.cells.map((c) => c.row + c.rowSpan));
  const tops = rows.map((row) => row[0]!.y0);
  const bottoms = rows.map((row) => row[row.length - 1]!.y1);
  const headTop = head[0]?.y0 ?? tops[0]!;
  const ys: number[] = [];
  for (let d = 0; d < depth; d++) ys.push(headTop + ((tops[0]! - headTop) * d) / depth);
  rows.forEach((_, i) => ys.push(i === 0 ? (depth > 0 ? tops[0]! - 0.5 : tops[0]!) : (bottoms[i - 1]! + tops[i]!) / 2));
  ys.push(bottoms[bottoms.length - 1]!);
  const boxAt = (row: number, col: number, rowSpan: number, colSpan: number): Box => ({ x0: xs[col]!, y0: ys[row]!, x1: xs[col + colSpan]!, y1: ys[row + rowSpan]! });
  const cells: LatticeCell[] = header.cells.map((c) => ({ ...c, box: boxAt(c.row, c.col, c.rowSpan, c.colSpan) }));
  rows.forEach((row, i) => {
    const texts = columns.map((): Run[] => []);
    for (const run of row.flatMap((l) => l.runs)) texts[columnOf(run, columns, xs)]!.push(run);
    texts.forEach((runs, col) => cells.push({ row: depth + i, col, rowSpan: 1, colSpan: 1, box: boxAt(depth + i, col, 1, 1), lines: cellLines(runs) }));
  });
  return { page, box: { x0: xs[0]!, y0: ys[0]!, x1: xs[xs.length - 1]!, y1: ys[ys.length - 1]! }, xs, ys, cells, openAbove: false, openBelow: false, unruled: true };
}

/** The column a run of a data row belongs to: figures by their right end, labels by their left. */
function columnOf(run: Run, columns: readonly Band[], xs: readonly number[]): number {
  const box = run.place.box!;
  const at = isMoney(run.text) ? (box.x0 + 2 * box.x1) / 3 : box.x0 + 0.3 * Math.min(box.x1 - box.x0, box.y1 - box.y0);
  for (let i = 0; i + 1 < xs.length; i++) if (at < xs[i + 1]! || i + 2 === xs.length) return i;
  return columns.length - 1;
}

const TOTAL = /^(?:合计|总计|小计|收入总计|支出总计)[:：]?$/;

/** First line of data: it has a figure, a code, or a label with an ordinal or a total at its left. */
function firstData(lines: readonly Baseline[]): number {
  for (const [i, line] of lines.entries()) {
    if (line.runs.some((r) => isMoney(r.text))) {
      // The label of the first row may stand a line higher than its figures.
      const before = lines[i - 1];
      if (before && i > 1 && line.y0 - before.y1 < 0.3 * heightOf(line) && startsData(before)) return i - 1;
      return i;
    }
    if (i > 0 && startsData(line)) return i;
  }
  return -1;
}

function startsData(line: Baseline): boolean {
  const text = squeeze(line.runs[0]!.text);
  return (ordinalOf(text)?.value === 1 && text.length > 3) || TOTAL.test(text) && line.runs.length === 1 || /^(?:\d{3}|\d{5}|\d{7})$/.test(text);
}

const hasHeader = (lines: readonly Baseline[]): boolean => firstData(lines) > 0;

/** Columns of the data rows: what rivers of white leave. Long labels may cross a river in a few rows. */
function bandsOf(body: readonly Baseline[], rows: number): Band[] {
  const ems = body.map(heightOf).sort((a, b) => a - b);
  const em = ems[ems.length >> 1]!;
  const runs = body.flatMap((l) => l.runs);
  // Coverage along x, counted per run; events sorted once.
  const events = runs.flatMap((r) => [{ x: r.place.box!.x0, d: 1 }, { x: r.place.box!.x1, d: -1 }]).sort((a, b) => a.x - b.x || b.d - a.d);
  const allowed = Math.floor(CROSSED * rows);
  const bands: Band[] = [];
  let cover = 0;
  let start = NaN;
  for (const { x, d } of events) {
    const was = cover;
    cover += d;
    if (was <= allowed && cover > allowed) start = x;
    if (was > allowed && cover <= allowed && !Number.isNaN(start)) {
      const last = bands[bands.length - 1];
      if (last && start - last.x1 < RIVER * em) last.x1 = x;
      else bands.push({ x0: start, x1: x });
    }
  }
  // What only a few rows hold (a rare column) got no band above: give it one where it overlaps none.
  for (const run of runs) {
    const { x0, x1 } = run.place.box!;
    if (isMoney(run.text) && !bands.some((b) => Math.min(b.x1, x1) > Math.max(b.x0, x0))) bands.push({ x0, x1 });
  }
  return splitMixed(bands.sort((a, b) => a.x0 - b.x0), runs);
}

/** A band in which labels and figures stand side by side (a long label once reached over the river) is cut before the figures. */
function splitMixed(bands: Band[], runs: readonly Run[]): Band[] {
  return bands.flatMap((band) => {
    const mine = runs.filter((r) => r.place.box!.x0 >= band.x0 - 1 && r.place.box!.x1 <= band.x1 + 1);
    const figures = mine.filter((r) => isMoney(r.text));
    const labels = mine.filter((r) => !isMoney(r.text) && squeeze(r.text).length > 1);
    if (figures.length < 2 || labels.length < 2) return [band];
    const from = Math.min(...figures.map((r) => r.place.box!.x0));
    const inside = labels.filter((r) => r.place.box!.x1 <= from).length;
    return from > band.x0 + 10 && inside >= 0.6 * labels.length ? [{ x0: band.x0, x1: from - 1 }, { x0: from, x1: band.x1 }] : [band];
  });
}

/** Boundaries in the middle of the rivers; the outer ones a little outside. */
function boundaries(bands: readonly Band[]): number[] {
  const xs = [bands[0]!.x0 - 3];
  for (let i = 1; i < bands.length; i++) xs.push((bands[i - 1]!.x1 + bands[i]!.x0) / 2);
  xs.push(bands[bands.length - 1]!.x1 + 3);
  return xs;
}

type PlacedHeader = Omit<LatticeCell, 'box'>;

/**
 * Header texts over the columns. The lowest text over a column is its own; a text over no data makes a column without
 * figures; the texts above them group columns: those whose common middle they stand at.
 */
function headerOf(head: readonly Baseline[], bands: Band[]): { bands: Band[]; cells: PlacedHeader[] } {
  const texts = headerCells(head);
  if (texts.length === 0) return { bands, cells: [] };
  const top = Math.min(...texts.map((t) => t.box.y0));
  const bottom = Math.max(...texts.map((t) => t.box.y1));
  const middle = (b: { x0: number; x1: number }) => (b.x0 + b.x1) / 2;
  const yMiddle = (t: HeaderCell) => (t.box.y0 + t.box.y1) / 2;
  // A text with another text below its middle or beside it below is a group; bottom-most texts are leaves.
  const isGroup = (t: HeaderCell) =>
    texts.some((u) => u !== t && u.box.y0 > t.box.y1 - 1 && u.box.x0 < t.box.x1 && u.box.x1 > t.box.x0) ||
    // Centred between two texts of the line below, over neither.
    (texts.some((u) => u.box.y0 > t.box.y1 - 1 && u.box.x1 <= t.box.x0) &&
      texts.some((u) => u.box.y0 > t.box.y1 - 1 && u.box.x0 >= t.box.x1) &&
      !bands.some((b) => middle(t.box) > b.x0 && middle(t.box) < b.x1) &&
      yMiddle(t) < (top + bottom) / 2 - 1);
  const leaves = texts.filter((t) => !isGroup(t)).sort((a, b) => a.box.x0 - b.box.x0);
  const groups = texts.filter(isGroup).sort((a, b) => yMiddle(a) - yMiddle(b));
  // Leaves to bands, both from left to right: by overlap, else the band whose middle is nearest and still free.
  const owner = new Map<HeaderCell, number>();
  const leafOf: (HeaderCell | null)[] = bands.map(() => null);
  for (const leaf of leaves) {
    let best = -1;
    let most = 0;
    bands.forEach((b, i) => {
      const shared = Math.min(b.x1, leaf.box.x1) - Math.max(b.x0, leaf.box.x0);
      if (shared > most && !leafOf[i]) {
        most = shared;
        best = i;
      }
    });
    if (best >= 0) {
      leafOf[best] = leaf;
      owner.set(leaf, best);
    }
  }
  const columns: { band: Band; leaf: HeaderCell | null }[] = bands.map((band, i) => ({ band: { ...band }, leaf: leafOf[i]! }));
  for (const leaf of leaves.filter((l) => !owner.has(l))) {
    // Between which columns: a band without a header of its own that lies next to it takes it, else it is a column without data.
    const free = columns.find((c, i) => !c.leaf && (columns[i - 1]?.leaf?.box.x1 ?? -Infinity) <= leaf.box.x0 + 1 && (columns[i + 1]?.leaf?.box.x0 ?? Infinity) >= leaf.box.x1 - 1);
    if (free) free.leaf = leaf;
    else columns.push({ band: { x0: leaf.box.x0, x1: leaf.box.x1 }, leaf });
    columns.sort((a, b) => middle(a.leaf?.box ?? a.band) - middle(b.leaf?.box ?? b.band));
  }
  columns.sort((a, b) => middle(a.band) - middle(b.band));
  for (const [i, c] of columns.entries()) {
    if (!c.leaf) continue;
    // A header wider than its figures widens its column, as far as the neighbours allow.
    c.band.x0 = Math.max(Math.min(c.band.x0, c.leaf.box.x0), columns[i - 1]?.band.x1 ?? -Infinity);
    c.band.x1 = Math.min(Math.max(c.band.x1, c.leaf.box.x1), columns[i + 1]?.band.x0 ?? Infinity);
  }
  // Groups, line by line from the top: they share out the columns whose leaves stand below the middle of what lies under them.
  const paths: HeaderCell[][] = columns.map(() => []);
  const done = new Set<HeaderCell>();
  for (const group of groups) {
    if (done.has(group)) continue;
    const level = groups.filter((g) => !done.has(g) && Math.abs(yMiddle(g) - yMiddle(group)) < 0.6 * (group.box.y1 - group.box.y0));
    level.forEach((g) => done.add(g));
    level.sort((a, b) => a.box.x0 - b.box.x0);
    const below = Math.max(...level.map((g) => g.box.y1));
    const whole = (Math.min(...level.map((g) => g.box.y0)) + bottom) / 2;
    const sub = (below + bottom) / 2;
    const under = columns.map(({ leaf }) => leaf !== null && yMiddle(leaf) > Math.min((whole + sub) / 2, below + 1e9) && leaf.box.y0 >= below - 2);
    share(level, columns, under, paths);
  }
  const depth = Math.max(...columns.map((c, i) => paths[i]!.length + (c.leaf ? 1 : 0)), 1);
  const cells: PlacedHeader[] = [];
  for (let d = 0; d < depth; d++) {
    for (let i = 0; i < columns.length; i++) {
      const cell = paths[i]![d];
      if (cell) {
        if (i > 0 && paths[i - 1]![d] === cell) continue;
        let span = 1;
        while (paths[i + span]?.[d] === cell) span++;
        cells.push({ row: d, col: i, rowSpan: 1, colSpan: span, lines: cellLines(cell.runs) });
      } else if (paths[i]!.length === d) {
        const { leaf } = columns[i]!;
        cells.push({ row: d, col: i, rowSpan: depth - d, colSpan: 1, lines: leaf ? cellLines(leaf.runs) : [] });
      }
    }
  }
  return { bands: columns.map((c) => c.band), cells };
}

/** Each stretch of columns that need a group is cut among the groups over it, so that every group stands nearest the middle of its part. */
function share(level: readonly HeaderCell[], columns: readonly { band: Band; leaf: HeaderCell | null }[], under: readonly boolean[], paths: HeaderCell[][]): void {
  const left = (i: number) => Math.min(columns[i]!.band.x0, columns[i]!.leaf?.box.x0 ?? Infinity);
  const right = (i: number) => Math.max(columns[i]!.band.x1, columns[i]!.leaf?.box.x1 ?? -Infinity);
  for (let s = 0; s < columns.length; s++) {
    if (!under[s]) continue;
    let e = s;
    while (e + 1 < columns.length && under[e + 1]) e++;
    const mine = level.filter((g) => {
      const x = (g.box.x0 + g.box.x1) / 2;
      return x > left(s) - 20 && x < right(e) + 20;
    });
    const n = e - s + 1;
    const k = mine.length;
    if (k > 0 && k <= n) {
      // cost[j][i]: best placing of the first j groups on the first i columns of the stretch.
      const cost = Array.from({ length: k + 1 }, () => new Array<number>(n + 1).fill(Infinity));
      const cut = Array.from({ length: k + 1 }, () => new Array<number>(n + 1).fill(0));
      cost[0]![0] = 0;
      for (let j = 1; j <= k; j++) {
        const g = mine[j - 1]!;
        for (let i = j; i <= n; i++) {
          for (let from = j - 1; from < i; from++) {
            const x0 = left(s + from);
            const x1 = right(s + i - 1);
            const off = Math.abs((x0 + x1) / 2 - (g.box.x0 + g.box.x1) / 2) + Math.max(0, x0 - g.box.x0) + Math.max(0, g.box.x1 - x1);
            const total = cost[j - 1]![from]! + off;
            if (total < cost[j]![i]!) {
              cost[j]![i] = total;
              cut[j]![i] = from;
            }
          }
        }
      }
      for (let j = k, i = n; j > 0; j--) {
        const from = cut[j]![i]!;
        for (let c = from; c < i; c++) paths[s + c]!.push(mine[j - 1]!);
        i = from;
      }
    }
    s = e;
  }
}

/** Header runs that stand tightly below one another and share their middle or an edge are one text over several lines. */
function headerCells(head: readonly Baseline[]): HeaderCell[] {
  const cells: HeaderCell[] = [];
  for (const line of head) {
    const em = heightOf(line);
    for (const run of line.runs) {
      const box = run.place.box!;
      const host = cells.find((c) => {
        const last = c.runs[c.runs.length - 1]!;
        const gap = (box.y0 - c.box.y1) / em;
        if (gap > HEADER_TIGHT || gap < -0.7 || overlap(last, run) <= 0) return false;
        const centred = Math.abs((c.box.x0 + c.box.x1) / 2 - (box.x0 + box.x1) / 2) < 0.8 * em;
        // A text under a group header shares the line with its sisters; a broken one does not reach beyond its first line.
        return (centred || Math.abs(c.box.x0 - box.x0) < 0.5 * em) && box.x1 - box.x0 <= c.box.x1 - c.box.x0 + em;
      });
      if (host) {
        host.runs.push(run);
        Object.assign(host.box, union(host.box, box));
      } else cells.push({ runs: [run], box: { ...box } });
    }
  }
  return cells;
}
