import type { Grey } from './raster.js';

/** A character an engine read. `x0`, `x1`: shares (0–1) of the picture's width; `others`: what else it could be, likeliest first. */
export interface ReadCharacter {
  readonly text: string;
  readonly score: number;
  readonly x0: number;
  readonly x1: number;
  readonly others: readonly { readonly text: string; readonly score: number }[];
}

/** One line of text as an engine read it. `score` is that of its least certain character (0–1). */
export interface ReadLine {
  readonly text: string;
  readonly score: number;
  readonly characters: readonly ReadCharacter[];
}

/** What a picture is expected to hold: engines may narrow their alphabet. */
export type Expected = 'text' | 'figure';

/** Reads pictures of single lines of text: dark on light, rules erased, a little paper around. */
export interface OcrEngine {
  readonly name: string;
  /** Lines that may be read at the same time. */
  readonly parallel: number;
  /** Its score of a text says no more than this (0–1), however sure it claims to be. */
  readonly surest: number;
  readLine(picture: Grey, expected?: Expected): Promise<ReadLine>;
  close(): Promise<void>;
}

/** An engine that is not installed: what is missing and the command that installs it. Ends a command with exit code 5. */
export class EngineMissing extends Error {
  readonly code = 'KEMU_MISSING';
  constructor(
    readonly engine: string,
    readonly packages: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`${engine} needs ${packages.join(' and ')}: npm install ${packages.join(' ')}`, options);
    this.name = 'EngineMissing';
  }
}
