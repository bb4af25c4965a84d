import { request } from 'node:http';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Review, startReview } from '../../src/review/server.js';
import { exportTruth } from '../../src/review/truth.js';
import { largeFolder } from './large.js';

let out: string;
let review: Review;
const item = { doc: 'large-00000000', kind: 'fact', key: 't01-r10c2', field: '', who: '王', why: '' };

beforeAll(async () => {
  out = largeFolder(mkdtempSync(join(tmpdir(), 'kemu-server-')), 30, 3);
  review = await startReview({ outDir: out, now: () => '2024-01-02T03:04:05.000Z' });
});
afterAll(() => review.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(new URL(path, review.url), { redirect: 'manual', ...init });
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  get('api/judge', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });

/** A request with headers that fetch does not let through. */
const raw = (path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(review.url);
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      done(response.statusCode!);
    })
      .on('error', fail)
      .end();
  });

describe('who may ask', () => {
  it('listens on this machine only, under a secret', async () => {
    expect(review.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/$/);
    for (const path of ['/', '/wrong/', '/wrong/api/queue', '/api/queue']) expect((await get(path)).status).toBe(404);
    expect((await get('api/queue')).status).toBe(200);
  });

  it('answers no other name for this address, no page from elsewhere', async () => {
    const { pathname, port } = new URL(review.url);
    expect(await raw(`${pathname}api/queue`, { host: `evil.example:${port}` })).toBe(403);
    expect(await raw(`${pathname}api/queue`, { host: `localhost:${port}` })).toBe(200);
    expect((await post({ ...item, action: 'accept', taken: '' }, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await get('api/judge', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ ...item, action: 'accept', taken: '' }) })).status).toBe(404);
  });

  it('tells the browser to load nothing from elsewhere, and not to pass the address on', async () => {
    for (const path of ['', 'api/queue', 'app/src/review/page/main.js', 'pdfjs/legacy/build/pdf.min.mjs']) {
      const { headers, status } = await get(path);
      expect(status, path).toBe(200);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('hands out its own files and no others', async () => {
    for (const path of ['app/package.json', 'app/src/cli.js', 'app/src/review/server.js', 'app/src/review/page/..%2f..%2fcli.js', 'app/%2e%2e/package.json', 'pdfjs/package.json', 'pdfjs/..%2f..%2fpackage.json', 'api/source?doc=..%2f..%2fetc', 'api/table?doc=x&table=1', 'api/nothing'])
      expect((await get(path)).status, path).toBe(404);
    expect((await get('', { method: 'DELETE' })).status).toBe(405);
  });
});

describe('the queue', () => {
  it('puts the most doubtful first and pages through the rest', async () => {
    const page = (await (await get('api/queue?limit=5&facets=1&level=low')).json()) as { total: number; rows: { score: number }[]; facets: Record<string, [string, number][]> };
    expect(page.total).toBe(9);
    expect(page.rows.map((row) => row.score)).toEqual([...page.rows.map((row) => row.score)].sort((a, b) => a - b));
    // a facet counts what choosing another of its values would give
    expect(page.facets['level']).toEqual([
      ['high', 81],
      ['low', 9],
    ]);
    expect(page.facets['kind']).toEqual([['expenditure', 9]]);
    const rest = (await (await get('api/queue?limit=500&offset=5&level=low&words=第10个 6')).json()) as { total: number };
    expect(rest.total).toBeLessThan(9);
  });

  it('goes on from a row that has left the filter', async () => {
    const { rows } = (await (await get('api/queue?level=low&state=open')).json()) as { rows: { id: string }[] };
    await post({ ...item, key: rows[3]!.id.slice('large-00000000-'.length), action: 'accept', taken: '' });
    const next = (await (await get(`api/next?level=low&state=open&open=1&after=${rows[3]!.id}`)).json()) as { row: { id: string } };
    expect(next.row.id).toBe(rows[4]!.id);
    await post({ ...item, key: rows[3]!.id.slice('large-00000000-'.length), action: 'undo', taken: '' });
  });
});

describe('what is settled', () => {
  it('is added to corrections.csv at once, with what was there', async () => {
    expect((await post({ ...item, action: 'value', taken: ' 12,345.60 ', why: 'see, "page" 3' })).status).toBe(200);
    const lines = readFileSync(join(out, 'corrections.csv'), 'utf8').trimEnd().split('\n');
    expect(lines.at(-1)).toBe(`large-00000000,${'0'.repeat(64)},fact,t01-r10c2,value,,10.00,10.00,"12,345.60",表1,第10个单位的项目支出,本年支出/第2项,,10,王,2024-01-02T03:04:05.000Z,"see, ""page"" 3"`);
    const table = (await (await get('api/table?doc=large-00000000&table=1')).json()) as { facts: { key: string; value: string; fixes: unknown[] }[] };
    expect(table.facts.find((fact) => fact.key === 't01-r10c2')).toMatchObject({ value: '10.00', fixes: [{ action: 'value', taken: '12,345.60', applied: false }] });
  });

  it('keeps a line that someone else added without a line end', async () => {
    writeFileSync(join(out, 'corrections.csv'), readFileSync(join(out, 'corrections.csv'), 'utf8').trimEnd());
    await post({ ...item, key: 't01-r20c1', action: 'source-error', taken: '' });
    const { rows } = (await (await get('api/queue?state=source-error')).json()) as { rows: { id: string }[] };
    expect(rows.map((row) => row.id)).toEqual(['large-00000000-t01-r20c1']);
  });

  it('must be understood', async () => {
    const before = readFileSync(join(out, 'corrections.csv'), 'utf8');
    for (const body of ['', '{', '[]', 'null', { ...item, action: 'burn', taken: '' }, { ...item, action: 'value', taken: 5 }]) expect((await post(body)).status).toBe(400);
    expect((await post({ ...item, key: 't09-r1c1', action: 'accept', taken: '' })).status).toBe(409);
    expect((await post({ ...item, key: 't01-r1c1', action: 'undo', taken: '' })).status).toBe(409);
    expect((await post('x'.repeat(100_000))).status).toBe(413);
    expect(readFileSync(join(out, 'corrections.csv'), 'utf8')).toBe(before);
  });

  it('can be exported as truth', () => {
    const truth = mkdtempSync(join(tmpdir(), 'kemu-truth-'));
    expect(exportTruth(out, truth)).toEqual({ documents: 1, items: 2 });
    const lines = readFileSync(join(truth, 'large-00000000', 'facts.csv'), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toMatch(/^table_no,row_no,code,label,column_path,value,certain,/);
    expect(lines[1]).toBe('表1,10,,第10个单位的项目支出,本年支出/第2项,12345.60,1,,第10个单位的项目支出,本年支出/第2项,10.00,false,false,t01-r10c2');
    expect(lines[2]).toContain(',true,true,t01-r20c1');
  });
});
