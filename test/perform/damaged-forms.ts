/** Self-evaluation forms made up for the measure of funding blocks: the text a dump would print, and what truly stands in each cell. */

/** What is wrong with a form before it is printed, or while it is. */
export const DAMAGES = [
  'none',
  'cells-blank', // any cell of any row may be empty, and vanishes
  'adjusted-blank', // 全年预算数 is empty, the rate is that of the initial budget
  'rate-of-initial', // the rate is that of the initial budget
  'mark-in-line', // a number of a note stands between the figures
  'mark-alone', // … in a line of its own, and a cell of the row is empty
  'figure-cut', // a figure is cut in two by its cell's width, and a cell of the row is empty
  'header-by-lines', // cells of the header are printed line by line: 年初 全年 全年, then 预算数 预算数 执行数
  'word-lost', // a word of the header is lost
  'columns-swapped', // the form prints its columns in another order, the dump in the usual one
  'rows-run-on', // a label is printed behind the figures of its row
  'score-graded', // points by judgment, not by the rate
  'lines-apart', // every cell in a line of its own
] as const;
export type Damage = (typeof DAMAGES)[number];

export interface MadeForm {
  readonly damage: Damage;
  readonly text: string;
  /** `row|column|figure`, figures without commas and final zeros. */
  readonly truth: ReadonlySet<string>;
}

const HEADER = ['年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'];
const ROWS = ['年度资金总额', '其中：当年财政拨款', '上年结转资金', '其他资金'];

/** Deterministic: the same seed makes the same form. */
export function madeForm(seed: number, damage: Damage): MadeForm {
  let state = seed * 7919 + 17;
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  random();
  const chance = (share: number) => random() < share;
  const places = chance(0.7) ? 2 : 0;
  const money = (most: number) => Math.round(random() * most * 10 ** places) / 10 ** places;
  const shown = (x: number) => {
    const fixed = x.toFixed(places);
    return chance(0.3) ? fixed.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : places > 0 && chance(0.3) ? String(Number(fixed)) : fixed;
  };

  const most = chance(0.3) ? 50 : 3000;
  const parts = ROWS.slice(1).map((_, n) => (n === 0 || chance(0.3) ? { initial: money(most) + 1, executed: 0, adjusted: 0 } : null));
  for (const part of parts) {
    if (!part) continue;
    part.adjusted = damage !== 'adjusted-blank' && chance(0.5) ? money(most) + 1 : part.initial;
    part.executed = chance(0.3) ? part.adjusted : Math.round(part.adjusted * (0.5 + random() / 2) * 10 ** places) / 10 ** places;
  }
  const sum = (of: 'initial' | 'adjusted' | 'executed') => parts.reduce((all, part) => all + (part?.[of] ?? 0), 0);
  const weight = chance(0.8) ? 10 : 20;
  const base = damage === 'adjusted-blank' || damage === 'rate-of-initial' ? 'initial' : 'adjusted';
  const rate = (of: { initial: number; adjusted: number; executed: number }) => (100 * of.executed) / of[base];
  const whole = { initial: sum('initial'), adjusted: sum('adjusted'), executed: sum('executed') };
  const graded = damage === 'score-graded' || chance(0.3);
  const points = graded ? Math.floor(random() * (weight + 1)) : Math.round(Math.min(1, whole.executed / whole[base]) * weight * 100) / 100;
  const percent = chance(0.85) ? '%' : '';

  const cells: (string | null)[][] = [whole, ...parts].map((part, r) => {
    const dash = chance(0.5) ? '—' : null;
    if (!part) return [null, null, null, dash, null, dash];
    const printed = `${chance(0.7) ? rate(part).toFixed(2) : String(Math.round(rate(part) * 100) / 100)}${percent}`;
    return [shown(part.initial), damage === 'adjusted-blank' ? null : shown(part.adjusted), shown(part.executed), r === 0 ? String(weight) : dash, r === 0 || chance(0.7) ? printed : null, r === 0 ? String(points) : dash];
  });
  const filled = cells.flatMap((row, r) => (row[0] === null ? [] : [r]));
  const hurt = filled[Math.floor(random() * filled.length)]!;
  if (damage === 'cells-blank') for (const row of cells) for (const c of row.keys()) if (chance(0.2)) for (const k of c === 2 ? [2, 4] : [c]) row[k] = null;
  if (damage === 'mark-alone' || damage === 'figure-cut') cells[hurt]![Math.floor(random() * 3)] = null;

  const order = damage === 'columns-swapped' ? (chance(0.5) ? [1, 0, 2, 3, 4, 5] : [0, 1, 2, 4, 3, 5]) : [0, 1, 2, 3, 4, 5];
  const truth = new Set(cells.flatMap((row, r) => order.flatMap((c, n) => (row[c] === null || row[c] === '—' ? [] : [[ROWS[r], HEADER[damage === 'columns-swapped' ? c : order[n]!], plain(row[c]!)].join('|')]))));

  const header = damage === 'word-lost' ? HEADER.filter((_, n) => n !== Math.floor((seed % 6))) : HEADER;
  const wrapped = chance(0.4);
  const headerText =
    damage === 'header-by-lines'
      ? '年初 全年 全年\n分值 执行率 得分\n预算数 预算数 执行数'
      : wrapped
        ? header.map((word) => (word.length > 3 ? `${word.slice(0, 2)}\n${word.slice(2)}\n` : `${word} `)).join('').replace(/ \n/g, '\n').trim()
        : header.join(' ');
  const gap = chance(0.5) ? '\n\n' : '\n';
  const rowTexts = cells.map((row, r) => {
    const figures = order.flatMap((c) => (row[c] === null ? [] : [row[c]!]));
    if (r === hurt && damage === 'mark-in-line') figures.splice(Math.floor(random() * figures.length), 0, String(1 + Math.floor(random() * 3)));
    if (r === hurt && damage === 'mark-alone') figures.splice(Math.floor(random() * 2), 0, `\n${1 + Math.floor(random() * 3)}\n`);
    if (r === hurt && damage === 'figure-cut') {
      const at = figures.findIndex((figure) => figure.length > 3 && /\d$/.test(figure));
      if (at >= 0) figures[at] = `${figures[at]!.slice(0, -1)}\n${figures[at]!.slice(-1)}`;
    }
    const label = chance(0.3) && ROWS[r]!.length > 5 ? `${ROWS[r]!.slice(0, -1)}\n${ROWS[r]!.slice(-1)}` : ROWS[r]!;
    const separator = damage === 'lines-apart' ? '\n\n' : ' ';
    return (damage === 'rows-run-on' && r === hurt ? [...figures, label] : [label, ...figures]).join(separator).replace(/ *\n */g, '\n');
  });
  // The indicators share what the block leaves of 100.
  const weights = [40, 30, 20, 10 - (weight - 10)].filter((each) => each > 0);
  const scores = weights.map((each) => each - (chance(0.3) ? 1 : 0));
  const names = ['产出指标 数量指标 完成数量 ≥5个 5个', '质量指标 合格率 ≥95% 96%', '效益指标 社会效益指标 知晓率 ≥90% 92%', '满意度指标 服务对象满意度指标 受众满意度 ≥90% 95%'];
  const indicators = weights.map((each, n) => `${names[n]} ${each} ${scores[n]}`);
  const total = Math.round((points + scores.reduce((a, b) => a + b, 0)) * 100) / 100;
  const own = chance(0.3) ? ` ${shown(whole.adjusted)}` : '';
  const block = [`项目资金（万元）${own}`, headerText, ...rowTexts].join(gap);
  const text = [
    '项目支出绩效自评表', '（2023年度）', '项目名称 公共服务平台运行经费', '主管部门 某某市某某局', block,
    '年度总体目标 预期目标 实际完成情况', '完成平台运行维护任务。', '全部完成。', '一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分', ...indicators, `总分 100 ${total}`,
  ].join(gap);
  return { damage, text, truth };
}

export const plain = (figure: string): string => figure.replace(/,/g, '').replace(/(\.\d*?)0+(%?)$/, '$1$2').replace(/\.(%?)$/, '$1');
