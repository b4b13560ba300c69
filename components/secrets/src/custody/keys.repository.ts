import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { PublishedKey } from '@ashlar/vault';
import type { KeyState, RingKeyRecord, WrappedOwnerKey } from '@ashlar/vault/custody';

interface RingRow {
  readonly id: string;
  readonly state: KeyState;
  readonly root_fingerprint: string;
  readonly wrapped: Buffer | null;
}

export interface RewrapRow extends WrappedOwnerKey {
  readonly id: string;
  readonly revision: number;
}

export interface KeyCount {
  readonly id: string;
  readonly state: KeyState;
  /** Keys of owners that it wraps. */
  readonly wraps: number;
  readonly createdAt: Date;
}

/** The ring, and the keys of owners that it wraps. */
export class KeyRepository {
  constructor(private readonly database: Database) {}

  async lock(tx: TransactionContext): Promise<void> {
    await managerFor(tx, this.database).query(
      `select pg_advisory_xact_lock(hashtextextended('secrets.ring', 0))`,
    );
  }

  async ring(ctx: OperationContext): Promise<readonly RingKeyRecord[]> {
    const rows: readonly RingRow[] = await managerFor(ctx, this.database).query(
      'select id, state, root_fingerprint, wrapped from secrets.ring_keys order by created_at, id',
    );
    return rows.map(({ id, state, root_fingerprint: rootFingerprint, wrapped }) => ({
      ...{ id, state, rootFingerprint },
      wrapped: wrapped ?? undefined,
    }));
  }

  async addRingKey(
    tx: TransactionContext,
    { id, state, rootFingerprint, wrapped }: RingKeyRecord,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      'insert into secrets.ring_keys (id, state, root_fingerprint, wrapped) values ($1, $2, $3, $4)',
      [id, state, rootFingerprint, wrapped],
    );
  }

  /** Under another root key; its state is that of the database, and one that was retired stays so. */
  async putBack(tx: TransactionContext, { id, rootFingerprint, wrapped }: RingKeyRecord): Promise<number> {
    const [, count] = (await managerFor(tx, this.database).query(
      `update secrets.ring_keys set root_fingerprint = $2, wrapped = $3, updated_at = now()
       where id = $1 and state <> 'retired'`,
      [id, rootFingerprint, wrapped],
    )) as [unknown, number];
    return count;
  }

  async setState(tx: TransactionContext, id: string, state: KeyState): Promise<void> {
    await managerFor(tx, this.database).query(
      `update secrets.ring_keys set state = $2, wrapped = case when $2 = 'retired' then null else wrapped end,
         updated_at = now() where id = $1`,
      [id, state],
    );
  }

  async counts(ctx: OperationContext): Promise<readonly KeyCount[]> {
    return managerFor(ctx, this.database).query(
      `select id, state, created_at as "createdAt",
         (select count(*)::int from secrets.owner_keys where ring_key_id = ring.id) as wraps
       from secrets.ring_keys as ring order by created_at, id`,
    );
  }

  async spare(ctx: OperationContext, atMost: number): Promise<number> {
    const rows: readonly { readonly count: number }[] = await managerFor(ctx, this.database).query(
      `select count(*)::int as count
       from (select from secrets.owner_keys where owner_id is null limit $1) as spare`,
      [atMost],
    );
    return rows[0]?.count ?? 0;
  }

  /** Only while the ring key is the active one, so that no process that has not heard of a new one adds to an old. */
  async addOwnerKeys(
    tx: TransactionContext,
    ringKeyId: string,
    keys: readonly (PublishedKey & WrappedOwnerKey)[],
  ): Promise<number> {
    const manager = managerFor(tx, this.database);
    const active: readonly unknown[] = await manager.query(
      `select from secrets.ring_keys where id = $1 and state = 'active' for share`,
      [ringKeyId],
    );
    if (active.length === 0) return 0;
    await manager.query(
      `insert into secrets.owner_keys (id, public_key, publisher_id, signature, ring_key_id, wrapped)
       select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::bytea[], $5::uuid[], $6::bytea[])`,
      [
        keys.map(({ id }) => id),
        keys.map(({ publicKey }) => publicKey),
        keys.map(({ publisherId }) => publisherId),
        keys.map(({ signature }) => signature),
        keys.map(({ ringKeyId: id }) => id),
        keys.map(({ wrapped }) => wrapped),
      ],
    );
    return keys.length;
  }

  /** Owner keys that another ring key wraps, and that neither are known to be broken nor somebody else's work now. */
  async toRewrap(tx: TransactionContext, activeId: string, limit: number): Promise<readonly RewrapRow[]> {
    return managerFor(tx, this.database).query(
      `select id, ring_key_id as "ringKeyId", wrapped, wrap_revision as revision
       from secrets.owner_keys as key
       where ring_key_id = any(array(select id from secrets.ring_keys where id <> $1 and state <> 'retired'))
         and not exists (select from secrets.quarantine where owner_key_id = key.id)
       limit $2 for update of key skip locked`,
      [activeId, limit],
    );
  }

  /** Keys that another ring key wraps, in the order of their ids, from the one after `after` on. */
  async foreign(
    ctx: OperationContext,
    activeId: string,
    after: string,
    limit: number,
  ): Promise<readonly RewrapRow[]> {
    return managerFor(ctx, this.database).query(
      `select id, ring_key_id as "ringKeyId", wrapped, wrap_revision as revision
       from secrets.owner_keys
       where id > $2 and ring_key_id = any(array(select id from secrets.ring_keys where id <> $1 and state <> 'retired'))
       order by id limit $3`,
      [activeId, after, limit],
    );
  }

  /** Those that could not be re-wrapped once, in the order of their ids, from the one after `after` on. */
  async quarantined(ctx: OperationContext, after: string, limit: number): Promise<readonly RewrapRow[]> {
    return managerFor(ctx, this.database).query(
      `select key.id, ring_key_id as "ringKeyId", wrapped, wrap_revision as revision
       from secrets.quarantine join secrets.owner_keys as key on key.id = owner_key_id
       where owner_key_id > $1 order by owner_key_id limit $2`,
      [after, limit],
    );
  }

  async release(tx: TransactionContext, ids: readonly string[]): Promise<void> {
    await managerFor(tx, this.database).query(
      'delete from secrets.quarantine where owner_key_id = any($1::uuid[])',
      [ids],
    );
  }

  /** Writes those that nobody else has re-wrapped meanwhile. Answers how many. */
  async rewrap(
    tx: TransactionContext,
    rows: readonly { readonly from: RewrapRow; readonly to: WrappedOwnerKey }[],
  ): Promise<number> {
    const [, count] = (await managerFor(tx, this.database).query(
      `update secrets.owner_keys as key
       set ring_key_id = done.to_id, wrapped = done.wrapped, wrap_revision = key.wrap_revision + 1
       from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::bytea[])
         as done (id, from_id, revision, to_id, wrapped)
       where key.id = done.id and key.ring_key_id = done.from_id and key.wrap_revision = done.revision`,
      [
        rows.map(({ from }) => from.id),
        rows.map(({ from }) => from.ringKeyId),
        rows.map(({ from }) => from.revision),
        rows.map(({ to }) => to.ringKeyId),
        rows.map(({ to }) => to.wrapped),
      ],
    )) as [unknown, number];
    return count;
  }

  async quarantine(tx: TransactionContext, id: string, reason: string): Promise<void> {
    await managerFor(tx, this.database).query(
      `insert into secrets.quarantine (owner_key_id, reason) select id, $2 from secrets.owner_keys where id = $1
       on conflict do nothing`,
      [id, reason],
    );
  }
}
