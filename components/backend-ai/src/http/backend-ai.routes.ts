import { Forbidden, NotFound, PreconditionFailed, ValidationFailed } from '@ashlar/errors';
import {
  BootstrapScriptTooLarge,
  type DotfileContent,
  DotfileExists,
  DotfileNotFound,
  DotfilesTooLarge,
  PathClash,
  PathRefused,
} from '@ashlar/group-config';
import { DomainNotFound, DomainSuspended, SlugMoved } from '@ashlar/groups';
import { AnyJson, type Dto, ok, open, type RequestScheme, route, type Route, signedIn } from '@ashlar/http';
import { ProjectNotFound } from '@ashlar/projects';
import { isUtf8 } from 'node:buffer';
import type { BackendAi, DotfileInput, DotfileTarget } from '../backend-ai.service.js';
import {
  BackendAiDeleted,
  BackendAiDomainDotfilePath,
  BackendAiDomainDotfileQuery,
  BackendAiDomainDotfileRequest,
  type BackendAiDomain,
  BackendAiDone,
  BackendAiGroupDotfilePath,
  BackendAiGroupDotfileQuery,
  BackendAiGroupDotfileRequest,
  type BackendAiGroup,
  BackendAiScriptRequest,
  BackendAiUserDotfilePath,
  BackendAiUserDotfileQuery,
  BackendAiUserDotfileRequest,
  type BackendAiUser,
  BackendAiVersion,
} from './backend-ai.dto.js';

export interface BackendAiRoutesDeps {
  readonly backendAi: BackendAi;
  /** The signatures that these routes take beside bearer tokens. */
  readonly scheme: RequestScheme;
  /** Of the deployable. */
  readonly release: string;
}

/** The newest version whose shapes of these paths are known to be the ones served here. */
const apiVersion = 'v7.20230615';
const common = { tag: 'backend-ai', dialect: 'backend-ai' } as const;
const refusals = [PathClash, PathRefused, DotfilesTooLarge, DomainSuspended];

interface FileRequest {
  readonly path: string;
  readonly data: string;
  readonly permission: string;
}

/** One of a list says `permission` besides, one alone `perm`. */
interface FileAnswer {
  /** Canonical. */
  readonly path: string;
  readonly data: string;
  /** Of `data`, where the file is no text. */
  readonly encoding?: 'base64';
}

/** How one scope spells its requests. */
interface Scope<T extends object> {
  readonly noun: 'User' | 'Group' | 'Domain';
  readonly base: string;
  readonly body: Dto<T & FileRequest>;
  readonly query: Dto<T & { readonly path?: string }>;
  readonly path: Dto<T & { readonly path: string }>;
  readonly targetOf: (named: T) => DotfileTarget;
  /** What asking can answer. */
  readonly hidden: { readonly read: Route['errors']; readonly write: Route['errors'] };
}

/** Dotfiles of users, groups and domains, bootstrap scripts, and the version of the API. */
export function backendAiRoutes(deps: BackendAiRoutesDeps): readonly Route[] {
  return [
    route({
      ...common,
      ...{
        method: 'get',
        path: '/',
        operationId: 'backendAiVersion',
        permission: open('says no more than the documents'),
      },
      scheme: deps.scheme,
      summary: 'The version of the Backend.AI API',
      success: { status: 200, description: 'The version.', body: BackendAiVersion },
      handle: async () => ok({ version: apiVersion, manager: deps.release }),
    }),
    ...dotfileRoutes<BackendAiUser & { readonly onwer_access_key?: string }>(deps, {
      ...{ noun: 'User', base: '/user-config/dotfiles' },
      ...{
        body: BackendAiUserDotfileRequest,
        query: BackendAiUserDotfileQuery,
        path: BackendAiUserDotfilePath,
      },
      targetOf: ({ owner_access_key, onwer_access_key }) => ({
        scope: 'user',
        ownerAccessKey: owner_access_key ?? onwer_access_key,
      }),
      hidden: { read: [NotFound], write: [NotFound] },
    }),
    ...dotfileRoutes<BackendAiGroup>(deps, {
      ...{ noun: 'Group', base: '/group-config/dotfiles' },
      ...{
        body: BackendAiGroupDotfileRequest,
        query: BackendAiGroupDotfileQuery,
        path: BackendAiGroupDotfilePath,
      },
      targetOf: (named) => ({ scope: 'group', group: groupIn(named), domain: named.domain }),
      hidden: { read: [ProjectNotFound, Forbidden], write: [ProjectNotFound, Forbidden, SlugMoved] },
    }),
    ...dotfileRoutes<BackendAiDomain>(deps, {
      ...{ noun: 'Domain', base: '/domain-config/dotfiles' },
      ...{
        body: BackendAiDomainDotfileRequest,
        query: BackendAiDomainDotfileQuery,
        path: BackendAiDomainDotfilePath,
      },
      targetOf: ({ domain }) => ({ scope: 'domain', domain }),
      hidden: { read: [DomainNotFound, Forbidden], write: [DomainNotFound, Forbidden] },
    }),
    ...scriptRoutes(deps),
  ];
}

function dotfileRoutes<T extends object>(
  { backendAi, scheme }: BackendAiRoutesDeps,
  { noun, base, body: Body, query: Query, path: Path, targetOf, hidden }: Scope<T>,
): readonly Route[] {
  const of = `of a ${noun.toLowerCase()}`;
  const shared = { ...common, path: base, permission: signedIn(), scheme } as const;
  return [
    route({
      ...{ ...shared, method: 'post', body: Body, operationId: `backendAiCreate${noun}Dotfile` },
      summary: `Adds a dotfile ${of}`,
      success: { status: 200, description: 'Added.', body: BackendAiDone },
      errors: [...(hidden.write ?? []), DotfileExists, ...refusals],
      async handle({ ctx, body }) {
        await backendAi.create(ctx, targetOf(body), inputOf(body));
        return ok({});
      },
    }),
    route({
      ...{ ...shared, method: 'get', query: Query, operationId: `backendAiGet${noun}Dotfiles` },
      summary: `All dotfiles ${of}, or one`,
      description: 'An array of path, permission and data; with `path` an object of path, perm and data.',
      success: { status: 200, description: 'The dotfiles with their contents.', body: AnyJson },
      errors: [...(hidden.read ?? []), DotfileNotFound, PathRefused],
      async handle({ ctx, query }) {
        const target = targetOf(query);
        // An empty path is none, as there.
        if (query.path === undefined || query.path === '') {
          return ok((await backendAi.list(ctx, target)).map(presentListed));
        }
        const file = await backendAi.get(ctx, target, query.path);
        return ok({ ...presentFile(file), perm: presentMode(file) }, file.version);
      },
    }),
    route({
      ...{ ...shared, method: 'patch', body: Body, operationId: `backendAiUpdate${noun}Dotfile` },
      summary: `Replaces content and permission of a dotfile ${of}`,
      concurrency: 'optional',
      success: { status: 200, description: 'Replaced.', body: BackendAiDone },
      errors: [...(hidden.write ?? []), DotfileNotFound, PreconditionFailed, ...refusals],
      async handle({ ctx, body, expected }) {
        await backendAi.update(ctx, targetOf(body), inputOf(body), expected);
        return ok({});
      },
    }),
    route({
      ...{ ...shared, method: 'delete', query: Path, operationId: `backendAiDelete${noun}Dotfile` },
      summary: `Removes a dotfile ${of}`,
      concurrency: 'optional',
      success: { status: 200, description: 'Removed.', body: BackendAiDeleted },
      errors: [...(hidden.write ?? []), DotfileNotFound, PreconditionFailed, PathRefused, DomainSuspended],
      async handle({ ctx, query, expected }) {
        await backendAi.delete(ctx, targetOf(query), query.path, expected);
        return ok({ success: true });
      },
    }),
  ];
}

function scriptRoutes({ backendAi, scheme }: BackendAiRoutesDeps): readonly Route[] {
  const shared = {
    ...common,
    path: '/user-config/bootstrap-script',
    permission: signedIn(),
    scheme,
  } as const;
  return [
    route({
      ...{ ...shared, method: 'post', operationId: 'backendAiPutBootstrapScript' },
      summary: 'Makes or replaces the bootstrap script of the caller',
      body: BackendAiScriptRequest,
      success: { status: 200, description: 'Replaced.', body: BackendAiDone },
      errors: [NotFound, BootstrapScriptTooLarge, DomainSuspended],
      async handle({ ctx, body }) {
        await backendAi.putBootstrapScript(ctx, body.script.trim());
        return ok({});
      },
    }),
    route({
      ...{ ...shared, method: 'get', operationId: 'backendAiGetBootstrapScript' },
      summary: 'The bootstrap script of the caller',
      description: 'A JSON string, empty when there is none.',
      success: { status: 200, description: 'The script.', body: AnyJson },
      errors: [NotFound],
      handle: async ({ ctx }) => ok(await backendAi.bootstrapScript(ctx)),
    }),
  ];
}

function groupIn({ group, groupId, group_id }: BackendAiGroup): string {
  const named = group ?? groupId ?? group_id;
  if (named !== undefined) return named;
  throw new ValidationFailed('The request names no group');
}

function inputOf({ path, data, permission }: FileRequest): DotfileInput {
  return { path, content: Buffer.from(data), mode: Number.parseInt(permission, 8) };
}

function presentListed(file: DotfileContent): FileAnswer & { readonly permission: string } {
  return { ...presentFile(file), permission: presentMode(file) };
}

function presentFile({ path, content }: DotfileContent): FileAnswer {
  const isText = isUtf8(content) && !content.includes(0);
  return isText
    ? { path, data: content.toString() }
    : { path, data: content.toString('base64'), encoding: 'base64' };
}

function presentMode({ mode }: DotfileContent): string {
  return mode.toString(8).padStart(3, '0');
}
