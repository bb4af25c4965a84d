import { groupBy } from '../model/group-by.js';
import type { Fact, Field, GridCell, Indicator, Line, Message, Place, Region, Staged, Statement, Table } from '../model/index.js';
import { squeeze } from '../text/full-width.js';

/** What was taken from the tables of a document. */
export interface Taken {
  readonly facts: readonly Fact[];
  readonly indicators: readonly Indicator[];
  readonly fields: readonly Field[];
  readonly tables: readonly Table[];
  readonly statements: readonly Statement[];
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
 * table, and the ones left are told. Counted, not compared by place: forms join texts of several cells. So are figures
 * of rows that were taken for running text: lines without a sentence whose figures the narrative did not state.
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
  messages.push(...inText(regions, taken.statements));
  return { value, messages };
}

const figuresSaid = ({ value }: Statement): string => String(Number(value));

/** Rows of a table that nobody knew for one: a message for every run of running text that holds some. */
function inText(regions: readonly Region[], statements: readonly Statement[]): Message[] {
  const said = new Map<string, number>();
  for (const statement of statements) said.set(figuresSaid(statement), (said.get(figuresSaid(statement)) ?? 0) + 1);
  return regions.flatMap((region): Message[] => {
    if (region.form !== 'narrative') return [];
    const left: { readonly figure: string; readonly place: Place }[] = [];
    for (const line of region.lines) {
      for (const figure of figuresOfRow(line)) {
        const count = said.get(String(Number(figure))) ?? 0;
        if (count > 0) said.set(String(Number(figure)), count - 1);
        else left.push({ figure, place: line.place });
      }
    }
    if (left.length === 0) return [];
    const shown = left.slice(0, SHOWN).map(({ figure }) => figure).join(', ');
    return [{ rule: 'tally/figure-in-text', severity: 'warning', text: `${left.length} figures of rows taken for running text stand in no fact and no statement: ${shown}${left.length > SHOWN ? ' …' : ''}.`, place: left[0]!.place, actual: shown }];
  });
}

/** A whole word that is a figure: with decimals, or in groups of three. */
const WORD = /^[-−+]?(?:\d[\d,，]*[.．]\d+|\d{1,3}(?:[,，]\d{3})+)$/;
/** Alone at the end of a line it is one only with two decimals or groups: 1.5 may number a heading. */
const AMOUNT = /(?:[.．]\d\d|[,，]\d{3})$/;
const SENTENCE = /[。；;：:]|[\u4e00-\u9fff]，|，[\u4e00-\u9fff]/;

/** The figures of a line that reads like a row: words apart, no part of a sentence. */
function figuresOfRow({ text }: Line): string[] {
  if (SENTENCE.test(text)) return [];
  const words = text.trim().split(/[\s\u3000]+/);
  const figures = words.filter((word) => WORD.test(word));
  if (figures.length < 2 && !(figures.length === 1 && words.at(-1) === figures[0] && AMOUNT.test(figures[0]!))) return [];
  return figures.map((figure) => figure.replace(/[,，+]/g, '').replace('．', '.').replace('−', '-'));
}

/** A remark in a table of figures: texts are no facts. */
const isRemark = (text: string): boolean => text.length > 30 && /[，。；]/.test(text);

/** Figures that a message names. */
const SHOWN = 20;

const placeOf = ({ page, box }: GridCell): Place => ({ page, line: 0, box });

const byTable = <T extends { readonly table: number }>(items: readonly T[]): Map<number, T[]> => groupBy(items, ({ table }) => table);

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
