import { nameKey } from '../../rules/subjects/name.js';
import { parentCode, type Subject, type SubjectRules } from '../../rules/subjects/subjects.js';
import { bestMatch, confirms, distance } from './match-name.js';

/** What is known around a coded row. */
export interface Around {
  readonly year: number;
  /** Code of the last 款 above the row; ''. */
  readonly section: string;
  /** Codes of the table that stand beside their own name, for the whole table. */
  readonly sound: ReadonlySet<string>;
  /** Classes whose codes the table numbers on its own: several of its names stand beside other codes of the class. */
  readonly ownClasses: ReadonlySet<string>;
  readonly place: PlaceInBlock;
}

/** Where a coded row stands among the coded rows of its block. */
export interface PlaceInBlock {
  /** Subject codes of the two coded rows above and below, the nearest first; '' past the ends. */
  readonly before: readonly [string, string];
  readonly after: readonly [string, string];
  /** Every code of the block. */
  readonly codes: ReadonlySet<string>;
  /** The block is an outline: nearly every row stands in it with its parent. */
  readonly outline: boolean;
}

/** Where a printed code was put, and what is to be said about it. `why` completes a message; '' when nothing is. */
export interface Placed {
  readonly subject: Subject | null;
  readonly flags: readonly string[];
  /** The label bears the subject's name. */
  readonly named: boolean;
  readonly why: string;
}

/** Years around an uncertain boundary in which the names on both sides are taken as right. */
const BOUNDARY_DOUBT = 2;

const placed = (subject: Subject | null, named: boolean, flags: readonly string[] = [], why = ''): Placed => ({
  subject,
  flags,
  named,
  why,
});
const shown = (s: Subject): string => `${s.code} ${s.name}`;

/** The period's end nearest to the year is a guess, and the year is near it. */
function inDoubt(period: Subject, year: number): boolean {
  if (year > period.until)
    return (period.uncertain === 'until' || period.uncertain === 'both') && year - period.until <= BOUNDARY_DOUBT;
  if (year < period.since)
    return (period.uncertain === 'since' || period.uncertain === 'both') && period.since - year <= BOUNDARY_DOUBT;
  return true;
}

/** The neighbouring period of the same code whose boundary to `other` is a guess. */
const boundaryInDoubt = (now: Subject, other: Subject, year: number): boolean =>
  inDoubt(other, year) || inDoubtBetween(now, other, year);
function inDoubtBetween(now: Subject, other: Subject, year: number): boolean {
  if (other.until < now.since)
    return (now.uncertain === 'since' || now.uncertain === 'both') && year - now.since < BOUNDARY_DOUBT;
  if (other.since > now.until)
    return (now.uncertain === 'until' || now.uncertain === 'both') && now.until - year < BOUNDARY_DOUBT;
  return false;
}

/**
 * What a subject of another edition became, or came from, in `year`: the renames followed until one is on the year's tree.
 * Several successors (a split): null.
 */
export function inEdition(period: Subject, year: number, rules: SubjectRules): Subject | null {
  const later = year > period.until;
  let front: readonly { code: string; name: string }[] = [period];
  for (let step = 0; step < 4; step++) {
    const next = new Map<string, { code: string; name: string }>();
    for (const at of front) {
      const renames = later ? rules.renamesFrom(at.code) : rules.renamesTo(at.code);
      for (const r of renames) {
        if (
          later
            ? r.year > year || nameKey(r.nameOld) !== nameKey(at.name)
            : r.year <= year || nameKey(r.nameNew) !== nameKey(at.name)
        )
          continue;
        const to = later ? { code: r.codeNew, name: r.nameNew } : { code: r.codeOld, name: r.nameOld };
        if (r.kind === 'reused') continue;
        next.set(to.code, to);
      }
    }
    const found = [...next.values()].map((n) => rules.byCode(n.code, year)).filter((s): s is Subject => s !== null);
    if (found.length === 1) return found[0]!;
    if (found.length > 1 || next.size === 0) return null;
    front = [...next.values()];
  }
  return null;
}

const inOrder = (codes: readonly string[]): boolean => codes.every((code, i) => i === 0 || codes[i - 1]! < code);

/** A code that breaks the order of codes that keep it without it, or whose parent an outline does not print. */
function outOfPlace(code: string, { before, after, codes, outline }: PlaceInBlock): boolean {
  const around = [before[0], after[0]].filter((c) => c !== '');
  const [first, second] = around.length === 2 ? around : before[0] !== '' ? [before[1], before[0]] : after;
  const sound = first !== '' && second !== '' && first! < second!;
  const breaks = sound && (around.length === 2 ? !inOrder([first!, code, second!]) : before[0] !== '' ? code <= first! : code >= second!);
  const parent = parentCode(code);
  return breaks || (outline && parent !== '' && !codes.has(parent));
}
/** A code the block does not have yet, that would stand in order and below a printed parent or beside a sibling. */
function fits(code: string, { before, after, codes, outline }: PlaceInBlock): boolean {
  const parent = parentCode(code);
  const family = parent === '' || codes.has(parent) || (!outline && (parentCode(before[0]) === parent || parentCode(after[0]) === parent));
  return !codes.has(code) && family && inOrder([before[0], code, after[0]].filter((c) => c !== ''));
}

/**
 * Subjects of the same name one digit away, when the printed code is out of place and they are not: 行政运行 stands under dozens of
 * 款, so that the name alone does not show the misread digit of 2010501 between 20106 and 2010602.
 */
function namesakesInPlace(now: Subject, { year, place }: Around, rules: SubjectRules): readonly Subject[] {
  if (now.parent === '' || !outOfPlace(now.code, place)) return [];
  return rules
    .byName(now.name, year, { system: now.system, level: now.level })
    .filter((s) => s.code !== now.code && distance(s.code, now.code, 1) === 1 && fits(s.code, place));
}

/** Another code of the year's tree whose name one of the labels is, and which the row must mean; null when it may not. */
function meantByName(
  code: string,
  labels: readonly string[],
  system: Subject['system'],
  around: Around,
  rules: SubjectRules,
  reach: number,
): Subject | null {
  const named = new Map<string, Subject>();
  for (const label of labels)
    for (const s of rules.byName(label, around.year, { system })) if (s.code !== code) named.set(s.code, s);
  const near = [...named.values()].filter((s) => distance(s.code, code, reach) <= reach);
  if (near.length === 1) return near[0]!;
  const inSection = (near.length > 0 ? near : [...named.values()]).filter(
    (s) => s.parent === around.section && s.code.length === code.length,
  );
  return inSection.length === 1 ? inSection[0]! : null;
}

/**
 * An outline that prints a row's own digits only, joined below the wrong row: after the 项 of 20801, a row `05` is the
 * 款 20805, not 2080105. Proved by the name.
 */
function sectionMeant(code: string, labels: readonly string[], year: number, rules: SubjectRules): Subject | null {
  if (code.length !== 7) return null;
  const section = rules.byCode(code.slice(0, 3) + code.slice(5), year);
  return section && section.code !== code.slice(0, 5) && confirms(bestMatch(labels, section, rules)) ? section : null;
}

/**
 * Put a printed subject code on the tree of a year, names and codes checking each other.
 *
 * Known code: the label is its name, a spelling or a piece of it, or its name in another edition. When it is the name of
 * another subject, the printed code is kept unless the table itself says it is wrong: the code stands in the table
 * a second time beside its own name, lies outside the 款 above while the named one lies inside, or breaks the order of
 * the codes while the named one keeps it. Otherwise neither is believed: `name-mismatch`.
 * Unknown code: another edition's (followed through the renames), a 款 padded with 00, a local code below a national
 * one, a misread digit beside a sound name; else `code-unknown`.
 */
export function placeCode(
  code: string,
  labels: readonly string[],
  system: Subject['system'],
  around: Around,
  rules: SubjectRules,
): Placed {
  const now = rules.byCode(code, around.year);
  const others = rules.periods(code).filter((p) => p !== now);
  const silent = labels.length === 0;
  if (now) {
    const match = bestMatch(labels, now, rules);
    if (confirms(match)) {
      const [namesake, ...more] = namesakesInPlace(now, around, rules);
      if (!namesake) return placed(now, true);
      return more.length === 0
        ? placed(namesake, true, ['code-corrected'], `${shown(now)} is out of place here; ${shown(namesake)} is not, a digit away`)
        : placed(now, false, ['code-misplaced'], `${shown(now)} is out of place here; ${[namesake, ...more].map(shown).join(', ')} are not, a digit away`);
    }
    if (silent) return placed(now, false, ['name-absent'], `no name beside the code; on the tree it is ${shown(now)}`);
    for (const p of others) {
      if (!confirms(bestMatch(labels, p, rules))) continue;
      const moved = rules.renamesFrom(code).some((r) => r.kind === 'reused' && nameKey(r.nameOld) === nameKey(p.name));
      if (!moved && boundaryInDoubt(now, p, around.year)) return placed(now, true);
      if (!moved)
        return placed(
          now,
          true,
          ['name-renamed'],
          `the name is of another edition; in ${around.year} it is ${shown(now)}`,
        );
      const heir = inEdition(p, around.year, rules);
      return placed(
        heir,
        heir !== null,
        ['code-renamed'],
        `the code was given to another subject; the name printed ${heir ? `is now ${shown(heir)}` : 'has no known successor'}`,
      );
    }
    if (match === 'part') return placed(now, false, ['name-partial'], `the label is not the whole name ${now.name}`);
    if (match === 'near') return placed(now, false, ['name-misprint'], `the name on the tree is ${now.name}`);
    const upper = sectionMeant(code, labels, around.year, rules);
    if (upper)
      return placed(
        upper,
        true,
        ['code-corrected'],
        `the last two digits are a 款 of class ${code.slice(0, 3)}: ${shown(upper)}`,
      );
    const meant = meantByName(code, labels, system, around, rules, 2);
    if (meant) {
      const ownNumbers = around.ownClasses.has(code.slice(0, 3)) && meant.code.startsWith(code.slice(0, 3));
      const outside = around.section !== '' && now.parent !== around.section && meant.parent === around.section;
      const twice = around.sound.has(code) && !around.sound.has(meant.code) && meant.parent === now.parent;
      if (ownNumbers)
        return placed(
          meant,
          true,
          ['code-corrected', 'code-local'],
          `the document numbers class ${code.slice(0, 3)} on its own; the name is ${shown(meant)}`,
        );
      const better = outOfPlace(code, around.place) && fits(meant.code, around.place);
      if ((outside || twice || better) && !around.sound.has(meant.code))
        return placed(
          meant,
          true,
          ['code-corrected'],
          `the name is ${shown(meant)}${twice ? ', and the printed code stands beside its own name elsewhere in the table' : outside ? ', inside the 款 above' : ', and stands in its place among the codes around it'}`,
        );
      return placed(now, false, ['name-mismatch'], `the code is ${shown(now)}, the name is ${shown(meant)}`);
    }
    const namesOther = labels.some((l) => rules.everNamed(l).length > 0);
    return namesOther
      ? placed(now, false, ['name-mismatch'], `the code is ${shown(now)}, the label is another subject's name`)
      : placed(now, false, ['name-other'], `the code is ${shown(now)}, the label is no name of the tree`);
  }
  for (const p of [...others].reverse()) {
    const match = bestMatch(labels, p, rules);
    if (!confirms(match) && match !== 'part' && !silent) continue;
    const part = match === 'part' ? ['name-partial'] : silent ? ['name-absent'] : [];
    const why = `the code is of ${p.since > around.year ? `${p.since} and later` : `${p.until} and before`}`;
    // The printed subject itself, its period stretched: the years of the edition are not known well enough to move it.
    if (inDoubt(p, around.year)) return placed(p, part.length === 0, part);
    const heir = inEdition(p, around.year, rules);
    return placed(
      heir,
      heir !== null && part.length === 0,
      ['code-renamed', ...part],
      heir ? `${why}; in ${around.year} it is ${shown(heir)}` : `${why}; what it is in ${around.year} is not known`,
    );
  }
  const whole = code.length > 3 && code.length < 8 ? code.replace(/(?:00)+$/, '') : code;
  if (whole !== code) {
    const padded = rules.byCode(whole, around.year);
    if (padded && (silent || confirms(bestMatch(labels, padded, rules))))
      return placed(padded, !silent, ['code-padded'], `the ${whole.length === 3 ? '类' : '款'} itself, written with 00: ${shown(padded)}`);
  }
  const upper = sectionMeant(code, labels, around.year, rules);
  if (upper)
    return placed(
      upper,
      true,
      ['code-corrected'],
      `no such code in ${around.year}; the last two digits are a 款 of class ${code.slice(0, 3)}: ${shown(upper)}`,
    );
  const meant = silent ? null : meantByName(code, labels, system, around, rules, 1);
  if (meant && !around.sound.has(meant.code))
    return placed(meant, true, ['code-corrected'], `no such code in ${around.year}; the name is ${shown(meant)}`);
  // Departments print economic codes of 款 only (5 digits): what is longer is a place's own.
  if ((system === 'economic_department' || system === 'economic_government') && code.length > 5) {
    const section = rules.byCode(code.slice(0, 5), around.year);
    const seen = rules.local(code).find((l) => labels.some((label) => nameKey(label) === nameKey(l.name)));
    if (section)
      return placed(
        section,
        false,
        ['code-local'],
        `a local code below ${shown(section)}${seen ? `, seen in ${seen.documents} other documents` : ''}`,
      );
  }
  const above = rules.byCode(parentCode(code), around.year) ?? rules.byCode(code.slice(0, 3), around.year);
  return placed(
    null,
    false,
    ['code-unknown'],
    `not on the tree of ${around.year}${above ? `; ${shown(above)} is` : ''}`,
  );
}
