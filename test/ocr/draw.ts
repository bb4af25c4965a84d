/**
 * Test pages drawn from the truth of corpus/: ruled tables as offices print them, one a page. Needs @napi-rs/canvas and a
 * Chinese font (Debian fonts-noto-cjk); the tests use the finished pictures in test/ocr/fixtures/ and need neither.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Grey } from '../../parsers/ocr/raster.js';
import { readRuleCsv } from '../../rules/csv.js';

export interface TrueFact {
  readonly row: number;
  readonly code: string;
  readonly label: string;
  readonly path: string;
  readonly value: string;
}
export interface TrueTable {
  readonly tableNo: string;
  readonly title: string;
  readonly unit: string;
  readonly entity: string;
  readonly facts: readonly TrueFact[];
}

/** The tables of a corpus document that stand in one block (no 收入 | 支出 side by side). */
export function tablesOf(folder: string): TrueTable[] {
  const { entity, unit, tables } = JSON.parse(readFileSync(`${folder}/document.json`, 'utf8')) as { entity: string; unit: string; tables: { table_no: string; title: string; unit: string }[] };
  const rows = readRuleCsv(`${folder}/facts.csv`);
  return tables.flatMap((table): TrueTable[] => {
    const facts = rows.filter((r) => r.table_no === table.table_no).map((r): TrueFact => ({ row: Number(r.row_no), code: r.code!, label: r.label!, path: r.column_path!, value: r.value! }));
    const blocks = new Set(facts.map((f) => f.path.split('/')[0]!));
    if (facts.length === 0 || blocks.has('收入') || blocks.has('支出') || blocks.has('人员经费')) return [];
    return [{ tableNo: table.table_no, title: table.title, unit: table.unit || unit, entity, facts }];
  });
}

interface Canvas {
  getContext(kind: '2d'): any;
  toBuffer(type: string, quality?: number): Buffer;
}

const grouped = (value: string): string => value.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** One table on one landscape page (A4), grey. Lengths are points at 72 to the inch, scaled to `dpi`. */
export function drawTable(table: TrueTable, dpi: number, font = 'Noto Serif CJK SC', size = 9.5): Grey {
  const { createCanvas } = createRequire(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))('@napi-rs/canvas') as { createCanvas(w: number, h: number): Canvas };
  const k = dpi / 72;
  const rows = [...new Map(table.facts.map((f) => [f.row, f])).values()].sort((a, b) => a.row - b.row);
  const paths = [...new Set(table.facts.map((f) => f.path))].map((p) => p.split('/'));
  const depth = Math.max(...paths.map((p) => p.length));
  const coded = rows.some((r) => r.code !== '');
  const step = size * 1.75;
  const width = 842;
  const height = Math.max(300, 130 + (rows.length + depth) * step);
  const canvas = createCanvas(Math.round(width * k), Math.round(height * k));
  const g = canvas.getContext('2d');
  g.scale(k, k);
  g.fillStyle = '#fff';
  g.fillRect(0, 0, width, height);
  g.fillStyle = '#111';
  g.strokeStyle = '#222';
  g.lineWidth = 0.6;
  const text = (t: string, x: number, y: number, align: 'left' | 'center' | 'right', points = size) => {
    g.font = `${points}px "${font}"`;
    g.textAlign = align;
    g.textBaseline = 'middle';
    g.fillText(t, x, y);
  };
  text(table.title, width / 2, 48, 'center', 17);
  text(table.tableNo, 50, 74, 'left');
  text(`单位：${table.unit}`, width - 50, 74, 'right');
  const labels = coded ? [60, 220] : [240];
  const rest = (width - 100 - labels.reduce((a, b) => a + b, 0)) / paths.length;
  const xs = [50];
  for (const w of [...labels, ...paths.map(() => rest)]) xs.push(xs[xs.length - 1]! + w);
  const top = 86;
  const box = (x0: number, y0: number, x1: number, y1: number) => g.strokeRect(x0, y0, x1 - x0, y1 - y0);
  const heads = coded ? ['科目编码', '科目名称'] : ['项目'];
  heads.forEach((head, i) => {
    box(xs[i]!, top, xs[i + 1]!, top + depth * step);
    text(head, (xs[i]! + xs[i + 1]!) / 2, top + (depth * step) / 2, 'center');
  });
  const first = heads.length;
  for (let d = 0; d < depth; d++) {
    for (let c = 0; c < paths.length; ) {
      const part = paths[c]![d];
      let end = c + 1;
      while (part !== undefined && end < paths.length && paths[end]![d] === part && paths[end]!.slice(0, d).join('/') === paths[c]!.slice(0, d).join('/') && paths[c]!.length > d + 1) end++;
      if (part !== undefined) {
        const last = paths[c]!.length === d + 1;
        const y1 = top + (last ? depth : d + 1) * step;
        box(xs[first + c]!, top + d * step, xs[first + end]!, y1);
        text(part, (xs[first + c]! + xs[first + end]!) / 2, (top + d * step + y1) / 2, 'center', Math.min(size, ((xs[first + end]! - xs[first + c]!) * 0.94) / part.length));
      }
      c = end;
    }
  }
  rows.forEach((row, i) => {
    const y0 = top + (depth + i) * step;
    for (let c = 0; c + 1 < xs.length; c++) box(xs[c]!, y0, xs[c + 1]!, y0 + step);
    if (coded) text(row.code, xs[0]! + 4, y0 + step / 2, 'left');
    const at = coded ? 1 : 0;
    text(row.label, xs[at]! + 4, y0 + step / 2, 'left', Math.min(size, (xs[at + 1]! - xs[at]! - 8) / row.label.length));
    for (const fact of table.facts.filter((f) => f.row === row.row)) {
      const c = paths.findIndex((p) => p.join('/') === fact.path);
      text(grouped(fact.value), xs[first + c + 1]! - 4, y0 + step / 2, 'right');
    }
  });
  const { data } = g.getImageData(0, 0, Math.round(width * k), Math.round(height * k)) as { data: Uint8ClampedArray };
  const grey = new Uint8Array(data.length / 4);
  for (let i = 0; i < grey.length; i++) grey[i] = (data[4 * i]! * 77 + data[4 * i + 1]! * 151 + data[4 * i + 2]! * 28) >> 8;
  return { width: Math.round(width * k), height: Math.round(height * k), data: grey };
}

/** JPEG of a page, with a round red seal on it when asked. */
export function toJpeg(page: Grey, quality: number, dpi: number, seal: boolean): Buffer {
  const { createCanvas, ImageData } = createRequire(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))('@napi-rs/canvas') as { createCanvas(w: number, h: number): Canvas; ImageData: new (data: Uint8ClampedArray, w: number, h: number) => unknown };
  const canvas = createCanvas(page.width, page.height);
  const g = canvas.getContext('2d');
  const pixels = new Uint8ClampedArray(page.data.length * 4);
  for (let i = 0; i < page.data.length; i++) {
    pixels[4 * i] = pixels[4 * i + 1] = pixels[4 * i + 2] = page.data[i]!;
    pixels[4 * i + 3] = 255;
  }
  g.putImageData(new ImageData(pixels, page.width, page.height), 0, 0);
  if (seal) {
    // ink lies on ink: what is black stays black
    g.globalCompositeOperation = 'multiply';
    g.strokeStyle = g.fillStyle = '#d8222a';
    g.lineWidth = dpi / 25;
    g.beginPath();
    g.arc(page.width * 0.7, page.height * 0.62, dpi * 0.8, 0, 7);
    g.stroke();
    g.font = `${dpi / 2}px "Noto Sans CJK SC"`;
    g.textAlign = 'center';
    g.fillText('★', page.width * 0.7, page.height * 0.62 + dpi * 0.18);
  }
  return withDensity(canvas.toBuffer('image/jpeg', quality), dpi);
}

/** The JFIF head says how many pixels make an inch. */
function withDensity(jpeg: Buffer, dpi: number): Buffer {
  const at = jpeg.indexOf('JFIF\0', 0, 'latin1');
  if (at > 0) {
    jpeg[at + 7] = 1;
    jpeg.writeUInt16BE(dpi, at + 8);
    jpeg.writeUInt16BE(dpi, at + 10);
  }
  return jpeg;
}
