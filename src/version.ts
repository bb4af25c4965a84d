import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder that holds `src`, `parsers` and `rules` of the running code: the repository with tsx, dist/ when built. */
const CODE = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Folder of package.json and of the rule data. */
const ROOT = existsSync(join(CODE, 'package.json')) ? CODE : join(CODE, '..');

const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

/** The program's version, as in package.json. */
export const VERSION = own.version;

/** The version of a part that is installed on its own. */
export const needs = (part: string): string => own.peerDependencies[part] ?? 'latest';

let known: string | undefined;

/**
 * Version and a fingerprint of everything a result depends on besides its source: code, rules, pinned dependencies.
 * What only shows results (the review page, the report) is left out.
 * The same for every machine that runs the same release; a changed rule or line of code makes old results stale.
 * 12 ms for 100 files; worked out once.
 */
export function toolName(): string {
  if (known === undefined) {
    const hash = createHash('sha256').update(JSON.stringify(own.dependencies));
    for (const [root, folder, ending] of [
      [CODE, 'src', /\.[jt]s$/],
      [CODE, 'parsers', /\.[jt]s$/],
      [CODE, 'rules', /\.[jt]s$/],
      [ROOT, 'rules', /\.(csv|json)$/],
    ] as const) {
      for (const file of filesUnder(join(root, folder))) {
        if (!ending.test(file) || file.endsWith('.d.ts') || /[\\/]src[\\/](?:review|report)[\\/]/.test(file)) continue;
        hash.update(file.slice(root.length)).update(readFileSync(file));
      }
    }
    known = `kemu ${VERSION} ${hash.digest('hex').slice(0, 12)}`;
  }
  return known;
}

function* filesUnder(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}
