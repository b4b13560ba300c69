import type { Authorizer } from '@ashlar/authz';
import {
  created,
  type Dto,
  granted,
  listed,
  noContent,
  ok,
  type ProtectedObject,
  route,
  type Route,
} from '@ashlar/http';
import {
  DomainSuspended,
  LastOwner,
  MemberExists,
  MemberNotFound,
  MemberRefused,
  MembershipCycle,
} from '../groups.errors.js';
import type { Member, Role } from '../groups.types.js';
import type { Members } from '../members.service.js';
import { MemberListQuery, MemberResponse } from './members.dto.js';

interface PutRequest {
  readonly kind: 'user' | 'group';
  readonly role: Role;
}

export interface MemberRoutesOptions<P extends object, M extends P & { readonly member_id: string }> {
  readonly members: Members;
  /** Address of the object: `/api/data/groups/{group_id}`. */
  readonly one: string;
  /** In operation ids: `Group` makes `listGroupMembers`. */
  readonly noun: string;
  readonly tag: string;
  readonly permissions: { readonly read: string; readonly write: string };
  readonly path: Dto<P>;
  readonly memberPath: Dto<M>;
  readonly putRequest: Dto<PutRequest>;
  readonly updateRequest: Dto<{ readonly role: Role }>;
  readonly object: ProtectedObject<P>;
  /** Members may take their own role away; then `read` is what a removal needs of them. Absent: they may not. */
  readonly leaving?: Pick<Authorizer, 'authorize'>;
}

/** Below the address of anything that has members. */
export function memberRoutes<P extends object, M extends P & { readonly member_id: string }>({
  members,
  one,
  noun,
  tag,
  permissions,
  path: Path,
  memberPath: MemberPath,
  putRequest: PutBody,
  updateRequest: UpdateBody,
  object,
  leaving,
}: MemberRoutesOptions<P, M>): readonly Route[] {
  const base = `${one}/members`;
  const member = `${base}/{member_id}`;
  return [
    route({
      method: 'get',
      path: base,
      operationId: `list${noun}Members`,
      summary: 'Who was given a role here',
      description: 'Those who have a role by way of a group, or from above, are not members.',
      tag,
      permission: granted(permissions.read, object),
      pathParameters: Path,
      query: MemberListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: MemberResponse } },
      handle: async ({ ctx, path, query }) =>
        listed(await members.list(ctx, object.idOf(path), query.toRequest()), query, presentMember),
    }),
    route({
      method: 'get',
      path: member,
      operationId: `get${noun}Member`,
      summary: 'One member',
      tag,
      permission: granted(permissions.read, object),
      pathParameters: MemberPath,
      success: { status: 200, description: 'The member.', body: MemberResponse },
      errors: [MemberNotFound],
      handle: async ({ ctx, path }) => {
        const found = await members.get(ctx, object.idOf(path), path.member_id);
        return ok(presentMember(found), found.version);
      },
    }),
    route({
      method: 'put',
      path: member,
      operationId: `put${noun}Member`,
      summary: 'Adds a member, or changes the role of one',
      tag,
      permission: granted(permissions.write, object),
      pathParameters: MemberPath,
      body: PutBody,
      creates: true,
      success: { status: 200, description: 'The member as it is now.', body: MemberResponse },
      errors: [MemberExists, MemberNotFound, MemberRefused, MembershipCycle, LastOwner, DomainSuspended],
      handle: async ({ ctx, path, body, expected, mustNotExist }) => {
        const given = { id: path.member_id, kind: body.kind, role: body.role };
        const put = await members.put(ctx, object.idOf(path), given, { expected, mustNotExist });
        const shown = presentMember(put.member);
        return put.added
          ? created(shown, addressOf(base, path, path.member_id), put.member.version)
          : ok(shown, put.member.version);
      },
    }),
    route({
      method: 'patch',
      path: member,
      operationId: `update${noun}Member`,
      summary: 'Changes the role of a member',
      tag,
      permission: granted(permissions.write, object),
      pathParameters: MemberPath,
      body: UpdateBody,
      success: { status: 200, description: 'The member as it is now.', body: MemberResponse },
      errors: [MemberNotFound, MemberRefused, LastOwner, DomainSuspended],
      handle: async ({ ctx, path, body, expected }) => {
        const changed = await members.change(ctx, object.idOf(path), path.member_id, expected, body.role);
        return ok(presentMember(changed), changed.version);
      },
    }),
    route({
      method: 'delete',
      path: member,
      operationId: `remove${noun}Member`,
      summary: leaving ? 'Takes the role away; members may take their own' : 'Takes the role away',
      tag,
      permission: granted(leaving ? permissions.read : permissions.write, object),
      pathParameters: MemberPath,
      success: { status: 204, description: 'No longer a member.' },
      errors: [MemberNotFound, LastOwner, DomainSuspended],
      handle: async ({ ctx, actor, path, expected }) => {
        const leaves = actor.kind === 'user' && actor.id === path.member_id;
        if (leaving && !leaves) {
          await leaving.authorize(ctx, { permission: permissions.write, objectId: object.idOf(path) });
        }
        await members.remove(ctx, object.idOf(path), path.member_id, expected);
        return noContent();
      },
    }),
  ];
}

/** Fills the parameters of an address in. */
function addressOf(base: string, path: object, memberId: string): string {
  const values = new Map<string, unknown>(Object.entries(path));
  return `${base.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values.get(name)))}/${memberId}`;
}

function presentMember(member: Member): MemberResponse {
  return {
    id: member.id,
    kind: member.kind,
    name: member.name,
    username: member.username ?? null,
    role: member.role,
    version: member.version,
    created_at: member.createdAt.toISOString(),
    updated_at: member.updatedAt.toISOString(),
  };
}
