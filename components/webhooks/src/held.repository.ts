import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInWebhooks(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'webhooks_made',
      'select id, name, url, types, created_at from webhooks.webhooks where created_by = $1 order by id',
    ),
  ];
}
