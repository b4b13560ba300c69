import { systemContext, type TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { eventually } from '@ashlar/test-postgres';
import { type Bench, openBench, type Press, pressLamp } from './bench.fixture.js';
import {
  createJobAdmin,
  defineJob,
  type EnqueueOptions,
  handle,
  handleMany,
  type JobDefinition,
  type JobHandler,
  type JobOutcome,
  type Worker,
} from './index.js';

/** What holds whatever carries the jobs. Redis is among them when the integration run names one. */
const redisUrl = process.env['REDIS_URL'];
const onRedis = (url: string): [string, () => Promise<Bench>] => [
  'Redis',
  () => openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s', ASHLAR_QUEUE_REDIS_URL: url }),
];
const carriers: readonly [string, () => Promise<Bench>][] = [
  ['the outbox alone', () => openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s' })],
  ['PostgreSQL', () => openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s', ASHLAR_QUEUE_BULLMQ: 'true' })],
  ['memory', () => openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s' }, { memory: true })],
  ...(redisUrl === undefined ? [] : [onRedis(redisUrl)]),
];

const ctx = systemContext('test');
const hall = { lamp: 'hall', times: 1 };

describe.each(carriers)('over %s', (_carrier, open) => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await open();
  });
  afterEach(() => bench.reset());
  afterAll(() => bench.close());

  const enqueue = (job: JobDefinition<Press>, payload: Press, options?: EnqueueOptions): Promise<string> =>
    bench.database.transact(ctx, (tx) => bench.jobs.enqueue(tx, job, payload, options));

  const press = async (tx: TransactionContext, { lamp, times }: Press): Promise<void> => {
    await managerFor(tx, bench.database).query(
      `insert into public.lamp values ($1, $2) on conflict (name) do update set presses = lamp.presses + $2`,
      [lamp, times],
    );
  };

  const presses = async (lamp = 'hall'): Promise<number> => {
    const [row] = await bench.sql<{ presses: number }>('select presses from public.lamp where name = $1', [
      lamp,
    ]);
    return row?.presses ?? 0;
  };

  const states = () =>
    bench.sql<{ state: string; attempts: number }>(
      'select state, attempts from message_queue.outbox order by id',
    );

  const admin = () =>
    createJobAdmin({ database: bench.database, jobs: bench.jobs, definitions: [pressLamp] });

  async function work(
    handlers: readonly JobHandler[],
    outcomes: Partial<Record<JobOutcome, number>>,
  ): Promise<Worker> {
    const worker = bench.worker(handlers);
    bench.relay({ notified: true }).start();
    await worker.start();
    await until(worker, outcomes);
    return worker;
  }

  async function until(worker: Worker, outcomes: Partial<Record<JobOutcome, number>>): Promise<void> {
    await eventually(
      () =>
        Object.entries(outcomes).every(([outcome, count]) => worker.tally()[outcome as JobOutcome] >= count),
      { timeoutMs: 20_000 },
    );
    expect(worker.tally()).toMatchObject(outcomes);
  }

  it('a committed job takes effect once, and leaves nothing but its record', async () => {
    const id = await enqueue(pressLamp, hall);
    await work([handle(pressLamp, press)], { completed: 1, duplicate: 0 });
    expect(await presses()).toBe(1);
    expect(await states()).toEqual([]);
    expect(await admin().show(ctx, id)).toMatchObject({ state: 'completed', job: 'lamp.press' });
  });

  it('what is rolled back does not run', async () => {
    const failing = bench.database.transact(ctx, async (tx) => {
      await bench.jobs.enqueue(tx, pressLamp, { lamp: 'rolled-back', times: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await enqueue(pressLamp, hall);
    await work([handle(pressLamp, press)], { completed: 1 });
    expect(await presses('rolled-back')).toBe(0);
  });

  it('a failing job is tried again, and is kept when its attempts are used up', async () => {
    let tries = 0;
    const failing = handle(pressLamp, async (tx, payload) => {
      await press(tx, payload);
      tries += 1;
      throw new Error('the lamp is broken');
    });
    const id = await enqueue(pressLamp, hall);
    await work([failing], { retried: 2, failed: 1 });
    expect(tries).toBe(3);
    expect(await presses()).toBe(0);
    expect(await admin().show(ctx, id)).toMatchObject({
      state: 'failed',
      attempts: 3,
      lastError: 'the lamp is broken',
    });
  });

  it('a dead letter is tried again when somebody says so, alone or with all that fit', async () => {
    let broken = true;
    const worker = await (async () => {
      await enqueue(pressLamp, hall);
      await enqueue(pressLamp, { lamp: 'stairs', times: 1 });
      await enqueue(pressLamp, { lamp: 'cellar', times: 1 });
      return work(
        [
          handle(pressLamp, async (tx, payload) => {
            if (broken) throw new Error(`no ${payload.lamp}`);
            await press(tx, payload);
          }),
        ],
        { failed: 3 },
      );
    })();
    broken = false;
    const [one] = await admin().list(ctx, { state: 'failed', error: 'no stairs' });
    await admin().retry(ctx, one?.id ?? '');
    await until(worker, { completed: 1 });
    expect(await admin().redrive(ctx, { job: 'lamp.press', error: 'no hall' })).toBe(1);
    await until(worker, { completed: 2 });
    expect(await Promise.all(['hall', 'stairs', 'cellar'].map((lamp) => presses(lamp)))).toEqual([1, 1, 0]);
    expect(await admin().redrive(ctx, { tenant: 'nobody' })).toBe(0);
  });

  it('of one tenant, lower priorities run first', async () => {
    const order: string[] = [];
    const alone = { concurrencyKey: 'one after the other' };
    await enqueue(pressLamp, { lamp: 'last', times: 1 }, { ...alone, priority: 9 });
    await enqueue(pressLamp, { lamp: 'middle', times: 1 }, { ...alone, priority: 5 });
    await enqueue(pressLamp, { lamp: 'first', times: 1 }, alone);
    await work([handle(pressLamp, async (_tx, { lamp }) => void order.push(lamp))], { completed: 3 });
    expect(order).toEqual(['first', 'middle', 'last']);
  });

  it('a delayed job waits for its time', async () => {
    await enqueue(pressLamp, hall, { delayMs: 3_600_000 });
    await enqueue(pressLamp, { lamp: 'stairs', times: 1 }, { delayMs: 50 });
    await work([handle(pressLamp, press)], { completed: 1 });
    expect(await presses('stairs')).toBe(1);
    expect(await states()).toEqual([{ state: 'delayed', attempts: 0 }]);
  });

  it('one job of a dedupe key is under way at most, and the next may follow', async () => {
    const first = await enqueue(pressLamp, hall, { dedupeKey: 'hall' });
    const second = await enqueue(pressLamp, hall, { dedupeKey: 'hall' });
    await enqueue(pressLamp, { lamp: 'stairs', times: 1 }, { dedupeKey: 'stairs' });
    const worker = await work([handle(pressLamp, press)], { completed: 2 });
    await expect(admin().show(ctx, second)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    expect(await admin().show(ctx, first)).toMatchObject({ state: 'completed' });
    await enqueue(pressLamp, hall, { dedupeKey: 'hall' });
    await until(worker, { completed: 3 });
    expect(await presses()).toBe(2);
  });

  it('no more jobs of a concurrency key run at once than their definition says', async () => {
    const pair = defineJob({ ...pressLamp, name: 'lamp.pair', options: { concurrency: 2 } });
    let running = 0;
    let most = 0;
    let meet: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    for (let count = 0; count < 8; count += 1) await enqueue(pair, hall, { concurrencyKey: 'fuse' });
    await enqueue(pair, { lamp: 'stairs', times: 1 }, { concurrencyKey: 'another fuse' });
    await work(
      [
        handle(pair, async (tx, payload) => {
          if (payload.lamp === 'hall') {
            running += 1;
            most = Math.max(most, running);
            if (running === 2) meet();
            await met;
          }
          await managerFor(tx, bench.database).query('select pg_sleep(0.02)');
          if (payload.lamp === 'hall') running -= 1;
        }),
      ],
      { completed: 9 },
    );
    expect(most).toBe(2);
  });

  it('no more jobs of a tenant begin in a window than the rate says, and others are not held up', async () => {
    const metered = defineJob({
      ...pressLamp,
      name: 'lamp.meter',
      options: { ratePerTenant: 2, rateWindowMs: 86_400_000 },
    });
    for (let count = 0; count < 5; count += 1) await enqueue(metered, hall, { tenant: 'busy' });
    await enqueue(metered, hall, { tenant: 'quiet' });
    await enqueue(pressLamp, hall, { tenant: 'busy' });
    const worker = await work([handle(metered, press), handle(pressLamp, press)], { completed: 4 });
    await eventually(async () => (await bench.queue.backlog()).parked === 3);
    // The next window, when the day is over.
    await bench.sql(`update message_queue.rate_windows set window_start = window_start - interval '1 day'`);
    await until(worker, { completed: 6 });
    expect(await bench.queue.backlog()).toMatchObject({ parked: 1, waiting: 0 });
  });

  it('tenants take turns however many jobs one of them has', async () => {
    await bench.database.transact(ctx, (tx) =>
      bench.jobs.enqueueMany(
        tx,
        pressLamp,
        Array.from({ length: 100 }, () => ({ lamp: 'flood', times: 1 })),
        { tenant: 'a flood' },
      ),
    );
    await enqueue(pressLamp, { lamp: 'quiet', times: 1 }, { tenant: 'quiet' });
    const order: string[] = [];
    await work([handle(pressLamp, async (_tx, { lamp }) => void order.push(lamp))], { completed: 101 });
    expect(order.indexOf('quiet')).toBeLessThan(20);
  });

  it('a waiting job that is cancelled never runs', async () => {
    const id = await enqueue(pressLamp, hall);
    await bench.relay().relayBatch();
    await admin().cancel(ctx, id);
    await enqueue(pressLamp, { lamp: 'stairs', times: 1 });
    await work([handle(pressLamp, press)], { completed: 1 });
    expect(await presses()).toBe(0);
    await expect(admin().cancel(ctx, id)).rejects.toMatchObject({ code: 'JOB_STATE_UNFIT' });
  });

  it('a running job that is cancelled is told, and has no effect', async () => {
    const told: unknown[] = [];
    let entered = false;
    const id = await enqueue(pressLamp, hall);
    const running = work(
      [
        handle(pressLamp, async (tx, payload) => {
          await press(tx, payload);
          entered = true;
          await new Promise((resolve) => tx.signal.addEventListener('abort', resolve));
          told.push(tx.signal.reason);
        }),
      ],
      { cancelled: 1, completed: 0 },
    );
    await eventually(() => entered);
    await admin().cancel(ctx, id);
    await running;
    expect(told).toMatchObject([{ reason: 'cancelled' }]);
    expect(await presses()).toBe(0);
    expect(await admin().show(ctx, id)).toMatchObject({ state: 'cancelled' });
  });

  it('an attempt that takes too long is told, and counts as failed', async () => {
    const hasty = defineJob({ ...pressLamp, name: 'lamp.hurry', options: { attempts: 1, timeoutMs: 50 } });
    let signal: AbortSignal | undefined;
    await enqueue(hasty, hall);
    await work(
      [
        handle(hasty, async (tx, payload) => {
          signal = tx.signal;
          await press(tx, payload);
          await new Promise(() => undefined);
        }),
      ],
      { failed: 1 },
    );
    expect(signal?.aborted).toBe(true);
    expect(await presses()).toBe(0);
  });

  it('a job of a newer release costs no attempt and goes back', async () => {
    const id = await enqueue(defineJob({ ...pressLamp, version: 2 }), hall);
    await work([handle(pressLamp, press)], { deferred: 1, failed: 0, retried: 0 });
    expect(await admin().show(ctx, id)).toMatchObject({ state: 'delayed', attempts: 0 });
    await bench.sql('update message_queue.outbox set payload_version = 1, ready_at = now()');
    await eventually(async () => (await presses()) === 1);
  });

  it('shows how far a job is while it runs', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const id = await enqueue(pressLamp, hall);
    const running = work(
      [
        handle(pressLamp, async (_tx, _payload, run) => {
          run.reportProgress(0.25);
          await gate;
        }),
      ],
      { completed: 1 },
    );
    await eventually(async () => (await admin().show(ctx, id)).progress === 0.25);
    go();
    await running;
    expect(await admin().show(ctx, id)).toMatchObject({ state: 'completed' });
  });

  it('a worker that stalled and wakes up finishes nothing that another one has done', async () => {
    let go: () => void = () => undefined;
    let calls = 0;
    const gate = new Promise<void>((resolve) => (go = resolve));
    await enqueue(pressLamp, hall);
    const worker = bench.worker([
      handle(pressLamp, async (tx, payload) => {
        calls += 1;
        const stalls = calls === 1;
        if (stalls) await gate;
        await press(tx, stalls ? { lamp: 'too late', times: 1 } : payload);
      }),
    ]);
    bench.relay({ notified: true }).start();
    await worker.start();
    await eventually(() => calls === 1);
    // What happens to the job of a worker of which nothing is heard.
    await bench.sql(`update message_queue.outbox set state = 'waiting', handed_at = null`);
    await until(worker, { completed: 1 });
    go();
    await eventually(() => worker.tally().duplicate + worker.tally().returned === 1);
    expect(await presses('too late')).toBe(0);
    expect(await presses()).toBe(1);
    expect(await bench.sql('select 1 from message_queue.effects')).toHaveLength(1);
  });

  it('what the queue has lost is offered again', async () => {
    await enqueue(pressLamp, hall);
    // Handed over by a relay that died before the queue heard of it.
    await bench.sql(
      `update message_queue.outbox set state = 'handed', fence = 1, handed_at = now() - interval '1 m'`,
    );
    const relay = bench.relay();
    expect(await relay.offerAgain()).toBe(1);
    expect(await relay.offerAgain()).toBe(0);
    await work([handle(pressLamp, press)], { completed: 1 });
    expect(await presses()).toBe(1);
  });

  it('an attempt whose failure could not be written down is made again', async () => {
    await enqueue(pressLamp, hall);
    let tries = 0;
    const failing = handle(pressLamp, async (tx, payload) => {
      tries += 1;
      if (tries === 1) {
        // The database goes away while the attempt fails.
        await bench.sql('revoke update on message_queue.outbox from ashlar_worker');
        throw new Error('and nobody can say so');
      }
      await press(tx, payload);
    });
    const worker = bench.worker([failing]);
    await bench.relay().relayBatch();
    await worker.start();
    await eventually(() =>
      bench.logger.entries.some(({ message }) => String(message).includes('could not be written down')),
    );
    await bench.sql('grant update on message_queue.outbox to ashlar_worker');
    const [failed] = await bench.sql<{ fence: number }>('select fence from message_queue.outbox');
    const relay = bench.relay();
    await eventually(
      async () => {
        // What is being tried again is not lost, however long that takes.
        if (tries < 2) {
          const lost = `update message_queue.outbox set handed_at = now() - interval '1 m' where fence = $1`;
          await bench.sql(lost, [failed?.fence]);
          await relay.offerAgain();
        }
        return worker.tally().completed === 1;
      },
      { timeoutMs: 20_000, everyMs: 100 },
    );
    expect(tries).toBe(2);
    expect(await presses()).toBe(1);
  }, 40_000);

  it('batches take effect together, each tenant has its share, and one that cannot be done fails alone', async () => {
    const bulk = defineJob({
      ...pressLamp,
      name: 'lamp.press-all',
      options: { batch: 10, attempts: 2, backoffMs: 0 },
    });
    await bench.database.transact(ctx, async (tx) => {
      const lamps = (name: string, count: number) =>
        Array.from({ length: count }, (_, index) => ({ lamp: `${name}-${index}`, times: 1 }));
      await bench.jobs.enqueueMany(tx, bulk, lamps('a', 30), { tenant: 'a' });
      await bench.jobs.enqueueMany(tx, bulk, lamps('b', 3), { tenant: 'b' });
    });
    const batches: string[][] = [];
    const poisoned = handleMany(bulk, async (tx, payloads) => {
      for (const payload of payloads) await press(tx, payload);
      if (payloads.some(({ lamp }) => lamp === 'a-7')) throw new Error('no a-7');
      batches.push(payloads.map(({ lamp }) => lamp));
    });
    await work([poisoned], { completed: 32, retried: 1, failed: 1 });
    expect(await presses('a-7')).toBe(0);
    expect(await presses('a-8')).toBe(1);
    // Two take their first batches at once, in either order.
    expect(batches.flat().slice(0, 20)).toEqual(expect.arrayContaining(['b-0', 'b-1', 'b-2']));
    expect(batches.flat().sort()).toEqual([...new Set(batches.flat())].sort());
    expect(await states()).toEqual([{ state: 'failed', attempts: 2 }]);
  });
});
