import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRecord, saveRecord } from '../../src/write/json.js';
import { report } from '../../src/report/report.js';
import { treemap } from '../../src/report/svg.js';
import { largeFolder } from './large.js';

const folder = (): string => largeFolder(mkdtempSync(join(tmpdir(), 'kemu-report-')), 40, 3);
const change = (out: string, to: (text: string) => string, id = 'large-00000000'): void => {
  const record = loadRecord(out, id)!;
  saveRecord(out, JSON.parse(to(JSON.stringify(record))) as typeof record);
};

describe('the report', () => {
  it('is one file that asks for nothing and runs nothing', () => {
    const html = report(folder());
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|\bon\w+=|(?:src|href)=/);
    expect(html.match(/<svg /g)!.length).toBeGreaterThan(2);
    expect(report(folder(), { title: 'x' })).toBe(report(folder(), { title: 'x' }));
  });

  it('says everything in both languages', () => {
    const html = report(folder());
    expect(html.match(/lang="zh">/g)!.length).toBeGreaterThan(30);
    expect(html.match(/<(?:tspan|span) class="zh"/g)!.length).toBe(html.match(/<(?:tspan|span) class="en"/g)!.length);
  });

  it('shows text of documents as text', () => {
    const out = folder();
    change(out, (text) => text.replaceAll('云溪市', '<script>alert(1)</script>&\\"').replaceAll('large.txt', '<img src=x>.txt'));
    const html = report(out, { title: '</title><b>' });
    expect(html).not.toMatch(/<script|<img|<b>"|<\/title><b>/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('lists equations that fail and contradictions, with places', () => {
    const out = folder();
    change(out, (text) => text.replace('"difference":"0","tolerance":"0.01","passed":true', '"difference":"3.25","tolerance":"0.01","passed":false').replace('"source_errors":[]', '"source_errors":[{"table_id":"large-00000000-t01","rule":"row","source":"rule book","scope":"row 1","printed":"5","implied":"8.25","difference":"3.25","facts":[],"text":"5 printed, 8.25 implied","page":7,"line":null}]'));
    const html = report(out);
    expect(html).toContain('3.25 万元');
    expect(html).toContain('5 printed, 8.25 implied');
    expect(html).toContain('第 7 页');
  });

  it('sets years of one body side by side, and draws its subjects', () => {
    const out = folder();
    change(out, (text) => text.replaceAll('"measure":""', '"measure":"expenditure_total"').replaceAll('"classification":"none","subject_code":"","subject_name":"","subject_level":""', '"classification":"functional","subject_code":"208","subject_name":"社会保障和就业支出","subject_level":"class"').replaceAll('"amount_yuan":""', '"amount_yuan":"1000000"').replaceAll('第2个单位的项目支出', '合计').replaceAll('"confidence_level":"low"', '"confidence_level":"high"'));
    const first = loadRecord(out, 'large-00000000')!;
    saveRecord(out, { ...(JSON.parse(JSON.stringify(first).replaceAll('"amount_yuan":"1000000"', '"amount_yuan":"1500000"')) as typeof first), document_id: 'later-00000000', fiscal_year: 2025 });
    const html = report(out);
    expect(html).toContain('id="years"');
    expect(html).toContain('+50.0%');
    expect(html).toContain('208 社会保障和就业支出');
  });

  it('draws tiles whose areas are as the values, inside the frame', () => {
    const drawn = treemap([60, 25, 10, 5].map((value, i) => ({ label: `科目${i}`, value, note: '' })), { en: 'x', zh: 'x' }, { width: 400, height: 200 });
    const tiles = [...drawn.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map((match) => match.slice(1).map(Number) as [number, number, number, number]);
    expect(tiles.map(([, , w, h]) => Math.round((w * h) / 800))).toEqual([60, 25, 10, 5]);
    for (const [x, y, w, h] of tiles) {
      expect(x + w).toBeLessThanOrEqual(400.2);
      expect(y + h).toBeLessThanOrEqual(200.2);
    }
  });

  it('reports on a folder with nothing in it', () => {
    const out = folder();
    change(out, (text) => {
      const record = JSON.parse(text) as { tables: unknown[] };
      record.tables = [];
      return JSON.stringify(record);
    });
    expect(report(out)).toContain('</html>');
  });
});
