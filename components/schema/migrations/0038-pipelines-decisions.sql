-- What decides in pipelines, from here on in this file alone; the tables and the counting are in 0033.
-- Locks go targets, groups, pipelines, each in the order of ids.

-- Who lists one kind of event for the whole platform reads no others.
create index pipelines_kind_order on pipelines.pipelines (kind, seq, id);

-- What runs outside although its target is gone, until it is stopped or nobody tries any more.
create table pipelines.abandoned (
  target_id uuid constraint abandoned_pkey primary key,
  run_kind text not null,
  run_spec jsonb not null,
  external_id text not null,
  next_at timestamptz(3) not null default now(),
  give_up_at timestamptz(3) not null default now() + interval '7 days'
);

grant select, insert on pipelines.abandoned to ashlar_data;
grant select, insert, update, delete on pipelines.abandoned to ashlar_worker;

-- What somebody says of a target.
create type pipelines.said as (
  target_id uuid, status text, raw_status text, reason text, message text, sequence bigint, system text,
  external_id text, links jsonb, started_at timestamptz, finished_at timestamptz, cancel boolean
);

-- A name outside comes with its system, and only to a target that has none.
create function pipelines.is_named_by(t pipelines.targets, r pipelines.said) returns boolean
language sql immutable parallel safe return
  t.external_id is null and r.external_id is not null and coalesce(r.system, t.system) is not null;

-- What comes of a report: `applied` and `refreshed` change the target, anything else is recorded alone.
create function pipelines.outcome_of(t pipelines.targets, r pipelines.said) returns text
language sql stable parallel safe return case
  when pipelines.is_final(t.status) then case when r.status = t.status then 'duplicate' else 'after-end' end
  when r.sequence < t.sequence then 'out-of-order'
  when r.sequence = t.sequence then 'duplicate'
  when r.status = t.status then case
    when r.sequence is null and not pipelines.is_named_by(t, r)
      and coalesce(r.raw_status, t.raw_status) is not distinct from t.raw_status
      and coalesce(r.message, t.message) is not distinct from t.message
      and coalesce(r.links, t.links) <@ t.links then 'duplicate'
    else 'refreshed' end
  when exists (select from pipelines.transitions x where x.from_status = t.status and x.to_status = r.status
               and (r.sequence is not null or not x.ordered)) then 'applied'
  else 'late' end;

create function pipelines.joined_links(had jsonb, more jsonb) returns jsonb
language sql immutable parallel safe return case when more is null then had else (
  select coalesce(jsonb_agg(l order by n), '[]') from (
    select distinct on (l->>'rel', l->>'href') l, n
    from jsonb_array_elements(had || more) with ordinality as a (l, n)
    order by l->>'rel', l->>'href', n limit 50) kept) end;

-- The only way in which the status of a target changes.
-- Gives what came of each report, in order, and what changed: {outcomes, targets, pipelines}.
-- A source that begins with `hook/` names a delivery; told again, it changes nothing.
create or replace function pipelines.report(reports jsonb, source text) returns jsonb
language plpgsql as $$
declare
  r pipelines.said;
  t pipelines.targets;
  n pipelines.targets;
  move record;
  outcome text;
  place_before smallint;
  place_after smallint;
  outcomes jsonb := '[]';
  targets jsonb := '[]';
  pipes jsonb := '[]';
  about uuid[] := array(select distinct (e->>'target_id')::uuid from jsonb_array_elements(reports) e);
  told_before boolean;
  moved_groups uuid[] := '{}';
  moves_from smallint[] := '{}';
  moves_to smallint[] := '{}';
  ended uuid[] := '{}';
begin
  perform from pipelines.targets where id = any (about) order by id for no key update;
  told_before := starts_with(report.source, 'hook/') and exists (
    select from pipelines.reports p where p.target_id = any (about) and p.source = report.source);

  for r in
    select said.* from jsonb_array_elements(reports) with ordinality as a (value, place)
    cross join lateral jsonb_populate_record(null::pipelines.said, a.value) as said order by a.place
  loop
    select * into t from pipelines.targets where id = r.target_id;
    if not found then
      outcomes := outcomes || jsonb_build_object('target_id', r.target_id, 'outcome', 'unknown', 'status', null);
      continue;
    end if;
    n := t;
    outcome := case when told_before then 'duplicate' else pipelines.outcome_of(t, r) end;
    if outcome in ('applied', 'refreshed') then
      n.status := r.status;
      n.raw_status := coalesce(r.raw_status, t.raw_status);
      n.reason := r.reason;
      n.message := coalesce(r.message, t.message);
      n.sequence := coalesce(r.sequence, t.sequence);
      n.system := coalesce(t.system, r.system);
      n.links := pipelines.joined_links(t.links, r.links);
      n.cancel_requested_at := case when r.cancel then now() else t.cancel_requested_at end;
      n.started_at := coalesce(t.started_at, r.started_at,
        case when n.status = 'running' or pipelines.is_final(n.status) and n.reason is null then now() end);
      n.finished_at := case when pipelines.is_final(n.status) then coalesce(r.finished_at, now()) end;
      n.version := t.version + 1;
    else
      n.ignored := t.ignored + 1;
    end if;
    -- What runs outside has to be known also when it was cancelled in between.
    if pipelines.is_named_by(t, r) and not told_before then
      n.system := coalesce(r.system, t.system);
      n.external_id := r.external_id;
      n.version := t.version + 1;
    end if;
    update pipelines.targets set
      status = n.status, raw_status = n.raw_status, reason = n.reason, message = n.message, sequence = n.sequence,
      system = n.system, external_id = n.external_id, links = n.links, cancel_requested_at = n.cancel_requested_at,
      started_at = n.started_at, finished_at = n.finished_at, ignored = n.ignored, version = n.version,
      updated_at = case when n.version > t.version then now() else t.updated_at end
    where id = t.id;

    if n.version > t.version then
      select place into place_before from pipelines.statuses where name = t.status;
      select place into place_after from pipelines.statuses where name = n.status;
      moved_groups := moved_groups || t.group_id;
      moves_from := moves_from || place_before;
      moves_to := moves_to || place_after;
    end if;
    if outcome = 'applied' then
      targets := targets || jsonb_build_object('id', t.id, 'group_id', t.group_id, 'project_id', t.project_id,
        'domain_id', t.domain_id, 'kind', t.kind, 'name', t.name, 'attempt', t.attempt,
        'from', t.status, 'to', n.status, 'version', n.version);
      if pipelines.is_final(n.status) then ended := ended || t.id; end if;
    end if;
    if (case when outcome in ('applied', 'refreshed') then t.version < 1000 else t.ignored < 100 end) then
      insert into pipelines.reports (target_id, outcome, status, raw_status, sequence, source)
      values (t.id, outcome, r.status, r.raw_status, r.sequence, report.source);
    end if;
    outcomes := outcomes || jsonb_build_object('target_id', t.id, 'outcome', outcome, 'status', n.status);
  end loop;

  for move in
    select m.id, pipelines.total(pipelines.moved(m.f, m.t)) as delta
    from unnest(moved_groups, moves_from, moves_to) as m (id, f, t) group by m.id order by m.id
  loop
    update pipelines.groups set counts = pipelines.plus(counts, move.delta), version = version + 1, updated_at = now()
    where id = move.id;
  end loop;
  -- A statement of its own: the groups are locked, so who has them as a step cannot change any more.
  for move in
    select s.pipeline_id as id, pipelines.total(pipelines.moved(m.f, m.t)) as delta
    from unnest(moved_groups, moves_from, moves_to) as m (id, f, t)
    join pipelines.steps s on s.group_id = m.id group by s.pipeline_id order by s.pipeline_id
  loop
    pipes := pipes || pipelines.add_to_pipeline(move.id, move.delta);
  end loop;

  if ended <> '{}' then
    delete from pipelines.checks c using pipelines.targets e
    where c.target_id = any (ended) and e.id = c.target_id
      and not (e.cancel_requested_at is not null and e.run_kind is not null);
    -- What is left of these is to be stopped outside, and who waited for these is looked at: both now.
    update pipelines.checks set next_at = now()
    where target_id in (
      select c.target_id from pipelines.checks c
      where c.target_id = any (ended)
        or exists (select from pipelines.links l where l.target_id = c.target_id and l.uses_id = any (ended))
      order by c.target_id for no key update of c skip locked);
  end if;
  return jsonb_build_object('outcomes', outcomes, 'targets', targets, 'pipelines', pipes);
end $$;

-- Ends what no other pipeline needs, and marks the pipeline, which takes no steps from then on. Gives what changed:
-- {targets, pipelines}; null where there is no such pipeline.
create function pipelines.cancel(pipeline uuid, for_its_sake uuid) returns jsonb
language plpgsql as $$
declare
  its_groups uuid[] := array(select group_id from pipelines.steps where pipeline_id = pipeline order by group_id);
  was pipelines.pipelines;
  marked pipelines.pipelines;
  changes jsonb;
begin
  -- Who cancels another pipeline that has one of these groups waits here: of two, the second one ends the targets.
  perform from pipelines.targets t where t.group_id = any (its_groups) and not pipelines.is_final(t.status)
  order by t.id for no key update;
  perform from pipelines.groups where id = any (its_groups) order by id for no key update;
  select * into was from pipelines.pipelines where id = pipeline for no key update;
  if not found then return null; end if;
  update pipelines.pipelines set cancelled_at = now(), superseded_by = for_its_sake, version = version + 1, updated_at = now(),
    finished_at = case when pipelines.is_final(pipelines.worst(counts, true)) then coalesce(finished_at, now()) end
  where id = pipeline and cancelled_at is null returning * into marked;

  changes := pipelines.report((
    select coalesce(jsonb_agg(jsonb_build_object('target_id', t.id, 'status', 'cancelled', 'reason', 'cancelled', 'cancel', true)
                              order by t.id), '[]')
    from pipelines.steps s join pipelines.targets t on t.group_id = s.group_id
    where s.pipeline_id = pipeline and not pipelines.is_final(t.status) and not exists (
      select from pipelines.steps o join pipelines.pipelines p on p.id = o.pipeline_id
      where o.group_id = s.group_id and o.pipeline_id <> pipeline and p.cancelled_at is null)
  ), 'pipeline/' || pipeline);
  -- One without targets ends by its mark alone.
  if marked.status <> was.status then
    changes := jsonb_set(changes, '{pipelines}', changes->'pipelines' || jsonb_build_object('id', was.id,
      'project_id', was.project_id, 'domain_id', was.domain_id, 'name', was.name,
      'from', was.status, 'to', marked.status, 'version', marked.version));
  end if;
  return changes;
end $$;
