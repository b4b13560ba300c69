import { type Authorizer, permittedRow, type Relations } from '@ashlar/authz';
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
import { Forbidden, PreconditionFailed } from '@ashlar/errors';
import type { Events } from '@ashlar/events';
import type { Jobs } from '@ashlar/message-queue';
import { changedConfig, normalised, settingsOfAdministrators, targetOf } from './config.js';
import type { StorageConfig } from './config.types.js';
import { assertFitting, createCredentialKeeping } from './credentials.js';
import type { TestCredentials } from './credentials.types.js';
import {
  assertReleasable,
  type Dependencies,
  dependenciesOf,
  type Force,
  type StorageDependants,
} from './dependants.js';
import { assertMayCreate, parentTuple, platformOwner } from './owners.js';
import { createRotation, type StorageRotation } from './rotation.js';
import type { SecretStore } from './secret-store.js';
import {
  StorageCredentialsBound,
  StorageDisabled,
  StorageNotFound,
  StorageOwnerNotFound,
} from './storage.errors.js';
import { factsOf, storageCreated, storageDeleted, storageUpdated, updatedFactsOf } from './storage.events.js';
import { recordStorageChange } from './storage.jobs.js';
import { StorageRepository, type StoredStorage } from './storage.repository.js';
import type {
  CheckRecord,
  NewStorage,
  Storage,
  StorageChange,
  StorageDescription,
  StorageFilter,
  StorageOwner,
} from './storage.types.js';

export const storageSchema: SchemaNeed = { brick: 'storage', migration: '0046-storage-use' };

const read = 'storage.read';

/** What storages count against. */
export interface StorageQuota {
  /** Counts in the transaction, or throws and it has to roll back. */
  consume(tx: TransactionContext, owner: StorageOwner, items: readonly StorageCount[]): Promise<void>;
  release(tx: TransactionContext, owner: StorageOwner, items: readonly StorageCount[]): Promise<void>;
}

export interface StorageCount {
  readonly type: 'MAX_STORAGES';
  readonly amount: bigint;
}

export interface StoragesDeps {
  readonly database: Database;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check' | 'visibleIn' | 'rightsIn'>;
  readonly relations: Pick<Relations, 'write' | 'deleteObject' | 'ofObject'>;
  readonly jobs: Jobs;
  readonly events: Events;
  /** What other bricks keep of a storage goes with it, in its transaction. */
  readonly onDelete?: (tx: TransactionContext, id: string) => Promise<void>;
  /**
   * The tenant of a group or project that may change, and what it has with it. Throws for what is not there, and while
   * the tenant is suspended. Default: only the platform owns.
   */
  readonly domainOf?: (
    ctx: OperationContext,
    owner: { readonly type: 'group' | 'project'; readonly id: string },
  ) => Promise<string>;
  /** Default: nothing limits how many there are. */
  readonly quota?: StorageQuota;
  /** Default: no credentials can be kept. */
  readonly secrets?: SecretStore;
  /** Who may need storages. Default: nobody. */
  readonly dependants?: readonly StorageDependants[];
  /** Default: new credentials are kept without a trial, and the answer says so. */
  readonly testCredentials?: TestCredentials;
}

/** Object stores that the platform knows how to reach. */
export interface Storages extends StorageRotation {
  /**
   * What the caller may see, filtered and in pages, without credentials. Sorted by `name`, `enabled`, `created_at` or
   * `updated_at`.
   */
  list(ctx: OperationContext, filter: StorageFilter, request: PageRequest): Promise<Page<Storage>>;
  /** @throws {StorageNotFound} also for what the caller may not read. */
  get(ctx: OperationContext, id: string): Promise<Storage>;
  /**
   * Asks whether the caller may, since the owner is in the input.
   * @throws {StorageOwnerNotFound | Forbidden | DomainSuspended | StorageNameTaken}
   * @throws {StorageCredentialsRefused | ValidationFailed}
   */
  create(ctx: OperationContext, input: NewStorage): Promise<Storage>;
  /**
   * All that `create` would refuse of settings and credentials, without making anything. Answers them as they would be kept.
   * @throws {StorageOwnerNotFound | Forbidden | DomainSuspended | StorageCredentialsRefused | ValidationFailed}
   */
  assertCreatable(
    ctx: OperationContext,
    input: Pick<NewStorage, 'owner' | 'config' | 'credentials'>,
  ): Promise<{ readonly config: StorageConfig; readonly domainId: string | undefined }>;
  /**
   * @throws {StorageNotFound | StorageNameTaken | PreconditionFailed | Forbidden | DomainSuspended | ValidationFailed}
   * @throws {StorageSettingsRefused | StorageCredentialsRefused | StorageCredentialsBound}
   */
  update(
    ctx: OperationContext,
    id: string,
    expected: ExpectedVersion,
    change: StorageChange,
  ): Promise<Storage>;
  /**
   * The group or project of this id, for callers that do not say which of them it is. Whether the caller may see it is
   * for `create` to say.
   * @throws {StorageOwnerNotFound}
   */
  locateOwner(ctx: OperationContext, id: string): Promise<StorageOwner>;
  /** Who depends on it. @throws {StorageNotFound} */
  dependencies(ctx: OperationContext, id: string): Promise<Dependencies>;
  /**
   * Decided in the transaction that deletes.
   * @throws {StorageNotFound | PreconditionFailed | DomainSuspended | StorageInUse}
   */
  delete(ctx: OperationContext, id: string, expected: ExpectedVersion, force?: Force): Promise<void>;
  /** For services: asks for no permission. @throws {StorageNotFound} */
  describe(ctx: OperationContext, id: string): Promise<StorageDescription>;
  /** For bricks that do something for a storage: asks for no permission. @throws {StorageNotFound | DomainSuspended} */
  assertChangeable(ctx: OperationContext, id: string): Promise<void>;
  /**
   * For bricks that are about to depend on it: nobody deletes or disables it until the end of the transaction.
   * @throws {StorageNotFound | StorageDisabled}
   */
  assertUsable(tx: TransactionContext, id: string): Promise<void>;
  /**
   * How a check ended, for lists and readers: no new version of the storage. What failed for one use is not made good by
   * passing for a weaker one.
   * @returns false when nothing was recorded: for that, or since the storage is gone or has changed.
   */
  recordCheck(tx: TransactionContext, id: string, check: CheckRecord): Promise<boolean>;
  /** For the bricks `groups` and `projects`: what goes when their things go. */
  readonly inOwners: StoragesOfOwners;
}

/** What groups and projects own here. */
export interface StoragesOfOwners {
  readonly kind: 'storages';
  /** Of any groups and projects; inside a transaction they are locked. */
  idsIn(ctx: OperationContext, ownerIds: readonly string[]): Promise<readonly string[]>;
  /** With their credentials; what depends on them does without. */
  remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
}

const one: readonly StorageCount[] = [{ type: 'MAX_STORAGES', amount: 1n }];

const unlimited: StorageQuota = {
  consume: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

export function createStorages({
  database,
  authorizer,
  relations,
  jobs,
  events,
  domainOf,
  secrets,
  testCredentials,
  quota = unlimited,
  dependants = [],
  onDelete = () => Promise.resolve(),
}: StoragesDeps): Storages {
  const storages = new StorageRepository(database);
  const credentials = createCredentialKeeping({ database, secrets });

  const withCredentials = async (ctx: OperationContext, storage: StoredStorage): Promise<Storage> => ({
    ...storage,
    credentials: await credentials.list(ctx, storage.id),
  });

  const stored = async (ctx: OperationContext, id: string): Promise<StoredStorage> => {
    const storage = await storages.find(ctx, id);
    if (!storage) throw new StorageNotFound();
    return storage;
  };

  const reread = async (ctx: OperationContext, id: string): Promise<Storage> =>
    withCredentials(ctx, await stored(ctx, id));

  const domainFor = async (
    ctx: OperationContext,
    { type, id }: StorageOwner,
  ): Promise<string | undefined> => {
    if (type === 'platform') return undefined;
    if (!domainOf) throw new TypeError('Nothing knows the domains of groups and projects here');
    return domainOf(ctx, { type, id });
  };

  const assertChangeable = async (ctx: OperationContext, id: string): Promise<void> => {
    await domainFor(ctx, (await stored(ctx, id)).owner);
  };

  /** The storage as the caller knows it, locked, where its domain lets things change. */
  const lock = async (
    tx: TransactionContext,
    id: string,
    expected: ExpectedVersion,
    purpose: 'change' | 'deletion',
  ): Promise<StoredStorage> => {
    // Before the storage: whoever deletes its owner holds that first.
    await assertChangeable(tx, id);
    const storage = await storages.lock(tx, id, purpose);
    if (!storage) throw new StorageNotFound();
    const { version } = storage;
    if (expected === 'any' || expected.includes(version)) return storage;
    throw new PreconditionFailed(`The storage is at version ${version} now`, { details: { version } });
  };

  /** What weakens the protection of others is not for everybody who may edit. */
  const assertMaySet = async (
    ctx: OperationContext,
    config: StorageConfig,
    before?: StorageConfig,
  ): Promise<void> => {
    const had = new Set(before ? settingsOfAdministrators(before) : []);
    const added = settingsOfAdministrators(config).filter((name) => !had.has(name));
    if (added.length === 0 || (await authorizer.check(ctx, 'platform.update'))) return;
    throw new Forbidden(`Only administrators of the platform may set ${added.join(', ')} so`);
  };

  const describe = async (ctx: OperationContext, id: string): Promise<StorageDescription> => {
    const { name, owner, domainId, enabled, version, config, testedFor } = await stored(ctx, id);
    return {
      ...{ id, name, owner, domainId, enabled, version, config, testedFor },
      target: targetOf(config),
      credentials: await credentials.refs(ctx, id),
    };
  };

  const remove = async (tx: TransactionContext, storage: StoredStorage): Promise<void> => {
    await onDelete(tx, storage.id);
    await credentials.shred(tx, storage.id);
    await storages.delete(tx, [storage.id]);
    await relations.deleteObject(tx, { type: 'storage', id: storage.id });
    await events.publish(tx, storageDeleted, factsOf(storage));
    await quota.release(tx, storage.owner, one);
  };

  const told = async (tx: TransactionContext, id: string, change: StorageChange): Promise<Storage> => {
    await jobs.enqueue(tx, recordStorageChange, { storage_id: id });
    const storage = await reread(tx, id);
    await events.publish(tx, storageUpdated, updatedFactsOf(storage, change));
    return storage;
  };

  return {
    async list(ctx, filter, request) {
      const page = await storages.list(ctx, await authorizer.visibleIn(ctx, read), filter, request);
      return { ...page, items: page.items.map((item) => ({ ...item, credentials: [] })) };
    },
    async get(ctx, id) {
      const found = await storages.findPermitted(ctx, id, authorizer.rightsIn(ctx, [read]));
      return withCredentials(ctx, permittedRow(found, read, StorageNotFound));
    },
    create: (ctx, { owner = platformOwner, credentials: given = {}, ...input }) =>
      database.transact(ctx, async (tx) => {
        await assertMayCreate(tx, authorizer, owner);
        const config = normalised(input.config);
        await assertMaySet(tx, config);
        assertFitting(config, given);
        const id = newId();
        await storages.insert(tx, id, { ...input, config, owner, domainId: await domainFor(tx, owner) });
        await relations.write(tx, { touch: [parentTuple(id, owner)] });
        await credentials.apply(tx, id, given);
        await jobs.enqueue(tx, recordStorageChange, { storage_id: id });
        const storage = await reread(tx, id);
        await events.publish(tx, storageCreated, factsOf(storage));
        // Last: it locks the owner's counter until the end.
        await quota.consume(tx, owner, one);
        return storage;
      }),
    async assertCreatable(ctx, { owner = platformOwner, config: given, credentials: values = {} }) {
      await assertMayCreate(ctx, authorizer, owner);
      const config = normalised(given);
      await assertMaySet(ctx, config);
      assertFitting(config, values);
      return { config, domainId: await domainFor(ctx, owner) };
    },
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const before = await lock(tx, id, expected, 'change');
        const { config: ofConfig, credentials: given = {}, ...rest } = change;
        const config = ofConfig && normalised(changedConfig(before.config, ofConfig));
        if (config) await assertMaySet(tx, config, before.config);
        assertFitting(config ?? before.config, given);
        if (config && targetOf(config) !== targetOf(before.config)) {
          const kept = (await credentials.refs(tx, id)).filter(({ option }) => given[option] === undefined);
          if (kept.length > 0) {
            throw new StorageCredentialsBound(
              'The storage would lead elsewhere with the credentials of before',
              {
                details: { fields: kept.map(({ option }) => option) },
              },
            );
          }
        }
        const changed = await credentials.apply(tx, id, given);
        const checkIsStale =
          changed || JSON.stringify(config ?? before.config) !== JSON.stringify(before.config);
        await storages.update(tx, id, 'any', { ...rest, config, checkIsStale });
        return told(tx, id, change);
      }),
    async locateOwner(ctx, id) {
      for (const type of ['group', 'project'] as const) {
        const [parent] = await relations.ofObject(ctx, { type, id }, ['parent']);
        if (parent) return { type, id };
      }
      throw new StorageOwnerNotFound();
    },
    async dependencies(ctx, id) {
      await stored(ctx, id);
      return dependenciesOf(ctx, dependants, id);
    },
    delete: (ctx, id, expected, force) =>
      database.transact(ctx, async (tx) => {
        const storage = await lock(tx, id, expected, 'deletion');
        assertReleasable(await dependenciesOf(tx, dependants, id), force);
        for (const port of force ? dependants : []) await port.release(tx, [id]);
        await remove(tx, storage);
      }),
    ...createRotation({
      ...{ database, storages, credentials, testCredentials },
      ...{ lock, describe, assertChangeable, told },
    }),
    describe,
    assertChangeable,
    async assertUsable(tx, id) {
      const enabled = await storages.hold(tx, id);
      if (enabled === undefined) throw new StorageNotFound();
      if (!enabled) throw new StorageDisabled();
    },
    recordCheck: (tx, id, check) => storages.recordCheck(tx, id, check),
    inOwners: {
      kind: 'storages',
      idsIn: (ctx, ownerIds) => storages.idsIn(ctx, ownerIds),
      async remove(tx, ids) {
        for (const port of ids.length > 0 ? dependants : []) await port.release(tx, ids);
        for (const id of ids) {
          const storage = await storages.lock(tx, id, 'deletion');
          if (storage) await remove(tx, storage);
        }
      },
    },
  };
}
