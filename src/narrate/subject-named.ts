/** Looks a subject up by its printed name path. Implemented over rules/subjects. */
export interface SubjectNames {
  /**
   * The code of the deepest name given, '' when it is not on the tree of that budget year.
   * Names may carry words in front of them; the tree's longest name that ends the text is meant.
   */
  codeOf(path: { readonly class: string; readonly section: string; readonly item: string }, year: string): string;
  /** The code of a functional class (教育支出) or an economic subject (差旅费) by its name alone, '' for other words. */
  codeNamed(label: string, year: string): string;
}

interface Spoken {
  readonly lead: string;
  readonly label: string;
  /** Headings and items in force, outermost first. */
  readonly heads: readonly string[];
  readonly year: string;
}

const LEVELS = { 类: 'class', 款: 'section', 项: 'item' } as const;
/** 行政运行（2010501）, 2080505-机关事业单位…, 2080111公共就业…. Three digits only in brackets: 工资福利支出（301）. */
const PRINTED_CODE = /[（(](\d{3}|\d{5}|\d{7})[）)]|(?<![\d.])(2\d{6}|2\d{4}|2\d{2}(?=[-—－]))(?!\d)[-—－]?(?=\p{Script=Han})/gu;

/** A name behind the last mark whose own mark is missing: the sentence is out of order or cut. */
const UNFINISHED = /[（(][类款][）)](?!支出|预算|年初|决算|安排|经费|合计|收入|主要|项目|其中|本年|20)\p{Script=Han}{3,}[^（(]*$/u;

/** The code of the subject a figure speaks of: printed beside it, or named as …(类)…(款)…(项) in the clause, the item or the headings. */
export function subjectNamed({ lead, label, heads, year }: Spoken, names?: SubjectNames): string {
  const scopes = [lead, label, ...[...heads].reverse()];
  for (const scope of scopes.slice(0, 3)) {
    const code = [...(scope ?? '').matchAll(PRINTED_CODE)].pop();
    if (code) return code[1] ?? code[2] ?? '';
  }
  if (!names) return '';
  // “卫生健康支出-行政事业单位医疗-行政单位医疗”科目
  const parts = label.split(/[-—－]/);
  if (parts.length === 2 || parts.length === 3) {
    const code = names.codeOf({ class: parts[0]!, section: parts[1]!, item: parts[2] ?? '' }, year);
    if (code) return code;
  }
  const path = { class: '', section: '', item: '' };
  let depth = 3;
  let found = false;
  for (const scope of scopes) {
    if (!scope) continue;
    const named = pathIn(scope);
    if (UNFINISHED.test(scope)) return '';
    const top = named.class ? 0 : named.section ? 1 : named.item ? 2 : 3;
    if (top >= depth) continue;
    if (depth > 0 && !path.class) path.class = named.class;
    if (depth > 1 && !path.section) path.section = named.section;
    if (depth > 2 && !path.item && !found) path.item = named.item;
    found ||= named.class !== '' || named.section !== '' || named.item !== '';
    depth = top;
  }
  return found ? names.codeOf(path, year) : names.codeNamed(label, year);
}

function pathIn(text: string): { class: string; section: string; item: string } {
  const path = { class: '', section: '', item: '' };
  let from = 0;
  for (const match of text.matchAll(/[（(]([类款项])[）)]/g)) {
    path[LEVELS[match[1] as keyof typeof LEVELS]] = text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  return path;
}
