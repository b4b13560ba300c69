import {
  type Authenticator,
  AuthnConfig,
  createAuthenticator,
  createClusterRequests,
  createServiceAccounts,
  createTokenVerifier,
  ServiceAccountsConfig,
} from '@ashlar/authn';
import { assertModelKnown, authzSchema, createAuthorizer } from '@ashlar/authz';
import type { Environment } from '@ashlar/config';
import { ConfigBundleSignersConfig, configBundlesSchema, createSignedBundles } from '@ashlar/config-bundles';
import { systemContext } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import type { Logger } from '@ashlar/logging';
import { secretsSchema } from '@ashlar/secrets';
import {
  createCustody,
  type Custody,
  CustodyConfig,
  KubernetesDeliveryConfig,
} from '@ashlar/secrets/custody';
import { release, type RunningService, type ServiceSpec, startService } from '@ashlar/service';
import { actorFor, createUsers, userEntities, usersSchema } from '@ashlar/users';
import { secretsApiRoutes } from './routes.js';

export const secretsApiConfig = {
  authn: AuthnConfig,
  serviceAccounts: ServiceAccountsConfig,
  custody: CustodyConfig,
  kubernetes: KubernetesDeliveryConfig,
  bundles: ConfigBundleSignersConfig,
} as const;

const aMinuteMs = 60_000;

export const secretsApi: ServiceSpec<typeof secretsApiConfig> = {
  name: 'secrets-api',
  version: release,
  prefix: '/api/secrets',
  title: 'Ashlar secrets API',
  description: 'Delivers secrets to internal services that prove who they are and for whom they act.',
  config: secretsApiConfig,
  entities: [...userEntities],
  needs: [usersSchema, authzSchema, secretsSchema, configBundlesSchema],
};

/** Starts the secrets API; see `secretsApiConfig` and `frameConfig` for what it reads from the environment. */
export function startSecretsApi(env: Environment): Promise<RunningService> {
  return startService(secretsApi, env, async ({ config, database, logger, metrics, lifecycle }) => {
    const users = createUsers({ database });
    const verifier = createTokenVerifier({ config: config.authn, logger });
    const serviceAccounts = createServiceAccounts({ config: config.serviceAccounts, logger });
    const { namespaces } = config.kubernetes;
    const custody = await createCustody({
      ...{ config: config.custody, database, logger, metrics, mayAct: users.mayAct },
      ...(namespaces && {
        kubernetes: {
          access: { ...config.serviceAccounts, send: createClusterRequests(config.serviceAccounts) },
          namespaces,
        },
      }),
    });
    if (custody) {
      const keepUp = () =>
        custody
          .keepUp(systemContext('secrets upkeep', { signal: lifecycle.signal }))
          .catch((error: unknown) => logger.error('The upkeep of secrets failed', { error }));
      let running = Promise.resolve();
      const timer = setInterval(() => {
        running = running.then(keepUp);
      }, aMinuteMs);
      lifecycle.started({
        name: 'upkeep',
        deadlineMs: 5_000,
        async stop() {
          clearInterval(timer);
          await running;
        },
      });
    } else {
      logger.warn('No keys for secrets are configured: none can be opened here');
    }
    const authenticator = createAuthenticator({
      verifier,
      ...(serviceAccounts && { schemes: [serviceAccounts] }),
      // This service reads users and never makes one: whoever the data API has not met is a stranger here.
      actorFor: (identity) => actorFor(systemContext('who calls'), identity, users.recognise),
    });
    return {
      routes: secretsApiRoutes({
        custody,
        bundles: createSignedBundles({ database, signers: config.bundles.signers ?? [] }),
      }),
      identity: {
        authenticator: custody ? noting(authenticator, custody, logger) : authenticator,
        authorizer: createAuthorizer({ database }),
      },
      checks: [
        { name: 'identity-provider', check: () => verifier.ready() },
        { name: 'key-ring', check: async () => custody?.assertReady() },
        { name: 'permission-model', check: () => assertModelKnown(database) },
      ],
    };
  });
}

/** Whoever is refused is in the trail of the secrets, as everybody else who asked for some. */
function noting(authenticator: Authenticator, { audit }: Custody, logger: Logger): Authenticator {
  return {
    async authenticate(authorization) {
      try {
        return await authenticator.authenticate(authorization);
      } catch (error) {
        if (error instanceof Unauthenticated) {
          await audit
            .noteStranger(systemContext('a stranger'))
            .catch((cause: unknown) => logger.error('A stranger could not be noted', { error: cause }));
        }
        throw error;
      }
    },
  };
}
