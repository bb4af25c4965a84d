import { describe, expect, test } from 'vitest';
import { readTextDump } from '../parsers/text-dump/text-dump.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const lines = (bytes: Uint8Array, encoding?: string) => readTextDump(bytes, encoding).pages.flatMap((page) => page.lines);

describe('text dumps as they are found', () => {
  test('UTF-8 with a byte order mark, CRLF, blank lines between all lines', () => {
    const read = lines(utf8('\uFEFF合计 1.00\r\n\r\n\r\n其他 2.00\r\n'));
    expect(read.map((line) => [line.text, line.place.line, line.blankBefore])).toEqual([
      ['合计 1.00', 1, 0],
      ['其他 2.00', 4, 2],
    ]);
  });
  test('GB18030 is known by its bytes', () => {
    // 合计 in GB18030
    const { encoding, pages } = readTextDump(Uint8Array.of(0xba, 0xcf, 0xbc, 0xc6));
    expect([encoding, pages[0]!.lines[0]!.text]).toEqual(['gb18030', '合计']);
  });
  test('UTF-16 with a mark', () => {
    expect(lines(Uint8Array.of(0xff, 0xfe, 0x08, 0x54, 0xa1, 0x8b))[0]!.text).toBe('合计');
  });
  test('bytes that are no text are counted and said', () => {
    const { messages } = readTextDump(Uint8Array.of(0x41, 0xff, 0x42), 'utf-8');
    expect(messages.map((message) => message.rule)).toEqual(['read/undecodable-characters']);
  });
  test('full-width digits, odd blanks and radicals become ordinary; brackets keep their width', () => {
    expect(lines(utf8('⼊库（１，２３４．５％）\u00A0合计'))[0]!.text).toBe('入库（1，234.5%） 合计');
  });
  test('form feeds part pages; without them the page is 0', () => {
    expect(readTextDump(utf8('一\f二')).pages.map((page) => [page.number, page.lines[0]!.text])).toEqual([
      [1, '一'],
      [2, '二'],
    ]);
    expect(readTextDump(utf8('一\n二')).pages.map((page) => page.number)).toEqual([0]);
  });
  test('ideographic spaces in front are measured, every run keeps its line', () => {
    const [line] = lines(utf8('\n　　2050201 　　学前教育 11,623.24'));
    expect([line!.indent, line!.runs.map((run) => run.text), line!.runs[0]!.place.line]).toEqual([2, ['2050201', '学前教育', '11,623.24'], 2]);
  });
});
