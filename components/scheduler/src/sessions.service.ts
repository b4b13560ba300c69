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
  /** Asks for its end, which comes within seconds; asking twice is asking once. @throws {SessionNotFound | Forbidden | SessionStateConflict} */
  cancel(ctx: OperationContext, id: string): Promise<ScheduledSession>;
  /** One more attempt. @throws {SessionNotFound | Forbidden | SessionStateConflict} unless it failed, was cancelled or skipped. */
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

  const change = (
    ctx: OperationContext,
    id: string,
    work: 'askToCancel' | 'retry',
    refusal: string,
  ): Promise<ScheduledSession> =>
    database.transact(ctx, async (tx) => {
      const { state } = await find(tx, id, 'schedule.run');
      if (!(await sessions[work](tx, id))) throw new SessionStateConflict(refusal, { details: { state } });
      return find(tx, id, 'schedule.read');
    });

  return {
    list: async (ctx, filter, request) =>
      sessions.list(ctx, await authorizer.visibleIn(ctx, 'schedule.read'), filter, request),
    get: (ctx, id) => find(ctx, id, 'schedule.read'),
    async journal(ctx, id) {
      const { journal, ...session } = await find(ctx, id, 'schedule.read');
      return { session, entries: journal };
    },
    cancel: (ctx, id) => change(ctx, id, 'askToCancel', 'The session has ended'),
    retry: (ctx, id) => change(ctx, id, 'retry', 'Only what failed, was cancelled or skipped is tried again'),
  };
}
