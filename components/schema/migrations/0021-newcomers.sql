-- Who comes first to a new installation can make projects of their own without an administrator. Where somebody is
-- there already, or the switches were ever set, all stays as it is.
update groups.authorization_config set project_creators = 'everyone'
where version = 1 and not exists (select from users.users);

-- As the tuples are: platform (4), project_creator (5), everybody (user 1, highest UUID).
insert into authz.rel (resource_type, relation, subject_type, resource_id, subject_id)
select 4, 5, 1, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'
from groups.authorization_config where project_creators = 'everyone'
on conflict do nothing;

-- Administrators look for people by a part of a name or an address.
do $$
declare
  place text;
begin
  select quote_ident(n.nspname) into place
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  if place is null then
    raise warning 'pg_trgm is not there, so searching users by a part of a name reads the whole list';
    return;
  end if;
  execute format('create index users_text on users.users
    using gin (username %1$s.gin_trgm_ops, email %1$s.gin_trgm_ops, full_name %1$s.gin_trgm_ops,
      display_name %1$s.gin_trgm_ops)', place);
end $$;
