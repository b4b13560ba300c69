-- Who stands in which relation to what: the tuples from which every permission follows.
create schema authz;

-- Types and relations are numbers from the dictionary of the brick; ids are UUIDs. The nil UUID is the platform, the
-- highest one everybody of a type. Both indexes hold all columns: permissions are read from indexes alone.
create table authz.rel (
  resource_type smallint not null,
  relation smallint not null,
  subject_type smallint not null,
  -- 0: the subject itself; else a userset such as the members of a group.
  subject_relation smallint not null default 0,
  resource_id uuid not null,
  subject_id uuid not null,
  constraint rel_pkey primary key (resource_type, resource_id, relation, subject_type, subject_id, subject_relation)
);

create index rel_reverse on authz.rel (subject_type, subject_id, subject_relation, resource_type, relation, resource_id);

-- Index-only scans need a fresh visibility map.
alter table authz.rel set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02);

-- Who changed what: written by the statement that changes. Rows say which tuples to look at again; they are not
-- operations to replay, since neither number nor transaction id is the order of commits.
create table authz.change (
  seq bigint generated always as identity constraint change_pkey primary key,
  xid xid8 not null default pg_current_xact_id(),
  op text not null constraint change_op_check check (op in ('touch', 'delete')),
  resource_type smallint not null,
  relation smallint not null,
  subject_type smallint not null,
  subject_relation smallint not null,
  resource_id uuid not null,
  subject_id uuid not null,
  actor_kind text not null,
  actor_id text not null,
  request_id text not null,
  created_at timestamptz(3) not null default now()
);

create index change_resource on authz.change (resource_type, resource_id, seq);

-- The models that this database knows, by the SHA-256 of their text. A service with another one does not start.
create table authz.schema_version (
  hash text constraint schema_version_pkey primary key,
  created_at timestamptz(3) not null default now()
);

insert into authz.schema_version (hash) values ('f634553b244472d7aee101fd95b3185b5bc50a9c6b67f7baf05e49bd880e99ca');

-- What exists already belongs to the platform: storage (9), parent (10), platform (4).
insert into authz.rel (resource_type, relation, subject_type, resource_id, subject_id)
select 9, 10, 4, id, '00000000-0000-0000-0000-000000000000' from storage.storages where owner_type = 'platform';

grant usage on schema authz to ashlar_data, ashlar_secrets, ashlar_worker;
-- update: PostgreSQL asks for it to lock a row.
grant select, insert, update, delete on authz.rel to ashlar_data, ashlar_worker;
grant select, insert on authz.change to ashlar_data, ashlar_worker;
grant select on authz.rel, authz.schema_version to ashlar_secrets;
grant select on authz.schema_version to ashlar_data, ashlar_worker;
