import { createHmac, randomBytes } from 'node:crypto';
import { StoryFailed } from './story.js';

export interface RealmOptions {
  /** As in `iss`: `https://id.example.org/realms/ashlar`. */
  readonly issuer: string;
  /** Has a service account that may manage users. */
  readonly accountsClient: { readonly id: string; readonly secret: string };
  /** A public client with direct access grants, by which people get tokens. */
  readonly loginClient: string;
}

export interface Person {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** The identity provider, as its administrator and as everybody who signs in: what Keycloak serves, and nothing else. */
export interface Realm {
  /**
   * Makes an account, or gives the one that an earlier story made a new password. Says which.
   * @throws {StoryFailed} for an account that somebody else made.
   */
  ensure(person: Person): Promise<'made' | 'there'>;
  /** Keeps somebody out. */
  remove(username: string): Promise<void>;
  /** An access token, by signing in; renewed when it is about to end. */
  tokenOf(username: string): Promise<string>;
  /** The same for somebody who was there before. */
  tokenByPassword(username: string, password: string): Promise<string>;
  /** Whether the one who could sign in cannot any more. */
  signInFails(username: string): Promise<boolean>;
  /** A token of a service, by its secret. */
  serviceToken(id: string, secret: string): Promise<string>;
  /** Whether accounts can be made and removed. Makes none. */
  mayManageAccounts(): Promise<boolean>;
}

/** The identity provider gave no token. */
export class NoToken extends StoryFailed {
  override readonly name = 'NoToken';

  /** @param error as OAuth calls it: `unauthorized_client`. */
  constructor(
    client: string,
    status: number,
    readonly error: string,
    description: string,
  ) {
    super(`the identity provider gave ${client} no token: ${status} ${error} ${description}`.trim());
  }
}

/** What the story puts into the addresses of accounts, and knows its own by. */
const addressOf = (username: string): string => `${username}@example.org`;

interface Kept {
  readonly token: string;
  readonly until: number;
}

/** Renewed so long before their end. */
const marginMs = 20_000;

export function createRealm({ issuer, accountsClient, loginClient }: RealmOptions): Realm {
  const admin = issuer.replace('/realms/', '/admin/realms/');
  const seed = randomBytes(32);
  const kept = new Map<string, Promise<Kept>>();
  const passwordOf = (username: string): string =>
    createHmac('sha256', seed).update(username).digest('base64url');

  const grant = async (form: Form): Promise<Kept> => {
    const response = await fetch(`${issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const body = (await response.json().catch(() => ({}))) as TokenAnswer;
    if (!response.ok || body.access_token === undefined)
      throw new NoToken(
        form.client_id,
        response.status,
        body.error ?? 'without a reason',
        body.error_description ?? '',
      );
    return { token: body.access_token, until: performance.now() + (body.expires_in ?? 60) * 1_000 };
  };

  const fresh = async (name: string, form: () => Form): Promise<string> => {
    const known = await kept.get(name);
    if (known && known.until - marginMs > performance.now()) return known.token;
    const asked = grant(form());
    kept.set(name, asked);
    asked.catch(() => kept.delete(name));
    return (await asked).token;
  };
  const serviceToken = (id: string, secret: string): Promise<string> =>
    fresh(`service ${id}`, () => ({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
    }));

  const signIn = (username: string, password = passwordOf(username)) => ({
    ...{ grant_type: 'password', client_id: loginClient, scope: 'openid' },
    ...{ username, password },
  });
  const call = async (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${admin}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await serviceToken(accountsClient.id, accountsClient.secret)}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const must = async (response: Response, what: string): Promise<Response> => {
    if (response.ok) return response;
    throw new StoryFailed(
      `${what}: the identity provider answered ${response.status} ${await response.text()}`,
    );
  };
  const idOf = async (username: string): Promise<string> => {
    const found = await must(
      await call('GET', `users?username=${encodeURIComponent(username)}&exact=true`),
      'Finding a user',
    );
    const [user] = (await found.json()) as { id: string; email?: string }[];
    if (!user) throw new StoryFailed(`The identity provider knows nobody called ${username}`);
    // Nobody's password is changed, and nobody removed, who was there before.
    if (user.email !== addressOf(username))
      throw new StoryFailed(
        `${username} is an account of the realm that the story has not made: choose another realm, or --seed`,
      );
    return user.id;
  };

  return {
    async ensure({ username, firstName, lastName }) {
      const password = { type: 'password', value: passwordOf(username), temporary: false };
      const made = await call('POST', 'users', {
        ...{ username, firstName, lastName, enabled: true },
        ...{ email: addressOf(username), emailVerified: true, credentials: [password] },
      });
      if (made.status !== 409) {
        await (await must(made, `Making ${username}`)).text();
        return 'made';
      }
      const id = await idOf(username);
      await must(await call('PUT', `users/${id}/reset-password`, password), `A password for ${username}`);
      return 'there';
    },
    async remove(username) {
      await must(await call('DELETE', `users/${await idOf(username)}`), `Removing ${username}`);
    },
    tokenOf: (username) => fresh(username, () => signIn(username)),
    tokenByPassword: (username, password) => fresh(`${username} before`, () => signIn(username, password)),
    signInFails: (username) =>
      grant(signIn(username)).then(
        () => false,
        () => true,
      ),
    serviceToken,
    async mayManageAccounts() {
      // Without a name it is refused whatever the rights are; rights are looked at first.
      const { status } = await call('POST', 'users', {});
      return status === 400;
    },
  };
}

type Form = Readonly<Record<string, string>> & { readonly client_id: string };

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly error?: string;
  readonly error_description?: string;
}
