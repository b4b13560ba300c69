import type { Authorizer } from '@ashlar/authz';
import type { Database, OperationContext, Page, PageRequest } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import { SessionNotFound, SessionStateConflict } from './scheduler.errors.js';
import type { JournalEntry, ScheduledSession, SessionFilter } from './schedules.types.js';
import { SessionRepository } from './sessions.repository.js';

export interface ScheduledSessionsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'visibleIn'>;
}

/** What slots became. Who may read a schedule may read its sessions, and who may run it may cancel and retry them. */
export interface ScheduledSessions {
  /** Sorted by `created_at` or `slot`. */
  list(ctx: OperationContext, filter: SessionFilter, request: PageRequest): Promise<Page<ScheduledSession>>;
  /** @throws {SessionNotFound} also for what the caller may not read. */
  get(ctx: OperationContext, id: string): Promise<ScheduledSession>;
  /** What happened to it, oldest first. @throws {SessionNotFound} */
  journal(
    ctx: OperationContext,
    id: string,
  ): Promise<{ readonly session: ScheduledSession; readonly entries: readonly JournalEntry[] }>;
  /** Asks for its end, which comes within seconds; what has ended stays as it is. @throws {SessionNotFound | Forbidden} */
  cancel(ctx: OperationContext, id: string): Promise<ScheduledSession>;
  /** One more attempt of what failed, was cancelled or skipped; what has not ended stays as it is. @throws {SessionNotFound | Forbidden | SessionStateConflict} */
  retry(ctx: OperationContext, id: string): Promise<ScheduledSession>;
}

export function createScheduledSessions({ database, authorizer }: ScheduledSessionsDeps): ScheduledSessions {
  const sessions = new SessionRepository(database);

  const find = async (ctx: OperationContext, id: string, permission: string) => {
    const session = await sessions.find(ctx, id);
    if (!session) throw new SessionNotFound();
    try {
      await authorizer.authorize(ctx, { permission, objectId: session.scheduleId });
    } catch (error) {
      throw error instanceof NotFound ? new SessionNotFound() : error;
    }
    return session;
  };

  return {
    list: async (ctx, filter, request) =>
      sessions.list(ctx, await authorizer.visibleIn(ctx, 'schedule.read'), filter, request),
    get: (ctx, id) => find(ctx, id, 'schedule.read'),
    async journal(ctx, id) {
      const { journal, ...session } = await find(ctx, id, 'schedule.read');
      return { session, entries: journal };
    },
    cancel: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        await find(tx, id, 'schedule.run');
        await sessions.askToCancel(tx, id);
        return find(tx, id, 'schedule.read');
      }),
    retry: (ctx, id) =>
      database.transact(ctx, async (tx) => {
        const { state } = await find(tx, id, 'schedule.run');
        if (state === 'succeeded') {
          throw new SessionStateConflict('What has succeeded is not tried again', { details: { state } });
        }
        await sessions.retry(tx, id);
        return find(tx, id, 'schedule.read');
      }),
  };
}
