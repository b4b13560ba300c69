import { anonymous } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import { createAuthenticator, type TokenVerifier, type VerifiedIdentity } from './index.js';

const asked: string[] = [];
const verifier: TokenVerifier = {
  async verify(token) {
    asked.push(token);
    if (token !== 'good') throw new Unauthenticated('The access token is not valid');
    return { subject: 'alice', roles: ['member'] } as unknown as VerifiedIdentity;
  },
  ready: () => Promise.resolve(),
};
const authenticator = createAuthenticator({
  verifier,
  actorFor: async ({ subject, roles }) => ({ kind: 'user', id: subject, roles }),
});

beforeEach(() => void asked.splice(0));

describe('the authenticator', () => {
  it('takes a caller without a credential for anonymous', async () => {
    expect(await authenticator.authenticate(undefined)).toBe(anonymous);
  });

  it.each(['Bearer good', 'bearer good', 'BEARER   good'])('reads "%s"', async (header) => {
    expect(await authenticator.authenticate(header)).toEqual({
      kind: 'user',
      id: 'alice',
      roles: ['member'],
    });
  });

  it.each(['', ' ', 'Bearer', 'Bearer ', 'Basic Z29vZA==', 'good', 'Bearer good good', 'Bearer good,good'])(
    'refuses "%s" without asking anybody, and never takes it for anonymous',
    async (header) => {
      await expect(authenticator.authenticate(header)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
      expect(asked).toEqual([]);
    },
  );

  it('refuses a bad token', async () => {
    await expect(authenticator.authenticate('Bearer bad')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(asked).toEqual(['bad']);
  });
});
