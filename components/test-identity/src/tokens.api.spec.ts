import { createPublicKey } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { call, logIn, post, verify } from './identity.fixture.js';
import { UnknownNameError } from './identity.errors.js';
import type { IdentityProvider, KeyFault } from './identity.types.js';
import { startIdentityProvider } from './start-identity-provider.js';

let idp: IdentityProvider;
const now = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  idp = await startIdentityProvider({
    users: [{ username: 'Carol', realmRoles: ['auditor'], groups: ['/astro-lab/optics'] }],
    clients: [{ clientId: 'exporter', serviceAccountRoles: [] }],
  });
});
afterAll(() => idp.stop());

const publishedKids = async () => {
  const { body } = await call(`${idp.issuer}/protocol/openid-connect/certs`);
  return (body['keys'] as { kid: string }[]).map(({ kid }) => kid);
};

describe('issueToken', () => {
  it.each([
    ['admin', ['ashlar-admin']],
    ['alice', ['ashlar-user']],
    ['outsider', []],
    ['carol', ['auditor']],
    ['notebooks', ['ashlar-service']],
    ['exporter', []],
  ])('gives %s a token for 12 hours that verifies', async (name, roles) => {
    const claims = await verify(idp, await idp.issueToken(name));
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(43_200);
    expect(claims['realm_access']).toEqual({
      roles: ['default-roles-ashlar', 'offline_access', 'uma_authorization', ...roles],
    });
  });

  it('names who can have one', async () => {
    expect(idp.tokenNames).toEqual(
      expect.arrayContaining(['admin', 'alice', 'bob', 'outsider', 'notebooks', 'reporting', 'ashlar-sync']),
    );
    expect(idp.tokenNames).not.toContain('ashlar-cli');
    await expect(idp.issueToken('nobody')).rejects.toThrow(UnknownNameError);
  });

  it('knows the generated passwords and secrets, and no others', () => {
    expect(idp.passwordOf('Carol')).toHaveLength(24);
    expect(idp.secretOf('exporter')).toHaveLength(24);
    expect(() => idp.passwordOf('nobody')).toThrow(UnknownNameError);
    expect(() => idp.secretOf('ashlar-cli')).toThrow(UnknownNameError);
  });

  it('gives the same person in every token', async () => {
    const { body } = await logIn(idp, 'alice');
    const subject = decodeJwt(String(body['access_token'])).sub;
    expect(decodeJwt(await idp.issueToken('alice')).sub).toBe(subject);
  });

  it('bends every claim', async () => {
    const token = await idp.issueToken('carol', {
      ttlSeconds: -5,
      notBeforeSeconds: 60,
      issuer: 'https://gitlab.example.org',
      audience: 'other',
      clientId: 'web',
      claims: { nickname: 'caz', email: 'c@example.org' },
      omit: ['iat', 'typ'],
      type: 'at+jwt',
    });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: 'https://gitlab.example.org',
      aud: 'other',
      azp: 'web',
      nickname: 'caz',
      email: 'c@example.org',
      groups: ['/astro-lab/optics'],
    });
    expect(claims).not.toHaveProperty('iat');
    expect(claims).not.toHaveProperty('typ');
    expect(claims.exp).toBeLessThan(now());
    expect(claims.nbf).toBeGreaterThan(now());
    expect(decodeProtectedHeader(token).typ).toBe('at+jwt');
    await expect(verify(idp, token)).rejects.toThrow();
  });

  it('signs with a key that nobody knows, under its own or a stolen kid', async () => {
    const [kid = ''] = await publishedKids();
    const unknown = await idp.issueToken('alice', { signWith: 'unknown' });
    const stolen = await idp.issueToken('alice', { signWith: 'unknown', kid });
    await expect(verify(idp, unknown)).rejects.toThrow('no applicable key found');
    await expect(verify(idp, stolen)).rejects.toThrow('signature verification failed');
    expect(decodeProtectedHeader(await idp.issueToken('alice', { kid: null }))).not.toHaveProperty('kid');
  });

  it.each(['ES256', 'PS256', 'RS512'] as const)(
    'publishes a key for %s when asked to sign with it',
    async (algorithm) => {
      const token = await idp.issueToken('alice', { algorithm });
      expect(decodeProtectedHeader(token).alg).toBe(algorithm);
      expect(await verify(idp, token)).toMatchObject({ preferred_username: 'alice' });
      const login = await logIn(idp, 'alice');
      expect(decodeProtectedHeader(String(login.body['access_token'])).alg).toBe('RS256');
    },
  );

  it('makes the tokens of the classic attacks', async () => {
    const unsigned = await idp.issueToken('alice', { algorithm: 'none' });
    expect(unsigned.split('.')[2]).toBe('');
    await expect(verify(idp, unsigned)).rejects.toThrow();

    const confused = await idp.issueToken('alice', { algorithm: 'HS256' });
    const { body } = await call(`${idp.issuer}/protocol/openid-connect/certs`);
    const keys = body['keys'] as { kid: string; alg: string }[];
    const jwk = keys.find(({ kid }) => kid === decodeProtectedHeader(confused).kid);
    expect(jwk?.alg).toBe('RS256');
    const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const secret = new TextEncoder().encode(String(pem));
    expect((await jwtVerify(confused, secret)).payload).toMatchObject({ preferred_username: 'alice' });
    await expect(verify(idp, confused)).rejects.toThrow();
  });

  it('shifts the clock of every access token', async () => {
    idp.setClockSkew(3600);
    const { body } = await logIn(idp, 'alice');
    const issued = [await idp.issueToken('alice'), String(body['access_token'])].map(
      (token) => decodeJwt(token).iat,
    );
    idp.setClockSkew(0);
    for (const iat of issued) expect(Math.abs((iat ?? 0) - now() - 3600)).toBeLessThan(30);
  });
});

describe('rotation', () => {
  it('overlaps, then ends; refresh tokens live on', async () => {
    const before = await logIn(idp, 'alice');
    const oldKids = await publishedKids();
    const kid = await idp.rotateKeys();
    expect(await publishedKids()).toEqual([kid, ...oldKids]);
    const after = await logIn(idp, 'alice');
    expect(decodeProtectedHeader(String(after.body['access_token'])).kid).toBe(kid);
    expect(decodeProtectedHeader(await idp.issueToken('alice')).kid).toBe(kid);
    await verify(idp, before.body['access_token']);
    await verify(idp, after.body['access_token']);

    idp.retireOldKeys();
    await expect(verify(idp, before.body['access_token'])).rejects.toThrow('no applicable key found');
    await verify(idp, after.body['access_token']);
    const refresh = { grant_type: 'refresh_token', client_id: 'ashlar-cli' };
    const next = await post(idp, 'token', {
      ...refresh,
      refresh_token: String(before.body['refresh_token']),
    });
    expect(decodeProtectedHeader(String(next.body['access_token'])).kid).toBe(kid);
  });

  it('can drop the old keys at once', async () => {
    const old = await idp.issueToken('alice');
    const kid = await idp.rotateKeys({ keepOld: false });
    expect(await publishedKids()).toEqual([kid]);
    await expect(verify(idp, old)).rejects.toThrow('no applicable key found');
  });
});

describe('the key endpoint', () => {
  const certs = (init?: RequestInit) => call(`${idp.issuer}/protocol/openid-connect/certs`, init);

  it('counts, and fails as often as told', async () => {
    const before = idp.keyEndpoint.requests;
    idp.keyEndpoint.failNext('html');
    idp.keyEndpoint.failNext('error', 2);
    const answers = [await certs(), await certs(), await certs(), await certs()];
    expect(answers.map(({ status }) => status)).toEqual([200, 500, 500, 200]);
    expect(answers[0]?.headers.get('content-type')).toBe('text/html');
    expect(answers[3]?.body).toHaveProperty('keys');
    expect(idp.keyEndpoint.requests - before).toBe(4);
  });

  it.each<[KeyFault, object]>([
    ['empty', { status: 200, body: { keys: [] } }],
    ['error', { status: 500 }],
  ])('stays %s until restored', async (fault, answer) => {
    idp.keyEndpoint.outage(fault);
    expect(await certs()).toMatchObject(answer);
    expect(await certs()).toMatchObject(answer);
    idp.keyEndpoint.restore();
    expect((await certs()).body['keys']).toHaveLength(1);
  });

  it('hangs until restored, and cuts the line', async () => {
    idp.keyEndpoint.outage('hang');
    const before = idp.keyEndpoint.requests;
    const abort = new AbortController();
    const given = certs({ signal: abort.signal });
    const patient = certs();
    while (idp.keyEndpoint.requests < before + 2) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await expect(given).rejects.toThrow();
    idp.keyEndpoint.restore();
    expect((await patient).body['keys']).toHaveLength(1);
    idp.keyEndpoint.failNext('reset');
    await expect(certs()).rejects.toThrow();
  });
});
