import { wipe } from './hpke.js';
import type { KeyRing } from './key-ring.js';
import type { Signer, Verifier } from './signatures.js';
import { Refused } from './vault.errors.js';
import { generateX25519, importX25519, type X25519PrivateKey } from './x25519.js';

/** The public half of an owner's key, with the word of the secrets API that it holds the other half. */
export interface PublishedKey {
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
  readonly publisherId: string;
  /** 64 bytes. */
  readonly signature: Buffer;
}

/** The private half, wrapped by a key of the ring. Destroying it makes all that was sealed to the owner unreadable. */
export interface WrappedOwnerKey {
  readonly ringKeyId: string;
  readonly wrapped: Buffer;
}

const label = 'ashlar/vault/owner-key/1';

/** Makes a key that no owner has yet. */
export function makeOwnerKey(id: string, ring: KeyRing, publisher: Signer): PublishedKey & WrappedOwnerKey {
  const { privateKey, publicKey } = generateX25519();
  const { ringKeyId, wrapped } = ring.wrap(privateKey, aboutOwnerKey(id));
  wipe(privateKey);
  return {
    id,
    publicKey,
    publisherId: publisher.id,
    signature: publisher.sign(label, id, publicKey),
    ringKeyId,
    wrapped,
  };
}

/**
 * Before anything is sealed to a key: whoever can write to the database must not be able to put their own there.
 * @throws {Refused}
 */
export function assertPublished(
  { id, publicKey, publisherId, signature }: PublishedKey,
  publishers: Verifier,
): void {
  if (!publishers.verifies(publisherId, signature, label, id, publicKey)) throw new Refused('signature');
}

/** @throws {Refused} when it is not the other half of the public key. */
export function openOwnerKey(
  { id, publicKey, ringKeyId, wrapped }: Pick<PublishedKey, 'id' | 'publicKey'> & WrappedOwnerKey,
  ring: KeyRing,
): X25519PrivateKey {
  const raw = ring.unwrap(ringKeyId, wrapped, aboutOwnerKey(id));
  const privateKey = importX25519(raw);
  wipe(raw);
  if (!privateKey.publicKey.equals(publicKey)) throw new Refused('key');
  return privateKey;
}

/**
 * Wraps the private half under the active key of the ring.
 * @throws {Refused}
 */
export function rewrapOwnerKey(
  { id, ringKeyId, wrapped }: { readonly id: string } & WrappedOwnerKey,
  ring: KeyRing,
): WrappedOwnerKey {
  const privateKey = ring.unwrap(ringKeyId, wrapped, aboutOwnerKey(id));
  try {
    return ring.wrap(privateKey, aboutOwnerKey(id));
  } finally {
    wipe(privateKey);
  }
}

function aboutOwnerKey(id: string): string {
  return `owner-key:${id}`;
}
