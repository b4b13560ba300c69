-- What storages hold, as it was counted last, and how far the count under way is.
create table storage.usage (
  storage_id uuid not null constraint usage_pkey primary key
    constraint usage_storage_fkey references storage.storages on delete cascade,
  bytes bigint constraint usage_bytes_check check (bytes >= 0),
  objects bigint constraint usage_objects_check check (objects >= 0),
  counted_at timestamptz(3),
  -- A count that takes several runs goes on where it stopped.
  scan_cursor text,
  scan_bytes bigint not null default 0,
  scan_objects bigint not null default 0,
  scan_started_at timestamptz(3),
  -- Why the last run counted nothing, and how often in a row.
  error_code text constraint usage_error_code_check check (length(error_code) <= 64),
  failures integer not null default 0,
  -- Whoever counts next waits for this; who counts now pushes it into the future.
  next_at timestamptz(3) not null default now(),
  constraint usage_counted_check check (num_nulls(bytes, objects, counted_at) in (0, 3))
);

create index usage_next_at on storage.usage (next_at);

create table storage.usage_history (
  storage_id uuid not null constraint usage_history_storage_fkey references storage.storages on delete cascade,
  counted_at timestamptz(3) not null,
  id uuid not null constraint usage_history_id_key unique,
  bytes bigint not null,
  objects bigint not null,
  constraint usage_history_pkey primary key (storage_id, counted_at, id)
);

create index usage_history_counted_at on storage.usage_history (counted_at);

grant select on storage.usage, storage.usage_history to ashlar_data;
grant select, insert, update on storage.usage to ashlar_worker;
grant select, insert, delete on storage.usage_history to ashlar_worker;
