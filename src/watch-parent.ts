/**
 * A thread of a worker process: ends the process when its parent is gone. A document that keeps the process busy would
 * otherwise go on after a `kill -9` of the parent, for nobody.
 */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 1000);
