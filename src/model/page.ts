import type { Box, Place } from './place.js';

/** Unbroken text: a blank-separated piece of a dump's line, or neighbouring glyphs of one baseline of a PDF. */
export interface Run {
  readonly text: string;
  readonly place: Place;
}

/**
 * A line of text as it stands in the source, its characters normalised (see text/full-width.ts).
 * `blankBefore` counts the blank lines above it; `indent` the leading ideographic spaces (U+3000).
 */
export interface Line {
  readonly text: string;
  readonly runs: readonly Run[];
  readonly indent: number;
  readonly blankBefore: number;
  readonly place: Place;
}

/** A drawn line of a page: a stroke or a thin filled rectangle, horizontal or vertical. */
export interface Ruling extends Box {
  readonly horizontal: boolean;
}

/** A line of text that was read from a picture: points. `read` is what the engine read before it was mended. */
export interface PictureLine extends Box {
  readonly text: string;
  readonly read: string;
  /** Score of the least certain character, 0–1. */
  readonly score: number;
  /** The whole text is a word the rules know (a subject, a heading, a label). */
  readonly known: boolean;
  /** Other figures it could be, likeliest first; empty for text. */
  readonly others: readonly string[];
  /** Two engines read different things. */
  readonly disputed: boolean;
}

/** How a page was read that is only a picture. */
export interface PageScan {
  readonly engine: string;
  /** Pixels to the inch. */
  readonly dpi: number;
  readonly lines: readonly PictureLine[];
}

/** A page of text without geometry (`dump`) or with it (`positioned`: runs have boxes, rulings are known). */
export interface Page {
  readonly number: number;
  readonly form: 'dump' | 'positioned';
  readonly lines: readonly Line[];
  /** Points; 0 for a dump. */
  readonly width: number;
  readonly height: number;
  readonly rulings: readonly Ruling[];
  /**
   * What is wrong with the page's text, when something is: a picture without text, text that cannot be decoded
   * (its lines must not be used), text that another program laid under a picture.
   */
  readonly textLayer?: 'none' | 'garbled' | 'hidden';
  /** Set where the page was read from its picture. */
  readonly scan?: PageScan;
}
