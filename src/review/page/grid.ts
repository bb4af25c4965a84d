import type { FactView, TableView } from './api.js';
import { h, VirtualRows } from './dom.js';
import { type Effective, effective } from './effective.js';
import { t } from './strings.js';
import { columnNames } from '../../text/column-names.js';

const ROW_HEIGHT = 30;

export interface GridCell {
  readonly fact: FactView;
  readonly now: Effective;
}

interface GridRow {
  readonly row: number;
  readonly label: string;
  readonly code: string;
  readonly cells: Map<number, GridCell[]>;
}

/** The rebuilt table: one line a row, one column a column, every figure shaded by its confidence. */
export class Grid {
  readonly element = h('div', { class: 'grid', role: 'grid', tabindex: '0' });
  private readonly head = h('div', { class: 'grid-head', role: 'row' });
  private readonly virtual: VirtualRows;
  private rows: GridRow[] = [];
  private columns: readonly (readonly string[])[] = [];
  private selected = '';
  /** Column of the selected figure. */
  private lit = -1;
  private failing: ReadonlySet<string> = new Set();

  constructor(private readonly choose: (id: string) => void) {
    this.element.append(this.head);
    this.virtual = new VirtualRows(this.element, ROW_HEIGHT, (index) => this.makeRow(index), undefined, () => this.head.offsetHeight);
    this.element.addEventListener('keydown', (event) => this.onKey(event));
  }

  /**
   * Show a table with everything settled applied, `trial` put in place of the selected figure's own.
   * `failing`: ids of figures in equations that do not hold now.
   */
  show(view: TableView, selected: string, trial: Effective | null, failing: ReadonlySet<string>): void {
    const paths = columnNames(view.columns);
    const byKey = new Map<string, GridRow>();
    for (const fact of view.facts) {
      const settled = effective(fact, fact.fixes, paths);
      const now = fact.id === selected && trial ? trial : settled;
      const key = `${fact.row}|${settled.label}|${settled.code}`;
      let row = byKey.get(key);
      if (!row) byKey.set(key, (row = { row: fact.row, label: now.label, code: now.code, cells: new Map() }));
      row.cells.set(now.column, [...(row.cells.get(now.column) ?? []), { fact, now }]);
    }
    const rows = [...byKey.values()].sort((a, b) => a.row - b.row);
    const before = this.lit;
    const moved = selected !== this.selected || rows.length !== this.rows.length;
    this.rows = rows;
    this.columns = view.columns;
    this.selected = selected;
    this.failing = failing;
    this.lit = this.findLit();
    this.element.setAttribute('aria-label', `${view.tableNo} ${view.title}`);
    this.element.setAttribute('aria-rowcount', String(rows.length + 1));
    this.element.setAttribute('aria-colcount', String(view.columns.length + 1));
    this.element.style.setProperty('--columns', String(view.columns.length));
    this.drawHead();
    this.virtual.reset(rows.length);
    if (moved || before !== this.lit) this.reveal();
  }

  reveal(): void {
    const index = this.rows.findIndex((row) => [...row.cells.values()].flat().some(({ fact }) => fact.id === this.selected));
    if (index < 0) return;
    this.virtual.reveal(index, true);
    const cell = this.element.querySelector<HTMLElement>('.cell.lit');
    const label = this.element.querySelector<HTMLElement>('.row-label');
    if (!cell || !label) return;
    const left = label.offsetWidth;
    if (cell.offsetLeft < this.element.scrollLeft + left) this.element.scrollLeft = cell.offsetLeft - left - 8;
    else if (cell.offsetLeft + cell.offsetWidth > this.element.scrollLeft + this.element.clientWidth) this.element.scrollLeft = cell.offsetLeft + cell.offsetWidth - this.element.clientWidth + 8;
  }

  private findLit(): number {
    for (const row of this.rows) for (const [column, cells] of row.cells) if (cells.some(({ fact }) => fact.id === this.selected)) return column;
    return -1;
  }

  private drawHead(): void {
    const { lit } = this;
    this.head.replaceChildren(
      h('div', { class: 'row-label', role: 'columnheader' }, t('label')),
      ...this.columns.map((path, i) =>
        h(
          'div',
          { class: i === lit ? 'column-lit' : null, role: 'columnheader', title: path.join('/') },
          path.length > 1 && h('span', { class: 'over' }, path.slice(0, -1).join('/')),
          h('span', { class: 'leaf' }, path.at(-1) ?? ''),
        ),
      ),
    );
  }

  private makeRow(index: number): HTMLElement {
    const row = this.rows[index]!;
    const { lit } = this;
    const rowLit = [...row.cells.values()].flat().some(({ fact }) => fact.id === this.selected);
    const label = [row.code, row.label].filter((part) => part !== '').join(' ');
    return h(
      'div',
      { class: rowLit ? 'grid-row row-lit' : 'grid-row', role: 'row', 'aria-rowindex': index + 2 },
      h('div', { class: 'row-label', role: 'rowheader', title: label }, label || '—'),
      ...this.columns.map((_, column) => {
        const cells = row.cells.get(column) ?? [];
        const main = cells.find(({ fact }) => fact.id === this.selected) ?? cells[0];
        const classes = ['cell'];
        if (column === lit) classes.push('column-lit');
        if (!main) return h('div', { class: classes.join(' '), role: 'gridcell' });
        const { fact, now } = main;
        classes.push(now.state === 'open' ? fact.level : 'settled');
        if (fact.id === this.selected) classes.push('lit');
        if (this.failing.has(fact.id)) classes.push('failing');
        const words = [now.value, now.state === 'open' ? `${t('confidence')} ${t(`level_${fact.level}`)}` : t(`state_${now.state}`), this.failing.has(fact.id) ? t('fails') : ''];
        return h(
          'div',
          {
            class: classes.join(' '),
            role: 'gridcell',
            'aria-selected': String(fact.id === this.selected),
            'aria-label': words.filter((word) => word !== '').join(', '),
            'data-id': fact.id,
            title: [now.value, cells.length > 1 ? `+ ${cells.length - 1}` : '', ...fact.flags].filter((part) => part !== '').join('\n'),
            onclick: () => this.choose(fact.id),
          },
          now.state !== 'open' && h('span', { class: 'mark', 'aria-hidden': 'true' }, '✓'),
          now.state === 'open' && fact.level === 'low' && h('span', { class: 'mark', 'aria-hidden': 'true' }, '?'),
          this.failing.has(fact.id) && h('span', { class: 'mark', 'aria-hidden': 'true' }, '≠'),
          cells.map(({ now: each }) => each.value).join(' / '),
        );
      }),
    );
  }

  /** Arrows move from figure to figure. */
  private onKey(event: KeyboardEvent): void {
    const step = ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] } as Record<string, [number, number]>)[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const at = this.rows.findIndex((row) => [...row.cells.values()].flat().some(({ fact }) => fact.id === this.selected));
    if (at < 0) return;
    const column = this.lit;
    const [down, right] = step;
    if (right !== 0) {
      const columns = [...this.rows[at]!.cells.keys()].sort((a, b) => a - b);
      const next = columns[columns.indexOf(column) + right];
      if (next !== undefined) this.choose(this.rows[at]!.cells.get(next)![0]!.fact.id);
      return;
    }
    for (let row = at + down; row >= 0 && row < this.rows.length; row += down) {
      const cells = this.rows[row]!.cells;
      const cell = cells.get(column)?.[0];
      if (!cell) continue;
      this.choose(cell.fact.id);
      return;
    }
  }
}
