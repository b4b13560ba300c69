import type { TransactionContext } from '@ashlar/database';
import { createHash } from 'node:crypto';

interface OfStorage {
  readonly type: 'storage';
  readonly id: string;
}

interface KeptSecret {
  readonly id: string;
  readonly currentVersion: number;
}

/** Where values go that this side cannot read again. What the brick `secrets` has fits, with a `fingerprint` added. */
export interface SecretStore {
  create(
    tx: TransactionContext,
    owner: OfStorage,
    secret: {
      readonly name: string;
      readonly kind: 'storage';
      readonly value: Buffer;
      readonly defaultFilename: string;
    },
  ): Promise<KeptSecret>;
  addVersion(
    tx: TransactionContext,
    owner: OfStorage,
    id: string,
    value: Buffer,
    replaces: number | undefined,
  ): Promise<KeptSecret>;
  restoreVersion(tx: TransactionContext, owner: OfStorage, id: string, version: number): Promise<KeptSecret>;
  /** Makes all that the owner had unreadable. */
  shredOwner(tx: TransactionContext, owner: OfStorage): Promise<number>;
  /**
   * The same text for the same value of the same option in the same storage; from it alone nobody can tell whether a
   * guess is right. At least 16 characters.
   */
  fingerprint(about: { readonly storageId: string; readonly option: string; readonly value: string }): string;
}

/**
 * What the brick `secrets` has, with fingerprints made by a key that only this side has.
 * @param sign the signature of a text by that key, always the same for the same text; it goes nowhere.
 */
export function createSecretStore(
  secrets: Omit<SecretStore, 'fingerprint'>,
  sign: (label: string, ...parts: readonly string[]) => Uint8Array,
): SecretStore {
  return {
    create: (tx, owner, secret) => secrets.create(tx, owner, secret),
    addVersion: (tx, owner, id, value, replaces) => secrets.addVersion(tx, owner, id, value, replaces),
    restoreVersion: (tx, owner, id, version) => secrets.restoreVersion(tx, owner, id, version),
    shredOwner: (tx, owner) => secrets.shredOwner(tx, owner),
    fingerprint: ({ storageId, option, value }) =>
      createHash('sha256')
        .update(sign('ashlar/storage/fingerprint/1', storageId, option, value))
        .digest('base64url')
        .slice(0, 16),
  };
}
