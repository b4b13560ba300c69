import { HttpRefusal } from '../http.js';
import type { Realm } from '../realm.js';
import type { RealmRole, RealmUser } from '../realm.types.js';
import { noContent, type AdminReply, type AdminRequest, type AdminRoute } from './admin.types.js';
import { listOf, objectOf } from './input.js';
import { getUser } from './users.js';

export function roleRoutes(realm: Realm): AdminRoute[] {
  const { data, events } = realm;

  const view = (role: RealmRole) => ({ ...role, composite: false, clientRole: false, containerId: data.id });

  function namedIn(body: unknown): string[] {
    return listOf(body).map((item) => {
      const { id, name } = objectOf(item);
      const role = data.roles.find((known) => known.name === name && (id === undefined || known.id === id));
      if (!role) throw new HttpRefusal(404, { error: 'Role not found' });
      return role.name;
    });
  }

  function mapped(user: RealmUser): RealmRole[] {
    return data.roles.filter(({ name }) => user.realmRoles.includes(name));
  }

  function change(request: AdminRequest, operationType: 'CREATE' | 'DELETE'): AdminReply {
    const user = getUser(realm, request.params);
    const names = namedIn(request.body);
    const others = user.realmRoles.filter((name) => !names.includes(name));
    user.realmRoles = operationType === 'CREATE' ? [...others, ...names] : others;
    const resourcePath = `users/${user.id}/role-mappings/realm`;
    events.recordChange(
      request.by,
      { operationType, resourceType: 'REALM_ROLE_MAPPING', resourcePath },
      request.body,
    );
    return noContent;
  }

  return [
    {
      method: 'GET',
      path: 'roles',
      role: 'view-users',
      handle: () => ({ status: 200, body: data.roles.map(view) }),
    },
    {
      method: 'GET',
      path: 'roles/:name',
      role: 'view-users',
      handle: ({ params }) => {
        const role = data.roles.find(({ name }) => name === params['name']);
        if (!role) throw new HttpRefusal(404, { error: 'Could not find role' });
        return { status: 200, body: view(role) };
      },
    },
    {
      method: 'GET',
      path: 'users/:id/role-mappings/realm',
      role: 'view-users',
      handle: ({ params }) => ({ status: 200, body: mapped(getUser(realm, params)).map(view) }),
    },
    {
      method: 'POST',
      path: 'users/:id/role-mappings/realm',
      role: 'manage-users',
      handle: (request) => change(request, 'CREATE'),
    },
    {
      method: 'DELETE',
      path: 'users/:id/role-mappings/realm',
      role: 'manage-users',
      handle: (request) => change(request, 'DELETE'),
    },
  ];
}
