export { deliverFiles } from './consumer-files.js';
export { ConsumerConfig, ExternalSecretsConfig, FilesConfig } from './consumer.config.js';
export { deployable } from './document.js';
export { type ExternalSecretsProvider, startExternalSecrets } from './external-secrets.js';
export { runSecretsApi } from './main.js';
export { BackupIdentityConfig, restoreRing } from './restore.js';
export { secretsApiRoutes } from './routes.js';
export { secretsApi, secretsApiConfig, startSecretsApi } from './secrets-api.js';
