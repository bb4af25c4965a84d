import { squeeze } from '../text/full-width.js';

const PREFIX = '(?:部门公开|部门|预算公开|决算公开|公开|预算|决算|财决公开|财决|附)?';
const DIGITS = '\\d{1,2}(?:[-—–－]\\d{1,2})*';
/** 表1 | 表5-1 | 预算表12 | 部门公开表1 | 附表1, and the form that puts 表 last: 预算01表 | 公开05表. */
/** 决03表, 财决01表, 市级05表: places put a word of their own in front of two digits. 附件2-1: a table of an annex. */
const NUMBER = `(?:${PREFIX}表(?:${DIGITS}|[一二三四五六七八九十]{1,3})|${PREFIX}(?:\\d{1,2})表|[\\u4e00-\\u9fff]{1,5}\\d\\d表|附件\\d{1,2}[-—–－]\\d{1,2})`;

const WHOLE = new RegExp(`^[（(【]?(${NUMBER})[)）】]?[:：]?$`);
const HEAD = new RegExp(`^[（(【]?(${NUMBER})[)）】]?[:：、]?(?=[^\\d\\-—])`);
const TAIL = new RegExp(`[（(【](${NUMBER})[)）】]$`);

export interface NumberedTitle {
  /** As printed, without white space: 表1, 表5-1, 公开01表; '' where none is printed. */
  readonly tableNo: string;
  /** What is left of the text. */
  readonly title: string;
}

/** Split the table number off a title: before it, after it, or the whole text. */
export function splitTableNumber(printed: string): NumberedTitle {
  const text = squeeze(printed);
  const whole = WHOLE.exec(text);
  if (whole) return { tableNo: normal(whole[1]!), title: '' };
  const tail = TAIL.exec(text);
  if (tail) return { tableNo: normal(tail[1]!), title: text.slice(0, tail.index) };
  const head = HEAD.exec(text);
  if (head) return { tableNo: normal(head[1]!), title: text.slice(head[0].length) };
  return { tableNo: '', title: text };
}

const normal = (no: string): string => no.replace(/[—–－]/g, '-');
