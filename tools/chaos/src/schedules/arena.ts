import { type RunningProcess, startProcess, waitUntil } from '@ashlar/processes';
import { migrate } from '@ashlar/schema';
import pg from 'pg';
import { fileURLToPath } from 'node:url';
import type { Verdict } from '../chaos.types.js';
import { runTables } from './runs.repository.js';

/** What was built: under jest this file is a source. */
const actor = fileURLToPath(new URL('../../dist/schedules/actor.js', import.meta.url));

/** Processes that scan, launch and poll, on one database with schedules that are due every second. */
export interface ScheduleArena {
  /** Starts a process and waits until it works. */
  start(skewMs: number, dieAt?: string): Promise<RunningProcess>;
  open(): Promise<number>;
  /** Stops the schedules, waits until every session has ended, and says what must not be. */
  judge(figures: Readonly<Record<string, number>>): Promise<Verdict>;
  stop(): Promise<void>;
}

export async function openScheduleArena(databaseUrl: string, schedules: number): Promise<ScheduleArena> {
  await migrate({ url: databaseUrl });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(runTables);
  await client.query(
    `insert into scheduler.schedules (id, owner_type, owner_id, domain_id, name, run_kind, run_spec, timing, jitter_seconds,
       missed, missed_most, missed_window_seconds, overlap, max_attempts, retry_delay_seconds, retry_factor, notify, tzdata,
       next_slot, next_run_at, last_slot)
     select gen_random_uuid(), 'user', gen_random_uuid(), gen_random_uuid(), 'chaos ' || n, 'chaos', '{}',
       '{"rhythm": {"kind": "cron", "expression": "* * * * * *"}, "zone": "Europe/Berlin"}', 0, 'all', 1000, 86400,
       'allow', 1, 0, 1, '{"emails": [], "on": []}', 'x', slot, slot, slot - interval '1 s'
     from generate_series(1, $1) n, (select date_trunc('second', now()) + interval '1 s' as slot) first`,
    [schedules],
  );
  const {
    rows: [first],
  } = await client.query<{ slot: Date }>('select min(next_slot) as slot from scheduler.schedules');
  const running: RunningProcess[] = [];
  const count = async (query: string, values: readonly unknown[] = []): Promise<number> => {
    const { rows } = await client.query<{ count: string }>(query, [...values]);
    return Number(rows[0]?.count ?? 0);
  };
  const open = (): Promise<number> =>
    count(
      `select count(*) from scheduler.sessions where state in ('pending', 'claimed', 'launching', 'running')`,
    );

  return {
    async start(skewMs, dieAt = '') {
      const process = await startProcess({
        name: `scanner ${running.length}`,
        command: globalThis.process.execPath,
        args: [actor],
        env: {
          ...{ CHAOS_DATABASE_URL: databaseUrl, CHAOS_SKEW_MS: String(skewMs), CHAOS_DIE_AT: dieAt },
        },
      });
      running.push(process);
      const works = () => process.output().includes('ready') || process.status() !== undefined;
      await waitUntil(works, { what: 'the scanner is ready', within: 60_000, every: 20 });
      return process;
    },
    open,
    async judge(figures) {
      // What is due by now is still made into sessions; nothing after it is.
      await client.query(`update scheduler.schedules set state = 'paused'`);
      await waitUntil(async () => (await open()) === 0, {
        what: 'every session has ended',
        within: 120_000,
        every: 200,
      }).catch(() => undefined);
      const missed = await count(
        `select count(*) from scheduler.schedules schedule
         cross join lateral generate_series($1::timestamptz, schedule.last_slot, interval '1 s') slot
         where not exists (select from scheduler.sessions s where s.schedule_id = schedule.id and s.slot = slot.slot)`,
        [first?.slot],
      );
      const doubled = await count(
        `select count(*) from (select schedule_id, slot from scheduler.sessions group by 1, 2 having count(*) > 1) d`,
      );
      const strangers = await count(
        `select count(*) from scheduler.sessions where date_trunc('second', slot) <> slot`,
      );
      const runsOfOne = await count(
        `select count(*) from (select left(key, 36) from chaos.runs group by 1 having count(*) > 1) d`,
      );
      const without = await count(
        `select count(*) from scheduler.sessions s
         where s.state <> 'succeeded' or not exists (select from chaos.runs r where left(r.key, 36) = s.id::text)`,
      );
      const orphans = await count(
        `select count(*) from chaos.runs r where not exists (select from scheduler.sessions s where s.id::text = left(r.key, 36))`,
      );
      const twice = await count(
        `select count(*) from (select aggregate_id from events.events where type = 'scheduled-session.finished'
         group by 1 having count(*) > 1) d`,
      );
      const said = (number: number, what: string) => (number > 0 ? [`${number} ${what}`] : []);
      return {
        violations: [
          ...said(missed, 'slots have no session'),
          ...said(doubled, 'slots have two sessions'),
          ...said(strangers, 'sessions are of no slot'),
          ...said(runsOfOne, 'sessions have two runs'),
          ...said(without, 'sessions did not succeed with a run'),
          ...said(orphans, 'runs have no session'),
          ...said(twice, 'ends were told twice'),
        ],
        figures: {
          sessions: await count('select count(*) from scheduler.sessions'),
          runs: await count('select count(*) from chaos.runs'),
          relaunches: await count('select coalesce(sum(launches - 1), 0) as count from chaos.runs'),
          ...figures,
        },
      };
    },
    async stop() {
      for (const process of running) await process.kill();
      await client.end();
    },
  };
}
