import { readFileSync } from 'node:fs';

/**
 * Rows of one of our own rule files as objects, by header name. RFC 4180 quoting.
 * Thirty lines instead of fast-csv because rules are read at every start: 170 kB in 3 ms instead of 60 ms.
 */
export function readRuleCsv(path: string | URL): Record<string, string>[] {
  const text = readFileSync(path, 'utf8');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      let end = at + 1;
      cell = '';
      for (;;) {
        const quote = text.indexOf('"', end);
        if (quote < 0) throw new Error(`${String(path)}: a quoted cell is not closed`);
        cell += text.slice(end, quote);
        if (text[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        cell += '"';
        end = quote + 2;
      }
    } else {
      let end = at;
      while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
      cell = text.slice(at, text[end - 1] === '\r' ? end - 1 : end);
      at = end;
    }
    row.push(cell);
    if (text[at] === '\r') at++;
    if (at >= text.length || text[at] === '\n') {
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
    }
    at++;
  }
  if (row.length > 0) rows.push(row);
  const [header = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}

/** A file of the rule book: the same relative path in the sources and in dist/. */
export function ruleFile(path: string): URL {
  const here = new URL(import.meta.url);
  const root = here.pathname.includes('/dist/rules/') ? new URL('../../rules/', here) : new URL('./', here);
  return new URL(path, root);
}
