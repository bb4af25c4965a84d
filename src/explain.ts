import type { Check, DocumentResult, Fact } from './model/index.js';

const BASIS: Readonly<Record<string, string>> = {
  position: 'read from its place on the page',
  count: 'the row prints as many figures as the table has columns',
  identity: 'an equation inside the row or table leaves no other column',
  hierarchy: 'the sums of the rows above and below it leave no other column',
  cross_table: 'another table of the document leaves no other column',
  name: "the label is the subject tree's own name",
  ocr: 'read from a picture',
  guess: 'the likeliest of several columns',
};
/** Instead of what BASIS says of a sum: it left several columns, and the likeliest of all its rows made it close. */
const CLOSED = 'the columns its code and those of its sisters speak for make the printed total, to the last digit';

/** Checks shown on either side: enough to judge, short enough to read. */
const MOST_CHECKS = 6;

/**
 * What is known of one figure, in a few lines: where it stands, how it was placed, what confirms it, what speaks against it.
 * `factId` is `tNN-rRcC`, or the whole `fact_id` of facts.csv. `around` is the printed text near it, where the caller has it.
 * null when the document has no such fact.
 */
export function explain(result: DocumentResult, factId: string, around: readonly string[] = []): string | null {
  const key = /t\d+-r\d+c\d+[a-z]?\d*$/.exec(factId)?.[0] ?? factId;
  const fact = result.facts.find((each) => each.key === key);
  if (!fact) return null;
  const table = result.tables.find((each) => each.order === fact.table);
  const own = result.checks.filter((check) => check.facts.includes(key));
  const errors = (result.errors ?? []).filter((error) => error.facts.includes(key));
  const { place } = fact;
  return [
    `${fact.amount.printed} ${fact.unit}  ${fact.columnPath.join('/')}`,
    `  row      ${[fact.code, fact.rowLabel].filter((part) => part !== '').join(' ') || `row ${fact.rowNo}`}${subjectOf(fact)}`,
    `  table    ${[table?.tableNo, table?.title].filter((part) => part).join(' ')}`,
    `  printed  ${result.sourceFile}${placeText(place, table?.origin === 'sheet' ? (/html|word/.test(result.mediaType) ? 'table' : 'sheet') : '')}`,
    ...around.map((line) => `           ${line}`),
    `  placed   ${placedHow(fact)}`,
    ...fact.candidates.map(({ column, why }) => `           ${column === fact.column ? 'could also be another figure' : `could also stand under ${columnName(table?.columns, column)}`}: ${why}`),
    ...listed('  for      ', own.filter((check) => check.passed)),
    ...listed('  against  ', own.filter((check) => !check.passed)),
    ...errors.map((error) => `  error    ${error.text}`),
    ...(fact.flags.length > 0 ? [`  flags    ${fact.flags.join(', ')}`] : []),
    `  so       ${fact.confidence.level} (${fact.confidence.score})`,
  ].join('\n');
}

/** Where a figure stands: in a workbook or web page by sheet or table and row, else by page and line. */
function placeText({ page, line }: Fact['place'], sheet: string): string {
  if (sheet !== '') return `, ${sheet} ${page}, row ${line}`;
  return `${page > 0 ? ` p. ${page}` : ''}${line > 0 ? `:${line}` : ''}`;
}

const placedHow = ({ basis, flags }: Fact): string =>
  basis.map((each) => (each === 'hierarchy' && flags.includes('column-closed') ? CLOSED : (BASIS[each] ?? each))).join('; ') || 'nothing says how';

const subjectOf = ({ subject }: Fact): string => (subject ? ` → ${subject.code} ${subject.name} (${subject.system}, ${subject.edition})` : '');

const columnName = (columns: readonly (readonly string[])[] | undefined, column: number): string => columns?.[column]?.join('/') ?? `column ${column + 1}`;

/** Some identities bound a figure from one side, and all allow for rounding. */
function sign({ passed, left, right, relation }: Check): string {
  if (!passed) return '≠';
  if (left === right) return '=';
  return relation === '>=' ? '≥' : '≈';
}

function listed(head: string, checks: readonly Check[]): string[] {
  const lines = checks.slice(0, MOST_CHECKS).map((check) => `${check.left} ${sign(check)} ${check.right}  ${check.equation ?? `${check.rule}; ${check.scope}`} (${check.source})`);
  if (checks.length > MOST_CHECKS) lines.push(`and ${checks.length - MOST_CHECKS} more`);
  return lines.map((line, i) => (i === 0 ? head : ' '.repeat(head.length)) + line);
}
