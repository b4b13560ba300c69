import type { OperationContext } from '@ashlar/database';
import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import type { QuotaAssignments } from '../assignments.service.js';
import {
  QuotaAssignmentConflict,
  QuotaAssignmentNotFound,
  QuotaDisabled,
  QuotaInUse,
  QuotaNameTaken,
  QuotaNotFound,
  QuotaSubjectNotFound,
  QuotaTypeUnknown,
  QuotaValueMismatch,
} from '../quota.errors.js';
import type { QuotaSubject } from '../quota.types.js';
import type { QuotaAssignment, QuotaTemplate } from '../rules.types.js';
import type { QuotaTemplates } from '../templates.service.js';
import type { QuotaAccess } from './access.js';
import {
  EomAssignQuotaRequest,
  EomCreateQuotaRequest,
  EomPutUserQuotaRequest,
  EomQuotaListQuery,
  EomQuotaResponse,
  EomUpdateQuotaRequest,
  EomUserPath,
  EomUserQuotaListQuery,
  EomUserQuotaPath,
  EomUserQuotaResponse,
} from './eom.dto.js';
import { QuotaPath } from './rules.dto.js';
import { presentExpire, presentValue, toExpire, toTemplateChange, toValue } from './rules.presenter.js';

const tag = 'eom-quotas';
const dialect = 'eom';
const quotas = '/eom/admin/quotas';
const oneQuota = `${quotas}/{quota_id}`;
const userQuotas = '/eom/admin/users/{user_id}/quotas';
const oneUserQuota = `${userQuotas}/{quota_id}`;

export interface EomRoutesDeps {
  readonly templates: QuotaTemplates;
  readonly assignments: QuotaAssignments;
  readonly access: QuotaAccess;
}

/** The contract of py-eom-quota, over the same use cases. */
export function eomQuotaRoutes({ templates, assignments, access }: EomRoutesDeps): readonly Route[] {
  const userOf = async (ctx: OperationContext, { user_id }: EomUserPath): Promise<QuotaSubject> => ({
    type: 'user',
    id: await assignments.userIdOf(ctx, user_id),
  });
  const readable = async (ctx: OperationContext, path: EomUserPath): Promise<QuotaSubject> => {
    const user = await userOf(ctx, path);
    await access.assertMayRead(ctx, user);
    return user;
  };

  return [
    route({
      method: 'get',
      path: quotas,
      operationId: 'eomFilterQuotas',
      summary: 'Filters quotas',
      tag,
      dialect,
      permission: granted('platform.update'),
      query: EomQuotaListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: EomQuotaResponse } },
      handle: async ({ ctx, query }) => {
        const { ids, keyword, type, enable, created_from, created_to } = query;
        const filter = {
          ...{ ids, keyword, type, enabled: enable },
          createdFrom: created_from === undefined ? undefined : new Date(created_from),
          createdTo: created_to === undefined ? undefined : new Date(created_to),
        };
        return listed(await templates.list(ctx, filter, query.toRequest()), query, presentEomQuota);
      },
    }),
    route({
      method: 'post',
      path: quotas,
      operationId: 'eomCreateQuota',
      summary: 'Adds a quota',
      tag,
      dialect,
      permission: granted('platform.update'),
      body: EomCreateQuotaRequest,
      success: { status: 201, description: 'Added.', body: EomQuotaResponse },
      errors: [QuotaNameTaken, QuotaTypeUnknown, QuotaValueMismatch],
      handle: async ({ ctx, body: { name, description, type, value, expire } }) => {
        const quota = await templates.create(ctx, {
          ...{ name, description: description ?? undefined, enabled: true },
          ...toValue(type, value),
          expire: toExpire(expire),
        });
        return created(presentEomQuota(quota), `${quotas}/${quota.id}`, quota.version);
      },
    }),
    route({
      method: 'get',
      path: oneQuota,
      operationId: 'eomGetQuota',
      summary: 'One quota',
      tag,
      dialect,
      permission: granted('platform.update'),
      pathParameters: QuotaPath,
      success: { status: 200, description: 'The quota.', body: EomQuotaResponse },
      errors: [QuotaNotFound],
      handle: async ({ ctx, path }) => {
        const quota = await templates.get(ctx, path.quota_id);
        return ok(presentEomQuota(quota), quota.version);
      },
    }),
    route({
      method: 'put',
      path: oneQuota,
      operationId: 'eomUpdateQuota',
      summary: 'Changes what is given of a quota',
      tag,
      dialect,
      permission: granted('platform.update'),
      pathParameters: QuotaPath,
      body: EomUpdateQuotaRequest,
      concurrency: 'optional',
      success: { status: 200, description: 'The quota as it is now.', body: EomQuotaResponse },
      errors: [QuotaNotFound, QuotaNameTaken, QuotaTypeUnknown, QuotaValueMismatch, QuotaInUse],
      handle: async ({ ctx, path, body: { enable, ...change }, expected }) => {
        const present = await templates.get(ctx, path.quota_id);
        const given = { ...change, ...(enable !== undefined && { enabled: enable }) };
        const quota = await templates.update(ctx, present.id, expected, toTemplateChange(given, present));
        return ok(presentEomQuota(quota), quota.version);
      },
    }),
    route({
      method: 'delete',
      path: oneQuota,
      operationId: 'eomDeleteQuota',
      summary: 'Removes a quota that nobody has had',
      tag,
      dialect,
      permission: granted('platform.update'),
      pathParameters: QuotaPath,
      concurrency: 'optional',
      success: { status: 204, description: 'Removed.' },
      errors: [QuotaNotFound, QuotaInUse],
      handle: async ({ ctx, path, expected }) => {
        await templates.delete(ctx, path.quota_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'get',
      path: userQuotas,
      operationId: 'eomFilterUserQuotas',
      summary: 'The quotas of a user',
      tag,
      dialect,
      permission: signedIn(),
      pathParameters: EomUserPath,
      query: EomUserQuotaListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: EomUserQuotaResponse } },
      errors: [QuotaSubjectNotFound],
      handle: async ({ ctx, path, query }) => {
        const user = await readable(ctx, path);
        return listed(await assignments.list(ctx, user, query.toRequest()), query, presentEomUserQuota);
      },
    }),
    route({
      method: 'post',
      path: userQuotas,
      operationId: 'eomAssignUserQuota',
      summary: 'Assigns a quota; one of each type',
      tag,
      dialect,
      permission: granted('platform.update'),
      pathParameters: EomUserPath,
      body: EomAssignQuotaRequest,
      success: { status: 201, description: 'Assigned.', body: EomUserQuotaResponse },
      errors: [QuotaSubjectNotFound, QuotaNotFound, QuotaDisabled, QuotaAssignmentConflict],
      handle: async ({ ctx, path, body: { quota_id } }) => {
        const user = await userOf(ctx, path);
        const assignment = await assignments.assign(ctx, user, quota_id, { replace: false });
        const location = `/eom/admin/users/${encodeURIComponent(path.user_id)}/quotas/${quota_id}`;
        return created(presentEomUserQuota(assignment), location, assignment.version);
      },
    }),
    route({
      method: 'get',
      path: oneUserQuota,
      operationId: 'eomGetUserQuota',
      summary: 'One quota of a user',
      tag,
      dialect,
      permission: signedIn(),
      pathParameters: EomUserQuotaPath,
      success: { status: 200, description: 'The assignment.', body: EomUserQuotaResponse },
      errors: [QuotaSubjectNotFound, QuotaAssignmentNotFound],
      handle: async ({ ctx, path }) => {
        const assignment = await assignments.get(ctx, await readable(ctx, path), path.quota_id);
        return ok(presentEomUserQuota(assignment), assignment.version);
      },
    }),
    ...(['put', 'post'] as const).map((method) =>
      route({
        method,
        path: oneUserQuota,
        operationId: method === 'put' ? 'eomPutUserQuota' : 'eomPostUserQuota',
        summary: 'Assigns a quota in the place of any other of its type, or says when it ends',
        tag,
        dialect,
        permission: granted<EomUserQuotaPath>('platform.update'),
        pathParameters: EomUserQuotaPath,
        body: EomPutUserQuotaRequest,
        concurrency: 'optional',
        ...(method === 'put' && { creates: true }),
        success: { status: 200, description: 'The assignment as it is now.', body: EomUserQuotaResponse },
        errors: [QuotaSubjectNotFound, QuotaNotFound, QuotaDisabled],
        handle: async ({ ctx, path, body: { expires_at }, expected, mustNotExist }) => {
          const { assignment } = await assignments.put(ctx, await userOf(ctx, path), path.quota_id, {
            expected,
            mustNotExist,
            ...(expires_at !== undefined && { expiresAt: expires_at === null ? null : new Date(expires_at) }),
          });
          return ok(presentEomUserQuota(assignment), assignment.version);
        },
      }),
    ),
    route({
      method: 'delete',
      path: oneUserQuota,
      operationId: 'eomUnassignUserQuota',
      summary: 'Takes a quota away',
      tag,
      dialect,
      permission: granted('platform.update'),
      pathParameters: EomUserQuotaPath,
      concurrency: 'optional',
      success: { status: 204, description: 'Taken away.' },
      errors: [QuotaSubjectNotFound, QuotaAssignmentNotFound],
      handle: async ({ ctx, path, expected }) => {
        await assignments.unassign(ctx, await userOf(ctx, path), path.quota_id, expected);
        return noContent();
      },
    }),
  ];
}

function presentEomQuota(quota: QuotaTemplate): EomQuotaResponse {
  return {
    id: quota.id,
    name: quota.name,
    description: quota.description ?? null,
    type: quota.type,
    value: presentValue(quota),
    expire: presentExpire(quota),
    enable: quota.enabled,
    created: quota.createdAt.toISOString(),
    modified: quota.updatedAt.toISOString(),
  };
}

function presentEomUserQuota(assignment: QuotaAssignment): EomUserQuotaResponse {
  return {
    id: assignment.id,
    user_id: assignment.subject.id,
    quota_id: assignment.quota.id,
    quota: presentEomQuota(assignment.quota),
    expires_at: assignment.expiresAt?.toISOString() ?? null,
    created: assignment.assignedAt.toISOString(),
    modified: assignment.updatedAt.toISOString(),
  };
}
