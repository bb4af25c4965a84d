import type { BatchEvent } from './batch.js';
import type { Outcome } from './outcome.js';
import { printable } from './printable.js';

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Milliseconds between two drawings of the bar. */
const REDRAW_MS = 100;

/**
 * Progress of a batch on a stream: a bar with rate and time left on a terminal, a line a document elsewhere, or the
 * events themselves as NDJSON. `stop` clears the bar.
 */
export function progress({ stream, json, quiet }: ProgressOptions): {
  event(event: BatchEvent): void;
  stop(): void;
} {
  if (json) return { event: (event) => stream.write(`${JSON.stringify(event)}\n`), stop: () => {} };
  if (quiet) return { event: () => {}, stop: () => {} };
  const started = performance.now();
  let total = 0;
  let failed = 0;
  let drawn = 0;
  const seconds = (): number => (performance.now() - started) / 1000;
  const bar = (done: number, name: string): void => {
    if (performance.now() - drawn < REDRAW_MS && done !== total) return;
    drawn = performance.now();
    const rate = done / Math.max(0.001, seconds());
    const left = total > done ? `  ${timeText((total - done) / rate)} left` : '';
    const share = total > 0 ? Math.round((20 * done) / total) : 0;
    const head = `[${'█'.repeat(share)}${'·'.repeat(20 - share)}] ${done}${total > 0 ? `/${total}` : ''}  ${rate.toFixed(1)}/s${left}${failed > 0 ? `  ${failed} failed` : ''}  `;
    stream.write(`\r\x1b[2K${head}${fitting(printable(name), (stream.columns ?? 80) - head.length - 1)}`);
  };
  return {
    event(event) {
      if (event.type === 'counted') total = event.documents;
      if (event.type === 'waiting') stream.write(`${stream.isTTY ? '\r\x1b[2K' : ''}kemu: ${event.why}\n`);
      if (event.type !== 'document') return;
      if (event.outcome.status === 'failed') failed++;
      if (stream.isTTY) bar(event.done, event.sourcePath);
      else stream.write(`${lineOf(event.sourcePath, event.outcome)}\n`);
    },
    stop: () => {
      if (stream.isTTY) stream.write('\r\x1b[2K');
    },
  };
}

/** What became of a document, in a line. */
export function lineOf(sourcePath: string, outcome: Outcome): string {
  const facts = outcome.facts.high + outcome.facts.medium + outcome.facts.low;
  const what = outcome.status === 'failed' ? problemOf(sourcePath, outcome) : `${counted(outcome.tables, 'table')}, ${counted(facts, 'fact')}`;
  const how = outcome.kept ? 'already done' : `${(outcome.milliseconds / 1000).toFixed(2)} s`;
  return printable(`${outcome.status.padEnd(7)} ${sourcePath}  ${what}  (${how})`);
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** Why a document failed, without its name, which stands in front already. */
export const problemOf = (sourcePath: string, { error }: Outcome): string => {
  const name = `${sourcePath.slice(sourcePath.lastIndexOf('/') + 1)}: `;
  return error.startsWith(name) ? error.slice(name.length) : error;
};

const timeText = (s: number): string =>
  s < 60 ? `${Math.ceil(s)} s` : s < 3600 ? `${Math.ceil(s / 60)} min` : `${(s / 3600).toFixed(1)} h`;

/** The end of a name in so many columns; Chinese characters take two. */
function fitting(name: string, columns: number): string {
  let taken = 0;
  let kept = '';
  for (const c of [...name].reverse()) {
    taken += c.charCodeAt(0) > 0x2e80 ? 2 : 1;
    if (taken > columns) break;
    kept = c + kept;
  }
  return kept;
}
