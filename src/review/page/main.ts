import type { DocumentInfo, FactView, Fix, TableView, TextView, Words } from './api.js';
import { getDocuments, getNext, getTable, getWords, judge } from './client.js';
import { fill, h } from './dom.js';
import { type Computed, compute, type Effective, effective, placeKey, plain } from './effective.js';
import { Grid } from './grid.js';
import { filterQuery, readView, remember, remembered, type Tab, type View, writeView } from './location.js';
import { levelBadge, Queue } from './queue.js';
import { SourcePane, zoomed } from './source.js';
import { currentLanguage, setLanguage, type StringKey, t, tOr } from './strings.js';
import { columnNames } from '../../text/column-names.js';

const WHO_KEY = 'kemu-who';
/** Terms of an equation shown before "more". */
const MOST_TERMS = 9;

type Item = FactView | TextView;
const isFact = (item: Item): item is FactView => 'column' in item;

/** A reading that can be taken: another column, or another figure. */
interface Reading {
  readonly action: 'column' | 'value';
  readonly taken: string;
  readonly show: string;
  readonly why: string;
}

/** The page: what is looked at, what is being tried, and how the parts are told. */
class Page {
  private view: View = readView();
  private table: TableView | undefined;
  private item: Item | undefined;
  /** What would be taken on Enter: a reading, or what is being typed. */
  private trial: Pick<Fix, 'action' | 'field' | 'taken'> | null = null;
  private readings: Reading[] = [];
  private editing = false;
  private busy = false;
  private turn = 0;

  private readonly queue: Queue;
  private readonly grid: Grid;
  private readonly source: SourcePane;
  private readonly header = h('header', {});
  private readonly summary = h('div', { class: 'summary' });
  private readonly actions = h('div', { class: 'actions', role: 'toolbar' });
  private readonly form = h('form', { class: 'edit', hidden: true });
  private readonly texts = h('div', { class: 'texts' });
  private readonly evidence = h('div', { class: 'evidence', tabindex: '0' });
  private readonly detail: HTMLElement;
  private readonly tabs = h('nav', { class: 'tabs' });
  private readonly say = h('div', { class: 'say', role: 'status', 'aria-live': 'polite' });
  private readonly keys = h('dialog', { class: 'keys' });
  private readonly who = h('input', { type: 'text', id: 'who', autocomplete: 'name', maxlength: '100' });
  private readonly why = h('input', { type: 'text', id: 'why', autocomplete: 'off', maxlength: '500' });

  constructor(
    private readonly words: Words,
    documents: readonly DocumentInfo[],
  ) {
    this.queue = new Queue(words, new Map(documents.map((doc) => [doc.id, doc])), {
      choose: (row) => void this.open(row.id, { push: true }),
      change: (change) => void this.change(change, true),
    });
    this.grid = new Grid((id) => void this.open(id, { push: false, keepFocus: true }));
    this.source = new SourcePane((zoom) => void this.change({ zoom }, false));
    this.detail = h(
      'main',
      { class: 'detail' },
      h('div', { class: 'top' }, this.summary, this.actions, this.form),
      h('div', { class: 'middle' }, h('div', { class: 'table-pane' }, this.grid.element, this.texts), this.evidence),
      this.source.element,
    );
    this.who.value = remembered(WHO_KEY) ?? '';
    this.who.addEventListener('input', () => remember(WHO_KEY, this.who.value));
    document.body.append(this.header, h('div', { class: 'work' }, this.queue.element, this.detail), this.tabs, this.say, this.keys);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.take();
    });
    document.addEventListener('keydown', (event) => this.onKey(event));
    const restore = (): void => {
      this.view = readView();
      void this.draw();
    };
    window.addEventListener('popstate', restore);
    window.addEventListener('hashchange', restore);
    let timer = 0;
    window.addEventListener('resize', () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.drawSource(), 150);
    });
  }

  /** Show the view from nothing. */
  async draw(): Promise<void> {
    setLanguage(this.view.language);
    document.documentElement.lang = this.view.language;
    this.drawFrame();
    await this.queue.show(this.view);
    if (this.queue.conflicts.length > 0) this.drawFrame();
    const item = this.view.item || this.queue.first()?.id || '';
    if (item !== '') await this.open(item, { push: false });
    else this.drawItem();
    document.body.dataset['ready'] = '1';
  }

  private async change(change: Partial<View>, push: boolean): Promise<void> {
    const before = this.view;
    this.view = { ...this.view, ...change };
    writeView(this.view, push);
    if (this.view.language !== before.language) return this.draw();
    this.drawFrame();
    if (this.view.facets !== before.facets || this.view.words !== before.words || this.view.filters !== before.filters) await this.queue.show(this.view);
    if (this.view.zoom !== before.zoom || this.view.tab !== before.tab || this.view.whole !== before.whole) {
      this.drawSource();
      this.grid.reveal();
    }
  }

  /** Look at an item. */
  private async open(id: string, how: { push: boolean; keepFocus?: boolean; index?: number; fresh?: boolean }): Promise<void> {
    const match = /^(.*)-t(\d+)-[rif]\d/.exec(id);
    if (!match) return;
    const turn = ++this.turn;
    const [doc, order] = [match[1]!, Number(match[2])];
    let table = this.table;
    if (how.fresh || table?.doc.id !== doc || table.table !== order) {
      try {
        table = await getTable(doc, order);
      } catch (error) {
        this.tell((error as Error).message);
        return;
      }
      if (turn !== this.turn) return;
    }
    this.table = table;
    this.item = table.facts.find((fact) => fact.id === id) ?? table.texts.find((text) => text.id === id);
    this.trial = null;
    this.editing = false;
    this.view = { ...this.view, item: id };
    writeView(this.view, how.push);
    this.queue.select(id, how.index ?? -1);
    this.drawItem();
  }

  // ——— drawing

  private drawFrame(): void {
    const { view } = this;
    document.body.dataset['tab'] = view.tab;
    document.body.classList.toggle('whole', view.whole);
    document.title = `${this.words.out} · kemu ${t('title')}`;
    const label = h('label', { for: 'who' }, t('who'));
    this.who.title = t('whoHint');
    fill(
      this.header,
      h('h1', {}, h('b', {}, 'kemu'), ` ${t('title')} `, h('span', { class: 'out' }, this.words.out)),
      this.queue.conflicts.length > 0 && h('button', { type: 'button', class: 'conflicts', onclick: () => this.showConflicts() }, `⚠ ${t('conflicts', { n: this.queue.conflicts.length })}`),
      label,
      this.who,
      h('button', { type: 'button', onclick: () => this.toggleKeys() }, t('help'), h('kbd', {}, '?')),
      h('button', { type: 'button', lang: view.language === 'zh' ? 'en' : 'zh', onclick: () => void this.change({ language: view.language === 'zh' ? 'en' : 'zh' }, false) }, t('language')),
    );
    const tab = (name: Tab, text: string): HTMLElement =>
      h('button', { type: 'button', 'aria-pressed': String(view.tab === name), onclick: () => void this.change({ tab: name }, false) }, text);
    fill(this.tabs, tab('queue', t('tabQueue')), tab('check', t('tabCheck')), tab('source', t('tabSource')));
    this.why.setAttribute('aria-label', t('why'));
    this.why.placeholder = t('why');
    this.actions.setAttribute('aria-label', t('tabCheck'));
    this.evidence.setAttribute('aria-label', t('equations'));
  }

  private drawItem(): void {
    const { table, item } = this;
    this.detail.classList.toggle('empty', !table || !item);
    if (!table || !item) {
      fill(this.summary, h('p', { class: 'note' }, t(this.queue.total === 0 ? 'none' : 'pick')));
      fill(this.actions);
      fill(this.evidence);
      this.form.hidden = true;
      this.source.clear();
      return;
    }
    this.readings = isFact(item) ? this.readingsOf(table, item) : [];
    this.drawSummary(table, item);
    this.drawActions(item);
    this.drawTrial();
    this.drawSource();
  }

  private drawSource(): void {
    if (this.table && this.item) void this.source.show(this.table, this.item, this.view.zoom);
  }

  private drawSummary(table: TableView, item: Item): void {
    const language = currentLanguage();
    const doc = table.doc;
    const state = item.fixes.at(-1);
    const paths = columnNames(table.columns);
    const now = isFact(item) ? effective(item, item.fixes, paths) : null;
    const heading = now ? [now.code, now.label].filter((part) => part !== '').join(' ') || '—' : Object.keys((item as TextView).kind === 'field' ? (item as TextView).texts : {})[0] ?? (item as TextView).texts['level3'] ?? '';
    fill(
      this.summary,
      h(
        'p',
        { class: 'crumbs' },
        h('span', {}, [doc.entity || doc.file, doc.year].filter((part) => part !== null && part !== '').join(' ')),
        ' › ',
        h('span', {}, table.table === 0 ? t('cover') : [table.tableNo, table.title].filter((part) => part !== '').join(' ') || `${t('table')} ${table.table}`),
        this.tablePicker(table),
      ),
      h(
        'h2',
        {},
        h('span', { class: 'heading', title: heading }, heading),
        now && h('span', { class: 'path' }, paths[now.column] ?? ''),
        now && h('b', { class: 'figure' }, now.value, ' ', h('small', {}, (item as FactView).unit)),
        state ? h('span', { class: `badge state ${state.action}` }, `✓ ${t(`state_${stateName(state.action)}`)}`) : levelBadge(item.level, item.score),
      ),
      h(
        'p',
        { class: 'facts' },
        isFact(item) && item.printed !== now?.value && h('span', {}, `${t('printed')}: ${item.printed}`),
        isFact(item) && item.subject !== '' && h('span', {}, `${t('subject')}: ${item.subject}`),
        isFact(item) && item.basis.length > 0 && h('span', {}, `${t('basis')}: ${item.basis.map((each) => tOr(`basis_${each}`, each)).join('、')}`),
        ...item.flags.map((flag) => h('span', { class: 'flag', title: flag }, this.words.flags[flag]?.[language] ?? flag)),
      ),
    );
  }

  private tablePicker(table: TableView): HTMLElement {
    const picker = h('select', {
      'aria-label': t('table'),
      onchange: () => void this.openTable(table.doc.id, Number(picker.value)),
    });
    for (const each of table.tables)
      picker.append(h('option', { value: each.order, selected: each.order === table.table }, `${each.tableNo || each.order} ${each.title} (${each.items}${each.doubtful > 0 ? `, ? ${each.doubtful}` : ''})`));
    return picker;
  }

  /** The first item of another table, doubtful ones first. */
  private async openTable(doc: string, order: number): Promise<void> {
    const table = await getTable(doc, order);
    const items: readonly Item[] = [...table.facts, ...table.texts];
    const first = [...items].sort((a, b) => a.score - b.score)[0];
    if (first) await this.open(first.id, { push: true });
    else this.tell(t('none'));
  }

  private drawActions(item: Item): void {
    const button = (key: string, text: string, act: () => void, more: Record<string, string | boolean> = {}): HTMLElement =>
      h('button', { type: 'button', onclick: act, ...more }, text, h('kbd', {}, key));
    fill(
      this.actions,
      button('↵', t(this.trial && !this.editing ? 'acceptChosen' : 'accept'), () => void this.take(), { class: 'main', id: 'accept' }),
      button('e', t('edit'), () => this.edit(), { id: 'edit' }),
      button('s', t('sourceError'), () => void this.settle('source-error', '', ''), { id: 'source-error' }),
      button('u', t('undo'), () => void this.undo(), { id: 'undo', disabled: item.fixes.length === 0 }),
      button('n', t('next'), () => void this.go(1, true), { id: 'next' }),
      this.why,
      h('span', { class: 'space' }),
      button('t', t(this.view.whole ? 'closeTable' : 'wholeTable'), () => void this.change({ whole: !this.view.whole }, true).then(() => this.drawActions(item)), { id: 'whole', 'aria-pressed': String(this.view.whole) }),
    );
    if (!this.editing) this.form.hidden = true;
  }

  /** Table and equations as they would be with what is being tried. */
  private drawTrial(): void {
    const { table, item } = this;
    if (!table || !item) return;
    const computed = this.computeAll(table);
    const failing = new Set<string>();
    for (const { check, now } of computed) if (!now.passed) for (const fact of check.facts) failing.add(fact);
    const fact = isFact(item);
    this.grid.element.hidden = !fact;
    this.texts.hidden = fact;
    if (fact) this.grid.show(table, item.id, this.trialOf(table, item), failing);
    else this.drawTexts(table, item as TextView);
    this.drawEvidence(table, item, computed);
    const accept = this.actions.querySelector('#accept');
    if (accept?.firstChild) accept.firstChild.textContent = t(this.trial && !this.editing ? 'acceptChosen' : 'accept');
  }

  private trialOf(table: TableView, item: FactView): Effective | null {
    if (!this.trial) return null;
    const fixes = [...item.fixes, { ...this.trial, was: '', who: '', when: '', why: '', applied: false }];
    return effective(item, fixes as Fix[], columnNames(table.columns));
  }

  private drawTexts(table: TableView, item: TextView): void {
    fill(
      this.texts,
      ...table.texts.map((text) => {
        const now = textsOf(text);
        return h(
          'div',
          { class: `text ${text.level}${text.id === item.id ? ' lit' : ''}`, 'data-id': text.id, onclick: () => void this.open(text.id, { push: false }) },
          h('span', { class: 'name' }, text.kind === 'field' ? Object.keys(now)[0]! : [now['level1'], now['level2']].filter(Boolean).join('/')),
          h('span', { class: 'content' }, text.kind === 'field' ? Object.values(now)[0]! : [now['level3'], now['target'], now['actual'], now['weight'], now['score']].filter(Boolean).join(' · ')),
          text.fixes.length > 0 && h('span', { class: 'done' }, '✓'),
        );
      }),
    );
    this.texts.querySelector<HTMLElement>('.lit')?.scrollIntoView({ block: 'nearest' });
  }

  /** Every equation of the table with figures as they stand now, what is tried included. */
  private computeAll(table: TableView) {
    const paths = columnNames(table.columns);
    const cells = new Map<string, { value: string; unit: string }>(Object.entries(table.foreign));
    for (const fact of table.facts) {
      const now = (fact.id === this.item?.id && isFact(fact) && this.trialOf(table, fact)) || effective(fact, fact.fixes, paths);
      const key = placeKey(table.table, fact.row, now.column);
      if (!cells.has(key)) cells.set(key, { value: now.value, unit: fact.unit });
    }
    return table.checks.map((check) => ({ check, now: compute(check, (key) => cells.get(key)) }));
  }

  private drawEvidence(table: TableView, item: Item, computed: ReturnType<Page['computeAll']>): void {
    const parts: (HTMLElement | false)[] = [];
    if (isFact(item) && this.readings.length > 0) parts.push(this.drawReadings(table, item));
    const errors = table.errors.filter((error) => error.facts.length === 0 || error.facts.includes(item.id));
    if (errors.length > 0) parts.push(h('div', { class: 'errors' }, h('h3', {}, t('errors')), ...errors.map((error) => h('p', {}, error.text))));
    if (isFact(item)) {
      const keys = new Set([item.column, ...item.candidates.map(({ column }) => column), this.trialOf(table, item)?.column ?? item.column].map((column) => placeKey(table.table, item.row, column)));
      const own = computed.filter(({ check }) => check.facts.includes(item.id) || check.terms.some((term) => keys.has(term.slice(1))));
      own.sort((a, b) => Number(a.now.passed) - Number(b.now.passed) || Number(b.now.live) - Number(a.now.live));
      parts.push(
        h(
          'div',
          { class: 'equations' },
          h('h3', {}, `${t('equations')} `, h('span', { class: 'n' }, `${own.filter(({ now }) => now.passed).length} ✓ ${own.filter(({ now }) => !now.passed).length} ✗`)),
          own.length === 0 && h('p', { class: 'note' }, t('noEquations')),
          ...own.map(({ check, now }) => this.equation(table, check, now, keys)),
        ),
      );
    }
    else
      parts.push(
        h('dl', { class: 'item-texts' }, ...Object.entries(textsOf(item as TextView)).filter(([, text]) => text !== '').map(([name, text]) => h('div', {}, h('dt', {}, tOr(name, name)), h('dd', {}, text)))),
      );
    if (item.fixes.length > 0)
      parts.push(
        h(
          'div',
          { class: 'history' },
          h('h3', {}, t('history')),
          ...item.fixes.map((fix) =>
            h(
              'p',
              {},
              `${t(`state_${stateName(fix.action)}`)}${fix.taken !== fix.was ? `: ${fix.field === '' ? '' : `${tOr(fix.field, fix.field)} `}${fix.was || '—'} → ${fix.taken || '—'}` : ''}`,
              h('small', {}, [fix.who, fix.when.slice(0, 16).replace('T', ' '), fix.why, t(fix.applied ? 'applied' : 'notApplied')].filter((part) => part !== '').join(' · ')),
            ),
          ),
        ),
      );
    fill(this.evidence, ...parts);
  }

  private drawReadings(table: TableView, item: FactView): HTMLElement {
    const paths = columnNames(table.columns);
    const option = (n: number, text: string, why: string, checked: boolean, choose: () => void): HTMLElement =>
      h(
        'label',
        { class: 'reading' },
        h('input', { type: 'radio', name: 'reading', value: n, checked, onchange: choose }),
        h('kbd', {}, String(n)),
        h('span', {}, h('b', {}, text), why !== '' && h('small', {}, why)),
      );
    const now = effective(item, item.fixes, paths);
    return h(
      'fieldset',
      { class: 'readings' },
      h('legend', {}, t('readings')),
      option(0, `${now.value} · ${paths[now.column] ?? ''}`, t('asRead'), this.trial === null, () => this.choose(0)),
      ...this.readings.slice(0, 9).map((reading, i) =>
        option(i + 1, reading.show, reading.why, this.trial?.action === reading.action && this.trial.taken === reading.taken, () => this.choose(i + 1)),
      ),
    );
  }

  private equation(table: TableView, check: TableView['checks'][number], now: Computed, keys: ReadonlySet<string>): HTMLElement {
    const prefix = `t${String(table.table).padStart(2, '0')}-`;
    const shown = (sign: 1 | -1): (HTMLElement | string)[] => {
      const terms = now.terms.filter((term) => term.sign === sign && (Number(term.value) !== 0 || keys.has(term.key)));
      // Zeros say nothing; a side of nothing else is one.
      if (terms.length === 0) return ['0'];
      const own = terms.findIndex((term) => keys.has(term.key));
      const few = terms.length <= MOST_TERMS ? terms : [...terms.slice(0, MOST_TERMS - 1), ...(own >= MOST_TERMS - 1 ? [terms[own]!] : [])];
      return [
        ...few.flatMap((term, i) => {
          const foreign = table.foreign[term.key];
          const where = term.key.startsWith(prefix) ? this.nameOfPlace(table, term.key) : foreign ? `${foreign.tableNo} ${foreign.label} ${foreign.column}` : term.key;
          return [i > 0 ? ' + ' : '', h('span', { class: keys.has(term.key) ? 'term own' : 'term', title: where }, grouped(term.value))];
        }),
        terms.length > few.length ? ` ${t('moreTerms', { n: terms.length - few.length })}` : '',
      ];
    };
    const changed = now.passed !== check.passed;
    const left = now.live && now.terms.length > 0 ? shown(1) : [grouped(check.left)];
    const right = now.live && now.terms.length > 0 ? shown(-1) : [grouped(check.right)];
    return h(
      'div',
      { class: `equation ${now.passed ? 'pass' : 'fail'}${changed ? ' changed' : ''}`, title: check.scope },
      h('span', { class: 'verdict' }, now.passed ? `✓ ${t(changed ? 'nowHolds' : 'holds')}` : `✗ ${t(changed ? 'nowFails' : 'fails')}`),
      h('span', { class: 'sum' }, ...left, check.relation === '>=' ? ' ≥ ' : now.passed ? ' = ' : ' ≠ ', ...right, !now.passed && h('em', {}, ` ${t('off', { n: grouped(now.gap.replace(/^-/, '')) })}`)),
      h('small', {}, check.equation ?? `${check.rule} · ${check.scope}`),
    );
  }

  private nameOfPlace(table: TableView, key: string): string {
    const fact = table.facts.find((each) => each.key === key);
    return fact ? `${fact.label} ${(table.columns[fact.column] ?? []).join('/')}` : key;
  }

  /** Other columns the program saw, then figures that would make a failing equation hold. */
  private readingsOf(table: TableView, item: FactView): Reading[] {
    const paths = columnNames(table.columns);
    const now = effective(item, item.fixes, paths);
    const readings: Reading[] = item.candidates
      .filter(({ column }) => column !== now.column)
      .map(({ column, why }) => ({ action: 'column', taken: paths[column]!, show: `${now.value} · ${paths[column]}`, why: reason(why) }));
    const key = placeKey(table.table, item.row, now.column);
    const seen = new Map<string, string[]>();
    for (const { check, now: state } of this.computeAll(table)) {
      if (state.passed || !state.live || check.relation === '>=' || check.unit !== item.unit) continue;
      const term = check.terms.find((each) => each.slice(1) === key);
      if (!term) continue;
      const value = implied(now.value, state.gap, term.startsWith('-') ? -1 : 1);
      if (value === null || value === now.value) continue;
      seen.set(value, [...(seen.get(value) ?? []), check.equation ?? check.rule]);
    }
    for (const [value, rules] of [...seen].sort((a, b) => b[1].length - a[1].length))
      readings.push({ action: 'value', taken: value, show: value, why: t('implied', { rule: [...new Set(rules)].join(', ') }) });
    return readings;
  }

  // ——— doing

  private choose(n: number): void {
    const reading = this.readings[n - 1];
    if (n > 0 && !reading) return;
    this.editing = false;
    this.form.hidden = true;
    this.trial = reading ? { action: reading.action, field: '', taken: reading.taken } : null;
    this.drawTrial();
    this.evidence.querySelector<HTMLInputElement>(`input[value="${n}"]`)?.focus();
  }

  /** A field to type in, for whichever part of the item is wrong. */
  private edit(): void {
    const { table, item } = this;
    if (!table || !item) return;
    this.editing = true;
    const paths = columnNames(table.columns);
    const fact = isFact(item) ? item : null;
    const now = fact && effective(fact, fact.fixes, paths);
    const texts = fact ? {} : textsOf(item as TextView);
    const what = h(
      'select',
      { id: 'what', 'aria-label': t('what'), onchange: () => renew() },
      ...(fact ? (['value', 'column', 'label', 'code'] as const) : Object.keys(texts)).map((name) => h('option', { value: name, selected: name === 'target' }, tOr(name, name))),
    );
    const place = h('span', { class: 'input' });
    const renew = (): void => {
      const name = what.value;
      const old = fact && now ? { value: now.value, column: paths[now.column] ?? '', label: now.label, code: now.code }[name]! : (texts[name] ?? '');
      let input: HTMLInputElement | HTMLSelectElement;
      if (fact && name === 'column') {
        input = h('select', { id: 'correction' }, ...paths.map((path) => h('option', { value: path, selected: path === old }, path)));
      } else {
        input = h('input', { type: 'text', id: 'correction', value: old, autocomplete: 'off', inputmode: name === 'value' || name === 'code' ? 'decimal' : 'text' });
      }
      input.setAttribute('aria-label', t('correction'));
      const changed = (): void => {
        const action = fact ? (name as 'value' | 'column' | 'label' | 'code') : 'value';
        const wrong = fact !== null && ((name === 'value' && plain(input.value) === null) || (name === 'code' && !/^\d*$/.test(input.value)));
        input.setAttribute('aria-invalid', String(wrong));
        this.trial = wrong || input.value === old ? null : { action, field: fact || (item as TextView).kind === 'field' ? '' : name, taken: input.value };
        this.drawTrial();
      };
      input.addEventListener('input', changed);
      fill(place, input);
      input.focus();
      if (input instanceof HTMLInputElement) input.select();
    };
    fill(this.form, h('label', { for: 'correction' }, t('correction')), what, place, h('button', { type: 'submit', class: 'main' }, t('save'), h('kbd', {}, '↵')), h('button', { type: 'button', onclick: () => this.stopEditing() }, t('cancel'), h('kbd', {}, 'Esc')));
    this.form.hidden = false;
    this.trial = null;
    renew();
    this.drawTrial();
  }

  private stopEditing(): void {
    this.editing = false;
    this.trial = null;
    this.form.hidden = true;
    (document.activeElement as HTMLElement | null)?.blur();
    this.drawTrial();
  }

  /** Take what is being tried, or accept what stands. */
  private async take(): Promise<void> {
    const { trial } = this;
    if (this.editing && !trial) {
      const input = this.form.querySelector('#correction');
      if (input?.getAttribute('aria-invalid') === 'true') return this.tell(t('notAFigure'));
    }
    if (trial) await this.settle(trial.action, trial.field, trial.taken);
    else await this.settle('accept', '', '');
  }

  private async settle(action: Fix['action'], field: string, taken: string): Promise<void> {
    if (!this.table || !this.item || this.busy) return;
    this.setBusy(true);
    const { item, table } = this;
    try {
      await judge({ doc: table.doc.id, kind: isFact(item) ? 'fact' : item.kind, key: item.key, action, field, taken, who: this.who.value, why: this.why.value });
      this.why.value = '';
      (document.activeElement as HTMLElement | null)?.blur();
      const saved = `${t('saved')}: ${t(`state_${stateName(action)}`)}${taken === '' ? '' : ` ${taken}`}`;
      this.tell(saved);
      await this.go(1, true, saved);
    } catch (error) {
      this.tell((error as Error).message);
    } finally {
      this.setBusy(false);
    }
  }

  private async undo(): Promise<void> {
    if (!this.table || !this.item || this.busy) return;
    if (this.item.fixes.length === 0) return this.tell(t('nothingToUndo'));
    this.setBusy(true);
    const { item, table } = this;
    try {
      await judge({ doc: table.doc.id, kind: isFact(item) ? 'fact' : item.kind, key: item.key, action: 'undo', field: '', taken: '', who: this.who.value, why: this.why.value });
      this.tell(t('undone'));
      await this.queue.show(this.view, true);
      await this.open(item.id, { push: false, fresh: true });
    } catch (error) {
      this.tell((error as Error).message);
    } finally {
      this.setBusy(false);
    }
  }

  /** To the next row of the queue; `open`: the next that nobody has settled; `saved`: what was just written, and is still to be read where nothing is next. */
  private async go(step: 1 | -1, open: boolean, saved = ''): Promise<void> {
    const fresh = saved !== '';
    const found = await getNext(filterQuery(this.view), new URLSearchParams({ after: this.view.item, step: String(step), open: open ? '1' : '0' }).toString());
    const here = this.view.item;
    if (fresh) await this.queue.show(this.view, true);
    if (!found) {
      this.tell(fresh ? `${saved}. ${t('allDone')}` : t('allDone'));
      if (fresh) await this.open(here, { push: false, fresh: true });
      return;
    }
    await this.open(found.row.id, { push: false, index: found.index, fresh });
  }

  /** While something is being written, keys that write are left alone: nothing is accepted before it is seen. */
  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.detail.setAttribute('aria-busy', String(busy));
  }

  private tell(text: string): void {
    this.say.textContent = text;
    this.say.classList.remove('gone');
    window.setTimeout(() => this.say.textContent === text && this.say.classList.add('gone'), 4000);
  }

  /** Corrections that the last conversion could not use. */
  private showConflicts(): void {
    fill(
      this.keys,
      h('h2', {}, t('conflicts', { n: this.queue.conflicts.length })),
      h('ul', { class: 'conflict-list' }, ...this.queue.conflicts.map(({ doc, rule, text }) => h('li', {}, text, h('small', {}, ` ${rule} ${doc}`)))),
      h('button', { type: 'button', onclick: () => this.keys.close() }, t('closeTable')),
    );
    this.keys.showModal();
  }

  private toggleKeys(): void {
    if (this.keys.open) {
      this.keys.close();
      return;
    }
    const line = (keys: readonly string[], text: StringKey): HTMLElement => h('div', {}, h('dt', {}, ...keys.map((key) => h('kbd', {}, key))), h('dd', {}, t(text)));
    fill(
      this.keys,
      h('h2', {}, t('help')),
      h(
        'dl',
        {},
        line(['j', '↓', 'k', '↑'], 'key_next'),
        line(['n'], 'key_open'),
        line(['↵', 'a'], 'key_accept'),
        line(['1', '…', '9', '0'], 'key_candidate'),
        line(['e'], 'key_edit'),
        line(['s'], 'key_source'),
        line(['u'], 'key_undo'),
        line(['/'], 'key_search'),
        line(['f'], 'key_filters'),
        line(['t'], 'key_table'),
        line(['+', '−', 'z'], 'key_zoom'),
        line(['l'], 'key_language'),
        line(['Esc'], 'key_escape'),
      ),
      h('button', { type: 'button', onclick: () => this.keys.close() }, t('closeTable')),
    );
    this.keys.showModal();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as HTMLElement;
    const typing = target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select');
    if (event.key === 'Escape') {
      if (this.keys.open) return;
      if (this.editing) this.stopEditing();
      else if (typing) target.blur();
      else if (this.trial) this.choose(0);
      else if (this.view.whole) void this.change({ whole: false }, false).then(() => this.item && this.drawActions(this.item));
      event.preventDefault();
      return;
    }
    if (this.keys.open) {
      if (event.key === '?') this.keys.close();
      return;
    }
    if (typing) {
      if (event.key === 'Enter' && (target === this.why || target.id === 'correction')) {
        event.preventDefault();
        void this.take();
      } else if (event.key === 'Enter' && target.id === 'search') target.blur();
      return;
    }
    // arrows in a group of radio buttons are the group's own
    if (event.key.startsWith('Arrow') && target.matches('[type=radio]')) return;
    // Enter and the space bar on a button are the button's own
    if ((event.key === 'Enter' || event.key === ' ') && target.matches('button, a, summary, [type=checkbox]')) return;
    const act = this.keyAction(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  private keyAction(key: string): (() => void) | undefined {
    if (/^[0-9]$/.test(key)) return () => this.choose(Number(key));
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => void this.go(1, false),
      j: () => void this.go(1, false),
      ArrowUp: () => void this.go(-1, false),
      k: () => void this.go(-1, false),
      n: () => void this.go(1, true),
      Enter: () => void this.take(),
      a: () => void this.take(),
      e: () => this.edit(),
      s: () => void this.settle('source-error', '', ''),
      u: () => void this.undo(),
      '/': () => this.queue.focusSearch(),
      f: () => void this.change({ filters: !this.view.filters }, false).then(() => this.view.filters && this.queue.focusFilters()),
      t: () => void this.change({ whole: !this.view.whole }, true).then(() => {
        if (this.item) this.drawActions(this.item);
        this.grid.element.focus();
      }),
      '+': () => void this.change({ zoom: zoomed(this.view.zoom, 1) }, false),
      '=': () => void this.change({ zoom: zoomed(this.view.zoom, 1) }, false),
      '-': () => void this.change({ zoom: zoomed(this.view.zoom, -1) }, false),
      z: () => void this.change({ zoom: this.view.zoom === 0 ? 1.4 : 0 }, false),
      l: () => void this.change({ language: this.view.language === 'zh' ? 'en' : 'zh' }, false),
      '?': () => this.toggleKeys(),
    };
    return actions[key];
  }
}

const stateName = (action: Fix['action']): 'accepted' | 'corrected' | 'source-error' => (action === 'accept' ? 'accepted' : action === 'source-error' ? 'source-error' : 'corrected');

/** Texts of an indicator or a field with everything settled applied. */
function textsOf(text: TextView): Record<string, string> {
  const now: Record<string, string> = { ...text.texts };
  for (const { action, field, taken } of text.fixes) if (action === 'value') now[field === '' ? Object.keys(now)[0]! : field] = taken;
  return now;
}

/** What speaks for another column, in the language chosen. */
function reason(why: string): string {
  if (why === 'no equation speaks against it') return t('notExcluded');
  const held = / still holds$/.exec(why);
  return held ? t('stillHolds', { rule: why.slice(0, held.index) }) : why;
}

/** A long figure with its thousands set apart, for reading. */
const grouped = (figure: string): string => figure.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** The figure that closes a gap. */
function implied(value: string, gap: string, sign: 1 | -1): string | null {
  const decimals = Math.max(...[value, gap].map((text) => (/\.(\d+)/.exec(text)?.[1] ?? '').length));
  const digits = (text: string): bigint | null => {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    return match ? BigInt(`${match[1]}${match[2]}${(match[3] ?? '').padEnd(decimals, '0')}`) : null;
  };
  const [now, off] = [digits(value), digits(gap)];
  if (now === null || off === null) return null;
  const wanted = now - BigInt(sign) * off;
  const text = (wanted < 0n ? -wanted : wanted).toString().padStart(decimals + 1, '0');
  const body = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  return `${wanted < 0n ? '-' : ''}${body}`;
}

async function start(): Promise<void> {
  const [words, documents] = await Promise.all([getWords(), getDocuments()]);
  await new Page(words, documents).draw();
}

start().catch((error: Error) => {
  document.body.append(h('p', { class: 'note' }, error.message));
});

