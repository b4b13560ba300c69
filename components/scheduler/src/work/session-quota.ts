import type { OperationContext, TransactionContext } from '@ashlar/database';
import { DomainError } from '@ashlar/errors';
import type { ScheduleOwner } from '../schedules.types.js';

/** What sessions count against: each is one order, held before its launch and used when the run has a name. */
export interface SessionQuota {
  /**
   * Holds one. The same key gives the same hold.
   * @returns its id, or why there is none.
   */
  hold(
    ctx: OperationContext,
    owner: ScheduleOwner,
    key: string,
  ): Promise<{ readonly holdId: string } | { readonly refused: string }>;
  /** Turns a hold into use; harmless when it was done before. */
  use(tx: TransactionContext, owner: ScheduleOwner, holdId: string): Promise<void>;
  /** Gives a hold back, unless it was used or has run out. */
  giveBack(tx: TransactionContext, holdId: string): Promise<void>;
}

interface OrderHold {
  readonly id: string;
  readonly state: 'held' | 'committed' | 'released' | 'expired';
}

interface Order {
  readonly type: 'MAX_ORDER_TIMES';
  readonly amount: bigint;
}

/** The part of a quota meter that is needed here. */
export interface OrderMeter {
  reserve(
    ctx: OperationContext,
    request: {
      readonly subject: ScheduleOwner;
      readonly items: readonly Order[];
      readonly key: string;
      readonly ttlSeconds: number;
    },
  ): Promise<OrderHold>;
  commit(ctx: OperationContext, holdId: string): Promise<unknown>;
  releaseHold(ctx: OperationContext, holdId: string): Promise<unknown>;
  getHold(ctx: OperationContext, holdId: string): Promise<OrderHold>;
  record(
    ctx: OperationContext,
    uses: readonly (Order & { readonly subject: ScheduleOwner })[],
  ): Promise<void>;
}

const order = { type: 'MAX_ORDER_TIMES', amount: 1n } as const;
/** A launch that has no answer for longer has been given up. */
const holdSeconds = 86_400;

export function createSessionQuota(meter: OrderMeter): SessionQuota {
  return {
    async hold(ctx, owner, key) {
      try {
        const request = { subject: owner, items: [order], key, ttlSeconds: holdSeconds };
        const { id } = await meter.reserve(ctx, request);
        return { holdId: id };
      } catch (error) {
        // Not by its class: this brick does not know the brick that keeps quotas.
        if (error instanceof DomainError && error.definition.kind !== 'unavailable')
          return { refused: error.message };
        throw error;
      }
    },
    async use(tx, owner, holdId) {
      const { state } = await meter.getHold(tx, holdId);
      if (state === 'held') await meter.commit(tx, holdId);
      // It runs, so it counts, whatever the limit is by now.
      else if (state !== 'committed') await meter.record(tx, [{ subject: owner, ...order }]);
    },
    async giveBack(tx, holdId) {
      const { state } = await meter.getHold(tx, holdId);
      if (state === 'held') await meter.releaseHold(tx, holdId);
    },
  };
}
