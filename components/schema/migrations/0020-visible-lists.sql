-- Lists of what somebody may see are merged from what each of their groups holds and from what is open to everybody:
-- both are read in the order of the list, so there is an index of each order behind either.
drop index projects.projects_namespace;
create index projects_namespace_name on projects.projects (namespace_id, lower(name), id);
create index projects_namespace_created_at on projects.projects (namespace_id, created_at, id);
create index projects_namespace_updated_at on projects.projects (namespace_id, updated_at, id);
create index projects_public_name on projects.projects (lower(name), id) where visibility = 'public';
create index projects_public_created_at on projects.projects (created_at, id) where visibility = 'public';
create index projects_public_updated_at on projects.projects (updated_at, id) where visibility = 'public';
-- What the end of a group or of a home asks for.
create index projects_group on projects.projects (group_id) where group_id is not null;
create index projects_user_namespace on projects.projects (user_namespace_id) where user_namespace_id is not null;

create index groups_parent_name on groups.groups (parent_id, lower(name), id);
create index groups_parent_created_at on groups.groups (parent_id, created_at, id);
create index groups_parent_updated_at on groups.groups (parent_id, updated_at, id);
create index groups_public_name on groups.groups (lower(name), id) where visibility = 'public';
create index groups_public_created_at on groups.groups (created_at, id) where visibility = 'public';
create index groups_public_updated_at on groups.groups (updated_at, id) where visibility = 'public';
