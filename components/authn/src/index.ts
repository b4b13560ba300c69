export { heldInKeyPairs } from './held.repository.js';
export { type Authenticator, type AuthenticatorDeps, createAuthenticator } from './authenticator.js';
export { AuthnConfig } from './authn.config.js';
export type { TokenScheme, TokenVerifier, VerifiedIdentity } from './authn.types.js';
export { createTokenVerifier, type TokenVerifierDeps } from './token-verifier.js';
export { authnEntities } from './personal-tokens.entity.js';
export { PersonalTokenNotFound } from './personal-tokens.errors.js';
export { authnSchema, createPersonalTokens, type PersonalTokensDeps } from './personal-tokens.service.js';
export type { NewPersonalToken, PersonalToken, PersonalTokens } from './personal-tokens.types.js';
export {
  type ClusterAnswer,
  type ClusterRequest,
  type ClusterRequests,
  createClusterRequests,
} from './cluster-requests.js';
export { createServiceAccounts, type ServiceAccountsDeps } from './service-accounts.js';
export { ServiceAccountsConfig } from './service-accounts.config.js';
export { forgetTokens } from './forget-tokens.js';
export {
  createInternalTokens,
  type InternalGrant,
  type InternalToken,
  type InternalTokens,
  type InternalTokensDeps,
} from './internal-tokens.js';
export { createTokenRevocations, type RevokedToken, type TokenRevocations } from './token-revocations.js';
export { InternalTokensConfig } from './internal-tokens.config.js';
export { createKeyPairs, type KeyPairsDeps, keyPairsOfUsers } from './key-pairs.service.js';
export { KeyPairsConfig } from './key-pairs.config.js';
export { KeyPairNotFound } from './key-pairs.errors.js';
export type { KeyPair, KeyPairs, KeyPairsOfUsers, NewKeyPair, SignedRequest } from './key-pairs.types.js';
