/**
 * `npm run share`: the share of coded rows with a reason, of the project's own documents; `npm run share -- NAME INPUT…` of others,
 * pictures not read. A share worse than the one shares.json keeps under the name ends with 1; `--accept` keeps a better one.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertBatch } from '../../src/batch.js';
import type { Outcome } from '../../src/outcome.js';
import { acceptedShares, OWN, SHARES, shareOf, worse } from './share.js';

const args = process.argv.slice(2);
const [name = OWN, ...inputs] = args.filter((arg) => arg !== '--accept');
if (name === OWN) inputs.splice(0, inputs.length, 'corpus', 'seeds');
if (inputs.length === 0) throw new Error('name the documents too: npm run share -- NAME INPUT… [--accept]');
const outDir = mkdtempSync(join(tmpdir(), 'kemu-share-'));
try {
  const outcomes: Outcome[] = [];
  await convertBatch(inputs, { outDir, ocr: 'off', onDocument: ({ outcome }) => outcomes.push(outcome) });
  const now = shareOf(outcomes);
  console.log(`${name}: ${now.coded} coded rows, ${now.withReason} with a reason (${((100 * now.withReason) / now.coded).toFixed(2)} %)`, now.reasons);
  const kept = acceptedShares();
  const falls = worse(kept[name], now);
  for (const fall of falls) console.log(`worse: ${fall}`);
  if (falls.length === 0 && args.includes('--accept')) writeFileSync(SHARES, `${JSON.stringify({ ...kept, [name]: now }, null, 2)}\n`);
  process.exitCode = falls.length === 0 ? 0 : 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
