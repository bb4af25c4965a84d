/**
 * One spelling for what fonts and input methods write in several, so that patterns need only one.
 * Brackets, colons and quotation marks keep their printed width: they are part of labels.
 */
const FULL_WIDTH = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF05\uFF0B\uFF0D\uFF0E]/g;
const BLANKS = /[\u00A0\u2000-\u200A\u202F\u205F]/g;
const INVISIBLE = /[\u200B-\u200F\u2028\u2029\u2060\uFEFF\u00AD]/g;
/** Kangxi radicals: a font's character map gives ⼊ for 入. NFKC repairs this block. */
const KANGXI = /[\u2F00-\u2FD5]/g;

/** Any of them: most texts have none, and are asked about piece by piece. */
const ODD = new RegExp([FULL_WIDTH, BLANKS, INVISIBLE, KANGXI].map(({ source }) => source).join('|'));

/** Full-width digits, letters, ％＋－． to ASCII; odd blanks to a space; invisible marks dropped; radicals to ordinary characters. U+3000 stays: it is evidence of indentation. */
export const plainText = (text: string): string =>
  ODD.test(text)
    ? text
        .replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
        .replace(BLANKS, ' ')
        .replace(INVISIBLE, '')
        .replace(KANGXI, (c) => c.normalize('NFKC'))
    : text;

const SPACE = /[\s\u3000]/;

/** Text without any white space: how labels, header cells and values are written out. */
export const squeeze = (text: string): string => (SPACE.test(text) ? text.replace(/[\s\u3000]+/g, '') : text);
