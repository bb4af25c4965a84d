import { describe, expect, test } from 'vitest';
import { formatAmount, parseAmount, toYuan } from '../src/text/amount.js';
import { chineseNumber, ordinalOf, withoutOrdinal } from '../src/text/ordinals.js';
import { plainText, squeeze } from '../src/text/full-width.js';

describe('figures', () => {
  const plain = (text: string) => {
    const amount = parseAmount(text);
    return amount === null ? null : formatAmount(amount);
  };
  test.each([
    ['8,201.470', '8201.470'],
    ['125360,898', '125360898'],
    ['-12.50', '-12.50'],
    ['△3', '-3'],
    ['(1,000)', '-1000'],
    ['（43.69）', '-43.69'],
    ['（2）', null],
    ['（43.69)', null],
    ['0.00', '0.00'],
    ['1，234．5', '1234.5'],
  ])('%s is %s', (printed, value) => expect(plain(printed)).toBe(value));
  test.each(['—', '-', '', '12%', '1,23', '(5', '2080505A', '1.2.3', '9'.repeat(40), `1.${'3'.repeat(40)}`])('%s is no figure', (printed) => expect(plain(printed)).toBeNull());
  test('yuan are exact and plain', () => {
    expect(toYuan(parseAmount('962.14')!, '万元')).toBe('9621400');
    expect(toYuan(parseAmount('290.658800')!, '万元')).toBe('2906588');
    expect(toYuan(parseAmount('0.123456')!, '元')).toBe('0.123456');
    expect(toYuan(parseAmount('5')!, '人')).toBe('');
  });
});

describe('ordinals', () => {
  test('numbers as places write them', () => {
    expect(['一', '十', '十二', '二十', '廿一', '一十九', '三十'].map(chineseNumber)).toEqual([1, 10, 12, 20, 21, 19, 30]);
    expect(['', '百', '一一'].map(chineseNumber)).toEqual([0, 0, 0]);
  });
  test('four styles, and what is none', () => {
    expect([ordinalOf('八、其他收入'), ordinalOf('（三）教育支出'), ordinalOf('12、农林水支出'), ordinalOf('(1)工资福利支出')].map((o) => [o?.style, o?.value])).toEqual([
      ['chinese', 8],
      ['bracketed-chinese', 3],
      ['arabic', 12],
      ['bracketed-arabic', 1],
    ]);
    expect([ordinalOf('一般公共预算'), ordinalOf('12.5'), ordinalOf('（境）费')]).toEqual([null, null, null]);
    expect(withoutOrdinal('廿一、其他支出')).toBe('其他支出');
  });
});

describe('one spelling', () => {
  test('width, blanks, invisible marks, radicals', () => {
    expect(plainText('１２％\u200B⼊\u3000（一）')).toBe('12%入\u3000（一）');
    expect(squeeze(' 收 \u3000入\n总计 ')).toBe('收入总计');
  });
});
