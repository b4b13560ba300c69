import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInStorages(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'storages_made',
      'select id, name, created_at from storage.storages where created_by = $1 order by id',
    ),
  ];
}
