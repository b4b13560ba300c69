import { createPersonalTokens, keyPairsOfUsers } from '@ashlar/authn';
import { type Authorizer, createAuthorizer, createRelations, type Relations } from '@ashlar/authz';
import type { Database, TransactionContext } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import { NotFound } from '@ashlar/errors';
import { createBootstrapScripts, createDotfiles, createSettings } from '@ashlar/group-config';
import {
  createGroups,
  createNamespaces,
  type Groups,
  type Namespaces,
  tellOfRelations,
} from '@ashlar/groups';
import { createJobs } from '@ashlar/message-queue';
import { createPipelines } from '@ashlar/pipelines';
import { createProjects, type Projects } from '@ashlar/projects';
import { createQuotas } from '@ashlar/quota';
import { createRunKinds } from '@ashlar/runs';
import { createSchedules, type Schedules } from '@ashlar/scheduler';
import { createSealer, createSecrets, createSecretSlots } from '@ashlar/secrets';
import { createSecretStore, createStorages, type Storages } from '@ashlar/storage';
import { createStorageMounts } from '@ashlar/storage-mounts';
import { type AccessOfUsers, inOrderOfPurge, type OwnedByUsers } from '@ashlar/users';

/** What people have in the other bricks. */
export interface Belongings {
  readonly authorizer: Authorizer;
  readonly relations: Relations;
  readonly namespaces: Namespaces;
  readonly schedules: Schedules;
  readonly groups: Groups;
  readonly projects: Projects;
  readonly owned: readonly OwnedByUsers[];
  readonly access: readonly AccessOfUsers[];
  readonly storages: Storages;
  /** Destroys the keys of an owner's secrets. */
  shredOf(tx: TransactionContext, owner: { readonly type: 'storage'; readonly id: string }): Promise<void>;
  /** Destroys the keys of a user's secrets. */
  shred(tx: TransactionContext, userId: string): Promise<void>;
}

/** Asked by what makes something of an owner, and the worker makes nothing. */
const nothingIsMade = (): Promise<never> =>
  Promise.reject(new NotFound('The worker makes nothing of anybody'));

/** @param events told of what goes with a user, and of whose permissions change. */
export function createBelongings(database: Database, events: Events): Belongings {
  const authorizer = createAuthorizer({ database });
  const relations = tellOfRelations({ relations: createRelations({ database }), events });
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const quota = createQuotas({ database }).meter;
  const configs = [
    createDotfiles({ database, domainOf: nothingIsMade, quota }),
    createSettings({ database, domainOf: nothingIsMade }),
    createBootstrapScripts({ database, domainOf: nothingIsMade }),
  ];
  // It destroys secrets and writes none.
  const secrets = createSecrets({
    database,
    sealer: createSealer({ writerKey: undefined, publishers: undefined }),
    domainOf: nothingIsMade,
    quota,
  });
  const slots = createSecretSlots({ database, authorizer, secrets });
  const storageMounts = createStorageMounts({
    ...{ database, authorizer, events, domainOf: nothingIsMade },
    storages: () => storages,
  });
  const storages = createStorages({
    ...{ ...access, events, jobs: createJobs({ database }) },
    ...{ domainOf: nothingIsMade, quota, dependants: [storageMounts.ofStorages] },
    secrets: createSecretStore(secrets, () => {
      throw new NotFound('The worker makes nothing of anybody');
    }),
  });
  const schedules = createSchedules({
    ...access,
    events,
    kinds: createRunKinds([]),
    domainOf: nothingIsMade,
  });
  const pipelines = createPipelines({
    ...{ database, authorizer, relations, events },
    kinds: createRunKinds([]),
    domainOf: nothingIsMade,
  });
  const parts = [
    ...configs.map((config) => config.partOf('project')),
    slots.inProjects,
    // Storages are held before what is mounted of them.
    storages.inOwners,
    storageMounts.inProjects,
    pipelines.inProjects,
    schedules.partOf('project'),
  ];
  const projects = createProjects({ ...access, namespaces, parts, events });
  const contents = [
    projects.inGroups,
    ...configs.map((config) => config.partOf('group')),
    storages.inOwners,
    schedules.partOf('group'),
  ];
  const groups = createGroups({ ...access, namespaces, contents, events });
  return {
    ...{ authorizer, relations, namespaces, schedules },
    groups,
    projects,
    owned: inOrderOfPurge({
      ...{ projects: projects.ownedByUsers, groups: groups.ownedByUsers },
      others: [...configs, schedules].map((part) => part.ownedByUsers),
    }),
    access: [createPersonalTokens({ database }).ofUsers, keyPairsOfUsers({ database })],
    storages,
    async shredOf(tx, owner) {
      await secrets.shredOwner(tx, owner);
    },
    async shred(tx, id) {
      await secrets.shredOwner(tx, { type: 'user', id });
    },
  };
}
