import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { InvalidRunSpec, UnknownRunKind } from '@ashlar/runs';
import {
  BackfillAhead,
  BackfillTooLong,
  ScheduleBusy,
  ScheduleNotActive,
  ScheduleNotFound,
  ScheduleRefused,
} from '../scheduler.errors.js';
import type { Schedules } from '../schedules.service.js';
import type { ScheduledSessions } from '../sessions.service.js';
import {
  BackfillRequest,
  BackfillResponse,
  CloneScheduleRequest,
  CreateScheduleRequest,
  ListedScheduleResponse,
  PauseRequest,
  PreviewQuery,
  PreviewResponse,
  ScheduleListQuery,
  SchedulePath,
  ScheduleResponse,
  TickListQuery,
  TickResponse,
  UpdateScheduleRequest,
} from './schedule.dto.js';
import {
  presentListedSchedule,
  presentSchedule,
  presentTick,
  toNewSchedule,
  toOwner,
  toScheduleChange,
} from './schedule.presenter.js';
import { ScheduledSessionResponse, SessionsOfScheduleQuery } from './session.dto.js';
import { presentSession, toSessionFilter } from './session.presenter.js';

const base = '/api/data/schedules';
const one = `${base}/{schedule_id}`;
const tag = 'schedules';
const object = { idOf: ({ schedule_id }: SchedulePath) => schedule_id, missing: ScheduleNotFound };
const mayRead = granted('schedule.read', { ...object, askedByUseCase: true });
const mayRun = granted('schedule.run', object);

export interface ScheduleRoutesDeps {
  readonly schedules: Schedules;
  readonly scheduledSessions: ScheduledSessions;
}

export function scheduleRoutes({ schedules, scheduledSessions }: ScheduleRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listSchedules',
      summary: 'Schedules that the caller may see',
      tag,
      permission: signedIn(),
      query: ScheduleListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: ListedScheduleResponse } },
      handle: async ({ ctx, query }) => {
        const { owner_type: ownerType, owner_id: ownerId, run_kind: runKind, keyword, state } = query;
        const filter = { ownerType, ownerId, runKind, keyword, state };
        return listed(await schedules.list(ctx, filter, query.toRequest()), query, presentListedSchedule);
      },
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createSchedule',
      summary: 'Adds a schedule',
      description: 'For the caller, or with `create_schedule` of the group or project.',
      tag,
      permission: signedIn(),
      body: CreateScheduleRequest,
      success: { status: 201, description: 'Added.', body: ScheduleResponse },
      errors: [ScheduleRefused, UnknownRunKind, InvalidRunSpec],
      handle: async ({ ctx, actor, body }) => {
        const schedule = await schedules.create(ctx, toNewSchedule(body, actor.id));
        return created(presentSchedule(schedule), `${base}/${schedule.id}`, schedule.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getSchedule',
      summary: 'One schedule',
      tag,
      permission: mayRead,
      pathParameters: SchedulePath,
      success: { status: 200, description: 'The schedule.', body: ScheduleResponse },
      handle: async ({ ctx, path }) => {
        const schedule = await schedules.get(ctx, path.schedule_id);
        return ok(presentSchedule(schedule), schedule.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateSchedule',
      summary: 'Changes a schedule',
      description:
        'A JSON merge patch: what is absent stays, null clears. With another timing, slots after the last that was decided count.',
      tag,
      permission: granted('schedule.update', object),
      pathParameters: SchedulePath,
      body: UpdateScheduleRequest,
      success: { status: 200, description: 'The schedule as it is now.', body: ScheduleResponse },
      errors: [ScheduleRefused, UnknownRunKind, InvalidRunSpec],
      handle: async ({ ctx, path, body, expected }) => {
        const schedule = await schedules.update(ctx, path.schedule_id, expected, toScheduleChange(body));
        return ok(presentSchedule(schedule), schedule.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteSchedule',
      summary: 'Removes a schedule and its sessions',
      tag,
      permission: granted('schedule.delete', object),
      pathParameters: SchedulePath,
      success: { status: 204, description: 'Removed.' },
      errors: [ScheduleBusy],
      handle: async ({ ctx, path, expected }) => {
        await schedules.delete(ctx, path.schedule_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'post',
      path: `${one}/clone`,
      operationId: 'cloneSchedule',
      summary: 'Adds a schedule like this one, paused',
      tag,
      permission: mayRead,
      pathParameters: SchedulePath,
      body: CloneScheduleRequest,
      success: { status: 201, description: 'Added.', body: ScheduleResponse },
      handle: async ({ ctx, path, body }) => {
        const owner = toOwner(body);
        const schedule = await schedules.clone(ctx, path.schedule_id, {
          name: body.name,
          ...(owner && { owner }),
        });
        return created(presentSchedule(schedule), `${base}/${schedule.id}`, schedule.version);
      },
    }),
    route({
      method: 'get',
      path: `${one}/preview`,
      operationId: 'previewSchedule',
      summary: 'The next slots',
      tag,
      permission: mayRead,
      pathParameters: SchedulePath,
      query: PreviewQuery,
      success: { status: 200, description: 'The next slots.', body: PreviewResponse },
      handle: async ({ ctx, path: { schedule_id: id }, query }) => {
        const { state } = await schedules.get(ctx, id);
        const slots = await schedules.preview(ctx, id, query.count);
        return ok({
          active: state === 'active',
          slots: slots.map(({ slot, runAt }) => ({
            slot: slot.toISOString(),
            run_at: runAt.toISOString(),
          })),
        });
      },
    }),
    route({
      method: 'post',
      path: `${one}/run`,
      operationId: 'runSchedule',
      summary: 'A session now, whatever the slots are',
      tag,
      permission: mayRun,
      pathParameters: SchedulePath,
      success: { status: 201, description: 'The session.', body: ScheduledSessionResponse },
      links: ['getScheduledSession', 'cancelScheduledSession', 'getScheduledSessionLogs'].map(
        (operationId) => ({
          ...{ operationId, parameter: 'scheduled_session_id', field: 'id' },
        }),
      ),
      handle: async ({ ctx, path }) => {
        const session = await schedules.runNow(ctx, path.schedule_id);
        return created(presentSession(session), `/api/data/scheduled-sessions/${session.id}`);
      },
    }),
    route({
      method: 'post',
      path: `${one}/pause`,
      operationId: 'pauseSchedule',
      summary: 'Skips slots until it is resumed',
      tag,
      permission: mayRun,
      pathParameters: SchedulePath,
      body: PauseRequest,
      success: { status: 200, description: 'The schedule as it is now.', body: ScheduleResponse },
      errors: [ScheduleNotActive],
      handle: async ({ ctx, path, body }) => {
        const schedule = await schedules.pause(ctx, path.schedule_id, body.reason);
        return ok(presentSchedule(schedule), schedule.version);
      },
    }),
    route({
      method: 'post',
      path: `${one}/resume`,
      operationId: 'resumeSchedule',
      summary: 'Goes on with the next slot',
      tag,
      permission: mayRun,
      pathParameters: SchedulePath,
      success: { status: 200, description: 'The schedule as it is now.', body: ScheduleResponse },
      errors: [ScheduleRefused],
      handle: async ({ ctx, path }) => {
        const schedule = await schedules.resume(ctx, path.schedule_id);
        return ok(presentSchedule(schedule), schedule.version);
      },
    }),
    route({
      method: 'post',
      path: `${one}/backfill`,
      operationId: 'backfillSchedule',
      summary: 'Sessions for the slots of a range that have none',
      tag,
      permission: mayRun,
      pathParameters: SchedulePath,
      body: BackfillRequest,
      success: { status: 200, description: 'How many.', body: BackfillResponse },
      errors: [BackfillAhead, BackfillTooLong],
      handle: async ({ ctx, path, body: { from, to } }) =>
        ok(await schedules.backfill(ctx, path.schedule_id, { from: new Date(from), to: new Date(to) })),
    }),
    route({
      method: 'get',
      path: `${one}/ticks`,
      operationId: 'listScheduleTicks',
      summary: 'What was decided about slots, and why',
      tag,
      permission: mayRead,
      pathParameters: SchedulePath,
      query: TickListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: TickResponse } },
      handle: async ({ ctx, path, query }) =>
        listed(await schedules.ticks(ctx, path.schedule_id, query, query.toRequest()), query, presentTick),
    }),
    route({
      method: 'get',
      path: `${one}/sessions`,
      operationId: 'listSessionsOfSchedule',
      summary: 'Sessions of a schedule',
      tag,
      permission: mayRead,
      pathParameters: SchedulePath,
      query: SessionsOfScheduleQuery,
      success: { status: 200, description: 'One page.', body: { listOf: ScheduledSessionResponse } },
      handle: async ({ ctx, path: { schedule_id: scheduleId }, query }) => {
        await schedules.assertVisible(ctx, scheduleId);
        const filter = { ...toSessionFilter(query), scheduleId };
        return listed(await scheduledSessions.list(ctx, filter, query.toRequest()), query, presentSession);
      },
    }),
  ];
}
