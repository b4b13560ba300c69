-- What runs after a trigger: pipelines, their steps, and the targets that steps are made of. All that changes a status is
-- in this file.
create schema pipelines;

-- `place` is the order of worst-of, and the place in an array of counts: what is not done yet is worse than any end.
create table pipelines.statuses (
  name text constraint statuses_pkey primary key,
  place smallint not null constraint statuses_place_key unique,
  final boolean not null
);

insert into pipelines.statuses (name, place, final) values
  ('skipped', 1, true), ('succeeded', 2, true), ('cancelled', 3, true), ('failed', 4, true), ('error', 5, true),
  ('waiting', 6, false), ('pending', 7, false), ('running', 8, false);

-- From what to what a target may go. Backwards only by a report that says where in the order of its system it stands.
create table pipelines.transitions (
  from_status text not null constraint transitions_from_fkey references pipelines.statuses,
  to_status text not null constraint transitions_to_fkey references pipelines.statuses,
  ordered boolean not null,
  constraint transitions_pkey primary key (from_status, to_status)
);

insert into pipelines.transitions (from_status, to_status, ordered)
select f.name, t.name, t.place < f.place and not t.final
from pipelines.statuses f, pipelines.statuses t
where not f.final and f.name <> t.name;

-- What a step can be. More kinds are more rows; the first use of a name makes one.
create table pipelines.step_kinds (
  name text constraint step_kinds_pkey primary key
    constraint step_kinds_name_check check (name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(name) <= 50),
  created_at timestamptz(3) not null default now()
);

insert into pipelines.step_kinds (name) values ('source-build'), ('package-build'), ('test'), ('deploy');

create table pipelines.events (
  id uuid constraint events_pkey primary key,
  seq bigint generated always as identity,
  project_id uuid not null,
  domain_id uuid not null,
  -- `push`, `pull-request`, `release`, `schedule`, `manual` or whatever the source calls it.
  kind text not null constraint events_kind_check check (length(kind) between 1 and 50),
  -- Who says that it happened, and by what name.
  source text not null constraint events_source_check check (length(source) between 1 and 200),
  external_id text not null constraint events_external_id_check check (length(external_id) between 1 and 500),
  commit_sha text constraint events_commit_sha_check check (length(commit_sha) <= 128),
  ref text constraint events_ref_check check (length(ref) <= 500),
  url text constraint events_url_check check (length(url) <= 2000),
  payload jsonb not null default '{}' constraint events_payload_check check (pg_column_size(payload) <= 65536),
  created_by uuid,
  created_at timestamptz(3) not null default clock_timestamp(),
  constraint events_source_key unique (project_id, source, external_id)
);

create index events_order on pipelines.events (seq, id);
create index events_project_order on pipelines.events (project_id, seq, id);
create index events_commit_order on pipelines.events (commit_sha, seq, id) where commit_sha is not null;

-- The worst of what is counted. Nothing at all waits, unless it was cancelled.
create function pipelines.worst(counts integer[], cancelled boolean) returns text
language sql immutable parallel safe return
  case when counts[8] > 0 then 'running' when counts[7] > 0 then 'pending' when counts[6] > 0 then 'waiting'
       when counts[5] > 0 then 'error' when counts[4] > 0 then 'failed' when counts[3] > 0 then 'cancelled'
       when counts[2] > 0 then 'succeeded' when counts[1] > 0 then 'skipped'
       when cancelled then 'cancelled' else 'waiting' end;

create table pipelines.pipelines (
  id uuid constraint pipelines_pkey primary key,
  -- The order of pipelines, whatever clocks say.
  seq bigint generated always as identity,
  project_id uuid not null,
  domain_id uuid not null,
  event_id uuid not null constraint pipelines_event_fkey references pipelines.events,
  name text not null constraint pipelines_name_check check (length(name) between 1 and 255),
  attempt integer not null default 1,
  retry_of uuid constraint pipelines_retry_of_fkey references pipelines.pipelines on delete set null,
  retry_scope text constraint pipelines_retry_scope_check check (retry_scope in ('all', 'step', 'failed')),
  -- Of the event, for filters.
  kind text not null,
  commit_sha text,
  ref text,
  -- Targets by the place of their status, those of shared groups too.
  counts integer[] not null default '{0,0,0,0,0,0,0,0}',
  status text not null generated always as (pipelines.worst(counts, cancelled_at is not null)) stored,
  cancelled_at timestamptz(3),
  superseded_by uuid,
  version integer not null default 1,
  created_by uuid,
  -- Read together with the number, so that both go up together.
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  constraint pipelines_attempt_key unique (event_id, name, attempt)
) with (fillfactor = 80);

create index pipelines_order on pipelines.pipelines (seq, id);
create index pipelines_status_order on pipelines.pipelines (status, seq, id);
create index pipelines_project_order on pipelines.pipelines (project_id, seq, id);
create index pipelines_project_status_order on pipelines.pipelines (project_id, status, seq, id);
create index pipelines_project_kind_order on pipelines.pipelines (project_id, kind, seq, id);
create index pipelines_commit_order on pipelines.pipelines (commit_sha, seq, id) where commit_sha is not null;
create index pipelines_event_order on pipelines.pipelines (event_id, seq, id);
create index pipelines_unfinished on pipelines.pipelines (project_id, ref, name, seq)
  where status in ('waiting', 'pending', 'running');
create index pipelines_retry_of on pipelines.pipelines (retry_of) where retry_of is not null;
create index pipelines_created_at on pipelines.pipelines (created_at);

-- What targets belong to. Several pipelines can have one group as a step: a source build that many builds use, or what a
-- later attempt did not need to do again.
create table pipelines.groups (
  id uuid constraint groups_pkey primary key,
  project_id uuid not null,
  kind text not null constraint groups_kind_fkey references pipelines.step_kinds,
  name text not null constraint groups_name_check check (length(name) between 1 and 255),
  -- What two who make the same group call it.
  key text not null constraint groups_key_check check (length(key) between 1 and 500),
  counts integer[] not null default '{0,0,0,0,0,0,0,0}',
  status text not null generated always as (pipelines.worst(counts, false)) stored,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint groups_key_key unique (project_id, kind, key)
) with (fillfactor = 80);

create table pipelines.steps (
  id uuid constraint steps_pkey primary key,
  -- The order of steps in their pipeline.
  seq bigint generated always as identity,
  pipeline_id uuid not null constraint steps_pipeline_fkey references pipelines.pipelines on delete cascade,
  group_id uuid not null constraint steps_group_fkey references pipelines.groups,
  kind text not null,
  name text not null,
  attempt integer not null default 1,
  -- The group was there before the pipeline.
  reused boolean not null,
  created_at timestamptz(3) not null default now(),
  constraint steps_attempt_key unique (pipeline_id, kind, name, attempt),
  constraint steps_group_key unique (pipeline_id, group_id)
);

create index steps_group on pipelines.steps (group_id);

create table pipelines.targets (
  id uuid constraint targets_pkey primary key,
  seq bigint generated always as identity,
  group_id uuid not null constraint targets_group_fkey references pipelines.groups on delete cascade,
  project_id uuid not null,
  domain_id uuid not null,
  kind text not null,
  name text not null constraint targets_name_check check (length(name) between 1 and 255),
  attempt integer not null default 1,
  status text not null constraint targets_status_fkey references pipelines.statuses,
  -- In the words of the system that runs it.
  raw_status text constraint targets_raw_status_check check (length(raw_status) <= 255),
  -- Why it ended, where that was not the system: `timeout`, `cancelled`, `lost`, `refused`.
  reason text constraint targets_reason_check check (length(reason) <= 50),
  message text constraint targets_message_check check (length(message) <= 4000),
  system text constraint targets_system_check check (length(system) between 1 and 200),
  external_id text constraint targets_external_id_check check (length(external_id) between 1 and 500),
  commit_sha text,
  -- Of the newest report that came with one.
  sequence bigint,
  -- How it is started and asked about; null: others report.
  run_kind text,
  run_spec jsonb,
  links jsonb not null default '[]',
  -- What an earlier attempt achieved, and this one takes over.
  reused boolean not null default false,
  retry_of uuid,
  timeout_seconds integer not null constraint targets_timeout_check check (timeout_seconds between 1 and 31536000),
  cancel_requested_at timestamptz(3),
  -- Reports that changed nothing.
  ignored integer not null default 0,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  constraint targets_attempt_key unique (group_id, name, attempt),
  constraint targets_external_form check (external_id is null or system is not null)
) with (fillfactor = 80);

create unique index targets_external_key on pipelines.targets (external_id, system, name, project_id)
  where external_id is not null and not reused;
create index targets_order on pipelines.targets (seq, id);
create index targets_project_order on pipelines.targets (project_id, seq, id);
create index targets_project_status_order on pipelines.targets (project_id, status, seq, id);
create index targets_project_kind_order on pipelines.targets (project_id, kind, name, seq, id);
create index targets_commit_order on pipelines.targets (project_id, commit_sha, name, seq, id)
  where commit_sha is not null;

-- A target that used what another one made: a test of a build.
create table pipelines.links (
  target_id uuid not null constraint links_target_fkey references pipelines.targets on delete cascade,
  uses_id uuid not null constraint links_uses_fkey references pipelines.targets on delete cascade,
  constraint links_pkey primary key (target_id, uses_id),
  constraint links_check check (target_id <> uses_id)
);

create index links_uses on pipelines.links (uses_id);

-- One row for each target that somebody has to look after: short whatever there has been.
create table pipelines.checks (
  target_id uuid constraint checks_pkey primary key
    constraint checks_target_fkey references pipelines.targets on delete cascade,
  next_at timestamptz(3) not null,
  deadline_at timestamptz(3) not null,
  tries integer not null default 0
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

create index checks_due on pipelines.checks (next_at);

-- What was reported of a target, and what came of it: the first 1,000 that moved it, the first 100 that changed nothing.
create table pipelines.reports (
  target_id uuid not null constraint reports_target_fkey references pipelines.targets on delete cascade,
  seq bigint generated always as identity,
  outcome text not null constraint reports_outcome_check
    check (outcome in ('applied', 'refreshed', 'duplicate', 'late', 'out-of-order', 'after-end')),
  status text not null,
  raw_status text,
  sequence bigint,
  source text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  constraint reports_pkey primary key (target_id, seq)
);

create function pipelines.plus(a integer[], b integer[]) returns integer[]
language sql immutable parallel safe return
  array[a[1]+b[1], a[2]+b[2], a[3]+b[3], a[4]+b[4], a[5]+b[5], a[6]+b[6], a[7]+b[7], a[8]+b[8]];

create function pipelines.minus(a integer[]) returns integer[]
language sql immutable parallel safe return array[-a[1], -a[2], -a[3], -a[4], -a[5], -a[6], -a[7], -a[8]];

create aggregate pipelines.total(integer[]) (
  sfunc = pipelines.plus, stype = integer[], initcond = '{0,0,0,0,0,0,0,0}', parallel = safe
);

-- One less at `from_place` and one more at `to_place`; a null place is outside.
create function pipelines.moved(from_place smallint, to_place smallint) returns integer[]
language sql immutable parallel safe return
  array(select (case when n = to_place then 1 else 0 end) - (case when n = from_place then 1 else 0 end)
        from generate_series(1, 8) n order by n);

create function pipelines.is_final(status text) returns boolean
language sql immutable parallel safe return status not in ('waiting', 'pending', 'running');

-- Adds to the counts of one pipeline, whose row is locked from here on.
-- Every caller has the rows of targets first, then those of groups, then those of pipelines, each in the order of ids.
create function pipelines.add_to_pipeline(pipeline uuid, delta integer[]) returns jsonb
language plpgsql as $$
declare
  was pipelines.pipelines;
  counted integer[];
  becomes text;
begin
  select * into was from pipelines.pipelines where id = pipeline for no key update;
  if not found then return null; end if;
  counted := pipelines.plus(was.counts, delta);
  becomes := pipelines.worst(counted, was.cancelled_at is not null);
  update pipelines.pipelines set
    counts = counted, version = was.version + 1, updated_at = now(),
    started_at = coalesce(was.started_at, case when becomes <> 'waiting' then now() end),
    finished_at = case when pipelines.is_final(becomes) then coalesce(was.finished_at, now()) end
  where id = pipeline;
  return jsonb_build_object('id', was.id, 'project_id', was.project_id, 'domain_id', was.domain_id,
    'name', was.name, 'from', was.status, 'to', becomes, 'version', was.version + 1);
end $$;

-- The only way in which the status of a target changes. Each report says `target_id` and `status`, and perhaps `raw_status`,
-- `reason`, `message`, `sequence`, `system`, `external_id`, `links`, `started_at`, `finished_at`.
-- Gives what came of each, in order, and what changed: {outcomes, targets, groups, pipelines}.
create function pipelines.report(reports jsonb, source text) returns jsonb
language plpgsql as $$
declare
  r record;
  t pipelines.targets;
  is_over boolean;
  from_place smallint;
  to_place smallint;
  outcome text;
  item jsonb;
  outcomes jsonb := '[]';
  targets jsonb := '[]';
  groups jsonb := '[]';
  pipes jsonb := '[]';
  moved_groups uuid[] := '{}';
  moves_from smallint[] := '{}';
  moves_to smallint[] := '{}';
  ended uuid[] := '{}';
begin
  perform from pipelines.targets
  where id in (select (e->>'target_id')::uuid from jsonb_array_elements(reports) e)
  order by id for no key update;

  for r in
    select e.* from jsonb_array_elements(reports) with ordinality as j (value, place)
    cross join lateral jsonb_to_record(j.value) as e (
      target_id uuid, status text, raw_status text, reason text, message text, sequence bigint, system text,
      external_id text, links jsonb, started_at timestamptz, finished_at timestamptz, cancel boolean)
    order by j.place
  loop
    select * into t from pipelines.targets where id = r.target_id;
    if not found then
      outcomes := outcomes || jsonb_build_object('target_id', r.target_id, 'outcome', 'unknown', 'status', null);
      continue;
    end if;
    is_over := pipelines.is_final(t.status);
    outcome := case
      when is_over and r.status = t.status then 'duplicate'
      when is_over then 'after-end'
      when r.sequence < t.sequence then 'out-of-order'
      when r.sequence = t.sequence then 'duplicate'
      when r.status = t.status and r.sequence is null
        and coalesce(r.raw_status, t.raw_status) is not distinct from t.raw_status
        and coalesce(r.external_id, t.external_id) is not distinct from t.external_id
        and coalesce(r.message, t.message) is not distinct from t.message
        and coalesce(r.links, t.links) <@ t.links then 'duplicate'
      when r.status = t.status then 'refreshed'
      when exists (select from pipelines.transitions x where x.from_status = t.status and x.to_status = r.status
                   and (r.sequence is not null or not x.ordered)) then 'applied'
      else 'late' end;

    if outcome in ('applied', 'refreshed') then
      select place into from_place from pipelines.statuses where name = t.status;
      select place into to_place from pipelines.statuses where name = r.status;
      update pipelines.targets set
        status = r.status, raw_status = coalesce(r.raw_status, t.raw_status), reason = r.reason,
        message = coalesce(r.message, t.message), sequence = coalesce(r.sequence, t.sequence),
        system = coalesce(t.system, r.system), external_id = coalesce(t.external_id, r.external_id),
        links = case when r.links is null then t.links else (
          select coalesce(jsonb_agg(l order by n), '[]') from (
            select distinct on (l->>'rel', l->>'href') l, n
            from jsonb_array_elements(t.links || r.links) with ordinality as a (l, n)
            order by l->>'rel', l->>'href', n limit 50) kept) end,
        cancel_requested_at = case when r.cancel then now() else t.cancel_requested_at end,
        started_at = coalesce(t.started_at, r.started_at, case when to_place = 8 or (to_place < 6 and r.reason is null) then now() end),
        finished_at = case when to_place < 6 then coalesce(r.finished_at, now()) end,
        version = t.version + 1, updated_at = now()
      where id = t.id;
      moved_groups := moved_groups || t.group_id;
      moves_from := moves_from || from_place;
      moves_to := moves_to || to_place;
      if outcome = 'applied' then
        targets := targets || jsonb_build_object('id', t.id, 'group_id', t.group_id, 'project_id', t.project_id,
          'domain_id', t.domain_id, 'kind', t.kind, 'name', t.name, 'attempt', t.attempt,
          'from', t.status, 'to', r.status, 'version', t.version + 1);
      end if;
      if to_place < 6 then ended := ended || t.id; end if;
    else
      update pipelines.targets set ignored = ignored + 1,
        -- What runs outside has to be known also when it was cancelled in between.
        system = coalesce(t.system, r.system), external_id = coalesce(t.external_id, r.external_id)
      where id = t.id;
    end if;
    if outcome = 'applied' and t.version < 1000 or outcome = 'refreshed' and t.version < 200
      or outcome not in ('applied', 'refreshed') and t.ignored < 100 then
      insert into pipelines.reports (target_id, outcome, status, raw_status, sequence, source)
      values (t.id, outcome, r.status, r.raw_status, r.sequence, report.source);
    end if;
    outcomes := outcomes || jsonb_build_object('target_id', t.id, 'outcome', outcome,
      'status', case when outcome = 'applied' then r.status else t.status end);
  end loop;
  if cardinality(moved_groups) = 0 then
    return jsonb_build_object('outcomes', outcomes, 'targets', targets, 'groups', groups, 'pipelines', pipes);
  end if;

  for r in
    select m.id, pipelines.total(pipelines.moved(m.f, m.t)) as delta
    from unnest(moved_groups, moves_from, moves_to) as m (id, f, t) group by m.id order by m.id
  loop
    select jsonb_build_object('id', g.id, 'from', g.status, 'to', null) into item
    from pipelines.groups g where g.id = r.id for no key update;
    update pipelines.groups set counts = pipelines.plus(counts, r.delta), version = version + 1, updated_at = now()
    where id = r.id returning item || jsonb_build_object('to', status) into item;
    if item->>'from' <> item->>'to' then groups := groups || item; end if;
  end loop;
  -- A statement of its own: the groups are locked, so who has them as a step cannot change any more.
  for r in
    select s.pipeline_id, pipelines.total(pipelines.moved(m.f, m.t)) as delta
    from unnest(moved_groups, moves_from, moves_to) as m (id, f, t)
    join pipelines.steps s on s.group_id = m.id group by s.pipeline_id order by s.pipeline_id
  loop
    item := pipelines.add_to_pipeline(r.pipeline_id, r.delta);
    pipes := pipes || item;
  end loop;

  if cardinality(ended) > 0 then
    delete from pipelines.checks c using pipelines.targets e
    where c.target_id = any (ended) and e.id = c.target_id
      and not (e.cancel_requested_at is not null and e.run_kind is not null);
    -- Who waited for these is looked at now.
    update pipelines.checks set next_at = now()
    where target_id in (
      select c.target_id from pipelines.checks c join pipelines.links l on l.target_id = c.target_id
      where l.uses_id = any (ended) order by c.target_id for no key update of c skip locked);
  end if;
  return jsonb_build_object('outcomes', outcomes, 'targets', targets, 'groups', groups, 'pipelines', pipes);
end $$;

-- Makes a group a step of a pipeline, with targets that are new by name, whoever else does so at the same time.
-- Group: {id, project_id, kind, name, key} or {id} of one that exists. Targets: rows as they are inserted, with `uses`.
-- Gives {step_id, group_id, new_step, pipelines}.
create function pipelines.add_step(pipeline uuid, step jsonb, wanted jsonb, members jsonb) returns jsonb
language plpgsql as $$
declare
  g pipelines.groups;
  made uuid;
  stays uuid;
  delta integer[];
  before integer[];
  r record;
  item jsonb;
  pipes jsonb := '[]';
begin
  if wanted ? 'key' then
    insert into pipelines.step_kinds (name) values (wanted->>'kind') on conflict do nothing;
    insert into pipelines.groups (id, project_id, kind, name, key)
    values ((wanted->>'id')::uuid, (wanted->>'project_id')::uuid, wanted->>'kind', wanted->>'name', wanted->>'key')
    on conflict on constraint groups_key_key do nothing;
    select * into g from pipelines.groups
    where project_id = (wanted->>'project_id')::uuid and kind = wanted->>'kind' and key = wanted->>'key'
    for no key update;
  else
    select * into g from pipelines.groups where id = (wanted->>'id')::uuid for no key update;
  end if;
  if g.id is null then return null; end if;
  before := g.counts;

  with added as (
    insert into pipelines.targets (id, group_id, project_id, domain_id, kind, name, attempt, status, raw_status, reason,
      message, system, external_id, commit_sha, run_kind, run_spec, links, reused, retry_of, timeout_seconds,
      started_at, finished_at)
    select m.id, g.id, g.project_id, m.domain_id, g.kind, m.name, coalesce(m.attempt, 1), m.status, m.raw_status, m.reason,
      m.message, m.system, m.external_id, m.commit_sha, m.run_kind, m.run_spec, coalesce(m.links, '[]'),
      coalesce(m.reused, false), m.retry_of, m.timeout_seconds, m.started_at, m.finished_at
    from jsonb_array_elements(members) with ordinality as a (value, n)
    cross join lateral jsonb_to_record(a.value) as m (
      id uuid, domain_id uuid, name text, attempt integer, status text, raw_status text, reason text, message text,
      system text, external_id text, commit_sha text, run_kind text, run_spec jsonb, links jsonb, reused boolean,
      retry_of uuid, timeout_seconds integer, started_at timestamptz, finished_at timestamptz)
    -- The group is locked, so nobody else adds to it. To meet them at the index instead would be to wait for reports, which
    -- wait for the group.
    where not exists (select from pipelines.targets t
                      where t.group_id = g.id and t.name = m.name and t.attempt = coalesce(m.attempt, 1))
    order by a.n
    on conflict on constraint targets_attempt_key do nothing
    returning id, status, timeout_seconds
  ), watched as (
    insert into pipelines.checks (target_id, next_at, deadline_at)
    select id, now(), now() + make_interval(secs => timeout_seconds) from added where not pipelines.is_final(status)
  )
  select coalesce(pipelines.total(pipelines.moved(null, s.place)), '{0,0,0,0,0,0,0,0}') into delta
  from added join pipelines.statuses s on s.name = added.status;

  insert into pipelines.links (target_id, uses_id)
  select t.id, u.id
  from jsonb_array_elements(members) m
  join pipelines.targets t on t.id = (m->>'id')::uuid
  cross join lateral jsonb_array_elements_text(coalesce(m->'uses', '[]')) as x (id)
  join pipelines.targets u on u.id = x.id::uuid and u.project_id = g.project_id
  on conflict do nothing;

  if delta <> '{0,0,0,0,0,0,0,0}' then
    update pipelines.groups set counts = pipelines.plus(counts, delta), version = version + 1, updated_at = now()
    where id = g.id;
  end if;
  insert into pipelines.steps (id, pipeline_id, group_id, kind, name, attempt, reused)
  values ((step->>'id')::uuid, pipeline, g.id, g.kind, coalesce(step->>'name', g.name), (step->>'attempt')::integer,
          g.id <> (wanted->>'id')::uuid or not wanted ? 'key')
  on conflict do nothing returning id into made;
  for r in
    select s.pipeline_id, case when s.id = made then pipelines.plus(before, delta) else delta end as delta
    from pipelines.steps s where s.group_id = g.id order by s.pipeline_id
  loop
    if r.delta <> '{0,0,0,0,0,0,0,0}' or r.pipeline_id = pipeline and made is not null then
      item := pipelines.add_to_pipeline(r.pipeline_id, r.delta);
      pipes := pipes || item;
    end if;
  end loop;
  select id into stays from pipelines.steps where pipeline_id = pipeline and group_id = g.id;
  return jsonb_build_object('step_id', stays, 'group_id', g.id, 'new_step', made is not null, 'pipelines', pipes);
end $$;

-- Takes what is due, for so long that nobody else does meanwhile.
create function pipelines.claim(most integer, lease interval)
returns table (target_id uuid, deadline_at timestamptz, tries integer)
language sql as $$
  update pipelines.checks c set next_at = now() + lease, tries = c.tries + 1
  where c.target_id = any (array(
    -- What was due a moment ago may have been rounded up.
    select d.target_id from pipelines.checks d where d.next_at <= now() + interval '1 millisecond'
    order by d.next_at limit most for no key update skip locked))
  returning c.target_id, c.deadline_at, c.tries
$$;

grant usage on schema pipelines to ashlar_data, ashlar_worker;
grant select on pipelines.statuses, pipelines.transitions to ashlar_data, ashlar_worker;
grant select, insert on pipelines.step_kinds to ashlar_data, ashlar_worker;
grant select, insert, delete, update on pipelines.events, pipelines.pipelines, pipelines.groups, pipelines.steps,
  pipelines.targets, pipelines.links, pipelines.checks, pipelines.reports to ashlar_data, ashlar_worker;
