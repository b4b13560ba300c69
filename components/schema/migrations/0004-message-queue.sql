-- The outbox: a row here is a job that commits with the data that caused it.
create schema message_queue;

create table message_queue.outbox (
  id uuid primary key,
  job text not null,
  payload_version smallint not null,
  payload jsonb not null,
  -- attempts, backoffMs, priority, delayMs
  options jsonb not null,
  request_id text,
  traceparent text,
  created_at timestamptz(3) not null default now()
);

create index outbox_created_at on message_queue.outbox (created_at, id);

-- A job's effect and its row here commit together, so a job that is delivered twice has its effect once.
create table message_queue.effects (
  job_id uuid primary key,
  job text not null,
  created_at timestamptz(3) not null default now()
);

create index effects_created_at on message_queue.effects (created_at);

grant usage on schema message_queue to ashlar_data, ashlar_secrets, ashlar_worker;
grant insert on message_queue.outbox to ashlar_data, ashlar_secrets;
grant select, insert, update, delete on message_queue.outbox, message_queue.effects to ashlar_worker;
