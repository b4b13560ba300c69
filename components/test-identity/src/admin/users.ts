import { HttpRefusal } from '../http.js';
import type { Realm } from '../realm.js';
import type { AdminEvent, RealmUser } from '../realm.types.js';
import { UserExistsError, type UserFields, type UserFilter } from '../users.js';
import { noContent, type AdminRequest, type AdminRoute } from './admin.types.js';
import { attributesOf, flagOf, listOf, objectOf, pageOf, queryFlag, textOf } from './input.js';

const defaultMax = 100;

export function userRoutes(realm: Realm): AdminRoute[] {
  const { users, events } = realm;

  function record(
    { by, body }: AdminRequest,
    operationType: AdminEvent['operationType'],
    user: RealmUser,
    below = '',
  ): void {
    const change = { operationType, resourceType: 'USER', resourcePath: `users/${user.id}${below}` } as const;
    const shown = operationType === 'CREATE' || operationType === 'UPDATE';
    events.recordChange(by, change, shown ? withoutCredentials(body) : undefined);
  }

  return [
    {
      method: 'GET',
      path: 'users',
      role: 'view-users',
      handle: ({ query }) => {
        const page = pageOf(users.listUsers(filterOf(query)), query, defaultMax);
        const brief = queryFlag(query, 'briefRepresentation') ?? false;
        return { status: 200, body: page.map((user) => userView(user, brief)) };
      },
    },
    {
      method: 'GET',
      path: 'users/count',
      role: 'view-users',
      handle: ({ query }) => ({ status: 200, body: users.listUsers(filterOf(query)).length }),
    },
    {
      method: 'POST',
      path: 'users',
      role: 'manage-users',
      handle: (request) => {
        const body = objectOf(request.body);
        const { username, ...fields } = fieldsOf(body);
        if (!username?.trim()) throw new HttpRefusal(400, { errorMessage: 'User name is missing' });
        const password = passwordOf(body);
        const groupIds = pathsOf(body).map((path) => realm.groups.ensurePath(path).id);
        const user = refusingDuplicates(() => users.createUser({ username, ...fields }, { groupIds }));
        if (password !== undefined) users.setPassword(user, password);
        record(request, 'CREATE', user);
        return { status: 201, location: `${request.baseUrl}/users/${user.id}` };
      },
    },
    {
      method: 'GET',
      path: 'users/:id',
      role: 'view-users',
      handle: ({ params }) => ({ status: 200, body: userView(getUser(realm, params), false) }),
    },
    {
      method: 'PUT',
      path: 'users/:id',
      role: 'manage-users',
      handle: (request) => {
        const user = getUser(realm, request.params);
        const body = objectOf(request.body);
        const password = passwordOf(body);
        refusingDuplicates(() => users.updateUser(user, fieldsOf(body)));
        if (password !== undefined) users.setPassword(user, password);
        record(request, 'UPDATE', user);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: 'users/:id',
      role: 'manage-users',
      handle: (request) => {
        const user = getUser(realm, request.params);
        users.deleteUser(user);
        record(request, 'DELETE', user);
        return noContent;
      },
    },
    {
      method: 'PUT',
      path: 'users/:id/reset-password',
      role: 'manage-users',
      handle: (request) => {
        const user = getUser(realm, request.params);
        const password = textOf(objectOf(request.body), 'value');
        if (!password) throw new HttpRefusal(400, { error: 'No password provided' });
        users.setPassword(user, password);
        record(request, 'ACTION', user, '/reset-password');
        return noContent;
      },
    },
  ];
}

export function getUser(realm: Realm, params: Readonly<Record<string, string>>): RealmUser {
  const user = realm.users.findUser(params['id'] ?? '');
  if (!user) throw new HttpRefusal(404, { error: 'User not found' });
  return user;
}

/** Keycloak's UserRepresentation. */
export function userView(user: RealmUser, brief: boolean): object {
  const hasAttributes = Object.keys(user.attributes).length > 0;
  return {
    id: user.id,
    username: user.username,
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.email,
    emailVerified: user.emailVerified,
    enabled: user.enabled,
    createdTimestamp: user.createdTimestamp,
    ...(user.serviceAccountClientId && { serviceAccountClientId: user.serviceAccountClientId }),
    ...(!brief && {
      ...(hasAttributes && { attributes: user.attributes }),
      totp: false,
      disableableCredentialTypes: [],
      requiredActions: [],
      notBefore: 0,
    }),
    access: { view: true, manage: true, mapRoles: true, manageGroupMembership: true, impersonate: false },
  };
}

function filterOf(query: URLSearchParams): UserFilter {
  const text = (name: string) => query.get(name) ?? undefined;
  return {
    search: text('search'),
    username: text('username'),
    email: text('email'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    exact: queryFlag(query, 'exact'),
    enabled: queryFlag(query, 'enabled'),
    emailVerified: queryFlag(query, 'emailVerified'),
  };
}

function fieldsOf(body: Readonly<Record<string, unknown>>): UserFields {
  return {
    username: textOf(body, 'username'),
    email: textOf(body, 'email'),
    emailVerified: flagOf(body, 'emailVerified'),
    firstName: textOf(body, 'firstName'),
    lastName: textOf(body, 'lastName'),
    enabled: flagOf(body, 'enabled'),
    attributes: attributesOf(body),
  };
}

function passwordOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const credentials = listOf(body['credentials'] ?? []).map(objectOf);
  const password = credentials.find((credential) => (credential['type'] ?? 'password') === 'password');
  return password && textOf(password, 'value');
}

function pathsOf(body: Readonly<Record<string, unknown>>): string[] {
  return listOf(body['groups'] ?? []).map(String);
}

function withoutCredentials(body: unknown): unknown {
  const { credentials, ...shown } = objectOf(body);
  return shown;
}

function refusingDuplicates<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof UserExistsError) throw new HttpRefusal(409, { errorMessage: error.message });
    throw error;
  }
}
