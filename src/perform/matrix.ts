import type { Field } from '../model/fact.js';
import type { TableRegion } from '../model/grid.js';
import { tokensOf, widthOf, type Token } from './tokens.js';

const HEADERS = /(?:情况|说明|问题|措施|内容|依据|结论|意见|建议|备注|要求)$/;
const LABEL = /(?:性|率|情况|度|管理|制度|质量|效益|目标)$/;
const LABEL_WIDTH = 20;

/**
 * A table of text with a label a row (安排科学性 | 情况说明 | 存在问题和改进措施): a field a cell, named label/header.
 * The label is broken into narrow lines; the last column is told by its repetition (null, 无) or by a line of its own.
 * Empty when the region does not look so.
 */
export function matrixFields(region: TableRegion, confidence: { sure: Field['confidence']; guess: Field['confidence'] }): Field[] {
  const [headerLine, ...rest] = region.lines;
  const headers = headerLine?.runs.map(({ text }) => text) ?? [];
  if (headers.length !== 2 || !headers.every((text) => HEADERS.test(text)) || rest.length === 0) return [];
  const tokens = tokensOf(rest, region.pageStarts.map((i) => i - 1).filter((i) => i > 0));
  const widest = Math.max(...tokens.map(({ text }) => widthOf(text)));
  const fields: Field[] = [];
  let label: Token[] = [];
  let text: Token[] = [];
  const filler = commonLast(tokens);
  const emit = (last: string) => {
    const name = label.map((token) => token.text).join('');
    const place = label[0]?.place ?? region.lines[0]!.place;
    const known = LABEL.test(name) && name.length <= 12;
    for (const [n, value] of [text.map((token) => token.text).join(''), last].entries()) {
      fields.push({ table: region.order, tableNo: region.heading.tableNo, field: `${name}/${headers[n]}`, value, contact: false, confidence: known ? confidence.sure : confidence.guess, flags: [], place });
    }
    label = [];
    text = [];
  };
  for (const token of tokens) {
    if (label.length === 0 && text.length === 0 && /^[（(][一二三四五六七八九十]+[)）]/.test(token.text)) break;
    if (token.text === filler && text.length > 0) emit(token.text);
    else if (text.length === 0 && !LABEL.test(label.map((part) => part.text).join('')) && widthOf(token.text) <= Math.min(LABEL_WIDTH, widest / 2)) label.push(token);
    else text.push(token);
  }
  if (label.length > 0 || text.length > 0) emit('');
  return filler === '' ? [] : fields;
}

/** The word that fills the last column of every row: null, 无. */
function commonLast(tokens: readonly Token[]): string {
  const counts = new Map<string, number>();
  for (const { text } of tokens) if (/^(?:null|无|—|-)$/.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
