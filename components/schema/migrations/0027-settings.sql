-- Settings: named JSON documents that are merged from the domain down; and the scripts that a run begins with.
alter table group_config.owners
  add column settings integer not null default 0 constraint owners_settings_check check (settings >= 0);

create table group_config.settings (
  id uuid constraint settings_pkey primary key,
  owner_type text not null,
  owner_id uuid not null,
  name text not null
    constraint settings_name_check check (name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(name) <= 100),
  value jsonb not null constraint settings_value_check check (jsonb_typeof(value) = 'object'),
  -- What the merged document has to look like, here and below.
  schema jsonb constraint settings_schema_check check (jsonb_typeof(schema) = 'object'),
  -- JSON pointers that narrower owners may not change; '' is all of it.
  locked text[] not null default '{}' constraint settings_locked_check check (cardinality(locked) <= 100),
  version integer not null,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint settings_name_key unique (owner_type, owner_id, name),
  constraint settings_owner_fkey foreign key (owner_type, owner_id) references group_config.owners on delete cascade
);

create index settings_updated_at_order on group_config.settings (owner_type, owner_id, updated_at, id);

-- What every setting was, and when it went. Also the audit: written with the change, never changed. Numbers go on when a
-- setting comes back.
create table group_config.setting_revisions (
  id uuid not null default gen_random_uuid() constraint setting_revisions_id_key unique,
  owner_type text not null,
  owner_id uuid not null,
  name text not null,
  version integer not null,
  change text not null constraint setting_revisions_change_check check (change in ('created', 'changed', 'deleted')),
  value jsonb,
  schema jsonb,
  locked text[] not null default '{}',
  -- Of the value as the database writes it, before and after; null where there was or is none.
  sha256_before bytea,
  sha256 bytea,
  size integer,
  actor_kind text not null,
  actor_id text,
  request_id text not null,
  created_at timestamptz(3) not null default now(),
  constraint setting_revisions_pkey primary key (owner_type, owner_id, name, version),
  constraint setting_revisions_owner_fkey foreign key (owner_type, owner_id)
    references group_config.owners on delete cascade
);

-- One an owner; the wider owner's runs first.
create table group_config.bootstrap_scripts (
  owner_type text not null,
  owner_id uuid not null,
  sha256 bytea not null constraint bootstrap_scripts_content_fkey references group_config.contents,
  size integer not null constraint bootstrap_scripts_size_check check (size between 0 and 65536),
  version integer not null,
  updated_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint bootstrap_scripts_pkey primary key (owner_type, owner_id),
  constraint bootstrap_scripts_owner_fkey foreign key (owner_type, owner_id)
    references group_config.owners on delete cascade
);

create index bootstrap_scripts_content on group_config.bootstrap_scripts (sha256);

create table group_config.bootstrap_script_revisions (
  owner_type text not null,
  owner_id uuid not null,
  version integer not null,
  change text not null
    constraint bootstrap_script_revisions_change_check check (change in ('created', 'changed', 'deleted')),
  sha256_before bytea,
  sha256 bytea constraint bootstrap_script_revisions_content_fkey references group_config.contents,
  size integer,
  actor_kind text not null,
  actor_id text,
  request_id text not null,
  created_at timestamptz(3) not null default now(),
  constraint bootstrap_script_revisions_pkey primary key (owner_type, owner_id, version),
  constraint bootstrap_script_revisions_owner_fkey foreign key (owner_type, owner_id)
    references group_config.owners on delete cascade
);

create index bootstrap_script_revisions_content on group_config.bootstrap_script_revisions (sha256);

grant select, insert, update, delete on group_config.settings, group_config.bootstrap_scripts to ashlar_data;
grant select, insert on group_config.setting_revisions, group_config.bootstrap_script_revisions to ashlar_data;
grant select on group_config.settings, group_config.setting_revisions, group_config.bootstrap_scripts,
  group_config.bootstrap_script_revisions to ashlar_worker;
-- A row is locked by who may update it: contents that nothing refers to are removed under a lock.
grant update (touched_at) on group_config.contents to ashlar_worker;
create index contents_touched_at on group_config.contents (touched_at);
