import { headerWord, type FormRules } from '../../rules/forms/forms.js';
import { groupBy } from '../model/group-by.js';
import type { Line } from '../model/page.js';
import type { Column } from '../model/table.js';
import { cutHeader } from './header-words.js';
import { unitsOf } from './proved.js';

/** Blanks that part two cells, whatever they hold. */
const GAP = 2;
/** Characters by which the lines of one cell may miss each other. */
const ASIDE = 1;

/** A text of a header line with the characters in front of it and behind it. */
interface Piece {
  readonly texts: readonly string[];
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** A cell, on the lines [first, last]; `depth`: cells above it. */
interface Cell {
  readonly texts: readonly string[];
  readonly from: number;
  readonly first: number;
  readonly last: number;
  depth: number;
  /** It stands above or below another cell. */
  readonly stacked: boolean;
}

/** A header put together: its texts line by line, and where each begins. */
export interface HeaderText {
  readonly lines: readonly (readonly string[])[];
  /** Characters in front of a text, for each time it is printed. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** The texts of a header, line by line, in the ways that it may be put together; as it stands first. */
export function headerTexts(lines: readonly Line[], rules: FormRules): HeaderText[] {
  const plain: HeaderText = { lines: lines.map((line) => line.runs.map(({ text }) => text)), places: new Map() };
  return lines.length < 2 || !lines.some(isLaidOut) ? [plain] : [plain, joinedCells(lines, rules), stackedCells(lines, rules)];
}

const placed = (rows: readonly (readonly { readonly texts: readonly string[]; readonly from: number }[])[]): HeaderText => ({
  lines: rows.map((row) => row.flatMap(({ texts }) => texts)),
  places: new Map([...groupBy(rows.flat(), ({ texts }) => texts.join(''))].map(([text, own]) => [text, own.map(({ from }) => from)])),
});

/** Cells of the top row in the order in which the columns below them stand; as given where some column's place is not known. */
export function byPlace(columns: readonly Column[], { places }: HeaderText): readonly Column[] {
  const units = unitsOf(columns).map(({ columns: own }) => {
    // 合计 is printed below several groups: its sisters tell where its own is.
    const telling = own.length > 1 ? own.filter(({ path }) => (places.get(path.at(-1)!)?.length ?? 0) === 1) : own;
    const from = telling.map(({ path }) => Math.min(...(places.get(path.at(-1)!) ?? [Number.NaN])));
    return { own, at: from.length === 0 ? Number.NaN : Math.min(...from) };
  });
  if (units.some(({ at }) => Number.isNaN(at))) return columns;
  return units.sort((a, b) => a.at - b.at).flatMap(({ own }) => own).map((column, index) => ({ ...column, index }));
}

/**
 * The cells of a header, row by row. Where a dump keeps the places of its texts, a cell that wraps stands above and below the line of those
 * that do not (事业单位 | 合计 基本支出 | 经营支出), and a group above its cells between the lines of the cells beside it. What stands
 * one below the other is one text, cut into cells by the words the rules know; the rows follow from what stands above what.
 */
function stackedCells(lines: readonly Line[], rules: FormRules): HeaderText {
  const cells = cellsOf(lines.map(piecesOf), rules);
  const middle = (cell: Cell): number => (cell.first + cell.last) / 2;
  const mean = (some: readonly Cell[]): number => some.reduce((sum, cell) => sum + middle(cell), 0) / some.length;
  // A cell with nothing above or below stands in the row of those it is level with: beside the lower ones, or in the middle of all rows.
  const below = cells.filter((cell) => cell.depth > 0);
  if (below.length > 0) {
    const height = (Math.min(...cells.map(({ first }) => first)) + Math.max(...cells.map(({ last }) => last))) / 2;
    const [low, deepest] = [mean(below.filter(({ depth }) => depth === 1)), Math.max(...below.map(({ depth }) => depth))];
    for (const cell of cells) {
      if (cell.stacked || cell.depth > 0) continue;
      const twin = below.find((each) => each.first === cell.first && each.last === cell.last);
      if (twin && Math.abs(middle(cell) - height) >= 0.5) cell.depth = twin.depth;
      else if (deepest === 1 && Math.abs(middle(cell) - low) < Math.abs(middle(cell) - height)) cell.depth = 1;
    }
  }
  const rows: Cell[][] = [];
  for (const cell of cells) (rows[cell.depth] ??= []).push(cell);
  return placed(rows.filter((row) => row !== undefined).map((row) => row.sort((a, b) => a.from - b.from)));
}

/** The line keeps the places of its texts. */
export const isLaidOut = (line: Line): boolean => /[^\s\u3000] {2,}[^\s\u3000]/.test(line.text) || (/^ {4,}/.test(line.text) && line.runs.length > 0);

/** The texts of a line, letters set apart by one blank (合 计) as one. */
function piecesOf(line: Line, n: number): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { text } of line.runs) {
    const from = line.text.indexOf(text, at);
    at = from + text.length;
    const left = pieces.at(-1);
    if (left && from - left.to < GAP && (text.length === 1 || left.texts.at(-1)!.length === 1)) pieces[pieces.length - 1] = { ...left, texts: [...left.texts, text], to: at };
    else pieces.push({ texts: [text], line: n, from, to: at });
  }
  return pieces;
}

const meet = (a: Piece, b: Piece): boolean => a.from < b.to + ASIDE && b.from < a.to + ASIDE;

function cellsOf(lines: readonly (readonly Piece[])[], rules: FormRules): Cell[] {
  const pieces = lines.flat();
  /** Texts on the nearest line above, or below, that has some in reach. */
  const next = (piece: Piece, step: 1 | -1): readonly Piece[] => {
    for (let n = piece.line + step; n >= 0 && n < lines.length; n += step) {
      const found = lines[n]!.filter((each) => meet(each, piece));
      if (found.length > 0) return found;
    }
    return [];
  };
  const cells: Cell[] = [];
  const depthAt = new Map<Piece, number>();
  const used = new Set<Piece>();
  for (const piece of pieces) {
    if (used.has(piece)) continue;
    const stack = [piece];
    for (let last = piece; ; last = stack.at(-1)!) {
      const below = next(last, 1);
      // A text over several is their group; one under several belongs to none of them.
      if (below.length !== 1 || used.has(below[0]!) || next(below[0]!, -1).length !== 1) break;
      stack.push(below[0]!);
    }
    for (const each of stack) used.add(each);
    const above = next(piece, -1);
    const base = above.length === 0 ? 0 : Math.max(...above.map((each) => (depthAt.get(each) ?? 0) + 1));
    const words = cutHeader(stack.map(({ texts }) => texts), rules);
    const grouped = next(stack.at(-1)!, 1).length > 0;
    const starts = [...words.map(({ line }) => line), stack.length];
    words.forEach((word, n) => {
      const first = stack[Math.max(0, word.line)]!;
      const last = stack[Math.max(word.line, Math.min(stack.length, starts[n + 1]!) - 1)]!;
      // Words of one line are cells side by side: the text is kept as it stands.
      if (n > 0 && words[n - 1]!.line === word.line) {
        const before = cells.at(-1)!;
        cells[cells.length - 1] = { ...before, texts: [...before.texts, word.text], last: last.line };
      } else cells.push({ texts: [word.text], from: Math.min(...stack.map(({ from }) => from)), first: first.line, last: last.line, depth: base + depthIn(words, n), stacked: grouped || above.length > 0 || words.some(({ line }) => line !== words[0]!.line) });
    });
    const deepest = cells.at(-1)!.depth;
    for (const each of stack) depthAt.set(each, deepest);
  }
  return cells;
}

/** Cells of a stack that begin above the n-th. */
const depthIn = (words: readonly { readonly line: number }[], n: number): number => new Set(words.slice(0, n).map(({ line }) => line).filter((line) => line !== words[n]!.line)).size;

/** The same by joining only what makes a word the rules know: the cell goes where it stands on the middle of its lines. */
function joinedCells(lines: readonly Line[], rules: FormRules): HeaderText {
  const pieces = lines.flatMap(piecesOf);
  const used = new Set<Piece>();
  const cells: { readonly piece: Piece; readonly at: number }[] = [];
  for (const piece of pieces) {
    if (used.has(piece)) continue;
    const cell = wholeCell(piece, pieces.filter((each) => !used.has(each)), rules);
    for (const each of cell) used.add(each);
    cells.push(cell.length === 1 ? { piece, at: piece.line } : { piece: joined(cell), at: (piece.line + cell.at(-1)!.line) / 2 });
  }
  const kept = [...new Set(cells.filter(({ at }) => Number.isInteger(at)).map(({ at }) => at))].sort((a, b) => a - b);
  // A cell of an even number of lines goes with the line next to its middle that has other cells.
  const lineOf = (at: number): number => (kept.length === 0 ? Math.floor(at) : kept.reduce((best, line) => (Math.abs(line - at) < Math.abs(best - at) ? line : best)));
  const byLine = groupBy(cells, ({ at }) => lineOf(at));
  return placed([...byLine].sort(([a], [b]) => a - b).map(([, own]) => own.map(({ piece }) => piece).sort((a, b) => a.from - b.from)));
}

/** Lines a cell of a header may have. */
const MOST_LINES = 4;
const textOf = (cell: readonly Piece[]): string => cell.flatMap(({ texts }) => texts).join('');
const joined = (cell: readonly Piece[]): Piece => ({ texts: [textOf(cell)], line: cell[0]!.line, from: Math.min(...cell.map(({ from }) => from)), to: Math.max(...cell.map(({ to }) => to)) });

/** Characters by which halves of a cell may miss each other where together they make a word: texts that stand close push each other aside. */
const PUSHED = 12;
const apartBy = (a: Piece, b: Piece): number => Math.max(0, a.from - b.to, b.from - a.to);

/** A text with those below it that make a known word with it; alone where none do. The fewest are taken, and of as many those that stand nearest. */
function wholeCell(first: Piece, pieces: readonly Piece[], rules: FormRules): readonly Piece[] {
  const word = (cell: readonly Piece[]) => rules.headerWords.get(headerWord(textOf(cell)));
  // 小计 below 基本支出 is a cell of its own.
  const isCell = (cell: readonly Piece[]): boolean => word(cell) !== undefined && !(cell.every((piece) => word([piece])) && (cell.length > 2 || word([cell[0]!])!.children.has(headerWord(textOf(cell.slice(1))))));
  let open: (readonly Piece[])[] = [[first]];
  for (let size = 2; size <= MOST_LINES && open.length > 0; size++) {
    open = open.flatMap((cell) => {
      const last = cell.at(-1)!;
      const begun = textOf(cell);
      const below = pieces.filter((piece) => piece.line > last.line && piece.line < last.line + MOST_LINES && apartBy(piece, last) <= PUSHED);
      return below.filter((piece) => wordStarts(begun + textOf([piece]), rules)).map((piece) => [...cell, piece]);
    });
    const off = (cell: readonly Piece[]): number => cell.slice(1).reduce((sum, piece, n) => sum + apartBy(piece, cell[n]!), 0);
    const whole = open.filter(isCell).sort((a, b) => off(a) - off(b));
    if (whole.length === 1 || (whole.length > 1 && off(whole[0]!) < off(whole[1]!))) return whole[0]!;
    if (whole.length > 1) return [first];
  }
  return [first];
}

/** Some word of headers begins so. */
function wordStarts(text: string, { headerWords }: FormRules): boolean {
  const begun = headerWord(text);
  for (const word of headerWords.keys()) if (word.startsWith(begun)) return true;
  return false;
}
