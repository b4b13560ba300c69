/** For specs and benches: a platform's worth of pipelines. */

/** One connection, as superuser. */
export interface SqlClient {
  query(sql: string): Promise<unknown>;
}

export interface FillSize {
  readonly pipelines: number;
  readonly targets: number;
  readonly projects: number;
  /** Of the newest 1,000 pipelines each so-manieth is unfinished. Default 100. */
  readonly unfinishedEach?: number;
}

/** What a large platform had: 3.42 pipelines per source build, most of them long ended. */
export const fullSize: FillSize = { pipelines: 111_345, targets: 600_000, projects: 400 };

/**
 * Rows as they would have come to be: one source build that several pipelines share, one group of builds per pipeline,
 * tests of builds. Most have ended.
 */
export async function fill(
  client: SqlClient,
  { pipelines, targets, projects, unfinishedEach = 100 }: FillSize,
): Promise<void> {
  const builds = Math.max(1, Math.round((targets / pipelines - 0.3) * 0.7));
  const tests = Math.max(0, Math.round((targets - pipelines * (0.3 + builds)) / pipelines));
  const statements = [
    `set session_replication_role = replica`,
    // In the order of making, as ids are.
    `create or replace function pg_temp.sid(kind text, n bigint) returns uuid language sql immutable
       return (lpad(to_hex(n), 12, '0') || '7' || substr(md5(kind || n), 14, 3) || '8' || substr(md5(kind || n), 18))::uuid`,
    `create temp table p as select n, pg_temp.sid('p', n) as id, (substr(md5('project' || (n % ${projects})), 1, 12) || '7000' || '8' || substr(md5('project' || (n % ${projects})), 18))::uuid as project_id,
       n / 3 as source, case when n > ${pipelines} - 1000 and n % ${unfinishedEach} = 0 then 'running' when n % 11 = 0 then 'failed'
       else 'succeeded' end as ended from generate_series(1, ${pipelines}) n`,
    `insert into pipelines.events (id, project_id, domain_id, kind, source, external_id, commit_sha, ref, created_at)
     select pg_temp.sid('e', n), project_id, '00000000-0000-7000-8000-000000000001', case n % 4 when 0 then 'release' else 'push' end, 'forge',
       n::text, md5('c' || n), 'main', now() - make_interval(mins => ${pipelines} - n) from p order by n`,
    `insert into pipelines.groups (id, project_id, kind, name, key, counts)
     select pg_temp.sid('s', source), min(project_id::text)::uuid, 'source-build', 'source', 's' || source, '{0,1,0,0,0,0,0,0}'
     from p group by source order by source`,
    `insert into pipelines.groups (id, project_id, kind, name, key, counts)
     select pg_temp.sid(k.g, n), project_id, k.kind, k.name, k.g || n,
       case ended when 'running' then array[0,0,0,0,0,0,0,k.size] when 'failed' then array[0,k.size-1,0,1,0,0,0,0]
       else array[0,k.size,0,0,0,0,0,0] end
     from p cross join (values ('b', 'package-build', 'builds', ${builds}), ('t', 'test', 'tests', ${tests})) k (g, kind, name, size)
     order by n`,
    `insert into pipelines.pipelines (id, project_id, domain_id, event_id, name, kind, commit_sha, ref, counts, created_at, started_at, finished_at)
     select id, project_id, '00000000-0000-7000-8000-000000000001', pg_temp.sid('e', n), 'default', case n % 4 when 0 then 'release' else 'push' end,
       md5('c' || n), 'main', case ended when 'running' then '{0,1,0,0,0,0,0,${builds + tests}}'::integer[]
       when 'failed' then '{0,${builds + tests - 1},0,2,0,0,0,0}' else '{0,${1 + builds + tests},0,0,0,0,0,0}' end,
       now() - make_interval(mins => ${pipelines} - n), now() - make_interval(mins => ${pipelines} - n),
       case when ended <> 'running' then now() - make_interval(mins => ${pipelines} - n - 20) end from p order by n`,
    `insert into pipelines.steps (id, pipeline_id, group_id, kind, name, reused)
     select pg_temp.sid('st' || k.g, n), id, pg_temp.sid(k.g, case k.g when 's' then source else n end), k.kind, k.name,
       k.g = 's' and n % 3 > 0
     from p cross join (values (1, 's', 'source-build', 'source'), (2, 'b', 'package-build', 'builds'), (3, 't', 'test', 'tests')) k (o, g, kind, name)
     order by n, k.o`,
    `insert into pipelines.targets (id, group_id, project_id, domain_id, kind, name, status, raw_status, system, external_id,
       commit_sha, timeout_seconds, started_at, finished_at)
     select pg_temp.sid(k.g || i || '/', n), pg_temp.sid(k.g, n), project_id, '00000000-0000-7000-8000-000000000001', k.kind, k.g || i,
       case when ended = 'failed' and i > 1 then 'succeeded' else ended end, 'raw', k.kind, (n * 100 + i)::text,
       md5('c' || n), 604800, now() - make_interval(mins => ${pipelines} - n),
       case when ended <> 'running' then now() - make_interval(mins => ${pipelines} - n - 20) end
     from p cross join (values ('b', 'package-build', ${builds}), ('t', 'test', ${tests})) k (g, kind, size)
     cross join lateral generate_series(1, k.size) i order by n, k.g, i`,
    `insert into pipelines.targets (id, group_id, project_id, domain_id, kind, name, status, system, external_id, timeout_seconds, started_at, finished_at)
     select pg_temp.sid('1/', source), pg_temp.sid('s', source), min(project_id::text)::uuid, '00000000-0000-7000-8000-000000000001',
       'source-build', 'srpm', 'succeeded', 'source-build', source::text, 604800, now(), now() from p group by source order by source`,
    `insert into pipelines.checks (target_id, next_at, deadline_at)
     select id, now() + case when row_number() over (order by seq) > 5 then interval '1 hour' else interval '0' end,
       now() + interval '7 days'
     from pipelines.targets where status = 'running'`,
    `insert into authz.rel (resource_type, resource_id, relation, subject_type, subject_id)
     select 12, id, 10, 8, project_id from p on conflict do nothing`,
    `drop table p`,
    `set session_replication_role = origin`,
  ];
  for (const statement of statements) await client.query(statement);
  await client.query('vacuum analyze');
}
