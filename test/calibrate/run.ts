/**
 * `npm run calibrate`: fits rules/calibration/confidence.json from documents with truth, and says how far it can be believed.
 *
 *   npm run calibrate              fit, and write confidence.json, reliability.md, risk-coverage.csv and risk-coverage.svg
 *   npm run calibrate -- --dry     the numbers only
 *   npm run calibrate -- --made    without the documents outside of the repository
 *   npm run calibrate -- --shared DIR    where those documents are, when not beside the repository
 */
import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadRules } from '../../rules/load.js';
import { calibrationError, fit, heldOut, reliability, riskCoverage, type Prior } from './fit.js';
import { fromPairs, fromRandom, fromTruth, type Gathered } from './gather.js';
import { drawRiskCoverage, reliabilityMarkdown } from './report.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** `high`: at most one wrong in so many, on documents the risks were not fitted on. */
const ONE_IN = 2000;
const MADE = 200;
/** Never below: a score is also a promise. */
const LEAST_HIGH = 0.99;
/** More likely right than wrong; below, a person must look. What equations blame is `low` whatever its score. */
const MEDIUM = 0.5;

const args = process.argv.slice(2);
/** Truth kept outside of the repository. */
const SHARED = args.includes('--shared') ? args[args.indexOf('--shared') + 1]! : join(ROOT, '..', 'shared');
const rules = loadRules();
const gathered: Gathered[] = [await fromTruth('corpus/ (self-made dumps)', join(ROOT, 'corpus'), [], rules), fromRandom('made-up documents, empty cells dropped, half of them damaged', MADE, rules)];
if (!args.includes('--made')) {
  gathered.push(await fromTruth('documents with hand-made truth', join(SHARED, 'gold'), ['seeds', 'corpus', 'dumps'].map((folder) => join(SHARED, folder)), rules));
  gathered.push(await fromPairs('text dumps against the same documents read by geometry', join(SHARED, 'dumps'), join(SHARED, 'corpus'), rules, (line) => console.error(line)));
}
const samples = gathered.flatMap((each) => each.samples);
const prior = JSON.parse(readFileSync(join(ROOT, 'rules/calibration/prior.json'), 'utf8')) as Prior;

const scored = heldOut(samples, prior);
// Made-up documents are many and alike: the limit is to be kept on them and, apart, on documents somebody published.
const isMade = ({ doc }: { readonly doc: string }): boolean => doc.startsWith('made-');
const published = scored.filter((each) => !isMade(each));
const curve = riskCoverage(published);
const limitOf = (points: typeof curve): number => points.filter(({ risk }) => risk <= 1 / ONE_IN).at(-1)?.score ?? 1;
const high = Math.max(LEAST_HIGH, Math.floor(Math.max(limitOf(curve), limitOf(riskCoverage(scored.filter(isMade)))) * 1e4) / 1e4);
const risks = fit(samples, prior);
/** `002_北京__…`, `js__…`: who published it; the self-made ones are places of their own. */
const placeOf = (doc: string): string => /^([^_]+(?:_[^_]+)?)__/.exec(doc)?.[1] ?? doc.replace(/-.*$/, '');
const byPlace = heldOut(samples, prior, Infinity, placeOf).filter((each) => !isMade(each));

const markdown = reliabilityMarkdown({ gathered, scored: published, reliability: reliability(published), error: calibrationError(published), curve, high, oneIn: ONE_IN, byPlace, places: new Set(byPlace.map(({ doc }) => placeOf(doc))).size });
console.log(markdown);
if (!args.includes('--dry')) {
  const file = (name: string) => join(ROOT, 'rules/calibration', name);
  const before = JSON.parse(readFileSync(file('confidence.json'), 'utf8')) as { about: readonly string[] };
  writeFileSync(file('confidence.json'), `${JSON.stringify({ about: before.about, risks, levels: { high, medium: MEDIUM } }, null, 2)}\n`);
  writeFileSync(file('reliability.md'), `${markdown}\n`);
  writeFileSync(file('risk-coverage.csv'), `score,coverage,risk,wrong,figures\n${curve.map((point) => [point.score.toFixed(5), point.coverage.toFixed(4), point.risk.toFixed(6), point.wrong, point.n].join(',')).join('\n')}\n`);
  writeFileSync(file('risk-coverage.svg'), drawRiskCoverage(curve, 1 / ONE_IN));
}
