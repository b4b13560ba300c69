import type { Queue } from './index.js';
import { type Bench, openBench } from './bench.fixture.js';
import { openQueue } from './queue.js';
import { eventually } from '@ashlar/test-postgres';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench({ ASHLAR_QUEUE_POLL_INTERVAL: '1m' });
});
afterEach(() => bench.close());

const press = { lamp: 'hall', times: 1 };

const queued = () => bench.sql<{ id: string; name: string }>('select id, name from bullmq.job order by id');

describe('the relay', () => {
  it('moves what is committed to the queue', async () => {
    const ids = [await bench.enqueue(press), await bench.enqueue(press)];
    expect(await bench.queue.backlog()).toMatchObject({ outbox: 2, waiting: 0 });
    expect(await bench.relay().relayBatch()).toBe(2);
    expect(await queued()).toEqual(ids.map((id) => ({ id, name: 'lamp.press' })));
    expect(await bench.queue.backlog()).toEqual({
      outbox: 0,
      outboxAgeSeconds: 0,
      waiting: 2,
      active: 0,
      delayed: 0,
      failed: 0,
    });
  });

  it('keeps the rows when the queue does not take them', async () => {
    await bench.enqueue(press);
    const broken = await bench.anotherQueue();
    openQueue(broken).add = () => Promise.reject(new Error('full'));
    await expect(bench.relay({ queue: broken }).relayBatch()).rejects.toThrow('full');
    expect(await bench.queue.backlog()).toMatchObject({ outbox: 1, waiting: 0 });
  });

  it('adds a job once although it died before it could delete the row', async () => {
    const id = await bench.enqueue(press);
    await expect(bench.relay({ queue: await dyingAfterAdd() }).relayBatch()).rejects.toThrow('killed');
    expect(await bench.queue.backlog()).toMatchObject({ outbox: 1, waiting: 1 });
    expect(await bench.relay().relayBatch()).toBe(1);
    expect(await queued()).toEqual([{ id, name: 'lamp.press' }]);
    expect(await bench.queue.backlog()).toMatchObject({ outbox: 0, waiting: 1 });
  });

  it('shares the rows among several', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 40; count += 1) ids.push(await bench.enqueue(press));
    const relays = [bench.relay(), bench.relay({ queue: await bench.anotherQueue() })];
    const counts = await Promise.all(relays.map((relay) => relay.relayBatch()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(40);
    expect((await queued()).map(({ id }) => id)).toEqual([...ids].sort());
  });

  it('wakes when a transaction commits jobs', async () => {
    const relay = bench.relay({ notified: true });
    relay.start();
    await eventually(async () => {
      const listening = await bench.sql(
        `select 1 from pg_stat_activity where query like 'listen "ashlar_outbox"'`,
      );
      return listening.length === 1;
    });
    await bench.enqueue(press);
    await eventually(async () => (await queued()).length === 1);
    expect(await bench.queue.backlog()).toMatchObject({ waiting: 1 });
  });

  it.each([
    'null',
    '[]',
    '{"delayMs": "soon"}',
    '{"delayMs": 1e300}',
    '{"priority": 99999999}',
    '{"priority": "high"}',
    '{"attempts": "many", "backoffMs": -1}',
  ])('is not held up by a row with options that nobody checked: %s', async (options) => {
    await bench.enqueue(press);
    await bench.sql('update message_queue.outbox set options = $1::jsonb', [options]);
    await bench.enqueue(press);
    expect(await bench.relay().relayBatch()).toBe(2);
    expect(await queued()).toHaveLength(2);
  });

  it('gives the queue the time that is left of a delay', async () => {
    await bench.enqueue(press);
    await bench.sql(`update message_queue.outbox set options = options || '{"delayMs": 60000}',
      created_at = now() - interval '20 s'`);
    await bench.relay().relayBatch();
    const [job] = await bench.sql<{ delay_ms: string }>('select delay_ms from bullmq.job');
    expect(Number(job?.delay_ms)).toBeGreaterThan(30_000);
    expect(Number(job?.delay_ms)).toBeLessThanOrEqual(40_000);
    expect(await bench.queue.backlog()).toMatchObject({ delayed: 1, waiting: 0 });
  });
});

async function dyingAfterAdd(): Promise<Queue> {
  const queue = await bench.anotherQueue();
  const open = openQueue(queue);
  const add = open.add.bind(open);
  open.add = async (entries) => {
    await add(entries);
    throw new Error('killed');
  };
  return queue;
}
