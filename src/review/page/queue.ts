import type { Conflict, DocumentInfo, Facet, FacetCounts, QueueRow, Words } from './api.js';
import { FACETS } from './api.js';
import { getQueue } from './client.js';
import { fill, h, VirtualRows } from './dom.js';
import { filterQuery, type View } from './location.js';
import { currentLanguage, t, tOr } from './strings.js';

const ROW_HEIGHT = 66;
/** Rows fetched at once. */
const CHUNK = 200;
/** Values of a facet shown before "more". */
const FEW = 8;

export interface QueueEvents {
  choose(row: QueueRow): void;
  change(change: Partial<View>): void;
}

/** The list on the left: rows in the order of doubt, fetched as they come into sight, and the facets above it. */
export class Queue {
  readonly element: HTMLElement;
  private readonly search: HTMLInputElement;
  private readonly panel = h('div', { class: 'facets', id: 'facets' });
  private readonly chips = h('div', { class: 'chips' });
  private readonly count = h('p', { class: 'count', role: 'status' });
  private readonly scroller = h('div', { class: 'rows', role: 'listbox', tabindex: '0', id: 'queue' });
  private readonly filterButton: HTMLButtonElement;
  private readonly virtual: VirtualRows;
  private readonly rows = new Map<number, QueueRow>();
  private readonly asked = new Set<number>();
  private filter = '';
  private generation = 0;
  private selected = '';
  private view: View | undefined;
  private counts: FacetCounts | undefined;
  private readonly opened = new Set<Facet>();
  total = 0;
  conflicts: readonly Conflict[] = [];

  constructor(
    private readonly words: Words,
    private readonly documents: ReadonlyMap<string, DocumentInfo>,
    private readonly events: QueueEvents,
  ) {
    let timer = 0;
    this.search = h('input', {
      type: 'search',
      id: 'search',
      autocomplete: 'off',
      oninput: () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => events.change({ words: this.search.value }), 200);
      },
    });
    this.filterButton = h('button', { type: 'button', 'aria-controls': 'facets', onclick: () => events.change({ filters: !this.view?.filters }) });
    this.element = h('section', { class: 'queue' }, h('div', { class: 'find' }, this.search, this.filterButton), this.panel, this.chips, this.count, this.scroller);
    this.virtual = new VirtualRows(this.scroller, ROW_HEIGHT, (index) => this.makeRow(index), (first, last) => this.want(first, last));
  }

  /** Labels in the language of the page, and the rows of the view's filter. Resolves when the first rows are there. */
  async show(view: View, again = false): Promise<void> {
    this.view = view;
    this.search.placeholder = t('search');
    this.search.setAttribute('aria-label', t('search'));
    if (document.activeElement !== this.search) this.search.value = view.words;
    this.scroller.setAttribute('aria-label', t('queue'));
    this.filterButton.textContent = t('filters');
    this.filterButton.setAttribute('aria-expanded', String(view.filters));
    this.panel.hidden = !view.filters;
    const filter = filterQuery(view);
    this.selected = view.item;
    if (filter === this.filter && !again && this.counts) {
      this.drawFacets();
      this.virtual.refresh();
      return;
    }
    const changed = filter !== this.filter;
    this.filter = filter;
    const generation = ++this.generation;
    const page = await getQueue(filter, `facets=1&limit=${CHUNK}&at=${encodeURIComponent(view.item)}`);
    if (generation !== this.generation) return;
    if (changed || !again) this.scroller.scrollTop = 0;
    this.rows.clear();
    this.asked.clear();
    this.asked.add(0);
    for (const [i, row] of page.rows.entries()) this.rows.set(i, row);
    this.total = page.total;
    this.conflicts = page.conflicts;
    this.counts = page.facets;
    this.drawFacets();
    this.count.textContent = page.total === 0 ? t('none') : `${t('rows', { n: page.total })} · ${t('settledOf', { a: page.progress.settled, b: page.progress.doubtful })}`;
    this.scroller.setAttribute('aria-rowcount', String(page.total));
    this.virtual.reset(page.total);
    if (page.at >= 0 && (changed || !again)) this.virtual.reveal(page.at, true);
    this.mark();
  }

  /** Light the chosen row and bring it into sight. */
  select(id: string, index: number): void {
    this.selected = id;
    if (index >= 0) this.virtual.reveal(index);
    this.virtual.refresh();
    this.mark();
  }

  /** Index and row that are chosen, as far as they are fetched. */
  first(): QueueRow | undefined {
    return this.rows.get(0);
  }

  focusSearch(): void {
    this.search.focus();
    this.search.select();
  }

  focusFilters(): void {
    this.panel.querySelector('input')?.focus();
  }

  private mark(): void {
    const row = this.scroller.querySelector<HTMLElement>('[aria-selected=true]');
    if (row) this.scroller.setAttribute('aria-activedescendant', row.id);
    else this.scroller.removeAttribute('aria-activedescendant');
  }

  private want(first: number, last: number): void {
    for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(Math.max(0, last) / CHUNK); chunk++) {
      if (this.asked.has(chunk) || chunk * CHUNK >= this.total) continue;
      this.asked.add(chunk);
      const generation = this.generation;
      void getQueue(this.filter, `offset=${chunk * CHUNK}&limit=${CHUNK}`).then((page) => {
        if (generation !== this.generation) return;
        for (const [i, row] of page.rows.entries()) this.rows.set(page.offset + i, row);
        this.virtual.refresh();
      });
    }
  }

  private makeRow(index: number): HTMLElement {
    const row = this.rows.get(index);
    if (!row) return h('div', { class: 'row waiting', role: 'option' }, '…');
    const doc = this.documents.get(row.doc);
    const where = [doc?.entity || doc?.file || row.doc, row.tableNo || row.title].filter((part) => part !== '').join(' · ');
    return h(
      'div',
      {
        class: `row ${row.level} ${row.state}`,
        role: 'option',
        id: `row-${index}`,
        'aria-selected': String(row.id === this.selected),
        'aria-setsize': this.total,
        'aria-posinset': index + 1,
        'data-id': row.id,
        onclick: () => this.events.choose(row),
      },
      h('div', { class: 'line' }, h('span', { class: 'label', title: row.label }, row.label || '—'), h('b', { class: 'value' }, row.value)),
      h('div', { class: 'line' }, h('span', { class: 'column', title: row.column }, row.column || t(`item_${row.kind}`)), levelBadge(row.level, row.score)),
      h(
        'div',
        { class: 'line small' },
        h('span', { class: 'where', title: where }, where),
        row.state === 'open' ? (row.failed.length > 0 ? h('span', { class: 'bad' }, `≠ ${row.failed.length}`) : null) : h('span', { class: 'done' }, `✓ ${t(`state_${row.state}`)}`),
      ),
    );
  }

  private drawFacets(): void {
    const { view, counts } = this;
    if (!view || !counts) return;
    const chosen = FACETS.flatMap((facet) => view.facets[facet].map((value) => [facet, value] as const));
    fill(
      this.chips,
      ...chosen.map(([facet, value]) =>
        h(
          'button',
          { type: 'button', class: 'chip', 'aria-label': `${t(`facet_${facet}`)}: ${this.nameOf(facet, value)} ×`, onclick: () => this.toggle(facet, value) },
          `${this.nameOf(facet, value)} ×`,
        ),
      ),
      chosen.length > 0 && h('button', { type: 'button', class: 'chip clear', onclick: () => this.events.change({ facets: noFacets(), words: '' }) }, t('clear')),
    );
    const focused = (document.activeElement as HTMLElement | null)?.id ?? '';
    fill(this.panel, ...FACETS.filter((facet) => counts[facet].length > 0).map((facet) => this.facetList(facet, counts[facet], view)));
    if (focused.startsWith('facet-')) document.getElementById(focused)?.focus();
  }

  private facetList(facet: Facet, values: FacetCounts[Facet], view: View): HTMLElement {
    const open = this.opened.has(facet);
    const shown = open ? values : values.filter(([value], i) => i < FEW || view.facets[facet].includes(value));
    return h(
      'fieldset',
      {},
      h('legend', {}, t(`facet_${facet}`)),
      ...shown.map(([value, count]) => {
        const id = `facet-${facet}-${value}`;
        return h(
          'label',
          { title: this.explain(facet, value) },
          h('input', { type: 'checkbox', id, checked: view.facets[facet].includes(value), onchange: () => this.toggle(facet, value) }),
          h('span', {}, this.nameOf(facet, value)),
          h('span', { class: 'n' }, count.toLocaleString('en')),
        );
      }),
      shown.length < values.length &&
        h(
          'button',
          {
            type: 'button',
            class: 'more',
            onclick: () => {
              this.opened.add(facet);
              this.drawFacets();
            },
          },
          t('more', { n: values.length - shown.length }),
        ),
    );
  }

  private toggle(facet: Facet, value: string): void {
    if (!this.view) return;
    const now = this.view.facets[facet];
    const values = now.includes(value) ? now.filter((each) => each !== value) : [...now, value];
    this.events.change({ facets: { ...this.view.facets, [facet]: values } });
  }

  private nameOf(facet: Facet, value: string): string {
    if (facet === 'kind') return this.words.kinds[value]?.[currentLanguage()] ?? value;
    if (facet === 'doc') {
      const doc = this.documents.get(value);
      return doc ? [doc.entity || doc.file, doc.year].filter((part) => part !== null && part !== '').join(' ') : value;
    }
    return tOr(`${facet}_${value}`, value);
  }

  private explain(facet: Facet, value: string): string {
    return facet === 'flag' ? (this.words.flags[value]?.[currentLanguage()] ?? value) : this.nameOf(facet, value);
  }
}

export const noFacets = (): View['facets'] => Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as View['facets'];

export const levelBadge = (level: 'high' | 'medium' | 'low', score: number): HTMLElement =>
  h('span', { class: `badge ${level}` }, `${t(`level_${level}`)} ${Math.floor(score * 1000) / 10}%`);
