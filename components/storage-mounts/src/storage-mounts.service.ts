import type { Authorizer } from '@ashlar/authz';
import {
  type Database,
  type ExpectedVersion,
  newId,
  type OperationContext,
  type Page,
  type PageRequest,
  type SchemaNeed,
  type TransactionContext,
} from '@ashlar/database';
import { PreconditionFailed } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import { canonicalPath, type MountClash, type OwnerRef } from '@ashlar/group-config';
import { type PartOfProjects, ProjectNotFound } from '@ashlar/projects';
import { type StorageDependants, StorageDisabled, StorageNotFound, type Storages } from '@ashlar/storage';
import { createMountsOfStorages } from './mounts-of-storages.js';
import {
  StorageMountNotFound,
  StorageMountPathClash,
  StorageMountsTooMany,
  StorageOfAnotherDomain,
} from './storage-mounts.errors.js';
import {
  factsOf,
  storageMountCreated,
  storageMountDeleted,
  storageMountUpdated,
  updatedFactsOf,
} from './storage-mounts.events.js';
import { StorageMountRepository } from './storage-mounts.repository.js';
import type { NewStorageMount, StorageMount, StorageMountChange } from './storage-mounts.types.js';

export const storageMountsSchema: SchemaNeed = { brick: 'storage-mounts', migration: '0044-storage-mounts' };

/** Storages that one project can have mounted. */
export const mostMounts = 100;

export interface StorageMountsDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'checkMany' | 'visibleIn'>;
  readonly events: Events;
  /** Asked for when it is needed, since storages ask back. */
  readonly storages: () => Pick<Storages, 'get' | 'assertUsable'>;
  /** The tenant of a project that may change. @throws {NotFound | DomainSuspended} */
  readonly domainOf: (ctx: OperationContext, projectId: string) => Promise<string>;
  /** Where what runs of the project find at home meets a mount at this path. Default: nothing is known to be there. */
  readonly filesAround?: (
    ctx: OperationContext,
    projectId: string,
    path: string,
  ) => Promise<readonly MountClash[]>;
}

/** Storages at paths of the home folder of a project's runs. Whether the caller may see and change the project is asked before. */
export interface StorageMounts {
  /** Sorted by `path`, `created_at` or `updated_at`. */
  list(ctx: OperationContext, projectId: string, request: PageRequest): Promise<Page<StorageMount>>;
  /** @throws {StorageMountNotFound} */
  get(ctx: OperationContext, projectId: string, id: string): Promise<StorageMount>;
  /**
   * Asks whether the caller may read the storage.
   * @throws {PathRefused | StorageNotFound | StorageDisabled | StorageOfAnotherDomain}
   * @throws {StorageMountPathTaken | StorageMountPathClash | StorageMountsTooMany}
   */
  create(ctx: OperationContext, projectId: string, input: NewStorageMount): Promise<StorageMount>;
  /**
   * For a mount that can be written to from now on it asks whether the caller may read the storage.
   * @throws {StorageMountNotFound | PreconditionFailed | PathRefused | StorageNotFound}
   * @throws {StorageMountPathTaken | StorageMountPathClash}
   */
  update(
    ctx: OperationContext,
    projectId: string,
    id: string,
    expected: ExpectedVersion,
    change: StorageMountChange,
  ): Promise<StorageMount>;
  /** @throws {StorageMountNotFound | PreconditionFailed} */
  delete(ctx: OperationContext, projectId: string, id: string, expected: ExpectedVersion): Promise<void>;
  /** Files that runs of the project would find where the storage is mounted, and otherwise. */
  filesAround(ctx: OperationContext, mount: StorageMount): Promise<readonly MountClash[]>;
  /** Where the project has storages mounted, by path. */
  pathsIn(ctx: OperationContext, projectId: string): Promise<readonly string[]>;
  /**
   * At, above and below one of these canonical paths, where projects have storages mounted that files of the owner come into: the
   * project, all in the group or domain, or those that the user sees as a member. Not all of them where there are many.
   */
  pathsAround(ctx: OperationContext, owner: OwnerRef, paths: readonly string[]): Promise<readonly string[]>;
  /** For the brick `projects`. Copies what the copier may mount. */
  readonly inProjects: PartOfProjects;
  /** For the brick `storage`. */
  readonly ofStorages: StorageDependants;
}

export function createStorageMounts({
  database,
  authorizer,
  events,
  storages,
  domainOf,
  filesAround,
}: StorageMountsDeps): StorageMounts {
  const mounts = new StorageMountRepository(database);

  const get = async (ctx: OperationContext, projectId: string, id: string): Promise<StorageMount> => {
    const mount = await mounts.find(ctx, projectId, id);
    if (!mount) throw new StorageMountNotFound(`The project has no storage mount ${id}`);
    return mount;
  };

  /** Projects are held before storages, and storages before mounts: whoever deletes one of them does it in that order. */
  const hold = async (tx: TransactionContext, projectId: string): Promise<string> => {
    const domainId = await domainOf(tx, projectId);
    if (await mounts.holdProject(tx, projectId)) return domainId;
    throw new ProjectNotFound(`There is no project ${projectId}`);
  };

  /** A place for one mount more, or for another one. The project is held. */
  const assertPlace = async (
    tx: TransactionContext,
    projectId: string,
    path: string,
    except?: string,
  ): Promise<number> => {
    const { count, clashes } = await mounts.neighbours(tx, projectId, path, except);
    if (clashes.length === 0) return count;
    throw new StorageMountPathClash(`${path} clashes with ${clashes[0]}`, { details: { path, clashes } });
  };

  const refuse = async (tx: TransactionContext, projectId: string, id: string): Promise<never> => {
    const { version } = await get(tx, projectId, id);
    throw new PreconditionFailed(`The mount is at version ${version} now`, { details: { version } });
  };

  const make = async (
    tx: TransactionContext,
    where: { readonly projectId: string; readonly domainId: string },
    { storageId, path, readOnly }: NewStorageMount,
  ): Promise<StorageMount> => {
    const id = newId();
    await mounts.insert(tx, { id, ...where, storageId, path, readOnly });
    const mount = await get(tx, where.projectId, id);
    await events.publish(tx, storageMountCreated, factsOf(mount));
    return mount;
  };

  const tellOfGone = async (tx: TransactionContext, gone: readonly StorageMount[]): Promise<void> => {
    for (const mount of gone) await events.publish(tx, storageMountDeleted, factsOf(mount));
  };

  /** Held from now on. */
  const takesNewUse = async (tx: TransactionContext, storageId: string): Promise<boolean> => {
    try {
      await storages().assertUsable(tx, storageId);
      return true;
    } catch (error) {
      if (error instanceof StorageDisabled || error instanceof StorageNotFound) return false;
      throw error;
    }
  };

  const pathsAround = async (
    ctx: OperationContext,
    { type, id }: OwnerRef,
    paths: readonly string[],
  ): Promise<readonly string[]> => {
    switch (type) {
      case 'project':
        return mounts.pathsInProject(ctx, id, paths);
      case 'group':
        return mounts.pathsInGroup(ctx, id, paths);
      case 'domain':
        return mounts.pathsInDomain(ctx, id, paths);
      case 'user': {
        // What the user sees, whoever asks.
        const asking = { ...ctx, actor: { kind: 'user', id, roles: [] } } as const;
        return mounts.pathsVisible(ctx, await authorizer.visibleIn(asking, 'project.view'), paths);
      }
    }
  };

  return {
    list: (ctx, projectId, request) => mounts.list(ctx, projectId, request),
    get,
    async create(ctx, projectId, { path: given, ...input }) {
      const path = canonicalPath(given);
      return database.transact(ctx, async (tx) => {
        const domainId = await hold(tx, projectId);
        const storage = await storages().get(tx, input.storageId);
        if (storage.domainId !== undefined && storage.domainId !== domainId) {
          throw new StorageOfAnotherDomain('A storage of another domain cannot be mounted');
        }
        await storages().assertUsable(tx, storage.id);
        const count = await assertPlace(tx, projectId, path);
        if (count >= mostMounts) {
          throw new StorageMountsTooMany(`A project can have ${mostMounts} storages mounted`, {
            details: { limit: mostMounts },
          });
        }
        return make(tx, { projectId, domainId }, { ...input, path });
      });
    },
    async update(ctx, projectId, id, expected, { path: given, readOnly }) {
      const path = given === undefined ? undefined : canonicalPath(given);
      return database.transact(ctx, async (tx) => {
        await hold(tx, projectId);
        const before = await get(tx, projectId, id);
        if (expected !== 'any' && !expected.includes(before.version)) return refuse(tx, projectId, id);
        // Whoever may not use the storage does not make more of what another one made of it.
        if (before.readOnly && readOnly === false) await storages().get(tx, before.storageId);
        if (path !== undefined) await assertPlace(tx, projectId, path, id);
        if (!(await mounts.update(tx, projectId, id, expected, { path, readOnly })))
          return refuse(tx, projectId, id);
        const mount = await get(tx, projectId, id);
        await events.publish(tx, storageMountUpdated, updatedFactsOf(mount, { path, readOnly }));
        return mount;
      });
    },
    delete: (ctx, projectId, id, expected) =>
      database.transact(ctx, async (tx) => {
        await domainOf(tx, projectId);
        const gone = await mounts.delete(tx, projectId, id, expected);
        await tellOfGone(tx, gone ? [gone] : await refuse(tx, projectId, id));
      }),
    async filesAround(ctx, { projectId, path }) {
      return filesAround ? filesAround(ctx, projectId, path) : [];
    },
    pathsIn: (ctx, projectId) => mounts.pathsIn(ctx, projectId),
    pathsAround: async (ctx, owner, paths) => (await pathsAround(ctx, owner, paths)).toSorted(),
    inProjects: {
      kind: 'storage mounts',
      idsIn: (ctx, projectIds) => mounts.idsIn(ctx, projectIds),
      async remove(tx, ids) {
        await tellOfGone(tx, await mounts.deleteAll(tx, ids));
      },
      async copy(tx, fromProjectId, toProjectId) {
        const originals = await mounts.allOf(tx, fromProjectId);
        const ids = [...new Set(originals.map(({ storageId }) => storageId))];
        const readable = await authorizer.checkMany(tx, 'storage.read', ids);
        const held = new Map<string, boolean>();
        for (const id of ids) held.set(id, readable.has(id) && (await takesNewUse(tx, id)));
        for (const { domainId, ...original } of originals) {
          if (held.get(original.storageId)) await make(tx, { projectId: toProjectId, domainId }, original);
        }
      },
    },
    ofStorages: createMountsOfStorages({ mounts, authorizer, tellOfGone }),
  };
}
