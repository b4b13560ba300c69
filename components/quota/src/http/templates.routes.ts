import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import {
  QuotaInUse,
  QuotaNameTaken,
  QuotaNotFound,
  QuotaTypesFull,
  QuotaTypeTaken,
  QuotaTypeUnknown,
  QuotaValueMismatch,
} from '../quota.errors.js';
import type { QuotaTemplates } from '../templates.service.js';
import {
  CreateQuotaRequest,
  QuotaListQuery,
  QuotaPath,
  QuotaResponse,
  UpdateQuotaRequest,
} from './rules.dto.js';
import {
  CreateQuotaTypeRequest,
  QuotaTypePath,
  QuotaTypeResponse,
  QuotaTypesResponse,
  UpdateQuotaTypeRequest,
} from './types.dto.js';
import {
  presentQuota,
  presentType,
  toExpire,
  toNewType,
  toTemplateChange,
  toTypeChange,
  toValue,
} from './rules.presenter.js';

const tag = 'quotas';
const types = '/api/data/quota-types';
const oneType = `${types}/{type_name}`;
const base = '/api/data/quotas';
const one = `${base}/{quota_id}`;
/** Platform administrators write, everybody reads: what a quota is called is what a refusal names. */
const manage = () => granted<object>('platform.update');

/** Types, and the quotas of each type. */
export function templateRoutes({ templates }: { readonly templates: QuotaTemplates }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: types,
      operationId: 'listQuotaTypes',
      summary: 'What can be limited',
      tag,
      permission: signedIn(),
      success: { status: 200, description: 'All types.', body: QuotaTypesResponse },
      handle: async ({ ctx }) => ok({ types: (await templates.types(ctx)).map(presentType) }),
    }),
    route({
      method: 'post',
      path: types,
      operationId: 'createQuotaType',
      summary: 'Adds a type',
      tag,
      permission: granted('platform.update'),
      body: CreateQuotaTypeRequest,
      success: { status: 201, description: 'Added.', body: QuotaTypeResponse },
      errors: [QuotaTypesFull, QuotaTypeTaken],
      handle: async ({ ctx, body }) => {
        const type = await templates.createType(ctx, toNewType(body));
        return created(presentType(type), `${types}/${type.name}`, type.version);
      },
    }),
    route({
      method: 'get',
      path: oneType,
      operationId: 'getQuotaType',
      summary: 'One type',
      tag,
      permission: signedIn(),
      pathParameters: QuotaTypePath,
      success: { status: 200, description: 'The type.', body: QuotaTypeResponse },
      errors: [QuotaNotFound],
      handle: async ({ ctx, path }) => {
        const type = await asMissing(templates.getType(ctx, path.type_name.toUpperCase()));
        return ok(presentType(type), type.version);
      },
    }),
    route({
      method: 'patch',
      path: oneType,
      operationId: 'updateQuotaType',
      summary: 'Changes a type',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaTypePath,
      body: UpdateQuotaTypeRequest,
      success: { status: 200, description: 'The type as it is now.', body: QuotaTypeResponse },
      errors: [QuotaNotFound],
      handle: async ({ ctx, path, body, expected }) => {
        const change = templates.updateType(ctx, path.type_name.toUpperCase(), expected, toTypeChange(body));
        const type = await asMissing(change);
        return ok(presentType(type), type.version);
      },
    }),
    route({
      method: 'get',
      path: base,
      operationId: 'listQuotas',
      summary: 'The quotas that can be assigned',
      tag,
      permission: signedIn(),
      query: QuotaListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: QuotaResponse } },
      handle: async ({ ctx, query }) => {
        const { ids, keyword, type, enabled, created_from, created_to } = query;
        const filter = {
          ...{ ids, keyword, type, enabled },
          createdFrom: created_from === undefined ? undefined : new Date(created_from),
          createdTo: created_to === undefined ? undefined : new Date(created_to),
        };
        return listed(await templates.list(ctx, filter, query.toRequest()), query, presentQuota);
      },
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createQuota',
      summary: 'Adds a quota',
      tag,
      permission: manage(),
      body: CreateQuotaRequest,
      success: { status: 201, description: 'Added.', body: QuotaResponse },
      errors: [QuotaNameTaken, QuotaTypeUnknown, QuotaValueMismatch],
      handle: async ({ ctx, body: { type, value, expire, ...rest } }) => {
        const input = { ...rest, ...toValue(type, value), expire: toExpire(expire) };
        const quota = await templates.create(ctx, input);
        return created(presentQuota(quota), `${base}/${quota.id}`, quota.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getQuota',
      summary: 'One quota',
      tag,
      permission: signedIn(),
      pathParameters: QuotaPath,
      success: { status: 200, description: 'The quota.', body: QuotaResponse },
      errors: [QuotaNotFound],
      handle: async ({ ctx, path }) => {
        const quota = await templates.get(ctx, path.quota_id);
        return ok(presentQuota(quota), quota.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateQuota',
      summary: 'Changes a quota, for all who have it',
      description: 'A lower limit takes nothing away, it stops growth.',
      tag,
      permission: manage(),
      pathParameters: QuotaPath,
      body: UpdateQuotaRequest,
      success: { status: 200, description: 'The quota as it is now.', body: QuotaResponse },
      errors: [QuotaNotFound, QuotaNameTaken, QuotaTypeUnknown, QuotaValueMismatch, QuotaInUse],
      handle: async ({ ctx, path, body, expected }) => {
        const present = await templates.get(ctx, path.quota_id);
        const quota = await templates.update(ctx, present.id, expected, toTemplateChange(body, present));
        return ok(presentQuota(quota), quota.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteQuota',
      summary: 'Removes a quota that nobody has had',
      tag,
      permission: manage(),
      pathParameters: QuotaPath,
      success: { status: 204, description: 'Removed.' },
      errors: [QuotaNotFound, QuotaInUse],
      handle: async ({ ctx, path, expected }) => {
        await templates.delete(ctx, path.quota_id, expected);
        return noContent();
      },
    }),
  ];
}

/** In a path, a type that does not exist is missing; elsewhere it is a name that does not fit. */
async function asMissing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && error.name === 'QUOTA_TYPE_UNKNOWN')
      throw new QuotaNotFound('There is no such type of quota');
    throw error;
  }
}
