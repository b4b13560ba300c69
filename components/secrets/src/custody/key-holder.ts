import { type Database, newId, type OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { Signer } from '@ashlar/vault';
import { Refused } from '@ashlar/vault';
import {
  type KeyRing,
  makeOwnerKey,
  makeRingKey,
  openKeyRing,
  type RingKeyRecord,
  type RootKey,
} from '@ashlar/vault/custody';
import { CustodyUnavailable } from './custody.errors.js';
import { KeyRepository } from './keys.repository.js';

export interface KeyHolderDeps {
  readonly database: Database;
  readonly root: RootKey;
  readonly publisher: Signer;
  readonly logger: Logger;
  /** How many keys are kept ready for new owners. */
  readonly spareKeys: number;
}

/** The ring as this process has it. */
export interface KeyHolder {
  /** @throws {CustodyUnavailable} once it was sealed. */
  ring(): KeyRing;
  /** Reads the ring again: another process may have added a key. */
  refresh(ctx: OperationContext): Promise<void>;
  /** Makes keys for owners to come, as many as are missing. Answers how many. */
  topUp(ctx: OperationContext): Promise<number>;
  /** Forgets all keys. This process opens nothing until it is started again. */
  seal(): void;
}

const batch = 100;

/**
 * Opens the ring, or makes its first key.
 * @throws {RootKeyMismatch} when the root key is another one than the ring was wrapped by; nothing was written.
 */
export async function openKeyHolder(
  ctx: OperationContext,
  { database, root, publisher, logger, spareKeys }: KeyHolderDeps,
): Promise<KeyHolder> {
  const keys = new KeyRepository(database);
  let sealed = false;
  const first: RingKeyRecord = { ...(await makeRingKey(newId(), root)), state: 'active' };
  const records = await database.transact(ctx, async (tx) => {
    await keys.lock(tx);
    const known = await keys.ring(tx);
    if (known.length > 0) return known;
    await keys.addRingKey(tx, first);
    return [first];
  });
  let current = await openKeyRing(records, root);
  logger.info('The key ring is open', { root_fingerprint: root.fingerprint, keys: current.ids.length });

  const ring = (): KeyRing => {
    if (sealed) throw new CustodyUnavailable('This process has been sealed', { retryAfterSeconds: 30 });
    return current;
  };
  const refresh = async (refreshing: OperationContext): Promise<void> => {
    const before = ring();
    const next = await openKeyRing(await keys.ring(refreshing), root);
    if (sealed) return next.close();
    current = next;
    before.close();
  };

  return {
    ring,
    refresh,
    async topUp(topping) {
      let made = 0;
      let tries = 0;
      for (;;) {
        const missing = spareKeys - (await keys.spare(topping, spareKeys));
        if (missing <= 0 || topping.signal.aborted) return made;
        const open = ring();
        const fresh = Array.from({ length: Math.min(missing, batch) }, () =>
          makeOwnerKey(newId(), open, publisher),
        );
        const added = await database.transact(topping, (tx) => keys.addOwnerKeys(tx, open.activeId, fresh));
        made += added;
        if (added > 0) continue;
        tries += 1;
        if (tries > 3) throw new Refused('key');
        await refresh(topping);
      }
    },
    seal() {
      sealed = true;
      current.close();
      logger.warn('This process was sealed: it opens nothing until it is started again');
    },
  };
}
