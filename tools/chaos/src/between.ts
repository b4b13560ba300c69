import { waitUntil } from '@ashlar/processes';
import pg from 'pg';

export interface Between {
  /** As superuser. */
  readonly databaseUrl: string;
  /** Causes at least one job; called while no effect can be recorded. */
  readonly work: () => Promise<void>;
  /** kill -9 of the worker; `whileDead` runs before it is started again. */
  readonly kill: (whileDead: () => Promise<void>) => Promise<void>;
}

/**
 * Kills the worker between the effect of a job and the queue's record that it is done, which by chance happens almost
 * never: jobs gather before their effect, the queue is held, the effects commit, the worker dies.
 */
export async function killBetweenEffectAndRecord({ databaseUrl, work, kill }: Between): Promise<void> {
  const effects = new pg.Client({ connectionString: databaseUrl });
  const queue = new pg.Client({ connectionString: databaseUrl });
  await Promise.all([effects.connect(), queue.connect()]);
  try {
    await effects.query('begin');
    await effects.query('lock table message_queue.effects in share mode');
    const before = await countEffects(effects);
    await work();
    await waitUntil(async () => (await waitingFor(queue, 'message_queue.effects')).length > 0, {
      what: 'a job waits for its effect',
      within: 60_000,
      every: 10,
    });
    await queue.query('begin');
    await queue.query('lock table bullmq.job in exclusive mode');
    await effects.query('rollback');
    await waitUntil(async () => (await countEffects(effects)) > before, {
      what: 'a job takes effect while the queue is held',
      within: 10_000,
      every: 5,
    });
    await kill(async () => {
      // What the dead worker had asked for would otherwise still happen once the queue is free.
      await effects.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [
        await waitingFor(effects, 'bullmq.job'),
      ]);
      await queue.query('rollback');
    });
  } finally {
    await Promise.all([effects.end(), queue.end()]);
  }
}

async function countEffects(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from message_queue.effects',
  );
  return rows[0]?.count ?? 0;
}

/** Server processes that wait for a lock on a table. */
async function waitingFor(client: pg.Client, table: string): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_locks where relation = $1::regclass and not granted`,
    [table],
  );
  return rows.map(({ pid }) => pid);
}
