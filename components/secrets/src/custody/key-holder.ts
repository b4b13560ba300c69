import { type Database, newId, type OperationContext } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import type { PublishedKey, Signer } from '@ashlar/vault';
import { assertPublished, createVerifier, Refused } from '@ashlar/vault';
import {
  type KeyRing,
  makeOwnerKey,
  makeRingKey,
  openKeyRing,
  openOwnerKey,
  type RingKeyRecord,
  type RootKey,
  type WrappedOwnerKey,
  type X25519PrivateKey,
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
  /**
   * The private half of an owner's key. Kept for a minute, as long as the database says the same of it.
   * @throws {CustodyUnavailable} @throws {Refused} when it was not published here or does not open.
   */
  ownerKey(stored: PublishedKey & WrappedOwnerKey): X25519PrivateKey;
  /** Reads the ring again: another process may have added a key. */
  refresh(ctx: OperationContext): Promise<void>;
  /** Makes keys for owners to come, as many as are missing. Answers how many. */
  topUp(ctx: OperationContext): Promise<number>;
  /** Forgets all keys. This process opens nothing until it is started again. */
  seal(): void;
}

const batch = 100;
const keptForMs = 60_000;
const keptAtMost = 1_000;

interface KeptKey {
  readonly key: X25519PrivateKey;
  readonly of: PublishedKey & WrappedOwnerKey;
  readonly until: number;
}

/**
 * Opens the ring, or makes its first key.
 * @throws {RootKeyMismatch} when the root key is another one than the ring was wrapped by; nothing was written.
 */
export async function openKeyHolder(
  ctx: OperationContext,
  { database, root, publisher, logger, spareKeys }: KeyHolderDeps,
): Promise<KeyHolder> {
  const keys = new KeyRepository(database);
  const publishers = createVerifier([publisher.publicKey]);
  const kept = new Map<string, KeptKey>();
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
    // What a key wrapped that is no longer in the ring is not kept either.
    for (const [id, { of }] of kept) if (!next.ids.includes(of.ringKeyId)) kept.delete(id);
    before.close();
  };

  const ownerKey = (stored: PublishedKey & WrappedOwnerKey): X25519PrivateKey => {
    const open = ring();
    const known = kept.get(stored.id);
    if (known && known.until > performance.now() && isSame(known.of, stored)) return known.key;
    kept.delete(stored.id);
    assertPublished(stored, publishers);
    const key = openOwnerKey(stored, open);
    kept.set(stored.id, { key, of: stored, until: performance.now() + keptForMs });
    const [oldest] = kept.keys();
    if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest);
    return key;
  };

  return {
    ring,
    ownerKey,
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
        const { activeId } = open;
        const added = await database.transact(topping, (tx) => keys.addOwnerKeys(tx, activeId, fresh));
        made += added;
        if (added > 0) continue;
        tries += 1;
        if (tries > 3) throw new Refused('key');
        await refresh(topping);
      }
    },
    seal() {
      sealed = true;
      kept.clear();
      current.close();
      logger.warn('This process was sealed: it opens nothing until it is started again');
    },
  };
}

/** To the byte: a row that was changed is opened anew, and refused. */
function isSame(one: PublishedKey & WrappedOwnerKey, other: PublishedKey & WrappedOwnerKey): boolean {
  return (
    one.ringKeyId === other.ringKeyId &&
    one.publisherId === other.publisherId &&
    one.publicKey.equals(other.publicKey) &&
    one.signature.equals(other.signature) &&
    one.wrapped.equals(other.wrapped)
  );
}
