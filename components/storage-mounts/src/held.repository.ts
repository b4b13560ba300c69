import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInStorageMounts(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'storage_mounts_made',
      `select id, project_id, storage_id, path, read_only, created_at
       from storage_mounts.mounts where created_by = $1 order by id`,
    ),
  ];
}
