import { randomBytes, randomUUID } from 'node:crypto';
import { createEvents, type Events } from './events.js';
import { createGroups, type Groups } from './groups.js';
import type { ClientSeed, UserSeed } from './identity.types.js';
import { createKeyRing, generateSigningKey, type KeyRing } from './keys.js';
import type { RealmData, RealmUser } from './realm.types.js';
import { createUsers, type Users } from './users.js';

/** The realm while it runs. */
export interface Realm {
  readonly data: RealmData;
  readonly keys: KeyRing;
  readonly users: Users;
  readonly groups: Groups;
  readonly events: Events;
  findClient(clientId: string): RealmData['clients'][number] | undefined;
  /** The user behind the name of a user or of a client. */
  findSubject(name: string): RealmUser | undefined;
}

/** `changed` is called after each change of `data`, `onKeys` too when it was a key. */
export function createRealm(data: RealmData, changed: () => void, onKeys: () => void): Realm {
  const users = createUsers(data, changed);
  return {
    data,
    keys: createKeyRing(data.keys, () => {
      changed();
      onKeys();
    }),
    users,
    groups: createGroups(data, changed),
    events: createEvents(data, changed),
    findClient: (clientId) => data.clients.find((client) => client.clientId === clientId),
    findSubject: (name) => users.findByUsername(name) ?? users.findByUsername(serviceAccountName(name)),
  };
}

/** A realm with a key and nobody in it. */
export async function emptyRealm(name: string): Promise<RealmData> {
  return {
    id: randomUUID(),
    name,
    keys: [await generateSigningKey('RS256')],
    users: [],
    groups: [],
    roles: [],
    clients: [],
    adminEvents: [],
    loginEvents: [],
    passwords: {},
  };
}

/** Keycloak's name for the user of a service client. */
export function serviceAccountName(clientId: string): string {
  return `service-account-${clientId}`;
}

export function ensureRole(realm: Realm, name: string, description = ''): void {
  if (realm.data.roles.some((role) => role.name === name)) return;
  realm.data.roles.push({ id: randomUUID(), name, description });
}

export function ensureUser(realm: Realm, seed: UserSeed): void {
  if (realm.users.findByUsername(seed.username)) return;
  for (const role of seed.realmRoles ?? []) ensureRole(realm, role);
  const user = realm.users.createUser(
    {
      username: seed.username,
      email: seed.email,
      emailVerified: seed.email !== undefined,
      firstName: seed.firstName,
      lastName: seed.lastName,
      enabled: true,
    },
    {
      realmRoles: [...(seed.realmRoles ?? [])],
      groupIds: (seed.groups ?? []).map((path) => realm.groups.ensurePath(path).id),
    },
  );
  const password = seed.password ?? generatedSecret();
  realm.users.setPassword(user, password);
  realm.data.passwords[user.username] = password;
}

export function ensureClient(realm: Realm, seed: ClientSeed): void {
  if (realm.findClient(seed.clientId)) return;
  realm.data.clients.push({
    id: randomUUID(),
    clientId: seed.clientId,
    redirectUris: seed.redirectUris ?? [],
    passwordGrant: seed.passwordGrant ?? false,
    ...(!seed.public && { secret: seed.secret ?? generatedSecret() }),
  });
  if (!seed.serviceAccountRoles) return;
  for (const role of seed.serviceAccountRoles) ensureRole(realm, role);
  realm.users.createUser(
    { username: serviceAccountName(seed.clientId), enabled: true },
    {
      realmRoles: [...seed.serviceAccountRoles],
      clientRoles: Object.fromEntries(
        Object.entries(seed.serviceAccountClientRoles ?? {}).map(([client, roles]) => [client, [...roles]]),
      ),
      serviceAccountClientId: seed.clientId,
    },
  );
}

function generatedSecret(): string {
  return randomBytes(18).toString('base64url');
}
