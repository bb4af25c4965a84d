import { readFileSync } from 'node:fs';
import { TABLE_KINDS, type ColumnRole, type TableKind } from '../../src/model/table.js';
import { readRuleCsv, ruleFile } from '../csv.js';

export interface ColumnMeaning {
  /** Canonical English name; '' when the rules do not know the header. */
  readonly measure: string;
  /** 'label' for code, name, unit and ordinal columns. */
  readonly role: ColumnRole | 'label';
}

/** What is known about printed tables: their titles, header cells and row labels, each with where it was seen. */
export interface FormRules {
  /** The kind a printed title names (white space is ignored); null when the text is no table title. */
  kindOf(title: string): TableKind | null;
  /** The table without a title that a header line (white space removed) opens, or null. */
  untitledAt(header: string): { readonly kind: TableKind; readonly titleFrom: RegExp | null } | null;
  /** The meaning of a header path (outermost to leaf, white space removed). */
  measureOf(kind: TableKind, path: readonly string[]): ColumnMeaning;
}

interface TitleRule {
  readonly kind: TableKind;
  readonly pattern: RegExp;
  readonly not: RegExp | null;
  readonly suffix: RegExp | null;
  /** The line need not look like a title: it opens a form that has no other. */
  readonly heading: boolean;
}

/** One spelling of a header cell: brackets and quotes in one width, no white space, no year, no unit in brackets. */
export const headerKey = (text: string): string =>
  text
    .replace(/[\s\u3000]+/g, '')
    .replace(/[（(]/g, '(')
    .replace(/[）)]/g, ')')
    .replace(/["“”'‘’「」]/g, '')
    .replace(/[:：]/g, ':')
    .replace(/\((?:单位:)?(?:万元|元|千元|亿元)\)/g, '')
    .replace(/(?:19|20)\d\d年度?/g, '');

/** A title is short, ends in 表 (or a bracket after it, or 情况 / 明细) and is no sentence, heading of a text part or entry of a contents page. */
const TITLE_SHAPE = /(?:表|情况|明细|申报书)(?:[（(][^（）()]*[）)]|[-－—][^。，；]*|\d*)*$/;
const NO_TITLE = /[。；;！？]|情况说明$|的说明$|[.…·]{3,}|^注[:：]|^备注|^说明/;
const TITLE_LENGTH = 70;

const NO_MEANING: ColumnMeaning = { measure: '', role: 'amount' };

/** Reads rules/forms once. Throws when a rule names an unknown kind: a fault of ours, not of a document. */
export function loadForms(): FormRules {
  const { titles, untitled } = readTitles();
  const columns = readColumns();
  const kinds = new Map<string, TableKind | null>();

  return {
    kindOf(title) {
      const text = title.replace(/[\s\u3000]+/g, '');
      const known = kinds.get(text);
      if (known !== undefined) return known;
      const kind = kindOfTitle(text, titles);
      if (kinds.size < 10_000) kinds.set(text, kind);
      return kind;
    },
    untitledAt: (header) => untitled.find((rule) => rule.header.test(header)) ?? null,
    measureOf(kind, path) {
      const keys = path.map(headerKey).filter((key) => key !== '');
      for (let from = 0; from < keys.length; from++) {
        const tail = keys.slice(from).join('/');
        const meaning = columns.byKind.get(`${kind}|${tail}`) ?? columns.anyKind.get(tail);
        if (meaning) return meaning;
      }
      return NO_MEANING;
    },
  };
}

function kindOfTitle(text: string, titles: readonly TitleRule[]): TableKind | null {
  if (text.length > TITLE_LENGTH || NO_TITLE.test(text)) return null;
  const shaped = TITLE_SHAPE.test(text);
  for (const { kind, pattern, not, suffix, heading } of titles) {
    if ((shaped || heading) && pattern.test(text) && !not?.test(text) && (suffix?.test(text) ?? true)) return kind;
  }
  return null;
}

interface UntitledRule {
  readonly kind: TableKind;
  readonly header: RegExp;
  readonly titleFrom: RegExp | null;
}

function readTitles(): { titles: TitleRule[]; untitled: UntitledRule[] } {
  const { titles, untitled } = JSON.parse(readFileSync(ruleFile('forms/titles.json'), 'utf8')) as {
    titles: { kind: string; pattern: string; not?: string; suffix?: string; heading?: boolean }[];
    untitled: { kind: string; header: string; titleFrom?: string }[];
  };
  const pattern = (source: string | undefined) => (source === undefined ? null : new RegExp(source));
  return {
    titles: titles.map((rule) => ({
      kind: knownKind(rule.kind),
      pattern: new RegExp(rule.pattern),
      not: pattern(rule.not),
      suffix: pattern(rule.suffix),
      heading: rule.heading === true,
    })),
    untitled: untitled.map((rule) => ({ kind: knownKind(rule.kind), header: new RegExp(rule.header), titleFrom: pattern(rule.titleFrom) })),
  };
}

function knownKind(kind: string): TableKind {
  if (!(TABLE_KINDS as readonly string[]).includes(kind)) throw new Error(`rules/forms/titles.json: unknown kind ${kind}`);
  return kind as TableKind;
}

/** Header paths of columns.csv by `kind|path`, and by path alone where every kind agrees. */
function readColumns(): { byKind: Map<string, ColumnMeaning>; anyKind: Map<string, ColumnMeaning> } {
  const byKind = new Map<string, ColumnMeaning>();
  const anyKind = new Map<string, ColumnMeaning>();
  const disputed = new Set<string>();
  for (const row of readRuleCsv(ruleFile('forms/columns.csv'))) {
    const path = (row.column_path_printed ?? '').split('/').map(headerKey).filter((key) => key !== '').join('/');
    const meaning: ColumnMeaning = { measure: row.measure ?? '', role: (row.role || 'amount') as ColumnMeaning['role'] };
    const kindKey = `${row.kind}|${path}`;
    if (!byKind.has(kindKey)) byKind.set(kindKey, meaning);
    const other = anyKind.get(path);
    if (other && other.measure !== meaning.measure) disputed.add(path);
    else anyKind.set(path, meaning);
  }
  for (const path of disputed) anyKind.delete(path);
  return { byKind, anyKind };
}
