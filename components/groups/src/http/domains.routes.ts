import type { Authorizer } from '@ashlar/authz';
import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import type { Domains } from '../domains.service.js';
import { DeletionUnconfirmed, DomainNotFound, DomainPermanent, DomainSlugTaken } from '../groups.errors.js';
import {
  CreateDomainRequest,
  DomainListQuery,
  DomainMemberPath,
  DomainPath,
  DomainResponse,
  SuspensionRequest,
  UpdateDomainRequest,
} from './domains.dto.js';
import { DeletionPreviewResponse, DeletionQuery } from './groups.dto.js';
import { presentDeletion, presentDomain } from './groups.presenter.js';
import { PutDomainMemberRequest, UpdateDomainMemberRequest } from './members.dto.js';
import { memberRoutes } from './members.routes.js';
import { permissionsRoute } from './permissions.routes.js';

const base = '/api/data/domains';
const one = `${base}/{domain_id}`;
const tag = 'domains';
const noun = 'Domain';
const idOf = ({ domain_id }: DomainPath): string => domain_id;
const object = { idOf, missing: DomainNotFound };

export interface DomainRoutesDeps {
  readonly domains: Domains;
  readonly authorizer: Pick<Authorizer, 'check'>;
}

export function domainRoutes({ domains, authorizer }: DomainRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listDomains',
      summary: 'Domains that the caller may see',
      tag,
      permission: signedIn(),
      query: DomainListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: DomainResponse } },
      handle: async ({ ctx, query }) =>
        listed(await domains.list(ctx, query, query.toRequest()), query, presentDomain),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createDomain',
      summary: 'Adds a tenant',
      tag,
      permission: granted('platform.create_domain'),
      body: CreateDomainRequest,
      success: { status: 201, description: 'Added.', body: DomainResponse },
      errors: [DomainSlugTaken],
      handle: async ({ ctx, body: { default_visibility: defaultVisibility, ...body } }) => {
        const domain = await domains.create(ctx, { ...body, defaultVisibility });
        return created(presentDomain(domain), `${base}/${domain.id}`, domain.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getDomain',
      summary: 'One domain',
      tag,
      permission: granted('domain.read', object),
      pathParameters: DomainPath,
      success: { status: 200, description: 'The domain.', body: DomainResponse },
      handle: async ({ ctx, path }) => {
        const domain = await domains.get(ctx, idOf(path));
        return ok(presentDomain(domain), domain.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateDomain',
      summary: 'Changes a domain',
      description: 'A JSON merge patch: what is absent stays, null clears.',
      tag,
      permission: granted('domain.update', object),
      pathParameters: DomainPath,
      body: UpdateDomainRequest,
      success: { status: 200, description: 'The domain as it is now.', body: DomainResponse },
      handle: async ({ ctx, path, expected, body: { default_visibility: defaultVisibility, ...body } }) => {
        const domain = await domains.update(ctx, idOf(path), expected, { ...body, defaultVisibility });
        return ok(presentDomain(domain), domain.version);
      },
    }),
    route({
      method: 'put',
      path: `${one}/suspension`,
      operationId: 'suspendDomain',
      summary: 'Suspends or resumes a domain',
      description:
        'In a suspended domain nothing can be changed; what is there can be read. For the platform.',
      tag,
      permission: granted('domain.delete', object),
      pathParameters: DomainPath,
      body: SuspensionRequest,
      success: { status: 200, description: 'The domain as it is now.', body: DomainResponse },
      handle: async ({ ctx, path, expected, body: { suspended } }) => {
        const domain = await domains.update(ctx, idOf(path), expected, { suspended });
        return ok(presentDomain(domain), domain.version);
      },
    }),
    route({
      method: 'get',
      path: `${one}/deletion-preview`,
      operationId: 'previewDomainDeletion',
      summary: 'What would go with the domain',
      tag,
      permission: granted('domain.delete', object),
      pathParameters: DomainPath,
      success: { status: 200, description: 'Counts.', body: DeletionPreviewResponse },
      handle: async ({ ctx, path }) => ok(presentDeletion(await domains.previewDeletion(ctx, idOf(path)))),
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteDomain',
      summary: 'Removes a domain with all that is in it',
      description:
        'When something is in it, only with the fingerprint of the preview as `confirm`. The people stay. For the platform.',
      tag,
      permission: granted('domain.delete', object),
      pathParameters: DomainPath,
      query: DeletionQuery,
      success: { status: 204, description: 'Removed.' },
      errors: [DeletionUnconfirmed, DomainPermanent],
      handle: async ({ ctx, path, query, expected }) => {
        await domains.delete(ctx, idOf(path), expected, query.confirm);
        return noContent();
      },
    }),
    permissionsRoute({
      ...{ authorizer, one, noun, tag, object, type: 'domain', path: DomainPath },
      permissions: ['read', 'update', 'delete', 'manage_members', 'create_group'],
    }),
    ...memberRoutes({
      ...{ one, noun, tag, object, members: domains.members, path: DomainPath, memberPath: DomainMemberPath },
      ...{ putRequest: PutDomainMemberRequest, updateRequest: UpdateDomainMemberRequest },
      permissions: { read: 'domain.manage_members', write: 'domain.manage_members' },
    }),
  ];
}
