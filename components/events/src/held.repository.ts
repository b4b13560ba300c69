import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it: what they did, and what happened to them. */
export function heldInEvents(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'events',
      `select id, type, aggregate, aggregate_id, actor_kind = 'user' and actor_id = $1::uuid::text as done_by_self, data, created_at
       from events.events
       where (actor_kind = 'user' and actor_id = $1::uuid::text) or (aggregate = 'user' and aggregate_id = $1::uuid::text)
       order by xid, seq`,
    ),
  ];
}
