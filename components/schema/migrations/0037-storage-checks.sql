-- Connection tests of storages: asked for by people or due by the clock, made by the worker.
create schema storage_checks;

create table storage_checks.checks (
  id uuid constraint checks_pkey primary key,
  -- Null for settings that are no storage yet.
  storage_id uuid constraint checks_storage_fkey references storage.storages on delete cascade,
  reason text not null constraint checks_reason_check check (reason in ('asked', 'unsaved', 'rotation', 'due')),
  intended_use text not null constraint checks_intended_use_check check (intended_use in ('read', 'write', 'list')),
  state text not null default 'waiting' constraint checks_state_check check (state in ('waiting', 'running', 'done')),
  -- Settings that are tried before they are kept; never a secret.
  config jsonb,
  -- user:<id> or service:<id>; null for what is due by the clock.
  requested_by text constraint checks_requested_by_check check (length(requested_by) <= 300),
  created_at timestamptz(3) not null default now(),
  attempts integer not null default 0,
  lease_until timestamptz(3),
  -- Who has the lease: a worker that lost it writes nothing down any more.
  lease uuid,
  done_at timestamptz(3),
  status text constraint checks_status_check check (status in ('pass', 'warn', 'fail', 'skip')),
  -- Each step and how it went. Nothing of what the store said.
  report jsonb,
  constraint checks_done_check check ((state = 'done') = (num_nulls(done_at, status, report) = 0)),
  constraint checks_about_check check ((reason in ('unsaved', 'rotation')) = (config is not null)),
  constraint checks_storage_check check ((reason = 'unsaved') = (storage_id is null))
);

create index checks_open on storage_checks.checks (created_at) where state <> 'done';
create index checks_of_storage on storage_checks.checks (storage_id, created_at, id);
create index checks_of_caller on storage_checks.checks (requested_by, created_at);
create index checks_done_at on storage_checks.checks (done_at) where state = 'done';

-- Values that are tried before they are kept. They are secrets of the owner ('storage', check_id): sealed, given to nobody
-- once they have expired, and destroyed with their keys at the end of the check, or here when nobody came to its end.
-- Not tied to the check, which goes with its storage.
create table storage_checks.trials (
  check_id uuid constraint trials_pkey primary key,
  -- [{option, secretId, secretVersion}]
  refs jsonb not null,
  expires_at timestamptz(3) not null default now() + interval '2 minutes'
);

create index trials_expires_at on storage_checks.trials (expires_at);

-- When a storage is tested again without being asked.
create table storage_checks.turns (
  storage_id uuid constraint turns_pkey primary key
    constraint turns_storage_fkey references storage.storages on delete cascade,
  next_at timestamptz(3) not null,
  -- Tests that failed in a row.
  failures integer not null default 0
);

create index turns_next_at on storage_checks.turns (next_at);

grant usage on schema storage_checks to ashlar_data, ashlar_worker;
grant select, insert on storage_checks.checks to ashlar_data;
grant select, insert, delete on storage_checks.checks to ashlar_worker;
grant update (state, attempts, lease_until, lease, done_at, status, report) on storage_checks.checks to ashlar_worker;
grant select, insert on storage_checks.trials to ashlar_data;
grant select, delete on storage_checks.trials to ashlar_worker;
grant select, insert, update on storage_checks.turns to ashlar_worker;
