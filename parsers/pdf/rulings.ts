import type { Ruling } from '../../src/model/page.js';

/** Pieces of one line lie within this distance (points) across it: border pieces of neighbouring cells, double rules. */
const SAME_LINE = 1.2;
/** Gap (points) along the line that still joins two pieces: dashes, the corner between two cells' borders. */
const JOIN_GAP = 2.5;
/** Shorter rulings (points) are dots, ticks and bits of letters. */
const SHORTEST = 3;

/** Join the pieces that drawing programs make of one line. O(n log n); pages with thousands of pieces are common. */
export function joinRulings(pieces: readonly Ruling[]): Ruling[] {
  return [...joinAlong(pieces, true), ...joinAlong(pieces, false)];
}

function joinAlong(pieces: readonly Ruling[], horizontal: boolean): Ruling[] {
  const across = (r: Ruling) => (horizontal ? (r.y0 + r.y1) / 2 : (r.x0 + r.x1) / 2);
  const from = (r: Ruling) => (horizontal ? r.x0 : r.y0);
  const to = (r: Ruling) => (horizontal ? r.x1 : r.y1);
  const mine = pieces.filter((r) => r.horizontal === horizontal).sort((a, b) => across(a) - across(b));
  const out: Ruling[] = [];
  for (let i = 0; i < mine.length; ) {
    // A band: neighbours in order of position, each no further than SAME_LINE from the band's first.
    const first = across(mine[i]!);
    let end = i + 1;
    while (end < mine.length && across(mine[end]!) - first <= SAME_LINE) end++;
    const band = mine.slice(i, end).sort((a, b) => from(a) - from(b));
    let start = from(band[0]!);
    let stop = to(band[0]!);
    let sum = across(band[0]!) * Math.max(stop - start, 0.1);
    let weight = Math.max(stop - start, 0.1);
    const close = () => {
      if (stop - start < SHORTEST) return;
      const mid = sum / weight;
      out.push(horizontal ? { horizontal, x0: start, x1: stop, y0: mid - 0.25, y1: mid + 0.25 } : { horizontal, x0: mid - 0.25, x1: mid + 0.25, y0: start, y1: stop });
    };
    for (const piece of band.slice(1)) {
      if (from(piece) - stop > JOIN_GAP) {
        close();
        start = from(piece);
        stop = to(piece);
        sum = weight = 0;
      }
      const length = Math.max(to(piece) - from(piece), 0.1);
      sum += across(piece) * length;
      weight += length;
      stop = Math.max(stop, to(piece));
    }
    close();
    i = end;
  }
  return out;
}
