import { NotFound, ValidationFailed } from '@ashlar/errors';
import { granted, ok, route, type Route } from '@ashlar/http';
import type { DotfileAccess } from '../dotfile-access.js';
import type { Dotfile } from '../dotfiles.types.js';
import type { EffectiveConfigs } from '../effective-config.service.js';
import { PathRefused } from '../group-config.errors.js';
import type { Dotfiles } from '../dotfiles.service.js';
import { presentDotfile, presentUsage } from './dotfiles.presenter.js';
import {
  EffectiveConfigPath,
  EffectiveConfigQuery,
  EffectiveConfigResponse,
  type LayeredFileResponse,
} from './effective-config.dto.js';
import { presentEffective } from './settings.presenter.js';

export interface EffectiveConfigRoutesDeps {
  readonly effectiveConfigs: EffectiveConfigs;
  readonly dotfiles: Pick<Dotfiles, 'usages'>;
  readonly access: Pick<DotfileAccess, 'assertMayActFor'>;
}

const object = { idOf: ({ project_id }: EffectiveConfigPath) => project_id, missing: NotFound };

export function effectiveConfigRoutes({
  effectiveConfigs,
  dotfiles,
  access,
}: EffectiveConfigRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/data/projects/{project_id}/effective-config',
      operationId: 'getEffectiveConfig',
      summary: 'What holds for a run in the project: its files, settings and scripts',
      description:
        'Of domain, groups, project and user; the narrowest wins, but for what a wider one has locked.',
      tag: 'dotfiles',
      permission: granted('project.view', object),
      pathParameters: EffectiveConfigPath,
      query: EffectiveConfigQuery,
      success: { status: 200, description: 'Files and where they come from.', body: EffectiveConfigResponse },
      errors: [PathRefused],
      async handle({ ctx, path, query, actor }) {
        const asked = userIn(query);
        const userId = asked ?? (actor.kind === 'user' ? actor.id : undefined);
        if (asked !== undefined) await access.assertMayActFor(ctx, asked);
        const request = { projectId: path.project_id, userId, mounts: query.mounts };
        const config = await effectiveConfigs.of(ctx, request);
        const { layers, files, hidden, mountClashes, settings, scripts } = config;
        const usages = await dotfiles.usages(ctx, layers);
        return ok({
          layers: layers.map(({ type, id }) => ({ type, id })),
          usage: usages.map((usage, index) => ({
            ...presentUsage(usage),
            owner: { ...(layers[index] ?? { type: 'project', id: path.project_id }) },
          })),
          files: files.map(({ file, shadows }) => ({ ...present(file), shadows: shadows.map(present) })),
          hidden: hidden.map(({ file, by }) => ({ ...present(file), by: present(by) })),
          mount_clashes: mountClashes.map((clash) => ({ ...clash })),
          settings: settings.map(presentEffective),
          bootstrap_scripts: scripts.map(({ owner, sha256, size, version }) => ({
            ...{ from: { ...owner }, sha256, size, version },
          })),
        });
      },
    }),
  ];
}

/** @throws {ValidationFailed} for two that are not the same. */
function userIn({ user_id, user }: EffectiveConfigQuery): string | undefined {
  if (user_id === undefined || user === undefined || user_id === user) return user_id ?? user;
  const message = 'user and user_id must name the same user';
  const errors = [{ pointer: '#/query/user', field: 'user', rule: 'same', message }];
  throw new ValidationFailed(message, { details: { errors } });
}

function present(file: Dotfile): LayeredFileResponse {
  const { id, owner, path, mode, sha256, size, version } = presentDotfile(file);
  return { dotfile_id: id, from: owner, path, mode, sha256, size, version };
}
