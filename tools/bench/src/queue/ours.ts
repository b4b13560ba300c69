import { loadConfig, Secret } from '@ashlar/config';
import { systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createSilentLogger } from '@ashlar/logging/testing';
import {
  createJobs,
  createQueue,
  createRelay,
  createWorker,
  defineJob,
  type JobHandler,
  MessageQueueConfig,
  migrateQueue,
} from '@ashlar/message-queue';
import { migrate } from '@ashlar/schema';
import { createMetrics } from '@ashlar/telemetry';
import { IsInt, IsString } from 'class-validator';

class Press {
  @IsString()
  lamp!: string;

  @IsInt()
  times!: number;
}

export const ctx = systemContext('bench');
export const pressLamp = defineJob({ name: 'lamp.press', version: 1, payload: Press });
export const pressMany = defineJob({
  name: 'lamp.press-many',
  version: 1,
  payload: Press,
  options: { batch: 500 },
});

/** About 110 bytes of JSON, as everybody gets it here. */
export function payloadOf(times: number): Press {
  return {
    lamp: `lamp of the long corridor with a name that fills the payload up to its size, number ${times % 100}`,
    times,
  };
}

export type Ours = Awaited<ReturnType<typeof openOurs>>;

/** The brick as a worker process has it: relay and handlers, with `concurrency` jobs at once. */
export async function openOurs(url: string, concurrency = 32) {
  await migrate({ url });
  await migrateQueue({ url });
  const { database } = await openDatabase(url, [], {
    poolSize: concurrency + 4,
    statementTimeoutMs: 60_000,
    lockTimeoutMs: 20_000,
  });
  const logger = createSilentLogger();
  const metrics = createMetrics({ logger });
  const { config } = loadConfig(
    { config: MessageQueueConfig },
    { ASHLAR_QUEUE_CONCURRENCY: String(concurrency) },
  );
  const service = 'bench';
  const directUrl = new Secret(url);
  const queue = await createQueue({ config, database, url: directUrl, service, logger, metrics });
  return {
    database,
    queue,
    jobs: createJobs({ database }),
    /** Runs relay and worker until `work` is done. */
    async during<T>(handlers: readonly JobHandler[], work: () => Promise<T>): Promise<T> {
      const deps = { config, database, queue, logger, metrics, service, directUrl };
      const relay = createRelay(deps);
      const worker = createWorker({ ...deps, jobs: handlers.map(({ job }) => job), handlers });
      relay.start();
      await worker.start();
      try {
        return await work();
      } finally {
        await relay.stop();
        await worker.stop(5_000);
      }
    },
    async close() {
      await queue.close();
      await database.close();
    },
  };
}
