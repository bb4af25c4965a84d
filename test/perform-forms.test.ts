import { describe, expect, it } from 'vitest';
import { drawn, truthOf } from '../corpus/drawn.js';
import { PERFORMANCE } from '../corpus/performance.js';
import { loadRules } from '../rules/load.js';
import { dumpPages } from '../src/dump.js';
import { readUnruledForm } from '../src/lattice/unruled-form.js';
import { convertDocument } from '../src/pipeline.js';
import { read } from '../src/read.js';
import { drawForm, FORMS } from './perform/drawn-forms.js';

const rules = loadRules();

/** The form as a PDF, as the bare text an archive keeps of it, and as that text without blank lines. */
async function readings(form: (typeof FORMS)[number]) {
  const pdf = drawForm(form);
  const text = dumpPages((await read({ name: 'form.pdf', bytes: pdf }, { ocr: 'off' })).pages);
  const convert = (name: string, bytes: Uint8Array) => convertDocument({ name, bytes }, { ocr: 'off' }, rules);
  return [await convert('form.pdf', pdf), await convert('form.txt', Buffer.from(text)), await convert('form.txt', Buffer.from(text.replace(/\n{2,}/g, '\n')))];
}

describe('forms as places print them, drawn', () => {
  it.each(FORMS.map((form) => [form.name, form] as const))('%s', async (_, form) => {
    for (const { indicators, fields, mediaType } of await readings(form)) {
      if (form.dumpUnsure && mediaType !== 'application/pdf') {
        expect(indicators.filter(({ confidence }) => confidence.level !== 'low')).toEqual([]);
        continue;
      }
      expect(indicators.map(({ level1, level2, level3, target, actual, weight, score }) => [level1, level2, level3, target, actual, weight, score].join('|'))).toEqual(form.indicators);
      expect(fields.map(({ field, value }) => `${field}=${value}`)).toEqual(expect.arrayContaining([...form.fields]));
    }
  });
});

describe('forms without lines between their cells, or with lines between rows only', () => {
  const drawnForms = PERFORMANCE.map((make) => make()).filter(({ doc }) => /linxun|liaowan|zheyun|anxi/.test(doc));
  it.each(drawnForms.flatMap((document) => (['rows', 'none'] as const).map((lines) => [document.doc, lines, document] as const)))('%s: %s', async (_, lines, document) => {
    const { indicators, fields } = await convertDocument({ name: 'form.pdf', bytes: drawn(document, lines) }, { ocr: 'off' }, rules);
    const truth = truthOf(document, true);
    expect(indicators.map(({ level1, level2, level3, target, actual, weight, score }) => [level1, level2, level3, target, actual, weight, score])).toEqual(truth.indicators.map((row) => row.slice(2, 9)));
    // A line between the title and the form is not read yet: 项目名称：….
    const told = truth.fields.map(([, field, value]) => `${field}=${/^[\d,.]+$/.test(value!) ? value!.replaceAll(',', '') : value}`).filter((field) => !field.startsWith('项目名称=城市供水'));
    expect(fields.map(({ field, value }) => `${field}=${value}`)).toEqual(expect.arrayContaining(told));
    expect([...indicators, ...fields].filter(({ confidence }) => confidence.level === 'high')).toEqual([]);
  });
});

describe('cells told by where their texts stand', () => {
  const words = { role: rules.performance.headerRole, isLabel: (text: string) => rules.performance.labelOf(text) !== null, isHead: () => false };
  /** Texts at x and y, ten points high, a letter eight wide. */
  const line = (y: number, ...texts: readonly (readonly [x: number, text: string])[]) => {
    const runs = texts.map(([x, text]) => ({ text, place: { page: 1, line: 0, box: { x0: x, x1: x + 8 * text.length, y0: y, y1: y + 10 } } }));
    return { text: texts.map(([, text]) => text).join(' '), runs, indent: 0, blankBefore: 0, place: { page: 1, line: 0, box: { x0: texts[0]![0], x1: 500, y0: y, y1: y + 10 } } };
  };
  const heads = line(0, [0, '一级指标'], [60, '二级指标'], [120, '三级指标'], [220, '指标值']);
  const cells = (...body: ReturnType<typeof line>[]) => readUnruledForm([heads, ...body], [], 1, words)?.lattice.cells.filter(({ lines }) => lines.length > 0).map(({ row, rowSpan, lines }) => `${row}+${rowSpan} ${lines.map(({ text }) => text).join('')}`);
  it('merged cells in the middle of their rows, and at the head of them', () => {
    const rest = ['2+1 质量指标', '2+1 合格率', '2+1 100%', '3+1 效益指标', '3+1 社会效益指标', '3+1 受益人数', '3+1 ≥5人'];
    const below = [line(20, [120, '培训人数'], [220, '15人']), line(40, [60, '质量指标'], [120, '合格率'], [220, '100%']), line(60, [0, '效益指标'], [50, '社会效益指标'], [120, '受益人数'], [220, '≥5人'])] as const;
    expect(cells(line(20, [60, '数量指标'], [120, '培训人数'], [220, '15人']), line(30, [0, '产出指标']), below[1], below[2])?.slice(4)).toEqual(['1+2 产出指标', '1+1 数量指标', '1+1 培训人数', '1+1 15人', ...rest]);
    expect(cells(line(20, [0, '产出指标'], [60, '数量指标'], [120, '培训人数'], [220, '15人']), below[1], below[2])?.slice(4)).toEqual(['1+2 产出指标', '1+1 数量指标', '1+1 培训人数', '1+1 15人', ...rest]);
  });
  it('texts that run over a boundary between columns leave a choice: nothing is told', () =>
    expect(cells(line(20, [0, '产出指标'], [60, '数量指标'], [120, '培训人数和培训合格率与其他'], [222, '15人']), line(40, [60, '质量指标'], [120, '合格率'], [220, '100%']))).toBeUndefined());
});
