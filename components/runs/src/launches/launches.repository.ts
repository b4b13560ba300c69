import type { Database, OperationContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { RunLink } from '../run-kind.js';
import type { Launch, Launches, ReportedState } from './launches.types.js';

interface LaunchRow {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly fence: number;
  readonly external_id: string | null;
  readonly launched_at: Date | null;
  readonly cancel_asked_for_ms: number | null;
  readonly signing_key: string | null;
  readonly status_url: string | null;
  readonly state: ReportedState | null;
  readonly message: string | null;
  readonly links: readonly RunLink[];
  readonly finished_at: Date | null;
  readonly now: Date;
}

const columns = `id, kind, key, fence, external_id, launched_at, signing_key, status_url, state, message, links,
  finished_at, (extract(epoch from clock_timestamp() - cancel_asked_at) * 1000)::float8 as cancel_asked_for_ms,
  clock_timestamp() as now`;

export function createLaunches({ database }: { readonly database: Database }): Launches {
  const query = <Row>(ctx: OperationContext, sql: string, values: readonly unknown[]) =>
    managerFor(ctx, database).query<readonly Row[]>(sql, [...values]);
  const oneOf = async (ctx: OperationContext, where: string, values: readonly unknown[]) => {
    const [row] = await query<LaunchRow & { readonly busy_ms: number }>(
      ctx,
      `select ${columns}, (extract(epoch from claimed_until - clock_timestamp()) * 1000)::float8 as busy_ms
       from runs.launches where ${where}`,
      values,
    );
    return row;
  };

  return {
    async claim(ctx, { kind, key, leaseMs, signingKey }) {
      const [row] = await query<LaunchRow>(
        ctx,
        `with claimed as (
           insert into runs.launches as launch (kind, key, claimed_until, signing_key)
           values ($1, $2, clock_timestamp() + make_interval(secs => $3::float8 / 1000), $4)
           on conflict (kind, key) do update
             set fence = launch.fence + 1, claimed_until = excluded.claimed_until, signing_key = excluded.signing_key
             where launch.external_id is null and launch.state is null
               and launch.claimed_until <= clock_timestamp()
           returning *
         )
         select ${columns} from claimed`,
        [kind, key, leaseMs, signingKey ?? null],
      );
      if (row) return { outcome: 'claimed', claim: { id: row.id, fence: row.fence, kind, key, at: row.now } };
      const other = await oneOf(ctx, 'kind = $1 and key = $2', [kind, key]);
      // A callback may be faster than the answer.
      if (other && (other.external_id !== null || other.state !== null))
        return { outcome: 'known', launch: launchOf(other) };
      return { outcome: 'busy', forMs: Math.max(other?.busy_ms ?? 0, 0) };
    },

    async launched(ctx, { id, fence }, { externalId, statusUrl, state, message }) {
      const rows = await query<{ readonly id: string }>(
        ctx,
        `with changed as (
           update runs.launches
           set external_id = $3, launched_at = clock_timestamp(), status_url = $4,
             -- A callback may have been faster.
             state = coalesce(state, $5), message = coalesce(message, $6),
             finished_at = coalesce(finished_at, case when $5 <> 'running' then clock_timestamp() end)
           where id = $1 and fence = $2 and external_id is null returning id
         )
         select id from changed`,
        [id, fence, externalId, statusUrl ?? null, state ?? null, message ?? null],
      );
      return rows.length === 1;
    },

    async giveBack(ctx, { id, fence }, afterMs) {
      await query(
        ctx,
        `with changed as (
           update runs.launches
           set claimed_until = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
           where id = $1 and fence = $2 and external_id is null returning id
         )
         select id from changed`,
        [id, fence, afterMs],
      );
    },

    async ofKeys(ctx, kind, keys) {
      const rows = await query<LaunchRow>(
        ctx,
        `select ${columns} from runs.launches where kind = $1 and key = any($2::text[])`,
        [kind, keys],
      );
      return new Map(rows.map((row) => [row.key, launchOf(row)]));
    },

    async find(ctx, id) {
      const row = await oneOf(ctx, 'id = $1', [id]);
      return row && launchOf(row);
    },

    async askedToCancel(ctx, kind, key) {
      await query(
        ctx,
        `with changed as (
           update runs.launches set cancel_asked_at = clock_timestamp()
           where kind = $1 and key = $2 and cancel_asked_at is null returning id
         )
         select id from changed`,
        [kind, key],
      );
    },

    async report(ctx, id, { state, message, links }) {
      await query(
        ctx,
        `with changed as (
           update runs.launches
           set state = $2, message = $3, links = $4::jsonb, reported_at = clock_timestamp(),
             finished_at = case when $2 <> 'running' then clock_timestamp() end
           where id = $1 and (state is null or state = 'running') returning id
         )
         select id from changed`,
        [id, state, message ?? null, JSON.stringify(links)],
      );
      const row = await oneOf(ctx, 'id = $1', [id]);
      return row && launchOf(row);
    },

    async sweep(ctx, olderThanMs, most) {
      const [row] = await query<{ readonly count: number }>(
        ctx,
        `with doomed as (
           select id from runs.launches
           where created_at < now() - make_interval(secs => $1::float8 / 1000) limit $2
         ), deleted as (
           delete from runs.launches where id in (select id from doomed) returning 1
         )
         select count(*)::int as count from deleted`,
        [olderThanMs, most],
      );
      return row?.count ?? 0;
    },
  };
}

function launchOf(row: LaunchRow): Launch {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    externalId: row.external_id ?? undefined,
    launchedAt: row.launched_at ?? undefined,
    cancelAskedForMs: row.cancel_asked_for_ms ?? undefined,
    signingKey: row.signing_key ?? undefined,
    statusUrl: row.status_url ?? undefined,
    state: row.state ?? undefined,
    message: row.message ?? undefined,
    links: row.links,
    finishedAt: row.finished_at ?? undefined,
    now: row.now,
  };
}
