import { handle, handleMany } from '@ashlar/message-queue';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, MeasureSubject, Metrics } from '../bench.types.js';
import { describePostgres } from '../machine.js';
import { empty, flood, measureLatency } from '../queue/latency.js';
import { ctx, openOurs, payloadOf, pressLamp, pressMany } from '../queue/ours.js';
import { counter, openBullmq, openGraphile, openPgBoss } from '../queue/peers.js';
import { makePresses, writePress } from '../queue/presses.repository.js';
import { measureSustained } from '../queue/sustained.js';

const settings = { shared_buffers: '512MB', max_wal_size: '4GB', max_connections: '300' };
const bulk = 1_000;

/**
 * Jobs beside graphile-worker, pg-boss and BullMQ itself on one server. `--only TEXT` measures the subjects whose name
 * has it, `--jobs N` how many each works off (20,000), `--waiting N` of another tenant (1,000,000), `--seconds N` of
 * the sustained load (60) beside transactions of `--analytic N` (20; the goal: 900 beside 120), `--rate N` (800).
 */
export const queue: Bench = {
  name: 'queue',
  summary:
    'Jobs: bulk enqueue, batches, one by one, with a write, latency, and a long steady load, beside peers.',
  async prepare({
    only = '',
    jobs = '20000',
    waiting = '1000000',
    seconds = '60',
    analytic = '20',
    rate = '800',
  }) {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-queue-'));
    const server = await startPostgres({ dataDir: scratch, settings });
    const { url } = server;
    await makePresses(url);
    const ours = await openOurs(url);
    const peers = [await openGraphile(url), await openPgBoss(url), await openBullmq(url)];
    const count = Number(jobs);
    const samples = 1_000;

    const subject = (name: string, measure: () => Promise<Metrics>): MeasureSubject => ({
      kind: 'measure',
      name,
      measure,
    });
    const enqueue = async (job: typeof pressLamp, all: number): Promise<void> => {
      for (let sent = 0; sent < all; sent += bulk) {
        const payloads = Array.from({ length: bulk }, (_, index) => payloadOf(index));
        await ours.database.transact(ctx, (tx) => ours.jobs.enqueueMany(tx, job, payloads));
      }
    };
    const perSecond = async (work: () => Promise<void>): Promise<Metrics> => {
      const begin = performance.now();
      await work();
      return { per_second: count / ((performance.now() - begin) / 1_000) };
    };
    const sustained = (batched: boolean) => async () => {
      await empty(url);
      const load = { perSecond: Number(rate), seconds: Number(seconds), analyticSeconds: Number(analytic) };
      return measureSustained(ours, url, { ...load, batched });
    };

    const subjects: MeasureSubject[] = [
      subject('enqueue: ours', async () => {
        await empty(url);
        return perSecond(() => enqueue(pressLamp, count));
      }),
      ...peers.map(({ name, enqueueMany }) =>
        subject(`enqueue: ${name}`, () =>
          perSecond(async () => {
            for (let sent = 0; sent < count; sent += bulk) await enqueueMany(bulk);
          }),
        ),
      ),
      subject('batches: ours', async () => {
        await empty(url);
        await enqueue(pressMany, count);
        const done = counter(count);
        const handler = handleMany(pressMany, async (_tx, payloads) => done.add(payloads.length));
        return perSecond(() => ours.during([handler], () => done.reached));
      }),
      ...peers
        .filter(({ name }) => !name.startsWith('BullMQ'))
        .map((peer) => subject(`batches: ${peer.name}`, () => workOff(peer, true))),
      subject('one by one: ours', async () => {
        await empty(url);
        await enqueue(pressLamp, count);
        const done = counter(count);
        const handler = handle(pressLamp, async () => done.add());
        return perSecond(() => ours.during([handler], () => done.reached));
      }),
      ...peers.map((peer) => subject(`one by one: ${peer.name}`, () => workOff(peer, false))),
      subject('with a write: ours', async () => {
        await empty(url);
        await enqueue(pressLamp, count);
        const done = counter(count);
        const handler = handle(pressLamp, async (tx, { times }) => {
          await writePress(tx, ours.database, times);
          done.add();
        });
        return perSecond(() => ours.during([handler], () => done.reached));
      }),
      ...peers.flatMap(({ name, enqueueMany, workWriting }) =>
        workWriting
          ? subject(`with a write: ${name}`, async () => {
              for (let sent = 0; sent < count; sent += bulk) await enqueueMany(bulk);
              return perSecond(() => workWriting(count));
            })
          : [],
      ),
      subject('latency: idle', async () => {
        await empty(url);
        return measureLatency(ours, samples);
      }),
      subject('latency: behind another tenant', async () => {
        await empty(url);
        await flood(url, Number(waiting));
        const metrics = await measureLatency(ours, samples);
        await empty(url);
        return metrics;
      }),
      subject('sustained: batches', sustained(true)),
      subject('sustained: one by one', sustained(false)),
    ];

    async function workOff(peer: (typeof peers)[number], batched: boolean): Promise<Metrics> {
      for (let sent = 0; sent < count; sent += bulk) await peer.enqueueMany(bulk);
      return perSecond(() => peer.work(count, batched));
    }

    const chosen = subjects.filter(({ name }) => name.includes(only));
    return {
      reference: chosen[0]?.name ?? '',
      rounds: 1,
      load: { maxSeconds: 1_200 },
      facts: {
        ...(await describePostgres(url)),
        jobs,
        'load before': loadavg()[0]?.toFixed(1) ?? '',
        'jobs in a bulk': String(bulk),
        concurrency: '32',
      },
      subjects: chosen,
      async cleanUp() {
        for (const peer of peers) await peer.close();
        await ours.close();
        await server.stop();
        rmSync(scratch, { recursive: true, force: true });
      },
    };
  },
};
