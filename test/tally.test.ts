import { describe, expect, test } from 'vitest';
import { loadRules } from '../rules/load.js';
import { convertDocument } from '../src/pipeline.js';
import { makePdf, ruledTable, type Draw } from './pdf/make-pdf.js';

const rules = loadRules();
const convert = async (rows: (string | null)[][]) => {
  const draw: Draw[] = [{ text: '2026年支出预算总表', x: 200, y: 60, size: 14 }, { text: '单位：万元', x: 480, y: 84 }, ...ruledTable([50, 110, 260, 340, 420, 500], 100, 50, rows)];
  return convertDocument({ name: '某局2026年部门预算.pdf', bytes: makePdf([{ draw }]) }, {}, rules);
};
const HEAD = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];

describe('every figure of a table is taken or told', () => {
  test('a figure that stands under no column of figures', async () => {
    const result = await convert([HEAD, ['201', '一般公共服务支出', '398.37', '354.68', '43.69'], ['202', '外交支出', '12.50元整', '12.50', '0.00']]);
    expect(result.facts.map((fact) => fact.amount.printed)).toEqual(['398.37', '354.68', '43.69', '12.50', '0.00']);
    expect(result.messages.filter(({ rule }) => rule === 'tally/figure-left-out')).toMatchObject([{ severity: 'warning', actual: '12.50', place: { page: 1 } }]);
    expect(result.tables[0]!.flags).toContain('figures-left-out');
  });

  test('labels, codes and remarks are no loss', async () => {
    const result = await convert([
      ['科目编码', '科目名称', '合计', '基本支出', '备注'],
      ['201', '1.5期工程', '398.37', '398.37', '按照合同分两次支付，\n其中首付款12.50万元，\n验收合格后支付余款。'],
    ]);
    expect(result.facts).toHaveLength(2);
    expect(result.messages.filter(({ rule }) => rule.startsWith('tally/'))).toEqual([]);
    expect(result.tables[0]!.flags).not.toContain('figures-left-out');
  });

  test('rows taken for running text; what the narrative states is no row', async () => {
    const text = '某局2026年部门预算\n\n一、收支情况说明\n\n2026年收入预算391.72\n万元，比上年增加12.50万元。\n\n公务员医疗补助支出 252.28\n\n安置经费 1,991.81 1,646.00\n\n1.5 概述\n';
    const result = await convertDocument({ name: '某局2026年部门预算.txt', bytes: new TextEncoder().encode(text) }, {}, rules);
    expect(result.statements.map(({ value }) => value)).toEqual(['391.72', '12.50']);
    expect(result.messages.filter(({ rule }) => rule === 'tally/figure-in-text')).toMatchObject([{ severity: 'warning', actual: '252.28, 1991.81, 1646.00', place: { line: 8 } }]);
  });
});
