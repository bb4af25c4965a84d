import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSubjects } from '../rules/subjects/subjects.js';
import type { DocumentHead, Row, Table, TableKind } from '../src/model/index.js';
import { resolve } from '../src/resolve/resolve.js';

const rules = loadSubjects();
const folder = new URL('./resolve/', import.meta.url);

/**
 * A table as a fixture writes it: columns as paths (`支出/金额`, the block is that of the first part when `sides` is
 * true), rows as `code | label` or `code+code | outer/inner`; a row on the right side of a summary begins with `>`; a figure
 * other than 1.00 follows ` = `.
 */
interface CompactTable {
  readonly kind: TableKind;
  readonly columns?: readonly string[];
  readonly rows: readonly string[];
}
interface Input {
  readonly year: number;
  readonly tables: readonly CompactTable[];
}

const place = { page: 0, line: 0 };

function tableOf(compact: CompactTable, order: number): Table {
  const columns = (compact.columns ?? ['合计']).map((text, index) => ({
    index,
    path: text.split('/'),
    measure: '',
    block: index,
    role: 'amount' as const,
  }));
  const rows = compact.rows.map((text, i): Row => {
    const right = text.startsWith('>');
    const [row = '', figure = '1'] = (right ? text.slice(1) : text).split(' = ');
    const [codes = '', path = ''] = row.split('|').map((part) => part.trim());
    const labels = path.split('/');
    const block = right ? 1 : 0;
    const all = codes.split('+').filter((c) => c !== '');
    return {
      rowNo: i + 1,
      block,
      label: labels.at(-1)!,
      path: labels,
      code: all[0] ?? '',
      codes: all,
      indent: 0,
      cells: [
        {
          amount: { digits: BigInt(figure) * 100n, scale: 2, printed: `${figure}.00` },
          column: block,
          basis: ['count'],
          flags: [],
          candidates: [],
          place: { page: 0, line: i + 1 },
        },
      ],
      flags: [],
      place: { page: 0, line: i + 1 },
    };
  });
  return {
    order,
    tableNo: `表${order}`,
    title: '',
    kind: compact.kind,
    unit: '万元',
    origin: 'dump',
    empty: false,
    columns,
    rows,
    formulas: [],
    notes: [],
    first: place,
    last: place,
    flags: [],
  };
}

const headOf = (year: number): DocumentHead => ({
  entityName: '',
  documentType: 'budget',
  fiscalYear: year,
  unit: '万元',
});
const run = (input: Input) =>
  resolve(
    input.tables.map((t, i) => tableOf(t, i + 1)),
    headOf(input.year),
    rules,
  );

/** A fact in a line: what was printed → classification, subject, further subjects, flags. */
const lineOf = (fact: ReturnType<typeof run>['value'][number]): string =>
  [
    `${fact.key} ${fact.code} ${fact.rowPath.join('/')}`.replace(/\s+/g, ' '),
    '→',
    fact.classification,
    fact.subject ? `${fact.subject.code} ${fact.subject.name} ${fact.subject.level} ${fact.flags.includes('edition-assumed') ? 'latest' : fact.subject.edition}` : '-',
    ...fact.subjects.map((s) => `+${s.system}:${s.code}`),
    fact.flags.length > 0 ? `[${fact.flags.join(' ')}]` : '',
    fact.basis.includes('name') ? 'named' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');

describe('resolve', () => {
  for (const name of readdirSync(folder).sort()) {
    it(name, async () => {
      const input = JSON.parse(readFileSync(new URL(`${name}/input.json`, folder), 'utf8')) as Input;
      const { value, messages } = run(input);
      const seen = { facts: value.map(lineOf), messages: messages.map((m) => `${m.severity} ${m.rule}: ${m.text}`) };
      await expect(`${JSON.stringify(seen, null, 2)}\n`).toMatchFileSnapshot(
        new URL(`${name}/expected.json`, folder).pathname,
      );
    });
  }

  it('says the classification of the subject, and nothing of a confidence', () => {
    for (const name of readdirSync(folder)) {
      const { value } = run(JSON.parse(readFileSync(new URL(`${name}/input.json`, folder), 'utf8')) as Input);
      for (const fact of value) {
        if (fact.subject) expect(fact.classification).toBe(fact.subject.system);
        expect(fact.confidence).toEqual({ level: 'medium', score: 0.5 });
      }
      expect(new Set(value.map((f) => f.key)).size).toBe(value.length);
    }
  });

  it('knows every flag and message it uses', () => {
    const flags = JSON.parse(readFileSync(new URL('../rules/flags.json', import.meta.url), 'utf8')) as Record<
      string,
      unknown
    >;
    const known = JSON.parse(readFileSync(new URL('../rules/messages.json', import.meta.url), 'utf8')) as Record<
      string,
      unknown
    >;
    for (const name of readdirSync(folder)) {
      const { value, messages } = run(JSON.parse(readFileSync(new URL(`${name}/input.json`, folder), 'utf8')) as Input);
      for (const fact of value) for (const flag of fact.flags) expect(flags, flag).toHaveProperty([flag]);
      for (const message of messages) expect(known, message.rule).toHaveProperty([message.rule]);
    }
  });
});

describe('a misread code or name', () => {
  const tree = rules.all('functional').filter((s) => s.since <= 2024 && s.until >= 2024 && s.level === 'item');
  const sample = tree.filter((_, i) => i % 7 === 0);

  it('never becomes another subject without a word', () => {
    for (const s of sample)
      for (let at = 1; at < 7; at++) {
        const digit = String((Number(s.code[at]) + 1) % 10);
        const code = s.code.slice(0, at) + digit + s.code.slice(at + 1);
        const [fact] = run({
          year: 2024,
          tables: [{ kind: 'general_public_expenditure', rows: [`${code} | ${s.name}`] }],
        }).value;
        // The same name may stand under the misread code as well (行政运行): then nothing can be seen.
        const innocent = rules.periods(code).some((p) => p.name === s.name);
        if (!innocent && fact!.subject?.code !== s.code) expect(fact!.flags, `${code} ${s.name}`).not.toEqual([]);
        if (!innocent && fact!.subject?.code === s.code) expect(fact!.flags, `${code} ${s.name}`).not.toEqual([]);
      }
  });

  it('is never called confirmed when the label is another subject', () => {
    for (const [i, s] of sample.entries()) {
      const other = sample[(i + 11) % sample.length]!;
      if (other.name === s.name) continue;
      const [fact] = run({
        year: 2024,
        tables: [{ kind: 'general_public_expenditure', rows: [`${s.code} | ${other.name}`] }],
      }).value;
      expect(fact!.flags, `${s.code} ${other.name}`).not.toEqual([]);
      expect(fact!.flags, `${s.code} ${other.name}`).not.toContain('name-partial');
    }
  });
});
