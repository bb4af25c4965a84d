import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLUMN_ROLES, loadPerformance } from '../rules/performance/performance.js';
import { beginsSide, CellCosts, CellText, CharSums, LEAST_COST } from '../src/perform/cell-shape.js';

const rules = loadPerformance();
const cellOf = (...pieces: string[]): CellText => new CellText(pieces.join(''), rules, new CharSums(pieces), 0, pieces.length);
const shapes = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ weighted: (n & 1) > 0, prose: (n & 2) > 0, units: (n & 4) > 0, oddName: null }));

/** Cells of these columns are never longer than 120 characters. */
const LONG_ONLY = new Set(['activity', 'objective', 'group']);

/** Texts of every kind of cell, and pieces of a dump, alone and two and five at a time. */
const texts = (): string[][] => {
  const made = ['产出指标（20分）', '数量指标', '≥95%', '97%≤执行率≤100%', '50场次，10000个岗位。', '2021年12月底前', '20', '100分', '合计', '总计', '无', '无生态效益', '…', '……', '/', '—', '良好', '指标1：完成率', '历史标准', '定性', '人次', '商品和服务支出', '其中：1', '完成率（10分）', '满意度≥90%', '年度绩效指标', '（10分）', '分）', '约3个', '截至2021年底', '大于等于90'];
  const dump = readFileSync(new URL(`../seeds/${readdirSync(new URL('../seeds', import.meta.url))[2]}`, import.meta.url), 'utf8').split(/\s+/).slice(0, 3000);
  return [...made.map((text) => [text]), ...made.flatMap((text) => made.map((other) => [text, other])), ...dump.map((text) => [text]), ...dump.map((_, n) => dump.slice(n, n + 2)), ...dump.map((_, n) => dump.slice(n, n + 5))];
};

describe('bounds by which windows are passed over', () => {
  it('no text costs less than its column can, nor less than is told without looking at it', () => {
    const below = new Set<string>();
    const ordinary = COLUMN_ROLES.filter((role) => !['ordinal', 'activity', 'objective', 'comparator', 'unit', 'amount', 'text', 'subject', 'group'].includes(role));
    for (const pieces of texts()) {
      const cell = cellOf(...pieces);
      const { text } = cell;
      const sums = new CharSums(pieces);
      for (const shape of shapes) {
        const costs = new CellCosts(rules, shape);
        for (const roles of [COLUMN_ROLES, ordinary]) {
          if (roles === ordinary && shape.units) continue;
          const least = costs.leastOf(pieces, sums, roles);
          const any = least.ofAny(0, text.length, /[)）]$/.test(text));
          for (const [d, role] of roles.entries()) {
            const cost = costs.of(role, cell);
            if (cost < LEAST_COST[role] - 1e-9) below.add(`${role} ${text}`);
            // No column takes what costs 18 and more; those of long texts are never longer.
            if (Math.min(cost, 18) < least.of(d, 0, pieces.length, text.length) - 1e-9 && cost < 18) below.add(`${role} ${text} by its ends`);
            if (cost < any - 1e-9 && !(LONG_ONLY.has(role) && text.length > 120)) below.add(`${role} ${text} in any column`);
          }
          if (cell.side && any > 0.5) below.add(`side ${text}`);
          if (cell.levelTail && any > 0.8) below.add(`tail ${text}`);
        }
      }
    }
    expect([...below]).toEqual([]);
  });

  it('names that only look like others are told from them by their ends', () => {
    const costs = new CellCosts(rules, shapes[0]!);
    const of = (text: string): number => costs.leastOf([text], new CharSums([text]), ['level3']).of(0, 0, 1, text.length);
    expect(of('培训人数')).toBeCloseTo(0.42);
    expect(of('，培训人数')).toBeCloseTo(5.45);
    expect(of('20')).toBe(12);
  });

  it('a heading along the side is known by its first character', () => {
    for (const text of ['年度绩效指标', '绩效目标（80分）', '目标', '标']) if (cellOf(text).side) expect(beginsSide(text), text).toBe(true);
    expect(cellOf('年度绩效指标').side).toBe(true);
    expect(beginsSide('培训人数')).toBe(false);
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
