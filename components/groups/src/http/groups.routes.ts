import type { Authorizer } from '@ashlar/authz';
import {
  created,
  granted,
  listed,
  noContent,
  ok,
  orAnonymous,
  route,
  type Route,
  signedIn,
} from '@ashlar/http';
import {
  DeletionUnconfirmed,
  DomainSuspended,
  GroupNotFound,
  LastOwner,
  MemberRefused,
  ParentRefused,
  SlugTaken,
} from '../groups.errors.js';
import type { Groups } from '../groups.service.js';
import type { Invitations } from '../invitations.types.js';
import {
  CreateGroupRequest,
  DeletionPreviewResponse,
  DeletionQuery,
  GroupListQuery,
  GroupInvitationPath,
  GroupMemberPath,
  GroupPath,
  GroupResponse,
  UpdateGroupRequest,
} from './groups.dto.js';
import { presentDeletion, presentGroup } from './groups.presenter.js';
import { invitingRoutes } from './invitations.routes.js';
import { PutMemberRequest, UpdateMemberRequest } from './members.dto.js';
import { memberRoutes } from './members.routes.js';
import { permissionsRoute } from './permissions.routes.js';

const base = '/api/data/groups';
const one = `${base}/{group_id}`;
const tag = 'groups';
const noun = 'Group';
const idOf = ({ group_id }: GroupPath): string => group_id;
const object = { idOf, missing: GroupNotFound };
const filterOf = (query: GroupListQuery) => ({
  domainId: query.domain_id,
  parentGroupId: query.parent_group_id,
  directMember: query.direct_member,
  keyword: query.keyword,
});

export interface GroupRoutesDeps {
  readonly groups: Groups;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check'>;
}

export function groupRoutes({ groups, authorizer }: GroupRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listGroups',
      summary: 'Groups that the caller may see',
      tag,
      permission: orAnonymous(signedIn()),
      query: GroupListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: GroupResponse } },
      handle: async ({ ctx, query }) =>
        listed(await groups.list(ctx, filterOf(query), query.toRequest()), query, presentGroup),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createGroup',
      summary: 'Adds a group in a domain or in a group',
      description:
        'Needs `create_group` of the place. The caller, or whom it names, becomes the first owner.',
      tag,
      permission: signedIn(),
      body: CreateGroupRequest,
      success: { status: 201, description: 'Added.', body: GroupResponse },
      errors: [SlugTaken, ParentRefused, MemberRefused, DomainSuspended],
      handle: async ({ ctx, body: { parent_id: parentId, owner_id: ownerId, ...body } }) => {
        const group = await groups.create(ctx, { ...body, parentId, ownerId });
        return created(presentGroup(group), `${base}/${group.id}`, group.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getGroup',
      summary: 'One group',
      tag,
      permission: orAnonymous(granted('group.read', object)),
      pathParameters: GroupPath,
      success: { status: 200, description: 'The group.', body: GroupResponse },
      handle: async ({ ctx, path }) => {
        const group = await groups.get(ctx, idOf(path));
        return ok(presentGroup(group), group.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateGroup',
      summary: 'Changes, renames and moves a group, in one step',
      description:
        'A JSON merge patch: what is absent stays, null clears. A move needs `create_group` of the new place too.',
      tag,
      permission: granted('group.update', object),
      pathParameters: GroupPath,
      body: UpdateGroupRequest,
      success: { status: 200, description: 'The group as it is now.', body: GroupResponse },
      errors: [SlugTaken, ParentRefused, LastOwner, DomainSuspended],
      handle: async ({ ctx, path, expected, body: { parent_id: parentId, ...body } }) => {
        const group = await groups.update(ctx, idOf(path), expected, { ...body, parentId });
        return ok(presentGroup(group), group.version);
      },
    }),
    route({
      method: 'get',
      path: `${one}/deletion-preview`,
      operationId: 'previewGroupDeletion',
      summary: 'What would go with the group',
      tag,
      permission: granted('group.delete', object),
      pathParameters: GroupPath,
      success: {
        status: 200,
        description: 'Counts, also of what the caller sees not.',
        body: DeletionPreviewResponse,
      },
      handle: async ({ ctx, path }) => ok(presentDeletion(await groups.previewDeletion(ctx, idOf(path)))),
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteGroup',
      summary: 'Removes a group with all that is in it',
      description: 'When something is in it, only with the fingerprint of the preview as `confirm`.',
      tag,
      permission: granted('group.delete', object),
      pathParameters: GroupPath,
      query: DeletionQuery,
      success: { status: 204, description: 'Removed.' },
      errors: [DeletionUnconfirmed, DomainSuspended],
      handle: async ({ ctx, path, query, expected }) => {
        await groups.delete(ctx, idOf(path), expected, query.confirm);
        return noContent();
      },
    }),
    permissionsRoute({
      ...{ authorizer, one, noun, tag, object, type: 'group', path: GroupPath },
      permissions: [
        ...['read', 'read_members', 'update', 'delete', 'manage_members'],
        ...['create_group', 'create_project', 'create_storage', 'create_schedule'],
      ],
    }),
    ...memberRoutes({
      ...{ one, noun, tag, object, members: groups.members, path: GroupPath, memberPath: GroupMemberPath },
      ...{ putRequest: PutMemberRequest, updateRequest: UpdateMemberRequest },
      permissions: { read: 'group.read_members', write: 'group.manage_members' },
      leaving: authorizer,
    }),
  ];
}

export interface GroupInvitationRoutesDeps {
  readonly invitations: Invitations;
}

/** Inviting to groups; answering is in `invitationRoutes`, which belongs beside them. */
export function groupInvitationRoutes({ invitations }: GroupInvitationRoutesDeps): readonly Route[] {
  return invitingRoutes({
    ...{ invitations, one, noun, object, permission: 'group.manage_members' },
    ...{ path: GroupPath, invitationPath: GroupInvitationPath },
  });
}
