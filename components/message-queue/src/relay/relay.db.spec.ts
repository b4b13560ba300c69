import { type Bench, openBench } from '../bench.fixture.js';
import { openCarried } from '../queue/queue.types.js';
import { createMetrics } from '@ashlar/telemetry';
import { eventually } from '@ashlar/test-postgres';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ ASHLAR_QUEUE_POLL_INTERVAL: '1m', ASHLAR_QUEUE_BULLMQ: 'true' });
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const press = { lamp: 'hall', times: 1 };

const queued = () => bench.sql<{ id: string; name: string }>('select id, name from bullmq.job order by id');

describe('the relay', () => {
  it('moves what is committed to the queue', async () => {
    const ids = [await bench.enqueue(press), await bench.enqueue(press)];
    expect(await bench.queue.backlog()).toMatchObject({ waiting: 2, handed: 0 });
    expect(await bench.relay().relayBatch()).toBe(2);
    expect(await queued()).toEqual(ids.map((id) => ({ id: `${id}_1`, name: 'lamp.press' })));
    expect(await bench.queue.backlog()).toEqual({
      waiting: 0,
      oldestSeconds: 0,
      parked: 0,
      handed: 2,
      delayed: 0,
      failed: 0,
    });
  });

  it('keeps the rows when the queue does not take them', async () => {
    await bench.enqueue(press);
    const broken = await bench.anotherQueue();
    openCarried(broken).add = () => Promise.reject(new Error('full'));
    await expect(bench.relay({ queue: broken }).relayBatch()).rejects.toThrow('full');
    expect(await bench.queue.backlog()).toMatchObject({ waiting: 1, handed: 0 });
  });

  it('counts what it could not hand over, and goes on when it can', async () => {
    await bench.enqueue(press);
    const metrics = createMetrics({ logger: bench.logger });
    const broken = await bench.anotherQueue();
    const { add } = openCarried(broken);
    let attempts = 0;
    openCarried(broken).add = (entries) => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error('full')) : add(entries);
    };
    bench.relay({ queue: broken, metrics, notified: true }).start();
    await eventually(() => attempts > 0);
    // Whoever commits jobs wakes it from its pause.
    await eventually(async () => {
      await bench.enqueue(press);
      return (await queued()).length > 1;
    });
    const text = await metrics.render();
    expect(text).toContain('ashlar_queue_relay_failures_total 1');
    expect(Number(/ashlar_queue_relayed_total (\d+)/.exec(text)?.[1])).toBeGreaterThan(1);
    expect(bench.logger.entries.map(({ message }) => message)).toContain(
      'Jobs could not be handed to the queue; they stay in the outbox',
    );
  });

  it('holds no lock while the queue answers', async () => {
    const id = await bench.enqueue(press);
    const slow = await bench.anotherQueue();
    let locks: readonly unknown[] = ['not asked'];
    openCarried(slow).add = async () => {
      locks = await bench.sql(`select 1 from pg_stat_activity where state = 'idle in transaction'`);
      await bench.sql('select from message_queue.outbox where id = $1 for update nowait', [id]);
    };
    expect(await bench.relay({ queue: slow }).relayBatch()).toBe(1);
    expect(locks).toEqual([]);
  });

  it('adds a job once although it died before it heard that the queue has it', async () => {
    const id = await bench.enqueue(press);
    await bench.relay().relayBatch();
    await bench.sql(`update message_queue.outbox set handed_at = now() - interval '1 m'`);
    expect(await bench.relay().offerAgain()).toBe(1);
    expect(await queued()).toEqual([{ id: `${id}_1`, name: 'lamp.press' }]);
  });

  it('shares the rows among several, and gives the queue no more than it needs next', async () => {
    for (let count = 0; count < 40; count += 1) await bench.enqueue(press);
    const relays = [bench.relay(), bench.relay({ queue: await bench.anotherQueue() })];
    const counts = await Promise.all(relays.map((relay) => relay.relayBatch()));
    const handed = counts.reduce((sum, count) => sum + count);
    expect(handed).toBeLessThanOrEqual(32);
    expect(await queued()).toHaveLength(handed);
    expect(await bench.queue.backlog()).toMatchObject({ waiting: 40 - handed, handed });
    expect(await bench.relay().relayBatch()).toBe(0);
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
    expect(await bench.queue.backlog()).toMatchObject({ waiting: 0, handed: 1 });
  });

  it.each(['null', '[]', '{"attempts": "many", "backoffMs": -1}'])(
    'is not held up by a row with options that nobody checked: %s',
    async (options) => {
      await bench.enqueue(press);
      await bench.sql('update message_queue.outbox set options = $1::jsonb', [options]);
      await bench.enqueue(press);
      expect(await bench.relay().relayBatch()).toBe(2);
      expect(await queued()).toHaveLength(2);
    },
  );
});
