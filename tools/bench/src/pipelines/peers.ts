import type pg from 'pg';

/**
 * The designs that were once weighed against relations, filled from the same rows: a composite value for each target in
 * the row of the pipeline, and one for each group. Both get the best index that they can have for names outside: an array
 * of them, computed from the value.
 */
export async function fillPeers(client: pg.ClientBase): Promise<void> {
  const statements = [
    `create schema peer`,
    `create type peer.target as (kind text, name text, status text, raw_status text, external_id text, commit_sha text,
       started_at timestamptz, finished_at timestamptz)`,
    `create type peer.grp as (kind text, name text, targets peer.target[])`,
    `create table peer.by_target (id uuid primary key, seq bigint, project_id uuid, version integer not null default 1,
       targets peer.target[])`,
    `create table peer.by_group (id uuid primary key, seq bigint, project_id uuid, version integer not null default 1,
       source peer.grp, builds peer.grp, tests peer.grp)`,
    `create function peer.names(t peer.target[]) returns text[] language sql immutable parallel safe
       return array(select e.kind || '/' || e.external_id from unnest(t) e)`,
    `create function peer.put(t peer.target[], k text, x text, s text, r text) returns peer.target[] language sql immutable
       return array(select case when e.kind = k and e.external_id = x
         then row(e.kind, e.name, s, r, e.external_id, e.commit_sha, e.started_at, e.finished_at)::peer.target
         else row(e.kind, e.name, e.status, e.raw_status, e.external_id, e.commit_sha, e.started_at, e.finished_at)::peer.target end
       from unnest(t) with ordinality as e (kind, name, status, raw_status, external_id, commit_sha, started_at, finished_at, n)
       order by e.n)`,
    `insert into peer.by_target
     select p.id, p.seq, p.project_id, 1, (
       select array_agg(row(t.kind, t.name, t.status, t.raw_status, t.external_id, t.commit_sha, t.started_at, t.finished_at)::peer.target
         order by t.seq)
       from pipelines.steps s join pipelines.targets t on t.group_id = s.group_id where s.pipeline_id = p.id)
     from pipelines.pipelines p order by p.seq`,
    `insert into peer.by_group
     select id, seq, project_id, 1,
       row('source-build', 'source', array(select e from unnest(targets) e where e.kind = 'source-build'))::peer.grp,
       row('package-build', 'builds', array(select e from unnest(targets) e where e.kind = 'package-build'))::peer.grp,
       row('test', 'tests', array(select e from unnest(targets) e where e.kind = 'test'))::peer.grp
     from peer.by_target order by seq`,
    `create index on peer.by_target using gin (peer.names(targets)) with (fastupdate = off)`,
    `create index on peer.by_group using gin (peer.names((builds).targets)) with (fastupdate = off)`,
    `create index on peer.by_group using gin (peer.names((tests).targets)) with (fastupdate = off)`,
    `create index on peer.by_group using gin (peer.names((source).targets)) with (fastupdate = off)`,
    `create index on peer.by_target (seq)`,
    // One row per pipeline with the id of its source build, as the list that aggregates has it.
    `create table peer.merged as
     select p.seq as id, p.created_at, s.group_id as source_id, b.group_id as build_id, t.group_id as test_id
     from pipelines.pipelines p
     join pipelines.steps s on s.pipeline_id = p.id and s.kind = 'source-build'
     join pipelines.steps b on b.pipeline_id = p.id and b.kind = 'package-build'
     left join pipelines.steps t on t.pipeline_id = p.id and t.kind = 'test'`,
    `alter table peer.merged add primary key (id)`,
    `create index on peer.merged (source_id)`,
    `vacuum analyze`,
  ];
  for (const statement of statements) await client.query(statement);
}

/** In one statement, as well as it can be done; every pipeline that repeats the target is written. */
export const putByTarget = `update peer.by_target set targets = peer.put(targets, $1, $2, 'running', $3), version = version + 1
  where peer.names(targets) @> array[$1 || '/' || $2]`;
export const putByGroup = `update peer.by_group set version = version + 1,
    builds = row((builds).kind, (builds).name, peer.put((builds).targets, $1, $2, 'running', $3))::peer.grp
  where peer.names((builds).targets) @> array[$1 || '/' || $2]`;
export const putSourceByTarget = putByTarget;
export const putSourceByGroup = `update peer.by_group set version = version + 1,
    source = row((source).kind, (source).name, peer.put((source).targets, $1, $2, 'running', $3))::peer.grp
  where peer.names((source).targets) @> array[$1 || '/' || $2]`;

export const pendingByTarget = `select p.id, e.external_id from peer.by_target p, unnest(p.targets) e
  where e.status in ('waiting', 'pending', 'running') limit 100`;

/** A page of the list that has all attempts of one source build in a row: the whole table, for ten of its rows. */
export const mergedPage = `select min(id), source_id, array_agg(build_id), array_agg(test_id) from peer.merged
  group by source_id order by min(id) desc limit 20`;

/** The same page of failed pipelines, with the status worked out when it is read. */
export const derivedPage = `select p.id from pipelines.pipelines p cross join lateral (
    select s.name from pipelines.steps st join pipelines.targets t on t.group_id = st.group_id
    join pipelines.statuses s on s.name = t.status where st.pipeline_id = p.id order by s.place desc limit 1) worst
  where p.project_id = $1 and worst.name = 'failed' order by p.seq desc limit 20`;

/**
 * As an ORM does it: reads the value, changes it in memory and writes it. 64 at once, each another target of one pipeline.
 *
 * @returns how many of them are there afterwards.
 */
export async function readModifyWrite(pool: pg.Pool, callers: number): Promise<number> {
  const id = '00000000-0000-0000-0000-000000000064';
  await pool.query(
    `insert into peer.by_target (id, seq, targets) select $1, 0, array_agg(
       row('test', n::text, 'running', null, 'race-' || n, null, null, null)::peer.target) from generate_series(1, $2::int) n
     on conflict (id) do update set targets = excluded.targets`,
    [id, callers],
  );
  await Promise.all(
    Array.from({ length: callers }, async (_, n) => {
      const { rows } = await pool.query<{ targets: readonly { name: string; status: string }[] }>(
        'select to_jsonb(targets) as targets from peer.by_target where id = $1',
        [id],
      );
      const changed = (rows[0]?.targets ?? []).map((target) =>
        target.name === String(n + 1) ? { ...target, status: 'succeeded' } : target,
      );
      await pool.query(
        `update peer.by_target set targets = array(select t from jsonb_populate_recordset(null::peer.target, $2::jsonb) t)
         where id = $1`,
        [id, JSON.stringify(changed)],
      );
    }),
  );
  const { rows } = await pool.query<{ kept: number }>(
    `select count(*)::int as kept from peer.by_target p, unnest(p.targets) e where p.id = $1 and e.status = 'succeeded'`,
    [id],
  );
  return rows[0]?.kept ?? NaN;
}

/** Ours without the door: what the statements alone cost. */
export const wholeOfRows = `select to_jsonb(p), (select to_jsonb(e) from pipelines.events e where e.id = p.event_id), (
    select jsonb_agg(to_jsonb(s) || jsonb_build_object('status', g.status, 'targets', (
      select jsonb_agg(to_jsonb(t) order by t.seq) from pipelines.targets t where t.group_id = s.group_id)) order by s.seq)
    from pipelines.steps s join pipelines.groups g on g.id = s.group_id where s.pipeline_id = p.id)
  from pipelines.pipelines p where p.id = $1`;
export const reportOfRows = `select pipelines.report(jsonb_build_array(jsonb_build_object(
    'target_id', $1::text, 'status', 'running', 'raw_status', $2::text, 'sequence', $3::bigint)), 'bench')`;
