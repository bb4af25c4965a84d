import type { Line } from '../model/page.js';
import type { Place } from '../model/place.js';

/** What parts a token from the one before it: a blank in the line, a line end, empty lines, a page end. */
export type Separator = 'space' | 'line' | 'blank' | 'page';

/** A blank-separated piece of a dump's line: the smallest thing that belongs to one cell. */
export interface Token {
  readonly text: string;
  readonly sep: Separator;
  /** Order of its line in the region. */
  readonly line: number;
  readonly place: Place;
}

/** The pieces of some lines in reading order. `pageStarts` are indexes of lines. */
export function tokensOf(lines: readonly Line[], pageStarts: readonly number[]): Token[] {
  const pages = new Set(pageStarts);
  const tokens: Token[] = [];
  for (const [i, line] of lines.entries()) {
    for (const [k, run] of line.runs.entries()) {
      const sep = k > 0 ? 'space' : pages.has(i) || isLostPageStart(line) ? 'page' : line.blankBefore > 2 ? 'page' : line.blankBefore > 0 ? 'blank' : 'line';
      tokens.push({ text: run.text, sep, line: i, place: run.place });
    }
  }
  return tokens;
}

/** A form feed that became a blank: one blank before the text, no empty line above (seeds/003…:362). */
const isLostPageStart = (line: Line): boolean => line.blankBefore === 0 && /^ [^ ]/.test(line.text);

/**
 * An answer that depends on a table's pieces and the place alone, kept for as long as the pieces are: headers and labels are asked
 * for at the same places by every reader of a form.
 */
export function keptBy<T, R extends object>(find: (tokens: readonly Token[], at: number, rules: R) => T): (tokens: readonly Token[], at: number, rules: R) => T {
  const kept = new WeakMap<readonly Token[], { readonly rules: R; readonly found: (T | undefined)[] }>();
  return (tokens, at, rules) => {
    let known = kept.get(tokens);
    if (known?.rules !== rules) kept.set(tokens, (known = { rules, found: [] }));
    const { found } = known;
    const answer = found[at];
    return answer !== undefined ? answer : (found[at] = find(tokens, at, rules));
  };
}

export const textOf = (tokens: readonly Token[], from: number, to: number): string => {
  let text = '';
  for (let i = from; i < to; i++) text += tokens[i]!.text;
  return text;
};

/** Width of a text in half columns: 2 for an ideograph or full-width mark, 1 for a Latin letter or digit. */
export function widthOf(text: string): number {
  let width = 0;
  for (const c of text) width += c.charCodeAt(0) > 0xff && c !== '“' && c !== '”' && c !== '—' && c !== '…' ? 2 : 1;
  return width;
}
