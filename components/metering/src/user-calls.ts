import type { OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { type BufferStopReport, createWriteBuffer, type DeadLetterSink } from '@ashlar/message-queue';
import type { Metrics } from '@ashlar/telemetry';
import type { ServedCall } from './metering.types.js';

/** How often somebody called since it was last told. */
export interface UserCalls {
  readonly userId: string;
  readonly calls: number;
}

export interface UserCallsDeps {
  /**
   * Adds the calls in one transaction, all or none. No user twice, in the order of ids. What is in doubt is not told
   * again, and when it throws, halves are told, until the one that cannot be written is alone.
   */
  readonly write: (ctx: OperationContext, calls: readonly UserCalls[]) => Promise<void>;
  readonly deadLetters: DeadLetterSink;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How long calls are added up, in milliseconds. Default 60,000: a crash loses that many. */
  readonly intervalMs?: number;
}

export interface UserCallsMeter {
  /** Never throws and never waits. */
  onServed(call: ServedCall): void;
  /** Tells what it has, for as long as `deadlineMs`. */
  stop(deadlineMs: number): Promise<BufferStopReport>;
}

/** Users in one transaction, each with a counter that is locked until it ends. */
const batchItems = 100;
/** Users between two writes; who comes beyond them is told of at once. */
const usersAtOnce = 20_000;

/**
 * Tells how often users call, summed up: for a ledger that keeps a row for each time that it is told. Calls that are
 * refused count too, but those with credentials that are not taken.
 */
export function createUserCallsMeter({ write, intervalMs = 60_000, ...deps }: UserCallsDeps): UserCallsMeter {
  const buffer = createWriteBuffer<UserCalls>({
    name: 'metering.user-calls',
    write: (ctx, calls) => write(ctx, summed(calls)),
    // Sums gather here, not there.
    limits: { intervalMs: 0, batchItems, items: 2 * usersAtOnce, concurrency: 1 },
    ...deps,
  });
  let sums = new Map<string, number>();

  const tell = (): void => {
    const told = sums;
    sums = new Map();
    for (const [userId, calls] of told) {
      try {
        buffer.fireAndForget({ userId, calls });
      } catch {
        // Counted, logged and kept by the buffer; the caller has its answer.
      }
    }
  };
  const timer = setInterval(tell, intervalMs);
  timer.unref();

  return {
    onServed({ actor, status }) {
      if (actor?.kind !== 'user' || status === 401) return;
      sums.set(actor.id, (sums.get(actor.id) ?? 0) + 1);
      if (sums.size >= usersAtOnce) tell();
    },
    stop(deadlineMs) {
      clearInterval(timer);
      tell();
      return buffer.stop(deadlineMs);
    },
  };
}

function summed(calls: readonly UserCalls[]): readonly UserCalls[] {
  const sums = new Map<string, number>();
  for (const { userId, calls: more } of calls) sums.set(userId, (sums.get(userId) ?? 0) + more);
  return [...sums]
    .map(([userId, sum]) => ({ userId, calls: sum }))
    .sort((a, b) => (a.userId < b.userId ? -1 : 1));
}
