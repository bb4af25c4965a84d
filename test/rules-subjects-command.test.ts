import { describe, expect, it } from 'vitest';
import { loadSubjects } from '../rules/subjects/subjects.js';
import { askSubjects, subjectsCommand } from '../src/subjects-command.js';

const rules = loadSubjects();
const { last } = rules.editions;
const run = (...args: string[]) => {
  let text = '';
  const code = subjectsCommand(args, rules, (part) => {
    text += part;
  });
  return { code, text };
};

describe('kemu subjects', () => {
  it('shows a code with its periods and changes', () => {
    const { code, text } = run('20805', '--year', '2019');
    expect(code).toBe(0);
    expect(text).toContain('* 20805 社会保障和就业支出/行政事业单位离退休 –2019');
    expect(text).toContain('2020 20805 行政事业单位离退休 → 20805 行政事业单位养老支出');
    expect(text).toContain('COFOG 10.2');
  });
  it('finds a name of any edition, and says what became of it', () => {
    const { code, text } = run('行政事业单位离退休');
    expect(code).toBe(0);
    expect(text).toContain(`(not in ${last})`);
    expect(text).toContain('行政事业单位养老支出');
  });
  it('finds names that contain a word', () => {
    expect(run('信访').text).toContain('20140 一般公共服务支出/信访事务');
  });
  it('draws a subtree, and the classes without a root', () => {
    expect(run('--tree', '20805').text).toMatch(/^20805 行政事业单位养老支出\n {2}2080501 行政单位离退休\n/);
    expect(run('--tree').text).toContain('208 社会保障和就业支出');
  });
  it('takes codes in the forms documents print', () => {
    const { text } = run('20805');
    for (const typed of [['[20805]'], ['208-05'], ['208', '05'], ['２０８０５'], ['20805-行政事业单位养老支出'], ['20805', '行政事业单位养老支出']])
      expect(run(...typed).text, typed.join(' ')).toBe(text);
    expect(run('--tree', '208', '05').text).toBe(run('--tree', '20805').text);
  });
  it('says what is near to what it does not find', () => {
    expect(run('2080588').text).toMatch(new RegExp(`above it in ${last}: 20805 .*, with\n {4}2080501 行政单位离退休\n`));
    expect(run('行政事业单位离退修').text).toMatch(/the nearest names:\n20805 .*行政事业单位离退休/);
    expect(run('行政事业单位离退修').code).toBe(3);
    expect(run('一般行政管理事务（人力资源事务）').text).toContain('2011002');
  });
  it('answers programs in JSON', () => {
    const { text } = run('--tree=208', '--json', '--year=2020');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(askSubjects({ tree: '208', year: 2020 }, rules))));
  });
  it('shows the other economic classification', () => {
    expect(run('50101').text).toContain('department 30101 基本工资 (printed');
    expect(run('30107').text).toContain('outside the official table');
  });
  it('says what it does not find (exit 3) and what it does not understand', () => {
    expect(run('9999999')).toEqual({ code: 3, text: '9999999: on no edition known here\n' });
    expect(run('不是科目').code).toBe(3);
    expect(() => run('--year', 'x', '208')).toThrow(/budget year/);
    expect(() => run('--what')).toThrow(/--what/);
    expect(() => run()).toThrow(/name a code/);
    expect(run('--help').text).toContain('Usage: kemu subjects');
  });
});
