/** `tsx run-fake.ts INPUT OUT`: a batch over the pipeline for tests, in a process of its own that a test can kill. */
import { convertBatch } from '../../src/batch.js';

const [input = '', outDir = ''] = process.argv.slice(2);
await convertBatch([input], { outDir, jobs: 2, madeBy: 'test', pipeline: new URL('./fake-pipeline.ts', import.meta.url).href });
