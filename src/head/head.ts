import type { DocumentHead, DocumentType } from '../model/document.js';
import type { Heading, Region } from '../model/grid.js';
import { FORM_KINDS } from '../model/table.js';
import { squeeze } from '../text/full-width.js';

/** Lines of the running text that are looked at for what the tables do not say. */
const TEXT_LINES = 600;
/** Lines of the front page among which the office's name may stand alone. */
const FRONT_LINES = 8;

const YEAR = /((?:19|20)\d\d)\s*年/g;
const BUDGET_YEAR = /((?:19|20)\d\d)年(?:度)?(?=[^，。；]{0,40}?(?:预算|决算|自评|绩效))/g;

/** 编制部门：…, 部门：… 单位：万元; the 单位 that names money is skipped. */
const ENTITY_LABEL = /(?:编制|公开|预算|填报|填表|主管|申报)?(?:部门|单位)(?:名称)?[（(]?(?:盖章|公章|签章)?[)）]?[:：]\s*(?:[（(](?:盖章|公章)[)）])?\s*([^:：]{3,60}?)(?=\s{1,}|(?:金额)?单位[:：]|填报日期|(?:19|20)\d\d\s*年|$)/;
const MONEY = /^(?:人民币)?(?:百万元|千元|万元|亿元|元|万)/;
const OFFICE = /(?:局|委员会|委|办公室|厅|院|中心|处|所|学校|大学|学院|馆|站|社|会|队|政府|街道办事处|部|公安分局|管理区|分局|基地|医院|总队|支队)(?:机关|本级|（本级）)?(?:（[^（）]{2,30}）)?$/;
/** 项目单位 某中心 on a cover page. */
const COVER_LABEL = /^(?:项目单位|实施单位|单位名称|部门名称|预算单位|填报单位|评价单位)[（(]?(?:盖章|公章)?[)）]?[:：]?(.{4,40})$/;
/** 部门名称：某局 on a line of its own: the front page of the tables. */
const LINE_LABEL = /^(?:部门|单位|编制部门|编制单位|预算部门|预算单位)(?:名称)?[:：](.{4,40})$/;
/** A form's cell whose neighbour is the office it is about; 实施单位 and 项目单位 may be below it. */
const FORM_LABEL = /^(?:预算|填报|市级主管|县级主管|主管)?部门(?:[（(]单位[)）])?(?:名称)?$/;
/** Lines of a name on a front page, at most. */
const NAME_LINES = 4;
const DATE_LINE = /^(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?$/;
/** What no name of an office holds or begins with. */
const NO_NAME = /[，。；〔〕]|文件|^[与和及的、]|^.{1,3}$|^环境局$/;

/** 第一部分 某局概况; 某局2026年部门预算: the office in a heading. */
const IN_HEADING = [/^第[一二三四五六七八九十]+部分\s*(.{3,50}?)(?:概况|基本情况|职责|主要职责)/, /^(.{3,50}?)(?:19|20)\d\d年(?:度)?(?:部门|单位)?(?:整体|综合)?(?:预算|决算)/, /^(?:19|20)\d\d年(?:度)?(.{3,50}?)(?:部门|单位)(?:综合)?(?:预算|决算)/];

/** What a document says about itself: whose it is, which year, what it is, its unit. Captions and titles first, then the text, then the file's name. */
export function headOf(sourceName: string, regions: readonly Region[]): DocumentHead {
  const headings = regions.flatMap((region) => (region.form === 'narrative' ? [] : [region.heading]));
  const text = textOf(regions);
  const stem = sourceName.replace(/\.[^.]*$/, '');
  return {
    entityName: entityOf(headings, text, stem, regions),
    documentType: typeOf(headings, text, stem),
    fiscalYear: yearOf(headings, text, stem),
    unit: commonUnit(headings),
  };
}

function textOf(regions: readonly Region[]): string[] {
  const lines: string[] = [];
  for (const region of regions) {
    if (region.form !== 'narrative') continue;
    for (const line of region.lines) {
      lines.push(line.text.trim());
      if (lines.length >= TEXT_LINES) return lines;
    }
  }
  return lines;
}

function commonUnit(headings: readonly Heading[]): string {
  return mostCommon(headings.map((heading) => heading.unit).filter((unit) => unit !== '')) ?? '';
}

function entityOf(headings: readonly Heading[], text: readonly string[], stem: string, regions: readonly Region[]): string {
  const named = headings.flatMap((heading) => {
    const name = captionEntity(heading.caption);
    return name === '' ? [] : [name];
  });
  const common = mostCommon(named);
  if (common !== undefined) return common;
  const plain = text.map(squeeze);
  for (const line of plain.slice(0, 2 * FRONT_LINES)) {
    const name = COVER_LABEL.exec(line)?.[1];
    if (name !== undefined && OFFICE.test(name) && !NO_NAME.test(name)) return name;
  }
  const front = frontEntity(plain.slice(0, FRONT_LINES));
  if (front !== '') return front;
  for (const line of plain.slice(0, FRONT_LINES)) {
    if (line.length <= 40 && OFFICE.test(line) && !/[：:]/.test(line) && !NO_NAME.test(line)) return line;
  }
  const inHeading = headingEntity([...plain.slice(0, TEXT_LINES), ...plain.slice(0, FRONT_LINES).map((line, i) => line + (plain[i + 1] ?? '')), squeeze(stem.split(/[_：:]+/).at(-1) ?? stem)]);
  if (inHeading !== '') return inHeading;
  for (const line of plain) {
    const name = LINE_LABEL.exec(line)?.[1];
    if (name !== undefined && OFFICE.test(name) && !NO_NAME.test(name)) return name;
  }
  const inForms = mostCommon(regions.flatMap(formEntities));
  if (inForms !== undefined) return inForms;
  // The signature under a report: the office on one line, the date on the next.
  for (const [i, line] of plain.entries()) {
    if (line.length <= 30 && OFFICE.test(line) && !NO_NAME.test(line) && DATE_LINE.test(plain[i + 1] ?? '')) return line;
  }
  return '';
}

/** The name in a front page's title of several lines: 中共某区委 | 社会工作部2024年度 | 部门决算; 2026年度 | 某开发区生态 | 环境局 | 单位预算. */
function frontEntity(lines: readonly string[]): string {
  for (let from = 0; from < lines.length; from++) {
    if (!/[\u4e00-\u9fff]/.test(lines[from]!)) continue;
    for (let count = 2; count <= NAME_LINES && from + count <= lines.length; count++) {
      const own = lines.slice(from, from + count);
      if (own.some((line) => line.length > 30 || /[，。；：:]/.test(line))) break;
      if (!/(?:预算|决算)$/.test(own.at(-1)!) || own.slice(0, -1).some((line) => /(?:预算|决算)$/.test(line))) continue;
      const name = headingEntity([own.join('')]);
      if (name !== '') return name;
    }
  }
  return '';
}

/** Offices that the forms of a document name as their own. */
function formEntities(region: Region): string[] {
  if (region.form !== 'grid' || !FORM_KINDS.has(region.heading.kind)) return [];
  return region.cells.flatMap((label) => {
    if (!FORM_LABEL.test(squeeze(label.text))) return [];
    const value = region.cells.find((cell) => cell.row === label.row && cell.col === label.col + label.colSpan);
    const name = squeeze(value?.text ?? '').replace(/^\d+[-—]?/, '');
    return name.length <= 40 && OFFICE.test(name) && !NO_NAME.test(name) ? [name] : [];
  });
}

function headingEntity(lines: readonly string[]): string {
  for (const pattern of IN_HEADING) {
    for (const line of lines) {
      const name = pattern.exec(line)?.[1]?.replace(/^.*[_：:]|^附件\d*/, '').replace(/[（(]+$/, '');
      if (name !== undefined && OFFICE.test(name) && !NO_NAME.test(name)) return name;
    }
  }
  return '';
}

function captionEntity(caption: string): string {
  // Two 单位 on one line: the one before a name of an office is the entity (seeds/000…:63).
  for (const piece of caption.split(/(?=(?:金额)?单位[:：])/)) {
    const match = ENTITY_LABEL.exec(piece);
    const name = match ? squeeze(match[1]!) : '';
    if (name !== '' && !MONEY.test(name) && name.length >= 3) return name.replace(/[（(](?:盖章|公章|签章)[)）]/g, '');
  }
  return '';
}

function typeOf(headings: readonly Heading[], text: readonly string[], stem: string): DocumentType {
  const kinds = headings.map((heading) => heading.kind);
  const performance = kinds.filter((kind) => /^performance|project_declaration|funding_use|key_work/.test(kind)).length;
  const figures = kinds.filter((kind) => !/^performance|project_declaration|funding_use|key_work|^other$/.test(kind)).length;
  const score = { budget: 0, final_accounts: 0 };
  const weigh = (line: string, weight: number) => {
    if (/决算/.test(line)) score.final_accounts += weight;
    if (/预算(?!财政拨款|拨款|收入|支出经济)/.test(line) && !/决算/.test(line)) score.budget += weight;
  };
  for (const heading of headings) weigh(squeeze(heading.title), 3);
  weigh(stem, 4);
  for (const line of text.slice(0, 60)) if (squeeze(line).length < 45) weigh(squeeze(line), 1);
  const fronts = text.slice(0, 40).map(squeeze).filter((line) => line.length < 45);
  // What was done is told of no year to come, whatever the file is called.
  if (figures === 0 && kinds.some((kind) => /self_evaluation/.test(kind)) && score.final_accounts === 0 && !kinds.includes('performance_target')) return 'performance';
  if (figures === 0) {
    if (performance > 0 && !/(?:部门|单位)预算/.test(stem)) return 'performance';
    const publication = /(?:部门|单位)(?:预算|决算)/;
    if (!publication.test(stem) && !fronts.some((line) => publication.test(line))) return performance > 0 ? 'performance' : 'other';
    // Running text about a budget without one table of it: a notice or a plan unless its own front page says what it is.
    if (performance === 0 && !fronts.some((line) => /(?:19|20)\d\d年(?:度)?.*(?:部门|单位)(?:预算|决算)/.test(line))) return 'other';
  }
  return score.final_accounts > score.budget ? 'final_accounts' : 'budget';
}

function yearOf(headings: readonly Heading[], text: readonly string[], stem: string): number {
  const votes = new Map<number, number>();
  const vote = (line: string, pattern: RegExp, weight: number) => {
    for (const match of squeeze(line).matchAll(pattern)) votes.set(Number(match[1]), (votes.get(Number(match[1])) ?? 0) + weight);
  };
  for (const heading of headings) {
    vote(heading.title, YEAR, 5);
    vote(heading.caption.replace(/填报日期.*|编制日期.*|\d{4}\s*年\s*\d+\s*月.*/, ''), YEAR, 3);
  }
  for (const line of text) vote(line, BUDGET_YEAR, squeeze(line).length < 45 ? 3 : 1);
  vote(stem, /((?:19|20)\d\d)(?=年)/g, 2);
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  if (best) return best[0];
  // A report that names no budget year: the year it speaks of most, its own date left out.
  const spoken = mostCommon(text.map(squeeze).filter((line) => !DATE_LINE.test(line)).flatMap((line) => [...line.matchAll(YEAR)].map((match) => match[1]!)));
  if (spoken !== undefined) return Number(spoken);
  const bare = /(?:^|\D)((?:19|20)\d\d)(?:\D|$)/.exec(stem);
  return bare ? Number(bare[1]) : 0;
}

function mostCommon(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
