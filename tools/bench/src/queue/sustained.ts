import { handle, handleMany } from '@ashlar/message-queue';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { Metrics } from '../bench.types.js';
import { ctx, type Ours, payloadOf, pressLamp, pressMany } from './ours.js';

/**
 * Jobs at a steady rate while three analytic transactions overlap, so that vacuum can tidy nothing away: does the
 * backlog stay small?
 */
export async function measureSustained(
  ours: Ours,
  url: string,
  options: {
    readonly perSecond: number;
    readonly seconds: number;
    readonly analyticSeconds: number;
    readonly batched: boolean;
  },
): Promise<Metrics> {
  const { perSecond, seconds, analyticSeconds, batched } = options;
  const job = batched ? pressMany : pressLamp;
  let handled = 0;
  const handlers = batched
    ? [handleMany(pressMany, async (_tx, payloads) => void (handled += payloads.length))]
    : [handle(pressLamp, async () => void (handled += 1))];
  const end = performance.now() + seconds * 1_000;
  const analysts = [0, 1, 2].map((place) => analyse(url, place, analyticSeconds, end));
  let sent = 0;
  let most = 0;
  const begin = performance.now();
  await ours.during(handlers, async () => {
    while (performance.now() < end) {
      const due = Math.floor(((performance.now() - begin) / 1_000) * perSecond) - sent;
      if (due > 0) {
        const payloads = Array.from({ length: due }, (_, index) => payloadOf(index));
        await ours.database.transact(ctx, (tx) => ours.jobs.enqueueMany(tx, job, payloads));
        sent += due;
      }
      most = Math.max(most, sent - handled);
      await pause(20);
    }
  });
  await Promise.all(analysts);
  return { backlog_max: most, sent, handled, per_second: handled / ((performance.now() - begin) / 1_000) };
}

/** Holds a snapshot for `seconds`, again and again, each of the three a third later than the one before. */
async function analyse(url: string, place: number, seconds: number, end: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await pause((place * seconds * 1_000) / 3);
    while (performance.now() < end) {
      await client.query('begin isolation level repeatable read');
      await client.query('select count(*) from message_queue.effects');
      await pause(Math.min(seconds * 1_000, Math.max(0, end - performance.now())));
      await client.query('commit');
    }
  } finally {
    await client.end();
  }
}
