import type { Bits } from './raster.js';

/** Pictures are turned by at most this (degrees): beyond it a page was laid on the glass askew on purpose. */
const WIDEST = 4;
const COARSE = 0.25;
const FINE = 0.03;

/**
 * How far a page is turned, in degrees clockwise. Lines of text and rules fill few rows when they are level:
 * the angle at which the rows' ink varies most. Looks at no more than 150,000 points of ink.
 */
export function skewOf(bits: Bits): number {
  const { width, height, data } = bits;
  let ink = 0;
  for (let i = 0; i < data.length; i++) ink += data[i]!;
  if (ink < 200) return 0;
  const every = Math.max(1, Math.floor(ink / 150_000));
  const xs: number[] = [];
  const ys: number[] = [];
  let n = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] === 1 && n++ % every === 0) {
        xs.push(x - width / 2);
        ys.push(y);
      }
    }
  }
  const reach = Math.ceil(Math.tan((WIDEST * Math.PI) / 180) * width) + 2;
  const rows = new Float64Array(height + 2 * reach);
  const sharpness = (degrees: number): number => {
    rows.fill(0);
    const slope = Math.tan((degrees * Math.PI) / 180);
    for (let i = 0; i < xs.length; i++) {
      const y = ys[i]! - xs[i]! * slope + reach;
      const whole = Math.floor(y);
      const part = y - whole;
      rows[whole]! += 1 - part;
      rows[whole + 1]! += part;
    }
    let sum = 0;
    for (let i = 1; i < rows.length; i++) sum += (rows[i]! - rows[i - 1]!) ** 2;
    return sum;
  };
  const best = (from: number, to: number, step: number): number => {
    let at = from;
    let most = -1;
    for (let a = from; a <= to + 1e-9; a += step) {
      const s = sharpness(a);
      if (s > most) {
        most = s;
        at = a;
      }
    }
    return at;
  };
  const rough = best(-WIDEST, WIDEST, COARSE);
  return best(rough - COARSE, rough + COARSE, FINE);
}
