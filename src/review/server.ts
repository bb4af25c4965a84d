import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACTIONS, ITEM_KINDS } from '../model/correction.js';
import { type Facet, FACETS, type Judgement, type Words } from './page/api.js';
import { pageHtml } from './page-html.js';
import { type QueueQuery, ReviewStore } from './store.js';
import { KIND_NAMES } from './kind-names.js';

/**
 * What the browser may load: only what this server has. WebAssembly is the JPEG 2000 decoder of pdf.js; `blob:` and
 * `data:` are pictures and fonts it makes itself.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HERE = dirname(fileURLToPath(import.meta.url));
/** Folder with package.json, whether this runs from src/ or from dist/. */
const ROOT = existsSync(join(HERE, '../../package.json')) ? join(HERE, '../..') : join(HERE, '../../..');
/** Folder of the compiled browser code. */
const BUILT = join(ROOT, 'dist');
/** Browser code that is handed out, below `dist/`. */
const OWN_FILE = /^src\/(?:review\/page|text)\/[a-z-]+\.(?:js|css)$/;
/** Files of pdf.js that are handed out. */
const PDFJS_FILE = /^(?:legacy\/build\/pdf(?:\.worker)?\.min\.mjs|cmaps\/[\w.-]+\.bcmap|standard_fonts\/[\w.-]+|wasm\/[\w.-]+|iccs\/[\w.-]+)$/;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  wasm: 'application/wasm',
};
/** A judgement is a few short texts. */
const MOST_BODY = 64 * 1024;
const MOST_ROWS = 500;

export interface ReviewOptions {
  readonly outDir: string;
  readonly sourcesDir?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** Secret part of the address; random when absent. */
  readonly token?: string;
  /** Time of a judgement; for tests. */
  readonly now?: () => string;
}

export interface Review {
  readonly url: string;
  readonly store: ReviewStore;
  close(): Promise<void>;
}

/** Serve the review page of an output folder on the loopback interface. */
export async function startReview(options: ReviewOptions): Promise<Review> {
  if (!existsSync(join(BUILT, 'src/review/page/main.js'))) throw new Error('the review page is not built: npm run build');
  const store = new ReviewStore(resolve(options.outDir), options.sourcesDir === undefined ? undefined : resolve(options.sourcesDir));
  const token = options.token ?? randomBytes(18).toString('base64url');
  const now = options.now ?? (() => new Date().toISOString());
  const server = createServer((request, response) => {
    answer(request, response, { store, token, now, server }).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else send(response, 500, 'text/plain; charset=utf-8', error.message);
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}/${token}/`,
    store,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Context {
  readonly store: ReviewStore;
  readonly token: string;
  readonly now: () => string;
  readonly server: Server;
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const host = request.headers.host ?? '';
  const port = portOf(context.server);
  // another name for this address would be a page elsewhere that had itself resolved to it
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return send(response, 403, 'text/plain', 'forbidden');
  const url = new URL(request.url ?? '/', `http://${host}`);
  const [, token = '', ...rest] = url.pathname.split('/');
  if (!same(token, context.token)) return send(response, 404, 'text/plain', 'not found');
  if (rest.length === 0) {
    response.writeHead(308, { location: `/${context.token}/` }).end();
    return;
  }
  const path = rest.map(decodeURIComponent).join('/');
  if (request.method === 'POST') return post(request, response, path, host, context);
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'text/plain', 'method not allowed');
  if (path === '') return send(response, 200, 'text/html; charset=utf-8', pageHtml(basename(context.store.outDir)));
  if (path.startsWith('app/')) return file(response, BUILT, path.slice('app/'.length), OWN_FILE);
  if (path.startsWith('pdfjs/')) return file(response, pdfjsFolder(), path.slice('pdfjs/'.length), PDFJS_FILE);
  if (path.startsWith('api/')) return api(response, path.slice('api/'.length), url.searchParams, context);
  return send(response, 404, 'text/plain', 'not found');
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

async function api(response: ServerResponse, name: string, query: URLSearchParams, { store }: Context): Promise<void> {
  const id = query.get('doc') ?? '';
  switch (name) {
    case 'words':
      return json(response, words(store));
    case 'documents':
      return json(response, store.infos());
    case 'queue':
      return json(
        response,
        store.queue(queryOf(query), {
          offset: whole(query.get('offset')),
          limit: Math.min(MOST_ROWS, whole(query.get('limit')) || 100),
          at: query.get('at') ?? '',
          facets: query.get('facets') === '1',
        }),
      );
    case 'next':
      return json(response, store.next(queryOf(query), query.get('after') ?? '', query.get('step') === '-1' ? -1 : 1, query.get('open') === '1'));
    case 'table': {
      const view = store.table(id, whole(query.get('table')));
      return view ? json(response, view) : send(response, 404, 'text/plain', 'no such table');
    }
    case 'lines':
    case 'source': {
      const record = store.record(id);
      const bytes = record && (await store.sources.bytes(id, record.source_file, record.sha256));
      if (!record || !bytes) return send(response, 404, 'text/plain', 'the source is not there any more');
      if (name === 'source') return send(response, 200, record.media_type || 'application/octet-stream', bytes, { 'content-disposition': 'attachment' });
      const { readTextDump } = await import('../../parsers/text-dump/text-dump.js');
      const { encoding } = readTextDump(bytes, /encoding=([\w-]+)/.exec(record.made_by)?.[1]);
      return json(response, { lines: new TextDecoder(encoding).decode(bytes).split(/\r\n|\n|\r/) });
    }
  }
  return send(response, 404, 'text/plain', 'not found');
}

async function post(request: IncomingMessage, response: ServerResponse, path: string, host: string, { store, now }: Context): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return send(response, 403, 'text/plain', 'forbidden');
  if (path !== 'api/judge' || !/^application\/json\b/.test(request.headers['content-type'] ?? '')) return send(response, 404, 'text/plain', 'not found');
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > MOST_BODY) return send(response, 413, 'text/plain', 'too long');
  }
  const judgement = judgementOf(body);
  if (judgement === null) return send(response, 400, 'text/plain', 'not understood');
  const problem = store.judge(judgement, now());
  return problem === '' ? json(response, {}) : send(response, 409, 'text/plain; charset=utf-8', problem);
}

function judgementOf(body: string): Judgement | null {
  try {
    const judgement = JSON.parse(body) as Judgement;
    const texts = [judgement.doc, judgement.key, judgement.field, judgement.taken, judgement.who, judgement.why];
    return texts.every((text) => typeof text === 'string') && ACTIONS.includes(judgement.action) && ITEM_KINDS.includes(judgement.kind) ? judgement : null;
  } catch {
    return null;
  }
}

function queryOf(query: URLSearchParams): QueueQuery {
  const facets: Partial<Record<Facet, string[]>> = {};
  for (const facet of FACETS) facets[facet] = query.getAll(facet);
  return { facets, words: query.get('words') ?? '' };
}

let glossary: Words['flags'] | undefined;
function words(store: ReviewStore): Words {
  glossary ??= JSON.parse(readFileSync(join(ROOT, 'rules/flags.json'), 'utf8')) as Words['flags'];
  return { flags: glossary, kinds: KIND_NAMES, out: basename(store.outDir) };
}

const whole = (text: string | null): number => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0);

let pdfjs: string | undefined;
const pdfjsFolder = (): string => (pdfjs ??= dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')));

function file(response: ServerResponse, folder: string, path: string, allowed: RegExp): void {
  const full = join(folder, path);
  if (!allowed.test(path) || !statSync(full, { throwIfNoEntry: false })?.isFile()) {
    send(response, 404, 'text/plain', 'not found');
    return;
  }
  headers(response, 200, TYPES[path.split('.').at(-1)!] ?? 'application/octet-stream', {});
  createReadStream(full).on('error', () => response.destroy()).pipe(response);
}

const json = (response: ServerResponse, value: unknown): void => send(response, 200, 'application/json; charset=utf-8', JSON.stringify(value));

function send(response: ServerResponse, status: number, type: string, body: string | Buffer, more: Readonly<Record<string, string>> = {}): void {
  headers(response, status, type, more);
  response.end(body);
}

function headers(response: ServerResponse, status: number, type: string, more: Readonly<Record<string, string>>): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...more,
  });
}
