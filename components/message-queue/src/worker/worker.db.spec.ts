import { loadConfig } from '@ashlar/config';
import { type OperationContext, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import {
  createMetrics,
  createTelemetry,
  currentTraceparent,
  TelemetryConfig,
  withSpan,
} from '@ashlar/telemetry';
import { eventually } from '@ashlar/test-postgres';
import { type Bench, openBench, Press, pressLamp } from '../bench.fixture.js';
import {
  createWorker,
  createWorkerCheck,
  defineJob,
  handle,
  JobHandlerError,
  type JobHandler,
  type JobOutcome,
  type Worker,
} from '../index.js';

let bench: Bench;

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

const carriers: readonly [string, Readonly<Record<string, string>>][] = [
  ['the outbox alone', {}],
  ['BullMQ on PostgreSQL', { ASHLAR_QUEUE_BULLMQ: 'true' }],
];

describe.each(carriers)('over %s', (_carrier, variables) => {
  beforeAll(async () => {
    bench = await openBench({ ASHLAR_QUEUE_LOCK_DURATION: '1s', ...variables });
  });
  afterEach(() => bench.reset());
  afterAll(() => bench.close());

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
      const telemetry = await createTelemetry({
        service: 'test',
        version: '0',
        config,
        logger: bench.logger,
      });
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
    it('takes effect once, also when its row comes back', async () => {
      const worker = bench.worker([handle(pressLamp, press)]);
      const id = await bench.enqueue(hall);
      const [row] = await bench.sql<{ outbox: object }>(
        'select to_jsonb(outbox) as outbox from message_queue.outbox',
      );
      await work(worker, { completed: 1 });
      await bench.sql(
        'insert into message_queue.outbox select * from jsonb_populate_record(null::message_queue.outbox, $1)',
        [row?.outbox],
      );
      await untilTally(worker, { completed: 1, duplicate: 1 });
      expect(await presses()).toBe(1);
      expect(await effects()).toMatchObject([{ job_id: id }]);
      expect(await bench.sql('select 1 from message_queue.outbox')).toEqual([]);
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

    it('is not tried again when its payload is not valid', async () => {
      let tries = 0;
      const worker = bench.worker([handle(pressLamp, async () => void (tries += 1))]);
      await bench.enqueue(hall);
      await bench.sql(`update message_queue.outbox set payload = '{"lamp": 7}'`);
      await work(worker, { failed: 1, retried: 0 });
      expect(tries).toBe(0);
    });

    it('is not tried again when it is of a version that is no longer handled', async () => {
      const worker = bench.worker([handle(defineJob({ ...pressLamp, version: 2 }), press)]);
      await bench.enqueue(hall);
      await work(worker, { failed: 1, retried: 0 });
      expect(await presses()).toBe(0);
      expect(bench.logger.entries).toContainEqual(
        expect.objectContaining({ level: 'error', job: 'lamp.press', attempt: 1 }),
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
      expect(await bench.queue.backlog()).toMatchObject({ waiting: 0, handed: 0 });
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
      const state = () => bench.sql('select state, attempts from message_queue.outbox where fence = 1');
      await eventually(async () => (await state()).length <= 1);
      await work(bench.worker([handle(pressLamp, press)]), { completed: 1 });
      expect(await presses()).toBe(1);
    });
  });

  describe('making a worker', () => {
    const deps = () => {
      const { config, database, queue, logger, metrics } = bench;
      return { config, database, queue, logger, metrics, service: 'test' };
    };

    it('refuses a job without a handler, and one with two', () => {
      const press = handle(pressLamp, async () => undefined);
      expect(() => createWorker({ ...deps(), jobs: [pressLamp], handlers: [] })).toThrow(JobHandlerError);
      expect(() => createWorker({ ...deps(), jobs: [pressLamp], handlers: [press, press] })).toThrow(
        JobHandlerError,
      );
    });

    it('refuses a queue that is not one', () => {
      const queue = { ...bench.queue };
      expect(() => createWorker({ ...deps(), queue, jobs: [], handlers: [] })).toThrow(TypeError);
    });
  });

  describe('the readiness of a worker', () => {
    it('ends when it does nothing although jobs wait', async () => {
      const worker = bench.worker([handle(pressLamp, press)]);
      const stuck = createWorkerCheck({ queue: bench.queue, worker, idleMs: 1 });
      await expect(stuck.check()).resolves.toBeUndefined();
      await bench.enqueue(hall);
      await eventually(async () => (await bench.queue.backlog()).oldestSeconds > 0.01);
      await expect(stuck.check()).rejects.toThrow(/1 jobs wait/);
      await expect(createWorkerCheck({ queue: bench.queue, worker }).check()).resolves.toBeUndefined();
      await work(worker, { completed: 1 });
      await expect(stuck.check()).resolves.toBeUndefined();
    });
  });

  describe('the metrics', () => {
    it('tell what became of attempts, how long they took and how long jobs waited', async () => {
      let tries = 0;
      const metrics = createMetrics({ logger: bench.logger });
      const worker = bench.worker(
        [
          handle(pressLamp, async (tx, payload) => {
            tries += 1;
            if (tries === 1) throw new Error('once');
            await press(tx, payload);
          }),
        ],
        bench.queue,
        metrics,
      );
      await bench.enqueue(hall);
      await work(worker, { retried: 1, completed: 1 });
      const text = await metrics.render();
      expect(text).toContain('ashlar_jobs_total{job="lamp.press",outcome="retried"} 1');
      expect(text).toContain('ashlar_jobs_total{job="lamp.press",outcome="completed"} 1');
      expect(text).toContain('ashlar_job_duration_seconds_count{job="lamp.press",outcome="completed"} 1');
      expect(text).toContain('ashlar_job_wait_seconds_count{job="lamp.press"} 1');
    });

    it('tell how much there is to do', async () => {
      await bench.enqueue(hall);
      await bench.sql(`update message_queue.outbox set state = 'handed', handed_at = now()`);
      await bench.enqueue(hall);
      const text = await bench.metrics.render();
      expect(text).toContain('ashlar_queue_jobs{state="handed"} 1');
      expect(text).toContain('ashlar_queue_jobs{state="waiting"} 1');
      expect(text).toMatch(/ashlar_queue_oldest_seconds \d/);
      expect(text).toMatch(/ashlar_queue_dead_rows\{table="message_queue.outbox"\} \d/);
      expect(text).toMatch(/ashlar_queue_oldest_transaction_seconds \d/);
    });
  });
});
