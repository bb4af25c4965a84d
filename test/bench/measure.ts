import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Used {
  /** Wall-clock seconds, processor seconds of all processes, peak resident megabytes of the parent. */
  readonly wall: number;
  readonly cpu: number;
  readonly megabytes: number;
}

/** Runs Node in a process of its own and tells what it used; the best of `times`. `said`: file for its standard error. */
export function measure(command: readonly string[], times = 3, said = '/dev/null'): Used {
  const wrapper = `
    const { spawn } = require('node:child_process');
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, ${JSON.stringify(command)}, { stdio: ['ignore', 'ignore', require('node:fs').openSync(${JSON.stringify(said)}, 'w')], cwd: ${JSON.stringify(ROOT)} });
    let peak = 0;
    const look = setInterval(() => {
      try { peak = Math.max(peak, Number(/VmHWM:\\s+(\\d+)/.exec(require('node:fs').readFileSync('/proc/' + child.pid + '/status', 'utf8'))[1])); } catch {}
    }, 20);
    child.on('exit', () => {
      clearInterval(look);
      const stat = require('node:fs').readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
      console.log(JSON.stringify({ wall: Number(process.hrtime.bigint() - started) / 1e9, cpu: (Number(stat[13]) + Number(stat[14])) / 100, megabytes: peak / 1024 }));
    });`;
  const runs = Array.from({ length: times }, () => JSON.parse(spawnSync(process.execPath, ['-e', wrapper], { encoding: 'utf8' }).stdout) as Used);
  return runs.reduce((best, run) => (run.cpu < best.cpu ? run : best));
}

export const row = (what: string, value: string, from: string): void => console.log(`${what.padEnd(52)} ${value.padStart(10)}   ${from}`);
export const s = (x: number): string => `${x.toFixed(2)} s`;
