import { loadConfig } from '@ashlar/config';
import { type OperationContext, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { createTelemetry, currentTraceparent, TelemetryConfig, withSpan } from '@ashlar/telemetry';
import { eventually } from '@ashlar/test-postgres';
import { type Bench, openBench, Press, pressLamp } from './bench.fixture.js';
import {
  createWorker,
  defineJob,
  handle,
  JobHandlerError,
  type JobHandler,
  type JobOutcome,
  type Worker,
} from './index.js';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s' });
});
afterEach(() => bench.close());

const hall = { lamp: 'hall', times: 1 };

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

const effects = () =>
  bench.sql<{ job_id: string; job: string }>('select job_id, job from message_queue.effects');

/** Relays and works until `outcomes` are counted. */
async function work(worker: Worker, outcomes: Partial<Record<JobOutcome, number>>): Promise<void> {
  bench.relay().start();
  await worker.start();
  await untilTally(worker, outcomes);
}

async function untilTally(worker: Worker, outcomes: Partial<Record<JobOutcome, number>>): Promise<void> {
  await eventually(() =>
    Object.entries(outcomes).every(([outcome, count]) => worker.tally()[outcome as JobOutcome] >= count),
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

describe('a committed job', () => {
  it('takes effect once and leaves the queue', async () => {
    const contexts: OperationContext[] = [];
    const worker = bench.worker([
      handle(pressLamp, async (tx, payload) => {
        contexts.push(tx);
        await press(tx, payload);
      }),
    ]);
    const requested = systemContext('test', { requestId: 'request-1' });
    const id = await bench.database.transact(requested, (tx) => bench.jobs.enqueue(tx, pressLamp, hall));
    await work(worker, { completed: 1 });
    expect(await presses()).toBe(1);
    expect(await effects()).toEqual([{ job_id: id, job: 'lamp.press' }]);
    expect(contexts).toMatchObject([
      { requestId: 'request-1', actor: { kind: 'system', id: 'job lamp.press' } },
    ]);
    await eventually(async () => (await bench.sql('select 1 from bullmq.job')).length === 0);
  });

  it('does not run when it was rolled back', async () => {
    const worker = bench.worker([handle(pressLamp, press)]);
    const failing = bench.database.transact(systemContext('test'), async (tx) => {
      await bench.jobs.enqueue(tx, pressLamp, { lamp: 'rolled-back', times: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await bench.enqueue(hall);
    await work(worker, { completed: 1 });
    expect(await presses('rolled-back')).toBe(0);
  });

  it('may enqueue further ones, which keep the request id', async () => {
    const again = defineJob({ name: 'lamp.press-again', version: 1, payload: Press });
    const requestIds: string[] = [];
    const worker = bench.worker([
      handle(pressLamp, async (tx, payload) => void (await bench.jobs.enqueue(tx, again, payload))),
      handle(again, async (tx, payload) => {
        requestIds.push(tx.requestId);
        await press(tx, payload);
      }),
    ]);
    const requested = systemContext('test', { requestId: 'request-2' });
    await bench.database.transact(requested, (tx) => bench.jobs.enqueue(tx, pressLamp, hall));
    await work(worker, { completed: 2 });
    expect(await presses()).toBe(1);
    expect(requestIds).toEqual(['request-2']);
  });

  it('continues the trace of whoever enqueued it', async () => {
    const { telemetry: config } = loadConfig({ telemetry: TelemetryConfig }, {});
    const telemetry = await createTelemetry({ service: 'test', version: '0', config, logger: bench.logger });
    try {
      const seen: (string | undefined)[] = [];
      const worker = bench.worker([handle(pressLamp, async () => void seen.push(currentTraceparent()))]);
      const traceparent = await withSpan('request', {}, async () => {
        await bench.enqueue(hall);
        return currentTraceparent();
      });
      await work(worker, { completed: 1 });
      expect(traceparent).toMatch(/^00-[0-9a-f]{32}-/);
      expect(seen[0]?.slice(0, 35)).toBe(traceparent?.slice(0, 35));
    } finally {
      await telemetry.close();
    }
  });
});

describe('a job that is delivered twice', () => {
  it('takes effect once when the relay died between queue and outbox', async () => {
    const worker = bench.worker([handle(pressLamp, press)]);
    const id = await bench.enqueue(hall);
    const [row] = await bench.sql<{ outbox: object }>(
      'select to_jsonb(outbox) as outbox from message_queue.outbox',
    );
    await work(worker, { completed: 1 });
    await eventually(async () => (await bench.sql('select 1 from bullmq.job')).length === 0);
    await bench.sql(
      'insert into message_queue.outbox select * from jsonb_populate_record(null::message_queue.outbox, $1)',
      [row?.outbox],
    );
    await untilTally(worker, { completed: 1, duplicate: 1 });
    expect(await presses()).toBe(1);
    expect(await effects()).toMatchObject([{ job_id: id }]);
  });

  it('takes effect once when both attempts run at the same time', async () => {
    const slow = gatedPress();
    const first = bench.worker([slow.handler]);
    const second = bench.worker([handle(pressLamp, press)], await bench.anotherQueue());
    await bench.enqueue(hall);
    bench.relay().start();
    await first.start();
    await slow.entered;
    // What the queue does when it believes that the first worker is dead.
    await bench.sql(`update bullmq.job set state = 'waiting', lock_token = null, locked_until_ms = null`);
    await second.start();
    await eventually(async () => {
      const waiting = await bench.sql(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`);
      return waiting.length === 1;
    });
    slow.open();
    await untilTally(second, { duplicate: 1, completed: 0 });
    expect(await presses()).toBe(1);
  });
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
});

describe('a job that fails', () => {
  it('is tried again, and each try starts from nothing', async () => {
    let tries = 0;
    const worker = bench.worker([
      handle(pressLamp, async (tx, payload) => {
        await press(tx, payload);
        tries += 1;
        if (tries < 3) throw new Error('the lamp flickers');
      }),
    ]);
    await bench.enqueue(hall);
    await work(worker, { retried: 2, completed: 1, failed: 0 });
    expect(await presses()).toBe(1);
  });

  it('is kept after its last attempt and has had no effect', async () => {
    const worker = bench.worker([
      handle(pressLamp, async (tx, payload) => {
        await press(tx, payload);
        throw new Error('the lamp is broken');
      }),
    ]);
    const id = await bench.enqueue(hall);
    await work(worker, { retried: 2, failed: 1, completed: 0 });
    expect(await presses()).toBe(0);
    expect(await effects()).toEqual([]);
    await eventually(async () => (await bench.queue.backlog()).failed === 1);
    expect(bench.logger.entries).toContainEqual(
      expect.objectContaining({ level: 'error', job: 'lamp.press', job_id: id, attempt: 3 }),
    );
  });

  it('is not tried again when its payload is not valid', async () => {
    let tries = 0;
    const worker = bench.worker([handle(pressLamp, async () => void (tries += 1))]);
    await bench.enqueue(hall);
    await bench.sql(`update message_queue.outbox set payload = '{"lamp": 7}'`);
    await work(worker, { failed: 1, retried: 0 });
    expect(tries).toBe(0);
  });

  it('is tried again when it is from a newer release, and not when it is too old', async () => {
    const worker = bench.worker([handle(defineJob({ ...pressLamp, version: 2 }), press)]);
    await bench.enqueue(hall);
    await bench.enqueue(hall);
    await bench.sql(`update message_queue.outbox set payload_version = 3
      where id = (select id from message_queue.outbox limit 1)`);
    await work(worker, { failed: 2, retried: 2, completed: 0 });
    expect(await presses()).toBe(0);
  });

  it('is rolled back when it takes too long', async () => {
    const hasty = defineJob({
      name: 'lamp.press-fast',
      version: 1,
      payload: Press,
      options: { attempts: 1, timeoutMs: 50 },
    });
    const worker = bench.worker([
      handle(hasty, async (tx, payload) => {
        await press(tx, payload);
        await new Promise(() => undefined);
      }),
    ]);
    await bench.database.transact(systemContext('test'), (tx) => bench.jobs.enqueue(tx, hasty, hall));
    await work(worker, { failed: 1 });
    expect(await presses()).toBe(0);
    expect(bench.logger.entries).toContainEqual(
      expect.objectContaining({ level: 'error', job: 'lamp.press-fast' }),
    );
  });
});

describe('stopping a worker', () => {
  it('waits for what runs', async () => {
    const slow = gatedPress();
    const worker = bench.worker([slow.handler]);
    await bench.enqueue(hall);
    bench.relay().start();
    await worker.start();
    await slow.entered;
    const stopped = worker.stop(10_000);
    slow.open();
    expect(await stopped).toEqual({ returned: 0, abandoned: 0 });
    expect(await presses()).toBe(1);
    expect(await bench.queue.backlog()).toMatchObject({ waiting: 0, active: 0 });
  });

  it('gives back what does not end in time, without counting the attempt', async () => {
    const slow = gatedPress();
    const worker = bench.worker([slow.handler]);
    await bench.enqueue(hall);
    bench.relay().start();
    await worker.start();
    await slow.entered;
    expect(await worker.stop(10)).toEqual({ returned: 1, abandoned: 0 });
    expect(await presses()).toBe(0);
    expect(await bench.sql('select state, attempts_made from bullmq.job')).toEqual([
      { state: 'waiting', attempts_made: 0 },
    ]);
    await work(bench.worker([handle(pressLamp, press)]), { completed: 1 });
    expect(await presses()).toBe(1);
  });
});

describe('making a worker', () => {
  it('refuses a job without a handler', () => {
    const { database, queue, logger, metrics } = bench;
    const make = () => createWorker({ database, queue, jobs: [pressLamp], handlers: [], logger, metrics });
    expect(make).toThrow(JobHandlerError);
  });

  it('refuses a queue that is not one', () => {
    const { database, queue, logger, metrics } = bench;
    const make = () =>
      createWorker({ database, queue: { ...queue }, jobs: [], handlers: [], logger, metrics });
    expect(make).toThrow(TypeError);
  });
});

describe('the metrics', () => {
  it('tell how much there is to do', async () => {
    await bench.enqueue(hall);
    await bench.relay().relayBatch();
    await bench.enqueue(hall);
    const text = await bench.metrics.render();
    expect(text).toContain('ashlar_queue_jobs{state="outbox"} 1');
    expect(text).toContain('ashlar_queue_jobs{state="waiting"} 1');
    expect(text).toMatch(/ashlar_queue_outbox_age_seconds \d/);
  });
});
