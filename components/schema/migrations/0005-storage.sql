-- Object storages. Only the platform's own exist so far.
create schema storage;

create table storage.storages (
  id uuid primary key,
  owner_type text not null constraint storages_owner_type_check check (owner_type in ('platform', 'group', 'project')),
  owner_id uuid,
  domain_id uuid,
  name text not null constraint storages_name_check check (length(name) between 1 and 255),
  description text constraint storages_description_check check (length(description) <= 2000),
  type text not null constraint storages_type_check check (type in ('s3')),
  -- Settings of that type; never a secret.
  resource jsonb not null constraint storages_resource_check check (jsonb_typeof(resource) = 'object'),
  enabled boolean not null default true,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint storages_owner_check check ((owner_type = 'platform') = (owner_id is null))
);

create unique index storages_name_key on storage.storages (owner_type, owner_id, lower(name)) nulls not distinct;
create index storages_name_order on storage.storages (lower(name), id);
create index storages_created_at_order on storage.storages (created_at, id);
create index storages_updated_at_order on storage.storages (updated_at, id);

-- How often a storage was changed and when last: counted by the worker, one job a change.
create table storage.activity (
  storage_id uuid primary key references storage.storages on delete cascade,
  changes integer not null,
  last_change_at timestamptz(3) not null
);

grant usage on schema storage to ashlar_data, ashlar_worker;
grant select, insert, update, delete on storage.storages to ashlar_data;
grant select on storage.storages to ashlar_worker;
grant select on storage.activity to ashlar_data;
grant select, insert, update on storage.activity to ashlar_worker;
