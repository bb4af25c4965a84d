import type { NarrativeRegion, Region, TableRegion } from '../model/grid.js';
import type { Confidence, Statement } from '../model/fact.js';
import type { Message, Staged } from '../model/message.js';
import type { Place } from '../model/place.js';
import type { NarrativeRules } from '../../rules/narrative/narrative.js';
import { parseAmount, toYuan } from '../text/amount.js';
import { figuresOf, type Figure } from './figures.js';
import { meaningOf, NO_TOPIC, topicAfter, topicOf, yearOf, type Meaning, type Topic } from './meaning.js';
import { compact, isBareHeading, markOf, paragraphsOf, type Level, type Mark, type Paragraph } from './paragraphs.js';
import { withClaim } from './claims.js';
import { subjectNamed, type SubjectNames } from './subject-named.js';

export interface NarrateRules {
  readonly narrative: NarrativeRules;
  /** Names to codes; without it only codes that are printed are known. */
  readonly subjects?: SubjectNames;
}

/**
 * Read the running text: a statement for every figure that has a unit and is no date, ordinal, code, threshold or range.
 *
 * Lines are joined to paragraphs and cut into sentences; a figure's meaning is the noun of its clause, or of the clause,
 * item or heading before. The sign of a change stands in words (减少, 下降): the value keeps the printed, positive figure,
 * the measure ends in `_change`, and the flag says which way.
 */
export function narrate(regions: readonly Region[], rules: NarrateRules): Staged<readonly Statement[]> {
  const statements: Statement[] = [];
  const messages: Message[] = [];
  const reader = new Reader(rules, furnitureOf(regions, rules.narrative));
  for (const region of regions) {
    if (region.form === 'narrative') statements.push(...reader.read(region));
    // What follows a table's notes without a heading is kept with them by the segmentation; notes themselves are passed over.
    else {
      reader.inForm(region.heading.title);
      if (region.form === 'lines') statements.push(...reader.read(textBelow(region, rules.narrative)));
      statements.push(...reader.read({ form: 'narrative', lines: region.notes, pageStarts: [] }, true));
    }
  }
  for (const statement of statements) {
    if (statement.flags.includes('value-rejoined')) {
      messages.push({
        rule: 'narrate/rejoined-figure',
        severity: 'note',
        text: `${statement.value}${statement.unit} is broken over two lines of the source and was put together.`,
        place: statement.place,
      });
    }
  }
  return { value: statements, messages };
}

const CONFIDENCE: Record<Confidence['level'], number> = { high: 0.98, medium: 0.9, low: 0.6 };
const MONEY_OR_SHARE: ReadonlySet<string> = new Set(['money', 'ratio']);
/** What money with a subject's code is, by the code's first digit. */
const SUBJECT_MEASURES: Record<string, string> = { 2: 'functional_expenditure', 3: 'economic_department_expenditure', 5: 'economic_government_expenditure' };
const NOTE = /^(?:注|备注|说明)[:：]/;
/** A stop inside a closing bracket ends no sentence: （…比上年减少1万元。）比上年减少1万元. */
const SENTENCE = /(?:[^。！？!?]|[。！？!?](?=[）)]))+[。！？!?]?/g;
/** 上年财政安排… is an amount of the year before; 上年结转 is one of this year. */
const PRIOR_YEAR = /^(?:上年度?|去年|上一年度?)(?!.*结转)/;
const SCOPE = /^[^，。；：:\d]{2,40}[（(][类款][）)]/;
/** A label of a chart: a share, the name of its part behind it where the page runs them together (22.76%其他收入). */
const CHART_LABEL = /^(\d{1,3}(?:\.\d+)?)%[\u4e00-\u9fff（）()]{0,20}$/;
const CHART_CAPTION = /^图\d{1,2}/;
/** Labels of a chart that a dump prints one after the other, shares first, no sentence between them. */
const CHART_RUN = /^\d{1,3}(?:\.\d+)?%\d{1,3}(?:\.\d+)?%[^，。；：]*$|^\d{1,3}(?:\.\d+)?%[^，。；：\d]{2,20}\d{1,3}(?:\.\d+)?%[^，。；：]*$/;
const PERCENT = /\d{1,3}(?:\.\d+)?%/g;
/** How far from its caption a figure of a chart may stand, in paragraphs. */
const CHART_REACH = 6;

class Reader {
  /** Headings and items in force, by level. */
  private readonly heads: string[] = [];
  /** 检察（款）: …: a paragraph without a mark that opens a list of items under a subject. */
  private scope = '';
  private skipping = false;
  private inNote = false;
  private noteItem = { value: 0, stop: '' };
  private documentYear = '';

  constructor(
    private readonly rules: NarrateRules,
    private readonly furniture: ReadonlySet<string>,
  ) {}

  /** A form whose cells are prose (部门基本概况) is cut off by the segmentation: its text is for fields.csv. */
  inForm(title: string): void {
    this.skipping = this.rules.narrative.proseForms.some((pattern) => pattern.test(title));
  }

  read(region: NarrativeRegion, notes = false): Statement[] {
    const out: Statement[] = [];
    const paragraphs = paragraphsOf(region, this.furniture);
    this.inNote = notes;
    this.noteItem = { value: 0, stop: '' };
    for (const [i, paragraph] of paragraphs.entries()) {
      if (this.enter(paragraph)) continue;
      const share = CHART_LABEL.exec(paragraph.text)?.[1];
      if (share === undefined) out.push(...withClaim(this.paragraph(paragraph), paragraph.text, this.rules.narrative));
      else out.push(...this.chart(share, paragraph, paragraphs, i));
    }
    return out;
  }

  /** Keep the headings in force; true where the paragraph belongs to a part without statements. */
  private enter({ text, mark }: Paragraph): boolean {
    if (mark && mark.level <= 1) this.skipping = false;
    this.inNote = this.isNote(text, mark);
    if (mark && mark.level < 3) this.scope = '';
    else if (!mark) this.scope = SCOPE.exec(text)?.[0] ?? this.scope;
    if (mark) {
      this.heads.length = Math.min(this.heads.length, mark.level);
      for (let level = this.heads.length; level < mark.level; level++) this.heads[level] = '';
      this.heads[mark.level] = headOf(text, mark.length, mark.level, this.rules.narrative);
      if (mark.level <= 1 && this.rules.narrative.skippedSections.some((pattern) => pattern.test(this.heads.join('/')))) this.skipping = true;
      if (mark.level <= 1 && this.documentYear === '') this.documentYear = yearOf(text);
    } else if (isBareHeading(text)) {
      this.heads.length = Math.min(this.heads.length, 1);
      this.heads[1] = text;
      if (this.documentYear === '') this.documentYear = yearOf(text);
      this.skipping = this.rules.narrative.skippedSections.some((pattern) => pattern.test(text));
    } else if (!this.inNote) this.heads.length = Math.min(this.heads.length, 3);
    return this.skipping || this.inNote;
  }

  /**
   * A note under a table runs over its numbered items (1. 2. 3.), which state rules and no amounts. Its end is the item that
   * does not follow in number or punctuation, or that states money (2. 高技能人才培养补助项目绩效自评综述：…, seeds/000…:2286).
   */
  private isNote(text: string, mark: Mark | null): boolean {
    const number = /(\d{1,2})([.．、])/.exec(text);
    if (NOTE.test(text)) {
      this.noteItem = number ? { value: Number(number[1]), stop: number[2]! } : { value: 0, stop: '' };
      return true;
    }
    if (!this.inNote || (mark && mark.level !== 3)) return false;
    if (figuresOf(text, this.rules.narrative).some(({ unit }) => unit.kind === 'money')) return false;
    if (!mark || !number) return true;
    const { value, stop } = this.noteItem;
    if (Number(number[1]) !== value + 1 || (stop !== '' && number[2] !== stop)) return false;
    this.noteItem = { value: value + 1, stop: number[2]! };
    return true;
  }

  private get section(): string {
    return this.heads.slice(0, 3).filter((head) => head).join('/');
  }

  /** A chart's labels are drawn figures without words: its caption says what they are shares of. */
  private chart(value: string, paragraph: Paragraph, all: readonly Paragraph[], index: number): Statement[] {
    const near = all.slice(Math.max(0, index - CHART_REACH), index + CHART_REACH + 1);
    const caption = near.find(({ text }) => CHART_CAPTION.test(text));
    if (!caption) return [];
    return [this.share(value, caption.text, caption.text.replace(/^图\d+[:：、]?/, ''), paragraph.places[0]!)];
  }

  private share(value: string, sentence: string, label: string, place: Statement['place']): Statement {
    return {
      section: label === '' ? this.section : sentence,
      measure: 'chart_share',
      subjectCode: '',
      value,
      unit: '%',
      amountYuan: '',
      sentence,
      agreesWith: '',
      label,
      year: this.documentYear,
      confidence: { level: 'low', score: CONFIDENCE.low },
      flags: ['chart'],
      place,
    };
  }

  private paragraph(paragraph: Paragraph): Statement[] {
    const out: Statement[] = [];
    let topic = this.headTopic(paragraph);
    const outer: Topic[] = [];
    /** Topics of the sentence before, in order. */
    let spoken: Topic[] = [];
    for (const match of paragraph.text.matchAll(SENTENCE)) {
      const sentence = match[0];
      if (CHART_RUN.test(sentence)) {
        for (const [label] of sentence.matchAll(PERCENT)) out.push(this.share(label.slice(0, -1), sentence, '', paragraph.places[match.index + sentence.indexOf(label)]!));
        continue;
      }
      const figures = figuresOf(sentence, this.rules.narrative);
      if (figures.length > 0 && spoken.length > 0) topic = spoken[0]!;
      // 其中：A…；B…。比上年增加… may speak of the whole or of B.
      const carried = new Set(spoken.map(({ label }) => label)).size > 1;
      const topics: Topic[] = [];
      let from = 0;
      for (const figure of figures) {
        const lead = sentence.slice(from, figure.start);
        const before = sentence.slice(0, from);
        // What follows a bracket speaks of what stood before it: 购置及运行费104.79万元（购置费36万元，…），比上年增加13.42万元.
        for (const bracket of lead.replace(/[（(][^（）()]*[）)]/g, '')) {
          if (/[（(]/.test(bracket)) outer.push(topic);
          else if (/[）)]/.test(bracket)) topic = outer.pop() ?? topic;
        }
        const behind = sentence.slice(figure.end);
        const meaning = meaningOf(lead, behind, before, figure.unit, topic, this.rules.narrative);
        const at = match.index + figure.start;
        const open = carried && topics.length === 0;
        out.push(this.statement(paragraph, sentence, figure, open ? { ...meaning, loose: meaning.loose || meaning.inherited } : meaning, at, lead));
        topic = topicAfter(meaning, topic, this.rules.narrative);
        if (!open || !meaning.inherited) topics.push(topic);
        from = figure.end + (figure.unit.kind === 'award' ? 0 : meaning.taken);
      }
      if (figures.length > 0) spoken = topics.length > 0 ? topics : spoken;
      out.push(...this.grades(paragraph, sentence, match.index));
    }
    return out;
  }

  /** What the item or heading over a paragraph names: 1.社会保障和就业支出(类)。年初预算为… */
  private headTopic(paragraph: Paragraph): Topic {
    const deepest: Level | -1 = paragraph.mark?.level ?? -1;
    const head = deepest >= 0 ? this.heads[deepest] : [...this.heads].reverse().find((text) => text);
    return head ? topicOf(head, this.rules.narrative) : NO_TOPIC;
  }

  private statement(paragraph: Paragraph, sentence: string, figure: Figure, meaning: Meaning, at: number, lead: string): Statement {
    const flags = [...figure.flags];
    const end = at + figure.end - figure.start;
    if (paragraph.rejoined.some((i) => i > at && i < end)) flags.push('value-rejoined');
    if (meaning.direction) flags.push(meaning.direction);
    if (meaning.inherited) flags.push('topic-inherited');
    const spokenYear = meaning.year || this.documentYear;
    const prior = meaning.sense === 'amount' && PRIOR_YEAR.test(meaning.label);
    if (prior) flags.push('prior-year');
    
    const subject = !/^(?:other|functional_expenditure|economic)/.test(meaning.measure) || !MONEY_OR_SHARE.has(figure.unit.kind) ? '' : subjectNamed({ lead, label: meaning.label, heads: [...this.heads.slice(0, 3), this.scope, ...this.heads.slice(3)], year: meaning.year || this.documentYear }, this.rules.subjects);
    const amount = parseAmount(figure.value);
    const family = SUBJECT_MEASURES[subject[0] ?? ''];
    const measure = family ? meaning.measure.replace(/^(?:other(?:_amount)?|economic_(?:department|government)_expenditure)(?=_|$)/, family) : meaning.measure;
    if (!meaning.known && measure === meaning.measure) flags.push('measure-unknown');
    const sure = (meaning.known || measure !== meaning.measure) && !meaning.loose && (!meaning.inherited || meaning.sense !== 'amount');
    const level: Confidence['level'] = sure && !flags.includes('value-rejoined') && !flags.includes('unit-inferred') ? 'high' : 'medium';
    return {
      section: this.section,
      measure,
      subjectCode: subject || meaning.subject.replace(/^.*:/, ''),
      value: figure.value,
      unit: figure.printedUnit,
      amountYuan: amount ? toYuan(amount, figure.printedUnit) : '',
      sentence: sentence.trim(),
      agreesWith: '',
      label: meaning.label,
      year: prior && spokenYear !== '' ? String(Number(spokenYear) - 1) : spokenYear,
      confidence: { level, score: CONFIDENCE[level] },
      flags,
      place: placeAt(paragraph, at),
    };
  }

  /** 属于“优”: the result of a self-evaluation in a word. */
  private grades(paragraph: Paragraph, sentence: string, offset: number): Statement[] {
    const match = this.rules.narrative.grades.map((pattern) => [...sentence.matchAll(pattern)][0]).find((found) => found !== undefined);
    if (!match) return [];
    return [
      {
        section: this.section,
        measure: 'performance_grade',
        subjectCode: '',
        value: match[1] ?? '',
        unit: '',
        amountYuan: '',
        sentence: sentence.trim(),
        agreesWith: '',
        label: '等次',
        year: this.documentYear,
        confidence: { level: 'high', score: CONFIDENCE.high },
        flags: [],
        place: placeAt(paragraph, offset + match.index),
      },
    ];
  }
}

/** Least number of times a line is repeated to be a running head or foot. */
const FURNITURE_TIMES = 3;

/** Running heads and feet of pages: whole lines that come back, without punctuation of a sentence or a figure with its unit. */
function furnitureOf(regions: readonly Region[], rules: NarrativeRules): Set<string> {
  const times = new Map<string, number>();
  for (const region of regions) {
    if (region.form !== 'narrative') continue;
    for (const line of region.lines) {
      const text = compact(line.text);
      if (text.length >= 6) times.set(text, (times.get(text) ?? 0) + 1);
    }
  }
  const furniture = new Set<string>();
  for (const [text, count] of times) {
    if (count >= FURNITURE_TIMES && !/[，。；、：:]/.test(text) && !markOf(text) && figuresOf(text, rules).length === 0) furniture.add(text);
  }
  return furniture;
}

/** Running text that follows the rows of a dump's table without a heading or note between them. */
function textBelow(region: TableRegion, rules: NarrativeRules): NarrativeRegion {
  const from = region.lines.findIndex(({ text }) => rules.textInTable.some((pattern) => pattern.test(compact(text))));
  return { form: 'narrative', lines: from < 0 ? [] : region.lines.slice(from), pageStarts: [] };
}

const placeAt = (paragraph: Paragraph, at: number): Place => paragraph.places[at] ?? paragraph.places[0] ?? { page: 0, line: 0 };

/** The words of a heading, or of an item up to its first stop or figure. */
function headOf(text: string, markLength: number, level: Level, rules: NarrativeRules): string {
  const body = text.slice(markLength);
  const figure = figuresOf(body, rules)[0];
  const stop = /[。，；：:！]/.exec(body)?.index ?? body.length;
  const end = Math.min(stop, figure?.start ?? body.length);
  const words = body.slice(0, end);
  return level <= 2 ? text.slice(0, markLength) + words : words;
}
