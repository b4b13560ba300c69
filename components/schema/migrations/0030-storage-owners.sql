-- Storages of groups and projects, more kinds of them, and how their last check ended.
-- breaks: storage

alter table storage.storages drop constraint storages_type_check;
alter table storage.storages add constraint storages_type_check
  check (type in ('s3', 'azureblob', 'gcs', 'webdav', 'sftp', 'ftp', 'http', 'dropbox', 'drive', 'onedrive'));

-- The keys of owners, so that none goes away while it owns a storage; and the parent that permissions follow from.
alter table storage.storages
  add column group_id uuid generated always as (case when owner_type = 'group' then owner_id end) stored,
  add column project_id uuid generated always as (case when owner_type = 'project' then owner_id end) stored,
  add column parent_id uuid not null
    generated always as (coalesce(owner_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  add column last_check_status text
    constraint storages_last_check_status_check check (last_check_status in ('pass', 'warn', 'fail')),
  -- Since when the checks end so, and when the last of them was.
  add column last_check_since timestamptz(3),
  add column last_check_at timestamptz(3),
  add constraint storages_domain_check check ((owner_type = 'platform') = (domain_id is null)),
  add constraint storages_last_check_check
    check (num_nulls(last_check_status, last_check_since, last_check_at) in (0, 3)),
  add constraint storages_group_fkey foreign key (group_id) references groups.groups,
  add constraint storages_project_fkey foreign key (project_id) references projects.projects;

create index storages_group on storage.storages (group_id) where group_id is not null;
create index storages_project on storage.storages (project_id) where project_id is not null;

-- A list of what lies in each of some parents, in each order that lists have.
create index storages_enabled_order on storage.storages (enabled, id);
create index storages_parent_name_order on storage.storages (parent_id, lower(name), id);
create index storages_parent_created_at_order on storage.storages (parent_id, created_at, id);
create index storages_parent_updated_at_order on storage.storages (parent_id, updated_at, id);
create index storages_parent_enabled_order on storage.storages (parent_id, enabled, id);

-- Settings as the kind has them now.
update storage.storages
set resource = (resource - 'pathStyle') || jsonb_build_object(
  'provider', 'Other',
  'addressing', case when (resource ->> 'pathStyle')::boolean then 'path' else 'virtual' end,
  'tlsVerify', true,
  'auth', 'keys',
  'requesterPays', false)
where type = 's3' and resource ? 'pathStyle';

-- Checks are made by the worker, and storages go with the users whose projects they are in. The version is what a
-- change of the last check shows by.
grant update (last_check_status, last_check_since, last_check_at, version), delete on storage.storages to ashlar_worker;
