import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';
import { invitationsSql } from '@ashlar/groups/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInProjects(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'project_memberships',
      `select object_id as project_id, role, added_by = $1 as added_by_self, created_at
       from projects.members where user_id = $1 order by object_id`,
    ),
    rowsAbout(
      database,
      'project_members_added',
      `select object_id as project_id, role, created_at from projects.members
       where added_by = $1 and user_id is distinct from $1 order by object_id`,
    ),
    rowsAbout(database, 'project_invitations', invitationsSql('projects.invitations', 'project_id')),
    rowsAbout(
      database,
      'projects_made',
      'select id, slug, name, created_at from projects.projects where created_by = $1 order by id',
    ),
  ];
}
