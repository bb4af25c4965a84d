import { describe, expect, test } from 'vitest';
import { loadCalibration } from '../rules/calibration/calibration.js';
import { loadIdentities } from '../rules/identities/identities.js';
import { commonScale, decimalOf, ticksOf } from '../rules/identities/scale.js';
import { align } from '../src/align/align.js';
import { check } from '../src/check/check.js';
import { dropEmptyCells, randomDocument } from './align/random-document.js';
import { readTables } from './align/table-text.js';
import { factsOf } from './check/facts-of.js';
import { PLANT_KINDS, plant, positioned } from './check/planted.js';

const rules = { identities: loadIdentities(), calibration: loadCalibration() };
const checkText = (text: string) => {
  const tables = align(readTables(text), rules).value;
  return check(factsOf(tables), tables, rules);
};

describe('what is checked and said', () => {
  test('a consistent table: every figure confirmed and high', () => {
    const { value } = checkText(`
      ## 表5 general_public_expenditure 万元
      | 合计 | 基本支出 | 项目支出
      合计 : 962.14 470.33 491.81
      208 社会保障和就业支出 : 890.18 398.37 491.81
      210 卫生健康支出 : 31.74 31.74
      221 住房保障支出 : 40.22 40.22`);
    expect(value.errors).toEqual([]);
    expect(value.checks.every((each) => each.passed)).toBe(true);
    expect(value.facts.map((fact) => fact.confidence.level)).toEqual(Array(10).fill('high'));
  });

  test('one digit misprinted: one cell is blamed, with what it should be', () => {
    const { value, messages } = checkText(`
      ## 表5 general_public_expenditure 万元
      | 合计 | 基本支出 | 项目支出
      合计 : 962.14 470.33 491.81
      208 社会保障和就业支出 : 890.18 398.37 491.81
      210 卫生健康支出 : 61.74 31.74 -
      221 住房保障支出 : 40.22 40.22 -`);
    expect(value.errors).toHaveLength(1);
    expect(value.errors[0]).toMatchObject({ printed: '61.74', implied: '31.74', difference: '30.00', facts: ['t01-r3c1'], rowNo: 3, columnPath: ['合计'] });
    expect(value.facts.filter((fact) => fact.flags.includes('source-error')).map((fact) => fact.key)).toEqual(['t01-r3c1']);
    expect(value.facts.filter((fact) => fact.confidence.level !== 'high').map((fact) => fact.key)).toEqual(['t01-r3c1']);
    expect(messages.map((message) => message.rule)).toEqual(['check/figure-blamed']);
  });

  test('a figure too large to be reckoned with takes no part and has no number to be told', () => {
    const [table] = align(readTables('## 表6 expenditure 万元\n| 合计\n301 工资福利支出 : 999999999999999999999.00'), rules).value;
    const scale = commonScale([table!]);
    const ticks = ticksOf(table!.rows[0]!.cells[0]!.amount, table!, scale);
    expect([ticks, decimalOf(ticks, table!, scale), decimalOf(7000, table!, scale)]).toEqual([Number.NaN, '', '70.00']);
  });

  test('a header misread in the rows that have a figure for every column is not believed for the rows placed by it', () => {
    const { value } = checkText(`
      ## 表3 expenditure 万元
      | 合计 | 基本支出 | 项目支出
      合计 : 9630.30 6705.12 2925.18
      201 一般公共服务支出 : 7212.51 4287.33 2925.18
      20105 统计信息事务 : 7212.51 4287.33 2925.18
      2010501 行政运行 : 4287.33 4287.33
      2010507 专项普查活动 : 2925.18 2925.18
      208 社会保障和就业支出 : 791.55 791.55
      20805 行政事业单位养老支出 : 791.55 791.55
      2080505 机关事业单位基本养老保险缴费支出 : 527.70 527.70
      2080506 机关事业单位职业年金缴费支出 : 263.85 263.85
      210 卫生健康支出 : 230.85 230.85
      221 住房保障支出 : 1395.39 1395.39
      22102 住房改革支出 : 1395.39 1395.39
      2210201 住房公积金 : 448.89 448.89
      2210202 提租补贴 : 444.96 444.96
      2210203 购房补贴 : 501.54 501.54
      ## 表7 general_public_expenditure 万元
      | 合计 | 项目支出 | 基本支出/小计 | 基本支出/人员经费 | 基本支出/公用经费
      合计 : 9630.30 6705.12 6311.13 393.99 2925.18
      201 一般公共服务支出 : 7212.51 4287.33 3893.34 393.99 2925.18
      20105 统计信息事务 : 7212.51 4287.33 3893.34 393.99 2925.18
      2010501 行政运行 : 4287.33 4287.33 3893.34 393.99
      2010507 专项普查活动 : 2925.18 2925.18
      208 社会保障和就业支出 : 791.55 791.55 791.55
      20805 行政事业单位养老支出 : 791.55 791.55 791.55
      2080505 机关事业单位基本养老保险缴费支出 : 527.70 527.70 527.70
      2080506 机关事业单位职业年金缴费支出 : 263.85 263.85 263.85
      210 卫生健康支出 : 230.85 230.85 230.85
      221 住房保障支出 : 1395.39 1395.39 1395.39
      22102 住房改革支出 : 1395.39 1395.39 1395.39
      2210201 住房公积金 : 448.89 448.89 448.89
      2210202 提租补贴 : 444.96 444.96 444.96
      2210203 购房补贴 : 501.54 501.54 501.54`);
    const totals = value.facts.filter((fact) => fact.tableNo === '表7' && fact.columnPath.length === 1);
    expect(totals.every((fact) => fact.flags.includes('header-unconfirmed'))).toBe(true);
    expect(totals.filter((fact) => fact.confidence.level === 'high')).toEqual([]);
  });

  test('sides whose items do not add up hold no sure figure, though some label has lost its ordinal', () => {
    const { value } = checkText(`
      ## 表1 revenue_expenditure_summary 万元
      | 收入/金额
      | 支出/功能分类/金额
      一、财政拨款 : 65822.88 || 一、一般公共服务支出 :
      预算 : || 三、国防支出 : 7164.12
      : || 四、公共安全支出 : 49376.25
      : || 经费 :
      : || 八、社会保障和就业支出 : 5508.66
      : || 十八、住房保障支出 : 10937.97
      收入合计 : 65822.88 || 支出合计 : 65822.88`);
    expect(value.facts.filter((fact) => fact.columnPath[0] === '支出' && fact.rowNo < 7).map((fact) => fact.confidence.level)).toEqual(Array(4).fill('medium'));
  });

  test('codes that stand without their rows take the codes from rows that have none', () => {
    const { value } = checkText(`
      ## 表7 other 万元
      | 合计 | 人员经费支出 | 公用经费支出
      合计 : 6572.31 6572.31 0.00
      行政事业单位养老支 : 6524.88 6524.88 0.00
      2080505 机关事业单位基本养老保险缴费支出 : 4349.91 4349.91 0.00
      2080506 机关事业单位职业年金缴费支出 : 2174.97 2174.97 0.00
      其他社会保障和就业 : 47.43 47.43 0.00
      208 :
      20805 :
      20899 :`);
    const of = (label: string) => value.facts.filter((fact) => fact.rowLabel === label);
    expect(of('行政事业单位养老支').every((fact) => fact.flags.includes('code-absent') && fact.confidence.level !== 'high')).toBe(true);
    expect(of('机关事业单位职业年金缴费支出').some((fact) => fact.flags.includes('code-absent'))).toBe(false);
  });

  test('a row with the code of the government alone, among rows with both, has lost its own', () => {
    const { value } = checkText(`
      ## 表6 other 万元
      | 合计 | 人员经费支出 | 公用经费支出
      合计 : 48850.05 48850.05 0.00
      50101 工资奖金津补贴 : 15124.53 15124.53 0.00
      50101+30102 津贴补贴 : 17720.52 17720.52 0.00
      50101+30103 奖金 : 16005.00 16005.00 0.00`);
    expect(value.facts.filter((fact) => fact.flags.includes('code-absent')).map((fact) => fact.rowNo)).toEqual([2, 2, 2]);
    expect(value.facts.filter((fact) => fact.rowNo === 2 && fact.confidence.level === 'high')).toEqual([]);
  });

  // The sums of a 2024 final account of Shanghai: 2,940.05 printed, its 类 add up to 2,940.06.
  test('a rounding tail is marked on the total and told as such, and blames nothing', () => {
    const { value } = checkText(`
      ## 表5 general_public_expenditure 万元
      | 合计 | 基本支出 | 项目支出
      201 一般公共服务支出 : 2106.66 1503.52 603.14
      208 社会保障和就业支出 : 326.72 326.72 -
      210 卫生健康支出 : 60.99 60.99 -
      221 住房保障支出 : 445.69 445.69 -
      合计 : 2940.05 2336.91 603.14`);
    expect(value.errors.map(({ printed, implied, facts, rounding }) => [printed, implied, facts, rounding])).toEqual([
      ['2940.05', '2940.06', ['t01-r5c1'], true],
      ['2336.91', '2336.92', ['t01-r5c2'], true],
    ]);
    expect(value.facts.filter((fact) => fact.flags.includes('rounding-tail')).map((fact) => fact.key)).toEqual(['t01-r5c1', 't01-r5c2']);
    expect(value.facts.every((fact) => fact.confidence.level === 'high')).toBe(true);
  });

  // seeds/000 line 628: 57行＝（33+…+58）行 means 59行.
  test('a printed note that counts itself is reported and blames no figure', () => {
    const { value, messages } = checkText(`
      ## 表4 fiscal_appropriation_summary 万元
      | 收入/金额
      | 支出/合计 | 支出/一般公共预算财政拨款
      note row 57=33+34+57
      [1] 一、一般公共预算财政拨款 : 962.14 || [33] 一、一般公共服务支出 : 922.14 922.14
      [2] 二、政府性基金预算财政拨款 : || [34] 二、外交支出 : 40.00 40.00
      [25] : || [57] 二十五、债务付息支出 : 1.00 1.00
      [27] 本年收入合计 : 963.14 || [59] 本年支出合计 : 963.14 963.14
      [32] 总计 : 963.14 || [64] 总计 : 963.14 963.14`);
    expect(messages.filter((message) => message.rule === 'check/note-not-held')).toHaveLength(1);
    expect(value.facts.filter((fact) => fact.flags.includes('sum-mismatch')).map((fact) => fact.rowLabel)).not.toContain('二十五、债务付息支出');
  });

  // seeds/000 line 628, as printed: row 57 is blank, and what the note adds up stands in row 59.
  test('a printed note that names the wrong row is told with the row that was meant, where only one can be', () => {
    const table = (last: string, notes = 'note row 57=33+34+57\n      note row 64=59+60') => `
      ## 表4 fiscal_appropriation_summary 万元
      | 收入/金额
      | 支出/合计 | 支出/一般公共预算财政拨款
      ${notes}
      [1] 一、一般公共预算财政拨款 : 962.14 || [33] 一、一般公共服务支出 : 922.14 922.14
      [2] 二、政府性基金预算财政拨款 : || [34] 二、外交支出 : 40.00 40.00
      [25] : || [57] 二十五、债务付息支出 :
      [27] 本年收入合计 : 962.14 || [59] 本年支出合计 : ${last} ${last}
      [28] : || [60] 年末结转和结余 :
      [32] 总计 : 962.14 || [64] 总计 : 962.14 962.14`;
    const noted = (text: string) => checkText(text).value.errors.filter(({ text: words }) => words.includes('wrong row')).map(({ text: words, facts }) => [words, facts]);
    expect(noted(table('962.14'))).toEqual([['表4: the printed note row 57=33+34+57 names the wrong row; what it adds up stands in row 59 本年支出合计. No figure is wrong', []]]);
    expect(noted(table('962.15')), 'the sum stands nowhere').toEqual([]);
    expect(noted(table('962.14', 'note row 57=33+34+57')), 'it stands in two rows').toEqual([]);
  });

  // 西安 2026, 表2: three rows print in one column what is missing in their 合计; the total of the column is then off by all three.
  test('what the corrections of single figures mend together is told once for each of them', () => {
    const { errors } = checkText(`
      ## 表2 revenue 万元
      | 合计 | 财政拨款收入 | 上年结转
      2080101 行政运行 : 160.00 150.00 10.00
      2080102 一般行政管理事务 : 60.00 60.00 5.00
      2080104 综合业务管理 : 30.00 30.00 2.50
      合计 : 257.50 240.00 17.50`).value;
    expect(errors.map(({ rowNo, printed, implied }) => [rowNo, printed, implied])).toEqual([
      [2, '60.00', '65.00'],
      [3, '30.00', '32.50'],
    ]);
  });
  test('what fails between columns of a header nobody has seen is no fault of the document', () => {
    const read = (flags: string[]) => {
      const tables = align(readTables(`
      ## 表2 revenue 万元
      | 合计 | 财政拨款收入 | 上年结转
      2080101 行政运行 : 160.00 150.00 10.00
      2080102 一般行政管理事务 : 60.00 60.00 5.00
      合计 : 220.00 210.00 15.00`), rules).value.map((table) => ({ ...table, origin: 'dump' as const, flags }));
      return check(factsOf(tables), tables, rules).value.errors.map(({ rule }) => rule);
    };
    expect(read([])).not.toEqual([]);
    expect(read(['header-unfamiliar'])).toEqual([]);
  });

  // 北京 2026, 预算03表 of a text dump: dozens of rows whose one figure may be 基本支出 or 项目支出.
  test('a total over many rows whose figures may stand elsewhere says nothing of the document', () => {
    const told = (guessed: number) => {
      const tables = align(readTables(`
      ## 表3 expenditure 万元
      | 合计 | 基本支出 | 项目支出
      ${['2010601', '2010602', '2010604', '2010605', '2010607', '2010650'].map((code) => `${code} 某项 : 10.00 10.00 -`).join('\n      ')}
      合计 : 60.00 55.00 5.00`), rules).value.map((table) => ({
        ...table,
        rows: table.rows.map((row, r) => (r >= guessed ? row : { ...row, cells: row.cells.map((cell) => (cell.column === 1 ? { ...cell, basis: ['guess' as const], candidates: [{ column: 2, why: '' }] } : cell)) })),
      }));
      return check(factsOf(tables), tables, rules).value.errors.map(({ rule, printed }) => `${rule} ${printed}`);
    };
    expect(told(0)).toEqual(['total 55.00', 'total 5.00']);
    expect(told(6)).toEqual([]);
  });

  // Project names of 广州 budgets, wrapped over lines: an ideographic space marks where each begins.
  test('of names joined from several lines those printed with an indent are believed', () => {
    const tables = align(
      readTables(`
      ## 表7 other 万元
      | 总计 | 财政拨款
      合计 : 160.00 160.00
      > 市人民来访接待厅专项经费 : 85.00 85.00
      国防教育展馆维护维修经费 : 75.00 75.00`),
      rules,
    ).value.map((table) => ({ ...table, rows: table.rows.map((row, r) => (r === 0 ? row : { ...row, flags: ['label-rejoined'] })) }));
    expect(check(factsOf(tables), tables, rules).value.facts.map((fact) => fact.confidence.level)).toEqual(['high', 'high', 'high', 'high', 'medium', 'medium']);
  });

  // Purchases of 西安 departments: 全额 above its units, a unit above its purchases; all of one subject.
  test('subtotals of a list are counted once, also above an only unit or an only purchase', () => {
    const { value } = checkText(`
      ## 表12 other 元
      | 预算金额
      合计 : 1450.00
      2010602 全额 : 850.00
      2010602 财政局机关 : 550.00
      2010602 会议/会议服务 : 250.00
      2010602 审计/审计服务 : 300.00
      2010602 编审中心机关 : 300.00
      2010602 编审/其他服务 : 300.00
      2050803 全额 : 600.00
      2050803 培训中心机关 : 600.00
      2050803 培训/培训服务 : 600.00`);
    expect(value.checks.filter((each) => !each.passed)).toEqual([]);
    expect(value.checks.find((each) => each.rule === 'total')).toMatchObject({ left: '1450.00', right: '1450.00' });
  });

  // Purchases of 江苏 departments: subjects above their purchases, a subject above its only one, nothing printed tells the levels.
  test('a subject above its only purchase is no sister of it, where the sums close so', () => {
    const { value } = checkText(`
      ## 表12 other 万元
      | 总计
      合计 : 331.44
      一、货物A : 72.00
      信息网络及软件购置更新 : 60.00
      服务器 : 40.00
      交换设备 : 20.00
      专项设备/办公设备购置 : 12.00
      台式计算机 : 12.00
      三、服务C : 259.44
      会议费 : 158.44
      会议服务 : 158.44
      物业管理费 : 101.00
      物业服务 : 50.50
      保洁服务 : 50.50`);
    expect(value.checks.filter((each) => !each.passed)).toEqual([]);
    expect(value.checks.filter((each) => each.rule === 'outline').map(({ scope, left }) => [scope.split(',')[0], left])).toEqual([
      ['一、货物A', '72.00'],
      ['信息网络及软件购置更新', '60.00'],
      ['办公设备购置', '12.00'],
      ['三、服务C', '259.44'],
      ['会议费', '158.44'],
      ['物业管理费', '101.00'],
    ]);
    expect(value.facts.every((fact) => fact.confidence.level === 'high')).toBe(true);
  });

  test('a line that counts the columns is no row to be sure of, though 1 + 2 = 3', () => {
    const { value } = checkText(`
      ## 表9 government_fund 万元
      | 本年支出/小计 | 本年支出/基本支出 | 本年支出/项目支出
       : 1 2 3`);
    expect(value.facts.map((fact) => fact.confidence.level)).toEqual(['low', 'low', 'low']);
    expect(value.facts.every((fact) => fact.flags.includes('label-absent'))).toBe(true);
  });

  test('in a table without rulings only figures whose column an equation bears out are high', () => {
    const tables = (unruled: boolean) =>
      align(
        readTables(`
      ## 表5 general_public_expenditure 万元
      | 合计 | 基本支出
      合计 : 922.00 398.37
      208 社会保障和就业支出 : 890.26 370.00
      210 卫生健康支出 : 31.74 20.00`).map((table) => ({
          ...table,
          origin: unruled ? 'stream' : 'lattice',
          flags: unruled ? ['unruled'] : [],
          rows: table.rows.map((row) => ({ ...row, cells: row.cells.map((cell, i) => ({ ...cell, column: i, basis: ['position' as const] })) })),
        })),
        rules,
      ).value;
    const highOf = (unruled: boolean) => check(factsOf(tables(unruled)), tables(unruled), rules).value.facts.filter((fact) => fact.confidence.level === 'high').map((fact) => fact.column);
    expect(new Set(highOf(true))).toEqual(new Set([0]));
    expect(highOf(true)).toHaveLength(3);
    expect(highOf(false)).toContain(0);
  });

  test('a table by units is of its kind although no code of it is a subject’s', () => {
    const tables = align(
      readTables(`
      ## 表3 expenditure 万元
      | 合计 | 基本支出 | 项目支出
      合计 : 9.00 4.00 5.00
      121 某某局 : 6.00 4.00 2.00
      122 某某中心 : 3.00 - 3.00`),
      rules,
    ).value;
    const facts = factsOf(tables);
    const disputed = (list: typeof facts) => check(list, tables, rules).value.facts.some((fact) => fact.flags.includes('kind-disputed'));
    expect(disputed(facts)).toBe(true);
    expect(disputed(facts.map((fact) => (fact.code === '' ? fact : { ...fact, classification: 'unit' })))).toBe(false);
  });

  test('a figure whose column is a guess is never high, however well the sums close', () => {
    const { value } = checkText(`
      ## 表3 expenditure 万元
      | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
      合计 : 991.95 470.33 521.62
      208 社会保障和就业支出 : 991.95 470.33 521.62`);
    const guessed = value.facts.filter((fact) => fact.basis.includes('guess'));
    expect(guessed.length).toBeGreaterThan(0);
    expect(guessed.every((fact) => fact.confidence.level !== 'high')).toBe(true);
  });

  test('an execution rate confirms the figures it is the quotient of', () => {
    const { value } = checkText(`
      ## T1 funding_use 万元
      | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
      年度资金总额 : 557.00 557.00 506.73 90.97%`);
    expect(value.checks).toEqual([expect.objectContaining({ rule: 'execution_rate', left: '90.97', right: '90.97', passed: true })]);
    // The fourth column is where the other three leave room for it.
    expect(value.facts.map((fact) => fact.confidence.level)).toEqual(['high', 'high', 'high', 'high']);
  });

  test('a table in 元 is compared with one in 万元 exactly', () => {
    const { value } = checkText(`
      ## 表5 general_public_expenditure 元
      | 合计 | 基本支出 | 项目支出
      合计 : 9621400 4703300 4918100

      ## 表6 general_public_basic_expenditure 万元
      | 合计 | 人员经费 | 公用经费
      合计 : 470.33 411.84 58.49`);
    expect(value.checks.find((each) => each.rule === 'x_gpe_basic')).toMatchObject({ left: '4703300', right: '4703300', difference: '0', passed: true });
  });
});

describe('what confirms, and what speaks against nobody', () => {
  test('the items of 三公 as rows add up down the columns', () => {
    const { value } = checkText(`
      ## 表8 three_public 万元
      | 合计 | 一般公共预算 | 政府性基金预算
      “三公”经费 : 4.80 4.80 0.00
      其中：（一）因公出国（境）支出 : 0.00 0.00 0.00
      （二）公务用车购置及运行维护支出 : 2.50 2.50 0.00
      1.公务用车购置费 : 0.00 0.00 0.00
      2.公务用车运行维护费 : 2.50 2.50 0.00
      （三）公务接待费支出 : 2.30 2.30 0.00`);
    expect(value.checks.filter((each) => each.rule === 'tp_rows').map((each) => each.passed)).toEqual([true, true, true]);
    expect(value.checks.filter((each) => each.rule === 'tp_rows_vehicle')).toHaveLength(3);
  });

  // 表12 of a 2026 budget of 西安: every purchase stands under 全额 and under the office, all with one code.
  test('a list that prints its figures on each of its levels breaks no sum', () => {
    const list = (last: string) => checkText(`
      ## 表12 project_expenditure 万元
      | 预算金额
      合计 : 30.00
      2014004 全额 : 30.00
      2014004 办公室 : 30.00
      2014004 保安服务 : 20.00
      2014004 餐饮服务 : ${last}`).value.errors;
    expect(list('10.00')).toEqual([]);
    expect(list('11.00')).toHaveLength(1);
  });

  test('a withheld row leaves the others as sure as they were', () => {
    const { value } = checkText(`
      ## 表5 general_public_expenditure 万元
      | 合计 | 基本支出 | 项目支出
      合计 : 1000.00 600.00 400.00
      208 社会保障和就业支出 : 890.18 498.36 391.82
      210 卫生健康支出 : 63.48 61.74 1.74`);
    expect(value.errors).toEqual([expect.objectContaining({ facts: [], rowNo: 1 })]);
    expect(value.errors[0]!.text).toContain('a row is missing or withheld');
    expect(value.facts.filter((fact) => fact.confidence.level !== 'high')).toEqual([]);
  });

  // Dumps that print a page column by column: labels first, then figures, in an order of their own.
  test('a table whose sums fail holds nothing that is high, unless figures stand on the lines of their rows', () => {
    const list = `
      ## 表5 general_public_expenditure 万元
      | 合计 | 基本支出 | 项目支出
      合计 : 1100.00 700.00 400.00
      201 一般公共服务支出 : 150.00 100.00 50.00
      208 社会保障和就业支出 : 800.00 500.00 300.00
      210 卫生健康支出 : 60.00 50.00 10.00`;
    const levels = (sameLine: boolean) => {
      const tables = align(readTables(list), rules).value.map((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, place: { page: 0, line: row.place.line + (sameLine ? 0 : 1) } })) })) }));
      return new Set(check(factsOf(tables), tables, rules).value.facts.filter(({ rowNo }) => rowNo > 1).map((fact) => fact.confidence.level));
    };
    expect(levels(false)).not.toContain('high');
    expect(levels(true)).toContain('high');
  });

  // 项目支出 stands a line below the other words of its header: read before 基本支出, it is laid over the wrong column.
  test('a row whose own sum fails is not cleared by the sums of its columns: those hold under any header', () => {
    const basics = (cells: (total: string) => string) =>
      [['208 社会保障和就业支出', '263.85'], ['20805 行政事业单位养老支出', '263.85'], ['2080505 机关事业单位基本养老保险缴费支出', '175.90'], ['2080506 机关事业单位职业年金缴费支出', '87.95'],
        ['210 卫生健康支出', '76.95'], ['21011 行政事业单位医疗', '76.95'], ['2101101 行政单位医疗', '76.95'],
        ['221 住房保障支出', '465.13'], ['22102 住房改革支出', '465.13'], ['2210201 住房公积金', '149.63'], ['2210202 提租补贴', '148.32'], ['2210203 购房补贴', '167.18']]
        .map(([name, total]) => `${name} : ${cells(total!)}`).join('\n');
    const { value } = checkText(`
      ## 表3 expenditure 万元
      | 合计 | 基本支出 | 项目支出
      合计 : 3210.10 2235.04 975.06
      201 一般公共服务支出 : 2404.17 1429.11 975.06
      20105 统计信息事务 : 2404.17 1429.11 975.06
      2010501 行政运行 : 1429.11 1429.11
      2010502 一般行政管理事务 : 975.06 - 975.06
      ${basics((total) => `${total} ${total}`)}

      ## 表7 general_public_expenditure 万元
      | 合计 | 项目支出 | 基本支出/小计 | 基本支出/人员经费 | 基本支出/公用经费
      合计 : 3210.10 2235.04 2103.71 131.33 975.06
      201 一般公共服务支出 : 2404.17 1429.11 1297.78 131.33 975.06
      20105 统计信息事务 : 2404.17 1429.11 1297.78 131.33 975.06
      2010501 行政运行 : 1429.11 - 1429.11 1297.78 131.33
      2010502 一般行政管理事务 : 975.06 975.06
      ${basics((total) => `${total} - ${total} ${total}`)}`);
    const facts = value.facts.filter((fact) => fact.key.startsWith('t02'));
    const wrong = facts.filter((fact) => [2, 3].includes(fact.rowNo) && fact.column > 0);
    expect(wrong).toHaveLength(8);
    expect(wrong.filter((fact) => fact.confidence.level === 'high')).toEqual([]);
  });

  test('a total of one side under the other is never high, though every sum holds', () => {
    const text = (label: string) => `
      ## 表1 revenue_expenditure_summary 万元
      | 收入/预算数 | 支出/预算数
      一、一般公共预算拨款收入 : 60.00
      二、事业收入 : 40.00
      本年收入合计 : 100.00
      ${label} : 100.00`;
    const last = (label: string) => checkText(text(label)).value.facts.at(-1)!;
    expect(last('收入总计').flags).not.toContain('header-unconfirmed');
    expect(last('支出总计').flags).toContain('header-unconfirmed');
    expect(last('支出总计').confidence.score).toBeLessThan(last('收入总计').confidence.score);
    expect(last('支出总计').confidence.level).not.toBe('high');
  });

  test('a label with the code of another cell inside is never high', () => {
    const list = (label: string) => checkText(`
      ## 表12 other 万元
      | 预算金额
      合计 : 30.00
      ${label} : 20.00
      保安服务 : 10.00`).value.facts[1]!.confidence.level;
    expect(list('02-政府履职辅助性服务')).toBe('high');
    expect(list('02-政府履职辅助性服务0207-评审、评估和评价服务')).not.toBe('high');
  });

  test('two tables whose headers were misread alike agree, and prove nothing', () => {
    const table = (title: string) => `
      ## ${title} 元
      | 基本支出 | 项目支出 | 合计 | 合计
      2130105 农垦运行 : 118853953 118853953 118853953 118853953`;
    const { value } = checkText(`${table('表3 expenditure')}\n${table('表5 general_public_expenditure')}`);
    expect(value.facts.filter((fact) => fact.confidence.level === 'high')).toEqual([]);
  });
});

describe('planted faults', () => {
  test('none is reported in sound documents, rounded or not', () => {
    for (let seed = 1; seed <= 40; seed++) {
      for (const rounding of [false, true]) {
        const tables = positioned(randomDocument(seed, { rounding }));
        expect(check(factsOf(tables), tables, rules).value.errors.filter((error) => !error.rounding), `seed ${seed}`).toEqual([]);
      }
    }
  });

  test('found, blamed on the right cell, and never high', () => {
    let state = 42;
    const pick = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
    let planted = 0;
    let found = 0;
    let rightly = 0;
    let reported = 0;
    let reportedRightly = 0;
    const high: string[] = [];
    for (const kind of PLANT_KINDS) {
      for (let seed = 1; seed <= 40; seed++) {
        const fault = plant(positioned(randomDocument(seed)), kind, pick);
        if (!fault) continue;
        const { errors: all, facts } = check(factsOf(fault.tables), fault.tables, rules).value;
        const errors = all.filter((error) => !error.rounding);
        const touched = new Set([...fault.keys, ...fault.near]);
        const right = errors.filter((error) => {
          const table = fault.tables.find((each) => each.order === error.table)!;
          const column = table.columns.find((each) => each.path.join('/') === error.columnPath!.join('/'))!;
          const key = `t${String(error.table).padStart(2, '0')}-r${error.rowNo}c${column.index + 1}`;
          return touched.has(key) || (error.facts.length > 0 && error.facts.every((each) => touched.has(each)));
        });
        planted++;
        if (errors.length > 0) found++;
        if (right.length > 0) rightly++;
        reported += errors.length;
        reportedRightly += right.length;
        for (const fact of facts) if (fault.keys.includes(fact.key) && fact.confidence.level === 'high') high.push(`${kind} ${seed} ${fact.key}`);
      }
    }
    expect(planted).toBeGreaterThan(200);
    // Measured: 253 planted, 250 found, 249 blamed on the right cell; 301 of 302 reports right.
    // A lost row without sisters leaves nothing to see: its parent is simply shorter by one level.
    expect(found / planted).toBeGreaterThan(0.97);
    expect(rightly / planted).toBeGreaterThan(0.97);
    expect(reportedRightly / reported).toBeGreaterThan(0.98);
    expect(high).toEqual([]);
  });

  // The same faults where the columns are lost: what stands under which column has to be found out first.
  test('in text dumps: found, blamed on the right row, and never high', () => {
    let state = 7;
    const pick = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
    const sum = { planted: 0, found: 0, rightly: 0, reported: 0, reportedRightly: 0, wrongHigh: 0, high: 0 };
    for (const kind of PLANT_KINDS.filter((each) => each !== 'moved' && each !== 'blank')) {
      for (let seed = 1; seed <= 60; seed++) {
        const fault = plant(positioned(randomDocument(seed)), kind, pick);
        if (!fault) continue;
        const { tables: open, truth } = dropEmptyCells({ seed, tables: fault.tables });
        const tables = align(open, rules).value;
        const { errors: all, facts } = check(factsOf(tables), tables, rules).value;
        const errors = all.filter((error) => !error.rounding);
        const rowsOf = (keys: readonly string[]): string[] => keys.map((key) => key.replace(/c\d+$/, ''));
        const touched = new Set<string>(rowsOf([...fault.keys, ...fault.near]));
        const right = errors.filter((error) => (touched as ReadonlySet<string>).has(`t${String(error.table).padStart(2, '0')}-r${error.rowNo}`) || (error.facts.length > 0 && rowsOf(error.facts).some((row) => touched.has(row))));
        sum.planted++;
        if (errors.length > 0) sum.found++;
        if (right.length > 0) sum.rightly++;
        sum.reported += errors.length;
        sum.reportedRightly += right.length;
        const columns = new Map<string, number>(tables.flatMap((table, t) => table.rows.flatMap((row, r) => row.cells.map((cell, i) => [`t${String(table.order).padStart(2, '0')}-r${row.rowNo}c${cell.column + 1}`, truth[t]![r]![i]!] as const))));
        for (const fact of facts) {
          if (fact.confidence.level !== 'high') continue;
          sum.high++;
          if (columns.get(fact.key) !== fact.column || fault.keys.includes(fact.key)) sum.wrongHigh++;
        }
      }
    }
    // Measured: 275 planted, 265 found, 255 blamed on the right row; 261 of 271 reports right; none of 24,939 high figures wrong.
    expect(sum.planted).toBeGreaterThan(200);
    expect(sum.found / sum.planted).toBeGreaterThan(0.95);
    expect(sum.rightly / sum.planted).toBeGreaterThan(0.92);
    expect(sum.reportedRightly / sum.reported).toBeGreaterThan(0.95);
    expect(sum.high).toBeGreaterThan(20_000);
    expect(sum.wrongHigh).toBe(0);
  });

  test('linear in facts: a long document takes well under a second', () => {
    const tables = positioned(randomDocument(7, { classes: 100 }));
    const facts = factsOf(tables);
    check(facts, tables, rules);
    const from = process.cpuUsage();
    check(facts, tables, rules);
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(2000);
  });
});
