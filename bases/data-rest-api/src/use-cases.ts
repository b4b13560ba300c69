import {
  createKeyPairs,
  createPersonalTokens,
  createTokenRevocations,
  type KeyPairsConfig,
  keyPairsOfUsers,
} from '@ashlar/authn';
import { createAccessAudit, createRelations } from '@ashlar/authz';
import type { AuthzEngine } from '@ashlar/authz-spicedb';
import { backendAiScopes, createBackendAi } from '@ashlar/backend-ai';
import { type ConfigBundlesConfig, createConfigBundles } from '@ashlar/config-bundles';
import { type Database, type OperationContext, type Resilience, systemContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import {
  createBootstrapScripts,
  createDotfileAccess,
  createDotfiles,
  createEffectiveConfigs,
  createRunBundles,
  createSettings,
  dotfilePolicy,
  type OwnerRef,
  tellOfBootstrapScripts,
  tellOfDotfiles,
  tellOfSettings,
} from '@ashlar/group-config';
import {
  createDomains,
  createGroups,
  createInvitationTokens,
  createNamespaces,
  createPlatform,
  defaultDomainId,
  type InvitationsConfig,
  tellOfDomains,
  tellOfGroups,
  tellOfRelations,
} from '@ashlar/groups';
import type { Egress } from '@ashlar/egress';
import { createEventReaders, createEvents, createFeed, type EventSignal } from '@ashlar/events';
import type { Logger } from '@ashlar/logging';
import { createJobAdmin, createJobs } from '@ashlar/message-queue';
import { createHooks, createPipelines, pipelineKind, type PipelinesConfig } from '@ashlar/pipelines';
import { createProjects, tellOfProjects } from '@ashlar/projects';
import { createQuotas, tellOfQuotas } from '@ashlar/quota';
import { createConfiguredRunCallbacks, createConfiguredRunKinds, type RunsConfig } from '@ashlar/runs';
import { createScheduledSessions, createSchedules, offeredJobs } from '@ashlar/scheduler';
import {
  createSealer,
  createSecretGrants,
  createSecrets,
  createSecretSlots,
  type SecretsConfig,
} from '@ashlar/secrets';
import { createSecretStore, createStorages, createStorageUsageReader } from '@ashlar/storage';
import { createStorageChecks, type StorageChecksConfig } from '@ashlar/storage-checks';
import { createStorageMounts } from '@ashlar/storage-mounts';
import { tellOfUsers } from '@ashlar/user-events';
import {
  createPreferences,
  createUserAdministration,
  createUserExports,
  createUsers,
  inOrderOfPurge,
  type UsersConfig,
} from '@ashlar/users';
import { createWebhooks, guardWebhooks, type WebhooksConfig } from '@ashlar/webhooks';
import { holdingsOf } from './holdings.js';

export interface UseCasesDeps {
  readonly database: Database;
  /** What decides. */
  readonly engine: Pick<AuthzEngine, 'authorizer' | 'noting'>;
  readonly egress: Egress;
  /** Tells of new events at once; without it they are looked for. */
  readonly signal: EventSignal | undefined;
  readonly config: {
    readonly users: UsersConfig;
    readonly keyPairs: KeyPairsConfig;
    readonly invitations: InvitationsConfig;
    readonly secrets: SecretsConfig;
    readonly configBundles: ConfigBundlesConfig;
    readonly webhooks: WebhooksConfig;
    readonly pipelines: Pick<PipelinesConfig, 'key'>;
    readonly storageChecks: StorageChecksConfig;
  } & RunsConfig;
  readonly logger: Logger;
  readonly resilient: Resilience;
}

/** What the operations of the data API do. */
export type UseCases = ReturnType<typeof createUseCases>;

/** Puts the domain bricks together: which of them reacts to which is decided here. */
export function createUseCases({
  database,
  engine,
  egress,
  signal,
  config,
  logger,
  resilient,
}: UseCasesDeps) {
  const { authorizer } = engine;
  const jobs = createJobs({ database });
  const events = createEvents({ database, service: 'data-api' });
  const relations = tellOfRelations({ relations: engine.noting(createRelations({ database })), events });
  const telling = { database, events };
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const onChange = tellOfUsers(events);
  const users = createUsers({
    database,
    onChange,
    settle: async (tx, { id, username }, { homeDomain }) => {
      await namespaces.ensureHome(tx, id, username, homeDomain);
    },
  });
  const ownerMayAct = (userId: string): Promise<boolean> =>
    users.mayAct(systemContext('may this user act'), userId);
  const tokens = createPersonalTokens({ database, ownerMayAct });
  const pairing = config.keyPairs.keys?.reveal();
  const keyPairs =
    pairing === undefined
      ? undefined
      : createKeyPairs({
          ...{ database, ownerMayAct, scopes: backendAiScopes },
          ...{ keys: pairing, windowMs: config.keyPairs.windowMs },
        });
  const { keys } = config.invitations;
  const inviting = keys && { tokens: createInvitationTokens(keys.reveal()), inviterMayAct: users.mayAct };

  const homeDomainOf = async (ctx: OperationContext, userId: string): Promise<string | undefined> =>
    (await namespaces.findHome(ctx, userId))?.domainId;
  const domainOf = async (ctx: OperationContext, { type, id }: OwnerRef): Promise<string> => {
    const domainId =
      type === 'domain'
        ? id
        : type === 'user'
          ? await homeDomainOf(ctx, id)
          : await (type === 'group' ? groups : projects).domainOf(ctx, id);
    if (domainId === undefined) throw new NotFound('There is no such thing, or it is not visible to you');
    await namespaces.assertActive(ctx, domainId);
    return domainId;
  };
  const quotas = tellOfQuotas(createQuotas({ database }), telling);
  const storageMounts = createStorageMounts({
    ...{ database, authorizer, events },
    storages: () => storages,
    domainOf: (ctx, id) => domainOf(ctx, { type: 'project', id }),
    filesAround: async (ctx, projectId, path) => {
      const { mountClashes } = await effectiveConfigs.of(ctx, { projectId, mounts: [path] });
      return mountClashes.filter(({ mount }) => mount === path);
    },
  });
  const { pathsAround: mountsAround, pathsIn: mountsOf } = storageMounts;
  const tellingOfConfigs = { ...telling, domainOf };
  const dotfiles = resilient(
    tellOfDotfiles(
      createDotfiles({ database, domainOf, mountsAround, quota: quotas.meter }),
      tellingOfConfigs,
    ),
    dotfilePolicy,
  );
  const settings = tellOfSettings(createSettings({ database, domainOf }), tellingOfConfigs);
  const bootstrapScripts = tellOfBootstrapScripts(
    createBootstrapScripts({ database, domainOf }),
    tellingOfConfigs,
  );
  const configs = [dotfiles, settings, bootstrapScripts];
  const sealer = createSealer(config.secrets);
  const secrets = createSecrets({
    database,
    sealer,
    quota: quotas.meter,
    // Values are bound to it for good, and nothing moves: what belongs to the platform lies in no domain of its own.
    domainOf: async (ctx, { type, id }) =>
      type === 'storage'
        ? ((await storages.describe(ctx, id)).domainId ?? defaultDomainId)
        : domainOf(ctx, { type, id }),
  });
  const slots = createSecretSlots({ database, authorizer, secrets });
  const grants = createSecretGrants({ database, authorizer, sealer, mayAct: users.mayAct });
  const storageChecks = createStorageChecks({
    ...{ database, secrets, grants, config: config.storageChecks },
    storages: () => storages,
    platformDomainId: defaultDomainId,
  });
  const { testCredentials } = storageChecks;
  const storages = createStorages({
    ...{ ...access, jobs, events, domainOf, quota: quotas.meter },
    dependants: [storageMounts.ofStorages],
    ...(testCredentials && { testCredentials }),
    secrets: createSecretStore(secrets, (label, ...parts) => sealer().writer.sign(label, ...parts)),
  });
  // Of jobs that are there: the data API starts none by hand.
  const jobAdmin = createJobAdmin({ database, jobs, definitions: [] });
  // Schedules and pipelines are described by what these say, and launched by the worker.
  const queue = { jobs, admin: jobAdmin, offers: offeredJobs };
  const kinds = createConfiguredRunKinds(config, { database, egress, logger, queue });
  const pipelines = createPipelines({
    ...{ database, authorizer, relations, events },
    kinds,
    domainOf: (ctx, id) => domainOf(ctx, { type: 'project', id }),
  });
  const mayCreate = (): Promise<boolean> => Promise.resolve(false);
  const schedules = createSchedules({
    ...{ ...access, events, domainOf },
    kinds: kinds.with([pipelineKind({ pipelines, kinds, mayCreate })]),
  });
  const hooksKey = config.pipelines.key;
  const parts = [
    ...configs.map((config) => config.partOf('project')),
    slots.inProjects,
    // Storages are held before what is mounted of them.
    storages.inOwners,
    storageMounts.inProjects,
    pipelines.inProjects,
    schedules.partOf('project'),
  ];
  const projects = createProjects({ ...access, namespaces, parts, events, inviting });
  const contents = [
    projects.inGroups,
    ...configs.map((config) => config.partOf('group')),
    storages.inOwners,
    schedules.partOf('group'),
  ];
  const groups = createGroups({ ...access, namespaces, contents, events, inviting });

  const audit = createAccessAudit(access);
  const effectiveConfigs = createEffectiveConfigs({ database, mountsOf });
  const configBundles = createConfigBundles({ database, key: config.configBundles.key });
  const domains = tellOfDomains(createDomains({ ...access, contents, events }), telling);
  const dotfileAccess = createDotfileAccess({
    ...{ authorizer, homeDomainOf },
    administersPlatform: async (ctx, userId) => (await users.get(ctx, userId)).isAdministrator,
  });
  const feed = createFeed({ database, ...(signal && { signal }) });

  return {
    authorizer,
    audit,
    users,
    preferences: createPreferences({
      database,
      visibleProjects: (ctx, ids) => authorizer.checkMany(ctx, 'project.read', ids),
      mostPins: config.users.mostPins,
    }),
    userAdministration: createUserAdministration({
      database,
      onChange,
      users,
      authorizer,
      // The worker purges; this shows it beforehand.
      owned: inOrderOfPurge({
        ...{ projects: projects.ownedByUsers, groups: groups.ownedByUsers },
        others: [...configs, schedules].map((part) => part.ownedByUsers),
      }),
      access: [tokens.ofUsers, keyPairsOfUsers({ database })],
    }),
    userExports: createUserExports({
      database,
      holdings: holdingsOf({
        ...{ database, tokens, groups, projects, dotfiles, secrets, grants, audit },
        ...{ settings, bootstrapScripts },
      }),
    }),
    tokens,
    revocations: createTokenRevocations({ database }),
    domains,
    groups: tellOfGroups(groups, telling),
    namespaces,
    projects: tellOfProjects(projects, telling),
    platform: createPlatform(access),
    /** Absent where no key signs them. */
    invitations: groups.invitations &&
      projects.invitations && { ofGroups: groups.invitations, ofProjects: projects.invitations },
    storages,
    storageUsage: createStorageUsageReader({ database }),
    storageChecks,
    storageMounts,
    schedules,
    scheduledSessions: createScheduledSessions(access),
    quotas,
    secrets,
    slots,
    grants,
    feed,
    readers: createEventReaders({ isAdministrator: (ctx) => authorizer.check(ctx, 'platform.update') }),
    runCallbacks: createConfiguredRunCallbacks(config.httpRuns, { database }),
    webhooks: guardWebhooks({
      database,
      webhooks: createWebhooks({ database, egress, events, feed, key: config.webhooks.key }),
      administers: (ctx, domainId) =>
        domainId === undefined
          ? authorizer.check(ctx, 'platform.update')
          : authorizer.check(ctx, 'domain.update', domainId),
    }),
    pipelines,
    /** Absent where no key signs them. */
    pipelineHooks: hooksKey && createHooks({ key: hooksKey }),
    /** Resolves when something has happened; absent where that has to be looked for. */
    next: signal && (() => signal.next()),
    dotfiles,
    jobAdmin,
    settings,
    bootstrapScripts,
    effectiveConfigs,
    configBundles,
    runBundles: createRunBundles({ effectiveConfigs, bundles: configBundles }),
    access: dotfileAccess,
    /** Absent where no key makes key pairs. */
    backendAi: keyPairs && {
      keyPairs,
      backendAi: createBackendAi({
        ...{ database, dotfiles, bootstrapScripts, projects, domains, access: dotfileAccess },
        ownerOfKey: keyPairs.ownerOf,
      }),
    },
  };
}
