import { handle } from '@ashlar/message-queue';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { Metrics } from '../bench.types.js';
import { percentile } from '../statistics.js';
import { ctx, type Ours, payloadOf, pressLamp } from './ours.js';

/** From the return of COMMIT to the first line of the handler, one job after the other. */
export async function measureLatency(ours: Ours, samples: number): Promise<Metrics> {
  const latencies: number[] = [];
  let entered: (at: number) => void = () => undefined;
  const handler = handle(pressLamp, async (_tx, { times }) => {
    if (times < 0) entered(performance.now());
  });
  await ours.during([handler], async () => {
    await pause(1_000);
    for (let sample = 0; sample < samples; sample += 1) {
      const start = new Promise<number>((resolve) => (entered = resolve));
      await ours.database.transact(ctx, (tx) =>
        ours.jobs.enqueue(tx, pressLamp, { ...payloadOf(1), times: -1 }, { tenant: 'quiet' }),
      );
      const committed = performance.now();
      latencies.push(Math.max(0, (await start) - committed));
      await pause(10);
    }
  });
  latencies.sort((a, b) => a - b);
  return { p50_ms: percentile(latencies, 0.5), p99_ms: percentile(latencies, 0.99) };
}

/** Jobs of one tenant, written by the server itself. */
export async function flood(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `insert into message_queue.outbox (id, job, payload_version, payload, options, tenant)
       select gen_random_uuid(), $1, 1, $2::jsonb, '{"attempts": 10, "backoffMs": 1000}', 'a flood'
       from generate_series(1, $3::int)`,
      [pressLamp.name, JSON.stringify(payloadOf(1)), count],
    );
    await client.query('vacuum analyze message_queue.outbox');
  } finally {
    await client.end();
  }
}

export async function empty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('truncate message_queue.outbox, message_queue.effects; delete from bullmq.job');
  await client.end();
}
