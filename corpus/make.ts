/**
 * Writes the self-made text dumps of this folder with their truth: `npx tsx corpus/make.ts`.
 *
 * Entities and figures are invented; wordings, column sets and layouts are those that several provinces use. A dump is
 * written the way archives' extractors write theirs: content order, a block a paragraph, empty cells gone, labels and
 * header cells broken into short lines. The truth is what is printed, planted errors included (`planted` in
 * document.json names what would be right). Figures are whole numbers of fen or yuan until they are printed.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const NAMES: Readonly<Record<string, string>> = {
  205: '教育支出', 20502: '普通教育', 2050202: '小学教育', 2050203: '初中教育', 20509: '教育费附加安排的支出', 2050904: '中等职业学校教学设施',
  207: '文化旅游体育与传媒支出', 20701: '文化和旅游', 2070104: '图书馆', 2070109: '群众文化', 2070199: '其他文化和旅游支出',
  208: '社会保障和就业支出', 20805: '行政事业单位养老支出', 2080501: '行政单位离退休', 2080502: '事业单位离退休',
  2080505: '机关事业单位基本养老保险缴费支出', 2080506: '机关事业单位职业年金缴费支出', 20808: '抚恤', 2080801: '死亡抚恤',
  210: '卫生健康支出', 21011: '行政事业单位医疗', 2101101: '行政单位医疗', 2101102: '事业单位医疗', 2101103: '公务员医疗补助',
  213: '农林水支出', 21303: '水利', 2130301: '行政运行', 2130305: '水利工程建设', 2130306: '水利工程运行与维护', 2130311: '水资源节约管理与保护',
  214: '交通运输支出', 21401: '公路水路运输', 2140101: '行政运行', 2140104: '公路建设', 2140106: '公路养护',
  220: '自然资源海洋气象等支出', 22005: '气象事务', 2200504: '气象事业机构', 2200509: '气象服务',
  221: '住房保障支出', 22102: '住房改革支出', 2210201: '住房公积金', 2210203: '购房补贴',
  301: '工资福利支出', 30101: '基本工资', 30102: '津贴补贴', 30103: '奖金', 30107: '绩效工资', 30108: '机关事业单位基本养老保险缴费',
  30109: '职业年金缴费', 30110: '职工基本医疗保险缴费', 30113: '住房公积金',
  302: '商品和服务支出', 30201: '办公费', 30205: '水费', 30206: '电费', 30211: '差旅费', 30213: '维修（护）费', 30228: '工会经费', 30231: '公务用车运行维护费',
  303: '对个人和家庭的补助', 30302: '退休费', 30305: '生活补助',
  310: '资本性支出', 31002: '办公设备购置',
};
const CLASSES = [
  ['201', '一般公共服务支出'], ['202', '外交支出'], ['203', '国防支出'], ['204', '公共安全支出'], ['205', '教育支出'], ['206', '科学技术支出'],
  ['207', '文化旅游体育与传媒支出'], ['208', '社会保障和就业支出'], ['210', '卫生健康支出'], ['211', '节能环保支出'], ['212', '城乡社区支出'],
  ['213', '农林水支出'], ['214', '交通运输支出'], ['215', '资源勘探工业信息等支出'], ['220', '自然资源海洋气象等支出'], ['221', '住房保障支出'],
] as const;
const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六'];

type Money = number | null;
/** A figure on purpose not what it should be. */
interface Planted { readonly table_no: string; readonly row_no: number; readonly column_path: string; readonly printed: string; readonly right: string; readonly why: string }
interface Row { readonly code?: string; readonly label: string; readonly values: readonly Money[]; readonly ordinal?: string }

interface Style {
  /** Printed code of a row and the U+3000 in front of its label. */
  readonly code: (code: string) => string;
  readonly label: (code: string, label: string) => string;
  /** Characters after which a label is broken; figures then stand on a line of their own (`apart`) or behind the last piece. */
  readonly labelWidth: number;
  readonly apart: boolean;
  /** Characters after which a header cell is broken, and whether each piece is a paragraph. */
  readonly headerWidth: number;
  readonly headerLoose: boolean;
  readonly grouped: boolean;
  readonly decimals: 0 | 2;
  /** A blank cell prints 0.00 or nothing. */
  readonly zeros: boolean;
}

class Dump {
  private readonly blocks: string[] = [];
  readonly tables: Record<string, unknown>[] = [];
  readonly facts: string[][] = [];
  readonly planted: Planted[] = [];
  private unnumbered = 0;

  constructor(readonly style: Style, readonly unit: '元' | '万元') {}

  block(...lines: string[]): void {
    this.blocks.push(lines.join('\n'));
  }
  /** Running text, a line a paragraph. */
  text(text: string, width = 34): void {
    for (const line of broken(text, width)) this.block(line);
  }
  page(): void {
    this.blocks.push('\n');
  }
  content(): string {
    return `${this.blocks.join('\n\n')}\n`;
  }
  line(): number {
    return this.content().split('\n').length + 1;
  }

  print(value: Money): string {
    if (value === null) return this.style.zeros ? (0).toFixed(this.style.decimals) : '';
    const text = this.style.decimals === 0 ? String(value) : `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
    return this.style.grouped ? text.replace(/\B(?=(\d{3})+(?:\.|$))/g, ',') : text;
  }

  header(cells: readonly string[]): void {
    for (const cell of cells) {
      const pieces = broken(cell, this.style.headerWidth);
      if (this.style.headerLoose) for (const piece of pieces) this.block(piece);
      else this.block(...pieces);
    }
  }

  begin(printedNo: string, title: readonly string[], kind: string, empty = false): string {
    const no = printedNo.replace(/\s/g, '') || `T${++this.unnumbered}`;
    if (printedNo !== '') this.unnumbered++;
    const first = this.line();
    for (const line of title) this.block(line);
    this.tables.push({ table_no: no, title: title.filter((line) => line.replace(/\s/g, '') !== no).join('').replace(/\s/g, ''), kind, empty, unit: this.unit, first_line: first });
    return no;
  }
  end(): void {
    this.tables.at(-1)!['last_line'] = this.line() - 3;
  }

  fact(no: string, rowNo: number, code: string, label: string, column: string, value: Money): void {
    const text = this.print(value).replaceAll(',', '');
    if (text !== '') this.facts.push([no, String(rowNo), code, label.replace(/[\s\u3000]/g, ''), column, text, '1']);
  }

  /** A table with one label column (or code and label) and figures. */
  rows(no: string, columns: readonly string[], rows: readonly Row[], wrong: Readonly<Record<string, readonly [number, string]>> = {}): void {
    rows.forEach((row, i) => {
      const values = row.values.map((value, c) => {
        const planted = wrong[`${i + 1}/${c + 1}`];
        if (!planted) return value;
        this.planted.push({ table_no: no, row_no: i + 1, column_path: columns[c]!, printed: this.print(planted[0]), right: this.print(value), why: planted[1] });
        return planted[0];
      });
      values.forEach((value, c) => { this.fact(no, i + 1, row.code ?? '', row.label, columns[c]!, value); });
      const code = row.code ? this.style.code(row.code) : '';
      const indent = /^\u3000*/.exec(code)![0];
      const pieces = broken(this.style.label(row.code ?? '', row.label), this.style.labelWidth);
      const figures = values.map((value) => this.print(value)).filter((text) => text !== '').join(' ');
      if (pieces.length === 1) this.block([code, indent + pieces[0]!, figures].filter((part) => part !== '').join(' '));
      else if (this.style.apart) {
        this.block(...(code ? [code] : []), ...pieces.map((piece, n) => (n === 0 ? indent + piece : piece)));
        if (figures !== '') this.block(figures);
      } else {
        this.block(...(code ? [code] : []), indent + pieces.slice(0, -1).join('\n'));
        this.block(pieces.at(-1)!, ...(figures === '' ? [] : [figures]));
      }
    });
  }

  /** A 收入|支出 table: both sides on one line, ordinals where the style prints 行次. */
  sides(no: string, left: readonly Row[], right: readonly Row[], leftColumns: readonly string[], rightColumns: readonly string[]): void {
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const parts: string[] = [];
      for (const [row, columns] of [[left[i], leftColumns], [right[i], rightColumns]] as const) {
        if (!row) continue;
        row.values.forEach((value, c) => { this.fact(no, i + 1, '', row.label, columns[c]!, value); });
        parts.push(row.label, row.ordinal ?? '', ...row.values.map((value) => this.print(value)));
      }
      this.block(parts.filter((part) => part !== '').join(' '));
    }
  }
}

const broken = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += width) lines.push(text.slice(at, at + width));
  return lines;
};

/** An item with its basic and project expenditure, and what of it is no fiscal appropriation. */
type Leaf = readonly [code: string, basic: Money, project: Money, other?: number];
const plus = (a: Money, b: Money): Money => (a === null ? b : b === null ? a : a + b);

/** 合计, 类, 款, 项 rows over leaves, summed upwards. */
function tree(leaves: readonly Leaf[], values: (leaf: Leaf) => readonly Money[], total: 'first' | 'last' | 'none' = 'first'): Row[] {
  const sums = new Map<string, Money[]>();
  for (const leaf of leaves) {
    const own = values(leaf);
    for (const code of ['', leaf[0].slice(0, 3), leaf[0].slice(0, 5), leaf[0]]) {
      const sum = sums.get(code);
      sums.set(code, own.map((value, i) => plus(sum?.[i] ?? null, value)));
    }
  }
  const rows = [...sums].filter(([code, own]) => code !== '' && own.some((value) => value !== null)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, own]): Row => ({ code, label: NAMES[code]!, values: own }));
  const all: Row = { label: '合计', values: sums.get('')! };
  return total === 'none' ? rows : total === 'first' ? [all, ...rows] : [...rows, all];
}
/** Economic items: 类 and 款 only. */
function economic(items: readonly (readonly [code: string, value: number])[]): Row[] {
  const sums = new Map<string, number>();
  for (const [code, value] of items) for (const key of [code.slice(0, 3), code]) sums.set(key, (sums.get(key) ?? 0) + value);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, value]) => ({ code, label: NAMES[code]!, values: [value] }));
}
const basicAndProject = ([, basic, project]: Leaf): Money[] => [plus(basic, project), basic, project];
const byFund = ([, basic, project, other = 0]: Leaf): Money[] => {
  const all = plus(basic, project) ?? 0;
  return [all, all - other === 0 ? null : all - other, other || null];
};
const fiscalOnly = (leaves: readonly Leaf[]): Leaf[] =>
  leaves.flatMap(([code, basic, project, other = 0]): Leaf[] => {
    const rest = (project ?? 0) - other;
    return other === 0 ? [[code, basic, project]] : basic === null && rest === 0 ? [] : [[code, basic, rest === 0 ? null : rest]];
  });
const sum = (rows: readonly Row[]): number => rows[0]!.values[0]!;
const classRows = (leaves: readonly Leaf[], prefix: (i: number) => string, values: (total: Money) => Money[], ordinal?: (i: number) => string): Row[] =>
  CLASSES.map(([code, name], i) => {
    const own = leaves.filter((leaf) => leaf[0].startsWith(code)).map((leaf) => plus(leaf[1], leaf[2])).reduce(plus, null);
    return { label: `${prefix(i)}${name}`, values: values(own), ...(ordinal ? { ordinal: ordinal(i) } : {}) };
  });

interface Made { readonly doc: string; readonly entity: string; readonly document_type: string; readonly fiscal_year: number; readonly phenomena: string; readonly dump: Dump; readonly encode?: (text: string) => Buffer }

/** Budget of a library: tables numbered 表一 …, indented names, thousands separators, a head repeated after a page break. */
function library(): Made {
  const entity = '云溪市图书馆';
  const dump = new Dump({ code: (c) => '\u3000'.repeat((c.length - 3) / 2) + c, label: (_, l) => l, labelWidth: 13, apart: true, headerWidth: 6, headerLoose: false, grouped: true, decimals: 2, zeros: false }, '万元');
  const leaves: Leaf[] = [['2070104', 118_640, 64_250, 3_800], ['2070199', null, 12_000], ['2080502', 4_236, null], ['2080505', 15_872, null], ['2080506', 7_936, null], ['2101102', 8_928, null], ['2210201', 11_904, null], ['2210203', 2_310, null]];
  const fiscal = fiscalOnly(leaves);
  dump.text(`${entity}2023年部门预算公开`);
  dump.block('目  录');
  for (const line of ['第一部分 单位概况', '第二部分 2023年部门预算表', '表1 收支总表', '表2 收入总表', '表3 支出总表']) dump.block(line);
  dump.page();
  dump.block('第一部分 单位概况');
  dump.text(`${entity}是公益一类事业单位，负责文献收集、整理、保存和流通，开展阅读推广和公共数字文化服务。`);
  dump.block('第二部分 2023年部门预算表');
  dump.page();
  let no = dump.begin('表1', ['表1', '收支总表'], 'revenue_expenditure_summary');
  dump.block(`部门：${entity} 单位：万元`);
  dump.block('收      入 支      出');
  dump.block('项目 预算数 项目 预算数');
  const all = sum(tree(leaves, basicAndProject));
  dump.sides(
    no,
    [{ label: '一、一般公共预算拨款收入', values: [all - 3_800] }, { label: '二、政府性基金预算拨款收入', values: [null] }, { label: '三、国有资本经营预算拨款收入', values: [null] }, { label: '四、财政专户管理资金收入', values: [null] }, { label: '五、事业收入', values: [3_800] }, ...Array.from({ length: 11 }, () => ({ label: '', values: [null] })), { label: '本年收入合计', values: [all] }, { label: '上年结转结余', values: [null] }, { label: '收入总计', values: [all] }],
    [...classRows(leaves, (i) => `${ORDINALS[i]}、`, (v) => [v]), { label: '本年支出合计', values: [all] }, { label: '年终结转结余', values: [null] }, { label: '支出总计', values: [all] }],
    ['收入/预算数'], ['支出/预算数'],
  );
  dump.end();
  dump.page();
  no = dump.begin('表2', ['表2', '收入总表'], 'revenue');
  dump.block(`部门：${entity} 单位：万元`);
  const revenueHead = ['科目编码', '科目名称', '合计', '一般公共预算拨款收入', '政府性基金预算拨款收入', '事业收入', '上年结转'];
  dump.header(revenueHead);
  dump.rows(no, ['合计', '一般公共预算拨款收入', '政府性基金预算拨款收入', '事业收入', '上年结转'], tree(leaves, (leaf) => { const [a, f, o] = byFund(leaf); return [a!, f!, null, o!, null]; }));
  dump.end();
  dump.page();
  no = dump.begin('表3', ['表3', '支出总表'], 'expenditure');
  dump.block(`部门：${entity} 单位：万元`);
  const head = ['科目编码', '科目名称', '合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出'];
  const columns = head.slice(2);
  dump.header(head);
  const rows = tree(leaves, (leaf) => [...basicAndProject(leaf), null, null, null]);
  dump.rows(no, columns, rows.slice(0, 8));
  dump.page();
  dump.header(head);
  rows.slice(8).forEach((row, i) => { dump.rows(no, columns, [row]); for (const fact of dump.facts.slice(-columns.length)) if (fact[0] === no && fact[2] === row.code) fact[1] = String(9 + i); });
  dump.end();
  dump.page();
  no = dump.begin('表4', ['表4', '财政拨款收支总表'], 'fiscal_appropriation_summary');
  dump.block(`部门：${entity} 单位：万元`);
  dump.block('收      入 支      出');
  dump.block('项目 预算数 项目 预算数');
  const own = sum(tree(fiscal, basicAndProject));
  dump.sides(
    no,
    [{ label: '一、本年收入', values: [own] }, { label: '（一）一般公共预算拨款', values: [own] }, { label: '（二）政府性基金预算拨款', values: [null] }, { label: '（三）国有资本经营预算拨款', values: [null] }, { label: '二、上年结转', values: [null] }, ...Array.from({ length: 12 }, () => ({ label: '', values: [null] })), { label: '收入总计', values: [own] }],
    [{ label: '一、本年支出', values: [own] }, ...classRows(fiscal, (i) => `（${ORDINALS[i]}）`, (v) => [v]), { label: '支出总计', values: [own] }],
    ['收入/预算数'], ['支出/预算数'],
  );
  dump.end();
  dump.page();
  no = dump.begin('表5', ['表5', '一般公共预算支出表'], 'general_public_expenditure');
  dump.block(`部门：${entity} 单位：万元`);
  dump.header(['科目编码', '科目名称', '合计', '基本支出', '项目支出']);
  dump.rows(no, ['合计', '基本支出', '项目支出'], tree(fiscal, basicAndProject));
  dump.end();
  dump.page();
  no = dump.begin('表6', ['表6', '一般公共预算基本支出表'], 'general_public_basic_expenditure');
  dump.block(`部门：${entity} 单位：万元`);
  dump.header(['科目编码', '科目名称', '合计', '人员经费', '公用经费']);
  const people: readonly (readonly [string, number])[] = [['30101', 52_300], ['30102', 6_120], ['30107', 38_706], ['30108', 15_872], ['30109', 7_936], ['30110', 8_928], ['30113', 11_904], ['30302', 4_236], ['30305', 2_310]];
  const office: readonly (readonly [string, number])[] = [['30201', 8_200], ['30205', 960], ['30206', 5_400], ['30211', 1_500], ['30228', 2_484], ['31002', 2_970]];
  const both = [...economic(people).map((row) => ({ ...row, values: [row.values[0]!, row.values[0]!, null] })), ...economic(office).map((row) => ({ ...row, values: [row.values[0]!, null, row.values[0]!] }))].sort((a, b) => (a.code! < b.code! ? -1 : 1));
  const [p, o] = [people.reduce((s, [, v]) => s + v, 0), office.reduce((s, [, v]) => s + v, 0)];
  dump.rows(no, ['合计', '人员经费', '公用经费'], [{ label: '合计', values: [p + o, p, o] }, ...both]);
  dump.end();
  dump.page();
  no = dump.begin('表7', ['表7', '一般公共预算“三公”经费支出表'], 'three_public');
  dump.block(`部门：${entity} 单位：万元`);
  dump.header(['“三公”经费合计', '因公出国（境）费']);
  dump.block('公务用车购置及运行费');
  dump.header(['公务接待费', '小计', '公务用车购置费', '公务用车运行费']);
  ['“三公”经费合计', '公务用车购置及运行费/小计', '公务用车购置及运行费/公务用车运行费', '公务接待费'].forEach((column, c) => { dump.fact(no, 1, '', '', column, [480, 360, 360, 120][c]!); });
  dump.block('4.80 3.60 3.60 1.20');
  dump.end();
  dump.page();
  no = dump.begin('表8', ['表8', '政府性基金预算支出表'], 'government_fund', true);
  dump.block(`部门：${entity} 单位：万元`);
  dump.header(['科目编码', '科目名称', '合计', '基本支出', '项目支出']);
  dump.text('说明：本单位2023年没有使用政府性基金预算拨款安排的支出，故本表无数据。');
  dump.end();
  dump.page();
  dump.block('第三部分 预算情况说明');
  dump.text(`2023年收入预算${dump.print(all)}万元，其中一般公共预算拨款收入${dump.print(all - 3_800)}万元，事业收入38.00万元。`);
  return { doc: 'yunxi-library-2023', entity, document_type: 'budget', fiscal_year: 2023, phenomena: 'indented codes and names, head repeated after a page break, thousands separators, a table printed empty, one row of 三公 with cells gone', dump };
}

/** Final accounts without table numbers and notes: codes in parts (213 03 05), labels broken before the figures. */
function water(): Made {
  const entity = '青岩县水利局';
  const dump = new Dump({ code: (c) => [c.slice(0, 3), c.slice(3, 5), c.slice(5)].filter((x) => x !== '').join(' '), label: (_, l) => l, labelWidth: 14, apart: true, headerWidth: 5, headerLoose: false, grouped: true, decimals: 2, zeros: false }, '万元');
  const leaves: Leaf[] = [['2080501', 6_215, null], ['2080505', 21_476, null], ['2080506', 10_738, null], ['2080801', null, 4_512], ['2101101', 11_820, null], ['2130301', 186_340, 2_000], ['2130305', null, 1_250_000], ['2130306', null, 87_655, 12_005], ['2130311', null, 23_100], ['2210201', 16_107, null]];
  const fiscal = fiscalOnly(leaves);
  dump.block(`${entity}2022年度部门决算`);
  dump.text('一、部门职责：贯彻执行水利工作的方针政策和法律法规，负责保障水资源的合理开发利用，组织实施水利工程建设与运行管理。');
  dump.page();
  let no = dump.begin('', ['收入支出决算总表'], 'revenue_expenditure_summary');
  dump.block('单位：万元');
  dump.block('收入 支出');
  dump.block('项目 决算数 项目 决算数');
  const all = sum(tree(leaves, basicAndProject));
  const other = 12_005;
  dump.sides(
    no,
    [{ label: '一、一般公共预算财政拨款收入', values: [all - other] }, { label: '二、政府性基金预算财政拨款收入', values: [null] }, { label: '三、国有资本经营预算财政拨款收入', values: [null] }, { label: '四、上级补助收入', values: [null] }, { label: '五、事业收入', values: [null] }, { label: '六、经营收入', values: [null] }, { label: '七、附属单位上缴收入', values: [null] }, { label: '八、其他收入', values: [9_800] }, ...Array.from({ length: 8 }, () => ({ label: '', values: [null] })), { label: '本年收入合计', values: [all - other + 9_800] }, { label: '年初结转和结余', values: [3_305] }, { label: '总计', values: [all + 1_100] }],
    [...classRows(leaves, (i) => `${ORDINALS[i]}、`, (v) => [v]), { label: '本年支出合计', values: [all] }, { label: '年末结转和结余', values: [1_100] }, { label: '总计', values: [all + 1_100] }],
    ['收入/决算数'], ['支出/决算数'],
  );
  dump.end();
  dump.page();
  no = dump.begin('', ['支出决算表'], 'expenditure');
  dump.block('单位：万元');
  dump.header(['项目', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出']);
  dump.block('支出功能分类', '科目编码');
  dump.block('科目名称');
  dump.block('类 款 项');
  dump.rows(no, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'], tree(leaves, (leaf) => [...basicAndProject(leaf), null, null, null]));
  dump.end();
  dump.page();
  no = dump.begin('', ['一般公共预算财政拨款支出决算表'], 'general_public_expenditure');
  dump.block('单位：万元');
  dump.header(['项目', '合计', '基本支出', '项目支出']);
  dump.block('支出功能分类', '科目编码');
  dump.block('科目名称');
  dump.block('类 款 项');
  dump.rows(no, ['合计', '基本支出', '项目支出'], tree(fiscal, basicAndProject));
  dump.end();
  dump.page();
  no = dump.begin('', ['一般公共预算财政拨款基本支出决算表'], 'general_public_basic_expenditure');
  dump.block('单位：万元');
  dump.header(['经济分类科目编码', '科目名称', '合计', '人员经费', '公用经费']);
  const people: readonly (readonly [string, number])[] = [['30101', 78_200], ['30102', 41_350], ['30103', 22_116], ['30108', 21_476], ['30109', 10_738], ['30110', 11_820], ['30113', 16_107], ['30302', 6_215]];
  const office: readonly (readonly [string, number])[] = [['30201', 12_640], ['30206', 4_330], ['30211', 9_284], ['30213', 6_510], ['30228', 4_800], ['30231', 7_110]];
  const rows = [...economic(people).map((row) => ({ ...row, values: [row.values[0]!, row.values[0]!, null] })), ...economic(office).map((row) => ({ ...row, values: [row.values[0]!, null, row.values[0]!] }))].sort((a, b) => (a.code! < b.code! ? -1 : 1));
  const [p, o] = [people.reduce((s, [, v]) => s + v, 0), office.reduce((s, [, v]) => s + v, 0)];
  dump.rows(no, ['合计', '人员经费', '公用经费'], [...rows, { label: '合计', values: [p + o, p, o] }]);
  dump.end();
  dump.page();
  dump.block('三、支出决算情况说明');
  dump.text(`2022年度本年支出合计${dump.print(all)}万元，其中：农林水支出${dump.print(leaves.filter(([c]) => c.startsWith('213')).reduce((s, [, b, j]) => s + (b ?? 0) + (j ?? 0), 0))}万元。`);
  return { doc: 'qingyan-water-2022', entity, document_type: 'final_accounts', fiscal_year: 2022, phenomena: 'no table numbers, no notes, codes printed in parts, labels broken before the figures, total last, ungrouped head of codes', dump };
}

/** Budget in yuan, whole figures, codes glued to names with a dash, title under the unit line, GB18030 with CRLF. */
function road(): Made {
  const entity = '临河区公路事业发展中心';
  const dump = new Dump({ code: () => '', label: (c, l) => (c ? `${c}-${l}` : l), labelWidth: 60, apart: true, headerWidth: 8, headerLoose: true, grouped: true, decimals: 0, zeros: false }, '元');
  const leaves: Leaf[] = [['2080505', 1_204_416, null], ['2080506', 602_208, null], ['2101102', 677_484, null], ['2140104', null, 38_000_000], ['2140106', 9_874_120, 6_450_000], ['2210201', 903_312, null]];
  dump.block(`${entity}2021年预算公开`);
  dump.text('根据预算管理有关规定，现将本单位2021年预算公开如下。');
  dump.page();
  let no = dump.begin('预算公开03表', ['预算公开03表', '支出预算总表'], 'expenditure');
  dump.block(`单位名称：${entity} 单位：元`);
  dump.header(['功能科目', '合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出']);
  dump.rows(no, ['合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出'], tree(leaves, (leaf) => [...basicAndProject(leaf), null, null, null]));
  dump.end();
  dump.page();
  no = dump.begin('预算公开05表', ['预算公开05表', '一般公共预算支出表'], 'general_public_expenditure');
  dump.block(`单位名称：${entity} 单位：元`);
  dump.header(['功能科目', '合计', '基本支出', '项目支出']);
  dump.rows(no, ['合计', '基本支出', '项目支出'], tree(leaves, basicAndProject));
  dump.end();
  dump.page();
  no = dump.begin('预算公开06表', ['预算公开06表', '一般公共预算基本支出表'], 'general_public_basic_expenditure');
  dump.block(`单位名称：${entity} 单位：元`);
  dump.header(['经济科目', '合计', '人员经费', '公用经费']);
  const people: readonly (readonly [string, number])[] = [['30101', 4_310_600], ['30107', 3_118_000], ['30108', 1_204_416], ['30109', 602_208], ['30110', 677_484], ['30113', 903_312]];
  const office: readonly (readonly [string, number])[] = [['30201', 860_000], ['30206', 312_000], ['30211', 420_000], ['30228', 241_520], ['30231', 612_000]];
  const rows = [...economic(people).map((row) => ({ ...row, values: [row.values[0]!, row.values[0]!, null] })), ...economic(office).map((row) => ({ ...row, values: [row.values[0]!, null, row.values[0]!] }))];
  const [p, o] = [people.reduce((s, [, v]) => s + v, 0), office.reduce((s, [, v]) => s + v, 0)];
  dump.rows(no, ['合计', '人员经费', '公用经费'], [{ label: '合计', values: [p + o, p, o] }, ...rows]);
  dump.end();
  return { doc: 'linhe-road-2021', entity, document_type: 'budget', fiscal_year: 2021, phenomena: 'yuan without decimals, code and name glued by a dash, table numbers 预算公开03表, GB18030 with CRLF, every piece of a header a paragraph', dump, encode: gb18030 };
}

/** Final accounts in yuan with 行次 and 栏次 columns, printed equations, names broken with the tail before the figures. */
function weather(): Made {
  const entity = '云顶县气象局';
  const dump = new Dump({ code: (c) => c, label: (_, l) => l, labelWidth: 12, apart: false, headerWidth: 4, headerLoose: true, grouped: false, decimals: 2, zeros: false }, '元');
  const leaves: Leaf[] = [['2080502', 8_640_000, null], ['2080505', 21_045_012, null], ['2101102', 11_837_820, null], ['2101103', 2_630_626, null], ['2200504', 262_314_433, 18_500_000], ['2200509', null, 96_318_055, 20_000_000], ['2210201', 15_783_759, null]];
  const fiscal = fiscalOnly(leaves);
  dump.block(`${entity}2019年度部门决算`);
  dump.page();
  const all = sum(tree(leaves, basicAndProject));
  let no = dump.begin('公开01表', ['收入支出决算总表', '公开01表'], 'revenue_expenditure_summary');
  dump.block(`部门：${entity} 2019年度 金额单位：元`);
  dump.block('收入 支出');
  dump.block('项目 行次 决算数 项目 行次 决算数');
  dump.block('栏次 1 栏次 2');
  const leftNames = ['一、一般公共预算财政拨款收入', '二、政府性基金预算财政拨款收入', '三、上级补助收入', '四、事业收入', '五、经营收入', '六、附属单位上缴收入', '七、其他收入'];
  const left = Array.from({ length: 16 }, (_, i): Row => ({ label: leftNames[i] ?? '', ordinal: String(i + 1), values: [i === 0 ? all - 20_000_000 : i === 6 ? 20_000_000 : null] }));
  dump.sides(
    no,
    [...left, { label: '本年收入合计', ordinal: '17', values: [all] }, { label: '用事业基金弥补收支差额', ordinal: '18', values: [null] }, { label: '年初结转和结余', ordinal: '19', values: [null] }, { label: '总计', ordinal: '20', values: [all] }],
    [...classRows(leaves, (i) => `${ORDINALS[i]}、`, (v) => [v], (i) => String(21 + i)), { label: '本年支出合计', ordinal: '37', values: [all] }, { label: '结余分配', ordinal: '38', values: [null] }, { label: '年末结转和结余', ordinal: '39', values: [null] }, { label: '总计', ordinal: '40', values: [all] }],
    ['收入/决算数'], ['支出/决算数'],
  );
  dump.block('注：本表反映部门本年度的总收支和年末结转结余情况。');
  dump.block('17行＝（1+2+3+4+5+6+7）行；20行＝（17+18+19）行；');
  dump.block('37行＝（21+22+…+36）行；40行＝（37+38+39）行。');
  dump.end();
  dump.page();
  no = dump.begin('公开02表', ['收入决算表', '公开02表'], 'revenue');
  dump.block(`部门：${entity} 2019年度 金额单位：元`);
  dump.header(['项目', '本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入', '功能分类科目编码', '科目名称']);
  dump.block('栏次 1 2 3 4 5 6 7');
  dump.rows(no, ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'], tree(leaves, (leaf) => { const [a, f, o] = byFund(leaf); return [a!, f!, null, null, null, null, o!]; }));
  dump.block('注：本表反映部门本年度取得的各项收入情况。');
  dump.block('1栏各行＝（2+3+4+5+6+7）栏各行。');
  dump.end();
  dump.page();
  no = dump.begin('公开03表', ['支出决算表', '公开03表'], 'expenditure');
  dump.block(`部门：${entity} 2019年度 金额单位：元`);
  dump.header(['项目', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出', '功能分类科目编码', '科目名称']);
  dump.block('栏次 1 2 3 4 5 6');
  dump.rows(no, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'], tree(leaves, (leaf) => [...basicAndProject(leaf), null, null, null]));
  dump.block('注：本表反映部门本年度各项支出情况。');
  dump.block('1栏各行＝（2+3+4+5+6）栏各行。');
  dump.end();
  dump.page();
  no = dump.begin('公开05表', ['一般公共预算财政拨款支出决算表', '公开05表'], 'general_public_expenditure');
  dump.block(`部门：${entity} 2019年度 金额单位：元`);
  dump.header(['项目', '本年支出', '功能分类科目编码', '科目名称', '小计', '基本支出', '项目支出']);
  dump.block('栏次 1 2 3');
  dump.rows(no, ['本年支出/小计', '本年支出/基本支出', '本年支出/项目支出'], tree(fiscal, basicAndProject));
  dump.block('注：本表反映部门本年度一般公共预算财政拨款支出情况。');
  dump.block('1栏各行＝（2+3）栏各行。');
  dump.end();
  return { doc: 'yunding-weather-2019', entity, document_type: 'final_accounts', fiscal_year: 2019, phenomena: 'yuan with decimals, 行次 columns, 栏次 rows, printed equations, table number after the title, tails of labels before the figures', dump };
}

/** Budget of a school in which every blank is printed 0.00 and two totals are wrong. */
function school(): Made {
  const entity = '河西实验学校';
  const dump = new Dump({ code: (c) => c, label: (_, l) => l, labelWidth: 40, apart: true, headerWidth: 10, headerLoose: false, grouped: false, decimals: 2, zeros: true }, '万元');
  const leaves: Leaf[] = [['2050202', 231_450, 32_000], ['2050203', 187_310, 8_640], ['2050904', null, 15_000], ['2080505', 52_600, null], ['2080506', 26_300, null], ['2101102', 29_588, null], ['2210201', 39_450, null]];
  dump.block(`${entity}2024年单位预算`);
  dump.page();
  let no = dump.begin('附表3', ['附表3', '部门支出总体情况表'], 'expenditure');
  dump.block(`填报单位：${entity} 单位：万元`);
  dump.header(['科目编码', '科目名称', '合计', '基本支出', '项目支出', '事业单位经营支出']);
  const rows = tree(leaves, (leaf) => [...basicAndProject(leaf), null]);
  const at = rows.findIndex((row) => row.code === '20502') + 1;
  dump.rows(no, ['合计', '基本支出', '项目支出', '事业单位经营支出'], rows, { [`${at}/1`]: [rows[at - 1]!.values[0]! + 10_000, '款 and 项 do not add up, and 合计 is not 基本+项目'] });
  dump.end();
  dump.page();
  no = dump.begin('附表5', ['附表5', '一般公共预算支出情况表'], 'general_public_expenditure');
  dump.block(`填报单位：${entity} 单位：万元`);
  dump.header(['科目编码', '科目名称', '合计', '基本支出', '项目支出']);
  dump.rows(no, ['合计', '基本支出', '项目支出'], rows.map((row) => ({ ...row, values: row.values.slice(0, 3) })));
  dump.end();
  dump.page();
  no = dump.begin('附表6', ['附表6', '一般公共预算基本支出情况表'], 'general_public_basic_expenditure');
  dump.block(`填报单位：${entity} 单位：万元`);
  dump.header(['经济分类科目编码', '经济分类科目名称', '合计', '人员经费', '公用经费']);
  const people: readonly (readonly [string, number])[] = [['30101', 210_300], ['30107', 138_820], ['30108', 52_600], ['30109', 26_300], ['30110', 29_588], ['30113', 39_450]];
  const office: readonly (readonly [string, number])[] = [['30201', 24_640], ['30205', 8_000], ['30206', 17_000], ['30213', 12_000], ['30228', 8_000]];
  const basic = [...economic(people).map((row) => ({ ...row, values: [row.values[0]!, row.values[0]!, null] })), ...economic(office).map((row) => ({ ...row, values: [row.values[0]!, null, row.values[0]!] }))];
  const [p, o] = [people.reduce((s, [, v]) => s + v, 0), office.reduce((s, [, v]) => s + v, 0)];
  const all: Row[] = [{ label: '合计', values: [p + o, p, o] }, ...basic];
  const electricity = all.findIndex((row) => row.code === '30206') + 1;
  dump.rows(no, ['合计', '人员经费', '公用经费'], all, { [`${electricity}/3`]: [71_000, 'digits turned round: 合计 of the row and 302 say 170.00'] });
  dump.end();
  return { doc: 'hexi-school-2024', entity, document_type: 'budget', fiscal_year: 2024, phenomena: 'blanks printed 0.00, titles …情况表, two planted errors', dump };
}

/** Final accounts whose tables print only a row's own digits (207, then 01, then 09), and one planted total. */
function culture(): Made {
  const entity = '南桥镇综合文化站';
  const dump = new Dump({ code: (c) => (c.length === 3 ? c : c.slice(-2)), label: (_, l) => l, labelWidth: 16, apart: true, headerWidth: 7, headerLoose: false, grouped: true, decimals: 2, zeros: false }, '万元');
  const leaves: Leaf[] = [['2070109', 84_316, 27_845], ['2070199', null, 9_600], ['2080502', 2_240, null], ['2080505', 10_934, null], ['2101102', 6_150, null], ['2210201', 8_200, null]];
  dump.block(`${entity}2020年度决算公开`);
  dump.page();
  let no = dump.begin('决03表', ['支出决算表', '决03表'], 'expenditure');
  dump.block(`编制单位：${entity} 2020年度 金额单位：万元`);
  dump.header(['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出']);
  dump.rows(no, ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'], tree(leaves, (leaf) => [...basicAndProject(leaf), null, null, null]));
  dump.end();
  dump.page();
  no = dump.begin('决05表', ['一般公共预算财政拨款支出决算表', '决05表'], 'general_public_expenditure');
  dump.block(`编制单位：${entity} 2020年度 金额单位：万元`);
  dump.header(['科目编码', '科目名称', '合计', '基本支出', '项目支出']);
  const rows = tree(leaves, basicAndProject);
  dump.rows(no, ['合计', '基本支出', '项目支出'], rows, { '1/2': [rows[0]!.values[1]! - 1_000, 'total of 基本支出 is 10.00 short of its parts and of 决03表'] });
  dump.end();
  dump.page();
  no = dump.begin('决07表', ['“三公”经费支出决算表', '决07表'], 'three_public');
  dump.block(`编制单位：${entity} 2020年度 金额单位：万元`);
  dump.header(['项目', '预算数', '决算数']);
  const spent: readonly (readonly [string, Money, Money])[] = [['合计', 300, 214], ['1.因公出国（境）费', null, null], ['2.公务用车购置及运行维护费', 220, 180], ['其中：公务用车购置费', null, null], ['公务用车运行维护费', 220, 180], ['3.公务接待费', 80, 34]];
  dump.rows(no, ['预算数', '决算数'], spent.map(([label, a, b]) => ({ label, values: [a, b] })));
  dump.end();
  return { doc: 'nanqiao-culture-2020', entity, document_type: 'final_accounts', fiscal_year: 2020, phenomena: 'codes printed as an outline (own digits only), 三公 as a list, a planted total', dump };
}

/** GB18030 with CRLF: enough of it for these documents, taken from the platform's decoder. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number[]>();
  for (let a = 0x81; a <= 0xfe; a++) for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) table.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  return Buffer.from([...text.replaceAll('\n', '\r\n')].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : table.get(c)!)));
}

export const DOCUMENTS: readonly (() => Made)[] = [library, water, road, weather, school, culture];
const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\n').concat('\n');

/** Every file of the corpus by its path below this folder. */
export function make(): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const manifest = [['doc', 'source_file', 'sha256', 'document_type', 'fiscal_year', 'made_by', 'phenomena']];
  for (const { doc, entity, document_type, fiscal_year, phenomena, dump, encode } of DOCUMENTS.map((one) => one())) {
    const bytes = (encode ?? Buffer.from)(dump.content());
    const source_sha256 = createHash('sha256').update(bytes).digest('hex');
    files.set(`${doc}/${doc}.txt`, bytes);
    const truth = { doc, source_file: `${doc}.txt`, source_sha256, entity, document_type, fiscal_year, unit: dump.unit, tables: dump.tables, planted: dump.planted };
    files.set(`${doc}/document.json`, Buffer.from(`${JSON.stringify(truth, null, 1)}\n`));
    files.set(`${doc}/facts.csv`, Buffer.from(csv([['table_no', 'row_no', 'code', 'label', 'column_path', 'value', 'certain'], ...dump.facts])));
    manifest.push([doc, `${doc}.txt`, source_sha256, document_type, String(fiscal_year), 'corpus/make.ts', phenomena]);
  }
  files.set('manifest.csv', Buffer.from(csv(manifest)));
  return files;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [path, bytes] of make()) {
    const to = new URL(path, import.meta.url);
    mkdirSync(new URL('.', to), { recursive: true });
    writeFileSync(to, bytes);
  }
