import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLUMN_ROLES, loadPerformance } from '../rules/performance/performance.js';
import { CellCosts, CellText, CharSums, LEAST_COST, LIST_FIRST, leastOfProse, VALUE_LENGTH } from '../src/perform/cell-shape.js';

const rules = loadPerformance();
const cellOf = (...pieces: string[]): CellText => new CellText(pieces.join(''), rules, new CharSums(pieces), 0, pieces.length);
const shapes = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ weighted: (n & 1) > 0, prose: (n & 2) > 0, units: (n & 4) > 0, oddName: null }));

/** Texts of every kind of cell, and pieces of a dump, alone and two and five at a time. */
const texts = (): string[] => {
  const made = ['产出指标（20分）', '数量指标', '≥95%', '97%≤执行率≤100%', '50场次，10000个岗位。', '2021年12月底前', '20', '100分', '合计', '总计', '无', '无生态效益', '…', '/', '—', '良好', '指标1：完成率', '历史标准', '定性', '人次', '商品和服务支出', '其中：1', '完成率（10分）', '满意度≥90%'];
  const dump = readFileSync(new URL(`../seeds/${readdirSync(new URL('../seeds', import.meta.url))[2]}`, import.meta.url), 'utf8').split(/\s+/).slice(0, 3000);
  return [...made, ...dump, ...dump.map((text, n) => text + (dump[n + 1] ?? '')), ...dump.map((_, n) => dump.slice(n, n + 5).join(''))];
};

describe('bounds by which windows are passed over', () => {
  it('no text costs less than its column can', () => {
    // Cells of these columns are never longer.
    const short = new Set(['activity', 'objective', 'group']);
    const below: string[] = [];
    for (const text of texts()) {
      const cell = cellOf(text);
      const prose = text.length >= VALUE_LENGTH && !/[)）]$/.test(text) && !LIST_FIRST.has(text[0]!) ? leastOfProse(text.length) : -Infinity;
      for (const shape of shapes) {
        const costs = new CellCosts(rules, shape);
        for (const role of COLUMN_ROLES) {
          const least = Math.max(LEAST_COST[role], short.has(role) && text.length > 120 ? -Infinity : prose);
          if (costs.of(role, cell) < least - 1e-9) below.push(`${role} ${text}`);
        }
      }
    }
    expect(below).toEqual([]);
  });
});

describe('questions about level names', () => {
  it('are answered by look-up as by search', () => {
    for (const text of ['产', '产出', '产出指', '产出指标', '标', '指标', '数量', '益', '社会效益指标更好', '满意度指标更好', '成本', '质量指标', 'x', '']) {
      expect(rules.opensLevel(text), text).toBe(text !== '' && rules.levelNames.some((name) => name.length > text.length && name.startsWith(text)));
      expect(rules.closesLevel(text), text).toBe(text !== '' && rules.levelNames.some((name) => name.length > text.length && name.endsWith(text)));
      expect(rules.beginsWithLevel(text), text).toBe(rules.levelNames.some((name) => name.length >= 4 && !name.includes('满意') && text.length > name.length && text.startsWith(name)));
      if (rules.opensLevel(text)) expect(rules.mayBeginLevel(text), text).toBe(true);
    }
  });
});

describe('CellText', () => {
  it('counts over pieces what it counts in the whole', () => {
    const whole = cellOf('“好”，（完成：≥3）。');
    const pieces = cellOf('“好', '”，（完', '成：≥3）', '。');
    for (const key of ['cjk', 'marks', 'stops', 'signs', 'colons'] as const) expect(pieces[key], key).toBe(whole[key]);
    expect(whole).toMatchObject({ cjk: 3, stops: 0, signs: 1, colons: 1 });
  });
  it('knows the ends of names', () => {
    for (const end of ['率', '数', '数量', '度', '性', '成本', '时间', '金额', '水平', '作用', '影响', '能力', '人次', '次数', '效果', '程度', '指标', '情况', '周期', '质量', '工作', '发展', '建设', '）', ')']) expect(cellOf(`培训${end}`).endsName, end).toBe(true);
    expect(cellOf('培训人数多').endsName).toBe(false);
    expect(cellOf('培训人次').endsName).toBe(true);
    expect(cellOf('名次').endsName).toBe(false);
  });
});
