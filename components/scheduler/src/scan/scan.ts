import { type Database, newIds, type OperationContext } from '@ashlar/database';
import { passBy, type Reached } from '../crash-points.js';
import { slotsOf } from '../stored-timing.js';
import { planFor, type SchedulePlan } from './plan.js';
import {
  type Advance,
  type DueRow,
  type NewSession,
  type NewTick,
  ScanRepository,
} from './scan.repository.js';

export interface ScanDeps {
  readonly database: Database;
  /** Schedules in one transaction. Default 500. */
  readonly batch?: number;
  readonly reached?: Reached;
}

export interface ScanReport {
  readonly schedules: number;
  readonly sessions: number;
  readonly skipped: number;
}

/** Finds schedules that are due and makes their sessions. Any number of scans may run at once. */
export interface Scan {
  /** One batch. */
  step(ctx: OperationContext): Promise<ScanReport>;
  /** Until nothing is due, or the signal says stop. */
  run(ctx: OperationContext): Promise<ScanReport>;
}

export function createScan({ database, batch = 500, reached = passBy }: ScanDeps): Scan {
  const repository = new ScanRepository(database);

  const plansFor = async (
    tx: Parameters<ScanRepository['claimDue']>[0],
    rows: readonly DueRow[],
  ): Promise<readonly (SchedulePlan & { readonly id: string })[]> => {
    const careful = rows.filter(({ overlap }) => overlap !== 'allow').map(({ id }) => id);
    // A statement of its own: it sees what ended while the locks were waited for.
    const open = careful.length > 0 ? await repository.countOpen(tx, careful) : new Map<string, never>();
    return rows.map((row) => ({
      id: row.id,
      ...planFor(
        {
          id: row.id,
          slots: slotsOf(row.timing),
          jitterSeconds: row.jitter_seconds,
          missed: {
            policy: row.missed,
            most: row.missed_most,
            windowSeconds: row.missed_window_seconds,
          },
          overlap: row.overlap,
          nextSlot: row.next_slot,
          ...(open.get(row.id) ?? { open: 0, waiting: 0 }),
        },
        row.now,
      ),
    }));
  };

  const step = async (ctx: OperationContext): Promise<ScanReport> => {
    const report = await database.transact(ctx, async (tx) => {
      const rows = await repository.claimDue(tx, batch);
      if (rows.length === 0) return { schedules: 0, sessions: 0, skipped: 0 };
      const plans = await plansFor(tx, rows);
      const cancelling = plans.filter(({ cancelsOpen }) => cancelsOpen).map(({ id }) => id);
      if (cancelling.length > 0) await repository.cancelOpen(tx, cancelling);
      const { sessions, ticks, advances } = rowsOf(plans);
      await repository.apply(tx, sessions, ticks, advances);
      const skipped = ticks.reduce((sum, { reason, slots }) => sum + (reason === undefined ? 0 : slots), 0);
      return { schedules: rows.length, sessions: sessions.length, skipped };
    });
    if (report.schedules > 0) await reached('tick-created');
    return report;
  };

  return {
    step,
    async run(ctx) {
      let total: ScanReport = { schedules: 0, sessions: 0, skipped: 0 };
      for (;;) {
        const { schedules, sessions, skipped } = await step(ctx);
        total = {
          schedules: total.schedules + schedules,
          sessions: total.sessions + sessions,
          skipped: total.skipped + skipped,
        };
        if (schedules < batch || ctx.signal.aborted) return total;
      }
    },
  };
}

function rowsOf(plans: readonly (SchedulePlan & { readonly id: string })[]): {
  readonly sessions: readonly NewSession[];
  readonly ticks: readonly NewTick[];
  readonly advances: readonly Advance[];
} {
  const sessions: NewSession[] = [];
  const ticks: NewTick[] = [];
  const ids = newIds(
    plans.reduce((sum, { skipped, sessions: planned }) => sum + (skipped ? 1 : 0) + 2 * planned.length, 0),
  ).values();
  const next = (): string => {
    const { value, done = false } = ids.next();
    if (done || value === undefined) throw new RangeError('More rows than ids');
    return value;
  };
  for (const { id: scheduleId, skipped, sessions: planned } of plans) {
    if (skipped) ticks.push({ id: next(), scheduleId, sessionId: undefined, ...skipped });
    for (const { slot, waits = false, skipped: reason } of planned) {
      const id = next();
      sessions.push({ id, scheduleId, slot, waits, skipped: reason });
      ticks.push({ id: next(), scheduleId, slot, lastSlot: slot, slots: 1, reason, sessionId: id });
    }
  }
  return { sessions, ticks, advances: plans };
}
