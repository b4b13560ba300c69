import { migrateQueue } from '@ashlar/message-queue';
import { startProcess, waitUntil, WaitTimeoutError, type RunningProcess } from '@ashlar/processes';
import { migrate } from '@ashlar/schema';
import pg from 'pg';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { Verdict } from '../chaos.types.js';
import { keyTables } from './keys.repository.js';

export const roles = ['producer', 'relay', 'worker'] as const;
export type Role = (typeof roles)[number];

/** What was built: under jest this file is a source. */
const actor = fileURLToPath(new URL('../../dist/queue/actor.js', import.meta.url));

/** Producer, relay and worker as processes of their own, on one database. */
export interface Arena {
  /** kill -9 and a new start. */
  kill(role: Role): Promise<void>;
  /** Starts again those that ended by themselves. @returns how many and the last words of one of them. */
  revive(): Promise<{ readonly ended: number; readonly why: string }>;
  /** Ends the producer for good. */
  silence(): Promise<void>;
  /** How many jobs have committed so far. */
  asked(): Promise<number>;
  /** How many of these have not happened yet. */
  open(): Promise<number>;
  /** How many jobs there are that have not ended. */
  waiting(): Promise<number>;
  /** Stops the producer, waits until all is done, and says what must not be. */
  judge(figures: Readonly<Record<string, number>>): Promise<Verdict>;
  stop(): Promise<void>;
}

export async function openArena({
  databaseUrl,
  redisUrl,
  perSecond,
}: {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** A steady producer instead of writers that do what they can. */
  readonly perSecond?: number;
}): Promise<Arena> {
  await migrate({ url: databaseUrl });
  await migrateQueue({ url: databaseUrl });
  await ask(databaseUrl, keyTables);
  const running = new Map<Role, RunningProcess>();

  const start = async (role: Role): Promise<void> => {
    const process = await startProcess({
      name: role,
      command: globalThis.process.execPath,
      args: [actor, role],
      env: {
        CHAOS_DATABASE_URL: databaseUrl,
        ...(redisUrl !== undefined && { CHAOS_REDIS_URL: redisUrl }),
        ...(perSecond !== undefined && { CHAOS_RATE: String(perSecond) }),
      },
    });
    running.set(role, process);
  };
  const ready = async (role: Role): Promise<void> => {
    for (;;) {
      const process = running.get(role);
      try {
        await waitUntil(
          () => {
            process?.assertRuns();
            return process?.output().includes('ready') ?? false;
          },
          { what: `${role} is ready`, within: 60_000, every: 20 },
        );
        return;
      } catch (error) {
        if (error instanceof WaitTimeoutError) throw error;
        // It met a server that was down: whoever runs such processes starts them again.
        await pause(200);
        await start(role);
      }
    }
  };
  for (const role of roles) await start(role);
  for (const role of roles) await ready(role);

  const count = async (query: string): Promise<number> => {
    const [row] = await ask<{ count: number }>(databaseUrl, query);
    return row?.count ?? 0;
  };
  const open = (): Promise<number> =>
    count(`select count(*)::int as count from chaos.asked a
      where not exists (select from chaos.happened h where h.key = a.key)`);

  return {
    async kill(role) {
      await running.get(role)?.kill();
      await start(role);
      await ready(role);
    },
    async revive() {
      const dead = roles.filter((role) => running.get(role)?.status() !== undefined);
      const why = dead.map((role) => running.get(role)?.output().trim().slice(-1_500)).join();
      for (const role of dead) {
        await start(role);
        await ready(role);
      }
      return { ended: dead.length, why };
    },
    silence: async () => void (await running.get('producer')?.kill()),
    asked: () => count('select count(*)::int as count from chaos.asked'),
    open,
    waiting: () => count('select count(*)::int as count from message_queue.outbox'),
    async judge(figures) {
      await running.get('producer')?.kill();
      for (const role of ['relay', 'worker'] as const) await ready(role);
      const rest = async (): Promise<boolean> =>
        (await open()) === 0 &&
        (await count('select count(*)::int as count from message_queue.outbox')) === 0;
      await waitUntil(rest, { what: 'all is done', within: 120_000, every: 250 }).catch((error: unknown) => {
        if (!(error instanceof WaitTimeoutError)) throw error;
      });
      const lost = await open();
      const ghosts = await count(`select count(*)::int as count from chaos.happened h
        where not exists (select from chaos.asked a where a.key = h.key)`);
      const twice = await count(`select count(*)::int as count from (
        select key from chaos.happened group by key having count(*) > 1) doubled`);
      const left = await count('select count(*)::int as count from message_queue.outbox');
      const said = (number: number, what: string) => (number > 0 ? [`${number} ${what}`] : []);
      return {
        violations: [
          ...said(lost, 'committed jobs did not happen'),
          ...said(ghosts, 'jobs of transactions that were rolled back happened'),
          ...said(twice, 'jobs happened twice'),
          ...said(left, 'rows are left in the outbox'),
        ],
        figures: {
          committed: await count('select count(*)::int as count from chaos.asked'),
          happened: await count('select count(*)::int as count from chaos.happened'),
          ...figures,
        },
      };
    },
    async stop() {
      for (const process of running.values()) await process.kill();
    },
  };
}

async function ask<Row extends pg.QueryResultRow>(url: string, query: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}
