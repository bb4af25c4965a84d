import { transpose, type Area, type Bits, type Grey } from './raster.js';

/** A rule found on a picture (pixels). `thickness` is its mean; the rows it touches are marked in the mask it came with. */
export interface PictureRule extends Area {
  readonly horizontal: boolean;
  readonly thickness: number;
  /** Share of its length that is ink, and that of the rows just beyond it: a row of tight text is as inky above and below. */
  readonly solid: number;
  readonly beside: number;
}

/** Shortest rule, in inches: longer than a character is wide (0.14 in at 10 pt), shorter than a narrow column. */
const SHORTEST_H = 0.22;
const SHORTEST_V = 0.26;
/** Gap inside a rule that noise or a thin print leaves (inches). */
const GAP = 0.02;
/** A rule is no thicker than this (inches): beyond it lie bars and filled cells. */
const THICKEST = 0.045;
/** Share of a rule's length that is ink. */
const SOLID = 0.8;

/**
 * Rules of a levelled page: long runs of ink, thin across. Rows are looked at with their neighbours, so that a rule that
 * still leans by a pixel over its length is found whole. Short verticals between two rules are added afterwards.
 */
export function findRules(bits: Bits, dpi: number): { rules: PictureRule[]; underlines: PictureRule[] } {
  const horizontals = along(bits, dpi, SHORTEST_H).map((r) => ({ ...r, horizontal: true }));
  const verticals = along(transpose(bits), dpi, SHORTEST_V).map((r) => ({ ...r, x0: r.y0, y0: r.x0, x1: r.y1, y1: r.x1, horizontal: false }));
  const rules = withoutStrokes([...horizontals, ...verticals].filter((r) => r.beside <= BARE || r.solid >= SOLID_ITSELF), dpi);
  const underlines = horizontals.filter((r) => !rules.includes(r) && r.x1 - r.x0 >= UNDERLINE.least * dpi && r.thickness <= Math.max(2.5, UNDERLINE.thickest * dpi) && r.solid >= UNDERLINE.solid && r.beside <= UNDERLINE.beside);
  return { rules, underlines };
}

/** A rule has paper on both sides (share of ink there), or is all ink itself where another runs beside it: rows of tight text are neither. */
const BARE = 0.25;
const SOLID_ITSELF = 0.9;

/** Lines under figures left to fill in: longer than the strokes of titles, thin (inches). */
const UNDERLINE = { least: 0.4, thickest: 0.02, solid: 0.9, beside: 0.3 };

/** Rules this long (inches) are never strokes of characters, not even of a title's. */
const SURE = 1.2;
/** An end meets a crossing rule within this (inches). */
const MEET = 0.04;

/** Short marks are rules only where both their ends meet rules of the other direction: strokes of bold titles do not. */
function withoutStrokes(found: readonly PictureRule[], dpi: number): PictureRule[] {
  const length = (r: PictureRule) => (r.horizontal ? r.x1 - r.x0 : r.y1 - r.y0);
  const near = MEET * dpi;
  const meets = (x: number, y: number, o: PictureRule) => x >= o.x0 - near && x <= o.x1 + near && y >= o.y0 - near && y <= o.y1 + near;
  const kept = found.filter((r) => length(r) >= SURE * dpi);
  let open = found.filter((r) => length(r) < SURE * dpi && r.beside <= PAPER_BESIDE);
  for (let again = true; again; ) {
    const passed = open.filter((r) => {
      const x = (r.x0 + r.x1) / 2;
      const y = (r.y0 + r.y1) / 2;
      const others = kept.filter((o) => o.horizontal !== r.horizontal);
      return r.horizontal
        ? others.some((o) => meets(r.x0, y, o)) && others.some((o) => meets(r.x1, y, o))
        : others.some((o) => meets(x, r.y0, o)) && others.some((o) => meets(x, r.y1, o));
    });
    kept.push(...passed);
    open = open.filter((r) => !passed.includes(r));
    again = passed.length > 0;
  }
  return kept;
}

type Along = Omit<PictureRule, 'horizontal'>;

/** A short rule's neighbouring rows are mostly paper. */
const PAPER_BESIDE = 0.5;

function along(bits: Bits, dpi: number, shortest: number): Along[] {
  const { width, height, data } = bits;
  const least = Math.round(shortest * dpi);
  const gap = Math.max(2, Math.round(GAP * dpi));
  const thickest = Math.max(4, THICKEST * dpi);
  interface Band {
    x0: number;
    x1: number;
    y0: number;
    y1: number;
    /** Runs of the band's last row. */
    last: number;
    area: number;
    weight: number;
    moment: number;
  }
  const bands: Band[] = [];
  let open: Band[] = [];
  const row = new Uint8Array(width);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const here = y * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) row[x] = data[above + x]! | data[here + x]! | data[below + x]!;
    const next: Band[] = [];
    let x = 0;
    while (x < width) {
      if (row[x] === 0) {
        x++;
        continue;
      }
      const start = x;
      let end = x + 1;
      let ink = 1;
      let own = data[here + x]!;
      for (let k = x + 1; k < width && k - end <= gap; k++) {
        if (row[k] === 1) {
          end = k + 1;
          ink++;
          own += data[here + k]!;
        }
      }
      x = end + 1;
      if (end - start < least || ink < SOLID * (end - start)) continue;
      const touching = open.filter((b) => b.x0 < end + gap && b.x1 + gap > start);
      let band: Band;
      if (touching.length > 0) {
        band = touching[0]!;
        for (const other of touching.slice(1)) {
          band.x0 = Math.min(band.x0, other.x0);
          band.x1 = Math.max(band.x1, other.x1);
          band.y0 = Math.min(band.y0, other.y0);
          band.area += other.area;
          band.weight += other.weight;
          band.moment += other.moment;
          other.weight = -1;
          open = open.filter((b) => b !== other);
        }
        band.x0 = Math.min(band.x0, start);
        band.x1 = Math.max(band.x1, end);
      } else {
        band = { x0: start, x1: end, y0: y, y1: y + 1, last: y, area: 0, weight: 0, moment: 0 };
        bands.push(band);
      }
      band.y1 = y + 1;
      band.last = y;
      band.area += own;
      band.weight += own;
      band.moment += own * (y + 0.5);
      if (!next.includes(band)) next.push(band);
    }
    open = next.filter((b) => b.weight >= 0);
  }
  const out: Along[] = [];
  for (const band of bands) {
    if (band.weight <= 0) continue;
    const length = band.x1 - band.x0;
    const thickness = Math.max(1, band.area / length);
    if (length < least || thickness > thickest || length < 4 * thickness) continue;
    const middle = band.moment / band.weight;
    const half = Math.max(thickness / 2, 0.5);
    const share = (y: number): number => {
      if (y < 0 || y >= height) return 0;
      let ink = 0;
      for (let x = band.x0; x < band.x1; x++) ink += data[y * width + x]!;
      return ink / length;
    };
    const reach = half + Math.max(2, 0.012 * dpi);
    const beside = Math.max(share(Math.round(middle - reach)), share(Math.round(middle + reach)));
    out.push({ x0: band.x0, x1: band.x1, y0: middle - half, y1: middle + half, thickness, solid: share(Math.floor(middle)), beside });
  }
  return out;
}

/** The picture without its rules: a band a little wider than each is painted white where it is ink of the rule. */
export function eraseRules(grey: Grey, rules: readonly PictureRule[], dpi: number): Grey {
  const data = Uint8Array.from(grey.data);
  const { width, height } = grey;
  const reach = Math.max(1, Math.round(0.008 * dpi));
  for (const rule of rules) {
    const x0 = Math.max(0, Math.floor(rule.x0 - (rule.horizontal ? 2 : reach)));
    const x1 = Math.min(width, Math.ceil(rule.x1 + (rule.horizontal ? 2 : reach)));
    const y0 = Math.max(0, Math.floor(rule.y0 - (rule.horizontal ? reach : 2)));
    const y1 = Math.min(height, Math.ceil(rule.y1 + (rule.horizontal ? reach : 2)));
    for (let y = y0; y < y1; y++) data.fill(255, y * width + x0, y * width + x1);
  }
  return { width, height, data };
}
