import { nameKey } from '../../rules/subjects/name.js';
import type { Subject, SubjectRules } from '../../rules/subjects/subjects.js';
import type { BlockSense } from './block.js';
import { inEdition } from './by-code.js';
import { matchName } from './match-name.js';

/** What is known around a row that prints no code. */
export interface NameContext {
  readonly year: number;
  readonly block: BlockSense;
  /** Codes of the last 类 and 款 above the row in the block; ''. */
  readonly klass: string;
  readonly section: string;
  /** The 款 of the 项 next above; ''. */
  readonly last: string;
  /** The name of the next row of the block (its key), ''. */
  readonly next: string;
  /** Codes that stand beside a name somewhere in the document, by name key. */
  readonly printed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Subjects a name can stand for in its place: one, or several between which nothing decides, or none. */
export interface Named {
  readonly subject: Subject | null;
  readonly among: readonly Subject[];
  /** '' where the label is the name. */
  readonly flag: '' | 'name-renamed' | 'name-partial' | 'name-misprint';
  /** Its place in the table settled it: other subjects bear the name too. */
  readonly byPlace: boolean;
}
const only = (subject: Subject, flag: Named['flag'] = '', byPlace = false): Named => ({ subject, among: [subject], flag, byPlace });
const open = (among: readonly Subject[]): Named => ({ subject: null, among, flag: '', byPlace: false });
/** Shortest piece of a name that can stand for it: 外交 is a whole name without 支出, 自然资源 the head of one. */
const PIECE = 4;

/**
 * Put a row without a code on the tree by its name and its place in the table.
 *
 * A name that several subjects bear (行政运行 stands under dozens of 款) is settled by what is printed around it, in
 * this order: the classification of the block; the 款 above; the 类 above, as far as the levels that stand in the block
 * allow; the only code printed beside this name in the document. What is left open is left open.
 */
export function placeName(name: string, context: NameContext, rules: SubjectRules): Named {
  const { block, year } = context;
  if (block.names === 'none' || block.names === 'projects') return open([]);
  const expenditure = (s: Subject): boolean =>
    s.system !== 'revenue' && (block.system === null || s.system === block.system);
  if (block.names === 'classes') {
    const classes = rules.byName(name, year, { level: 'class' }).filter(expenditure);
    const functional = block.system === null || block.system === 'functional' ? rules.classNamed(name, year) : null;
    if (functional && !classes.includes(functional)) classes.push(functional);
    if (classes.length === 0) return almostClass(name, context, rules);
    // 其他支出 is 229, 399 and 599: the list it stands in tells, unless the row was dealt to the wrong one.
    const elsewhere = rules.byName(name, year, { level: 'class' }).some((s) => s.system !== 'revenue' && !classes.includes(s));
    return classes.length === 1 ? only(classes[0]!, '', elsewhere) : printedOnly(classes, name, context);
  }
  const found = rules.byName(name, year).filter(expenditure);
  if (found.length === 0) {
    const functional = block.system === null || block.system === 'functional' ? rules.classNamed(name, year) : null;
    return functional ? only(functional) : almost(name, context, rules);
  }
  if (found.length === 1) return only(found[0]!);
  const here = inPlace(found, context);
  return here ? settled(here) : printedOnly(found, name, context);
}

/** The one of several subjects of one name that its place decides for: 其他支出 is 229, then 22999, then 2299999. */
function inPlace(found: readonly Subject[], context: NameContext): Subject | null {
  const { block, klass, section, last } = context;
  const standing = found.filter((s) => mayStand(s, context));
  for (const parent of [section, klass === '' ? '' : last]) {
    const child = parent === '' ? [] : standing.filter((s) => s.parent === parent);
    if (child.length === 1) return child[0]!;
  }
  for (const level of ['section', 'item', 'class'] as const) {
    if (block.levels.size > 0 && !block.levels.has(level)) continue;
    const left = standing.filter((s) => s.level === level && s.code !== klass && (level === 'class' || klass === '' || s.code.startsWith(klass)));
    if (left.length > 0) return left.length === 1 ? left[0]! : null;
  }
  return null;
}

/**
 * Whether a subject can stand at this place: in an outline a 款 stands below its 类 and a 项 below its 款; where a level is not
 * printed in the block, nothing is asked of it.
 */
function mayStand(s: Subject, { block, klass, section, last }: NameContext): boolean {
  if (s.level === 'class') return true;
  if (block.levels.has('class') && klass !== '' && !s.code.startsWith(klass)) return false;
  return s.level === 'section' || !block.levels.has('section') || s.parent === section || s.parent === last;
}

const settled = (subject: Subject): Named => only(subject, '', true);

/**
 * A name that is no subject's of the year: another edition's, followed to this year; a letter or two beside one that can stand
 * here, or the head of one. What can stand here is what the 款, else the 类 above allow, else the whole classification.
 */
function almost(name: string, context: NameContext, rules: SubjectRules): Named {
  const { block, year, klass, section } = context;
  const key = nameKey(name);
  const here = (s: Subject): boolean => s.system !== 'revenue' && (block.system === null || s.system === block.system);
  const heirs = new Map<string, Subject>();
  for (const old of rules.everNamed(name)) {
    const now = here(old) ? (rules.byCode(old.code, year) ?? null) : null;
    const stays = now && rules.renamesFrom(old.code).some((r) => r.kind === 'renamed' && nameKey(r.nameOld) === key) ? now : null;
    const heir = stays ?? (here(old) ? inEdition(old, year, rules) : null);
    if (heir) heirs.set(heir.code, heir);
  }
  const above = (s: Subject): boolean => s.parent === section || (klass !== '' && s.code.startsWith(klass));
  const nearer = [...heirs.values()].filter(above);
  if (nearer.length === 1 || heirs.size === 1) return only(nearer[0] ?? [...heirs.values()][0]!, 'name-renamed', heirs.size > 1);
  if (heirs.size > 1) return open([...heirs.values()]);
  if (key.length < PIECE || block.system === null || !block.named) return open([]);
  // What the 款 above allows comes first, then the 类, then all; in an outline only a 款 stands below a 类, and only a 类 below nothing.
  const mayBe = (s: Subject, root: string): boolean =>
    root === section || s.level === (root === '' ? 'class' : 'section') || !block.levels.has(root === '' ? 'class' : 'section');
  for (const root of new Set([section, klass, ''])) {
    const found = { alias: [] as Subject[], near: [] as Subject[], cut: [] as Subject[] };
    const look = (code: string): void => {
      for (const s of rules.children(code, year, block.system!)) {
        const match = mayBe(s, root) ? matchName(name, s, rules) : 'none';
        if (match === 'alias' || match === 'near') found[match].push(s);
        else if (match === 'part' && nameKey(s.name).startsWith(key)) found.cut.push(s);
        look(s.code);
      }
    };
    look(root);
    for (const [subjects, flag] of [[found.alias, ''], [found.near, 'name-misprint'], [found.cut, 'name-partial']] as const) {
      if (subjects.length === 1) return only(subjects[0]!, flag);
      const here = inPlace(subjects, context);
      if (here) return only(here, flag, true);
      if (subjects.length > 1) return open(subjects);
    }
  }
  return open([]);
}

/** A class in the name of another edition, with or without 支出, or cut off at the edge of its cell. */
function almostClass(name: string, { block, year }: NameContext, rules: SubjectRules): Named {
  const key = nameKey(name);
  if (block.system === null || key.length < PIECE) return open([]);
  const renamed = new Map<string, Subject>();
  const cut = new Map<string, Subject>();
  for (const s of rules.all(block.system)) {
    if (s.level !== 'class') continue;
    const now = rules.byCode(s.code, year);
    const full = nameKey(s.name);
    if (!now) continue;
    if (full === key || full === `${key}支出`) renamed.set(s.code, now);
    else if (full.startsWith(key)) cut.set(s.code, now);
  }
  if (renamed.size === 1) return only([...renamed.values()][0]!, 'name-renamed');
  return cut.size === 1 ? only([...cut.values()][0]!, 'name-partial') : open([...cut.values()]);
}

/** The one of several whose code stands beside this name elsewhere in the document; else all of them, undecided. */
function printedOnly(among: readonly Subject[], name: string, context: NameContext): Named {
  const codes = context.printed.get(nameKey(name));
  const left = codes ? among.filter((s) => codes.has(s.code)) : [];
  return left.length === 1 ? settled(left[0]!) : open(among);
}
