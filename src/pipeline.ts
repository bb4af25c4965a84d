import { createHash } from 'node:crypto';
import type { Rules } from '../rules/load.js';
import { align } from './align/align.js';
import { check } from './check/check.js';
import { compare } from './compare/compare.js';
import { applyCorrections, settle } from './corrections.js';
import { documentIdOf } from './document-id.js';
import { headOf } from './head/head.js';
import { identifyGrid } from './identify/grid.js';
import { FORM_KINDS } from './model/table.js';
import type { ConvertOptions, DocumentHead, DocumentResult, Message, OpenTable, Page, Place, Region, Source, SourceError, Staged, Table, TableSummary } from './model/index.js';
import { agree } from './narrate/agree.js';
import { narrate } from './narrate/narrate.js';
import { subjectNames } from './narrate/subject-names.js';
import { splitProjects } from './perform/blocks.js';
import { perform } from './perform/perform.js';
import { proofread } from './proofread/proofread.js';
import { read } from './read.js';
import { rebuild } from './rebuild/rebuild.js';
import { resolve } from './resolve/resolve.js';
import { fromPictures, markRead, markText, mendCodes, withheld, withReadings } from './scan/scan.js';
import { segment } from './segment/segment.js';
import { endsInSheet, inSheets } from './sheet-places.js';
import { tally } from './tally/tally.js';

/** One source, all the way. Throws only for a file that cannot be read at all; the error names it and says what to do. */
export async function convertDocument(source: Source, options: ConvertOptions, rules: Rules): Promise<DocumentResult> {
  const sha256 = createHash('sha256').update(source.bytes).digest('hex');
  const messages: Message[] = [];
  const say = <T>({ value, messages: said }: Staged<T>): T => {
    messages.push(...said);
    return value;
  };
  const { mediaType, pageCount, pages, sheets, text, messages: heard } = await read(source, options);
  messages.push(...heard);
  const regions = splitProjects(fromPictures(say(segment(pages, rules, sheets, text)), pages), rules.performance);
  const head = headOf(source.name, regions);
  const sheeted = inSheets(regions);
  const performed = say(perform(regions, rules));
  const forms = { ...performed, indicators: sheeted.items(performed.indicators), fields: sheeted.items(performed.fields) };
  const open = markRead([...forms.tables, ...sheeted.tables(figureTables(regions, formOrders(forms), rules, say))].sort((a, b) => a.order - b.order), pages);
  const told = say(narrate(regions, { narrative: rules.narrative, subjects: subjectNames(rules.subjects) }));
  const aligned = say(align(withUnits(open), rules, told));
  const corrected = applyCorrections({ tables: aligned, indicators: forms.indicators, fields: forms.fields }, options.corrections ?? []);
  messages.push(...corrected.messages);
  const { tables, facts: judged, checks, errors } = say(await judgedOnce(corrected.tables, head, pages, rules));
  const facts = settle(withReadings(judged, pages));
  // A document that is no disclosure has tables without facts, on purpose.
  const left = head.documentType === 'other' ? [] : say(tally(regions, { facts, indicators: forms.indicators, fields: forms.fields, tables, statements: told }));
  const summarised = summaries(regions, tables, facts, new Set(left.map(({ table }) => table)));
  const { statements, checks: textChecks, errors: textErrors } = agree(told, facts, rules.narrative, summarised);
  const compared = compare({ indicators: forms.indicators, fields: forms.fields, blocks: forms.tables, tables: summarised, facts, statements, pages }, rules);
  if (summarised.length + statements.length + forms.fields.length === 0 && !options.pages && !messages.some(isError)) messages.push(NOTHING);
  return {
    documentId: documentIdOf(source.name, sha256),
    sourceFile: source.name,
    sha256,
    mediaType,
    pages: pageCount,
    head,
    status: messages.some(isError) ? 'partial' : 'ok',
    error: messages.find(isError)?.text ?? '',
    flags: [...new Set(messages.filter(isError).map((message) => message.rule))].sort(),
    tables: summarised,
    facts,
    indicators: settle(markText(corrected.indicators, pages)),
    fields: settle(markText(corrected.fields, pages)),
    statements: markText(statements, pages),
    checks: [...checks, ...compared.checks, ...textChecks],
    errors: [...errors, ...compared.errors, ...textErrors, ...proofread(pages, head, summarised, facts, rules)],
    ...(corrected.replayed.length === 0 ? {} : { corrections: corrected.replayed }),
    messages,
  };
}

/** Rows on the tree and equations tried; once more where figures read from pictures could be mended by their equations. */
async function judgedOnce(given: readonly Table[], head: DocumentHead, pages: readonly Page[], rules: Rules): Promise<Staged<Judged>> {
  const judge = (tables: readonly Table[]): Staged<Judged> => {
    const resolved = head.documentType === 'other' ? { value: [], messages: [] } : resolve(tables, head, rules.subjects);
    const checked = check(resolved.value, tables, rules);
    return { value: { tables, ...checked.value, facts: withheld(mendCodes(checked.value.facts)) }, messages: [...resolved.messages, ...checked.messages] };
  };
  const first = judge(given);
  if (!pages.some((page) => page.scan)) return first;
  const { mendFigures } = await import('./scan/mend.js');
  const { loadOcrRules } = await import('../rules/ocr/ocr.js');
  const contradictions = ({ value: { errors } }: Staged<Judged>) => errors.filter((error) => !error.rounding);
  const mended = mendFigures(given, contradictions(first), pages, loadOcrRules().alike);
  if (!mended.value) return first;
  const again = judge(mended.value);
  return contradictions(again).length < contradictions(first).length ? { value: again.value, messages: [...mended.messages, ...again.messages] } : first;
}

interface Judged extends Pick<DocumentResult, 'facts' | 'checks'> {
  readonly tables: readonly Table[];
  readonly errors: readonly SourceError[];
}

/** Tables whose cells are figures: every region but the forms, which have been read. Organisations that one table lists by code help to read the next. */
function figureTables(regions: readonly Region[], taken: ReadonlySet<number>, rules: Rules, say: <T>(staged: Staged<T>) => T): OpenTable[] {
  const units = new Set<string>();
  return regions.flatMap((region) => {
    if (region.form === 'narrative' || taken.has(region.order) || FORM_KINDS.has(region.heading.kind)) return [];
    const table = say(region.form === 'lines' ? rebuild(region, { ...rules, units }) : identifyGrid(region, rules));
    for (const row of table.rows) if (/^\d{6}$/.test(row.code)) units.add(row.label);
    return [{ ...table, columns: table.columns.map((column) => ({ ...column, measure: rules.forms.measureUnder(table.title, column.path, column.measure) })) }];
  });
}

type Forms = ReturnType<typeof perform>['value'];
const formOrders = ({ indicators, fields, tables }: Forms): ReadonlySet<number> =>
  new Set([...indicators.map((each) => each.table), ...fields.map((each) => each.table), ...tables.map((each) => each.order)]);

/** A table that prints no unit has that of the table before it, and says so. */
function withUnits(tables: readonly OpenTable[]): OpenTable[] {
  let last = '';
  return tables.map((table) => {
    if (table.unit !== '') last = table.unit;
    return table.unit === '' && last !== '' ? { ...table, unit: last, flags: [...table.flags, 'unit-assumed'] } : table;
  });
}

const isError = ({ severity }: Message): boolean => severity === 'error';

const NOWHERE: Place = { page: 0, line: 0 };

/** Also what an error page saved under the name of a document ends as. */
const NOTHING: Message = {
  rule: 'read/nothing-found',
  severity: 'error',
  text: 'No table, form or figure was found. Is it the right file, and whole? Text in a rare encoding needs --encoding.',
  place: NOWHERE,
};

/** Where a table begins and ends: lines of a dump, its title's included, rows of a sheet, pages. */
function endsOf(region: Exclude<Region, { form: 'narrative' }>): readonly [Place, Place] {
  if (region.form === 'lines') return [region.heading.titleLines[0]?.place ?? region.lines[0]?.place ?? NOWHERE, region.lines.at(-1)?.place ?? NOWHERE];
  if (region.origin === 'sheet') return endsInSheet(region);
  return [{ page: region.firstPage, line: 0 }, { page: region.lastPage, line: 0 }];
}

/** The unit that a form prints beside its amounts and nowhere else: 预算执行情况（万元）. */
function unitInside(region: Exclude<Region, { form: 'narrative' }>): string {
  const text = (region.form === 'lines' ? region.lines : region.cells).map((each) => each.text).join('').replace(/[\s\u3000]+/g, '');
  return /[（(]((?:百万|千|万|亿)?元)[)）]/.exec(text)?.[1] ?? '';
}

/** A row of tables.csv for every table found, empty ones and forms too. */
function summaries(regions: readonly Region[], tables: readonly Table[], facts: DocumentResult['facts'], short: ReadonlySet<number>): TableSummary[] {
  const byOrder = new Map(tables.map((table) => [table.order, table]));
  const scores = new Map<number, number[]>();
  for (const fact of facts) {
    const own = scores.get(fact.table);
    if (own) own.push(fact.confidence.score);
    else scores.set(fact.table, [fact.confidence.score]);
  }
  return regions.flatMap((region): TableSummary[] => {
    if (region.form === 'narrative') return [];
    const { order, heading } = region;
    const table = byOrder.get(order);
    const own = scores.get(order) ?? [];
    const [first, last] = endsOf(region);
    return [
      {
        order,
        tableNo: heading.tableNo,
        title: heading.title,
        kind: heading.kind,
        unit: (table?.unit ?? heading.unit) || (FORM_KINDS.has(heading.kind) ? unitInside(region) : ''),
        origin: region.form === 'grid' ? region.origin : 'dump',
        first,
        last,
        rows: table?.rows.length ?? 0,
        columns: table?.columns.map((column) => column.path) ?? [],
        empty: table?.empty ?? false,
        confidence: own.length > 0 ? own.reduce((sum, score) => sum + score, 0) / own.length : 1,
        flags: [...(table?.flags ?? []), ...(short.has(order) ? ['figures-left-out'] : [])],
      },
    ];
  });
}
