import { systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { IsArray, IsInt } from 'class-validator';
import { type Bench, openBench } from './bench.fixture.js';
import {
  createBufferDeadLetters,
  createWriteBuffer,
  defineJob,
  handle,
  JobPayloadError,
  spillToOutbox,
  type WriteBuffer,
} from './index.js';

let bench: Bench;

interface Reading {
  readonly meter: string;
  readonly value: number;
}

beforeAll(async () => {
  bench = await openBench();
  await bench.sql(`create table public.readings (
      id bigint generated always as identity, meter text not null, value integer not null check (value >= 0),
      batch xid8 not null default pg_current_xact_id());
    grant select, insert on public.readings to ashlar_worker`);
});
afterAll(() => bench.close());
beforeEach(() => bench.sql('delete from public.readings; delete from message_queue.buffer_dead_letters'));

/** One statement for all. */
function insertReadings(ctx: Parameters<typeof managerFor>[0], items: readonly Reading[]): Promise<unknown> {
  return managerFor(ctx, bench.database).query(
    `insert into public.readings (meter, value)
     select meter, value from jsonb_to_recordset($1::jsonb) as reading (meter text, value integer)`,
    [JSON.stringify(items)],
  );
}

function openReadings(): WriteBuffer<Reading> {
  return createWriteBuffer<Reading>({
    name: 'spec.readings',
    keyOf: ({ meter }) => meter,
    write: (ctx, items) =>
      bench.database.transact(ctx, async (tx) => {
        await insertReadings(tx, items);
      }),
    deadLetters: createBufferDeadLetters({ database: bench.database }),
    logger: bench.logger,
    metrics: bench.metrics,
  });
}

const rows = (): Promise<readonly { meter: string; value: number; batch: string }[]> =>
  bench.sql('select meter, value, batch from public.readings order by id');

describe('a buffer over PostgreSQL', () => {
  it('writes many items in few transactions, in the order of each key', async () => {
    const buffer = openReadings();
    const values = Array.from({ length: 600 }, (_, value) => value);
    await Promise.all(
      values.map((value) => buffer.fireAndWait({ meter: value % 2 ? 'odd' : 'even', value })),
    );
    const written = await rows();
    expect(written).toHaveLength(600);
    for (const meter of ['odd', 'even']) {
      const own = written.filter((row) => row.meter === meter).map(({ value }) => value);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
    expect(new Set(written.map(({ batch }) => batch)).size).toBe(2);
    expect(await buffer.stop(1_000)).toEqual({ left: 0, inDoubt: 0, lost: 0 });
  });

  it('lets a poison item fail alone, and keeps it', async () => {
    const buffer = openReadings();
    const values = [1, 2, -3, 4, 5];
    const outcomes = await Promise.allSettled(
      values.map((value) => buffer.fireAndWait({ meter: 'a', value })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      values.map((value) => (value < 0 ? 'rejected' : 'fulfilled')),
    );
    buffer.fireAndForget({ meter: 'nul \u0000', value: -1 });
    expect(await buffer.stop(5_000)).toEqual({ left: 0, inDoubt: 0, lost: 0 });
    expect((await rows()).map(({ value }) => value)).toEqual([1, 2, 4, 5]);
    const letters = await bench.sql<{
      buffer: string;
      key: string;
      item: string;
      reason: string;
      error: string;
    }>(
      'select buffer, key, item, reason, error from message_queue.buffer_dead_letters order by created_at, id',
    );
    expect(letters).toMatchObject([
      {
        buffer: 'spec.readings',
        key: 'a',
        reason: 'poison',
        error: expect.stringContaining('readings_value_check'),
      },
      { buffer: 'spec.readings', key: 'nul \ufffd', reason: 'poison' },
    ]);
    expect(letters.map(({ item }) => (JSON.parse(item) as Reading).value)).toEqual([-3, -1]);
  });

  it('tries again when its connection is ended before COMMIT, and writes once', async () => {
    let ended = false;
    const buffer = createWriteBuffer<Reading>({
      name: 'spec.ended',
      write: (ctx, items) =>
        bench.database.transact(ctx, async (tx) => {
          await insertReadings(tx, items);
          if (ended) return;
          ended = true;
          const [row] = await managerFor(tx, bench.database).query<[{ pid: number }]>(
            'select pg_backend_pid() as pid',
          );
          await bench.sql('select pg_terminate_backend($1)', [row.pid]);
          await insertReadings(tx, items);
        }),
      deadLetters: createBufferDeadLetters({ database: bench.database }),
      logger: bench.logger,
      metrics: bench.metrics,
    });
    await buffer.fireAndWait({ meter: 'a', value: 1 });
    await buffer.stop(1_000);
    expect(ended).toBe(true);
    expect(await rows()).toHaveLength(1);
  });
});

class Readings {
  @IsArray()
  meters!: string[];

  @IsInt({ each: true })
  values!: number[];
}

const writeReadings = defineJob({ name: 'reading.write', version: 1, payload: Readings });

describe('a buffer that spills to the outbox', () => {
  const open = (): WriteBuffer<Reading> =>
    createWriteBuffer<Reading>({
      name: 'spec.spilled',
      write: spillToOutbox({
        database: bench.database,
        jobs: bench.jobs,
        job: writeReadings,
        payloadOf: (items: readonly Reading[]) => ({
          meters: items.map(({ meter }) => meter),
          values: items.map(({ value }) => value),
        }),
      }),
      deadLetters: createBufferDeadLetters({ database: bench.database }),
      logger: bench.logger,
      metrics: bench.metrics,
    });

  /** A handler that has returned is not committed yet. */
  const drained = async (): Promise<void> => {
    for (let left = 1; left > 0;) {
      const { waiting, handed } = await bench.queue.backlog();
      left = waiting + handed;
    }
  };

  it('commits a job per batch, which is written once though it is relayed twice', async () => {
    const buffer = open();
    await Promise.all([1, 2, 3].map((value) => buffer.fireAndWait({ meter: 'a', value })));
    await buffer.stop(1_000);
    expect(await bench.sql('select 1 from message_queue.outbox')).toHaveLength(1);
    expect(await rows()).toHaveLength(0);

    const copy = 'select * from message_queue.outbox';
    await bench.sql(`create table public.kept as ${copy}`);
    const relay = bench.relay();
    const written = new Promise<void>((resolve) => {
      const worker = bench.worker([
        handle(writeReadings, async (tx, { meters, values }) => {
          await insertReadings(
            tx,
            meters.map((meter, index) => ({ meter, value: values[index] ?? 0 })),
          );
          resolve();
        }),
      ]);
      void worker.start();
    });
    await relay.relayBatch();
    await written;
    await drained();
    await bench.sql('insert into message_queue.outbox select * from public.kept');
    await relay.relayBatch();
    await drained();
    expect((await rows()).map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it('lets an item that no job can carry fail alone', async () => {
    const buffer = open();
    const outcomes = await Promise.allSettled(
      [1, 0.5, 3].map((value) => buffer.fireAndWait({ meter: 'a', value })),
    );
    await buffer.stop(1_000);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: expect.any(JobPayloadError) as unknown });
  });
});

it('the logins of the APIs may leave dead letters', async () => {
  const database = await bench.asDataApi();
  await createBufferDeadLetters({ database }).store([
    { buffer: 'spec', key: '', item: 1n, reason: 'left', error: 'x' },
  ]);
  const kept = await bench.sql<{ item: string }>('select item from message_queue.buffer_dead_letters');
  expect(kept).toEqual([{ item: expect.stringContaining('BigInt') as unknown }]);
  await expect(
    managerFor(systemContext('spec'), database).query('select 1 from message_queue.buffer_dead_letters'),
  ).rejects.toThrow(/permission denied/);
});
