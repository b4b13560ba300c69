import { granted, ok, route, type Route } from '@ashlar/http';
import { CreatorRefused } from '../groups.errors.js';
import type { AuthorizationConfig, CreationSwitch, Platform } from '../platform.types.js';
import {
  AuthorizationConfigRequest,
  AuthorizationConfigResponse,
  type CreationSwitchRequest,
  type CreationSwitchResponse,
} from './platform.dto.js';

const path = '/api/data/platform/authorization-config';
const tag = 'platform';

export interface PlatformRoutesDeps {
  readonly platform: Platform;
}

export function platformRoutes({ platform }: PlatformRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path,
      operationId: 'getAuthorizationConfig',
      summary: 'Who may make groups and projects',
      tag,
      permission: granted('platform.update'),
      success: { status: 200, description: 'Both switches.', body: AuthorizationConfigResponse },
      async handle({ ctx }) {
        const config = await platform.getAuthorizationConfig(ctx);
        return ok(present(config), config.version);
      },
    }),
    route({
      method: 'put',
      path,
      operationId: 'replaceAuthorizationConfig',
      summary: 'Says who may make groups and projects',
      description: 'Counts from the next request on. What exists stays.',
      tag,
      permission: granted('platform.update'),
      body: AuthorizationConfigRequest,
      success: {
        status: 200,
        description: 'Both switches as they are now.',
        body: AuthorizationConfigResponse,
      },
      errors: [CreatorRefused],
      async handle({ ctx, expected, body }) {
        const config = await platform.replaceAuthorizationConfig(ctx, expected, {
          groupCreators: toSwitch(body.group_creators),
          projectCreators: toSwitch(body.project_creators),
        });
        return ok(present(config), config.version);
      },
    }),
  ];
}

function toSwitch({ who, user_ids: userIds = [] }: CreationSwitchRequest): CreationSwitch {
  return { who, userIds };
}

function present({
  groupCreators,
  projectCreators,
  version,
  updatedAt,
}: AuthorizationConfig): AuthorizationConfigResponse {
  const show = ({ who, userIds }: CreationSwitch): CreationSwitchResponse => ({
    who,
    user_ids: [...userIds],
  });
  return {
    group_creators: show(groupCreators),
    project_creators: show(projectCreators),
    version,
    updated_at: updatedAt.toISOString(),
  };
}
