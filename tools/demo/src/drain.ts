import { setTimeout as pause } from 'node:timers/promises';
import { allPages, Refused } from './api.js';
import { StoryFailed } from './story.js';
import { number } from './words.js';
import type { World } from './world.js';

type OpenState = 'pending' | 'claimed' | 'launching' | 'running';
const open: OpenState[] = ['pending', 'claimed', 'launching', 'running'];
/** Tasks at once, as so many CronJobs would. */
const workers = 2;
const mostRounds = 240;
/** A resident worker is only waited for, up to two hours. */
const lookMs = 2_000;
const mostLooks = 3_600;
/** So few are looked at one by one: in a system that others use, some are always open. */
const mostListed = 1_000;

/** Sessions that have not ended: exact up to 10,000, and as text. */
async function countOpen(
  { admin }: World,
  schedules: ReadonlySet<string>,
): Promise<{ readonly count: number; readonly text: string }> {
  const { response, error } = await admin.GET('/api/data/scheduled-sessions', {
    params: { query: { state: open, size: 1, count: true } },
  });
  if (!response.ok) throw new Refused(response.status, response.url, error);
  const count = Number(response.headers.get('x-total-count'));
  if (count > 0 && count <= mostListed) {
    const all = await allPages((query) =>
      admin.GET('/api/data/scheduled-sessions', { params: { query: { ...query, state: open } } }),
    );
    const ours = all.filter(({ schedule_id: id }) => schedules.has(id)).length;
    return { count: ours, text: number(ours) };
  }
  return {
    count,
    text: `${response.headers.get('x-total-exact') === 'false' ? 'over ' : ''}${number(count)}`,
  };
}

/** Runs the tasks that launch sessions and ask about them until none of these schedules is open. */
export async function drainSessions(
  world: World,
  schedules: readonly string[],
): Promise<{ readonly ms: number; readonly rounds: number }> {
  const { worker, say } = world;
  const ours = new Set(schedules);
  const began = performance.now();
  for (let rounds = 1; rounds <= (worker ? mostRounds : mostLooks); rounds += 1) {
    if (worker) {
      await Promise.all(Array.from({ length: workers }, () => worker.once('scheduled-sessions.pick')));
      await worker.once('scheduled-sessions.poll');
    } else await pause(lookMs);
    const { count, text } = await countOpen(world, ours);
    if (count === 0) return { ms: performance.now() - began, rounds };
    say(`${text} sessions are left`);
  }
  throw new StoryFailed('The sessions do not end');
}
