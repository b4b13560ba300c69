-- Schedules, the sessions that their slots become, and the slots that became none.
create schema scheduler;

create table scheduler.schedules (
  id uuid primary key,
  owner_type text not null constraint schedules_owner_type_check check (owner_type in ('user', 'group', 'project')),
  owner_id uuid not null,
  domain_id uuid not null,
  name text not null constraint schedules_name_check check (length(name) between 1 and 255),
  description text constraint schedules_description_check check (length(description) <= 2000),
  run_kind text not null,
  run_spec jsonb not null constraint schedules_run_spec_check check (jsonb_typeof(run_spec) = 'object'),
  -- All that decides which instants are slots.
  timing jsonb not null constraint schedules_timing_check check (jsonb_typeof(timing) = 'object'),
  ends_at timestamptz(3),
  jitter_seconds integer not null constraint schedules_jitter_check check (jitter_seconds between 0 and 86400),
  missed text not null constraint schedules_missed_check check (missed in ('skip', 'latest', 'all')),
  missed_most integer not null constraint schedules_missed_most_check check (missed_most between 1 and 1000),
  missed_window_seconds integer not null
    constraint schedules_missed_window_check check (missed_window_seconds between 10 and 31622400),
  overlap text not null
    constraint schedules_overlap_check check (overlap in ('allow', 'skip', 'buffer-one', 'cancel-previous')),
  max_attempts integer not null constraint schedules_max_attempts_check check (max_attempts between 1 and 20),
  retry_delay_seconds integer not null,
  retry_factor real not null,
  timeout_seconds integer,
  -- Disabled after so many failures in a row; null: never.
  max_failures integer,
  notify jsonb not null,
  state text not null default 'active'
    constraint schedules_state_check check (state in ('active', 'paused', 'disabled')),
  state_reason text,
  state_since timestamptz(3),
  -- The nominal instant that comes next, and when it is acted upon: later by the jitter. Null: none is left.
  next_slot timestamptz(3),
  next_run_at timestamptz(3),
  -- Everything up to here has been decided.
  last_slot timestamptz(3),
  -- Version of the time zone data by which `next_slot` was found.
  tzdata text not null,
  -- Failed sessions in a row.
  failures integer not null default 0,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create index schedules_due on scheduler.schedules (next_run_at) where state = 'active' and next_run_at is not null;
create index schedules_ended on scheduler.schedules (id) where state = 'active' and next_run_at is null;
create index schedules_ends_at on scheduler.schedules (ends_at) where state <> 'disabled' and ends_at is not null;
create index schedules_tzdata on scheduler.schedules (tzdata);
create index schedules_owner on scheduler.schedules (owner_type, owner_id);
create index schedules_name_order on scheduler.schedules (lower(name), id);
create index schedules_created_at_order on scheduler.schedules (created_at, id);
create index schedules_updated_at_order on scheduler.schedules (updated_at, id);

create table scheduler.sessions (
  id uuid primary key,
  schedule_id uuid not null references scheduler.schedules on delete cascade,
  slot timestamptz(3) not null,
  origin text not null constraint sessions_origin_check check (origin in ('schedule', 'run-now', 'backfill')),
  state text not null constraint sessions_state_check check (
    state in ('pending', 'claimed', 'launching', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
  -- Why it was skipped, failed or was cancelled: a word for programs, and a sentence for people.
  reason text,
  message text,
  -- From 1 with the first launch.
  attempt integer not null default 0,
  -- Grows with each claim; only the latest may write down what came of it.
  fence integer not null default 0,
  -- When somebody may look at it: the end of a lease, of a delay, or of a pause between polls. Infinity: when another ends.
  next_at timestamptz(3),
  -- What it was launched with, as long as it may be asked about.
  run_kind text,
  run_spec jsonb,
  external_id text,
  -- The state in the words of the system that runs it.
  raw text,
  links jsonb not null default '[]',
  journal jsonb not null default '[]',
  hold_id uuid,
  cancel_asked_at timestamptz(3),
  launching_since timestamptz(3),
  launched_at timestamptz(3),
  deadline_at timestamptz(3),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  -- Of a schedule and a slot there is one, whoever found it due.
  constraint sessions_slot_key unique (schedule_id, slot)
);

create index sessions_pick on scheduler.sessions (next_at) where state in ('pending', 'claimed', 'launching');
create index sessions_poll on scheduler.sessions (next_at) where state = 'running';
create index sessions_open on scheduler.sessions (schedule_id)
  where state in ('pending', 'claimed', 'launching', 'running');
create index sessions_created_at_order on scheduler.sessions (created_at, id);
create index sessions_finished_at on scheduler.sessions (finished_at) where finished_at is not null;

-- What a scan decided about slots: that a session was made, or why none was. Skipped slots in a row are one row.
create table scheduler.ticks (
  id uuid primary key,
  schedule_id uuid not null references scheduler.schedules on delete cascade,
  slot timestamptz(3) not null,
  last_slot timestamptz(3) not null,
  slots integer not null default 1,
  outcome text not null constraint ticks_outcome_check check (outcome in ('created', 'skipped')),
  reason text,
  session_id uuid,
  created_at timestamptz(3) not null default now()
);

create index ticks_slot_order on scheduler.ticks (schedule_id, slot, id);
create index ticks_created_at on scheduler.ticks (created_at);

-- Messages about outcomes that wait to be sent: written with the outcome.
create table scheduler.mails (
  id uuid primary key,
  recipients text[] not null,
  subject text not null,
  body text not null,
  attempts integer not null default 0,
  next_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now()
);

create index mails_next_at on scheduler.mails (next_at);

grant usage on schema scheduler to ashlar_data, ashlar_worker;
grant select, insert, update, delete on scheduler.schedules to ashlar_data;
grant select, update, delete on scheduler.schedules to ashlar_worker;
grant select, insert, update on scheduler.sessions to ashlar_data;
grant select, insert, update, delete on scheduler.sessions to ashlar_worker;
grant select, insert on scheduler.ticks to ashlar_data;
grant select, insert, delete on scheduler.ticks to ashlar_worker;
grant select, insert, update, delete on scheduler.mails to ashlar_worker;
