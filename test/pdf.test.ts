import { describe, expect, test } from 'vitest';
import { PdfError, openPdf, readPdf } from '../parsers/pdf/pdf.js';
import { withoutRadicals } from '../parsers/pdf/radicals.js';
import { isGarbled } from '../parsers/pdf/text-layer.js';
import type { Line } from '../src/model/index.js';
import { makePdf, type Draw } from './pdf/make-pdf.js';

const lineOf = (text: string): Line => ({ text, runs: [], indent: 0, blankBefore: 0, place: { page: 1, line: 0 } });
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('reading a PDF', () => {
  test('runs stand in boxes measured from the top left, one line a baseline', async () => {
    const { pages } = await readPdf(makePdf([{ draw: [{ text: '合计', x: 100, y: 50, size: 10 }, { text: '43.69', x: 200, y: 51, size: 10 }] }]));
    const [page] = pages;
    expect(page).toMatchObject({ number: 1, form: 'positioned', width: 595, height: 842 });
    expect(page!.lines.map((l) => l.runs.map((r) => r.text))).toEqual([['合计', '43.69']]);
    const box = page!.lines[0]!.runs[0]!.place.box!;
    expect(box.x0).toBeCloseTo(100, 1);
    expect(box.x1).toBeCloseTo(120, 1);
    expect(box.y0).toBeCloseTo(50, 1);
    expect(box.y1).toBeCloseTo(60, 1);
  });

  test.each([90, 180, 270] as const)('a page turned by %i degrees is read as it is shown', async (rotate) => {
    const { pages } = await readPdf(makePdf([{ rotate, draw: [{ text: '收支总表', x: 100, y: 50 }, { text: '一般公共预算拨款', x: 100, y: 80 }, { rule: [90, 45, 300, 45] }] }]));
    const page = pages[0]!;
    // Its text runs sideways or upside down then: the page is turned until it can be read.
    expect(page.lines.map((l) => l.text)).toEqual(['收支总表', '一般公共预算拨款']);
    expect(page.rulings).toHaveLength(1);
    expect(page.rulings[0]!.horizontal).toBe(true);
  });

  test('strokes and thin filled rectangles are rulings, white ones and areas are not', async () => {
    const { pages } = await readPdf(
      makePdf([
        {
          draw: [
            { rule: [50, 100, 300, 100] },
            { rule: [50, 200, 300, 200.6], filled: true },
            { rule: [50, 300, 300, 300.6], white: true },
            { rule: [50, 400, 300, 440], filled: true },
            { rule: [50, 100, 50, 200] },
          ],
        },
      ]),
    );
    expect(pages[0]!.rulings.map((r) => [r.horizontal, Math.round(r.y0)])).toEqual([
      [true, 100],
      [true, 200],
      [false, 100],
    ]);
  });

  test('double rules and border pieces of neighbouring cells are one ruling', async () => {
    const { pages } = await readPdf(makePdf([{ draw: [{ rule: [50, 100, 100, 100] }, { rule: [101, 100.5, 200, 100.5] }, { rule: [50, 101, 200, 101] }] }]));
    expect(pages[0]!.rulings).toHaveLength(1);
  });

  test('a vertical ruling cuts a run that passes it without a gap', async () => {
    const { pages } = await readPdf(makePdf([{ draw: [{ text: '12,634.14财政拨款', x: 100, y: 50, size: 10 }, { rule: [145, 40, 145, 70] }] }]));
    expect(pages[0]!.lines[0]!.runs.map((r) => r.text)).toEqual(['12,634.14', '财政拨款']);
  });

  test.each<[string, Draw[], string[]]>([
    ['white on white', [{ raw: 'BT 1 g 0 Tr /F1 9 Tf 1 0 0 1 150 783 Tm <0039002e00390039> Tj ET' }], ['合计 43.69']],
    ['white on a dark area', [{ raw: '0.2 0.3 0.5 rg 140 775 60 20 re f BT 1 g 0 Tr /F1 9 Tf 1 0 0 1 150 783 Tm <0039002e00390039> Tj ET' }], ['合计 9.99 43.69']],
    ['a pale mark under the table', [{ raw: 'BT 0.85 g 0 Tr /F1 40 Tf 1 0 0 1 60 770 Tm <51858d44> Tj ET' }], ['合计 43.69']],
    ['yellow letters', [{ raw: 'BT 1 1 0 rg 0 Tr /F1 9 Tf 1 0 0 1 150 783 Tm <0039002e00390039> Tj ET' }], ['合计 9.99 43.69']],
    ['under a white area', [{ text: '9.99', x: 150, y: 50 }, { raw: '1 g 140 775 60 20 re f' }], ['合计 43.69']],
    ['on a white area', [{ raw: '1 g 140 775 60 20 re f' }, { text: '9.99', x: 150, y: 50 }], ['合计 9.99 43.69']],
    ['under a white area and printed anew', [{ text: '9.99', x: 150, y: 50 }, { raw: '1 g 140 775 60 20 re f' }, { text: '9.98', x: 150, y: 50 }], ['合计 9.98 43.69']],
    ['another figure over it', [{ text: '9.99', x: 150, y: 50 }, { text: '9.98', x: 150, y: 50 }], ['合计 9.99\uFFFD9.98 43.69']],
    ['set twice to look bold, the second time with what follows', [{ text: '9.9', x: 150, y: 50 }, { text: '9.98', x: 150.3, y: 50 }], ['合计 9.98 43.69']],
    ['beside a white area', [{ text: '9.99', x: 150, y: 50 }, { raw: '1 g 200 775 60 20 re f' }], ['合计 9.99 43.69']],
  ])('text is read that can be seen: %s', async (_, draw, lines) => {
    const { pages } = await readPdf(makePdf([{ draw: [...draw, { text: '合计', x: 50, y: 50 }, { text: '43.69', x: 300, y: 50 }] }]));
    expect(pages[0]!.lines.map((l) => l.runs.map((r) => r.text).join(' '))).toEqual(lines);
  });

  test('text the clip path hides is not read; a label that is cut at its cell is read whole', async () => {
    const { pages } = await readPdf(
      makePdf([
        {
          draw: [
            { clip: [50, 40, 100, 60], draw: [{ text: '4.030000', x: 55, y: 200 }, { text: '一般性支出情况', x: 52, y: 45, size: 8 }] },
            { text: '产出指标', x: 105, y: 45, size: 8 },
            { rule: [100, 40, 100, 60] },
          ],
        },
      ]),
    );
    const runs = pages[0]!.lines.flatMap((l) => l.runs);
    expect(runs.map((r) => r.text)).toEqual(['一般性支出情况', '产出指标']);
    expect((runs[0]!.place.box!.x0 + runs[0]!.place.box!.x1) / 2).toBeLessThan(100);
  });

  test('a line that its cell is too low for is read with the line above; what another page shows is not', async () => {
    const cell = (top: number) => ({ clip: [49, top - 1, 160, top + 10] as [number, number, number, number], draw: [{ text: '率', x: 50, y: top + 10.5, size: 8 }] });
    const { pages } = await readPdf(
      makePdf([
        {
          draw: [
            { clip: [40, 40, 400, 100], draw: [{ text: '系统维护计划完成', x: 50, y: 45, size: 8 }, cell(45), { text: '系统巡检完成率', x: 50, y: 57, size: 8 }] },
            { clip: [40, 40, 400, 100], draw: [{ text: '目标：提升服务', x: 200, y: 90, size: 8 }, { text: '效率，保障运转。', x: 200, y: 101, size: 8 }] },
            { text: '- 12 -', x: 200, y: 800, size: 8 },
          ],
        },
      ]),
    );
    expect(pages[0]!.lines.map((l) => l.text)).toEqual(['系统维护计划完成率', '系统巡检完成率', '目标：提升服务', '- 12 -']);
  });

  test('a character printed twice to look bold is one', async () => {
    const { pages } = await readPdf(makePdf([{ draw: [{ text: '合计11', x: 100, y: 50 }, { text: '合计11', x: 100.4, y: 50 }] }]));
    expect(pages[0]!.lines[0]!.text).toBe('合计11');
  });

  test('a page that is a picture says so, and a picture with hidden text under it too', async () => {
    const picture = { raw: 'q 595 0 0 842 0 0 cm /Im Do Q' };
    const hidden = Array.from({ length: 4 }, (_, i) => ({ text: '一般公共预算财政拨款支出', x: 50, y: 50 + 20 * i, hidden: true }));
    const { pages, messages } = await readPdf(makePdf([{ draw: [picture, { text: '7', x: 300, y: 800 }] }, { draw: [picture, ...hidden] }]));
    expect(pages.map((p) => p.textLayer)).toEqual(['none', 'hidden']);
    expect(messages.map((m) => m.rule)).toEqual(['pdf/no-text-layer', 'pdf/hidden-text-layer']);
  });

  test('the engine leaves the built-in functions of the process as they were', async () => {
    await readPdf(makePdf([{ draw: [{ text: '合计', x: 50, y: 50 }] }]));
    for (const f of [Array.prototype.push, JSON.parse, JSON.stringify]) expect(Function.prototype.toString.call(f)).toContain('[native code]');
  });

  test('only the pages asked for are read', async () => {
    const bytes = makePdf([1, 2, 3].map((i) => ({ draw: [{ text: `第${i}页`, x: 50, y: 50 }] })));
    const { pages, pageCount } = await readPdf(bytes, { pages: [2] });
    expect(pageCount).toBe(3);
    expect(pages.map((p) => [p.number, p.lines[0]!.text])).toEqual([[2, '第2页']]);
  });

  test.each([
    ['empty', new Uint8Array()],
    ['not-a-pdf', bytesOf('<!DOCTYPE html><title>404</title>')],
    ['damaged', bytesOf('%PDF-1.4\nnothing more')],
  ])('%s files are refused with what to do', async (fault, bytes) => {
    const error = await openPdf(bytes).then(
      () => null,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(PdfError);
    expect(error).toMatchObject({ fault });
    expect((error as Error).message).toMatch(/Download|Save/);
  });

  test('a file without its end mark is read and the loss is told', async () => {
    const whole = makePdf([{ draw: [{ text: '合计', x: 50, y: 50 }] }]);
    const { messages } = await readPdf(whole.slice(0, whole.length - 12));
    expect(messages.map((m) => m.rule)).toContain('pdf/cut-short');
  });
});

describe('radicals', () => {
  test.each([
    ['⼀般公共预算⽀出', '一般公共预算支出'],
    ['部⻔ ⻝品 ⻋辆 ⼈⺠ ⻓期', '部门 食品 车辆 人民 长期'],
  ])('%s', (printed, plain) => expect(withoutRadicals(printed)).toBe(plain));
});

describe('garbled text', () => {
  test('letters no font explains, and ideographs drawn at random', () => {
    expect(isGarbled([lineOf('\uFFFD\uFFFD\uFFFD\uFFFD12\uFFFD\uFFFD\uFFFD\uFFFD')])).toBe(true);
    const random = Array.from({ length: 80 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20000))).join('');
    expect(isGarbled([lineOf(random)])).toBe(true);
  });
  test('a page of a budget is readable, figures alone are too', () => {
    expect(isGarbled([lineOf('一般公共预算财政拨款支出决算表'), lineOf('本年收入合计 2,946.25 社会保障和就业支出 326.72 机关事业单位基本养老保险缴费支出 160.75')])).toBe(false);
    expect(isGarbled([lineOf('2,946.25 326.72 160.75')])).toBe(false);
  });
});
