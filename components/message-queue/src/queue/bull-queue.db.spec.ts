import type { OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { eventually } from '@ashlar/test-postgres';
import { type Bench, openBench, type Press, pressLamp } from '../bench.fixture.js';
import { handle, type JobHandler, type JobOutcome, type Worker } from '../index.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s', ASHLAR_QUEUE_BULLMQ: 'true' });
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const hall = { lamp: 'hall', times: 1 };
const patient = { timeoutMs: 20_000 };

async function press(tx: OperationContext, { lamp, times }: Press): Promise<void> {
  await managerFor(tx, bench.database).query(
    `insert into public.lamp values ($1, $2) on conflict (name) do update set presses = lamp.presses + $2`,
    [lamp, times],
  );
}

async function presses(lamp = 'hall'): Promise<number> {
  const [row] = await bench.sql<{ presses: number }>('select presses from public.lamp where name = $1', [
    lamp,
  ]);
  return row?.presses ?? 0;
}

/** Relays and works until `outcomes` are counted. */
async function work(worker: Worker, outcomes: Partial<Record<JobOutcome, number>>): Promise<void> {
  bench.relay().start();
  await worker.start();
  await untilTally(worker, outcomes);
}

async function untilTally(worker: Worker, outcomes: Partial<Record<JobOutcome, number>>): Promise<void> {
  await eventually(
    () =>
      Object.entries(outcomes).every(([outcome, count]) => worker.tally()[outcome as JobOutcome] >= count),
    patient,
  );
  expect(worker.tally()).toMatchObject(outcomes);
}

/** A handler that waits until the test lets it go on. */
function gatedPress(): { readonly handler: JobHandler; readonly entered: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  let enter: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const entered = new Promise<void>((resolve) => (enter = resolve));
  const handler = handle(pressLamp, async (tx, payload) => {
    await press(tx, payload);
    enter();
    await gate;
  });
  return { handler, entered, open };
}

describe('a job that BullMQ delivers twice', () => {
  it('takes effect once when the queue believes that its worker is dead', async () => {
    const slow = gatedPress();
    const first = bench.worker([slow.handler]);
    const second = bench.worker([handle(pressLamp, press)], await bench.anotherQueue());
    await bench.enqueue(hall);
    bench.relay().start();
    await first.start();
    await slow.entered;
    // Before, as the first hears that it has lost its lock while another still starts.
    await second.start();
    await bench.sql(`update bullmq.job set state = 'waiting', lock_token = null, locked_until_ms = null`);
    await eventually(async () => {
      const waiting = await bench.sql(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      // A slow machine may have offered it once more.
      return waiting.length >= 1;
    }, patient);
    slow.open();
    await eventually(() => first.tally().completed + second.tally().completed === 1, patient);
    await eventually(() => first.tally().duplicate + second.tally().duplicate >= 1, patient);
    expect(first.tally().completed + second.tally().completed).toBe(1);
    expect(await presses()).toBe(1);
  }, 60_000);
});

describe('a job whose worker died', () => {
  it('runs again', async () => {
    await bench.enqueue(hall);
    await bench.relay().relayBatch();
    await bench.sql(
      `update bullmq.job set state = 'active', lock_token = 'of the dead', locked_until_ms = 1`,
    );
    await work(bench.worker([handle(pressLamp, press)]), { completed: 1 });
    expect(await presses()).toBe(1);
  });

  it('is given up when it has cost too many of them their life', async () => {
    const id = await bench.enqueue(hall);
    await bench.relay().relayBatch();
    await bench.sql(
      `update bullmq.job set state = 'active', lock_token = 'of the dead', locked_until_ms = 1, stalled_count = 25`,
    );
    await work(bench.worker([handle(pressLamp, press)]), { failed: 1, completed: 0 });
    expect(await bench.sql('select id, state, last_error from message_queue.outbox')).toEqual([
      { id, state: 'failed', last_error: 'Too many workers have died of this job' },
    ]);
  });
});
