import type { Page } from '../model/page.js';
import type { Place } from '../model/place.js';
import { squeeze } from '../text/full-width.js';

/** A line of the document without white space, and where it stands. */
export interface PlainLine {
  readonly text: string;
  readonly place: Place;
}

/** Every line as it stands, in the order of the source; null where some page was not read as text: what is not seen may be there. */
export function linesOf(pages: readonly Page[]): PlainLine[] | null {
  if (pages.some((page) => page.scan !== undefined || page.textLayer !== undefined)) return null;
  return pages.flatMap((page) => page.lines.map((line) => ({ text: squeeze(line.text), place: line.place })).filter(({ text }) => text !== ''));
}

/** Lines joined, with a way back from a character to the place it stands in. */
export class JoinedText {
  readonly text: string;
  private readonly starts: readonly number[];

  constructor(private readonly lines: readonly PlainLine[]) {
    let at = 0;
    this.starts = lines.map(({ text }) => {
      const start = at;
      at += text.length;
      return start;
    });
    this.text = lines.map(({ text }) => text).join('');
  }

  placeAt(at: number): Place {
    let from = 0;
    let to = this.starts.length - 1;
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if (this.starts[middle]! <= at) from = middle;
      else to = middle - 1;
    }
    return this.lines[from]?.place ?? { page: 0, line: 0 };
  }
}
