import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BatchDocument } from '../../src/batch.js';
import { asWord, asWorkbook, wordFile } from '../../corpus/gridded.js';
import { CITIES } from '../../corpus/cities.js';
import { zipOf } from '../batch/zip.js';

/** As built: its processes start five times as fast as those of the sources. */
const { convertBatch } = (await import(new URL('../../dist/src/batch.js', import.meta.url).href)) as typeof import('../../src/batch.js');
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Documents converted by one batch. */
const ROUND = 250;

/** Park and Miller's generator: the same seed gives the same inputs everywhere. */
const generator = (seed: number): ((below: number) => number) => {
  let state = seed % 2147483647 || 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
};
type Random = ReturnType<typeof generator>;

/** The project's own small documents. */
const samples = (): Buffer[] => {
  const found: Buffer[] = [];
  for (const entry of readdirSync(join(ROOT, 'corpus'), { recursive: true, withFileTypes: true }))
    if (entry.isFile() && /\.(txt|pdf)$/.test(entry.name)) found.push(readFileSync(join(entry.parentPath, entry.name)));
  return [...found, ...CITIES.slice(0, 2).flatMap((make) => [asWord(make()), asWorkbook(make())])].filter((bytes) => bytes.length < 300_000);
};

const PIECES = ['合计', '\f', '\u3000', '(1+2+', '）栏', '%', '-', '9'.repeat(400), '0.'.repeat(50), '表1', '单位：万元', '\ufffd', '\0', '=1+1', '类 款 项', '2080505', '注：', '\r', '一、', '(('.repeat(40)];

/** One change that damaged files, extractors or people make. */
const MUTATIONS: readonly ((bytes: Buffer, random: Random, other: Buffer) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random(bytes.length + 1)),
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let n = 1 + random(20); n > 0 && copy.length > 0; n--) copy[random(copy.length)] = random(256);
    return copy;
  },
  (bytes, random, other) => {
    const at = random(bytes.length + 1);
    const from = random(other.length + 1);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + random(2000)), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = random(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(PIECES[random(PIECES.length)]!.repeat(1 + random(8))), bytes.subarray(at)]);
  },
  (bytes, random) => {
    // lines in another order
    const lines = bytes.toString('utf8').split('\n');
    for (let n = 1 + random(30); n > 0; n--) {
      const [a, b] = [random(lines.length), random(lines.length)];
      [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    }
    return Buffer.from(lines.join('\n'));
  },
  (bytes, random) => {
    // a stretch many times over
    const at = random(bytes.length + 1);
    const piece = bytes.subarray(at, at + 1 + random(300));
    return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: random(60) }, () => piece), bytes.subarray(at)]);
  },
  (bytes, random) => Buffer.from(bytes.toString('utf8').replaceAll(/\d/g, () => String(random(10)))),
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n\n', '\n')),
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll(/[ \n]/g, '')),
  (bytes) => Buffer.from(bytes.toString('utf8').replaceAll(' ', '\n')),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  // rows and cells of a Word document, spans and marks as they come
  (bytes, random) => wordFile(`<w:tbl>${bytes.toString('utf8').split('\n').slice(0, 400).map((line) => `<w:tr>${line.split(/[ \u3000]+/).map((text) => `<w:tc><w:tcPr>${random(6) ? '' : `<w:gridSpan w:val="${random(9)}"/>`}${random(6) ? '' : `<w:vMerge${random(2) ? ' w:val="restart"' : ''}/>`}</w:tcPr><w:p><w:r><w:t>${random(20) ? text.replaceAll(/[<&]/g, '') : text}</w:t></w:r></w:p></w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`),
  (bytes) => Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes]),
  (bytes) => Buffer.concat([Buffer.from('<!DOCTYPE html><html><body>'), bytes]),
  (bytes, random) => zipOf([{ name: '../x.txt', content: bytes, ...(random(2) ? { packed: bytes.subarray(0, random(bytes.length + 1)) } : {}) }]),
];
const ENDINGS = ['txt', 'pdf', 'xlsx', 'docx', 'zip', 'html', 'doc', ''];

export interface Fuzzed {
  readonly inputs: number;
  readonly read: number;
  readonly failed: number;
  readonly crashes: number;
  readonly hangs: number;
  readonly memory: number;
  /** The longest that one took, and which it was. */
  readonly slowest: { readonly milliseconds: number; readonly input: string };
  /** Errors that only a mistake of the program makes, with the input that shows each. */
  readonly blunders: readonly string[];
}

/** What JavaScript says when code did not expect its data: never a text for a person. */
const BLUNDER = /Cannot (?:read|set|destructure)|is not (?:a function|iterable|defined)|undefined|Maximum call stack|Invalid (?:array length|string length|time value)|BigInt|has rows and is not listed/;

/** Mutated samples by name: the same for the same seed and samples. */
export function* mutants(inputs: number, seed: number): Generator<{ readonly name: string; readonly bytes: Buffer }> {
  const random = generator(seed);
  const own = samples();
  for (let i = 0; i < inputs; i++) {
    let bytes = own[random(own.length)]!;
    for (let n = 1 + random(3); n > 0; n--) bytes = MUTATIONS[random(MUTATIONS.length)]!(bytes, random, own[random(own.length)]!).subarray(0, 400_000);
    yield { name: `${i}.${ENDINGS[random(ENDINGS.length)]}`, bytes };
  }
}

/** Convert mutated samples; inputs that show something are kept in `keep`. */
export async function fuzz(inputs: number, seed: number, options: { jobs?: number; seconds?: number; keep?: string; onRound?: (done: number) => void } = {}): Promise<Fuzzed> {
  const source = mutants(inputs, seed);
  const total = { read: 0, failed: 0, crashes: 0, hangs: 0, memory: 0 };
  let slowest = { milliseconds: 0, input: '' };
  const blunders = new Map<string, string>();
  for (let done = 0; done < inputs; done += ROUND) {
    const folder = mkdtempSync(join(tmpdir(), 'kemu-fuzz-'));
    try {
      mkdirSync(join(folder, 'in'));
      for (let i = done; i < Math.min(inputs, done + ROUND); i++) {
        const { name, bytes } = source.next().value!;
        writeFileSync(join(folder, 'in', name), bytes);
      }
      const documents: BatchDocument[] = [];
      await convertBatch([join(folder, 'in')], {
        outDir: join(folder, 'out'),
        jobs: options.jobs ?? 2,
        timeLimit: options.seconds ?? 60,
        memoryLimit: 512,
        onDocument: (document) => documents.push(document),
      });
      for (const { sourcePath, outcome } of documents) {
        if (outcome.status === 'failed') total.failed++;
        else total.read++;
        const slow = outcome.milliseconds > (options.seconds ?? 60) * 250;
        if (outcome.milliseconds > slowest.milliseconds) slowest = { milliseconds: outcome.milliseconds, input: sourcePath };
        const why = outcome.error.includes('ended its process') ? 'crashes' : / s and was given up/.test(outcome.error) ? 'hangs' : / MB of memory/.test(outcome.error) ? 'memory' : null;
        if (why) total[why]++;
        const blunder = BLUNDER.test(outcome.error);
        if (blunder) blunders.set(outcome.error.replace(/^[^:]*: /, ''), sourcePath);
        if (options.keep && (why || blunder || slow)) {
          mkdirSync(options.keep, { recursive: true });
          writeFileSync(join(options.keep, sourcePath.replaceAll('/', '_')), readFileSync(join(folder, 'in', sourcePath.split('/')[0]!)));
        }
      }
      options.onRound?.(Math.min(inputs, done + ROUND));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { inputs, ...total, slowest, blunders: [...blunders].map(([error, path]) => `${path}: ${error}`) };
}
