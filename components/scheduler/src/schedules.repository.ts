import {
  applyFilter,
  type ListFilter,
  type Permitted,
  type PermittedRows,
  permittedRows,
  type RowRights,
} from '@ashlar/authz/persistence';
import type {
  Database,
  ExpectedVersion,
  OperationContext,
  Page,
  PageRequest,
  TransactionContext,
} from '@ashlar/database';
import { findPage, type ListColumns, managerFor, whereVersion } from '@ashlar/database/persistence';
import type { RunSpec } from '@ashlar/runs';
import type { QueryDeepPartialEntity } from 'typeorm';
import { ScheduleRow, TickRow } from './scheduler.entity.js';
import type {
  Notify,
  Schedule,
  ScheduleFilter,
  ScheduleOwner,
  ScheduleOwnerType,
  ScheduleSettings,
  ScheduleState,
  Tick,
} from './schedules.types.js';
import { readTiming, type StoredTiming, storeTiming } from './stored-timing.js';

const columns: ListColumns<ScheduleRow> = {
  name: {
    expression: 'lower(schedule.name)',
    parameter: (value) => `lower(${value})`,
    valueOf: (row) => row.name,
  },
  created_at: { expression: 'schedule.createdAt', valueOf: (row) => row.createdAt.toISOString() },
  updated_at: { expression: 'schedule.updatedAt', valueOf: (row) => row.updatedAt.toISOString() },
};

const tickColumns: ListColumns<TickRow> = {
  slot: { expression: 'tick.slot', valueOf: (row) => row.slot.toISOString() },
};

/** Where the clock of a schedule stands. */
export interface Cursor {
  readonly nextSlot: Date | undefined;
  readonly nextRunAt: Date | undefined;
  readonly tzdata: string;
}

export class ScheduleRepository {
  private readonly permitted: PermittedRows<ScheduleRow>;

  constructor(private readonly database: Database) {
    this.permitted = permittedRows(database, (manager) =>
      manager.createQueryBuilder(ScheduleRow, 'schedule').where('schedule.id = :id'),
    );
  }

  async now(ctx: OperationContext): Promise<Date> {
    const [row] = await managerFor(ctx, this.database).query<readonly { now: Date }[]>(
      'select now()::timestamptz(3) as now',
    );
    if (!row) throw new Error('The database tells no time');
    return row.now;
  }

  async list(
    ctx: OperationContext,
    visible: ListFilter,
    { keyword, state, ownerType, ownerId, runKind }: ScheduleFilter,
    request: PageRequest,
  ): Promise<Page<Schedule>> {
    const manager = managerFor(ctx, this.database);
    const query = manager.createQueryBuilder(ScheduleRow, 'schedule');
    applyFilter(query, visible, 'schedule');
    if (state) query.andWhere('schedule.state = :state', { state });
    if (ownerType) query.andWhere('schedule.ownerType = :ownerType', { ownerType });
    if (ownerId !== undefined) query.andWhere('schedule.ownerId = :ownerId', { ownerId });
    if (runKind !== undefined) query.andWhere('schedule.runKind = :runKind', { runKind });
    if (keyword !== undefined) {
      query.andWhere('(schedule.name ilike :keyword or schedule.description ilike :keyword)', {
        keyword: `%${keyword.replaceAll(/[\\%_]/g, '\\$&')}%`,
      });
    }
    const page = await findPage(manager, query, request, columns);
    return { ...page, items: page.items.map(toSchedule) };
  }

  async find(ctx: OperationContext, id: string): Promise<Schedule | undefined> {
    const row = await managerFor(ctx, this.database).findOneBy(ScheduleRow, { id });
    return row ? toSchedule(row) : undefined;
  }

  /** Keeps scans away from it until the transaction ends. */
  async lock(tx: TransactionContext, id: string): Promise<Schedule | undefined> {
    const row = await managerFor(tx, this.database).findOne(ScheduleRow, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    return row ? toSchedule(row) : undefined;
  }

  async findPermitted(
    ctx: OperationContext,
    id: string,
    rights: RowRights,
  ): Promise<Permitted<Schedule> | undefined> {
    const found = await this.permitted.find(ctx, id, rights);
    return found && { ...found, row: toSchedule(found.row) };
  }

  async insert(
    tx: TransactionContext,
    id: string,
    place: { readonly owner: ScheduleOwner; readonly domainId: string },
    settings: ScheduleSettings,
    cursor: Cursor,
  ): Promise<void> {
    await managerFor(tx, this.database).insert(ScheduleRow, {
      id,
      ...{ ownerType: place.owner.type, ownerId: place.owner.id, domainId: place.domainId },
      ...toColumns(settings),
      ...toCursor(cursor),
      createdBy: tx.actor.kind === 'user' ? tx.actor.id : null,
    });
  }

  /** False when no row has this id in an accepted version. */
  async update(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    settings: ScheduleSettings,
    cursor: Cursor | undefined,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(ScheduleRow)
      .set({
        ...toColumns(settings),
        ...(cursor && toCursor(cursor)),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  /** False when no row has this id in an accepted version, or it is in that state already. */
  async setState(
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    state: ScheduleState,
    reason: string | undefined,
    cursor?: Cursor,
  ): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .update(ScheduleRow)
      .set({
        state,
        stateReason: reason ?? null,
        stateSince: () => 'now()',
        ...(cursor && { ...toCursor(cursor), failures: 0 }),
        version: () => 'version + 1',
        updatedAt: () => 'now()',
      })
      .where('id = :id and state <> :state', { id, state });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  async delete(tx: TransactionContext, id: string, expected: ExpectedVersion): Promise<boolean> {
    const query = managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(ScheduleRow)
      .where('id = :id', { id });
    const { affected } = await whereVersion(query, expected).execute();
    return affected === 1;
  }

  /** Of these owners; locked inside a transaction. */
  async idsOf(
    ctx: OperationContext,
    type: ScheduleOwnerType,
    ownerIds: readonly string[],
  ): Promise<readonly string[]> {
    const query = managerFor(ctx, this.database)
      .createQueryBuilder(ScheduleRow, 'schedule')
      .select(['schedule.id'])
      .where('schedule.ownerType = :type and schedule.ownerId = any(:ownerIds)', { type, ownerIds })
      .orderBy('schedule.id');
    const rows = await (ctx.transaction ? query.setLock('pessimistic_write') : query).getMany();
    return rows.map(({ id }) => id);
  }

  async remove(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await managerFor(tx, this.database)
      .createQueryBuilder()
      .delete()
      .from(ScheduleRow)
      .where('id = any(:ids)', { ids })
      .execute();
  }

  async ticks(
    ctx: OperationContext,
    scheduleId: string,
    { outcome }: { readonly outcome?: Tick['outcome'] | undefined },
    request: PageRequest,
  ): Promise<Page<Tick>> {
    const manager = managerFor(ctx, this.database);
    const query = manager
      .createQueryBuilder(TickRow, 'tick')
      .where('tick.scheduleId = :scheduleId', { scheduleId });
    if (outcome) query.andWhere('tick.outcome = :outcome', { outcome });
    const page = await findPage(manager, query, request, tickColumns);
    return { ...page, items: page.items.map(toTick) };
  }

  async addTick(tx: TransactionContext, scheduleId: string, tick: Omit<Tick, 'createdAt'>): Promise<void> {
    const { sessionId, reason, ...rest } = tick;
    await managerFor(tx, this.database).insert(TickRow, {
      ...rest,
      ...{ scheduleId, reason: reason ?? null, sessionId: sessionId ?? null },
      createdAt: () => 'now()',
    });
  }
}

function toColumns(settings: ScheduleSettings): QueryDeepPartialEntity<ScheduleRow> {
  const { missed, retry, timing, notify, runSpec } = settings;
  return {
    name: settings.name,
    description: settings.description ?? null,
    runKind: settings.runKind,
    runSpec,
    timing: storeTiming(timing),
    endsAt: timing.endsAt ?? null,
    jitterSeconds: settings.jitterSeconds,
    missed: missed.policy,
    missedMost: missed.most,
    missedWindowSeconds: missed.windowSeconds,
    overlap: settings.overlap,
    maxAttempts: retry.maxAttempts,
    retryDelaySeconds: retry.delaySeconds,
    retryFactor: retry.factor,
    timeoutSeconds: settings.timeoutSeconds ?? null,
    maxFailures: settings.maxFailures ?? null,
    notify,
  };
}

function toCursor({ nextSlot, nextRunAt, tzdata }: Cursor): QueryDeepPartialEntity<ScheduleRow> {
  return { nextSlot: nextSlot ?? null, nextRunAt: nextRunAt ?? null, tzdata };
}

export function toSchedule(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    owner: { type: row.ownerType, id: row.ownerId },
    domainId: row.domainId,
    name: row.name,
    description: row.description ?? undefined,
    runKind: row.runKind,
    runSpec: row.runSpec as RunSpec,
    timing: readTiming(row.timing as StoredTiming),
    jitterSeconds: row.jitterSeconds,
    missed: { policy: row.missed, most: row.missedMost, windowSeconds: row.missedWindowSeconds },
    overlap: row.overlap,
    retry: {
      maxAttempts: row.maxAttempts,
      delaySeconds: row.retryDelaySeconds,
      factor: row.retryFactor,
    },
    timeoutSeconds: row.timeoutSeconds ?? undefined,
    maxFailures: row.maxFailures ?? undefined,
    notify: row.notify as Notify,
    state: row.state,
    stateReason: row.stateReason ?? undefined,
    stateSince: row.stateSince ?? undefined,
    nextSlot: row.nextSlot ?? undefined,
    nextRunAt: row.nextRunAt ?? undefined,
    lastSlot: row.lastSlot ?? undefined,
    failures: row.failures,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function toTick(row: TickRow): Tick {
  return {
    id: row.id,
    slot: row.slot,
    lastSlot: row.lastSlot,
    slots: row.slots,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    sessionId: row.sessionId ?? undefined,
    createdAt: row.createdAt,
  };
}
