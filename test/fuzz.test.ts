import { expect, it } from 'vitest';
import { fuzz } from './fuzz/fuzz.js';

// many more, over other seeds: npm run fuzz
it('no mutated sample crashes, hangs or shows a mistake of the program', async () => {
  const { crashes, hangs, memory, blunders, read, failed } = await fuzz(100, 7);
  expect({ crashes, hangs, memory, blunders }).toEqual({ crashes: 0, hangs: 0, memory: 0, blunders: [] });
  expect(read + failed).toBe(100);
});
