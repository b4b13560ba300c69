import { defineError } from '@ashlar/errors';

export const StorageMountNotFound = defineError({
  code: 'STORAGE_MOUNT_NOT_FOUND',
  kind: 'not-found',
  title: 'The project has no such storage mount, or it is not visible to you',
  remedy: 'Check the ids and the caller.',
});

export const StorageMountPathTaken = defineError({
  code: 'STORAGE_MOUNT_PATH_TAKEN',
  kind: 'conflict',
  title: 'The project has a storage mounted at this path already',
  remedy: 'Change that mount, or choose another path.',
});

export const StorageMountPathClash = defineError({
  code: 'STORAGE_MOUNT_PATH_CLASH',
  kind: 'conflict',
  title: 'One storage would be mounted inside of another',
  remedy: 'Choose a path that neither contains nor lies below those in details.clashes.',
});

export const StorageMountsTooMany = defineError({
  code: 'STORAGE_MOUNTS_TOO_MANY',
  kind: 'too-large',
  title: 'The project would have too many storage mounts',
  remedy: 'Remove a mount of this project; details.limit says how many it may have.',
});

export const StorageOfAnotherDomain = defineError({
  code: 'STORAGE_OF_ANOTHER_DOMAIN',
  kind: 'unprocessable',
  title: 'The storage belongs to another domain than the project',
  remedy: 'Mount a storage of the same domain, or one of the platform.',
});
