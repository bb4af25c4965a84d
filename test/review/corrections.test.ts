import { describe, expect, it } from 'vitest';
import { applyCorrections, correctionLine, parseCorrections, settle, standing } from '../../src/corrections.js';
import { CORRECTION_COLUMNS, type Correction } from '../../src/model/correction.js';
import type { Cell, Field, Indicator, Row, Table } from '../../src/model/index.js';
import { parseAmount } from '../../src/text/amount.js';

const SHA = 'a'.repeat(64);
const said = (more: Partial<Correction>): Correction => ({
  document_id: 'd-aaaaaaaa',
  sha256: SHA,
  kind: 'fact',
  key: 't01-r2c2',
  action: 'value',
  field: '',
  printed: '43.69',
  was: '43.69',
  taken: '43.96',
  table_no: '表1',
  row_label: '养老支出',
  column_path: '基本支出',
  page: '',
  line: '12',
  who: '王',
  when: '2024-01-01T00:00:00Z',
  why: '',
  ...more,
});

const cell = (printed: string, column: number, line: number): Cell => ({
  amount: parseAmount(printed)!,
  column,
  basis: ['guess'],
  flags: ['column-inferred'],
  place: { page: 0, line },
  candidates: [{ column: 2, why: 'x' }],
});
const row = (rowNo: number, label: string, code: string, cells: Cell[]): Row => ({ rowNo, block: 0, label, path: [label], code, codes: [code], indent: 0, cells, flags: [], place: { page: 0, line: 0 } });
const tables = (rows: Row[]): Table[] => [
  {
    order: 1,
    tableNo: '表1',
    title: '支出表',
    kind: 'expenditure',
    unit: '万元',
    origin: 'dump',
    empty: false,
    columns: ['合计', '基本支出', '项目支出'].map((name, index) => ({ index, path: [name], measure: '', block: 0, role: 'amount' as const })),
    rows,
    formulas: [],
    notes: [],
    first: { page: 0, line: 1 },
    last: { page: 0, line: 20 },
    flags: [],
  },
];
const SOUND = () => tables([row(1, '合计', '', [cell('43.69', 0, 10)]), row(2, '养老支出', '20805', [cell('43.69', 0, 12), cell('43.69', 1, 12)])]);
const apply = (corrections: Correction[], rows = SOUND()) => applyCorrections({ tables: rows, indicators: [], fields: [] }, corrections);

describe('corrections.csv', () => {
  it('reads back what it writes, whatever is in it', () => {
    const one = said({ why: 'says "5", not\n6,\r\n7 ', row_label: '一、支出，其中', taken: ' 1 ' });
    expect(parseCorrections(`${CORRECTION_COLUMNS.join(',')}\n${correctionLine(one)}${correctionLine(said({}))}`)).toEqual({ corrections: [one, said({})], problems: [] });
  });

  it('reads what a spreadsheet made of it: mark, line ends, columns in another order, more columns', () => {
    const csv = `\ufeffkey,sha256,action,kind,taken,mine\r\nt01-r1c1,${SHA},accept,fact,,x\r\n,,,,,\r\n`;
    expect(parseCorrections(csv).corrections).toMatchObject([{ key: 't01-r1c1', action: 'accept', why: '' }]);
  });

  it('tells lines it cannot use', () => {
    const csv = `${CORRECTION_COLUMNS.join(',')}\n${correctionLine(said({ sha256: 'x' }))}${correctionLine(said({ key: '' }))}${correctionLine(said({ action: 'burn' as never }))}`;
    expect(parseCorrections(csv)).toMatchObject({ corrections: [], problems: [expect.stringContaining('line 2'), expect.stringContaining('line 3'), expect.stringContaining('burn')] });
  });
});

describe('what stands', () => {
  it('is the last of each slot', () => {
    const list = [said({}), said({ taken: '44' }), said({ action: 'column', taken: '项目支出' }), said({ action: 'accept' }), said({ action: 'source-error' })];
    expect([...standing(list).values()].flat().map(({ action, taken }) => [action, taken])).toEqual([
      ['value', '44'],
      ['column', '项目支出'],
      ['source-error', '43.96'],
    ]);
  });

  it('is without what was undone, one at a time', () => {
    expect([...standing([said({}), said({ action: 'undo' })]).keys()]).toEqual([]);
    const left = standing([said({}), said({ taken: '44' }), said({ action: 'undo' })]);
    expect([...left.values()].flat().map(({ taken }) => taken)).toEqual(['43.96']);
    expect(standing([said({ action: 'undo' }), said({})]).size).toBe(1);
  });
});

describe('replay', () => {
  it('takes another figure and keeps what is printed', () => {
    const { tables: after, replayed, messages } = apply([said({ taken: '1,043.960' })]);
    const changed = after[0]!.rows[1]!.cells[1]!;
    expect(changed.amount).toEqual({ digits: 1043960n, scale: 3, printed: '43.69' });
    expect(changed.flags).toEqual(['corrected-by-person']);
    expect(changed.basis).toEqual(['person']);
    expect(changed.candidates).toEqual([]);
    expect(replayed).toMatchObject([{ state: 'applied', became: 't01-r2c2' }]);
    expect(messages).toEqual([]);
  });

  it('leaves what it was given as it was', () => {
    const given = SOUND();
    apply([said({}), said({ key: 't01-r2c1', action: 'label', taken: 'x', column_path: '合计' })], given);
    expect(given).toEqual(SOUND());
  });

  it('moves a figure, and tells its new key', () => {
    const { tables: after, replayed } = apply([said({ action: 'column', was: '基本支出', taken: '项目支出' })]);
    expect(after[0]!.rows[1]!.cells.map((each) => each.column)).toEqual([0, 2]);
    expect(replayed[0]).toMatchObject({ key: 't01-r2c2', became: 't01-r2c3' });
  });

  it('corrects the label and the code of the row', () => {
    const { tables: after } = apply([said({ action: 'label', was: '养老支出', taken: '行政事业单位养老支出' }), said({ action: 'code', was: '20805', taken: '20806' })]);
    expect(after[0]!.rows[1]).toMatchObject({ label: '行政事业单位养老支出', path: ['行政事业单位养老支出'], code: '20806', codes: ['20806'], flags: ['row-corrected-by-person'] });
  });

  it('marks what is accepted and where the source is wrong, and trusts it', () => {
    const { tables: after } = apply([said({ action: 'accept' }), said({ key: 't01-r2c1', column_path: '合计', action: 'source-error' })]);
    expect(after[0]!.rows[1]!.cells.map((each) => each.flags)).toEqual([['source-error-by-person'], ['confirmed-by-person']]);
    const confidence = { level: 'low', score: 0.2 } as const;
    expect(settle([{ flags: ['confirmed-by-person'], confidence }, { flags: [], confidence }]).map((each) => each.confidence.level)).toEqual(['high', 'low']);
  });

  it('finds the figure again when tables and rows are counted differently', () => {
    const moved = [{ ...tables([row(7, '养老支出', '20805', [cell('43.69', 1, 12)])])[0]!, order: 3 }];
    expect(apply([said({})], moved).replayed).toMatchObject([{ state: 'applied', became: 't03-r7c2' }]);
  });

  it('uses nothing on a figure it cannot tell from others, or that is not there', () => {
    const twice = tables([row(2, '养老支出', '', [cell('43.69', 1, 12)]), row(3, '养老支出', '', [cell('43.69', 1, 12)])]);
    for (const [rows, key] of [
      [twice, 't09-r9c9'],
      [tables([row(2, '养老支出', '', [cell('43.70', 1, 12)])]), 't01-r2c2'],
    ] as const) {
      const { replayed, messages, tables: after } = apply([said({ key })], rows);
      expect(replayed).toMatchObject([{ state: 'not-found' }]);
      expect(messages).toMatchObject([{ rule: 'corrections/not-found', severity: 'warning', place: { line: 12 } }]);
      expect(after).toEqual(rows);
    }
  });

  it('does not take another 0.00 of the same key for it', () => {
    const other = tables([row(2, '别的支出', '', [cell('0.00', 1, 30)])]);
    expect(apply([said({ printed: '0.00', was: '0.00' })], other).replayed[0]!.state).toBe('not-found');
  });

  it('rejects what is no figure, no column, no code', () => {
    for (const [action, taken] of [
      ['value', 'abc'],
      ['column', '没有的列'],
      ['code', '20x'],
    ] as const)
      expect(apply([said({ action, taken })])).toMatchObject({ replayed: [{ state: 'rejected' }], messages: [{ rule: 'corrections/rejected' }] });
  });

  it('says when two people disagree, and when the program reads differently now', () => {
    expect(apply([said({ who: '王' }), said({ who: '李', taken: '44' })]).messages).toMatchObject([{ rule: 'corrections/two-opinions' }]);
    expect(apply([said({ who: '王' }), said({ who: '王', action: 'undo' }), said({ who: '李', taken: '44' })]).messages).toEqual([]);
    expect(apply([said({ was: '4.36' })]).messages).toMatchObject([{ rule: 'corrections/reading-changed', severity: 'note' }]);
  });

  it('corrects the texts of indicators and fields', () => {
    const judged = { confidence: { level: 'low', score: 0.3 }, flags: [], place: { page: 0, line: 5 } } as const;
    const indicator: Indicator = { table: 1, tableNo: '', rowNo: 1, objective: '', level1: '产出', level2: '数量', level3: '次数', target: '≥5次', actual: '', weight: '', score: '', note: '', ...judged };
    const field: Field = { table: 0, tableNo: '', field: '项目名称', value: '测式', contact: false, ...judged };
    const read = { tables: [], indicators: [indicator], fields: [field] };
    const { indicators, fields, replayed } = applyCorrections(read, [
      said({ kind: 'indicator', key: 't01-i01', field: 'target', printed: '≥5次', was: '≥5次', taken: '≥6次', row_label: '次数', line: '5' }),
      said({ kind: 'field', key: 't00-f01', printed: '测式', was: '测式', taken: '测试', row_label: '项目名称', line: '5' }),
    ]);
    expect(replayed.map((each) => each.state)).toEqual(['applied', 'applied']);
    expect(indicators[0]).toMatchObject({ target: '≥6次', flags: ['corrected-by-person'] });
    expect(fields[0]).toMatchObject({ value: '测试', flags: ['corrected-by-person'] });
  });
});
