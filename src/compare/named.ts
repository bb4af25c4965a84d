import type { Fact, SourceError, Statement } from '../model/fact.js';
import { squeeze } from '../text/full-width.js';

/** 人员经费411.84万元，主要包括：基本工资、津贴补贴…；公用经费… Group 1 is the kind, group 2 the list. */
const LIST = /(人员经费|公用经费)[^：:；。、]{0,24}包括[：:]([^；。]+)/g;
/** 类 of the economic classification by departments that make each kind. */
const CLASSES: Record<string, RegExp> = { 人员经费: /^30[13]\d\d$/, 公用经费: /^(?:302|310)\d\d$/ };
/** A list is made from the table where it names most of what has a figure there; others are a template's words. */
const LEAST_NAMED = 6;
const MOST_ODD = 2;

/**
 * Lists of what 人员经费 and 公用经费 are spent on against the table of 基本支出, each list told once.
 *
 * Worked case: ten subjects named, nine of which have a figure; 职业年金缴费 is blank (seeds/000:1252).
 */
export function namedErrors(statements: readonly Statement[], facts: readonly Fact[]): SourceError[] {
  const rows = facts.filter(({ tableKind, subject }) => tableKind === 'general_public_basic_expenditure' && subject?.system === 'economic_department' && subject.level === 'section');
  if (rows.some(({ confidence }) => confidence.level !== 'high')) return [];
  const filled = new Map<string, Fact>();
  for (const fact of rows) if (fact.amount.digits !== 0n && !filled.has(key(fact.subject!.name))) filled.set(key(fact.subject!.name), fact);
  const seen = new Set<string>();
  return statements.flatMap((statement): SourceError[] => {
    if (seen.has(statement.sentence)) return [];
    seen.add(statement.sentence);
    return [...squeeze(statement.sentence).matchAll(LIST)].flatMap(([, kind = '', list = '']): SourceError[] => {
      const open = /等(?:支出|费用|经费)?$/.test(list);
      const named = list.replace(/等(?:支出|费用|经费)?$/, '').split(/[、，,]/);
      const due = [...filled].filter(([, { subject }]) => CLASSES[kind]!.test(subject!.code));
      const names = new Set(due.map(([name]) => name));
      const spoken = new Set(named.map(key));
      const blank = named.filter((name) => !names.has(key(name)));
      const left = open ? [] : due.filter(([name]) => !spoken.has(name));
      // What is left out of 主要包括 alone contradicts nothing.
      if (named.length - blank.length < LEAST_NAMED || blank.length === 0 || blank.length + left.length > MOST_ODD) return [];
      const said = [...blank.map((name) => `names ${name}, which has no figure`), ...left.map(([, { rowLabel, amount, unit }]) => `does not name ${rowLabel}, which has ${amount.printed}${unit}`)].join('; it ');
      return [{ table: due[0]![1].table, rule: 'narrative/subjects-named', source: 'narrative', scope: `${statement.section} ${kind}`.trim(), printed: '', implied: '', difference: '', facts: left.map(([, { key }]) => key), text: `The text on ${kind} ${said}.`, place: statement.place }];
    });
  });
}

/** One spelling of brackets: 维修(护)费. */
const key = (name: string): string => name.replace(/[(]/g, '（').replace(/[)]/g, '）').replace(/支出$/, '');
