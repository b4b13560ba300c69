-- Domain events, in the order in which they are read: (xid, seq). See ADR 0016.
create schema events;

-- One row for each thing that events tell of: numbers its events, and holds up the next writer until the last one has
-- committed.
create table events.heads (
  aggregate text not null,
  aggregate_id text not null,
  sequence bigint not null,
  -- Position of its newest event.
  xid xid8 not null,
  -- The thing is gone: the row may go with its last event.
  ended boolean not null default false,
  constraint heads_pkey primary key (aggregate, aggregate_id)
);

create table events.events (
  -- Not below that of the transaction, nor below that of the thing's event before.
  xid xid8 not null,
  seq bigint generated always as identity,
  id uuid not null constraint events_id_key unique,
  type text not null constraint events_type_check check (length(type) <= 100),
  version smallint not null,
  domain_id uuid,
  aggregate text not null,
  aggregate_id text not null constraint events_aggregate_id_check check (length(aggregate_id) <= 200),
  -- Of this thing, from 1, without gaps.
  sequence bigint not null,
  actor_kind text not null,
  actor_id text not null,
  source text not null,
  request_id text,
  traceparent text,
  data jsonb not null,
  created_at timestamptz(3) not null default now(),
  constraint events_pkey primary key (xid, seq)
);

create index events_aggregate on events.events (aggregate, aggregate_id, sequence);

-- Up to where events have been deleted: who has not read that far has missed some.
create table events.retained (
  one boolean primary key default true constraint retained_one_check check (one),
  xid xid8 not null default '0',
  seq bigint not null default 0
);
insert into events.retained default values;

-- Who reads on from where it was.
create table events.consumers (
  name text primary key,
  xid xid8 not null,
  seq bigint not null,
  -- Grows with each taking of the lease; only the latest holder may move on.
  fence bigint not null default 0,
  lease_until timestamptz(3),
  updated_at timestamptz(3) not null default now()
);

grant usage on schema events to ashlar_data, ashlar_secrets, ashlar_worker;
grant select, insert, update on events.heads to ashlar_data, ashlar_secrets, ashlar_worker;
grant delete on events.heads to ashlar_worker;
grant insert on events.events to ashlar_data, ashlar_secrets, ashlar_worker;
grant select on events.events, events.retained to ashlar_data, ashlar_worker;
grant delete on events.events to ashlar_worker;
grant update on events.retained to ashlar_worker;
grant select, insert, update on events.consumers to ashlar_worker;
