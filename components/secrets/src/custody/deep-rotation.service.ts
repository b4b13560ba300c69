import { type Database, newId, type OperationContext, type TransactionContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { Refused, sealValue, type Signer, type Verifier, wipe } from '@ashlar/vault';
import { makeOwnerKey, openValue } from '@ashlar/vault/custody';
import type { OwnerRef } from '../secrets.types.js';
import { AuditRepository } from './audit.repository.js';
import { DeepRotationRepository, type OldValue } from './deep-rotation.repository.js';
import { FetchRepository } from './fetch.repository.js';
import type { KeyHolder } from './key-holder.js';

export interface DeepRotationDeps {
  readonly database: Database;
  readonly keys: KeyHolder;
  readonly publisher: Signer;
  /** Whose envelopes count: writers, and the publisher. */
  readonly signers: Verifier;
  readonly logger: Logger;
}

export interface DeepRotationResult {
  /** Values that have another data key and another ciphertext now. */
  readonly resealed: number;
  /** Earlier values, which are gone. */
  readonly destroyed: number;
  /** Values that could not be opened: they stay, as does the key that they are sealed to. */
  readonly broken: number;
}

/**
 * For an owner whose keys have leaked: a new key, new data keys, new ciphertexts; earlier values are destroyed, the old
 * key with them, and the owner sees that the credentials themselves have to be changed. Begun again, it goes on.
 */
export type DeepRotation = (ctx: OperationContext, owner: OwnerRef) => Promise<DeepRotationResult>;

const batch = 20;

export function createDeepRotation({
  database,
  keys,
  publisher,
  signers,
  logger,
}: DeepRotationDeps): DeepRotation {
  const rows = new DeepRotationRepository(database);
  const values = new FetchRepository(database);
  const audit = new AuditRepository(database);

  const reseal = async (tx: TransactionContext, owner: OwnerRef, old: OldValue): Promise<boolean> => {
    const [stored] = await values.load(tx, [{ id: old.secretId, version: old.version, filename: '' }]);
    const recipient = await values.currentKey(tx, owner);
    if (!stored || !recipient) return false;
    try {
      const value = openValue(stored.envelope, stored.context, keys.ownerKey(stored.ownerKey), signers);
      const sealed = sealValue(value, stored.context, recipient, publisher);
      wipe(value);
      await rows.reseal(tx, old, sealed);
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  };

  return async (ctx, owner) => {
    await keys.refresh(ctx);
    const had = await database.transact(ctx, async (tx) => {
      const replaced = await rows.replaceKey(tx, owner, makeOwnerKey(newId(), keys.ring(), publisher));
      await audit.append(tx, {
        ...{ action: 'keys', outcome: replaced ? 'deep-rotation' : 'denied:no-key' },
        caller: `${ctx.actor.kind}:${ctx.actor.id}`,
        target: `${owner.type}:${owner.id}`,
        requestId: ctx.requestId,
      });
      return replaced;
    });
    let [resealed, destroyed, broken] = [0, 0, 0];
    while (had && !ctx.signal.aborted) {
      const done = await database.transact(ctx, async (tx) => {
        const counts = { found: 0, resealed: 0, destroyed: 0, broken: 0 };
        for (const old of await rows.oldValues(tx, owner, batch)) {
          counts.found += 1;
          if (!old.needed) {
            await rows.destroy(tx, old);
            counts.destroyed += 1;
          } else if (await reseal(tx, owner, old)) counts.resealed += 1;
          else counts.broken += 1;
        }
        return counts;
      });
      resealed += done.resealed;
      destroyed += done.destroyed;
      broken = done.broken;
      // What could not be opened is found again: with nothing else left, this is the end.
      if (done.found === done.broken) break;
    }
    if (had) await database.transact(ctx, (tx) => rows.finish(tx, owner));
    logger.warn('The values of an owner were encrypted anew', { resealed, destroyed, broken });
    return { resealed, destroyed, broken };
  };
}
