import { escapeHtml as e } from '../review/page-html.js';
import { both, type Text } from './text.js';

/** Colours that stay apart for the colour-blind; text on them is dark. */
export const COLOURS = { high: '#3f9d74', medium: '#e0a030', low: '#c4473a', plain: '#4a7fc1', faint: '#c9d5e6' } as const;

const round = (x: number): number => Math.round(x * 10) / 10;

/** `<svg>` with a title that is read out. Both languages stand in it; the page shows one. */
function svg(width: number, height: number, title: Text, body: string): string {
  return `<div class="wide"><svg viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-label="${e(`${title.zh} · ${title.en}`)}" preserveAspectRatio="xMinYMin meet" style="max-width:${round(width)}px;min-width:${round(Math.min(width, 640))}px">${body}</svg></div>`;
}

const text = (x: number, y: number, content: string, more = ''): string => `<text x="${round(x)}" y="${round(y)}" ${more}>${content}</text>`;
const rect = (x: number, y: number, width: number, height: number, fill: string, tip = '', more = ''): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}" fill="${fill}" ${more}>${tip === '' ? '' : `<title>${tip}</title>`}</rect>`;

export interface Bar {
  readonly label: string;
  /** Parts from the left, each with its colour and what is said of it. */
  readonly parts: readonly { readonly value: number; readonly colour: string; readonly tip: string }[];
  readonly after: string;
}

/** Horizontal bars, their parts one after another; `share` stretches every bar to the full width. Labels and texts are HTML. */
export function bars(list: readonly Bar[], title: Text, { share = false, labelWidth = 210, width = 1030 } = {}): string {
  const high = 26;
  const room = width - labelWidth - 120;
  const most = Math.max(1, ...list.map((bar) => bar.parts.reduce((sum, part) => sum + part.value, 0)));
  const body = list.map((bar, i) => {
    const y = i * high;
    const whole = bar.parts.reduce((sum, part) => sum + part.value, 0);
    let x = labelWidth;
    const drawn = bar.parts.map((part) => {
      const size = (part.value / (share ? whole || 1 : most)) * room;
      const one = rect(x, y + 4, size, high - 9, part.colour, part.tip);
      x += size;
      return one;
    });
    return text(labelWidth - 8, y + 18, bar.label, 'text-anchor="end"') + drawn.join('') + text(x + 6, y + 18, bar.after, 'class="n"');
  });
  return svg(width, list.length * high + 4, title, body.join(''));
}

export interface Column {
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly colour: string }[];
  readonly tip: string;
  /** A mark drawn across the column, for comparison. */
  readonly mark?: number;
}

/** A histogram: columns side by side, each with a label below where there is room. */
export function columns(list: readonly Column[], title: Text, { width = 1030, height = 200, every = 1, log = false } = {}): string {
  const left = 50;
  const bottom = 24;
  const scale = (n: number): number => (log ? Math.log10(1 + n) : n);
  const most = Math.max(1, ...list.map((column) => Math.max(scale(column.parts.reduce((sum, part) => sum + part.value, 0)), scale(column.mark ?? 0))));
  const step = (width - left) / Math.max(1, list.length);
  const room = height - bottom - 14;
  const body = list.map((column, i) => {
    const x = left + i * step;
    const whole = column.parts.reduce((sum, part) => sum + part.value, 0);
    const full = (scale(whole) / most) * room;
    let y = height - bottom;
    const drawn = column.parts.map((part) => {
      const size = whole === 0 ? 0 : (part.value / whole) * full;
      y -= size;
      return rect(x + 1, y, step - 2, size, part.colour, column.tip);
    });
    const mark = column.mark === undefined ? '' : `<line x1="${round(x)}" x2="${round(x + step)}" y1="${round(height - bottom - (scale(column.mark) / most) * room)}" y2="${round(height - bottom - (scale(column.mark) / most) * room)}" stroke="#1c2430" stroke-width="2"/>`;
    return drawn.join('') + mark + (i % every === 0 ? text(x + step / 2, height - 7, column.label, 'text-anchor="middle" class="n"') : '');
  });
  const top = log ? 10 ** most - 1 : most;
  const axis =
    `<line x1="${left}" x2="${width}" y1="${height - bottom}" y2="${height - bottom}" stroke="#8f99a8"/>` +
    text(left - 6, 18, Math.round(top).toLocaleString('en'), 'text-anchor="end" class="n"') +
    text(left - 6, height - bottom, '0', 'text-anchor="end" class="n"');
  return svg(width, height, title, axis + body.join(''));
}

export interface Tile {
  readonly label: string;
  readonly value: number;
  readonly note: string;
}

/** Rectangles whose areas are to each other as the values, as square as they can be made. Values must be positive, largest first. */
export function treemap(tiles: readonly Tile[], title: Text, { width = 1030, height = 380 } = {}): string {
  const total = tiles.reduce((sum, tile) => sum + tile.value, 0);
  if (total <= 0) return '';
  const scale = (width * height) / total;
  const placed: { tile: Tile; x: number; y: number; w: number; h: number }[] = [];
  let [x, y, w, h] = [0, 0, width, height];
  let row: Tile[] = [];
  /** Worst ratio of the sides of a row's tiles when it is laid along `side`. */
  const worst = (list: readonly Tile[], side: number): number => {
    const areas = list.map((tile) => tile.value * scale);
    const sum = areas.reduce((a, b) => a + b, 0);
    return Math.max((side * side * Math.max(...areas)) / (sum * sum), (sum * sum) / (side * side * Math.min(...areas)));
  };
  const lay = (): void => {
    const sum = row.reduce((a, tile) => a + tile.value * scale, 0);
    const along = w >= h;
    const thick = sum / (along ? h : w);
    let at = along ? y : x;
    for (const tile of row) {
      const size = (tile.value * scale) / thick;
      placed.push(along ? { tile, x, y: at, w: thick, h: size } : { tile, x: at, y, w: size, h: thick });
      at += size;
    }
    if (along) {
      x += thick;
      w -= thick;
    } else {
      y += thick;
      h -= thick;
    }
    row = [];
  };
  for (const tile of tiles) {
    const side = Math.min(w, h);
    if (row.length > 0 && worst([...row, tile], side) > worst(row, side)) lay();
    row.push(tile);
  }
  if (row.length > 0) lay();
  const palette = ['#2f6db3', '#2d8a6b', '#9a6a12', '#8a4f9e', '#b0503c', '#4c6a86', '#5d7d22', '#a0416b'];
  const body = placed.map(({ tile, x: left, y: top, w: wide, h: high }, i) => {
    const fits = wide > 56 && high > 22;
    const letters = Math.max(2, Math.floor((wide - 10) / 13));
    const label = tile.label.length > letters ? `${tile.label.slice(0, letters - 1)}…` : tile.label;
    return (
      rect(left, top, wide, high, palette[i % palette.length]!, `${e(tile.label)} ${tile.note}`, 'stroke="#fff" stroke-width="2"') +
      (fits ? text(left + 6, top + 18, e(label), 'class="on"') : '') +
      (fits && high > 42 ? text(left + 6, top + 36, tile.note, 'class="on small"') : '')
    );
  });
  return svg(width, height, title, body.join(''));
}

export const legend = (items: readonly (readonly [colour: string, text: Text])[]): string =>
  `<p class="legend">${items.map(([colour, label]) => `<span><i style="background:${colour}"></i>${both(label)}</span>`).join(' ')}</p>`;
