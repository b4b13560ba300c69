import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import { Logger, makeWorkerUtils, run as runGraphile } from 'graphile-worker';
import pg from 'pg';
import PgBoss from 'pg-boss';
import { payloadOf } from './ours.js';
import { onePress } from './presses.repository.js';

/** What each peer is asked to do, in the way that its own documents recommend for that. */
export interface Peer {
  readonly name: string;
  enqueueMany(count: number): Promise<void>;
  /** Works until `handled` has counted `count` jobs; nothing is done in a handler. */
  work(count: number, batched: boolean): Promise<void>;
  /** The same with a handler that writes a row, as its own users would. Not every peer. */
  workWriting?(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Resolves at the n-th call. */
export function counter(count: number): { add(by?: number): void; readonly reached: Promise<void> } {
  let left = count;
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  return {
    reached,
    add(by = 1) {
      left -= by;
      if (left <= 0) reach();
    },
  };
}

const payloads = (count: number) => Array.from({ length: count }, (_, index) => payloadOf(index));

/** It tells of each job on the console otherwise, which is not what is measured. */
const silent = new Logger(() => () => undefined);

export async function openGraphile(url: string): Promise<Peer> {
  const pool = new pg.Pool({ connectionString: url, max: 36 });
  const utils = await makeWorkerUtils({ pgPool: pool, logger: silent });
  await utils.migrate();
  return {
    name: 'graphile-worker',
    async enqueueMany(count) {
      await utils.addJobs(payloads(count).map((payload) => ({ identifier: 'press', payload })));
    },
    async work(count, batched) {
      const done = counter(count);
      const runner = await runGraphile({
        preset: {
          worker: {
            concurrentJobs: 32,
            pollInterval: 500,
            ...(batched && { localQueue: { size: 500 }, completeJobBatchDelay: 0 }),
          },
        },
        pgPool: pool,
        noHandleSignals: true,
        logger: silent,
        taskList: { press: async () => done.add() },
      });
      await done.reached;
      await runner.stop();
    },
    async close() {
      await utils.release();
      await pool.end();
    },
  };
}

export async function openPgBoss(url: string): Promise<Peer> {
  const boss = new PgBoss({ connectionString: url, max: 36, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue('press');
  return {
    name: 'pg-boss',
    async enqueueMany(count) {
      await boss.insert(payloads(count).map((data) => ({ name: 'press', data })));
    },
    async work(count, batched) {
      // Without its half second of polling in between: the same calls that its worker makes.
      let left = count;
      const fetcher = async (): Promise<void> => {
        while (left > 0) {
          const jobs = await boss.fetch('press', { batchSize: batched ? 500 : 1 });
          if (jobs.length === 0) return;
          await boss.complete(
            'press',
            jobs.map(({ id }) => id),
          );
          left -= jobs.length;
        }
      };
      await Promise.all(Array.from({ length: batched ? 4 : 32 }, fetcher));
    },
    close: () => boss.stop({ graceful: false }),
  };
}

export async function openBullmq(url: string): Promise<Peer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await runMigrations(client, 'bullmq');
  await client.end();
  const bull = withBackend(createPostgresBackend);
  const connection = new pg.Pool({ connectionString: url, max: 68, options: '-c search_path=bullmq,public' });
  connection.setMaxListeners(0);
  const queue = new bull.Queue('raw', { connection });
  queue.on('error', () => undefined);
  await queue.waitUntilReady();
  const work = async (
    count: number,
    handler: (job: { readonly data: { readonly times: number } }) => Promise<void>,
  ): Promise<void> => {
    const done = counter(count);
    const worker = new bull.Worker('raw', handler, { connection, concurrency: 32 });
    worker.on('error', () => undefined);
    worker.on('completed', () => done.add());
    await done.reached;
    await worker.close();
  };
  return {
    name: 'BullMQ on PostgreSQL',
    async enqueueMany(count) {
      await queue.addBulk(
        payloads(count).map((data) => ({ name: 'press', data, opts: { removeOnComplete: true } })),
      );
    },
    work: (count) => work(count, async () => undefined),
    workWriting: (count) =>
      work(count, async ({ data }) => void (await connection.query(onePress, [data.times]))),
    async close() {
      await queue.close();
      await connection.end();
    },
  };
}
