-- Tenants, the people in them, and the places that have a path: groups and the namespaces of users.
create schema groups;

create table groups.domains (
  id uuid constraint domains_pkey primary key,
  slug text not null
    constraint domains_slug_key unique
    constraint domains_slug_check check (slug ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(slug) <= 100),
  name text not null constraint domains_name_check check (length(name) between 1 and 255),
  description text constraint domains_description_check check (length(description) <= 2000),
  default_visibility text not null default 'private'
    constraint domains_default_visibility_check check (default_visibility in ('private', 'public')),
  -- Nothing in a suspended domain can be changed.
  suspended_at timestamptz(3),
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create index domains_name_order on groups.domains (lower(name), id);
create index domains_created_at_order on groups.domains (created_at, id);

-- The home of everybody of whom nothing else is known. Its id is fixed and documented.
insert into groups.domains (id, slug, name) values ('00000000-0000-7000-8000-000000000001', 'default', 'Default');
-- It belongs to the platform: domain (5), parent (10), platform (4).
insert into authz.rel (resource_type, relation, subject_type, resource_id, subject_id)
values (5, 10, 4, '00000000-0000-7000-8000-000000000001', '00000000-0000-0000-0000-000000000000');

-- Which name means what below a domain, a group or a user's namespace; also what it used to mean. The primary key
-- decides races: a name in use is nobody else's, a name that was given up goes to whoever takes it.
create table groups.slugs (
  parent_id uuid not null,
  slug text not null constraint slugs_slug_check check (slug ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' and length(slug) <= 100),
  target_type text not null
    constraint slugs_target_type_check check (target_type in ('group', 'user-namespace', 'project')),
  target_id uuid not null,
  current boolean not null,
  created_at timestamptz(3) not null default now(),
  constraint slugs_pkey primary key (parent_id, slug),
  constraint slugs_target_key unique (parent_id, slug, target_id)
);

create unique index slugs_current_key on groups.slugs (target_id) where current;
create index slugs_target on groups.slugs (target_id);

create table groups.groups (
  id uuid constraint groups_pkey primary key,
  domain_id uuid not null constraint groups_domain_fkey references groups.domains,
  -- null: directly in the domain.
  parent_group_id uuid,
  parent_id uuid not null generated always as (coalesce(parent_group_id, domain_id)) stored,
  slug text not null,
  name text not null constraint groups_name_check check (length(name) between 1 and 255),
  description text constraint groups_description_check check (length(description) <= 2000),
  visibility text not null constraint groups_visibility_check check (visibility in ('private', 'public')),
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint groups_domain_key unique (domain_id, id),
  -- A parent is of the same domain.
  constraint groups_parent_fkey foreign key (domain_id, parent_group_id) references groups.groups (domain_id, id),
  constraint groups_slug_fkey foreign key (parent_id, slug, id) references groups.slugs (parent_id, slug, target_id),
  constraint groups_parent_check check (parent_group_id <> id)
);

create index groups_parent on groups.groups (parent_group_id) where parent_group_id is not null;
create index groups_name_order on groups.groups (lower(name), id);
create index groups_created_at_order on groups.groups (created_at, id);
create index groups_updated_at_order on groups.groups (updated_at, id);

-- The three tables of members (of domains, groups and projects) have one shape. Keys with the domain in them keep
-- everything inside: a member of a group is of the group's domain.
create table groups.domain_members (
  object_id uuid not null constraint domain_members_object_fkey references groups.domains on delete cascade,
  domain_id uuid not null,
  user_id uuid constraint domain_members_user_fkey references users.users,
  member_group_id uuid,
  member_id uuid not null generated always as (coalesce(user_id, member_group_id)) stored,
  role text not null constraint domain_members_role_check check (role in ('admin', 'member')),
  version integer not null default 1,
  added_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint domain_members_pkey primary key (object_id, member_id),
  constraint domain_members_user_key unique (object_id, user_id),
  constraint domain_members_group_fkey foreign key (domain_id, member_group_id)
    references groups.groups (domain_id, id) on delete cascade,
  constraint domain_members_domain_check check (domain_id = object_id),
  constraint domain_members_one_check check (num_nonnulls(user_id, member_group_id) = 1),
  -- Groups administer a domain; who is in it is decided person by person.
  constraint domain_members_group_check check (member_group_id is null or role = 'admin')
);

create index domain_members_user on groups.domain_members (user_id) where user_id is not null;
create index domain_members_group on groups.domain_members (member_group_id) where member_group_id is not null;
create index domain_members_created_at_order on groups.domain_members (object_id, created_at, member_id);

create table groups.members (
  object_id uuid not null,
  domain_id uuid not null,
  user_id uuid,
  member_group_id uuid,
  member_id uuid not null generated always as (coalesce(user_id, member_group_id)) stored,
  role text not null constraint members_role_check check (role in ('viewer', 'editor', 'owner')),
  version integer not null default 1,
  added_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint members_pkey primary key (object_id, member_id),
  constraint members_object_fkey foreign key (domain_id, object_id)
    references groups.groups (domain_id, id) on delete cascade,
  constraint members_user_fkey foreign key (domain_id, user_id) references groups.domain_members (object_id, user_id),
  constraint members_group_fkey foreign key (domain_id, member_group_id)
    references groups.groups (domain_id, id) on delete cascade,
  constraint members_one_check check (num_nonnulls(user_id, member_group_id) = 1),
  constraint members_self_check check (member_group_id <> object_id)
);

create index members_user on groups.members (user_id) where user_id is not null;
create index members_group on groups.members (member_group_id) where member_group_id is not null;
create index members_created_at_order on groups.members (object_id, created_at, member_id);

-- A user has one, in the home domain.
create table groups.user_namespaces (
  id uuid constraint user_namespaces_pkey primary key,
  domain_id uuid not null,
  user_id uuid not null constraint user_namespaces_user_key unique,
  slug text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint user_namespaces_domain_key unique (domain_id, id),
  constraint user_namespaces_home_fkey foreign key (domain_id, user_id)
    references groups.domain_members (object_id, user_id),
  constraint user_namespaces_slug_fkey foreign key (domain_id, slug, id)
    references groups.slugs (parent_id, slug, target_id)
);

grant usage on schema groups to ashlar_data, ashlar_worker;
grant select, insert, update on groups.domains to ashlar_data;
grant select, insert, update, delete
  on groups.slugs, groups.groups, groups.domain_members, groups.members, groups.user_namespaces to ashlar_data;
grant select on all tables in schema groups to ashlar_worker;
