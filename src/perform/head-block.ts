import type { Place } from '../model/place.js';
import { labelKey, type PerformanceRules } from '../../rules/performance/performance.js';
import { atScale, parseAmount } from '../text/amount.js';
import type { FundingBlock, FundingRow } from './funding.js';
import { labelAt } from './labels.js';
import { textOf, type Token } from './tokens.js';

const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?[%‰]?$/;
const DASH = /^[-—–－/]+$/;
/** Tokens a head may be broken into, characters a row label may have. */
const MAX_TOKENS = 40;
const LABEL_CHARS = 40;
/** Tokens the opening of a head may be broken into. */
const OPENING_TOKENS = 5;

/** `asFields`: its figures are told one by one, as a form's. */
export interface HeadedBlock extends FundingBlock {
  readonly asFields: boolean;
}

/**
 * A block of figures whose whole head is known (rules/performance/heads.csv): some forms print their heads in an order
 * that cannot be told from the text (seeds/001…:82-98), so the rules say which columns they are.
 */
export function headBlockAt(tokens: readonly Token[], at: number, rules: PerformanceRules): HeadedBlock | null {
  const first = labelKey(tokens[at]!.text);
  if (!rules.headBlocks.some(({ begins }) => begins.startsWith(first.slice(0, begins.length)) || first.startsWith(begins))) return null;
  let text = '';
  for (let k = at; k < Math.min(tokens.length, at + MAX_TOKENS); k++) {
    text += labelKey(tokens[k]!.text);
    for (const { pattern, columns, sums, asFields } of rules.headBlocks) {
      const match = pattern.exec(text);
      // A unit in brackets may end the head.
      if (!match || (k + 1 < tokens.length && pattern.test(text + labelKey(tokens[k + 1]!.text)))) continue;
      const paths = columns.map(({ path }) => path.map((part) => part.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '')));
      return { from: at, asFields, columns: paths, ...readRows(tokens, k + 1, paths, columns.map(({ rare }) => rare), sums, rules) };
    }
  }
  return null;
}

function readRows(tokens: readonly Token[], from: number, columns: readonly (readonly string[])[], rare: readonly boolean[], sums: readonly (readonly number[])[], rules: PerformanceRules): { rows: FundingRow[]; to: number } {
  const rows: FundingRow[] = [];
  let i = from;
  while (i < tokens.length) {
    let label = '';
    let k = i;
    while (k < tokens.length && !isCell(tokens[k]!.text)) {
      const { text, sep } = tokens[k]!;
      if (sep !== 'space' && (startsBlock(tokens, k, rules) || label.length > LABEL_CHARS)) return { rows, to: i };
      // A heading over rows has no figures of its own: 项目支出：, or 公用经费 over 其中：办公费.
      label = /[：:]$/.test(label) || (/^其中[：:]/.test(text) && sep !== 'space') ? text : label + text;
      k++;
    }
    if (k >= tokens.length) return { rows, to: i };
    const cells: { text: string; place: Place }[] = [];
    const place = tokens[Math.min(i, k)]!.place;
    for (; k < tokens.length && isCell(tokens[k]!.text) && cells.length < columns.length; k++) cells.push({ text: tokens[k]!.text, place: tokens[k]!.place });
    rows.push({ label, group: '', place: cells[0]?.place ?? place, figures: placed(cells, columns, rare, sums) });
    i = k;
  }
  return { rows, to: i };
}

const isCell = (text: string): boolean => FIGURE.test(text) || DASH.test(text);

/** A label of the form, or the heads of another block, end the rows. */
function startsBlock(tokens: readonly Token[], at: number, rules: PerformanceRules): boolean {
  const first = labelKey(textOf(tokens, at, Math.min(tokens.length, at + OPENING_TOKENS)));
  if (rules.headBlocks.some(({ opening }) => first.startsWith(opening))) return true;
  const label = labelAt(tokens, at, rules);
  return label !== null && label.meaning.kind === 'pair' && label.text.length > 2 && !FIGURE.test(tokens[label.to]?.text ?? '');
}

/** As many figures as columns stand in order; fewer, where the sums leave one way. Otherwise the likeliest, not sure. */
export function placed(cells: readonly { text: string; place: Place }[], columns: readonly (readonly string[])[], rare: readonly boolean[], sums: readonly (readonly number[])[]): FundingRow['figures'] {
  const rate = columns.map((path) => /率$/.test(path.at(-1) ?? ''));
  const options: number[][] = [];
  const walk = (c: number, from: number, chosen: number[]) => {
    if (c === cells.length) options.push([...chosen]);
    else for (let k = from; k <= columns.length - (cells.length - c); k++) if (DASH.test(cells[c]!.text) || /[%‰]$/.test(cells[c]!.text) === rate[k]!) walk(c + 1, k + 1, [...chosen, k]);
  };
  walk(0, 0, []);
  const fitting = options.filter((option) => sums.every((sum) => holds(sum, option, cells)));
  const oddity = (option: readonly number[]) => option.filter((k) => rare[k]).length;
  const choice = [...fitting].sort((a, b) => oddity(a) - oddity(b))[0];
  if (!choice) return [];
  return cells.flatMap(({ text, place }, c) => (DASH.test(text) ? [] : [{ column: choice[c]!, text, place, sure: fitting.length === 1 || fitting.every((option) => option[c] === choice[c]) }]));
}

/** The first column of a sum is the whole, an empty cell counts nothing. */
function holds([whole, ...parts]: readonly number[], option: readonly number[], cells: readonly { text: string }[]): boolean {
  const amounts = [whole!, ...parts].map((column) => {
    const at = option.indexOf(column);
    return at < 0 || DASH.test(cells[at]!.text) ? null : parseAmount(cells[at]!.text);
  });
  if (!amounts[0]) return amounts.every((amount) => amount === null);
  const scale = Math.max(...amounts.map((amount) => amount?.scale ?? 0));
  const [left, ...right] = amounts.map((amount) => (amount ? atScale(amount, scale) : 0n));
  return left === right.reduce((sum, part) => sum + part, 0n);
}
