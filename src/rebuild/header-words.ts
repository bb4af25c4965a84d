import type { FormRules, HeaderWord } from '../../rules/forms/forms.js';
import { headerCell, headerWord } from '../../rules/forms/forms.js';
import { LABEL_COLUMN } from '../text/column-names.js';

/** A word of a header with what it can be; `known: false` for text no rule has seen. */
export interface Word {
  readonly text: string;
  readonly known: boolean;
  readonly leaf: boolean;
  readonly group: boolean;
  readonly label: boolean;
  /** Line of the header it begins on. */
  readonly line: number;
  /** It begins amid a text: two cells drawn into each other. */
  readonly glued: boolean;
}

/** Words that head label columns in every table, whatever the rules have seen; 行次 and 栏次 count rows and columns. */
const LABEL_HEADS = new Set(['项目', '科目编码', '科目名称', '功能分类科目编码', '支出功能分类科目编码', '功能分类科目', '支出功能分类', '功能分类', '支出经济分类', '经济分类科目编码', '编码', '名称', '类', '款', '项', '行次', '栏次', '序号', '单位编码', '单位名称', '单位代码', '部门（单位）代码', '部门（单位）名称', '项目编码', '项目名称', '项目单位', '机构名称', '备注', '部门预算支出经济分类科目']);
/** Heads of subject columns in the many ways they are put together: 政府预算支出经济分类科目（按大类）, 部门经济科目编码. */
const SUBJECT_HEAD = /^(?:(?:政府|部门)(?:预算)?)?(?:支出)?(?:功能|经济)(?:分类?)?科目(?:（按大类）|编码|代码|名称)?$|^(?:政府|部门)(?:预算)?(?:支出)?(?:功能|经济)分类(?:（按大类）|编码|代码|名称)?$/;
/** 项目（按支出用途）, 单位名称（科目名称）: a remark behind a head. */
const REMARK = /^(.+?)（[^（）]*）$/;
const isLabelHead = (word: string): boolean => LABEL_HEADS.has(word) || SUBJECT_HEAD.test(word) || LABEL_HEADS.has(REMARK.exec(word)?.[1] ?? '');
/** Cost of a character that belongs to no known word, in words. */
const UNKNOWN_CHARACTER = 1.5;
/** Cost of a word that runs over a blank of its line: `项目 支出预算` is 项目 + 支出预算, not 项目支出 + 预算. */
const OVER_BLANK = 0.6;
/** Cost of a word that runs over a line end: cells do wrap, but of two readings the one that keeps lines whole is likelier. */
const OVER_LINE = 0.15;
/** Cost of taking a year that stands apart into the word behind it: it is a cell of its own. */
const YEAR_APART = 1.2;
const WITH_TOTAL = /..(?:合计|小计|总计)$/;
const LONGEST_WORD = 40;
/** The same where cells are taken not to wrap unless they must: 本年支出 over 合计 is no 本年支出合计. */
export const APART = 1.2;

/**
 * Cut the run-on text of a scrambled header into cells: fewest known words win, blanks inside a line count as likely borders.
 * `without` forbids words and `overLine` prices words that run over a line end or a blank, for further readings; `totalsApart` keeps a total on a
 * line of its own out of the word before it: 项目支出 | 合计 are two cells in some places, 项目支出合计 is one in others; `linesApart` takes no
 * unknown cell to go on in the next line.
 * 公务接待费小计 is 公务接待费 + 小计 although the dump glued two cells together (seeds/000…:960-964).
 */
export function cutHeader(lines: readonly (readonly string[])[], rules: FormRules, without: RegExp | null = null, overLine = OVER_LINE, totalsApart = false, linesApart = false): Word[] {
  const { whole, blanks, ends, starts } = runOn(lines);
  const lineEnds = [...ends];
  const edges = new Set([...starts.map(({ at }) => at), whole.length]);
  const alone = (from: number, end: number): boolean => edges.has(from) && edges.has(end);
  // 项目支出总计 printed in one piece is a cell of its own though only 项目支出 was seen: no group stands on the line of its total.
  const totals = new Set(starts.filter(({ text }) => WITH_TOTAL.test(text) && !isKnown(text, rules) && isKnown(text.slice(0, -2), rules)).map(({ at, text }) => `${at} ${text}`));
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= whole.length; end++) {
    let choice = { cost: best[end - 1]!.cost + UNKNOWN_CHARACTER, from: end - 1 };
    let crossed = 0;
    for (let from = end - 1; from >= Math.max(0, end - LONGEST_WORD); from--) {
      if (from + 1 < end) crossed += blanks.has(from + 1) ? Math.max(OVER_BLANK, overLine) : ends.has(from + 1) ? overLine : 0;
      const word = whole.slice(from, end);
      if (!(isKnown(word, rules) || totals.has(`${from} ${word}`)) || without?.test(word)) continue;
      if (word.length === 1 && !alone(from, end)) continue; // 专项收入: 项 is no head of its own
      if (totalsApart && WITH_TOTAL.test(word) && (blanks.has(end - 2) || ends.has(end - 2))) continue;
      const year = /^(?:19|20)\d\d年(?:度)?(?=.)/.exec(word)?.[0].length;
      const cost = best[from]!.cost + 1 + crossed + (year !== undefined && (blanks.has(from + year) || ends.has(from + year)) ? YEAR_APART : 0);
      // Of two readings with as many words the one with the longer last word wins: 本年收入合计 before 本年收入 + 合计.
      if (cost <= choice.cost) choice = { cost, from };
    }
    best.push(choice);
  }
  const pieces: Piece[] = [];
  for (let end = whole.length, from = 0; end > 0; end = from) {
    from = best[end]!.from;
    const line = lineEnds.findIndex((at) => at > from);
    pieces.unshift({ text: whole.slice(from, end), apart: blanks.has(from) || ends.has(from), blank: blanks.has(from), alone: alone(from, end), glued: !edges.has(from), line, runs: lines[line]?.length ?? 1 });
  }
  return joinUnknown(withinUnknown(pieces, rules), rules, linesApart);
}

/** A piece of the header's text; `apart`: a blank or a line end is in front of it. */
interface Piece {
  readonly text: string;
  readonly apart: boolean;
  /** A blank of its line is in front of it. */
  readonly blank: boolean;
  /** It is all of a text. */
  readonly alone: boolean;
  /** It begins amid a text. */
  readonly glued: boolean;
  /** Line it begins on, and how many texts that line has. */
  readonly line: number;
  readonly runs: number;
}

/** Letters of an unknown word, at least, beside which a known word without a border is a part of it. */
const UNKNOWN_LETTERS = 2;

/** A word nobody has seen may hold known ones: 收入 in 纳入预算管理的非税收入 is no cell, unless a border says so. */
function withinUnknown(pieces: readonly Piece[], rules: FormRules): Piece[] {
  const known = pieces.map(({ text }) => isKnown(text, rules));
  const strange = pieces.map((_, i) => !known[i] && strangeLetters(i) >= UNKNOWN_LETTERS);
  const words: Piece[] = [];
  for (const [i, piece] of pieces.entries()) {
    const { text, apart } = piece;
    const joins = i > 0 && !apart && ((known[i] && strange[i - 1]) || (strange[i] && known[i - 1]));
    if (joins) words[words.length - 1] = { ...words.at(-1)!, text: words.at(-1)!.text + text };
    else words.push(piece);
  }
  return words;

  /** Chinese letters of the run of unknown pieces around a piece, none of them apart from the next. */
  function strangeLetters(i: number): number {
    let from = i;
    while (from > 0 && !pieces[from]!.apart && !known[from - 1]) from--;
    let to = i + 1;
    while (to < pieces.length && !pieces[to]!.apart && !known[to]) to++;
    return pieces.slice(from, to).map(({ text }) => text).join('').replace(/[^\u4e00-\u9fff]/g, '').length;
  }
}

/** The header as one text, the places where a line had a blank between two words, those where a line ended, and its runs. */
function runOn(lines: readonly (readonly string[])[]): { whole: string; blanks: ReadonlySet<number>; ends: ReadonlySet<number>; starts: readonly { readonly at: number; readonly text: string }[] } {
  let whole = '';
  const starts: { at: number; text: string }[] = [];
  const blanks = new Set<number>();
  const ends = new Set<number>();
  for (const runs of lines) {
    for (const [i, run] of runs.entries()) {
      // Letters set apart for justification (收 入) are no words.
      if (i > 0 && (run.length > 1 || runs[i - 1]!.length > 1)) blanks.add(whole.length);
      starts.push({ at: whole.length, text: headerCell(run) });
      whole += headerCell(run);
    }
    ends.add(whole.length);
  }
  return { whole, blanks, ends, starts };
}

/** A year alone above the columns of that year: 2019年 | 2020年. */
const YEAR_ALONE = /^(?:19|20)\d\d年(?:度)?$/;
/** A word of the rules with its year in front, or after 比: 2026年预算数比2025年执行数. */
const WITH_YEAR = /^(?:19|20)\d\d年(?!.*(?:19|20)\d\d年)|比(?:19|20)\d\d年/;

const isKnown = (word: string, rules: FormRules): boolean =>
  isLabelHead(word) || rules.headerWords.has(word) || YEAR_ALONE.test(word) || (WITH_YEAR.test(word) && rules.headerWords.has(headerWord(word)));

function joinUnknown(pieces: readonly Piece[], rules: FormRules, linesApart: boolean): Word[] {
  const words: Word[] = [];
  for (const [i, { text: piece, line, glued }] of pieces.entries()) {
    if (YEAR_ALONE.test(piece)) {
      words.push({ text: piece, known: true, leaf: false, group: true, label: false, line, glued });
      continue;
    }
    const rule: HeaderWord | undefined = rules.headerWords.get(headerWord(piece));
    const known = (piece.length > 1 || pieces[i]!.alone) && (rule !== undefined || isLabelHead(piece));
    const above = words.at(-1);
    if (!known && above && !above.known && !otherCell(above, i)) words[words.length - 1] = { ...above, text: above.text + piece };
    else
      words.push({
        text: piece,
        known,
        leaf: known ? (rule?.leaf ?? false) : true,
        group: rule?.group ?? false,
        label: known && (isLabelHead(piece) || (rule !== undefined && rule.label && !rule.leaf && !rule.group) || (rule !== undefined && rule.labelGroup)),
        line,
        glued,
      });
  }
  /** 流动资产 固定资产 on one line are two cells, though nobody has seen them; 资 金 is one. Lines of one cell stand alone, and none is longer than the one above. */
  function otherCell(above: Word, i: number): boolean {
    const { blank, apart, line, runs } = pieces[i]!;
    if (blank) return above.text.length > 1;
    if (!apart) return false;
    if (linesApart && above.text.length > 1) return true;
    let next = pieces[i]!.text;
    for (let n = i + 1; n < pieces.length && !pieces[n]!.apart; n++) next += pieces[n]!.text;
    return (runs > 1 && pieces[i - 1]!.runs > 1 && pieces[i - 1]!.line < line) || next.length > above.text.length + 1;
  }
  return words.map((word) => (!word.known && LABEL_COLUMN.test(word.text) ? { ...word, leaf: false, label: true } : word));
}
