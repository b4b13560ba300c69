import {
  AuthnConfig,
  authnEntities,
  authnSchema,
  createAuthenticator,
  createInternalTokens,
  createServiceAccounts,
  createTokenVerifier,
  InternalTokensConfig,
  KeyPairsConfig,
  ServiceAccountsConfig,
} from '@ashlar/authn';
import { assertModelKnown, auditSchema, authzSchema } from '@ashlar/authz';
import type { Environment } from '@ashlar/config';
import { systemContext } from '@ashlar/database';
import { ConfigBundlesConfig, configBundlesSchema } from '@ashlar/config-bundles';
import { createEgress, EgressConfig } from '@ashlar/egress';
import { createEventSignal, EventsConfig, eventsSchema } from '@ashlar/events';
import { groupConfigEntities, groupConfigSchema } from '@ashlar/group-config';
import { groupEntities, groupsSchema, InvitationsConfig } from '@ashlar/groups';
import type { OnServed } from '@ashlar/http';
import { createBufferDeadLetters, messageQueueSchema } from '@ashlar/message-queue';
import { createApiCallMeter, createLastSeen, meteringSchema } from '@ashlar/metering';
import { projectEntities, projectsSchema } from '@ashlar/projects';
import { quotaEntities, quotaSchema } from '@ashlar/quota';
import { secretEntities, SecretsConfig, secretsSchema } from '@ashlar/secrets';
import {
  release,
  type RunningService,
  runService,
  type ServiceParts,
  type ServiceSpec,
  startService,
} from '@ashlar/service';
import { storageEntities, storageSchema } from '@ashlar/storage';
import { actorFor, userEntities, UsersConfig, usersSchema } from '@ashlar/users';
import { webhookEntities, WebhooksConfig, webhooksSchema } from '@ashlar/webhooks';
import { dataApiRoutes } from './routes.js';
import { createUseCases, type UseCases } from './use-cases.js';

export const dataApiConfig = {
  authn: AuthnConfig,
  serviceAccounts: ServiceAccountsConfig,
  internalTokens: InternalTokensConfig,
  keyPairs: KeyPairsConfig,
  invitations: InvitationsConfig,
  users: UsersConfig,
  secrets: SecretsConfig,
  configBundles: ConfigBundlesConfig,
  events: EventsConfig,
  egress: EgressConfig,
  webhooks: WebhooksConfig,
} as const;

type DataApiParts = ServiceParts<typeof dataApiConfig>;

export const dataApi: ServiceSpec<typeof dataApiConfig> = {
  name: 'data-api',
  version: release,
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
    ...quotaEntities,
    ...secretEntities,
    ...webhookEntities,
  ],
  needs: [
    messageQueueSchema,
    eventsSchema,
    usersSchema,
    authnSchema,
    authzSchema,
    auditSchema,
    groupsSchema,
    projectsSchema,
    storageSchema,
    groupConfigSchema,
    configBundlesSchema,
    meteringSchema,
    quotaSchema,
    secretsSchema,
    webhooksSchema,
  ],
};

/** Starts the data API; see `dataApiConfig` and `frameConfig` for what it reads from the environment. */
export function startDataApi(env: Environment): Promise<RunningService> {
  return startService(dataApi, env, async (parts) => {
    const { config, database, logger, metrics, lifecycle } = parts;
    const { directUrl } = config.database;
    const signal = directUrl && createEventSignal({ directUrl, service: dataApi.name, logger });
    if (signal) lifecycle.started({ name: 'event signal', deadlineMs: 2_000, stop: () => signal.close() });
    const egress = createEgress({ config: config.egress, logger, metrics });
    const use = createUseCases({ database, egress, signal, config });
    const verifier = createTokenVerifier({ config: config.authn, logger });
    const serviceAccounts = createServiceAccounts({ config: config.serviceAccounts, logger });
    const { keys } = config.internalTokens;
    const internalTokens = keys && (await createInternalTokens({ keys, database }));
    const authenticator = createAuthenticator({
      verifier,
      actorFor: (identity) => actorFor(systemContext('who calls'), identity, use.users.mirror),
      schemes: [use.tokens, serviceAccounts, internalTokens].filter((scheme) => scheme !== undefined),
    });
    return {
      onServed: meter(parts, use),
      routes: dataApiRoutes(use),
      identity: { authenticator, authorizer: use.authorizer },
      checks: [
        { name: 'identity-provider', check: () => verifier.ready() },
        { name: 'permission-model', check: () => assertModelKnown(database) },
      ],
    };
  });
}

/** Who calls how often, and when they were last seen: written a little later, and never in the way of an answer. */
function meter({ database, logger, metrics, lifecycle }: DataApiParts, { users }: UseCases): OnServed {
  const buffers = { deadLetters: createBufferDeadLetters({ database }), logger, metrics };
  const apiCalls = createApiCallMeter({ database, ...buffers });
  const lastSeen = createLastSeen({ write: users.recordSeen, ...buffers });
  lifecycle.started({
    name: 'meters',
    deadlineMs: 6_000,
    stop: async () => {
      await Promise.all([apiCalls.stop(5_000), lastSeen.stop(5_000)]);
    },
  });
  return (call) => {
    apiCalls.onServed(call);
    lastSeen.onServed(call);
  };
}

/** The main function of the deployable. */
export function runDataApi(env: Environment): Promise<void> {
  return runService(() => startDataApi(env));
}
