import { readFileSync } from 'node:fs';
import { TABLE_KINDS, type ColumnRole, type TableKind } from '../../src/model/table.js';
import { withoutOrdinal } from '../../src/text/ordinals.js';
import { readRuleCsv, ruleFile } from '../csv.js';
import { alternatives, byKindOf, isPath, isTail, type PathPattern, pathPattern, placesOf } from './header-paths.js';

/** What a word of a header was seen as: a cell above data (leaf), a cell above other cells (group), a cell above labels. */
export interface HeaderWord {
  readonly leaf: boolean;
  readonly group: boolean;
  readonly label: boolean;
  /** A group that spans label columns only (指导性目录 over 一级 | 二级 | 三级). */
  readonly labelGroup: boolean;
  /** Words seen directly under this one. */
  readonly children: ReadonlySet<string>;
}

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
  /** A row label that was seen printed whole (white space removed): tells where one label ends and the next begins. */
  isRowLabel(label: string): boolean;
  /** A label of a summary's side as forms word it, its ordinal and 其中： left out: whole as it stands (一般公共预算, 上年结转). */
  isSummaryLabel(label: string): boolean;
  /** A value of a text column (采购组织形式 …), which is no part of the label before it. */
  isTextCell(text: string): boolean;
  /** The first of the remarks under a form (white space removed), printed without 注 or 备注. */
  opensFormNotes(line: string): boolean;
  /** Words of header cells, longest first where several begin alike, with what they can be. */
  readonly headerWords: ReadonlyMap<string, HeaderWord>;
  /** How well a header path is known: 2 in this kind of table (a little less where no print of it was at hand), 1.5 under a further group of this kind, 1 in another kind, 0 not at all. */
  familiarity(kind: TableKind, path: readonly string[]): number;
  /** The meaning of a header path (outermost to leaf, white space removed). */
  measureOf(kind: TableKind, path: readonly string[]): ColumnMeaning;
  /** The measure of a column whose header says neither 预算 nor 决算 (支出/金额): that of the two which the table's title says. */
  measureUnder(title: string, path: readonly string[], measure: string): string;
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

/** Money that is called a budget wherever it is told of: 一般公共预算财政拨款支出决算表. */
const FUND_NAMES = /(?:一般公共|政府性基金|国有资本经营)预算/g;

/** A group header that is a year and nothing else: 2019年 beside 2020年. */
const BARE_YEAR = /^((?:19|20)\d\d)年(?:度)?$/;
const PRIOR = '上年';
const CURRENT = '当年';

/**
 * Header paths of one table, groups that are bare years named by what they are to each other: of 2019年 and 2020年 the
 * former is 上年, the latter 当年. Paths are left as they are where no two different years stand side by side.
 */
export function withRelativeYears(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const yearOf = (path: readonly string[]) => BARE_YEAR.exec((path[0] ?? '').replace(/[\s\u3000]+/g, ''))?.[1];
  const years = new Set(paths.map(yearOf).filter((year) => year !== undefined));
  if (years.size !== 2) return paths;
  const last = [...years].sort()[1];
  return paths.map((path) => {
    const year = yearOf(path);
    return year === undefined ? path : [year === last ? CURRENT : PRIOR, ...path.slice(1)];
  });
}

/** A header cell as printed, white space removed, brackets in one width. */
export const headerCell = (text: string): string =>
  text
    .replace(/[\s\u3000]+/g, '')
    .replace(/[（(]/g, '（')
    .replace(/[）)]/g, '）');

/** A header cell as a word of the rules: years are left out, 2026年预算数 is 预算数. */
export const headerWord = (text: string): string => headerCell(text).replace(/(?:19|20)\d\d年(?:度)?/g, '');

/** A title is short, ends in 表 (or a bracket after it, or 情况 / 明细) and is no sentence, heading of a text part or entry of a contents page. */
const TITLE_SHAPE = /(?:表|情况|明细|申报书)(?:[（(][^（）()]*[）)]|[-－—][^。，；]*|\d*)*$/;
const NO_TITLE = /[。；;！？]|情况说明$|的说明$|[.…·]{3,}|^注[:：]|^备注|^说明|详见|请见|参见/;
const TITLE_LENGTH = 70;

/** Of two readings of a header the one that was seen printed wins over one made of variants. */
const UNSEEN = 1.995;

const NO_MEANING: ColumnMeaning = { measure: '', role: 'amount' };

/** Reads rules/forms once. Throws when a rule names an unknown kind: a fault of ours, not of a document. */
export function loadForms(): FormRules {
  const { titles, untitled } = readTitles();
  const columns = readColumns();
  const kinds = new Map<string, TableKind | null>();
  const labels = readLabels();
  const summaries = new Set(readRuleCsv(ruleFile('forms/summary-labels.csv')).flatMap((row) => alternatives(row.labels ?? '').map(labelKey)));
  const formNotes = readRuleCsv(ruleFile('forms/form-notes.csv')).map((row) => new RegExp(row.pattern ?? ''));
  const textCells = new Set(readRuleCsv(ruleFile('forms/text-cells.csv')).map((row) => row.value ?? ''));
  // a header is read in many ways, of few words
  const keyOf = remembered(headerKey);

  return {
    isTextCell: (text) => textCells.has(text),
    opensFormNotes: (line) => formNotes.some((pattern) => pattern.test(line)),
    isRowLabel: (label) => labels.has(labelKey(label)),
    isSummaryLabel: (label) => summaries.has(labelKey(withoutOrdinal(label.replace(OF_WHICH, '')))),
    headerWords: columns.words,
    kindOf(title) {
      const text = title.replace(/[\s\u3000]+/g, '');
      const known = kinds.get(text);
      if (known !== undefined) return known;
      const kind = kindOfTitle(text, titles);
      if (kinds.size < MOST_REMEMBERED) kinds.set(text, kind);
      return kind;
    },
    untitledAt: (header) => untitled.find((rule) => rule.header.test(header)) ?? null,
    familiarity: (kind, path) => columns.familiarity(kind, path.map(keyOf).filter((cell) => cell !== '').join('/')),
    measureOf(kind, path) {
      const keys = path.map(keyOf).filter((key) => key !== '');
      // A lone year says nothing about which of two years it is: where the rules tell them apart, nothing is claimed.
      if (BARE_YEAR.test((path[0] ?? '').replace(/[\s\u3000]+/g, '')) && columns.meaningIn(kind, [PRIOR, ...keys].join('/'))) return NO_MEANING;
      for (let from = 0; from < keys.length; from++) {
        const tail = keys.slice(from).join('/');
        const meaning = columns.meaningIn(kind, tail) ?? columns.meaningOf(tail);
        if (meaning) return meaning;
      }
      return NO_MEANING;
    },
    measureUnder(title, path, measure) {
      const said = title.replace(FUND_NAMES, '');
      const stage = /预算|决算|执行/.test(path.join('')) ? null : /决算/.test(said) ? '_final' : /预算/.test(said) ? '_budget' : null;
      const other = measure.replace(/_(?:budget|final)$/, stage ?? '$&');
      return columns.measures.has(other) ? other : measure;
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

const OF_WHICH = /^其中[:：]/;
const labelKey = (label: string): string => label.replace(/[\s\u3000]+/g, '').replace(/[（(]/g, '(').replace(/[）)]/g, ')');

function readLabels(): ReadonlySet<string> {
  return new Set(readRuleCsv(ruleFile('forms/labels.csv')).map((row) => labelKey(row.row_label_printed ?? '')));
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

/** Texts whose answer is kept: the documents of a long run bring ever new ones. */
const MOST_REMEMBERED = 10_000;

/** A function of a text that is asked for few texts many times. */
function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const found = of(text);
    if (known.size < MOST_REMEMBERED) known.set(text, found);
    return found;
  };
}

/** What columns.csv and column-variants.csv say of header paths, by keys joined with `/`. */
interface Columns {
  readonly words: ReadonlyMap<string, HeaderWord>;
  readonly measures: ReadonlySet<string>;
  /** 2 for a path seen in this kind of table, a little less for one told by a variant, 1.5 for the end of one, 1 for a path of another kind, else 0. */
  familiarity(kind: string, key: string): number;
  /** What a path means in a kind of table; null where it is not known. */
  meaningIn(kind: string, key: string): ColumnMeaning | null;
  /** What a seen path means where every kind agrees. */
  meaningOf(key: string): ColumnMeaning | null;
}

function readColumns(): Columns {
  const words = new Map<string, HeaderWord & { leaf: boolean; group: boolean; label: boolean; labelGroup: boolean; children: Set<string> }>();
  const word = (text: string) => {
    const known = words.get(text);
    if (known) return known;
    const made = { leaf: false, group: false, label: false, labelGroup: true, children: new Set<string>() };
    words.set(text, made);
    return made;
  };
  const keyOf = remembered(headerKey);
  const wordOf = remembered((cell) => headerWord(cell).replace(/^\d+$/, ''));
  const filled = (texts: readonly string[]): string[] => texts.filter((text) => text !== '');
  const line = (kinds: readonly string[], places: readonly (readonly (readonly string[])[])[], role = '', measure = ''): PathPattern<ColumnMeaning> => {
    const meaning = { measure, role: (role || 'amount') as ColumnMeaning['role'] };
    let above = new Set<ReturnType<typeof word>>();
    for (const place of places) {
      const reached = new Set<ReturnType<typeof word>>();
      for (const way of place) {
        let last = above;
        for (const name of filled(way.map(wordOf))) {
          const own = word(name);
          for (const group of last) {
            group.group = true;
            group.children.add(name);
            if (role !== 'label') group.labelGroup = false;
          }
          last = new Set([own]);
        }
        for (const each of last) reached.add(each);
      }
      above = reached;
    }
    for (const each of above) each[role === 'label' ? 'label' : 'leaf'] = true;
    const year = measure.startsWith('prior_year_') ? PRIOR : CURRENT;
    const keys = places.map((place, p) => place.map((way) => filled(way.map((cell, i) => (p === 0 && i === 0 && BARE_YEAR.test(cell) ? year : keyOf(cell))))));
    return pathPattern(kinds, keys, meaning);
  };

  const seen = new Map<string, ColumnMeaning>();
  const seenAnywhere = new Map<string, ColumnMeaning>();
  const seenTails = new Set<string>();
  const disputed = new Set<string>();
  for (const { kind = '', column_path_printed = '', role, measure } of readRuleCsv(ruleFile('forms/columns.csv'))) {
    const { places, meaning } = line([kind], column_path_printed.split('/').map((cell) => [[cell]]), role, measure);
    const keys = places.flatMap(({ single }) => [...single]);
    const key = keys.join('/');
    for (let from = 1; from < keys.length - 1; from++) seenTails.add(`${kind}|${keys.slice(from).join('/')}`);
    if (!seen.has(`${kind}|${key}`)) seen.set(`${kind}|${key}`, meaning);
    // What other kinds of table may mean by a path is known from what was printed only.
    const other = seenAnywhere.get(key);
    if (other && other.measure !== meaning.measure) disputed.add(key);
    else seenAnywhere.set(key, meaning);
  }
  const paths = new Set(seenAnywhere.keys());
  for (const key of disputed) seenAnywhere.delete(key);
  const variants = readRuleCsv(ruleFile('forms/column-variants.csv')).map(({ kinds = '', paths: pattern = '', role, measure }) => line(kinds.split(';'), placesOf(pattern), role, measure));
  const variantsOf = byKindOf(variants);
  for (const entry of words.values()) entry.labelGroup &&= entry.group && !entry.leaf;

  const split = (text: string): { kind: string; keys: string[] } => {
    const at = text.indexOf('|');
    const path = text.slice(at + 1);
    return { kind: text.slice(0, at), keys: path === '' ? [] : path.split('/') };
  };
  const variantMeaning = remembered((text) => {
    const { kind, keys } = split(text);
    return variantsOf(kind).find((pattern) => isPath(pattern, keys))?.meaning ?? null;
  });
  const familiarity = remembered((text) => {
    const { kind, keys } = split(text);
    if (seen.has(text)) return 2;
    if (variantMeaning(text)) return UNSEEN;
    if (seenTails.has(text) || variantsOf(kind).some((pattern) => isTail(pattern, keys))) return 1.5;
    return paths.has(keys.join('/')) || variants.some((pattern) => isPath(pattern, keys)) ? 1 : 0;
  });
  return {
    words,
    measures: new Set([...seen.values(), ...variants.map(({ meaning }) => meaning)].map(({ measure }) => measure)),
    familiarity: (kind, key) => familiarity(`${kind}|${key}`),
    meaningIn: (kind, key) => seen.get(`${kind}|${key}`) ?? variantMeaning(`${kind}|${key}`),
    meaningOf: (key) => seenAnywhere.get(key) ?? null,
  };
}
