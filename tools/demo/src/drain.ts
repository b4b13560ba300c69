import { setTimeout as pause } from 'node:timers/promises';
import { Refused } from './api.js';
import { StoryFailed } from './story.js';
import { number } from './words.js';
import type { World } from './world.js';

type OpenState = 'pending' | 'claimed' | 'launching' | 'running';
const open: OpenState[] = ['pending', 'claimed', 'launching', 'running'];
/** Tasks at once, as so many CronJobs would. */
const workers = 2;
const mostRounds = 240;

/** Sessions that have not ended: exact up to 10,000, and as text. */
async function countOpen({ admin }: World): Promise<{ readonly count: number; readonly text: string }> {
  const { response, error } = await admin.GET('/api/data/scheduled-sessions', {
    params: { query: { state: open, size: 1, count: true } },
  });
  if (!response.ok) throw new Refused(response.status, response.url, error);
  const count = Number(response.headers.get('x-total-count'));
  return {
    count,
    text: `${response.headers.get('x-total-exact') === 'false' ? 'over ' : ''}${number(count)}`,
  };
}

/** Runs the tasks that launch sessions and ask about them until none is open. */
export async function drainSessions(world: World): Promise<{ readonly ms: number; readonly rounds: number }> {
  const { worker, say } = world;
  const began = performance.now();
  for (let rounds = 1; rounds <= mostRounds; rounds += 1) {
    if (worker) {
      await Promise.all(Array.from({ length: workers }, () => worker.once('scheduled-sessions.pick')));
      await worker.once('scheduled-sessions.poll');
    } else await pause(5_000);
    const { count, text } = await countOpen(world);
    if (count === 0) return { ms: performance.now() - began, rounds };
    say(`${text} sessions are left`);
  }
  throw new StoryFailed('The sessions do not end');
}
