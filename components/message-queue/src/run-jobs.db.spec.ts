import { systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { eventually } from '@ashlar/test-postgres';
import pg from 'pg';
import { type Bench, openBench, pressLamp } from './bench.fixture.js';
import { handle, type JobHandler, runJobs, type RunJobsOptions, type RunReport } from './index.js';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const hall = { lamp: 'hall', times: 1 };
const nothingLeft = { waiting: 0, oldestSeconds: 0, parked: 0, handed: 0, delayed: 0, failed: 0 };

const run = (handler: JobHandler, options: Partial<RunJobsOptions> = {}): Promise<RunReport> =>
  runJobs({
    queue: bench.queue,
    relay: bench.relay(),
    worker: bench.worker([handler]),
    until: 'drained',
    stopDeadlineMs: 5_000,
    ...options,
  });

/** Presses until `times` is used up, one job after the other. */
const countDown = () =>
  handle(pressLamp, async (tx, { lamp, times }) => {
    await managerFor(tx, bench.database).query(
      `insert into public.lamp values ($1, 1) on conflict (name) do update set presses = lamp.presses + 1`,
      [lamp],
    );
    if (times > 1) await bench.jobs.enqueue(tx, pressLamp, { lamp, times: times - 1 });
  });

const pressed = (count: number): Promise<boolean> =>
  eventually(async () => {
    const [row] = await bench.sql<{ presses: number }>('select presses from public.lamp');
    return row?.presses === count;
  });

describe('a one-shot run', () => {
  it('ends at once when there is nothing to do', async () => {
    expect(await run(countDown())).toMatchObject({ reason: 'drained', left: nothingLeft });
  });

  it('ends when everything is done, also what jobs enqueued', async () => {
    await bench.database.transact(systemContext('test'), async (tx) => {
      for (let lamp = 0; lamp < 20; lamp += 1) {
        await bench.jobs.enqueue(tx, pressLamp, { lamp: `lamp-${lamp}`, times: 3 });
      }
    });
    expect(await run(countDown())).toEqual({
      reason: 'drained',
      returned: 0,
      abandoned: 0,
      outcomes: {
        completed: 60,
        duplicate: 0,
        retried: 0,
        failed: 0,
        returned: 0,
        deferred: 0,
        cancelled: 0,
      },
      left: nothingLeft,
    });
    expect(await bench.sql('select sum(presses)::int as total, count(*)::int from public.lamp')).toEqual([
      { total: 60, count: 20 },
    ]);
  });

  it('ends when its budget does, with nothing claimed', async () => {
    await bench.enqueue({ lamp: 'endless', times: 1_000_000 });
    const report = await run(countDown(), { budgetMs: 300 });
    expect(report).toMatchObject({ reason: 'budget', returned: 0, abandoned: 0, left: { handed: 0 } });
    expect(report.left.waiting).toBe(1);
  });

  it('leaves what is not due yet', async () => {
    await bench.database.transact(systemContext('test'), (tx) =>
      bench.jobs.enqueue(tx, pressLamp, hall, { delayMs: 3_600_000 }),
    );
    expect(await run(countDown())).toMatchObject({ reason: 'drained', left: { ...nothingLeft, delayed: 1 } });
  });

  it('waits for a job that a dead worker had claimed', async () => {
    await bench.close();
    bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s' });
    await bench.enqueue(hall);
    const claimed = await bench.sql(
      `update message_queue.outbox set state = 'handed', handed_at = clock_timestamp(), fence = fence + 1 returning id`,
    );
    expect(claimed).toHaveLength(1);
    expect(await run(countDown())).toMatchObject({ reason: 'drained', outcomes: { completed: 1 } });
  });

  it('waits for a job of a dead worker over BullMQ', async () => {
    await bench.close();
    bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s', ASHLAR_QUEUE_BULLMQ: 'true' });
    await bench.enqueue(hall);
    await bench.relay().relayBatch();
    const claimed = await bench.sql(
      `update bullmq.job set state = 'active', lock_token = 'of the dead', locked_until_ms = 1 returning id`,
    );
    expect(claimed).toHaveLength(1);
    expect(await run(countDown())).toMatchObject({ reason: 'drained', outcomes: { completed: 1 } });
  });
});

describe('a resident run', () => {
  it('goes on until it is told to stop', async () => {
    const stop = new AbortController();
    const running = run(countDown(), { until: stop.signal });
    for (let count = 1; count <= 3; count += 1) {
      await bench.enqueue(hall);
      await pressed(count);
    }
    stop.abort();
    expect(await running).toMatchObject({ reason: 'stopped', outcomes: { completed: 3 }, left: nothingLeft });
  });
});

describe('a run whose connections are cut', () => {
  it('goes on', async () => {
    await bench.close();
    bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s' });
    const stop = new AbortController();
    const running = run(countDown(), { until: stop.signal });
    await bench.enqueue(hall);
    await pressed(1);
    await bench.sql(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    await bench.enqueue(hall);
    await pressed(2);
    stop.abort();
    expect(await running).toMatchObject({ reason: 'stopped', left: nothingLeft });
  }, 30_000);

  it('leaves nothing to do again when BullMQ could not be told of an effect', async () => {
    await bench.close();
    bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s', ASHLAR_QUEUE_BULLMQ: 'true' });
    const queue = new pg.Client({ connectionString: bench.url });
    await queue.connect();
    const stop = new AbortController();
    const gate = { entered: () => undefined as void, open: () => undefined as void };
    const entered = new Promise<void>((resolve) => (gate.entered = resolve));
    const opened = new Promise<void>((resolve) => (gate.open = resolve));
    const press = countDown();
    const running = run(
      handle(pressLamp, async (tx, payload, attempt) => {
        gate.entered();
        await opened;
        await press.run(tx, payload, attempt);
      }),
      { until: stop.signal },
    );
    try {
      await bench.enqueue(hall);
      await entered;
      await queue.query('begin');
      await queue.query('lock table bullmq.job in exclusive mode');
      gate.open();
      await pressed(1);
      const cut = (): Promise<readonly object[]> =>
        bench.sql(`select pg_terminate_backend(pid) from pg_locks
          where relation = 'bullmq.job'::regclass and not granted`);
      await eventually(async () => (await cut()).length > 0);
      await queue.query('rollback');
      // Its delivery has ended one way or the other, and nobody holds it.
      await eventually(
        async () =>
          (await bench.sql(`select 1 from bullmq.job where state in ('waiting', 'active')`)).length === 0,
        { timeoutMs: 15_000 },
      );
    } finally {
      await queue.end();
      stop.abort();
    }
    expect(await running).toMatchObject({
      reason: 'stopped',
      outcomes: { completed: 1, retried: 0, failed: 0 },
      left: nothingLeft,
    });
    expect(await bench.sql('select presses from public.lamp')).toEqual([{ presses: 1 }]);
  }, 30_000);
});
