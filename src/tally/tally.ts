import type { Fact, Field, GridCell, Indicator, Message, Place, Region, Staged, Table } from '../model/index.js';
import { squeeze } from '../text/full-width.js';

/** What was taken from the tables of a document. */
export interface Taken {
  readonly facts: readonly Fact[];
  readonly indicators: readonly Indicator[];
  readonly fields: readonly Field[];
  readonly tables: readonly Table[];
}

/** A figure of a table that is in nothing that is written. */
export interface LeftOut {
  readonly table: number;
  readonly figure: string;
  readonly place: Place;
}

/** Figures with decimals, and whole numbers in groups of three. Dates, ordinals and codes have neither. */
const FIGURE = /(?<![\d.．,，])(?:\d[\d,，]*[.．]\d+|\d{1,3}(?:[,，]\d{3})+)(?![\d.．,，年])/g;
const figuresOf = (text: string): string[] => (squeeze(text).match(FIGURE) ?? []).map((figure) => figure.replace(/[,，]/g, '').replace('．', '.'));

/**
 * Nothing is lost silently: every figure that stands in a cell of a table is counted against what was taken from that
 * table, and the ones left are told. Counted, not compared by place: forms join texts of several cells.
 */
export function tally(regions: readonly Region[], taken: Taken): Staged<readonly LeftOut[]> {
  const facts = byTable(taken.facts);
  const indicators = byTable(taken.indicators);
  const fields = byTable(taken.fields);
  const tables = new Map(taken.tables.map((table) => [table.order, table]));
  const isForm = (order: number): boolean => indicators.has(order) || fields.has(order);
  const value: LeftOut[] = [];
  const messages: Message[] = [];
  for (const region of regions) {
    if (region.form !== 'grid') continue;
    const { order } = region;
    const cells = region.cells.map((cell) => ({ cell, figures: figuresOf(cell.lines.join('')) })).filter(({ cell, figures }) => figures.length > 0 && (isForm(order) || !isRemark(cell.text)));
    if (cells.length === 0) continue;
    const bag = new Bag([
      ...(facts.get(order) ?? []).map((fact) => fact.amount.printed),
      ...(tables.get(order)?.rows ?? []).map((row) => row.path.join(' ')),
      ...(tables.get(order)?.columns ?? []).map((column) => column.path.join(' ')),
      ...(indicators.get(order) ?? []).flatMap((each) => [each.level1, each.level2, each.level3, each.target, each.actual, each.weight, each.score, each.note]),
      ...new Set((indicators.get(order) ?? []).map((each) => each.objective)),
      ...(fields.get(order) ?? []).flatMap((each) => [each.field, each.value]),
    ]);
    const left = cells.flatMap(({ cell, figures }) => figures.filter((figure) => !bag.take(figure)).map((figure): LeftOut => ({ table: order, figure, place: placeOf(cell) })));
    if (left.length === 0) continue;
    value.push(...left);
    const shown = left.slice(0, SHOWN).map(({ figure }) => figure).join(', ');
    messages.push({ rule: 'tally/figure-left-out', severity: 'warning', text: `${left.length} of the table's figures stand in no fact, indicator or field: ${shown}${left.length > SHOWN ? ' …' : ''}.`, place: left[0]!.place, actual: shown });
  }
  return { value, messages };
}

/** A remark in a table of figures: texts are no facts. */
const isRemark = (text: string): boolean => text.length > 30 && /[，。；]/.test(text);

/** Figures that a message names. */
const SHOWN = 20;

const placeOf = ({ page, box }: GridCell): Place => ({ page, line: 0, box });

function byTable<T extends { readonly table: number }>(items: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const item of items) {
    const own = found.get(item.table);
    if (own) own.push(item);
    else found.set(item.table, [item]);
  }
  return found;
}

class Bag {
  readonly #counts = new Map<string, number>();

  constructor(texts: readonly string[]) {
    for (const text of texts) for (const figure of figuresOf(text)) this.#counts.set(figure, (this.#counts.get(figure) ?? 0) + 1);
  }

  take(figure: string): boolean {
    const count = this.#counts.get(figure) ?? 0;
    if (count > 0) this.#counts.set(figure, count - 1);
    return count > 0;
  }
}
