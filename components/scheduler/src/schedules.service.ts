import { type Authorizer, permittedRow, type Relations } from '@ashlar/authz';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { Forbidden, PreconditionFailed } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import type { RunKinds } from '@ashlar/runs';
import { jitterOf } from './scan/jitter.js';
import { ScheduleBusy, ScheduleNotFound, ScheduleRefused } from './scheduler.errors.js';
import { factsOf, scheduleCreated, scheduleDeleted, scheduleUpdated } from './scheduler.events.js';
import { createScheduleActions, type ScheduleActions } from './schedule-actions.js';
import { cursorFrom } from './schedule-cursor.js';
import { ScheduleRepository } from './schedules.repository.js';
import type {
  NewSchedule,
  NewTiming,
  Schedule,
  ScheduleChange,
  ScheduleFilter,
  ScheduleOwner,
  ScheduleOwnerType,
  ScheduleSettings,
  Tick,
} from './schedules.types.js';
import { SessionRepository } from './sessions.repository.js';
import { checkTiming } from './slots/check-timing.js';
import { createSlots } from './slots/slots.js';
import type { Timing } from './slots/timing.types.js';
import { timingFrom } from './stored-timing.js';
import { changedSettings } from './schedule-change.js';

export const schedulerSchema: SchemaNeed = { brick: 'scheduler', migration: '0042-sessions-and-tasks' };

/** Slots that one preview shows. */
export const mostPreviewed = 1_000;

const read = 'schedule.read';

export interface SchedulesDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'rightsIn' | 'visibleIn'>;
  readonly relations: Pick<Relations, 'write' | 'replaceObject' | 'deleteObject'>;
  readonly events: Events;
  readonly kinds: RunKinds;
  /** The tenant of an owner. @throws {NotFound} when there is none, or the caller may not see it. */
  readonly domainOf: (ctx: OperationContext, owner: ScheduleOwner) => Promise<string>;
}

/** A slot to come, and when it is acted upon: later by the jitter. */
export interface PreviewedSlot {
  readonly slot: Date;
  readonly runAt: Date;
}

/** What the owners of one kind keep here, for the bricks that delete them. */
export interface SchedulesOf {
  readonly kind: 'schedules';
  idsIn(ctx: OperationContext, ownerIds: readonly string[]): Promise<readonly string[]>;
  remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
}

/** What a user keeps here, for the end of the user. */
export interface SchedulesOfUsers {
  readonly name: 'schedules';
  preview(
    ctx: OperationContext,
    userId: string,
  ): Promise<readonly { readonly kind: string; readonly ids: readonly string[] }[]>;
  remove(tx: TransactionContext, userId: string): Promise<'done'>;
}

/** When what is run, for users, groups and projects. */
export interface Schedules extends ScheduleActions {
  /** What the caller may see. Sorted by `name`, `created_at` or `updated_at`. */
  list(ctx: OperationContext, filter: ScheduleFilter, request: PageRequest): Promise<Page<Schedule>>;
  /** @throws {ScheduleNotFound} also for what the caller may not read. */
  get(ctx: OperationContext, id: string): Promise<Schedule>;
  /**
   * For the caller, or with `create_schedule` of the group or project.
   * @throws {ScheduleRefused | UnknownRunKind | InvalidRunSpec | Forbidden | NotFound}
   */
  create(ctx: OperationContext, input: NewSchedule): Promise<Schedule>;
  /**
   * With another timing, slots after the last that was decided count; what was decided stays.
   * @throws {ScheduleNotFound | PreconditionFailed | ScheduleRefused | UnknownRunKind | InvalidRunSpec}
   */
  update(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    change: ScheduleChange,
  ): Promise<Schedule>;
  /** With its sessions. @throws {ScheduleNotFound | PreconditionFailed | ScheduleBusy} */
  delete(ctx: OperationContext, id: string, expected: ExpectedVersion): Promise<void>;
  /** A new schedule like this one, paused. @throws as `create`, and ScheduleNotFound. */
  clone(ctx: OperationContext, id: string, as: { name: string; owner?: ScheduleOwner }): Promise<Schedule>;
  /** The next slots; of a schedule that is paused, those that it would have. @param count 1 to `mostPreviewed`. */
  preview(ctx: OperationContext, id: string, count: number): Promise<readonly PreviewedSlot[]>;
  /** Sorted by `slot`. @throws {ScheduleNotFound} */
  ticks(
    ctx: OperationContext,
    id: string,
    filter: { readonly outcome?: Tick['outcome'] | undefined },
    request: PageRequest,
  ): Promise<Page<Tick>>;
  /** @throws {ScheduleNotFound} */
  assertVisible(ctx: OperationContext, id: string): Promise<void>;
  partOf(type: Exclude<ScheduleOwnerType, 'user'>): SchedulesOf;
  readonly ownedByUsers: SchedulesOfUsers;
}

export function createSchedules(deps: SchedulesDeps): Schedules {
  const { database, authorizer, relations, events, kinds, domainOf } = deps;
  const schedules = new ScheduleRepository(database);
  const sessions = new SessionRepository(database);

  const reread = async (ctx: OperationContext, id: string): Promise<Schedule> => {
    const schedule = await schedules.find(ctx, id);
    if (!schedule) throw new ScheduleNotFound();
    return schedule;
  };

  const lock = async (tx: TransactionContext, id: string): Promise<Schedule> => {
    const schedule = await schedules.lock(tx, id);
    if (!schedule) throw new ScheduleNotFound();
    return schedule;
  };

  const getPermitted = async (ctx: OperationContext, id: string): Promise<Schedule> => {
    const found = await schedules.findPermitted(ctx, id, authorizer.rightsIn(ctx, [read]));
    return permittedRow(found, read, ScheduleNotFound);
  };

  const refuse = async (tx: TransactionContext, id: string): Promise<never> => {
    const { version } = await reread(tx, id);
    throw new PreconditionFailed(`The schedule is at version ${version} now`, { details: { version } });
  };

  const checked = (written: NewTiming, now: Date): Timing => {
    const timing = timingFrom(written, now);
    const faults = checkTiming(timing, now);
    if (faults.length === 0) return timing;
    const errors = faults.map((fault) => ({
      pointer: `#/body/timing/${fault.field.replaceAll('.', '/')}`,
      ...fault,
      field: `timing.${fault.field}`,
    }));
    throw new ScheduleRefused(faults[0]?.message ?? '', { details: { errors } });
  };

  const mayCreate = async (tx: TransactionContext, { type, id }: ScheduleOwner): Promise<void> => {
    if (type === 'user') {
      if (tx.actor.kind === 'user' && tx.actor.id === id) return;
      throw new Forbidden('Schedules of a user are made by that user');
    }
    await authorizer.authorize(tx, { permission: `${type}.create_schedule`, objectId: id });
  };

  const insert = async (
    tx: TransactionContext,
    owner: ScheduleOwner,
    settings: ScheduleSettings,
    now: Date,
  ): Promise<string> => {
    const id = newId();
    const domainId = await domainOf(tx, owner);
    const cursor = cursorFrom(id, settings.timing, settings.jitterSeconds, now);
    await schedules.insert(tx, id, { owner, domainId }, settings, cursor);
    const relation = owner.type === 'user' ? 'owner' : 'parent';
    await relations.write(tx, {
      touch: [{ object: { type: 'schedule', id }, relation, subject: { type: owner.type, id: owner.id } }],
    });
    await events.publish(tx, scheduleCreated, factsOf({ id, name: settings.name, owner, domainId }));
    return id;
  };

  const removeAll = async (tx: TransactionContext, ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const schedule = await schedules.lock(tx, id);
      if (!schedule) continue;
      await relations.deleteObject(tx, { type: 'schedule', id });
      await events.publish(tx, scheduleDeleted, factsOf(schedule));
    }
    await schedules.remove(tx, ids);
  };

  const removeOfUser = async (tx: TransactionContext, userId: string): Promise<'done'> => {
    await removeAll(tx, await schedules.idsOf(tx, 'user', [userId]));
    return 'done';
  };

  return {
    list: async (ctx, filter, request) =>
      schedules.list(ctx, await authorizer.visibleIn(ctx, read), filter, request),
    get: getPermitted,
    create: (ctx, { owner, timing, runSpec, ...input }) =>
      database.transact(ctx, async (tx) => {
        await mayCreate(tx, owner);
        const now = await schedules.now(tx);
        const settings = {
          ...input,
          runSpec: kinds.get(input.runKind).parse(runSpec),
          timing: checked(timing, now),
        };
        return reread(tx, await insert(tx, owner, settings, now));
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const before = await lock(tx, id);
        const now = await schedules.now(tx);
        const settings = changedSettings(before, change, kinds, (timing) => checked(timing, now));
        const isMoved = change.timing !== undefined || change.jitterSeconds !== undefined;
        // What was decided is not decided again, even when the new timing has slots there.
        const after = new Date(Math.max(now.getTime(), before.lastSlot?.getTime() ?? 0));
        const cursor = isMoved ? cursorFrom(id, settings.timing, settings.jitterSeconds, after) : undefined;
        if (!(await schedules.update(tx, id, expected, settings, cursor))) return refuse(tx, id);
        const schedule = await reread(tx, id);
        await events.publish(tx, scheduleUpdated, factsOf(schedule));
        return schedule;
      }),
    delete: (ctx, id, expected) =>
      database.transact(ctx, async (tx) => {
        const schedule = await lock(tx, id);
        if (await sessions.hasOpen(tx, [id])) throw new ScheduleBusy();
        if (!(await schedules.delete(tx, id, expected))) await refuse(tx, id);
        await relations.deleteObject(tx, { type: 'schedule', id });
        await events.publish(tx, scheduleDeleted, factsOf(schedule));
      }),
    clone: (ctx, id, { name, owner }) =>
      database.transact(ctx, async (tx) => {
        const original = await getPermitted(tx, id);
        const to = owner ?? original.owner;
        await mayCreate(tx, to);
        const copy = await insert(tx, to, { ...original, name }, await schedules.now(tx));
        await schedules.setState(tx, copy, 'any', 'paused', `A copy of ${original.name}`);
        return reread(tx, copy);
      }),
    async preview(ctx, id, count) {
      const { timing, jitterSeconds, nextSlot, lastSlot } = await getPermitted(ctx, id);
      const slots = createSlots(timing);
      const now = await schedules.now(ctx);
      // A slot that is due and not yet decided is still to come.
      const after = nextSlot
        ? new Date(nextSlot.getTime() - 1)
        : new Date(Math.max(now.getTime(), lastSlot?.getTime() ?? 0));
      const found = slots.list(after, Math.min(count, mostPreviewed));
      return found.map((slot, index) => {
        const next = jitterSeconds > 0 ? (found[index + 1] ?? slots.next(slot)) : undefined;
        return { slot, runAt: new Date(slot.getTime() + jitterOf(id, slot, jitterSeconds, next)) };
      });
    },
    ...createScheduleActions({ database, events, schedules, sessions, lock, reread }),
    async ticks(ctx, id, filter, request) {
      await getPermitted(ctx, id);
      return schedules.ticks(ctx, id, filter, request);
    },
    async assertVisible(ctx, id) {
      await getPermitted(ctx, id);
    },
    partOf: (type) => ({
      kind: 'schedules',
      idsIn: (ctx, ownerIds) => schedules.idsOf(ctx, type, ownerIds),
      remove: removeAll,
    }),
    ownedByUsers: {
      name: 'schedules',
      preview: async (ctx, userId) => [
        { kind: 'schedules', ids: await schedules.idsOf(ctx, 'user', [userId]) },
      ],
      // They run with what is their own: an heir makes new ones.
      remove: removeOfUser,
    },
  };
}
