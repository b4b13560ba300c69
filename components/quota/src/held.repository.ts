import type { Database } from '@ashlar/database';
import { type RowsAbout, rowsAbout } from '@ashlar/database/persistence';

const own = `subject_type = 'user' and subject_id = $1`;

/** What this brick holds about a person, for an export of it: amounts are texts. */
export function heldInQuotas(database: Database): readonly RowsAbout[] {
  return [
    rowsAbout(
      database,
      'quota_assignments',
      `select id, type, template_id, assigned_at, expires_at, ended_at, ended, subject_type, subject_id,
         coalesce(assigned_by = $1, false) as assigned_by_self
       from quota.assignments where (${own}) or assigned_by = $1 order by id`,
    ),
    rowsAbout(
      database,
      'quota_usage',
      `select type, used, reserved, limit_amount, period_starts_at, period_ends_at
       from quota.counters where ${own} order by type`,
    ),
    rowsAbout(
      database,
      'quota_requests',
      `select id, subject_type, subject_id, type, amount, reason, state, comment,
         requested_by = $1::uuid::text as requested_by_self, coalesce(decided_by = $1::uuid::text, false) as decided_by_self, created_at
       from quota.requests where (${own}) or requested_by = $1::uuid::text or decided_by = $1::uuid::text order by id`,
    ),
    rowsAbout(
      database,
      'quota_holds',
      `select id, state, items, expires_at, created_at, ended_at
       from quota.holds where (${own}) or created_by = $1::uuid::text order by id`,
    ),
    rowsAbout(
      database,
      'quota_charges',
      `select c.type, l.operation_id, l.kind, l.amount, l.reason, l.at,
         l.actor_kind = 'user' and l.actor_id = $1::uuid::text as done_by_self
       from quota.ledger l join quota.counters c on c.id = l.counter_id
       where (c.subject_type = 'user' and c.subject_id = $1)
         or (l.actor_kind = 'user' and l.actor_id = $1::uuid::text)
       order by l.at, l.seq`,
    ),
    rowsAbout(
      database,
      'quota_templates_made',
      'select id, created_at from quota.templates where created_by = $1 order by id',
    ),
  ];
}
