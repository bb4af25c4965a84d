import { readFileSync } from 'node:fs';

/** Clock ticks a second of /proc, on every Linux in use. */
const TICKS = 100;

/** Seconds that a process, or a thread of one, has used of the processors: its `stat` in /proc. @throws Error where the system has none */
export function processorSeconds(file: string): number {
  const [, , , , , , , , , , , inUser, inSystem] = readFileSync(file, 'utf8').split(') ')[1]!.split(' ');
  return (Number(inUser) + Number(inSystem)) / TICKS;
}
