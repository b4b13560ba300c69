import type { JWTPayload } from 'jose';

/** How to start the provider. */
export interface IdentityProviderOptions {
  /** 0, the default, takes any free port. The issuer contains the port: keep it when tokens shall outlive a restart. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default `ashlar`. */
  readonly realm?: string;
  /**
   * Keeps keys, users, groups and events between runs (mode 600), serves `POST /stack/tokens`, and writes the generated
   * passwords to `credentials.json`. Without it all of that is in memory. Logins and refresh tokens always are.
   */
  readonly stateDir?: string;
  /** Besides the demo users. Those already there are left as they are. */
  readonly users?: readonly UserSeed[];
  /** Besides the demo clients. Those already there are left as they are. */
  readonly clients?: readonly ClientSeed[];
  /** Of access tokens from the token endpoint. Default 300, as Keycloak's. */
  readonly accessTokenTtlSeconds?: number;
}

/** A user who exists from the start. */
export interface UserSeed {
  readonly username: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly realmRoles?: readonly string[];
  /** Paths, such as `/astro-lab`. Missing groups are made. */
  readonly groups?: readonly string[];
  /** Default: generated. */
  readonly password?: string;
}

/** A client that exists from the start. */
export interface ClientSeed {
  readonly clientId: string;
  /** No secret, PKCE required. */
  readonly public?: boolean;
  /** Loopback addresses match with any port. */
  readonly redirectUris?: readonly string[];
  /** Allows the password grant. */
  readonly passwordGrant?: boolean;
  /** Gives the client a service account (client credentials grant) with these realm roles. */
  readonly serviceAccountRoles?: readonly string[];
  /** Roles of the service account on other clients, such as `{ 'realm-management': ['view-users'] }`. */
  readonly serviceAccountClientRoles?: Readonly<Record<string, readonly string[]>>;
  /** Default: generated. */
  readonly secret?: string;
}

/** How a token shall differ from a good one. */
export interface TokenOverrides {
  /** From now to `exp`. Default 43,200 (12 h). Negative: expired. */
  readonly ttlSeconds?: number;
  /** Sets `nbf` this far from now. */
  readonly notBeforeSeconds?: number;
  readonly issuer?: string;
  readonly audience?: string | readonly string[];
  /** The client that asked for a user's token (`azp`). Default `ashlar-cli`. */
  readonly clientId?: string;
  /** Default `openid profile email`. */
  readonly scope?: string;
  /** Added to the payload, over everything else. */
  readonly claims?: JWTPayload;
  /** Claims to leave out, such as `exp`. */
  readonly omit?: readonly string[];
  /**
   * Default RS256. The realm publishes a key of another asymmetric algorithm from the first token on. `HS256` is signed
   * with the public key's PEM text as the secret (the confusion attack); `none` is not signed.
   */
  readonly algorithm?: TokenAlgorithm;
  /** What the header says; `null` leaves it out. The signing key stays the same. */
  readonly kid?: string | null;
  /** Header `typ`. Default `JWT`. */
  readonly type?: string;
  /** `unknown` signs with a key that was never published, under its own kid unless `kid` says otherwise. */
  readonly signWith?: 'current' | 'unknown';
}

/** What `issueToken` can sign with. */
export type TokenAlgorithm =
  'RS256' | 'RS384' | 'RS512' | 'PS256' | 'ES256' | 'ES384' | 'EdDSA' | 'HS256' | 'none';

/** What the key endpoint answers instead of keys: an HTML page with 200, 500, 200 without keys, nothing, a cut. */
export type KeyFault = 'html' | 'error' | 'empty' | 'hang' | 'reset';

/** The key endpoint (`/protocol/openid-connect/certs`) seen from a test. */
export interface KeyEndpoint {
  /** How often it was asked, faults included. */
  readonly requests: number;
  /** The next `times` (1) requests fail. */
  failNext(fault: KeyFault, times?: number): void;
  /** All requests fail until `restore`. */
  outage(fault: KeyFault): void;
  /** Answers again, also to those that hang. */
  restore(): void;
}

/** A running provider. */
export interface IdentityProvider {
  /** Without a trailing slash: what Keycloak calls the auth server. */
  readonly url: string;
  /** `<url>/realms/<realm>`. */
  readonly issuer: string;
  readonly port: number;
  /** Users and clients with a service account that exist from the start: names for `issueToken`. */
  readonly tokenNames: readonly string[];
  readonly keyEndpoint: KeyEndpoint;
  /**
   * An access token for a username, or for the service account of a client; whether the user is enabled is not asked.
   * Throws UnknownNameError.
   */
  issueToken(name: string, overrides?: TokenOverrides): Promise<string>;
  /** Throws UnknownNameError, also for users whose password was set through the admin endpoints. */
  passwordOf(username: string): string;
  /** Throws UnknownNameError, also for public clients. */
  secretOf(clientId: string): string;
  /** Signs with a new key from now on and returns its kid. `keepOld` (true) leaves the old keys published. */
  rotateKeys(options?: { readonly keepOld?: boolean }): Promise<string>;
  /** Ends an overlap: only the current keys stay published. */
  retireOldKeys(): void;
  /** Shifts the time in access tokens issued from now on. Positive: the provider's clock is ahead. */
  setClockSkew(seconds: number): void;
  /** Writes what is not yet kept and closes every connection. May be called again. */
  stop(): Promise<void>;
}
