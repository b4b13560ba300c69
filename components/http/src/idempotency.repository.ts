import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';

export interface KeptReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as sent; null when it carried a secret. */
  readonly body: string | null;
  readonly resourceId: string | null;
}

interface KeptRow extends KeptReply {
  readonly fingerprint: Buffer;
}

const retention = "interval '24 hours'";

export class IdempotencyRepository {
  constructor(private readonly database: Database) {}

  /** False when another transaction is working on this key right now. */
  async tryLock(tx: TransactionContext, scope: Buffer): Promise<boolean> {
    const rows: readonly { locked: boolean }[] = await managerFor(tx, this.database).query(
      'select pg_try_advisory_xact_lock($1) as locked',
      [scope.readBigInt64BE(0).toString()],
    );
    return rows[0]?.locked ?? false;
  }

  async find(tx: TransactionContext, scope: Buffer): Promise<KeptRow | undefined> {
    const rows: readonly KeptRow[] = await managerFor(tx, this.database).query(
      `select fingerprint, status, headers, body, resource_id as "resourceId"
         from http.idempotency_keys where scope = $1 and created_at > now() - ${retention}`,
      [scope],
    );
    return rows[0];
  }

  async keep(tx: TransactionContext, scope: Buffer, fingerprint: Buffer, reply: KeptReply): Promise<void> {
    // The conflict can only be with a row past its retention: a younger one would have been replayed.
    await managerFor(tx, this.database).query(
      `insert into http.idempotency_keys (scope, fingerprint, status, headers, body, resource_id)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (scope) do update set
         fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
         body = excluded.body, resource_id = excluded.resource_id, created_at = now()`,
      [scope, fingerprint, reply.status, JSON.stringify(reply.headers), reply.body, reply.resourceId],
    );
  }

  /** Removes at most `limit` answers past their retention; returns how many. */
  async sweep(ctx: OperationContext, limit: number): Promise<number> {
    const swept: [unknown[], number] = await managerFor(ctx, this.database).query(
      `delete from http.idempotency_keys where scope in (
         select scope from http.idempotency_keys where created_at <= now() - ${retention} limit $1
       )`,
      [limit],
    );
    return swept[1];
  }
}
