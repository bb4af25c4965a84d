import type { OcrRules } from '../../rules/ocr/ocr.js';
import type { Area } from './raster.js';

/** What was read in a cell; empty text where nothing was. */
export interface CellWord {
  readonly text: string;
  readonly room: Area;
}

/** A cell begins this close below another (pixels): the rule between them and what was left free of it. */
const BELOW = 12;

/**
 * Single characters below a heading (科目编码 → 类 款 项) are read worst of all: nothing beside them helps. Where the heading has
 * as many cells below it as the form prints, each with no more than a character, they are those of the form. `rooms` are all
 * cells of the page. Returns new texts by place.
 */
export function mendSubHeadings(words: readonly CellWord[], rooms: readonly Area[], rules: OcrRules): Map<number, string> {
  const mended = new Map<number, string>();
  for (const { text, room } of words) {
    const forms = rules.subHeadings.filter(({ heading }) => text.endsWith(heading));
    if (forms.length === 0) continue;
    const below = rooms.filter((r) => Math.abs(r.y0 - room.y1) <= BELOW && r.x0 >= room.x0 - BELOW && r.x1 <= room.x1 + BELOW).sort((a, b) => a.x0 - b.x0);
    const form = forms.find(({ children }) => children.length === below.length);
    if (!form) continue;
    const read = below.map((r) => words.findIndex((word) => word.room === r));
    if (read.some((at) => at < 0 || words[at]!.text.length > 1)) continue;
    read.forEach((at, i) => {
      if (words[at]!.text !== form.children[i]) mended.set(at, form.children[i]!);
    });
  }
  return mended;
}
