import type { OperationContext } from '@ashlar/database';
import { parseEnv } from 'node:util';
import { SecretManaged } from './secrets.errors.js';
import type { Secrets } from './secrets.service.js';
import type { OwnerRef } from './secrets.types.js';

/** Whether a brick keeps something of its own under a filename, and writes it together with what it knows of it. */
export type IsManaged = (owner: OwnerRef, filename: string) => boolean;

/**
 * Secrets as their owners may change them: what is managed can be read about and nothing else. A filename never becomes
 * managed, nor ceases to be, so what was asked before a change still holds during it.
 */
export function withoutManaged(secrets: Secrets, isManaged: IsManaged): Secrets {
  const refuse = (owner: OwnerRef, filenames: readonly (string | undefined)[]): void => {
    // Upper and lower case count as equal.
    if (filenames.some((name) => name !== undefined && isManaged(owner, name.toLowerCase())))
      throw new SecretManaged();
  };
  const assertFree = async (ctx: OperationContext, owner: OwnerRef, id: string): Promise<void> =>
    refuse(owner, [(await secrets.get(ctx, owner, id)).defaultFilename]);

  return {
    list: (ctx, owner, filter, request) => secrets.list(ctx, owner, filter, request),
    get: (ctx, owner, id) => secrets.get(ctx, owner, id),
    listVersions: (ctx, owner, id) => secrets.listVersions(ctx, owner, id),
    async create(ctx, owner, input) {
      refuse(owner, [input.defaultFilename]);
      return secrets.create(ctx, owner, input);
    },
    async update(ctx, owner, id, expected, change) {
      refuse(owner, [change.defaultFilename]);
      await assertFree(ctx, owner, id);
      return secrets.update(ctx, owner, id, expected, change);
    },
    async delete(ctx, owner, id, expected) {
      await assertFree(ctx, owner, id);
      return secrets.delete(ctx, owner, id, expected);
    },
    async undelete(ctx, owner, id, expected) {
      await assertFree(ctx, owner, id);
      return secrets.undelete(ctx, owner, id, expected);
    },
    async destroy(ctx, owner, id, expected) {
      await assertFree(ctx, owner, id);
      return secrets.destroy(ctx, owner, id, expected);
    },
    async addVersion(ctx, owner, id, value, cas) {
      await assertFree(ctx, owner, id);
      return secrets.addVersion(ctx, owner, id, value, cas);
    },
    async restoreVersion(ctx, owner, id, version) {
      await assertFree(ctx, owner, id);
      return secrets.restoreVersion(ctx, owner, id, version);
    },
    async setVersionState(ctx, owner, id, version, state) {
      await assertFree(ctx, owner, id);
      return secrets.setVersionState(ctx, owner, id, version, state);
    },
    async label(ctx, owner, id, expected, label, version) {
      await assertFree(ctx, owner, id);
      return secrets.label(ctx, owner, id, expected, label, version);
    },
    async importEnv(ctx, owner, text) {
      refuse(owner, Object.keys(parseEnv(text)));
      return secrets.importEnv(ctx, owner, text);
    },
    shredOwner: (ctx, owner) => secrets.shredOwner(ctx, owner),
  };
}
