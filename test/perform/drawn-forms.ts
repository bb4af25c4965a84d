import { type Draw, makePdf, widthOf } from '../pdf/make-pdf.js';

/**
 * Forms of performance as places print them, made up: what is drawn, and what truly stands in it.
 * `text>n` spans n columns, `text^n` n rows (`text>2^3`), '' is a cell left empty, null a place covered from above.
 */
export interface DrawnForm {
  readonly name: string;
  readonly title: string;
  readonly above?: readonly string[];
  /** Shares of the width. */
  readonly columns: readonly number[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** level1|level2|level3|target|actual|weight|score */
  readonly indicators: readonly string[];
  /** Field and value of the head that matter most, `name=value`. */
  readonly fields: readonly string[];
  /** Its levels are no known names and its cells long words: a dump cannot part them, and nothing of it may be sure. */
  readonly dumpUnsure?: true;
}

interface Placed { readonly row: number; readonly col: number; readonly rows: number; readonly cols: number; readonly lines: readonly string[] }

const SIZE = 8;
const LINE = 1.25 * SIZE;
const [LEFT, RIGHT, TOP] = [40, 555, 60];

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    let line = '';
    for (const letter of part) {
      if (line !== '' && widthOf(line + letter, SIZE) > width) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
    lines.push(line);
  }
  return lines;
}

function place(form: DrawnForm, xs: readonly number[]): Placed[] {
  const taken = new Set<string>();
  const cells: Placed[] = [];
  for (const [row, texts] of form.rows.entries()) {
    let col = 0;
    for (const printed of texts) {
      if (printed === null) continue;
      while (taken.has(`${row},${col}`)) col++;
      const [, text, cols, rows] = /^(.*?)(?:>(\d+))?(?:\^(\d+))?$/s.exec(printed)!;
      const cell = { row, col, rows: Number(rows ?? 1), cols: Number(cols ?? 1) };
      for (let r = row; r < row + cell.rows; r++) for (let c = col; c < col + cell.cols; c++) taken.add(`${r},${c}`);
      cells.push({ ...cell, lines: text === '' ? [] : wrap(text!, xs[col + cell.cols]! - xs[col]! - 6) });
      col += cell.cols;
    }
    if (col > form.columns.length) throw new Error(`${form.name}: row ${row} has ${col} columns`);
  }
  return cells;
}

/** The form on pages of its own, ruled, texts in the middle of their cells; a cell that a page end cuts goes on below it. */
export function drawForm(form: DrawnForm, pageHeight = 842): Uint8Array {
  const total = form.columns.reduce((a, b) => a + b, 0);
  const xs = form.columns.reduce<number[]>((all, share) => [...all, all.at(-1)! + (share / total) * (RIGHT - LEFT)], [LEFT]);
  const cells = place(form, xs);
  const heights = form.rows.map((_, row) => Math.max(1, ...cells.filter((cell) => cell.row === row && cell.rows === 1).map(({ lines }) => lines.length)) * LINE + 6);
  for (const cell of cells.filter(({ rows }) => rows > 1)) {
    const have = heights.slice(cell.row, cell.row + cell.rows).reduce((a, b) => a + b, 0);
    const need = cell.lines.length * LINE + 6;
    if (need > have) heights[cell.row + cell.rows - 1]! += need - have;
  }
  const pages: Draw[][] = [[]];
  let y = TOP;
  for (const text of [form.title, ...(form.above ?? [])]) {
    pages[0]!.push({ text, x: text === form.title ? (LEFT + RIGHT - widthOf(text, 12)) / 2 : LEFT, y, size: text === form.title ? 12 : SIZE });
    y += 22;
  }
  const tops: { page: number; y: number }[] = [];
  for (const height of heights) {
    if (y + height > pageHeight - 50) {
      pages.push([]);
      y = TOP;
    }
    tops.push({ page: pages.length - 1, y });
    y += height;
  }
  for (const cell of cells) {
    // The parts of a cell on each page it reaches; its text stands on the first.
    const rows = Array.from({ length: cell.rows }, (_, k) => cell.row + k);
    const parts = [...new Set(rows.map((row) => tops[row]!.page))].map((page) => rows.filter((row) => tops[row]!.page === page));
    for (const [k, part] of parts.entries()) {
      const draw = pages[tops[part[0]!]!.page]!;
      const y0 = tops[part[0]!]!.y;
      const y1 = tops[part.at(-1)!]!.y + heights[part.at(-1)!]!;
      const [x0, x1] = [xs[cell.col]!, xs[cell.col + cell.cols]!];
      draw.push({ rule: [x0, y0, x1, y0] }, { rule: [x0, y1, x1, y1] }, { rule: [x0, y0, x0, y1] }, { rule: [x1, y0, x1, y1] });
      if (k > 0) continue;
      cell.lines.forEach((text, i) => {
        const width = widthOf(text, SIZE);
        draw.push({ text, x: cell.lines.length > 2 ? x0 + 3 : (x0 + x1 - width) / 2, y: (y0 + y1 - cell.lines.length * LINE) / 2 + i * LINE, size: SIZE });
      });
    }
  }
  return makePdf(pages.map((draw) => ({ draw, height: pageHeight })));
}

export const FORMS: readonly DrawnForm[] = [
  {
    name: 'national project self-evaluation: points in the first levels, points of the rate, total below',
    title: '项目支出绩效自评表',
    above: ['（2023年度）'],
    columns: [2, 4, 5, 8, 6, 6, 4, 4, 8],
    rows: [
      ['项目名称>2', '河道巡查管护经费>7'],
      ['主管部门>2', '某市水务局>3', '实施单位', '某市河湖管理所>3'],
      ['项目资金\n（万元）>2^5', '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
      [null, '年度资金总额', '120.00', '118.50', '106.65', '10', '90.00%', '9.00'],
      [null, '其中：当年财政拨款', '100.00', '98.50', '88.65', '—', '90.00%', '—'],
      [null, '上年结转资金', '20.00', '20.00', '18.00', '—', '90.00%', '—'],
      [null, '其他资金', '0.00', '0.00', '0.00', '—', '', '—'],
      ['年度总体目标^2', '预期目标>4', '实际完成情况>4'],
      [null, '完成全市河道日常巡查，保障河道水质稳定。>4', '已完成全市河道巡查，水质稳定达标。>4'],
      ['绩效指标^8', '一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '偏差原因分析及改进措施'],
      [null, '产出指标（50分）^4', '数量指标', '巡查河道长度', '≥300公里', '312公里', '20', '20', ''],
      [null, '质量指标', '巡查问题整改率', '≥95%', '92%', '10', '9.68', '个别问题跨年整改，加强督办'],
      [null, '时效指标', '巡查任务完成时间', '2023年12月底前', '2023年12月20日', '10', '10', ''],
      [null, '成本指标', '巡查成本', '≤118.5万元', '106.65万元', '10', '10', ''],
      [null, '效益指标（30分）^2', '生态效益指标', '河道水质达标率', '100%', '100%', '15', '15', ''],
      [null, '可持续影响指标', '长效管护机制', '健全', '基本健全', '15', '12', '制度尚需完善'],
      [null, '满意度指标（10分）', '服务对象满意度指标', '沿河居民满意度', '≥90%', '93%', '10', '10', ''],
      ['总分>6', '100', '95.68', ''],
    ],
    indicators: [
      '产出指标（50分）|数量指标|巡查河道长度|≥300公里|312公里|20|20',
      '产出指标（50分）|质量指标|巡查问题整改率|≥95%|92%|10|9.68',
      '产出指标（50分）|时效指标|巡查任务完成时间|2023年12月底前|2023年12月20日|10|10',
      '产出指标（50分）|成本指标|巡查成本|≤118.5万元|106.65万元|10|10',
      '效益指标（30分）|生态效益指标|河道水质达标率|100%|100%|15|15',
      '效益指标（30分）|可持续影响指标|长效管护机制|健全|基本健全|15|12',
      '满意度指标（10分）|服务对象满意度指标|沿河居民满意度|≥90%|93%|10|10',
    ],
    fields: ['项目名称=河道巡查管护经费', '主管部门=某市水务局', '实施单位=某市河湖管理所', '总分/分值=100', '总分=95.68'],
  },
  {
    name: 'sign, figure and unit apart, actual beside them; the budget\'s execution above, findings below',
    title: '部门预算项目支出绩效自评表（2023年度）',
    columns: [5, 5, 5, 8, 4, 5, 4, 5, 4, 4, 7],
    rows: [
      ['项目名称', '51000021R000000000012-安全设备更新>10'],
      ['主管部门', '某县司法局>3', '实施单位（盖章）>2', '某县司法局>5'],
      ['项目基本情况^3', '1.项目年度目标完成情况^2', '项目年度目标>4', '年度目标完成情况>5'],
      [null, null, '更新安全设备并按合同支付。>4', '已按合同完成更新。>5'],
      [null, '2.项目实施内容及过程概述', '2023年更新设备12台，11月前完成支付。>9'],
      ['预算执行情况（10分）^4', '年度预算数（万元）', '年初预算>2', '调整后预算数', '预算执行数>2', '预算执行率', '权重', '得分', '原因'],
      [null, '总额', '0.00>2', '3.36', '3.36>2', '100.00%', '10', '10', '^3'],
      [null, '其中：财政资金', '0.00>2', '3.36', '3.36>2', '100.00%', '/', '/', null],
      [null, '其他资金', '>2', '', '>2', '', '/', '/', null],
      ['绩效指标（90分）^4', '一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '完成值', '权重', '得分', '未完成原因分析'],
      [null, '产出指标', '数量指标', '更新设备数量', '=', '12', '台', '12', '40', '40', ''],
      [null, '产出指标', '时效指标', '支付及时率', '≥', '95', '%', '95', '30', '30', ''],
      [null, '效益指标', '社会效益指标', '保密能力', '定性', '优', '', '优', '20', '20', ''],
      ['合计>8', '100', '100', ''],
      ['评价结论', '项目按计划完成，自评100分。>10'],
      ['存在问题', '无>10'],
      ['改进措施', '无>10'],
    ],
    indicators: [
      '产出指标|数量指标|更新设备数量|=12台|12|40|40',
      '产出指标|时效指标|支付及时率|≥95%|95|30|30',
      '效益指标|社会效益指标|保密能力|定性优|优|20|20',
    ],
    fields: ['合计/分值=100', '合计=100', '项目名称=51000021R000000000012-安全设备更新', '主管部门=某县司法局', '实施单位（盖章）=某县司法局', '评价结论=项目按计划完成，自评100分。', '存在问题=无', '改进措施=无'],
  },
  {
    name: 'points of every level in its name, points given only',
    title: '2022年部门整体支出绩效评价得分表',
    columns: [6, 6, 9, 4, 4],
    rows: [
      ['一级指标', '二级指标', '三级指标', '分值', '得分'],
      ['部门决策（25分）^3', '目标任务（15分）^2', '相关性（5分）', '5', '5'],
      [null, null, '明确性（10分）', '10', '9'],
      [null, '预算编制（10分）', '测算依据（10分）', '10', '8'],
      ['综合管理（30分）^2', '资产管理（12分）', '资产管理信息化情况（12分）', '12', '12'],
      [null, '信息公开（18分）', '预算公开（18分）', '18', '18'],
      ['部门绩效情况（45分）', '履职成效（45分）', '重点工作完成情况（45分）', '45', '43'],
      ['合计>3', '100', '95'],
    ],
    indicators: [
      '部门决策（25分）|目标任务（15分）|相关性（5分）|||5|5',
      '部门决策（25分）|目标任务（15分）|明确性（10分）|||10|9',
      '部门决策（25分）|预算编制（10分）|测算依据（10分）|||10|8',
      '综合管理（30分）|资产管理（12分）|资产管理信息化情况（12分）|||12|12',
      '综合管理（30分）|信息公开（18分）|预算公开（18分）|||18|18',
      '部门绩效情况（45分）|履职成效（45分）|重点工作完成情况（45分）|||45|43',
    ],
    fields: [],
  },
  {
    name: 'ordinals, planned and completed values, own score and reason',
    title: '2023年度财政专项资金绩效自评表',
    columns: [3, 6, 7, 9, 6, 6, 4, 5, 9],
    rows: [
      ['专项名称>2', '公共文化服务专项>3', '主管部门>2', '某市文化局>2'],
      ['序号', '一级指标', '二级指标', '三级指标', '计划完成值', '实际完成值', '分值', '自评得分', '未完成原因和改进措施'],
      ['1', '产出指标', '数量指标', '举办活动场次', '40场', '42场', '25', '25', ''],
      ['2', '产出指标', '质量指标', '活动合格率', '100%', '100%', '25', '25', ''],
      ['3', '效益指标', '社会效益指标', '参与群众人次', '≥2万人次', '1.8万人次', '30', '27', '天气原因取消两场，次年补办'],
      ['4', '满意度指标', '服务对象满意度指标', '群众满意度', '≥90%', '95.5%', '10', '10', ''],
      ['自评总分>6', '90', '87', ''],
    ],
    indicators: [
      '产出指标|数量指标|举办活动场次|40场|42场|25|25',
      '产出指标|质量指标|活动合格率|100%|100%|25|25',
      '效益指标|社会效益指标|参与群众人次|≥2万人次|1.8万人次|30|27',
      '满意度指标|服务对象满意度指标|群众满意度|≥90%|95.5%|10|10',
    ],
    fields: ['专项名称=公共文化服务专项', '主管部门=某市文化局'],
  },
  {
    name: 'what is asked under the year, what was done beside it, weights before both',
    title: '部门整体支出绩效自评表',
    above: ['（2022年度）', '填报单位：某区教育局'],
    columns: [3, 6, 6, 9, 4, 7, 7, 4, 8],
    rows: [
      ['部门名称>2', '某区教育局>7'],
      ['年度总体目标^2', '年初设定目标>4', '全年完成情况>4'],
      [null, '办好人民满意的教育。>4', '各项任务全面完成。>4'],
      ['绩效指标^5', '一级指标', '二级指标', '三级指标', '权重', '年度目标值（A）', '全年完成值（B）', '自评分', '偏差原因分析'],
      [null, '履职效能^2', '重点工作', '新增学位数量', '20', '≥1500个', '1620个', '20', ''],
      [null, '重点工作', '教师培训覆盖率', '20', '100%', '98%', '19.6', '个别教师病假'],
      [null, '管理效率', '预算管理', '预算执行率', '10', '≥95%', '96.3%', '10', ''],
      [null, '社会效应', '满意度', '家长满意度', '10', '≥90%', '92%', '10', ''],
      ['合计>4', '60', '', '', '59.6', ''],
    ],
    indicators: [
      '履职效能|重点工作|新增学位数量|≥1500个|1620个|20|20',
      '履职效能|重点工作|教师培训覆盖率|100%|98%|20|19.6',
      '管理效率|预算管理|预算执行率|≥95%|96.3%|10|10',
      '社会效应|满意度|家长满意度|≥90%|92%|10|10',
    ],
    fields: ['部门名称=某区教育局'],
  },
  {
    name: 'a form of one indicator a level, progress in words instead of points',
    title: '项目绩效目标完成情况表',
    columns: [3, 6, 6, 9, 8, 8],
    rows: [
      ['项目名称>2', '消费维权宣传>4'],
      ['绩效指标^4', '一级指标', '二级指标', '三级指标', '指标值', '完成情况'],
      [null, '产出指标', '数量指标', '宣传次数', '2次', '已完成2次'],
      [null, '效益指标', '社会效益指标', '维权意识', '不断提升', '有所提升'],
      [null, '满意度指标', '满意度指标', '群众满意度', '90%', '94%'],
    ],
    indicators: ['产出指标|数量指标|宣传次数|2次|已完成2次||', '效益指标|社会效益指标|维权意识|不断提升|有所提升||', '满意度指标|满意度指标|群众满意度|90%|94%||'],
    fields: ['项目名称=消费维权宣传'],
  },
  {
    name: 'a group over the levels, weights in per cent, rules of points in a column of their own',
    title: '2021年度部门整体支出绩效自评指标评分表',
    columns: [6, 6, 8, 4, 12, 7, 4, 7],
    rows: [
      ['评价指标>3', '权重（%）^2', '评分标准^2', '实际完成情况^2', '自评得分^2', '佐证材料^2'],
      ['一级指标', '二级指标', '三级指标', null, null, null, null, null],
      ['预算编制情况^2', '预算编制^2', '预算编制合理性', '5', '合理得5分，否则不得分。', '编制合理', '5', '预算批复'],
      [null, null, '预算编制规范性', '5', '符合规定得5分。', '符合规定', '4.5', '预算批复'],
      ['预算使用效益^2', '经济性', '公用经费控制率', '10', '不超过100%得满分。', '96.5%', '10', '决算报表'],
      [null, '效率性', '重点工作完成率', '20', '按完成率得分。', '100%', '20', '工作总结'],
      ['总分>3', '40', '', '', '39.5', ''],
    ],
    indicators: [
      '预算编制情况|预算编制|预算编制合理性||编制合理|5|5',
      '预算编制情况|预算编制|预算编制规范性||符合规定|5|4.5',
      '预算使用效益|经济性|公用经费控制率||96.5%|10|10',
      '预算使用效益|效率性|重点工作完成率||100%|20|20',
    ],
    fields: ['总分/分值=40', '总分=39.5'],
    dumpUnsure: true,
  },
  {
    name: 'persons in the head, planned and adjusted targets, no second levels',
    title: '项目绩效自评表',
    above: ['（2023年度）'],
    columns: [3, 5, 9, 6, 6, 6, 4, 4],
    rows: [
      ['项目名称>2', '图书购置>2', '项目负责人', '李某某', '联系电话', '88880000'],
      ['预算单位>2', '某市图书馆>6'],
      ['绩效指标^5', '一级指标', '指标名称', '年初目标值', '调整目标值', '全年实际完成值', '权重', '评价得分'],
      [null, '产出指标^2', '购置图书数量', '≥5000册', '≥4500册', '4620册', '40', '40'],
      [null, '图书验收合格率', '≥98%', '≥98%', '99%', '30', '30'],
      [null, '效益指标', '读者到馆人次', '≥8万人次', '≥8万人次', '7.9万人次', '20', '19.5'],
      [null, '满意度指标', '读者满意度', '≥90%', '≥90%', '94%', '10', '10'],
    ],
    indicators: [
      '产出指标||购置图书数量|≥5000册|4620册|40|40',
      '产出指标||图书验收合格率|≥98%|99%|30|30',
      '效益指标||读者到馆人次|≥8万人次|7.9万人次|20|19.5',
      '满意度指标||读者满意度|≥90%|94%|10|10',
    ],
    fields: ['项目名称=图书购置'],
  },
  {
    name: 'narrow levels a character a line, a remark below',
    title: '转移支付绩效自评表',
    columns: [2, 2, 5, 9, 6, 6, 4, 4],
    rows: [
      ['转移支付名称>3', '义务教育补助>2', '主管部门', '某市教育局>2'],
      ['绩\n效\n指\n标^5', '一级\n指标', '二级指标', '三级指标', '年度指标值', '全年实际值', '分值', '得分'],
      [null, '产\n出\n指\n标^2', '数量指标', '补助学生人数', '1.2万人', '1.25万人', '30', '30'],
      [null, '质量指标', '补助标准达标率', '100%', '100%', '30', '30'],
      [null, '效\n益\n指\n标', '社会效益指标', '九年义务教育巩固率', '≥95%', '96.2%', '30', '30'],
      [null, '满\n意\n度\n指\n标', '服务对象满意度指标', '家长满意度', '≥85%', '91%', '10', '10'],
      ['备注>3', '无>5'],
    ],
    indicators: [
      '产出指标|数量指标|补助学生人数|1.2万人|1.25万人|30|30',
      '产出指标|质量指标|补助标准达标率|100%|100%|30|30',
      '效益指标|社会效益指标|九年义务教育巩固率|≥95%|96.2%|30|30',
      '满意度指标|服务对象满意度指标|家长满意度|≥85%|91%|10|10',
    ],
    fields: ['转移支付名称=义务教育补助', '主管部门=某市教育局'],
  },
];
