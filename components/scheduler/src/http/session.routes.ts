import { listed, ok, route, type Route, signedIn } from '@ashlar/http';
import { SessionNotFound, SessionStateConflict } from '../scheduler.errors.js';
import type { ScheduledSessions } from '../sessions.service.js';
import {
  ScheduledSessionListQuery,
  ScheduledSessionPath,
  ScheduledSessionResponse,
  SessionLogsResponse,
} from './session.dto.js';
import { presentLogs, presentSession, toSessionFilter } from './session.presenter.js';

const base = '/api/data/scheduled-sessions';
const one = `${base}/{scheduled_session_id}`;
const tag = 'scheduled-sessions';
// A session is what its schedule is: the use cases ask for the permission on that.
const permission = signedIn();

export function scheduledSessionRoutes({
  scheduledSessions: sessions,
}: {
  readonly scheduledSessions: ScheduledSessions;
}): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listScheduledSessions',
      summary: 'Sessions of the schedules that the caller may see',
      tag,
      permission,
      query: ScheduledSessionListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: ScheduledSessionResponse } },
      handle: async ({ ctx, query }) => {
        const filter = { ...toSessionFilter(query), scheduleId: query.schedule_id };
        return listed(await sessions.list(ctx, filter, query.toRequest()), query, presentSession);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getScheduledSession',
      summary: 'One session',
      tag,
      permission,
      pathParameters: ScheduledSessionPath,
      success: { status: 200, description: 'The session.', body: ScheduledSessionResponse },
      errors: [SessionNotFound],
      handle: async ({ ctx, path }) => ok(presentSession(await sessions.get(ctx, path.scheduled_session_id))),
    }),
    route({
      method: 'get',
      path: `${one}/logs`,
      operationId: 'getScheduledSessionLogs',
      summary: 'What happened to a session, and where its logs are',
      tag,
      permission,
      pathParameters: ScheduledSessionPath,
      success: { status: 200, description: 'What happened.', body: SessionLogsResponse },
      errors: [SessionNotFound],
      handle: async ({ ctx, path }) => {
        const { session, entries } = await sessions.journal(ctx, path.scheduled_session_id);
        return ok(presentLogs(session, entries));
      },
    }),
    route({
      method: 'post',
      path: `${one}/cancel`,
      operationId: 'cancelScheduledSession',
      summary: 'Asks for the end of a session',
      description: 'It comes within seconds; a session that has ended stays as it is.',
      tag,
      permission,
      pathParameters: ScheduledSessionPath,
      success: { status: 200, description: 'The session as it is now.', body: ScheduledSessionResponse },
      errors: [SessionNotFound],
      handle: async ({ ctx, path }) =>
        ok(presentSession(await sessions.cancel(ctx, path.scheduled_session_id))),
    }),
    route({
      method: 'post',
      path: `${one}/retry`,
      operationId: 'retryScheduledSession',
      summary: 'One more attempt of what failed, was cancelled or skipped',
      tag,
      permission,
      pathParameters: ScheduledSessionPath,
      success: { status: 200, description: 'The session as it is now.', body: ScheduledSessionResponse },
      errors: [SessionNotFound, SessionStateConflict],
      handle: async ({ ctx, path }) =>
        ok(presentSession(await sessions.retry(ctx, path.scheduled_session_id))),
    }),
  ];
}
