import { platformId } from '@ashlar/authz';
import {
  classify,
  combine,
  type Database,
  newId,
  type OperationContext,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { Unavailable } from '@ashlar/errors';
import { createHash } from 'node:crypto';
import { quotaExceeded, refusalsOf, toFigures } from './figures.js';
import { type ChargeCall, type ChargeOutcome, MeterRepository, type RawAnswer } from './meter.repository.js';
import { QuotaHoldEnded, QuotaHoldExpired, QuotaHoldNotFound, QuotaKeyReused } from './quota.errors.js';
import type {
  Amount,
  Charged,
  Checked,
  Hold,
  MeteredUse,
  QuotaFigures,
  QuotaSubject,
} from './quota.types.js';
import { type HistoryPoint, UpkeepRepository } from './upkeep.repository.js';

export const quotaSchema: SchemaNeed = { brick: 'quota', migration: '0047-quota-policies' };

/** The platform as a subject: the ceiling above everything. */
export const platformSubject: QuotaSubject = Object.freeze({ type: 'platform', id: platformId });

/** The longest that something can be held, in seconds. */
export const longestHoldSeconds = 86_400;

export interface ChargeRequest {
  readonly subject: QuotaSubject;
  /** All or nothing. */
  readonly items: readonly Amount[];
  /**
   * Makes a repetition harmless: the first answer is given again. Of the caller alone; kept for at least a day. What was
   * refused is not kept and may be tried again.
   */
  readonly key?: string | undefined;
}

export interface Adjustment {
  readonly subject: QuotaSubject;
  readonly type: string;
  /** Added to what is used, or taken from it when negative; or what use is to become. Never below zero. */
  readonly amount: bigint | { readonly to: bigint };
  readonly reason: string;
}

/**
 * What bricks whose things count against a quota are given at composition. Both belong into the transaction that makes or
 * removes the thing; they lock the counter until it ends, so call them last.
 */
export interface QuotaGate {
  /** @throws {QuotaExceeded | QuotaSubjectNotFound} and the transaction has to roll back. */
  consume(tx: TransactionContext, subject: QuotaSubject, items: readonly Amount[]): Promise<void>;
  /** Gives back. Never fails for having used less, nor for a subject that has gone. */
  release(tx: TransactionContext, subject: QuotaSubject, items: readonly Amount[]): Promise<void>;
}

/** Who uses how much of what, and whether more of it fits. Exact under any concurrency. */
export interface QuotaMeter extends QuotaGate {
  /**
   * One entry for each type, by name; or for those given.
   * @throws {QuotaSubjectNotFound | QuotaTypeUnknown}
   */
  usage(
    ctx: OperationContext,
    subject: QuotaSubject,
    types?: readonly string[],
  ): Promise<readonly QuotaFigures[]>;
  /**
   * Where the subject stood, hour by hour; no point where nothing had changed.
   * @throws {QuotaSubjectNotFound | QuotaTypeUnknown}
   */
  history(
    ctx: OperationContext,
    subject: QuotaSubject,
    type: string,
    time: { readonly from: Date; readonly to: Date },
  ): Promise<readonly HistoryPoint[]>;
  /**
   * Whether the amounts would fit together now. Nothing is charged.
   * @throws {QuotaSubjectNotFound | QuotaTypeUnknown}
   */
  check(ctx: OperationContext, subject: QuotaSubject, items: readonly Amount[]): Promise<Checked>;
  /**
   * Outside a transaction, calls that wait at the same time share one statement.
   * @throws {QuotaExceeded | QuotaSubjectNotFound | QuotaTypeUnknown | QuotaKeyReused}
   */
  charge(ctx: OperationContext, request: ChargeRequest): Promise<Charged>;
  /**
   * @param request.ttlSeconds 1 to `longestHoldSeconds`.
   * @throws as `charge`
   */
  reserve(ctx: OperationContext, request: ChargeRequest & { readonly ttlSeconds: number }): Promise<Hold>;
  /**
   * Turns a hold into use. Less than was held gives the rest back, more has to fit; the period is the one that it is.
   * @param actuals one for each item of the hold; absent: what was held.
   * @throws {QuotaExceeded} and the hold stays.
   * @throws {QuotaHoldNotFound | QuotaHoldExpired | QuotaHoldEnded}
   */
  commit(ctx: OperationContext, holdId: string, actuals?: readonly bigint[]): Promise<Charged>;
  /**
   * Gives all of it back; nothing when it has run out.
   * @throws {QuotaHoldNotFound | QuotaHoldEnded} the latter when it was committed.
   */
  releaseHold(ctx: OperationContext, holdId: string): Promise<Hold>;
  /** @throws {QuotaHoldNotFound} */
  getHold(ctx: OperationContext, holdId: string): Promise<Hold>;
  /**
   * Sets right what is used, whatever the limit.
   * @throws {QuotaSubjectNotFound | QuotaTypeUnknown}
   */
  adjust(ctx: OperationContext, adjustment: Adjustment): Promise<Charged>;
  /**
   * Counts use that has happened, whatever the limit. For what is only metered: made for the flush of a write buffer.
   * @throws {QuotaSubjectNotFound | QuotaTypeUnknown} and nothing is counted.
   */
  record(ctx: OperationContext, uses: readonly MeteredUse[]): Promise<void>;
  /** As `record`, for each event once; `source` and `id` together are its name. @returns how many were new. */
  importEvents(
    ctx: OperationContext,
    events: readonly (MeteredUse & { readonly source: string; readonly id: string })[],
  ): Promise<{ readonly imported: number; readonly duplicates: number }>;
}

export interface QuotaMeterDeps {
  readonly database: Database;
  /** For specs: another clock than the database's, for every decision. */
  readonly asOf?: () => Date | undefined;
}

interface Waiting {
  readonly ctx: OperationContext;
  readonly call: ChargeCall;
}

const together = { atMost: 128, lanes: 2 } as const;

export function createQuotaMeter({ database, asOf = () => undefined }: QuotaMeterDeps): QuotaMeter {
  const meter = new MeterRepository(database, asOf);
  const upkeep = new UpkeepRepository(database);
  const now = (): Date => asOf() ?? new Date();

  const share = combine<Waiting, ChargeOutcome>(
    (waiting) => {
      const [first] = waiting;
      if (!first) return Promise.resolve([]);
      return meter.charge(
        first.ctx,
        waiting.map(({ call }) => call),
      );
    },
    {
      ...together,
      apart: ({ call }) => call.key && `${call.scope} ${call.key}`,
      // When the connection breaks nobody knows; a caller with a key can ask again.
      undone: (error) => classify(error) !== 'connection',
      assertWanted({ ctx: { signal } }) {
        if (signal.aborted) throw new Unavailable('Given up before it was done', { cause: signal.reason });
      },
    },
  );

  async function charge(ctx: OperationContext, call: ChargeCall): Promise<RawAnswer> {
    const outcome = ctx.transaction ? (await meter.charge(ctx, [call]))[0] : await share({ ctx, call });
    switch (outcome?.outcome) {
      case 'admitted':
      case 'replayed':
        return outcome.answer;
      case 'mismatch':
        throw new QuotaKeyReused();
      default:
        throw quotaExceeded(refusalsOf(outcome?.answer ?? []), now());
    }
  }

  const getHold = async (ctx: OperationContext, id: string): Promise<Hold> => {
    const hold = await meter.findHold(ctx, id);
    if (!hold) throw new QuotaHoldNotFound();
    return hold;
  };

  const post = async (ctx: OperationContext, { subject, type, amount, at }: MeteredUse): Promise<void> => {
    await meter.post(ctx, { op: newId(), kind: 'metered', subject, type, amount, at });
  };

  return {
    async usage(ctx, subject, given) {
      const types = given ?? (await meter.typeNames(ctx));
      const items = types.map((type) => ({ type, amount: 0n }));
      return toFigures(await meter.look(ctx, subject, items));
    },
    async history(ctx, subject, type, { from, to }) {
      await meter.look(ctx, subject, [{ type, amount: 0n }]);
      return upkeep.history(ctx, subject, type, from, to);
    },
    async check(ctx, subject, items) {
      const raw = await meter.look(ctx, subject, items);
      const refusals = refusalsOf(raw);
      return { allowed: refusals.length === 0, items: toFigures(raw), refusals };
    },
    charge: async (ctx, request) => toCharged(await charge(ctx, callFor(ctx, 'consume', request))),
    async reserve(ctx, { ttlSeconds, ...request }) {
      if (!(ttlSeconds >= 1 && ttlSeconds <= longestHoldSeconds)) {
        throw new RangeError(`A hold lasts 1 to ${longestHoldSeconds} seconds`);
      }
      const { op } = await charge(ctx, { ...callFor(ctx, 'reserve', request, ttlSeconds), ttl: ttlSeconds });
      return getHold(ctx, op);
    },
    commit: (ctx, holdId, given) =>
      database.transact(ctx, async (tx) => {
        const hold = await getHold(tx, holdId);
        const actuals = given ?? hold.items.map(({ amount }) => amount);
        if (actuals.length !== hold.items.length || actuals.some((actual) => actual < 0n)) {
          throw new RangeError('A commit names an amount for each item of the hold');
        }
        const result = await meter.endHold(tx, holdId, actuals);
        switch (result.outcome) {
          case 'ended':
          case 'replayed':
            return toCharged(result.answer);
          case 'refused':
            throw quotaExceeded(refusalsOf(result.answer), now());
          default:
            throw endError(result.outcome);
        }
      }),
    releaseHold: (ctx, holdId) =>
      database.transact(ctx, async (tx) => {
        const { outcome } = await meter.endHold(tx, holdId, undefined);
        if (outcome === 'settled' || outcome === 'missing') throw endError(outcome);
        return getHold(tx, holdId);
      }),
    getHold,
    adjust: async (ctx, adjustment) =>
      toCharged(await meter.post(ctx, { op: newId(), kind: 'adjust', ...adjustment })),
    record: (ctx, uses) =>
      database.transact(ctx, async (tx) => {
        for (const use of inOrder(uses)) await post(tx, use);
      }),
    importEvents: (ctx, events) =>
      database.transact(ctx, async (tx) => {
        let imported = 0;
        for (const { source, id, ...use } of inOrder(events)) {
          if (!(await meter.keepEvent(tx, source, id))) continue;
          await post(tx, use);
          imported += 1;
        }
        return { imported, duplicates: events.length - imported };
      }),
    async consume(tx, subject, items) {
      await charge(tx, callFor(tx, 'consume', { subject, items }));
    },
    async release(tx, subject, items) {
      for (const { type, amount } of inOrder(items.map((item) => ({ ...item, subject })))) {
        // Whose things go may have gone first; without a counter nothing was used.
        if (!(await meter.isCounted(tx, subject, type))) continue;
        await meter.post(tx, { op: newId(), kind: 'release', subject, type, amount: -amount });
      }
    },
  };
}

function callFor(
  { actor, requestId }: OperationContext,
  kind: ChargeCall['kind'],
  { subject, items, key }: ChargeRequest,
  ttlSeconds = 0,
): ChargeCall {
  if (items.length === 0 || items.some(({ amount }) => amount < 0n)) {
    throw new RangeError('A charge has items, none of them negative');
  }
  const wanted = items.map(({ type, amount }) => ({
    type,
    subject_type: subject.type,
    subject_id: subject.id,
    amount: amount.toString(),
  }));
  return {
    op: newId(),
    kind,
    scope: `${actor.kind}:${actor.id}`,
    key,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([kind, ttlSeconds, wanted]))
      .digest('base64url'),
    actor_kind: actor.kind,
    actor_id: actor.id,
    request_id: requestId,
    items: wanted,
  };
}

/** Counters are locked one by one; two callers who begin with the same one cannot wait for each other. */
function inOrder<T extends { readonly subject: QuotaSubject; readonly type: string }>(
  uses: readonly T[],
): T[] {
  const keyOf = ({ subject, type }: T): string => `${type} ${subject.type} ${subject.id}`;
  return [...uses].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function toCharged({ op, at, figures }: RawAnswer): Charged {
  return { operationId: op, at: new Date(at), items: toFigures(figures) };
}

function endError(outcome: 'expired' | 'settled' | 'missing'): Error {
  switch (outcome) {
    case 'expired':
      return new QuotaHoldExpired();
    case 'settled':
      return new QuotaHoldEnded();
    case 'missing':
      return new QuotaHoldNotFound();
  }
}
