import type { NarrativeRules, Sense, UnitRule } from '../../rules/narrative/narrative.js';

/** What a figure of running text speaks of. */
export interface Meaning {
  /** Canonical name with what is said about it: `basic_expenditure`, `…_share`, `…_change_rate`, `…_completion_rate`, `…_initial_budget`. */
  readonly measure: string;
  /** The words of the text for it, without dates and verbs. */
  readonly label: string;
  readonly sense: Sense;
  readonly direction: 'increase' | 'decrease' | '';
  /** `economic_department:301` where the words name a subject of their own; '' else. */
  readonly subject: string;
  /** Budget or calendar year it speaks of; '' where the text names none. */
  readonly year: string;
  /** The measure was not said beside the figure but taken from the clause, item or heading before. */
  readonly inherited: boolean;
  /** The measure without what is said about it; '' where none is known. */
  readonly base: string;
  readonly known: boolean;
  /** Taken from a clause before that states no figure itself. */
  readonly loose: boolean;
  /** Characters behind the figure that name what is counted: they are no part of the next clause. */
  readonly taken: number;
}

/** The noun the following clauses speak of when they name none themselves. */
export interface Topic {
  readonly label: string;
  readonly measure: string;
  readonly subject: string;
  readonly year: string;
}
export const NO_TOPIC: Topic = { label: '', measure: '', subject: '', year: '' };

const YEAR = /(20\d\d)年/g;
const DATE = /(?:截至|截止|至)?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|末)?|(?<=20\d\d年)(?:年?度|年?末|年?底|初)?)|(?<!\d)20\d\d(?:年度|年末|年底|年|(?![\d]))/g;
const COMPARISON =
  /(?:与|同)[^，。；]{1,20}?(?:相比(?:较)?|对比|比)[，,]?|(?:比|较)(?:20\d\d年|上年|去年|上一年|前一年|年初|全年|调整|预算|当年|同期)[^，。；]*?(?=[增减下上降提多少]|$)/;
const LEAD = /^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、.．](?!\d)|[）)][、.．]?)|[、，,；;：:。（(）)"①-⑳]|其中|则(?=[增减]|$)|同(?=$)|以及|及|和|并|共有|共计|合计(?=\p{Script=Han}{2,})|目前|预计|约|本单位|我单位|本部门|我部门|我局|我中心)+/u;
const TAIL = /(?:[：:（(、]|不少于|不低于|不超过|至少|以上|以内|和|及|约|近|逾|超过|达到|达|共有|共计|共|总计为|合计为|各|均|为|是|有|安排为|仅|了)+$/;
const INITIAL = /年初(?:部门)?预算(?:数|安排)?(?:为|是)?/;
const ADJUSTED = /(?:全年|调整)预算(?:数|安排)?(?:为|是)?/;
const STAGE_WORDS = /(?:支出)?决算(?:数)?(?:为|是)?$|执行数(?:为|是)?$|^(?:20\d\d年)?预算(?:数|安排)?(?:为|是)?$|安排$/;
/** Nouns that say nothing without the clause before. */
const EMPTY_NOUN = /^(?:涉及|采购|合同|预算|涉案|项目|资金|金额|总额|经费|数|全年|共)*$|^(?:支出|本年数|相|不少于)$|^(?:主要)?(?:用于|包括)$/;
/** 主要原因是基本支出增加…, 二是新增…: part of a reason and no amount of its own. */
const EXPLAINING = /^(?:其?主要|但)?(?:原因|因为|由于|是)|^[一二三四五六七]是|^原因/;
/** A verb of change that has its noun behind it. */
const FRONTED = /^(?:相应|共|净|同比)?(?:增加|调增|减少|压减|核减|调减|压缩|缩减)(?:了)?(?=[\p{Script=Han}“]{2,}$)/u;
/** The words behind a count that name what is counted: 52名选手, 10家单位. */
const COUNTED = /^(?:[\p{Script=Han}“”]|[（(][\p{Script=Han}、]{1,6}[）)](?=\p{Script=Han})){1,18}?(?=[，。；、,;（()）：:]|\d|的|其中|$)/u;

/**
 * What a figure means, from the words between the figure before and this one.
 * The noun is the last of the clause (Chinese puts the head last); a clause with a verb only (`增长`, `完成年初预算的`)
 * speaks of the topic before.
 */
export function meaningOf(lead: string, behind: string, sentenceBefore: string, unit: UnitRule, topic: Topic, rules: NarrativeRules): Meaning {
  const kind = unit.kind;
  const clauses = lead.split(/[，,；;。：:]/);
  const clause = clauses[clauses.length - 1] ?? '';
  let words = clause.replace(LEAD, '');
  let sense: Sense = 'amount';
  let direction: Meaning['direction'] = '';
  for (const rule of rules.senses) {
    if (rule.ratioOnly && kind !== 'ratio') continue;
    const match = rule.pattern.exec(words);
    if (!match) continue;
    sense = rule.sense;
    direction = rule.direction;
    words = words.slice(0, match.index);
    break;
  }
  // 增加基本支出844.15万元: the verb stands before its noun.
  const fronted = sense === 'amount' && kind !== 'ratio' ? FRONTED.exec(words) : null;
  if (fronted) {
    sense = 'change';
    direction = /增/.test(fronted[0]) ? 'increase' : 'decrease';
    words = words.slice(fronted[0].length);
  }
  let stage = '';
  // 比2025年年初预算数99003.18万元增加…: the figure compared with, of its own year.
  const comparedWith = sense === 'amount' ? /^(?:比|较|与|同)(20\d\d)年/.exec(words)?.[1] : undefined;
  if (comparedWith !== undefined) {
    if (INITIAL.test(words)) stage = '_initial_budget';
    words = words.replace(/^(?:比|较|与|同)/, '');
  }
  if (sense === 'amount' || sense === 'change') {
    if (sense === 'change' && /(?:年初|全年|调整)预算|^(?:比|较|与|同)预算/.test(COMPARISON.exec(clause)?.[0] ?? '')) stage = '_from_budget';
    words = words.replace(COMPARISON, '');
  }
  if (sense === 'amount') {
    if (INITIAL.test(words)) stage = '_initial_budget';
    else if (ADJUSTED.test(words)) stage = '_adjusted_budget';
    words = words.replace(INITIAL, '').replace(ADJUSTED, '');
  }
  const year = comparedWith ?? (yearOf(lead) || topic.year || yearOf(sentenceBefore));
  const noun = nounOf(words);
  const counted = sense === 'amount' && kind !== 'money' && kind !== 'ratio' ? countedNoun(behind, unit) : '';
  const named = noun !== '' && !EMPTY_NOUN.test(noun);
  const ownFound = named ? matchMeasure(noun, unit, rules) : null;
  const label = ownFound || counted === '' ? (named ? noun : emptyNounLabel(noun, clauses, topic)) : named ? `${noun}${counted}` : counted;
  const own = named || counted !== '';
  const found = ownFound ?? matchMeasure(counted || label, unit, rules);
  // 检察（款）：预算支出合计16444.36万元
  const over = found?.weak ? clauses.slice(0, -1).reverse().find((text) => SUBJECT_MARK.test(text)) : undefined;
  if (over !== undefined) return subjectMeaning(nounOf(over), noun, sense, direction, kind, stage, year);
  const earlier = !own && noun === '' && !found ? earlierMeasure(clauses, unit, rules) : null;
  const base = found ?? earlier ?? (own || !topic.measure || !speaksOf(topic.measure, unit, rules) ? null : { measure: topic.measure, subject: topic.subject });
  const fallback = sense !== 'amount' ? 'other' : kind === 'ratio' ? 'other_ratio' : kind === 'money' || kind === 'foreign_money' ? 'other_amount' : kind === 'score' ? 'other_score' : 'other_count';
  return {
    measure: (base?.measure ?? fallback) + suffixOf(sense, kind, stage),
    label,
    sense,
    direction,
    subject: base?.subject ?? '',
    year,
    inherited: !own,
    base: base?.measure ?? '',
    known: base !== null,
    loose: (base !== null && base === earlier) || EXPLAINING.test(clause.replace(LEAD, '')),
    taken: ownFound ? 0 : counted.length,
  };
}

const SUBJECT_MARK = /[（(][类款项][）)]/;

const subjectMeaning = (subject: string, noun: string, sense: Sense, direction: Meaning['direction'], kind: UnitRule['kind'], stage: string, year: string): Meaning => ({
  measure: 'functional_expenditure' + suffixOf(sense, kind, stage),
  label: `${subject}，${noun}`,
  sense,
  direction,
  subject: '',
  year,
  inherited: false,
  base: 'functional_expenditure',
  known: true,
  loose: false,
  taken: 0,
});

/** 银, 铜: the unit of an award is the noun itself. */
const countedNoun = (behind: string, unit: UnitRule): string =>
  unit.kind === 'award' ? unit.unit : (COUNTED.exec(behind.replace(/^(?:以上|以内|左右)/, ''))?.[0] ?? '');

/** The topic a figure leaves behind for the clauses after it. */
export function topicAfter(meaning: Meaning, topic: Topic, rules: NarrativeRules): Topic {
  if (meaning.inherited) return meaning.sense === 'amount' && meaning.known && !meaning.loose ? { ...topic, measure: meaning.base } : topic;
  const found = matchMeasure(meaning.label, null, rules);
  return { label: meaning.label, measure: found?.measure ?? '', subject: found?.subject ?? '', year: meaning.year };
}

export function topicOf(words: string, rules: NarrativeRules, year = ''): Topic {
  const label = nounOf(words.replace(/(?:支出)?(?:预算|决算)?(?:安排)?情况(?:的)?(?:说明)?$|绩效自评(?:综述|结果)?$/, ''));
  const found = matchMeasure(label, null, rules);
  return { label, measure: found?.measure ?? '', subject: found?.subject ?? '', year: year || yearOf(words) };
}

export const yearOf = (text: string): string => {
  const free = text.replace(/(?:比|较|与|同|和)20\d\d年/g, '');
  return [...free.matchAll(YEAR)].pop()?.[1] ?? '';
};

const nounOf = (words: string): string =>
  words.replace(DATE, '').replace(/[“"]([^“”"]*)[”"](?:科目)?$/, '$1').replace(LEAD, '').replace(TAIL, '').replace(STAGE_WORDS, '').replace(TAIL, '').replace(LEAD, '').trim();

function emptyNounLabel(noun: string, clauses: readonly string[], topic: Topic): string {
  const before = clauses.slice(0, -1).map((clause) => nounOf(clause)).filter((clause) => clause !== '' && clause.length <= 40);
  if (noun !== '') {
    const context = before.length > 0 ? before.slice(-2).join('，') : topic.label;
    return context === '' ? noun : `${context}，${noun}`;
  }
  return topic.label !== '' ? topic.label : (before[before.length - 1] ?? '');
}

/** 本单位“三公经费”预算控制较好，决算数比上年减少0.2万元: the nearest clause before that names a measure. */
function earlierMeasure(clauses: readonly string[], unit: UnitRule, rules: NarrativeRules): { measure: string; subject: string } | null {
  for (const clause of clauses.slice(0, -1).reverse()) {
    const found = matchMeasure(nounOf(clause), unit, rules);
    if (found) return found;
  }
  return null;
}

function suffixOf(sense: Sense, kind: UnitRule['kind'], stage: string): string {
  switch (sense) {
    case 'change':
      return (kind === 'ratio' ? '_change_rate' : '_change') + stage;
    case 'share':
      return '_share';
    case 'completion':
      return '_completion_rate';
    case 'execution':
      return '_execution_rate';
    case 'amount':
      return stage;
  }
}

/** An office or 本部门 may stand before a total; any other word makes it a part of something. */
const OFFICE = /(?:[局委院厅办部所站校会处级镇队馆园社区市县省）)]|中心|公室|部门|单位|机关|政府|街道|学|当年|年度|本年|全年)$/;

interface Named {
  readonly measure: string;
  readonly subject: string;
  readonly weak: boolean;
}

/** The rule whose match ends last in the words, the longest of those: the head noun stands last. Weak rules only where no other matches. */
export function matchMeasure(label: string, unit: UnitRule | null, rules: NarrativeRules): Named | null {
  let best: (Named & { start: number; end: number }) | null = null;
  for (const { measure, subject, pattern, units, weak } of rules.measures) {
    if (unit && !mayName(units, unit)) continue;
    // Not matchAll: it makes a new expression every time.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(label); match; match = pattern.exec(label)) {
      const start = match.index;
      const end = start + match[0].length;
      if (match[0] === '') pattern.lastIndex++;
      if (match[0] === '' || (weak && start > 0 && !OFFICE.test(label.slice(0, start)))) continue;
      const better = !best || (best.weak && !weak) || (best.weak === weak && (end > best.end || (end === best.end && start < best.start)));
      if (better) best = { measure, subject, weak, start, end };
    }
  }
  return best;
}

/** Whether a measure may be given in this unit; a per cent may speak of any. */
const mayName = (units: ReadonlySet<string>, unit: UnitRule): boolean => (unit.kind === 'ratio' && units.has('money')) || units.has(unit.kind) || units.has(unit.canonical);

const speaksOf = (measure: string, unit: UnitRule, rules: NarrativeRules): boolean =>
  rules.measures.some((rule) => rule.measure === measure && mayName(rule.units, unit));
