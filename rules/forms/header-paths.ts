import type { TableKind } from '../../src/model/table.js';

/** The cells that may stand at one place of a header path: one, several (`收入/合计` in braces), or none. */
interface Place {
  readonly single: ReadonlySet<string>;
  readonly longer: readonly (readonly string[])[];
  readonly optional: boolean;
}

/** Ways to print a header path that mean one thing in some kinds of table. */
export interface PathPattern<Meaning> {
  readonly kinds: ReadonlySet<string>;
  readonly places: readonly Place[];
  readonly meaning: Meaning;
}

/** `{本年|}收入` → 本年收入, 收入. */
export function alternatives(pattern: string): string[] {
  const group = /\{([^{}]*)\}/.exec(pattern);
  if (!group) return [pattern];
  const rest = alternatives(pattern.slice(group.index + group[0].length));
  return group[1]!.split('|').flatMap((way) => rest.map((end) => pattern.slice(0, group.index) + way + end));
}

/** The ways to print each place of `{|本年}收入/{合计|小计}`, as lists of cells. */
export const placesOf = (pattern: string): string[][][] =>
  pattern.split(/\/(?![^{]*\})/).map((place) => [...new Set(alternatives(place))].map((way) => way.split('/').filter((cell) => cell !== '')));

/** `ways` of each place, as the keys that header cells are looked up by. */
export function pathPattern<Meaning>(kinds: readonly string[], ways: readonly (readonly (readonly string[])[])[], meaning: Meaning): PathPattern<Meaning> {
  const places = ways.map((place): Place => ({
    single: new Set(place.flatMap((way) => (way.length === 1 ? way : []))),
    longer: place.filter((way) => way.length > 1),
    optional: place.some((way) => way.length === 0),
  }));
  return { kinds: new Set(kinds), places, meaning };
}

/**
 * Whether a header path is one of those a pattern tells. The paths are never written out: a few hundred lines tell tens of
 * thousands of them, of which a document asks for some hundreds.
 */
export const isPath = ({ places }: Pick<PathPattern<unknown>, 'places'>, keys: readonly string[]): boolean => follows(places, 0, keys, 0);

/** Whether two or more keys are the end of a path of the pattern that has others above. */
export function isTail({ places }: Pick<PathPattern<unknown>, 'places'>, keys: readonly string[]): boolean {
  if (keys.length < 2) return false;
  let above = false;
  for (const [p, place] of places.entries()) {
    if (above && follows(places, p, keys, 0)) return true;
    for (const way of place.longer) {
      for (let from = 1; from < way.length; from++) if (begins(way, from, keys, 0) && follows(places, p + 1, keys, way.length - from)) return true;
    }
    above ||= place.single.size > 0 || place.longer.length > 0;
  }
  return false;
}

function follows(places: readonly Place[], p: number, keys: readonly string[], k: number): boolean {
  const place = places[p];
  if (!place) return k === keys.length;
  if (k < keys.length && place.single.has(keys[k]!) && follows(places, p + 1, keys, k + 1)) return true;
  if (place.longer.some((way) => begins(way, 0, keys, k) && follows(places, p + 1, keys, k + way.length))) return true;
  return place.optional && follows(places, p + 1, keys, k);
}

function begins(way: readonly string[], from: number, keys: readonly string[], k: number): boolean {
  for (let i = from; i < way.length; i++) if (way[i] !== keys[k + i - from]) return false;
  return true;
}

/** Patterns by the kind of table they tell of, in the order given. */
export function byKindOf<Meaning>(patterns: readonly PathPattern<Meaning>[]): (kind: TableKind | string) => readonly PathPattern<Meaning>[] {
  const found = new Map<string, PathPattern<Meaning>[]>();
  for (const pattern of patterns) {
    for (const kind of pattern.kinds) {
      const list = found.get(kind);
      if (list) list.push(pattern);
      else found.set(kind, [pattern]);
    }
  }
  return (kind) => found.get(kind) ?? [];
}
