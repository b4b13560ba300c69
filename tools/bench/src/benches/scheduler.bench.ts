import { type Database, newId, systemContext } from '@ashlar/database';
import { openDatabase } from '@ashlar/database/testing';
import { createEvents } from '@ashlar/events';
import { createSilentLogger } from '@ashlar/logging/testing';
import { runToEnd, startProcess, waitUntil } from '@ashlar/processes';
import { createQuotas, quotaEntities } from '@ashlar/quota';
import { createRunKinds, noopKind } from '@ashlar/runs';
import {
  createEndings,
  createPicker,
  createScan,
  createSessionQuota,
  schedulerEntities,
} from '@ashlar/scheduler';
import { migrate } from '@ashlar/schema';
import { startPostgres } from '@ashlar/test-postgres';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Bench, Metrics, Subject } from '../bench.types.js';
import { describePostgres } from '../machine.js';
import { percentile } from '../statistics.js';

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];

/** The deployable, as it was built. */
const backgroundJobs = fileURLToPath(
  new URL('../../../../projects/background-jobs/dist/main.js', import.meta.url),
);

/**
 * Due schedules to sessions, and a look at schedules of which none is due. 70 % are frequencies, 30 % cron over 500
 * expressions in zones, or each one its own. A tenth of them is launched as `noop` too, with quota and without. `--due N`
 * instead of 10,000, `--idle N` instead of 1,000,000, `--scanners N`.
 */
export const scheduler: Bench = {
  name: 'scheduler',
  summary: 'Due schedules to sessions with 4 scanners, and a scan that finds nothing due.',
  async prepare({ due = '10000', idle = '1000000', scanners = '4' }) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-bench-scheduler-'));
    const server = await startPostgres({ dataDir: folder, settings: { shared_buffers: '512MB' } });
    await migrate({ url: server.url });
    const opened = await Promise.all(
      Array.from({ length: Number(scanners) }, () =>
        openDatabase(server.url, [...schedulerEntities, ...quotaEntities], {
          poolSize: 6,
          statementTimeoutMs: 60_000,
        }),
      ),
    );
    const databases: readonly Database[] = opened.map(({ database }) => database);
    const pool = new pg.Pool({ connectionString: server.url, max: 2 });
    // The server may be stopped while a connection idles, and what went wrong before is to be seen.
    pool.on('error', () => undefined);
    const ctx = systemContext('bench');

    const fill = async (count: number, expressions: number): Promise<void> => {
      await pool.query('truncate scheduler.schedules cascade');
      await addSchedules(pool, count, expressions, `date_trunc('minute', now())`);
    };

    const dueToSessions = (name: string, expressions: number): Subject => ({
      kind: 'measure',
      name,
      async measure(): Promise<Metrics> {
        await fill(Number(due), expressions);
        await pool.query('vacuum analyze scheduler.schedules, scheduler.sessions, scheduler.ticks');
        const [began, used] = [performance.now(), process.cpuUsage()];
        const reports = await Promise.all(databases.map((database) => createScan({ database }).run(ctx)));
        const seconds = (performance.now() - began) / 1_000;
        const { user, system } = process.cpuUsage(used);
        const { rows } = await pool.query<{ count: string }>('select count(*) from scheduler.sessions');
        const made = Number(rows[0]?.count);
        const planned = reports.reduce((sum, { sessions }) => sum + sessions, 0);
        if (made !== planned || made !== Number(due))
          throw new Error(`${made} sessions for ${due} schedules`);
        // Of the scanners alone: what other processes of the machine do makes the seconds longer, and not this.
        return { seconds, per_second: made / seconds, scanners_cpu_s: (user + system) / 1_000_000 };
      },
    });

    const toTheirEnd = (name: string, withQuota: boolean): Subject => ({
      kind: 'measure',
      name,
      async measure(): Promise<Metrics> {
        const count = Math.ceil(Number(due) / 10);
        await pool.query('truncate scheduler.schedules cascade');
        await addSchedules(pool, count, 500, `date_trunc('minute', now())`);
        // Whose quota it is must be somebody.
        await pool.query(
          `insert into users.users (id, issuer, subject, username)
           select owner_id, 'bench', owner_id::text, owner_id::text from scheduler.schedules on conflict do nothing`,
        );
        const logger = createSilentLogger();
        const kinds = createRunKinds([noopKind()]);
        const began = performance.now();
        await Promise.all(
          databases.map(async (database) => {
            await createScan({ database }).run(ctx);
            const quota = withQuota ? createSessionQuota(createQuotas({ database }).meter) : undefined;
            const events = createEvents({ database, service: 'bench' });
            const endings = createEndings({ database, events, quota });
            await createPicker({ database, kinds, endings, logger, quota, settings: { concurrency: 5 } }).run(
              ctx,
            );
          }),
        );
        const seconds = (performance.now() - began) / 1_000;
        const { rows } = await pool.query<{ count: string }>(
          `select count(*) from scheduler.sessions where state = 'succeeded'`,
        );
        const others = await pool.query<{ told: string }>(
          `select distinct concat_ws(' ', state, reason, message) as told from scheduler.sessions where state <> 'succeeded' limit 5`,
        );
        const told = others.rows.map((row) => row.told).join('; ');
        if (Number(rows[0]?.count) < count)
          throw new Error(`${rows[0]?.count} of ${count} succeeded: ${told}`);
        return { seconds, per_second: count / seconds };
      },
    });

    const coldStart: Subject = {
      kind: 'measure',
      name: 'cold start of --task to its first claim',
      async measure(): Promise<Metrics> {
        await pool.query('truncate scheduler.schedules cascade');
        await addSchedules(pool, 1, 1, `date_trunc('minute', now())`);
        const env = { DATABASE_URL: server.url, ASHLAR_METRICS_PORT: '0', ASHLAR_LOG_LEVEL: 'error' };
        const args = [backgroundJobs, '--task', 'schedules.scan'];
        // The first one reads everything from the disk.
        await runToEnd({ name: 'a first task', command: process.execPath, args, env });
        await pool.query('delete from scheduler.sessions');
        await pool.query(
          `update scheduler.schedules set next_slot = date_trunc('minute', now()), next_run_at = date_trunc('minute', now())`,
        );
        const began = performance.now();
        const task = await startProcess({ name: 'a task', command: process.execPath, args, env });
        const isClaimed = async (): Promise<boolean> => {
          const { rows } = await pool.query<{ count: string }>('select count(*) from scheduler.sessions');
          return Number(rows[0]?.count) > 0;
        };
        await waitUntil(isClaimed, { what: 'the task claims', within: 120_000, every: 5 });
        const seconds = (performance.now() - began) / 1_000;
        await waitUntil(() => task.status() !== undefined, { what: 'the task ends', within: 120_000 });
        return { seconds, to_its_end_s: (performance.now() - began) / 1_000 };
      },
    };

    const nothingDue: Subject = {
      kind: 'measure',
      name: `nothing due among ${idle}`,
      async measure(): Promise<Metrics> {
        const { rows } = await pool.query<{ count: string }>(
          `select count(*) from scheduler.schedules where next_run_at > now() + interval '1 h'`,
        );
        if (Number(rows[0]?.count) !== Number(idle)) {
          await pool.query('truncate scheduler.schedules cascade');
          await addSchedules(pool, Number(idle), 500, `now() + interval '1 day'`);
          await pool.query('vacuum analyze scheduler.schedules');
        }
        const [database] = databases;
        if (!database) throw new Error('No scanner');
        const scan = createScan({ database });
        const times: number[] = [];
        for (let turn = 0; turn < 500; turn += 1) {
          const began = performance.now();
          await scan.step(ctx);
          times.push(performance.now() - began);
        }
        times.sort((a, b) => a - b);
        return { p50_ms: percentile(times, 0.5), p99_ms: percentile(times, 0.99) };
      },
    };

    return {
      reference: `${due} due, 500 expressions`,
      rounds: 3,
      facts: { ...(await describePostgres(server.url)), scanners, due, idle },
      subjects: [
        dueToSessions(`${due} due, 500 expressions`, 500),
        dueToSessions(`${due} due, each its own expression`, Number(due)),
        toTheirEnd('a tenth to their end', false),
        toTheirEnd('a tenth to their end, with quota', true),
        coldStart,
        nothingDue,
      ],
      async cleanUp() {
        await pool.end();
        await Promise.all(databases.map((database) => database.close()));
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

/** @param at SQL for when they are due. */
async function addSchedules(pool: pg.Pool, count: number, expressions: number, at: string): Promise<void> {
  const batch = 10_000;
  for (let from = 0; from < count; from += batch) {
    const ids = Array.from({ length: Math.min(batch, count - from) }, newId);
    const timings = ids.map((_, index) => JSON.stringify(timingOf(from + index, expressions)));
    await pool.query(
      `insert into scheduler.schedules (id, owner_type, owner_id, domain_id, name, run_kind, run_spec, timing, jitter_seconds,
         missed, missed_most, missed_window_seconds, overlap, max_attempts, retry_delay_seconds, retry_factor, notify, tzdata,
         next_slot, next_run_at)
       select id, 'user', gen_random_uuid(), gen_random_uuid(), 'bench', 'noop', '{}', timing, 0, 'latest', 10, 86400, 'allow',
         1, 60, 2, '{"emails": [], "on": []}', 'x', due, due
       from unnest($1::uuid[], $2::jsonb[]) entry (id, timing), (select ${at} as due) slot`,
      [ids, timings],
    );
  }
}

/** Each of them has a slot on every full minute, so that one is due whenever the bench runs. */
function timingOf(index: number, expressions: number): object {
  const zone = zones[index % zones.length];
  if (index % 10 < 7) {
    const anchor = '2026-01-01T00:00:00.000Z';
    return { rhythm: { kind: 'frequency', every: 1, unit: 'minute', counting: 'elapsed', anchor }, zone };
  }
  const kind = index % expressions;
  // The lists differ, and all of them mean every minute of every day.
  const days = `${(kind % 28) + 1},1-31`;
  const months = `${(Math.floor(kind / 28) % 12) + 1},1-12`;
  const hours = `${Math.floor(kind / 336) % 24},0-23`;
  const minutes = `${Math.floor(kind / 8_064) % 60},0-59`;
  return { rhythm: { kind: 'cron', expression: `${minutes} ${hours} ${days} ${months} *` }, zone };
}
