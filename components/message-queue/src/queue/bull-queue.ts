import { type Job as BullJob, UnrecoverableError } from 'bullmq';
import { soundOptions } from '../define-job.js';
import type { MessageQueueConfig } from '../message-queue.config.js';
import { type HandedEntry, mostLostWorkers } from '../relay/outbox.repository.js';
import type { Carrier } from './carrier.js';
import {
  type CarriedQueue,
  type ConsumerDeps,
  deliveryId,
  type Envelope,
  envelopeOf,
} from './queue.types.js';

/** Failed attempts that the queue shows; the jobs themselves are in the outbox. */
const failuresShown = { age: 86_400, count: 10_000 };

export interface BullOpenQueue extends CarriedQueue {
  ready(): Promise<void>;
  close(): Promise<void>;
}

export function bullQueue({
  config,
  carrier,
  onError,
}: {
  readonly config: MessageQueueConfig;
  readonly carrier: Carrier;
  readonly onError: (error: unknown) => void;
}): BullOpenQueue {
  const producer = carrier.queue();
  producer.on('error', onError);
  const add = async (entries: readonly HandedEntry[]): Promise<void> => {
    await producer.addBulk(entries.map(toBullJob));
  };
  return {
    kind: 'carried',
    ready: async () => void (await producer.waitUntilReady()),
    add,
    async addAgain(entries) {
      for (const entry of entries) {
        // A failed attempt that is kept to be shown would make adding it again do nothing.
        const job = await producer.getJob(deliveryId(entry));
        if (await job?.isFailed()) await job?.remove();
      }
      await add(entries);
    },
    waiting: () => producer.getWaitingCount(),
    consume({ deliver, onLocksLost, onDeadly }) {
      const worker = carrier.worker((job) => obey(deliver, job), {
        autorun: false,
        concurrency: config.concurrency,
        lockDuration: config.lockDurationMs,
        stalledInterval: config.lockDurationMs / 4,
        maxStalledCount: mostLostWorkers,
        runRetryDelay: 1_000,
      });
      worker.on('error', onError);
      worker.on('lockRenewalFailed', onLocksLost);
      worker.on('failed', (job, error) => {
        if (job && !seen.delete(job) && error.message.includes('stalled'))
          void onDeadly({ name: job.name, envelope: job.data }).catch(onError);
      });
      return {
        async start() {
          await worker.waitUntilReady();
          void worker.run().catch(onError);
        },
        close: () => worker.close(),
      };
    },
    close: () => producer.close(),
  };
}

/** Jobs whose failure this process has caused itself, as it is told of others' too. */
const seen = new WeakSet<BullJob<Envelope>>();

async function obey(deliver: ConsumerDeps['deliver'], job: BullJob<Envelope>): Promise<void> {
  const failure = await deliver({ name: job.name, envelope: job.data });
  if (!failure) return;
  seen.add(job);
  throw new UnrecoverableError(failure.message);
}

function toBullJob(entry: HandedEntry) {
  return {
    name: entry.job,
    data: envelopeOf(entry, soundOptions(entry.options)),
    opts: {
      jobId: deliveryId(entry),
      // The outbox says when there is another one.
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: failuresShown,
      stackTraceLimit: 5,
    },
  };
}
