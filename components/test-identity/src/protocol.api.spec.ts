import { createHash, randomBytes } from 'node:crypto';
import { call, logIn, post, verify, type Answer } from './identity.fixture.js';
import type { IdentityProvider } from './identity.types.js';
import { startIdentityProvider } from './start-identity-provider.js';

let idp: IdentityProvider;

beforeAll(async () => {
  idp = await startIdentityProvider();
});
afterAll(() => idp.stop());

describe('discovery', () => {
  it("names Keycloak's addresses", async () => {
    const { status, body } = await call(`${idp.issuer}/.well-known/openid-configuration`);
    const base = `${idp.issuer}/protocol/openid-connect`;
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer: idp.issuer,
      authorization_endpoint: `${base}/auth`,
      token_endpoint: `${base}/token`,
      jwks_uri: `${base}/certs`,
      userinfo_endpoint: `${base}/userinfo`,
      introspection_endpoint: `${base}/token/introspect`,
      revocation_endpoint: `${base}/revoke`,
      end_session_endpoint: `${base}/logout`,
      device_authorization_endpoint: `${base}/auth/device`,
      code_challenge_methods_supported: ['S256'],
    });
    expect(body['grant_types_supported']).toEqual(
      expect.arrayContaining(['authorization_code', 'client_credentials', 'password', 'refresh_token']),
    );
    expect(idp.issuer).toBe(`${idp.url}/realms/ashlar`);
  });

  it('publishes no private part of a key', async () => {
    const { body } = await call(`${idp.issuer}/protocol/openid-connect/certs`);
    expect(body['keys']).toEqual([
      {
        kty: 'RSA',
        use: 'sig',
        alg: 'RS256',
        kid: expect.any(String),
        n: expect.any(String),
        e: 'AQAB',
      },
    ]);
  });

  it('knows no other realm', async () => {
    const { status, body } = await call(`${idp.url}/realms/other/.well-known/openid-configuration`);
    expect([status, body]).toEqual([404, { error: 'Realm does not exist' }]);
  });
});

describe('password grant', () => {
  it("answers with Keycloak's tokens", async () => {
    const { status, body } = await logIn(idp, 'alice');
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300, scope: 'openid profile email' });
    const claims = await verify(idp, body['access_token']);
    expect(claims).toMatchObject({
      typ: 'Bearer',
      azp: 'ashlar-cli',
      sid: body['session_state'],
      jti: expect.any(String),
      aud: ['ashlar', 'account'],
      preferred_username: 'alice',
      email: 'alice@example.org',
      email_verified: true,
      name: 'Alice Archer',
      given_name: 'Alice',
      family_name: 'Archer',
      groups: ['/astro-lab'],
      realm_access: { roles: expect.arrayContaining(['ashlar-user', 'offline_access']) },
      resource_access: { account: { roles: expect.arrayContaining(['view-profile']) } },
    });
    expect(claims.exp).toBe((claims.iat ?? 0) + 300);
  });

  it('gives an ID token with the profile', async () => {
    const { body } = await logIn(idp, 'bob');
    const payload = String(body['id_token']).split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      typ: 'ID',
      aud: 'ashlar-cli',
      preferred_username: 'bob',
    });
  });

  it('takes the address for the name, and refuses a wrong password as Keycloak does', async () => {
    expect((await logIn(idp, 'ALICE@example.org', idp.passwordOf('alice'))).status).toBe(200);
    const { status, body } = await logIn(idp, 'alice', 'wrong');
    expect([status, body]).toEqual([
      401,
      { error: 'invalid_grant', error_description: 'Invalid user credentials' },
    ]);
  });

  it('is closed to service clients', async () => {
    const form = { grant_type: 'password', username: 'alice', password: idp.passwordOf('alice') };
    expect((await post(idp, 'token', form, 'notebooks')).status).toBe(400);
  });
});

describe('client credentials', () => {
  it("answers with a service account's token", async () => {
    const { status, body } = await post(idp, 'token', { grant_type: 'client_credentials' }, 'notebooks');
    expect(status).toBe(200);
    expect(body).toMatchObject({ refresh_expires_in: 0, scope: 'profile email' });
    expect(body).not.toHaveProperty('refresh_token');
    const claims = await verify(idp, body['access_token']);
    expect(claims).toMatchObject({
      azp: 'notebooks',
      client_id: 'notebooks',
      preferred_username: 'service-account-notebooks',
      realm_access: { roles: expect.arrayContaining(['ashlar-service']) },
    });
    expect(claims).not.toHaveProperty('sid');
    const again = await post(idp, 'token', { grant_type: 'client_credentials' }, 'notebooks');
    expect((await verify(idp, again.body['access_token'])).sub).toBe(claims.sub);
  });

  it('takes the secret from the form too, and refuses a wrong one', async () => {
    const form = { grant_type: 'client_credentials', client_id: 'reporting' };
    const right = await post(idp, 'token', { ...form, client_secret: idp.secretOf('reporting') });
    const wrong = await post(idp, 'token', { ...form, client_secret: 'wrong' });
    expect([right.status, wrong.status, wrong.body['error']]).toEqual([200, 401, 'invalid_client']);
  });
});

describe('tokens that are in use', () => {
  it('refreshes within the session', async () => {
    const { body } = await logIn(idp, 'alice');
    const refresh = { grant_type: 'refresh_token', client_id: 'ashlar-cli' };
    const next = await post(idp, 'token', { ...refresh, refresh_token: String(body['refresh_token']) });
    expect(next.status).toBe(200);
    expect(await verify(idp, next.body['access_token'])).toMatchObject({
      sid: body['session_state'],
      preferred_username: 'alice',
    });
  });

  it('answers userinfo for a good token only', async () => {
    const ask = (token: unknown) =>
      call(`${idp.issuer}/protocol/openid-connect/userinfo`, {
        headers: { authorization: `Bearer ${token}` },
      });
    const good = await ask(await idp.issueToken('bob'));
    expect([good.status, good.body]).toMatchObject([
      200,
      { preferred_username: 'bob', groups: ['/astro-lab'] },
    ]);
    const bad = await ask(await idp.issueToken('bob', { signWith: 'unknown' }));
    expect(bad.status).toBe(401);
    expect(bad.headers.get('www-authenticate')).toMatch(/^Bearer .*invalid_token/);
  });

  it('introspects for confidential clients, until the token is revoked', async () => {
    const { body } = await logIn(idp, 'alice');
    const token = String(body['access_token']);
    expect((await post(idp, 'token/introspect', { token }, 'notebooks')).body).toMatchObject({
      active: true,
      client_id: 'ashlar-cli',
      username: 'alice',
    });
    expect((await post(idp, 'token/introspect', { token, client_id: 'ashlar-cli' })).status).toBe(400);
    expect((await post(idp, 'revoke', { token, client_id: 'ashlar-cli' })).status).toBe(200);
    expect((await post(idp, 'token/introspect', { token }, 'notebooks')).body).toEqual({ active: false });
  });
});

describe('authorization code with PKCE', () => {
  const redirectUri = 'http://127.0.0.1:53817/callback';

  /** A browser: keeps cookies, follows redirects inside the provider, stops at the first page or at the application. */
  function createBrowser() {
    const cookies = new Map<string, string>();
    return async function visit(
      url: string,
      form?: Record<string, string>,
    ): Promise<Answer & { url: string }> {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await call(url, {
        headers: { cookie },
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value) cookies.set(name, value);
        else cookies.delete(name);
      }
      const location = answer.headers.get('location');
      if (!location) return { ...answer, url };
      const next = new URL(location, url).href;
      return next.startsWith(idp.url) ? visit(next) : { ...answer, url: next };
    };
  }

  function authorizeUrl(extra: Record<string, string> = {}): { url: string; verifier: string } {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: 'ashlar-cli',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid',
      state: 'some-state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...extra,
    });
    return { url: `${idp.issuer}/protocol/openid-connect/auth?${query}`, verifier };
  }

  function exchange(callback: string, verifier: string) {
    const code = new URL(callback).searchParams.get('code') ?? '';
    const client = { client_id: 'ashlar-cli', redirect_uri: redirectUri };
    return post(idp, 'token', { grant_type: 'authorization_code', ...client, code, code_verifier: verifier });
  }

  it('signs in through the login page, stays signed in, and signs out', async () => {
    const visit = createBrowser();
    const { url, verifier } = authorizeUrl();
    const login = await visit(url);
    expect(login.body['text']).toContain('name="password"');
    expect(login.body['text']).not.toMatch(/(src|href)=|@import/);

    const refused = await visit(login.url, { username: 'alice', password: 'wrong' });
    expect(refused.body['text']).toContain('Invalid username or password.');

    const callback = await visit(login.url, { username: 'alice', password: idp.passwordOf('alice') });
    expect(callback.url).toContain(`${redirectUri}?code=`);
    expect(new URL(callback.url).searchParams.get('state')).toBe('some-state');
    const { status, body } = await exchange(callback.url, verifier);
    expect(status).toBe(200);
    const claims = await verify(idp, body['access_token']);
    expect(claims).toMatchObject({ preferred_username: 'alice', auth_time: expect.any(Number) });

    const second = authorizeUrl({ prompt: 'none' });
    const silent = await exchange((await visit(second.url)).url, second.verifier);
    expect((await verify(idp, silent.body['access_token'])).sub).toBe(claims.sub);

    const logout = `${idp.issuer}/protocol/openid-connect/logout?id_token_hint=${String(body['id_token'])}`;
    const question = await visit(logout);
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(String(question.body['text'])) ?? [];
    const done = await visit(`${idp.issuer}/protocol/openid-connect/logout/confirm`, { xsrf, logout: 'yes' });
    expect(done.body['text']).toContain('You are signed out.');
    const refresh = { grant_type: 'refresh_token', client_id: 'ashlar-cli' };
    const late = await post(idp, 'token', { ...refresh, refresh_token: String(body['refresh_token']) });
    expect([late.status, late.body['error']]).toEqual([400, 'invalid_grant']);
    const token = String(body['access_token']);
    expect((await post(idp, 'token/introspect', { token }, 'notebooks')).body).toEqual({ active: false });
  });

  it('refuses a code without its verifier, a foreign redirect and a request without PKCE', async () => {
    const visit = createBrowser();
    const { url } = authorizeUrl();
    const login = await visit(url);
    const callback = await visit(login.url, { username: 'bob', password: idp.passwordOf('bob') });
    const other = await exchange(callback.url, randomBytes(32).toString('base64url'));
    expect([other.status, other.body['error']]).toEqual([400, 'invalid_grant']);
    const foreign = await visit(authorizeUrl({ redirect_uri: 'https://example.com/callback' }).url);
    expect([foreign.status, foreign.body['text']]).toEqual([
      400,
      expect.stringContaining('invalid_redirect_uri'),
    ]);
    const plain = await visit(authorizeUrl({ code_challenge: '', code_challenge_method: '' }).url);
    expect(new URL(plain.url).searchParams.get('error')).toBe('invalid_request');
  });

  it('lets a device sign in with a code that a human types', async () => {
    const visit = createBrowser();
    const device = await post(idp, 'auth/device', { client_id: 'ashlar-cli', scope: 'openid' });
    expect(device.status).toBe(200);
    const poll = () =>
      post(idp, 'token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: 'ashlar-cli',
        device_code: String(device.body['device_code']),
      });
    expect((await poll()).body['error']).toBe('authorization_pending');
    const page = String(device.body['verification_uri']);
    const xsrfOf = ({ body }: Answer) => /name="xsrf" value="([^"]+)"/.exec(String(body['text']))?.[1] ?? '';
    const code = { user_code: String(device.body['user_code']) };
    const asked = await visit(page, { ...code, xsrf: xsrfOf(await visit(page)) });
    const login = await visit(page, { ...code, xsrf: xsrfOf(asked), confirm: 'yes' });
    const done = await visit(login.url, { username: 'bob', password: idp.passwordOf('bob') });
    expect(done.body['text']).toContain('Go back to your device');
    expect(await verify(idp, (await poll()).body['access_token'])).toMatchObject({
      preferred_username: 'bob',
    });
  });
});
