import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertBatch } from '../../src/batch.js';
import { makePdf, ruledTable } from '../pdf/make-pdf.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** 支出决算表 whose 210 row does not add up: 31.74 is printed where 30.00 + 1.47 stands beside it. */
const ROWS: readonly (readonly string[])[] = [
  ['', '合计', '130.00', '110.00', '20.00'],
  ['208', '社会保障和就业支出', '98.26', '78.53', '19.73'],
  ['20805', '行政事业单位养老支出', '98.26', '78.53', '19.73'],
  ['2080502', '事业单位离退休', '98.26', '78.53', '19.73'],
  ['210', '卫生健康支出', '31.74', '31.47', '0.72'],
];
const HEAD = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];
const EDGES = [60, 130, 290, 370, 450, 530];

const GOAL: readonly (readonly string[])[] = [
  ['一级指标', '二级指标', '三级指标', '指标值'],
  ['产出指标', '数量指标', '举办阅读活动场次', '≥24场'],
  ['产出指标', '质量指标', '活动完成率', '≥95%'],
  ['效益指标', '社会效益指标', '读者到馆人次', '≥3万人次'],
];

/** A page with one ruled table, and one with a table of indicators. */
export const ruledPdf = (): Uint8Array =>
  makePdf([
    {
      draw: [
        { text: '2023年度支出决算表', x: 210, y: 60, size: 16 },
        { text: '部门：云溪市图书馆', x: 60, y: 92, size: 9 },
        { text: '单位：万元', x: 480, y: 92, size: 9 },
        ...ruledTable(EDGES, 112, 24, [HEAD, ...ROWS]),
      ],
    },
    {
      draw: [
        { text: '项目支出绩效目标表', x: 220, y: 60, size: 16 },
        ...ruledTable([60, 150, 250, 400, 530], 112, 24, GOAL),
      ],
    },
  ]);

export interface Folder {
  readonly inputs: string;
  readonly out: string;
  convert(): Promise<void>;
}

/** A folder with a dump of the seeds and a small PDF, converted. */
export async function reviewFolder(seeds: readonly string[] = ['000_93a8983ca7a790d4.txt']): Promise<Folder> {
  const folder = mkdtempSync(join(tmpdir(), 'kemu-review-'));
  const inputs = join(folder, 'in');
  const out = join(folder, 'out');
  mkdirSync(inputs, { recursive: true });
  for (const seed of seeds) cpSync(join(ROOT, 'seeds', seed), join(inputs, seed));
  writeFileSync(join(inputs, '云溪市图书馆2023年度部门决算.pdf'), ruledPdf());
  const convert = async (): Promise<void> => {
    await convertBatch([inputs], { outDir: out, jobs: 1 });
  };
  await convert();
  return { inputs, out, convert };
}
