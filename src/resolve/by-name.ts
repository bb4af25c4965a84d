import { nameKey } from '../../rules/subjects/name.js';
import type { Subject, SubjectRules } from '../../rules/subjects/subjects.js';
import type { BlockSense } from './block.js';

/** What is known around a row that prints no code. */
export interface NameContext {
  readonly year: number;
  readonly block: BlockSense;
  /** Codes of the last 类 and 款 above the row in the block; ''. */
  readonly klass: string;
  readonly section: string;
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
  readonly flag: '' | 'name-renamed' | 'name-partial';
}
const only = (subject: Subject, flag: Named['flag'] = ''): Named => ({ subject, among: [subject], flag });
const open = (among: readonly Subject[]): Named => ({ subject: null, among, flag: '' });
/** Shortest piece of a name that can stand for it: 外交 is a whole name without 支出, 自然资源 the head of one. */
const PIECE = 4;

/**
 * Put a row without a code on the tree by its name and its place in the table.
 *
 * A name that several subjects bear (行政运行 stands under dozens of 款) is settled by what is printed around it, in
 * this order: the classification of the block; the 款 above; the 类 above; the levels that stand in the block; the only
 * code printed beside this name in the document. What is left open is left open.
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
    return classes.length === 1 ? only(classes[0]!) : printedOnly(classes, name, context);
  }
  let found = rules.byName(name, year).filter(expenditure);
  if (found.length === 0) {
    const functional = block.system === null || block.system === 'functional' ? rules.classNamed(name, year) : null;
    return functional ? only(functional) : open([]);
  }
  if (found.length === 1) return only(found[0]!);
  const narrow = (keep: (s: Subject) => boolean): Subject | null => {
    const left = found.filter(keep);
    if (left.length > 0) found = left;
    return left.length === 1 ? left[0]! : null;
  };
  // 其他社会保障和就业支出 is the name of 20899 and of 2089999: the second of two such rows is the 项 of the first.
  const child = context.section === '' ? null : narrow((s) => s.parent === context.section);
  if (child) return only(child);
  const below =
    context.klass === '' ? [] : found.filter((s) => s.code.startsWith(context.klass) && s.code !== context.klass);
  if (below.length > 0) {
    found = below;
    if (below.length === 1) return only(below[0]!);
    if (context.next === nameKey(name)) {
      const upper = narrow((s) => s.level === 'section');
      if (upper) return only(upper);
    }
  }
  if (block.levels.size > 0) {
    const level = narrow((s) => block.levels.has(s.level));
    if (level) return only(level);
  }
  return printedOnly(found, name, context);
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
  return left.length === 1 ? only(left[0]!) : open(among);
}
