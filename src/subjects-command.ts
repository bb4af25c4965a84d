import { nameKey } from '../rules/subjects/name.js';
import {
  loadSubjects,
  parentCode,
  systemOf,
  type Alias,
  type Crosswalk,
  type International,
  type Rename,
  type Subject,
  type SubjectRules,
  type System,
} from '../rules/subjects/subjects.js';
import { EXIT } from './exit-codes.js';
import { UsageError } from './usage-error.js';

/** What is asked: a code, a name or a part of one, or a subtree. `year` 0: the latest edition, and every period of what is found. */
export interface SubjectsQuery {
  readonly term?: string;
  readonly tree?: string;
  readonly year?: number;
}

/** A subject of one year with what is known about it. */
interface Entry {
  readonly system: System;
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Names from the class down to the subject. */
  readonly path: readonly string[];
  /** First and last budget year, null where open; `uncertain` names the guessed one. */
  readonly since: number | null;
  readonly until: number | null;
  readonly uncertain: string;
  readonly evidence: string;
  readonly documents: number;
  readonly years: string;
  readonly note: string;
  /** Valid in the year asked for (or in the latest edition). */
  readonly valid: boolean;
}
export interface CodeAnswer {
  readonly kind: 'code';
  readonly code: string;
  readonly year: number;
  readonly entries: readonly Entry[];
  /** For a code that no edition has: the nearest one above that the year has, and what stands below it. */
  readonly above: readonly Entry[];
  readonly became: readonly Rename[];
  readonly cameFrom: readonly Rename[];
  readonly aliases: readonly Alias[];
  readonly crosswalk: readonly (Crosswalk & { readonly name: string })[];
  readonly cofog: International | null;
  readonly gfsm: International | null;
}
export interface NameAnswer {
  readonly kind: 'name';
  readonly term: string;
  readonly year: number;
  /** How the subjects match: bear the name (or one of its spellings), else contain it, else come near it. Valid ones first. */
  readonly match: 'exact' | 'part' | 'near';
  readonly exact: boolean;
  readonly entries: readonly Entry[];
}
export interface TreeAnswer {
  readonly kind: 'tree';
  readonly root: string;
  readonly year: number;
  readonly entries: readonly Entry[];
}
export type SubjectsAnswer = CodeAnswer | NameAnswer | TreeAnswer;

const OPEN_END = 9999;
const MOST_LISTED = 60;
const SYSTEMS: Record<System, string> = {
  functional: '支出功能分类',
  economic_department: '部门预算支出经济分类',
  economic_government: '政府预算支出经济分类',
  revenue: '收入分类',
};
const LEVELS: Record<string, string> = { class: '类', section: '款', item: '项' };

function entryOf(s: Subject, year: number, rules: SubjectRules): Entry {
  const path: string[] = [];
  // Names above it in a year in which it existed, nearest to the year asked for.
  const at = Math.min(Math.max(year, s.since), s.until);
  for (let code = s.parent; code !== ''; code = parentCode(code)) path.unshift(rules.byCode(code, at)?.name ?? code);
  return {
    system: s.system,
    code: s.code,
    name: s.name,
    level: s.level,
    path: [...path, s.name],
    since: s.since || null,
    until: s.until === OPEN_END ? null : s.until,
    uncertain: s.uncertain,
    evidence: s.evidence,
    documents: s.documents,
    years: s.years,
    note: s.note,
    valid: s.since <= year && year <= s.until,
  };
}

/** What is typed as a document prints it: `[20805]`, `208-05-05`, `201 06 01`, `2080505-机关…` are codes; anything else is a name. */
function codeIn(typed: string): string {
  const term = typed.normalize('NFKC').trim();
  const code = /^[[【(]?(\d[\d\s.\-—]*)/.exec(term)?.[1];
  return code?.replace(/\D/g, '') ?? typed.trim();
}

/** The nearest subject above a code that no edition has, and what stands below it; nothing where its class is on no tree. */
function aroundOf(code: string, year: number, rules: SubjectRules): readonly Subject[] {
  for (const length of [5, 3]) {
    const above = code.length > length ? rules.byCode(code.slice(0, length), year) : null;
    if (above) return [above, ...rules.children(above.code, year)];
  }
  return [];
}

/** Of names that share most of their pairs of characters with a key, so many. */
const NEAREST = 5;
const NEAR = 0.5;
const pairsOf = (key: string): Set<string> =>
  new Set(Array.from({ length: Math.max(1, key.length - 1) }, (_, i) => key.slice(i, i + 2)));

/** The names nearest to one that no subject bears. */
function nearest(key: string, subjects: readonly Subject[]): readonly Subject[] {
  const pairs = pairsOf(key);
  return subjects
    .map((subject) => {
      const own = pairsOf(nameKey(subject.name));
      const shared = [...pairs].filter((pair) => own.has(pair)).length;
      return { subject, likeness: (2 * shared) / (pairs.size + own.size) };
    })
    .filter(({ likeness }) => likeness >= NEAR)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEAREST)
    .map(({ subject }) => subject);
}

/** Answer a question about the trees. Never throws; what is not found has no entries. */
export function askSubjects(query: SubjectsQuery, rules: SubjectRules): SubjectsAnswer {
  const year = rules.editionFor(query.year ?? 0);
  if (query.tree !== undefined) {
    const entries: Entry[] = [];
    const down = (code: string): void => {
      const s = rules.byCode(code, year);
      if (s) entries.push(entryOf(s, year, rules));
      for (const child of rules.children(code, year)) down(child.code);
    };
    if (query.tree === '')
      for (const system of Object.keys(SYSTEMS) as System[])
        for (const s of rules.children('', year, system)) entries.push(entryOf(s, year, rules));
    else down(query.tree);
    return { kind: 'tree', root: query.tree, year, entries };
  }
  const term = codeIn(query.term ?? '');
  if (/^\d+$/.test(term)) {
    const periods = rules.periods(term);
    const codeOf = (c: Crosswalk) => (c.government === term ? c.department : c.government);
    return {
      kind: 'code',
      code: term,
      year,
      entries: periods.map((s) => entryOf(s, year, rules)),
      above: periods.length > 0 ? [] : aroundOf(term, year, rules).map((s) => entryOf(s, year, rules)),
      became: rules.renamesFrom(term),
      cameFrom: rules.renamesTo(term).filter((r) => r.codeOld !== r.codeNew),
      aliases: rules.aliasesOf(term),
      crosswalk: rules.crosswalk(term).map((c) => ({ ...c, name: rules.byCode(codeOf(c), year)?.name ?? '' })),
      cofog: periods.length > 0 ? rules.cofog(term) : null,
      gfsm: periods.length > 0 ? rules.gfsm(term) : null,
    };
  }
  const key = nameKey(term);
  const all = (Object.keys(SYSTEMS) as System[]).flatMap((system) => rules.all(system));
  const spelled = rules.aliases(term).flatMap((alias) => rules.periods(alias.code));
  let match: NameAnswer['match'] = 'exact';
  let found = new Set<Subject>([...rules.everNamed(term), ...spelled]);
  if (found.size === 0 && key !== '') {
    match = 'part';
    found = new Set(all.filter((s) => nameKey(s.name).includes(key)));
  }
  if (found.size === 0 && key !== '') {
    match = 'near';
    found = new Set(nearest(key, all));
  }
  const entries = [...found].map((s) => entryOf(s, year, rules));
  if (match !== 'near')
    entries.sort(
      (a, b) =>
        Number(b.valid) - Number(a.valid) ||
        (a.code < b.code ? -1 : a.code > b.code ? 1 : (a.since ?? 0) - (b.since ?? 0)),
    );
  return { kind: 'name', term, year, match, exact: match === 'exact', entries };
}

const period = (e: Entry): string => {
  if (e.since === null && e.until === null) return '';
  const guess = (which: 'since' | 'until') => (e.uncertain === which || e.uncertain === 'both' ? '?' : '');
  return ` ${e.since ?? ''}${guess('since')}–${e.until ?? ''}${guess('until')}`;
};
const counted = (n: number): string => `${n} document${n === 1 ? '' : 's'}`;
const evidence = (e: Entry): string =>
  e.evidence === 'official'
    ? 'official'
    : e.evidence === 'printed'
      ? `printed in ${counted(e.documents)}${e.years ? ` (${e.years})` : ''}`
      : e.evidence === 'edition-2010'
        ? 'in an edition of about 2010; not seen printed'
        : 'general knowledge; not seen printed';

/** The answer for a person, lines ended by \n. */
export function describeSubjects(answer: SubjectsAnswer, rules: SubjectRules): string {
  const lines: string[] = [];
  if (answer.kind === 'tree') {
    const depth = (e: Entry) => (e.code.length - Math.min(...answer.entries.map((x) => x.code.length))) / 2;
    for (const e of answer.entries) lines.push(`${'  '.repeat(depth(e))}${e.code} ${e.name}`);
    lines.push(
      answer.entries.length > 0
        ? `${answer.entries.length} subjects, budget year ${answer.year}`
        : `${answer.root}: not on the tree of ${answer.year}`,
    );
  } else if (answer.kind === 'name') {
    if (answer.entries.length === 0) lines.push(`${answer.term}: no subject bears this name in any edition known here`);
    else if (answer.match === 'part') lines.push(`no subject is called ${answer.term}; names that contain it:`);
    else if (answer.match === 'near') lines.push(`no subject is called ${answer.term}; the nearest names:`);
    for (const e of answer.entries.slice(0, MOST_LISTED))
      lines.push(
        `${e.code} ${e.path.join('/')}  ${SYSTEMS[e.system]} ${LEVELS[e.level]}${period(e)}${e.valid ? '' : `  (not in ${answer.year})`}`,
      );
    if (answer.entries.length > MOST_LISTED) lines.push(`… ${answer.entries.length - MOST_LISTED} more`);
    const gone = answer.entries.filter((e) => !e.valid);
    for (const e of gone.slice(0, MOST_LISTED))
      for (const r of rules.renamesFrom(e.code)) if (nameKey(r.nameOld) === nameKey(e.name)) lines.push(renameLine(r));
  } else {
    if (answer.entries.length === 0) lines.push(`${answer.code}: on no edition known here`);
    const [above, ...below] = answer.above;
    if (above)
      lines.push(
        `  above it in ${answer.year}: ${above.code} ${above.path.join('/')}${below.length > 0 ? ', with' : ''}`,
      );
    for (const e of below) lines.push(`    ${e.code} ${e.name}`);
    const now = answer.entries.find((e) => e.valid);
    if (answer.entries.length > 0 && !now) lines.push(`${answer.code}: not on the tree of ${answer.year}`);
    for (const e of answer.entries) {
      lines.push(`${e.valid ? '*' : ' '} ${e.code} ${e.path.join('/')}${period(e)}`);
      lines.push(`    ${SYSTEMS[e.system]} ${LEVELS[e.level]}; ${evidence(e)}${e.note ? `; ${e.note}` : ''}`);
    }
    if (now && answer.entries.length > 1) lines.push(`  * the one of budget year ${answer.year}`);
    for (const r of answer.cameFrom) lines.push(renameLine(r));
    for (const r of answer.became) lines.push(renameLine(r));
    for (const a of answer.aliases.filter((x) => x.use !== 'cut'))
      lines.push(`  also printed as ${a.label} (${a.note}; ${counted(a.documents)}: ${a.years})`);
    for (const c of answer.crosswalk) {
      const code = c.government === answer.code ? c.department : c.government;
      lines.push(
        `  ${systemOf(code) === 'economic_government' ? 'government' : 'department'} ${code} ${c.name} (${c.evidence}${c.official ? '' : ', outside the official table'}${c.documents ? `, ${counted(c.documents)}` : ''})`,
      );
    }
    if (answer.cofog)
      lines.push(
        `  COFOG ${answer.cofog.group || answer.cofog.division || 'none'} (${answer.cofog.confidence}: ${answer.cofog.reason})`,
      );
    if (answer.gfsm)
      lines.push(
        `  GFSM ${answer.gfsm.group || answer.gfsm.division || 'none'} (${answer.gfsm.confidence}: ${answer.gfsm.reason})`,
      );
  }
  return `${lines.join('\n')}\n`;
}

const renameLine = (r: Rename): string =>
  `  ${r.year}${r.yearUncertain ? '?' : ''} ${r.codeOld} ${r.nameOld} → ${r.codeNew} ${r.nameNew} (${r.kind}; ${r.evidence}${r.note ? `; ${r.note}` : ''})`;

const HELP = `Usage: kemu subjects [CODE | NAME] [--tree [CODE]] [--year YEAR] [--json]

Look up the canonical subject trees by code or name · 按编码或名称查询政府收支分类科目

  kemu subjects 2080505 --year 2020      a code: its periods, changes, other spellings, COFOG
  kemu subjects 201 06 01                the same in any form documents print: [20805], 208-05-05, 2080505-机关…
  kemu subjects 行政事业单位离退休         a name, of any edition, or a part of one
  kemu subjects --tree 208               all that is below a code; without one, the classes
  kemu subjects --tree 208 --json        for a program

Exit codes: 0 found · 2 wrong arguments · 3 nothing found
`;

/** `kemu subjects`: prints the answer to standard output and returns the exit code. Throws UsageError on wrong arguments. */
export function subjectsCommand(
  args: readonly string[],
  rules: SubjectRules = loadSubjects(),
  print: (text: string) => void = (text) => void process.stdout.write(text),
): number {
  let json = false;
  let asTree = false;
  let year = 0;
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const [name, value] = args[i]!.startsWith('--') ? args[i]!.split('=', 2) : [args[i]!];
    if (name === '--help' || name === '-h') {
      print(HELP);
      return EXIT.ok;
    }
    if (name === '--json') json = true;
    else if (name === '--tree') {
      asTree = true;
      if (value) words.push(value);
    } else if (name === '--year') {
      const text = value ?? args[++i] ?? '';
      if (!/^(19|20)\d{2}$/.test(text)) throw new UsageError(`--year ${text}: a budget year is needed, e.g. 2024`);
      year = Number(text);
    } else if (name!.startsWith('-')) throw new UsageError(`kemu subjects does not know ${name}`);
    else words.push(args[i]!);
  }
  if (words.length === 0 && !asTree)
    throw new UsageError('name a code or a subject, or --tree (kemu subjects --help shows examples)');
  if (words.length > 1 && !/^[\d\s[【(（]/.test(words[0]!))
    throw new UsageError(`one code or name at a time, not ${words.join(' ')}`);
  if (year !== 0 && rules.editionFor(year) !== year)
    process.stderr.write(
      `kemu: the trees cover ${rules.editions.first}-${rules.editions.last}; showing ${rules.editionFor(year)}\n`,
    );
  const answer = askSubjects(asTree ? { tree: codeIn(words.join(' ')), year } : { term: words.join(' '), year }, rules);
  print(json ? `${JSON.stringify(answer, null, 2)}\n` : describeSubjects(answer, rules));
  return answer.entries.length > 0 && !(answer.kind === 'name' && answer.match === 'near') ? EXIT.ok : EXIT.someFailed;
}
