import { AuthnConfig, createAuthenticator, createTokenVerifier } from '@ashlar/authn';
import { assertModelKnown, authzSchema, createAuthorizer, createRelations } from '@ashlar/authz';
import type { Environment } from '@ashlar/config';
import { createJobs, messageQueueSchema } from '@ashlar/message-queue';
import { type RunningService, runService, type ServiceSpec, startService } from '@ashlar/service';
import { createStorages, storageEntities, storageSchema } from '@ashlar/storage';
import { actorFor, createUsers, userEntities, usersSchema } from '@ashlar/users';
import { dataApiRoutes } from './routes.js';

export const dataApiConfig = { authn: AuthnConfig } as const;

export const dataApi: ServiceSpec<typeof dataApiConfig> = {
  name: 'data-api',
  version: '0.1.0',
  prefix: '/api/data',
  title: 'Ashlar data API',
  description:
    'Users, groups, projects, storages, quotas, configuration files, schedules and pipelines of a platform.',
  config: dataApiConfig,
  entities: [...userEntities, ...storageEntities],
  needs: [messageQueueSchema, usersSchema, authzSchema, storageSchema],
};

/** Starts the data API; see `dataApiConfig` and `frameConfig` for what it reads from the environment. */
export function startDataApi(env: Environment): Promise<RunningService> {
  return startService(dataApi, env, async ({ config, database, logger }) => {
    const users = createUsers({ database });
    const authorizer = createAuthorizer({ database });
    const relations = createRelations({ database });
    const jobs = createJobs({ database });
    const verifier = createTokenVerifier({ config: config.authn, logger });
    const authenticator = createAuthenticator({
      verifier,
      actorFor: (identity) => actorFor(identity, users.mirror),
    });
    return {
      routes: dataApiRoutes({ users, storages: createStorages({ database, authorizer, relations, jobs }) }),
      identity: { authenticator, authorizer },
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
