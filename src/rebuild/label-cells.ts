import { isTotalLabel, type Item, type ItemContext, type Piece } from './items.js';

/** Texts of one label beyond which no cut into cells is looked for. */
const MOST_PIECES = 9;
/** Points by which a cut must be better than any that ends in another innermost cell before it is believed. */
const SURE = 0.5;
/** Letters by which a line is too short to go on in the next. */
const SHORTER = 4;
/** A cell with its own number in front: 0207-评审、评估和评价服务. */
const NUMBERED = /^\d{2,6}[-—－]/;

/**
 * Labels of tables with several columns of names (一级 | 二级 | 三级; 专项名称 | 经济科目 | 采购品目) whose cells wrap: the texts in front of a
 * row's figures are cut into cells anew. Rows on one line tell what whole cells of the table read like; a cell's own number, a bracket
 * still open and the line of the figures tell the rest. Where two cuts are as good the label is marked.
 */
export function regrouped(items: Item[], context: Pick<ItemContext, 'blocks' | 'labelColumns' | 'isEconomicName' | 'isRowLabel' | 'isTextCell' | 'wrapped' | 'namesOf' | 'textColumn'>): Item[] {
  if (context.blocks > 1 || items.filter((item) => item.codes.length > 0).length > items.length / 2) return items;
  if (context.wrapped === 'around') items.forEach((item, i) => takeRemark(item, items[i + 1]));
  if (context.labelColumns < 2) return context.wrapped === 'apart' ? halved(items, context) : context.wrapped === 'around' ? mixed(items, context) : items;
  const whole = new Set<string>();
  const last = new Set<string>();
  for (const item of items) {
    const { pieces, cells } = item;
    const line = cells[0]?.place.line;
    // A value of a text column behind the names was taken for one while a bracket was open.
    if (item.pieces.length > 1) item.pieces = item.pieces.filter(({ text }) => !context.isTextCell(text));
    if (pieces.length >= 2 && pieces.every((piece) => piece.at.place.line === line)) {
      for (const { text } of item.pieces) whole.add(text);
      last.add(item.pieces.at(-1)?.text ?? '');
    }
  }
  const isWhole = (text: string) => whole.has(text) || context.isEconomicName(text) || context.isRowLabel(text);
  items.forEach((item, i) => {
    const { pieces, cells } = item;
    const line = cells[0]?.place.line;
    if (line === undefined || item.codes.length > 0) return;
    if (pieces.length > 1 && pieces.length <= MOST_PIECES && pieces.some((piece) => piece.at.place.line !== pieces[0]!.at.place.line)) recut(item, context.labelColumns, isWhole);
    // 无锡市社会保 66.00: the rest of the cell may be what stands in front of the next row.
    const next = items[i + 1];
    const alone = pieces.length === 1 && pieces[0]!.at.place.line === line && !isTotalLabel(item.labels[0] ?? '') && !isWhole(pieces[0]!.text);
    if (alone && next && next.pieces.length > 0 && next.pieces[0]!.at.place.line !== next.cells[0]?.place.line) item.flags.add('label-guessed');
    const label = item.labels.at(-1) ?? '';
    const sure = isTotalLabel(label) || last.has(label) || context.isEconomicName(label) || (context.isRowLabel(label) && pieces.length === 1);
    if (context.wrapped && !sure && (isParted(item) || (next !== undefined && isParted(next)))) item.flags.add('label-guessed');
  });
  return items;
}

/** Share of the rows with labels of several texts from which on those of one may have lost the others. */
const HALVED = 0.3;

/** A cell a line, labels broken over several, figures between their halves: a label of one line that no rule knows may be half of one. */
function halved(items: Item[], { isEconomicName, isRowLabel }: Pick<ItemContext, 'isEconomicName' | 'isRowLabel'>): Item[] {
  const labelled = items.filter(({ pieces, codes, ordinal }) => pieces.length > 0 && codes.length === 0 && ordinal === null);
  if (labelled.filter(({ pieces }) => pieces.length > 1).length < HALVED * labelled.length) return items;
  for (const item of labelled) {
    const label = item.labels.at(-1) ?? '';
    if (!isTotalLabel(label) && !isEconomicName(label) && !isRowLabel(label)) item.flags.add('label-guessed');
  }
  return items;
}

/** 广州市发展和改革委员会 11,463.44 / （本级）: no name begins with a remark; it is the end of the one above. */
function takeRemark(item: Item, next: Item | undefined): void {
  const remark = next?.pieces[0];
  const label = item.labels.at(-1) ?? '';
  if (!next || !remark || label === '' || isTotalLabel(label) || item.cells.length === 0 || !/^[（(][^（()）]+[)）]$/.test(remark.text) || remark.at.place.line === next.cells[0]?.place.line || !next.labels[0]?.startsWith(remark.text)) return;
  item.labels[item.labels.length - 1] = label + remark.text;
  item.flags.add('label-rejoined');
  next.pieces = next.pieces.slice(1);
  const rest = next.labels[0].slice(remark.text.length);
  next.labels = rest === '' ? next.labels.slice(1) : [rest, ...next.labels.slice(1)];
}

/** Names that wrap around the line of their figures: halves of one row's stand beside those of the next, or among the lines of a column of text. */
function mixed(items: Item[], { isEconomicName, isRowLabel, namesOf, textColumn }: Pick<ItemContext, 'isEconomicName' | 'isRowLabel' | 'namesOf' | 'textColumn'>): Item[] {
  items.forEach((item, i) => {
    const next = items[i + 1];
    const label = item.labels.at(-1) ?? '';
    const known = isTotalLabel(label) || isEconomicName(label) || isRowLabel(label) || item.codes.some((code) => namesOf(code).includes(label));
    if (label !== '' && !known && item.cells.length > 0 && (textColumn || isParted(item) || (next !== undefined && next.cells.length > 0 && isParted(next)))) item.flags.add('label-guessed');
  });
  return items;
}

/** Texts of its label stand on other lines than its figures: halves of its cells, or of those of the row above. */
const isParted = ({ pieces, cells }: Item): boolean => pieces.some((piece) => piece.at.place.line !== cells[0]?.place.line);

function recut(item: Item, columns: number, isWhole: (text: string) => boolean): void {
  const { pieces } = item;
  let best: { readonly score: number; readonly cells: readonly string[] } = { score: -Infinity, cells: [] };
  let other = -Infinity;
  for (let cuts = 0; cuts < 1 << (pieces.length - 1); cuts++) {
    const groups: Piece[][] = [[pieces[0]!]];
    for (let i = 1; i < pieces.length; i++) {
      if (cuts & (1 << (i - 1))) groups.push([pieces[i]!]);
      else groups.at(-1)!.push(pieces[i]!);
    }
    if (groups.length > columns) continue;
    const cells = groups.map((group) => group.map((piece) => piece.text).join(''));
    const score = groups.reduce((sum, group, i) => sum + worth(group, cells[i]!, isWhole), 0);
    if (score > best.score) {
      if (best.cells.at(-1) !== cells.at(-1)) other = Math.max(other, best.score);
      best = { score, cells };
    } else if (cells.at(-1) !== best.cells.at(-1)) other = Math.max(other, score);
  }
  if (best.cells.length === 0) return;
  item.labels = [...best.cells];
  const joined = !pieces.some((piece) => piece.text === best.cells.at(-1));
  if (joined) item.flags.add('label-rejoined');
  else item.flags.delete('label-rejoined');
  if (best.score - other < SURE + (isWhole(best.cells.at(-1)!) ? 0 : 1e-9)) item.flags.add('label-guessed');
}

/** How well some neighbouring texts make a cell. */
function worth(group: readonly Piece[], cell: string, isWhole: (text: string) => boolean): number {
  const texts = group.map((piece) => piece.text);
  let score = isWhole(cell) ? 2 : -0.5;
  if (NUMBERED.test(cell)) score += 1;
  if (texts.slice(1).some((text) => NUMBERED.test(text))) score -= 3;
  if (texts[0]!.length <= 2 && !isWhole(cell)) score -= 2;
  // The lines of a cell but the last are full: none is shorter than one below it.
  if (texts.some((text, i) => texts.slice(i + 1).some((below) => below.length >= text.length + SHORTER))) score -= 1;
  if (group.some((piece, i) => i > 0 && piece.at.index > 0 && balanced(texts.slice(0, i).join('')))) score -= 3;
  return balanced(cell) ? score : score - 1.5;
}

const balanced = (text: string): boolean => (text.match(/[（(]/g)?.length ?? 0) === (text.match(/[）)]/g)?.length ?? 0);
