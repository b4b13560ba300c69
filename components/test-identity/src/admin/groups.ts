import { GroupExistsError } from '../groups.js';
import { HttpRefusal } from '../http.js';
import type { Realm } from '../realm.js';
import type { AdminEvent, RealmGroup } from '../realm.types.js';
import { noContent, type AdminReply, type AdminRequest, type AdminRoute } from './admin.types.js';
import { attributesOf, objectOf, pageOf, queryFlag, textOf } from './input.js';
import { getUser, userView } from './users.js';

const all = -1;

export function groupRoutes(realm: Realm): AdminRoute[] {
  const { data, users, groups, events } = realm;

  function getGroup(params: Readonly<Record<string, string>>): RealmGroup {
    const group = groups.findGroup(params['groupId'] ?? '');
    if (!group) throw new HttpRefusal(404, { error: 'Could not find group by id' });
    return group;
  }

  function groupView(group: RealmGroup): object {
    return {
      id: group.id,
      name: group.name,
      path: groups.pathOf(group),
      ...(group.parentId && { parentId: group.parentId }),
      subGroupCount: groups.listGroups(group.id).length,
      subGroups: [],
      attributes: group.attributes,
    };
  }

  function record(
    request: AdminRequest,
    operationType: AdminEvent['operationType'],
    resourceType: 'GROUP' | 'GROUP_MEMBERSHIP',
    resourcePath: string,
  ): void {
    events.recordChange(request.by, { operationType, resourceType, resourcePath }, request.body);
  }

  function create(request: AdminRequest, parentId?: string): AdminReply {
    const body = objectOf(request.body);
    const name = nameOf(body);
    const group = refusingDuplicates(() => groups.createGroup(name, parentId, attributesOf(body)));
    record(request, 'CREATE', 'GROUP', `groups/${group.id}`);
    return { status: 201, location: `${request.baseUrl}/groups/${group.id}`, body: groupView(group) };
  }

  function listed(of: readonly RealmGroup[], query: URLSearchParams): AdminReply {
    const search = query.get('search')?.toLowerCase() ?? '';
    const exact = queryFlag(query, 'exact') ?? false;
    const found = of.filter(({ name }) =>
      exact ? name.toLowerCase() === search : name.toLowerCase().includes(search),
    );
    return { status: 200, body: pageOf(found, query, all).map(groupView) };
  }

  function membersOf(group: RealmGroup) {
    return users.listUsers().filter((user) => user.groupIds.includes(group.id));
  }

  return [
    {
      method: 'GET',
      path: 'groups',
      role: 'view-users',
      handle: ({ query }) => listed(groups.listGroups(undefined), query),
    },
    {
      method: 'GET',
      path: 'groups/count',
      role: 'view-users',
      handle: () => ({ status: 200, body: { count: data.groups.length } }),
    },
    { method: 'POST', path: 'groups', role: 'manage-users', handle: (request) => create(request) },
    {
      method: 'GET',
      path: 'groups/:groupId',
      role: 'view-users',
      handle: ({ params }) => ({ status: 200, body: groupView(getGroup(params)) }),
    },
    {
      method: 'PUT',
      path: 'groups/:groupId',
      role: 'manage-users',
      handle: (request) => {
        const group = getGroup(request.params);
        const name = nameOf(objectOf(request.body));
        refusingDuplicates(() => groups.renameGroup(group, name));
        record(request, 'UPDATE', 'GROUP', `groups/${group.id}`);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: 'groups/:groupId',
      role: 'manage-users',
      handle: (request) => {
        const group = getGroup(request.params);
        groups.deleteGroup(group);
        record(request, 'DELETE', 'GROUP', `groups/${group.id}`);
        return noContent;
      },
    },
    {
      method: 'GET',
      path: 'groups/:groupId/children',
      role: 'view-users',
      handle: ({ params, query }) => listed(groups.listGroups(getGroup(params).id), query),
    },
    {
      method: 'POST',
      path: 'groups/:groupId/children',
      role: 'manage-users',
      handle: (request) => create(request, getGroup(request.params).id),
    },
    {
      method: 'GET',
      path: 'groups/:groupId/members',
      role: 'view-users',
      handle: ({ params, query }) => {
        const brief = queryFlag(query, 'briefRepresentation') ?? false;
        const page = pageOf(membersOf(getGroup(params)), query, 100);
        return { status: 200, body: page.map((user) => userView(user, brief)) };
      },
    },
    {
      method: 'GET',
      path: 'users/:id/groups',
      role: 'view-users',
      handle: ({ params, query }) => {
        const joined = getUser(realm, params).groupIds.flatMap((id) => groups.findGroup(id) ?? []);
        return listed(joined, query);
      },
    },
    {
      method: 'PUT',
      path: 'users/:id/groups/:groupId',
      role: 'manage-users',
      handle: (request) => {
        const user = getUser(realm, request.params);
        const group = getGroup(request.params);
        if (user.groupIds.includes(group.id)) return noContent;
        user.groupIds.push(group.id);
        record(request, 'CREATE', 'GROUP_MEMBERSHIP', `users/${user.id}/groups/${group.id}`);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: 'users/:id/groups/:groupId',
      role: 'manage-users',
      handle: (request) => {
        const user = getUser(realm, request.params);
        const group = getGroup(request.params);
        if (!user.groupIds.includes(group.id)) return noContent;
        user.groupIds = user.groupIds.filter((id) => id !== group.id);
        record(request, 'DELETE', 'GROUP_MEMBERSHIP', `users/${user.id}/groups/${group.id}`);
        return noContent;
      },
    },
  ];
}

function nameOf(body: Readonly<Record<string, unknown>>): string {
  const name = textOf(body, 'name')?.trim();
  if (!name) throw new HttpRefusal(400, { errorMessage: 'Group name is missing' });
  return name;
}

function refusingDuplicates<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof GroupExistsError) throw new HttpRefusal(409, { errorMessage: error.message });
    throw error;
  }
}
