import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import { MeterRepository } from './meter.repository.js';
import { QuotaSubjectNotFound } from './quota.errors.js';
import type { QuotaRepair, QuotaSubject } from './quota.types.js';
import { type Forgettable, UpkeepRepository } from './upkeep.repository.js';

/** What others may want to know. Published in the transaction that takes it out or sets it right, so once. */
export type QuotaEvent = QuotaThreshold | (QuotaRepair & { readonly type: 'quota.counter-repaired' });

export interface QuotaThreshold {
  readonly type: 'quota.threshold-reached';
  readonly subject: QuotaSubject;
  readonly quotaType: string;
  /** Per cent of the limit that use has come to. */
  readonly threshold: number;
  readonly used: bigint;
  readonly limit: bigint;
  readonly at: Date;
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
  /** Default: none; then counters are compared with the ledger alone. */
  readonly sources?: readonly UsageSource[];
}

/**
 * What the worker does now and again. No decision waits for it: holds run out and periods begin without. Two runs at once
 * do no harm.
 */
export interface QuotaUpkeep {
  /** Ends holds that ran out, and forgets answers, holds and names of imported events of long ago. */
  sweep(ctx: OperationContext): Promise<{ readonly holds: number; readonly forgotten: number }>;
  /** Compares every counter with ledger, holds and sources, and sets right what differs; what it was stays to be read. */
  recount(ctx: OperationContext): Promise<{ readonly counters: number; readonly repaired: number }>;
  /** Publishes thresholds that were reached. */
  announce(ctx: OperationContext): Promise<{ readonly events: number }>;
  /** Writes down the hour for plots, and forgets those of over 400 days ago. */
  recordHistory(ctx: OperationContext): Promise<{ readonly counters: number }>;
}

const holdsAtOnce = 500;
const countersAtOnce = 100;
const eventsAtOnce = 100;
const forgetAtOnce = 1_000;

export function createQuotaUpkeep({ database, publish, sources = [] }: QuotaUpkeepDeps): QuotaUpkeep {
  const upkeep = new UpkeepRepository(database);
  const meter = new MeterRepository(database, () => undefined);

  async function tell(tx: TransactionContext, repairs: readonly QuotaRepair[]): Promise<number> {
    for (const repair of repairs) await publish(tx, { type: 'quota.counter-repaired', ...repair });
    return repairs.length;
  }

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
        return tell(tx, await upkeep.repair(tx, ids));
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
          return tell(tx, await upkeep.noteCorrection(tx, subject, type, missing));
        });
      } catch (error) {
        // Gone, and with it whoever could use the things that it left.
        if (!(error instanceof QuotaSubjectNotFound)) throw error;
      }
    }
    return corrected;
  }

  async function forget(ctx: OperationContext, what: Forgettable): Promise<number> {
    let forgotten = 0;
    for (let count = forgetAtOnce; count === forgetAtOnce && !ctx.signal.aborted; forgotten += count)
      count = await database.transact(ctx, (tx) => upkeep.forget(tx, what, forgetAtOnce));
    return forgotten;
  }

  return {
    async sweep(ctx) {
      let holds = 0;
      while (!ctx.signal.aborted) {
        const ended = await database.transact(ctx, (tx) => upkeep.endHolds(tx, holdsAtOnce));
        holds += ended;
        if (ended < holdsAtOnce) break;
      }
      let forgotten = 0;
      for (const what of ['answers', 'holds', 'events'] as const) forgotten += await forget(ctx, what);
      return { holds, forgotten };
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
    async recordHistory(ctx) {
      const counters = await upkeep.recordHistory(ctx);
      await forget(ctx, 'history');
      return { counters };
    },
  };
}
