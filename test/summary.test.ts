import { describe, expect, it } from 'vitest';
import type { BatchDocument, BatchResult } from '../src/batch.js';
import type { Outcome } from '../src/outcome.js';
import { lineOf } from '../src/progress.js';
import { summaryText } from '../src/summary.js';
import { Sum } from '../src/totals.js';

const plain = (text: string): string => text;
const paint = { bold: plain, dim: plain, green: plain, yellow: plain, red: plain };
const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  documentId: 'a-1', status: 'ok', error: '', kept: false, pages: 3, tables: 2, emptyTables: 1,
  facts: { high: 9, medium: 1, low: 0 }, subjects: { coded: 8, clean: 6, reasons: {} }, indicators: 0, statements: 4, checks: { passed: 5, failed: 1 }, noticed: 0, notices: [], milliseconds: 10, ...more,
});
const notice = (text: string) => ({ severity: 'warning', rule: 'align/ambiguous-column', text, page: null, line: 7 });
const document = (sourcePath: string, of: Outcome): BatchDocument => ({ position: 1, sourcePath, documentId: of.documentId, outcome: of });
const documents = [
  document('a.txt', outcome({ noticed: 20, notices: Array.from({ length: 5 }, (_, i) => notice(`first ${i}`)) })),
  document('b.pdf', outcome({ status: 'failed', error: 'b.pdf: encrypted', noticed: 1, facts: { high: 0, medium: 0, low: 0 } })),
  document('c.txt', outcome({ kept: true, noticed: 1, notices: [notice('other')] })),
];
const resultOf = (documents: readonly BatchDocument[], interrupted = false): BatchResult => {
  const sum = new Sum();
  for (const each of documents) sum.add(each);
  return { totals: sum.totals({ duplicates: 1, skipped: 2, milliseconds: 1234 }), remarks: sum.remarks(), remarked: sum.remarked, interrupted, written: null };
};

describe('the summary of a run', () => {
  it('counts', () => {
    expect(resultOf(documents).totals).toMatchObject({ documents: 3, ok: 2, failed: 1, kept: 1, facts: { high: 18, medium: 2, low: 0 }, checks: { passed: 15, failed: 3 }, noticed: 22, duplicates: 1, skipped: 2, milliseconds: 1234 });
  });

  it('shows failed documents first, then something of every document', () => {
    const text = summaryText(resultOf(documents), { outDir: 'out', language: 'en', paint });
    const lines = text.split('\n').map((line) => line.trim());
    const from = lines.indexOf('A person should look at');
    expect(lines.slice(from + 1, from + 4)).toEqual(['b.pdf  encrypted', 'a.txt:7  first 0 align/ambiguous-column', 'c.txt:7  other align/ambiguous-column']);
    expect(text).toContain('facts              20   high 18 (90.0 %) · medium 2 (10.0 %)');
    expect(text).toContain('coded rows         24   on the subject tree 18 (75.0 %) · with a reason 6 (25.0 %)');
    expect(text).toContain('… and 15 more');
  });

  it('keeps a dozen remarks of however many documents, and knows how many there are', () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      document(`${i}.txt`, i < 10 ? outcome({ noticed: 7, notices: [notice('a'), notice('b')] }) : i < 12 ? outcome({ status: 'failed', error: 'broken', noticed: 1 }) : outcome()),
    );
    const { remarks, remarked } = resultOf(many);
    expect(remarks.map(({ place, text }) => `${place} ${text}`)).toEqual([
      ...[10, 11].map((i) => `${i}.txt broken`),
      ...Array.from({ length: 10 }, (_, i) => `${i}.txt:7 a`),
    ]);
    expect(remarked).toBe(72);
    expect(resultOf(many.slice(0, 3)).remarks.map(({ text }) => text).join('')).toBe('aaabbb');
  });

  it('shows names that would move the cursor or end the line as they are written in code', () => {
    const sourcePath = 'a\u001b[31m\nb\u202e.txt';
    const failed = outcome({ status: 'failed', error: `${sourcePath}: encrypted\u0007`, tables: 1 });
    const shown = 'a\\u001b[31m\\nb\\u202e.txt  encrypted\\u0007';
    expect(lineOf(sourcePath, failed)).toBe(`failed  ${shown}  (0.01 s)`);
    expect(lineOf('b.txt', { ...failed, status: 'ok' })).toBe('ok      b.txt  1 table, 10 facts  (0.01 s)');
    const text = summaryText(resultOf([document(sourcePath, failed)]), { outDir: 'out', language: 'en', paint });
    expect(text).toContain(`\n    ${shown}\n`);
  });

  it('does not say that nothing needs a person where a check has failed or a figure is low', () => {
    const quiet = (more: Partial<Outcome>) => summaryText(resultOf([document('a.txt', outcome(more))]), { outDir: 'out', language: 'en', paint });
    expect(quiet({})).toContain('A person should look at\n    checks.csv  1 not passed: filter passed = false\n');
    expect(quiet({ checks: { passed: 5, failed: 0 }, facts: { high: 1, medium: 0, low: 2 } })).toContain('A person should look at\n    facts.csv  2 of low confidence: filter confidence_level = low\n');
    expect(quiet({ checks: { passed: 5, failed: 0 } })).toContain('Nothing needs a person.');
  });

  it('says that nothing needs a person, and that a run was interrupted, in Chinese too', () => {
    expect(summaryText(resultOf([], true), { outDir: 'out', language: 'zh', paint })).toMatch(/没有需要人工核对的内容[\s\S]*已中断/);
  });
});
