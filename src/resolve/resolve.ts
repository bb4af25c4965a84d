import { nameKey } from '../../rules/subjects/name.js';
import { parentCode, type Subject, type SubjectRules } from '../../rules/subjects/subjects.js';
import type { DocumentHead } from '../model/document.js';
import type { Classification, Confidence, Fact, SubjectRef } from '../model/fact.js';
import type { Message, Staged } from '../model/message.js';
import type { Basis, Row, Table } from '../model/table.js';
import { bareLabel } from './bare-label.js';
import { readBlocks, type BlockSense } from './block.js';
import { placeCode, type Around, type PlaceInBlock } from './by-code.js';
import { placeName } from './by-name.js';
import { piecesOf, shapeOf } from './code-shape.js';
import { doubts } from './doubts.js';
import { DOUBT, editionEvidence } from './edition.js';
import { bestMatch, confirms } from './match-name.js';

/** The check stage decides what a figure deserves; until then nobody has said anything. */
const UNDECIDED: Confidence = { level: 'medium', score: 0.5 };

/** A row on the trees, or the reason why not. */
interface RowSense {
  readonly classification: Classification;
  readonly subject: SubjectRef | null;
  readonly subjects: readonly SubjectRef[];
  readonly flags: readonly string[];
  readonly named: boolean;
  /** A name that other subjects bear too, settled by its place in the table. */
  readonly byPlace?: boolean;
}
const offTree = (classification: Classification, flags: readonly string[] = []): RowSense => ({
  classification,
  subject: null,
  subjects: [],
  flags,
  named: false,
});

/**
 * Put every row on the canonical subject tree of the document's budget year, and write its figures as facts.
 *
 * Coded rows first, code and name checking each other; then, with the codes of the whole document known, the rows that
 * print names only. A row that has no place on a tree says what it is instead (unit, project, revenue, none), a row
 * whose place is in doubt carries a flag of rules/flags.json and a message. A fact with a subject always has the
 * subject's classification.
 */
export function resolve(tables: readonly Table[], head: DocumentHead, rules: SubjectRules): Staged<readonly Fact[]> {
  const messages: Message[] = [];
  const { agreeing, best } = editionEvidence(tables, rules);
  // A document that does not say its year is read with the edition its own codes and names agree with.
  const year = rules.editionFor(head.fiscalYear === 0 ? best : head.fiscalYear);
  if (head.fiscalYear !== 0 && best !== 0 && agreeing.get(best)! - agreeing.get(year)! >= DOUBT)
    messages.push({
      rule: 'resolve/edition-doubt',
      severity: 'warning',
      text: `${agreeing.get(best)} codes and names are of the edition of ${best}, ${agreeing.get(year)} of ${year}, the document's year`,
      place: tables[0]!.first,
      actual: String(year),
      expected: String(best),
    });
  const printed = printedCodes(tables, year, rules);
  const assumed = year === head.fiscalYear ? [] : ['edition-assumed'];
  const facts: Fact[] = [];
  for (const table of tables) {
    const senses = resolveRows(table, year, printed, rules, messages);
    const keys = new Set<string>();
    for (const [i, row] of table.rows.entries()) facts.push(...factsOf(table, row, senses[i]!, assumed, keys));
  }
  return { value: facts, messages };
}

/** Codes that stand beside their own name, by name key, over all tables of the document. */
function printedCodes(tables: readonly Table[], year: number, rules: SubjectRules): Map<string, Set<string>> {
  const codes = new Map<string, Set<string>>();
  for (const table of tables)
    for (const row of table.rows) {
      if (row.code === '') continue;
      const name = bareLabel(row.label);
      const subject = rules.byCode(row.code, year);
      if (!subject || !confirms(bestMatch([name], subject, rules))) continue;
      const key = nameKey(name);
      codes.set(key, (codes.get(key) ?? new Set()).add(row.code));
    }
  return codes;
}

/** Names that stand beside another code of their class: so many, and the table counts that class on its own. */
const OWN_NUMBERING = 3;

/** Classes (first three digits) in which several names stand beside codes of their neighbours: 30202 咨询费, 30203 水费 … */
function ownNumbering(rows: readonly Row[], year: number, rules: SubjectRules): Set<string> {
  const strange = new Map<string, number>();
  const sound = new Map<string, number>();
  for (const row of rows) {
    if (row.code.length < 5 || shapeOf(row.code).kind !== 'subject') continue;
    const subject = rules.byCode(row.code, year);
    const name = bareLabel(row.label);
    const klass = row.code.slice(0, 3);
    if (subject && confirms(bestMatch([name], subject, rules))) sound.set(klass, (sound.get(klass) ?? 0) + 1);
    else if (rules.byName(name, year).some((s) => s.code.startsWith(klass) && s.code.length === row.code.length))
      strange.set(klass, (strange.get(klass) ?? 0) + 1);
  }
  return new Set(
    [...strange].filter(([klass, n]) => n >= OWN_NUMBERING && n > (sound.get(klass) ?? 0)).map(([klass]) => klass),
  );
}

/** Codes of the table that stand beside their own name. */
function soundCodes(rows: readonly Row[], year: number, rules: SubjectRules): Set<string> {
  const codes = new Set<string>();
  for (const row of rows) {
    const subject = row.code === '' ? null : rules.byCode(row.code, year);
    if (subject && confirms(bestMatch([bareLabel(row.label)], subject, rules))) codes.add(row.code);
  }
  return codes;
}

function resolveRows(
  table: Table,
  year: number,
  printed: ReadonlyMap<string, ReadonlySet<string>>,
  rules: SubjectRules,
  messages: Message[],
): RowSense[] {
  const blocks = readBlocks(table, year, rules);
  const sound = soundCodes(table.rows, year, rules);
  const ownClasses = ownNumbering(table.rows, year, rules);
  const above = new Map<number, Above>();
  const nextName = namesBelow(table.rows);
  const places = placesOf(table.rows);
  const senses = table.rows.map((row, i) => {
    const block = blocks.get(row.block)!;
    const at = above.get(row.block) ?? { klass: '', section: '', last: '' };
    const around: Around = { year, section: at.section, sound, ownClasses, place: places[i]! };
    const say = (
      rule: string,
      text: string,
      severity: Message['severity'] = 'warning',
      actual = `${row.code} ${row.label}`.trim(),
    ) => messages.push({ rule: `resolve/${rule}`, severity, text, place: row.place, actual });
    const sense =
      row.code !== '' || row.codes.length > 0
        ? codedRow(table, row, block, around, rules, say)
        : namedRow(table, row, block, { ...at, next: nextName[i]! }, year, printed, rules, say);
    if (sense.subject) above.set(row.block, movedTo(sense.subject, at));
    return sense;
  });
  if (!senses.some((sense) => sense.byPlace)) return senses;
  const doubted = doubts(table.rows, senses.map((sense) => sense.subject), rules);
  return senses.map((sense, i) => {
    const why = doubted.get(i);
    if (!sense.byPlace || why === undefined) return sense;
    const row = table.rows[i]!;
    messages.push({
      rule: 'resolve/subject-ambiguous',
      severity: 'warning',
      text: `${row.label}: at its place ${sense.subject!.code} ${sense.subject!.name}, but ${why}`,
      place: row.place,
      actual: row.label,
    });
    return offTree(sense.classification, ['subject-ambiguous']);
  });
}

/** Name key of the next row of the same block, for every row; '' at the end. */
function namesBelow(rows: readonly Row[]): string[] {
  const below: string[] = new Array(rows.length).fill('');
  const last = new Map<number, string>();
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]!;
    below[i] = last.get(row.block) ?? '';
    last.set(row.block, nameKey(bareLabel(row.label)));
  }
  return below;
}

/** What stands above a row in its block: codes, '' where there is none. `last` is the 款 of the 项 next above. */
interface Above {
  readonly klass: string;
  readonly section: string;
  readonly last: string;
}

/** So many of the rows of an outline stand in it with their parent. */
const OUTLINE = 0.9;

/** For every row its place among the subject codes of its block. */
function placesOf(rows: readonly Row[]): PlaceInBlock[] {
  const blocks = new Map<number, { codes: Set<string>; outline: boolean }>();
  for (const row of rows) {
    const block = blocks.get(row.block) ?? { codes: new Set(), outline: false };
    if (shapeOf(row.code).kind === 'subject') block.codes.add(row.code);
    blocks.set(row.block, block);
  }
  for (const block of blocks.values()) {
    const below = [...block.codes].filter((c) => c.length > 3);
    block.outline = below.length > 0 && below.filter((c) => block.codes.has(parentCode(c))).length >= OUTLINE * below.length;
  }
  const inBlock = new Map<number, string[]>();
  const at = rows.map((row) => {
    const codes = inBlock.get(row.block) ?? [];
    inBlock.set(row.block, codes);
    return blocks.get(row.block)!.codes.has(row.code) ? codes.push(row.code) - 1 : codes.length - 0.5;
  });
  return rows.map((row, i) => {
    const codes = inBlock.get(row.block)!;
    const near = (step: number): string => codes[step < 0 ? Math.ceil(at[i]! + step) : Math.floor(at[i]! + step)] ?? '';
    return { before: [near(-1), near(-2)], after: [near(1), near(2)], ...blocks.get(row.block)! };
  });
}

/**
 * The printed 类 and 款 that the rows below a row belong to. A 项 says nothing of the rows below it, but that the 款 above
 * was left when it lies outside: tables of 项 only go from 2050803 to 2080101 without a word.
 */
function movedTo({ code, level }: SubjectRef, at: Above): Above {
  const klass = at.klass !== '' && code.startsWith(at.klass) ? at.klass : '';
  if (level === 'class') return { klass: code, section: '', last: '' };
  if (level === 'section') return { klass, section: code, last: '' };
  return { klass, section: at.section === parentCode(code) ? at.section : '', last: parentCode(code) };
}

const refOf = (s: Subject, year: number): SubjectRef => ({
  system: s.system,
  code: s.code,
  name: s.name,
  level: s.level,
  edition: year,
});

/** The labels a code's name may stand in: the row's own, then those of the rows and cells around it. */
const labelsOf = (row: Row): string[] => [...new Set([row.label, ...row.path].map(bareLabel))].filter((l) => l !== '');

type Say = (rule: string, text: string, severity?: Message['severity'], actual?: string) => void;

/** Flags that mean the row's own code only: beside several codes stand fewer names, and `subjects` may roll up silently. */
const OF_MAIN_CODE: ReadonlySet<string> = new Set([
  'name-absent',
  'name-other',
  'name-mismatch',
  'name-partial',
  'code-local',
]);

/** A printed code, or the codes of several classifications in it when all of them are on the year's trees. */
function joinedCodes(code: string, year: number, rules: SubjectRules): readonly string[] {
  const pieces = piecesOf(code);
  return pieces.length > 0 && pieces.every((p) => rules.byCode(p, year) !== null) ? pieces : [code];
}

function codedRow(table: Table, row: Row, block: BlockSense, around: Around, rules: SubjectRules, say: Say): RowSense {
  const labels = labelsOf(row);
  const codes = [...new Set([row.code, ...row.codes].flatMap((c) => joinedCodes(c, around.year, rules)))].filter(
    (c) => c !== '',
  );
  const refs: SubjectRef[] = [];
  const flags: string[] = [row.code, ...row.codes].some((c) => c !== '' && !codes.includes(c)) ? ['code-joined'] : [];
  let main: RowSense | null = null;
  for (const code of codes) {
    const isMain = main === null;
    const shape = shapeOf(code);
    const periods = shape.kind === 'subject' ? rules.periods(code) : [];
    const known = periods.some((p) => bestMatch(labels, p, rules) !== 'none');
    const organisation = isOrganisation(bareLabel(row.label), rules);
    if (shape.kind === 'subject' && (known || !isUnit(code, organisation, periods.length > 0, block, table))) {
      const own = known || codes.length === 1 ? labels : ofNoOther(labels, codes, code, around.year, rules);
      const placed = placeCode(code, own, shape.system, around, rules);
      const said = isMain || placed.subject === null ? placed.flags : placed.flags.filter((f) => !OF_MAIN_CODE.has(f));
      flags.push(...said);
      for (const flag of said.slice(0, 1))
        say(
          flag,
          `${code} ${row.label}: ${placed.why}`,
          flag === 'name-absent' || flag === 'code-local' ? 'note' : 'warning',
        );
      const ref = placed.subject ? refOf(placed.subject, around.year) : null;
      if (isMain) main = { classification: shape.system, subject: ref, subjects: [], flags: [], named: placed.named };
      else if (ref) refs.push(ref);
    } else if (isMain) {
      main = plainCode(table, code, shape.kind, row, block, around, rules, flags, say);
    }
  }
  const first = main!;
  return {
    ...first,
    classification: first.subject?.system ?? first.classification,
    subjects: refs.filter((r) => r.code !== first.subject?.code),
    flags: [...new Set([...first.flags, ...flags])],
  };
}

/** The labels of a row that are no name of another of its codes: 印刷费 beside 2080109 and 30202 is the name of 30202. */
function ofNoOther(labels: readonly string[], codes: readonly string[], code: string, year: number, rules: SubjectRules): readonly string[] {
  const others = codes.filter((c) => c !== code).map((c) => rules.byCode(c, year)).filter((s): s is Subject => s !== null);
  return labels.filter((label) => !others.some((s) => confirms(bestMatch([label], s, rules))));
}

/** A label that reads like an organisation and is no subject's name: 妇幼保健医院 is both a hospital and 2100206. */
const isOrganisation = (label: string, rules: SubjectRules): boolean =>
  rules.rowIs(label, 'unit') && rules.everNamed(label).length === 0;

/**
 * A code of subject length is a unit's when the table lists units, or when its label names an organisation and the code
 * is a department's (three digits). Five or seven digits no tree has are a unit's only beside other units' codes.
 */
function isUnit(code: string, organisation: boolean, everSubject: boolean, block: BlockSense, table: Table): boolean {
  if (table.kind === 'general_public_expenditure_by_unit' && code.length === 3) return true;
  if (code.length === 3 && block.units) return true;
  return organisation && (code.length === 3 || (!everSubject && block.units));
}

/** A row whose code is no subject's by its digits: a unit, a project, or a subject's code with a digit lost or added. */
function plainCode(
  table: Table,
  code: string,
  kind: 'unit' | 'project' | 'other' | 'subject',
  row: Row,
  block: BlockSense,
  around: Around,
  rules: SubjectRules,
  flags: string[],
  say: Say,
): RowSense {
  const label = bareLabel(row.label);
  const organisation = isOrganisation(label, rules);
  const named = rules.byName(label, around.year).length > 0;
  if (kind === 'project') return offTree('project');
  // Digits added to the code of a row of the same table.
  const local = code.length > 7 && !organisation && around.place.codes.has(code.slice(0, 7)) ? rules.byCode(code.slice(0, 7), around.year) : null;
  if (local) return localCode(code, row, local, around, flags, say);
  if (kind === 'subject' || (kind === 'unit' && !named)) {
    // A unit's code filled down beside its projects or purchases: the row is one of those.
    if (organisation || label === '' || !repeats(table, row)) return offTree('unit');
    return offTree(table.kind === 'project_expenditure' ? 'project' : 'none', ['code-of-unit']);
  }
  const system = block.system ?? 'functional';
  const placed = placeCode(code, [label], system, around, rules);
  if (placed.subject) {
    flags.push(...placed.flags);
    say(placed.flags[0] ?? 'code-corrected', `${code} ${row.label}: ${placed.why}`);
    return {
      classification: placed.subject.system,
      subject: refOf(placed.subject, around.year),
      subjects: [],
      flags: [],
      named: placed.named,
    };
  }
  const national = code.length > 7 ? rules.byCode(code.slice(0, 7), around.year) : null;
  if (national && block.levels.has('item') && !organisation) return localCode(code, row, national, around, flags, say);
  if (organisation || kind === 'unit') return offTree('unit');
  flags.push('code-unknown');
  say('code-unknown', `${code} ${row.label}: ${placed.why}`);
  return offTree('none');
}

/** A row whose code is a place's own below a national subject. */
function localCode(code: string, row: Row, national: Subject, around: Around, flags: string[], say: Say): RowSense {
  flags.push('code-local');
  say('code-local', `${code} ${row.label}: a local code below ${national.code} ${national.name}`, 'note');
  return { classification: national.system, subject: refOf(national, around.year), subjects: [], flags: [], named: false };
}

/** The row's code stands beside other labels too. */
const repeats = (table: Table, row: Row): boolean =>
  row.path.length > 1 || table.rows.some((r) => r.code === row.code && r.label !== row.label && r.label !== '');

function namedRow(
  table: Table,
  row: Row,
  block: BlockSense,
  at: Above & { readonly next: string },
  year: number,
  printed: ReadonlyMap<string, ReadonlySet<string>>,
  rules: SubjectRules,
  say: Say,
): RowSense {
  const label = bareLabel(row.label);
  if (label === '' || rules.rowIs(label, 'total')) return offTree('none');
  if (table.kind === 'revenue' && block.names === 'tree' && rules.rowIs(label, 'revenue') && rules.byName(label, year).every((s) => s.system === 'revenue'))
    return offTree('revenue');
  if (block.side === 'revenue')
    return offTree(!rules.rowIs(label, 'balance') && rules.rowIs(label, 'revenue') ? 'revenue' : 'none');
  const { subject, among, flag, byPlace } = placeName(label, { year, block, ...at, printed }, rules);
  if (subject) {
    if (flag !== '') say(flag, `${row.label}: taken for ${subject.code} ${subject.name}`);
    return {
      classification: subject.system,
      subject: refOf(subject, year),
      subjects: [],
      flags: flag === '' ? [] : [flag],
      named: flag === '' || flag === 'name-renamed',
      byPlace,
    };
  }
  if (among.length > 0) {
    say('subject-ambiguous', `${row.label}: ${listed(among)}`);
    return offTree(among.every((s) => s.system === among[0]!.system) ? among[0]!.system : 'none', [
      'subject-ambiguous',
    ]);
  }
  if (rules.rowIs(label, 'balance')) return offTree('none');
  const listsUnits = block.units || table.kind === 'general_public_expenditure_by_unit' || table.kind === 'revenue';
  const groupsByUnit = table.kind === 'other' && block.names === 'classes';
  // Where units print their codes, what prints none is a project: 志愿服务公众号平台 is no 台.
  const projectsOfUnits = block.names === 'projects' && !block.units;
  if ((block.names === 'projects' ? projectsOfUnits : listsUnits || groupsByUnit) && rules.rowIs(label, 'unit')) return offTree('unit');
  if (block.names === 'projects') return offTree('project');
  if (block.named && !rules.rowIs(label, 'form') && /\p{Script=Han}/u.test(label)) {
    say('subject-unknown', `${row.label}: no name of the tree of ${year}`);
    return offTree('none', ['subject-unknown']);
  }
  return offTree('none');
}

const LISTED = 6;
const listed = (subjects: readonly Subject[]): string =>
  subjects
    .slice(0, LISTED)
    .map((s) => `${s.code} ${s.name}`)
    .join(', ') + (subjects.length > LISTED ? ` … (${subjects.length})` : '');

/** Key of a fact within its document; a second figure in the same place gets a letter. */
function keyOf(table: Table, row: Row, column: number, taken: Set<string>): string {
  const base = `t${String(table.order).padStart(2, '0')}-r${row.rowNo}c${column + 1}`;
  let key = base;
  for (let n = 1; taken.has(key); n++) key = `${base}${n < 26 ? String.fromCharCode(97 + n) : `z${n}`}`;
  taken.add(key);
  return key;
}

function factsOf(table: Table, row: Row, sense: RowSense, assumed: readonly string[], keys: Set<string>): Fact[] {
  const onTree = sense.subject !== null || sense.subjects.length > 0;
  return row.cells.map((cell) => {
    const column = table.columns[cell.column];
    const basis: Basis[] = sense.named && !cell.basis.includes('name') ? [...cell.basis, 'name'] : [...cell.basis];
    return {
      key: keyOf(table, row, cell.column, keys),
      table: table.order,
      tableNo: table.tableNo,
      tableKind: table.kind,
      rowNo: row.rowNo,
      rowLabel: row.label,
      rowPath: row.path,
      code: row.code,
      columnPath: column?.path ?? [],
      column: cell.column,
      measure: column?.measure ?? '',
      classification: sense.classification,
      subject: sense.subject,
      subjects: sense.subjects,
      amount: cell.amount,
      unit: column?.unit ?? (column?.role === 'ratio' ? '%' : column?.role === 'quantity' ? '' : table.unit),
      candidates: cell.candidates,
      confidence: UNDECIDED,
      basis,
      flags: [...new Set([...row.flags, ...cell.flags, ...sense.flags, ...(onTree ? assumed : [])])],
      place: cell.place,
    };
  });
}
