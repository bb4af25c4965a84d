import type { FormRules } from '../../rules/forms/forms.js';
import type { ProofreadingRules } from '../../rules/proofreading/proofreading.js';
import type { DocumentHead, TableSummary } from '../model/document.js';
import type { Fact, SourceError } from '../model/fact.js';
import type { Page } from '../model/page.js';
import type { Place } from '../model/place.js';
import { missingTables } from './contents.js';
import { JoinedText, linesOf } from './page-text.js';

/**
 * What a reader stumbles over without adding anything up: names and amounts left as XX, a table the contents list that is not there,
 * a year that is not the document's, words that deny a table which has figures. Documents whose pages were not all read as
 * text are passed over.
 */
export function proofread(pages: readonly Page[], head: DocumentHead, tables: readonly Pick<TableSummary, 'order' | 'title' | 'kind'>[], facts: readonly Fact[], rules: { readonly proofreading: ProofreadingRules; readonly forms: Pick<FormRules, 'kindOf'> }): SourceError[] {
  const lines = head.documentType === 'other' ? null : linesOf(pages);
  if (!lines) return [];
  const joined = new JoinedText(lines);
  return [...placeholders(joined, rules.proofreading), ...missing(), ...years(), ...denials(joined, tables, facts, rules.proofreading), ...miscalled(joined, facts, rules.proofreading)];

  function missing(): SourceError[] {
    return missingTables(lines!, tables, rules.proofreading.noTables, rules.forms.kindOf).map(({ title, place }) => finding('document/table-missing', title, place, `The contents list ${title}; the document does not print it.`));
  }

  function years(): SourceError[] {
    if (head.fiscalYear === 0) return [];
    return rules.proofreading.years.filter(({ types }) => types.has(head.documentType)).flatMap(({ where, pattern }) => {
      const hits = where === 'line' ? lines!.flatMap(({ text, place }) => [...text.matchAll(pattern)].map((match) => ({ match, place }))) : [...joined.text.matchAll(pattern)].map((match) => ({ match, place: joined.placeAt(match.index) }));
      return hits.filter(({ match }) => Number(match[1]) !== head.fiscalYear).map(({ match, place }) => finding('document/year', match[0], place, `${match[0]}: the document is of ${head.fiscalYear}.`, match[1], String(head.fiscalYear)));
    });
  }
}

/** Each placeholder once, where it first stands: a template has hundreds. */
function placeholders(joined: JoinedText, rules: ProofreadingRules): SourceError[] {
  const said = new Set<string>();
  return rules.placeholders.flatMap((pattern) =>
    [...joined.text.matchAll(pattern)].flatMap((match): SourceError[] => {
      const around = joined.text.slice(Math.max(0, match.index - AROUND), match.index + match[0].length + AROUND);
      // XX局 and XX中心 are two; what a program left is one wherever it stands.
      const what = joined.text.slice(match.index, match.index + match[0].length + (/[Xx×]$/.test(match[0]) ? 1 : 0));
      if (said.has(what)) return [];
      said.add(what);
      return [finding('document/placeholder', what, joined.placeAt(match.index), `A placeholder was left: …${around}…`)];
    }),
  );
}
const AROUND = 8;

/** The text says there is no money of a kind, and the table of it has figures. */
function denials(joined: JoinedText, tables: readonly Pick<TableSummary, 'order' | 'title' | 'kind'>[], facts: readonly Fact[], rules: ProofreadingRules): SourceError[] {
  return rules.denials.flatMap(({ kind, measure, pattern }): SourceError[] => {
    const against = facts.filter((fact) => fact.tableKind === kind && fact.amount.digits !== 0n && fact.measure === measure && fact.confidence.level === 'high');
    const [match] = [...joined.text.matchAll(pattern)];
    const first = against[0];
    if (!match || !first) return [];
    const title = tables.find(({ order }) => order === first.table)?.title ?? '';
    return [{ ...finding('document/denied', match[0], joined.placeAt(match.index), `The text says ${match[0]}; ${title} prints ${first.amount.printed}${first.unit}.`), table: first.table, facts: against.map(({ key }) => key) }];
  });
}

const BY_KIND: ReadonlySet<string> = new Set(['expenditure', 'general_public_expenditure']);

/**
 * The text calls a subject 基本支出, and every table that tells the two kinds apart has it under 项目支出 alone; or the other way round.
 *
 * Worked case: 一般行政管理事务（项）。主要用于：局财政业务指导与宣传等基本支出 in a final account of 2024, whose 10.00 are 项目支出.
 */
function miscalled(joined: JoinedText, facts: readonly Fact[], rules: ProofreadingRules): SourceError[] {
  const byName = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (!BY_KIND.has(fact.tableKind) || fact.subject?.level !== 'item' || fact.amount.digits === 0n) continue;
    const list = byName.get(fact.subject.name);
    if (list) list.push(fact);
    else byName.set(fact.subject.name, [fact]);
  }
  return rules.kinds.flatMap(({ measure, other, pattern }) =>
    [...joined.text.matchAll(pattern)].flatMap((match): SourceError[] => {
      const own = byName.get(match[1]!) ?? [];
      const against = own.filter((fact) => fact.measure === other);
      const [first] = against;
      if (!first || own.some((fact) => fact.measure === measure || fact.confidence.level !== 'high')) return [];
      const where = first.columnPath.join('/');
      return [{ ...finding('document/expenditure-kind', match[1]!, joined.placeAt(match.index), `The text calls ${match[1]} ${measure === 'basic_expenditure' ? '基本支出' : '项目支出'}; its ${first.amount.printed}${first.unit} stand under ${where}.`), table: first.table, facts: against.map(({ key }) => key) }];
    }),
  );
}

const finding = (rule: string, scope: string, place: Place, text: string, printed = '', implied = ''): SourceError => ({ table: 0, rule, source: 'narrative', scope, printed, implied, difference: '', facts: [], text, place });
