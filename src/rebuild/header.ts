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

/** A unit's or project's code: 503002, 42010022503T000000101. */
const LONG_CODE = /^\d{6,}[A-Z]?\d*$/;

/**
 * Header and body of a table's lines. The body begins with the first figure, code, ordinal or total row;
 * everything above is header. A 栏次 line (`栏次 1 2 3`, `1 2 3 … 12`) closes the header. Lines of the header that were
 * drawn elsewhere are given in `above`.
 */
export function splitHeader(lines: readonly Line[], above: readonly Line[] = []): SplitBody {
  let at = 0;
  let ordinals: number[] = [];
  let end = -1;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const counted = columnOrdinals(line);
    if (counted.length > 0) {
      ordinals = counted;
      at++;
      break;
    }
    const apart = ordinalsApart(lines, at);
    if (apart.length > 0) {
      ordinals = apart.filter((n) => n > 0);
      end = at;
      at += apart.length;
      break;
    }
    if (beginsBody(line, lines, at)) break;
  }
  const header = [...above, ...lines.slice(0, end < 0 ? at : end)];
  const below = lines.slice(at);
  if (below[0]) below[0] = withoutHeads(below[0]);
  return { header: header.filter((line) => columnOrdinals(line).length === 0), body: withoutRepeats(below, header), columnOrdinals: ordinals };
}

/** 类 款 项 合计 2,946.25: the last cells of the header share the line of the total (a ruled row they share, too). */
function withoutHeads(line: Line): Line {
  let from = 0;
  while (from < line.runs.length && /^[类款项]$|^栏次$/.test(line.runs[from]!.text)) from++;
  return from > 0 && from < line.runs.length ? { ...line, runs: line.runs.slice(from) } : line;
}

/** The same with a word a line: 栏次 | 1 | 2 | 3 | 栏次 | 4 | 5. A number for each line, 0 for 栏次; none where it is no such row. */
function ordinalsApart(lines: readonly Line[], at: number): number[] {
  if (!/^栏次$/.test(lines[at]!.text.trim())) return [];
  const found: number[] = [];
  let last = 0;
  for (const line of lines.slice(at)) {
    const text = line.text.trim();
    if (line.runs.length !== 1 || !(text === '栏次' || text === String(last + 1))) break;
    found.push(text === '栏次' ? 0 : ++last);
  }
  return last > 0 ? found : [];
}

/** 栏次 1 2 3 4 | 1 2 3 … 12 | 栏次 1 栏次 2 3 4 5: counting up by one from 1. */
function columnOrdinals(line: Line): number[] {
  const words = line.runs.map((run) => run.text);
  const numbers = words.filter((word) => /^[（(]?\d{1,2}[)）]?$/.test(word)).map((word) => Number(word.replace(/\D/g, '')));
  const others = words.filter((word) => !/^[（(]?\d{1,2}[)）]?$/.test(word));
  if (!others.every((word) => /^(?:栏次|栏|次|行次|[*＊×]+)$/.test(word))) return [];
  const counted = numbers.every((n, i) => n === i + 1);
  return counted && (numbers.length >= 3 || (numbers.length >= 1 && others.includes('栏次'))) ? numbers : [];
}

function beginsBody(line: Line, lines: readonly Line[], at: number): boolean {
  const first = line.runs[0]?.text ?? '';
  const plain = squeeze(line.text);
  if (line.runs.some((run) => FIGURE.test(run.text) || FIGURE_HEAD.test(run.text))) return true;
  if ((CODE_HEAD.test(first) && !/^[12]\d{3}年/.test(first)) || LONG_CODE.test(first)) return true;
  // 1 合计 12240 2720 0: a counted row of figures without decimals.
  const texts = line.runs.map((run) => run.text);
  const figures = texts.filter((text) => /^[-−]?\d+$/.test(text)).length;
  if (/^\d{1,3}$/.test(first) && TOTAL.test(texts[1] ?? '') && figures >= 2) return true;
  if (figures >= 4 && figures >= texts.length - 3 && texts.some((text) => /^[-−]?\d{4,}$/.test(text) && !/^(?:19|20)\d\d$/.test(text))) return true;
  const ordinal = ordinalOf(plain);
  if (ordinal && ordinal.value <= 2 && plain.length > ordinal.length + 1) return true;
  if (line.runs.every((run) => /^\d+$/.test(run.text)) && line.runs.length > 0 && !/^(?:19|20)\d\d$/.test(plain)) return true;
  if (TOTAL.test(plain)) {
    // 合计 is also a header cell: a row has figures behind it, or nothing below but other rows.
    if (line.runs.slice(1).some((run) => /^[-−]?[\d,.]+$/.test(run.text))) return true;
    const below = lines[at + 1]?.runs[0]?.text;
    if (/^(?:合计|总计)[:：]?$/.test(plain) && below !== undefined && FIGURE.test(below)) return true;
    return /^(?:合计|总计)$/.test(plain) && at === lines.length - 1 && lines.length > 1;
  }
  return false;
}

/** Share of a header's letters that must come again, line by line, before lines of the body are taken for the header of the next page. */
const REPEATED_SHARE = 0.6;
/** A header shorter than this (letters) must come again whole. */
const SHORT_HEADER = 8;

/** The body without the header lines that each page repeats; the page may break them in other places, or print them in another order. */
function withoutRepeats(body: readonly Line[], header: readonly Line[]): readonly Line[] {
  const whole = header.map((line) => squeeze(line.text)).join('');
  if (whole === '') return body;
  const needed = whole.length < SHORT_HEADER ? whole.length : whole.length * REPEATED_SHARE;
  const kept: Line[] = [];
  for (let i = 0; i < body.length; i++) {
    let rest = whole;
    let n = 0;
    while (i + n < body.length) {
      const text = squeeze(body[i + n]!.text);
      const at = rest.indexOf(text);
      if (at < 0 || /^[\d.,]+$/.test(text)) break;
      // A blank, so that what stood apart is not read as one.
      rest = `${rest.slice(0, at)}\u0000${rest.slice(at + text.length)}`;
      n++;
    }
    const seen = whole.length - rest.replaceAll('\u0000', '').length;
    if (n > 0 && seen >= needed) i += n - 1;
    else kept.push(body[i]!);
  }
  return kept;
}
