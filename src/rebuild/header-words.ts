import type { FormRules, HeaderWord } from '../../rules/forms/forms.js';
import { headerWord } from '../../rules/forms/forms.js';

/** A word of a header with what it can be; `known: false` for text no rule has seen. */
export interface Word {
  readonly text: string;
  readonly known: boolean;
  readonly leaf: boolean;
  readonly group: boolean;
  readonly label: boolean;
}

/** Words that head label columns in every table, whatever the rules have seen; 行次 and 栏次 count rows and columns. */
const LABEL_HEADS = new Set(['项目', '科目编码', '科目名称', '功能分类科目编码', '支出功能分类科目编码', '功能分类科目', '支出功能分类', '功能分类', '经济分类科目编码', '编码', '名称', '类', '款', '项', '行次', '栏次', '序号', '单位编码', '单位名称', '单位代码', '部门（单位）代码', '部门（单位）名称', '项目编码', '项目名称', '项目单位', '机构名称', '备注', '部门预算支出经济分类科目']);
/** Cost of a character that belongs to no known word, in words. */
const UNKNOWN_CHARACTER = 1.5;
const LONGEST_WORD = 40;

/**
 * Cut the run-on text of a scrambled header into cells: fewest known words win.
 * 公务接待费小计 is 公务接待费 + 小计 although the dump glued two cells together (seeds/000…:960-964).
 */
export function cutHeader(text: string, rules: FormRules): Word[] {
  const whole = headerWord(text);
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= whole.length; end++) {
    let choice = { cost: best[end - 1]!.cost + UNKNOWN_CHARACTER, from: end - 1 };
    for (let from = Math.max(0, end - LONGEST_WORD); from < end; from++) {
      const word = whole.slice(from, end);
      if (!LABEL_HEADS.has(word) && !rules.headerWords.has(word)) continue;
      const cost = best[from]!.cost + 1;
      if (cost <= choice.cost) choice = { cost, from };
      if (cost < choice.cost) choice = { cost, from };
    }
    best.push(choice);
  }
  const pieces: string[] = [];
  for (let end = whole.length; end > 0; end = best[end]!.from) pieces.unshift(whole.slice(best[end]!.from, end));
  return joinUnknown(pieces, rules);
}

function joinUnknown(pieces: readonly string[], rules: FormRules): Word[] {
  const words: Word[] = [];
  for (const piece of pieces) {
    const rule: HeaderWord | undefined = rules.headerWords.get(piece);
    const known = rule !== undefined || LABEL_HEADS.has(piece);
    const above = words.at(-1);
    if (!known && above && !above.known) words[words.length - 1] = { ...above, text: above.text + piece };
    else
      words.push({
        text: piece,
        known,
        leaf: known ? (rule?.leaf ?? false) : true,
        group: rule?.group ?? false,
        label: LABEL_HEADS.has(piece) || (rule !== undefined && rule.label && !rule.leaf && !rule.group),
      });
  }
  return words;
}
