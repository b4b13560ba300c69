export { NotForDotenv, toDotenv } from './dotenv.js';
export { createSecretFiles, isInMemory, type SecretFiles, type SecretFilesOptions } from './files.js';
export { SecretsRefused } from './refused.js';
export {
  type ClientTokenOptions,
  createClientToken,
  requestStorageGrant,
  type StorageGrantOptions,
} from './requests.js';
export {
  createSecretsClient,
  type DeliveredSecret,
  type SecretsClient,
  type SecretsClientOptions,
} from './secrets-client.js';
export { exchangeStandingGrant, type StandingGrantOptions, versionsOf } from './standing-grant.js';
