import type { Ruling, Run } from '../model/index.js';
import { parseAmount } from '../text/amount.js';
import { squeeze } from '../text/full-width.js';
import { ordinalOf } from '../text/ordinals.js';

/** A column of an unruled table: where its texts stand (points). */
export interface Band {
  x0: number;
  x1: number;
}

/** Runs on one baseline, left to right. */
export interface Baseline {
  readonly runs: readonly Run[];
  readonly y0: number;
  readonly y1: number;
}

/** Lines closer than this (ems) may belong to one row: a broken label; rows stand further apart, or start with a mark of their own. */
const TIGHT = 0.62;
const ROW_START = /^(?:合计|总计|小计|本年|上年|年初|年末|结转|使用|其中|收入|支出|一般公共|政府性|国有资本|基本支出|项目支出|人员经费|公用经费|\d{3}|\d{5}|\d{7}|[[［]\d)/;

/** A figure with decimals or grouped, or any whole number of three digits and more. */
export const isMoney = (text: string): boolean => {
  const plain = squeeze(text);
  return parseAmount(plain) !== null && (/[.．,，]/.test(plain) || /^[-−]?0$/.test(plain) || (/^[-−]?\d{3,}$/.test(plain) && !/^(?:19|20)\d\d$/.test(plain)));
};

export const heightOf = (line: Baseline): number => {
  const heights = line.runs.map((r) => r.place.box!.y1 - r.place.box!.y0).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? line.y1 - line.y0;
};

/**
 * Lines → rows. A line begins a row when a rule separates it, when it brings figures although the row has some, when its
 * label starts like a row's, or when it stands well apart; else it is the rest of a broken label or the figures beside it.
 */
export function groupRows(lines: readonly Baseline[], rules: readonly Ruling[]): Baseline[][] {
  const rows: Baseline[][] = [];
  let row: Baseline[] = [];
  let figures: Run[] = [];
  for (const line of lines) {
    const mine = line.runs.filter((r) => isMoney(r.text));
    const last = row[row.length - 1];
    if (last && startsRow(last, line, mine, figures, row, rules)) {
      rows.push(row);
      row = [];
      figures = [];
    }
    row.push(line);
    figures.push(...mine);
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function startsRow(last: Baseline, line: Baseline, mine: readonly Run[], figures: readonly Run[], row: readonly Baseline[], rules: readonly Ruling[]): boolean {
  const left = Math.min(...line.runs.map((r) => r.place.box!.x0));
  const between = rules.some((r) => r.horizontal && r.y0 > (last.y0 + last.y1) / 2 && r.y1 < (line.y0 + line.y1) / 2 && r.x0 <= left + 2 && r.x1 - r.x0 > 40);
  if (between) return true;
  const em = heightOf(line);
  const gap = (line.y0 - last.y1) / em;
  // Two figures of one column are two rows; the same figure column twice within a row does not exist.
  if (mine.some((r) => figures.some((f) => overlap(r, f) > 0))) return true;
  const labels = line.runs.filter((r) => !isMoney(r.text));
  const marked = labels.some((r) => {
    const text = squeeze(r.text);
    return (ordinalOf(text) !== null || ROW_START.test(text)) && !continuesOrdinal(text, row);
  });
  if (marked && (labels.length > 0 || mine.length > 0) && gap > -0.5) return true;
  if (gap > TIGHT) return true;
  if (mine.length > 0 && labels.length > 0 && figures.length > 0) return true;
  return false;
}

/** `（境）费` and the like are no ordinals; a bracket opened above is being closed. */
const continuesOrdinal = (text: string, row: readonly Baseline[]): boolean =>
  /^[^（(]*[）)]/.test(text) && row.some((l) => l.runs.some((r) => /[（(][^）)]*$/.test(squeeze(r.text))));

export const overlap = (a: Run, b: Run): number =>
  Math.min(a.place.box!.x1, b.place.box!.x1) - Math.max(a.place.box!.x0, b.place.box!.x0);
