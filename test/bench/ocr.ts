import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanPdf } from '../ocr/scan-pdf.js';
import { measure, ROOT, row, s } from './measure.js';

/** Pages of the short and of the long scan. */
const FEW = 2;
const MANY = 30;

/**
 * Scans: processor time and memory a page with either engine, beside the engine alone on the same pictures — Tesseract on whole
 * pages, the recogniser of PP-OCR on the page cut into rows a line high — and a scan of thirty pages.
 */
export function ocrBench(work: string): void {
  const files = ['tilted-noisy.jpg', 'stamped-folded.jpg'].map((name) => join(ROOT, 'test/ocr/fixtures', name));
  const pictures = files.map((file) => readFileSync(file));
  const scan = (pages: number): string => {
    const file = join(work, `scan-${pages}.pdf`);
    writeFileSync(file, scanPdf(pictures, pages, 170));
    return file;
  };
  const script = (name: string, text: string): string => {
    const file = join(work, name);
    writeFileSync(file, text);
    return file;
  };
  const part = (path: string): string => JSON.stringify(join(ROOT, 'dist', path));
  const convert = (pdf: string, engine: string) =>
    measure([script(`ocr-${engine}.mjs`, `import { convert } from ${part('src/index.js')}; await convert(${JSON.stringify(pdf)}, { ocr: '${engine}' });`)], 1);
  // The pictures as the engine would be given them without any of our work.
  const images = `
    import { readFileSync } from 'node:fs';
    import { pictureAsPdf } from ${part('parsers/ocr/picture-file.js')};
    import { readPictures } from ${part('parsers/ocr/pictures.js')};
    import { crop } from ${part('parsers/ocr/raster.js')};
    import { openPaddle } from ${part('parsers/ocr/paddle.js')};
    const engine = await openPaddle();
    for (const file of ${JSON.stringify(Array.from({ length: FEW }, () => files).flat())}) {
      for await (const { grey, dpi } of readPictures(pictureAsPdf(file, readFileSync(file)), [1])) {
        const step = Math.round((17 * dpi) / 72);
        for (let y = 0; y < grey.height; y += step) await engine.readLine(crop(grey, { x0: 0, y0: y, x1: grey.width, y1: y + step }));
      }
    }
    await engine.close();`;
  const page = `
    import { createRequire } from 'node:module';
    import { dirname, join } from 'node:path';
    const require = createRequire(${part('src/index.js')});
    const { createWorker } = require('tesseract.js');
    const worker = await createWorker('chi_sim', 1, { langPath: join(dirname(require.resolve('@tesseract.js-data/chi_sim/package.json')), '4.0.0_best_int'), gzip: true, cacheMethod: 'none' });
    for (const file of ${JSON.stringify(Array.from({ length: FEW }, () => files).flat())}) await worker.recognize(file);
    await worker.terminate();`;
  const few = scan(FEW);
  for (const [engine, alone] of [['tesseract', page], ['pp-ocr', images]] as const) {
    const ours = convert(few, engine);
    const bare = measure([script(`bare-${engine}.mjs`, alone)], 1);
    if (ours.cpu < 1 || bare.cpu < 1) {
      row(`scan, ${engine}`, '–', 'not installed');
      continue;
    }
    row(`scan, ${engine}: processor time a page / engine alone`, (ours.cpu / bare.cpu).toFixed(2), `${s(ours.cpu / FEW)} / ${s(bare.cpu / FEW)} a page; ${ours.megabytes.toFixed(0)} / ${bare.megabytes.toFixed(0)} MB`);
  }
  const long = convert(scan(MANY), 'auto');
  row(`scan of ${MANY} pages: peak memory`, `${long.megabytes.toFixed(0)} MB`, `${s(long.cpu / MANY)} of processor time a page`);
  row(`scan of ${MANY} pages: processors at work`, (long.cpu / long.wall).toFixed(2), `${s(long.cpu)} in ${s(long.wall)}`);
}
