import type { FactView, TableView, TextView } from './api.js';
import { getLines, sourceUrl } from './client.js';
import { fill, h } from './dom.js';
import { t } from './strings.js';

/** Lines shown around the one looked at. */
const AROUND = 60;

/** The parts of pdf.js that are used. */
interface PdfPage {
  getViewport(options: { scale: number }): { width: number; height: number };
  render(options: { canvasContext: CanvasRenderingContext2D; canvas: HTMLCanvasElement; viewport: unknown; transform?: number[] | undefined }): { promise: Promise<void>; cancel(): void };
}
interface PdfDocument {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
  destroy(): Promise<void>;
}
interface PdfLibrary {
  GlobalWorkerOptions: { workerSrc: string };
  getDocument(options: object): { promise: Promise<PdfDocument> };
}

let library: Promise<PdfLibrary> | undefined;
/** pdf.js from this server, loaded when the first PDF is shown. */
function loadLibrary(): Promise<PdfLibrary> {
  return (library ??= (async () => {
    const base = new URL('pdfjs/', document.baseURI).href;
    const module = (await import(`${base}legacy/build/pdf.min.mjs`)) as PdfLibrary;
    module.GlobalWorkerOptions.workerSrc = `${base}legacy/build/pdf.worker.min.mjs`;
    return module;
  })());
}

export type Located = Pick<FactView | TextView, 'id' | 'page' | 'line' | 'box'> & { readonly printed?: string };

/** The page or the lines that a figure was read from, the place lit. */
export class SourcePane {
  readonly element: HTMLElement;
  private readonly title = h('span', { class: 'source-title' });
  private readonly tools = h('div', { class: 'tools' });
  private readonly body = h('div', { class: 'source-body', tabindex: '0' });
  private pdf: { doc: string; document: Promise<PdfDocument> } | undefined;
  private rendering: { cancel(): void } | undefined;
  private drawn = '';
  private turn = 0;
  /** Page turned to by hand; 0: the item's own. */
  private page = 0;
  private extra = { before: 0, after: 0 };
  private last: { view: TableView; item: Located; zoom: number } | undefined;

  constructor(private readonly setZoom: (zoom: number) => void) {
    this.element = h('section', { class: 'source' }, h('div', { class: 'source-head' }, this.title, this.tools), this.body);
  }

  /** Show the place of an item. `zoom` 0: the whole page in sight; else points to pixels. */
  async show(view: TableView, item: Located, zoom: number): Promise<void> {
    const other = this.last?.item.id !== item.id;
    if (other) {
      this.page = 0;
      this.extra = { before: 0, after: 0 };
    }
    this.last = { view, item, zoom };
    this.body.setAttribute('aria-label', t('source'));
    const turn = ++this.turn;
    try {
      if (view.doc.source === 'pdf') await this.showPdf(view, item, zoom, turn);
      else if (view.doc.source === 'text') await this.showLines(view, item, turn);
      else if (view.doc.source === 'image') this.showImage(view, item, zoom);
      else this.showNothing(view, item);
    } catch (error) {
      if (turn !== this.turn || (error as Error).name === 'RenderingCancelledException') return;
      this.drawn = '';
      fill(this.tools);
      fill(this.body, h('p', { class: 'note' }, /not there/.test((error as Error).message) ? t('noSource') : (error as Error).message));
    }
  }

  clear(): void {
    this.turn++;
    this.drawn = '';
    fill(this.title);
    fill(this.tools);
    fill(this.body);
  }

  private again(): void {
    if (this.last) void this.show(this.last.view, this.last.item, this.last.zoom);
  }

  private placeText(item: Located): string {
    return [item.page ? t('page', { n: item.page }) : '', item.line ? t('line', { n: item.line }) : ''].filter((part) => part !== '').join(' · ');
  }

  private showNothing(view: TableView, item: Located): void {
    this.drawn = '';
    fill(this.title, `${view.doc.file} ${this.placeText(item)}`);
    fill(this.tools);
    const form = view.doc.file.split('.').at(-1)?.toLowerCase() ?? '';
    const drawable = ['pdf', 'txt', 'png', 'jpg', 'jpeg'].includes(form);
    fill(this.body, h('p', { class: 'note' }, drawable ? t('noSource') : `${t('noPicture')}${this.placeText(item)}`));
  }

  private async showLines(view: TableView, item: Located, turn: number): Promise<void> {
    const lines = await getLines(view.doc.id);
    if (turn !== this.turn) return;
    const at = item.line ?? view.lineFirst ?? 1;
    const first = Math.max(1, at - AROUND - this.extra.before);
    const last = Math.min(lines.length, at + AROUND + this.extra.after);
    const rowLines = new Set<number>();
    const columnLines = new Set<number>();
    const own = view.facts.find((fact) => fact.id === item.id);
    for (const fact of view.facts) {
      if (fact.line === null) continue;
      if (own && fact.row === own.row) rowLines.add(fact.line);
      if (own && fact.column === own.column) columnLines.add(fact.line);
    }
    // which of several equal figures of the line it is: figures keep their order, whatever their columns
    const rank = view.facts.filter((fact) => own && fact.line === own.line && fact.printed === own.printed && fact.column < own.column).length;
    fill(this.title, `${view.doc.file} · ${t('line', { n: at })}`);
    fill(this.tools);
    this.drawn = '';
    fill(
      this.body,
      first > 1 && h('button', { type: 'button', class: 'more', onclick: () => this.lengthen('before') }, t('linesBefore')),
      h(
        'ol',
        { class: 'lines', start: first },
        ...lines.slice(first - 1, last).map((text, i) => {
          const number = first + i;
          const classes = [text.trim() === '' ? 'blank' : '', number === at ? 'lit' : '', rowLines.has(number) ? 'row-lit' : '', columnLines.has(number) ? 'column-lit' : ''];
          return h(
            'li',
            { class: classes.filter((name) => name !== '').join(' ') || null, 'data-line': number },
            h('span', { class: 'number' }, String(number)),
            h('code', {}, ...(number === at ? marked(text, item.printed ?? '', rank) : [text === '' ? '\u00a0' : text])),
          );
        }),
      ),
      last < lines.length && h('button', { type: 'button', class: 'more', onclick: () => this.lengthen('after') }, t('linesAfter')),
    );
    const lit = this.body.querySelector<HTMLElement>('li.lit');
    if (lit) this.body.scrollTop = lit.offsetTop - this.body.clientHeight / 2;
  }

  private lengthen(side: 'before' | 'after'): void {
    this.extra = { ...this.extra, [side]: this.extra[side] + 4 * AROUND };
    this.again();
  }

  private showImage(view: TableView, item: Located, zoom: number): void {
    this.drawn = '';
    fill(this.title, `${view.doc.file} · ${this.placeText(item)}`);
    this.zoomTools(zoom);
    fill(this.body, h('div', { class: 'sheet' }, h('img', { src: sourceUrl(view.doc.id), alt: view.doc.file, class: zoom === 0 ? 'fit' : null })));
  }

  private zoomTools(zoom: number, pages?: { page: number; count: number }): void {
    fill(
      this.tools,
      pages !== undefined && h('button', { type: 'button', disabled: pages.page <= 1, 'aria-label': t('pageBefore'), title: t('pageBefore'), onclick: () => this.turnTo(pages.page - 1) }, '‹'),
      pages !== undefined && h('button', { type: 'button', disabled: pages.page >= pages.count, 'aria-label': t('pageAfter'), title: t('pageAfter'), onclick: () => this.turnTo(pages.page + 1) }, '›'),
      h('button', { type: 'button', 'aria-label': t('zoomOut'), title: `${t('zoomOut')} (-)`, onclick: () => this.setZoom(zoomed(zoom, -1)) }, '−'),
      h('button', { type: 'button', 'aria-label': t('zoomIn'), title: `${t('zoomIn')} (+)`, onclick: () => this.setZoom(zoomed(zoom, 1)) }, '+'),
      h('button', { type: 'button', 'aria-pressed': String(zoom === 0), title: `${t('fit')} (z)`, onclick: () => this.setZoom(zoom === 0 ? 1.4 : 0) }, t('fit')),
    );
  }

  private turnTo(page: number): void {
    this.page = page;
    this.again();
  }

  private async showPdf(view: TableView, item: Located, zoom: number, turn: number): Promise<void> {
    if (this.pdf?.doc !== view.doc.id) {
      void this.pdf?.document.then((document) => document.destroy()).catch(() => {});
      this.pdf = { doc: view.doc.id, document: openPdf(view.doc.id) };
      this.drawn = '';
      fill(this.title, view.doc.file);
      fill(this.body, h('p', { class: 'note' }, t('loading')));
    }
    const pdf = await this.pdf.document;
    if (turn !== this.turn) return;
    const number = Math.min(pdf.numPages, Math.max(1, this.page || item.page || view.pageFirst || 1));
    const page = await pdf.getPage(number);
    if (turn !== this.turn) return;
    const size = page.getViewport({ scale: 1 });
    const scale = zoom === 0 ? Math.min((this.body.clientWidth - 16) / size.width, (this.body.clientHeight - 16) / size.height) : zoom;
    fill(this.title, `${view.doc.file} · ${t('page', { n: number })} / ${pdf.numPages}`);
    this.zoomTools(zoom, { page: number, count: pdf.numPages });
    const key = `${view.doc.id} ${number} ${scale}`;
    if (this.drawn !== key) {
      const viewport = page.getViewport({ scale });
      const ratio = window.devicePixelRatio || 1;
      const canvas = h('canvas', { width: Math.floor(viewport.width * ratio), height: Math.floor(viewport.height * ratio), role: 'img', 'aria-label': t('page', { n: number }) });
      canvas.style.width = `${Math.floor(viewport.width)}px`;
      canvas.style.height = `${Math.floor(viewport.height)}px`;
      this.rendering?.cancel();
      const task = page.render({ canvasContext: canvas.getContext('2d')!, canvas, viewport, transform: ratio === 1 ? undefined : [ratio, 0, 0, ratio, 0, 0] });
      this.rendering = task;
      await task.promise;
      if (turn !== this.turn) return;
      const sheet = h('div', { class: 'sheet' }, canvas);
      sheet.style.width = canvas.style.width;
      sheet.style.height = canvas.style.height;
      fill(this.body, sheet);
      this.drawn = key;
    }
    this.overlay(view, item, number, scale, size.width, size.height);
  }

  /** The cell, its row and its column over the page. */
  private overlay(view: TableView, item: Located, page: number, scale: number, width: number, height: number): void {
    const sheet = this.body.querySelector<HTMLElement>('.sheet');
    if (!sheet) return;
    for (const old of sheet.querySelectorAll('.box')) old.remove();
    const put = (name: string, x0: number, y0: number, x1: number, y1: number): HTMLElement => {
      const box = h('div', { class: `box ${name}` });
      box.style.left = `${x0 * scale}px`;
      box.style.top = `${y0 * scale}px`;
      box.style.width = `${(x1 - x0) * scale}px`;
      box.style.height = `${(y1 - y0) * scale}px`;
      sheet.append(box);
      return box;
    };
    const box = item.box;
    if (!box || item.page !== page) return;
    const [x0, y0, x1, y1] = box as [number, number, number, number];
    const own = view.facts.find((fact) => fact.id === item.id);
    if (own) {
      const here = view.facts.filter((fact) => fact.page === page && fact.box !== null);
      const column = here.filter((fact) => fact.column === own.column);
      const xs = column.flatMap((fact) => [fact.box![0]!, fact.box![2]!]);
      const ys = column.flatMap((fact) => [fact.box![1]!, fact.box![3]!]);
      put('row-band', Math.max(0, Math.min(...here.map((fact) => fact.box![0]!)) - 220), y0 - 2, Math.min(width, Math.max(...here.map((fact) => fact.box![2]!)) + 6), y1 + 2);
      put('column-band', Math.min(x0, ...xs) - 2, Math.max(0, Math.min(y0, ...ys) - 4), Math.max(x1, ...xs) + 2, Math.min(height, Math.max(y1, ...ys) + 4));
    } else put('row-band', 0, y0 - 2, width, y1 + 2);
    const lit = put('lit', x0 - 3, y0 - 3, x1 + 3, y1 + 3);
    this.body.scrollLeft = lit.offsetLeft - (this.body.clientWidth - lit.offsetWidth) / 2;
    this.body.scrollTop = lit.offsetTop - (this.body.clientHeight - lit.offsetHeight) / 2;
  }
}

async function openPdf(doc: string): Promise<PdfDocument> {
  const [pdfjs, response] = await Promise.all([loadLibrary(), fetch(sourceUrl(doc))]);
  if (!response.ok) throw new Error(await response.text());
  const base = new URL('pdfjs/', document.baseURI).href;
  return pdfjs.getDocument({
    data: new Uint8Array(await response.arrayBuffer()),
    cMapUrl: `${base}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    iccUrl: `${base}iccs/`,
    isEvalSupported: false,
    verbosity: 0,
  }).promise;
}

/** The next step of zoom. */
export const zoomed = (zoom: number, step: 1 | -1): number => Math.min(4, Math.max(0.6, Math.round(((zoom || 1) + step * 0.4) * 10) / 10));

/** A line with the figure in it lit: the one with `rank` others like it before it, or its pieces where it was cut. */
function marked(text: string, printed: string, rank: number): (string | HTMLElement)[] {
  const pieces = printed.split(/\s+/).filter((piece) => piece !== '');
  if (printed !== '') {
    const whole = [...text.matchAll(new RegExp(`(?<![\\d.,])${escaped(printed)}(?![\\d.,]*\\d)`, 'g'))];
    const found = whole[Math.min(rank, whole.length - 1)];
    if (found) return [text.slice(0, found.index), h('mark', {}, printed), text.slice(found.index + printed.length)];
  }
  const wanted = text.includes(printed) && printed !== '' ? [printed] : pieces;
  if (wanted.length === 0) return [text];
  const pattern = new RegExp(`(${wanted.map(escaped).join('|')})`);
  return text.split(pattern).map((piece) => (wanted.includes(piece) ? h('mark', {}, piece) : piece));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
