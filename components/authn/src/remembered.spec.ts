import { jest } from '@jest/globals';
import type { IdentityProvider } from '@ashlar/test-identity';
import { startIdentityProvider } from '@ashlar/test-identity';
import { verifierOf } from './authn.fixture.js';
import type { VerifiedIdentity } from './index.js';
import { rememberTokens } from './remembered.js';

const now = Date.parse('2026-01-01T00:00:00Z');

function identity(username: string, secondsLeft = 60): VerifiedIdentity {
  return {
    issuer: 'https://id.example.org',
    subject: username,
    kind: 'user',
    clientId: undefined,
    serviceId: undefined,
    username,
    email: undefined,
    emailVerified: false,
    fullName: undefined,
    roles: [],
    authenticatedAt: undefined,
    homeDomain: undefined,
    issuedAt: new Date(now),
    expiresAt: new Date(now + secondsLeft * 1000),
  };
}

describe('remembered tokens', () => {
  const clock = jest.spyOn(Date, 'now');
  beforeEach(() => clock.mockReturnValue(now));
  afterAll(() => clock.mockRestore());

  it('are found until they expire, and then forgotten', () => {
    const remembered = rememberTokens(10);
    const alice = identity('alice');
    remembered.keep('token', alice);
    clock.mockReturnValue(now + 59_999);
    expect(remembered.find('token')).toBe(alice);
    clock.mockReturnValue(now + 60_000);
    expect(remembered.find('token')).toBeUndefined();
    expect(remembered.size()).toBe(0);
  });

  it('are bounded: the one used longest ago goes first', () => {
    const remembered = rememberTokens(2);
    remembered.keep('first', identity('first'));
    remembered.keep('second', identity('second'));
    remembered.find('first');
    remembered.keep('third', identity('third'));
    expect(remembered.size()).toBe(2);
    expect(['first', 'second', 'third'].map((token) => remembered.find(token)?.username)).toEqual([
      'first',
      undefined,
      'third',
    ]);
  });

  it('stay bounded through ten thousand callers', () => {
    const remembered = rememberTokens(100);
    for (let caller = 0; caller < 10_000; caller++) remembered.keep(`token ${caller}`, identity('someone'));
    expect(remembered.size()).toBe(100);
  });
});

describe('the verifier', () => {
  let provider: IdentityProvider;
  beforeAll(async () => {
    provider = await startIdentityProvider();
  });
  afterAll(() => provider.stop());

  it('verifies a token once, and each of several tokens for itself', async () => {
    const { verifier } = verifierOf([provider.issuer]);
    const [alice, bob, again] = await Promise.all(
      ['alice', 'bob', 'alice'].map((name) => provider.issueToken(name)),
    );
    const known = await verifier.verify(alice ?? '');
    expect(await verifier.verify(alice ?? '')).toBe(known);
    expect(await verifier.verify(again ?? '')).not.toBe(known);
    expect((await verifier.verify(bob ?? '')).username).toBe('bob');
  });

  it('remembers no refusal: what was not valid may become so', async () => {
    const { verifier } = verifierOf([provider.issuer], { keyTimeoutMs: 300 });
    const token = await provider.issueToken('alice');
    provider.keyEndpoint.failNext('error');
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await verifier.verify(token)).toMatchObject({ username: 'alice' });
  });
});
