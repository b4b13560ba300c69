import { onBeforeCommit, systemContext, type TransactionContext } from '@ashlar/database';
import pg from 'pg';
import { type Bench, openBench, pressLamp } from './bench.fixture.js';
import { createJobs, type EnqueueOptions, JobPayloadError, type Jobs } from './index.js';
import { outboxChannel } from './outbox-writer.repository.js';
import { createRecordingJobs } from './testing.js';

interface Committed {
  readonly id: string;
  readonly job: string;
  readonly payload: object;
}

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.sql('delete from message_queue.outbox'));

const ctx = systemContext('test', { requestId: 'request-1' });

/** What every `Jobs` keeps, whatever is behind it. */
const kinds: readonly [string, () => { jobs: Jobs; committed(): Promise<readonly Committed[]> }][] = [
  [
    'the outbox',
    () => ({
      jobs: bench.jobs,
      committed: () => bench.sql<Committed>('select id, job, payload from message_queue.outbox order by id'),
    }),
  ],
  [
    'the recording fake',
    () => {
      const jobs = createRecordingJobs();
      return {
        jobs,
        committed: async () => jobs.recorded().map(({ id, job, payload }) => ({ id, job, payload })),
      };
    },
  ],
];

describe.each(kinds)('%s', (_name, open) => {
  it('has what committed, in order', async () => {
    const { jobs, committed } = open();
    const ids = await bench.database.transact(ctx, async (tx) => [
      await jobs.enqueue(tx, pressLamp, { lamp: 'hall', times: 1 }),
      await jobs.enqueue(tx, pressLamp, { lamp: 'stairs', times: 2 }),
    ]);
    expect(await committed()).toEqual([
      { id: ids[0], job: 'lamp.press', payload: { lamp: 'hall', times: 1 } },
      { id: ids[1], job: 'lamp.press', payload: { lamp: 'stairs', times: 2 } },
    ]);
  });

  it('has nothing of what was rolled back', async () => {
    const { jobs, committed } = open();
    const failing = bench.database.transact(ctx, async (tx) => {
      await jobs.enqueue(tx, pressLamp, { lamp: 'hall', times: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await committed()).toEqual([]);
  });

  it('refuses a payload that its handler would refuse', async () => {
    const { jobs, committed } = open();
    const failing = bench.database.transact(ctx, (tx) =>
      jobs.enqueue(tx, pressLamp, { lamp: 'hall', times: 0.5 }),
    );
    await expect(failing).rejects.toThrow(JobPayloadError);
    expect(await committed()).toEqual([]);
  });

  it('refuses a context whose transaction has ended', async () => {
    const { jobs, committed } = open();
    const kept = await bench.database.transact(ctx, async (tx) => tx);
    await expect(jobs.enqueue(kept, pressLamp, { lamp: 'hall', times: 1 })).rejects.toThrow(/has ended/);
    expect(await committed()).toEqual([]);
  });

  it('takes jobs from before-commit hooks', async () => {
    const { jobs, committed } = open();
    await bench.database.transact(ctx, async (tx) => {
      await jobs.enqueue(tx, pressLamp, { lamp: 'hall', times: 1 });
      onBeforeCommit(
        tx,
        async (ending) => void (await jobs.enqueue(ending, pressLamp, { lamp: 'late', times: 1 })),
      );
    });
    expect(await committed()).toHaveLength(2);
  });
});

describe('a row of the outbox', () => {
  it('says how it is to be run and where it came from', async () => {
    await bench.database.transact(ctx, (tx) =>
      bench.jobs.enqueue(
        tx,
        pressLamp,
        { lamp: 'hall', times: 1 },
        { delayMs: 5_000, priority: 7, tenant: 'physics', concurrencyKey: 'fuse' },
      ),
    );
    expect(
      await bench.sql(`select payload_version, options, priority, tenant, concurrency_key, concurrency_limit, state,
        extract(epoch from ready_at - created_at)::int as delay, request_id, traceparent from message_queue.outbox`),
    ).toEqual([
      {
        payload_version: 1,
        options: { attempts: 3, backoffMs: 0 },
        priority: 7,
        tenant: 'physics',
        concurrency_key: 'fuse',
        concurrency_limit: 1,
        state: 'delayed',
        delay: 5,
        request_id: 'request-1',
        traceparent: null,
      },
    ]);
  });

  it.each<[string, EnqueueOptions]>([
    ['a delay', { delayMs: -1 }],
    ['a priority', { priority: 1.5 }],
    ['a key', { dedupeKey: 'x'.repeat(201) }],
  ])('refuses %s that cannot be', async (_what, options) => {
    const enqueue = (tx: TransactionContext) =>
      bench.jobs.enqueue(tx, pressLamp, { lamp: 'hall', times: 1 }, options);
    await expect(bench.database.transact(ctx, enqueue)).rejects.toThrow(TypeError);
  });

  it('writes many in order by one statement, or none when one is not valid', async () => {
    const payloads = Array.from({ length: 2_000 }, (_, times) => ({ lamp: 'hall', times }));
    const ids = await bench.database.transact(ctx, (tx) => bench.jobs.enqueueMany(tx, pressLamp, payloads));
    const rows = await bench.sql<{ id: string; times: number }>(
      `select id, (payload ->> 'times')::int as times from message_queue.outbox order by id`,
    );
    expect(rows).toEqual(ids.map((id, times) => ({ id, times })));
    const spoilt = [...payloads, { lamp: 'hall', times: 0.5 }];
    const failing = bench.database.transact(ctx, (tx) => bench.jobs.enqueueMany(tx, pressLamp, spoilt));
    await expect(failing).rejects.toThrow(JobPayloadError);
    expect(await bench.sql('select 1 from message_queue.outbox')).toHaveLength(2_000);
  });

  it('can be written by the login of the data API', async () => {
    const database = await bench.asDataApi();
    const jobs = createJobs({ database });
    await database.transact(ctx, (tx) => jobs.enqueue(tx, pressLamp, { lamp: 'hall', times: 1 }));
    expect(await bench.sql('select 1 from message_queue.outbox')).toHaveLength(1);
  });

  it('is announced once per transaction', async () => {
    const listener = new pg.Client({ connectionString: bench.url });
    await listener.connect();
    try {
      let heard = 0;
      let last: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => (last = resolve));
      listener.on('notification', ({ channel }) => {
        if (channel === outboxChannel) heard += 1;
        else last();
      });
      await listener.query(`listen ${outboxChannel}; listen the_end`);
      const enqueueTen = async (tx: TransactionContext): Promise<void> => {
        for (let times = 0; times < 10; times += 1) {
          await bench.jobs.enqueue(tx, pressLamp, { lamp: 'hall', times });
        }
      };
      await bench.database.transact(ctx, enqueueTen);
      await bench.database.transact(ctx, async () => undefined);
      await bench.sql('notify the_end');
      await ended;
      expect(heard).toBe(1);
      expect(await bench.sql('select 1 from message_queue.outbox')).toHaveLength(10);
    } finally {
      await listener.end();
    }
  });
});
