import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInStorageChecks(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'storage_tests',
      `select id, storage_id, reason, intended_use, state, status, created_at, done_at from storage_checks.checks
       where requested_by = 'user:' || $1 order by id`,
    ),
  ];
}
