import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PartOrder } from './assemble.js';
import type { Outcome } from './outcome.js';
import { processorSeconds } from './processor-time.js';
import type { Answer, DocumentTask, Task, Used } from './worker.js';
import type { Part } from './write/part.js';

/** Bounds of one document. */
export interface Limits {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Bounds where the user names none. */
export const LIMITS: Limits = { seconds: 600, megabytes: 1024 };

/** Why a process was ended before it answered. */
export type Ended = 'time-limit' | 'memory-limit' | 'crash';
export type PoolAnswer<T> = { readonly result: T } | { readonly ended: Ended };

/** What a person is told of a document that was given up. */
export function endedText(ended: Ended, limits: Limits): string {
  if (ended === 'time-limit')
    return `took more than ${limits.seconds} s and was given up: split it, name --pages, or raise --time-limit`;
  if (ended === 'memory-limit')
    return `took more than ${limits.megabytes} MB of memory and was given up: split it, name --pages, or raise --memory-limit`;
  return 'ended its process: please report it with the file; the other documents are not affected';
}

/** Documents after which a process is replaced: what libraries leak stays bounded. */
const RENEW_AFTER = 200;
/** How often the resident size of a process at work is looked at (Linux). */
const LOOK_MS = 200;
/** Resident size above the heap limit at which a process is ended: pictures and fonts live outside the heap. */
const BEYOND_HEAP = 1.5;

/**
 * Options of V8: a process uses one processor, so that `--jobs` says how many the batch takes. What helper threads compile
 * and collect would be taken from the other processes. The room is for a document's short-lived objects, there from the start.
 * Less of other functions is compiled into one (920 by default): what has to be compiled again in each process costs more than calls.
 */
const ENGINE = ['--no-concurrent-recompilation', '--single-threaded-gc', '--min-semi-space-size=16', '--max-semi-space-size=32', '--max-inlined-bytecode-size-cumulative=300'];

/**
 * Milliseconds of expected work that are worth a process: it takes a second of processor time to begin and to compile what the
 * others have compiled, whatever there is to do. Two for two such shares end sooner by the clock, by a third.
 */
const ENOUGH_MS = 1000;
/**
 * All processes begin at the latest when one has worked for so long, and twice as long as all should take, and something waits. It
 * has worked by its processor time, so that a loaded machine does not count; where it waits for its disk, by a tenth of the clock.
 */
const PATIENCE_MS = 1000;
const WAITING = 0.1;

/** The process could not write its record: nothing more can be done in this run. */
export class OutputError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/**
 * Processes that convert documents, each under a time and a memory limit. Processes and not threads: an allocation
 * failure or a native crash ends the process it happens in, and threads share theirs with everything else.
 */
export class Pool {
  private readonly idle: Member[] = [];
  private readonly all = new Set<Member>();
  private closed = false;
  /** Seconds in which a process had work, summed over the processes. */
  private busy = 0;
  private readonly spent: Used[] = [];
  /** Processes there may be until one has worked so many milliseconds: what another costs to begin is more than it saves where there is little to do. */
  private few = 1;
  private patience = PATIENCE_MS;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limits: Limits) {}

  /** There is work for about so many milliseconds. */
  expect(milliseconds: number): void {
    this.patience = Math.max(PATIENCE_MS, 2 * milliseconds);
    const few = Math.floor(milliseconds / ENOUGH_MS);
    if (few <= this.few) return;
    this.few = few;
    this.wake();
  }

  /** Convert one document; the caller bounds how many run at once. @throws OutputError */
  convert(task: DocumentTask): Promise<PoolAnswer<Outcome>> {
    return this.run(task) as Promise<PoolAnswer<Outcome>>;
  }

  /** Make the rows of some documents into text; null when the process has died of it. @throws OutputError */
  async makePart(part: PartOrder): Promise<Part | null> {
    const answer = (await this.run({ part })) as PoolAnswer<Part>;
    return 'result' in answer ? answer.result : null;
  }

  private async run(task: Task): Promise<PoolAnswer<Outcome | Part>> {
    const member = await this.member();
    if (member === null) return { ended: 'crash' };
    const started = performance.now();
    const answer = await member.run(task, this.limits);
    this.busy += (performance.now() - started) / 1000;
    const spent = !member.alive || member.done >= RENEW_AFTER || member.rss > this.limits.megabytes * 2 ** 20 * 0.5;
    if (spent || this.closed) {
      member.end();
      this.all.delete(member);
      this.spent.push(member.used);
    } else this.idle.push(member);
    this.wake();
    return answer;
  }

  /** A process that is free, or a new one; null when the pool was closed meanwhile. */
  private async member(): Promise<Member | null> {
    while (!this.closed) {
      const free = this.idle.pop();
      if (free) return free;
      if (this.all.size < this.few) return this.start();
      const left = this.patience - Math.max(...[...this.all].map((member) => member.worked()));
      if (left <= 0) return this.start();
      await this.change(Math.max(left, LOOK_MS));
    }
    return null;
  }

  /** Until a process is free or gone, or so many milliseconds are over. */
  private change(milliseconds: number): Promise<void> {
    return new Promise((settle) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        settle();
      };
      const timer = setTimeout(wake, milliseconds);
      this.waiting.add(wake);
    });
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake();
  }

  /** Seconds in which processes had work, and what all processes used. */
  used(): Used & { readonly busy: number } {
    const all = [...this.spent, ...[...this.all].map((member) => member.used)];
    const sum = (of: (used: Used) => number): number => all.reduce((total, used) => total + of(used), 0);
    return { busy: this.busy, all: sum(({ all }) => all), converting: sum(({ converting }) => converting) };
  }

  /** End every process now; what is committed stays. */
  close(): void {
    this.closed = true;
    for (const member of this.all) member.end();
    this.all.clear();
    this.wake();
  }

  private start(): Member {
    const member = new Member(this.limits);
    this.all.add(member);
    return member;
  }
}

class Member {
  done = 0;
  rss = 0;
  used: Used = { all: 0, converting: 0 };
  alive = true;
  private readonly child: ChildProcess;

  private readonly begun = performance.now();

  constructor(limits: Limits) {
    const source = import.meta.url.endsWith('.ts');
    this.child = fork(fileURLToPath(new URL(source ? './worker.ts' : './worker.js', import.meta.url)), [], {
      execArgv: [...(source ? ['--import', 'tsx'] : []), ...ENGINE, `--max-old-space-size=${limits.megabytes}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('error', () => {
      this.alive = false;
    });
    this.child.on('exit', () => {
      this.alive = false;
    });
  }

  run(task: Task, limits: Limits): Promise<PoolAnswer<Outcome | Part>> {
    return new Promise((settle, fail) => {
      const ended = (why: Ended): void => {
        finish();
        this.end();
        settle({ ended: why });
      };
      const timer = setTimeout(() => ended('time-limit'), limits.seconds * 1000);
      const watch = setInterval(() => {
        if (this.resident() > limits.megabytes * 2 ** 20 * BEYOND_HEAP) ended('memory-limit');
      }, LOOK_MS);
      const onMessage = (answer: Answer): void => {
        finish();
        this.done++;
        if ('fatal' in answer) {
          fail(new OutputError(answer.fatal, answer.code));
          return;
        }
        this.rss = answer.rss;
        this.used = answer.used;
        settle({ result: answer.result });
      };
      // V8 aborts when its heap is full
      const onExit = (_code: number | null, signal: string | null): void =>
        ended(signal === 'SIGABRT' || _code === 134 ? 'memory-limit' : 'crash');
      const finish = (): void => {
        clearTimeout(timer);
        clearInterval(watch);
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
      };
      if (!this.alive) {
        ended('crash');
        return;
      }
      this.child.on('message', onMessage);
      this.child.on('exit', onExit);
      this.child.send(task, (error) => {
        if (error) ended('crash');
      });
    });
  }

  end(): void {
    this.alive = false;
    this.child.kill('SIGKILL');
  }

  /** Milliseconds that the process has worked. */
  worked(): number {
    const clock = performance.now() - this.begun;
    try {
      return Math.max(processorSeconds(`/proc/${this.child.pid}/stat`) * 1000, WAITING * clock);
    } catch {
      return clock;
    }
  }

  /** Resident bytes of the process; 0 where the system does not tell. */
  private resident(): number {
    try {
      return Number(readFileSync(`/proc/${this.child.pid}/statm`, 'utf8').split(' ')[1]) * 4096;
    } catch {
      return 0;
    }
  }
}
