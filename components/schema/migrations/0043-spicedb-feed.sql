-- Where SpiceDB is asked for checks: what it has been told of the tuples. One row; nothing reads or writes it elsewhere.
create table authz.spicedb_feed (
  one boolean constraint spicedb_feed_pkey primary key default true constraint spicedb_feed_one_check check (one),
  state text not null default 'empty' constraint spicedb_feed_state_check check (state in ('empty', 'importing', 'fed')),
  -- The most that services ask of SpiceDB, whatever they are configured for.
  most text not null default 'spicedb' constraint spicedb_feed_most_check check (most in ('sql', 'shadow', 'spicedb')),
  -- Grows with each taking of the lease; only the latest holder may move on, here and in SpiceDB.
  fence bigint not null default 0,
  lease_until timestamptz(3),
  -- Names one filling of SpiceDB, which bears it as a mark.
  origin uuid,
  -- How far the filling is.
  progress jsonb,
  -- All changes up to here have been sent.
  xid xid8 not null default '0',
  seq bigint not null default 0,
  -- Stands for what has been sent, for whoever asks SpiceDB.
  zedtoken text,
  schema_hash text,
  -- All that was committed by then has been sent.
  fed_at timestamptz(3)
);
insert into authz.spicedb_feed default values;

-- Tuples to look at again, since SpiceDB was found to have another mind about them.
create table authz.spicedb_repair (
  number bigint generated always as identity constraint spicedb_repair_pkey primary key,
  resource_type smallint not null,
  relation smallint not null,
  subject_type smallint not null,
  subject_relation smallint not null,
  resource_id uuid not null,
  subject_id uuid not null
);

-- The order in which changes are fed. Transaction ids grow, so an entry is appended.
create index change_order on authz.change (xid, seq);

grant select on authz.spicedb_feed to ashlar_data, ashlar_worker;
grant update on authz.spicedb_feed to ashlar_worker;
grant select, insert, delete on authz.spicedb_repair to ashlar_worker;
