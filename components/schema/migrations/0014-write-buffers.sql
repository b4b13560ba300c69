-- Items that a write buffer could not write, or does not know to be written: for people to look at.
create table message_queue.buffer_dead_letters (
  id uuid primary key,
  buffer text not null,
  key text not null,
  -- JSON, but as text: jsonb does not take every string that JSON does.
  item text not null,
  reason text not null constraint buffer_dead_letters_reason_check check (
    reason in ('full', 'closed', 'too-large', 'unusable', 'poison', 'unavailable', 'in-doubt', 'left')
  ),
  error text not null,
  created_at timestamptz(3) not null default now()
);

create index buffer_dead_letters_created_at on message_queue.buffer_dead_letters (created_at, id);

grant insert on message_queue.buffer_dead_letters to ashlar_data, ashlar_secrets;
grant select, insert, delete on message_queue.buffer_dead_letters to ashlar_worker;

-- How much the platform is used, by whom.
create schema metering;

create table metering.api_calls (
  -- Of UTC, by the database's clock.
  day date not null,
  actor_kind text not null constraint api_calls_actor_kind_check check (actor_kind in ('user', 'service')),
  actor_id text not null,
  calls bigint not null constraint api_calls_calls_check check (calls >= 0),
  -- Of these, answered with 400 to 499 and with 500 or more.
  refused bigint not null constraint api_calls_refused_check check (refused >= 0),
  failed bigint not null constraint api_calls_failed_check check (failed >= 0),
  constraint api_calls_pkey primary key (actor_kind, actor_id, day)
);

create index api_calls_day on metering.api_calls (day);

grant usage on schema metering to ashlar_data, ashlar_secrets, ashlar_worker;
grant select, insert, update on metering.api_calls to ashlar_data;
grant select, insert, update on metering.api_calls to ashlar_secrets;
grant select, insert, update, delete on metering.api_calls to ashlar_worker;
