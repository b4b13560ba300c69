import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import { MeterRepository } from './meter.repository.js';
import { QuotaSubjectNotFound } from './quota.errors.js';
import type { QuotaSubject } from './quota.types.js';
import { type RepairRow, UpkeepRepository } from './upkeep.repository.js';

/** What others may want to know. Published in the transaction that takes it out, so once. */
export interface QuotaEvent {
  readonly type: 'quota.threshold-reached';
  readonly subject: QuotaSubject;
  readonly quotaType: string;
  /** Per cent of the limit that use has come to. */
  readonly threshold: number;
  readonly used: bigint;
  readonly limit: bigint;
  readonly at: Date;
}

/** A counter that did not say what the ledger proves, and was set right. */
export interface QuotaRepair {
  readonly subject: QuotaSubject;
  readonly quotaType: string;
  readonly used: { readonly before: bigint; readonly after: bigint };
  readonly reserved: { readonly before: bigint; readonly after: bigint };
}

/** Who keeps the things that a type counts, and can count them again. */
export interface UsageSource {
  /** The type of quota, such as `MAX_STORAGES`. */
  readonly type: string;
  /** Who owns any of them. */
  owners(ctx: OperationContext): Promise<readonly QuotaSubject[]>;
  /** How much an owner has now. Asked while its counter is locked. */
  count(tx: TransactionContext, owner: QuotaSubject): Promise<bigint>;
}

export interface QuotaUpkeepDeps {
  readonly database: Database;
  /** Hands an event on, in the transaction. */
  readonly publish: (tx: TransactionContext, event: QuotaEvent) => Promise<void>;
  /** Writes down a repair, in its transaction. The row in `quota.repairs` is there without it too. */
  readonly audit?: (tx: TransactionContext, repair: QuotaRepair) => Promise<void>;
  /** Default: none; then counters are compared with the ledger alone. */
  readonly sources?: readonly UsageSource[];
}

/**
 * What the worker does now and again. No decision waits for it: holds run out and periods begin without. Two runs at once
 * do no harm.
 */
export interface QuotaUpkeep {
  /** Ends holds that ran out, and forgets answers and holds of long ago. */
  sweep(ctx: OperationContext): Promise<{ readonly holds: number; readonly forgotten: number }>;
  /** Compares every counter with ledger, holds and sources, and sets right what differs. */
  recount(ctx: OperationContext): Promise<{ readonly counters: number; readonly repaired: number }>;
  /** Publishes thresholds that were reached. */
  announce(ctx: OperationContext): Promise<{ readonly events: number }>;
  /** Writes down the hour for plots. */
  recordHistory(ctx: OperationContext): Promise<{ readonly counters: number }>;
}

const holdsAtOnce = 500;
const countersAtOnce = 100;
const eventsAtOnce = 100;

export function createQuotaUpkeep({
  database,
  publish,
  audit = () => Promise.resolve(),
  sources = [],
}: QuotaUpkeepDeps): QuotaUpkeep {
  const upkeep = new UpkeepRepository(database);
  const meter = new MeterRepository(database, () => undefined);

  async function repairAll(ctx: OperationContext): Promise<{ counters: number; repaired: number }> {
    let counters = 0;
    let repaired = 0;
    let after = '0';
    while (!ctx.signal.aborted) {
      const ids = await upkeep.counterIds(ctx, after, countersAtOnce);
      if (ids.length === 0) break;
      after = ids.at(-1) ?? after;
      counters += ids.length;
      repaired += await database.transact(ctx, async (tx) => {
        const rows = await upkeep.repair(tx, ids);
        for (const row of rows) await audit(tx, toRepair(row));
        return rows.length;
      });
    }
    return { counters, repaired };
  }

  /** What a source counts is the truth; the ledger gets a row that says so. */
  async function recountSource(ctx: OperationContext, { type, owners, count }: UsageSource): Promise<number> {
    const all = [...(await owners(ctx)), ...(await upkeep.counted(ctx, type))];
    const subjects = new Map(all.map((subject) => [`${subject.type} ${subject.id}`, subject]));
    let corrected = 0;
    for (const subject of subjects.values()) {
      if (ctx.signal.aborted) break;
      try {
        corrected += await database.transact(ctx, async (tx) => {
          const posting = { op: newId(), kind: 'recount', subject, type } as const;
          // Locks the counter: whoever makes or removes a thing meanwhile waits, or is counted.
          await meter.post(tx, { ...posting, amount: 0n });
          const missing = (await count(tx, subject)) - (await upkeep.ownUse(tx, subject, type));
          if (missing === 0n) return 0;
          await meter.post(tx, { ...posting, amount: missing, reason: 'Counted again' });
          return 1;
        });
      } catch (error) {
        // Gone, and with it whoever could use the things that it left.
        if (!(error instanceof QuotaSubjectNotFound)) throw error;
      }
    }
    return corrected;
  }

  return {
    async sweep(ctx) {
      let holds = 0;
      while (!ctx.signal.aborted) {
        const ended = await database.transact(ctx, (tx) => upkeep.endHolds(tx, holdsAtOnce));
        holds += ended;
        if (ended < holdsAtOnce) break;
      }
      return { holds, forgotten: await upkeep.forget(ctx) };
    },
    async recount(ctx) {
      const { counters, repaired } = await repairAll(ctx);
      let corrected = 0;
      for (const source of sources) corrected += await recountSource(ctx, source);
      return { counters, repaired: repaired + corrected };
    },
    async announce(ctx) {
      let events = 0;
      while (!ctx.signal.aborted) {
        const taken = await database.transact(ctx, async (tx) => {
          const rows = await upkeep.takeCrossings(tx, eventsAtOnce);
          for (const row of rows) {
            await publish(tx, {
              type: 'quota.threshold-reached',
              subject: { type: row.subject_type, id: row.subject_id },
              quotaType: row.type,
              threshold: row.threshold,
              used: BigInt(row.used),
              limit: BigInt(row.limit_amount),
              at: row.at,
            });
          }
          return rows.length;
        });
        events += taken;
        if (taken < eventsAtOnce) break;
      }
      return { events };
    },
    recordHistory: async (ctx) => ({ counters: await upkeep.recordHistory(ctx) }),
  };
}

function toRepair(row: RepairRow): QuotaRepair {
  return {
    subject: { type: row.subject_type, id: row.subject_id },
    quotaType: row.type,
    used: { before: BigInt(row.used_before), after: BigInt(row.used_after) },
    reserved: { before: BigInt(row.reserved_before), after: BigInt(row.reserved_after) },
  };
}
