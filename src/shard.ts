import { createHash } from 'node:crypto';

/** Part `index` (0-based) of `count` parts of the input. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Variables in which array tasks find their number, with those of their count and, where tasks do not count 0, 1, 2 …, of the first and the step. */
const ARRAYS: readonly { readonly task: string; readonly total: string; readonly first?: string; readonly step?: string }[] = [
  { task: 'SLURM_ARRAY_TASK_ID', total: 'SLURM_ARRAY_TASK_COUNT', first: 'SLURM_ARRAY_TASK_MIN', step: 'SLURM_ARRAY_TASK_STEP' }, // Slurm
  { task: 'JOB_COMPLETION_INDEX', total: 'JOB_COMPLETIONS' }, // Kubernetes indexed jobs; the count has to be passed in the pod's env
  { task: 'AWS_BATCH_JOB_ARRAY_INDEX', total: 'AWS_BATCH_JOB_ARRAY_SIZE' }, // AWS Batch
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
  for (const { task, total, first = '', step = '' } of ARRAYS) {
    if (env[task] === undefined) continue;
    const count = Number(auto[1] ?? env[total]);
    if (!Number.isInteger(count)) throw new Error(`--shard auto: ${task} is set but not ${total}: write auto/COUNT`);
    return bounded((Number(env[task]) - Number(env[first] ?? 0)) / Number(env[step] ?? 1), count, `auto (${task}=${env[task]})`);
  }
  throw new Error('--shard auto: no array-task variable is set (Slurm, Kubernetes indexed job, AWS Batch array)');
}

function bounded(index: number, count: number, text: string): Shard {
  if (!(Number.isInteger(index) && count >= 1 && index >= 0 && index < count)) throw new Error(`--shard ${text}: the part must be between 1 and the number of parts`);
  return { index, count };
}

/** By the hash of the path, so that no machine has to read the documents of the others. */
export function inShard(sourcePath: string, shard: Shard): boolean {
  return createHash('sha256').update(sourcePath).digest().readUInt32BE(0) % shard.count === shard.index;
}
