import { created, granted, listed, ok, route, type Route, signedIn } from '@ashlar/http';
import { toJsonAmount } from '../figures.js';
import {
  QuotaDisabled,
  QuotaNotFound,
  QuotaRequestDecided,
  QuotaRequestNotFound,
  QuotaRequestPending,
  QuotaSubjectNotFound,
  QuotaTypeUnknown,
  QuotaValueMismatch,
} from '../quota.errors.js';
import type { QuotaRequests } from '../requests.service.js';
import type { QuotaRequest } from '../rules.types.js';
import type { QuotaAccess } from './access.js';
import {
  ApproveQuotaRequest,
  AskQuotaRequest,
  DenyQuotaRequest,
  QuotaRequestListQuery,
  QuotaRequestPath,
  QuotaRequestResponse,
} from './requests.dto.js';
import { type SubjectPlace, subjectPlaces } from './subjects.js';

const tag = 'quotas';
const base = '/api/data/quota-requests';
const one = `${base}/{request_id}`;

export interface RequestRoutesDeps {
  readonly requests: QuotaRequests;
  readonly access: QuotaAccess;
}

/** Asking for more quota, and the answers. */
export function requestRoutes(deps: RequestRoutesDeps): readonly Route[] {
  return [...subjectPlaces.flatMap((place) => ofSubject(place, deps)), ...allRequests(deps)];
}

function ofSubject(
  { address, noun, path: Path, subjectOf }: SubjectPlace,
  { requests, access }: RequestRoutesDeps,
): readonly Route[] {
  const here = `${address}/quota-requests`;
  return [
    route({
      method: 'get',
      path: here,
      operationId: `list${noun}QuotaRequests`,
      summary: 'What was asked for, and answered',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      query: QuotaRequestListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: QuotaRequestResponse } },
      errors: [QuotaSubjectNotFound],
      handle: async ({ ctx, path, query }) => {
        const subject = subjectOf(path);
        await access.assertMayRead(ctx, subject);
        await access.assertExists(ctx, subject);
        const page = await requests.list(ctx, { subject, state: query.state }, query.toRequest());
        return listed(page, query, presentRequest);
      },
    }),
    route({
      method: 'post',
      path: here,
      operationId: `request${noun}Quota`,
      summary: 'Asks for more',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      body: AskQuotaRequest,
      success: { status: 201, description: 'Asked.', body: QuotaRequestResponse },
      errors: [QuotaSubjectNotFound, QuotaTypeUnknown, QuotaRequestPending],
      handle: async ({ ctx, path, body: { type, amount, reason } }) => {
        const subject = subjectOf(path);
        await access.assertMayRead(ctx, subject);
        const asked = await requests.ask(ctx, subject, { type, amount: BigInt(amount) }, reason);
        return created(presentRequest(asked), `${base}/${asked.id}`, asked.version);
      },
    }),
  ];
}

function allRequests({ requests, access }: RequestRoutesDeps): readonly Route[] {
  const decided = [QuotaRequestNotFound, QuotaRequestDecided];
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listQuotaRequests',
      summary: 'What all have asked for',
      tag,
      permission: granted('platform.update'),
      query: QuotaRequestListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: QuotaRequestResponse } },
      handle: async ({ ctx, query }) =>
        listed(await requests.list(ctx, { state: query.state }, query.toRequest()), query, presentRequest),
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getQuotaRequest',
      summary: 'One request',
      tag,
      permission: signedIn(),
      pathParameters: QuotaRequestPath,
      success: { status: 200, description: 'The request.', body: QuotaRequestResponse },
      errors: [QuotaRequestNotFound],
      handle: async ({ ctx, path }) => {
        const found = await requests.get(ctx, path.request_id);
        if (!(await access.mayRead(ctx, found.subject))) throw new QuotaRequestNotFound();
        return ok(presentRequest(found), found.version);
      },
    }),
    route({
      method: 'post',
      path: `${one}/approve`,
      operationId: 'approveQuotaRequest',
      summary: 'Gives a quota to who asked',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaRequestPath,
      body: ApproveQuotaRequest,
      success: { status: 200, description: 'The request as it is now.', body: QuotaRequestResponse },
      errors: [...decided, QuotaNotFound, QuotaDisabled, QuotaValueMismatch],
      handle: async ({ ctx, path, body }) => {
        const found = await requests.approve(ctx, path.request_id, body.quota_id, body.comment);
        return ok(presentRequest(found), found.version);
      },
    }),
    route({
      method: 'post',
      path: `${one}/deny`,
      operationId: 'denyQuotaRequest',
      summary: 'Says no',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaRequestPath,
      body: DenyQuotaRequest,
      success: { status: 200, description: 'The request as it is now.', body: QuotaRequestResponse },
      errors: decided,
      handle: async ({ ctx, path, body }) => {
        const found = await requests.deny(ctx, path.request_id, body.comment);
        return ok(presentRequest(found), found.version);
      },
    }),
  ];
}

function presentRequest(request: QuotaRequest): QuotaRequestResponse {
  return {
    id: request.id,
    subject_type: request.subject.type,
    subject_id: request.subject.id,
    type: request.type,
    amount: toJsonAmount(request.amount),
    reason: request.reason,
    state: request.state,
    quota_id: request.quotaId ?? null,
    comment: request.comment ?? null,
    decided_at: request.decidedAt?.toISOString() ?? null,
    version: request.version,
    created_at: request.createdAt.toISOString(),
  };
}
