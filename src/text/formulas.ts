import type { Line } from '../model/page.js';
import type { Formula } from '../model/table.js';
import { squeeze } from './full-width.js';

/** 1栏各行＝（2+3+4）栏各行; 27行＝（1+2+…+8）行; 6栏各行＝（1＋2－3）栏各行; 9栏=（10+11）栏. */
const EQUATION = /(\d{1,3})(栏|行)(?:各行|各栏)?[=＝][（(]?([\d+＋\-－—…．.·]+)[)）]?(?:栏|行)?/g;

/** The equations printed in the notes of a table, in print order. A `…` stands for the numbers between its neighbours. */
export function formulasOf(notes: readonly Line[]): Formula[] {
  const formulas: Formula[] = [];
  // Equations may be broken over lines: join, and remember which line a position came from.
  const text = notes.map((line) => squeeze(line.text)).join('');
  const starts: number[] = [];
  let at = 0;
  for (const line of notes) {
    starts.push(at);
    at += squeeze(line.text).length;
  }
  for (const match of text.matchAll(EQUATION)) {
    const terms = termsOf(match[3]!);
    if (!terms) continue;
    let n = starts.length - 1;
    while (n > 0 && starts[n]! > match.index) n--;
    formulas.push({ axis: match[2] === '栏' ? 'column' : 'row', left: Number(match[1]), terms, printed: match[0], place: notes[n]!.place });
  }
  return formulas;
}

/** Rows and columns are numbered with three digits at most: what is longer is a figure that a damaged note ran into. */
const HIGHEST = 999;

function termsOf(text: string): Formula['terms'] | null {
  const terms: { sign: 1 | -1; ref: number }[] = [];
  let sign: 1 | -1 = 1;
  let gap = false;
  for (const [piece] of text.matchAll(/\d+|[+＋]|[-－—]|[…．.·]+/g)) {
    if (/[+＋]/.test(piece)) sign = 1;
    else if (/[-－—]/.test(piece)) sign = -1;
    else if (/\d/.test(piece)) {
      const ref = Number(piece);
      if (ref > HIGHEST || terms.length > HIGHEST) return null;
      if (gap) for (let r = terms.at(-1)!.ref + 1; r < ref; r++) terms.push({ sign: 1, ref: r });
      gap = false;
      terms.push({ sign, ref });
    } else if (terms.length > 0) gap = true;
    else return null;
  }
  return terms.length >= 2 && !gap ? terms : null;
}
