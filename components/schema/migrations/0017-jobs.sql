-- A row of the outbox stays until its job has taken effect. It says who is next and who has the job; the queue carries
-- it to a worker and may forget it.
alter table message_queue.outbox
  -- 'single' goes through the queue; the name of a job is taken in batches straight from here.
  add column lane text not null default 'single',
  -- Whose turn it takes. Empty: the platform's.
  add column tenant text not null default '',
  add column priority smallint not null default 0,
  add column ready_at timestamptz not null default now(),
  add column state text not null default 'waiting'
    check (state in ('delayed', 'waiting', 'parked', 'handed', 'failed', 'cancelled')),
  -- Attempts that have failed.
  add column attempts smallint not null default 0,
  -- Counts how often it was handed over: what an older delivery wants to finish is refused.
  add column fence integer not null default 0,
  add column dedupe_key text,
  add column concurrency_key text,
  add column concurrency_limit smallint,
  add column rate_limit integer,
  add column rate_window_ms integer,
  -- What it waits for: c:<concurrency key>, or r:<job>/<tenant>.
  add column parked_on text,
  add column handed_at timestamptz,
  add column ended_at timestamptz,
  add column progress real,
  add column last_error text,
  -- Most rows live for seconds.
  set (
    fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0
  );

drop index message_queue.outbox_created_at;
create index outbox_turn on message_queue.outbox (lane, tenant, priority, ready_at, id) where state = 'waiting';
create index outbox_delayed on message_queue.outbox (ready_at) where state = 'delayed';
create index outbox_parked on message_queue.outbox (parked_on, priority, ready_at, id) where state = 'parked';
create index outbox_handed on message_queue.outbox (handed_at) where state = 'handed';
create index outbox_busy on message_queue.outbox (concurrency_key)
  where state = 'handed' and concurrency_key is not null;
create index outbox_ended on message_queue.outbox (ended_at) where state in ('failed', 'cancelled');
create unique index outbox_dedupe on message_queue.outbox (job, dedupe_key)
  where dedupe_key is not null and state in ('delayed', 'waiting', 'parked', 'handed');

-- Records come in the order of time and are looked at by it once an hour: each job pays for what it has of an index.
drop index message_queue.effects_created_at;
create index effects_created_at on message_queue.effects using brin (created_at);

-- How many jobs of a kind a tenant has begun in the window that is open.
create table message_queue.rate_windows (
  key text primary key,
  window_start timestamptz not null,
  used integer not null
);

grant select, insert, update, delete on message_queue.rate_windows to ashlar_worker;
