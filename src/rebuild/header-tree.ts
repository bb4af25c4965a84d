import { headerWord, withRelativeYears, type FormRules } from '../../rules/forms/forms.js';
import type { TableKind } from '../model/table.js';
import type { Word } from './header-words.js';

/** Cells in a header above which no search is made: the paths would be a guess. */
const MOST_WORDS = 60;

/** What a reading whose leaves float free of their groups loses against one as good whose cells span: it is the rarer print. */
const FLOATING = 0.01;

/** What a total behind its parts costs: 合计 stands in front of them but for few tables. */
const LATE = 0.02;

/** What two totals of one group cost, or one path over two columns: words of a group that was read flat. */
const TWINS = 0.05;

/** What a group over one cell costs: groups stand over several. */
const LONELY = 0.005;

/** What a reading gains for its columns below groups, where the header has several lines: of two as well known, the one that uses them. */
const DEEPER = 0.02;

/** A total is the total of something: how much odder it is alone below a group than any other cell. */
const ALONE = 10;

const TOTAL = /^(?:合计|小计|总计)$/;

/** Neither a total nor a caption stands over cells. */
const NO_GROUP = /^(?:合计|小计|总计)$|[:：]./;

/** Header paths read from the words of a scrambled header, with how far they are known. */
export interface HeaderTree {
  readonly paths: readonly (readonly string[])[];
  /** Sum over the paths of `FormRules.familiarity`: 2 a path when every path was seen in this kind of table. */
  readonly score: number;
}

/**
 * Header paths from the data words of a header, label heads removed.
 *
 * A dump prints a header row by row: `合计 基本支出 项目支出 | 小计 人员经费 公用经费` is a first row whose 基本支出
 * spans the second; or, where cells are centred, the groups first and then all leaves in their true order:
 * `本年收入 上年结转 | 合计 小计 … 其他收入 小计 … 单位资金`. Every cut of the words into up to three rows is tried; a group
 * takes neighbouring words that were seen under it. The reading whose paths are best known wins.
 */
export function readHeader(words: readonly Word[], kind: TableKind, rules: FormRules, count: ColumnCount = {}): HeaderTree {
  const { rest, pair, times } = withoutRepeatedPair(words);
  const full = (path: Path): Path[] => (pair.length > 0 ? pair.map((leaf) => [...path, leaf]) : [[...path]]);
  const familiarity: Familiarity = (path) => full(path).reduce((sum, whole) => sum + rules.familiarity(kind, whole), 0) / Math.max(1, pair.length);
  const paths = (periodicTree(rest, familiarity, rules) ?? bestTree(rest, familiarity, rules, times, pair.length > 0 ? {} : count)).flatMap(full);
  return { paths, score: paths.reduce((sum, path) => sum + rules.familiarity(kind, path), 0) };
}

/** 预算数 决算数 printed under every leaf: the pair comes once for each and says nothing about the tree above it. */
function withoutRepeatedPair(words: readonly Word[]): { rest: readonly Word[]; pair: readonly string[]; times: number } {
  const n = words.length;
  const [a, b] = [words[n - 2]?.text, words[n - 1]?.text];
  if (a === undefined || b === undefined || a === b) return { rest: words, pair: [], times: 0 };
  let from = n;
  while (from >= 2 && words[from - 2]!.text === a && words[from - 1]!.text === b) from -= 2;
  return n - from >= 4 ? { rest: words.slice(0, from), pair: [a, b], times: (n - from) / 2 } : { rest: words, pair: [], times: 0 };
}

type Path = readonly string[];
type Familiarity = (path: Path) => number;
/** How the cells of a row relate to the row below: `spans` – a cell is a column or spans cells below; `floats` – every cell spans, cells below may stand free. */
type Mode = 'spans' | 'floats';

/** Groups that stand side by side over equal parts, at most. */
const MOST_PARTS = 4;

/**
 * A header whose top cells span equal parts (2019年 | 2020年 | 增减变化情况, each over 合计 | “三公”经费 | 会议费 …): below them every
 * row comes once for each part. A part is read with its top above it, which says more than its cells alone; null when the words are
 * no such header.
 */
function periodicTree(words: readonly Word[], familiarity: Familiarity, rules: FormRules): readonly Path[] | null {
  for (let count = 2; count <= MOST_PARTS; count++) {
    const top = words.slice(0, count);
    const rest = words.slice(count);
    if (rest.length < 2 * count || rest.length % count !== 0 || !top.every((word) => word.group || (!word.known && !TOTAL.test(word.text))) || new Set(top.map((word) => word.text)).size < count) continue;
    const parts = partsOf(rest, count);
    if (!parts || parts[0]!.length < 3) continue;
    const tops = withRelativeYears(top.map((word) => [word.text])).map(([text]) => text!);
    const under: Familiarity = (path) => Math.max(familiarity(path) / 2, tops.reduce((sum, text) => sum + familiarity([text, ...path]), 0) / count);
    const trees = parts.map((part, n) => (n > 0 && part.every((word, i) => word.text === parts[0]![i]!.text) ? null : bestTree(part, under, rules, 0)));
    const first = trees[0]!;
    if (trees.some((tree) => tree && tree.length !== first.length)) continue;
    const repeated = top.every((word) => !word.known) && rest.every((word, i) => word.text === rest[i % (rest.length / count)]!.text);
    if (repeated || rateOf(first, familiarity, 0) >= 1 || rateOf(first, under, 0) >= 1) return top.flatMap((word, n) => (trees[n] ?? first).map((path) => [word.text, ...path]));
  }
  return null;
}

/** The same cell in two parts of a header: 公务用车购置 of one year, 公务用车购置经费 of the next. */
function sameCell(a: Word, b: Word): boolean {
  const [one, other] = [headerWord(a.text), headerWord(b.text)];
  return one === other || (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one)));
}

/**
 * The words of each part, when `rest` is made of rows that each come `count` times over; null when it is not. `hopeless` remembers
 * how many words were left where that was found: a word many times over can be cut in countless ways.
 */
function partsOf(rest: readonly Word[], count: number, hopeless = new Set<number>()): readonly (readonly Word[])[] | null {
  if (rest.length === 0) return Array.from({ length: count }, () => []);
  if (rest.length > MOST_WORDS * MOST_PARTS || hopeless.has(rest.length)) return null;
  for (let size = Math.floor(rest.length / count); size >= 1; size--) {
    const rows = Array.from({ length: count }, (_, n) => rest.slice(n * size, (n + 1) * size));
    if (!rows.every((row) => row.every((word, i) => sameCell(word, rows[0]![i]!)))) continue;
    const below = partsOf(rest.slice(size * count), count, hopeless);
    if (below) return rows.map((row, n) => [...row, ...below[n]!]);
  }
  hopeless.add(rest.length);
  return null;
}

/** What the rest of a table tells of its number of columns: the numbers printed below the header, and the figures of its fullest row. */
export interface ColumnCount {
  readonly exactly?: number;
  readonly atLeast?: number;
  /** The header is printed on several lines: its rows end where lines do. */
  readonly severalLines?: boolean;
}

/** What a reading gains or loses by how many columns it has, where the header is known, and where it is read by its shape alone. */
const FITS = { known: { exact: 0.3, fewer: 0.3, full: 0.004 }, shape: { exact: 1, fewer: 1, full: 0.3 } } as const;
/** Cells in a header above which its shape alone is not tried. */
const MOST_SHAPED = 40;
/** Readings known less than this are tried by their shape too. */
const STRANGE = 1.6;
/** What a path is worth below a group nobody has seen it under, of what it is worth alone. */
const BELOW_STRANGE = 0.6;
/** Familiarity of a path seen in this kind of table. */
const BEST = 2;
/** What a row costs that ends amid a line, where the header has several. */
const IN_LINE = 0.25;
/** What a group gains for each letter that the cells below begin with, too: 公务用车费 over 公务用车购置费. */
const SAME_LETTER = 0.01;

const fitOf = (columns: number, { exactly, atLeast = 0 }: ColumnCount, { exact, fewer, full }: (typeof FITS)['known' | 'shape']): number =>
  exactly !== undefined ? (columns === exactly ? exact : -exact) : atLeast < 2 ? 0 : columns < atLeast ? -fewer : columns === atLeast ? full : 0;

function bestTree(words: readonly Word[], familiarity: Familiarity, rules: FormRules, leaves: number, count: ColumnCount = {}): readonly Path[] {
  const flat: readonly Path[] = words.map((word) => [word.text]);
  const known = searchTree(words, flat, familiarity, rules, leaves, (columns) => fitOf(columns, count, FITS.known), { shape: false, severalLines: count.severalLines ?? false });
  const strange = rateOf(known, familiarity, leaves) < STRANGE || lateTotals(known) > 0 || fitOf(known.length, count, FITS.known) < 0;
  if (!strange || words.length > MOST_SHAPED || (count.exactly === undefined && (count.atLeast ?? 0) < 2)) return known;
  const below: Familiarity = (path) => Math.max(familiarity(path), path.length > 1 ? BELOW_STRANGE * below(path.slice(1)) : 0);
  return searchTree(words, known, below, rules, leaves, (columns) => fitOf(columns, count, FITS.shape), { shape: true, severalLines: count.severalLines ?? false });
}

/** The best reading of the words in up to three rows. By `shape`, cells nobody has seen may be groups: over a total and what comes behind it. */
function searchTree(words: readonly Word[], start: readonly Path[], familiarity: Familiarity, rules: FormRules, leaves: number, fit: (columns: number) => number, { shape, severalLines }: { readonly shape: boolean; readonly severalLines: boolean }): readonly Path[] {
  // Cells nobody has seen cost the same whether few or many columns stand beside them.
  const worth = (paths: readonly Path[]): number => (leaves > 0 && paths.length !== leaves ? -1 : BEST - paths.reduce((sum, path) => sum + BEST - familiarity(path), 0) / words.length);
  let best = start;
  let bestRate = worth(start) - oddities(start) + fit(start.length);
  if (words.length > MOST_WORDS || words.length < 2) return best;
  const consider = (rows: readonly (readonly Word[])[], modes: readonly Mode[], cost: number) => {
    const paths = pathsOf(rows, modes, familiarity, rules, shape);
    if (!paths) return;
    const rate = worth(paths) - FLOATING * modes.filter((mode) => mode === 'floats').length - oddities(paths) - cost + fit(paths.length) + (severalLines ? DEEPER * grouped(paths) : 0);
    if (rate > bestRate || (rate === bestRate && paths.length > best.length)) {
      best = paths;
      bestRate = rate;
    }
  };
  const canSpan = (word: Word) => word.group || (shape && !NO_GROUP.test(word.text));
  const hasGroup = (row: readonly Word[]) => row.some(canSpan);
  const inLine = (at: number): number => (severalLines && words[at - 1]!.line === words[at]!.line && !words[at]!.glued ? IN_LINE : 0);
  const allGroups = (row: readonly Word[]) => row.every((word) => word.group);
  for (let first = 1; first < words.length; first++) {
    const top = words.slice(0, first);
    if (!hasGroup(top) || (shape && first === 1 && !top[0]!.group)) continue;
    const topModes: Mode[] = allGroups(top) ? ['spans', 'floats'] : ['spans'];
    for (const mode of topModes) consider([top, words.slice(first)], [mode], inLine(first));
    for (let second = first + 1; second < words.length; second++) {
      const middle = words.slice(first, second);
      if (!hasGroup(middle)) continue;
      const middleModes: Mode[] = allGroups(middle) ? ['spans', 'floats'] : ['spans'];
      for (const a of topModes) for (const b of middleModes) consider([top, middle, words.slice(second)], [a, b], inLine(first) + inLine(second));
    }
  }
  return best;
}

/** Mean familiarity of the paths; a reading with the wrong number of leaves, where the number is known, is worth nothing. */
const rateOf = (paths: readonly Path[], familiarity: Familiarity, leaves: number): number =>
  leaves > 0 && paths.length !== leaves ? -1 : paths.reduce((sum, path) => sum + familiarity(path), 0) / Math.max(1, paths.length);

/** Paths of a header cut into rows, or null when a lower row has words that no group above can take. */
function pathsOf(rows: readonly (readonly Word[])[], modes: readonly Mode[], familiarity: Familiarity, rules: FormRules, shape: boolean): readonly Path[] | null {
  let below: readonly Path[] = rows.at(-1)!.map((word) => [word.text]);
  for (let r = rows.length - 2; r >= 0; r--) {
    const joined = underRow(rows[r]!, below, modes[r]!, familiarity, rules, shape);
    if (!joined) return null;
    below = joined;
  }
  return below;
}

/**
 * Hang the paths of the lower rows under the words of a row: a word takes the next neighbouring paths, all of which
 * were seen under it, or is a column of its own (`spans`), or paths stay free between the groups (`floats`).
 */
function underRow(row: readonly Word[], below: readonly Path[], mode: Mode, familiarity: Familiarity, rules: FormRules, shape: boolean): readonly Path[] | null {
  type State = { score: number; paths: readonly Path[] } | null;
  // table[p]: the best reading of the words so far with the first p paths below.
  let table: State[] = [{ score: 0, paths: [] }, ...Array<State>(below.length).fill(null)];
  const better = (a: State, b: State): State => (!a || (b && b.score > a.score) ? b : a);
  const loosen = (states: State[]): State[] => {
    if (mode !== 'floats') return states;
    const free = [...states];
    for (let p = 0; p < below.length; p++) {
      const state = free[p];
      if (!state) continue;
      const path = below[p]!;
      free[p + 1] = better(free[p + 1]!, { score: state.score + familiarity(path) - 0.1, paths: [...state.paths, path] });
    }
    return free;
  };
  table = loosen(table);
  for (const word of row) {
    const next: State[] = Array<State>(below.length + 1).fill(null);
    const cell = headerWord(word.text);
    const children = rules.headerWords.get(cell)?.children;
    const anyChild = cell === ''; // a year alone
    for (let p = 0; p <= below.length; p++) {
      const state = table[p];
      if (!state) continue;
      if (mode === 'spans') next[p] = better(next[p]!, { score: state.score + familiarity([word.text]), paths: [...state.paths, [word.text]] });
      const byShape = shape && !NO_GROUP.test(word.text);
      if (!byShape && (!word.group || (!children && !anyChild))) continue;
      const overTotal = byShape && TOTAL.test(below[p]?.[0] ?? '');
      let { score } = state;
      const taken: Path[] = [];
      const seen = new Set<string>();
      for (let q = p; q < below.length; q++) {
        const path = below[q]!;
        const key = path.length === 1 && TOTAL.test(path[0]!) ? '合计' : path.join('/');
        if ((!anyChild && !overTotal && !children?.has(headerWord(path[0]!))) || seen.has(key)) break;
        seen.add(key);
        const full = [word.text, ...path];
        taken.push(full);
        score += familiarity(full) + 0.05 - (q > p && key === '合计' ? LATE : 0) + (shape ? SAME_LETTER * sameLetters(word.text, path[0]!) : 0);
        next[q + 1] = better(next[q + 1]!, { score: (q === p ? score - LONELY : score), paths: [...state.paths, ...taken] });
      }
    }
    table = loosen(next);
  }
  return table[below.length]?.paths ?? null;
}

const sameLetters = (a: string, b: string): number => {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
};

/** What is rare in print: totals behind their parts, columns alike, groups over one cell. */
const oddities = (paths: readonly Path[]): number => LATE * lateTotals(paths) + TWINS * twins(paths) + LONELY * lonely(paths);

/** Share of the columns that stand with others of their top cell. */
const grouped = (paths: readonly Path[]): number =>
  paths.filter((path, i) => path.length > 1 && (paths[i - 1]?.[0] === path[0] || paths[i + 1]?.[0] === path[0])).length / paths.length;

/** Groups over one cell. */
function lonely(paths: readonly Path[]): number {
  const cells = new Map<string, number>();
  for (const path of paths)
    for (let depth = 1; depth < path.length; depth++) {
      const group = path.slice(0, depth).join('/');
      cells.set(group, (cells.get(group) ?? 0) + 1);
    }
  const alone = paths.filter((path) => path.length > 1 && TOTAL.test(path.at(-1)!) && cells.get(path.slice(0, -1).join('/')) === 1).length;
  return [...cells.values()].filter((count) => count === 1).length + ALONE * alone;
}

/** Columns that repeat the path of another, and totals beside another total of the same group (合计 and 小计 of one 本年收入). */
function twins(paths: readonly Path[]): number {
  const seen = new Set<string>();
  let found = 0;
  for (const path of paths) {
    const key = TOTAL.test(path.at(-1)!) ? [...path.slice(0, -1), '合计'].join('/') : path.join('/');
    if (seen.has(key)) found++;
    seen.add(key);
  }
  return found;
}

/** 合计 or 小计 behind another column of the same group. */
export function lateTotals(paths: readonly Path[]): number {
  const seen = new Set<string>();
  let late = 0;
  for (const path of paths) {
    if (/^(?:合计|小计)$/.test(path.at(-1)!) && seen.has(path.slice(0, -1).join('/'))) late++;
    for (let depth = 0; depth < path.length; depth++) seen.add(path.slice(0, depth).join('/'));
  }
  return late;
}
