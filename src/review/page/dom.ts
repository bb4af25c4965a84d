type Child = Node | string | null | undefined | false;
type Props = Readonly<Record<string, string | number | boolean | null | undefined | ((event: never) => void)>>;

/** An element; functions become listeners (`onclick`), `true` an empty attribute, null and false none. Text is never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as unknown as EventListener);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put `children` in place of what is there. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
}

/** A list of rows of one height of which only those in sight exist. */
export class VirtualRows {
  private readonly spacer = h('div', { class: 'v-spacer' });
  private shown = new Map<number, HTMLElement>();
  private waiting = false;
  count = 0;

  constructor(
    readonly scroller: HTMLElement,
    private readonly rowHeight: number,
    private readonly make: (index: number) => HTMLElement,
    private readonly onRange: (first: number, last: number) => void = () => {},
    /** Height of what stands above the rows and scrolls with them (a sticky header). */
    private readonly above: () => number = () => 0,
  ) {
    scroller.append(this.spacer);
    scroller.addEventListener('scroll', () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(scroller);
  }

  /** Draw again from nothing: other rows, or another number of them. */
  reset(count: number): void {
    this.count = count;
    this.spacer.style.height = `${count * this.rowHeight}px`;
    this.refresh();
  }

  /** Make the rows in sight again. */
  refresh(): void {
    for (const row of this.shown.values()) row.remove();
    this.shown = new Map();
    this.draw();
  }

  reveal(index: number, center = false): void {
    const head = this.above();
    const top = index * this.rowHeight;
    const { scrollTop, clientHeight } = this.scroller;
    const room = clientHeight - head;
    if (center) this.scroller.scrollTop = top - (room - this.rowHeight) / 2;
    else if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + this.rowHeight > scrollTop + room) this.scroller.scrollTop = top + this.rowHeight - room;
    this.draw();
  }

  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  private draw(): void {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / this.rowHeight) - 6);
    const last = Math.min(this.count - 1, Math.ceil((scrollTop + clientHeight) / this.rowHeight) + 6);
    this.onRange(first, last);
    for (const [index, row] of this.shown) {
      if (index >= first && index <= last) continue;
      row.remove();
      this.shown.delete(index);
    }
    for (let index = first; index <= last; index++) {
      if (this.shown.has(index)) continue;
      const row = this.make(index);
      row.style.transform = `translateY(${index * this.rowHeight}px)`;
      this.shown.set(index, row);
      this.spacer.append(row);
    }
  }
}
