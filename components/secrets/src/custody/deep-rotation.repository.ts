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

  /** Gives the owner this key instead of theirs. False when they had none. */
  async replaceKey(
    tx: TransactionContext,
    { type, id }: OwnerRef,
    key: PublishedKey & WrappedOwnerKey,
  ): Promise<boolean> {
    const manager = managerFor(tx, this.database);
    // The same lock as whoever gives a first key to an owner takes.
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `secrets.owner:${type}:${id}`,
    ]);
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

  async oldValues(
    tx: TransactionContext,
    { type, id }: OwnerRef,
    limit: number,
  ): Promise<readonly OldValue[]> {
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
       order by version.secret_id, version.version limit $3 for update of version`,
      [type, id, limit],
    );
  }

  async reseal(
    tx: TransactionContext,
    { secretId, version, revision }: OldValue,
    to: Envelope,
  ): Promise<void> {
    await managerFor(tx, this.database).query(
      `update secrets.versions set recipient_key_id = $4, enc = $5, sealed_key = $6, commitment = $7, nonce = $8,
         ciphertext = $9, tag = $10, signature = $11, envelope_writer_id = $12, wrap_revision = wrap_revision + 1
       where secret_id = $1 and version = $2 and wrap_revision = $3`,
      [
        ...[secretId, version, revision, to.recipientKeyId, to.enc, to.sealedKey, to.commitment, to.nonce],
        ...[to.ciphertext, to.tag, to.signature, to.writerId],
      ],
    );
  }

  async destroy(tx: TransactionContext, { secretId, version }: OldValue): Promise<void> {
    await managerFor(tx, this.database).query(
      `update secrets.versions set state = 'destroyed', recipient_key_id = null, enc = null, sealed_key = null,
         commitment = null, nonce = null, ciphertext = null, tag = null, signature = null
       where secret_id = $1 and (version = $2 or source_version = $2)`,
      [secretId, version],
    );
  }

  /** The keys that nothing is sealed to any more are gone, and the owner is told. Answers how many keys. */
  async finish(tx: TransactionContext, { type, id }: OwnerRef): Promise<number> {
    const manager = managerFor(tx, this.database);
    const [, count] = (await manager.query(
      `delete from secrets.owner_keys as key where owner_type = $1 and owner_id = $2 and not current
       and not exists (select from secrets.versions where recipient_key_id = key.id)`,
      [type, id],
    )) as [unknown, number];
    await manager.query(
      'update secrets.secrets set change_advised_at = now() where owner_type = $1 and owner_id = $2',
      [type, id],
    );
    return count;
  }
}
