import { systemContext, type TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { eventually } from '@ashlar/test-postgres';
import { type Bench, openBench, type Press, pressLamp } from '../bench.fixture.js';
import { defineJob, handle } from '../index.js';
import { createAttemptRepository } from './attempt.repository.js';
import { createClaimRepository } from './claim.repository.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s' });
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const ctx = systemContext('test');
const hall = { lamp: 'hall', times: 1 };

const press = async (tx: TransactionContext, { lamp, times }: Press): Promise<void> => {
  await managerFor(tx, bench.database).query(
    `insert into public.lamp values ($1, $2) on conflict (name) do update set presses = lamp.presses + $2`,
    [lamp, times],
  );
};

const presses = async (): Promise<unknown> => {
  const [row] = await bench.sql<{ presses: number }>(`select presses from public.lamp where name = 'hall'`);
  return row?.presses;
};

const rows = () =>
  bench.sql<{ state: string; fence: number; lost: number; last_error: string | null }>(
    'select state, fence, lost, last_error from message_queue.outbox order by id',
  );

const enqueueMany = (count: number, tenant: string) =>
  bench.database.transact(ctx, (tx) =>
    bench.jobs.enqueueMany(
      tx,
      pressLamp,
      Array.from({ length: count }, () => hall),
      { tenant },
    ),
  );

describe('claiming', () => {
  const claims = () => createClaimRepository(bench.database);

  it('gives each job to one of those who ask at once, and tenants equal shares', async () => {
    await enqueueMany(60, 'flood');
    await enqueueMany(5, 'quiet');
    const rounds = await Promise.all(Array.from({ length: 4 }, () => claims().claim(10, undefined)));
    const all = rounds.flatMap(({ handed }) => handed);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter(({ tenant }) => tenant === 'quiet')).toHaveLength(5);
    expect(rounds[0]?.handed.filter(({ tenant }) => tenant === 'quiet')).toHaveLength(5);
  });

  it('counts what runs of a key when others claim at the same moment', async () => {
    const pair = defineJob({ ...pressLamp, name: 'lamp.pair', options: { concurrency: 2 } });
    await bench.database.transact(ctx, (tx) =>
      bench.jobs.enqueueMany(
        tx,
        pair,
        Array.from({ length: 20 }, () => hall),
        { concurrencyKey: 'fuse' },
      ),
    );
    const rounds = await Promise.all(Array.from({ length: 5 }, () => claims().claim(2, undefined)));
    expect(rounds.flatMap(({ handed }) => handed)).toHaveLength(2);
  });

  it('goes on behind the tenants of the round before', async () => {
    const tenants = Array.from({ length: 230 }, (_, index) => `tenant ${String(index).padStart(3, '0')}`);
    await bench.database.transact(ctx, async (tx) => {
      for (const tenant of tenants) await bench.jobs.enqueue(tx, pressLamp, hall, { tenant });
    });
    const first = await claims().claim(50, undefined);
    expect(first.cursor).toBe('tenant 199');
    const second = await claims().claim(50, first.cursor);
    expect(second.handed.map(({ tenant }) => tenant).sort()).toEqual(tenants.slice(200));
    expect(second.cursor).toBeUndefined();
  });

  it('renews what is still the own, and gives back no more than that', async () => {
    await enqueueMany(2, 'a');
    const { handed } = await claims().claim(2, undefined);
    await bench.sql(`update message_queue.outbox set handed_at = now() - interval '1 h'`);
    await bench.sql('update message_queue.outbox set fence = 7 where id = $1', [handed[0]?.id]);
    await claims().renew(handed);
    expect(await bench.relay().offerAgain()).toBe(1);
    await claims().giveBack(handed);
    expect(await rows()).toEqual([
      expect.objectContaining({ state: 'waiting', fence: 7, lost: 1 }),
      expect.objectContaining({ state: 'waiting', fence: 1, lost: 0 }),
    ]);
  });
});

describe('a worker', () => {
  it('goes on while there is something to claim, also when few tenants have little', async () => {
    const patient = await openBench({ ASHLAR_QUEUE_POLL_INTERVAL: '1m' });
    try {
      await patient.database.transact(ctx, async (tx) => {
        const many = Array.from({ length: 40 }, () => hall);
        await patient.jobs.enqueueMany(tx, pressLamp, many, { tenant: 'much' });
        await patient.jobs.enqueue(tx, pressLamp, hall, { tenant: 'little' });
      });
      const worker = patient.worker([handle(pressLamp, async () => undefined)]);
      await worker.start();
      await eventually(() => worker.tally().completed === 41, { timeoutMs: 20_000 });
      expect(await patient.sql('select 1 from message_queue.outbox')).toEqual([]);
    } finally {
      await patient.close();
    }
  }, 30_000);
});

describe('a failed attempt', () => {
  it('of a batch that two had at once counts once', async () => {
    const [id = ''] = await enqueueMany(1, 'a');
    const attempts = createAttemptRepository(bench.database);
    const setback = { state: 'delayed', counts: true, pauseMs: 0, error: 'broken' } as const;
    const both = await Promise.all(
      [0, 0].map((before) => attempts.setBack({ id, fence: 0 }, setback, before)),
    );
    await bench.sql(`update message_queue.outbox set state = 'waiting'`);
    const late = await attempts.setBack({ id, fence: 0 }, setback, 0);
    expect([both.filter(Boolean).length, late]).toEqual([1, false]);
    expect(await bench.sql('select attempts from message_queue.outbox')).toEqual([{ attempts: 1 }]);
    expect(await attempts.setBack({ id, fence: 0 }, setback, 1)).toBe(true);
  });
});

describe('a job whose worker died', () => {
  it('waits again when the lease has ended, and is given up when it has cost too many their life', async () => {
    const [first = '', second = ''] = await enqueueMany(2, 'a');
    await createClaimRepository(bench.database).claim(2, undefined);
    expect(await bench.relay().offerAgain()).toBe(0);
    await bench.sql(`update message_queue.outbox set handed_at = now() - interval '2 s'`);
    await bench.sql('update message_queue.outbox set lost = 25 where id = $1', [second]);
    expect(await bench.relay().offerAgain()).toBe(2);
    expect(await rows()).toEqual([
      { state: 'waiting', fence: 1, lost: 1, last_error: null },
      { state: 'failed', fence: 1, lost: 26, last_error: 'Too many workers have died of this job' },
    ]);
    expect(first < second).toBe(true);
  });

  it('stays with a worker that lives, however long it takes', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    let calls = 0;
    const worker = bench.worker([
      handle(pressLamp, async (tx, payload) => {
        calls += 1;
        await gate;
        await press(tx, payload);
      }),
    ]);
    await bench.enqueue(hall);
    bench.relay().start();
    await worker.start();
    await eventually(() => calls === 1);
    const [begun] = await bench.sql<{ handed_at: Date }>('select handed_at from message_queue.outbox');
    // Later than its lease would have lasted.
    await eventually(async () => {
      const [row] = await bench.sql<{ late: boolean }>(
        `select handed_at > $1::timestamptz + interval '1200 ms' as late from message_queue.outbox`,
        [begun?.handed_at],
      );
      return row?.late === true;
    });
    go();
    await eventually(() => worker.tally().completed === 1);
    expect(calls).toBe(1);
    expect(await presses()).toBe(1);
  });
});

describe('a handler', () => {
  it('that writes nothing itself still commits what it enqueues with its own end', async () => {
    const next = defineJob({ ...pressLamp, name: 'lamp.next' });
    const worker = bench.worker([
      handle(pressLamp, async (tx, payload) => void (await bench.jobs.enqueue(tx, next, payload))),
      handle(next, press),
    ]);
    await bench.sql(`
      create function public.refuse() returns trigger language plpgsql as 'begin raise exception ''not now''; end';
      create trigger refuse before insert on message_queue.effects for each row execute function public.refuse()`);
    try {
      await bench.enqueue(hall);
      bench.relay().start();
      await worker.start();
      await eventually(() => worker.tally().retried >= 1);
      // The end of the first could not be recorded, so the second was never enqueued.
      expect(await bench.sql(`select 1 from message_queue.outbox where job = 'lamp.next'`)).toEqual([]);
    } finally {
      await bench.sql('drop function public.refuse cascade');
    }
    await bench.sql(`update message_queue.outbox set state = 'waiting', attempts = 0`);
    await eventually(() => worker.tally().completed === 2);
    expect(await presses()).toBe(1);
  });

  it('that writes nothing ends together with others, and none of them takes effect twice', async () => {
    let calls = 0;
    const worker = bench.worker([handle(pressLamp, async () => void (calls += 1))]);
    const ids = await enqueueMany(50, 'a');
    // One has taken effect before: its row came back.
    await bench.sql(`insert into message_queue.effects (job_id, job) values ($1, 'lamp.press')`, [ids[7]]);
    bench.relay().start();
    await worker.start();
    await eventually(() => worker.tally().completed + worker.tally().duplicate === 50);
    expect(worker.tally()).toMatchObject({ completed: 49, duplicate: 1, retried: 0, failed: 0 });
    expect(calls).toBe(50);
    expect(await rows()).toEqual([]);
    expect(await bench.sql('select 1 from message_queue.effects')).toHaveLength(50);
  });
});

describe('stopping', () => {
  it('gives back what was claimed and has not begun', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    let quick = 0;
    const worker = bench.worker([
      handle(pressLamp, async (_tx, { times }) => {
        quick += 1;
        if (times === 2) await gate;
      }),
    ]);
    await enqueueMany(60, 'a');
    await bench.database.transact(ctx, (tx) =>
      bench.jobs.enqueueMany(
        tx,
        pressLamp,
        Array.from({ length: 40 }, () => ({ ...hall, times: 2 })),
        { tenant: 'a' },
      ),
    );
    await worker.start();
    await eventually(() => quick >= 65);
    const stopped = worker.stop(10_000);
    await eventually(async () => {
      const handed = await bench.sql(`select 1 from message_queue.outbox where state = 'handed'`);
      return handed.length <= bench.config.concurrency;
    });
    go();
    expect(await stopped).toEqual({ returned: 0, abandoned: 0 });
    expect((await rows()).every(({ state }) => state === 'waiting')).toBe(true);
  });
});
