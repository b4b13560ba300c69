import { type IdentityProvider, type KeyFault, startIdentityProvider } from '@ashlar/test-identity';
import { eventually } from '@ashlar/test-postgres';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { serve, verifierOf } from './authn.fixture.js';

let provider: IdentityProvider;
beforeEach(async () => {
  provider = await startIdentityProvider();
});
afterEach(() => provider.stop());

const faults: readonly KeyFault[] = ['html', 'error', 'empty', 'hang', 'reset'];

describe.each(faults)('a key endpoint that answers with: %s', (fault) => {
  it('fails requests with 503, and nothing else, until it is back', async () => {
    const { verifier, logger } = verifierOf([provider.issuer], { keyTimeoutMs: 300 });
    const token = await provider.issueToken('alice');
    provider.keyEndpoint.outage(fault);
    await expect(verifier.ready()).rejects.toThrow(/has not answered with its keys/);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
    expect(JSON.stringify(logger.entries)).toContain('does not answer with its keys');
    expect(JSON.stringify(logger.entries)).not.toContain(token);
    provider.keyEndpoint.restore();
    expect(await verifier.verify(token)).toMatchObject({ username: 'alice' });
    await verifier.ready();
  });

  it('takes away no key that is known', async () => {
    // Every use finds the keys too old, and asks.
    const { verifier } = verifierOf([provider.issuer], { keyTimeoutMs: 300, keyMaxAgeMs: -1 });
    await verifier.ready();
    const { requests } = provider.keyEndpoint;
    provider.keyEndpoint.outage(fault);
    expect(await verifier.verify(await provider.issueToken('alice'))).toMatchObject({ username: 'alice' });
    await eventually(() => provider.keyEndpoint.requests > requests);
    const unknown = await provider.issueToken('alice', { signWith: 'unknown' });
    await expect(verifier.verify(unknown)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await verifier.verify(await provider.issueToken('bob'))).toMatchObject({ username: 'bob' });
    await verifier.ready();
  });
});

describe('keys', () => {
  it('are asked for once, however many callers wait for them', async () => {
    const { verifier } = verifierOf([provider.issuer]);
    const tokens = await Promise.all(Array.from({ length: 50 }, () => provider.issueToken('alice')));
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(provider.keyEndpoint.requests).toBe(1);
  });

  it('are not asked for again within the cool-down, however many unknown ones are presented', async () => {
    const { verifier } = verifierOf([provider.issuer], { keyCooldownMs: 3_600_000 });
    await verifier.ready();
    for (let forged = 0; forged < 20; forged++) {
      const token = await provider.issueToken('alice', { signWith: 'unknown', algorithm: 'ES256' });
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(provider.keyEndpoint.requests).toBe(1);
  });

  it('may be rotated: new ones are found, old ones last while they are published', async () => {
    const { verifier } = verifierOf([provider.issuer]);
    const [first, second, third] = await Promise.all([
      provider.issueToken('alice'),
      provider.issueToken('alice'),
      provider.issueToken('alice'),
    ]);
    await verifier.verify(first);
    await provider.rotateKeys();
    expect(await verifier.verify(await provider.issueToken('bob'))).toMatchObject({ username: 'bob' });
    expect(await verifier.verify(second)).toMatchObject({ username: 'alice' });
    await provider.rotateKeys({ keepOld: false });
    expect(await verifier.verify(await provider.issueToken('bob'))).toMatchObject({ username: 'bob' });
    await expect(verifier.verify(third)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('that the provider withdrew are dropped though no new one was ever presented', async () => {
    const { verifier } = verifierOf([provider.issuer], { keyMaxAgeMs: -1 });
    const signedWithOld = await Promise.all(
      Array.from({ length: 200 }, () => provider.issueToken('alice', { algorithm: 'ES256' })),
    );
    await verifier.ready();
    await provider.rotateKeys({ keepOld: false });
    const refusal = await eventually(() =>
      verifier.verify(signedWithOld.pop() ?? '').then(
        () => undefined,
        (error: { code: string }) => error.code,
      ),
    );
    expect(refusal).toBe('UNAUTHENTICATED');
    expect(signedWithOld.length).toBeGreaterThan(0);
  });
});

describe('a provider', () => {
  it('may have a slash at the end of its name', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] };
    const server = await serve((req, res) => {
      const issuer = `${server.url}/`;
      const answers: Record<string, unknown> = {
        '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}keys` },
        '/keys': keys,
      };
      res.setHeader('content-type', 'application/json').end(JSON.stringify(answers[req.url ?? ''] ?? null));
    });
    try {
      const { verifier } = verifierOf([`${server.url}/`]);
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(`${server.url}/`)
        .setAudience('ashlar')
        .setSubject('robot')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey);
      expect(await verifier.verify(token)).toMatchObject({ subject: 'robot', username: 'robot', roles: [] });
    } finally {
      await server.close();
    }
  });

  it.each([
    ['describes itself as another', { issuer: 'https://evil.example.org' }, 'as another issuer'],
    ['names no keys', { jwks_uri: undefined }, 'names no jwks_uri'],
    ['names keys that are no address', { jwks_uri: 'keys' }, 'names no jwks_uri'],
    ['names keys in a file', { jwks_uri: 'data:application/json,{"keys":[{}]}' }, 'less safe than itself'],
    ['names keys elsewhere that are none', {}, 'did not answer with keys'],
  ])('is not believed when it %s', async (_what, document, reason) => {
    const server = await serve((_req, res) => {
      res.end(JSON.stringify({ issuer: server.url, jwks_uri: server.url, ...document }));
    });
    try {
      const { verifier, logger } = verifierOf([server.url]);
      await expect(verifier.ready()).rejects.toThrow(/has not answered/);
      expect(JSON.stringify(logger.entries)).toContain(reason);
    } finally {
      await server.close();
    }
  });

  it('that never stops answering is cut off', async () => {
    const server = await serve((_req, res) => {
      const flood = (): void => {
        while (!res.destroyed && res.write('x'.repeat(65_536)));
        if (!res.destroyed) res.once('drain', flood);
      };
      flood();
    });
    try {
      const { verifier, logger } = verifierOf([server.url], { keyTimeoutMs: 60_000 });
      await expect(verifier.ready()).rejects.toThrow(/has not answered/);
      expect(JSON.stringify(logger.entries)).toContain('answered with more than');
    } finally {
      await server.close();
    }
  });
});
