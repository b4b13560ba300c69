import { AuthnConfig, createTokenVerifier, type TokenVerifier } from '@ashlar/authn';
import { loadConfig } from '@ashlar/config';
import { createRecordingLogger } from '@ashlar/logging/testing';
import { waitUntil } from '@ashlar/processes';
import { createKeycloakDirectory, type UserDirectory, UserSyncConfig } from '@ashlar/users';
import { randomBytes } from 'node:crypto';
import { adminOf, askToken, issuerOf, type Json, signInByCode } from './keycloak-client.js';
import type { Facts, Server } from './server.types.js';

const password = randomBytes(16).toString('hex');

function verifierOf(facts: Facts, more: Readonly<Record<string, string>> = {}): TokenVerifier {
  const env = {
    ASHLAR_AUTH_ISSUERS: issuerOf(facts),
    ASHLAR_AUTH_KEY_COOLDOWN: '100ms',
    ASHLAR_AUTH_KEY_TIMEOUT: '1s',
    ...more,
  };
  const { authn } = loadConfig({ authn: AuthnConfig }, env);
  return createTokenVerifier({ config: authn, logger: createRecordingLogger() });
}

function directoryOf(facts: Facts): UserDirectory {
  const env = {
    ASHLAR_USERS_SYNC_ISSUER: issuerOf(facts),
    ASHLAR_USERS_SYNC_CLIENT_SECRET: facts['KEYCLOAK_SYNC_SECRET'] ?? '',
  };
  const { sync } = loadConfig({ sync: UserSyncConfig }, env);
  const directory = createKeycloakDirectory({ config: sync });
  if (!directory) throw new Error('no issuer is configured');
  return directory;
}

function logIn(facts: Facts): Promise<Json> {
  const form = { grant_type: 'password', client_id: 'ashlar-cli', username: 'alice', scope: 'openid' };
  return askToken(issuerOf(facts), { ...form, password });
}

function clientToken(facts: Facts, client_id: string, secret: string | undefined): Promise<Json> {
  return askToken(issuerOf(facts), {
    ...{ grant_type: 'client_credentials', client_id, client_secret: secret ?? '' },
  });
}

function assertSame(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`expected ${should}, got ${is}`);
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'none',
    (error: unknown) => (error as { readonly code?: unknown }).code ?? String(error),
  );
}

const access = (answer: Json): string => String(answer['access_token']);
const kidOf = (token: string): unknown =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Json)['kid'];

/** What Ashlar relies on; the first one makes the person that the others sign in as. */
export const keycloakChecks: Server['checks'] = {
  'the realm knows our roles and clients, and takes a person': async (facts) => {
    const admin = await adminOf(facts);
    const person = { username: 'alice', email: 'alice@example.org', firstName: 'Alice', lastName: 'Archer' };
    await admin('POST', '/users', {
      ...person,
      enabled: true,
      emailVerified: true,
      credentials: [{ type: 'password', value: password, temporary: false }],
    });
    const [user] = (await admin('GET', '/users?username=alice&exact=true')) as readonly Json[];
    const role = await admin('GET', '/roles/ashlar-user');
    await admin('POST', `/users/${String(user?.['id'])}/role-mappings/realm`, [role]);
    // Off in the export: passwords belong into the login page alone.
    const [cli] = (await admin('GET', '/clients?clientId=ashlar-cli')) as readonly Json[];
    await admin('PUT', `/clients/${String(cli?.['id'])}`, { ...cli, directAccessGrantsEnabled: true });
  },
  'login: a password gives a token that both checks accept': async (facts) => {
    const { issuer, kind, username, email, roles } = await verifierOf(facts).verify(
      access(await logIn(facts)),
    );
    const expected = { issuer: issuerOf(facts), kind: 'user', username: 'alice', email: 'alice@example.org' };
    assertSame({ issuer, kind, username, email, roles }, { ...expected, roles: ['member'] });
  },
  'login: a code with PKCE gives one as well': async (facts) => {
    const token = access(await signInByCode(issuerOf(facts), 'alice', password));
    assertSame((await verifierOf(facts).verify(token)).username, 'alice');
  },
  'an ID token and a refresh token are refused': async (facts) => {
    const answer = await logIn(facts);
    for (const name of ['id_token', 'refresh_token']) {
      assertSame(await codeOf(verifierOf(facts).verify(String(answer[name]))), 'UNAUTHENTICATED');
    }
  },
  'refresh: gives a new token, once': async (facts) => {
    const refresh_token = String((await logIn(facts))['refresh_token']);
    const form = { grant_type: 'refresh_token', client_id: 'ashlar-cli', refresh_token };
    const token = access(await askToken(issuerOf(facts), form));
    assertSame((await verifierOf(facts).verify(token)).username, 'alice');
    const again = await askToken(issuerOf(facts), form).catch((error: unknown) => String(error));
    if (!String(again).includes('invalid_grant')) throw new Error('a refresh token worked twice');
  },
  'client credentials: a service under its client id': async (facts) => {
    const token = access(await clientToken(facts, 'notebooks', facts['KEYCLOAK_NOTEBOOKS_SECRET']));
    const { kind, serviceId, roles } = await verifierOf(facts).verify(token);
    assertSame({ kind, serviceId, roles }, { kind: 'service', serviceId: 'notebooks', roles: ['service'] });
  },
  'a client without our audience is refused': async (facts) => {
    const token = access(await clientToken(facts, 'ashlar-sync', facts['KEYCLOAK_SYNC_SECRET']));
    assertSame(await codeOf(verifierOf(facts).verify(token)), 'UNAUTHENTICATED');
  },
  'key rotation: a new key is found, the old one lasts': async (facts) => {
    const verifier = verifierOf(facts);
    const before = access(await logIn(facts));
    const late = access(await logIn(facts));
    await verifier.verify(before);
    await (
      await adminOf(facts)
    )('POST', '/components', {
      ...{ name: 'rotated', providerId: 'rsa-generated', providerType: 'org.keycloak.keys.KeyProvider' },
      config: { priority: ['200'], enabled: ['true'], active: ['true'], algorithm: ['RS256'] },
    });
    const after = access(await logIn(facts));
    if (kidOf(before) === kidOf(after)) throw new Error('the key has not changed');
    assertSame((await verifier.verify(after)).username, 'alice');
    assertSame((await verifier.verify(late)).username, 'alice');
  },
  'clock skew: a token that ended by our clock holds within the tolerance': async (facts) => {
    const admin = await adminOf(facts);
    await admin('PUT', '', { accessTokenLifespan: 2 });
    const token = access(await logIn(facts));
    await admin('PUT', '', { accessTokenLifespan: 300 });
    const strict = { ASHLAR_AUTH_CLOCK_TOLERANCE: '0s' };
    await waitUntil(
      async () => (await codeOf(verifierOf(facts, strict).verify(token))) === 'UNAUTHENTICATED',
      { what: 'the token expires', within: 20_000 },
    );
    const lenient = verifierOf(facts, { ASHLAR_AUTH_CLOCK_TOLERANCE: '1m' });
    assertSame((await lenient.verify(token)).username, 'alice');
  },
  'users: they are listed, looked up, and told of when they change': async (facts) => {
    const admin = await adminOf(facts);
    const directory = directoryOf(facts);
    const { signal } = new AbortController();
    const { asOf } = await directory.changes(undefined, signal);
    const names = { username: 'brief', firstName: 'Brief', lastName: 'Life' };
    await admin('POST', '/users', { ...names, email: 'brief@example.org', enabled: true });
    const page = await directory.list(0, signal);
    const listed = page.users.find(({ username }) => username === 'brief');
    const expected = { username: 'brief', fullName: 'Brief Life', emailVerified: false, enabled: true };
    const { username, fullName, emailVerified, enabled } = listed ?? {};
    assertSame({ username, fullName, emailVerified, enabled }, expected);
    assertSame(page.isLast, true);
    const subject = listed?.subject ?? '';
    const tells = async (): Promise<boolean> => {
      const { subjects, complete } = await directory.changes(asOf, signal);
      return complete && subjects.includes(subject);
    };
    assertSame(await tells(), true);
    await admin('PUT', `/users/${subject}`, { enabled: false });
    assertSame((await directory.find(subject, signal)).user?.enabled, false);
    await admin('DELETE', `/users/${subject}`);
    assertSame((await directory.find(subject, signal)).user, undefined);
    assertSame(await tells(), true);
    assertSame((await directory.changes(new Date(Date.now() + 3_600_000), signal)).subjects, []);
  },
  'realm down: known keys go on, unknown ones are 503, and it recovers': async (facts) => {
    const [warm, cold] = [verifierOf(facts), verifierOf(facts)];
    await warm.ready();
    const token = access(await logIn(facts));
    const group = -Number(facts['KEYCLOAK_PID']);
    process.kill(group, 'SIGSTOP');
    try {
      assertSame((await warm.verify(token)).username, 'alice');
      assertSame(await codeOf(cold.verify(token)), 'UNAVAILABLE');
    } finally {
      process.kill(group, 'SIGCONT');
    }
    await waitUntil(async () => (await codeOf(cold.verify(token))) === 'none', {
      what: 'the realm is back',
      within: 20_000,
    });
  },
};
