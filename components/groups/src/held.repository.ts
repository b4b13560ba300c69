import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInGroups(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'home',
      `select id, domain_id, slug, created_at from groups.user_namespaces where user_id = $1`,
    ),
    rowsAbout(
      database,
      'domain_memberships',
      `select object_id as domain_id, role, added_by = $1 as added_by_self, created_at
       from groups.domain_members where user_id = $1 order by object_id`,
    ),
    rowsAbout(
      database,
      'group_memberships',
      `select object_id as group_id, role, added_by = $1 as added_by_self, created_at
       from groups.members where user_id = $1 order by object_id`,
    ),
    rowsAbout(
      database,
      'members_added',
      `select 'domain' as object_type, object_id, role, created_at from groups.domain_members
       where added_by = $1 and user_id is distinct from $1
       union all select 'group', object_id, role, created_at from groups.members
       where added_by = $1 and user_id is distinct from $1 order by object_id`,
    ),
    rowsAbout(database, 'group_invitations', invitationsSql('groups.invitations', 'group_id')),
    rowsAbout(database, 'creation_rights', 'select creates from groups.named_creators where user_id = $1'),
    rowsAbout(
      database,
      'domains_made',
      'select id, slug, name, created_at from groups.domains where created_by = $1 order by id',
    ),
    rowsAbout(
      database,
      'groups_made',
      'select id, slug, name, created_at from groups.groups where created_by = $1 order by id',
    ),
  ];
}

/** SQL for the invitations that somebody made, answered, or is waiting for under an address of theirs. */
export function invitationsSql(table: string, object: string): string {
  return `select i.id, i.object_id as ${object}, i.role, i.email, i.status, i.invited_by = $1 as made_by_self,
      coalesce(i.answered_by = $1, false) as answered_by_self, i.expires_at, i.created_at
    from ${table} i
    where i.invited_by = $1 or i.answered_by = $1
      or i.email = (select lower(u.email) from users.users u where u.id = $1 and u.email_verified)
    order by i.id`;
}
