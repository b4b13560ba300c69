-- Storages that projects have at paths of the home folder of their runs.
create schema storage_mounts;

create table storage_mounts.mounts (
  id uuid constraint mounts_pkey primary key,
  project_id uuid not null,
  -- That of the project, which never changes.
  domain_id uuid not null,
  -- Nothing goes by itself: who deletes a storage decides in that transaction what becomes of its mounts.
  storage_id uuid not null constraint mounts_storage_fkey references storage.storages,
  -- Canonical, relative to the home folder. In the order of bytes what lies below a path is one range.
  path text collate "C" not null constraint mounts_path_check check (octet_length(path) between 1 and 1024),
  read_only boolean not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint mounts_path_key unique (project_id, path),
  constraint mounts_project_fkey foreign key (domain_id, project_id) references projects.projects (domain_id, id)
);

create index mounts_storage on storage_mounts.mounts (storage_id, id);
create index mounts_domain_path on storage_mounts.mounts (domain_id, path);

grant usage on schema storage_mounts to ashlar_data, ashlar_worker;
grant select, insert, delete on storage_mounts.mounts to ashlar_data;
grant update (path, read_only, version, updated_at) on storage_mounts.mounts to ashlar_data;
-- Mounts go with the projects and storages of users whom the worker purges.
grant select, delete on storage_mounts.mounts to ashlar_worker;
