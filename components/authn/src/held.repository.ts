import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person besides their access tokens, for an export of it. */
export function heldInKeyPairs(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'key_pairs',
      `select id, access_key, name, roles, expires_at, last_used_at, created_at
       from authn.key_pairs where owner_id = $1 order by created_at, id`,
    ),
  ];
}
