import type { JournalEntry, ScheduledSession, SessionFilter } from '../schedules.types.js';
import { iso } from './schedule.presenter.js';
import type {
  ScheduledSessionResponse,
  SessionLogsResponse,
  SessionsOfScheduleQuery,
} from './session.dto.js';

export function presentSession(session: ScheduledSession): ScheduledSessionResponse {
  return {
    id: session.id,
    schedule_id: session.scheduleId,
    slot: session.slot.toISOString(),
    origin: session.origin,
    state: session.state,
    reason: session.reason ?? null,
    message: session.message ?? null,
    attempt: session.attempt,
    run_kind: session.runKind ?? null,
    run_id: session.externalId ?? null,
    raw_state: session.raw ?? null,
    links: presentLinks(session),
    cancel_asked: session.cancelAsked,
    started_at: iso(session.startedAt),
    finished_at: iso(session.finishedAt),
    created_at: session.createdAt.toISOString(),
  };
}

export function presentLogs(
  session: ScheduledSession,
  entries: readonly JournalEntry[],
): SessionLogsResponse {
  return {
    entries: entries.map(({ at, state, attempt, message }) => ({
      at,
      state,
      attempt,
      message: message ?? null,
    })),
    links: presentLinks(session),
  };
}

export function toSessionFilter({ state, slot_from, slot_to }: SessionsOfScheduleQuery): SessionFilter {
  return {
    states: state,
    slotFrom: slot_from === undefined ? undefined : new Date(slot_from),
    slotTo: slot_to === undefined ? undefined : new Date(slot_to),
  };
}

function presentLinks({ links }: ScheduledSession): { rel: string; href: string }[] {
  return links.map(({ rel, href }) => ({ rel, href }));
}
