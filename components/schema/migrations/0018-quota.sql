-- Quotas: templates, who has which, counters, and the functions that decide. Everything that decides is in this file.
create schema quota;

-- What can be limited. More types are more rows.
create table quota.types (
  name text constraint types_pkey primary key constraint types_name_check check (name ~ '^[A-Z][A-Z0-9_]{1,62}$'),
  description text not null constraint types_description_check check (length(description) between 1 and 2000),
  unit text not null constraint types_unit_check check (unit in ('bytes', 'times', 'items')),
  -- Whether a quota of it may begin anew with each period.
  periodic boolean not null,
  -- For users, groups and projects that no rule is about.
  without_rule text not null default 'allow' constraint types_without_rule_check check (without_rule in ('allow', 'deny')),
  -- Per cent of a limit that are told of when use reaches them.
  thresholds smallint[] not null default '{80,100}'
    constraint types_thresholds_check check (cardinality(thresholds) <= 10 and 0 < all (thresholds)),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

insert into quota.types (name, description, unit, periodic) values
  ('MAX_SIZE', 'Bytes that are kept', 'bytes', false),
  ('MAX_ORDER_TIMES', 'Orders, which are runs of sessions', 'times', true),
  ('MAX_STORAGES', 'Storages that exist', 'items', false),
  ('MAX_SECRETS', 'Secrets that exist', 'items', false);

create table quota.templates (
  id uuid constraint templates_pkey primary key,
  name text not null constraint templates_name_check check (length(name) between 1 and 255),
  description text constraint templates_description_check check (length(description) <= 2000),
  type text not null constraint templates_type_fkey references quota.types,
  -- null: unlimited. 0: nothing.
  limit_amount bigint constraint templates_limit_check check (limit_amount >= 0),
  -- null: no period, use adds up. Else so many units, counted from the anchor on the clock of the zone.
  period text not null default 'none'
    constraint templates_period_check check (period in ('none', 'day', 'week', 'month', 'custom')),
  period_unit text constraint templates_period_unit_check check (period_unit in ('hour', 'day', 'week', 'month', 'year')),
  period_count integer constraint templates_period_count_check check (period_count between 1 and 10000),
  period_anchor timestamptz(3),
  period_zone text not null default 'UTC'
    constraint templates_period_zone_check check (timestamp '2001-01-01' at time zone period_zone is not null),
  expire text not null default 'never'
    constraint templates_expire_check check (expire in ('never', 'at', 'after-assignment')),
  expire_at timestamptz(3),
  expire_after_seconds bigint
    constraint templates_expire_after_check check (expire_after_seconds between 1 and 3153600000),
  enabled boolean not null default true,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint templates_type_key unique (id, type),
  constraint templates_period_form check ((period = 'none') = (period_unit is null) and (period_unit is null) = (period_count is null)),
  constraint templates_expire_form check ((expire = 'at') = (expire_at is not null) and (expire = 'after-assignment') = (expire_after_seconds is not null))
);

create unique index templates_name_key on quota.templates (lower(name));
create index templates_name_order on quota.templates (lower(name), id);
create index templates_created_at_order on quota.templates (created_at, id);
create index templates_updated_at_order on quota.templates (updated_at, id);

-- Who has which quota. The platform's id is the nil UUID.
create table quota.assignments (
  id uuid constraint assignments_pkey primary key,
  subject_type text not null
    constraint assignments_subject_type_check check (subject_type in ('platform', 'domain', 'group', 'project', 'user')),
  subject_id uuid not null,
  type text not null,
  template_id uuid not null,
  assigned_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  ended_at timestamptz(3),
  ended text constraint assignments_ended_check check (ended in ('unassigned', 'replaced', 'expired', 'disabled')),
  version integer not null default 1,
  assigned_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- Also keeps the type of a template as it is while somebody has it.
  constraint assignments_template_fkey foreign key (template_id, type) references quota.templates (id, type),
  constraint assignments_ended_form check ((ended_at is null) = (ended is null))
);

-- One of each type: the second one is refused here, whoever is faster.
create unique index assignments_live_key on quota.assignments (subject_type, subject_id, type) where ended_at is null;
create index assignments_template on quota.assignments (template_id);
create index assignments_created_at_order on quota.assignments (subject_type, subject_id, created_at, id);

-- For those of a kind who have no quota of their own.
create table quota.defaults (
  subject_type text not null
    constraint defaults_subject_type_check check (subject_type in ('platform', 'domain', 'group', 'project', 'user')),
  type text not null,
  template_id uuid not null,
  version integer not null default 1,
  updated_at timestamptz(3) not null default now(),
  constraint defaults_pkey primary key (subject_type, type),
  constraint defaults_template_fkey foreign key (template_id, type) references quota.templates (id, type)
);
create index defaults_template on quota.defaults (template_id);

-- The highest threshold that use has reached, 0 for none.
create function quota.threshold_of(used bigint, limit_amount bigint, thresholds smallint[]) returns smallint
language sql immutable parallel safe as $$
  select coalesce(max(t), 0)::smallint from unnest(thresholds) t
  where limit_amount > 0 and used::numeric * 100 >= limit_amount::numeric * t
$$;

-- What a subject has used, and the rule that held when it was last looked at under its lock. Never deleted.
create table quota.counters (
  id bigint generated always as identity constraint counters_pkey primary key,
  type text not null constraint counters_type_fkey references quota.types,
  subject_type text not null
    constraint counters_subject_type_check check (subject_type in ('platform', 'domain', 'group', 'project', 'user')),
  subject_id uuid not null,
  -- The ceiling above a user, group or project.
  domain_id uuid,
  -- Of domains and the platform: what lies below is counted too, from the first rule about it on.
  counts_below boolean not null default false,
  rule text not null default 'none' constraint counters_rule_check check (rule in ('assignment', 'default', 'none')),
  assignment_id uuid,
  template_id uuid,
  limit_amount bigint,
  rule_expires_at timestamptz(3),
  period_definition text not null default 'none',
  period_starts_at timestamptz(3),
  period_ends_at timestamptz(3),
  used bigint not null default 0 constraint counters_used_check check (used >= 0),
  reserved bigint not null default 0 constraint counters_reserved_check check (reserved >= 0),
  thresholds smallint[] not null default '{}',
  reached smallint generated always as (quota.threshold_of(used, limit_amount, thresholds)) stored,
  constraint counters_subject_key unique (type, subject_type, subject_id)
) with (fillfactor = 50);
create index counters_domain on quota.counters (domain_id, type);
create index counters_ceilings on quota.counters (type, subject_type, subject_id) where counts_below;

-- Holds that are neither committed nor released run out by themselves: at `expires_at` they are gone, whoever notices.
create table quota.holds (
  id uuid constraint holds_pkey primary key,
  subject_type text not null,
  subject_id uuid not null,
  state text not null default 'held' constraint holds_state_check check (state in ('held', 'committed', 'released', 'expired')),
  -- [{type, amount, actual?}]
  items jsonb not null,
  expires_at timestamptz(3) not null,
  -- What the commit was answered.
  answer jsonb,
  created_by text not null,
  created_at timestamptz(3) not null default now(),
  ended_at timestamptz(3)
);
create index holds_expires_at on quota.holds (expires_at) where state = 'held';

create table quota.hold_items (
  hold_id uuid not null constraint hold_items_hold_fkey references quota.holds on delete cascade,
  item smallint not null,
  level smallint not null,
  counter_id bigint not null constraint hold_items_counter_fkey references quota.counters,
  amount bigint not null constraint hold_items_amount_check check (amount >= 0),
  expires_at timestamptz(3) not null,
  constraint hold_items_pkey primary key (hold_id, item, counter_id)
);
create index hold_items_counter on quota.hold_items (counter_id, expires_at);

-- Every change of `used`, for ever: what is used is the sum since the period began. Nobody may change or delete a row.
create table quota.ledger (
  seq bigint generated always as identity,
  counter_id bigint not null,
  -- The counter of who used it: on the rows of a ceiling another one, none on its first.
  origin_id bigint,
  operation_id uuid not null,
  kind text not null constraint ledger_kind_check
    check (kind in ('consume', 'commit', 'release', 'adjust', 'metered', 'recount', 'opening', 'carry')),
  amount bigint not null,
  reason text constraint ledger_reason_check check (length(reason) <= 2000),
  actor_kind text not null,
  actor_id text not null,
  request_id text not null,
  at timestamptz not null,
  constraint ledger_pkey primary key (counter_id, at, seq)
);

-- Answers to calls that carried a key, for those who ask again.
create table quota.operations (
  scope text not null,
  key text not null,
  fingerprint text not null,
  answer jsonb not null,
  created_at timestamptz(3) not null default now(),
  constraint operations_pkey primary key (scope, key)
);
create index operations_created_at on quota.operations (created_at);

-- Thresholds that were reached and not told of yet.
create table quota.crossings (
  id bigint generated always as identity constraint crossings_pkey primary key,
  counter_id bigint not null,
  threshold smallint not null,
  used bigint not null,
  limit_amount bigint not null,
  at timestamptz(3) not null default now()
);

create function quota.note_crossing() returns trigger language plpgsql as $$
begin
  insert into quota.crossings (counter_id, threshold, used, limit_amount)
  select new.id, t, new.used, new.limit_amount from unnest(new.thresholds) t
  where t <= new.reached and t > old.reached order by t;
  return null;
end $$;
create trigger note_crossing after update on quota.counters
  for each row when (new.reached > old.reached) execute function quota.note_crossing();

-- Usage that was measured elsewhere, once for each event.
create table quota.imported_events (
  source text not null,
  id text not null,
  imported_at timestamptz(3) not null default now(),
  constraint imported_events_pkey primary key (source, id)
);

-- What the recount found wrong, and what it made of it.
create table quota.repairs (
  id bigint generated always as identity constraint repairs_pkey primary key,
  counter_id bigint not null,
  used_before bigint not null,
  used_after bigint not null,
  reserved_before bigint not null,
  reserved_after bigint not null,
  at timestamptz(3) not null default now()
);

-- One row an hour and counter, for plots.
create table quota.history (
  counter_id bigint not null,
  at timestamptz(3) not null,
  limit_amount bigint,
  used bigint not null,
  reserved bigint not null,
  constraint history_pkey primary key (counter_id, at)
);

create table quota.requests (
  id uuid constraint requests_pkey primary key,
  subject_type text not null
    constraint requests_subject_type_check check (subject_type in ('platform', 'domain', 'group', 'project', 'user')),
  subject_id uuid not null,
  type text not null constraint requests_type_fkey references quota.types,
  amount bigint not null constraint requests_amount_check check (amount > 0),
  reason text not null constraint requests_reason_check check (length(reason) between 1 and 2000),
  state text not null default 'pending' constraint requests_state_check check (state in ('pending', 'approved', 'denied')),
  template_id uuid,
  comment text constraint requests_comment_check check (length(comment) <= 2000),
  requested_by text not null,
  decided_by text,
  decided_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index requests_pending_key on quota.requests (subject_type, subject_id, type) where state = 'pending';
create index requests_created_at_order on quota.requests (created_at, id);
create index requests_subject on quota.requests (subject_type, subject_id, created_at, id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Rules and periods
-- ---------------------------------------------------------------------------------------------------------------------

-- The period that `moment` lies in: the anchor on the clock of the zone and whole steps from it, always counted from the
-- anchor itself, so that the 31st comes back after a February. Hours are hours, whatever the clocks do.
create function quota.period_at(
  moment timestamptz, unit text, step integer, anchor timestamptz, zone text,
  out starts_at timestamptz, out ends_at timestamptz
) language plpgsql immutable parallel safe as $$
declare
  -- A Monday, the first of a month and of a year.
  origin timestamp := coalesce(anchor at time zone zone, timestamp '2001-01-01');
  here timestamp := moment at time zone zone;
  n integer;
  size interval := make_interval(
    years => case unit when 'year' then step else 0 end, months => case unit when 'month' then step else 0 end,
    weeks => case unit when 'week' then step else 0 end, days => case unit when 'day' then step else 0 end);
begin
  if unit is null then return; end if;
  if unit = 'hour' then
    starts_at := date_bin(make_interval(hours => step), moment, origin at time zone zone);
    ends_at := starts_at + make_interval(hours => step);
    return;
  end if;
  n := case unit
    when 'year' then floor((extract(year from here) - extract(year from origin)) / step)
    when 'month' then floor(((extract(year from here) - extract(year from origin)) * 12
                             + extract(month from here) - extract(month from origin)) / step)
    else floor((here::date - origin::date)::numeric / (step * case unit when 'week' then 7 else 1 end)) end;
  -- A month or day may have begun without the anchor's day or hour having come.
  n := n + 1;
  loop
    starts_at := (origin + n * size) at time zone zone;
    exit when starts_at <= moment;
    n := n - 1;
  end loop;
  ends_at := (origin + (n + 1) * size) at time zone zone;
end $$;

-- The rule about a subject: its own quota, else the default of its kind, else none. Disabled and expired ones do not count.
create function quota.rule_for(a_type text, a_subject_type text, a_subject_id uuid, moment timestamptz)
returns table (
  rule text, assignment_id uuid, template_id uuid, limit_amount bigint, expires_at timestamptz,
  definition text, starts_at timestamptz, ends_at timestamptz, thresholds smallint[]
) language sql stable as $$
  select case when found.id is null then 'none' when found.assignment_id is null then 'default' else 'assignment' end,
    found.assignment_id, found.id,
    case when found.id is null and kind.without_rule = 'deny' and a_subject_type in ('user', 'group', 'project') then 0
      else found.limit_amount end,
    found.expires_at,
    case when found.period_unit is null then 'none'
      else concat_ws('/', found.period_count, found.period_unit, found.period_zone, extract(epoch from found.period_anchor)) end,
    p.starts_at, p.ends_at, kind.thresholds
  from quota.types kind
  left join lateral (
    select 1 as priority, t.*, a.id as assignment_id, a.expires_at
    from quota.assignments a join quota.templates t on t.id = a.template_id
    where a.subject_type = a_subject_type and a.subject_id = a_subject_id and a.type = a_type and a.ended_at is null
      and t.enabled and (a.expires_at is null or a.expires_at > moment)
    union all
    select 2, t.*, null, t.expire_at
    from quota.defaults d join quota.templates t on t.id = d.template_id
    where d.subject_type = a_subject_type and d.type = a_type
      and t.enabled and (t.expire_at is null or t.expire_at > moment)
    order by priority limit 1
  ) found on true
  left join lateral quota.period_at(moment, found.period_unit, found.period_count, found.period_anchor, found.period_zone) p on true
  where kind.name = a_type
$$;

-- A subject as it is at that moment, whatever its counter still says: rule, period, and without holds that ran out.
create function quota.state_at(a_type text, a_subject_type text, a_subject_id uuid, moment timestamptz)
returns table (
  counter_id bigint, rule text, assignment_id uuid, template_id uuid, limit_amount bigint, expires_at timestamptz,
  definition text, starts_at timestamptz, ends_at timestamptz, thresholds smallint[], used bigint, reserved bigint
) language sql stable as $$
  select c.id, r.rule, r.assignment_id, r.template_id, r.limit_amount, r.expires_at, r.definition,
    case when same.later then c.period_starts_at else r.starts_at end,
    case when same.later then c.period_ends_at else r.ends_at end,
    r.thresholds,
    case when c.id is null then 0
      when same.later or (c.period_definition = r.definition and c.period_starts_at is not distinct from r.starts_at) then c.used
      -- Another period: what the ledger has of it, which is nothing when it has just begun.
      else greatest(0, (select coalesce(sum(l.amount), 0)::bigint from quota.ledger l
                        where l.counter_id = c.id and l.at >= coalesce(r.starts_at, '-infinity'))) end,
    coalesce(c.reserved - coalesce((select sum(h.amount)::bigint from quota.hold_items h
                                    where h.counter_id = c.id and h.expires_at <= moment), 0), 0)
  from quota.rule_for(a_type, a_subject_type, a_subject_id, moment) r
  left join quota.counters c on c.type = a_type and c.subject_type = a_subject_type and c.subject_id = a_subject_id
  -- Who waited for a lock may have looked at the clock before the period changed; it does not change back.
  cross join lateral (
    select coalesce(c.period_definition = r.definition and c.period_starts_at > r.starts_at, false) as later
  ) same
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Deciding
-- ---------------------------------------------------------------------------------------------------------------------

-- What a call wants of one counter. Level 0 is the subject itself, 1 its domain, 2 the platform.
create type quota.wanted as (
  call integer, item integer, level integer, counter_id bigint, used bigint, reserved bigint, origin_id bigint
);

-- The domain of a subject; the nil UUID for what has none, null for what does not exist.
create function quota.domain_of(a_subject_type text, a_subject_id uuid) returns uuid language sql stable as $$
  select case a_subject_type
    when 'platform' then '00000000-0000-0000-0000-000000000000'::uuid
    when 'domain' then (select id from groups.domains where id = a_subject_id)
    when 'group' then (select domain_id from groups.groups where id = a_subject_id)
    when 'project' then (select domain_id from projects.projects where id = a_subject_id)
    when 'user' then (
      select coalesce((select domain_id from groups.user_namespaces where user_id = a_subject_id),
                      '00000000-0000-7000-8000-000000000001'::uuid)
      from users.users where id = a_subject_id)
  end
$$;

-- Makes the counters of subjects that have none, and those of the ceilings above them.
-- Raises QU404 for a subject that does not exist.
create function quota.open_counter(a_type text, a_subject_type text, a_subject_id uuid) returns void language plpgsql as $$
declare
  domain uuid := quota.domain_of(a_subject_type, a_subject_id);
  nil constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  if domain is null then
    raise exception 'There is no % %', a_subject_type, a_subject_id using errcode = 'QU404';
  end if;
  insert into quota.counters (type, subject_type, subject_id, domain_id, counts_below)
  select a_type, s.type, s.id, case when s.type in ('user', 'group', 'project') then domain end,
    s.type in ('domain', 'platform') and (
      exists (select from quota.defaults d where d.subject_type = s.type and d.type = a_type)
      or exists (select from quota.assignments a where a.subject_type = s.type and a.subject_id = s.id
                 and a.type = a_type and a.ended_at is null))
  from (values (a_subject_type, a_subject_id), ('domain', nullif(domain, nil)), ('platform', nil)) s (type, id)
  where s.id is not null
  order by 2, 3
  on conflict do nothing;
end $$;

-- Charges wait for those who change what is counted (a first rule about a ceiling), and only for them.
create function quota.share_types(types text[]) returns void language sql as $$
  select pg_advisory_xact_lock_shared(4711018, hashtext(t)) from unnest(types) t group by t order by hashtext(t)
$$;

-- Locks counters, always in the same order, and brings them to the moment: rule, period, holds that ran out.
create function quota.lock_counters(ids bigint[], as_of timestamptz) returns timestamptz language plpgsql as $$
declare
  moment timestamptz;
begin
  perform 1 from quota.counters where id = any (ids) order by id for no key update;
  moment := coalesce(as_of, clock_timestamp());
  with stale as (
    select k.period_definition as old_definition, s.*
    from quota.counters k
    cross join lateral quota.state_at(k.type, k.subject_type, k.subject_id, moment) s
    where k.id = any (ids)
      and (k.rule, k.assignment_id, k.template_id, k.limit_amount, k.rule_expires_at, k.period_definition,
           k.period_starts_at, k.period_ends_at, k.used, k.reserved, k.thresholds)
        is distinct from
          (s.rule, s.assignment_id, s.template_id, s.limit_amount, s.expires_at, s.definition,
           s.starts_at, s.ends_at, s.used, s.reserved, s.thresholds)
  ), carried as (
    -- Periods that are counted otherwise may hold more that was given back than was used.
    insert into quota.ledger (counter_id, operation_id, kind, amount, actor_kind, actor_id, request_id, at)
    select s.counter_id, gen_random_uuid(), 'carry', -l.amount, 'system', 'quota.carry', '', moment
    from stale s cross join lateral (
      select sum(amount)::bigint as amount from quota.ledger
      where counter_id = s.counter_id and at >= coalesce(s.starts_at, '-infinity')) l
    where s.old_definition <> s.definition and l.amount < 0
  )
  update quota.counters c
  set rule = s.rule, assignment_id = s.assignment_id, template_id = s.template_id, limit_amount = s.limit_amount,
    rule_expires_at = s.expires_at, period_definition = s.definition, period_starts_at = s.starts_at,
    period_ends_at = s.ends_at, used = s.used, reserved = s.reserved, thresholds = s.thresholds
  from stale s where c.id = s.counter_id;
  delete from quota.hold_items where counter_id = any (ids) and expires_at <= moment;
  return moment;
end $$;

-- The one UPDATE that decides: all counters are charged, or none. What does not grow is never refused.
create function quota.admit(wanted quota.wanted[]) returns boolean language plpgsql as $$
declare
  charged integer;
begin
  with change as materialized (
    select counter_id, sum(used)::bigint as used, sum(reserved)::bigint as reserved from unnest(wanted) group by 1
  )
  update quota.counters c
  set used = c.used + change.used, reserved = c.reserved + change.reserved
  from change
  where c.id = change.counter_id
    and not exists (
      select from change x join quota.counters full_one on full_one.id = x.counter_id
      where x.used + x.reserved > 0
        and full_one.used + full_one.reserved + x.used + x.reserved > full_one.limit_amount);
  get diagnostics charged = row_count;
  return charged > 0;
end $$;

-- What callers are told of one counter. Amounts as texts: JSON numbers end too early.
create function quota.figures(w quota.wanted, c quota.counters) returns jsonb language sql stable as $$
  select jsonb_build_object('item', w.item, 'level', w.level, 'amount', (w.used + w.reserved)::text,
    'type', c.type, 'subject_type', c.subject_type, 'subject_id', c.subject_id,
    'limit', c.limit_amount::text, 'used', c.used::text, 'reserved', c.reserved::text,
    'rule', c.rule, 'assignment_id', c.assignment_id, 'template_id', c.template_id, 'expires_at', c.rule_expires_at,
    'starts_at', c.period_starts_at, 'ends_at', c.period_ends_at)
$$;

-- A counter and the ceilings above it that count.
create function quota.levels(own_id bigint, own_type text, own_domain uuid) returns table (level integer, id bigint)
language sql stable as $$
  select 0, own_id
  union all
  select case c.subject_type when 'domain' then 1 else 2 end, c.id from quota.counters c
  where c.counts_below and c.type = own_type and c.id <> own_id
    and ((c.subject_type = 'domain' and c.subject_id = own_domain)
      or (c.subject_type = 'platform' and c.subject_id = '00000000-0000-0000-0000-000000000000'))
$$;

-- What subjects have and use, without touching anything; no figures for a subject that does not exist.
create function quota.look(items jsonb, as_of timestamptz default null) returns table (item integer, figures jsonb)
language sql volatile as $$
  select (i.n - 1)::integer, case when d.domain is not null then (
    select jsonb_agg(jsonb_build_object('item', i.n - 1, 'level', l.level, 'amount', coalesce(i.item ->> 'amount', '0'),
      'type', i.item ->> 'type', 'subject_type', l.type, 'subject_id', l.id,
      'limit', s.limit_amount::text, 'used', s.used::text, 'reserved', s.reserved::text,
      'rule', s.rule, 'assignment_id', s.assignment_id, 'template_id', s.template_id, 'expires_at', s.expires_at,
      'starts_at', s.starts_at, 'ends_at', s.ends_at) order by l.level)
    from (values (0, i.item ->> 'subject_type', (i.item ->> 'subject_id')::uuid),
      (1, 'domain', d.domain), (2, 'platform', '00000000-0000-0000-0000-000000000000'::uuid)) l (level, type, id)
    cross join lateral quota.state_at(i.item ->> 'type', l.type, l.id, coalesce(as_of, clock_timestamp())) s
    where l.level = 0 or (s.rule <> 'none' and case i.item ->> 'subject_type'
      when 'platform' then false when 'domain' then l.level = 2 else true end)
  ) end
  from jsonb_array_elements(items) with ordinality i (item, n)
  cross join lateral (
    select quota.domain_of(i.item ->> 'subject_type', (i.item ->> 'subject_id')::uuid) as domain
  ) d
$$;

-- Consumes or reserves for many callers at once. Each call: {op, scope, key?, fingerprint, kind, ttl?, actor_kind,
-- actor_id, request_id, items: [{subject_type, subject_id, type, amount}]}; op is its id, also that of its hold.
-- Outcomes: admitted, refused (the figures are those of the counters that refuse), replayed, mismatch (of the key).
-- First all calls are tried together; when they do not fit together, one after the other, in the order given.
create function quota.charge(calls jsonb, as_of timestamptz default null)
returns table (call integer, outcome text, answer jsonb) language plpgsql as $$
declare
  wanted quota.wanted[];
  alone quota.wanted[];
  moment timestamptz;
  admitted integer[] := '{}';
  replayed integer[] := '{}';
  one integer;
  missing record;
begin
  perform quota.share_types(array(select distinct i ->> 'type' from jsonb_array_elements(calls) c, jsonb_array_elements(c -> 'items') i));
  for missing in
    select distinct i.type, i.subject_type, i.subject_id
    from jsonb_array_elements(calls) c,
      jsonb_to_recordset(c -> 'items') i (type text, subject_type text, subject_id uuid)
    -- A look-up for each: the planner does not know how few there are, and would read the whole table.
    left join lateral (
      select k.id from quota.counters k
      where k.type = i.type and k.subject_type = i.subject_type and k.subject_id = i.subject_id limit 1
    ) k on true
    where k.id is null
    order by 1, 2, 3
  loop
    perform quota.open_counter(missing.type, missing.subject_type, missing.subject_id);
  end loop;

  select array_agg(row(c.n - 1, i.m - 1, l.level, l.id,
      case c.call ->> 'kind' when 'consume' then (i.item ->> 'amount')::bigint else 0 end,
      case c.call ->> 'kind' when 'reserve' then (i.item ->> 'amount')::bigint else 0 end, k.id)::quota.wanted
    order by c.n, i.m, l.level)
  into wanted
  from jsonb_array_elements(calls) with ordinality c (call, n)
  cross join lateral jsonb_array_elements(c.call -> 'items') with ordinality i (item, m)
  cross join lateral (
    select k.id, k.type, k.domain_id from quota.counters k
    where k.type = i.item ->> 'type' and k.subject_type = i.item ->> 'subject_type' and k.subject_id = (i.item ->> 'subject_id')::uuid
    limit 1
  ) k
  cross join lateral quota.levels(k.id, k.type, k.domain_id) l;

  moment := quota.lock_counters(array(select distinct counter_id from unnest(wanted)), as_of);

  -- Asked again: the first answer.
  for call, outcome, answer in
    select (c.n - 1)::integer, case when o.fingerprint = c.call ->> 'fingerprint' then 'replayed' else 'mismatch' end, o.answer
    from jsonb_array_elements(calls) with ordinality c (call, n)
    cross join lateral (
      select k.fingerprint, k.answer from quota.operations k
      where k.scope = c.call ->> 'scope' and k.key = c.call ->> 'key' limit 1
    ) o
    where c.call ->> 'key' is not null
  loop
    replayed := replayed || call;
    return next;
  end loop;
  if replayed <> '{}' then
    wanted := array(select w from unnest(wanted) w where w.call <> all (replayed));
  end if;

  if quota.admit(wanted) then
    admitted := array(select distinct w.call from unnest(wanted) w);
  else
    for one in select distinct w.call from unnest(wanted) w order by 1 loop
      alone := array(select w from unnest(wanted) w where w.call = one);
      if quota.admit(alone) then
        admitted := admitted || one;
      else
        call := one;
        outcome := 'refused';
        answer := (
          select jsonb_agg(quota.figures(w, c) order by w.item, w.level)
          from unnest(alone) w join quota.counters c on c.id = w.counter_id
          join (select s.counter_id, sum(s.used + s.reserved) as amount from unnest(alone) s group by 1) whole on whole.counter_id = c.id
          where whole.amount > 0 and c.used + c.reserved + whole.amount > c.limit_amount);
        return next;
      end if;
    end loop;
  end if;
  if admitted = '{}' then return; end if;

  insert into quota.ledger (counter_id, origin_id, operation_id, kind, amount, actor_kind, actor_id, request_id, at)
  select w.counter_id, w.origin_id, (c.call ->> 'op')::uuid, 'consume', w.used,
    c.call ->> 'actor_kind', c.call ->> 'actor_id', c.call ->> 'request_id', moment
  from unnest(wanted) w cross join lateral (select calls -> w.call as call) c
  where w.call = any (admitted) and w.used > 0;

  if exists (select from jsonb_array_elements(calls) c where c ->> 'kind' = 'reserve') then
    insert into quota.holds (id, subject_type, subject_id, items, expires_at, created_by, created_at)
    select (c.call ->> 'op')::uuid, c.call #>> '{items,0,subject_type}', (c.call #>> '{items,0,subject_id}')::uuid,
      (select jsonb_agg(jsonb_build_object('type', i ->> 'type', 'amount', i ->> 'amount')) from jsonb_array_elements(c.call -> 'items') i),
      moment + make_interval(secs => (c.call ->> 'ttl')::double precision), c.call ->> 'scope', moment
    from jsonb_array_elements(calls) with ordinality c (call, n)
    where c.call ->> 'kind' = 'reserve' and c.n - 1 = any (admitted);
    insert into quota.hold_items (hold_id, item, level, counter_id, amount, expires_at)
    select h.id, w.item, w.level, w.counter_id, w.reserved, h.expires_at
    from unnest(wanted) w
    cross join lateral (select h.id, h.expires_at from quota.holds h where h.id = (calls -> w.call ->> 'op')::uuid limit 1) h
    where w.call = any (admitted);
  end if;

  return query
    with answered as (
      select w.call, jsonb_agg(quota.figures(w, c) order by w.item, w.level) as figures
      from unnest(wanted) w join quota.counters c on c.id = w.counter_id
      where w.call = any (admitted) group by 1
    ), full_answer as (
      select a.call, calls -> a.call as asked, jsonb_build_object('op', calls -> a.call -> 'op', 'at', moment, 'figures', a.figures) as answer
      from answered a
    ), kept as (
      insert into quota.operations (scope, key, fingerprint, answer)
      select f.asked ->> 'scope', f.asked ->> 'key', f.asked ->> 'fingerprint', f.answer
      from full_answer f where f.asked ->> 'key' is not null
    )
    select f.call, 'admitted'::text, f.answer from full_answer f;
end $$;

-- Ends a hold. `actuals` are the amounts really used, item by item: a commit; null: a release, which gives back all.
-- Outcomes: ended, refused, replayed (it had ended this way before), expired, settled (the other way), missing.
create function quota.end_hold(
  a_hold uuid, actuals bigint[], a_actor_kind text, a_actor_id text, a_request_id text, as_of timestamptz default null,
  out outcome text, out answer jsonb
) language plpgsql as $$
declare
  h quota.holds;
  wanted quota.wanted[];
  moment timestamptz;
  intended text := case when actuals is null then 'released' else 'committed' end;
begin
  select * into h from quota.holds where id = a_hold for update;
  if h.id is null then outcome := 'missing'; return; end if;
  if h.state = intended then
    outcome := case when actuals is null or actuals = array(select (i ->> 'actual')::bigint from jsonb_array_elements(h.items) i)
      then 'replayed' else 'settled' end;
    answer := h.answer;
    return;
  end if;
  if h.state in ('committed', 'released') then outcome := 'settled'; return; end if;

  perform quota.share_types(array(select i ->> 'type' from jsonb_array_elements(h.items) i));
  moment := quota.lock_counters(array(select distinct counter_id from quota.hold_items where hold_id = a_hold), as_of);
  if h.state = 'expired' or h.expires_at <= moment then
    update quota.holds set state = 'expired', ended_at = expires_at where id = a_hold and state = 'held';
    outcome := 'expired';
    return;
  end if;
  wanted := array(select row(0, i.item, i.level, i.counter_id, coalesce(actuals[i.item + 1], 0), -i.amount, own.counter_id)::quota.wanted
                  from quota.hold_items i join quota.hold_items own on own.hold_id = i.hold_id and own.item = i.item and own.level = 0
                  where i.hold_id = a_hold order by i.item, i.level);
  if not quota.admit(wanted) then
    outcome := 'refused';
    answer := (select jsonb_agg(quota.figures(w, c) order by w.item, w.level)
               from unnest(wanted) w join quota.counters c on c.id = w.counter_id
               join (select x.counter_id, sum(x.used + x.reserved) as amount from unnest(wanted) x group by 1) whole on whole.counter_id = c.id
               where whole.amount > 0 and c.used + c.reserved + whole.amount > c.limit_amount);
    return;
  end if;
  insert into quota.ledger (counter_id, origin_id, operation_id, kind, amount, actor_kind, actor_id, request_id, at)
  select w.counter_id, w.origin_id, a_hold, 'commit', w.used, a_actor_kind, a_actor_id, a_request_id, moment
  from unnest(wanted) w where w.used > 0;
  delete from quota.hold_items where hold_id = a_hold;
  answer := jsonb_build_object('op', a_hold, 'at', moment, 'figures', (
    select jsonb_agg(quota.figures(row(0, w.item, w.level, w.counter_id, w.used, 0, w.origin_id)::quota.wanted, c) order by w.item, w.level)
    from unnest(wanted) w join quota.counters c on c.id = w.counter_id));
  update quota.holds h2 set state = intended, ended_at = moment, answer = end_hold.answer,
    items = case when actuals is null then h2.items else (
      select jsonb_agg(i || jsonb_build_object('actual', actuals[n]::text) order by n)
      from jsonb_array_elements(h2.items) with ordinality e (i, n)) end
  where h2.id = a_hold;
  outcome := 'ended';
end $$;

-- Writes down what has happened and is not asked about: giving back, adjusting, use that was measured elsewhere. Use never
-- goes below zero; the ledger has what was really added. `amount` is signed; `target`, instead, what use is to become.
-- An `at` before the period is in the ledger alone.
create function quota.post(
  a_op uuid, a_kind text, a_type text, a_subject_type text, a_subject_id uuid, amount bigint, target bigint, a_reason text,
  a_actor_kind text, a_actor_id text, a_request_id text, a_at timestamptz, as_of timestamptz default null
) returns jsonb language plpgsql as $$
declare
  own quota.counters;
  wanted quota.wanted[];
  moment timestamptz;
begin
  perform quota.share_types(array[a_type]);
  select * into own from quota.counters where type = a_type and subject_type = a_subject_type and subject_id = a_subject_id;
  if own.id is null then
    perform quota.open_counter(a_type, a_subject_type, a_subject_id);
    select * into own from quota.counters where type = a_type and subject_type = a_subject_type and subject_id = a_subject_id;
  end if;
  moment := quota.lock_counters(array(select id from quota.levels(own.id, own.type, own.domain_id)), as_of);
  select * into own from quota.counters where id = own.id;
  if target is not null then amount := target - own.used; end if;
  wanted := array(
    select row(0, 0, l.level, c.id, greatest(amount, -c.used), 0, own.id)::quota.wanted
    from quota.levels(own.id, own.type, own.domain_id) l join quota.counters c on c.id = l.id order by l.level);
  insert into quota.ledger (counter_id, origin_id, operation_id, kind, amount, reason, actor_kind, actor_id, request_id, at)
  select w.counter_id, own.id, a_op, a_kind, w.used, a_reason, a_actor_kind, a_actor_id, a_request_id, least(coalesce(a_at, moment), moment)
  from unnest(wanted) w where w.used <> 0;
  update quota.counters c set used = c.used + w.used
  from unnest(wanted) w
  where c.id = w.counter_id and w.used <> 0 and (a_at is null or c.period_starts_at is null or a_at >= c.period_starts_at);
  return jsonb_build_object('op', a_op, 'at', moment, 'figures', (
    select jsonb_agg(quota.figures(w, c) order by w.level)
    from unnest(wanted) w join quota.counters c on c.id = w.counter_id));
end $$;

-- Before the first rule about a ceiling takes hold: from now on it counts what lies below, beginning with what there is.
create function quota.count_below(a_type text, a_subject_type text, as_of timestamptz default null) returns void language plpgsql as $$
declare
  ceiling quota.counters;
  moment timestamptz;
  sum_below bigint;
begin
  if a_subject_type not in ('domain', 'platform') then return; end if;
  perform pg_advisory_xact_lock(4711018, hashtext(a_type));
  for ceiling in
    select c.* from quota.counters c
    cross join lateral quota.rule_for(c.type, c.subject_type, c.subject_id, coalesce(as_of, clock_timestamp())) r
    where c.type = a_type and c.subject_type = a_subject_type and not c.counts_below and r.rule <> 'none'
    order by c.id
  loop
    moment := quota.lock_counters(array[ceiling.id], as_of);
    select * into ceiling from quota.counters where id = ceiling.id;
    select coalesce(sum(l.amount), 0) into sum_below
    from quota.ledger l join quota.counters c on c.id = l.counter_id
    where c.type = a_type and c.id <> ceiling.id and l.origin_id = c.id and l.at >= coalesce(ceiling.period_starts_at, '-infinity')
      and (a_subject_type = 'platform' or c.domain_id = ceiling.subject_id);
    insert into quota.hold_items (hold_id, item, level, counter_id, amount, expires_at)
    select h.hold_id, h.item, case a_subject_type when 'domain' then 1 else 2 end, ceiling.id, h.amount, h.expires_at
    from quota.hold_items h join quota.counters c on c.id = h.counter_id
    where h.level = 0 and h.expires_at > moment and c.type = a_type and c.id <> ceiling.id
      and (a_subject_type = 'platform' or c.domain_id = ceiling.subject_id);
    sum_below := greatest(sum_below, -ceiling.used);
    if sum_below <> 0 then
      insert into quota.ledger (counter_id, origin_id, operation_id, kind, amount, actor_kind, actor_id, request_id, at)
      values (ceiling.id, null, gen_random_uuid(), 'opening', sum_below, 'system', 'quota.count-below', '', moment);
    end if;
    update quota.counters c set counts_below = true, used = c.used + sum_below,
      reserved = (select coalesce(sum(amount), 0) from quota.hold_items where counter_id = c.id)
    where c.id = ceiling.id;
  end loop;
end $$;

grant usage on schema quota to ashlar_data, ashlar_worker;
grant select on all tables in schema quota to ashlar_data, ashlar_worker;
grant insert, update on quota.types, quota.assignments, quota.requests to ashlar_data;
grant insert, update, delete on quota.templates, quota.defaults to ashlar_data;
grant insert, update on quota.counters, quota.holds to ashlar_data, ashlar_worker;
grant insert, delete on quota.hold_items, quota.operations to ashlar_data, ashlar_worker;
-- Append-only.
grant insert on quota.ledger, quota.crossings to ashlar_data, ashlar_worker;
grant insert on quota.imported_events to ashlar_data;
-- update: PostgreSQL asks for it to lock a row.
grant update, delete on quota.crossings to ashlar_worker;
grant delete on quota.imported_events, quota.holds to ashlar_worker;
grant insert on quota.repairs, quota.history to ashlar_worker;
grant delete on quota.history to ashlar_worker;
