/** Writes the pictures of test/ocr/fixtures/: `npx tsx test/ocr/make-fixtures.ts`. Needs what draw.ts needs. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { degrade } from './degrade.js';
import { drawTable, tablesOf, toJpeg } from './draw.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const expenditure = tablesOf(here('../../corpus/hexi-school-2024')).find((t) => t.tableNo === '附表3')!;
const school = { ...expenditure, facts: expenditure.facts.filter((f) => f.row <= 5 || (f.row >= 8 && f.row <= 11) || f.row === 1) };

const tilted = degrade(drawTable(school, 170), { tilt: 0.8, blur: 0.6, noise: 4 }, 7);
writeFileSync(here('fixtures/tilted-noisy.jpg'), toJpeg(tilted, 45, 170, false));
const stamped = degrade(drawTable(school, 170, 'Noto Sans CJK SC'), { tilt: -0.5, blur: 0.5, noise: 3, fold: 0.2 }, 8);
writeFileSync(here('fixtures/stamped-folded.jpg'), toJpeg(stamped, 45, 170, true));
