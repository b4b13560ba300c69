import { asyncApiDocument } from '@ashlar/events';
import { groupConfigEvents } from '@ashlar/group-config';
import { groupEvents, permissionEvents } from '@ashlar/groups';
import { serviceDocument, standIn } from '@ashlar/http';
import { pipelineEvents } from '@ashlar/pipelines';
import { projectEvents } from '@ashlar/projects';
import { quotaEvents, quotaRuleEvents } from '@ashlar/quota';
import { schedulerEvents } from '@ashlar/scheduler';
import { frameConfig } from '@ashlar/service';
import { storageEvents } from '@ashlar/storage';
import { storageMountEvents } from '@ashlar/storage-mounts';
import { userEvents } from '@ashlar/user-events';
import { webhookEvents } from '@ashlar/webhooks';
import { dataApi, dataApiConfig } from './data-api.js';
import { dataApiRoutes } from './routes.js';

/** What the deployable is, for documents: nothing is read, connected or started. */
export const deployable = {
  name: dataApi.name,
  config: { ...dataApiConfig, ...frameConfig },
  document: (): object => serviceDocument(dataApi, dataApiRoutes(standIn())),
  /** What it tells of, whoever writes it. */
  eventDocument: (): object =>
    asyncApiDocument(
      {
        title: 'Ashlar events',
        version: dataApi.version,
        description:
          'What happens in the platform: CloudEvents 1.0 in JSON, at least once, in order per subject.',
      },
      [
        ...userEvents,
        ...groupEvents,
        ...permissionEvents,
        ...projectEvents,
        ...storageEvents,
        ...storageMountEvents,
        ...quotaEvents,
        ...quotaRuleEvents,
        ...groupConfigEvents,
        ...webhookEvents,
        ...pipelineEvents,
        ...schedulerEvents,
      ],
    ),
} as const;
