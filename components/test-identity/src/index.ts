export { UnknownNameError } from './identity.errors.js';
export type {
  ClientSeed,
  IdentityProvider,
  IdentityProviderOptions,
  KeyEndpoint,
  KeyFault,
  TokenAlgorithm,
  TokenOverrides,
  UserSeed,
} from './identity.types.js';
export { startIdentityProvider } from './start-identity-provider.js';
