import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import type { PasswordHash, RealmData, RealmUser } from './realm.types.js';

/** What a caller may set. Absent: left as it is. */
export type UserFields = Partial<
  Pick<
    RealmUser,
    'username' | 'email' | 'emailVerified' | 'firstName' | 'lastName' | 'enabled' | 'attributes'
  >
>;

/** Filters of a list, as Keycloak reads them. */
export interface UserFilter {
  /** Words; each must begin the username, the email or a name. `*x*` looks inside, `"x"` is exact. */
  readonly search?: string;
  readonly username?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Whole values in the four above instead of parts. */
  readonly exact?: boolean;
  readonly enabled?: boolean;
  readonly emailVerified?: boolean;
}

/** Another user has the name or the address. */
export class UserExistsError extends Error {
  constructor(readonly field: 'username' | 'email') {
    super(`User exists with same ${field}`);
  }
}

export type Users = ReturnType<typeof createUsers>;

/** The users of `data`, indexed. Names and addresses are kept in lower case. */
export function createUsers(data: RealmData, changed: () => void) {
  const byId = new Map<string, RealmUser>();
  const byUsername = new Map<string, RealmUser>();
  const byEmail = new Map<string, RealmUser>();
  for (const user of data.users) index(user);

  function index(user: RealmUser): void {
    byId.set(user.id, user);
    byUsername.set(user.username, user);
    if (user.email) byEmail.set(user.email, user);
  }

  function unindex(user: RealmUser): void {
    byId.delete(user.id);
    byUsername.delete(user.username);
    if (user.email) byEmail.delete(user.email);
  }

  function assertFree(fields: UserFields, self?: RealmUser): void {
    const named = fields.username && byUsername.get(fields.username);
    if (named && named !== self) throw new UserExistsError('username');
    const addressed = fields.email && byEmail.get(fields.email);
    if (addressed && addressed !== self) throw new UserExistsError('email');
  }

  return {
    findUser: (id: string) => byId.get(id),
    findByLogin: (login: string) => byUsername.get(lower(login)) ?? byEmail.get(lower(login)),
    findByUsername: (username: string) => byUsername.get(lower(username)),

    createUser(
      fields: UserFields & { username: string },
      granted: Partial<
        Pick<RealmUser, 'realmRoles' | 'clientRoles' | 'groupIds' | 'serviceAccountClientId'>
      > = {},
    ): RealmUser {
      const normal = normalized(fields);
      assertFree(normal);
      const user: RealmUser = {
        emailVerified: false,
        enabled: false,
        attributes: {},
        realmRoles: [],
        clientRoles: {},
        groupIds: [],
        ...normal,
        ...granted,
        id: randomUUID(),
        username: lower(fields.username),
        createdTimestamp: Date.now(),
      };
      data.users.push(user);
      index(user);
      changed();
      return user;
    },

    updateUser(user: RealmUser, fields: UserFields): void {
      const normal = normalized(fields);
      assertFree(normal, user);
      unindex(user);
      Object.assign(user, normal);
      index(user);
      changed();
    },

    deleteUser(user: RealmUser): void {
      unindex(user);
      data.users.splice(data.users.indexOf(user), 1);
      changed();
    },

    /** By username; service accounts are not listed. */
    listUsers(filter: UserFilter = {}): RealmUser[] {
      const matches = matcher(filter);
      return data.users
        .filter((user) => !user.serviceAccountClientId && matches(user))
        .sort((a, b) => (a.username < b.username ? -1 : 1));
    },

    setPassword(user: RealmUser, password: string): void {
      user.password = hashed(password);
      delete data.passwords[user.username];
      changed();
    },

    passwordMatches: (user: RealmUser, password: string) =>
      user.password !== undefined &&
      timingSafeEqual(
        Buffer.from(hashed(password, user.password.salt).hash),
        Buffer.from(user.password.hash),
      ),
  };
}

function lower(text: string): string {
  return text.trim().toLowerCase();
}

function normalized(fields: UserFields): UserFields {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  const copy: UserFields = Object.fromEntries(present);
  if (copy.username !== undefined) copy.username = lower(copy.username);
  if (copy.email !== undefined) copy.email = lower(copy.email) || undefined;
  return copy;
}

function matcher(filter: UserFilter): (user: RealmUser) => boolean {
  const words = (filter.search?.toLowerCase().match(/"[^"]*"|\S+/g) ?? []).map(wordTest);
  const fields = (['username', 'email', 'firstName', 'lastName'] as const).flatMap((field) => {
    const wanted = filter[field]?.toLowerCase();
    return wanted === undefined ? [] : [{ field, wanted }];
  });
  return (user) =>
    (filter.enabled === undefined || user.enabled === filter.enabled) &&
    (filter.emailVerified === undefined || user.emailVerified === filter.emailVerified) &&
    fields.every(({ field, wanted }) => {
      const value = (user[field] ?? '').toLowerCase();
      return filter.exact ? value === wanted : value.includes(wanted);
    }) &&
    words.every((test) =>
      [user.username, user.email, user.firstName, user.lastName].some(
        (value) => value && test(value.toLowerCase()),
      ),
    );
}

function wordTest(word: string): (value: string) => boolean {
  if (word.startsWith('"')) return (value) => value === word.slice(1, -1);
  const inside = word.startsWith('*');
  const wanted = word.replaceAll('*', '');
  return (value) => (inside ? value.includes(wanted) : value.startsWith(wanted));
}

/** Cheap on purpose: the passwords of a stand-in, thousands of them in one import. */
function hashed(password: string, salt = randomBytes(12).toString('base64url')): PasswordHash {
  return { salt, hash: scryptSync(password, salt, 32, { N: 1024 }).toString('base64url') };
}
