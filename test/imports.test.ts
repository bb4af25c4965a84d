import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const sources = ['src', 'parsers', 'rules'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
);
const imports = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|import\('([^']+)'\)/g)].map(
    (match) => match[1] ?? match[2]!,
  );
/** Folder of our own code that an import line leads to, or the package it names. */
const target = (file: string, specifier: string): string =>
  specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
const stageOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? '';

/** Programs around the stages: they serve or draw what was written, and may use Node and its packages. */
const PROGRAMS = new Set(['review', 'report']);
/** What speaks HTTP: the file that listens on the loopback address, and the page that asks it. */
const SPEAKERS = /^src\/review\/(?:server\.ts$|page\/)/;

/** What stages share: types, text, geometry. Anything below may import only what stands before it. */
const SHARED = ['src/model/', 'src/text/', 'src/lattice/'];
const STAGES = new Set(
  readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !PROGRAMS.has(entry.name) && ![...SHARED, 'src/write/'].includes(`src/${entry.name}/`))
    .map((entry) => entry.name),
);

describe('what may import what', () => {
  it.each(sources.filter((file) => STAGES.has(stageOf(file))))('%s: only its own stage, what stages share, and rules', (file) => {
    const own = `src/${stageOf(file)}/`;
    for (const specifier of imports(file)) {
      const to = target(file, specifier);
      expect([own, ...SHARED, 'rules/'].some((folder) => to.startsWith(folder)), `${file} imports ${to}`).toBe(true);
    }
  });

  it.each(sources.filter((file) => file.startsWith('src/model/')))('%s: only other types', (file) => {
    for (const specifier of imports(file)) expect(target(file, specifier)).toMatch(/^src\/model\//);
  });

  it.each(sources.filter((file) => file.startsWith('src/text/')))('%s: only model and text', (file) => {
    for (const specifier of imports(file)) expect(target(file, specifier)).toMatch(/^src\/(model|text)\//);
  });

  it.each(sources.filter((file) => file.startsWith('src/lattice/')))('%s: only model, text and itself', (file) => {
    for (const specifier of imports(file)) expect(target(file, specifier)).toMatch(/^src\/(model|text|lattice)\//);
  });

  it.each(sources.filter((file) => file.startsWith('src/write/')))('%s: no stage, no rules', (file) => {
    for (const specifier of imports(file)) expect(target(file, specifier)).toMatch(/^(src\/(model|text|write)\/|node:|fast-csv$|hyparquet-writer$)/);
  });

  it('no source opens the network or evaluates text', () => {
    for (const file of sources) {
      if (SPEAKERS.test(file)) continue;
      const text = readFileSync(join(ROOT, file), 'utf8');
      expect(imports(file).filter((name) => /^(?:node:)?(?:https?|http2|net|tls|dgram|dns|vm|repl)$/.test(name)), file).toEqual([]);
      expect(/\bfetch\(|\beval\(|new Function\(|new WebSocket\(/.test(text), file).toBe(false);
    }
  });
});
