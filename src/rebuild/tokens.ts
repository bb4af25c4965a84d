import type { Line } from '../model/page.js';
import type { Amount } from '../model/amount.js';
import type { Place } from '../model/place.js';
import { parseAmount } from '../text/amount.js';

/**
 * A piece of a body line. `amount`: a figure with decimals, grouping or sign, or a bare number that is no code;
 * `number`: bare digits that may be a code, an ordinal (行次) or a figure; `code`: a code glued to its name or split off it;
 * `blank`: a printed mark for an empty cell; `text`: the rest.
 */
export type Token =
  | { readonly kind: 'amount'; readonly text: string; readonly amount: Amount; readonly at: TokenPlace; readonly flags: readonly string[] }
  | { readonly kind: 'number'; readonly text: string; readonly amount: Amount; readonly at: TokenPlace; readonly flags: readonly string[] }
  | { readonly kind: 'code'; readonly text: string; readonly at: TokenPlace }
  | { readonly kind: 'blank'; readonly text: string; readonly at: TokenPlace }
  | { readonly kind: 'text'; readonly text: string; readonly at: TokenPlace };

export interface TokenPlace {
  readonly place: Place;
  /** 0-based position in its line, and how many pieces the line has. */
  readonly index: number;
  readonly of: number;
  readonly indent: number;
  readonly blankBefore: number;
}

const FIGURE = '\\d+(?:,\\d{3})+(?:\\.\\d+)?|\\d+\\.\\d{1,6}';
/** 16,474.82一、一般公共服务支出: a figure glued to the label of the next cell. */
const FIGURE_THEN_TEXT = new RegExp(`^([-−]?(?:${FIGURE}))(?=[^\\d.,%％])(.+)$`);
/** 缴费支出43608.96: a label that runs into the figure of the next cell; two decimals at least, so that 2.5公里 stays text. */
const TEXT_THEN_FIGURE = /^(.*[\u4e00-\u9fff）)])([-−]?(?:\d{1,3}(?:,\d{3})+\.\d{2,6}|\d+\.\d{2,6}))$/;
/** 2050802-干部教育, [2010501]行政运行, 2080505机关…: a code and its name in one cell. */
const CODE_AND_NAME = /^(?:[[【](\d{3,12})[\]】][-—－_]?|[（(](\d{7}|\d{5}|\d{3})[）)][-—－_]?|(\d{7}|\d{5}|\d{3})[-—－_]|((?:10[1-5]|2[0-3]\d|30[1-9]|31[0-3]|399|50\d|51\d|599)(?:\d\d){0,2}))(?=[\u4e00-\u9fff（(“])(.+)$/;
/** 208-05-05, 208.05.05 alone or before a name, 2080505：机关…: codes of subjects in parts, or set off by other marks. */
const CODE_IN_PARTS = /^((?:10[1-5]|110|2[0-3]\d|30[1-9]|31[0-3]|399|50\d|51\d|599)(?:(?:[-－—]\d{2}){1,2}|[.．·]\d{2}[.．·]\d{2}|(?:\d{2}){1,2}(?=[:：、.．])|(?=[:：])))[-－—_:：、.．]?(?=$|[\u4e00-\u9fff（(“])(.*)$/;
/** 机关…（2080505）: the code behind its name. */
const NAME_AND_CODE = /^([\u4e00-\u9fff].*?)[[【（(]((?:10[1-5]|110|2[0-3]\d|30[1-9]|31[0-3]|399|50\d|51\d|599)(?:\d\d){0,2})[)）】\]]$/;
/** A long project or unit code, letters allowed: 42010022503T000000101. */
const LONG_CODE = /^[A-Z]?\d{9,}[A-Z]?\d*$|^\d{6,}[A-Z]\d+$/;
const BLANK_MARK = /^[-−–—－/]+$/;
const PERCENT = /^([-−]?\d+(?:\.\d+)?)[%％]$/;

/** Cut a line into tokens; nothing of it is lost. */
export function tokensOf(line: Line): Token[] {
  const pieces = line.runs.flatMap((run) => splitGlued(run.text));
  return pieces.map(({ text, code }, index) => {
    const at: TokenPlace = { place: line.place, index, of: pieces.length, indent: line.indent, blankBefore: line.blankBefore };
    if (BLANK_MARK.test(text)) return { kind: 'blank', text, at };
    if (code || LONG_CODE.test(text)) return { kind: 'code', text, at };
    const percent = PERCENT.exec(text);
    if (percent) {
      const amount = parseAmount(percent[1]!);
      if (amount) return { kind: 'amount', text, amount: { ...amount, printed: text }, at, flags: ['percent'] };
    }
    const amount = parseAmount(text);
    if (!amount) return { kind: 'text', text, at };
    return { kind: /^\d+$/.test(text) ? 'number' : 'amount', text, amount, at, flags: [] };
  });
}

interface Piece {
  readonly text: string;
  /** Set off as a code by brackets or a dash, or too long for a figure. */
  readonly code: boolean;
}

function splitGlued(text: string): Piece[] {
  const code = CODE_AND_NAME.exec(text);
  if (code) return [{ text: (code[1] ?? code[2] ?? code[3] ?? code[4])!, code: code[4] === undefined }, ...splitGlued(code[5]!)];
  const parts = CODE_IN_PARTS.exec(text);
  if (parts) return [{ text: parts[1]!.replace(/\D/g, ''), code: true }, ...(parts[2] === '' ? [] : splitGlued(parts[2]!))];
  const behind = NAME_AND_CODE.exec(text);
  if (behind) return [{ text: behind[2]!, code: true }, { text: behind[1]!, code: false }];
  const head = FIGURE_THEN_TEXT.exec(text);
  if (head) return [{ text: head[1]!, code: false }, ...splitGlued(head[2]!)];
  const tail = TEXT_THEN_FIGURE.exec(text);
  if (tail) return [{ text: tail[1]!, code: false }, { text: tail[2]!, code: false }];
  return [{ text, code: false }];
}
