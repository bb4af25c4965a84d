/** A code and the label it was printed with. */
export interface CodeAndName {
  readonly code: string;
  readonly name: string;
}

const BRACKETED = /^[[［【](\d{2,12})[\]］】][-－—]?(.*)$/;
const DASHED = /^(\d{3}|\d{5,9})[-－—_](?=\D)(.+)$/;
/** 2080505机关…: exactly 3, 5 or 7 digits before an ideograph that does not count something (100元, 301人, 305天). */
const LEADING = /^(\d{3}|\d{5}|\d{7})(?![年月日个人元万亿辆台次天号项件套名])([\u4e00-\u9fff（(“].*)$/;

/** 208-05-05, 208.05.05: the parts of a subject's code. */
const PARTS = /^((?:10[1-5]|110|2[0-3]\d|30[1-9]|31[0-3]|399|50\d|51\d|599))[-－—.．·](\d{2})(?:[-－—.．·](\d{2}))?$/;
/** 2080505：机关…, 20805、行政…, （2080505）机关…, 208-05-05机关…, and 机关…（2080505）, where only codes of subjects can stand. */
const WEAK_HEAD = /^[(（]?((?:10[1-5]|110|2[0-3]\d|30[1-9]|31[0-3]|399|50\d|51\d|599)(?:[-－—.．·]?\d{2}){0,2})[)）:：、.．·]?(?![\d年月日个元人万亿辆台次天号件套])([\u4e00-\u9fff（(“].*)$/;
const WEAK_TAIL = /^([\u4e00-\u9fff].*?)[-－—]?[(（[［【]((?:10[1-5]|110|2[0-3]\d|30[1-9]|31[0-3]|399|50\d|51\d|599)(?:\d{2}){0,2})[)）\]］】]$/;

/**
 * Split `2080505-机关…`, `[2080505]机关…`, `2080505机关…`; the whole text is the name when it carries no code.
 * `coded` is false in a column of names that may begin with digits of their own (12333聘用人员经费).
 */
export function splitCode(label: string, coded = true): CodeAndName {
  const match = BRACKETED.exec(label) ?? DASHED.exec(label) ?? (coded ? (LEADING.exec(label) ?? WEAK_HEAD.exec(label)) : null);
  if (match) return { code: match[1]!.replace(/\D/g, ''), name: match[2]! };
  const tail = coded ? WEAK_TAIL.exec(label) : null;
  return tail ? { code: tail[2]!, name: tail[1]! } : { code: '', name: label };
}

/** The digits of a code cell: `2080505`, `208 05 05`, `[208]`, `'208`, `208-05-05`; '' for anything else. */
export function codeOf(text: string): string {
  const bare = /^['’＇]?[[［【(（]?(\d{2,12})[\]］】)）]?$/.exec(text)?.[1];
  return bare ?? PARTS.exec(text)?.slice(1).join('') ?? '';
}

/**
 * Codes printed in parts. `parts` are a row's 类 | 款 | 项 cells, each own digits or a code already whole; a blank part
 * above the deepest printed one is the last one seen (an outline). `memory` holds the parts of the row before.
 */
export function joinParts(parts: readonly string[], memory: string[]): string {
  const deepest = parts.reduce((at, part, i) => (part !== '' ? i : at), -1);
  if (deepest < 0) return '';
  for (let i = 0; i <= deepest; i++) {
    const part = parts[i]!;
    if (part === '') continue;
    if (memory[i] !== part) memory.length = i;
    memory[i] = part;
  }
  let code = '';
  for (let i = 0; i <= deepest; i++) {
    const part = parts[i] || memory[i] || '';
    code = part.startsWith(code) && part.length > 3 ? part : code + part;
  }
  return code;
}

/** Offsets of codes from the left side of their cells closer than this (points) are one level. */
const SAME_INSET = 3;

/**
 * The level of the two-digit codes of an outline, by their offset: −1 where the column does not tell. Items printed
 * whole (2080110) leave the two-digit codes to be sections; otherwise, of two offsets, the smaller is the section's.
 */
export function outlineDepths(codes: readonly { readonly code: string; readonly inset: number | undefined }[]): (inset: number | undefined) => number {
  const short = codes.filter((c) => c.code.length === 2);
  if (short.length === 0) return () => -1;
  if (codes.some((c) => c.code.length === 7)) return () => 1;
  const insets = short.map((c) => c.inset).filter((x): x is number => x !== undefined).sort((a, b) => a - b);
  if (insets.length < short.length || insets[insets.length - 1]! - insets[0]! <= SAME_INSET) return () => -1;
  return (inset) => (inset === undefined ? -1 : inset - insets[0]! <= SAME_INSET ? 1 : 2);
}

/**
 * An outline that prints only a row's own digits: 208, then 05, then 05 → 208, 20805, 2080505.
 * `depth` is the row's level where the layout tells it (indentation), else −1: then two digits after a class open a
 * section, and after a section or an item they are an item of it.
 */
export function outlineCode(own: string, memory: { class: string; section: string }, depth: number): string {
  if (own.length !== 2) {
    if (own.length === 3) {
      memory.class = own;
      memory.section = '';
    } else if (own.length === 5) {
      memory.class = own.slice(0, 3);
      memory.section = own;
    }
    return own;
  }
  if (memory.class === '') return own;
  if (memory.section === '' || depth === 1) {
    memory.section = memory.class + own;
    return memory.section;
  }
  return memory.section + own;
}
