import type { Grey } from '../../parsers/ocr/raster.js';
import { rotate } from '../../parsers/ocr/raster.js';

/** What happens to a page between the printer and the file. Lengths are pixels. */
export interface Damage {
  /** Degrees clockwise. */
  readonly tilt?: number;
  /** Standard deviation of the blur. */
  readonly blur?: number;
  /** Standard deviation of the noise (grey levels of 255). */
  readonly noise?: number;
  /** The darkest fold's shadow (share of light it takes away). */
  readonly fold?: number;
  /** Strokes this much paler: a thin face, little toner. 0–1. */
  readonly thin?: number;
}

/** The same numbers for the same seed: mulberry32. */
export function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function degrade(page: Grey, damage: Damage, seed: number): Grey {
  const next = random(seed);
  let out = page;
  if (damage.thin) out = { ...out, data: out.data.map((v) => 255 - (255 - v) * (1 - damage.thin! * 0.6)) };
  if (damage.tilt) out = rotate(out, damage.tilt);
  if (damage.blur) out = blur(out, damage.blur);
  const data = Uint8Array.from(out.data);
  const { width, height } = out;
  const foldX = width * (0.3 + 0.4 * next());
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let v = data[y * width + x]! * 0.96;
      if (damage.fold) v *= 1 - damage.fold * Math.exp(-(((x - foldX) / (0.03 * width)) ** 2));
      if (damage.noise) v += damage.noise * 1.732 * (next() + next() - 1) * 1.414;
      data[y * width + x] = v < 0 ? 0 : v > 255 ? 255 : v;
    }
  }
  return { width, height, data };
}

function blur(page: Grey, sigma: number): Grey {
  const reach = Math.max(1, Math.ceil(2.5 * sigma));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const total = weights.reduce((a, b) => a + b, 0);
  const pass = (from: Uint8Array, w: number, h: number, step: number, limit: (x: number, y: number) => number): Uint8Array => {
    const to = new Uint8Array(from.length);
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        let sum = 0;
        const at = limit(x, y);
        for (let k = -reach; k <= reach; k++) {
          const ok = at + k >= 0 && at + k < (step === 1 ? w : h);
          sum += weights[k + reach]! * (ok ? from[y * w + x + k * step]! : 255);
        }
        to[y * w + x] = sum / total;
      }
    }
    return to;
  };
  const { width: w, height: h } = page;
  return { width: w, height: h, data: pass(pass(page.data, w, h, 1, (x) => x), w, h, w, (_, y) => y) };
}
