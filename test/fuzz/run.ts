/** `npm run fuzz -- [inputs] [seed]`: mutated samples through the whole program; what fails is kept in out/fuzz. */
import { fileURLToPath } from 'node:url';
import { fuzz } from './fuzz.js';

const [inputs = '20000', seed = '1'] = process.argv.slice(2);
const started = performance.now();
const result = await fuzz(Number(inputs), Number(seed), {
  keep: fileURLToPath(new URL('../../out/fuzz', import.meta.url)),
  onRound: (done) => process.stderr.write(`\r${done} of ${inputs}, ${(done / ((performance.now() - started) / 1000)).toFixed(0)}/s `),
});
process.stderr.write('\n');
console.log(result);
process.exitCode = result.crashes + result.hangs + result.memory + result.blunders.length > 0 ? 1 : 0;
