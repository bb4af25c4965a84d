import { labelKey, type FundingKind, type LabelMeaning, type PerformanceRules } from '../../rules/performance/performance.js';
import { keptBy, type Token } from './tokens.js';

/** A label found in the tokens [from, to); `glued`: the rest of its last token, after the colon, begins the value. */
export interface FoundLabel {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly meaning: LabelMeaning;
  readonly glued: string;
}

/** Tokens a label may be broken into (偏差大或 / 目标未完成 / 原因分析: 3; one character a line: 8). */
const MAX_TOKENS = 9;
const GLUED = /^(.{2,24}?)[:：](.*)$/;

/**
 * The longest known label that begins at token `at` and ends where a token ends, or before a colon inside one
 * (`填报日期：2021 年`). A label begins a line, or follows a blank in a line of label–value pairs.
 */
export const labelAt: (tokens: readonly Token[], at: number, rules: PerformanceRules) => FoundLabel | null = keptBy(findLabel);

function findLabel(tokens: readonly Token[], at: number, rules: PerformanceRules): FoundLabel | null {
  const glued = GLUED.exec(tokens[at]!.text);
  let found: FoundLabel | null = null;
  if (glued) {
    const meaning = rules.labelOf(`${glued[1]!}:`);
    if (meaning) found = { from: at, to: at + 1, text: glued[1]!, meaning, glued: glued[2]! };
  }
  let text = '';
  for (let k = at; k < Math.min(tokens.length, at + MAX_TOKENS); k++) {
    if (k > at && tokens[k]!.sep === 'page') break;
    text += tokens[k]!.text;
    if (text.length > 40) break;
    const meaning = rules.labelOf(text);
    if (meaning) found = { from: at, to: k + 1, text, meaning, glued: '' };
    else if (k > at) {
      // The label's last line carries the colon and the value.
      const split = GLUED.exec(text);
      const inner = split ? rules.labelOf(`${split[1]!}:`) : null;
      if (split && inner && split[1]!.length > text.length - tokens[k]!.text.length) found = { from: at, to: k + 1, text: split[1]!, meaning: inner, glued: split[2]! };
    }
  }
  return found;
}

export interface FoundFunding {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kind: FundingKind;
}

/** The longest known word of a funding block that begins at token `at`. */
export const fundingAt: (tokens: readonly Token[], at: number, rules: PerformanceRules) => FoundFunding | null = keptBy(findFunding);

function findFunding(tokens: readonly Token[], at: number, rules: PerformanceRules): FoundFunding | null {
  let text = '';
  let found: FoundFunding | null = null;
  for (let k = at; k < Math.min(tokens.length, at + MAX_TOKENS); k++) {
    text += tokens[k]!.text;
    if (text.length > 40) break;
    const kind = rules.fundingOf(text);
    if (kind) found = { from: at, to: k + 1, text, kind };
  }
  return found;
}

/** Labels compare by their key: brackets and colons in one width. */
export const sameLabel = (a: string, b: string): boolean => labelKey(a) === labelKey(b);
