/** `npx tsx test/resolve-measure/accept.ts`: measures every scenario, prints it, and writes accepted.json. */
import { writeFileSync } from 'node:fs';
import { loadSubjects } from '../../rules/subjects/subjects.js';
import { measure, SCENARIOS } from './measure.js';

const rules = loadSubjects();
const floor = (x: number, by: number): number => Math.floor(x * by) / by;
const ceil = (x: number, by: number): number => Math.ceil(x * by) / by;
const accepted = Object.fromEntries(
  Object.keys(SCENARIOS).map((scenario) => {
    const { rows, right, flagged, silent, harmed, examples } = measure(scenario, rules);
    const share = (n: number): string => `${((100 * n) / rows).toFixed(2)} %`;
    console.log(`${scenario.padEnd(40)} ${String(rows).padStart(5)} rows, right ${share(right)}, flagged ${share(flagged)}, silent ${silent}, harmed ${harmed}`);
    for (const example of examples.slice(0, 3)) console.log(`    ${example}`);
    return [scenario, { right: floor((100 * right) / rows, 100), silent: ceil((10000 * silent) / rows, 10), harmed }];
  }),
);
writeFileSync(new URL('./accepted.json', import.meta.url), `${JSON.stringify(accepted, null, 2)}\n`);
