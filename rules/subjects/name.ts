/** How a printed name is compared with the tree's: one spelling for what fonts and people write in several. */

const PLAIN = /^[\u4e00-\u9fff]*$/;
const OTHER = /其它/g;
const BLANKS_AND_QUOTES = /[\s\u3000"“”'‘’「」『』]+/g;
const OPEN = /[【〔［\[〈<]/g;
const CLOSE = /[】〕］\]〉>]/g;
/** Punctuation that running text or a cut cell leaves at either end. */
const EDGES = /^[、，,。.:：;；·\-—－]+|[、，,。.:：;；·*＊★\-—－]+$/g;
/** 行政事业单位养老支出（款）: the level in brackets is no part of the name. */
const LEVEL = /\((?:类|款|项|目|类级|款级|项级)\)$/;

/** The spelling two names are compared in: half width, no white space or quotes, round brackets, 其它 = 其他. */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name.includes('其它') ? name.replace(OTHER, '其他') : name;
  return name
    .normalize('NFKC')
    .replace(BLANKS_AND_QUOTES, '')
    .replace(OPEN, '(')
    .replace(CLOSE, ')')
    .replace(EDGES, '')
    .replace(LEVEL, '')
    .replace(OTHER, '其他');
}
