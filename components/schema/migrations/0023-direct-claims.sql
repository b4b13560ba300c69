-- Workers take jobs that run alone straight from the outbox, as they take batches. What they have is theirs until
-- `handed_at` is too long ago; they renew it while they live.
alter table message_queue.outbox
  -- How many workers were not heard of any more while they had it.
  add column lost smallint not null default 0;

-- Gives up to `room` waiting jobs of a lane to whoever calls, tenants taking turns: a round looks at up to
-- `most_tenants` of them after `after_tenant`. Jobs whose key or rate has no room are parked, and are in the answer as
-- such. One statement for the caller, so that nobody who stalls holds the lock; two here, because what is counted must
-- have been read after the lock was taken. What is claimed and lost in a crash is claimed again: no wait for a disk.
create function message_queue.claim(a_lane text, room integer, after_tenant text, most_tenants integer)
returns table (
  id uuid, fence integer, job text, payload_version smallint, payload jsonb, options jsonb, attempts smallint,
  request_id text, traceparent text, tenant text, ready_at float8, state text, tenants integer, last_tenant text
) language plpgsql as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(4711013), set_config('synchronous_commit', 'off', true);
  return query
  with recursive clock as materialized (select clock_timestamp() as now),
  turn (tenant, place) as (
    (select o.tenant, 1 from message_queue.outbox o
     where o.lane = a_lane and o.state = 'waiting' and (after_tenant is null or o.tenant > after_tenant)
     order by o.tenant limit 1)
    union all
    select next.tenant, turn.place + 1 from turn cross join lateral (
      select o.tenant from message_queue.outbox o
      where o.lane = a_lane and o.state = 'waiting' and o.tenant > turn.tenant order by o.tenant limit 1
    ) next
    where turn.place < most_tenants
  ), candidate as (
    select o.*, row_number() over (partition by o.tenant order by o.priority, o.ready_at, o.id) as rank
    from turn cross join lateral (
      select * from message_queue.outbox own
      where own.lane = a_lane and own.state = 'waiting' and own.tenant = turn.tenant
      order by own.priority, own.ready_at, own.id
      limit (select ceil(room::float8 / count(*))::int from turn)
      for update skip locked
    ) o
  ), chosen as (
    select * from candidate order by rank, random() limit room
  ), keyed as (
    select *, case when concurrency_key is not null and row_number() over (
        partition by concurrency_key order by priority, ready_at, id) + (
        select count(*) from message_queue.outbox busy
        where busy.state = 'handed' and busy.concurrency_key = chosen.concurrency_key) > concurrency_limit
      then 'c:' || concurrency_key end as busy,
      date_bin(rate_window_ms * interval '1 ms', (select now from clock), 'epoch') as rate_window,
      job || '/' || tenant as rate_key
    from chosen
  ), verdict as (
    select *, case
      when busy is not null then busy
      when rate_limit is not null and row_number() over (
        partition by rate_key, busy is null order by priority, ready_at, id) + coalesce((
        select used from message_queue.rate_windows w
        where w.key = rate_key and w.window_start = rate_window), 0) > rate_limit
      then 'r:' || rate_key end as gate
    from keyed
  ), metered as (
    insert into message_queue.rate_windows as w (key, window_start, used)
    select rate_key, rate_window, count(*) from verdict where gate is null and rate_limit is not null
    group by rate_key, rate_window
    on conflict (key) do update set window_start = excluded.window_start, used = excluded.used
      + case when w.window_start = excluded.window_start then w.used else 0 end
  ), moved as (
    update message_queue.outbox o set
      state = case when gate is null then 'handed' else 'parked' end, parked_on = gate,
      fence = o.fence + case when gate is null then 1 else 0 end,
      handed_at = case when gate is null then (select now from clock) end
    from verdict where o.id = verdict.id
    returning o.*, verdict.rank
  )
  select m.id, m.fence, m.job, m.payload_version, m.payload, m.options, m.attempts, m.request_id, m.traceparent,
    m.tenant, extract(epoch from m.ready_at)::float8 * 1000, m.state,
    (select count(*)::int from turn), (select max(turn.tenant) from turn)
  from moved m order by m.rank;
end $$;
