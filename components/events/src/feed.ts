import type { Database, OperationContext } from '@ashlar/database';
import { EventCursorExpired, EventCursorInvalid } from './events.errors.js';
import { createEventsRepository } from './events.repository.js';
import type { FeedBatch, FeedFilter, Position } from './events.types.js';
import type { EventSignal } from './signal.js';

/** Rows that one read looks at, whatever it is filtered by: its cost does not grow with the table. */
const mostScanned = 2_000;

export interface FeedRequest extends FeedFilter {
  /** From the oldest event when absent. */
  readonly after?: Position;
  /** 1 to 1,000. */
  readonly size: number;
}

/** The events in order, for whoever keeps its own place in them. */
export interface Feed {
  /**
   * A part may be empty although more follows (`atEnd` is false): a read looks at a bounded number of events.
   * @throws {EventCursorExpired}
   */
  read(ctx: OperationContext, request: FeedRequest): Promise<FeedBatch>;
  /** Reads until something is there, the end is reached and the time is over, or `ctx` is aborted. */
  readWaiting(ctx: OperationContext, request: FeedRequest, waitMs: number): Promise<FeedBatch>;
  /** Everything that can be read now lies before. */
  latest(ctx: OperationContext): Promise<Position>;
  /** The oldest event that is kept comes next. */
  oldest(ctx: OperationContext): Promise<Position>;
  /** Just before the first event that is not older. */
  positionAt(ctx: OperationContext, time: Date): Promise<Position>;
}

const beginning: Position = { xid: '0', seq: '0' };

export function createFeed({
  database,
  signal,
}: {
  readonly database: Database;
  /** Wakes who waits. Without it waiting polls. */
  readonly signal?: EventSignal;
}): Feed {
  const repository = createEventsRepository(database);

  const read: Feed['read'] = async (ctx, { after: given, size, ...filter }) => {
    const after = given ?? beginning;
    // Before the scan: what is retained only grows, and so does the horizon.
    const { horizon, future } = await repository.bounds(ctx);
    if (BigInt(after.xid) > BigInt(future)) throw new EventCursorExpired();
    const { items, last, full } = await repository.scan(
      ctx,
      after,
      filter,
      filterless(filter) ? size + 1 : mostScanned,
    );
    const { retained } = await repository.bounds(ctx);
    if (given && isBefore(after, retained)) throw new EventCursorExpired();
    if (items.length > size) {
      const kept = items.slice(0, size);
      return { items: kept, next: kept.at(-1)?.position ?? after, atEnd: false };
    }
    if (full && last) return { items, next: last, atEnd: false };
    // The scan saw at least as much as the horizon before it promised.
    const seen = last && isBefore(horizon, last) ? last : horizon;
    return { items, next: isBefore(seen, after) ? after : seen, atEnd: true };
  };

  return {
    read,
    async readWaiting(ctx, request, waitMs) {
      const end = performance.now() + waitMs;
      for (let next = request; ;) {
        const woken = signal?.next();
        const batch = await read(ctx, next);
        const left = end - performance.now();
        if (batch.items.length > 0 || (batch.atEnd && left <= 0) || left <= 0 || ctx.signal.aborted)
          return batch;
        next = { ...request, after: batch.next };
        if (batch.atEnd) await pause(Math.min(left, 500), woken, ctx.signal);
      }
    },
    oldest: async (ctx) => (await repository.bounds(ctx)).retained,
    latest: async (ctx) => (await repository.bounds(ctx)).horizon,
    positionAt: (ctx, time) => repository.positionAt(ctx, time),
  };
}

function filterless({ types, domainIds }: FeedFilter): boolean {
  return types === undefined && domainIds === undefined;
}

export function isBefore(one: Position, other: Position): boolean {
  if (one.xid !== other.xid) return BigInt(one.xid) < BigInt(other.xid);
  return BigInt(one.seq) < BigInt(other.seq);
}

/** Opaque for callers. */
export function writeCursor({ xid, seq }: Position): string {
  return Buffer.from(`1.${xid}.${seq}`).toString('base64url');
}

/** @throws {EventCursorInvalid} */
export function readCursor(text: string): Position {
  const [, xid, seq] =
    /^1\.(\d{1,19})\.(\d{1,18})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (xid === undefined || seq === undefined) throw new EventCursorInvalid();
  return { xid, seq };
}

/** Until the time is over, `woken` settles or the signal is aborted. */
export async function pause(
  ms: number,
  woken: Promise<void> | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  let finish = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const timer = setTimeout(finish, ms);
  signal.addEventListener('abort', finish, { once: true });
  try {
    await (woken ? Promise.race([over, woken]) : over);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', finish);
  }
}
