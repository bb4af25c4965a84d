import type { Gathered } from './gather.js';
import type { reliability, riskCoverage, Scored } from './fit.js';

const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** What the fit is worth, for a person. */
export function reliabilityMarkdown({ gathered, scored, reliability: table, error, curve, high, oneIn, byPlace, places }: {
  readonly gathered: readonly Gathered[];
  readonly scored: readonly Scored[];
  readonly reliability: ReturnType<typeof reliability>;
  readonly error: number;
  readonly curve: ReturnType<typeof riskCoverage>;
  readonly high: number;
  readonly oneIn: number;
  readonly byPlace: readonly Scored[];
  readonly places: number;
}): string {
  const at = curve.filter(({ score }) => score >= high).at(-1);
  const right = scored.filter((each) => each.right).length;
  const elsewhere = byPlace.filter((each) => !each.open && each.score >= high);
  const rightElsewhere = elsewhere.filter((each) => each.right).length;
  const rightHigh = scored.filter((each) => each.right && !each.open && each.score >= high).length;
  return [
    '# How far the confidence can be believed',
    '',
    'Written by `npm run calibrate`. Every figure is graded by risks fitted without its document (five parts of the documents take turns). The numbers below are of the published and the self-made documents, without the made-up ones.',
    '',
    '| truth | documents | figures | wrong |',
    '|---|--:|--:|--:|',
    ...gathered.map(({ source, documents, samples }) => `| ${source} | ${documents} | ${samples.length} | ${samples.filter((each) => !each.right).length} |`),
    '',
    `Expected calibration error: ${percent(error, 2)}.`,
    `At \`high\` (score ≥ ${high}, nothing open): ${at?.n ?? 0} figures, ${at?.wrong ?? 0} wrong; asked is at most 1 in ${oneIn}.`,
    `Coverage: ${percent(at?.coverage ?? 0)} of all figures; ${percent(rightHigh / Math.max(1, right))} of the right ones.`,
    '',
    `Held out by place, ${places} of them in turn (no document of the same city): ${elsewhere.length} figures at \`high\`, ${elsewhere.length - rightElsewhere} wrong; ${percent(rightElsewhere / Math.max(1, right))} of the right ones.`,
    '',
    '| score | figures | promised | right |',
    '|---|--:|--:|--:|',
    ...table.map((each) => `| ${each.from}–${each.to} | ${each.n} | ${percent(each.predicted, 2)} | ${percent(each.right, 2)} |`),
    '',
    'The surest figures first: `risk-coverage.csv`, ![risk against coverage](risk-coverage.svg)',
  ].join('\n');
}

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = 56;
/** Least risk drawn: the axis is logarithmic. */
const FLOOR = 1e-5;

/** Risk (logarithmic) against the share of figures taken, the surest first; the line is what `high` may risk. */
export function drawRiskCoverage(curve: ReturnType<typeof riskCoverage>, limit: number): string {
  const x = (coverage: number): string => (MARGIN + coverage * (WIDTH - 2 * MARGIN)).toFixed(1);
  const y = (risk: number): string => (HEIGHT - MARGIN - ((Math.log10(Math.max(risk, FLOOR)) + 5) / 5) * (HEIGHT - 2 * MARGIN)).toFixed(1);
  const points = curve.map(({ coverage, risk }) => `${x(coverage)},${y(risk)}`).join(' ');
  const ticks = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1].map((risk) => `<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${y(risk)}" y2="${y(risk)}" stroke="#ddd"/><text x="${MARGIN - 6}" y="${y(risk)}" text-anchor="end" dominant-baseline="middle">${risk >= 0.01 ? risk : risk.toExponential(0)}</text>`);
  const shares = [0, 0.25, 0.5, 0.75, 1].map((share) => `<text x="${x(share)}" y="${HEIGHT - MARGIN + 18}" text-anchor="middle">${share * 100} %</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...ticks,
    ...shares,
    `<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${y(limit)}" y2="${y(limit)}" stroke="#c00" stroke-dasharray="4 3"/>`,
    `<polyline fill="none" stroke="#036" stroke-width="2" points="${points}"/>`,
    `<text x="${WIDTH / 2}" y="${HEIGHT - 14}" text-anchor="middle">share of figures taken, the surest first</text>`,
    `<text x="14" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 ${HEIGHT / 2})">share of them wrong</text>`,
    '</svg>',
    '',
  ].join('\n');
}
