import type { Field } from '../model/fact.js';
import type { GridRegion, NarrativeRegion, TableRegion } from '../model/grid.js';
import type { Line, Run } from '../model/page.js';
import { chineseNumber } from '../text/ordinals.js';
import { squeeze } from '../text/full-width.js';
import { HIGH, MEDIUM } from './confidence.js';
import { placeOf } from './grid-indicators.js';
import { lookUp, textIn } from './grid-lookup.js';

/**
 * A numbered list of names set as a small table (序号 | 单位名称 | 备注), as disclosures print of the offices they cover:
 * a field a cell, named 序号1/单位名称. No cell but the number is a figure.
 */
const ORDINAL_HEAD = /^(?:序号|编号)$/;
export const PERSON_HEAD = /^姓名$/;
const PERSON = /^[\u4e00-\u9fff·]{2,4}$/;
const NUMBER = /^(?:\d{1,3}|[（(]?[一二三四五六七八九十]{1,3}[)）]?)[.、．]?$/;
const FIGURE = /^[-−]?\d[\d,]*(?:\.\d+)?[%‰]?$/;
const LATIN = /[A-Za-z\d]/;
const MAX_HEADS = 5;
const MAX_HEAD = 12;
/** A name may be broken into so many lines. */
const NAME_LINES = 3;

const numberIn = (text: string): number => {
  const bare = text.replace(/[（()）.、．]/g, '');
  return NUMBER.test(text) ? (/^\d/.test(bare) ? Number(bare) : chineseNumber(bare)) : 0;
};
const isHead = (text: string): boolean => text !== '' && text.length <= MAX_HEAD && !/[\d，。；：]/.test(text);

/** The list that a grid without a title is; empty when it is none. */
export function listInGrid(region: GridRegion): Field[] {
  const grid = lookUp(region);
  const heads = grid.starting(0);
  if (heads.length < 2 || heads.length > MAX_HEADS || !ORDINAL_HEAD.test(textIn(heads[0]!)) || !heads.slice(1).every((head) => isHead(textIn(head)))) return [];
  const fields: Field[] = [];
  for (let row = 1; row < grid.rowCount; row++) {
    const number = grid.at(row, heads[0]!.col);
    if (numberIn(textIn(number)) !== row) return [];
    for (const head of heads.slice(1)) {
      const cell = grid.at(row, head.col);
      if (FIGURE.test(textIn(cell))) return [];
      fields.push({ table: region.order, tableNo: region.heading.tableNo, field: nameOf(textIn(number), textIn(head)), value: textIn(cell), contact: false, confidence: HIGH, flags: [], place: placeOf(cell ?? number, region) });
    }
  }
  return listsTables(fields, heads.length - 1) ? [] : fields;
}

/** A list of contents: most of its names end as titles of tables do. What it names is printed further on. */
function listsTables(fields: readonly { readonly value: string }[], columns: number): boolean {
  const names = fields.filter((_, n) => n % columns === 0);
  return names.filter(({ value }) => TABLE_NAME.test(value)).length * 2 > names.length;
}
const TABLE_NAME = /表(?:[（(][^（）()]*[)）])?$/;

/** The lists that stand in lines of a dump: a table of their own, or among the running text. */
export function listsInLines(region: NarrativeRegion | TableRegion): Field[] {
  const { lines } = region;
  const owner = region.form === 'lines' ? { table: region.order, tableNo: region.heading.tableNo } : { table: 0, tableNo: '' };
  return lines.flatMap((line, at) => {
    const heads = joinedHeads(line.runs);
    if (heads.length < 2 || heads.length > MAX_HEADS || !heads.slice(1).every(isHead)) return [];
    const titled = region.form === 'lines' && region.heading.title !== '';
    const found = ORDINAL_HEAD.test(heads[0]!) && !titled ? listBelow(lines, at + 1, heads.slice(1)) : PERSON_HEAD.test(heads[0]!) ? personsBelow(lines, at + 1, heads, region.form === 'lines' ? region.heading.title : '') : [];
    return found.map((field) => ({ ...owner, ...field }));
  });
}

/** 单 位, 备 注: single characters are one head. */
const joinedHeads = (runs: readonly Run[]): string[] => runs.map(({ text }) => squeeze(text)).reduce<string[]>((heads, text) => (text.length === 1 && heads.at(-1)?.length === 1 ? [...heads.slice(0, -1), heads.at(-1)! + text] : [...heads, text]), []);

type Found = Omit<Field, 'table' | 'tableNo'>;

function listBelow(lines: readonly Line[], from: number, heads: readonly string[]): Found[] {
  const fields: Found[] = [];
  for (let i = from, next = 1; i < lines.length; next++) {
    // A number set in the middle of a name of several lines stands below the first of them.
    const below = next > 1 && lines[i]!.runs.length === 1 && lines[i + 1]?.runs.length === 1 ? 1 : 0;
    const at = [i, i + below].find((k) => numberIn(lines[k]!.runs[0]?.text ?? '') === next);
    if (at === undefined) break;
    const [number, ...own] = lines[at]!.runs as readonly [Run, ...Run[]];
    if (own.some(({ text }, n) => FIGURE.test(text) && !isWithinName(own, n))) return [];
    const pieces = withoutTypesetting(own);
    const cells = pieces.length > heads.length ? [pieces[0]!, pieces.slice(1).join('')] : pieces;
    if (at > i) cells[0] = lines[i]!.text + (cells[0] ?? '');
    // Lines up to the next number go on with the cell; what follows the last row is text again, unless that row has no name yet.
    const more = lines.slice(at + 1, at + 2 + NAME_LINES).findIndex((line) => numberIn(line.runs[0]?.text ?? '') === next + 1);
    // The line above a number that stands alone begins that number's name.
    const begun = more > 0 && cells.length > 0 && lines[at + 1 + more]!.runs.length === 1 ? 1 : 0;
    const end = Math.min(lines.length, at + 1 + (more >= 0 ? more - begun : own.length === 0 ? 1 : 0));
    for (const line of lines.slice(at + 1, end)) {
      const last = Math.max(0, cells.length - 1);
      cells[last] = (cells[last] ?? '') + line.text;
    }
    if (cells.length === 0) break;
    // A remark left empty leaves nothing behind: one cell of two is the name. What a broken line goes on with is told only where there is one cell.
    const sure = pieces.length <= heads.length && (pieces.length === own.length || heads.length === 1) && at === i && (more <= 0 || (heads.length === 1 && more >= 0 && begun === 0));
    for (const [n, head] of heads.entries()) {
      fields.push({ field: nameOf(number.text, head), value: squeeze(cells[n] ?? ''), contact: false, confidence: sure ? HIGH : MEDIUM, flags: [], place: own[n]?.place ?? number.place });
    }
    i = end;
  }
  return listsTables(fields, heads.length) ? [] : fields;
}

/** 某市 12345 热线中心: a whole number between words is part of a name. */
const isWithinName = (own: readonly Run[], n: number): boolean => n > 0 && n + 1 < own.length && WHOLE.test(own[n]!.text) && HAN_END.test(own[n - 1]!.text) && HAN_START.test(own[n + 1]!.text);
const WHOLE = /^\d+$/;
const HAN_END = /\p{Script=Han}$/u;
const HAN_START = /^\p{Script=Han}/u;

/** The pieces of a line; blanks around Latin letters and digits (上海市 XX 局) part no cells. */
function withoutTypesetting(runs: readonly Run[]): string[] {
  const pieces: string[] = [];
  for (const { text } of runs) {
    const before = pieces.at(-1);
    if (before !== undefined && LATIN.test(before.at(-1)!) !== LATIN.test(text[0]!)) pieces[pieces.length - 1] = before + text;
    else pieces.push(text);
  }
  return pieces;
}

/** 姓名 | 职务/职称 | 单位 | 签字: people are numbered, never named in a field's name, and all about them is contact data. */
function personsBelow(lines: readonly Line[], from: number, heads: readonly string[], title: string): Found[] {
  const fields: Found[] = [];
  const list = title === '' ? '人员' : title;
  let person = 0;
  for (let i = from; i < lines.length; ) {
    const pieces = joinedHeads(lines[i]!.runs);
    if (pieces.length < 2 || pieces.length > heads.length || !PERSON.test(pieces[0]!)) break;
    person++;
    const cells = [...pieces];
    let end = i + 1;
    // Lines below are one more cell: the office, broken.
    for (; end < lines.length && joinedHeads(lines[end]!.runs).length === 1 && !/[：:]/.test(lines[end]!.text); end++) cells[pieces.length] = (cells[pieces.length] ?? '') + squeeze(lines[end]!.text);
    if (cells.length > heads.length) break;
    for (const [n, head] of heads.entries()) {
      fields.push({ field: [list, String(person), head].join('/'), value: cells[n] ?? '', contact: true, confidence: end === i + 1 ? HIGH : MEDIUM, flags: [], place: lines[i]!.place });
    }
    i = end;
  }
  return fields;
}

const nameOf = (number: string, head: string): string => `序号${squeeze(number)}/${head}`;
