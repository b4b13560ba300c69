import { type IdentityProvider, startIdentityProvider, type TokenOverrides } from '@ashlar/test-identity';
import { decodeProtectedHeader } from 'jose';
import { verifierOf } from './authn.fixture.js';
import type { TokenVerifier } from './index.js';

let provider: IdentityProvider;
let verifier: TokenVerifier;

beforeAll(async () => {
  provider = await startIdentityProvider();
  ({ verifier } = verifierOf([provider.issuer]));
});
afterAll(() => provider.stop());

describe('a good token', () => {
  it('says who the person is', async () => {
    const identity = await verifier.verify(await provider.issueToken('alice'));
    expect(identity).toMatchObject({
      issuer: provider.issuer,
      kind: 'user',
      clientId: 'ashlar-cli',
      username: 'alice',
      email: 'alice@example.org',
      fullName: 'Alice Archer',
      roles: ['member'],
    });
    expect(identity.authenticatedAt).toEqual(identity.issuedAt);
    expect(identity.expiresAt.getTime()).toBeGreaterThan(identity.issuedAt.getTime());
  });

  it.each([
    ['admin', ['admin']],
    ['bob', ['member']],
    ['outsider', []],
    ['notebooks', ['service']],
  ])('maps the roles of %s to %j', async (name, roles) => {
    expect((await verifier.verify(await provider.issueToken(name))).roles).toEqual(roles);
  });

  it('of a client that acts for itself is a service', async () => {
    const identity = await verifier.verify(await provider.issueToken('notebooks'));
    expect(identity).toMatchObject({ kind: 'service', clientId: 'notebooks', authenticatedAt: undefined });
  });

  it('of a person who took the name of a service account is still a person', async () => {
    const claims = { preferred_username: 'service-account-ashlar-cli' };
    const identity = await verifier.verify(await provider.issueToken('outsider', { claims }));
    expect(identity.kind).toBe('user');
  });

  it('gives the roles of our own client, and of no other', async () => {
    const rolesOf = async (client: string): Promise<readonly string[]> => {
      const claims = { resource_access: { [client]: { roles: ['ashlar-admin'] } } };
      return (await verifier.verify(await provider.issueToken('outsider', { claims }))).roles;
    };
    expect(await rolesOf('ashlar')).toEqual(['admin']);
    expect(await rolesOf('somebody-elses')).toEqual([]);
  });

  it.each([
    ['realm_access', 'admin'],
    ['realm_access', { roles: 'ashlar-admin' }],
    ['realm_access', { roles: [null, { length: 1 }] }],
    ['resource_access', null],
  ])('may say anything as %s without any harm: %j', async (claim, value) => {
    const claims = { realm_access: {}, [claim]: value };
    expect((await verifier.verify(await provider.issueToken('admin', { claims }))).roles).toEqual([]);
  });

  it.each<[string, TokenOverrides]>([
    ['with several audiences', { audience: ['other', 'ashlar'] }],
    ['that expired within the tolerance', { ttlSeconds: -10 }],
    ['that starts within the tolerance', { notBeforeSeconds: 10 }],
    ['signed with PS256', { algorithm: 'PS256' }],
    ['signed with ES256', { algorithm: 'ES256' }],
    ['signed with EdDSA', { algorithm: 'EdDSA' }],
  ])('is one %s too', async (_how, overrides) => {
    expect(await verifier.verify(await provider.issueToken('bob', overrides))).toMatchObject({
      username: 'bob',
    });
  });
});

describe('a bad token', () => {
  it.each<[string, TokenOverrides, RegExp]>([
    ['has expired', { ttlSeconds: -120 }, /has expired/],
    ['is not valid yet', { notBeforeSeconds: 120 }, /no acceptable nbf/],
    ['never expires', { omit: ['exp'] }, /no acceptable exp/],
    ['does not say when it was issued', { omit: ['iat'] }, /no acceptable iat/],
    ['is about nobody', { omit: ['sub'] }, /no acceptable sub/],
    ['is about somebody who cannot be stored', { claims: { sub: 'a\0b' } }, /no acceptable sub/],
    ['is about somebody with an endless id', { claims: { sub: 's'.repeat(300) } }, /no acceptable sub/],
    ['is for nobody', { omit: ['aud'] }, /no acceptable aud/],
    ['is for another audience', { audience: 'account' }, /no acceptable aud/],
    ['is for an audience that only begins like ours', { audience: 'ashlar-dev' }, /no acceptable aud/],
    ['is from a foreign issuer', { issuer: 'https://evil.example.org' }, /issuer that is not accepted/],
    ['has no issuer', { omit: ['iss'] }, /issuer that is not accepted/],
    ['is not signed', { algorithm: 'none' }, /algorithm that is not accepted/],
    ['is signed with the public key as a secret', { algorithm: 'HS256' }, /algorithm that is not accepted/],
    ['is signed with an unknown key', { signWith: 'unknown' }, /not valid/],
    ['is an ID token', { claims: { typ: 'ID' } }, /another kind/],
    ['is a refresh token', { claims: { typ: 'Refresh' } }, /another kind/],
    ['is longer than any', { claims: { padding: 'x'.repeat(20_000) } }, /too long/],
  ])('is refused when it %s', async (_why, overrides, message) => {
    const token = await provider.issueToken('alice', overrides);
    await expect(verifier.verify(token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringMatching(message),
    });
  });

  it('is refused when it names our key and is signed with another', async () => {
    const { kid = null } = decodeProtectedHeader(await provider.issueToken('alice'));
    const token = await provider.issueToken('alice', { kid, signWith: 'unknown' });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is refused when a claim was changed after it was signed', async () => {
    const [header, , signature] = (await provider.issueToken('outsider')).split('.');
    const [, payload] = (await provider.issueToken('admin')).split('.');
    await expect(verifier.verify(`${header}.${payload}.${signature}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it.each(['', '.', '..', 'not-a-token', 'a.b.c', 'eyJ.eyJ.', `${'a'.repeat(100)}.${'b'.repeat(100)}.c`])(
    'is refused when it is no token at all: "%s"',
    async (token) => {
      await expect(verifier.verify(token)).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
        message: 'The access token is not valid',
      });
    },
  );
});

describe('several providers', () => {
  it('vouch for their own people alone', async () => {
    const other = await startIdentityProvider({ realm: 'partner' });
    try {
      const { verifier: both } = verifierOf([provider.issuer, other.issuer]);
      const here = await both.verify(await provider.issueToken('alice'));
      const there = await both.verify(await other.issueToken('alice'));
      expect([here.issuer, there.issuer]).toEqual([provider.issuer, other.issuer]);
      expect([here.roles, there.roles]).toEqual([['member'], []]);
      const service = await both.verify(await provider.issueToken('notebooks'));
      const namesake = await both.verify(await other.issueToken('notebooks'));
      expect(service).toMatchObject({ serviceId: 'notebooks', roles: ['service'] });
      expect(namesake).toMatchObject({ kind: 'service', serviceId: `${other.issuer} notebooks`, roles: [] });
      await expect(
        both.verify(await other.issueToken('alice', { issuer: provider.issuer })),
      ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    } finally {
      await other.stop();
    }
  });
});
