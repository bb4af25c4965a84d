import { plainText } from '../../src/text/full-width.js';

/** A figure as printed: thousands parted or not, decimals, per cent. */
export const FIGURE = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?$|^-?\d+(?:\.\d+)?%?$/;

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
      .replace(/_+/g, '')
      .replace(/^(（?[一二三四五六七八九十]{1,3})[.,，。](?=[\u3400-\u9fff])/, '$1、')
      .replace(/(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])/g, '、')
      .replace(/^["'“”‘’*]+(?=[\u3400-\u9fff0-9])(?![^“”"]*[”"])/, '')
      .replace(/(?<!\d),|,(?!\d)/g, '，')
      .replace(/\d[\d,，.。．]*\d/g, figureMarks)
      .replace(/(?<=[\u3400-\u9fff])[〇○](?=(?:百|千|万|亿)?元|个|人|辆|台|次)/g, '0')
      .replace(/(\d{1,3})\.(\d{3})(?=万元)/g, '$1,$2')
      .replace(/(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])/g, '');
  } else if (/\d/.test(t)) {
    const figure = t.replace(/\s+/g, '').replace(/[，]/g, ',').replace(/[。．·]/g, '.').replace(/[—–−]/g, '-');
    if (/^-?[\d,.]+%?$/.test(figure)) t = figure.replace(/\d[\d,.]*\d/, figureMarks);
  }
  return t;
}

/**
 * The marks of a figure by their places: points and commas look alike on a scan. All groups but the last have three digits
 * where they are thousands; a last group of any other length than three stands behind the decimal point.
 */
export function figureMarks(figure: string): string {
  const groups = figure.split(/[,，.。．]+/);
  if (groups.length < 2) return figure;
  const marks = figure.replace(/\d+/g, ' ').trim().split(/\s+/);
  const head = groups[0]!;
  const middle = groups.slice(1, -1);
  const last = groups[groups.length - 1]!;
  if (head.length > 3 || head.startsWith('0') || middle.some((g) => g.length !== 3)) return groups.length === 2 && /^[。．]$/.test(marks[0]!) ? groups.join('.') : figure;
  if (groups.length === 2 && last.length !== 3) return /^[.。．]$/.test(marks[0]!) ? groups.join('.') : figure;
  if (groups.length === 2) return /^[,，]$/.test(marks[0]!) ? groups.join(',') : figure;
  const point = !/^[,，]$/.test(marks[marks.length - 1]!);
  // A comma before two digits: a digit of the last thousand was lost, or the point's tail is dirt. No one knows.
  if (last.length !== 3 && !point) return figure;
  return `${groups.slice(0, -1).join(',')}${last.length === 3 && !point ? ',' : '.'}${last}`;
}
