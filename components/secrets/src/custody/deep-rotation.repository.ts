import type { Database, TransactionContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { Envelope, PublishedKey } from '@ashlar/vault';
import type { WrappedOwnerKey } from '@ashlar/vault/custody';
import type { OwnerRef } from '../secrets.types.js';

/** A value that is still sealed to a key that was given up. */
export interface OldValue {
  readonly secretId: string;
  readonly version: number;
  readonly revision: number;
  /** Whether it is the newest one, or the one that the newest is again. */
  readonly needed: boolean;
}

export class DeepRotationRepository {
  constructor(private readonly database: Database) {}

  /** The same lock as whoever gives a first key to an owner takes. */
  private async lock(tx: TransactionContext, { type, id }: OwnerRef): Promise<void> {
    await managerFor(tx, this.database).query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `secrets.owner:${type}:${id}`,
    ]);
  }

  /** Gives the owner this key instead of theirs. False when they had none. */
  async replaceKey(
    tx: TransactionContext,
    { type, id }: OwnerRef,
    key: PublishedKey & WrappedOwnerKey,
  ): Promise<boolean> {
    const manager = managerFor(tx, this.database);
    await this.lock(tx, { type, id });
    const [, count] = (await manager.query(
      'update secrets.owner_keys set current = false where owner_type = $1 and owner_id = $2 and current',
      [type, id],
    )) as [unknown, number];
    if (count === 0) return false;
    await manager.query(
      `insert into secrets.owner_keys (id, public_key, publisher_id, signature, ring_key_id, wrapped, owner_type, owner_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [key.id, key.publicKey, key.publisherId, key.signature, key.ringKeyId, key.wrapped, type, id],
    );
    return true;
  }

  /** Of one process at a time: the lock of the owner is held until the transaction ends. */
  async oldValues(
    tx: TransactionContext,
    { type, id }: OwnerRef,
    limit: number,
  ): Promise<readonly OldValue[]> {
    await this.lock(tx, { type, id });
    return managerFor(tx, this.database).query(
      `select version.secret_id as "secretId", version.version, version.wrap_revision as revision,
         version.state = 'live' and version.version in (
           select coalesce(newest.source_version, newest.version) from secrets.versions as newest
           where newest.secret_id = secret.id and newest.version = secret.current_version
         ) as needed
       from secrets.owner_keys as key
       join secrets.versions as version on version.recipient_key_id = key.id
       join secrets.secrets as secret on secret.id = version.secret_id
       where key.owner_type = $1 and key.owner_id = $2 and not key.current
       order by version.secret_id, version.version limit $3`,
      [type, id, limit],
    );
  }

  /** Where it is still the value that was read, and sealed to a key that was given up: no other may be changed. */
  async reseal(
    tx: TransactionContext,
    { secretId, version, revision }: OldValue,
    to: Envelope,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      'select secrets.reseal($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
      [
        ...[secretId, version, revision, to.recipientKeyId, to.enc, to.sealedKey, to.commitment, to.nonce],
        ...[to.ciphertext, to.tag, to.signature, to.writerId],
      ],
    );
  }

  async destroy(tx: TransactionContext, { secretId, version }: OldValue): Promise<void> {
    await managerFor(tx, this.database).query('select secrets.destroy_given_up($1, $2)', [secretId, version]);
  }

  /** The keys that nothing is sealed to any more are gone, and the owner is told. Answers how many keys. */
  async finish(tx: TransactionContext, { type, id }: OwnerRef): Promise<number> {
    const manager = managerFor(tx, this.database);
    const [, count] = (await manager.query(
      `delete from secrets.owner_keys as key where owner_type = $1 and owner_id = $2 and not current
       and not exists (select from secrets.versions where recipient_key_id = key.id)`,
      [type, id],
    )) as [unknown, number];
    await manager.query('select secrets.advise_change($1, $2)', [type, id]);
    return count;
  }
}
