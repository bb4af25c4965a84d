import type { Ruling } from '../../src/model/page.js';
import { times, type Matrix } from './matrix.js';

/** The part of a pdf.js page and of its operator list that is read here; the engine is not named beyond pdf.ts and engine.ts. */
export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}
export type Ops = Readonly<Record<string, number>>;
export interface FontFace {
  readonly fontMatrix?: readonly number[];
  readonly vertical?: boolean;
}
export type FontLookup = (name: string) => FontFace | null;

/**
 * A drawn character with its em box: points, origin at the top left of the page as it is shown.
 * `base` is its baseline, `size` its font size as drawn, `direction` where its text runs to: 0 right, 1 down, 2 left,
 * 3 up, 4 slanted.
 */
export interface Glyph {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly base: number;
  readonly size: number;
  readonly direction: 0 | 1 | 2 | 3 | 4;
  /** False where the clip path or a white area over it hides it: a label wider than its cell, the part of a cell that stands on another page. */
  visible: boolean;
  /** Printed in the colour of the paper, or nearly, on nothing darker: white on white, a pale watermark. */
  faint: boolean;
  /** Drawn with no ink: the text layer that a scanner laid under its picture. */
  readonly inkless: boolean;
  /** The first that its operator shows: a program may begin a cell with it. */
  readonly first: boolean;
  /** What the page shows at the time: one object for all that is drawn under one clip path. */
  readonly clip: Readonly<Clip>;
}

/** What one page draws. `images` is the share of the page its pictures cover together (a scan may be cut into strips or tiles); `curves` counts curved paths. */
export interface Drawn {
  readonly glyphs: Glyph[];
  readonly rulings: Ruling[];
  readonly images: number;
  readonly curves: number;
}

/** A filled rectangle is a ruling up to this thickness (points) … */
const RULING_THICKNESS = 2.5;
/** … and if it is at least this many times as long as thick: shorter ones are dots and bullets. */
const RULING_RATIO = 3;
/** A stroke counts as horizontal or vertical when it leans by no more than this (points over its whole length). */
const STROKE_LEAN = 0.7;
/** A colour this light (each channel of 255) is paper: white rectangles are cell backgrounds, not rulings. */
const PAPER = 245;
/** Text is faint whose every channel is this light (of 255): black at a quarter of its strength is, yellow and blue are not. */
const FAINT = 180;
/** An area (points either way) that text can stand on, or be hidden under. */
const AREA = 3;
/** Ascent and descent of the em box in ems: CJK faces fill it, Latin digits stand on the same baseline. */
const ASCENT = 0.86;
const DESCENT = 0.14;
/** A glyph is hidden when its centre lies this far (points) outside the clip box. */
const CLIP_SLACK = 0.5;

interface Clip {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

interface State {
  ctm: Matrix;
  clip: Clip;
  font: FontFace | null;
  size: number;
  direction: 1 | -1;
  charSpacing: number;
  wordSpacing: number;
  hScale: number;
  leading: number;
  rise: number;
  mode: number;
  fillIsPaper: boolean;
  strokeIsPaper: boolean;
  /** The lightest the darkest channel of the fill colour can be, 0–255, and how opaque it is. */
  fillLight: number;
  fillAlpha: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const isMatrix = (value: unknown): value is readonly number[] =>
  (Array.isArray(value) || ArrayBuffer.isView(value)) && (value as ArrayLike<number>).length === 6;

/** The box of a rectangle after a map. */
function mapBox(m: Matrix, x0: number, y0: number, x1: number, y1: number): Clip {
  const ax = m[0] * x0 + m[2] * y0 + m[4];
  const ay = m[1] * x0 + m[3] * y0 + m[5];
  const bx = m[0] * x1 + m[2] * y1 + m[4];
  const by = m[1] * x1 + m[3] * y1 + m[5];
  if (m[1] === 0 && m[2] === 0) return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
  const cx = m[0] * x0 + m[2] * y1 + m[4];
  const cy = m[1] * x0 + m[3] * y1 + m[5];
  const dx = m[0] * x1 + m[2] * y0 + m[4];
  const dy = m[1] * x1 + m[3] * y0 + m[5];
  return { x0: Math.min(ax, bx, cx, dx), y0: Math.min(ay, by, cy, dy), x1: Math.max(ax, bx, cx, dx), y1: Math.max(ay, by, cy, dy) };
}

/** The darkest channel of a colour, 0–255; 0 for anything that is no plain colour. */
function lightOf(args: unknown): number {
  const colour: unknown = Array.isArray(args) ? args[0] : null;
  if (typeof colour !== 'string' || !/^#[0-9a-f]{6}$/i.test(colour)) return 0;
  const rgb = Number.parseInt(colour.slice(1), 16);
  return Math.min(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
}

/**
 * Walk a page's operator list once: the box of every glyph, every ruling.
 *
 * Text state, form XObjects, annotations and clip boxes are tracked as the PDF specification (ISO 32000-1, 8.4 and 9.4)
 * has them; getTextContent is not used because it glues neighbouring cells.
 * `viewport` maps PDF space to the page as shown (rotation included), in points, y downwards.
 */
export function readGlyphs(
  list: OperatorList,
  ops: Ops,
  fontOf: FontLookup,
  viewport: Matrix,
  width: number,
  height: number,
): Drawn {
  const glyphs: Glyph[] = [];
  const rulings: Ruling[] = [];
  let images = 0;
  let curves = 0;
  /** Areas that are not white: text on them may be. */
  const grounds: Clip[] = [];
  const shown = new Shown(glyphs);
  const paper: Clip = { x0: 0, y0: 0, x1: width, y1: height };
  let state: State = {
    ctm: viewport,
    clip: paper,
    font: null,
    size: 0,
    direction: 1,
    charSpacing: 0,
    wordSpacing: 0,
    hScale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
    fillIsPaper: false,
    strokeIsPaper: false,
    fillLight: 0,
    fillAlpha: 1,
  };
  const stack: State[] = [];
  let textMatrix: Matrix = IDENTITY;
  let lineX = 0;
  let lineY = 0;
  let x = 0;
  let y = 0;
  let clipPending = false;

  const push = () => stack.push({ ...state });
  const pop = () => {
    const last = stack.pop();
    if (last) state = last;
  };
  const move = (tx: number, ty: number) => {
    x = lineX += tx;
    y = lineY += ty;
  };
  const addRuling = (horizontal: boolean, box: Clip) => {
    const { clip } = state;
    const x0 = Math.max(box.x0, clip.x0 - 1);
    const x1 = Math.min(box.x1, clip.x1 + 1);
    const y0 = Math.max(box.y0, clip.y0 - 1);
    const y1 = Math.min(box.y1, clip.y1 + 1);
    if (horizontal ? x1 > x0 && y1 >= y0 : y1 > y0 && x1 >= x0) rulings.push({ horizontal, x0, y0, x1, y1 });
  };
  const addSegment = (ax: number, ay: number, bx: number, by: number) => {
    const m = state.ctm;
    const px = m[0] * ax + m[2] * ay + m[4];
    const py = m[1] * ax + m[3] * ay + m[5];
    const qx = m[0] * bx + m[2] * by + m[4];
    const qy = m[1] * bx + m[3] * by + m[5];
    const dx = Math.abs(px - qx);
    const dy = Math.abs(py - qy);
    if (dy <= STROKE_LEAN && dx > dy) addRuling(true, { x0: Math.min(px, qx), x1: Math.max(px, qx), y0: (py + qy) / 2, y1: (py + qy) / 2 });
    else if (dx <= STROKE_LEAN && dy > dx) addRuling(false, { x0: (px + qx) / 2, x1: (px + qx) / 2, y0: Math.min(py, qy), y1: Math.max(py, qy) });
  };
  const addFilled = (box: Clip) => {
    const w = box.x1 - box.x0;
    const h = box.y1 - box.y0;
    if (h <= RULING_THICKNESS && w >= h * RULING_RATIO && w > 1) addRuling(true, box);
    else if (w <= RULING_THICKNESS && h >= w * RULING_RATIO && h > 1) addRuling(false, box);
    else addGround(box);
  };
  const addGround = (box: Clip) => {
    const seen = overlapOf(box, state.clip);
    if (seen && seen.x1 - seen.x0 > AREA && seen.y1 - seen.y0 > AREA) grounds.push(seen);
  };
  const cover = (box: Clip) => {
    const seen = overlapOf(box, state.clip);
    if (seen && seen.x1 - seen.x0 > AREA && seen.y1 - seen.y0 > AREA) shown.cover(seen);
  };

  const path = (args: unknown) => {
    const [paint, data, minMax] = args as [number, [ArrayLike<number> | null] | null, ArrayLike<number> | null];
    const points = data?.[0] ?? null;
    if (clipPending) {
      clipPending = false;
      if (minMax) {
        const box = mapBox(state.ctm, minMax[0]!, minMax[1]!, minMax[2]!, minMax[3]!);
        const { clip } = state;
        state.clip = { x0: Math.max(clip.x0, box.x0), y0: Math.max(clip.y0, box.y0), x1: Math.min(clip.x1, box.x1), y1: Math.min(clip.y1, box.y1) };
      }
    }
    if (!points || paint === ops.endPath) return;
    const strokes = paint === ops.stroke || paint === ops.closeStroke;
    const both = paint === ops.fillStroke || paint === ops.eoFillStroke || paint === ops.closeFillStroke || paint === ops.closeEOFillStroke;
    const fills = both || paint === ops.fill || paint === ops.eoFill;
    const drawStroke = (strokes || both) && !state.strokeIsPaper;
    const drawFill = fills && !state.fillIsPaper;
    const whitens = fills && state.fillIsPaper && state.fillAlpha === 1;
    if (!drawStroke && !drawFill && !whitens) return;
    // One pass over the subpaths; a filled subpath is a ruling by its box, provided that it has no curves.
    let startX = 0;
    let startY = 0;
    let px = 0;
    let py = 0;
    let x0 = Infinity;
    let y0 = Infinity;
    let x1 = -Infinity;
    let y1 = -Infinity;
    let bent = false;
    let corners = 0;
    const close = () => {
      if (x1 >= x0 && drawFill) {
        if (bent) addGround(mapBox(state.ctm, x0, y0, x1, y1));
        else addFilled(mapBox(state.ctm, x0, y0, x1, y1));
      } else if (x1 >= x0 && whitens && !bent && corners <= 5) cover(mapBox(state.ctm, x0, y0, x1, y1));
      corners = 0;
      x0 = y0 = Infinity;
      x1 = y1 = -Infinity;
      bent = false;
    };
    const reach = (ax: number, ay: number) => {
      corners++;
      if (ax < x0) x0 = ax;
      if (ax > x1) x1 = ax;
      if (ay < y0) y0 = ay;
      if (ay > y1) y1 = ay;
    };
    for (let i = 0; i < points.length; ) {
      const op = points[i]!;
      if (op === 0) {
        close();
        startX = px = points[i + 1]!;
        startY = py = points[i + 2]!;
        reach(px, py);
        i += 3;
      } else if (op === 1) {
        const nx = points[i + 1]!;
        const ny = points[i + 2]!;
        if (drawStroke) addSegment(px, py, nx, ny);
        px = nx;
        py = ny;
        reach(px, py);
        i += 3;
      } else if (op === 2 || op === 3) {
        const n = op === 2 ? 5 : 3;
        px = points[i + n]!;
        py = points[i + n + 1]!;
        reach(px, py);
        bent = true;
        curves++;
        i += n + 2;
      } else {
        if (drawStroke && (px !== startX || py !== startY)) addSegment(px, py, startX, startY);
        px = startX;
        py = startY;
        i += 1;
      }
    }
    close();
  };

  const show = (args: unknown) => {
    const items = (args as [readonly (number | null | GlyphItem)[]])[0];
    const { font } = state;
    const unit = font?.fontMatrix?.[0] ?? 0.001;
    const advance = state.size * unit;
    const vertical = font?.vertical === true;
    const m = times(state.ctm, textMatrix);
    // Lengths of the text's own axes on the page.
    const scaleX = Math.hypot(m[0], m[1]);
    const scaleY = Math.hypot(m[2], m[3]);
    const size = state.size * scaleY;
    const direction = scaleX === 0 ? 4 : Math.abs(m[1]) <= 0.02 * scaleX ? (m[0] > 0 ? 0 : 2) : Math.abs(m[0]) <= 0.02 * scaleX ? (m[1] > 0 ? 1 : 3) : 4;
    let first = true;
    const faint = state.mode % 4 === 0 && 255 - state.fillAlpha * (255 - state.fillLight) >= FAINT;
    for (const item of items) {
      if (item === null) continue;
      if (typeof item === 'number') {
        const shift = (-item * state.size) / 1000;
        if (vertical) y += shift;
        else x += shift * state.hScale * state.direction;
        continue;
      }
      const spacing = (item.isSpace ? state.wordSpacing : 0) + state.charSpacing;
      let gx0 = x;
      let gw: number;
      let low = y + state.rise - DESCENT * state.size;
      let high = y + state.rise + ASCENT * state.size;
      if (vertical) {
        // A vertical face hangs its glyphs under the point, centred: metrics w1, v = (half the width, ascent).
        const step = Math.abs((item.vmetric ? item.vmetric[0]! : 1000) * advance) || state.size;
        gw = item.width * advance || state.size;
        gx0 = x - gw / 2;
        high = y;
        low = y - step;
        y -= step + spacing;
      } else {
        gw = item.width * advance * state.hScale;
        x += gw * state.direction + spacing * state.hScale;
        if (state.direction < 0) gx0 = x;
      }
      const text = item.unicode;
      if (text === undefined || BLANK.test(text)) continue;
      const box = mapBox(m, gx0, low, gx0 + gw, high);
      const cx = (box.x0 + box.x1) / 2;
      const cy = (box.y0 + box.y1) / 2;
      const { clip } = state;
      glyphs.push({
        text,
        x0: box.x0,
        x1: box.x1,
        y0: box.y0,
        y1: box.y1,
        base: m[1] * gx0 + m[3] * (y + state.rise) + m[5],
        size,
        direction,
        visible: cx >= clip.x0 - CLIP_SLACK && cx <= clip.x1 + CLIP_SLACK && cy >= clip.y0 - CLIP_SLACK && cy <= clip.y1 + CLIP_SLACK,
        inkless: state.mode === 3 || state.mode === 7,
        faint,
        first,
        clip,
      });
      first = false;
    }
  };

  const image = () => {
    const box = mapBox(state.ctm, 0, 0, 1, 1);
    const [x0, x1] = [Math.max(0, box.x0), Math.min(width, box.x1)];
    const [y0, y1] = [Math.max(0, box.y0), Math.min(height, box.y1)];
    if (x1 > x0 && y1 > y0) images += ((x1 - x0) * (y1 - y0)) / (width * height);
    // Some writers draw rules as stretched one-pixel pictures.
    addFilled(box);
  };

  const handlers = new Map<number, (args: any) => void>();
  const on = (name: string, handler: (args: any) => void) => {
    const op = ops[name];
    if (op !== undefined) handlers.set(op, handler);
  };
  on('save', push);
  on('restore', pop);
  on('transform', (m: number[]) => (state.ctm = times(state.ctm, m)));
  on('paintFormXObjectBegin', ([matrix, box]: [unknown, ArrayLike<number> | null]) => {
    push();
    if (isMatrix(matrix)) state.ctm = times(state.ctm, matrix);
    if (box) {
      const b = mapBox(state.ctm, box[0]!, box[1]!, box[2]!, box[3]!);
      const { clip } = state;
      state.clip = { x0: Math.max(clip.x0, b.x0), y0: Math.max(clip.y0, b.y0), x1: Math.min(clip.x1, b.x1), y1: Math.min(clip.y1, b.y1) };
    }
  });
  on('paintFormXObjectEnd', pop);
  on('beginGroup', push);
  on('endGroup', pop);
  on('beginAnnotation', ([, , transform, matrix]: [unknown, unknown, unknown, unknown]) => {
    push();
    state.ctm = viewport;
    state.clip = paper;
    if (isMatrix(transform)) state.ctm = times(state.ctm, transform);
    if (isMatrix(matrix)) state.ctm = times(state.ctm, matrix);
  });
  on('endAnnotation', pop);
  on('clip', () => (clipPending = true));
  on('eoClip', () => (clipPending = true));
  on('constructPath', path);
  on('beginText', () => {
    textMatrix = IDENTITY;
    x = y = lineX = lineY = 0;
  });
  on('setTextMatrix', ([m]: [Matrix]) => {
    textMatrix = m;
    x = y = lineX = lineY = 0;
  });
  on('moveText', ([tx, ty]: [number, number]) => move(tx, ty));
  on('setLeadingMoveText', ([tx, ty]: [number, number]) => {
    state.leading = ty;
    move(tx, ty);
  });
  on('nextLine', () => move(0, state.leading));
  on('setLeading', ([leading]: [number]) => (state.leading = -leading));
  on('setCharSpacing', ([n]: [number]) => (state.charSpacing = n));
  on('setWordSpacing', ([n]: [number]) => (state.wordSpacing = n));
  on('setHScale', ([n]: [number]) => (state.hScale = n / 100));
  on('setTextRise', ([n]: [number]) => (state.rise = n));
  on('setTextRenderingMode', ([n]: [number]) => (state.mode = n));
  on('setFont', ([name, size]: [string, number]) => {
    state.font = fontOf(name);
    state.direction = size < 0 ? -1 : 1;
    state.size = Math.abs(size);
  });
  on('setGState', ([entries]: [readonly (readonly [string, unknown])[]]) => {
    for (const [key, value] of entries) {
      if (key === 'ca' && typeof value === 'number') state.fillAlpha = value;
      if (key !== 'Font') continue;
      const [name, size] = value as [string, number];
      state.font = fontOf(name);
      state.size = Math.abs(size);
    }
  });
  on('showText', show);
  on('setFillRGBColor', (args: unknown) => {
    state.fillLight = lightOf(args);
    state.fillIsPaper = state.fillLight >= PAPER;
  });
  on('setStrokeRGBColor', (args: unknown) => (state.strokeIsPaper = lightOf(args) >= PAPER));
  on('setFillColorN', () => {
    state.fillLight = 0;
    state.fillIsPaper = false;
  });
  on('shadingFill', () => addGround(paper));
  on('setStrokeColorN', () => (state.strokeIsPaper = false));
  for (const name of ['paintImageXObject', 'paintInlineImageXObject', 'paintImageMaskXObject', 'paintSolidColorImageMask', 'paintJpegXObject']) on(name, image);

  for (let i = 0; i < list.fnArray.length; i++) handlers.get(list.fnArray[i]!)?.(list.argsArray[i]);
  unlessGrounded(glyphs, grounds);
  return { glyphs, rulings, images, curves };
}

const overlapOf = (a: Clip, b: Clip): Clip | null => {
  const box = { x0: Math.max(a.x0, b.x0), y0: Math.max(a.y0, b.y0), x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1) };
  return box.x1 > box.x0 && box.y1 > box.y0 ? box : null;
};

/** Light text on an area that is not white is not faint. Pages with more of both than can be compared keep all their text. */
function unlessGrounded(glyphs: readonly Glyph[], grounds: readonly Clip[]): void {
  const pale = glyphs.filter((glyph) => glyph.faint);
  const spared = pale.length * grounds.length > MOST_COMPARED;
  for (const glyph of pale) {
    const x = (glyph.x0 + glyph.x1) / 2;
    const y = (glyph.y0 + glyph.y1) / 2;
    if (spared || grounds.some((box) => x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1)) glyph.faint = false;
  }
}
const MOST_COMPARED = 2_000_000;

/** Glyphs by where they stand, so that an area drawn over them is told from one drawn before them. Sorted when the first area asks. */
class Shown {
  readonly #glyphs: readonly Glyph[];
  readonly #rows = new Map<number, Glyph[]>();
  #sorted = 0;

  constructor(glyphs: readonly Glyph[]) {
    this.#glyphs = glyphs;
  }

  /** A white area hides what was drawn under it, once. */
  cover(box: Clip): void {
    for (; this.#sorted < this.#glyphs.length; this.#sorted++) {
      const glyph = this.#glyphs[this.#sorted]!;
      const row = Math.floor((glyph.y0 + glyph.y1) / 2 / ROW);
      const there = this.#rows.get(row);
      if (there) there.push(glyph);
      else this.#rows.set(row, [glyph]);
    }
    const [from, to] = [Math.floor(box.y0 / ROW), Math.floor(box.y1 / ROW)];
    const rows = to - from > this.#rows.size ? [...this.#rows.keys()].filter((row) => row >= from && row <= to) : Array.from({ length: to - from + 1 }, (_, k) => from + k);
    for (const row of rows) {
      const there = this.#rows.get(row);
      if (!there) continue;
      for (let i = there.length - 1; i >= 0; i--) {
        const glyph = there[i]!;
        const x = (glyph.x0 + glyph.x1) / 2;
        const y = (glyph.y0 + glyph.y1) / 2;
        if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) continue;
        glyph.visible = false;
        there[i] = there[there.length - 1]!;
        there.pop();
      }
    }
  }
}
/** Height (points) of the rows that glyphs are sorted into. */
const ROW = 4;

interface GlyphItem {
  readonly unicode?: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric?: readonly number[] | null;
}

const BLANK = /^[\s\u3000\u00A0\u200B]*$/;
