-- What was launched outside of Ashlar: one row per run, so that none is launched twice, and what was told of it since.
create schema runs;

create table runs.launches (
  -- In the address of callbacks.
  id uuid primary key default gen_random_uuid(),
  kind text not null constraint launches_kind_check check (length(kind) between 1 and 50),
  key text not null constraint launches_key_check check (length(key) between 1 and 200),
  -- Grows with each claim; only the latest may write down how it went.
  fence integer not null default 1,
  -- Until then nobody else may launch it.
  claimed_until timestamptz(3) not null,
  -- Its name in the outside system; null until that is known.
  external_id text constraint launches_external_id_check check (length(external_id) between 1 and 500),
  launched_at timestamptz(3),
  cancel_asked_at timestamptz(3),
  -- The name of the key that signs calls and callbacks; null: takes no callbacks.
  signing_key text,
  -- Where to ask how it goes.
  status_url text,
  -- What the outside system told by itself.
  state text constraint launches_state_check check (state in ('running', 'succeeded', 'failed', 'cancelled')),
  message text,
  links jsonb not null default '[]',
  reported_at timestamptz(3),
  finished_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  constraint launches_key_once unique (kind, key)
);

create index launches_created_at on runs.launches (created_at);

grant usage on schema runs to ashlar_data, ashlar_worker;
grant select on runs.launches to ashlar_data;
-- Callbacks arrive at the data API.
grant update (state, message, links, reported_at, finished_at) on runs.launches to ashlar_data;
grant select, insert, update, delete on runs.launches to ashlar_worker;
