export type { Backlog } from './admin/backlog.repository.js';
export {
  createJobAdmin,
  type JobAdmin,
  type JobAdminDeps,
  JobNotFound,
  JobStateUnfit,
  JobUnknown,
} from './admin/job-admin.js';
export type { JobFilter, JobRecord, JobState } from './admin/job-admin.repository.js';
export { type Commands, type CommandVerb, jobCommands } from './admin/job-commands.js';
export {
  createTaskRuns,
  type LastTaskRun,
  type TaskRun,
  type TaskRuns,
} from './admin/task-runs.repository.js';
export { createWorkerCheck } from './admin/readiness.js';
export { defineJob, handle, handleMany, type JobDeclaration } from './define-job.js';
export { createJobs, messageQueueSchema } from './jobs.js';
export type {
  BatchHandler,
  EnqueueOptions,
  JobDefinition,
  JobHandler,
  JobOptions,
  JobRun,
  Jobs,
  SingleHandler,
} from './jobs.types.js';
export { JobBoardConfig, MessageQueueConfig } from './message-queue.config.js';
export { JobHandlerError, JobPayloadError } from './message-queue.errors.js';
export { migrateQueue, type MigrateQueueOptions } from './queue/migrate-queue.repository.js';
export { createQueue, type Queue, type QueueDeps } from './queue/queue.js';
export { createRelay, type Relay, type RelayDeps } from './relay/relay.js';
export { runJobs, type RunJobsOptions, type RunReport } from './run-jobs.js';
export { createBufferDeadLetters } from './buffer-dead-letters.repository.js';
export { spillToOutbox, type SpillOptions } from './spill.js';
export { BufferClosed, BufferFull, BufferItemTooLarge } from './write-buffer.errors.js';
export { createWriteBuffer } from './write-buffer.js';
export type {
  BatchWriter,
  BufferDeadLetter,
  BufferStopReport,
  DeadLetterReason,
  DeadLetterSink,
  WriteBuffer,
  WriteBufferLimits,
  WriteBufferOptions,
} from './write-buffer.types.js';
export type { JobOutcome } from './worker/counts.js';
export { sweepJobs } from './worker/sweep-jobs.repository.js';
export { createWorker, type StopReport, type Worker, type WorkerDeps } from './worker/worker.js';
