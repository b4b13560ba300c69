import { armor, Decrypter, Encrypter } from 'age-encryption';
import { aboutRingKey, type KeyState, type RingKeyRecord } from './key-ring.js';
import { wipe } from './hpke.js';
import type { RootKey } from './root-key.js';

/** Keys of the ring without the root key: whoever opens the bundle has them. */
interface Bundle {
  readonly format: 'ashlar-key-backup/1';
  readonly keys: readonly { readonly id: string; readonly state: KeyState; readonly key: string }[];
}

/**
 * The ring as one armored age file, for offline keeping; never beside a dump of the database.
 * @param recipients age recipients (`age1...`), each of which can open it alone. At least one.
 * @throws {RangeError} without recipients.
 * @throws {Refused} when the root key is not the one that wrapped the keys.
 */
export async function backUpRing(
  records: readonly RingKeyRecord[],
  root: RootKey,
  recipients: readonly string[],
): Promise<string> {
  if (recipients.length === 0) throw new RangeError('A backup of keys needs a recipient');
  const keys: Bundle['keys'][number][] = [];
  for (const { id, state, wrapped } of records) {
    if (wrapped === undefined) continue;
    const raw = await root.unwrap(wrapped, aboutRingKey(id));
    keys.push({ id, state, key: raw.toString('base64') });
    wipe(raw);
  }
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const bundle: Bundle = { format: 'ashlar-key-backup/1', keys };
  return armor.encode(await encrypter.encrypt(JSON.stringify(bundle)));
}

/**
 * Opens a backup and wraps its keys under a root key, which may be a new one.
 * @param identity an age identity (`AGE-SECRET-KEY-1...`).
 * @throws {Error} when the identity does not open it or it is no backup of keys; says nothing of what is in it.
 */
export async function restoreRing(
  backup: string,
  identity: string,
  root: RootKey,
): Promise<readonly RingKeyRecord[]> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const { format, keys } = JSON.parse(
    await decrypter.decrypt(armor.decode(backup), 'text'),
  ) as Partial<Bundle>;
  if (format !== 'ashlar-key-backup/1' || !Array.isArray(keys)) throw new Error('This is no backup of keys');
  const records: RingKeyRecord[] = [];
  for (const { id, state, key } of keys) {
    const raw = Buffer.from(key, 'base64');
    records.push({
      id,
      state,
      rootFingerprint: root.fingerprint,
      wrapped: await root.wrap(raw, aboutRingKey(id)),
    });
    wipe(raw);
  }
  return records;
}
