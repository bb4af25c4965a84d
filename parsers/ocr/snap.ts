import { keyOf, type OcrRules, type Word } from '../../rules/ocr/ocr.js';

/** A character as read: its key form, how sure the engine was (0–1), what else it could be. */
export interface Doubted {
  readonly text: string;
  readonly score: number;
  readonly others: readonly string[];
}

export interface Snapped {
  readonly text: string;
  /** The text is a word the rules know, ordinals and codes before it aside. */
  readonly known: boolean;
}

/** Ordinals, codes and 其中: before a label. */
const BEFORE = /^(?:[（(]?[一二三四五六七八九十廿]{1,3}[)）]?[、.．,，]?|[（(]?\d{1,2}[)）]?[、.．]|\d{3,7}[-—－]?|其中[:：])/;
/** What may have been an ordinal: it is left as it is read here. */
const MISREAD_ORDINAL = /^[^、\d]{1,3}、/;

/** Shorter words are left as they are read; and below the second length one changed character does not make them known. */
const SHORTEST = 3;
const TELLING = 4;
/** One character in this many may be changed, one at least. */
const CHANGED = 5;
/** A character this sure is changed only into one that scans confuse it with. */
const SURE = 0.9;
/** … and one surer than this not at all. */
const CERTAIN = 0.999;

/**
 * Snap what was read to a word the rules know, character by character: only where a character is doubtful or a look-alike of the
 * word's, one in five at most, and only when one word is left. A stroke lost or added at the very start (一、 → 、) counts as one.
 * The text comes back unchanged otherwise.
 */
export function snap(text: string, characters: readonly Doubted[], rules: OcrRules): Snapped {
  const whole = keyOf(text);
  if (isKnown(whole, rules)) return { text, known: true };
  const before = BEFORE.exec(whole)?.[0] ?? '';
  const misread = before === '' ? (MISREAD_ORDINAL.exec(whole)?.[0] ?? '') : '';
  for (const skip of new Set([0, before.length, misread.length])) {
    const core = whole.slice(skip);
    const found = nearest(core, characters.length === whole.length ? characters.slice(skip) : null, rules);
    if (found) return { text: whole.slice(0, skip) + found.printed, known: core.length >= TELLING && (misread === '' || skip === 0) };
  }
  // No label begins with a comma: the thin stroke of 一、 before it was lost.
  if (/^[、,，]./.test(whole)) return { text: `一、${text.slice(1)}`, known: isKnown(whole.slice(1), rules) };
  return { text, known: false };
}

function isKnown(key: string, rules: OcrRules): boolean {
  if (rules.wordOf(key) !== null) return true;
  const before = BEFORE.exec(key)?.[0];
  return before !== undefined && before.length < key.length && rules.wordOf(key.slice(before.length)) !== null;
}

function nearest(core: string, characters: readonly Doubted[] | null, rules: OcrRules): Word | null {
  if (core.length < SHORTEST) return null;
  const most = Math.max(1, Math.floor(core.length / CHANGED));
  let best: Word | null = null;
  let least = Infinity;
  let tie = false;
  for (const word of rules.wordsOfLength(core.length)) {
    let changed = 0;
    let cost = 0;
    for (let i = 0; i < core.length && changed <= most; i++) {
      if (core[i] === word.key[i]) continue;
      const one = costOf(core[i]!, word.key[i]!, characters?.[i] ?? null, rules);
      changed += one === null ? most + 1 : 1;
      cost += one ?? 0;
    }
    if (changed > most) continue;
    if (cost < least) {
      best = word;
      least = cost;
      tie = false;
    } else if (cost === least) tie = true;
  }
  return tie ? null : best;
}

/** What changing a character costs: less where scans are known to confuse the two; null where it must not be changed. */
function costOf(read: string, meant: string, character: Doubted | null, rules: OcrRules): number | null {
  // Digits are codes and years: no word says what they should be.
  if (/\d/.test(read) && /\d/.test(meant)) return null;
  const alike = rules.alike(read, meant) || (character?.others.includes(meant) ?? false);
  if (!character) return alike ? ALIKE : null;
  if (character.score > CERTAIN) return null;
  return alike ? ALIKE : character.score < SURE ? DOUBTED : null;
}

const ALIKE = 4;
const DOUBTED = 5;
