import type { Database, OperationContext } from '@ashlar/database';
import { restoreRing, type RootKey } from '@ashlar/vault/custody';
import { KeyRepository } from './keys.repository.js';

/**
 * Puts the keys of a backup under a root key, which may be a new one: for when the old one is lost. The secrets API is
 * stopped meanwhile. Keys that the backup does not have stay as they are, and with them the refusal to start.
 * @param identity an age identity (`AGE-SECRET-KEY-1...`).
 * @returns how many keys of the ring were put back.
 * @throws {Error} when the identity does not open the backup; nothing was written.
 */
export async function restoreKeys(
  ctx: OperationContext,
  {
    database,
    backup,
    identity,
    root,
  }: {
    readonly database: Database;
    readonly backup: string;
    readonly identity: string;
    readonly root: RootKey;
  },
): Promise<number> {
  const keys = new KeyRepository(database);
  const records = await restoreRing(backup, identity, root);
  return database.transact(ctx, async (tx) => {
    await keys.lock(tx);
    let count = 0;
    for (const record of records) count += await keys.putBack(tx, record);
    return count;
  });
}
