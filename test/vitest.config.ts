import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const report = process.env['KEMU_TEST_REPORT'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/temporary.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    ...(report ? { reporters: ['default', ['json', { outputFile: report }]] } : {}),
    // the machine's processors are shared with the processes the batch tests start
    maxWorkers: 2,
    env: { NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
  },
});
