import type { Box, Run } from '../model/index.js';
import { squeeze } from '../text/full-width.js';
import { cellLines, union, type LatticeCell } from './lattice.js';
import { edgesOf, heightOf, overlap, splitWords, type Band, type Baseline } from './stream-rows.js';

/** Lines of one header text stand closer than this (ems), or up to WRAPPED when they make a header the rules know. */
const TIGHT = 0.7;
const WRAPPED = 1.3;
/** Texts whose middles differ by less than this (ems) stand on one header line. */
const SAME_LEVEL = 0.6;

export interface HeaderText {
  readonly runs: Run[];
  readonly box: Box;
}

/** A header text and the texts it groups; a leaf has none. */
interface Node {
  readonly text: HeaderText;
  readonly under: Node[];
}

export type PlacedHeader = Omit<LatticeCell, 'box'>;

const xOf = (b: { readonly x0: number; readonly x1: number }): number => (b.x0 + b.x1) / 2;
const yOf = (t: HeaderText): number => (t.box.y0 + t.box.y1) / 2;
const printed = (t: HeaderText): string => squeeze(t.runs.map((r) => r.text).join(''));

/**
 * Header texts over the columns of an unruled table.
 *
 * Texts of the top line group the texts below them, each the ones whose common middle it stands at; a text in the middle
 * of the header's height belongs to one column and reaches over all lines. The leaves, from left to right, are laid on
 * the columns; a leaf over no data makes a column without figures.
 */
export function readHeaderTexts(head: readonly Baseline[], bands: readonly Band[], known: (text: string) => boolean, figures: readonly Run[]): { bands: Band[]; cells: PlacedHeader[] } {
  const texts = headerTexts(partRuns(head, bands, known), known);
  if (texts.length === 0) return { bands: [...bands], cells: [] };
  const em = head.map(heightOf).sort((a, b) => a - b)[head.length >> 1]!;
  const trees = nest(texts, em, bands);
  const leaves: { node: Node; path: HeaderText[] }[] = [];
  const walk = (node: Node, path: HeaderText[]) => {
    if (node.under.length === 0) leaves.push({ node, path });
    else for (const child of node.under) walk(child, [...path, node.text]);
  };
  for (const tree of trees) walk(tree, []);
  const money = bands.map((b) => figures.some((r) => r.place.box!.x1 > b.x0 && r.place.box!.x0 < b.x1));
  const columns = layLeaves(leaves.map((l) => l.node.text), bands, money);
  const paths = columns.map((c) => (c.leaf < 0 ? [] : leaves[c.leaf]!.path));
  const depth = Math.max(1, ...leaves.map((l) => l.path.length + 1));
  const cells: PlacedHeader[] = [];
  for (let d = 0; d < depth; d++) {
    for (let i = 0; i < columns.length; i++) {
      const group = paths[i]![d];
      if (group) {
        if (i > 0 && paths[i - 1]![d] === group) continue;
        let span = 1;
        while (paths[i + span]?.[d] === group) span++;
        cells.push({ row: d, col: i, rowSpan: 1, colSpan: span, lines: cellLines(group.runs) });
      } else if (paths[i]!.length === d) {
        const leaf = columns[i]!.leaf;
        cells.push({ row: d, col: i, rowSpan: depth - d, colSpan: 1, lines: leaf < 0 ? [] : cellLines(leaves[leaf]!.node.text.runs) });
      }
    }
  }
  return { bands: columns.map((c) => c.band), cells };
}

/**
 * Headers of neighbouring columns that stand so close that they were read as one run are parted at a blank: each side is a
 * header the rules know, by itself or with the lines above and below it (一般公共预 政府性基 over 算 and 金预算).
 */
function partRuns(head: readonly Baseline[], bands: readonly Band[], known: (text: string) => boolean): Baseline[] {
  const whole = (piece: Run, at: number): boolean => {
    const em = piece.place.box!.y1 - piece.place.box!.y0;
    const beside = (line: number): string => {
      const near = head[line];
      if (!near || Math.abs(near.y0 - head[at]!.y0) > 4 * em) return '';
      const mine = near.runs.flatMap(splitWords).filter((r) => overlap(r, piece) > 0.5 * Math.min(r.place.box!.x1 - r.place.box!.x0, piece.place.box!.x1 - piece.place.box!.x0));
      return mine.length === 1 ? squeeze(mine[0]!.text) : '';
    };
    const above: string[] = [];
    const below: string[] = [];
    for (let k = 1; k <= NEAR_LINES; k++) {
      const [a, b] = [beside(at - k), beside(at + k)];
      if (a !== '') above.unshift(a);
      if (b !== '') below.push(b);
    }
    const own = squeeze(piece.text);
    for (let a = 0; a <= Math.min(2, above.length); a++) for (let b = 0; b <= Math.min(3, below.length); b++) if (known(above.slice(above.length - a).join('') + own + below.slice(0, b).join(''))) return true;
    return false;
  };
  /** A line under the run has a text of its own on either side. */
  const partedBelow = (run: Run, x: number, at: number): boolean =>
    head.slice(at + 1, at + 1 + NEAR_LINES).some(({ runs }) => {
      const mine = runs.flatMap(splitWords).filter((r) => overlap(r, run) > 0);
      return mine.some((r) => xOf(r.place.box!) < x) && mine.some((r) => xOf(r.place.box!) > x);
    });
  return head.map((line, at) => ({ ...line, runs: line.runs.flatMap((run) => cutRun(run, at, bands, whole, partedBelow)) }));
}
/** Lines of a wrapped header of another number of lines than its neighbour's stand between each other. */
const NEAR_LINES = 5;

/** A run cut where both sides are whole headers: at a blank, or between two letters that stand over two columns. */
function cutRun(run: Run, at: number, bands: readonly Band[], whole: (piece: Run, at: number) => boolean, partedBelow: (run: Run, x: number, at: number) => boolean): Run[] {
  const box = run.place.box!;
  const em = box.y1 - box.y0;
  const chars = [...run.text];
  const xs = edgesOf(run);
  const over = (x0: number, x1: number): boolean => bands.some((b) => xOf(b) > x0 && xOf(b) < x1);
  const cuts = chars.map((c, i) => ({ i, blank: /\s/.test(c) })).slice(1, -1).sort((a, b) => Number(b.blank) - Number(a.blank) || a.i - b.i);
  const apart = !whole(run, at);
  for (const { i, blank } of cuts) {
    const x = xs[i]!;
    if (!blank && !(apart && ((over(box.x0, x) && over(x, box.x1)) || partedBelow(run, x, at)))) continue;
    const left: Run = { text: chars.slice(0, i).join(''), place: { ...run.place, box: { ...box, x1: blank ? x : x - 0.3 * em } } };
    const right: Run = { text: chars.slice(blank ? i + 1 : i).join(''), place: { ...run.place, box: { ...box, x0: blank ? xs[i + 1]! : x } } };
    if (squeeze(left.text).length > 1 && squeeze(right.text).length > 1 && whole(left, at)) {
      const rest = cutRun(right, at, bands, whole, partedBelow);
      if (rest.length > 1 || whole(right, at)) return [left, ...rest];
    }
  }
  return [run];
}

/** Texts into groups, from the top line down. */
function nest(texts: readonly HeaderText[], em: number, bands: readonly Band[]): Node[] {
  const leaf = (text: HeaderText): Node => ({ text, under: [] });
  const sorted = [...texts].sort((a, b) => xOf(a.box) - xOf(b.box));
  const top = Math.min(...texts.map((t) => t.box.y0));
  const bottom = Math.max(...texts.map((t) => t.box.y1));
  const middle = (top + bottom) / 2;
  const first = Math.min(...texts.map(yOf));
  const heads = sorted.filter((t) => yOf(t) - first < SAME_LEVEL * em && yOf(t) < middle - 0.3 * em);
  // In the middle of the whole height rather than of what lies under the heads, with nothing over or under it: a column of its own.
  // What lies under the heads are the texts that stand below one of them; those of several lines beside them may begin higher.
  const below = texts.filter((t) => !heads.includes(t) && heads.some((h) => h.box.x0 < t.box.x1 && h.box.x1 > t.box.x0));
  const under = (Math.min(bottom, ...(below.length > 0 ? below : texts.filter((t) => !heads.includes(t))).map((t) => t.box.y0)) + bottom) / 2;
  // Over no data and with lower texts at its sides it is a group whose columns begin left and right of it: 功能分类 over 科目 | 金额.
  const straddles = (t: HeaderText): boolean => {
    if (bands.some((b) => Math.min(b.x1, t.box.x1) - Math.max(b.x0, t.box.x0) > 0.5 * (t.box.x1 - t.box.x0))) return false;
    const at = sorted.indexOf(t);
    // Short figures set right under it that no neighbour stands over are its own column.
    const meets = (b: Band, u: HeaderText | undefined) => u !== undefined && Math.min(b.x1, u.box.x1) > Math.max(b.x0, u.box.x0);
    if (bands.some((b) => meets(b, t) && !meets(b, sorted[at - 1]) && !meets(b, sorted[at + 1]))) return false;
    return [sorted[at - 1], sorted[at + 1]].every((u) => u !== undefined && yOf(u) - yOf(t) > SAME_LEVEL * em);
  };
  const single = sorted.filter((t) => !heads.includes(t) && Math.abs(yOf(t) - middle) < 0.8 * em && Math.abs(yOf(t) - middle) <= Math.abs(yOf(t) - under) && !texts.some((u) => u !== t && u.box.x0 < t.box.x1 && u.box.x1 > t.box.x0));
  const grouped = (tall: readonly HeaderText[]): Node[] => {
    const rest = sorted.filter((t) => !heads.includes(t) && !tall.includes(t));
    // Side by side at different heights (款 a little above 类), neither groups the other.
    const groups = heads.some((h) => rest.some((t) => t.box.y0 >= h.box.y1 - 0.2 * em));
    if (heads.length === 0 || rest.length === 0 || !groups) return sorted.map(leaf);
    const out: Node[] = [];
    // Tall columns part the header into stretches.
    const stops = [...tall.map((t) => xOf(t.box)), Infinity];
    let from = -Infinity;
    for (const stop of stops) {
      const inside = (t: HeaderText) => xOf(t.box) > from && xOf(t.box) <= stop && !tall.includes(t);
      out.push(...share(heads.filter(inside), rest.filter(inside), em, bands));
      from = stop;
    }
    out.push(...tall.map(leaf));
    return out.sort((a, b) => xOf(a.text.box) - xOf(b.text.box));
  };
  const groups = single.filter(straddles);
  let tall = single.filter((t) => !groups.includes(t));
  let best = grouped(tall);
  // An empty column of its own stands like such a group; the heads tell, which stand in the middle of what is theirs.
  for (const t of groups) {
    const wider = single.filter((u) => u === t || tall.includes(u));
    const other = grouped(wider);
    if (offMiddle(other) < offMiddle(best)) [tall, best] = [wider, other];
  }
  return best;
}

/** How far groups stand from the middle of what they group, in all (points). */
function offMiddle(nodes: readonly Node[]): number {
  let sum = 0;
  for (const { text, under } of nodes) {
    if (under.length === 0) continue;
    const box = under.map((n) => n.text.box).reduce(union);
    sum += Math.abs(xOf(box) - xOf(text.box)) + offMiddle(under);
  }
  return sum;
}

/** Texts begin at one place when they differ by less than this (ems). */
const AT_LEFT = 0.3;

/** Give each text below to one of the heads, neighbours together, so that heads stand nearest the middle of theirs. */
function share(heads: readonly HeaderText[], below: readonly HeaderText[], em: number, bands: readonly Band[]): Node[] {
  if (below.length === 0) return heads.map((text) => ({ text, under: [] }));
  if (heads.length === 0) return nest(below, em, bands);
  // Units that cannot be parted: texts below that overlap across (a group and its own parts).
  const units: HeaderText[][] = [];
  for (const text of below) {
    const last = units[units.length - 1];
    if (last && last.some((t) => t.box.x1 > text.box.x0 + 0.5)) last.push(text);
    else units.push([text]);
  }
  const left = (i: number) => Math.min(...units[i]!.map((t) => t.box.x0));
  const right = (i: number) => Math.max(...units[i]!.map((t) => t.box.x1));
  const k = heads.length;
  const n = units.length;
  // cost[j][i]: the first j heads over the first i units; a head may stand over none (it is a column itself).
  const cost = Array.from({ length: k + 1 }, () => new Array<number>(n + 1).fill(Infinity));
  const cut = Array.from({ length: k + 1 }, () => new Array<number>(n + 1).fill(0));
  cost[0]![0] = 0;
  for (let j = 1; j <= k; j++) {
    const { box } = heads[j - 1]!;
    for (let i = 0; i <= n; i++) {
      for (let from = 0; from <= i; from++) {
        const before = cost[j - 1]![from]!;
        if (before === Infinity) continue;
        let off = 0;
        if (from === i) {
          // Over none: only where no text stands below it.
          off = units.some((u) => u.some((t) => t.box.x0 < box.x1 && t.box.x1 > box.x0)) ? 1e6 : 12 * em;
        } else {
          const x0 = left(from);
          const x1 = right(i - 1);
          off = Math.abs((x0 + x1) / 2 - xOf(box)) + Math.max(0, x0 - box.x0) + Math.max(0, box.x1 - x1);
        }
        if (before + off < cost[j]![i]!) {
          cost[j]![i] = before + off;
          cut[j]![i] = from;
        }
      }
    }
  }
  // Groups that are set at the left of theirs each begin where a text below begins.
  const begins = heads.map(({ box }) => units.findIndex((_, i) => Math.abs(left(i) - box.x0) < AT_LEFT * em));
  const atLeft = k > 1 && begins[0] === 0 && begins.every((at, j) => j === 0 || at > begins[j - 1]!) && cost[k]![n]! > k * em;
  const nodes: Node[] = [];
  for (let j = k, i = n; j > 0; j--) {
    const from = atLeft ? begins[j - 1]! : cut[j]![i]!;
    const mine = units.slice(from, i).flat();
    nodes.unshift({ text: heads[j - 1]!, under: mine.length > 0 ? nest(mine, em, bands) : [] });
    i = from;
  }
  return nodes;
}

/** Lay the leaves on the columns of the data, both from left to right; either may have places the other has not. */
function layLeaves(leaves: readonly HeaderText[], bands: readonly Band[], money: readonly boolean[]): { band: Band; leaf: number }[] {
  const first = matchLeaves(leaves, bands, money, null);
  // Figures set right in columns of one width all end as far from the middle of their header.
  const ends = first.flatMap((c) => (c.band >= 0 && c.leaf >= 0 && money[c.band] ? [bands[c.band]!.x1 - xOf(leaves[c.leaf]!.box)] : [])).sort((a, b) => a - b);
  const middle = ends[ends.length >> 1];
  const em = leaves.length > 0 ? leaves[0]!.runs[0]!.place.box!.y1 - leaves[0]!.runs[0]!.place.box!.y0 : 0;
  const even = leaves.length > bands.length && middle !== undefined && ends.length >= 4 && ends.filter((e) => Math.abs(e - middle) < em).length >= 0.75 * ends.length;
  return widened(even ? matchLeaves(leaves, bands, money, middle) : first, leaves, bands);
}

/** What a point off the common distance costs: columns that end alike hardly differ. */
const OFF_LINE = 8;

/** Which leaf belongs to which column, −1 for none on either side. `end`: how far behind its header's middle a column ends, where that is known. */
function matchLeaves(leaves: readonly HeaderText[], bands: readonly Band[], money: readonly boolean[], end: number | null): { band: number; leaf: number }[] {
  const n = leaves.length;
  const m = bands.length;
  const alone = 1e5;
  const meets = (a: { x0: number; x1: number }): boolean => bands.some((b) => Math.min(a.x1, b.x1) > Math.max(a.x0, b.x0));
  const met = (b: Band): boolean => leaves.some(({ box: a }) => Math.min(a.x1, b.x1) > Math.max(a.x0, b.x0));
  const cost = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(Infinity));
  const step = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(0));
  cost[0]![0] = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const here = cost[i]![j]!;
      if (here === Infinity) continue;
      const reach = (a: number, b: number, add: number, how: number) => {
        if (here + add < cost[a]![b]!) {
          cost[a]![b] = here + add;
          step[a]![b] = how;
        }
      };
      if (i < n && j < m) {
        const a = leaves[i]!.box;
        const b = bands[j]!;
        const shared = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
        const apart = Math.abs(xOf(a) - xOf(b));
        // Texts that do not meet at all may still belong together (a short figure beside the middle of a wide column), but rather not,
        // unless neither meets any other.
        reach(i + 1, j + 1, end !== null && money[j] ? OFF_LINE * Math.abs(b.x1 - xOf(a) - end) : shared > 0 ? apart * 0.1 : apart - shared * (meets(a) || met(b) ? 4 : 1), 1);
      }
      if (i < n) reach(i + 1, j, overlapsAny(leaves[i]!.box, bands) ? alone : 150, 2);
      if (j < m) reach(i, j + 1, 200, 3);
    }
  }
  const out: { band: number; leaf: number }[] = [];
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const how = step[i]![j]!;
    if (how !== 3) i--;
    if (how !== 2) j--;
    out.unshift({ band: how === 2 ? -1 : j, leaf: how === 3 ? -1 : i });
  }
  return out;
}

function widened(matched: readonly { readonly band: number; readonly leaf: number }[], leaves: readonly HeaderText[], bands: readonly Band[]): { band: Band; leaf: number }[] {
  const out = matched.map(({ band, leaf }) => ({ band: band < 0 ? { x0: leaves[leaf]!.box.x0, x1: leaves[leaf]!.box.x1 } : { ...bands[band]! }, leaf }));
  // A header wider than its figures widens its column as far as its neighbours allow.
  for (const [i, c] of out.entries()) {
    if (c.leaf < 0) continue;
    const { box } = leaves[c.leaf]!;
    c.band.x0 = Math.min(c.band.x0, Math.max(box.x0, out[i - 1]?.band.x1 ?? -Infinity));
    c.band.x1 = Math.max(c.band.x1, Math.min(box.x1, out[i + 1]?.band.x0 ?? Infinity));
  }
  return out;
}

const overlapsAny = (box: Box, bands: readonly Band[]): boolean => bands.some((b) => Math.min(b.x1, box.x1) - Math.max(b.x0, box.x0) > 0.6 * (box.x1 - box.x0));

/** A run stands tight and centred under a text other than `not`, and is no wider. */
function goesOnWith(texts: readonly HeaderText[], not: HeaderText, run: Run, em: number): boolean {
  const box = run.place.box!;
  return texts.some((t) => {
    if (t === not) return false;
    const last = t.runs[t.runs.length - 1]!;
    // The neighbour may have been taken up already.
    if (last === run) return t.runs.length > 1;
    const gap = (box.y0 - t.box.y1) / em;
    return gap <= TIGHT && gap > -0.7 && overlap(last, run) > 0 && last.place.box!.y0 < box.y0 && box.x1 - box.x0 <= t.box.x1 - t.box.x0 + 0.5 && Math.abs(xOf(t.box) - xOf(box)) < 0.8 * em;
  });
}

/** The lines below make a header the rules know of it: 一般公共预算财 with 政拨款 under it. */
function completed(begun: string, last: Run, head: readonly Baseline[], at: number, known: (text: string) => boolean): boolean {
  let text = begun;
  let below = last;
  for (let k = at + 1; k < head.length && k <= at + NEAR_LINES; k++) {
    const box = below.place.box!;
    const next = head[k]!.runs.find((r) => overlap(r, below) > 0 && r.place.box!.y0 - box.y1 <= TIGHT * (box.y1 - box.y0) && r.place.box!.y0 > box.y0);
    if (!next) continue;
    text += squeeze(next.text);
    if (known(text)) return true;
    below = next;
  }
  return false;
}

/** A total whose right neighbour has nothing above it: 合计 | 一般公共预算 under 支出, not the second line of 支出合计. */
function opensGroup(run: Run, line: Baseline, texts: readonly HeaderText[]): boolean {
  if (!/^(?:合计|小计|总计)$/.test(squeeze(run.text))) return false;
  const next = line.runs.filter((r) => r.place.box!.x0 >= run.place.box!.x1).sort((a, b) => a.place.box!.x0 - b.place.box!.x0)[0];
  return next !== undefined && !texts.some((t) => t.box.y1 <= next.place.box!.y1 && t.box.x0 < next.place.box!.x1 && t.box.x1 > next.place.box!.x0 && t.box.y0 < next.place.box!.y0);
}

/** Header runs below one another that share their middle or an edge are one text over several lines. */
function headerTexts(head: readonly Baseline[], known: (text: string) => boolean): HeaderText[] {
  const texts: HeaderText[] = [];
  for (const [at, line] of head.entries()) {
    const em = heightOf(line);
    for (const run of line.runs) {
      const box = run.place.box!;
      const host = texts.find((t) => {
        const last = t.runs[t.runs.length - 1]!;
        const gap = (box.y0 - t.box.y1) / em;
        if (gap > WRAPPED || gap < -0.7 || overlap(last, run) <= 0 || last.place.box!.y0 >= box.y0) return false;
        const centred = Math.abs(xOf(t.box) - xOf(box)) < 0.8 * em || Math.abs(t.box.x0 - box.x0) < 0.5 * em;
        const bracket = /^[（(]/.test(run.text);
        if (!centred || (box.x1 - box.x0 > t.box.x1 - t.box.x0 + em && !bracket)) return false;
        // A neighbour that goes on with a text of its own is no sister: 公务用车购置|费 beside 公务用车运行|维护费.
        const sisters = line.runs.some((r) => r !== run && r.place.box!.x0 < t.box.x1 + em && r.place.box!.x1 > t.box.x0 - em && !goesOnWith(texts, t, r, em));
        const whole = printed(t) + squeeze(run.text);
        if (known(whole)) return (!sisters || !known(printed(t))) && !(gap > TIGHT && known(printed(t)) && opensGroup(run, line, texts));
        // A header that is whole does not go on, but for a remark in brackets.
        if (known(printed(t)) && !bracket && !completed(whole, run, head, at, known)) return false;
        if (gap > TIGHT || known(squeeze(run.text))) return false;
        return !sisters || (!known(printed(t)) && completed(whole, run, head, at, known));
      });
      if (host) {
        host.runs.push(run);
        Object.assign(host.box, union(host.box, box));
      } else texts.push({ runs: [run], box: { ...box } });
    }
  }
  return texts;
}
