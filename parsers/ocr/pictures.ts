import { createRequire } from 'node:module';
import { engineOptions, loadEngine, type Engine } from '../pdf/engine.js';
import { times, type Matrix } from '../pdf/matrix.js';
import { blank, type Grey } from './raster.js';

/**
 * A page as a picture. `grey` is what is seen; `noRed` the same with red ink made paper (seals, stamps), null where the
 * page has no red. Sizes of the page in points; `dpi` is pixels of the picture to an inch of the page.
 */
export interface PagePicture {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly grey: Grey;
  readonly noRed: Grey | null;
  /** Share of the page (0–1) whose picture cannot be decoded: white here. */
  readonly lost: number;
}

/** Why no picture of a page can be had, for the message. */
export interface NoPicture {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly why: string;
}

/** Finer pictures are averaged down to this: characters of 9 points are 38 pixels high then. */
const FINEST = 300;
/** Pages without a picture are drawn at this (dots to the inch). */
const DRAWN = 200;
/** A picture counts when it covers this share of the page; all that do are put together (strips, tiles). */
const COUNTS = 0.002;
/** The pictures of a page must cover this share of it together; else it is drawn. */
const ENOUGH = 0.3;
/** Red ink: the red channel is brighter than both others by this (of 255). */
const RED = 10;
const FEW_RED = 200;
/** Darker than this (red channel), there is black print under the red ink. */
const UNDER_RED = 140;

/** Decoded pixels as pdf.js hands them over: kind 1 = 1 bit a pixel, 2 = RGB, 3 = RGBA. */
interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

interface Placed {
  readonly image: Decoded;
  /** Unit square → page in points, origin at the top left. */
  readonly matrix: Matrix;
  /** The ink of a stencil, which is painted where its bits are 0; null for a picture. */
  readonly ink: Rgb | null;
}

type Rgb = readonly [number, number, number];
const BLACK: Rgb = [0, 0, 0];

/**
 * The pictures of the pages named, one at a time, so that memory does not grow with their number.
 * The page's image objects are taken as they are (JPEG, JPX, JBIG2, CCITT, Flate); pages without any, or whose letters are
 * drawn as outlines or in undecodable fonts, are drawn when @napi-rs/canvas is installed.
 */
export async function* readPictures(bytes: Uint8Array, wanted: readonly number[], drawn: ReadonlySet<number> = new Set()): AsyncGenerator<PagePicture | NoPicture> {
  const { engine, folder } = await loadEngine();
  const task = engine.getDocument(engineOptions(bytes, folder));
  try {
    const doc = await task.promise;
    for (const number of wanted) {
      const page = await doc.getPage(number);
      const view = page.getViewport({ scale: 1 });
      const place = { page: number, width: view.width, height: view.height };
      try {
        let found: Seen | string | null = null;
        if (!drawn.has(number)) found = await fromImages(page, engine.OPS as unknown as Record<string, number>, view.transform as unknown as Matrix, view.width, view.height);
        found ??= await draw(page, view.width, view.height);
        yield typeof found === 'string' ? { ...place, why: found } : { ...place, ...found };
      } catch (cause) {
        yield { ...place, why: `its picture cannot be decoded (${cause instanceof Error ? cause.message : String(cause)})` };
      }
      page.cleanup();
    }
  } finally {
    await task.destroy();
  }
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<Engine['getDocument']>['promise']>['getPage']>>;

type Seen = Pick<PagePicture, 'grey' | 'noRed' | 'dpi' | 'lost'>;

/** The image objects a page paints, put together; null when they cover too little of it, words where they should but cannot be decoded. */
async function fromImages(page: PdfPage, ops: Record<string, number>, viewport: Matrix, width: number, height: number): Promise<Seen | string | null> {
  const list = await page.getOperatorList();
  const placed: Placed[] = [];
  let ctm = viewport;
  let ink = BLACK;
  let lost = 0;
  const stack: { ctm: Matrix; ink: Rgb }[] = [];
  const share = (m: Matrix): number => Math.abs(m[0] * m[3] - m[1] * m[2]) / (width * height);
  const object = (id: string): Promise<Decoded | null> =>
    new Promise((done) => {
      const store = id.startsWith('g_') ? page.commonObjs : page.objs;
      store.get(id, (value: unknown) => done(value as Decoded | null));
    });
  const place = (image: Decoded | null, stencil: Rgb | null): void => {
    if (image?.data) placed.push({ image, matrix: ctm, ink: stencil });
    else lost += share(ctm);
  };
  for (let i = 0; i < list.fnArray.length; i++) {
    const op = list.fnArray[i]!;
    const args = list.argsArray[i] as unknown[] | null;
    if (op === ops.save || op === ops.beginGroup) stack.push({ ctm, ink });
    else if (op === ops.restore || op === ops.endGroup || op === ops.paintFormXObjectEnd) ({ ctm, ink } = stack.pop() ?? { ctm: viewport, ink: BLACK });
    else if (op === ops.transform) ctm = times(ctm, args as number[]);
    else if (op === ops.setFillRGBColor) ink = colourOf(args![0]);
    else if (op === ops.paintFormXObjectBegin) {
      stack.push({ ctm, ink });
      const matrix = args?.[0] as number[] | null;
      if (matrix) ctm = times(ctm, matrix);
    } else if (op === ops.paintImageXObject) place(await object(args![0] as string), null);
    else if (op === ops.paintInlineImageXObject) place(args![0] as Decoded, null);
    else if (op === ops.paintImageMaskXObject) {
      const given = args![0] as Decoded & { data?: unknown };
      const image = typeof given.data === 'string' ? await object(given.data) : given;
      place(image && { ...image, width: given.width, height: given.height, kind: 1 }, ink);
    }
  }
  const counted = placed.filter(({ matrix }) => share(matrix) >= COUNTS);
  const covered = counted.reduce((sum, { matrix }) => sum + share(matrix), 0);
  if (covered < ENOUGH) return lost >= ENOUGH - covered ? UNDECODABLE : null;
  const resolution = Math.max(...counted.map(({ image, matrix }) => (image.width / Math.hypot(matrix[0], matrix[1])) * 72));
  const dpi = Math.min(FINEST, Math.max(50, resolution));
  const w = Math.round((width * dpi) / 72);
  const h = Math.round((height * dpi) / 72);
  const grey = blank(w, h);
  const noRed = blank(w, h);
  let red = 0;
  for (const each of counted) red += paint(each, grey, noRed, dpi);
  return { grey, noRed: red >= FEW_RED ? noRed : null, dpi, lost: Math.min(1, lost) };
}

const UNDECODABLE = 'its picture is damaged, or encoded in a way that cannot be decoded. Scan it again, or save the page as PNG or TIFF and convert that';

/** A fill colour as pdf.js hands it over: #rrggbb. */
function colourOf(given: unknown): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(String(given));
  return hex ? [parseInt(hex[1]!, 16), parseInt(hex[2]!, 16), parseInt(hex[3]!, 16)] : BLACK;
}

/** Side of the blocks in which red ink is looked for (inches), and the size of a seal: 38–58 mm, cut by an edge at times. */
const RED_BLOCK = 0.12;
const SEAL = { least: 0.7, most: 2.8 };

/** The page without its seals. Other red ink is text (the head of an official letter) and stays. */
export function withoutSeals({ grey, noRed, dpi }: Pick<PagePicture, 'grey' | 'noRed' | 'dpi'>): Grey {
  if (!noRed) return grey;
  const side = Math.max(4, Math.round(RED_BLOCK * dpi));
  const cols = Math.ceil(grey.width / side);
  const rows = Math.ceil(grey.height / side);
  const count = new Uint16Array(cols * rows);
  for (let y = 0; y < grey.height; y++) {
    for (let x = 0; x < grey.width; x++) {
      const at = y * grey.width + x;
      if (noRed.data[at]! > grey.data[at]! + 20) count[Math.floor(y / side) * cols + Math.floor(x / side)]!++;
    }
  }
  const seen = new Uint8Array(cols * rows);
  const data = Uint8Array.from(grey.data);
  for (let start = 0; start < count.length; start++) {
    if (seen[start] === 1 || count[start]! < 4) continue;
    const group = [start];
    seen[start] = 1;
    let c0 = cols;
    let c1 = 0;
    let r0 = rows;
    let r1 = 0;
    for (let i = 0; i < group.length; i++) {
      const r = Math.floor(group[i]! / cols);
      const c = group[i]! % cols;
      c0 = Math.min(c0, c);
      c1 = Math.max(c1, c + 1);
      r0 = Math.min(r0, r);
      r1 = Math.max(r1, r + 1);
      for (let rr = Math.max(0, r - 1); rr <= Math.min(rows - 1, r + 1); rr++) {
        for (let cc = Math.max(0, c - 1); cc <= Math.min(cols - 1, c + 1); cc++) {
          const k = rr * cols + cc;
          if (seen[k] === 0 && count[k]! >= 4) {
            seen[k] = 1;
            group.push(k);
          }
        }
      }
    }
    const w = ((c1 - c0) * side) / dpi;
    const h = ((r1 - r0) * side) / dpi;
    // Taller than a line of text: a seal, whole or cut; a line of red text is flat.
    if (h < SEAL.least || Math.max(w, h) > SEAL.most * 1.5 || w > 3 * h) continue;
    for (let y = r0 * side; y < Math.min(grey.height, r1 * side); y++) data.set(noRed.data.subarray(y * grey.width + c0 * side, y * grey.width + Math.min(grey.width, c1 * side)), y * grey.width + c0 * side);
  }
  return { width: grey.width, height: grey.height, data };
}

/** Paint one picture over what is there; returns how many red pixels it has. Averages where it is finer than the target. */
function paint({ image, matrix, ink }: Placed, grey: Grey, noRed: Grey, dpi: number): number {
  const { width: sw, height: sh, data, kind } = image;
  if (!data) return 0;
  const bytes = kind === 3 ? 4 : kind === 2 ? 3 : 0;
  const stride = (sw + 7) >> 3;
  const grain = kind === undefined || kind === 0 ? data.length / (sw * sh) : 0;
  const inkGrey = ink ? greyOf(ink[0], ink[1], ink[2]) : 0;
  const inkNoRed = ink ? withoutRed(ink[0], ink[1], ink[2], inkGrey) : 0;
  // Target pixel → source pixel, an affine map; the unit square has its origin at the picture's lower left corner.
  const scale = dpi / 72;
  const m = matrix.map((v) => v * scale) as unknown as Matrix;
  const det = m[0] * m[3] - m[1] * m[2];
  const ua = m[3] / det;
  const ub = -m[2] / det;
  const va = -m[1] / det;
  const vb = m[0] / det;
  const xs = [m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]];
  const ys = [m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]];
  const x0 = Math.max(0, Math.floor(Math.min(...xs)));
  const x1 = Math.min(grey.width, Math.ceil(Math.max(...xs)));
  const y0 = Math.max(0, Math.floor(Math.min(...ys)));
  const y1 = Math.min(grey.height, Math.ceil(Math.max(...ys)));
  const shrink = Math.max(Math.hypot(ua, ub) * sw, Math.hypot(va, vb) * sh);
  const n = Math.max(1, Math.min(4, Math.round(shrink)));
  let reds = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      let sum = 0;
      let sumNoRed = 0;
      let opaque = 0;
      let count = 0;
      for (let j = 0; j < n; j++) {
        for (let i = 0; i < n; i++) {
          const px = x + (i + 0.5) / n - m[4];
          const py = y + (j + 0.5) / n - m[5];
          const sx = Math.floor((ua * px + ub * py) * sw);
          const sy = Math.floor((1 - (va * px + vb * py)) * sh);
          if (sx < 0 || sy < 0 || sx >= sw || sy >= sh) continue;
          count++;
          if (bytes > 0) {
            const at = (sy * sw + sx) * bytes;
            const r = data[at]!;
            const g = data[at + 1]!;
            const b = data[at + 2]!;
            const v = greyOf(r, g, b);
            const alpha = bytes === 4 ? data[at + 3]! / 255 : 1;
            sum += v * alpha;
            sumNoRed += withoutRed(r, g, b, v) * alpha;
            opaque += alpha;
          } else {
            const v = grain >= 1 ? data[sy * sw + sx]! : (data[sy * stride + (sx >> 3)]! >> (7 - (sx & 7))) & 1 ? 255 : 0;
            if (!ink) {
              sum += v;
              sumNoRed += v;
              opaque++;
            } else if (v < 128) {
              sum += inkGrey;
              sumNoRed += inkNoRed;
              opaque++;
            }
          }
        }
      }
      if (opaque === 0) continue;
      const at = y * grey.width + x;
      const under = count - opaque;
      const v = (sum + grey.data[at]! * under) / count;
      const w = (sumNoRed + noRed.data[at]! * under) / count;
      if (w > v + 20) reds++;
      grey.data[at] = v;
      noRed.data[at] = w;
    }
  }
  return reds;
}

const greyOf = (r: number, g: number, b: number): number => (r * 77 + g * 151 + b * 28) >> 8;
/** The grey with red ink made paper. The edge of a stroke is a mixture of red and paper: pushed all the way to paper. */
const withoutRed = (r: number, g: number, b: number, grey: number): number =>
  r - g > RED && r - b > RED ? (r < UNDER_RED ? r : Math.min(255, r + (0.8 * (2 * r - g - b)) / 2)) : grey;

/** Draw a page that holds no picture of itself. Needs @napi-rs/canvas; says so when it is not there. */
async function draw(page: PdfPage, width: number, height: number): Promise<Seen | string> {
  const require = createRequire(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  let canvasModule: { createCanvas(w: number, h: number): { getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } } } };
  try {
    canvasModule = require('@napi-rs/canvas') as typeof canvasModule;
  } catch {
    return 'it holds no picture of itself, and drawing it needs the package @napi-rs/canvas: npm install @napi-rs/canvas';
  }
  const view = page.getViewport({ scale: DRAWN / 72 });
  const w = Math.round((width * DRAWN) / 72);
  const h = Math.round((height * DRAWN) / 72);
  const canvas = canvasModule.createCanvas(w, h);
  const context = canvas.getContext('2d');
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport: view, background: '#ffffff' }).promise;
  const { data } = context.getImageData(0, 0, w, h);
  const grey = blank(w, h);
  for (let i = 0; i < w * h; i++) grey.data[i] = greyOf(data[4 * i]!, data[4 * i + 1]!, data[4 * i + 2]!);
  return { grey, noRed: null, dpi: DRAWN, lost: 0 };
}
