import { readLattices } from '../../src/lattice/lattice.js';
import type { Line, Page, Ruling, Run } from '../../src/model/page.js';
import type { Box } from '../../src/model/place.js';
import { squeeze } from '../../src/text/full-width.js';
import type { OcrRules } from '../../rules/ocr/ocr.js';
import type { OcrEngine, ReadLine } from './engine.js';
import { emOf, findPieces, union, withoutSpecks, type TextPiece } from './layout.js';
import { withoutSeals, type PagePicture } from './pictures.js';
import { blank, crop, flatten, otsu, palest, quarterTurns, resize, rotate, stretched, threshold, type Area, type Grey } from './raster.js';
import { mendOrdinals } from './ordinals.js';
import { eraseRules, findRules } from './rulings.js';
import { skewOf } from './skew.js';
import { FIGURE, readable } from './readable.js';
import { snap, type Doubted } from './snap.js';
import { mendSubHeadings } from './sub-headings.js';
import { DISPUTED, vote, type Voted } from './vote.js';

/** A line of text of a page: where it stands (pixels of the levelled picture), what was read. */
export interface ReadPiece extends Area {
  readonly text: string;
  /** The text before it was mended. */
  readonly asRead: string;
  readonly read: ReadLine;
  /** Its words are known to the rules. */
  readonly known: boolean;
  /** Other figures it could be. */
  readonly others: readonly string[];
  /** Two engines read different things. */
  readonly disputed: boolean;
}

interface Found extends Area {
  readonly text: string;
  readonly read: Voted;
  /** The cell it stands in. */
  readonly room: Area | null;
}

/** What reading a page's picture gave. */
export interface ScannedPage {
  readonly page: Page;
  readonly pieces: readonly ReadPiece[];
  /** Degrees the picture was turned by, quarter turns included. */
  readonly turned: number;
  readonly dpi: number;
}

/** Another engine to ask about doubtful figures; opened when it is first needed, null where there is none. */
export type SecondEngine = () => Promise<OcrEngine | null>;
const noSecond: SecondEngine = async () => null;

/** Common type before anything is known about a page (points). */
const USUAL_TYPE = 10.5;
/** Skew below this (degrees) moves a line across the page by less than a pixel at 200 dpi. */
const LEVEL = 0.03;
/** Rules and thin strokes (一) scan paler than the text: their threshold lies up to this much (of 255) above Otsu's. */
const PALER = 45;
/** Paper left around a line (ems). */
const AROUND = 0.12;
/** Paper taken along beside a part of a line (ems). */
const BESIDE = 0.35;
/** Lines lower than this (ems): figures, dashes. They are read at the height of a whole character. */
const WHOLE_HEIGHT = 0.95;
/** Higher than this (inches) no line of text is: pictures, seals, charts. */
const HIGHEST = 0.55;
/** Ink a line holds at least (square inches darker than Otsu's threshold): a dash has 0.0005, clusters of noise less than 0.0002. */
const LEAST_INK = 0.00025;
/** Lines read to tell how a page lies, and the mean score that settles it. */
const SAMPLE = 6;
const SURE = 0.8;

/**
 * A page's picture → its text with boxes and its rules, as if it had a text layer.
 *
 * The paper is made white, the page put upright and levelled, its rules found and erased, its cells and lines cut out and
 * read one by one. Boxes are points of the levelled page.
 */
export async function readScannedPage(picture: PagePicture, engine: OcrEngine, rules: OcrRules, second: SecondEngine = noSecond): Promise<ScannedPage> {
  const flat = flatten(withoutSeals(picture), picture.dpi);
  const upright = await uprightOf(flat, picture.dpi, engine);
  const { dpi } = picture;
  const layout = upright.layout ?? layoutOf(upright.grey, dpi);
  const found: Found[] = [];
  let next = 0;
  const work = async () => {
    while (next < layout.pieces.length) {
      const piece = layout.pieces[next++]!;
      const read = await readPiece(layout.clean, piece, layout.em, engine, rules, second);
      const text = readable(read.text);
      if (text !== '' || piece.room) found.push({ x0: piece.x0, y0: piece.y0, x1: piece.x1, y1: piece.y1, text, read, room: piece.room });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, engine.parallel) }, work));
  const pieces = mended(found, layout.rooms, rules, engine.surest).filter(({ text }) => text !== '');
  const scale = 72 / dpi;
  const box = (a: Area): Box => ({ x0: a.x0 * scale, y0: a.y0 * scale, x1: a.x1 * scale, y1: a.y1 * scale });
  const lines = linesOf(pieces, picture.page, box);
  const sideways = upright.turns % 2 === 1;
  const page: Page = {
    number: picture.page,
    form: 'positioned',
    lines,
    width: sideways ? picture.height : picture.width,
    height: sideways ? picture.width : picture.height,
    rulings: layout.rulings,
    scan: { engine: engine.name, dpi, lines: pieces.map((p) => ({ ...box(p), text: p.text, read: p.asRead, score: FIGURE.test(p.text) ? p.read.score : Math.min(engine.surest, p.read.score), known: p.known, others: p.others, disputed: p.disputed })) },
  };
  return { page, pieces, turned: upright.turns * 90 + upright.degrees, dpi };
}

/** Words snapped to those the rules know, ordinals put right. The lines of a cell are one word, broken over lines. */
function mended(found: readonly Found[], rooms: readonly Area[], rules: OcrRules, surest: number): ReadPiece[] {
  const groups = new Map<object, Found[]>();
  for (const piece of found) {
    const key = piece.room ?? piece;
    const group = groups.get(key);
    if (group) group.push(piece);
    else groups.set(key, [piece]);
  }
  const words = [...groups.values()].map((group) => {
    group.sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
    const text = group.map((p) => squeeze(p.text)).join('');
    if (!/[\u3400-\u9fff]/.test(text)) return { group, read: text, text, known: false };
    const characters = group.flatMap((p) => p.read.characters.filter((c) => c.text.trim() !== '').map((c): Doubted => ({ text: c.text, score: c.score * surest, others: c.others.map((o) => o.text) })));
    return { group, read: text, ...snap(text, characters, rules) };
  });
  const inCells = words.filter(({ group }) => group[0]!.room !== null);
  const ordinals = mendOrdinals(inCells.map(({ group, text }) => ({ text, x0: group[0]!.room!.x0, y0: group[0]!.y0 })), rules);
  const children = mendSubHeadings(inCells.map(({ group, text }) => ({ text, room: group[0]!.room! })), rooms, rules);
  for (const [i, text] of children) ordinals.mended.set(i, text);
  const ordered = new Map(inCells.flatMap((word, i) => (ordinals.mended.has(i) ? [[word, ordinals.mended.get(i)!] as const] : [])));
  const doubted = new Set([...ordinals.doubted].map((i) => inCells[i]!));
  const plain = (p: Found, text: string, known: boolean): ReadPiece => ({ x0: p.x0, y0: p.y0, x1: p.x1, y1: p.y1, text, asRead: FIGURE.test(text) ? squeeze(p.read.text) : p.text, read: p.read, known, others: otherFigures(p), disputed: p.read.dispute !== undefined });
  return words.flatMap((word) => {
    const { group, read } = word;
    const text = ordered.get(word) ?? word.text;
    const known = !doubted.has(word) && (word.known || ordered.has(word));
    // What was put in front of a word stands on its first line.
    let rest = text;
    return group.map((p, i) => {
      const length = squeeze(p.text).length + (i === 0 ? text.length - read.length : 0);
      const own = text === read ? p.text : i === group.length - 1 ? rest : rest.slice(0, length);
      rest = rest.slice(length);
      return plain(doubted.has(word) ? { ...p, read: { ...p.read, score: Math.min(p.read.score, DISPUTED) } } : p, own, known);
    });
  });
}

/** Alternatives of a figure's single characters at least this likely (0–1). */
const LEAST_LIKELY = 0.15;

/** A figure with one of its characters read otherwise, likeliest first. */
function otherFigures({ text, read }: Found): string[] {
  const second = read.dispute === undefined ? [] : [read.dispute];
  if (!FIGURE.test(text) || read.characters.length !== text.length) return second;
  const own = read.characters
    .flatMap((c, i) => c.others.filter((o) => o.score >= LEAST_LIKELY && /^[\d,.-]$/.test(o.text)).map((o) => ({ score: o.score, text: text.slice(0, i) + o.text + text.slice(i + 1) })))
    .sort((a, b) => b.score - a.score)
    .map((o) => o.text)
    .filter((t) => FIGURE.test(t) && t !== read.dispute);
  return [...second, ...own];
}

interface Layout {
  readonly clean: Grey;
  readonly em: number;
  readonly rulings: readonly Ruling[];
  /** The cells, without the rules around them. */
  readonly rooms: readonly Area[];
  readonly pieces: readonly (TextPiece & { readonly room: Area | null })[];
}

function layoutOf(grey: Grey, dpi: number): Layout {
  const level = otsu(grey);
  const pale = palest(grey, level, PALER);
  const { rules, underlines } = findRules(threshold(grey, pale), dpi);
  const clean = eraseRules(grey, [...rules, ...underlines], dpi);
  const bits = withoutSpecks(threshold(clean, pale));
  const scale = 72 / dpi;
  const rulings: Ruling[] = rules.map((r) => {
    const x = ((r.x0 + r.x1) / 2) * scale;
    const y = ((r.y0 + r.y1) / 2) * scale;
    return r.horizontal
      ? { horizontal: true, x0: r.x0 * scale, x1: r.x1 * scale, y0: y - 0.25, y1: y + 0.25 }
      : { horizontal: false, x0: x - 0.25, x1: x + 0.25, y0: r.y0 * scale, y1: r.y1 * scale };
  });
  const { lattices } = readLattices({ number: 1, form: 'positioned', lines: [], width: grey.width * scale, height: grey.height * scale, rulings });
  const inset = Math.max(1, 0.006 * dpi);
  const rooms = lattices.flatMap((lattice) =>
    lattice.cells.map(({ box }): Area => ({ x0: Math.ceil(box.x0 / scale + inset), y0: Math.ceil(box.y0 / scale + inset), x1: Math.floor(box.x1 / scale - inset), y1: Math.floor(box.y1 / scale - inset) })),
  ).filter((room) => room.x1 - room.x0 > 3 && room.y1 - room.y0 > 3).map((room) => ({ x0: Math.max(0, room.x0), y0: Math.max(0, room.y0), x1: Math.min(grey.width, room.x1), y1: Math.min(grey.height, room.y1) }));
  const outside = { ...bits, data: Uint8Array.from(bits.data) };
  for (const { box } of lattices) {
    const x0 = Math.max(0, Math.floor(box.x0 / scale) - 1);
    const x1 = Math.min(grey.width, Math.ceil(box.x1 / scale) + 1);
    for (let y = Math.max(0, Math.floor(box.y0 / scale) - 1); y < Math.min(grey.height, Math.ceil(box.y1 / scale) + 1); y++) outside.data.fill(0, y * grey.width + x0, y * grey.width + x1);
  }
  const paper: Area = { x0: 2, y0: 2, x1: grey.width - 2, y1: grey.height - 2 };
  const find = (em: number) => [
    ...rooms.flatMap((room) => findPieces(bits, room, em, dpi, true).map((piece) => ({ ...piece, room: room as Area | null }))),
    ...findPieces(outside, paper, em, dpi, false).map((piece) => ({ ...piece, room: null as Area | null })),
  ];
  const usual = (USUAL_TYPE * dpi) / 72;
  const em = emOf(find(usual), usual);
  const least = LEAST_INK * dpi * dpi;
  const inked = (p: Area): boolean => {
    let dark = 0;
    for (let y = p.y0; y < p.y1; y++) for (let x = p.x0; x < p.x1; x++) if (clean.data[y * clean.width + x]! <= level) dark++;
    return dark >= least;
  };
  return { clean, em, rulings, rooms, pieces: find(em).filter((p) => p.y1 - p.y0 <= HIGHEST * dpi && inked(p)) };
}

/** Cut a line out with paper around it, wide blanks closed up, and have it read; once more as a figure when it looks like one. */
async function readPiece(grey: Grey, piece: TextPiece & { readonly room: Area | null }, em: number, engine: OcrEngine, rules: OcrRules, second: SecondEngine): Promise<Voted> {
  const picture = cut(grey, piece, em);
  let read = await engine.readLine(picture);
  // Pale thin strokes (11 of a thin face) are seen as nothing at times: there is ink, so look again.
  if (squeeze(read.text) === '') read = await engine.readLine(stretched(picture));
  const plain = squeeze(read.text);
  const figure = FIGURE.test(plain);
  if ((figure && read.score >= AT_ONCE) || (!figure && !looksLikeFigure(read.text))) return read;
  const settled = await again(picture, read, engine);
  if (settled.score >= rules.bounds.secondEngineBelow) return settled;
  const other = await second();
  return other ? vote(picture, settled, other, rules.bounds) : settled;
}

/** A figure whose least sure character scores this is taken as it is read first. */
const AT_ONCE = 0.9;
/** Well-formed thousands or decimals speak for a reading by as much (of its score). */
const WELL_FORMED = 0.15;

/**
 * A doubtful figure once more, as a figure: as it is, with its contrast stretched, a little wider. The same reading from most is
 * believed; else the best scored, as disputed. Something that is no figure in any reading stays as first read.
 */
async function again(picture: Grey, first: ReadLine, engine: OcrEngine): Promise<ReadLine> {
  const wider = (share: number): Grey => resize(picture, Math.round(picture.width * share), picture.height);
  const readings = [first, await engine.readLine(picture, 'figure'), await engine.readLine(stretched(picture), 'figure'), await engine.readLine(wider(1.15), 'figure'), await engine.readLine(stretched(wider(1.3)), 'figure')]
    .map((r) => ({ ...r, text: squeeze(r.text) }))
    .filter((r) => FIGURE.test(r.text) && r.text.length >= squeeze(first.text).length - 1);
  if (readings.length === 0) return first;
  const worth = (r: ReadLine): number => r.score + (/^-?\d{1,3}(,\d{3})+(\.\d\d)?$|\.\d\d$/.test(r.text) ? WELL_FORMED : 0);
  const votes = new Map<string, number>();
  for (const r of readings) votes.set(r.text, (votes.get(r.text) ?? 0) + worth(r));
  const [text, weight] = [...votes].sort((x, y) => y[1] - x[1])[0]!;
  const mine = readings.filter((r) => r.text === text).sort((x, y) => y.score - x.score)[0]!;
  const agreed = readings.every((r) => r.text === text) && weight > 2;
  return agreed ? mine : { ...mine, score: Math.min(mine.score, DISPUTED) };
}

/** Mostly digits, but not a figure as it stands: O.00, 1,234。56. */
const looksLikeFigure = (text: string): boolean => {
  const t = squeeze(text);
  if (FIGURE.test(t) || t.length < 3) return false;
  const digits = (t.match(/\d/g) ?? []).length;
  return digits >= 2 && digits + (t.match(/[.,，。．、:：·\-—%OoQlISBZ]/g) ?? []).length >= t.length - 1;
};

function cut(grey: Grey, piece: TextPiece & { readonly room: Area | null }, em: number): Grey {
  const height = piece.y1 - piece.y0;
  const missing = Math.max(0, WHOLE_HEIGHT * em - height);
  const around = AROUND * Math.max(em * 0.8, Math.min(height, em * 2));
  const room = piece.room ?? { x0: 0, y0: 0, x1: grey.width, y1: grey.height };
  const y0 = Math.max(room.y0, Math.floor(piece.y0 - missing / 2 - around));
  const y1 = Math.min(room.y1, Math.ceil(piece.y1 + missing / 2 + around));
  const side = Math.round(around * 1.5);
  const gap = Math.round(0.3 * em);
  // Strokes too pale to be found stand beside those that were: the paper around a part goes with it.
  const beside = Math.round(BESIDE * em);
  const parts = piece.parts.map((part, i) => {
    const before = piece.parts[i - 1];
    const after = piece.parts[i + 1];
    const x0 = Math.max(room.x0, part.x0 - beside, before ? (before.x1 + part.x0) / 2 : 0);
    const x1 = Math.min(room.x1, part.x1 + beside, after ? (part.x1 + after.x0) / 2 : grey.width);
    return crop(grey, { x0, y0, x1, y1 });
  });
  const width = parts.reduce((sum, p) => sum + p.width, 0) + gap * (parts.length - 1) + 2 * side;
  const out = blank(width, y1 - y0);
  let x = side;
  for (const part of parts) {
    for (let y = 0; y < out.height; y++) out.data.set(part.data.subarray(y * part.width, (y + 1) * part.width), y * width + x);
    x += part.width + gap;
  }
  return out;
}

/** Pieces of one height are one line, read left to right. */
function linesOf(pieces: readonly ReadPiece[], page: number, box: (a: Area) => Box): Line[] {
  const lines: { band: Area; pieces: ReadPiece[] }[] = [];
  for (const piece of [...pieces].sort((a, b) => a.y0 + a.y1 - (b.y0 + b.y1) || a.x0 - b.x0)) {
    let mine: (typeof lines)[number] | undefined;
    for (let i = lines.length - 1; i >= 0 && i >= lines.length - 6; i--) {
      const { band } = lines[i]!;
      const shared = Math.min(band.y1, piece.y1) - Math.max(band.y0, piece.y0);
      if (shared >= 0.5 * Math.min(band.y1 - band.y0, piece.y1 - piece.y0)) {
        mine = lines[i]!;
        break;
      }
    }
    if (mine) mine.pieces.push(piece);
    else lines.push({ band: piece, pieces: [piece] });
  }
  return lines.map(({ pieces: mine }): Line => {
    mine.sort((a, b) => a.x0 - b.x0);
    const runs: Run[] = mine.map((p) => ({ text: p.text, place: { page, line: 0, box: box(p) } }));
    return { text: runs.map((r) => r.text).join(' '), runs, indent: 0, blankBefore: 0, place: { page, line: 0, box: box(mine.reduce<Area>(union, mine[0]!)) } };
  });
}

interface Upright {
  readonly grey: Grey;
  /** Null where the page has to be laid out again. */
  readonly layout: Layout | null;
  readonly turns: number;
  readonly degrees: number;
}

/** Which of the four ways up reads best, and levelled. Text that reads well as it lies is not tried otherwise. */
async function uprightOf(flat: Grey, dpi: number, engine: OcrEngine): Promise<Upright> {
  let best: (Upright & { readonly score: number }) | null = null;
  for (const turns of [0, 1]) {
    const turned = quarterTurns(flat, turns);
    const degrees = -skewOf(threshold(resize(turned, turned.width >> 1, turned.height >> 1), otsu(turned)));
    const grey = Math.abs(degrees) > LEVEL ? rotate(turned, degrees) : turned;
    const layout = layoutOf(grey, dpi);
    const { clean, pieces, em } = layout;
    const sample = pieces
      .filter((p) => p.x1 - p.x0 > 3 * (p.y1 - p.y0) && p.y1 - p.y0 > 0.6 * em)
      .sort((a, b) => Math.min(b.x1 - b.x0, 14 * em) - Math.min(a.x1 - a.x0, 14 * em))
      .slice(0, SAMPLE);
    for (const over of [0, 2]) {
      let sum = 0;
      for (const piece of sample) {
        const picture = quarterTurns(cut(clean, piece, em), over);
        const { characters } = await engine.readLine(picture);
        const expected = (piece.x1 - piece.x0) / em;
        sum += characters.reduce((s, c) => s + c.score, 0) / Math.max(characters.length, 0.6 * expected, 1);
      }
      // Few lines say little: a page of one word may lie any way.
      const score = sample.length === 0 ? (turns === 0 && over === 0 ? 0.01 : 0) : (sum / sample.length) * Math.min(1, 0.7 + 0.05 * sample.length);
      if (!best || score > best.score + (best.turns === 0 ? 0.05 : 0)) {
        best = { grey: over === 0 ? grey : quarterTurns(grey, 2), layout: over === 0 ? layout : null, turns: turns + over, degrees, score };
      }
      if (best.score >= SURE && best.turns === 0) return best;
    }
  }
  return best!;
}
