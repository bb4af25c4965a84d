import type { Amount } from '../model/amount.js';
import type { Line } from '../model/page.js';
import type { Place } from '../model/place.js';
import { parseAmount } from '../text/amount.js';
import { ordinalOf, withoutOrdinal } from '../text/ordinals.js';
import { regrouped } from './label-cells.js';
import { tokensOf, type Token, type TokenPlace } from './tokens.js';

/** A figure of an item, in print order. `null` amount: a printed mark for an empty cell. */
export interface ItemCell {
  readonly amount: Amount | null;
  readonly place: Place;
  readonly flags: readonly string[];
}

/** A label with its codes and figures: a row, or one side of a row. Mutable only inside this folder. */
export interface Item {
  codes: string[];
  /** Label cells, outermost first; the last is the innermost. */
  labels: string[];
  /** 行次 */
  ordinal: number | null;
  cells: ItemCell[];
  place: Place;
  indent: number;
  /** Its label texts as they were printed, before they were joined. */
  pieces: Piece[];
  /** Position of its first token in its line. */
  index: number;
  flags: Set<string>;
}

/** A text of a label, on one line. */
export interface Piece {
  readonly text: string;
  readonly at: TokenPlace;
}

export interface ItemContext {
  /** The header has a 行次 column. */
  readonly rowOrdinals: boolean;
  /** Rows are counted in front (序号). */
  readonly serial: boolean;
  /** Blocks side by side. */
  readonly blocks: number;
  /** The header has a code column. */
  readonly coded: boolean;
  /** The header has a unit or project code column. */
  readonly unitCodes: boolean;
  /** The last column holds text (绩效目标, 项目简介): what follows a row's figures is no label until the next row begins. */
  readonly textColumn: boolean;
  /** Codes stand in parts in several columns of a row. */
  readonly splitCodes: boolean;
  /** Columns of text or codes stand between or behind the figures: a text behind figures on the row's own line is no label. */
  readonly textBehind: boolean;
  /** Label cells a row can have, 0 where nothing limits them: further texts are cells of text columns. */
  readonly nameColumns: number;
  /** Columns of names in front of the figures. */
  readonly labelColumns: number;
  /** Lines do not hold a row each: cells wrap around the line of the figures, or each cell has a line of its own, apart from the others. */
  readonly wrapped: 'around' | 'apart' | null;
  /** Figures a row can have at most; 0 when the header does not tell. */
  readonly columns: number;
  namesOf(code: string): readonly string[];
  isRowLabel(label: string): boolean;
  isSummaryLabel(label: string): boolean;
  isTextCell(text: string): boolean;
  isEconomicName(text: string): boolean;
  isClassName(text: string): boolean;
}

/** Rows without a word that a count of rows may run over. */
const BLANK_ROWS = 10;

/** Tables with 行次 have no more rows than this on both sides together. */
const LAST_ORDINAL = 120;

/** Lines a label behind a text cell may have. */
const LABEL_LINES = 2;

const TOTAL = /^(?:合计|总计|小计|本年收入合计|本年支出合计|收入合计|支出合计|收入总计|支出总计|收入总数|支出总数|人员经费合计|公用经费合计|本年收入小计|本年支出小计)[:：]?$/;
export const isTotalLabel = (label: string): boolean => TOTAL.test(label);

/** Put the tokens of a body together into items: codes, whole labels, figures. Nothing is placed under a column yet. */
export function itemsOf(body: readonly Line[], context: ItemContext): Item[] {
  const tokens = joinCutFigures(joinSplitCodes(joinSpacedText(body.flatMap(tokensOf)), context));
  return tailsJoined(regrouped(assemble(tokens, context), context), context);
}

/** `合 计`, `收 入 总 计`, `因 公 出 国（ 境 ）费`: letters set apart for justification are one text. */
function joinSpacedText(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  let lastPiece = '';
  for (const token of tokens) {
    const above = joined.at(-1);
    const sameLine = above?.at.place.line === token.at.place.line && above.at.place.page === token.at.place.page;
    if (token.kind === 'text' && above?.kind === 'text' && sameLine && token.at.index > 0) {
      const bare = /^(?:[一二三四五六七八九十廿]{1,4}[、.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.]|其中[:：])$/.test(lastPiece);
      const latin = /^[A-Za-z][\w-]{0,9}$/.test(lastPiece) || /^[A-Z]$/.test(token.text);
      // 泉州市 12345 政务服务便民热线中心: blanks around digits are typography.
      const digits = /^\d/.test(token.text) && ordinalOf(token.text) === null && !DATE.test(token.text);
      if (bare || latin || digits || (lastPiece.length <= 1 && token.text.length <= 2) || (token.text.length <= 1 && lastPiece.length <= 2)) {
        joined[joined.length - 1] = { ...above, text: above.text + token.text };
        lastPiece = token.text;
        continue;
      }
    }
    joined.push(token);
    lastPiece = token.text;
  }
  return joined;
}

/** `201 | 06 | 01` under 类 | 款 | 项 is 2010601, when the name behind it says so or the whole line is built so. */
function joinSplitCodes(tokens: readonly Token[], context: ItemContext): Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'number' && /^\d{3}$/.test(token.text)) {
      let n = 1;
      while (n < 3 && tokens[i + n]?.kind === 'number' && /^\d\d$/.test(tokens[i + n]!.text)) n++;
      const next = tokens[behindUnit(tokens, i + n, context)];
      const code = tokens.slice(i, i + n).map((piece) => piece.text).join('');
      if (n > 1 && (context.splitCodes || (next?.kind === 'text' && (named(code, next.text, context) || token.at.index === 0)))) {
        joined.push({ kind: 'code', text: code, at: token.at });
        i += n - 1;
        continue;
      }
    }
    joined.push(token);
  }
  return joined;
}

/** The token from `i` on, a unit's code with a text behind it left out: 201 | 06 | 01 | 312301 | 行政运行. */
function behindUnit(tokens: readonly Token[], i: number, context: ItemContext): number {
  const token = tokens[i];
  return context.unitCodes && token?.kind === 'number' && token.text.length >= 6 && tokens[i + 1]?.kind === 'text' ? i + 1 : i;
}

/** Share of a table's decimals that must have the common length before a shorter one is taken for a cut figure. */
const FIXED_DECIMALS = 0.9;

/** `1,180.4` / `2` → 1,180.42 (seeds/004…:418-420): only where every other figure of the table has the same number of decimals, or the first half is no figure. */
function joinCutFigures(tokens: readonly Token[]): Token[] {
  const scales = new Map<number, number>();
  for (const token of tokens) if (token.kind === 'amount' && token.flags.length === 0 && token.amount.scale > 0) scales.set(token.amount.scale, (scales.get(token.amount.scale) ?? 0) + 1);
  const [common = 0, count = 0] = [...scales].sort((a, b) => b[1] - a[1])[0] ?? [];
  // A short figure at the end of its line with just the missing digits at the head of the next speaks for a cut, not against fixed decimals.
  const endsCut = (token: Token, next: Token | undefined) =>
    token.kind === 'amount' && token.amount.scale > 0 && token.at.index === token.at.of - 1 && next?.kind === 'number' && next.at.index === 0 && token.amount.scale + next.text.length === common;
  const decimals = tokens.filter((token, i) => token.kind === 'amount' && token.flags.length === 0 && token.amount.scale > 0 && !endsCut(token, tokens[i + 1])).length;
  const fixed = decimals >= 5 && count / decimals >= FIXED_DECIMALS;
  const joined: Token[] = [];
  for (const token of tokens) {
    const above = joined.at(-1);
    if (above && token.at.index === 0 && above.at.index === above.at.of - 1 && /^\d+(?:\.\d+)?$/.test(token.text)) {
      const whole = above.text + token.text;
      const open = /^[-−]?\d[\d,]*[.,]$/.test(above.text) || /^\d{1,3}(?:,\d{3})*,\d{1,2}$/.test(above.text);
      const short = fixed && above.kind === 'amount' && above.amount.scale > 0 && above.amount.scale + token.text.length === common && token.kind === 'number';
      const amount = open || short ? parseAmount(whole) : null;
      if (amount && amount.scale === (common || amount.scale)) {
        const printed = `${above.text} ${token.text}`;
        joined[joined.length - 1] = { kind: 'amount', text: whole, amount: { ...amount, printed }, at: { ...above.at, of: above.at.index + 1 }, flags: ['value-rejoined'] };
        continue;
      }
    }
    joined.push(token);
  }
  return joined;
}

/** One of the names of a code begins a text, or the text one of them. */
const begins = (code: string, text: string, context: ItemContext): boolean =>
  context.namesOf(code).some((name) => name.startsWith(text) || text.startsWith(name));
const named = (code: string, text: string, context: ItemContext): boolean =>
  begins(code, text, context) || (text.length >= 2 && context.namesOf(code).some((name) => name.startsWith(text.slice(0, 2))));

function assemble(tokens: readonly Token[], context: ItemContext): Item[] {
  const items: Item[] = [];
  let current: Item | null = null;
  let left = 1;
  let right = 0;
  let skipTo = 0;
  let serial = 0;
  const indented = tokens.some((token) => token.at.indent > 0);
  const lastOfLine = new Map(tokens.map((token) => [`${token.at.place.page}|${token.at.place.line}`, token]));
  let lastText = '';
  /** What stands behind the last full stop of a text cell: the label of the next row, should figures follow. */
  let unended: string[] = [];
  let lastCode = '';
  const open = (at: TokenPlace): Item => {
    current = { codes: [], labels: [], ordinal: null, cells: [], pieces: [], place: at.place, indent: at.indent, index: at.index, flags: new Set() };
    items.push(current);
    return current;
  };
  for (let i = 0; i < tokens.length; i++) {
    if (i < skipTo) continue;
    const token = tokens[i]!;
    const item = current as Item | null;
    switch (token.kind) {
      case 'code':
        takeCode(token.text, token.at);
        break;
      case 'number': {
        if (item && item.cells.length === 0 && hasOpenBracket(item) && closesBracket(i + 1)) {
          item.labels[item.labels.length - 1] += token.text; // 空调机（总预算 20 万以下）
          const last = item.pieces.at(-1);
          if (last) item.pieces[item.pieces.length - 1] = { ...last, text: last.text + token.text };
          break;
        }
        const counts = Number(token.text) === serial + 1 || (serial > 0 && Number(token.text) > serial && Number(token.text) <= serial + BLANK_ROWS && tokens[i + 1]?.kind === 'text');
        if (context.serial && token.at.index === 0 && counts && (tokens[i + 1]?.kind === 'text' || (token.at.of >= 3 && tokens[i + 2]?.kind === 'text'))) {
          serial = Number(token.text);
          current = null;
          break;
        }
        const codedBefore = item && item.codes.length > 0 && item.labels.length === 0 && item.cells.length === 0 && tokens[i + 1]?.kind === 'text';
        if (codedBefore && ((context.splitCodes && tokens[i - 1]?.kind === 'code') || (context.unitCodes && token.text.length >= 6 && (token.at.index > 0 || behindSubject(i))))) {
          if (token.text.length >= 6) item.codes[context.splitCodes ? 'push' : 'unshift'](token.text); // the code of a unit behind that of a subject, which names the row
          break;
        }
        const side = context.rowOrdinals ? ordinalSide(Number(token.text), item) : null;
        if (side) {
          const target: Item = item && item.ordinal === null && item.cells.length === 0 && item.labels.length > 0 && (side === 'right' || item.codes.length === 0) ? item : open(token.at);
          target.ordinal = Number(token.text);
          if (side === 'left') left = target.ordinal + 1;
          else right = target.ordinal + 1;
        } else if (outlineCode(i) !== '') takeCode(outlineCode(i), token.at);
        else if (isCode(i)) takeCode(token.text, token.at);
        else takeFigure(token.amount, token.at, token.flags);
        break;
      }
      case 'amount':
        takeFigure(token.amount, token.at, token.flags);
        break;
      case 'blank':
        if (item && (item.labels.length > 0 || item.codes.length > 0)) item.cells.push({ amount: null, place: token.at.place, flags: [] });
        break;
      case 'text':
        takeText(token.text, token.at, i);
        break;
    }
  }
  return items;

  /** `70,716,064 4,000,000合计`: a line of figures that ends with the label of a total is a row of its own. */
  function totalBehind(at: TokenPlace): boolean {
    const last = lastOfLine.get(`${at.place.page}|${at.place.line}`);
    return last?.kind === 'text' && isTotalLabel(last.text);
  }

  /** A bare number that is the next 行次 of either side; the right side starts where a label of expenditure has one. */
  function ordinalSide(n: number, item: Item | null): 'left' | 'right' | null {
    if (item?.ordinal !== null && item !== null && item.cells.length === 0 && n !== left && n !== right) return null;
    if (n === left) return 'left';
    // The count begins here, whatever was counted in the lines of the header.
    if (n === 1 && right === 0 && item !== null && item.labels.length > 0 && item.ordinal === null && item.cells.length === 0) return 'left';
    if (right > 0 && n === right) return 'right';
    // A label is always followed by its 行次; rows may be left out, so that the count jumps.
    if (item !== null && item.labels.length > 0 && item.ordinal === null && item.cells.length === 0 && n > left && n <= LAST_ORDINAL) return right > 0 && n > right ? 'right' : /支出|年末|结余分配|结转下年/.test(item.labels.join('')) ? 'right' : 'left';
    if (right === 0 && n > left && n < 100 && item !== null && item.ordinal === null && item.cells.length === 0 && /支出/.test(item.labels.join(''))) return 'right';
    return null;
  }

  /** A subject's whole code stands right in front: 2070101 | 312301 | 行政运行, a cell a line. */
  function behindSubject(i: number): boolean {
    const before = tokens[i - 1];
    return before?.kind === 'code' && (before.text.length === 5 || before.text.length === 7);
  }

  /** 3, 5 or 7 digits in front of a text: a code when its name says so, or when it leads its line in a table with codes. */
  function isCode(i: number): boolean {
    const token = tokens[i]!;
    const next = tokens[token.text.length < 6 ? behindUnit(tokens, i + 1, context) : i + 1];
    const digits = token.text.length;
    if (context.unitCodes && (digits === 3 || digits >= 6) && (token.at.index === 0 || current === null) && next?.kind === 'text') return true;
    if (digits !== 3 && digits !== 5 && digits !== 7) return false;
    if (next?.kind === 'text' && named(token.text, next.text, context)) return true;
    const known = context.namesOf(token.text).length > 0;
    const leads = token.at.index === 0 || (current as Item | null)?.cells.length !== 0;
    if (known && context.coded && context.blocks === 1 && token.at.index === 0 && fillsLine(i + 1)) return true; // its name wraps around the line
    if (known && next?.kind === 'text' && leads && (token.at.index === 0 || context.blocks > 1)) return true;
    return context.coded && token.at.index === 0 && next?.kind === 'text' && /^[1-7]/.test(token.text);
  }

  /** From here on a line holds a figure for every column and nothing else. */
  function fillsLine(i: number): boolean {
    const { of, index } = tokens[i]?.at ?? { of: 0, index: 0 };
    return context.columns > 1 && index === 1 && of - 1 === context.columns && tokens.slice(i, i + context.columns).every((token) => token.kind === 'amount' || token.kind === 'blank');
  }

  /** An outline prints a row's own two digits only: 208, then 05, then 05 is 20805, 2080505. The name says under which code above it belongs. */
  function outlineCode(i: number): string {
    const token = tokens[i]!;
    const next = tokens[i + 1];
    if (!context.coded || token.at.index > 0 || !/^\d\d$/.test(token.text) || next?.kind !== 'text' || lastCode === '') return '';
    const under = [lastCode.slice(0, 5), lastCode.slice(0, 3)].filter((code, n, all) => (code.length === 3 || code.length === 5) && all.indexOf(code) === n);
    const codes = under.map((code) => code + token.text);
    // 其他社会保障和就业支出 behind 99 is 20899, though 2080599 begins with 其他, too.
    return codes.find((code) => begins(code, next.text, context)) ?? codes.find((code) => named(code, next.text, context)) ?? '';
  }

  function takeCode(code: string, at: TokenPlace): void {
    const item = current as Item | null;
    // 302 99 | 502 99 behind the figures of a row: its other classifications, no row of their own.
    if (context.splitCodes && item && item.codes.length > 0 && (item.cells.length > 0 || item.labels.length > 0) && (at.index > 0 || (systemOf(code) !== systemOf(item.codes[0]!) && systemOf(code) !== 'unit'))) return;
    lastCode = code;
    if (item && item.cells.length === 0 && item.ordinal === null) {
      const last = item.codes.at(-1);
      if (last === undefined && item.labels.length > 0 && context.namesOf(code).some((name) => name !== item.labels[0] && name.startsWith(item.labels.join('')))) {
        item.codes.push(code); // the head of the label stands before its code
        item.flags.add('label-rejoined');
        return;
      }
      // 2050802-干部教育 50501-工资福利支出 30101-基本工资: one row in several classifications, each once.
      if (last !== undefined && item.labels.length === item.codes.length && !item.codes.some((own) => systemOf(own) === systemOf(code)) && systemOf(code) !== '' && context.blocks === 1 && sameRow(item, at)) {
        item.codes.push(code);
        return;
      }
    }
    open(at).codes.push(code);
  }

  function sameRow(item: Item, at: TokenPlace): boolean {
    return at.place.line === item.place.line || at.place.line - item.place.line <= 6;
  }

  function takeFigure(amount: Amount, at: TokenPlace, flags: readonly string[]): void {
    let item = current as Item | null;
    const full = context.columns > 0 && item !== null && item.cells.length >= context.columns;
    // A line of figures that would make too many for the row is a row without a name.
    const another = item !== null && at.index === 0 && item.cells.length > 0 && context.columns > 0 && item.cells.length + at.of > context.columns && at.of > 1;
    if (!item || (at.index === 0 && (full || another || (item.cells.length > 0 && totalBehind(at))))) {
      item = open(at);
      if (full && unended.length > 0 && unended.length <= LABEL_LINES) {
        item.labels.push(unended.join('')); // 政府投资项目研究评 / 审中心 behind the sentences of the row above
        item.flags.add('label-guessed');
      }
    }
    unended = [];
    item.cells.push({ amount, place: at.place, flags });
  }

  function takeText(text: string, at: TokenPlace, i: number): void {
    const item = current as Item | null;
    const before = item?.labels.join('') ?? '';
    takeLabel(text, at, i);
    const now = current as Item | null;
    const added = now?.labels.join('').slice(now === item ? before.length : 0) ?? '';
    if (added !== '') now!.pieces.push({ text: added, at });
  }

  function takeLabel(text: string, at: TokenPlace, i: number): void {
    const item = current as Item | null;
    if (!item) {
      open(at).labels.push(text);
      return;
    }
    const label = item.labels.at(-1) ?? '';
    if (item.labels.length === 0 && item.codes.length === 0 && item.ordinal === null && item.cells.length > 0 && at.place.line === item.place.line && isTotalLabel(text)) {
      item.labels.push(text); // figures first, their total's label glued behind them
      return;
    }
    if (context.textBehind && item.cells.length > 0 && at.index > 0 && onRowLine(item, at) && !isTotalLabel(text)) {
      lastText = text;
      return;
    }
    if (context.nameColumns > 0 && item.cells.length === 0 && at.index > 0 && onRowLine(item, at) && item.labels.length >= context.nameColumns) return;
    if (context.textBehind && item.cells.length > 0 && item.cells.length < context.columns && DATE.test(text)) return;
    if (context.nameColumns > 0 && item.cells.length === 0 && item.labels.length >= context.nameColumns && DATE.test(text)) return;
    if (context.textColumn && item.cells.length > 0 && !isTotalLabel(item.labels.at(-1) ?? '') && isTextCell(i, at)) {
      lastText = text;
      unended = /[。！；]$/.test(text) ? [] : [...unended, text];
      return;
    }
    lastText = '';
    const cell = item.cells.length > 0 && item.labels.length > 0 && item.codes.length === 0 && context.blocks === 1 ? piecesOf(i, context.isTextCell) : { count: 0, text: '' };
    if (cell.count > 0 && isFigure(tokens[i + cell.count])) {
      const { labels } = item; // the name above spans this row, which prints its 采购组织形式 and its figures
      const row = open(at);
      row.labels.push(...labels);
      row.flags.add('label-guessed');
      skipTo = i + cell.count;
      return;
    }
    if (item.cells.length > 0 || item.ordinal !== null) {
      const code = item.codes.at(-1);
      const wholeClass = code === undefined && item.ordinal === null && at.index === 0 && context.isClassName(withoutOrdinal(label + text)) && !context.isClassName(withoutOrdinal(label));
      const tail = wholeClass || (code !== undefined && item.ordinal === null && context.namesOf(code).some((name) => name.length > label.length && name.startsWith(label + text)));
      if (tail) {
        item.labels[item.labels.length - 1] = label + text;
        item.flags.add('label-rejoined');
      } else open(at).labels.push(text);
      return;
    }
    if (item.labels.length < item.codes.length) {
      item.labels.push(text);
      return;
    }
    if (hasOpenBracket(item) && ordinalOf(text) === null) {
      item.labels[item.labels.length - 1] = label + text;
      item.flags.add('label-rejoined');
      return;
    }
    const pieces = piecesOf(i, context.isTextCell);
    if (pieces.count > 0) {
      skipTo = i + pieces.count;
      return;
    }
    const economic = !context.coded && context.blocks === 1 && item.labels.length < 3 ? piecesOf(i, context.isEconomicName) : { count: 0, text: '' };
    if (economic.count > 0) {
      item.labels.push(economic.text); // 专项名称 | 经济科目
      skipTo = i + economic.count;
      return;
    }
    if (label === '') {
      item.labels.push(text);
      return;
    }
    const code = item.codes.at(-1);
    const names = code === undefined ? [] : context.namesOf(code);
    if (names.some((name) => name.startsWith(label + text))) {
      item.labels[item.labels.length - 1] = label + text;
      item.flags.add('label-rejoined');
      return;
    }
    if (startsItem(text, label, item)) {
      open(at).labels.push(text);
      return;
    }
    // One letter behind a label is its tail that slipped: 其中：专项资金列入部门预算的项 目.
    if (at.index > 0 && context.blocks > 1 && item.codes.length === 0 && text.length > 1) {
      open(at).labels.push(text);
      return;
    }
    const complete = names.includes(label) || (at.index > 0 && context.blocks === 1);
    if (complete && context.blocks === 1 && text !== label) {
      // A second label cell of the row: 项目名称 | 项目单位, or one that wraps on the next line.
      if (names.includes(label) && at.index === 0 && tokens[i + 1]?.kind === 'text' && !context.unitCodes) open(at).labels.push(text);
      else item.labels.push(text);
      return;
    }
    item.labels[item.labels.length - 1] = label + text;
    item.flags.add('label-rejoined');
  }

  /** Text behind a row's figures in a table whose last column is text: sentences; they go on to the next indented label, or to their last full stop. */
  function isTextCell(i: number, at: TokenPlace): boolean {
    if (isTotalLabel(tokens[i]!.text) || leadsFigures(i)) return false;
    if (at.index > 0 && at.index === at.of - 1 && context.columns > 0 && (current as Item | null)?.cells.length === context.columns) return true; // on the line of a whole row, behind it
    if (indented && at.indent > 0) return false;
    if (lastText !== '' && at.index > 0) return true; // another sentence on the line of the last
    // Behind a full stop another sentence may begin; a name has no comma.
    if (lastText !== '') return indented || !/[。！]$/.test(lastText) || /[，。；]/.test(tokens[i]!.text);
    let joined = '';
    for (let n = i; n < tokens.length && tokens[n]!.kind === 'text' && !(indented && n > i && tokens[n]!.at.indent > 0); n++) joined += tokens[n]!.text;
    return /[，。；]/.test(joined);
  }

  /** The texts from `i` go on with the second half of a bracket. */
  function closesBracket(i: number): boolean {
    let text = '';
    for (let n = i; n < i + 3 && tokens[n]?.kind === 'text'; n++) text += tokens[n]!.text;
    return /^[^（(]*[）)]/.test(text);
  }

  /** A text at the head of its line with the figures of a whole row behind it. */
  function leadsFigures(i: number): boolean {
    if (tokens[i]!.at.index > 0) return false;
    let figures = 0;
    while (isFigure(tokens[i + 1 + figures]) && sameLine(tokens[i + 1 + figures]!.at, tokens[i]!.at)) figures++;
    return figures >= 2 && figures >= context.columns;
  }

  /** On the line a labelled row began on, or on that of its first figure. */
  function onRowLine(item: Item, at: TokenPlace): boolean {
    return (item.labels.length > 0 || item.codes.length > 0) && [item.place, item.cells[0]?.place].some((place) => place?.line === at.place.line && place.page === at.place.page);
  }

  /** The text tokens from `i` that together make a known cell (分散自行组 / 织); count 0 when they make none. */
  function piecesOf(i: number, known: (text: string) => boolean): { count: number; text: string } {
    let text = '';
    for (let n = 0; n < 3 && tokens[i + n]?.kind === 'text'; n++) {
      text += tokens[i + n]!.text;
      if (known(text)) return { count: n + 1, text };
    }
    return { count: 0, text: '' };
  }

  function startsItem(text: string, label: string, item: Item): boolean {
    if (isTotalLabel(text)) return true;
    const ordinal = ordinalOf(text);
    if (ordinal && text.length > ordinal.length && !/^[一二三四五六七八九十]、?$/.test(label)) return true;
    if (item.codes.length > 0) return false;
    // Both are whole as they stand: labels of tables, names of classes (教育支出 under 公共安全支出).
    const whole = (each: string): boolean => context.isRowLabel(each) || context.isSummaryLabel(each) || context.isClassName(withoutOrdinal(each));
    return text.length >= 3 && whole(text) && (whole(label) || isTotalLabel(label));
  }
}

/** 2026年12月25日, 不晚于2026年5月: the text of a column of times. */
const DATE = /^.{0,4}(?:19|20)\d\d年\d{1,2}月|^\d{1,2}月(?:\d{1,2}日|[-－—至])/;
const sameLine = (a: TokenPlace, b: TokenPlace): boolean => a.place.line === b.place.line && a.place.page === b.place.page;
const isFigure = (token: Token | undefined): boolean => token?.kind === 'amount' || token?.kind === 'number' || token?.kind === 'blank';
const hasOpenBracket = (item: Item): boolean => /[（(][^）)]*$/.test(item.labels.at(-1) ?? '');

const systemOf = (code: string): string => (code.length === 6 || code.length > 7 ? 'unit' : /^2/.test(code) ? 'functional' : /^3/.test(code) ? 'department' : /^5/.test(code) ? 'government' : '');

/** In a table whose rows have codes, a text between two rows that has neither code nor figures is the tail of the label above it. */
function tailsJoined(items: readonly Item[], context: ItemContext): Item[] {
  const coded = items.filter((item) => item.codes.length > 0).length;
  if (context.blocks > 1 || coded < items.length * 0.6) return [...items];
  const kept: Item[] = [];
  for (const item of items) {
    const above = kept.at(-1);
    const label = item.labels.join('');
    if (above && above.codes.length > 0 && item.codes.length === 0 && item.cells.length === 0 && item.ordinal === null && !isTotalLabel(label)) {
      const names = context.namesOf(above.codes.at(-1)!);
      if (!names.includes(above.labels.at(-1) ?? '')) {
        above.labels[Math.max(0, above.labels.length - 1)] = (above.labels.at(-1) ?? '') + label;
        above.flags.add('label-rejoined');
        continue;
      }
    }
    kept.push(item);
  }
  return kept;
}
