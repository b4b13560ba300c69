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
  handle,
  handleMany,
  MessageQueueConfig,
} from '@ashlar/message-queue';
import { createMetrics } from '@ashlar/telemetry';
import { IsUUID } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createKeys } from './keys.repository.js';

class Happening {
  @IsUUID()
  key!: string;
}

const options = { attempts: 100, backoffMs: 50 };
const one = defineJob({ name: 'chaos.happen', version: 1, payload: Happening, options });
const many = defineJob({
  name: 'chaos.happen-many',
  version: 1,
  payload: Happening,
  options: { ...options, batch: 50 },
});

const writers = 12;

/** One of the three processes that are killed: writes until somebody stops it, relays, or works. */
async function main(role: string): Promise<void> {
  const url = process.env['CHAOS_DATABASE_URL'] ?? '';
  const { config } = loadConfig(
    { config: MessageQueueConfig },
    {
      ASHLAR_QUEUE_LOCK_DURATION: '2s',
      ...(process.env['CHAOS_REDIS_URL'] !== undefined && {
        ASHLAR_QUEUE_REDIS_URL: process.env['CHAOS_REDIS_URL'],
      }),
    },
  );
  const { database } = await openDatabase(url, [], { poolSize: 16, retryDeadlineMs: 1_000 });
  const keys = createKeys(database);
  const jobs = createJobs({ database });
  if (role === 'producer') {
    console.log('ready');
    const rate = Number(process.env['CHAOS_RATE'] ?? 0);
    await (rate > 0 ? writeSteadily(rate) : Promise.all(Array.from({ length: writers }, write)));
    return;
  }
  const logger = createSilentLogger();
  const metrics = createMetrics({ logger });
  const directUrl = new Secret(url);
  const deps = { config, database, logger, metrics, service: `chaos-${role}`, directUrl };
  const queue = await createQueue({ ...deps, url: directUrl });
  if (role === 'relay') createRelay({ ...deps, queue }).start();
  else {
    const handlers = [
      handle(one, async (tx, { key }) => keys.happen(tx, [key])),
      handleMany(many, async (tx, payloads) =>
        keys.happen(
          tx,
          payloads.map(({ key }) => key),
        ),
      ),
    ];
    await createWorker({ ...deps, queue, jobs: [one, many], handlers }).start();
  }
  console.log('ready');

  /** So many jobs a second, half of them of the kind that is taken in batches. */
  async function writeSteadily(perSecond: number): Promise<never> {
    const begin = performance.now();
    for (let sent = 0; ; await pause(20)) {
      const due = Math.floor(((performance.now() - begin) / 1_000) * perSecond) - sent;
      if (due <= 0) continue;
      const asked = Array.from({ length: due }, () => randomUUID());
      await database.transact(systemContext('chaos'), async (tx) => {
        await keys.ask(tx, asked);
        const payloads = asked.map((key) => ({ key }));
        const half = Math.ceil(due / 2);
        await jobs.enqueueMany(tx, one, payloads.slice(0, half));
        await jobs.enqueueMany(tx, many, payloads.slice(half));
      });
      sent += due;
    }
  }

  /** Some transactions are rolled back at the last moment; all take a different time to commit. */
  async function write(): Promise<never> {
    for (;;) {
      const asked = Array.from({ length: 1 + Math.floor(Math.random() * 5) }, () => randomUUID());
      const doomed = Math.random() < 0.15;
      await database
        .transact(systemContext('chaos'), async (tx) => {
          await keys.ask(tx, asked);
          const payloads = asked.map((key) => ({ key }));
          const tenant = `tenant ${Math.floor(Math.random() * 5)}`;
          await jobs.enqueueMany(tx, Math.random() < 0.5 ? one : many, payloads, { tenant });
          await keys.dawdle(tx, Math.random() * 30);
          if (doomed) throw new Error('rolled back');
        })
        // The server may be away for a moment. What was in doubt is asked and enqueued, or neither.
        .catch(() => pause(doomed ? 0 : 50));
    }
  }
}

// A connection that is lost while nobody waits for it: what it carried is tried again.
process.on('unhandledRejection', () => undefined);
await main(process.argv[2] ?? '');
