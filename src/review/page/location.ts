import { type Facet, FACETS } from './api.js';

export type Tab = 'queue' | 'check' | 'source';
export type Language = 'zh' | 'en';

/** What the address says after `#`: enough to come back to the same place, or to send it to a colleague at this machine. */
export interface View {
  readonly language: Language;
  readonly words: string;
  readonly facets: Readonly<Record<Facet, readonly string[]>>;
  /** Row that is looked at. */
  readonly item: string;
  readonly tab: Tab;
  /** The table alone, as wide as the window. */
  readonly whole: boolean;
  readonly filters: boolean;
  readonly zoom: number;
}

/** What is doubtful: the usual start. */
const DOUBTFUL = ['low', 'medium'];
const LANGUAGE_KEY = 'kemu-language';

export function readView(): View {
  const query = new URLSearchParams(location.hash.slice(1));
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, query.getAll(facet)])) as unknown as Record<Facet, readonly string[]>;
  if (!query.has('level')) facets.level = DOUBTFUL;
  if (query.get('level') === 'any') facets.level = [];
  const language = query.get('lang') ?? remembered(LANGUAGE_KEY) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
  const tab = query.get('tab');
  return {
    language: language === 'zh' ? 'zh' : 'en',
    words: query.get('q') ?? '',
    facets,
    item: query.get('at') ?? '',
    tab: tab === 'queue' || tab === 'source' ? tab : 'check',
    whole: query.get('whole') === '1',
    filters: query.get('filters') === '1',
    zoom: Math.min(4, Math.max(0, Number(query.get('zoom') ?? 1.4) || 0)),
  };
}

/** Put the view into the address; `push` where Back should return to what was before. */
export function writeView(view: View, push: boolean): void {
  const query = new URLSearchParams();
  query.set('lang', view.language);
  if (view.words !== '') query.set('q', view.words);
  for (const facet of FACETS) {
    if (facet === 'level' && view.facets.level.join() === DOUBTFUL.join()) continue;
    if (facet === 'level' && view.facets.level.length === 0) query.set('level', 'any');
    for (const value of view.facets[facet]) query.append(facet, value);
  }
  if (view.item !== '') query.set('at', view.item);
  if (view.tab !== 'check') query.set('tab', view.tab);
  if (view.whole) query.set('whole', '1');
  if (view.filters) query.set('filters', '1');
  if (view.zoom !== 1.4) query.set('zoom', String(view.zoom));
  remember(LANGUAGE_KEY, view.language);
  const hash = `#${query}`;
  if (hash === location.hash) return;
  if (push) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
}

/** The filter as the server is asked for it. */
export function filterQuery({ facets, words }: Pick<View, 'facets' | 'words'>): string {
  const query = new URLSearchParams();
  for (const facet of FACETS) for (const value of facets[facet]) query.append(facet, value);
  if (words !== '') query.set('words', words);
  return query.toString();
}

/** Small things kept between visits; a browser that keeps nothing is no mistake. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // private windows keep nothing
  }
}
