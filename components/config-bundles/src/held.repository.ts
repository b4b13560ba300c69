import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInConfigBundles(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'config_bundles',
      `select encode(sha256, 'hex') as sha256, project_id, used_at
       from config_bundles.uses where user_id = $1 order by used_at, sha256`,
    ),
  ];
}
