import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nameKey } from '../rules/subjects/name.js';
import { loadSubjects, parentCode, systemOf, type Subject, type System } from '../rules/subjects/subjects.js';

const rules = loadSubjects();
const SYSTEMS: System[] = ['functional', 'economic_department', 'economic_government', 'revenue'];
const all = SYSTEMS.flatMap((system) => rules.all(system));
const EVIDENCE = Object.keys((JSON.parse(readFileSync(new URL('../rules/subjects/sources.json', import.meta.url), 'utf8')) as { evidence: object }).evidence);
const years = Array.from(
  { length: rules.editions.last - rules.editions.first + 1 },
  (_, i) => rules.editions.first + i,
);
const show = (s: Subject) => `${s.code} ${s.name} ${s.since}-${s.until}`;
const valid = (s: Subject, year: number) => s.since <= year && year <= s.until;

describe('subject trees', () => {
  it('have no line break inside a cell and end with one', () => {
    const folder = new URL('../rules/subjects/', import.meta.url);
    for (const file of readdirSync(folder).filter((f) => f.endsWith('.csv'))) {
      const text = readFileSync(new URL(file, folder), 'utf8');
      expect(text.endsWith('\n'), file).toBe(true);
      for (const line of text.split('\n')) expect((line.match(/"/g) ?? []).length % 2, `${file}: ${line}`).toBe(0);
    }
  });

  it('stand in the order of their codes, then of their years', () => {
    for (const system of SYSTEMS) {
      const keys = rules.all(system).map((s) => `${s.code.padEnd(7)} ${String(s.since).padStart(4, '0')}`);
      expect(keys, system).toEqual([...keys].sort());
    }
  });

  it('have a level and a parent that follow from the code', () => {
    for (const s of all) {
      expect(s.level, show(s)).toBe({ 3: 'class', 5: 'section', 7: 'item' }[s.code.length]);
      expect(s.parent, show(s)).toBe(parentCode(s.code));
      expect(systemOf(s.code), show(s)).toBe(s.system);
      expect(nameKey(s.name), show(s)).not.toBe('');
    }
  });

  it('have no code twice in a year, and every parent in every year of its children', () => {
    for (const year of years) {
      const seen = new Set<string>();
      for (const s of all.filter((x) => valid(x, year))) {
        expect(seen.has(s.code), `${year} ${show(s)}`).toBe(false);
        seen.add(s.code);
        if (s.parent !== '') expect(rules.byCode(s.parent, year), `${year} parent of ${show(s)}`).not.toBeNull();
      }
    }
  });

  it('have periods that begin before they end, and years that are known or said to be guessed', () => {
    for (const s of all) {
      expect(s.since <= s.until, show(s)).toBe(true);
      if (s.uncertain === 'since' || s.uncertain === 'both') expect(s.since, show(s)).toBeGreaterThan(0);
      if (s.uncertain === 'until' || s.uncertain === 'both') expect(s.until, show(s)).toBeLessThan(9999);
    }
  });

  it('never overstate their evidence: printed names are counted, and were seen inside their period', () => {
    for (const s of all) {
      expect(EVIDENCE, show(s)).toContain(s.evidence);
      if (s.evidence !== 'official') expect(s.documents > 0, show(s)).toBe(s.evidence === 'printed');
      for (const year of s.years.split(' ').filter((y) => y !== ''))
        expect(valid(s, Number(year)), `${show(s)} seen in ${year}`).toBe(true);
    }
  });

  it('do not bear one name twice below one parent in a year', () => {
    for (const year of years)
      for (const s of all.filter((x) => valid(x, year)))
        expect(
          rules
            .byName(s.name, year, { system: s.system, parent: s.parent, level: s.level })
            .filter((x) => nameKey(x.name) === nameKey(s.name)),
          `${year} ${show(s)}`,
        ).toHaveLength(1);
  });
});

describe('changes between editions', () => {
  const renames = all.flatMap((s) => rules.renamesFrom(s.code)).filter((r, i, list) => list.indexOf(r) === i);

  it('lead from a subject of the year before to one of their year', () => {
    expect(renames.length).toBeGreaterThan(200);
    for (const r of renames) {
      const label = `${r.codeOld} ${r.nameOld} → ${r.codeNew} ${r.nameNew} ${r.year}`;
      const old = rules.periods(r.codeOld).find((s) => nameKey(s.name) === nameKey(r.nameOld));
      const now = rules.byCode(r.codeNew, r.year);
      expect(old, label).toBeDefined();
      expect(old!.until < r.year || r.codeOld !== r.codeNew, label).toBe(true);
      expect(now && nameKey(now.name), label).toBe(nameKey(r.nameNew));
    }
  });

  it('explain every name that a code changes', () => {
    const unexplained: string[] = [];
    for (const s of all) {
      const next = rules.periods(s.code).find((p) => p.since === s.until + 1);
      if (
        next &&
        nameKey(next.name) !== nameKey(s.name) &&
        !rules.renamesFrom(s.code).some((r) => r.codeNew === s.code && r.year === next.since)
      )
        unexplained.push(`${show(s)} → ${next.name}`);
    }
    expect(unexplained).toEqual([]);
  });
});

describe('what hangs on the trees', () => {
  it('aliases resolve, and are no name of another subject of the same level', () => {
    for (const code of new Set(all.map((s) => s.code)))
      for (const a of rules.aliasesOf(code)) {
        expect(a.system).toBe(systemOf(code));
        expect(['name', 'slip', 'cut']).toContain(a.use);
        expect(a.documents, a.label).toBeGreaterThan(0);
      }
    const lines = readFileSync(new URL('../rules/subjects/aliases.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    for (const line of lines) expect(rules.periods(line.split(',')[2]!).length, line).toBeGreaterThan(0);
  });

  it('local codes lie below a national one and are on no tree', () => {
    const lines = readFileSync(new URL('../rules/subjects/local.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    for (const line of lines) {
      const [code = '', , parent = ''] = line.split(',');
      expect(code.startsWith(parent), line).toBe(true);
      expect(rules.periods(parent).length, line).toBeGreaterThan(0);
      expect(rules.periods(code), line).toEqual([]);
    }
  });

  it('the crosswalk joins a government and a department subject', () => {
    for (const s of rules.all('economic_government'))
      for (const c of rules.crosswalk(s.code)) {
        expect(systemOf(c.government)).toBe('economic_government');
        expect(systemOf(c.department)).toBe('economic_department');
        expect(rules.periods(c.department).length, `${c.government} ${c.department}`).toBeGreaterThan(0);
      }
  });

  it('every functional class and section has a COFOG line, every economic one a GFSM line', () => {
    for (const s of rules.all('functional'))
      if (s.level !== 'item') expect(rules.cofog(s.code), show(s)).not.toBeNull();
    for (const system of ['economic_department', 'economic_government'] as const)
      for (const s of rules.all(system)) expect(rules.gfsm(s.code), show(s)).not.toBeNull();
  });

  it('international codes are well formed and their confidence is said', () => {
    for (const s of all) {
      const cofog = rules.cofog(s.code);
      if (cofog)
        expect(`${cofog.division} ${cofog.group} ${cofog.confidence}`).toMatch(
          /^(0[1-9]|10|0[1-9]\/0[1-9]|)(\/(0[1-9]|10))* ((0[1-9]|10)\.[1-9](\/(0[1-9]|10)\.[1-9])*|) (high|medium|low)$/,
        );
      const gfsm = rules.gfsm(s.code);
      if (gfsm)
        expect(`${gfsm.division} ${gfsm.group} ${gfsm.confidence}`).toMatch(
          /^(2[1-8]|3[1-3]|) (2[1-8]\d|3[1-3]\d|) (high|medium|low)$/,
        );
      if (gfsm?.group) expect(gfsm.group.startsWith(gfsm.division), show(s)).toBe(true);
    }
  });

  it('row senses know their own examples', () => {
    const lines = readFileSync(new URL('../rules/subjects/row-senses.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    for (const line of lines) {
      const [pattern = '', , example = ''] = line.split(',');
      expect(new RegExp(pattern).test(example.replace(/^.、/, '')), line).toBe(true);
    }
  });
});

describe('look-ups', () => {
  it('know codes by year', () => {
    expect(rules.byCode('20805', 2019)?.name).toBe('行政事业单位离退休');
    expect(rules.byCode('20805', 2020)?.name).toBe('行政事业单位养老支出');
    expect(rules.byCode('2089901', 2021)).toBeNull();
    expect(rules.byCode('xyz', 2021)).toBeNull();
  });
  it('know names in the spellings of documents', () => {
    expect(rules.byName('维修(护)费', 2024, { system: 'economic_department' }).map((s) => s.code)).toEqual(['30213']);
    expect(rules.classNamed('科学技术', 2024)?.code).toBe('206');
    expect(rules.classNamed('社会保障和就业支出', 2024)?.code).toBe('208');
    expect(rules.classNamed('其他', 2024)).toBeNull();
  });
  it('use the nearest edition for years not covered', () => {
    const { first, last } = rules.editions;
    expect([0, first - 5, 2019, last, last + 1].map((y) => rules.editionFor(y))).toEqual([last, first, 2019, last, last]);
  });
  it('do a million names in seconds', () => {
    const names = rules.all('functional').map((s) => s.name);
    const begin = performance.now();
    for (let i = 0; i < 1e6; i++) rules.byName(names[i % names.length]!, 2017 + (i % 10));
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
