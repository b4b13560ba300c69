import { type IdentityProvider, startIdentityProvider, type TokenOverrides } from '@ashlar/test-identity';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import KeycloakConnect from 'keycloak-connect';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { serve, verifierOf } from './authn.fixture.js';
import { createKeycloakCheck } from './keycloak-connect.js';

let provider: IdentityProvider;
beforeEach(async () => {
  provider = await startIdentityProvider();
});
afterEach(() => provider.stop());

/** keycloak-connect as its guide sets it up. */
function bare(settings: object = {}): { createGrant(data: string): Promise<unknown> } {
  const config = {
    realm: 'ashlar',
    'auth-server-url': provider.url,
    resource: 'ashlar',
    'bearer-only': true,
    'ssl-required': 'external',
    'confidential-port': 0,
    ...settings,
  };
  return new KeycloakConnect({}, config).grantManager as unknown as ReturnType<typeof bare>;
}
const grantOf = (token: string): string => JSON.stringify({ access_token: token });

describe('a token that keycloak-connect by itself takes', () => {
  it.each<[string, TokenOverrides]>([
    ['without exp', { omit: ['exp'] }],
    ['with a future nbf', { notBeforeSeconds: 3_600 }],
    ['for another audience', { audience: 'somebody-else' }],
  ])('is refused here: %s', async (_what, overrides) => {
    const token = await provider.issueToken('alice', overrides);
    expect(await bare().createGrant(grantOf(token))).toBeDefined();
    const { verifier } = verifierOf([provider.issuer]);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('a key endpoint', () => {
  it('that answers with HTML ends a process that uses keycloak-connect alone, and fails one request here', async () => {
    const token = await provider.issueToken('alice');
    provider.keyEndpoint.outage('html');
    const script = `
      import KeycloakConnect from 'keycloak-connect';
      const manager = new KeycloakConnect({}, ${JSON.stringify({
        realm: 'ashlar',
        'auth-server-url': provider.url,
        resource: 'ashlar',
        'bearer-only': true,
      })}).grantManager;
      await manager.createGrant(${JSON.stringify(grantOf(token))}).catch(() => console.log('refused'));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const [code] = (await once(child, 'close')) as [number];
    expect(output).toContain('SyntaxError');
    expect(output).not.toContain('refused');
    expect(code).not.toBe(0);
    const { verifier } = verifierOf([provider.issuer]);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('that hangs holds a request of keycloak-connect alone, and fails one here', async () => {
    const token = await provider.issueToken('alice');
    provider.keyEndpoint.outage('hang');
    const alone = bare().createGrant(grantOf(token));
    const { verifier } = verifierOf([provider.issuer], { keyTimeoutMs: 300 });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await Promise.race([alone, Promise.resolve('still waiting')])).toBe('still waiting');
    provider.keyEndpoint.restore();
    expect(await alone).toBeDefined();
  });

  it('is asked once for both checks', async () => {
    const { verifier } = verifierOf([provider.issuer]);
    expect(await verifier.verify(await provider.issueToken('alice'))).toMatchObject({ username: 'alice' });
    expect(provider.keyEndpoint.requests).toBe(1);
  });
});

describe('keycloak-connect', () => {
  it('is asked about tokens of a realm, unless it is switched off', async () => {
    const token = await provider.issueToken('alice', { omit: ['typ'] });
    const refusing = verifierOf([provider.issuer]).verifier;
    await expect(refusing.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const { verifier } = verifierOf([provider.issuer], { keycloakConnect: 'off' });
    expect(await verifier.verify(token)).toMatchObject({ username: 'alice' });
  });

  it('checks the audience, and takes keys from nowhere but us', async () => {
    const keys = {
      keyFor: async () => {
        throw new Error('asked');
      },
    };
    const check = createKeycloakCheck({ issuer: provider.issuer, audience: 'ashlar', keys });
    await expect(check?.check(await provider.issueToken('alice', { audience: 'other' }))).rejects.toThrow(
      /audience/,
    );
    await expect(check?.check(await provider.issueToken('alice'))).rejects.toThrow();
    expect(provider.keyEndpoint.requests).toBe(0);
  });

  it.each([
    'https://gitlab.example.org',
    'https://id.example.org/realms/',
    'https://id.example.org/realms/a/',
  ])('has nothing to do with %s', (issuer) => {
    const keys = { keyFor: () => Promise.reject(new Error('asked')) };
    expect(createKeycloakCheck({ issuer, audience: 'ashlar', keys })).toBeUndefined();
  });
});

describe.each(['RS256', 'ES256'])('a GitLab-shaped issuer that signs with %s', (alg) => {
  it('is believed about its people beside the realm, and about nothing else', async () => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'gitlab', alg, use: 'sig' }] };
    const gitlab = await serve((req, res) => {
      const answers: Record<string, unknown> = {
        '/.well-known/openid-configuration': {
          issuer: gitlab.url,
          jwks_uri: `${gitlab.url}/oauth/discovery/keys`,
        },
        '/oauth/discovery/keys': keys,
      };
      res.setHeader('content-type', 'application/json').end(JSON.stringify(answers[req.url ?? ''] ?? {}));
    });
    try {
      const sign = (issuer: string): Promise<string> =>
        new SignJWT({
          nickname: 'alice',
          name: 'Alice Archer',
          email: 'alice@example.org',
          email_verified: true,
          groups_direct: ['astro'],
          realm_access: { roles: ['ashlar-admin'] },
          resource_access: { ashlar: { roles: ['ashlar-user'] } },
        })
          .setProtectedHeader({ alg, kid: 'gitlab', typ: 'JWT' })
          .setIssuer(issuer)
          .setSubject('4711')
          .setAudience('ashlar')
          .setIssuedAt()
          .setExpirationTime('10m')
          .sign(privateKey);
      const { verifier } = verifierOf([provider.issuer, gitlab.url]);
      expect(await verifier.verify(await sign(gitlab.url))).toMatchObject({
        issuer: gitlab.url,
        subject: '4711',
        kind: 'user',
        email: 'alice@example.org',
        roles: [],
      });
      await expect(verifier.verify(await sign(provider.issuer))).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      });
      const { verifier: trusting } = verifierOf([provider.issuer, gitlab.url], { roleIssuers: [gitlab.url] });
      expect((await trusting.verify(await sign(gitlab.url))).roles).toEqual(['admin', 'member']);
      expect((await trusting.verify(await provider.issueToken('admin'))).roles).toEqual([]);
    } finally {
      await gitlab.close();
    }
  });
});
