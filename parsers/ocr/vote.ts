import { squeeze } from '../../src/text/full-width.js';
import type { OcrBounds } from '../../rules/ocr/ocr.js';
import type { OcrEngine, ReadLine } from './engine.js';
import type { Grey } from './raster.js';
import { FIGURE, readable } from './readable.js';

/** A reading that another engine was asked about: `dispute` is what that one read instead. */
export interface Voted extends ReadLine {
  readonly dispute?: string;
}

/** What readings that disagree may score at most: no one reading is sure. */
export const DISPUTED = 0.6;

/**
 * A figure the first engine was not sure of, read by a second one too. The same from both is believed; else the first stands, as
 * disputed, and the other is kept beside it. Where the second sees no figure nothing changes.
 */
export async function vote(picture: Grey, first: ReadLine, second: OcrEngine, bounds: OcrBounds): Promise<Voted> {
  const mine = readable(first.text);
  if (first.score >= bounds.secondEngineBelow || !FIGURE.test(squeeze(mine))) return first;
  const theirs = readable((await second.readLine(picture, 'figure')).text);
  if (!FIGURE.test(theirs)) return first;
  if (theirs !== mine) return { ...first, score: Math.min(first.score, DISPUTED), dispute: theirs };
  return mine.replace(/\D/g, '').length < bounds.shortestVote ? first : { ...first, score: bounds.agreed };
}
