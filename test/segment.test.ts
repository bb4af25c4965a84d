import { describe, expect, test } from 'vitest';
import { readTextDump } from '../parsers/text-dump/text-dump.js';
import { loadForms } from '../rules/forms/forms.js';
import { segment } from '../src/segment/segment.js';
import { splitTableNumber } from '../src/segment/table-number.js';
import { unitOf } from '../src/segment/line-kinds.js';

const forms = loadForms();

/** Regions in a line each: number, title, kind, unit and lines of a table; lines of running text. */
const regions = (text: string): string[] =>
  segment(readTextDump(new TextEncoder().encode(text)).pages, { forms }).value.map((region) => {
    if (region.form === 'grid') return 'grid';
    const range = `${region.lines[0]?.place.line ?? 0}-${region.lines.at(-1)?.place.line ?? 0}`;
    return region.form === 'narrative' ? `text ${range}` : `${region.heading.tableNo}|${region.heading.title}|${region.heading.kind}|${region.heading.unit}|${range}|notes ${region.notes.length}`;
  });

describe('table numbers', () => {
  const cases: [string, string, string][] = [
    ['2020 年度收入支出决算总表（表 1）', '表1', '2020年度收入支出决算总表'],
    ['预算02表 收入总表', '预算02表', '收入总表'],
    ['公开 09 表：支出预算表', '公开09表', '支出预算表'],
    ['表5-1', '表5-1', ''],
    ['部门公开表 1', '部门公开表1', ''],
    ['表 1-2-1 年度预算安排及使用情况统计表', '表1-2-1', '年度预算安排及使用情况统计表'],
    ['附表1', '附表1', ''],
    ['表二', '表二', ''],
    ['决03表', '决03表', ''],
    ['财决公开01表', '财决公开01表', ''],
    ['收支总表(预算表 1)', '预算表1', '收支总表'],
    ['表决结果', '', '表决结果'],
  ];
  test.each(cases)('%s', (printed, tableNo, title) => {
    expect(splitTableNumber(printed)).toEqual({ tableNo, title });
  });
});

describe('units', () => {
  test('two 单位 on one line: the first is an office', () => {
    expect(unitOf('单位：青石市图书馆（青石市少年馆） 2021 年度 单位：万元')).toBe('万元');
    expect(unitOf('金额单位：元')).toBe('元');
    expect(unitOf('单位：青石市图书馆')).toBe('');
  });
});

describe('cutting a dump', () => {
  const table = ['收支总表', '部门：云岭县档案馆 单位：万元', '收入 支出', '项目 预算数 项目 预算数', '一、其他收入 1.00 一、教育支出 1.00'];

  test('a contents page lists titles with nothing between them', () => {
    expect(regions(['目 录', '一、收支总表', '二、收入总表', '三、支出总表', '第三部分 情况说明', ...table].join('\n'))).toEqual(['|收支总表|revenue_expenditure_summary|万元|8-10|notes 0']);
  });
  test('where a table is referred to, none stands', () => {
    expect(regions('一、项目概述\n推动本区贸易高质量发展。\n六、年度预算安排\n2025年度项目总预算15.50万元。\n七、绩效目标\n详见单位的项目绩效目标表\n\n一、项目概述\n推动创新。')).toEqual(['text 1-9']);
  });
  test('right below its number a title need not end in 表; a line of the text behind a number is none', () => {
    expect(regions(['表8', '一般公共预算机关运行经费', '单位：万元', '科目编码 科目名称 预算数', '30201 办公费 8.04'].join('\n'))).toEqual(['表8|一般公共预算机关运行经费|other|万元|4-5|notes 0']);
    expect(regions(['表8', '一般公共预算机关运行经费', '科目编码 科目名称 预算数', '30201 办公费 8.04'].join('\n'))).toEqual(['text 1-4']);
  });
  test('a title broken over two lines', () => {
    const read = regions(['2021 年度一般公共预算财政拨款', '“三公”经费支出决算表（表 7）', '单位：万元', '合计 因公出国（境）费 公务接待费', '0.38 0.00 0.38'].join('\n'));
    expect(read).toEqual(['表7|2021年度一般公共预算财政拨款“三公”经费支出决算表|three_public|万元|4-5|notes 0']);
  });
  test('unit and number above the title', () => {
    expect(regions(['单位：元', '表1', ...table.filter((line) => !line.startsWith('部门'))].join('\n'))).toEqual(['表1|收支总表|revenue_expenditure_summary|元|4-6|notes 0']);
  });
  test('the number below the title, as final accounts print it', () => {
    expect(regions(['收入支出决算总表', '公开01表', '部门：云岭县档案馆 金额单位：万元', ...table.slice(2)].join('\n'))).toEqual(['公开01表|收入支出决算总表|revenue_expenditure_summary|万元|4-6|notes 0']);
  });
  test('notes close the body, a heading of the text closes the notes', () => {
    const read = regions([...table, '注：本表反映收支情况。', '27行＝（1+2）行。', '', '二、收入预算情况说明', '2021年收入合计1.00万元，比上年增加0.20万元，主要是业务增加。'].join('\n'));
    expect(read).toEqual(['|收支总表|revenue_expenditure_summary|万元|3-5|notes 2', 'text 9-10']);
  });
  test('the same title on the next page continues its table', () => {
    expect(regions([...table, '', ...table].join('\n'))).toEqual(['|收支总表|revenue_expenditure_summary|万元|3-11|notes 0']);
  });
  test('a form printed once a project is a table each time', () => {
    const form = ['项目支出绩效自评表', '项目名称 阅览室改造', '一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分'];
    expect(regions([...form, '', ...form].join('\n'))).toHaveLength(2);
  });
  describe('where a form ends', () => {
    const form = ['项目支出绩效自评表', '单位：（盖章）云岭县档案馆', '一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分', '产出指标 数量指标 完成数量 5 5 10 10', '总分 100 98'];
    test('remarks numbered from 1 below 备注： and the total', () => {
      expect(regions([...form, '备注：', '1、所有项目均需填报此表。', '2.预算执行情况口径：全年预算数为调整后的总额。'].join('\n'))).toEqual(['|项目支出绩效自评表|performance_self_evaluation_project||2-5|notes 3']);
    });
    test('remarks printed without 注', () => {
      expect(regions([...form, '1.预算执行情况口径：预算数为调整后财政资金总额。', '2.定性指标计分原则：分三档。'].join('\n'))).toEqual(['|项目支出绩效自评表|performance_self_evaluation_project||2-5|notes 2']);
    });
    test('the text about the next project, its heading broken before 综述 or within it', () => {
      for (const heading of [['2.市下专项奖补资金', '项目绩效自评综述：项目全年预算数为5.00万元。'], ['2.市下专项奖补资金项目绩效自评综', '述：项目全年预算数为5.00万元。']]) {
        expect(regions([...form, ...heading].join('\n'))).toEqual(['|项目支出绩效自评表|performance_self_evaluation_project||2-5|notes 0', 'text 6-7']);
      }
    });
    test('the heading of a report with its text below', () => {
      const people = ['评价人员', '单位：云岭县档案馆 单位：元', '姓 名 职务/职称 单 位 签 字', '某某 主任', '年 月 日'];
      expect(regions([...people, '2024年度部门整体支出绩效评价报告', '为进一步规范财政资金管理，建立全方位、全过程、全覆盖的体系，开展评价。'].join('\n')).at(-1)).toBe('text 6-7');
    });
  });
  test('page numbers and running heads are no rows', () => {
    const page = (n: number) => [...Array.from({ length: 24 }, (_, i) => `第${n}页的第${'一二三四五六七八九十'[i % 10]}条职责是做好有关工作，并完成交办的其他任务。`), '云岭县档案馆2021年度部门预算', `- ${n} -`];
    const text = [...page(1), ...page(2), ...page(3), ...page(4)].join('\n');
    const [region] = segment(readTextDump(new TextEncoder().encode(text)).pages, { forms }).value;
    expect(region?.form === 'narrative' && region.lines.some((line) => /部门预算$|^- \d -$/.test(line.text))).toBe(false);
  });
  test('numbers of short pages end them without a gap; those of a list of contents are not theirs', () => {
    const contents = ['目录', '收支总表', '1', '支出总表', '2', '项目支出表', '3'];
    const page = (n: number, title: string, last: string) => [`表${n}`, title, '单位：万元', '科目编码 科目名称 合计', '208 社会保障和就业支出 5.00', last, `${n + 4}`];
    const text = [...contents, ...page(1, '收入总表', '213 农林水支出 3.00'), ...page(2, '支出总表', '213 农林水支出 3.00'), ...page(3, '项目支出表', '213 农林水支出 3.00')].join('\n');
    const tables = segment(readTextDump(new TextEncoder().encode(text)).pages, { forms }).value.flatMap((region) => (region.form === 'lines' ? [region.lines.map((line) => line.text).at(-1)] : []));
    expect(tables).toEqual(['213 农林水支出 3.00', '213 农林水支出 3.00', '213 农林水支出 3.00']);
  });
  test('row numbers that count up are no page numbers', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [`${i + 1}`, `${'一二三四五六七八九十'[i % 10]}、其他支出`, '5.00']).flat();
    const [region] = segment(readTextDump(new TextEncoder().encode([...table, ...rows].join('\n'))).pages, { forms }).value;
    expect(region?.form === 'lines' && region.lines.filter((line) => /^\d+$/.test(line.text))).toHaveLength(12);
  });
  test('titles on top of their pages stay there, though figures stand above the first and a long header below the last', () => {
    const text = ['年初 12.50', '年末 13.50'];
    const page = (title: string, ...body: string[]) => ['', '', title, '单位：元', '科目名称 合计', ...body];
    const long = Array.from({ length: 45 }, () => '名称');
    const lines = [...text, ...page('收入总表', '税收 1.00', '其他 2.00'), ...page('支出总表', '服务 3.00', '其他 4.00'), ...page('项目支出表', ...long, '设备 5.00')];
    expect(regions(lines.join('\n')).filter((region) => !region.startsWith('text'))).toEqual([
      '|收入总表|revenue|元|7-9|notes 0',
      '|支出总表|expenditure|元|14-16|notes 0',
      '|项目支出表|project_expenditure|元|21-67|notes 0',
    ]);
  });
  test('bookmarks at the end repeat titles and start no table', () => {
    expect(regions([...table, '', '\t收支总表', '\t单位：万'].join('\n'))).toEqual(['|收支总表|revenue_expenditure_summary|万元|3-5|notes 0']);
  });
});

describe('titles of rules/forms/titles.json', () => {
  test('every rule matches its own example before any other', async () => {
    const { readFileSync } = await import('node:fs');
    const { titles, untitled } = JSON.parse(readFileSync(new URL('../rules/forms/titles.json', import.meta.url), 'utf8')) as {
      titles: { kind: string; example: string; source: string }[];
      untitled: { kind: string; example: string }[];
    };
    for (const { kind, example, source } of titles) {
      expect([example, forms.kindOf(example)]).toEqual([example, kind]);
      expect(source).not.toBe('');
    }
    for (const { kind, example } of untitled) expect(forms.untitledAt(example)?.kind).toBe(kind);
  });
});

describe('titles of forms in two lines', () => {
  const form = (name: string) => `${name}\n\n项目资金（万元）\n\n资金总额： 57.00\n\n一级指标 二级指标 三级指标 目标值\n\n产出指标 数量指标 完成数量 100%`;
  test('the first line opens a page: it belongs to the title below, not to the table before', () => {
    const text = `${form('某某工作经费项目绩效目标表')}\n\f301007_某某市公安局机场分局_全国反诈中心综\n\n合建设项目绩效目标表\n\n项目资金（万元）\n\n资金总额： 47.50\n\n一级指标 二级指标 三级指标 目标值\n\n产出指标 数量指标 设备数量 100%`;
    expect(regions(text).map((region) => region.split('|')[1])).toEqual(['某某工作经费项目绩效目标表', '301007_某某市公安局机场分局_全国反诈中心综合建设项目绩效目标表']);
  });
});
