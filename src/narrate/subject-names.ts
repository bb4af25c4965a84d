import type { Subject, SubjectRules } from '../../rules/subjects/subjects.js';
import { nameKey } from '../../rules/subjects/name.js';
import type { SubjectNames } from './subject-named.js';

/**
 * Names to codes over the subject trees. A class is found with or without its closing 支出; a section or item below what
 * is known above it, or anywhere on the functional tree where only one subject of that year bears the name.
 */
export function subjectNames(subjects: SubjectRules): SubjectNames {
  const below = (text: string, parent: string, year: number): Subject | null => ending(text, subjects.children(parent, year));
  return {
    codeOf(path, printedYear) {
      const year = subjects.editionFor(Number(printedYear) || 0);
      const top = path.class === '' ? null : (subjects.classNamed(tail(path.class), year) ?? ending(path.class, subjects.children('', year, 'functional')));
      if (path.class !== '' && !top) return '';
      if (path.section === '' && path.item === '') return top?.code ?? '';
      let section: Subject | null = null;
      if (path.section !== '') {
        section = top ? below(path.section, top.code, year) : alone(path.section, 'section', year, subjects);
        if (!section) return '';
        if (path.item === '') return section.code;
      }
      if (section) return below(path.item, section.code, year)?.code ?? '';
      return top ? '' : (alone(path.item, 'item', year, subjects)?.code ?? '');
    },
    codeNamed(label, printedYear) {
      // 其他支出 alone is as often a project as class 229.
      if (label === '其他支出') return '';
      const year = subjects.editionFor(Number(printedYear) || 0);
      const top = subjects.classNamed(label, year);
      if (top) return top.code;
      const economic = subjects.byName(label, year, { system: 'economic_department' });
      return economic.length === 1 ? economic[0]!.code : '';
    },
  };
}

/** A class name behind the words before it: 与上年相比，社会保障和就业支出. */
const tail = (text: string): string => text.split(/[，。；：:、\d.．（(）)]/).pop() ?? '';

const bare = (text: string): string => nameKey(text).replace(/支出$/, '');

/** The subject with the longest name that ends the text; a closing 支出 may be missing on either side. */
function ending(text: string, among: readonly Subject[]): Subject | null {
  const wanted = bare(text);
  let best: Subject | null = null;
  for (const subject of among) {
    const name = bare(subject.name);
    if (name !== '' && wanted.endsWith(name) && (!best || name.length > bare(best.name).length)) best = subject;
  }
  return best;
}

function alone(text: string, level: 'section' | 'item', year: number, subjects: SubjectRules): Subject | null {
  const found = subjects.byName(tail(text), year, { system: 'functional', level });
  return found.length === 1 ? found[0]! : null;
}
