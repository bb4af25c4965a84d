import { readRuleCsv, ruleFile } from '../csv.js';

/** Every name a subject code was printed with in any edition, white space removed: what tells where a broken label ends. */
export interface SubjectNames {
  namesOf(code: string): readonly string[];
  /** Whether a text is, to the letter, the name of a department economic section (款). */
  isEconomicName(name: string): boolean;
  /** The tree a class name (类) belongs to: functional | department | government; '' for other labels. */
  systemOfClass(name: string): string;
}

const FILES = [
  ['functional', 'functional'],
  ['economic-department', 'department'],
  ['economic-government', 'government'],
] as const;

/** Codes and names of the expenditure trees, all editions together. 5 ms: no index by year. */
export function loadSubjectNames(): SubjectNames {
  const names = new Map<string, string[]>();
  const add = (code: string, name: string) => {
    const known = names.get(code);
    if (!known) names.set(code, [name]);
    else if (!known.includes(name)) known.push(name);
  };
  const sections = new Set<string>();
  const classes = new Map<string, string>();
  for (const [file, system] of FILES) {
    for (const row of readRuleCsv(ruleFile(`subjects/${file}.csv`))) {
      add(row.code!, row.name!);
      if (system === 'department' && row.level === 'section') sections.add(row.name!);
      if (row.level === 'class' && !classes.has(row.name!)) classes.set(row.name!, system);
    }
  }
  for (const row of readRuleCsv(ruleFile('subjects/aliases.csv'))) if (row.use !== 'cut') add(row.code!, row.printed_label!);
  return { namesOf: (code) => names.get(code) ?? [], isEconomicName: (name) => sections.has(name), systemOfClass: (name) => classes.get(name) ?? '' };
}
