import { loadConfig, Secret } from '@ashlar/config';
import { createDatabase, type Database, DatabaseConfig, systemContext } from '@ashlar/database';
import { createRecordingLogger, type RecordingLogger } from '@ashlar/logging/testing';
import { createMetrics, type Metrics } from '@ashlar/telemetry';
import { createTestDatabase } from '@ashlar/test-postgres';
import { IsInt, IsString } from 'class-validator';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createMemoryQueue } from './testing.js';
import {
  createJobs,
  createQueue,
  createRelay,
  createWorker,
  defineJob,
  type JobHandler,
  type Jobs,
  MessageQueueConfig,
  migrateQueue,
  type Queue,
  type Relay,
  type Worker,
} from './index.js';

export class Press {
  @IsString()
  lamp!: string;

  @IsInt()
  times!: number;
}

/** Pressed often enough in these specs; its second attempt follows at once. */
export const pressLamp = defineJob({
  name: 'lamp.press',
  version: 1,
  payload: Press,
  options: { attempts: 3, backoffMs: 0 },
});

/** Everything that a job goes through, on one throwaway database, as the worker's login. */
export interface Bench {
  readonly url: string;
  readonly config: MessageQueueConfig;
  readonly database: Database;
  readonly queue: Queue;
  readonly jobs: Jobs;
  readonly logger: RecordingLogger;
  readonly metrics: Metrics;
  /** Relays and workers that nobody stops are stopped by `close`. */
  relay(options?: { queue?: Queue; notified?: boolean; metrics?: Metrics }): Relay;
  worker(handlers: readonly JobHandler[], queue?: Queue, metrics?: Metrics): Worker;
  /** Another database handle, as the data API has it. */
  asDataApi(): Promise<Database>;
  /** Another queue, as another process has it. */
  anotherQueue(): Promise<Queue>;
  enqueue(payload: Press): Promise<string>;
  /** As superuser. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Stops relays and workers and forgets all jobs, for the next spec. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** @param memory carries jobs within this process instead of over PostgreSQL, or Redis when `variables` say so. */
export async function openBench(
  variables: Readonly<Record<string, string>> = {},
  { memory = false }: { readonly memory?: boolean } = {},
): Promise<Bench> {
  const test = await createTestDatabase();
  await migrateQueue({ url: test.url });
  const superuser = new pg.Pool({ connectionString: test.url, max: 2 });
  superuser.on('error', () => undefined);
  await superuser.query(`
    create table public.lamp (name text primary key, presses integer not null);
    grant select, insert, update on public.lamp to ashlar_worker`);

  const closers: (() => Promise<unknown>)[] = [() => test.drop(), () => superuser.end()];
  const actors: (() => Promise<unknown>)[] = [];
  const stopActors = async (): Promise<void> => {
    for (const stop of actors.splice(0).reverse()) await stop();
  };
  const logger = createRecordingLogger();
  const metrics = createMetrics({ logger });
  const environment = { ASHLAR_QUEUE_POLL_INTERVAL: '20ms', ...variables };
  const { queue: config } = loadConfig({ queue: MessageQueueConfig }, environment);
  if (config.redisUrl) await forgetAll(config.redisUrl.reveal());
  const connect = async (role: 'data' | 'worker'): Promise<Database> => {
    const { database: databaseConfig } = loadConfig(
      { database: DatabaseConfig },
      { DATABASE_URL: test.urlFor(role), ASHLAR_DATABASE_POOL_SIZE: '5' },
    );
    const database = await createDatabase({
      config: databaseConfig,
      logger,
      metrics: createMetrics({ logger }),
      entities: [],
      service: `test-${role}`,
    });
    closers.push(() => database.close());
    return database;
  };
  const url = new Secret(test.urlFor('worker'));
  const database = await connect('worker');
  const anotherQueue = async (): Promise<Queue> => {
    const queue = memory
      ? createMemoryQueue({ database })
      : await createQueue({ config, database, url, service: 'test', logger, metrics });
    closers.push(() => queue.close());
    return queue;
  };
  const queue = await anotherQueue();
  const jobs = createJobs({ database });

  return {
    url: test.url,
    config,
    database,
    queue,
    jobs,
    logger,
    metrics,
    relay({ queue: target = queue, notified = false, metrics: counted = createMetrics({ logger }) } = {}) {
      const relay = createRelay({
        config,
        database,
        queue: target,
        logger,
        metrics: counted,
        service: 'test',
        ...(notified && { directUrl: url }),
      });
      actors.push(() => relay.stop());
      return relay;
    },
    worker(handlers, target = queue, counted = createMetrics({ logger })) {
      const defined = handlers.map(({ job }) => job);
      const worker = createWorker({
        config,
        service: 'test',
        database,
        queue: target,
        jobs: defined,
        handlers,
        logger,
        metrics: counted,
      });
      actors.push(() => worker.stop(0));
      return worker;
    },
    asDataApi: () => connect('data'),
    anotherQueue,
    enqueue: (payload) =>
      database.transact(systemContext('test'), (tx) => jobs.enqueue(tx, pressLamp, payload)),
    async sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      const { rows } = await superuser.query<Row>(text, [...values]);
      return rows;
    },
    async reset() {
      await stopActors();
      await superuser.query(`
        delete from message_queue.outbox; delete from message_queue.effects; delete from message_queue.rate_windows;
        delete from public.lamp; delete from bullmq.job`);
      if (config.redisUrl) await forgetAll(config.redisUrl.reveal());
    },
    async close() {
      await stopActors();
      for (const closer of closers.reverse()) await closer();
    },
  };
}

/** What an earlier spec left in Redis is of a database that is gone. */
async function forgetAll(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}
