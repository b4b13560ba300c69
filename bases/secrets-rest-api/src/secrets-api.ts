import { AuthnConfig, createAuthenticator, createTokenVerifier } from '@ashlar/authn';
import { assertModelKnown, authzSchema, createAuthorizer } from '@ashlar/authz';
import type { Environment } from '@ashlar/config';
import { systemContext } from '@ashlar/database';
import { release, type RunningService, runService, type ServiceSpec, startService } from '@ashlar/service';
import { actorFor, createUsers, userEntities, usersSchema } from '@ashlar/users';
import { secretsApiRoutes } from './routes.js';

export const secretsApiConfig = { authn: AuthnConfig } as const;

export const secretsApi: ServiceSpec<typeof secretsApiConfig> = {
  name: 'secrets-api',
  version: release,
  prefix: '/api/secrets',
  title: 'Ashlar secrets API',
  description: 'Delivers secrets to internal services that prove who they are and for whom they act.',
  config: secretsApiConfig,
  entities: [...userEntities],
  needs: [usersSchema, authzSchema],
};

/** Starts the secrets API; see `secretsApiConfig` and `frameConfig` for what it reads from the environment. */
export function startSecretsApi(env: Environment): Promise<RunningService> {
  return startService(secretsApi, env, async ({ config, database, logger }) => {
    const users = createUsers({ database });
    const verifier = createTokenVerifier({ config: config.authn, logger });
    const authenticator = createAuthenticator({
      verifier,
      // This service reads users and never makes one: whoever the data API has not met is a stranger here.
      actorFor: (identity) => actorFor(systemContext('who calls'), identity, users.recognise),
    });
    return {
      routes: secretsApiRoutes(),
      identity: { authenticator, authorizer: createAuthorizer({ database }) },
      checks: [
        { name: 'identity-provider', check: () => verifier.ready() },
        { name: 'permission-model', check: () => assertModelKnown(database) },
      ],
    };
  });
}

/** The main function of the deployable. */
export function runSecretsApi(env: Environment): Promise<void> {
  return runService(() => startSecretsApi(env));
}
