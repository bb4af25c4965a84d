import { readFileSync } from 'node:fs';
import { ruleFile } from '../csv.js';
import { readLines } from './lines.js';
import { nameKey } from './name.js';

export type System = 'functional' | 'economic_department' | 'economic_government' | 'revenue';
export type Level = 'class' | 'section' | 'item';
/**
 * official: in a table of the ministry, which sources.json names; printed: code and name stand together in real documents;
 * edition-2010: an older complete edition; knowledge: memory only.
 */
export type Evidence = 'official' | 'printed' | 'edition-2010' | 'knowledge';

/** A subject in one period: a line of functional.csv, economic-department.csv, economic-government.csv or revenue.csv. */
export interface Subject {
  readonly system: System;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  /** Code of the subject above; '' for a class. */
  readonly parent: string;
  /** First and last budget year; 0 and 9999 where the period is open. */
  readonly since: number;
  readonly until: number;
  /** Which of the two years is a guess. */
  readonly uncertain: '' | 'since' | 'until' | 'both';
  readonly evidence: Evidence;
  /** Number of documents that print code and name together, and their years; 0 and '' where none was read. */
  readonly documents: number;
  readonly years: string;
  readonly note: string;
}

/** Another spelling of a subject, as printed somewhere: a line of aliases.csv. */
export interface Alias {
  readonly label: string;
  readonly system: System;
  readonly code: string;
  /** `name`: may stand for the name; `slip` (misprint) and `cut` (a piece of the name) only agree with a printed code. */
  readonly use: 'name' | 'slip' | 'cut';
  readonly seen: string;
  readonly documents: number;
  readonly years: string;
  readonly note: string;
}

/** What became of a subject in a new edition: a line of renames.csv. `year` is the first budget year of the new side */
export interface Rename {
  readonly codeOld: string;
  readonly nameOld: string;
  readonly codeNew: string;
  readonly nameNew: string;
  readonly year: number;
  readonly kind: 'renamed' | 'moved' | 'recoded' | 'merged' | 'split' | 'reused' | 'abolished';
  readonly yearUncertain: boolean;
  readonly evidence: string;
  readonly note: string;
}

/** A code that places print below the national tree: a line of local.csv. */
export interface LocalSubject {
  readonly code: string;
  readonly name: string;
  /** The national subject it belongs to. */
  readonly parent: string;
  readonly system: System;
  readonly documents: number;
  readonly years: string;
}

/** A pair of the two economic classifications: a line of economic-crosswalk.csv. */
export interface Crosswalk {
  readonly government: string;
  readonly department: string;
  readonly evidence: string;
  /** False for pairs that documents print although the official table, as known, does not have them. */
  readonly official: boolean;
  readonly documents: number;
  readonly years: string;
  readonly note: string;
}

/** Place in an international classification, with how sure we are. Empty `group`: not allocable below the division. */
export interface International {
  readonly code: string;
  readonly division: string;
  readonly group: string;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly reason: string;
}

/** What a row without a subject may be. */
export type RowSense = 'total' | 'balance' | 'revenue' | 'unit' | 'form';

/** The canonical subject trees. Nothing here depends on a document; every answer is by budget year. */
export interface SubjectRules {
  /** Budget years the trees were made for. */
  readonly editions: { readonly first: number; readonly last: number };
  /** The edition to use for a budget year: the year itself, or the nearest one covered; the last one for 0 (unknown). */
  editionFor(year: number): number;
  /** The subject a code stands for in a year; null where it is not on that year's tree. */
  byCode(code: string, year: number): Subject | null;
  /** Every period of a code, oldest first. */
  periods(code: string): readonly Subject[];
  /** The subjects of a year that bear a name or one of its `name` aliases; other restrictions are optional. */
  byName(
    name: string,
    year: number,
    where?: { readonly system?: System; readonly parent?: string; readonly level?: Level },
  ): readonly Subject[];
  /** The subjects of any period that bear a name (aliases not asked). */
  everNamed(name: string): readonly Subject[];
  /** The functional class (类) of a year by its name, with or without the closing 支出; null where there is none. */
  classNamed(name: string, year: number): Subject | null;
  /** Codes below a code in a year, in code order; with '' the classes of a system. */
  children(code: string, year: number, system?: System): readonly Subject[];
  /** Aliases of a label, whatever their use. */
  aliases(label: string): readonly Alias[];
  /** Aliases of a code. */
  aliasesOf(code: string): readonly Alias[];
  local(code: string): readonly LocalSubject[];
  /** What a code became, in the order of the years. */
  renamesFrom(code: string): readonly Rename[];
  /** What became a code. */
  renamesTo(code: string): readonly Rename[];
  /** Pairs of the two economic classifications that have this code on either side. */
  crosswalk(code: string): readonly Crosswalk[];
  /** COFOG of a functional code: of the code itself or else of the nearest one above that has a line. */
  cofog(code: string): International | null;
  /** GFSM 2014 expense or transaction of an economic code, or of the nearest one above. */
  gfsm(code: string): International | null;
  /** Whether a label (ordinals stripped) is a total, a balance, a source of money, an organisation or a line of the form by row-senses.csv. */
  rowIs(label: string, sense: RowSense): boolean;
  /** Every line of a system, in file order. */
  all(system: System): readonly Subject[];
}

const FILES: Record<System, string> = {
  functional: 'functional.csv',
  economic_department: 'economic-department.csv',
  economic_government: 'economic-government.csv',
  revenue: 'revenue.csv',
};
const SYSTEM_OF_DIGIT: Record<string, System> = {
  '1': 'revenue',
  '2': 'functional',
  '3': 'economic_department',
  '5': 'economic_government',
};

/** The classification a code belongs to by its first digit; null for a code that is on none (0…, 4…, letters). */
export const systemOf = (code: string): System | null => SYSTEM_OF_DIGIT[code[0] ?? ''] ?? null;

/** The code one level up: 2080505 → 20805 → 208 → ''. */
export const parentCode = (code: string): string =>
  code.length > 5 ? code.slice(0, 5) : code.length > 3 ? code.slice(0, 3) : '';

const OPEN_END = 9999;
const NONE: readonly never[] = [];

const SUBJECT_COLUMNS = [
  'code',
  'name',
  'level',
  'parent',
  'since',
  'until',
  'uncertain',
  'evidence',
  'documents',
  'years',
  'note',
];
const ALIAS_COLUMNS = ['printed_label', 'system', 'code', 'use', 'seen', 'documents', 'years', 'note'];
const LOCAL_COLUMNS = ['code', 'name', 'parent', 'system', 'documents', 'years'];
const RENAME_COLUMNS = [
  'code_old',
  'name_old',
  'code_new',
  'name_new',
  'year',
  'kind',
  'uncertain',
  'evidence',
  'note',
];
const CROSSWALK_COLUMNS = ['government', 'department', 'evidence', 'official', 'documents', 'years', 'note'];
const SENSE_COLUMNS = ['pattern', 'sense', 'example', 'note'];
const INTERNATIONAL_COLUMNS = ['code', 'division', 'group', 'confidence', 'reason'];

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

const inYear = (s: Subject, year: number): boolean => s.since <= year && year <= s.until;

function readSubjects(system: System): Subject[] {
  return readLines(FILES[system], SUBJECT_COLUMNS).map((r) => ({
    system,
    code: r[0]!,
    name: r[1]!,
    level: r[2] as Level,
    parent: r[3]!,
    since: Number(r[4]),
    until: r[5] === '' ? OPEN_END : Number(r[5]),
    uncertain: r[6] as Subject['uncertain'],
    evidence: r[7] as Evidence,
    documents: Number(r[8]),
    years: r[9]!,
    note: r[10]!,
  }));
}

let loaded: SubjectRules | null = null;

/**
 * The trees under rules/subjects/, read at the first question each of its parts is asked, and once a process.
 * Throws only when one of our own files cannot be read.
 */
export function loadSubjects(): SubjectRules {
  return (loaded ??= makeSubjects());
}

function makeSubjects(): SubjectRules {
  const { editions } = JSON.parse(readFileSync(ruleFile('subjects/sources.json'), 'utf8')) as Pick<SubjectRules, 'editions'>;
  const lists = {
    functional: once(() => readSubjects('functional')),
    economic_department: once(() => readSubjects('economic_department')),
    economic_government: once(() => readSubjects('economic_government')),
    revenue: once(() => readSubjects('revenue')),
  };
  const systems = Object.keys(FILES) as System[];
  const codesOf = (system: System) =>
    once(() => {
      const map = new Map<string, Subject[]>();
      for (const s of lists[system]()) push(map, s.code, s);
      for (const list of map.values()) list.sort((a, b) => a.since - b.since);
      return map;
    });
  const codes = {
    functional: codesOf('functional'),
    economic_department: codesOf('economic_department'),
    economic_government: codesOf('economic_government'),
    revenue: codesOf('revenue'),
  };
  const names = once(() => {
    const map = new Map<string, Subject[]>();
    for (const system of systems) for (const s of lists[system]()) push(map, nameKey(s.name), s);
    return map;
  });
  const childIndex = once(() => {
    const map = new Map<string, Subject[]>();
    for (const system of systems)
      for (const s of lists[system]()) push(map, s.parent === '' ? `/${system}` : s.parent, s);
    for (const list of map.values()) list.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
    return map;
  });
  const classes = once(() => {
    const map = new Map<string, Subject[]>();
    for (const s of lists.functional()) {
      if (s.level !== 'class') continue;
      push(map, nameKey(s.name), s);
      const short = nameKey(s.name).replace(/支出$/, '');
      if (short !== nameKey(s.name) && short !== '其他') push(map, short, s);
    }
    return map;
  });
  const aliasRows = once(() =>
    readLines('aliases.csv', ALIAS_COLUMNS).map(
      (r): Alias => ({
        label: r[0]!,
        system: r[1] as System,
        code: r[2]!,
        use: r[3] as Alias['use'],
        seen: r[4]!,
        documents: Number(r[5]),
        years: r[6]!,
        note: r[7]!,
      }),
    ),
  );
  const aliasesByLabel = once(() => {
    const map = new Map<string, Alias[]>();
    for (const a of aliasRows()) push(map, nameKey(a.label), a);
    return map;
  });
  const aliasesByCode = once(() => {
    const map = new Map<string, Alias[]>();
    for (const a of aliasRows()) push(map, a.code, a);
    return map;
  });
  const locals = once(() => {
    const map = new Map<string, LocalSubject[]>();
    for (const r of readLines('local.csv', LOCAL_COLUMNS))
      push(map, r[0]!, {
        code: r[0]!,
        name: r[1]!,
        parent: r[2]!,
        system: r[3] as System,
        documents: Number(r[4]),
        years: r[5]!,
      });
    return map;
  });
  const renames = once(() => {
    const from = new Map<string, Rename[]>();
    const to = new Map<string, Rename[]>();
    for (const r of readLines('renames.csv', RENAME_COLUMNS)) {
      const row: Rename = {
        codeOld: r[0]!,
        nameOld: r[1]!,
        codeNew: r[2]!,
        nameNew: r[3]!,
        year: Number(r[4]),
        kind: r[5] as Rename['kind'],
        yearUncertain: r[6] === 'year',
        evidence: r[7]!,
        note: r[8]!,
      };
      push(from, row.codeOld, row);
      push(to, row.codeNew, row);
    }
    for (const map of [from, to]) for (const list of map.values()) list.sort((a, b) => a.year - b.year);
    return { from, to };
  });
  const crosswalks = once(() => {
    const map = new Map<string, Crosswalk[]>();
    for (const r of readLines('economic-crosswalk.csv', CROSSWALK_COLUMNS)) {
      const row: Crosswalk = {
        government: r[0]!,
        department: r[1]!,
        evidence: r[2]!,
        official: r[3] !== 'outside',
        documents: Number(r[4]),
        years: r[5]!,
        note: r[6]!,
      };
      push(map, row.government, row);
      push(map, row.department, row);
    }
    return map;
  });
  const international = (file: string) =>
    once(
      () =>
        new Map(
          readLines(file, INTERNATIONAL_COLUMNS).map((r): [string, International] => [
            r[0]!,
            {
              code: r[0]!,
              division: r[1]!,
              group: r[2]!,
              confidence: r[3] as International['confidence'],
              reason: r[4]!,
            },
          ]),
        ),
    );
  const cofog = international('cofog.csv');
  const gfsm = international('gfsm.csv');
  const senses = once(() =>
    readLines('row-senses.csv', SENSE_COLUMNS).map((r) => ({ pattern: new RegExp(r[0]!), sense: r[1] as RowSense })),
  );
  const nearest = (map: Map<string, International>, code: string): International | null => {
    for (let c = code; c !== ''; c = parentCode(c)) {
      const row = map.get(c);
      if (row) return row;
    }
    return null;
  };

  const periods = (code: string): readonly Subject[] => {
    const system = systemOf(code);
    return (system && codes[system]().get(code)) || NONE;
  };
  const byCode = (code: string, year: number): Subject | null => {
    for (const s of periods(code)) if (inYear(s, year)) return s;
    return null;
  };

  return {
    editions,
    editionFor: (year) => (year === 0 ? editions.last : Math.min(Math.max(year, editions.first), editions.last)),
    byCode,
    periods,
    byName(name, year, where = {}) {
      const key = nameKey(name);
      const fits = (s: Subject): boolean =>
        inYear(s, year) &&
        (where.system === undefined || s.system === where.system) &&
        (where.parent === undefined || s.parent === where.parent) &&
        (where.level === undefined || s.level === where.level);
      const named = names().get(key);
      const found = named ? named.filter(fits) : [];
      const aliased = aliasesByLabel().get(key);
      if (aliased)
        for (const a of aliased) {
          if (a.use !== 'name') continue;
          const s = byCode(a.code, year);
          if (s && fits(s) && !found.includes(s)) found.push(s);
        }
      return found;
    },
    everNamed: (name) => names().get(nameKey(name)) ?? NONE,
    classNamed: (name, year) =>
      classes()
        .get(nameKey(name))
        ?.find((s) => inYear(s, year)) ?? null,
    children: (code, year, system = 'functional') =>
      (childIndex().get(code === '' ? `/${system}` : code) ?? NONE).filter((s) => inYear(s, year)),
    aliases: (label) => aliasesByLabel().get(nameKey(label)) ?? NONE,
    aliasesOf: (code) => aliasesByCode().get(code) ?? NONE,
    local: (code) => locals().get(code) ?? NONE,
    renamesFrom: (code) => renames().from.get(code) ?? NONE,
    renamesTo: (code) => renames().to.get(code) ?? NONE,
    crosswalk: (code) => crosswalks().get(code) ?? NONE,
    cofog: (code) => (systemOf(code) === 'functional' ? nearest(cofog(), code) : null),
    gfsm: (code) => nearest(gfsm(), code),
    rowIs: (label, sense) => senses().some((s) => s.sense === sense && s.pattern.test(label)),
    all: (system) => lists[system](),
  };
}
