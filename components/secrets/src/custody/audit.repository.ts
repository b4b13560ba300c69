import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import { canonical } from '@ashlar/vault';
import { randomInt } from 'node:crypto';
import { type AuditEvent, auditLabel, type AuditRow, stable } from './audit-chain.js';

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

  /**
   * Appends to one of the chains. Last in its transaction: the chain is locked until that ends, so it is one statement,
   * and the hash (that of `linkOf`) is computed where the row before is known.
   */
  async append(tx: TransactionContext, event: AuditEvent): Promise<void> {
    const shard = randomInt(shards);
    const text = stable(event);
    const rows: readonly unknown[] = await managerFor(tx, this.database).query(
      `with head as (
         select seq + 1 as seq, hash, date_trunc('milliseconds', clock_timestamp()) as at
         from secrets.audit_heads where shard = $1 for update
       ), link as (
         select seq, at, sha256(
           $2::bytea || int4send(32) || hash || int4send(4) || int4send($1::int)
           || int4send(length(seq::text)) || convert_to(seq::text, 'UTF8')
           || int4send(24) || convert_to(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'UTF8')
           || int4send(octet_length($3)) || convert_to($3, 'UTF8')
         ) as hash from head
       ), added as (
         insert into secrets.audit (shard, seq, at, event, hash) select $1, seq, at, $3::jsonb, hash from link
       ), moved as (
         update secrets.audit_heads as head set seq = link.seq, hash = link.hash from link where head.shard = $1
       )
       select seq from link`,
      [shard, canonical(auditLabel), text],
    );
    if (rows.length !== 1) throw new Error(`The audit trail has no chain ${shard}`);
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

  /** In the order that they were made in, from the one after `id` on. */
  async checkpoints(
    ctx: OperationContext,
    id: string,
    limit: number,
  ): Promise<readonly (Checkpoint & { readonly id: string })[]> {
    return managerFor(ctx, this.database).query(
      `select id, statement, publisher_id as "publisherId", signature from secrets.audit_checkpoints
       where id > $1 order by id limit $2`,
      [id, limit],
    );
  }

  /** Those that say something of a chain after one row and up to another, of the same thing one; the first ones. */
  async checkpointsOf(
    ctx: OperationContext,
    shard: number,
    after: number,
    upTo: number,
    limit: number,
  ): Promise<readonly Checkpoint[]> {
    return managerFor(ctx, this.database).query(
      `select distinct on ((head->>1)::bigint, head->>2) statement, publisher_id as "publisherId", signature
       from secrets.audit_checkpoints, jsonb_array_elements(statement->'heads') as head
       where (head->>0)::int = $1 and (head->>1)::bigint > $2 and (head->>1)::bigint <= $3
       order by (head->>1)::bigint, head->>2, id limit $4`,
      [shard, after, upTo, limit],
    );
  }

  /** Removes what older checkpoints say again. Answers how many. */
  async thinCheckpoints(tx: TransactionContext): Promise<number> {
    const rows: readonly { readonly gone: number }[] = await managerFor(tx, this.database).query(
      'select secrets.thin_checkpoints()::int as gone',
    );
    return rows[0]?.gone ?? 0;
  }
}
