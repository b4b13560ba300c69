export { type Authenticator, type AuthenticatorDeps, createAuthenticator } from './authenticator.js';
export { AuthnConfig } from './authn.config.js';
export type { TokenVerifier, VerifiedIdentity } from './authn.types.js';
export { createTokenVerifier, type TokenVerifierDeps } from './token-verifier.js';
