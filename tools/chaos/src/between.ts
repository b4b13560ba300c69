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
 * Kills a worker that has claimed jobs and run them, before any commits: they gather before their effect, the worker
 * dies, and what it had asked of the database dies with it.
 * @returns how many effects the dead worker left behind, which must be none
 */
export async function killBetweenClaimAndCommit({ databaseUrl, work, kill }: Between): Promise<number> {
  return withClients(databaseUrl, async (effects, other) => {
    const before = await gatherBeforeEffect(effects, other, work);
    let left = 0;
    await kill(async () => {
      await endWaiting(effects, 'message_queue.effects');
      await effects.query('rollback');
      left = (await countEffects(effects)) - before;
    });
    return left;
  });
}

/**
 * Kills a worker between the effect of a job and the queue's record that it is done, which by chance happens almost
 * never, and only where these are two: jobs gather before their effect, the queue of BullMQ is held, the effects
 * commit, the worker dies.
 */
export async function killBetweenEffectAndRecord({ databaseUrl, work, kill }: Between): Promise<void> {
  await withClients(databaseUrl, async (effects, queue) => {
    const before = await gatherBeforeEffect(effects, queue, work);
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
      await endWaiting(effects, 'bullmq.job');
      await queue.query('rollback');
    });
  });
}

/** Returns, with no effect possible until `effects` rolls back, how many there were before. */
async function gatherBeforeEffect(
  effects: pg.Client,
  other: pg.Client,
  work: () => Promise<void>,
): Promise<number> {
  await effects.query('begin');
  await effects.query('lock table message_queue.effects in share mode');
  const before = await countEffects(effects);
  await work();
  await waitUntil(async () => (await waitingFor(other, 'message_queue.effects')).length > 0, {
    what: 'a job waits for its effect',
    within: 60_000,
    every: 10,
  });
  return before;
}

async function withClients<T>(
  databaseUrl: string,
  run: (one: pg.Client, other: pg.Client) => Promise<T>,
): Promise<T> {
  const one = new pg.Client({ connectionString: databaseUrl });
  const other = new pg.Client({ connectionString: databaseUrl });
  await Promise.all([one.connect(), other.connect()]);
  try {
    return await run(one, other);
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}

async function endWaiting(client: pg.Client, table: string): Promise<void> {
  await client.query('select pg_terminate_backend(pid, 5000) from unnest($1::int[]) pid', [
    await waitingFor(client, table),
  ]);
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
