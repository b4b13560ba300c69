import { listed, ok, route, type Route, signedIn } from '@ashlar/http';
import { ValidationFailed } from '@ashlar/errors';
import type { AccessAudit } from '../audit.types.js';
import { ChangeListQuery, ChangeResponse, ExplainQuery, ExplanationResponse } from './access.dto.js';
import { presentChange, presentExplanation } from './access.presenter.js';

/** Both routes answer for themselves: who may ask depends on what is asked. */
export function accessRoutes({ audit }: { readonly audit: AccessAudit }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/data/audit',
      operationId: 'listAccessChanges',
      summary: 'Who was given and lost access, by whom',
      description:
        'For administrators of the platform and, of an existing object, for those who own what it lies in.',
      tag: 'access',
      permission: signedIn(),
      query: ChangeListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: ChangeResponse } },
      handle: async ({ ctx, query }) => {
        const { object_type, object_id, subject_type, subject_id, actor_kind, actor_id, since, until } =
          query;
        if ((object_type === undefined) !== (object_id === undefined))
          throw together('object_type', 'object_id');
        if (subject_id === undefined && subject_type !== undefined)
          throw together('subject_type', 'subject_id');
        if (actor_id === undefined && actor_kind !== undefined) throw together('actor_kind', 'actor_id');
        const page = await audit.listChanges(
          ctx,
          {
            ...(object_type !== undefined &&
              object_id !== undefined && { object: { type: object_type, id: object_id } }),
            ...(subject_id !== undefined && { subject: { type: subject_type ?? 'user', id: subject_id } }),
            ...(actor_id !== undefined && { actor: { kind: actor_kind ?? 'user', id: actor_id } }),
            ...(since !== undefined && { since: new Date(since) }),
            ...(until !== undefined && { until: new Date(until) }),
          },
          query.toRequest(),
        );
        return listed(page, query, presentChange);
      },
    }),
    route({
      method: 'get',
      path: '/api/data/access/explain',
      operationId: 'explainAccess',
      summary: 'Why somebody may do something, or that nobody can say why',
      description:
        'About the caller or, for administrators of the platform, about anybody; of others no platform roles are known.',
      tag: 'access',
      permission: signedIn(),
      query: ExplainQuery,
      success: { status: 200, description: 'The explanation.', body: ExplanationResponse },
      handle: async ({ ctx, query: { object_type, object_id, permission, subject_type, subject_id } }) => {
        const id = subject_type === 'anonymous' ? 'anonymous' : subject_id;
        if (id === undefined && subject_type !== undefined) throw together('subject_type', 'subject_id');
        const explanation = await audit.explain(ctx, {
          permission: `${object_type}.${permission}`,
          objectId: object_id,
          about: id === undefined ? undefined : { kind: subject_type ?? 'user', id },
        });
        return ok(presentExplanation(explanation));
      },
    }),
  ];
}

function together(field: string, other: string): Error {
  const message = `${field} and ${other} are given together`;
  return new ValidationFailed(message, {
    details: { errors: [{ pointer: `#/query/${field}`, field, rule: 'together', message }] },
  });
}
