-- What comes with members: invitations, who may make groups and projects, and finding by a part of a name.

-- Two tables of one shape. The token of an invitation is not here: its hash is.
create table groups.invitations (
  id uuid constraint invitations_pkey primary key,
  object_id uuid not null,
  domain_id uuid not null,
  role text not null constraint invitations_role_check check (role in ('viewer', 'editor', 'owner')),
  -- Lower case. null: whoever has the link.
  email text constraint invitations_email_check check (email = lower(email) and length(email) between 3 and 320),
  hash bytea not null
    constraint invitations_hash_key unique
    constraint invitations_hash_check check (octet_length(hash) = 32),
  status text not null default 'open'
    constraint invitations_status_check check (status in ('open', 'accepted', 'declined', 'revoked')),
  invited_by uuid not null constraint invitations_invited_by_fkey references users.users,
  answered_by uuid,
  expires_at timestamptz(3) not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint invitations_object_fkey foreign key (domain_id, object_id)
    references groups.groups (domain_id, id) on delete cascade
);

create index invitations_created_at_order on groups.invitations (object_id, created_at, id);
create index invitations_invited_by on groups.invitations (invited_by);
create index invitations_email on groups.invitations (email) where email is not null;
create index invitations_expires_at on groups.invitations (expires_at);

create table projects.invitations (
  id uuid constraint invitations_pkey primary key,
  object_id uuid not null,
  domain_id uuid not null,
  role text not null constraint invitations_role_check check (role in ('viewer', 'editor', 'owner')),
  email text constraint invitations_email_check check (email = lower(email) and length(email) between 3 and 320),
  hash bytea not null
    constraint invitations_hash_key unique
    constraint invitations_hash_check check (octet_length(hash) = 32),
  status text not null default 'open'
    constraint invitations_status_check check (status in ('open', 'accepted', 'declined', 'revoked')),
  invited_by uuid not null constraint invitations_invited_by_fkey references users.users,
  answered_by uuid,
  expires_at timestamptz(3) not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint invitations_object_fkey foreign key (domain_id, object_id)
    references projects.projects (domain_id, id) on delete cascade
);

create index invitations_created_at_order on projects.invitations (object_id, created_at, id);
create index invitations_invited_by on projects.invitations (invited_by);
create index invitations_email on projects.invitations (email) where email is not null;
create index invitations_expires_at on projects.invitations (expires_at);

-- Who may make groups and projects at all. One row; the tuples of the platform follow from it.
create table groups.authorization_config (
  only_one boolean not null default true
    constraint authorization_config_pkey primary key
    constraint authorization_config_one_check check (only_one),
  group_creators text not null default 'admins'
    constraint authorization_config_group_creators_check check (group_creators in ('everyone', 'admins', 'named')),
  project_creators text not null default 'admins'
    constraint authorization_config_project_creators_check check (project_creators in ('everyone', 'admins', 'named')),
  version integer not null default 1,
  updated_at timestamptz(3) not null default now()
);

-- As the tuples are: platform (4), group_creator (4) and project_creator (5), everybody (user 1, highest UUID).
insert into groups.authorization_config (group_creators, project_creators)
select coalesce(max('everyone') filter (where relation = 4), 'admins'),
       coalesce(max('everyone') filter (where relation = 5), 'admins')
from authz.rel
where resource_type = 4 and subject_type = 1 and subject_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

create table groups.named_creators (
  creates text not null constraint named_creators_creates_check check (creates in ('groups', 'projects')),
  user_id uuid not null constraint named_creators_user_fkey references users.users,
  constraint named_creators_pkey primary key (creates, user_id)
);

create index named_creators_user on groups.named_creators (user_id);

-- The model in which people can be named for the two switches.
insert into authz.schema_version (hash) values ('8b193e9ed993598e93f43f0f64255bd04015c80867aa723821b332377ed0212a');

-- A part of a name is found by its trigrams. Where the extension may not be made, lists are read to be searched.
do $$
declare
  place text;
begin
  begin
    create extension if not exists pg_trgm;
  exception when insufficient_privilege or undefined_file or feature_not_supported then
    raise warning 'pg_trgm is not there, so searching by a part of a name reads the whole list';
  end;
  select quote_ident(n.nspname) into place
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  if place is null then
    return;
  end if;
  execute format('create index domains_text on groups.domains
    using gin (name %1$s.gin_trgm_ops, slug %1$s.gin_trgm_ops)', place);
  execute format('create index groups_text on groups.groups
    using gin (name %1$s.gin_trgm_ops, slug %1$s.gin_trgm_ops)', place);
  execute format('create index projects_text on projects.projects
    using gin (name %1$s.gin_trgm_ops, slug %1$s.gin_trgm_ops, description %1$s.gin_trgm_ops)', place);
  execute format('create index storages_text on storage.storages
    using gin (name %1$s.gin_trgm_ops, description %1$s.gin_trgm_ops)', place);
end $$;

grant delete on groups.domains to ashlar_data;
grant select, insert, update, delete on groups.invitations, projects.invitations, groups.named_creators to ashlar_data;
grant select, update on groups.authorization_config to ashlar_data;
grant select, delete on groups.invitations, projects.invitations, groups.named_creators to ashlar_worker;
-- What a user leaves behind is removed or handed over by the worker. PostgreSQL asks for an update to lock a row.
grant select, update (version, updated_at) on groups.authorization_config to ashlar_worker;
grant update (updated_at) on groups.domains, groups.user_namespaces to ashlar_worker;
grant update (updated_at), delete on groups.groups to ashlar_worker;
grant insert, update, delete on groups.slugs to ashlar_worker;
grant delete on groups.domain_members, groups.user_namespaces to ashlar_worker;
grant insert, update, delete on groups.members to ashlar_worker;
grant update, delete on projects.projects to ashlar_worker;
grant delete on projects.members to ashlar_worker;
