import type { Field, Indicator } from '../model/fact.js';
import type { TableRegion } from '../model/grid.js';
import type { Message } from '../model/message.js';
import type { OpenTable } from '../model/table.js';
import type { Place } from '../model/place.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';
import { LABEL_WEIGHT, labelKey } from '../../rules/performance/performance.js';
import type { FormRules } from '../../rules/forms/forms.js';
import { atScale, parseAmount } from '../text/amount.js';
import { fundingBlockAt, openRows, type FundingBlock } from './funding.js';
import { headBlockAt, placed } from './head-block.js';
import { headerAt, listAt, type FoundHeader, type FoundList } from './header.js';
import { labelAt, type FoundLabel } from './labels.js';
import { readRows, type FoundRow, type IndicatorColumn } from './rows.js';
import { splitGoals } from './goals.js';
import { targetOf } from './target.js';
import { HIGH, LOW, MEDIUM } from './confidence.js';
import { matrixFields } from './matrix.js';
import { moneyPairsAt } from './money-pairs.js';
import { projectAt, projectFields, projectHeaderAt, rowAt } from './project-list.js';
import { textOf, tokensOf, type Token } from './tokens.js';

export interface Performed {
  readonly indicators: Indicator[];
  readonly fields: Field[];
  readonly tables: OpenTable[];
  readonly messages: Message[];
}

export interface PerformRules {
  readonly performance: PerformanceRules;
  readonly forms: FormRules;
}


/** A form or performance table of a dump: its labels, blocks and indicators in reading order. */
export function performDump(region: TableRegion, rules: PerformRules): Performed {
  const tokens = withoutRunOnPieces(tokensOf(region.lines, region.pageStarts), rules.performance);
  const performance = rules.performance;
  const { order, heading } = region;
  const head = { table: order, tableNo: heading.tableNo };
  const indicators: Indicator[] = [];
  const fields: Field[] = [];
  const tables: OpenTable[] = [];
  const messages: Message[] = [];
  let objective = '';
  let open: { label: FoundLabel; from: number } | null = null;
  let loose = 0;
  let above = '';
  let beside = false;

  const field = (name: string, value: string, place: Place, contact = false, confidence: Field['confidence'] = HIGH) =>
    fields.push({ ...head, field: name.replace(/[:：]$/, ''), value, contact, confidence, flags: [], place });
  const close = (to: number) => {
    if (!open) return;
    const { label, from } = open;
    if (label.glued === '' && /^(?:自评)?(?:总分|总得分|评价总分)$/.test(label.text)) {
      totalFields(label, from, to);
      open = null;
      return;
    }
    const value = blankToEmpty(label.glued + textOf(tokens, from, to)).replace(STAMP, '');
    const over = above;
    // 总体目标 along the side, 年度目标 beside it; or the same words again, then all labels up to the next block stand beside them.
    const next = value === '' && to < tokens.length ? labelAt(tokens, to, performance) : null;
    const again = next?.text === label.text && /目标$/.test(label.text);
    if (next && ((/^(?:年度)?总体目标$/.test(label.text) && next.meaning.kind.startsWith('goal')) || again)) {
      above = label.text;
      beside = again;
      open = null;
      return;
    }
    if (!beside) above = '';
    if (value === '' && performance.lists.some(({ name }) => name === label.text) && to < tokens.length) {
      open = null;
      return;
    }
    // 单位： 万元 in a caption; a heading over goals that has no text of its own.
    if ((/^(?:金额)?单位[:：]?$/.test(label.text) && /^(?:万|亿|千|百万)?元$/.test(value)) || (value === '' && /绩效总目标$/.test(label.text) && to < tokens.length)) {
      open = null;
      return;
    }
    const own = tokens.slice(from, to);
    const sure = swallows(own, label, performance) ? LOW : own.some(({ sep }) => sep === 'page') || (value === '' && NEEDS_VALUE.test(label.text)) ? MEDIUM : HIGH;
    field(over === '' ? label.text : `${over}/${label.text}`, value, tokens[label.from]!.place, label.meaning.contact, sure);
    open = null;
  };

  /** What stands along the side of an area of the form ends with it. */
  const leave = () => {
    if (beside) above = '';
    beside = false;
  };

  /** The name of a list stands above its heads: no part of the value before it. */
  const closeAtHeading = (list: FoundList, at: number) => {
    let from = at;
    for (let k = at - 1; k >= Math.max(0, at - 6); k--) {
      const text = textOf(tokens, k, at).replace('当年', '');
      if (list.name.endsWith(text) && tokens[k]!.sep !== 'space') from = k;
      if (text === list.name) break;
    }
    close(from);
  };
  /** All figure blocks of a form are one table of figures: columns side by side, rows one after the other. */
  const addTable = (table: OpenTable) => {
    const before = tables[0];
    if (!before) {
      tables.push(table);
      return;
    }
    const down = before.rows.at(-1)?.rowNo ?? 0;
    const columns = [...before.columns];
    const moved = table.columns.map((column) => {
      const same = before.columns.findIndex((own) => own.path.join('/') === column.path.join('/'));
      if (same >= 0) {
        const { known, ...both } = columns[same]!;
        columns[same] = known && column.known ? { ...both, known } : both;
        return same;
      }
      columns.push({ ...column, index: columns.length });
      return columns.length - 1;
    });
    tables[0] = {
      ...before,
      columns,
      rows: [...before.rows, ...table.rows.map((row) => ({ ...row, rowNo: row.rowNo + down, cells: row.cells.map((cell) => ({ ...cell, column: cell.column === null ? null : moved[cell.column]! })) }))],
      last: table.last,
    };
  };
  /** 总分 100 98: the weights' total and the score's; text after the figures is none of it. */
  const totalFields = (label: FoundLabel, from: number, to: number) => {
    const figures: string[] = [];
    for (let k = from; k < to && /^\d{1,3}(?:\.\d+)?分?$|^分$/.test(tokens[k]!.text); k++) figures.push(tokens[k]!.text);
    // A page's number may stand behind both.
    const joined = figures.join(' ').replace(/ 分/g, '分').split(' ').filter((text) => text !== '').slice(0, figures[0] === '100' ? 2 : undefined);
    const place = tokens[label.from]!.place;
    if (joined.length === 2) field(`${label.text}/分值`, joined[0]!, place);
    field(label.text, joined.at(-1) ?? '', place);
  };

  if (!hasForm(tokens, performance) || (heading.kind === 'other' && labelsAreHeads(tokens, performance))) {
    const matrix = matrixFields(region, { sure: HIGH, guess: LOW });
    return { indicators, fields: matrix, tables, messages };
  }
  for (let i = 0; i < tokens.length; ) {
    const lineStart = i === 0 || tokens[i]!.sep !== 'space';
    const listed = lineStart ? projectHeaderAt(tokens, i, performance) : null;
    if (listed) {
      close(i);
      const project = projectAt(tokens, listed.to, tokens.length, listed, true, performance);
      const named = project ? projectFields(tokens, listed, project) : [];
      for (const { name, value, place, sure } of named) field(name, value, place, false, sure ? HIGH : MEDIUM);
      const from = project?.to ?? rowAt(tokens, listed.to, tokens.length, performance) ?? tokens.length;
      const own = tokens.slice(from);
      const read = toIndicators(readRows(own, listed.columns, performance), listed.columns, own, 0, head, '', false, performance);
      // Without amounts, where a project begins is told by its words alone.
      indicators.push(...(listed.amounts.length === 0 ? read.map((each) => (each.confidence === HIGH ? { ...each, confidence: MEDIUM } : each)) : read));
      i = tokens.length;
      continue;
    }
    const header = lineStart || i === 0 ? headerAt(tokens, i, performance) : null;
    if (header) {
      if (open && !isGoalName(open.label)) close(i);
      else if (open && textOf(tokens, open.from, i) !== '') close(i);
      open = null;
      leave();
      const end = blockEnd(tokens, header, performance);
      const own = cleaned(tokens.slice(header.to, end), header.columns, performance);
      const columns = withLevels(header.columns, own.length > end - header.to);
      const rows = readRows(own, columns, performance);
      const torn = header.unsure === true || headsBehind(tokens, header, performance);
      const longTerm = /长期|实施期/.test(objective) || /长期/.test(lastSide(tokens, header.from));
      const read = withoutTotal(toIndicators(rows, columns, own, indicators.length, head, objective, longTerm, performance));
      indicators.push(...(torn ? read.indicators.map((each) => ({ ...each, confidence: LOW })) : read.indicators));
      if (read.total) {
        const name = TOTAL.test(read.total.level3) ? read.total.level3 : '总分';
        if (read.total.weight !== '') field(`${name}/分值`, read.total.weight, read.total.place, false, MEDIUM);
        field(name, read.total.score, read.total.place, false, MEDIUM);
      }
      i = end;
      continue;
    }
    const list = lineStart ? listAt(tokens, i, performance) : null;
    if (list) {
      closeAtHeading(list, i);
      leave();
      const end = list.asFields ? totalEnd(tokens, list.to, blockEnd(tokens, list, performance)) : blockEnd(tokens, list, performance);
      const rows = readRows(tokens.slice(list.to, end), list.columns, performance);
      if (list.asFields) {
        for (const { name, value, place, sure } of listFields(list, rows, tokens.slice(list.to, end))) field(name, value, place, false, sure ? HIGH : MEDIUM);
      } else addTable(listTable(list, rows, tokens.slice(list.to, end), region, rules));
      i = end;
      continue;
    }
    const money = lineStart ? moneyPairsAt(tokens, i, performance) : null;
    if (money) {
      close(i);
      leave();
      for (const { name, value, place, sure } of money.pairs) field(name, value, place, false, sure ? HIGH : MEDIUM);
      i = money.to;
      continue;
    }
    const known = lineStart ? headBlockAt(tokens, i, performance) : null;
    const block = known ?? (lineStart ? fundingBlockAt(tokens, i, performance) : null);
    if (block) {
      close(i);
      leave();
      if (block.own) field(block.own.label, block.own.text.replace(/,/g, ''), block.own.place, false, MEDIUM);
      if (block.rows.length === 0) {
        i = block.to;
        continue;
      }
      if (known?.asFields) rowFields(known, field);
      else if (block.rows.length === 1 && (!known || block.rows[0]!.label === '')) fundingFields(block, known !== null, field);
      else addTable(fundingTable(block, known !== null, region, rules, tokens));
      i = block.to;
      continue;
    }
    const label = labelAt(tokens, i, performance);
    if (label && acceptable(tokens, label, open, lineStart)) {
      if (label.meaning.kind === 'goals' || label.meaning.kind === 'goal' || (label.meaning.kind === 'side' && /目标$/.test(label.text))) {
        const goals = goalsAt(tokens, label, performance);
        if (goals) {
          close(i);
          for (const { name, value, place, sure } of goals.values) field(name, value, place, false, !sure ? LOW : value === '' ? MEDIUM : HIGH);
          i = goals.to;
          continue;
        }
      }
      if (label.meaning.kind === 'side' || label.meaning.kind === 'named') {
        close(i);
        leave();
        const named = label.meaning.kind === 'named' ? namedTextAt(tokens, label.to, performance) : null;
        if (named) field(named.name, named.value, tokens[label.to]!.place, false, MEDIUM);
        i = named?.to ?? label.to;
        continue;
      }
      close(i);
      // 单位：万元 in a caption is the unit, not the entity.
      if (/^(?:金额)?单位$/.test(label.text) && /^(?:万|亿|千|百万)?元/.test(label.glued)) {
        i = label.to;
        continue;
      }
      open = { label, from: label.to };
      if (label.meaning.kind === 'objective') objective = label.text.replace(/[:：]?[（(].*$|[:：]$/g, '');
      i = label.to;
      continue;
    }
    if (!open) loose++;
    i++;
  }
  close(tokens.length);
  if (loose > 0) messages.push({ rule: 'perform/unlabelled-text', severity: 'note', text: `${loose} pieces of text stand under no known label or header.`, place: tokens[0]?.place ?? { page: 0, line: 0 } });
  return { indicators, fields, tables, messages };
}

/** The cells of an indicator table without what stands along its side, levels without rows, and cells that run into each other. */
function cleaned(tokens: readonly Token[], columns: readonly IndicatorColumn[], rules: PerformanceRules): Token[] {
  const own = withoutRunOnLevels(withoutSides(tokens, rules), rules);
  return columns.some(({ role }) => role === 'level1') && columns.some(({ role }) => role === 'level2') ? withoutEmptyLevels(own, rules) : own;
}

/** Headings along the side, printed one character a line; a page end may cut them. */
const SIDES = ['年度绩效指标', '年度绩效目标', '绩效指标', '绩效目标'];
/** Fewest characters by which the rest of one is known behind a page end. */
const SIDE_REST = 3;
/** They and their rests, the longest first. */
const SIDE_RESTS = SIDES.flatMap((heading) => Array.from({ length: heading.length - SIDE_REST + 1 }, (_, cut) => heading.slice(cut))).sort((a, b) => b.length - a.length);

/** 年⏎度⏎绩⏎效⏎指⏎标⏎效⏎益⏎指⏎标: a heading along the side runs into a first level; 效⏎指⏎标 alone is the rest of one. */
function withoutSides(tokens: readonly Token[], rules: PerformanceRules): Token[] {
  const out: Token[] = [];
  const alone = (i: number) => tokens[i]!.text.length === 1 && (i === 0 || tokens[i]!.sep !== 'space') && tokens[i + 1]?.sep !== 'space' && /\p{Script=Han}/u.test(tokens[i]!.text);
  for (let i = 0; i < tokens.length; ) {
    let end = i;
    while (end < tokens.length && alone(end)) end++;
    if (end === i) {
      out.push(tokens[i++]!);
      continue;
    }
    const run = textOf(tokens, i, end);
    const side = SIDE_RESTS.find((rest) => run.startsWith(rest) && (run === rest || rules.levelOf(run.slice(rest.length)) !== 0));
    out.push(...tokens.slice(i + (side?.length ?? 0), end));
    i = end;
  }
  return out;
}

/** Second levels of benefits printed without a row (经济效益指标, then 社会效益指标 with its rows) are cells of no indicator. */
function withoutEmptyLevels(tokens: readonly Token[], rules: PerformanceRules): Token[] {
  const levelEnd = (from: number, fits: (text: string) => boolean): number => {
    let end = 0;
    for (let k = from, text = ''; k < tokens.length && text.length < 12; k++) {
      text += tokens[k]!.text;
      if (fits(text)) end = k + 1;
    }
    return end;
  };
  const second = (text: string) => rules.levelOf(text) === 2 && !LABEL_WEIGHT.test(text) && rules.parentOf(text) === BENEFITS;
  const any = (text: string) => second(text) || (rules.levelOf(text) & 1) === 1;
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const end = levelEnd(i, second);
    const next = end > 0 && end < tokens.length ? levelEnd(end, any) : 0;
    // The second may also be the name of an indicator of the first: its value follows.
    const named = next > 0 && next < tokens.length && !/^[\d≥≤＞＜><=＝]/.test(tokens[next]!.text);
    if (named && textOf(tokens, i, end) !== textOf(tokens, end, next).replace(LABEL_WEIGHT, '')) i = end;
    else out.push(tokens[i++]!);
  }
  return out;
}

/** 产出指标质量指标高技能人才占比 in one piece: two level names at the head of a piece are cells of their own. */
function withoutRunOnLevels(tokens: readonly Token[], rules: PerformanceRules): Token[] {
  return tokens.flatMap((token, i): Token[] => {
    const before = tokens[i - 1];
    const after = tokens[i + 1]?.text ?? '';
    // 经济效益⏎指标社会效益⏎指标: the end of one level and the beginning of the next.
    const tail = /^指标(.{4,})$/.exec(token.text)?.[1];
    if (tail && before && rules.levelOf(`${before.text}指标`) !== 0 && rules.levelOf(tail) + rules.levelOf(tail + after) > 0) return [{ ...token, text: '指标' }, { ...token, text: tail, sep: 'line' }];
    // 满意度指标 服务对象满意度12345平台…: a second level behind its first, then a name that begins with a figure.
    const second = before && token.sep === 'space' && (rules.levelOf(before.text) & 1) === 1 ? rules.levelNames.find((each) => token.text.startsWith(each) && /^[\dA-Za-z]/.test(token.text.slice(each.length))) : undefined;
    if (second) return [{ ...token, text: second }, { ...token, text: token.text.slice(second.length) }];
    const parts: string[] = [];
    let rest = token.text;
    for (;;) {
      const name = rules.levelNames.filter((each) => each.length >= 4 && rest.startsWith(each) && rest.length > each.length).sort((a, b) => b.length - a.length)[0];
      if (!name) break;
      parts.push(name);
      rest = rest.slice(name.length);
    }
    if (parts.length < 2 && !(parts.length === 1 && rules.levelNames.includes(rest))) return [token];
    return [...parts, rest].map((text, n) => ({ ...token, text, sep: n === 0 ? token.sep : 'space' }));
  });
}

/** （10分）资金金额, 资金总额：57.00 in one piece: a weight ends the label before it, an amount stands behind its own. */
function withoutRunOnPieces(tokens: readonly Token[], rules: PerformanceRules): readonly Token[] {
  return tokens.flatMap((token): Token[] => {
    const weight = /^[（(]\d{1,3}分?[)）](?=[\u4e00-\u9fff]{2})/.exec(token.text)?.[0];
    if (weight) return [{ ...token, text: weight }, { ...token, text: token.text.slice(weight.length), sep: 'line' }];
    const amount = /^(.{2,20}[:：])([-−]?\d[\d,]*(?:\.\d+)?)$/.exec(token.text);
    return amount && rules.fundingOf(amount[1]!) === 'row' ? [{ ...token, text: amount[1]! }, { ...token, text: amount[2]!, sep: 'space' }] : [token];
  });
}

/** Levels that run together with the name (北京 预算13表: 产出指标质量指标高技能人才占比) have no columns in the header. */
function withLevels(columns: readonly IndicatorColumn[], runOn: boolean): readonly IndicatorColumn[] {
  const third = columns.findIndex(({ role }) => role === 'level3');
  if (!runOn || third < 0 || columns.some(({ role }) => role === 'level1' || role === 'level2')) return columns;
  return [...columns.slice(0, third), { role: 'level1', header: '' }, { role: 'level2', header: '' }, ...columns.slice(third)];
}

/** The value took in what stands on lines of its own beside it: headers, heads of figures, three figures in a row. */
function swallows(own: readonly Token[], label: FoundLabel, rules: PerformanceRules): boolean {
  const pieces = label.glued === '' ? own : [{ text: label.glued }, ...own];
  return pieces.some(({ text }, n) => text.length >= 4 && (rules.headerRole(text) !== null || rules.fundingOf(text) !== null || rules.levelOf(text) !== 0) && !(n === 0 && pieces.length === 1))
    || own.some((_, n) => n + 2 < own.length && [0, 1, 2].every((k) => BARE_AMOUNT.test(own[n + k]!.text)))
    // The heads of a list beside the label: 拟投入的资金（万元）, 任务名称; an amount of it in a line of its own; a head for a value.
    || (pieces.length > 1 && own.some(({ text, sep }, n) => MONEY_HEAD.test(text) || isListHead(text, rules) || (LONE_AMOUNT.test(text) && sep !== 'space' && own[n + 1]?.sep !== 'space')))
    || pieces.some(({ text }) => DONE_HEAD.test(text))
    // The name of an office or a project took in the next label, which nobody knows.
    || (/(?:名称|单位|部门)$/.test(label.text) && own.some(({ text, sep }) => sep !== 'space' && LABEL_LIKE.test(text)))
    || isHead(label.glued + textOf(own, 0, own.length), rules);
}
/** What was done is told below its head. */
const DONE_HEAD = /^[\u4e00-\u9fff]{0,8}(?:完成|实现)情况(?:综述|说明|概述)?$/;
const LABEL_LIKE = /^[\u4e00-\u9fff]{1,8}(?:目标|任务|职责|情况|内容|依据|资金|预算|概况)$/;
const MONEY_HEAD = /^[\u4e00-\u9fff]{2,12}[（(](?:万|亿|千)?元[)）]$/;
const LONE_AMOUNT = /^\d[\d,]*\.\d{2}$/;
const isListHead = (text: string, rules: PerformanceRules): boolean => text.length >= 4 && rules.lists.some(({ columns }) => columns.some(({ key }) => key === labelKey(text)));
/** 年度资金总额(万元): what should be beside the label is below it. */
const isHead = (text: string, rules: PerformanceRules): boolean => isListHead(text, rules) || (/[（(](?:万|亿|千)?元[)）]$/.test(text) && rules.fundingOf(text.replace(/[（(][^（(]*$/, '')) !== null);
const BARE_AMOUNT = /^\d[\d,]*(?:\.\d+)?$/;

/** What is hardly ever left blank: its value may stand elsewhere. */
const NEEDS_VALUE = /(?:名称|单位|部门|目标|总分|总得分)$/;

/** Where the stamp goes (单位：（盖章）某局) is no part of the name. */
const STAMP = /^[（(](?:盖章|公章|签章)[)）](?=.)/;

/** `年 月 日` left blank in a printed form is no value, nor is what stands below it. */
const blankToEmpty = (value: string): string => (/^年月(?:日|$)/.test(value) ? '' : value);

const isGoalName = (label: FoundLabel): boolean => /绩效|目标|指标/.test(label.text) && label.meaning.kind !== 'objective';

/** The text just before a header: 长期绩效指标 says what the table below holds. */
const lastSide = (tokens: readonly Token[], at: number): string => textOf(tokens, Math.max(0, at - 8), at).slice(-12);

/** Does anything of a form stand here: an indicator header, a funding block, or two known labels. */
function hasForm(tokens: readonly Token[], rules: PerformanceRules): boolean {
  // A label that comes again is the header of the next page.
  const labels = new Set<string>();
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.sep !== 'space' && (projectHeaderAt(tokens, i, rules) || headerAt(tokens, i, rules) || listAt(tokens, i, rules) || headBlockAt(tokens, i, rules) || fundingBlockAt(tokens, i, rules))) return true;
    const label = labelAt(tokens, i, rules);
    if (label) labels.add(label.text);
    if (labels.size > 1) return true;
  }
  return false;
}

/** Two labels beside each other with nothing between them are heads of columns: 预算单位名称 预算项目名称 金额. */
function labelsAreHeads(tokens: readonly Token[], rules: PerformanceRules): boolean {
  return tokens.some((_, i) => {
    const label = labelAt(tokens, i, rules);
    const next = label?.glued === '' && label.to < tokens.length ? labelAt(tokens, label.to, rules) : null;
    return next?.glued === '' && !/[:：]$/.test(tokens[label!.to - 1]!.text) && label!.meaning.kind === 'pair' && next.meaning.kind === 'pair';
  });
}

/** A label inside a line belongs to a row of label–value pairs; in running text it is a word. */
function acceptable(tokens: readonly Token[], label: FoundLabel, open: { from: number } | null, lineStart: boolean): boolean {
  if (lineStart) return true;
  const before = tokens[label.from - 1]!;
  if (/[，。；、]$/.test(before.text)) return false;
  return label.text.length >= 2 && label.meaning.kind === 'pair' && (open === null || label.from > open.from || label.from === open.from);
}

/** Where the rows below a header end: at the next header, goal, total or label of the form. */
function blockEnd(tokens: readonly Token[], header: FoundHeader, rules: PerformanceRules): number {
  for (let i = header.to; i < tokens.length; i++) {
    if (tokens[i]!.sep === 'space') continue;
    if (headerAt(tokens, i, rules) || listAt(tokens, i, rules) || listNamed(tokens, i, rules)) return i;
    // A remark stands below a table that has no column for remarks.
    if (/^备注?$/.test(tokens[i]!.text) && /^备注(?:[:：].*)?$/.test(textOf(tokens, i, Math.min(tokens.length, i + (tokens[i]!.text === '备' ? 2 : 1)))) && !header.columns.some(({ role }) => role === 'note')) return i;
    // A heading of the text under the last form: 3.有关情况说明.
    if (/^\d{1,2}[.、．](?:有关|其他|其它|相关).{0,8}说明$/.test(tokens[i]!.text)) return i;
    const label = labelAt(tokens, i, rules);
    if (!label || i === header.to) continue;
    const { kind } = label.meaning;
    // 期限 is also the name of an indicator: rows of other levels go on below it.
    if (kind === 'pair' && label.text.length <= 2 && label.glued === '' && levelsFollow(tokens, label.to, rules)) continue;
    // A heading along the side is printed again on the next page.
    if (/^(?:长期|中期|年度)?绩效(?:目标|指标)$/.test(label.text) && !headerAt(tokens, label.to, rules)) continue;
    if (kind === 'objective' || kind === 'named') return i;
    if (kind === 'side' && (headerAt(tokens, label.to, rules) || /表$/.test(label.text) || !/绩效(?:目标|指标)/.test(label.text))) return i;
    if (kind === 'pair' && label.text.length >= 2 && !(rules.levelOf(label.text) || /^(?:说明|结果|等级|项目.*)$/.test(label.text) && label.glued === '' && (label.text.startsWith('项目') || levelsFollow(tokens, label.to, rules)))) return i;
    if (kind === 'goals' && goalsAt(tokens, label, rules)) return i;
  }
  return tokens.length;
}

/** Does a level begin a line before the next header? */
function levelsFollow(tokens: readonly Token[], from: number, rules: PerformanceRules): boolean {
  for (let i = from; i < tokens.length; i++) {
    if (tokens[i]!.sep === 'space') continue;
    if (headerAt(tokens, i, rules)) return false;
    if (tokens[i]!.text.length >= 4 && rules.levelOf(tokens[i]!.text) !== 0) return true;
  }
  return false;
}

/** The figures of its total end a list. */
function totalEnd(tokens: readonly Token[], from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (tokens[i]!.sep === 'space' || !/^(?:金额)?[合总]计$/.test(tokens[i]!.text)) continue;
    let end = i + 1;
    while (end < to && BARE_AMOUNT.test(tokens[end]!.text)) end++;
    return end;
  }
  return to;
}

/** The name of a list directly above its heads: 项目采购 / 品名 数量 金额. */
function listNamed(tokens: readonly Token[], at: number, rules: PerformanceRules): boolean {
  for (let k = at + 1; k < Math.min(tokens.length, at + 5); k++) {
    const text = textOf(tokens, at, k).replace('当年', '');
    if (rules.lists.some(({ name }) => name === text)) return listAt(tokens, k, rules) !== null;
  }
  return false;
}

/** Most characters a goal's name may have. */
const GOAL_NAME = 40;

/** A goal's own name and its text (名称 | 目标说明): an empty line parts them, line ends do not. null where a known label stands in the name's place. */
function namedTextAt(tokens: readonly Token[], from: number, rules: PerformanceRules): { name: string; value: string; to: number } | null {
  const ends = (i: number) => labelAt(tokens, i, rules) !== null || headerAt(tokens, i, rules) !== null || listAt(tokens, i, rules) !== null || listNamed(tokens, i, rules);
  if (from >= tokens.length || ends(from)) return null;
  let to = from + 1;
  while (to < tokens.length && (tokens[to]!.sep === 'space' || !ends(to))) to++;
  let text = from + 1;
  while (text < to && tokens[text]!.sep !== 'blank' && tokens[text]!.sep !== 'page') text++;
  const name = textOf(tokens, from, text);
  if (text === to || name.length > GOAL_NAME || !tokens.slice(from + 1, to).some(({ sep }) => sep === 'line')) return null;
  return { name, value: textOf(tokens, text, to), to };
}

/** Headings of goals side by side, then their texts one after the other. */
function goalsAt(tokens: readonly Token[], label: FoundLabel, rules: PerformanceRules): { to: number; values: { name: string; value: string; place: Place; sure: boolean }[] } | null {
  const names: string[] = [];
  let i = label.from;
  let block = '';
  if (label.meaning.kind === 'goals' || label.meaning.kind === 'side') {
    block = label.text;
    i = label.to;
  }
  const places: Place[] = [];
  for (;;) {
    const next = i < tokens.length ? labelAt(tokens, i, rules) : null;
    if (next?.glued !== '' || !(next.meaning.kind === 'goal' || (next.meaning.kind === 'goals' && (names.length > 0 || block !== '')))) break;
    names.push(next.text);
    places.push(tokens[next.from]!.place);
    i = next.to;
    if (names.length === 3) break;
  }
  if (names.length < 2) return null;
  let end = i;
  while (end < tokens.length) {
    if (tokens[end]!.sep !== 'space') {
      if (headerAt(tokens, end, rules)) break;
      const next = labelAt(tokens, end, rules);
      // 目标1：… is a line of the text here, and an objective only where indicators follow.
      if (next && next.meaning.kind !== 'goal' && !(next.meaning.kind === 'objective' && /^目标/.test(next.text))) break;
    }
    end++;
  }
  const parts = splitGoals(tokens, i, end, names.length);
  return {
    to: end,
    values: names.map((name, n) => ({ name: block === '' ? name : `${block}/${name}`, value: parts.values[n] ?? '', place: places[n]!, sure: parts.sure })),
  };
}

/** Rows of a form's figures, each with its label, its heads and its value. */
function rowFields(block: FundingBlock, field: (name: string, value: string, place: Place, contact?: boolean, confidence?: Field['confidence']) => void): void {
  for (const { label, figures } of block.rows) {
    for (const { column, text, place, sure } of figures) field([label, ...block.columns[column]!].join('/'), text.replace(/,/g, ''), place, false, sure ? HIGH : MEDIUM);
  }
}

/**
 * One row of figures is head data: a field a column, the formula left out of 执行率（B/A） and 得分（20分*执行率）. Where the whole head
 * is known, every cell is named with all its heads, and one left empty is told too.
 */
function fundingFields(block: FundingBlock, headKnown: boolean, field: (name: string, value: string, place: Place, contact?: boolean, confidence?: Field['confidence']) => void): void {
  for (const { figures, place: row } of block.rows) {
    if (!headKnown) for (const { column, text, place, sure } of figures) field(block.columns[column]!.at(-1)!.replace(/^(执行率|得分)[（(].*$/, '$1'), text, place, false, sure ? HIGH : LOW);
    else {
      const proved = figures.every(({ sure }) => sure);
      for (const [column, path] of block.columns.entries()) {
        const figure = figures.find((each) => each.column === column);
        field(path.join('/'), figure?.text.replace(/,/g, '') ?? '', figure?.place ?? row, false, (figure ? figure.sure : proved) ? HIGH : MEDIUM);
      }
    }
  }
}

function fundingTable(block: FundingBlock, headKnown: boolean, region: TableRegion, rules: PerformRules, tokens: readonly Token[]): OpenTable {
  const { heading, order } = region;
  const known = headKnown || rules.performance.isFundingHeader(block.columns);
  return {
    order,
    tableNo: heading.tableNo,
    title: heading.title,
    kind: heading.kind,
    unit: heading.unit || unitIn(textOf(tokens, block.from, Math.min(block.to, block.from + 12))) || unitIn(textOf(tokens, Math.max(0, block.from - 10), block.from)),
    origin: 'dump',
    empty: block.rows.every(({ figures }) => figures.length === 0),
    columns: block.columns.map((path, index) => {
      const header = path.at(-1)!;
      const { measure, role } = rules.forms.measureOf(heading.kind, path);
      return { index, path, measure, block: 0, role: role === 'label' ? 'amount' : /率|占比/.test(header) ? 'ratio' : role, ...(known ? { known } : {}) };
    }),
    rows: openRows(block),
    formulas: [],
    notes: [],
    first: tokens[block.from]!.place,
    last: tokens[block.to - 1]!.place,
    flags: [],
  };
}

/** A list told as fields: 年度主要任务 / name of the row / head. */
function listFields(list: FoundList, rows: readonly FoundRow[], own: readonly Token[]): { name: string; value: string; place: Place; sure: boolean }[] {
  const amounts = list.columns.flatMap(({ role }, n) => (role === 'amount' ? [n] : []));
  return rows.flatMap((row) => {
    const place = own[row.cells[0]!.from]!.place;
    const of = (column: number) => row.cells.find((cell) => cell.column === column);
    const name = of(0)?.text ?? '';
    const figures = row.cells.filter(({ column }) => amounts.includes(column)).map(({ text, from }) => ({ text, place: own[from]!.place }));
    const stand = placed(figures, amounts.map((n) => list.paths[n]!), amounts.map((_, n) => n === amounts.length - 1), amounts.length > 2 ? [amounts.map((_, n) => n)] : []);
    return list.columns.flatMap(({ role }, n) => {
      const figure = stand.find(({ column }) => amounts[column] === n);
      const value = role === 'amount' ? (figure?.text.replace(/,/g, '') ?? '') : (of(n)?.text ?? '');
      if (n === 0 || (role === 'text' && value === '' && /合计$/.test(name))) return [];
      return [{ name: [list.name, name, ...list.paths[n]!].join('/'), value, place: figure?.place ?? place, sure: row.sure && name !== '' && (of(1) !== undefined || list.columns[1]!.role !== 'text' || /合计$/.test(name)) && (role !== 'amount' || stand.every(({ sure }) => sure)) }];
    });
  });
}

function listTable(list: FoundList, rows: readonly FoundRow[], own: readonly Token[], region: TableRegion, rules: PerformRules): OpenTable {
  const { heading, order } = region;
  const amounts = list.columns.flatMap((column, n) => (column.role === 'amount' ? [n] : []));
  const nowhere = region.lines[0]!.place;
  let last = '';
  const described = list.columns[1]?.role === 'text' ? 1 : -1;
  const open = rows.map((row, n): OpenTable['rows'][number] => {
    // A name merged over several rows is printed in the first.
    const label = row.cells.find(({ column }) => list.columns[column]!.role === 'level3')?.text ?? last;
    last = label;
    const place = own[row.cells[0]?.from ?? 0]?.place ?? nowhere;
    // A name without the description beside it may have run into it; 合计 has none, nor has a row under a merged name.
    const named = row.cells.some(({ column }) => list.columns[column]!.role === 'level3');
    const sure = row.sure && (described < 0 || !named || /^[合总]计$/.test(label) || row.cells.some(({ column }) => column === described));
    const cells = row.cells.flatMap((cell) => {
      const amount = list.columns[cell.column]!.role === 'amount' ? parseAmount(cell.text) : null;
      const flags = sure ? [] : ['column-inferred'];
      return amount ? [{ amount, column: amounts.indexOf(cell.column), basis: [sure ? ('count' as const) : ('guess' as const)], flags, place: own[cell.from]?.place ?? place }] : [];
    });
    return { rowNo: n + 1, block: 0, label, path: [list.name, label], code: '', codes: [], indent: 0, cells, flags: [], place };
  });
  const checked = balanced(open, amounts.length);
  return {
    order,
    tableNo: heading.tableNo,
    title: heading.title,
    kind: heading.kind,
    unit: heading.unit || '万元',
    origin: 'dump',
    empty: open.every(({ cells }) => cells.length === 0),
    columns: amounts.map((n, index) => {
      const path = [list.columns[n]!.header];
      return { index, path, measure: rules.forms.measureOf(heading.kind, path).measure, block: 0, role: 'amount' };
    }),
    rows: checked,
    formulas: [],
    notes: [],
    first: own[0]?.place ?? nowhere,
    last: own.at(-1)?.place ?? nowhere,
    flags: heading.unit === '' ? ['unit-assumed'] : [],
  };
}

/** Items that add up to 合计 are proved by it; where they do not, something was misread and none is sure. 其中 rows are parts of parts. */
function balanced(rows: readonly OpenTable['rows'][number][], columns: number): OpenTable['rows'] {
  const total = rows.find(({ label }) => label === '合计' || label === '总计');
  if (!total) return rows;
  const verdicts = Array.from({ length: columns }, (_, column) => {
    const of = (row: OpenTable['rows'][number]) => row.cells.filter((cell) => cell.column === column).map(({ amount }) => amount);
    const whole = of(total)[0];
    const parts = rows.filter((row) => row !== total && !/^其中/.test(row.label)).flatMap(of);
    if (!whole || parts.length === 0) return null;
    const scale = Math.max(whole.scale, ...parts.map((part) => part.scale));
    return parts.reduce((sum, part) => sum + atScale(part, scale), 0n) === atScale(whole, scale);
  });
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => {
      const verdict = cell.column === null ? null : verdicts[cell.column];
      if (verdict === null || verdict === undefined) return cell;
      if (verdict && cell.basis.includes('guess')) return cell;
      return verdict ? { ...cell, basis: ['identity' as const] } : { ...cell, basis: ['guess' as const], flags: ['sum-mismatch'] };
    }),
  }));
}

const unitIn = (text: string): string => /万元|亿元|千元|元/.exec(text)?.[0] ?? '';

/** Rows of cells → indicators: levels filled down, tails given back, weights taken out of labels. */
function toIndicators(rows: readonly FoundRow[], columns: readonly IndicatorColumn[], tokens: readonly Token[], before: number, head: { table: number; tableNo: string }, objective: string, longTerm: boolean, rules: PerformanceRules): Indicator[] {
  const found: Indicator[] = [];
  let level1 = '';
  let level2 = '';
  let level3 = '';
  const fourth = columns.some(({ role }, c) => role === 'level3' && columns[c + 1]?.role === 'text');
  let activity = '';
  const printed1 = new Set<number>();
  const { drafts, moved } = givenBack(rows.map((row) => asAsked(draftOf(row, columns))));
  const usual = usualColumns(rows, columns);
  for (const [n, draft] of drafts.entries()) {
    if (draft.level1 !== '') {
      level1 = draft.level1;
      if (draft.level2 === '') level2 = '';
    }
    if (draft.level2 !== '') level2 = draft.level2;
    if (draft.level3 !== '') level3 = draft.level3;
    if (draft.tail1 !== '') {
      // The rest of a level cut by a page end belongs to every row since that level began.
      const whole = level1 + draft.tail1;
      for (let k = found.length - 1; k >= 0 && found[k]!.level1 === level1; k--) found[k] = { ...found[k]!, level1: whole };
      level1 = whole;
    }
    if (draft.activity !== '') activity = draft.activity;
    // Rows of a blank form: dots where names would stand.
    if (draft.target === '' && draft.actual === '' && draft.level3 !== '' && !/[\u4e00-\u9fffA-Za-z]/.test(draft.level3)) continue;
    if (isLevels(draft.level3 + draft.target + draft.actual, rules)) continue;
    const weight = draft.weight !== '' ? draft.weight : columns.some(({ role }) => role === 'weight') ? '' : (LABEL_WEIGHT.exec(draft.level3)?.[1] ?? '');
    const first = rows[n]!.cells[0]!;
    if (draft.level1 !== '') printed1.add(found.length);
    found.push({
      ...head,
      rowNo: before + found.length + 1,
      objective: activity || objective,
      level1,
      level2,
      level3: fourth ? level3 : draft.level3,
      target: targetOf(draft),
      actual: draft.actual,
      weight,
      score: draft.score,
      note: noteOf(draft, columns, longTerm),
      confidence: (draft.level3 === '' && !(fourth && level3 !== '')) || (level1 === '' && columns.some(({ role }) => role === 'level1')) ? LOW : rows[n]!.sure && !fourth && !moved.has(n) && usual.every((column) => rows[n]!.cells.some((cell) => cell.column === column)) && !rows[n]!.cells.some((cell) => holdsTwo(cell, columns, tokens)) && !lacksTarget(draft, columns) && !(level2 === '' && columns.some(({ role }) => role === 'level2')) && !CROWDED.test(draft.target) && !SIDE_BEFORE.test(draft.level3) ? HIGH : MEDIUM,
      flags: rows[n]!.cells.some(({ tail }) => tail) ? ['label-rejoined'] : [],
      place: tokens[first.from]!.place,
    });
  }
  const runs = withNumberedRuns(found);
  const has = (role: string): boolean => columns.some((column) => column.role === role);
  const read = has('level1') ? doubtStrangers(runs, printed1, rules) : runs;
  if (isTorn(read, rules)) return read.map((row) => ({ ...row, confidence: LOW }));
  return (has('level2') && !has('level1')) || outOfOrder(read, printed1, rules) ? read.map((row) => (row.confidence === HIGH ? { ...row, confidence: MEDIUM } : row)) : read;
}

/** Columns that nearly all rows fill: where one does not, a cell went elsewhere. */
function usualColumns(rows: readonly FoundRow[], columns: readonly IndicatorColumn[]): number[] {
  if (rows.length < USUAL_ROWS) return [];
  return columns.flatMap(({ role }, n) => (MAY_LACK.has(role) || rows.filter(({ cells }) => cells.some(({ column, tail }) => column === n && !tail)).length < USUAL_SHARE * rows.length ? [] : [n]));
}
const USUAL_ROWS = 4;
const USUAL_SHARE = 0.75;
const MAY_LACK: ReadonlySet<string> = new Set(['ordinal', 'activity', 'objective', 'level1', 'level2', 'comparator', 'unit', 'group']);

/** Two figures that nothing joins, in one value; a figure of its own behind a name: values of two columns, or of the next. */
const holdsTwo = ({ column, from, to }: FoundRow['cells'][number], columns: readonly IndicatorColumn[], tokens: readonly Token[]): boolean =>
  (columns[column]!.role === 'level3' && to > from + 1 && BARE_SHARE.test(tokens[to - 1]!.text)) ||
  (VALUE_ROLES.has(columns[column]!.role) && tokens.slice(from, to).some(({ text }, n, own) => n > 0 && BARE_SHARE.test(text) && BARE_SHARE.test(own[n - 1]!.text)));
const BARE_SHARE = /^\d[\d,]*(?:\.\d+)?[%‰]?$/;
const VALUE_ROLES: ReadonlySet<string> = new Set(['target', 'actual', 'past']);

/** Heads that stand behind a head nobody knows: the columns are not all of them, and no row can be believed. */
function headsBehind(tokens: readonly Token[], header: FoundHeader, rules: PerformanceRules): boolean {
  const known = new Set(header.columns.map(({ role }) => role));
  for (let k = header.to; k < Math.min(tokens.length, header.to + HEADS_BEHIND); k++) {
    if (rules.levelOf(tokens[k]!.text) !== 0) return false;
    for (let to = k, text = ''; to < Math.min(tokens.length, k + 3); to++) {
      text += tokens[to]!.text;
      const role = text.length > 1 ? rules.headerRole(text) : null;
      if (role !== null && POINTS_OR_VALUES.has(role) && !known.has(role)) return true;
    }
  }
  return false;
}
/** Pieces behind a header that are looked at for more of it. */
const HEADS_BEHIND = 12;
const POINTS_OR_VALUES: ReadonlySet<string> = new Set(['target', 'actual', 'weight', 'score']);

/** A total printed with its label. */
const TOTAL = /^(?:合计|总计|(?:自评)?总(?:得)?分|合计得分)$/;
const POINTS = /^\d{1,3}(?:\.\d+)?$/;

/** Rows from which a score can be told from the sum of all. */
const SCORED_ROWS = 4;

/** A last score without a weight that is no less than all others together is their total, printed without its label (seeds/004…:1809). */
function withoutTotal(rows: readonly Indicator[]): { indicators: readonly Indicator[]; total: Indicator | null } {
  const last = rows.at(-1);
  if (last && TOTAL.test(last.level3)) {
    const figures = [last.target, last.actual, last.weight, last.score].filter((text) => POINTS.test(text));
    return { indicators: rows.slice(0, -1), total: figures.length === 0 ? null : { ...last, weight: figures.length > 1 ? figures[0]! : '', score: figures.at(-1)! } };
  }
  const scores = rows.slice(0, -1).map(({ score }) => Number.parseFloat(score)).filter((score) => !Number.isNaN(score));
  if (!last || last.weight !== '' || scores.length < SCORED_ROWS || !(Number.parseFloat(last.score) >= scores.reduce((sum, score) => sum + score, 0))) return { indicators: rows, total: null };
  return { indicators: [...rows.slice(0, -1), { ...last, score: '' }], total: last };
}

/** Names of levels and nothing else: a form printed without its rows. */
function isLevels(text: string, rules: PerformanceRules): boolean {
  const names = rules.levelNames.filter((name) => name.length >= 4).sort((a, b) => b.length - a.length);
  let rest = text;
  for (let name = names.find((each) => rest.startsWith(each)); name; name = names.find((each) => rest.startsWith(each))) rest = rest.slice(name.length);
  return rest !== text && names.some((name) => name.startsWith(rest)) && text.length > rest.length + 4;
}

/** The last figure of a list whose unit was printed at the head of the next row: …；≥5⏎次会议次数. */
const BARE_LAST = /(\d)([\u4e00-\u9fff])[；;].*[；;][≥≤]?\d[\d.]*$/;
/** Figures of a list that stand before the name of the next row: …；≥⏎10次；≥5次；会议次数. */
const LIST_HEAD = /^(\d[\d.]*[^\d；;]{1,3}[；;](?:[≥≤]?\d[\d.]*[^\d；;]{1,3}[；;])*)(?=[\u4e00-\u9fff])/;

/** Ends of targets that ran into the next row are given back; `moved`: the rows this was done to. */
function givenBack(given: readonly Draft[]): { drafts: readonly Draft[]; moved: ReadonlySet<number> } {
  const drafts = [...given];
  const moved = new Set<number>();
  for (let n = 1; n < drafts.length; n++) {
    const above = drafts[n - 1]!;
    const { level3 } = drafts[n]!;
    const unit = BARE_LAST.exec(above.target)?.[2] ?? '';
    const head = /[≥≤]$/.test(above.target) ? (LIST_HEAD.exec(level3)?.[1] ?? '') : unit !== '' && level3.startsWith(unit) ? unit : '';
    if (head === '' || head.length === level3.length) continue;
    drafts[n - 1] = { ...above, target: above.target + head };
    drafts[n] = { ...drafts[n]!, level3: level3.slice(head.length) };
    moved.add(n - 1).add(n);
  }
  return { drafts, moved };
}

/** A heading along the side that stands in front of a name. */
const SIDE_BEFORE = /^(?:年度)?绩效(?:指标|目标)./;

/** Two bounds that nothing parts: cells of two columns. */
const CROWDED = /[≥≤≧≦][^；;，,、。或且~～\-—至到\s]*[≥≤≧≦]/;

const NUMBER = /^指标(\d{1,2})[：:、.]/;

/** 指标1 … 指标5 stand under one second level; its merged cell may be printed beside any of them. */
function withNumberedRuns(rows: readonly Indicator[]): Indicator[] {
  const out = [...rows];
  for (let from = 0; from < out.length; ) {
    let to = from + 1;
    while (to < out.length && Number(NUMBER.exec(out[to]!.level3)?.[1] ?? 0) === to - from + 1) to++;
    const last = out[to - 1]!;
    if (NUMBER.exec(out[from]!.level3)?.[1] === '1') {
      for (let k = from; k < to; k++) if (out[k]!.level2 !== last.level2) out[k] = { ...out[k]!, level1: last.level1, level2: last.level2, confidence: MEDIUM, flags: [...out[k]!.flags, 'level-inferred'] };
    }
    from = to;
  }
  return out;
}

/** A second level under a first level that it hardly ever stands under, printed rows above: the cell of the first level may be blank there. */
function doubtStrangers(rows: readonly Indicator[], printed: ReadonlySet<number>, rules: PerformanceRules): Indicator[] {
  return rows.map((row, n) => (row.confidence === HIGH && !printed.has(n) && isStranger(row, rules) ? { ...row, confidence: MEDIUM } : row));
}

const BENEFITS = '效益';
/** First levels, as the words of second levels' parents: 产出指标 → 产出. Satisfaction stands under any. */
const FAMILIES = ['产出', '效益', '成本', '决策', '过程', '投入', '效果'];
const isStranger = ({ level1, level2 }: Indicator, rules: PerformanceRules): boolean => {
  const parent = rules.parentOf(level2);
  return FAMILIES.includes(parent) && !level1.includes(parent) && FAMILIES.some((family) => level1.includes(family));
};

/** Names that begin with a level, or values that end with one, in more rows than one: the columns are not those of the header. */
function isTorn(rows: readonly Indicator[], rules: PerformanceRules): boolean {
  const glued = (text: string): boolean => LEVEL_INSIDE.test(text) && rules.levelNames.some((name) => name.length >= 4 && name.endsWith('指标') && text.length > name.length + 1 && (text.startsWith(name) || text.endsWith(name)));
  return rows.filter(({ level3, target, actual }) => [level3, target, actual].some(glued)).length > 1;
}
const LEVEL_INSIDE = /指标/;

/**
 * A second level below the first level of another, though its own is printed somewhere in the table: what was merged over rows stands
 * in the middle of them, as in dumps by lines, and every row may have the first level of its neighbours.
 */
function outOfOrder(rows: readonly Indicator[], printed: ReadonlySet<number>, rules: PerformanceRules): boolean {
  const families = new Set([...printed].flatMap((n) => (rows[n] ? FAMILIES.filter((family) => rows[n]!.level1.includes(family)) : [])));
  return rows.some((row, n) => !printed.has(n) && isStranger(row, rules) && families.has(rules.parentOf(row.level2)));
}

/** What is asked, not what was done: a cell over both columns (不设权重，酌情扣分，…评价总得分不得超过70分, seeds/004…:1801). */
const ASKED = /不设权重|酌情扣分|不得超过|不得分/;
const asAsked = (draft: Draft): Draft => (ASKED.test(draft.actual) && (draft.target === '' || OPEN_CLAUSE.test(draft.target)) ? { ...draft, target: draft.target + draft.actual, actual: '' } : draft);
/** Words that go on: several clauses, no stop. */
const OPEN_CLAUSE = /，.*[^。；，]$/;

/** An indicator without the target its table has a column for: it may stand in a merged cell, or be part of another cell. */
const lacksTarget = ({ level3, target }: Draft, columns: readonly IndicatorColumn[]): boolean => target === '' && !/^(?:无|不涉及|不适用)/.test(level3) && columns.some(({ role }) => role === 'target');

interface Draft {
  activity: string; level1: string; level2: string; level3: string; comparator: string; target: string; unit: string; actual: string; weight: string; score: string; note: string;
  past: [string, string][];
  tail1: string;
}

function draftOf(row: FoundRow, columns: readonly IndicatorColumn[]): Draft {
  const draft: Draft = { activity: '', level1: '', level2: '', level3: '', comparator: '', target: '', unit: '', actual: '', weight: '', score: '', note: '', past: [], tail1: '' };
  for (const { column, text, tail } of row.cells) {
    const { role, header } = columns[column]!;
    if (tail) {
      if (/指标|[)）]$/.test(text) && text.length <= 8) draft.tail1 += text;
      else draft.level3 += text;
      continue;
    }
    if (role === 'past' || role === 'ratio' || role === 'text') draft.past.push([header, text]);
    else if (role === 'activity' || role === 'level1' || role === 'level2' || role === 'level3' || role === 'comparator' || role === 'target' || role === 'unit' || role === 'actual' || role === 'weight' || role === 'score' || role === 'note') draft[role] += text;
  }
  draft.weight = draft.weight.replace(/^[-—–－]+$/, '');
  draft.score = draft.score.replace(/^[-—–－]+$/, '');
  return draft;
}

/** Values of other years, a long-term goal's mark, the printed remark. */
function noteOf(draft: Draft, columns: readonly IndicatorColumn[], longTerm: boolean): string {
  // A target printed in columns is also told column by column.
  const inColumns = columns.some(({ role }) => role === 'comparator' || role === 'unit');
  const printed = inColumns ? columns.flatMap(({ role, header }) => (role === 'comparator' || role === 'target' || role === 'unit' ? [`${header}=${draft[role]}`] : [])) : [];
  const years = draft.past.map(([header]) => /20\d\d年/.exec(header)?.[0] ?? header);
  const parts = [...printed, ...draft.past.map(([header, value], n) => `${years.indexOf(years[n]!) === years.lastIndexOf(years[n]!) ? years[n] : header}=${value}`)];
  if (longTerm) parts.push('长期');
  if (draft.note !== '') parts.push(draft.note);
  return parts.join(';');
}
