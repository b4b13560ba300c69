import { Forbidden } from '@ashlar/errors';
import {
  created,
  type Dto,
  granted,
  listed,
  noContent,
  ok,
  orAnonymous,
  type ProtectedObject,
  route,
  type Route,
  signedIn,
} from '@ashlar/http';
import { DomainSuspended, MemberRefused } from '../groups.errors.js';
import type { GroupRole } from '../groups.types.js';
import {
  InvitationDeclined,
  InvitationExpired,
  InvitationNotFound,
  InvitationNotYours,
  InvitationRevoked,
  InvitationUsed,
  InviterMayNot,
} from '../invitations.errors.js';
import type { Invitation, Invitations } from '../invitations.types.js';
import {
  CreateInvitationRequest,
  InvitationListQuery,
  InvitationPreviewResponse,
  InvitationResponse,
  InvitationTokenPath,
  MembershipResponse,
  NewInvitationResponse,
} from './invitations.dto.js';

export interface InvitingRoutesOptions<P extends object, I extends P & { readonly invitation_id: string }> {
  readonly invitations: Invitations;
  /** Address of the object: `/api/data/groups/{group_id}`. */
  readonly one: string;
  /** In operation ids: `Group` makes `listGroupInvitations`. */
  readonly noun: string;
  /** Such as `group.manage_members`. */
  readonly permission: string;
  readonly path: Dto<P>;
  readonly invitationPath: Dto<I>;
  readonly object: ProtectedObject<P>;
}

const tag = 'invitations';

/** Below the address of anything that people can be invited to. */
export function invitingRoutes<P extends object, I extends P & { readonly invitation_id: string }>({
  invitations,
  one,
  noun,
  permission,
  path: Path,
  invitationPath: InvitationPath,
  object,
}: InvitingRoutesOptions<P, I>): readonly Route[] {
  const base = `${one}/invitations`;
  const invitation = `${base}/{invitation_id}`;
  return [
    route({
      method: 'get',
      path: base,
      operationId: `list${noun}Invitations`,
      summary: 'Who was invited here',
      description: 'Without those that were revoked.',
      tag,
      permission: granted(permission, object),
      pathParameters: Path,
      query: InvitationListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: InvitationResponse } },
      handle: async ({ ctx, path, query }) =>
        listed(await invitations.list(ctx, object.idOf(path), query.toRequest()), query, present),
    }),
    route({
      method: 'post',
      path: base,
      operationId: `create${noun}Invitation`,
      summary: 'Makes a link that makes somebody a member',
      description:
        'The token is shown once, is good for one person, and ends when the inviter may no longer invite. Only people who own the object by membership can invite.',
      tag,
      permission: granted(permission, object),
      pathParameters: Path,
      body: CreateInvitationRequest,
      secret: true,
      links: ['getInvitation', 'acceptInvitation', 'declineInvitation'].map((operationId) => ({
        ...{ operationId, parameter: 'token', field: 'token' },
      })),
      success: { status: 201, description: 'Made.', body: NewInvitationResponse },
      errors: [Forbidden, DomainSuspended],
      async handle({ ctx, path, body: { role, email, expires_in_days: days } }) {
        const id = object.idOf(path);
        const made = await invitations.create(ctx, id, { role, email, days });
        const body = { ...present(made.invitation), token: made.token };
        return created(body, `${one.replace(/\{\w+\}/, id)}/invitations/${body.id}`, made.invitation.version);
      },
    }),
    route({
      method: 'get',
      path: invitation,
      operationId: `get${noun}Invitation`,
      summary: 'One invitation, without its token',
      tag,
      permission: granted(permission, object),
      pathParameters: InvitationPath,
      success: { status: 200, description: 'The invitation.', body: InvitationResponse },
      errors: [InvitationNotFound],
      async handle({ ctx, path }) {
        const found = await invitations.get(ctx, object.idOf(path), path.invitation_id);
        return ok(present(found), found.version);
      },
    }),
    route({
      method: 'delete',
      path: invitation,
      operationId: `revoke${noun}Invitation`,
      summary: 'Takes an invitation back',
      tag,
      permission: granted(permission, object),
      pathParameters: InvitationPath,
      success: { status: 204, description: 'Nobody can accept it any more.' },
      errors: [InvitationNotFound, InvitationUsed, DomainSuspended],
      async handle({ ctx, path, expected }) {
        await invitations.revoke(ctx, object.idOf(path), path.invitation_id, expected);
        return noContent();
      },
    }),
  ];
}

export interface InvitationRoutesDeps {
  /** Of groups and of projects. */
  readonly invitations: readonly Invitations[];
}

const base = '/api/data/invitations';
const ended = [InvitationNotFound, InvitationUsed, InvitationDeclined, InvitationRevoked, InvitationExpired];

/** What who holds a token can do with it. */
export function invitationRoutes({ invitations: kinds }: InvitationRoutesDeps): readonly Route[] {
  const kindOf = (token: string): Invitations => {
    const kind = kinds.find(({ recognises }) => recognises(token));
    if (!kind) throw new InvitationNotFound('There is no such invitation');
    return kind;
  };
  return [
    route({
      method: 'get',
      path: `${base}/{token}`,
      operationId: 'getInvitation',
      summary: 'What a token invites to',
      description: 'For whoever holds it, logged in or not.',
      tag,
      permission: orAnonymous(signedIn()),
      pathParameters: InvitationTokenPath,
      secret: true,
      success: { status: 200, description: 'What, as what, and by whom.', body: InvitationPreviewResponse },
      errors: [...ended, InviterMayNot],
      async handle({ ctx, path: { token } }) {
        const found = await kindOf(token).preview(ctx, token);
        return ok({
          target_type: found.target,
          target_id: found.objectId,
          name: found.name,
          path: found.path,
          role: found.role,
          invited_by: found.invitedBy,
          personal: found.personal,
          expires_at: found.expiresAt.toISOString(),
        });
      },
    }),
    route({
      method: 'post',
      path: `${base}/{token}/accept`,
      operationId: 'acceptInvitation',
      summary: 'Makes the caller a member',
      description:
        'Once: who accepts twice is one member. A role that the caller has already is raised, never lowered.',
      tag,
      permission: signedIn(),
      pathParameters: InvitationTokenPath,
      success: { status: 200, description: 'The caller is a member.', body: MembershipResponse },
      errors: [...ended, InvitationNotYours, InviterMayNot, MemberRefused, DomainSuspended, Forbidden],
      async handle({ ctx, path: { token } }) {
        const kind = kindOf(token);
        const { invitation, member } = await kind.accept(ctx, token);
        // Members of groups and projects have no other roles.
        const role = member.role as GroupRole;
        return ok({ target_type: kind.target, target_id: invitation.objectId, role });
      },
    }),
    route({
      method: 'post',
      path: `${base}/{token}/decline`,
      operationId: 'declineInvitation',
      summary: 'Ends an invitation without accepting it',
      tag,
      permission: signedIn(),
      pathParameters: InvitationTokenPath,
      success: { status: 204, description: 'Declined.' },
      errors: [...ended, InvitationNotYours, Forbidden],
      async handle({ ctx, path: { token } }) {
        await kindOf(token).decline(ctx, token);
        return noContent();
      },
    }),
  ];
}

function present(invitation: Invitation): InvitationResponse {
  return {
    id: invitation.id,
    role: invitation.role,
    email: invitation.email ?? null,
    status: invitation.status,
    invited_by: invitation.invitedBy,
    answered_by: invitation.answeredBy ?? null,
    expires_at: invitation.expiresAt.toISOString(),
    version: invitation.version,
    created_at: invitation.createdAt.toISOString(),
    updated_at: invitation.updatedAt.toISOString(),
  };
}
