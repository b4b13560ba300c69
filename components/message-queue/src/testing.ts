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
  return {
    async enqueue(tx, job, payload, options = {}) {
      const entry: RecordedJob = {
        id: newId(),
        job: job.name,
        payload: serializePayload(job, payload),
        options,
        requestId: tx.requestId,
      };
      onAfterCommit(tx, () => void committed.push(entry));
      return entry.id;
    },
    recorded: () => [...committed],
  };
}
