import type { Field, Indicator } from '../model/fact.js';
import type { Heading, Region } from '../model/grid.js';
import type { Message, Staged } from '../model/message.js';
import { FORM_KINDS, type OpenTable } from '../model/table.js';
import { coverFields } from './cover.js';
import { HIGH, MEDIUM } from './confidence.js';
import { performDump, type PerformRules } from './dump.js';
import { performGrid } from './grid-form.js';
import { listInGrid, listsInLines } from './name-lists.js';

export interface PerformanceParts {
  readonly indicators: Indicator[];
  readonly fields: Field[];
  /** Figure blocks printed inside forms. */
  readonly tables: OpenTable[];
}

/** Cells that no ruling divides are told by where their texts stand. */
const unsure = <T extends { readonly confidence: Field['confidence'] }>(found: T): T => (found.confidence === HIGH ? { ...found, confidence: MEDIUM } : found);

/** A table without a name of its own: it may be a list of names. */
const isUntitled = ({ kind, title }: Heading): boolean => kind === 'other' && title === '';

/** Performance tables, forms and key work → indicators, fields and the figure blocks inside them. Regions of other kinds are left alone. */
export function perform(regions: readonly Region[], rules: PerformRules): Staged<PerformanceParts> {
  const indicators: Indicator[] = [];
  const fields: Field[] = [];
  const tables: OpenTable[] = [];
  const messages: Message[] = [];
  for (const [n, region] of regions.entries()) {
    if (region.form === 'narrative' && n === 0) fields.push(...coverFields(region, rules.performance, HIGH));
    if (region.form === 'narrative' || (region.form === 'lines' && region.heading.kind === 'other')) fields.push(...listsInLines(region));
    if (region.form === 'narrative' || !(FORM_KINDS.has(region.heading.kind) || region.heading.kind === 'other')) continue;
    if (region.form === 'grid') {
      if (region.heading.kind === 'other') {
        if (isUntitled(region.heading)) fields.push(...listInGrid(region));
        continue;
      }
      const found = performGrid(region, rules.performance);
      indicators.push(...(region.origin === 'stream' ? found.indicators.map(unsure) : found.indicators));
      fields.push(...(region.origin === 'stream' ? found.fields.map(unsure) : found.fields));
      continue;
    }
    const found = performDump(region, rules);
    indicators.push(...found.indicators);
    fields.push(...found.fields);
    tables.push(...found.tables);
    messages.push(...found.messages);
  }
  return { value: { indicators, fields, tables }, messages };
}
