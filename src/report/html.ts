import { escapeHtml as e } from '../review/page-html.js';
import { KIND_NAMES } from '../review/kind-names.js';
import { type Gathered, type Levels, MOST_LISTED, type Place, type Spending } from './gather.js';
import { bars, COLOURS, columns, legend, treemap } from './svg.js';
import { both, bothSvg, t, type Text, words } from './text.js';

export interface ReportOptions {
  readonly title: string;
  readonly tool: string;
  readonly language: 'en' | 'zh';
  /** Flags and what they mean. */
  readonly flags: Readonly<Record<string, Text>>;
}

const LEVELS = [
  ['high', words('high', '高')],
  ['medium', words('medium', '中')],
  ['low', words('low', '低')],
] as const;
const TYPES: Readonly<Record<string, Text>> = {
  budget: words('budget', '预算'),
  final_accounts: words('final accounts', '决算'),
  performance: words('performance', '绩效'),
  other: words('other', '其他'),
};
const STATUS: Readonly<Record<string, Text>> = { ok: words('read', '已读'), partial: words('in part', '部分'), failed: words('failed', '失败') };
const SOURCES: Readonly<Record<string, Text>> = {
  'printed note': words('printed under the table', '表下注明'),
  'rule book': words('known for the table', '通行规则'),
  'code tree': words('sums of subjects', '科目汇总'),
  'other table': words('between tables', '表间关系'),
  narrative: words('text against tables', '文字与表'),
};
const ORIGINS: Readonly<Record<string, Text>> = {
  dump: words('text dump', '文本'),
  lattice: words('ruled PDF table', 'PDF 有线表'),
  stream: words('PDF table without rules', 'PDF 无线表'),
  sheet: words('workbook, web page', '表格文件、网页'),
  ocr: words('picture', '图像识别'),
};
const SHOWN = 40;

/** The whole report: one file, no script, nothing fetched; the language is switched by CSS. */
export function reportHtml(all: Gathered, options: ReportOptions): string {
  const sections = [summary(all), confidence(all, options), equations(all), amounts(all), subjects(all), years(all), documents(all)].filter((section) => section !== '');
  return `<!doctype html>
<html lang="${options.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="${e(options.tool)}">
<title>${e(options.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${e(options.title)}</h1>
<fieldset class="language"><legend>语言 · Language</legend>
<input type="radio" name="language" id="zh"${options.language === 'zh' ? ' checked' : ''}><label for="zh" lang="zh">中文</label>
<input type="radio" name="language" id="en"${options.language === 'en' ? ' checked' : ''}><label for="en" lang="en">English</label>
</fieldset>
</header>
<main>
${sections.join('\n')}
</main>
<footer>${t('Made by', '生成工具')} ${e(options.tool)}</footer>
</body>
</html>
`;
}

const section = (id: string, title: Text, body: string): string => `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${both(title)}</h2>${body}</section>`;
const n = (value: number): string => value.toLocaleString('en');
const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${Math.floor((1000 * part) / whole) / 10}%`);
const sum = ({ high, medium, low }: Levels): number => high + medium + low;
const where = ({ page, line }: Place): string => (page !== null ? t(`page ${page}`, `第 ${page} 页`) : line !== null ? t(`line ${line}`, `第 ${line} 行`) : '');
const table = (head: readonly string[], rows: readonly (readonly string[])[], numeric: readonly number[] = []): string =>
  `<div class="wide"><table><thead><tr>${head.map((cell, i) => `<th scope="col"${numeric.includes(i) ? ' class="n"' : ''}>${cell}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell, i) => `<td${numeric.includes(i) ? ' class="n"' : ''}>${cell}</td>`).join('')}</tr>`)
    .join('\n')}</tbody></table></div>`;

/** The first rows at once, the rest behind a click. */
function longTable(head: readonly string[], rows: readonly (readonly string[])[], numeric: readonly number[] = []): string {
  if (rows.length <= SHOWN) return table(head, rows, numeric);
  const listed = rows.slice(SHOWN, MOST_LISTED);
  const left = rows.length - SHOWN - listed.length;
  return `${table(head, rows.slice(0, SHOWN), numeric)}<details><summary>${t(`${n(rows.length - SHOWN)} more`, `其余 ${n(rows.length - SHOWN)} 条`)}</summary>${table(head, listed, numeric)}${
    left > 0 ? `<p class="note">${t(`${n(left)} more in the CSV files.`, `另有 ${n(left)} 条，见 CSV 文件。`)}</p>` : ''
  }</details>`;
}

function summary(all: Gathered): string {
  const figures = sum(all.levels);
  const passed = [...all.equations.values()].reduce((count, each) => count + each.passed, 0);
  const tried = passed + [...all.equations.values()].reduce((count, each) => count + each.failed, 0);
  const failed = all.documents.filter((document) => document.status === 'failed').length;
  const partial = all.documents.filter((document) => document.status === 'partial').length;
  const card = (value: string, label: Text, note: string): string => `<div class="card"><b>${value}</b><span>${both(label)}</span><small>${note}</small></div>`;
  return `<section id="summary" class="cards">${[
    card(n(all.documents.length), words('documents', '份文件'), failed + partial > 0 ? t(`${n(failed)} failed, ${n(partial)} in part`, `失败 ${n(failed)}，部分 ${n(partial)}`) : t('all read', '全部读出')),
    card(n(all.tables.count), words('tables', '张表'), t(`${n(all.tables.empty)} printed empty`, `${n(all.tables.empty)} 张印为空表`)),
    card(n(figures), words('figures', '个数字'), t(`${percent(all.levels.high, figures)} need no further look`, `${percent(all.levels.high, figures)} 无需再核`)),
    card(percent(passed, tried), words('of equations hold', '勾稽成立'), t(`${n(tried - passed)} of ${n(tried)} do not`, `${n(tried)} 条中 ${n(tried - passed)} 条不成立`)),
    card(n(all.contradictions.length), words('contradictions in the sources', '处原文自相矛盾'), t('listed below with their places', '位置见下')),
    card(n(all.counts.indicators), words('performance indicators', '条绩效指标'), t(`${n(all.counts.fields)} fields of forms`, `表单栏目 ${n(all.counts.fields)} 个`)),
    card(n(all.counts.statements), words('figures in the text', '处文字中的数字'), t(`${n(all.counts.statementsAgree)} found again in a table`, `其中 ${n(all.counts.statementsAgree)} 处与表对应`)),
    card(n(all.settled.items), words('settled by people', '处人工核定'), t(`${n(all.settled.corrected)} corrected, ${n(all.settled.accepted)} accepted`, `更正 ${n(all.settled.corrected)}，确认 ${n(all.settled.accepted)}`)),
  ].join('')}</section>`;
}

const levelParts = (levels: Levels) => LEVELS.map(([level, name]) => ({ value: levels[level], colour: COLOURS[level], tip: `${bothPlain(name)} ${n(levels[level])}` }));
const bothPlain = ({ en, zh }: Text): string => e(`${zh} ${en}`);
const levelLegend = legend(LEVELS.map(([level, name]) => [COLOURS[level], name] as const));

function confidence(all: Gathered, { flags }: ReportOptions): string {
  if (sum(all.levels) === 0) return '';
  const histogram = columns(
    all.confidence.map((levels, i) => ({ label: `${i * 5}`, parts: LEVELS.map(([level]) => ({ value: levels[level], colour: COLOURS[level] })), tip: `${i * 5}–${i * 5 + 5}%: ${n(sum(levels))}` })),
    words('Figures by confidence', '按置信度分布'),
    { log: true, every: 2 },
  );
  const byKind = bars(
    [...all.kinds].sort((a, b) => sum(b[1]) - sum(a[1])).map(([kind, levels]) => ({ label: bothSvg(KIND_NAMES[kind as keyof typeof KIND_NAMES] ?? words(kind, kind)), parts: levelParts(levels), after: `${n(sum(levels))} · ${percent(levels.high, sum(levels))}` })),
    words('Confidence by kind of table', '各类表的置信等级'),
    { share: true },
  );
  const byOrigin = bars(
    [...all.origins].sort((a, b) => sum(b[1]) - sum(a[1])).map(([origin, levels]) => ({ label: bothSvg(ORIGINS[origin] ?? words(origin, origin)), parts: levelParts(levels), after: `${n(sum(levels))} · ${percent(levels.high, sum(levels))}` })),
    words('Confidence by kind of source', '各类来源的置信等级'),
    { share: true },
  );
  const coded = all.coverage.onTree + all.coverage.offTree;
  const marks = [...all.flags].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return section(
    'confidence',
    words('Coverage and confidence', '覆盖与置信'),
    `${levelLegend}
<h3>${t('Figures by confidence, %', '数字的置信度分布（%）')} <small>${t('logarithmic height', '高度为对数')}</small></h3>${histogram}
<h3>${t('By kind of table: share that needs no look', '各类表：无需再核的比例')}</h3>${byKind}
<h3>${t('By kind of source', '各类来源')}</h3>${byOrigin}
<p>${t(`Rows with a functional code that stand on the subject tree: ${percent(all.coverage.onTree, coded)} of ${n(coded)}. Tables of no known kind: ${n(all.tables.other)}.`, `印有功能科目编码且可归入科目树的数字：${n(coded)} 个中的 ${percent(all.coverage.onTree, coded)}。类型不明的表：${n(all.tables.other)} 张。`)}</p>
<h3>${t('What figures are marked with', '数字上的标记')}</h3>${longTable([t('Flag', '标记'), t('Meaning', '含义'), t('Figures', '数字')], marks.map(([flag, count]) => [`<code>${e(flag)}</code>`, flags[flag] ? both(flags[flag]) : '', n(count)]), [2])}`,
  );
}

function equations(all: Gathered): string {
  const list = [...all.equations].sort((a, b) => b[1].passed + b[1].failed - a[1].passed - a[1].failed);
  if (list.length === 0 && all.contradictions.length === 0) return '';
  const drawn = bars(
    list.map(([source, { passed, failed }]) => ({
      label: bothSvg(SOURCES[source] ?? words(source, source)),
      parts: [
        { value: passed, colour: COLOURS.high, tip: n(passed) },
        { value: failed, colour: COLOURS.low, tip: n(failed) },
      ],
      after: `${n(passed)} ✓ ${n(failed)} ✗`,
    })),
    words('Equations by source', '勾稽关系（按来源）'),
  );
  const contradictions =
    all.contradictions.length === 0
      ? `<p>${t('None found.', '未发现。')}</p>`
      : longTable(
          [t('Document', '文件'), t('Place', '位置'), t('What is wrong', '问题'), t('Printed', '原文'), t('Implied', '应为')],
          all.contradictions.map((each) => [e(each.document), where(each.place), e(each.text), e(each.printed), e(each.implied)]),
          [3, 4],
        );
  const failures =
    all.failures.length === 0
      ? `<p>${t('None: every equation that could be tried holds.', '无：可验证的等式全部成立。')}</p>`
      : longTable(
          [t('Document', '文件'), t('Table', '表'), t('Place', '位置'), t('Equation', '等式'), t('Left', '左边'), t('Right', '右边'), t('Off by', '相差')],
          all.failures.map((each) => [e(each.document), e(each.table), where(each.place), each.equation === undefined ? `${e(each.rule)}<br><small>${e(each.scope)}</small>` : e(each.equation), e(each.left), e(each.right), e(`${each.difference} ${each.unit}`)]),
          [4, 5, 6],
        );
  return section(
    'equations',
    words('Equations', '勾稽关系'),
    `${drawn}<h3>${t('Where documents contradict themselves', '文件自相矛盾之处')}</h3>${contradictions}<h3>${t('Equations that do not hold', '不成立的等式')}</h3>${failures}`,
  );
}

function amounts(all: Gathered): string {
  const steps = [...all.sizes.keys()];
  const total = all.digits.reduce((count, each) => count + each, 0);
  if (total < 20) return '';
  const first = Math.min(...steps);
  const last = Math.max(...steps);
  const sizes = columns(
    Array.from({ length: last - first + 1 }, (_, i) => {
      const step = first + i;
      return { label: step % 4 === 0 ? powerName(step / 4) : '', parts: [{ value: all.sizes.get(step) ?? 0, colour: COLOURS.plain }], tip: `${n(all.sizes.get(step) ?? 0)}` };
    }),
    words('Figures by size', '数字大小分布'),
  );
  const digits = columns(
    all.digits.slice(1).map((count, i) => ({ label: String(i + 1), parts: [{ value: count, colour: COLOURS.plain }], tip: `${i + 1}: ${percent(count, total)}`, mark: total * Math.log10(1 + 1 / (i + 1)) })),
    words('First digits', '首位数字分布'),
    { width: 520, height: 180 },
  );
  return section(
    'amounts',
    words('Amounts', '金额分布'),
    `<h3>${t('Figures by size, yuan', '金额大小（元）')}</h3>${sizes}<h3>${t('First digits; the line is what figures that grow by themselves have', '首位数字；横线为本福特分布')}</h3>${digits}`,
  );
}

const powerName = (power: number): string => (power >= 8 ? `${10 ** (power - 8)}亿` : power >= 4 ? `${10 ** (power - 4)}万` : power >= 0 ? String(10 ** power) : `1e${power}`);

/** Yuan for a person: 1.23 亿元, 456.7 万元. */
function yuan(value: number): string {
  if (Math.abs(value) >= 1e8) return `${(value / 1e8).toFixed(2)} 亿元`;
  if (Math.abs(value) >= 1e4) return `${(value / 1e4).toFixed(2)} 万元`;
  return `${value.toFixed(2)} 元`;
}

function subjects(all: Gathered): string {
  const groups = new Map<string, Spending[]>();
  for (const each of all.spending) {
    const key = `${each.year ?? ''} ${each.type}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  if (groups.size === 0) return '';
  const drawn = [...groups]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? 1 : -1))
    .slice(0, 4)
    .sort((a, b) => (a[0] < b[0] ? 1 : -1))
    .map(([key, list]) => {
      const [year = '', type = ''] = key.split(' ');
      const name = TYPES[type] ?? words(type, type);
      const title = words(`${year} ${name.en}`, `${year} 年${name.zh}`);
      const tiles = totalsOf(list.filter((each) => each.level === 'class'));
      const sections = totalsOf(list.filter((each) => each.level === 'section')).slice(0, 15);
      const documents = new Set(list.map((each) => each.document)).size;
      return `<h3>${both(title)} <small>${t(`${n(documents)} documents`, `${n(documents)} 份文件`)}</small></h3>
${treemap(tiles.map((tile) => ({ label: `${tile.code} ${tile.name}`, value: tile.amount, note: yuan(tile.amount) })), words(`Spending by class, ${title.en}`, `${title.zh}支出（类）`))}
${sections.length === 0 ? '' : bars(sections.map((each) => ({ label: e(short(`${each.code} ${each.name}`, 19)), parts: [{ value: each.amount, colour: COLOURS.plain, tip: e(each.name) }], after: yuan(each.amount) })), words(`Largest sections, ${title.en}`, `${title.zh}支出最多的款`), { labelWidth: 270 })}`;
    });
  return section(
    'subjects',
    words('Biggest subjects', '支出最多的科目'),
    `<p class="note">${t('From the expenditure table of each document, doubtful figures left out. A department and a unit below it are both counted where both are in the corpus.', '取自各文件的支出表，存疑数字未计入。部门与其所属单位同时在列时会重复计算。')}</p>${drawn.join('\n')}`,
  );
}

const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function totalsOf(list: readonly Spending[]): { code: string; name: string; amount: number }[] {
  const totals = new Map<string, { code: string; name: string; amount: number }>();
  for (const { code, name, amount } of list) {
    const own = totals.get(code) ?? { code, name, amount: 0 };
    own.amount += Number(amount);
    totals.set(code, own);
  }
  return [...totals.values()].filter((each) => each.amount > 0).sort((a, b) => b.amount - a.amount || (a.code < b.code ? -1 : 1));
}

/** Entities that are in the corpus with several years of the same kind of document. */
function years(all: Gathered): string {
  const series = new Map<string, Map<number, string>>();
  for (const { name, type, year, amount } of all.totals) {
    const key = `${name}\n${type}`;
    const own = series.get(key) ?? new Map<number, string>();
    if (!own.has(year)) own.set(year, amount);
    series.set(key, own);
  }
  const several = [...series].filter(([, own]) => own.size > 1);
  if (several.length === 0) return '';
  const drawn = several.slice(0, SHOWN).map(([key, own]) => {
    const [name = '', type = ''] = key.split('\n');
    const list = [...own].sort((a, b) => a[0] - b[0]);
    const kind = TYPES[type] ?? words(type, type);
    return `<h3>${e(name)} <small>${both(kind)}</small></h3>${bars(
      list.map(([year, amount], i) => {
        const before = list[i - 1];
        const change = before && Number(before[1]) > 0 ? ` ${Number(amount) >= Number(before[1]) ? '+' : ''}${((Number(amount) / Number(before[1]) - 1) * 100).toFixed(1)}%` : '';
        return { label: String(year), parts: [{ value: Number(amount), colour: COLOURS.plain, tip: e(amount) }], after: `${yuan(Number(amount))}${change}` };
      }),
      words(`${name}: total expenditure by year`, `${name}：各年支出合计`),
      { labelWidth: 60, width: 760 },
    )}`;
  });
  return section('years', words('Years side by side: total expenditure', '各年对照：支出合计'), drawn.join('\n'));
}

function documents(all: Gathered): string {
  const rows = all.documents.map((each) => {
    const figures = sum(each.figures);
    const strip = figures === 0 ? '' : `<span class="strip">${LEVELS.map(([level]) => `<i style="width:${Math.round((1000 * each.figures[level]) / figures) / 10}%;background:${COLOURS[level]}"></i>`).join('')}</span>`;
    return [
      `${e(each.name)}<br><small>${e(each.file)}</small>`,
      e(each.city),
      each.year === null ? '' : String(each.year),
      both(TYPES[each.type] ?? words('', '')),
      `${both(STATUS[each.status] ?? words(each.status, each.status))}${each.error === '' ? '' : `<br><small>${e(each.error)}</small>`}`,
      n(each.tables),
      n(figures),
      `${strip}${percent(each.figures.high, figures)}`,
      n(each.indicators),
      n(each.passed),
      each.failed > 0 ? `<b class="bad">${n(each.failed)}</b>` : '0',
    ];
  });
  return section(
    'documents',
    words('What was read', '读取的文件'),
    longTable(
      [t('Document', '文件'), t('Place', '地区'), t('Year', '年度'), t('Kind', '类型'), t('Status', '状态'), t('Tables', '表'), t('Figures', '数字'), t('No look needed', '无需再核'), t('Indicators', '指标'), t('Hold', '成立'), t('Do not', '不成立')],
      rows,
      [5, 6, 8, 9, 10],
    ),
  );
}

const STYLE = `
:root{font:15px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1c2430;background:#f4f6f9}
body{margin:0}
body:has(#zh:checked) .en,body:has(#en:checked) .zh{display:none}
header{background:#16273d;color:#fff;padding:18px 24px;display:flex;gap:16px;align-items:center;flex-wrap:wrap}
h1{font-size:22px;margin:0;flex:1}
.language{border:0;padding:0;margin:0;display:flex;gap:4px}
.language legend{position:absolute;clip-path:inset(50%)}
.language input{position:absolute;opacity:0}
.language label{padding:4px 12px;border:1px solid #7f93ad;border-radius:6px;cursor:pointer}
.language input:checked+label{background:#fff;color:#16273d}
.language input:focus-visible+label{outline:3px solid #f2a100}
main{max-width:1080px;margin:0 auto;padding:16px 20px}
section{background:#fff;border-radius:10px;padding:14px 22px 20px;margin:0 0 18px;box-shadow:0 1px 3px #0002}
section.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:12px;background:none;box-shadow:none;padding:0}
.card{background:#fff;border-radius:10px;padding:12px 16px;box-shadow:0 1px 3px #0002;display:grid;gap:2px}
.card b{font-size:27px;line-height:1.2;font-variant-numeric:tabular-nums}
h2{font-size:19px;margin:4px 0 10px}
h3{font-size:15px;margin:18px 0 6px}
small,.note{color:#566173;font-size:13px;font-weight:400}
svg{display:block;width:100%;height:auto;font-size:13px}
svg text{fill:#1c2430}
svg .n{fill:#46505f;font-size:12px}
svg .on{fill:#fff;font-weight:600}
svg .small{font-size:12px;font-weight:400}
.legend{display:flex;gap:16px;margin:0}
.legend i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:5px;vertical-align:-1px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th,td{text-align:left;vertical-align:top;padding:5px 8px;border-bottom:1px solid #e2e6ec;overflow-wrap:break-word;min-width:3em}
td:first-child{min-width:150px}
td small{overflow-wrap:anywhere}
th{background:#f0f3f7;position:sticky;top:0;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:normal;white-space:nowrap}
.strip{display:flex;width:90px;height:9px;border-radius:3px;overflow:hidden;margin:5px 0 1px}
.strip i{display:block}
.bad{color:#a61b12}
details summary{cursor:pointer;padding:8px 0;color:#0b57b0}
footer{text-align:center;color:#566173;font-size:13px;padding:10px 0 30px}
@media print{body{background:#fff}section,.card{box-shadow:none;break-inside:avoid-page}.language{display:none}}
`;
