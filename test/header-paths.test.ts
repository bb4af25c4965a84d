import { describe, expect, test } from 'vitest';
import { loadForms } from '../rules/forms/forms.js';
import { alternatives, isPath, isTail, pathPattern, placesOf } from '../rules/forms/header-paths.js';
import { readRuleCsv, ruleFile } from '../rules/csv.js';

const patternOf = (text: string) => pathPattern(['revenue'], placesOf(text), null);
const path = (text: string): string[] => text.split('/').filter((cell) => cell !== '');

describe('ways to print a header path', () => {
  const pattern = patternOf('{|本年|上年结转/结余}/{财政|}拨款/{合计|小计}');

  test('cells may be left out, be one of several, or be two', () => {
    for (const each of ['本年/财政拨款/合计', '拨款/小计', '上年结转/结余/拨款/合计']) expect(isPath(pattern, path(each)), each).toBe(true);
    for (const each of ['', '本年', '本年/合计', '财政/拨款/合计', '上年结转/拨款/合计', '本年/财政拨款/合计/小计', '合计/本年/财政拨款']) expect(isPath(pattern, path(each)), each).toBe(false);
  });

  test('the end of a path is at least two cells with another above', () => {
    for (const each of ['拨款/合计', '结余/拨款/合计', '财政拨款/小计']) expect(isTail(pattern, path(each)), each).toBe(true);
    for (const each of ['合计', '本年/拨款/合计', '上年结转/结余', '拨款/本年']) expect(isTail(pattern, path(each)), each).toBe(false);
    expect(isTail(patternOf('财政拨款/合计'), path('财政拨款/合计'))).toBe(false);
  });

  test('every way that the rules tell is known in the kinds they name, and only there as their own', () => {
    const forms = loadForms();
    const rows = readRuleCsv(ruleFile('forms/column-variants.csv'));
    expect(rows.length).toBeGreaterThan(200);
    for (const { kinds = '', paths = '', role } of rows) {
      for (const each of alternatives(paths)) for (const kind of kinds.split(';')) expect(forms.familiarity(kind as 'revenue', path(each)), `${kind} ${each} ${role}`).toBeGreaterThan(1.9);
    }
    expect(forms.familiarity('revenue', ['本年收入', '不知名的栏目'])).toBe(0);
  });
});
