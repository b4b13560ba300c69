export { createMemoryQueue } from './memory-queue.js';
import { newId, onAfterCommit } from '@ashlar/database';
import type { EnqueueOptions, Jobs } from './jobs.types.js';
import { serializePayload } from './payload.js';

/** One committed job, as the handler would get it. */
export interface RecordedJob {
  readonly id: string;
  readonly job: string;
  readonly payload: object;
  readonly options: EnqueueOptions;
  readonly requestId: string;
}

export interface RecordingJobs extends Jobs {
  /** What committed, in the order of commits. */
  recorded(): readonly RecordedJob[];
}

/** A `Jobs` that only remembers: for tests of use cases that enqueue. Takes real transactions of any database. */
export function createRecordingJobs(): RecordingJobs {
  const committed: RecordedJob[] = [];
  const enqueueMany: Jobs['enqueueMany'] = async (tx, job, payloads, options = {}) => {
    const entries = payloads.map((payload): RecordedJob => ({
      id: newId(),
      job: job.name,
      payload: JSON.parse(serializePayload(job, payload)) as object,
      options,
      requestId: tx.requestId,
    }));
    onAfterCommit(tx, () => void committed.push(...entries));
    return entries.map(({ id }) => id);
  };
  return {
    enqueueMany,
    async enqueue(tx, job, payload, options) {
      const [id = ''] = await enqueueMany(tx, job, [payload], options);
      return id;
    },
    recorded: () => [...committed],
  };
}
