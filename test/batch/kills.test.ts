import { expect, it } from 'vitest';
import { killAndFinish } from './kills.js';

// a hundred kills: npx tsx test/batch/kills.ts 100
it('survives kill -9 at any moment: nothing lost, the same bytes in the end', async () => {
  expect(await killAndFinish(5, 12)).toEqual({ kills: 5, lost: 0, differing: [] });
});
