import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { Position } from './events.types.js';

/** A consumer that this process holds until the lease ends. */
export interface Claim {
  readonly position: Position;
  readonly fence: string;
}

export interface ConsumersRepository {
  /** Locks the consumer for the transaction; undefined when another has it. */
  lock(tx: TransactionContext, name: string, start: Position): Promise<Position | undefined>;
  move(tx: TransactionContext, name: string, to: Position): Promise<void>;
  /** Takes the lease when nobody holds it. */
  claim(ctx: OperationContext, name: string, start: Position, leaseMs: number): Promise<Claim | undefined>;
  /** Moves on and keeps the lease. False when another has taken it since. */
  moveClaimed(
    ctx: OperationContext,
    name: string,
    fence: string,
    to: Position,
    leaseMs: number,
  ): Promise<boolean>;
  /** Gives the lease back. */
  release(ctx: OperationContext, name: string, fence: string): Promise<void>;
  /** Age of the oldest event that each consumer has not read, in seconds. */
  lags(ctx: OperationContext): Promise<readonly { readonly name: string; readonly seconds: number }[]>;
}

export function createConsumersRepository(database: Database): ConsumersRepository {
  const query = <Row>(
    ctx: OperationContext,
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> => managerFor(ctx, database).query<readonly Row[]>(sql, [...values]);
  const enter = (ctx: OperationContext, name: string, { xid, seq }: Position) =>
    query(
      ctx,
      `insert into events.consumers (name, xid, seq) values ($1, $2::text::xid8, $3) on conflict do nothing`,
      [name, xid, seq],
    );

  return {
    async lock(tx, name, start) {
      await enter(tx, name, start);
      const [row] = await query<Position>(
        tx,
        `select xid::text, seq::text from events.consumers where name = $1 for update skip locked`,
        [name],
      );
      return row;
    },
    async move(tx, name, { xid, seq }) {
      await query(
        tx,
        `update events.consumers set xid = $2::text::xid8, seq = $3, updated_at = now() where name = $1`,
        [name, xid, seq],
      );
    },
    async claim(ctx, name, start, leaseMs) {
      await enter(ctx, name, start);
      const [[row] = []] = await query<readonly (Position & { fence: string })[]>(
        ctx,
        `update events.consumers
         set fence = fence + 1, lease_until = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
         where name = $1 and (lease_until is null or lease_until < clock_timestamp())
         returning xid::text, seq::text, fence::text`,
        [name, leaseMs],
      );
      return row && { position: { xid: row.xid, seq: row.seq }, fence: row.fence };
    },
    async moveClaimed(ctx, name, fence, { xid, seq }, leaseMs) {
      const [rows = []] = await query<readonly unknown[]>(
        ctx,
        `update events.consumers set xid = $3::text::xid8, seq = $4, updated_at = now(),
           lease_until = clock_timestamp() + make_interval(secs => $5::float8 / 1000)
         where name = $1 and fence = $2 returning name`,
        [name, fence, xid, seq, leaseMs],
      );
      return rows.length === 1;
    },
    async release(ctx, name, fence) {
      await query(ctx, `update events.consumers set lease_until = null where name = $1 and fence = $2`, [
        name,
        fence,
      ]);
    },
    lags: (ctx) =>
      query(
        ctx,
        `select name, coalesce(extract(epoch from clock_timestamp() - unread.created_at), 0)::float8 as seconds
         from events.consumers as consumer left join lateral (
           select created_at from events.events
           where (events.xid, events.seq) > (consumer.xid, consumer.seq) order by events.xid, events.seq limit 1
         ) as unread on true`,
        [],
      ),
  };
}
