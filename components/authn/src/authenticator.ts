import { type Actor, anonymous } from '@ashlar/database';
import { Unauthenticated } from '@ashlar/errors';
import type { TokenScheme, TokenVerifier, VerifiedIdentity } from './authn.types.js';

export interface AuthenticatorDeps {
  readonly verifier: TokenVerifier;
  /** Finds or makes whoever the identity stands for here. */
  readonly actorFor: (identity: VerifiedIdentity) => Promise<Actor>;
  /** Other kinds of tokens, asked in this order before the verifier. A token that one recognises goes nowhere else. */
  readonly schemes?: readonly TokenScheme[];
}

/** Turns an Authorization header into an actor. */
export interface Authenticator {
  /**
   * No header is an anonymous caller; a bad one never is.
   * @throws {Unauthenticated | Unavailable}
   */
  authenticate(authorization: string | undefined): Promise<Actor>;
}

export function createAuthenticator({ verifier, actorFor, schemes = [] }: AuthenticatorDeps): Authenticator {
  return {
    async authenticate(authorization) {
      if (authorization === undefined) return anonymous;
      const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
      if (token === undefined) throw new Unauthenticated('The Authorization header carries no bearer token');
      const scheme = schemes.find((one) => one.recognises(token));
      if (scheme) return scheme.authenticate(token);
      return actorFor(await verifier.verify(token));
    },
  };
}
