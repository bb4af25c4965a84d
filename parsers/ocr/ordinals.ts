import { chineseNumber } from '../../src/text/ordinals.js';
import { keyOf, type OcrRules } from '../../rules/ocr/ocr.js';

/** A label of a cell: its whole text, and the cell's left edge and top. */
export interface Label {
  readonly text: string;
  readonly x0: number;
  readonly y0: number;
}

interface Parsed {
  /** Place in what was given; the label's ordinal (0: none), the mark behind it, the word without both. */
  readonly at: number;
  readonly value: number;
  readonly mark: string;
  readonly core: string;
}

/** Labels printed one below the other begin at the same place, to this (pixels). */
const SAME_EDGE = 4;

/**
 * Ordinals that scans break (一、 and its mark are the thinnest strokes of a page), put right where the list they stand in says
 * what they were: 一、… | 般 … | 三、… has lost 二、; 二十三、 | 一十四、 | 二十五、 a stroke. Only before words the rules know;
 * at the ends of a list only where the rules know the word with that very ordinal. Returns the new texts by place, and the places
 * whose ordinal is lost or wrong and cannot be told.
 */
export function mendOrdinals(labels: readonly Label[], rules: OcrRules): { mended: Map<number, string>; doubted: Set<number> } {
  const mended = new Map<number, string>();
  const doubted = new Set<number>();
  for (const column of columnsOf(labels)) {
    const list = column.map((at) => parse(at, labels[at]!.text, rules));
    if (list.filter((p) => p !== null && p.value > 0).length < 2 || !list.some((p) => p?.mark === '、')) continue;
    const valueAt = (i: number): number => list[i]?.value ?? 0;
    list.forEach((p, i) => {
      if (!p) return;
      const before = valueAt(i - 1);
      const after = valueAt(i + 1);
      let value = p.value;
      const known = (n: number): boolean => rules.wordOf(keyOf(`${chinese(n)}、${p.core}`)) !== null;
      if (before > 0 && after === before + 2) value = before + 1;
      else if (value === 0 && before === 0 && after === 2 && known(1)) value = 1;
      else if (before > 1 && valueAt(i - 2) === before - 1 && after === 0 && value !== before + 1 && known(before + 1)) value = before + 1;
      if (value > 0 && (value !== p.value || p.mark === '')) mended.set(p.at, `${chinese(value)}、${p.core}`);
      else if ((value === 0 && before === 0 && after === 2) || (value > 1 && before > 0 && value !== before + 1)) doubted.add(p.at);
    });
  }
  return { mended, doubted };
}

/** Labels with the same left edge, from the top. */
function columnsOf(labels: readonly Label[]): number[][] {
  const columns: { x0: number; members: number[] }[] = [];
  const order = labels.map((_, i) => i).sort((a, b) => labels[a]!.x0 - labels[b]!.x0);
  for (const i of order) {
    const { x0 } = labels[i]!;
    const last = columns[columns.length - 1];
    if (last && x0 - last.x0 <= SAME_EDGE) last.members.push(i);
    else columns.push({ x0, members: [i] });
  }
  return columns.map(({ members }) => members.sort((a, b) => labels[a]!.y0 - labels[b]!.y0));
}

function parse(at: number, text: string, rules: OcrRules): Parsed | null {
  const digits = /^[一二三四五六七八九十]{0,3}/.exec(text)![0].length;
  for (let n = digits; n >= 0; n--) {
    const mark = n > 0 ? (/^[、,，.．]/.exec(text.slice(n))?.[0] ?? '') : '';
    const core = text.slice(n + mark.length);
    const value = chineseNumber(text.slice(0, n));
    if ((n === 0 || value > 0) && core !== '' && rules.isCore(keyOf(core))) return { at, value, mark: mark === '' ? '' : '、', core };
  }
  const misread = /^[^、\d]{1,3}、(.+)$/.exec(text);
  return misread && rules.isCore(keyOf(misread[1]!)) ? { at, value: 0, mark: '、', core: misread[1]! } : null;
}

const ONES = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const chinese = (n: number): string => (n < 10 ? ONES[n]! : `${n < 20 ? '' : ONES[Math.floor(n / 10)]!}十${ONES[n % 10]!}`);
