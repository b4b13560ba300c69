-- Dotfiles: what a run finds in its home folder, from its domain, groups, project and user.
create schema group_config;

-- How much an owner has. Whoever changes its dotfiles holds this row until the end, so that limits are exact.
create table group_config.owners (
  owner_type text not null
    constraint owners_type_check check (owner_type in ('domain', 'group', 'project', 'user')),
  owner_id uuid not null,
  domain_id uuid not null,
  files integer not null default 0 constraint owners_files_check check (files >= 0),
  bytes bigint not null default 0 constraint owners_bytes_check check (bytes >= 0),
  constraint owners_pkey primary key (owner_type, owner_id)
);

-- By what they are, so that revisions and copies cost nothing. touched_at keeps one that comes back from being swept.
create table group_config.contents (
  sha256 bytea constraint contents_pkey primary key
    constraint contents_sha256_check check (octet_length(sha256) = 32),
  content bytea not null,
  touched_at timestamptz(3) not null default now()
);

create table group_config.dotfiles (
  id uuid constraint dotfiles_pkey primary key,
  owner_type text not null,
  owner_id uuid not null,
  path text not null constraint dotfiles_path_check check (octet_length(path) between 1 and 1024),
  mode smallint not null constraint dotfiles_mode_check check (mode between 0 and 511),
  sha256 bytea not null constraint dotfiles_content_fkey references group_config.contents,
  size integer not null constraint dotfiles_size_check check (size >= 0),
  version integer not null default 1,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint dotfiles_path_key unique (owner_type, owner_id, path),
  constraint dotfiles_owner_fkey foreign key (owner_type, owner_id) references group_config.owners on delete cascade
);

create index dotfiles_updated_at_order on group_config.dotfiles (owner_type, owner_id, updated_at, id);
create index dotfiles_created_at_order on group_config.dotfiles (owner_type, owner_id, created_at, id);
create index dotfiles_content on group_config.dotfiles (sha256);

-- What every dotfile was, and when it went. Also the audit: written with the change, never changed.
create table group_config.revisions (
  id uuid not null default gen_random_uuid() constraint revisions_id_key unique,
  dotfile_id uuid not null,
  version integer not null,
  owner_type text not null,
  owner_id uuid not null,
  change text not null constraint revisions_change_check check (change in ('created', 'changed', 'deleted')),
  path text not null,
  mode smallint not null,
  -- Before and after; null where there was or is none.
  sha256 bytea constraint revisions_content_fkey references group_config.contents,
  size integer,
  actor_kind text not null,
  actor_id text,
  reason text constraint revisions_reason_check check (length(reason) <= 500),
  created_at timestamptz(3) not null default now(),
  constraint revisions_pkey primary key (dotfile_id, version),
  constraint revisions_owner_fkey foreign key (owner_type, owner_id) references group_config.owners on delete cascade
);

create index revisions_owner on group_config.revisions (owner_type, owner_id, created_at);
create index revisions_content on group_config.revisions (sha256);

grant usage on schema group_config to ashlar_data, ashlar_worker;
grant select, insert, update, delete on group_config.owners, group_config.dotfiles to ashlar_data;
grant select, insert on group_config.contents to ashlar_data;
grant update (touched_at) on group_config.contents to ashlar_data;
grant select, insert on group_config.revisions to ashlar_data;
grant select, delete on group_config.contents to ashlar_worker;
grant select, delete on group_config.owners to ashlar_worker;
grant select on group_config.dotfiles, group_config.revisions to ashlar_worker;
