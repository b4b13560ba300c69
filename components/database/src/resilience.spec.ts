import { NotFound } from '@ashlar/errors';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { createMetrics, type Metrics } from '@ashlar/telemetry';
import { contextFor, createResilience, type OperationContext, type TransactionContext } from './index.js';

const ctx = contextFor({ kind: 'user', id: 'ann', roles: [] });
const away = (): Error => Object.assign(new Error('gone'), { code: '08006' });

let metrics: Metrics;
beforeEach(() => {
  metrics = createMetrics({ logger: createRecordingLogger() });
});

/** A service whose methods fail with what is left of `failures`, and then answer. */
function serviceOf(failures: Error[], timeoutMs = 5_000) {
  const calls: string[] = [];
  const run = (name: string) => async (_: OperationContext, answer: string) => {
    calls.push(name);
    const failure = failures.shift();
    if (failure) throw failure;
    return answer;
  };
  const resilient = createResilience({ metrics, retryDeadlineMs: 5_000 });
  const signals: AbortSignal[] = [];
  const service = {
    read: run('read'),
    write: run('write'),
    other: run('other'),
    hang: (given: OperationContext) => {
      signals.push(given.signal);
      return new Promise<never>(() => undefined);
    },
    label: 'as it was',
  };
  const policy = { service: 'lamps', reads: ['read'], writes: ['write', 'hang'], timeoutMs } as const;
  return { calls, signals, service: resilient(service, policy) };
}

const linesOf = async (name: string) =>
  (await metrics.render()).split('\n').filter((line) => line.startsWith(name));

it('a read is run again while the database is away, a write is left to its transaction, others are untouched', async () => {
  const { service, calls } = serviceOf([away(), away()]);
  expect(await service.read(ctx, 'light')).toBe('light');
  expect(calls).toEqual(['read', 'read', 'read']);
  const second = serviceOf([away()]);
  await expect(second.service.write(ctx, 'x')).rejects.toThrow('gone');
  expect(second.calls).toEqual(['write']);
  const third = serviceOf([away()]);
  await expect(third.service.other(ctx, 'x')).rejects.toThrow('gone');
  expect(third.service.label).toBe('as it was');
  expect(await linesOf('ashlar_use_case_retries_total')).toEqual([
    'ashlar_use_case_retries_total{service="lamps",use_case="read",reason="connection"} 2',
  ]);
});

it('what is wrong with the request is never asked twice', async () => {
  const { service, calls } = serviceOf([new NotFound('no such lamp')]);
  await expect(service.read(ctx, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(calls).toEqual(['read']);
});

it('nobody waits longer than the policy says, and the work hears of it', async () => {
  const { service, signals } = serviceOf([], 20);
  await expect(service.hang(ctx)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  // Whose context was aborted before hears of that as well.
  expect(ctx.signal.aborted).toBe(false);
});

it('inside of a transaction it is the policy of whoever opened it', async () => {
  const { service, calls } = serviceOf([away()]);
  const tx = { ...ctx, transaction: {} } as unknown as TransactionContext;
  await expect(service.read(tx, 'x')).rejects.toThrow('gone');
  expect(calls).toEqual(['read']);
  expect(await linesOf('ashlar_use_case_seconds_count')).toEqual([]);
});

it('how long and how they ended is counted by service and use case', async () => {
  const { service } = serviceOf([], 20);
  await service.write(ctx, 'x');
  await service.hang(ctx).catch(() => undefined);
  await serviceOf([new NotFound('no')])
    .service.read(ctx, 'x')
    .catch(() => undefined);
  await serviceOf([new Error('bug')])
    .service.write(ctx, 'x')
    .catch(() => undefined);
  const found = (await linesOf('ashlar_use_case_seconds_count')).map((line) => {
    const [, name, outcome] = /use_case="(\w+)",outcome="(\w+)"/.exec(line) ?? [];
    return `${name} ${outcome}`;
  });
  expect(found.sort()).toEqual(['hang late', 'read refused', 'write done', 'write failed']);
});
