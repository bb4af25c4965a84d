import type { Region } from '../model/grid.js';
import type { Line, Page } from '../model/page.js';
import type { Staged } from '../model/message.js';
import type { FormRules } from '../../rules/forms/forms.js';
import type { PerformanceRules } from '../../rules/performance/performance.js';
import { segmentDump } from './dump.js';
import { segmentPositioned } from './positioned.js';
import { segmentSheets } from './sheets.js';
import type { Sheet } from '../model/sheet.js';

/** Page[] (or the sheets of a workbook) → Region[], in reading order: tables with their headings and notes, and the running text between them. */
export function segment(pages: readonly Page[], rules: { readonly forms: FormRules; readonly performance?: PerformanceRules }, sheets: readonly Sheet[] = [], text: readonly (readonly Line[])[] = []): Staged<readonly Region[]> {
  if (sheets.length > 0) return segmentSheets(sheets, text, rules);
  return pages.some((page) => page.form === 'positioned') ? segmentPositioned(pages, rules) : segmentDump(pages, rules);
}
