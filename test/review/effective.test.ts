import { describe, expect, it } from 'vitest';
import type { CheckView } from '../../src/review/page/api.js';
import { compute, effective, plain } from '../../src/review/page/effective.js';
import { cityOf } from '../../src/review/city.js';

const check = (more: Partial<CheckView>): CheckView => ({
  rule: 'r',
  source: 'rule book',
  scope: '',
  left: '1',
  right: '1',
  difference: '0',
  tolerance: '0.01',
  passed: true,
  unit: '万元',
  terms: ['+t01-r1c1', '-t01-r1c2', '-t01-r1c3'],
  relation: '=',
  facts: [],
  ...more,
});
const at = (values: Record<string, string | [string, string]>) => (key: string) => {
  const found = values[key];
  return found === undefined ? undefined : typeof found === 'string' ? { value: found, unit: '万元' } : { value: found[0], unit: found[1] };
};

describe('an equation with figures put in', () => {
  it('holds exactly, within rounding, or not', () => {
    expect(compute(check({}), at({ 't01-r1c1': '398.37', 't01-r1c2': '354.68', 't01-r1c3': '43.69' }))).toMatchObject({ passed: true, gap: '0', left: '398.37', right: '398.37', live: true });
    expect(compute(check({}), at({ 't01-r1c1': '398.38', 't01-r1c2': '354.68', 't01-r1c3': '43.69' })).passed).toBe(true);
    expect(compute(check({}), at({ 't01-r1c1': '398.39', 't01-r1c2': '354.68', 't01-r1c3': '43.69' }))).toMatchObject({ passed: false, gap: '0.02' });
  });

  it('takes a blank for nothing and adds exactly', () => {
    expect(compute(check({ tolerance: '0' }), at({ 't01-r1c1': '606.20', 't01-r1c2': '576.39', 't01-r1c3': '29.81' })).passed).toBe(true);
    expect(compute(check({}), at({ 't01-r1c1': '5', 't01-r1c3': '5' })).terms).toHaveLength(2);
  });

  it('brings other units to its own', () => {
    expect(compute(check({ terms: ['+t01-r1c1', '-t02-r1c1'] }), at({ 't01-r1c1': '0.5', 't02-r1c1': ['5000', '元'] })).passed).toBe(true);
    expect(compute(check({ terms: ['+t01-r1c1', '-t02-r1c1'], unit: '元' }), at({ 't01-r1c1': ['20000', '元'], 't02-r1c1': '2' })).passed).toBe(true);
  });

  it('knows at least from equal', () => {
    const values = at({ 't01-r1c1': '9', 't01-r1c2': '5', 't01-r1c3': '1' });
    expect(compute(check({ relation: '>=' }), values).passed).toBe(true);
    expect(compute(check({}), values).passed).toBe(false);
  });

  it('keeps the conversion’s word where it cannot be recomputed', () => {
    expect(compute(check({ terms: [], passed: false }), at({}))).toMatchObject({ live: false, passed: false });
    expect(compute(check({}), at({ 't01-r1c1': '80%' }))).toMatchObject({ live: false, passed: true });
  });
});

describe('what people make of a figure', () => {
  const fact = { value: '5', column: 0, label: '一', code: '' };
  const fix = (action: 'value' | 'column' | 'accept', taken: string) => ({ action, field: '', was: '', taken, who: '', when: '', why: '', applied: false });
  it('applies figures and columns', () => {
    expect(effective(fact, [fix('value', '1,234.50'), fix('column', '乙')], ['甲', '乙'])).toEqual({ value: '1234.50', column: 1, label: '一', code: '', state: 'corrected' });
    expect(effective(fact, [fix('value', 'x'), fix('column', '丙')], ['甲', '乙'])).toMatchObject({ value: '5', column: 0 });
    expect(effective(fact, [fix('accept', '')], []).state).toBe('accepted');
  });
  it('reads what is typed', () => {
    expect([plain('１'), plain('-3.50'), plain('（'), plain('')]).toEqual([null, '-3.50', null, null]);
  });
});

describe('places', () => {
  it.each([
    ['武汉市职业技能鉴定指导中心', 'x.txt', '武汉市'],
    ['', '001_上海__2026年上海市审计局_部门预算.pdf', '上海市'],
    ['中国共产党广州市委员会宣传部', 'a.pdf', '广州市'],
    ['江苏省委办公厅', 'a.pdf', '江苏省'],
    ['湘西州职业技能鉴定中心', 'a.pdf', '湘西州'],
    ['图书馆', 'a.pdf', ''],
  ])('%s %s → %s', (entity, file, city) => {
    expect(cityOf(entity, file)).toBe(city);
  });
});
