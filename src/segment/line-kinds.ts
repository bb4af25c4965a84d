import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';

const MONEY = '百万元|千元|万元|亿元|元';
const UNIT = new RegExp(`(?:金额)?单位[:：]?(?:人民币)?[（(]?(${MONEY})`);
const BRACKETED_UNIT = new RegExp(`[（(](?:单位[:：])?(${MONEY})[)）]$`);
const CAPTION = /^(?:编制|预算|填报|填表|公开|主管)?(?:部门|单位)(?:[/／（(]?(?:部门|单位)[)）]?|编码及)?(?:名称|编码)?[（(]?(?:盖章|公章|签章)?[)）]?[:：]|金额单位|单位[:：](?:人民币)?(?:百万元|千元|万元|亿元|元|万)$/;

/** The money unit a caption names: 单位：万元, 金额单位：元; '' where it names none. The 单位 that is an organisation is skipped. */
export function unitOf(text: string): string {
  const plain = squeeze(text);
  return UNIT.exec(plain)?.[1] ?? BRACKETED_UNIT.exec(plain)?.[1] ?? '';
}

/** 部门：…   单位：万元, the line between title and header. */
export const isCaption = (text: string): boolean => {
  const plain = squeeze(text);
  return plain.length < 90 && (CAPTION.test(plain) || (UNIT.test(plain) && plain.length < 60));
};

const NOTE = /^(?:注|备注|说明|附注|注释)(?:[:：]|\d[.、．]|[（(]?[一1])|^[*＊※]\s*[\u4e00-\u9fff]|^注\s/;
/** The first line of the remarks under a table. */
export const isNote = (text: string): boolean => NOTE.test(text.trim());

const PART = /^第[一二三四五六七八九十]+(?:部分|章|节)/;
const TEXT_HEADING = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]).{2,45}(?:说明|解释|概况|自评结果|综述|基本情况|总体情况)[。:：]?$/;
/** A heading of the running text: 第三部分 …; 二、收入决算情况说明. */
export const isTextHeading = (text: string): boolean => {
  const plain = squeeze(text);
  return PART.test(plain) || TEXT_HEADING.test(plain);
};

const PROSE_LENGTH = 24;
/** A line of running text: long, with sentence punctuation, not ending in a figure. */
export const isProse = (text: string): boolean => {
  const plain = squeeze(text);
  if (plain.length < PROSE_LENGTH || ordinalOf(plain)?.style === 'chinese') return false;
  return /[，。；]/.test(plain) && !/\d$/.test(plain);
};

const CONTENTS_ENTRY = /[.…·．]{4,}\s*\d{0,4}$|[.…·．]{6,}/;
export const isContentsEntry = (text: string): boolean => CONTENTS_ENTRY.test(text);
export const isContentsHeading = (text: string): boolean => /^目录$/.test(squeeze(text));

const HEADER_WORDS =
  /项目|科目|收入|支出|合计|小计|栏次|行次|序号|编码|名称|功能分类|经济分类|预算数|决算数|金额|指标|因公出国|公务|三公|资金|目标|年度|单位|总额|本年|上年|类款项|机构|联系|姓名|编制/;
/** A line that can belong to the header of a table. */
export const isHeaderLike = (text: string): boolean => HEADER_WORDS.test(squeeze(text));
