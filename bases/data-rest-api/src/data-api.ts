import {
  AuthnConfig,
  authnEntities,
  authnSchema,
  createAuthenticator,
  createInternalTokens,
  createServiceAccounts,
  createTokenVerifier,
  InternalTokensConfig,
  ServiceAccountsConfig,
} from '@ashlar/authn';
import { assertModelKnown, authzSchema } from '@ashlar/authz';
import type { Environment } from '@ashlar/config';
import { eventsSchema } from '@ashlar/events';
import { groupConfigEntities, groupConfigSchema } from '@ashlar/group-config';
import { groupEntities, groupsSchema } from '@ashlar/groups';
import { messageQueueSchema } from '@ashlar/message-queue';
import { projectEntities, projectsSchema } from '@ashlar/projects';
import { type RunningService, runService, type ServiceSpec, startService } from '@ashlar/service';
import { storageEntities, storageSchema } from '@ashlar/storage';
import { actorFor, userEntities, usersSchema } from '@ashlar/users';
import { dataApiRoutes } from './routes.js';
import { createUseCases } from './use-cases.js';

export const dataApiConfig = {
  authn: AuthnConfig,
  serviceAccounts: ServiceAccountsConfig,
  internalTokens: InternalTokensConfig,
} as const;

export const dataApi: ServiceSpec<typeof dataApiConfig> = {
  name: 'data-api',
  version: '0.1.0',
  prefix: '/api/data',
  title: 'Ashlar data API',
  description:
    'Users, groups, projects, storages, quotas, configuration files, schedules and pipelines of a platform.',
  config: dataApiConfig,
  entities: [
    ...userEntities,
    ...authnEntities,
    ...groupEntities,
    ...projectEntities,
    ...storageEntities,
    ...groupConfigEntities,
  ],
  needs: [
    messageQueueSchema,
    eventsSchema,
    usersSchema,
    authnSchema,
    authzSchema,
    groupsSchema,
    projectsSchema,
    storageSchema,
    groupConfigSchema,
  ],
};

/** Starts the data API; see `dataApiConfig` and `frameConfig` for what it reads from the environment. */
export function startDataApi(env: Environment): Promise<RunningService> {
  return startService(dataApi, env, async ({ config, database, logger }) => {
    const use = createUseCases(database);
    const verifier = createTokenVerifier({ config: config.authn, logger });
    const serviceAccounts = createServiceAccounts({ config: config.serviceAccounts, logger });
    const { keys } = config.internalTokens;
    const internalTokens = keys && (await createInternalTokens({ keys, database }));
    const authenticator = createAuthenticator({
      verifier,
      actorFor: (identity) => actorFor(identity, use.users.mirror),
      schemes: [use.tokens, serviceAccounts, internalTokens].filter((scheme) => scheme !== undefined),
    });
    return {
      routes: dataApiRoutes(use),
      identity: { authenticator, authorizer: use.authorizer },
      checks: [
        { name: 'identity-provider', check: () => verifier.ready() },
        { name: 'permission-model', check: () => assertModelKnown(database) },
      ],
    };
  });
}

/** The main function of the deployable. */
export function runDataApi(env: Environment): Promise<void> {
  return runService(() => startDataApi(env));
}
