import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorld, type World } from './scheduler.db.fixture.js';
import type { NewSchedule } from './index.js';

// The periodic jobs of a large project are not part of the repository: TEST_DATA_DIR names the folder that has them.
const folder = process.env['TEST_DATA_DIR'];
if (folder === undefined) throw new Error('TEST_DATA_DIR is not set');

interface Periodic {
  readonly name: string;
  readonly cron?: string;
  /** Between two beginnings; between an end and a beginning. */
  readonly interval?: string;
  readonly minimum_interval?: string;
  readonly max_concurrency?: number;
  readonly timeout?: string;
}

const { jobs } = JSON.parse(readFileSync(join(folder, 'schedules', 'periodics.json'), 'utf8')) as {
  readonly jobs: readonly Periodic[];
};

/** `4h30m`. */
function minutesOf(duration: string): number {
  const [, hours = '0', minutes = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?(?:0s)?$/.exec(duration) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

function scheduleOf({ name, cron, timeout, ...rest }: Periodic): Partial<NewSchedule> {
  const interval = rest.interval ?? rest.minimum_interval ?? '';
  const minutes = minutesOf(interval);
  const frequency =
    minutes % 60 === 0
      ? ({ every: minutes / 60, unit: 'hour' } as const)
      : ({ every: minutes, unit: 'minute' } as const);
  return {
    name,
    timing: { ...(cron === undefined ? { frequency } : { cron }), zone: 'UTC' },
    overlap: rest.minimum_interval !== undefined || rest.max_concurrency === 1 ? 'skip' : 'allow',
    ...(timeout !== undefined && { timeoutSeconds: minutesOf(timeout) * 60 }),
  };
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('takes every periodic job but those that would never run, and says so', async () => {
  const refused = new Map<string, string[]>();
  let taken = 0;
  for (const job of jobs) {
    try {
      const { nextSlot, overlap } = await world.make(scheduleOf(job));
      expect(nextSlot).toBeInstanceOf(Date);
      expect(['skip', 'allow']).toContain(overlap);
      taken += 1;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code !== 'SCHEDULE_REFUSED') throw error;
      refused.set(message, [...(refused.get(message) ?? []), job.cron ?? '']);
    }
  }
  const reasons = [...refused].map(
    ([reason, crons]) => `${crons.length} x ${reason}: ${[...new Set(crons)].join(', ')}`,
  );
  process.stdout.write(`${taken} of ${jobs.length} taken; refused: ${reasons.join('; ')}\n`);
  const never = ({ cron = '' }: Periodic): boolean => /^\S+ \S+ (30|31) 2 \S+$/.test(cron);
  expect(jobs.length).toBeGreaterThan(1_000);
  expect(taken).toBe(jobs.length - jobs.filter(never).length);
  expect([...refused.keys()]).toEqual([expect.stringContaining('names no date')]);
}, 600_000);
