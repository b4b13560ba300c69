-- Addresses to which events are sent, and what was sent to them.
create schema webhooks;

create table webhooks.webhooks (
  id uuid primary key,
  name text not null constraint webhooks_name_check check (length(name) between 1 and 255),
  url text not null constraint webhooks_url_check check (length(url) <= 2000),
  -- Null: all types.
  types text[],
  -- Null: all domains, and the platform's own events.
  domain_id uuid,
  enabled boolean not null default true,
  -- Why it was disabled by itself; null when it was not.
  disabled_reason text,
  disabled_at timestamptz(3),
  -- No secret is kept: it is derived from a key of the services, this id and this number.
  secret_version integer not null default 1,
  secret_rotated_at timestamptz(3),
  -- Since the last delivery that arrived.
  failures integer not null default 0,
  failing_since timestamptz(3),
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create index webhooks_name_order on webhooks.webhooks (lower(name), id);
create index webhooks_created_at_order on webhooks.webhooks (created_at, id);

create table webhooks.deliveries (
  id uuid primary key,
  webhook_id uuid not null references webhooks.webhooks on delete cascade,
  -- Order within a lane.
  seq bigint generated always as identity,
  event_id uuid not null,
  event_type text not null,
  -- Deliveries of one subject go one after the other.
  subject text not null,
  event jsonb not null,
  state text not null default 'pending'
    constraint deliveries_state_check check (state in ('pending', 'delivered', 'failed')),
  replayed boolean not null default false,
  attempts integer not null default 0,
  next_at timestamptz(3) not null default now(),
  -- Grows with each claim; only the latest may write down how it ended.
  fence integer not null default 0,
  lease_until timestamptz(3),
  last_attempt_at timestamptz(3),
  response_status integer,
  duration_ms integer,
  failure text,
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);

create index deliveries_due on webhooks.deliveries (webhook_id, next_at) where state = 'pending';
create index deliveries_lane on webhooks.deliveries (webhook_id, subject, seq) where state = 'pending';
create index deliveries_created_at_order on webhooks.deliveries (webhook_id, created_at, id);
create index deliveries_finished_at on webhooks.deliveries (finished_at) where state <> 'pending';

grant usage on schema webhooks to ashlar_data, ashlar_worker;
grant select, insert, update, delete on webhooks.webhooks to ashlar_data;
grant select on webhooks.webhooks to ashlar_worker;
grant update (enabled, disabled_reason, disabled_at, failures, failing_since, version, updated_at)
  on webhooks.webhooks to ashlar_worker;
grant select, insert on webhooks.deliveries to ashlar_data;
grant select, insert, update, delete on webhooks.deliveries to ashlar_worker;
