import { created, granted, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import type { QuotaAssignments } from '../assignments.service.js';
import {
  QuotaAssignmentConflict,
  QuotaAssignmentNotFound,
  QuotaDisabled,
  QuotaNotFound,
  QuotaSubjectNotFound,
} from '../quota.errors.js';
import type { QuotaAccess } from './access.js';
import {
  AssignmentListQuery,
  AssignQuotaRequest,
  PutAssignmentRequest,
  PutQuotaDefaultRequest,
  QuotaAssignmentResponse,
  QuotaDefaultPath,
  QuotaDefaultResponse,
  QuotaDefaultsResponse,
} from './assignments.dto.js';
import { presentAssignment, presentDefault } from './rules.presenter.js';
import { type SubjectPlace, subjectPlaces } from './subjects.js';

const tag = 'quotas';

export interface AssignmentRoutesDeps {
  readonly assignments: QuotaAssignments;
  readonly access: QuotaAccess;
}

/** Who has which quota, and the defaults for those who have none. */
export function assignmentRoutes(deps: AssignmentRoutesDeps): readonly Route[] {
  return [...subjectPlaces.flatMap((place) => ofSubject(place, deps)), ...defaultRoutes(deps)];
}

function ofSubject(
  { address, noun, path: Path, quotaPath: OnePath, subjectOf, addressOf }: SubjectPlace,
  { assignments, access }: AssignmentRoutesDeps,
): readonly Route[] {
  const base = `${address}/quotas`;
  const one = `${base}/{quota_id}`;
  return [
    route({
      method: 'get',
      path: base,
      operationId: `list${noun}Quotas`,
      summary: 'The quotas that are assigned here',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      query: AssignmentListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: QuotaAssignmentResponse } },
      errors: [QuotaSubjectNotFound],
      handle: async ({ ctx, path, query }) => {
        const subject = subjectOf(path);
        await access.assertMayRead(ctx, subject);
        await access.assertExists(ctx, subject);
        return listed(await assignments.list(ctx, subject, query.toRequest()), query, presentAssignment);
      },
    }),
    route({
      method: 'post',
      path: base,
      operationId: `assign${noun}Quota`,
      summary: 'Assigns a quota',
      description: 'One of each type; `replace` puts it in the place of the one that is there.',
      tag,
      permission: granted('platform.update'),
      pathParameters: Path,
      body: AssignQuotaRequest,
      success: { status: 201, description: 'Assigned.', body: QuotaAssignmentResponse },
      errors: [QuotaSubjectNotFound, QuotaNotFound, QuotaDisabled, QuotaAssignmentConflict],
      handle: async ({ ctx, path, body: { quota_id, replace } }) => {
        const assignment = await assignments.assign(ctx, subjectOf(path), quota_id, { replace });
        const location = `${addressOf(path)}/quotas/${quota_id}`;
        return created(presentAssignment(assignment), location, assignment.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: `get${noun}QuotaAssignment`,
      summary: 'One quota that is assigned here',
      tag,
      permission: signedIn(),
      pathParameters: OnePath,
      success: { status: 200, description: 'The assignment.', body: QuotaAssignmentResponse },
      errors: [QuotaSubjectNotFound, QuotaAssignmentNotFound],
      handle: async ({ ctx, path }) => {
        const subject = subjectOf(path);
        await access.assertMayRead(ctx, subject);
        const assignment = await assignments.get(ctx, subject, path.quota_id);
        return ok(presentAssignment(assignment), assignment.version);
      },
    }),
    route({
      method: 'put',
      path: one,
      operationId: `put${noun}QuotaAssignment`,
      summary: 'Assigns a quota in the place of any other of its type, or says when it ends',
      tag,
      permission: granted('platform.update'),
      pathParameters: OnePath,
      body: PutAssignmentRequest,
      creates: true,
      success: { status: 200, description: 'The assignment as it is now.', body: QuotaAssignmentResponse },
      errors: [QuotaSubjectNotFound, QuotaNotFound, QuotaDisabled, QuotaAssignmentNotFound],
      handle: async ({ ctx, path, body: { expires_at }, expected, mustNotExist }) => {
        const subject = subjectOf(path);
        const put = await assignments.put(ctx, subject, path.quota_id, {
          expected,
          mustNotExist,
          ...(expires_at !== undefined && { expiresAt: expires_at === null ? null : new Date(expires_at) }),
        });
        const shown = presentAssignment(put.assignment);
        return put.assigned
          ? created(shown, `${addressOf(path)}/quotas/${path.quota_id}`, put.assignment.version)
          : ok(shown, put.assignment.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: `unassign${noun}Quota`,
      summary: 'Takes a quota away; what is used stays used',
      tag,
      permission: granted('platform.update'),
      pathParameters: OnePath,
      success: { status: 204, description: 'Taken away.' },
      errors: [QuotaAssignmentNotFound],
      handle: async ({ ctx, path, expected }) => {
        await assignments.unassign(ctx, subjectOf(path), path.quota_id, expected);
        return noContent();
      },
    }),
  ];
}

function defaultRoutes({ assignments }: AssignmentRoutesDeps): readonly Route[] {
  const base = '/api/data/quota-defaults';
  const one = `${base}/{subject_type}/{quota_id}`;
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listQuotaDefaults',
      summary: 'What holds for those who have no quota of their own',
      tag,
      permission: granted('platform.update'),
      success: { status: 200, description: 'All defaults.', body: QuotaDefaultsResponse },
      handle: async ({ ctx }) => ok({ defaults: (await assignments.defaults(ctx)).map(presentDefault) }),
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getQuotaDefault',
      summary: 'One default',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaDefaultPath,
      success: { status: 200, description: 'The default.', body: QuotaDefaultResponse },
      errors: [QuotaAssignmentNotFound],
      handle: async ({ ctx, path }) => {
        const found = await assignments.getDefault(ctx, path.subject_type, path.quota_id);
        return ok(presentDefault(found), found.version);
      },
    }),
    route({
      method: 'put',
      path: one,
      operationId: 'putQuotaDefault',
      summary: 'Makes a quota the default of a kind of subject, in the place of any other of its type',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaDefaultPath,
      body: PutQuotaDefaultRequest,
      creates: true,
      success: { status: 200, description: 'The default as it is now.', body: QuotaDefaultResponse },
      errors: [QuotaNotFound, QuotaDisabled],
      handle: async ({ ctx, path, expected, mustNotExist }) => {
        const options = { expected, mustNotExist };
        const put = await assignments.putDefault(ctx, path.subject_type, path.quota_id, options);
        const shown = presentDefault(put.default);
        return put.added
          ? created(shown, `${base}/${path.subject_type}/${path.quota_id}`, put.default.version)
          : ok(shown, put.default.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteQuotaDefault',
      summary: 'Removes a default',
      tag,
      permission: granted('platform.update'),
      pathParameters: QuotaDefaultPath,
      success: { status: 204, description: 'Removed.' },
      errors: [QuotaAssignmentNotFound],
      handle: async ({ ctx, path, expected }) => {
        await assignments.deleteDefault(ctx, path.subject_type, path.quota_id, expected);
        return noContent();
      },
    }),
  ];
}
