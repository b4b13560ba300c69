import { applyFilter, type ListFilter } from '@ashlar/authz/persistence';
import type { Database, OperationContext, Page, PageRequest, TransactionContext } from '@ashlar/database';
import { findPage, type ListColumns, managerFor } from '@ashlar/database/persistence';
import { SessionRow } from './scheduler.entity.js';
import {
  type JournalEntry,
  openStates,
  type ScheduledSession,
  type SessionFilter,
  type SessionState,
} from './schedules.types.js';

const columns: ListColumns<SessionRow> = {
  created_at: { expression: 'session.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  slot: { expression: 'session.slot', valueOf: (row) => row.slot.toISOString() },
};

export class SessionRepository {
  constructor(private readonly database: Database) {}

  /** @param visible of schedules: a session is as visible as its schedule. */
  async list(
    ctx: OperationContext,
    visible: ListFilter | undefined,
    { scheduleId, states, slotFrom, slotTo }: SessionFilter,
    request: PageRequest,
  ): Promise<Page<ScheduledSession>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(SessionRow, 'session');
    if (visible) {
      query.innerJoin('session.schedule', 'schedule');
      applyFilter(query, visible, 'schedule');
    }
    if (scheduleId !== undefined) query.andWhere('session.scheduleId = :scheduleId', { scheduleId });
    if (states) query.andWhere('session.state = any(:states)', { states });
    if (slotFrom) query.andWhere('session.slot >= :slotFrom', { slotFrom });
    if (slotTo) query.andWhere('session.slot < :slotTo', { slotTo });
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toSession) };
  }

  async find(
    ctx: OperationContext,
    id: string,
  ): Promise<(ScheduledSession & { readonly journal: readonly JournalEntry[] }) | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(SessionRow, { id });
    return row ? { ...toSession(row), journal: row.journal } : undefined;
  }

  async hasOpen(ctx: OperationContext, scheduleIds: readonly string[]): Promise<boolean> {
    const query = managerFor(ctx, this.database)
      .createQueryBuilder(SessionRow, 'session')
      .where('session.scheduleId = any(:scheduleIds) and session.state = any(:open)', {
        scheduleIds,
        open: openStates,
      });
    return query.getExists();
  }

  /** Slots that have a session keep it. @returns the slots that got one, with its id. */
  async add(
    tx: TransactionContext,
    scheduleId: string,
    origin: ScheduledSession['origin'],
    sessions: readonly { readonly id: string; readonly slot: Date }[],
  ): Promise<readonly { readonly id: string; readonly slot: Date }[]> {
    return managerFor(tx, this.database).query<readonly { id: string; slot: Date }[]>(
      `insert into scheduler.sessions (id, schedule_id, slot, origin, state, next_at, created_by)
       select id, $1, slot, $2, 'pending', now(), $5
       from unnest($3::uuid[], $4::timestamptz[]) as entry (id, slot)
       on conflict (schedule_id, slot) do nothing
       returning id, slot`,
      [
        scheduleId,
        origin,
        sessions.map(({ id }) => id),
        sessions.map(({ slot }) => slot),
        tx.actor.kind === 'user' ? tx.actor.id : null,
      ],
    );
  }

  /** The picker ends what was not launched, the poller what runs. False when it has ended. */
  async askToCancel(tx: TransactionContext, id: string): Promise<boolean> {
    const [rows = []] = await managerFor(tx, this.database).query<readonly (readonly unknown[])[]>(
      `update scheduler.sessions set cancel_asked_at = coalesce(cancel_asked_at, now()), next_at = least(next_at, now())
       where id = $1 and state = any($2) returning id`,
      [id, openStates],
    );
    return rows.length === 1;
  }

  /** One more attempt of what has failed, was cancelled or skipped. False when it is in another state. */
  async retry(tx: TransactionContext, id: string): Promise<boolean> {
    const [rows = []] = await managerFor(tx, this.database).query<readonly (readonly unknown[])[]>(
      `update scheduler.sessions
       set state = 'pending', next_at = now(), fence = fence + 1, cancel_asked_at = null, finished_at = null, reason = null,
         asked_since = null, hold_id = case when external_id is null then null else hold_id end
       where id = $1 and state in ('failed', 'cancelled', 'skipped') returning id`,
      [id],
    );
    return rows.length === 1;
  }
}

export function toSession(row: SessionRow): ScheduledSession {
  return {
    id: row.id,
    scheduleId: row.scheduleId,
    slot: row.slot,
    origin: row.origin,
    state: row.state satisfies SessionState,
    reason: row.reason ?? undefined,
    message: row.message ?? undefined,
    attempt: row.attempt,
    runKind: row.runKind ?? undefined,
    externalId: row.externalId ?? undefined,
    raw: row.raw ?? undefined,
    links: row.links,
    cancelAsked: row.cancelAskedAt !== null,
    startedAt: row.startedAt ?? undefined,
    finishedAt: row.finishedAt ?? undefined,
    createdAt: row.createdAt,
  };
}
