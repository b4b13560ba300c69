import { keyPairRoutes, personalTokenRoutes, revokedTokenRoutes } from '@ashlar/authn/http';
import { accessRoutes } from '@ashlar/authz/http';
import { backendAiRoutes } from '@ashlar/backend-ai/http';
import {
  bootstrapScriptRoutes,
  configBundleRoutes,
  dotfileRoutes,
  effectiveConfigRoutes,
  settingRoutes,
} from '@ashlar/group-config/http';
import {
  domainRoutes,
  groupInvitationRoutes,
  groupRoutes,
  invitationRoutes,
  namespaceRoutes,
  platformRoutes,
} from '@ashlar/groups/http';
import { eventRoutes } from '@ashlar/events/http';
import type { Route } from '@ashlar/http';
import { pipelineHookRoutes, pipelineRoutes, pipelineTargetRoutes } from '@ashlar/pipelines/http';
import { ProjectNotFound } from '@ashlar/projects';
import { projectInvitationRoutes, projectRoutes } from '@ashlar/projects/http';
import { quotaRoutes } from '@ashlar/quota/http';
import { runCallbackRoutes } from '@ashlar/runs/http';
import { scheduledSessionRoutes, scheduleRoutes } from '@ashlar/scheduler/http';
import { secretRoutes } from '@ashlar/secrets/http';
import { release } from '@ashlar/service';
import { isCredentialFile, StorageNotFound } from '@ashlar/storage';
import { storageCheckRoutes } from '@ashlar/storage-checks/http';
import { storageMountRoutes } from '@ashlar/storage-mounts/http';
import { storageRoutes } from '@ashlar/storage/http';
import { preferenceRoutes, userExportRoutes, userRoutes, usersRoutes } from '@ashlar/users/http';
import { webhookRoutes } from '@ashlar/webhooks/http';
import type { UseCases } from './use-cases.js';

/** Every operation of the data API, besides those that each service has. */
export function dataApiRoutes(use: UseCases): readonly Route[] {
  return [
    ...userRoutes(use),
    ...preferenceRoutes(use),
    ...userExportRoutes(use),
    ...usersRoutes(use),
    ...personalTokenRoutes(use),
    ...revokedTokenRoutes(use),
    ...domainRoutes(use),
    ...groupRoutes(use),
    ...namespaceRoutes(use),
    ...projectRoutes(use),
    ...platformRoutes(use),
    ...(use.backendAi ? backendAiDialect(use.backendAi) : []),
    ...(use.invitations ? invitationsRoutes(use.invitations) : []),
    ...storageRoutes(use),
    ...storageCheckRoutes(use),
    ...storageMountRoutes(use),
    ...dotfileRoutes(use),
    ...settingRoutes(use),
    ...bootstrapScriptRoutes(use),
    ...effectiveConfigRoutes(use),
    ...configBundleRoutes(use),
    ...accessRoutes(use),
    ...quotaRoutes(use),
    ...secretRoutes({
      secrets: use.secrets,
      slots: use.slots,
      grants: use.grants,
      isManaged: isCredentialFile,
      missing: { project: ProjectNotFound, storage: StorageNotFound },
    }),
    ...pipelineRoutes(use),
    ...pipelineTargetRoutes(use.pipelines),
    ...(use.pipelineHooks
      ? pipelineHookRoutes({ targets: use.pipelines.targets, hooks: use.pipelineHooks })
      : []),
    ...eventRoutes(use),
    ...runCallbackRoutes(use),
    ...scheduleRoutes(use),
    ...scheduledSessionRoutes(use),
    ...webhookRoutes(use),
  ];
}

/** Three sets that lead to each other. */
function invitationsRoutes({ ofGroups, ofProjects }: NonNullable<UseCases['invitations']>): readonly Route[] {
  return [
    ...groupInvitationRoutes({ invitations: ofGroups }),
    ...projectInvitationRoutes({ invitations: ofProjects }),
    ...invitationRoutes({ invitations: [ofGroups, ofProjects] }),
  ];
}

/** The dialect, and the credentials of its clients. */
function backendAiDialect({ backendAi, keyPairs }: NonNullable<UseCases['backendAi']>): readonly Route[] {
  return [...keyPairRoutes({ keyPairs }), ...backendAiRoutes({ backendAi, scheme: keyPairs, release })];
}
