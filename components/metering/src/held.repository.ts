import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInMetering(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'api_calls',
      `select day::text as day, calls, refused, failed from metering.api_calls
       where actor_kind = 'user' and actor_id = $1::uuid::text order by day`,
    ),
  ];
}
