import { createKeyPairs, createPersonalTokens, type KeyPairsConfig } from '@ashlar/authn';
import { createAccessAudit, createAuthorizer, createRelations } from '@ashlar/authz';
import { backendAiScopes, createBackendAi } from '@ashlar/backend-ai';
import { type ConfigBundlesConfig, createConfigBundles } from '@ashlar/config-bundles';
import { type Database, type OperationContext, systemContext } from '@ashlar/database';
import { NotFound } from '@ashlar/errors';
import {
  createBootstrapScripts,
  createDotfileAccess,
  createDotfiles,
  createEffectiveConfigs,
  createRunBundles,
  createSettings,
  type OwnerRef,
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
import { createJobs } from '@ashlar/message-queue';
import { createProjects, tellOfProjects } from '@ashlar/projects';
import { createQuotas } from '@ashlar/quota';
import {
  createSealer,
  createSecretGrants,
  createSecrets,
  createSecretSlots,
  type SecretsConfig,
} from '@ashlar/secrets';
import { createStorages } from '@ashlar/storage';
import {
  createPreferences,
  createUserAdministration,
  createUserExports,
  createUsers,
  type UsersConfig,
} from '@ashlar/users';
import { createWebhooks, type WebhooksConfig } from '@ashlar/webhooks';
import { holdingsOf } from './holdings.js';

export interface UseCasesDeps {
  readonly database: Database;
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
  };
}

/** What the operations of the data API do. */
export type UseCases = ReturnType<typeof createUseCases>;

/** Puts the domain bricks together: which of them reacts to which is decided here. */
export function createUseCases({ database, egress, signal, config }: UseCasesDeps) {
  const authorizer = createAuthorizer({ database });
  const jobs = createJobs({ database });
  const events = createEvents({ database, service: 'data-api' });
  const relations = tellOfRelations({ relations: createRelations({ database }), events });
  const telling = { database, events };
  const access = { database, authorizer, relations };
  const namespaces = createNamespaces(access);
  const users = createUsers({
    database,
    settle: async (tx, { id, username }) => {
      await namespaces.ensureHome(tx, id, username);
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
          : (await (type === 'group' ? groups : projects).get(ctx, id)).domainId;
    if (domainId === undefined) throw new NotFound('There is no such thing, or it is not visible to you');
    await namespaces.assertActive(ctx, domainId);
    return domainId;
  };
  const quotas = createQuotas({ database });
  const dotfiles = createDotfiles({ database, domainOf, quota: quotas.meter });
  const settings = createSettings({ database, domainOf });
  const bootstrapScripts = createBootstrapScripts({ database, domainOf });
  const configs = [dotfiles, settings, bootstrapScripts];
  const sealer = createSealer(config.secrets);
  const secrets = createSecrets({
    database,
    sealer,
    // Values are bound to it for good: what belongs to the platform lies in no domain of its own.
    domainOf: (ctx, { type, id }) =>
      type === 'project' ? domainOf(ctx, { type, id }) : Promise.resolve(defaultDomainId),
  });
  const slots = createSecretSlots({ database, authorizer, secrets });
  const parts = [...configs.map((config) => config.partOf('project')), slots.inProjects];
  const projects = createProjects({ ...access, namespaces, parts, inviting });
  const contents = [projects.inGroups, ...configs.map((config) => config.partOf('group'))];
  const groups = createGroups({ ...access, namespaces, contents, inviting });

  const effectiveConfigs = createEffectiveConfigs({ database });
  const configBundles = createConfigBundles({ database, key: config.configBundles.key });
  const domains = tellOfDomains(createDomains({ ...access, contents }), telling);
  const dotfileAccess = createDotfileAccess({ authorizer, homeDomainOf });
  const feed = createFeed({ database, ...(signal && { signal }) });

  return {
    authorizer,
    audit: createAccessAudit(access),
    users,
    preferences: createPreferences({
      database,
      visibleProjects: (ctx, ids) => authorizer.checkMany(ctx, 'project.read', ids),
      mostPins: config.users.mostPins,
    }),
    userAdministration: createUserAdministration({
      database,
      users,
      authorizer,
      // The order of the purge, which the worker does.
      owned: [projects.ownedByUsers, groups.ownedByUsers, ...configs.map((config) => config.ownedByUsers)],
      access: [tokens.ofUsers, ...(keyPairs ? [keyPairs.ofUsers] : [])],
    }),
    userExports: createUserExports({
      database,
      holdings: holdingsOf({ tokens, groups, projects, dotfiles, settings, bootstrapScripts }),
    }),
    tokens,
    domains,
    groups: tellOfGroups(groups, telling),
    namespaces,
    projects: tellOfProjects(projects, telling),
    platform: createPlatform(access),
    /** Absent where no key signs them. */
    invitations: groups.invitations &&
      projects.invitations && { ofGroups: groups.invitations, ofProjects: projects.invitations },
    storages: createStorages({ ...access, jobs, events, quota: quotas.meter }),
    quotas,
    secrets,
    slots,
    grants: createSecretGrants({ database, authorizer, sealer }),
    feed,
    readers: createEventReaders({ isAdministrator: (ctx) => authorizer.check(ctx, 'platform.update') }),
    webhooks: createWebhooks({ database, egress, events, feed, key: config.webhooks.key }),
    dotfiles,
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
        ...{ database, dotfiles, bootstrapScripts, projects, authorizer, access: dotfileAccess },
        domainNamed: domains.findNamed,
        ownerOfKey: keyPairs.ownerOf,
      }),
    },
  };
}
