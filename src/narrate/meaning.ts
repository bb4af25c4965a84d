import type { NarrativeRules, Sense, UnitKind } from '../../rules/narrative/narrative.js';

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
  readonly known: boolean;
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
const DATE = /(?:截至|截止|至)?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|末)?|(?<=20\d\d年)(?:年?度|年?末|年?底|初)?)|20\d\d(?:年度|年末|年底|年)?/g;
const COMPARISON = /(?:与|同|比|较|和)(?:20\d\d年?(?:年?度)?|上年|去年|上一年|前一年|年初|全年|调整)?[^，。；]*?(?:相比(?:较)?|对比|预算数?|决算数?|执行数?|年度?|同期)[，,]?/;
const LEAD = /^(?:[、，,；;：:。（(“”"]|其中|以及|及|和|并|共有|共计|合计(?=\p{Script=Han}{2,})|目前|预计|约|本单位|我单位|本部门|我部门|我局|我中心)+/u;
const TAIL = /(?:[：:（(]|约|近|逾|超过|达到|达|共有|共计|共|总计为|合计为|各|均|为|是|有|计|资助|安排为|仅)+$/;
const INITIAL = /(?:年初|当年)(?:部门)?预算(?:数|安排)?(?:为|是)?/;
const ADJUSTED = /(?:全年|调整)预算(?:数|安排)?(?:为|是)?/;
const STAGE_WORDS = /(?:支出)?决算(?:数)?(?:为|是)?$|执行数(?:为|是)?$|^(?:20\d\d年)?预算(?:数|安排)?(?:为|是)?$|实际支出$|安排$/;
/** Nouns that say nothing without the clause before. */
const EMPTY_NOUN = /^(?:涉及|共|项目)?(?:采购|合同|预算|涉案|项目|涉及)*(?:金额|资金|总额|经费|预算|数|项目|支出)?(?:数|总额)?$|^(?:主要)?(?:用于|包括)$/;

/**
 * What a figure means, from the words between the figure before and this one.
 * The noun is the last of the clause (Chinese puts the head last); a clause with a verb only (`增长`, `完成年初预算的`)
 * speaks of the topic before.
 */
export function meaningOf(lead: string, sentenceBefore: string, kind: UnitKind, topic: Topic, rules: NarrativeRules): Meaning {
  const clauses = lead.split(/[，,；;。：:]/);
  const clause = clauses[clauses.length - 1] ?? '';
  const year = yearOf(lead) || topic.year || yearOf(sentenceBefore);
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
  let stage = '';
  if (sense === 'amount' || sense === 'change') {
    if (sense === 'change' && /(?:年初|全年|调整)?预算/.test(COMPARISON.exec(clause)?.[0] ?? '')) stage = '_from_budget';
    words = words.replace(COMPARISON, '');
  }
  if (sense === 'amount') {
    if (INITIAL.test(words)) stage = '_initial_budget';
    else if (ADJUSTED.test(words)) stage = '_adjusted_budget';
    words = words.replace(INITIAL, '').replace(ADJUSTED, '');
  }
  const noun = nounOf(words);
  const own = noun !== '' && !EMPTY_NOUN.test(noun);
  const label = own ? noun : emptyNounLabel(noun, clauses, topic);
  const found = matchMeasure(own ? noun : label, rules);
  const base = found ?? (own ? null : topic.measure ? { measure: topic.measure, subject: topic.subject } : null);
  const fallback = kind === 'ratio' ? 'other_ratio' : kind === 'money' || kind === 'foreign_money' ? 'other_amount' : kind === 'score' ? 'other_score' : 'other_count';
  return {
    measure: (base?.measure ?? fallback) + suffixOf(sense, kind, stage),
    label,
    sense,
    direction,
    subject: base?.subject ?? '',
    year,
    inherited: !own,
    known: base !== null,
  };
}

/** The topic a figure leaves behind for the clauses after it. */
export function topicAfter(meaning: Meaning, topic: Topic, rules: NarrativeRules): Topic {
  if (meaning.inherited) return topic;
  const found = matchMeasure(meaning.label, rules);
  return { label: meaning.label, measure: found?.measure ?? '', subject: found?.subject ?? '', year: meaning.year };
}

export function topicOf(words: string, rules: NarrativeRules, year = ''): Topic {
  const label = nounOf(words.replace(/(?:支出)?(?:预算|决算)?(?:安排)?情况(?:的)?(?:说明)?$/, ''));
  const found = matchMeasure(label, rules);
  return { label, measure: found?.measure ?? '', subject: found?.subject ?? '', year: year || yearOf(words) };
}

export const yearOf = (text: string): string => {
  const free = text.replace(/(?:比|较|与|同|和)20\d\d年/g, '');
  return [...free.matchAll(YEAR)].pop()?.[1] ?? '';
};

const nounOf = (words: string): string =>
  words.replace(DATE, '').replace(LEAD, '').replace(TAIL, '').replace(STAGE_WORDS, '').replace(TAIL, '').replace(LEAD, '').trim();

function emptyNounLabel(noun: string, clauses: readonly string[], topic: Topic): string {
  const before = clauses.slice(0, -1).map((clause) => nounOf(clause)).filter((clause) => clause !== '' && clause.length <= 40);
  if (noun !== '' && before.length > 0) return `${before.slice(-2).join('，')}，${noun}`;
  return topic.label !== '' ? topic.label : (before[before.length - 1] ?? noun);
}

function suffixOf(sense: Sense, kind: UnitKind, stage: string): string {
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

/** The rule whose match ends last in the words, the longest of those: the head noun stands last. */
function matchMeasure(label: string, rules: NarrativeRules): { measure: string; subject: string } | null {
  let best: { measure: string; subject: string; start: number; end: number } | null = null;
  for (const { measure, subject, pattern } of rules.measures) {
    for (const match of label.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (match[0] === '') continue;
      if (!best || end > best.end || (end === best.end && start < best.start)) best = { measure, subject, start, end };
    }
  }
  return best;
}
