import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person besides their secrets and grants, for an export of it. */
export function heldInSlots(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'secret_slots_filled',
      'select slot_id, secret_id, created_at from secrets.slot_values where user_id = $1 order by slot_id',
    ),
    rowsAbout(
      database,
      'secret_slots_made',
      'select id, project_id, name, created_at from secrets.slots where created_by = $1 order by id',
    ),
    rowsAbout(
      database,
      'secret_deliveries',
      `select namespace, name, secret_ids, created_at, updated_at
       from secrets.deliveries where user_id = $1 order by namespace, name`,
    ),
  ];
}
