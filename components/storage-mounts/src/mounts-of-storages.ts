import type { Authorizer } from '@ashlar/authz';
import type { TransactionContext } from '@ashlar/database';
import type { StorageDependants } from '@ashlar/storage';
import type { StorageMountRepository } from './storage-mounts.repository.js';
import type { StorageMount } from './storage-mounts.types.js';

/** Of so many the samples are those that the caller may see: a storage may be mounted where its readers are strangers. */
const lookedAt = 100;
/** As the answer of storages has it. */
const longestName = 255;

export interface MountsOfStoragesDeps {
  readonly mounts: Pick<StorageMountRepository, 'usesOf' | 'firstOf' | 'deleteOfStorages'>;
  readonly authorizer: Pick<Authorizer, 'checkMany'>;
  readonly tellOfGone: (tx: TransactionContext, gone: readonly StorageMount[]) => Promise<void>;
}

/** What depends on storages here: their foreign key keeps a new mount and a deletion from passing each other. */
export function createMountsOfStorages({
  mounts,
  authorizer,
  tellOfGone,
}: MountsOfStoragesDeps): StorageDependants {
  return {
    kind: 'storage mounts',
    async find(ctx, storageId, samples) {
      const uses = await mounts.usesOf(ctx, storageId);
      if (uses.count === 0) return { ...uses, samples: [] };
      const first = await mounts.firstOf(ctx, storageId, lookedAt);
      const projects = [...new Set(first.map(({ projectId }) => projectId))];
      const visible = await authorizer.checkMany(ctx, 'project.view', projects);
      const shown = first.filter(({ projectId }) => visible.has(projectId)).slice(0, samples);
      return {
        ...uses,
        samples: shown.map(({ id, projectId, path }) => ({
          id,
          name: `projects/${projectId}/${path}`.slice(0, longestName),
        })),
      };
    },
    async release(tx, storageIds) {
      await tellOfGone(tx, await mounts.deleteOfStorages(tx, storageIds));
    },
  };
}
