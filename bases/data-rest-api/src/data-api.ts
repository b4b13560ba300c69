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
import { assertModelKnown, auditSchema, authzSchema, createAuthorizer } from '@ashlar/authz';
import {
  assertSpiceDbConfig,
  createAuthzEngine,
  revisionInDocuments,
  SpiceDbConfig,
  spiceDbSchemaNeed,
} from '@ashlar/authz-spicedb';
import type { Environment } from '@ashlar/config';
import { createResilience, systemContext } from '@ashlar/database';
import { ConfigBundlesConfig, configBundlesSchema } from '@ashlar/config-bundles';
import { createEgress, EgressConfig } from '@ashlar/egress';
import { createEventSignal, EventsConfig, eventsSchema } from '@ashlar/events';
import { groupConfigEntities, groupConfigSchema } from '@ashlar/group-config';
import { groupEntities, groupsSchema, HomeDomainRefused, InvitationsConfig } from '@ashlar/groups';
import type { Mount, OnServed } from '@ashlar/http';
import { createBufferDeadLetters, JobBoardConfig, messageQueueSchema } from '@ashlar/message-queue';
import { createJobBoard } from '@ashlar/message-queue/board';
import { createApiCallMeter, createLastSeen, createUserCallsMeter, meteringSchema } from '@ashlar/metering';
import { pipelineEntities, PipelinesConfig, pipelinesSchema } from '@ashlar/pipelines';
import { projectEntities, projectsSchema } from '@ashlar/projects';
import { quotaEntities, quotaSchema } from '@ashlar/quota';
import { runsConfig, runsSchema } from '@ashlar/runs';
import { secretEntities, SecretsConfig, secretsSchema } from '@ashlar/secrets';
import {
  release,
  type RunningService,
  runService,
  type ServiceParts,
  type ServiceSpec,
  startService,
} from '@ashlar/service';
import { schedulerEntities, schedulerSchema } from '@ashlar/scheduler';
import { storageEntities, storageSchema } from '@ashlar/storage';
import { storageCheckEntities, StorageChecksConfig, storageChecksSchema } from '@ashlar/storage-checks';
import { storageMountEntities, storageMountsSchema } from '@ashlar/storage-mounts';
import { actorFor, UserDisabled, userEntities, UsersConfig, usersSchema } from '@ashlar/users';
import { webhookEntities, WebhooksConfig, webhooksSchema } from '@ashlar/webhooks';
import { dataApiRoutes } from './routes.js';
import { createUseCases, type UseCases } from './use-cases.js';

export const dataApiConfig = {
  authn: AuthnConfig,
  spicedb: SpiceDbConfig,
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
  ...runsConfig,
  jobsBoard: JobBoardConfig,
  pipelines: PipelinesConfig,
  storageChecks: StorageChecksConfig,
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
    ...storageCheckEntities,
    ...storageMountEntities,
    ...groupConfigEntities,
    ...quotaEntities,
    ...secretEntities,
    ...webhookEntities,
    ...pipelineEntities,
    ...schedulerEntities,
  ],
  callerErrors: [UserDisabled, HomeDomainRefused],
  aroundHeaders: [revisionInDocuments],
  needs: [
    messageQueueSchema,
    eventsSchema,
    usersSchema,
    authnSchema,
    authzSchema,
    auditSchema,
    spiceDbSchemaNeed,
    groupsSchema,
    projectsSchema,
    storageSchema,
    storageChecksSchema,
    storageMountsSchema,
    groupConfigSchema,
    configBundlesSchema,
    meteringSchema,
    quotaSchema,
    secretsSchema,
    webhooksSchema,
    runsSchema,
    pipelinesSchema,
    schedulerSchema,
  ],
  assertConfig: ({ spicedb }) => assertSpiceDbConfig(spicedb),
};

/** Starts the data API; see `dataApiConfig` and `frameConfig` for what it reads from the environment. */
export function startDataApi(env: Environment): Promise<RunningService> {
  return startService(dataApi, env, async (parts) => {
    const { config, database, logger, metrics, lifecycle } = parts;
    const { directUrl } = config.database;
    const signal = directUrl && createEventSignal({ directUrl, service: dataApi.name, logger });
    if (signal) lifecycle.started({ name: 'event signal', deadlineMs: 2_000, stop: () => signal.close() });
    const egress = createEgress({ config: config.egress, logger, metrics });
    const engine = createAuthzEngine({
      ...{ database, logger, metrics, config: config.spicedb },
      sql: createAuthorizer({ database }),
    });
    lifecycle.started({ name: 'authorization', deadlineMs: 2_000, stop: () => engine.stop() });
    await engine.start();
    const use = createUseCases({
      ...{ database, engine, egress, signal, config, logger },
      resilient: createResilience({ metrics }),
    });
    const verifier = createTokenVerifier({ config: config.authn, logger });
    const serviceAccounts = createServiceAccounts({ config: config.serviceAccounts, logger });
    const { keys } = config.internalTokens;
    const whoCalls = systemContext('who calls');
    const ownerMayAct = use.users.mayAct;
    const internalTokens = keys && (await createInternalTokens({ keys, database, ownerMayAct }));
    const authenticator = createAuthenticator({
      verifier,
      actorFor: (identity) => actorFor(whoCalls, identity, use.users.mirror),
      schemes: [use.tokens, serviceAccounts, internalTokens].filter((scheme) => scheme !== undefined),
    });
    return {
      around: engine.around,
      onServed: meter(parts, use),
      routes: dataApiRoutes(use),
      identity: { authenticator, authorizer: use.authorizer },
      mounts: boardOfJobs(parts, use),
      checks: [
        { name: 'identity-provider', check: () => verifier.ready() },
        { name: 'permission-model', check: () => assertModelKnown(database) },
        ...engine.checks,
      ],
    };
  });
}

/** The worker has no callers with an identity, so what it does is shown here. */
function boardOfJobs({ config, database }: DataApiParts, { jobAdmin }: UseCases): readonly Mount[] {
  const { mode } = config.jobsBoard;
  if (mode === 'off') return [];
  const readOnly = mode === 'read';
  const board = createJobBoard({ database, admin: jobAdmin, path: '/api/data/jobs-board', readOnly });
  return [{ ...board, permission: 'platform.update' }];
}

/** Who calls how often, and when they were last seen: written a little later, and never in the way of an answer. */
function meter(
  { database, logger, metrics, lifecycle }: DataApiParts,
  { users, quotas }: UseCases,
): OnServed {
  const buffers = { deadLetters: createBufferDeadLetters({ database }), logger, metrics };
  const apiCalls = createApiCallMeter({ database, ...buffers });
  const lastSeen = createLastSeen({ write: users.recordSeen, ...buffers });
  const userCalls = createUserCallsMeter({
    write: (ctx, calls) =>
      quotas.meter.record(
        ctx,
        calls.map(({ userId, calls: amount }) => ({
          subject: { type: 'user', id: userId },
          type: 'MAX_API_CALLS',
          amount: BigInt(amount),
        })),
      ),
    ...buffers,
  });
  lifecycle.started({
    name: 'meters',
    deadlineMs: 6_000,
    stop: async () => {
      await Promise.all([apiCalls.stop(5_000), lastSeen.stop(5_000), userCalls.stop(5_000)]);
    },
  });
  return (call) => {
    apiCalls.onServed(call);
    lastSeen.onServed(call);
    userCalls.onServed(call);
  };
}

/** The main function of the deployable. */
export function runDataApi(env: Environment): Promise<void> {
  return runService(() => startDataApi(env));
}
