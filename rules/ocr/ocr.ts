import { readRuleCsv, ruleFile } from '../csv.js';

/** What mends words read from pictures. */
export interface OcrRules {
  /** The printed word with this key (see `keyOf`); null where none is known. */
  wordOf(key: string): string | null;
  /** A known word, or one that is known behind an ordinal (一、…). */
  isCore(key: string): boolean;
  /** Known words of a length (characters of their keys). */
  wordsOfLength(length: number): readonly Word[];
  /** Headings and the single characters the forms print below them. */
  readonly subHeadings: readonly { readonly heading: string; readonly children: readonly string[] }[];
  readonly bounds: OcrBounds;
  /** Two characters that scans make alike. Characters of keys. */
  alike(a: string, b: string): boolean;
}

/** When a second engine is asked about a figure, what its agreement is worth (0–1), and of how many digits at least. */
export interface OcrBounds {
  readonly secondEngineBelow: number;
  readonly agreed: number;
  readonly shortestVote: number;
}

export interface Word {
  readonly key: string;
  readonly printed: string;
}

/** One spelling for matching: white space out, full-width and compatibility forms to their plain ones. */
export const keyOf = (text: string): string => text.replace(/[\s\u3000]+/g, '').normalize('NFKC').replace(/[“”„]/g, '"');

/** Columns of our own rule files that hold printed words: subjects, headings, row labels, titles, heads of performance tables. */
const SOURCES: readonly { readonly file: string; readonly column: string; readonly split?: string }[] = [
  { file: 'subjects/functional.csv', column: 'name' },
  { file: 'subjects/economic-department.csv', column: 'name' },
  { file: 'subjects/economic-government.csv', column: 'name' },
  { file: 'subjects/revenue.csv', column: 'name' },
  { file: 'subjects/aliases.csv', column: 'printed_label' },
  { file: 'forms/columns.csv', column: 'column_path_printed', split: '/' },
  { file: 'forms/labels.csv', column: 'row_label_printed' },
  { file: 'forms/titles-seen.csv', column: 'title_printed' },
  { file: 'performance/headers.csv', column: 'header' },
];

/** An ordinal in front of a word. */
const ORDINAL = /^[一二三四五六七八九十]{1,3}、/;

/** Words shorter than this say nothing: 类, 款. */
const SHORTEST = 2;

/** Read for scans only: 20 ms. Throws on a malformed file: a fault of ours. */
export function loadOcrRules(): OcrRules {
  const words = new Map<string, string>();
  for (const { file, column, split } of SOURCES) {
    for (const row of readRuleCsv(ruleFile(file))) {
      const cell = row[column] ?? '';
      for (const printed of split ? cell.split(split) : [cell]) {
        const key = keyOf(printed);
        if (key.length >= SHORTEST && !words.has(key)) words.set(key, printed);
      }
    }
  }
  const cores = new Set([...words.keys()].map((key) => key.replace(ORDINAL, '')));
  const byLength = new Map<number, Word[]>();
  for (const [key, printed] of words) {
    const list = byLength.get(key.length);
    if (list) list.push({ key, printed });
    else byLength.set(key.length, [{ key, printed }]);
  }
  const pairs = new Set<string>();
  for (const { one, other } of readRuleCsv(ruleFile('ocr/look-alikes.csv'))) {
    pairs.add(one! + other!);
    pairs.add(other! + one!);
  }
  const bounds = new Map(readRuleCsv(ruleFile('ocr/bounds.csv')).map((row) => [row['name']!, Number(row['value'])]));
  const bound = (name: string): number => {
    const value = bounds.get(name);
    if (value === undefined || Number.isNaN(value)) throw new Error(`rules/ocr/bounds.csv has no number ${name}`);
    return value;
  };
  return {
    bounds: { secondEngineBelow: bound('second_engine_below'), agreed: bound('agreed'), shortestVote: bound('shortest_vote') },
    wordOf: (key) => words.get(key) ?? null,
    isCore: (key) => words.has(key) || cores.has(key),
    wordsOfLength: (length) => byLength.get(length) ?? [],
    subHeadings: readRuleCsv(ruleFile('ocr/sub-headings.csv')).map((row) => ({ heading: row['heading']!, children: row['children']!.split(' ') })),
    alike: (a, b) => pairs.has(a + b),
  };
}
