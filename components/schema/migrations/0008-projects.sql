-- What people work in: in a group, or in the namespace of a user.
create schema projects;

create table projects.projects (
  id uuid constraint projects_pkey primary key,
  domain_id uuid not null,
  group_id uuid,
  user_namespace_id uuid,
  namespace_id uuid not null generated always as (coalesce(group_id, user_namespace_id)) stored,
  slug text not null,
  name text not null constraint projects_name_check check (length(name) between 1 and 255),
  description text constraint projects_description_check check (length(description) <= 2000),
  documentation text constraint projects_documentation_check check (length(documentation) <= 100000),
  visibility text not null constraint projects_visibility_check check (visibility in ('private', 'public')),
  keywords text[] not null default '{}' constraint projects_keywords_check check (cardinality(keywords) <= 100),
  repositories text[] not null default '{}'
    constraint projects_repositories_check check (cardinality(repositories) <= 100),
  -- What it was copied from, as long as that exists.
  copied_from uuid constraint projects_copied_from_fkey references projects.projects on delete set null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint projects_domain_key unique (domain_id, id),
  constraint projects_namespace_check check (num_nonnulls(group_id, user_namespace_id) = 1),
  constraint projects_group_fkey foreign key (domain_id, group_id) references groups.groups (domain_id, id),
  constraint projects_user_namespace_fkey foreign key (domain_id, user_namespace_id)
    references groups.user_namespaces (domain_id, id),
  constraint projects_slug_fkey foreign key (namespace_id, slug, id)
    references groups.slugs (parent_id, slug, target_id)
);

create index projects_namespace on projects.projects (namespace_id, id);
create index projects_copied_from on projects.projects (copied_from) where copied_from is not null;
create index projects_keywords on projects.projects using gin (keywords);
create index projects_name_order on projects.projects (lower(name), id);
create index projects_created_at_order on projects.projects (created_at, id);
create index projects_updated_at_order on projects.projects (updated_at, id);

create table projects.members (
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
    references projects.projects (domain_id, id) on delete cascade,
  constraint members_user_fkey foreign key (domain_id, user_id) references groups.domain_members (object_id, user_id),
  constraint members_group_fkey foreign key (domain_id, member_group_id)
    references groups.groups (domain_id, id) on delete cascade,
  constraint members_one_check check (num_nonnulls(user_id, member_group_id) = 1)
);

create index members_user on projects.members (user_id) where user_id is not null;
create index members_group on projects.members (member_group_id) where member_group_id is not null;
create index members_created_at_order on projects.members (object_id, created_at, member_id);

grant usage on schema projects to ashlar_data, ashlar_worker;
grant select, insert, update, delete on projects.projects, projects.members to ashlar_data;
grant select on all tables in schema projects to ashlar_worker;
