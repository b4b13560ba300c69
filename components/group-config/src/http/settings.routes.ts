import { created, listed, noContent, ok, route, type Route, StringField } from '@ashlar/http';
import type { DotfileAccess } from '../dotfile-access.js';
import {
  SettingInvalid,
  SettingLocked,
  SettingNotFound,
  SettingSchemaRefused,
  SettingsTooMany,
} from '../group-config.errors.js';
import type { Settings } from '../settings.service.js';
import { type OwnerPath, ownerRoutes, type OwnerRoutes } from './owner-routes.js';
import {
  EffectiveSettingResponse,
  PutSettingRequest,
  RestoreSettingRequest,
  SettingListQuery,
  settingName,
  SettingResponse,
  SettingRevisionListQuery,
  SettingRevisionResponse,
  SettingSummaryResponse,
} from './settings.dto.js';
import {
  presentEffective,
  presentSetting,
  presentSettingRevision,
  presentSummary,
  toPointers,
} from './settings.presenter.js';

export interface SettingRoutesDeps {
  readonly settings: Settings;
  readonly access: Pick<DotfileAccess, 'assertMayActFor'>;
}

const refusals = [SettingLocked, SettingInvalid, SettingSchemaRefused, SettingsTooMany];

export function settingRoutes({ settings, access }: SettingRoutesDeps): readonly Route[] {
  return ownerRoutes(access).flatMap((kind) => routesOf(kind, settings));
}

function routesOf(kind: OwnerRoutes, settings: Settings): readonly Route[] {
  const { type, noun, hidden, may, handler } = kind;
  const tag = 'settings';
  const base = `${kind.base}/settings`;
  const one = `${base}/{setting_name}`;
  const Path = kind.path();
  const OnePath = kind.path((prototype) => {
    StringField(settingName)(prototype, 'setting_name');
  });
  const nameIn = (path: OwnerPath): string => path['setting_name'] ?? '';

  return [
    route({
      method: 'get',
      path: base,
      operationId: `list${noun}Settings`,
      summary: `Settings of the ${type}`,
      description: 'Without the documents.',
      ...{ tag, permission: may('read'), pathParameters: Path, query: SettingListQuery },
      success: { status: 200, description: 'One page.', body: { listOf: SettingSummaryResponse } },
      errors: hidden,
      handle: handler(async ({ ctx, query }, owner) =>
        listed(await settings.list(ctx, owner, query.toRequest()), query, presentSummary),
      ),
    }),
    route({
      method: 'get',
      path: one,
      operationId: `get${noun}Setting`,
      summary: `What the ${type} says under a name`,
      ...{ tag, permission: may('read'), pathParameters: OnePath },
      success: { status: 200, description: 'The setting.', body: SettingResponse },
      errors: [...hidden, SettingNotFound],
      handle: handler(async ({ ctx, path }, owner) => {
        const setting = await settings.get(ctx, owner, nameIn(path));
        return ok(presentSetting(setting), setting.version);
      }),
    }),
    route({
      method: 'put',
      path: one,
      operationId: `put${noun}Setting`,
      summary: 'Makes or replaces a setting',
      creates: true,
      ...{ tag, permission: may('write'), pathParameters: OnePath, body: PutSettingRequest },
      success: { status: 200, description: 'The setting as it is now.', body: SettingResponse },
      errors: [...hidden, SettingNotFound, ...refusals],
      handle: handler(async ({ ctx, path, body, expected, mustNotExist }, owner) => {
        const content = {
          value: body.value,
          schema: body.schema ?? undefined,
          locked: toPointers(body.locked),
        };
        const name = nameIn(path);
        const put = await settings.put(ctx, owner, name, content, { expected, mustNotExist });
        const { version } = put.setting;
        const presented = presentSetting(put.setting);
        return put.created
          ? created(presented, `${kind.addressOf(owner)}/settings/${name}`, version)
          : ok(presented, version);
      }),
    }),
    route({
      method: 'delete',
      path: one,
      operationId: `delete${noun}Setting`,
      summary: 'Removes a setting',
      description: 'Its revisions stay, and can be restored.',
      ...{ tag, permission: may('write'), pathParameters: OnePath },
      success: { status: 204, description: 'Removed.' },
      errors: [...hidden, SettingNotFound],
      handle: handler(async ({ ctx, path, expected }, owner) => {
        await settings.delete(ctx, owner, nameIn(path), expected);
        return noContent();
      }),
    }),
    route({
      method: 'get',
      path: `${one}/revisions`,
      operationId: `list${noun}SettingRevisions`,
      summary: 'What the setting was',
      ...{ tag, permission: may('read'), pathParameters: OnePath, query: SettingRevisionListQuery },
      success: { status: 200, description: 'One page.', body: { listOf: SettingRevisionResponse } },
      errors: [...hidden, SettingNotFound],
      handle: handler(async ({ ctx, path, query }, owner) =>
        listed(
          await settings.revisions(ctx, owner, nameIn(path), query.toRequest()),
          query,
          presentSettingRevision,
        ),
      ),
    }),
    route({
      method: 'post',
      path: `${one}/restore`,
      operationId: `restore${noun}Setting`,
      summary: 'Goes back to what the setting was',
      description: 'As a new version.',
      ...{ tag, permission: may('write'), pathParameters: OnePath, body: RestoreSettingRequest },
      success: { status: 200, description: 'The setting as it is now.', body: SettingResponse },
      errors: [...hidden, SettingNotFound, ...refusals],
      handle: handler(async ({ ctx, path, body }, owner) => {
        const setting = await settings.restore(ctx, owner, nameIn(path), body.version);
        return ok(presentSetting(setting), setting.version);
      }),
    }),
    route({
      method: 'get',
      path: `${one}/explanation`,
      operationId: `explain${noun}Setting`,
      summary: `What holds for the ${type} under a name, and who says so`,
      description: 'With what wider owners say; of a user, the home domain.',
      ...{ tag, permission: may('read'), pathParameters: OnePath },
      success: { status: 200, description: 'What holds.', body: EffectiveSettingResponse },
      errors: [...hidden, SettingNotFound],
      handle: handler(async ({ ctx, path }, owner) =>
        ok(presentEffective(await settings.explain(ctx, owner, nameIn(path)))),
      ),
    }),
  ];
}
