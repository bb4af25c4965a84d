import { plainText } from '../../src/text/full-width.js';

/** Han characters and full-width marks: beside them brackets and colons are printed full-width too. */
const HAN = /[\u3400-\u9fff]/;

/**
 * What an engine read, in the spelling of printed text: blanks at the ends and between Han characters dropped, brackets and
 * marks full-width in Chinese text, and in figures the marks of figures.
 */
export function readable(text: string): string {
  let t = plainText(text).trim();
  if (HAN.test(t)) {
    t = t
      .replace(/\(/g, '（')
      .replace(/\)/g, '）')
      .replace(/:/g, '：')
      .replace(/;/g, '；')
      .replace(/\?/g, '？')
      .replace(/([^\d]),|,(?=[^\d])/g, '$1，')
      .replace(/(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])/g, '');
  } else if (/\d/.test(t)) {
    const figure = t.replace(/\s+/g, '').replace(/[，]/g, ',').replace(/[。．·]/g, '.').replace(/[—–−]/g, '-');
    if (/^-?[\d,.]+%?$/.test(figure)) t = figure;
  }
  return t;
}
