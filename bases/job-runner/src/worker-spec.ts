import { authnEntities, authnSchema } from '@ashlar/authn';
import { auditSchema, authzSchema } from '@ashlar/authz';
import { assertSpiceDbConfig, SpiceDbConfig, spiceDbSchemaNeed } from '@ashlar/authz-spicedb';
import { ConfigurationError } from '@ashlar/config';
import { EgressConfig } from '@ashlar/egress';
import { EventsConfig, eventsSchema } from '@ashlar/events';
import { configBundlesSchema } from '@ashlar/config-bundles';
import { groupConfigEntities, groupConfigSchema } from '@ashlar/group-config';
import { groupEntities, groupsSchema } from '@ashlar/groups';
import { MessageQueueConfig, messageQueueSchema } from '@ashlar/message-queue';
import { pipelineEntities, PipelinesConfig, pipelinesSchema } from '@ashlar/pipelines';
import { projectEntities, projectsSchema } from '@ashlar/projects';
import { quotaEntities, quotaSchema } from '@ashlar/quota';
import { runsConfig, runsSchema } from '@ashlar/runs';
import { MailConfig, SchedulerConfig, schedulerEntities, schedulerSchema } from '@ashlar/scheduler';
import { secretEntities, secretsSchema } from '@ashlar/secrets';
import { release, type ServiceParts, type ServiceSpec } from '@ashlar/service';
import { storageEntities, storageSchema } from '@ashlar/storage';
import { storageCheckEntities, storageChecksSchema, StorageTesterConfig } from '@ashlar/storage-checks';
import { storageMountEntities, storageMountsSchema } from '@ashlar/storage-mounts';
import { userEntities, UserPurgeConfig, usersSchema, UserSyncConfig } from '@ashlar/users';
import { webhookEntities, WebhooksConfig, webhooksSchema } from '@ashlar/webhooks';

export const workerConfig = {
  queue: MessageQueueConfig,
  spicedb: SpiceDbConfig,
  userSync: UserSyncConfig,
  userPurge: UserPurgeConfig,
  events: EventsConfig,
  egress: EgressConfig,
  webhooks: WebhooksConfig,
  ...runsConfig,
  pipelines: PipelinesConfig,
  scheduler: SchedulerConfig,
  mail: MailConfig,
  storageTester: StorageTesterConfig,
} as const;

export const worker: ServiceSpec<typeof workerConfig> = {
  name: 'background-jobs',
  version: release,
  prefix: '/api/worker',
  title: 'Ashlar worker',
  description: 'Runs the background jobs. It has no operations beyond those of every service.',
  config: workerConfig,
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
  needs: [
    messageQueueSchema,
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
    quotaSchema,
    secretsSchema,
    eventsSchema,
    webhooksSchema,
    runsSchema,
    pipelinesSchema,
    schedulerSchema,
  ],
  // Jobs that wait for each other's connections would wait for ever.
  assertConfig({ queue, database, spicedb }) {
    assertSpiceDbConfig(spicedb);
    if (database.poolSize >= queue.concurrency + 2) return;
    throw new ConfigurationError([
      { variable: 'ASHLAR_QUEUE_CONCURRENCY', message: 'must be at least 2 below ASHLAR_DATABASE_POOL_SIZE' },
    ]);
  },
};

export type WorkerParts = ServiceParts<typeof workerConfig>;
