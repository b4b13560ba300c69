import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { randomInt } from 'node:crypto';
import { type AuditEvent, type AuditRow, linkOf } from './audit-chain.js';

/** Chains, so that requests at the same time seldom wait for each other. */
const shards = 16;

export interface ChainHead {
  readonly shard: number;
  readonly seq: number;
  readonly hash: Buffer;
}

export interface Checkpoint {
  readonly statement: { readonly heads: readonly (readonly [number, number, string])[] };
  readonly publisherId: string;
  readonly signature: Buffer;
}

export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Appends to one of the chains. Last in its transaction: the chain is locked until that ends. */
  async append(tx: TransactionContext, event: AuditEvent): Promise<void> {
    const manager = managerFor(tx, this.database);
    const shard = randomInt(shards);
    const [head] = (await manager.query(
      `select seq::int as seq, hash, date_trunc('milliseconds', clock_timestamp()) as at
       from secrets.audit_heads where shard = $1 for update`,
      [shard],
    )) as readonly { readonly seq: number; readonly hash: Buffer; readonly at: Date }[];
    if (!head) throw new Error(`The audit trail has no chain ${shard}`);
    const row = { shard, seq: head.seq + 1, at: head.at, event };
    const hash = linkOf(head.hash, row);
    await manager.query(
      'insert into secrets.audit (shard, seq, at, event, hash) values ($1, $2, $3, $4, $5)',
      [shard, row.seq, row.at, JSON.stringify(event), hash],
    );
    await manager.query('update secrets.audit_heads set seq = $2, hash = $3 where shard = $1', [
      shard,
      row.seq,
      hash,
    ]);
  }

  async heads(ctx: OperationContext): Promise<readonly ChainHead[]> {
    return managerFor(ctx, this.database).query(
      'select shard::int as shard, seq::int as seq, hash from secrets.audit_heads order by shard',
    );
  }

  /** Rows of a chain in their order, from the one after `seq` on. */
  async rows(ctx: OperationContext, shard: number, seq: number, limit: number): Promise<readonly AuditRow[]> {
    return managerFor(ctx, this.database).query(
      `select shard::int as shard, seq::int as seq, at, event, hash from secrets.audit
       where shard = $1 and seq > $2 order by seq limit $3`,
      [shard, seq, limit],
    );
  }

  async addCheckpoint(
    tx: TransactionContext,
    id: string,
    { statement, publisherId, signature }: Checkpoint,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      'insert into secrets.audit_checkpoints (id, statement, publisher_id, signature) values ($1, $2, $3, $4)',
      [id, JSON.stringify(statement), publisherId, signature],
    );
  }

  async checkpoints(ctx: OperationContext): Promise<readonly Checkpoint[]> {
    return managerFor(ctx, this.database).query(
      `select statement, publisher_id as "publisherId", signature from secrets.audit_checkpoints order by id`,
    );
  }
}
