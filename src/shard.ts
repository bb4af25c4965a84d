import { createHash } from 'node:crypto';

/** Part `index` (0-based) of `count` parts of the input. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Variables in which array tasks find their number, with the variable of their count and the number of the first task. */
const ARRAYS: readonly (readonly [string, string, string | 0])[] = [
  ['SLURM_ARRAY_TASK_ID', 'SLURM_ARRAY_TASK_COUNT', 'SLURM_ARRAY_TASK_MIN'], // Slurm
  ['JOB_COMPLETION_INDEX', 'JOB_COMPLETIONS', 0], // Kubernetes indexed jobs; the count has to be passed in the pod's env
  ['AWS_BATCH_JOB_ARRAY_INDEX', 'AWS_BATCH_JOB_ARRAY_SIZE', 0], // AWS Batch
];

/**
 * `2/8` is the second of eight parts; `auto` reads the array-task variables of Slurm, Kubernetes and AWS Batch, and
 * `auto/8` the number from them and the count from here.
 * @throws Error with a text for a person
 */
export function parseShard(text: string, env: NodeJS.ProcessEnv = process.env): Shard {
  const plain = /^(\d+)\/(\d+)$/.exec(text);
  if (plain) return bounded(Number(plain[1]) - 1, Number(plain[2]), text);
  const auto = /^auto(?:\/(\d+))?$/.exec(text);
  if (!auto) throw new Error(`--shard ${text}: write the part and the number of parts, e.g. 2/8, or auto`);
  for (const [task, total, first] of ARRAYS) {
    if (env[task] === undefined) continue;
    const count = Number(auto[1] ?? env[total]);
    if (!Number.isInteger(count)) throw new Error(`--shard auto: ${task} is set but not ${total}: write auto/COUNT`);
    return bounded(Number(env[task]) - (first === 0 ? 0 : Number(env[first] ?? 0)), count, `auto (${task}=${env[task]})`);
  }
  throw new Error('--shard auto: no array-task variable is set (Slurm, Kubernetes indexed job, AWS Batch array)');
}

function bounded(index: number, count: number, text: string): Shard {
  if (!(count >= 1 && index >= 0 && index < count)) throw new Error(`--shard ${text}: the part must be between 1 and the number of parts`);
  return { index, count };
}

/** By the hash of the path, so that no machine has to read the documents of the others. */
export function inShard(sourcePath: string, shard: Shard): boolean {
  return createHash('sha256').update(sourcePath).digest().readUInt32BE(0) % shard.count === shard.index;
}
