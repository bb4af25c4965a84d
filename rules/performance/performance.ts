import { readRuleCsv, ruleFile } from '../csv.js';

/** What a column of an indicator table holds. `past` are earlier years' values, `ratio` what was done as a share of what was planned, `group` a header over other headers. */
export const COLUMN_ROLES = [
  'ordinal', 'activity', 'objective', 'level1', 'level2', 'level3', 'comparator', 'past', 'target', 'unit', 'actual', 'ratio', 'weight', 'score', 'note', 'amount', 'text', 'subject', 'group',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** How a label of a form is used: with a value, as a goal with indicators below it, over columns of goals, one of these columns, beside a block, over a column of names and one of texts. */
export type LabelKind = 'pair' | 'objective' | 'goals' | 'goal' | 'side' | 'named';
export type FundingKind = 'block' | 'group' | 'column' | 'columngroup' | 'row';

export interface LabelMeaning {
  readonly kind: LabelKind;
  /** The value is a person's name, number or signature. */
  readonly contact: boolean;
}

/** A block of figures whose whole head is known, whatever order its cells are printed in. */
export interface HeadBlock {
  readonly pattern: RegExp;
  /** What every such head begins with, in the spelling of `labelKey`. */
  readonly begins: string;
  /** So much of it that no label of a row is taken for it. */
  readonly opening: string;
  /** Columns in the order of their figures; `rare` ones are mostly left empty. */
  readonly columns: readonly { readonly path: readonly string[]; readonly rare: boolean }[];
  /** Columns that add up, from 0: the whole first. */
  readonly sums: readonly (readonly number[])[];
  /** Told as fields, a figure each, and not as a table. */
  readonly asFields: boolean;
}

/** A list inside a form: a `group` stands over other heads and may be missing. Told as fields, or as a table of figures. */
export interface List {
  readonly name: string;
  readonly asFields: boolean;
  readonly columns: readonly { readonly key: string; readonly role: ColumnRole; readonly path: readonly string[] }[];
}

/** What a column left of the levels holds in a list of projects: `group` stands over its parts. */
export type ProjectRole = 'name' | 'amount' | 'group' | 'part' | 'goal' | 'unit';

/** Names of levels, header cells, labels and value words of performance tables, each with where it was seen. */
export interface PerformanceRules {
  /** Role of a printed header cell (bracketed remarks that are not in the rules are ignored); null when it is no header. */
  headerRole(text: string): ColumnRole | null;
  /** The longest header name that a text in the spelling of `labelKey` begins with: for headers whose cells run into each other. */
  headerNameIn(text: string): { readonly key: string; readonly role: ColumnRole } | undefined;
  /** The name of a value of an earlier year that a text begins with (上年完成值). */
  earlierIn(text: string): string | undefined;
  /** The text begins with a character that header names begin with. */
  mayBeginHeader(text: string): boolean;
  /** 1 or 2 when the text (its weight in brackets left out) is a known level name, 0 when not; 3 when it is known as both. */
  levelOf(text: string): 0 | 1 | 2 | 3;
  readonly levelNames: readonly string[];
  /** The text begins with a character that level names, or a weight in brackets, begin with. */
  mayBeginLevel(text: string): boolean;
  /** A beginning of a level name, or its end, short of the whole. */
  opensLevel(text: string): boolean;
  closesLevel(text: string): boolean;
  /** A level name of four characters and more at least, satisfaction left out, stands at the head of a longer text. */
  beginsWithLevel(text: string): boolean;
  /** The word in the first level's name under which a second level stands everywhere (数量指标 → 产出); '' where that differs. */
  parentOf(level2: string): string;
  /** Meaning of a label; a colon at its end is ignored, but some words are labels only with one (`单位：`). */
  labelOf(text: string): LabelMeaning | null;
  /** Lists of figures inside forms (项目采购: 品名 | 数量 | 金额): their heads in printed order, in the spelling of `labelKey`. */
  readonly lists: readonly List[];
  fundingOf(text: string): FundingKind | null;
  readonly headBlocks: readonly HeadBlock[];
  /** The paths of a funding block are all of those of a form's, in the form's order. */
  isFundingHeader(paths: readonly (readonly string[])[]): boolean;
  /** Headers left of the levels in a list of projects, longest first, in the spelling of `labelKey`; `rare` columns are mostly left empty. */
  readonly projectHeads: readonly { readonly key: string; readonly role: ProjectRole; readonly rare: boolean }[];
  /** Names of subjects of the economic classifications, joined where a cell holds several: 商品和服务支出、资本性支出. */
  isEconomicSubject(text: string): boolean;
  /** A whole cell that states a value in words: 良好, 效果显著. */
  isValueWord(text: string): boolean;
}

/** One spelling of a label: no white space, brackets and colons in one width. */
export const labelKey = (text: string): string => (RESPELLED.test(text) ? respelled(text) : text);

/** What labels may be spelt with otherwise; most have none of it, and they are asked about often. */
const RESPELLED = /[\s\u3000（﹙〔[【）﹚〕\]】：]/;

const respelled = (text: string): string =>
  text
    .replace(/[\s\u3000]+/g, '')
    .replace(/[（﹙〔[【]/g, '(')
    .replace(/[）﹚〕\]】]/g, ')')
    .replace(/：/g, ':');

/** The weight that ends a label: 产出指标（20 分）, 产出指标(50). Group 1 is the number. */
export const LABEL_WEIGHT = /[（(](\d{1,3}(?:\.\d+)?)分?[)）]$/;

/** A remark in brackets behind a level name: 产出目标（部门工作实绩，…）. */
const REMARK = /\([^()]*\)$/;

/** 其他对个人和家庭的补助支出 is printed for 其他对个人和家庭的补助. */
const subjectKey = (name: string): string => name.replace(/支出$/, '');

/** 上年完成值: a value of an earlier year. */
const EARLIER = /^(?:上一?年度?|前年|去年)/;

/** Characters by which a known head is looked for. */
const HEAD_BEGINNING = 4;

/** Answers kept for texts asked about before. */
const CACHE_SIZE = 50_000;

/** A pattern that stands for itself alone. */
const PLAIN = /^[^\\()[\]{}.*+?|^$]+$/;

const union = (patterns: readonly string[]): RegExp => new RegExp(`^(?:${patterns.map((pattern) => `(?:${pattern})`).join('|')})$`);

/** Reads rules/performance once. Throws when a rule names an unknown role: a fault of ours. */
export function loadPerformance(): PerformanceRules {
  const headers = readRuleCsv(ruleFile('performance/headers.csv')).map((row) => {
    if (!(COLUMN_ROLES as readonly string[]).includes(row.role ?? '')) throw new Error(`rules/performance/headers.csv: unknown role ${row.role}`);
    return { key: labelKey(row.header ?? ''), role: row.role as ColumnRole };
  });
  const namesByFirst = new Map<string, typeof headers>();
  for (const name of [...headers].sort((a, b) => b.key.length - a.key.length)) {
    const first = name.key[0] ?? '';
    const known = namesByFirst.get(first);
    if (known) known.push(name);
    else namesByFirst.set(first, [name]);
  }
  const roles = new Map(headers.map(({ key, role }) => [key, role]));
  const levels = new Map<string, 0 | 1 | 2 | 3>();
  const parents = new Map<string, string>();
  for (const row of readRuleCsv(ruleFile('performance/levels.csv'))) {
    const name = labelKey(row.name ?? '');
    if (row.parent) parents.set(name, row.parent);
    levels.set(name, ((levels.get(name) ?? 0) | Number(row.level)) as 1 | 2 | 3);
  }
  const patterns = (file: string) =>
    readRuleCsv(ruleFile(`performance/${file}`)).map((row) => ({ ...row, test: new RegExp(`^(?:${row.pattern})$`) }) as Record<string, string> & { test: RegExp });
  const labels = patterns('labels.csv');
  const funding = patterns('funding.csv');
  const fundingHeaders = patterns('funding-headers.csv');
  const words = patterns('values.csv');
  const lists = new Map<string, { name: string; asFields: boolean; columns: { key: string; role: ColumnRole; path: string[] }[] }>();
  for (const row of readRuleCsv(ruleFile('performance/lists.csv'))) {
    const list = lists.get(row.list ?? '') ?? { name: row.list ?? '', asFields: row.as === 'fields', columns: [] };
    list.columns.push({ key: labelKey(row.header ?? ''), role: row.role as ColumnRole, path: [row.group ?? '', row.header ?? ''].filter((part) => part !== '') });
    lists.set(list.name, list);
  }
  const headBlocks = readRuleCsv(ruleFile('performance/heads.csv')).map((row): HeadBlock => ({
    pattern: new RegExp(`^${row.pattern}$`),
    begins: /^[\u4e00-\u9fff]+/.exec(row.pattern ?? '')?.[0].slice(0, HEAD_BEGINNING) ?? '',
    opening: /^[\u4e00-\u9fff]+/.exec(row.pattern ?? '')?.[0].slice(0, 2 * HEAD_BEGINNING) ?? '',
    columns: (row.columns ?? '').split(';').map((column) => ({ path: column.replace(/\?$/, '').split(/(?<!\\)\//).map((part) => part.replace(/\\\//g, '/')), rare: column.endsWith('?') })),
    sums: (row.sums ?? '').split(';').filter((sum) => sum !== '').map((sum) => sum.split(/[=+]/).map((n) => Number(n) - 1)),
    asFields: row.as === 'fields',
  }));
  const longest = Math.max(...[...levels.keys()].map((name) => name.length));
  const firsts = new Set([...levels.keys()].map((name) => name[0]!).concat(' ', '\u3000', '\n'));
  // Asked of every piece of a table and every run of pieces: looked up, not searched for.
  const openings = new Set([...levels.keys()].flatMap((name) => Array.from({ length: name.length - 1 }, (_, n) => name.slice(0, n + 1))));
  const closings = new Set([...levels.keys()].flatMap((name) => Array.from({ length: name.length - 1 }, (_, n) => name.slice(n + 1))));
  const telling = new Set([...levels.keys()].filter((name) => name.length >= 4 && !name.includes('满意')));
  const tellingLengths = [...new Set([...telling].map((name) => name.length))];
  const levelOf = (text: string): 0 | 1 | 2 | 3 => {
    const key = labelKey(text).replace(LABEL_WEIGHT, '');
    return levels.get(key) ?? levels.get(key.replace(REMARK, '')) ?? 0;
  };
  const anyLabel = union(labels.map(({ pattern }) => pattern!));
  const anyFunding = union(funding.map(({ pattern }) => pattern!));
  const plainWords = new Set(words.map(({ pattern }) => pattern!).filter((pattern) => PLAIN.test(pattern)));
  const anyWord = union(words.map(({ pattern }) => pattern!).filter((pattern) => !PLAIN.test(pattern)));
  const subjects = new Set(['economic-department', 'economic-government'].flatMap((system) => readRuleCsv(ruleFile(`subjects/${system}.csv`)).map((row) => subjectKey(row.name ?? ''))));
  const levelCache = new Map<string, 0 | 1 | 2 | 3>();
  const labelCache = new Map<string, LabelMeaning | null>();
  const fundingCache = new Map<string, FundingKind | null>();
  const cached = <T>(cache: Map<string, T>, key: string, find: () => T): T => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const found = find();
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(key, found);
    return found;
  };

  return {
    headerRole(text) {
      const key = labelKey(text).replace(/:$/, '');
      const exact = roles.get(key);
      if (exact) return exact;
      const year = /^(?:前年|上年|20\d\d年)(?:\(20\d\d年?\))?$/.test(key);
      if (year) return 'past';
      const bare = key.replace(/\([^()]*\)/g, '').replace(/^20\d\d年(?:度)?/, '');
      const role = roles.get(bare);
      if (role) return role;
      const earlier = roles.get(bare.replace(EARLIER, ''));
      return earlier === 'target' || earlier === 'actual' ? 'past' : null;
    },
    earlierIn: (text) => {
      const earlier = EARLIER.exec(text)?.[0];
      const of = earlier && namesByFirst.get(text[earlier.length] ?? '')?.find(({ key, role }) => (role === 'target' || role === 'actual') && text.startsWith(key, earlier.length));
      return earlier && of ? earlier + of.key : undefined;
    },
    mayBeginHeader: (text) => text === '' || namesByFirst.has(text[0]!),
    headerNameIn: (text) => namesByFirst.get(text[0] ?? '')?.find(({ key }) => text.startsWith(key)),
    levelOf: (text) => (!firsts.has(text[0] ?? '') || (text.length > 2 * longest && !/[)）﹚〕\]】]$/.test(text)) ? 0 : cached(levelCache, text, () => levelOf(text))),
    lists: [...lists.values()],
    levelNames: [...levels.keys()],
    mayBeginLevel: (text) => firsts.has(text[0] ?? '') || text[0] === '(' || text[0] === '（',
    opensLevel: (text) => openings.has(text),
    closesLevel: (text) => closings.has(text),
    beginsWithLevel: (text) => tellingLengths.some((length) => length < text.length && telling.has(text.slice(0, length))),
    parentOf: (text) => parents.get(labelKey(text).replace(LABEL_WEIGHT, '')) ?? '',
    labelOf: (text) => {
      if (text.length > 40) return null;
      return cached(labelCache, text, () => {
        const key = labelKey(text);
        const bare = key.replace(/:$/, '');
        if (!anyLabel.test(bare) && !anyLabel.test(key)) return null;
        const row = labels.find(({ test }) => test.test(bare) || test.test(key));
        return row ? { kind: row.kind as LabelKind, contact: row.contact === '1' } : null;
      });
    },
    fundingOf: (text) => {
      if (text.length > 40) return null;
      return cached(fundingCache, text, () => {
        const key = labelKey(text);
        const bare = key.replace(/:$/, '');
        if (!anyFunding.test(key) && !anyFunding.test(bare)) return null;
        return (funding.find(({ test }) => test.test(key) || test.test(bare))?.kind ?? null) as FundingKind | null;
      });
    },
    headBlocks,
    isFundingHeader: (paths) => {
      const key = paths.map((path) => path.map((part) => labelKey(part).replace(/\([^()]*\)/g, '')).join('/')).join(';');
      return fundingHeaders.some(({ test }) => test.test(key));
    },
    projectHeads: readRuleCsv(ruleFile('performance/projects.csv'))
      .map((row) => ({ key: labelKey(row.header ?? ''), role: row.role as ProjectRole, rare: row.rare === '1' }))
      .sort((a, b) => b.key.length - a.key.length),
    isEconomicSubject: (text) => text.length < 60 && text.split(/[、，；]/).every((part) => subjects.has(subjectKey(part))),
    isValueWord: (text) => text.length < 20 && (plainWords.has(text) || anyWord.test(text)),
  };
}
