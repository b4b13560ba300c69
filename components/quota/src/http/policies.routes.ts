import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { toJsonAmount } from '../figures.js';
import type { QuotaPolicies } from '../policies.service.js';
import { policyFields, toPolicyLimits } from '../policy-fields.js';
import {
  QuotaDisabled,
  QuotaInUse,
  QuotaNameTaken,
  QuotaPolicyNotFound,
  QuotaSubjectNotFound,
  QuotaValueMismatch,
} from '../quota.errors.js';
import type { QuotaPolicy } from '../rules.types.js';
import { QuotaDefaultsResponse } from './assignments.dto.js';
import {
  AssignedQuotaPolicyResponse,
  AssignQuotaPolicyRequest,
  CreateQuotaPolicyRequest,
  type QuotaPolicyLimitsDto,
  QuotaPolicyListQuery,
  QuotaPolicyPath,
  QuotaPolicyResponse,
} from './policies.dto.js';
import { presentAssignment, presentDefault } from './rules.presenter.js';
import { type SubjectPlace, subjectPlaces } from './subjects.js';

const tag = 'quotas';
const base = '/api/data/quota-policies';
const one = `${base}/{policy_id}`;

export interface PolicyRoutesDeps {
  readonly policies: QuotaPolicies;
}

/** Named sets of quotas, in the words of Backend.AI's resource policies. */
export function policyRoutes(deps: PolicyRoutesDeps): readonly Route[] {
  const { policies } = deps;
  const places = subjectPlaces.filter(({ noun }) => noun === 'User' || noun === 'Project');
  return [
    ...places.map((place) => assignRoute(place, deps)),
    route({
      method: 'get',
      path: base,
      operationId: 'listQuotaPolicies',
      summary: 'The policies that can be assigned',
      tag,
      permission: signedIn(),
      query: QuotaPolicyListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: QuotaPolicyResponse } },
      handle: async ({ ctx, query }) =>
        listed(await policies.list(ctx, query, query.toRequest()), query, presentPolicy),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createQuotaPolicy',
      summary: 'Adds a policy, with a quota for each of its limits',
      tag,
      permission: granted('platform.update'),
      body: CreateQuotaPolicyRequest,
      success: { status: 201, description: 'Added.', body: QuotaPolicyResponse },
      errors: [QuotaNameTaken],
      handle: async ({ ctx, body: { limits, default_for_unspecified, ...input } }) => {
        const given = toPolicyLimits(input.kind, valuesOf(limits), default_for_unspecified);
        const policy = await policies.create(ctx, { ...input, limits: given });
        return created(presentPolicy(policy), `${base}/${policy.id}`, policy.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getQuotaPolicy',
      summary: 'One policy',
      tag,
      permission: signedIn(),
      pathParameters: QuotaPolicyPath,
      success: { status: 200, description: 'The policy.', body: QuotaPolicyResponse },
      errors: [QuotaPolicyNotFound],
      handle: async ({ ctx, path }) => {
        const policy = await policies.get(ctx, path.policy_id);
        return ok(presentPolicy(policy), policy.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteQuotaPolicy',
      summary: 'Removes a policy that nobody has had',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaPolicyPath,
      success: { status: 204, description: 'Removed, with its quotas.' },
      errors: [QuotaPolicyNotFound, QuotaInUse],
      handle: async ({ ctx, path, expected }) => {
        await policies.delete(ctx, path.policy_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'post',
      path: `${one}/make-default`,
      operationId: 'makeQuotaPolicyDefault',
      summary: 'Makes a policy hold for all users or projects without quotas of their own',
      description: 'In one step, in the place of the default policy of its kind.',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaPolicyPath,
      success: { status: 200, description: 'The defaults that it is now.', body: QuotaDefaultsResponse },
      errors: [QuotaPolicyNotFound, QuotaDisabled],
      handle: async ({ ctx, path }) =>
        ok({ defaults: (await policies.makeDefault(ctx, path.policy_id)).map(presentDefault) }),
    }),
  ];
}

function assignRoute(
  { address, noun, path: Path, subjectOf }: SubjectPlace,
  { policies }: PolicyRoutesDeps,
): Route {
  return route({
    method: 'post',
    path: `${address}/quota-policy`,
    operationId: `assign${noun}QuotaPolicy`,
    summary: 'Assigns all quotas of a policy in one step',
    description: 'In the place of others of their types, and of the policy of its kind that was there.',
    tag,
    permission: granted('platform.update'),
    pathParameters: Path,
    body: AssignQuotaPolicyRequest,
    success: { status: 200, description: 'What it has given.', body: AssignedQuotaPolicyResponse },
    errors: [QuotaSubjectNotFound, QuotaPolicyNotFound, QuotaDisabled, QuotaValueMismatch],
    handle: async ({ ctx, path, body: { policy_id } }) => {
      const assigned = await policies.assign(ctx, subjectOf(path), policy_id);
      return ok({ policy_id, assignments: assigned.map(presentAssignment) });
    },
  });
}

/** By the names of `policyFields`: what is inside has a dot. */
function valuesOf(limits: QuotaPolicyLimitsDto): ReadonlyMap<string, bigint | null> {
  const values = new Map<string, bigint | null>();
  for (const { name } of policyFields) {
    const value = name.split('.').reduce<unknown>(inside, limits);
    if (value === null) values.set(name, null);
    else if (typeof value === 'number' || typeof value === 'string') values.set(name, BigInt(value));
  }
  return values;
}

function inside(value: unknown, name: string): unknown {
  return Object(value)[name] as unknown;
}

function presentPolicy({ quotas, ...policy }: QuotaPolicy): QuotaPolicyResponse {
  const limits: Record<string, unknown> = {};
  for (const { type, limit } of quotas) {
    const field = policyFields.find((one) => one.type === type);
    if (!field) continue;
    const [outer = '', inner] = field.name.split('.');
    const value = limit === undefined ? null : toJsonAmount(limit);
    limits[outer] = inner === undefined ? value : { ...Object(limits[outer]), [inner]: value };
  }
  return {
    ...{ id: policy.id, kind: policy.kind, name: policy.name, description: policy.description ?? null },
    limits,
    quotas: quotas.map(({ type, quotaId }) => ({ type, quota_id: quotaId })),
    version: policy.version,
    created_at: policy.createdAt.toISOString(),
  };
}
