import type { Column, TableKind } from '../model/table.js';
import type { FormRules } from '../../rules/forms/forms.js';
import { TEXT_COLUMN } from '../text/column-names.js';
import { APART, cutHeader, type Word } from './header-words.js';
import { type FullRow, shiftedBySums } from './header-shift.js';
import { lateTotals, readHeader } from './header-tree.js';

/** The header of a dump's table, read. */
export interface HeaderReading {
  readonly columns: readonly Column[];
  /** Blocks side by side, at least 1. */
  readonly blocks: number;
  /** What the label column of each block holds, for telling blocks apart: 收入 | 功能分类 | … */
  readonly blockHeads: readonly string[];
  readonly coded: boolean;
  readonly unitCodes: boolean;
  readonly rowOrdinals: boolean;
  /** The header has a 序号 column: rows are counted in front. */
  readonly serial: boolean;
  /** A column of units stands behind that of projects: 项目名称 | 项目单位. */
  readonly unitBehind: boolean;
  /** Totals that stand behind columns of their own group. */
  readonly lateTotals: number;
  /** The header has label columns. */
  readonly labelled: boolean;
  /** Codes stand in parts in several columns: 类 款 项 … 类 款 … 类 款. */
  readonly splitCodes: boolean;
  /** Columns of text or codes stand between or behind the figures. */
  readonly textBehind: boolean;
  /** Columns of names in front of the figures. */
  readonly labelColumns: number;
  /** Label cells in front of the figures, where text columns stand behind them: what a row has more is text; 0 where nothing limits them. */
  readonly nameColumns: number;
  /** Mean familiarity of the header paths, 0–2; 2: every path was seen printed in this kind of table. */
  readonly familiarity: number;
}

const SUMMARIES: ReadonlySet<TableKind> = new Set(['revenue_expenditure_summary', 'fiscal_appropriation_summary', 'government_fund', 'state_capital', 'other']);
/** Group words that name the block of a summary that comes next, not cells above it. */
const BLOCK_TITLE = /^(?:功能分类|支出用途|支出功能分类|支出经济分类|经济分类|按功能分类|按经济分类)$/;
/** Names of the sides of a summary: 收入 | 支出, 本年收入 | 本年支出, 财政拨款收入 | 财政拨款支出. */
const SIDE = /(?:收入|支出)$/;
const CODE_HEAD = /科目编码|科目代码|功能分类科目|经济分类科目|^编码$|^代码$|功能分类$|^类$/;
const UNIT_HEAD = /单位(?:编码|代码)|部门（单位）代码|部门代码|项目编码|项目代码|预算单位代码/;

/** 其中：基本支出 is one cell in some places, 其中： above 基本支出 | 项目支出 in others: both are tried. */
const OF_WHICH = /^其中[：:]./;

/** Every path was seen in this kind of table. */
const BEST_KNOWN = 2;

/** The same, but that some were not at hand in print. */
const WELL_KNOWN = 1.99;

/** Header lines, each as its runs → columns of every block. `fullest`: figures of the row that has most; `rows`: those that have as many. Of two readings of its words the one whose paths are better known wins. */
export function columnsOf(header: readonly (readonly string[])[], kind: TableKind, columnOrdinals: readonly number[], rules: FormRules, fullest = 0, rows: readonly FullRow[] = []): HeaderReading {
  const read = (words: readonly Word[]): HeaderReading => readWords(words, kind, columnOrdinals, rules, fullest, rows);
  const joined = read(cutHeader(header, rules));
  const parted = joined.familiarity < BEST_KNOWN ? read(cutHeader(header, rules, null, APART)) : joined;
  const clear = parted.familiarity > joined.familiarity ? parted : joined;
  const split = clear.familiarity < WELL_KNOWN ? read(cutHeader(header, rules, null, APART, true)) : clear;
  const known = split.familiarity > clear.familiarity ? split : clear;
  const counted = (reading: HeaderReading): boolean => reading.columns.length === (columnOrdinals.length || fullest);
  const apart = known.blocks === 1 && known.familiarity < 1 && !counted(known) ? read(cutHeader(header, rules, null, APART, true, true)) : known;
  const first = counted(apart) ? apart : known;
  if (!header.some((runs) => runs.some((run) => /其中/.test(run)))) return first;
  const second = read(cutHeader(header, rules, OF_WHICH));
  return second.familiarity > first.familiarity ? second : first;
}

function readWords(cut: readonly Word[], kind: TableKind, columnOrdinals: readonly number[], rules: FormRules, fullest: number, rows: readonly FullRow[]): HeaderReading {
  // 功能分类 in front of another title or a label head names the block to come; in front of data it heads the labels.
  const words = cut.map((word, i) => {
    const next = cut[i + 1];
    const title = BLOCK_TITLE.test(word.text) && word.group && next !== undefined && (next.label || BLOCK_TITLE.test(next.text));
    return title ? { ...word, label: false } : BLOCK_TITLE.test(word.text) ? { ...word, group: false, label: true } : word;
  });
  const labels = words.filter((word) => word.label).map((word) => word.text);
  const uncounted = words.filter((word) => !/^(?:序号|行次|行号|栏次)$/.test(word.text));
  const blocks = blocksOf(uncounted, kind);
  const paths = blocks ? blockPaths(uncounted, blocks, kind, rules) : [whole()];
  const count = paths.reduce((sum, block) => sum + block.length, 0);
  let index = 0;
  const columns: Column[] = paths.flatMap((block, b) =>
    block.map((path) => {
      const { measure, role } = rules.measureOf(kind, path);
      const ordinal = columnOrdinals.length === count ? columnOrdinals[index] : undefined;
      // A text column nobody has seen: 时间 of a list of meetings.
      const texts = measure === '' && path.length === 1 && TEXT_COLUMN.test(path[0]!);
      return { index: index++, path, measure, block: b, role: texts ? 'text' : role === 'label' ? 'amount' : role, ...(ordinal === undefined ? {} : { ordinal }) };
    }),
  );
  return {
    columns,
    blocks: paths.length,
    blockHeads: blocks ? blocks.map((block) => block.head) : [''],
    coded: labels.some((label) => CODE_HEAD.test(label)),
    unitCodes: labels.some((label) => UNIT_HEAD.test(label)),
    rowOrdinals: labels.includes('行次'),
    serial: labels.includes('序号') || labels.includes('行号'),
    unitBehind: labels.findIndex((label) => /项目名称/.test(label)) >= 0 && labels.findLastIndex((label) => /单位(?:名称)?$/.test(label)) > labels.findIndex((label) => /项目名称/.test(label)),
    lateTotals: lateTotals(columns.map((column) => column.path)),
    labelled: labels.length > 0,
    ...besideLabels(words, columns, kind, rules),
    familiarity: columns.reduce((sum, column) => sum + rules.familiarity(kind, column.path), 0) / Math.max(1, columns.length),
  };

  function whole(): readonly (readonly string[])[] {
    const count = { ...(columnOrdinals.length > 0 ? { exactly: columnOrdinals.length } : { atLeast: fullest }), severalLines: words.some((word) => word.line > words[0]!.line) };
    const { paths: read } = readHeader(words.filter((word) => !word.label), kind, rules, count);
    const shifted = shiftedBySums(read, rows);
    const known = (paths: readonly (readonly string[])[]): number => paths.reduce((sum, path) => sum + rules.familiarity(kind, path), 0);
    // 人员经费 is nothing below 项目支出: the group stands elsewhere, not its name (proved.ts).
    return shifted && known(shifted) >= known(read) ? shifted : read;
  }
}

/** What else a row holds beside labels and figures. */
function besideLabels(words: readonly Word[], columns: readonly Column[], kind: TableKind, rules: FormRules): Pick<HeaderReading, 'splitCodes' | 'textBehind' | 'nameColumns' | 'labelColumns'> {
  const isText = (word: Word) => TEXT_COLUMN.test(word.text) || rules.measureOf(kind, [word.text]).role === 'text';
  const first = words.findIndex((word) => !word.label && !isText(word));
  const front = words.slice(0, Math.max(0, first));
  const texts = front.filter(isText).length;
  const names = front.filter((word) => word.label && !isText(word) && !/编码|代码|^[类款项]$|^序号$|^科目$/.test(word.text)).length;
  return {
    splitCodes: words.filter((word) => word.text === '类').length > 1,
    textBehind: columns.some((column) => column.role === 'text') || words.slice(Math.max(0, first)).some((word) => word.label && TEXT_COLUMN.test(word.text)),
    nameColumns: texts > 0 ? names : 0,
    labelColumns: words.filter((word) => word.label && !TEXT_COLUMN.test(word.text) && !/编码|代码|^[类款项]$|^序号$|^科目$|目录$/.test(word.text)).length,
  };
}

interface Block {
  /** Its label head. */
  readonly head: string;
  /** [from, to) of its data words. */
  readonly from: number;
  readonly to: number;
}

/** The blocks of a header that stands side by side: a run of label heads with data words behind it, two at least; null for an ordinary table. */
function blocksOf(words: readonly Word[], kind: TableKind): Block[] | null {
  const blocks: Block[] = [];
  for (let i = 0; i < words.length; i++) {
    if (!words[i]!.label) continue;
    let data = i;
    while (data < words.length && words[data]!.label) data++;
    let to = data;
    while (to < words.length && !words[to]!.label) to++;
    if (to > data) blocks.push({ head: words[i]!.text, from: data, to });
    i = data - 1;
  }
  if (blocks.length < 2) return null;
  const heads = blocks.map((block) => block.head);
  const repeated = new Set(heads).size < heads.length;
  if (kind === 'general_public_basic_expenditure') return repeated ? blocks : null;
  const sides = words.some((word) => word.text === '收入') || words.some((word) => word.text === '支出') || repeated;
  return SUMMARIES.has(kind) && sides && (repeated || heads.every((head) => /项目|科目|分类|支出用途/.test(head))) ? blocks : null;
}

function blockPaths(words: readonly Word[], blocks: readonly Block[], kind: TableKind, rules: FormRules): (readonly (readonly string[])[])[] {
  const above = words.slice(0, blocks[0]!.from).filter((word) => !word.label).map((word) => word.text);
  // 收入 支出 / 功能分类 支出用途 / 项目名称 金额 功能科目名称 金额 …: titles of blocks on a line of their own.
  const titles = above.filter((word) => BLOCK_TITLE.test(word));
  const data = blocks.map(({ from, to }) =>
    words.slice(from, to).filter((word) => {
      if (!BLOCK_TITLE.test(word.text) || word.label) return true;
      titles.push(word.text);
      return false;
    }),
  );
  const basic = kind === 'general_public_basic_expenditure';
  const printed = above.filter((word) => SIDE.test(word));
  // A summary whose sides were not found in its header has them all the same; 机构运行信息表 goes on in a second block.
  const sides = printed.length >= 2 ? printed : kind === 'other' ? [] : ['收入', '支出'];
  const loose = basic ? [] : words.slice(0, blocks[0]!.from).filter((word) => !word.label && word.group && !sides.slice(0, blocks.length).includes(word.text));
  if (blocks.length === 2 && loose.length > 0 && loose.length <= MOST_LOOSE) data[1] = withLoose(data[1]!, loose, sides.slice(1, 2), kind, rules);
  return data.map((own, b) => {
    const path: string[] = [];
    if (basic) {
      const group = above[Math.min(b, above.length - 1)];
      if (group !== undefined) path.push(group);
    } else if (sides.length > 0) path.push(sides[Math.min(b, sides.length - 1)]!);
    // 功能分类 and 支出用途 stand above the last blocks: as many as were printed.
    const title = titles[b - (blocks.length - titles.length)];
    if (title !== undefined) path.push(title);
    return readHeader(own, kind, rules).paths.map((leaf) => [...path, ...leaf]);
  });
}

/** Groups drawn above the labels of both sides, at most, whose place in the right side is looked for. */
const MOST_LOOSE = 3;

/** The words of a side with groups that were drawn higher than its other cells (预算数, 基本支出): where its paths are best known. */
function withLoose(own: readonly Word[], loose: readonly Word[], path: readonly string[], kind: TableKind, rules: FormRules): Word[] {
  const worth = (words: readonly Word[]) => {
    const { paths } = readHeader(words, kind, rules);
    return paths.reduce((sum, leaf) => sum + rules.familiarity(kind, [...path, ...leaf]), 0) / Math.max(1, paths.length) - 0.1 * lateTotals(paths);
  };
  let best: { words: Word[]; worth: number } = { words: [...own], worth: worth(own) };
  const insert = (words: readonly Word[], rest: readonly Word[]) => {
    const [word, ...others] = rest;
    if (!word) {
      const value = worth(words);
      if (value > best.worth + 1e-9) best = { words: [...words], worth: value };
      return;
    }
    for (let at = 0; at <= words.length; at++) insert([...words.slice(0, at), word, ...words.slice(at)], others);
  };
  insert(own, loose);
  return best.words;
}
