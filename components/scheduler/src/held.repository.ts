import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

/** What this brick holds about a person, for an export of it. */
export function heldInSchedules(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'schedules',
      `select id, owner_type, owner_id, name, description, run_kind, run_spec, timing, state,
         created_by = $1 as made_by_self, created_at, updated_at
       from scheduler.schedules
       where (owner_type = 'user' and owner_id = $1) or created_by = $1
       order by created_at, id`,
    ),
    rowsAbout(
      database,
      'scheduled_sessions_asked_for',
      `select id, schedule_id, slot, origin, state, reason, created_at, finished_at
       from scheduler.sessions where created_by = $1 order by created_at, id`,
    ),
  ];
}
