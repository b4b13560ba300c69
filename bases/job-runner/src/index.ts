export { cronJobFile, cronJobOf, type CronTaskName, cronTaskNames } from './cron-jobs.js';
export { deployable } from './document.js';
export { runWorker } from './main.js';
export { listTasks, type TaskFacts, taskList } from './task-list.js';
export type { TaskName } from './task-names.js';
export { tasks } from './tasks.js';
export { worker, workerConfig } from './worker-spec.js';
export { startWorker } from './worker.js';
