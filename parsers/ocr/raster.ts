/** A grey picture, a byte a pixel, row by row from the top: 0 is black ink, 255 white paper. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A black-and-white picture, a byte a pixel: 1 is ink. */
export type Bits = Grey;

export const blank = (width: number, height: number, value = 255): Grey => ({ width, height, data: new Uint8Array(width * height).fill(value) });

/** A rectangle of pixels: x1 and y1 are outside. */
export interface Area {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Side of the blocks the paper's brightness is measured in (inches): paper shows between strokes, and a fold's shadow is wider. */
const BLOCK = 0.14;
/** A shadow leaves this share of the light that falls beside it; a darker block is ink. */
const DARKEST_SHADOW = 0.62;
/** Share of a block's pixels that are darker than its paper, at most. */
const PAPER_RANK = 0.85;

/**
 * Paper made white everywhere: shadows of folds, grey lids and tinted cells are divided out.
 * The paper's brightness is a high percentile of each block, taken as the brightest of its neighbours, blended between them.
 */
export function flatten(grey: Grey, dpi: number): Grey {
  const { width, height, data } = grey;
  const side = Math.max(8, Math.round(BLOCK * dpi));
  const cols = Math.max(1, Math.ceil(width / side));
  const rows = Math.max(1, Math.ceil(height / side));
  const paper = new Float32Array(cols * rows);
  const histogram = new Uint32Array(256);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      histogram.fill(0);
      const y1 = Math.min(height, (r + 1) * side);
      const x1 = Math.min(width, (c + 1) * side);
      let n = 0;
      for (let y = r * side; y < y1; y += 2) {
        for (let x = c * side; x < x1; x += 2) {
          histogram[data[y * width + x]!]!++;
          n++;
        }
      }
      let seen = 0;
      let v = 0;
      while (v < 255 && seen + histogram[v]! < PAPER_RANK * n) seen += histogram[v++]!;
      paper[r * cols + c] = v;
    }
  }
  // A block filled by ink (a bar of a chart, a picture) borrows the paper beside it, unless all around is dark too.
  const wide = new Float32Array(paper.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      let best = 0;
      for (let dr = -1; dr <= 1; dr++) for (let dc = -1; dc <= 1; dc++) {
        const rr = r + dr;
        const cc = c + dc;
        if (rr >= 0 && rr < rows && cc >= 0 && cc < cols) best = Math.max(best, paper[rr * cols + cc]!);
      }
      wide[r * cols + c] = Math.max(paper[r * cols + c]!, DARKEST_SHADOW * best, 40);
    }
  }
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const fy = Math.min(rows - 1, Math.max(0, (y - side / 2) / side));
    const r0 = Math.floor(fy);
    const r1 = Math.min(rows - 1, r0 + 1);
    const wy = fy - r0;
    for (let x = 0; x < width; x++) {
      const fx = Math.min(cols - 1, Math.max(0, (x - side / 2) / side));
      const c0 = Math.floor(fx);
      const c1 = Math.min(cols - 1, c0 + 1);
      const wx = fx - c0;
      const p = (wide[r0 * cols + c0]! * (1 - wx) + wide[r0 * cols + c1]! * wx) * (1 - wy) + (wide[r1 * cols + c0]! * (1 - wx) + wide[r1 * cols + c1]! * wx) * wy;
      const v = (data[y * width + x]! * 250) / p;
      out[y * width + x] = v > 255 ? 255 : v;
    }
  }
  return { width, height, data: out };
}

/** Otsu's threshold: the grey that parts ink from paper with the least variance inside the two. 0–255. */
export function otsu(grey: Grey): number {
  const histogram = new Float64Array(256);
  for (const v of grey.data) histogram[v]!++;
  const total = grey.data.length;
  let sum = 0;
  for (let v = 0; v < 256; v++) sum += v * histogram[v]!;
  let below = 0;
  let belowSum = 0;
  let best = -1;
  let at = 128;
  for (let v = 0; v < 256; v++) {
    below += histogram[v]!;
    if (below === 0) continue;
    const above = total - below;
    if (above === 0) break;
    belowSum += v * histogram[v]!;
    const gap = belowSum / below - (sum - belowSum) / above;
    const between = below * above * gap * gap;
    if (between > best) {
      best = between;
      at = v;
    }
  }
  return at;
}

/** The palest grey that is not yet the paper's own noise: thin strokes down to here are ink. Never below `level`. */
export function palest(grey: Grey, level: number, paler: number): number {
  const histogram = new Float64Array(256);
  for (const v of grey.data) histogram[v]!++;
  let paper = 255;
  for (let v = 255; v > level; v--) if (histogram[v]! > histogram[paper]!) paper = v;
  let above = 0;
  for (let v = paper; v < 256; v++) above += histogram[v]!;
  // As many pixels lie below the paper's grey as above it: 68 of 100 of them within one standard deviation.
  let below = 0;
  let spread = 0;
  while (paper - spread > level && below < 0.68 * above) below += histogram[paper - spread++]!;
  return Math.max(level, Math.min(level + paler, paper - NOISE_REACH * spread));
}

/** Noise reaches this many standard deviations below the paper's grey. */
const NOISE_REACH = 4;

export function threshold(grey: Grey, level: number): Bits {
  const data = new Uint8Array(grey.data.length);
  for (let i = 0; i < data.length; i++) data[i] = grey.data[i]! <= level ? 1 : 0;
  return { width: grey.width, height: grey.height, data };
}

/** Turned about its middle, white beyond the edges. `degrees` is clockwise as seen; the size stays. Bilinear. */
export function rotate(grey: Grey, degrees: number): Grey {
  const { width, height, data } = grey;
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const cx = (width - 1) / 2;
  const cy = (height - 1) / 2;
  const out = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    let sx = cx + cos * -cx + sin * (y - cy);
    let sy = cy - sin * -cx + cos * (y - cy);
    for (let x = 0; x < width; x++, sx += cos, sy -= sin) {
      const ix = Math.floor(sx);
      const iy = Math.floor(sy);
      if (ix < 0 || iy < 0 || ix >= width - 1 || iy >= height - 1) continue;
      const wx = sx - ix;
      const wy = sy - iy;
      const at = iy * width + ix;
      out[y * width + x] = (data[at]! * (1 - wx) + data[at + 1]! * wx) * (1 - wy) + (data[at + width]! * (1 - wx) + data[at + width + 1]! * wx) * wy + 0.5;
    }
  }
  return { width, height, data: out };
}

/** Turned by quarter turns clockwise. */
export function quarterTurns(grey: Grey, turns: number): Grey {
  const n = ((turns % 4) + 4) % 4;
  if (n === 0) return grey;
  const { width: w, height: h, data } = grey;
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const v = data[y * w + x]!;
      if (n === 1) out[x * h + (h - 1 - y)] = v;
      else if (n === 2) out[(h - 1 - y) * w + (w - 1 - x)] = v;
      else out[(w - 1 - x) * h + y] = v;
    }
  }
  return n === 2 ? { width: w, height: h, data: out } : { width: h, height: w, data: out };
}

export function transpose(bits: Bits): Bits {
  const { width: w, height: h, data } = bits;
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) out[x * h + y] = data[y * w + x]!;
  return { width: h, height: w, data: out };
}

/** The part of a picture inside an area, clipped to the picture. */
export function crop(grey: Grey, area: Area): Grey {
  const x0 = Math.max(0, Math.floor(area.x0));
  const y0 = Math.max(0, Math.floor(area.y0));
  const x1 = Math.min(grey.width, Math.ceil(area.x1));
  const y1 = Math.min(grey.height, Math.ceil(area.y1));
  const width = Math.max(1, x1 - x0);
  const height = Math.max(1, y1 - y0);
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height && y0 + y < grey.height; y++) data.set(grey.data.subarray((y0 + y) * grey.width + x0, (y0 + y) * grey.width + x0 + width), y * width);
  return { width, height, data };
}

/** Share of a line's pixels that are its full ink; and the grey that counts as paper at the latest. */
const FULL_INK = 0.01;
const PAPER_FROM = 225;

/** The whole range from black to white used: pale print made black. */
export function stretched(grey: Grey): Grey {
  const histogram = new Uint32Array(256);
  for (const v of grey.data) histogram[v]!++;
  let dark = 0;
  for (let seen = histogram[0]!; dark < 255 && seen <= FULL_INK * grey.data.length; ) seen += histogram[++dark]!;
  const range = Math.max(60, PAPER_FROM - dark);
  return { ...grey, data: grey.data.map((v) => Math.max(0, Math.min(255, ((v - dark) * 255) / range))) };
}

/** Another size: bilinear, after averaging where it shrinks by more than a half. */
export function resize(grey: Grey, width: number, height: number): Grey {
  let from = grey;
  while (from.width >= 2 * width && from.height >= 2 * height) from = halve(from);
  const { width: w, height: h, data } = from;
  if (w === width && h === height) return from;
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const sy = Math.min(h - 1, Math.max(0, ((y + 0.5) * h) / height - 0.5));
    const y0 = Math.floor(sy);
    const y1 = Math.min(h - 1, y0 + 1);
    const wy = sy - y0;
    for (let x = 0; x < width; x++) {
      const sx = Math.min(w - 1, Math.max(0, ((x + 0.5) * w) / width - 0.5));
      const x0 = Math.floor(sx);
      const x1 = Math.min(w - 1, x0 + 1);
      const wx = sx - x0;
      out[y * width + x] = (data[y0 * w + x0]! * (1 - wx) + data[y0 * w + x1]! * wx) * (1 - wy) + (data[y1 * w + x0]! * (1 - wx) + data[y1 * w + x1]! * wx) * wy + 0.5;
    }
  }
  return { width, height, data: out };
}

function halve(grey: Grey): Grey {
  const width = grey.width >> 1;
  const height = grey.height >> 1;
  const { data } = grey;
  const w = grey.width;
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * w + 2 * x;
      out[y * width + x] = (data[at]! + data[at + 1]! + data[at + w]! + data[at + w + 1]! + 2) >> 2;
    }
  }
  return { width, height, data: out };
}
