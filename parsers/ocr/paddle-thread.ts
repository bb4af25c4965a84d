/** A thread of paddle.ts: reads lines one after another. onnxruntime-node works on the thread that calls it. */
import { parentPort } from 'node:worker_threads';
import { paddleHere, type PaddleJob } from './paddle.js';

const engine = await paddleHere();
parentPort!.on('message', (job: PaddleJob | 'close') => {
  if (job === 'close') {
    void engine.close().then(() => parentPort!.close());
    return;
  }
  engine.readLine(job.picture, job.expected).then(
    (line) => parentPort!.postMessage({ id: job.id, line }),
    (error: Error) => parentPort!.postMessage({ id: job.id, error: error.message }),
  );
});
