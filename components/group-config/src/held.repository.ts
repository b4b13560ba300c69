import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person besides their files, settings and scripts, for an export of it. */
export function heldInConfig(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'dotfile_changes',
      `select dotfile_id, version, owner_type, owner_id, change, path, size, reason,
         actor_kind = 'user' and actor_id = $1::uuid::text as done_by_self, created_at
       from group_config.revisions
       where (owner_type = 'user' and owner_id = $1) or (actor_kind = 'user' and actor_id = $1::uuid::text)
       order by created_at, dotfile_id, version`,
    ),
    rowsAbout(
      database,
      'setting_changes',
      `select name, version, owner_type, owner_id, change, size,
         actor_kind = 'user' and actor_id = $1::uuid::text as done_by_self, created_at
       from group_config.setting_revisions
       where (owner_type = 'user' and owner_id = $1) or (actor_kind = 'user' and actor_id = $1::uuid::text)
       order by created_at, owner_id, name, version`,
    ),
    rowsAbout(
      database,
      'bootstrap_script_changes',
      `select version, owner_type, owner_id, change, size,
         actor_kind = 'user' and actor_id = $1::uuid::text as done_by_self, created_at
       from group_config.bootstrap_script_revisions
       where (owner_type = 'user' and owner_id = $1) or (actor_kind = 'user' and actor_id = $1::uuid::text)
       order by created_at, owner_id, version`,
    ),
  ];
}
