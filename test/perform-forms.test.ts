import { describe, expect, it } from 'vitest';
import { loadRules } from '../rules/load.js';
import { dumpPages } from '../src/dump.js';
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
