import type { DocumentHead, Row, Table, TableKind } from '../../src/model/index.js';
import { parentCode, type Subject, type SubjectRules, type System } from '../../rules/subjects/subjects.js';
import { resolve } from '../../src/resolve/resolve.js';

/**
 * How well the resolve stage puts damaged rows on the tree. Tables are drawn from the tree itself, so that the truth is
 * known, and damaged the way documents, scanners and cities do; what comes back is counted.
 */

/** Park and Miller's generator: the same seed gives the same tables everywhere. */
const generator = (seed: number): ((below: number) => number) => {
  let state = seed % 2147483647 || 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * below);
  };
};
type Random = ReturnType<typeof generator>;

/** A row as a table prints it, and the subject it stands for; `truth` '' for a row that is none. */
interface Printed {
  readonly code: string;
  readonly label: string;
  readonly level: Subject['level'] | 'total' | 'other';
  readonly truth: string;
  readonly amount: number;
  /** The row was damaged: it is one of those that count. */
  readonly damaged: boolean;
}
interface Drawn {
  readonly year: number;
  readonly kind: TableKind;
  readonly rows: readonly Printed[];
}

/** What became of the damaged rows of a scenario. */
export interface Outcome {
  readonly rows: number;
  /** On the right subject. */
  readonly right: number;
  /** With a flag of this stage, right or wrong. */
  readonly flagged: number;
  /** On another subject, or on none, without a word: the one thing that must not be. */
  readonly silent: number;
  /** Rows beside the damaged ones that ended elsewhere than where they belong, without a word. */
  readonly harmed: number;
  readonly examples: readonly string[];
}

const pick = <T>(list: readonly T[], random: Random): T => list[random(list.length)]!;
/** So many of a list, in its order. */
function some<T>(list: readonly T[], n: number, random: Random): T[] {
  const left = list.map((_, i) => i);
  const taken: number[] = [];
  while (taken.length < n && left.length > 0) taken.push(...left.splice(random(left.length), 1));
  return taken.sort((a, b) => a - b).map((i) => list[i]!);
}

/** Classes of transfers and debts stand in no department's tables. */
const NOT_OF_DEPARTMENTS = /^(209|227|23\d)/;
/** Rows of offices, which most tables have. */
const OFFICE = ['208', '210', '221'];

const rowOf = (s: Subject, amount: number): Printed => ({ code: s.code, label: s.name, level: s.level, truth: s.code, amount, damaged: false });

/** An outline of 类, 款 and 项 of a year, every row the sum of those below. */
function outline(year: number, random: Random, rules: SubjectRules): Printed[] {
  const classes = rules.children('', year).filter((c) => !NOT_OF_DEPARTMENTS.test(c.code));
  const own = some(classes.filter((c) => !OFFICE.includes(c.code)), 1 + random(3), random);
  const chosen = classes.filter((c) => own.includes(c) || OFFICE.includes(c.code));
  const rows: Printed[] = [];
  let total = 0;
  for (const klass of chosen) {
    const below: Printed[] = [];
    let ofClass = 0;
    for (const section of some(rules.children(klass.code, year), 1 + random(3), random)) {
      const items = some(rules.children(section.code, year), 1 + random(4), random).map((s) => rowOf(s, 1 + random(99999)));
      const sum = items.length === 0 ? 1 + random(99999) : items.reduce((n, i) => n + i.amount, 0);
      below.push(rowOf(section, sum), ...items);
      ofClass += sum;
    }
    rows.push(rowOf(klass, ofClass), ...below);
    total += ofClass;
  }
  return [{ code: '', label: '合计', level: 'total', truth: '', amount: total, damaged: false }, ...rows];
}

/** 款 of an economic classification below their 类. */
function economic(system: System, year: number, random: Random, rules: SubjectRules): Printed[] {
  const rows: Printed[] = [];
  const [wages, goods, ...others] = rules.children('', year, system);
  for (const klass of [wages!, goods!, ...some(others, 2, random)]) {
    const below = some(rules.children(klass.code, year), 2 + random(8), random).map((s) => rowOf(s, 1 + random(99999)));
    rows.push(rowOf(klass, below.reduce((n, r) => n + r.amount, 0)), ...below);
  }
  return rows;
}

/** Digits that scanners and typists mistake for each other, as far as one digit goes. */
const LIKE: Record<string, string> = { '0': '869', '1': '74', '2': '71', '3': '859', '4': '19', '5': '63', '6': '508', '7': '12', '8': '0369', '9': '0485' };
/** Characters that are misread for others in names of subjects. */
const STRANGE = '己巳日曰末未人入大太士土千干甲申问间';

const changeAt = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + 1);
const damage = (rows: readonly Printed[], which: (row: Printed) => boolean, how: (row: Printed) => Partial<Printed>, random: Random, share = 8): Printed[] =>
  rows.map((row) => (which(row) && random(share) === 0 ? { ...row, ...how(row), damaged: true } : row));
const onTree = (row: Printed): boolean => row.truth !== '';

type Scenario = (year: number, random: Random, rules: SubjectRules) => Drawn;
const KIND = 'general_public_expenditure' as const;

/** What can be wrong with a row, or missing from it. */
export const SCENARIOS: Record<string, Scenario> = {
  'coded, as it should be': (year, random, rules) => ({ year, kind: KIND, rows: outline(year, random, rules).map((r) => ({ ...r, damaged: onTree(r) })) }),
  'items only': (year, random, rules) => ({
    year,
    kind: KIND,
    rows: outline(year, random, rules).filter((r) => r.level === 'item').map((r) => ({ ...r, damaged: true })),
  }),
  'codes without names': (year, random, rules) => ({ year, kind: KIND, rows: outline(year, random, rules).map((r) => (onTree(r) ? { ...r, label: '', damaged: true } : r)) }),
  'a misread digit of a 项': (year, random, rules) => ({ year, kind: KIND, rows: damage(outline(year, random, rules), (r) => r.level === 'item', (r) => misread(r, random), random) }),
  'a misread digit of a 款': (year, random, rules) => ({ year, kind: KIND, rows: damage(outline(year, random, rules), (r) => r.level === 'section', (r) => misread(r, random), random) }),
  'a misread digit, items only': (year, random, rules) => ({
    year,
    kind: KIND,
    rows: damage(outline(year, random, rules).filter((r) => r.level === 'item'), onTree, (r) => misread(r, random), random),
  }),
  'a misread character': (year, random, rules) => ({
    year,
    kind: KIND,
    rows: damage(outline(year, random, rules), (r) => onTree(r) && r.label.length >= 4, (r) => ({ label: changeAt(r.label, random(r.label.length), STRANGE[random(STRANGE.length)]!) }), random),
  }),
  'a name cut off': (year, random, rules) => ({
    year,
    kind: KIND,
    rows: damage(outline(year, random, rules), (r) => onTree(r) && r.label.length >= 8, (r) => ({ label: r.label.slice(0, r.label.length - 1 - random(3)) }), random),
  }),
  'a name of the next row': (year, random, rules) => {
    const rows = outline(year, random, rules);
    return { year, kind: KIND, rows: rows.map((r, i) => (onTree(r) && rows[i + 1] && random(8) === 0 ? { ...r, label: rows[i + 1]!.label, damaged: rows[i + 1]!.label !== r.label } : r)) };
  },
  'a name of an older edition': (year, random, rules) => ({
    year,
    kind: KIND,
    rows: damage(outline(year, random, rules), (r) => olderName(r, year, rules) !== null, (r) => ({ label: olderName(r, year, rules)! }), random, 1),
  }),
  'an old code in a new year': (year, random, rules) => ({ year, kind: KIND, rows: withOldCodes(outline(year, random, rules), year, random, rules) }),
  'a local code': (year, random, rules) => {
    const rows = outline(year, random, rules);
    return {
      year,
      kind: KIND,
      rows: rows.flatMap((r) =>
        r.level === 'item' && random(6) === 0
          ? [r, { ...r, code: `${r.code}0${1 + random(8)}`, label: pick(['专项业务一', '城区补助', '重点工程配套', '村级经费'], random), truth: r.code, damaged: true }]
          : [r],
      ),
    };
  },
  'names only, outline': (year, random, rules) => ({ year, kind: KIND, rows: outline(year, random, rules).map((r) => ({ ...r, code: '', damaged: onTree(r) })) }),
  'names only, a 款 lost': (year, random, rules) => {
    const rows = outline(year, random, rules);
    const sections = rows.filter((r) => r.level === 'section');
    const lost = pick(sections, random);
    return { year, kind: KIND, rows: rows.filter((r) => r !== lost).map((r) => ({ ...r, code: '', damaged: r.level === 'item' && parentCode(r.truth) === lost.truth })) };
  },
  'names only, a 类 lost': (year, random, rules) => {
    const rows = outline(year, random, rules);
    const lost = pick(rows.filter((r) => r.level === 'class'), random);
    return { year, kind: KIND, rows: rows.filter((r) => r !== lost).map((r) => ({ ...r, code: '', damaged: onTree(r) && r.truth.startsWith(lost.truth) })) };
  },
  'names only, items only': (year, random, rules) => ({
    year,
    kind: KIND,
    rows: outline(year, random, rules).filter((r) => r.level === 'item').map((r) => ({ ...r, code: '', damaged: true })),
  }),
  'names only, out of order': (year, random, rules) => {
    const rows = outline(year, random, rules).map((r) => ({ ...r, code: '' }));
    const at = 1 + random(rows.length - 1);
    const to = 1 + random(rows.length - 1);
    const [moved] = rows.splice(at, 1);
    rows.splice(to, 0, moved!);
    return { year, kind: KIND, rows: rows.map((r) => ({ ...r, damaged: r === moved && onTree(r) })) };
  },
  'names only, a misread character': (year, random, rules) => ({
    year,
    kind: KIND,
    rows: damage(outline(year, random, rules).map((r) => ({ ...r, code: '' })), (r) => onTree(r) && r.label.length >= 4, (r) => ({ label: changeAt(r.label, random(r.label.length), STRANGE[random(STRANGE.length)]!) }), random),
  }),
  'names of 类 in a summary': (year, random, rules) => ({
    year,
    kind: 'revenue_expenditure_summary',
    rows: outline(year, random, rules).filter((r) => r.level === 'class').map((r, i) => ({ ...r, code: '', label: `${'一二三四五六七八九十'[i]}、${r.label}`, damaged: true })),
  }),
  'economic of departments, names only': (year, random, rules) => ({
    year,
    kind: 'general_public_basic_expenditure',
    rows: economic('economic_department', year, random, rules).map((r) => ({ ...r, code: '', damaged: true })),
  }),
  'economic of governments, names only': (year, random, rules) => ({
    year: Math.max(year, 2018),
    kind: 'general_public_basic_expenditure',
    rows: economic('economic_government', Math.max(year, 2018), random, rules).map((r) => ({ ...r, code: '', damaged: true })),
  }),
  'economic, a misread digit': (year, random, rules) => ({
    year,
    kind: 'general_public_basic_expenditure',
    rows: damage(economic('economic_department', year, random, rules), (r) => r.level === 'section', (r) => misread(r, random), random),
  }),
};

/** One digit after the first read as one that looks like it. */
function misread(row: Printed, random: Random): Partial<Printed> {
  const at = 1 + random(row.code.length - 1);
  const like = LIKE[row.code[at]!]!;
  return { code: changeAt(row.code, at, like[random(like.length)]!) };
}

/** The name the row's code bore before it was renamed in place; null where it never was. */
function olderName(row: Printed, year: number, rules: SubjectRules): string | null {
  const older = rules.renamesTo(row.truth).filter((r) => r.kind === 'renamed' && r.codeOld === row.truth && r.year <= year);
  return older.at(-1)?.nameOld ?? null;
}

/** Near a change whose year is a guess both sides are right. */
const GUESSED = 3;

/** Subjects of earlier editions in place of what they became, after the row above which they stood. */
function withOldCodes(rows: readonly Printed[], year: number, random: Random, rules: SubjectRules): Printed[] {
  return rows.map((row) => {
    const from = rules.renamesTo(row.truth).filter((r) => ['recoded', 'moved', 'merged'].includes(r.kind) && r.codeOld !== row.truth && r.codeOld.length === row.truth.length && r.year + GUESSED <= year);
    if (from.length === 0) return row;
    const old = pick(from, random);
    return { ...row, code: old.codeOld, label: old.nameOld, damaged: true };
  });
}

const PLACE = { page: 0, line: 0 };
const HEAD: Omit<DocumentHead, 'fiscalYear'> = { entityName: '', documentType: 'budget', unit: '万元' };

function tableOf({ kind, rows }: Drawn): Table {
  const twoSided = kind === 'revenue_expenditure_summary';
  return {
    order: 1,
    tableNo: '',
    title: '',
    kind,
    unit: '万元',
    origin: 'lattice',
    empty: false,
    columns: [{ index: 0, path: twoSided ? ['支出', '金额'] : ['合计'], measure: '', block: 0, role: 'amount' }],
    rows: rows.map(
      (r, i): Row => ({
        rowNo: i + 1,
        block: 0,
        label: r.label,
        path: [r.label],
        code: r.code,
        codes: r.code === '' ? [] : [r.code],
        indent: 0,
        cells: [{ amount: { digits: BigInt(r.amount), scale: 2, printed: String(r.amount) }, column: 0, basis: ['position'], flags: [], candidates: [], place: PLACE }],
        flags: [],
        place: PLACE,
      }),
    ),
    formulas: [],
    notes: [],
    first: PLACE,
    last: PLACE,
    flags: [],
  };
}

const REASON = /^(code|name|subject)-/;
const SHOWN = 12;

/** Tables drawn of a scenario, and the seed of the draw. */
const TABLES = 150;
const SEED = 20261121;
/** Budget years they are drawn of: a later edition is drawn once `last` is raised, and its numbers are accepted. */
const DRAWN = { first: 2015, last: 2026 };

/** Draw tables of a scenario, each a document of its own, and count what became of the damaged rows. */
export function measure(scenario: string, rules: SubjectRules, tables = TABLES, seed = SEED): Outcome {
  const random = generator(seed);
  const { first, last } = DRAWN;
  let [rows, right, flagged, silent, harmed] = [0, 0, 0, 0, 0];
  const examples: string[] = [];
  for (let n = 0; n < tables; n++) {
    const drawn = SCENARIOS[scenario]!(first + (n % (last - first + 1)), random, rules);
    const facts = resolve([tableOf(drawn)], { ...HEAD, fiscalYear: drawn.year }, rules).value;
    for (const [i, row] of drawn.rows.entries()) {
      const fact = facts[i]!;
      const got = fact.subject?.code ?? '';
      const said = fact.flags.filter((f) => REASON.test(f));
      const wrong = got !== row.truth && said.length === 0;
      if (row.damaged) {
        rows++;
        if (got === row.truth) right++;
        if (said.length > 0) flagged++;
        if (wrong) silent++;
      } else if (wrong) harmed++;
      if (wrong && examples.length < SHOWN) examples.push(`${drawn.year} ${row.damaged ? '' : '(beside) '}${row.code} ${row.label}: ${row.truth} became ${got || 'nothing'}`);
    }
  }
  return { rows, right, flagged, silent, harmed, examples };
}
