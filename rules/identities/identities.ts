import { readRuleCsv, ruleFile } from '../csv.js';

/** `left = Σ parts`, by measure, inside one row of a table of one of `kinds`. */
export interface InRowRule {
  readonly id: string;
  /** '*' for every kind. */
  readonly kinds: readonly string[];
  readonly must: boolean;
  readonly left: string;
  readonly parts: readonly { readonly sign: 1 | -1; readonly name: string }[];
  /** Measures the table must have, and those it must not have, for the rule to say anything. */
  readonly requires: readonly string[];
  readonly excludes: readonly string[];
  /** The same rule for the measures of another year or stage: `prior_year_` before, `_final` after each name. */
  readonly variants: readonly { readonly prefix: string; readonly suffix: string }[];
}

/** `left = Σ parts`, by the meaning of rows, down the columns of one table. */
export interface DownColumnRule {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly must: boolean;
  readonly left: string;
  readonly parts: readonly string[];
  readonly requires: readonly string[];
}

/** `kind@row.measure`: the cells a cross-table rule speaks of. `measure` '' is the only figure of a summary's side. */
export interface CellSelector {
  readonly sign: 1 | -1;
  readonly kind: string;
  /** A row meaning, `total`, `row` (the total, or the only row), `code` (each code), `class` (each class), `unit` (each unit by name), `code:30217`. */
  readonly row: string;
  readonly measure: string;
}

export interface AcrossRule {
  readonly id: string;
  readonly relation: '=' | '>=';
  readonly must: boolean;
  /** A measure the first table must not have: 预算数 of a 决算表 is not to be compared with what was spent. */
  readonly without: string;
  /** A row that prints its label and no figure has nothing. Otherwise the rule is silent about it: a total left blank is no zero. */
  readonly blankIsZero: boolean;
  /** A column of the left side that is not there has nothing in it. */
  readonly absentIsZero: boolean;
  readonly left: readonly CellSelector[];
  readonly right: readonly CellSelector[];
}

/** Where the tables of kind `empty` print no figure, columns of these measures print none in tables of `kinds`. */
export interface EmptyKindRule {
  readonly id: string;
  readonly empty: string;
  readonly kinds: readonly string[];
  readonly measures: RegExp;
  readonly must: boolean;
}

/** `rate` = `numerator` / `denominator`, in one row, to the rate's own last digit. */
export interface RateRule {
  readonly id: string;
  readonly rate: string;
  readonly numerator: string;
  readonly denominator: string;
}

export interface RowMeaning {
  readonly meaning: string;
  readonly side: 'revenue' | 'expenditure' | 'any';
  /** Kinds of tables it is said of; none named: all. */
  readonly kinds: readonly string[];
  readonly pattern: RegExp;
}

/**
 * What is known to add up in these documents, each line with where it was seen to hold.
 * `must`: broken only by faults of a document; the others (`usual`) rank candidates and never blame anything.
 */
export interface IdentityRules {
  readonly inRow: readonly InRowRule[];
  readonly downColumn: readonly DownColumnRule[];
  readonly across: readonly AcrossRule[];
  readonly emptyKinds: readonly EmptyKindRule[];
  readonly rates: readonly RateRule[];
  readonly rowMeanings: readonly RowMeaning[];
  /** Codes and measures to be found in a kind of table. */
  readonly kinds: ReadonlyMap<string, { readonly codes: RegExp; readonly measures: RegExp }>;
  /** Share of the data rows of a kind of table that print a figure under a measure, 0–1; undefined where nothing is known. */
  columnUse(kind: string, measure: string): number | undefined;
  /** The same for rows of certain codes, of whatever kind of table: 301 is pay, hence 人员经费. */
  codeUse(codes: readonly string[], measure: string): number | undefined;
}

const list = (cell: string | undefined, separator: string): string[] =>
  (cell ?? '').split(separator).map((part) => part.trim()).filter((part) => part !== '');

/** Reads rules/identities once. Throws on a malformed line: a fault of ours, not of a document. */
export function loadIdentities(): IdentityRules {
  const use = new Map<string, number>();
  for (const row of readRuleCsv(ruleFile('identities/column-use.csv'))) {
    use.set(`${row.kind}|${row.measure}`, Number(row.share));
  }
  const byCode = readRuleCsv(ruleFile('identities/code-use.csv')).map((row) => ({ codes: new RegExp(row.codes ?? ''), measure: row.measure ?? '', share: Number(row.share) }));
  const known = new Map<string, number | undefined>();
  return {
    inRow: readRuleCsv(ruleFile('identities/in-row.csv')).map((row) => ({
      id: row.id ?? '',
      kinds: list(row.kinds, ';'),
      must: row.must === 'always',
      left: row.left ?? '',
      parts: signed(row.parts ?? ''),
      requires: list(row.requires, '+').filter((name) => !name.startsWith('!')),
      excludes: list(row.requires, '+').filter((name) => name.startsWith('!')).map((name) => name.slice(1)),
      variants: (row.variants ? row.variants.split(';') : ['']).map((variant) =>
        variant.startsWith('*') ? { prefix: '', suffix: variant.slice(1) } : { prefix: variant, suffix: '' },
      ),
    })),
    downColumn: readRuleCsv(ruleFile('identities/down-column.csv')).map((row) => ({
      id: row.id ?? '',
      kinds: list(row.kinds, ';'),
      must: row.must === 'always',
      left: row.left ?? '',
      parts: list(row.parts, '+'),
      requires: list(row.requires, '+'),
    })),
    across: readRuleCsv(ruleFile('identities/across.csv')).flatMap(readAcross),
    emptyKinds: readRuleCsv(ruleFile('identities/empty-kinds.csv')).map((row) => ({
      id: row.id ?? '',
      empty: row.empty ?? '',
      kinds: list(row.kinds, ';'),
      measures: new RegExp(row.measures ?? ''),
      must: row.must === 'always',
    })),
    rates: readRuleCsv(ruleFile('identities/rates.csv')).map(({ id = '', rate = '', numerator = '', denominator = '' }) => ({ id, rate, numerator, denominator })),
    rowMeanings: readRuleCsv(ruleFile('identities/row-meanings.csv')).map((row) => ({
      meaning: row.meaning ?? '',
      side: row.side as RowMeaning['side'],
      kinds: list(row.kinds, ';'),
      pattern: new RegExp(row.pattern ?? ''),
    })),
    kinds: new Map(
      readRuleCsv(ruleFile('identities/kinds.csv')).map((row) => [row.kind ?? '', { codes: new RegExp(row.codes ?? ''), measures: new RegExp(row.measures ?? '') }]),
    ),
    codeUse: (codes, measure) => {
      const key = `${codes.join()}|${measure}`;
      if (!known.has(key)) known.set(key, together(codes.map((code) => byCode.find((rule) => rule.measure === measure && rule.codes.test(code))?.share)));
      return known.get(key);
    },
    columnUse: (kind, measure) => use.get(`${kind}|${measure}`) ?? use.get(`*|${measure}`),
  };
}

/** What several codes of a row say together: their odds multiplied, as if each spoke for itself. */
function together(shares: readonly (number | undefined)[]): number | undefined {
  const known = shares.filter((share) => share !== undefined);
  if (known.length < 2) return known[0];
  const odds = known.reduce((product, share) => product * (share / (1 - share)), 1);
  return odds / (1 + odds);
}

/** `a+b-c` as signed names. */
function signed(text: string): { sign: 1 | -1; name: string }[] {
  return (text.match(/[+-]?[^+-]+/g) ?? []).map((term) => ({
    sign: term.startsWith('-') ? -1 : 1,
    name: term.replace(/^[+-]/, '').trim(),
  }));
}

/** One line of across.csv; a line with `measures` stands for a rule for each of them (`*` is the measure). */
function readAcross(row: Record<string, string>): AcrossRule[] {
  const measures = list(row.measures, '|');
  const relation = row.relation;
  if (relation !== '=' && relation !== '>=') throw new Error(`rules/identities/across.csv: ${row.id}: relation ${relation}`);
  return (measures.length > 0 ? measures : ['']).map((measure) => ({
    id: row.id ?? '',
    relation,
    must: row.must === 'always',
    without: row.without ?? '',
    blankIsZero: row.blank === 'zero' || row.blank === 'absent',
    absentIsZero: row.blank === 'absent',
    left: selectors(row.left ?? '', measure),
    right: selectors(row.right ?? '', measure),
  }));
}

function selectors(text: string, measure: string): CellSelector[] {
  return text.split(/\s+(?=[+-]\s)/).map((part) => {
    const match = /^([+-]\s)?(\w+)@([\w:*]+)(?:\.([\w*]+))?$/.exec(part.trim());
    if (!match) throw new Error(`rules/identities/across.csv: ${part} is no kind@row.measure`);
    const [, sign, kind = '', row = '', column = ''] = match;
    return {
      sign: sign?.startsWith('-') ? -1 : 1,
      kind,
      row: row === '*' ? measure : row,
      measure: column === '*' ? measure : column,
    };
  });
}
