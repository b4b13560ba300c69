import { systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createEvents } from '@ashlar/events';
import { createRunKinds } from '@ashlar/runs';
import {
  createEndings,
  createPicker,
  createPoller,
  createScan,
  type Reached,
  schedulerEntities,
} from '@ashlar/scheduler';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createChaosKind } from './runs.repository.js';

/**
 * Scans, launches and polls until it is killed, by itself when it reaches CHAOS_DIE_AT. Its clock is CHAOS_SKEW_MS off.
 */
async function main({
  CHAOS_DATABASE_URL: url = '',
  CHAOS_SKEW_MS: skew = '0',
  CHAOS_DIE_AT: dieAt = '',
}: NodeJS.ProcessEnv): Promise<never> {
  skewClock(Number(skew));
  const reached: Reached = (point) => {
    if (point === dieAt) process.kill(process.pid, 'SIGKILL');
  };
  const { database, logger } = await openDatabase(url, [...schedulerEntities], { poolSize: 4 });
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const events = createEvents({ database, service: 'chaos' });
  const endings = createEndings({ database, events });
  const work = { database, kinds: createRunKinds([createChaosKind(pool)]), endings, logger, reached };
  const times = { leaseMs: 2_000, pollMs: 200 };
  const scan = createScan({ database, reached });
  const picker = createPicker({ ...work, settings: { ...times, againMs: 100 } });
  const poller = createPoller({ ...work, settings: times });
  const ctx = systemContext('chaos');
  console.log('ready');
  for (;;) {
    await scan.step(ctx);
    await picker.step(ctx);
    await poller.step(ctx);
    await pause(20);
  }
}

/** As on a machine whose clock is wrong: nothing that this process decides may depend on it. */
function skewClock(ms: number): void {
  const Real = Date;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [Real.now() + ms], newTarget) as object,
    get: (target, name, receiver) =>
      name === 'now' ? () => Real.now() + ms : (Reflect.get(target, name, receiver) as unknown),
  });
}

await main(process.env);
