export { runWorker } from './main.js';
export { tasks } from './tasks.js';
export { startWorker, worker, workerConfig } from './worker.js';
