import type { Line } from '../model/page.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';

export interface SplitBody {
  readonly header: readonly Line[];
  readonly body: readonly Line[];
  /** 栏次 printed under the header, in print order; empty where none. */
  readonly columnOrdinals: readonly number[];
}

const TOTAL = /^(?:合计|总计|本年收入合计|本年支出合计|收入总计|支出总计|收支总计)/;
const FIGURE = /^[-−]?(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)$/;
const FIGURE_HEAD = /^(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d{2,})[\u4e00-\u9fff]/;
const CODE_HEAD = /^[[【(（]?(?:\d{7}|\d{5}|\d{3})(?:[\]】)）-]|$|[\u4e00-\u9fff])/;

/**
 * Header and body of a table's lines. The body begins with the first figure, code, ordinal or total row;
 * everything above is header. A 栏次 line (`栏次 1 2 3`, `1 2 3 … 12`) closes the header.
 */
export function splitHeader(lines: readonly Line[]): SplitBody {
  let at = 0;
  let ordinals: number[] = [];
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const counted = columnOrdinals(line);
    if (counted.length > 0) {
      ordinals = counted;
      at++;
      break;
    }
    if (beginsBody(line, lines, at)) break;
  }
  const header = lines.slice(0, at);
  return { header: header.filter((line) => columnOrdinals(line).length === 0), body: withoutRepeats(lines.slice(at), header), columnOrdinals: ordinals };
}

/** 栏次 1 2 3 4 | 1 2 3 … 12 | 栏次 1 栏次 2 3 4 5: counting up by one from 1. */
function columnOrdinals(line: Line): number[] {
  const words = line.runs.map((run) => run.text);
  const numbers = words.filter((word) => /^[（(]?\d{1,2}[)）]?$/.test(word)).map((word) => Number(word.replace(/\D/g, '')));
  const others = words.filter((word) => !/^[（(]?\d{1,2}[)）]?$/.test(word));
  if (!others.every((word) => /^(?:栏次|栏|次|行次|[*＊×])$/.test(word))) return [];
  const counted = numbers.every((n, i) => n === i + 1);
  return counted && (numbers.length >= 3 || (numbers.length >= 1 && others.includes('栏次'))) ? numbers : [];
}

function beginsBody(line: Line, lines: readonly Line[], at: number): boolean {
  const first = line.runs[0]?.text ?? '';
  const plain = squeeze(line.text);
  if (line.runs.some((run) => FIGURE.test(run.text) || FIGURE_HEAD.test(run.text))) return true;
  if (CODE_HEAD.test(first) && !/^[12]\d{3}/.test(first)) return true;
  const ordinal = ordinalOf(plain);
  if (ordinal && ordinal.value <= 2 && plain.length > ordinal.length + 1) return true;
  if (line.runs.every((run) => /^\d+$/.test(run.text)) && line.runs.length > 0 && !/^(?:19|20)\d\d$/.test(plain)) return true;
  if (TOTAL.test(plain)) {
    // 合计 is also a header cell: a row has figures behind it, or nothing below but other rows.
    if (line.runs.slice(1).some((run) => /^[-−]?[\d,.]+$/.test(run.text))) return true;
    return /^(?:合计|总计)$/.test(plain) && at === lines.length - 1 && lines.length > 1;
  }
  return false;
}

/** Fewest lines of the header that must come again, in order, before they are taken for the header of the next page. */
const REPEATED_LINES = 2;

/** The body without the header lines that each page repeats. */
function withoutRepeats(body: readonly Line[], header: readonly Line[]): readonly Line[] {
  const texts = header.map((line) => squeeze(line.text));
  if (texts.length === 0) return body;
  const kept: Line[] = [];
  const squeezed = body.map((line) => squeeze(line.text));
  for (let i = 0; i < body.length; i++) {
    let best = 0;
    for (let from = 0; from < Math.min(3, texts.length); from++) {
      if (texts[from] !== squeezed[i]) continue;
      let n = 0;
      while (from + n < texts.length && i + n < body.length && texts[from + n] === squeezed[i + n]) n++;
      if (n > best && (n >= Math.min(REPEATED_LINES, texts.length) || n === texts.length - from)) best = n;
    }
    if (best > 0) {
      // A header that differs in a line is skipped as long as its lines go on to be header lines.
      i += best - 1;
      while (i + 1 < body.length && texts.includes(squeezed[i + 1]!) && !/\d/.test(squeezed[i + 1]!)) i++;
    } else kept.push(body[i]!);
  }
  return kept;
}
