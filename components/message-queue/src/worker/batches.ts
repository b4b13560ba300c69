import type { Secret } from '@ashlar/config';
import { createListener, type Database, type Listener, systemContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { soundOptions } from '../define-job.js';
import type { BatchHandler, JobHandler } from '../jobs.types.js';
import type { MessageQueueConfig } from '../message-queue.config.js';
import { JobPayloadError } from '../message-queue.errors.js';
import { outboxChannel } from '../outbox-writer.repository.js';
import { parsePayload } from '../payload.js';
import { type Alarm, createAlarm } from '../relay/alarm.js';
import type { HandedEntry } from '../relay/outbox.repository.js';
import type { AttemptRepository } from './attempt.repository.js';
import type { Attempt, Attempts } from './attempts.js';
import { createBatchRepository } from './batch.repository.js';
import type { Counts } from './counts.js';
import { asError, judge } from './deliveries.js';

const pauseAfterFailureMs = 1_000;
/** One takes its jobs while the other works on its own. Each has a connection. */
const loopsPerJob = 2;

export interface BatchesDeps {
  readonly config: MessageQueueConfig;
  readonly database: Database;
  readonly handlers: readonly JobHandler[];
  readonly attempts: Attempts;
  readonly counts: Counts;
  readonly repository: AttemptRepository;
  readonly logger: Logger;
  readonly log: Logger;
  readonly service: string;
  readonly directUrl?: Secret;
}

/** Takes jobs of `handleMany` straight from the outbox: claim, work and end of a whole batch are one transaction. */
export function createBatches(deps: BatchesDeps): { start(): void; stop(): Promise<void> } {
  const { config, handlers, log, logger, service, directUrl } = deps;
  const batched = handlers.filter((handler) => handler.kind === 'batch');
  const alarms: Alarm[] = [];
  let stopping = false;
  let running: Promise<unknown> | undefined;
  let listener: Listener | undefined;

  const run = async (handler: BatchHandler, alarm: Alarm): Promise<void> => {
    const work = createBatchWork(handler, deps);
    while (!stopping) {
      try {
        const taken = await work();
        if (taken < handler.job.options.batch) await alarm.wait(config.pollIntervalMs);
      } catch (error) {
        log.error('A batch of jobs could not be taken', { job: handler.job.name, error });
        await alarm.wait(pauseAfterFailureMs);
      }
    }
  };

  return {
    start() {
      if (running || batched.length === 0) return;
      running = Promise.all(
        batched
          .flatMap((handler) => Array.from({ length: loopsPerJob }, () => handler))
          .map((handler) => {
            const alarm = createAlarm();
            alarms.push(alarm);
            return run(handler, alarm);
          }),
      );
      const onWake = (): void => {
        for (const alarm of alarms) alarm.ring();
      };
      listener =
        directUrl && createListener({ url: directUrl, channel: outboxChannel, service, logger, onWake });
    },
    async stop() {
      stopping = true;
      for (const alarm of alarms) alarm.ring();
      await running;
      await listener?.close();
    },
  };
}

/** Works off one batch. @returns how many jobs it had. */
function createBatchWork(handler: BatchHandler, deps: BatchesDeps): () => Promise<number> {
  const { database, attempts, counts, repository, log } = deps;
  const { job, runMany } = handler;
  const batches = createBatchRepository(database);

  const attemptAt = async (
    attempt: Attempt,
    ids: readonly string[] | undefined,
    onTaken: (entries: readonly HandedEntry[]) => void,
  ): Promise<void> => {
    attempt.limit(job.options.timeoutMs);
    const ctx = systemContext(`job ${job.name}`, { signal: attempt.signal });
    await database.transact(
      ctx,
      async (tx) => {
        const batch = { job: job.name, version: job.version, size: job.options.batch };
        const entries = await batches.take(tx, ids ? { ...batch, ids } : batch);
        onTaken(entries);
        if (entries.length === 0) return;
        await attempt.unlessEnded(
          runMany(
            tx,
            entries.map((entry) => payloadOf(entry)),
          ),
        );
      },
      { idempotent: true },
    );
  };

  const payloadOf = ({ payload, payload_version }: HandedEntry): object => {
    if (payload_version < job.version)
      throw new JobPayloadError(job.name, [`version ${payload_version} is no longer handled`]);
    return parsePayload(job, payload);
  };

  /** All or none of the batch; on failure each half by itself, down to the one that cannot be done. */
  const work = async (ids?: readonly string[]): Promise<number> => {
    let entries: readonly HandedEntry[] = [];
    const attempt = attempts.beginUnnamed();
    try {
      await attemptAt(attempt, ids, (taken) => (entries = taken));
      for (const entry of entries) begin(entry)('completed');
      return entries.length;
    } catch (thrown) {
      const error = attempt.interruption ?? asError(thrown);
      if (entries.length === 0) throw error;
      const [only] = entries;
      if (attempt.interruption?.reason === 'stopping') {
        for (const entry of entries) begin(entry)('returned');
      } else if (only && entries.length === 1) await setBack(only, error);
      else {
        const half = Math.ceil(entries.length / 2);
        const all = entries.map(({ id }) => id);
        await work(all.slice(0, half));
        await work(all.slice(half));
      }
      return entries.length;
    } finally {
      attempt.end();
    }
  };

  const begin = ({ attempts: before, ready_at }: HandedEntry) =>
    counts.begin({ name: job.name, attempt: before + 1, dueAt: ready_at });

  const setBack = async (entry: HandedEntry, error: Error): Promise<void> => {
    const { outcome, setback } = judge(error, {
      attempt: entry.attempts + 1,
      ...soundOptions(entry.options),
    });
    // Jobs of a batch that is undone are free at once: another loop may have had it too, and counted the attempt.
    if (setback && !(await repository.setBack(entry, setback, entry.attempts))) {
      begin(entry)('returned');
      return;
    }
    begin(entry)(outcome);
    const fields = { job: job.name, job_id: entry.id, request_id: entry.request_id, error };
    if (outcome === 'failed') log.error('A job failed and is not tried again', fields);
    else log.warn('A job failed and will be tried again', fields);
  };

  return () => work();
}
