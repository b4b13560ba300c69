export type { Backlog } from './backlog.repository.js';
export { defineJob, handle, type JobDeclaration } from './define-job.js';
export { sweepEffects } from './effects.repository.js';
export { createJobs, messageQueueSchema } from './jobs.js';
export type { EnqueueOptions, JobDefinition, JobHandler, JobOptions, Jobs } from './jobs.types.js';
export { MessageQueueConfig } from './message-queue.config.js';
export { JobHandlerError, JobPayloadError } from './message-queue.errors.js';
export { migrateQueue, type MigrateQueueOptions } from './migrate-queue.repository.js';
export { createQueue, type Queue, type QueueDeps } from './queue.js';
export { createRelay, type Relay, type RelayDeps } from './relay.js';
export { runJobs, type RunJobsOptions, type RunReport } from './run-jobs.js';
export { createWorker, type JobOutcome, type StopReport, type Worker, type WorkerDeps } from './worker.js';
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
