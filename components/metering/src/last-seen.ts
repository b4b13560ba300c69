import type { OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { type BufferStopReport, createWriteBuffer, type DeadLetterSink } from '@ashlar/message-queue';
import type { Metrics } from '@ashlar/telemetry';
import type { ServedCall } from './metering.types.js';

/** A user, and when this process last saw it. */
export interface Sighting {
  readonly userId: string;
  readonly at: Date;
}

export interface LastSeenDeps {
  /**
   * Writes the sightings in one transaction: each user once, in the order of ids. It may run again, and an earlier one
   * must not win over a later one.
   */
  readonly write: (ctx: OperationContext, sightings: readonly Sighting[]) => Promise<void>;
  readonly deadLetters: DeadLetterSink;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How long sightings gather, in milliseconds. Default 10,000. */
  readonly intervalMs?: number;
}

export interface LastSeen {
  /** Never throws and never waits. */
  onServed(call: ServedCall): void;
  stop(deadlineMs: number): Promise<BufferStopReport>;
}

/** Tells when users were last seen. */
export function createLastSeen({ write, intervalMs = 10_000, ...deps }: LastSeenDeps): LastSeen {
  const buffer = createWriteBuffer<Sighting>({
    name: 'metering.last-seen',
    write: (ctx, sightings) => write(ctx, latest(sightings)),
    // About; to write each as JSON would be most of what counting costs.
    sizeOf: () => 128,
    limits: { intervalMs, concurrency: 1 },
    idempotent: true,
    ...deps,
  });
  return {
    onServed({ actor, status }) {
      if (actor?.kind !== 'user' || status === 401) return;
      try {
        buffer.fireAndForget({ userId: actor.id, at: new Date() });
      } catch {
        // Counted, logged and kept by the buffer; the caller has its answer.
      }
    },
    stop: (deadlineMs) => buffer.stop(deadlineMs),
  };
}

function latest(sightings: readonly Sighting[]): readonly Sighting[] {
  const users = new Map<string, Sighting>();
  // They come in the order of time.
  for (const sighting of sightings) users.set(sighting.userId, sighting);
  return [...users.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
}
