import type { Actor } from '@ashlar/database';

/** What a verified token says about its bearer. */
export interface VerifiedIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** A person, or a client that acts for itself. */
  readonly kind: 'user' | 'service';
  /** The client that the token was issued to. */
  readonly clientId: string | undefined;
  /**
   * What a service acts under; undefined for a person. The client id for the first issuer, `<issuer> <client id>` for
   * another, so that no issuer can name a client of the first.
   */
  readonly serviceId: string | undefined;
  readonly username: string;
  readonly email: string | undefined;
  /** False also where the provider does not say. */
  readonly emailVerified: boolean;
  readonly fullName: string | undefined;
  /** Slug of the domain that the provider places the person in; undefined where it says nothing that counts. */
  readonly homeDomain: string | undefined;
  /** Platform roles: `admin`, `member`, `service`. */
  readonly roles: readonly string[];
  /** When the person last showed a credential to the provider; undefined where it does not say. */
  readonly authenticatedAt: Date | undefined;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Verifies access tokens. */
export interface TokenVerifier {
  /**
   * @throws {Unauthenticated} when the token is not valid now, whatever the reason.
   * @throws {Unavailable} when its provider does not answer and its key is not known.
   */
  verify(token: string): Promise<VerifiedIdentity>;
  /** Resolves once the keys of every provider have been seen; a later outage does not change that. */
  ready(): Promise<void>;
}

/** A kind of bearer token beside the access tokens of OpenID providers. */
export interface TokenScheme {
  /** By its outside alone; says nothing about whether it is good. */
  recognises(token: string): boolean;
  /** @throws {Unauthenticated | Unavailable} */
  authenticate(token: string): Promise<Actor>;
}
